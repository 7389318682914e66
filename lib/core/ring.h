/* SPDX-License-Identifier: MIT */
/* Outlines and curves on the micrometre grid: from a caller's millimetres to edges, with every point checked. */
#ifndef FOLLICLE_CORE_RING_H
#define FOLLICLE_CORE_RING_H

#include "alloc.h"
#include "fail.h"
#include "grid.h"

#include <follicle/values.h>

/* Points may pass the largest canvas by as much again. */
#define FOL__FARTHEST_MM 20000.0

/* A directed edge with integer ends. `ring`: 0 the outline, 1 the first hole ... */
typedef struct fol__edge {
    int32_t x0, y0, x1, y1;
    int32_t ring, vertex;
} fol__edge;

/* Both coordinates finite and within FOL__FARTHEST_MM. */
fol_status fol__place_check(fol_point place, fol__where where, fol_error *err);
/* Every point finite and within FOL__FARTHEST_MM; `where` is the place of the ring, its vertex is filled in. */
fol_status fol__ring_check(const fol_ring *ring, size_t least_points, fol__where where, fol_error *err);

/* How many points a closed ring has without a closing point that repeats the first. */
size_t fol__ring_open_count(const fol_ring *ring);

/* Appends the edges of a checked closed ring to a vector of fol__edge, each beginning where the one before it ends. */
bool fol__ring_append_edges(const fol_ring *ring, int32_t ring_index, fol__vector *edges);

/* Orientation of c against the line a b: exact for coordinates of the largest canvas. */
static inline int64_t fol__orient(int32_t ax, int32_t ay, int32_t bx, int32_t by, int32_t cx, int32_t cy) {
    return ((int64_t)bx - ax) * ((int64_t)cy - ay) - ((int64_t)by - ay) * ((int64_t)cx - ax);
}

/* What an edge adds to the winding number of a place, by the half-open rule: no place is counted twice or missed. */
static inline int fol__edge_winding(const fol__edge *e, int32_t x, int32_t y) {
    if ((e->y0 <= y) == (e->y1 <= y))
        return 0;
    const int64_t side = fol__orient(e->x0, e->y0, e->x1, e->y1, x, y);
    if (e->y1 > e->y0)
        return side > 0 ? 1 : 0;
    return side < 0 ? -1 : 0;
}

#endif
