/* SPDX-License-Identifier: MIT */
/* The map on paper: a page of the scene is a page of the PDF, at true size (72 points are 25.4 mm). Cairo would write
 * the time of day as the date of creation; an empty date leaves it out, so the same map is the same file. PDF 1.4 keeps
 * objects readable and every printer can take it. */
#include "render.h"

#include <cairo-pdf.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

static const double POINTS_PER_MM = 72 / 25.4;

typedef struct stream {
    const fol_sink *sink;
    bool refused;
} stream;

static cairo_status_t write_bytes(void *user, const unsigned char *bytes, unsigned int size) {
    stream *const to = user;
    if (to->refused || !to->sink->write(bytes, size, to->sink->user)) {
        to->refused = true;
        return CAIRO_STATUS_WRITE_ERROR;
    }
    return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(cairo_surface_t *surface, const fol_design *design) {
    const char *const name = fol_design_treatment(design)->name;
    char creator[40], identifiers[160];
    snprintf(creator, sizeof creator, "follicle %s", fol_version());
    snprintf(identifiers, sizeof identifiers,
             "follicle:layout_version=%d follicle:library=%s follicle:fingerprint=%016" PRIx64
             " follicle:seed=%" PRIu64,
             fol_layout_version(), fol_version(), fol_design_fingerprint(design), fol_design_treatment(design)->seed);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, name && name[0] ? name : "Map");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, "Map of pigment dots at true size");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, identifiers);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, creator);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
}

static fol_status draw_page(cairo_surface_t *surface, const fol_scene *scene, fol_error *err) {
    const fol_rect extent = fol_scene_extent(scene);
    fol_cairo_options options = fol_cairo_options_default();
    options.vector_dots = true;
    cairo_pdf_surface_set_size(surface, extent.width * POINTS_PER_MM, extent.height * POINTS_PER_MM);
    cairo_t *const cr = cairo_create(surface);
    cairo_scale(cr, POINTS_PER_MM, POINTS_PER_MM);
    cairo_translate(cr, -extent.x, -extent.y);
    fol_status status = fol_cairo_draw(cr, scene, &options, err);
    cairo_show_page(cr);
    if (status == FOL_OK)
        status = fol__render_cairo(cairo_status(cr), err);
    cairo_destroy(cr);
    return status;
}

/* All pages, at least one: a spec that gives none then fails with its reason. */
static fol_status draw_pages(cairo_surface_t *surface, const fol_design *design, const fol_layout *layout,
                             const fol_map_spec *spec, fol_error *err) {
    const size_t pages = fol_map_page_count(design, spec);
    fol_status status = FOL_OK;
    for (size_t page = 0; status == FOL_OK && (page == 0 || page < pages); page++) {
        fol_scene *scene;
        status = fol_scene_map_page(design, layout, spec, page, NULL, &scene, err);
        if (status == FOL_OK)
            status = draw_page(surface, scene, err);
        fol_scene_free(scene);
    }
    return status;
}

static bool has_dots(const fol_map_spec *spec) {
    return spec && spec->struct_size > offsetof(fol_map_spec, dots) && spec->dots;
}

fol_status fol_cairo_write_map_pdf(const fol_design *design, const fol_layout *layout, const fol_map_spec *spec,
                                   const fol_sink *sink, fol_error *err) {
    if (!design || (!layout && !has_dots(spec)) || !sink || !sink->write)
        return fol__render_fail(err, FOL_ERR_ARG, "design, layout and sink must not be NULL");
    const fol_map_spec defaults = fol_map_spec_default();
    stream to = {sink, false};
    cairo_surface_t *const surface = cairo_pdf_surface_create_for_stream(write_bytes, &to, 1, 1);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
    set_metadata(surface, design);
    fol_status status = fol__render_cairo(cairo_surface_status(surface), err);
    if (status == FOL_OK)
        status = draw_pages(surface, design, layout, spec ? spec : &defaults, err);
    cairo_surface_finish(surface);
    if (status == FOL_OK && !to.refused)
        status = fol__render_cairo(cairo_surface_status(surface), err);
    cairo_surface_destroy(surface);
    if (to.refused)
        return fol__render_fail(err, FOL_ERR_WRITE, "the map could not be written: the sink refused bytes");
    return status;
}
