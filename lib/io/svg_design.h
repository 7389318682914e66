/* SPDX-License-Identifier: MIT */
/* Objects of a drawing to the tree of a design file. */
#ifndef FOLLICLE_IO_SVG_DESIGN_H
#define FOLLICLE_IO_SVG_DESIGN_H

#include "design_file.h"
#include "svg_objects.h"

/* An array of origins grown by malloc; the caller frees origins->items. */
typedef struct fol__origins {
    fol__origin *items;
    size_t count, capacity;
} fol__origins;

/* Everything but photograph and settings. Errors: FOL_ERR_NAME when there is no zone, _GEOMETRY, _LIMIT, _NOMEM. */
fol_status fol__svg_design(fol__svg_objects *objects, json_t *design, fol__origins *origins);

#endif
