/* SPDX-License-Identifier: MIT */
/* What may not creep up unseen: bytes and allocations, which are the same on every machine of a kind. Times are never judged. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "subject.h"

/* The most allocations of one run: half as many again as it needs, rounded up. Bytes of layouts are held to 24 a dot + 4 MB. */
typedef struct allowance {
    const char *scene;
    int64_t allocations;
} allowance;

static const allowance allowances[] = {
    {"box", 600}, {"scalp", 250}, {"scalp-hairs", 250}, {"design", 900}, {"drag", 250}, {"review", 64}, {"preview", 16},
};
enum { ALLOWANCES = sizeof allowances / sizeof allowances[0] };

/* Layouts of growing squares: this many allocations, and so many more for each block of rows. */
static const int64_t allocations_at_least = 64, allocations_per_block = 2;

static bool judge(const char *name, int64_t dots, const memory_count *used, double bytes, int64_t allocations) {
    const bool good = (double)used->most_bytes <= bytes && used->allocations <= allocations;
    printf("%-18s %9lld %9.1f %14lld %12.0f %12lld %12lld%s\n", name, (long long)dots,
           dots > 0 ? (double)used->most_bytes / (double)dots : 0, (long long)used->most_bytes, bytes, (long long)used->allocations,
           (long long)allocations, good ? "" : "  over");
    return good;
}

static double allowed_bytes(const bench_scene *scene, int64_t dots) {
    return scene->is_layout ? 24 * (double)dots + 4e6 : HUGE_VAL;
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
                good = judge(r->name, r->took.dots, &r->memory, allowed_bytes(r->scene, r->took.dots), allowances[a].allocations) && good;
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
    const bool good = judge(name, dots, &used, 24 * (double)dots + 4e6, allocations_at_least + allocations_per_block * blocks);
    fol_layout_free(layout);
    fol_design_free(square);
    return good;
}

int check_memory(run_plan *plan) {
    printf("%-18s %9s %9s %14s %12s %12s %12s\n", "scene", "dots", "bytes/dot", "bytes at most", "allowed", "allocations", "allowed");
    bool good = judge_scenes(plan);
    for (int64_t dots = 1000; dots <= 1000000; dots *= 10)
        good = judge_square(dots) && good;
    return good ? 0 : 1;
}
