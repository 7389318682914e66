/* SPDX-License-Identifier: MIT */
/* Existing hairs as they look when shaved. */
#ifndef FOLLICLE_SCENE_STUBBLE_H
#define FOLLICLE_SCENE_STUBBLE_H

#include "draft.h"

/* A design's hairs up to `reach_mm` outside the clip, in one operation; none when the design has none. */
void fol__draw_stubble(fol__draft *draft, const fol_design *design, double reach_mm);

#endif
