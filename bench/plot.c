/* SPDX-License-Identifier: MIT */
#include "plot.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TEXT = 14, LEGEND_ROW = 20 };

cairo_t *plot_picture(int width, int height) {
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cr = cairo_create(surface);
    cairo_surface_destroy(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_select_font_face(cr, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    return cr;
}

bool plot_write(cairo_t *cr, const char *folder, const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    const bool good = cairo_surface_write_to_png(cairo_get_target(cr), path) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    fprintf(stderr, good ? "%s\n" : "%s cannot be written\n", path);
    return good;
}

void plot_text(cairo_t *cr, double x, double y, double size, const char *text) {
    cairo_set_source_rgb(cr, 0.15, 0.15, 0.15);
    cairo_set_font_size(cr, size);
    cairo_move_to(cr, x, y);
    cairo_show_text(cr, text);
}

/* Text whose middle, or right end, is at x. */
static void text_from(cairo_t *cr, double x, double y, double share, const char *text) {
    cairo_text_extents_t extents;
    cairo_set_font_size(cr, TEXT);
    cairo_text_extents(cr, text, &extents);
    plot_text(cr, x - extents.x_advance * share, y, TEXT, text);
}

static double at_x(const plot *c, double x) {
    return c->left + (x - c->x0) / (c->x1 - c->x0) * c->width;
}

static double at_y(const plot *c, double y) {
    return c->top + (c->y1 - y) / (c->y1 - c->y0) * c->height;
}

static void grid_line(const plot *c, double x0, double y0, double x1, double y1) {
    cairo_set_source_rgb(c->cr, 0.88, 0.88, 0.88);
    cairo_set_line_width(c->cr, 1);
    cairo_move_to(c->cr, floor(x0) + 0.5, floor(y0) + 0.5);
    cairo_line_to(c->cr, floor(x1) + 0.5, floor(y1) + 0.5);
    cairo_stroke(c->cr);
}

void plot_axes(const plot *c, const char *title, const char *x_name, const char *y_name) {
    char number[32];
    for (int i = 0; c->x0 + i * c->x_step <= c->x1 + 1e-9; i++) {
        const double x = c->x0 + i * c->x_step;
        grid_line(c, at_x(c, x), c->top, at_x(c, x), c->top + c->height);
        snprintf(number, sizeof number, "%g", x);
        text_from(c->cr, at_x(c, x), c->top + c->height + 18, 0.5, number);
    }
    for (int i = 0; c->y0 + i * c->y_step <= c->y1 + 1e-9; i++) {
        const double y = c->y0 + i * c->y_step;
        grid_line(c, c->left, at_y(c, y), c->left + c->width, at_y(c, y));
        snprintf(number, sizeof number, "%g", y);
        text_from(c->cr, c->left - 8, at_y(c, y) + 5, 1, number);
    }
    text_from(c->cr, c->left + c->width / 2, c->top + c->height + 40, 0.5, x_name);
    plot_text(c->cr, c->left - 44, c->top - 12, TEXT, y_name);
    cairo_select_font_face(c->cr, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
    plot_text(c->cr, c->left - 44, c->top - 34, TEXT + 2, title);
    cairo_select_font_face(c->cr, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
}

static void set_pen(const plot *c, const plot_style *style) {
    cairo_set_source_rgb(c->cr, style->r, style->g, style->b);
    cairo_set_line_width(c->cr, style->width);
    cairo_set_line_join(c->cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_dash(c->cr, &style->dash, style->dash > 0 ? 1 : 0, 0);
}

static void draw_mark(const plot *c, double x, double y) {
    cairo_new_sub_path(c->cr);
    cairo_arc(c->cr, x, y, 5, 0, 6.2831853);
    cairo_stroke(c->cr);
}

static void add_to_legend(plot *c, const plot_style *style) {
    const double y = c->legend_y - 5;
    set_pen(c, style);
    if (style->marks) {
        draw_mark(c, c->legend_x + 14, y);
    } else {
        cairo_move_to(c->cr, c->legend_x, y);
        cairo_line_to(c->cr, c->legend_x + 28, y);
        cairo_stroke(c->cr);
    }
    plot_text(c->cr, c->legend_x + 36, c->legend_y, TEXT - 1, style->name);
    c->legend_y += LEGEND_ROW;
}

void plot_curve(plot *c, const plot_style *style, const double *x, const double *y, int count) {
    cairo_save(c->cr);
    cairo_rectangle(c->cr, c->left, c->top, c->width, c->height);
    cairo_clip(c->cr);
    set_pen(c, style);
    for (int i = 0; i < count; i++) {
        if (style->marks)
            draw_mark(c, at_x(c, x[i]), at_y(c, y[i]));
        else
            cairo_line_to(c->cr, at_x(c, x[i]), at_y(c, y[i]));
    }
    cairo_stroke(c->cr);
    cairo_restore(c->cr);
    if (style->name)
        add_to_legend(c, style);
    cairo_set_dash(c->cr, NULL, 0, 0);
}
