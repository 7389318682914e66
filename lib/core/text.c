/* SPDX-License-Identifier: MIT */
#include "text.h"

/* Bytes of the character that begins with `lead` (RFC 3629), and the range of its second byte; 0 for no such lead. */
static int character_bytes(unsigned char lead, unsigned char *from, unsigned char *to) {
    *from = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    *to = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

/* Bytes of the whole character at `at`; 0 when there is none. */
static int whole_character(const unsigned char *at) {
    unsigned char from, to;
    const int bytes = character_bytes(at[0], &from, &to);
    for (int i = 1; i < bytes; i++) {
        if (at[i] < (i == 1 ? from : 0x80) || at[i] > (i == 1 ? to : 0xBF))
            return 0;
    }
    return bytes;
}

bool fol__is_utf8(const char *text) {
    const unsigned char *at = (const unsigned char *)text;
    while (*at) {
        const int bytes = whole_character(at);
        if (bytes == 0)
            return false;
        at += bytes;
    }
    return true;
}

void fol__mend_utf8(char *text) {
    unsigned char *at = (unsigned char *)text;
    while (*at) {
        const int bytes = whole_character(at);
        if (bytes == 0)
            *at = '?';
        at += bytes ? bytes : 1;
    }
}
