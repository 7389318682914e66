/* SPDX-License-Identifier: MIT */
/* Least distance, Clark-Evans and nearest-neighbour CV of one set of dots. */
#ifndef FOLLICLE_REVIEW_FIGURES_H
#define FOLLICLE_REVIEW_FIGURES_H

#include "subject.h"

/* Measures the dots of sessions first to last (from 0). FOL_OK, FOL_ERR_NOMEM or FOL_ERR_CANCELLED. */
fol_status fol__figures_measure(const fol__subject *subject, const fol__asked *asked, size_t first, size_t last,
                                fol__stage stage, fol_set_figures *figures);

#endif
