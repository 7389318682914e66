/* SPDX-License-Identifier: MIT */
/* How far apart the dots of a running total are guaranteed to be, as a table measured on a pattern. */
#ifndef FOLLICLE_SPACING_H
#define FOLLICLE_SPACING_H

#include <follicle/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The spacing that ranks below a threshold are guaranteed, measured exactly over all pairs of the tile.
 * Step k: the first points[k] ranks are at least least_um[k] apart. points rises strictly, least_um falls strictly;
 * the last step is the whole pattern. Borrowed from the pattern; as static as it is. */
typedef struct fol_spacing {
    double tile_mm;            /* side of the tile */
    int32_t point_count;       /* ranks in the tile */
    int32_t step_count;
    const int32_t *points;
    const double *least_um;
} fol_spacing;

/* Densest uniform set that the pattern carries, dots per cm2: 400 for the built-in one. */
FOL_API double fol_spacing_cap_per_cm2(const fol_spacing *spacing);
/* Least distance in mm between any two dots of a running total of at most `per_cm2`; 0 above the cap. Cost O(log steps). */
FOL_API double fol_spacing_least_mm(const fol_spacing *spacing, double per_cm2);
/* Highest density in dots per cm2 at which dots stay `least_mm` apart; 0 when none does. Cost O(log steps). */
FOL_API double fol_spacing_densest_per_cm2(const fol_spacing *spacing, double least_mm);

#ifdef __cplusplus
}
#endif
#endif
