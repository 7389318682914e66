/* SPDX-License-Identifier: MIT */
/* Small pieces of text that several commands print. */
#ifndef FOLLICLE_CLI_TEXT_H
#define FOLLICLE_CLI_TEXT_H

#include <stdint.h>
#include <stdio.h>

/* Text from a file or an argument, control characters replaced: a name must not be able to steer the terminal. */
void put_clean(FILE *out, const char *text);
/* How many characters put_clean() prints. */
int text_width(const char *text);
/* The same, then blanks up to `width` characters. */
void put_padded(FILE *out, const char *text, int width);
/* A number with commas between thousands, right-aligned in `width`. */
void put_count(FILE *out, int64_t number, int width);
/* A JSON string with its quotes. */
void put_json_string(FILE *out, const char *text);

#endif
