/* SPDX-License-Identifier: MIT */
/* The inside of a fol_pattern: its points by cells of FOL__CELL_UM, as layout reads them. */
#ifndef FOLLICLE_PATTERN_TILE_H
#define FOLLICLE_PATTERN_TILE_H

#include "units.h"

#include <follicle/pattern.h>

/* Points of a cell fill whole steps, so that loops over them need no remainder: what is left over has this rank. */
enum { FOL__TILE_STEP = 8 };
#define FOL__NO_RANK INT32_MAX

struct fol_pattern {
    fol_allocator alloc;   /* alloc.alloc NULL: static, never freed */
    uint64_t seed;
    int32_t cells;         /* a side; tile_um = cells * FOL__CELL_UM */
    const uint32_t *starts;  /* cells * cells + 1: the points of cell (column, row) are starts[row * cells + column] ... */
    const uint32_t *places;  /* x | y << 16, micrometres from the cell's upper left corner, plus bias_um */
    const int32_t *ranks;    /* by cell, row by row, rising inside a cell */
    fol_spacing spacing;
    /* Of a pattern of units; without them all 0. A unit's dots are all kept in the cell of its first, its site, one after the other. */
    fol_units_spec units;
    int32_t bias_um;         /* so far can one of them lie out of that cell */
    const uint16_t *members; /* by place: number of the site in the cell << 3 | which dot of the unit it is */
    fol_spacing sites;       /* least distance of sites, for the same prefixes of dots */
};

/* Files points by the cells of their homes: themselves, or the sites of their units. Fills in starts, places and ranks, which
 * fol_pattern_free() lets go. xy and homes are on the torus, by rank. False: out of memory. */
bool fol__tile_file(fol_pattern *pattern, const int32_t *xy, const int32_t *homes);

#endif
