/* SPDX-License-Identifier: MIT */
/* The sRGB transfer function without libm, so that a picture has the same bits on every machine: x^2.4 is
 * x^2 times the fifth root of x^2, and the root comes by Newton's method from basic arithmetic. */
#include "srgb.h"

#include <follicle/raster.h>

/* From above, Newton's steps for y^5 = a fall towards the root and stop there; 12 are enough for every a of a code. */
static double fifth_root(double a) {
    double y = 1.0;
    for (int step = 0; step < 12; step++) {
        const double y2 = y * y;
        y -= (y - a / (y2 * y2)) / 5.0;
    }
    return y;
}

void fol__light_make(fol__light *light) {
    for (int code = 0; code < 256; code++)
        light->codes[code].light = FOL__LIGHT_STEPS * fol_linear_from_srgb((uint8_t)code);
    for (int code = 0; code < 256; code++) {
        const double next = light->codes[code < 255 ? code + 1 : 255].light;
        light->codes[code].gap = next - light->codes[code].light;
        light->codes[code].next = code < 254 ? next : 2 * FOL__LIGHT_STEPS;
    }
    uint8_t code = 0;
    for (int i = 0; i <= FOL__LIGHT_STEPS; i++) {
        code = (uint8_t)(code + (light->codes[code].next <= i));
        light->code_below[i] = code;
    }
}

double fol_linear_from_srgb(uint8_t code) {
    const double encoded = (double)code / 255.0;
    if (encoded <= 0.04045)
        return encoded / 12.92;
    const double x = (encoded + 0.055) / 1.055;
    return x * x * fifth_root(x * x);
}
