/* SPDX-License-Identifier: MIT */
/* Coverage to pixels: pigment over what is there, in linear light, rounded to 8 bits without losing tone. */
#ifndef FOLLICLE_RASTER_BLEND_H
#define FOLLICLE_RASTER_BLEND_H

#include "cover.h"
#include "srgb.h"

#include <follicle/raster.h>

/* Dithering starts anew in each tile of so many pixels a side, counted in the scene's grid. Coverage must be known for
 * whole tiles, so that every part of a picture finds the same pixels. */
enum { FOL__TILE_PX = 16 };

/* Number of the tile, across or down, that a pixel of the grid is in. */
static inline int64_t fol__tile_of(int64_t pixel) {
    return pixel >= 0 ? pixel / FOL__TILE_PX : -((-pixel + FOL__TILE_PX - 1) / FOL__TILE_PX);
}

/* What pigment does to a pixel of one code, in one channel. */
typedef struct fol__shift {
    double light;  /* of the code, in steps */
    double whole;  /* what full coverage at full opacity adds to it */
    uint64_t pace; /* what a unit of coverage adds to the threshold, which counts 2^64 to a code */
} fol__shift;

typedef struct fol__ink {
    const fol__light *light;
    double per_unit;           /* opacity of a unit of coverage */
    fol__shift shifts[3][256]; /* by channel and code */
} fol__ink;

void fol__ink_make(fol__ink *ink, const fol__light *light, fol_color pigment, double opacity);

/* A picture with the place of its pixel (0, 0) in the scene's grid, and the pixels of that grid that may be touched. */
typedef struct fol__target {
    const fol_pixels *pixels;
    int64_t x, y;
    int64_t from_x, from_y, end_x, end_y;
} fol__target;

static inline size_t fol__pixel_size(const fol_pixels *pixels) {
    return pixels->format == FOL_PIXELS_RGB24 ? 3 : 4;
}

static inline uint8_t *fol__pixel_at(const fol_pixels *pixels, int64_t column, int64_t row) {
    return (uint8_t *)pixels->data + (size_t)row * pixels->stride + (size_t)column * fol__pixel_size(pixels);
}

void fol__pixel_write(const fol_pixels *pixels, int64_t column, int64_t row, fol_color color);

/* Draws one band of tiles: cover is one tile high and begins and ends at borders of tiles. `sums` has room for one
 * number a tile. */
void fol__blend_band(const fol__ink *ink, const fol__target *target, const fol__cover *cover, uint64_t *sums);

#endif
