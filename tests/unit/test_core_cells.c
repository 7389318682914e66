/* SPDX-License-Identifier: MIT */
/* The indexes by cells, against every cell tried with every segment. */
#include "cellrows.h"
#include "edgerows.h"
#include "failing_alloc.h"
#include "ring_oracle.h"
#include "runner.h"

#include <math.h>
#include <string.h>

#define RING(points) {(points), sizeof(points) / sizeof((points)[0])}

static const fol__cell_window none = {0, 0, 0, 0};

/* ------------------------------------------------------------------ near cells */

static double distance_to_box(double x, double y, double x0, double y0, double x1, double y1) {
    return hypot(x < x0 ? x0 - x : x > x1 ? x - x1 : 0, y < y0 ? y0 - y : y > y1 ? y - y1 : 0);
}

/* From a segment to the places of a cell by a search along it: the distance to a box is a convex function of the place. */
static double distance_to_cell(const fol__segment *s, int32_t column, int32_t row) {
    const double x0 = column * (double)FOL__CELL_UM, y0 = row * (double)FOL__CELL_UM;
    double low = 0, high = 1;
    for (int i = 0; i < 100; i++) {
        const double a = low + (high - low) / 3, b = high - (high - low) / 3;
        const double da = distance_to_box(s->x0 + a * (s->x1 - s->x0), s->y0 + a * (s->y1 - s->y0), x0, y0, x0 + FOL__CELL_UM - 1, y0 + FOL__CELL_UM - 1);
        const double db = distance_to_box(s->x0 + b * (s->x1 - s->x0), s->y0 + b * (s->y1 - s->y0), x0, y0, x0 + FOL__CELL_UM - 1, y0 + FOL__CELL_UM - 1);
        if (da < db)
            high = b;
        else
            low = a;
    }
    return distance_to_box(s->x0 + low * (s->x1 - s->x0), s->y0 + low * (s->y1 - s->y0), x0, y0, x0 + FOL__CELL_UM - 1, y0 + FOL__CELL_UM - 1);
}

static int32_t one_side(int32_t x, int32_t y, void *user) {
    (void)x;
    (void)y;
    (void)user;
    return 1;
}

static bool make_rows(const fol__segment *segments, size_t count, double reach, fol__cell_window window,
                      const fol_allocator *alloc, fol__cell_rows *rows) {
    const fol__cell_question question = {.segments = segments, .count = count, .reach_um = reach, .window = window,
                                         .side = one_side};
    return fol__cell_rows_make(&question, alloc, rows);
}

static bool lists(const fol__cell_rows *rows, const fol__cell_run *run, int32_t column, uint32_t segment) {
    uint32_t count;
    const uint32_t *list = fol__cell_list(rows, run, column, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (list[i] == segment)
            return true;
    }
    return false;
}

static fol__segment random_segment(test_random *r) {
    fol__segment s = {random_between(r, -9000, 49000), random_between(r, -9000, 49000), 0, 0};
    const int kind = random_below(r, 5);
    const double length = random_between(r, 0, 12000);
    s.x1 = s.x0 + (kind == 0 || kind == 2 ? 0 : random_between(r, -length, length));
    s.y1 = s.y0 + (kind == 1 || kind == 2 ? 0 : random_between(r, -length, length));
    if (kind == 4) { /* corners on the edges of cells */
        s.x0 = random_int(r, 0, 20) * (double)FOL__CELL_UM;
        s.y0 = random_int(r, 0, 20) * (double)FOL__CELL_UM;
        s.x1 = random_int(r, 0, 20) * (double)FOL__CELL_UM;
    }
    return s;
}

START_TEST(every_cell_within_reach_of_a_segment_lists_it) {
    test_random r = random_from((uint64_t)_i);
    fol__segment segments[30];
    const size_t count = (size_t)random_int(&r, 0, 30);
    const double reach = _i % 3 == 0 ? 0 : random_between(&r, 0, 5000);
    const fol__cell_window window = {random_int(&r, -3, 3), random_int(&r, -3, 3), random_int(&r, 4, 20), random_int(&r, 4, 20)};
    for (size_t i = 0; i < count; i++)
        segments[i] = random_segment(&r);
    const fol_allocator alloc = fol__allocator_or_libc(NULL);
    fol__cell_rows rows;
    ck_assert(make_rows(segments, count, reach, window, &alloc, &rows));
    for (int32_t row = window.row0; row < window.row1; row++) {
        for (int32_t column = window.column0; column < window.column1; column++) {
            const fol__cell_run *run = fol__cell_rows_find(&rows, column, row);
            ck_assert_ptr_nonnull(run);
            ck_assert(run->column0 <= column && column < run->column1);
            for (size_t i = 0; i < count; i++) {
                const double distance = distance_to_cell(&segments[i], column, row);
                if (distance <= reach)
                    ck_assert_msg(lists(&rows, run, column, (uint32_t)i), "segment %zu at (%d, %d)", i, column, row);
                if (distance == 0)
                    ck_assert_int_eq(run->side, FOL__SIDE_CUT);
            }
        }
    }
    ck_assert_ptr_null(fol__cell_rows_find(&rows, window.column0 - 1, window.row0));
    ck_assert_ptr_null(fol__cell_rows_find(&rows, window.column0, window.row1));
    ck_assert_ptr_null(fol__cell_rows_find(&rows, window.column1, window.row0));
    fol__cell_rows_free(&rows);
}
END_TEST

START_TEST(runs_of_a_row_follow_each_other_and_their_lists_rise) {
    test_random r = random_from((uint64_t)_i);
    fol__segment segments[40];
    for (int i = 0; i < 40; i++)
        segments[i] = random_segment(&r);
    const fol__cell_window window = {0, 0, 20, 20};
    const fol_allocator alloc = fol__allocator_or_libc(NULL);
    fol__cell_rows rows;
    ck_assert(make_rows(segments, 40, 1500, window, &alloc, &rows));
    for (int32_t row = 0; row < 20; row++) {
        int32_t column = window.column0;
        for (uint32_t i = rows.starts[row]; i < rows.starts[row + 1]; i++) {
            const fol__cell_run *run = &rows.runs[i];
            ck_assert_int_eq(run->column0, column);
            ck_assert_int_gt(run->column1, run->column0);
            for (int32_t c = run->column0; c < run->column1; c++) {
                uint32_t count;
                const uint32_t *list = fol__cell_list(&rows, run, c, &count);
                ck_assert(run->near == (count > 0));
                for (uint32_t k = 1; k < count; k++)
                    ck_assert_uint_lt(list[k - 1], list[k]);
            }
            column = run->column1;
        }
        ck_assert_int_eq(column, window.column1);
    }
    fol__cell_rows_free(&rows);
}
END_TEST

START_TEST(a_window_without_cells_has_no_runs) {
    const fol__segment s = {0, 0, 9000, 9000};
    const fol__cell_window windows[] = {none, {3, 3, 3, 9}, {3, 3, 9, 3}, {5, 5, 2, 2}};
    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
        const fol_allocator alloc = fol__allocator_or_libc(NULL);
        fol__cell_rows rows;
        ck_assert(make_rows(&s, 1, 100, windows[i], &alloc, &rows));
        ck_assert_uint_eq(rows.run_count, 0);
        ck_assert_ptr_null(fol__cell_rows_find(&rows, 3, 3));
        fol__cell_rows_free(&rows);
    }
}
END_TEST

/* ------------------------------------------------------------------ far cells and rows of edges of a region */

enum { IN = 1, OUT = 2 };

static int32_t side_in_region(int32_t x, int32_t y, void *user) {
    return fol__region_holds(user, x, y) ? IN : OUT;
}

static fol__cell_question about_region(fol__region *region, double reach, fol__cell_window window) {
    const fol__cell_question question = {.segments = region->bounds, .count = region->bound_count, .reach_um = reach,
                                         .window = window, .side = side_in_region, .user = region, .omitted = OUT};
    return question;
}

static fol__region random_region(test_random *r, const fol_allocator *alloc) {
    fol_point outline[24], hole[10];
    ring_star(r, 25, 25, 25, 0.3, 24, outline);
    ring_star(r, 25, 25, 6, 0.4, 10, hole);
    const fol_ring ring = RING(outline), holes[] = {RING(hole)};
    fol__region region;
    ck_assert_int_eq(fol__region_make(&ring, holes, 1, FOL__NOWHERE, alloc, &region, NULL), FOL_OK);
    return region;
}

START_TEST(cells_that_no_edge_cuts_are_on_one_side_as_a_whole) {
    test_random r = random_from((uint64_t)_i);
    const fol_allocator alloc = fol__allocator_or_libc(NULL);
    fol__region region = random_region(&r, &alloc);
    const double reach = random_between(&r, 0, 4000);
    const fol__cell_window window = {-2, -2, 28, 28};
    fol__cell_rows rows;
    const fol__cell_question question = about_region(&region, reach, window);
    ck_assert(fol__cell_rows_make(&question, &alloc, &rows));
    for (int i = 0; i < 3000; i++) {
        const int32_t x = random_int(&r, -4000, 55999), y = random_int(&r, -4000, 55999);
        const fol__cell_run *run = fol__cell_rows_find(&rows, fol__cell_of(x), fol__cell_of(y));
        if (!run)
            ck_assert(!fol__region_holds(&region, x, y));
        else if (run->side != FOL__SIDE_CUT)
            ck_assert(fol__region_holds(&region, x, y) == (run->side == IN));
    }
    fol__cell_rows_free(&rows);
    fol__region_free(&region);
}
END_TEST

/* Windows wider than a word of bits, of whole words and one more or less, from left of 0. */
static fol__cell_window wide_window(test_random *r) {
    static const int32_t widths[] = {1, 63, 64, 65, 127, 128, 129, 200, 256, 320};
    const int32_t column0 = random_int(r, -70, 2), row0 = random_int(r, -3, 2);
    return (fol__cell_window){column0, row0, column0 + widths[random_below(r, 10)], row0 + random_int(r, 1, 12)};
}

/* An outline as wide as the window, with teeth that reach into some cells and come near others. */
static fol__region wide_region(test_random *r, fol__cell_window w, const fol_allocator *alloc) {
    fol_point points[80];
    const double cell = FOL__CELL_UM / 1000.0, left = w.column0 * cell, width = (w.column1 - w.column0) * cell, bottom = w.row1 * cell + 3;
    for (int i = 0; i < 78; i++)
        points[i] = (fol_point){left + width * i / 77 + random_between(r, 0, width / 100), random_between(r, w.row0 * cell - 4, w.row1 * cell)};
    points[78] = (fol_point){left + width * 1.1, bottom};
    points[79] = (fol_point){left - 1, bottom};
    const fol_ring ring = RING(points);
    fol__region region;
    ck_assert_int_eq(fol__region_make(&ring, NULL, 0, FOL__NOWHERE, alloc, &region, NULL), FOL_OK);
    return region;
}

static bool cell_lists(const fol__cell_rows *rows, const fol__cell_question *q, int32_t column, int32_t row) {
    const fol__cell_run *run = fol__cell_rows_find(rows, column, row);
    bool all = true;
    for (size_t i = 0; i < q->count; i++) {
        const bool reached = distance_to_cell(&q->segments[i], column, row) <= q->reach_um + q->pad_um;
        all = all && (!reached || (run && lists(rows, run, column, (uint32_t)i)));
    }
    return all;
}

/* A cell that is cut must have a bound near it, one that is not must lie on one side with all its places. */
static void ck_cell_side(const fol__cell_rows *rows, const fol__cell_question *q, fol__region *region, int32_t column, int32_t row,
                         test_random *r) {
    const fol__cell_run *run = fol__cell_rows_find(rows, column, row);
    const int32_t side = run ? run->side : q->omitted, pad = (int32_t)q->pad_um;
    ck_assert(side != 0 || run);
    if (side == FOL__SIDE_CUT) {
        double least = HUGE_VAL;
        for (size_t i = 0; i < q->count; i++)
            least = fmin(least, distance_to_cell(&q->segments[i], column, row));
        ck_assert_double_lt(least, (q->unparted ? q->reach_um + q->pad_um : q->pad_um) * 1.4143 + 5);
        return;
    }
    ck_assert(!q->unparted || !run || !run->near);
    for (int i = 0; i < 8; i++) {
        const int32_t x = random_int(r, column * FOL__CELL_UM - pad, column * FOL__CELL_UM + FOL__CELL_UM - 1 + pad);
        const int32_t y = random_int(r, row * FOL__CELL_UM - pad, row * FOL__CELL_UM + FOL__CELL_UM - 1 + pad);
        ck_assert_int_eq(side, side_in_region(x, y, region));
    }
}

START_TEST(sides_and_lists_are_right_in_wide_windows_with_pads_and_without_a_side_left_out) {
    test_random r = random_from((uint64_t)_i);
    const fol_allocator alloc = fol__allocator_or_libc(NULL);
    const fol__cell_window w = wide_window(&r);
    fol__region region = wide_region(&r, w, &alloc);
    fol__cell_question q = about_region(&region, _i % 3 == 0 ? 0 : random_between(&r, 0, 5000), w);
    q.pad_um = _i % 2 ? random_int(&r, 1, 61) : 0;
    q.omitted = _i % 4 < 2 ? OUT : 0;
    q.unparted = _i % 5 == 4;
    fol__cell_rows rows;
    ck_assert(fol__cell_rows_make(&q, &alloc, &rows));
    for (int32_t row = w.row0; row < w.row1; row++) {
        for (int32_t column = w.column0; column < w.column1; column++) {
            if (random_below(&r, 8) == 0)
                ck_cell_side(&rows, &q, &region, column, row, &r);
            if (random_below(&r, 32) == 0)
                ck_assert_msg(cell_lists(&rows, &q, column, row), "(%d, %d)", (int)column, (int)row);
        }
    }
    fol__cell_rows_free(&rows);
    fol__region_free(&region);
}
END_TEST

/* Slopes of all kinds, to the least that doubles tell from none; lengths to metres. */
static fol__segment random_slope(test_random *r) {
    static const double slopes[] = {0, 1e-300, 1e-12, 1e-6, 0.001, 0.3, 1, 3, 1000, 1e6, 1e12};
    const double length = random_below(r, 2) ? 3000 : 60000, slope = slopes[random_below(r, 11)] * (random_below(r, 2) ? 1 : -1);
    const double dx = random_between(r, -length, length) / (1 + fabs(slope));
    fol__segment s = {random_between(r, 0, 40000), random_between(r, 0, 40000), 0, 0};
    if (random_below(r, 3) == 0) { /* on the lines between cells */
        s.x0 = random_int(r, 0, 20) * (double)FOL__CELL_UM;
        s.y0 = random_int(r, 0, 20) * (double)FOL__CELL_UM;
    }
    s.x1 = s.x0 + dx;
    s.y1 = s.y0 + dx * slope;
    return s;
}

START_TEST(the_columns_that_a_segment_reaches_hold_every_cell_that_it_comes_near) {
    test_random r = random_from((uint64_t)_i);
    const fol__cell_window w = {0, 0, 20, 20};
    int reached = 0, reported = 0;
    for (int round = 0; round < 60; round++) {
        const fol__segment s = random_slope(&r);
        const double reach = random_below(&r, 3) ? random_between(&r, 0, 9000) : 0;
        for (int32_t row = w.row0; row < w.row1; row++) {
            int32_t from = 1, to = 0;
            const bool any = fol__cells_reached(&s, reach, row, w, &from, &to);
            ck_assert(!any || (from >= w.column0 && from <= to && to < w.column1));
            for (int32_t column = w.column0; column < w.column1; column++) {
                const bool near = distance_to_cell(&s, column, row) <= reach, inside = any && column >= from && column <= to;
                ck_assert_msg(!near || inside, "(%d, %d) is missed", (int)column, (int)row);
                reached += near;
                reported += inside;
            }
        }
    }
    ck_assert_int_lt(reported, reached * 5 / 4 + 20); /* few for nothing */
}
END_TEST

START_TEST(the_edges_of_a_row_tell_what_all_edges_tell) {
    test_random r = random_from((uint64_t)_i);
    const fol_allocator alloc = fol__allocator_or_libc(NULL);
    fol__region region = random_region(&r, &alloc);
    const int32_t pad = _i % 2 ? random_int(&r, 0, 61) : 0, row0 = random_int(&r, -2, 5), row1 = random_int(&r, 6, 30);
    fol__edge_rows rows;
    ck_assert(fol__edge_rows_make(&region, row0, row1, pad, &alloc, &rows));
    for (int i = 0; i < 3000; i++) {
        const int32_t row = random_int(&r, row0, row1 - 1), x = random_int(&r, -4000, 55999);
        const int32_t y = random_int(&r, row * FOL__CELL_UM - pad, row * FOL__CELL_UM + FOL__CELL_UM - 1 + pad);
        ck_assert(fol__edge_rows_hold(&rows, row, x, y) == fol__region_holds(&region, x, y));
    }
    ck_assert(!fol__edge_rows_hold(&rows, row0 - 1, 25000, 25000));
    ck_assert(!fol__edge_rows_hold(&rows, row1, 25000, 25000));
    fol__edge_rows_free(&rows);
    fol__region_free(&region);
}
END_TEST

/* ------------------------------------------------------------------ memory */

static fol_status cells_and_free(const fol_allocator *alloc, void *user) {
    const fol__cell_window window = {0, 0, 25, 25};
    fol__cell_rows rows;
    const fol__cell_question question = about_region(user, 800, window);
    const bool ok = fol__cell_rows_make(&question, alloc, &rows);
    fol__cell_rows_free(&rows);
    return ok ? FOL_OK : FOL_ERR_NOMEM;
}

static fol_status edges_and_free(const fol_allocator *alloc, void *user) {
    fol__edge_rows rows;
    const bool ok = fol__edge_rows_make(user, 0, 25, 10, alloc, &rows);
    fol__edge_rows_free(&rows);
    return ok ? FOL_OK : FOL_ERR_NOMEM;
}

START_TEST(indexes_without_memory_leak_nothing) {
    test_random r = random_from(3);
    const fol_allocator alloc = fol__allocator_or_libc(NULL);
    fol__region region = random_region(&r, &alloc);
    check_every_allocation(cells_and_free, &region);
    check_every_allocation(edges_and_free, &region);
    fol__region_free(&region);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("core: cells");
    TCase *tests = tcase_create("cells");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, every_cell_within_reach_of_a_segment_lists_it, 0, rounds(60));
    tcase_add_loop_test(tests, runs_of_a_row_follow_each_other_and_their_lists_rise, 0, rounds(40));
    tcase_add_test(tests, a_window_without_cells_has_no_runs);
    tcase_add_loop_test(tests, cells_that_no_edge_cuts_are_on_one_side_as_a_whole, 0, rounds(60));
    tcase_add_loop_test(tests, sides_and_lists_are_right_in_wide_windows_with_pads_and_without_a_side_left_out, 0, rounds(40));
    tcase_add_loop_test(tests, the_columns_that_a_segment_reaches_hold_every_cell_that_it_comes_near, 0, rounds(24));
    tcase_add_loop_test(tests, the_edges_of_a_row_tell_what_all_edges_tell, 0, rounds(60));
    tcase_add_test(tests, indexes_without_memory_leak_nothing);
    suite_add_tcase(suite, tests);
    return suite;
}
