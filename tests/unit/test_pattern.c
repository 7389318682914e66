/* SPDX-License-Identifier: MIT */
/* The pattern: what the object promises, held against brute force, and how it measures at every threshold. */
#include "failing_alloc.h"
#include "runner.h"
#include "grid.h"
#include "tile.h"
#include "torus_figures.h"

#include <follicle/pattern.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_COUNT = 65536, BUILTIN_COUNT = 262144, BUILTIN_TILE_UM = 256000 };

static fol_pattern_spec spec_of(uint64_t seed, int32_t point_count, double tile_mm) {
    fol_pattern_spec spec = fol_pattern_spec_default();
    spec.seed = seed;
    spec.point_count = point_count;
    spec.tile_mm = tile_mm;
    return spec;
}

static fol_pattern *created(fol_pattern_spec spec) {
    fol_pattern *pattern;
    fol_error error;
    ck_assert_msg(fol_pattern_create(&spec, NULL, NULL, &pattern, &error) == FOL_OK, "%s", error.message);
    return pattern;
}

/* All points by rank; the caller frees them. */
static int32_t *points_of(const fol_pattern *pattern) {
    const int32_t count = fol_pattern_spacing(pattern)->point_count;
    int32_t *xy = malloc(2 * (size_t)count * sizeof *xy);
    ck_assert_ptr_nonnull(xy);
    ck_assert_int_eq(fol_pattern_points(pattern, 0, count, xy), count);
    return xy;
}

static uint64_t hash_of(const int32_t *xy, int32_t count) { /* FNV-1a over whole numbers */
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (int32_t i = 0; i < 2 * count; i++)
        hash = (hash ^ (uint32_t)xy[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static int64_t squared_apart(const int32_t *a, const int32_t *b, int32_t tile_um) {
    int64_t dx = llabs((int64_t)a[0] - b[0]), dy = llabs((int64_t)a[1] - b[1]);
    dx = dx < tile_um - dx ? dx : tile_um - dx;
    dy = dy < tile_um - dy ? dy : tile_um - dy;
    return dx * dx + dy * dy;
}

/* ---- The object ---- */

START_TEST(the_builtin_pattern_is_what_the_header_says) {
    const fol_pattern *builtin = fol_pattern_builtin();
    const fol_spacing *spacing = fol_pattern_spacing(builtin);
    ck_assert_int_eq(spacing->point_count, BUILTIN_COUNT);
    ck_assert(spacing->tile_mm == 256);
    ck_assert(fol_spacing_cap_per_cm2(spacing) == 400);
    ck_assert_uint_eq(fol_pattern_seed(builtin), 0);
    ck_assert_int_eq(builtin->cells, 64);
    fol_pattern_free((fol_pattern *)(uintptr_t)builtin);
    ck_assert_ptr_eq(fol_pattern_builtin(), builtin);
}
END_TEST

START_TEST(the_points_of_the_default_spec_never_change) {
    fol_pattern *pattern = created(fol_pattern_spec_default());
    int32_t *xy = points_of(pattern);
    ck_assert_int_eq(pattern->spacing.point_count, DEFAULT_COUNT);
    ck_assert(pattern->spacing.tile_mm == 128);
    ck_assert_uint_eq(hash_of(xy, DEFAULT_COUNT), UINT64_C(0x763b14fb05b480d9));
    free(xy);
    fol_pattern_free(pattern);
}
END_TEST

START_TEST(seeds_give_different_points_and_the_same_seed_the_same) {
    uint64_t hashes[4];
    for (uint64_t i = 0; i < 4; i++) {
        fol_pattern *pattern = created(spec_of(i == 3 ? 2 : i, 1024, 16));
        int32_t *xy = points_of(pattern);
        hashes[i] = hash_of(xy, 1024);
        ck_assert_uint_eq(fol_pattern_seed(pattern), i == 3 ? 2 : i);
        free(xy);
        fol_pattern_free(pattern);
    }
    ck_assert(hashes[0] != hashes[1] && hashes[1] != hashes[2] && hashes[0] != hashes[2]);
    ck_assert_uint_eq(hashes[2], hashes[3]);
}
END_TEST

START_TEST(every_rank_is_filed_once_in_its_cell_and_ranks_rise_inside_cells) {
    const fol_pattern *p = fol_pattern_builtin();
    static uint8_t seen[BUILTIN_COUNT];
    memset(seen, 0, sizeof seen);
    ck_assert_uint_eq(p->starts[0], 0);
    for (int32_t cell = 0; cell < p->cells * p->cells; cell++) {
        ck_assert_uint_eq(p->starts[cell] % FOL__TILE_STEP, 0);
        for (uint32_t i = p->starts[cell]; i < p->starts[cell + 1]; i++) {
            if (p->ranks[i] == FOL__NO_RANK) { /* what fills up the last step */
                ck_assert_uint_gt(i + FOL__TILE_STEP, p->starts[cell + 1]);
                continue;
            }
            ck_assert_uint_lt(p->places[i] & 0xffff, FOL__CELL_UM);
            ck_assert_uint_lt(p->places[i] >> 16, FOL__CELL_UM);
            ck_assert(i == p->starts[cell] || p->ranks[i] > p->ranks[i - 1]);
            ck_assert_uint_eq(seen[p->ranks[i]]++, 0);
        }
    }
    for (int32_t rank = 0; rank < BUILTIN_COUNT; rank++)
        ck_assert_uint_eq(seen[rank], 1);
}
END_TEST

START_TEST(any_range_of_points_can_be_copied) {
    static const struct {
        int32_t first, count, copied;
    } rows[] = {{0, 1, 1},    {0, 1024, 1024}, {100, 50, 50}, {1000, 24, 24}, {1000, 25, 24},   {1023, INT32_MAX, 1},
                {1024, 1, 0}, {-1, 5, 0},      {5, 0, 0},     {5, -1, 0},     {INT32_MAX, 1, 0}};
    fol_pattern *pattern = created(spec_of(1, 1024, 20));
    int32_t *all = points_of(pattern);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int32_t xy[2 * 1024 + 2];
        memset(xy, 0x7f, sizeof xy);
        ck_assert_int_eq(fol_pattern_points(pattern, rows[i].first, rows[i].count, xy), rows[i].copied);
        ck_assert(memcmp(xy, all + 2 * (rows[i].copied ? rows[i].first : 0), 8 * (size_t)rows[i].copied) == 0);
        ck_assert_int_eq(xy[2 * rows[i].copied], 0x7f7f7f7f);
    }
    ck_assert_int_eq(fol_pattern_points(NULL, 0, 1, all), 0);
    ck_assert_int_eq(fol_pattern_points(pattern, 0, 1, NULL), 0);
    free(all);
    fol_pattern_free(pattern);
}
END_TEST

/* ---- Specs, progress, memory ---- */

START_TEST(bad_specs_are_refused_by_name) {
    const struct {
        int32_t point_count;
        double tile_mm;
        const char *path;
    } rows[] = {{1023, 128, "point_count"},     {1048577, 1024, "point_count"},
                {-5, 128, "point_count"},       {0, 128, "point_count"},
                {1024, 4, "tile_mm"},           {1024, 1028, "tile_mm"},
                {1024, 10, "tile_mm"},           {1024, 10.5, "tile_mm"},
                {1024, (double)NAN, "tile_mm"}, {1024, (double)INFINITY, "tile_mm"},
                {1024, -128, "tile_mm"},        {6401, 8, "point_count"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const fol_pattern_spec spec = spec_of(0, rows[i].point_count, rows[i].tile_mm);
        fol_pattern *pattern = (fol_pattern *)&pattern;
        fol_error error;
        ck_assert_int_eq(fol_pattern_create(&spec, NULL, NULL, &pattern, &error), FOL_ERR_VALUE);
        ck_assert_ptr_null(pattern);
        ck_assert_str_eq(error.path, rows[i].path);
        ck_assert_int_eq(fol_pattern_create(&spec, NULL, NULL, &pattern, NULL), FOL_ERR_VALUE);
    }
}
END_TEST

START_TEST(wrong_calls_are_refused) {
    fol_pattern_spec spec = spec_of(0, 1024, 16);
    fol_pattern *pattern = (fol_pattern *)&pattern;
    ck_assert_int_eq(fol_pattern_create(NULL, NULL, NULL, &pattern, NULL), FOL_ERR_ARG);
    ck_assert_ptr_null(pattern);
    ck_assert_int_eq(fol_pattern_create(&spec, NULL, NULL, NULL, NULL), FOL_ERR_ARG);
    spec.struct_size = 0;
    ck_assert_int_eq(fol_pattern_create(&spec, NULL, NULL, &pattern, NULL), FOL_ERR_ARG);
    fol_pattern_spec_init_sized(NULL, sizeof spec);
    fol_pattern_free(NULL);
    ck_assert_ptr_null(fol_pattern_spacing(NULL));
    ck_assert_uint_eq(fol_pattern_seed(NULL), 0);
}
END_TEST

START_TEST(a_spec_of_a_newer_library_is_taken_when_its_new_fields_are_unset) {
    struct {
        fol_pattern_spec spec;
        double newer;
    } grown;
    fol_pattern_spec_init_sized(&grown.spec, sizeof grown);
    grown.spec.point_count = 1024;
    fol_pattern *pattern;
    ck_assert_int_eq(fol_pattern_create(&grown.spec, NULL, NULL, &pattern, NULL), FOL_OK);
    fol_pattern_free(pattern);
    grown.newer = 1;
    ck_assert_int_eq(fol_pattern_create(&grown.spec, NULL, NULL, &pattern, NULL), FOL_ERR_ARG);
}
END_TEST

typedef struct watcher {
    int32_t reports, stop_at;
    double last;
} watcher;

static bool watch(double done, void *user) {
    watcher *w = user;
    ck_assert(done >= w->last && done <= 1);
    w->last = done;
    return ++w->reports == w->stop_at;
}

START_TEST(progress_rises_and_can_stop_the_build_at_any_report) {
    const fol_pattern_spec spec = spec_of(3, 1024, 16);
    watcher w = {0, -1, 0};
    const fol_progress progress = {watch, &w};
    fol_pattern *pattern;
    ck_assert_int_eq(fol_pattern_create(&spec, &progress, NULL, &pattern, NULL), FOL_OK);
    fol_pattern_free(pattern);
    ck_assert_int_ge(w.reports, 100);
    ck_assert_int_le(w.reports, 300);
    const int32_t all = w.reports;
    for (int32_t stop_at = 1; stop_at <= all; stop_at += 15) {
        failing_alloc memory = {0, 0, 0};
        const fol_allocator alloc = failing_allocator(&memory);
        fol_error error;
        w = (watcher){0, stop_at, 0};
        ck_assert_int_eq(fol_pattern_create(&spec, &progress, &alloc, &pattern, &error), FOL_ERR_CANCELLED);
        ck_assert_ptr_null(pattern);
        ck_assert_int_eq(w.reports, stop_at);
        ck_assert_uint_eq(memory.live_bytes, 0);
    }
}
END_TEST

static fol_status create_and_free(const fol_allocator *alloc, void *user) {
    fol_pattern *pattern = (fol_pattern *)&pattern;
    const fol_status status = fol_pattern_create(user, NULL, alloc, &pattern, NULL);
    ck_assert((pattern != NULL) == (status == FOL_OK));
    fol_pattern_free(pattern);
    return status;
}

START_TEST(running_out_of_memory_anywhere_leaks_nothing) {
    fol_pattern_spec spec = spec_of(0, 1024, 16);
    check_every_allocation(create_and_free, &spec);
}
END_TEST

/* ---- Spacing ---- */

/* Steps rise and fall as promised, and each is what brute force finds. */
static void check_table_by_brute_force(const fol_spacing *spacing, const int32_t *xy) {
    const int32_t tile_um = (int32_t)(spacing->tile_mm * 1000);
    int64_t least = INT64_MAX;
    int32_t step = 0;
    for (int32_t i = 1; i < spacing->point_count; i++) {
        for (int32_t k = 0; k < i; k++) {
            const int64_t d = squared_apart(xy + 2 * i, xy + 2 * k, tile_um);
            least = d < least ? d : least;
        }
        if (i >= spacing->points[step]) {
            ck_assert_int_eq(spacing->points[step], i);
            step++;
            ck_assert(spacing->least_um[step] < spacing->least_um[step - 1]);
        }
        ck_assert_msg(spacing->least_um[step] == sqrt((double)least), "%d points", i + 1);
    }
    ck_assert_int_eq(step, spacing->step_count - 1);
    ck_assert_int_eq(spacing->points[step], spacing->point_count);
}

/* Of every prefix, in units of the mean spacing. */
static double least_of_all_prefixes(const fol_spacing *spacing) {
    double least = 9;
    for (int32_t i = 0; i < spacing->step_count; i++) { /* within a step, the shortest prefix has the widest spacing */
        const int32_t shortest = i ? spacing->points[i - 1] + 1 : 2;
        least = fmin(least, spacing->least_um[i] / 1000 / spacing->tile_mm * sqrt(shortest));
    }
    return least;
}

static const struct {
    int32_t point_count;
    double tile_mm;
} sizes[] = {{1024, 8}, {1024, 1024}, {1025, 16}, {5000, 20}, {6400, 8}, {8191, 36}};

START_TEST(the_spacing_table_of_any_size_is_what_brute_force_finds) {
    const fol_pattern_spec spec = spec_of((uint64_t)_i, sizes[_i].point_count, sizes[_i].tile_mm);
    fol_pattern *pattern = created(spec);
    const fol_spacing *spacing = fol_pattern_spacing(pattern);
    int32_t *xy = points_of(pattern);
    ck_assert_int_eq(spacing->point_count, spec.point_count);
    ck_assert(spacing->tile_mm == spec.tile_mm);
    for (int32_t i = 0; i < 2 * spec.point_count; i++)
        ck_assert(xy[i] >= 0 && xy[i] < (int32_t)(spec.tile_mm * 1000));
    check_table_by_brute_force(spacing, xy);
    ck_assert_msg(least_of_all_prefixes(spacing) >= 0.56, "%g", least_of_all_prefixes(spacing));
    free(xy);
    fol_pattern_free(pattern);
}
END_TEST

START_TEST(every_prefix_of_the_builtin_pattern_keeps_its_least_distance) {
    ck_assert_msg(least_of_all_prefixes(&fol_pattern_builtin()->spacing) >= 0.56, "%g",
                  least_of_all_prefixes(&fol_pattern_builtin()->spacing));
}
END_TEST

START_TEST(least_distance_of_a_density_is_that_of_the_ranks_below_it) {
    const fol_spacing *s = &fol_pattern_builtin()->spacing;
    const double area = 25.6 * 25.6;
    for (int32_t i = 0; i < s->step_count; i++) {
        const double inside = (s->points[i] - 0.5) / area, after = (s->points[i] + 0.5) / area;
        ck_assert(fol_spacing_least_mm(s, inside) == s->least_um[i] / 1000);
        ck_assert(fol_spacing_least_mm(s, after) == (i + 1 < s->step_count ? s->least_um[i + 1] / 1000 : 0));
    }
    ck_assert(fol_spacing_least_mm(s, 400) == s->least_um[s->step_count - 1] / 1000);
    ck_assert(fol_spacing_least_mm(s, 0) == s->least_um[0] / 1000);
    ck_assert(fol_spacing_least_mm(s, -1) == s->least_um[0] / 1000);
    ck_assert(fol_spacing_least_mm(s, 400.001) == 0);
    ck_assert(fol_spacing_least_mm(s, (double)NAN) == 0);
    ck_assert(fol_spacing_least_mm(NULL, 100) == 0);
}
END_TEST

START_TEST(the_densest_set_of_a_distance_keeps_it_and_no_denser_one_does) {
    const fol_spacing *s = &fol_pattern_builtin()->spacing;
    for (int i = 1; i <= 4000; i++) {
        const double least_mm = i * 0.005, densest = fol_spacing_densest_per_cm2(s, least_mm);
        ck_assert(densest <= 400);
        if (densest > 0)
            ck_assert(fol_spacing_least_mm(s, densest) >= least_mm);
        ck_assert(fol_spacing_least_mm(s, densest + 1e-9) < least_mm || densest == 400 || densest == 0);
        ck_assert(densest > 0 || s->least_um[0] / 1000 < least_mm);
    }
    for (int32_t i = 0; i + 1 < s->step_count; i++) {
        const double densest = fol_spacing_densest_per_cm2(s, s->least_um[i] / 1000);
        ck_assert(densest * (25.6 * 25.6) <= s->points[i] && densest * (25.6 * 25.6) > s->points[i] - 1e-6);
    }
    ck_assert(fol_spacing_densest_per_cm2(s, 0) == 400);
    ck_assert(fol_spacing_densest_per_cm2(s, -1) == 400);
    ck_assert(fol_spacing_densest_per_cm2(s, 1000) == 0);
    ck_assert(fol_spacing_densest_per_cm2(s, (double)NAN) == 0);
    ck_assert(fol_spacing_densest_per_cm2(NULL, 1) == 0);
    ck_assert(fol_spacing_cap_per_cm2(NULL) == 0);
}
END_TEST

START_TEST(rounding_never_lets_one_rank_too_many_in) {
    static const double tiles_mm[] = {8, 20, 36, 128, 256, 1020};
    static const double least_um[] = {20, 10};
    for (size_t i = 0; i < sizeof tiles_mm / sizeof tiles_mm[0]; i++) {
        for (int32_t points = 2; points < 20000; points++) {
            const int32_t steps[] = {points, 20000};
            const fol_spacing s = {tiles_mm[i], 20000, 2, steps, least_um};
            ck_assert(fol_spacing_least_mm(&s, fol_spacing_densest_per_cm2(&s, 0.02)) == 0.02);
        }
    }
}
END_TEST

/* ---- How the built-in pattern measures ---- */

static const double thresholds[] = {0.02, 0.03, 0.04, 0.06, 0.08, 0.10, 0.15, 0.20, 0.25, 0.30, 0.35,
                                    0.40, 0.45, 0.50, 0.55, 0.60, 0.70, 0.80, 0.90, 0.95, 1.00};

START_TEST(prefixes_are_as_even_as_real_follicles) {
    const int32_t count = (int32_t)(thresholds[_i] * BUILTIN_COUNT);
    int32_t *xy = points_of(fol_pattern_builtin());
    const nearest_figures nearest = nearest_on_torus(xy, count, BUILTIN_TILE_UM);
    ck_assert_msg(nearest.clark_evans >= 1.58 && nearest.clark_evans <= 1.68, "Clark-Evans %g", nearest.clark_evans);
    ck_assert_msg(nearest.cv >= 0.10 && nearest.cv <= 0.20, "CV %g", nearest.cv);
    ck_assert_msg(nearest.least >= 0.56, "least %g", nearest.least);
    const double dispersion = disc_dispersion(xy, count, BUILTIN_TILE_UM, 4, 10000, 1);
    ck_assert_msg(dispersion <= 0.06, "F4 %g", dispersion);
    free(xy);
}
END_TEST

START_TEST(counts_of_prefixes_in_zones_are_steady) {
    const int32_t count = (int32_t)(thresholds[_i] * BUILTIN_COUNT);
    int32_t *xy = points_of(fol_pattern_builtin());
    for (int ratio = 1; ratio <= 5; ratio += 4) {
        const zone_figures few = zone_counts(xy, count, BUILTIN_TILE_UM, 2000, ratio, 100, 2);
        const zone_figures many = zone_counts(xy, count, BUILTIN_TILE_UM, 10000, ratio, 100, 3);
        ck_assert_msg(few.sd <= 0.005 && few.worst <= 0.015, "2,000: %g, %g", few.sd, few.worst);
        ck_assert_msg(many.worst <= 0.007, "10,000: %g", many.worst);
    }
    free(xy);
}
END_TEST

static const double widths[] = {0.15, 0.20, 0.30, 0.40, 0.50};

START_TEST(intervals_of_ranks_are_even_wherever_they_begin) {
    const int32_t count = (int32_t)(widths[_i] * BUILTIN_COUNT);
    int32_t *xy = points_of(fol_pattern_builtin());
    for (int32_t first = 0; first + count <= BUILTIN_COUNT; first += BUILTIN_COUNT / 20) {
        const int32_t *own = xy + 2 * first;
        const nearest_figures nearest = nearest_on_torus(own, count, BUILTIN_TILE_UM);
        ck_assert_msg(nearest.clark_evans >= 1.50, "from %d: Clark-Evans %g", first, nearest.clark_evans);
        const double dispersion = disc_dispersion(own, count, BUILTIN_TILE_UM, 4, 5000, 1);
        ck_assert_msg(dispersion <= 0.15, "from %d: F4 %g", first, dispersion);
        const zone_figures few = zone_counts(own, count, BUILTIN_TILE_UM, 2000, 1, 50, 2);
        const zone_figures many = zone_counts(own, count, BUILTIN_TILE_UM, 10000, 1, 50, 3);
        ck_assert_msg(few.worst <= 0.04 && many.worst <= 0.02, "from %d: %g, %g", first, few.worst, many.worst);
    }
    free(xy);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("pattern");
    TCase *object = tcase_create("object");
    tcase_add_test(object, the_builtin_pattern_is_what_the_header_says);
    tcase_add_test(object, the_points_of_the_default_spec_never_change);
    tcase_add_test(object, seeds_give_different_points_and_the_same_seed_the_same);
    tcase_add_test(object, every_rank_is_filed_once_in_its_cell_and_ranks_rise_inside_cells);
    tcase_add_test(object, any_range_of_points_can_be_copied);
    tcase_add_test(object, bad_specs_are_refused_by_name);
    tcase_add_test(object, wrong_calls_are_refused);
    tcase_add_test(object, a_spec_of_a_newer_library_is_taken_when_its_new_fields_are_unset);
    tcase_add_test(object, progress_rises_and_can_stop_the_build_at_any_report);
    tcase_add_test(object, running_out_of_memory_anywhere_leaks_nothing);
    suite_add_tcase(suite, object);
    TCase *spacing = tcase_create("spacing");
    tcase_add_loop_test(spacing, the_spacing_table_of_any_size_is_what_brute_force_finds, 0,
                        (int)(sizeof sizes / sizeof sizes[0]));
    tcase_add_test(spacing, every_prefix_of_the_builtin_pattern_keeps_its_least_distance);
    tcase_add_test(spacing, least_distance_of_a_density_is_that_of_the_ranks_below_it);
    tcase_add_test(spacing, the_densest_set_of_a_distance_keeps_it_and_no_denser_one_does);
    tcase_add_test(spacing, rounding_never_lets_one_rank_too_many_in);
    suite_add_tcase(suite, spacing);
    TCase *figures = tcase_create("figures");
    const int prefixes = (int)(sizeof thresholds / sizeof thresholds[0]);
    tcase_add_loop_test(figures, prefixes_are_as_even_as_real_follicles, 0, rounds(prefixes));
    tcase_add_loop_test(figures, counts_of_prefixes_in_zones_are_steady, 0, rounds(prefixes));
    tcase_add_loop_test(figures, intervals_of_ranks_are_even_wherever_they_begin, 0,
                        rounds((int)(sizeof widths / sizeof widths[0])));
    suite_add_tcase(suite, figures);
    return suite;
}
