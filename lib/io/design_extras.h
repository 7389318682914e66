/* SPDX-License-Identifier: MIT */
/* Keys that begin with x-: carried from file to file, never looked into. */
#ifndef FOLLICLE_IO_DESIGN_EXTRAS_H
#define FOLLICLE_IO_DESIGN_EXTRAS_H

#include "text_out.h"

#include <jansson.h>

bool fol__is_extra(const char *key);

/* Writes any JSON value on one line, with the shortest numbers that read back the same. */
void fol__out_json(fol__text_out *out, json_t *value);

/* The x- members of object as the text of one object, in libc memory; NULL when it has none. *ok turns false when
 * memory is out. */
char *fol__extras_of(json_t *object, bool *ok);

#endif
