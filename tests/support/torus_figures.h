/* SPDX-License-Identifier: MIT */
/* How evenly points lie on a square torus: the figures that the pattern is judged by. Shared by tests and bench.
 * Points are x0, y0, x1, y1 ... in micrometres in [0, tile_um). Random places come from `seed`, the same everywhere. */
#ifndef FOLLICLE_TESTS_TORUS_FIGURES_H
#define FOLLICLE_TESTS_TORUS_FIGURES_H

#include <stdint.h>

typedef struct nearest_figures {
    double clark_evans; /* Clark & Evans 1954: mean nearest distance over that of random points; hexagonal 2.149 */
    double cv;          /* standard deviation of nearest distances over their mean */
    double least;       /* times sqrt(points / area): free of scale */
} nearest_figures;

nearest_figures nearest_on_torus(const int32_t *xy, int32_t count, int32_t tile_um);

/* Variance over mean of the counts in `discs` random discs with a radius of `spacings` / sqrt(points / area); random
 * points have 1. */
double disc_dispersion(const int32_t *xy, int32_t count, int32_t tile_um, double spacings, int32_t discs,
                       uint64_t seed);

typedef struct zone_figures {
    double sd, worst; /* of count / expected - 1 */
} zone_figures;

/* Counts in `draws` rectangles of random place, `ratio` times as long as wide, that expect `expected` points. They may
 * be larger than the tile, which repeats. */
zone_figures zone_counts(const int32_t *xy, int32_t count, int32_t tile_um, double expected, double ratio,
                         int32_t draws, uint64_t seed);

#endif
