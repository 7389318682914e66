/* SPDX-License-Identifier: MIT */
/* Smooth functions made of polynomials alone: ramps, and noise that belongs to a place. */
#ifndef FOLLICLE_CORE_NOISE_H
#define FOLLICLE_CORE_NOISE_H

#include "hash.h"

/* 0 up to 0, 1 from 1 on, smooth between (3 t^2 - 2 t^3); smooth(t) + smooth(1 - t) = 1. */
static inline double fol__smooth(double t) {
    return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}

/* Value noise from -1 to 1: even random values on a lattice half a wave apart, joined by fifth-order ramps (Perlin 2002), so that
 * bumps come about once a wave. wave > 0. */
typedef struct fol__noise {
    uint64_t stream;
    double wave;
} fol__noise;

/* The same for places of a small square, whose knots are drawn once. Single precision about its centre: within 1e-5 of the noise. */
enum { FOL__NOISE_KNOTS = 64, FOL__NOISE_PLACES = 64 };
typedef struct fol__noise_patch {
    fol__noise noise;
    int32_t column, row; /* of the first knot */
    float x, y;          /* the first knot, seen from the centre */
    int32_t columns;     /* 0: the square has too many knots to be kept */
    float knots[FOL__NOISE_KNOTS];
} fol__noise_patch;

/* A square about (x, y), so far to the left and above, and so far to the right and below. */
void fol__noise_patch_make(fol__noise noise, double x, double y, double before, double after, fol__noise_patch *out);
/* Adds `size` times the noise at each of up to FOL__NOISE_PLACES places, seen from the centre, to sums. */
void fol__noise_add(const fol__noise_patch *patch, double size, const float *x, const float *y, int32_t count, float *sums);

#endif
