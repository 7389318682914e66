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
    const double x0 = column * 2000.0, y0 = row * 2000.0;
    double low = 0, high = 1;
    for (int i = 0; i < 100; i++) {
        const double a = low + (high - low) / 3, b = high - (high - low) / 3;
        const double da = distance_to_box(s->x0 + a * (s->x1 - s->x0), s->y0 + a * (s->y1 - s->y0), x0, y0, x0 + 1999, y0 + 1999);
        const double db = distance_to_box(s->x0 + b * (s->x1 - s->x0), s->y0 + b * (s->y1 - s->y0), x0, y0, x0 + 1999, y0 + 1999);
        if (da < db)
            high = b;
        else
            low = a;
    }
    return distance_to_box(s->x0 + low * (s->x1 - s->x0), s->y0 + low * (s->y1 - s->y0), x0, y0, x0 + 1999, y0 + 1999);
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
        s.x0 = random_int(r, 0, 20) * 2000.0;
        s.y0 = random_int(r, 0, 20) * 2000.0;
        s.x1 = random_int(r, 0, 20) * 2000.0;
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

START_TEST(the_edges_of_a_row_tell_what_all_edges_tell) {
    test_random r = random_from((uint64_t)_i);
    const fol_allocator alloc = fol__allocator_or_libc(NULL);
    fol__region region = random_region(&r, &alloc);
    const int32_t pad = _i % 2 ? random_int(&r, 0, 61) : 0, row0 = random_int(&r, -2, 5), row1 = random_int(&r, 6, 30);
    fol__edge_rows rows;
    ck_assert(fol__edge_rows_make(&region, row0, row1, pad, &alloc, &rows));
    for (int i = 0; i < 3000; i++) {
        const int32_t row = random_int(&r, row0, row1 - 1), x = random_int(&r, -4000, 55999);
        const int32_t y = random_int(&r, row * 2000 - pad, row * 2000 + 1999 + pad);
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
    tcase_add_loop_test(tests, every_cell_within_reach_of_a_segment_lists_it, 0, 60);
    tcase_add_loop_test(tests, runs_of_a_row_follow_each_other_and_their_lists_rise, 0, 40);
    tcase_add_test(tests, a_window_without_cells_has_no_runs);
    tcase_add_loop_test(tests, cells_that_no_edge_cuts_are_on_one_side_as_a_whole, 0, 60);
    tcase_add_loop_test(tests, the_edges_of_a_row_tell_what_all_edges_tell, 0, 60);
    tcase_add_test(tests, indexes_without_memory_leak_nothing);
    suite_add_tcase(suite, tests);
    return suite;
}
