/* SPDX-License-Identifier: MIT */
/* A scene into the caller's own pixels. Cairo's pictures are at most 32,767 pixels a side, ours are not, so the picture
 * is drawn in tiles: straight into the caller's memory where Cairo can use it, else in a surface of the tile's size. */
#include "render.h"

#include <limits.h>
#include <math.h>
#include <string.h>

enum { TILE_WIDTH = 16384, TILE_HEIGHT = 2048 };

typedef struct tile {
    int32_t x, y, width, height;
    unsigned char *data; /* of its upper left pixel, in the caller's picture */
} tile;

static bool fits_cairo(const fol_pixels *pixels) {
    return pixels->format == FOL_PIXELS_XRGB32 && pixels->stride % 4 == 0 && (uintptr_t)pixels->data % 4 == 0 &&
           pixels->stride <= INT_MAX;
}

/* Cairo leaves the unused byte undefined; fol_pixels says 255. */
static void set_unused_bytes(const tile *part, size_t stride) {
    for (int32_t y = 0; y < part->height; y++) {
        uint32_t *const row = (uint32_t *)(void *)(part->data + (size_t)y * stride);
        for (int32_t x = 0; x < part->width; x++)
            row[x] |= 0xFF000000u;
    }
}

/* Copies a tile between the caller's picture and a surface. */
static void exchange(const fol_pixels *pixels, const tile *part, cairo_surface_t *surface, bool to_surface) {
    const size_t bytes = pixels->format == FOL_PIXELS_RGB24 ? 3 : 4;
    const size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    for (int32_t y = 0; y < part->height; y++) {
        unsigned char *own = part->data + (size_t)y * pixels->stride;
        uint32_t *const row = (uint32_t *)(void *)(cairo_image_surface_get_data(surface) + (size_t)y * stride);
        for (int32_t x = 0; x < part->width; x++, own += bytes) {
            const uint32_t word = row[x] | 0xFF000000u;
            if (bytes == 4 && to_surface) {
                memcpy(&row[x], own, 4);
            } else if (bytes == 4) {
                memcpy(own, &word, 4);
            } else if (to_surface) {
                row[x] = 0xFF000000u | (uint32_t)own[0] << 16 | (uint32_t)own[1] << 8 | own[2];
            } else {
                own[0] = (unsigned char)(word >> 16);
                own[1] = (unsigned char)(word >> 8);
                own[2] = (unsigned char)word;
            }
        }
    }
}

static fol_status draw_on(cairo_surface_t *surface, const tile *part, fol__drawing *drawing, const fol_scene *scene,
                          double px_per_mm, fol_error *err) {
    const fol_rect extent = fol_scene_extent(scene);
    drawing->cr = cairo_create(surface);
    cairo_translate(drawing->cr, -part->x, -part->y);
    cairo_scale(drawing->cr, px_per_mm, px_per_mm);
    cairo_translate(drawing->cr, -extent.x, -extent.y);
    const fol_status status = fol__render_scene(drawing, scene, err);
    cairo_destroy(drawing->cr);
    cairo_surface_flush(surface);
    return status;
}

static fol_status draw_tile(const fol_pixels *pixels, const tile *part, fol__drawing *drawing, const fol_scene *scene,
                            double px_per_mm, fol_error *err) {
    const bool direct = fits_cairo(pixels);
    cairo_surface_t *const surface =
        direct ? cairo_image_surface_create_for_data(part->data, CAIRO_FORMAT_RGB24, part->width, part->height,
                                                     (int)pixels->stride)
               : cairo_image_surface_create(CAIRO_FORMAT_RGB24, part->width, part->height);
    fol_status status = fol__render_cairo(cairo_surface_status(surface), err);
    if (status == FOL_OK && !direct) {
        exchange(pixels, part, surface, true);
        cairo_surface_mark_dirty(surface);
    }
    if (status == FOL_OK)
        status = draw_on(surface, part, drawing, scene, px_per_mm, err);
    if (status == FOL_OK && direct)
        set_unused_bytes(part, pixels->stride);
    else if (status == FOL_OK)
        exchange(pixels, part, surface, false);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return status;
}

static int32_t smaller(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static fol_status draw_tiles(const fol_pixels *pixels, fol__drawing *drawing, const fol_scene *scene, double px_per_mm,
                             fol_error *err) {
    const size_t bytes = pixels->format == FOL_PIXELS_RGB24 ? 3 : 4;
    fol_status status = FOL_OK;
    for (int32_t y = 0; y < pixels->height && status == FOL_OK; y += smaller(TILE_HEIGHT, pixels->height - y)) {
        for (int32_t x = 0; x < pixels->width && status == FOL_OK; x += smaller(TILE_WIDTH, pixels->width - x)) {
            const tile part = {x, y, smaller(TILE_WIDTH, pixels->width - x), smaller(TILE_HEIGHT, pixels->height - y),
                               (unsigned char *)pixels->data + (size_t)y * pixels->stride + (size_t)x * bytes};
            status = draw_tile(pixels, &part, drawing, scene, px_per_mm, err);
        }
    }
    return status;
}

fol_status fol_cairo_draw_pixels(const fol_scene *scene, const fol_cairo_options *options, double px_per_mm,
                                 const fol_pixels *pixels, fol_error *err) {
    if (!scene || !pixels || !fol__render_can_use(pixels))
        return fol__render_fail(err, FOL_ERR_ARG, "scene or pixels are unusable");
    if (!(px_per_mm >= 0.05 && px_per_mm <= 200))
        return fol__render_fail(err, FOL_ERR_ARG, "px_per_mm is %g, must be 0.05 to 200", px_per_mm);
    fol__drawing drawing = {.cr = NULL};
    fol_status status = fol__render_options(options, &drawing.options, err);
    if (status == FOL_OK)
        status = fol__drawing_open(&drawing, scene, px_per_mm, err);
    if (status == FOL_OK)
        status = draw_tiles(pixels, &drawing, scene, px_per_mm, err);
    fol__photo_free(&drawing.photo);
    return status;
}
