/* SPDX-License-Identifier: MIT */
/* One number for all that decides dots. Each field is mixed in in order, counts before lists, doubles by their bits. */
#include "hash.h"
#include "inside.h"

#include <string.h>

static void add(uint64_t *sum, uint64_t value) {
    *sum = fol__mix(*sum ^ fol__hash(0, FOL__FOR_FINGERPRINT, value)) + UINT64_C(0x9e3779b97f4a7c15);
}

static void add_double(uint64_t *sum, double value) {
    uint64_t bits;
    if (value == 0)
        value = 0; /* -0 and 0 are one place */
    memcpy(&bits, &value, sizeof bits);
    add(sum, bits);
}

static void add_ring(uint64_t *sum, const fol_ring *ring) {
    add(sum, ring->count);
    for (size_t i = 0; i < ring->count; i++) {
        add_double(sum, ring->points[i].x);
        add_double(sum, ring->points[i].y);
    }
}

/* A closing point that repeats the first changes nothing. */
static void add_closed_ring(uint64_t *sum, const fol_ring *ring) {
    const fol_ring open = {ring->points, fol__ring_open_count(ring)};
    add_ring(sum, &open);
}

static void add_treatment(uint64_t *sum, const fol_design *d) {
    const fol_treatment_spec *t = &d->specs.treatment;
    const double numbers[] = {t->diameter_from_mm, t->diameter_to_mm, t->depth_from_mm, t->depth_to_mm,
                              t->irregularity_mm};
    add(sum, t->seed);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        add_double(sum, numbers[i]);
    add(sum, d->session_count);
    for (size_t i = 0; i < d->session_count; i++) {
        add_double(sum, d->specs.sessions[i].cumulative);
        add_double(sum, d->specs.sessions[i].hairline_cumulative);
        add_double(sum, d->specs.sessions[i].shade);
    }
}

static void add_zone(uint64_t *sum, const fol_zone_spec *zone) {
    add_closed_ring(sum, &zone->outline);
    add(sum, zone->hole_count);
    for (size_t i = 0; i < zone->hole_count; i++)
        add_closed_ring(sum, &zone->holes[i]);
    add_double(sum, zone->density_per_cm2);
    add_double(sum, zone->feather_mm);
    add(sum, zone->cumulative_count);
    for (size_t i = 0; i < zone->cumulative_count; i++)
        add_double(sum, zone->cumulative[i]);
}

static void add_hairlines(uint64_t *sum, const fol_design *d) {
    add(sum, d->hairline_count);
    for (size_t i = 0; i < d->hairline_count; i++) {
        const fol__hairline *h = &d->hairlines[i];
        const double numbers[] = {h->sign,     h->transition_um, h->edge_density,  h->large_um,
                                  h->small_um, h->large_wave_um, h->small_wave_um, h->sentinel_per_cm2};
        add_ring(sum, &d->specs.hairlines[i].points);
        for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++)
            add_double(sum, numbers[k]);
    }
    for (size_t i = 0; i < d->zone_count; i++)
        add(sum, d->zones[i].hairlines);
}

static void add_area_scale(uint64_t *sum, const fol_area_scale_spec *scale) {
    add(sum, scale->at ? 2 : scale->values ? 1 : 0);
    add_double(sum, scale->max_scale);
    if (!scale->values)
        return;
    const size_t count = (size_t)scale->width * (size_t)scale->height;
    add(sum, (uint64_t)scale->width);
    add_double(sum, scale->mm_per_value);
    for (size_t i = 0; i < count; i++)
        add_double(sum, (double)scale->values[i]);
}

uint64_t fol__design_fingerprint(const fol_design *d) {
    const fol_chart_spec *chart = &d->specs.chart;
    uint64_t sum = FOL_LAYOUT_VERSION;
    add_treatment(&sum, d);
    add_double(&sum, chart->canvas_width_mm);
    add_double(&sum, chart->canvas_height_mm);
    add(&sum, d->zone_count);
    for (size_t i = 0; i < d->zone_count; i++)
        add_zone(&sum, &d->specs.zones[i]);
    add_hairlines(&sum, d);
    add(&sum, d->keep_out_count);
    for (size_t i = 0; i < d->keep_out_count; i++) {
        add_closed_ring(&sum, &d->specs.keep_outs[i].outline);
        add_double(&sum, d->specs.keep_outs[i].margin_mm);
    }
    const fol_ring hairs = {chart->hairs, chart->hair_count};
    add_ring(&sum, &hairs);
    add_area_scale(&sum, &chart->area_scale);
    return sum ? sum : 1; /* 0 stands for none */
}
