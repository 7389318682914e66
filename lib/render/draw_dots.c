/* SPDX-License-Identifier: MIT */
/* Dots, in one of two ways. On pixels: by fol_raster_dots(), which keeps their tone, in the target's own memory, or
 * where the caller's clip is more than whole pixels, in a copy that is painted back through the clip. On paper, on a
 * target that is turned, and over what is transparent: as vector discs, strokes of no length with round caps, which
 * plotters understand and which are a fifth of the size of four curves. */
#include "render.h"

#include <math.h>
#include <stdlib.h>

/* ------------------------------------------------------------------ vector discs */

typedef struct sized_dot {
    uint32_t diameter_um;
    uint32_t number; /* in the operation */
    float strength;
} sized_dot;

static int compare_sized(const void *a, const void *b) {
    const sized_dot *const p = a, *const q = b;
    if (p->diameter_um != q->diameter_um)
        return p->diameter_um < q->diameter_um ? -1 : 1;
    if (p->strength != q->strength)
        return p->strength < q->strength ? -1 : 1;
    return p->number < q->number ? -1 : p->number > q->number;
}

/* Strokes all dots of one diameter and strength at once: a line width is said once, not for each dot. */
static void stroke_equal(cairo_t *cr, const fol_op *op, const sized_dot *sorted, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const fol_dot *const dot = &op->dots[sorted[i].number];
        const double x = op->origin.x + dot->x_um / 1000.0, y = op->origin.y + dot->y_um / 1000.0;
        cairo_move_to(cr, x, y);
        cairo_line_to(cr, x, y);
    }
    cairo_set_source_rgba(cr, op->color.r / 255.0, op->color.g / 255.0, op->color.b / 255.0, op->opacity * (double)sorted[0].strength);
    cairo_set_line_width(cr, sorted[0].diameter_um / 1000.0);
    cairo_stroke(cr);
}

static fol_status draw_vectors(cairo_t *cr, const fol_op *op, fol_error *err) {
    if (op->dot_count > UINT32_MAX)
        return fol__render_fail(err, FOL_ERR_ARG, "%zu dots are too many", op->dot_count);
    if (op->dot_count == 0)
        return FOL_OK;
    sized_dot *const sorted = malloc(op->dot_count * sizeof *sorted);
    if (!sorted)
        return fol__render_fail(err, FOL_ERR_NOMEM, "out of memory");
    for (size_t i = 0; i < op->dot_count; i++)
        sorted[i] = (sized_dot){op->dots[i].diameter_um, (uint32_t)i, op->strengths ? op->strengths[i] : 1};
    qsort(sorted, op->dot_count, sizeof *sorted, compare_sized);
    fol__add_rect(cr, op->rect);
    cairo_clip(cr);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_DEFAULT);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    for (size_t i = 0, end; i < op->dot_count; i = end) {
        for (end = i + 1; end < op->dot_count && sorted[end].diameter_um == sorted[i].diameter_um && sorted[end].strength == sorted[i].strength;
             end++)
            continue;
        stroke_equal(cr, op, sorted + i, end - i);
    }
    free(sorted);
    return FOL_OK;
}

/* ------------------------------------------------------------------ pixels */

static bool is_whole(double pixels) {
    return fabs(pixels - floor(pixels + 0.5)) < 1e-6;
}

/* True when the clip is one rectangle of whole pixels, so that everything inside it may be written. */
static bool clip_is_whole_pixels(cairo_t *cr, const fol__placing *placing) {
    cairo_rectangle_list_t *const list = cairo_copy_clip_rectangle_list(cr);
    bool whole = list->status == CAIRO_STATUS_SUCCESS && list->num_rectangles == 1;
    if (whole) {
        const cairo_rectangle_t *const only = &list->rectangles[0];
        whole = is_whole(placing->x + only->x * placing->scale) && is_whole(placing->y + only->y * placing->scale) &&
                is_whole(only->width * placing->scale) && is_whole(only->height * placing->scale);
    }
    cairo_rectangle_list_destroy(list);
    return whole;
}

static double larger(double a, double b) {
    return a > b ? a : b;
}

static double smaller(double a, double b) {
    return a < b ? a : b;
}

/* The pixels that clip and operation leave to be drawn; false when there are none. */
static bool find_region(cairo_t *cr, const fol__placing *placing, const fol_op *op, cairo_rectangle_int_t *region) {
    double x0, y0, x1, y1;
    cairo_clip_extents(cr, &x0, &y0, &x1, &y1);
    x0 = placing->x + larger(x0, op->rect.x) * placing->scale;
    y0 = placing->y + larger(y0, op->rect.y) * placing->scale;
    x1 = placing->x + smaller(x1, op->rect.x + op->rect.width) * placing->scale;
    y1 = placing->y + smaller(y1, op->rect.y + op->rect.height) * placing->scale;
    if (!(x1 > x0 && y1 > y0))
        return false;
    region->x = (int)floor(x0 + 1e-6);
    region->y = (int)floor(y0 + 1e-6);
    region->width = (int)ceil(x1 - 1e-6) - region->x;
    region->height = (int)ceil(y1 - 1e-6) - region->y;
    return region->width > 0 && region->height > 0;
}

/* An image surface of a form that fol_pixels has, as such. False for any other. */
static bool pixels_of(cairo_surface_t *image, fol_pixels *pixels) {
    const cairo_format_t format = cairo_image_surface_get_format(image);
    if (cairo_surface_status(image) != CAIRO_STATUS_SUCCESS || cairo_image_surface_get_stride(image) <= 0 ||
        (format != CAIRO_FORMAT_RGB24 && format != CAIRO_FORMAT_ARGB32))
        return false;
    *pixels =
        (fol_pixels){FOL_PIXELS_XRGB32, cairo_image_surface_get_width(image), cairo_image_surface_get_height(image),
                     (size_t)cairo_image_surface_get_stride(image), cairo_image_surface_get_data(image)};
    return pixels->data != NULL;
}

static const uint32_t *row_of(const fol_pixels *pixels, int32_t y) {
    return (const uint32_t *)(const void *)((const unsigned char *)pixels->data + (size_t)y * pixels->stride);
}

/* Dots are mixed with what is below them, which must be there. */
static bool is_opaque(cairo_surface_t *image, const fol_pixels *pixels) {
    if (cairo_image_surface_get_format(image) == CAIRO_FORMAT_RGB24)
        return true;
    for (int32_t y = 0; y < pixels->height; y++) {
        const uint32_t *const row = row_of(pixels, y);
        for (int32_t x = 0; x < pixels->width; x++)
            if (row[x] >> 24 != 255)
                return false;
    }
    return true;
}

/* A surface of its own with the same pixels; NULL when memory is out. */
static cairo_surface_t *copy_image(const fol_pixels *pixels) {
    cairo_surface_t *const copy = cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels->width, pixels->height);
    fol_pixels to;
    if (!pixels_of(copy, &to)) {
        cairo_surface_destroy(copy);
        return NULL;
    }
    for (int32_t y = 0; y < pixels->height; y++) {
        const uint32_t *const from_row = row_of(pixels, y);
        uint32_t *const to_row = (uint32_t *)(void *)((unsigned char *)to.data + (size_t)y * to.stride);
        for (int32_t x = 0; x < pixels->width; x++)
            to_row[x] = from_row[x] | 0xFF000000u;
    }
    cairo_surface_mark_dirty(copy);
    return copy;
}

/* Paints the copy of a region back, pixel on pixel, through the caller's clip. */
static void paint_back(cairo_t *cr, const fol__placing *placing, cairo_surface_t *copy,
                       const cairo_rectangle_int_t *region) {
    cairo_translate(cr, (region->x - placing->x) / placing->scale, (region->y - placing->y) / placing->scale);
    cairo_scale(cr, 1 / placing->scale, 1 / placing->scale);
    cairo_set_source_surface(cr, copy, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
    cairo_paint(cr);
}

/* Draws in a mapped image, or in a copy that is left in *copy. *drawn stays false when the image cannot be used. */
static fol_status draw_mapped(const fol_op *op, const fol_view *view, cairo_surface_t *image, bool in_place,
                              cairo_surface_t **copy, bool *drawn, fol_error *err) {
    fol_pixels pixels;
    if (!pixels_of(image, &pixels) || !is_opaque(image, &pixels))
        return FOL_OK;
    if (!in_place) {
        *copy = copy_image(&pixels);
        if (!*copy || !pixels_of(*copy, &pixels))
            return fol__render_fail(err, FOL_ERR_NOMEM, "out of memory");
    }
    *drawn = true;
    const fol_status status = fol_raster_dots(op, view, &pixels, NULL, err);
    cairo_surface_mark_dirty(in_place ? image : *copy);
    return status;
}

static fol_status draw_pixels(cairo_t *cr, const fol__placing *placing, const fol_op *op, double softness_mm,
                              bool *drawn, fol_error *err) {
    cairo_rectangle_int_t region;
    if (!find_region(cr, placing, op, &region)) {
        *drawn = true; /* nothing to do */
        return FOL_OK;
    }
    const fol_view view = {(region.x - placing->x) / placing->scale, (region.y - placing->y) / placing->scale,
                           placing->scale, softness_mm};
    cairo_surface_t *const image = cairo_surface_map_to_image(placing->target, &region);
    if (cairo_surface_status(image) != CAIRO_STATUS_SUCCESS) {
        const bool out_of_memory = cairo_surface_status(image) == CAIRO_STATUS_NO_MEMORY;
        cairo_surface_destroy(image);
        return out_of_memory ? fol__render_fail(err, FOL_ERR_NOMEM, "out of memory") : FOL_OK;
    }
    cairo_surface_t *copy = NULL;
    const bool in_place = clip_is_whole_pixels(cr, placing);
    fol_status status = draw_mapped(op, &view, image, in_place, &copy, drawn, err);
    cairo_surface_unmap_image(placing->target, image);
    if (copy && status == FOL_OK)
        paint_back(cr, placing, copy, &region);
    if (copy)
        cairo_surface_destroy(copy);
    return status;
}

fol_status fol__render_dots(const fol__drawing *drawing, const fol_op *op, fol_error *err) {
    const fol__placing placing = fol__placing_of(drawing->cr);
    bool drawn = false;
    if (!drawing->options.vector_dots && placing.upright && placing.has_pixels && placing.scale >= 0.05 &&
        placing.scale <= 200) {
        const fol_status status = draw_pixels(drawing->cr, &placing, op, drawing->options.softness_mm, &drawn, err);
        if (status != FOL_OK || drawn)
            return status;
    }
    return draw_vectors(drawing->cr, op, err);
}
