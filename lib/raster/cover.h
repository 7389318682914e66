/* SPDX-License-Identifier: MIT */
/* How much of each pixel is covered by dots. Pixels are counted in the grid of the whole scene, so that a part of a
 * picture finds the same figures as the whole. */
#ifndef FOLLICLE_RASTER_COVER_H
#define FOLLICLE_RASTER_COVER_H

#include <stdint.h>

/* A pixel's coverage in whole units: sums are exact, so neither the order of the dots nor a cut into parts changes
 * them. */
#define FOL__COVER_FULL ((uint32_t)1 << 30)

/* One dot as it is drawn, lengths in pixels of the scene's grid. At distance q from its centre it covers 1 up to
 * q^2 = flat, nothing from q^2 = edge on, and a smooth step between, all scaled to its area. */
typedef struct fol__disc {
    double x, y;
    double reach; /* square root of edge */
    double flat, edge;
    double area; /* what all its coverage adds up to */
    /* For the arithmetic lengths are scaled so that edge - flat = 1; of a crisp dot, which has no step, so that edge
     * = 1. */
    double scale, scaled_edge, step; /* step: edge - flat when scaled, 1 or 0 */
    int pairs;                       /* of scan lines that each row of pixels is cut into */
    double strips;                   /* 1 / (2 pairs) */
} fol__disc;

fol__disc fol__disc_make(double x, double y, double radius, double softness);

/* Coverage of the pixels from (x, y) on, width a row. */
typedef struct fol__cover {
    uint32_t *units;
    int64_t x, y, width, height;
} fol__cover;

void fol__cover_add(const fol__cover *cover, const fol__disc *disc);

static inline int64_t fol__floor(double value) {
    const int64_t whole = (int64_t)value;
    return whole - ((double)whole > value);
}

#endif
