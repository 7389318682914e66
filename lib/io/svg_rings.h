/* SPDX-License-Identifier: MIT */
/* The parts of a path told apart: outlines, and the holes of each. */
#ifndef FOLLICLE_IO_SVG_RINGS_H
#define FOLLICLE_IO_SVG_RINGS_H

#include "svg_outline.h"

/* Parts that one path may have. */
enum { FOL__MOST_PARTS = 1000 };

typedef struct fol__part {
    fol_ring ring;  /* points in the outline's memory; no two in a row, and not first and last, in one micrometre */
    int outline;    /* whose hole it is: an index; -1: it is an outline; -2: it bounds nothing */
} fol__part;

/* Sorts the subpaths of an outline by a fill rule; drops those that enclose nothing. `parts` has room for subpath_count of them, which
 * is at most FOL__MOST_PARTS; the outline's points are compacted in place. Returns how many parts there are. Cost: parts times
 * points where boxes overlap. */
size_t fol__svg_rings(fol__outline *outline, bool even_odd, fol__part *parts);

/* Drops points that are in one micrometre with the one before; returns how many are left. */
size_t fol__svg_distinct(fol_point *points, size_t count);

#endif
