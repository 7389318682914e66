/* SPDX-License-Identifier: MIT */
/* jansson's own writer prints 0.1 as 0.10000000000000001; what a host has put into a file comes back as it was, so
 * values are written here. Recursion is as deep as the tree, which the reader keeps within FOL__MAX_DEPTH. */
#include "design_extras.h"

#include <stdlib.h>
#include <string.h>

bool fol__is_extra(const char *key) {
    return strncmp(key, "x-", 2) == 0;
}

static void out_real(fol__text_out *out, double value) {
    fol__out_number(out, value);
    if (value > -1e15 && value < 1e15 && value == (double)(int64_t)value && value != 0)
        fol__out_text(out, ".0"); /* or it would come back as an integer */
}

static void out_object(fol__text_out *out, json_t *object) {
    const char *before = "";
    fol__out_char(out, '{');
    for (void *member = json_object_iter(object); member; member = json_object_iter_next(object, member)) {
        fol__out_text(out, before);
        fol__out_json_text(out, json_object_iter_key(member));
        fol__out_text(out, ": ");
        fol__out_json(out, json_object_iter_value(member));
        before = ", ";
    }
    fol__out_char(out, '}');
}

static void out_array(fol__text_out *out, json_t *array) {
    fol__out_char(out, '[');
    for (size_t i = 0; i < json_array_size(array); i++) {
        fol__out_text(out, i ? ", " : "");
        fol__out_json(out, json_array_get(array, i));
    }
    fol__out_char(out, ']');
}

void fol__out_json(fol__text_out *out, json_t *value) {
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        out_object(out, value);
        break;
    case JSON_ARRAY:
        out_array(out, value);
        break;
    case JSON_STRING:
        fol__out_json_text(out, json_string_value(value));
        break;
    case JSON_INTEGER:
        fol__out_int(out, (int64_t)json_integer_value(value));
        break;
    case JSON_REAL:
        out_real(out, json_real_value(value));
        break;
    default:
        fol__out_text(out, json_is_true(value) ? "true" : json_is_false(value) ? "false" : "null");
        break;
    }
}

static void out_extras(fol__text_out *out, json_t *object) {
    const char *before = "{";
    for (void *member = json_object_iter(object); member; member = json_object_iter_next(object, member)) {
        if (!fol__is_extra(json_object_iter_key(member)))
            continue;
        fol__out_text(out, before);
        fol__out_json_text(out, json_object_iter_key(member));
        fol__out_text(out, ": ");
        fol__out_json(out, json_object_iter_value(member));
        before = ", ";
    }
    fol__out_char(out, '}');
}

static bool has_extras(json_t *object) {
    for (void *member = json_object_iter(object); member; member = json_object_iter_next(object, member)) {
        if (fol__is_extra(json_object_iter_key(member)))
            return true;
    }
    return false;
}

char *fol__extras_of(json_t *object, bool *ok) {
    if (!has_extras(object))
        return NULL;
    fol__memory_out memory = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&memory);
    fol__text_out out;
    fol__out_start(&out, &sink, NULL);
    out_extras(&out, object);
    if (fol__out_finish(&out, NULL) == FOL_OK)
        return memory.bytes;
    free(memory.bytes);
    *ok = false;
    return NULL;
}
