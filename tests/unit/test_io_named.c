/* SPDX-License-Identifier: MIT */
/* What design files name: hairs in CSV, and masks in PNG of every form. */
#include "make_pictures.h"
#include "runner.h"

#include "text_out.h"

#include <follicle/io.h>
#include <math.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

static fol_error err;

/* ------------------------------------------------------------------ hairs */

static fol_hairs *hairs_of(const char *text) {
    fol_hairs *hairs;
    ck_assert_msg(fol_hairs_parse_csv(text, strlen(text), NULL, &hairs, &err) == FOL_OK, "%d:%d: %s", (int)err.line, (int)err.column,
                  err.message);
    return hairs;
}

START_TEST(hairs_are_read_by_column_names) {
    fol_hairs *hairs = hairs_of("\xEF\xBB\xBFname, y_mm ,confidence,x_mm\r\na,2.5,0.25,-1\r\n\r\n\"b,c\",3,,+4.125\r\nd,.5,1.0,7.\r\n");
    size_t count;
    const fol_point *p = fol_hairs_points(hairs, &count);
    const float *sure = fol_hairs_confidence(hairs);
    ck_assert_uint_eq(count, 3);
    ck_assert(p[0].x == -1 && p[0].y == 2.5 && p[1].x == 4.125 && p[1].y == 3 && p[2].x == 7 && p[2].y == 0.5);
    ck_assert(sure[0] == 0.25f && sure[1] == 1 && sure[2] == 1);
    fol_hairs_free(hairs);
}
END_TEST

START_TEST(a_coordinate_map_will_do) {
    fol_hairs *hairs = hairs_of("id,x_um,y_um,diameter_um,depth_um,session,zone,shade\n8,1500,-2001,125,0,1,top,24\n");
    size_t count;
    const fol_point *p = fol_hairs_points(hairs, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert(p[0].x == 1.5 && p[0].y == -2.001);
    ck_assert_ptr_null(fol_hairs_confidence(hairs));
    fol_hairs_free(hairs);
    ck_assert_ptr_null(fol_hairs_points(NULL, &count));
    ck_assert_uint_eq(count, 0);
}
END_TEST

static const struct bad_hairs {
    const char *text;
    fol_status status;
    int line, column;
    const char *part;
} bad_hairs[] = {
    {"", FOL_ERR_SYNTAX, 1, 1, "no columns \"x_um\" and \"y_um\""},
    {"x,y\n1,2\n", FOL_ERR_SYNTAX, 1, 1, "x_mm,y_mm,confidence"},
    {"x_um,y_mm\n1,2\n", FOL_ERR_SYNTAX, 1, 1, "no columns"},
    {"x_um;y_um\n1;2\n", FOL_ERR_SYNTAX, 1, 1, "semicolons"},
    {"x_um,y_um,x_um\n", FOL_ERR_SYNTAX, 1, 11, "is there twice"},
    {"x_mm,y_mm\n", FOL_ERR_VALUE, 2, 0, "there are no openings"},
    {"x_mm,y_mm\n1,2\n3\n", FOL_ERR_VALUE, 3, 2, "y_mm is \"\", must be a number of millimetres"},
    {"x_mm,y_mm\n1,1e5\n", FOL_ERR_VALUE, 2, 3, "y_mm is \"1e5\""},
    {"x_mm,y_mm\n1,nan\n", FOL_ERR_VALUE, 2, 3, "\"nan\""},
    {"x_mm,y_mm\n1,--2\n", FOL_ERR_VALUE, 2, 3, "\"--2\""},
    {"x_mm,y_mm\n1,.\n", FOL_ERR_VALUE, 2, 3, "\".\""},
    {"x_mm,y_mm\n30000,2\n", FOL_ERR_VALUE, 2, 1, "from -20000 to 20000"},
    {"x_um,y_um\n1,99999999999999999999\n", FOL_ERR_VALUE, 2, 3, "from -20000000 to 20000000"},
    {"x_um,y_um,confidence\n1,2,1.01\n", FOL_ERR_VALUE, 2, 5, "confidence is \"1.01\", must be a number from 0 to 1"},
    {"x_um,y_um\n\"1,2\n", FOL_ERR_SYNTAX, 2, 1, "never closed"},
    {"\xFF\xFEx", FOL_ERR_SYNTAX, 1, 1, "UTF-16"},
};

START_TEST(bad_hairs_are_refused_with_their_place) {
    const struct bad_hairs *c = &bad_hairs[_i];
    fol_hairs *hairs;
    ck_assert_msg(fol_hairs_parse_csv(c->text, strlen(c->text), NULL, &hairs, &err) == c->status, "%s: %s", c->text, err.message);
    ck_assert_ptr_null(hairs);
    ck_assert_msg(err.line == c->line && err.column == c->column, "%s: %d:%d", c->text, (int)err.line, (int)err.column);
    ck_assert_msg(strstr(err.message, c->part) != NULL, "%s", err.message);
}
END_TEST

START_TEST(hairs_are_limited) {
    fol_limits limits = fol_limits_default();
    limits.max_hairs = 2;
    fol_hairs *hairs;
    static const char text[] = "x_um,y_um\n1,2\n3,4\n5,6\n";
    ck_assert_int_eq(fol_hairs_parse_csv(text, strlen(text), &limits, &hairs, &err), FOL_ERR_LIMIT);
    ck_assert_int_eq(err.line, 4);
    ck_assert_int_eq(fol_hairs_parse_csv(text, strlen(text) - 4, &limits, &hairs, &err), FOL_OK);
    fol_hairs_free(hairs);
}
END_TEST

START_TEST(spots_come_back_as_hairs) {
    const fol_spot spots[2] = {{1500, -20, 90, 90, 0.4375, 0.875}, {7, 8, 100, 600, 0.5, 0.25}};
    fol__memory_out memory = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&memory);
    ck_assert_int_eq(fol_spots_write_csv(spots, 2, &sink, &err), FOL_OK);
    ck_assert_str_eq(memory.bytes, "x_um,y_um,confidence,diameter_um,length_um,contrast\n"
                                   "1500,-20,0.88,90,90,0.438\n7,8,0.25,100,600,0.500\n");
    fol_hairs *hairs = hairs_of(memory.bytes);
    size_t count;
    ck_assert(fol_hairs_points(hairs, &count)[1].x == 0.007 && count == 2 && fol_hairs_confidence(hairs)[1] == 0.25f);
    fol_hairs_free(hairs);
    free(memory.bytes);
    ck_assert_int_eq(fol_spots_write_csv(NULL, 1, &sink, &err), FOL_ERR_ARG);
}
END_TEST

/* ------------------------------------------------------------------ masks */

enum { WIDTH = 9, HEIGHT = 5 };

/* The same greys in every depth and colour: column x has x / 8 of the full code; alpha, where there is one, is full but in row 1. */
static unsigned grey(int x, int y, int channel, const void *user) {
    const png_form *form = user;
    const unsigned full = (1u << form->depth) - 1;
    const bool alpha = (form->color_type & PNG_COLOR_MASK_ALPHA) && channel == (form->color_type & PNG_COLOR_MASK_COLOR ? 3 : 1);
    if (alpha)
        return y == 1 ? 0 : full;
    return (unsigned)x * full / 8;
}

static fol_status parse(file_bytes file, const fol_mask_file_spec *spec, fol_mask **mask) {
    return fol_mask_parse(file.bytes, file.size, spec, NULL, mask, &err);
}

static const png_form mask_forms[] = {
    {.color_type = PNG_COLOR_TYPE_GRAY, .depth = 8},
    {.color_type = PNG_COLOR_TYPE_GRAY, .depth = 16},
    {.color_type = PNG_COLOR_TYPE_GRAY, .depth = 4, .interlaced = true},
    {.color_type = PNG_COLOR_TYPE_GRAY_ALPHA, .depth = 8},
    {.color_type = PNG_COLOR_TYPE_GRAY_ALPHA, .depth = 16, .interlaced = true},
    {.color_type = PNG_COLOR_TYPE_RGB, .depth = 8, .interlaced = true},
    {.color_type = PNG_COLOR_TYPE_RGB, .depth = 16},
    {.color_type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 8},
    {.color_type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 16},
};
enum { FORMS = sizeof mask_forms / sizeof *mask_forms };

START_TEST(masks_of_every_form_have_the_same_values) {
    const png_form *form = &mask_forms[_i % FORMS];
    const fol_mask_file_spec spec = {.file = "m.png", .mm_per_px = 0.5, .x_mm = -3, .y_mm = 7, .invert = _i >= FORMS};
    const bool alpha = form->color_type & PNG_COLOR_MASK_ALPHA;
    file_bytes file = make_png(form, WIDTH, HEIGHT, grey, form);
    fol_mask *mask;
    ck_assert_msg(parse(file, &spec, &mask) == FOL_OK, "%s", err.message);
    const fol_mask_spec *values = fol_mask_values(mask);
    ck_assert(values->width == WIDTH && values->height == HEIGHT && values->mm_per_value == 0.5 && values->x_mm == -3 && values->y_mm == 7);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        const double share = (double)(i % WIDTH * ((1 << form->depth) - 1) / 8) / ((1 << form->depth) - 1);
        const double wanted = alpha && i / WIDTH == 1 ? 0 : spec.invert ? 1 - share : share;
        ck_assert_double_eq_tol((double)values->values[i], wanted, 1e-5);
    }
    fol_mask_free(mask);
    free(file.bytes);
}
END_TEST

START_TEST(a_palette_gives_the_brightness_of_its_colours) {
    const png_form form = {.color_type = PNG_COLOR_TYPE_PALETTE, .depth = 4};
    const fol_mask_file_spec spec = {.file = "m.png", .mm_per_px = 1};
    file_bytes file = make_png(&form, WIDTH, HEIGHT, grey, &form);
    fol_mask *mask;
    ck_assert_msg(parse(file, &spec, &mask) == FOL_OK, "%s", err.message);
    /* column 8 has entry 15: 150, 105, 105 */
    ck_assert_double_eq_tol((double)fol_mask_values(mask)->values[8], (0.2126 * 150 + 0.7874 * 105) / 255, 1e-5);
    fol_mask_free(mask);
    free(file.bytes);
}
END_TEST

static unsigned one_code(int x, int y, int channel, const void *user) {
    (void)x;
    (void)y;
    return ((const unsigned *)user)[channel];
}

static void refused(file_bytes file, fol_mask_file_spec spec, fol_status status, const char *path, const char *part) {
    fol_mask *mask;
    ck_assert_msg(parse(file, &spec, &mask) == status, "%s", err.message);
    ck_assert_ptr_null(mask);
    ck_assert_str_eq(err.path, path);
    ck_assert_msg(strstr(err.message, part) != NULL, "%s", err.message);
}

START_TEST(masks_that_leave_nothing_are_refused) {
    const png_form form = {.color_type = PNG_COLOR_TYPE_GRAY_ALPHA, .depth = 8};
    const unsigned clear[2] = {200, 0}, black[2] = {0, 255}, white[2] = {255, 255};
    const fol_mask_file_spec plain = {.file = "m.png", .mm_per_px = 1}, inverted = {.file = "m.png", .mm_per_px = 1, .invert = true};
    file_bytes a = make_png(&form, WIDTH, HEIGHT, one_code, clear), b = make_png(&form, WIDTH, HEIGHT, one_code, black),
               c = make_png(&form, WIDTH, HEIGHT, one_code, white);
    refused(a, plain, FOL_ERR_VALUE, "", "transparent everywhere");
    refused(a, inverted, FOL_ERR_VALUE, "", "transparent everywhere");
    refused(b, plain, FOL_ERR_VALUE, "", "\"invert\": true");
    refused(c, inverted, FOL_ERR_VALUE, "", "take \"invert\" out");
    free(a.bytes);
    free(b.bytes);
    free(c.bytes);
}
END_TEST

START_TEST(what_is_no_mask_is_refused) {
    const png_form form = {.color_type = PNG_COLOR_TYPE_GRAY, .depth = 8};
    const jpeg_form jpeg = {JPEG_GREY, false, NULL, 0};
    const fol_mask_file_spec plain = {.file = "m.png", .mm_per_px = 1};
    file_bytes file = make_png(&form, WIDTH, HEIGHT, grey, &form), other = make_jpeg(&jpeg, WIDTH, HEIGHT, grey, &form);
    refused(other, plain, FOL_ERR_SYNTAX, "", "a JPEG file: save it as PNG");
    refused((file_bytes){file.bytes, 0}, plain, FOL_ERR_SYNTAX, "", "empty");
    refused((file_bytes){file.bytes, file.size - 20}, plain, FOL_ERR_SYNTAX, "", "broken PNG");
    refused((file_bytes){file.bytes + 1, file.size - 1}, plain, FOL_ERR_SYNTAX, "", "not a PNG");
    refused(file, (fol_mask_file_spec){.file = "m.png"}, FOL_ERR_VALUE, "mask.mm_per_px", "from 0.01 to 1000 mm");
    refused(file, (fol_mask_file_spec){.file = "m.png", .mm_per_px = 1, .x_mm = NAN}, FOL_ERR_VALUE, "mask.x_mm", "nan");
    refused(file, (fol_mask_file_spec){.file = "m.png", .mm_per_px = 1, .y_mm = 1e6}, FOL_ERR_VALUE, "mask.y_mm", "20000");
    fol_limits limits = fol_limits_default();
    limits.max_pixels = WIDTH * HEIGHT - 1;
    fol_mask *mask;
    ck_assert_int_eq(fol_mask_parse(file.bytes, file.size, &plain, &limits, &mask, &err), FOL_ERR_LIMIT);
    ck_assert_int_eq(fol_mask_parse(NULL, 0, &plain, NULL, &mask, &err), FOL_ERR_ARG);
    free(file.bytes);
    free(other.bytes);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("io: named files");
    TCase *hairs = tcase_create("hairs");
    tcase_add_test(hairs, hairs_are_read_by_column_names);
    tcase_add_test(hairs, a_coordinate_map_will_do);
    tcase_add_loop_test(hairs, bad_hairs_are_refused_with_their_place, 0, sizeof bad_hairs / sizeof *bad_hairs);
    tcase_add_test(hairs, hairs_are_limited);
    tcase_add_test(hairs, spots_come_back_as_hairs);
    suite_add_tcase(suite, hairs);
    TCase *masks = tcase_create("masks");
    tcase_add_loop_test(masks, masks_of_every_form_have_the_same_values, 0, 2 * FORMS);
    tcase_add_test(masks, a_palette_gives_the_brightness_of_its_colours);
    tcase_add_test(masks, masks_that_leave_nothing_are_refused);
    tcase_add_test(masks, what_is_no_mask_is_refused);
    suite_add_tcase(suite, masks);
    return suite;
}
