/* SPDX-License-Identifier: MIT */
#include "noise.h"

#include "wide.h"

#include <stddef.h>

/* Places lie within 20 m, waves are 0.5 mm and more: knots count to below 2^31. */
static inline int32_t floor_of(double x) {
    const int32_t i = (int32_t)x;
    return i - (i > x);
}

static inline float fade(float t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
}

static float knot(const fol__noise *noise, int32_t column, int32_t row) {
    const uint64_t id = (uint64_t)(uint32_t)row << 32 ^ (uint64_t)(uint32_t)column;
    return (float)(2 * fol__unit(fol__stream_at(noise->stream, id)) - 1);
}

void fol__noise_patch_make(fol__noise noise, double x, double y, double before, double after, fol__noise_patch *out) {
    const double half = noise.wave * 0.5;
    out->noise = noise;
    out->column = floor_of((x - before) / half);
    out->row = floor_of((y - before) / half);
    out->x = (float)(out->column * half - x);
    out->y = (float)(out->row * half - y);
    const int32_t columns = floor_of((x + after) / half) - out->column + 2, rows = floor_of((y + after) / half) - out->row + 2;
    out->columns = columns <= FOL__NOISE_KNOTS && rows <= FOL__NOISE_KNOTS / columns ? columns : 0;
    for (int32_t row = 0; row < rows && out->columns; row++) {
        for (int32_t column = 0; column < columns; column++)
            out->knots[row * columns + column] = knot(&noise, out->column + column, out->row + row);
    }
}

/* Places on the lattice, from the first knot, and the knots around each: upper left, upper right, lower left, lower right. */
typedef struct around {
    int32_t columns[FOL__NOISE_PLACES], rows[FOL__NOISE_PLACES];
    float a[FOL__NOISE_PLACES], b[FOL__NOISE_PLACES], c[FOL__NOISE_PLACES], d[FOL__NOISE_PLACES];
} around;

static inline void look_up_knots(const fol__noise_patch *p, int32_t count, around *k) {
    int32_t first[FOL__NOISE_PLACES];
    for (int32_t i = 0; i < count; i++)
        first[i] = k->rows[i] * p->columns + k->columns[i];
    const float *lower = p->knots + p->columns;
    for (int32_t i = 0; i < count; i++) {
        const ptrdiff_t at = first[i];
        k->a[i] = p->knots[at];
        k->b[i] = p->knots[at + 1];
        k->c[i] = lower[at];
        k->d[i] = lower[at + 1];
    }
}

static void draw_knots(const fol__noise_patch *p, int32_t count, around *k) {
    for (int32_t i = 0; i < count; i++) {
        const int32_t column = p->column + k->columns[i], row = p->row + k->rows[i];
        k->a[i] = knot(&p->noise, column, row);
        k->b[i] = knot(&p->noise, column + 1, row);
        k->c[i] = knot(&p->noise, column, row + 1);
        k->d[i] = knot(&p->noise, column + 1, row + 1);
    }
}

FOL__WIDE static void add(const fol__noise_patch *patch, float size, const float *restrict x, const float *restrict y, int32_t count,
                          float *restrict sums) {
    const float per_half = (float)(2 / patch->noise.wave), left = patch->x, top = patch->y;
    float fu[FOL__NOISE_PLACES], fv[FOL__NOISE_PLACES];
    around k;
    for (int32_t i = 0; i < count; i++) {
        const float u = (x[i] - left) * per_half, v = (y[i] - top) * per_half;
        k.columns[i] = (int32_t)u; /* above 0, or so little below that it is 0 */
        k.rows[i] = (int32_t)v;
        fu[i] = fade(u - (float)k.columns[i]);
        fv[i] = fade(v - (float)k.rows[i]);
    }
    if (patch->columns)
        look_up_knots(patch, count, &k);
    else
        draw_knots(patch, count, &k);
    for (int32_t i = 0; i < count; i++) {
        const float upper = k.a[i] + (k.b[i] - k.a[i]) * fu[i], lower = k.c[i] + (k.d[i] - k.c[i]) * fu[i];
        sums[i] += size * (upper + (lower - upper) * fv[i]);
    }
}

void fol__noise_add(const fol__noise_patch *patch, double size, const float *x, const float *y, int32_t count, float *sums) {
    add(patch, (float)size, x, y, count, sums);
}
