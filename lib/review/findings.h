/* SPDX-License-Identifier: MIT */
/* Collects findings: counts all, keeps and words the first of each kind. */
#ifndef FOLLICLE_REVIEW_FINDINGS_H
#define FOLLICLE_REVIEW_FINDINGS_H

#include "alloc.h"

#include <follicle/review.h>

enum { FOL__FINDING_KINDS = FOL_FINDING_EDGE + 1 };

typedef struct fol__findings {
    fol__vector kept; /* fol_finding */
    int64_t totals[FOL__FINDING_KINDS];
    int64_t most; /* kept of a kind */
} fol__findings;

void fol__findings_init(fol__findings *findings, const fol_allocator *alloc, int32_t most);
void fol__findings_free(fol__findings *findings);

/* A finding of a kind about a dot; its zone and session are those of the dot. */
fol_finding fol__finding_at(fol_finding_kind kind, const fol_dot *dot);
/* A finding about no dot. */
fol_finding fol__finding_about(fol_finding_kind kind, int32_t zone, int32_t session);

/* Counts the finding; when it is among those kept, words it and keeps it. Add in the order that is to be reported.
 * False when memory is out. */
bool fol__findings_add(fol__findings *findings, fol_finding finding, const char *format, ...) FOL_PRINTF(3, 4);

/* A number with so many decimals (0 to 6) and a point in every locale, for a finding's text. */
typedef struct fol__decimal {
    char text[32];
} fol__decimal;
fol__decimal fol__decimal_of(double value, int decimals);
/* Micrometres as millimetres. */
fol__decimal fol__mm_of(int64_t um);

#endif
