/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "problem.h"

#include <stdlib.h>
#include <string.h>

void *fol__grown(void *items, size_t *capacity, size_t item_size) {
    const size_t more = *capacity ? *capacity * 2 : 1024;
    void *grown = more > SIZE_MAX / item_size ? NULL : realloc(items, more * item_size);
    if (grown)
        *capacity = more;
    return grown;
}

fol_status fol__field_fail(const fol__field *field, fol_status status, const char *before, const char *after, fol_error *err) {
    char shown[FOL__FIELD_SHOWN];
    fol__field_show(field, shown);
    return fol__io_fail(err, status, NULL, field->line, fol__field_column(field), "%s \"%s\"%s", before, shown, after);
}

bool fol__field_is(const fol__field *field, const char *text) {
    size_t i = 0;
    for (; i < field->size && *text && field->text[i] == *text; i++, text++)
        i += field->text[i] == '"'; /* the second of the two */
    return i == field->size && !*text;
}

/* ---------------------------------------------------------------- lines of comment */

static bool at_comment(const fol__rows *rows) {
    return rows->at < rows->end && *rows->at == '#';
}

static fol_status pass_comments(fol__table *t, fol_error *err) {
    fol_status status = FOL_OK;
    while (status == FOL_OK && t->comment && at_comment(&t->rows)) {
        fol__rows *rows = &t->rows;
        fol__field text = {rows->at + 1, 0, rows->line_start, rows->line};
        while (rows->at < rows->end && *rows->at != '\n' && *rows->at != '\r')
            rows->at++;
        text.size = (size_t)(rows->at - text.text);
        while (rows->at < rows->end && (*rows->at == '\n' || *rows->at == '\r')) {
            const bool pair = *rows->at == '\r' && rows->at + 1 < rows->end && rows->at[1] == '\n';
            rows->at += 1 + pair;
            rows->line++;
            rows->line_start = rows->at;
        }
        text = fol__field_trimmed(text);
        status = t->comment(&text, t->user, err);
    }
    return status;
}

/* ---------------------------------------------------------------- header */

static int named(const fol__table *t, const fol__field *name) {
    for (int i = 0; i < t->column_count; i++) {
        if (fol__field_is(name, t->columns[i].name))
            return i;
    }
    return -1;
}

static fol_status check_header(const fol__table *t, const fol__field *first, fol_error *err) {
    if (t->width == 1 && t->role_of[0] < 0 && memchr(first->text, ';', first->size))
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, first->line, 1, "columns are separated by semicolons; save the %s as CSV with commas",
                            t->what);
    for (int i = 0; i < t->column_count; i++) {
        if (t->columns[i].required && !t->has[i])
            return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, first->line, 1, "there is no column \"%s\"; the first line names the columns: %s",
                                t->columns[i].name, t->header);
    }
    return FOL_OK;
}

static fol_status read_header(fol__table *t, fol_error *err) {
    bool last = false;
    fol__field field = {NULL, 0, NULL, 1}, first = {"", 0, "", 1};
    while (!last) {
        const fol_status status = fol__rows_next(&t->rows, &field, &last, err);
        if (status != FOL_OK)
            return status;
        field = fol__field_trimmed(field);
        if (t->width == 0)
            first = field;
        if (t->width == FOL__TABLE_WIDEST)
            return fol__field_fail(&field, FOL_ERR_LIMIT, "column", " is one too many; at most 1000 are read", err);
        const int role = named(t, &field);
        if (role >= 0 && t->has[role])
            return fol__field_fail(&field, FOL_ERR_SYNTAX, "column", " is there twice", err);
        if (role >= 0)
            t->has[role] = true;
        t->role_of[t->width++] = (int8_t)role;
    }
    return check_header(t, &first, err);
}

fol_status fol__table_begin(fol__table *t, const char *bytes, size_t size, const fol_limits *limits, fol_error *err) {
    if (limits->max_bytes < 0 || size > (uint64_t)limits->max_bytes)
        return fol__io_fail(err, FOL_ERR_LIMIT, NULL, 0, 0, "%zu bytes; at most %lld are read", size, (long long)limits->max_bytes);
    if (size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, 1, 1, "the text is UTF-16; save the %s as CSV in UTF-8", t->what);
    t->rows = fol__rows_of(bytes, size);
    const fol_status status = pass_comments(t, err);
    return status == FOL_OK ? read_header(t, err) : status;
}

/* ---------------------------------------------------------------- rows */

/* A column that the row is too short for is an empty field at its end; one that the header does not have is not there. */
static fol_status read_fields(fol__table *t, fol__field *fields, bool *blank, fol_error *err) {
    fol__field field = {NULL, 0, NULL, 0};
    bool last = false;
    int count = 0;
    *blank = true;
    memset(fields, 0, (size_t)t->column_count * sizeof *fields);
    for (; !last; count++) {
        const fol_status status = fol__rows_next(&t->rows, &field, &last, err);
        if (status != FOL_OK)
            return status;
        *blank = *blank && fol__field_trimmed(field).size == 0;
        if (count >= t->width && field.size)
            return fol__field_fail(&field, FOL_ERR_SYNTAX, "the field", " is past the last column of the header", err);
        if (count < t->width && t->role_of[count] >= 0)
            fields[t->role_of[count]] = field;
    }
    const fol__field end_of_row = {field.text + field.size, 0, field.line_start, field.line};
    for (; count < t->width; count++) {
        if (t->role_of[count] >= 0)
            fields[t->role_of[count]] = end_of_row;
    }
    return FOL_OK;
}

/* The line of column names again, as where two tables were put behind each other. */
static bool is_header(const fol__table *t, const fol__field *fields) {
    for (int i = 0; i < t->column_count; i++) {
        const fol__field field = fol__field_trimmed(fields[i]);
        if (t->has[i] && !fol__field_is(&field, t->columns[i].name))
            return false;
    }
    return true;
}

fol_status fol__table_next(fol__table *t, fol__field *fields, int *line, bool *more, fol_error *err) {
    bool blank = true;
    *more = false;
    while (blank) {
        fol_status status = pass_comments(t, err);
        if (status != FOL_OK || fol__rows_done(&t->rows))
            return status;
        *line = t->rows.line;
        status = read_fields(t, fields, &blank, err);
        if (status != FOL_OK)
            return status;
        blank = blank || (t->comment && is_header(t, fields));
    }
    *more = true;
    return FOL_OK;
}

/* False: the fallback does. */
static bool says_number(const fol__table *t, const fol__field *given, int column, fol__field *field) {
    if (!given->text)
        return false;
    *field = fol__field_trimmed(*given);
    return field->size > 0 || t->columns[column].filled;
}

static fol_status no_number(const fol__table *t, const fol__field *field, int column, const char *whole, fol_error *err) {
    const fol__table_column *c = &t->columns[column];
    char shown[FOL__FIELD_SHOWN];
    fol__field_show(field, shown);
    return fol__io_fail(err, FOL_ERR_VALUE, NULL, field->line, fol__field_column(field), "%s is \"%s\", must be a %snumber%s from %.0f to %.0f",
                        c->name, shown, whole, c->of ? c->of : "", c->least, c->most);
}

fol_status fol__table_number(const fol__table *t, const fol__field *fields, int column, double *value, fol_error *err) {
    const fol__table_column *c = &t->columns[column];
    fol__field field;
    *value = c->fallback;
    if (!says_number(t, &fields[column], column, &field) ||
        (fol__field_decimal(field, value) && *value >= c->least && *value <= c->most))
        return FOL_OK;
    return no_number(t, &field, column, "", err);
}

fol_status fol__table_whole(const fol__table *t, const fol__field *fields, int column, int64_t *value, fol_error *err) {
    const fol__table_column *c = &t->columns[column];
    fol__field field;
    *value = (int64_t)c->fallback;
    if (!says_number(t, &fields[column], column, &field) ||
        (fol__field_whole(field, value) && (double)*value >= c->least && (double)*value <= c->most))
        return FOL_OK;
    return no_number(t, &field, column, "whole ", err);
}
