/* SPDX-License-Identifier: MIT */
/* The inside of a fol_layout: blocks of dots, each of some cells of a row, shared between a layout and its updates. */
#ifndef FOLLICLE_LAYOUT_BLOCKS_H
#define FOLLICLE_LAYOUT_BLOCKS_H

#include "alloc.h"
#include "cuts.h"
#include "fail.h"
#include "inside.h"
#include "placement.h"
#include "skin.h"

#include <follicle/layout.h>
#include <stdatomic.h>

/* Ids hold the dot's cell and its number in the cell's pattern points: (row, column, number, 0). In a pattern of units they come to hold
 * the number of its unit, and which dot of the unit it is, once all is decided: in the same order (members.h). */
enum { FOL__ID_NUMBER_BITS = 12, FOL__ID_COLUMN_BITS = 12, FOL__ID_UNIT_BITS = 3 };

static inline int64_t fol__dot_id(int32_t row, int32_t column, uint32_t number) {
    return ((((int64_t)row << FOL__ID_COLUMN_BITS | column) << FOL__ID_NUMBER_BITS) | number) << FOL__ID_UNIT_BITS;
}

static inline int32_t fol__id_column(int64_t id) {
    return (int32_t)(id >> (FOL__ID_UNIT_BITS + FOL__ID_NUMBER_BITS)) & ((1 << FOL__ID_COLUMN_BITS) - 1);
}

static inline int64_t fol__id_row(int64_t id) {
    return id >> (FOL__ID_UNIT_BITS + FOL__ID_NUMBER_BITS + FOL__ID_COLUMN_BITS);
}

/* The dots of some cells of a row, ids rising. */
typedef struct fol__block {
    fol_allocator alloc;
    size_t count;
    uint32_t counts[FOL_MAX_SESSIONS]; /* by session */
    atomic_int users;
    fol_dot dots[];
} fol__block;

struct fol_layout {
    fol_allocator alloc;
    const fol_pattern *pattern;
    fol_limits limits;
    fol__placement placement;
    uint64_t fingerprint;
    int32_t pad_um;
    int32_t row_count, column_count;
    int32_t block_columns; /* cells of a block */
    int32_t row_blocks;    /* blocks of a row */
    size_t session_count;
    size_t count, counts[FOL_MAX_SESSIONS];
    size_t threshold_dots;
    fol__cuts cuts;
    fol__skin *skin;     /* NULL: nothing is in it */
    fol_dot *fixed;      /* what is in the skin, ids rising; counted in `count` and `counts` */
    size_t fixed_count;
    fol__block **blocks; /* row_count * row_blocks of them; NULL: an empty one */
};

static inline size_t fol__layout_block_total(const fol_layout *layout) {
    return (size_t)layout->row_count * (size_t)layout->row_blocks;
}

static inline size_t fol__layout_block_number(const fol_layout *layout, int32_t row, int32_t column) {
    return (size_t)row * (size_t)layout->row_blocks + (size_t)(column / layout->block_columns);
}

/* An empty layout with room for the blocks of a design; NULL when memory is out. */
fol_layout *fol__layout_make(const fol_design *design, const fol_pattern *pattern, const fol_limits *limits,
                             const fol_allocator *alloc);
/* Gives a number a block of these dots (none for count 0), so many of each session. False: out of memory. */
bool fol__layout_set_block(fol_layout *layout, size_t block, const fol_dot *dots, size_t count, const uint32_t *counts);
/* Gives a number another layout's block. */
void fol__layout_share_block(fol_layout *layout, size_t block, fol__block *shared);
/* Adds a block's dots to the layout's counts, or takes them off. */
void fol__layout_count(fol_layout *layout, const fol__block *block, bool add);
const fol_dot *fol__layout_dots(const fol_layout *layout, size_t block, size_t *count);

#endif
