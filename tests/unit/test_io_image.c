/* SPDX-License-Identifier: MIT */
/* Reading photographs of every form, broken ones among them, and writing PNG. */
#if !defined(_XOPEN_SOURCE)
#define _XOPEN_SOURCE 700
#endif
#include "make_pictures.h"
#include "runner.h"

#include "image.h"

#include <fcntl.h>
#include <follicle/io.h>
#include <math.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH = 21, HEIGHT = 13 };

static const fol_color skin = {200, 150, 100};
static fol_error err;

static fol_status parse(file_bytes file, fol_image *image) {
    return fol_image_parse(file.bytes, file.size, skin, NULL, image, &err);
}

static const unsigned char *pixel_at(const fol_image *image, int x, int y) {
    return (const unsigned char *)image->pixels.data + (size_t)y * image->pixels.stride + (size_t)x * 3;
}

/* ------------------------------------------------------------------ PNG of every form */

/* Samples without symmetry that use the whole range of a depth. */
static unsigned png_sample(int x, int y, int channel, const void *user) {
    const png_form *const form = user;
    const unsigned mixed = (unsigned)(x * 7919 + y * 104729 + channel * 1299709 + 12345) * 2654435761u >> 8;
    if (form->color_type == PNG_COLOR_TYPE_PALETTE && form->depth > 4)
        return mixed % 16;
    return mixed & ((1u << form->depth) - 1);
}

static double linear(double code) {
    const double v = code / 255;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double srgb(double light) {
    return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055);
}

/* The 8-bit colour and alpha that a pixel of a form stands for. */
static void expected_rgba(const png_form *form, int x, int y, double rgba[4]) {
    const unsigned most = (1u << form->depth) - 1;
    const bool grey = form->color_type == PNG_COLOR_TYPE_GRAY || form->color_type == PNG_COLOR_TYPE_GRAY_ALPHA;
    rgba[3] = 255;
    if (form->color_type == PNG_COLOR_TYPE_PALETTE) {
        const unsigned entry = png_sample(x, y, 0, form);
        rgba[0] = 10 * entry;
        rgba[1] = 255 - 10.0 * entry;
        rgba[2] = 7 * entry;
        rgba[3] = form->transparent ? 255 - 16.0 * entry : 255;
        return;
    }
    bool is_key = form->transparent;
    for (int c = 0; c < 3; c++) {
        const unsigned sample = png_sample(x, y, grey ? 0 : c, form);
        rgba[c] = floor(sample * 255.0 / most + 0.5);
        is_key = is_key && sample == png_sample(1, 0, grey ? 0 : c, form);
    }
    if (form->color_type & PNG_COLOR_MASK_ALPHA)
        rgba[3] = floor(png_sample(x, y, grey ? 1 : 3, form) * 255.0 / most + 0.5);
    if (is_key)
        rgba[3] = 0;
}

static void check_png_pixels(const png_form *form, const fol_image *image) {
    const double under[3] = {skin.r, skin.g, skin.b};
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            double rgba[4];
            expected_rgba(form, x, y, rgba);
            for (int c = 0; c < 3; c++) {
                const double share = rgba[3] / 255;
                const double expected = srgb(linear(rgba[c]) * share + linear(under[c]) * (1 - share));
                ck_assert_msg(fabs(pixel_at(image, x, y)[c] - expected) < 0.52,
                              "type %d depth %d at %d, %d: %d, not %g", form->color_type, form->depth, x, y,
                              pixel_at(image, x, y)[c], expected);
            }
        }
    }
}

static const png_form png_forms[] = {
    {PNG_COLOR_TYPE_GRAY, 1, 0, 0, NULL, 0, 0, 0},        {PNG_COLOR_TYPE_GRAY, 2, 0, 0, NULL, 0, 0, 0},
    {PNG_COLOR_TYPE_GRAY, 4, 0, 1, NULL, 0, 0, 0},        {PNG_COLOR_TYPE_GRAY, 8, 0, 0, NULL, 0, 0, 0},
    {PNG_COLOR_TYPE_GRAY, 8, 0, 1, NULL, 0, 0, 0},        {PNG_COLOR_TYPE_GRAY, 16, 0, 0, NULL, 0, 0, 0},
    {PNG_COLOR_TYPE_GRAY, 16, 0, 1, NULL, 0, 0, 0},       {PNG_COLOR_TYPE_RGB, 8, 0, 0, NULL, 0, 0, 0},
    {PNG_COLOR_TYPE_RGB, 8, 0, 1, NULL, 0, 0, 0},         {PNG_COLOR_TYPE_RGB, 16, 0, 0, NULL, 0, 0, 0},
    {PNG_COLOR_TYPE_RGB, 16, 0, 1, NULL, 0, 0, 0},        {PNG_COLOR_TYPE_PALETTE, 1, 0, 0, NULL, 0, 0, 0},
    {PNG_COLOR_TYPE_PALETTE, 2, 0, 1, NULL, 0, 0, 0},     {PNG_COLOR_TYPE_PALETTE, 4, 0, 0, NULL, 0, 0, 0},
    {PNG_COLOR_TYPE_PALETTE, 8, 0, 1, NULL, 0, 0, 0},     {PNG_COLOR_TYPE_GRAY_ALPHA, 8, 0, 0, NULL, 0, 0, 0},
    {PNG_COLOR_TYPE_GRAY_ALPHA, 16, 0, 0, NULL, 0, 0, 0}, {PNG_COLOR_TYPE_RGB_ALPHA, 8, 0, 0, NULL, 0, 0, 0},
    {PNG_COLOR_TYPE_RGB_ALPHA, 16, 0, 0, NULL, 0, 0, 0},  {PNG_COLOR_TYPE_RGB, 8, 0, 0, NULL, 0, 0, 1},
};
enum { PNG_FORMS = sizeof png_forms / sizeof png_forms[0] };

START_TEST(every_form_of_png_gives_its_pixels) {
    for (int interlaced = 0; interlaced < 2; interlaced++) {
        png_form form = png_forms[_i];
        form.interlaced = interlaced;
        const file_bytes file = make_png(&form, WIDTH, HEIGHT, png_sample, &form);
        fol_image image;
        ck_assert_msg(parse(file, &image) == FOL_OK, "%s", err.message);
        ck_assert_int_eq(image.pixels.format, FOL_PIXELS_RGB24);
        ck_assert_int_eq(image.pixels.width, WIDTH);
        ck_assert_int_eq(image.pixels.height, HEIGHT);
        check_png_pixels(&form, &image);
        fol_image_free(&image);
        free(file.bytes);
    }
}
END_TEST

/* ------------------------------------------------------------------ JPEG of every form */

/* Smooth, without symmetry, so that the compression loses little. */
static unsigned jpeg_sample(int x, int y, int channel, const void *user) {
    (void)user;
    static const int start[4] = {20, 200, 60, 90}, right[4] = {8, -5, 3, 4}, down[4] = {3, -2, 11, 7};
    return (unsigned)(start[channel] + right[channel] * x + down[channel] * y);
}

static double expected_jpeg(jpeg_colors colors, int x, int y, int c) {
    const double k = jpeg_sample(x, y, 3, NULL), own = jpeg_sample(x, y, colors == JPEG_GREY ? 0 : c, NULL);
    if (colors == JPEG_CMYK_PLAIN)
        return (255 - own) * (255 - k) / 255;
    return colors == JPEG_CMYK_ADOBE || colors == JPEG_YCCK ? own * k / 255 : own;
}

START_TEST(every_form_of_jpeg_gives_its_pixels) {
    for (int progressive = 0; progressive < 2; progressive++) {
        const jpeg_form form = {(jpeg_colors)_i, progressive, NULL, 0};
        const file_bytes file = make_jpeg(&form, WIDTH, HEIGHT, jpeg_sample, NULL);
        fol_image image;
        ck_assert_msg(parse(file, &image) == FOL_OK, "%s", err.message);
        ck_assert_int_eq(image.pixels.width, WIDTH);
        ck_assert_int_eq(image.pixels.height, HEIGHT);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                for (int c = 0; c < 3; c++)
                    ck_assert_double_eq_tol(pixel_at(&image, x, y)[c], expected_jpeg(form.colors, x, y, c), 4.5);
        fol_image_free(&image);
        free(file.bytes);
    }
}
END_TEST

START_TEST(bytes_after_the_end_of_a_jpeg_do_not_matter) {
    const jpeg_form form = {JPEG_YCBCR, false, NULL, 0};
    file_bytes file = make_jpeg(&form, WIDTH, HEIGHT, jpeg_sample, NULL);
    file.bytes = realloc(file.bytes, file.size + 100);
    memset(file.bytes + file.size, 0x5A, 100);
    file.size += 100;
    fol_image image;
    ck_assert_int_eq(parse(file, &image), FOL_OK);
    fol_image_free(&image);
    free(file.bytes);
}
END_TEST

/* ------------------------------------------------------------------ orientation */

/* Which side of the upright picture the stored picture's first row and first column are, from the table of the EXIF
 * standard (CIPA DC-008, tag Orientation). */
static const char first_row[] = " TTBBLRRL", first_column[] = " LRRLTTBB";

static void upright_place(int orientation, int x, int y, int *to_x, int *to_y) {
    const char row = first_row[orientation], column = first_column[orientation];
    if (row == 'T' || row == 'B') {
        *to_y = row == 'T' ? y : HEIGHT - 1 - y;
        *to_x = column == 'L' ? x : WIDTH - 1 - x;
    } else {
        *to_x = row == 'L' ? y : HEIGHT - 1 - y;
        *to_y = column == 'T' ? x : WIDTH - 1 - x;
    }
}

static void check_upright(file_bytes file, int orientation) {
    fol_image image;
    ck_assert_msg(parse(file, &image) == FOL_OK, "%s", err.message);
    ck_assert_int_eq(image.pixels.width, orientation < 5 ? WIDTH : HEIGHT);
    ck_assert_int_eq(image.pixels.height, orientation < 5 ? HEIGHT : WIDTH);
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            int to_x, to_y;
            upright_place(orientation, x, y, &to_x, &to_y);
            for (int c = 0; c < 3; c++)
                ck_assert_double_eq_tol(pixel_at(&image, to_x, to_y)[c], jpeg_sample(x, y, c, NULL), 4.5);
        }
    }
    fol_image_free(&image);
    free(file.bytes);
}

START_TEST(photographs_stand_as_they_were_taken) {
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        unsigned char exif[64];
        const size_t size = make_exif((unsigned)_i, big_endian, exif);
        const jpeg_form jpeg = {JPEG_YCBCR, false, exif, size};
        check_upright(make_jpeg(&jpeg, WIDTH, HEIGHT, jpeg_sample, NULL), _i);
        for (int last = 0; last < 2; last++) {
            const png_form png = {PNG_COLOR_TYPE_RGB, 8, false, false, exif, size, last, false};
            check_upright(make_png(&png, WIDTH, HEIGHT, jpeg_sample, NULL), _i);
        }
    }
}
END_TEST

START_TEST(a_large_picture_is_turned_across_blocks) {
    enum { W = 101, H = 67 };
    fol_pixels pixels = {FOL_PIXELS_RGB24, W, H, (size_t)W * 3, malloc((size_t)W * H * 3)};
    unsigned char *const stored = pixels.data;
    for (int i = 0; i < W * H; i++) {
        stored[3 * i] = (unsigned char)i;
        stored[3 * i + 1] = (unsigned char)(i >> 8);
        stored[3 * i + 2] = 77;
    }
    ck_assert_int_eq(fol__image_turn(&pixels, 6, &err), FOL_OK);
    const unsigned char *const turned = pixels.data;
    for (int y = 0; y < H; y++) {
        for (int x = 0; x < W; x++) {
            const unsigned char *const pixel = turned + (size_t)x * pixels.stride + (size_t)(H - 1 - y) * 3;
            ck_assert_int_eq(pixel[0] | pixel[1] << 8, y * W + x);
        }
    }
    free(pixels.data);
}
END_TEST

START_TEST(a_broken_exif_block_means_upright) {
    unsigned char exif[64];
    const size_t size = make_exif(6, false, exif);
    ck_assert_int_eq(fol__exif_orientation(exif, size), 6);
    for (size_t cut = 0; cut < 34; cut++) {
        unsigned char *const exact = malloc(cut + 1); /* so that a sanitizer sees a read past the end */
        memcpy(exact, exif, cut);
        ck_assert_int_eq(fol__exif_orientation(exact, cut), 1);
        free(exact);
    }
    for (unsigned orientation = 9; orientation < 70000; orientation += 13) {
        make_exif(orientation, true, exif);
        ck_assert_int_eq(fol__exif_orientation(exif, size), (orientation & 0xFFFF) - 1u < 8 ? orientation & 0xFFFF : 1);
    }
    make_exif(6, false, exif);
    exif[4] = 0xFF;
    exif[7] = 0xFF; /* the directory lies far outside */
    ck_assert_int_eq(fol__exif_orientation(exif, size), 1);
}
END_TEST

START_TEST(no_exif_block_reads_outside_itself) {
    unsigned state = (unsigned)_i * 2654435761u + 1;
    unsigned char exif[64];
    const size_t size = make_exif(5, _i % 2, exif);
    for (int change = 0; change < 4; change++) {
        state = state * 1664525u + 1013904223u;
        exif[(state >> 24) % size] = (unsigned char)(state >> 16);
    }
    unsigned char *const exact = malloc(size);
    memcpy(exact, exif, size);
    const int orientation = fol__exif_orientation(exact, size);
    ck_assert(orientation >= 1 && orientation <= 8);
    free(exact);
}
END_TEST

/* ------------------------------------------------------------------ broken and hostile files */

/* A copy that ends exactly where it says, so that a sanitizer sees a read past the end. */
static fol_status parse_first(file_bytes file, size_t size, fol_image *image) {
    char *const exact = malloc(size ? size : 1);
    memcpy(exact, file.bytes, size);
    const fol_status status = fol_image_parse(exact, size, skin, NULL, image, &err);
    free(exact);
    return status;
}

static void check_all_cuts_are_errors(file_bytes file) {
    for (size_t size = 0; size < file.size;
         size = size + 37 < file.size || size == file.size - 1 ? size + 37 : file.size - 1) {
        fol_image image;
        ck_assert_msg(parse_first(file, size, &image) == FOL_ERR_SYNTAX, "%zu of %zu bytes", size, file.size);
        ck_assert_ptr_null(image.pixels.data);
        ck_assert_int_eq(err.status, FOL_ERR_SYNTAX);
        ck_assert_uint_gt(strlen(err.message), 10);
    }
    free(file.bytes);
}

/* Any status will do, but no crash, no leak, and pixels only with FOL_OK. */
static void check_damage_is_survived(file_bytes file) {
    for (unsigned seed = 1; seed <= 60; seed++) {
        char *const bytes = malloc(file.size);
        memcpy(bytes, file.bytes, file.size);
        unsigned state = seed * 2654435761u;
        for (unsigned change = 0; change < 1 + seed % 5; change++) {
            state = state * 1664525u + 1013904223u;
            bytes[(state >> 8) % file.size] = (char)state;
        }
        fol_limits limits = fol_limits_default();
        limits.max_pixels = 1000000;
        fol_image image;
        const fol_status status = fol_image_parse(bytes, file.size, skin, &limits, &image, &err);
        ck_assert((status == FOL_OK) == (image.pixels.data != NULL));
        fol_image_free(&image);
        free(bytes);
    }
    free(file.bytes);
}

static file_bytes png_number(int i, bool interlaced) {
    png_form form = png_forms[i];
    form.interlaced = interlaced;
    return make_png(&form, WIDTH, HEIGHT, png_sample, &form);
}

static file_bytes jpeg_number(int i) {
    unsigned char exif[64];
    const jpeg_form form = {(jpeg_colors)(i / 2), i % 2, exif, make_exif(3, true, exif)};
    return make_jpeg(&form, 3 * WIDTH, 3 * HEIGHT, jpeg_sample, NULL);
}

START_TEST(a_png_cut_anywhere_is_an_error) {
    check_all_cuts_are_errors(png_number(_i, false));
    check_all_cuts_are_errors(png_number(_i, true));
}
END_TEST

START_TEST(a_jpeg_cut_anywhere_is_an_error) {
    check_all_cuts_are_errors(jpeg_number(_i));
}
END_TEST

START_TEST(a_damaged_png_is_survived) {
    check_damage_is_survived(png_number(_i, _i % 2));
}
END_TEST

START_TEST(a_damaged_jpeg_is_survived) {
    check_damage_is_survived(jpeg_number(_i));
}
END_TEST

START_TEST(broken_pictures_print_nothing) {
    char path[] = "stderr-XXXXXX";
    const int fd = mkstemp(path);
    fflush(stderr);
    const int kept = dup(STDERR_FILENO);
    dup2(fd, STDERR_FILENO);
    check_damage_is_survived(png_number(13, false));
    check_damage_is_survived(jpeg_number(3));
    check_all_cuts_are_errors(jpeg_number(2));
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    const off_t printed = lseek(fd, 0, SEEK_END);
    close(fd);
    unlink(path);
    ck_assert_int_eq(printed, 0);
}
END_TEST

/* Writes a number where a header has it. */
static void put_size(char *at, uint32_t value, int bytes) {
    for (int i = 0; i < bytes; i++)
        at[i] = (char)(value >> 8 * (bytes - 1 - i));
}

/* A PNG whose header claims a size, with the header's check sum put right. */
static file_bytes png_claiming(uint32_t width, uint32_t height) {
    file_bytes file = png_number(7, false);
    put_size(file.bytes + 16, width, 4);
    put_size(file.bytes + 20, height, 4);
    uint32_t sum = 0xFFFFFFFF;
    for (int i = 12; i < 29; i++) {
        sum ^= (unsigned char)file.bytes[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320u : 0);
    }
    put_size(file.bytes + 29, ~sum, 4);
    return file;
}

START_TEST(huge_headers_are_refused_before_memory_is_taken) {
    static const uint32_t sizes[][2] = {
        {60000, 60000}, {0x7fffffff, 0x7fffffff}, {0x7fffffff, 1}, {1, 0x7fffffff}, {14143, 14143}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        const file_bytes file = png_claiming(sizes[i][0], sizes[i][1]);
        fol_image image;
        ck_assert_msg(parse(file, &image) == FOL_ERR_LIMIT, "%s", err.message);
        ck_assert_ptr_nonnull(strstr(err.message, "200000000"));
        free(file.bytes);
    }
    file_bytes jpeg = jpeg_number(2);
    for (size_t i = 0; i + 9 < jpeg.size; i++) { /* the frame header: marker, length, precision, height, width */
        if (memcmp(jpeg.bytes + i, "\xff\xc0", 2) == 0) {
            put_size(jpeg.bytes + i + 5, 65000, 2);
            put_size(jpeg.bytes + i + 7, 65000, 2);
            break;
        }
    }
    fol_image image;
    ck_assert_msg(parse(jpeg, &image) == FOL_ERR_LIMIT, "%s", err.message);
    free(jpeg.bytes);
}
END_TEST

START_TEST(a_png_of_no_size_is_broken) {
    const file_bytes file = png_claiming(0, 5);
    fol_image image;
    ck_assert_int_eq(parse(file, &image), FOL_ERR_SYNTAX);
    free(file.bytes);
}
END_TEST

START_TEST(the_pixel_limit_is_the_callers) {
    const file_bytes files[2] = {png_number(8, false), jpeg_number(2)};
    const int64_t pixels[2] = {WIDTH * HEIGHT, 9 * WIDTH * HEIGHT};
    for (int i = 0; i < 2; i++) {
        fol_limits limits = fol_limits_default();
        fol_image image;
        limits.max_pixels = pixels[i];
        ck_assert_int_eq(fol_image_parse(files[i].bytes, files[i].size, skin, &limits, &image, &err), FOL_OK);
        fol_image_free(&image);
        limits.max_pixels--;
        ck_assert_int_eq(fol_image_parse(files[i].bytes, files[i].size, skin, &limits, &image, &err), FOL_ERR_LIMIT);
        free(files[i].bytes);
    }
}
END_TEST

/* The next marker from a place: a byte of 255 that is not followed by 0. */
static size_t next_marker(file_bytes file, size_t at) {
    while (at + 1 < file.size && !(file.bytes[at] == '\xff' && file.bytes[at + 1] != 0))
        at++;
    return at;
}

START_TEST(a_jpeg_of_endless_scans_is_refused) {
    const file_bytes file = jpeg_number(1);
    size_t start = 2;
    while (file.bytes[start + 1] != '\xda')
        start = next_marker(file, start + 2);
    const size_t end = next_marker(file, start + 2), scan = end - start;
    file_bytes many = {malloc(file.size + 300 * scan), start};
    memcpy(many.bytes, file.bytes, start);
    for (int i = 0; i < 300; i++, many.size += scan)
        memcpy(many.bytes + many.size, file.bytes + start, scan);
    memcpy(many.bytes + many.size, file.bytes + end, file.size - end);
    many.size += file.size - end;
    fol_image image;
    ck_assert_int_eq(parse(many, &image), FOL_ERR_SYNTAX);
    ck_assert_msg(strstr(err.message, "scans") != NULL, "%s", err.message);
    free(many.bytes);
    free(file.bytes);
}
END_TEST

START_TEST(other_formats_are_named) {
    static const struct {
        const char *bytes;
        size_t size;
        const char *expected;
    } cases[] = {
        {"", 0, "empty"},
        {"hello, this is text", 19, "neither PNG nor JPEG"},
        {"GIF89a..", 8, "GIF"},
        {"RIFF\1\2\3\4WEBPVP8 ", 16, "WebP"},
        {"\0\0\0\x18"
         "ftypheic\0\0\0\0",
         16, "HEIF"},
        {"\x89PN", 3, "neither PNG nor JPEG"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fol_image image;
        ck_assert_int_eq(fol_image_parse(cases[i].bytes, cases[i].size, skin, NULL, &image, &err), FOL_ERR_SYNTAX);
        ck_assert_msg(strstr(err.message, cases[i].expected) != NULL, "%s", err.message);
    }
}
END_TEST

START_TEST(missing_arguments_are_refused) {
    fol_image image;
    fol_limits unfilled = {0};
    ck_assert_int_eq(fol_image_parse(NULL, 0, skin, NULL, &image, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_image_parse("x", 1, skin, NULL, NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_image_parse("x", 1, skin, &unfilled, &image, NULL), FOL_ERR_ARG);
    fol_image_free(NULL);
    memset(&image, 0, sizeof image);
    fol_image_free(&image);
}
END_TEST

/* ------------------------------------------------------------------ writing PNG */

typedef struct growing {
    file_bytes file;
    size_t room; /* the sink refuses to go past it */
} growing;

static bool grow(const void *bytes, size_t size, void *user) {
    growing *const to = user;
    if (size > to->room - to->file.size)
        return false;
    to->file.bytes = realloc(to->file.bytes, to->file.size + size + 1);
    memcpy(to->file.bytes + to->file.size, bytes, size);
    to->file.size += size;
    return true;
}

static file_bytes written(const fol_pixels *pixels, double px_per_mm, const fol_design *design) {
    growing to = {{NULL, 0}, 1 << 24};
    const fol_sink sink = {grow, &to};
    ck_assert_int_eq(fol_png_write(pixels, px_per_mm, design, &sink, &err), FOL_OK);
    return to.file;
}

/* A picture of a format, with unused bytes at the end of its rows. */
static fol_pixels picture(fol_pixel_format format, unsigned char *data) {
    const size_t bytes = format == FOL_PIXELS_RGB24 ? 3 : 4;
    const fol_pixels pixels = {format, WIDTH, HEIGHT, WIDTH * bytes + 8, data};
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            unsigned char *const at = data + (size_t)y * pixels.stride + (size_t)x * bytes;
            const uint32_t rgb[3] = {jpeg_sample(x, y, 0, NULL), jpeg_sample(x, y, 1, NULL),
                                     jpeg_sample(x, y, 2, NULL)};
            const uint32_t word = 0xFF000000u | rgb[0] << 16 | rgb[1] << 8 | rgb[2];
            for (int c = 0; c < 3 && bytes == 3; c++)
                at[c] = (unsigned char)rgb[c];
            if (bytes == 4)
                memcpy(at, &word, 4);
        }
    }
    return pixels;
}

START_TEST(what_is_written_is_read_back) {
    unsigned char data[HEIGHT * (WIDTH * 4 + 8)];
    for (int format = FOL_PIXELS_RGB24; format <= FOL_PIXELS_XRGB32; format++) {
        const fol_pixels pixels = picture((fol_pixel_format)format, data);
        const file_bytes file = written(&pixels, 10, NULL);
        fol_image image;
        ck_assert_int_eq(parse(file, &image), FOL_OK);
        ck_assert_int_eq(image.pixels.width, WIDTH);
        ck_assert_int_eq(image.pixels.height, HEIGHT);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                for (int c = 0; c < 3; c++)
                    ck_assert_uint_eq(pixel_at(&image, x, y)[c], jpeg_sample(x, y, c, NULL));
        fol_image_free(&image);
        free(file.bytes);
    }
}
END_TEST

/* The data of the n-th chunk of a type, from 0, and its length; NULL when there are fewer. */
static const char *chunk(file_bytes file, const char *type, int n, size_t *length) {
    for (size_t at = 8; at + 12 <= file.size;) {
        *length = png_get_uint_32((png_const_bytep)file.bytes + at);
        if (memcmp(file.bytes + at + 4, type, 4) == 0 && n-- == 0)
            return file.bytes + at + 8;
        at += 12 + *length;
    }
    return NULL;
}

START_TEST(the_physical_resolution_is_set) {
    unsigned char data[HEIGHT * (WIDTH * 4 + 8)];
    const fol_pixels pixels = picture(FOL_PIXELS_RGB24, data);
    static const struct {
        double px_per_mm;
        uint32_t per_metre;
    } cases[] = {{10, 10000}, {24, 24000}, {0.05, 50}, {2.834645669, 2835}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const file_bytes file = written(&pixels, cases[i].px_per_mm, NULL);
        size_t length;
        const char *const data_of_chunk = chunk(file, "pHYs", 0, &length);
        ck_assert_ptr_nonnull(data_of_chunk);
        ck_assert_uint_eq(png_get_uint_32((png_const_bytep)data_of_chunk), cases[i].per_metre);
        ck_assert_uint_eq(png_get_uint_32((png_const_bytep)data_of_chunk + 4), cases[i].per_metre);
        ck_assert_int_eq(data_of_chunk[8], 1);
        free(file.bytes);
    }
}
END_TEST

static fol_design *small_design(void) {
    static const fol_point corners[] = {{1, 1}, {9, 1}, {9, 9}, {1, 9}};
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "top";
    zone.outline = (fol_ring){corners, 4};
    zone.density_per_cm2 = 100;
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = chart.canvas_height_mm = 10;
    chart.zones = &zone;
    chart.zone_count = 1;
    fol_treatment_spec treatment = fol_treatment_spec_default();
    treatment.seed = 12345;
    fol_design *design;
    ck_assert_int_eq(fol_design_create(&treatment, &chart, NULL, NULL, &design, &err), FOL_OK);
    return design;
}

START_TEST(the_plans_identifiers_are_written_and_no_clock_time) {
    unsigned char data[HEIGHT * (WIDTH * 4 + 8)];
    const fol_pixels pixels = picture(FOL_PIXELS_RGB24, data);
    fol_design *const design = small_design();
    const file_bytes file = written(&pixels, 10, design);
    char expected[5][64] = {"Software=follicle ", "follicle:layout_version=2", "follicle:library=", "",
                            "follicle:seed=12345"};
    strcat(expected[0], fol_version());
    strcat(expected[2], fol_version());
    snprintf(expected[3], sizeof expected[3], "follicle:fingerprint=%016llx",
             (unsigned long long)fol_design_fingerprint(design));
    size_t length;
    for (int i = 0; i < 5; i++) {
        const char *const text = chunk(file, "tEXt", i, &length);
        ck_assert_ptr_nonnull(text);
        char line[128];
        snprintf(line, sizeof line, "%s=%.*s", text, (int)(length - strlen(text) - 1), text + strlen(text) + 1);
        ck_assert_str_eq(line, expected[i]);
    }
    ck_assert_ptr_null(chunk(file, "tEXt", 5, &length));
    ck_assert_ptr_null(chunk(file, "tIME", 0, &length));
    free(file.bytes);
    fol_design_free(design);
}
END_TEST

START_TEST(the_same_picture_is_the_same_file) {
    unsigned char data[HEIGHT * (WIDTH * 4 + 8)];
    const fol_pixels pixels = picture(FOL_PIXELS_XRGB32, data);
    const file_bytes first = written(&pixels, 10, NULL), second = written(&pixels, 10, NULL);
    ck_assert_uint_eq(first.size, second.size);
    ck_assert_mem_eq(first.bytes, second.bytes, first.size);
    free(first.bytes);
    free(second.bytes);
}
END_TEST

START_TEST(a_sink_that_refuses_ends_the_writing) {
    unsigned char data[HEIGHT * (WIDTH * 4 + 8)];
    const fol_pixels pixels = picture(FOL_PIXELS_XRGB32, data);
    const file_bytes whole = written(&pixels, 10, NULL);
    for (size_t room = 0; room < whole.size; room++) {
        growing to = {{NULL, 0}, room};
        const fol_sink sink = {grow, &to};
        ck_assert_int_eq(fol_png_write(&pixels, 10, NULL, &sink, &err), FOL_ERR_WRITE);
        free(to.file.bytes);
    }
    free(whole.bytes);
}
END_TEST

START_TEST(unusable_pictures_are_not_written) {
    unsigned char data[HEIGHT * (WIDTH * 4 + 8)];
    const fol_pixels good = picture(FOL_PIXELS_RGB24, data);
    const fol_sink sink = {grow, NULL};
    fol_pixels bad[6] = {good, good, good, good, good, good};
    bad[0].data = NULL;
    bad[1].width = 0;
    bad[2].height = -1;
    bad[3].stride = WIDTH * 3 - 1;
    bad[4].format = (fol_pixel_format)7;
    bad[5].format = FOL_PIXELS_XRGB32;
    for (int i = 0; i < 6; i++)
        ck_assert_int_eq(fol_png_write(&bad[i], 10, NULL, &sink, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_png_write(NULL, 10, NULL, &sink, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_png_write(&good, 10, NULL, NULL, NULL), FOL_ERR_ARG);
    static const double scales[] = {0, -1, (double)NAN, (double)INFINITY};
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(fol_png_write(&good, scales[i], NULL, &sink, NULL), FOL_ERR_ARG);
}
END_TEST

Suite *make_suite(void) {
    Suite *const suite = suite_create("io: pictures");
    TCase *const forms = tcase_create("forms");
    tcase_add_loop_test(forms, every_form_of_png_gives_its_pixels, 0, PNG_FORMS);
    tcase_add_loop_test(forms, every_form_of_jpeg_gives_its_pixels, JPEG_GREY, JPEG_YCCK + 1);
    tcase_add_test(forms, bytes_after_the_end_of_a_jpeg_do_not_matter);
    suite_add_tcase(suite, forms);
    TCase *const orientation = tcase_create("orientation");
    tcase_add_loop_test(orientation, photographs_stand_as_they_were_taken, 1, 9);
    tcase_add_test(orientation, a_large_picture_is_turned_across_blocks);
    tcase_add_test(orientation, a_broken_exif_block_means_upright);
    tcase_add_loop_test(orientation, no_exif_block_reads_outside_itself, 0, 300);
    suite_add_tcase(suite, orientation);
    TCase *const broken = tcase_create("broken");
    tcase_add_loop_test(broken, a_png_cut_anywhere_is_an_error, 0, PNG_FORMS);
    tcase_add_loop_test(broken, a_jpeg_cut_anywhere_is_an_error, 0, 12);
    tcase_add_loop_test(broken, a_damaged_png_is_survived, 0, PNG_FORMS);
    tcase_add_loop_test(broken, a_damaged_jpeg_is_survived, 0, 12);
    tcase_add_test(broken, broken_pictures_print_nothing);
    tcase_add_test(broken, huge_headers_are_refused_before_memory_is_taken);
    tcase_add_test(broken, a_png_of_no_size_is_broken);
    tcase_add_test(broken, the_pixel_limit_is_the_callers);
    tcase_add_test(broken, a_jpeg_of_endless_scans_is_refused);
    tcase_add_test(broken, other_formats_are_named);
    tcase_add_test(broken, missing_arguments_are_refused);
    suite_add_tcase(suite, broken);
    TCase *const writing = tcase_create("writing");
    tcase_add_test(writing, what_is_written_is_read_back);
    tcase_add_test(writing, the_physical_resolution_is_set);
    tcase_add_test(writing, the_plans_identifiers_are_written_and_no_clock_time);
    tcase_add_test(writing, the_same_picture_is_the_same_file);
    tcase_add_test(writing, a_sink_that_refuses_ends_the_writing);
    tcase_add_test(writing, unusable_pictures_are_not_written);
    suite_add_tcase(suite, writing);
    return suite;
}
