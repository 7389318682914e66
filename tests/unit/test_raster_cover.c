/* SPDX-License-Identifier: MIT */
/* What pixels are made of: linear light, and the coverage of one dot against brute force. */
#include "cover.h"
#include "hash.h"
#include "runner.h"
#include "srgb.h"

#include <follicle/raster.h>
#include <math.h>
#include <stdlib.h>

static const double PI = 3.14159265358979323846;

/* ------------------------------------------------------------------ sRGB */

START_TEST(linear_light_is_that_of_the_standard) {
    for (int code = 0; code < 256; code++) {
        const double x = code / 255.0, want = x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
        ck_assert_double_le(fabs(fol_linear_from_srgb((uint8_t)code) - want), 1e-12 * want);
    }
    ck_assert(fol_linear_from_srgb(0) == 0);
    ck_assert(fol_linear_from_srgb(255) == 1);
}
END_TEST

START_TEST(linear_light_rises_with_the_code) {
    for (int code = 1; code < 256; code++)
        ck_assert(fol_linear_from_srgb((uint8_t)code) > fol_linear_from_srgb((uint8_t)(code - 1)));
}
END_TEST

START_TEST(the_code_below_is_the_highest_that_is_not_above) {
    fol__light light;
    fol__light_make(&light);
    for (int i = 0; i <= 100000; i++) {
        const double steps = FOL__LIGHT_STEPS * (i / 100000.0);
        const int code = fol__light_code_below(&light, steps);
        ck_assert(light.codes[code].light <= steps);
        ck_assert(code == 254 || light.codes[code + 1].light > steps);
    }
    for (int code = 0; code < 255; code++) {
        ck_assert_int_eq(fol__light_code_below(&light, light.codes[code].light), code);
        ck_assert(light.codes[code].gap == light.codes[code + 1].light - light.codes[code].light);
        ck_assert(light.codes[code].gap > 1); /* so that no more than one code begins inside a step */
    }
}
END_TEST

/* ------------------------------------------------------------------ coverage */

enum { OVERSAMPLING = 64 };

/* Share of pixel (x, y) that the profile covers, by brute force. */
static double oracle_coverage(const fol__disc *disc, int32_t x, int32_t y) {
    const double height = disc->area / (PI * (disc->flat + disc->edge) / 2);
    double sum = 0;
    for (int i = 0; i < OVERSAMPLING * OVERSAMPLING; i++) {
        const double dx = x + (i % OVERSAMPLING + 0.5) / OVERSAMPLING - disc->x;
        const double dy = y + (i / OVERSAMPLING + 0.5) / OVERSAMPLING - disc->y;
        const double square = dx * dx + dy * dy;
        if (square >= disc->edge)
            continue;
        const double u = square <= disc->flat ? 1 : (disc->edge - square) / (disc->edge - disc->flat);
        sum += height * u * u * (3 - 2 * u);
    }
    return sum / (OVERSAMPLING * OVERSAMPLING);
}

/* Coverage of one dot over size x size pixels; free units. */
static fol__cover covered_by(const fol__disc *disc, int32_t size) {
    const fol__cover cover = {calloc((size_t)size * (size_t)size, sizeof(uint32_t)), 0, 0, size, size};
    ck_assert_ptr_nonnull(cover.units);
    fol__cover_add(&cover, disc);
    return cover;
}

static const struct {
    double radius, softness, worst; /* pixels; the last: how far one pixel may be off */
} profiles[] = {
    {0.03, 0, 0.001},  {0.3, 0, 0.006},   {1, 0, 0.012},     {2, 0, 0.012},     {12, 0, 0.02}, {0.03, 0.02, 0.001},
    {0.4, 0.2, 0.006}, {0.6, 0.3, 0.006}, {1.5, 0.1, 0.012}, {1.5, 0.7, 0.006}, {1, 2, 0.006}, {12, 4, 0.003},
};

START_TEST(coverage_of_a_dot_is_that_of_brute_force) {
    uint64_t state = (uint64_t)_i;
    const double radius = profiles[_i].radius, softness = profiles[_i].softness;
    const int32_t size = (int32_t)(2 * (radius + softness)) + 5;
    for (int repeat = 0; repeat < 4; repeat++) {
        const double x = size / 2 + fol__unit(fol__next(&state)), y = size / 2 + fol__unit(fol__next(&state));
        const fol__disc disc = fol__disc_make(x, y, radius, softness);
        const fol__cover cover = covered_by(&disc, size);
        for (int32_t i = 0; i < size * size; i++) {
            const double found = cover.units[i] / (double)FOL__COVER_FULL;
            const double want = oracle_coverage(&disc, i % size, i / size);
            ck_assert_msg(fabs(found - want) <= profiles[_i].worst, "pixel %d,%d: %g, not %g", i % size, i / size,
                          found, want);
        }
        free(cover.units);
    }
}
END_TEST

START_TEST(all_coverage_of_a_dot_adds_up_to_its_area) {
    uint64_t state = (uint64_t)_i + 100;
    const double radius = profiles[_i].radius;
    const int32_t size = (int32_t)(2 * (radius + profiles[_i].softness)) + 5;
    for (int repeat = 0; repeat < 50; repeat++) {
        const double x = size / 2 + fol__unit(fol__next(&state)), y = size / 2 + fol__unit(fol__next(&state));
        const fol__disc disc = fol__disc_make(x, y, radius, profiles[_i].softness);
        const fol__cover cover = covered_by(&disc, size);
        double sum = 0;
        for (int32_t i = 0; i < size * size; i++)
            sum += cover.units[i] / (double)FOL__COVER_FULL;
        const double area = PI * radius * radius;
        ck_assert_double_le(fabs(sum - area), 2e-4 * area);
        free(cover.units);
    }
}
END_TEST

START_TEST(coverage_does_not_depend_on_what_part_is_looked_at) {
    const fol__disc disc = fol__disc_make(9.37, 8.81, 3.3, _i ? 0.9 : 0);
    const fol__cover whole = covered_by(&disc, 20);
    for (int32_t cut = 1; cut < 20; cut++) {
        uint32_t units[400] = {0};
        const fol__cover part = {units, cut, 20 - cut, 20 - cut, cut};
        fol__cover_add(&part, &disc);
        for (int32_t i = 0; i < part.width * part.height; i++) {
            const int64_t x = part.x + i % part.width, y = part.y + i / part.width;
            ck_assert_uint_eq(units[i], whole.units[y * 20 + x]);
        }
    }
    free(whole.units);
}
END_TEST

START_TEST(softness_widens_a_dot_by_its_radius_and_no_more) {
    const fol__disc disc = fol__disc_make(10.5, 10.5, 3, 1.5);
    const fol__cover cover = covered_by(&disc, 21);
    ck_assert_uint_gt(cover.units[10 * 21 + 14], 0);
    ck_assert_uint_eq(cover.units[10 * 21 + 16], 0);
    free(cover.units);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("raster-cover");
    TCase *light = tcase_create("light");
    tcase_add_test(light, linear_light_is_that_of_the_standard);
    tcase_add_test(light, linear_light_rises_with_the_code);
    tcase_add_test(light, the_code_below_is_the_highest_that_is_not_above);
    suite_add_tcase(suite, light);
    TCase *cover = tcase_create("cover");
    const int profile_count = sizeof profiles / sizeof *profiles;
    tcase_add_loop_test(cover, coverage_of_a_dot_is_that_of_brute_force, 0, profile_count);
    tcase_add_loop_test(cover, all_coverage_of_a_dot_adds_up_to_its_area, 0, profile_count);
    tcase_add_loop_test(cover, coverage_does_not_depend_on_what_part_is_looked_at, 0, 2);
    tcase_add_test(cover, softness_widens_a_dot_by_its_radius_and_no_more);
    suite_add_tcase(suite, cover);
    return suite;
}
