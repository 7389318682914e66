/* SPDX-License-Identifier: MIT */
/* What a caller asks to be drawn: checked, and in pixels of the scene's grid. */
#ifndef FOLLICLE_RASTER_VIEW_H
#define FOLLICLE_RASTER_VIEW_H

#include "blend.h"

#include <follicle/raster.h>

/* How millimetres of the scene become pixels of its grid. */
typedef struct fol__grid {
    double px_per_mm;
    double softness_px;
    double shift_x, shift_y; /* the grid begins so many pixels off the scene's 0, 0; 0 to 1 */
    int64_t x, y;            /* the picture's first pixel */
} fol__grid;

fol_status fol__check_view(const fol_view *view, fol_error *err);
fol_status fol__check_op(const fol_op *op, fol_error *err);

fol__grid fol__grid_of(const fol_view *view);
/* The pixels of a picture whose centre lies in rect. */
fol__target fol__target_of(const fol_pixels *pixels, const fol__grid *grid, fol_rect rect);

#endif
