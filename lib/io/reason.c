/* SPDX-License-Identifier: MIT */
/* strerror_r() is POSIX's, which returns a number; the C library's other form of it is kept out by the macro below. */
#if !defined(_POSIX_C_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif
#include "reason.h"

#include <stdio.h>
#include <string.h>

fol__short_text fol__reason_of(int error_number) {
    fol__short_text reason;
    if (error_number == 0 || strerror_r(error_number, reason.text, sizeof reason.text) != 0)
        snprintf(reason.text, sizeof reason.text, "error %d", error_number);
    return reason;
}

fol__short_text fol__path_shown(const char *path) {
    fol__short_text shown;
    const size_t length = strlen(path);
    const size_t room = sizeof shown.text - sizeof "...";
    if (length <= room) {
        memcpy(shown.text, path, length + 1);
        return shown;
    }
    const char *tail = path + length - room;
    while (((unsigned char)*tail & 0xC0) == 0x80) /* not from the middle of a UTF-8 character */
        tail++;
    snprintf(shown.text, sizeof shown.text, "...%s", tail);
    return shown;
}
