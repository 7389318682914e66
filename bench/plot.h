/* SPDX-License-Identifier: MIT */
/* Line charts for the documents: axes with numbers, a legend, curves. */
#ifndef FOLLICLE_BENCH_PLOT_H
#define FOLLICLE_BENCH_PLOT_H

#include <cairo.h>
#include <stdbool.h>

/* Pixels, and what the axes show. */
typedef struct plot {
    cairo_t *cr;
    double left, top, width, height;
    double x0, x1, y0, y1;
    double x_step, y_step; /* between numbers */
    double legend_x, legend_y;
} plot;

typedef struct plot_style {
    const char *name; /* in the legend */
    double r, g, b;
    double width;
    double dash; /* 0: solid */
    bool marks;  /* points instead of a line */
} plot_style;

/* A white picture of that size. */
cairo_t *plot_picture(int width, int height);
/* Writes it, frees it; false when that fails. */
bool plot_write(cairo_t *cr, const char *folder, const char *name);
void plot_axes(const plot *c, const char *title, const char *x_name, const char *y_name);
/* A curve through count places, and its line of the legend. */
void plot_curve(plot *c, const plot_style *style, const double *x, const double *y, int count);
void plot_text(cairo_t *cr, double x, double y, double size, const char *text);

#endif
