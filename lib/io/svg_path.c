/* SPDX-License-Identifier: MIT */
/* Path data by the grammar of SVG 1.1, chapter 8.3: commands, relative or not, whose numbers may follow each other without
 * blanks, and arcs whose flags need none. */
#include "svg_path.h"

#include "svg_number.h"

#include <string.h>

/* ------------------------------------------------------------------ path data */

typedef struct path {
    const char *at;
    fol__pen_in pen;
    fol_point control; /* of the curve before, for S and T */
    char before;       /* the command before in capitals */
} path;

/* How many numbers a command takes. */
static int numbers_of(char command) {
    static const char commands[] = "MLHVCSQTAZ";
    static const int counts[] = {2, 2, 1, 1, 6, 4, 4, 2, 7, 0};
    const char *found = command ? strchr(commands, command) : NULL;
    return found ? counts[found - commands] : -1;
}

/* One digit, after which the next number may follow at once. */
static bool read_flag(const char **at, double *flag) {
    if (**at != '0' && **at != '1')
        return false;
    *flag = **at - '0';
    (*at)++;
    return true;
}

static bool read_numbers(path *in, char command, double v[7]) {
    const int count = numbers_of(command);
    for (int i = 0; i < count; i++) {
        const bool flag = command == 'A' && (i == 3 || i == 4);
        fol__svg_skip(&in->at);
        if (!(flag ? read_flag(&in->at, &v[i]) : fol__svg_number(&in->at, &v[i])))
            return false;
    }
    return true;
}

/* Relative coordinates to absolute ones. */
static void make_absolute(char command, fol_point at, double v[7]) {
    if (command == 'H') {
        v[0] += at.x;
    } else if (command == 'V') {
        v[0] += at.y;
    } else if (command == 'A') {
        v[5] += at.x;
        v[6] += at.y;
    } else {
        for (int i = 0; i + 1 < numbers_of(command); i += 2) {
            v[i] += at.x;
            v[i + 1] += at.y;
        }
    }
}

/* The control point before, mirrored at the current place, when the command before was of the same family. */
static fol_point mirrored(const path *in, const char *family) {
    const fol_point at = in->pen.at;
    if (!strchr(family, in->before))
        return at;
    return (fol_point){2 * at.x - in->control.x, 2 * at.y - in->control.y};
}

static void draw_command(path *in, char command, const double v[7]) {
    fol_point over;
    switch (command) {
    case 'M':
        fol__pen_move(&in->pen, v[0], v[1]);
        break;
    case 'L':
        fol__pen_line(&in->pen, v[0], v[1]);
        break;
    case 'H':
        fol__pen_line(&in->pen, v[0], in->pen.at.y);
        break;
    case 'V':
        fol__pen_line(&in->pen, in->pen.at.x, v[0]);
        break;
    case 'C':
        in->control = (fol_point){v[2], v[3]};
        fol__pen_cubic(&in->pen, v[0], v[1], v[2], v[3], v[4], v[5]);
        break;
    case 'S':
        over = mirrored(in, "CS");
        in->control = (fol_point){v[0], v[1]};
        fol__pen_cubic(&in->pen, over.x, over.y, v[0], v[1], v[2], v[3]);
        break;
    case 'Q':
        in->control = (fol_point){v[0], v[1]};
        fol__pen_quadratic(&in->pen, v[0], v[1], v[2], v[3]);
        break;
    case 'T':
        in->control = mirrored(in, "QT");
        fol__pen_quadratic(&in->pen, in->control.x, in->control.y, v[0], v[1]);
        break;
    case 'A':
        fol__pen_arc(&in->pen, v[0], v[1], v[2], v[3] != 0, v[4] != 0, v[5], v[6]);
        break;
    default:
        fol__pen_close(&in->pen);
        break;
    }
    in->before = command;
}

/* One command letter and all its numbers. */
static fol__svg_result read_command(path *in, bool first) {
    const char letter = *in->at++;
    const bool relative = letter >= 'a' && letter <= 'z';
    char command = relative ? (char)(letter - 'a' + 'A') : letter;
    if (numbers_of(command) < 0 || (first && command != 'M'))
        return FOL__SVG_BAD;
    do {
        double v[7] = {0, 0, 0, 0, 0, 0, 0};
        if (!read_numbers(in, command, v))
            return FOL__SVG_BAD;
        if (relative)
            make_absolute(command, in->pen.at, v);
        draw_command(in, command, v);
        if (command == 'M')
            command = 'L'; /* further pairs are lines */
        fol__svg_skip(&in->at);
    } while (in->pen.result == FOL__SVG_OK && numbers_of(command) > 0 && *in->at && strchr("+-.0123456789", *in->at));
    return in->pen.result;
}

static fol__svg_result read_path(const char *data, fol__pen_in pen, const char **bad) {
    path in = {data, pen, {0, 0}, ' '};
    fol__svg_result result = FOL__SVG_OK;
    bool first = true;
    fol__svg_skip(&in.at);
    while (*in.at && result == FOL__SVG_OK && strcmp(in.at, "none") != 0) {
        result = read_command(&in, first);
        first = false;
        fol__svg_skip(&in.at);
    }
    *bad = in.at;
    return result;
}

/* ------------------------------------------------------------------ basic shapes */

bool fol__svg_user_length(const fol__xml_element *element, const char *name, const fol__svg_room *room, double of,
                          double missing, double *value) {
    const char *text = fol__xml_get(element, name);
    fol__svg_unit unit;
    *value = missing;
    if (!text || strcmp(text, "auto") == 0)
        return true;
    if (!fol__svg_length(text, value, &unit))
        return false;
    if (unit == FOL__UNIT_MM)
        *value /= room->mm_per_unit;
    if (unit == FOL__UNIT_PERCENT)
        *value *= of / 100;
    return unit != FOL__UNIT_OTHER;
}

typedef struct shape {
    const fol__xml_element *element;
    const fol__svg_room *room;
    fol__pen_in pen;
} shape;

static bool across(const shape *s, const char *name, double missing, double *value) {
    return fol__svg_user_length(s->element, name, s->room, s->room->width, missing, value);
}

static bool down(const shape *s, const char *name, double missing, double *value) {
    return fol__svg_user_length(s->element, name, s->room, s->room->height, missing, value);
}

static void draw_ellipse(shape *s, double cx, double cy, double rx, double ry) {
    fol__pen_move(&s->pen, cx + rx, cy);
    fol__pen_arc(&s->pen, rx, ry, 0, false, true, cx - rx, cy);
    fol__pen_arc(&s->pen, rx, ry, 0, false, true, cx + rx, cy);
    fol__pen_close(&s->pen);
}

static bool read_circle(shape *s) {
    double cx, cy, r;
    if (!across(s, "cx", 0, &cx) || !down(s, "cy", 0, &cy) || !across(s, "r", 0, &r) || r < 0)
        return false;
    draw_ellipse(s, cx, cy, r, r);
    return true;
}

static bool read_ellipse(shape *s) {
    double cx, cy, rx, ry;
    if (!across(s, "cx", 0, &cx) || !down(s, "cy", 0, &cy) || !across(s, "rx", -1, &rx) || !down(s, "ry", rx, &ry))
        return false;
    rx = rx < 0 ? ry : rx;
    if (rx < 0 || ry < 0)
        return false;
    draw_ellipse(s, cx, cy, rx, ry);
    return true;
}

static void draw_rect(shape *s, fol_rect at, double rx, double ry) {
    const double right = at.x + at.width, bottom = at.y + at.height;
    fol__pen_in *pen = &s->pen;
    fol__pen_move(pen, at.x + rx, at.y);
    fol__pen_line(pen, right - rx, at.y);
    if (rx > 0)
        fol__pen_arc(pen, rx, ry, 0, false, true, right, at.y + ry);
    fol__pen_line(pen, right, bottom - ry);
    if (rx > 0)
        fol__pen_arc(pen, rx, ry, 0, false, true, right - rx, bottom);
    fol__pen_line(pen, at.x + rx, bottom);
    if (rx > 0)
        fol__pen_arc(pen, rx, ry, 0, false, true, at.x, bottom - ry);
    fol__pen_line(pen, at.x, at.y + ry);
    if (rx > 0)
        fol__pen_arc(pen, rx, ry, 0, false, true, at.x + rx, at.y);
    fol__pen_close(pen);
}

static bool read_rect(shape *s) {
    fol_rect at;
    double rx, ry;
    if (!across(s, "x", 0, &at.x) || !down(s, "y", 0, &at.y) || !across(s, "width", 0, &at.width) ||
        !down(s, "height", 0, &at.height) || !across(s, "rx", -1, &rx) || !down(s, "ry", rx, &ry))
        return false;
    if (at.width < 0 || at.height < 0)
        return false;
    rx = rx < 0 ? ry : rx;
    ry = ry < 0 ? rx : ry;
    rx = rx > at.width / 2 ? at.width / 2 : rx;
    ry = ry > at.height / 2 ? at.height / 2 : ry;
    const bool rounded = rx > 0 && ry > 0;
    draw_rect(s, at, rounded ? rx : 0, rounded ? ry : 0);
    return true;
}

static bool read_line(shape *s) {
    double x1, y1, x2, y2;
    if (!across(s, "x1", 0, &x1) || !down(s, "y1", 0, &y1) || !across(s, "x2", 0, &x2) || !down(s, "y2", 0, &y2))
        return false;
    fol__pen_move(&s->pen, x1, y1);
    fol__pen_line(&s->pen, x2, y2);
    return true;
}

static fol__svg_result read_points(shape *s, bool close, const char **bad) {
    const char *at = fol__xml_get(s->element, "points");
    bool first = true;
    if (!at)
        return FOL__SVG_OK;
    fol__svg_skip(&at);
    for (; *at && s->pen.result == FOL__SVG_OK; fol__svg_skip(&at)) {
        double x, y;
        *bad = at;
        if (!fol__svg_number(&at, &x))
            return FOL__SVG_BAD;
        fol__svg_skip(&at);
        if (!fol__svg_number(&at, &y))
            return FOL__SVG_BAD;
        if (first)
            fol__pen_move(&s->pen, x, y);
        else
            fol__pen_line(&s->pen, x, y);
        first = false;
    }
    if (close && !first)
        fol__pen_close(&s->pen);
    return s->pen.result;
}

static const char *const shape_names[] = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"};
enum { SHAPE_PATH, SHAPE_RECT, SHAPE_CIRCLE, SHAPE_ELLIPSE, SHAPE_LINE, SHAPE_POLYLINE, SHAPE_POLYGON, SHAPES };

static int shape_of(const fol__xml_element *element) {
    int i = 0;
    while (i < SHAPES && strcmp(element->name, shape_names[i]) != 0)
        i++;
    return i;
}

bool fol__svg_has_geometry(const fol__xml_element *element) {
    return shape_of(element) != SHAPES;
}

fol__svg_result fol__svg_geometry(const fol__xml_element *element, fol__matrix to_mm, const fol__svg_room *room,
                                  fol__outline *outline, const char **bad) {
    static bool (*const readers[SHAPES])(shape *) = {
        [SHAPE_RECT] = read_rect, [SHAPE_CIRCLE] = read_circle, [SHAPE_ELLIPSE] = read_ellipse, [SHAPE_LINE] = read_line};
    shape s = {element, room, fol__pen_of(outline, to_mm)};
    const int kind = shape_of(element);
    const char *data = fol__xml_get(element, "d");
    *bad = NULL;
    if (kind == SHAPE_PATH)
        return data ? read_path(data, s.pen, bad) : FOL__SVG_OK;
    if (kind == SHAPE_POLYLINE || kind == SHAPE_POLYGON)
        return read_points(&s, kind == SHAPE_POLYGON, bad);
    if (kind != SHAPES && !readers[kind](&s))
        return FOL__SVG_BAD;
    return s.pen.result;
}
