/* SPDX-License-Identifier: MIT */
/* Fitting transforms to pairs of places, weighted. */
#ifndef FOLLICLE_REGISTER_TRANSFORM_H
#define FOLLICLE_REGISTER_TRANSFORM_H

#include <follicle/register.h>

typedef struct fol__pair {
    fol_point from, to;
    double weight;
} fol__pair;

/* Least squares of the distances where pairs lead to. False when pairs do not fix a transform. */
bool fol__transform_fit(const fol__pair *pairs, size_t count, fol_transform_kind kind, fol_transform *out);

/* Pixels a millimetre at a place: the root of what an area grows by. */
double fol__transform_scale(const fol_transform *transform, fol_point at);

/* The same transform to pixels of `factor` times the number. */
fol_transform fol__transform_scaled(const fol_transform *transform, double factor);

#endif
