/* SPDX-License-Identifier: MIT */
/* The photograph of a drawing as a design has it. */
#ifndef FOLLICLE_IO_SVG_PHOTO_H
#define FOLLICLE_IO_SVG_PHOTO_H

#include "svg_objects.h"

#include <follicle/io.h>

/* Adds "photo" to the design when the drawing has one that can lie under it; what cannot is a warning. Errors: FOL_ERR_NOMEM. */
fol_status fol__svg_photo(fol__svg_objects *objects, const fol_drawing_options *options, json_t *design);

#endif
