/* SPDX-License-Identifier: MIT */
/* How crowded the points around a place are, at all scales from two spacings up: what keeps counts in zones steady. */
#ifndef FOLLICLE_PATTERN_EVENNESS_H
#define FOLLICLE_PATTERN_EVENNESS_H

#include "place.h"

#include <follicle/base.h>

enum { FOL__MOST_LEVELS = 16 };

typedef struct fol__evenness {
    fol_allocator alloc;
    int32_t levels;
    float *counts[FOL__MOST_LEVELS]; /* level by level, 4 x 4 cells, 8 x 8 ...: points smoothed over 3 x 3 cells */
} fol__evenness;

/* For up to point_count points. False when memory is out; then nothing is held. */
bool fol__evenness_make(fol__evenness *evenness, int32_t point_count, const fol_allocator *alloc);
void fol__evenness_free(fol__evenness *evenness);

void fol__evenness_clear(fol__evenness *evenness);
void fol__evenness_add(fol__evenness *evenness, fol__place place);
/* Points around each of some places, summed over the scales that `count` points make sense at; only differences between
 * places mean anything. */
void fol__evenness_crowd(const fol__evenness *evenness, const fol__place *places, int32_t place_count, int32_t count,
                         float *crowds);

#endif
