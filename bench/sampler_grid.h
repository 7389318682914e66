/* SPDX-License-Identifier: MIT */
/* What both samplers keep their points in: cells of r / sqrt 2, which hold at most one, with a border of two empty cells, so that
 * looking at neighbours needs no bounds check. */
#ifndef FOLLICLE_BENCH_SAMPLER_GRID_H
#define FOLLICLE_BENCH_SAMPLER_GRID_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "samplers.h"

enum { GRID_BORDER = 2 };

/* Empty cells hold a point far outside the unit square; a torus has copies of points just outside of it. */
#define EMPTY_PLACE (-10.0)

/* Cells left and right of a cell that a point closer than r can lie in, by row from two above to two below: the four corners of the 5 x 5
 * neighbourhood are r away or more. */
static const int grid_reach[5] = {1, 2, 2, 2, 1};

static inline sample_point *grid_create(size_t cells) {
    const sample_point empty = {EMPTY_PLACE, EMPTY_PLACE};
    sample_point *grid = malloc(cells * sizeof *grid);
    for (size_t i = 0; grid && i < cells; i++)
        grid[i] = empty;
    return grid;
}

static inline void grid_copy(const sample_point *grid, size_t cells, sample_point *points, int64_t room) {
    int64_t taken = 0;
    for (size_t i = 0; i < cells && taken < room; i++) {
        if (grid[i].x >= 0 && grid[i].x < 1 && grid[i].y >= 0 && grid[i].y < 1)
            points[taken++] = grid[i];
    }
}

/* splitmix64 (Steele, Lea, Flood 2014). */
static inline uint64_t random_next(uint64_t *state) {
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t x = *state;
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

#endif
