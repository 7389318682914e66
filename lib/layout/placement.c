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

fol__tile_walk fol__tile_walk_from(const fol_pattern *pattern, const fol__placement *at, int32_t column, int32_t row) {
    const int32_t cells = pattern->cells;
    int32_t u = (column + at->column) % cells, v = (row + at->row) % cells;
    u = at->flip_x ? cells - 1 - u : u;
    v = at->flip_y ? cells - 1 - v : v;
    const fol__tile_walk walk = {pattern, at->swap ? (size_t)v : (size_t)v * (size_t)cells, at->swap ? (size_t)cells : 1, u,
                                 at->flip_x ? -1 : 1};
    return walk;
}
