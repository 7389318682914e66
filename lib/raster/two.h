/* SPDX-License-Identifier: MIT */
/* Two doubles worked on at once: SSE2, which every x86-64 has, or the same in plain C. Both do nothing but single IEEE
 * operations, so that both give the same bits. FOL__PORTABLE asks for plain C. */
#ifndef FOLLICLE_RASTER_TWO_H
#define FOLLICLE_RASTER_TWO_H

#if defined(__SSE2__) && !defined(FOL__PORTABLE)

#include <emmintrin.h>

typedef __m128d fol__two;

static inline fol__two fol__two_of(double a, double b) {
    return _mm_setr_pd(a, b);
}
static inline fol__two fol__two_add(fol__two a, fol__two b) {
    return _mm_add_pd(a, b);
}
static inline fol__two fol__two_sub(fol__two a, fol__two b) {
    return _mm_sub_pd(a, b);
}
static inline fol__two fol__two_mul(fol__two a, fol__two b) {
    return _mm_mul_pd(a, b);
}
static inline fol__two fol__two_sqrt(fol__two a) {
    return _mm_sqrt_pd(a);
}
static inline fol__two fol__two_least(fol__two a, fol__two b) {
    return _mm_min_pd(a, b);
}
static inline fol__two fol__two_most(fol__two a, fol__two b) {
    return _mm_max_pd(a, b);
}
static inline double fol__two_sum(fol__two a) {
    return _mm_cvtsd_f64(a) + _mm_cvtsd_f64(_mm_unpackhi_pd(a, a));
}

#else

#include <math.h>

typedef struct fol__two {
    double a, b;
} fol__two;

static inline fol__two fol__two_of(double a, double b) {
    return (fol__two){a, b};
}
static inline fol__two fol__two_add(fol__two a, fol__two b) {
    return (fol__two){a.a + b.a, a.b + b.b};
}
static inline fol__two fol__two_sub(fol__two a, fol__two b) {
    return (fol__two){a.a - b.a, a.b - b.b};
}
static inline fol__two fol__two_mul(fol__two a, fol__two b) {
    return (fol__two){a.a * b.a, a.b * b.b};
}
static inline fol__two fol__two_sqrt(fol__two a) {
    return (fol__two){sqrt(a.a), sqrt(a.b)};
}
static inline fol__two fol__two_least(fol__two a, fol__two b) {
    return (fol__two){a.a < b.a ? a.a : b.a, a.b < b.b ? a.b : b.b};
}
static inline fol__two fol__two_most(fol__two a, fol__two b) {
    return (fol__two){a.a > b.a ? a.a : b.a, a.b > b.b ? a.b : b.b};
}
static inline double fol__two_sum(fol__two a) {
    return a.a + a.b;
}

#endif

static inline fol__two fol__two_same(double a) {
    return fol__two_of(a, a);
}
/* c0 + c1 x + c2 x^2 + c3 x^3 */
static inline fol__two fol__two_cubic(fol__two c0, fol__two c1, fol__two c2, fol__two c3, fol__two x) {
    const fol__two upper = fol__two_add(c2, fol__two_mul(x, c3));
    return fol__two_add(c0, fol__two_mul(x, fol__two_add(c1, fol__two_mul(x, upper))));
}

#endif
