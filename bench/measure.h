/* SPDX-License-Identifier: MIT */
/* Times things in turn, again and again, until the answers are steady. What is to be compared is timed in one call: other
 * programs then slow all of it alike, and ratios hold on a busy machine. */
#ifndef FOLLICLE_BENCH_MEASURE_H
#define FOLLICLE_BENCH_MEASURE_H

#include <follicle/base.h>

typedef struct measure_options {
    double most_seconds; /* for each of the things: no new round begins after this, however unsteady */
    double spread;       /* stop when the middle half of every thing's times lies within this share of their median */
    bool once;           /* a single run of each: does it work at all? */
} measure_options;

/* What is timed. */
typedef struct measured {
    int64_t (*run)(void *state);  /* the timed part: returns how many dots it handled, -1 on failure */
    void (*tidy)(void *state);    /* not timed, after each run; may be NULL */
    void *state;
    const fol_allocator **memory; /* where run looks for its allocator; NULL when it takes none */
    bool by_the_wall;             /* work of other processes or threads: timed by the wall clock, else by the processor time of this process */
    const char *skipped;          /* why it cannot be had here; NULL when it can */
} measured;

enum { MOST_ROUNDS = 301 };

typedef struct measurement {
    int64_t dots;
    double seconds; /* median */
    double spread;  /* width of the middle half over the median */
    int rounds;
    double round[MOST_ROUNDS]; /* seconds in each round */
} measurement;

/* Measures them in turn: round after round, in each a few runs of the first, of the second ... False when a run fails. */
bool measure_in_turn(const measured *what, measurement *results, int count, const measure_options *options);

/* Median over the rounds of seconds over the yardsticks' seconds added up, all of one measure_in_turn(). */
double seconds_over(const measurement *of, const measurement *const *yardsticks, int yardstick_count);

#endif
