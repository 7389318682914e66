/* SPDX-License-Identifier: MIT */
/* The photograph under the design. Cairo averages well down to about an eighth and samples ever fewer pixels below
 * that, so a photograph that is drawn smaller is averaged over whole blocks first. Enlarged, it is interpolated:
 * Cairo's best filter would show its pixels as squares from twice the size on. */
#include "render.h"

#include <math.h>
#include <string.h>

enum {
    MOST_CAIRO_PIXELS = 32767, /* a side */
    LEFT_TO_CAIRO = 4
};

int32_t fol__photo_reduction(double scale) {
    if (!(scale > 0) || scale >= 0.5 / LEFT_TO_CAIRO)
        return 1;
    const double reduction = floor(1 / (scale * LEFT_TO_CAIRO));
    return reduction < 4096 ? (int32_t)reduction : 4096;
}

static uint32_t pixel_of(const fol_pixels *pixels, int32_t x, int32_t y) {
    const unsigned char *const row = (const unsigned char *)pixels->data + (size_t)y * pixels->stride;
    if (pixels->format == FOL_PIXELS_XRGB32) {
        uint32_t pixel;
        memcpy(&pixel, row + (size_t)x * 4, sizeof pixel);
        return pixel | 0xFF000000u;
    }
    const unsigned char *const at = row + (size_t)x * 3;
    return 0xFF000000u | (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
}

/* Mean of the block of pixels from (x, y), cut off at the photograph's edge. */
static uint32_t mean_of(const fol_pixels *pixels, int32_t x, int32_t y, int32_t side) {
    const int32_t end_x = x + side < pixels->width ? x + side : pixels->width;
    const int32_t end_y = y + side < pixels->height ? y + side : pixels->height;
    uint64_t red = 0, green = 0, blue = 0;
    for (int32_t v = y; v < end_y; v++) {
        for (int32_t u = x; u < end_x; u++) {
            const uint32_t pixel = pixel_of(pixels, u, v);
            red += pixel >> 16 & 255;
            green += pixel >> 8 & 255;
            blue += pixel & 255;
        }
    }
    const uint64_t count = (uint64_t)(end_x - x) * (uint64_t)(end_y - y);
    const uint64_t mean =
        (red + count / 2) / count << 16 | (green + count / 2) / count << 8 | (blue + count / 2) / count;
    return 0xFF000000u | (uint32_t)mean;
}

static void copy_reduced(const fol_pixels *pixels, int32_t reduction, cairo_surface_t *surface) {
    unsigned char *const data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    const int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
    cairo_surface_flush(surface);
    for (int y = 0; y < height; y++) {
        uint32_t *const row = (uint32_t *)(void *)(data + (ptrdiff_t)y * stride);
        for (int x = 0; x < width; x++)
            row[x] = reduction == 1 ? pixel_of(pixels, x, y) : mean_of(pixels, x * reduction, y * reduction, reduction);
    }
    cairo_surface_mark_dirty(surface);
}

fol_status fol__photo_make(const fol_pixels *pixels, int32_t reduction, fol__photo *photo, fol_error *err) {
    memset(photo, 0, sizeof *photo);
    if (!pixels)
        return FOL_OK;
    if (!fol__render_can_use(pixels))
        return fol__render_fail(err, FOL_ERR_ARG, "options.photo is not a usable picture");
    const int32_t longest = pixels->width > pixels->height ? pixels->width : pixels->height;
    const int32_t needed = (longest - 1) / MOST_CAIRO_PIXELS + 1;
    photo->width = pixels->width;
    photo->height = pixels->height;
    photo->reduction = reduction > needed ? reduction : needed;
    const int width = (pixels->width - 1) / photo->reduction + 1, height = (pixels->height - 1) / photo->reduction + 1;
    photo->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    const fol_status status = fol__render_cairo(cairo_surface_status(photo->surface), err);
    if (status == FOL_OK)
        copy_reduced(pixels, photo->reduction, photo->surface);
    else
        fol__photo_free(photo);
    return status;
}

void fol__photo_free(fol__photo *photo) {
    if (photo->surface)
        cairo_surface_destroy(photo->surface);
    memset(photo, 0, sizeof *photo);
}

void fol__render_photo(const fol__drawing *drawing, const fol_op *op) {
    cairo_t *const cr = drawing->cr;
    const fol__photo *const photo = &drawing->photo;
    if (!photo->surface || !(op->mm_per_px > 0))
        return;
    const double mm = op->mm_per_px * photo->reduction; /* a pixel of the surface */
    const fol__placing placing = fol__placing_of(cr);
    fol__set_area_edges(cr);
    fol__add_rect(cr, op->rect);
    cairo_clip(cr);
    const fol_rect place = {op->origin.x, op->origin.y, photo->width * op->mm_per_px, photo->height * op->mm_per_px};
    fol__add_rect(cr, place);
    cairo_translate(cr, op->origin.x, op->origin.y);
    cairo_scale(cr, mm, mm);
    cairo_set_source_surface(cr, photo->surface, 0, 0);
    cairo_pattern_t *const source = cairo_get_source(cr);
    cairo_pattern_set_extend(source, CAIRO_EXTEND_PAD); /* no fading into what lies around it */
    cairo_pattern_set_filter(source, placing.scale * mm < 1 ? CAIRO_FILTER_GOOD : CAIRO_FILTER_BILINEAR);
    cairo_fill(cr);
}
