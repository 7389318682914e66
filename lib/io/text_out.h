/* SPDX-License-Identifier: MIT */
/* Text on its way to a sink: buffered, and the same whatever the locale. */
#ifndef FOLLICLE_IO_TEXT_OUT_H
#define FOLLICLE_IO_TEXT_OUT_H

#include <follicle/values.h>

enum { FOL__OUT_BUFFER = 16384 };

/* Make with fol__out_start(), end with fol__out_finish(). A sink that refuses is remembered and not asked again. */
typedef struct fol__text_out {
    fol_sink sink;
    bool refused;
    size_t used;
    int64_t flushed; /* bytes given to the sink so far */
    char buffer[FOL__OUT_BUFFER];
} fol__text_out;

/* FOL_ERR_ARG when the sink is NULL or has no function. */
fol_status fol__out_start(fol__text_out *out, const fol_sink *sink, fol_error *err);
/* Hands over what is left. FOL_ERR_WRITE when the sink refused anything. */
fol_status fol__out_finish(fol__text_out *out, fol_error *err);
/* Bytes written since the start. */
int64_t fol__out_size(const fol__text_out *out);

/* Hands over what is buffered. */
void fol__out_flush(fol__text_out *out);
/* Where at most `size` bytes may be put by hand (put.h); give the end to fol__out_end(). */
static inline char *fol__out_room(fol__text_out *out, size_t size) {
    if (FOL__OUT_BUFFER - out->used < size)
        fol__out_flush(out);
    return out->buffer + out->used;
}

static inline void fol__out_end(fol__text_out *out, const char *end) {
    out->used = (size_t)(end - out->buffer);
}

void fol__out_bytes(fol__text_out *out, const char *bytes, size_t size);
void fol__out_text(fol__text_out *out, const char *text);
void fol__out_char(fol__text_out *out, char c);
void fol__out_int(fol__text_out *out, int64_t value);
/* As few digits as read back to the same finite double. */
void fol__out_number(fol__text_out *out, double value);
/* To thousandths; within 1e15. */
void fol__out_rounded(fol__text_out *out, double value);
/* `decimals` digits behind the point, at most 9; "null" for what is not finite. */
void fol__out_fixed(fol__text_out *out, double value, int decimals);
/* 16 hexadecimal digits. */
void fol__out_hex64(fol__text_out *out, uint64_t value);
/* #rrggbb */
void fol__out_color(fol__text_out *out, fol_color color);
/* In quotes, escaped. Bytes that are no UTF-8 become U+FFFD. */
void fol__out_json_text(fol__text_out *out, const char *text);
/* Escaped for an attribute value in double quotes. What XML 1.0 cannot hold becomes U+FFFD. */
void fol__out_xml_text(fol__text_out *out, const char *text);

/* A field of CSV (RFC 4180): in quotes where it needs them. */
void fol__out_csv_text(fol__text_out *out, const char *text);

/* A sink into libc memory. Zero it first, free(bytes) after; a NUL that is not counted follows the last byte. */
typedef struct fol__memory_out {
    char *bytes;
    size_t size, capacity;
} fol__memory_out;

fol_sink fol__memory_sink(fol__memory_out *memory);

#endif
