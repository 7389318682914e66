/* SPDX-License-Identifier: MIT */
/* PNG to RGB24 by libpng; masks keep 16 bits and alpha. Every form becomes RGB or RGBA first; gamma and colour profile are left alone, pixels
 * are taken as sRGB. Other metadata chunks are skipped unread, so that a hostile one costs nothing; the one that
 * matters, the orientation in eXIf, is found by walking the chunks.
 *
 * libpng reports errors by longjmp(). All that outlives a jump sits in one struct of the caller's frame. */
#include "image.h"
#include "png_guard.h"
#include "problem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNATURE_BYTES = 8, CHUNK_FRAME = 12 };

typedef struct decoding {
    const fol__image_input *input;
    size_t used;
    png_structp png;
    png_infop info;
    unsigned char *data;
    uint32_t width, height;
    size_t pixel_bytes;
    bool deep; /* 16-bit RGBA is wanted */
    fol_status refused; /* a status of ours that ended the work */
    fol_error *err;
    fol__png_guard guard;
} decoding;

/* ------------------------------------------------------------------ what libpng calls */

static void read_bytes(png_structp png, png_bytep to, size_t count) {
    decoding *const work = png_get_io_ptr(png);
    if (count > work->input->size - work->used)
        png_error(png, "the file ends too early");
    memcpy(to, work->input->bytes + work->used, count);
    work->used += count;
}

/* ------------------------------------------------------------------ steps */

/* Asks libpng for 8-bit RGB, or RGBA where anything can be transparent; or for 16-bit RGBA. */
static void ask_for_rgb(decoding *work) {
    png_set_expand(work->png);
    if (work->deep) {
        png_set_expand_16(work->png);
        png_set_add_alpha(work->png, 0xffff, PNG_FILLER_AFTER);
    } else {
        png_set_scale_16(work->png);
    }
    png_set_gray_to_rgb(work->png);
    (void)png_set_interlace_handling(work->png);
    png_read_update_info(work->png, work->info);
    work->pixel_bytes = png_get_channels(work->png, work->info) * (work->deep ? 2u : 1u);
}

static void read_rows(decoding *work) {
    const int passes = png_set_interlace_handling(work->png);
    const size_t stride = work->width * work->pixel_bytes;
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t y = 0; y < work->height; y++)
            png_read_row(work->png, work->data + y * stride, NULL);
    png_read_end(work->png, NULL);
}

/* The decoding itself. False when it failed; what was made is in *work either way. */
static bool decode(decoding *work) {
    work->png = fol__png_reader(&work->guard);
    if (!work->png) {
        work->guard.out_of_memory = true;
        return false;
    }
    if (setjmp(work->guard.on_error))
        return false;
    work->info = png_create_info_struct(work->png);
    if (!work->info)
        png_error(work->png, "out of memory");
    png_set_read_fn(work->png, work, read_bytes);
    png_set_user_limits(work->png, 0x7fffffff, 0x7fffffff);
    png_set_keep_unknown_chunks(work->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1); /* all known but harmless ones as well */
    png_read_info(work->png, work->info);
    work->width = png_get_image_width(work->png, work->info);
    work->height = png_get_image_height(work->png, work->info);
    work->refused = fol__image_check_size(work->input, work->width, work->height, work->err);
    if (work->refused != FOL_OK)
        return false;
    ask_for_rgb(work);
    work->data = malloc(work->width * work->pixel_bytes * work->height);
    if (!work->data) {
        work->guard.out_of_memory = true;
        return false;
    }
    read_rows(work);
    return true;
}

/* Orientation of the eXIf chunk, before or after the picture's data; the chunks are known to be whole. */
static int find_orientation(const fol__image_input *input) {
    size_t at = SIGNATURE_BYTES;
    while (input->size - at >= CHUNK_FRAME) {
        const unsigned char *const chunk = input->bytes + at;
        const size_t length = png_get_uint_32(chunk);
        if (length > input->size - at - CHUNK_FRAME)
            return 1;
        if (memcmp(chunk + 4, "eXIf", 4) == 0)
            return fol__exif_orientation(chunk + 8, length);
        at += CHUNK_FRAME + length;
    }
    return 1;
}

static fol_status why(const decoding *work) {
    if (work->refused != FOL_OK)
        return work->refused;
    if (work->guard.out_of_memory)
        return fol__io_fail_nomem(work->err);
    return fol__io_fail(work->err, FOL_ERR_SYNTAX, NULL, 0, 0, "broken PNG: %s", work->guard.message);
}

/* Fills in work->data; NULL, and why, when it failed. */
static fol_status run(decoding *work) {
    const bool done = decode(work);
    if (work->png)
        png_destroy_read_struct(&work->png, work->info ? &work->info : NULL, NULL);
    if (done)
        return FOL_OK;
    free(work->data);
    work->data = NULL;
    return why(work);
}

fol_status fol__image_parse_deep_png(const fol__image_input *input, unsigned char **rgba, uint32_t *width, uint32_t *height,
                                     fol_error *err) {
    decoding work = {.input = input, .deep = true, .err = err};
    const fol_status status = run(&work);
    *rgba = work.data;
    *width = work.width;
    *height = work.height;
    return status;
}

fol_status fol__image_parse_png(const fol__image_input *input, fol_pixels *out, int *orientation, fol_error *err) {
    decoding work = {.input = input, .err = err};
    const fol_status status = run(&work);
    if (status != FOL_OK)
        return status;
    const size_t count = (size_t)work.width * work.height;
    if (work.pixel_bytes == 4) {
        fol__image_flatten(work.data, count, input->under, work.data);
        unsigned char *const smaller = realloc(work.data, count * 3);
        work.data = smaller ? smaller : work.data;
    }
    *out = (fol_pixels){FOL_PIXELS_RGB24, (int32_t)work.width, (int32_t)work.height, (size_t)work.width * 3, work.data};
    *orientation = find_orientation(input);
    return FOL_OK;
}
