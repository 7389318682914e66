/* SPDX-License-Identifier: MIT */
/* A design from its specs: copied, checked, its shapes and curves built and indexed. */
#include "inside.h"
#include "spec.h"

#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846

void fol_limits_init_sized(fol_limits *limits, size_t struct_size) {
    fol_limits d;
    memset(&d, 0, sizeof d);
    d.max_dots = 2000000;
    d.max_zones = 1000;
    d.max_vertices = 100000;
    d.max_hairs = 200000;
    d.max_pixels = 200000000;
    d.max_bytes = INT64_C(1) << 30;
    fol__spec_fill(limits, struct_size, &d, sizeof d);
}

void fol_design_free(fol_design *design) {
    if (!design)
        return;
    for (size_t i = 0; design->zones && i < design->zone_count; i++) {
        fol__shape_leave(design->zones[i].shape);
        fol__store_leave(design->zones[i].store);
    }
    for (size_t i = 0; design->hairlines && i < design->hairline_count; i++) {
        fol__line_leave(design->hairlines[i].line);
        fol__store_leave(design->hairlines[i].store);
    }
    for (size_t i = 0; design->keep_outs && i < design->keep_out_count; i++) {
        fol__shape_leave(design->keep_outs[i].shape);
        fol__store_leave(design->keep_outs[i].store);
    }
    fol__hairs_leave(design->hairs);
    fol__arena_free(&design->arena);
    fol__store_leave(design->store);
    const fol_allocator alloc = design->alloc;
    fol__release(&alloc, design, 1, sizeof *design);
}

static bool copy_spacing(fol__arena *arena, const fol_spacing *spacing, fol_spacing *out) {
    if (!spacing)
        return true;
    const size_t steps = (size_t)spacing->step_count;
    *out = *spacing;
    out->points = fol__arena_copy(arena, spacing->points, steps, sizeof *spacing->points);
    out->least_um = fol__arena_copy(arena, spacing->least_um, steps, sizeof *spacing->least_um);
    return out->points && out->least_um;
}

static bool copy_spacings(fol_design *d, const fol_design_options *options) {
    return copy_spacing(&d->store->arena, options->spacing, &d->spacing) &&
           copy_spacing(&d->store->arena, options->site_spacing, &d->site_spacing);
}

static bool all_zero(const float *values, int32_t width, int32_t height) {
    const size_t count = (size_t)width * (size_t)height;
    size_t i = 0;
    while (values && i < count && !(values[i] > 0))
        i++;
    return values && i == count;
}

static bool take_room(fol_design *d) {
    const fol_chart_spec *chart = &d->specs.chart;
    d->session_count = d->specs.treatment.session_count;
    d->zone_count = chart->zone_count;
    d->hairline_count = chart->hairline_count;
    d->keep_out_count = chart->keep_out_count;
    d->width_um = fol__um_from_mm(chart->canvas_width_mm);
    d->height_um = fol__um_from_mm(chart->canvas_height_mm);
    d->column_count = fol__cell_of(d->width_um - 1) + 1;
    d->row_count = fol__cell_of(d->height_um - 1) + 1;
    for (size_t i = 0; i < d->zone_count; i++)
        d->exact = d->exact || fol__is_exact(&d->specs, i);
    d->has_raster = chart->area_scale.at || chart->area_scale.values || chart->mask.values;
    d->blank = all_zero(chart->mask.values, chart->mask.width, chart->mask.height) ||
               (!chart->area_scale.at && all_zero(chart->area_scale.values, chart->area_scale.width, chart->area_scale.height));
    /* a displaced dot is rounded again */
    d->pad_um = d->specs.treatment.irregularity_mm > 0 ? fol__um_from_mm(d->specs.treatment.irregularity_mm) + 1 : 0;
    d->has_units = fol__has_units(&d->specs.treatment.units);
    d->unit_mean = fol_units_mean(&d->specs.treatment.units);
    d->pad_um += d->has_units ? (int32_t)fol__units_farthest_um(&d->specs.treatment.units) + 2 : 0;
    d->zones = fol__arena_take_zeroed(&d->arena, d->zone_count, sizeof *d->zones);
    d->hairlines = fol__arena_take_zeroed(&d->arena, d->hairline_count, sizeof *d->hairlines);
    d->keep_outs = fol__arena_take_zeroed(&d->arena, d->keep_out_count, sizeof *d->keep_outs);
    return d->zones && d->hairlines && d->keep_outs;
}

bool fol__hairline_acts(const fol_hairline_spec *hairline, const char *zone) {
    bool acts = hairline->zone_count == 0;
    for (size_t k = 0; k < hairline->zone_count; k++)
        acts = acts || (hairline->zones[k] && strcmp(hairline->zones[k], zone) == 0);
    return acts;
}

static uint32_t hairlines_of(const fol_design *d, const char *zone) {
    uint32_t acting = 0;
    for (size_t i = 0; i < d->hairline_count; i++) {
        acting |= fol__hairline_acts(&d->specs.hairlines[i], zone) ? UINT32_C(1) << i : 0;
    }
    return acting;
}

/* The soft edge reaches as far out as in, unless the zone says how far out. */
static void fill_edge(const fol_zone_spec *spec, fol__zone *zone) {
    const double half_um = spec->feather_mm * 1000 / 2, overlap_um = spec->overlap_mm == FOL_SAME ? half_um : spec->overlap_mm * 1000;
    zone->in_um = half_um;
    zone->out_um = overlap_um;
    zone->soft_um = spec->overlap_mm == FOL_SAME ? spec->feather_mm * 1000 : half_um + overlap_um;
    zone->lopsided = half_um != overlap_um;
}

fol_status fol__zone_make(fol_design *d, size_t i, fol_error *err) {
    const fol_zone_spec *spec = &d->specs.zones[i];
    fol__zone *zone = &d->zones[i];
    zone->asked_per_cm2 = spec->density_per_cm2;
    zone->per_cm2 = spec->density_per_cm2 / spec->retention;
    zone->native_per_um2 = spec->native_per_cm2 / 1e8;
    zone->blend = spec->blend;
    zone->apart = spec->retention < 1 || (spec->blend && (d->specs.chart.hair_count || spec->native_per_cm2 > 0));
    d->has_apart = d->has_apart || zone->apart;
    fill_edge(spec, zone);
    zone->hairlines = hairlines_of(d, spec->name);
    zone->fingerprint = fol__zone_fingerprint(spec);
    fol__zone_shares(&d->specs, spec, zone->share, zone->front_share);
    return fol__shape_make(&spec->outline, spec->holes, spec->hole_count, zone->in_um > zone->out_um ? zone->in_um : zone->out_um, d,
                           (fol__where){"zones", (int32_t)i, -1, -1, NULL}, &zone->shape, err);
}

fol_status fol__keep_out_make(fol_design *d, size_t i, fol_error *err) {
    const fol_keep_out_spec *spec = &d->specs.keep_outs[i];
    d->keep_outs[i].fingerprint = fol__keep_out_fingerprint(spec);
    return fol__shape_make(&spec->outline, NULL, 0, spec->margin_mm * 1000, d,
                           (fol__where){"keep_outs", (int32_t)i, -1, -1, NULL}, &d->keep_outs[i].shape, err);
}

static fol_status make_parts(fol_design *d, fol_error *err) {
    fol_status status = FOL_OK;
    d->ubiquitous = UINT32_MAX;
    for (size_t i = 0; status == FOL_OK && i < d->zone_count; i++) {
        status = fol__zone_make(d, i, err);
        d->ubiquitous &= d->zones[i].hairlines;
    }
    for (size_t i = 0; status == FOL_OK && i < d->hairline_count; i++)
        status = fol__hairline_make(d, i, &d->hairlines[i], err);
    for (size_t i = 0; status == FOL_OK && i < d->keep_out_count; i++)
        status = fol__keep_out_make(d, i, err);
    if (status == FOL_OK)
        status = fol__hairs_make(d, &d->hairs, err);
    d->common_fingerprint = fol__common_fingerprint(d);
    return status;
}

/* The zone's area, and what it reaches outside where that is more than it leaves inside: no more than the length of its edges times the
 * overlap, and the circle about a corner. */
static double reached_mm2(const fol__zone *zone) {
    const fol__region *region = &zone->shape->region;
    const double out_mm = zone->out_um / 1000;
    double length_um = 0;
    for (size_t i = 0; zone->out_um > zone->in_um && i < region->bound_count; i++) {
        const fol__segment *s = &region->bounds[i];
        length_um += sqrt((s->x1 - s->x0) * (s->x1 - s->x0) + (s->y1 - s->y0) * (s->y1 - s->y0));
    }
    return region->area_mm2 + (length_um > 0 ? out_mm * (length_um / 1000 + PI * out_mm) : 0);
}

/* No more dots than this can come of the zones, wherever they overlap. */
static fol_status check_dot_count(const fol_design *d, fol_error *err) {
    const double canvas_mm2 = d->specs.chart.canvas_width_mm * d->specs.chart.canvas_height_mm;
    double dots = 0, densest = 0;
    size_t largest = 0;
    for (size_t i = 0; i < d->zone_count; i++) {
        const double area = reached_mm2(&d->zones[i]);
        const int64_t held = d->specs.zones[i].hold_total;
        const double own = held ? (double)held : (area < canvas_mm2 ? area : canvas_mm2) / 100 * d->zones[i].per_cm2;
        dots += held ? own : own * d->specs.chart.area_scale.max_scale;
        largest = own > densest ? i : largest;
        densest = own > densest ? own : densest;
    }
    if (dots <= (double)d->limits.max_dots)
        return FOL_OK;
    return fol__fail(err, FOL_ERR_LIMIT, (fol__where){"zones", (int32_t)largest, -1, -1, "density_per_cm2"},
                     "the zones ask for about %.3g dots, most of them in \"%.60s\"; the limit is %lld", dots,
                     d->specs.zones[largest].name, (long long)d->limits.max_dots);
}

fol_status fol__design_finish(fol_design *d, fol_error *err) {
    fol_status status = FOL_OK;
    for (size_t i = 0; status == FOL_OK && i < d->hairline_count; i++)
        status = fol__hairline_turn(d, i, &d->hairlines[i], err);
    if (status == FOL_OK)
        status = check_dot_count(d, err);
    if (status == FOL_OK && !fol__design_warn(d))
        status = fol__fail_nomem(err);
    if (status == FOL_OK)
        d->fingerprint = fol__design_fingerprint(d);
    return status;
}

fol_design *fol__design_empty(const fol_limits *limits, const fol_allocator *alloc) {
    const fol_allocator own = fol__allocator_or_libc(alloc);
    fol_design *d = fol__alloc_zeroed(&own, 1, sizeof *d);
    if (!d)
        return NULL;
    d->alloc = own;
    d->arena = fol__arena_make(&own);
    d->limits = *limits;
    return d;
}

static fol_status build(const fol_treatment_spec *treatment, const fol_chart_spec *chart, const fol_design_options *options,
                        fol_design *d, fol_error *err) {
    d->store = fol__store_make(&d->alloc);
    if (!d->store)
        return fol__fail_nomem(err);
    fol_status status = fol__specs_copy(treatment, chart, &d->limits, &d->store->arena, &d->specs, err);
    if (status == FOL_OK)
        status = fol__specs_check(&d->specs, &d->limits, options->spacing, err);
    if (status == FOL_OK && (!copy_spacings(d, options) || !take_room(d)))
        status = fol__fail_nomem(err);
    if (status == FOL_OK)
        status = make_parts(d, err);
    return status == FOL_OK ? fol__design_finish(d, err) : status;
}

static fol_status create(const fol_treatment_spec *treatment, const fol_chart_spec *chart, const fol_design_options *options,
                         const fol_limits *limits, const fol_allocator *alloc, fol_design **out, fol_error *err) {
    fol_design *d = fol__design_empty(limits, alloc);
    if (!d)
        return fol__fail_nomem(err);
    const fol_status status = build(treatment, chart, options, d, err);
    if (status == FOL_OK)
        *out = d;
    else
        fol_design_free(d);
    return status;
}

/* A negative limit allows nothing. */
static void bound_limits(fol_limits *limits) {
    limits->max_zones = limits->max_zones < 0 ? 0 : limits->max_zones > 65535 ? 65535 : limits->max_zones;
    limits->max_vertices = limits->max_vertices < 0 ? 0 : limits->max_vertices;
    limits->max_hairs = limits->max_hairs < 0 ? 0 : limits->max_hairs;
}

static bool lacks_table(const fol_spacing *spacing) {
    return spacing && (spacing->step_count < 1 || !spacing->points || !spacing->least_um);
}

fol_status fol_design_create(const fol_treatment_spec *treatment, const fol_chart_spec *chart,
                             const fol_design_options *options, const fol_allocator *alloc, fol_design **out,
                             fol_error *err) {
    if (out)
        *out = NULL;
    if (!treatment || !chart || !out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "treatment, chart and out must not be NULL");
    fol_design_options own = fol_design_options_default();
    fol_limits limits = fol_limits_default();
    if (options && !fol__spec_read(&own, sizeof own, options, offsetof(fol_design_options, site_spacing)))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the options' struct_size is wrong");
    if (own.limits && !fol__spec_read(&limits, sizeof limits, own.limits, sizeof limits))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the limits' struct_size is wrong");
    bound_limits(&limits);
    if (lacks_table(own.spacing) || lacks_table(own.site_spacing))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the options' spacing has no table");
    return create(treatment, chart, &own, &limits, alloc, out, err);
}
