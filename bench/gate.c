/* SPDX-License-Identifier: MIT */
/* What may not creep up unseen: bytes and allocations, which are the same on every machine of a kind. Times are never judged. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "subject.h"

/* The most allocations of one run, and the most bytes of what is no layout: a third more than it needs. Layouts are held to 24 bytes a
 * dot + 4 MB. */
typedef struct allowance {
    const char *scene;
    int64_t allocations;
    double bytes;
} allowance;

static const allowance allowances[] = {
    {"box", 10700, 0},       {"scalp", 1130, 0},       {"scalp-hairs", 1130, 0}, {"scalp-mask", 1130, 0}, {"stream", 20, 0.8e6},
    {"design", 1150, 0.9e6}, {"drag", 145, 0.45e6},    {"review", 64, 36e6},     {"review-full", 98, 38e6}, {"preview", 10, 4e6},
};
enum { ALLOWANCES = sizeof allowances / sizeof allowances[0] };

/* Layouts of growing squares: one allocation for each block, and so many more. */
static const int64_t allocations_beside_blocks = 24;

/* Streams of growing squares: a row of dots and little else, so that a hundred times as many dots take ten times as much. */
static const double stream_bytes = 1.6e6;
static const int64_t stream_allocations = 20;

static bool judge(const char *name, int64_t dots, const memory_count *used, double bytes, int64_t allocations) {
    const bool good = (double)used->most_bytes <= bytes && used->allocations <= allocations;
    printf("%-18s %9lld %9.1f %14lld %12.0f %12lld %12lld%s\n", name, (long long)dots,
           dots > 0 ? (double)used->most_bytes / (double)dots : 0, (long long)used->most_bytes, bytes, (long long)used->allocations,
           (long long)allocations, good ? "" : "  over");
    return good;
}

static double allowed_bytes(const result *r, const allowance *allowed) {
    return r->scene->is_layout ? 24 * (double)r->took.dots + 4e6 : allowed->bytes;
}

static bool judge_scenes(run_plan *plan) {
    static const char *names[ALLOWANCES];
    static results all;
    bool good = true;
    for (int i = 0; i < ALLOWANCES; i++)
        names[i] = allowances[i].scene;
    plan->names = names;
    plan->name_count = ALLOWANCES;
    plan->count_only = true;
    if (!run_scenes(plan, &all))
        return false;
    for (int i = 0; i < all.count; i++) {
        const result *r = &all.list[i];
        for (int a = 0; a < ALLOWANCES; a++) {
            if (strcmp(allowances[a].scene, r->name) == 0)
                good = judge(r->name, r->took.dots, &r->memory, allowed_bytes(r, &allowances[a]), allowances[a].allocations) && good;
        }
    }
    return good;
}

static bool judge_square(int64_t about) {
    char name[64];
    memory_count used = {0, 0, 0};
    const fol_allocator allocator = counting_allocator(&used);
    fol_design *square = NULL;
    fol_layout *layout = NULL;
    if (!create_square(sqrt((double)about / 2), 200, NULL, &square) || !lay_out_square(square, NULL, &allocator, &layout)) {
        fol_design_free(square);
        return false;
    }
    const int64_t dots = (int64_t)fol_layout_count(layout), blocks = (int64_t)fol_layout_block_count(layout);
    snprintf(name, sizeof name, "square of %lld", (long long)about);
    const bool good = judge(name, dots, &used, 24 * (double)dots + 4e6, allocations_beside_blocks + blocks);
    fol_layout_free(layout);
    fol_design_free(square);
    return good;
}

static bool judge_stream(int64_t about) {
    char name[64];
    memory_count used = {0, 0, 0};
    const fol_allocator allocator = counting_allocator(&used);
    fol_design *square = NULL;
    if (!create_square(sqrt((double)about / 2), 200, NULL, &square))
        return false;
    const int64_t dots = stream_square(square, &allocator);
    snprintf(name, sizeof name, "stream of %lld", (long long)about);
    fol_design_free(square);
    return dots >= 0 && judge(name, dots, &used, stream_bytes, stream_allocations);
}

int check_memory(run_plan *plan) {
    printf("%-18s %9s %9s %14s %12s %12s %12s\n", "scene", "dots", "bytes/dot", "bytes at most", "allowed", "allocations", "allowed");
    bool good = judge_scenes(plan);
    for (int64_t dots = 1000; dots <= 1000000; dots *= 10)
        good = judge_square(dots) && good;
    for (int64_t dots = 1000000; dots <= 100000000; dots *= 10)
        good = judge_stream(dots) && good;
    return good ? 0 : 1;
}
