/* SPDX-License-Identifier: MIT */
#include "spectrum_sets.h"

#include <stdio.h>
#include <stdlib.h>

#include "samplers.h"

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

/* A torus of 96 mm with discs of 0.7 mm: about 13,000 of them. */
enum { DART_CELLS = 192, DART_TILE_UM = 96000 };

fol_texture texture_of_darts(void) {
    const int64_t room = DART_CELLS * DART_CELLS;
    sample_point *points = malloc((size_t)room * sizeof *points);
    int32_t *xy = malloc(2 * (size_t)room * sizeof *xy);
    need(points && xy, "out of memory");
    const int64_t count = darts_fill_torus(DART_CELLS, 1, points, room);
    need(count > 0, "out of memory");
    for (int64_t i = 0; i < count; i++) {
        xy[2 * i] = (int32_t)(points[i].x * DART_TILE_UM);
        xy[2 * i + 1] = (int32_t)(points[i].y * DART_TILE_UM);
    }
    const fol_texture texture = texture_of(xy, (int32_t)count, DART_TILE_UM);
    free(points);
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
