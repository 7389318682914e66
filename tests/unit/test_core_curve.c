/* SPDX-License-Identifier: MIT */
/* Hairline curves against the formula of a centripetal Catmull-Rom curve and against plain heights. */
#include "curve.h"
#include "failing_alloc.h"
#include "runner.h"
#include "test_random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const fol__where hairline0 = {"hairlines", 0, -1, -1, NULL};
static const fol__box bounds = {-20000, -20000, 120000, 120000};

#define RING(points) {(points), sizeof(points) / sizeof((points)[0])}

static fol__curve made(const fol_ring *points) {
    const fol_allocator alloc = fol__allocator_or_libc(NULL);
    fol__curve curve;
    fol_error err = {0};
    const fol_status status = fol__curve_make(points, bounds, hairline0, &alloc, &curve, &err);
    ck_assert_msg(status == FOL_OK, "%s: %s", err.path, err.message);
    return curve;
}

/* Points from left to right, never steep: each x has one height. */
static size_t gentle_points(test_random *r, fol_point *out) {
    const size_t count = (size_t)random_int(r, 2, 9);
    double x = random_between(r, 5, 15);
    for (size_t i = 0; i < count; i++) {
        out[i].x = x;
        out[i].y = random_between(r, 48, 52);
        x += random_between(r, 6, 10);
    }
    return count;
}

static fol_point rounded(fol_point p) {
    const fol_point um = {round(p.x * 1000), round(p.y * 1000)};
    return um;
}

/* ------------------------------------------------------------------ the curve itself */

START_TEST(the_curve_passes_through_its_points_in_order) {
    test_random r = random_from((uint64_t)_i);
    fol_point points[9];
    const fol_ring ring = {points, gentle_points(&r, points)};
    fol__curve curve = made(&ring);
    size_t next = 0;
    for (size_t i = curve.first; i < curve.past; i++) {
        const fol_point p = rounded(points[next < ring.count ? next : 0]);
        if (next < ring.count && curve.segments[i].x0 == p.x && curve.segments[i].y0 == p.y)
            next++;
        if (i > curve.first)
            ck_assert(curve.segments[i].x0 == curve.segments[i - 1].x1 && curve.segments[i].y0 == curve.segments[i - 1].y1);
    }
    ck_assert_uint_eq(next, ring.count - 1);
    const fol_point last = rounded(points[ring.count - 1]);
    ck_assert(curve.segments[curve.past - 1].x1 == last.x && curve.segments[curve.past - 1].y1 == last.y);
    fol__curve_free(&curve);
}
END_TEST

static fol_point mixed(fol_point a, fol_point b, double ta, double tb, double t) {
    const fol_point p = {(a.x * (tb - t) + b.x * (t - ta)) / (tb - ta), (a.y * (tb - t) + b.y * (t - ta)) / (tb - ta)};
    return p;
}

/* The curve between p[1] and p[2] with knots at the powers 0.5 of distances (Barry and Goldman 1988). */
static fol_point on_curve(const fol_point p[4], double share) {
    double t[4] = {0};
    for (int i = 1; i < 4; i++)
        t[i] = t[i - 1] + pow(hypot(p[i].x - p[i - 1].x, p[i].y - p[i - 1].y), 0.5);
    const double at = t[1] + (t[2] - t[1]) * share;
    const fol_point a = mixed(p[0], p[1], t[0], t[1], at), b = mixed(p[1], p[2], t[1], t[2], at), c = mixed(p[2], p[3], t[2], t[3], at);
    return mixed(mixed(a, b, t[0], t[2], at), mixed(b, c, t[1], t[3], at), t[1], t[2], at);
}

/* Control points of a span, mirrored past the ends. */
static void span_points(const fol_ring *ring, size_t i, fol_point out[4]) {
    for (int k = 0; k < 4; k++) {
        const ptrdiff_t at = (ptrdiff_t)i + k - 1, last = (ptrdiff_t)ring->count - 1;
        const fol_point end = rounded(ring->points[at < 0 ? 0 : at > last ? last : at]);
        const fol_point back = rounded(ring->points[at < 0 ? 1 : last - 1]);
        const bool past = at < 0 || at > last;
        out[k].x = past ? 2 * end.x - back.x : end.x;
        out[k].y = past ? 2 * end.y - back.y : end.y;
    }
}

START_TEST(flattening_stays_within_a_hundredth_of_a_millimetre) {
    test_random r = random_from((uint64_t)_i);
    fol_point points[9];
    const fol_ring ring = {points, gentle_points(&r, points)};
    for (size_t i = 1; i < ring.count && _i % 2; i++) /* uneven: short spans beside long ones */
        points[i].x = points[i - 1].x + (i % 2 ? 1.5 : 20);
    fol__curve curve = made(&ring);
    double worst = 0;
    for (size_t i = 0; i + 1 < ring.count; i++) {
        fol_point control[4];
        span_points(&ring, i, control);
        for (int k = 0; k <= 200; k++) {
            const fol_point p = on_curve(control, k / 200.0);
            worst = fmax(worst, fabs(fol__curve_distance(&curve, NULL, curve.segment_count, p.x, p.y)));
        }
    }
    ck_assert_double_le(worst, 10);
    fol__curve_free(&curve);
}
END_TEST

static bool has_segment(const fol__curve *curve, const fol__segment *s) {
    for (size_t i = curve->first; i < curve->past; i++) {
        if (memcmp(&curve->segments[i], s, sizeof *s) == 0)
            return true;
    }
    return false;
}

START_TEST(moving_a_point_leaves_all_but_its_four_spans_alone) {
    test_random r = random_from((uint64_t)_i);
    fol_point points[12], moved[12];
    for (int i = 0; i < 12; i++) {
        points[i].x = 5 + 8 * i;
        points[i].y = random_between(&r, 45, 55);
    }
    memcpy(moved, points, sizeof moved);
    const int at = random_below(&r, 12);
    moved[at].y += random_between(&r, 0.5, 3);
    const fol_ring a = RING(points), b = RING(moved);
    fol__curve p = made(&a), q = made(&b);
    /* spans at - 2 ... at + 1 depend on the point; at the ends its mirror image counts for the first span too */
    for (size_t i = p.first; i < p.past; i++) {
        const double x0 = fmin(p.segments[i].x0, p.segments[i].x1) / 1000, x1 = fmax(p.segments[i].x0, p.segments[i].x1) / 1000;
        const double from = 5 + 8 * (at - 2), to = 5 + 8 * (at + 2);
        if (x1 <= from || x0 >= to)
            ck_assert(has_segment(&q, &p.segments[i]));
    }
    fol__curve_free(&p);
    fol__curve_free(&q);
}
END_TEST

/* ------------------------------------------------------------------ sides and rays */

static double height_at(const fol__curve *curve, double x) {
    for (size_t i = 0; i < curve->segment_count; i++) {
        const fol__segment *s = &curve->segments[i];
        if (x >= s->x0 && x <= s->x1 && s->x1 > s->x0)
            return s->y0 + (s->y1 - s->y0) * (x - s->x0) / (s->x1 - s->x0);
    }
    ck_abort_msg("the curve and its rays do not reach x = %g", x);
    return 0;
}

START_TEST(the_sign_of_the_distance_tells_the_side_everywhere) {
    test_random r = random_from((uint64_t)_i);
    fol_point points[9];
    const fol_ring ring = {points, gentle_points(&r, points)};
    fol__curve curve = made(&ring);
    for (int i = 0; i < 400; i++) {
        const double x = random_between(&r, 0, 100000), y = random_between(&r, 0, 100000);
        const double above = height_at(&curve, x) - y;
        const double d = fol__curve_distance(&curve, NULL, curve.segment_count, x, y);
        if (fabs(above) > 1)
            ck_assert_msg((d > 0) == (above > 0), "(%g, %g): %g um above, at distance %g", x, y, above, d);
        ck_assert_double_le(fabs(d), fabs(above) + 1e-6);
    }
    fol__curve_free(&curve);
}
END_TEST

START_TEST(at_a_corner_the_sign_is_that_of_the_side_that_the_place_is_on) {
    const fol_point corner[] = {{20, 80}, {50, 20}, {80, 80}};
    const fol_ring ring = RING(corner);
    fol__curve curve = made(&ring);
    const double inside = fol__curve_distance(&curve, NULL, curve.segment_count, 50000, 70000);
    for (int i = -30; i <= 30; i++) {
        const double d = fol__curve_distance(&curve, NULL, curve.segment_count, 50000 + i * 100, 12000);
        ck_assert_msg((d > 0) != (inside > 0), "%d", i);
    }
    fol__curve_free(&curve);
}
END_TEST

START_TEST(rays_go_straight_on_past_the_bounds) {
    const fol_point points[] = {{20, 40}, {40, 50}, {60, 45}};
    const fol_ring ring = RING(points);
    fol__curve curve = made(&ring);
    const fol__segment in = curve.segments[0], out = curve.segments[curve.segment_count - 1];
    ck_assert(in.x1 == 20000 && in.y1 == 40000);
    ck_assert(out.x0 == 60000 && out.y0 == 45000);
    const fol__segment first = curve.segments[curve.first], last = curve.segments[curve.past - 1];
    const double in_turn = (in.x1 - in.x0) * (first.y1 - first.y0) - (in.y1 - in.y0) * (first.x1 - first.x0);
    const double out_turn = (out.x1 - out.x0) * (last.y1 - last.y0) - (out.y1 - out.y0) * (last.x1 - last.x0);
    ck_assert_double_lt(fabs(in_turn) / hypot(in.x1 - in.x0, in.y1 - in.y0) / hypot(first.x1 - first.x0, first.y1 - first.y0), 1e-6);
    ck_assert_double_lt(fabs(out_turn) / hypot(out.x1 - out.x0, out.y1 - out.y0) / hypot(last.x1 - last.x0, last.y1 - last.y0), 1e-6);
    ck_assert(in.x0 < bounds.x0 || in.y0 < bounds.y0 || in.x0 > bounds.x1 || in.y0 > bounds.y1);
    ck_assert(out.x1 < bounds.x0 || out.y1 < bounds.y0 || out.x1 > bounds.x1 || out.y1 > bounds.y1);
    fol__curve_free(&curve);
}
END_TEST

START_TEST(rays_that_meet_close_the_curve_so_that_inside_and_outside_are_clean) {
    const fol_point shoe[] = {{45, 90}, {30, 60}, {35, 30}, {50, 20}, {65, 30}, {70, 60}, {55, 90}};
    const fol_ring ring = RING(shoe);
    fol__curve curve = made(&ring);
    const fol__segment in = curve.segments[0], out = curve.segments[curve.segment_count - 1];
    ck_assert(in.x0 == out.x1 && in.y0 == out.y1);
    const double inside = fol__curve_distance(&curve, NULL, curve.segment_count, 50000, 60000);
    static const fol_point outside[] = {{10, 10}, {90, 10}, {10, 110}, {50, 119}, {110, 60}, {50, 5}};
    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
        const double d = fol__curve_distance(&curve, NULL, curve.segment_count, outside[i].x * 1000, outside[i].y * 1000);
        ck_assert_msg((d > 0) != (inside > 0), "(%g, %g)", outside[i].x, outside[i].y);
    }
    fol__curve_free(&curve);
}
END_TEST

/* ------------------------------------------------------------------ what is refused */

typedef struct bad_curve {
    const char *name;
    fol_point points[8];
    size_t count;
    fol_status status;
    const char *path;
} bad_curve;

static const bad_curve bad_curves[] = {
    {"nothing", {{0, 0}}, 0, FOL_ERR_GEOMETRY, "hairlines[0].points"},
    {"one point", {{0, 0}}, 1, FOL_ERR_GEOMETRY, "hairlines[0].points"},
    {"a point twice in a row", {{0, 0}, {5, 5}, {5, 5}, {9, 0}}, 4, FOL_ERR_GEOMETRY, "hairlines[0].points[2]"},
    {"points that round to one", {{0, 0}, {5, 5}, {5.0001, 5}, {9, 0}}, 4, FOL_ERR_GEOMETRY, "hairlines[0].points[2]"},
    {"two points alike", {{5, 5}, {5, 5}}, 2, FOL_ERR_GEOMETRY, "hairlines[0].points[1]"},
    {"a NaN", {{0, 0}, {NAN, 5}}, 2, FOL_ERR_VALUE, "hairlines[0].points[1]"},
    {"an infinity", {{0, -INFINITY}, {3, 5}}, 2, FOL_ERR_VALUE, "hairlines[0].points[0]"},
    {"a place too far", {{0, 1e9}, {3, 5}}, 2, FOL_ERR_VALUE, "hairlines[0].points[0]"},
    {"a loop", {{10, 50}, {60, 50}, {60, 20}, {40, 20}, {40, 80}}, 5, FOL_ERR_GEOMETRY, "hairlines[0].points"},
    {"back over itself", {{10, 50}, {60, 50}, {30, 50}}, 3, FOL_ERR_GEOMETRY, "hairlines[0].points"},
};

START_TEST(curves_that_cannot_be_used_are_refused_by_name) {
    const bad_curve *bad = &bad_curves[_i];
    const fol_ring ring = {bad->points, bad->count};
    const fol_allocator alloc = fol__allocator_or_libc(NULL);
    fol__curve curve;
    fol_error err = {0};
    const fol_status status = fol__curve_make(&ring, bounds, hairline0, &alloc, &curve, &err);
    ck_assert_msg(status == bad->status, "%s: %s", bad->name, fol_status_name(status));
    ck_assert_msg(strcmp(err.path, bad->path) == 0, "%s: %s", bad->name, err.path);
    ck_assert_msg(strlen(err.message) > 10, "%s", bad->name);
    ck_assert_int_eq(err.index, 0);
}
END_TEST

static fol_status make_and_free(const fol_allocator *alloc, void *user) {
    fol__curve curve;
    const fol_status status = fol__curve_make(user, bounds, hairline0, alloc, &curve, NULL);
    fol__curve_free(&curve);
    return status;
}

START_TEST(a_curve_without_memory_leaks_nothing) {
    fol_point points[] = {{20, 40}, {40, 50}, {60, 45}, {70, 90}};
    fol_ring ring = RING(points);
    check_every_allocation(make_and_free, &ring);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("core: curves");
    TCase *tests = tcase_create("curves");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, the_curve_passes_through_its_points_in_order, 0, rounds(60));
    tcase_add_loop_test(tests, flattening_stays_within_a_hundredth_of_a_millimetre, 0, rounds(100));
    tcase_add_loop_test(tests, moving_a_point_leaves_all_but_its_four_spans_alone, 0, rounds(60));
    tcase_add_loop_test(tests, the_sign_of_the_distance_tells_the_side_everywhere, 0, rounds(100));
    tcase_add_test(tests, at_a_corner_the_sign_is_that_of_the_side_that_the_place_is_on);
    tcase_add_test(tests, rays_go_straight_on_past_the_bounds);
    tcase_add_test(tests, rays_that_meet_close_the_curve_so_that_inside_and_outside_are_clean);
    tcase_add_loop_test(tests, curves_that_cannot_be_used_are_refused_by_name, 0,
                        (int)(sizeof bad_curves / sizeof bad_curves[0]));
    tcase_add_test(tests, a_curve_without_memory_leaks_nothing);
    suite_add_tcase(suite, tests);
    return suite;
}
