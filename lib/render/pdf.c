/* SPDX-License-Identifier: MIT */
/* Pages at true size (72 points are 25.4 mm). Cairo would write the time of day as the date of creation; an empty date leaves it
 * out, so the same plan is the same file. PDF 1.4 keeps objects readable and every printer can take it. */
#include "pdf.h"

#include "render.h"

#include <cairo-pdf.h>
#include <inttypes.h>
#include <stdio.h>

static const double POINTS_PER_MM = 72 / 25.4;

static cairo_status_t write_bytes(void *user, const unsigned char *bytes, unsigned int size) {
    fol__pdf *const to = user;
    if (to->refused || !to->sink->write(bytes, size, to->sink->user)) {
        to->refused = true;
        return CAIRO_STATUS_WRITE_ERROR;
    }
    return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(cairo_surface_t *surface, const fol_design *design, const char *title, const char *subject) {
    char creator[40], identifiers[160];
    snprintf(creator, sizeof creator, "follicle %s", fol_version());
    snprintf(identifiers, sizeof identifiers,
             "follicle:layout_version=%d follicle:library=%s follicle:fingerprint=%016" PRIx64 " follicle:seed=%" PRIu64, fol_layout_version(),
             fol_version(), fol_design_fingerprint(design), fol_design_treatment(design)->seed);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, subject);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, identifiers);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, creator);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
}

fol_status fol__pdf_open(fol__pdf *pdf, const fol_sink *sink, const fol_design *design, const char *title, const char *subject,
                         fol_error *err) {
    *pdf = (fol__pdf){.sink = sink};
    pdf->surface = cairo_pdf_surface_create_for_stream(write_bytes, pdf, 1, 1);
    cairo_pdf_surface_restrict_to_version(pdf->surface, CAIRO_PDF_VERSION_1_4);
    set_metadata(pdf->surface, design, title, subject);
    return fol__render_cairo(cairo_surface_status(pdf->surface), err);
}

cairo_t *fol__pdf_begin_page(fol__pdf *pdf, double width_mm, double height_mm) {
    cairo_pdf_surface_set_size(pdf->surface, width_mm * POINTS_PER_MM, height_mm * POINTS_PER_MM);
    cairo_t *const cr = cairo_create(pdf->surface);
    cairo_scale(cr, POINTS_PER_MM, POINTS_PER_MM);
    return cr;
}

fol_status fol__pdf_end_page(cairo_t *cr, fol_status status, fol_error *err) {
    cairo_show_page(cr);
    if (status == FOL_OK)
        status = fol__render_cairo(cairo_status(cr), err);
    cairo_destroy(cr);
    return status;
}

fol_status fol__pdf_close(fol__pdf *pdf, fol_status status, fol_error *err) {
    cairo_surface_finish(pdf->surface);
    if (status == FOL_OK && !pdf->refused)
        status = fol__render_cairo(cairo_surface_status(pdf->surface), err);
    cairo_surface_destroy(pdf->surface);
    if (pdf->refused)
        return fol__render_fail(err, FOL_ERR_WRITE, "the PDF could not be written: the sink refused bytes");
    return status;
}
