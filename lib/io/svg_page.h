/* SPDX-License-Identifier: MIT */
/* How large a drawing is: its outermost element to millimetres. */
#ifndef FOLLICLE_IO_SVG_PAGE_H
#define FOLLICLE_IO_SVG_PAGE_H

#include "svg_path.h"

typedef struct fol__svg_page {
    double width_mm, height_mm;
    fol__matrix to_mm;
    fol__svg_room room;
    double per_inch;   /* units; what was assumed where the drawing has no physical size */
    bool assumed;
    const char *habit; /* whose: "Illustrator" ... */
} fol__svg_page;

/* Errors: FOL_ERR_VALUE, with line and column. */
fol_status fol__svg_page_of(const fol__xml *xml, fol__svg_page *page, fol_error *err);

/* Status with line and column of an element, its id and name as the path. */
fol_status fol__svg_fail(fol_error *err, fol_status status, const fol__xml_element *element, const char *format, ...)
    FOL_PRINTF(4, 5);
/* How messages call an element: path12 "Zone top". */
void fol__svg_place(const fol__xml_element *element, char *text, size_t size);

#endif
