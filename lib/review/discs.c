/* SPDX-License-Identifier: MIT */
/* Counts in discs of so many local spacings at hashed places. Discs overlap: places cost little, and more of them tell what the
 * set has to tell. */
#include "dotset.h"
#include "hash.h"
#include "spread.h"

static const double radii[FOL_DISCS] = {2, 4, 8};

#define PI 3.14159265358979324
/* How often discs would cover the area. */
#define COVERS 8.0
#define MOST_PLACES 400000.0
/* Fewer tell nothing of a variance. */
enum { LEAST_DISCS = 20 };

typedef struct counter {
    fol__dotset *set;
    int64_t count;
} counter;

static bool count_dot(const fol__neighbour *entry, int64_t squared_um, void *user) {
    (void)entry;
    (void)squared_um;
    counter *c = user;
    c->count++;
    return --c->set->budget >= 0;
}

static int64_t places_for(const fol__dotset *set, double radius) {
    const double area = (set->x1 - set->x0) * (set->y1 - set->y0) / (set->usual_um * set->usual_um);
    const double places = COVERS * area / (PI * radius * radius);
    return (int64_t)(places < MOST_PLACES ? places : MOST_PLACES);
}

static void count_at(fol__dotset *set, uint64_t number, double radius, fol__spread *counts) {
    const uint64_t bits = fol__mix(number + UINT64_C(0x632be59bd9b4e019));
    const double x = set->x0 + (set->x1 - set->x0) * (double)(uint32_t)(bits >> 32) * 0x1p-32;
    const double y = set->y0 + (set->y1 - set->y0) * (double)(uint32_t)bits * 0x1p-32;
    const int32_t x_um = (int32_t)floor(x), y_um = (int32_t)floor(y);
    const double spacing_um = set->spacing_um(set, x_um, y_um, radius, FOL__DOT_EVENNESS);
    if (!(spacing_um > 0))
        return;
    counter c = {set, 0};
    (void)fol__neighbours_within(set->neighbours, x_um, y_um, (int32_t)(radius * spacing_um), count_dot, &c);
    fol__spread_add(counts, (double)c.count);
}

fol_status fol__dotset_discs(fol__dotset *set, fol__stage stage, fol_texture *out) {
    for (size_t k = 0; k < FOL_DISCS; k++) {
        fol__spread counts = {0, 0, 0, 0};
        const int64_t places = places_for(set, radii[k]);
        for (int64_t i = 0; i < places && set->budget >= 0; i++) {
            if (i % 1024 == 0 && fol__stage_stops(stage, (size_t)(places * (int64_t)k + i), (size_t)places * FOL_DISCS))
                return FOL_ERR_CANCELLED;
            count_at(set, (uint64_t)k << 32 | (uint64_t)i, radii[k], &counts);
        }
        if (counts.count < LEAST_DISCS)
            continue;
        const double mean = fol__spread_mean(&counts);
        out->discs[k] = counts.count;
        out->dispersion[k] = mean > 0 ? fol__spread_variance(&counts) / mean : 0;
    }
    return FOL_OK;
}
