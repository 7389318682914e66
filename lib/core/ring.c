/* SPDX-License-Identifier: MIT */
/* Rounding to the grid happens here, once: inclusion, area and crossings are then exact integer geometry. */
#include "ring.h"

/* Finite without libm: a NaN fails every comparison. */
static bool within(double mm) {
    return mm >= -FOL__FARTHEST_MM && mm <= FOL__FARTHEST_MM;
}

fol_status fol__place_check(fol_point place, fol__where where, fol_error *err) {
    if (within(place.x) && within(place.y))
        return FOL_OK;
    return fol__fail(err, FOL_ERR_VALUE, where, "(%g, %g) is no place: both must be numbers from %g to %g mm", place.x,
                     place.y, -FOL__FARTHEST_MM, FOL__FARTHEST_MM);
}

fol_status fol__ring_check(const fol_ring *ring, size_t least_points, fol__where where, fol_error *err) {
    const size_t count = ring->points ? fol__ring_open_count(ring) : 0;
    if (count < least_points)
        return fol__fail(err, FOL_ERR_GEOMETRY, where, "has %zu %s; at least %zu are needed", count,
                         count == 1 ? "point" : "points", least_points);
    fol_status status = FOL_OK;
    for (size_t i = 0; status == FOL_OK && i < ring->count; i++) {
        where.vertex = (int32_t)i;
        status = fol__place_check(ring->points[i], where, err);
    }
    return status;
}

size_t fol__ring_open_count(const fol_ring *ring) {
    size_t count = ring->count;
    while (count > 1 && ring->points[count - 1].x == ring->points[0].x &&
           ring->points[count - 1].y == ring->points[0].y)
        count--;
    return count;
}

bool fol__ring_append_edges(const fol_ring *ring, int32_t ring_index, fol__vector *edges) {
    const size_t count = fol__ring_open_count(ring);
    fol__edge *edge = fol__vector_extend(edges, count);
    if (!edge)
        return false;
    for (size_t i = 0; i < count; i++, edge++) {
        const fol_point a = ring->points[i], b = ring->points[(i + 1) % count];
        edge->x0 = fol__um_from_mm(a.x);
        edge->y0 = fol__um_from_mm(a.y);
        edge->x1 = fol__um_from_mm(b.x);
        edge->y1 = fol__um_from_mm(b.y);
        edge->ring = ring_index;
        edge->vertex = (int32_t)i;
    }
    return true;
}
