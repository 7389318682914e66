/* SPDX-License-Identifier: MIT */
/* data-density-per-cm2="120", or data-density="120", fills the key density_per_cm2 of a zone: the tables of design_keys.h say
 * which keys there are, so that a new key needs no line here. Values become JSON and are then judged by the reader of design
 * files, like all others. */
#include "svg_params.h"

#include "svg_number.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ keys */

/* The key without its unit: "density" of "density_per_cm2", "feather" of "feather_mm". */
static size_t without_unit(const char *words) {
    static const char *const units[] = {" mm", " per cm 2", " per cm"};
    const size_t size = strlen(words);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        const size_t unit = strlen(units[i]);
        if (size > unit && strcmp(words + size - unit, units[i]) == 0)
            return size - unit;
    }
    return size;
}

const fol__key *fol__svg_key_named(const fol__shape *shape, const char *words) {
    for (int whole = 1; whole >= 0; whole--) {
        for (size_t i = 0; i < shape->key_count; i++) {
            char own[FOL__NAME_ROOM];
            fol__name_words(shape->keys[i].name, own);
            const size_t size = whole ? strlen(own) : without_unit(own);
            if (strlen(words) == size && memcmp(words, own, size) == 0)
                return &shape->keys[i];
        }
    }
    return NULL;
}

/* The key inside an object of the shape: "undulation large" is large_mm of undulation. */
static const fol__key *nested_key(const fol__shape *shape, const char *words, const fol__key **parent) {
    for (size_t i = 0; i < shape->key_count; i++) {
        const fol__key *key = &shape->keys[i];
        char own[FOL__NAME_ROOM];
        if (key->kind != FOL__KEY_OBJECT)
            continue;
        fol__name_words(key->name, own);
        const size_t size = strlen(own);
        if (strncmp(words, own, size) != 0 || words[size] != ' ')
            continue;
        *parent = key;
        return fol__svg_key_named(key->shape, words + size + 1);
    }
    return NULL;
}

/* Geometry is drawn, names are names. */
static bool is_drawn(const fol__key *key) {
    return key->kind == FOL__KEY_RING || key->kind == FOL__KEY_RINGS || key->kind == FOL__KEY_HAIRS ||
           key->kind == FOL__KEY_FORMAT || strcmp(key->name, "name") == 0;
}

static const fol__key *key_of(const fol__shape *shape, const char *attribute, const fol__key **parent) {
    char words[FOL__NAME_ROOM];
    *parent = NULL;
    if (strncmp(attribute, "data-", 5) != 0)
        return NULL;
    fol__name_words(attribute + 5, words);
    const fol__key *key = fol__svg_key_named(shape, words);
    if (!key)
        key = nested_key(shape, words, parent);
    return key && !is_drawn(key) ? key : NULL;
}

/* ------------------------------------------------------------------ values */

static bool is_text(const fol__key *key) {
    return key->kind == FOL__KEY_TEXT || key->kind == FOL__KEY_COLOR;
}

/* "0.3 0.7 1" or "0.3, 0.7, 1" as an array; NULL when it is no list of numbers. */
static json_t *number_list(const char *text) {
    json_t *list = json_array();
    fol__svg_skip(&text);
    for (; list && *text; fol__svg_skip(&text)) {
        double number;
        if (!fol__svg_number(&text, &number) || json_array_append_new(list, json_real(number)) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

/* Names with commas between. */
static json_t *name_list(const char *text) {
    json_t *list = json_array();
    while (list && *text) {
        while (*text == ' ' || *text == ',')
            text++;
        size_t size = strcspn(text, ",");
        const size_t all = size;
        while (size > 0 && text[size - 1] == ' ')
            size--;
        if (size && json_array_append_new(list, json_stringn(text, size)) != 0) {
            json_decref(list);
            return NULL;
        }
        text += all;
    }
    return list;
}

/* What the attribute says as the key's kind of value; what is none is left as text, for the reader to complain of. */
static json_t *value_of(const fol__key *key, const char *text) {
    while (*text == ' ' || *text == '\n' || *text == '\t')
        text++;
    if (is_text(key))
        return json_string(text);
    if (*text == '[' || *text == '{') {
        json_t *parsed = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
        return parsed ? parsed : json_string(text);
    }
    if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
        return json_boolean(*text == 't');
    if (key->kind == FOL__KEY_TEXTS)
        return name_list(text);
    json_t *list = number_list(text);
    if (!list)
        return json_string(text);
    const bool single = key->kind != FOL__KEY_POINT && key->kind != FOL__KEY_SPAN && key->kind != FOL__KEY_NUMBERS;
    if (!single || json_array_size(list) != 1)
        return list;
    json_t *number = json_incref(json_array_get(list, 0));
    json_decref(list);
    return number;
}

/* The object to put the key into: a nested one is made where there is none. */
static json_t *home_of(json_t *object, const fol__key *parent) {
    if (!parent)
        return object;
    json_t *own = json_object_get(object, parent->name);
    if (json_is_object(own))
        return own;
    own = json_object();
    return json_object_set_new(object, parent->name, own) == 0 ? own : NULL;
}

bool fol__svg_element_params(const fol__xml_element *element, const fol__shape *shape, json_t *object) {
    for (size_t i = 0; i < element->attribute_count; i++) {
        const fol__key *parent, *key = key_of(shape, element->attributes[i].name, &parent);
        if (!key)
            continue;
        json_t *home = home_of(object, parent);
        if (!home || json_object_set_new(home, key->name, value_of(key, element->attributes[i].value)) != 0)
            return false;
    }
    return true;
}

bool fol__svg_params(const fol__svg_frame *frame, const fol__shape *shape, json_t *object) {
    if (!frame)
        return true;
    return fol__svg_params(frame->parent, shape, object) && fol__svg_element_params(frame->element, shape, object);
}

/* Also where the unit was left out. */
static const char *nearest_key(const char *name, const fol__shape *const *shapes) {
    static const char *const units[] = {"", "_mm", "_per_cm2"};
    const char *like = NULL;
    for (; *shapes && !like; shapes++) {
        for (size_t i = 0; i < 3 && !like; i++) {
            char whole[64];
            snprintf(whole, sizeof whole, "%.40s%s", name, units[i]);
            like = fol__key_like(*shapes, whole);
        }
    }
    return like;
}

const char *fol__svg_stray_param(const fol__xml_element *element, const fol__shape *const *shapes, const char **like) {
    for (size_t i = 0; i < element->attribute_count; i++) {
        const char *name = element->attributes[i].name;
        const fol__key *parent;
        bool known = strncmp(name, "data-", 5) != 0 || strcmp(name, "data-name") == 0;
        for (const fol__shape *const *shape = shapes; *shape && !known; shape++)
            known = key_of(*shape, name, &parent) != NULL;
        *like = known ? NULL : nearest_key(name + 5, shapes);
        if (*like)
            return name;
    }
    return NULL;
}
