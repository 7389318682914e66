/* SPDX-License-Identifier: MIT */
/* data: URIs (RFC 2397) with base64 (RFC 4648), as editors embed pictures: with line ends in between, padding or none. */
#include <follicle/io.h>

#include "problem.h"
#include "specs.h"

#include <stdlib.h>
#include <string.h>

bool fol_is_data_uri(const char *file) {
    static const char scheme[] = "data:";
    for (size_t i = 0; scheme[i]; i++) {
        if (!file || (file[i] | 0x20) != (scheme[i] | 0x20))
            return false;
    }
    return true;
}

static int sextet(char c) {
    return c >= 'A' && c <= 'Z'           ? c - 'A'
           : c >= 'a' && c <= 'z'         ? c - 'a' + 26
           : c >= '0' && c <= '9'         ? c - '0' + 52
           : c == '+' || c == '-'         ? 62
           : c == '/' || c == '_'         ? 63
           : c == '=' || (unsigned char)c <= ' ' ? -1
                                          : -2;
}

static bool decode(const char *text, char *bytes, size_t *size) {
    uint32_t bits = 0;
    int held = 0;
    for (; *text; text++) {
        const int value = sextet(*text);
        if (value == -2)
            return false;
        if (value < 0)
            continue;
        bits = (bits << 6 | (uint32_t)value) & 0xFFFFFF;
        held += 6;
        if (held >= 8) {
            held -= 8;
            bytes[(*size)++] = (char)(bits >> held & 0xFF);
        }
    }
    return true;
}

fol_status fol_data_uri_parse(const char *uri, const fol_limits *limits, char **bytes, size_t *size, fol_error *err) {
    fol_limits own;
    if (!bytes || !size)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "there is no place for the result");
    *bytes = NULL;
    *size = 0;
    const fol_status status = fol__io_limits(limits, &own, err);
    if (status != FOL_OK)
        return status;
    const char *comma = fol_is_data_uri(uri) ? strchr(uri, ',') : NULL;
    if (!comma || comma - uri < 7 || memcmp(comma - 7, ";base64", 7) != 0)
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, 0, 0, "an embedded picture must begin data:image/png;base64, or the like");
    const size_t room = strlen(comma + 1) / 4 * 3 + 4;
    if (own.max_bytes < 0 || room > (uint64_t)own.max_bytes)
        return fol__io_fail(err, FOL_ERR_LIMIT, NULL, 0, 0, "an embedded picture of %zu bytes; at most %lld are read", room,
                            (long long)own.max_bytes);
    char *decoded = malloc(room);
    if (!decoded)
        return fol__io_fail_nomem(err);
    if (!decode(comma + 1, decoded, size)) {
        free(decoded);
        *size = 0;
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, 0, 0, "an embedded picture is not base64");
    }
    decoded[*size] = '\0';
    *bytes = decoded;
    return FOL_OK;
}
