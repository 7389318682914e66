/* SPDX-License-Identifier: MIT */
/* What is in the skin as CSV: a coordinate map with three more columns, so that all that reads maps reads it. */
#include <follicle/io.h>

#include "map_names.h"
#include "problem.h"
#include "specs.h"
#include "table.h"
#include "text_out.h"

#include <stdlib.h>
#include <string.h>

struct fol_skin {
    fol_placed_dot *dots;
    size_t count, capacity;
};

enum { ID, X, Y, SESSION, ZONE, STATE, DIAMETER, DEPTH, SHADE, WEIGHT, CONFIDENCE, CLEAR, COLUMNS };

static const fol__table_column columns[COLUMNS] = {
    [ID] = {"id", 0, FOL__LARGEST_ID, 0, NULL, true, true},
    [X] = {"x_um", -2e7, 2e7, 0, NULL, true, true},
    [Y] = {"y_um", -2e7, 2e7, 0, NULL, true, true},
    [SESSION] = {"session", 1, FOL_MAX_SESSIONS, 0, NULL, true, true},
    [ZONE] = {"zone", 0, 0, 0, NULL, true, true},
    [STATE] = {"state", 0, 0, 0, NULL, true, true},
    [DIAMETER] = {"diameter_um", 1, UINT16_MAX, 125, NULL, false, false},
    [DEPTH] = {"depth_um", 0, UINT16_MAX, 0, NULL, false, false},
    [SHADE] = {"shade", 0, UINT8_MAX, 0, NULL, false, false},
    [WEIGHT] = {"weight", 0, 16, 1, NULL, false, false},
    [CONFIDENCE] = {"confidence", 0, 1, 1, NULL, false, false},
    [CLEAR] = {"clear_um", 0, 3000, 0, NULL, false, false},
};
#define HEADER "id,x_um,y_um,diameter_um,depth_um,session,zone,shade,state,weight,confidence,clear_um"

static fol_status read_zone(const fol_chart_spec *chart, const fol__field *field, uint16_t *zone, fol_error *err) {
    for (size_t i = 0; i < chart->zone_count; i++) {
        const fol_zone_spec *spec = fol__io_spec_at(chart->zones, i);
        if (spec->name && fol__field_is(field, spec->name)) {
            *zone = (uint16_t)i;
            return FOL_OK;
        }
    }
    return fol__field_fail(field, FOL_ERR_NAME, "zone is", ", but the design has none of that name: what is in the skin belongs to one of its zones", err);
}

static fol_status read_state(const fol__field *given, uint8_t *state, fol_error *err) {
    const fol__field field = fol__field_trimmed(*given);
    for (int i = FOL_DOT_DONE; i <= FOL_DOT_BLOWN_OUT; i++) {
        if (i != FOL_DOT_SKIPPED && i != FOL_DOT_LOST && fol__field_is(&field, fol_dot_state_name((fol_dot_state)i))) {
            *state = (uint8_t)i;
            return FOL_OK;
        }
    }
    return fol__field_fail(&field, FOL_ERR_VALUE, "state is", ", must be done, added, moved, faint or blown-out", err);
}

static fol_status read_numbers(const fol__table *t, const fol__field *fields, fol_placed_dot *p, fol_error *err) {
    static const int whole[] = {ID, X, Y, SESSION, DIAMETER, DEPTH, SHADE, CLEAR};
    int64_t values[COLUMNS] = {0};
    double weight = 1, confidence = 1;
    fol_status status = FOL_OK;
    for (size_t i = 0; status == FOL_OK && i < sizeof whole / sizeof whole[0]; i++)
        status = fol__table_whole(t, fields, whole[i], &values[whole[i]], err);
    if (status == FOL_OK)
        status = fol__table_number(t, fields, WEIGHT, &weight, err);
    if (status == FOL_OK)
        status = fol__table_number(t, fields, CONFIDENCE, &confidence, err);
    p->dot = (fol_dot){.id = values[ID],
                       .x_um = (int32_t)values[X],
                       .y_um = (int32_t)values[Y],
                       .diameter_um = (uint16_t)values[DIAMETER],
                       .depth_um = (uint16_t)values[DEPTH],
                       .session = (uint8_t)values[SESSION],
                       .shade = (uint8_t)values[SHADE]};
    p->clear_um = (uint16_t)values[CLEAR];
    p->weight = (float)weight;
    p->confidence = (float)confidence;
    return status;
}

static fol_status add_dot(fol_skin *skin, const fol_placed_dot *p, const fol_limits *limits, int line, fol_error *err) {
    if ((int64_t)skin->count >= limits->max_dots)
        return fol__io_fail(err, FOL_ERR_LIMIT, NULL, line, 0, "more than %lld dots", (long long)limits->max_dots);
    if (skin->count == skin->capacity) {
        fol_placed_dot *grown = fol__grown(skin->dots, &skin->capacity, sizeof *grown);
        if (!grown)
            return fol__io_fail_nomem(err);
        skin->dots = grown;
    }
    skin->dots[skin->count++] = *p;
    return FOL_OK;
}

static fol_status read_rows(fol__table *t, const fol_chart_spec *chart, const fol_limits *limits, fol_skin *skin, fol_error *err) {
    fol__field fields[FOL__TABLE_COLUMNS];
    for (;;) {
        fol_placed_dot p;
        int line = 0;
        bool more = false;
        memset(&p, 0, sizeof p);
        fol_status status = fol__table_next(t, fields, &line, &more, err);
        if (status != FOL_OK || !more)
            return status;
        status = read_numbers(t, fields, &p, err);
        if (status == FOL_OK)
            status = read_zone(chart, &fields[ZONE], &p.dot.zone, err);
        if (status == FOL_OK)
            status = read_state(&fields[STATE], &p.state, err);
        if (status == FOL_OK)
            status = add_dot(skin, &p, limits, line, err);
        if (status != FOL_OK)
            return status;
    }
}

fol_status fol_skin_parse_csv(const char *bytes, size_t size, const fol_chart_spec *chart, const fol_limits *limits, fol_skin **out,
                              fol_error *err) {
    fol__table table = {.columns = columns, .column_count = COLUMNS, .what = "table", .header = HEADER};
    fol_limits own;
    if (out)
        *out = NULL;
    if (!bytes || !chart || !out)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "bytes, chart and out must not be NULL");
    fol_status status = fol__io_limits(limits, &own, err);
    if (status != FOL_OK)
        return status;
    fol_skin *skin = calloc(1, sizeof *skin);
    status = skin ? fol__table_begin(&table, bytes, size, &own, err) : fol__io_fail_nomem(err);
    if (status == FOL_OK)
        status = read_rows(&table, chart, &own, skin, err);
    if (status == FOL_OK)
        *out = skin;
    else
        fol_skin_free(skin);
    return status;
}

const fol_placed_dot *fol_skin_dots(const fol_skin *skin, size_t *count) {
    if (count)
        *count = skin ? skin->count : 0;
    return skin ? skin->dots : NULL;
}

void fol_skin_free(fol_skin *skin) {
    if (skin)
        free(skin->dots);
    free(skin);
}

/* ---------------------------------------------------------------- writing */

static void out_comma_int(fol__text_out *out, int64_t value) {
    fol__out_int(out, value);
    fol__out_char(out, ',');
}

fol_status fol_skin_write_csv(const fol_design *design, const fol_placed_dot *placed, size_t count, const fol_sink *sink, fol_error *err) {
    fol__text_out out;
    if (!design || (count && !placed))
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "design and placed must not be NULL");
    for (size_t i = 0; i < count; i++) {
        if (placed[i].dot.zone >= fol_design_zone_count(design))
            return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "dot %lld is of zone %d, which the design does not have",
                                (long long)placed[i].dot.id, placed[i].dot.zone);
    }
    const fol_status status = fol__out_start(&out, sink, err);
    if (status != FOL_OK)
        return status;
    fol__out_text(&out, HEADER "\n");
    for (size_t i = 0; i < count; i++) {
        const fol_placed_dot *p = &placed[i];
        out_comma_int(&out, p->dot.id);
        out_comma_int(&out, p->dot.x_um);
        out_comma_int(&out, p->dot.y_um);
        out_comma_int(&out, p->dot.diameter_um);
        out_comma_int(&out, p->dot.depth_um);
        out_comma_int(&out, p->dot.session);
        fol__out_csv_text(&out, fol__zone_name(design, p->dot.zone));
        fol__out_char(&out, ',');
        out_comma_int(&out, p->dot.shade);
        fol__out_text(&out, fol_dot_state_name((fol_dot_state)p->state));
        fol__out_char(&out, ',');
        fol__out_rounded(&out, (double)p->weight);
        fol__out_char(&out, ',');
        fol__out_rounded(&out, (double)p->confidence);
        fol__out_char(&out, ',');
        fol__out_int(&out, p->clear_um);
        fol__out_char(&out, '\n');
    }
    return fol__out_finish(&out, err);
}
