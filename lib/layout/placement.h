/* SPDX-License-Identifier: MIT */
/* How a seed lays the pattern's tile on the canvas: by whole cells, in one of the 8 ways to turn and mirror a square, so that cells of
 * the pattern are cells of the canvas. */
#ifndef FOLLICLE_LAYOUT_PLACEMENT_H
#define FOLLICLE_LAYOUT_PLACEMENT_H

#include "grid.h"
#include "tile.h"

#include <stdbool.h>

typedef struct fol__placement {
    int32_t column, row; /* of the tile's cell under the canvas' first */
    bool swap, flip_x, flip_y;
} fol__placement;

fol__placement fol__placement_of(uint64_t seed, const fol_pattern *pattern);

/* The points of the pattern under a cell of the canvas, ranks rising. */
const fol__tile_point *fol__points_under(const fol_pattern *pattern, const fol__placement *at, int32_t column,
                                         int32_t row, uint32_t *count);

/* Where in its cell of the canvas a point lies, um from the upper left corner. */
static inline void fol__place_in_cell(const fol__placement *at, const fol__tile_point *p, int32_t *x, int32_t *y) {
    const int32_t u = at->swap ? p->y : p->x, v = at->swap ? p->x : p->y;
    *x = at->flip_x ? FOL__CELL_UM - 1 - u : u;
    *y = at->flip_y ? FOL__CELL_UM - 1 - v : v;
}

#endif
