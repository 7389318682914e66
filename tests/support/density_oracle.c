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

static bool weight_of(const fol_zone_spec *zone, double x, double y, double *weight) {
    double distance = distance_to_ring_um(&zone->outline, x, y);
    for (size_t i = 0; i < zone->hole_count; i++)
        distance = fmin(distance, distance_to_ring_um(&zone->holes[i], x, y));
    if (distance < 0.01)
        return false;
    const bool inside = in_zone(zone, x, y);
    *weight = zone->feather_mm > 0 ? ramp(0.5 + (inside ? distance : -distance) / (zone->feather_mm * 1000)) : inside;
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

static double share_of(const density_oracle *o, const fol_zone_spec *zone, size_t j, double front) {
    const size_t last = o->treatment->session_count - 1;
    const fol_session_spec *s = &o->treatment->sessions[j];
    const double own = zone->cumulative_count ? zone->cumulative[j] : s->cumulative;
    const double end = zone->cumulative_count ? zone->cumulative[last] / o->treatment->sessions[last].cumulative : 1;
    const double at_front = s->hairline_cumulative == FOL_SAME ? own : s->hairline_cumulative * end;
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

static bool add_up(const density_oracle *o, const effect *effects, double x, double y, fol_density *out) {
    double sum[FOL_MAX_SESSIONS] = {0}, most[FOL_MAX_SESSIONS] = {0}, best = 0, second = -1;
    for (size_t z = 0; z < o->chart->zone_count; z++) {
        const fol_zone_spec *zone = &o->chart->zones[z];
        double weight, front = 0;
        if (!weight_of(zone, x, y, &weight))
            return false;
        if (weight <= 0)
            continue;
        for (size_t i = 0; i < o->chart->hairline_count; i++)
            front = acts_on(&o->chart->hairlines[i], zone) ? fmax(front, effects[i].front) : front;
        for (size_t j = 0; j < o->treatment->session_count; j++) {
            const double share = share_of(o, zone, j, front);
            sum[j] += after_lines(o, effects, zone, weight * zone->density_per_cm2 * share, share);
            most[j] = fmax(most[j], after_lines(o, effects, zone, zone->density_per_cm2 * share, share));
        }
        const double wins = after_lines(o, effects, zone, weight * zone->density_per_cm2, 1);
        if (wins > best) {
            second = best;
            best = wins;
            out->zone = (int32_t)z;
        } else if (wins > second) {
            second = wins;
        }
    }
    for (size_t j = 0; j < o->treatment->session_count; j++)
        out->running_per_cm2[j] = fmin(sum[j], most[j]);
    return best == 0 || best - second > 1e-6 * best;
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
    if (!add_up(o, effects, x_um, y_um, out))
        return false;
    const double scale = scale_of(&o->chart->area_scale, x_um / 1000.0, y_um / 1000.0) *
                         mask_of(&o->chart->mask, x_um / 1000.0, y_um / 1000.0);
    const size_t count = o->treatment->session_count;
    for (size_t j = 0; j < FOL_MAX_SESSIONS; j++)
        out->running_per_cm2[j] = j < count ? out->running_per_cm2[j] * scale : out->running_per_cm2[count - 1];
    const double last = out->running_per_cm2[count - 1];
    if (!(last > 0)) {
        nothing(out);
        return true;
    }
    double factor;
    if (!openings_oracle_factor(o->openings, x_um, y_um, last, &factor))
        return false;
    for (size_t j = 0; j < FOL_MAX_SESSIONS; j++)
        out->running_per_cm2[j] *= factor;
    if (factor == 0)
        nothing(out);
    return true;
}
