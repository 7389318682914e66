/* SPDX-License-Identifier: MIT */
/* Mixes pigment into pixels and decides which of the two neighbouring codes each gets.
 *
 * A pixel takes the upper code with the probability that keeps its linear mean. The threshold that decides it is
 * carried on through the tile: it advances by as many codes as the coverage so far asks for on a pixel of this code. On
 * plain skin the codes taken off in a tile then differ from the true sum by about one, as error diffusion would
 * give; and yet a pixel depends only on its own colour and on the dots around, never on pixels that a part of a picture
 * does not have. */
#include "blend.h"

#include <string.h>

static const double ONE_UNIT = 1.0 / FOL__COVER_FULL;

/* Codes that full coverage would take off a pixel of that code, were all steps as wide as the first on the way. */
static double pace_of(const fol__light *light, int code, double pigment) {
    const double here = light->linear[code];
    if (pigment < here)
        return (here - pigment) / (here - light->linear[code - 1]);
    return code < 255 ? (here - pigment) / (light->linear[code + 1] - here) : 0;
}

void fol__ink_make(fol__ink *ink, const fol__light *light, fol_color pigment, double opacity) {
    const uint8_t codes[3] = {pigment.r, pigment.g, pigment.b};
    ink->light = light;
    ink->opacity = opacity;
    for (int channel = 0; channel < 3; channel++) {
        const double linear = light->linear[codes[channel]];
        for (int code = 0; code < 256; code++) {
            const double here = light->linear[code];
            ink->shifts[channel][code] = (fol__shift){here, linear - here, opacity * pace_of(light, code, linear)};
        }
    }
}

static inline fol_color read_pixel(const fol_pixels *pixels, const uint8_t *at) {
    if (pixels->format == FOL_PIXELS_RGB24)
        return (fol_color){at[0], at[1], at[2]};
    uint32_t word;
    memcpy(&word, at, sizeof word);
    return (fol_color){(uint8_t)(word >> 16), (uint8_t)(word >> 8), (uint8_t)word};
}

static inline void write_pixel(const fol_pixels *pixels, uint8_t *at, fol_color color) {
    if (pixels->format == FOL_PIXELS_RGB24) {
        at[0] = color.r;
        at[1] = color.g;
        at[2] = color.b;
        return;
    }
    const uint32_t word = UINT32_C(0xff000000) | (uint32_t)color.r << 16 | (uint32_t)color.g << 8 | color.b;
    memcpy(at, &word, sizeof word);
}

void fol__pixel_write(const fol_pixels *pixels, int64_t column, int64_t row, fol_color color) {
    write_pixel(pixels, fol__pixel_at(pixels, column, row), color);
}

/* Where the thresholds of a tile begin: an even sequence in the plane (Roberts 2018, R2). */
static double tile_start(int64_t tile_x, int64_t tile_y) {
    const uint32_t at = (uint32_t)tile_x * UINT32_C(3242174889) + (uint32_t)tile_y * UINT32_C(2447445414);
    return (double)at * 0x1p-32;
}

static double fraction(double value) {
    return value - (double)fol__floor(value);
}

/* `covered` of the pixel with opacity in it; `advanced` is the coverage that came before it in the tile. */
static inline uint8_t blend_channel(const fol__ink *ink, int channel, uint8_t code, double covered, double advanced,
                                    double start) {
    const fol__shift *shift = &ink->shifts[channel][code];
    const double mixed = shift->linear + covered * shift->whole;
    const uint8_t under = fol__light_code_below(ink->light, mixed);
    const double here = ink->light->linear[under], step = ink->light->linear[under + 1] - here;
    /* Channels start a third apart, so that they seldom round the same way at the same pixel. */
    const double threshold = fraction(start + channel * (1.0 / 3) + advanced * shift->pace);
    return (uint8_t)(under + (mixed - here > threshold * step));
}

static inline void blend_pixel(const fol__ink *ink, const fol_pixels *pixels, uint8_t *at, uint32_t units, int64_t sum,
                               double start) {
    const double covered = units * ONE_UNIT * ink->opacity, advanced = (double)sum * ONE_UNIT;
    const fol_color old = read_pixel(pixels, at);
    const fol_color mixed = {blend_channel(ink, 0, old.r, covered, advanced, start),
                             blend_channel(ink, 1, old.g, covered, advanced, start),
                             blend_channel(ink, 2, old.b, covered, advanced, start)};
    write_pixel(pixels, at, mixed);
}

/* Lists which of a row's pixels are covered: few, and foretelling which is a coin toss, so there is no branch on it. */
static int list_covered(const uint32_t *units, uint8_t *covered) {
    int count = 0;
    for (int i = 0; i < FOL__TILE_PX; i++) {
        covered[count] = (uint8_t)i;
        count += units[i] != 0;
    }
    return count;
}

static bool any_covered(const uint32_t *units) {
    uint32_t any = 0;
    for (int i = 0; i < FOL__TILE_PX; i++)
        any |= units[i];
    return any != 0;
}

/* One row of one tile, whose first pixel is (x, y); returns the tile's sum after it. */
static int64_t blend_tile_row(const fol__ink *ink, const fol__target *target, const uint32_t *units, int64_t x, int64_t y,
                              int64_t sum) {
    uint8_t covered[FOL__TILE_PX];
    const int count = list_covered(units, covered);
    const bool drawn = y >= target->from_y && y < target->end_y;
    const int64_t from = drawn ? target->from_x - x : FOL__TILE_PX, end = target->end_x - x;
    const double start = tile_start(fol__tile_of(x), fol__tile_of(y));
    for (int k = 0; k < count; k++) {
        const int column = covered[k];
        if (column >= from && column < end)
            blend_pixel(ink, target->pixels, fol__pixel_at(target->pixels, x + column - target->x, y - target->y),
                        units[column], sum, start);
        sum += units[column];
    }
    return sum;
}

void fol__blend_band(const fol__ink *ink, const fol__target *target, const fol__cover *cover, int64_t *sums) {
    const int64_t tiles = cover->width / FOL__TILE_PX;
    memset(sums, 0, (size_t)tiles * sizeof *sums);
    for (int64_t row = 0; row < cover->height; row++) {
        for (int64_t tile = 0; tile < tiles; tile++) {
            const int64_t column = tile * FOL__TILE_PX;
            const uint32_t *units = cover->units + row * cover->width + column;
            if (any_covered(units))
                sums[tile] = blend_tile_row(ink, target, units, cover->x + column, cover->y + row, sums[tile]);
        }
    }
}
