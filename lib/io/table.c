/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "problem.h"

#include <string.h>

static fol_status fail_field(const fol__field *field, fol_status status, const char *before, const char *after, fol_error *err) {
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
    while (status == FOL_OK && at_comment(&t->rows)) {
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
        if (t->comment)
            status = t->comment(&text, t->user, err);
    }
    return status;
}

/* ---------------------------------------------------------------- header */

static int named(const fol__table *t, const fol__field *name) {
    for (int i = 0; i < t->name_count; i++) {
        if (fol__field_is(name, t->names[i]))
            return i;
    }
    return -1;
}

static fol_status check_header(const fol__table *t, const bool *seen, const fol__field *first, fol_error *err) {
    for (int i = 0; i < t->required; i++) {
        if (seen[i])
            continue;
        if (t->columns == 1 && memchr(first->text, ';', first->size))
            return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, first->line, 1, "columns are separated by semicolons; save the table as CSV with commas");
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, first->line, 1, "there is no column \"%s\"; the first line names the columns: %s",
                            t->names[i], t->header);
    }
    return FOL_OK;
}

static fol_status read_header(fol__table *t, fol_error *err) {
    bool seen[FOL__TABLE_NAMES] = {false}, last = false;
    fol__field field = {NULL, 0, NULL, 1}, first = {"", 0, "", 1};
    while (!last) {
        const fol_status status = fol__rows_next(&t->rows, &field, &last, err);
        if (status != FOL_OK)
            return status;
        field = fol__field_trimmed(field);
        if (t->columns == 0)
            first = field;
        if (t->columns == FOL__TABLE_COLUMNS)
            return fail_field(&field, FOL_ERR_LIMIT, "column", " is one too many; at most 1000 are read", err);
        const int role = named(t, &field);
        if (role >= 0 && seen[role])
            return fail_field(&field, FOL_ERR_SYNTAX, "column", " is there twice", err);
        if (role >= 0)
            seen[role] = true;
        t->role_of[t->columns++] = (int8_t)role;
    }
    return check_header(t, seen, &first, err);
}

fol_status fol__table_begin(fol__table *t, const char *bytes, size_t size, const fol_limits *limits, fol_error *err) {
    if (limits->max_bytes < 0 || size > (uint64_t)limits->max_bytes)
        return fol__io_fail(err, FOL_ERR_LIMIT, NULL, 0, 0, "%zu bytes; at most %lld are read", size, (long long)limits->max_bytes);
    if (size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, 1, 1, "the text is UTF-16; save the table as CSV in UTF-8");
    t->rows = fol__rows_of(bytes, size);
    t->columns = 0;
    const fol_status status = pass_comments(t, err);
    return status == FOL_OK ? read_header(t, err) : status;
}

/* ---------------------------------------------------------------- rows */

static fol_status read_fields(fol__table *t, fol__field *fields, bool *blank, fol_error *err) {
    fol__field field = {NULL, 0, NULL, 0};
    bool last = false;
    int count = 0;
    *blank = true;
    memset(fields, 0, (size_t)t->name_count * sizeof *fields);
    for (; !last; count++) {
        const fol_status status = fol__rows_next(&t->rows, &field, &last, err);
        if (status != FOL_OK)
            return status;
        *blank = *blank && fol__field_trimmed(field).size == 0;
        if (count >= t->columns && field.size)
            return fail_field(&field, FOL_ERR_SYNTAX, "the field", " is past the last column of the header", err);
        if (count < t->columns && t->role_of[count] >= 0)
            fields[t->role_of[count]] = fol__field_trimmed(field);
    }
    const fol__field end_of_row = {field.text + field.size, 0, field.line_start, field.line};
    for (; count < t->columns; count++) {
        if (t->role_of[count] >= 0)
            fields[t->role_of[count]] = end_of_row;
    }
    return FOL_OK;
}

/* The line of column names again, as where two tables were put behind each other. */
static bool is_header(const fol__table *t, const fol__field *fields) {
    bool same = true;
    for (int i = 0; i < t->required; i++)
        same = same && fol__field_is(&fields[i], t->names[i]);
    return same;
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
        blank = blank || is_header(t, fields);
    }
    *more = true;
    return FOL_OK;
}

static fol_status out_of_range(const fol__table *t, const fol__field *field, int name, const char *what, double least, double most,
                               fol_error *err) {
    char shown[FOL__FIELD_SHOWN];
    fol__field_show(field, shown);
    return fol__io_fail(err, FOL_ERR_VALUE, NULL, field->line, fol__field_column(field), "%s is \"%s\", must be a %snumber from %.0f to %.0f",
                        t->names[name], shown, what, least, most);
}

fol_status fol__table_number(const fol__table *t, const fol__field *fields, int name, double least, double most, double fallback,
                             double *value, fol_error *err) {
    const fol__field *field = &fields[name];
    *value = fallback;
    if (!field->text || (field->size == 0 && name >= t->required))
        return FOL_OK;
    if (fol__field_decimal(*field, value) && *value >= least && *value <= most)
        return FOL_OK;
    return out_of_range(t, field, name, "", least, most, err);
}

fol_status fol__table_whole(const fol__table *t, const fol__field *fields, int name, int64_t least, int64_t most, int64_t fallback,
                            int64_t *value, fol_error *err) {
    const fol__field *field = &fields[name];
    *value = fallback;
    if (!field->text || (field->size == 0 && name >= t->required))
        return FOL_OK;
    if (fol__field_whole(*field, value) && *value >= least && *value <= most)
        return FOL_OK;
    return out_of_range(t, field, name, "whole ", (double)least, (double)most, err);
}
