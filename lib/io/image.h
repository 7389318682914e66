/* SPDX-License-Identifier: MIT */
/* The steps of reading a photograph, one file each. */
#ifndef FOLLICLE_IO_IMAGE_H
#define FOLLICLE_IO_IMAGE_H

#include <follicle/raster.h>

/* What every step needs to know. */
typedef struct fol__image_input {
    const unsigned char *bytes;
    size_t size;
    fol_color under;
    int64_t max_pixels;
} fol__image_input;

/* FOL_ERR_LIMIT when a picture of that size is over the bound. */
fol_status fol__image_check_size(const fol__image_input *input, uint32_t width, uint32_t height, fol_error *err);

/* Decode into RGB24 of libc memory and tell the EXIF orientation, 1 to 8. On failure out->data is NULL. */
fol_status fol__image_parse_png(const fol__image_input *input, fol_pixels *out, int *orientation, fol_error *err);
fol_status fol__image_parse_jpeg(const fol__image_input *input, fol_pixels *out, int *orientation, fol_error *err);

/* 16-bit RGBA, eight bytes a pixel, the high byte of each sample first, in libc memory. On failure *rgba is NULL. */
fol_status fol__image_parse_deep_png(const fol__image_input *input, unsigned char **rgba, uint32_t *width, uint32_t *height,
                                     fol_error *err);
/* FOL_OK for the first bytes of a PNG; else an error that says what it is. */
fol_status fol__image_check_png(const char *bytes, size_t size, fol_error *err);

/* Orientation of an EXIF block that begins with its TIFF header; 1 when it has none or is broken. */
int fol__exif_orientation(const unsigned char *bytes, size_t size);

/* Turns and mirrors a decoded picture so that it stands as it was taken. */
fol_status fol__image_turn(fol_pixels *pixels, int orientation, fol_error *err);

/* Lays RGBA pixels over a colour, in linear light: to[3 i] from rgba[4 i]. `to` may be `rgba` itself. */
void fol__image_flatten(const unsigned char *rgba, size_t count, fol_color under, unsigned char *to);

#endif
