/* SPDX-License-Identifier: MIT */
/* Diameters and depths: even between their bounds, and chance to everything else. */
#include "laid_out.h"
#include "ring_oracle.h"
#include "runner.h"

#include <follicle/layout.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BINS = 16 };

typedef struct bounds {
    double diameter_from, diameter_to, depth_from, depth_to; /* mm */
} bounds;

/* A full rectangle, more than two tiles wide: about 240,000 dots. */
static fol_layout *wide_layout(uint64_t seed, bounds b, double width, double irregularity) {
    fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    fol_zone_spec zone = fol_zone_spec_default();
    fol_point corners[4];
    fol_design *design;
    fol_error err = {0};
    ring_rectangle(0, 0, width, 100, corners);
    zone.name = "zone";
    zone.outline = (fol_ring){corners, 4};
    zone.density_per_cm2 = 400;
    treatment.seed = seed;
    treatment.diameter_from_mm = b.diameter_from;
    treatment.diameter_to_mm = b.diameter_to;
    treatment.depth_from_mm = b.depth_from;
    treatment.depth_to_mm = b.depth_to;
    treatment.irregularity_mm = irregularity;
    chart.canvas_width_mm = width;
    chart.canvas_height_mm = 100;
    chart.zones = &zone;
    chart.zone_count = 1;
    ck_assert_msg(fol_design_create(&treatment, &chart, NULL, NULL, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    fol_layout *layout = laid(design);
    fol_design_free(design);
    return layout;
}

/* Chance that a number that is even between two bounds, in whole micrometres, rounds to `um`. */
static double chance_of(double from_mm, double to_mm, int um) {
    const double from = fmax(from_mm * 1000, um - 0.5), to = fmin(to_mm * 1000, um + 0.5);
    return to > from ? (to - from) / ((to_mm - from_mm) * 1000) : 0;
}

/* Chi-square has a mean of its degrees of freedom and twice that for a variance: five deviations are one chance in millions. */
static void ck_chi_square(const double *found, const double *expected, size_t count, size_t freedom) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += expected[i] > 0 ? (found[i] - expected[i]) * (found[i] - expected[i]) / expected[i] : found[i] * 1e9;
    ck_assert_msg(sum < (double)freedom + 5 * sqrt(2 * (double)freedom) + 5, "chi-square %.1f of %zu", sum, freedom);
}

static int bin_of(double um, double from_mm, double to_mm) {
    const int bin = (int)((um - from_mm * 1000) / ((to_mm - from_mm) * 1000 + 1e-9) * BINS);
    return bin < 0 ? 0 : bin >= BINS ? BINS - 1 : bin;
}

/* Chances of bins of whole micrometres. */
static void fill_chances(double from_mm, double to_mm, double *chances) {
    memset(chances, 0, BINS * sizeof *chances);
    for (int um = (int)(from_mm * 1000) - 1; um <= to_mm * 1000 + 1; um++)
        chances[bin_of(um, from_mm, to_mm)] += chance_of(from_mm, to_mm, um);
}

static const bounds usual = {0.10, 0.15, 0.6, 1.1}, extreme = {0.05, 0.5, 0, 3};

/* ------------------------------------------------------------------ even */

START_TEST(every_diameter_and_depth_comes_as_often_as_it_should) {
    const bounds b = _i % 2 ? extreme : usual;
    fol_layout *layout = wide_layout((uint64_t)_i, b, 600, _i % 3 == 2 ? 0.03 : 0);
    const size_t count = fol_layout_count(layout);
    fol_dot *dots = dots_by_id(layout);
    double *found = calloc(2 * 3002, sizeof *found), *expected = calloc(2 * 3002, sizeof *expected);
    for (size_t i = 0; i < count; i++) {
        ck_assert(dots[i].diameter_um <= 500 && dots[i].depth_um <= 3000);
        found[dots[i].diameter_um]++;
        found[3002 + dots[i].depth_um]++;
    }
    for (int um = 0; um <= 3000; um++) {
        expected[um] = (double)count * chance_of(b.diameter_from, b.diameter_to, um);
        expected[3002 + um] = (double)count * chance_of(b.depth_from, b.depth_to, um);
    }
    ck_chi_square(found, expected, 3002, (size_t)((b.diameter_to - b.diameter_from) * 1000));
    ck_chi_square(found + 3002, expected + 3002, 3002, (size_t)((b.depth_to - b.depth_from) * 1000));
    free(found);
    free(expected);
    free(dots);
    fol_layout_free(layout);
}
END_TEST

/* ------------------------------------------------------------------ chance to all else */

/* Counts pairs of bins, held against the product of their chances. */
typedef struct table {
    double found[BINS * BINS], all;
} table;

static void ck_independent(const table *t, const double *chances_a, const double *chances_b) {
    double expected[BINS * BINS];
    for (int i = 0; i < BINS * BINS; i++)
        expected[i] = t->all * chances_a[i / BINS] * chances_b[i % BINS];
    ck_assert_double_gt(t->all, 20000);
    ck_chi_square(t->found, expected, BINS * BINS, BINS * BINS - 1);
}

static void add_pair(table *t, int a, int b) {
    t->found[a * BINS + b]++;
    t->all++;
}

static int diameter_bin(const fol_dot *dot) {
    return bin_of(dot->diameter_um, extreme.diameter_from, extreme.diameter_to);
}

static int depth_bin(const fol_dot *dot) {
    return bin_of(dot->depth_um, extreme.depth_from, extreme.depth_to);
}

START_TEST(a_diameter_tells_nothing_of_the_depth_nor_of_the_next_dot) {
    fol_layout *layout = wide_layout((uint64_t)_i, extreme, 600, 0);
    const size_t count = fol_layout_count(layout);
    fol_dot *dots = dots_by_id(layout);
    table own = {{0}, 0}, next = {{0}, 0}, next_depth = {{0}, 0};
    double diameters[BINS], depths[BINS];
    fill_chances(extreme.diameter_from, extreme.diameter_to, diameters);
    fill_chances(extreme.depth_from, extreme.depth_to, depths);
    for (size_t i = 0; i < count; i++) {
        add_pair(&own, diameter_bin(&dots[i]), depth_bin(&dots[i]));
        if (i + 1 < count && i % 2 == 0) {
            add_pair(&next, diameter_bin(&dots[i]), diameter_bin(&dots[i + 1]));
            add_pair(&next_depth, depth_bin(&dots[i]), depth_bin(&dots[i + 1]));
        }
    }
    ck_independent(&own, diameters, depths);
    ck_independent(&next, diameters, diameters);
    ck_independent(&next_depth, depths, depths);
    free(dots);
    fol_layout_free(layout);
}
END_TEST

/* An id is the row, the column and the number of the point in its cell, in 12, 12 and 3 bits: docs/layout.md. */
static int64_t beside(int64_t id, int columns, int rows) {
    return id + ((int64_t)rows * (1 << 12) + columns) * (1 << 15);
}

/* The same number in the next cells, and the very same point of the pattern a tile of 64 cells further. */
START_TEST(sizes_of_other_cells_are_told_by_none) {
    static const int steps[][2] = {{1, 0}, {0, 1}, {2, 0}, {0, 2}, {1, 1}, {64, 0}, {128, 0}, {32, 0}};
    fol_layout *layout = wide_layout((uint64_t)_i, extreme, 600, 0);
    const size_t count = fol_layout_count(layout);
    fol_dot *dots = dots_by_id(layout), other;
    double diameters[BINS], depths[BINS];
    fill_chances(extreme.diameter_from, extreme.diameter_to, diameters);
    fill_chances(extreme.depth_from, extreme.depth_to, depths);
    for (size_t s = 0; s < sizeof steps / sizeof steps[0]; s++) {
        table t = {{0}, 0}, crossed = {{0}, 0};
        for (size_t i = 0; i < count; i++) {
            if (!fol_layout_find(layout, beside(dots[i].id, steps[s][0], steps[s][1]), &other))
                continue;
            add_pair(&t, diameter_bin(&dots[i]), diameter_bin(&other));
            add_pair(&crossed, diameter_bin(&dots[i]), depth_bin(&other));
        }
        ck_independent(&t, diameters, diameters);
        ck_independent(&crossed, diameters, depths);
    }
    free(dots);
    fol_layout_free(layout);
}
END_TEST

START_TEST(each_session_has_the_same_sizes) {
    fol_layout *layout = wide_layout((uint64_t)_i, extreme, 600, 0);
    fol_dot *dots = calloc(fol_layout_count(layout), sizeof *dots);
    double diameters[BINS], depths[BINS];
    fill_chances(extreme.diameter_from, extreme.diameter_to, diameters);
    fill_chances(extreme.depth_from, extreme.depth_to, depths);
    for (size_t s = 1; s <= 3; s++) {
        const size_t count = fol_layout_copy(layout, s, dots, fol_layout_count(layout));
        double found[2][BINS] = {{0}}, expected[2][BINS];
        for (size_t i = 0; i < count; i++) {
            found[0][diameter_bin(&dots[i])]++;
            found[1][depth_bin(&dots[i])]++;
        }
        for (int i = 0; i < BINS; i++) {
            expected[0][i] = (double)count * diameters[i];
            expected[1][i] = (double)count * depths[i];
        }
        ck_chi_square(found[0], expected[0], BINS, BINS - 1);
        ck_chi_square(found[1], expected[1], BINS, BINS - 1);
    }
    free(dots);
    fol_layout_free(layout);
}
END_TEST

/* ------------------------------------------------------------------ bounds */

START_TEST(no_size_is_ever_outside_its_bounds_once_they_are_rounded) {
    static const bounds all[] = {{0.05, 0.05, 0, 0},           {0.5, 0.5, 3, 3},       {0.1, 0.1, 1, 1},           {0.1004, 0.1004, 0.5006, 0.5006},
                                 {0.1005, 0.1015, 0.25, 0.251}, {0.05, 0.5, 0, 3},      {0.0999, 0.1501, 2.999, 3}, {0.1234567, 0.1234568, 0, 1e-9},
                                 {0.4999, 0.5, 0.0001, 2.9999}, {0.1, 0.1001, 0, 0.001}};
    const bounds b = all[_i % 10];
    fol_layout *layout = wide_layout((uint64_t)_i * 99991, b, 100, _i % 3 ? 0 : 0.06);
    fol_dot *dots = dots_by_id(layout);
    ck_assert_uint_gt(fol_layout_count(layout), 30000);
    for (size_t i = 0; i < fol_layout_count(layout); i++) {
        ck_assert(dots[i].diameter_um >= floor(b.diameter_from * 1000 + 0.5) && dots[i].diameter_um <= floor(b.diameter_to * 1000 + 0.5));
        ck_assert(dots[i].depth_um >= floor(b.depth_from * 1000 + 0.5) && dots[i].depth_um <= floor(b.depth_to * 1000 + 0.5));
    }
    free(dots);
    fol_layout_free(layout);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("layout: sizes");
    TCase *tests = tcase_create("sizes");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, every_diameter_and_depth_comes_as_often_as_it_should, 0, rounds(6));
    tcase_add_loop_test(tests, a_diameter_tells_nothing_of_the_depth_nor_of_the_next_dot, 0, rounds(6));
    tcase_add_loop_test(tests, sizes_of_other_cells_are_told_by_none, 0, rounds(4));
    tcase_add_loop_test(tests, each_session_has_the_same_sizes, 0, rounds(4));
    tcase_add_loop_test(tests, no_size_is_ever_outside_its_bounds_once_they_are_rounded, 0, rounds(20));
    suite_add_tcase(suite, tests);
    return suite;
}
