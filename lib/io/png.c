/* SPDX-License-Identifier: MIT */
/* Pictures to PNG: 8-bit RGB, marked as sRGB, with the physical resolution and the plan's identifiers. No clock time,
 * so the same picture is the same file.
 *
 * Compression is chosen by measurement. On photographs with dithered dots noise has no repeated strings, so run lengths
 * after the Up filter (0.4 s for 4,500 x 4,500 pixels) give smaller files than zlib's search at level 6 (2.8 s). On
 * plain skin the same few colours come again and again, and a filter only hides that: a quick search of the bare pixels
 * gives files 10 to 35 % smaller in 4/5 of the time, up to some 30 pixels a millimetre.
 *
 * libpng reports errors by longjmp(). All that outlives a jump sits in one struct of the caller's frame. */
#include "png_guard.h"
#include "problem.h"

#include <follicle/io.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { TEXT_COUNT = 5 };

typedef struct encoding {
    const fol_pixels *pixels;
    const fol_sink *sink;
    png_structp png;
    png_infop info;
    unsigned char *row; /* XRGB32 turned into RGB */
    bool refused;
    fol__png_guard guard;
} encoding;

/* ------------------------------------------------------------------ what libpng calls */

static void write_bytes(png_structp png, png_bytep bytes, size_t count) {
    encoding *const work = png_get_io_ptr(png);
    if (!work->sink->write(bytes, count, work->sink->user)) {
        work->refused = true;
        png_error(png, "the sink refused bytes");
    }
}

static void flush_nothing(png_structp png) {
    (void)png;
}

/* ------------------------------------------------------------------ steps */

static void set_text(encoding *work, const fol_design *design) {
    char library[24], software[40], version[16], fingerprint[20], seed[24];
    snprintf(library, sizeof library, "%s", fol_version());
    snprintf(software, sizeof software, "follicle %s", library);
    snprintf(version, sizeof version, "%d", fol_layout_version());
    snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, fol_design_fingerprint(design));
    snprintf(seed, sizeof seed, "%" PRIu64, fol_design_treatment(design)->seed);
    char *const pairs[TEXT_COUNT][2] = {{"Software", software},
                                        {"follicle:layout_version", version},
                                        {"follicle:library", library},
                                        {"follicle:fingerprint", fingerprint},
                                        {"follicle:seed", seed}};
    png_text texts[TEXT_COUNT];
    memset(texts, 0, sizeof texts);
    for (int i = 0; i < TEXT_COUNT; i++) {
        texts[i].compression = PNG_TEXT_COMPRESSION_NONE;
        texts[i].key = pairs[i][0];
        texts[i].text = pairs[i][1];
        texts[i].text_length = strlen(pairs[i][1]);
    }
    png_set_text(work->png, work->info, texts, TEXT_COUNT);
}

static void write_header(encoding *work, double px_per_mm, const fol_design *design) {
    const fol_pixels *const pixels = work->pixels;
    png_set_IHDR(work->png, work->info, (png_uint_32)pixels->width, (png_uint_32)pixels->height, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(work->png, work->info, PNG_sRGB_INTENT_PERCEPTUAL);
    const png_uint_32 per_metre = (png_uint_32)(px_per_mm * 1000 + 0.5);
    png_set_pHYs(work->png, work->info, per_metre, per_metre, PNG_RESOLUTION_METER);
    if (design)
        set_text(work, design);
    png_write_info(work->png, work->info);
}

static void rgb_from_xrgb(const unsigned char *from, int32_t count, unsigned char *to) {
    for (int32_t i = 0; i < count; i++, from += 4, to += 3) {
        uint32_t pixel;
        memcpy(&pixel, from, sizeof pixel);
        to[0] = (unsigned char)(pixel >> 16);
        to[1] = (unsigned char)(pixel >> 8);
        to[2] = (unsigned char)pixel;
    }
}

static void write_rows(encoding *work) {
    const fol_pixels *const pixels = work->pixels;
    for (int32_t y = 0; y < pixels->height; y++) {
        const unsigned char *row = (const unsigned char *)pixels->data + (size_t)y * pixels->stride;
        if (work->row) {
            rgb_from_xrgb(row, pixels->width, work->row);
            row = work->row;
        }
        png_write_row(work->png, row);
    }
    png_write_end(work->png, NULL);
}

static void choose_compression(encoding *work, double px_per_mm, const fol_design *design) {
    const bool plain_skin = design && !fol_design_chart(design)->photo.file && px_per_mm <= 30;
    png_set_compression_level(work->png, plain_skin ? 2 : 1);
    png_set_compression_strategy(work->png, plain_skin ? Z_DEFAULT_STRATEGY : Z_RLE);
    png_set_filter(work->png, PNG_FILTER_TYPE_BASE, plain_skin ? PNG_FILTER_NONE : PNG_FILTER_UP);
}

static bool encode(encoding *work, double px_per_mm, const fol_design *design) {
    work->png = fol__png_writer(&work->guard);
    if (work->pixels->format == FOL_PIXELS_XRGB32)
        work->row = malloc((size_t)work->pixels->width * 3);
    if (!work->png || (work->pixels->format == FOL_PIXELS_XRGB32 && !work->row)) {
        work->guard.out_of_memory = true;
        return false;
    }
    if (setjmp(work->guard.on_error))
        return false;
    work->info = png_create_info_struct(work->png);
    if (!work->info)
        png_error(work->png, "out of memory");
    png_set_write_fn(work->png, work, write_bytes, flush_nothing);
    png_set_user_limits(work->png, 0x7fffffff, 0x7fffffff);
    choose_compression(work, px_per_mm, design);
    write_header(work, px_per_mm, design);
    write_rows(work);
    return true;
}

static bool is_usable(const fol_pixels *pixels) {
    if (!pixels || !pixels->data || pixels->width <= 0 || pixels->height <= 0)
        return false;
    const size_t bytes = pixels->format == FOL_PIXELS_RGB24 ? 3 : pixels->format == FOL_PIXELS_XRGB32 ? 4 : 0;
    return bytes > 0 && (size_t)pixels->width <= SIZE_MAX / bytes && pixels->stride >= (size_t)pixels->width * bytes;
}

fol_status fol_png_write(const fol_pixels *pixels, double px_per_mm, const fol_design *design, const fol_sink *sink,
                         fol_error *err) {
    if (!is_usable(pixels) || !sink || !sink->write)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "pixels or sink are unusable");
    if (!(px_per_mm > 0 && px_per_mm <= 1e6))
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "px_per_mm is %g: a number above 0 is needed", px_per_mm);
    encoding work = {.pixels = pixels, .sink = sink};
    const bool done = encode(&work, px_per_mm, design);
    if (work.png)
        png_destroy_write_struct(&work.png, work.info ? &work.info : NULL);
    free(work.row);
    if (done)
        return FOL_OK;
    if (work.guard.out_of_memory)
        return fol__io_fail_nomem(err);
    if (work.refused)
        return fol__io_fail(err, FOL_ERR_WRITE, NULL, 0, 0, "the picture could not be written: the sink refused bytes");
    return fol__io_fail(err, FOL_ERR_INTERNAL, NULL, 0, 0, "libpng: %s", work.guard.message);
}
