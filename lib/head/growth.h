/* SPDX-License-Identifier: MIT */
/* Hair as it grows: openings at natural distances, thinned where hair is lost. */
#ifndef FOLLICLE_HEAD_GROWTH_H
#define FOLLICLE_HEAD_GROWTH_H

#include "alloc.h"

#include <follicle/values.h>

/* Hair that is lost inside a ring: from from_mm inside its edge on it thins, and soft_mm further so much is left. */
typedef struct fol__loss {
    fol_ring ring;
    double left, from_mm, soft_mm;
} fol__loss;

typedef struct fol__growth {
    double width, height; /* mm of canvas */
    double per_cm2;       /* where all of it grows; up to 90 */
    fol_ring scalp;
    double edge_mm;       /* over which it thins at the scalp's edge */
    const fol__loss *losses;
    size_t loss_count;
    uint64_t stream;
} fol__growth;

/* Adds to a vector of fol_point, to 0.1 mm, no two within 0.6 mm. False when memory is out. */
bool fol__growth_fill(const fol__growth *growth, fol__vector *out);
/* Takes `count` openings inside the ring away, as many as there are, spread by chance. */
void fol__growth_harvest(fol__vector *hairs, const fol_ring *field, size_t count, uint64_t stream);

#endif
