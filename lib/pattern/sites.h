/* SPDX-License-Identifier: MIT */
/* The lattice of sites where a point may land, and the earliest rank at which each of them may be taken. */
#ifndef FOLLICLE_PATTERN_SITES_H
#define FOLLICLE_PATTERN_SITES_H

#include "place.h"

#include <follicle/base.h>

/* Sites are kept by blocks of FOL__BLOCK x FOL__BLOCK, blocks by groups of as many (fewer on a small lattice). A block
 * is cut into patches of FOL__PATCH x FOL__PATCH: the floats of one cache line, which most points of a block leave
 * alone. */
enum {
    FOL__BLOCK = 16,
    FOL__PATCH = 4,
    FOL__BLOCK_SITES = FOL__BLOCK * FOL__BLOCK,
    FOL__PATCH_SITES = FOL__PATCH * FOL__PATCH,
    FOL__BLOCK_PATCHES = FOL__BLOCK_SITES / FOL__PATCH_SITES
};

typedef struct fol__sites {
    fol_allocator alloc;
    int32_t side;           /* sites a side, a power of two, at least FOL__BLOCK */
    int32_t blocks, groups; /* a side */
    uint32_t shift;         /* log2 of the width of a site in the units of a place */
    float *earliest;        /* block by block, patch by patch: rank from which a site may be taken */
    float *patch_least;     /* of the sites of a patch, block by block */
    float *block_least;     /* of the sites of a block */
    int16_t *block_soonest; /* the first site of a block that has the least, by rows; -1 when it is not known */
    float *group_least;     /* of the blocks of a group, where not stale */
    bool *group_stale;
} fol__sites;

/* How far a point keeps later ones off: see docs/pattern.md. */
typedef struct fol__rule {
    float prefix;   /* squared distance x rank that two points of one prefix keep */
    float interval; /* squared distance x difference of ranks that two points of one interval keep */
    float shortest; /* the same x rank, for the shortest interval cared for */
} fol__rule;

/* False when memory is out; then nothing is held. */
bool fol__sites_make(fol__sites *sites, int32_t side, const fol_allocator *alloc);
void fol__sites_free(fol__sites *sites);

/* Forbids sites around the point of rank `rank`, so far as that matters to points of rank `next` and later. */
void fol__sites_claim(fol__sites *sites, const fol__rule *rule, fol__place place, int32_t rank, int32_t next);

/* A random block that has a site to be taken by rank `latest`; -1 after `tries` vain draws. */
int32_t fol__sites_draw(const fol__sites *sites, float latest, int32_t tries, uint64_t *random);
/* The block of the site that may be taken first; the first in order among equals. */
int32_t fol__sites_soonest(fol__sites *sites);
/* The place, picked by random bits, inside the site of a block that may be taken first. */
fol__place fol__sites_place(fol__sites *sites, int32_t block, uint64_t bits);

#endif
