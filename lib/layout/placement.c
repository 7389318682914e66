/* SPDX-License-Identifier: MIT */
#include "placement.h"

#include "hash.h"

fol__placement fol__placement_of(uint64_t seed, const fol_pattern *pattern) {
    const uint64_t turn = fol__hash(seed, FOL__FOR_PLACEMENT, 0), shift = fol__hash(seed, FOL__FOR_PLACEMENT, 1);
    const uint64_t cells = (uint64_t)pattern->cells;
    const fol__placement p = {(int32_t)(shift % cells), (int32_t)((shift >> 32) % cells), turn & 1, turn >> 1 & 1,
                              turn >> 2 & 1};
    return p;
}

const fol__tile_point *fol__points_under(const fol_pattern *pattern, const fol__placement *at, int32_t column,
                                         int32_t row, uint32_t *count) {
    const int32_t cells = pattern->cells;
    int32_t u = (column + at->column) % cells, v = (row + at->row) % cells;
    u = at->flip_x ? cells - 1 - u : u;
    v = at->flip_y ? cells - 1 - v : v;
    const int32_t cell = at->swap ? u * cells + v : v * cells + u;
    *count = pattern->starts[cell + 1] - pattern->starts[cell];
    return &pattern->points[pattern->starts[cell]];
}
