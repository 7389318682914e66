/* SPDX-License-Identifier: MIT */
#include "make_pictures.h"

#include <check.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

/* ------------------------------------------------------------------ PNG */

static void append_bytes(png_structp png, png_bytep bytes, size_t count) {
    file_bytes *const file = png_get_io_ptr(png);
    file->bytes = realloc(file->bytes, file->size + count);
    ck_assert_ptr_nonnull(file->bytes);
    memcpy(file->bytes + file->size, bytes, count);
    file->size += count;
}

static void flush_nothing(png_structp png) {
    (void)png;
}

static int channels_of(int color_type) {
    return color_type == PNG_COLOR_TYPE_GRAY || color_type == PNG_COLOR_TYPE_PALETTE ? 1
           : color_type == PNG_COLOR_TYPE_GRAY_ALPHA                                 ? 2
           : color_type == PNG_COLOR_TYPE_RGB                                        ? 3
                                                                                     : 4;
}

/* One row, packed as PNG has it: highest bits first. */
static void pack_row(const png_form *form, int width, int y, sample_fn sample, const void *user, unsigned char *row) {
    const int channels = channels_of(form->color_type);
    size_t bit = 0;
    for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
            const unsigned value = sample(x, y, c, user);
            for (int b = form->depth - 1; b >= 0; b--, bit++)
                row[bit / 8] = (unsigned char)(row[bit / 8] | (value >> b & 1) << (7 - bit % 8));
        }
    }
}

static void set_transparency(png_structp png, png_infop info, const png_form *form, sample_fn sample,
                             const void *user) {
    png_byte alphas[16];
    for (int i = 0; i < 16; i++)
        alphas[i] = (png_byte)(255 - 16 * i);
    png_color_16 color = {0, 0, 0, 0, 0};
    color.gray = color.red = (png_uint_16)sample(1, 0, 0, user);
    if (form->color_type == PNG_COLOR_TYPE_RGB) {
        color.green = (png_uint_16)sample(1, 0, 1, user);
        color.blue = (png_uint_16)sample(1, 0, 2, user);
    }
    if (form->color_type == PNG_COLOR_TYPE_PALETTE)
        png_set_tRNS(png, info, alphas, form->depth >= 4 ? 16 : 1 << form->depth, NULL);
    else
        png_set_tRNS(png, info, NULL, 0, &color);
}

static void set_palette(png_structp png, png_infop info, int depth) {
    png_color colors[16];
    for (int i = 0; i < 16; i++) {
        colors[i].red = (png_byte)(10 * i);
        colors[i].green = (png_byte)(255 - 10 * i);
        colors[i].blue = (png_byte)(7 * i);
    }
    png_set_PLTE(png, info, colors, depth >= 4 ? 16 : 1 << depth);
}

static void write_exif(png_structp png, const png_form *form, bool last) {
    if (form->exif && form->exif_last == last)
        png_write_chunk(png, (png_const_bytep) "eXIf", form->exif, form->exif_size);
}

file_bytes make_png(const png_form *form, int width, int height, sample_fn sample, const void *user) {
    file_bytes file = {NULL, 0};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, &file, append_bytes, flush_nothing);
    png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, form->depth, form->color_type,
                 form->interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    if (form->color_type == PNG_COLOR_TYPE_PALETTE)
        set_palette(png, info, form->depth);
    if (form->transparent)
        set_transparency(png, info, form, sample, user);
    if (form->odd_chunks)
        png_set_gAMA(png, info, 1.0);
    png_write_info(png, info);
    if (form->odd_chunks) {
        png_write_chunk(png, (png_const_bytep) "iCCP", (png_const_bytep) "x\0\0garbage", 10);
        png_write_chunk(png, (png_const_bytep) "prVt", (png_const_bytep) "private", 7);
    }
    write_exif(png, form, false);
    const size_t stride = ((size_t)width * (size_t)channels_of(form->color_type) * (size_t)form->depth + 7) / 8;
    unsigned char *const packed = calloc((size_t)height, stride);
    png_bytep *const rows = malloc((size_t)height * sizeof *rows);
    for (int y = 0; y < height; y++) {
        rows[y] = packed + (size_t)y * stride;
        pack_row(form, width, y, sample, user, rows[y]);
    }
    png_write_image(png, rows);
    write_exif(png, form, true);
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    free(rows);
    free(packed);
    return file;
}

/* ------------------------------------------------------------------ JPEG */

static void set_colors(struct jpeg_compress_struct *jpeg, jpeg_colors colors) {
    static const J_COLOR_SPACE given[] = {JCS_GRAYSCALE, JCS_RGB, JCS_RGB, JCS_CMYK, JCS_CMYK, JCS_CMYK};
    static const J_COLOR_SPACE stored[] = {JCS_GRAYSCALE, JCS_YCbCr, JCS_RGB, JCS_CMYK, JCS_CMYK, JCS_YCCK};
    static const int channels[] = {1, 3, 3, 4, 4, 4};
    jpeg->in_color_space = given[colors];
    jpeg->input_components = channels[colors];
    jpeg_set_defaults(jpeg);
    jpeg_set_colorspace(jpeg, stored[colors]);
    if (colors == JPEG_CMYK_PLAIN)
        jpeg->write_Adobe_marker = FALSE;
    for (int c = 0; c < jpeg->num_components; c++) { /* no subsampling: the tests compare single pixels */
        jpeg->comp_info[c].h_samp_factor = 1;
        jpeg->comp_info[c].v_samp_factor = 1;
    }
}

static void write_jpeg_exif(struct jpeg_compress_struct *jpeg, const jpeg_form *form) {
    unsigned char marker[256] = "Exif\0";
    if (!form->exif)
        return;
    ck_assert_uint_le(form->exif_size, sizeof marker - 6);
    memcpy(marker + 6, form->exif, form->exif_size);
    jpeg_write_marker(jpeg, JPEG_APP0 + 1, (const JOCTET *)"http://ns.adobe.com/xap/1.0/", 29);
    jpeg_write_marker(jpeg, JPEG_APP0 + 1, marker, (unsigned)form->exif_size + 6);
}

file_bytes make_jpeg(const jpeg_form *form, int width, int height, sample_fn sample, const void *user) {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char *bytes = NULL;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &bytes, &size);
    jpeg.image_width = (JDIMENSION)width;
    jpeg.image_height = (JDIMENSION)height;
    set_colors(&jpeg, form->colors);
    jpeg_set_quality(&jpeg, 100, TRUE);
    if (form->progressive)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    write_jpeg_exif(&jpeg, form);
    unsigned char *const row = malloc((size_t)width * 4);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++)
            for (int c = 0; c < jpeg.input_components; c++)
                row[x * jpeg.input_components + c] = (unsigned char)sample(x, y, c, user);
        JSAMPROW rows[1] = {row};
        jpeg_write_scanlines(&jpeg, rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    free(row);
    const file_bytes file = {(char *)bytes, size};
    return file;
}

/* ------------------------------------------------------------------ EXIF */

static void put_number(unsigned char *at, unsigned value, int bytes, bool big_endian) {
    for (int i = 0; i < bytes; i++)
        at[big_endian ? bytes - 1 - i : i] = (unsigned char)(value >> 8 * i);
}

size_t make_exif(unsigned orientation, bool big_endian, unsigned char *exif) {
    static const unsigned tags[3][3] = {{0x010F, 2, 4}, {0x0112, 3, 1}, {0x011A, 5, 1}}; /* tag, type, count */
    memset(exif, 0, 64);
    memcpy(exif, big_endian ? "MM" : "II", 2);
    put_number(exif + 2, 42, 2, big_endian);
    put_number(exif + 4, 8, 4, big_endian);
    put_number(exif + 8, 3, 2, big_endian);
    for (int i = 0; i < 3; i++) {
        unsigned char *const entry = exif + 10 + 12 * i;
        put_number(entry, tags[i][0], 2, big_endian);
        put_number(entry + 2, tags[i][1], 2, big_endian);
        put_number(entry + 4, tags[i][2], 4, big_endian);
    }
    put_number(exif + 10 + 12 + 8, orientation, 2, big_endian);
    return 10 + 3 * 12 + 4;
}
