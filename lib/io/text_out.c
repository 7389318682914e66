/* SPDX-License-Identifier: MIT */
/* How numbers and texts are written. printf follows the locale's decimal comma, so whatever separator it prints is
 * turned into a point; integers, which are most of a map, never go through it. */
#include "text_out.h"

#include "problem.h"
#include "put.h"
#include "utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fol__out_flush(fol__text_out *out) {
    if (out->used && !out->refused)
        out->refused = !out->sink.write(out->buffer, out->used, out->sink.user);
    out->flushed += (int64_t)out->used;
    out->used = 0;
}

fol_status fol__out_start(fol__text_out *out, const fol_sink *sink, fol_error *err) {
    if (!sink || !sink->write)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "there is no sink to write to");
    out->sink = *sink;
    out->refused = false;
    out->used = 0;
    out->flushed = 0;
    return FOL_OK;
}

fol_status fol__out_finish(fol__text_out *out, fol_error *err) {
    fol__out_flush(out);
    if (out->refused)
        return fol__io_fail(err, FOL_ERR_WRITE, NULL, 0, 0, "the output cannot be written");
    return FOL_OK;
}

int64_t fol__out_size(const fol__text_out *out) {
    return out->flushed + (int64_t)out->used;
}

void fol__out_bytes(fol__text_out *out, const char *bytes, size_t size) {
    while (size > 0) {
        const size_t part = size < FOL__OUT_BUFFER ? size : FOL__OUT_BUFFER;
        memcpy(fol__out_room(out, part), bytes, part);
        out->used += part;
        bytes += part;
        size -= part;
    }
}

void fol__out_text(fol__text_out *out, const char *text) {
    fol__out_bytes(out, text, strlen(text));
}

void fol__out_char(fol__text_out *out, char c) {
    *fol__out_room(out, 1) = c;
    out->used++;
}

void fol__out_int(fol__text_out *out, int64_t value) {
    fol__out_end(out, fol__put_int(fol__out_room(out, 20), value));
}

/* Writes what printf made with the point that JSON, CSV and SVG want. The locale's own may have several bytes. */
static void put_with_point(fol__text_out *out, const char *printed) {
    bool inside = false;
    for (; *printed; printed++) {
        const bool plain = (*printed >= '0' && *printed <= '9') || strchr("+-e", *printed);
        if (plain || !inside)
            fol__out_char(out, plain ? *printed : '.');
        inside = !plain;
    }
}

/* Whole thousandths, which most lengths are. k / 1000 is the double nearest to that fraction, and so is what a reader
 * makes of its digits: if it is the value, the digits are exact. */
static bool out_thousandths(fol__text_out *out, double value) {
    if (!(value > -1e9 && value < 1e9) || (value == 0 && signbit(value)))
        return false;
    const int64_t k = (int64_t)(value < 0 ? value * 1000 - 0.5 : value * 1000 + 0.5), size = k < 0 ? -k : k;
    if ((double)k / 1000 != value)
        return false;
    char *at = fol__out_room(out, 24);
    if (k < 0)
        *at++ = '-';
    at = fol__put_int(at, size / 1000);
    int rest = (int)(size % 1000);
    if (rest)
        *at++ = '.';
    for (; rest; rest = rest % 100 * 10)
        *at++ = (char)('0' + rest / 100);
    fol__out_end(out, at);
    return true;
}

void fol__out_number(fol__text_out *out, double value) {
    if (out_thousandths(out, value))
        return;
    if (value == 0) {
        fol__out_text(out, "-0.0");
        return;
    }
    if (value > -1e15 && value < 1e15 && value == (double)(int64_t)value) {
        fol__out_int(out, (int64_t)value);
        return;
    }
    char printed[64];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(printed, sizeof printed, "%.*g", digits, value);
        if (strtod(printed, NULL) == value)
            break;
    }
    put_with_point(out, printed);
}

void fol__out_rounded(fol__text_out *out, double value) {
    fol__out_number(out, (double)(int64_t)(value * 1000 + (value < 0 ? -0.5 : 0.5)) / 1000);
}

void fol__out_fixed(fol__text_out *out, double value, int decimals) {
    char printed[400]; /* DBL_MAX has 309 digits before the point */
    if (!isfinite(value)) {
        fol__out_text(out, "null");
        return;
    }
    snprintf(printed, sizeof printed, "%.*f", decimals, value);
    put_with_point(out, printed);
}

void fol__out_hex64(fol__text_out *out, uint64_t value) {
    for (int shift = 60; shift >= 0; shift -= 4)
        fol__out_char(out, "0123456789abcdef"[value >> shift & 15]);
}

void fol__out_color(fol__text_out *out, fol_color color) {
    const uint8_t channels[3] = {color.r, color.g, color.b};
    fol__out_char(out, '#');
    for (int i = 0; i < 3; i++) {
        fol__out_char(out, "0123456789abcdef"[channels[i] >> 4]);
        fol__out_char(out, "0123456789abcdef"[channels[i] & 15]);
    }
}

static void json_escape(fol__text_out *out, char c) {
    static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* pairs: what is escaped, by which letter */
    for (const char *pair = letters; *pair; pair += 2) {
        if (*pair == c) {
            fol__out_char(out, '\\');
            fol__out_char(out, pair[1]);
            return;
        }
    }
    fol__out_text(out, "\\u00");
    fol__out_char(out, (char)('0' + (c >> 4)));
    fol__out_char(out, "0123456789abcdef"[c & 15]);
}

void fol__out_json_text(fol__text_out *out, const char *text) {
    fol__out_char(out, '"');
    while (*text) {
        const char *start = text;
        const int32_t c = fol__utf8_next(&text);
        if (c < 0)
            fol__out_text(out, "\xEF\xBF\xBD");
        else if (c < 0x20 || c == '"' || c == '\\')
            json_escape(out, (char)c);
        else
            fol__out_bytes(out, start, (size_t)(text - start));
    }
    fol__out_char(out, '"');
}

static const char *xml_escape(int32_t c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return c < 0x20 || c == 0xFFFE || c == 0xFFFF ? "\xEF\xBF\xBD" : NULL;
    }
}

void fol__out_xml_text(fol__text_out *out, const char *text) {
    while (*text) {
        const char *start = text;
        const char *escaped = xml_escape(fol__utf8_next(&text));
        if (escaped)
            fol__out_text(out, escaped);
        else
            fol__out_bytes(out, start, (size_t)(text - start));
    }
}

static bool write_memory(const void *bytes, size_t size, void *user) {
    fol__memory_out *memory = user;
    if (size > SIZE_MAX / 4 || memory->size > SIZE_MAX / 4)
        return false;
    const size_t need = memory->size + size + 1;
    if (need > memory->capacity) {
        const size_t capacity = need * 2;
        char *grown = realloc(memory->bytes, capacity);
        if (!grown)
            return false;
        memory->bytes = grown;
        memory->capacity = capacity;
    }
    memcpy(memory->bytes + memory->size, bytes, size);
    memory->size += size;
    memory->bytes[memory->size] = '\0';
    return true;
}

fol_sink fol__memory_sink(fol__memory_out *memory) {
    const fol_sink sink = {write_memory, memory};
    return sink;
}

static bool needs_quotes(const char *name) {
    const size_t length = strlen(name);
    return strpbrk(name, ",\"\r\n") || length == 0 || name[0] == ' ' || name[length - 1] == ' ';
}

void fol__out_csv_text(fol__text_out *out, const char *name) {
    if (!needs_quotes(name)) {
        fol__out_text(out, name);
        return;
    }
    fol__out_char(out, '"');
    for (; *name; name++) {
        if (*name == '"')
            fol__out_char(out, '"');
        fol__out_char(out, *name);
    }
    fol__out_char(out, '"');
}
