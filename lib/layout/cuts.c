/* SPDX-License-Identifier: MIT */
#include "cuts.h"

#include "blocks.h"
#include "tile.h"

#include <string.h>

int32_t fol__past_rank(const fol_design *design, const fol_pattern *pattern, double tile_cm2) {
    const fol_treatment_spec *t = &design->specs.treatment;
    if (!(t->min_distance_mm > 0))
        return pattern->spacing.point_count;
    const double keep = t->min_distance_mm + fol__taken_by_irregularity_mm(t);
    const double past = fol_spacing_densest_per_cm2(&pattern->spacing, keep) * tile_cm2;
    const int32_t floor = (int32_t)past;
    return floor < past ? floor + 1 : floor;
}

bool fol__cuts_make(const fol_design *design, const fol_pattern *pattern, const fol_allocator *alloc, fol__cuts *out) {
    const double tile_cm = pattern->spacing.tile_mm / 10;
    memset(out, 0, sizeof *out);
    out->alloc = *alloc;
    out->zone_count = design->zone_count;
    out->session_count = design->session_count;
    out->tile_cm2 = tile_cm * tile_cm;
    out->past_rank = fol__past_rank(design, pattern, out->tile_cm2);
    out->cuts = fol__alloc(alloc, out->zone_count * out->session_count, sizeof *out->cuts);
    out->reach = fol__alloc(alloc, out->zone_count, sizeof *out->reach);
    if (!out->cuts || !out->reach) {
        fol__cuts_free(out);
        return false;
    }
    for (size_t i = 0; i < out->zone_count * out->session_count; i++)
        out->cuts[i] = (fol__cut){1, -1};
    for (size_t z = 0; z < out->zone_count; z++)
        out->reach[z] = 1;
    return true;
}

void fol__cuts_free(fol__cuts *cuts) {
    if (!cuts->cuts && !cuts->reach)
        return;
    fol__release(&cuts->alloc, cuts->cuts, cuts->zone_count * cuts->session_count, sizeof *cuts->cuts);
    fol__release(&cuts->alloc, cuts->reach, cuts->zone_count, sizeof *cuts->reach);
    cuts->cuts = NULL;
    cuts->reach = NULL;
}

size_t fol__cuts_decide(const fol__cuts *cuts, const fol__densities *densities, const int32_t *ranks, uint32_t count, int64_t first_id,
                        uint32_t *session) {
    size_t changed = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (densities->zone[i] == FOL_NO_ZONE)
            continue;
        const fol__cut *own = fol__cuts_of(cuts, (size_t)densities->zone[i]);
        const int64_t id = first_id + ((int64_t)i << FOL__ID_UNIT_BITS);
        uint32_t j = 0;
        while (j < cuts->session_count && !fol__is_within(&own[j], fol__u_of(cuts, ranks[i], densities->running[j][i]), id))
            j++;
        changed += session[i] != j;
        session[i] = j;
    }
    return changed;
}

/* The least rank whose u is past the cut: from a guess that rounding can make wrong by little. */
static int32_t bound_of_cut(const fol__cuts *cuts, const fol__cut *cut, double per_cm2, int64_t first_id) {
    const double guess = cut->u * (per_cm2 * cuts->tile_cm2);
    int32_t bound = guess < cuts->past_rank ? (int32_t)guess : cuts->past_rank;
    while (bound > 0 && !fol__is_within(cut, fol__u_of(cuts, bound - 1, per_cm2), first_id))
        bound--;
    while (bound < cuts->past_rank && fol__is_within(cut, fol__u_of(cuts, bound, per_cm2), first_id))
        bound++;
    return bound;
}

void fol__cuts_bounds(const fol__cuts *cuts, int32_t zone, const double *running, int64_t first_id, int32_t *bounds) {
    const fol__cut *own = fol__cuts_of(cuts, (size_t)zone);
    for (size_t j = 0; j < cuts->session_count; j++) {
        bounds[j] = bound_of_cut(cuts, &own[j], running[j], first_id);
        if (j && bounds[j] < bounds[j - 1]) /* what is in once stays in */
            bounds[j] = bounds[j - 1];
    }
}

bool fol__cuts_at(const fol__cuts *cuts, int32_t zone, int32_t row, int32_t column, int32_t *until) {
    const fol__cut *own = fol__cuts_of(cuts, (size_t)zone);
    for (size_t j = 0; j < cuts->session_count; j++) {
        const int32_t at = fol__id_column(own[j].id);
        if (own[j].id < 0 || fol__id_row(own[j].id) != row || at < column)
            continue;
        if (at == column)
            return true;
        *until = at < *until ? at : *until;
    }
    return false;
}
