/* SPDX-License-Identifier: MIT */
/* The few properties of CSS that matter here: attributes, style="..." and plain rules of <style>. */
#ifndef FOLLICLE_IO_SVG_STYLE_H
#define FOLLICLE_IO_SVG_STYLE_H

#include "svg_xml.h"

/* A value inside a larger text. */
typedef struct fol__value {
    const char *text; /* NULL: not given */
    size_t size;
} fol__value;

typedef struct fol__style_rule {
    fol__value selector; /* ".class", "#id" or "element" */
    fol__value body;
} fol__style_rule;

typedef struct fol__style_sheet {
    fol__style_rule *rules;
    size_t count, capacity;
} fol__style_sheet;

/* Adds the rules of a <style> element, whose text must outlive the sheet. False when memory is out. */
bool fol__style_add(fol__style_sheet *sheet, const char *text);
void fol__style_free(fol__style_sheet *sheet);

/* A property of one element itself, nothing inherited: style="..." before rules before the attribute of that name. */
fol__value fol__style_get(const fol__style_sheet *sheet, const fol__xml_element *element, const char *property);
bool fol__value_is(fol__value value, const char *text);

#endif
