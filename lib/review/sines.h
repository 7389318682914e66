/* SPDX-License-Identifier: MIT */
/* Sine and cosine of half a turn as polynomials: the same bits on every machine. */
#ifndef FOLLICLE_REVIEW_SINES_H
#define FOLLICLE_REVIEW_SINES_H

/* sin(pi t) and cos(pi t) for t from -1/2 to 1/2, to 1e-7. */
static inline float fol__half_sine(float t) {
    const float q = t * t;
    return t * (3.1415926f + q * (-5.1677069f + q * (2.5500312f + q * (-0.59804419f + q * 0.077218387f))));
}

static inline float fol__half_cosine(float t) {
    const float q = t * t;
    return 1.0f + q * (-4.9348021f + q * (4.0587092f + q * (-1.3352120f + q * (0.23493731f + q * -0.024396324f))));
}

#endif
