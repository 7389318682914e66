/* SPDX-License-Identifier: MIT */
/* What follicle-bench does besides timing its scenes. Each returns the exit code. */
#ifndef FOLLICLE_BENCH_COMMANDS_H
#define FOLLICLE_BENCH_COMMANDS_H

#include <stdbool.h>
#include <stdint.h>

#include "run.h"

/* Two files that --json wrote: dots a second in each and their ratio. */
int compare_runs(const char *before, const char *after);

/* Time per dot from 1,000 dots to `most`, tenfold each, as CSV: layouts as far as memory allows, streams, bridson and darts to a million.
 * How flat each is goes to stderr. */
int show_growth(int64_t most, bool quick);

/* Bytes and allocations of each scene and of growing squares against what bench/gate.c states; 1 when over. */
int check_memory(run_plan *plan);

/* Runs one scene so many times without a clock, for a profiler to watch profiled_run(): profile.sh. */
int run_for_profiler(const run_plan *plan, const char *scene, const char *times);

/* The points of a sampler or of a layout, 50,000 on a square of 500 cm2: a line with the distance asked for, then x and y in mm. */
int print_points(const char *engine);

#endif
