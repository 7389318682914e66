/* SPDX-License-Identifier: MIT */
/* Pictures of one design side by side, each with a line of text below. */
#ifndef FOLLICLE_CLI_STRIPS_H
#define FOLLICLE_CLI_STRIPS_H

#include "pictures.h"

enum { MOST_PANELS = 4 };

/* Panels are alike in size: their specs have the same crop. */
typedef struct strip {
    const loaded_design *loaded;
    double px_per_mm;
    size_t count;
    struct {
        fol_preview_spec spec;
        char caption[96];
    } panels[MOST_PANELS];
} strip;

/* FOL_ERR_LIMIT when all pictures side by side would have too many pixels. */
fol_status check_strip(const strip *strip, fol_error *err);

/* An output_writer of a strip. */
fol_status write_strip(const void *strip, const fol_sink *sink, fol_error *err);

/* The scalp before, with outlines, and after the last session, in dots so wide that a small picture shows them. */
strip overview_of(const picture_job *picture);

#endif
