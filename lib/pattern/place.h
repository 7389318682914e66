/* SPDX-License-Identifier: MIT */
/* Places on the torus while a pattern is being built. */
#ifndef FOLLICLE_PATTERN_PLACE_H
#define FOLLICLE_PATTERN_PLACE_H

#include <float.h>
#include <stdint.h>

#if FLT_EVAL_METHOD != 0
#error "floats must be computed as floats, or patterns differ between machines"
#endif

/* The side of the torus is 2^32, so that differences wrap by themselves. */
typedef struct fol__place {
    uint32_t x, y;
} fol__place;

/* The shorter way along one axis from b to a; the side of the torus is 1. */
static inline float fol__apart(uint32_t a, uint32_t b) {
    return (float)(int32_t)(a - b) * 0x1p-32f;
}

static inline float fol__distance_squared(fol__place a, fol__place b) {
    const float x = fol__apart(a.x, b.x), y = fol__apart(a.y, b.y);
    return x * x + y * y;
}

/* Which of `cells` (at most 2^16) equal parts of the side holds a coordinate. */
static inline int32_t fol__part_of(uint32_t at, int32_t cells) {
    return (int32_t)((uint64_t)at * (uint64_t)cells >> 32);
}

#endif
