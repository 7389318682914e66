/* SPDX-License-Identifier: MIT */
/* Follows docs/design-file.md and docs/hairlines.md, not the library's sources. */
#include "density_oracle.h"

#include "openings_oracle.h"
#include "ring_oracle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CURVE = 4096, MOST_LINES = 8 };

typedef struct line {
    fol_point points[MOST_CURVE]; /* um, from left to right, with a long ray at either end */
    size_t count;
    bool behind_is_below; /* larger y */
    fol_hairline_style numbers;
} line;

struct density_oracle {
    const fol_design *design;
    const fol_treatment_spec *treatment;
    const fol_chart_spec *chart;
    line lines[MOST_LINES];
    bool clear;          /* no hairline parts the zones into nearly equal halves */
    openings_oracle *openings;
};

static double ramp(double t) {
    return t <= 0 ? 0 : t >= 1 ? 1 : 3 * t * t - 2 * t * t * t;
}

/* ------------------------------------------------------------------ hairlines */

static double height_of(const line *l, double x) {
    for (size_t i = 0; i + 1 < l->count; i++) {
        const fol_point a = l->points[i], b = l->points[i + 1];
        if (x >= a.x && x <= b.x && b.x > a.x)
            return a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x);
    }
    abort();
}

static bool acts_on(const fol_hairline_spec *h, const fol_zone_spec *zone) {
    bool acts = h->zone_count == 0;
    for (size_t i = 0; i < h->zone_count; i++)
        acts = acts || strcmp(h->zones[i], zone->name) == 0;
    return acts;
}

static bool in_zone(const fol_zone_spec *zone, double x, double y) {
    bool inside = winding_by_angles(&zone->outline, x, y) != 0;
    for (size_t i = 0; inside && i < zone->hole_count; i++)
        inside = winding_by_angles(&zone->holes[i], x, y) == 0;
    return inside;
}

/* The side with more of the zones' area, by looking every millimetre. */
static bool more_zone_below(density_oracle *o, const fol_hairline_spec *h, const line *l) {
    int below = 0, above = 0;
    for (double y = 500; y < o->chart->canvas_height_mm * 1000; y += 1000) {
        for (double x = 500; x < o->chart->canvas_width_mm * 1000; x += 1000) {
            for (size_t z = 0; z < o->chart->zone_count; z++) {
                if (acts_on(h, &o->chart->zones[z]) && in_zone(&o->chart->zones[z], x, y))
                    *(y > height_of(l, x) ? &below : &above) += 1;
            }
        }
    }
    o->clear = o->clear && abs(below - above) > (below + above) / 10 + 10;
    return below > above;
}

static double given(double value, double style) {
    return value == FOL_SAME ? style : value;
}

static void fill_line(density_oracle *o, size_t i) {
    const fol_hairline_spec *h = &o->chart->hairlines[i];
    const fol_hairline_style *style = fol_hairline_style_named(h->style);
    line *l = &o->lines[i];
    const size_t count = fol_design_hairline_curve(o->design, i, l->points + 1, MOST_CURVE - 2);
    if (count + 2 > MOST_CURVE)
        abort();
    for (size_t k = 1; k <= count; k++) {
        l->points[k].x *= 1000;
        l->points[k].y *= 1000;
    }
    const fol_point first = l->points[1], second = l->points[2], last = l->points[count], before = l->points[count - 1];
    const double far = 1e7;
    l->points[0] = (fol_point){first.x - far, first.y - far * (second.y - first.y) / (second.x - first.x)};
    l->points[count + 1] = (fol_point){last.x + far, last.y + far * (last.y - before.y) / (last.x - before.x)};
    l->count = count + 2;
    l->numbers.transition_mm = given(h->transition_mm, style->transition_mm);
    l->numbers.edge_density = given(h->edge_density, style->edge_density);
    l->numbers.sentinels_per_cm = given(h->sentinels_per_cm, style->sentinels_per_cm);
    l->behind_is_below = h->has_behind ? h->behind.y * 1000 > height_of(l, h->behind.x * 1000) : more_zone_below(o, h, l);
}

static double distance_behind(const line *l, double x, double y) {
    double least = HUGE_VAL;
    for (size_t i = 0; i + 1 < l->count; i++) {
        const fol_point a = l->points[i], b = l->points[i + 1];
        const double length2 = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
        const double t = fmax(0, fmin(1, ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / length2));
        least = fmin(least, hypot(x - a.x - t * (b.x - a.x), y - a.y - t * (b.y - a.y)));
    }
    return (y > height_of(l, x)) == l->behind_is_below ? least : -least;
}

density_oracle *density_oracle_make(const fol_design *design) {
    density_oracle *o = calloc(1, sizeof *o);
    if (!o)
        abort();
    o->design = design;
    o->clear = true;
    o->treatment = fol_design_treatment(design);
    o->chart = fol_design_chart(design);
    if (o->chart->hairline_count > MOST_LINES)
        abort();
    for (size_t i = 0; i < o->chart->hairline_count; i++)
        fill_line(o, i);
    o->openings = openings_oracle_make(o->chart);
    return o;
}

void density_oracle_free(density_oracle *oracle) {
    openings_oracle_free(oracle->openings);
    free(oracle);
}

/* ------------------------------------------------------------------ one place */

/* What hairline i does at the place. */
typedef struct effect {
    bool in_front;
    double ramp, sentinel, front;
} effect;

static bool effect_of(const line *l, double x, double y, effect *out) {
    const double d = distance_behind(l, x, y), transition = l->numbers.transition_mm * 1000;
    const double thresholds[] = {0, -1000, -4000, transition};
    for (int i = 0; i < 4; i++) {
        if (fabs(d - thresholds[i]) < 0.01)
            return false;
    }
    const double rise = transition > 0 ? ramp(d / transition) : d > 0;
    out->in_front = d < 0;
    out->ramp = l->numbers.edge_density + (1 - l->numbers.edge_density) * rise;
    out->sentinel = d < -1000 && d > -4000 ? l->numbers.sentinels_per_cm / 0.3 : 0; /* over a band of 3 mm */
    out->front = d < 0 ? 1 : 1 - rise;
    return true;
}

static bool weight_of(const fol_zone_spec *zone, double x, double y, double *weight, bool *is_inside) {
    double distance = distance_to_ring_um(&zone->outline, x, y);
    for (size_t i = 0; i < zone->hole_count; i++)
        distance = fmin(distance, distance_to_ring_um(&zone->holes[i], x, y));
    if (distance < 0.01)
        return false;
    const bool inside = in_zone(zone, x, y);
    const double in = zone->feather_mm * 500, out = zone->overlap_mm == FOL_SAME ? in : zone->overlap_mm * 1000;
    *weight = in + out > 0 ? ramp((out + (inside ? distance : -distance)) / (in + out)) : inside;
    *is_inside = inside;
    return true;
}

static bool kept_out(const density_oracle *o, double x, double y, bool *out) {
    *out = false;
    for (size_t i = 0; i < o->chart->keep_out_count; i++) {
        const fol_keep_out_spec *k = &o->chart->keep_outs[i];
        const double distance = distance_to_ring_um(&k->outline, x, y);
        if (distance < 0.01 || fabs(distance - k->margin_mm * 1000) < 0.01)
            return false;
        *out = *out || winding_by_angles(&k->outline, x, y) != 0 || distance < k->margin_mm * 1000;
    }
    return true;
}

/* The sum of each value's own tent; the edge value goes on outside. */
static double raster_of(const float *values, int32_t width, int32_t height, double u, double v) {
    double sum = 0;
    u = fmax(0, fmin(width - 1, u));
    v = fmax(0, fmin(height - 1, v));
    for (int32_t k = 0; k < height; k++) {
        for (int32_t i = 0; i < width; i++)
            sum += fmax(0, 1 - fabs(u - i)) * fmax(0, 1 - fabs(v - k)) * (double)values[k * width + i];
    }
    return sum;
}

static double scale_of(const fol_area_scale_spec *s, double x, double y) {
    if (s->at)
        return fmin(s->max_scale, fmax(0, s->at(x, y, s->user)));
    return s->values ? raster_of(s->values, s->width, s->height, x / s->mm_per_value - 0.5, y / s->mm_per_value - 0.5) : 1;
}

static double mask_of(const fol_mask_spec *m, double x, double y) {
    return m->values ? raster_of(m->values, m->width, m->height, (x - m->x_mm) / m->mm_per_value - 0.5,
                                 (y - m->y_mm) / m->mm_per_value - 0.5)
                     : 1;
}

/* The sessions' running totals along a line through (0, 0), (1, the first) ... */
static double total_at(const density_oracle *o, double session, bool front) {
    double before = 0;
    for (size_t j = 0; j < o->treatment->session_count; j++) {
        const fol_session_spec *s = &o->treatment->sessions[j];
        const double total = front && s->hairline_cumulative != FOL_SAME ? s->hairline_cumulative : s->cumulative;
        if (session <= (double)j + 1)
            return before + (total - before) * (session - (double)j);
        before = total;
    }
    return before;
}

/* How many sessions it takes them to get where they end. */
static double climb_of(const density_oracle *o) {
    const size_t count = o->treatment->session_count;
    const double end = total_at(o, (double)count, false);
    size_t climb = count;
    while (climb > 1 && total_at(o, (double)climb - 1, false) == end && total_at(o, (double)climb - 1, true) == end)
        climb--;
    return (double)climb;
}

static double spread_total(const density_oracle *o, const fol_zone_spec *zone, size_t j, bool front) {
    const double climb = climb_of(o), spread = climb + (double)zone->extra_sessions;
    const double first = zone->first_share == FOL_SAME ? total_at(o, climb / spread, front) : total_at(o, 1, front) * zone->first_share;
    return j == 0 ? first : fmax(first, total_at(o, fmin(climb, (double)(j + 1) * climb / spread), front));
}

static double share_of(const density_oracle *o, const fol_zone_spec *zone, size_t j, double front) {
    const size_t last = o->treatment->session_count - 1;
    const fol_session_spec *s = &o->treatment->sessions[j];
    const double own = zone->cumulative_count ? zone->cumulative[j] : spread_total(o, zone, j, false);
    const double end = zone->cumulative_count ? zone->cumulative[last] / o->treatment->sessions[last].cumulative : 1;
    const double at_front = j == last ? own
                            : !zone->cumulative_count ? spread_total(o, zone, j, true)
                            : s->hairline_cumulative == FOL_SAME ? own : s->hairline_cumulative * end;
    return own * (1 - front) + at_front * front;
}

static double after_lines(const density_oracle *o, const effect *effects, const fol_zone_spec *zone, double asked, double share) {
    double ramps = 1;
    for (size_t i = 0; i < o->chart->hairline_count; i++) {
        if (!acts_on(&o->chart->hairlines[i], zone))
            continue;
        if (effects[i].in_front)
            asked = fmin(asked, effects[i].sentinel * share);
        else
            ramps *= effects[i].ramp;
    }
    return asked * ramps;
}

/* What decides a place: the zones that are counted together, and the place's factor by area scale and mask. */
typedef struct counted {
    double sum[FOL_MAX_SESSIONS], most[FOL_MAX_SESSIONS], best, second;
    double scale;
} counted;

/* Whether a zone's openings are counted apart. */
static bool is_apart(const density_oracle *o, const fol_zone_spec *zone) {
    return zone->retention < 1 || (zone->blend && (o->chart->hair_count || zone->native_per_cm2 > 0));
}

static void contend(counted *c, double wins, int32_t zone, fol_density *out) {
    if (wins > c->best) {
        c->second = c->best;
        c->best = wins;
        out->zone = zone;
    } else if (wins > c->second) {
        c->second = wins;
    }
}

/* What a weight of 1 places, and what hair sees. */
static bool add_apart(const density_oracle *o, const effect *effects, const fol_zone_spec *zone, double front, double x, double y,
                      double weight, bool inside, counted *c) {
    const size_t last = o->treatment->session_count - 1;
    const double seen_weight = zone->blend ? 1 : weight, placed = zone->density_per_cm2 / (inside ? zone->retention : 1);
    const double end = share_of(o, zone, last, front);
    const double seen = after_lines(o, effects, zone, seen_weight * zone->density_per_cm2 * end, end) * c->scale;
    double factor = 0;
    if (seen > 0 && !openings_oracle_factor_at_least(o->openings, x, y, seen, inside ? 0 : zone->native_per_cm2, &factor))
        return false;
    for (size_t j = 0; j <= last; j++) {
        const double share = share_of(o, zone, j, front);
        c->sum[j] += after_lines(o, effects, zone, weight * placed * share, share) * c->scale * factor;
        c->most[j] = fmax(c->most[j], after_lines(o, effects, zone, placed * share, share) * c->scale * factor);
    }
    return true;
}

static void add_together(const density_oracle *o, const effect *effects, const fol_zone_spec *zone, double front, double weight, counted *c) {
    for (size_t j = 0; j < o->treatment->session_count; j++) {
        const double share = share_of(o, zone, j, front);
        c->sum[j] += after_lines(o, effects, zone, weight * zone->density_per_cm2 * share, share);
        c->most[j] = fmax(c->most[j], after_lines(o, effects, zone, zone->density_per_cm2 * share, share));
    }
}

static bool add_zones(const density_oracle *o, const effect *effects, double x, double y, bool apart, counted *c, fol_density *out) {
    for (size_t z = 0; z < o->chart->zone_count; z++) {
        const fol_zone_spec *zone = &o->chart->zones[z];
        double weight, front = 0;
        bool inside;
        if (is_apart(o, zone) != apart)
            continue;
        if (!weight_of(zone, x, y, &weight, &inside))
            return false;
        if (weight <= 0)
            continue;
        for (size_t i = 0; i < o->chart->hairline_count; i++)
            front = acts_on(&o->chart->hairlines[i], zone) ? fmax(front, effects[i].front) : front;
        if (!apart)
            add_together(o, effects, zone, front, weight, c);
        else if (!add_apart(o, effects, zone, front, x, y, weight, inside, c))
            return false;
        contend(c, after_lines(o, effects, zone, weight * zone->density_per_cm2, 1), (int32_t)z, out);
    }
    return true;
}

/* Openings are counted in, as are area scale and mask. */
static bool add_up(const density_oracle *o, const effect *effects, double x, double y, double scale, fol_density *out) {
    const size_t sessions = o->treatment->session_count;
    counted c = {.second = -1, .scale = scale};
    if (!add_zones(o, effects, x, y, false, &c, out))
        return false;
    const double last = fmin(c.sum[sessions - 1], c.most[sessions - 1]) * scale;
    double factor = 0;
    if (last > 0 && !openings_oracle_factor(o->openings, x, y, last, &factor))
        return false;
    for (size_t j = 0; j < sessions; j++) {
        c.sum[j] = fmin(c.sum[j], c.most[j]) * scale * factor;
        c.most[j] *= scale * factor;
    }
    if (!add_zones(o, effects, x, y, true, &c, out))
        return false;
    for (size_t j = 0; j < FOL_MAX_SESSIONS; j++)
        out->running_per_cm2[j] = j < sessions ? fmin(c.sum[j], c.most[j]) : out->running_per_cm2[sessions - 1];
    return c.best == 0 || c.best - c.second > 1e-6 * c.best;
}

static void nothing(fol_density *out) {
    memset(out, 0, sizeof *out);
    out->zone = FOL_NO_ZONE;
}

bool density_oracle_at(const density_oracle *o, int32_t x_um, int32_t y_um, fol_density *out) {
    effect effects[MOST_LINES];
    bool blocked;
    nothing(out);
    if (!o->clear)
        return false;
    if (x_um < 0 || y_um < 0 || x_um >= round(o->chart->canvas_width_mm * 1000) || y_um >= round(o->chart->canvas_height_mm * 1000))
        return true;
    for (size_t i = 0; i < o->chart->hairline_count; i++) {
        if (!effect_of(&o->lines[i], x_um, y_um, &effects[i]))
            return false;
    }
    if (!kept_out(o, x_um, y_um, &blocked) || blocked)
        return blocked;
    const double scale = scale_of(&o->chart->area_scale, x_um / 1000.0, y_um / 1000.0) *
                         mask_of(&o->chart->mask, x_um / 1000.0, y_um / 1000.0);
    if (!add_up(o, effects, x_um, y_um, scale, out))
        return false;
    if (!(out->running_per_cm2[o->treatment->session_count - 1] > 0))
        nothing(out);
    return true;
}
