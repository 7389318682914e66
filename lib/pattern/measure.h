/* SPDX-License-Identifier: MIT */
/* Measuring the least distance inside every prefix of a ranked point sequence. */
#ifndef FOLLICLE_PATTERN_MEASURE_H
#define FOLLICLE_PATTERN_MEASURE_H

#include <follicle/pattern.h>

/* Measures points xy = x0, y0, x1, y1 ... by rank, micrometres in [0, tile_um) on the torus, over all pairs. On success
 * spacing->points and spacing->least_um are arrays of spacing->step_count elements from alloc, the caller's to free.
 * FOL_OK or FOL_ERR_NOMEM, which leaves nothing to free. */
fol_status fol__spacing_measure(const int32_t *xy, int32_t point_count, int32_t tile_um, const fol_allocator *alloc,
                                fol_spacing *spacing);

#endif
