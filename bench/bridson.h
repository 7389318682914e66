/* SPDX-License-Identifier: MIT */
/* The yardstick: the method that most programs use for Poisson-disc sets. */
#ifndef FOLLICLE_BENCH_BRIDSON_H
#define FOLLICLE_BENCH_BRIDSON_H

#include <stdint.h>

/* Fills the unit square with points at least `distance` apart; returns how many, -1 when memory is out. */
int64_t bridson_fill(double distance, uint64_t seed);

#endif
