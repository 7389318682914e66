/* SPDX-License-Identifier: MIT */
/* Transforms as SVG 1.1, chapter 7, has them; skews and turns by the project's own sine, so that all machines agree. */
#include "svg_matrix.h"

#include "svg_number.h"

#include <math.h>
#include <string.h>

const fol__matrix fol__matrix_one = {1, 0, 0, 1, 0, 0};

fol__matrix fol__matrix_times(fol__matrix o, fol__matrix i) {
    return (fol__matrix){o.a * i.a + o.c * i.b,       o.b * i.a + o.d * i.b,       o.a * i.c + o.c * i.d,
                         o.b * i.c + o.d * i.d,       o.a * i.e + o.c * i.f + o.e, o.b * i.e + o.d * i.f + o.f};
}

fol_point fol__matrix_apply(fol__matrix m, double x, double y) {
    return (fol_point){m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f};
}

double fol__matrix_area(fol__matrix m) {
    return fabs(m.a * m.d - m.b * m.c);
}

bool fol__matrix_usable(fol__matrix m) {
    const double sum = m.a + m.b + m.c + m.d + m.e + m.f, area = fol__matrix_area(m);
    const double size = m.a * m.a + m.b * m.b + m.c * m.c + m.d * m.d;
    return isfinite(sum) && isfinite(size) && area > 1e-12 * size && area > 1e-300;
}

bool fol__matrix_upright(fol__matrix m) {
    const double slack = 1e-3 * m.a;
    return isfinite(m.e + m.f) && m.a > 0 && m.a < HUGE_VAL && fabs(m.d - m.a) <= slack && fabs(m.b) <= slack && fabs(m.c) <= slack;
}

/* ------------------------------------------------------------------ transform="..." */

typedef struct function {
    const char *name;
    int least, most;
    bool (*make)(const double *v, int count, fol__matrix *m);
} function;

static bool make_matrix(const double *v, int count, fol__matrix *m) {
    *m = (fol__matrix){v[0], v[1], v[2], v[3], v[4], v[5]};
    return count == 6;
}

static bool make_translate(const double *v, int count, fol__matrix *m) {
    *m = (fol__matrix){1, 0, 0, 1, v[0], count > 1 ? v[1] : 0};
    return true;
}

static bool make_scale(const double *v, int count, fol__matrix *m) {
    *m = (fol__matrix){v[0], 0, 0, count > 1 ? v[1] : v[0], 0, 0};
    return true;
}

static bool make_rotate(const double *v, int count, fol__matrix *m) {
    double s, c;
    if (count == 2 || !fol__svg_turn(v[0], &s, &c))
        return false;
    const double x = count == 3 ? v[1] : 0, y = count == 3 ? v[2] : 0;
    *m = (fol__matrix){c, s, -s, c, x - c * x + s * y, y - s * x - c * y};
    return true;
}

static bool make_skew_x(const double *v, int count, fol__matrix *m) {
    double s, c;
    (void)count;
    if (!fol__svg_turn(v[0], &s, &c))
        return false;
    *m = (fol__matrix){1, 0, s / c, 1, 0, 0};
    return true;
}

static bool make_skew_y(const double *v, int count, fol__matrix *m) {
    double s, c;
    (void)count;
    if (!fol__svg_turn(v[0], &s, &c))
        return false;
    *m = (fol__matrix){1, s / c, 0, 1, 0, 0};
    return true;
}

static const function functions[] = {
    {"matrix", 6, 6, make_matrix}, {"translate", 1, 2, make_translate}, {"scale", 1, 2, make_scale},
    {"rotate", 1, 3, make_rotate}, {"skewX", 1, 1, make_skew_x},        {"skewY", 1, 1, make_skew_y},
};

static const function *function_at(const char **at) {
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        const size_t size = strlen(functions[i].name);
        if (strncmp(*at, functions[i].name, size) != 0)
            continue;
        const char *after = *at + size;
        while (*after == ' ' || *after == '\t' || *after == '\n' || *after == '\r')
            after++;
        if (*after != '(')
            continue;
        *at = after + 1;
        return &functions[i];
    }
    return NULL;
}

/* As CSS writes lengths and angles. */
static void skip_unit(const char **at) {
    if (strncmp(*at, "px", 2) == 0)
        *at += 2;
    else if (strncmp(*at, "deg", 3) == 0)
        *at += 3;
}

static bool read_function(const char **at, fol__matrix *m) {
    double values[6] = {0, 0, 0, 0, 0, 0};
    int count = 0;
    const function *found = function_at(at);
    if (!found)
        return false;
    fol__svg_skip(at);
    for (; **at && **at != ')'; fol__svg_skip(at)) {
        if (count == found->most || !fol__svg_number(at, &values[count]))
            return false;
        skip_unit(at);
        count++;
    }
    fol__matrix own;
    if (**at != ')' || count < found->least || !found->make(values, count, &own))
        return false;
    (*at)++;
    *m = fol__matrix_times(*m, own);
    return true;
}

/* A value of a style ends before the next declaration. */
static bool is_end(char c) {
    return c == '\0' || c == ';' || c == '}' || c == '!';
}

bool fol__matrix_transform(fol__matrix *m, const char *text) {
    fol__svg_skip(&text);
    if (strncmp(text, "none", 4) == 0)
        return true;
    for (; !is_end(*text); fol__svg_skip(&text)) {
        if (!read_function(&text, m))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------ viewBox */

/* 0 for Min, 0.5 for Mid, 1 for Max, of "xMidYMid" at 1 or 5. */
static double share_of(const char *word) {
    return strncmp(word, "Min", 3) == 0 ? 0 : strncmp(word, "Max", 3) == 0 ? 1 : 0.5;
}

fol__matrix fol__matrix_viewbox(const double box[4], double width, double height, const char *aspect) {
    double sx = width / box[2], sy = height / box[3], across = 0.5, down = 0.5;
    const char *align = aspect ? aspect : "";
    while (*align == ' ')
        align++;
    if (strncmp(align, "defer ", 6) == 0)
        align += 6;
    if (strncmp(align, "none", 4) != 0) {
        if (strlen(align) >= 8 && align[0] == 'x' && align[4] == 'Y') {
            across = share_of(align + 1);
            down = share_of(align + 5);
        }
        const bool slice = strstr(align, "slice") != NULL;
        sx = sy = (sx < sy) != slice ? sx : sy;
    }
    return (fol__matrix){sx, 0, 0, sy, across * (width - sx * box[2]) - sx * box[0],
                         down * (height - sy * box[3]) - sy * box[1]};
}
