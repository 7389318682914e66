/* SPDX-License-Identifier: MIT */
/* What the engine itself does with a design: patterns, designs and layouts. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sampler_grid.h"
#include "scene_parts.h"

bool open_subject(const bench_file *file, measured *what, subject_steps steps) {
    subject *s = calloc(1, sizeof *s);
    if (!s)
        return false;
    s->file = file;
    what->state = s;
    what->memory = &s->memory;
    const bool good = (steps < SUBJECT_READ || subject_read(s)) && (steps < SUBJECT_CHECKED || subject_check(s)) &&
                      (steps < SUBJECT_LAID_OUT || subject_lay_out(s)) && (steps < SUBJECT_COPIED || subject_copy(s));
    if (!good)
        subject_free(s);
    return good;
}

void close_subject(measured *what) {
    subject_free(what->state);
}

/* ------------------------------------------------------------------ the pattern */

static int64_t run_pattern(void *state) {
    const subject *s = state;
    fol_pattern_spec spec = fol_pattern_spec_default();
    fol_pattern *pattern;
    fol_error err;
    spec.seed = 1;
    if (!subject_done(fol_pattern_create(&spec, NULL, s->memory, &pattern, &err), &err, "pattern"))
        return -1;
    fol_pattern_free(pattern);
    return spec.point_count;
}

bool open_pattern(const bench_file *file, measured *what) {
    what->run = run_pattern;
    return open_subject(file, what, SUBJECT_EMPTY);
}

/* ------------------------------------------------------------------ layouts */

static int64_t run_layout(void *state) {
    subject *s = state;
    return subject_lay_out(s) ? (int64_t)fol_layout_count(s->layout) : -1;
}

static void tidy_layout(void *state) {
    subject *s = state;
    fol_layout_free(s->layout);
    s->layout = NULL;
}

bool open_layout(const bench_file *file, measured *what) {
    what->run = run_layout;
    what->tidy = tidy_layout;
    return open_subject(file, what, SUBJECT_CHECKED);
}

/* ------------------------------------------------------------------ layouts around existing hairs */

enum { HAIRS_PER_CM2 = 10 }; /* 5,000 on the scalp */

static double whole_area_cm2(const fol_design *design) {
    double sum = 0;
    for (size_t zone = 0; zone < fol_design_zone_count(design); zone++)
        sum += fol_design_zone_area_cm2(design, zone);
    return sum;
}

/* Keeps, in random order, those of `hairs` that lie where dots may be; returns how many. */
static size_t keep_inside(const fol_design *design, fol_point *hairs, size_t count) {
    uint64_t random = 1;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        fol_density density;
        const fol_point hair = hairs[i];
        fol_design_density_at(design, (int32_t)(hair.x * 1000), (int32_t)(hair.y * 1000), &density);
        if (density.zone == FOL_NO_ZONE)
            continue;
        const size_t at = (size_t)(random_next(&random) % (kept + 1));
        hairs[kept++] = hairs[at];
        hairs[at] = hair;
    }
    return kept;
}

/* Evenly spread hairs over the zones, as Bridson's method spreads them, and those that the chart has already. */
static bool add_hairs(subject *s) {
    const fol_chart_spec *chart = &s->chart;
    const double side = fmax(chart->canvas_width_mm, chart->canvas_height_mm);
    const int64_t wanted = (int64_t)(HAIRS_PER_CM2 * whole_area_cm2(s->design) + 0.5);
    const int64_t spread = (int64_t)(1.2 * HAIRS_PER_CM2 * side * side / 100) + 1;
    sample_point *places = malloc((size_t)(2 * spread) * sizeof *places);
    s->hairs = malloc((chart->hair_count + (size_t)(2 * spread)) * sizeof *s->hairs);
    int64_t count = places && s->hairs ? bridson_fill(bridson_distance(spread), 1, places, 2 * spread) : -1;
    count = count > 2 * spread ? 2 * spread : count;
    fol_point *hairs = s->hairs ? s->hairs + chart->hair_count : NULL;
    for (int64_t i = 0; i < count; i++) {
        hairs[i].x = places[i].x * side;
        hairs[i].y = places[i].y * side;
    }
    free(places);
    if (count < 0)
        return false;
    const int64_t inside = (int64_t)keep_inside(s->design, hairs, (size_t)count);
    if (chart->hair_count > 0)
        memcpy(s->hairs, chart->hairs, chart->hair_count * sizeof *s->hairs);
    s->chart.hairs = s->hairs;
    s->chart.hair_count += (size_t)(inside < wanted ? inside : wanted);
    return true;
}

bool open_hairs(const bench_file *file, measured *what) {
    if (!open_layout(file, what))
        return false;
    subject *s = what->state;
    if (add_hairs(s) && subject_check(s))
        return true;
    subject_free(s);
    return false;
}

/* ------------------------------------------------------------------ designs */

static int64_t run_design(void *state) {
    subject *s = state;
    return subject_check(s) ? (int64_t)s->dot_count : -1;
}

static void tidy_design(void *state) {
    subject *s = state;
    fol_design_free(s->design);
    s->design = NULL;
}

bool open_design(const bench_file *file, measured *what) {
    what->run = run_design;
    what->tidy = tidy_design;
    return open_subject(file, what, SUBJECT_COPIED);
}
