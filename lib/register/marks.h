/* SPDX-License-Identifier: MIT */
/* How dark and how wide the skin is marked at each planned dot, and what bare skin would give there. */
#ifndef FOLLICLE_REGISTER_MARKS_H
#define FOLLICLE_REGISTER_MARKS_H

#include "response.h"
#include "seats.h"

#define FOL__BROAD 1.3

/* What was found at one place. */
typedef struct fol__mark {
    fol_point seat, at; /* where it should be and where it is, pixels of darkness */
    float peak;         /* darkness of a mark of the usual width there */
    float wide_peak;    /* of one of its own width */
    float broad_peak;   /* of one FOL__BROAD times as wide as those that explain most: darkness all told */
    float width;        /* over the usual one; blurred as it is seen */
    bool seen;          /* false: not on the photograph, or too near its edge */
} fol__mark;

typedef struct fol__marks {
    fol_allocator alloc;
    fol__mark *dots;   /* one a dot */
    fol__mark *bare;   /* places between dots where only skin is */
    size_t count, bare_count, bare_room;
    double sigma_px;   /* of the marks that `peak` is of: those that stand out most */
    double whole_px;   /* of those that explain most */
    double scatter_px; /* of dots about their seats */
} fol__marks;

/* Takes all marks out of `dark`, so that what is left is skin. `scatter_px`: how far the hand is off. False: out of memory. */
bool fol__marks_take(fol__darkness *dark, const fol__seats *seats, double scatter_px, fol__marks *out);
void fol__marks_free(fol__marks *marks);

#endif
