/* SPDX-License-Identifier: MIT */
/* How much of each pixel is covered by dots. Pixels are counted in the grid of the whole scene, so that a part of a
 * picture finds the same figures as the whole. */
#ifndef FOLLICLE_RASTER_COVER_H
#define FOLLICLE_RASTER_COVER_H

#include <stddef.h>
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
    double per_step; /* 1 / (edge - flat); 0 for a crisp dot */
    double area;     /* what all its coverage adds up to */
    int pairs;       /* of scan lines that each row of pixels is cut into */
} fol__disc;

fol__disc fol__disc_make(double x, double y, double radius, double softness);

/* The profile of a dot along two scan lines, side by side so that both are worked out at once: half of each line, which
 * is symmetric about its middle. */
typedef struct fol__chords {
    double flat[2], reach[2];       /* where the full profile ends, and where all ends */
    double c0[2], c1[2], c2[2], c3; /* integral of the smooth step: x (c0 + c1 x^2 + c2 x^4 + c3 x^6) */
    double at_flat[2];              /* that integral at flat */
    double half[2];                 /* integral of all from 0 to reach */
} fol__chords;

/* Coverage of the pixels from (x, y) on, width a row. */
typedef struct fol__cover {
    uint32_t *units;
    int64_t x, y, width, height;
    double *row;         /* scratch of fol__disc_rows() numbers, of the largest dot */
    fol__chords *chords; /* scratch of fol__disc_chords() */
} fol__cover;

/* At most how many rows, or columns, of pixels a dot touches. */
size_t fol__disc_rows(const fol__disc *disc);
/* At most how many pairs of scan lines it is cut into. */
size_t fol__disc_chords(const fol__disc *disc);
void fol__cover_add(const fol__cover *cover, const fol__disc *disc);

static inline int64_t fol__floor(double value) {
    const int64_t whole = (int64_t)value;
    return whole - ((double)whole > value);
}

#endif
