/* SPDX-License-Identifier: MIT */
#include "noise.h"

static int64_t floor_of(double x) {
    const int64_t i = (int64_t)x;
    return (double)i > x ? i - 1 : i;
}

static double fade(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
}

static double knot(uint64_t seed, fol__purpose purpose, int64_t column, int64_t row) {
    const uint64_t id = ((uint64_t)row << 32) ^ ((uint64_t)column & UINT64_C(0xffffffff));
    return 2 * fol__unit(fol__hash(seed, purpose, id)) - 1;
}

double fol__noise(uint64_t seed, fol__purpose purpose, double wave, double x, double y) {
    const double u = x / (wave * 0.5), v = y / (wave * 0.5);
    const int64_t column = floor_of(u), row = floor_of(v);
    const double fu = fade(u - (double)column), fv = fade(v - (double)row);
    const double a = knot(seed, purpose, column, row), b = knot(seed, purpose, column + 1, row);
    const double c = knot(seed, purpose, column, row + 1), d = knot(seed, purpose, column + 1, row + 1);
    const double upper = a + (b - a) * fu, lower = c + (d - c) * fu;
    return upper + (lower - upper) * fv;
}
