/* SPDX-License-Identifier: MIT */
/* A peak is darker than its eight neighbours at its own scale, and no less than at the scale above and below it; but hairs that lie flat are
 * peaks of a line, whose scale has no end. How far it stands
 * out is measured against the noise of its surroundings, which the picture tells by itself: the median of all differences there, as spots
 * cover little of the skin. Noise is whatever is not a spot: the camera's, the skin's texture, what JPEG leaves. */
#include "peaks.h"

#include <math.h>
#include <string.h>

/* Weaker ones are not even looked at. */
static const double LEAST_NOISE_RATIO = 2.5;
/* Above it the picture does not fall to all sides: the seam around a highlight. A line is 1, and a bit more where it is bent. */
static const double MOST_LENGTHWISE = 1.2;
/* White noise of this much darkness is taken for granted: pictures have 256 codes. */
static const double LEAST_NOISE = 0.004;
/* What white noise of 1 leaves in the difference of two blurs, times the sigma of the first: sqrt(1 / (24 pi)) */
static const double NOISE_LEFT = 0.11516;
/* What is left of a spot's darkness in the difference where it stands out most from noise, at 1.48 of its own spread. */
static const double SPOT_LEFT = 0.1276;

typedef struct view {
    const fol__tile *tile;
    const fol__scales *scales;
    const fol__darkness *dark;
    double least_contrast;
    float sign; /* 1 dark, -1 light */
} view;

static inline ptrdiff_t index_of(const view *v, int32_t column, int32_t row) {
    return (ptrdiff_t)row * v->tile->side + column;
}

static inline float difference(const view *v, int32_t scale, ptrdiff_t at) {
    return v->sign * (v->tile->blurs[scale][at] - v->tile->blurs[scale + 1][at]);
}

/* ------------------------------------------------------------------ noise */

enum { SAMPLES = FOL__FIND_BLOCK * FOL__FIND_BLOCK / 4 };

/* The value that three of ten are below (Hoare's quickselect). */
static float low_value(float *values, int32_t count) {
    int32_t low = 0, high = count - 1;
    const int32_t middle = count * 3 / 10;
    while (low < high) {
        const float pivot = values[(low + high) / 2];
        int32_t i = low, k = high;
        while (i <= k) {
            while (values[i] < pivot)
                i++;
            while (values[k] > pivot)
                k--;
            if (i <= k) {
                const float swapped = values[i];
                values[i++] = values[k];
                values[k--] = swapped;
            }
        }
        if (middle <= k)
            high = k;
        else if (middle >= i)
            low = i;
        else
            break;
    }
    return values[middle];
}

/* Of one scale in a block of the tile; columns and rows up to those past the last. */
static double noise_of(const view *v, int32_t scale, int32_t column, int32_t row, int32_t past_column, int32_t past_row) {
    float sizes[SAMPLES];
    int32_t count = 0;
    for (int32_t y = row; y < past_row; y += 2) {
        for (int32_t x = column; x < past_column; x += 2) {
            const float value = difference(v, scale, index_of(v, x, y));
            sizes[count++] = value < 0 ? -value : value;
        }
    }
    const double floor_noise = LEAST_NOISE * NOISE_LEFT / v->scales->sigma[scale];
    const double spread = (double)low_value(sizes, count) / 0.3853;
    return sqrt(spread * spread + floor_noise * floor_noise);
}

/* ------------------------------------------------------------------ what lies around a spot */

/* Whole circle in 16 steps: cosines; sines are a quarter further. */
static const double COSINES[20] = {1, 0.92387953251128674, 0.70710678118654752, 0.38268343236508977, 0,
                                   -0.38268343236508977, -0.70710678118654752, -0.92387953251128674, -1,
                                   -0.92387953251128674, -0.70710678118654752, -0.38268343236508977, 0,
                                   0.38268343236508977, 0.70710678118654752, 0.92387953251128674,
                                   1, 0.92387953251128674, 0.70710678118654752, 0.38268343236508977};
static double cosine(int step) {
    return COSINES[step & 15];
}
static double sine(int step) {
    return COSINES[(step + 12) & 15];
}

/* Between four pixels; x and y count from the middle of pixel (0, 0) of the tile's planes. */
static double at_place(const view *v, const float *plane, double x, double y) {
    const double last = v->tile->side - 1.001;
    x = x < 0 ? 0 : x > last ? last : x;
    y = y < 0 ? 0 : y > last ? last : y;
    const int32_t column = (int32_t)x, row = (int32_t)y;
    const double right = x - column, down = y - row;
    const float *p = plane + index_of(v, column, row);
    const double above = (double)p[0] + right * ((double)p[1] - (double)p[0]);
    const double below = (double)p[v->tile->side] + right * ((double)p[v->tile->side + 1] - (double)p[v->tile->side]);
    return (double)v->sign * (above + down * (below - above));
}

/* The direction that a doubled angle stands for. */
static void half_angle(double cos2, double sin2, fol__peak *peak) {
    const double length = sqrt(cos2 * cos2 + sin2 * sin2);
    const double c = length > 0 ? cos2 / length : 1;
    peak->along_x = sqrt(c < 1 ? (1 + c) / 2 : 1);
    peak->along_y = sqrt(c > -1 ? (1 - c) / 2 : 1);
    if (sin2 < 0)
        peak->along_y = -peak->along_y;
}

static void look_around(const view *v, double x, double y, fol__peak *peak) {
    const float *plane = v->tile->blurs[peak->scale];
    const double radius = 2.6 * v->scales->sigma[peak->scale];
    const double middle = at_place(v, plane, x, y);
    double on_ring[16], least = middle, one_x = 0, one_y = 0;
    for (int i = 0; i < 16; i++) {
        on_ring[i] = at_place(v, plane, x + radius * cosine(i), y + radius * sine(i));
        least = on_ring[i] < least ? on_ring[i] : least;
    }
    const double own = middle > least ? middle - least : 1;
    for (int i = 0; i < 16; i++) {
        const double part = (on_ring[i] - least) / own;
        one_x += part * cosine(i);
        one_y += part * sine(i);
    }
    peak->lopsided = sqrt(one_x * one_x + one_y * one_y) / 16;
}

/* Bends of the blurred picture at the peak, along rows, columns and the diagonal: the weaker against the stronger. */
static void look_lengthwise(const view *v, double x, double y, fol__peak *peak) {
    const float *plane = v->tile->blurs[peak->scale];
    const double step = v->scales->sigma[peak->scale], middle = at_place(v, plane, x, y);
    const double xx = 2 * middle - at_place(v, plane, x - step, y) - at_place(v, plane, x + step, y);
    const double yy = 2 * middle - at_place(v, plane, x, y - step) - at_place(v, plane, x, y + step);
    const double xy = (at_place(v, plane, x + step, y - step) + at_place(v, plane, x - step, y + step) -
                       at_place(v, plane, x - step, y - step) - at_place(v, plane, x + step, y + step)) / 4;
    const double sum = xx + yy, apart = sqrt((xx - yy) * (xx - yy) + 4 * xy * xy);
    peak->lengthwise = sum > 0 ? apart / sum : 0;
    half_angle(yy - xx, -2 * xy, peak);
}

/* ------------------------------------------------------------------ peaks */

static bool is_peak(const view *v, int32_t scale, int32_t column, int32_t row) {
    const ptrdiff_t side = v->tile->side, at = index_of(v, column, row);
    const float own = difference(v, scale, at);
    /* of equal neighbours the first in reading order is the peak */
    if (!(own > difference(v, scale, at - side - 1) && own > difference(v, scale, at - side) &&
          own > difference(v, scale, at - side + 1) && own > difference(v, scale, at - 1) &&
          own >= difference(v, scale, at + 1) && own >= difference(v, scale, at + side - 1) &&
          own >= difference(v, scale, at + side) && own >= difference(v, scale, at + side + 1)))
        return false;
    return true;
}

/* Whether a peak is none the more at a finer (step -1) or coarser scale; weighed by sigma, against which white noise is the same at each. */
static bool is_its_scale(const view *v, int32_t scale, int32_t step, ptrdiff_t at) {
    const int32_t other = scale + step;
    if (other < 0 || other > v->scales->count)
        return true;
    const double own = (double)difference(v, scale, at) * v->scales->sigma[scale];
    const double there = (double)difference(v, other, at) * v->scales->sigma[other];
    return step < 0 ? own > there : own >= there;
}

/* Where the parabola through three values has its top, from the middle one on. */
static double top_of(double before, double middle, double after) {
    const double bend = before - 2 * middle + after;
    const double top = bend < 0 ? (before - after) / (2 * bend) : 0;
    return top < -0.5 ? -0.5 : top > 0.5 ? 0.5 : top;
}

static fol__peak peak_at(const view *v, int32_t scale, int32_t column, int32_t row, double noise) {
    const ptrdiff_t side = v->tile->side, at = index_of(v, column, row);
    const double height = (double)difference(v, scale, at);
    const double dx = top_of((double)difference(v, scale, at - 1), height, (double)difference(v, scale, at + 1));
    const double dy = top_of((double)difference(v, scale, at - side), height, (double)difference(v, scale, at + side));
    fol__peak peak = {.x = v->tile->x + column + 0.5 + dx, .y = v->tile->y + row + 0.5 + dy, .scale = scale};
    peak.noise_ratio = height / noise;
    peak.contrast = height / SPOT_LEFT;
    double step = 0;
    if (scale > 0 && scale < v->scales->count)
        step = top_of((double)difference(v, scale - 1, at) * v->scales->sigma[scale - 1], height * v->scales->sigma[scale],
                      (double)difference(v, scale + 1, at) * v->scales->sigma[scale + 1]);
    peak.spread = v->scales->sigma[scale] / 1.48 * (1 + 0.3466 * step);
    look_around(v, column + dx, row + dy, &peak);
    look_lengthwise(v, column + dx, row + dy, &peak);
    peak.only_flat = scale == v->scales->count || !is_its_scale(v, scale, 1, at);
    return peak;
}

static bool peaks_of_block(const view *v, int32_t column, int32_t row, fol__vector *peaks) {
    const int32_t right = v->dark->width - v->tile->x, bottom = v->dark->height - v->tile->y;
    const int32_t past_column = column + FOL__FIND_BLOCK < right ? column + FOL__FIND_BLOCK : right;
    const int32_t past_row = row + FOL__FIND_BLOCK < bottom ? row + FOL__FIND_BLOCK : bottom;
    if (past_column <= column || past_row <= row)
        return true;
    for (int32_t scale = 0; scale <= v->scales->count; scale++) {
        const double noise = noise_of(v, scale, column, row, past_column, past_row);
        const double contrast = v->least_contrast * SPOT_LEFT;
        const float least = (float)(LEAST_NOISE_RATIO * noise > contrast ? LEAST_NOISE_RATIO * noise : contrast);
        for (int32_t y = row; y < past_row; y++) {
            for (int32_t x = column; x < past_column; x++) {
                const ptrdiff_t at = index_of(v, x, y);
                if (difference(v, scale, at) < least || !is_peak(v, scale, x, y) || !is_its_scale(v, scale, -1, at))
                    continue;
                const fol__peak peak = peak_at(v, scale, x, y, noise);
                if (peak.lengthwise > MOST_LENGTHWISE || (peak.only_flat && peak.lengthwise < FOL__LENGTHWISE))
                    continue;
                fol__peak *added = fol__vector_extend(peaks, 1);
                if (!added)
                    return false;
                *added = peak;
            }
        }
    }
    return true;
}

bool fol__peaks_of_tile(const fol__tile *tile, const fol__scales *scales, const fol__darkness *dark, double least_contrast,
                        bool light, fol__vector *peaks) {
    const view v = {tile, scales, dark, least_contrast, light ? -1 : 1};
    bool ok = true;
    for (int32_t y = 0; y < FOL__FIND_TILE && ok; y += FOL__FIND_BLOCK)
        for (int32_t x = 0; x < FOL__FIND_TILE && ok; x += FOL__FIND_BLOCK)
            ok = peaks_of_block(&v, scales->margin + x, scales->margin + y, peaks);
    return ok;
}
