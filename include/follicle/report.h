/* SPDX-License-Identifier: MIT */
/* The plan on paper: four pages that a practitioner can hand over. Library follicle-cairo. Experimental: may still
 * change between minor versions. */
#ifndef FOLLICLE_REPORT_H
#define FOLLICLE_REPORT_H

#include <follicle/dates.h>
#include <follicle/raster.h>
#include <follicle/review.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Texts that the report can show. */
FOL_API size_t fol_report_word_count(void);
/* Text number i in English with its key, static; NULLs past the last. */
FOL_API fol_word fol_report_word_at(size_t i);

/* A text that is NULL is left as a line to write on. */
typedef struct fol_report_spec {
    size_t struct_size;
    fol_paper paper;              /* FOL_PAPER_A4, the default, or FOL_PAPER_LETTER */
    const char *client;           /* name or number, UTF-8; "": none is shown */
    const char *practitioner;     /* "": no line for it */
    fol_date first_session;       /* default none: days are counted instead */
    double dots_per_minute;       /* 1 to 1,000; default 80: 14,000 dots in two to four hours are 58 to 117 */
    const char *needle;
    const char *pigment, *lot, *colour_index; /* pigment NULL: the treatment's pigment_name, if it has one */
    const fol_pixels *photo;      /* under the pictures where the design has one; default NULL: plain skin */
    const fol_review *review;     /* of the plan's own dots; default NULL: evenness is left out */
    const fol_word *words; /* a translation: only what differs from English; default NULL. fol_word_list_parse_json() reads one */
    size_t word_count;
    const fol_dot *dots;          /* in map order, in place of the layout's; default NULL */
    size_t dot_count;
} fol_report_spec;

FOL_API void fol_report_spec_init_sized(fol_report_spec *spec, size_t struct_size);
static inline fol_report_spec fol_report_spec_default(void) {
    fol_report_spec spec;
    fol_report_spec_init_sized(&spec, sizeof spec);
    return spec;
}

/* Writes the report as PDF: pictures of the course, zones, sessions with dates, dots, time, dilution, needle and depth, evenness,
 * a density map at true size where it fits, schedule, aftercare, questions to ask, pigment record. Text is text, in the machine's
 * sans-serif; on one machine the same bytes each time. The ten largest zones are named, the others together.
 * Borrows: all until return; spec NULL: the defaults.   Errors: FOL_ERR_ARG, _VALUE, _NAME (a word's key), _CONFLICT (a layout of another design), _NOMEM, _WRITE, _INTERNAL.
 * Threads: safe from any thread.   Cost: a few pictures of 300,000 pixels, and an integral of the density. */
FOL_API fol_status fol_cairo_write_report_pdf(const fol_design *design, const fol_layout *layout, const fol_report_spec *spec,
                                              const fol_sink *sink, fol_error *err);

#ifdef __cplusplus
}
#endif
#endif
