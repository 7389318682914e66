/* SPDX-License-Identifier: MIT */
/* CSV text cut into rows and fields, as RFC 4180 has it, with line ends of any system. */
#ifndef FOLLICLE_IO_MAP_ROWS_H
#define FOLLICLE_IO_MAP_ROWS_H

#include <follicle/base.h>

/* A view of the text: without the quotes around it, but with quotes inside still doubled. */
typedef struct fol__field {
    const char *text; /* NULL: there is no such field */
    size_t size;
    const char *line_start; /* of the line on which it starts */
    int line;
} fol__field;

typedef struct fol__rows {
    const char *at, *end;
    const char *line_start;
    int line; /* from 1 */
} fol__rows;

/* Skips a byte-order mark. */
fol__rows fol__rows_of(const char *bytes, size_t size);
/* True when all is read. */
bool fol__rows_done(const fol__rows *rows);
/* The next field of the row; *last tells whether the row ends with it. FOL_ERR_SYNTAX where quotes are wrong. */
fol_status fol__rows_next(fol__rows *rows, fol__field *field, bool *last, fol_error *err);
/* A field without the blanks around it. */
fol__field fol__field_trimmed(fol__field field);
/* A plain decimal number, as 12.5 or -3; no locale has a say. False when it is none. */
bool fol__field_decimal(fol__field field, double *value);
/* A whole number, to which a spreadsheet may have added ".0". False when it is none or far out of range. */
bool fol__field_whole(fol__field field, int64_t *value);

/* Room for a field as messages show it. */
enum { FOL__FIELD_SHOWN = 64 };
/* The start of a field on one line of UTF-8, for a message. */
void fol__field_show(const fol__field *field, char shown[FOL__FIELD_SHOWN]);
/* Where it starts in its line, in characters from 1. */
int fol__field_column(const fol__field *field);

#endif
