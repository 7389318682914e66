/* SPDX-License-Identifier: MIT */
/* Transforms and viewports: from a place in an object's own units to millimetres. */
#ifndef FOLLICLE_IO_SVG_MATRIX_H
#define FOLLICLE_IO_SVG_MATRIX_H

#include <follicle/values.h>

/* x' = a x + c y + e, y' = b x + d y + f, as SVG's matrix(a b c d e f). */
typedef struct fol__matrix {
    double a, b, c, d, e, f;
} fol__matrix;

extern const fol__matrix fol__matrix_one;

/* The place that `inner` and then `outer` take it to. */
fol__matrix fol__matrix_times(fol__matrix outer, fol__matrix inner);
fol_point fol__matrix_apply(fol__matrix m, double x, double y);
/* How much areas grow; the mean scale is its square root. */
double fol__matrix_area(fol__matrix m);
/* False when it is not finite, or flattens all to a line or a point. */
bool fol__matrix_usable(fol__matrix m);
/* One scale, no turn, no mirror: to within a thousandth. */
bool fol__matrix_upright(fol__matrix m);

/* A transform attribute, applied inside *m. False when it cannot be read. */
bool fol__matrix_transform(fol__matrix *m, const char *text);

/* viewBox in a viewport of width x height, as preserveAspectRatio (NULL: its default) has it. */
fol__matrix fol__matrix_viewbox(const double box[4], double width, double height, const char *aspect);

#endif
