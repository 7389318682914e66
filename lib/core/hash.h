/* SPDX-License-Identifier: MIT */
/* Random numbers that are functions of what they are for: no state, no order, the same everywhere. */
#ifndef FOLLICLE_CORE_HASH_H
#define FOLLICLE_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* What a stream of numbers is for, so that two uses of one seed never share numbers. */
typedef enum fol__purpose {
    FOL__FOR_PLACEMENT = 1, /* which offset and symmetry of the tile a seed picks */
    FOL__FOR_SIZE,          /* of dots: diameter and depth */
    FOL__FOR_IRREGULARITY = 4,
    FOL__FOR_LARGE_UNDULATION,
    FOL__FOR_SMALL_UNDULATION,
    FOL__FOR_PATTERN,
    FOL__FOR_FINGERPRINT,
    FOL__FOR_EDGE_SCATTER,
    FOL__FOR_UNITS,    /* how many dots, and where they stand */
    FOL__FOR_TEMPLATES, /* unevenness of outlines, hair that is drawn */
    FOL__FOR_STAYING, /* of dots: which are expected to */
    FOL__FOR_HAND,   /* how far each dot is done from its place */
    FOL__FOR_HEALING /* what becomes of each dot where healing is simulated */
} fol__purpose;

/* The finaliser of splitmix64 (Steele, Lea, Flood 2014): a bijection in which every input bit reaches every output bit. */
static inline uint64_t fol__mix(uint64_t x) {
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

/* The stream of numbers of one seed for one purpose, and its 64 random bits for an id. */
static inline uint64_t fol__stream(uint64_t seed, fol__purpose purpose) {
    return fol__mix(seed + (uint64_t)purpose * UINT64_C(0x9e3779b97f4a7c15));
}

static inline uint64_t fol__stream_at(uint64_t stream, uint64_t id) {
    return fol__mix(stream ^ (id * UINT64_C(0xd1342543de82ef95) + UINT64_C(0x9e3779b97f4a7c15)));
}

static inline uint64_t fol__hash(uint64_t seed, fol__purpose purpose, uint64_t id) {
    return fol__stream_at(fol__stream(seed, purpose), id);
}

/* [0, 1) with 53 bits. */
static inline double fol__unit(uint64_t bits) {
    return (double)(bits >> 11) * 0x1p-53;
}

/* A generator for long builds: call repeatedly on one state. */
static inline uint64_t fol__next(uint64_t *state) {
    *state += UINT64_C(0x9e3779b97f4a7c15);
    return fol__mix(*state);
}

/* Even in [0, below), without bias for below up to 2^32. */
static inline uint32_t fol__next_below(uint64_t *state, uint32_t below) {
    const uint64_t span = (UINT64_C(1) << 32) / below * below;
    uint64_t draw;
    do {
        draw = fol__next(state) >> 32;
    } while (draw >= span);
    return (uint32_t)(draw % below);
}

#endif
