/* SPDX-License-Identifier: MIT */
/* Finds the neighbours of dots: the nearest one of each, or all within a distance. Distances are exact integers. */
#ifndef FOLLICLE_REVIEW_NEIGHBOURS_H
#define FOLLICLE_REVIEW_NEIGHBOURS_H

#include <follicle/values.h>

typedef struct fol__neighbour {
    int32_t x_um, y_um;
    uint32_t dot;   /* index into the dots that the whole index was built from */
    uint32_t entry; /* in the whole index */
    uint32_t session;
} fol__neighbour;

/* A horizontal strip: the dots of one range of y, by rising x. */
typedef struct fol__strip {
    size_t start, end; /* of entries */
    int32_t top_um, bottom_um;
} fol__strip;

typedef struct fol__neighbours {
    const fol_allocator *alloc;
    fol__neighbour *entries;
    size_t count, room;
    fol__strip *strips;
    size_t strip_count, strip_room;
    bool is_wide; /* differences of places go over 31 bits */
} fol__neighbours;

/* Indexes dots, which must be sorted by y; by_x[count] has their numbers by rising x. False when memory is out; can be freed
 * after that too. */
bool fol__neighbours_build(fol__neighbours *neighbours, const fol_allocator *alloc, const fol_dot *dots,
                           const uint32_t *by_x, size_t count);
/* Those of another index that are of sessions first to last. */
bool fol__neighbours_select(fol__neighbours *neighbours, const fol__neighbours *from, uint32_t first, uint32_t last);
void fol__neighbours_free(fol__neighbours *neighbours);

/* Where a walk along a strip stands in the strips beside it. */
typedef struct fol__walk {
    size_t strip, above, below;
} fol__walk;

fol__walk fol__walk_along(const fol__neighbours *neighbours, size_t strip);
/* The squared distance in micrometres from an entry of the walk's strip to the nearest other entry, which *nearest names. Each
 * entry asked for lies behind the one before. At least two entries must be there. */
int64_t fol__walk_nearest(const fol__neighbours *neighbours, fol__walk *walk, size_t entry, size_t *nearest);

/* Calls visit for every entry at most radius_um away, the one at the place itself included, until it returns false.
 * Returns false when it was stopped so. */
bool fol__neighbours_within(const fol__neighbours *neighbours, int32_t x_um, int32_t y_um, int32_t radius_um,
                            bool (*visit)(const fol__neighbour *entry, int64_t squared_um, void *user), void *user);

#endif
