/* SPDX-License-Identifier: MIT */
/* Animated PNGs, taken apart chunk by chunk: each frame, put together as a picture of its own, must read back as the pixels that were given. */
#include "failing_malloc.h"
#include "runner.h"
#include "text_out.h"

#include <follicle/io.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 37, HEIGHT = 23, FRAMES = 4 };

static fol_error err;
static uint8_t bytes[FRAMES][3 * WIDTH * HEIGHT];

static fol_pixels frame(int i) {
    for (int k = 0; k < 3 * WIDTH * HEIGHT; k++)
        bytes[i][k] = (uint8_t)(k * (i + 3) + k / 7);
    const fol_pixels pixels = {FOL_PIXELS_RGB24, WIDTH, HEIGHT, 3 * WIDTH, bytes[i]};
    return pixels;
}

static fol_status write_all(fol__memory_out *to, int frames) {
    const fol_sink sink = fol__memory_sink(to);
    fol_animation *animation = NULL;
    fol_status status = fol_animation_create(frames, 10, NULL, &sink, &animation, &err);
    for (int i = 0; i < frames && status == FOL_OK; i++) {
        const fol_pixels pixels = frame(i);
        status = fol_animation_add(animation, &pixels, 0.1 * i, &err);
    }
    if (status == FOL_OK)
        status = fol_animation_finish(animation, &err);
    fol_animation_free(animation);
    return status;
}

static uint32_t get32(const unsigned char *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* As the standard has it, bit by bit. */
static uint32_t crc_of(const unsigned char *at, size_t size) {
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < size; i++) {
        crc ^= at[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? UINT32_C(0xedb88320) ^ crc >> 1 : crc >> 1;
    }
    return ~crc;
}

/* What a reader sees. */
typedef struct seen {
    char order[64]; /* a letter a chunk: first letters of IHDR, acTL, IDAT ... */
    uint32_t frames, plays, sequence;
    int controls;
    unsigned char header[25]; /* IHDR, whole */
    unsigned char pixels[FRAMES][8192];
    size_t sizes[FRAMES];
    uint32_t delays[FRAMES];
} seen;

static void see_chunk(seen *s, const char *type, const unsigned char *data, size_t size) {
    if (memcmp(type, "acTL", 4) == 0) {
        s->frames = get32(data);
        s->plays = get32(data + 4);
    } else if (memcmp(type, "fcTL", 4) == 0) {
        ck_assert_uint_eq(size, 26);
        ck_assert_uint_eq(get32(data), s->sequence++);
        ck_assert(get32(data + 4) == WIDTH && get32(data + 8) == HEIGHT && get32(data + 12) == 0 && get32(data + 16) == 0);
        ck_assert_uint_eq((uint32_t)data[22] << 8 | data[23], 1000);
        s->delays[s->controls++] = (uint32_t)data[20] << 8 | data[21];
    } else if (memcmp(type, "IDAT", 4) == 0 || memcmp(type, "fdAT", 4) == 0) {
        const size_t skip = type[0] == 'f' ? 4 : 0, at = s->sizes[s->controls - 1];
        if (skip)
            ck_assert_uint_eq(get32(data), s->sequence++);
        ck_assert_uint_le(at + size, sizeof s->pixels[0]);
        memcpy(s->pixels[s->controls - 1] + at, data + skip, size - skip);
        s->sizes[s->controls - 1] = at + size - skip;
    }
}

static void look(const fol__memory_out *file, seen *s) {
    const unsigned char *png = (const unsigned char *)file->bytes;
    memset(s, 0, sizeof *s);
    ck_assert_int_eq(memcmp(png, "\x89PNG\r\n\x1a\n", 8), 0);
    memcpy(s->header, png + 8, sizeof s->header);
    for (size_t at = 8, n = 0; at < file->size; n++) {
        const uint32_t size = get32(png + at);
        ck_assert_uint_le(at + 12 + size, file->size);
        ck_assert_uint_eq(get32(png + at + 8 + size), crc_of(png + at + 4, size + 4));
        const char *type = (const char *)png + at + 4;
        ck_assert_uint_lt(n, sizeof s->order);
        s->order[n] = memcmp(type, "IEND", 4) == 0 ? 'E' : memcmp(type, "IDAT", 4) == 0 ? 'D' : memcmp(type, "fdAT", 4) == 0 ? 'd' : type[0];
        see_chunk(s, type, png + at + 8, size);
        at += 12 + size;
    }
}

static void put_chunk(fol__memory_out *to, const char *type, const unsigned char *data, size_t size) {
    unsigned char chunk[8300];
    const uint32_t length = (uint32_t)size;
    for (int i = 0; i < 4; i++)
        chunk[i] = (unsigned char)(length >> (24 - 8 * i));
    memcpy(chunk + 4, type, 4);
    if (size)
        memcpy(chunk + 8, data, size);
    const uint32_t crc = crc_of(chunk + 4, size + 4);
    for (int i = 0; i < 4; i++)
        chunk[8 + size + (size_t)i] = (unsigned char)(crc >> (24 - 8 * i));
    const fol_sink sink = fol__memory_sink(to);
    ck_assert(sink.write(chunk, size + 12, sink.user));
}

static void check_frame(const seen *s, int i) {
    fol__memory_out png = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&png);
    fol_image image;
    ck_assert(sink.write("\x89PNG\r\n\x1a\n", 8, sink.user) && sink.write(s->header, sizeof s->header, sink.user));
    put_chunk(&png, "IDAT", s->pixels[i], s->sizes[i]);
    put_chunk(&png, "IEND", NULL, 0);
    const fol_color under = {0, 0, 0};
    ck_assert_msg(fol_image_parse(png.bytes, png.size, under, NULL, &image, &err) == FOL_OK, "frame %d: %s", i, err.message);
    const fol_pixels wanted = frame(i);
    ck_assert(image.pixels.width == WIDTH && image.pixels.height == HEIGHT);
    for (int y = 0; y < HEIGHT; y++)
        ck_assert_mem_eq((const uint8_t *)image.pixels.data + (size_t)y * image.pixels.stride,
                         (const uint8_t *)wanted.data + (size_t)y * wanted.stride, 3 * WIDTH);
    fol_image_free(&image);
    free(png.bytes);
}

START_TEST(every_frame_reads_back) {
    fol__memory_out file = {NULL, 0, 0};
    static seen s;
    ck_assert_int_eq(write_all(&file, FRAMES), FOL_OK);
    look(&file, &s);
    ck_assert_str_eq(s.order, "IaspfDfdfdfdE");
    ck_assert_uint_eq(s.frames, FRAMES);
    ck_assert_uint_eq(s.plays, 0);
    for (int i = 0; i < FRAMES; i++) {
        ck_assert_uint_eq(s.delays[i], (uint32_t)(100 * i));
        check_frame(&s, i);
    }
    free(file.bytes);
}
END_TEST

START_TEST(a_reader_that_knows_no_animation_sees_the_first_frame) {
    fol__memory_out file = {NULL, 0, 0};
    fol_image image;
    ck_assert_int_eq(write_all(&file, 2), FOL_OK);
    const fol_color under = {0, 0, 0};
    ck_assert_int_eq(fol_image_parse(file.bytes, file.size, under, NULL, &image, &err), FOL_OK);
    const fol_pixels wanted = frame(0);
    ck_assert_mem_eq(image.pixels.data, wanted.data, 3 * WIDTH);
    fol_image_free(&image);
    free(file.bytes);
}
END_TEST

START_TEST(bad_calls_are_refused) {
    fol__memory_out file = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&file), none = {NULL, NULL};
    fol_animation *animation = NULL;
    ck_assert_int_eq(fol_animation_create(0, 10, NULL, &sink, &animation, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_animation_create(2, 10, NULL, &none, &animation, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_animation_create(2, 10, NULL, &sink, NULL, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_animation_create(2, 10, NULL, &sink, &animation, &err), FOL_OK);
    fol_pixels pixels = frame(0);
    ck_assert_int_eq(fol_animation_add(animation, &pixels, -1, &err), FOL_ERR_VALUE);
    ck_assert_int_eq(fol_animation_add(animation, &pixels, 61, &err), FOL_ERR_VALUE);
    ck_assert_int_eq(fol_animation_add(animation, &pixels, 1, &err), FOL_OK);
    pixels.height--;
    ck_assert_int_eq(fol_animation_add(animation, &pixels, 1, &err), FOL_ERR_ARG);
    ck_assert_str_eq(err.message, "a frame of 37 x 22 pixels; the first has 37 x 23");
    ck_assert_int_eq(fol_animation_finish(animation, &err), FOL_ERR_ARG);
    ck_assert_str_eq(err.message, "1 frames of 2 were given");
    pixels.height++;
    ck_assert_int_eq(fol_animation_add(animation, &pixels, 1, &err), FOL_OK);
    ck_assert_int_eq(fol_animation_add(animation, &pixels, 1, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_animation_add(NULL, &pixels, 1, &err), FOL_ERR_ARG);
    fol_animation_free(animation);
    fol_animation_free(NULL);
    free(file.bytes);
}
END_TEST

static bool refuse_after(const void *given, size_t size, void *user) {
    size_t *left = user;
    (void)given;
    if (size > *left)
        return false;
    *left -= size;
    return true;
}

START_TEST(a_sink_that_refuses_is_told) {
    fol__memory_out whole = {NULL, 0, 0};
    ck_assert_int_eq(write_all(&whole, FRAMES), FOL_OK);
    free(whole.bytes);
    for (size_t room = 0; room <= whole.size; room += whole.size / 20) {
        size_t left = room;
        const fol_sink sink = {refuse_after, &left};
        fol_animation *animation = NULL;
        ck_assert_int_eq(fol_animation_create(FRAMES, 10, NULL, &sink, &animation, &err), FOL_OK);
        fol_status status = FOL_OK;
        for (int i = 0; i < FRAMES && status == FOL_OK; i++) {
            const fol_pixels pixels = frame(i);
            status = fol_animation_add(animation, &pixels, 1, &err);
        }
        if (status == FOL_OK)
            status = fol_animation_finish(animation, &err);
        ck_assert_msg(status == (room < whole.size ? FOL_ERR_WRITE : FOL_OK), "%zu of %zu", room, whole.size);
        fol_animation_free(animation);
    }
}
END_TEST

/* A sink that needs no memory of its own. */
static bool take_all(const void *given, size_t size, void *user) {
    (void)given;
    (void)size;
    (void)user;
    return true;
}

static fol_status animate(void *user) {
    const fol_sink sink = {take_all, NULL};
    fol_animation *animation = NULL;
    (void)user;
    fol_status status = fol_animation_create(2, 10, NULL, &sink, &animation, NULL);
    for (int i = 0; i < 2 && status == FOL_OK; i++) {
        const fol_pixels pixels = {FOL_PIXELS_RGB24, WIDTH, HEIGHT, 3 * WIDTH, bytes[i]};
        status = fol_animation_add(animation, &pixels, 1, NULL);
    }
    if (status == FOL_OK)
        status = fol_animation_finish(animation, NULL);
    fol_animation_free(animation);
    return status;
}

START_TEST(memory_that_runs_out_leaks_nothing) {
    if (can_fail_malloc())
        check_every_malloc(animate, NULL);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("io animation");
    TCase *tests = tcase_create("animation");
    tcase_add_test(tests, every_frame_reads_back);
    tcase_add_test(tests, a_reader_that_knows_no_animation_sees_the_first_frame);
    tcase_add_test(tests, bad_calls_are_refused);
    tcase_add_test(tests, a_sink_that_refuses_is_told);
    tcase_add_test(tests, memory_that_runs_out_leaks_nothing);
    suite_add_tcase(suite, tests);
    return suite;
}
