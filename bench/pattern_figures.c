/* SPDX-License-Identifier: MIT */
/* Prints how evenly a pattern lies: the built-in one, or one built from a seed, and how far one may go on a canvas
 * before it is seen to repeat. docs/pattern.md explains the columns. Usage: pattern-figures [SEED [POINTS TILE_MM]] */
#include "torus_figures.h"

#include <follicle/pattern.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct ranks {
    int from, to; /* per cent */
} ranks;

typedef struct points {
    int32_t *xy, count, tile_um;
} points;

static points read_points(const fol_pattern *pattern) {
    const fol_spacing *spacing = fol_pattern_spacing(pattern);
    points p = {NULL, spacing->point_count, (int32_t)(spacing->tile_mm * 1000)};
    p.xy = malloc(2 * (size_t)p.count * sizeof *p.xy);
    if (p.xy)
        fol_pattern_points(pattern, 0, p.count, p.xy);
    return p;
}

static double larger(double a, double b) {
    return a > b ? a : b;
}

static void print_row(const points *p, ranks r) {
    const int32_t first = (int32_t)((int64_t)p->count * r.from / 100);
    const int32_t count = (int32_t)((int64_t)p->count * r.to / 100) - first;
    const int32_t *xy = p->xy + 2 * first;
    const nearest_figures nearest = nearest_on_torus(xy, count, p->tile_um);
    const zone_figures square = zone_counts(xy, count, p->tile_um, 2000, 1, 100, 2);
    const zone_figures strip = zone_counts(xy, count, p->tile_um, 2000, 5, 100, 3);
    const zone_figures large = zone_counts(xy, count, p->tile_um, 10000, 1, 100, 4);
    const zone_figures long_strip = zone_counts(xy, count, p->tile_um, 10000, 5, 100, 5);
    printf("%3d-%-3d  %5d  %6.3f  %5.3f  %6.3f  %5.3f  %5.3f  %5.3f   %4.2f %4.2f   %4.2f %4.2f\n", r.from, r.to,
           (int)count, nearest.clark_evans, nearest.cv, nearest.least,
           disc_dispersion(xy, count, p->tile_um, 2, 20000, 1), disc_dispersion(xy, count, p->tile_um, 4, 10000, 1),
           disc_dispersion(xy, count, p->tile_um, 8, 5000, 1), 100 * larger(square.sd, strip.sd),
           100 * larger(square.worst, strip.worst), 100 * larger(large.sd, long_strip.sd),
           100 * larger(large.worst, long_strip.worst));
}

/* Of all prefixes, not only of those in the table. */
static void print_least(const fol_spacing *spacing) {
    double least = HUGE_VAL;
    for (int32_t i = 0; i < spacing->step_count; i++) {
        const int32_t shortest = i ? spacing->points[i - 1] + 1 : 2;
        const double relative = spacing->least_um[i] / 1000 / spacing->tile_mm * sqrt(shortest);
        least = relative < least ? relative : least;
    }
    printf("\nleast distance x sqrt(density), worst of all prefixes: %.3f\n", least);
}

static void print_figures(const points *p) {
    static const ranks prefixes[] = {{0, 2},  {0, 3},  {0, 4},  {0, 6},  {0, 8},  {0, 10}, {0, 15},
                                     {0, 20}, {0, 25}, {0, 30}, {0, 35}, {0, 40}, {0, 45}, {0, 50},
                                     {0, 55}, {0, 60}, {0, 70}, {0, 80}, {0, 90}, {0, 95}, {0, 100}};
    static const int widths[] = {15, 20, 30, 40, 50};
    puts("ranks    points     CE     CV   least     F2     F4     F8   count, 2,000   count, 10,000");
    puts("%                                                          sd %  worst %  sd %  worst %");
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        print_row(p, prefixes[i]);
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        puts("");
        for (int from = 0; from + widths[i] <= 100; from += 5)
            print_row(p, (ranks){from, from + widths[i]});
    }
}

/* ---------------------------------------------------------------- the repeat of the tile */

enum { CANVAS_UM = 250000, BIN_UM = 500, BINS = 901, MOST_UM = BINS * BIN_UM / 2 };

/* The points of a tile that repeats, cut to the canvas. */
static points on_canvas(const points *tile, int32_t count) {
    const int32_t times = CANVAS_UM / tile->tile_um + 1;
    points p = {malloc(2 * (size_t)count * (size_t)(times * times) * sizeof *p.xy), 0, tile->tile_um};
    for (int32_t i = 0; p.xy && i < count * times * times; i++) {
        const int32_t copy = i / count, at = i % count;
        const int32_t x = tile->xy[2 * at] + copy % times * tile->tile_um;
        const int32_t y = tile->xy[2 * at + 1] + copy / times * tile->tile_um;
        if (x >= CANVAS_UM || y >= CANVAS_UM)
            continue;
        p.xy[2 * p.count] = x;
        p.xy[2 * p.count++ + 1] = y;
    }
    return p;
}

/* How many pairs of points lie how far apart, by bins of BIN_UM; each pair is counted one way round. */
static int32_t *count_pairs(const points *p) {
    int32_t *pairs = calloc((size_t)BINS * BINS, sizeof *pairs);
    for (int32_t i = 0; pairs && i < p->count; i++) {
        for (int32_t k = 0; k < i; k++) {
            const int32_t x = p->xy[2 * i] - p->xy[2 * k] + MOST_UM, y = p->xy[2 * i + 1] - p->xy[2 * k + 1] + MOST_UM;
            if (x >= 0 && x < 2 * MOST_UM && y >= 0 && y < 2 * MOST_UM)
                pairs[y / BIN_UM * BINS + x / BIN_UM]++;
        }
    }
    return pairs;
}

/* For the shift of the canvas over itself that fits best: how many of the dots that meet the shifted canvas find a dot
 * within a quarter of a millimetre along both axes. By chance a tenth do. */
static void print_repeat(const points *tile) {
    const points p = on_canvas(tile, (int32_t)(40 * 1e-8 * tile->tile_um * tile->tile_um));
    int32_t *pairs = count_pairs(&p);
    double best = 0, best_x = 0, best_y = 0;
    for (int32_t i = 0; pairs && i < BINS * BINS; i++) {
        const double x = (i % BINS - BINS / 2) * BIN_UM, y = (i / BINS - BINS / 2) * BIN_UM;
        const double other = pairs[BINS * BINS - 1 - i], dots = (CANVAS_UM - fabs(x)) * (CANVAS_UM - fabs(y)) * 40e-8;
        if (hypot(x, y) > 5000 && (pairs[i] + other) / dots > best)
            best = (pairs[i] + other) / dots, best_x = x, best_y = y;
    }
    printf("best fit of a square of 25 cm, 40 dots per cm2, on itself: shifted by %.1f, %.1f mm, %.0f %% of the dots\n",
           best_x / 1000, best_y / 1000, 100 * best);
    free(pairs);
    free(p.xy);
}

int main(int argc, char **argv) {
    const fol_pattern *pattern = fol_pattern_builtin();
    fol_pattern *own = NULL;
    if (argc > 1) {
        fol_error error;
        fol_pattern_spec spec = fol_pattern_spec_default();
        spec.seed = strtoull(argv[1], NULL, 10);
        if (argc > 3) {
            spec.point_count = (int32_t)strtol(argv[2], NULL, 10);
            spec.tile_mm = strtod(argv[3], NULL);
        }
        if (fol_pattern_create(&spec, NULL, NULL, &own, &error) != FOL_OK) {
            fprintf(stderr, "pattern-figures: %s\n", error.message);
            return 1;
        }
        pattern = own;
    }
    const points p = read_points(pattern);
    if (!p.xy)
        return 1;
    print_figures(&p);
    print_least(fol_pattern_spacing(pattern));
    print_repeat(&p);
    free(p.xy);
    fol_pattern_free(own);
    return 0;
}
