/* SPDX-License-Identifier: MIT */
/* The raster of the density in patches of 8 x 8 pixels: between what the density lies in each, and which zone has it. Most
 * questions about surroundings are answered by patches; pixels are looked at only where a patch is not sure. */
#ifndef FOLLICLE_REVIEW_PATCHES_H
#define FOLLICLE_REVIEW_PATCHES_H

#include "alloc.h"

#include <follicle/values.h>

enum { FOL__PATCH_SIDE = 8, FOL__PATCH_LEVELS = 12 };

/* Zones of a patch, beside the numbers of real ones. */
enum { FOL__PATCH_BARE = -1, FOL__PATCH_MIXED = -2 };

typedef struct fol__range {
    float least, most;
} fol__range;

typedef struct fol__patch {
    double expected; /* dots of the finished work */
    int32_t zone;    /* of all its pixels */
    int32_t rings;   /* of patches around it, whole ones, that have the same zone */
} fol__patch;

/* Patches of 8, 16, 32 ... pixels. */
typedef struct fol__level {
    int32_t columns, rows;
    fol__range *own, *around; /* [row][column][session]: of the patch; of it and the eight around it */
} fol__level;

typedef struct fol__patches {
    const fol_allocator *alloc;
    size_t session_count;
    size_t level_count;
    fol__level levels[FOL__PATCH_LEVELS];
    fol__patch *patches; /* of the finest level */
} fol__patches;

/* For a raster of so many pixels; false when memory is out, and can be freed after that too. The caller fills in
 * levels[0].own, and expected and zone of each patch, then calls fol__patches_finish(). */
bool fol__patches_take(fol__patches *patches, const fol_allocator *alloc, int32_t columns, int32_t rows,
                      size_t session_count);
void fol__patches_finish(fol__patches *patches);
void fol__patches_free(fol__patches *patches);

/* True when the density of sessions first to last together surely lies from lowest to highest at all places at most `radius`
 * from a place in x and in y, all in pixels. */
bool fol__patches_even(const fol__patches *patches, double column, double row, double radius, size_t first, size_t last,
                       double lowest, double highest);
/* The same, read on every patch of the finest level that the square touches: sure of more. */
bool fol__patches_even_all(const fol__patches *patches, double column, double row, double radius, size_t first, size_t last,
                           double lowest, double highest);

#endif
