/* SPDX-License-Identifier: MIT */
/* Floats by their bits: whole numbers in the same order. Every vector unit has the greater and the lesser of two whole numbers; of a
 * choice between floats compilers make two ways through a loop. No float here is a NaN. */
#ifndef FOLLICLE_CORE_FLOATBITS_H
#define FOLLICLE_CORE_FLOATBITS_H

#include <stdint.h>
#include <string.h>

static inline int32_t fol__bits_of(float x) {
    int32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline float fol__of_bits(int32_t bits) {
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* 0 below 0, 1 above 1. */
static inline float fol__to_share(float t) {
    const int32_t one = 0x3f800000, bits = fol__bits_of(t), from_first = bits > 0 ? bits : 0;
    return fol__of_bits(from_first < one ? from_first : one);
}

/* Of two that are not below 0. */
static inline float fol__lesser(float a, float b) {
    const int32_t i = fol__bits_of(a), k = fol__bits_of(b);
    return fol__of_bits(i < k ? i : k);
}

/* Whole numbers that are to each other as the floats are, those below 0 too; -0 comes before 0. */
static inline int32_t fol__order_of(float x) {
    const int32_t bits = fol__bits_of(x);
    return bits ^ (bits < 0 ? INT32_MAX : 0);
}

static inline float fol__of_order(int32_t order) {
    return fol__of_bits(order ^ (order < 0 ? INT32_MAX : 0));
}

#endif
