/* SPDX-License-Identifier: MIT */
/* Places seen from a line: how far along it and how far to its side. In mm, as the line is. */
#ifndef FOLLICLE_REVIEW_EDGELINE_H
#define FOLLICLE_REVIEW_EDGELINE_H

#include "segment.h"

#include <follicle/values.h>

/* Segments of a line in bundles that a box holds, so that most need not be looked at. */
typedef struct fol__bundle {
    double x0, y0, x1, y1;
    size_t first, past; /* of segments */
} fol__bundle;

typedef struct fol__edgeline {
    const fol_allocator *alloc;
    fol__segment *segments;
    double *along; /* where each begins */
    fol__bundle *bundles;
    size_t segment_count, bundle_count, room;
    double length;
} fol__edgeline;

/* Points that repeat the one before are passed over. False: out of memory; can be freed after that too. */
bool fol__edgeline_make(const fol_ring *points, const fol_allocator *alloc, fol__edgeline *out);
void fol__edgeline_free(fol__edgeline *line);

/* A place's nearest point of the line; `side` is above 0 to the left of it, seen with y down. */
typedef struct fol__beside {
    double along, side;
} fol__beside;

/* False: it is further than `within`, or nearest to an end of the line and beyond it. */
bool fol__edgeline_see(const fol__edgeline *line, double x, double y, double within, fol__beside *out);
/* How many points fol__edgeline_soothe() puts: one a millimetre, at least 2, at most 4,096. */
size_t fol__edgeline_soothed_count(const fol__edgeline *line);
/* The line without its teeth: places along it, each the mean of those up to 20 mm to either side, the near ones more, and less toward the
 * ends. Returns how far a place was moved at most, in mm; below 0 when out of memory. */
double fol__edgeline_soothe(const fol__edgeline *line, size_t count, fol_point *out);
/* The first bundle with a segment that near; their count when there is none. */
size_t fol__edgeline_first_near(const fol__edgeline *line, double x, double y, double within);

#endif
