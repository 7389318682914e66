/* SPDX-License-Identifier: MIT */
/* Times one thing again and again until the answer is steady. */
#ifndef FOLLICLE_BENCH_MEASURE_H
#define FOLLICLE_BENCH_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

typedef struct measure_options {
    double most_seconds; /* stop after this long, however unsteady */
    double spread;       /* stop when the middle half of the times lies within this share of their median */
    bool once;           /* a single run: does it work at all? */
} measure_options;

/* What is timed. */
typedef struct measured {
    int64_t (*run)(void *state);  /* the timed part: returns how many dots it handled, -1 on failure */
    void (*tidy)(void *state);    /* not timed, after each run; may be NULL */
    void *state;
} measured;

typedef struct measurement {
    int64_t dots;
    double seconds; /* median */
    double spread;  /* width of the middle half over the median */
    int runs;
} measurement;

/* False when a run fails. */
bool measure(const measured *what, const measure_options *options, measurement *result);

#endif
