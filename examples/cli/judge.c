/* SPDX-License-Identifier: MIT */
/* Hands dots and the design's density to the review, with the limits that the design itself sets. */
#include "judge.h"
#include "edges.h"
#include "talk.h"

#include <math.h>
#include <stdlib.h>

/* A canvas of many tiles repeats the pattern's error in each of them, where independent errors would cancel: counts may be
 * off by as many times the root of the repeats. 16 tiles are 102 cm square, more than any scalp. */
static double count_deviations(const fol_chart_spec *chart, double usual) {
    const double tile_mm = fol_pattern_spacing(fol_pattern_builtin())->tile_mm;
    const double tiles = chart->canvas_width_mm * chart->canvas_height_mm / (tile_mm * tile_mm);
    const double strip = (chart->canvas_width_mm + chart->canvas_height_mm) / tile_mm;
    const double repeats = (tiles > strip ? tiles : strip) / 16;
    return repeats > 1 ? usual * sqrt(repeats) : usual;
}

typedef struct scaled_design {
    fol_design *design;
    const fol_layout *layout;
} scaled_design;

static void scale(const fol_layout *layout, size_t count, fol_density *out) {
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; out[i].zone != FOL_NO_ZONE && k < FOL_MAX_SESSIONS; k++)
            out[i].running_per_cm2[k] *= fol_layout_scale(layout, (size_t)out[i].zone, k + 1);
    }
}

/* What the layout was brought to for the sake of exact counts: near the design's density, but where a total is held. */
static void scaled_density(const int32_t *xy_um, size_t count, fol_density *out, void *user) {
    const scaled_design *scaled = user;
    fol_design_density_batch_fn(xy_um, count, out, scaled->design);
    scale(scaled->layout, count, out);
}

static void scaled_sites(const int32_t *xy_um, size_t count, fol_density *out, void *user) {
    const scaled_design *scaled = user;
    fol_design_site_density_batch_fn(xy_um, count, out, scaled->design);
    scale(scaled->layout, count, out);
}

static void scaled_density_at(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    const int32_t xy_um[2] = {x_um, y_um};
    scaled_density(xy_um, 1, out, user);
}

static int by_id(const void *id, const void *placed) {
    const int64_t a = *(const int64_t *)id, b = ((const fol_placed_dot *)placed)->dot.id;
    return a < b ? -1 : a > b;
}

/* What each dot counts for; NULL where all count for one, or memory is out. */
static float *weights_of(const fol_chart_spec *chart, const fol_dot *dots, size_t count) {
    float *weights = chart->in_skin_count ? malloc((count + 1) * sizeof *weights) : NULL;
    for (size_t i = 0; weights && i < count; i++) {
        const bool done = dots[i].session <= chart->sessions_done;
        const fol_placed_dot *placed =
            done ? bsearch(&dots[i].id, chart->in_skin, chart->in_skin_count, sizeof *placed, by_id) : NULL;
        weights[i] = placed ? placed->weight : 1;
    }
    return weights;
}

/* Dots of units are judged by the distance that their pattern promises, at the density to which exact counts may have brought them. */
double promised_mm(const loaded_design *loaded) {
    const fol_treatment_spec *treatment = fol_design_treatment(loaded->design);
    const fol_spacing *spacing = fol_pattern_spacing(pattern_of(loaded));
    const size_t last = fol_design_session_count(loaded->design);
    const double taken = treatment->irregularity_mm > 0 ? 2 * treatment->irregularity_mm + 0.002 : 0;
    double most = 1, promised = fol_design_least_distance_mm(loaded->design, last);
    for (size_t z = 0; z < fol_design_zone_count(loaded->design); z++)
        most = fmax(most, fol_layout_scale(loaded->layout, z, last));
    if (most > 1 && promised > 0)
        promised = fol_spacing_least_mm(spacing, most * fol_spacing_densest_per_cm2(spacing, promised + taken)) - taken;
    return fmax(promised, treatment->min_distance_mm);
}

fol_status judge_dots(const loaded_design *loaded, const fol_dot *dots, size_t count, const fol_dot *planned,
                      size_t planned_count, bool full, fol_review **review, fol_error *err) {
    const fol_treatment_spec *treatment = fol_design_treatment(loaded->design);
    const fol_chart_spec *chart = fol_design_chart(loaded->design);
    fol_review_limits limits = fol_review_limits_default();
    limits.least_mm = treatment->min_distance_mm;
    limits.count_deviations = count_deviations(chart, limits.count_deviations);
    limits.slack_mm = 2.0 * treatment->irregularity_mm;
    if (loaded->units)
        limits.least_mm = promised_mm(loaded);
    progress_bar bar;
    edge_list edges;
    scaled_design scaled = {loaded->design, loaded->layout};
    fol_review_spec spec = fol_review_spec_default();
    spec.dots = dots;
    spec.dot_count = count;
    spec.session_count = fol_design_session_count(loaded->design);
    spec.zone_count = fol_design_zone_count(loaded->design);
    spec.density = scaled_density_at;
    spec.density_batch = scaled_density;
    spec.density_user = &scaled;
    spec.site_density = loaded->units ? scaled_sites : NULL;
    spec.bounds = (fol_rect){0.0, 0.0, chart->canvas_width_mm, chart->canvas_height_mm};
    spec.planned = planned;
    spec.planned_count = planned_count;
    spec.limits = &limits;
    spec.textures = full;
    float *weights = weights_of(chart, dots, count);
    spec.weights = weights;
    spec.sessions_done = (int32_t)chart->sessions_done;
    spec.smooth_mm = chart->sessions_done ? 5 : 0;
    fol_status status = edges_of(loaded, planned != NULL, &edges, err);
    spec.edges = edges.specs;
    spec.edge_count = edges.count;
    if (status == FOL_OK) {
        spec.progress = progress_begin(&bar, "reviewing");
        status = fol_review_create(&spec, NULL, review, err);
        progress_end(&bar);
    }
    edges_free(&edges);
    free(weights);
    return status;
}

fol_status write_review(const void *job, const fol_sink *sink, fol_error *err) {
    const review_job *what = job;
    return fol_review_write_json(what->review, what->design, sink, err);
}
