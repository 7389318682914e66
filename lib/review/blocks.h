/* SPDX-License-Identifier: MIT */
/* The raster of the density in blocks of 8 x 8 pixels: between what the density lies in each, and which zone has it. Most
 * questions about surroundings are answered by blocks; pixels are looked at only where a block is not sure. */
#ifndef FOLLICLE_REVIEW_BLOCKS_H
#define FOLLICLE_REVIEW_BLOCKS_H

#include "alloc.h"

#include <follicle/values.h>

enum { FOL__BLOCK_SIDE = 8, FOL__BLOCK_LEVELS = 12 };

/* Zones of a block, beside the numbers of real ones. */
enum { FOL__BLOCK_BARE = -1, FOL__BLOCK_MIXED = -2 };

typedef struct fol__range {
    float least, most;
} fol__range;

typedef struct fol__block {
    double expected; /* dots of the finished work */
    int32_t zone;    /* of all its pixels */
    int32_t rings;   /* of blocks around it, whole ones, that have the same zone */
} fol__block;

/* Blocks of 8, 16, 32 ... pixels. */
typedef struct fol__level {
    int32_t columns, rows;
    fol__range *own, *around; /* [row][column][session]: of the block; of it and the eight around it */
} fol__level;

typedef struct fol__blocks {
    const fol_allocator *alloc;
    size_t session_count;
    size_t level_count;
    fol__level levels[FOL__BLOCK_LEVELS];
    fol__block *blocks; /* of the finest level */
} fol__blocks;

/* For a raster of so many pixels; false when memory is out, and can be freed after that too. The caller fills in
 * levels[0].own, and expected and zone of each block, then calls fol__blocks_finish(). */
bool fol__blocks_take(fol__blocks *blocks, const fol_allocator *alloc, int32_t columns, int32_t rows,
                      size_t session_count);
void fol__blocks_finish(fol__blocks *blocks);
void fol__blocks_free(fol__blocks *blocks);

/* True when the density of sessions first to last together surely lies from lowest to highest at all places at most `radius`
 * from a place in x and in y, all in pixels. */
bool fol__blocks_even(const fol__blocks *blocks, double column, double row, double radius, size_t first, size_t last,
                      double lowest, double highest);

#endif
