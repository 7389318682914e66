/* SPDX-License-Identifier: MIT */
/* Fields are views of the caller's bytes: nothing is copied, so a row costs no memory however long it is. */
#include "map_rows.h"

#include "problem.h"
#include "utf8.h"

#include <string.h>

fol__rows fol__rows_of(const char *bytes, size_t size) {
    fol__rows rows = {bytes, bytes + size, bytes, 1};
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        rows.at = rows.line_start = bytes + 3;
    return rows;
}

bool fol__rows_done(const fol__rows *rows) {
    return rows->at == rows->end;
}

/* Past LF, CR LF or a lone CR. */
static void skip_line_end(fol__rows *rows) {
    const bool cr = *rows->at++ == '\r';
    if (cr && rows->at < rows->end && *rows->at == '\n')
        rows->at++;
    rows->line++;
    rows->line_start = rows->at;
}

static bool at_line_end(const fol__rows *rows) {
    return *rows->at == '\n' || *rows->at == '\r';
}

static void skip_blanks(fol__rows *rows) {
    while (rows->at < rows->end && (*rows->at == ' ' || *rows->at == '\t'))
        rows->at++;
}

/* Whether the field is in quotes; blanks may stand around them. */
static bool opens_quotes(const fol__rows *rows) {
    const char *at = rows->at;
    while (at < rows->end && (*at == ' ' || *at == '\t'))
        at++;
    return at < rows->end && *at == '"';
}

/* Up to the closing quote, and past it and the blanks behind it. `field` starts at the opening quote until then. */
static fol_status quoted(fol__rows *rows, fol__field *field, fol_error *err) {
    skip_blanks(rows);
    field->text = rows->at++;
    for (;;) {
        if (rows->at == rows->end)
            return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, field->line, fol__field_column(field),
                                "the quote that opens here is never closed");
        if (at_line_end(rows)) {
            skip_line_end(rows);
        } else if (*rows->at != '"') {
            rows->at++;
        } else if (rows->at + 1 < rows->end && rows->at[1] == '"') {
            rows->at += 2;
        } else {
            break;
        }
    }
    field->size = (size_t)(rows->at++ - field->text) - 1;
    skip_blanks(rows);
    if (rows->at < rows->end && *rows->at != ',' && !at_line_end(rows))
        return fol__io_fail(
            err, FOL_ERR_SYNTAX, NULL, field->line, fol__field_column(field),
            "after the closing quote comes neither a comma nor the end of the line; quotes inside a field "
            "are doubled");
    field->text++;
    return FOL_OK;
}

static fol_status plain(fol__rows *rows, fol__field *field, fol_error *err) {
    const char *at = rows->at;
    while (at < rows->end && *at != ',' && *at != '\n' && *at != '\r' && *at != '"')
        at++;
    rows->at = at;
    field->size = (size_t)(at - field->text);
    if (at < rows->end && *at == '"')
        return fol__io_fail(
            err, FOL_ERR_SYNTAX, NULL, field->line, fol__field_column(field),
            "a quote inside a field that does not begin with one; put the field in quotes and double those "
            "inside");
    return FOL_OK;
}

fol_status fol__rows_next(fol__rows *rows, fol__field *field, bool *last, fol_error *err) {
    const fol__field start = {rows->at, 0, rows->line_start, rows->line};
    *field = start;
    const fol_status status = opens_quotes(rows) ? quoted(rows, field, err) : plain(rows, field, err);
    if (status != FOL_OK)
        return status;
    *last = rows->at == rows->end || at_line_end(rows);
    if (!*last)
        rows->at++; /* the comma */
    else if (rows->at < rows->end)
        skip_line_end(rows);
    return FOL_OK;
}

fol__field fol__field_trimmed(fol__field field) {
    while (field.size && (field.text[0] == ' ' || field.text[0] == '\t')) {
        field.text++;
        field.size--;
    }
    while (field.size && (field.text[field.size - 1] == ' ' || field.text[field.size - 1] == '\t'))
        field.size--;
    return field;
}

void fol__field_show(const fol__field *field, char shown[FOL__FIELD_SHOWN]) {
    char start[FOL__FIELD_SHOWN / 2] = ""; /* NUL behind it, as utf8.h wants */
    const size_t room = sizeof start - 1;
    size_t used = 0;
    memcpy(start, field->text, field->size < room ? field->size : room);
    for (const char *at = start; *at;) {
        const char *from = at;
        const int32_t c = fol__utf8_next(&at);
        if (c < 0x20 || c == 0x7F)
            shown[used++] = '?';
        else
            while (from < at)
                shown[used++] = *from++;
    }
    strcpy(shown + used, field->size > room ? "..." : "");
}

int fol__field_column(const fol__field *field) {
    int column = 1;
    for (const char *at = field->line_start; at < field->text; at++)
        column += ((unsigned char)*at & 0xC0) != 0x80;
    return column;
}

bool fol__field_decimal(fol__field field, double *value) {
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char *at = field.text, *end = field.text + field.size;
    const bool negative = at < end && *at == '-';
    int64_t digits = 0;
    int count = 0, behind = 0, fraction = 0;
    at += at < end && (*at == '-' || *at == '+');
    for (; at < end; at++) {
        if (*at == '.' && !fraction) {
            fraction = 1;
            continue;
        }
        if (*at < '0' || *at > '9')
            return false;
        count++;
        if (digits >= INT64_C(100000000000000)) { /* more than any place has: dropped behind the point, far out of range before */
            if (!fraction)
                return false;
            continue;
        }
        digits = digits * 10 + (*at - '0');
        behind += fraction;
    }
    *value = (negative ? -1 : 1) * (double)digits / powers[behind];
    return count > 0;
}

bool fol__field_whole(fol__field field, int64_t *value) {
    const char *at = field.text, *end = field.text + field.size;
    const bool negative = at < end && *at == '-';
    int64_t size = 0;
    at += at < end && (*at == '-' || *at == '+');
    const char *digits = at;
    for (; at < end && *at >= '0' && *at <= '9' && size < INT64_C(100000000000000000); at++)
        size = size * 10 + (*at - '0');
    if (at == digits)
        return false;
    if (at < end && *at == '.') {
        for (at++; at < end && *at == '0'; at++)
            ;
    }
    *value = negative ? -size : size;
    return at == end;
}
