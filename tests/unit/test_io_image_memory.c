/* SPDX-License-Identifier: MIT */
/* Memory that runs out anywhere in reading or writing files and pictures: FOL_ERR_NOMEM, and nothing leaks. */
#include "failing_malloc.h"
#include "make_pictures.h"
#include "runner.h"

#include <follicle/io.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 40, HEIGHT = 30 };

static unsigned sample(int x, int y, int channel, const void *user) {
    (void)user;
    return (unsigned)(x * 5 + y * 3 + channel * 40) & 255;
}

static fol_status parse(void *user) {
    const file_bytes *const file = user;
    const fol_color skin = {200, 150, 100};
    fol_image image;
    const fol_status status = fol_image_parse(file->bytes, file->size, skin, NULL, &image, NULL);
    if ((status == FOL_OK) != (image.pixels.data != NULL))
        return FOL_ERR_INTERNAL;
    fol_image_free(&image);
    return status;
}

START_TEST(reading_a_png) {
    unsigned char exif[64];
    const size_t exif_size = make_exif(6, false, exif);
    const png_form forms[] = {
        {PNG_COLOR_TYPE_RGB, 8, false, false, exif, exif_size, false, false},
        {PNG_COLOR_TYPE_RGB_ALPHA, 8, true, false, NULL, 0, false, true},
    };
    for (int i = 0; i < 2; i++) {
        file_bytes file = make_png(&forms[i], WIDTH, HEIGHT, sample, NULL);
        check_every_malloc(parse, &file);
        free(file.bytes);
    }
}
END_TEST

START_TEST(reading_a_jpeg) {
    unsigned char exif[64];
    const size_t exif_size = make_exif(6, false, exif);
    const jpeg_form forms[] = {
        {JPEG_YCBCR, false, exif, exif_size}, {JPEG_YCBCR, true, NULL, 0}, {JPEG_CMYK_ADOBE, false, NULL, 0}};
    for (int i = 0; i < 3; i++) {
        file_bytes file = make_jpeg(&forms[i], WIDTH, HEIGHT, sample, NULL);
        check_every_malloc(parse, &file);
        free(file.bytes);
    }
}
END_TEST

static fol_status parse_mask(void *user) {
    const file_bytes *const file = user;
    const fol_mask_file_spec spec = {.file = "m.png", .mm_per_px = 1};
    fol_mask *mask;
    const fol_status status = fol_mask_parse(file->bytes, file->size, &spec, NULL, &mask, NULL);
    fol_mask_free(mask);
    return status;
}

START_TEST(reading_a_mask) {
    const png_form form = {PNG_COLOR_TYPE_GRAY, 16, false, false, NULL, 0, false, false};
    file_bytes file = make_png(&form, WIDTH, HEIGHT, sample, NULL);
    check_every_malloc(parse_mask, &file);
    free(file.bytes);
}
END_TEST

static fol_status parse_hairs(void *user) {
    fol_hairs *hairs;
    const fol_status status = fol_hairs_parse_csv(user, strlen(user), NULL, &hairs, NULL);
    fol_hairs_free(hairs);
    return status;
}

START_TEST(reading_hairs) {
    char *text = malloc(50000);
    size_t used = (size_t)sprintf(text, "x_um,y_um,confidence\n");
    for (int i = 0; i < 3000; i++)
        used += (size_t)sprintf(text + used, "%d,%d,0.5\n", i, i);
    check_every_malloc(parse_hairs, text);
    free(text);
}
END_TEST

static bool discard(const void *bytes, size_t size, void *user) {
    (void)bytes;
    *(size_t *)user += size;
    return true;
}

static fol_status write_png(void *user) {
    size_t size = 0;
    const fol_sink sink = {discard, &size};
    return fol_png_write(user, 10, NULL, &sink, NULL);
}

START_TEST(writing_a_png) {
    unsigned char data[WIDTH * HEIGHT * 4] = {0};
    fol_pixels pixels = {FOL_PIXELS_RGB24, WIDTH, HEIGHT, WIDTH * 4, data};
    check_every_malloc(write_png, &pixels);
    pixels.format = FOL_PIXELS_XRGB32;
    check_every_malloc(write_png, &pixels);
}
END_TEST

static fol_status read_whole(void *user) {
    char *bytes;
    size_t size;
    const fol_status status = fol_read_file(user, NULL, &bytes, &size, NULL);
    free(bytes);
    return status;
}

START_TEST(reading_a_file) {
    char name[] = "memory-test-in";
    FILE *const file = fopen(name, "wb");
    for (int i = 0; i < 200000; i++)
        putc('x', file);
    fclose(file);
    check_every_malloc(read_whole, name);
    remove(name);
}
END_TEST

/* A file, a removal and a stream; the stream is a device that takes everything. */
static fol_status write_set(void *user) {
    static const char block[100000];
    fol_outputs *outputs;
    fol_sink sink;
    fol_status status = fol_outputs_create(&outputs, NULL);
    if (status == FOL_OK)
        status = fol_outputs_begin(outputs, user, &sink, NULL);
    if (status == FOL_OK)
        sink.write("x", 1, sink.user);
    if (status == FOL_OK)
        status = fol_outputs_remove(outputs, "memory-test-none", NULL);
    if (status == FOL_OK)
        status = fol_outputs_begin(outputs, "/dev/null", &sink, NULL);
    if (status == FOL_OK) {
        sink.write(block, sizeof block, sink.user); /* what fails here is told by commit */
        sink.write(block, sizeof block, sink.user);
        status = fol_outputs_commit(outputs, NULL);
    }
    fol_outputs_free(outputs);
    return status;
}

START_TEST(writing_files) {
    char name[] = "memory-test-out";
    check_every_malloc(write_set, name);
    remove(name);
}
END_TEST

Suite *make_suite(void) {
    Suite *const suite = suite_create("io: memory");
    TCase *const failing = tcase_create("failing");
    suite_add_tcase(suite, failing);
    if (!can_fail_malloc()) {
        fprintf(stderr, "skipped: malloc cannot be made to fail here\n");
        return suite;
    }
    tcase_add_test(failing, reading_a_png);
    tcase_add_test(failing, reading_a_jpeg);
    tcase_add_test(failing, reading_a_mask);
    tcase_add_test(failing, reading_hairs);
    tcase_add_test(failing, writing_a_png);
    tcase_add_test(failing, reading_a_file);
    tcase_add_test(failing, writing_files);
    return suite;
}
