/* SPDX-License-Identifier: MIT */
/* Bytes to a JSON tree, within limits. */
#ifndef FOLLICLE_IO_DESIGN_LOAD_H
#define FOLLICLE_IO_DESIGN_LOAD_H

#include <follicle/base.h>

#include <jansson.h>

/* Parses an object strictly: no duplicate keys, no NUL, nesting up to FOL__MAX_DEPTH, UTF-8 with or without a
 * byte-order mark. Gives: *root, drop it with json_decref(). Errors: FOL_ERR_SYNTAX, _SCHEMA (a duplicate key), _LIMIT,
 * all with line and column; _NOMEM. */
fol_status fol__design_load(const char *bytes, size_t size, const fol_limits *limits, json_t **root, fol_error *err);

#endif
