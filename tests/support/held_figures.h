/* SPDX-License-Identifier: MIT */
/* How right a measured photograph is whose truth is known. */
#ifndef FOLLICLE_TESTS_HELD_FIGURES_H
#define FOLLICLE_TESTS_HELD_FIGURES_H

#include "healed_picture.h"

typedef struct held_figures {
    fol_status status;
    fol_error err;
    fol_held_figures own;
    double landmark_mm;   /* root mean square of where landmarks alone lead */
    double mean_mm, p95_mm, worst_mm; /* of where dots were laid */
    double right;         /* share of states */
    double by_state[FOL_HELD_STATES];
    size_t confused[FOL_HELD_STATES][FOL_HELD_STATES]; /* dots by what they are, then by what they were taken for */
    double calibration[10], calibrated[10]; /* dots by confidence, and those of them that are right */
} held_figures;

/* Landmarks are the true places, each off by `off_mm` in a direction of its own. Measures, and compares with what is known. */
held_figures judge_healed(const healed_form *form, const healed_picture *picture, const fol_point *landmarks_mm, size_t landmark_count,
                          double off_mm, fol_transform_kind kind);

#endif
