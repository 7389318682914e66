/* SPDX-License-Identifier: MIT */
/* Dots to pixels: tone, parts against the whole, bad calls. */
#include "failing_alloc.h"
#include "hash.h"
#include "runner.h"

#include <follicle/raster.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double PI = 3.14159265358979323846;

/* ------------------------------------------------------------------ pictures and dots to draw */

typedef struct test_picture {
    fol_pixels pixels;
    uint8_t *bytes;
} test_picture;

static test_picture picture_make(fol_pixel_format format, int32_t width, int32_t height, fol_color color) {
    const size_t size = format == FOL_PIXELS_RGB24 ? 3 : 4, stride = (size_t)width * size + 5;
    test_picture made = {{format, width, height, stride, NULL}, calloc((size_t)height, stride)};
    ck_assert_ptr_nonnull(made.bytes);
    made.pixels.data = made.bytes;
    for (int32_t y = 0; y < height; y++) {
        for (int32_t x = 0; x < width; x++) {
            uint8_t *at = made.bytes + (size_t)y * stride + (size_t)x * size;
            const uint32_t word = 0xff000000u | (uint32_t)color.r << 16 | (uint32_t)color.g << 8 | color.b;
            if (format == FOL_PIXELS_XRGB32)
                memcpy(at, &word, 4);
            else
                memcpy(at, &color, 3);
        }
    }
    return made;
}

static fol_color pixel(const test_picture *picture, int32_t x, int32_t y) {
    const size_t size = picture->pixels.format == FOL_PIXELS_RGB24 ? 3 : 4;
    const uint8_t *at = picture->bytes + (size_t)y * picture->pixels.stride + (size_t)x * size;
    if (size == 3)
        return (fol_color){at[0], at[1], at[2]};
    uint32_t word;
    memcpy(&word, at, 4);
    return (fol_color){(uint8_t)(word >> 16), (uint8_t)(word >> 8), (uint8_t)word};
}

static int channel(fol_color color, int which) {
    return which == 0 ? color.r : which == 1 ? color.g : color.b;
}

/* `side` x `side` dots, one in each cell of a grid over a square of `size_mm`, hashed off its middle: no two overlap as
 * long as a cell is wider than four dots. */
static fol_dot *scattered(uint64_t seed, int32_t side, double size_mm) {
    fol_dot *dots = calloc((size_t)(side * side), sizeof *dots);
    ck_assert_ptr_nonnull(dots);
    uint64_t state = seed;
    const double cell = size_mm / side;
    for (int32_t i = 0; i < side * side; i++) {
        dots[i].id = (int64_t)i * 8;
        dots[i].x_um = (int32_t)(1000 * cell * (i % side + 0.2 + 0.6 * fol__unit(fol__next(&state))));
        dots[i].y_um = (int32_t)(1000 * cell * (i / side + 0.2 + 0.6 * fol__unit(fol__next(&state))));
        dots[i].diameter_um = (uint16_t)(100 + fol__next_below(&state, 51));
        dots[i].session = 1;
    }
    return dots;
}

static double dots_area_mm2(const fol_dot *dots, size_t count) {
    double area = 0;
    for (size_t i = 0; i < count; i++)
        area += PI / 4 * dots[i].diameter_um * dots[i].diameter_um * 1e-6;
    return area;
}

static fol_op dots_op(const fol_dot *dots, size_t count, fol_color pigment, double opacity) {
    return (fol_op){.kind = FOL_OP_DOTS,
                    .color = pigment,
                    .opacity = opacity,
                    .rect = {-1000, -1000, 3000, 3000},
                    .dots = dots,
                    .dot_count = count};
}

static void draw(const fol_op *op, fol_view view, const test_picture *picture) {
    fol_error err = {0};
    ck_assert_msg(fol_raster_dots(op, &view, &picture->pixels, NULL, &err) == FOL_OK, "%s", err.message);
}

/* Sum over pixels of (skin - pixel) x pixel area, in linear light. */
static double missing_light(const test_picture *picture, fol_color skin, int which, double px_per_mm) {
    double light[256];
    for (int code = 0; code < 256; code++)
        light[code] = fol_linear_from_srgb((uint8_t)code);
    double sum = 0;
    for (int32_t y = 0; y < picture->pixels.height; y++) {
        for (int32_t x = 0; x < picture->pixels.width; x++)
            sum += light[channel(skin, which)] - light[channel(pixel(picture, x, y), which)];
    }
    return sum / (px_per_mm * px_per_mm);
}

/* ------------------------------------------------------------------ tone */

static const double scales[] = {0.3, 1, 2.7, 4, 7.1, 10, 24};

static const struct {
    fol_color skin, pigment;
} pairs[] = {
    {{0xd7, 0xbd, 0x96}, {0x3a, 0x31, 0x2a}}, /* the defaults */
    {{0xf6, 0xed, 0xe4}, {0x58, 0x50, 0x48}},
    {{0x82, 0x5c, 0x43}, {0x10, 0x10, 0x10}},
    {{0x29, 0x24, 0x20}, {0xd0, 0xc8, 0xc0}}, /* pigment lighter than the skin */
};
enum { SCALES = sizeof scales / sizeof *scales, PAIRS = sizeof pairs / sizeof *pairs };

/* 10,000 dots; below 1 px/mm so many pixels hold so few codes that twice the error is allowed. */
static void check_tone(fol_color skin, fol_color pigment, double opacity, double px_per_mm, double softness_mm,
                       uint64_t seed) {
    const int32_t side = 100, size = (int32_t)(92 * px_per_mm) + 2;
    fol_dot *dots = scattered(seed, side, 91);
    const test_picture picture = picture_make(FOL_PIXELS_RGB24, size, size, skin);
    const fol_op op = dots_op(dots, (size_t)(side * side), pigment, opacity);
    draw(&op, (fol_view){0, 0, px_per_mm, softness_mm}, &picture);
    const double area = dots_area_mm2(dots, (size_t)(side * side));
    for (int which = 0; which < 3; which++) {
        const double deep = fol_linear_from_srgb((uint8_t)channel(skin, which)) -
                            fol_linear_from_srgb((uint8_t)channel(pigment, which));
        const double want = area * opacity * deep;
        const double found = missing_light(&picture, skin, which, px_per_mm);
        const double allowed = px_per_mm < 1 ? 0.03 : 0.005;
        ck_assert_msg(fabs(found / want - 1) <= allowed, "channel %d at %g px/mm, opacity %g: %.3f %% off", which,
                      px_per_mm, opacity, 100 * (found / want - 1));
    }
    free(picture.bytes);
    free(dots);
}

START_TEST(tone_is_kept_per_channel) {
    const int scale = _i % SCALES, pair = _i / SCALES;
    for (int repeat = 0; repeat < 3; repeat++) {
        const double opacity = repeat == 0 ? 0.3 : repeat == 1 ? 0.6 : 1;
        const double softness = repeat == 2 ? 0.03 : 0;
        check_tone(pairs[pair].skin, pairs[pair].pigment, opacity, scales[scale], softness, (uint64_t)_i);
    }
}
END_TEST

/* Five operations whose dots lie among each other: each is as true as one alone, but where two touch a pixel one lies
 * over the other, which takes off a little. */
START_TEST(tone_is_kept_when_operations_are_drawn_one_after_another) {
    const fol_color skin = pairs[_i].skin, pigment = pairs[_i].pigment;
    fol_dot *dots = scattered(7, 100, 91), fifth[2000];
    const test_picture picture = picture_make(FOL_PIXELS_RGB24, 94, 94, skin);
    for (size_t first = 0; first < 5; first++) {
        for (size_t i = 0; i < 2000; i++)
            fifth[i] = dots[5 * i + first];
        const fol_op op = dots_op(fifth, 2000, pigment, 0.6);
        draw(&op, (fol_view){0, 0, 1, 0}, &picture);
    }
    const double area = dots_area_mm2(dots, 10000);
    for (int which = 0; which < 3; which++) {
        const double want = area * 0.6 *
                            (fol_linear_from_srgb((uint8_t)channel(skin, which)) -
                             fol_linear_from_srgb((uint8_t)channel(pigment, which)));
        ck_assert_double_le(fabs(missing_light(&picture, skin, which, 1) / want - 1), 0.01);
    }
    free(picture.bytes);
    free(dots);
}
END_TEST

START_TEST(the_part_of_a_dot_beyond_the_picture_is_lost) {
    const fol_color black = {0, 0, 0}, white = {255, 255, 255};
    const fol_dot corner = {8, 0, 0, 1000, 0, 0, 1, 1};
    const fol_op op = dots_op(&corner, 1, black, 1);
    const test_picture picture = picture_make(FOL_PIXELS_RGB24, 20, 20, white);
    draw(&op, (fol_view){0, 0, 24, 0}, &picture);
    const double quarter = PI / 4 / 4;
    ck_assert_double_le(fabs(missing_light(&picture, white, 0, 24) / quarter - 1), 0.01);
    free(picture.bytes);
}
END_TEST

START_TEST(overlapping_dots_cover_no_more_than_all) {
    const fol_color black = {0, 0, 0}, white = {255, 255, 255};
    fol_dot dots[3];
    for (int i = 0; i < 3; i++)
        dots[i] = (fol_dot){8 * i, 500, 500, 500, 0, 0, 1, 1};
    const fol_op op = dots_op(dots, 3, black, 0.5);
    const test_picture picture = picture_make(FOL_PIXELS_RGB24, 24, 24, white);
    draw(&op, (fol_view){0, 0, 24, 0}, &picture);
    const double found = fol_linear_from_srgb(pixel(&picture, 12, 12).r);
    ck_assert_double_le(fabs(found - 0.5), 0.005);
    free(picture.bytes);
}
END_TEST

START_TEST(pixels_without_a_dot_are_left_alone) {
    const fol_color skin = {0xd7, 0xbd, 0x96};
    const fol_dot dot = {8, 5000, 5000, 150, 0, 0, 1, 1};
    const fol_op op = dots_op(&dot, 1, (fol_color){0, 0, 0}, 1);
    const test_picture picture = picture_make(FOL_PIXELS_RGB24, 100, 100, skin);
    draw(&op, (fol_view){0, 0, 10, 0.03}, &picture);
    int changed = 0;
    for (int32_t i = 0; i < 10000; i++) {
        const fol_color found = pixel(&picture, i % 100, i / 100);
        changed += memcmp(&found, &skin, sizeof skin) != 0;
    }
    ck_assert_int_ge(changed, 4);
    ck_assert_int_le(changed, 16);
    free(picture.bytes);
}
END_TEST

START_TEST(an_even_wash_has_no_visible_steps_or_casts) {
    /* One huge dot, a wash of 1 % over grey: each block of 8 x 8 pixels has the right mean in every channel. */
    const fol_color grey = {128, 128, 128};
    const fol_dot dot = {8, 16000, 16000, 60000, 0, 0, 1, 1};
    const fol_op op = dots_op(&dot, 1, (fol_color){0, 0, 0}, 0.01);
    const test_picture picture = picture_make(FOL_PIXELS_RGB24, 128, 128, grey);
    draw(&op, (fol_view){8, 8, 8, 0}, &picture);
    const double want = 0.99 * fol_linear_from_srgb(128);
    for (int block = 0; block < 256; block++) {
        for (int which = 0; which < 3; which++) {
            double sum = 0;
            for (int i = 0; i < 64; i++) {
                const fol_color found = pixel(&picture, block % 16 * 8 + i % 8, block / 16 * 8 + i / 8);
                ck_assert_int_ge(channel(found, which), 127);
                ck_assert_int_le(channel(found, which), 128);
                sum += fol_linear_from_srgb((uint8_t)channel(found, which));
            }
            ck_assert_double_le(fabs(sum / 64 - want), 0.001 * want);
        }
    }
    free(picture.bytes);
}
END_TEST

/* ------------------------------------------------------------------ parts and formats */

/* A busy scene at 10 px/mm, 200 x 160 pixels from (-3, -2) mm on. */
static test_picture whole_picture(fol_pixel_format format, const fol_op *op) {
    const test_picture whole = picture_make(format, 200, 160, (fol_color){0xd7, 0xbd, 0x96});
    draw(op, (fol_view){-3, -2, 10, 0.03}, &whole);
    return whole;
}

START_TEST(every_part_agrees_with_the_whole_picture) {
    fol_dot *dots = scattered((uint64_t)_i, 40, 16);
    const fol_op op = dots_op(dots, 1600, (fol_color){0x3a, 0x31, 0x2a}, 0.6);
    const test_picture whole = whole_picture(FOL_PIXELS_RGB24, &op);
    uint64_t state = (uint64_t)_i;
    const int32_t x = (int32_t)fol__next_below(&state, 190), y = (int32_t)fol__next_below(&state, 150);
    const int32_t width = 1 + (int32_t)fol__next_below(&state, (uint32_t)(200 - x));
    const int32_t height = 1 + (int32_t)fol__next_below(&state, (uint32_t)(160 - y));
    const test_picture part = picture_make(FOL_PIXELS_RGB24, width, height, (fol_color){0xd7, 0xbd, 0x96});
    draw(&op, (fol_view){-3 + x * 0.1, -2 + y / 10.0, 10, 0.03}, &part);
    for (int32_t i = 0; i < width * height; i++) {
        const fol_color a = pixel(&part, i % width, i / width), b = pixel(&whole, x + i % width, y + i / width);
        ck_assert_msg(memcmp(&a, &b, sizeof a) == 0, "part from %d,%d differs at %d,%d", x, y, i % width, i / width);
    }
    free(part.bytes);
    free(whole.bytes);
    free(dots);
}
END_TEST

/* FNV-1a. A change here changes every picture: say so in CHANGELOG.md. */
static uint64_t hash_of(const test_picture *picture) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (int32_t i = 0; i < picture->pixels.width * picture->pixels.height; i++) {
        const fol_color found = pixel(picture, i % picture->pixels.width, i / picture->pixels.width);
        for (int which = 0; which < 3; which++)
            hash = (hash ^ (uint64_t)channel(found, which)) * UINT64_C(0x100000001b3);
    }
    return hash;
}

static const struct {
    double px_per_mm, softness_mm;
    uint64_t hash;
} known_pictures[] = {
    {0.7, 0, UINT64_C(0xb78be1c3c9b0c824)},    {1, 0.03, UINT64_C(0x7ded2687a08152c4)},
    {4, 0, UINT64_C(0x0953fde8bb2138a6)},      {10, 0.03, UINT64_C(0xc8b3c4075ef2d0e2)},
    {24, 0.005, UINT64_C(0x75da4a1e92032266)}, {24, 0.1, UINT64_C(0xc903f4e17f0a6d2c)},
};

START_TEST(pixels_are_the_same_on_every_machine) {
    fol_dot *dots = scattered(11, 40, 16);
    const fol_op op = dots_op(dots, 1600, (fol_color){0x3a, 0x31, 0x2a}, 0.6);
    const test_picture picture = picture_make(FOL_PIXELS_RGB24, 200, 160, (fol_color){0xd7, 0xbd, 0x96});
    draw(&op, (fol_view){-0.25, 0, known_pictures[_i].px_per_mm, known_pictures[_i].softness_mm}, &picture);
    const uint64_t found = hash_of(&picture);
    ck_assert_msg(found == known_pictures[_i].hash, "0x%016llx", (unsigned long long)found);
    free(picture.bytes);
    free(dots);
}
END_TEST

START_TEST(the_order_of_the_dots_does_not_matter) {
    fol_dot *dots = scattered(3, 40, 16);
    const fol_op op = dots_op(dots, 1600, (fol_color){0x3a, 0x31, 0x2a}, 0.6);
    const test_picture before = whole_picture(FOL_PIXELS_RGB24, &op);
    for (int i = 0; i < 800; i++) {
        const fol_dot swapped = dots[i];
        dots[i] = dots[1599 - i];
        dots[1599 - i] = swapped;
    }
    const test_picture after = whole_picture(FOL_PIXELS_RGB24, &op);
    ck_assert_mem_eq(before.bytes, after.bytes, 160 * before.pixels.stride);
    free(before.bytes);
    free(after.bytes);
    free(dots);
}
END_TEST

START_TEST(both_pixel_formats_agree) {
    fol_dot *dots = scattered(5, 40, 16);
    const fol_op op = dots_op(dots, 1600, (fol_color){0x3a, 0x31, 0x2a}, 0.6);
    const test_picture bytes = whole_picture(FOL_PIXELS_RGB24, &op), words = whole_picture(FOL_PIXELS_XRGB32, &op);
    for (int32_t i = 0; i < 200 * 160; i++) {
        const fol_color a = pixel(&bytes, i % 200, i / 200), b = pixel(&words, i % 200, i / 200);
        ck_assert_mem_eq(&a, &b, sizeof a);
        uint32_t word;
        memcpy(&word, words.bytes + (size_t)(i / 200) * words.pixels.stride + (size_t)(i % 200) * 4, 4);
        ck_assert_uint_eq(word >> 24, 0xff);
    }
    free(bytes.bytes);
    free(words.bytes);
    free(dots);
}
END_TEST

START_TEST(nothing_is_drawn_outside_the_rect) {
    fol_dot *dots = scattered(9, 40, 16);
    fol_op op = dots_op(dots, 1600, (fol_color){0, 0, 0}, 1);
    const test_picture free_one = whole_picture(FOL_PIXELS_RGB24, &op);
    op.rect = (fol_rect){2, 3, 5, 4};
    const test_picture clipped = whole_picture(FOL_PIXELS_RGB24, &op);
    for (int32_t i = 0; i < 200 * 160; i++) {
        const int32_t x = i % 200, y = i / 200;
        const bool inside = x >= 50 && x < 100 && y >= 50 && y < 90;
        const fol_color found = pixel(&clipped, x, y);
        const fol_color want = inside ? pixel(&free_one, x, y) : (fol_color){0xd7, 0xbd, 0x96};
        ck_assert_mem_eq(&found, &want, sizeof found);
    }
    free(free_one.bytes);
    free(clipped.bytes);
    free(dots);
}
END_TEST

START_TEST(origin_shifts_the_dots) {
    fol_dot here = {8, 5000, 6000, 150, 0, 0, 1, 1}, there = {8, 2000, 4500, 150, 0, 0, 1, 1};
    fol_op at_zero = dots_op(&here, 1, (fol_color){0, 0, 0}, 1), shifted = dots_op(&there, 1, (fol_color){0, 0, 0}, 1);
    shifted.origin = (fol_point){3, 1.5};
    const test_picture a = whole_picture(FOL_PIXELS_RGB24, &at_zero), b = whole_picture(FOL_PIXELS_RGB24, &shifted);
    ck_assert_mem_eq(a.bytes, b.bytes, 160 * a.pixels.stride);
    free(a.bytes);
    free(b.bytes);
}
END_TEST

/* ------------------------------------------------------------------ bad calls */

START_TEST(bad_calls_are_refused) {
    const fol_dot dot = {8, 500, 500, 150, 0, 0, 1, 1};
    uint8_t bytes[300] = {0};
    const fol_op good_op = dots_op(&dot, 1, (fol_color){0, 0, 0}, 1);
    const fol_view good_view = {0, 0, 10, 0};
    const fol_pixels good_pixels = {FOL_PIXELS_RGB24, 10, 10, 30, bytes};
    ck_assert_int_eq(fol_raster_dots(&good_op, &good_view, &good_pixels, NULL, NULL), FOL_OK);
    ck_assert_int_eq(fol_raster_dots(NULL, &good_view, &good_pixels, NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_raster_dots(&good_op, NULL, &good_pixels, NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_raster_dots(&good_op, &good_view, NULL, NULL, NULL), FOL_ERR_ARG);

    const fol_view views[] = {{(double)NAN, 0, 10, 0}, {0, (double)INFINITY, 10, 0},
                              {0, 0, (double)NAN, 0},  {0, 0, 0, 0},
                              {0, 0, 0.04, 0},         {0, 0, 200.1, 0},
                              {0, 0, -10, 0},          {0, 0, 10, -0.01},
                              {0, 0, 10, 1.01},        {0, 0, 10, (double)NAN}};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        fol_error err = {0};
        ck_assert_int_eq(fol_raster_dots(&good_op, &views[i], &good_pixels, NULL, &err), FOL_ERR_VALUE);
        ck_assert_int_eq(err.status, FOL_ERR_VALUE);
        ck_assert(err.message[0]);
    }
    const fol_pixels pictures[] = {{FOL_PIXELS_RGB24, 10, 10, 29, bytes}, {FOL_PIXELS_XRGB32, 10, 10, 39, bytes},
                                   {FOL_PIXELS_RGB24, 0, 10, 30, bytes},  {FOL_PIXELS_RGB24, 10, -1, 30, bytes},
                                   {FOL_PIXELS_RGB24, 10, 10, 30, NULL},  {(fol_pixel_format)7, 10, 10, 40, bytes}};
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
        ck_assert_int_eq(fol_raster_dots(&good_op, &good_view, &pictures[i], NULL, NULL), FOL_ERR_ARG);
    const double opacities[] = {-0.1, 1.1, (double)NAN};
    for (size_t i = 0; i < 3; i++) {
        const fol_op op = dots_op(&dot, 1, (fol_color){0, 0, 0}, opacities[i]);
        ck_assert_int_eq(fol_raster_dots(&op, &good_view, &good_pixels, NULL, NULL), FOL_ERR_VALUE);
    }
    fol_op op = good_op;
    op.rect.width = (double)NAN;
    ck_assert_int_eq(fol_raster_dots(&op, &good_view, &good_pixels, NULL, NULL), FOL_ERR_VALUE);
    op = good_op;
    op.origin.x = (double)INFINITY;
    ck_assert_int_eq(fol_raster_dots(&op, &good_view, &good_pixels, NULL, NULL), FOL_ERR_VALUE);
    op = good_op;
    op.dots = NULL;
    ck_assert_int_eq(fol_raster_dots(&op, &good_view, &good_pixels, NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_raster_scene(NULL, &good_view, &good_pixels, NULL, NULL), FOL_ERR_ARG);
}
END_TEST

START_TEST(dots_at_the_ends_of_the_range_are_harmless) {
    const fol_dot dots[] = {{8, INT32_MAX, INT32_MAX, UINT16_MAX, 0, 0, 1, 1},
                            {16, INT32_MIN, INT32_MIN, UINT16_MAX, 0, 0, 1, 1},
                            {24, 500, 500, 0, 0, 0, 1, 1},
                            {32, 500, 500, UINT16_MAX, 0, 0, 1, 1}};
    const fol_op op = dots_op(dots, 4, (fol_color){0, 0, 0}, 1);
    const double each[] = {0.05, 1, 200};
    for (int i = 0; i < 3; i++) {
        const test_picture picture = picture_make(FOL_PIXELS_RGB24, 50, 40, (fol_color){255, 255, 255});
        draw(&op, (fol_view){-0.1, -0.1, each[i], 0.2}, &picture);
        free(picture.bytes);
    }
}
END_TEST

START_TEST(other_operations_draw_nothing) {
    const fol_op op = {.kind = FOL_OP_TEXT, .text = "nothing"};
    const test_picture picture = picture_make(FOL_PIXELS_RGB24, 4, 4, (fol_color){1, 2, 3});
    draw(&op, (fol_view){0, 0, 10, 0}, &picture);
    for (int32_t i = 0; i < 16; i++)
        ck_assert_int_eq(pixel(&picture, i % 4, i / 4).b, 3);
    free(picture.bytes);
}
END_TEST

static fol_status draw_with(const fol_allocator *alloc, void *user) {
    const fol_op *op = user;
    const test_picture picture = picture_make(FOL_PIXELS_RGB24, 50, 50, (fol_color){255, 255, 255});
    const fol_view view = {0, 0, 10, 0};
    const fol_status status = fol_raster_dots(op, &view, &picture.pixels, alloc, NULL);
    free(picture.bytes);
    return status;
}

START_TEST(running_out_of_memory_leaks_nothing) {
    fol_dot *dots = scattered(1, 10, 5);
    fol_op op = dots_op(dots, 100, (fol_color){0, 0, 0}, 1);
    check_every_allocation(draw_with, &op);
    free(dots);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("raster");
    TCase *tone = tcase_create("tone");
    tcase_set_timeout(tone, 30);
    tcase_add_loop_test(tone, tone_is_kept_per_channel, 0, SCALES * PAIRS);
    tcase_add_loop_test(tone, tone_is_kept_when_operations_are_drawn_one_after_another, 0, PAIRS);
    tcase_add_test(tone, the_part_of_a_dot_beyond_the_picture_is_lost);
    tcase_add_test(tone, overlapping_dots_cover_no_more_than_all);
    tcase_add_test(tone, pixels_without_a_dot_are_left_alone);
    tcase_add_test(tone, an_even_wash_has_no_visible_steps_or_casts);
    suite_add_tcase(suite, tone);
    TCase *parts = tcase_create("parts");
    tcase_add_loop_test(parts, every_part_agrees_with_the_whole_picture, 0, rounds(60));
    tcase_add_loop_test(parts, pixels_are_the_same_on_every_machine, 0, sizeof known_pictures / sizeof *known_pictures);
    tcase_add_test(parts, the_order_of_the_dots_does_not_matter);
    tcase_add_test(parts, both_pixel_formats_agree);
    tcase_add_test(parts, nothing_is_drawn_outside_the_rect);
    tcase_add_test(parts, origin_shifts_the_dots);
    suite_add_tcase(suite, parts);
    TCase *calls = tcase_create("calls");
    tcase_add_test(calls, bad_calls_are_refused);
    tcase_add_test(calls, dots_at_the_ends_of_the_range_are_harmless);
    tcase_add_test(calls, other_operations_draw_nothing);
    tcase_add_test(calls, running_out_of_memory_leaks_nothing);
    suite_add_tcase(suite, calls);
    return suite;
}
