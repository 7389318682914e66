/* SPDX-License-Identifier: MIT */
/* Which cells of 2 mm some segments can reach, row by row: cells near them keep a list of the segments that matter, the
 * rest is runs of cells that lie on one side as a whole. Memory goes with the length of the segments, not with area. */
#ifndef FOLLICLE_CORE_CELLROWS_H
#define FOLLICLE_CORE_CELLROWS_H

#include "alloc.h"
#include "grid.h"
#include "segment.h"

/* Cells from (column0, row0) up to but not including (column1, row1). */
typedef struct fol__cell_window {
    int32_t column0, row0, column1, row1;
} fol__cell_window;

/* Cells of one row from column0 up to column1. Far from all segments: near_count is 0 and side is what the caller's
 * function said, never 0. Near: one column, and near_count entries of `near` from near_first. */
typedef struct fol__cell_run {
    int32_t column0, column1;
    uint32_t near_first, near_count;
    int32_t side;
} fol__cell_run;

typedef struct fol__cell_rows {
    fol_allocator alloc;
    fol__cell_window window; /* rows and columns that have runs */
    uint32_t *starts;        /* a row's runs are runs[starts[row - row0]] ... */
    fol__cell_run *runs;
    uint32_t *near;          /* numbers of segments, rising inside a cell */
    size_t run_count, near_count;
} fol__cell_rows;

/* Side of a whole run of far cells, asked for the centre of its first cell: 0 for nothing here. `above` is the side of the
 * far cell over it, -1 when that is not known. */
typedef int32_t (*fol__side_fn)(int32_t x_um, int32_t y_um, int32_t above, void *user);

/* About how many pairs of a cell and a segment that reaches it there are: what fol__cell_rows_make() takes memory and time for. */
double fol__cell_rows_work(const fol__segment *segments, size_t count, double reach_um, fol__cell_window window);
/* More than this is refused before any memory is taken; an outline of 100,000 points with a feather of 6 mm needs a tenth. */
#define FOL__MOST_CELL_WORK 3e7

/* Sorts the cells of `window` by whether a segment comes within reach_um of any place in them. False: out of memory. */
bool fol__cell_rows_make(const fol__segment *segments, size_t count, double reach_um, fol__cell_window window,
                         fol__side_fn side, void *user, const fol_allocator *alloc, fol__cell_rows *out);
void fol__cell_rows_free(fol__cell_rows *rows);

/* The run that holds a cell, NULL for none. Cost O(log runs of the row). */
const fol__cell_run *fol__cell_rows_find(const fol__cell_rows *rows, int32_t column, int32_t row);

#endif
