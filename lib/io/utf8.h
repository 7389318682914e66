/* SPDX-License-Identifier: MIT */
/* Reading UTF-8 one character at a time, as RFC 3629 has it: no overlong forms, no surrogates, nothing past U+10FFFF.
 */
#ifndef FOLLICLE_IO_UTF8_H
#define FOLLICLE_IO_UTF8_H

#include <stdbool.h>
#include <stdint.h>

/* The character at *text, which moves behind it; -1, and one byte further, where the bytes are no character. *text must
 * not be at the final NUL. */
static inline int32_t fol__utf8_next(const char **text) {
    const unsigned char *s = (const unsigned char *)*text;
    const unsigned char lead = s[0];
    const int more = lead < 0x80 ? 0 : lead < 0xC2 ? -1 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : lead < 0xF5 ? 3 : -1;
    *text += 1;
    if (more < 0)
        return -1;
    int32_t c = more == 0 ? lead : lead & (0x3F >> more);
    for (int i = 1; i <= more; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return -1;
        c = c << 6 | (s[i] & 0x3F);
    }
    const bool overlong = (more == 2 && c < 0x800) || (more == 3 && c < 0x10000);
    if (overlong || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return -1;
    *text += more;
    return c;
}

static inline bool fol__utf8_valid(const char *text) {
    while (*text) {
        if (fol__utf8_next(&text) < 0)
            return false;
    }
    return true;
}

#endif
