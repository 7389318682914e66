/* SPDX-License-Identifier: MIT */
/* What lies about a zone's outline: how much stays of what is placed there, and the hair that its soft edge runs into. */
#include "inside.h"

static const fol__cell_run *run_at(const fol__shape *shape, int32_t column, int32_t row) {
    const fol__cell_window w = shape->cells.window;
    const bool within = row >= w.row0 && row < w.row1 && column >= w.column0 && column < w.column1;
    return within ? fol__cell_rows_find(&shape->cells, column, row) : NULL;
}

double fol_design_retention_at(const fol_design *design, size_t zone, int32_t x_um, int32_t y_um) {
    if (!design || zone >= design->zone_count)
        return 1;
    const fol__zone *z = &design->zones[zone];
    fol__places place = {.count = 0, .column = fol__cell_of(x_um), .row = fol__cell_of(y_um)};
    const fol__cell_run *run = run_at(z->shape, place.column, place.row);
    float inside[FOL__MOST_PLACES];
    if (!run || z->per_cm2 == z->asked_per_cm2)
        return 1;
    fol__places_set(&place, place.count++, x_um, y_um);
    fol__places_fill_up(&place);
    fol__shape_insides(z->shape, run, &place, inside);
    return inside[0] > 0 ? design->specs.zones[zone].retention : 1;
}

/* ---------------------------------------------------------------- the band outside the outline */

/* Places of the band among those of a cell near the outline. */
static size_t count_outside(const fol__zone *zone, const fol__cell_run *run, fol__places *places) {
    float depth[FOL__MOST_PLACES];
    size_t outside = 0;
    if (places->count == 0)
        return 0;
    fol__places_fill_up(places);
    fol__shape_depths(zone->shape, run, places, depth);
    for (int32_t i = 0; i < places->count; i++)
        outside += depth[i] <= 0 && depth[i] > -(float)zone->out_um;
    places->count = 0;
    return outside;
}

static size_t openings_of_cell(const fol_design *d, const fol__zone *zone, const fol__cell_run *run, int32_t column, int32_t row) {
    fol__places places = {.count = 0, .column = column, .row = row};
    size_t found = 0;
    uint32_t from, past;
    fol__hairs_beside(d->hairs, column, row, &from, &past);
    for (; from < past; from++) {
        const int32_t x = d->hairs->xy[2 * (size_t)from], y = d->hairs->xy[2 * (size_t)from + 1];
        if (fol__cell_of(x) != column || x < 0 || y < 0 || x >= d->width_um || y >= d->height_um)
            continue;
        fol__places_set(&places, places.count++, x, y);
        if (places.count == FOL__MOST_PLACES)
            found += count_outside(zone, run, &places);
    }
    return found + count_outside(zone, run, &places);
}

/* A cell's side has so many places where its part of the band is measured: one each quarter of a millimetre. */
enum { SAMPLES = 16 };

static double band_cm2_of_cell(const fol_design *d, const fol__zone *zone, const fol__cell_run *run, int32_t column, int32_t row) {
    const double side_cm = FOL__CELL_UM / 1e4 / SAMPLES;
    fol__places places = {.count = 0, .column = column, .row = row};
    size_t found = 0;
    for (int32_t k = 0; k < SAMPLES * SAMPLES; k++) {
        const int32_t x = column * FOL__CELL_UM + (2 * (k % SAMPLES) + 1) * FOL__CELL_UM / (2 * SAMPLES);
        const int32_t y = row * FOL__CELL_UM + (2 * (k / SAMPLES) + 1) * FOL__CELL_UM / (2 * SAMPLES);
        if (x < d->width_um && y < d->height_um)
            fol__places_set(&places, places.count++, x, y);
        if (places.count == FOL__MOST_PLACES)
            found += count_outside(zone, run, &places);
    }
    return (double)(found + count_outside(zone, run, &places)) * side_cm * side_cm;
}

size_t fol__zone_band(const fol_design *d, size_t index, double *cm2) {
    const fol__zone *zone = &d->zones[index];
    const fol__cell_window w = zone->shape->cells.window;
    size_t openings = 0;
    if (cm2)
        *cm2 = 0;
    for (int32_t row = w.row0; row < w.row1 && zone->soft_um > 0; row++) {
        for (int32_t column = w.column0; column < w.column1; column++) {
            const fol__cell_run *run = run_at(zone->shape, column, row);
            if (!run || !run->near)
                continue;
            openings += d->hairs ? openings_of_cell(d, zone, run, column, row) : 0;
            if (cm2)
                *cm2 += band_cm2_of_cell(d, zone, run, column, row);
        }
    }
    return openings;
}

double fol_design_native_per_cm2(const fol_design *design, size_t zone, size_t *openings) {
    double cm2 = 0;
    const size_t found = design && zone < design->zone_count ? fol__zone_band(design, zone, &cm2) : 0;
    if (openings)
        *openings = found;
    return cm2 > 0 ? (double)found / cm2 : 0;
}
