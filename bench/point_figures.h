/* SPDX-License-Identifier: MIT */
/* What any set of points on a square keeps, found without knowing who made it. */
#ifndef FOLLICLE_BENCH_POINT_FIGURES_H
#define FOLLICLE_BENCH_POINT_FIGURES_H

#include <stdbool.h>
#include <stdint.h>

#include "samplers.h"

typedef struct point_figures {
    double least; /* least distance of any two; 2 x `distance` when none are closer */
    double clark_evans; /* 2 sqrt(points / area) x mean distance to the nearest other; edges are not corrected for */
    int64_t holes; /* corners of places where one more point fits, `distance` from all others; 0: the set is maximal */
} point_figures;

/* Points at 0 to side in x and y. Holes narrower than a millionth of the distance count as none. False when memory is out. */
bool measure_points(const sample_point *points, int64_t count, double side, double distance, point_figures *out);

#endif
