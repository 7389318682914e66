/* SPDX-License-Identifier: MIT */
/* What a design drew, as thin lines over a picture or a map. */
#ifndef FOLLICLE_SCENE_GUIDES_H
#define FOLLICLE_SCENE_GUIDES_H

#include "draft.h"

void fol__draw_outlines(fol__draft *draft, const fol_design *design, double width_mm);
void fol__draw_hairlines(fol__draft *draft, const fol_design *design, double width_mm);
void fol__draw_hairs(fol__draft *draft, const fol_design *design);
void fol__draw_landmarks(fol__draft *draft, const fol_design *design, double width_mm);
/* Which line and which dot is what, in a room of a map page. */
void fol__draw_legend(fol__draft *draft, const fol_design *design, fol_rect room);

#endif
