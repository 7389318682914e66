/* SPDX-License-Identifier: MIT */
/* Tells a photograph's format by its first bytes, never by its name, and puts the steps of reading one together. */
#include "image.h"
#include "problem.h"
#include "specs.h"

#include <follicle/io.h>
#include <stdlib.h>
#include <string.h>

typedef struct format {
    const char *name;
    size_t at, length;
    const char *magic;
    fol_status (*parse)(const fol__image_input *input, fol_pixels *out, int *orientation, fol_error *err);
} format;

/* Formats that are known but not read are here to be named. */
static const format formats[] = {
    {"PNG", 0, 8, "\x89PNG\r\n\x1a\n", fol__image_parse_png},
    {"JPEG", 0, 3, "\xff\xd8\xff", fol__image_parse_jpeg},
    {"GIF", 0, 4, "GIF8", NULL},
    {"WebP", 8, 4, "WEBP", NULL},
    {"TIFF", 0, 4, "II*\0", NULL},
    {"TIFF", 0, 4, "MM\0*", NULL},
    {"HEIF", 4, 8, "ftypheic", NULL},
    {"HEIF", 4, 8, "ftypmif1", NULL},
    {"AVIF", 4, 8, "ftypavif", NULL},
    {"BMP", 0, 2, "BM", NULL},
};

static const format *format_of(const char *bytes, size_t size) {
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (size >= formats[i].at + formats[i].length &&
            memcmp(bytes + formats[i].at, formats[i].magic, formats[i].length) == 0)
            return &formats[i];
    return NULL;
}

fol_status fol__image_check_png(const char *bytes, size_t size, fol_error *err) {
    const format *const found = format_of(bytes, size);
    if (found && found->parse == fol__image_parse_png)
        return FOL_OK;
    if (found)
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, 0, 0, "the mask is a %s file: save it as PNG", found->name);
    return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, 0, 0, size == 0 ? "the mask is empty" : "the mask is not a PNG");
}

fol_status fol__image_check_size(const fol__image_input *input, uint32_t width, uint32_t height, fol_error *err) {
    const uint64_t pixels = (uint64_t)width * height;
    if (input->max_pixels > 0 && pixels <= (uint64_t)input->max_pixels && pixels <= SIZE_MAX / 4)
        return FOL_OK;
    return fol__io_fail(err, FOL_ERR_LIMIT, NULL, 0, 0, "the picture has %lu x %lu pixels, over the limit of %lld",
                        (unsigned long)width, (unsigned long)height, (long long)input->max_pixels);
}

fol_status fol_image_parse(const char *bytes, size_t size, fol_color under, const fol_limits *limits, fol_image *out,
                           fol_error *err) {
    if (out)
        memset(out, 0, sizeof *out);
    if (!bytes || !out)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "bytes and out must not be NULL");
    fol_limits bounds;
    fol_status status = fol__io_limits(limits, &bounds, err);
    if (status != FOL_OK)
        return status;
    const format *const found = format_of(bytes, size);
    if (!found)
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, 0, 0,
                            size == 0 ? "the picture is empty" : "the picture is neither PNG nor JPEG");
    if (!found->parse)
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, 0, 0, "the picture is a %s file: save it as PNG or JPEG",
                            found->name);
    const fol__image_input input = {(const unsigned char *)bytes, size, under, bounds.max_pixels};
    fol_pixels pixels = {FOL_PIXELS_RGB24, 0, 0, 0, NULL};
    int orientation = 1;
    status = found->parse(&input, &pixels, &orientation, err);
    if (status == FOL_OK)
        status = fol__image_turn(&pixels, orientation, err);
    if (status != FOL_OK) {
        free(pixels.data);
        return status;
    }
    out->pixels = pixels;
    return FOL_OK;
}

void fol_image_free(fol_image *image) {
    if (!image)
        return;
    free(image->pixels.data);
    memset(image, 0, sizeof *image);
}
