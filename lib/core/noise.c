/* SPDX-License-Identifier: MIT */
#include "noise.h"

static int64_t floor_of(double x) {
    const int64_t i = (int64_t)x;
    return (double)i > x ? i - 1 : i;
}

static double fade(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
}

static double knot(const fol__noise *noise, int64_t column, int64_t row) {
    const uint64_t id = ((uint64_t)row << 32) ^ ((uint64_t)column & UINT64_C(0xffffffff));
    return 2 * fol__unit(fol__stream_at(noise->stream, id)) - 1;
}

void fol__noise_patch_make(fol__noise noise, double x0, double y0, double x1, double y1, fol__noise_patch *out) {
    const double half = noise.wave * 0.5;
    out->noise = noise;
    out->column = floor_of(x0 / half);
    out->row = floor_of(y0 / half);
    const int64_t columns = floor_of(x1 / half) - out->column + 2, rows = floor_of(y1 / half) - out->row + 2;
    out->columns = columns <= FOL__NOISE_KNOTS && rows * columns <= FOL__NOISE_KNOTS ? (int32_t)columns : 0;
    if (out->columns == 0)
        return;
    for (int64_t i = 0; i < rows * columns; i++)
        out->knots[i] = knot(&noise, out->column + i % columns, out->row + i / columns);
}

double fol__noise_at(const fol__noise_patch *patch, double x, double y) {
    const double half = patch->noise.wave * 0.5, u = x / half, v = y / half;
    const int64_t column = floor_of(u), row = floor_of(v);
    const double fu = fade(u - (double)column), fv = fade(v - (double)row);
    double a, b, c, d;
    if (patch->columns) {
        const double *k = &patch->knots[(row - patch->row) * patch->columns + (column - patch->column)];
        a = k[0];
        b = k[1];
        c = k[patch->columns];
        d = k[patch->columns + 1];
    } else {
        a = knot(&patch->noise, column, row);
        b = knot(&patch->noise, column + 1, row);
        c = knot(&patch->noise, column, row + 1);
        d = knot(&patch->noise, column + 1, row + 1);
    }
    const double upper = a + (b - a) * fu, lower = c + (d - c) * fu;
    return upper + (lower - upper) * fv;
}
