/* SPDX-License-Identifier: MIT */
/* Pairs of dots that are closer than the limits allow. */
#ifndef FOLLICLE_REVIEW_PAIRS_H
#define FOLLICLE_REVIEW_PAIRS_H

#include "findings.h"
#include "subject.h"

/* Adds a finding for each pair that is too close, unless both dots are of sessions that are done. FOL_OK, FOL_ERR_NOMEM or FOL_ERR_CANCELLED. */
fol_status fol__pairs_judge(const fol__subject *subject, const fol_review_limits *limits, const char *what, int32_t sessions_done, fol__stage stage,
                            fol__findings *findings);

#endif
