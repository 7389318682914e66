/* SPDX-License-Identifier: MIT */
/* Several numbers at a time. With GCC and Clang these are vectors of the compiler's own, which it turns into whatever the machine has;
 * elsewhere plain numbers, one at a time, or plain loops: the same arithmetic lane by lane, so the same bits. */
#ifndef FOLLICLE_CORE_LANES_H
#define FOLLICLE_CORE_LANES_H

#include <stdint.h>
#include <string.h>

/* What is written with C's operators for fol__us, fol__is and fol__fs (whole numbers, signed ones, floats) is done for FOL__LANES of them
 * at once; arrays hold room for whole steps. None is passed or returned: how that would be done differs with the vectors of the machine. */
enum { FOL__STEP = 8, FOL__FOUR = 4 };

#if (defined(__GNUC__) || defined(__clang__)) && !defined(FOL__PORTABLE)

enum { FOL__LANES = FOL__STEP };
typedef uint32_t fol__us __attribute__((vector_size(32)));
typedef int32_t fol__is __attribute__((vector_size(32)));
typedef float fol__fs __attribute__((vector_size(32)));
typedef uint16_t fol__halves __attribute__((vector_size(32)));
/* Doubles, and whole numbers as long: half as many. */
enum { FOL__LONG_LANES = FOL__LANES / 2 };
typedef double fol__ds __attribute__((vector_size(32)));
typedef uint64_t fol__longs __attribute__((vector_size(32)));
typedef int32_t fol__i4 __attribute__((vector_size(16)));

/* Each 16-bit half of the lanes times the other's, cut to 16 bits: what even the oldest vector units do in one step. */
#  define FOL__TIMES_HALVES(us, others) ((fol__us)((fol__halves)(us) * (fol__halves)(others)))
/* Floats of numbers below 2^31, and numbers of floats, cut. */
#  define FOL__FLOATS_OF(us) __builtin_convertvector((fol__is)(us), fol__fs)
#  define FOL__WHOLE_OF(fs) ((fol__us)__builtin_convertvector(fs, fol__is))
/* All bits where a comparison holds, none elsewhere. */
#  define FOL__WHERE(comparison) ((fol__us)(comparison))
#  define FOL__LONG_WHERE(comparison) ((fol__longs)(comparison))
/* Doubles of whole numbers in memory. */
#  define FOL__LOAD_DOUBLES(ds, from)                                                                                                 \
      do {                                                                                                                           \
          fol__i4 fol__whole;                                                                                                        \
          memcpy(&fol__whole, from, sizeof fol__whole);                                                                              \
          (ds) = __builtin_convertvector(fol__whole, fol__ds);                                                                       \
      } while (0)

#  if defined(__clang__) || __GNUC__ >= 12
#    define FOL__SHUFFLE(a, b, i, j, k, l) __builtin_shufflevector(a, b, i, j, k, l)
#    define FOL__SHUFFLE2(a, b, i, j) __builtin_shufflevector(a, b, i, j)
#  else
#    define FOL__SHUFFLE(a, b, i, j, k, l) __builtin_shuffle(a, b, (fol__u4){i, j, k, l})
#    define FOL__SHUFFLE2(a, b, i, j) __builtin_shuffle(a, b, (fol__pair2){i, j})
#  endif

/* Four numbers, and two pairs of them. */
typedef uint32_t fol__u4 __attribute__((vector_size(16)));
typedef uint64_t fol__pair2 __attribute__((vector_size(16)));

static inline fol__u4 fol__u4_load(const uint32_t *from) {
    fol__u4 v;
    memcpy(&v, from, sizeof v);
    return v;
}
/* Lanes of a and b in turn: lane 2 i of the pair holds lane i of a, lane 2 i + 1 lane i of b; the first two pairs and the last two. */
static inline fol__pair2 fol__u4_first_pairs(fol__u4 a, fol__u4 b) {
    return (fol__pair2)FOL__SHUFFLE(a, b, 0, 4, 1, 5);
}
static inline fol__pair2 fol__u4_last_pairs(fol__u4 a, fol__u4 b) {
    return (fol__pair2)FOL__SHUFFLE(a, b, 2, 6, 3, 7);
}
/* Two numbers of 64 bits from an origin. */
static inline fol__pair2 fol__pair2_from(int64_t origin, int64_t first, int64_t second) {
    return (fol__pair2){(uint64_t)origin, (uint64_t)origin} + (fol__pair2){(uint64_t)first, (uint64_t)second};
}
/* The first pair of each; the second of each; the first of one and the second of the other. */
static inline fol__pair2 fol__firsts(fol__pair2 a, fol__pair2 b) {
    return FOL__SHUFFLE2(a, b, 0, 2);
}
static inline fol__pair2 fol__seconds(fol__pair2 a, fol__pair2 b) {
    return FOL__SHUFFLE2(a, b, 1, 3);
}
static inline fol__pair2 fol__first_second(fol__pair2 a, fol__pair2 b) {
    return FOL__SHUFFLE2(a, b, 0, 3);
}

#else

enum { FOL__LANES = 1, FOL__LONG_LANES = 1 };
typedef uint32_t fol__us;
typedef int32_t fol__is;
typedef float fol__fs;
typedef double fol__ds;
typedef uint64_t fol__longs;
#  define FOL__TIMES_HALVES(us, others) ((((us) & 0xffff) * ((others) & 0xffff) & 0xffff) | ((us) >> 16) * ((others) >> 16) << 16)
#  define FOL__FLOATS_OF(us) ((float)(int32_t)(us))
#  define FOL__WHOLE_OF(fs) ((uint32_t)(int32_t)(fs))
#  define FOL__WHERE(comparison) (0u - (uint32_t)(comparison))
#  define FOL__LONG_WHERE(comparison) (UINT64_C(0) - (uint64_t)(comparison))
#  define FOL__LOAD_DOUBLES(ds, from) ((ds) = (double)*(from))

typedef struct fol__u4 {
    uint32_t v[4];
} fol__u4;
typedef struct fol__pair2 {
    uint64_t v[2];
} fol__pair2;

static inline fol__u4 fol__u4_load(const uint32_t *from) {
    fol__u4 v;
    memcpy(&v, from, sizeof v);
    return v;
}
static inline fol__pair2 fol__pairs_of(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
    const uint32_t lanes[] = {a, b, c, d};
    fol__pair2 pairs;
    memcpy(&pairs, lanes, sizeof pairs);
    return pairs;
}
static inline fol__pair2 fol__u4_first_pairs(fol__u4 a, fol__u4 b) {
    return fol__pairs_of(a.v[0], b.v[0], a.v[1], b.v[1]);
}
static inline fol__pair2 fol__u4_last_pairs(fol__u4 a, fol__u4 b) {
    return fol__pairs_of(a.v[2], b.v[2], a.v[3], b.v[3]);
}
static inline fol__pair2 fol__pair2_from(int64_t origin, int64_t first, int64_t second) {
    return (fol__pair2){{(uint64_t)(origin + first), (uint64_t)(origin + second)}};
}
static inline fol__pair2 fol__firsts(fol__pair2 a, fol__pair2 b) {
    return (fol__pair2){{a.v[0], b.v[0]}};
}
static inline fol__pair2 fol__seconds(fol__pair2 a, fol__pair2 b) {
    return (fol__pair2){{a.v[1], b.v[1]}};
}
static inline fol__pair2 fol__first_second(fol__pair2 a, fol__pair2 b) {
    return (fol__pair2){{a.v[0], b.v[1]}};
}

#endif

static inline void fol__pair2_store(fol__pair2 pairs, void *to) {
    memcpy(to, &pairs, sizeof pairs);
}

/* So many lanes of one number: what a loop has at hand for whole steps. */
static inline void fol__spread(uint32_t number, uint32_t *lanes) {
    for (int i = 0; i < FOL__STEP; i++)
        lanes[i] = number;
}

static inline void fol__spread_float(float number, float *lanes) {
    for (int i = 0; i < FOL__STEP; i++)
        lanes[i] = number;
}

#endif
