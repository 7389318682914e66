/* SPDX-License-Identifier: MIT */
/* From a layout to a PNG: scene, pixels by Cairo, file. A picture is exactly the canvas or the crop, nothing more. */
#include "pictures.h"

#include <follicle/follicle-cairo.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static picture_size size_of(double width_mm, double height_mm, double px_per_mm) {
    return (picture_size){fmax(1.0, round(width_mm * px_per_mm)), fmax(1.0, round(height_mm * px_per_mm))};
}

picture_size size_of_picture(const picture_job *job) {
    const fol_chart_spec *chart = fol_design_chart(job->loaded->design);
    const bool whole = !(job->spec.crop.width > 0.0);
    return size_of(whole ? chart->canvas_width_mm : job->spec.crop.width, whole ? chart->canvas_height_mm : job->spec.crop.height,
                   job->px_per_mm);
}

fol_status check_picture(const picture_job *job, fol_error *err) {
    const fol_chart_spec *chart = fol_design_chart(job->loaded->design);
    const bool whole = !(job->spec.crop.width > 0.0);
    const double width_mm = whole ? chart->canvas_width_mm : job->spec.crop.width;
    const double height_mm = whole ? chart->canvas_height_mm : job->spec.crop.height;
    const picture_size size = size_of(width_mm, height_mm, job->px_per_mm);
    const double limit = (double)job->loaded->limits.max_pixels;
    if (size.width * size.height <= limit)
        return FOL_OK;
    *err = (fol_error){.status = FOL_ERR_LIMIT, .index = -1, .ring = -1, .vertex = -1};
    snprintf(err->message, sizeof err->message,
             "a picture of %g x %g mm at %g pixels a mm is %.0f x %.0f pixels, over the limit of %.0f; --px-per-mm "
             "%.2f fits",
             width_mm, height_mm, job->px_per_mm, size.width, size.height, limit,
             floor(100.0 * sqrt(limit / (width_mm * height_mm))) / 100.0);
    return FOL_ERR_LIMIT;
}

fol_status make_pixels(double width, double height, fol_pixels *pixels, fol_error *err) {
    *pixels = (fol_pixels){FOL_PIXELS_XRGB32, (int32_t)width, (int32_t)height, 4 * (size_t)width, NULL};
    pixels->data = calloc((size_t)height, pixels->stride);
    if (pixels->data)
        return FOL_OK;
    *err = (fol_error){.status = FOL_ERR_NOMEM};
    return FOL_ERR_NOMEM;
}

fol_status draw_picture(const picture_job *job, const fol_pixels *pixels, fol_error *err) {
    const loaded_design *loaded = job->loaded;
    fol_scene *scene = NULL;
    fol_cairo_options options = fol_cairo_options_default();
    options.photo = loaded->photo.pixels.data ? &loaded->photo.pixels : NULL;
    fol_status status = fol_scene_preview(loaded->design, loaded->layout, &job->spec, NULL, &scene, err);
    if (status == FOL_OK)
        status = fol_cairo_draw_pixels(scene, &options, job->px_per_mm, pixels, err);
    fol_scene_free(scene);
    return status;
}

fol_status write_picture(const void *picture, const fol_sink *sink, fol_error *err) {
    const picture_job *job = picture;
    fol_pixels pixels = {.data = NULL};
    const picture_size size = size_of_picture(job);
    fol_status status = check_picture(job, err);
    if (status == FOL_OK)
        status = make_pixels(size.width, size.height, &pixels, err);
    if (status == FOL_OK)
        status = draw_picture(job, &pixels, err);
    if (status == FOL_OK)
        status = fol_png_write(&pixels, job->px_per_mm, job->loaded->design, sink, err);
    free(pixels.data);
    return status;
}
