/* SPDX-License-Identifier: MIT */
/* What the dots of a row have in common, and irregularity. */
#ifndef FOLLICLE_LAYOUT_DISPLACE_H
#define FOLLICLE_LAYOUT_DISPLACE_H

#include "cells.h"
#include "hash.h"

typedef struct fol__stamp {
    uint32_t draws;
    bool displaced;
} fol__stamp;

static inline fol__stamp fol__stamp_of(const fol__maker *m, int32_t row) {
    const fol__stamp s = {(uint32_t)fol__stream_at(m->size_stream, (uint64_t)row), m->design->specs.treatment.irregularity_mm > 0};
    return s;
}

/* A vector of the length of irregularity in a direction of the id's own is added to a place. */
void fol__displace(const fol__maker *m, int64_t id, uint32_t *x, uint32_t *y);
/* Moves each dot by the design's irregularity so. */
void fol__displace_dots(const fol__maker *m, fol_dot *dots, uint32_t count);

#endif
