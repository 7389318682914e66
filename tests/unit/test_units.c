/* SPDX-License-Identifier: MIT */
/* Patterns of follicular units: their mix, how dots of a unit stand, and what they promise. Distances are measured here anew. */
#include "failing_alloc.h"
#include "runner.h"

#include <follicle/pattern.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS = 16384 };
#define TILE_MM 64.0
#define TILE_UM 64000

static fol_pattern *base;

static void make_base(void) {
    fol_pattern_spec spec = fol_pattern_spec_default();
    spec.point_count = POINTS;
    spec.tile_mm = TILE_MM;
    ck_assert_int_eq(fol_pattern_create(&spec, NULL, NULL, &base, NULL), FOL_OK);
}

static void drop_base(void) {
    fol_pattern_free(base);
}

static fol_pattern *with_units(const fol_units_spec *units) {
    fol_pattern *pattern;
    fol_error err = {0};
    ck_assert_msg(fol_pattern_create_units(base, units, NULL, NULL, &pattern, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return pattern;
}

static int32_t *points_of(const fol_pattern *pattern, int32_t *count) {
    *count = fol_pattern_spacing(pattern)->point_count;
    int32_t *xy = calloc((size_t)*count, 2 * sizeof *xy);
    ck_assert_ptr_nonnull(xy);
    ck_assert_int_eq(fol_pattern_points(pattern, 0, *count, xy), *count);
    return xy;
}

static double apart_mm(const int32_t *a, const int32_t *b) {
    const int32_t dx = abs(a[0] - b[0]), dy = abs(a[1] - b[1]);
    return hypot(dx < TILE_UM / 2 ? dx : TILE_UM - dx, dy < TILE_UM / 2 ? dy : TILE_UM - dy) / 1000;
}

/* ------------------------------------------------------------------ numbers of units */

START_TEST(presets_are_found_by_name_and_have_a_mix_and_a_mean) {
    static const double means[] = {1.93, 2.85};
    ck_assert_str_eq(fol_units_preset_at(0)->name, "natural");
    ck_assert_str_eq(fol_units_preset_at(1)->name, "afro-textured");
    ck_assert_ptr_null(fol_units_preset_at(2));
    ck_assert_ptr_null(fol_units_preset_named("Natural"));
    ck_assert_ptr_null(fol_units_preset_named(NULL));
    for (size_t i = 0; i < 2; i++) {
        const fol_units_preset *preset = fol_units_preset_at(i);
        ck_assert_ptr_eq(fol_units_preset_named(preset->name), preset);
        ck_assert_double_eq_tol(fol_units_mean(&preset->units), means[i], 1e-12);
    }
    const fol_units_spec none = {{0}, 0, 0};
    ck_assert(fol_units_mean(&none) == 1 && fol_units_mean(NULL) == 1);
}
END_TEST

START_TEST(ids_tell_units_and_dots_of_units) {
    ck_assert_int_eq(fol_dot_ordinal(134381640), 0);
    ck_assert_int_eq(fol_dot_ordinal(134381643), 3);
    ck_assert_int_eq(fol_dot_unit(134381640), fol_dot_unit(134381643));
    ck_assert_int_ne(fol_dot_unit(134381640), fol_dot_unit(134381648));
    ck_assert_int_eq(fol_dot_ordinal(FOL_HAND_PLACED_ID + 3), 0);
    ck_assert_int_ne(fol_dot_unit(FOL_HAND_PLACED_ID + 3), fol_dot_unit(FOL_HAND_PLACED_ID + 2));
}
END_TEST

START_TEST(bad_numbers_are_refused_by_name) {
    const struct {
        fol_units_spec units;
        fol_status status;
        const char *key;
    } cases[] = {
        {{{0.5, 0.5, 0.1, 0}, 0.2, 0.4}, FOL_ERR_CONFLICT, "mix"},
        {{{0, 0, 0, 0}, 0.2, 0.4}, FOL_ERR_CONFLICT, "mix"},
        {{{1.5, -0.5, 0, 0}, 0.2, 0.4}, FOL_ERR_VALUE, "mix"},
        {{{(double)NAN, 0.5, 0.5, 0}, 0.2, 0.4}, FOL_ERR_VALUE, "mix"},
        {{{0.5, 0.5, 0, 0}, 0.05, 0.4}, FOL_ERR_VALUE, "apart_mm"},
        {{{0.5, 0.5, 0, 0}, 0.2, 0.7}, FOL_ERR_VALUE, "apart_mm"},
        {{{0.5, 0.5, 0, 0}, (double)NAN, 0.4}, FOL_ERR_VALUE, "apart_mm"},
        {{{0.5, 0.5, 0, 0}, 0.3, 0.4}, FOL_ERR_CONFLICT, "apart_mm"},
        {{{0.5, 0.5, 0, 0}, 0.4, 0.2}, FOL_ERR_CONFLICT, "apart_mm"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fol_pattern *pattern = base;
        fol_error err = {0};
        ck_assert_int_eq(fol_pattern_create_units(base, &cases[i].units, NULL, NULL, &pattern, &err), cases[i].status);
        ck_assert_str_eq(err.path, cases[i].key);
        ck_assert_ptr_null(pattern);
    }
    const fol_units_spec none = {{0}, 0, 0}, *natural = &fol_units_preset_at(0)->units;
    fol_pattern *pattern = with_units(natural), *twice;
    ck_assert_int_eq(fol_pattern_create_units(pattern, natural, NULL, NULL, &twice, NULL), FOL_ERR_CONFLICT);
    ck_assert_int_eq(fol_pattern_create_units(base, &none, NULL, NULL, &twice, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_pattern_create_units(base, NULL, NULL, NULL, &twice, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_pattern_create_units(base, natural, NULL, NULL, NULL, NULL), FOL_ERR_ARG);
    fol_pattern_free(pattern);
}
END_TEST

/* ------------------------------------------------------------------ the mix */

/* Units of ranks from one to another, by size; a unit begins where a dot lies on the next site. */
static void count_units(const int32_t *xy, int32_t from, int32_t to, const int32_t *sites, int32_t site, int32_t counts[5]) {
    int32_t size = 0;
    memset(counts, 0, 5 * sizeof *counts);
    for (int32_t i = from; i < to; i++) {
        if (site < POINTS && memcmp(&xy[2 * i], &sites[2 * site], 2 * sizeof *xy) == 0) {
            counts[size]++;
            size = 0;
            site++;
        }
        ck_assert_int_lt(size, 4);
        size++;
    }
    counts[size]++;
    counts[0] = 0;
}

static const fol_units_spec specs[] = {{{0.28, 0.53, 0.17, 0.02}, 0.2, 0.4},
                                       {{0.05, 0.20, 0.60, 0.15}, 0.2, 0.4},
                                       {{0, 0.5, 0.5, 0}, 0.3, 0.45},
                                       {{0, 0, 0, 1}, 0.15, 0.6},
                                       {{1, 0, 0, 0}, 0.1, 0.15}};

START_TEST(every_prefix_and_every_interval_has_the_mix) {
    const fol_units_spec *spec = &specs[_i];
    fol_pattern *pattern = with_units(spec);
    int32_t count, counts[5], *xy = points_of(pattern, &count), *sites = calloc(2 * POINTS, sizeof *sites);
    fol_pattern_points(base, 0, POINTS, sites);
    ck_assert_double_eq_tol((double)count / POINTS, fol_units_mean(spec), 0.005);
    int32_t site = 0, dot = 0;
    for (int part = 1; part <= 8; part++) { /* of the sites */
        const int32_t first = dot, first_site = site;
        for (site++, dot++; dot < count; dot++) {
            const bool is_site = site < POINTS && memcmp(&xy[2 * dot], &sites[2 * site], 2 * sizeof *xy) == 0;
            if (is_site && site == POINTS * part / 8)
                break;
            site += is_site;
        }
        count_units(xy, first, dot, sites, first_site, counts);
        const double units = counts[1] + counts[2] + counts[3] + counts[4];
        ck_assert_double_eq(units, POINTS / 8);
        for (int k = 0; k < 4; k++)
            ck_assert_double_eq_tol(counts[k + 1] / units, spec->mix[k], 0.02);
    }
    free(xy);
    free(sites);
    fol_pattern_free(pattern);
}
END_TEST

START_TEST(dots_of_a_unit_stand_as_far_apart_as_asked) {
    const fol_units_spec *spec = &specs[_i];
    fol_pattern *pattern = with_units(spec);
    int32_t count, *xy = points_of(pattern, &count), *sites = calloc(2 * POINTS, sizeof *sites);
    fol_pattern_points(base, 0, POINTS, sites);
    for (int32_t first = 0, site = 0; site < POINTS; site++) {
        int32_t size = 1;
        ck_assert_mem_eq(&xy[2 * first], &sites[2 * site], 2 * sizeof *xy);
        while (first + size < count && (site + 1 == POINTS || memcmp(&xy[2 * (first + size)], &sites[2 * (site + 1)], 2 * sizeof *xy) != 0))
            size++;
        for (int32_t a = 0; a < size; a++) {
            double nearest = 1;
            for (int32_t b = 0; b < size; b++) {
                const double d = a == b ? 1 : apart_mm(&xy[2 * (first + a)], &xy[2 * (first + b)]);
                ck_assert_double_ge(d, spec->apart_from_mm - 1e-9);
                ck_assert(a == b || size == 4 || d <= spec->apart_to_mm + 1e-9);
                nearest = d < nearest ? d : nearest;
            }
            ck_assert(size == 1 || nearest <= spec->apart_to_mm + 1e-9);
        }
        first += size;
    }
    free(xy);
    free(sites);
    fol_pattern_free(pattern);
}
END_TEST

/* ------------------------------------------------------------------ promises */

/* The least distance among the first ranks, over all pairs. */
static double least_of(const int32_t *xy, int32_t count) {
    double least = 1000;
    for (int32_t a = 0; a < count; a++) {
        for (int32_t b = 0; b < a; b++) {
            const double d = apart_mm(&xy[2 * a], &xy[2 * b]);
            least = d < least ? d : least;
        }
    }
    return least;
}

START_TEST(tables_are_true_for_dots_and_for_sites) {
    const double tile_cm2 = TILE_MM * TILE_MM / 100;
    fol_pattern *pattern = with_units(&specs[_i]);
    const fol_spacing *dots = fol_pattern_spacing(pattern), *sites = fol_pattern_site_spacing(pattern);
    int32_t count, *xy = points_of(pattern, &count), *bases = calloc(2 * POINTS, sizeof *bases);
    fol_pattern_points(base, 0, POINTS, bases);
    for (int32_t n = 200; n <= 3200; n *= 2) {
        int32_t in = 0;
        for (int32_t i = 0; i < n; i++)
            in += memcmp(&xy[2 * i], &bases[2 * in], 2 * sizeof *xy) == 0;
        ck_assert_double_eq_tol(fol_spacing_least_mm(dots, n / tile_cm2), least_of(xy, n), 1e-9);
        ck_assert_double_le(fol_spacing_least_mm(sites, n / tile_cm2), least_of(bases, in) + 1e-9);
        ck_assert_double_ge(fol_spacing_least_mm(sites, n / tile_cm2), 0.95 * least_of(bases, in));
    }
    ck_assert_double_eq(fol_spacing_cap_per_cm2(dots), fol_spacing_cap_per_cm2(sites));
    ck_assert_ptr_eq(fol_pattern_site_spacing(base), fol_pattern_spacing(base));
    ck_assert_ptr_null(fol_pattern_site_spacing(NULL));
    free(xy);
    free(bases);
    fol_pattern_free(pattern);
}
END_TEST

/* Dots of two units come as near as those of one only where sites are dense. */
START_TEST(units_leave_room_to_each_other) {
    fol_pattern *pattern = with_units(&fol_units_preset_at(0)->units);
    ck_assert_double_ge(fol_spacing_least_mm(fol_pattern_spacing(pattern), 200), 0.199);
    fol_pattern_free(pattern);
    pattern = with_units(&fol_units_preset_at(1)->units);
    ck_assert_double_ge(fol_spacing_least_mm(fol_pattern_spacing(pattern), 250), 0.199);
    fol_pattern_free(pattern);
}
END_TEST

START_TEST(the_same_units_are_the_same_everywhere) {
    fol_pattern *a = with_units(&specs[0]), *b = with_units(&specs[0]);
    int32_t a_count, b_count, *p = points_of(a, &a_count), *q = points_of(b, &b_count);
    ck_assert_int_eq(a_count, b_count);
    ck_assert_mem_eq(p, q, 2 * (size_t)a_count * sizeof *p);
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (int32_t i = 0; i < 2 * a_count; i++)
        sum = (sum ^ (uint64_t)(uint32_t)p[i]) * UINT64_C(0x100000001b3);
    ck_assert_msg(sum == UINT64_C(0x16b08121aa0565e6), "%llx", (unsigned long long)sum);
    free(p);
    free(q);
    fol_pattern_free(a);
    fol_pattern_free(b);
}
END_TEST

/* ------------------------------------------------------------------ being made */

static fol_status make_and_free(const fol_allocator *alloc, void *user) {
    fol_pattern *pattern;
    (void)user;
    const fol_status status = fol_pattern_create_units(base, &specs[0], NULL, alloc, &pattern, NULL);
    fol_pattern_free(pattern);
    return status;
}

START_TEST(units_without_memory_leak_nothing) {
    check_every_allocation(make_and_free, NULL);
}
END_TEST

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

START_TEST(progress_rises_and_each_report_can_stop_it) {
    patience p = {0, 0, 0};
    fol_pattern *pattern;
    const fol_progress progress = {lose_patience, &p};
    ck_assert_int_eq(fol_pattern_create_units(base, &specs[0], &progress, NULL, &pattern, NULL), FOL_OK);
    fol_pattern_free(pattern);
    ck_assert_double_eq(p.last, 1);
    const int all = p.reports;
    for (int most = 1; most <= all; most += most < 3 || most > all - 3 ? 1 : 20) {
        p = (patience){0, most, 0};
        ck_assert_int_eq(fol_pattern_create_units(base, &specs[0], &progress, NULL, &pattern, NULL), FOL_ERR_CANCELLED);
        ck_assert_ptr_null(pattern);
    }
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("units");
    TCase *numbers = tcase_create("numbers"), *patterns = tcase_create("patterns");
    const int cases = sizeof specs / sizeof specs[0];
    tcase_add_unchecked_fixture(numbers, make_base, drop_base);
    tcase_add_unchecked_fixture(patterns, make_base, drop_base);
    tcase_set_timeout(patterns, 120);
    tcase_add_test(numbers, presets_are_found_by_name_and_have_a_mix_and_a_mean);
    tcase_add_test(numbers, ids_tell_units_and_dots_of_units);
    tcase_add_test(numbers, bad_numbers_are_refused_by_name);
    tcase_add_loop_test(patterns, every_prefix_and_every_interval_has_the_mix, 0, cases);
    tcase_add_loop_test(patterns, dots_of_a_unit_stand_as_far_apart_as_asked, 0, cases);
    tcase_add_loop_test(patterns, tables_are_true_for_dots_and_for_sites, 0, cases);
    tcase_add_test(patterns, units_leave_room_to_each_other);
    tcase_add_test(patterns, the_same_units_are_the_same_everywhere);
    tcase_add_test(patterns, units_without_memory_leak_nothing);
    tcase_add_test(patterns, progress_rises_and_each_report_can_stop_it);
    suite_add_tcase(suite, numbers);
    suite_add_tcase(suite, patterns);
    return suite;
}
