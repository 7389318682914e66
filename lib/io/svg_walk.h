/* SPDX-License-Identifier: MIT */
/* A drawing as it is seen: every object once for each time that it is drawn, with its transform. */
#ifndef FOLLICLE_IO_SVG_WALK_H
#define FOLLICLE_IO_SVG_WALK_H

#include "svg_names.h"
#include "svg_page.h"
#include "svg_style.h"

/* What all that read a drawing share. */
typedef struct fol__svg {
    fol__io_arena *arena;
    fol_limits limits;
    fol__xml xml;
    fol__svg_page page;
    fol__style_sheet sheet;
    const fol__xml_element **ids; /* elements with an id, sorted by it */
    size_t id_count;
    fol_error *err;
} fol__svg;

/* Reads bytes; fol__svg_close() whatever comes of it. Errors: FOL_ERR_SYNTAX, _VALUE, _LIMIT, _NOMEM. */
fol_status fol__svg_open(fol__svg *svg, const char *bytes, size_t size, const fol_limits *limits, fol__io_arena *arena,
                         fol_error *err);
void fol__svg_close(fol__svg *svg);

/* The element that "#id" or "url(#id)" refers to, or NULL. */
const fol__xml_element *fol__svg_target(const fol__svg *svg, fol__value reference);

/* An element on the way from the outermost one to an object; a <use> comes before what it shows. */
typedef struct fol__svg_frame {
    const struct fol__svg_frame *parent;
    const fol__xml_element *element;
    fol__meaning meaning; /* of groups and <use>; of other elements only what fol__meaning_of() says */
    fol__matrix to_mm;
    fol__svg_room room;
    fol__value visibility, fill_rule; /* inherited */
    int depth;
    bool cloned; /* by a <use> above */
} fol__svg_frame;

typedef struct fol__svg_visitor {
    /* A group: false leaves out all that is in it. May be NULL. */
    bool (*enter)(const fol__svg_frame *frame, void *user);
    /* Any other element that could be seen. */
    fol_status (*visit)(const fol__svg_frame *frame, void *user);
    bool hidden_too;
    void *user;
} fol__svg_visitor;

/* Errors: what visit() says, and FOL_ERR_SYNTAX, _LIMIT with line and column. */
fol_status fol__svg_walk(const fol__svg *svg, const fol__svg_visitor *visitor);

#endif
