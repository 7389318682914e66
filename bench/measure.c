/* SPDX-License-Identifier: MIT */
/* Median of many runs: other programs only ever make a run slower, so a mean would measure them too. The first run warms
 * caches and the allocator and is thrown away. */
#define _POSIX_C_SOURCE 200809L
#include "measure.h"

#include <stdlib.h>
#include <time.h>

enum { LEAST_RUNS = 7, MOST_RUNS = 2001 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int compare_doubles(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool one_run(const measured *what, int64_t *dots, double *seconds) {
    const double start = now();
    *dots = what->run(what->state);
    *seconds = now() - start;
    if (what->tidy)
        what->tidy(what->state);
    return *dots >= 0;
}

/* Sorts times[0 ... count - 1] and reads their median and spread. */
static void summarise(double *times, int count, measurement *result) {
    qsort(times, (size_t)count, sizeof times[0], compare_doubles);
    result->seconds = times[count / 2];
    result->spread = (times[count * 3 / 4] - times[count / 4]) / result->seconds;
    result->runs = count;
}

bool measure(const measured *what, const measure_options *options, measurement *result) {
    static double times[MOST_RUNS]; /* in the order of the runs */
    static double sorted[MOST_RUNS];
    double first;
    if (!one_run(what, &result->dots, &first))
        return false;
    if (options->once) {
        times[0] = first;
        summarise(times, 1, result);
        return true;
    }
    const double start = now();
    for (int count = 0; count < MOST_RUNS;) {
        if (!one_run(what, &result->dots, &times[count]))
            return false;
        count++;
        const bool late = now() - start > options->most_seconds;
        if ((count % LEAST_RUNS != 0 && !late) || (late && count < 3))
            continue;
        for (int i = 0; i < count; i++)
            sorted[i] = times[i];
        summarise(sorted, count, result);
        if (late || result->spread <= options->spread)
            break;
    }
    return true;
}
