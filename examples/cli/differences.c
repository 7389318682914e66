/* SPDX-License-Identifier: MIT */
#include "differences.h"
#include "marked.h"
#include "text.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_WIDTH = 20, KINDS = FOL_DIFF_CHANGED + 1 };

/* A dot counts where it is now; one that was removed, where it was. */
static const fol_dot *dot_of(const fol_diff_row *row) {
    return row->kind == FOL_DIFF_REMOVED ? &row->before : &row->after;
}

static const char *zone_of(const differences *d, const fol_diff_row *row) {
    const fol_chart_spec *chart = fol_design_chart((row->kind == FOL_DIFF_REMOVED ? d->a : d->b)->design);
    return chart->zones[dot_of(row)->zone].name;
}

static void count_rows(const differences *d, const char *zone, int session, int64_t counts[KINDS]) {
    memset(counts, 0, KINDS * sizeof *counts);
    for (size_t i = 0; i < d->count; i++) {
        if (zone && (strcmp(zone_of(d, &d->rows[i]), zone) != 0 || dot_of(&d->rows[i])->session != session))
            continue;
        counts[d->rows[i].kind]++;
        counts[0]++;
    }
}

/* Calls visit for each zone of either design and each session with a difference. */
static void for_each_part(const differences *d, void (*visit)(const char *zone, int session, const int64_t *counts, void *user), void *user) {
    const fol_chart_spec *charts[] = {fol_design_chart(d->a->design), fol_design_chart(d->b->design)};
    for (int which = 0; which < 2; which++) {
        for (size_t i = 0; i < charts[which]->zone_count; i++) {
            const char *name = charts[which]->zones[i].name;
            if (which == 1 && fol_design_zone_named(d->a->design, name) != FOL_NO_ZONE)
                continue;
            for (int session = 1; session <= FOL_MAX_SESSIONS; session++) {
                int64_t counts[KINDS];
                count_rows(d, name, session, counts);
                if (counts[0])
                    visit(name, session, counts, user);
            }
        }
    }
}

/* ---------------------------------------------------------------- text */

static void print_counts(const int64_t *counts) {
    for (int kind = FOL_DIFF_ADDED; kind < KINDS; kind++)
        put_count(stdout, counts[kind], 10);
    putchar('\n');
}

static void print_part(const char *zone, int session, const int64_t *counts, void *user) {
    (void)user;
    put_padded(stdout, zone, NAME_WIDTH);
    printf("%8d", session);
    print_counts(counts);
}

void print_differences(const differences *d) {
    int64_t all[KINDS];
    printf("%-*s%8s%10s%10s%10s%10s\n", NAME_WIDTH, "zone", "session", "added", "removed", "moved", "changed");
    for_each_part(d, print_part, NULL);
    count_rows(d, NULL, 0, all);
    printf("%-*s%8s", NAME_WIDTH, "all", "");
    print_counts(all);
}

/* ---------------------------------------------------------------- JSON */

typedef struct json_out {
    const fol_sink *sink;
    bool ok, first;
} json_out;

static void FOL_PRINTF(2, 3) put(json_out *out, const char *format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    const int size = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    out->ok = out->ok && size >= 0 && (size_t)size < sizeof text && out->sink->write(text, (size_t)size, out->sink->user);
}

static void put_name(json_out *out, const char *name) {
    put(out, "\"");
    for (; *name; name++) {
        const unsigned char c = (unsigned char)*name;
        if (c == '"' || c == '\\')
            put(out, "\\%c", c);
        else if (c < 0x20)
            put(out, "\\u%04x", c);
        else
            put(out, "%c", c);
    }
    put(out, "\"");
}

static void put_part(const char *zone, int session, const int64_t *counts, void *user) {
    json_out *out = user;
    put(out, "%s\n    {\"zone\": ", out->first ? "" : ",");
    put_name(out, zone);
    put(out, ", \"session\": %d, \"added\": %" PRId64 ", \"removed\": %" PRId64 ", \"moved\": %" PRId64 ", \"changed\": %" PRId64 "}", session,
        counts[FOL_DIFF_ADDED], counts[FOL_DIFF_REMOVED], counts[FOL_DIFF_MOVED], counts[FOL_DIFF_CHANGED]);
    out->first = false;
}

static void put_place(json_out *out, const char *key, const fol_dot *dot) {
    put(out, ", \"%s\": {\"x_um\": %d, \"y_um\": %d, \"session\": %d}", key, (int)dot->x_um, (int)dot->y_um, dot->session);
}

fol_status write_differences_json(const void *what, const fol_sink *sink, fol_error *err) {
    const differences *d = what;
    json_out out = {sink, true, true};
    int64_t all[KINDS];
    (void)err;
    count_rows(d, NULL, 0, all);
    put(&out, "{\n  \"added\": %" PRId64 ",\n  \"removed\": %" PRId64 ",\n  \"moved\": %" PRId64 ",\n  \"changed\": %" PRId64 ",\n  \"parts\": [",
        all[FOL_DIFF_ADDED], all[FOL_DIFF_REMOVED], all[FOL_DIFF_MOVED], all[FOL_DIFF_CHANGED]);
    for_each_part(d, put_part, &out);
    put(&out, "\n  ],\n  \"dots\": [");
    for (size_t i = 0; out.ok && i < d->count; i++) {
        const fol_diff_row *row = &d->rows[i];
        put(&out, "%s\n    {\"id\": %" PRId64 ", \"kind\": \"%s\"", i ? "," : "", dot_of(row)->id, fol_diff_kind_name(row->kind));
        if (row->kind != FOL_DIFF_ADDED)
            put_place(&out, "before", &row->before);
        if (row->kind != FOL_DIFF_REMOVED)
            put_place(&out, "after", &row->after);
        put(&out, "}");
    }
    put(&out, "\n  ]\n}\n");
    return out.ok ? FOL_OK : FOL_ERR_WRITE;
}

/* ---------------------------------------------------------------- picture */

#define PX_PER_MM 10.0

static const fol_color SAME = {0x8a, 0x80, 0x76};
static const fol_color COLORS[KINDS] = {{0, 0, 0}, {0x00, 0x8a, 0x50}, {0xd0, 0x10, 0x20}, {0xe0, 0x70, 0x00}, {0x10, 0x50, 0xc0}};
static const uint16_t SAME_UM = 250, DIFFERENT_UM = 450;

static fol_status draw(const fol_pixels *pixels, double px_per_mm, fol_dot *dots, size_t count, uint16_t diameter_um, fol_color color,
                       fol_error *err) {
    for (size_t i = 0; i < count; i++)
        dots[i].diameter_um = diameter_um;
    fol_op op;
    memset(&op, 0, sizeof op);
    op.kind = FOL_OP_DOTS;
    op.color = color;
    op.opacity = 1;
    op.rect = (fol_rect){0, 0, pixels->width / px_per_mm, pixels->height / px_per_mm};
    op.dots = dots;
    op.dot_count = count;
    const fol_view view = {0, 0, px_per_mm, 0};
    return count ? fol_raster_dots(&op, &view, pixels, NULL, err) : FOL_OK;
}

/* From where a moved dot was, as dots in a row. */
static size_t trail(const fol_diff_row *row, fol_dot *dots, size_t room) {
    const double dx = row->after.x_um - row->before.x_um, dy = row->after.y_um - row->before.y_um;
    const double steps = ceil(hypot(dx, dy) / 100);
    size_t count = 0;
    for (double s = 0; s <= steps && count < room; s++) {
        dots[count] = row->before;
        dots[count].x_um += (int32_t)(dx * s / (steps > 0 ? steps : 1));
        dots[count++].y_um += (int32_t)(dy * s / (steps > 0 ? steps : 1));
    }
    return count;
}

static fol_status draw_all(const differences *d, const fol_pixels *pixels, double px_per_mm, fol_error *err) {
    enum { TRAIL = 512 };
    const size_t room = d->dot_count > d->count + TRAIL ? d->dot_count : d->count + TRAIL;
    fol_dot *dots = malloc(room * sizeof *dots);
    if (!dots) {
        *err = (fol_error){.status = FOL_ERR_NOMEM};
        return FOL_ERR_NOMEM;
    }
    memcpy(dots, d->dots, d->dot_count * sizeof *dots);
    fol_status status = draw(pixels, px_per_mm, dots, d->dot_count, SAME_UM, SAME, err);
    for (size_t i = 0; status == FOL_OK && i < d->count; i++) {
        const size_t count = d->rows[i].kind == FOL_DIFF_MOVED ? trail(&d->rows[i], dots, TRAIL) : 0;
        status = draw(pixels, px_per_mm, dots, count, 120, COLORS[FOL_DIFF_MOVED], err);
    }
    for (int kind = FOL_DIFF_ADDED; status == FOL_OK && kind < KINDS; kind++) {
        size_t count = 0;
        for (size_t i = 0; i < d->count; i++) {
            if ((int)d->rows[i].kind == kind)
                dots[count++] = *dot_of(&d->rows[i]);
        }
        status = draw(pixels, px_per_mm, dots, count, DIFFERENT_UM, COLORS[kind], err);
    }
    free(dots);
    return status;
}

static legend_entry entry_of(fol_color color, int64_t count, const char *what) {
    legend_entry entry = {color, ""};
    snprintf(entry.text, sizeof entry.text, "%" PRId64 " %s", count, what);
    return entry;
}

fol_status write_differences_png(const void *what, const fol_sink *sink, fol_error *err) {
    static const char *const words[KINDS] = {"as they were", "added", "removed", "moved", "of another session or zone"};
    const differences *d = what;
    int64_t counts[KINDS];
    legend_entry entries[KINDS];
    marked_picture picture;
    count_rows(d, NULL, 0, counts);
    const int64_t same = (int64_t)d->dot_count - counts[FOL_DIFF_ADDED] - counts[FOL_DIFF_MOVED] - counts[FOL_DIFF_CHANGED];
    for (int kind = FOL_DIFF_ADDED; kind < KINDS; kind++)
        entries[kind - 1] = entry_of(COLORS[kind], counts[kind], words[kind]);
    entries[KINDS - 1] = entry_of(SAME, same, words[0]);
    fol_status status = marked_begin(&picture, d->b, PX_PER_MM, entries, KINDS, err);
    if (status == FOL_OK)
        status = draw_all(d, &picture.canvas, picture.px_per_mm, err);
    if (status == FOL_OK)
        status = fol_png_write(&picture.whole, picture.px_per_mm, d->b->design, sink, err);
    marked_free(&picture);
    return status;
}
