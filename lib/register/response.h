/* SPDX-License-Identifier: MIT */
/* How much each pixel looks like the middle of a dot. */
#ifndef FOLLICLE_REGISTER_RESPONSE_H
#define FOLLICLE_REGISTER_RESPONSE_H

#include "darkness.h"

#include <follicle/register.h>

typedef struct fol__response {
    fol_allocator alloc;
    float *values; /* as many as darkness has */
    int32_t width, height;
    double px_per_mm;
    double noise;  /* of the values where the plan lies; fol__response_noise() */
} fol__response;

/* False: out of memory. */
bool fol__response_make(const fol__darkness *dark, fol__response *out);
void fol__response_free(fol__response *response);

/* Its value at the pixel that holds a place; false outside. */
static inline bool fol__response_at(const fol__response *r, fol_point px, float *value) {
    if (!(px.x >= 0 && px.y >= 0 && px.x < r->width && px.y < r->height))
        return false;
    *value = r->values[(size_t)(int32_t)px.y * (size_t)r->width + (size_t)(int32_t)px.x];
    return true;
}

/* The middling absolute value, as a standard deviation, at and around places: sorts `room`, which has `count` values. */
double fol__spread_of(float *room, size_t count);

/* Where between three neighbours a parabola through them has its top, from the middle one. */
static inline double fol__top_of(double before, double at, double after) {
    const double bend = before - 2 * at + after;
    return bend < 0 ? 0.5 * (before - after) / bend : 0;
}

#endif
