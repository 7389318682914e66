/* SPDX-License-Identifier: MIT */
/* Where running totals end when counts are exact. A point's u in a running total is its rank over its threshold there: without exact
 * counts the points with u < 1 are in. With them a zone has for each session a cut of its own, close to 1. */
#ifndef FOLLICLE_LAYOUT_CUTS_H
#define FOLLICLE_LAYOUT_CUTS_H

#include "inside.h"

#include <follicle/pattern.h>
#include <math.h>

/* Points with a lower u are in, and those at u itself with ids up to `id`: the tile repeats, and with it ranks. */
typedef struct fol__cut {
    double u;
    int64_t id;
} fol__cut;

typedef struct fol__cuts {
    fol_allocator alloc;
    size_t zone_count, session_count;
    double tile_cm2;
    int32_t past_rank; /* no point from this rank on is in: the pattern's end, or the end of what stays min_distance_mm apart */
    fol__cut *cuts;    /* [zone][session]; NULL: counts are as they fall */
    double *reach;     /* [zone] points with a u above it are in with neither rule */
} fol__cuts;

/* The rank from which on two points may be closer than min_distance_mm; the pattern's end where there is none. */
int32_t fol__past_rank(const fol_design *design, const fol_pattern *pattern, double tile_cm2);

/* Cuts that change nothing. False: out of memory. */
bool fol__cuts_make(const fol_design *design, const fol_pattern *pattern, const fol_allocator *alloc, fol__cuts *out);
void fol__cuts_free(fol__cuts *cuts);

static inline fol__cut *fol__cuts_of(const fol__cuts *cuts, size_t zone) {
    return &cuts->cuts[zone * cuts->session_count];
}

/* Infinity for a point that cannot be in. Below 1 exactly when rank < threshold: a quotient is rounded up to 1 by no two doubles of
 * which the first is smaller. */
static inline double fol__u_of(const fol__cuts *cuts, int32_t rank, double per_cm2) {
    const double threshold = per_cm2 * cuts->tile_cm2;
    return threshold > 0 && rank < cuts->past_rank ? rank / threshold : (double)INFINITY;
}

static inline bool fol__is_within(const fol__cut *cut, double u, int64_t id) {
    return u < cut->u || (u == cut->u && id <= cut->id);
}

/* For points of a cell, ids from first_id on: brings session[], how many running totals end before each of them, from the rule
 * without exact counts to that of the cuts. Returns for how many of them that changed something. */
size_t fol__cuts_decide(const fol__cuts *cuts, const fol__densities *densities, const int32_t *ranks, uint32_t count, int64_t first_id,
                        uint32_t *session);

/* The same for cells of one density, none of which holds a cut's own point, as the ranks that running totals end at. */
void fol__cuts_bounds(const fol__cuts *cuts, int32_t zone, const double *running, int64_t first_id, int32_t *bounds);
/* Whether a cell holds a cut's own point; if not, lowers *until to the next one of the row that does. */
bool fol__cuts_at(const fol__cuts *cuts, int32_t zone, int32_t row, int32_t column, int32_t *until);

/* The greatest reach of a run's zones. */
static inline double fol__run_reach(const double *reach, const fol__run *run) {
    double most = 0;
    for (uint16_t i = 0; i < run->zone_count; i++)
        most = reach[run->zones[i].index] > most ? reach[run->zones[i].index] : most;
    return most;
}

#endif
