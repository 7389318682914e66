/* SPDX-License-Identifier: MIT */
/* Dots near a hairline: smaller and lighter toward the edge. A dot's softness is its place's, so that it never changes when dots are added. */
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

/* What the hairlines leave together. */
static void take_softer(const fol_design *design, uint16_t index, const fol__softness *one, const fol_dot *dots, size_t count,
                        fol__softness *all) {
    for (size_t i = 0; i < count; i++) {
        if (!(design->zones[dots[i].zone].hairlines >> index & 1))
            continue;
        all->size[i] = one->size[i] < all->size[i] ? one->size[i] : all->size[i];
        all->lighter[i] = one->lighter[i] > all->lighter[i] ? one->lighter[i] : all->lighter[i];
    }
}

static bool gather_softness(const fol_design *design, const fol__run *run, int32_t column, const fol_dot *dots, size_t count,
                            fol__softness *all) {
    fol__places places;
    fol__softness one;
    bool any = false;
    for (uint16_t k = 0; k < run->hairline_count; k++) {
        const fol__hairline *h = &design->hairlines[run->hairlines[k].index];
        if (!fol__hairline_softens(h))
            continue;
        if (!any)
            take_places(run, column, dots, count, &places);
        for (size_t i = 0; i < count && !any; i++) {
            all->size[i] = 1;
            all->lighter[i] = 0;
        }
        any = true;
        if (fol__hairline_soften(h, run->hairlines[k].run, &places, &one))
            take_softer(design, run->hairlines[k].index, &one, dots, count, all);
    }
    return any;
}

void fol__run_soften(const fol_design *design, const fol__run *run, int32_t column, fol_dot *dots, size_t count) {
    fol__softness all;
    if (count == 0 || !gather_softness(design, run, column, dots, count, &all))
        return;
    for (size_t i = 0; i < count; i++)
        soften_dot(&dots[i], all.size[i], all.lighter[i]);
}
