/* SPDX-License-Identifier: MIT */
/* A key's value from JSON to the field of a spec. Whatever is wrong is said with its place. */
#ifndef FOLLICLE_IO_DESIGN_VALUES_H
#define FOLLICLE_IO_DESIGN_VALUES_H

#include "design_file.h"
#include "design_keys.h"
#include "design_place.h"

#include <jansson.h>

typedef struct fol__reader {
    fol__io_arena *arena;
    fol_limits limits;
    int64_t vertices; /* so far */
    fol_error *err;
} fol__reader;

/* "an array". */
const char *fol__type_name(const json_t *value);
/* FOL_ERR_SCHEMA: it is of one type, must be what is wanted. */
fol_status fol__fail_type(const fol__reader *in, const json_t *value, const fol__place *at, const char *wanted);
/* Whether it is an array of so many elements at least. */
fol_status fol__check_array(const fol__reader *in, const json_t *value, size_t least, const char *wanted, const fol__place *at);

fol_status fol__read_text(const fol__reader *in, const json_t *value, const char **text, const fol__place *at);
fol_status fol__read_point(const fol__reader *in, const json_t *value, fol_point *point, const fol__place *at);

/* Any kind of value but objects, which design_read.c walks. `base` is the object's struct. */
fol_status fol__read_value(fol__reader *in, const json_t *value, const fol__key *key, char *base, const fol__place *at);

#endif
