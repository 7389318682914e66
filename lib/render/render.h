/* SPDX-License-Identifier: MIT */
/* The steps of drawing, one file each. */
#ifndef FOLLICLE_RENDER_RENDER_H
#define FOLLICLE_RENDER_RENDER_H

#include <follicle/follicle-cairo.h>

/* Returns status; fills *err unless it is NULL. */
fol_status fol__render_fail(fol_error *err, fol_status status, const char *format, ...) FOL_PRINTF(3, 4);
/* FOL_OK for CAIRO_STATUS_SUCCESS; else Cairo's own words for it. */
fol_status fol__render_cairo(cairo_status_t status, fol_error *err);
/* False for a picture without pixels, of an unknown format, or whose rows overlap. */
bool fol__render_can_use(const fol_pixels *pixels);

/* Fills a struct that begins with its struct_size, whatever size the caller knows it to have. */
void fol__render_init(void *spec, size_t struct_size, const void *defaults, size_t size);
/* The caller's struct in place of `own`, which holds the defaults; `given` NULL leaves them. FOL_ERR_ARG, naming `what`, for a
 * size that is wrong and for fields of a newer version that are set. */
fol_status fol__render_take(const void *given, void *own, size_t size, const char *what, fol_error *err);
/* The caller's options over the defaults. */
fol_status fol__render_options(const fol_cairo_options *options, fol_cairo_options *own, fol_error *err);

/* Where the millimetres of a cairo_t land on its target. */
typedef struct fol__placing {
    cairo_surface_t *target; /* borrowed */
    bool upright;            /* no rotation, mirroring or shear, one scale */
    bool has_pixels;         /* not PDF, SVG or a recording */
    double scale;            /* pixels, or the target's own units, a millimetre */
    double x, y;             /* pixel of the scene's 0, 0 */
} fol__placing;

fol__placing fol__placing_of(cairo_t *cr);

/* The caller's photograph as Cairo has pictures. */
typedef struct fol__photo {
    cairo_surface_t *surface; /* NULL: there is none */
    int32_t width, height;    /* of the photograph */
    int32_t reduction;        /* so many of its pixels, both ways, are one of the surface */
} fol__photo;

/* How far a photograph may be reduced beforehand when `scale` pixels are drawn for one of it: what is left is work that
 * Cairo's filter does well. 1: not at all. */
int32_t fol__photo_reduction(double scale);
/* Copies `pixels`, which may be NULL. */
fol_status fol__photo_make(const fol_pixels *pixels, int32_t reduction, fol__photo *photo, fol_error *err);
void fol__photo_free(fol__photo *photo);

/* What every operation needs. */
typedef struct fol__drawing {
    cairo_t *cr; /* user space is millimetres of the scene */
    fol_cairo_options options;
    fol__photo photo;
} fol__drawing;

/* The photograph that a scene asks for, prepared for `scale` pixels a millimetre; 0: for a target without pixels. */
fol_status fol__drawing_open(fol__drawing *drawing, const fol_scene *scene, double scale, fol_error *err);
/* Draws all operations; leaves the state of drawing->cr as it was. */
fol_status fol__render_scene(const fol__drawing *drawing, const fol_scene *scene, fol_error *err);
/* Draws one. Cairo's own status is left in drawing->cr. */
fol_status fol__render_op(const fol__drawing *drawing, const fol_op *op, fol_error *err);

fol_status fol__render_dots(const fol__drawing *drawing, const fol_op *op, fol_error *err);
void fol__render_photo(const fol__drawing *drawing, const fol_op *op);
void fol__render_text(cairo_t *cr, const fol_op *op);

/* Adds a rectangle to the path. */
void fol__add_rect(cairo_t *cr, fol_rect rect);
/* Edges of areas: whole pixels by their centres where the picture is upright, as fol_raster_scene() has them. */
void fol__set_area_edges(cairo_t *cr);

#endif
