/* SPDX-License-Identifier: MIT */
/* Previews as PNG. */
#ifndef FOLLICLE_CLI_PICTURES_H
#define FOLLICLE_CLI_PICTURES_H

#include "load.h"
#include "output.h"

#define DEFAULT_PX_PER_MM 10.0
#define LEAST_PX_PER_MM 0.5
#define MOST_PX_PER_MM 60.0

typedef struct picture_job {
    const loaded_design *loaded;
    fol_preview_spec spec;
    double px_per_mm;
} picture_job;

/* FOL_ERR_LIMIT when the picture would have too many pixels. Asked before anything is drawn or opened. */
fol_status check_picture(const picture_job *job, fol_error *err);

/* An output_writer of a picture_job. */
fol_status write_picture(const void *picture, const fol_sink *sink, fol_error *err);

#endif
