/* SPDX-License-Identifier: MIT */
/* Outlines of a plan's zones on the chart, and how far places lie inside them. */
#ifndef FOLLICLE_HEAD_OUTLINES_H
#define FOLLICLE_HEAD_OUTLINES_H

#include "alloc.h"
#include "plans.h"

/* What outlines are made from. */
typedef struct fol__ground {
    fol__head head;
    fol__forehead front;
    bool has_hairline; /* tables of outlines move with it */
    bool at_back;      /* the chart is the back of the head laid flat; its top is where the rim's middle behind lies */
    uint64_t stream;   /* of small unevenness */
    fol_template_spec options; /* complete */
} fol__ground;

/* Where the chart shows a place of the skin. */
fol_point fol__ground_at(const fol__ground *ground, fol__tape place);

/* How many zones a plan's zone makes, and the outline of one of them, which passes the hairline by `ahead_mm` more than zones do; points are the
 * arena's, rounded to 0.1 mm. False when memory is out. */
size_t fol__outline_count(const fol__ground *ground, const fol__plan_zone *zone);
bool fol__outline_make(const fol__ground *ground, const fol__plan_zone *zone, size_t which, double ahead_mm, fol__arena *arena,
                       fol_ring *out);
/* All that grows hair. */
bool fol__outline_scalp(const fol__ground *ground, double ahead_mm, fol__arena *arena, fol_ring *out);
/* The upper part of an ear, which is what charts have room for. */
bool fol__outline_ear(const fol__ground *ground, bool left, fol__arena *arena, fol_ring *out);
/* mm inside a ring, below 0 outside. */
double fol__inside_by(const fol_ring *ring, double x, double y);

#endif
