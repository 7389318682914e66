/* SPDX-License-Identifier: MIT */
/* CSV tables whose columns are found by name, in any order and among others. */
#ifndef FOLLICLE_IO_TABLE_H
#define FOLLICLE_IO_TABLE_H

#include "map_rows.h"

#include <stdbool.h>

enum { FOL__TABLE_WIDEST = 1000, FOL__TABLE_COLUMNS = 16 };

/* A column that matters. */
typedef struct fol__table_column {
    const char *name;
    double least, most, fallback; /* of numbers: the fallback is for a column that is not there and a field that is empty */
    const char *of;               /* " of micrometres"; NULL: nothing */
    bool required;                /* there must be such a column */
    bool filled;                  /* and its fields must not be empty */
} fol__table_column;

/* Zero it but for what stands before rows. */
typedef struct fol__table {
    const fol__table_column *columns;
    int column_count;
    const char *what;   /* as messages call it: "map" */
    const char *header; /* an example of a first line, for messages */
    /* Rows are appended to it, header lines and all, and lines that begin with # are comments: each is given without its #. NULL: a
     * table by itself, without comments. */
    fol_status (*comment)(const fol__field *text, void *user, fol_error *err);
    void *user;
    fol__rows rows;
    int width;
    int8_t role_of[FOL__TABLE_WIDEST]; /* which of the columns it is; -1: none of them */
    bool has[FOL__TABLE_COLUMNS];
} fol__table;

/* Reads up to the line of column names. Errors: FOL_ERR_SYNTAX, _LIMIT, those of `comment`. */
fol_status fol__table_begin(fol__table *table, const char *bytes, size_t size, const fol_limits *limits, fol_error *err);
/* The next row that is not blank: a field for each of the columns, text NULL where the table has no such column. *more is false at the end. */
fol_status fol__table_next(fol__table *table, fol__field *fields, int *line, bool *more, fol_error *err);

/* A number of a row. Errors: FOL_ERR_VALUE, which names the column and its range. */
fol_status fol__table_number(const fol__table *table, const fol__field *fields, int column, double *value, fol_error *err);
/* The same for whole numbers. */
fol_status fol__table_whole(const fol__table *table, const fol__field *fields, int column, int64_t *value, fol_error *err);
/* Whether a field is that text, doubled quotes counting as one. */
bool fol__field_is(const fol__field *field, const char *text);
/* Fails with `before "field" after`. */
fol_status fol__field_fail(const fol__field *field, fol_status status, const char *before, const char *after, fol_error *err);

/* Twice as much room for what grows one by one, 1,024 at first. NULL: out of memory, and all is as it was. */
void *fol__grown(void *items, size_t *capacity, size_t item_size);

#endif
