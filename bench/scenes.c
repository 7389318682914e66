/* SPDX-License-Identifier: MIT */
/* The scenes. Each times one library call, or one chain of calls, as a host would make it; freeing is not timed. */
#include "scenes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridson.h"
#include "subject.h"

/* ------------------------------------------------------------------ opening and closing */

static bool open_nothing(const bench_file *file, measured *what) {
    (void)file;
    what->state = NULL;
    return true;
}

static void close_nothing(measured *what) {
    (void)what;
}

static void close_subject(measured *what) {
    subject_free(what->state);
}

/* A subject taken as far as `steps` steps: 1 read, 2 checked, 3 laid out, 4 its dots copied. */
static bool open_subject(const bench_file *file, measured *what, int steps) {
    subject *s = calloc(1, sizeof *s);
    if (!s)
        return false;
    s->file = file;
    what->state = s;
    const bool good = (steps < 1 || subject_read(s)) && (steps < 2 || subject_check(s)) &&
                      (steps < 3 || subject_lay_out(s)) && (steps < 4 || subject_copy(s));
    if (!good)
        subject_free(s);
    return good;
}

/* ------------------------------------------------------------------ bridson and memcpy: what others are measured by */

static int64_t run_bridson(void *state) {
    (void)state;
    return bridson_fill(0.003514, 1); /* 50,000 points within half a percent */
}

static bool open_bridson(const bench_file *file, measured *what) {
    what->run = run_bridson;
    return open_nothing(file, what);
}

enum { BOX_DOTS = 1000000 };

typedef struct two_blocks {
    fol_dot *from, *to;
} two_blocks;

static int64_t run_memcpy(void *state) {
    const two_blocks *blocks = state;
    memcpy(blocks->to, blocks->from, BOX_DOTS * sizeof(fol_dot));
    /* Reading a dot back keeps the compiler from leaving the copy out. */
    return blocks->to[BOX_DOTS / 2].session == 1 ? BOX_DOTS : -1;
}

static void close_memcpy(measured *what) {
    two_blocks *blocks = what->state;
    free(blocks->from);
    free(blocks->to);
    free(blocks);
}

static bool open_memcpy(const bench_file *file, measured *what) {
    (void)file;
    two_blocks *blocks = calloc(1, sizeof *blocks);
    if (!blocks)
        return false;
    what->run = run_memcpy;
    what->state = blocks;
    blocks->from = malloc(BOX_DOTS * sizeof(fol_dot));
    blocks->to = malloc(BOX_DOTS * sizeof(fol_dot));
    if (!blocks->from || !blocks->to) {
        close_memcpy(what);
        return false;
    }
    memset(blocks->from, 1, BOX_DOTS * sizeof(fol_dot));
    memset(blocks->to, 0, BOX_DOTS * sizeof(fol_dot));
    return true;
}

/* ------------------------------------------------------------------ layouts */

static int64_t run_layout(void *state) {
    subject *s = state;
    return subject_lay_out(s) ? (int64_t)fol_layout_count(s->layout) : -1;
}

static void tidy_layout(void *state) {
    subject *s = state;
    fol_layout_free(s->layout);
    s->layout = NULL;
}

static bool open_layout(const bench_file *file, measured *what) {
    what->run = run_layout;
    what->tidy = tidy_layout;
    return open_subject(file, what, 2);
}

/* 200 dots per cm2 on a square of 5,000 cm2. */
static bool open_box(const bench_file *file, measured *what) {
    const double side = 707.1067811865476;
    const fol_point corners[] = {{0, 0}, {side, 0}, {side, side}, {0, side}};
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "box";
    zone.outline.points = corners;
    zone.outline.count = 4;
    zone.density_per_cm2 = 200;
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = chart.canvas_height_mm = 710;
    chart.zones = &zone;
    chart.zone_count = 1;
    const fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_error err;
    (void)file;
    what->run = run_layout;
    what->tidy = tidy_layout;
    if (!open_subject(NULL, what, 0))
        return false;
    subject *s = what->state;
    if (subject_done(fol_design_create(&treatment, &chart, NULL, NULL, &s->design, &err), &err, "box"))
        return true;
    subject_free(s);
    return false;
}

/* ------------------------------------------------------------------ what leads to a layout */

static int64_t run_design(void *state) {
    subject *s = state;
    return subject_check(s) ? (int64_t)s->dot_count : -1;
}

static void tidy_design(void *state) {
    subject *s = state;
    fol_design_free(s->design);
    s->design = NULL;
}

static bool open_design(const bench_file *file, measured *what) {
    what->run = run_design;
    what->tidy = tidy_design;
    return open_subject(file, what, 4);
}

static int64_t run_pattern(void *state) {
    fol_pattern_spec spec = fol_pattern_spec_default();
    fol_pattern *pattern;
    fol_error err;
    (void)state;
    spec.seed = 1;
    if (!subject_done(fol_pattern_create(&spec, NULL, NULL, &pattern, &err), &err, "pattern"))
        return -1;
    fol_pattern_free(pattern);
    return spec.point_count;
}

static bool open_pattern(const bench_file *file, measured *what) {
    what->run = run_pattern;
    return open_nothing(file, what);
}

/* ------------------------------------------------------------------ what follows a layout */

static int64_t review_dots(subject *s, bool full) {
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
    const fol_status status = fol_review_create(&spec, NULL, &s->review, &err);
    return subject_done(status, &err, "review") ? (int64_t)s->dot_count : -1;
}

static int64_t run_review(void *state) {
    return review_dots(state, false);
}

static int64_t run_review_full(void *state) {
    return review_dots(state, true);
}

static void tidy_review(void *state) {
    subject *s = state;
    fol_review_free(s->review);
    s->review = NULL;
}

static bool open_review(const bench_file *file, measured *what) {
    what->run = run_review;
    what->tidy = tidy_review;
    return open_subject(file, what, 4);
}

static bool open_review_full(const bench_file *file, measured *what) {
    what->run = run_review_full;
    what->tidy = tidy_review;
    return open_subject(file, what, 4);
}

enum { PREVIEW_WIDTH = 1920, PREVIEW_HEIGHT = 1440 };

/* As large as the picture allows. */
static fol_view view_of(const fol_scene *scene) {
    const fol_rect extent = fol_scene_extent(scene);
    const double across = PREVIEW_WIDTH / extent.width, down = PREVIEW_HEIGHT / extent.height;
    const fol_view view = {extent.x, extent.y, across < down ? across : down, 0.03};
    return view;
}

static int64_t run_preview(void *state) {
    subject *s = state;
    fol_preview_spec spec = fol_preview_spec_default();
    fol_scene *scene;
    fol_error err;
    spec.plain = true;
    if (!subject_done(fol_scene_preview(s->design, s->layout, &spec, NULL, &scene, &err), &err, "scene"))
        return -1;
    const fol_view view = view_of(scene);
    const bool drawn = subject_done(fol_raster_scene(scene, &view, &s->pixels, NULL, &err), &err, "raster");
    fol_scene_free(scene);
    return drawn ? (int64_t)fol_layout_count(s->layout) : -1;
}

static bool open_preview(const bench_file *file, measured *what) {
    what->run = run_preview;
    if (!open_subject(file, what, 3))
        return false;
    subject *s = what->state;
    const size_t stride = (size_t)PREVIEW_WIDTH * 3;
    const fol_pixels pixels = {FOL_PIXELS_RGB24, PREVIEW_WIDTH, PREVIEW_HEIGHT, stride, calloc(PREVIEW_HEIGHT, stride)};
    s->pixels = pixels;
    if (!s->pixels.data)
        subject_free(s);
    return pixels.data != NULL;
}

/* ------------------------------------------------------------------ the whole way: design bytes to CSV bytes */

static bool take_csv(const void *bytes, size_t size, void *user) {
    subject *s = user;
    if (size > s->csv_room - s->csv_size) {
        const size_t room = 2 * (s->csv_size + size) + 65536;
        char *grown = realloc(s->csv, room);
        if (!grown)
            return false;
        s->csv = grown;
        s->csv_room = room;
    }
    memcpy(s->csv + s->csv_size, bytes, size);
    s->csv_size += size;
    return true;
}

static int64_t run_csv(void *state) {
    subject *s = state;
    const fol_sink sink = {take_csv, s};
    fol_error err;
    s->csv_size = 0;
    if (!subject_read(s) || !subject_check(s) || !subject_lay_out(s) || !subject_copy(s))
        return -1;
    const fol_status status = fol_map_write_csv(s->design, s->dots, s->dot_count, &sink, &err);
    return subject_done(status, &err, "csv") ? (int64_t)s->dot_count : -1;
}

static void tidy_csv(void *state) {
    tidy_layout(state);
    tidy_design(state);
}

static bool open_csv(const bench_file *file, measured *what) {
    what->run = run_csv;
    what->tidy = tidy_csv;
    return open_subject(file, what, 0);
}

const bench_scene *bench_scene_at(size_t i) {
    static const bench_scene scenes[] = {
        {"bridson", "50,000 points by Bridson's method: what the ratios are taken to", false, open_bridson, close_nothing},
        {"memcpy", "the bytes of a million dots, copied", false, open_memcpy, close_memcpy},
        {"pattern", "65,536 ranked points built from a seed", false, open_pattern, close_nothing},
        {"box", "a million dots at 200 per cm2, laid out", false, open_box, close_subject},
        {"scalp", "the design, laid out", true, open_layout, close_subject},
        {"design", "the design, checked and indexed", true, open_design, close_subject},
        {"review", "the layout, measured and judged", true, open_review, close_subject},
        {"review-full", "the same with spectra, pair correlation and cells", true, open_review_full, close_subject},
        {"preview", "the layout, drawn into memory at 1920 x 1440", true, open_preview, close_subject},
        {"csv", "design file to coordinate map, bytes to bytes", true, open_csv, close_subject},
    };
    return i < sizeof scenes / sizeof scenes[0] ? &scenes[i] : NULL;
}
