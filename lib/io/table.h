/* SPDX-License-Identifier: MIT */
/* CSV tables whose columns are found by name, with lines of comments that begin with #. */
#ifndef FOLLICLE_IO_TABLE_H
#define FOLLICLE_IO_TABLE_H

#include "map_rows.h"

#include <stdbool.h>

enum { FOL__TABLE_COLUMNS = 1000, FOL__TABLE_NAMES = 16 };

/* Zero it but for the first three. */
typedef struct fol__table {
    const char *const *names; /* of the columns that matter, those that must be there first */
    int name_count, required;
    const char *header;       /* an example of one, for messages */
    /* Gets each line of comment without its #; NULL: they are passed over. */
    fol_status (*comment)(const fol__field *text, void *user, fol_error *err);
    void *user;
    fol__rows rows;
    int columns;
    int8_t role_of[FOL__TABLE_COLUMNS];
} fol__table;

/* Reads up to the line of column names. Errors: FOL_ERR_SYNTAX, _LIMIT, those of `comment`. */
fol_status fol__table_begin(fol__table *table, const char *bytes, size_t size, const fol_limits *limits, fol_error *err);
/* The next row that is not blank: a field for each name, text NULL where there is no such column. *more is false at the end. */
fol_status fol__table_next(fol__table *table, fol__field *fields, int *line, bool *more, fol_error *err);

/* A number of a field, or the fallback where it is empty or not there. Errors: FOL_ERR_VALUE, which names the column and the range. */
fol_status fol__table_number(const fol__table *table, const fol__field *fields, int name, double least, double most, double fallback,
                             double *value, fol_error *err);
/* The same for whole numbers. */
fol_status fol__table_whole(const fol__table *table, const fol__field *fields, int name, int64_t least, int64_t most, int64_t fallback,
                            int64_t *value, fol_error *err);
/* Whether a field is that text, doubled quotes counting as one. */
bool fol__field_is(const fol__field *field, const char *text);

#endif
