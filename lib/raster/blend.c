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

/* Codes that full coverage would take off a pixel of that code, were all steps as wide as the first on the way. */
static double pace_of(const fol__light *light, int code, double pigment) {
    const double here = light->codes[code].light;
    if (pigment < here)
        return (here - pigment) / light->codes[code - 1].gap;
    return code < 255 ? (here - pigment) / light->codes[code].gap : 0;
}

void fol__ink_make(fol__ink *ink, const fol__light *light, fol_color pigment, double opacity) {
    const uint8_t codes[3] = {pigment.r, pigment.g, pigment.b};
    ink->light = light;
    ink->per_unit = opacity / FOL__COVER_FULL;
    for (int channel = 0; channel < 3; channel++) {
        const double pigment_light = light->codes[codes[channel]].light;
        for (int code = 0; code < 256; code++) {
            const double here = light->codes[code].light;
            const double pace = opacity * pace_of(light, code, pigment_light) * (0x1p64 / FOL__COVER_FULL);
            ink->shifts[channel][code] = (fol__shift){here, pigment_light - here, (uint64_t)fol__floor(pace + 0.5)};
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
static uint64_t tile_start(int64_t tile_x, int64_t tile_y) {
    return (uint64_t)((uint32_t)tile_x * UINT32_C(3242174889) + (uint32_t)tile_y * UINT32_C(2447445414)) << 32;
}

/* Part of a code, as counted by the upper 53 bits of a threshold; all of them are a code. */
static double part_of(double gap, uint64_t threshold) {
    return (double)(int64_t)(threshold >> 11) * (gap * 0x1p-53);
}

/* `covered` of the pixel with opacity in it; `sum` is the coverage that came before it in the tile, whose thresholds
 * begin at start. They go round: whole codes fall off the top. */
static inline uint8_t blend_channel(const fol__ink *ink, int channel, uint8_t code, double covered, uint64_t sum,
                                    uint64_t start) {
    static const uint64_t third = UINT64_MAX / 3;
    const fol__shift *shift = &ink->shifts[channel][code];
    const double mixed = shift->light + covered * shift->whole;
    const uint8_t under = fol__light_code_below(ink->light, mixed);
    const fol__code *below = &ink->light->codes[under];
    /* Channels start a third apart, so that they seldom round the same way at the same pixel. */
    const uint64_t threshold = start + (uint64_t)channel * third + sum * shift->pace;
    return (uint8_t)(under + (mixed - below->light > part_of(below->gap, threshold)));
}

static inline void blend_pixel(const fol__ink *ink, const fol_pixels *pixels, uint8_t *at, uint32_t units, uint64_t sum,
                               uint64_t start) {
    const double covered = units * ink->per_unit;
    const fol_color old = read_pixel(pixels, at);
    const fol_color mixed = {blend_channel(ink, 0, old.r, covered, sum, start),
                             blend_channel(ink, 1, old.g, covered, sum, start),
                             blend_channel(ink, 2, old.b, covered, sum, start)};
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

/* One row of one tile, whose first pixel is (x, y); returns the tile's sum after it. */
static uint64_t blend_tile_row(const fol__ink *ink, const fol__target *target, const uint32_t *units, int64_t x,
                               int64_t y, uint64_t sum) {
    uint8_t covered[FOL__TILE_PX];
    const int count = list_covered(units, covered);
    const bool drawn = y >= target->from_y && y < target->end_y;
    const int64_t from = drawn ? target->from_x - x : FOL__TILE_PX, end = target->end_x - x;
    const uint64_t start = tile_start(fol__tile_of(x), fol__tile_of(y));
    for (int k = 0; k < count; k++) {
        const int column = covered[k];
        if (column >= from && column < end)
            blend_pixel(ink, target->pixels, fol__pixel_at(target->pixels, x + column - target->x, y - target->y),
                        units[column], sum, start);
        sum += units[column];
    }
    return sum;
}

void fol__blend_band(const fol__ink *ink, const fol__target *target, const fol__cover *cover, uint64_t *sums) {
    const int64_t tiles = cover->width / FOL__TILE_PX;
    memset(sums, 0, (size_t)tiles * sizeof *sums);
    for (int64_t row = 0; row < cover->height; row++) {
        for (int64_t tile = 0; tile < tiles; tile++) {
            const int64_t column = tile * FOL__TILE_PX;
            sums[tile] = blend_tile_row(ink, target, cover->units + row * cover->width + column, cover->x + column,
                                        cover->y + row, sums[tile]);
        }
    }
}
