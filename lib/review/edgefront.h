/* SPDX-License-Identifier: MIT */
/* An edge as a profile: how far behind the line it begins in each slice. */
#ifndef FOLLICLE_REVIEW_EDGEFRONT_H
#define FOLLICLE_REVIEW_EDGEFRONT_H

#include "alloc.h"

#include <follicle/edge.h>

/* A dot, or a piece of skin, seen from the line, mm; a dot is asked for once, skin as often as it is dense were there no edge. */
typedef struct fol__ashore {
    double along, behind, asked;
} fol__ashore;

typedef struct fol__shore {
    const fol__ashore *dots, *skin;
    size_t dot_count, skin_count;
    double length;
    double skin_mm2; /* of each piece */
} fol__shore;

/* As far as an edge is looked for, mm. */
#define FOL__EDGE_FRONT_MM 8.0
#define FOL__EDGE_BEHIND_MM 20.0

typedef struct fol__front {
    const fol_allocator *alloc;
    size_t count;    /* of slices */
    double slice;    /* mm */
    double *profile; /* mean distance of the three front-most dots, less the mean of all; 0 where not seen */
    double *first;   /* distance of the front-most */
    double *bend;    /* half the line's curvature, above 0 where the edge is inside the bend */
    bool *seen;      /* an edge was found there */
    size_t seen_count;
} fol__front;

/* Fills in spacing_mm, slice_mm, judged_mm and offset_mm. False: out of memory; can be freed after that too. */
bool fol__front_make(const fol__shore *shore, const fol_allocator *alloc, fol__front *out, fol_edge *figures);
void fol__front_free(fol__front *front);

/* range_mm, rough_mm and wander_mm. */
void fol__front_roughness(const fol__front *front, fol_edge *figures);
void fol__front_symmetry(const fol__front *front, fol_edge *figures);
/* scatter and step. False: out of memory. */
bool fol__front_stop(const fol__front *front, const fol__shore *shore, fol_edge *figures);

/* edgeperiod.c: period_mm, period_height_mm and period. False: out of memory. */
bool fol__front_period(const fol__front *front, fol_edge *figures);

#endif
