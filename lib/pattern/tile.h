/* SPDX-License-Identifier: MIT */
/* The inside of a fol_pattern: its points by cells of FOL__CELL_UM, as layout reads them. */
#ifndef FOLLICLE_PATTERN_TILE_H
#define FOLLICLE_PATTERN_TILE_H

#include <follicle/pattern.h>

/* Points of a cell fill whole steps, so that loops over them need no remainder: what is left over has this rank. */
enum { FOL__TILE_STEP = 8 };
#define FOL__NO_RANK INT32_MAX

struct fol_pattern {
    fol_allocator alloc;   /* alloc.alloc NULL: static, never freed */
    uint64_t seed;
    int32_t cells;         /* a side; tile_um = cells * FOL__CELL_UM */
    const uint32_t *starts;  /* cells * cells + 1: the points of cell (column, row) are starts[row * cells + column] ... */
    const uint32_t *places;  /* x | y << 16, micrometres from the cell's upper left corner */
    const int32_t *ranks;    /* by cell, row by row, rising inside a cell */
    fol_spacing spacing;
};

#endif
