/* SPDX-License-Identifier: MIT */
/* Pictures of shaved skin with hairs whose places are known: what a camera would make of them, step by step. */
#ifndef FOLLICLE_TESTS_SKIN_PICTURE_H
#define FOLLICLE_TESTS_SKIN_PICTURE_H

#include <follicle/raster.h>

typedef struct skin_form {
    double px_per_mm, width_mm, height_mm;
    double hairs_per_cm2;         /* openings; each has one to three hairs 0.1 to 0.2 mm apart where `units` */
    double diameter_from_mm, diameter_to_mm;
    double hair_light;            /* of the skin's light that a hair leaves */
    double lying;                 /* share of hairs that lie flat, length_from to length_to long */
    double length_from_mm, length_to_mm;
    double skin[3];               /* linear light of red, green, blue */
    double gradient;              /* the light falls by this share from left to right */
    double texture;               /* the skin's own unevenness, root mean square, of grains of 0.1 to 0.6 mm */
    double pores_per_cm2;         /* of 0.1 to 0.2 mm, taking 4 to 10 % of the light */
    int moles, shines;            /* of 1.5 to 4 mm; highlights of 2 to 8 mm */
    double blur_px;               /* of the camera, sigma */
    double noise;                 /* of the sensor, in codes at the skin's own light */
    double jpeg;                  /* step of the coarsest coefficients is 10 times this many codes; 0: none */
    bool units;
    uint64_t seed;
} skin_form;

/* Light skin, dark hair, an even light and a good camera. */
skin_form skin_form_default(double px_per_mm);

typedef struct skin_picture {
    fol_pixels pixels; /* RGB24 */
    fol_point *openings;
    size_t opening_count;
} skin_picture;

skin_picture skin_picture_make(const skin_form *form);
void skin_picture_free(skin_picture *picture);

/* How spots and openings match: each with the nearest that is left, within reach. */
typedef struct match_count {
    size_t matched, spots, openings;
} match_count;

/* matched[i]: whether spot i is an opening; may be NULL. Spots are x, y in mm. */
match_count match_spots(const fol_point *spots, size_t spot_count, const fol_point *openings, size_t opening_count, double reach_mm,
                        bool *matched);

#endif
