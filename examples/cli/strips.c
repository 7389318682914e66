/* SPDX-License-Identifier: MIT */
/* Each picture of a strip is exactly as it would be alone. */
#include "strips.h"

#include <follicle/follicle-cairo.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double GAP_SHARE = 0.02;   /* of a picture's width, between two */
static const double LINE_SHARE = 0.05;  /* of a picture's width: height of the line below */
static const double LEAST_LINE_PX = 14, MOST_LINE_PX = 60;

typedef struct strip_size {
    picture_size one;
    double gap, line, width, height; /* pixels, whole */
} strip_size;

static picture_job panel_of(const strip *all, size_t i) {
    return (picture_job){all->loaded, all->panels[i].spec, all->px_per_mm};
}

static strip_size size_of_strip(const strip *all) {
    const picture_job first = panel_of(all, 0);
    strip_size size = {.one = size_of_picture(&first)};
    size.gap = fmax(2.0, round(GAP_SHARE * size.one.width));
    size.line = round(fmin(MOST_LINE_PX, fmax(LEAST_LINE_PX, LINE_SHARE * size.one.width)));
    size.width = (double)all->count * size.one.width + (double)(all->count - 1) * size.gap;
    size.height = size.one.height + 2 * size.line;
    return size;
}

fol_status check_strip(const strip *all, fol_error *err) {
    const strip_size size = size_of_strip(all);
    const double limit = (double)all->loaded->limits.max_pixels;
    if (size.width * size.height <= limit)
        return FOL_OK;
    *err = (fol_error){.status = FOL_ERR_LIMIT, .index = -1, .ring = -1, .vertex = -1};
    snprintf(err->message, sizeof err->message, "a strip of %zu pictures is %.0f x %.0f pixels, over the limit of %.0f; --px-per-mm %.2f fits",
             all->count, size.width, size.height, limit, floor(99.0 * all->px_per_mm * sqrt(limit / (size.width * size.height))) / 100.0);
    return FOL_ERR_LIMIT;
}

/* As high as asked, or as small as fits. */
static void write_line(cairo_t *cr, double x, double y, double width, double height, const char *text) {
    cairo_text_extents_t extents;
    double size = height;
    for (int attempt = 0; attempt < 2; attempt++) {
        cairo_set_font_size(cr, size);
        cairo_text_extents(cr, text, &extents);
        if (extents.width > 0.97 * width)
            size *= 0.97 * width / extents.width;
    }
    cairo_move_to(cr, x, y);
    cairo_show_text(cr, text);
}

static void write_captions(const strip *all, const strip_size *size, const fol_pixels *pixels) {
    cairo_surface_t *surface = cairo_image_surface_create_for_data(pixels->data, CAIRO_FORMAT_RGB24, pixels->width, pixels->height,
                                                                   (int)pixels->stride);
    cairo_t *cr = cairo_create(surface);
    cairo_select_font_face(cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_source_rgb(cr, 0.15, 0.15, 0.15);
    for (size_t i = 0; i < all->count; i++)
        write_line(cr, (double)i * (size->one.width + size->gap), size->one.height + 1.4 * size->line, size->one.width, 0.9 * size->line,
                   all->panels[i].caption);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
}

static fol_status draw_strip(const strip *all, const strip_size *size, const fol_pixels *pixels, fol_error *err) {
    fol_status status = FOL_OK;
    memset(pixels->data, 0xff, (size_t)pixels->height * pixels->stride);
    for (size_t i = 0; i < all->count && status == FOL_OK; i++) {
        const size_t left = (size_t)((double)i * (size->one.width + size->gap));
        const fol_pixels part = {pixels->format, (int32_t)size->one.width, (int32_t)size->one.height, pixels->stride,
                                 (unsigned char *)pixels->data + 4 * left};
        const picture_job one = panel_of(all, i);
        status = draw_picture(&one, &part, err);
    }
    if (status == FOL_OK)
        write_captions(all, size, pixels);
    return status;
}

fol_status write_strip(const void *given, const fol_sink *sink, fol_error *err) {
    const strip *all = given;
    const strip_size size = size_of_strip(all);
    fol_pixels pixels = {.data = NULL};
    fol_status status = make_pixels(size.width, size.height, &pixels, err);
    if (status == FOL_OK)
        status = draw_strip(all, &size, &pixels, err);
    if (status == FOL_OK)
        status = fol_png_write(&pixels, all->px_per_mm, all->loaded->design, sink, err);
    free(pixels.data);
    return status;
}

/* ------------------------------------------------------------------ before and after */

/* A whole head fits a screen at so many pixels, and dots of 0.1 to 0.15 mm are seen there when they are about a pixel wide. */
static const double OVERVIEW_PX = 600, BOLD_PX_PER_MM = 7.5, MOST_OVERVIEW_BOLD = 4.5;

strip overview_of(const picture_job *picture) {
    const double longer = fmax(fol_design_chart(picture->loaded->design)->canvas_width_mm, fol_design_chart(picture->loaded->design)->canvas_height_mm);
    const double px_per_mm = fmin(DEFAULT_PX_PER_MM, fmax(LEAST_PX_PER_MM, OVERVIEW_PX / longer));
    strip all = {.loaded = picture->loaded, .px_per_mm = px_per_mm, .count = 2};
    const double bold = fmin(MOST_OVERVIEW_BOLD, fmax(1, BOLD_PX_PER_MM / px_per_mm));
    for (size_t i = 0; i < all.count; i++) {
        all.panels[i].spec = picture->spec;
        all.panels[i].spec.bold = bold;
    }
    all.panels[0].spec.session = 0;
    all.panels[0].spec.guides = true;
    snprintf(all.panels[0].caption, sizeof all.panels[0].caption, "before, with the plan's outlines");
    if (bold > 1)
        snprintf(all.panels[1].caption, sizeof all.panels[1].caption, "healed; dots and hairs drawn %.1f times as wide", bold);
    else
        snprintf(all.panels[1].caption, sizeof all.panels[1].caption, "healed");
    return all;
}
