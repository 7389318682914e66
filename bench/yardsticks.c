/* SPDX-License-Identifier: MIT */
/* The scenes that others are compared with. */
#include <stdlib.h>
#include <string.h>

#include "samplers.h"
#include "scene_parts.h"

enum { SAMPLER_POINTS = 50000 };

static int64_t run_bridson(void *state) {
    (void)state;
    return bridson_fill(bridson_distance(SAMPLER_POINTS), 1, NULL, 0);
}

bool open_bridson(const bench_file *file, measured *what) {
    (void)file;
    what->run = run_bridson;
    return true;
}

static int64_t run_darts(void *state) {
    (void)state;
    return darts_fill(darts_distance(SAMPLER_POINTS), 1, NULL, 0);
}

bool open_darts(const bench_file *file, measured *what) {
    (void)file;
    what->run = run_darts;
    return true;
}

/* ------------------------------------------------------------------ copying as many dots as another scene makes */

typedef struct two_blocks {
    fol_dot *from, *to;
    size_t count;
} two_blocks;

static int64_t run_memcpy(void *state) {
    const two_blocks *blocks = state;
    memcpy(blocks->to, blocks->from, blocks->count * sizeof(fol_dot));
    /* Reading a dot back keeps the compiler from leaving the copy out. */
    return blocks->to[blocks->count / 2].session == 1 ? (int64_t)blocks->count : -1;
}

void close_memcpy(measured *what) {
    two_blocks *blocks = what->state;
    free(blocks->from);
    free(blocks->to);
    free(blocks);
}

static bool open_copy(size_t count, measured *what) {
    const size_t bytes = (count ? count : 1) * sizeof(fol_dot);
    two_blocks *blocks = calloc(1, sizeof *blocks);
    if (!blocks)
        return false;
    what->run = run_memcpy;
    what->state = blocks;
    blocks->count = count;
    blocks->from = malloc(bytes);
    blocks->to = malloc(bytes);
    if (!blocks->from || !blocks->to) {
        close_memcpy(what);
        return false;
    }
    memset(blocks->from, 1, bytes);
    memset(blocks->to, 0, bytes);
    return true;
}

/* As many as the layout of what `open` opens. */
static bool open_copy_of(bool (*open)(const bench_file *file, measured *what), const bench_file *file, measured *what) {
    measured other = {.state = NULL};
    if (!open(file, &other))
        return false;
    const int64_t count = other.run(other.state);
    close_subject(&other);
    return count >= 0 && open_copy((size_t)count, what);
}

bool open_box_memcpy(const bench_file *file, measured *what) {
    return open_copy_of(open_box, file, what);
}

bool open_memcpy(const bench_file *file, measured *what) {
    return open_copy_of(open_layout, file, what);
}
