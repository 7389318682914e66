/* SPDX-License-Identifier: MIT */
/* Dots as old as they are. */
#ifndef FOLLICLE_SCENE_AGED_H
#define FOLLICLE_SCENE_AGED_H

#include "draft.h"

/* Gives the dots of an operation that was drawn last the width and strength of a day; below 0: healed. With a pigment_strength of the treatment
 * each has the opacity of its own shade. Nothing when memory is out, which the draft remembers. */
void fol__age_dots(fol__draft *draft, fol_op *op, const fol_design *design, double day, bool scab);

/* Makes dots that are in the skin, but faint, as pale as they count. */
void fol__pale_dots(fol__draft *draft, fol_op *op, const fol_design *design);

#endif
