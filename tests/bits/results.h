/* SPDX-License-Identifier: MIT */
/* Everything that must be the same bits everywhere, made and hashed. What fails on the way is said on standard error. */
#ifndef FOLLICLE_TESTS_BITS_RESULTS_H
#define FOLLICLE_TESTS_BITS_RESULTS_H

#include "book.h"

/* Fills the book; how many promises were broken that need no file to be seen: an update that is not the layout made anew, a
 * number of threads that matters. */
int results_make(book *found);

/* The built-in pattern was computed by the machine that built the library; does this one come to the same? */
bool results_rebuild_pattern(void);

/* The dots of one plan as text, a line a dot in map order, to compare two builds with; false when there is no such plan. */
bool results_print_dots(const char *name);

#endif
