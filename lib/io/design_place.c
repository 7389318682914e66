/* SPDX-License-Identifier: MIT */
/* Paths are only spelled out when something is wrong, so reading and writing cost nothing for them. */
#include "design_place.h"

#include "problem.h"

#include <stdarg.h>
#include <stdio.h>

/* Returns the length so far; cuts what does not fit. */
static size_t write_path(const fol__place *at, char *path, size_t size) {
    const size_t used = at->parent ? write_path(at->parent, path, size) : 0;
    int more = 0;
    if (at->key)
        more = snprintf(path + used, size - used, "%s%s", used ? "." : "", at->key);
    else if (at->parent)
        more = snprintf(path + used, size - used, "[%zu]", at->index);
    const size_t end = used + (more > 0 ? (size_t)more : 0);
    return end < size ? end : size - 1;
}

fol_status fol__fail_at(fol_error *err, fol_status status, const fol__place *at, const char *format, ...) {
    char path[sizeof err->path] = "", message[sizeof err->message];
    if (!err)
        return status;
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    write_path(at, path, sizeof path);
    return fol__io_fail(err, status, path, 0, 0, "%s", message);
}
