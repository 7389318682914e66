/* SPDX-License-Identifier: MIT */
/* Scenes on a cairo_t, and maps as PDF: library follicle-cairo, which knows libfollicle's public API, Cairo and Pango alone. The report is in
 * <follicle/report.h>. What Cairo's fonts keep for the process's life is theirs. */
#ifndef FOLLICLE_CAIRO_H
#define FOLLICLE_CAIRO_H

#include <cairo.h>
#include <follicle/raster.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fol_cairo_options {
    size_t struct_size;
    const fol_pixels *photo; /* drawn where the scene has a FOL_OP_PHOTO; default NULL: left out */
    double softness_mm;      /* of dots on pictures, as in fol_view; default 0.03; on a photograph at least 0.8 of its pixels */
    bool vector_dots;        /* default false: dots by fol_raster_dots(), true in tone; true: each a vector disc, for paper */
} fol_cairo_options;

FOL_API void fol_cairo_options_init_sized(fol_cairo_options *options, size_t struct_size);
static inline fol_cairo_options fol_cairo_options_default(void) {
    fol_cairo_options options;
    fol_cairo_options_init_sized(&options, sizeof options);
    return options;
}

/* Draws a scene in the caller's cairo_t, whose user space must be millimetres of the scene. Dots are true in tone on opaque
 * pixels at 0.05 to 200 px/mm without rotation or shear; anywhere else they are drawn as vector discs. Leaves the cairo_t's state
 * as it was. options NULL: the defaults. Borrows all until return.
 * Errors: FOL_ERR_ARG, _VALUE, _NOMEM, _INTERNAL (Cairo's own status, named). Threads: as the cairo_t. */
FOL_API fol_status fol_cairo_draw(cairo_t *cr, const fol_scene *scene, const fol_cairo_options *options, fol_error *err);

/* Draws a scene into the caller's picture: its extent at px_per_mm, 0.05 to 200, upper left corner first. A host that asks for
 * `pixels` of width round(extent.width x px_per_mm) gets all of it. Errors as above. */
FOL_API fol_status fol_cairo_draw_pixels(const fol_scene *scene, const fol_cairo_options *options, double px_per_mm,
                                         const fol_pixels *pixels, fol_error *err);

/* The map as PDF at true size: all pages of `spec` (NULL: the defaults), the plan's identifiers as metadata, the same bytes each time.
 * Errors: FOL_ERR_ARG, _VALUE, _CONFLICT, _LIMIT, _NOMEM, _WRITE, _INTERNAL. */
FOL_API fol_status fol_cairo_write_map_pdf(const fol_design *design, const fol_layout *layout, const fol_map_spec *spec,
                                           const fol_sink *sink, fol_error *err);

#ifdef __cplusplus
}
#endif
#endif
