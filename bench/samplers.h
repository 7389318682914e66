/* SPDX-License-Identifier: MIT */
/* The yardsticks: the method that most programs use for Poisson-disc sets, and the one that leaves no room for another point.
 * Both fill the unit square with points at least `distance` apart and return how many, -1 when memory is out. The first `room`
 * of them are copied to `points`, row by row of the grid; what is timed copies none. */
#ifndef FOLLICLE_BENCH_SAMPLERS_H
#define FOLLICLE_BENCH_SAMPLERS_H

#include <stdint.h>

typedef struct sample_point {
    double x, y;
} sample_point;

typedef int64_t (*sampler_fill)(double distance, uint64_t seed, sample_point *points, int64_t room);

int64_t bridson_fill(double distance, uint64_t seed, sample_point *points, int64_t room);
int64_t darts_fill(double distance, uint64_t seed, sample_point *points, int64_t room);

/* The same darts on a torus, a whole number of whose cells has the distance for diagonal: opposite edges meet. Distance sqrt(2) / cells. */
int64_t darts_fill_torus(int32_t cells, uint64_t seed, sample_point *points, int64_t room);

/* The distance at which each gives about that many points: its own count x distance^2. */
double bridson_distance(int64_t points);
double darts_distance(int64_t points);

#endif
