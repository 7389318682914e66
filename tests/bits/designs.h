/* SPDX-License-Identifier: MIT */
/* Designs that between them use all that decides a dot. Their numbers come from + - * / alone, rounded to whole
 * micrometres, so that every machine is given the same designs. */
#ifndef FOLLICLE_TESTS_BITS_DESIGNS_H
#define FOLLICLE_TESTS_BITS_DESIGNS_H

#include <follicle/layout.h>

enum { MOST_ZONES = 12, MOST_HOLES = 2, MOST_POINTS = 200, MOST_CURVES = 3, MOST_HAIRS = 1500, SCALE_SIDE = 6, MASK_SIDE = 64, EDITS = 6,
       MOST_IN_SKIN = 6000 };

/* The specs of a design and room for all that they point to. */
typedef struct plan {
    fol_pattern_spec pattern; /* point_count 0: the built-in pattern */
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_session_spec sessions[FOL_MAX_SESSIONS];
    fol_zone_spec zones[MOST_ZONES];
    char names[MOST_ZONES][8];
    double shares[MOST_ZONES][FOL_MAX_SESSIONS];
    fol_hairline_spec hairlines[MOST_CURVES];
    const char *acts_on[MOST_CURVES][1];
    fol_keep_out_spec keep_outs[MOST_CURVES];
    fol_ring holes[MOST_ZONES][MOST_HOLES];
    fol_point outlines[MOST_ZONES][MOST_POINTS];
    fol_point hole_points[MOST_ZONES][MOST_HOLES][MOST_POINTS];
    fol_point curves[MOST_CURVES][MOST_POINTS];
    fol_point keep_out_points[MOST_CURVES][MOST_POINTS];
    fol_point hairs[MOST_HAIRS];
    float scale[SCALE_SIDE * SCALE_SIDE];
    float mask[MASK_SIDE * MASK_SIDE];
    fol_placed_dot in_skin[MOST_IN_SKIN];
} plan;

/* Names that hold letters, digits and hyphens; NULL past the last. A design that changes gets a new name, since hashes of a
 * name change with the layout version alone. */
const char *plan_name(size_t i);
/* Fills all of *p. */
void plan_fill(plan *p, size_t i);
/* Edit number 0 ... EDITS - 1 of a plan, one after the other: changes a ring or curve in place and says which; false when
 * the plan has nothing of the kind. */
bool plan_edit(plan *p, size_t number, fol_design_edit *edit);

/* carried_on.c: takes a plan without a pattern of its own to its next session, after healing that is made up. */
void plan_carry_on(plan *p, uint64_t healing);

#endif
