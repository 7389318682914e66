/* SPDX-License-Identifier: MIT */
/* Error detail of follicle-io. libfollicle's own helper is not public, so this library fills fol_error by itself. Texts
 * that come from a file can be long and are cut, but never inside a character: hosts print them as UTF-8. */
#include "problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Drops a character that was cut in two at the end of a full buffer. */
static void cut_at_whole_character(char *text, size_t size) {
    const size_t length = strlen(text);
    if (length + 1 < size)
        return;
    size_t start = length;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return;
    const unsigned char lead = (unsigned char)text[start - 1];
    const size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (length - (start - 1) < wanted)
        text[start - 1] = '\0';
}

/* Names come from files: one that holds control characters must not steer the terminal that the message is printed on.
 */
static void disarm(char *text) {
    for (; *text; text++) {
        const unsigned char c = (unsigned char)text[0], after = (unsigned char)text[1];
        const bool c1 = c == 0xC2 && after >= 0x80 && after < 0xA0; /* U+0080 to U+009F */
        if (c1)
            text[1] = '?';
        if (c1 || c < 0x20 || c == 0x7F)
            text[0] = '?';
    }
}

fol_status fol__io_fail(fol_error *err, fol_status status, const char *path, int line, int column, const char *format,
                        ...) {
    if (!err)
        return status;
    fol_error filled = {.status = status, .line = line, .column = column, .index = -1, .ring = -1, .vertex = -1};
    if (path)
        snprintf(filled.path, sizeof filled.path, "%s", path);
    va_list args;
    va_start(args, format);
    vsnprintf(filled.message, sizeof filled.message, format, args);
    va_end(args);
    cut_at_whole_character(filled.path, sizeof filled.path);
    cut_at_whole_character(filled.message, sizeof filled.message);
    disarm(filled.path);
    disarm(filled.message);
    *err = filled;
    return status;
}

fol_status fol__io_fail_nomem(fol_error *err) {
    return fol__io_fail(err, FOL_ERR_NOMEM, NULL, 0, 0, "out of memory");
}
