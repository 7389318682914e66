/* SPDX-License-Identifier: MIT */
/* The hairline in tape coordinates, before any chart shows it. */
#ifndef FOLLICLE_HEAD_FOREHEAD_H
#define FOLLICLE_HEAD_FOREHEAD_H

#include "chart.h"

enum { FOL__SIDE_POINTS = (FOL_FOREHEAD_POINTS - 1) / 2, FOL__CORNER = FOL_SHAPE_POINTS, FOL__PEAK = FOL_SHAPE_POINTS + 2 };

/* One side of it: [0] on the midline, [FOL__CORNER] the frontotemporal point, [FOL__PEAK] the temporal peak, the last at the sideburn. */
typedef struct fol__forehead {
    fol__tape side[FOL__SIDE_POINTS + 1];
} fol__forehead;

/* `lateral` 0: in proportion to the head. */
fol__forehead fol__forehead_make(const fol__head *head, const fol_hairline_shape *shape, fol_temples temples, double height, double lateral);
/* Outer corner of the right eye as one looks at the picture. */
fol__tape fol__canthus(const fol__head *head);
fol_status fol__forehead_check(const char *shape, fol_temples temples, double height, double lateral, fol_error *err);
/* Refuses a hairline that would reach the top of the head. */
fol_status fol__forehead_fits(const fol__head *head, const fol_hairline_shape *shape, double height, fol_error *err);

#endif
