/* SPDX-License-Identifier: MIT */
/* What all of follicle-cairo uses: error detail (libfollicle's own helper is not public), options that can grow, and
 * how the caller's cairo_t maps millimetres to pixels. */
#include "render.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* No options will ever be as large: such a size was never filled in. */
enum { MOST_SIZE = 65536 };

fol_status fol__render_fail(fol_error *err, fol_status status, const char *format, ...) {
    if (!err)
        return status;
    memset(err, 0, sizeof *err);
    err->status = status;
    err->index = err->ring = err->vertex = -1;
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return status;
}

fol_status fol__render_cairo(cairo_status_t status, fol_error *err) {
    if (status == CAIRO_STATUS_SUCCESS)
        return FOL_OK;
    if (status == CAIRO_STATUS_NO_MEMORY)
        return fol__render_fail(err, FOL_ERR_NOMEM, "out of memory");
    return fol__render_fail(err, FOL_ERR_INTERNAL, "Cairo: %s", cairo_status_to_string(status));
}

bool fol__render_can_use(const fol_pixels *pixels) {
    const size_t bytes = pixels->format == FOL_PIXELS_RGB24 ? 3 : pixels->format == FOL_PIXELS_XRGB32 ? 4 : 0;
    return pixels->data && bytes && pixels->width > 0 && pixels->height > 0 &&
           pixels->stride >= (size_t)pixels->width * bytes;
}

void fol__render_init(void *spec, size_t struct_size, const void *defaults, size_t size) {
    if (!spec)
        return;
    memset(spec, 0, struct_size);
    memcpy(spec, defaults, struct_size < size ? struct_size : size);
}

fol_status fol__render_take(const void *given, void *own, size_t size, const char *what, fol_error *err) {
    size_t struct_size;
    if (!given)
        return FOL_OK;
    memcpy(&struct_size, given, sizeof struct_size);
    if (struct_size < size || struct_size > MOST_SIZE)
        return fol__render_fail(err, FOL_ERR_ARG, "the struct_size of %s is wrong: fill it with its default function first", what);
    const unsigned char *const bytes = given;
    for (size_t i = size; i < struct_size; i++) {
        if (bytes[i])
            return fol__render_fail(err, FOL_ERR_ARG, "%s sets a field that this version, %s, does not know", what, fol_version());
    }
    memcpy(own, given, size);
    memcpy(own, &size, sizeof size);
    return FOL_OK;
}

void fol_cairo_options_init_sized(fol_cairo_options *options, size_t struct_size) {
    const fol_cairo_options defaults = {struct_size, NULL, 0.03, false};
    fol__render_init(options, struct_size, &defaults, sizeof defaults);
}

fol_status fol__render_options(const fol_cairo_options *options, fol_cairo_options *own, fol_error *err) {
    *own = fol_cairo_options_default();
    return fol__render_take(options, own, sizeof *own, "the options", err);
}

static bool has_pixels(cairo_surface_type_t type) {
    switch (type) {
    case CAIRO_SURFACE_TYPE_PDF:
    case CAIRO_SURFACE_TYPE_PS:
    case CAIRO_SURFACE_TYPE_SVG:
    case CAIRO_SURFACE_TYPE_RECORDING:
    case CAIRO_SURFACE_TYPE_SCRIPT:
    case CAIRO_SURFACE_TYPE_TEE:
    case CAIRO_SURFACE_TYPE_XML:
    case CAIRO_SURFACE_TYPE_WIN32_PRINTING:
        return false;
    default:
        return true;
    }
}

fol__placing fol__placing_of(cairo_t *cr) {
    fol__placing placing = {.target = cairo_get_group_target(cr)};
    cairo_matrix_t matrix;
    double scale_x, scale_y, offset_x, offset_y;
    cairo_get_matrix(cr, &matrix);
    cairo_surface_get_device_scale(placing.target, &scale_x, &scale_y);
    cairo_surface_get_device_offset(placing.target, &offset_x, &offset_y);
    placing.scale = sqrt(fabs((matrix.xx * matrix.yy - matrix.xy * matrix.yx) * scale_x * scale_y));
    placing.x = matrix.x0 * scale_x + offset_x;
    placing.y = matrix.y0 * scale_y + offset_y;
    const double slack = placing.scale * 1e-9; /* what multiplying matrices leaves */
    placing.upright = placing.scale > 0 && fabs(matrix.xx * scale_x - placing.scale) <= slack &&
                      fabs(matrix.yy * scale_y - placing.scale) <= slack && fabs(matrix.xy * scale_x) <= slack &&
                      fabs(matrix.yx * scale_y) <= slack;
    placing.has_pixels = has_pixels(cairo_surface_get_type(placing.target));
    return placing;
}

void fol__add_rect(cairo_t *cr, fol_rect rect) {
    cairo_rectangle(cr, rect.x, rect.y, rect.width, rect.height);
}

void fol__set_area_edges(cairo_t *cr) {
    const fol__placing placing = fol__placing_of(cr);
    cairo_set_antialias(cr, placing.upright && placing.has_pixels ? CAIRO_ANTIALIAS_NONE : CAIRO_ANTIALIAS_DEFAULT);
}
