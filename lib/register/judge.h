/* SPDX-License-Identifier: MIT */
/* From marks to states: each dot against the dots and the bare skin around it. */
#ifndef FOLLICLE_REGISTER_JUDGE_H
#define FOLLICLE_REGISTER_JUDGE_H

#include "marks.h"

/* What the photograph gives, on the whole. */
typedef struct fol__quality {
    double noise_ratio; /* of kept dots, the middling one */
    double contrast;    /* of a kept dot's peak */
} fol__quality;

/* Gives state, confidence, darkness and width; `out` has one a mark, its id, zone and session filled in. False: out of memory. */
bool fol__judge(const fol__marks *marks, const fol_dot *dots, double px_per_mm, fol_held_dot *out, fol__quality *quality);

#endif
