/* SPDX-License-Identifier: MIT */
/* Finds existing hairs on a photograph of shaved skin, or on a mask: small round spots darker (or lighter) than what lies around
 * them, each with a confidence. Experimental: may still change between minor versions. docs/existing-hair.md tells how it works, how good it
 * is and where it fails. The same bits on every machine. */
#ifndef FOLLICLE_FIND_H
#define FOLLICLE_FIND_H

#include <follicle/raster.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Coarser pictures are refused: a hair of 0.08 mm is then less than two thirds of a pixel wide. */
#define FOL_FIND_LEAST_PX_PER_MM 8.0

typedef struct fol_find_spec {
    size_t struct_size;
    double mm_per_px;         /* of the picture, 0.0005 to 1 / FOL_FIND_LEAST_PX_PER_MM; no default */
    double diameter_from_mm;  /* of what counts as a hair, 0.02 to 1; default 0.04 */
    double diameter_to_mm;    /* from the other one to 1; default 0.25. Larger spots are moles */
    double least_contrast;    /* share of the light around a spot that it takes away where it is darkest, as the camera saw it, 0 to 1;
                                 default 0.02 */
    double least_confidence;  /* weaker spots are left out, 0 to 1; default 0.1 */
    double least_distance_mm; /* of two spots, the stronger stays, 0.05 to 5; default 0.3 */
    bool light;               /* grey hair on dark skin: spots are lighter than what lies around them; default false */
    fol_point origin;         /* mm; where the upper left corner of pixel (0, 0) lies; default 0, 0 */
    fol_rect region;          /* mm; only spots in it are given; width 0 (the default): the whole picture */
} fol_find_spec;

FOL_API void fol_find_spec_init_sized(fol_find_spec *spec, size_t struct_size);
static inline fol_find_spec fol_find_spec_default(void) {
    fol_find_spec spec;
    fol_find_spec_init_sized(&spec, sizeof spec);
    return spec;
}

/* Light, row by row, linear, 0 to 1. */
typedef struct fol_light_plane {
    const float *values;
    int32_t width, height;
    size_t stride; /* values from a row to the next */
} fol_light_plane;

typedef struct fol_spot {
    int32_t x_um, y_um;  /* its middle; where a hair lies flat, the middle of what is seen of it: the opening is at one of its ends */
    int32_t diameter_um; /* as it is seen, the camera's blur included */
    int32_t length_um;   /* of a hair that lies flat; the diameter where it stands */
    double contrast;     /* share of the light around it that it takes away where it is darkest, as it is seen */
    double confidence;   /* 0 to 1: about the share of such spots that are openings within 0.15 mm */
} fol_spot;

typedef struct fol_spots fol_spots;

/* Finds spots on a picture.
 * Borrows: pixels and spec until return.   Gives: *out, free with fol_spots_free(); NULL on failure.
 * Errors:  FOL_ERR_ARG, _VALUE (a number out of range; a picture too coarse, naming the resolution that is needed), _LIMIT (more than
 *          500,000,000 pixels), _NOMEM.
 * Threads: safe from any thread.   Cost: about 0.1 microseconds a pixel, up to 6 bytes of memory a pixel and 25 MB. */
FOL_API fol_status fol_spots_find(const fol_pixels *pixels, const fol_find_spec *spec, const fol_allocator *alloc,
                                  fol_spots **out, fol_error *err);
/* The same on light that the caller has: another camera's, one channel alone. Not finite counts as 0. */
FOL_API fol_status fol_spots_find_light(const fol_light_plane *plane, const fol_find_spec *spec, const fol_allocator *alloc,
                                        fol_spots **out, fol_error *err);
/* From top to bottom, on one level from left to right. Valid while the object lives. */
FOL_API const fol_spot *fol_spots_all(const fol_spots *spots, size_t *count);
FOL_API void fol_spots_free(fol_spots *spots);

#ifdef __cplusplus
}
#endif
#endif
