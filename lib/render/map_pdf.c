/* SPDX-License-Identifier: MIT */
/* The map on paper: a page of the scene is a page of the PDF. */
#include "pdf.h"
#include "render.h"

#include <stddef.h>

static fol_status draw_page(fol__pdf *pdf, const fol_scene *scene, fol_error *err) {
    const fol_rect extent = fol_scene_extent(scene);
    fol_cairo_options options = fol_cairo_options_default();
    options.vector_dots = true;
    cairo_t *const cr = fol__pdf_begin_page(pdf, extent.width, extent.height);
    cairo_translate(cr, -extent.x, -extent.y);
    return fol__pdf_end_page(cr, fol_cairo_draw(cr, scene, &options, err), err);
}

/* All pages, at least one: a spec that gives none then fails with its reason. */
static fol_status draw_pages(fol__pdf *pdf, const fol_design *design, const fol_layout *layout, const fol_map_spec *spec, fol_error *err) {
    const size_t pages = fol_map_page_count(design, spec);
    fol_status status = FOL_OK;
    for (size_t page = 0; status == FOL_OK && (page == 0 || page < pages); page++) {
        fol_scene *scene;
        status = fol_scene_map_page(design, layout, spec, page, NULL, &scene, err);
        if (status == FOL_OK)
            status = draw_page(pdf, scene, err);
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
    const char *const name = fol_design_treatment(design)->name;
    fol__pdf pdf;
    fol_status status = fol__pdf_open(&pdf, sink, design, name && name[0] ? name : "Map", "Map of pigment dots at true size", err);
    if (status == FOL_OK)
        status = draw_pages(&pdf, design, layout, spec ? spec : &defaults, err);
    return fol__pdf_close(&pdf, status, err);
}
