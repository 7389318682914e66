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

/* The cells of the tile under a row of the canvas, one after the other. */
typedef struct fol__tile_walk {
    const fol_pattern *pattern;
    size_t first, stride; /* cells of the tile: first + u * stride */
    int32_t u, step;
} fol__tile_walk;

/* Set on a column; each cell is then one further right. */
fol__tile_walk fol__tile_walk_from(const fol_pattern *pattern, const fol__placement *at, int32_t column, int32_t row);

/* Points of the pattern, ranks rising; `room` counts those that fill up the last step too. */
typedef struct fol__tile_cell {
    const uint32_t *places;
    const int32_t *ranks;
    uint32_t room;
} fol__tile_cell;

#if defined(__GNUC__) || defined(__clang__)
#  define FOL__PREFETCH(address) __builtin_prefetch(address)
#else
#  define FOL__PREFETCH(address) ((void)(address))
#endif

/* Cells that are asked for ahead: a tile is larger than the nearest caches, and no hardware foresees a walk down its columns. */
enum { FOL__CELLS_AHEAD = 6 };

/* The points under the cell; moves on. */
static inline fol__tile_cell fol__tile_walk_cell(fol__tile_walk *walk) {
    const fol_pattern *pattern = walk->pattern;
    const uint32_t *start = &pattern->starts[walk->first + (size_t)walk->u * walk->stride];
    const fol__tile_cell cell = {&pattern->places[start[0]], &pattern->ranks[start[0]], start[1] - start[0]};
    const int32_t ahead = walk->u + FOL__CELLS_AHEAD * walk->step;
    if (ahead >= 0 && ahead < pattern->cells) {
        const uint32_t next = pattern->starts[walk->first + (size_t)ahead * walk->stride];
        FOL__PREFETCH(&pattern->places[next]);
        FOL__PREFETCH(&pattern->ranks[next]);
    }
    walk->u += walk->step;
    walk->u = walk->u == pattern->cells ? 0 : walk->u < 0 ? pattern->cells - 1 : walk->u;
    return cell;
}

#endif
