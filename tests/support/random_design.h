/* SPDX-License-Identifier: MIT */
/* Valid designs of every kind, each from a number: what property tests go through. */
#ifndef FOLLICLE_TESTS_RANDOM_DESIGN_H
#define FOLLICLE_TESTS_RANDOM_DESIGN_H

#include "test_random.h"

#include <follicle/design.h>

enum {
    RANDOM_ZONES = 4,
    RANDOM_HOLES = 2,
    RANDOM_HAIRLINES = 2,
    RANDOM_KEEP_OUTS = 3,
    RANDOM_HAIRS = 200,
    RANDOM_POINTS = 48, /* of a ring */
    RANDOM_SCALE = 32   /* values a side */
};

/* Specs and everything that they point at. Tests may change any of it before they make a design. */
typedef struct random_design {
    uint64_t number;
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_session_spec sessions[FOL_MAX_SESSIONS];
    fol_zone_spec zones[RANDOM_ZONES];
    fol_ring holes[RANDOM_ZONES][RANDOM_HOLES];
    fol_hairline_spec hairlines[RANDOM_HAIRLINES];
    fol_keep_out_spec keep_outs[RANDOM_KEEP_OUTS];
    char names[RANDOM_ZONES][16];
    const char *acts_on[RANDOM_HAIRLINES][1];
    double shares[RANDOM_ZONES][FOL_MAX_SESSIONS];
    fol_point outlines[RANDOM_ZONES][RANDOM_POINTS];
    fol_point hole_points[RANDOM_ZONES][RANDOM_HOLES][RANDOM_POINTS];
    fol_point curves[RANDOM_HAIRLINES][RANDOM_POINTS];
    fol_point keep_out_points[RANDOM_KEEP_OUTS][RANDOM_POINTS];
    fol_point hairs[RANDOM_HAIRS];
    float scale[RANDOM_SCALE * RANDOM_SCALE], mask[RANDOM_SCALE * RANDOM_SCALE];
} random_design;

/* The same specs for the same number, on the heap; aborts when memory is out. */
random_design *random_design_make(uint64_t number);
/* The same with what zones can do besides: overlap, blending, retention, starts and extra sessions of their own. */
random_design *random_design_make_special(uint64_t number);
void random_design_free(random_design *random);

/* The design of these specs, checked against the built-in pattern. A design that is refused fails the test. */
fol_design *random_design_build(const random_design *random);

/* A ring or curve of the design with one of its points moved; false when the design has nothing of that kind. `room` holds
 * RANDOM_POINTS points. The edit may turn out to be one that the library refuses. */
bool random_design_edit(const random_design *random, test_random *r, fol_design_edit *edit, fol_point *room);

#endif
