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
    double area; /* what all its coverage adds up to */
} fol__disc;

fol__disc fol__disc_make(double x, double y, double radius, double softness);

/* The profile of a dot along one scan line: half of a line that is symmetric about its middle. */
typedef struct fol__chord {
    double flat, reach;    /* where the full profile ends, and where all ends */
    double c0, c1, c2, c3; /* integral of the smooth step: x (c0 + c1 x^2 + c2 x^4 + c3 x^6) */
    double at_flat;        /* that integral at flat */
    double half;           /* integral of all from 0 to reach */
    double height;         /* of the strip of the pixel row that the line stands for */
} fol__chord;

/* Coverage of the pixels from (x, y) on, width a row. */
typedef struct fol__cover {
    uint32_t *units;
    int64_t x, y, width, height;
    double *row;        /* scratch of fol__disc_rows() numbers, of the largest dot */
    fol__chord *chords; /* scratch of fol__disc_chords() */
} fol__cover;

/* At most how many rows, or columns, of pixels a dot touches. */
size_t fol__disc_rows(const fol__disc *disc);
/* At most how many scan lines it is cut into. */
size_t fol__disc_chords(const fol__disc *disc);
void fol__cover_add(const fol__cover *cover, const fol__disc *disc);

static inline int64_t fol__floor(double value) {
    const int64_t whole = (int64_t)value;
    return (double)whole > value ? whole - 1 : whole;
}

#endif
