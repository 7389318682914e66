/* SPDX-License-Identifier: MIT */
/* Four numbers at a time. With GCC and Clang these are vectors of the compiler's own, which it turns into whatever the machine has;
 * elsewhere plain loops: the same arithmetic lane by lane, so the same bits. */
#ifndef FOLLICLE_CORE_LANES_H
#define FOLLICLE_CORE_LANES_H

#include <stdint.h>
#include <string.h>

enum { FOL__LANES = 4 };

#if (defined(__GNUC__) || defined(__clang__)) && !defined(FOL__PORTABLE)

#  if defined(__clang__) || __GNUC__ >= 12
#    define FOL__SHUFFLE(a, b, i, j, k, l) __builtin_shufflevector(a, b, i, j, k, l)
#  else
#    define FOL__SHUFFLE(a, b, i, j, k, l) __builtin_shuffle(a, b, (fol__u4){i, j, k, l})
#  endif

typedef uint32_t fol__u4 __attribute__((vector_size(16)));
typedef int32_t fol__i4 __attribute__((vector_size(16)));
typedef float fol__f4 __attribute__((vector_size(16)));
typedef double fol__d4 __attribute__((vector_size(32)));

static inline fol__u4 fol__u4_all(uint32_t x) {
    return (fol__u4){x, x, x, x};
}
static inline fol__f4 fol__f4_all(float x) {
    return (fol__f4){x, x, x, x};
}
static inline fol__i4 fol__i4_all(int32_t x) {
    return (fol__i4){x, x, x, x};
}
static inline fol__u4 fol__u4_load(const uint32_t *from) {
    fol__u4 v;
    memcpy(&v, from, sizeof v);
    return v;
}
static inline fol__i4 fol__i4_load(const int32_t *from) {
    fol__i4 v;
    memcpy(&v, from, sizeof v);
    return v;
}
static inline fol__u4 fol__u4_add(fol__u4 a, fol__u4 b) {
    return a + b;
}
/* Both 16-bit halves of each lane times b, each cut to 16 bits: what even the oldest vector units do in one step. */
static inline fol__u4 fol__u4_mul_halves(fol__u4 a, uint16_t b) {
    typedef uint16_t u8 __attribute__((vector_size(16)));
    return (fol__u4)((u8)a * (u8){b, b, b, b, b, b, b, b});
}
static inline fol__u4 fol__u4_xor(fol__u4 a, fol__u4 b) {
    return a ^ b;
}
static inline fol__u4 fol__u4_or(fol__u4 a, fol__u4 b) {
    return a | b;
}
static inline fol__u4 fol__u4_and(fol__u4 a, fol__u4 b) {
    return a & b;
}
static inline fol__u4 fol__u4_right(fol__u4 a, uint32_t by) {
    return a >> by;
}
static inline fol__u4 fol__u4_left(fol__u4 a, uint32_t by) {
    return a << by;
}
/* All bits where a >= b, none elsewhere. */
static inline fol__u4 fol__i4_not_below(fol__i4 a, fol__i4 b) {
    return (fol__u4)(a >= b);
}
static inline fol__u4 fol__u4_of(fol__i4 a) {
    return (fol__u4)a;
}
static inline void fol__i4_store_doubles(fol__i4 a, double *to) {
    const fol__d4 d = __builtin_convertvector(a, fol__d4);
    memcpy(to, &d, sizeof d);
}
/* All bits where number i of `values` is not below that of `bounds` times `factor`. */
static inline fol__u4 fol__not_below_scaled(const double *values, const double *bounds, double factor) {
    fol__d4 a, b;
    memcpy(&a, values, sizeof a);
    memcpy(&b, bounds, sizeof b);
    return (fol__u4)__builtin_convertvector(a >= b * factor, fol__i4);
}
/* Lanes of a and b in turn: lane 2 i of the pair holds lane i of a, lane 2 i + 1 lane i of b; the first two pairs and the last two. */
typedef uint64_t fol__pair2 __attribute__((vector_size(16)));
static inline fol__pair2 fol__u4_first_pairs(fol__u4 a, fol__u4 b) {
    return (fol__pair2)FOL__SHUFFLE(a, b, 0, 4, 1, 5);
}
static inline fol__pair2 fol__u4_last_pairs(fol__u4 a, fol__u4 b) {
    return (fol__pair2)FOL__SHUFFLE(a, b, 2, 6, 3, 7);
}
static inline void fol__pair2_store(fol__pair2 pairs, int which, void *to) {
    const uint64_t pair = pairs[which];
    memcpy(to, &pair, sizeof pair);
}
/* How far each lane is past `origin`, as a float. */
static inline void fol__u4_store_from(fol__u4 a, uint32_t origin, float *to) {
    const fol__f4 v = __builtin_convertvector((fol__i4)(a - origin), fol__f4);
    memcpy(to, &v, sizeof v);
}
/* from + span * x, x below 2^31, cut to a whole number, which fits. */
static inline fol__u4 fol__u4_scaled(fol__f4 from, fol__f4 span, fol__u4 x) {
    return (fol__u4)__builtin_convertvector(from + span * __builtin_convertvector((fol__i4)x, fol__f4), fol__i4);
}

#else

typedef struct fol__u4 {
    uint32_t v[4];
} fol__u4;
typedef struct fol__i4 {
    int32_t v[4];
} fol__i4;
typedef struct fol__f4 {
    float v[4];
} fol__f4;

#  define FOL__EACH_LANE(type, expression)                                                                                            \
      type r;                                                                                                                        \
      for (int i = 0; i < FOL__LANES; i++)                                                                                           \
          r.v[i] = (expression);                                                                                                     \
      return r

static inline fol__u4 fol__u4_all(uint32_t x) {
    FOL__EACH_LANE(fol__u4, x);
}
static inline fol__f4 fol__f4_all(float x) {
    FOL__EACH_LANE(fol__f4, x);
}
static inline fol__i4 fol__i4_all(int32_t x) {
    FOL__EACH_LANE(fol__i4, x);
}
static inline fol__u4 fol__u4_load(const uint32_t *from) {
    FOL__EACH_LANE(fol__u4, from[i]);
}
static inline fol__i4 fol__i4_load(const int32_t *from) {
    FOL__EACH_LANE(fol__i4, from[i]);
}
static inline fol__u4 fol__u4_add(fol__u4 a, fol__u4 b) {
    FOL__EACH_LANE(fol__u4, a.v[i] + b.v[i]);
}
static inline fol__u4 fol__u4_mul_halves(fol__u4 a, uint16_t b) {
    FOL__EACH_LANE(fol__u4, ((a.v[i] & 0xffff) * b & 0xffff) | (a.v[i] >> 16) * b << 16);
}
static inline fol__u4 fol__u4_xor(fol__u4 a, fol__u4 b) {
    FOL__EACH_LANE(fol__u4, a.v[i] ^ b.v[i]);
}
static inline fol__u4 fol__u4_or(fol__u4 a, fol__u4 b) {
    FOL__EACH_LANE(fol__u4, a.v[i] | b.v[i]);
}
static inline fol__u4 fol__u4_and(fol__u4 a, fol__u4 b) {
    FOL__EACH_LANE(fol__u4, a.v[i] & b.v[i]);
}
static inline fol__u4 fol__u4_right(fol__u4 a, uint32_t by) {
    FOL__EACH_LANE(fol__u4, a.v[i] >> by);
}
static inline fol__u4 fol__u4_left(fol__u4 a, uint32_t by) {
    FOL__EACH_LANE(fol__u4, a.v[i] << by);
}
static inline fol__u4 fol__i4_not_below(fol__i4 a, fol__i4 b) {
    FOL__EACH_LANE(fol__u4, a.v[i] >= b.v[i] ? UINT32_MAX : 0);
}
static inline fol__u4 fol__u4_of(fol__i4 a) {
    FOL__EACH_LANE(fol__u4, (uint32_t)a.v[i]);
}
static inline void fol__i4_store_doubles(fol__i4 a, double *to) {
    for (int i = 0; i < FOL__LANES; i++)
        to[i] = a.v[i];
}
static inline fol__u4 fol__not_below_scaled(const double *values, const double *bounds, double factor) {
    FOL__EACH_LANE(fol__u4, values[i] >= bounds[i] * factor ? UINT32_MAX : 0);
}
typedef struct fol__pair2 {
    uint32_t v[4];
} fol__pair2;
static inline fol__pair2 fol__u4_first_pairs(fol__u4 a, fol__u4 b) {
    const fol__pair2 pairs = {{a.v[0], b.v[0], a.v[1], b.v[1]}};
    return pairs;
}
static inline fol__pair2 fol__u4_last_pairs(fol__u4 a, fol__u4 b) {
    const fol__pair2 pairs = {{a.v[2], b.v[2], a.v[3], b.v[3]}};
    return pairs;
}
static inline void fol__pair2_store(fol__pair2 pairs, int which, void *to) {
    memcpy(to, &pairs.v[2 * which], 8);
}
static inline void fol__u4_store_from(fol__u4 a, uint32_t origin, float *to) {
    for (int i = 0; i < FOL__LANES; i++)
        to[i] = (float)(int32_t)(a.v[i] - origin);
}
static inline fol__u4 fol__u4_scaled(fol__f4 from, fol__f4 span, fol__u4 x) {
    FOL__EACH_LANE(fol__u4, (uint32_t)(int32_t)(from.v[i] + span.v[i] * (float)(int32_t)x.v[i]));
}

#endif

static inline void fol__u4_store(fol__u4 v, uint32_t *to) {
    memcpy(to, &v, sizeof v);
}


/* How many lanes have all bits, of sums of such masks. */
static inline uint32_t fol__u4_count(fol__u4 masks) {
    uint32_t m[FOL__LANES];
    fol__u4_store(masks, m);
    return 0u - (m[0] + m[1] + m[2] + m[3]);
}

#endif
