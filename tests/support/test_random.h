/* SPDX-License-Identifier: MIT */
/* Random numbers for tests: the same on every machine, and not the library's own. */
#ifndef FOLLICLE_TESTS_TEST_RANDOM_H
#define FOLLICLE_TESTS_TEST_RANDOM_H

#include <stdint.h>

typedef struct test_random {
    uint64_t state;
} test_random;

static inline uint64_t random_bits(test_random *r) { /* xorshift64*, Vigna 2016 */
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return r->state * UINT64_C(2685821657736338717);
}

static inline test_random random_from(uint64_t seed) {
    test_random r = {seed * UINT64_C(0x9e3779b97f4a7c15) + 1};
    for (int i = 0; i < 8; i++)
        random_bits(&r);
    return r;
}

/* [0, 1) */
static inline double random_unit(test_random *r) {
    return (double)(random_bits(r) >> 11) * 0x1p-53;
}

static inline double random_between(test_random *r, double from, double to) {
    return from + (to - from) * random_unit(r);
}

/* 0 to below - 1 */
static inline int random_below(test_random *r, int below) {
    return (int)(random_unit(r) * below);
}

/* from to to, both inside */
static inline int random_int(test_random *r, int from, int to) {
    return from + random_below(r, to - from + 1);
}

#endif
