/* SPDX-License-Identifier: MIT */
/* A CSV map to dots, from whatever program wrote it: columns by name in any order, further columns, empty ids. A value
 * that cannot be read is an error that names line, column and what would be right; a value that can be read but is
 * wrong (an unknown zone, a place outside) is kept, for the review to find. */
#include <follicle/io.h>

#include "map_dots.h"
#include "map_names.h"
#include "map_rows.h"
#include "problem.h"
#include "specs.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 1000 };

/* A column that may be missing, or empty in a row, gives its fallback. */
typedef struct column_rule {
    int64_t least, most, fallback;
    bool required; /* the column */
    bool filled;   /* in every row */
    const char *meaning;
} column_rule;

static const column_rule rules[FOL__COLUMN_COUNT] = {
    [FOL__COLUMN_ID] = {0, FOL__LARGEST_ID, FOL__NO_ID, true, false, ""},
    [FOL__COLUMN_X] = {-FOL__FARTHEST_UM, FOL__FARTHEST_UM, 0, true, true, " of micrometres"},
    [FOL__COLUMN_Y] = {-FOL__FARTHEST_UM, FOL__FARTHEST_UM, 0, true, true, " of micrometres"},
    [FOL__COLUMN_DIAMETER] = {0, UINT16_MAX, 125, false, false, " of micrometres"},
    [FOL__COLUMN_DEPTH] = {0, UINT16_MAX, 0, false, false, " of micrometres"},
    [FOL__COLUMN_SESSION] = {0, UINT8_MAX, 0, true, true, ""},
    [FOL__COLUMN_ZONE] = {0, 0, 0, true, false, ""},
    [FOL__COLUMN_SHADE] = {0, UINT8_MAX, 0, false, false, " of parts of water"},
};

typedef struct map_reader {
    fol__rows rows;
    fol_limits limits;
    int columns;
    int8_t roles[MOST_COLUMNS]; /* which of the eight the column is, or -1 */
    fol__zone_index zones;
    char *scratch; /* of a zone's name without doubled quotes */
    size_t scratch_size;
    fol_map *map;
    fol_error *err;
} map_reader;

static fol_status fail_field(const map_reader *in, fol_status status, const fol__field *field, const char *before,
                             const char *after) {
    char shown[FOL__FIELD_SHOWN];
    fol__field_show(field, shown);
    return fol__io_fail(in->err, status, NULL, field->line, fol__field_column(field), "%s \"%s\"%s", before, shown,
                        after);
}

/* ------------------------------------------------------------------ zones by name */

static fol_status read_zone(map_reader *in, const fol__field *field, uint16_t *zone) {
    if (!memchr(field->text, '"', field->size)) {
        *zone = fol__zone_find(&in->zones, field->text, field->size);
        return FOL_OK;
    }
    if (field->size > in->scratch_size) {
        char *grown = realloc(in->scratch, field->size);
        if (!grown)
            return fol__io_fail_nomem(in->err);
        in->scratch = grown;
        in->scratch_size = field->size;
    }
    size_t used = 0;
    for (size_t i = 0; i < field->size; i++) {
        in->scratch[used++] = field->text[i];
        i += field->text[i] == '"'; /* the second of the two */
    }
    *zone = fol__zone_find(&in->zones, in->scratch, used);
    return FOL_OK;
}

/* ------------------------------------------------------------------ header */

static int column_named(const fol__field *name) {
    for (int i = 0; i < FOL__COLUMN_COUNT; i++) {
        if (name->size == strlen(fol__column_names[i]) && memcmp(name->text, fol__column_names[i], name->size) == 0)
            return i;
    }
    return -1;
}

static fol_status check_header(const map_reader *in, const bool seen[FOL__COLUMN_COUNT], const fol__field *first) {
    for (int i = 0; i < FOL__COLUMN_COUNT; i++) {
        if (!rules[i].required || seen[i])
            continue;
        if (in->columns == 1 && memchr(first->text, ';', first->size))
            return fol__io_fail(in->err, FOL_ERR_SYNTAX, NULL, 1, 1,
                                "columns are separated by semicolons; save the map as CSV with commas");
        return fol__io_fail(in->err, FOL_ERR_SYNTAX, NULL, 1, 1,
                            "there is no column \"%s\"; the first line names the columns: id,x_um,y_um,diameter_um,"
                            "depth_um,session,zone,shade",
                            fol__column_names[i]);
    }
    return FOL_OK;
}

static fol_status read_header(map_reader *in) {
    bool seen[FOL__COLUMN_COUNT] = {false}, last = false;
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
        const int role = column_named(&field);
        if (role >= 0 && seen[role])
            return fail_field(in, FOL_ERR_SYNTAX, &field, "column", " is there twice");
        if (role >= 0)
            seen[role] = true;
        in->roles[in->columns++] = (int8_t)role;
    }
    return check_header(in, seen, &first);
}

/* ------------------------------------------------------------------ rows */

static fol_status fail_number(const map_reader *in, int column, const fol__field *field) {
    const column_rule *rule = &rules[column];
    char shown[FOL__FIELD_SHOWN];
    fol__field_show(field, shown);
    return fol__io_fail(in->err, FOL_ERR_VALUE, NULL, field->line, fol__field_column(field),
                        "%s is \"%s\", must be a whole number%s from %lld to %lld", fol__column_names[column], shown,
                        rule->meaning, (long long)rule->least, (long long)rule->most);
}

static fol_status read_number(const map_reader *in, int column, const fol__field *given, int64_t *value) {
    const column_rule *rule = &rules[column];
    *value = rule->fallback;
    if (!given->text)
        return FOL_OK;
    const fol__field field = fol__field_trimmed(*given);
    if (field.size == 0 && !rule->filled)
        return FOL_OK;
    int64_t number;
    if (!fol__field_whole(field, &number) || number < rule->least || number > rule->most)
        return fail_number(in, column, &field);
    *value = number;
    return FOL_OK;
}

/* A column that the row is too short for is an empty field at its end; one that the header does not have is not there. */
static fol_status read_fields(map_reader *in, fol__field fields[FOL__COLUMN_COUNT], bool *blank) {
    fol__field field;
    bool last = false;
    int count = 0;
    *blank = true;
    for (; !last; count++) {
        const fol_status status = fol__rows_next(&in->rows, &field, &last, in->err);
        if (status != FOL_OK)
            return status;
        *blank = *blank && fol__field_trimmed(field).size == 0;
        if (count >= in->columns && field.size)
            return fail_field(in, FOL_ERR_SYNTAX, &field, "the field", " is past the last column of the header");
        if (count < in->columns && in->roles[count] >= 0)
            fields[in->roles[count]] = field;
    }
    const fol__field end_of_row = {field.text + field.size, 0, field.line_start, field.line};
    for (; count < in->columns; count++) {
        if (in->roles[count] >= 0)
            fields[in->roles[count]] = end_of_row;
    }
    return FOL_OK;
}

static fol_status read_row(map_reader *in) {
    fol__field fields[FOL__COLUMN_COUNT] = {{NULL, 0, NULL, 0}};
    int64_t values[FOL__COLUMN_COUNT] = {0};
    uint16_t zone = FOL__UNKNOWN_ZONE;
    bool blank;
    const int line = in->rows.line;
    fol_status status = read_fields(in, fields, &blank);
    if (blank || status != FOL_OK)
        return status;
    for (int i = 0; i < FOL__COLUMN_COUNT && status == FOL_OK; i++)
        status = i == FOL__COLUMN_ZONE ? read_zone(in, &fields[i], &zone) : read_number(in, i, &fields[i], &values[i]);
    if (status != FOL_OK)
        return status;
    const fol_dot dot = {
        .id = values[FOL__COLUMN_ID],
        .x_um = (int32_t)values[FOL__COLUMN_X],
        .y_um = (int32_t)values[FOL__COLUMN_Y],
        .diameter_um = (uint16_t)values[FOL__COLUMN_DIAMETER],
        .depth_um = (uint16_t)values[FOL__COLUMN_DEPTH],
        .zone = zone,
        .session = (uint8_t)values[FOL__COLUMN_SESSION],
        .shade = (uint8_t)values[FOL__COLUMN_SHADE],
    };
    return fol__map_add(in->map, &in->limits, &dot, line, in->err);
}

static fol_status check_bytes(const map_reader *in, const char *bytes, size_t size) {
    if (in->limits.max_bytes < 0 || size > (uint64_t)in->limits.max_bytes)
        return fol__io_fail(in->err, FOL_ERR_LIMIT, NULL, 0, 0, "%zu bytes; at most %lld are read", size,
                            (long long)in->limits.max_bytes);
    if (size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return fol__io_fail(in->err, FOL_ERR_SYNTAX, NULL, 1, 1, "the text is UTF-16; save the map as CSV in UTF-8");
    return FOL_OK;
}

static fol_status read_map(map_reader *in, const fol_design *design) {
    fol_status status = fol__zone_index_make(&in->zones, design, in->err);
    if (status == FOL_OK)
        status = read_header(in);
    while (status == FOL_OK && !fol__rows_done(&in->rows))
        status = read_row(in);
    return status == FOL_OK ? fol__map_number_added(in->map, in->err) : status;
}

fol_status fol_map_parse_csv(const char *bytes, size_t size, const fol_design *design, const fol_limits *limits,
                             fol_map **out, fol_error *err) {
    map_reader in = {.err = err};
    if (!out)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "there is no place for the result");
    *out = NULL;
    if (!bytes || !design)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "bytes and design must not be NULL");
    fol_status status = fol__io_limits(limits, &in.limits, err);
    if (status == FOL_OK)
        status = check_bytes(&in, bytes, size);
    if (status != FOL_OK)
        return status;
    in.rows = fol__rows_of(bytes, size);
    in.map = calloc(1, sizeof *in.map);
    status = in.map ? read_map(&in, design) : fol__io_fail_nomem(err);
    fol__zone_index_free(&in.zones);
    free(in.scratch);
    if (status != FOL_OK) {
        fol_map_free(in.map);
        return status;
    }
    *out = in.map;
    return FOL_OK;
}
