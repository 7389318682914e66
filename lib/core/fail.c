/* SPDX-License-Identifier: MIT */
#include "fail.h"
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void append(char *path, size_t size, const char *format, ...) FOL_PRINTF(3, 4);

static void append(char *path, size_t size, const char *format, ...) {
    const size_t used = strlen(path);
    va_list args;
    va_start(args, format);
    vsnprintf(path + used, size - used, format, args);
    va_end(args);
}

/* What the design file calls ring number `ring` of an object of `list`. */
static void append_ring(char *path, size_t size, fol__where where) {
    if (strcmp(where.list, "hairlines") == 0)
        append(path, size, ".points");
    else if (where.ring == 0)
        append(path, size, ".outline");
    else
        append(path, size, ".holes[%d]", (int)where.ring - 1);
}

void fol__path_write(fol__where where, char *path, size_t size) {
    path[0] = '\0';
    if (where.list)
        append(path, size, "%s", where.list);
    if (where.list && where.index >= 0)
        append(path, size, "[%d]", (int)where.index);
    if (where.list && where.ring >= 0)
        append_ring(path, size, where);
    if (where.vertex >= 0)
        append(path, size, "[%d]", (int)where.vertex);
    if (where.key)
        append(path, size, "%s%s", path[0] ? "." : "", where.key);
}

fol_status fol__fail(fol_error *err, fol_status status, fol__where where, const char *format, ...) {
    if (!err)
        return status;
    memset(err, 0, sizeof *err);
    err->status = status;
    err->index = where.index;
    err->ring = where.ring;
    err->vertex = where.vertex;
    fol__path_write(where, err->path, sizeof err->path);
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    fol__mend_utf8(err->message);
    return status;
}

fol_status fol__fail_nomem(fol_error *err) {
    return fol__fail(err, FOL_ERR_NOMEM, FOL__NOWHERE, "out of memory");
}

fol_status fol__fail_cancelled(fol_error *err) {
    return fol__fail(err, FOL_ERR_CANCELLED, FOL__NOWHERE, "stopped by the caller");
}

bool fol__stop_wanted(const fol_progress *progress, double done) {
    return progress && progress->report && progress->report(done, progress->user);
}
