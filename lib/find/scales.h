/* SPDX-License-Identifier: MIT */
/* A tile of darkness blurred more and more: what one blur takes off the next is what is as large as the blur. */
#ifndef FOLLICLE_FIND_SCALES_H
#define FOLLICLE_FIND_SCALES_H

#include "darkness.h"

/* Scales of spots, one more that tells moles, and the blur that this one is compared with. */
enum { FOL__MOST_SCALES = 12, FOL__MOST_TAPS = 64 };

/* The side of a tile, and of the blocks of it in which noise is measured, in pixels of darkness. */
enum { FOL__FIND_TILE = 512, FOL__FIND_BLOCK = 64 };

/* e^-x for 0 <= x <= 16, without libm: the power series at x / 256, squared eight times. */
double fol__falling_power(double x);

typedef struct fol__scales {
    int32_t count;                       /* of scales whose spots can be hairs; the next one's are moles */
    double sigma[FOL__MOST_SCALES];      /* of count + 2 blurs, pixels, each sqrt(2) of the one before */
    int32_t taps[FOL__MOST_SCALES];      /* of the kernel that leads to a blur from the one before, on each side of the middle */
    float kernel[FOL__MOST_SCALES][FOL__MOST_TAPS];
    int32_t margin;                      /* pixels around a tile that its blurs look at */
} fol__scales;

fol__scales fol__scales_make(double diameter_from_px, double diameter_to_px);

/* Planes of one tile with its margin; allocated once, used for every tile. */
typedef struct fol__tile {
    fol_allocator alloc;
    int32_t side;                       /* of the planes */
    int32_t x, y;                       /* where the planes' pixel (0, 0) lies in the picture; may be outside */
    float *blurs[FOL__MOST_SCALES];     /* count + 2 */
    float *scratch;
} fol__tile;

bool fol__tile_make(const fol__scales *scales, const fol_allocator *alloc, fol__tile *out);
void fol__tile_free(fol__tile *tile, const fol__scales *scales);
/* Blurs the tile whose first pixel is (x, y). Beyond the picture its border goes on. */
void fol__tile_fill(fol__tile *tile, const fol__scales *scales, const fol__darkness *dark, int32_t x, int32_t y);

#endif
