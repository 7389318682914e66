/* SPDX-License-Identifier: MIT */
/* Rings are drawn pixel by pixel, soft by a pixel, so that what they surround stays to be judged. Where a hair lies flat the ring is as large as
 * it is long. */
#include "circles.h"

#include <math.h>

static const double LEAST_RADIUS_MM = 0.18, ROOM_MM = 0.06;
/* Apart for colour-blind people, too (Okabe and Ito 2008). */
static const fol_color SURE = {0x00, 0xb0, 0x73}, LIKELY = {0xff, 0xb0, 0x00}, DOUBTFUL = {0xe0, 0x20, 0x20};

static fol_color color_of(double confidence) {
    return confidence >= SURE_CONFIDENCE ? SURE : confidence >= LIKELY_CONFIDENCE ? LIKELY : DOUBTFUL;
}

static uint8_t mixed(uint8_t under, uint8_t over, double share) {
    return (uint8_t)(under + share * (over - under) + 0.5);
}

void draw_ring(const fol_pixels *pixels, double x, double y, double radius, double width, fol_color color) {
    const double reach = radius + width;
    const int32_t x0 = (int32_t)fmax(0, floor(x - reach)), x1 = (int32_t)fmin(pixels->width - 1, ceil(x + reach));
    const int32_t y0 = (int32_t)fmax(0, floor(y - reach)), y1 = (int32_t)fmin(pixels->height - 1, ceil(y + reach));
    for (int32_t row = y0; row <= y1; row++) {
        for (int32_t column = x0; column <= x1; column++) {
            const double away = fabs(hypot(column + 0.5 - x, row + 0.5 - y) - radius);
            const double share = fmin(1, width / 2 + 0.5 - away);
            uint8_t *at = (uint8_t *)pixels->data + (size_t)row * pixels->stride + 3 * (size_t)column;
            if (!(share > 0))
                continue;
            at[0] = mixed(at[0], color.r, share);
            at[1] = mixed(at[1], color.g, share);
            at[2] = mixed(at[2], color.b, share);
        }
    }
}

void draw_circles(const fol_pixels *pixels, const fol_spot *spots, size_t count, double mm_per_px) {
    const double width = fmax(1, 0.04 / mm_per_px);
    for (size_t i = 0; i < count; i++) {
        const double half_mm = spots[i].length_um / 2000.0 + ROOM_MM;
        const double radius = fmax(LEAST_RADIUS_MM, half_mm) / mm_per_px;
        draw_ring(pixels, spots[i].x_um / 1000.0 / mm_per_px, spots[i].y_um / 1000.0 / mm_per_px, radius, width,
                  color_of(spots[i].confidence));
    }
}
