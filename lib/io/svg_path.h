/* SPDX-License-Identifier: MIT */
/* The geometry of one element: path data and the basic shapes. */
#ifndef FOLLICLE_IO_SVG_PATH_H
#define FOLLICLE_IO_SVG_PATH_H

#include "svg_outline.h"
#include "svg_xml.h"

/* Lengths without a unit, and what percents are of. */
typedef struct fol__svg_room {
    double width, height;   /* in user units */
    double mm_per_unit;     /* what a user unit is where a length has one of its own; 25.4 / 96 */
} fol__svg_room;

/* Whether elements of that name have geometry of their own. */
bool fol__svg_has_geometry(const fol__xml_element *element);
/* Adds what the element draws. *bad: where reading stopped, for messages; NULL when that says nothing. */
fol__svg_result fol__svg_geometry(const fol__xml_element *element, fol__matrix to_mm, const fol__svg_room *room,
                                  fol__outline *outline, const char **bad);

/* A length of an attribute in user units; `of`: what 100 % is. False when it cannot be read; `missing` when there is none. */
bool fol__svg_user_length(const fol__xml_element *element, const char *name, const fol__svg_room *room, double of,
                          double missing, double *value);

#endif
