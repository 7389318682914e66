/* SPDX-License-Identifier: MIT */
/* What is timed, under the names that tables and --json use. */
#ifndef FOLLICLE_BENCH_SCENES_H
#define FOLLICLE_BENCH_SCENES_H

#include "measure.h"

/* A design file in memory. */
typedef struct bench_file {
    const char *path;
    char *bytes;
    size_t size;
} bench_file;

enum { MOST_BOUNDS = 2, MOST_YARDSTICKS = 2 };

/* How a scene's time must compare with that of other scenes, measured in turn with it. */
typedef struct bench_bound {
    const char *yardsticks[MOST_YARDSTICKS]; /* their times are added up */
    bool faster;  /* true: at least `limit` times the yardstick's dots a second; false: at most `limit` times its seconds */
    double limit; /* 0: only reported */
} bench_bound;

/* Scenes of one group are measured in turn, so that they can be compared. */
typedef enum scene_group { GROUP_ENGINE, GROUP_AROUND, GROUP_PNG, GROUP_COUNT } scene_group;

typedef struct bench_scene {
    const char *name;
    const char *text; /* one line for --list */
    scene_group group;
    bool of_design;   /* done for the design file, too; false: always the same */
    bool is_layout;   /* what it makes is a layout, which is held to 24 bytes a dot + 4 MB */
    /* Makes ready what is not timed; false on failure, with a line on stderr, and when it cannot be had here: what->skipped. */
    bool (*open)(const bench_file *file, measured *what);
    void (*close)(measured *what);
    bench_bound bounds[MOST_BOUNDS]; /* up to the first without a yardstick */
} bench_scene;

/* Scene number i from 0, NULL past the last. */
const bench_scene *bench_scene_at(size_t i);
/* NULL when there is none of that name. */
const bench_scene *bench_scene_named(const char *name);

#endif
