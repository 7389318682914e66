/* SPDX-License-Identifier: MIT */
/* Building the ranked point sequence. */
#ifndef FOLLICLE_PATTERN_BUILD_H
#define FOLLICLE_PATTERN_BUILD_H

#include <follicle/base.h>

/* Writes the places of point_count ranks into xy as x0, y0, x1, y1 ..., micrometres in [0, tile_um).
 * FOL_OK, FOL_ERR_NOMEM or FOL_ERR_CANCELLED. */
fol_status fol__build_points(uint64_t seed, int32_t point_count, int32_t tile_um, const fol_progress *progress,
                             const fol_allocator *alloc, int32_t *xy);

#endif
