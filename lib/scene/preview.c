/* SPDX-License-Identifier: MIT */
/* The healed scalp: skin, photograph, the dots of all sessions so far, and guides when they are asked for. */
#include "draft.h"
#include "fail.h"
#include "guides.h"
#include "spec.h"
#include "stubble.h"

#include <stddef.h>

/* Of the first version of the spec. */
enum { LEAST_PREVIEW = offsetof(fol_preview_spec, no_hairs) };
static const double FURTHEST_MM = 1e6;
static const double GUIDE_MM = 0.3;
/* Dots so far outside a crop are kept, though they are not seen: rounding looks at what lies in the same 16 x 16 pixels
 * (lib/raster/blend.c), so a crop then has the very pixels of the whole picture from 1 px/mm up. */
static const double BEYOND_CROP_MM = 16;

void fol_preview_spec_init_sized(fol_preview_spec *spec, size_t struct_size) {
    const fol_preview_spec defaults = {.struct_size = sizeof defaults, .session = -1};
    fol__spec_fill(spec, struct_size, &defaults, sizeof defaults);
}

static bool crop_ok(fol_rect crop) {
    return crop.x >= -FURTHEST_MM && crop.x <= FURTHEST_MM && crop.y >= -FURTHEST_MM && crop.y <= FURTHEST_MM &&
           crop.width >= 0 && crop.width <= FURTHEST_MM && crop.height >= 0 && crop.height <= FURTHEST_MM &&
           (crop.width > 0) == (crop.height > 0);
}

/* Reads spec into *read, with the last session in place of -1 and the whole canvas in place of no crop. */
static fol_status read_spec(const fol_design *design, const fol_preview_spec *spec, fol_preview_spec *read,
                            fol_error *err) {
    *read = fol_preview_spec_default();
    if (!spec || !fol__spec_read(read, sizeof *read, spec, LEAST_PREVIEW))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "preview spec is NULL or was not filled in");
    const int32_t sessions = (int32_t)fol_design_session_count(design);
    if (read->session < -1 || read->session > sessions)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "session %d is not -1 to %d", (int)read->session,
                         (int)sessions);
    if (!crop_ok(read->crop))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "crop %g, %g, %g x %g mm has no area or is out of range",
                         read->crop.x, read->crop.y, read->crop.width, read->crop.height);
    const fol_chart_spec *chart = fol_design_chart(design);
    if (read->session < 0)
        read->session = sessions;
    if (read->crop.width <= 0)
        read->crop = (fol_rect){0, 0, chart->canvas_width_mm, chart->canvas_height_mm};
    return FOL_OK;
}

fol_status fol_scene_preview(const fol_design *design, const fol_layout *layout, const fol_preview_spec *spec,
                             const fol_allocator *alloc, fol_scene **out, fol_error *err) {
    if (!out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "nowhere to put the scene");
    *out = NULL;
    fol_preview_spec read;
    fol_status status = fol__check_pair(design, layout, err);
    if (!status)
        status = read_spec(design, spec, &read, err);
    if (status)
        return status;
    const fol_treatment_spec *treatment = fol_design_treatment(design);
    fol__draft draft = fol__draft_make(read.crop, alloc);
    fol__draw_fill(&draft, read.crop, treatment->skin);
    const double mm_per_px = fol_photo_mm_per_px(&fol_design_chart(design)->photo);
    if (mm_per_px > 0 && !read.plain)
        fol__draw_photo(&draft, mm_per_px);
    else if (!read.no_hairs)
        fol__draw_stubble(&draft, design, BEYOND_CROP_MM);
    /* All sessions in one operation: side by side in a pixel their coverage must add, not lie one over the other. */
    if (read.session > 0)
        fol__draw_healed(&draft, design, layout, (size_t)read.session, BEYOND_CROP_MM, treatment->pigment,
                         treatment->pigment_opacity);
    if (read.guides) {
        fol__draw_outlines(&draft, design, GUIDE_MM);
        fol__draw_hairlines(&draft, design, GUIDE_MM);
        fol__draw_hairs(&draft, design);
    }
    return fol__draft_finish(&draft, out, err);
}
