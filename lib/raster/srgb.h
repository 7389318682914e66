/* SPDX-License-Identifier: MIT */
/* sRGB codes and linear light, IEC 61966-2-1, the same bits on every machine. */
#ifndef FOLLICLE_RASTER_SRGB_H
#define FOLLICLE_RASTER_SRGB_H

#include <stdint.h>

enum { FOL__LIGHT_STEPS = 4096 };

/* The transfer function as tables, for work on many pixels. A step of the table is narrower than any code. */
typedef struct fol__light {
    double linear[256];
    uint8_t code_below[FOL__LIGHT_STEPS + 1]; /* highest code that is not above i / FOL__LIGHT_STEPS, at most 254 */
} fol__light;

void fol__light_make(fol__light *light);

/* The highest code up to 254 whose light is not above `linear`, which must be 0 to 1. */
static inline uint8_t fol__light_code_below(const fol__light *light, double linear) {
    const uint8_t code = light->code_below[(int32_t)(linear * FOL__LIGHT_STEPS)];
    return (uint8_t)(code + ((code < 254) & (light->linear[code + 1] <= linear)));
}

#endif
