/* SPDX-License-Identifier: MIT */
/* Squares of one density: what the engine does where nothing is soft. Laid out by one thread or two, or streamed. */
#include <math.h>
#include <stdlib.h>

#include "scene_parts.h"

static const double crowded_per_cm2 = 200;

static int64_t run_square(void *state) {
    subject *s = state;
    return lay_out_square(s->design, s->tasks, s->memory, &s->layout) ? (int64_t)fol_layout_count(s->layout) : -1;
}

static void tidy_square(void *state) {
    subject *s = state;
    fol_layout_free(s->layout);
    s->layout = NULL;
}

static bool open_square(double area_cm2, double per_cm2, measured *what) {
    what->run = run_square;
    what->tidy = tidy_square;
    if (!open_subject(NULL, what, SUBJECT_EMPTY))
        return false;
    subject *s = what->state;
    if (create_square(10 * sqrt(area_cm2), per_cm2, NULL, &s->design))
        return true;
    subject_free(s);
    return false;
}

bool open_box(const bench_file *file, measured *what) {
    (void)file;
    return open_square(5000, crowded_per_cm2, what);
}

bool open_small_box(const bench_file *file, measured *what) {
    (void)file;
    return open_square(500, 100, what);
}

/* ------------------------------------------------------------------ to a callback, without a layout */

static int64_t run_stream(void *state) {
    const subject *s = state;
    return stream_square(s->design, s->memory);
}

bool open_stream(const bench_file *file, measured *what) {
    (void)file;
    if (!open_square(50000, crowded_per_cm2, what))
        return false;
    what->run = run_stream;
    what->tidy = NULL;
    return true;
}

/* ------------------------------------------------------------------ by two threads */

enum { POOL_THREADS = 2 };

/* A subject that is laid out by a pool of its own. */
typedef struct pooled {
    measured alone; /* the same by one thread */
    fol_pool *pool;
    fol_tasks tasks;
} pooled;

static int64_t run_pooled(void *state) {
    const pooled *p = state;
    return p->alone.run(p->alone.state);
}

static void tidy_pooled(void *state) {
    const pooled *p = state;
    p->alone.tidy(p->alone.state);
}

void close_pooled(measured *what) {
    pooled *p = what->state;
    fol_pool_free(p->pool);
    close_subject(&p->alone);
    free(p);
}

static bool start_pool(pooled *p, measured *what) {
    fol_error err;
    const fol_status status = fol_pool_create(POOL_THREADS, NULL, &p->pool, &err);
    if (status == FOL_ERR_INTERNAL)
        what->skipped = "there are no threads";
    if (status != FOL_OK)
        return false;
    subject *s = p->alone.state;
    p->tasks = fol_pool_tasks(p->pool);
    s->tasks = &p->tasks;
    return true;
}

/* Time by the wall clock, for what two threads use up is no less. The bench's own allocator serves one thread, so memory is not counted. */
static bool open_pooled(bool (*open)(const bench_file *file, measured *what), const bench_file *file, measured *what) {
    pooled *p = calloc(1, sizeof *p);
    if (!p || !open(file, &p->alone)) {
        free(p);
        return false;
    }
    what->run = run_pooled;
    what->tidy = tidy_pooled;
    what->state = p;
    what->by_the_wall = true;
    if (start_pool(p, what))
        return true;
    close_pooled(what);
    return false;
}

bool open_box_pool(const bench_file *file, measured *what) {
    return open_pooled(open_box, file, what);
}

bool open_layout_pool(const bench_file *file, measured *what) {
    return open_pooled(open_layout, file, what);
}
