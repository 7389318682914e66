/* SPDX-License-Identifier: MIT */
/* Distances in single precision about a cell's centre, against double precision and winding numbers. */
#include "nearest.h"
#include "region.h"
#include "ring_oracle.h"
#include "runner.h"

#include <math.h>
#include <stdlib.h>

/* What single precision may be wrong by. */
#define CLOSE_UM 0.05
/* Nothing in a design reaches further: the widest margin, and an undulation. */
#define REACH_UM 65000.0

enum { MOST = 64 };

/* Segments with directions, and a list of all of them. */
typedef struct set {
    fol__segment segments[MOST];
    fol__direction directions[MOST];
    uint32_t list[MOST];
    size_t count;
} set;

static fol__near all_of(set *s) {
    fol__directions_fill(s->segments, s->count, s->directions);
    for (size_t i = 0; i < s->count; i++)
        s->list[i] = (uint32_t)i;
    const fol__near near = {s->segments, s->directions, s->list, (uint32_t)s->count};
    return near;
}

static double exact_distance(const set *s, double x, double y) {
    double least2 = HUGE_VAL;
    for (size_t i = 0; i < s->count; i++)
        least2 = fmin(least2, fol__segment_distance2(&s->segments[i], x, y));
    return sqrt(least2);
}

static fol__places places_of(int32_t column, int32_t row, test_random *r) {
    fol__places p = {.count = random_int(r, 1, FOL__MOST_PLACES), .column = column, .row = row};
    for (int32_t i = 0; i < p.count; i++)
        fol__places_set(&p, i, column * FOL__CELL_UM + random_int(r, -61, FOL__CELL_UM + 60), row * FOL__CELL_UM + random_int(r, -61, FOL__CELL_UM + 60));
    fol__places_fill_up(&p);
    return p;
}

/* ------------------------------------------------------------------ any segments */

/* A segment that comes within the reach of (x, y): the nearer end or some place along it is drawn there. */
static fol__segment random_near(test_random *r, double x, double y) {
    static const double lengths[] = {0, 0.001, 1, 300, 5000, 60000, 65535, 65537, 200000, 3e6, 2e7};
    const double length = lengths[random_below(r, 11)] * random_between(r, 0.5, 1), turn = random_between(r, 0, 6.283185307179586);
    const int kind = random_below(r, 4);
    const double dx = kind == 0 ? length : kind == 1 ? 0 : length * cos(turn), dy = kind == 0 ? 0 : kind == 1 ? -length : length * sin(turn);
    const double way = random_below(r, 3) ? random_unit(r) : random_below(r, 2);
    const double reach = random_below(r, 2) ? 3000 : 40000;
    fol__segment s = {x + random_between(r, -reach, reach) - way * dx, y + random_between(r, -reach, reach) - way * dy, 0, 0};
    if (random_below(r, 2)) {
        s.x0 = round(s.x0);
        s.y0 = round(s.y0);
    }
    s.x1 = s.x0 + dx;
    s.y1 = s.y0 + dy;
    return s;
}

START_TEST(distances_are_those_of_double_precision) {
    test_random r = random_from((uint64_t)_i);
    for (int round = 0; round < 200; round++) {
        const int32_t column = random_int(&r, -2, 5000), row = random_int(&r, -2, 5000);
        const fol__places places = places_of(column, row, &r);
        set s = {.count = (size_t)random_int(&r, 1, 12)};
        for (size_t i = 0; i < s.count; i++)
            s.segments[i] = random_near(&r, column * (double)FOL__CELL_UM + FOL__CELL_UM / 2, row * (double)FOL__CELL_UM + FOL__CELL_UM / 2);
        const fol__near near = all_of(&s);
        float plain[FOL__MOST_PLACES], sided[FOL__MOST_PLACES];
        fol__nearest(&near, &places, plain);
        int32_t doubts[FOL__MOST_PLACES];
        fol__nearest_signed(&near, &places, sided, doubts);
        for (int32_t i = 0; i < places.count; i++) {
            const double d = exact_distance(&s, fol__place_x(&places, i), fol__place_y(&places, i));
            ck_assert_double_lt(d, REACH_UM);
            ck_assert_msg(fabs((double)plain[i] - d) < CLOSE_UM, "%.9g for %.9g", (double)plain[i], d);
            ck_assert_msg(fabs(fabs((double)sided[i]) - d) < CLOSE_UM, "%.9g for %.9g", (double)sided[i], d);
        }
    }
}
END_TEST

START_TEST(what_is_left_of_a_lone_segment_is_above_0) {
    test_random r = random_from((uint64_t)_i);
    for (int round = 0; round < 500; round++) {
        const int32_t column = random_int(&r, 0, 4999), row = random_int(&r, 0, 4999);
        const fol__places places = places_of(column, row, &r);
        set s = {.count = 1};
        s.segments[0] = random_near(&r, column * (double)FOL__CELL_UM + FOL__CELL_UM / 2, row * (double)FOL__CELL_UM + FOL__CELL_UM / 2);
        const fol__near near = all_of(&s);
        float d[FOL__MOST_PLACES];
        int32_t doubts[FOL__MOST_PLACES];
        fol__nearest_signed(&near, &places, d, doubts);
        const double length = hypot(s.segments[0].x1 - s.segments[0].x0, s.segments[0].y1 - s.segments[0].y0);
        for (int32_t i = 0; length > 0.5 && i < places.count; i++) {
            const double across = fol__segment_side(&s.segments[0], fol__place_x(&places, i), fol__place_y(&places, i)) / length;
            if (fabs(across) > CLOSE_UM)
                ck_assert_msg((d[i] > 0) == (across > 0), "%g for %.9g across %.9g", (double)d[i], across, length);
        }
    }
}
END_TEST

START_TEST(nothing_listed_is_far_and_lanes_past_the_count_repeat_the_last) {
    test_random r = random_from(1);
    fol__places places = places_of(3, 4, &r);
    const fol__near none = {NULL, NULL, NULL, 0};
    float d[FOL__MOST_PLACES];
    fol__nearest(&none, &places, d);
    ck_assert(d[0] > 1e12f);
    int32_t doubts[FOL__MOST_PLACES];
    fol__nearest_signed(&none, &places, d, doubts);
    ck_assert(d[0] > 1e12f);
    set s = {.count = 1};
    s.segments[0] = (fol__segment){6000, 8000, 9000, 9000};
    const fol__near near = all_of(&s);
    places.count = 5;
    fol__places_fill_up(&places);
    ck_assert_int_eq(fol__places_lanes(&places), 8);
    fol__nearest(&near, &places, d);
    for (int i = 5; i < 8; i++)
        ck_assert(d[i] == d[4]);
}
END_TEST

/* ------------------------------------------------------------------ the sides of regions */

static fol_point mm_at(double x_um, double y_um) {
    return (fol_point){x_um / 1000, y_um / 1000};
}

/* Rings about the cell whose corner is at (x, y), in micrometres: corners of every kind come to lie near it. */
static size_t random_ring(test_random *r, double x, double y, fol_point *out) {
    const int kind = random_below(r, 6);
    const double cx = x + random_between(r, -500, 2500), cy = y + random_between(r, -500, 2500);
    if (kind == 0) { /* teeth */
        const double radius = random_between(r, 0.5, 30);
        ring_star(r, cx / 1000, cy / 1000 + radius * 0.8, radius, 0.1, 40, out);
        return 40;
    }
    if (kind == 1) { /* sides of metres */
        const double far = random_between(r, 66e3, 9e6), wide = random_between(r, 500, 5e6);
        out[0] = mm_at(cx, cy);
        out[1] = mm_at(cx + far, cy + random_between(r, -wide, wide));
        out[2] = mm_at(cx + random_between(r, -wide, wide), cy + far);
        return 3;
    }
    if (kind == 2) { /* a spike: the nearer to the tip, the closer its sides */
        const double length = random_between(r, 500, 60000), turn = random_between(r, 0, 6.283), half = random_between(r, 1, 300);
        const double ux = cos(turn), uy = sin(turn);
        out[0] = mm_at(cx, cy);
        out[1] = mm_at(cx + ux * length - uy * half, cy + uy * length + ux * half);
        out[2] = mm_at(cx + ux * length + uy * half, cy + uy * length - ux * half);
        return 3;
    }
    if (kind == 3) { /* parallel to the axes, a notch in one side, a corner inside a side */
        const double side = floor(random_between(r, 100, 60000)), notch = floor(side * random_between(r, 0.1, 0.9));
        const double corners[][2] = {{0, 0}, {side, 0}, {side, side}, {notch, side}, {notch, notch}, {0, notch}, {0, notch / 2}};
        for (int i = 0; i < 7; i++)
            out[i] = mm_at(floor(cx) + corners[i][0], floor(cy) + corners[i][1]);
        return 7;
    }
    if (kind == 4) { /* crosses itself, so that bounds are pieces of edges */
        ring_tangle(r, cx / 1000 - 4, cy / 1000 - 4, 8, 12, out);
        return 12;
    }
    ring_ellipse(cx / 1000, cy / 1000 + 20, random_between(r, 1, 60), 20, random_between(r, 0, 3), 48, out);
    return 48;
}

/* A place in the cell or around it: half of them close to a corner. */
static void random_place(test_random *r, const fol_ring *ring, int32_t column, int32_t row, int32_t *x, int32_t *y) {
    const fol_point *corner = &ring->points[random_below(r, (int)ring->count)];
    const int32_t at_x = fol__um_from_mm(corner->x), at_y = fol__um_from_mm(corner->y);
    const int32_t by = random_below(r, 2) ? 4 : 200;
    *x = random_int(r, column * FOL__CELL_UM - 61, column * FOL__CELL_UM + FOL__CELL_UM + 60);
    *y = random_int(r, row * FOL__CELL_UM - 61, row * FOL__CELL_UM + FOL__CELL_UM + 60);
    if (random_below(r, 2) && fol__cell_of(at_x) == column && fol__cell_of(at_y) == row) {
        *x = at_x + random_int(r, -by, by);
        *y = at_y + random_int(r, -by, by);
    }
}

/* Distances to the nearest bound that the place lies left of and right of: the least and the most that rounding can make of them,
 * as a place can lie so close to the line of a bound that either side will do. */
typedef struct exact_sides {
    double left[2], right[2];
} exact_sides;

static exact_sides sides_of(const fol__region *region, int32_t x, int32_t y) {
    exact_sides s = {{HUGE_VAL, HUGE_VAL}, {HUGE_VAL, HUGE_VAL}};
    for (size_t i = 0; i < region->bound_count; i++) {
        const fol__segment *bound = &region->bounds[i];
        const double d = sqrt(fol__segment_distance2(bound, x, y)), side = fol__segment_side(bound, x, y);
        const double close = CLOSE_UM * hypot(bound->x1 - bound->x0, bound->y1 - bound->y0);
        s.left[0] = side >= -close ? fmin(s.left[0], d) : s.left[0];
        s.left[1] = side >= close ? fmin(s.left[1], d) : s.left[1];
        s.right[0] = side <= close ? fmin(s.right[0], d) : s.right[0];
        s.right[1] = side <= -close ? fmin(s.right[1], d) : s.right[1];
    }
    return s;
}

/* Whether the two distances can be equal but for what is allowed. */
static bool can_be_in_doubt(const exact_sides *s) {
    const double allowed = 0.125 + 2 * CLOSE_UM;
    return s->left[0] < s->right[1] + allowed && s->right[0] < s->left[1] + allowed;
}

static void ck_sides(const fol__region *region, const fol__near *near, const fol__places *places) {
    float d[FOL__MOST_PLACES];
    int32_t doubts[FOL__MOST_PLACES];
    fol__nearest_signed(near, places, d, doubts);
    for (int32_t i = 0; i < places->count; i++) {
        const int32_t x = fol__place_x(places, i), y = fol__place_y(places, i);
        const exact_sides sides = sides_of(region, x, y);
        const double distance = fmin(sides.left[0], sides.right[0]);
        if (distance > REACH_UM)
            continue;
        ck_assert_msg(fabs(fabs((double)d[i]) - distance) < CLOSE_UM, "%.9g for %.9g", (double)d[i], distance);
        if (distance < CLOSE_UM)
            continue;
        if (doubts[i])
            ck_assert_msg(can_be_in_doubt(&sides), "no doubt between %.9g and %.9g", sides.left[0], sides.right[0]);
        else
            ck_assert_msg((d[i] > 0) == fol__region_holds(region, x, y), "%.9g at (%d, %d)", (double)d[i], (int)x, (int)y);
    }
}

static void ck_random_region(test_random *r, const fol_ring *ring, int32_t column, int32_t row) {
    const fol_allocator alloc = fol__allocator_or_libc(NULL);
    fol__region region;
    if (fol__region_make(ring, NULL, 0, FOL__NOWHERE, &alloc, &region, NULL) != FOL_OK)
        return; /* off the map, or without area once it is rounded */
    fol__direction *directions = malloc(region.bound_count * sizeof *directions);
    uint32_t *list = malloc(region.bound_count * sizeof *list);
    ck_assert(directions && list);
    fol__directions_fill(region.bounds, region.bound_count, directions);
    for (size_t i = 0; i < region.bound_count; i++)
        list[i] = (uint32_t)i;
    const fol__near near = {region.bounds, directions, list, (uint32_t)region.bound_count};
    for (int batch = 0; batch < 8; batch++) {
        fol__places places = {.count = FOL__MOST_PLACES, .column = column, .row = row};
        for (int32_t i = 0; i < places.count; i++) {
            int32_t x, y;
            random_place(r, ring, column, row, &x, &y);
            fol__places_set(&places, i, x, y);
        }
        ck_sides(&region, &near, &places);
    }
    free(directions);
    free(list);
    fol__region_free(&region);
}

START_TEST(the_nearest_bound_tells_the_side_or_says_that_it_cannot) {
    test_random r = random_from((uint64_t)_i);
    for (int round = 0; round < 40; round++) {
        const int32_t column = random_int(&r, 0, 4999), row = random_int(&r, 0, 4999);
        fol_point points[MOST];
        const fol_ring ring = {points, random_ring(&r, column * (double)FOL__CELL_UM, row * (double)FOL__CELL_UM, points)};
        ck_random_region(&r, &ring, column, row);
    }
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("core: nearest");
    TCase *tests = tcase_create("nearest");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, distances_are_those_of_double_precision, 0, rounds(40));
    tcase_add_loop_test(tests, what_is_left_of_a_lone_segment_is_above_0, 0, rounds(20));
    tcase_add_test(tests, nothing_listed_is_far_and_lanes_past_the_count_repeat_the_last);
    tcase_add_loop_test(tests, the_nearest_bound_tells_the_side_or_says_that_it_cannot, 0, rounds(120));
    suite_add_tcase(suite, tests);
    return suite;
}
