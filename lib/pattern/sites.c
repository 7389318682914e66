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

/* Starts to bring memory in. Saves time, changes nothing. */
#ifdef __GNUC__
#define FETCH_SOON(address) __builtin_prefetch(address)
#else
#define FETCH_SOON(address) ((void)(address))
#endif

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

/* The rank up to which a point forbids what is at a squared distance: never more when farther, roundings included. */
static inline float claim_at(fol__rule rule, float rank, float squared_distance) {
    const float inverse = 1.0f / squared_distance;
    const float by_prefix = rule.prefix * inverse;
    const float by_interval = rank + rule.interval * inverse;
    const float by_shortest = rule.shortest * inverse;
    const float interval = by_interval < by_shortest ? by_interval : by_shortest;
    return by_prefix > interval ? by_prefix : interval;
}

static inline float lesser(float a, float b) {
    return a < b ? a : b;
}

/* Of as many values as a patch has sites, and a block patches. */
static inline float least_of(const float values[FOL__PATCH_SITES]) {
    float least[4] = {values[0], values[1], values[2], values[3]};
    for (int32_t i = 4; i < FOL__PATCH_SITES; i += 4) {
        for (int32_t k = 0; k < 4; k++)
            least[k] = lesser(least[k], values[i + k]);
    }
    return lesser(lesser(least[0], least[1]), lesser(least[2], least[3]));
}

/* Some blocks along one axis (a claim rarely meets more), and how far a place is from them by that axis alone. */
enum { MOST_BLOCKS = 8 };
typedef struct axis {
    int32_t count;
    uint32_t blocks[MOST_BLOCKS];
    float squares[MOST_BLOCKS][PATCHES][FOL__PATCH_SITES]; /* to each site of a patch; the side of the torus is 1 */
    float patches[MOST_BLOCKS][FOL__BLOCK_PATCHES];        /* to the nearest site of each patch of a block */
    float nearest[MOST_BLOCKS];                            /* to the nearest site of a block */
} axis;

/* Fills 4 x 4 numbers with four, which vary along x or along y. */
static inline void spread(const float four[4], bool along_y, float sixteen[16]) {
    for (int32_t j = 0; j < 4; j++) {
        const float row[4] = {four[j], four[j], four[j], four[j]};
        memcpy(sixteen + 4 * j, along_y ? row : four, sizeof row);
    }
}

static void measure_block(const fol__sites *sites, axis *a, int32_t block, uint32_t at, bool along_y) {
    const uint32_t first = (a->blocks[block] * FOL__BLOCK << sites->shift) + (UINT32_C(1) << (sites->shift - 1));
    float squares[FOL__BLOCK], least[PATCHES];
    for (uint32_t i = 0; i < FOL__BLOCK; i++) {
        const float way = fol__apart(first + (i << sites->shift), at);
        squares[i] = way * way;
    }
    for (int32_t i = 0; i < PATCHES; i++) {
        const float *own = squares + i * FOL__PATCH;
        spread(own, along_y, a->squares[block][i]);
        least[i] = lesser(lesser(own[0], own[1]), lesser(own[2], own[3]));
    }
    spread(least, along_y, a->patches[block]);
    a->nearest[block] = lesser(lesser(least[0], least[1]), lesser(least[2], least[3]));
}

static void measure_axis(const fol__sites *sites, int32_t first, int32_t count, uint32_t at, bool along_y, axis *a) {
    a->count = count < MOST_BLOCKS ? count : MOST_BLOCKS;
    for (int32_t i = 0; i < a->count; i++) {
        a->blocks[i] = (uint32_t)(first + i) & (uint32_t)(sites->blocks - 1);
        measure_block(sites, a, i, at, along_y);
    }
}

/* What a point asks of blocks around it. The patches that it raises are listed first, and asked for, so that waiting
 * for their memory overlaps. */
typedef struct claim {
    fol__rule rule;
    float rank, reach; /* squared */
    axis columns, rows;
    int32_t count;
    uint16_t patches[MOST_BLOCKS * MOST_BLOCKS * FOL__BLOCK_PATCHES]; /* row, column, patch; see list_patches() */
} claim;

static size_t block_at(const fol__sites *sites, const claim *c, int32_t row, int32_t column) {
    return (size_t)c->rows.blocks[row] * (size_t)sites->blocks + c->columns.blocks[column];
}

static void list_patches(const fol__sites *sites, claim *c, int32_t row, int32_t column) {
    const size_t first = block_at(sites, c, row, column) * FOL__BLOCK_PATCHES;
    const float *least = sites->patch_least + first;
    const float *x_squares = c->columns.patches[column], *y_squares = c->rows.patches[row];
    const int32_t before = c->count;
    float most[FOL__BLOCK_PATCHES];
    for (int32_t i = 0; i < FOL__BLOCK_PATCHES; i++)
        most[i] = claim_at(c->rule, c->rank, x_squares[i] + y_squares[i]);
    for (int32_t i = 0; i < FOL__BLOCK_PATCHES; i++) {
        c->patches[c->count] = (uint16_t)((row * MOST_BLOCKS + column) * FOL__BLOCK_PATCHES + i);
        c->count += most[i] > least[i];
    }
    for (int32_t i = before; i < c->count; i++)
        FETCH_SOON(sites->earliest + (first + c->patches[i] % FOL__BLOCK_PATCHES) * FOL__PATCH_SITES);
}

static void list_all(const fol__sites *sites, claim *c) {
    c->count = 0;
    for (int32_t row = 0; row < c->rows.count; row++) {
        for (int32_t column = 0; column < c->columns.count; column++) {
            if (c->columns.nearest[column] + c->rows.nearest[row] <= c->reach)
                list_patches(sites, c, row, column);
        }
    }
}

/* Raises the ranks of one patch; returns the least of them. */
static float raise_patch(float *restrict earliest, const claim *c, const float *restrict x_squares,
                         const float *restrict y_squares) {
    const fol__rule rule = c->rule;
    const float rank = c->rank;
    for (int32_t i = 0; i < FOL__PATCH_SITES; i++) {
        const float claimed = claim_at(rule, rank, x_squares[i] + y_squares[i]);
        earliest[i] = earliest[i] > claimed ? earliest[i] : claimed;
    }
    return least_of(earliest);
}

static void note_raised(fol__sites *sites, size_t block) {
    const size_t row = block / (size_t)sites->blocks, column = block % (size_t)sites->blocks;
    sites->block_least[block] = least_of(sites->patch_least + block * FOL__BLOCK_PATCHES);
    sites->block_soonest[block] = -1;
    sites->group_stale[row / GROUP * (size_t)sites->groups + column / GROUP] = true;
}

static void raise_listed(fol__sites *sites, const claim *c) {
    for (int32_t i = 0; i < c->count; i++) {
        const int32_t patch = c->patches[i] % FOL__BLOCK_PATCHES, block_in_claim = c->patches[i] / FOL__BLOCK_PATCHES;
        const int32_t row = block_in_claim / MOST_BLOCKS, column = block_in_claim % MOST_BLOCKS;
        const size_t block = block_at(sites, c, row, column);
        const size_t index = block * FOL__BLOCK_PATCHES + (size_t)patch;
        sites->patch_least[index] =
            raise_patch(sites->earliest + index * FOL__PATCH_SITES, c, c->columns.squares[column][patch % PATCHES],
                        c->rows.squares[row][patch / PATCHES]);
        if (i + 1 == c->count || c->patches[i + 1] / FOL__BLOCK_PATCHES != block_in_claim)
            note_raised(sites, block);
    }
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

void fol__sites_claim(fol__sites *sites, const fol__rule *rule, fol__place place, int32_t rank, int32_t next) {
    claim c;
    c.rule = *rule;
    c.rank = (float)rank;
    c.reach = reach_squared(rule, rank, next);
    const stretch columns = blocks_around(sites, place.x, sqrtf(c.reach));
    const stretch rows = blocks_around(sites, place.y, sqrtf(c.reach));
    for (int32_t j = 0; j < rows.count; j += MOST_BLOCKS) {
        measure_axis(sites, rows.first + j, rows.count - j, place.y, true, &c.rows);
        for (int32_t i = 0; i < columns.count; i += MOST_BLOCKS) {
            measure_axis(sites, columns.first + i, columns.count - i, place.x, false, &c.columns);
            list_all(sites, &c);
            raise_listed(sites, &c);
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
