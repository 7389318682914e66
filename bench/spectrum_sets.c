/* SPDX-License-Identifier: MIT */
#include "spectrum_sets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Waves a ring: power is then known to 3 %. */
enum { WAVES = 1200 };

static void need(bool good, const char *what) {
    if (!good) {
        fprintf(stderr, "spectrum-figures: %s\n", what);
        exit(1);
    }
}

static fol_texture texture_of(const int32_t *xy, int32_t count, int32_t tile_um) {
    fol_texture_spec spec = fol_texture_spec_default();
    fol_texture texture;
    fol_error err;
    spec.xy_um = xy;
    spec.count = (size_t)count;
    spec.tile_um = tile_um;
    spec.waves = WAVES;
    need(fol_texture_measure(&spec, NULL, &texture, &err) == FOL_OK, err.message);
    return texture;
}

fol_texture texture_of_ranks(const fol_pattern *pattern, int from, int to) {
    const fol_spacing *spacing = fol_pattern_spacing(pattern);
    const int32_t first = (int32_t)((int64_t)spacing->point_count * from / 100);
    const int32_t count = (int32_t)((int64_t)spacing->point_count * to / 100) - first;
    int32_t *xy = malloc(2 * (size_t)count * sizeof *xy);
    need(xy, "out of memory");
    fol_pattern_points(pattern, first, count, xy);
    const fol_texture texture = texture_of(xy, count, (int32_t)(spacing->tile_mm * 1000));
    free(xy);
    return texture;
}

/* ------------------------------------------------------------------ darts */

/* A torus of SIDE x SIDE cells whose diagonal is the disc's radius: at most one point a cell. Cells that may still take a point
 * are cut in four, level by level, until discs cover them all (Ebeida, Mitchell and others 2012). */
enum { SIDE = 192, CELL_UM = 500, LEVELS = 12 };

typedef struct open_cell {
    int32_t x, y; /* in cells of its level */
} open_cell;

typedef struct darts {
    double x[SIDE * SIDE], y[SIDE * SIDE]; /* in cells; x below 0: none */
    open_cell *open;
    int count;
    uint64_t state;
} darts;

static double random_unit(darts *d) { /* splitmix64 */
    uint64_t z = d->state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}

/* Whether some point is nearer than the radius, sqrt(2) cells, to all corners of a square; side 0: to one place. */
static bool is_covered(const darts *d, double x, double y, double side) {
    for (int j = -2; j <= 2; j++) {
        for (int i = -2; i <= 2; i++) {
            const int column = (int)x + i, row = (int)y + j;
            const int cell = (row + SIDE) % SIDE * SIDE + (column + SIDE) % SIDE;
            if (d->x[cell] < 0)
                continue;
            const double px = d->x[cell] + (column < 0 ? -SIDE : column >= SIDE ? SIDE : 0);
            const double py = d->y[cell] + (row < 0 ? -SIDE : row >= SIDE ? SIDE : 0);
            const double dx = fmax(fabs(px - x), fabs(px - x - side)), dy = fmax(fabs(py - y), fabs(py - y - side));
            if (dx * dx + dy * dy < 2)
                return true;
        }
    }
    return false;
}

static void throw_darts(darts *d, int level) {
    const double size = 1.0 / (1 << level);
    for (int64_t tries = (int64_t)d->count * 4; tries > 0 && d->count > 0; tries--) {
        const int at = (int)(random_unit(d) * d->count);
        const double x = (d->open[at].x + random_unit(d)) * size, y = (d->open[at].y + random_unit(d)) * size;
        if (d->x[(int)y * SIDE + (int)x] < 0 && !is_covered(d, x, y, 0)) {
            d->x[(int)y * SIDE + (int)x] = x;
            d->y[(int)y * SIDE + (int)x] = y;
        }
    }
}

static void cut_open_cells(darts *d, int level) {
    open_cell *finer = malloc((4 * (size_t)d->count + 1) * sizeof *finer);
    int count = 0;
    need(finer, "out of memory");
    for (int i = 0; i < 4 * d->count; i++) {
        const open_cell cell = {2 * d->open[i / 4].x + i % 2, 2 * d->open[i / 4].y + i / 2 % 2};
        const double size = 1.0 / (2 << level);
        const int whole = (int)(cell.y * size) * SIDE + (int)(cell.x * size);
        if (d->x[whole] < 0 && !is_covered(d, cell.x * size, cell.y * size, size))
            finer[count++] = cell;
    }
    free(d->open);
    d->open = finer;
    d->count = count;
}

fol_texture texture_of_darts(void) {
    darts *d = malloc(sizeof *d);
    int32_t *xy = malloc(2 * SIDE * SIDE * sizeof *xy);
    need(d && xy && (d->open = malloc(SIDE * SIDE * sizeof *d->open)), "out of memory");
    d->count = SIDE * SIDE;
    d->state = 1;
    for (int i = 0; i < SIDE * SIDE; i++) {
        d->x[i] = -1;
        d->open[i] = (open_cell){i % SIDE, i / SIDE};
    }
    for (int level = 0; level < LEVELS && d->count > 0; level++) {
        throw_darts(d, level);
        cut_open_cells(d, level);
    }
    int32_t count = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        if (d->x[i] >= 0) {
            xy[2 * count] = (int32_t)(d->x[i] * CELL_UM);
            xy[2 * count++ + 1] = (int32_t)(d->y[i] * CELL_UM);
        }
    }
    const fol_texture texture = texture_of(xy, count, SIDE * CELL_UM);
    free(d->open);
    free(d);
    free(xy);
    return texture;
}

/* ------------------------------------------------------------------ a layout */

static fol_design *design_of(double side_mm, double per_cm2) {
    const fol_point corners[] = {{0, 0}, {side_mm, 0}, {side_mm, side_mm}, {0, side_mm}};
    fol_zone_spec zone = fol_zone_spec_default();
    fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    fol_design *design;
    fol_error err;
    zone.name = "square";
    zone.outline = (fol_ring){corners, 4};
    zone.density_per_cm2 = per_cm2;
    treatment.seed = 7;
    chart.canvas_width_mm = chart.canvas_height_mm = side_mm;
    chart.zones = &zone;
    chart.zone_count = 1;
    need(fol_design_create(&treatment, &chart, NULL, NULL, &design, &err) == FOL_OK, err.message);
    return design;
}

static void review_square(laid_square *s, fol_design *design) {
    fol_review_spec spec = fol_review_spec_default();
    fol_review *review;
    fol_error err;
    spec.dots = s->dots;
    spec.dot_count = s->count;
    spec.session_count = fol_design_session_count(design);
    spec.zone_count = 1;
    spec.density = fol_design_density_fn;
    spec.density_batch = fol_design_density_batch_fn;
    spec.density_user = design;
    spec.bounds = (fol_rect){0, 0, s->side_mm, s->side_mm};
    spec.textures = true;
    need(fol_review_create(&spec, NULL, &review, &err) == FOL_OK, err.message);
    s->total = *fol_review_total_texture(review, spec.session_count);
    fol_review_free(review);
}

laid_square lay_square(const fol_pattern *pattern, double side_mm, double per_cm2) {
    fol_design *design = design_of(side_mm, per_cm2);
    fol_layout_options options = fol_layout_options_default();
    fol_layout *layout;
    fol_error err;
    options.pattern = pattern;
    need(fol_layout_create(design, &options, NULL, &layout, &err) == FOL_OK, err.message);
    laid_square s = {NULL, fol_layout_count(layout), side_mm, {0}};
    s.dots = malloc((s.count + 1) * sizeof *s.dots);
    need(s.dots, "out of memory");
    fol_layout_copy(layout, 0, s.dots, s.count);
    fol_layout_free(layout);
    review_square(&s, design);
    fol_design_free(design);
    return s;
}
