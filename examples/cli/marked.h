/* SPDX-License-Identifier: MIT */
/* Pictures of marks on a plan: a pale canvas with outlines and hairlines, and a legend below it. */
#ifndef FOLLICLE_CLI_MARKED_H
#define FOLLICLE_CLI_MARKED_H

#include "load.h"

typedef struct legend_entry {
    fol_color color;
    char text[64];
} legend_entry;

typedef struct marked_picture {
    fol_pixels whole, canvas; /* the second is the upper part of the first: XRGB32, to draw on */
    double px_per_mm;
} marked_picture;

/* The design must have been laid out. At px_per_mm, or less where the picture would be very large. Free it whatever comes. */
fol_status marked_begin(marked_picture *picture, const loaded_design *loaded, double px_per_mm, const legend_entry *entries, size_t count,
                        fol_error *err);
void marked_free(marked_picture *picture);

#endif
