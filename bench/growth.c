/* SPDX-License-Identifier: MIT */
/* Does the time per dot stay the same, however many dots there are? */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "samplers.h"
#include "subject.h"

static const double square_per_cm2 = 200;
static const int64_t fewest_dots = 1000, most_of_samplers = 1000000;

/* One size of one engine. */
typedef struct growing {
    int64_t dots;
    const fol_allocator *memory;
    fol_design *square;
    fol_layout *layout;
} growing;

static int64_t run_layout(void *state) {
    growing *g = state;
    return lay_out_square(g->square, NULL, g->memory, &g->layout) ? (int64_t)fol_layout_count(g->layout) : -1;
}

static void tidy_layout(void *state) {
    growing *g = state;
    fol_layout_free(g->layout);
    g->layout = NULL;
}

static int64_t run_bridson(void *state) {
    const growing *g = state;
    return bridson_fill(bridson_distance(g->dots), 1, NULL, 0);
}

static int64_t run_darts(void *state) {
    const growing *g = state;
    return darts_fill(darts_distance(g->dots), 1, NULL, 0);
}

typedef struct engine {
    const char *name;
    int64_t (*run)(void *state);
    void (*tidy)(void *state);
} engine;

static const engine engines[] = {
    {"layout", run_layout, tidy_layout},
    {"bridson", run_bridson, NULL},
    {"darts", run_darts, NULL},
};

/* Bytes that the system can hand out, or a very large number when it does not say. */
static double bytes_free(void) {
    char line[128];
    double kilobytes = HUGE_VAL;
    FILE *info = fopen("/proc/meminfo", "r");
    while (info && fgets(line, sizeof line, info)) {
        if (strncmp(line, "MemAvailable:", 13) == 0)
            kilobytes = strtod(line + 13, NULL);
    }
    if (info)
        fclose(info);
    return kilobytes * 1024;
}

static bool one_size(const engine *e, growing *g, const measure_options *options) {
    static measurement took;
    const bool is_layout = e->run == run_layout;
    const measured what = {.run = e->run, .tidy = e->tidy, .state = g, .memory = is_layout ? &g->memory : NULL};
    memory_count live, memory;
    const fol_allocator allocator = counting_allocator(&live);
    if (is_layout && !create_square(10 * sqrt((double)g->dots / square_per_cm2), square_per_cm2, NULL, &g->square))
        return false;
    const bool good = count_memory(&what, &allocator, &memory) >= 0 && measure_in_turn(&what, &took, 1, options);
    if (good)
        printf("%s,%lld,%.9g,%.6g,", e->name, (long long)took.dots, took.seconds, took.seconds * 1e9 / (double)took.dots);
    if (good && is_layout)
        printf("%.6g,%lld", (double)memory.most_bytes / (double)took.dots, (long long)memory.allocations);
    if (good)
        printf("%s\n", is_layout ? "" : ",");
    fol_design_free(g->square);
    return good && fflush(stdout) == 0;
}

static bool one_engine(const engine *e, int64_t most, const measure_options *options) {
    for (int64_t dots = fewest_dots; dots <= most; dots *= 10) {
        growing g = {dots, NULL, NULL, NULL};
        if ((double)dots * 2 * sizeof(fol_dot) > bytes_free()) {
            fprintf(stderr, "follicle-bench: memory for %lld dots is not there\n", (long long)dots);
            return true;
        }
        if (!one_size(e, &g, options))
            return false;
    }
    return true;
}

int show_growth(int64_t most, bool quick) {
    const measure_options options = {1.0, 0.02, quick};
    bool good = true;
    printf("engine,dots,seconds,ns_per_dot,bytes_per_dot,allocations\n");
    for (size_t i = 0; i < sizeof engines / sizeof engines[0]; i++) {
        const bool is_layout = engines[i].run == run_layout;
        good = one_engine(&engines[i], is_layout || most < most_of_samplers ? most : most_of_samplers, &options) && good;
    }
    return good ? 0 : 1;
}
