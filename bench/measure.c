/* SPDX-License-Identifier: MIT */
/* Medians: other programs only ever make a run slower, so a mean would measure them too. For the same reason the clock is that
 * of the processor time of this process, of all its threads: on a busy machine a run that was put aside for a while would look
 * slow, and a long one more often than a short one, which would bend ratios. A turn begins with a run that warms caches and
 * does not count. */
#define _POSIX_C_SOURCE 200809L
#include "measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LEAST_ROUNDS = 7, LEAST_ROUNDS_WHEN_LATE = 3, MOST_RUNS = 101 };

/* A turn lasts about this long; what takes longer has no use for warm caches. */
static const double turn_seconds = 0.01;

/* Shorter runs that leave nothing to tidy are timed several together: reading the clock takes half a microsecond. */
static const double clock_seconds = 1e-4;

static double now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int compare_doubles(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sorts the values. */
static double median(double *values, int count) {
    qsort(values, (size_t)count, sizeof values[0], compare_doubles);
    return values[count / 2];
}

/* One run, or several timed together. */
static bool one_run(const measured *what, int repeats, int64_t *dots, double *seconds) {
    const clockid_t clock = what->by_the_wall ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID;
    const double start = now(clock);
    for (int i = 0; i < repeats; i++)
        *dots = what->run(what->state);
    *seconds = (now(clock) - start) / repeats;
    if (what->tidy)
        what->tidy(what->state);
    return *dots >= 0;
}

/* The median of a few runs in a row. */
static bool one_turn(const measured *what, int64_t *dots, bool once, double *seconds) {
    double times[MOST_RUNS], first, sum = 0;
    int count = 0;
    if (!one_run(what, 1, dots, &first))
        return false;
    if (once || first > 10 * turn_seconds) {
        *seconds = first;
        return true;
    }
    const int repeats = what->tidy || first >= clock_seconds ? 1 : (int)(clock_seconds / fmax(first, clock_seconds / 1000)) + 1;
    while (count < MOST_RUNS && (count < 3 || sum < turn_seconds)) {
        if (!one_run(what, repeats, dots, &times[count]))
            return false;
        sum += repeats * times[count++];
    }
    *seconds = median(times, count);
    return true;
}

static void summarise(measurement *m) {
    double sorted[MOST_ROUNDS];
    memcpy(sorted, m->round, (size_t)m->rounds * sizeof sorted[0]);
    m->seconds = median(sorted, m->rounds);
    m->spread = (sorted[m->rounds * 3 / 4] - sorted[m->rounds / 4]) / m->seconds;
}

static bool one_round(const measured *what, measurement *results, int count, bool once) {
    for (int i = 0; i < count; i++) {
        measurement *m = &results[i];
        if (!one_turn(&what[i], &m->dots, once, &m->round[m->rounds]))
            return false;
        m->rounds++;
    }
    return true;
}

static bool are_steady(measurement *results, int count, double spread) {
    bool steady = true;
    for (int i = 0; i < count; i++) {
        summarise(&results[i]);
        steady = steady && results[i].spread <= spread;
    }
    return steady;
}

bool measure_in_turn(const measured *what, measurement *results, int count, const measure_options *options) {
    const double start = now(CLOCK_MONOTONIC);
    const int most = options->once ? 1 : MOST_ROUNDS;
    for (int i = 0; i < count; i++)
        results[i].rounds = 0;
    for (int round = 0; round < most; round++) {
        if (!one_round(what, results, count, options->once))
            return false;
        const bool late = now(CLOCK_MONOTONIC) - start > options->most_seconds * count;
        const bool steady = are_steady(results, count, options->spread);
        if ((steady && round + 1 >= LEAST_ROUNDS) || (late && round + 1 >= LEAST_ROUNDS_WHEN_LATE))
            break;
    }
    return true;
}

double seconds_over(const measurement *of, const measurement *const *yardsticks, int yardstick_count) {
    double ratios[MOST_ROUNDS];
    for (int round = 0; round < of->rounds; round++) {
        double sum = 0;
        for (int i = 0; i < yardstick_count; i++)
            sum += yardsticks[i]->round[round];
        ratios[round] = of->round[round] / sum;
    }
    return median(ratios, of->rounds);
}
