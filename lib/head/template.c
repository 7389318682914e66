/* SPDX-License-Identifier: MIT */
/* A plan on a head of a size becomes the specs of a design. */
#include "fail.h"
#include "growth.h"
#include "hash.h"
#include "outlines.h"
#include "spec.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_ZONES = 24 };
static const double MARGIN_MM = 10, HAIR_EDGE_MM = 5;

struct fol_template {
    fol_allocator alloc;
    fol__arena arena;
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_zone_spec zones[MOST_ZONES];
    fol_hairline_spec hairline;
    fol_point hairline_points[FOL_FOREHEAD_POINTS];
    fol_session_spec sessions[FOL_MAX_SESSIONS];
    fol_landmark landmarks[4];
    fol_keep_out_spec ears[2];
    fol__vector hairs;
};

/* What is being filled in. */
typedef struct making {
    fol_template *made;
    const fol__plan *plan;
    fol__ground ground;
    fol__loss losses[MOST_ZONES];
} making;

void fol_template_spec_init_sized(fol_template_spec *spec, size_t struct_size) {
    fol_template_spec d;
    memset(&d, 0, sizeof d);
    d.seed = 1;
    fol__spec_fill(spec, struct_size, &d, sizeof d);
}

/* ------------------------------------------------------------------ options */

static const fol__plan *plan_named(const char *name) {
    const fol__plan *plan;
    for (size_t i = 0; (plan = fol__plan_at(i)) != NULL; i++) {
        if (name && strcmp(plan->info.name, name) == 0)
            return plan;
    }
    return NULL;
}

typedef struct option {
    const char *key;
    double value, from, to, usual;
    bool there; /* the template has it */
    double *fill;
} option;

static fol_status take_option(const char *template, const option *o, fol_error *err) {
    const fol__where where = {NULL, -1, -1, -1, o->key};
    if (o->value == 0) {
        *o->fill = o->usual;
        return FOL_OK;
    }
    if (!o->there)
        return fol__fail(err, FOL_ERR_CONFLICT, where, "is nothing that template \"%s\" has", template);
    if (!(o->value >= o->from && o->value <= o->to))
        return fol__fail(err, FOL_ERR_VALUE, where, "is %g; it must be from %g to %g", o->value, o->from, o->to);
    *o->fill = o->value;
    return FOL_OK;
}

static double size_of(const fol__head *head) {
    return (head->width + head->length) / (FOL__REFERENCE_WIDTH_MM + FOL__REFERENCE_LENGTH_MM);
}

static fol_status take_numbers(const making *m, const fol_template_spec *given, fol_template_spec *full, fol_error *err) {
    const fol__plan *plan = m->plan;
    const unsigned has = plan->has;
    const double height = floor(plan->height_mm * size_of(&m->ground.head) + 0.5);
    const bool field = has & FOL__HAS_COUNT;
    double patches = 0, count = 0;
    const option options[] = {
        {"height", given->height_mm, 40, 140, height, has & FOL__HAS_HAIRLINE, &full->height_mm},
        {"patches", given->patches, 1, 9, 3, has & FOL__HAS_PATCHES, &patches},
        {"patch_mm", given->patch_mm, 5, 80, 25, has & FOL__HAS_PATCHES, &full->patch_mm},
        {"margin", given->margin_mm, 0, 30, 8, has & FOL__HAS_PATCHES, &full->margin_mm},
        {"length", given->length_mm, 20, 320, field ? 200 : 250, has & FOL__HAS_LENGTH, &full->length_mm},
        {"width", given->width_mm, field ? 10 : 0.5, field ? 80 : 15, field ? 55 : 2, has & FOL__HAS_WIDTH, &full->width_mm},
        {"count", given->count, 10, 5000, 1500, has & FOL__HAS_COUNT, &count},
    };
    fol_status status = FOL_OK;
    for (size_t i = 0; status == FOL_OK && i < sizeof options / sizeof options[0]; i++)
        status = take_option(plan->info.name, &options[i], err);
    full->patches = (int32_t)patches;
    full->count = (int32_t)count;
    return status;
}

static fol_status take_hairline_choice(making *m, const fol_template_spec *given, fol_template_spec *full, fol_error *err) {
    const fol__plan *plan = m->plan;
    const bool chosen = given->shape || given->style || given->temples;
    if (chosen && !(plan->has & FOL__HAS_HAIRLINE))
        return fol__fail(err, FOL_ERR_CONFLICT, (fol__where){NULL, -1, -1, -1, given->shape ? "shape" : given->style ? "style" : "temples"},
                         "is nothing that template \"%s\" has: it leaves the hairline alone", plan->info.name);
    full->shape = given->shape ? given->shape : plan->shape;
    full->temples = given->temples ? given->temples : FOL_TEMPLES_N;
    if (!full->shape)
        return FOL_OK;
    fol_status status = fol__forehead_check(full->shape, full->temples, full->height_mm, 0, err);
    if (status == FOL_OK)
        status = fol__forehead_fits(&m->ground.head, fol_hairline_shape_named(full->shape), full->height_mm, err);
    if (status != FOL_OK)
        return status;
    /* a shape of the client's own choice brings its usual style */
    full->style = given->style ? given->style : given->shape || !plan->style ? fol_hairline_shape_named(full->shape)->style : plan->style;
    if (!fol_hairline_style_named(full->style))
        return fol__fail(err, FOL_ERR_NAME, (fol__where){NULL, -1, -1, -1, "style"},
                         "\"%.60s\" is no style; known: soft, broken, natural, widows-peak, receded, defined, edge-up", full->style);
    return FOL_OK;
}

static fol_status take_options(making *m, const fol_template_spec *given, fol_error *err) {
    fol_template_spec *full = &m->ground.options;
    *full = *given;
    fol_status status = fol__head_make(&given->head, &m->ground.head, err);
    if (status == FOL_OK && given->seed >= UINT64_C(1) << 53)
        status = fol__fail(err, FOL_ERR_VALUE, (fol__where){NULL, -1, -1, -1, "seed"}, "must be from 0 to 9007199254740991");
    if (status == FOL_OK)
        status = take_numbers(m, given, full, err);
    return status == FOL_OK ? take_hairline_choice(m, given, full, err) : status;
}

/* ------------------------------------------------------------------ the chart */

/* Canvas and place of the head's top on it. */
static void lay_ground(making *m) {
    fol__ground *g = &m->ground;
    fol_chart_spec *chart = &m->made->chart;
    const double size = size_of(&g->head);
    g->at_back = m->plan->has & FOL__AT_BACK;
    g->has_hairline = m->plan->has & FOL__HAS_HAIRLINE;
    g->stream = fol__stream(g->options.seed, FOL__FOR_TEMPLATES);
    if (!g->at_back)
        g->front = fol__forehead_make(&g->head, fol_hairline_shape_named(g->options.shape), g->options.temples, g->options.height_mm, 0);
    const double half_width = g->at_back ? 172 * size : 126 * g->head.width / FOL__REFERENCE_WIDTH_MM;
    const double above = g->at_back ? 72 * size : 171 * g->head.length / FOL__REFERENCE_LENGTH_MM;
    const double below = g->at_back ? 60 * size : 138 * g->head.length / FOL__REFERENCE_LENGTH_MM;
    chart->canvas_width_mm = (double)(int)(2 * (half_width + MARGIN_MM));
    chart->canvas_height_mm = (double)(int)(above + below + 2 * MARGIN_MM);
    g->head.top = (fol_point){chart->canvas_width_mm / 2, (double)(int)(above + MARGIN_MM)};
}

/* "patch 2", "temple left", or the plan's own name. */
static const char *zone_name(making *m, const fol__plan_zone *zone, size_t which, size_t count, bool *ok) {
    char text[48];
    if (zone->kind == FOL__OUTLINE_TEMPLE)
        snprintf(text, sizeof text, "%s %s", zone->name, which ? "right" : "left");
    else if (count > 1)
        snprintf(text, sizeof text, "%s %d", zone->name, (int)which + 1);
    else
        snprintf(text, sizeof text, "%s", zone->name);
    return fol__arena_text(&m->made->arena, text, ok);
}

static void take_care(const fol__scar_care *care, fol_zone_spec *spec) {
    spec->retention = care->retention;
    spec->first_share = care->first_share;
    spec->overlap_mm = care->overlap_mm > 0 ? care->overlap_mm : FOL_SAME;
    spec->extra_sessions = care->extra_sessions;
    spec->blend = care->blend;
}

static bool add_zone(making *m, const fol__plan_zone *zone, size_t which, size_t count) {
    fol_chart_spec *chart = &m->made->chart;
    fol_zone_spec *spec = &m->made->zones[chart->zone_count];
    fol__loss *loss = &m->losses[chart->zone_count];
    bool ok = true;
    if (chart->zone_count == MOST_ZONES)
        return true;
    chart->zone_count++;
    *spec = fol_zone_spec_default();
    spec->name = zone_name(m, zone, which, count, &ok);
    spec->density_per_cm2 = zone->density;
    spec->feather_mm = zone->feather;
    if (zone->scar)
        take_care(zone->scar, spec);
    spec->remarks.note = which == 0 ? zone->note : NULL;
    ok = ok && fol__outline_make(&m->ground, zone, which, 0, &m->made->arena, &spec->outline);
    *loss = (fol__loss){.left = zone->hair_left, .soft_mm = zone->hair_soft_mm};
    /* where a soft edge asks for less than all, nearly all hair must grow: else a pale seam would be left */
    loss->from_mm = zone->kind == FOL__OUTLINE_STRIP ? -zone->hair_soft_mm
                  : zone->kind == FOL__OUTLINE_SCALP ? -zone->hair_soft_mm - HAIR_EDGE_MM : 0.2 * zone->feather;
    ok = ok && fol__outline_make(&m->ground, zone, which, loss->from_mm + loss->soft_mm, &m->made->arena, &loss->ring);
    return ok;
}

static bool add_zones(making *m) {
    bool ok = true;
    for (int i = 0; ok && i < FOL__PLAN_ZONES && m->plan->zones[i].name; i++) {
        const fol__plan_zone *zone = &m->plan->zones[i];
        const size_t count = fol__outline_count(&m->ground, zone);
        for (size_t which = 0; ok && which < count; which++)
            ok = add_zone(m, zone, which, count);
    }
    m->made->chart.zones = m->made->zones;
    return ok;
}

static void add_hairline(making *m) {
    fol_template *made = m->made;
    const fol__ground *g = &m->ground;
    if (!(m->plan->has & FOL__HAS_HAIRLINE))
        return;
    for (int i = 0; i <= FOL__SIDE_POINTS; i++) {
        const fol_point at = fol__head_top(&g->head, g->front.side[i]);
        made->hairline_points[FOL__SIDE_POINTS + i] = fol__hundredths(at);
        made->hairline_points[FOL__SIDE_POINTS - i] = fol__hundredths((fol_point){2 * g->head.top.x - at.x, at.y});
    }
    made->hairline = fol_hairline_spec_default();
    made->hairline.points = (fol_ring){made->hairline_points, FOL_FOREHEAD_POINTS};
    made->hairline.style = fol_hairline_style_named(g->options.style)->name;
    made->hairline.has_behind = true;
    made->hairline.behind = fol__hundredths(g->head.top);
    made->hairline.remarks.note = "By the tape method: midfrontal point above the glabella, frontotemporal points 80 mm to the side on a head of "
                                  "usual size, temporal peaks 50 mm below them. Move points as you like.";
    made->chart.hairlines = &made->hairline;
    made->chart.hairline_count = 1;
}

static void add_landmarks(making *m) {
    fol_template *made = m->made;
    const fol__ground *g = &m->ground;
    if (g->at_back)
        return;
    const fol_point glabella = fol__head_top(&g->head, (fol__tape){0, 0});
    const fol_point canthus = fol__head_top(&g->head, fol__canthus(&g->head));
    made->landmarks[0] = (fol_landmark){"glabella", fol__hundredths(glabella)};
    made->landmarks[1] = (fol_landmark){"canthus-left", fol__hundredths((fol_point){2 * g->head.top.x - canthus.x, canthus.y})};
    made->landmarks[2] = (fol_landmark){"canthus-right", fol__hundredths(canthus)};
    made->landmarks[3] = (fol_landmark){"vertex", g->head.top};
    made->chart.landmarks = made->landmarks;
    made->chart.landmark_count = 4;
}

/* No-go areas, by which one finds one's way on the chart. */
static bool add_ears(making *m) {
    fol_template *made = m->made;
    bool ok = true;
    for (int side = 0; ok && side < 2; side++) {
        made->ears[side] = fol_keep_out_spec_default();
        made->ears[side].name = side ? "ear right" : "ear left";
        ok = fol__outline_ear(&m->ground, side == 0, &made->arena, &made->ears[side].outline);
    }
    made->chart.keep_outs = made->ears;
    made->chart.keep_out_count = 2;
    return ok;
}

static bool add_hairs(making *m) {
    fol_template *made = m->made;
    fol__growth growth = {.width = made->chart.canvas_width_mm, .height = made->chart.canvas_height_mm, .per_cm2 = m->plan->hair_per_cm2,
                          .edge_mm = HAIR_EDGE_MM, .losses = m->losses, .loss_count = made->chart.zone_count,
                          .stream = fol__mix(m->ground.stream)};
    if (!fol__outline_scalp(&m->ground, 0, &made->arena, &growth.scalp) || !fol__growth_fill(&growth, &made->hairs))
        return false;
    if (m->plan->has & FOL__HAS_COUNT)
        fol__growth_harvest(&made->hairs, &made->zones[0].outline, (size_t)m->ground.options.count, fol__mix(growth.stream));
    made->chart.hairs = made->hairs.items;
    made->chart.hair_count = made->hairs.count;
    return true;
}

/* ------------------------------------------------------------------ the treatment */

typedef struct visit {
    double day, cumulative, hairline, shade;
} visit;

static const struct schedule {
    size_t count;
    visit visits[5];
    const char *notes[5];
} schedules[] = {
    [FOL__USUAL] = {3, {{0, 0.3, 0.2, 24}, {10, 0.7, 0.6, 18}, {20, 1, 1, 14}},
                    {"Light and wide, to see how the skin heals; the hairline is held back, since nothing can be taken away.",
                     "Most of the density, between the first dots.", "Evens the whole and finishes the edge."}},
    [FOL__CAREFUL] = {4, {{0, 0.2, 0.12, 26}, {14, 0.5, 0.4, 22}, {28, 0.8, 0.7, 18}, {42, 1, 1, 16}},
                      {"A fifth only: hair may come back.", NULL, NULL, NULL}},
    [FOL__SCAR] = {5, {{0, 0.3, 0.3, 24}, {21, 0.7, 0.7, 20}, {42, 1, 1, 18}, {63, 1, 1, 16}, {84, 1, 1, 16}},
                   {"A test: wait three weeks and look at what the scar has kept.", NULL, NULL, "Of scars alone.",
                    "Of scars alone; look again when healed."}},
};

static void fill_treatment(making *m) {
    fol_template *made = m->made;
    fol_treatment_spec *t = &made->treatment;
    const struct schedule *schedule = &schedules[m->plan->schedule];
    *t = fol_treatment_spec_default();
    t->name = m->plan->info.about;
    t->remarks.note = m->plan->note;
    t->seed = m->ground.options.seed;
    t->skin = (fol_color){0xe0, 0xbe, 0xa2};
    t->pigment = (fol_color){0x2b, 0x24, 0x20};
    t->pigment_opacity = 0.85;
    t->diameter_from_mm = m->plan->schedule == FOL__SCAR ? 0.09 : 0.10;
    t->diameter_to_mm = m->plan->schedule == FOL__SCAR ? 0.13 : 0.15;
    if (m->plan->schedule == FOL__SCAR)
        t->dots_remarks.note = "A little smaller than elsewhere: dots grow in scar tissue.";
    for (size_t i = 0; i < schedule->count; i++) {
        fol_session_spec *s = &made->sessions[i];
        *s = fol_session_spec_default();
        s->day = schedule->visits[i].day;
        s->cumulative = schedule->visits[i].cumulative;
        s->hairline_cumulative = m->plan->has & FOL__HAS_HAIRLINE ? schedule->visits[i].hairline : FOL_SAME;
        s->shade = schedule->visits[i].shade;
        s->remarks.note = schedule->notes[i];
    }
    t->sessions = made->sessions;
    t->session_count = schedule->count;
}

static fol_status fill(making *m, const fol_template_spec *given, fol_error *err) {
    const fol_status status = take_options(m, given, err);
    if (status != FOL_OK)
        return status;
    m->made->chart = fol_chart_spec_default();
    fill_treatment(m);
    lay_ground(m);
    add_hairline(m);
    add_landmarks(m);
    return add_zones(m) && add_ears(m) && add_hairs(m) ? FOL_OK : fol__fail_nomem(err);
}

fol_status fol_template_create(const fol_template_spec *spec, const fol_allocator *alloc, fol_template **out, fol_error *err) {
    fol_template_spec given = fol_template_spec_default();
    if (out)
        *out = NULL;
    if (!out || !spec || !fol__spec_read(&given, sizeof given, spec, sizeof given))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the spec must be filled in by its default function, and there must be room for the result");
    making m;
    memset(&m, 0, sizeof m);
    m.plan = plan_named(given.name);
    if (!m.plan)
        return fol__fail(err, FOL_ERR_NAME, (fol__where){NULL, -1, -1, -1, "name"}, "there is no template \"%.60s\"", given.name ? given.name : "");
    const fol_allocator own = fol__allocator_or_libc(alloc);
    m.made = fol__alloc_zeroed(&own, 1, sizeof *m.made);
    if (!m.made)
        return fol__fail_nomem(err);
    m.made->alloc = own;
    m.made->arena = fol__arena_make(&own);
    m.made->hairs = (fol__vector){.alloc = &m.made->alloc, .element_size = sizeof(fol_point)};
    const fol_status status = fill(&m, &given, err);
    if (status == FOL_OK)
        *out = m.made;
    else
        fol_template_free(m.made);
    return status;
}

void fol_template_free(fol_template *made) {
    if (!made)
        return;
    const fol_allocator alloc = made->alloc;
    fol__vector_free(&made->hairs);
    fol__arena_free(&made->arena);
    fol__release(&alloc, made, 1, sizeof *made);
}

const fol_treatment_spec *fol_template_treatment(const fol_template *made) {
    return made ? &made->treatment : NULL;
}

const fol_chart_spec *fol_template_chart(const fol_template *made) {
    return made ? &made->chart : NULL;
}
