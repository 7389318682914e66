/* SPDX-License-Identifier: MIT */
/* What is left between dots when they have grown: told from densities alone, before anything is laid out. */
#include "inside.h"

static const double DAYS_A_YEAR = 365.25;

/* The promised distance of the pattern at the densest that a zone can be. */
static double promised_mm(const fol_design *d, const fol__zone *zone) {
    const fol_treatment_spec *t = &d->specs.treatment;
    const double asked = zone->per_cm2 * d->specs.chart.area_scale.max_scale * (d->hairs ? FOL__MOST_FILL : 1) *
                         fol__crowd_of(&d->specs, zone->hairlines != 0);
    const double cap = fol_spacing_cap_per_cm2(&d->spacing);
    const double least = fol_spacing_least_mm(&d->spacing, asked < cap ? asked : cap) - fol__taken_by_irregularity_mm(t);
    return least > t->min_distance_mm ? least : t->min_distance_mm;
}

double fol_design_least_gap_mm(const fol_design *design, size_t zone, double years) {
    if (!design || zone >= design->zone_count || design->spacing.step_count == 0)
        return -1;
    const fol_treatment_spec *t = &design->specs.treatment;
    const fol_tissue tissue = {t->depth_to_mm, 0, design->specs.zones[zone].scar};
    const fol_healed then = fol_heal(&t->healing, &tissue, years * DAYS_A_YEAR);
    return promised_mm(design, &design->zones[zone]) - t->diameter_to_mm * then.width;
}
