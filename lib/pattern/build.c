/* SPDX-License-Identifier: MIT */
/* Chooses the places of all ranks, one after the other: of a few random places that earlier points leave free, the
 * one with the fewest points around it. Each time the points have doubled they are nudged apart a little, and the
 * lattice of free sites, which is coarse while points are few, is made anew. docs/pattern.md tells the rule and what
 * it measures. */
#include "build.h"

#include "alloc.h"
#include "evenness.h"
#include "fail.h"
#include "hash.h"
#include "nudge.h"
#include "sites.h"

#include <string.h>

enum {
    FIRST_SIDE = 128,     /* sites a side at the first rank */
    SITES_PER_POINT = 32, /* at least, when the lattice is made anew */
    FIRST_NUDGE = 256,    /* points; then whenever they have doubled */
    CANDIDATES = 12,      /* places to choose from */
    DRAWS = 64,           /* random blocks looked at for one candidate */
    REPORTS = 256         /* of progress, over a whole build */
};

/* 0.697 = n r^2 of a Poisson-disc set to which nothing can be added (random sequential packing of equal discs). */
static const fol__rule rule = {0.697f * 0.74f * 0.74f, 0.697f * 0.60f * 0.60f, 16.0f * 0.697f * 0.60f * 0.60f};
/* Sites are taken up to this share of the rank before the rule frees them: leaves a choice when space is short ... */
static const float haste = 0.02f;
/* ... at this price, in points around it, for a site that is freed only now against one that was always free. */
static const float price_of_haste = 20.0f;

typedef struct builder {
    fol_allocator alloc;
    fol__sites sites;
    fol__evenness evenness;
    fol__place *places; /* by rank */
    int32_t point_count;
    uint64_t random;
} builder;

/* The lattice for `count` points and those that follow until it is made anew. */
static int32_t side_for(const builder *b, int32_t count) {
    const int64_t soon = 2 * (int64_t)count < b->point_count ? 2 * (int64_t)count : b->point_count;
    int64_t side = FIRST_SIDE;
    while (side * side < SITES_PER_POINT * soon)
        side *= 2;
    return (int32_t)side;
}

static bool remake_lattice(builder *b, int32_t count) {
    if (!fol__sites_make(&b->sites, side_for(b, count), &b->alloc))
        return false;
    fol__evenness_clear(&b->evenness);
    for (int32_t rank = 0; rank < count; rank++)
        fol__evenness_add(&b->evenness, b->places[rank]);
    /* The order does not matter here; late ranks claim most, and leave the early ones little to raise. */
    for (int32_t rank = count - 1; rank >= 0; rank--)
        fol__sites_claim(&b->sites, &rule, b->places[rank], rank, count);
    return true;
}

/* The lattice goes first, so that it and the nudging never hold memory at once. */
static fol_status nudge(builder *b, int32_t count, const fol_progress *progress) {
    fol__sites_free(&b->sites);
    return fol__nudge(b->places, count, progress, (double)count / b->point_count, &b->alloc);
}

static fol_status nudge_and_remake(builder *b, int32_t count, const fol_progress *progress) {
    const fol_status status = nudge(b, count, progress);
    if (status != FOL_OK)
        return status;
    return remake_lattice(b, count) ? FOL_OK : FOL_ERR_NOMEM;
}

/* The blocks first, then what is known of them, so that waiting for memory overlaps. Returns how many. */
static int32_t draw_blocks(builder *b, float latest, int32_t blocks[CANDIDATES], uint64_t bits[CANDIDATES]) {
    int32_t count = 0;
    while (count < CANDIDATES) {
        int32_t block = fol__sites_draw(&b->sites, latest, DRAWS, &b->random);
        if (block < 0 && count > 0)
            break;
        if (block < 0)
            block = fol__sites_soonest(&b->sites);
        blocks[count] = block;
        bits[count++] = fol__next(&b->random);
    }
    return count;
}

static fol__place choose(builder *b, int32_t rank) {
    const float next = (float)(rank + 1), latest = next * (1.0f + haste);
    int32_t blocks[CANDIDATES];
    uint64_t bits[CANDIDATES];
    fol__place places[CANDIDATES];
    float crowds[CANDIDATES], best_cost = FLT_MAX;
    int32_t best = 0;
    const int32_t count = draw_blocks(b, latest, blocks, bits);
    for (int32_t i = 0; i < count; i++)
        places[i] = fol__sites_place(&b->sites, blocks[i], bits[i]);
    fol__evenness_crowd(&b->evenness, places, count, rank + 1, crowds);
    for (int32_t i = 0; i < count; i++) {
        const float cost = crowds[i] + price_of_haste * (b->sites.block_least[blocks[i]] / next);
        if (cost < best_cost) {
            best_cost = cost;
            best = i;
        }
    }
    return places[best];
}

static fol_status place_all(builder *b, const fol_progress *progress) {
    int32_t next_nudge = FIRST_NUDGE;
    for (int32_t rank = 0; rank < b->point_count; rank++) {
        if (rank % (b->point_count / REPORTS) == 0 && fol__stop_wanted(progress, (double)rank / b->point_count))
            return FOL_ERR_CANCELLED;
        if (rank == next_nudge) {
            const fol_status status = nudge_and_remake(b, rank, progress);
            if (status != FOL_OK)
                return status;
            next_nudge *= 2;
        }
        b->places[rank] = choose(b, rank);
        fol__sites_claim(&b->sites, &rule, b->places[rank], rank, rank + 1);
        fol__evenness_add(&b->evenness, b->places[rank]);
    }
    return nudge(b, b->point_count, progress);
}

static int32_t micrometres(uint32_t at, int32_t tile_um) {
    return (int32_t)((uint64_t)at * (uint64_t)tile_um >> 32);
}

fol_status fol__build_points(uint64_t seed, int32_t point_count, int32_t tile_um, const fol_progress *progress,
                             const fol_allocator *alloc, int32_t *xy) {
    builder b;
    memset(&b, 0, sizeof b);
    b.alloc = *alloc;
    b.point_count = point_count;
    b.random = fol__hash(seed, FOL__FOR_PATTERN, 0);
    b.places = fol__alloc(alloc, (size_t)point_count, sizeof *b.places);
    fol_status status = FOL_ERR_NOMEM;
    if (b.places && fol__evenness_make(&b.evenness, point_count, alloc) && remake_lattice(&b, 0))
        status = place_all(&b, progress);
    for (int32_t rank = 0; status == FOL_OK && rank < point_count; rank++) {
        xy[2 * rank] = micrometres(b.places[rank].x, tile_um);
        xy[2 * rank + 1] = micrometres(b.places[rank].y, tile_um);
    }
    fol__sites_free(&b.sites);
    fol__evenness_free(&b.evenness);
    fol__release(alloc, b.places, (size_t)point_count, sizeof *b.places);
    return status;
}
