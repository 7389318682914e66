/* SPDX-License-Identifier: MIT */
/* The review of a set of dots against a loaded design. */
#ifndef FOLLICLE_CLI_JUDGE_H
#define FOLLICLE_CLI_JUDGE_H

#include "load.h"
#include "output.h"

/* `planned` may be NULL: then the dots are the plan, whose hairlines are measured and not judged. `full`: textures too. Free *review with fol_review_free(). */
fol_status judge_dots(const loaded_design *loaded, const fol_dot *dots, size_t count, const fol_dot *planned,
                      size_t planned_count, bool full, fol_review **review, fol_error *err);

/* The least distance of any two dots in follicular units that the design and its layout promise, mm. */
double promised_mm(const loaded_design *loaded);

typedef struct review_job {
    const fol_review *review;
    const fol_design *design;
} review_job;

/* An output_writer of a review_job. */
fol_status write_review(const void *job, const fol_sink *sink, fol_error *err);

#endif
