/* SPDX-License-Identifier: MIT */
/* Each feature comes in some of the designs and is missing in others, so that features meet in all combinations. */
#include "random_design.h"

#include "ring_oracle.h"

#include <check.h>
#include <follicle/pattern.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool chance(test_random *r, double share) {
    return random_unit(r) < share;
}

/* ------------------------------------------------------------------ what is decided for the client */

/* Shares that rise to `last`. */
static void rising(test_random *r, size_t count, double last, double *out) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += out[i] = random_between(r, 0.15, 1);
    double running = 0;
    for (size_t i = 0; i < count; i++) {
        running += out[i];
        out[i] = i + 1 == count ? last : last * running / sum;
    }
}

static void fill_sessions(random_design *d, test_random *r) {
    const size_t count = (size_t)random_int(r, 1, FOL_MAX_SESSIONS);
    double shares[FOL_MAX_SESSIONS], front[FOL_MAX_SESSIONS], day = random_int(r, 0, 3);
    const double last = chance(r, 0.8) ? 1 : random_between(r, 0.6, 0.99);
    const bool own_front = chance(r, 0.4);
    rising(r, count, last, shares);
    rising(r, count, last, front);
    for (size_t i = 0; i < count; i++) {
        d->sessions[i] = fol_session_spec_default();
        d->sessions[i].day = day;
        d->sessions[i].cumulative = shares[i];
        d->sessions[i].shade = random_between(r, 1, 60);
        if (own_front)
            d->sessions[i].hairline_cumulative = front[i];
        day += random_int(r, 1, 50);
    }
    d->treatment.sessions = d->sessions;
    d->treatment.session_count = count;
}

static void fill_treatment(random_design *d, test_random *r) {
    d->treatment = fol_treatment_spec_default();
    d->treatment.seed = random_bits(r) >> 11;
    if (chance(r, 0.8))
        fill_sessions(d, r);
    if (chance(r, 0.5)) {
        d->treatment.diameter_from_mm = random_between(r, 0.05, 0.2);
        d->treatment.diameter_to_mm = d->treatment.diameter_from_mm + random_between(r, 0, 0.2);
    }
    if (chance(r, 0.3)) {
        d->treatment.depth_from_mm = random_between(r, 0.2, 1);
        d->treatment.depth_to_mm = d->treatment.depth_from_mm + random_between(r, 0, 1);
    }
    if (chance(r, 0.3))
        d->treatment.irregularity_mm = random_between(r, 0, 0.06);
}

/* ------------------------------------------------------------------ zones */

static size_t shape_around(test_random *r, double cx, double cy, double radius, fol_point *out) {
    const int kind = random_below(r, 4);
    size_t count;
    if (kind == 0) {
        ring_rectangle(cx - radius * 0.7, cy - radius * 0.6, radius * 1.4, radius * 1.2, out);
        return 4;
    }
    if (kind == 1) {
        count = (size_t)random_int(r, 12, RANDOM_POINTS);
        ring_ellipse(cx, cy, radius, radius * random_between(r, 0.5, 1), random_between(r, 0, 3), count, out);
        return count;
    }
    count = (size_t)random_int(r, 5, RANDOM_POINTS);
    ring_star(r, cx, cy, radius, kind == 2 ? 0.55 : 0.8, count, out);
    return count;
}

/* Holes lie within 0.4 of a zone's radius, where every shape above is filled. They may overlap. */
static void fill_holes(random_design *d, test_random *r, size_t z, double cx, double cy, double radius) {
    const size_t count = chance(r, 0.4) ? (size_t)random_int(r, 1, RANDOM_HOLES) : 0;
    for (size_t i = 0; i < count; i++) {
        const size_t points = (size_t)random_int(r, 3, 12);
        ring_star(r, cx + radius * random_between(r, -0.15, 0.15), cy + radius * random_between(r, -0.15, 0.15), radius * 0.2,
                  0.5, points, d->hole_points[z][i]);
        d->holes[z][i].points = d->hole_points[z][i];
        d->holes[z][i].count = points;
    }
    d->zones[z].holes = count ? d->holes[z] : NULL;
    d->zones[z].hole_count = count;
}

static void fill_zone(random_design *d, test_random *r, size_t z) {
    const double width = d->chart.canvas_width_mm, height = d->chart.canvas_height_mm;
    const double size = width < height ? width : height;
    fol_zone_spec *zone = &d->zones[z];
    *zone = fol_zone_spec_default();
    snprintf(d->names[z], sizeof d->names[z], "zone %d", (int)z & 7);
    zone->name = d->names[z];
    zone->density_per_cm2 = floor(random_between(r, 20, 400) / d->chart.area_scale.max_scale);
    zone->feather_mm = chance(r, 0.5) ? 0 : random_between(r, 0.2, 8);
    const size_t sessions = d->treatment.session_count ? d->treatment.session_count : 3;
    if (chance(r, 0.25)) {
        rising(r, sessions, chance(r, 0.7) ? 1 : random_between(r, 0.5, 1), d->shares[z]);
        zone->cumulative = d->shares[z];
        zone->cumulative_count = sessions;
    }
    const double radius = size * random_between(r, 0.15, 0.45);
    const double cx = random_between(r, 0.2, 0.8) * width, cy = random_between(r, 0.2, 0.8) * height;
    zone->outline.points = d->outlines[z];
    zone->outline.count = shape_around(r, cx, cy, radius, d->outlines[z]);
    fill_holes(d, r, z, cx, cy, radius);
}

/* Makes the last two zones two halves of one rectangle with one soft edge. */
static void abut_zones(random_design *d, test_random *r) {
    fol_zone_spec *a = &d->zones[d->chart.zone_count - 2], *b = a + 1;
    const double width = d->chart.canvas_width_mm * 0.8, height = d->chart.canvas_height_mm * 0.8;
    const double x = d->chart.canvas_width_mm * 0.1, y = d->chart.canvas_height_mm * 0.1;
    const double cut = width * random_between(r, 0.3, 0.7);
    ring_rectangle(x, y, cut, height, d->outlines[d->chart.zone_count - 2]);
    ring_rectangle(x + cut, y, width - cut, height, d->outlines[d->chart.zone_count - 1]);
    a->outline.count = b->outline.count = 4;
    a->hole_count = b->hole_count = 0;
    a->holes = b->holes = NULL;
    a->feather_mm = b->feather_mm = random_between(r, 0, 8);
}

/* ------------------------------------------------------------------ the rest of a chart */

static void fill_hairline(random_design *d, test_random *r, size_t i) {
    const double width = d->chart.canvas_width_mm, height = d->chart.canvas_height_mm;
    fol_hairline_spec *h = &d->hairlines[i];
    *h = fol_hairline_spec_default();
    const size_t count = (size_t)random_int(r, 2, 9);
    const double level = height * random_between(r, 0.15, 0.5), bow = height * random_between(r, -0.2, 0.2);
    for (size_t k = 0; k < count; k++) {
        const double t = (double)k / (double)(count - 1);
        d->curves[i][k].x = width * (0.05 + 0.9 * t);
        d->curves[i][k].y = level + bow * 4 * t * (1 - t) + height * random_between(r, -0.02, 0.02);
    }
    h->points.points = d->curves[i];
    h->points.count = count;
    h->style = fol_hairline_style_at((size_t)random_below(r, 7))->name;
    if (chance(r, 0.3))
        h->transition_mm = random_between(r, 0, 20);
    if (chance(r, 0.2))
        h->sentinels_per_cm = random_between(r, 0, 5);
    if (chance(r, 0.2))
        h->large_mm = random_between(r, 0, 6);
    if (chance(r, 0.2))
        h->edge_scatter_mm = random_between(r, 0, 3);
    if (chance(r, 0.2))
        h->edge_size = random_between(r, 0.5, 1);
    if (chance(r, 0.2))
        h->shade_transition_mm = random_between(r, 0, 25);
    if (chance(r, 0.3)) {
        h->has_behind = true;
        h->behind.x = width * 0.5;
        h->behind.y = chance(r, 0.5) ? height * 3 : -height * 2;
    }
    if (chance(r, 0.3)) {
        d->acts_on[i][0] = d->names[random_below(r, (int)d->chart.zone_count)];
        h->zones = d->acts_on[i];
        h->zone_count = 1;
    }
}

static void fill_keep_out(random_design *d, test_random *r, size_t i) {
    const double width = d->chart.canvas_width_mm, height = d->chart.canvas_height_mm;
    fol_keep_out_spec *k = &d->keep_outs[i];
    *k = fol_keep_out_spec_default();
    k->outline.points = d->keep_out_points[i];
    k->outline.count = shape_around(r, random_between(r, 0, width), random_between(r, 0, height), random_between(r, 1, 8),
                                    d->keep_out_points[i]);
    k->margin_mm = chance(r, 0.5) ? 0 : random_between(r, 0.1, 3);
}

static double wavy_scale(double x_mm, double y_mm, void *user) {
    (void)user;
    const double u = x_mm / 40 - floor(x_mm / 40), v = y_mm / 50 - floor(y_mm / 50);
    return 0.7 + 0.8 * u * (1 - u) + 0.6 * v * (1 - v);
}

static void fill_area_scale(random_design *d, test_random *r) {
    if (chance(r, 0.75))
        return;
    fol_area_scale_spec *s = &d->chart.area_scale;
    s->max_scale = 1.5;
    if (chance(r, 0.4)) {
        s->at = wavy_scale;
        return;
    }
    s->width = random_int(r, 1, RANDOM_SCALE);
    s->height = random_int(r, 1, RANDOM_SCALE);
    s->mm_per_value = random_between(r, 2, 10);
    s->values = d->scale;
    for (int i = 0; i < RANDOM_SCALE * RANDOM_SCALE; i++)
        d->scale[i] = (float)random_between(r, 0.6, 1.5);
}

static void fill_hairs(random_design *d, test_random *r) {
    const size_t count = chance(r, 0.5) ? 0 : (size_t)random_int(r, 1, RANDOM_HAIRS);
    for (size_t i = 0; i < count; i++) {
        d->hairs[i].x = random_between(r, -3, d->chart.canvas_width_mm + 3);
        d->hairs[i].y = random_between(r, -3, d->chart.canvas_height_mm + 3);
    }
    d->chart.hairs = d->hairs;
    d->chart.hair_count = count;
}

/* Somewhere about the canvas, often smaller than it, with holes and plateaus. */
static void fill_mask(random_design *d, test_random *r) {
    if (chance(r, 0.7))
        return;
    fol_mask_spec *m = &d->chart.mask;
    m->width = random_int(r, 1, RANDOM_SCALE);
    m->height = random_int(r, 1, RANDOM_SCALE);
    m->mm_per_value = chance(r, 0.3) ? random_between(r, 0.05, 0.5) : random_between(r, 1, 6);
    m->x_mm = random_between(r, -10, 40);
    m->y_mm = random_between(r, -10, 40);
    m->values = d->mask;
    for (int i = 0; i < RANDOM_SCALE * RANDOM_SCALE; i++)
        d->mask[i] = chance(r, 0.2) ? 0 : chance(r, 0.3) ? 1 : (float)random_unit(r);
}

static void fill_chart(random_design *d, test_random *r) {
    d->chart = fol_chart_spec_default();
    const double most = chance(r, 0.2) ? 200 : 90;
    d->chart.canvas_width_mm = floor(random_between(r, 40, most) * 10) / 10;
    d->chart.canvas_height_mm = floor(random_between(r, 40, most) * 10) / 10;
    fill_area_scale(d, r);
    d->chart.zones = d->zones;
    d->chart.zone_count = (size_t)random_int(r, 1, RANDOM_ZONES);
    for (size_t i = 0; i < d->chart.zone_count; i++)
        fill_zone(d, r, i);
    if (d->chart.zone_count > 1 && chance(r, 0.4))
        abut_zones(d, r);
    d->chart.hairlines = d->hairlines;
    d->chart.hairline_count = (size_t)random_int(r, 0, RANDOM_HAIRLINES);
    for (size_t i = 0; i < d->chart.hairline_count; i++)
        fill_hairline(d, r, i);
    d->chart.keep_outs = d->keep_outs;
    d->chart.keep_out_count = chance(r, 0.5) ? 0 : (size_t)random_int(r, 1, RANDOM_KEEP_OUTS);
    for (size_t i = 0; i < d->chart.keep_out_count; i++)
        fill_keep_out(d, r, i);
    fill_hairs(d, r);
    fill_mask(d, r);
}

/* Sessions that repeat the last total, of which some zones make use; the first of them must, lest nothing is placed in one. */
static size_t add_repeats(random_design *d, test_random *r) {
    size_t repeats = d->treatment.session_count ? (size_t)random_int(r, 0, 3) : 0;
    for (size_t i = 0; i < d->chart.zone_count; i++)
        repeats = d->zones[i].cumulative_count || d->treatment.session_count + repeats > FOL_MAX_SESSIONS ? 0 : repeats;
    for (size_t i = 0; i < repeats; i++) {
        const size_t j = d->treatment.session_count++;
        d->sessions[j] = d->sessions[j - 1];
        d->sessions[j].day += random_int(r, 1, 50);
    }
    return repeats;
}

random_design *random_design_make_special(uint64_t number) {
    random_design *d = random_design_make(number);
    test_random r = random_from(number + 1000003);
    const size_t repeats = add_repeats(d, &r);
    for (size_t i = 0; i < d->chart.zone_count; i++) {
        fol_zone_spec *z = &d->zones[i];
        if (chance(&r, 0.5))
            z->overlap_mm = chance(&r, 0.2) ? 0 : random_between(&r, 0, 8);
        z->blend = chance(&r, 0.4);
        z->native_per_cm2 = z->blend && chance(&r, 0.4) ? random_between(&r, 0, 150) : 0;
        if (chance(&r, 0.4)) {
            z->retention = random_between(&r, 0.5, 1);
            z->density_per_cm2 *= z->retention;
        }
        if (!z->cumulative_count && chance(&r, 0.3))
            z->first_share = random_unit(&r);
        z->extra_sessions = i == 0 ? (int64_t)repeats : random_int(&r, 0, (int)repeats);
    }
    return d;
}

random_design *random_design_make(uint64_t number) {
    random_design *d = calloc(1, sizeof *d);
    if (!d)
        abort();
    test_random r = random_from(number);
    d->number = number;
    fill_treatment(d, &r);
    fill_chart(d, &r);
    return d;
}

void random_design_free(random_design *random) {
    free(random);
}

fol_design *random_design_build(const random_design *random) {
    fol_design_options options = fol_design_options_default();
    options.spacing = fol_pattern_spacing(fol_pattern_builtin());
    fol_design *design;
    fol_error err = {0};
    const fol_status status = fol_design_create(&random->treatment, &random->chart, &options, NULL, &design, &err);
    ck_assert_msg(status == FOL_OK, "random design %llu: %s: %s", (unsigned long long)random->number, err.path, err.message);
    return design;
}

static const fol_ring *pick_ring(const random_design *d, test_random *r, fol_design_edit *edit) {
    const fol_chart_spec *c = &d->chart;
    const int kind = random_below(r, 4);
    if (kind == 2 && c->hairline_count) {
        edit->kind = FOL_EDIT_HAIRLINE;
        edit->index = (size_t)random_below(r, (int)c->hairline_count);
        return &d->hairlines[edit->index].points;
    }
    if (kind == 3 && c->keep_out_count) {
        edit->kind = FOL_EDIT_KEEP_OUT;
        edit->index = (size_t)random_below(r, (int)c->keep_out_count);
        return &d->keep_outs[edit->index].outline;
    }
    if (kind >= 2)
        return NULL;
    edit->kind = FOL_EDIT_ZONE_RING;
    edit->index = (size_t)random_below(r, (int)c->zone_count);
    edit->ring = kind == 1 && d->zones[edit->index].hole_count ? (size_t)random_int(r, 1, (int)d->zones[edit->index].hole_count) : 0;
    return edit->ring ? &d->zones[edit->index].holes[edit->ring - 1] : &d->zones[edit->index].outline;
}

bool random_design_edit(const random_design *random, test_random *r, fol_design_edit *edit, fol_point *room) {
    memset(edit, 0, sizeof *edit);
    const fol_ring *ring = pick_ring(random, r, edit);
    if (!ring)
        return false;
    memcpy(room, ring->points, ring->count * sizeof *room);
    fol_point *moved = &room[random_below(r, (int)ring->count)];
    moved->x += random_between(r, -3, 3);
    moved->y += random_between(r, -3, 3);
    edit->points.points = room;
    edit->points.count = ring->count;
    return true;
}
