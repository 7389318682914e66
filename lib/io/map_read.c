/* SPDX-License-Identifier: MIT */
/* A CSV map to dots, from whatever program wrote it: columns by name in any order, further columns, empty ids. A value
 * that cannot be read is an error that names line, column and what would be right; a value that can be read but is
 * wrong (an unknown zone, a place outside) is kept, for the review to find. */
#include <follicle/io.h>

#include "map_dots.h"
#include "map_names.h"
#include "problem.h"
#include "specs.h"

#include <stdlib.h>
#include <string.h>

typedef struct map_reader {
    fol__table table;
    fol_limits limits;
    fol__zone_index zones;
    char *scratch; /* of a zone's name without doubled quotes */
    size_t scratch_size;
    fol_map *map;
    fol_error *err;
} map_reader;

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

/* ------------------------------------------------------------------ rows */

static fol_status read_row(map_reader *in, const fol__field *fields, int line) {
    int64_t values[FOL__COLUMN_COUNT] = {0};
    uint16_t zone = FOL__UNKNOWN_ZONE;
    fol_status status = FOL_OK;
    for (int i = 0; i < FOL__COLUMN_COUNT && status == FOL_OK; i++)
        status = i == FOL__COLUMN_ZONE ? read_zone(in, &fields[i], &zone) : fol__table_whole(&in->table, fields, i, &values[i], in->err);
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

static fol_status read_map(map_reader *in, const char *bytes, size_t size, const fol_design *design) {
    fol__field fields[FOL__TABLE_COLUMNS];
    int line = 0;
    bool more = true;
    fol_status status = fol__zone_index_make(&in->zones, design, in->err);
    if (status == FOL_OK)
        status = fol__table_begin(&in->table, bytes, size, &in->limits, in->err);
    while (status == FOL_OK && more) {
        status = fol__table_next(&in->table, fields, &line, &more, in->err);
        if (status == FOL_OK && more)
            status = read_row(in, fields, line);
    }
    return status == FOL_OK ? fol__map_number_added(in->map, in->err) : status;
}

fol_status fol_map_parse_csv(const char *bytes, size_t size, const fol_design *design, const fol_limits *limits,
                             fol_map **out, fol_error *err) {
    map_reader in = {.table = {.columns = fol__map_columns, .column_count = FOL__COLUMN_COUNT, .what = "map",
                               .header = "id,x_um,y_um,diameter_um,depth_um,session,zone,shade"},
                     .err = err};
    if (!out)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "there is no place for the result");
    *out = NULL;
    if (!bytes || !design)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "bytes and design must not be NULL");
    fol_status status = fol__io_limits(limits, &in.limits, err);
    if (status != FOL_OK)
        return status;
    in.map = calloc(1, sizeof *in.map);
    status = in.map ? read_map(&in, bytes, size, design) : fol__io_fail_nomem(err);
    fol__zone_index_free(&in.zones);
    free(in.scratch);
    if (status != FOL_OK) {
        fol_map_free(in.map);
        return status;
    }
    *out = in.map;
    return FOL_OK;
}
