/* SPDX-License-Identifier: MIT */
/* EXIF orientations as a walk through the picture: where the stored picture's first pixel goes and which way its
 * columns and rows run from there. Done in blocks, because a turned picture is written across its rows. */
#include "image.h"
#include "problem.h"

#include <stdlib.h>

enum { BLOCK = 32 };

static int32_t smaller(int32_t a, int32_t b) {
    return a < b ? a : b;
}

/* Copies the block of stored pixels from (x0, y0); stored (x, y) goes to first + x * right + y * down. */
static void copy_block(const fol_pixels *stored, int32_t x0, int32_t y0, unsigned char *first, ptrdiff_t right,
                       ptrdiff_t down) {
    const int32_t x1 = smaller(x0 + BLOCK, stored->width), y1 = smaller(y0 + BLOCK, stored->height);
    for (int32_t y = y0; y < y1; y++) {
        const unsigned char *from = (const unsigned char *)stored->data + (size_t)y * stored->stride + (size_t)x0 * 3;
        unsigned char *to = first + x0 * right + y * down;
        for (int32_t x = x0; x < x1; x++, from += 3, to += right) {
            to[0] = from[0];
            to[1] = from[1];
            to[2] = from[2];
        }
    }
}

fol_status fol__image_turn(fol_pixels *pixels, int orientation, fol_error *err) {
    if (orientation <= 1 || orientation > 8)
        return FOL_OK;
    const bool sideways = orientation >= 5;
    const bool mirror_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool mirror_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    fol_pixels turned = {FOL_PIXELS_RGB24, sideways ? pixels->height : pixels->width,
                         sideways ? pixels->width : pixels->height, 0, NULL};
    turned.stride = (size_t)turned.width * 3;
    turned.data = malloc(turned.stride * (size_t)turned.height);
    if (!turned.data)
        return fol__io_fail_nomem(err);
    /* mirror_x and mirror_y are of the stored picture, before rows become columns. */
    ptrdiff_t right = sideways ? (ptrdiff_t)turned.stride : 3;
    ptrdiff_t down = sideways ? 3 : (ptrdiff_t)turned.stride;
    unsigned char *first = turned.data;
    if (mirror_x) {
        first += right * (pixels->width - 1);
        right = -right;
    }
    if (mirror_y) {
        first += down * (pixels->height - 1);
        down = -down;
    }
    for (int32_t y = 0; y < pixels->height; y += BLOCK)
        for (int32_t x = 0; x < pixels->width; x += BLOCK)
            copy_block(pixels, x, y, first, right, down);
    free(pixels->data);
    *pixels = turned;
    return FOL_OK;
}
