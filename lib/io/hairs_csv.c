/* SPDX-License-Identifier: MIT */
/* Openings from and to CSV. Columns are found by name, so that a coordinate map, or a table from other software, will do. */
#include <follicle/io.h>

#include "map_rows.h"
#include "problem.h"
#include "specs.h"
#include "text_out.h"

#include <stdlib.h>
#include <string.h>

struct fol_hairs {
    fol_point *points;
    float *confidence; /* all 1 where the file has no such column */
    size_t count, capacity;
    bool has_confidence;
};

enum { X_UM, Y_UM, X_MM, Y_MM, CONFIDENCE, ROLES, MOST_COLUMNS = 1000 };

/* A place lies within 20 m, as in design files. */
typedef struct role {
    const char *name;
    double least, most, unit; /* of the column; mm in one of it */
    const char *meaning;
} role;

static const role roles[ROLES] = {
    [X_UM] = {"x_um", -2e7, 2e7, 0.001, " of micrometres"}, [Y_UM] = {"y_um", -2e7, 2e7, 0.001, " of micrometres"},
    [X_MM] = {"x_mm", -2e4, 2e4, 1, " of millimetres"},     [Y_MM] = {"y_mm", -2e4, 2e4, 1, " of millimetres"},
    [CONFIDENCE] = {"confidence", 0, 1, 1, ""},
};

typedef struct hairs_reader {
    fol__rows rows;
    fol_limits limits;
    int columns, x, y; /* roles of the columns of places */
    int8_t role_of[MOST_COLUMNS];
    fol_hairs *hairs;
    fol_error *err;
} hairs_reader;

static fol_status fail_field(const hairs_reader *in, fol_status status, const fol__field *field, const char *before,
                             const char *after) {
    char shown[FOL__FIELD_SHOWN];
    fol__field_show(field, shown);
    return fol__io_fail(in->err, status, NULL, field->line, fol__field_column(field), "%s \"%s\"%s", before, shown, after);
}

/* ------------------------------------------------------------------ header */

static int role_named(const fol__field *name) {
    for (int i = 0; i < ROLES; i++)
        if (name->size == strlen(roles[i].name) && memcmp(name->text, roles[i].name, name->size) == 0)
            return i;
    return -1;
}

static fol_status check_header(hairs_reader *in, const bool seen[ROLES], const fol__field *first) {
    const bool um = seen[X_UM] && seen[Y_UM], mm = seen[X_MM] && seen[Y_MM];
    in->x = um ? X_UM : X_MM;
    in->y = um ? Y_UM : Y_MM;
    in->hairs->has_confidence = seen[CONFIDENCE];
    if (um || mm)
        return FOL_OK;
    if (in->columns == 1 && memchr(first->text, ';', first->size))
        return fol__io_fail(in->err, FOL_ERR_SYNTAX, NULL, 1, 1, "columns are separated by semicolons; save the hairs as CSV with commas");
    return fol__io_fail(in->err, FOL_ERR_SYNTAX, NULL, 1, 1,
                        "there are no columns \"x_um\" and \"y_um\", nor \"x_mm\" and \"y_mm\"; the first line names the columns: "
                        "x_mm,y_mm,confidence");
}

static fol_status read_header(hairs_reader *in) {
    bool seen[ROLES] = {false}, last = false;
    fol__field field = {NULL, 0, NULL, 1}, first = {"", 0, "", 1};
    while (!last) {
        const fol_status status = fol__rows_next(&in->rows, &field, &last, in->err);
        if (status != FOL_OK)
            return status;
        field = fol__field_trimmed(field);
        if (in->columns == 0)
            first = field;
        if (in->columns == MOST_COLUMNS)
            return fail_field(in, FOL_ERR_LIMIT, &field, "column", " is one too many; at most 1000 are read");
        const int found = role_named(&field);
        if (found >= 0 && seen[found])
            return fail_field(in, FOL_ERR_SYNTAX, &field, "column", " is there twice");
        if (found >= 0)
            seen[found] = true;
        in->role_of[in->columns++] = (int8_t)found;
    }
    return check_header(in, seen, &first);
}

/* ------------------------------------------------------------------ rows */

static fol_status read_value(const hairs_reader *in, int which, const fol__field *given, double *value) {
    const role *r = &roles[which];
    const fol__field field = fol__field_trimmed(*given);
    if (which == CONFIDENCE && field.size == 0) {
        *value = 1;
        return FOL_OK;
    }
    if (fol__field_decimal(field, value) && *value >= r->least && *value <= r->most)
        return FOL_OK;
    char shown[FOL__FIELD_SHOWN];
    fol__field_show(&field, shown);
    return fol__io_fail(in->err, FOL_ERR_VALUE, NULL, field.line, fol__field_column(&field),
                        "%s is \"%s\", must be a number%s from %.0f to %.0f", r->name, shown, r->meaning, r->least, r->most);
}

static bool grow(fol_hairs *hairs) {
    const size_t capacity = hairs->capacity ? hairs->capacity * 2 : 1024;
    fol_point *points = realloc(hairs->points, capacity * sizeof *points);
    hairs->points = points ? points : hairs->points;
    float *confidence = points ? realloc(hairs->confidence, capacity * sizeof *confidence) : NULL;
    hairs->confidence = confidence ? confidence : hairs->confidence;
    if (confidence)
        hairs->capacity = capacity;
    return confidence;
}

static fol_status add_hair(hairs_reader *in, const double values[ROLES], int line) {
    fol_hairs *hairs = in->hairs;
    if ((int64_t)hairs->count >= in->limits.max_hairs)
        return fol__io_fail(in->err, FOL_ERR_LIMIT, NULL, line, 0, "more than %d openings", (int)in->limits.max_hairs);
    if (hairs->count == hairs->capacity && !grow(hairs))
        return fol__io_fail_nomem(in->err);
    const double unit = roles[in->x].unit;
    hairs->points[hairs->count] = unit < 1 ? (fol_point){values[in->x] / 1000, values[in->y] / 1000} : (fol_point){values[in->x], values[in->y]};
    hairs->confidence[hairs->count++] = (float)values[CONFIDENCE];
    return FOL_OK;
}

static fol_status read_row(hairs_reader *in) {
    double values[ROLES] = {0, 0, 0, 0, 1};
    fol__field fields[ROLES] = {{NULL, 0, NULL, 0}}, field = {NULL, 0, NULL, 0};
    const int line = in->rows.line;
    bool last = false, blank = true;
    for (int count = 0; !last; count++) {
        const fol_status status = fol__rows_next(&in->rows, &field, &last, in->err);
        if (status != FOL_OK)
            return status;
        blank = blank && fol__field_trimmed(field).size == 0;
        if (count < in->columns && in->role_of[count] >= 0)
            fields[in->role_of[count]] = field;
    }
    const fol__field end_of_row = {field.text + field.size, 0, field.line_start, field.line};
    const int wanted[] = {in->x, in->y, CONFIDENCE};
    fol_status status = FOL_OK;
    for (int i = 0; i < 3 && status == FOL_OK && !blank; i++)
        if (wanted[i] != CONFIDENCE || in->hairs->has_confidence)
            status = read_value(in, wanted[i], fields[wanted[i]].text ? &fields[wanted[i]] : &end_of_row, &values[wanted[i]]);
    return status == FOL_OK && !blank ? add_hair(in, values, line) : status;
}

static fol_status read_hairs(hairs_reader *in) {
    fol_status status = read_header(in);
    while (status == FOL_OK && !fol__rows_done(&in->rows))
        status = read_row(in);
    if (status == FOL_OK && in->hairs->count == 0)
        return fol__io_fail(in->err, FOL_ERR_VALUE, NULL, in->rows.line, 0, "there are no openings behind the line of column names");
    return status;
}

fol_status fol_hairs_parse_csv(const char *bytes, size_t size, const fol_limits *limits, fol_hairs **out, fol_error *err) {
    hairs_reader in = {.err = err};
    if (out)
        *out = NULL;
    if (!bytes || !out)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "bytes and out must not be NULL");
    fol_status status = fol__io_limits(limits, &in.limits, err);
    if (status != FOL_OK)
        return status;
    if (in.limits.max_bytes < 0 || size > (uint64_t)in.limits.max_bytes)
        return fol__io_fail(err, FOL_ERR_LIMIT, NULL, 0, 0, "%zu bytes; at most %lld are read", size, (long long)in.limits.max_bytes);
    if (size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, 1, 1, "the text is UTF-16; save the hairs as CSV in UTF-8");
    in.rows = fol__rows_of(bytes, size);
    in.hairs = calloc(1, sizeof *in.hairs);
    status = in.hairs ? read_hairs(&in) : fol__io_fail_nomem(err);
    if (status == FOL_OK)
        *out = in.hairs;
    else
        fol_hairs_free(in.hairs);
    return status;
}

const fol_point *fol_hairs_points(const fol_hairs *hairs, size_t *count) {
    if (count)
        *count = hairs ? hairs->count : 0;
    return hairs ? hairs->points : NULL;
}

const float *fol_hairs_confidence(const fol_hairs *hairs) {
    return hairs && hairs->has_confidence ? hairs->confidence : NULL;
}

void fol_hairs_free(fol_hairs *hairs) {
    if (hairs) {
        free(hairs->points);
        free(hairs->confidence);
    }
    free(hairs);
}

/* ------------------------------------------------------------------ writing */

fol_status fol_spots_write_csv(const fol_spot *spots, size_t count, const fol_sink *sink, fol_error *err) {
    fol__text_out out;
    if (!spots && count)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "spots is NULL, but there are %zu of them", count);
    const fol_status status = fol__out_start(&out, sink, err);
    if (status != FOL_OK)
        return status;
    fol__out_text(&out, "x_um,y_um,confidence,diameter_um,length_um,contrast\n");
    for (size_t i = 0; i < count; i++) {
        fol__out_int(&out, spots[i].x_um);
        fol__out_char(&out, ',');
        fol__out_int(&out, spots[i].y_um);
        fol__out_char(&out, ',');
        fol__out_fixed(&out, spots[i].confidence, 2);
        fol__out_char(&out, ',');
        fol__out_int(&out, spots[i].diameter_um);
        fol__out_char(&out, ',');
        fol__out_int(&out, spots[i].length_um);
        fol__out_char(&out, ',');
        fol__out_fixed(&out, spots[i].contrast, 3);
        fol__out_char(&out, '\n');
    }
    return fol__out_finish(&out, err);
}
