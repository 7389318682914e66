/* SPDX-License-Identifier: MIT */
#include "temples.h"

#include <string.h>

bool read_temples(const cli_syntax *syntax, const char *text, fol_temples *temples) {
    static const char letters[] = "NTPR";
    const char letter = text[0] >= 'a' && text[0] <= 'z' ? (char)(text[0] - 'a' + 'A') : text[0];
    const char *at = letter && !text[1] ? strchr(letters, letter) : NULL;
    if (at)
        *temples = (fol_temples)(at - letters + 1);
    else
        bad_usage(syntax->command, "--temples is '%s'; it is one of N, T, P, R", text);
    return at != NULL;
}
