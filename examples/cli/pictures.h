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

typedef struct picture_size {
    double width, height; /* whole pixels; doubles, as hostile canvases pass any integer */
} picture_size;

picture_size size_of_picture(const picture_job *job);
/* Room for so many pixels; free its data. */
fol_status make_pixels(double width, double height, fol_pixels *pixels, fol_error *err);
/* Draws a picture of its own size, or the upper left part of it that there is room for. */
fol_status draw_picture(const picture_job *job, const fol_pixels *pixels, fol_error *err);

/* FOL_ERR_LIMIT when the picture would have too many pixels. Asked before anything is drawn or opened. */
fol_status check_picture(const picture_job *job, fol_error *err);

/* An output_writer of a picture_job. */
fol_status write_picture(const void *picture, const fol_sink *sink, fol_error *err);

#endif
