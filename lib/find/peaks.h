/* SPDX-License-Identifier: MIT */
/* Peaks of darkness at each scale, with what is known of each: how far it stands out, its size, what lies around it. */
#ifndef FOLLICLE_FIND_PEAKS_H
#define FOLLICLE_FIND_PEAKS_H

#include "scales.h"

/* How much of a line a peak must be to be followed. */
#define FOL__LENGTHWISE 0.25

typedef struct fol__peak {
    double x, y;         /* pixels of darkness; the middle of pixel (0, 0) is (0.5, 0.5) */
    double noise_ratio;  /* height over the noise around */
    double contrast;     /* of the spot alone, as it is seen */
    double spread;       /* sigma of the spot, pixels */
    double lopsided;     /* what one side has more on a circle around it, of its own darkness */
    double lengthwise;   /* 0 round, 1 a line */
    double along_x, along_y; /* its direction */
    bool only_flat;      /* too large for a spot: a hair only if it lies flat */
    double length;       /* pixels; of a hair that lies flat, else 0 */
    double confidence;
    int32_t scale;
} fol__peak;

/* Adds the peaks of a tile to `peaks`, a vector of fol__peak; `light`: of light in place of darkness. False: out of memory. */
bool fol__peaks_of_tile(const fol__tile *tile, const fol__scales *scales, const fol__darkness *dark, double least_contrast,
                        bool light, fol__vector *peaks);

#endif
