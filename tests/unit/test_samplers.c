/* SPDX-License-Identifier: MIT */
/* The bench's own samplers do what they are compared for: an engine that breaks the spacing could be as fast as one likes. */
#include "point_figures.h"
#include "runner.h"

#include <math.h>
#include <stdlib.h>

enum { ROOM = 20000 };

typedef struct filled {
    sample_point *points;
    int64_t count;
    point_figures figures;
} filled;

static filled fill(sampler_fill sampler, double distance, uint64_t seed) {
    filled f = {malloc(ROOM * sizeof *f.points), 0, {0, 0, 0}};
    f.count = f.points ? sampler(distance, seed, f.points, ROOM) : -1;
    ck_assert(f.count >= 0 && f.count <= ROOM);
    ck_assert(measure_points(f.points, f.count, 1, distance, &f.figures));
    return f;
}

/* From one point to ten thousand; distances that divide the square and such that do not. */
static const double distances[] = {1.5, 0.7, 0.25, 0.1, 0.0313, 0.01, 0.0084};

START_TEST(bridson_keeps_the_distance) {
    const double distance = distances[_i % 7];
    const filled f = fill(bridson_fill, distance, (uint64_t)_i);
    ck_assert(f.figures.least >= distance);
    ck_assert(distance > 0.05 || (double)f.count * distance * distance >= 0.6);
    free(f.points);
}
END_TEST

START_TEST(darts_keep_the_distance_and_leave_no_room) {
    const double distance = distances[_i % 7];
    filled f = fill(darts_fill, distance, (uint64_t)_i);
    ck_assert(f.figures.least >= distance);
    ck_assert_int_eq(f.figures.holes, 0);
    free(f.points);
}
END_TEST

/* Looked at in a square that goes on over its edges by a fifth: where opposite edges meet, it is like anywhere else. */
START_TEST(darts_on_a_torus_keep_the_distance_over_its_edges) {
    const int32_t cells = 40 + _i;
    const double distance = sqrt(2) / cells;
    sample_point *points = malloc(ROOM * sizeof *points);
    point_figures figures;
    const int64_t count = points ? darts_fill_torus(cells, (uint64_t)_i, points, ROOM) : -1;
    int64_t past = count;
    ck_assert(count > 0 && 3 * count < ROOM);
    for (int64_t i = 0; i < 9 * count; i++) {
        const sample_point p = {points[i % count].x + (double)(i / count % 3) - 0.8, points[i % count].y + (double)(i / count / 3) - 0.8};
        if (p.x >= 0 && p.y >= 0 && p.x < 1.4 && p.y < 1.4)
            points[past++] = p;
    }
    ck_assert(measure_points(points + count, past - count, 1.4, distance, &figures));
    ck_assert(figures.least >= distance * (1 - 1e-12));
    ck_assert_double_ge((double)count * distance * distance, 0.67);
    free(points);
}
END_TEST

/* As dense as random sets get, and not denser: n r^2 is 0.697 for darts thrown without any bias, and a little more at the edges. */
START_TEST(darts_are_as_dense_as_random_sets_get) {
    const double distance = 0.0084;
    const filled f = fill(darts_fill, distance, (uint64_t)_i);
    ck_assert_double_ge((double)f.count * distance * distance, 0.69);
    ck_assert_double_le((double)f.count * distance * distance, 0.72);
    free(f.points);
}
END_TEST

START_TEST(a_point_taken_away_leaves_room) {
    const double distance = 0.05;
    filled f = fill(darts_fill, distance, 3);
    f.points[_i] = f.points[--f.count];
    ck_assert(measure_points(f.points, f.count, 1, distance, &f.figures));
    ck_assert_int_gt(f.figures.holes, 0);
    free(f.points);
}
END_TEST

START_TEST(about_as_many_points_come_out_as_were_asked_for) {
    const filled darts = fill(darts_fill, darts_distance(10000), (uint64_t)_i);
    const filled bridson = fill(bridson_fill, bridson_distance(10000), (uint64_t)_i);
    ck_assert_int_le(llabs((long long)darts.count - 10000), 150);
    ck_assert_int_le(llabs((long long)bridson.count - 10000), 150);
    free(darts.points);
    free(bridson.points);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("bench: samplers");
    TCase *tests = tcase_create("samplers");
    tcase_add_loop_test(tests, bridson_keeps_the_distance, 0, rounds(21));
    tcase_add_loop_test(tests, darts_keep_the_distance_and_leave_no_room, 0, rounds(70));
    tcase_add_loop_test(tests, darts_on_a_torus_keep_the_distance_over_its_edges, 0, rounds(10));
    tcase_add_loop_test(tests, darts_are_as_dense_as_random_sets_get, 0, 5);
    tcase_add_loop_test(tests, a_point_taken_away_leaves_room, 0, 20);
    tcase_add_loop_test(tests, about_as_many_points_come_out_as_were_asked_for, 0, 5);
    suite_add_tcase(suite, tests);
    return suite;
}
