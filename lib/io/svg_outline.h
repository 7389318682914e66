/* SPDX-License-Identifier: MIT */
/* Lines, curves and arcs flattened to points in millimetres, each within 0.02 mm of what was drawn. */
#ifndef FOLLICLE_IO_SVG_OUTLINE_H
#define FOLLICLE_IO_SVG_OUTLINE_H

#include "svg_matrix.h"

typedef enum fol__svg_result {
    FOL__SVG_OK,
    FOL__SVG_NOMEM,
    FOL__SVG_MANY, /* more points than the bound */
    FOL__SVG_FAR,  /* a place that no canvas has */
    FOL__SVG_BAD   /* cannot be read */
} fol__svg_result;

typedef struct fol__subpath {
    size_t first, count; /* of points; at least one */
    bool closed;
} fol__subpath;

/* What one object of a drawing comes to. Zero it and set `most`; fol__outline_free() when done. */
typedef struct fol__outline {
    fol_point *points;
    size_t count, capacity, most;
    fol__subpath *subpaths;
    size_t subpath_count, subpath_capacity;
} fol__outline;

void fol__outline_free(fol__outline *outline);

/* A pen that draws in an object's own units. */
typedef struct fol__pen_in {
    fol__outline *outline;
    fol__matrix to_mm;
    fol_point at, start; /* in own units */
    bool down;           /* a subpath is open */
    fol__svg_result result;
} fol__pen_in;

fol__pen_in fol__pen_of(fol__outline *outline, fol__matrix to_mm);
/* A failure is kept in pen->result; what comes after it does nothing. */
void fol__pen_move(fol__pen_in *pen, double x, double y);
void fol__pen_line(fol__pen_in *pen, double x, double y);
void fol__pen_quadratic(fol__pen_in *pen, double x1, double y1, double x, double y);
void fol__pen_cubic(fol__pen_in *pen, double x1, double y1, double x2, double y2, double x, double y);
/* As SVG's A command: radii, turn of the ellipse in degrees, the long way round, clockwise on the screen. */
void fol__pen_arc(fol__pen_in *pen, double rx, double ry, double degrees, bool large, bool sweep, double x, double y);
void fol__pen_close(fol__pen_in *pen);

#endif
