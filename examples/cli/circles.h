/* SPDX-License-Identifier: MIT */
/* Found hairs on the photograph that they were found on. */
#ifndef FOLLICLE_CLI_CIRCLES_H
#define FOLLICLE_CLI_CIRCLES_H

#include <follicle/find.h>

#define SURE_CONFIDENCE 0.9
#define LIKELY_CONFIDENCE 0.5

/* A ring into RGB24 pixels, soft by a pixel; places, radius and width in pixels. */
void draw_ring(const fol_pixels *pixels, double x, double y, double radius, double width, fol_color color);

/* Draws a ring around each spot into RGB24 pixels: green where it is sure, orange where likely, red else. Places are those of a picture
 * whose upper left corner is at 0, 0. */
void draw_circles(const fol_pixels *pixels, const fol_spot *spots, size_t count, double mm_per_px);

#endif
