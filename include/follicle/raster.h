/* SPDX-License-Identifier: MIT */
/* Dots to pixels, true in tone at any scale.
 *
 * Dots cover 1 to 5 % of the skin and are about a pixel wide, where filling them one by one loses most of their area. So
 * each dot's covered area is spread over the pixels that it touches, colours are mixed in linear light, and rounding to 8
 * bits is dithered in place: the sum over pixels of (skin - pixel) x pixel area is the sum over dots of
 * pi d^2 / 4 x opacity x (skin - pigment), per channel in linear light. The same bits on every machine. */
#ifndef FOLLICLE_RASTER_H
#define FOLLICLE_RASTER_H

#include <follicle/scene.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum fol_pixel_format {
    FOL_PIXELS_RGB24 = 1, /* three bytes: red, green, blue */
    FOL_PIXELS_XRGB32 = 2 /* a native uint32 0xFFRRGGBB, as Cairo's RGB24 and opaque ARGB32 */
} fol_pixel_format;

/* A picture in the caller's memory, sRGB. */
typedef struct fol_pixels {
    fol_pixel_format format;
    int32_t width, height;
    size_t stride; /* bytes from a row to the next */
    void *data;
} fol_pixels;

/* What part of a scene a picture shows: pixel (0, 0)'s upper left corner is at (x_mm, y_mm) of the scene. */
typedef struct fol_view {
    double x_mm, y_mm;  /* within 1,000,000; a view on whole pixels of the scene's grid shows the very pixels of any other such view */
    double px_per_mm;   /* 0.05 to 200 */
    double softness_mm; /* dots are blurred as by skin, over this radius, without changing tone; 0 to 1; 0: crisp discs */
} fol_view;

/* Draws one FOL_OP_DOTS operation over what is in the picture already. Other kinds draw nothing.
 * Borrows: all until return.   Errors: FOL_ERR_ARG, _VALUE, _NOMEM.
 * Threads: safe from any thread for different pictures; parts of one picture can be drawn by different threads as pictures
 * of their own, with the same result.   Cost: about 0.2 microseconds a dot of a pixel or two, and 1 ns a pixel. */
FOL_API fol_status fol_raster_dots(const fol_op *op, const fol_view *view, const fol_pixels *pixels,
                                   const fol_allocator *alloc, fol_error *err);

/* Draws all FOL_OP_FILL and FOL_OP_DOTS operations of a scene: a whole preview on plain skin, without Cairo. The rest as above. */
FOL_API fol_status fol_raster_scene(const fol_scene *scene, const fol_view *view, const fol_pixels *pixels,
                                    const fol_allocator *alloc, fol_error *err);

/* sRGB code to linear light 0 to 1 (IEC 61966-2-1). */
FOL_API double fol_linear_from_srgb(uint8_t code);

#ifdef __cplusplus
}
#endif
#endif
