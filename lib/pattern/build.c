/* SPDX-License-Identifier: MIT */
/* Chooses the places of all ranks, one after the other: a random site among those that every earlier point leaves free at
 * this rank, so that every prefix and every interval of ranks is a Poisson-disc set. Early ranks are few and far apart, so
 * they work on a coarse lattice; it is refined when the points have become dense on it. docs/pattern.md has the rule. */
#include "build.h"

#include "alloc.h"
#include "fail.h"
#include "hash.h"
#include "sites.h"

#include <string.h>

enum {
    FIRST_SIDE = 128,       /* sites a side at the first rank */
    SITES_PER_POINT = 64,   /* refine when there are fewer */
    REPORTS = 256           /* of progress, over a whole build */
};

/* 0.697 = n r^2 of a Poisson-disc set to which nothing can be added: what random placement can pack. */
static const fol__rule rule = {0.697f * 0.80f * 0.80f, 0.697f * 0.70f * 0.70f, 12.0f};

typedef struct builder {
    fol_allocator alloc;
    fol__sites sites;
    fol__place *places; /* by rank */
    int32_t point_count, last_side;
    uint64_t random;
} builder;

static int32_t final_side(int32_t point_count) {
    int64_t side = FIRST_SIDE;
    while (2 * side * side < (int64_t)SITES_PER_POINT * point_count)
        side *= 2;
    return (int32_t)side;
}

/* Doubles the lattice and lets the points so far claim their sites again. */
static bool refine(builder *b, int32_t count) {
    const int32_t side = b->sites.side * 2;
    fol__sites_free(&b->sites);
    if (!fol__sites_make(&b->sites, side, &b->alloc))
        return false;
    for (int32_t rank = 0; rank < count; rank++)
        fol__sites_claim(&b->sites, &rule, b->places[rank], rank, count);
    return true;
}

static fol__place choose(builder *b, int32_t rank) {
    enum { TRIES = 256 };
    int32_t site = fol__sites_draw(&b->sites, rank + 1, TRIES, &b->random);
    if (site < 0)
        site = fol__sites_soonest(&b->sites);
    return fol__sites_place(&b->sites, site, &b->random);
}

static fol_status place_all(builder *b, const fol_progress *progress) {
    for (int32_t rank = 0; rank < b->point_count; rank++) {
        const int64_t count = b->sites.side;
        if (rank % (b->point_count / REPORTS) == 0 && fol__stop_wanted(progress, (double)rank / b->point_count))
            return FOL_ERR_CANCELLED;
        if (b->sites.side < b->last_side && count * count < (int64_t)SITES_PER_POINT * rank && !refine(b, rank))
            return FOL_ERR_NOMEM;
        b->places[rank] = choose(b, rank);
        fol__sites_claim(&b->sites, &rule, b->places[rank], rank, rank + 1);
    }
    return FOL_OK;
}

fol_status fol__build_points(uint64_t seed, int32_t point_count, int32_t tile_um, const fol_progress *progress,
                             const fol_allocator *alloc, int32_t *xy) {
    builder b;
    memset(&b, 0, sizeof b);
    b.alloc = *alloc;
    b.point_count = point_count;
    b.last_side = final_side(point_count);
    b.random = fol__hash(seed, FOL__FOR_PATTERN, 0);
    b.places = fol__alloc(alloc, (size_t)point_count, sizeof *b.places);
    fol_status status = FOL_ERR_NOMEM;
    if (b.places && fol__sites_make(&b.sites, FIRST_SIDE, alloc))
        status = place_all(&b, progress);
    for (int32_t rank = 0; status == FOL_OK && rank < point_count; rank++) {
        xy[2 * rank] = (int32_t)((uint64_t)b.places[rank].x * (uint32_t)tile_um >> 32);
        xy[2 * rank + 1] = (int32_t)((uint64_t)b.places[rank].y * (uint32_t)tile_um >> 32);
    }
    fol__sites_free(&b.sites);
    fol__release(alloc, b.places, (size_t)point_count, sizeof *b.places);
    return status;
}
