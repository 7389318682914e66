/* SPDX-License-Identifier: MIT */
/* XML to a tree of elements, by expat and within limits. */
#ifndef FOLLICLE_IO_SVG_XML_H
#define FOLLICLE_IO_SVG_XML_H

#include "design_arena.h"

#include <follicle/base.h>

/* Elements inside each other; editors nest tens. */
enum { FOL__XML_DEPTH = 256 };

/* Names are plain for SVG's own and for what has no namespace, "inkscape:label" and "serif:id" for the editors', "href" for
 * XLink's. Other namespaces' attributes are left out. */
typedef struct fol__xml_attribute {
    const char *name, *value;
} fol__xml_attribute;

typedef struct fol__xml_element {
    const char *name; /* "" for an element of a foreign namespace */
    const fol__xml_attribute *attributes;
    size_t attribute_count;
    size_t attribute_bytes; /* of all values */
    struct fol__xml_element *parent, *first, *last, *next;
    const char *text; /* of <style> and <title>; NULL for others */
    int line, column; /* of its start tag, from 1 */
} fol__xml_element;

typedef enum fol__xml_maker {
    FOL__MAKER_UNKNOWN,
    FOL__MAKER_ILLUSTRATOR /* a comment says so */
} fol__xml_maker;

typedef struct fol__xml {
    fol__xml_element *root;
    fol__xml_maker maker;
    size_t elements;
} fol__xml;

/* Reads a whole document; the tree lies in `arena`. What an entity could hide is refused: a document type may declare nothing but
 * the short web addresses that Illustrator's do.
 * Errors: FOL_ERR_SYNTAX with line and column, _LIMIT, _NOMEM. */
fol_status fol__xml_parse(const char *bytes, size_t size, const fol_limits *limits, fol__io_arena *arena, fol__xml *out,
                          fol_error *err);

/* The attribute's value, or NULL. */
const char *fol__xml_get(const fol__xml_element *element, const char *name);

#endif
