/* SPDX-License-Identifier: MIT */
/* A picture as darkness: what share of the light around it each pixel lacks, so that shadows, skin tone and exposure fall out. */
#ifndef FOLLICLE_FIND_DARKNESS_H
#define FOLLICLE_FIND_DARKNESS_H

#include "alloc.h"

#include <follicle/find.h>

/* Pixels of fine pictures are taken together, `bin` by `bin`; what is left over at the right and bottom is dropped. */
typedef struct fol__darkness {
    fol_allocator alloc;
    float *values; /* row by row */
    int32_t width, height, bin;
    double px_per_mm; /* of these */
} fol__darkness;

/* Exactly one of pixels and plane. False: out of memory. */
bool fol__darkness_make(const fol_pixels *pixels, const fol_light_plane *plane, const fol_find_spec *spec,
                        const fol_allocator *alloc, fol__darkness *out);
void fol__darkness_free(fol__darkness *dark);

#endif
