/* SPDX-License-Identifier: MIT */
/* What is in the skin, and how it moves the ranks of the pattern's points about it.
 *
 *   rank of a free point q  =  its own rank + tile area * ( sum of weights of dots in the skin  -  number of taken points of lower rank )
 *
 * both counted about q by a kernel of weight 1, (1 - s^2 / R^2)^2. Taken is a point whose own dot is in the skin, or that lies in the
 * clearance of another one. The points whose rank is then below a threshold are, with what is in the skin, as many as without it, whatever
 * healed and wherever the hand went: docs/layout.md shows why. Ranks do not depend on the density, so more of it only adds dots. */
#ifndef FOLLICLE_LAYOUT_SKIN_H
#define FOLLICLE_LAYOUT_SKIN_H

#include "fail.h"
#include "inside.h"
#include "placement.h"

#include <follicle/layout.h>
#include <stdatomic.h>

/* A free point's rank falls to no less than 2 / 3 of its own, so that dots lie no denser than half again the density. */
#define FOL__MOST_RAISED 1.5

/* A dot in the skin, or a taken point. */
typedef struct fol__source {
    int32_t x_um, y_um;
    int32_t rank;   /* counts for points of higher rank; -1: for all */
    int32_t number; /* of a point in its cell; -1: a dot */
    float weight;
} fol__source;

typedef struct fol__skin {
    atomic_int users;
    fol_allocator alloc;
    int32_t column0, row0, columns, rows; /* cells that have sources: those of the canvas and one around it */
    uint32_t *starts;                     /* [row][column], and one past the last */
    fol__source *sources;
    size_t count;
    int32_t past_rank; /* no point from this rank on can be in */
} fol__skin;

/* *out is NULL where nothing is in the skin. False: out of memory. */
bool fol__skin_make(const fol_design *design, const fol_pattern *pattern, const fol_allocator *alloc, fol__skin **out);
fol__skin *fol__skin_share(fol__skin *skin);
void fol__skin_leave(fol__skin *skin);

/* Whether ranks of a cell's points are others than their own. */
bool fol__skin_reaches(const fol__skin *skin, int32_t column, int32_t row);
/* Ranks of points of a cell, the first of which has the number `first`; FOL__NO_RANK for one that is taken. */
void fol__skin_ranks(const fol__skin *skin, const fol__places *places, double tile_cm2, uint32_t first, const int32_t *own, int32_t *ranks);

#endif
