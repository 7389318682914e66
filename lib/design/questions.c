/* SPDX-License-Identifier: MIT */
/* What a host asks of a finished design. */
#include "inside.h"

#include <string.h>

const fol_treatment_spec *fol_design_treatment(const fol_design *design) {
    return design ? &design->specs.treatment : NULL;
}

const fol_chart_spec *fol_design_chart(const fol_design *design) {
    return design ? &design->specs.chart : NULL;
}

const fol_session_spec *fol_design_session(const fol_design *design, size_t i) {
    return design && i < design->session_count ? &design->specs.sessions[i] : NULL;
}

const fol_zone_spec *fol_design_zone(const fol_design *design, size_t i) {
    return design && i < design->zone_count ? &design->specs.zones[i] : NULL;
}

const fol_hairline_spec *fol_design_hairline(const fol_design *design, size_t i) {
    return design && i < design->specs.chart.hairline_count ? &design->specs.hairlines[i] : NULL;
}

size_t fol_design_warning_count(const fol_design *design) {
    return design ? design->warning_count : 0;
}

fol_warning fol_design_warning(const fol_design *design, size_t i) {
    const fol_warning none = {NULL, NULL};
    return design && i < design->warning_count ? design->warnings[i] : none;
}

size_t fol_design_zone_count(const fol_design *design) {
    return design ? design->zone_count : 0;
}

size_t fol_design_session_count(const fol_design *design) {
    return design ? design->session_count : 0;
}

int32_t fol_design_zone_named(const fol_design *design, const char *name) {
    for (size_t i = 0; design && name && i < design->zone_count; i++) {
        if (strcmp(design->specs.zones[i].name, name) == 0)
            return (int32_t)i;
    }
    return FOL_NO_ZONE;
}

double fol_design_zone_area_cm2(const fol_design *design, size_t zone) {
    return design && zone < design->zone_count ? design->zones[zone].shape->region.area_mm2 / 100 : 0;
}

uint64_t fol_design_fingerprint(const fol_design *design) {
    return design ? design->fingerprint : 0;
}

/* Of dots per cm2 in units: where units are single, dots of as many more units are needed. */
static double densest_asked(const fol_design *design, size_t session) {
    double most = 0;
    for (size_t i = 0; i < design->zone_count; i++) {
        const fol__zone *zone = &design->zones[i];
        const double share = zone->share[session - 1] > zone->front_share[session - 1] ? zone->share[session - 1]
                                                                                      : zone->front_share[session - 1];
        const double asked = zone->per_cm2 * share * design->specs.chart.area_scale.max_scale * (design->hairs ? FOL__MOST_FILL : 1) *
                             fol__crowd_of(&design->specs, zone->hairlines != 0);
        most = asked > most ? asked : most;
    }
    return most;
}

static double promised_mm(const fol_design *design, const fol_spacing *spacing, size_t session) {
    if (spacing->step_count == 0 || session < 1 || session > design->session_count)
        return 0;
    const double least = fol_spacing_least_mm(spacing, densest_asked(design, session)) -
                         fol__taken_by_irregularity_mm(&design->specs.treatment);
    return least > 0 ? least : 0;
}

double fol_design_least_distance_mm(const fol_design *design, size_t session) {
    return design ? promised_mm(design, &design->spacing, session) : 0;
}

double fol_design_least_site_distance_mm(const fol_design *design, size_t session) {
    return design ? promised_mm(design, &design->site_spacing, session) : 0;
}

/* ---------------------------------------------------------------- density */

static void take_density(size_t sessions, const fol__densities *from, int32_t i, fol_density *out) {
    const double last = from->running[sessions - 1][i];
    for (size_t j = 0; j < sessions; j++)
        out->running_per_cm2[j] = from->running[j][i];
    for (size_t j = sessions; j < FOL_MAX_SESSIONS; j++)
        out->running_per_cm2[j] = last;
    out->zone = from->zone[i];
}

static void no_density(fol_density *out) {
    memset(out, 0, sizeof *out);
    out->zone = FOL_NO_ZONE;
}

static bool is_on_canvas(const fol_design *design, int32_t x_um, int32_t y_um) {
    return design && x_um >= 0 && y_um >= 0 && x_um < design->width_um && y_um < design->height_um;
}

/* As many of the first places as lie in one cell of the canvas and fit. */
static int32_t gather_places(const fol_design *design, const int32_t *xy_um, size_t count, fol__places *places) {
    places->count = 0;
    places->column = fol__cell_of(xy_um[0]);
    places->row = fol__cell_of(xy_um[1]);
    while (places->count < FOL__MOST_PLACES && (size_t)places->count < count) {
        const int32_t x = xy_um[2 * places->count], y = xy_um[2 * places->count + 1];
        if (!is_on_canvas(design, x, y) || fol__cell_of(x) != places->column || fol__cell_of(y) != places->row)
            break;
        fol__places_set(places, places->count++, x, y);
    }
    return places->count;
}

/* Dots become the sites of their units. */
static void divide_by_units(const fol_design *design, int32_t count, fol__densities *found) {
    for (int32_t i = 0; i < count; i++) {
        const double more = fol__sites_with_singles(design->unit_mean, found->single[i]);
        for (size_t j = 0; j < design->session_count; j++)
            found->running[j][i] *= more / design->unit_mean;
    }
}

static void answer(const int32_t *xy_um, size_t count, fol_density *out, const fol_design *design, bool sites) {
    fol__densities found;
    fol__places places;
    for (size_t done = 0; done < count;) {
        if (gather_places(design, &xy_um[2 * done], count - done, &places) == 0) {
            no_density(&out[done++]);
            continue;
        }
        fol__places_fill_up(&places);
        fol__cell_densities(design, &places, &found);
        if (sites)
            divide_by_units(design, places.count, &found);
        for (int32_t i = 0; i < places.count; i++)
            take_density(design->session_count, &found, i, &out[done++]);
    }
}

void fol_design_density_batch_fn(const int32_t *xy_um, size_t count, fol_density *out, void *design) {
    answer(xy_um, count, out, design, false);
}

void fol_design_site_density_batch_fn(const int32_t *xy_um, size_t count, fol_density *out, void *user) {
    const fol_design *design = user;
    answer(xy_um, count, out, design, design && design->has_units);
}

void fol_design_density_at(const fol_design *design, int32_t x_um, int32_t y_um, fol_density *out) {
    const int32_t xy_um[2] = {x_um, y_um};
    if (out)
        fol_design_density_batch_fn(xy_um, 1, out, (void *)(uintptr_t)design);
}

void fol_design_density_fn(int32_t x_um, int32_t y_um, fol_density *out, void *design) {
    fol_design_density_at(design, x_um, y_um, out);
}

/* ---------------------------------------------------------------- expected counts */

/* Places a cell's side where an edge may cross it, or a mask has detail: 0.125 mm apart, less than half the clearance of any
 * opening. Feathers from LEAST_SMOOTH_UM on are smoother, an area scale is smoother yet. */
enum { EDGE_SAMPLES = 32, SMOOTH_SAMPLES = 16, SCALE_SAMPLES = 8 };
#define LEAST_SMOOTH_UM 2000.0

static void add_density(const fol_design *design, const fol__densities *found, int32_t i, double cm2, double *counts) {
    if (found->zone[i] == FOL_NO_ZONE)
        return;
    double *own = counts + (size_t)found->zone[i] * design->session_count;
    for (size_t j = 0; j < design->session_count; j++)
        own[j] += found->running[j][i] * cm2;
}

static void add_cell(const fol_design *design, const fol__run *run, int32_t column, int32_t samples, double *counts) {
    const double side_cm = FOL__CELL_UM / 1e4 / samples;
    fol__places places = {.count = 0, .column = column, .row = run->row};
    fol__densities found;
    for (int32_t k = 0; k < samples * samples; k++) {
        fol__places_set(&places, places.count++, column * FOL__CELL_UM + (2 * (k % samples) + 1) * FOL__CELL_UM / (2 * samples),
                        run->row * FOL__CELL_UM + (2 * (k / samples) + 1) * FOL__CELL_UM / (2 * samples));
        if (places.count < FOL__MOST_PLACES && k + 1 < samples * samples)
            continue;
        fol__run_densities(design, run, &places, &found);
        for (int32_t i = 0; i < places.count; i++)
            add_density(design, &found, i, side_cm * side_cm, counts);
        places.count = 0;
    }
}

static void add_even_cells(const fol_design *design, const fol__run *run, double cells, double *counts) {
    const double cell_cm2 = (FOL__CELL_UM / 1e4) * (FOL__CELL_UM / 1e4);
    double running[FOL_MAX_SESSIONS];
    int32_t zone;
    fol__run_even(design, run, running, &zone);
    for (size_t j = 0; j < design->session_count; j++)
        counts[(size_t)zone * design->session_count + j] += running[j] * cell_cm2 * cells;
}

/* What stays less inside than outside, or less hair, makes a step at the outline itself. */
static bool is_smooth_zone(const fol__zone *zone) {
    return zone->soft_um >= LEAST_SMOOTH_UM && zone->per_cm2 == zone->asked_per_cm2 && !(zone->native_per_um2 > 0);
}

/* Whether the density has no steps along a run, openings left out. */
static bool is_smooth(const fol_design *design, const fol__run *run) {
    bool smooth = run->hairline_count == 0 && run->keep_out_count == 0 && !design->specs.chart.mask.values;
    for (uint16_t i = 0; smooth && i < run->zone_count; i++)
        smooth = !run->zones[i].run->near || is_smooth_zone(&design->zones[run->zones[i].index]);
    return smooth;
}

static bool is_on_edge(const fol_design *design, int32_t column, int32_t row) {
    return (column + 1) * FOL__CELL_UM > design->width_um || (row + 1) * FOL__CELL_UM > design->height_um;
}

static int32_t samples_of(const fol_design *design, const fol__run *run, int32_t column, bool smooth) {
    if (!smooth || is_on_edge(design, column, run->row))
        return EDGE_SAMPLES;
    return run->even ? SCALE_SAMPLES : SMOOTH_SAMPLES;
}

static void add_run(const fol_design *design, const fol__run *run, double *counts) {
    const bool smooth = is_smooth(design, run);
    if (run->even && !design->has_raster && !design->hairs) {
        add_even_cells(design, run, run->column1 - run->column0, counts);
        return;
    }
    for (int32_t column = run->column0; column < run->column1; column++) {
        const bool hairs = design->hairs && (!run->even || fol__hairs_reach(design->hairs, column, run->row));
        if (run->even && !hairs && !design->has_raster)
            add_even_cells(design, run, 1, counts);
        else
            add_cell(design, run, column, samples_of(design, run, column, smooth && !hairs), counts);
    }
}

fol_status fol__design_integral(const fol_design *design, fol__stage stage, const fol_allocator *alloc, double *counts) {
    memset(counts, 0, design->zone_count * design->session_count * sizeof *counts);
    fol__walk walk;
    fol__run run;
    bool stopped = false;
    if (!fol__walk_make(design, alloc, &walk))
        return FOL_ERR_NOMEM;
    for (int32_t row = 0; !stopped && row < design->row_count; row++) {
        fol__walk_row(&walk, row, 0, design->column_count);
        while (fol__walk_next(&walk, &run))
            add_run(design, &run, counts);
        stopped = fol__stage_stops(stage, (size_t)row + 1, (size_t)design->row_count);
    }
    fol__walk_free(&walk);
    return stopped ? FOL_ERR_CANCELLED : FOL_OK;
}

void fol__design_hold_totals(const fol_design *design, double *counts) {
    const size_t last = design->session_count - 1;
    for (size_t z = 0; z < design->zone_count; z++) {
        double *own = &counts[z * design->session_count];
        const double held = (double)design->specs.zones[z].hold_total, all = own[last];
        for (size_t j = 0; held > 0 && all > 0 && j <= last; j++)
            own[j] = j < last ? own[j] / all * held : held;
    }
}

fol_status fol_design_expected(const fol_design *design, double *counts, size_t count) {
    if (!design || !counts || count < design->zone_count * design->session_count)
        return FOL_ERR_ARG;
    memset(counts, 0, count * sizeof *counts);
    const fol_status status = fol__design_integral(design, (fol__stage){NULL, 0, 1}, &design->alloc, counts);
    if (status == FOL_OK)
        fol__design_hold_totals(design, counts);
    return status;
}

size_t fol_design_hairline_curve(const fol_design *design, size_t i, fol_point *points, size_t capacity) {
    if (!design || i >= design->hairline_count)
        return 0;
    const fol__curve *curve = &design->hairlines[i].line->curve;
    const size_t count = curve->past - curve->first + 1;
    for (size_t k = 0; points && k < count && k < capacity; k++) {
        const fol__segment *s = &curve->segments[k + 1 < count ? curve->first + k : curve->past - 1];
        points[k].x = (k + 1 < count ? s->x0 : s->x1) / 1000;
        points[k].y = (k + 1 < count ? s->y0 : s->y1) / 1000;
    }
    return count;
}

int32_t fol_design_hairline_behind(const fol_design *design, size_t i) {
    if (!design || i >= design->hairline_count)
        return 0;
    return design->hairlines[i].sign < 0 ? -1 : 1;
}
