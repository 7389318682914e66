/* SPDX-License-Identifier: MIT */
#include "marked.h"

#include <follicle/follicle-cairo.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_PX 12000.0
#define PALE 0.7 /* of the way to white, so that marks stand out from the skin */

/* ---------------------------------------------------------------- the legend */

/* In heights of its letters. */
#define LINE 2.2
#define SWATCH 0.9
#define GAP 0.6
#define APART 1.8

static double letters_px(double width_px) {
    return fmin(fmax(width_px / 50, 10), 30);
}

/* One after the other, on as many lines as that takes; returns where the last one ends. Draws nothing where cr is of another picture. */
static double put_entries(cairo_t *cr, const legend_entry *entries, size_t count, double width, double top) {
    const double size = letters_px(width);
    double x = size, y = top;
    cairo_select_font_face(cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cr, size);
    for (size_t i = 0; i < count; i++) {
        cairo_text_extents_t extents;
        cairo_text_extents(cr, entries[i].text, &extents);
        const double wide = (SWATCH + GAP) * size + extents.x_advance;
        if (i && x + wide > width - size) {
            x = size;
            y += LINE * size;
        }
        const fol_color c = entries[i].color;
        cairo_set_source_rgb(cr, c.r / 255.0, c.g / 255.0, c.b / 255.0);
        cairo_new_path(cr);
        cairo_arc(cr, x + SWATCH * size / 2, y + LINE * size / 2, SWATCH * size / 2, 0, 6.2831853);
        cairo_fill_preserve(cr);
        cairo_set_source_rgb(cr, 0.35, 0.35, 0.35);
        cairo_set_line_width(cr, size / 16);
        cairo_stroke(cr);
        cairo_set_source_rgb(cr, 0.15, 0.15, 0.15);
        cairo_move_to(cr, x + (SWATCH + GAP) * size, y + (LINE / 2 + 0.36) * size);
        cairo_show_text(cr, entries[i].text);
        x += wide + APART * size;
    }
    return y + LINE * size;
}

static cairo_t *paper_on(const fol_pixels *pixels) {
    cairo_surface_t *surface = pixels ? cairo_image_surface_create_for_data(pixels->data, CAIRO_FORMAT_RGB24, pixels->width, pixels->height,
                                                                            (int)pixels->stride)
                                      : cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
    cairo_t *cr = cairo_create(surface);
    cairo_surface_destroy(surface);
    return cr;
}

static int32_t legend_height(const legend_entry *entries, size_t count, int32_t width) {
    cairo_t *cr = paper_on(NULL);
    const double height = put_entries(cr, entries, count, width, 0);
    cairo_destroy(cr);
    return (int32_t)ceil(height);
}

/* ---------------------------------------------------------------- the canvas */

static void make_pale(const fol_pixels *pixels) {
    for (int32_t y = 0; y < pixels->height; y++) {
        unsigned char *at = (unsigned char *)pixels->data + (size_t)y * pixels->stride;
        for (int32_t i = 0; i < 4 * pixels->width; i++)
            at[i] = (unsigned char)(at[i] + PALE * (255 - at[i]));
    }
}

static fol_status draw_outlines(const marked_picture *picture, const loaded_design *loaded, fol_error *err) {
    fol_preview_spec spec = fol_preview_spec_default();
    fol_scene *scene = NULL;
    spec.session = 0;
    spec.guides = spec.plain = spec.no_hairs = true;
    fol_status status = fol_scene_preview(loaded->design, loaded->layout, &spec, NULL, &scene, err);
    if (status == FOL_OK)
        status = fol_cairo_draw_pixels(scene, NULL, picture->px_per_mm, &picture->canvas, err);
    fol_scene_free(scene);
    return status;
}

fol_status marked_begin(marked_picture *picture, const loaded_design *loaded, double px_per_mm, const legend_entry *entries, size_t count,
                        fol_error *err) {
    const fol_chart_spec *chart = fol_design_chart(loaded->design);
    const double longest = fmax(chart->canvas_width_mm, chart->canvas_height_mm);
    const double scale = fmin(px_per_mm, MOST_PX / longest);
    const int32_t width = (int32_t)ceil(chart->canvas_width_mm * scale), height = (int32_t)ceil(chart->canvas_height_mm * scale);
    memset(picture, 0, sizeof *picture);
    picture->px_per_mm = scale;
    picture->whole = (fol_pixels){FOL_PIXELS_XRGB32, width, height + legend_height(entries, count, width), 4 * (size_t)width, NULL};
    picture->whole.data = malloc(picture->whole.stride * (size_t)picture->whole.height);
    if (!picture->whole.data) {
        *err = (fol_error){.status = FOL_ERR_NOMEM};
        return FOL_ERR_NOMEM;
    }
    memset(picture->whole.data, 0xff, picture->whole.stride * (size_t)picture->whole.height);
    picture->canvas = picture->whole;
    picture->canvas.height = height;
    const fol_status status = draw_outlines(picture, loaded, err);
    make_pale(&picture->canvas);
    cairo_t *cr = paper_on(&picture->whole);
    put_entries(cr, entries, count, width, height);
    cairo_destroy(cr);
    return status;
}

void marked_free(marked_picture *picture) {
    free(picture->whole.data);
    memset(picture, 0, sizeof *picture);
}
