/* SPDX-License-Identifier: MIT */
/* How far the density of a running total, as an eye from afar sees it, is from what was asked for. */
#ifndef FOLLICLE_REVIEW_SMOOTH_H
#define FOLLICLE_REVIEW_SMOOTH_H

#include "request.h"
#include "stage.h"

/* One figure for each session's running total. FOL_OK, FOL_ERR_NOMEM or FOL_ERR_CANCELLED. */
fol_status fol__smoothed_measure(const fol__request *request, const fol_allocator *alloc, fol__stage stage, fol_smoothed *out);

#endif
