/* SPDX-License-Identifier: MIT */
/* The scalp, healed or on a day: skin and the hair that grows there, or a photograph, the dots of all sessions so far, and guides when they are asked for. */
#include "aged.h"
#include "draft.h"
#include "fail.h"
#include "guides.h"
#include "hash.h"
#include "merges.h"
#include "spec.h"
#include "stubble.h"

#include <stddef.h>

/* Of the first version of the spec. */
enum { LEAST_PREVIEW = offsetof(fol_preview_spec, no_hairs) };
static const double FURTHEST_MM = 1e6;
static const double GUIDE_MM = 0.3;
static const double MOST_BOLD = 8;
static const double MOST_DAY = 100000;
/* Dots so far outside a crop are kept, though they are not seen: rounding looks at what lies in the same 16 x 16 pixels
 * (lib/raster/blend.c), so a crop then has the very pixels of the whole picture from 1 px/mm up. */
static const double BEYOND_CROP_MM = 16;

void fol_preview_spec_init_sized(fol_preview_spec *spec, size_t struct_size) {
    const fol_preview_spec defaults = {.struct_size = sizeof defaults, .session = -1, .bold = 1, .day = -1};
    fol__spec_fill(spec, struct_size, &defaults, sizeof defaults);
}

static bool crop_ok(fol_rect crop) {
    return crop.x >= -FURTHEST_MM && crop.x <= FURTHEST_MM && crop.y >= -FURTHEST_MM && crop.y <= FURTHEST_MM &&
           crop.width >= 0 && crop.width <= FURTHEST_MM && crop.height >= 0 && crop.height <= FURTHEST_MM &&
           (crop.width > 0) == (crop.height > 0);
}

static fol_status read_given(const fol_preview_spec *spec, fol_preview_spec *read, fol_error *err) {
    *read = fol_preview_spec_default();
    if (!spec || !fol__spec_read(read, sizeof *read, spec, LEAST_PREVIEW))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "preview spec is NULL or was not filled in");
    return FOL_OK;
}

/* The last session in place of -1 and the whole canvas in place of no crop. */
static fol_status complete_spec(const fol_design *design, fol_preview_spec *read, fol_error *err) {
    const int32_t sessions = (int32_t)fol_design_session_count(design);
    if (read->session < -1 || read->session > sessions)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "session %d is not -1 to %d", (int)read->session,
                         (int)sessions);
    if (!crop_ok(read->crop))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "crop %g, %g, %g x %g mm has no area or is out of range",
                         read->crop.x, read->crop.y, read->crop.width, read->crop.height);
    if (!(read->bold >= 1 && read->bold <= MOST_BOLD))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "bold is %g, must be from 1 to %g", read->bold, MOST_BOLD);
    if (!(read->day <= MOST_DAY && (read->day >= 0 || read->day == -1)))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "day is %g, must be from 0 to %g, or -1 for healed", read->day, MOST_DAY);
    const fol_chart_spec *chart = fol_design_chart(design);
    if (read->session < 0)
        read->session = sessions;
    if (read->crop.width <= 0)
        read->crop = (fol_rect){0, 0, chart->canvas_width_mm, chart->canvas_height_mm};
    return FOL_OK;
}

static bool all_stay(const fol_chart_spec *chart) {
    bool all = true;
    for (size_t i = 0; i < chart->zone_count; i++)
        all = all && chart->zones[i].retention == 1;
    return all;
}

/* Leaves out the dots that are not expected to stay, once they are healed, and of which nobody knows yet; the same ones after each session. Which they are nobody can know: a hash
 * chooses. */
static void keep_staying(const fol_design *design, fol_op *op, double day) {
    const fol_treatment_spec *treatment = fol_design_treatment(design);
    fol_dot *dots = (fol_dot *)op->dots; /* the scene's own copies */
    size_t kept = 0;
    for (size_t i = 0; i < op->dot_count; i++) {
        const bool known = (int64_t)dots[i].session <= fol_design_chart(design)->sessions_done;
        const bool healed = day < 0 || day - treatment->sessions[dots[i].session - 1].day >= treatment->healing.healed_days;
        const double stays = healed && !known ? fol_design_retention_at(design, dots[i].zone, dots[i].x_um, dots[i].y_um) : 1;
        if (fol__unit(fol__hash(treatment->seed, FOL__FOR_STAYING, (uint64_t)dots[i].id)) < stays)
            dots[kept++] = dots[i];
    }
    op->dot_count = kept;
}

/* All sessions in one operation: side by side in a pixel their coverage must add, not lie one over the other. */
static void draw_pigment(fol__draft *draft, const fol__dot_source *source, const fol_design *design, const fol_preview_spec *read) {
    const fol_treatment_spec *treatment = fol_design_treatment(design);
    size_t last = (size_t)read->session;
    while (last > 0 && read->day >= 0 && treatment->sessions[last - 1].day > read->day)
        last--;
    if (last == 0)
        return;
    fol_op *op = fol__draw_sessions(draft, source, 1, last, BEYOND_CROP_MM, treatment->pigment, treatment->pigment_opacity);
    for (size_t i = 0; op && treatment->pigment_strength <= 0 && i < last && i < FOL_MAX_SESSIONS; i++)
        op->shades[i] = (uint8_t)(treatment->sessions[i].shade + 0.5);
    if (op && !all_stay(fol_design_chart(design)))
        keep_staying(design, op, read->day);
    if (op && (read->day >= 0 || treatment->pigment_strength > 0))
        fol__age_dots(draft, op, design, read->day, read->scab);
    if (op)
        fol__pale_dots(draft, op, design);
    fol__draft_embolden(draft, read->bold);
}

static fol_status draw_preview(const fol_design *design, const fol__dot_source *source, const fol_preview_spec *read,
                               const fol_allocator *alloc, fol_scene **out, fol_error *err) {
    const fol_treatment_spec *treatment = fol_design_treatment(design);
    fol__draft draft = fol__draft_make(read->crop, alloc);
    fol__draw_fill(&draft, read->crop, treatment->skin);
    const fol_chart_spec *chart = fol_design_chart(design);
    const double mm_per_px = fol_photo_mm_per_px(&chart->photo);
    const bool on_photo = mm_per_px > 0 && !read->plain, stubble = !on_photo && !read->no_hairs && chart->hair_count;
    if (on_photo) {
        draft.origin = chart->photo_at;
        fol__draw_photo(&draft, mm_per_px);
        draft.origin = (fol_point){0, 0};
    }
    if (stubble) {
        fol__draw_stubble(&draft, design, BEYOND_CROP_MM);
        fol__draft_embolden(&draft, read->bold);
    }
    draw_pigment(&draft, source, design, read);
    if (read->merging)
        fol__draw_merging(&draft, source, design, read->session, read->day, BEYOND_CROP_MM);
    if (read->guides) {
        fol__draw_outlines(&draft, design, GUIDE_MM);
        fol__draw_hairlines(&draft, design, GUIDE_MM);
        if (!stubble) /* rings would only cover it */
            fol__draw_hairs(&draft, design);
        fol__draw_landmarks(&draft, design, GUIDE_MM);
    }
    return fol__draft_finish(&draft, out, err);
}

fol_status fol_scene_preview(const fol_design *design, const fol_layout *layout, const fol_preview_spec *spec,
                             const fol_allocator *alloc, fol_scene **out, fol_error *err) {
    if (!out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "nowhere to put the scene");
    *out = NULL;
    fol_preview_spec read;
    fol__dot_source source;
    fol_status status = read_given(spec, &read, err);
    if (!status)
        status = fol__dots_from(design, layout, read.dots, read.dot_count, alloc, &source, err);
    if (status)
        return status;
    status = complete_spec(design, &read, err);
    if (!status)
        status = draw_preview(design, &source, &read, alloc, out, err);
    fol__dots_free(&source);
    return status;
}
