/* SPDX-License-Identifier: MIT */
/* Regions, rings and where edges meet, against slower methods: sums of angles, scan lines, all pairs. */
#include "crossings.h"
#include "failing_alloc.h"
#include "region.h"
#include "ring_oracle.h"
#include "runner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const fol__where zone0 = {"zones", 0, -1, -1, NULL};

static fol_allocator libc_memory(void) {
    return fol__allocator_or_libc(NULL);
}

/* A region that must come about. */
static fol__region made(const fol_ring *rings, size_t count) {
    const fol_allocator alloc = libc_memory();
    fol__region region;
    fol_error err = {0};
    const fol_status status = fol__region_make(&rings[0], rings + 1, count - 1, zone0, &alloc, &region, &err);
    ck_assert_msg(status == FOL_OK, "%s: %s", err.path, err.message);
    return region;
}

static fol_status refused(const fol_ring *rings, size_t count, fol_error *err) {
    const fol_allocator alloc = libc_memory();
    fol__region region;
    memset(err, 0, sizeof *err);
    const fol_status status = fol__region_make(&rings[0], rings + 1, count - 1, zone0, &alloc, &region, err);
    if (status == FOL_OK)
        fol__region_free(&region);
    return status;
}

#define RING(points) {(points), sizeof(points) / sizeof((points)[0])}

/* Rings on a lattice of few micrometres, so that corners fall on edges and on each other. */
static void lattice_ring(test_random *r, int side, size_t count, fol_point *out) {
    for (size_t i = 0; i < count; i++) {
        out[i].x = random_below(r, side + 1) / 1000.0;
        out[i].y = random_below(r, side + 1) / 1000.0;
    }
}

/* ------------------------------------------------------------------ inclusion */

START_TEST(winding_agrees_with_the_sum_of_angles) {
    test_random r = random_from((uint64_t)_i);
    fol_point points[40];
    const fol_ring ring = {points, (size_t)random_int(&r, 3, 40)};
    ring_tangle(&r, -30, -30, 60, ring.count, points);
    fol__edge edges[40];
    const fol_allocator alloc = libc_memory();
    fol__vector list = {&alloc, sizeof(fol__edge), NULL, 0, 0};
    ck_assert(fol__ring_append_edges(&ring, 0, &list));
    memcpy(edges, list.items, list.count * sizeof *edges);
    for (int i = 0; i < 300; i++) {
        const int32_t x = random_int(&r, -40000, 40000), y = random_int(&r, -40000, 40000);
        if (on_ring(&ring, x, y))
            continue;
        int winding = 0;
        for (size_t k = 0; k < list.count; k++)
            winding += fol__edge_winding(&edges[k], x, y);
        ck_assert_int_eq(winding, winding_by_angles(&ring, x, y));
    }
    fol__vector_free(&list);
}
END_TEST

START_TEST(a_region_holds_what_the_sum_of_angles_holds) {
    test_random r = random_from((uint64_t)_i);
    fol_point outline[30], hole[12];
    ring_star(&r, 20, 20, 20, 0.5, 30, outline);
    ring_star(&r, 20, 20, 8, 0.3, 12, hole);
    const fol_ring rings[] = {RING(outline), RING(hole)};
    fol__region region = made(rings, 2);
    for (int i = 0; i < 500; i++) {
        const int32_t x = random_int(&r, -1000, 41000), y = random_int(&r, -1000, 41000);
        if (!on_ring(&rings[0], x, y) && !on_ring(&rings[1], x, y))
            ck_assert(fol__region_holds(&region, x, y) == inside_rings(rings, 2, x, y));
    }
    fol__region_free(&region);
}
END_TEST

enum { MESH = 6, PITCH = 10 };

/* A mesh of quadrangles with corners shaken on a 1 um lattice. */
static void mesh_quad(int32_t xs[MESH + 1][MESH + 1], int32_t ys[MESH + 1][MESH + 1], int i, int k,
                      fol_point out[4]) {
    const int columns[] = {i, i + 1, i + 1, i}, rows[] = {k, k, k + 1, k + 1};
    for (int c = 0; c < 4; c++) {
        out[c].x = xs[rows[c]][columns[c]] / 1000.0;
        out[c].y = ys[rows[c]][columns[c]] / 1000.0;
    }
}

START_TEST(each_place_of_a_partition_is_in_exactly_one_part) {
    test_random r = random_from((uint64_t)_i);
    static int32_t xs[MESH + 1][MESH + 1], ys[MESH + 1][MESH + 1];
    static int held[MESH * PITCH + 20][MESH * PITCH + 20];
    memset(held, 0, sizeof held);
    for (int k = 0; k <= MESH; k++) {
        for (int i = 0; i <= MESH; i++) {
            const bool rim = i == 0 || k == 0 || i == MESH || k == MESH;
            xs[k][i] = i * PITCH + (rim ? 0 : random_int(&r, -4, 4));
            ys[k][i] = k * PITCH + (rim ? 0 : random_int(&r, -4, 4));
        }
    }
    for (int part = 0; part < MESH * MESH; part++) {
        fol_point quad[4];
        mesh_quad(xs, ys, part % MESH, part / MESH, quad);
        const fol_ring ring = RING(quad);
        fol__region region = made(&ring, 1);
        for (int y = -10; y < MESH * PITCH + 10; y++) {
            for (int x = -10; x < MESH * PITCH + 10; x++)
                held[y + 10][x + 10] += fol__region_holds(&region, x, y);
        }
        fol__region_free(&region);
    }
    for (int y = -10; y < MESH * PITCH + 10; y++) {
        for (int x = -10; x < MESH * PITCH + 10; x++) {
            const bool inside = x >= 0 && y >= 0 && x < MESH * PITCH && y < MESH * PITCH;
            ck_assert_msg(held[y + 10][x + 10] == inside, "(%d, %d) is in %d parts", x, y, held[y + 10][x + 10]);
        }
    }
}
END_TEST

START_TEST(a_place_on_a_hole_is_in_the_hole_or_in_the_rest_but_never_both) {
    test_random r = random_from((uint64_t)_i);
    fol_point outline[4], hole[9];
    ring_rectangle(-0.05, -0.05, 0.1, 0.1, outline);
    lattice_ring(&r, 24, 9, hole);
    const fol_ring rings[] = {RING(outline), RING(hole)};
    fol_error err;
    if (refused(&rings[1], 1, &err) != FOL_OK)
        return; /* a hole without area */
    fol__region ring = made(rings, 2), whole = made(rings, 1), plug = made(&rings[1], 1);
    for (int y = -60; y < 60; y++) {
        for (int x = -60; x < 60; x++) {
            const int parts = fol__region_holds(&ring, x, y) + fol__region_holds(&plug, x, y);
            ck_assert_int_eq(parts, fol__region_holds(&whole, x, y));
        }
    }
    fol__region_free(&ring);
    fol__region_free(&whole);
    fol__region_free(&plug);
}
END_TEST

START_TEST(holes_that_overlap_add_up_whichever_way_they_run) {
    fol_point outline[4], a[4], b[4];
    ring_rectangle(0, 0, 10, 10, outline);
    ring_rectangle(2, 2, 4, 4, a);
    ring_rectangle(4, 4, 4, 4, b);
    for (int turn = 0; turn < 4; turn++) {
        const fol_point ra[] = {a[3], a[2], a[1], a[0]}, rb[] = {b[3], b[2], b[1], b[0]};
        const fol_ring rings[] = {RING(outline), {turn & 1 ? ra : a, 4}, {turn & 2 ? rb : b, 4}};
        fol__region region = made(rings, 3);
        ck_assert_double_eq_tol(region.area_mm2, 100 - 28, 1e-9);
        ck_assert(!fol__region_holds(&region, 5000, 5000));
        ck_assert(fol__region_holds(&region, 7000, 3000));
        fol__region_free(&region);
    }
}
END_TEST

START_TEST(a_hole_that_crosses_itself_stays_open_where_another_hole_lies_over_it) {
    const fol_point bow[] = {{2, 2}, {8, 6}, {8, 2}, {2, 6}};
    fol_point outline[4], left[4], right[4];
    ring_rectangle(0, 0, 10, 10, outline);
    ring_rectangle(2.1, 3, 1, 2, left);
    ring_rectangle(6.9, 3, 1, 2, right);
    const fol_ring rings[] = {RING(outline), RING(bow), RING(left), RING(right)};
    fol__region region = made(rings, 4);
    ck_assert(!fol__region_holds(&region, 2500, 4000));
    ck_assert(!fol__region_holds(&region, 7500, 4000));
    ck_assert_double_eq_tol(region.area_mm2, area_by_scan_lines_mm2(rings, 4, 20000), 0.01);
    fol__region_free(&region);
}
END_TEST

START_TEST(orientation_is_exact_for_triples_that_are_nearly_straight) {
    /* Fibonacci neighbours far out: the determinant is 1 or -1 where doubles would lose it in 10^15. */
    const int32_t f[] = {24157817, 14930352, 9227465, 5702887, 3524578};
    ck_assert_int_eq(fol__orient(0, 0, f[0], f[1], f[1], f[2]), (int64_t)f[0] * f[2] - (int64_t)f[1] * f[1]);
    ck_assert_int_eq(llabs(fol__orient(0, 0, f[0], f[1], f[1], f[2])), 1);
    ck_assert_int_eq(llabs(fol__orient(0, 0, f[1], f[2], f[2], f[3])), 1);
    ck_assert_int_eq(fol__orient(0, 0, f[0], f[1], f[1], f[2]), -fol__orient(0, 0, f[1], f[2], f[0], f[1]));
    ck_assert_int_eq(fol__orient(-20000000, -20000000, 20000000, 20000000, 0, 0), 0);
    ck_assert_int_gt(fol__orient(-20000000, -20000000, 20000000, 20000000, 0, 1), 0);
    ck_assert_int_lt(fol__orient(-20000000, -20000000, 20000000, 19999999, 19999999, 19999998), 1);
}
END_TEST

/* ------------------------------------------------------------------ outlines that cross themselves */

typedef struct known_shape {
    const char *name;
    fol_point points[12];
    size_t count;
    double area_mm2; /* under the non-zero rule */
    bool crosses;
} known_shape;

static const known_shape known_shapes[] = {
    {"square", {{0, 0}, {4, 0}, {4, 4}, {0, 4}}, 4, 16, false},
    {"square, closed", {{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}, 5, 16, false},
    {"square with points in its sides", {{0, 0}, {2, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 1}}, 6, 16, false},
    {"square with a point twice", {{0, 0}, {4, 0}, {4, 0}, {4, 4}, {0, 4}}, 5, 16, false},
    {"bow-tie", {{0, 0}, {4, 4}, {4, 0}, {0, 4}}, 4, 8, true},
    {"figure eight through a shared corner", {{0, 0}, {2, 2}, {4, 0}, {4, 4}, {2, 2}, {0, 4}}, 6, 8, false},
    {"square traced twice", {{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {4, 0}, {4, 4}, {0, 4}}, 8, 16, true},
    {"spike out and back", {{0, 0}, {4, 0}, {4, 2}, {9, 2}, {4, 2}, {4, 4}, {0, 4}}, 7, 16, true},
    {"spike in and back", {{0, 0}, {4, 0}, {4, 2}, {1, 2}, {4, 2}, {4, 4}, {0, 4}}, 7, 16, true},
    {"two squares one over the other", {{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {2, 0}, {2, 2}, {0, 2}}, 8, 16, true},
    {"two loops that undo each other", {{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {0, 2}, {2, 2}, {2, 0}}, 8, 12, true},
};

START_TEST(outlines_that_cross_themselves_are_filled_by_the_non_zero_rule) {
    const known_shape *shape = &known_shapes[_i];
    const fol_ring ring = {shape->points, shape->count};
    fol__region region = made(&ring, 1);
    ck_assert_msg(fabs(region.area_mm2 - shape->area_mm2) < 1e-9, "%s: %g mm2", shape->name, region.area_mm2);
    ck_assert_msg(region.crosses_itself == shape->crosses, "%s", shape->name);
    fol__region_free(&region);
}
END_TEST

START_TEST(a_pentagram_is_filled_to_its_middle_and_bounded_by_ten_pieces) {
    fol_point corners[5], star[5];
    ring_ellipse(10, 10, 10, 10, 0.3, 5, corners);
    for (int i = 0; i < 5; i++)
        star[i] = corners[2 * i % 5];
    const fol_ring ring = RING(star);
    fol__region region = made(&ring, 1);
    ck_assert(region.crosses_itself);
    ck_assert(fol__region_holds(&region, 10000, 10000));
    ck_assert_uint_eq(region.bound_count, 10);
    ck_assert_double_eq_tol(region.area_mm2, area_by_scan_lines_mm2(&ring, 1, 20000), 0.01);
    fol__region_free(&region);
}
END_TEST

START_TEST(the_area_of_a_tangle_is_that_of_scan_lines) {
    test_random r = random_from((uint64_t)_i);
    fol_point points[25], hole[6];
    const size_t count = (size_t)random_int(&r, 3, 25);
    ring_tangle(&r, 100, -50, 40, count, points);
    ring_tangle(&r, 0, 0, 1, 6, hole);
    const fol_ring ring = {points, count};
    fol__region region = made(&ring, 1);
    const double area = area_by_scan_lines_mm2(&ring, 1, 20000);
    ck_assert_msg(fabs(region.area_mm2 - area) < 1e-3 * area + 0.02, "%g mm2, by scan lines %g", region.area_mm2, area);
    fol__region_free(&region);
}
END_TEST

/* The nearest other edge of a ring to a place that is on one of them. */
static double clear_of_others(const fol__region *region, const fol__segment *own, double x, double y) {
    double nearest2 = HUGE_VAL;
    for (size_t i = 0; i < region->edge_count; i++) {
        const fol__edge *e = &region->edges[i];
        const fol__segment s = {e->x0, e->y0, e->x1, e->y1};
        const double dx = s.x1 - s.x0, dy = s.y1 - s.y0;
        const double off0 = fabs(dx * (own->y0 - s.y0) - dy * (own->x0 - s.x0)) / hypot(dx, dy);
        const double off1 = fabs(dx * (own->y1 - s.y0) - dy * (own->x1 - s.x0)) / hypot(dx, dy);
        if (off0 < 0.01 && off1 < 0.01)
            continue; /* the edge itself, or one along it */
        const double d2 = fol__segment_distance2(&s, x, y);
        nearest2 = d2 < nearest2 ? d2 : nearest2;
    }
    return sqrt(nearest2);
}

START_TEST(every_bound_has_filled_skin_on_exactly_one_side) {
    test_random r = random_from((uint64_t)_i);
    fol_point points[16], hole[8];
    const bool tangled = _i % 2 == 0;
    if (tangled)
        ring_tangle(&r, 0, 0, 40, 16, points);
    else
        ring_star(&r, 20, 20, 20, 0.6, 16, points);
    ring_tangle(&r, 16, 16, 8, 8, hole);
    const fol_ring rings[] = {RING(points), RING(hole)};
    const size_t count = tangled ? 1 : 2;
    fol__region region = made(rings, count);
    size_t looked_at = 0;
    for (size_t i = 0; i < region.bound_count; i++) {
        const fol__segment *s = &region.bounds[i];
        const double dx = s->x1 - s->x0, dy = s->y1 - s->y0, length = hypot(dx, dy);
        const double mx = (s->x0 + s->x1) / 2, my = (s->y0 + s->y1) / 2;
        if (clear_of_others(&region, s, mx, my) < 3)
            continue;
        looked_at++;
        ck_assert(inside_rings(rings, count, mx + dy / length, my - dx / length) !=
                  inside_rings(rings, count, mx - dy / length, my + dx / length));
    }
    ck_assert_uint_gt(looked_at, region.bound_count / 2);
    fol__region_free(&region);
}
END_TEST

START_TEST(wherever_filling_changes_along_an_edge_there_is_a_bound) {
    test_random r = random_from((uint64_t)_i);
    fol_point points[14];
    ring_tangle(&r, 0, 0, 40, 14, points);
    const fol_ring ring = RING(points);
    fol__region region = made(&ring, 1);
    for (int n = 0; n < 300; n++) {
        const fol__edge *e = &region.edges[random_below(&r, (int)region.edge_count)];
        const double t = random_unit(&r), dx = e->x1 - e->x0, dy = e->y1 - e->y0, length = hypot(dx, dy);
        const double x = e->x0 + t * dx, y = e->y0 + t * dy;
        const fol__segment own = {e->x0, e->y0, e->x1, e->y1};
        if (clear_of_others(&region, &own, x, y) < 3)
            continue;
        const bool changes = inside_rings(&ring, 1, x + dy / length, y - dx / length) !=
                             inside_rings(&ring, 1, x - dy / length, y + dx / length);
        double nearest2 = HUGE_VAL;
        for (size_t i = 0; i < region.bound_count; i++)
            nearest2 = fmin(nearest2, fol__segment_distance2(&region.bounds[i], x, y));
        ck_assert_msg(changes == (nearest2 < 0.25), "(%g, %g): %g um from a bound", x, y, sqrt(nearest2));
    }
    fol__region_free(&region);
}
END_TEST

static int by_ends(const void *a, const void *b) {
    return memcmp(a, b, sizeof(fol__segment));
}

/* The same bounds, in any order; pieces cut at crossings may differ by rounding. */
static void ck_same_bounds(const fol__region *a, const fol__region *b, bool exactly) {
    ck_assert_uint_eq(a->bound_count, b->bound_count);
    if (exactly) {
        qsort(a->bounds, a->bound_count, sizeof *a->bounds, by_ends);
        qsort(b->bounds, b->bound_count, sizeof *b->bounds, by_ends);
        ck_assert_mem_eq(a->bounds, b->bounds, a->bound_count * sizeof *a->bounds);
        return;
    }
    for (size_t i = 0; i < a->bound_count; i++) {
        const fol__segment *s = &a->bounds[i];
        bool found = false;
        for (size_t k = 0; k < b->bound_count && !found; k++) {
            const fol__segment *t = &b->bounds[k];
            found = hypot(s->x0 - t->x0, s->y0 - t->y0) < 1e-3 && hypot(s->x1 - t->x1, s->y1 - t->y1) < 1e-3;
        }
        ck_assert_msg(found, "(%g, %g) to (%g, %g) is a bound of one only", s->x0, s->y0, s->x1, s->y1);
    }
}

START_TEST(reversing_or_turning_the_outline_changes_nothing) {
    test_random r = random_from((uint64_t)_i);
    const bool plain = _i % 2 == 0;
    fol_point points[20], turned[20];
    if (plain)
        ring_star(&r, 20, 20, 20, 0.4, 20, points);
    else
        ring_tangle(&r, 0, 0, 40, 20, points);
    const int shift = random_below(&r, 20);
    const bool reversed = random_below(&r, 2) == 1;
    for (int i = 0; i < 20; i++)
        turned[i] = points[(reversed ? 39 - i + shift : i + shift) % 20];
    const fol_ring a = RING(points), b = RING(turned);
    fol__region p = made(&a, 1), q = made(&b, 1);
    ck_assert_double_eq_tol(p.area_mm2, q.area_mm2, 1e-9 * p.area_mm2 + 1e-9);
    ck_same_bounds(&p, &q, plain);
    for (int i = 0; i < 500; i++) {
        const int32_t x = random_int(&r, 0, 40000), y = random_int(&r, 0, 40000);
        ck_assert(fol__region_holds(&p, x, y) == fol__region_holds(&q, x, y));
    }
    fol__region_free(&p);
    fol__region_free(&q);
}
END_TEST

START_TEST(a_thin_spike_at_the_first_corner_does_not_swallow_the_outline) {
    /* the second edge runs 0.2 um beside the middle of the first: one cannot look between them */
    const fol_point points[] = {{0, 0}, {20, 0}, {-30, 0.001}, {-30, -20}, {0, -20}};
    for (int first = 0; first < 5; first++) {
        fol_point turned[5];
        for (int i = 0; i < 5; i++)
            turned[i] = points[(i + first) % 5];
        const fol_ring ring = RING(turned);
        fol__region region = made(&ring, 1);
        ck_assert_double_eq_tol(region.area_mm2, 600, 0.1);
        fol__region_free(&region);
    }
}
END_TEST

START_TEST(a_region_far_from_the_origin_measures_as_near_it) {
    const double far[] = {0, 9999, -9999, 19990};
    for (int i = 0; i < 4; i++) {
        fol_point points[4];
        ring_rectangle(far[i], -far[i], 1, 1, points);
        const fol_ring ring = RING(points);
        fol__region region = made(&ring, 1);
        ck_assert_double_eq_tol(region.area_mm2, 1, 1e-6);
        fol__region_free(&region);
    }
}
END_TEST

/* ------------------------------------------------------------------ where edges meet */

static int sign_of(int64_t x) {
    return x > 0 ? 1 : x < 0 ? -1 : 0;
}

static bool lies_on(const fol__edge *e, int32_t x, int32_t y) {
    const int64_t cross = ((int64_t)e->x1 - e->x0) * (y - e->y0) - ((int64_t)e->y1 - e->y0) * (x - e->x0);
    const int64_t dot = ((int64_t)x - e->x0) * (x - e->x1) + ((int64_t)y - e->y0) * (y - e->y1);
    return cross == 0 && dot <= 0;
}

/* 0: no common point; 1: they touch; 2: they cross or overlap; 3: they share an end alone. */
static int how_they_meet(const fol__edge *a, const fol__edge *b) {
    const bool b0 = lies_on(a, b->x0, b->y0), b1 = lies_on(a, b->x1, b->y1);
    const bool a0 = lies_on(b, a->x0, a->y0), a1 = lies_on(b, a->x1, a->y1);
    const int on = b0 + b1 + a0 + a1;
    const int64_t dxa = (int64_t)a->x1 - a->x0, dya = (int64_t)a->y1 - a->y0;
    const int64_t dxb = (int64_t)b->x1 - b->x0, dyb = (int64_t)b->y1 - b->y0;
    if (on == 0) {
        const int s0 = sign_of(dxa * ((int64_t)b->y0 - a->y0) - dya * ((int64_t)b->x0 - a->x0));
        const int s1 = sign_of(dxa * ((int64_t)b->y1 - a->y0) - dya * ((int64_t)b->x1 - a->x0));
        const int t0 = sign_of(dxb * ((int64_t)a->y0 - b->y0) - dyb * ((int64_t)a->x0 - b->x0));
        const int t1 = sign_of(dxb * ((int64_t)a->y1 - b->y0) - dyb * ((int64_t)a->x1 - b->x0));
        return s0 * s1 < 0 && t0 * t1 < 0 ? 2 : 0;
    }
    if (dxa * dyb == dya * dxb && on > 1) {
        const bool shared_end_only = on == 2 && !(a0 && a1) && !(b0 && b1) && dxa * dxb + dya * dyb != 0 &&
                                     ((a->x0 == b->x1 && a->y0 == b->y1) || (a->x1 == b->x0 && a->y1 == b->y0) ||
                                      (a->x0 == b->x0 && a->y0 == b->y0) || (a->x1 == b->x1 && a->y1 == b->y1));
        return shared_end_only ? 3 : 2;
    }
    return on == 2 ? 3 : 1;
}

/* Two rings on one lattice, as edges. */
static size_t two_rings(test_random *r, int side, fol__edge *edges) {
    size_t count = 0;
    for (int ring = 0; ring < 2; ring++) {
        fol_point points[12];
        const fol_ring given = {points, (size_t)random_int(r, 3, 12)};
        const fol_allocator alloc = libc_memory();
        fol__vector list = {&alloc, sizeof(fol__edge), NULL, 0, 0};
        lattice_ring(r, side, given.count, points);
        ck_assert(fol__ring_append_edges(&given, ring, &list));
        memcpy(edges + count, list.items, list.count * sizeof *edges);
        count += list.count;
        fol__vector_free(&list);
    }
    return count;
}

static bool has_length(const fol__edge *e) {
    return e->x0 != e->x1 || e->y0 != e->y1;
}

/* One begins where the other ends, or they go on in one line: such ends need not be told. */
static bool follow(const fol__edge *a, const fol__edge *b) {
    const int64_t cross = ((int64_t)a->x1 - a->x0) * (b->y1 - b->y0) - ((int64_t)a->y1 - a->y0) * (b->x1 - b->x0);
    const bool joined = (a->x1 == b->x0 && a->y1 == b->y0) || (b->x1 == a->x0 && b->y1 == a->y0);
    return cross == 0 || (joined && a->ring == b->ring);
}

static void ck_meeting(const fol__edge *edges, const fol__meeting *at) {
    const fol__edge *e = &edges[at->edge], *o = &edges[at->other];
    const double x = e->x0 + at->t * (e->x1 - e->x0), y = e->y0 + at->t * (e->y1 - e->y0);
    const fol__segment s = {o->x0, o->y0, o->x1, o->y1};
    ck_assert(at->t >= 0 && at->t <= 1);
    ck_assert_double_lt(sqrt(fol__segment_distance2(&s, x, y)), 1e-6);
}

START_TEST(meetings_are_those_that_all_pairs_have) {
    test_random r = random_from((uint64_t)_i);
    static const int sides[] = {4, 12, 20000};
    fol__edge edges[24];
    const size_t count = two_rings(&r, sides[_i % 3], edges);
    const fol_allocator alloc = libc_memory();
    fol__vector found = {&alloc, sizeof(fol__meeting), NULL, 0, 0};
    ck_assert_int_eq(fol__find_crossings(edges, count, &found), FOL__CROSSINGS_FOUND);
    int seen[24][24] = {{0}};
    for (size_t m = 0; m < found.count; m++) {
        const fol__meeting *at = (const fol__meeting *)found.items + m;
        ck_meeting(edges, at);
        seen[at->edge][at->other] |= at->crossing ? 2 : 1;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count; k++) {
            if (i == k || !has_length(&edges[i]) || !has_length(&edges[k]))
                continue;
            const int want = how_they_meet(&edges[i], &edges[k]);
            const bool told = want == 3 ? seen[i][k] == 1 || (seen[i][k] == 0 && follow(&edges[i], &edges[k]))
                                        : seen[i][k] == want;
            ck_assert_msg(told, "edges %zu, %zu meet as %d and are told as %d", i, k, want, seen[i][k]);
        }
    }
    fol__vector_free(&found);
}
END_TEST

START_TEST(a_hopeless_tangle_is_refused_within_moments) {
    enum { COUNT = 60000 };
    fol_point *points = calloc(COUNT, sizeof *points);
    ck_assert_ptr_nonnull(points);
    for (int i = 0; i < COUNT; i++) { /* a comb of teeth as wide as the outline is long */
        points[i].x = i % 2 ? 1000 : 0;
        points[i].y = i * 0.01;
    }
    const fol_ring ring = {points, COUNT};
    fol_error err;
    ck_assert_int_eq(refused(&ring, 1, &err), FOL_ERR_LIMIT);
    ck_assert_str_eq(err.path, "zones[0].outline");
    free(points);
}
END_TEST

/* ------------------------------------------------------------------ what is refused */

typedef struct bad_rings {
    const char *name;
    fol_point outline[8];
    size_t count;
    fol_point hole[8];
    size_t hole_count;
    fol_status status;
    const char *path;
    int32_t ring, vertex;
} bad_rings;

#define SQUARE {{0, 0}, {10, 0}, {10, 10}, {0, 10}}, 4

static const bad_rings bad_cases[] = {
    {"no points", {{0, 0}}, 0, {{0, 0}}, 0, FOL_ERR_GEOMETRY, "zones[0].outline", 0, -1},
    {"two points", {{0, 0}, {1, 1}}, 2, {{0, 0}}, 0, FOL_ERR_GEOMETRY, "zones[0].outline", 0, -1},
    {"two points and a closing one", {{0, 0}, {1, 1}, {0, 0}}, 3, {{0, 0}}, 0, FOL_ERR_GEOMETRY, "zones[0].outline", 0, -1},
    {"one point thrice", {{3, 3}, {3, 3}, {3, 3}}, 3, {{0, 0}}, 0, FOL_ERR_GEOMETRY, "zones[0].outline", 0, -1},
    {"points on one line", {{0, 0}, {1, 1}, {3, 3}}, 3, {{0, 0}}, 0, FOL_ERR_GEOMETRY, "zones[0].outline", 0, -1},
    {"points within a micrometre", {{0, 0}, {0.0001, 0}, {0, 0.0001}}, 3, {{0, 0}}, 0, FOL_ERR_GEOMETRY, "zones[0].outline", 0, -1},
    {"out and back", {{0, 0}, {5, 0}, {0, 0}, {-5, 0}}, 4, {{0, 0}}, 0, FOL_ERR_GEOMETRY, "zones[0].outline", 0, -1},
    {"a NaN", {{0, 0}, {1, 0}, {1, NAN}}, 3, {{0, 0}}, 0, FOL_ERR_VALUE, "zones[0].outline[2]", 0, 2},
    {"an infinity", {{0, 0}, {INFINITY, 0}, {1, 1}}, 3, {{0, 0}}, 0, FOL_ERR_VALUE, "zones[0].outline[1]", 0, 1},
    {"a place too far", {{0, -20000.1}, {1, 0}, {1, 1}}, 3, {{0, 0}}, 0, FOL_ERR_VALUE, "zones[0].outline[0]", 0, 0},
    {"a hole of two points", SQUARE, {{1, 1}, {2, 2}}, 2, FOL_ERR_GEOMETRY, "zones[0].holes[0]", 1, -1},
    {"a hole with a NaN", SQUARE, {{1, 1}, {2, 2}, {NAN, 1}}, 3, FOL_ERR_VALUE, "zones[0].holes[0][2]", 1, 2},
    {"a hole outside", SQUARE, {{21, 1}, {22, 1}, {22, 2}}, 3, FOL_ERR_GEOMETRY, "zones[0].holes[0][0]", 1, 0},
    {"a hole that crosses the outline", SQUARE, {{5, 5}, {15, 5}, {5, 8}}, 3, FOL_ERR_GEOMETRY, "zones[0].holes[0][0]", 1, 0},
    {"a hole that holds the outline", SQUARE, {{-1, -1}, {11, -1}, {11, 11}, {-1, 11}}, 4, FOL_ERR_GEOMETRY, "zones[0].holes[0][0]", 1, 0},
    {"a hole as large as the outline", SQUARE, {{0, 0}, {10, 0}, {10, 10}, {0, 10}}, 4, FOL_ERR_GEOMETRY, NULL, -1, -1},
    {"a hole that leaves through points on a side", SQUARE, {{5, 5}, {10, 5}, {15, 5}, {15, 7}, {10, 7}, {5, 7}}, 6, FOL_ERR_GEOMETRY, NULL, 1, -1},
    {"a hole that leaves through two corners", SQUARE, {{5, 2}, {10, 0}, {20, 5}, {10, 10}}, 4, FOL_ERR_GEOMETRY, NULL, 1, -1},
    {"a hole over a notch", {{0, 0}, {10, 0}, {10, 5}, {5, 5}, {5, 10}, {0, 10}}, 6, {{5, 10}, {1, 1}, {10, 5}}, 3, FOL_ERR_GEOMETRY, NULL, 1, -1},
    {"a hole outside that touches a corner", SQUARE, {{10, 10}, {12, 10}, {12, 12}}, 3, FOL_ERR_GEOMETRY, NULL, 1, -1},
    {"a hole outside that touches a side", SQUARE, {{10, 5}, {12, 4}, {12, 6}}, 3, FOL_ERR_GEOMETRY, NULL, 1, -1},
};

START_TEST(rings_that_cannot_be_used_are_refused_by_name) {
    const bad_rings *bad = &bad_cases[_i];
    const fol_ring rings[] = {{bad->outline, bad->count}, {bad->hole, bad->hole_count}};
    fol_error err;
    const fol_status status = refused(rings, bad->hole_count ? 2 : 1, &err);
    ck_assert_msg(status == bad->status, "%s: %s", bad->name, fol_status_name(status));
    ck_assert_int_eq(err.status, status);
    ck_assert_msg(strlen(err.message) > 10, "%s: no message", bad->name);
    ck_assert_int_eq(err.index, 0);
    if (bad->path)
        ck_assert_msg(strcmp(err.path, bad->path) == 0, "%s: %s", bad->name, err.path);
    if (bad->path && bad->ring >= 0)
        ck_assert_msg(err.ring == bad->ring && err.vertex == bad->vertex, "%s: ring %d, vertex %d", bad->name,
                      (int)err.ring, (int)err.vertex);
}
END_TEST

START_TEST(a_hole_may_touch_its_outline) {
    static const fol_point holes[][4] = {
        {{0, 0}, {5, 2}, {2, 5}, {1, 1}},   /* at a corner */
        {{5, 0}, {7, 3}, {5, 5}, {3, 3}},   /* a corner of its own on a side */
        {{0, 2}, {3, 2}, {3, 6}, {0, 6}},   /* along a side */
        {{0, 0}, {10, 0}, {5, 5}, {2, 2.5}} /* along a whole side */
    };
    fol_point outline[4];
    ring_rectangle(0, 0, 10, 10, outline);
    for (size_t i = 0; i < sizeof holes / sizeof holes[0]; i++) {
        const fol_ring rings[] = {RING(outline), {holes[i], 4}};
        fol__region region = made(rings, 2);
        ck_assert_double_eq_tol(region.area_mm2, area_by_scan_lines_mm2(rings, 2, 20000), 0.01);
        fol__region_free(&region);
    }
}
END_TEST

/* ------------------------------------------------------------------ memory */

static fol_status make_and_free(const fol_allocator *alloc, void *user) {
    const fol_ring *rings = user;
    fol__region region;
    const fol_status status = fol__region_make(&rings[0], &rings[1], 2, zone0, alloc, &region, NULL);
    fol__region_free(&region);
    return status;
}

START_TEST(a_region_without_memory_leaks_nothing) {
    test_random r = random_from(1);
    fol_point outline[30], a[8], b[8];
    ring_star(&r, 20, 20, 20, 0.6, 30, outline);
    ring_tangle(&r, 16, 16, 4, 8, a);
    ring_tangle(&r, 18, 18, 4, 8, b);
    fol_ring rings[] = {RING(outline), RING(a), RING(b)};
    check_every_allocation(make_and_free, rings);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("core: regions");
    TCase *tests = tcase_create("regions");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, winding_agrees_with_the_sum_of_angles, 0, rounds(200));
    tcase_add_loop_test(tests, a_region_holds_what_the_sum_of_angles_holds, 0, rounds(40));
    tcase_add_loop_test(tests, each_place_of_a_partition_is_in_exactly_one_part, 0, rounds(40));
    tcase_add_loop_test(tests, a_place_on_a_hole_is_in_the_hole_or_in_the_rest_but_never_both, 0, rounds(60));
    tcase_add_test(tests, holes_that_overlap_add_up_whichever_way_they_run);
    tcase_add_test(tests, a_hole_that_crosses_itself_stays_open_where_another_hole_lies_over_it);
    tcase_add_test(tests, orientation_is_exact_for_triples_that_are_nearly_straight);
    tcase_add_loop_test(tests, outlines_that_cross_themselves_are_filled_by_the_non_zero_rule, 0,
                        (int)(sizeof known_shapes / sizeof known_shapes[0]));
    tcase_add_test(tests, a_pentagram_is_filled_to_its_middle_and_bounded_by_ten_pieces);
    tcase_add_loop_test(tests, the_area_of_a_tangle_is_that_of_scan_lines, 0, rounds(100));
    tcase_add_loop_test(tests, every_bound_has_filled_skin_on_exactly_one_side, 0, rounds(200));
    tcase_add_loop_test(tests, wherever_filling_changes_along_an_edge_there_is_a_bound, 0, rounds(100));
    tcase_add_loop_test(tests, reversing_or_turning_the_outline_changes_nothing, 0, rounds(200));
    tcase_add_test(tests, a_thin_spike_at_the_first_corner_does_not_swallow_the_outline);
    tcase_add_test(tests, a_region_far_from_the_origin_measures_as_near_it);
    tcase_add_loop_test(tests, meetings_are_those_that_all_pairs_have, 0, rounds(600));
    tcase_add_test(tests, a_hopeless_tangle_is_refused_within_moments);
    tcase_add_loop_test(tests, rings_that_cannot_be_used_are_refused_by_name, 0,
                        (int)(sizeof bad_cases / sizeof bad_cases[0]));
    tcase_add_test(tests, a_hole_may_touch_its_outline);
    tcase_add_test(tests, a_region_without_memory_leaks_nothing);
    suite_add_tcase(suite, tests);
    return suite;
}
