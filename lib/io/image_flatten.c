/* SPDX-License-Identifier: MIT */
/* Transparency of a photograph, laid over one colour. Mixed in linear light, as all colours here. */
#include "image.h"

/* The code whose linear light is nearest to `light`; codes rise with it. */
static unsigned char code_of(const double *linear, double light) {
    int below = 0, above = 255;
    while (above - below > 1) {
        const int middle = (below + above) / 2;
        if (linear[middle] <= light)
            below = middle;
        else
            above = middle;
    }
    return (unsigned char)(light - linear[below] <= linear[above] - light ? below : above);
}

void fol__image_flatten(const unsigned char *rgba, size_t count, fol_color under, unsigned char *to) {
    double linear[256];
    for (int code = 0; code < 256; code++)
        linear[code] = fol_linear_from_srgb((uint8_t)code);
    const unsigned char below[3] = {under.r, under.g, under.b};
    for (size_t i = 0; i < count; i++, rgba += 4, to += 3) {
        const unsigned char alpha = rgba[3];
        for (int c = 0; c < 3; c++) {
            if (alpha == 255)
                to[c] = rgba[c];
            else if (alpha == 0)
                to[c] = below[c];
            else
                to[c] = code_of(linear, (linear[rgba[c]] * alpha + linear[below[c]] * (255 - alpha)) / 255);
        }
    }
}
