/* SPDX-License-Identifier: MIT */
/* Reads a whole file or stdin. The bound is kept while reading, not by the size that the file says it has: a pipe has
 * none and a file can grow. Folders and devices are refused, so that no /dev/zero is read up to the bound; pipes are
 * taken.
 *
 * Written for POSIX. Elsewhere the function why_not() is the one to replace. */
#if !defined(_POSIX_C_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif
#include "problem.h"
#include "reason.h"
#include "specs.h"

#include <errno.h>
#include <follicle/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_CAPACITY = 64 * 1024 };

static fol_status fail_read(fol_error *err, const char *name, int error_number) {
    if (error_number == ENOMEM)
        return fol__io_fail_nomem(err);
    return fol__io_fail(err, FOL_ERR_READ, NULL, 0, 0, "cannot read %s: %s", fol__path_shown(name).text,
                        fol__reason_of(error_number).text);
}

static fol_status fail_limit(fol_error *err, const char *name, int64_t max_bytes) {
    return fol__io_fail(err, FOL_ERR_LIMIT, NULL, 0, 0, "%s is larger than the limit of %lld bytes",
                        fol__path_shown(name).text, (long long)max_bytes);
}

/* Why a file that could be opened is not one to read; NULL when it is fine. *size: what to expect, 0 when not known. */
static const char *why_not(FILE *file, int64_t *size) {
    struct stat about;
    *size = 0;
    if (fstat(fileno(file), &about) != 0)
        return NULL;
    if (S_ISDIR(about.st_mode))
        return "it is a folder";
    if (S_ISBLK(about.st_mode) || (S_ISCHR(about.st_mode) && !isatty(fileno(file))))
        return "it is a device";
    if (S_ISREG(about.st_mode))
        *size = (int64_t)about.st_size;
    return NULL;
}

/* Reads to the end into memory that doubles. `expected` spares the doubling of a file whose size is known. */
static fol_status read_all(FILE *file, const char *name, int64_t max_bytes, int64_t expected, char **bytes,
                           size_t *size, fol_error *err) {
    const uint64_t most = max_bytes < 0 ? 0 : (uint64_t)max_bytes < SIZE_MAX / 4 ? (uint64_t)max_bytes : SIZE_MAX / 4;
    size_t capacity = expected > 0 && (uint64_t)expected <= most ? (size_t)expected + 2 : FIRST_CAPACITY;
    size_t used = 0;
    char *buffer = malloc(capacity);
    while (buffer) {
        errno = 0;
        used += fread(buffer + used, 1, capacity - 1 - used, file);
        if (used > most || ferror(file)) {
            const int error_number = errno;
            free(buffer);
            return used > most ? fail_limit(err, name, max_bytes) : fail_read(err, name, error_number);
        }
        if (used < capacity - 1) {
            buffer[used] = '\0';
            *bytes = buffer;
            *size = used;
            return FOL_OK;
        }
        char *larger = realloc(buffer, capacity * 2);
        if (!larger)
            free(buffer);
        buffer = larger;
        capacity *= 2;
    }
    return fol__io_fail_nomem(err);
}

fol_status fol_read_file(const char *path, const fol_limits *limits, char **bytes, size_t *size, fol_error *err) {
    if (bytes)
        *bytes = NULL;
    if (size)
        *size = 0;
    if (!path || !bytes || !size)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "path, bytes and size must not be NULL");
    fol_limits bounds;
    const fol_status status = fol__io_limits(limits, &bounds, err);
    if (status != FOL_OK)
        return status;
    const bool from_stdin = strcmp(path, "-") == 0;
    const char *const name = from_stdin ? "stdin" : path;
    errno = 0;
    FILE *const file = from_stdin ? stdin : fopen(path, "rb");
    if (!file)
        return fail_read(err, name, errno);
    int64_t expected = 0;
    const char *const reason = why_not(file, &expected);
    fol_status read = FOL_OK;
    if (reason && !from_stdin)
        read = fol__io_fail(err, FOL_ERR_READ, NULL, 0, 0, "cannot read %s: %s", fol__path_shown(name).text, reason);
    else if (expected > bounds.max_bytes)
        read = fail_limit(err, name, bounds.max_bytes);
    else
        read = read_all(file, name, bounds.max_bytes, expected, bytes, size, err);
    if (!from_stdin)
        fclose(file);
    return read;
}
