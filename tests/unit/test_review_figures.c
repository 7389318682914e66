/* SPDX-License-Identifier: MIT */
/* The review's figures against sets of dots whose figures are known from theory or by brute force, and its verdict on
 * random layouts that keep what was asked. */
#include "review_scenes.h"
#include "runner.h"

#include <stdio.h>

static ranked_tile *tile; /* made once for all tests */

static void make_tile(void) {
    tile = tile_make(3);
}

static void free_tile(void) {
    free(tile);
}

static void assert_near(double value, double expected, double tolerance, const char *what) {
    ck_assert_msg(fabs(value - expected) <= tolerance, "%s is %.5f, expected %.5f within %.5f", what, value, expected,
                  tolerance);
}

static fol_set_figures figures_of(const fol_review_spec *spec, size_t session) {
    fol_review *review = review_of(spec);
    const fol_set_figures figures = fol_review_total(review, session);
    fol_review_free(review);
    return figures;
}

static double nearest_by_brute_force(const dot_list *list, size_t i) {
    double best = (double)INFINITY;
    for (size_t k = 0; k < list->count; k++) {
        const double dx = (double)list->items[i].x_um - list->items[k].x_um;
        const double dy = (double)list->items[i].y_um - list->items[k].y_um;
        if (k != i && dx * dx + dy * dy < best)
            best = dx * dx + dy * dy;
    }
    return sqrt(best) / 1000;
}

START_TEST(known_sets_have_their_known_figures) {
    /* Clark and Evans 1954 for white noise (CV: sqrt(4 / pi - 1)) and the hexagonal lattice; 1.26 / 0.34 measured. */
    square s = {100, 100, 1};
    dot_list list = {0};
    add_white_noise(&list, 10000, 100000, 1);
    fol_review_spec spec = spec_of_square(&list, &s);
    fol_set_figures figures = figures_of(&spec, 1);
    assert_near(figures.clark_evans, 1.0, 0.015, "white noise");
    assert_near(figures.nn_cv, 0.5227, 0.012, "CV of white noise");
    list.count = 0;
    add_jittered_grid(&list, 1000, 100000, 1);
    spec = spec_of_square(&list, &s);
    figures = figures_of(&spec, 1);
    assert_near(figures.clark_evans, 1.26, 0.02, "jittered grid");
    assert_near(figures.nn_cv, 0.339, 0.015, "CV of the jittered grid");
    list.count = 0;
    add_hexagons(&list, 1074.57, 100000);
    spec = spec_of_square(&list, &s);
    figures = figures_of(&spec, 1);
    assert_near(figures.clark_evans, 2.149, 0.002, "hexagons");
    assert_near(figures.nn_cv, 0, 0.001, "CV of hexagons");
    ck_assert_int_gt(figures.judged, 9000);
    list_free(&list);
}
END_TEST

/* The tile's own figure on its torus, without any edge. */
static double clark_evans_of_torus(int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
        double best = 1;
        for (int k = 0; k < count; k++) {
            const double squared = torus_squared(tile->x[i], tile->y[i], tile->x[k], tile->y[k]);
            if (k != i && squared < best)
                best = squared;
        }
        sum += sqrt(best);
    }
    return 2 * sqrt(count) * sum / count;
}

START_TEST(small_squares_cut_from_a_torus_have_its_figure) {
    double sum = 0;
    int64_t judged = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        square s = {20, 100, 1};
        dot_list list = {0};
        const fol_rect bounds = {0, 0, 20, 20};
        add_from_tile(&list, tile, 200, bounds, seed, square_density, &s, 1);
        const fol_review_spec spec = spec_of_square(&list, &s);
        const fol_set_figures figures = figures_of(&spec, 1);
        sum += figures.clark_evans * (double)figures.judged;
        judged += figures.judged;
        ck_assert_int_lt(figures.judged, figures.dots * 9 / 10);
        list_free(&list);
    }
    assert_near(sum / (double)judged, clark_evans_of_torus(TILE_POINTS / 2), 0.01, "Clark-Evans of windows");
}
END_TEST

START_TEST(windows_of_white_noise_are_not_biased_by_their_edges) {
    double sum = 0;
    int64_t judged = 0;
    for (uint64_t seed = 0; seed < 300; seed++) {
        square s = {20, 100, 1};
        dot_list list = {0};
        add_white_noise(&list, 400, 20000, seed);
        const fol_review_spec spec = spec_of_square(&list, &s);
        const fol_set_figures figures = figures_of(&spec, 1);
        sum += figures.clark_evans * (double)figures.judged;
        judged += figures.judged;
        list_free(&list);
    }
    assert_near(sum / (double)judged, 1.0, 0.01, "Clark-Evans of windows");
}
END_TEST

/* 5 to 200 per cm2 across 120 mm. */
static void ramp_density(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    (void)user;
    if (x_um < 0 || y_um < 0 || x_um >= 120000 || y_um >= 120000)
        return;
    out->zone = 0;
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        out->running_per_cm2[k] = 5 + 195 * (x_um / 120000.0);
}

/* Stripes 6 mm wide with nothing between. */
static void stripe_density(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    (void)user;
    if (x_um < 0 || y_um < 0 || x_um >= 120000 || y_um >= 120000 || x_um / 6000 % 2)
        return;
    out->zone = 0;
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        out->running_per_cm2[k] = 100;
}

/* Holes of 0.564 spacings at hashed places, as around hairs, a twentieth as many as dots. */
static void holed_density(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    (void)user;
    if (x_um < 0 || y_um < 0 || x_um >= 120000 || y_um >= 120000)
        return;
    for (int32_t j = y_um / 4472 - 1; j <= y_um / 4472 + 1; j++) {
        for (int32_t i = x_um / 4472 - 1; i <= x_um / 4472 + 1; i++) {
            const uint64_t bits = fol__mix((uint64_t)(i + 9) * 1000 + (uint64_t)(j + 9));
            const double dx = x_um - (i + fol__unit(bits)) * 4472, dy = y_um - (j + fol__unit(fol__mix(bits))) * 4472;
            if (dx * dx + dy * dy < 564.0 * 564.0)
                return;
        }
    }
    out->zone = 0;
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        out->running_per_cm2[k] = 100;
}

typedef struct field_row {
    const char *name;
    fol_density_fn density;
    int64_t least_judged, most_judged;
} field_row;

START_TEST(density_that_varies_does_not_change_the_figures) {
    const field_row rows[] = {{"ramp", ramp_density, 13000, 15000},
                              {"stripes", stripe_density, 3000, 4000},
                              {"holes around hairs", holed_density, 4000, 10000}};
    const double expected = clark_evans_of_torus(TILE_POINTS / 2);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        dot_list list = {0};
        square s = {120, 100, 1};
        fol_review_spec spec = spec_of_square(&list, &s);
        add_from_tile(&list, tile, 200, spec.bounds, 9, rows[i].density, NULL, 1);
        spec = spec_of_square(&list, &s);
        spec.density = rows[i].density;
        spec.density_user = NULL;
        const fol_set_figures figures = figures_of(&spec, 1);
        assert_near(figures.clark_evans, expected, 0.02, rows[i].name);
        ck_assert_msg(figures.judged >= rows[i].least_judged && figures.judged <= rows[i].most_judged, "%s: %d judged",
                      rows[i].name, (int)figures.judged);
        list_free(&list);
    }
}
END_TEST

/* 100 per cm2; to the right of 20 mm as many times that as user says, and a hole of 0.564 mm at 10, 10. */
static void step_density(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    const double *factor = user;
    const double dx = x_um - 10000.0, dy = y_um - 10000.0;
    if (dx * dx + dy * dy < 564.0 * 564.0)
        return;
    out->zone = 0;
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        out->running_per_cm2[k] = x_um < 20000 ? 100 : 100 * *factor;
}

typedef struct place_row {
    int32_t x_um, y_um;
    double factor;
    int64_t judged; /* of this dot and a far one */
} place_row;

START_TEST(dots_are_judged_where_their_neighbourhood_is_even) {
    const place_row rows[] = {
        {12300, 10000, 1, 2},  {10700, 10000, 1, 1},  {11400, 10000, 1, 1},  {9300, 9900, 1, 1},
        {19000, 5000, 1, 2},   {19000, 5000, 1.4, 2}, {19000, 5000, 1.6, 1}, {19000, 5000, 0.7, 2},
        {19000, 5000, 0.6, 1}, {17000, 5000, 1.6, 2}, {20700, 5000, 1.6, 1}, {20700, 5000, 0, 1},
        {1400, 30000, 1, 1},   {1800, 30000, 1, 2},   {30000, 38300, 1, 2},  {30000, 38700, 1, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        dot_list list = {0};
        list_add(&list, 5000, 25000);
        list_add(&list, rows[i].x_um, rows[i].y_um);
        double factor = rows[i].factor;
        square s = {40, 100, 1};
        fol_review_spec spec = spec_of_square(&list, &s);
        spec.density = step_density;
        spec.density_user = &factor;
        spec.detail_mm = 0.05;
        const int64_t judged = figures_of(&spec, 1).judged;
        ck_assert_msg(judged == rows[i].judged, "row %zu: %d judged", i, (int)judged);
        list_free(&list);
    }
}
END_TEST

START_TEST(figures_are_those_of_brute_force) {
    const uint64_t seed = (uint64_t)_i;
    uint64_t state = fol__mix(seed);
    square s = {between(&state, 5, 30), 100, 1};
    dot_list list = {0};
    add_white_noise(&list, 2 + fol__next_below(&state, 400), (int32_t)(s.side_mm * 1000), seed);
    const fol_review_spec spec = spec_of_square(&list, &s);
    const fol_set_figures figures = figures_of(&spec, 1);
    double least = (double)INFINITY, sum = 0, squares = 0;
    int64_t judged = 0;
    for (size_t i = 0; i < list.count; i++) {
        const double nearest = nearest_by_brute_force(&list, i);
        least = nearest < least ? nearest : least;
        const double x = list.items[i].x_um / 1000.0, y = list.items[i].y_um / 1000.0;
        const double reach = 1.5; /* spacings, of 1 mm here */
        if (x >= reach && y >= reach && x + reach < s.side_mm && y + reach < s.side_mm) {
            sum += nearest;
            squares += nearest * nearest;
            judged++;
        }
    }
    ck_assert_double_eq_tol(figures.least_mm, least, 1e-12);
    ck_assert_int_eq(figures.judged, judged);
    if (judged >= 2) {
        const double mean = sum / (double)judged;
        ck_assert_double_eq_tol(figures.clark_evans, 2 * mean, 1e-9);
        ck_assert_double_eq_tol(figures.nn_cv, sqrt((squares - sum * mean) / (double)(judged - 1)) / mean, 1e-6);
    }
    list_free(&list);
}
END_TEST

START_TEST(sessions_are_measured_alone_and_in_total) {
    square s = {60, 150, 3};
    dot_list list = {0};
    const fol_rect bounds = {0, 0, 60, 60};
    add_from_tile(&list, tile, 200, bounds, 4, square_density, &s, 3);
    const fol_review_spec spec = spec_of_square(&list, &s);
    fol_review *review = review_of(&spec);
    int64_t sum = 0;
    for (size_t k = 1; k <= 3; k++) {
        const fol_set_figures session = fol_review_session(review, k), total = fol_review_total(review, k);
        sum += session.dots;
        ck_assert_int_eq(total.dots, sum);
        assert_near(total.asked, 1800.0 * (double)k, 0.01, "asked in total");
        assert_near(session.asked, 1800.0, 0.01, "asked of a session");
        assert_near(total.clark_evans, 1.67, 0.02, "Clark-Evans of a total");
        ck_assert_double_gt(session.clark_evans, 1.2);
        ck_assert_double_ge(total.least_mm * sqrt(150.0 * (double)k / 3), 6.6);
    }
    ck_assert_int_eq(sum, (int64_t)list.count);
    ck_assert(fol_review_session(review, 1).clark_evans == fol_review_total(review, 1).clark_evans);
    fol_review_free(review);
    list_free(&list);
}
END_TEST

/* One disc or turned square with a hard edge. */
static void outline_density(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    const scene_zone *zone = user;
    if (depth_in(zone, x_um / 1000.0, y_um / 1000.0) < 0)
        return;
    out->zone = 0;
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        out->running_per_cm2[k] = zone->per_cm2;
}

START_TEST(asked_is_the_integral_for_any_outline) {
    uint64_t state = fol__mix((uint64_t)_i);
    scene_zone zone = {between(&state, 20, 30),
                       between(&state, 20, 30),
                       between(&state, 4, 15),
                       between(&state, 4, 15),
                       0.8,
                       0.6,
                       _i % 3 == 0,
                       100,
                       0};
    if (_i % 3 == 1) {
        zone.along_x = 1; /* with the raster */
        zone.along_y = 0;
    }
    square s = {50, 100, 1};
    const dot_list none = {0};
    fol_review_spec spec = spec_of_square(&none, &s);
    spec.density = outline_density;
    spec.density_user = &zone;
    fol_review *review = review_of(&spec);
    const double pi = 3.14159265358979324;
    const double expected = zone.disc ? pi * zone.half_width * zone.half_width : 4 * zone.half_width * zone.half_height;
    const double error =
        sqrt(8 * (zone.half_width + zone.half_height) / 0.25 / 6) * 0.0625; /* of stratified sampling */
    assert_near(fol_review_zone(review, 0).asked, expected, 4 * error, "asked");
    ck_assert_double_lt(error / expected, 0.02);
    fol_review_free(review);
}
END_TEST

START_TEST(deviation_knows_the_error_of_a_coarse_raster) {
    double squares = 0, variance = 0;
    const double expected = 3.14159265358979324 * 100 * 4; /* 400 per cm2 in a radius of 10 mm */
    for (uint64_t seed = 0; seed < 200; seed++) {
        uint64_t state = fol__mix(seed);
        scene_zone zone = {between(&state, 20, 30), between(&state, 20, 30), 10, 0, 1, 0, true, 400, 0};
        square s = {50, 100, 1};
        const dot_list none = {0};
        fol_review_spec spec = spec_of_square(&none, &s);
        spec.density = outline_density;
        spec.density_user = &zone;
        spec.detail_mm = 2;
        fol_review *review = review_of(&spec);
        const fol_zone_figures figures = fol_review_zone(review, 0);
        squares += (figures.asked - expected) * (figures.asked - expected);
        variance += figures.deviation * figures.deviation - expected * 0.12; /* less what the dots do inside */
        fol_review_free(review);
    }
    ck_assert_double_ge(variance, squares); /* exact along the raster, on the safe side across it */
    ck_assert_double_le(variance, 2.5 * squares);
}
END_TEST

static double deviation_of(double width_mm, double height_mm, double per_cm2) {
    scene_zone zone = {60, 60, width_mm / 2, height_mm / 2, 0.8, 0.6, false, per_cm2, 0};
    square s = {120, 100, 1};
    const dot_list none = {0};
    fol_review_spec spec = spec_of_square(&none, &s);
    spec.density = outline_density;
    spec.density_user = &zone;
    fol_review *review = review_of(&spec);
    const double deviation = fol_review_zone(review, 0).deviation;
    fol_review_free(review);
    return deviation;
}

START_TEST(deviation_follows_the_shape) {
    assert_near(deviation_of(70.7, 70.7, 200), 34, 5, "of 10,000 dots in a square");
    assert_near(deviation_of(44.7, 44.7, 100), 15.5, 2, "of 2,000 dots in a square");
    assert_near(deviation_of(100, 0.4, 100), 6, 1, "of 40 dots in a thread"); /* Poisson: 6.3 */
    ck_assert_double_ge(deviation_of(0.3, 0.3, 100), 1.4);
}
END_TEST

START_TEST(three_percent_too_many_in_a_compact_zone_is_found) {
    square s = {70.71, 200, 1};
    dot_list list = {0};
    const fol_rect bounds = {0, 0, 70.71, 70.71};
    add_from_tile(&list, tile, 206, bounds, (uint64_t)_i, square_density, &s, 1);
    fol_review_spec spec = spec_of_square(&list, &s);
    fol_review *review = review_of(&spec);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_COUNT), 0);
    fol_review_free(review);
    square denser = {70.71, 206, 1};
    list.count = 0;
    add_from_tile(&list, tile, 206, bounds, (uint64_t)_i, square_density, &denser, 1);
    spec = spec_of_square(&list, &s);
    review = review_of(&spec);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_COUNT), 1);
    ck_assert_int_eq(fol_review_finding(review, 0)->zone, 0);
    fol_review_free(review);
    list_free(&list);
}
END_TEST

START_TEST(layouts_that_keep_what_was_asked_pass) {
    for (uint64_t seed = 20 * (uint64_t)_i; seed < 20 * (uint64_t)_i + 20; seed++) {
        scene s = random_scene(seed);
        dot_list list = {0};
        add_from_tile(&list, tile, s.cap_per_cm2, s.bounds, seed, scene_density, &s, (size_t)s.session_count);
        fol_review_spec spec = spec_of_scene(&list, &s);
        fol_review_limits limits = fol_review_limits_default();
        limits.session_clark_evans_from = 1.05; /* the tile's intervals of ranks are not spaced, only its prefixes */
        limits.least_factor = 6.6;
        limits.slack_mm = 0.003; /* places are cut to micrometres */
        spec.limits = &limits;
        uint64_t state = seed;
        spec.detail_mm = between(&state, 0.2, 0.6);
        fol_review *review = review_of(&spec);
        ck_assert_msg(fol_review_ok(review), "seed %d: %s", (int)seed, fol_review_finding(review, 0)->text);
        fol_review_free(review);
        list_free(&list);
    }
}
END_TEST

START_TEST(huge_bounds_are_sampled_more_coarsely) {
    square s = {150, 40, 8};
    dot_list list = {0};
    const fol_rect window = {0, 0, 150, 150};
    add_from_tile(&list, tile, 200, window, 4, square_density, &s, 8);
    fol_review_spec spec = spec_of_square(&list, &s);
    const fol_rect huge = {-1500, -1500, 3000, 3000};
    spec.bounds = huge;
    spec.detail_mm = 0.05; /* 3.6 thousand million samples */
    fol_review *review = review_of(&spec);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_COUNT), 0);
    assert_near(fol_review_zone(review, 0).asked, 9000, 4 * 25, "asked");
    ck_assert_int_gt(fol_review_total(review, 8).judged, 8000);
    fol_review_free(review);
    list_free(&list);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("review: figures");
    TCase *figures = tcase_create("figures");
    tcase_add_unchecked_fixture(figures, make_tile, free_tile);
    tcase_set_timeout(figures, 60);
    tcase_add_test(figures, known_sets_have_their_known_figures);
    tcase_add_test(figures, small_squares_cut_from_a_torus_have_its_figure);
    tcase_add_test(figures, windows_of_white_noise_are_not_biased_by_their_edges);
    tcase_add_test(figures, density_that_varies_does_not_change_the_figures);
    tcase_add_test(figures, dots_are_judged_where_their_neighbourhood_is_even);
    tcase_add_loop_test(figures, figures_are_those_of_brute_force, 0, rounds(100));
    tcase_add_test(figures, sessions_are_measured_alone_and_in_total);
    suite_add_tcase(suite, figures);
    TCase *counts = tcase_create("counts");
    tcase_add_unchecked_fixture(counts, make_tile, free_tile);
    tcase_set_timeout(counts, 60);
    tcase_add_loop_test(counts, asked_is_the_integral_for_any_outline, 0, rounds(60));
    tcase_add_test(counts, deviation_follows_the_shape);
    tcase_add_test(counts, deviation_knows_the_error_of_a_coarse_raster);
    tcase_add_loop_test(counts, three_percent_too_many_in_a_compact_zone_is_found, 0, rounds(10));
    tcase_add_loop_test(counts, layouts_that_keep_what_was_asked_pass, 0, rounds(20));
    tcase_add_test(counts, huge_bounds_are_sampled_more_coarsely);
    suite_add_tcase(suite, counts);
    return suite;
}
