/* SPDX-License-Identifier: MIT */
/* The dots of a layout, cell by cell: where they are decided. */
#ifndef FOLLICLE_LAYOUT_CELLS_H
#define FOLLICLE_LAYOUT_CELLS_H

#include "blocks.h"
#include "exact.h"
#include "lanes.h"
#include "skin.h"

/* Lanes that are all alike stand in memory, where vectors take them from as they need them. */

/* A size that is even between two bounds: from + span * (a 16-bit draw), um. */
typedef struct fol__drawn_size {
    float from[FOL__STEP], span[FOL__STEP];
} fol__drawn_size;

/* Where a point lies in its cell of the canvas, without a branch: both halves of its place mirrored or not, then x and y swapped or not. */
typedef struct fol__turn {
    bool swap;                 /* the low half of a place, the pattern's x, is y */
    uint32_t x_add, y_add;     /* for what mirroring has taken off */
    uint32_t flips[FOL__STEP]; /* all bits of the halves that are mirrored: 0xffff - u */
} fol__turn;

/* What makes the dots of one layout, a thread each. */
typedef struct fol__maker {
    const fol_design *design;
    const fol_pattern *pattern;
    fol__placement placement;
    fol__turn turn;
    double tile_cm2; /* dots per cm2 to rank */
    fol__drawn_size diameter, depth;
    uint32_t factors[3][FOL__STEP]; /* of draws */
    uint64_t size_stream;
    uint64_t unit_stream;
    double crowd; /* dots of a mean unit: near hairlines as many times as many ranks can be in */
    size_t sessions;
    uint8_t shades[FOL_MAX_SESSIONS];
    fol__walk walk;
    fol__vector dots;                  /* of fol_dot */
    uint32_t counts[FOL_MAX_SESSIONS]; /* of dots, by session */
    const int32_t *ranks;              /* of the dots of fol__maker_points() */
    const fol__skin *skin;             /* NULL: nothing is in it */
    size_t done;                       /* sessions that get no dots */
    /* NULL, all three, where counts are as they fall */
    const fol__cuts *cuts;
    const double *reach;   /* [zone] how many times its threshold points are looked at */
    fol__gather *gather;   /* gets the points; no dots are made */
    size_t threshold_dots; /* that the cuts have decided otherwise */
} fol__maker;

bool fol__maker_make(const fol_design *design, const fol_pattern *pattern, const fol_allocator *alloc, fol__maker *out);
void fol__maker_free(fol__maker *maker);
/* Dots are then those within the cuts, if there are any; they outlive the maker. */
void fol__maker_cut(fol__maker *maker, const fol__cuts *cuts);

/* Forgets the dots. */
void fol__maker_clear(fol__maker *maker);
/* Goes to a row's column. */
void fol__maker_go_to(fol__maker *maker, int32_t row, int32_t column);
/* Appends the dots of the row's cells from there up to another column to maker->dots, ids rising, and counts them; goes on from there.
 * False: out of memory. */
bool fol__make_cells(fol__maker *maker, int32_t past_column);

/* All points of a cell into maker->dots and ->ranks, whatever is asked for; of dots, ids and places alone. False: out of memory. */
bool fol__maker_points(fol__maker *maker, int32_t column, int32_t row);

/* layout.c: rows in bands for tasks, or in one. */
enum { FOL__MOST_BANDS = 64 };
int32_t fol__bands_for(int32_t row_count, const fol_tasks *tasks);
/* The first row of a band. */
int32_t fol__band_row(int32_t row_count, int32_t band, int32_t band_count);

fol_status fol__layout_create(const fol_design *design, const fol_pattern *pattern, const fol_limits *limits,
                              const fol_layout_options *options, const fol_allocator *alloc, fol_layout **out, fol_error *err);
fol_status fol__layout_over_limit(const fol_limits *limits, fol_error *err);

#endif
