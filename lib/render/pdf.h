/* SPDX-License-Identifier: MIT */
/* A PDF on its way to a sink, page by page in millimetres: for the map and for the report. */
#ifndef FOLLICLE_RENDER_PDF_H
#define FOLLICLE_RENDER_PDF_H

#include <follicle/follicle-cairo.h>

typedef struct fol__pdf {
    cairo_surface_t *surface;
    const fol_sink *sink;
    bool refused; /* the sink stopped */
} fol__pdf;

/* Whatever it returns, fol__pdf_close() ends the matter; `pdf` must stay where it is until then. The plan's identifiers
 * become metadata. */
fol_status fol__pdf_open(fol__pdf *pdf, const fol_sink *sink, const fol_design *design, const char *title, const char *subject,
                         fol_error *err);
/* A page of that size, to be drawn in millimetres; then fol__pdf_end_page(), with what drawing came to. */
cairo_t *fol__pdf_begin_page(fol__pdf *pdf, double width_mm, double height_mm);
fol_status fol__pdf_end_page(cairo_t *cr, fol_status status, fol_error *err);
/* Writes what is left. `status` is what all before came to. */
fol_status fol__pdf_close(fol__pdf *pdf, fol_status status, fol_error *err);

#endif
