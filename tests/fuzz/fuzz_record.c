/* SPDX-License-Identifier: MIT */
/* Any bytes as a record, as what is in the skin, and as hairs. What is read must be written and read again to the same; what is in a
 * record that is about a plan must make a next design, or say why not. */
#include "fuzz.h"
#include "text_out.h"

#include <follicle/io.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct plan {
    fol_zone_spec zones[2];
    fol_chart_spec chart;
    fol_design *design;
    fol_layout *layout;
} plan;

static const fol_point corners[4] = {{0, 0}, {14, 0}, {14, 9}, {0, 9}}, below[4] = {{0, 9}, {14, 9}, {14, 12}, {0, 12}};

static void make_plan(plan *p) {
    const fol_treatment_spec treatment = fol_treatment_spec_default();
    p->zones[0] = p->zones[1] = fol_zone_spec_default();
    p->zones[0].name = "top";
    p->zones[0].outline = (fol_ring){corners, 4};
    p->zones[1].name = "left, \"temple\"";
    p->zones[1].outline = (fol_ring){below, 4};
    p->zones[0].density_per_cm2 = p->zones[1].density_per_cm2 = 50;
    p->chart = fol_chart_spec_default();
    p->chart.canvas_width_mm = 14;
    p->chart.canvas_height_mm = 12;
    p->chart.zones = p->zones;
    p->chart.zone_count = 2;
    if (fol_design_create(&treatment, &p->chart, NULL, NULL, &p->design, NULL) != FOL_OK ||
        fol_layout_create(p->design, NULL, NULL, &p->layout, NULL) != FOL_OK)
        abort();
}

static void ck(bool holds) {
    if (!holds)
        abort();
}

static bool is_told(fol_status status, const fol_error *err) {
    return status != FOL_OK && err->status == status && err->message[0] != '\0';
}

static bool same_row(const fol_record_row *a, const fol_record_row *b) {
    return a->id == b->id && a->zone == b->zone && a->state == b->state && a->has_place == b->has_place && a->session == b->session &&
           (!a->has_place || (a->x_um == b->x_um && a->y_um == b->y_um)) && fabsf(a->confidence - b->confidence) < 0.0006f &&
           fabsf(a->held - b->held) < 0.0006f;
}

static void ck_record_comes_back(const plan *p, const fol_record_row *rows, size_t count) {
    fol__memory_out to = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&to);
    fol_record *again = NULL;
    size_t count_again = 0;
    ck(fol_record_write_csv(p->design, rows, count, &sink, NULL) == FOL_OK &&
       fol_record_parse_csv(to.bytes, to.size, p->design, NULL, &again, NULL) == FOL_OK);
    const fol_record_row *read = fol_record_rows(again, &count_again);
    ck(count == count_again);
    for (size_t i = 0; i < count; i++)
        ck(same_row(&rows[i], &read[i]));
    fol_record_free(again);
    free(to.bytes);
}

static void try_next(const plan *p, const fol_record_row *rows, size_t count) {
    fol_next_spec spec = fol_next_spec_default();
    const fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = p->chart;
    fol_design *design = NULL;
    fol_next *next = NULL;
    fol_error err = {0};
    spec.design = p->design;
    spec.layout = p->layout;
    spec.rows = rows;
    spec.row_count = count;
    const fol_status status = fol_next_create(&spec, NULL, &next, &err);
    ck(status == FOL_OK || (is_told(status, &err) && !next));
    if (status != FOL_OK)
        return;
    chart.in_skin = fol_next_in_skin(next, &chart.in_skin_count);
    chart.sessions_done = fol_next_sessions_done(next);
    ck(fol_design_create(&treatment, &chart, NULL, NULL, &design, &err) == FOL_OK);
    fol_design_free(design);
    fol_next_free(next);
}

static void as_record(const plan *p, const char *bytes, size_t size, const fol_limits *limits) {
    fol_record *record = NULL;
    fol_error err = {0};
    size_t count;
    const fol_status status = fol_record_parse_csv(bytes, size, p->design, limits, &record, &err);
    ck(status == FOL_OK || (is_told(status, &err) && !record));
    const fol_record_row *rows = fol_record_rows(record, &count);
    if (status == FOL_OK) {
        ck_record_comes_back(p, rows, count);
        try_next(p, rows, count);
    }
    fol_record_free(record);
}

static void as_skin(const plan *p, const char *bytes, size_t size, const fol_limits *limits) {
    fol_skin *skin = NULL, *again = NULL;
    fol_error err = {0};
    size_t count, count_again;
    const fol_status status = fol_skin_parse_csv(bytes, size, &p->chart, limits, &skin, &err);
    ck(status == FOL_OK || (is_told(status, &err) && !skin));
    if (status != FOL_OK)
        return;
    fol__memory_out to = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&to);
    const fol_placed_dot *dots = fol_skin_dots(skin, &count);
    ck(fol_skin_write_csv(p->design, dots, count, &sink, NULL) == FOL_OK &&
       fol_skin_parse_csv(to.bytes, to.size, &p->chart, NULL, &again, NULL) == FOL_OK);
    const fol_placed_dot *read = fol_skin_dots(again, &count_again);
    ck(count == count_again);
    for (size_t i = 0; i < count; i++)
        ck(memcmp(&read[i].dot, &dots[i].dot, sizeof(fol_dot)) == 0 && read[i].state == dots[i].state && read[i].clear_um == dots[i].clear_um &&
           fabsf(read[i].weight - dots[i].weight) < 0.0006f);
    fol_skin_free(again);
    fol_skin_free(skin);
    free(to.bytes);
}

static void as_hairs(const char *bytes, size_t size, const fol_limits *limits) {
    fol_hairs *hairs = NULL;
    fol_error err = {0};
    const fol_status status = fol_hairs_parse_csv(bytes, size, limits, &hairs, &err);
    ck(status == FOL_OK || (is_told(status, &err) && !hairs));
    fol_hairs_free(hairs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static plan p; /* made once: it takes longer than the reading */
    fol_limits limits = fol_limits_default();
    limits.max_dots = limits.max_hairs = 10000;
    limits.max_bytes = 1 << 20;
    if (!p.layout)
        make_plan(&p);
    as_record(&p, (const char *)data, size, &limits);
    as_skin(&p, (const char *)data, size, &limits);
    as_hairs((const char *)data, size, &limits);
    return 0;
}
