/* SPDX-License-Identifier: MIT */
/* What a design file need not say: values as they are without their keys. */
#include "design_defaults.h"

#include "specs.h"

#include <string.h>

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Bit for bit: -0 is not 0. */
static bool same_number(const char *a, const char *b) {
    return memcmp(a, b, sizeof(double)) == 0;
}

bool fol__same_units(const void *a, const void *b) {
    return memcmp(a, b, sizeof(fol_units_spec)) == 0;
}

size_t fol__count_of(const char *base, const fol__key *key) {
    size_t count;
    memcpy(&count, base + key->second, sizeof count);
    return count;
}

bool fol__has_remarks(const char *base, const fol__shape *shape) {
    const fol_remarks *remarks = (const void *)(base + shape->remarks);
    return remarks->note || remarks->extras;
}


/* True when the reader puts the same into the field without the key. */
bool fol__left_out(const fol__key *key, const char *base, const char *defaults) {
    const void *field = base + key->at, *given = defaults + key->at;
    switch (key->kind) {
    case FOL__KEY_FORMAT:
    case FOL__KEY_LAYOUT_VERSION:
        return false;
    case FOL__KEY_TEXT:
        return same_text(*(const char *const *)field, *(const char *const *)given);
    case FOL__KEY_NUMBER:
        return same_number(field, given);
    case FOL__KEY_NUMBER_OR_SAME:
        return *(const double *)field == FOL_SAME;
    case FOL__KEY_SEED:
        return *(const uint64_t *)field == *(const uint64_t *)given;
    case FOL__KEY_COUNT:
        return *(const int64_t *)field == *(const int64_t *)given;
    case FOL__KEY_FLAG:
        return *(const bool *)field == *(const bool *)given;
    case FOL__KEY_COLOR:
        return memcmp(field, given, sizeof(fol_color)) == 0;
    case FOL__KEY_SKIN:
        return memcmp(field, given, sizeof(fol_color)) == 0 && !*(const char *const *)(const void *)(base + key->second);
    case FOL__KEY_POINT:
        if (key->second)
            return !*(const bool *)(const void *)(base + key->second);
        return !key->required && memcmp(field, given, sizeof(fol_point)) == 0;
    case FOL__KEY_SPAN:
        return same_number(field, given) && same_number(base + key->second, defaults + key->second);
    case FOL__KEY_MIX:
        return false;
    case FOL__KEY_UNITS:
        return fol__same_units(field, given);
    case FOL__KEY_OBJECT:
        return fol__object_left_out(key->shape, field, given);
    case FOL__KEY_LANDMARKS:
        return (fol__count_of(base, key) == 0 || !*(const void *const *)field) && !fol__has_remarks(base, key->shape);
    case FOL__KEY_LONE_OBJECT:
        return fol__count_of(base, key) != 1;
    case FOL__KEY_OBJECTS: /* one hairline has been written as `hairline` */
        return fol__count_of(base, key) == 0 || (fol__count_of(base, key) == 1 && strcmp(key->name, "hairlines") == 0);
    default:
        return fol__count_of(base, key) == 0 || !*(const void *const *)field;
    }
}

bool fol__object_left_out(const fol__shape *shape, const char *base, const char *defaults) {
    if (fol__has_remarks(base, shape))
        return false;
    for (size_t i = 0; i < shape->key_count; i++) {
        const fol__key *key = &shape->keys[i];
        if (key->kind != FOL__KEY_POINT && !fol__left_out(key, base, defaults))
            return false;
    }
    return true;
}
