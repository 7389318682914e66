/* SPDX-License-Identifier: MIT */
/* Openings and what they leave of a density, against every opening tried with every place. */
#include "inside.h"
#include "openings_oracle.h"
#include "ring_oracle.h"
#include "runner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_HAIRS = 4000 };

/* A canvas that one zone fills, and openings. */
typedef struct scalp {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_zone_spec zone;
    fol_point corners[4], hairs[MOST_HAIRS];
    float confidence[MOST_HAIRS];
} scalp;

static scalp *scalp_make(double width, double height, double per_cm2) {
    scalp *s = calloc(1, sizeof *s);
    ck_assert_ptr_nonnull(s);
    s->treatment = fol_treatment_spec_default();
    s->chart = fol_chart_spec_default();
    s->zone = fol_zone_spec_default();
    ring_rectangle(-10, -10, width + 20, height + 20, s->corners);
    s->zone.name = "zone";
    s->zone.outline = (fol_ring){s->corners, 4};
    s->zone.density_per_cm2 = per_cm2;
    s->chart.canvas_width_mm = width;
    s->chart.canvas_height_mm = height;
    s->chart.zones = &s->zone;
    s->chart.zone_count = 1;
    s->chart.hairs = s->hairs;
    return s;
}

static void add_hair(scalp *s, double x, double y) {
    s->hairs[s->chart.hair_count++] = (fol_point){x, y};
}

static fol_design *made(const scalp *s, const fol_allocator *alloc) {
    fol_design_options options = fol_design_options_default();
    fol_limits limits = fol_limits_default();
    fol_design *design;
    fol_error err = {0};
    limits.max_dots = INT64_C(1) << 40;
    options.limits = &limits;
    ck_assert_msg(fol_design_create(&s->treatment, &s->chart, &options, alloc, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return design;
}

/* ------------------------------------------------------------------ brute force */

/* Places of the whole canvas and close to some openings. */
static void ck_left(const scalp *s, test_random *r) {
    fol_design *design = made(s, NULL);
    openings_oracle *o = openings_oracle_make(&s->chart);
    const double per_cm2 = s->zone.density_per_cm2;
    for (int i = 0; i < 2000; i++) {
        int32_t x = random_below(r, design->width_um), y = random_below(r, design->height_um);
        fol_density d;
        double factor;
        if (i % 2 && openings_oracle_count(o)) {
            const fol_point opening = openings_oracle_place(o, (size_t)random_below(r, (int)openings_oracle_count(o)));
            x = (int32_t)opening.x + random_int(r, -3100, 3100);
            y = (int32_t)opening.y + random_int(r, -3100, 3100);
        }
        if (x < 0 || y < 0 || x >= design->width_um || y >= design->height_um || !openings_oracle_factor(o, x, y, per_cm2, &factor))
            continue;
        fol_design_density_at(design, x, y, &d);
        ck_assert_msg(fabs(d.running_per_cm2[2] / per_cm2 - factor) < 1e-4, "(%d, %d): %.9g of %.9g", (int)x, (int)y,
                      d.running_per_cm2[2] / per_cm2, factor);
        ck_assert((d.zone == FOL_NO_ZONE) == (factor == 0));
    }
    openings_oracle_free(o);
    fol_design_free(design);
}

static double random_density(test_random *r) {
    static const double densities[] = {0.5, 3, 3.534, 20, 120, 400};
    return densities[random_below(r, 6)];
}

START_TEST(openings_anywhere_leave_what_every_opening_tried_leaves) {
    test_random r = random_from((uint64_t)_i);
    scalp *s = scalp_make(random_between(&r, 1, 60), random_between(&r, 1, 60), random_density(&r));
    const double width = s->chart.canvas_width_mm, height = s->chart.canvas_height_mm;
    for (int i = random_int(&r, 1, 400); i > 0; i--)
        add_hair(s, random_between(&r, -6, width + 6), random_between(&r, -6, height + 6));
    add_hair(s, 0, 0);
    add_hair(s, width, height);
    add_hair(s, -2.9, height + 2.9);
    add_hair(s, 2 * random_int(&r, 0, 10), 2 * random_int(&r, 0, 10)); /* where four cells meet */
    ck_left(s, &r);
    free(s);
}
END_TEST

START_TEST(openings_that_are_not_sure_keep_more_clear) {
    test_random r = random_from((uint64_t)_i);
    scalp *s = scalp_make(random_between(&r, 1, 60), random_between(&r, 1, 60), random_density(&r));
    const double width = s->chart.canvas_width_mm, height = s->chart.canvas_height_mm;
    for (int i = random_int(&r, 1, 200); i > 0; i--) {
        s->confidence[s->chart.hair_count] = (float)random_unit(&r);
        add_hair(s, random_between(&r, -6, width + 6), random_between(&r, -6, height + 6));
    }
    s->chart.hair_confidence = s->confidence;
    ck_left(s, &r);
    free(s);
}
END_TEST

static double expected_of(const scalp *s) {
    fol_design *design = made(s, NULL);
    double dots[3];
    ck_assert_int_eq(fol_design_expected(design, dots, 3), FOL_OK);
    fol_design_free(design);
    return dots[2];
}

START_TEST(full_confidence_is_the_same_as_none_given) {
    scalp *s = scalp_make(30, 30, 100);
    for (int i = 0; i < 20; i++) {
        s->confidence[i] = 1;
        add_hair(s, 2 + i, 3 + i % 7);
    }
    const double plain = expected_of(s);
    s->chart.hair_confidence = s->confidence;
    ck_assert(expected_of(s) == plain);
    s->confidence[10] = 0.5f;
    ck_assert_double_lt(expected_of(s), plain);
    free(s);
}
END_TEST

START_TEST(thousands_of_openings_in_one_cell_count_as_the_few_that_are_apart) {
    test_random r = random_from((uint64_t)_i);
    scalp *s = scalp_make(30, 20, random_density(&r));
    for (int i = 0; i < 3000; i++)
        add_hair(s, random_between(&r, 8, 10), random_between(&r, 12, 14));
    for (int i = 0; i < 200; i++)
        add_hair(s, 20, 5); /* all of them one */
    ck_left(s, &r);
    fol_design *design = made(s, NULL);
    openings_oracle *o = openings_oracle_make(&s->chart);
    ck_assert_uint_eq(design->hairs->count, openings_oracle_count(o));
    ck_assert_uint_eq(design->hairs->merged, s->chart.hair_count - openings_oracle_count(o));
    openings_oracle_free(o);
    fol_design_free(design);
    free(s);
}
END_TEST

/* ------------------------------------------------------------------ memory */

static void *take(size_t size, void *user) {
    *(size_t *)user += size;
    return malloc(size);
}

static void release(void *memory, size_t size, void *user) {
    *(size_t *)user -= memory ? size : 0;
    free(memory);
}

static size_t bytes_of(const scalp *s) {
    size_t bytes = 0;
    const fol_allocator alloc = {take, release, &bytes};
    fol_design *design = made(s, &alloc);
    const size_t all = bytes;
    fol_design_free(design);
    ck_assert_uint_eq(bytes, 0);
    return all;
}

START_TEST(openings_far_apart_take_no_memory_for_what_lies_between) {
    scalp *s = scalp_make(10000, 10000, 100);
    const size_t bare = bytes_of(s);
    add_hair(s, 1, 1);
    add_hair(s, 9999, 9999);
    add_hair(s, 9999, 1);
    ck_assert_uint_lt(bytes_of(s), bare + 300000);
    while (s->chart.hair_count < MOST_HAIRS) /* both ends of each row */
        add_hair(s, s->chart.hair_count % 2 ? 0.5 : 9999.5, 5 * (double)(s->chart.hair_count / 2));
    ck_assert_uint_lt(bytes_of(s), bare + 1000000);
    free(s);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("design: openings");
    TCase *tests = tcase_create("openings");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, openings_anywhere_leave_what_every_opening_tried_leaves, 0, rounds(80));
    tcase_add_loop_test(tests, openings_that_are_not_sure_keep_more_clear, 0, rounds(40));
    tcase_add_test(tests, full_confidence_is_the_same_as_none_given);
    tcase_add_loop_test(tests, thousands_of_openings_in_one_cell_count_as_the_few_that_are_apart, 0, 4);
    tcase_add_test(tests, openings_far_apart_take_no_memory_for_what_lies_between);
    suite_add_tcase(suite, tests);
    return suite;
}
