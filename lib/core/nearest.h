/* SPDX-License-Identifier: MIT */
/* Distances from a handful of places in one cell to the segments listed for it, all places at once. In single precision about the
 * cell's centre, where a unit in the last place is less than a hundredth of a micrometre: still strict IEEE, the same everywhere. */
#ifndef FOLLICLE_CORE_NEAREST_H
#define FOLLICLE_CORE_NEAREST_H

#include "grid.h"
#include "segment.h"

#include <stddef.h>
#include <stdint.h>

/* Places are worked on eight at a time, so that a compiler can use a vector unit; arrays hold room for whole eights. */
enum { FOL__MOST_PLACES = 64, FOL__PLACES_STEP = 8 };

/* Places about a cell's centre in micrometres. Lanes past `count`, up to a whole step, repeat the last. */
typedef struct fol__places {
    int32_t count, column, row;
    float x[FOL__MOST_PLACES], y[FOL__MOST_PLACES];
} fol__places;

static inline int32_t fol__places_lanes(const fol__places *places) {
    return (places->count + FOL__PLACES_STEP - 1) / FOL__PLACES_STEP * FOL__PLACES_STEP;
}

static inline void fol__places_set(fol__places *places, int32_t i, int32_t x_um, int32_t y_um) {
    places->x[i] = (float)(x_um - places->column * FOL__CELL_UM - FOL__CELL_UM / 2);
    places->y[i] = (float)(y_um - places->row * FOL__CELL_UM - FOL__CELL_UM / 2);
}

static inline int32_t fol__place_x(const fol__places *places, int32_t i) {
    return places->column * FOL__CELL_UM + FOL__CELL_UM / 2 + (int32_t)places->x[i];
}

static inline int32_t fol__place_y(const fol__places *places, int32_t i) {
    return places->row * FOL__CELL_UM + FOL__CELL_UM / 2 + (int32_t)places->y[i];
}

static inline void fol__places_fill_up(fol__places *places) {
    for (int32_t i = places->count; i < fol__places_lanes(places); i++) {
        places->x[i] = places->x[places->count - 1];
        places->y[i] = places->y[places->count - 1];
    }
}

/* Which way a segment goes, and one over its squared length; 0 for one of no length or too long for single precision. */
typedef struct fol__direction {
    float dx, dy, per_length2;
} fol__direction;

void fol__directions_fill(const fol__segment *segments, size_t count, fol__direction *out);

/* Segments that are listed for a cell: numbers of them, and what belongs to each. They come near the cell. */
typedef struct fol__near {
    const fol__segment *segments;
    const fol__direction *directions;
    const uint32_t *list;
    uint32_t count;
} fol__near;

/* Distance of each place to the nearest of the segments. */
void fol__nearest(const fol__near *near, const fol__places *places, float *distance);

/* The same, above 0 where fol__segment_side() of the nearest is. `doubts` is not 0 where that cannot be told of a place: a piece with the
 * place on its other side is as near but for rounding, as at a sharp corner, and exact arithmetic must tell. */
void fol__nearest_signed(const fol__near *near, const fol__places *places, float *distance, int32_t *doubts);

#endif
