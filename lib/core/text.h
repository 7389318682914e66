/* SPDX-License-Identifier: MIT */
#ifndef FOLLICLE_CORE_TEXT_H
#define FOLLICLE_CORE_TEXT_H

#include <stdbool.h>

/* Whether text is UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing past U+10FFFF. Names go into files and onto
 * pages that take nothing else. */
bool fol__is_utf8(const char *text);

/* Puts a question mark for each byte that is part of no character, such as what is left of one that was cut. */
void fol__mend_utf8(char *text);

#endif
