/* SPDX-License-Identifier: MIT */
/* Records from and to CSV: edits by hand, or by whatever has measured a scalp. */
#include <follicle/io.h>

#include "map_names.h"
#include "problem.h"
#include "specs.h"
#include "table.h"
#include "text_out.h"

#include <stdlib.h>
#include <string.h>

struct fol_record {
    fol_record_row *rows;
    size_t count, capacity;
    double day; /* said last; -1: none */
};

enum { ID, STATE, X, Y, CONFIDENCE, SESSION, COLUMNS };

static const fol__table_column columns[COLUMNS] = {
    [ID] = {"id", 0, FOL__LARGEST_ID, 0, NULL, true, true},
    [STATE] = {"state", 0, 0, 0, NULL, true, true},
    [X] = {"x_mm", -20000, 20000, 0, NULL, false, false},
    [Y] = {"y_mm", -20000, 20000, 0, NULL, false, false},
    [CONFIDENCE] = {"confidence", 0, 1, 1, NULL, false, false},
    [SESSION] = {"session", 1, FOL_MAX_SESSIONS, 0, NULL, false, false},
};
#define HEADER "id,state,x_mm,y_mm,confidence,session,note"

#define ZONE_PREFIX "zone="
#define HELD_PREFIX "held="

typedef struct record_reader {
    fol__table table;
    fol_limits limits;
    const fol_design *design;
    fol_record *record;
    uint64_t fingerprint; /* of the rows to come; 0: not said */
    double day;           /* said last; -1: none yet */
    fol_error *err;
} record_reader;

static bool begins(const fol__field *field, const char *prefix, fol__field *rest) {
    const size_t size = strlen(prefix);
    if (field->size < size || memcmp(field->text, prefix, size) != 0)
        return false;
    *rest = *field;
    rest->text += size;
    rest->size -= size;
    *rest = fol__field_trimmed(*rest);
    return true;
}

/* ---------------------------------------------------------------- comments that say something */

/* What follows "fingerprint" or "fingerprint:". */
static bool value_of(const fol__field *comment, const char *key, fol__field *value) {
    if (!begins(comment, key, value))
        return false;
    fol__field rest = *value;
    (void)begins(&rest, ":", value);
    return true;
}

static fol_status read_fingerprint(record_reader *in, const fol__field *value, fol_error *err) {
    uint64_t number = 0;
    for (size_t i = 0; i < value->size; i++) {
        const char c = value->text[i];
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0 || value->size != 16)
            return fol__field_fail(value, FOL_ERR_VALUE, "fingerprint is", ", must be 16 hexadecimal digits as maps have them", err);
        number = number << 4 | (unsigned)digit;
    }
    in->fingerprint = number;
    return value->size ? FOL_OK : fol__field_fail(value, FOL_ERR_VALUE, "fingerprint is", ", must be 16 hexadecimal digits as maps have them", err);
}

static fol_status read_day(record_reader *in, const fol__field *value, fol_error *err) {
    double day = 0;
    if (!fol__field_decimal(*value, &day) || !(day >= 0 && day <= 36500))
        return fol__field_fail(value, FOL_ERR_VALUE, "day is", ", must be a number from 0 to 36500", err);
    if (day < in->day)
        return fol__io_fail(err, FOL_ERR_CONFLICT, NULL, value->line, fol__field_column(value),
                            "day %g comes after day %g above it; days run forwards: what is new comes last", day, in->day);
    in->day = day;
    return FOL_OK;
}

static fol_status read_comment(const fol__field *comment, void *user, fol_error *err) {
    record_reader *in = user;
    fol__field value;
    if (value_of(comment, "fingerprint", &value))
        return read_fingerprint(in, &value, err);
    return value_of(comment, "day", &value) ? read_day(in, &value, err) : FOL_OK;
}

/* ---------------------------------------------------------------- rows */

static fol_status read_zone(const record_reader *in, const fol__field *fields, const fol__field *name, fol_record_row *row) {
    fol__field held;
    double share = 0;
    row->zone = FOL_NO_ZONE;
    for (size_t i = 0; i < fol_design_zone_count(in->design) && row->zone == FOL_NO_ZONE; i++)
        row->zone = fol__field_is(name, fol__zone_name(in->design, i)) ? (int32_t)i : FOL_NO_ZONE;
    if (row->zone == FOL_NO_ZONE)
        return fol__field_fail(name, FOL_ERR_NAME, "the design has no zone", "", in->err);
    if (!begins(&fields[STATE], HELD_PREFIX, &held) || !fol__field_decimal(held, &share) || !(share >= 0 && share <= 1))
        return fol__field_fail(&fields[STATE], FOL_ERR_VALUE, "state of a zone is", ", must be held= and a share from 0 to 1", in->err);
    row->held = (float)share;
    row->state = FOL_DOT_DONE;
    return FOL_OK;
}

static fol_status read_state(const record_reader *in, const fol__field *field, fol_record_row *row) {
    for (int i = FOL_DOT_DONE; i <= FOL_DOT_BLOWN_OUT; i++) {
        if (fol__field_is(field, fol_dot_state_name((fol_dot_state)i)))
            row->state = (fol_dot_state)i;
    }
    if (fol__field_is(field, "kept"))
        row->state = FOL_DOT_DONE;
    if (row->state)
        return FOL_OK;
    return fol__field_fail(field, FOL_ERR_VALUE, "state is", ", must be done, skipped, added, moved, lost, faint or blown-out", in->err);
}

static fol_status read_place(const record_reader *in, const fol__field *fields, fol_record_row *row) {
    const bool has_x = fol__field_trimmed(fields[X]).size > 0, has_y = fol__field_trimmed(fields[Y]).size > 0;
    double x = 0, y = 0;
    if (has_x != has_y)
        return fol__io_fail(in->err, FOL_ERR_VALUE, NULL, fields[ID].line, 0, "x_mm and y_mm go together; one of them is empty");
    fol_status status = fol__table_number(&in->table, fields, X, &x, in->err);
    if (status == FOL_OK)
        status = fol__table_number(&in->table, fields, Y, &y, in->err);
    row->has_place = has_x;
    row->x_um = (int32_t)(x * 1000 + (x < 0 ? -0.5 : 0.5));
    row->y_um = (int32_t)(y * 1000 + (y < 0 ? -0.5 : 0.5));
    return status;
}

static fol_status read_row(const record_reader *in, fol__field *fields, fol_record_row *row) {
    int64_t id = FOL_NO_ID, session = 0;
    double confidence = 1;
    fol__field zone;
    fields[ID] = fol__field_trimmed(fields[ID]);
    fields[STATE] = fol__field_trimmed(fields[STATE]);
    fol_status status = fol__table_number(&in->table, fields, CONFIDENCE, &confidence, in->err);
    if (status == FOL_OK)
        status = fol__table_whole(&in->table, fields, SESSION, &session, in->err);
    if (status != FOL_OK)
        return status;
    row->confidence = (float)confidence;
    row->session = (int32_t)session;
    if (begins(&fields[ID], ZONE_PREFIX, &zone))
        return read_zone(in, fields, &zone, row);
    status = read_state(in, &fields[STATE], row);
    if (status == FOL_OK && (fields[ID].size || row->state != FOL_DOT_ADDED))
        status = fol__table_whole(&in->table, fields, ID, &id, in->err);
    row->id = id;
    return status == FOL_OK ? read_place(in, fields, row) : status;
}

static fol_status add_row(record_reader *in, const fol_record_row *row, int line) {
    fol_record *record = in->record;
    if ((int64_t)record->count >= in->limits.max_dots)
        return fol__io_fail(in->err, FOL_ERR_LIMIT, NULL, line, 0, "more than %lld rows", (long long)in->limits.max_dots);
    if (record->count == record->capacity) {
        fol_record_row *grown = fol__grown(record->rows, &record->capacity, sizeof *grown);
        if (!grown)
            return fol__io_fail_nomem(in->err);
        record->rows = grown;
    }
    record->rows[record->count++] = *row;
    return FOL_OK;
}

static fol_status read_rows(record_reader *in) {
    fol__field fields[FOL__TABLE_COLUMNS];
    for (;;) {
        fol_record_row row;
        int line = 0;
        bool more = false;
        fol_status status = fol__table_next(&in->table, fields, &line, &more, in->err);
        if (status != FOL_OK || !more)
            return status;
        memset(&row, 0, sizeof row);
        row.zone = FOL_NO_ZONE;
        row.id = FOL_NO_ID;
        row.line = line;
        row.fingerprint = in->fingerprint;
        status = read_row(in, fields, &row);
        if (status == FOL_OK)
            status = add_row(in, &row, line);
        if (status != FOL_OK)
            return status;
    }
}

fol_status fol_record_parse_csv(const char *bytes, size_t size, const fol_design *design, const fol_limits *limits, fol_record **out,
                                fol_error *err) {
    record_reader in = {.table = {.columns = columns, .column_count = COLUMNS, .what = "table", .header = HEADER, .comment = read_comment},
                        .design = design, .day = -1, .err = err};
    in.table.user = &in;
    if (out)
        *out = NULL;
    if (!bytes || !design || !out)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "bytes, design and out must not be NULL");
    fol_status status = fol__io_limits(limits, &in.limits, err);
    if (status != FOL_OK)
        return status;
    in.record = calloc(1, sizeof *in.record);
    status = in.record ? fol__table_begin(&in.table, bytes, size, &in.limits, err) : fol__io_fail_nomem(err);
    if (status == FOL_OK)
        status = read_rows(&in);
    if (status == FOL_OK) {
        in.record->day = in.day;
        *out = in.record;
    } else {
        fol_record_free(in.record);
    }
    return status;
}

const fol_record_row *fol_record_rows(const fol_record *record, size_t *count) {
    if (count)
        *count = record ? record->count : 0;
    return record ? record->rows : NULL;
}

double fol_record_day(const fol_record *record) {
    return record ? record->day : -1;
}

void fol_record_free(fol_record *record) {
    if (record)
        free(record->rows);
    free(record);
}

/* ---------------------------------------------------------------- writing */

static void out_row(fol__text_out *out, const fol_design *design, const fol_record_row *row) {
    if (row->zone != FOL_NO_ZONE) {
        char name[256];
        const size_t size = strlen(ZONE_PREFIX), room = sizeof name - size - 1;
        memcpy(name, ZONE_PREFIX, size + 1);
        strncat(name, fol__zone_name(design, (size_t)row->zone), room);
        fol__out_csv_text(out, name);
        fol__out_text(out, "," HELD_PREFIX);
        fol__out_rounded(out, (double)row->held);
    } else {
        if (row->id != FOL_NO_ID)
            fol__out_int(out, row->id);
        fol__out_char(out, ',');
        fol__out_text(out, fol_dot_state_name(row->state));
    }
    fol__out_char(out, ',');
    if (row->has_place)
        fol__out_number(out, row->x_um / 1000.0);
    fol__out_char(out, ',');
    if (row->has_place)
        fol__out_number(out, row->y_um / 1000.0);
    fol__out_char(out, ',');
    if (row->confidence < 1)
        fol__out_rounded(out, (double)row->confidence);
    fol__out_char(out, ',');
    if (row->session)
        fol__out_int(out, row->session);
    fol__out_text(out, ",\n");
}

fol_status fol_record_write_csv(const fol_design *design, const fol_record_row *rows, size_t count, const fol_sink *sink, fol_error *err) {
    fol__text_out out;
    if (!design || (count && !rows))
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "design and rows must not be NULL");
    const fol_status status = fol__out_start(&out, sink, err);
    if (status != FOL_OK)
        return status;
    fol__out_text(&out, "# fingerprint: ");
    fol__out_hex64(&out, fol_design_fingerprint(design));
    fol__out_text(&out, "\n" HEADER "\n");
    for (size_t i = 0; i < count; i++)
        out_row(&out, design, &rows[i]);
    return fol__out_finish(&out, err);
}
