/* SPDX-License-Identifier: MIT */
/* Densities where zones are near whose openings are counted apart: those that blend into hair, and those of which a part does not stay.
 *
 *   what openings leave of the other zones' sum:   o = S f(S),        at most  S_most f(S)
 *   of a zone apart:                               p = w d e f(T),    at most  d e f(T)
 *       d    what is asked for, over the retention inside the outline: what lies outside is not scar
 *       T    what is to stay and to be seen with the hair: w d' e; where the zone blends d' e, d' what is asked for
 *       f    what openings leave, fol__hairs_leave_of(); outside the outline of a zone that says so, for so many openings at least
 *   running total = min(o + sum of p,  greatest of what each is at most)
 *
 * So a zone that blends has its soft edge fade the dots that stand between the hairs, not what hair and dots make together: hair + dots
 * goes from the density to the hair's own, as it is at that very place. Without openings all of it is the formula of density.c. */
#include "sums.h"
#include "wide.h"

/* What is gathered besides the sums: what no running total may be over, and area scale times mask. */
typedef struct gathered {
    sums s;
    double cap[FOL_MAX_SESSIONS][FOL__MOST_PLACES];
    lanes_of raster;
} gathered;

static inline void apart_begin(gathered *g, const fol_design *design, const fol__places *places, fol__densities *out) {
    sums_begin(&g->s, design, places, false, out);
    for (int32_t i = 0; i < g->s.lanes; i++)
        g->raster[i] = 1;
    if (design->has_raster)
        fol__rasters_at(design, places, g->raster);
}

/* The other zones' sum, once all of them are added. */
static inline void net_others(gathered *g) {
    sums *s = &g->s;
    const size_t last = s->design->session_count - 1;
    lanes_of factor;
    s->netted = true;
    sums_settle(s);
    for (size_t j = 0; j <= last; j++) {
        for (int32_t i = 0; i < s->lanes; i++) {
            s->out->running[j][i] *= g->raster[i];
            g->cap[j][i] = s->zones ? s->most[j][i] * g->raster[i] : 0;
        }
    }
    if (s->zones == 0 || !s->design->hairs)
        return;
    fol__hairs_leave_of(s->design->hairs, s->places, s->out->running[last], factor);
    for (size_t j = 0; j <= last; j++) {
        for (int32_t i = 0; i < s->lanes; i++) {
            s->out->running[j][i] *= factor[i];
            g->cap[j][i] *= factor[i];
        }
    }
}

/* A zone, place by place: its weight, whether the place is inside, and what hairlines leave. */
typedef struct one_zone {
    const fol__zone *zone;
    lanes_of weight, placed; /* placed: dots per cm2 for a weight of 1 */
    float native_per_um2[FOL__MOST_PLACES];
    left_over left;
} one_zone;

static inline void fill_one(const gathered *g, const fol__zone *zone, const fol__cell_run *run, one_zone *z) {
    const int32_t lanes = g->s.lanes;
    float depth[FOL__MOST_PLACES];
    z->zone = zone;
    if (run->near && zone->soft_um > 0)
        fol__shape_depths(zone->shape, run, g->s.places, depth);
    else
        fol__shape_insides(zone->shape, run, g->s.places, depth);
    if (run->near && zone->soft_um > 0)
        weigh_lopsided(zone, lanes, depth, 1, z->weight);
    for (int32_t i = 0; i < lanes; i++) {
        const bool inside = depth[i] > 0;
        z->weight[i] = run->near && zone->soft_um > 0 ? z->weight[i] : inside;
        z->placed[i] = inside ? zone->per_cm2 : zone->asked_per_cm2;
        z->native_per_um2[i] = inside ? 0 : (float)zone->native_per_um2;
    }
    if (leave(&g->s, zone->hairlines, &z->left))
        return;
    for (int32_t i = 0; i < lanes; i++) {
        z->left.ramp[i] = 1;
        z->left.bound[i] = NO_BOUND;
        z->left.front[i] = 0;
    }
}

/* What is asked for after session j where the zone has `per_cm2`, with what hairlines, area scale and mask leave. */
static inline double part_of(const gathered *g, const one_zone *z, size_t j, int32_t i, double per_cm2) {
    const double own = z->zone->share[j], more = z->zone->front_share[j] - own, share = own + more * z->left.front[i];
    const double part = per_cm2 * share, bound = z->left.bound[i] * share;
    return (part < bound ? part : bound) * z->left.ramp[i] * g->raster[i];
}

/* What openings leave of it. */
static inline void factor_of(const gathered *g, const one_zone *z, double *restrict factor) {
    const fol_design *d = g->s.design;
    const size_t last = d->session_count - 1;
    lanes_of seen;
    for (int32_t i = 0; i < g->s.lanes; i++) {
        const double weight = z->zone->blend && z->weight[i] > 0 ? 1 : z->weight[i];
        seen[i] = part_of(g, z, last, i, weight * z->zone->asked_per_cm2);
        factor[i] = 1;
    }
    if (z->zone->native_per_um2 > 0)
        fol__hairs_leave_at_least(d->hairs, g->s.places, seen, z->native_per_um2, factor);
    else if (d->hairs)
        fol__hairs_leave_of(d->hairs, g->s.places, seen, factor);
}

static inline void contend_apart(gathered *g, uint16_t index, const one_zone *z) {
    lanes_of asked, weighted;
    for (int32_t i = 0; i < g->s.lanes; i++) {
        weighted[i] = z->weight[i] * z->zone->asked_per_cm2;
        asked[i] = (weighted[i] < z->left.bound[i] ? weighted[i] : z->left.bound[i]) * z->left.ramp[i];
    }
    contend(&g->s, index, asked, weighted);
}

static inline void add_apart(gathered *g, uint16_t index, const fol__cell_run *run) {
    sums *s = &g->s;
    const fol__zone *zone = &s->design->zones[index];
    one_zone z;
    lanes_of factor;
    if (zone->hairlines & s->in_front)
        return;
    fill_one(g, zone, run, &z);
    factor_of(g, &z, factor);
    for (size_t j = 0; j < s->design->session_count; j++) {
        for (int32_t i = 0; i < s->lanes; i++) {
            const double whole = z.weight[i] > 0 ? part_of(g, &z, j, i, z.placed[i]) * factor[i] : 0;
            s->out->running[j][i] += part_of(g, &z, j, i, z.weight[i] * z.placed[i]) * factor[i];
            g->cap[j][i] = whole > g->cap[j][i] ? whole : g->cap[j][i];
        }
    }
    contend_apart(g, index, &z);
    s->zones++;
}

static inline void settle_apart(gathered *g) {
    if (g->s.design->has_units)
        share_singles(&g->s);
    for (size_t j = 0; j < g->s.design->session_count; j++) {
        double *restrict sum = g->s.out->running[j];
        for (int32_t i = 0; i < g->s.lanes; i++)
            sum[i] = sum[i] < g->cap[j][i] ? sum[i] : g->cap[j][i];
    }
}

/* ---------------------------------------------------------------- runs and cells */

bool fol__run_has_apart(const fol_design *design, const fol__run *run) {
    bool any = false;
    for (uint16_t i = 0; design->has_apart && i < run->zone_count; i++)
        any = any || design->zones[run->zones[i].index].apart;
    return any;
}

FOL__WIDE FOL__FLAT static void sum_run(const fol_design *design, const fol__run *run, const fol__places *places, fol__densities *out) {
    gathered g;
    apart_begin(&g, design, places, out);
    for (uint16_t i = 0; i < run->hairline_count; i++)
        add_hairline(&g.s, run->hairlines[i].index, run->hairlines[i].run);
    for (uint16_t i = 0; i < run->zone_count; i++) {
        if (!design->zones[run->zones[i].index].apart)
            add_zone(&g.s, run->zones[i].index, run->zones[i].run);
    }
    net_others(&g);
    for (uint16_t i = 0; i < run->zone_count; i++) {
        if (design->zones[run->zones[i].index].apart)
            add_apart(&g, run->zones[i].index, run->zones[i].run);
    }
    settle_apart(&g);
    for (uint16_t i = 0; i < run->keep_out_count; i++)
        take_keep_out(&g.s, run->keep_outs[i].index, run->keep_outs[i].run);
    sums_end(&g.s);
}

void fol__run_densities_apart(const fol_design *design, const fol__run *run, const fol__places *places, fol__densities *out) {
    sum_run(design, run, places, out);
}

bool fol__cell_has_apart(const fol_design *design, const fol__places *places) {
    bool any = false;
    for (size_t i = 0; design->has_apart && i < design->zone_count; i++)
        any = any || (design->zones[i].apart && run_at(&design->zones[i].shape->cells, places));
    return any;
}

FOL__WIDE FOL__FLAT static void sum_cell(const fol_design *design, const fol__places *places, fol__densities *out) {
    gathered g;
    apart_begin(&g, design, places, out);
    gather_hairlines(&g.s);
    for (int apart = 0; apart < 2; apart++) {
        for (size_t i = 0; i < design->zone_count; i++) {
            const fol__cell_run *run = design->zones[i].apart == (apart != 0) ? run_at(&design->zones[i].shape->cells, places) : NULL;
            if (run && apart)
                add_apart(&g, (uint16_t)i, run);
            else if (run)
                add_zone(&g.s, (uint16_t)i, run);
        }
        if (!apart)
            net_others(&g);
    }
    settle_apart(&g);
    if (g.s.zones && !take_keep_outs(&g.s))
        no_zone(&g.s);
    sums_end(&g.s);
}

void fol__cell_densities_apart(const fol_design *design, const fol__places *places, fol__densities *out) {
    sum_cell(design, places, out);
}

/* One lane without edges: as run above, in the same order. */
double fol__run_even_apart(const fol_design *design, const fol__run *run, size_t j) {
    double sum = 0, most = 0;
    for (int apart = 0; apart < 2; apart++) {
        for (uint16_t i = 0; i < run->zone_count; i++) {
            const fol__zone *zone = &design->zones[run->zones[i].index];
            const double whole = zone->apart == (apart != 0) ? zone->per_cm2 * zone->share[j] : 0;
            sum += whole;
            most = whole > most ? whole : most;
        }
        sum = sum < most ? sum : most;
    }
    return sum;
}
