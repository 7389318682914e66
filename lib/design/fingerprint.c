/* SPDX-License-Identifier: MIT */
/* One number for all that decides dots, made of one for each object, so that an edit costs its own object's only. Each field is mixed in in order, counts before lists, doubles by their bits. */
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

static void add_values(uint64_t *sum, const float *values, int32_t width, int32_t height) {
    add(sum, (uint64_t)width);
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++)
        add_double(sum, (double)values[i]);
}

static void add_rasters(uint64_t *sum, const fol_chart_spec *chart) {
    const fol_area_scale_spec *scale = &chart->area_scale;
    const fol_mask_spec *mask = &chart->mask;
    add(sum, scale->at ? 2 : scale->values ? 1 : 0);
    add_double(sum, scale->max_scale);
    if (scale->values) {
        add_double(sum, scale->mm_per_value);
        add_values(sum, scale->values, scale->width, scale->height);
    }
    add(sum, mask->values ? 1 : 0);
    if (mask->values) {
        add_double(sum, mask->mm_per_value);
        add_double(sum, mask->x_mm);
        add_double(sum, mask->y_mm);
        add_values(sum, mask->values, mask->width, mask->height);
    }
}

static void add_placed(uint64_t *sum, const fol_chart_spec *chart) {
    add(sum, (uint64_t)chart->sessions_done);
    add(sum, chart->in_skin_count);
    for (size_t i = 0; i < chart->in_skin_count; i++) {
        const fol_placed_dot *p = &chart->in_skin[i];
        add(sum, (uint64_t)p->dot.id);
        add(sum, (uint64_t)(uint32_t)p->dot.x_um << 32 | (uint32_t)p->dot.y_um);
        add(sum, (uint64_t)p->dot.diameter_um << 48 | (uint64_t)p->dot.depth_um << 32 | (uint64_t)p->dot.zone << 16 |
                     (uint64_t)p->dot.session << 8 | p->dot.shade);
        add(sum, p->clear_um);
        add_double(sum, (double)p->weight);
    }
}

static void add_units(uint64_t *sum, const fol_units_spec *units) {
    for (int k = 0; k < FOL_MOST_IN_UNIT; k++)
        add_double(sum, units->mix[k]);
    add_double(sum, units->apart_from_mm);
    add_double(sum, units->apart_to_mm);
}

uint64_t fol__common_fingerprint(const fol_design *d) {
    const fol_chart_spec *chart = &d->specs.chart;
    const fol_ring hairs = {chart->hairs, chart->hair_count};
    uint64_t sum = FOL_LAYOUT_VERSION;
    add_treatment(&sum, d);
    add_double(&sum, chart->canvas_width_mm);
    add_double(&sum, chart->canvas_height_mm);
    add_ring(&sum, &hairs);
    for (size_t i = 0; chart->hair_confidence && i < chart->hair_count; i++)
        add_double(&sum, (double)chart->hair_confidence[i]);
    add_rasters(&sum, chart);
    if (fol__placed_any(chart))
        add_placed(&sum, chart);
    if (d->exact) { /* the distance bounds which dots an exact count can take */
        add(&sum, d->specs.treatment.exact_counts ? 2 : 1);
        add_double(&sum, d->specs.treatment.min_distance_mm);
    }
    if (d->has_units)
        add_units(&sum, &d->specs.treatment.units);
    return sum;
}

/* Anything set of what zones can do besides: those that do nothing of it keep the fingerprints that they had before there was any. */
static bool is_special(const fol_zone_spec *zone) {
    return zone->retention != 1 || zone->first_share != FOL_SAME || zone->overlap_mm != FOL_SAME || zone->extra_sessions != 0 || zone->blend;
}

uint64_t fol__zone_fingerprint(const fol_zone_spec *zone) {
    uint64_t sum = FOL_LAYOUT_VERSION;
    add_closed_ring(&sum, &zone->outline);
    add(&sum, zone->hole_count);
    for (size_t i = 0; i < zone->hole_count; i++)
        add_closed_ring(&sum, &zone->holes[i]);
    add_double(&sum, zone->density_per_cm2);
    add_double(&sum, zone->feather_mm);
    add(&sum, zone->cumulative_count);
    for (size_t i = 0; i < zone->cumulative_count; i++)
        add_double(&sum, zone->cumulative[i]);
    if (zone->hold_total)
        add(&sum, (uint64_t)zone->hold_total);
    if (is_special(zone)) {
        const double numbers[] = {zone->retention, zone->first_share, zone->overlap_mm, zone->native_per_cm2};
        for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
            add_double(&sum, numbers[i]);
        add(&sum, (uint64_t)zone->extra_sessions);
        add(&sum, zone->blend);
    }
    return sum;
}

uint64_t fol__keep_out_fingerprint(const fol_keep_out_spec *keep_out) {
    uint64_t sum = FOL_LAYOUT_VERSION;
    add_closed_ring(&sum, &keep_out->outline);
    add_double(&sum, keep_out->margin_mm);
    return sum;
}

uint64_t fol__hairline_fingerprint(const fol_hairline_spec *spec, const fol__hairline *h) {
    const double numbers[] = {h->transition_um, h->edge_density, h->large_um,        h->small_um,
                              h->large.wave,    h->small.wave,   h->sentinel_per_cm2};
    const double softer[] = {h->edge_size, h->size_um, h->edge_shade, h->shade_um, h->scatter_um};
    uint64_t sum = FOL_LAYOUT_VERSION;
    add_ring(&sum, &spec->points);
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++)
        add_double(&sum, numbers[k]);
    for (size_t k = 0; k < sizeof softer / sizeof softer[0] && (fol__hairline_softens(h) || h->scatter_um > 0); k++)
        add_double(&sum, softer[k]);
    return sum;
}

uint64_t fol__design_fingerprint(const fol_design *d) {
    uint64_t sum = d->common_fingerprint;
    add(&sum, d->zone_count);
    for (size_t i = 0; i < d->zone_count; i++) {
        add(&sum, d->zones[i].fingerprint);
        add(&sum, d->zones[i].hairlines);
    }
    add(&sum, d->hairline_count);
    for (size_t i = 0; i < d->hairline_count; i++) {
        add(&sum, d->hairlines[i].fingerprint);
        add(&sum, d->hairlines[i].sign > 0);
    }
    add(&sum, d->keep_out_count);
    for (size_t i = 0; i < d->keep_out_count; i++)
        add(&sum, d->keep_outs[i].fingerprint);
    return sum ? sum : 1; /* 0 stands for none */
}
