/* SPDX-License-Identifier: MIT */
/* Pictures against plain arithmetic: all coverage in one piece, and the blending of docs/pictures.md pixel by pixel in
 * doubles, without bands, tables and integers. */
#include "blend.h"
#include "hash.h"
#include "runner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 160, DOTS = 500 };

typedef struct plain_case {
    double px_per_mm, softness_mm, opacity;
    bool noisy; /* a photograph below; else plain skin */
    fol_color pigment;
} plain_case;

static const plain_case cases[] = {
    {6.4, 0.03, 0.8, false, {0x3a, 0x31, 0x2a}}, {6.4, 0, 1, true, {0x3a, 0x31, 0x2a}},
    {24, 0.03, 0.7, true, {0x10, 0x20, 0x30}},   {1, 0.03, 0.9, false, {0xd0, 0xc8, 0xc0}},
    {60, 0.1, 0.5, true, {0xff, 0xff, 0xff}},    {11.3, 0.002, 1, true, {0, 0, 0}},
};
enum { CASES = sizeof cases / sizeof *cases };

static void make_dots(const plain_case *what, fol_dot *dots) {
    uint64_t state = 3;
    memset(dots, 0, DOTS * sizeof *dots);
    for (int i = 0; i < DOTS; i++) {
        const double size_um = 1000 * SIDE / what->px_per_mm;
        dots[i].id = 8 * (int64_t)i;
        dots[i].x_um = (int32_t)(size_um * (1.1 * fol__unit(fol__next(&state)) - 0.05));
        dots[i].y_um = (int32_t)(size_um * (1.1 * fol__unit(fol__next(&state)) - 0.05));
        dots[i].diameter_um = (uint16_t)(90 + fol__next_below(&state, 300)); /* more than there are slots for sizes */
    }
}

static void make_ground(const plain_case *what, uint8_t *bytes) {
    static const uint8_t skin[3] = {0xd7, 0xbd, 0x96};
    uint64_t state = 4;
    for (int i = 0; i < 3 * SIDE * SIDE; i++)
        bytes[i] = what->noisy ? (uint8_t)fol__next(&state) : skin[i % 3];
}

/* ------------------------------------------------------------------ the plain way */

static void plain_cover(const plain_case *what, const fol_dot *dots, uint32_t *units) {
    const fol__cover cover = {units, 0, 0, SIDE, SIDE};
    for (int i = DOTS - 1; i >= 0; i--) {
        const fol__disc disc =
            fol__disc_make(dots[i].x_um / 1000.0 * what->px_per_mm, dots[i].y_um / 1000.0 * what->px_per_mm,
                           dots[i].diameter_um / 2000.0 * what->px_per_mm, what->softness_mm * what->px_per_mm);
        fol__cover_add(&cover, &disc);
    }
}

static double light[256];

static void light_up(void) {
    for (int code = 0; code < 256; code++)
        light[code] = fol_linear_from_srgb((uint8_t)code);
}

static uint8_t plain_blend(uint8_t code, uint8_t pigment, double covered, double advanced, double opacity,
                           double start) {
    const double mixed = light[code] + covered * opacity * (light[pigment] - light[code]);
    int under = 0;
    while (under < 254 && light[under + 1] <= mixed)
        under++;
    const int next = pigment < code ? code - 1 : code + 1;
    const double width = next > 255 ? 1 : fabs(light[next] - light[code]);
    const double pace = opacity * (light[code] - light[pigment]) / width;
    const double threshold = start + advanced * pace;
    const double part = (mixed - light[under]) / (light[under + 1] - light[under]);
    return (uint8_t)(under + (part > threshold - floor(threshold)));
}

static void plain_tile(const plain_case *what, const uint32_t *units, int tile_x, int tile_y, uint8_t *bytes) {
    const uint8_t pigment[3] = {what->pigment.r, what->pigment.g, what->pigment.b};
    const uint32_t at = (uint32_t)tile_x * UINT32_C(3242174889) + (uint32_t)tile_y * UINT32_C(2447445414);
    double advanced = 0;
    for (int i = 0; i < FOL__TILE_PX * FOL__TILE_PX; i++) {
        const int pixel = (tile_y * FOL__TILE_PX + i / FOL__TILE_PX) * SIDE + tile_x * FOL__TILE_PX + i % FOL__TILE_PX;
        const double covered = units[pixel] / (double)FOL__COVER_FULL;
        for (int channel = 0; channel < 3 && units[pixel]; channel++) {
            uint8_t *code = &bytes[3 * pixel + channel];
            *code =
                plain_blend(*code, pigment[channel], covered, advanced, what->opacity, at * 0x1p-32 + channel / 3.0);
        }
        advanced += covered;
    }
}

START_TEST(a_picture_is_that_of_plain_arithmetic) {
    static uint8_t found[3 * SIDE * SIDE], wanted[3 * SIDE * SIDE];
    static uint32_t units[SIDE * SIDE];
    static fol_dot dots[DOTS];
    const plain_case *what = &cases[_i];
    memset(units, 0, sizeof units);
    make_dots(what, dots);
    make_ground(what, found);
    make_ground(what, wanted);
    plain_cover(what, dots, units);
    for (int tile = 0; tile < SIDE / FOL__TILE_PX * (SIDE / FOL__TILE_PX); tile++)
        plain_tile(what, units, tile % (SIDE / FOL__TILE_PX), tile / (SIDE / FOL__TILE_PX), wanted);

    const fol_op op = {.kind = FOL_OP_DOTS,
                       .color = what->pigment,
                       .opacity = what->opacity,
                       .rect = {-1000, -1000, 3000, 3000},
                       .dots = dots,
                       .dot_count = DOTS};
    const fol_view view = {0, 0, what->px_per_mm, what->softness_mm};
    const fol_pixels pixels = {FOL_PIXELS_RGB24, SIDE, SIDE, 3 * SIDE, found};
    ck_assert_int_eq(fol_raster_dots(&op, &view, &pixels, NULL, NULL), FOL_OK);
    for (int i = 0; i < 3 * SIDE * SIDE; i++)
        ck_assert_msg(found[i] == wanted[i], "pixel %d,%d: %d, not %d", i / 3 % SIDE, i / 3 / SIDE, found[i],
                      wanted[i]);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("raster-plain");
    TCase *tests = tcase_create("plain");
    tcase_add_unchecked_fixture(tests, light_up, NULL);
    tcase_add_loop_test(tests, a_picture_is_that_of_plain_arithmetic, 0, CASES);
    suite_add_tcase(suite, tests);
    return suite;
}
