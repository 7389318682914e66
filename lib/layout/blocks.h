/* SPDX-License-Identifier: MIT */
/* The inside of a fol_layout: a block of dots for each row of cells, shared between a layout and its updates. */
#ifndef FOLLICLE_LAYOUT_BLOCKS_H
#define FOLLICLE_LAYOUT_BLOCKS_H

#include "alloc.h"
#include "fail.h"
#include "inside.h"
#include "placement.h"

#include <follicle/layout.h>
#include <stdatomic.h>

/* Ids hold the dot's cell and its number in the cell's pattern points: (row, column, number, 0). */
enum { FOL__ID_NUMBER_BITS = 10, FOL__ID_COLUMN_BITS = 14, FOL__ID_UNIT_BITS = 3 };

static inline int64_t fol__dot_id(int32_t row, int32_t column, uint32_t number) {
    return ((((int64_t)row << FOL__ID_COLUMN_BITS | column) << FOL__ID_NUMBER_BITS) | number) << FOL__ID_UNIT_BITS;
}

static inline int32_t fol__id_column(int64_t id) {
    return (int32_t)(id >> (FOL__ID_UNIT_BITS + FOL__ID_NUMBER_BITS)) & ((1 << FOL__ID_COLUMN_BITS) - 1);
}

static inline int64_t fol__id_row(int64_t id) {
    return id >> (FOL__ID_UNIT_BITS + FOL__ID_NUMBER_BITS + FOL__ID_COLUMN_BITS);
}

/* The dots of one row of cells, ids rising. */
typedef struct fol__block {
    atomic_int users;
    fol_allocator alloc;
    size_t count;
    fol_dot dots[];
} fol__block;

struct fol_layout {
    fol_allocator alloc;
    const fol_pattern *pattern;
    fol_limits limits;
    fol__placement placement;
    uint64_t fingerprint;
    int32_t pad_um;
    int32_t row_count;
    size_t session_count;
    size_t count, counts[FOL_MAX_SESSIONS];
    fol__block **blocks; /* row_count of them; NULL: an empty row */
};

/* rows.c: appends the dots of the cells [column0, column1) of a row to a vector of fol_dot. False: out of memory. */
bool fol__row_append(const fol_design *design, const fol_layout *layout, int32_t row, int32_t column0, int32_t column1,
                     fol__vector *dots);

/* blocks.c */
/* An empty layout with room for the rows of a design; NULL when memory is out. */
fol_layout *fol__layout_make(const fol_design *design, const fol_pattern *pattern, const fol_limits *limits,
                             const fol_allocator *alloc);
/* Gives the row a block of these dots (none for count 0). False: out of memory. */
bool fol__layout_set_row(fol_layout *layout, int32_t row, const fol_dot *dots, size_t count);
/* Gives the row another layout's block. */
void fol__layout_share_row(fol_layout *layout, int32_t row, fol__block *block);
/* Counts all dots by session. */
void fol__layout_count_up(fol_layout *layout);
const fol_dot *fol__layout_row(const fol_layout *layout, int32_t row, size_t *count);

#endif
