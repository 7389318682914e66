/* SPDX-License-Identifier: MIT */
/* A filled region: an outline under the non-zero winding rule less its holes. Inclusion is exact; distance is to what truly
 * bounds the filled part, so an outline that crosses itself has no edge where both sides are filled. */
#ifndef FOLLICLE_CORE_REGION_H
#define FOLLICLE_CORE_REGION_H

#include "ring.h"
#include "segment.h"

typedef struct fol__region {
    fol_allocator alloc;
    fol__edge *edges; /* the outline's first, then each hole's */
    size_t edge_count;
    fol__segment *bounds; /* pieces of edges with the filled part where fol__segment_side() is above 0 and nowhere else */
    size_t bound_count;
    fol__box box;         /* of the outline */
    double area_mm2;      /* of the filled part */
    bool crosses_itself;
    int32_t crossing[2];  /* two vertices of the outline whose edges cross, when it does */
} fol__region;

/* Builds a region from rings that it checks. `where` names the object (list and index); rings and vertices are filled in,
 * ring 0 being the outline. Errors: _VALUE, _GEOMETRY, _NOMEM, _LIMIT (an outline too tangled to be compared). */
fol_status fol__region_make(const fol_ring *outline, const fol_ring *holes, size_t hole_count, fol__where where,
                            const fol_allocator *alloc, fol__region *out, fol_error *err);
void fol__region_free(fol__region *region);

/* Winding of a place against some of the edges, taken in their order: each ring has a winding of its own, so that a hole never
 * undoes another, whichever way each of them runs. */
typedef struct fol__winding {
    int32_t ring; /* whose winding is being summed up */
    int sum;
    bool in_outline, in_hole; /* of the rings before it */
} fol__winding;

static inline void fol__winding_end_ring(fol__winding *winding) {
    if (winding->ring == 0)
        winding->in_outline = winding->sum != 0;
    else
        winding->in_hole = winding->in_hole || winding->sum != 0;
    winding->sum = 0;
}

static inline void fol__winding_add_step(fol__winding *winding, int32_t ring, int step) {
    if (ring != winding->ring) {
        fol__winding_end_ring(winding);
        winding->ring = ring;
    }
    winding->sum += step;
}

static inline void fol__winding_add(fol__winding *winding, const fol__edge *e, int32_t x, int32_t y) {
    const int step = fol__edge_winding(e, x, y);
    if (step)
        fol__winding_add_step(winding, e->ring, step);
}

static inline bool fol__winding_filled(fol__winding winding) {
    fol__winding_end_ring(&winding);
    return winding.in_outline && !winding.in_hole;
}

/* Against all edges: O(edges). */
bool fol__region_holds(const fol__region *region, int32_t x, int32_t y);

#endif
