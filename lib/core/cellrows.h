/* SPDX-License-Identifier: MIT */
/* Which cells some segments can reach, row by row: cells near them keep a list of the segments that matter, all are
 * gathered into runs of cells that lie on one side. Memory goes with the length of the segments, not with area. */
#ifndef FOLLICLE_CORE_CELLROWS_H
#define FOLLICLE_CORE_CELLROWS_H

#include "alloc.h"
#include "grid.h"
#include "segment.h"

#include <stdbool.h>

/* Cells from (column0, row0) up to but not including (column1, row1). */
typedef struct fol__cell_window {
    int32_t column0, row0, column1, row1;
} fol__cell_window;

/* A segment passes through the cell, so it has no side of its own. */
enum { FOL__SIDE_CUT = 0 };

/* Cells of one row from column0 up to column1, all on one side. A near run has a list of segments for each of its cells. */
typedef struct fol__cell_run {
    int32_t column0, column1;
    uint32_t list; /* of a near run: number of the list of its first cell */
    int16_t side;  /* FOL__SIDE_CUT, or what the caller's function said */
    bool near;
} fol__cell_run;

typedef struct fol__cell_rows {
    fol_allocator alloc;
    fol__cell_window window; /* rows and columns that have runs */
    uint32_t *starts;        /* a row's runs are runs[starts[row - row0]] ... */
    fol__cell_run *runs;
    uint32_t *lists;         /* list i is near[lists[i]] ... near[lists[i + 1] - 1] */
    uint32_t *near;          /* numbers of segments, rising inside a cell */
    size_t run_count, list_count, near_count;
} fol__cell_rows;

/* The side, above 0, of a place in a cell that no segment passes through. */
typedef int32_t (*fol__side_fn)(int32_t x_um, int32_t y_um, void *user);

/* What cells are sorted by. */
typedef struct fol__cell_question {
    const fol__segment *segments;
    size_t count;
    double reach_um; /* a segment matters to a cell when it comes this close to any place of it */
    double pad_um;   /* how far out of its cell a place can lie; the reach is grown by as much */
    fol__cell_window window;
    fol__side_fn side;
    void *user;
    int32_t omitted; /* far runs of this side are not kept; 0: all are */
    bool unparted;   /* sides change away from segments too: no near cell has a side of its own */
} fol__cell_question;

/* About how many pairs of a cell and a segment that reaches it there are: what fol__cell_rows_make() takes memory and time for. */
double fol__cell_rows_work(const fol__segment *segments, size_t count, double reach_um, fol__cell_window window);
/* More than this is refused before any memory is taken; an outline of 100,000 points with a feather of 6 mm needs a tenth. */
#define FOL__MOST_CELL_WORK 3e7

/* False: out of memory. */
bool fol__cell_rows_make(const fol__cell_question *question, const fol_allocator *alloc, fol__cell_rows *out);
void fol__cell_rows_free(fol__cell_rows *rows);

/* The run that holds a cell, NULL for none. Cost O(log runs of the row). */
const fol__cell_run *fol__cell_rows_find(const fol__cell_rows *rows, int32_t column, int32_t row);

/* Columns [*from, *to] of a row that a segment matters to; false when there are none. Reach and pad are added up. */
bool fol__cells_reached(const fol__segment *s, double reach_um, int32_t row, fol__cell_window window, int32_t *from,
                        int32_t *to);

/* The segments listed for a cell of a run. */
static inline const uint32_t *fol__cell_list(const fol__cell_rows *rows, const fol__cell_run *run, int32_t column,
                                             uint32_t *count) {
    *count = 0;
    if (!run->near)
        return NULL;
    const uint32_t *list = &rows->lists[run->list + (uint32_t)(column - run->column0)];
    *count = list[1] - list[0];
    return &rows->near[list[0]];
}

#endif
