/* SPDX-License-Identifier: MIT */
/* What stands between hostile bytes and jansson: a tree takes up to a hundred times the memory of its text, so the
 * values are counted, and depth is measured, before any tree is built. */
#include "design_load.h"

#include "design_keys.h"
#include "problem.h"

#include <string.h>

typedef struct scan {
    int line, column; /* of the last byte that was read */
    int depth;
    int64_t values;
    bool in_text, escaped;
} scan;

static void scan_text_byte(scan *at, char c) {
    if (at->escaped)
        at->escaped = false;
    else if (c == '\\')
        at->escaped = true;
    else if (c == '"')
        at->in_text = false;
}

static void scan_byte(scan *at, char c) {
    if (c == '\n') {
        at->line++;
        at->column = 0;
    } else if (((unsigned char)c & 0xC0) != 0x80) {
        at->column++;
    }
    if (at->in_text) {
        scan_text_byte(at, c);
        return;
    }
    at->in_text = c == '"';
    if (c == '[' || c == '{')
        at->depth++;
    if (c == ']' || c == '}')
        at->depth--;
    if (c == '[' || c == '{' || c == ',' || c == ':')
        at->values++;
}

/* More values than any design within the limits has: a point is three, and there is room for remarks. */
static int64_t most_values(const fol_limits *limits) {
    return 1000000 + 4 * ((int64_t)limits->max_vertices + limits->max_hairs) + 100 * (int64_t)limits->max_zones;
}

static fol_status check_bytes(const char *bytes, size_t size, const fol_limits *limits, fol_error *err) {
    scan at = {.line = 1};
    const int64_t most = most_values(limits);
    for (size_t i = 0; i < size; i++) {
        scan_byte(&at, bytes[i]);
        if (bytes[i] == '\0')
            return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, at.line, at.column,
                                "a NUL byte; design files are text in UTF-8");
        if (at.depth > FOL__MAX_DEPTH)
            return fol__io_fail(err, FOL_ERR_LIMIT, NULL, at.line, at.column,
                                "more than %d objects and arrays inside each other", FOL__MAX_DEPTH);
        if (at.values > most)
            return fol__io_fail(err, FOL_ERR_LIMIT, NULL, at.line, at.column,
                                "more than %lld values in one design file", (long long)most);
    }
    return FOL_OK;
}

/* What to say to those who made the commonest mistakes. */
static const char *hint_for(const char *text) {
    if (strstr(text, "near end of file") || strstr(text, "premature end"))
        return "; the text ends too early";
    if (strstr(text, "JSON_ALLOW_NUL"))
        return "; text cannot hold a NUL";
    if (strstr(text, "near 'NaN'") || strstr(text, "near 'Inf") || strstr(text, "near 'nan'"))
        return "; numbers must be finite";
    if (strstr(text, "string or '}' expected") || strstr(text, "unexpected token near ']'"))
        return "; there may be a comma too many before it, or quotes missing around a key";
    if (strstr(text, "overflow") || strstr(text, "too big"))
        return "; no value needs a number that large";
    return "";
}

static fol_status fail_json(const json_error_t *error, fol_error *err) {
    const int line = error->line > 0 ? error->line : 0, column = error->column > 0 ? error->column : 0;
    switch (json_error_code(error)) {
    case json_error_out_of_memory:
        return fol__io_fail_nomem(err);
    case json_error_duplicate_key:
        return fol__io_fail(err, FOL_ERR_SCHEMA, NULL, line, column, "%s; a key may stand only once in an object",
                            error->text);
    case json_error_stack_overflow:
        return fol__io_fail(err, FOL_ERR_LIMIT, NULL, line, column, "%s", error->text);
    default:
        /* jansson gives no text only when it could not take memory. */
        return error->text[0] ? fol__io_fail(err, FOL_ERR_SYNTAX, NULL, line, column, "not JSON: %s%s", error->text,
                                             hint_for(error->text))
                              : fol__io_fail_nomem(err);
    }
}

fol_status fol__design_load(const char *bytes, size_t size, const fol_limits *limits, json_t **root, fol_error *err) {
    *root = NULL;
    if (limits->max_bytes < 0 || size > (uint64_t)limits->max_bytes)
        return fol__io_fail(err, FOL_ERR_LIMIT, NULL, 0, 0, "%zu bytes; at most %lld are read", size,
                            (long long)limits->max_bytes);
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        size -= 3;
    }
    if (size == 0)
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, 1, 1, "the file is empty; a design is a JSON object");
    const fol_status status = check_bytes(bytes, size, limits, err);
    if (status != FOL_OK)
        return status;
    json_error_t error;
    memset(&error, 0, sizeof error);
    json_t *tree = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &error);
    if (!tree)
        return fail_json(&error, err);
    if (!json_is_object(tree)) {
        json_decref(tree);
        return fol__io_fail(err, FOL_ERR_SCHEMA, NULL, 1, 1, "is an array, must be an object: {\"follicle\": 1, ...}");
    }
    *root = tree;
    return FOL_OK;
}
