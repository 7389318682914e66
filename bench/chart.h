/* SPDX-License-Identifier: MIT */
/* Line charts for the documents: axes with numbers, a legend, curves. */
#ifndef FOLLICLE_BENCH_CHART_H
#define FOLLICLE_BENCH_CHART_H

#include <cairo.h>
#include <stdbool.h>

/* Pixels, and what the axes show. */
typedef struct chart {
    cairo_t *cr;
    double left, top, width, height;
    double x0, x1, y0, y1;
    double x_step, y_step; /* between numbers */
    double legend_x, legend_y;
} chart;

typedef struct chart_style {
    const char *name; /* in the legend */
    double r, g, b;
    double width;
    double dash; /* 0: solid */
    bool marks;  /* points instead of a line */
} chart_style;

/* A white picture of that size. */
cairo_t *chart_picture(int width, int height);
/* Writes it, frees it; false when that fails. */
bool chart_write(cairo_t *cr, const char *folder, const char *name);
void chart_axes(const chart *c, const char *title, const char *x_name, const char *y_name);
/* A curve through count places, and its line of the legend. */
void chart_curve(chart *c, const chart_style *style, const double *x, const double *y, int count);
void chart_text(cairo_t *cr, double x, double y, double size, const char *text);

#endif
