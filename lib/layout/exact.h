/* SPDX-License-Identifier: MIT */
/* Finding the cuts that make counts exact. */
#ifndef FOLLICLE_LAYOUT_EXACT_H
#define FOLLICLE_LAYOUT_EXACT_H

#include "cuts.h"

#include <follicle/tasks.h>

/* What a walk over the cells counts and gathers in place of making dots. */
typedef struct fol__gather fol__gather;

/* Points of a cell, ids from first_id on, that may be in. */
void fol__gather_points(fol__gather *gather, const fol__densities *densities, const int32_t *ranks, uint32_t count, int64_t first_id);

/* The cuts of a design whose counts are exact. Tasks may be NULL; with them the stage is reported to until they begin.
 * Errors: FOL_ERR_NOMEM, _CANCELLED; _CONFLICT where a count cannot be reached. */
fol_status fol__exact_cuts(const fol_design *design, const fol_pattern *pattern, const fol_tasks *tasks, fol__stage stage,
                           const fol_allocator *alloc, fol__cuts *out, fol_error *err);

#endif
