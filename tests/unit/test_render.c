/* SPDX-License-Identifier: MIT */
/* Drawing scenes with Cairo: where things land, that tone is kept, that the caller's cairo_t is left alone. The scenes
 * are made by hand, one operation at a time. */
#include "compare_images.h"
#include "draft.h"
#include "failing_malloc.h"
#include "render.h"
#include "runner.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <follicle/follicle-cairo.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DOTS = 4096 };

static const fol_color skin = {0xd7, 0xbd, 0x96}, pigment = {0x3a, 0x31, 0x2a}, white = {255, 255, 255};
static fol_dot dots[MOST_DOTS];
static fol_error err;

/* ------------------------------------------------------------------ scenes by hand */

static fol_scene *scene_of(fol_rect extent, const fol_op *ops, size_t count) {
    fol__draft draft = fol__draft_make(extent, NULL);
    fol_op *const own = fol__vector_extend(&draft.scene->ops, count);
    memcpy(own, ops, count * sizeof *ops);
    fol_scene *scene;
    ck_assert_int_eq(fol__draft_finish(&draft, &scene, &err), FOL_OK);
    return scene;
}

static fol_op fill_op(fol_rect rect, fol_color color) {
    return (fol_op){.kind = FOL_OP_FILL, .color = color, .opacity = 1, .rect = rect};
}

static fol_op photo_op(fol_rect rect, fol_point origin, double mm_per_px) {
    return (fol_op){.kind = FOL_OP_PHOTO, .rect = rect, .origin = origin, .mm_per_px = mm_per_px};
}

/* Dots on a jittered grid of `pitch` mm, their centres 1 mm inside the rectangle. */
static fol_op dots_op(fol_rect rect, double pitch, uint16_t from_um, uint16_t to_um) {
    size_t count = 0;
    unsigned state = 7;
    for (double y = rect.y + 1; y < rect.y + rect.height - 1 && count < MOST_DOTS; y += pitch) {
        for (double x = rect.x + 1; x < rect.x + rect.width - 1 && count < MOST_DOTS; x += pitch) {
            state = state * 1664525u + 1013904223u;
            dots[count] = (fol_dot){.id = (int64_t)count * 8,
                                    .x_um = (int32_t)(x * 1000) + (int32_t)(state >> 16) % 200,
                                    .y_um = (int32_t)(y * 1000) + (int32_t)(state >> 20) % 200,
                                    .diameter_um = (uint16_t)(from_um + (state >> 10) % (to_um - from_um + 1u)),
                                    .session = 1};
            count++;
        }
    }
    return (fol_op){
        .kind = FOL_OP_DOTS, .color = pigment, .opacity = 0.6, .rect = rect, .dots = dots, .dot_count = count};
}

static fol_op line_op(fol_rect rect, const fol_point *points, size_t count, double width_mm) {
    return (fol_op){
        .kind = FOL_OP_LINE, .rect = rect, .opacity = 1, .points = points, .point_count = count, .width_mm = width_mm};
}

static fol_op text_op(double x, double y, double height_mm, int align, const char *text) {
    return (fol_op){
        .kind = FOL_OP_TEXT, .opacity = 1, .origin = {x, y}, .height_mm = height_mm, .align = align, .text = text};
}

/* ------------------------------------------------------------------ pictures */

static fol_pixels make_pixels(fol_pixel_format format, int width, int height) {
    const size_t stride = (size_t)width * (format == FOL_PIXELS_RGB24 ? 3 : 4);
    const fol_pixels pixels = {format, width, height, stride, malloc(stride * (size_t)height)};
    memset(pixels.data, 0x55, stride * (size_t)height);
    return pixels;
}

static fol_color pixel(const fol_pixels *pixels, int x, int y) {
    const unsigned char *const row = (const unsigned char *)pixels->data + (size_t)y * pixels->stride;
    if (pixels->format == FOL_PIXELS_RGB24)
        return (fol_color){row[3 * x], row[3 * x + 1], row[3 * x + 2]};
    uint32_t word;
    memcpy(&word, row + 4 * x, 4);
    if (word >> 24 != 255) /* not an assertion: those are slow for each pixel */
        ck_abort_msg("pixel %d, %d has its unused byte at %d", x, y, (int)(word >> 24));
    return (fol_color){(uint8_t)(word >> 16), (uint8_t)(word >> 8), (uint8_t)word};
}

static void check_pixel(const fol_pixels *pixels, int x, int y, fol_color expected, int slack) {
    const fol_color found = pixel(pixels, x, y);
    if (abs(found.r - expected.r) > slack || abs(found.g - expected.g) > slack || abs(found.b - expected.b) > slack)
        ck_abort_msg("pixel %d, %d is #%02x%02x%02x, not #%02x%02x%02x", x, y, found.r, found.g, found.b, expected.r,
                     expected.g, expected.b);
}

static void check_equal(const fol_pixels *a, const fol_pixels *b) {
    for (int y = 0; y < a->height; y++) {
        for (int x = 0; x < a->width; x++) {
            check_pixel(a, x, y, pixel(b, x, y), 0);
        }
    }
}

/* Sum over pixels of (skin - pixel) x pixel area, for one channel in linear light; mm2. */
static double tone_of(const fol_pixels *pixels, double px_per_mm, int channel) {
    const double ground = fol_linear_from_srgb((&skin.r)[channel]);
    double sum = 0;
    for (int y = 0; y < pixels->height; y++) {
        for (int x = 0; x < pixels->width; x++) {
            const fol_color found = pixel(pixels, x, y);
            sum += ground - fol_linear_from_srgb((&found.r)[channel]);
        }
    }
    return sum / (px_per_mm * px_per_mm);
}

static double tone_asked(const fol_op *op, int channel) {
    double area = 0;
    for (size_t i = 0; i < op->dot_count; i++)
        area += 3.14159265358979 / 4 * op->dots[i].diameter_um / 1000.0 * op->dots[i].diameter_um / 1000.0;
    return area * op->opacity *
           (fol_linear_from_srgb((&skin.r)[channel]) - fol_linear_from_srgb((&op->color.r)[channel]));
}

static void check_tone(const fol_pixels *pixels, double px_per_mm, const fol_op *op, double within) {
    for (int c = 0; c < 3; c++) {
        const double found = tone_of(pixels, px_per_mm, c), asked = tone_asked(op, c);
        ck_assert_msg(fabs(found / asked - 1) <= within, "%g px/mm, channel %d: %g of %g", px_per_mm, c, found, asked);
    }
}

/* A cairo_t on an image surface of its own whose user space is the scene's millimetres; white at first. */
static cairo_t *make_canvas(cairo_format_t format, int width, int height, double px_per_mm) {
    cairo_surface_t *const surface = cairo_image_surface_create(format, width, height);
    cairo_t *const cr = cairo_create(surface);
    cairo_surface_destroy(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, px_per_mm, px_per_mm);
    return cr;
}

/* The pixels of a canvas, copied with their unused byte set; free(data). */
static fol_pixels pixels_of(cairo_t *cr) {
    cairo_surface_t *const surface = cairo_get_target(cr);
    cairo_surface_flush(surface);
    const fol_pixels copy =
        make_pixels(FOL_PIXELS_XRGB32, cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface));
    for (int y = 0; y < copy.height; y++) {
        const unsigned char *const from =
            cairo_image_surface_get_data(surface) + (ptrdiff_t)y * cairo_image_surface_get_stride(surface);
        for (int x = 0; x < copy.width; x++) {
            uint32_t word;
            memcpy(&word, from + 4 * x, 4);
            word |= 0xFF000000u;
            memcpy((unsigned char *)copy.data + (size_t)y * copy.stride + 4 * x, &word, 4);
        }
    }
    return copy;
}

static void draw_ok(cairo_t *cr, const fol_scene *scene, const fol_cairo_options *options) {
    ck_assert_msg(fol_cairo_draw(cr, scene, options, &err) == FOL_OK, "%s", err.message);
}

/* ------------------------------------------------------------------ the photograph */

enum { PHOTO_WIDTH = 8, PHOTO_HEIGHT = 5 };

static fol_color photo_color(int x, int y) {
    return (fol_color){(uint8_t)(30 * x), (uint8_t)(50 * y), (uint8_t)(255 - 25 * x)};
}

static fol_pixels make_photo_of(fol_pixel_format format, int width, int height, fol_color (*color_at)(int x, int y)) {
    const fol_pixels photo = make_pixels(format, width, height);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            const fol_color color = color_at(x, y);
            unsigned char *const row = (unsigned char *)photo.data + (size_t)y * photo.stride;
            const uint32_t word = (uint32_t)color.r << 16 | (uint32_t)color.g << 8 | color.b; /* unused byte not set */
            if (format == FOL_PIXELS_RGB24)
                memcpy(row + 3 * x, &color, 3);
            else
                memcpy(row + 4 * x, &word, 4);
        }
    }
    return photo;
}

static fol_pixels make_photo(fol_pixel_format format) {
    return make_photo_of(format, PHOTO_WIDTH, PHOTO_HEIGHT, photo_color);
}

START_TEST(a_photo_pixel_lands_where_it_should) {
    /* 2 mm a pixel from (3, 1), in a scene that begins at (1, -1); skin around it. */
    const fol_rect extent = {1, -1, 20, 15};
    const fol_op ops[] = {fill_op(extent, skin), photo_op(extent, (fol_point){3, 1}, 2)};
    fol_scene *const scene = scene_of(extent, ops, 2);
    static const double scales[] = {1, 4, 10, 24};
    for (int i = 0; i < 16; i++) {
        const double px_per_mm = scales[i % 4];
        const fol_pixels photo = make_photo(i & 4 ? FOL_PIXELS_RGB24 : FOL_PIXELS_XRGB32);
        fol_pixels pixels =
            make_pixels(i & 8 ? FOL_PIXELS_RGB24 : FOL_PIXELS_XRGB32, (int)(20 * px_per_mm), (int)(15 * px_per_mm));
        fol_cairo_options options = fol_cairo_options_default();
        options.photo = &photo;
        ck_assert_int_eq(fol_cairo_draw_pixels(scene, &options, px_per_mm, &pixels, &err), FOL_OK);
        for (int y = 0; y < PHOTO_HEIGHT && px_per_mm > 1; y++)
            for (int x = 0; x < PHOTO_WIDTH;
                 x++) /* interpolation is exact at a pixel's centre, or half a pixel off it */
                check_pixel(&pixels, (int)((2 + 2 * x + 1) * px_per_mm), (int)((2 + 2 * y + 1) * px_per_mm),
                            photo_color(x, y), (int)(26 / px_per_mm) + 1);
        check_pixel(&pixels, (int)(1.5 * px_per_mm), (int)(6 * px_per_mm), skin, 0);
        check_pixel(&pixels, (int)(18.5 * px_per_mm), (int)(6 * px_per_mm), skin, 0);
        check_pixel(&pixels, (int)(6 * px_per_mm), (int)(12.5 * px_per_mm), skin, 0);
        check_pixel(&pixels, (int)(2 * px_per_mm), (int)(2 * px_per_mm), photo_color(0, 0), 25); /* its very corner */
        free(pixels.data);
        free(photo.data);
    }
    fol_scene_free(scene);
}
END_TEST

START_TEST(a_photo_ends_at_its_operations_rectangle) {
    const fol_rect extent = {0, 0, 20, 15}, window = {4, 3, 6, 4};
    const fol_op ops[] = {fill_op(extent, skin), photo_op(window, (fol_point){0, 0}, 2)};
    fol_scene *const scene = scene_of(extent, ops, 2);
    const fol_pixels photo = make_photo(FOL_PIXELS_RGB24);
    fol_pixels pixels = make_pixels(FOL_PIXELS_XRGB32, 200, 150);
    fol_cairo_options options = fol_cairo_options_default();
    options.photo = &photo;
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, &options, 10, &pixels, &err), FOL_OK);
    for (int y = 0; y < 150; y++) {
        for (int x = 0; x < 200; x++) {
            const fol_color found = pixel(&pixels, x, y);
            const bool is_skin = memcmp(&found, &skin, sizeof skin) == 0;
            if (is_skin != !(x >= 40 && x < 100 && y >= 30 && y < 70))
                ck_abort_msg("pixel %d, %d", x, y);
        }
    }
    free(pixels.data);
    free(photo.data);
    fol_scene_free(scene);
}
END_TEST

START_TEST(without_a_photo_its_operation_draws_nothing) {
    const fol_rect extent = {0, 0, 8, 5};
    const fol_op ops[] = {fill_op(extent, skin), photo_op(extent, (fol_point){0, 0}, 1)};
    fol_scene *const scene = scene_of(extent, ops, 2);
    fol_pixels pixels = make_pixels(FOL_PIXELS_RGB24, 80, 50);
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, 10, &pixels, &err), FOL_OK);
    for (int i = 0; i < 80 * 50; i++)
        check_pixel(&pixels, i % 80, i / 80, skin, 0);
    free(pixels.data);
    fol_scene_free(scene);
}
END_TEST

START_TEST(a_thumbnail_averages_all_of_the_photo) {
    /* A chessboard of single pixels must become even grey, however much it is reduced. */
    const fol_rect extent = {0, 0, 100, 60};
    const fol_op op = photo_op(extent, (fol_point){0, 0}, 0.05);
    fol_scene *const scene = scene_of(extent, &op, 1);
    fol_pixels photo = make_pixels(FOL_PIXELS_RGB24, 2000, 1200);
    for (int y = 0; y < 1200; y++)
        for (int x = 0; x < 2000; x++)
            memset((unsigned char *)photo.data + (size_t)y * photo.stride + 3 * x, (x + y) % 2 ? 200 : 100, 3);
    fol_cairo_options options = fol_cairo_options_default();
    options.photo = &photo;
    static const double scales[] = {0.3, 1, 2.4};
    for (int i = 0; i < 3; i++) {
        fol_pixels pixels = make_pixels(FOL_PIXELS_XRGB32, (int)(100 * scales[i]), (int)(60 * scales[i]));
        ck_assert_int_eq(fol_cairo_draw_pixels(scene, &options, scales[i], &pixels, &err), FOL_OK);
        for (int y = 0; y < pixels.height; y++)
            for (int x = 0; x < pixels.width; x++)
                check_pixel(&pixels, x, y, (fol_color){150, 150, 150}, 4);
        free(pixels.data);
    }
    free(photo.data);
    fol_scene_free(scene);
}
END_TEST

START_TEST(a_photo_longer_than_cairo_can_hold_is_drawn) {
    const fol_rect extent = {0, 0, 400, 2};
    const fol_op op = photo_op(extent, (fol_point){0, 0}, 0.01);
    fol_scene *const scene = scene_of(extent, &op, 1);
    fol_pixels photo = make_pixels(FOL_PIXELS_RGB24, 40000, 200);
    memset(photo.data, 0, photo.stride * 200);
    for (int y = 0; y < 200; y++)
        memset((unsigned char *)photo.data + (size_t)y * photo.stride + 3 * 35000, 240, 3 * 5000);
    fol_cairo_options options = fol_cairo_options_default();
    options.photo = &photo;
    fol_pixels pixels = make_pixels(FOL_PIXELS_RGB24, 4000, 20);
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, &options, 10, &pixels, &err), FOL_OK);
    check_pixel(&pixels, 3490, 10, (fol_color){0, 0, 0}, 0);
    check_pixel(&pixels, 3510, 10, (fol_color){240, 240, 240}, 0);
    free(pixels.data);
    free(photo.data);
    fol_scene_free(scene);
}
END_TEST

/* ------------------------------------------------------------------ dots on pixels */

static const double contract_scales[] = {1, 4, 10, 24};

START_TEST(tone_is_kept_at_every_scale) {
    const double px_per_mm = contract_scales[_i % 4];
    const fol_pixel_format format = _i < 4 ? FOL_PIXELS_RGB24 : FOL_PIXELS_XRGB32;
    const fol_rect extent = {0, 0, 40, 30};
    const fol_op ops[] = {fill_op(extent, skin), dots_op(extent, 0.8, 100, 150)};
    fol_scene *const scene = scene_of(extent, ops, 2);
    fol_pixels pixels = make_pixels(format, (int)(40 * px_per_mm), (int)(30 * px_per_mm));
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, px_per_mm, &pixels, &err), FOL_OK);
    check_tone(&pixels, px_per_mm, &ops[1], 0.02);
    free(pixels.data);
    fol_scene_free(scene);
}
END_TEST

START_TEST(plain_skin_is_drawn_as_without_cairo) {
    /* Heights over and widths over a tile as well, and a scale at which pixels do not end with the extent. */
    static const struct {
        double width, height, px_per_mm;
    } cases[] = {{40, 30, 10}, {40.04, 30.07, 9.3}, {12, 250, 10}, {820, 4, 20.5}, {33, 21, 1}, {20, 20, 0.5}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int format = FOL_PIXELS_RGB24; format <= FOL_PIXELS_XRGB32; format++) {
            const double scale = cases[i].px_per_mm;
            const fol_rect extent = {-3.7, 12.1, cases[i].width, cases[i].height};
            const fol_op ops[] = {fill_op(extent, skin), dots_op(extent, 0.7, 100, 150)};
            fol_scene *const scene = scene_of(extent, ops, 2);
            const int width = (int)floor(extent.width * scale + 0.5), height = (int)floor(extent.height * scale + 0.5);
            fol_pixels ours = make_pixels((fol_pixel_format)format, width, height);
            fol_pixels plain = make_pixels((fol_pixel_format)format, width, height);
            ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, scale, &ours, &err), FOL_OK);
            const fol_view view = {extent.x, extent.y, scale, 0.03};
            ck_assert_int_eq(fol_raster_scene(scene, &view, &plain, NULL, &err), FOL_OK);
            check_equal(&ours, &plain);
            free(ours.data);
            free(plain.data);
            fol_scene_free(scene);
        }
    }
}
END_TEST

static fol_color skin_everywhere(int x, int y) {
    (void)x;
    (void)y;
    return skin;
}

START_TEST(dots_are_never_sharper_than_the_photo) {
    /* A photograph that is plain skin, so that the picture without one can tell what the blur must be. */
    static const struct {
        double mm_per_px, asked_mm, expected_mm;
    } cases[] = {{0.25, 0.03, 0.2}, {0.25, 0.5, 0.5}, {0.01, 0.03, 0.03}, {0.05, 0, 0.04}, {2, 0.03, 1}};
    const fol_rect extent = {0, 0, 20, 12};
    const fol_pixels photo = make_photo_of(FOL_PIXELS_RGB24, 80, 48, skin_everywhere);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const fol_op ops[] = {fill_op(extent, skin), photo_op(extent, (fol_point){0, 0}, cases[i].mm_per_px),
                              dots_op(extent, 0.7, 100, 150)};
        fol_scene *const scene = scene_of(extent, ops, 3);
        fol_pixels ours = make_pixels(FOL_PIXELS_RGB24, 200, 120), plain = make_pixels(FOL_PIXELS_RGB24, 200, 120);
        fol_cairo_options options = fol_cairo_options_default();
        options.photo = &photo;
        options.softness_mm = cases[i].asked_mm;
        ck_assert_int_eq(fol_cairo_draw_pixels(scene, &options, 10, &ours, &err), FOL_OK);
        const fol_view view = {0, 0, 10, cases[i].expected_mm};
        ck_assert_int_eq(fol_raster_scene(scene, &view, &plain, NULL, &err), FOL_OK);
        check_equal(&ours, &plain);
        options.softness_mm = (double)NAN;
        ck_assert_int_eq(fol_cairo_draw_pixels(scene, &options, 10, &ours, &err), FOL_ERR_VALUE);
        free(ours.data);
        free(plain.data);
        fol_scene_free(scene);
    }
    free(photo.data);
}
END_TEST

START_TEST(odd_strides_are_honoured) {
    const fol_rect extent = {0, 0, 9, 7};
    const fol_op ops[] = {fill_op(extent, skin), dots_op(extent, 0.6, 100, 150)};
    fol_scene *const scene = scene_of(extent, ops, 2);
    fol_pixels reference = make_pixels(FOL_PIXELS_RGB24, 90, 70);
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, 10, &reference, &err), FOL_OK);
    static const size_t extra[] = {0, 1, 4, 7, 64};
    for (int i = 0; i < 10; i++) {
        fol_pixels pixels = make_pixels(i < 5 ? FOL_PIXELS_RGB24 : FOL_PIXELS_XRGB32, 90, 70);
        pixels.stride += extra[i % 5];
        pixels.data = realloc(pixels.data, pixels.stride * 70);
        memset(pixels.data, 0x77, pixels.stride * 70);
        ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, 10, &pixels, &err), FOL_OK);
        check_equal(&pixels, &reference);
        for (size_t y = 0; y < 70; y++)
            for (size_t k = pixels.stride - extra[i % 5]; k < pixels.stride; k++)
                ck_assert_int_eq(((unsigned char *)pixels.data)[y * pixels.stride + k], 0x77);
        free(pixels.data);
    }
    free(reference.data);
    fol_scene_free(scene);
}
END_TEST

START_TEST(what_is_not_drawn_is_left_but_for_the_unused_byte) {
    const fol_rect extent = {0, 0, 9, 7};
    const fol_op op = fill_op((fol_rect){0, 0, 4, 7}, skin);
    fol_scene *const scene = scene_of(extent, &op, 1);
    for (int format = FOL_PIXELS_RGB24; format <= FOL_PIXELS_XRGB32; format++) {
        fol_pixels pixels = make_pixels((fol_pixel_format)format, 100, 70);
        ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, 10, &pixels, &err), FOL_OK);
        for (int y = 0; y < 70; y++)
            for (int x = 0; x < 100; x++)
                check_pixel(&pixels, x, y, x < 40 ? skin : (fol_color){0x55, 0x55, 0x55}, 0);
        free(pixels.data);
    }
    fol_scene_free(scene);
}
END_TEST

/* Draws one scene on targets that must all show the same. */
START_TEST(all_kinds_of_pixel_targets_show_the_same_dots) {
    const fol_rect extent = {0, 0, 20, 12};
    const fol_op ops[] = {fill_op(extent, skin), dots_op(extent, 0.7, 100, 150)};
    fol_scene *const scene = scene_of(extent, ops, 2);
    fol_pixels reference = make_pixels(FOL_PIXELS_XRGB32, 200, 120);
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, 10, &reference, &err), FOL_OK);
    for (int kind = 0; kind < 6; kind++) {
        cairo_t *cr = make_canvas(kind % 2 ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, 200, 120, 10);
        cairo_surface_t *const surface = cairo_surface_reference(cairo_get_target(cr));
        if (kind == 2 || kind == 3) { /* a picture of two pixels a unit */
            cairo_destroy(cr);
            cairo_surface_set_device_scale(surface, 2, 2);
            cr = cairo_create(surface);
            cairo_scale(cr, 5, 5);
        } else if (kind == 4) { /* a group, whose pixels begin elsewhere */
            cairo_rectangle(cr, 0, 0, 20, 12);
            cairo_clip(cr);
            cairo_push_group(cr);
        } else if (kind == 5) { /* a part of a picture */
            cairo_surface_t *const part = cairo_surface_create_for_rectangle(surface, 0, 0, 200, 120);
            cairo_destroy(cr);
            cr = cairo_create(part);
            cairo_surface_destroy(part);
            cairo_scale(cr, 10, 10);
        }
        draw_ok(cr, scene, NULL);
        if (kind == 4) {
            cairo_pop_group_to_source(cr);
            cairo_paint(cr);
        }
        cairo_destroy(cr);
        cairo_surface_set_device_scale(surface, 1, 1);
        cr = cairo_create(surface);
        const fol_pixels shown = pixels_of(cr);
        check_equal(&shown, &reference);
        free(shown.data);
        cairo_destroy(cr);
        cairo_surface_destroy(surface);
    }
    free(reference.data);
    fol_scene_free(scene);
}
END_TEST

START_TEST(the_callers_clip_is_kept_to) {
    const fol_rect extent = {0, 0, 20, 12};
    const fol_op ops[] = {fill_op(extent, skin), dots_op(extent, 0.7, 100, 150)};
    fol_scene *const scene = scene_of(extent, ops, 2);
    fol_pixels reference = make_pixels(FOL_PIXELS_XRGB32, 200, 120);
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, 10, &reference, &err), FOL_OK);
    for (int kind = 0; kind < 3; kind++) {
        cairo_t *const cr = make_canvas(CAIRO_FORMAT_RGB24, 200, 120, 10);
        if (kind == 0)
            cairo_arc(cr, 10, 6, 5, 0, 6.2831853);
        else
            cairo_rectangle(cr, 5, 1, kind == 1 ? 10 : 10.03, 10);
        cairo_clip(cr);
        draw_ok(cr, scene, NULL);
        const fol_pixels shown = pixels_of(cr);
        for (int y = 0; y < 120; y++) {
            for (int x = 0; x < 200; x++) {
                const double dx = (x + 0.5) / 10 - 10, dy = (y + 0.5) / 10 - 6, from_centre = sqrt(dx * dx + dy * dy);
                const bool in = kind == 0 ? from_centre < 4.85 : x >= 50 && x < 150 && y >= 10 && y < 110;
                const bool out = kind == 0 ? from_centre > 5.15 : x < 50 || x > 150 || y < 10 || y >= 110;
                if (in)
                    check_pixel(&shown, x, y, pixel(&reference, x, y), 0);
                else if (out)
                    check_pixel(&shown, x, y, white, 0);
            }
        }
        free(shown.data);
        cairo_destroy(cr);
    }
    free(reference.data);
    fol_scene_free(scene);
}
END_TEST

START_TEST(a_moved_scene_shows_the_same_dots) {
    const fol_rect extent = {0, 0, 20, 12};
    const fol_op ops[] = {fill_op(extent, skin), dots_op(extent, 0.7, 100, 150)};
    fol_scene *const scene = scene_of(extent, ops, 2);
    cairo_t *const cr = make_canvas(CAIRO_FORMAT_RGB24, 300, 200, 10);
    cairo_translate(cr, 5.3, 4.4);
    draw_ok(cr, scene, NULL);
    fol_pixels shown = pixels_of(cr);
    check_pixel(&shown, 52, 100, white, 0);
    check_pixel(&shown, 53, 45, skin, 0);
    shown.data = (unsigned char *)shown.data + 44 * shown.stride + 53 * 4;
    shown.width = 200;
    shown.height = 120;
    check_tone(&shown, 10, &ops[1], 0.02);
    free((unsigned char *)shown.data - 44 * shown.stride - 53 * 4);
    cairo_destroy(cr);
    fol_scene_free(scene);
}
END_TEST

/* ------------------------------------------------------------------ dots as vectors */

START_TEST(vector_dots_cover_their_area) {
    const fol_rect extent = {0, 0, 10, 10};
    fol_op op = dots_op(extent, 0.7, 100, 150);
    op.color = (fol_color){0, 0, 0};
    op.opacity = 1;
    double asked = 0;
    for (size_t i = 0; i < op.dot_count; i++)
        asked += 3.14159265 / 4 * dots[i].diameter_um * dots[i].diameter_um / 1e6;
    fol_scene *const scene = scene_of(extent, &op, 1);
    for (int kind = 0; kind < 3; kind++) { /* asked for; turned; mirrored */
        cairo_t *const cr = make_canvas(CAIRO_FORMAT_RGB24, 1000, 1000, 1);
        fol_cairo_options options = fol_cairo_options_default();
        options.vector_dots = kind == 0;
        cairo_translate(cr, 500, 500);
        cairo_rotate(cr, kind == 1 ? 0.5 : 0);
        cairo_scale(cr, kind == 2 ? -60 : 60, 60);
        cairo_translate(cr, -5, -5);
        draw_ok(cr, scene, &options);
        const fol_pixels shown = pixels_of(cr);
        double covered = 0;
        for (int y = 0; y < 1000; y++)
            for (int x = 0; x < 1000; x++)
                covered += (255 - pixel(&shown, x, y).r) / 255.0 / 3600;
        ck_assert_double_eq_tol(covered / asked, 1, 0.02);
        free(shown.data);
        cairo_destroy(cr);
    }
    fol_scene_free(scene);
}
END_TEST

START_TEST(dots_over_nothing_leave_it_transparent) {
    const fol_rect extent = {0, 0, 10, 10};
    const fol_op op = dots_op(extent, 0.7, 100, 150);
    fol_scene *const scene = scene_of(extent, &op, 1);
    cairo_surface_t *const surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 400, 400);
    cairo_t *const cr = cairo_create(surface);
    cairo_scale(cr, 40, 40);
    draw_ok(cr, scene, NULL);
    cairo_surface_flush(surface);
    long clear = 0, inked = 0;
    for (int i = 0; i < 400 * 400; i++) {
        uint32_t word;
        memcpy(&word, cairo_image_surface_get_data(surface) + 4 * i, 4);
        clear += word == 0;
        inked += word >> 24 > 100 && word >> 24 < 200; /* opacity 0.6 */
    }
    ck_assert_int_gt(clear, 140000);
    ck_assert_int_gt(inked, 1000);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    fol_scene_free(scene);
}
END_TEST

static cairo_status_t discard(void *user, const unsigned char *bytes, unsigned int size) {
    (void)bytes;
    *(size_t *)user += size;
    return CAIRO_STATUS_SUCCESS;
}

START_TEST(vector_targets_get_vectors) {
    const fol_rect extent = {0, 0, 20, 20};
    const fol_op ops[] = {fill_op(extent, skin), dots_op(extent, 0.7, 100, 150)};
    fol_scene *const scene = scene_of(extent, ops, 2);
    for (int kind = 0; kind < 3; kind++) {
        size_t size = 0;
        const cairo_rectangle_t all = {0, 0, 100, 100};
        cairo_surface_t *const surface = kind == 0   ? cairo_pdf_surface_create_for_stream(discard, &size, 100, 100)
                                         : kind == 1 ? cairo_svg_surface_create_for_stream(discard, &size, 100, 100)
                                                     : cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &all);
        cairo_t *const cr = cairo_create(surface);
        cairo_scale(cr, 5, 5);
        draw_ok(cr, scene, NULL);
        cairo_show_page(cr);
        cairo_destroy(cr);
        cairo_surface_finish(surface);
        ck_assert_int_eq(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
        cairo_surface_destroy(surface);
        ck_assert_uint_lt(size, 200000);
    }
    fol_scene_free(scene);
}
END_TEST

START_TEST(nothing_is_drawn_outside_an_operations_rectangle) {
    const fol_rect extent = {0, 0, 20, 20}, window = {6, 5, 8, 9};
    static const fol_point across[] = {{0, 10}, {20, 10}};
    fol_op ops[] = {fill_op(extent, white), dots_op(extent, 0.7, 100, 150), line_op(window, across, 2, 1)};
    ops[1].rect = window;
    fol_scene *const scene = scene_of(extent, ops, 3);
    for (int vector = 0; vector < 2; vector++) {
        fol_cairo_options options = fol_cairo_options_default();
        options.vector_dots = vector;
        fol_pixels pixels = make_pixels(FOL_PIXELS_RGB24, 200, 200);
        ck_assert_int_eq(fol_cairo_draw_pixels(scene, &options, 10, &pixels, &err), FOL_OK);
        int inside = 0;
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 200; x++) {
                if (x >= 60 && x < 140 && y >= 50 && y < 140)
                    inside += pixel(&pixels, x, y).r < 250;
                else
                    check_pixel(&pixels, x, y, white, 0);
            }
        }
        ck_assert_int_gt(inside, 1000);
        check_pixel(&pixels, 60, 100, (fol_color){0, 0, 0}, 0);
        free(pixels.data);
    }
    fol_scene_free(scene);
}
END_TEST

/* ------------------------------------------------------------------ lines and text */

START_TEST(lines_lie_where_they_should) {
    const fol_rect extent = {0, 0, 20, 10};
    static const fol_point corners[] = {{1, 1}, {9, 1}, {9, 5}};
    fol_op ops[] = {fill_op(extent, white), line_op(extent, corners, 3, 0.4)};
    ops[1].origin = (fol_point){2, 3};
    ops[1].color = (fol_color){0, 0, 255};
    ops[1].opacity = 0.5;
    for (int closed = 0; closed < 2; closed++) {
        ops[1].closed = closed;
        fol_scene *const scene = scene_of(extent, ops, 2);
        fol_pixels pixels = make_pixels(FOL_PIXELS_XRGB32, 400, 200);
        ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, 20, &pixels, &err), FOL_OK);
        const fol_color half = {128, 128, 255};
        check_pixel(&pixels, 140, 80, half, 1);
        check_pixel(&pixels, 140, 76, half, 1);
        check_pixel(&pixels, 140, 75, white, 0);
        check_pixel(&pixels, 220, 120, half, 1);
        check_pixel(&pixels, 140, 120, closed ? half : white, 1);
        free(pixels.data);
        fol_scene_free(scene);
    }
}
END_TEST

START_TEST(dashes_are_as_long_as_their_gaps) {
    const fol_rect extent = {0, 0, 20, 10};
    static const fol_point ends[] = {{0, 5}, {20, 5}};
    fol_op ops[] = {fill_op(extent, white), line_op(extent, ends, 2, 1)};
    ops[1].dash_mm = 2;
    fol_scene *const scene = scene_of(extent, ops, 2);
    fol_pixels pixels = make_pixels(FOL_PIXELS_XRGB32, 200, 100);
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, 10, &pixels, &err), FOL_OK);
    for (int x = 0; x < 200; x++)
        check_pixel(&pixels, x, 50, x / 20 % 2 ? white : (fol_color){0, 0, 0}, 0);
    free(pixels.data);
    fol_scene_free(scene);
}
END_TEST

/* The box of what is darker than half; false when there is nothing. */
static bool ink_box(const fol_pixels *pixels, int *left, int *top, int *right, int *bottom) {
    *left = *top = 1 << 20;
    *right = *bottom = -1;
    for (int y = 0; y < pixels->height; y++) {
        for (int x = 0; x < pixels->width; x++) {
            if (pixel(pixels, x, y).r > 127)
                continue;
            *left = x < *left ? x : *left;
            *right = x > *right ? x : *right;
            *top = y < *top ? y : *top;
            *bottom = y > *bottom ? y : *bottom;
        }
    }
    return *right >= 0;
}

START_TEST(text_has_capitals_of_its_height_and_is_aligned) {
    const fol_rect extent = {0, 0, 80, 30};
    for (int align = -1; align <= 1; align++) {
        const fol_op ops[] = {fill_op(extent, white), text_op(40, 20, 10, align, "HIH")};
        fol_scene *const scene = scene_of(extent, ops, 2);
        fol_pixels pixels = make_pixels(FOL_PIXELS_XRGB32, 800, 300);
        ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, 10, &pixels, &err), FOL_OK);
        int left, top, right, bottom;
        if (ink_box(&pixels, &left, &top, &right, &bottom)) { /* a machine without fonts draws none */
            ck_assert_int_le(abs(bottom - 199), 1);
            ck_assert_int_le(abs(top - 100), 1);
            const double middle = (left + right + 1) / 2.0, width = right - left + 1;
            ck_assert_double_eq_tol(middle, 400 - align * width / 2, 14); /* a letter has room at its sides */
        }
        free(pixels.data);
        fol_scene_free(scene);
    }
}
END_TEST

/* ------------------------------------------------------------------ the caller's cairo_t, and errors */

START_TEST(the_callers_state_is_left_as_it_was) {
    const fol_rect extent = {0, 0, 20, 12};
    static const fol_point corners[] = {{1, 1}, {9, 1}, {9, 5}};
    fol_op ops[] = {fill_op(extent, skin), dots_op(extent, 0.7, 100, 150), line_op(extent, corners, 3, 1),
                    text_op(5, 5, 2, 0, "text"), photo_op(extent, (fol_point){0, 0}, 1)};
    ops[2].dash_mm = 1;
    fol_scene *const scene = scene_of(extent, ops, 5);
    const fol_pixels photo = make_photo(FOL_PIXELS_RGB24);
    fol_cairo_options options = fol_cairo_options_default();
    options.photo = &photo;
    cairo_t *const cr = make_canvas(CAIRO_FORMAT_RGB24, 200, 120, 10);
    const double dash[2] = {3, 4};
    cairo_set_line_width(cr, 7);
    cairo_set_dash(cr, dash, 2, 1);
    cairo_set_operator(cr, CAIRO_OPERATOR_XOR);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_BEST);
    cairo_set_source_rgb(cr, 1, 0, 0);
    cairo_move_to(cr, 1, 2);
    cairo_line_to(cr, 3, 4);
    cairo_pattern_t *const source = cairo_get_source(cr);
    draw_ok(cr, scene, &options);
    double x, y, x0, y0, x1, y1;
    cairo_matrix_t matrix;
    cairo_get_matrix(cr, &matrix);
    cairo_get_current_point(cr, &x, &y);
    cairo_clip_extents(cr, &x0, &y0, &x1, &y1);
    ck_assert_double_eq(cairo_get_line_width(cr), 7);
    ck_assert_int_eq(cairo_get_dash_count(cr), 2);
    ck_assert_int_eq(cairo_get_operator(cr), CAIRO_OPERATOR_XOR);
    ck_assert_int_eq(cairo_get_antialias(cr), CAIRO_ANTIALIAS_BEST);
    ck_assert_ptr_eq(cairo_get_source(cr), source);
    ck_assert_double_eq(matrix.xx, 10);
    ck_assert_double_eq(matrix.x0, 0);
    ck_assert_double_eq_tol(x, 3, 1e-9);
    ck_assert_double_eq_tol(y, 4, 1e-9);
    ck_assert_double_eq_tol(x1, 20, 1e-9);
    ck_assert_double_eq_tol(y1, 12, 1e-9);
    const fol_pixels shown = pixels_of(cr); /* the caller's settings changed nothing: the photo is on top */
    check_pixel(&shown, 25, 15, photo_color(2, 1), 4);
    free(shown.data);
    cairo_destroy(cr);
    free(photo.data);
    fol_scene_free(scene);
}
END_TEST

START_TEST(unusable_arguments_are_refused) {
    const fol_rect extent = {0, 0, 20, 12};
    const fol_op op = fill_op(extent, skin);
    fol_scene *const scene = scene_of(extent, &op, 1);
    cairo_t *const cr = make_canvas(CAIRO_FORMAT_RGB24, 200, 120, 10);
    fol_pixels pixels = make_pixels(FOL_PIXELS_RGB24, 20, 12);
    fol_cairo_options options = fol_cairo_options_default();
    ck_assert_int_eq(fol_cairo_draw(NULL, scene, NULL, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_cairo_draw(cr, NULL, NULL, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_cairo_draw_pixels(NULL, NULL, 1, &pixels, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, 1, NULL, &err), FOL_ERR_ARG);
    static const double scales[] = {0, -1, 0.04, 201, (double)NAN, (double)INFINITY};
    for (int i = 0; i < 6; i++)
        ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, scales[i], &pixels, NULL), FOL_ERR_ARG);
    options.struct_size = 0;
    ck_assert_int_eq(fol_cairo_draw(cr, scene, &options, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, &options, 1, &pixels, &err), FOL_ERR_ARG);
    cairo_save(cr);
    cairo_restore(cr);
    ck_assert_int_eq(cairo_status(cr), CAIRO_STATUS_SUCCESS);
    cairo_restore(cr); /* one too many: the cairo_t is in error */
    ck_assert_int_eq(fol_cairo_draw(cr, scene, NULL, &err), FOL_ERR_ARG);
    ck_assert_ptr_nonnull(strstr(err.message, "in error"));
    pixels.stride = 59;
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, NULL, 1, &pixels, &err), FOL_ERR_ARG);
    cairo_destroy(cr);
    free(pixels.data);
    fol_scene_free(scene);
}
END_TEST

/* No caller has options as large: the bytes past them, here all 0, are someone else's. */
START_TEST(a_size_that_no_options_have_is_refused_unread) {
    static union {
        fol_cairo_options options;
        unsigned char bytes[70000];
    } room;
    const fol_rect extent = {0, 0, 20, 12};
    const fol_op op = fill_op(extent, skin);
    fol_scene *const scene = scene_of(extent, &op, 1);
    fol_pixels pixels = make_pixels(FOL_PIXELS_RGB24, 20, 12);
    room.options = fol_cairo_options_default();
    room.options.struct_size = 65537;
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, &room.options, 1, &pixels, &err), FOL_ERR_ARG);
    ck_assert_ptr_nonnull(strstr(err.message, "the struct_size of the options is wrong"));
    room.options.struct_size = 65536;
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, &room.options, 1, &pixels, &err), FOL_OK);
    free(pixels.data);
    fol_scene_free(scene);
}
END_TEST

START_TEST(options_can_grow) {
    struct {
        fol_cairo_options known;
        double further;
    } newer;
    const fol_rect extent = {0, 0, 20, 12};
    const fol_op op = fill_op(extent, skin);
    fol_scene *const scene = scene_of(extent, &op, 1);
    fol_pixels pixels = make_pixels(FOL_PIXELS_RGB24, 20, 12);
    fol_cairo_options_init_sized(&newer.known, sizeof newer);
    ck_assert_double_eq(newer.further, 0);
    ck_assert_double_eq(newer.known.softness_mm, 0.03);
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, &newer.known, 1, &pixels, &err), FOL_OK);
    newer.further = 1;
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, &newer.known, 1, &pixels, &err), FOL_ERR_ARG);
    free(pixels.data);
    fol_scene_free(scene);
}
END_TEST

START_TEST(an_unusable_photo_is_refused) {
    const fol_rect extent = {0, 0, 8, 5};
    const fol_op op = photo_op(extent, (fol_point){0, 0}, 1);
    fol_scene *const scene = scene_of(extent, &op, 1);
    fol_pixels pixels = make_pixels(FOL_PIXELS_RGB24, 8, 5), photo = make_photo(FOL_PIXELS_RGB24);
    fol_cairo_options options = fol_cairo_options_default();
    options.photo = &photo;
    photo.stride = 23;
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, &options, 1, &pixels, &err), FOL_ERR_ARG);
    photo.stride = 24;
    photo.format = (fol_pixel_format)9;
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, &options, 1, &pixels, &err), FOL_ERR_ARG);
    free(photo.data);
    free(pixels.data);
    fol_scene_free(scene);
}
END_TEST

/* ------------------------------------------------------------------ memory that runs out */

typedef struct drawing_of {
    const fol_scene *scene;
    const fol_pixels *photo, *pixels;
} drawing_of;

static fol_status draw_in_pixels(void *user) {
    const drawing_of *const what = user;
    fol_cairo_options options = fol_cairo_options_default();
    options.photo = what->photo;
    return fol_cairo_draw_pixels(what->scene, &options, 10, what->pixels, NULL);
}

/* Without lines: when memory for their outlines runs out, Cairo 1.16 jumps into a function that has returned. */
START_TEST(memory_that_runs_out_is_reported_and_nothing_leaks) {
    const fol_rect extent = {0, 0, 20, 12};
    const fol_op ops[] = {fill_op(extent, skin), photo_op(extent, (fol_point){0, 0}, 1),
                          dots_op(extent, 0.7, 100, 150)};
    fol_scene *const scene = scene_of(extent, ops, 3);
    const fol_pixels photo = make_photo(FOL_PIXELS_RGB24);
    for (int format = FOL_PIXELS_RGB24; format <= FOL_PIXELS_XRGB32; format++) {
        const fol_pixels pixels = make_pixels((fol_pixel_format)format, 200, 120);
        drawing_of what = {scene, &photo, &pixels};
        check_every_malloc(draw_in_pixels, &what);
        free(pixels.data);
    }
    free(photo.data);
    fol_scene_free(scene);
}
END_TEST

/* ------------------------------------------------------------------ golden pictures */

static void check_golden(const char *name, fol_rect extent, const fol_op *ops, size_t count, double px_per_mm,
                         const fol_cairo_options *options) {
    fol_scene *const scene = scene_of(extent, ops, count);
    fol_pixels pixels =
        make_pixels(FOL_PIXELS_RGB24, (int)(extent.width * px_per_mm), (int)(extent.height * px_per_mm));
    ck_assert_int_eq(fol_cairo_draw_pixels(scene, options, px_per_mm, &pixels, &err), FOL_OK);
    check_golden_image(name, &pixels, scene, px_per_mm);
    free(pixels.data);
    fol_scene_free(scene);
}

START_TEST(golden_crisp_dots_on_skin) {
    const fol_rect extent = {0, 0, 4, 3};
    const fol_op ops[] = {fill_op(extent, skin), dots_op((fol_rect){-1, -1, 6, 5}, 0.5, 150, 200)};
    fol_cairo_options options = fol_cairo_options_default();
    options.softness_mm = 0;
    check_golden("dots-crisp", extent, ops, 2, 40, &options);
}
END_TEST

static fol_color slope_color(int x, int y) {
    return (fol_color){(uint8_t)(225 - x / 2), (uint8_t)(150 + y / 2), (uint8_t)(120 + x / 4)};
}

START_TEST(golden_soft_dots_on_a_photo) {
    const fol_rect extent = {-0.5, -0.5, 5, 4};
    const fol_op ops[] = {fill_op(extent, skin), photo_op(extent, (fol_point){0, 0}, 0.04),
                          dots_op((fol_rect){-1, -1, 6, 5}, 0.6, 150, 200)};
    const fol_pixels photo = make_photo_of(FOL_PIXELS_RGB24, 100, 62, slope_color);
    fol_cairo_options options = fol_cairo_options_default();
    options.photo = &photo;
    check_golden("dots-on-photo", extent, ops, 3, 40, &options);
    free(photo.data);
}
END_TEST

START_TEST(golden_guides_and_vector_dots) {
    static const fol_point outline[] = {{0.5, 0.4}, {3.4, 0.7}, {3.0, 2.5}, {0.8, 2.2}};
    static const fol_point hairline[] = {{0.2, 1.4}, {1.2, 1.0}, {2.6, 1.2}, {3.8, 1.7}};
    const fol_rect extent = {0, 0, 4, 3};
    fol_op ops[] = {fill_op(extent, white), dots_op((fol_rect){-1, -1, 6, 5}, 0.5, 150, 200),
                    line_op(extent, outline, 4, 0.1), line_op((fol_rect){0.5, 0, 3, 3}, hairline, 4, 0.15)};
    ops[2].closed = true;
    ops[2].opacity = 0.7;
    ops[3].color = (fol_color){200, 30, 30};
    ops[3].dash_mm = 0.2;
    fol_cairo_options options = fol_cairo_options_default();
    options.vector_dots = true;
    check_golden("guides", extent, ops, 4, 40, &options);
}
END_TEST

Suite *make_suite(void) {
    Suite *const suite = suite_create("render");
    TCase *const photo = tcase_create("photo");
    tcase_add_test(photo, a_photo_pixel_lands_where_it_should);
    tcase_add_test(photo, a_photo_ends_at_its_operations_rectangle);
    tcase_add_test(photo, without_a_photo_its_operation_draws_nothing);
    tcase_add_test(photo, a_thumbnail_averages_all_of_the_photo);
    tcase_add_test(photo, a_photo_longer_than_cairo_can_hold_is_drawn);
    suite_add_tcase(suite, photo);
    TCase *const on_pixels = tcase_create("dots on pixels");
    tcase_add_loop_test(on_pixels, tone_is_kept_at_every_scale, 0, 8);
    tcase_add_test(on_pixels, plain_skin_is_drawn_as_without_cairo);
    tcase_add_test(on_pixels, dots_are_never_sharper_than_the_photo);
    tcase_add_test(on_pixels, odd_strides_are_honoured);
    tcase_add_test(on_pixels, what_is_not_drawn_is_left_but_for_the_unused_byte);
    tcase_add_test(on_pixels, all_kinds_of_pixel_targets_show_the_same_dots);
    tcase_add_test(on_pixels, the_callers_clip_is_kept_to);
    tcase_add_test(on_pixels, a_moved_scene_shows_the_same_dots);
    suite_add_tcase(suite, on_pixels);
    TCase *const vectors = tcase_create("dots as vectors");
    tcase_add_test(vectors, vector_dots_cover_their_area);
    tcase_add_test(vectors, dots_over_nothing_leave_it_transparent);
    tcase_add_test(vectors, vector_targets_get_vectors);
    tcase_add_test(vectors, nothing_is_drawn_outside_an_operations_rectangle);
    suite_add_tcase(suite, vectors);
    TCase *const others = tcase_create("lines and text");
    tcase_add_test(others, lines_lie_where_they_should);
    tcase_add_test(others, dashes_are_as_long_as_their_gaps);
    tcase_add_test(others, text_has_capitals_of_its_height_and_is_aligned);
    suite_add_tcase(suite, others);
    TCase *const manners = tcase_create("manners");
    tcase_add_test(manners, the_callers_state_is_left_as_it_was);
    tcase_add_test(manners, unusable_arguments_are_refused);
    tcase_add_test(manners, options_can_grow);
    tcase_add_test(manners, a_size_that_no_options_have_is_refused_unread);
    tcase_add_test(manners, an_unusable_photo_is_refused);
    if (can_fail_malloc())
        tcase_add_test(manners, memory_that_runs_out_is_reported_and_nothing_leaks);
    suite_add_tcase(suite, manners);
    TCase *const golden = tcase_create("golden");
    tcase_add_test(golden, golden_crisp_dots_on_skin);
    tcase_add_test(golden, golden_soft_dots_on_a_photo);
    tcase_add_test(golden, golden_guides_and_vector_dots);
    suite_add_tcase(suite, golden);
    return suite;
}
