/* SPDX-License-Identifier: MIT */
/* The dots under review, in order of place, with what is asked for at each of them. */
#ifndef FOLLICLE_REVIEW_SUBJECT_H
#define FOLLICLE_REVIEW_SUBJECT_H

#include "asked.h"
#include "neighbours.h"

typedef struct fol__subject {
    const fol_allocator *alloc;
    fol_dot *dots; /* by place, see order.h */
    fol__neighbours neighbours; /* of all dots */
    uint32_t *entry_of;         /* [dot] in neighbours */
    /* By entry of neighbours, so that what lies close together is close in memory. */
    double *running;   /* [entry][session] dots per cm2 asked for at the dot's place */
    int64_t *squared;  /* [entry] to the nearest other dot, micrometres; INT64_MAX when there is none */
    uint32_t *nearest; /* [entry] which entry that is */
    size_t count, session_count, zone_count;
} fol__subject;

/* FOL_OK, FOL_ERR_NOMEM or FOL_ERR_CANCELLED; can be freed after either. */
fol_status fol__subject_take(fol__subject *subject, const fol_allocator *alloc, const fol_dot *dots, size_t count,
                             const fol__question *question, fol__stage stage);
void fol__subject_free(fol__subject *subject);

/* Whether the dot's session is one of those asked for. */
static inline bool fol__session_known(const fol__subject *subject, const fol_dot *dot) {
    return dot->session >= 1 && dot->session <= subject->session_count;
}

/* Whether the dot is of one of the first `done` sessions; session 0 is none. */
static inline bool fol__session_done(const fol_dot *dot, int32_t done) {
    return dot->session >= 1 && dot->session <= done;
}

/* Dots per cm2 asked for after session k (from 0) at the place of dot i. */
static inline double fol__running_at(const fol__subject *subject, size_t i, size_t k) {
    return subject->running[subject->entry_of[i] * subject->session_count + k];
}

#endif
