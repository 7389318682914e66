/* SPDX-License-Identifier: MIT */
/* An open smooth curve through points, going on straight past its ends. */
#ifndef FOLLICLE_CORE_CURVE_H
#define FOLLICLE_CORE_CURVE_H

#include "ring.h"
#include "segment.h"

typedef struct fol__curve {
    fol_allocator alloc;
    fol__segment *segments; /* the ray into the first point, the curve, the ray out of the last */
    size_t segment_count;
    size_t first, past;     /* segments[first] ... segments[past - 1] are the curve itself */
    bool hooked;            /* a ray ends at the curve itself: it does not part the plane in two */
} fol__curve;

/* A centripetal Catmull-Rom curve (Yuksel, Schaefer, Keyser 2011), flattened to within 0.01 mm; a span depends on the four
 * points around it alone. The rays go on along the end tangents, past `bounds`, but stop where they meet the curve or each
 * other. Errors: _VALUE, _GEOMETRY (fewer than two points, two alike in a row, a curve that crosses itself), _NOMEM. */
fol_status fol__curve_make(const fol_ring *points, fol__box bounds, fol__where where, const fol_allocator *alloc,
                           fol__curve *out, fol_error *err);
void fol__curve_free(fol__curve *curve);

/* Distance from (x, y) to the nearest of some segments of a curve, above 0 on the side where fol__segment_side() is; `which`
 * lists `count` segments, NULL for all. Cost O(count), at least one. */
double fol__curve_distance(const fol__curve *curve, const uint32_t *which, size_t count, double x, double y);

#endif
