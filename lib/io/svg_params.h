/* SPDX-License-Identifier: MIT */
/* Parameters of a design in data-* attributes: of an object, of the groups around it, of the drawing. */
#ifndef FOLLICLE_IO_SVG_PARAMS_H
#define FOLLICLE_IO_SVG_PARAMS_H

#include "design_keys.h"
#include "svg_walk.h"

#include <jansson.h>

/* Adds to `object` the keys of `shape` that the frames' attributes give, those of the innermost element last. False when memory is
 * out. */
bool fol__svg_params(const fol__svg_frame *frame, const fol__shape *shape, json_t *object);
/* The same of one element alone. */
bool fol__svg_element_params(const fol__xml_element *element, const fol__shape *shape, json_t *object);
/* An attribute of the element that begins with data- and is like a key of one of the shapes (NULL ends the list), but is none; NULL
 * when there is none. *like: the key. */
const char *fol__svg_stray_param(const fol__xml_element *element, const fol__shape *const *shapes, const char **like);

/* A key of another object by its name in plain words: "width" for width_mm. NULL when there is none. */
const fol__key *fol__svg_key_named(const fol__shape *shape, const char *words);

#endif
