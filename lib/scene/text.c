/* SPDX-License-Identifier: MIT */
/* Writes a scene as text that is the same on every machine: whole micrometres, thousandths of opacity, colours in hex.
 */
#include "draft.h"
#include "fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct writer {
    const fol_sink *sink;
    size_t used;
    bool failed;
    char buffer[8192];
} writer;

enum { LINE_ROOM = 512 };

static void flush(writer *out) {
    if (!out->failed && out->used)
        out->failed = !out->sink->write(out->buffer, out->used, out->sink->user);
    out->used = 0;
}

static void print(writer *out, const char *format, ...) FOL_PRINTF(2, 3);

/* At most LINE_ROOM bytes a call. */
static void print(writer *out, const char *format, ...) {
    if (out->used + LINE_ROOM > sizeof out->buffer)
        flush(out);
    va_list args;
    va_start(args, format);
    const int length = vsnprintf(out->buffer + out->used, LINE_ROOM, format, args);
    va_end(args);
    out->used += (size_t)length;
}

/* Nearest thousandth, halves away from zero. */
static long long thousandths(double value) {
    const double scaled = value * 1000;
    return (long long)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

static void print_rect(writer *out, const char *before, fol_rect rect) {
    print(out, "%s %lld %lld %lld %lld", before, thousandths(rect.x), thousandths(rect.y), thousandths(rect.width),
          thousandths(rect.height));
}

static void print_point(writer *out, const char *before, fol_point point) {
    print(out, "%s %lld %lld", before, thousandths(point.x), thousandths(point.y));
}

static void print_color(writer *out, const char *kind, const fol_op *op) {
    print(out, "%s #%02x%02x%02x %lld", kind, op->color.r, op->color.g, op->color.b, thousandths(op->opacity));
}

static void print_dots(writer *out, const fol_op *op) {
    print_color(out, "dots", op);
    print_point(out, " origin", op->origin);
    print_rect(out, " in", op->rect);
    print(out, "\n");
    for (size_t i = 0; i < op->dot_count; i++) {
        const fol_dot *dot = &op->dots[i];
        print(out, "  dot %lld at %ld %ld diameter %u", (long long)dot->id, (long)dot->x_um, (long)dot->y_um,
              (unsigned)dot->diameter_um);
        if (op->strengths)
            print(out, " strength %lld", thousandths((double)op->strengths[i]));
        print(out, "\n");
    }
}

static void print_line(writer *out, const fol_op *op) {
    print_color(out, op->closed ? "ring" : "line", op);
    print(out, " width %lld dash %lld", thousandths(op->width_mm), thousandths(op->dash_mm));
    print_point(out, " origin", op->origin);
    print_rect(out, " in", op->rect);
    print(out, "\n");
    for (size_t i = 0; i < op->point_count; i++) {
        print_point(out, "  point", op->points[i]);
        print(out, "\n");
    }
}

static void print_text(writer *out, const fol_op *op) {
    print_color(out, "text", op);
    print(out, " height %lld align %d", thousandths(op->height_mm), op->align);
    print_point(out, " at", op->origin);
    print(out, " \"");
    for (const char *c = op->text; *c; c++)
        print(out, (unsigned char)*c < 32 || *c == '"' || *c == '\\' ? "\\x%02x" : "%c", (unsigned char)*c);
    print(out, "\"\n");
}

static void print_op(writer *out, const fol_op *op) {
    switch (op->kind) {
    case FOL_OP_FILL:
        print_color(out, "fill", op);
        print_rect(out, " in", op->rect);
        print(out, "\n");
        break;
    case FOL_OP_PHOTO:
        /* A pixel of a photograph is some 0.2 mm: in nanometres it keeps its digits. */
        print(out, "photo nm_per_px %lld", thousandths(op->mm_per_px * 1000));
        print_point(out, " origin", op->origin);
        print_rect(out, " in", op->rect);
        print(out, "\n");
        break;
    case FOL_OP_DOTS:
        print_dots(out, op);
        break;
    case FOL_OP_LINE:
        print_line(out, op);
        break;
    case FOL_OP_TEXT:
        print_text(out, op);
        break;
    }
}

fol_status fol_scene_write_text(const fol_scene *scene, const fol_sink *sink, fol_error *err) {
    if (!scene || !sink || !sink->write)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "no scene or no sink");
    writer out = {.sink = sink};
    print_rect(&out, "scene", scene->extent);
    print(&out, "\n");
    for (size_t i = 0; i < fol_scene_op_count(scene) && !out.failed; i++)
        print_op(&out, fol_scene_op(scene, i));
    flush(&out);
    return out.failed ? fol__fail(err, FOL_ERR_WRITE, FOL__NOWHERE, "the sink refused bytes") : FOL_OK;
}
