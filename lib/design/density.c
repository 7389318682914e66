/* SPDX-License-Identifier: MIT */
/* The density as a function of the place, for many places of a cell at once.
 *
 *   running total after session j at x =
 *       min( sum over zones of w d c_j e,  greatest d c_j e with w > 0 ) * area scale * mask, 0 in keep-outs and near openings
 *   w the zone's weight, d its density, c_j its cumulative share (blended to the share at the front of a hairline), and e what
 *   the hairlines on it leave: in front of some, at most the sentinels of each; times the ramps of those that it is behind.
 *
 * Each term rises with d and with c_j, so that raising either only adds dots. Lanes do the same thing without branches. */
#include "sums.h"
#include "wide.h"

FOL__WIDE FOL__FLAT static void sum_run(const fol_design *design, const fol__run *run, const fol__places *places, fol__densities *out) {
    sums s;
    sums_begin(&s, design, places, run->zone_count == 1, out);
    for (uint16_t i = 0; i < run->hairline_count; i++)
        add_hairline(&s, run->hairlines[i].index, run->hairlines[i].run);
    if (run->zone_count == 2 && is_plain(&s, &design->zones[run->zones[0].index]) && is_plain(&s, &design->zones[run->zones[1].index])) {
        add_two(&s, run->zones);
    } else {
        for (uint16_t i = 0; i < run->zone_count; i++)
            add_zone(&s, run->zones[i].index, run->zones[i].run);
    }
    sums_settle(&s);
    for (uint16_t i = 0; i < run->keep_out_count; i++)
        take_keep_out(&s, run->keep_outs[i].index, run->keep_outs[i].run);
    sums_end(&s);
}

void fol__run_densities(const fol_design *design, const fol__run *run, const fol__places *places, fol__densities *out) {
    if (fol__run_has_apart(design, run))
        fol__run_densities_apart(design, run, places, out);
    else
        sum_run(design, run, places, out);
}

/* The same numbers as for a place of the run: the same sums, of one lane and no edges. */
void fol__run_even(const fol_design *design, const fol__run *run, double *running, int32_t *zone) {
    const bool apart = fol__run_has_apart(design, run);
    double best = -1;
    *zone = FOL_NO_ZONE;
    for (size_t j = 0; j < design->session_count; j++) {
        double sum = 0, most = 0;
        for (uint16_t i = 0; i < run->zone_count; i++) {
            const fol__zone *z = &design->zones[run->zones[i].index];
            const double whole = z->per_cm2 * z->share[j];
            sum = i ? sum + whole : whole;
            most = whole > most ? whole : most;
        }
        running[j] = apart ? fol__run_even_apart(design, run, j) : sum < most ? sum : most;
    }
    for (uint16_t i = 0; i < run->zone_count; i++) {
        const double per_cm2 = design->zones[run->zones[i].index].asked_per_cm2;
        *zone = per_cm2 > best ? run->zones[i].index : *zone;
        best = per_cm2 > best ? per_cm2 : best;
    }
}

double fol__run_most(const fol_design *design, const fol__run *run) {
    double most = 0;
    for (uint16_t i = 0; i < run->zone_count; i++) {
        const double per_cm2 = design->zones[run->zones[i].index].per_cm2;
        most = per_cm2 > most ? per_cm2 : most;
    }
    return most * design->specs.chart.area_scale.max_scale * (design->hairs ? FOL__MOST_FILL : 1);
}

FOL__WIDE FOL__FLAT static void sum_cell(const fol_design *design, const fol__places *places, fol__densities *out) {
    sums s;
    sums_begin(&s, design, places, design->zone_count == 1, out);
    gather_hairlines(&s);
    for (size_t i = 0; i < design->zone_count; i++) {
        const fol__zone *zone = &design->zones[i];
        const fol__cell_run *run = run_at(&zone->shape->cells, places);
        if (run)
            add_zone(&s, (uint16_t)i, run);
    }
    sums_settle(&s);
    if (s.zones && !take_keep_outs(&s))
        no_zone(&s);
    sums_end(&s);
}

void fol__cell_densities(const fol_design *design, const fol__places *places, fol__densities *out) {
    if (fol__cell_has_apart(design, places))
        fol__cell_densities_apart(design, places, out);
    else
        sum_cell(design, places, out);
}
