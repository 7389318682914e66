/* SPDX-License-Identifier: MIT */
/* Dots near a hairline: smaller and lighter toward the edge. A dot's softness is its place's, whatever the densities, so that it never
 * changes when dots are added. */
#include "inside.h"

/* Which places a zone has any weight in. */
static void add_acted(const fol__zone *zone, const fol__cell_run *run, const fol__places *places, double *acted) {
    float depth[FOL__MOST_PLACES];
    const bool soft = zone->soft_um > 0;
    if (run->near && soft)
        fol__shape_depths(zone->shape, run, places, depth);
    else if (run->near)
        fol__shape_insides(zone->shape, run, places, depth);
    for (int32_t i = 0; i < places->count; i++)
        acted[i] = !run->near || depth[i] > (soft ? -(float)zone->out_um : 0) ? 1 : acted[i];
}

/* Places in the zones that a hairline acts on. A dot can be of another zone there, which is a matter of densities. */
static void take_acted(const fol_design *design, const fol__run *run, uint16_t index, const fol__places *places, double *acted) {
    bool all = true;
    for (uint16_t z = 0; z < run->zone_count; z++)
        all = all && design->zones[run->zones[z].index].hairlines >> index & 1;
    for (int32_t i = 0; i < fol__places_lanes(places); i++)
        acted[i] = all;
    for (uint16_t z = 0; z < run->zone_count && !all; z++) {
        const fol__zone *zone = &design->zones[run->zones[z].index];
        if (zone->hairlines >> index & 1)
            add_acted(zone, run->zones[z].run, places, acted);
    }
}

bool fol__soften(const fol_design *design, const fol__run *run, const fol__places *places, const fol__densities *densities, fol__softness *out) {
    const int32_t lanes = fol__places_lanes(places);
    double acted[FOL__MOST_PLACES];
    if (densities->softener_count == 0)
        return false;
    for (int32_t i = 0; i < lanes; i++) {
        out->size[i] = 1;
        out->lighter[i] = 0;
    }
    for (size_t k = 0; k < densities->softener_count; k++) {
        const uint16_t index = densities->softeners[k];
        take_acted(design, run, index, places, acted);
        fol__hairline_soften(&design->hairlines[index], densities->behind[k], acted, lanes, out);
    }
    return true;
}
