/* SPDX-License-Identifier: MIT */
/* PNG and JPEG files of every form, made in memory by libpng and libjpeg for the tests of the picture reader. */
#ifndef FOLLICLE_TESTS_MAKE_PICTURES_H
#define FOLLICLE_TESTS_MAKE_PICTURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A file in memory; free(bytes). */
typedef struct file_bytes {
    char *bytes;
    size_t size;
} file_bytes;

/* Sample `channel` of pixel (x, y), of the depth asked for. */
typedef unsigned (*sample_fn)(int x, int y, int channel, const void *user);

typedef struct png_form {
    int color_type, depth; /* as in the PNG header */
    bool interlaced;
    bool transparent; /* tRNS: grey and RGB: the samples of pixel (1, 0); palette: entry i has alpha 255 - 16 i */
    const unsigned char *exif;
    size_t exif_size;
    bool exif_last;  /* after the picture's data */
    bool odd_chunks; /* gamma, a broken colour profile, a private chunk */
} png_form;

/* The palette's colour i: (10 i, 255 - 10 i, 7 i). */
file_bytes make_png(const png_form *form, int width, int height, sample_fn sample, const void *user);

typedef enum jpeg_colors { JPEG_GREY, JPEG_YCBCR, JPEG_RGB, JPEG_CMYK_PLAIN, JPEG_CMYK_ADOBE, JPEG_YCCK } jpeg_colors;

typedef struct jpeg_form {
    jpeg_colors colors;
    bool progressive;
    const unsigned char *exif; /* with its TIFF header first */
    size_t exif_size;
} jpeg_form;

/* Samples are of the form's own channels: 1 for grey, 3 for YCbCr (given as RGB) and RGB, 4 for CMYK as stored. */
file_bytes make_jpeg(const jpeg_form *form, int width, int height, sample_fn sample, const void *user);

/* An EXIF block of three entries whose second is the orientation; returns its size, at most 64. */
size_t make_exif(unsigned orientation, bool big_endian, unsigned char *exif);

#endif
