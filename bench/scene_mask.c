/* SPDX-License-Identifier: MIT */
/* The design under a density mask that comes, as a host's would, from an image: a picture of hills is drawn, written as PNG and read
 * again, all by the library's public calls, and its grey values thin the density. None of that is timed. */
#include <math.h>
#include <stdlib.h>

#include "sampler_grid.h"
#include "scene_parts.h"

/* A larger canvas has larger pixels. */
static const double least_mm_per_px = 0.5, most_px = 2000;

static double mask_mm_per_px(const fol_chart_spec *chart) {
    return fmax(least_mm_per_px, fmax(chart->canvas_width_mm, chart->canvas_height_mm) / most_px);
}

/* 0 to 255: hills some 3 to 6 cm wide, finer ones of a few millimetres, and the grain of a camera. */
static unsigned char grey_at(double x_mm, double y_mm, uint64_t *random) {
    const double broad = sin(x_mm / 9) * sin(y_mm / 7 + 1) + 0.5 * sin((x_mm + y_mm) / 6);
    const double fine = sin(x_mm / 0.9 + 2 * broad) * sin(y_mm / 1.1);
    const double grain = (double)(random_next(random) >> 11) * 0x1p-53 - 0.5;
    return (unsigned char)fmin(fmax(185 + 50 * broad + 14 * fine + 8 * grain, 0), 255);
}

/* A grey picture that covers the canvas; data NULL when memory is out. */
static fol_pixels draw_hills(const fol_chart_spec *chart) {
    const double mm_per_px = mask_mm_per_px(chart);
    const int32_t width = (int32_t)ceil(chart->canvas_width_mm / mm_per_px);
    const int32_t height = (int32_t)ceil(chart->canvas_height_mm / mm_per_px);
    const size_t stride = 3 * (size_t)width;
    const fol_pixels pixels = {FOL_PIXELS_RGB24, width, height, stride, malloc((size_t)height * stride)};
    unsigned char *byte = pixels.data;
    uint64_t random = 1;
    for (int32_t y = 0; byte && y < height; y++) {
        for (int32_t x = 0; x < width; x++, byte += 3)
            byte[0] = byte[1] = byte[2] = grey_at(x * mm_per_px, y * mm_per_px, &random);
    }
    return pixels;
}

/* To PNG and back. */
static bool through_png(const fol_pixels *drawn, double px_per_mm, fol_image *out) {
    const fol_limits limits = fol_limits_default();
    const fol_color under = {255, 255, 255};
    taken_bytes png = {NULL, 0, 0};
    const fol_sink sink = sink_of(&png);
    fol_error err;
    const bool good = subject_done(fol_png_write(drawn, px_per_mm, NULL, &sink, &err), &err, "mask") &&
                      subject_done(fol_image_parse(png.data, png.size, under, &limits, out, &err), &err, "mask");
    free(png.data);
    return good;
}

static bool take_mask(subject *s, const fol_pixels *picture) {
    const size_t width = (size_t)picture->width, height = (size_t)picture->height;
    s->mask = malloc(width * height * sizeof *s->mask);
    for (size_t y = 0; s->mask && y < height; y++) {
        const unsigned char *row = (const unsigned char *)picture->data + y * picture->stride;
        for (size_t x = 0; x < width; x++)
            s->mask[y * width + x] = (float)row[3 * x] / 255.0f;
    }
    const fol_mask_spec mask = {s->mask, picture->width, picture->height, mask_mm_per_px(&s->chart), 0, 0};
    s->chart.mask = mask;
    return s->mask != NULL;
}

static bool add_mask(subject *s) {
    const fol_pixels drawn = draw_hills(&s->chart);
    fol_image image;
    bool good = drawn.data && through_png(&drawn, 1 / mask_mm_per_px(&s->chart), &image);
    free(drawn.data);
    if (good) {
        good = take_mask(s, &image.pixels);
        fol_image_free(&image);
    }
    return good;
}

bool open_mask(const bench_file *file, measured *what) {
    if (!open_layout(file, what))
        return false;
    subject *s = what->state;
    if (add_mask(s) && subject_check(s))
        return true;
    subject_free(s);
    return false;
}
