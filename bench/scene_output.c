/* SPDX-License-Identifier: MIT */
/* What is made of a layout: figures, pictures, maps. */
#include <png.h>
#include <stdlib.h>

#include "scene_parts.h"

/* ------------------------------------------------------------------ the figures of a review */

static int64_t review(subject *s, bool full) {
    const fol_chart_spec *chart = fol_design_chart(s->design);
    fol_review_limits limits = fol_review_limits_default();
    limits.slack_mm = 2 * fol_design_treatment(s->design)->irregularity_mm;
    fol_review_spec spec = fol_review_spec_default();
    spec.dots = s->dots;
    spec.dot_count = s->dot_count;
    spec.session_count = fol_design_session_count(s->design);
    spec.zone_count = fol_design_zone_count(s->design);
    spec.density = fol_design_density_fn;
    spec.density_batch = fol_design_density_batch_fn;
    spec.density_user = s->design;
    spec.bounds.width = chart->canvas_width_mm;
    spec.bounds.height = chart->canvas_height_mm;
    spec.limits = &limits;
    spec.textures = full;
    fol_error err;
    const fol_status status = fol_review_create(&spec, s->memory, &s->review, &err);
    return subject_done(status, &err, "review") ? (int64_t)s->dot_count : -1;
}

static int64_t run_review(void *state) {
    return review(state, false);
}

static int64_t run_review_full(void *state) {
    return review(state, true);
}

static void tidy_review(void *state) {
    subject *s = state;
    fol_review_free(s->review);
    s->review = NULL;
}

bool open_review(const bench_file *file, measured *what) {
    what->run = run_review;
    what->tidy = tidy_review;
    return open_subject(file, what, SUBJECT_COPIED);
}

bool open_review_full(const bench_file *file, measured *what) {
    what->run = run_review_full;
    what->tidy = tidy_review;
    return open_subject(file, what, SUBJECT_COPIED);
}

/* ------------------------------------------------------------------ pictures in memory */

enum { PREVIEW_WIDTH = 1920, PREVIEW_HEIGHT = 1440 };

static const double softness_mm = 0.03;

/* The whole canvas on plain skin, as large as the pixels allow. */
static bool draw(subject *s) {
    fol_preview_spec spec = fol_preview_spec_default();
    fol_scene *scene;
    fol_error err;
    spec.plain = true;
    if (!subject_done(fol_scene_preview(s->design, s->layout, &spec, s->memory, &scene, &err), &err, "scene"))
        return false;
    const fol_rect extent = fol_scene_extent(scene);
    const double across = s->pixels.width / extent.width, down = s->pixels.height / extent.height;
    const fol_view view = {extent.x, extent.y, across < down ? across : down, softness_mm};
    const bool drawn = subject_done(fol_raster_scene(scene, &view, &s->pixels, s->memory, &err), &err, "raster");
    fol_scene_free(scene);
    return drawn;
}

static int64_t run_preview(void *state) {
    subject *s = state;
    return draw(s) ? (int64_t)fol_layout_count(s->layout) : -1;
}

static bool take_pixels(subject *s, int32_t width, int32_t height) {
    const size_t stride = (size_t)width * 3;
    const fol_pixels pixels = {FOL_PIXELS_RGB24, width, height, stride, calloc((size_t)height, stride)};
    s->pixels = pixels;
    return pixels.data != NULL;
}

bool open_preview(const bench_file *file, measured *what) {
    what->run = run_preview;
    if (!open_subject(file, what, SUBJECT_LAID_OUT))
        return false;
    if (take_pixels(what->state, PREVIEW_WIDTH, PREVIEW_HEIGHT))
        return true;
    close_subject(what);
    return false;
}

/* ------------------------------------------------------------------ a picture for print, and the same pixels by libpng alone */

static const double print_px_per_mm = 24;

static int64_t run_png(void *state) {
    subject *s = state;
    const fol_sink sink = sink_of(&s->output);
    fol_error err;
    s->output.size = 0;
    if (!draw(s) || !subject_done(fol_png_write(&s->pixels, print_px_per_mm, s->design, &sink, &err), &err, "png"))
        return -1;
    return (int64_t)fol_layout_count(s->layout);
}

bool open_png(const bench_file *file, measured *what) {
    what->run = run_png;
    if (!open_subject(file, what, SUBJECT_LAID_OUT))
        return false;
    subject *s = what->state;
    const int32_t width = (int32_t)(s->chart.canvas_width_mm * print_px_per_mm);
    const int32_t height = (int32_t)(s->chart.canvas_height_mm * print_px_per_mm);
    if (take_pixels(s, width, height))
        return true;
    close_subject(what);
    return false;
}

static void write_to_sink(png_structp png, png_bytep bytes, size_t count) {
    const fol_sink sink = sink_of(png_get_io_ptr(png));
    if (!sink.write(bytes, count, sink.user))
        png_error(png, "out of memory");
}

static void flush_nothing(png_structp png) {
    (void)png;
}

/* libpng as it comes: its own filters and its own level. */
static bool write_plain(const fol_pixels *pixels, taken_bytes *output) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (!info || setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, NULL);
        return false;
    }
    png_set_write_fn(png, output, write_to_sink, flush_nothing);
    png_set_IHDR(png, info, (png_uint_32)pixels->width, (png_uint_32)pixels->height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    for (int32_t y = 0; y < pixels->height; y++)
        png_write_row(png, (const unsigned char *)pixels->data + (size_t)y * pixels->stride);
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    return true;
}

static int64_t run_png_plain(void *state) {
    subject *s = state;
    s->output.size = 0;
    return write_plain(&s->pixels, &s->output) ? (int64_t)fol_layout_count(s->layout) : -1;
}

bool open_png_plain(const bench_file *file, measured *what) {
    if (!open_png(file, what))
        return false;
    what->run = run_png_plain;
    what->memory = NULL;
    if (draw(what->state))
        return true;
    close_subject(what);
    return false;
}

/* ------------------------------------------------------------------ the whole way: design bytes to CSV bytes */

static int64_t run_csv(void *state) {
    subject *s = state;
    const fol_sink sink = sink_of(&s->output);
    fol_error err;
    s->output.size = 0;
    if (!subject_read(s) || !subject_check(s) || !subject_lay_out(s) || !subject_copy(s))
        return -1;
    const fol_status status = fol_map_write_csv(s->design, s->dots, s->dot_count, &sink, &err);
    return subject_done(status, &err, "csv") ? (int64_t)s->dot_count : -1;
}

static void tidy_csv(void *state) {
    subject *s = state;
    fol_layout_free(s->layout);
    fol_design_free(s->design);
    s->layout = NULL;
    s->design = NULL;
}

bool open_csv_in_process(const bench_file *file, measured *what) {
    what->run = run_csv;
    what->tidy = tidy_csv;
    return open_subject(file, what, SUBJECT_EMPTY);
}
