/* SPDX-License-Identifier: MIT */
/* A translation of the report: one JSON object of texts. The tree is kept, since the texts are its own. */
#include <follicle/io.h>

#include "problem.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1 << 20 };

struct fol_word_list {
    json_t *root;
    size_t count;
    fol_word words[];
};

static fol_status fail_json(const json_error_t *error, fol_error *err) {
    return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, error->line, error->column, "%s; a translation is a JSON object of texts", error->text);
}

/* jansson refuses keys that are there twice and bytes that are no UTF-8. */
static fol_status load(const char *bytes, size_t size, json_t **root, fol_error *err) {
    json_error_t error;
    if (size > MOST_BYTES)
        return fol__io_fail(err, FOL_ERR_LIMIT, NULL, 0, 0, "%zu bytes; at most %d are read", size, MOST_BYTES);
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        size -= 3;
    }
    *root = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &error);
    if (!*root)
        return fail_json(&error, err);
    if (json_is_object(*root))
        return FOL_OK;
    json_decref(*root);
    return fol__io_fail(err, FOL_ERR_SCHEMA, NULL, 1, 1, "is an array, must be an object: {\"title\": \"...\"}");
}

static fol_status fill(fol_word_list *list, fol_error *err) {
    const char *key;
    json_t *value;
    json_object_foreach(list->root, key, value) {
        if (!json_is_string(value))
            return fol__io_fail(err, FOL_ERR_SCHEMA, key, 0, 0, "must be a text");
        list->words[list->count++] = (fol_word){key, json_string_value(value)};
    }
    return FOL_OK;
}

fol_status fol_word_list_parse_json(const char *bytes, size_t size, fol_word_list **out, fol_error *err) {
    json_t *root = NULL;
    if (out)
        *out = NULL;
    if (!out || (!bytes && size > 0))
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "bytes and out must not be NULL");
    fol_status status = load(bytes, size, &root, err);
    if (status != FOL_OK)
        return status;
    fol_word_list *list = calloc(1, sizeof *list + json_object_size(root) * sizeof list->words[0]);
    if (!list) {
        json_decref(root);
        return fol__io_fail_nomem(err);
    }
    list->root = root;
    status = fill(list, err);
    if (status == FOL_OK)
        *out = list;
    else
        fol_word_list_free(list);
    return status;
}

void fol_word_list_free(fol_word_list *list) {
    if (!list)
        return;
    json_decref(list->root);
    free(list);
}

const fol_word *fol_word_list_words(const fol_word_list *list, size_t *count) {
    if (count)
        *count = list ? list->count : 0;
    return list ? list->words : NULL;
}
