/* SPDX-License-Identifier: MIT */
/* For every site of the lattice, the earliest rank at which a point may land there. A point raises that rank in the
 * blocks around it; the least of each block, and of each group of blocks, finds a free site without a look at all.
 * Only + - * / on IEEE floats in a fixed order: the same everywhere. */
#include "sites.h"

#include "alloc.h"
#include "hash.h"

#include <math.h>
#include <string.h>

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
    sites->block_soonest = fol__alloc_zeroed(alloc, squared(sites->blocks), sizeof *sites->block_soonest);
    sites->group_least = fol__alloc_zeroed(alloc, squared(sites->groups), sizeof *sites->group_least);
    sites->group_stale = fol__alloc_zeroed(alloc, squared(sites->groups), sizeof *sites->group_stale);
    if (sites->earliest && sites->block_least && sites->block_soonest && sites->group_least && sites->group_stale)
        return true;
    fol__sites_free(sites);
    return false;
}

void fol__sites_free(fol__sites *sites) {
    fol__release(&sites->alloc, sites->earliest, squared(sites->side), sizeof *sites->earliest);
    fol__release(&sites->alloc, sites->block_least, squared(sites->blocks), sizeof *sites->block_least);
    fol__release(&sites->alloc, sites->block_soonest, squared(sites->blocks), sizeof *sites->block_soonest);
    fol__release(&sites->alloc, sites->group_least, squared(sites->groups), sizeof *sites->group_least);
    fol__release(&sites->alloc, sites->group_stale, squared(sites->groups), sizeof *sites->group_stale);
    sites->earliest = sites->block_least = sites->group_least = NULL;
    sites->block_soonest = NULL;
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
        const float difference = fol__apart(centre, at);
        squares[i] = difference * difference;
    }
}

/* Raises the ranks of one block; returns the least of them. */
static float claim_block(float *restrict earliest, const fol__rule *rule, float rank, const float *restrict x_squares,
                         const float *restrict y_squares) {
    float least[FOL__BLOCK];
    for (int32_t i = 0; i < FOL__BLOCK; i++)
        least[i] = FLT_MAX;
    for (int32_t j = 0; j < FOL__BLOCK; j++) {
        float *row = earliest + j * FOL__BLOCK;
        for (int32_t i = 0; i < FOL__BLOCK; i++) {
            const float inverse = 1.0f / (x_squares[i] + y_squares[j]);
            const float by_prefix = rule->prefix * inverse;
            const float by_interval = rank + rule->interval * inverse;
            const float by_shortest = rule->shortest * inverse;
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

/* Least of FOL__BLOCK squares. */
static float least_of(const float squares[FOL__BLOCK]) {
    float least = squares[0];
    for (int32_t i = 1; i < FOL__BLOCK; i++)
        least = squares[i] < least ? squares[i] : least;
    return least;
}

void fol__sites_claim(fol__sites *sites, const fol__rule *rule, fol__place place, int32_t rank, int32_t next) {
    const float reach = reach_squared(rule, rank, next);
    const stretch columns = blocks_around(sites, place.x, sqrtf(reach));
    const stretch rows = blocks_around(sites, place.y, sqrtf(reach));
    const int32_t wrap = sites->blocks - 1;
    float x_squares[FOL__BLOCK], y_squares[FOL__BLOCK];
    for (int32_t c = 0; c < columns.count; c++) {
        const int32_t column = (columns.first + c) & wrap;
        axis_squares(sites, column, place.x, x_squares);
        const float aside = least_of(x_squares);
        for (int32_t r = 0; r < rows.count; r++) {
            const int32_t row = (rows.first + r) & wrap;
            axis_squares(sites, row, place.y, y_squares);
            if (aside + least_of(y_squares) > reach)
                continue;
            const size_t block = (size_t)row * (size_t)sites->blocks + (size_t)column;
            sites->block_least[block] =
                claim_block(sites->earliest + block * BLOCK_SITES, rule, (float)rank, x_squares, y_squares);
            sites->block_soonest[block] = -1;
            sites->group_stale[(row / GROUP) * sites->groups + column / GROUP] = true;
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

/* Compares rows of sites all at once. */
static int16_t find_soonest(const float *earliest, float least) {
    for (int32_t j = 0; j < FOL__BLOCK; j++) {
        int32_t found = 0;
        for (int32_t i = 0; i < FOL__BLOCK; i++)
            found |= earliest[j * FOL__BLOCK + i] == least;
        for (int32_t i = 0; found && i < FOL__BLOCK; i++) {
            if (earliest[j * FOL__BLOCK + i] == least)
                return (int16_t)(j * FOL__BLOCK + i);
        }
    }
    return 0;
}

static int32_t soonest_in_block(fol__sites *sites, size_t block) {
    int16_t *soonest = &sites->block_soonest[block];
    if (*soonest < 0)
        *soonest = find_soonest(sites->earliest + block * BLOCK_SITES, sites->block_least[block]);
    return (int32_t)block * BLOCK_SITES + *soonest;
}

int32_t fol__sites_draw(fol__sites *sites, float latest, int32_t tries, uint64_t *random) {
    const uint32_t mask = (uint32_t)squared(sites->blocks) - 1;
    for (int32_t i = 0; i < tries; i++) {
        const uint32_t block = (uint32_t)(fol__next(random) >> 32) & mask;
        if (sites->block_least[block] <= latest)
            return soonest_in_block(sites, block);
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
    return soonest_in_block(sites, block);
}

fol__place fol__sites_place(const fol__sites *sites, int32_t site, uint64_t *random) {
    const uint32_t shift = site_shift(sites), inside = (UINT32_C(1) << shift) - 1;
    const uint32_t block = (uint32_t)site / BLOCK_SITES, within = (uint32_t)site % BLOCK_SITES;
    const uint32_t column = block % (uint32_t)sites->blocks * FOL__BLOCK + within % FOL__BLOCK;
    const uint32_t row = block / (uint32_t)sites->blocks * FOL__BLOCK + within / FOL__BLOCK;
    const uint64_t bits = fol__next(random);
    const uint32_t x = (column << shift) + ((uint32_t)bits & inside);
    const uint32_t y = (row << shift) + ((uint32_t)(bits >> 32) & inside);
    return (fol__place){x, y};
}
