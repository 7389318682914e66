/* SPDX-License-Identifier: MIT */
/* Where in a design file something is, while it is being read or written: a chain on the stack, from the place
 * outwards. */
#ifndef FOLLICLE_IO_DESIGN_PLACE_H
#define FOLLICLE_IO_DESIGN_PLACE_H

#include <follicle/base.h>

/* A key of the parent, or, with key NULL, one of its elements. The top has neither parent nor key. */
typedef struct fol__place {
    const struct fol__place *parent;
    const char *key;
    size_t index;
} fol__place;

/* Returns status; fills *err, with the place as zones[2].holes[0][14], unless err is NULL. */
fol_status fol__fail_at(fol_error *err, fol_status status, const fol__place *at, const char *format, ...)
    FOL_PRINTF(4, 5);

#endif
