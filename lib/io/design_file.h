/* SPDX-License-Identifier: MIT */
/* What stands behind a fol_design_file, whatever it was read from. */
#ifndef FOLLICLE_IO_DESIGN_FILE_H
#define FOLLICLE_IO_DESIGN_FILE_H

#include "design_arena.h"
#include "design_keys.h"

#include <follicle/io.h>
#include <jansson.h>

/* Where an object of the design stands in the drawing that it came from. */
typedef struct fol__origin {
    const char *key; /* "zones" ... */
    size_t index;
    const char *place; /* as messages call the element */
    int line, column;
} fol__origin;

struct fol_design_file {
    fol__io_arena arena;
    fol__draft draft;
    const fol_warning *warnings; /* of a drawing */
    size_t warning_count;
    const fol__origin *origins;
    size_t origin_count;
};

/* Specs from a tree with the keys of a design file, whatever made it. Adds to the file's arena. Errors: FOL_ERR_SCHEMA, _VALUE, _VERSION,
 * _LIMIT, _NOMEM. */
fol_status fol__design_fill(fol_design_file *file, json_t *root, const fol_limits *limits, fol_error *err);

#endif
