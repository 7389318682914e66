/* SPDX-License-Identifier: MIT */
/* How many pixels a picture has, from its first bytes: a drawing needs that of its photograph long before anybody decodes it.
 * PNG: chunks up to the first of picture data. JPEG: segments up to the frame header (ITU-T T.81, B.1.1). */
#include "image.h"
#include "problem.h"

#include <follicle/io.h>
#include <string.h>

typedef struct header {
    const unsigned char *bytes;
    size_t size;
    uint32_t width, height;
    int orientation;
} header;

static uint32_t big32(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool read_png(header *in) {
    if (in->size < 33 || memcmp(in->bytes + 12, "IHDR", 4) != 0)
        return false;
    in->width = big32(in->bytes + 16);
    in->height = big32(in->bytes + 20);
    size_t at = 33;
    while (in->size - at >= 12 && memcmp(in->bytes + at + 4, "IDAT", 4) != 0) {
        const size_t length = big32(in->bytes + at);
        if (length > in->size - at - 12)
            break;
        if (memcmp(in->bytes + at + 4, "eXIf", 4) == 0)
            in->orientation = fol__exif_orientation(in->bytes + at + 8, length);
        at += length + 12;
    }
    return true;
}

/* Frame headers are C0 to CF but for three that are tables. */
static bool is_frame(unsigned char marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool read_jpeg(header *in) {
    size_t at = 2;
    while (in->size - at >= 4) {
        const unsigned char *p = in->bytes + at;
        if (p[0] != 0xFF)
            return false;
        if (p[1] == 0xFF || p[1] == 0x01 || (p[1] >= 0xD0 && p[1] <= 0xD8)) { /* padding, or without a length */
            at += p[1] == 0xFF ? 1 : 2;
            continue;
        }
        const size_t length = (size_t)p[2] << 8 | p[3];
        if (length < 2 || length + 2 > in->size - at)
            return false;
        if (is_frame(p[1]) && length >= 8) {
            in->height = (uint32_t)p[5] << 8 | p[6];
            in->width = (uint32_t)p[7] << 8 | p[8];
            return true;
        }
        if (p[1] == 0xE1 && length >= 8 && memcmp(p + 4, "Exif\0\0", 6) == 0)
            in->orientation = fol__exif_orientation(p + 10, length - 8);
        at += length + 2;
    }
    return false;
}

fol_status fol_image_size(const char *bytes, size_t size, int32_t *width, int32_t *height, fol_error *err) {
    if (!bytes || !width || !height)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "bytes, width and height must not be NULL");
    header in = {(const unsigned char *)bytes, size, 0, 0, 1};
    const bool png = size >= 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0;
    const bool jpeg = size >= 3 && memcmp(bytes, "\xff\xd8\xff", 3) == 0;
    const bool read = png ? read_png(&in) : jpeg && read_jpeg(&in);
    if (!read || in.width == 0 || in.height == 0 || in.width > INT32_MAX || in.height > INT32_MAX)
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, 0, 0,
                            png || jpeg ? "the picture is broken at its start" : "the picture is neither PNG nor JPEG");
    const bool turned = in.orientation >= 5;
    *width = (int32_t)(turned ? in.height : in.width);
    *height = (int32_t)(turned ? in.width : in.height);
    return FOL_OK;
}
