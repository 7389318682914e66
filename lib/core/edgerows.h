/* SPDX-License-Identifier: MIT */
/* Which edges of a region stand beside the places of a row of cells: the winding number of a place needs no others. */
#ifndef FOLLICLE_CORE_EDGEROWS_H
#define FOLLICLE_CORE_EDGEROWS_H

#include "region.h"

typedef struct fol__edge_rows {
    fol_allocator alloc;
    int32_t row0, row1; /* rows that are kept */
    uint32_t *starts;   /* a row's edges are edges[starts[row - row0]] ... */
    fol__edge *edges;
    size_t edge_count;
} fol__edge_rows;

/* For rows row0 up to row1, each grown by pad_um above and below. False: out of memory. */
bool fol__edge_rows_make(const fol__region *region, int32_t row0, int32_t row1, int32_t pad_um,
                         const fol_allocator *alloc, fol__edge_rows *out);
void fol__edge_rows_free(fol__edge_rows *rows);

/* Whether the region is filled at a place whose row, grown by the pad, is `row`. */
bool fol__edge_rows_hold(const fol__edge_rows *rows, int32_t row, int32_t x, int32_t y);

#endif
