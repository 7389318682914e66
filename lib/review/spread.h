/* SPDX-License-Identifier: MIT */
/* Mean and standard deviation. */
#ifndef FOLLICLE_REVIEW_SPREAD_H
#define FOLLICLE_REVIEW_SPREAD_H

#include <math.h>
#include <stdint.h>

/* Sums of differences from the first value: little is lost where all are nearly the same. */
typedef struct fol__spread {
    int64_t count;
    double first, sum, squares;
} fol__spread;

static inline void fol__spread_add(fol__spread *s, double value) {
    if (s->count++ == 0)
        s->first = value;
    const double difference = value - s->first;
    s->sum += difference;
    s->squares += difference * difference;
}

static inline double fol__spread_mean(const fol__spread *s) {
    return s->count > 0 ? s->first + s->sum / (double)s->count : 0;
}

/* With n - 1. */
static inline double fol__spread_variance(const fol__spread *s) {
    if (s->count < 2)
        return 0;
    const double squares = s->squares - s->sum * s->sum / (double)s->count;
    return squares > 0 ? squares / (double)(s->count - 1) : 0;
}

/* Standard deviation over mean. */
static inline double fol__spread_cv(const fol__spread *s) {
    const double mean = fol__spread_mean(s);
    return mean > 0 ? sqrt(fol__spread_variance(s)) / mean : 0;
}

#endif
