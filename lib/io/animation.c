/* SPDX-License-Identifier: MIT */
/* Animated PNG, which libpng cannot write everywhere: each frame is written as a picture of its own by fol_png_write(), and its chunks are put
 * together anew (PNG third edition, 11.3.6). Readers that know nothing of animations show the first frame. */
#include "problem.h"
#include "text_out.h"

#include <follicle/io.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNATURE = 8, CHUNK_HEAD = 8, CHUNK_END = 4, ACTL_SIZE = 8, FCTL_SIZE = 26, MILLISECONDS = 1000 };

struct fol_animation {
    fol_sink sink;
    int32_t frames, added;
    int32_t width, height;
    uint32_t sequence; /* of fcTL and fdAT chunks */
    double px_per_mm;
    const fol_design *design;
    bool refused;
    uint32_t crc_table[256];
};

/* ------------------------------------------------------------------ chunks */

static void make_crc_table(uint32_t *table) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int bit = 0; bit < 8; bit++)
            c = c & 1 ? UINT32_C(0xedb88320) ^ c >> 1 : c >> 1;
        table[i] = c;
    }
}

static uint32_t crc_over(const fol_animation *a, uint32_t crc, const unsigned char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        crc = a->crc_table[(crc ^ bytes[i]) & 255] ^ crc >> 8;
    return crc;
}

static void put32(unsigned char *at, uint32_t value) {
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(value >> (24 - 8 * i));
}

static void put16(unsigned char *at, uint32_t value) {
    at[0] = (unsigned char)(value >> 8);
    at[1] = (unsigned char)value;
}

static uint32_t get32(const unsigned char *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void give(fol_animation *a, const void *bytes, size_t size) {
    if (!a->refused && size)
        a->refused = !a->sink.write(bytes, size, a->sink.user);
}

/* A chunk whose data come in two pieces, of which the first may be empty. */
static void give_chunk(fol_animation *a, const char *type, const unsigned char *first, size_t first_size, const unsigned char *second,
                       size_t second_size) {
    unsigned char head[CHUNK_HEAD], end[CHUNK_END];
    put32(head, (uint32_t)(first_size + second_size));
    memcpy(head + 4, type, 4);
    uint32_t crc = crc_over(a, UINT32_MAX, head + 4, 4);
    crc = crc_over(a, crc, first, first_size);
    crc = crc_over(a, crc, second, second_size);
    put32(end, ~crc);
    give(a, head, sizeof head);
    give(a, first, first_size);
    give(a, second, second_size);
    give(a, end, sizeof end);
}

static void give_animation_control(fol_animation *a) {
    unsigned char data[ACTL_SIZE];
    put32(data, (uint32_t)a->frames);
    put32(data + 4, 0); /* plays for ever */
    give_chunk(a, "acTL", data, sizeof data, NULL, 0);
}

static void give_frame_control(fol_animation *a, double seconds) {
    unsigned char data[FCTL_SIZE] = {0};
    put32(data, a->sequence++);
    put32(data + 4, (uint32_t)a->width);
    put32(data + 8, (uint32_t)a->height);
    put16(data + 20, (uint32_t)(seconds * MILLISECONDS + 0.5));
    put16(data + 22, MILLISECONDS); /* no offset; dispose and blend 0: each frame takes the place of the one before */
    give_chunk(a, "fcTL", data, sizeof data, NULL, 0);
}

/* ------------------------------------------------------------------ frames */

/* Takes the chunks of a frame's own PNG: of the first all but its end, with the two control chunks where they belong; of the others the pixels. */
static void give_frame(fol_animation *a, const unsigned char *png, size_t size, double seconds) {
    const bool first = a->added == 0;
    bool begun = false;
    if (first)
        give(a, png, SIGNATURE);
    for (size_t at = SIGNATURE; at + CHUNK_HEAD + CHUNK_END <= size;) {
        const uint32_t length = get32(png + at);
        const unsigned char *type = png + at + 4, *data = png + at + CHUNK_HEAD;
        const bool pixels = memcmp(type, "IDAT", 4) == 0, header = memcmp(type, "IHDR", 4) == 0;
        if (pixels && !begun)
            give_frame_control(a, seconds);
        begun = begun || pixels;
        if (first && memcmp(type, "IEND", 4) != 0)
            give(a, png + at, CHUNK_HEAD + length + CHUNK_END);
        if (first && header)
            give_animation_control(a);
        if (!first && pixels) {
            unsigned char sequence[4];
            put32(sequence, a->sequence++);
            give_chunk(a, "fdAT", sequence, sizeof sequence, data, length);
        }
        at += CHUNK_HEAD + length + CHUNK_END;
    }
}

static fol_status refused(fol_error *err) {
    return fol__io_fail(err, FOL_ERR_WRITE, NULL, 0, 0, "the animation could not be written: the sink refused bytes");
}

fol_status fol_animation_create(int32_t frames, double px_per_mm, const fol_design *design, const fol_sink *sink, fol_animation **out,
                                fol_error *err) {
    if (!out)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "nowhere to put the animation");
    *out = NULL;
    if (!sink || !sink->write || frames < 1)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "no sink, or %d frames", (int)frames);
    fol_animation *a = calloc(1, sizeof *a);
    if (!a)
        return fol__io_fail_nomem(err);
    a->sink = *sink;
    a->frames = frames;
    a->px_per_mm = px_per_mm;
    a->design = design;
    make_crc_table(a->crc_table);
    *out = a;
    return FOL_OK;
}

fol_status fol_animation_add(fol_animation *a, const fol_pixels *pixels, double seconds, fol_error *err) {
    if (!a || !pixels)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "no animation or no pixels");
    if (a->added == a->frames)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "the animation has all of its %d frames", (int)a->frames);
    if (!(seconds >= 0 && seconds <= 60))
        return fol__io_fail(err, FOL_ERR_VALUE, NULL, 0, 0, "a frame of %g seconds: 0 to 60 are possible", seconds);
    if (a->added > 0 && (pixels->width != a->width || pixels->height != a->height))
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "a frame of %d x %d pixels; the first has %d x %d", (int)pixels->width,
                            (int)pixels->height, (int)a->width, (int)a->height);
    fol__memory_out png = {NULL, 0, 0};
    const fol_sink memory = fol__memory_sink(&png);
    fol_status status = fol_png_write(pixels, a->px_per_mm, a->design, &memory, err);
    if (status == FOL_ERR_WRITE) /* memory refuses bytes when there is no more */
        status = fol__io_fail_nomem(err);
    if (status == FOL_OK) {
        a->width = pixels->width;
        a->height = pixels->height;
        give_frame(a, (const unsigned char *)png.bytes, png.size, seconds);
        a->added++;
    }
    free(png.bytes);
    return status == FOL_OK && a->refused ? refused(err) : status;
}

fol_status fol_animation_finish(fol_animation *a, fol_error *err) {
    if (!a || a->added != a->frames)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "%d frames of %d were given", a ? (int)a->added : 0, a ? (int)a->frames : 0);
    give_chunk(a, "IEND", NULL, 0, NULL, 0);
    return a->refused ? refused(err) : FOL_OK;
}

void fol_animation_free(fol_animation *a) {
    free(a);
}
