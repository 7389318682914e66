/* SPDX-License-Identifier: MIT */
/* Edges inside a review. */
#ifndef FOLLICLE_REVIEW_EDGES_H
#define FOLLICLE_REVIEW_EDGES_H

#include "fail.h"
#include "findings.h"

#include <follicle/review.h>

/* edge.c: defaults filled in, everything checked. `where`: of the spec. */
fol_status fol__edge_spec_read(const fol_edge_spec *spec, fol__where where, fol_edge_spec *own, fol_edge_limits *limits, fol_error *err);
/* edge.c: False: out of memory. */
bool fol__edge_take(const fol_edge_spec *spec, const fol_allocator *alloc, fol_edge *out);

/* One edge of a review. */
typedef struct fol__judged_edge {
    fol_edge edge;
    uint32_t faults;
} fol__judged_edge;

fol_status fol__edges_check(const fol_review_spec *spec, fol_error *err);
/* False: out of memory. `out` has room for all. */
bool fol__edges_measure(const fol_review_spec *spec, const fol_allocator *alloc, fol__judged_edge *out);
bool fol__edges_judge(const fol_review_spec *spec, const fol__judged_edge *edges, fol__findings *findings);

#endif
