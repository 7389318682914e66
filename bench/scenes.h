/* SPDX-License-Identifier: MIT */
/* What is timed, under the names that tables and --json use. */
#ifndef FOLLICLE_BENCH_SCENES_H
#define FOLLICLE_BENCH_SCENES_H

#include <stdbool.h>
#include <stddef.h>

#include "measure.h"

/* A design file in memory. */
typedef struct bench_file {
    const char *name;
    char *bytes;
    size_t size;
} bench_file;

typedef struct bench_scene {
    const char *name;
    const char *text; /* one line for --list */
    bool of_design;   /* done for the design file; false: always the same */
    /* Makes ready what is not timed; false, with a line on stderr, on failure. */
    bool (*open)(const bench_file *file, measured *what);
    void (*close)(measured *what);
} bench_scene;

/* Scene number i from 0, NULL past the last. The first is bridson, which the others' ratios are taken to. */
const bench_scene *bench_scene_at(size_t i);

#endif
