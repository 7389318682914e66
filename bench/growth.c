/* SPDX-License-Identifier: MIT */
/* Does the time per dot stay the same, however many dots there are? And the memory of a stream? */
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
static const int64_t fewest_judged = 10000; /* below, what a call costs by itself shows */

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

static int64_t run_stream(void *state) {
    const growing *g = state;
    return stream_square(g->square, g->memory);
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
    bool is_ours;          /* of a square of ours, with an allocator */
    double bytes_per_dot;  /* it needs at the most */
} engine;

static const engine engines[] = {
    {"layout", run_layout, tidy_layout, true, 2 * sizeof(fol_dot)},
    {"stream", run_stream, NULL, true, 1},
    {"bridson", run_bridson, NULL, false, 64},
    {"darts", run_darts, NULL, false, 64},
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

static void print_size(const engine *e, const measurement *took, const memory_count *memory) {
    printf("%s,%lld,%.9g,%.6g,", e->name, (long long)took->dots, took->seconds, took->seconds * 1e9 / (double)took->dots);
    if (e->is_ours)
        printf("%.4g,%lld,%lld\n", (double)memory->most_bytes / (double)took->dots, (long long)memory->most_bytes,
               (long long)memory->allocations);
    else
        printf(",,\n");
    fflush(stdout);
}

/* Nanoseconds a dot, or 0 when it fails. */
static double one_size(const engine *e, int64_t dots, const measure_options *options) {
    static measurement took;
    growing g = {dots, NULL, NULL, NULL};
    const measured what = {.run = e->run, .tidy = e->tidy, .state = &g, .memory = e->is_ours ? &g.memory : NULL};
    memory_count live, memory;
    const fol_allocator allocator = counting_allocator(&live);
    if (e->is_ours && !create_square(10 * sqrt((double)dots / square_per_cm2), square_per_cm2, NULL, &g.square))
        return 0;
    const bool good = count_memory(&what, &allocator, &memory) >= 0 && measure_in_turn(&what, &took, 1, options);
    if (good)
        print_size(e, &took, &memory);
    fol_design_free(g.square);
    return good ? took.seconds * 1e9 / (double)took.dots : 0;
}

/* Says how flat its times are, for whoever reads along. */
static bool one_engine(const engine *e, int64_t most, const measure_options *options) {
    double least_ns = HUGE_VAL, most_ns = 0;
    int64_t dots = fewest_dots;
    for (; dots <= most; dots *= 10) {
        if ((double)dots * e->bytes_per_dot > bytes_free()) {
            fprintf(stderr, "%s: memory for %lld dots is not there\n", e->name, (long long)dots);
            break;
        }
        const double ns = one_size(e, dots, options);
        if (ns <= 0)
            return false;
        least_ns = dots >= fewest_judged ? fmin(least_ns, ns) : least_ns;
        most_ns = dots >= fewest_judged ? fmax(most_ns, ns) : most_ns;
    }
    if (most_ns > 0)
        fprintf(stderr, "%s: %.3g to %.3g ns a dot from %lld to %lld dots, %.2f times\n", e->name, least_ns, most_ns,
                (long long)fewest_judged, (long long)(dots / 10), most_ns / least_ns);
    return true;
}

int show_growth(int64_t most, bool quick) {
    const measure_options options = {1.0, 0.02, quick};
    bool good = true;
    printf("engine,dots,seconds,ns_per_dot,bytes_per_dot,bytes_at_most,allocations\n");
    for (size_t i = 0; i < sizeof engines / sizeof engines[0]; i++)
        good = one_engine(&engines[i], engines[i].is_ours || most < most_of_samplers ? most : most_of_samplers, &options) && good;
    return good ? 0 : 1;
}
