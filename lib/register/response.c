/* SPDX-License-Identifier: MIT */
/* A blur of the size of a dot less one of twice that: what is as small as dots stays, what is larger goes. */
#include "response.h"

#include "scales.h"

#include <stdlib.h>

/* Of what stands out most: a healed dot with what camera and skin blur it by. */
static const double DOT_MM = 0.3;

static void keep_difference(const fol__tile *tile, const fol__scales *scales, int32_t x, int32_t y, fol__response *out) {
    const int32_t width = x + FOL__FIND_TILE < out->width ? FOL__FIND_TILE : out->width - x;
    const int32_t height = y + FOL__FIND_TILE < out->height ? FOL__FIND_TILE : out->height - y;
    for (int32_t row = 0; row < height; row++) {
        const size_t at = (size_t)(row + scales->margin) * (size_t)tile->side + (size_t)scales->margin;
        const float *narrow = tile->blurs[0] + at, *wide = tile->blurs[2] + at;
        float *to = out->values + (size_t)(y + row) * (size_t)out->width + (size_t)x;
        for (int32_t column = 0; column < width; column++)
            to[column] = narrow[column] - wide[column];
    }
}

bool fol__response_make(const fol__darkness *dark, fol__response *out) {
    const fol__scales scales = fol__scales_make(DOT_MM * dark->px_per_mm, DOT_MM * dark->px_per_mm);
    const size_t count = (size_t)dark->width * (size_t)dark->height;
    *out = (fol__response){dark->alloc, NULL, dark->width, dark->height, dark->px_per_mm, 0};
    fol__tile tile;
    if (!fol__tile_make(&scales, &dark->alloc, &tile))
        return false;
    out->values = fol__alloc(&out->alloc, count, sizeof *out->values);
    for (int32_t y = 0; y < dark->height && out->values; y += FOL__FIND_TILE) {
        for (int32_t x = 0; x < dark->width; x += FOL__FIND_TILE) {
            fol__tile_fill(&tile, &scales, dark, x, y);
            keep_difference(&tile, &scales, x, y, out);
        }
    }
    fol__tile_free(&tile, &scales);
    return out->values;
}

void fol__response_free(fol__response *response) {
    fol__release(&response->alloc, response->values, (size_t)response->width * (size_t)response->height, sizeof *response->values);
    response->values = NULL;
}

static int by_value(const void *a, const void *b) {
    const float p = *(const float *)a, q = *(const float *)b;
    return (p > q) - (p < q);
}

double fol__spread_of(float *room, size_t count) {
    for (size_t i = 0; i < count; i++)
        room[i] = room[i] < 0 ? -room[i] : room[i];
    if (count)
        qsort(room, count, sizeof *room, by_value);
    return count ? 1.4826 * (double)room[count / 2] : 0;
}
