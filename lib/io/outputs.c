/* SPDX-License-Identifier: MIT */
/* Files that appear together or not at all. Each is written as .NAME.follicle-XXXXXX in its own folder, so that the
 * rename at the end stays on one file system and a leftover of a crash is known by its name. What is not a plain file
 * (stdout, a pipe, a device) cannot be renamed over: its bytes are kept in memory and handed over at commit.
 *
 * A failed write is remembered with the system's reason: a host whose writer ended with FOL_ERR_WRITE calls
 * fol_outputs_commit() to learn it, which then renames nothing.
 *
 * Written for POSIX. Elsewhere open(O_EXCL), realpath() and a rename() that replaces are the calls to provide. */
#if !defined(_XOPEN_SOURCE)
#define _XOPEN_SOURCE 700
#endif
#include "problem.h"
#include "reason.h"

#include <errno.h>
#include <fcntl.h>
#include <follicle/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_ATTEMPTS = 1000, FIRST_CAPACITY = 64 * 1024 };

/* A file takes what it is given in parts of this size: in parts of 4 KB, as is usual, writing a map of 100,000 dots
 * costs the system three times as much. */
enum { FILE_BUFFER = 256 * 1024 };

typedef enum output_kind {
    OUTPUT_FILE = 1, /* temporary, renamed at commit */
    OUTPUT_STREAM,   /* kept in memory, written at commit */
    OUTPUT_REMOVAL
} output_kind;

typedef struct output {
    struct output *next;
    output_kind kind;
    char *path;      /* as the caller named it */
    char *target;    /* where symbolic links lead */
    char *temporary; /* OUTPUT_FILE: to be removed unless renamed; NULL after that */
    FILE *file;      /* OUTPUT_FILE: while open */
    char *bytes;     /* OUTPUT_STREAM: all of them; OUTPUT_FILE: the file's buffer, while open */
    size_t size, capacity;
    int error_number; /* of the first failed write */
    bool failed;
} output;

struct fol_outputs {
    output *first, *last;
};

/* ------------------------------------------------------------------ one output */

static void note_failure(output *one, int error_number) {
    if (!one->failed)
        one->error_number = error_number;
    one->failed = true;
}

static fol_status fail_write(const output *one, int error_number, fol_error *err) {
    if (error_number == ENOMEM)
        return fol__io_fail_nomem(err);
    return fol__io_fail(err, FOL_ERR_WRITE, NULL, 0, 0, "cannot write %s: %s",
                        strcmp(one->path, "-") == 0 ? "stdout" : fol__path_shown(one->path).text,
                        fol__reason_of(error_number).text);
}

static bool write_file(const void *bytes, size_t size, void *user) {
    output *const one = user;
    if (one->failed || !one->file)
        return false;
    errno = 0;
    if (fwrite(bytes, 1, size, one->file) != size)
        note_failure(one, errno);
    return !one->failed;
}

static bool write_memory(const void *bytes, size_t size, void *user) {
    output *const one = user;
    if (one->failed)
        return false;
    if (size > one->capacity - one->size) {
        size_t capacity = one->capacity ? one->capacity : FIRST_CAPACITY;
        while (capacity - one->size < size && capacity <= SIZE_MAX / 4)
            capacity *= 2;
        char *const larger = capacity - one->size < size ? NULL : realloc(one->bytes, capacity);
        if (!larger) {
            note_failure(one, ENOMEM);
            return false;
        }
        one->bytes = larger;
        one->capacity = capacity;
    }
    if (size)
        memcpy(one->bytes + one->size, bytes, size);
    one->size += size;
    return true;
}

static void close_file(output *one) {
    if (!one->file)
        return;
    errno = 0;
    if (fclose(one->file) != 0)
        note_failure(one, errno);
    one->file = NULL;
    free(one->bytes);
    one->bytes = NULL;
}

static void output_free(output *one) {
    close_file(one);
    if (one->temporary)
        unlink(one->temporary);
    free(one->temporary);
    free(one->target);
    free(one->path);
    free(one->bytes);
    free(one);
}

/* ------------------------------------------------------------------ names */

static char *copy_text(const char *text) {
    const size_t size = strlen(text) + 1;
    char *const copy = malloc(size);
    if (copy)
        memcpy(copy, text, size);
    return copy;
}

/* Length of the folder's part of a path, its last slash included; 0 when there is none. */
static size_t folder_length(const char *path) {
    const char *const slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Six letters and digits for an attempt. They need not be unguessable: O_EXCL refuses a name that is taken. */
static void write_suffix(char *suffix, const output *one, unsigned attempt) {
    static const char signs[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    uint64_t bits = (uint64_t)getpid() * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)(uintptr_t)one;
    bits = (bits ^ (bits >> 29)) * UINT64_C(0xbf58476d1ce4e5b9) + attempt * UINT64_C(0x94d049bb133111eb);
    bits ^= bits >> 32;
    for (int i = 0; i < 6; i++) {
        suffix[i] = signs[bits % (sizeof signs - 1)];
        bits /= sizeof signs - 1;
    }
    suffix[6] = '\0';
}

/* Opens a temporary file beside the target. errno tells why not. */
static int open_temporary(output *one) {
    const size_t folder = folder_length(one->target);
    const size_t size = strlen(one->target) + sizeof ".." + sizeof "follicle-XXXXXX";
    one->temporary = malloc(size);
    errno = ENOMEM;
    int fd = -1;
    for (unsigned attempt = 0; one->temporary && fd < 0 && attempt < NAME_ATTEMPTS; attempt++) {
        char suffix[7];
        write_suffix(suffix, one, attempt);
        snprintf(one->temporary, size, "%.*s.%s.follicle-%s", (int)folder, one->target, one->target + folder, suffix);
        fd = open(one->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    if (fd < 0) {
        free(one->temporary);
        one->temporary = NULL;
    }
    return fd;
}

/* The reason in words that name the folder when it is the folder that is at fault. */
static fol_status fail_open(const output *one, int error_number, fol_error *err) {
    const size_t folder = folder_length(one->target);
    struct stat about;
    char *const name = copy_text(one->target);
    if (name && folder > 0 && (error_number == ENOENT || error_number == ENOTDIR)) {
        name[folder > 1 ? folder - 1 : folder] = '\0';
        const bool exists = stat(name, &about) == 0;
        fol__io_fail(err, FOL_ERR_WRITE, NULL, 0, 0,
                     exists ? "cannot write %s: %s is not a folder" : "cannot write %s: there is no folder %s",
                     fol__path_shown(one->path).text, fol__path_shown(name).text);
        free(name);
        return FOL_ERR_WRITE;
    }
    free(name);
    return fail_write(one, error_number, err);
}

/* ------------------------------------------------------------------ the set */

static output *find(const fol_outputs *outputs, const char *target) {
    for (output *one = outputs->first; one; one = one->next)
        if (strcmp(one->target, target) == 0)
            return one;
    return NULL;
}

/* Closes the file that was written last, whose buffer may only now meet a full disk. */
static fol_status finish_last(fol_outputs *outputs, fol_error *err) {
    output *const last = outputs->last;
    if (!last)
        return FOL_OK;
    close_file(last);
    return last->failed ? fail_write(last, last->error_number, err) : FOL_OK;
}

/* Follows symbolic links, so that a link stays and what it leads to is replaced. */
static char *target_of(const char *path) {
    struct stat about;
    if (lstat(path, &about) == 0 && S_ISLNK(about.st_mode)) {
        char *const resolved = realpath(path, NULL);
        if (resolved)
            return resolved;
    }
    return copy_text(path);
}

/* Adds an output at the end of the set. */
static fol_status append(fol_outputs *outputs, const char *path, output_kind kind, fol_error *err) {
    output *const one = calloc(1, sizeof *one);
    if (one) {
        one->kind = kind;
        one->path = copy_text(path);
        one->target = kind == OUTPUT_REMOVAL ? copy_text(path) : target_of(path);
    }
    if (!one || !one->path || !one->target) {
        if (one)
            output_free(one);
        return fol__io_fail_nomem(err);
    }
    if (find(outputs, one->target)) {
        output_free(one);
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "%s is named twice", fol__path_shown(path).text);
    }
    if (outputs->last)
        outputs->last->next = one;
    else
        outputs->first = one;
    outputs->last = one;
    return FOL_OK;
}

/* Takes the last output away again. */
static void drop_last(fol_outputs *outputs) {
    output *const dropped = outputs->last;
    output *before = NULL;
    for (output *one = outputs->first; one != dropped; one = one->next)
        before = one;
    outputs->last = before;
    if (before)
        before->next = NULL;
    else
        outputs->first = NULL;
    output_free(dropped);
}

/* A folder can neither be written nor removed as a file. */
static fol_status refuse_folder(const output *one, fol_error *err) {
    struct stat about;
    if (one->kind != OUTPUT_STREAM && stat(one->target, &about) == 0 && S_ISDIR(about.st_mode))
        return fail_write(one, EISDIR, err);
    return FOL_OK;
}

/* Decides how the target is written, and opens the file. */
static fol_status open_output(output *one, fol_error *err) {
    struct stat about;
    if (strcmp(one->path, "-") == 0 ||
        (stat(one->target, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode))) {
        one->kind = OUTPUT_STREAM;
        return FOL_OK;
    }
    const fol_status status = refuse_folder(one, err);
    if (status != FOL_OK)
        return status;
    const int fd = open_temporary(one);
    if (fd < 0)
        return fail_open(one, errno, err);
    one->file = fdopen(fd, "wb");
    if (!one->file) {
        const int error_number = errno;
        close(fd);
        return fail_write(one, error_number, err);
    }
    one->bytes = malloc(FILE_BUFFER);
    if (!one->bytes || setvbuf(one->file, one->bytes, _IOFBF, FILE_BUFFER) != 0)
        return fail_write(one, ENOMEM, err);
    return FOL_OK;
}

static fol_status hand_over(output *one, fol_error *err) {
    const bool to_stdout = strcmp(one->path, "-") == 0;
    errno = 0;
    FILE *const file = to_stdout ? stdout : fopen(one->target, "wb");
    if (!file)
        return fail_write(one, errno, err);
    if (fwrite(one->bytes, 1, one->size, file) != one->size || fflush(file) != 0)
        note_failure(one, errno);
    if (!to_stdout && fclose(file) != 0)
        note_failure(one, errno);
    if (one->failed)
        return fail_write(one, one->error_number, err);
    one->size = 0;
    return FOL_OK;
}

static fol_status rename_or_remove(output *one, fol_error *err) {
    if (one->kind == OUTPUT_REMOVAL && unlink(one->target) != 0 && errno != ENOENT)
        return fol__io_fail(err, FOL_ERR_WRITE, NULL, 0, 0, "cannot remove %s: %s", fol__path_shown(one->path).text,
                            fol__reason_of(errno).text);
    if (one->kind != OUTPUT_FILE || !one->temporary)
        return FOL_OK;
    if (rename(one->temporary, one->target) != 0)
        return fail_write(one, errno, err);
    free(one->temporary);
    one->temporary = NULL;
    return FOL_OK;
}

static fol_status for_each(fol_outputs *outputs, output_kind kind, fol_status (*act)(output *one, fol_error *err),
                           fol_error *err) {
    fol_status status = FOL_OK;
    for (output *one = outputs->first; one && status == FOL_OK; one = one->next)
        if (one->kind == kind)
            status = act(one, err);
    return status;
}

static fol_status finish(output *one, fol_error *err) {
    close_file(one);
    return one->failed ? fail_write(one, one->error_number, err) : refuse_folder(one, err);
}

static void drop_all(fol_outputs *outputs) {
    while (outputs->first) {
        output *const one = outputs->first;
        outputs->first = one->next;
        output_free(one);
    }
    outputs->last = NULL;
}

/* ------------------------------------------------------------------ public */

fol_status fol_outputs_create(fol_outputs **out, fol_error *err) {
    if (!out)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "out must not be NULL");
    *out = calloc(1, sizeof **out);
    return *out ? FOL_OK : fol__io_fail_nomem(err);
}

fol_status fol_outputs_begin(fol_outputs *outputs, const char *path, fol_sink *sink, fol_error *err) {
    if (!outputs || !path || !path[0] || !sink)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "outputs, path and sink must not be NULL or empty");
    fol_status status = finish_last(outputs, err);
    if (status == FOL_OK)
        status = append(outputs, path, OUTPUT_FILE, err);
    if (status != FOL_OK)
        return status;
    output *const one = outputs->last;
    status = open_output(one, err);
    if (status != FOL_OK) {
        drop_last(outputs);
        return status;
    }
    sink->write = one->kind == OUTPUT_STREAM ? write_memory : write_file;
    sink->user = one;
    return FOL_OK;
}

fol_status fol_outputs_remove(fol_outputs *outputs, const char *path, fol_error *err) {
    if (!outputs || !path || !path[0])
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "outputs and path must not be NULL or empty");
    const fol_status status = finish_last(outputs, err);
    return status == FOL_OK ? append(outputs, path, OUTPUT_REMOVAL, err) : status;
}

fol_status fol_outputs_commit(fol_outputs *outputs, fol_error *err) {
    if (!outputs)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "outputs must not be NULL");
    fol_status status = for_each(outputs, OUTPUT_STREAM, finish, err);
    if (status == FOL_OK)
        status = for_each(outputs, OUTPUT_FILE, finish, err);
    if (status == FOL_OK)
        status = for_each(outputs, OUTPUT_REMOVAL, finish, err);
    if (status == FOL_OK)
        status = for_each(outputs, OUTPUT_STREAM, hand_over, err);
    if (status == FOL_OK)
        status = for_each(outputs, OUTPUT_FILE, rename_or_remove, err);
    if (status == FOL_OK)
        status = for_each(outputs, OUTPUT_REMOVAL, rename_or_remove, err);
    if (status == FOL_OK)
        drop_all(outputs);
    return status;
}

void fol_outputs_free(fol_outputs *outputs) {
    if (!outputs)
        return;
    drop_all(outputs);
    free(outputs);
}
