/* SPDX-License-Identifier: MIT */
/* Cells of one density that nothing else reaches: most of a scalp. */
#ifndef FOLLICLE_LAYOUT_EVENCELLS_H
#define FOLLICLE_LAYOUT_EVENCELLS_H

#include "cells.h"

/* Columns of a row. */
typedef struct fol__columns {
    int32_t row, from, past;
} fol__columns;

/* Appends the dots of cells of one zone: those of ranks below bounds[session], which rise. The walk stands at the first. False: out of memory. */
bool fol__append_even_cells(fol__maker *m, const int32_t *bounds, int32_t zone, fol__tile_walk *walk, fol__columns at);

#endif
