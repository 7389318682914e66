/* SPDX-License-Identifier: MIT */
/* What readers and writers of maps share. */
#ifndef FOLLICLE_IO_MAP_NAMES_H
#define FOLLICLE_IO_MAP_NAMES_H

#include "table.h"

#include <follicle/design.h>

/* The eight columns of a map, in the order in which they are written. */
typedef enum fol__column {
    FOL__COLUMN_ID,
    FOL__COLUMN_X,
    FOL__COLUMN_Y,
    FOL__COLUMN_DIAMETER,
    FOL__COLUMN_DEPTH,
    FOL__COLUMN_SESSION,
    FOL__COLUMN_ZONE,
    FOL__COLUMN_SHADE,
    FOL__COLUMN_COUNT
} fol__column;

/* Every id is below 2^53, so that JSON and spreadsheets, whose numbers are doubles, hold it exactly. */
#define FOL__LARGEST_ID ((INT64_C(1) << 53) - 1)

extern const fol__table_column fol__map_columns[FOL__COLUMN_COUNT];

/* Zone i's name; "" when there is none. */
const char *fol__zone_name(const fol_design *design, size_t i);

/* FOL_ERR_ARG when design or dots is NULL, or a dot's zone is none of the design's. */
fol_status fol__check_map(const fol_design *design, const fol_dot *dots, size_t count, fol_error *err);

#endif
