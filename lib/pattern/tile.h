/* SPDX-License-Identifier: MIT */
/* The inside of a fol_pattern: its points by cells of FOL__CELL_UM, as layout reads them. */
#ifndef FOLLICLE_PATTERN_TILE_H
#define FOLLICLE_PATTERN_TILE_H

#include <follicle/pattern.h>

/* A point's place inside its cell, micrometres from the cell's upper left corner, and its rank. */
typedef struct fol__tile_point {
    uint16_t x, y;
    uint32_t rank;
} fol__tile_point;

struct fol_pattern {
    fol_allocator alloc;   /* alloc.alloc NULL: static, never freed */
    uint64_t seed;
    int32_t cells;         /* a side; tile_um = cells * FOL__CELL_UM */
    const uint32_t *starts;         /* cells * cells + 1: the points of cell (column, row) are starts[row * cells + column] ... */
    const fol__tile_point *points;  /* by cell, row by row, ranks rising inside a cell */
    fol_spacing spacing;
};

#endif
