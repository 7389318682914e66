/* SPDX-License-Identifier: MIT */
/* follicle-chart growth|speed TITLE CSV PNG: draws what follicle-bench printed. growth: nanoseconds a dot by number of dots, a line
 * an engine, from `follicle-bench growth`. speed: nanoseconds a dot, a row a scene or engine, from `follicle-bench --csv` or
 * peers/run.sh. Both on logarithmic scales: a step of the grid is ten times. */
#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart_data.h"

/* A logarithmic scale: decades from `low` to `high`, drawn from `from` to `to`. */
typedef struct scale {
    int low, high;
    double from, to;
} scale;

typedef struct ink {
    double r, g, b;
} ink;

static const ink black = {0.13, 0.13, 0.15}, grey = {0.45, 0.45, 0.48}, faint = {0.88, 0.88, 0.9}, ours = {0.05, 0.40, 0.60},
                 theirs = {0.72, 0.36, 0.12};
static const double text_size = 15, title_size = 19;

static double along(const scale *s, double value) {
    return s->from + (s->to - s->from) * (log10(value) - s->low) / (s->high - s->low);
}

static void widen(scale *s, double value) {
    s->low = (int)fmin(s->low, floor(log10(value)));
    s->high = (int)fmax(s->high, ceil(log10(value)));
}

static void use(cairo_t *cr, ink i) {
    cairo_set_source_rgb(cr, i.r, i.g, i.b);
}

/* align: 0 the text starts at x, 0.5 its middle is there, 1 it ends there. */
static void write_at(cairo_t *cr, double x, double y, double align, ink color, const char *text) {
    cairo_text_extents_t extents;
    cairo_text_extents(cr, text, &extents);
    use(cr, color);
    cairo_move_to(cr, x - align * extents.x_advance, y + text_size * 0.35);
    cairo_show_text(cr, text);
}

/* Over lines of the grid. */
static void write_on_white(cairo_t *cr, double x, double y, ink color, const char *text) {
    cairo_text_extents_t extents;
    cairo_text_extents(cr, text, &extents);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_rectangle(cr, x - 3, y - text_size * 0.6, extents.x_advance + 6, text_size * 1.2);
    cairo_fill(cr);
    write_at(cr, x, y, 0, color, text);
}

static void line(cairo_t *cr, double x0, double y0, double x1, double y1, double width, ink color) {
    use(cr, color);
    cairo_set_line_width(cr, width);
    cairo_move_to(cr, x0, y0);
    cairo_line_to(cr, x1, y1);
    cairo_stroke(cr);
}

static void disc(cairo_t *cr, double x, double y, double radius, ink color) {
    use(cr, color);
    cairo_arc(cr, x, y, radius, 0, 2 * acos(-1));
    cairo_fill(cr);
}

/* 1, 10, 100, 1 k ... of dots; 1, 10, 100 ns, 1 us ... of time. */
static void name_decade(int decade, bool time, char text[32]) {
    static const char *const of_dots[] = {"", " k", " M", " G"}, *const of_time[] = {" ns", " \302\265s", " ms", " s"};
    static const char *const steps[] = {"1", "10", "100"};
    const int group = decade < 0 ? 0 : decade / 3 > 3 ? 3 : decade / 3;
    if (decade < 0)
        snprintf(text, 32, "%g%s", pow(10, decade), time ? " ns" : "");
    else
        snprintf(text, 32, "%s%s", steps[decade % 3], time ? of_time[group] : of_dots[group]);
}

static void name_time(double ns, char text[32]) {
    static const char *const units[] = {"ns", "\302\265s", "ms"};
    int unit = 0;
    for (; ns >= 999.5 && unit < 2; unit++)
        ns /= 1000;
    snprintf(text, 32, ns < 9.95 ? "%.1f %s" : "%.0f %s", ns, units[unit]);
}

static double ns_per_dot(const chart_data *data, int row) {
    const double dots = chart_number(data, row, "dots");
    return dots > 0 ? chart_number(data, row, "seconds") * 1e9 / dots : 0;
}

/* ------------------------------------------------------------------ growth: lines */

static bool is_ours(const char *name) {
    return strcmp(name, "layout") == 0 || strcmp(name, "stream") == 0;
}

static void draw_grid(cairo_t *cr, const scale *x, const scale *y) {
    char text[32];
    for (int decade = x->low; decade <= x->high; decade++) {
        const double at = along(x, pow(10, decade));
        line(cr, at, y->from, at, y->to, 1, faint);
        name_decade(decade, false, text);
        write_at(cr, at, y->from + 20, 0.5, grey, text);
    }
    for (int decade = y->low; decade <= y->high; decade++) {
        const double at = along(y, pow(10, decade));
        line(cr, x->from, at, x->to, at, 1, faint);
        name_decade(decade, true, text);
        write_at(cr, x->from - 10, at, 1, grey, text);
    }
}

/* The rows of one engine follow each other: its line, then its name at the end; returns the row after them. */
static int draw_engine(cairo_t *cr, const chart_data *data, int row, const scale *x, const scale *y) {
    const char *name = chart_text(data, row, "engine");
    const ink color = is_ours(name) ? ours : strcmp(name, "darts") == 0 ? grey : theirs;
    double last_x = 0, last_y = 0, last = 0;
    char text[MOST_TEXT + 48], value[32];
    for (; row < data->row_count && strcmp(chart_text(data, row, "engine"), name) == 0; row++) {
        const double at_x = along(x, chart_number(data, row, "dots"));
        last = ns_per_dot(data, row);
        const double at_y = along(y, last);
        if (last_x > 0)
            line(cr, last_x, last_y, at_x, at_y, 2.5, color);
        disc(cr, at_x, at_y, 4.5, color);
        last_x = at_x;
        last_y = at_y;
    }
    name_time(last, value);
    snprintf(text, sizeof text, "%s %s", name, value);
    write_on_white(cr, last_x + 12, last_y, color, text);
    return row;
}

static void draw_growth(cairo_t *cr, const chart_data *data, double width, double height) {
    scale x = {3, 4, 80, width - 160}, y = {9, 0, height - 75, 82};
    for (int row = 0; row < data->row_count; row++) {
        widen(&x, chart_number(data, row, "dots") * 0.9); /* 1,000,035 dots are no reason for another decade */
        widen(&y, ns_per_dot(data, row));
    }
    x.low = 3;
    draw_grid(cr, &x, &y);
    write_at(cr, (x.from + x.to) / 2, height - 22, 0.5, black, "dots");
    write_at(cr, 20, 50, 0, grey, "time per dot, both scales logarithmic");
    for (int row = 0; row < data->row_count;)
        row = draw_engine(cr, data, row, &x, &y);
}

/* ------------------------------------------------------------------ speed: rows */

enum { ROW_HEIGHT = 30, ROWS_TOP = 118 };

/* Grey: what scenes are compared with; another colour: other people's programs, which peers/run.sh names with their language. */
static ink color_of(const char *name) {
    static const char *const yardsticks[] = {"bridson", "darts", "memcpy", "scalp-memcpy", "png-plain"};
    for (size_t i = 0; i < sizeof yardsticks / sizeof yardsticks[0]; i++) {
        if (strcmp(name, yardsticks[i]) == 0)
            return grey;
    }
    if (strncmp(name, "our own", 7) == 0)
        return grey;
    return strchr(name, '(') && strncmp(name, "Follicle", 8) != 0 ? theirs : ours;
}

static void draw_row(cairo_t *cr, const chart_data *data, int row, const scale *x, double y) {
    const char *name = chart_text(data, row, "name");
    const double ns = ns_per_dot(data, row), at = along(x, ns);
    const ink color = color_of(name);
    char value[32];
    name_time(ns, value);
    write_at(cr, x->from - 12, y, 1, black, name);
    line(cr, x->from, y, at, y, 9, color);
    write_at(cr, at + 10, y, 0, color, value);
}

static void draw_speed(cairo_t *cr, const chart_data *data, double width, double height) {
    scale x = {9, 1, 0, width - 110};
    char text[32];
    for (int row = 0; row < data->row_count; row++) {
        cairo_text_extents_t extents;
        cairo_text_extents(cr, chart_text(data, row, "name"), &extents);
        x.from = fmax(x.from, extents.x_advance + 36);
        widen(&x, ns_per_dot(data, row) * 0.999);
    }
    for (int decade = x.low; decade <= x.high; decade++) {
        const double at = along(&x, pow(10, decade));
        line(cr, at, ROWS_TOP - 18, at, height - 20, 1, faint);
        name_decade(decade, true, text);
        write_at(cr, at, ROWS_TOP - 32, 0.5, grey, text);
    }
    write_at(cr, 20, 50, 0, grey, "time for each, logarithmic");
    for (int row = 0; row < data->row_count; row++)
        draw_row(cr, data, row, &x, ROWS_TOP + ROW_HEIGHT * row);
}

/* ------------------------------------------------------------------ the picture */

static bool draw_chart(const char *kind, const char *title, const chart_data *data, const char *path) {
    const bool growth = strcmp(kind, "growth") == 0;
    const int width = 960, height = growth ? 560 : ROWS_TOP + ROW_HEIGHT * data->row_count + 10;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_select_font_face(cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cr, title_size);
    write_at(cr, 20, 24, 0, black, title);
    cairo_set_font_size(cr, text_size);
    if (growth)
        draw_growth(cr, data, width, height);
    else
        draw_speed(cr, data, width, height);
    const bool good = cairo_surface_write_to_png(surface, path) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    if (!good)
        fprintf(stderr, "follicle-chart: %s cannot be written\n", path);
    return good;
}

int main(int argc, char **argv) {
    static chart_data data;
    if (argc != 5 || (strcmp(argv[1], "growth") != 0 && strcmp(argv[1], "speed") != 0)) {
        fprintf(stderr, "usage: follicle-chart growth|speed TITLE CSV PNG\n");
        return 2;
    }
    return read_chart_data(argv[3], &data) && draw_chart(argv[1], argv[2], &data, argv[4]) ? 0 : 1;
}
