/* SPDX-License-Identifier: MIT */
/* The micrometre grid and the cells of 4 mm into which all space is cut. Pattern, design and layout share these cells, so
 * that what one knows of a cell the others can use: small beside what is soft in a design, large enough that what is done once a
 * cell is little beside what is done for its dots. The only place that rounds. */
#ifndef FOLLICLE_CORE_GRID_H
#define FOLLICLE_CORE_GRID_H

#include <stdint.h>

enum { FOL__CELL_UM = 4000 };

/* Nearest micrometre, halves away from zero. |mm| must be below 1,000,000. */
static inline int32_t fol__um_from_mm(double mm) {
    const double um = mm * 1000.0;
    return (int32_t)(um < 0 ? um - 0.5 : um + 0.5);
}

static inline double fol__mm_from_um(int32_t um) {
    return (double)um / 1000.0;
}

/* The cell that holds um; cells count on below 0. */
static inline int32_t fol__cell_of(int32_t um) {
    const int32_t q = um / FOL__CELL_UM;
    return um % FOL__CELL_UM < 0 ? q - 1 : q;
}

/* Micrometres, both ends inside. */
typedef struct fol__box {
    int32_t x0, y0, x1, y1;
} fol__box;

static inline fol__box fol__box_grown(fol__box box, int32_t by) {
    const fol__box grown = {box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by};
    return grown;
}

#endif
