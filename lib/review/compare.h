/* SPDX-License-Identifier: MIT */
/* Dots by their ids: given twice, missing from a plan, or elsewhere than planned. */
#ifndef FOLLICLE_REVIEW_COMPARE_H
#define FOLLICLE_REVIEW_COMPARE_H

#include "findings.h"
#include "subject.h"

/* Every dot whose id an earlier one (by place) has already. by_id has the numbers of the dots by rising id. FOL_OK or
 * FOL_ERR_NOMEM. */
fol_status fol__repeated_ids_judge(const fol__subject *subject, const uint32_t *by_id, fol__findings *findings);

/* Planned dots that are not there, then those that differ. FOL_OK or FOL_ERR_NOMEM. */
fol_status fol__plan_compare(const fol__subject *subject, const uint32_t *by_id, const fol_dot *planned, size_t count,
                             fol__findings *findings);

#endif
