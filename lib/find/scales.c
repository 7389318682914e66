/* SPDX-License-Identifier: MIT */
/* Differences of Gaussians stand for the Laplacian of a Gaussian (Lowe 2004, Distinctive image features, section 3). Each blur is made from
 * the one before, so that kernels stay short. */
#include "scales.h"

#include <math.h>
#include <string.h>

/* Below this a kernel falls through the pixels' grid. */
static const double LEAST_SIGMA_PX = 0.7;
/* The camera's blur, as good cameras have it. */
static const double CAMERA_SIGMA_PX = 0.7;
/* Kernels end where they are 1 % of their middle. */
static const double KERNEL_SIGMAS = 3.0;

double fol__falling_power(double x) {
    const double part = x / 256;
    double value = 1 - part * (1 - part / 2 * (1 - part / 3 * (1 - part / 4)));
    for (int i = 0; i < 8; i++)
        value *= value;
    return value;
}

static void make_kernel(double sigma, int32_t *taps, float *kernel) {
    double weights[FOL__MOST_TAPS], sum = 0;
    *taps = (int32_t)ceil(KERNEL_SIGMAS * sigma);
    *taps = *taps < FOL__MOST_TAPS ? *taps : FOL__MOST_TAPS - 1;
    for (int32_t i = 0; i <= *taps; i++) {
        weights[i] = fol__falling_power(i * i / (2 * sigma * sigma));
        sum += i ? 2 * weights[i] : weights[i];
    }
    for (int32_t i = 0; i <= *taps; i++)
        kernel[i] = (float)(weights[i] / sum);
}

/* The blur at which a spot of that diameter stands out most from white noise: 1.48 times the spot's own spread, which is a
 * quarter of a disc's diameter together with the camera's. */
static double sigma_for(double diameter_px) {
    const double own = diameter_px / 4;
    return 1.48 * sqrt(own * own + CAMERA_SIGMA_PX * CAMERA_SIGMA_PX);
}

fol__scales fol__scales_make(double diameter_from_px, double diameter_to_px) {
    fol__scales scales;
    memset(&scales, 0, sizeof scales);
    const double from = sigma_for(diameter_from_px) * 0.7071067811865476, to = sigma_for(diameter_to_px);
    double sigma = from > LEAST_SIGMA_PX ? from : LEAST_SIGMA_PX, before = 0;
    const double last = to > sigma ? to : sigma;
    for (int32_t i = 0; i < FOL__MOST_SCALES; i++, sigma *= 1.4142135623730951) {
        scales.sigma[i] = sigma;
        make_kernel(sqrt(sigma * sigma - before * before), &scales.taps[i], scales.kernel[i]);
        scales.margin += scales.taps[i];
        before = sigma;
        if (i >= 2 && scales.sigma[i - 2] * 0.84 >= last) {
            scales.count = i - 1;
            break;
        }
    }
    scales.count = scales.count ? scales.count : FOL__MOST_SCALES - 2;
    scales.margin += 2; /* neighbours of the outermost pixels */
    return scales;
}

bool fol__tile_make(const fol__scales *scales, const fol_allocator *alloc, fol__tile *out) {
    memset(out, 0, sizeof *out);
    out->alloc = fol__allocator_or_libc(alloc);
    out->side = FOL__FIND_TILE + 2 * scales->margin;
    const size_t count = (size_t)out->side * (size_t)out->side;
    bool ok = true;
    for (int32_t i = 0; i < scales->count + 2 && ok; i++) {
        out->blurs[i] = fol__alloc(alloc ? alloc : &out->alloc, count, sizeof(float));
        ok = out->blurs[i];
    }
    out->scratch = ok ? fol__alloc(&out->alloc, count, sizeof(float)) : NULL;
    if (!out->scratch)
        fol__tile_free(out, scales);
    return out->scratch;
}

void fol__tile_free(fol__tile *tile, const fol__scales *scales) {
    const size_t count = (size_t)tile->side * (size_t)tile->side;
    for (int32_t i = 0; i < scales->count + 2; i++)
        fol__release(&tile->alloc, tile->blurs[i], count, sizeof(float));
    fol__release(&tile->alloc, tile->scratch, count, sizeof(float));
    memset(tile, 0, sizeof *tile);
}

static int32_t within(int32_t at, int32_t size) {
    return at < 0 ? 0 : at < size ? at : size - 1;
}

static void copy_in(const fol__darkness *dark, const fol__tile *tile, float *to) {
    for (int32_t row = 0; row < tile->side; row++) {
        const float *from = dark->values + (size_t)within(tile->y + row, dark->height) * (size_t)dark->width;
        float *out = to + (size_t)row * (size_t)tile->side;
        for (int32_t column = 0; column < tile->side; column++)
            out[column] = from[within(tile->x + column, dark->width)];
    }
}

/* to = from but for `reach` pixels at both ends, each a sum over neighbours `step` apart. */
static void weigh(const float *restrict from, float *restrict to, ptrdiff_t count, ptrdiff_t step, const float *kernel, int32_t taps) {
    for (ptrdiff_t i = 0; i < count; i++)
        to[i] = kernel[0] * from[i];
    for (int32_t k = 1; k <= taps; k++) {
        const float weight = kernel[k];
        const float *before = from - k * step, *after = from + k * step;
        for (ptrdiff_t i = 0; i < count; i++)
            to[i] += weight * (before[i] + after[i]);
    }
}

/* `inset`: how much of `from` is not to be used at each border. */
static void blur(const fol__tile *tile, const float *from, int32_t inset, const float *kernel, int32_t taps, float *to) {
    const ptrdiff_t side = tile->side, first = inset + taps, count = side - 2 * first;
    for (ptrdiff_t row = inset; row < side - inset; row++)
        weigh(from + row * side + first, tile->scratch + row * side + first, count, 1, kernel, taps);
    for (ptrdiff_t row = first; row < side - first; row++)
        weigh(tile->scratch + row * side + first, to + row * side + first, count, side, kernel, taps);
}

void fol__tile_fill(fol__tile *tile, const fol__scales *scales, const fol__darkness *dark, int32_t x, int32_t y) {
    tile->x = x - scales->margin;
    tile->y = y - scales->margin;
    const int32_t last = scales->count + 1;
    float *darkness = tile->blurs[last]; /* until its own turn comes */
    copy_in(dark, tile, darkness);
    int32_t inset = 0;
    for (int32_t i = 0; i <= last; i++) {
        blur(tile, i ? tile->blurs[i - 1] : darkness, inset, scales->kernel[i], scales->taps[i], tile->blurs[i]);
        inset += scales->taps[i];
    }
}
