/* SPDX-License-Identifier: MIT */
/* Each hairline is judged by what it asks for: one of style edge-up asks for a ruled line at which all dots stop. */
#include "edges.h"

#include <stdlib.h>
#include <string.h>

/* An edge must wander by this part of the undulations that were asked for; ruled edges with a soft ramp stay below. */
#define WANDER_SHARE 0.04
/* Whose transition is shorter, or whose density at the edge is higher, asks for a hard edge. */
#define SOFT_FROM_MM 1.0
#define SOFT_TO_DENSITY 0.9

static double or_style(double value, double style) {
    return value == FOL_SAME ? style : value;
}

/* Keeps what is asked of any edge, but not of a hard one that it is soft. */
static fol_edge_limits limits_of(const fol_hairline_spec *spec) {
    const fol_hairline_style *style = fol_hairline_style_named(spec->style);
    const double wild = or_style(spec->large_mm, style->large_mm) + or_style(spec->small_mm, style->small_mm);
    fol_edge_limits limits = fol_edge_limits_default();
    limits.wander_from_mm = WANDER_SHARE * wild;
    if (or_style(spec->transition_mm, style->transition_mm) < SOFT_FROM_MM ||
        or_style(spec->edge_density, style->edge_density) > SOFT_TO_DENSITY)
        limits.scatter_from = limits.step_to = 0;
    return limits;
}

/* What the design would ask for without hairlines: there an edge can be seen. Openings would only riddle it. */
static fol_status make_bare(const loaded_design *loaded, fol_design **out, fol_error *err) {
    fol_chart_spec chart = *fol_design_chart(loaded->design);
    fol_design_options options = fol_design_options_default();
    chart.hairlines = NULL;
    chart.hairline_count = 0;
    chart.hairs = NULL;
    chart.hair_confidence = NULL;
    chart.hairs_file = NULL;
    chart.hair_count = 0;
    chart.hair_confidence = NULL;
    chart.hairs_file = NULL;
    options.limits = &loaded->limits;
    return fol_design_create(fol_design_treatment(loaded->design), &chart, &options, NULL, out, err);
}

static bool take_memory(const fol_design *design, edge_list *out) {
    const fol_chart_spec *chart = fol_design_chart(design);
    size_t points = 0, zones = 0;
    for (size_t i = 0; i < chart->hairline_count; i++) {
        points += fol_design_hairline_curve(design, i, NULL, 0);
        zones += chart->hairlines[i].zone_count;
    }
    out->specs = calloc(chart->hairline_count, sizeof *out->specs);
    out->limits = calloc(chart->hairline_count, sizeof *out->limits);
    out->points = calloc(points, sizeof *out->points);
    out->zones = calloc(zones + 1, sizeof *out->zones);
    return out->specs && out->limits && out->points && out->zones;
}

static void fill_edges(const fol_design *design, bool judged, edge_list *out) {
    const fol_edge_limits no_limits = {.struct_size = sizeof no_limits};
    const fol_chart_spec *chart = fol_design_chart(design);
    fol_point *points = out->points;
    uint16_t *zones = out->zones;
    for (; out->count < chart->hairline_count; out->count++) {
        const fol_hairline_spec *hairline = &chart->hairlines[out->count];
        fol_edge_spec *edge = &out->specs[out->count];
        const size_t count = fol_design_hairline_curve(design, out->count, NULL, 0);
        *edge = fol_edge_spec_default();
        edge->line = (fol_ring){points, fol_design_hairline_curve(design, out->count, points, count)};
        points += count;
        edge->behind = fol_design_hairline_behind(design, out->count);
        edge->zones = hairline->zones ? zones : NULL;
        for (size_t z = 0; z < hairline->zone_count; z++)
            *zones++ = (uint16_t)fol_design_zone_named(design, hairline->zones[z]);
        edge->zone_count = hairline->zone_count;
        edge->density = fol_design_density_batch_fn;
        edge->density_user = out->bare;
        out->limits[out->count] = judged ? limits_of(hairline) : no_limits;
        edge->limits = &out->limits[out->count];
    }
}

fol_status edges_of(const loaded_design *loaded, bool judged, edge_list *out, fol_error *err) {
    memset(out, 0, sizeof *out);
    if (fol_design_chart(loaded->design)->hairline_count == 0)
        return FOL_OK;
    const fol_status status = make_bare(loaded, &out->bare, err);
    if (status != FOL_OK)
        return status;
    if (!take_memory(loaded->design, out)) {
        err->status = FOL_ERR_NOMEM;
        return FOL_ERR_NOMEM;
    }
    fill_edges(loaded->design, judged, out);
    return FOL_OK;
}

void edges_free(edge_list *list) {
    free(list->specs);
    free(list->limits);
    free(list->points);
    free(list->zones);
    fol_design_free(list->bare);
}
