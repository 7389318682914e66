/* SPDX-License-Identifier: MIT */
/* A sheet of paper: text by Pango, rows of tables, lines to write on. Millimetres from the upper left corner; `y` is where
 * the next thing goes, and moves down with it. */
#ifndef FOLLICLE_REPORT_PAGE_H
#define FOLLICLE_REPORT_PAGE_H

#include <cairo.h>
#include <follicle/values.h>
#include <pango/pangocairo.h>

typedef enum fol__type { FOL__TITLE, FOL__HEADING, FOL__STRONG, FOL__BODY, FOL__SMALL, FOL__TYPE_COUNT } fol__type;

typedef struct fol__page {
    cairo_t *cr; /* user space is millimetres */
    PangoLayout *text;
    PangoFontDescription *fonts[FOL__TYPE_COUNT];
    fol_rect inside; /* the paper less its margins */
    double y;
} fol__page;

/* Where a text stands in its box. */
typedef enum fol__align { FOL__LEFT, FOL__RIGHT, FOL__CENTRE } fol__align;

/* Takes its own reference of cr. False without memory. End with fol__page_close() in either case. */
bool fol__page_open(fol__page *page, cairo_t *cr, fol_rect inside);
void fol__page_close(fol__page *page);

/* Draws a text with its upper edge at y, broken at the width of the box, and returns its height. */
double fol__page_text_at(fol__page *page, double x, double y, double width, fol__type type, fol__align align, const char *text);
/* Over the whole width, at y. */
void fol__page_text(fol__page *page, fol__type type, const char *text);
/* With room above it. */
void fol__page_heading(fol__page *page, const char *text);
void fol__page_gap(fol__page *page, double mm);
/* A hairline rule from x on, in grey. */
void fol__page_rule(fol__page *page, double x, double y, double width);

typedef struct fol__column {
    double width; /* of the whole row; all together 1 */
    fol__align align;
} fol__column;

/* One row of a table: a cell a column, NULL for an empty one, with a rule under it. */
void fol__page_row(fol__page *page, fol__type type, const fol__column *columns, size_t count, const char *const *cells);
/* A label with its text, or with a line to write on where the text is NULL. */
void fol__page_field(fol__page *page, double x, double width, const char *label, const char *text);
/* A square to tick, and what it stands for. */
void fol__page_tick(fol__page *page, double x, double width, const char *text);

#endif
