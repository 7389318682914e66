/* SPDX-License-Identifier: MIT */
#include "pixels.h"

#include "fail.h"

fol_status fol__check_pixels(const fol_pixels *pixels, fol_error *err) {
    if (!pixels || !pixels->data)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "there is no picture");
    if (pixels->format != FOL_PIXELS_RGB24 && pixels->format != FOL_PIXELS_XRGB32)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "pixel format %d is none of fol_pixel_format",
                         (int)pixels->format);
    if (pixels->width < 1 || pixels->height < 1)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "a picture of %d x %d pixels has no pixel", (int)pixels->width,
                         (int)pixels->height);
    const size_t row = (size_t)pixels->width * (pixels->format == FOL_PIXELS_RGB24 ? 3 : 4);
    if (pixels->stride < row)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "stride %zu is less than the %zu bytes of a row",
                         pixels->stride, row);
    return FOL_OK;
}
