/* SPDX-License-Identifier: MIT */
/* Light is linear and in whole numbers, so that sums over windows are exact in any order. Red and green count the same and blue
 * nothing: in green alone every shaving rash is a spot, in red alone the pictures of most cameras are softest, and blue is mostly noise. */
#include "darkness.h"

#include <string.h>

enum { FULL_LIGHT = 65535 };
/* Half the width of the square whose mean is "around": wide against a hair, narrow against shadows of the head. */
static const double AROUND_MM = 1.0;
/* Finer pictures than this are binned: more pixels a hair cost time and tell nothing. */
static const double FINE_PX_PER_MM = 15.0;

typedef struct light_source {
    const fol_pixels *pixels;
    const fol_light_plane *plane;
    uint32_t codes[256]; /* half the light of a code */
} light_source;

static light_source source_of(const fol_pixels *pixels, const fol_light_plane *plane) {
    light_source source = {pixels, plane, {0}};
    for (int code = 0; pixels && code < 256; code++)
        source.codes[code] = (uint32_t)(fol_linear_from_srgb((uint8_t)code) * (FULL_LIGHT / 2) + 0.5);
    return source;
}

static uint32_t light_of_value(float value) {
    return value >= 1 ? FULL_LIGHT : value > 0 ? (uint32_t)(value * FULL_LIGHT + 0.5f) : 0;
}

/* Adds a row of the picture to sums, one for `bin` pixels. */
static void add_row(const light_source *source, int64_t row, int32_t width, int32_t bin, uint32_t *sums) {
    if (source->plane) {
        const float *value = source->plane->values + (size_t)row * source->plane->stride;
        for (int32_t x = 0; x < width; x++)
            for (int32_t i = 0; i < bin; i++)
                sums[x] += light_of_value(*value++);
        return;
    }
    const fol_pixels *pixels = source->pixels;
    const uint8_t *at = (const uint8_t *)pixels->data + (size_t)row * pixels->stride;
    const bool packed = pixels->format == FOL_PIXELS_RGB24;
    for (int32_t x = 0; x < width; x++) {
        for (int32_t i = 0; i < bin; i++) {
            uint32_t word;
            if (packed) {
                word = (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8;
                at += 3;
            } else {
                memcpy(&word, at, sizeof word);
                at += 4;
            }
            sums[x] += source->codes[word >> 16 & 255] + source->codes[word >> 8 & 255];
        }
    }
}

static void bin_light(const light_source *source, const fol__darkness *dark, uint32_t *sums, uint16_t *light) {
    const uint32_t share = (uint32_t)dark->bin * (uint32_t)dark->bin;
    for (int32_t y = 0; y < dark->height; y++) {
        memset(sums, 0, (size_t)dark->width * sizeof *sums);
        for (int32_t i = 0; i < dark->bin; i++)
            add_row(source, (int64_t)y * dark->bin + i, dark->width, dark->bin, sums);
        for (int32_t x = 0; x < dark->width; x++)
            light[(size_t)y * (size_t)dark->width + (size_t)x] = (uint16_t)((sums[x] + share / 2) / share);
    }
}

static void add_light(const uint16_t *light, const fol__darkness *dark, int64_t y, uint32_t sign, uint32_t *columns) {
    if (y < 0 || y >= dark->height)
        return;
    const uint16_t *row = light + (size_t)y * (size_t)dark->width;
    for (int32_t x = 0; x < dark->width; x++)
        columns[x] += sign * row[x];
}

/* One row: 1 - light / mean light of the window, from columns that hold the window's sums. */
static void compare_row(const uint16_t *light, const uint32_t *columns, int32_t width, int32_t around, int32_t rows,
                        float sign, float *out) {
    uint64_t sum = 0;
    for (int32_t x = 0; x < (around < width ? around : width); x++)
        sum += columns[x];
    for (int32_t x = 0; x < width; x++) {
        if (x + around < width)
            sum += columns[x + around];
        if (x - around - 1 >= 0)
            sum -= columns[x - around - 1];
        const int32_t first = x > around ? x - around : 0, last = x + around < width ? x + around : width - 1;
        const float count = (float)((int64_t)(last - first + 1) * rows);
        const float lacks = sum ? sign * (1 - (float)light[x] * count / (float)sum) : 0;
        out[x] = lacks < -1 ? -1 : lacks > 1 ? 1 : lacks;
    }
}

static void compare(const uint16_t *light, bool lighter, uint32_t *columns, fol__darkness *dark) {
    const int32_t around = (int32_t)(AROUND_MM * dark->px_per_mm + 0.5);
    memset(columns, 0, (size_t)dark->width * sizeof *columns);
    for (int32_t y = 0; y < around; y++)
        add_light(light, dark, y, 1, columns);
    for (int32_t y = 0; y < dark->height; y++) {
        add_light(light, dark, (int64_t)y + around, 1, columns);
        add_light(light, dark, (int64_t)y - around - 1, UINT32_MAX, columns);
        const int32_t first = y > around ? y - around : 0;
        const int32_t last = y + around < dark->height ? y + around : dark->height - 1;
        const size_t at = (size_t)y * (size_t)dark->width;
        compare_row(light + at, columns, dark->width, around, last - first + 1, lighter ? -1 : 1, dark->values + at);
    }
}

bool fol__darkness_make(const fol_pixels *pixels, const fol_light_plane *plane, const fol_find_spec *spec,
                        const fol_allocator *alloc, fol__darkness *out) {
    const double px_per_mm = 1 / spec->mm_per_px;
    const int32_t bin = px_per_mm >= 2 * FINE_PX_PER_MM ? (int32_t)(px_per_mm / FINE_PX_PER_MM) : 1;
    const int32_t width = (pixels ? pixels->width : plane->width) / bin, height = (pixels ? pixels->height : plane->height) / bin;
    const size_t count = (size_t)width * (size_t)height;
    *out = (fol__darkness){fol__allocator_or_libc(alloc), NULL, width, height, bin, px_per_mm / bin};
    if (count == 0)
        return true;
    uint16_t *light = fol__alloc(&out->alloc, count, sizeof *light);
    uint32_t *sums = fol__alloc(&out->alloc, (size_t)width, sizeof *sums);
    out->values = light && sums ? fol__alloc(&out->alloc, count, sizeof *out->values) : NULL;
    if (out->values) {
        const light_source source = source_of(pixels, plane);
        bin_light(&source, out, sums, light);
        compare(light, spec->light, sums, out);
    }
    fol__release(&out->alloc, sums, (size_t)width, sizeof *sums);
    fol__release(&out->alloc, light, count, sizeof *light);
    return out->values;
}

void fol__darkness_free(fol__darkness *dark) {
    fol__release(&dark->alloc, dark->values, (size_t)dark->width * (size_t)dark->height, sizeof *dark->values);
    dark->values = NULL;
}
