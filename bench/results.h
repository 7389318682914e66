/* SPDX-License-Identifier: MIT */
/* What a run of the bench found, and how it is told. */
#ifndef FOLLICLE_BENCH_RESULTS_H
#define FOLLICLE_BENCH_RESULTS_H

#include <stdio.h>

#include "memory.h"
#include "scenes.h"

typedef struct result {
    char name[64];
    const bench_scene *scene;
    bool of_file; /* of a caller's design */
    measurement took;
    memory_count memory; /* of one run; all zero when it was not counted */
} result;

enum { MOST_RESULTS = 64 };

typedef struct results {
    result list[MOST_RESULTS];
    int count;
} results;

/* scalp, scalp-hairs, design ... of a caller's design are file, file-hairs, file-design ... */
void name_result(const bench_scene *scene, bool of_file, char name[64]);

/* A bound, as it came out. */
typedef struct verdict {
    char than[96];   /* scalp+design */
    const char *of;  /* what is compared: "seconds", "dots_per_second" or "bytes" */
    double ratio;
    double limit;    /* 0: there is none */
    bool holds;
} verdict;

/* Bound number i of a scene from 0; false past the last. Those whose yardsticks were not run are left out. */
bool verdict_at(const results *all, const result *r, int i, verdict *out);

double dots_per_second(const result *r);
/* Over bridson's; 0 when it was not run. */
double ratio_to_bridson(const results *all, const result *r);

void print_table(const results *all, FILE *to);
void print_json(const results *all, FILE *to);
void print_csv(const results *all, FILE *to);

#endif
