/* SPDX-License-Identifier: MIT */
/* Openings from and to CSV. Columns are found by name, so that a coordinate map, or a table from other software, will do. */
#include <follicle/io.h>

#include "problem.h"
#include "specs.h"
#include "table.h"
#include "text_out.h"

#include <stdlib.h>

struct fol_hairs {
    fol_point *points;
    float *confidence; /* all 1 where the file has no such column */
    size_t count, capacity;
    bool has_confidence;
};

enum { X_UM, Y_UM, X_MM, Y_MM, CONFIDENCE, COLUMNS };

/* A place lies within 20 m, as in design files. */
static const fol__table_column columns[COLUMNS] = {
    [X_UM] = {"x_um", -2e7, 2e7, 0, " of micrometres", false, true}, [Y_UM] = {"y_um", -2e7, 2e7, 0, " of micrometres", false, true},
    [X_MM] = {"x_mm", -2e4, 2e4, 0, " of millimetres", false, true}, [Y_MM] = {"y_mm", -2e4, 2e4, 0, " of millimetres", false, true},
    [CONFIDENCE] = {"confidence", 0, 1, 1, NULL, false, false},
};

typedef struct hairs_reader {
    fol__table table;
    fol_limits limits;
    bool um; /* places are in micrometres */
    fol_hairs *hairs;
    fol_error *err;
} hairs_reader;

static bool grow(fol_hairs *hairs) {
    size_t capacity = hairs->capacity;
    fol_point *points = fol__grown(hairs->points, &capacity, sizeof *points);
    hairs->points = points ? points : hairs->points;
    float *confidence = points ? fol__grown(hairs->confidence, &hairs->capacity, sizeof *confidence) : NULL;
    hairs->confidence = confidence ? confidence : hairs->confidence;
    return confidence;
}

static fol_status add_hair(hairs_reader *in, double x, double y, double confidence, int line) {
    fol_hairs *hairs = in->hairs;
    if ((int64_t)hairs->count >= in->limits.max_hairs)
        return fol__io_fail(in->err, FOL_ERR_LIMIT, NULL, line, 0, "more than %d openings", (int)in->limits.max_hairs);
    if (hairs->count == hairs->capacity && !grow(hairs))
        return fol__io_fail_nomem(in->err);
    hairs->points[hairs->count] = in->um ? (fol_point){x / 1000, y / 1000} : (fol_point){x, y};
    hairs->confidence[hairs->count++] = (float)confidence;
    return FOL_OK;
}

static fol_status read_row(hairs_reader *in, const fol__field *fields, int line) {
    double x, y, confidence;
    fol_status status = fol__table_number(&in->table, fields, in->um ? X_UM : X_MM, &x, in->err);
    if (status == FOL_OK)
        status = fol__table_number(&in->table, fields, in->um ? Y_UM : Y_MM, &y, in->err);
    if (status == FOL_OK)
        status = fol__table_number(&in->table, fields, CONFIDENCE, &confidence, in->err);
    return status == FOL_OK ? add_hair(in, x, y, confidence, line) : status;
}

static fol_status check_columns(hairs_reader *in) {
    const bool *has = in->table.has;
    in->um = has[X_UM] && has[Y_UM];
    in->hairs->has_confidence = has[CONFIDENCE];
    if (in->um || (has[X_MM] && has[Y_MM]))
        return FOL_OK;
    return fol__io_fail(in->err, FOL_ERR_SYNTAX, NULL, 1, 1,
                        "there are no columns \"x_um\" and \"y_um\", nor \"x_mm\" and \"y_mm\"; the first line names the columns: "
                        "x_mm,y_mm,confidence");
}

static fol_status read_hairs(hairs_reader *in, const char *bytes, size_t size) {
    fol__field fields[FOL__TABLE_COLUMNS];
    int line = 0;
    bool more = true;
    fol_status status = fol__table_begin(&in->table, bytes, size, &in->limits, in->err);
    if (status == FOL_OK)
        status = check_columns(in);
    while (status == FOL_OK && more) {
        status = fol__table_next(&in->table, fields, &line, &more, in->err);
        if (status == FOL_OK && more)
            status = read_row(in, fields, line);
    }
    if (status == FOL_OK && in->hairs->count == 0)
        return fol__io_fail(in->err, FOL_ERR_VALUE, NULL, in->table.rows.line, 0, "there are no openings behind the line of column names");
    return status;
}

fol_status fol_hairs_parse_csv(const char *bytes, size_t size, const fol_limits *limits, fol_hairs **out, fol_error *err) {
    hairs_reader in = {.table = {.columns = columns, .column_count = COLUMNS, .what = "hairs"}, .err = err};
    if (out)
        *out = NULL;
    if (!bytes || !out)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "bytes and out must not be NULL");
    fol_status status = fol__io_limits(limits, &in.limits, err);
    if (status != FOL_OK)
        return status;
    in.hairs = calloc(1, sizeof *in.hairs);
    status = in.hairs ? read_hairs(&in, bytes, size) : fol__io_fail_nomem(err);
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
