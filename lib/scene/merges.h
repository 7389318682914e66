/* SPDX-License-Identifier: MIT */
/* Marks on dots that grow into each other. */
#ifndef FOLLICLE_SCENE_MERGES_H
#define FOLLICLE_SCENE_MERGES_H

#include "draft.h"

/* Of sessions up to `last`; day below 0: the touch-up. */
void fol__draw_merging(fol__draft *draft, const fol__dot_source *source, const fol_design *design, int32_t last, double day, double reach_mm);

#endif
