/* SPDX-License-Identifier: MIT */
/* sRGB codes and linear light, IEC 61966-2-1, the same bits on every machine. */
#ifndef FOLLICLE_RASTER_SRGB_H
#define FOLLICLE_RASTER_SRGB_H

#include <stdint.h>

/* Light is counted in steps, 0 to this; a power of two, so that counting rounds nothing. The steps are narrower than
 * any code. */
enum { FOL__LIGHT_STEPS = 4096 };

/* The light of one code. */
typedef struct fol__code {
    double light;
    double gap;  /* to the next code; 0 for the last */
    double next; /* light of the next code; for the last two, which have no next to go on to, more than there is */
} fol__code;

/* The transfer function as tables, for work on many pixels. */
typedef struct fol__light {
    fol__code codes[256];
    uint8_t code_below[FOL__LIGHT_STEPS + 1]; /* highest code that is not above so many steps, at most 254 */
} fol__light;

void fol__light_make(fol__light *light);

/* The highest code up to 254 whose light is not above `steps`, which must be 0 to FOL__LIGHT_STEPS. */
static inline uint8_t fol__light_code_below(const fol__light *light, double steps) {
    const uint8_t code = light->code_below[(int32_t)steps];
    return (uint8_t)(code + (light->codes[code].next <= steps));
}

#endif
