/* SPDX-License-Identifier: MIT */
/* Photographs of healed scalps whose dots' places and states are known: drawn on skin, then taken again by a camera that stands a little
 * otherwise. */
#ifndef FOLLICLE_TESTS_HEALED_PICTURE_H
#define FOLLICLE_TESTS_HEALED_PICTURE_H

#include <follicle/register.h>

typedef struct healed_form {
    const fol_dot *dots; /* in map order or by id */
    size_t count;
    const uint8_t *states;    /* fol_held_state, one a dot */
    const fol_pixels *under;  /* RGB24 skin at px_per_mm, its corner at the plan's 0, 0 */
    double px_per_mm;         /* of the picture that dots are drawn on */
    double opacity;           /* of a kept dot; faint ones have 0.4 of it; blown-out ones are twice as wide */
    double blown_opacity;     /* of these, over that of kept ones */
    double softness_mm;
    double stretch_mm;        /* skin that has stretched by so much, up and down over about 40 mm */
    double hand_mm;           /* standard deviation of where the hand set dots */
    double turn_deg, scale, shift_x_px, shift_y_px; /* of the second camera, about the picture's middle */
    double slant;             /* how much less than before the far side's pixels measure: 0.1 is 10 % over the picture */
    double gradient;          /* the light falls by this share from left to right */
    double blur_px;           /* sigma */
    double noise;             /* of the sensor, in codes */
    uint64_t seed;
} healed_form;

healed_form healed_form_default(const fol_dot *dots, size_t count, const uint8_t *states, const fol_pixels *under, double px_per_mm);

typedef struct healed_picture {
    fol_pixels pixels; /* RGB24 */
    fol_point *truth;  /* where each dot is on it */
    fol_transform camera; /* plan mm to pixels, without stretch and hand */
} healed_picture;

healed_picture healed_picture_make(const healed_form *form);
void healed_picture_free(healed_picture *picture);

/* States at random, and again in patches where less was held; shares in %. On the heap. */
uint8_t *healed_states(const fol_dot *dots, size_t count, int faint, int lost, int blown, uint64_t seed);

/* A picture enlarged or reduced, by squares of four pixels. RGB24, on the heap. */
fol_pixels resized_picture(const fol_pixels *from, double factor);

#endif
