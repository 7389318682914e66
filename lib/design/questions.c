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

double fol_design_least_distance_mm(const fol_design *design, size_t session) {
    if (!design || design->spacing.step_count == 0 || session < 1 || session > design->session_count)
        return 0;
    double most = 0;
    for (size_t i = 0; i < design->zone_count; i++) {
        const fol__zone *zone = &design->zones[i];
        const double share = zone->share[session - 1] > zone->front_share[session - 1] ? zone->share[session - 1]
                                                                                      : zone->front_share[session - 1];
        const double asked = zone->per_cm2 * share * design->specs.chart.area_scale.max_scale;
        most = asked > most ? asked : most;
    }
    const double taken = fol__taken_by_irregularity_mm(&design->specs.treatment);
    const double least = fol_spacing_least_mm(&design->spacing, most) - taken;
    return least > 0 ? least : 0;
}

/* The field run that holds a cell, or NULL. */
static const fol__field_run *run_at(const fol__field *field, int32_t column, int32_t row) {
    if (row < 0 || row >= field->row_count || column < 0 || column >= field->column_count)
        return NULL;
    uint32_t low = field->starts[row], high = field->starts[row + 1];
    const uint32_t past = high;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (field->runs[middle].column1 <= column)
            low = middle + 1;
        else
            high = middle;
    }
    return low < past && field->runs[low].column0 <= column ? &field->runs[low] : NULL;
}

void fol_design_density_at(const fol_design *design, int32_t x_um, int32_t y_um, fol_density *out) {
    if (!out)
        return;
    memset(out, 0, sizeof *out);
    out->zone = FOL_NO_ZONE;
    if (!design)
        return;
    const int32_t row = fol__cell_of(y_um);
    const fol__field_run *run = run_at(&design->field, fol__cell_of(x_um), row);
    if (run)
        fol__field_at(design, run, row, x_um, y_um, out);
}

void fol_design_density_fn(int32_t x_um, int32_t y_um, fol_density *out, void *design) {
    fol_design_density_at(design, x_um, y_um, out);
}

void fol_design_density_batch_fn(const int32_t *xy_um, size_t count, fol_density *out, void *design) {
    for (size_t i = 0; i < count; i++)
        fol_design_density_at(design, xy_um[2 * i], xy_um[2 * i + 1], &out[i]);
}

/* ---------------------------------------------------------------- expected counts */

/* Places a cell's side where an edge may cross it: 0.125 mm apart, less than half the clearance of any opening. An area scale is smoother. */
enum { EDGE_SAMPLES = 16, SCALE_SAMPLES = 4 };

static void add_density(const fol_design *design, const fol_density *density, double cm2, double *counts) {
    if (density->zone == FOL_NO_ZONE)
        return;
    double *own = counts + (size_t)density->zone * design->session_count;
    for (size_t j = 0; j < design->session_count; j++)
        own[j] += density->running_per_cm2[j] * cm2;
}

static void add_cell(const fol_design *design, const fol__field_run *run, int32_t column, int32_t row, int32_t samples,
                     double *counts) {
    const double side_cm = FOL__CELL_UM / 1e4 / samples;
    for (int32_t k = 0; k < samples; k++) {
        const int32_t y = row * FOL__CELL_UM + (2 * k + 1) * FOL__CELL_UM / (2 * samples);
        for (int32_t i = 0; i < samples; i++) {
            const int32_t x = column * FOL__CELL_UM + (2 * i + 1) * FOL__CELL_UM / (2 * samples);
            fol_density density;
            fol__field_at(design, run, row, x, y, &density);
            add_density(design, &density, side_cm * side_cm, counts);
        }
    }
}

static bool is_inside_canvas(const fol_design *design, int32_t column, int32_t row) {
    return (column + 1) * FOL__CELL_UM <= design->width_um && (row + 1) * FOL__CELL_UM <= design->height_um;
}

static void add_run(const fol_design *design, const fol__field_run *run, int32_t row, double *counts) {
    const double cell_cm2 = (FOL__CELL_UM / 1e4) * (FOL__CELL_UM / 1e4);
    if (run->even) {
        fol_density density;
        fol__field_even(design, run, &density);
        add_density(design, &density, cell_cm2 * (run->column1 - run->column0), counts);
        return;
    }
    const bool plain = fol__field_is_plain(design, run);
    for (int32_t column = run->column0; column < run->column1; column++) {
        const bool smooth = plain && is_inside_canvas(design, column, row);
        add_cell(design, run, column, row, smooth ? SCALE_SAMPLES : EDGE_SAMPLES, counts);
    }
}

fol_status fol_design_expected(const fol_design *design, double *counts, size_t count) {
    if (!design || !counts || count < design->zone_count * design->session_count)
        return FOL_ERR_ARG;
    memset(counts, 0, count * sizeof *counts);
    const fol__field *field = &design->field;
    for (int32_t row = 0; row < field->row_count; row++) {
        for (uint32_t i = field->starts[row]; i < field->starts[row + 1]; i++)
            add_run(design, &field->runs[i], row, counts);
    }
    return FOL_OK;
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
