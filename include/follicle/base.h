/* SPDX-License-Identifier: MIT */
/* Ground rules shared by every header: status codes, error detail, allocator, progress, sinks, limits.
 *
 * Everything declared in <follicle/...> since 0.1 unless a comment says otherwise.
 * Lengths are millimetres in doubles or micrometres in integers, as each name says; x runs right, y runs down.
 * Threads: no function touches global state. Objects never change after they are created and may be used from any
 * number of threads at once; freeing one while another thread uses it is the caller's mistake. The library starts no threads but those of a
 * fol_pool. Callbacks must return: an exception or a longjmp through the library leaks what it holds, and leaves objects half made. NULL where an object is needed is FOL_ERR_ARG from what returns a status; other functions answer as for an empty object. */
#ifndef FOLLICLE_BASE_H
#define FOLLICLE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#  if defined(FOL_STATIC)
#    define FOL_API
#  elif defined(FOL_BUILDING)
#    define FOL_API __declspec(dllexport)
#  else
#    define FOL_API __declspec(dllimport)
#  endif
#else
#  define FOL_API __attribute__((visibility("default")))
#endif

#if defined(__GNUC__) || defined(__clang__)
#  define FOL_PRINTF(format_arg, first_arg) __attribute__((format(printf, format_arg, first_arg)))
#else
#  define FOL_PRINTF(format_arg, first_arg)
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define FOL_VERSION_MAJOR 0
#define FOL_VERSION_MINOR 1
#define FOL_VERSION_PATCH 0
#define FOL_VERSION_STRING "0.1.0"

/* Rises whenever any dot of any seed changes. Store it beside every layout that is to be made again. */
#define FOL_LAYOUT_VERSION 2

/* The version of the library that is running, which may be newer than the header: "0.1.0". Never NULL. */
FOL_API const char *fol_version(void);
FOL_API int fol_layout_version(void);

/* Numbers never change meaning; treat one that you do not know as FOL_ERR_INTERNAL. docs/errors.md has a row for each. */
typedef enum fol_status {
    FOL_OK = 0,
    FOL_ERR_ARG = 1,       /* the call itself is wrong: NULL, bad struct_size, index out of range */
    FOL_ERR_NOMEM = 2,     /* the allocator returned NULL; nothing is leaked or half made */
    FOL_ERR_CANCELLED = 3, /* the progress callback asked to stop, or a piece of work given to fol_tasks was not done */
    FOL_ERR_LIMIT = 4,     /* over a bound of fol_limits, or one of the library's own that the message names */
    FOL_ERR_INTERNAL = 5,  /* a defect of the library */
    FOL_ERR_VALUE = 10,    /* a number is NaN, infinite or out of its range */
    FOL_ERR_GEOMETRY = 11, /* an outline or curve cannot be used: too few points, no area, hole outside, a hairline that crosses itself */
    FOL_ERR_CONFLICT = 12, /* values contradict each other: density over what the spacing carries, shares that fall, a layout of another
                              design */
    FOL_ERR_NAME = 13,     /* a name is missing, used twice, or refers to nothing */
    FOL_ERR_SYNTAX = 20,   /* bytes are not JSON, SVG, CSV, PNG or JPEG */
    FOL_ERR_SCHEMA = 21,   /* well formed, but a key is unknown, missing or of the wrong type */
    FOL_ERR_VERSION = 22,  /* made for a layout or format version that this library cannot honour */
    FOL_ERR_READ = 23,     /* a file cannot be opened or read */
    FOL_ERR_WRITE = 24     /* a sink refused bytes, a file cannot be written */
} fol_status;

/* "FOL_ERR_VALUE". Never NULL; "FOL_ERR_UNKNOWN" for a number that is none. */
FOL_API const char *fol_status_name(fol_status status);
/* One plain sentence without a full stop. Never NULL. */
FOL_API const char *fol_status_text(fol_status status);

/* What went wrong and where. The caller owns it, usually on the stack; every fallible call accepts NULL instead.
 * Untouched on success. `path` is written the way design files are: zones[2].holes[0][14]. */
typedef struct fol_error {
    fol_status status;
    int32_t line;      /* of a text that was read, from 1; 0 when it does not apply */
    int32_t column;    /* from 1; 0 when it does not apply */
    int32_t index;     /* which zone, hairline, keep-out, hair or session, from 0; -1 when it does not apply */
    int32_t ring;      /* 0 the outline, 1 the first hole ...; -1 when it does not apply */
    int32_t vertex;    /* from 0; -1 when it does not apply */
    char path[128];    /* "" when it does not apply */
    char message[376]; /* one line, names the offending numbers and says what would be right; no full stop */
} fol_error;

/* Memory for whatever a call creates. NULL in place of one means the C library's.
 * `alloc` returns NULL on failure and memory aligned for any type; `release` gets the size that was asked for.
 * An object keeps a copy of its allocator; `user` must outlive the object, and what is derived from it. An allocator without
 * both functions counts as NULL. Called from the thread that makes the call, or frees the object; from several at once where a call is given
 * fol_tasks, and where several threads ask one design for fol_design_expected(). */
typedef struct fol_allocator {
    void *(*alloc)(size_t size, void *user);
    void (*release)(void *memory, size_t size, void *user);
    void *user;
} fol_allocator;

/* Called now and then during long work with the share done so far, 0 to 1, never falling. Return true to stop: the
 * call then ends with FOL_ERR_CANCELLED and gives nothing. The last report may be below 1. Called from the thread that makes the call.
 * NULL in place of one, or of report, means no reports. */
typedef struct fol_progress {
    bool (*report)(double done, void *user);
    void *user;
} fol_progress;

/* Takes the bytes that a writer makes, in order. Return false to stop: the writer then ends with FOL_ERR_WRITE. */
typedef struct fol_sink {
    bool (*write)(const void *bytes, size_t size, void *user);
    void *user;
} fol_sink;

/* Bounds that are checked before memory is taken, so that a hostile file cannot exhaust a host. Raise what you need; a negative
 * bound allows nothing. */
typedef struct fol_limits {
    size_t struct_size;
    int64_t max_dots;     /* default 2,000,000; of a layout or map, and of what a design's zones ask for together */
    int32_t max_zones;    /* default 1,000, at most 65,535; also bounds keep-outs, and hairlines, of which there are at most 32 */
    int32_t max_vertices; /* default 100,000; all outlines, holes and curves of a design together */
    int32_t max_hairs;    /* default 200,000 */
    int64_t max_pixels;   /* default 200,000,000; width times height of a picture that is read, and values of an area scale or mask */
    int64_t max_bytes;    /* default 1,073,741,824; of a file that is read */
} fol_limits;

FOL_API void fol_limits_init_sized(fol_limits *limits, size_t struct_size);
static inline fol_limits fol_limits_default(void) {
    fol_limits limits;
    fol_limits_init_sized(&limits, sizeof limits);
    return limits;
}

#ifdef __cplusplus
}
#endif
#endif
