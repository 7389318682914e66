/* SPDX-License-Identifier: MIT */
/* Grids of counts, each twice as fine as the one before. A point is spread over 3 x 3 cells of every grid, and a place
 * is read from 3 x 3 cells, by the quadratic B-spline: smooth, so that no grid line shows in the points. Choosing the
 * less crowded of several places lessens the sum of squared counts at every scale: the power at low frequencies. */
#include "evenness.h"

#include "alloc.h"

#include <math.h>
#include <string.h>

enum { FIRST_LEVEL = 2 }; /* 2^2 cells a side */

static int32_t side_of(int32_t level) {
    return (int32_t)1 << (FIRST_LEVEL + level);
}

static size_t cells_of(int32_t level) {
    return (size_t)side_of(level) * (size_t)side_of(level);
}

bool fol__evenness_make(fol__evenness *evenness, int32_t point_count, const fol_allocator *alloc) {
    memset(evenness, 0, sizeof *evenness);
    evenness->alloc = *alloc;
    while (evenness->levels < FOL__MOST_LEVELS && cells_of(evenness->levels) < (size_t)point_count) {
        float *counts = fol__alloc_zeroed(alloc, cells_of(evenness->levels), sizeof *counts);
        if (!counts) {
            fol__evenness_free(evenness);
            return false;
        }
        evenness->counts[evenness->levels++] = counts;
    }
    return true;
}

void fol__evenness_free(fol__evenness *evenness) {
    for (int32_t level = 0; level < evenness->levels; level++)
        fol__release(&evenness->alloc, evenness->counts[level], cells_of(level), sizeof *evenness->counts[level]);
    evenness->levels = 0;
}

void fol__evenness_clear(fol__evenness *evenness) {
    for (int32_t level = 0; level < evenness->levels; level++)
        memset(evenness->counts[level], 0, cells_of(level) * sizeof *evenness->counts[level]);
}

/* The three cells of one axis that a place spreads over, and the share of each. */
typedef struct spread {
    uint32_t cells[3];
    float shares[3];
} spread;

static spread spread_of(uint32_t at, int32_t level) {
    const uint32_t bits = (uint32_t)(FIRST_LEVEL + level), wrap = (UINT32_C(1) << bits) - 1;
    const uint32_t cell = at >> (32 - bits);
    const float after = (float)(at << bits) * 0x1p-32f, before = 1.0f - after;
    const float first = 0.5f * before * before, last = 0.5f * after * after;
    const spread s = {{(cell - 1) & wrap, cell, (cell + 1) & wrap}, {first, 1.0f - first - last, last}};
    return s;
}

void fol__evenness_add(fol__evenness *evenness, fol__place place) {
    for (int32_t level = 0; level < evenness->levels; level++) {
        const spread x = spread_of(place.x, level), y = spread_of(place.y, level);
        for (int32_t j = 0; j < 3; j++) {
            float *row = evenness->counts[level] + (size_t)y.cells[j] * (size_t)side_of(level);
            for (int32_t i = 0; i < 3; i++)
                row[x.cells[i]] += x.shares[i] * y.shares[j];
        }
    }
}

static float read_level(const float *counts, int32_t side, const spread *x, const spread *y) {
    float sum = 0;
    for (int32_t j = 0; j < 3; j++) {
        const float *row = counts + (size_t)y->cells[j] * (size_t)side;
        float along = 0;
        for (int32_t i = 0; i < 3; i++)
            along += row[x->cells[i]] * x->shares[i];
        sum += along * y->shares[j];
    }
    return sum;
}

void fol__evenness_crowd(const fol__evenness *evenness, const fol__place *places, int32_t place_count, int32_t count,
                         float *crowds) {
    const float per_side = sqrtf((float)count);
    for (int32_t i = 0; i < place_count; i++)
        crowds[i] = 0;
    for (int32_t level = 0; level < evenness->levels; level++) {
        /* A scale comes in slowly, from cells of one spacing to cells of two. */
        const float ratio = per_side / (float)side_of(level) - 1.0f, weight = ratio < 1.0f ? ratio : 1.0f;
        if (weight <= 0)
            break;
        for (int32_t i = 0; i < place_count; i++) {
            const spread x = spread_of(places[i].x, level), y = spread_of(places[i].y, level);
            crowds[i] += weight * read_level(evenness->counts[level], side_of(level), &x, &y);
        }
    }
}
