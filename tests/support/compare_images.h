/* SPDX-License-Identifier: MIT */
/* Golden pictures: few, at most 256 pixels a side, dots of at least 3 pixels' radius, no text.
 *
 * The rule is the largest difference of any channel of any pixel, because a mean accepts a missing dot before it
 * accepts a harmless shift: up to 2 is silent (rounding of another Cairo), up to 16 passes with a note, above fails. A
 * note or a failure leaves NAME.out.png, NAME.ref.png and NAME.diff.png in $FOLLICLE_OUTPUT_DIR, or in the working
 * folder.
 *
 * To make the golden pictures anew: FOLLICLE_REGENERATE=1 meson test -C build unit-render; then look at them. */
#ifndef FOLLICLE_TESTS_COMPARE_IMAGES_H
#define FOLLICLE_TESTS_COMPARE_IMAGES_H

#include <follicle/raster.h>

/* Compares with $FOLLICLE_GOLDEN/images/NAME.png. Scene and px_per_mm are what the picture was drawn from: they tell
 * the dot that is nearest to the worst pixel. */
void check_golden_image(const char *name, const fol_pixels *pixels, const fol_scene *scene, double px_per_mm);

#endif
