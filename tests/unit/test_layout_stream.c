/* SPDX-License-Identifier: MIT */
/* Dots row by row to a sink, held against the layout of the same design. */
#include "failing_alloc.h"
#include "laid_out.h"
#include "random_design.h"
#include "ring_oracle.h"
#include "runner.h"

#include <follicle/layout.h>
#include <stdlib.h>
#include <string.h>

/* Holds each dot against the next of a list; stops before a row when told to. */
typedef struct follower {
    const fol_dot *expected;
    size_t count, next;
    size_t rows, stop_before; /* 0: never */
} follower;

static bool follow(const fol_dot *dots, size_t count, void *user) {
    follower *f = user;
    ck_assert_uint_gt(count, 0);
    if (++f->rows == f->stop_before)
        return false;
    ck_assert_uint_le(f->next + count, f->count);
    ck_assert_mem_eq(&f->expected[f->next], dots, count * sizeof *dots);
    for (size_t i = 1; i < count; i++)
        ck_assert(dots[i].id >> 27 == dots[0].id >> 27); /* of one row of cells: docs/layout.md has the bits of an id */
    f->next += count;
    return true;
}

static fol_status stream(const fol_design *design, const fol_layout_options *options, follower *f) {
    const fol_dot_sink sink = {follow, f};
    fol_error err = {0};
    f->next = f->rows = 0;
    return fol_layout_stream(design, options, &sink, NULL, &err);
}

START_TEST(a_stream_is_the_layout_row_by_row) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design);
    fol_dot *dots = dots_by_id(layout);
    follower f = {.expected = dots, .count = fol_layout_count(layout)};
    ck_assert_int_eq(stream(design, NULL, &f), FOL_OK);
    ck_assert_uint_eq(f.next, f.count);
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(a_sink_that_stops_gets_no_more) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design);
    fol_dot *dots = dots_by_id(layout);
    follower f = {.expected = dots, .count = fol_layout_count(layout)};
    ck_assert_int_eq(stream(design, NULL, &f), FOL_OK);
    const size_t rows = f.rows;
    for (f.stop_before = 1; f.stop_before <= rows; f.stop_before += f.stop_before < 4 ? 1 : 5) {
        ck_assert_int_eq(stream(design, NULL, &f), FOL_ERR_WRITE);
        ck_assert_uint_eq(f.rows, f.stop_before);
    }
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

/* Cancels at a report; shares of work must rise. */
typedef struct patience {
    int reports, most;
    double last;
} patience;

static bool lose_patience(double share, void *user) {
    patience *p = user;
    ck_assert(share >= p->last && share <= 1);
    p->last = share;
    return ++p->reports == p->most;
}

START_TEST(progress_rises_and_cancels_a_stream) {
    random_design *random = random_design_make(3);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design);
    fol_dot *dots = dots_by_id(layout);
    follower f = {.expected = dots, .count = fol_layout_count(layout)};
    for (int most = 1; most < 6; most++) {
        patience p = {0, most, 0};
        const fol_progress progress = {lose_patience, &p};
        fol_layout_options options = fol_layout_options_default();
        options.progress = &progress;
        ck_assert_int_eq(stream(design, &options, &f), FOL_ERR_CANCELLED);
        ck_assert_int_eq(p.reports, most);
        ck_assert_uint_lt(f.next, f.count);
    }
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(a_stream_over_the_limit_ends_before_the_row_that_passes_it) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design);
    fol_dot *dots = dots_by_id(layout);
    follower f = {.expected = dots, .count = fol_layout_count(layout)};
    fol_layout_options options = fol_layout_options_default();
    fol_limits limits = fol_limits_default();
    options.limits = &limits;
    for (int64_t limit = (int64_t)f.count; limit > 0; limit /= 2) {
        limits.max_dots = limit;
        ck_assert_int_eq(stream(design, &options, &f), limit < (int64_t)f.count ? FOL_ERR_LIMIT : FOL_OK);
        ck_assert_uint_le(f.next, (size_t)limit);
    }
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(a_stream_without_arguments_or_with_wrong_options_is_refused) {
    random_design *random = random_design_make(3);
    fol_design *design = random_design_build(random);
    follower f = {0};
    const fol_dot_sink sink = {follow, &f}, none = {NULL, &f};
    fol_layout_options options = fol_layout_options_default();
    fol_limits limits = fol_limits_default();
    ck_assert_int_eq(fol_layout_stream(NULL, NULL, &sink, NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_layout_stream(design, NULL, NULL, NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_layout_stream(design, NULL, &none, NULL, NULL), FOL_ERR_ARG);
    options.struct_size = 3;
    ck_assert_int_eq(fol_layout_stream(design, &options, &sink, NULL, NULL), FOL_ERR_ARG);
    options = fol_layout_options_default();
    options.limits = &limits;
    limits.struct_size = 0;
    ck_assert_int_eq(fol_layout_stream(design, &options, &sink, NULL, NULL), FOL_ERR_ARG);
    ck_assert_uint_eq(f.rows, 0);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

static bool swallow(const fol_dot *dots, size_t count, void *user) {
    *(size_t *)user += count;
    return dots != NULL;
}

static fol_status stream_and_forget(const fol_allocator *alloc, void *user) {
    size_t dots = 0;
    const fol_dot_sink sink = {swallow, &dots};
    return fol_layout_stream(user, NULL, &sink, alloc, NULL);
}

START_TEST(a_stream_without_memory_leaks_nothing) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    check_every_allocation(stream_and_forget, design);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

/* ------------------------------------------------------------------ memory */

typedef struct peak {
    size_t live, most;
} peak;

static void *take_counted(size_t size, void *user) {
    peak *p = user;
    p->live += size;
    p->most = p->live > p->most ? p->live : p->most;
    return malloc(size);
}

static void release_counted(void *memory, size_t size, void *user) {
    if (memory)
        ((peak *)user)->live -= size;
    free(memory);
}

/* The most memory that a stream of a square of so many mm takes, and its dots. */
static size_t peak_of_square(double side, double height, size_t *dots) {
    fol_point corners[4];
    fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    fol_zone_spec zone = fol_zone_spec_default();
    fol_layout_options options = fol_layout_options_default();
    fol_design_options design_options = fol_design_options_default();
    fol_limits limits = fol_limits_default();
    fol_design *design;
    peak p = {0, 0};
    const fol_allocator alloc = {take_counted, release_counted, &p};
    const fol_dot_sink sink = {swallow, dots};
    ring_rectangle(0, 0, side, height, corners);
    zone.name = "square";
    zone.outline = (fol_ring){corners, 4};
    zone.density_per_cm2 = 300;
    chart.canvas_width_mm = side;
    chart.canvas_height_mm = height;
    chart.zones = &zone;
    chart.zone_count = 1;
    limits.max_dots = INT64_C(1) << 40;
    options.limits = design_options.limits = &limits;
    ck_assert_int_eq(fol_design_create(&treatment, &chart, &design_options, NULL, &design, NULL), FOL_OK);
    *dots = 0;
    ck_assert_int_eq(fol_layout_stream(design, &options, &sink, &alloc, NULL), FOL_OK);
    ck_assert_uint_eq(p.live, 0);
    fol_design_free(design);
    return p.most;
}

START_TEST(memory_goes_with_a_row_and_not_with_the_dots) {
    size_t few, many;
    const size_t low = peak_of_square(200, 200, &few), high = peak_of_square(200, 10000, &many);
    ck_assert_uint_gt(many, 40 * few);
    ck_assert_uint_le(high, low * 11 / 10);
    ck_assert_uint_lt(low, 200000); /* a row of 1,200 dots */
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("layout: streams");
    TCase *tests = tcase_create("streams");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, a_stream_is_the_layout_row_by_row, 0, rounds(80));
    tcase_add_loop_test(tests, a_sink_that_stops_gets_no_more, 0, rounds(10));
    tcase_add_test(tests, progress_rises_and_cancels_a_stream);
    tcase_add_loop_test(tests, a_stream_over_the_limit_ends_before_the_row_that_passes_it, 0, rounds(10));
    tcase_add_test(tests, a_stream_without_arguments_or_with_wrong_options_is_refused);
    tcase_add_loop_test(tests, a_stream_without_memory_leaks_nothing, 0, 5);
    tcase_add_test(tests, memory_goes_with_a_row_and_not_with_the_dots);
    suite_add_tcase(suite, tests);
    return suite;
}
