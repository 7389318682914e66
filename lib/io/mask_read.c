/* SPDX-License-Identifier: MIT */
/* A PNG to the values of a mask. People paint masks by eye in grey: a sample's code, not its light, is the share of the density. */
#include <follicle/io.h>

#include "image.h"
#include "problem.h"
#include "specs.h"

#include <stdlib.h>

struct fol_mask {
    fol_mask_spec spec;
    float *values;
};

static double sample(const unsigned char *at) {
    return (double)(at[0] << 8 | at[1]) / 65535;
}

/* Brightness as television has it (Rec. 709), thinned by what is transparent. */
static double value_of(const unsigned char *rgba, bool invert) {
    const double grey = 0.2126 * sample(rgba) + 0.7152 * sample(rgba + 2) + 0.0722 * sample(rgba + 4);
    return (invert ? 1 - grey : grey) * sample(rgba + 6);
}

/* What its pixels are all like, if they are all alike in a way that leaves no dot. */
static fol_status check_values(const unsigned char *rgba, const fol_mask *mask, bool invert, fol_error *err) {
    const size_t count = (size_t)mask->spec.width * (size_t)mask->spec.height;
    bool clear = true, blank = true;
    for (size_t i = 0; i < count && blank; i++) {
        clear = clear && rgba[8 * i + 6] == 0 && rgba[8 * i + 7] == 0;
        blank = mask->values[i] <= 0;
    }
    if (!blank)
        return FOL_OK;
    if (clear)
        return fol__io_fail(err, FOL_ERR_VALUE, NULL, 0, 0, "the mask is transparent everywhere, which counts as 0: no dot would be left");
    return fol__io_fail(err, FOL_ERR_VALUE, NULL, 0, 0, "the mask is %s everywhere, which counts as 0: no dot would be left; %s",
                        invert ? "white" : "black", invert ? "take \"invert\" out" : "\"invert\": true turns black and white round");
}

static fol_status check_number(const char *path, double value, double from, double to, fol_error *err) {
    if (value >= from && value <= to)
        return FOL_OK;
    return fol__io_fail(err, FOL_ERR_VALUE, path, 0, 0, "is %g mm; it must be from %g to %g mm", value, from, to);
}

static fol_status check_place(const fol_mask_file_spec *file, fol_error *err) {
    fol_status status = check_number("mask.mm_per_px", file->mm_per_px, 0.01, 1000, err);
    if (status == FOL_OK)
        status = check_number("mask.x_mm", file->x_mm, -20000, 20000, err);
    return status == FOL_OK ? check_number("mask.y_mm", file->y_mm, -20000, 20000, err) : status;
}

static fol_status fill(const unsigned char *rgba, const fol_mask_file_spec *file, uint32_t width, uint32_t height, fol_mask *mask,
                       fol_error *err) {
    const size_t count = (size_t)width * height;
    mask->values = malloc(count * sizeof *mask->values);
    if (!mask->values)
        return fol__io_fail_nomem(err);
    for (size_t i = 0; i < count; i++)
        mask->values[i] = (float)value_of(rgba + 8 * i, file->invert);
    mask->spec = (fol_mask_spec){mask->values, (int32_t)width, (int32_t)height, file->mm_per_px, file->x_mm, file->y_mm};
    return check_values(rgba, mask, file->invert, err);
}

fol_status fol_mask_parse(const char *bytes, size_t size, const fol_mask_file_spec *file, const fol_limits *limits, fol_mask **out,
                          fol_error *err) {
    if (out)
        *out = NULL;
    if (!bytes || !file || !out)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "bytes, file and out must not be NULL");
    fol_limits bounds;
    fol_status status = fol__io_limits(limits, &bounds, err);
    if (status == FOL_OK)
        status = check_place(file, err);
    if (status == FOL_OK)
        status = fol__image_check_png(bytes, size, err);
    if (status != FOL_OK)
        return status;
    const fol__image_input input = {(const unsigned char *)bytes, size, {0, 0, 0}, bounds.max_pixels};
    unsigned char *rgba = NULL;
    uint32_t width = 0, height = 0;
    status = fol__image_parse_deep_png(&input, &rgba, &width, &height, err);
    if (status != FOL_OK)
        return status;
    fol_mask *mask = calloc(1, sizeof *mask);
    status = mask ? fill(rgba, file, width, height, mask, err) : fol__io_fail_nomem(err);
    free(rgba);
    if (status == FOL_OK)
        *out = mask;
    else
        fol_mask_free(mask);
    return status;
}

const fol_mask_spec *fol_mask_values(const fol_mask *mask) {
    return mask ? &mask->spec : NULL;
}

void fol_mask_free(fol_mask *mask) {
    if (mask)
        free(mask->values);
    free(mask);
}
