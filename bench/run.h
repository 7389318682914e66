/* SPDX-License-Identifier: MIT */
/* Scenes opened, counted, measured in turn and closed, group by group. */
#ifndef FOLLICLE_BENCH_RUN_H
#define FOLLICLE_BENCH_RUN_H

#include "results.h"

typedef struct run_plan {
    bench_file scalp;
    bench_file design;        /* of the caller; bytes NULL: none */
    const char *const *names; /* only these scenes and what they are compared with; all when there are none */
    int name_count;
    bool count_only;          /* memory, no times: each scene that takes an allocator */
    measure_options measure;
} run_plan;

/* False when a scene fails; what cannot be had here is skipped with a line on stderr. */
bool run_scenes(const run_plan *plan, results *all);

bool read_bench_file(const char *path, bench_file *file);

#endif
