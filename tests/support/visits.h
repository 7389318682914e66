/* SPDX-License-Identifier: MIT */
/* A treatment visit by visit, each healing unevenly before the next. */
#ifndef FOLLICLE_TESTS_VISITS_H
#define FOLLICLE_TESTS_VISITS_H

#include <follicle/record.h>
#include <follicle/review.h>

typedef struct visits {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_design *design; /* of the session that is next */
    fol_layout *layout;
    fol_next *next;     /* what the last visit left; NULL before the first */
} visits;

/* A zone of a shape by number, with soft edges, a hairline or one with levers in some, in three sessions. */
void visits_begin(visits *v, uint64_t number);
/* Does the next session, lets it heal by the seed and carries on. */
void visits_heal(visits *v, const fol_simulation_spec *healing);
/* Carries on with these rows. */
fol_status visits_carry_on(visits *v, const fol_record_row *rows, size_t count, fol_error *err);
/* The review of what is in the skin and what is laid out, as `follicle review` makes it; the new dots moved by a hand as well. */
fol_review *visits_review(const visits *v, double hand_mm);
void visits_end(visits *v);

#endif
