/* SPDX-License-Identifier: MIT */
/* Small moves that even out the distances between points that are already ranked. */
#ifndef FOLLICLE_PATTERN_NUDGE_H
#define FOLLICLE_PATTERN_NUDGE_H

#include "place.h"

#include <follicle/base.h>

/* Moves the places of ranks 0 ... count - 1 by a small part of their spacing. Reports `done` now and then.
 * FOL_OK, FOL_ERR_NOMEM or FOL_ERR_CANCELLED. */
fol_status fol__nudge(fol__place *places, int32_t count, const fol_progress *progress, double done,
                      const fol_allocator *alloc);

#endif
