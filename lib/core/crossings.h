/* SPDX-License-Identifier: MIT */
/* Where edges meet other than at their common ends. */
#ifndef FOLLICLE_CORE_CROSSINGS_H
#define FOLLICLE_CORE_CROSSINGS_H

#include "ring.h"

/* Edge number `edge` meets edge number `other` at the share t of its length. */
typedef struct fol__meeting {
    uint32_t edge, other;
    double t;
    bool crossing; /* they cross or overlap; false: one only touches the other */
} fol__meeting;

typedef enum fol__crossings_result {
    FOL__CROSSINGS_FOUND = 0,
    FOL__CROSSINGS_NOMEM,
    FOL__CROSSINGS_TANGLED /* so many edges side by side that comparing them would take too long */
} fol__crossings_result;

/* Appends all meetings to a vector of fol__meeting, two for each pair of edges that meet at a point. Edges that follow each
 * other (one ends where the other begins) meet only if they fold back. Cost O(n log n) for outlines that are drawn. */
fol__crossings_result fol__find_crossings(const fol__edge *edges, size_t count, fol__vector *meetings);

#endif
