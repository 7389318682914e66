/* SPDX-License-Identifier: MIT */
/* Smooth functions made of polynomials alone: ramps, and noise that belongs to a place. */
#ifndef FOLLICLE_CORE_NOISE_H
#define FOLLICLE_CORE_NOISE_H

#include "hash.h"

/* 0 up to 0, 1 from 1 on, smooth between (3 t^2 - 2 t^3); smooth(t) + smooth(1 - t) = 1. */
static inline double fol__smooth(double t) {
    return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}

/* Value noise from -1 to 1 at (x, y): even random values on a lattice half a wave apart, joined by fifth-order ramps
 * (Perlin 2002), so that bumps come about once a wave. wave > 0. */
double fol__noise(uint64_t seed, fol__purpose purpose, double wave, double x, double y);

#endif
