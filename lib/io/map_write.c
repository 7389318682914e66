/* SPDX-License-Identifier: MIT */
/* Maps as CSV (RFC 4180, but lines end in LF) and as JSON: the same fields, integers but for the zone's name. Names are
 * quoted once, not for every dot, and numbers go into the buffer without printf: 100,000 dots take milliseconds. */
#include <follicle/io.h>

#include "map_names.h"
#include "problem.h"
#include "put.h"
#include "text_out.h"

#include <stdlib.h>
#include <string.h>

/* Room for the longest number and what stands around it. */
enum { NUMBER_ROOM = 64 };

/* Every zone's name as it stands in the map: the bytes from starts[zone] to starts[zone + 1]. */
typedef struct zone_texts {
    fol__memory_out text;
    size_t *starts;
} zone_texts;

static void free_zone_texts(zone_texts *zones) {
    free(zones->text.bytes);
    free(zones->starts);
}

static fol_status make_zone_texts(zone_texts *zones, const fol_design *design,
                                  void (*write)(fol__text_out *out, const char *name), fol_error *err) {
    const size_t count = fol_design_zone_count(design);
    fol__text_out out;
    memset(zones, 0, sizeof *zones);
    const fol_sink sink = fol__memory_sink(&zones->text);
    zones->starts = malloc((count + 1) * sizeof *zones->starts);
    if (!zones->starts || fol__out_start(&out, &sink, NULL) != FOL_OK)
        return fol__io_fail_nomem(err);
    for (size_t i = 0; i < count; i++) {
        zones->starts[i] = (size_t)fol__out_size(&out);
        write(&out, fol__zone_name(design, i));
    }
    zones->starts[count] = (size_t)fol__out_size(&out);
    if (fol__out_finish(&out, NULL) == FOL_OK)
        return FOL_OK;
    free_zone_texts(zones);
    return fol__io_fail_nomem(err);
}

static void out_zone(fol__text_out *out, const zone_texts *zones, size_t zone) {
    fol__out_bytes(out, zones->text.bytes + zones->starts[zone], zones->starts[zone + 1] - zones->starts[zone]);
}

/* ------------------------------------------------------------------ CSV */

static char *put_comma(char *at) {
    *at = ',';
    return at + 1;
}

static void csv_row(fol__text_out *out, const zone_texts *zones, const fol_dot *dot) {
    char *at = fol__out_room(out, 6 * NUMBER_ROOM);
    at = put_comma(fol__put_int(at, dot->id));
    at = put_comma(fol__put_int(at, dot->x_um));
    at = put_comma(fol__put_int(at, dot->y_um));
    at = put_comma(fol__put_short(at, dot->diameter_um));
    at = put_comma(fol__put_short(at, dot->depth_um));
    at = put_comma(fol__put_short(at, dot->session));
    fol__out_end(out, at);
    out_zone(out, zones, dot->zone);
    at = fol__put_short(put_comma(fol__out_room(out, NUMBER_ROOM)), dot->shade);
    *at++ = '\n';
    fol__out_end(out, at);
}

fol_status fol_map_write_csv(const fol_design *design, const fol_dot *dots, size_t count, const fol_sink *sink,
                             fol_error *err) {
    fol__text_out out;
    zone_texts zones;
    fol_status status = fol__check_map(design, dots, count, err);
    if (status == FOL_OK)
        status = fol__out_start(&out, sink, err);
    if (status == FOL_OK)
        status = make_zone_texts(&zones, design, fol__out_csv_text, err);
    if (status != FOL_OK)
        return status;
    for (int i = 0; i < FOL__COLUMN_COUNT; i++) {
        fol__out_text(&out, i ? "," : "");
        fol__out_text(&out, fol__map_columns[i].name);
    }
    fol__out_char(&out, '\n');
    for (size_t i = 0; i < count && !out.refused; i++)
        csv_row(&out, &zones, &dots[i]);
    free_zone_texts(&zones);
    return fol__out_finish(&out, err);
}

/* ------------------------------------------------------------------ JSON */

static char *put_name(char *at, fol__column column) {
    at = fol__put_text(at, column == FOL__COLUMN_ID ? "{\"" : ", \"");
    at = fol__put_text(at, fol__map_columns[column].name);
    return fol__put_text(at, "\": ");
}

static char *put_field(char *at, fol__column column, int64_t value) {
    return fol__put_int(put_name(at, column), value);
}

static void json_dot(fol__text_out *out, const zone_texts *zones, const fol_dot *dot) {
    char *at = fol__out_room(out, FOL__COLUMN_COUNT * NUMBER_ROOM);
    at = put_field(at, FOL__COLUMN_ID, dot->id);
    at = put_field(at, FOL__COLUMN_X, dot->x_um);
    at = put_field(at, FOL__COLUMN_Y, dot->y_um);
    at = put_field(at, FOL__COLUMN_DIAMETER, dot->diameter_um);
    at = put_field(at, FOL__COLUMN_DEPTH, dot->depth_um);
    at = put_field(at, FOL__COLUMN_SESSION, dot->session);
    fol__out_end(out, put_name(at, FOL__COLUMN_ZONE));
    out_zone(out, zones, dot->zone);
    at = put_field(fol__out_room(out, NUMBER_ROOM), FOL__COLUMN_SHADE, dot->shade);
    *at++ = '}';
    fol__out_end(out, at);
}

static void json_head(fol__text_out *out, const fol_design *design) {
    fol__out_text(out, "{\n  \"follicle\": 1,\n  \"layout_version\": ");
    fol__out_int(out, fol_layout_version());
    fol__out_text(out, ",\n  \"library\": ");
    fol__out_json_text(out, fol_version());
    fol__out_text(out, ",\n  \"fingerprint\": \""); /* as text: a JSON number holds 53 bits */
    fol__out_hex64(out, fol_design_fingerprint(design));
    fol__out_text(out, "\",\n  \"seed\": ");
    fol__out_int(out, (int64_t)fol_design_treatment(design)->seed);
    fol__out_text(out, ",\n  \"dots\": [");
}

fol_status fol_map_write_json(const fol_design *design, const fol_dot *dots, size_t count, const fol_sink *sink,
                              fol_error *err) {
    fol__text_out out;
    zone_texts zones;
    fol_status status = fol__check_map(design, dots, count, err);
    if (status == FOL_OK)
        status = fol__out_start(&out, sink, err);
    if (status == FOL_OK)
        status = make_zone_texts(&zones, design, fol__out_json_text, err);
    if (status != FOL_OK)
        return status;
    json_head(&out, design);
    for (size_t i = 0; i < count && !out.refused; i++) {
        fol__out_text(&out, i ? ",\n    " : "\n    ");
        json_dot(&out, &zones, &dots[i]);
    }
    free_zone_texts(&zones);
    fol__out_text(&out, count ? "\n  ]\n}\n" : "]\n}\n");
    return fol__out_finish(&out, err);
}
