/* SPDX-License-Identifier: MIT */
/* What a drawing has of a design: its objects with their meaning, in millimetres, before they are put together. */
#ifndef FOLLICLE_IO_SVG_OBJECTS_H
#define FOLLICLE_IO_SVG_OBJECTS_H

#include "svg_walk.h"

#include <follicle/design.h>
#include <jansson.h>

typedef struct fol__svg_object {
    struct fol__svg_object *next;
    fol__role role;                   /* ZONE, HAIRLINE or KEEP_OUT */
    const fol__xml_element *element;
    char name[FOL__NAME_ROOM];        /* "" when it has none */
    fol__outline outline;
    bool even_odd;
    json_t *params;                   /* from data-* attributes */
} fol__svg_object;

/* A named place: a landmark. */
typedef struct fol__svg_mark {
    struct fol__svg_mark *next;
    const fol__xml_element *element;
    char name[FOL__NAME_ROOM];
    fol_point at;
} fol__svg_mark;

typedef struct fol__svg_image {
    const fol__xml_element *element; /* NULL: none */
    const char *href;
    fol__matrix to_mm;               /* of the box */
    fol_rect box;
    const char *aspect;
    bool named;                      /* as a photograph */
} fol__svg_image;

/* Warnings, as texts of the arena. */
typedef struct fol__notices {
    fol_warning *items;
    size_t count, capacity;
} fol__notices;

typedef struct fol__svg_objects {
    fol__svg *svg;
    fol__svg_object *objects[3];      /* zones, hairlines, keep-outs, in the order in which they are drawn */
    fol__svg_object *last[3];
    size_t counts[3];
    fol_point *hairs;
    size_t hair_count, hair_capacity;
    fol__svg_mark *marks;
    bool has_behind;
    fol_point behind;
    fol__svg_image image;
    size_t images;                    /* seen in all */
    size_t vertices;                  /* so far */
    size_t attributes;                /* looked at for the parameters of objects */
    double clip_points;               /* of clips that were looked at */
    const fol__xml_element *clipped;  /* the first object of which a clip hides a part */
    size_t clipped_count;
    size_t left_out;                  /* shapes without a meaning */
    fol__notices notices;
    char names[200];                  /* some that have no meaning, for a message */
} fol__svg_objects;

/* Which of the three lists a role's objects are in. */
enum { FOL__LIST_ZONES, FOL__LIST_HAIRLINES, FOL__LIST_KEEP_OUTS };

/* Collects. fol__svg_objects_free() whatever comes of it. Errors: FOL_ERR_SYNTAX, _VALUE, _GEOMETRY, _LIMIT, _NOMEM, with line, column and
 * element. */
fol_status fol__svg_collect(fol__svg *svg, fol__svg_objects *out);
void fol__svg_objects_free(fol__svg_objects *objects);

/* Adds a warning; path may be "". False when memory is out. */
bool fol__svg_notice(fol__svg_objects *objects, const char *path, const char *format, ...) FOL_PRINTF(3, 4);

#endif
