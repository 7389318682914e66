/* SPDX-License-Identifier: MIT */
/* A picture that thins all zones. What it gives at each place is held against the formula in test_design.c, too. */
#include "laid_out.h"
#include "random_design.h"
#include "ring_oracle.h"
#include "runner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 6 };

/* One square zone of 300 dots per cm2 from 5 to 65 mm, and a mask of 6 by 6 values, 10 mm each, over it. */
typedef struct masked {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_zone_spec zone;
    fol_point corners[4];
    float values[SIDE * SIDE];
} masked;

static void fill(masked *m) {
    m->treatment = fol_treatment_spec_default();
    m->chart = fol_chart_spec_default();
    m->zone = fol_zone_spec_default();
    ring_rectangle(5, 5, 60, 60, m->corners);
    m->zone.name = "zone";
    m->zone.outline = (fol_ring){m->corners, 4};
    m->zone.density_per_cm2 = 300;
    m->chart.canvas_width_mm = m->chart.canvas_height_mm = 70;
    m->chart.zones = &m->zone;
    m->chart.zone_count = 1;
    for (int i = 0; i < SIDE * SIDE; i++)
        m->values[i] = 0.25f + (float)(i % 4) * 0.125f;
    m->chart.mask = (fol_mask_spec){m->values, SIDE, SIDE, 10, 5, 5};
}

static fol_design *made(const masked *m) {
    fol_design *design;
    fol_error err = {0};
    ck_assert_msg(fol_design_create(&m->treatment, &m->chart, NULL, NULL, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return design;
}

static double at(const fol_design *design, double x_mm, double y_mm) {
    fol_density d;
    fol_design_density_at(design, (int32_t)(x_mm * 1000), (int32_t)(y_mm * 1000), &d);
    return d.running_per_cm2[FOL_MAX_SESSIONS - 1];
}

START_TEST(centres_have_their_value_and_places_between_something_between) {
    masked m;
    fill(&m);
    fol_design *design = made(&m);
    for (int k = 0; k < SIDE; k++) {
        for (int i = 0; i < SIDE; i++)
            ck_assert_double_eq_tol(at(design, 10 + 10 * i, 10 + 10 * k), 300 * (double)m.values[SIDE * k + i], 1e-9);
    }
    ck_assert_double_eq_tol(at(design, 15, 10), 150 * ((double)m.values[0] + (double)m.values[1]), 1e-9);
    ck_assert_double_eq_tol(at(design, 12.5, 20), 300 * (0.75 * (double)m.values[6] + 0.25 * (double)m.values[7]), 1e-9);
    fol_design_free(design);
}
END_TEST

START_TEST(the_edge_value_goes_on_outside_the_picture) {
    masked m;
    fill(&m);
    m.chart.mask = (fol_mask_spec){m.values, 2, 2, 1, 30, 30};
    m.values[0] = 1;
    m.values[1] = 0.5f;
    m.values[2] = 0.25f;
    m.values[3] = 0;
    fol_design *design = made(&m);
    ck_assert_double_eq(at(design, 6, 6), 300);
    ck_assert_double_eq(at(design, 64, 6), 150);
    ck_assert_double_eq(at(design, 6, 64), 75);
    ck_assert_double_eq(at(design, 64, 64), 0);
    fol_design_free(design);
    m.chart.mask.x_mm = m.chart.mask.y_mm = 20000; /* as far away as it can be */
    design = made(&m);
    ck_assert_double_eq(at(design, 64, 64), 300);
    fol_design_free(design);
    m.chart.mask = (fol_mask_spec){m.values + 1, 1, 1, 0.01, -20000, 3}; /* one value is the same everywhere */
    design = made(&m);
    ck_assert(at(design, 6, 6) == 150 && at(design, 64, 33) == 150);
    fol_design_free(design);
}
END_TEST

START_TEST(a_mask_of_ones_changes_no_dot_and_one_of_zeros_leaves_none) {
    masked m;
    fill(&m);
    const fol_mask_spec mask = m.chart.mask;
    m.chart.mask.values = NULL;
    fol_design *plain = made(&m), *ones, *zeros;
    for (int i = 0; i < SIDE * SIDE; i++)
        m.values[i] = 1;
    m.chart.mask = mask;
    ones = made(&m);
    memset(m.values, 0, sizeof m.values);
    zeros = made(&m);
    fol_layout *a = laid(plain), *b = laid(ones), *c = laid(zeros);
    fol_dot *p = dots_by_id(a), *q = dots_by_id(b);
    double counts[3];
    ck_assert_uint_eq(fol_layout_count(a), fol_layout_count(b));
    ck_assert_mem_eq(p, q, fol_layout_count(a) * sizeof *p);
    ck_assert_uint_eq(fol_layout_count(c), 0);
    ck_assert_int_eq(fol_design_expected(zeros, counts, 3), FOL_OK);
    ck_assert(counts[0] == 0 && counts[2] == 0);
    const size_t warnings = fol_design_warning_count(ones);
    ck_assert_uint_eq(fol_design_warning_count(zeros), warnings + 1);
    ck_assert_str_eq(fol_design_warning(zeros, warnings).path, "zones");
    free(p);
    free(q);
    fol_layout_free(a);
    fol_layout_free(b);
    fol_layout_free(c);
    fol_design_free(plain);
    fol_design_free(ones);
    fol_design_free(zeros);
}
END_TEST

START_TEST(an_area_scale_and_a_mask_multiply) {
    static const float scale[] = {2};
    masked m;
    fill(&m);
    m.zone.density_per_cm2 = 150;
    m.chart.area_scale = (fol_area_scale_spec){.max_scale = 2.5, .values = scale, .width = 1, .height = 1, .mm_per_value = 1};
    fol_design *design = made(&m);
    ck_assert_double_eq_tol(at(design, 30, 40), 300 * (double)m.values[SIDE * 3 + 2], 1e-9);
    fol_layout *layout = laid(design);
    double counts[3];
    ck_assert_int_eq(fol_design_expected(design, counts, 3), FOL_OK);
    ck_assert_double_eq_tol((double)fol_layout_count(layout), counts[2], 0.01 * counts[2]);
    fol_layout_free(layout);
    fol_design_free(design);
}
END_TEST

/* Dots of `a` that `b` has no dot like; how far the farthest is from a place. */
static size_t missing(const fol_layout *a, const fol_layout *b, double x_mm, double y_mm, double *farthest) {
    fol_dot *dots = dots_by_id(a), other;
    size_t count = 0;
    for (size_t i = 0; i < fol_layout_count(a); i++) {
        if (fol_layout_find(b, dots[i].id, &other) && memcmp(&dots[i], &other, sizeof other) == 0)
            continue;
        const double dx = fabs(dots[i].x_um / 1000.0 - x_mm), dy = fabs(dots[i].y_um / 1000.0 - y_mm);
        *farthest = fmax(*farthest, fmax(dx, dy));
        count++;
    }
    free(dots);
    return count;
}

START_TEST(one_value_more_adds_dots_within_its_own_tent_and_takes_none) {
    masked m;
    double farthest = 0;
    fill(&m);
    fol_design *low = made(&m);
    m.values[SIDE * 2 + 3] = 1; /* centred at 40, 30 */
    fol_design *high = made(&m);
    fol_layout *before = laid(low), *after = laid(high);
    fol_dot *dots = dots_by_id(before), other;
    ck_assert_uint_gt(missing(after, before, 40, 30, &farthest), 100);
    ck_assert_double_le(farthest, 10);
    for (size_t i = 0; i < fol_layout_count(before); i++) { /* each is there still, no later than before */
        ck_assert(fol_layout_find(after, dots[i].id, &other));
        ck_assert(other.x_um == dots[i].x_um && other.y_um == dots[i].y_um && other.session <= dots[i].session);
    }
    free(dots);
    fol_layout_free(before);
    fol_layout_free(after);
    fol_design_free(low);
    fol_design_free(high);
}
END_TEST

START_TEST(the_values_are_the_designs_own_and_shared_with_what_is_derived) {
    masked m;
    fill(&m);
    fol_design *design = made(&m), *derived;
    fol_point moved[4];
    memcpy(moved, m.corners, sizeof moved);
    moved[1].x -= 3;
    const fol_design_edit edit = {FOL_EDIT_ZONE_RING, 0, 0, {moved, 4}};
    const double before = at(design, 30, 40);
    memset(m.values, 0, sizeof m.values); /* the caller's, done with */
    ck_assert_int_eq(fol_design_derive(design, &edit, NULL, &derived, NULL), FOL_OK);
    ck_assert_ptr_eq(fol_design_chart(design)->mask.values, fol_design_chart(derived)->mask.values);
    fol_design_free(design);
    ck_assert(at(derived, 30, 40) == before);
    ck_assert_int_eq(fol_design_chart(derived)->mask.width, SIDE);
    fol_design_free(derived);
}
END_TEST

static void spoil_value(masked *m) {
    m->values[20] += 0.01f;
}
static void spoil_x(masked *m) {
    m->chart.mask.x_mm += 1;
}
static void spoil_y(masked *m) {
    m->chart.mask.y_mm += 1;
}
static void spoil_pitch(masked *m) {
    m->chart.mask.mm_per_value += 1;
}
static void spoil_width(masked *m) {
    m->chart.mask.width = 4;
    m->chart.mask.height = 9;
}
static void spoil_all(masked *m) {
    m->chart.mask.values = NULL;
}
static void no_mask(masked *m) {
    memset(&m->chart.mask, 0, sizeof m->chart.mask);
}
static void nothing(masked *m) {
    (void)m;
}

static uint64_t fingerprint_after(void (*change)(masked *m)) {
    masked m;
    fill(&m);
    change(&m);
    fol_design *design = made(&m);
    const uint64_t fingerprint = fol_design_fingerprint(design);
    fol_design_free(design);
    return fingerprint;
}

START_TEST(the_fingerprint_takes_in_all_of_a_mask_and_nothing_of_none) {
    static void (*const changes[])(masked *m) = {spoil_value, spoil_x, spoil_y, spoil_pitch, spoil_width, spoil_all};
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        ck_assert_msg(fingerprint_after(changes[i]) != fingerprint_after(nothing), "change %zu", i);
    ck_assert(fingerprint_after(spoil_all) == fingerprint_after(no_mask));
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("design: masks");
    TCase *tests = tcase_create("masks");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, centres_have_their_value_and_places_between_something_between);
    tcase_add_test(tests, the_edge_value_goes_on_outside_the_picture);
    tcase_add_test(tests, a_mask_of_ones_changes_no_dot_and_one_of_zeros_leaves_none);
    tcase_add_test(tests, an_area_scale_and_a_mask_multiply);
    tcase_add_test(tests, one_value_more_adds_dots_within_its_own_tent_and_takes_none);
    tcase_add_test(tests, the_values_are_the_designs_own_and_shared_with_what_is_derived);
    tcase_add_test(tests, the_fingerprint_takes_in_all_of_a_mask_and_nothing_of_none);
    suite_add_tcase(suite, tests);
    return suite;
}
