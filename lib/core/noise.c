/* SPDX-License-Identifier: MIT */
#include "noise.h"

#include "wide.h"

/* Places lie within 20 m, waves are 0.5 mm and more: knots count to below 2^31. */
static inline int32_t floor_of(double x) {
    const int32_t i = (int32_t)x;
    return i - (i > x);
}

static inline double fade(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
}

static double knot(const fol__noise *noise, int32_t column, int32_t row) {
    const uint64_t id = (uint64_t)(uint32_t)row << 32 ^ (uint64_t)(uint32_t)column;
    return 2 * fol__unit(fol__stream_at(noise->stream, id)) - 1;
}

void fol__noise_patch_make(fol__noise noise, double x0, double y0, double x1, double y1, fol__noise_patch *out) {
    const double half = noise.wave * 0.5;
    out->noise = noise;
    out->column = floor_of(x0 / half);
    out->row = floor_of(y0 / half);
    const int32_t columns = floor_of(x1 / half) - out->column + 2, rows = floor_of(y1 / half) - out->row + 2;
    out->columns = columns <= FOL__NOISE_KNOTS && rows <= FOL__NOISE_KNOTS / columns ? columns : 0;
    for (int32_t row = 0; row < rows && out->columns; row++) {
        for (int32_t column = 0; column < columns; column++)
            out->knots[row * columns + column] = knot(&noise, out->column + column, out->row + row);
    }
}

/* Knots around a place: upper left, upper right, lower left, lower right. */
static inline void knots_around(const fol__noise_patch *p, int32_t column, int32_t row, double *a, double *b, double *c, double *d) {
    if (p->columns) {
        const double *k = &p->knots[(row - p->row) * p->columns + (column - p->column)];
        *a = k[0];
        *b = k[1];
        *c = k[p->columns];
        *d = k[p->columns + 1];
        return;
    }
    *a = knot(&p->noise, column, row);
    *b = knot(&p->noise, column + 1, row);
    *c = knot(&p->noise, column, row + 1);
    *d = knot(&p->noise, column + 1, row + 1);
}

FOL__WIDE static void add(const fol__noise_patch *patch, double size, const double *restrict x, const double *restrict y, int32_t count,
                          double *restrict sums) {
    const double half = patch->noise.wave * 0.5;
    int32_t columns[FOL__NOISE_PLACES], rows[FOL__NOISE_PLACES];
    double fu[FOL__NOISE_PLACES], fv[FOL__NOISE_PLACES], a[FOL__NOISE_PLACES], b[FOL__NOISE_PLACES], c[FOL__NOISE_PLACES], d[FOL__NOISE_PLACES];
    for (int32_t i = 0; i < count; i++) {
        const double u = x[i] / half, v = y[i] / half;
        columns[i] = floor_of(u);
        rows[i] = floor_of(v);
        fu[i] = fade(u - columns[i]);
        fv[i] = fade(v - rows[i]);
    }
    for (int32_t i = 0; i < count; i++)
        knots_around(patch, columns[i], rows[i], &a[i], &b[i], &c[i], &d[i]);
    for (int32_t i = 0; i < count; i++) {
        const double upper = a[i] + (b[i] - a[i]) * fu[i], lower = c[i] + (d[i] - c[i]) * fu[i];
        sums[i] += size * (upper + (lower - upper) * fv[i]);
    }
}

void fol__noise_add(const fol__noise_patch *patch, double size, const double *x, const double *y, int32_t count, double *sums) {
    add(patch, size, x, y, count, sums);
}
