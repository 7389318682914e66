/* SPDX-License-Identifier: MIT */
/* Dots near a hairline: smaller and lighter toward the edge. A dot's softness is its place's, whatever the densities, so that it never
 * changes when dots are added. */
#include "inside.h"

static void take_places(const fol__run *run, int32_t column, const fol_dot *dots, size_t count, fol__places *out) {
    out->count = (int32_t)count;
    out->column = column;
    out->row = run->row;
    for (int32_t i = 0; i < out->count; i++)
        fol__places_set(out, i, dots[i].x_um, dots[i].y_um);
    fol__places_fill_up(out);
}

static void soften_dot(fol_dot *dot, double size, double lighter) {
    const double shade = dot->shade + lighter + 0.5;
    dot->diameter_um = (uint16_t)(dot->diameter_um * size + 0.5);
    dot->shade = shade < 255 ? (uint8_t)shade : 255;
}

/* Which places a zone has any weight in. */
static void add_acted(const fol__zone *zone, const fol__cell_run *run, const fol__places *places, bool *acted) {
    float depth[FOL__MOST_PLACES];
    const bool soft = zone->feather_um > 0;
    if (run->near && soft)
        fol__shape_depths(zone->shape, run, places, depth);
    else if (run->near)
        fol__shape_insides(zone->shape, run, places, depth);
    for (int32_t i = 0; i < places->count; i++)
        acted[i] = acted[i] || !run->near || depth[i] > (soft ? -(float)zone->shape->reach_um : 0);
}

/* Places in the zones that a hairline acts on. A dot can be of another zone there, which is a matter of densities. */
static void take_acted(const fol_design *design, const fol__run *run, uint16_t index, const fol__places *places, bool *acted) {
    bool all = true;
    for (uint16_t z = 0; z < run->zone_count; z++)
        all = all && design->zones[run->zones[z].index].hairlines >> index & 1;
    for (int32_t i = 0; i < places->count; i++)
        acted[i] = all;
    for (uint16_t z = 0; z < run->zone_count && !all; z++) {
        const fol__zone *zone = &design->zones[run->zones[z].index];
        if (zone->hairlines >> index & 1)
            add_acted(zone, run->zones[z].run, places, acted);
    }
}

/* What the hairlines leave together. */
static void take_softer(const bool *acted, const fol__softness *one, size_t count, fol__softness *all) {
    for (size_t i = 0; i < count; i++) {
        if (!acted[i])
            continue;
        all->size[i] = one->size[i] < all->size[i] ? one->size[i] : all->size[i];
        all->lighter[i] = one->lighter[i] > all->lighter[i] ? one->lighter[i] : all->lighter[i];
    }
}

/* False: none of them softens anything here. */
static bool gather_softness(const fol_design *design, const fol__run *run, const fol__places *places, fol__softness *all) {
    const size_t count = (size_t)places->count;
    fol__softness one;
    bool acted[FOL__MOST_PLACES], any = false;
    for (size_t i = 0; i < count; i++) {
        all->size[i] = 1;
        all->lighter[i] = 0;
    }
    for (uint16_t k = 0; k < run->hairline_count; k++) {
        const uint16_t index = run->hairlines[k].index;
        const fol__hairline *h = &design->hairlines[index];
        if (!fol__hairline_softens(h) || !fol__hairline_soften(h, run->hairlines[k].run, places, &one))
            continue;
        take_acted(design, run, index, places, acted);
        take_softer(acted, &one, count, all);
        any = true;
    }
    return any;
}

static bool has_softening(const fol_design *design, const fol__run *run) {
    for (uint16_t k = 0; k < run->hairline_count; k++) {
        if (fol__hairline_softens(&design->hairlines[run->hairlines[k].index]))
            return true;
    }
    return false;
}

void fol__run_soften(const fol_design *design, const fol__run *run, int32_t column, fol_dot *dots, size_t count) {
    fol__places places;
    fol__softness all;
    if (count == 0 || !has_softening(design, run))
        return;
    take_places(run, column, dots, count, &places);
    if (!gather_softness(design, run, &places, &all))
        return;
    for (size_t i = 0; i < count; i++)
        soften_dot(&dots[i], all.size[i], all.lighter[i]);
}
