/* SPDX-License-Identifier: MIT */
/* Numbers and lengths as SVG writes them, the same in every locale and on every machine. */
#ifndef FOLLICLE_IO_SVG_NUMBER_H
#define FOLLICLE_IO_SVG_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* Moves *at past blanks and one comma. */
void fol__svg_skip(const char **at);
/* The number at *at, which moves behind it; false, and *at where it was, when there is none. Out of a double's range: infinity. */
bool fol__svg_number(const char **at, double *value);
/* Up to `most` numbers with blanks and commas between; -1 when anything else stands there. */
int fol__svg_numbers(const char *text, double *values, int most);

typedef enum fol__svg_unit {
    FOL__UNIT_NONE,    /* a bare number, or px */
    FOL__UNIT_MM,      /* a physical one: the value has been turned into mm */
    FOL__UNIT_PERCENT, /* of the room around it */
    FOL__UNIT_OTHER    /* of a font, or unknown */
} fol__svg_unit;

/* "12.5mm". False when it does not begin with a number. */
bool fol__svg_length(const char *text, double *value, fol__svg_unit *unit);

/* Sine and cosine of degrees: exact at quarter turns, and the same bits on every machine. False for what is not finite. */
bool fol__svg_turn(double degrees, double *sine, double *cosine);

#endif
