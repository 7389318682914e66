/* SPDX-License-Identifier: MIT */
/* What is summed up over zones, place by place: the steps of density.c and apart.c. All are made a part of whoever calls them. */
#ifndef FOLLICLE_DESIGN_SUMS_H
#define FOLLICLE_DESIGN_SUMS_H

#include "inside.h"

typedef double lanes_of[FOL__MOST_PLACES];

/* What is summed up, place by place. */
typedef struct sums {
    const fol_design *design;
    const fol__places *places;
    int32_t lanes;
    uint32_t zones;       /* added so far: the first one is put, others are added */
    bool only;            /* there is one: its sums are never over the most that it asks for */
    fol__densities *out;  /* running: the sums */
    double most[FOL_MAX_SESSIONS][FOL__MOST_PLACES];
    lanes_of best_asked, best_weighted;
    uint32_t in_front; /* hairlines that all places are in front of */
    bool settled;      /* sums are not over what single zones ask for */
    bool netted;       /* area scale, mask and openings are taken in */
    size_t edge_count; /* hairlines near the places */
    uint16_t edge_index[FOL__MAX_HAIRLINES];
    fol__edge_effects edges[FOL__MAX_HAIRLINES];
} sums;

static inline void sums_begin(sums *s, const fol_design *design, const fol__places *places, bool only, fol__densities *out) {
    s->design = design;
    s->places = places;
    s->lanes = fol__places_lanes(places);
    s->zones = 0;
    s->only = only;
    s->out = out;
    s->in_front = 0;
    s->settled = only;
    s->netted = false;
    s->edge_count = 0;
    out->softener_count = 0;
}

/* A hairline that is near the cell: it can still be past all of its places. */
static inline void add_hairline(sums *s, uint16_t index, const fol__cell_run *run) {
    const fol__hairline *h = &s->design->hairlines[index];
    fol__densities *out = s->out;
    const int side = fol__hairline_effects(h, run, s->places, out->behind[out->softener_count], &s->edges[s->edge_count]);
    out->softeners[out->softener_count] = index;
    out->softener_count += side == 0 && fol__hairline_softens(h);
    s->edge_index[s->edge_count] = index;
    s->edge_count += side == 0;
    s->in_front |= side < 0 ? UINT32_C(1) << index : 0;
}

/* What the hairlines near the cell leave of a zone: in front of one its ramp is 0 and its sentinels bound the density, behind it
 * the ramps multiply. The order of hairlines does not matter. */
typedef struct left_over {
    lanes_of ramp, bound, front; /* bound: dots per cm2 for a share of 1 */
} left_over;

#define NO_BOUND 1e300

static inline void leave_first(const fol__edge_effects *restrict e, int32_t lanes, left_over *restrict left) {
    for (int32_t i = 0; i < lanes; i++) {
        left->ramp[i] = e->ramp[i] > 0 ? e->ramp[i] : 1;
        left->bound[i] = e->ramp[i] > 0 ? NO_BOUND : e->sentinel_per_cm2[i];
        left->front[i] = e->front[i];
    }
}

static inline void leave_further(const fol__edge_effects *restrict e, int32_t lanes, left_over *restrict left) {
    for (int32_t i = 0; i < lanes; i++) {
        const bool behind = e->ramp[i] > 0;
        const double lone = e->sentinel_per_cm2[i];
        left->ramp[i] *= behind ? e->ramp[i] : 1;
        left->bound[i] = !behind && lone < left->bound[i] ? lone : left->bound[i];
        left->front[i] = e->front[i] > left->front[i] ? e->front[i] : left->front[i];
    }
}

static inline bool leave(const sums *s, uint32_t acting, left_over *left) {
    bool any = false;
    for (size_t k = 0; k < s->edge_count; k++) {
        if (!(acting >> s->edge_index[k] & 1))
            continue;
        if (any)
            leave_further(&s->edges[k], s->lanes, left);
        else
            leave_first(&s->edges[k], s->lanes, left);
        any = true;
    }
    return any;
}

/* A zone that is alone in a cell: its sums are never over the most that it asks for. */
static inline void put_only(sums *s, const fol__zone *zone, const double *restrict weighted) {
    for (size_t j = 0; j < s->design->session_count; j++) {
        double *restrict sum = s->out->running[j];
        const double share = zone->share[j];
        for (int32_t i = 0; i < s->lanes; i++)
            sum[i] = weighted[i] * share;
    }
}

static inline void put_only_behind(sums *s, const fol__zone *zone, const left_over *restrict left, const double *restrict weighted) {
    for (size_t j = 0; j < s->design->session_count; j++) {
        double *restrict sum = s->out->running[j];
        const double own = zone->share[j], more = zone->front_share[j] - zone->share[j];
        for (int32_t i = 0; i < s->lanes; i++) {
            const double share = own + more * left->front[i], bound = left->bound[i] * share, part = weighted[i] * share;
            sum[i] = (part < bound ? part : bound) * left->ramp[i];
        }
    }
}

/* Adds to sums and raises the most; the first zone's are put. */
static inline void add_session(sums *s, const fol__zone *zone, size_t j, const double *restrict weighted) {
    const double share = zone->share[j], all = zone->per_cm2 * share;
    double *restrict sum = s->out->running[j], *restrict most = s->most[j];
    const int32_t lanes = s->lanes;
    for (int32_t i = 0; i < lanes && s->zones == 0; i++) {
        sum[i] = weighted[i] * share;
        most[i] = weighted[i] > 0 ? all : 0;
    }
    for (int32_t i = 0; i < lanes && s->zones > 0; i++) {
        const double counted = weighted[i] > 0 ? all : 0;
        sum[i] += weighted[i] * share;
        most[i] = counted > most[i] ? counted : most[i];
    }
}

static inline void add_session_behind(sums *s, const fol__zone *zone, size_t j, const left_over *restrict left,
                                      const double *restrict weighted) {
    const double own = zone->share[j], more = zone->front_share[j] - zone->share[j], per_cm2 = zone->per_cm2;
    double *restrict sum = s->out->running[j], *restrict most = s->most[j];
    lanes_of parts, whole;
    const int32_t lanes = s->lanes;
    for (int32_t i = 0; i < lanes; i++) {
        const double share = own + more * left->front[i], bound = left->bound[i] * share;
        const double part = weighted[i] * share, all = per_cm2 * share;
        parts[i] = (part < bound ? part : bound) * left->ramp[i];
        whole[i] = weighted[i] > 0 ? (all < bound ? all : bound) * left->ramp[i] : 0;
    }
    for (int32_t i = 0; i < lanes && s->zones == 0; i++) {
        sum[i] = parts[i];
        most[i] = whole[i];
    }
    for (int32_t i = 0; i < lanes && s->zones > 0; i++) {
        sum[i] += parts[i];
        most[i] = whole[i] > most[i] ? whole[i] : most[i];
    }
}

/* The zone that asks for most has the place; on a tie, the one that asks for most without hairlines; then the first. */
static inline void contend(sums *s, int32_t index, const double *restrict asked, const double *restrict weighted) {
    if (s->zones == 0) {
        for (int32_t i = 0; i < s->lanes; i++) {
            s->out->zone[i] = weighted[i] > 0 ? index : FOL_NO_ZONE;
            s->best_asked[i] = weighted[i] > 0 ? asked[i] : -1;
            s->best_weighted[i] = weighted[i] > 0 ? weighted[i] : -1;
        }
        return;
    }
    for (int32_t i = 0; i < s->lanes; i++) {
        const bool wins = weighted[i] > 0 && (asked[i] > s->best_asked[i] ||
                                              (asked[i] == s->best_asked[i] && weighted[i] > s->best_weighted[i]));
        s->out->zone[i] = wins ? index : s->out->zone[i];
        s->best_asked[i] = wins ? asked[i] : s->best_asked[i];
        s->best_weighted[i] = wins ? weighted[i] : s->best_weighted[i];
    }
}

/* Weights of a soft edge that reaches further on one side than on the other, times the density. */
static inline void weigh_lopsided(const fol__zone *zone, int32_t lanes, const float *restrict depth, double per_cm2, double *restrict weighted) {
    const double out = (double)(float)zone->out_um, span = out + (double)(float)zone->in_um;
    for (int32_t i = 0; i < lanes; i++) {
        const double s = ((double)depth[i] + out) / span, above = s > 0 ? s : 0, t = above < 1 ? above : 1;
        weighted[i] = t * t * (3 - 2 * t) * per_cm2;
    }
}

/* Weight times density. */
static inline void weigh(const fol__zone *zone, const fol__cell_run *run, const fol__places *places, int32_t lanes, double *weighted) {
    float depth[FOL__MOST_PLACES];
    if (!run->near) {
        for (int32_t i = 0; i < lanes; i++)
            weighted[i] = zone->per_cm2;
        return;
    }
    if (!(zone->soft_um > 0)) {
        fol__shape_insides(zone->shape, run, places, depth);
        for (int32_t i = 0; i < lanes; i++)
            weighted[i] = depth[i] > 0 ? zone->per_cm2 : 0;
        return;
    }
    fol__shape_depths(zone->shape, run, places, depth);
    if (zone->lopsided) {
        weigh_lopsided(zone, lanes, depth, zone->per_cm2, weighted);
        return;
    }
    const double feather = 2 * (double)(float)zone->shape->reach_um; /* so that the full reach is exactly a half of it */
    for (int32_t i = 0; i < lanes; i++) {
        const double t = 0.5 + (double)depth[i] / feather; /* from 0 to 1 */
        weighted[i] = t * t * (3 - 2 * t) * zone->per_cm2;
    }
}

/* Who has the place need not be asked where there is one zone: sums_end() tells where it has any density. */
static inline void add_only(sums *s, uint16_t index, const fol__zone *zone, const double *weighted) {
    left_over left;
    if (leave(s, zone->hairlines, &left))
        put_only_behind(s, zone, &left, weighted);
    else
        put_only(s, zone, weighted);
    for (int32_t i = 0; i < s->lanes; i++)
        s->out->zone[i] = index;
}

static inline void add_one_of_many(sums *s, uint16_t index, const fol__zone *zone, const double *weighted) {
    left_over left;
    lanes_of asked;
    if (!leave(s, zone->hairlines, &left)) {
        for (size_t j = 0; j < s->design->session_count; j++)
            add_session(s, zone, j, weighted);
        contend(s, index, weighted, weighted);
        return;
    }
    for (size_t j = 0; j < s->design->session_count; j++)
        add_session_behind(s, zone, j, &left, weighted);
    for (int32_t i = 0; i < s->lanes; i++)
        asked[i] = (weighted[i] < left.bound[i] ? weighted[i] : left.bound[i]) * left.ramp[i];
    contend(s, index, asked, weighted);
}

static inline void add_zone(sums *s, uint16_t index, const fol__cell_run *run) {
    const fol__zone *zone = &s->design->zones[index];
    lanes_of weighted;
    if (zone->hairlines & s->in_front)
        return;
    weigh(zone, run, s->places, s->lanes, weighted);
    if (s->only)
        add_only(s, index, zone, weighted);
    else
        add_one_of_many(s, index, zone, weighted);
    s->zones++;
}

/* Whether no hairline near the cell acts on the zone. */
static inline bool is_plain(const sums *s, const fol__zone *zone) {
    uint32_t near = s->in_front;
    for (size_t k = 0; k < s->edge_count; k++)
        near |= UINT32_C(1) << s->edge_index[k];
    return (zone->hairlines & near) == 0;
}

/* Two zones without hairlines, as at every seam: what add_zone() and sums_settle() do, in one go. Where neither has a weight, sums are 0
 * whatever they may be at most. */
static inline void add_two(sums *s, const fol__say *says) {
    const fol__zone *a = &s->design->zones[says[0].index], *b = &s->design->zones[says[1].index];
    const int32_t lanes = fol__places_lanes(s->places), a_index = says[0].index, b_index = says[1].index;
    lanes_of of_a, of_b;
    weigh(a, says[0].run, s->places, lanes, of_a);
    weigh(b, says[1].run, s->places, lanes, of_b);
    for (size_t j = 0; j < s->design->session_count; j++) {
        const double a_share = a->share[j], a_all = a->per_cm2 * a_share, b_share = b->share[j], b_all = b->per_cm2 * b_share;
        const double *restrict of_denser = a_all < b_all ? of_b : of_a;
        const double denser = a_all < b_all ? b_all : a_all, thinner = a_all < b_all ? a_all : b_all;
        double *restrict sum = s->out->running[j];
        for (int32_t i = 0; i < lanes; i++) {
            const double most = of_denser[i] > 0 ? denser : thinner, part = of_a[i] * a_share + of_b[i] * b_share;
            sum[i] = part < most ? part : most;
        }
    }
    for (int32_t i = 0; i < lanes; i++)
        s->out->zone[i] = of_b[i] > of_a[i] ? b_index : a_index;
    s->zones = 2;
    s->settled = true;
}

/* Where there are units: the greatest share of single ones that a hairline asks for which acts on the zone that has the place. It says
 * how dots stand, never how many. */
static inline void share_singles(sums *s) {
    const fol__zone *zones = s->design->zones;
    double *restrict single = s->out->single;
    for (int32_t i = 0; i < s->lanes; i++)
        single[i] = 0;
    for (size_t k = 0; k < s->edge_count; k++) {
        const double *restrict of_edge = s->edges[k].single;
        const bool everywhere = s->design->ubiquitous >> s->edge_index[k] & 1;
        for (int32_t i = 0; i < s->lanes && everywhere; i++)
            single[i] = of_edge[i] > single[i] ? of_edge[i] : single[i];
        for (int32_t i = 0; i < s->lanes && !everywhere; i++) {
            const int32_t zone = s->out->zone[i];
            const bool acts = zone != FOL_NO_ZONE && zones[zone].hairlines >> s->edge_index[k] & 1;
            single[i] = acts && of_edge[i] > single[i] ? of_edge[i] : single[i];
        }
    }
}

/* ---------------------------------------------------------------- what takes away */

static inline void clear_lane(const sums *s, int32_t i) {
    for (size_t j = 0; j < s->design->session_count; j++)
        s->out->running[j][i] = 0;
    s->out->zone[i] = FOL_NO_ZONE;
}

static inline void take_keep_out(sums *s, uint16_t index, const fol__cell_run *run) {
    const fol__shape *shape = s->design->keep_outs[index].shape;
    float depth[FOL__MOST_PLACES];
    if (shape->reach_um > 0)
        fol__shape_depths(shape, run, s->places, depth);
    else
        fol__shape_insides(shape, run, s->places, depth);
    for (int32_t i = 0; i < s->places->count; i++) {
        if (depth[i] > -(float)shape->reach_um)
            clear_lane(s, i);
    }
}

static inline void no_zone(sums *s) {
    for (int32_t i = 0; i < s->lanes; i++)
        clear_lane(s, i);
}

static inline void multiply_rasters(sums *s) {
    lanes_of factor;
    fol__rasters_at(s->design, s->places, factor);
    for (size_t j = 0; j < s->design->session_count; j++) {
        for (int32_t i = 0; i < s->lanes; i++)
            s->out->running[j][i] *= factor[i];
    }
}

static inline void sums_settle(sums *s) {
    if (s->zones == 0)
        no_zone(s);
    if (s->design->has_units && !s->netted)
        share_singles(s);
    for (size_t j = 0; j < s->design->session_count && s->zones > 1 && !s->settled; j++) {
        double *restrict sum = s->out->running[j];
        const double *restrict most = s->most[j];
        for (int32_t i = 0; i < s->lanes; i++)
            sum[i] = sum[i] < most[i] ? sum[i] : most[i];
    }
    if (s->design->has_raster && !s->netted)
        multiply_rasters(s);
}

static inline bool is_inner(const fol_design *d, const fol__places *p) {
    const double x = (double)p->column * FOL__CELL_UM, y = (double)p->row * FOL__CELL_UM;
    return x >= d->pad_um && y >= d->pad_um && x + FOL__CELL_UM + d->pad_um <= d->width_um &&
           y + FOL__CELL_UM + d->pad_um <= d->height_um;
}

/* Openings, the canvas' edge, and places where nothing is left. Running totals rise: where the last is 0, all are. */
static inline void sums_end(sums *s) {
    const fol_design *d = s->design;
    const fol__places *p = s->places;
    double *restrict last = s->out->running[d->session_count - 1];
    for (int32_t i = 0; i < p->count && !is_inner(d, p); i++) {
        const int32_t x = fol__place_x(p, i), y = fol__place_y(p, i);
        if (x < 0 || y < 0 || x >= d->width_um || y >= d->height_um)
            clear_lane(s, i);
    }
    if (d->hairs && !s->netted) {
        lanes_of factor;
        fol__hairs_leave_of(d->hairs, p, last, factor);
        for (size_t j = 0; j < d->session_count; j++) {
            for (int32_t i = 0; i < s->lanes; i++)
                s->out->running[j][i] *= factor[i];
        }
    }
    for (int32_t i = 0; i < s->lanes; i++)
        s->out->zone[i] = last[i] > 0 ? s->out->zone[i] : FOL_NO_ZONE;
}

/* ---------------------------------------------------------------- what is near a cell that no walk has come to */

/* The run that holds the cell; most things are not near it. */
static inline const fol__cell_run *run_at(const fol__cell_rows *cells, const fol__places *p) {
    const fol__cell_window w = cells->window;
    if (p->row < w.row0 || p->row >= w.row1 || p->column < w.column0 || p->column >= w.column1)
        return NULL;
    return fol__cell_rows_find(cells, p->column, p->row);
}

static inline void gather_hairlines(sums *s) {
    for (size_t i = 0; i < s->design->hairline_count; i++) {
        const fol__hairline *h = &s->design->hairlines[i];
        const fol__cell_run *run = run_at(&h->line->cells, s->places);
        const int side = run ? fol__hairline_side(h, run) : -1;
        if (side == 0)
            add_hairline(s, (uint16_t)i, run);
        s->in_front |= side < 0 ? UINT32_C(1) << i : 0;
    }
}

/* False: the cell lies in a keep-out as a whole. */
static inline bool take_keep_outs(sums *s) {
    for (size_t i = 0; i < s->design->keep_out_count; i++) {
        const fol__cell_run *run = run_at(&s->design->keep_outs[i].shape->cells, s->places);
        if (run && run->side == FOL__SIDE_INSIDE)
            return false;
        if (run)
            take_keep_out(s, (uint16_t)i, run);
    }
    return true;
}

#endif
