/* SPDX-License-Identifier: MIT */
/* For every site of the lattice, the earliest rank at which a point may land there. A point raises that rank in the blocks
 * around it; the least of each block, and of each group of blocks, finds a free site without a look at all of them.
 * Only + - * / on IEEE floats in a fixed order: the same everywhere. */
#include "sites.h"

#include "alloc.h"
#include "hash.h"

#include <float.h>
#include <math.h>
#include <string.h>

#if FLT_EVAL_METHOD != 0
#  error "floats must be computed as floats, or patterns differ between machines"
#endif

enum { BLOCK_SITES = FOL__BLOCK * FOL__BLOCK, GROUP = 16 };

static size_t squared(int32_t side) {
    return (size_t)side * (size_t)side;
}

bool fol__sites_make(fol__sites *sites, int32_t side, const fol_allocator *alloc) {
    memset(sites, 0, sizeof *sites);
    sites->alloc = *alloc;
    sites->side = side;
    sites->blocks = side / FOL__BLOCK;
    sites->groups = (sites->blocks + GROUP - 1) / GROUP;
    sites->earliest = fol__alloc_zeroed(alloc, squared(side), sizeof *sites->earliest);
    sites->block_least = fol__alloc_zeroed(alloc, squared(sites->blocks), sizeof *sites->block_least);
    sites->group_least = fol__alloc_zeroed(alloc, squared(sites->groups), sizeof *sites->group_least);
    sites->group_stale = fol__alloc_zeroed(alloc, squared(sites->groups), sizeof *sites->group_stale);
    if (sites->earliest && sites->block_least && sites->group_least && sites->group_stale)
        return true;
    fol__sites_free(sites);
    return false;
}

void fol__sites_free(fol__sites *sites) {
    fol__release(&sites->alloc, sites->earliest, squared(sites->side), sizeof *sites->earliest);
    fol__release(&sites->alloc, sites->block_least, squared(sites->blocks), sizeof *sites->block_least);
    fol__release(&sites->alloc, sites->group_least, squared(sites->groups), sizeof *sites->group_least);
    fol__release(&sites->alloc, sites->group_stale, squared(sites->groups), sizeof *sites->group_stale);
    sites->earliest = sites->block_least = sites->group_least = NULL;
    sites->group_stale = NULL;
}

/* log2 of the width of a site in the units of a place. */
static uint32_t site_shift(const fol__sites *sites) {
    uint32_t shift = 32;
    for (int32_t side = sites->side; side > 1; side /= 2)
        shift--;
    return shift;
}

/* Squared distance along one axis, side of the torus = 1, from a place to the centre of each site of a block. */
static void axis_squares(const fol__sites *sites, int32_t block, uint32_t at, float squares[FOL__BLOCK]) {
    const uint32_t shift = site_shift(sites);
    for (uint32_t i = 0; i < FOL__BLOCK; i++) {
        const uint32_t centre = (((uint32_t)block * FOL__BLOCK + i) << shift) + (UINT32_C(1) << (shift - 1));
        const float difference = (float)(int32_t)(centre - at) * 0x1p-32f;
        squares[i] = difference * difference;
    }
}

/* Raises the ranks of one block; returns the least of them. */
static float claim_block(float *restrict earliest, const fol__rule *rule, float rank, const float *restrict x_squares,
                         const float *restrict y_squares) {
    const float capped = rule->shortest * rule->interval;
    float least[FOL__BLOCK];
    for (int32_t i = 0; i < FOL__BLOCK; i++)
        least[i] = FLT_MAX;
    for (int32_t j = 0; j < FOL__BLOCK; j++) {
        float *row = earliest + j * FOL__BLOCK;
        for (int32_t i = 0; i < FOL__BLOCK; i++) {
            const float inverse = 1.0f / (x_squares[i] + y_squares[j]);
            const float by_prefix = rule->prefix * inverse;
            const float by_interval = rank + rule->interval * inverse;
            const float by_shortest = capped * inverse;
            const float interval = by_interval < by_shortest ? by_interval : by_shortest;
            const float claim = by_prefix > interval ? by_prefix : interval;
            const float raised = row[i] > claim ? row[i] : claim;
            row[i] = raised;
            least[i] = least[i] < raised ? least[i] : raised;
        }
    }
    for (int32_t i = 1; i < FOL__BLOCK; i++)
        least[0] = least[0] < least[i] ? least[0] : least[i];
    return least[0];
}

/* Squared reach of a point's claim on ranks from `next` on. */
static double reach_squared(const fol__rule *rule, int32_t rank, int32_t next) {
    const double now = next > 1 ? next : 1;
    const double age = next > rank ? next - rank : 1;
    const double by_age = (double)rule->interval / age;
    const double by_shortest = (double)rule->interval * (double)rule->shortest / now;
    const double by_interval = by_age < by_shortest ? by_age : by_shortest;
    const double by_prefix = (double)rule->prefix / now;
    return by_prefix > by_interval ? by_prefix : by_interval;
}

/* Blocks first ... first + count - 1 (modulo the side) meet the stretch of `reach` around `at`. */
typedef struct stretch {
    int32_t first, count;
} stretch;

static stretch blocks_around(const fol__sites *sites, uint32_t at, double reach) {
    const double block = 1.0 / sites->blocks;
    const double centre = (double)at * 0x1p-32;
    stretch all = {0, sites->blocks};
    if (reach + block >= 0.5)
        return all;
    const int32_t low = (int32_t)((centre - reach + 1.0) * sites->blocks);
    const int32_t high = (int32_t)((centre + reach + 1.0) * sites->blocks);
    const stretch met = {low & (sites->blocks - 1), high - low + 1};
    return met.count < sites->blocks ? met : all;
}


void fol__sites_claim(fol__sites *sites, const fol__rule *rule, fol__place place, int32_t rank, int32_t next) {
    const double reach = sqrt(reach_squared(rule, rank, next));
    const stretch columns = blocks_around(sites, place.x, reach);
    const stretch rows = blocks_around(sites, place.y, reach);
    const int32_t wrap = sites->blocks - 1;
    float x_squares[FOL__BLOCK], y_squares[FOL__BLOCK];
    for (int32_t c = 0; c < columns.count; c++) {
        const int32_t column = (columns.first + c) & wrap;
        axis_squares(sites, column, place.x, x_squares);
        for (int32_t r = 0; r < rows.count; r++) {
            const int32_t row = (rows.first + r) & wrap;
            const size_t block = (size_t)row * (size_t)sites->blocks + (size_t)column;
            axis_squares(sites, row, place.y, y_squares);
            sites->block_least[block] =
                claim_block(sites->earliest + block * BLOCK_SITES, rule, (float)rank, x_squares, y_squares);
            sites->group_stale[(row / GROUP) * sites->groups + column / GROUP] = true;
        }
    }
}

int32_t fol__sites_draw(const fol__sites *sites, int32_t next, int32_t tries, uint64_t *random) {
    const uint32_t mask = (uint32_t)squared(sites->side) - 1;
    for (int32_t i = 0; i < tries; i++) {
        const uint32_t site = (uint32_t)(fol__next(random) >> 32) & mask;
        if (sites->block_least[site / BLOCK_SITES] <= (float)next && sites->earliest[site] <= (float)next)
            return (int32_t)site;
    }
    return -1;
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
    return (int32_t)(block * BLOCK_SITES + index_of_least(sites->earliest + block * BLOCK_SITES, BLOCK_SITES));
}

fol__place fol__sites_place(const fol__sites *sites, int32_t site, uint64_t *random) {
    const uint32_t shift = site_shift(sites), inside = (UINT32_C(1) << shift) - 1;
    const uint32_t block = (uint32_t)site / BLOCK_SITES, within = (uint32_t)site % BLOCK_SITES;
    const uint32_t column = block % (uint32_t)sites->blocks * FOL__BLOCK + within % FOL__BLOCK;
    const uint32_t row = block / (uint32_t)sites->blocks * FOL__BLOCK + within / FOL__BLOCK;
    const uint64_t bits = fol__next(random);
    const fol__place place = {(column << shift) + ((uint32_t)bits & inside), (row << shift) + ((uint32_t)(bits >> 32) & inside)};
    return place;
}
