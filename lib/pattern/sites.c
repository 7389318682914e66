/* SPDX-License-Identifier: MIT */
/* For every site of the lattice, the earliest rank at which a point may land there. A point raises that rank in the
 * blocks around it; the least of each patch, block and group of blocks finds a free site without a look at all, and
 * tells what a point is too far from to raise. Only + - * / on IEEE floats in a fixed order: the same everywhere. */
#include "sites.h"

#include "alloc.h"
#include "hash.h"

#include <math.h>
#include <string.h>

enum { PATCHES = FOL__BLOCK / FOL__PATCH, GROUP = 16 };

static size_t squared(int32_t side) {
    return (size_t)side * (size_t)side;
}

bool fol__sites_make(fol__sites *sites, int32_t side, const fol_allocator *alloc) {
    memset(sites, 0, sizeof *sites);
    sites->alloc = *alloc;
    sites->side = side;
    sites->blocks = side / FOL__BLOCK;
    sites->groups = (sites->blocks + GROUP - 1) / GROUP;
    sites->shift = 32;
    for (int32_t sites_left = side; sites_left > 1; sites_left /= 2)
        sites->shift--;
    sites->earliest = fol__alloc_zeroed(alloc, squared(side), sizeof *sites->earliest);
    sites->patch_least = fol__alloc_zeroed(alloc, squared(side / FOL__PATCH), sizeof *sites->patch_least);
    sites->block_least = fol__alloc_zeroed(alloc, squared(sites->blocks), sizeof *sites->block_least);
    sites->block_soonest = fol__alloc_zeroed(alloc, squared(sites->blocks), sizeof *sites->block_soonest);
    sites->group_least = fol__alloc_zeroed(alloc, squared(sites->groups), sizeof *sites->group_least);
    sites->group_stale = fol__alloc_zeroed(alloc, squared(sites->groups), sizeof *sites->group_stale);
    if (sites->earliest && sites->patch_least && sites->block_least && sites->block_soonest && sites->group_least &&
        sites->group_stale)
        return true;
    fol__sites_free(sites);
    return false;
}

void fol__sites_free(fol__sites *sites) {
    fol__release(&sites->alloc, sites->earliest, squared(sites->side), sizeof *sites->earliest);
    fol__release(&sites->alloc, sites->patch_least, squared(sites->side / FOL__PATCH), sizeof *sites->patch_least);
    fol__release(&sites->alloc, sites->block_least, squared(sites->blocks), sizeof *sites->block_least);
    fol__release(&sites->alloc, sites->block_soonest, squared(sites->blocks), sizeof *sites->block_soonest);
    fol__release(&sites->alloc, sites->group_least, squared(sites->groups), sizeof *sites->group_least);
    fol__release(&sites->alloc, sites->group_stale, squared(sites->groups), sizeof *sites->group_stale);
    sites->earliest = sites->patch_least = sites->block_least = sites->group_least = NULL;
    sites->block_soonest = NULL;
    sites->group_stale = NULL;
}

/* Squared distance along one axis, side of the torus = 1, from a place to the centre of each site of a block. */
static void axis_squares(const fol__sites *sites, int32_t block, uint32_t at, float squares[FOL__BLOCK]) {
    const uint32_t shift = sites->shift;
    for (uint32_t i = 0; i < FOL__BLOCK; i++) {
        const uint32_t centre = (((uint32_t)block * FOL__BLOCK + i) << shift) + (UINT32_C(1) << (shift - 1));
        const float difference = fol__apart(centre, at);
        squares[i] = difference * difference;
    }
}

/* The rank up to which a point forbids what is at a squared distance: never more when farther, roundings included. */
static inline float claim_at(fol__rule rule, float rank, float squared_distance) {
    const float inverse = 1.0f / squared_distance;
    const float by_prefix = rule.prefix * inverse;
    const float by_interval = rank + rule.interval * inverse;
    const float by_shortest = rule.shortest * inverse;
    const float interval = by_interval < by_shortest ? by_interval : by_shortest;
    return by_prefix > interval ? by_prefix : interval;
}

static inline float least_of(const float *values, int32_t count) {
    float least = values[0];
    for (int32_t i = 1; i < count; i++)
        least = values[i] < least ? values[i] : least;
    return least;
}

/* The sum of a square of either axis for each of 4 x 4 sites or patches. */
static void sum_squares(const float x_squares[4], const float y_squares[4], float sums[16]) {
    for (int32_t j = 0; j < 4; j++) {
        for (int32_t i = 0; i < 4; i++)
            sums[4 * j + i] = x_squares[i] + y_squares[j];
    }
}

/* Raises the ranks of one patch; returns the least of them. */
static float claim_patch(float *restrict earliest, fol__rule rule, float rank, const float *x_squares,
                         const float *y_squares) {
    float squares[FOL__PATCH_SITES];
    sum_squares(x_squares, y_squares, squares);
    for (int32_t i = 0; i < FOL__PATCH_SITES; i++) {
        const float claim = claim_at(rule, rank, squares[i]);
        earliest[i] = earliest[i] > claim ? earliest[i] : claim;
    }
    return least_of(earliest, FOL__PATCH_SITES);
}

/* What a point asks of the blocks around it. */
typedef struct claim {
    fol__rule rule;
    float rank, reach;                                     /* squared */
    float x_squares[FOL__BLOCK], y_squares[FOL__BLOCK];    /* from the point to the sites of a block, by axis */
    float x_least[PATCHES], y_least[PATCHES];              /* of the sites of a patch */
} claim;

/* Raises the ranks of the patches that the claim passes. */
static void claim_block(fol__sites *sites, size_t block, const claim *c) {
    float *least = sites->patch_least + block * FOL__BLOCK_PATCHES, *earliest = sites->earliest + block * FOL__BLOCK_SITES;
    float most[FOL__BLOCK_PATCHES];
    bool raised = false;
    sum_squares(c->x_least, c->y_least, most);
    for (int32_t i = 0; i < FOL__BLOCK_PATCHES; i++)
        most[i] = claim_at(c->rule, c->rank, most[i]);
    for (int32_t i = 0; i < FOL__BLOCK_PATCHES; i++) {
        if (most[i] <= least[i])
            continue;
        least[i] = claim_patch(earliest + i * FOL__PATCH_SITES, c->rule, c->rank,
                               c->x_squares + i % PATCHES * FOL__PATCH, c->y_squares + i / PATCHES * FOL__PATCH);
        raised = true;
    }
    if (!raised)
        return;
    sites->block_least[block] = least_of(least, FOL__BLOCK_PATCHES);
    sites->block_soonest[block] = -1;
    const int32_t row = (int32_t)block / sites->blocks, column = (int32_t)block % sites->blocks;
    sites->group_stale[(row / GROUP) * sites->groups + column / GROUP] = true;
}

/* Squared reach of a point's claim on ranks from `next` on. */
static float reach_squared(const fol__rule *rule, int32_t rank, int32_t next) {
    const float now = next > 1 ? (float)next : 1.0f;
    const float age = next > rank ? (float)(next - rank) : 1.0f;
    const float by_age = rule->interval / age, by_shortest = rule->shortest / now;
    const float by_interval = by_age < by_shortest ? by_age : by_shortest;
    const float by_prefix = rule->prefix / now;
    return by_prefix > by_interval ? by_prefix : by_interval;
}

/* Blocks first ... first + count - 1 (modulo the side) meet the stretch of `reach` around `at`. */
typedef struct stretch {
    int32_t first, count;
} stretch;

static stretch blocks_around(const fol__sites *sites, uint32_t at, float reach) {
    const float blocks = (float)sites->blocks, centre = (float)at * 0x1p-32f;
    stretch all = {0, sites->blocks};
    if (reach + 1.0f / blocks >= 0.5f)
        return all;
    const int32_t low = (int32_t)((centre - reach + 1.0f) * blocks);
    const int32_t high = (int32_t)((centre + reach + 1.0f) * blocks);
    const stretch met = {low & (sites->blocks - 1), high - low + 1};
    return met.count < sites->blocks ? met : all;
}

/* Squares to the sites of a block by one axis, and the least of each patch; returns the least of all. */
static float measure_axis(const fol__sites *sites, int32_t block, uint32_t at, float squares[FOL__BLOCK],
                          float least[PATCHES]) {
    axis_squares(sites, block, at, squares);
    for (int32_t i = 0; i < PATCHES; i++)
        least[i] = least_of(squares + i * FOL__PATCH, FOL__PATCH);
    return least_of(least, PATCHES);
}

void fol__sites_claim(fol__sites *sites, const fol__rule *rule, fol__place place, int32_t rank, int32_t next) {
    claim c;
    c.rule = *rule;
    c.rank = (float)rank;
    c.reach = reach_squared(rule, rank, next);
    const stretch columns = blocks_around(sites, place.x, sqrtf(c.reach));
    const stretch rows = blocks_around(sites, place.y, sqrtf(c.reach));
    const int32_t wrap = sites->blocks - 1;
    for (int32_t r = 0; r < rows.count; r++) {
        const int32_t row = (rows.first + r) & wrap;
        const float above = measure_axis(sites, row, place.y, c.y_squares, c.y_least);
        for (int32_t i = 0; i < columns.count; i++) {
            const int32_t column = (columns.first + i) & wrap;
            if (measure_axis(sites, column, place.x, c.x_squares, c.x_least) + above <= c.reach)
                claim_block(sites, (size_t)row * (size_t)sites->blocks + (size_t)column, &c);
        }
    }
}

static void refresh_group(fol__sites *sites, int32_t group) {
    const int32_t row = group / sites->groups * GROUP, column = group % sites->groups * GROUP;
    const int32_t count = sites->blocks < GROUP ? sites->blocks : GROUP;
    float least = FLT_MAX;
    for (int32_t j = 0; j < count; j++) {
        const float *blocks = sites->block_least + (row + j) * sites->blocks + column;
        for (int32_t i = 0; i < count; i++)
            least = blocks[i] < least ? blocks[i] : least;
    }
    sites->group_least[group] = least;
    sites->group_stale[group] = false;
}

static size_t index_of_least(const float *values, size_t count) {
    size_t at = 0;
    for (size_t i = 1; i < count; i++)
        at = values[i] < values[at] ? i : at;
    return at;
}

/* Where a site, given by its order in memory inside a block, comes when the block is read row by row. */
static int32_t by_rows(int32_t patch, int32_t within) {
    const int32_t row = patch / PATCHES * FOL__PATCH + within / FOL__PATCH;
    return row * FOL__BLOCK + patch % PATCHES * FOL__PATCH + within % FOL__PATCH;
}

static int32_t find_soonest(const fol__sites *sites, size_t block) {
    const float *patches = sites->patch_least + block * FOL__BLOCK_PATCHES, least = sites->block_least[block];
    int32_t soonest = FOL__BLOCK_SITES - 1;
    for (int32_t patch = 0; patch < FOL__BLOCK_PATCHES; patch++) {
        if (patches[patch] != least)
            continue;
        const float *earliest = sites->earliest + block * FOL__BLOCK_SITES + patch * FOL__PATCH_SITES;
        int32_t within = 0;
        while (earliest[within] != least)
            within++;
        soonest = by_rows(patch, within) < soonest ? by_rows(patch, within) : soonest;
    }
    return soonest;
}

static uint32_t soonest_in_block(fol__sites *sites, size_t block) {
    int16_t *soonest = &sites->block_soonest[block];
    if (*soonest < 0)
        *soonest = (int16_t)find_soonest(sites, block);
    return (uint32_t)*soonest;
}

int32_t fol__sites_draw(const fol__sites *sites, float latest, int32_t tries, uint64_t *random) {
    const uint32_t mask = (uint32_t)squared(sites->blocks) - 1;
    for (int32_t i = 0; i < tries; i++) {
        const uint32_t block = (uint32_t)(fol__next(random) >> 32) & mask;
        if (sites->block_least[block] <= latest)
            return (int32_t)block;
    }
    return -1;
}

int32_t fol__sites_soonest(fol__sites *sites) {
    const int32_t groups = sites->groups * sites->groups;
    for (int32_t i = 0; i < groups; i++) {
        if (sites->group_stale[i])
            refresh_group(sites, i);
    }
    const int32_t group = (int32_t)index_of_least(sites->group_least, (size_t)groups);
    const int32_t row = group / sites->groups * GROUP, column = group % sites->groups * GROUP;
    const int32_t count = sites->blocks < GROUP ? sites->blocks : GROUP;
    size_t block = (size_t)(row * sites->blocks + column);
    for (int32_t j = 0; j < count; j++) {
        const size_t first = (size_t)((row + j) * sites->blocks + column);
        const size_t least = first + index_of_least(sites->block_least + first, (size_t)count);
        block = sites->block_least[least] < sites->block_least[block] ? least : block;
    }
    return (int32_t)block;
}

fol__place fol__sites_place(fol__sites *sites, int32_t block, uint64_t bits) {
    const uint32_t shift = sites->shift, inside = (UINT32_C(1) << shift) - 1;
    const uint32_t within = soonest_in_block(sites, (size_t)block);
    const uint32_t column = (uint32_t)(block % sites->blocks * FOL__BLOCK) + within % FOL__BLOCK;
    const uint32_t row = (uint32_t)(block / sites->blocks * FOL__BLOCK) + within / FOL__BLOCK;
    const fol__place place = {(column << shift) + ((uint32_t)bits & inside),
                              (row << shift) + ((uint32_t)(bits >> 32) & inside)};
    return place;
}
