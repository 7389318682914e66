/* SPDX-License-Identifier: MIT */
/* A caller's picture: data, a known format, a size, and rows that do not overlap. */
#ifndef FOLLICLE_CORE_PIXELS_H
#define FOLLICLE_CORE_PIXELS_H

#include <follicle/raster.h>

/* FOL_ERR_ARG for one that cannot be read or drawn in. */
fol_status fol__check_pixels(const fol_pixels *pixels, fol_error *err);

#endif
