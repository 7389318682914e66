/* SPDX-License-Identifier: MIT */
/* A design file's JSON tree to specs, strictly: every key known, every value of its type. The tables of design_keys.h
 * say which; ranges and geometry are left to fol_design_create(), which checks them for every host. Counts are held
 * against the limits before memory is taken for them. */
#include "design_file.h"

#include "design_extras.h"
#include "design_load.h"
#include "design_place.h"
#include "problem.h"
#include "specs.h"

#include <stdio.h>
#include <follicle/colors.h>
#include <stdlib.h>
#include <string.h>

typedef struct reader {
    fol__io_arena *arena;
    fol_limits limits;
    int64_t vertices; /* so far */
    fol_error *err;
} reader;

/* ------------------------------------------------------------------ errors */

static fol_status fail_nomem(const reader *in) {
    return fol__io_fail_nomem(in->err);
}

static const char *type_name(const json_t *value) {
    static const char *const names[] = {"an object", "an array", "text",  "a number",
                                        "a number",  "true",     "false", "null"};
    return names[json_typeof(value)];
}

static fol_status fail_type(const reader *in, const json_t *value, const fol__place *at, const char *wanted) {
    return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "is %s, must be %s", type_name(value), wanted);
}

/* ------------------------------------------------------------------ single values */

static fol_status read_number(const reader *in, const json_t *value, double *number, const fol__place *at) {
    if (!json_is_number(value))
        return fail_type(in, value, at, "a number");
    *number = json_number_value(value);
    return FOL_OK;
}

/* In the spec a negative number stands for "same"; in a file nothing but the missing key does. */
static fol_status read_number_from_zero(const reader *in, const json_t *value, double *number, const fol__place *at) {
    double given = 0;
    const fol_status status = read_number(in, value, &given, at);
    if (status != FOL_OK)
        return status;
    if (given < 0)
        return fol__fail_at(in->err, FOL_ERR_VALUE, at, "is %g, must be 0 or more; leave the key out for its default",
                            given);
    *number = given;
    return FOL_OK;
}

/* Integers may be written 5.0. False when it is none in [0, 2^53 - 1]. */
static bool whole_number(const json_t *value, int64_t *whole) {
    const double number = json_number_value(value);
    if (!(number >= 0 && number <= (double)FOL__MAX_SEED))
        return false;
    *whole = (int64_t)number;
    return number == (double)*whole;
}

static fol_status read_seed(const reader *in, const json_t *value, uint64_t *seed, const fol__place *at) {
    int64_t whole;
    if (!json_is_number(value))
        return fail_type(in, value, at, "a whole number from 0 to 9007199254740991");
    if (!whole_number(value, &whole))
        return fol__fail_at(in->err, FOL_ERR_VALUE, at, "is %.17g, must be a whole number from 0 to 9007199254740991",
                            json_number_value(value));
    *seed = (uint64_t)whole;
    return FOL_OK;
}

static fol_status read_count(const reader *in, const json_t *value, int64_t *count, const fol__place *at) {
    uint64_t whole = 0;
    const fol_status status = read_seed(in, value, &whole, at);
    if (status == FOL_OK)
        *count = (int64_t)whole;
    return status;
}

static fol_status read_flag(const reader *in, const json_t *value, bool *flag, const fol__place *at) {
    if (!json_is_boolean(value))
        return fail_type(in, value, at, "true or false");
    *flag = json_is_true(value);
    return FOL_OK;
}

static fol_status read_version(const reader *in, const json_t *value, int known, const char *what, const char *remedy,
                               const fol__place *at) {
    int64_t whole;
    if (!json_is_number(value) || !whole_number(value, &whole))
        return fail_type(in, value, at, "a whole number");
    if (whole != known)
        return fol__fail_at(in->err, FOL_ERR_VERSION, at, "is %lld, but this library has %s %d; %s", (long long)whole,
                            what, known, remedy);
    return FOL_OK;
}

static fol_status read_text(const reader *in, const json_t *value, const char **text, const fol__place *at) {
    if (!json_is_string(value))
        return fail_type(in, value, at, "text in quotes");
    *text = fol__io_arena_text(in->arena, json_string_value(value));
    return *text ? FOL_OK : fail_nomem(in);
}

static int hex_digit(char c) {
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *found = c ? strchr(digits, c) : NULL;
    return found ? (int)(found - digits) % 16 : -1;
}

static fol_status read_color(const reader *in, const json_t *value, fol_color *color, const fol__place *at) {
    if (!json_is_string(value))
        return fail_type(in, value, at, "a colour \"#rrggbb\"");
    const char *text = json_string_value(value);
    uint8_t channels[3] = {0, 0, 0};
    bool right = strlen(text) == 7 && text[0] == '#';
    for (int i = 0; right && i < 6; i++) {
        const int digit = hex_digit(text[1 + i]);
        right = digit >= 0;
        channels[i / 2] = (uint8_t)(channels[i / 2] * 16 + digit);
    }
    if (!right)
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, at,
                            "is \"%s\", must be a colour \"#rrggbb\" with six hexadecimal digits", text);
    *color = (fol_color){channels[0], channels[1], channels[2]};
    return FOL_OK;
}

/* A tone's name, or a colour. */
static fol_status read_skin(const reader *in, const json_t *value, fol_color *skin, const char **tone, const fol__place *at) {
    const char *text = json_string_value(value);
    const fol_named_color *named = fol_skin_tone_named(text);
    if (text && text[0] != '#' && !named)
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "is \"%s\", must be a colour \"#rrggbb\" or a skin tone: monk 1 to monk 10, "
                            "fitzpatrick I to fitzpatrick VI", text);
    if (!named)
        return read_color(in, value, skin, at);
    *skin = named->color;
    return read_text(in, value, tone, at);
}

static fol_status read_pair(const reader *in, const json_t *value, double *first, double *second, const char *wanted,
                            const fol__place *at) {
    if (!json_is_array(value))
        return fail_type(in, value, at, wanted);
    if (json_array_size(value) != 2)
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "has %zu values, must be %s", json_array_size(value), wanted);
    const fol__place x = {at, NULL, 0}, y = {at, NULL, 1};
    const fol_status status = read_number(in, json_array_get(value, 0), first, &x);
    return status != FOL_OK ? status : read_number(in, json_array_get(value, 1), second, &y);
}

static fol_status read_point(const reader *in, const json_t *value, fol_point *point, const fol__place *at) {
    return read_pair(in, value, &point->x, &point->y, "a point [x, y]", at);
}

/* ------------------------------------------------------------------ arrays of values */

static fol_status check_array(const reader *in, const json_t *value, size_t least, const char *wanted,
                              const fol__place *at) {
    if (!json_is_array(value))
        return fail_type(in, value, at, wanted);
    if (json_array_size(value) < least)
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "is empty, must be %s with at least one element", wanted);
    return FOL_OK;
}

static fol_status read_points(const reader *in, const json_t *value, const fol_point **points, size_t *count,
                              const fol__place *at) {
    fol_status status = check_array(in, value, 0, "an array of points [[x, y], ...]", at);
    if (status != FOL_OK)
        return status;
    const size_t n = json_array_size(value);
    fol_point *read = fol__io_arena_take(in->arena, n, sizeof *read);
    if (!read)
        return fail_nomem(in);
    for (size_t i = 0; i < n && status == FOL_OK; i++) {
        const fol__place element = {at, NULL, i};
        status = read_point(in, json_array_get(value, i), &read[i], &element);
    }
    *points = read;
    *count = n;
    return status;
}

static fol_status read_ring(reader *in, const json_t *value, const fol_point **points, size_t *count,
                            const fol__place *at) {
    in->vertices += (int64_t)json_array_size(value);
    if (in->vertices > in->limits.max_vertices)
        return fol__fail_at(in->err, FOL_ERR_LIMIT, at, "brings the design to %lld vertices; at most %d are read",
                            (long long)in->vertices, (int)in->limits.max_vertices);
    return read_points(in, value, points, count, at);
}

static fol_status read_confidence(const reader *in, const json_t *value, float *confidence, const fol__place *at) {
    double number = 0;
    const fol_status status = read_number(in, value, &number, at);
    if (status != FOL_OK)
        return status;
    if (!(number >= 0 && number <= 1))
        return fol__fail_at(in->err, FOL_ERR_VALUE, at, "is %g, must be a confidence from 0 to 1", number);
    *confidence = (float)number;
    return FOL_OK;
}

/* [x, y], or [x, y, confidence]; the array of confidences is made by the first that has one. */
static fol_status read_hair(const reader *in, const json_t *value, size_t i, size_t count, fol_point *point, float **confidence,
                            const fol__place *at) {
    const fol__place x = {at, NULL, 0}, y = {at, NULL, 1}, sure = {at, NULL, 2};
    if (json_array_size(value) != 3)
        return read_pair(in, value, &point->x, &point->y, "an opening [x, y] or [x, y, confidence]", at);
    if (!*confidence) {
        *confidence = fol__io_arena_take(in->arena, count, sizeof **confidence);
        for (size_t k = 0; *confidence && k < count; k++)
            (*confidence)[k] = 1;
    }
    if (!*confidence)
        return fail_nomem(in);
    fol_status status = read_number(in, json_array_get(value, 0), &point->x, &x);
    if (status == FOL_OK)
        status = read_number(in, json_array_get(value, 1), &point->y, &y);
    return status == FOL_OK ? read_confidence(in, json_array_get(value, 2), &(*confidence)[i], &sure) : status;
}

static fol_status read_hairs(const reader *in, const json_t *value, fol_chart_spec *chart, const fol__place *at) {
    const size_t n = json_array_size(value);
    fol_status status = check_array(in, value, 0, "an array of openings [[x, y], ...]", at);
    if (status != FOL_OK)
        return status;
    if (n > (size_t)(in->limits.max_hairs < 0 ? 0 : in->limits.max_hairs))
        return fol__fail_at(in->err, FOL_ERR_LIMIT, at, "has %zu openings; at most %d are read", n, (int)in->limits.max_hairs);
    fol_point *read = fol__io_arena_take(in->arena, n, sizeof *read);
    float *confidence = NULL;
    if (!read)
        return fail_nomem(in);
    for (size_t i = 0; i < n && status == FOL_OK; i++) {
        const fol__place element = {at, NULL, i};
        status = read_hair(in, json_array_get(value, i), i, n, &read[i], &confidence, &element);
    }
    chart->hairs = read;
    chart->hair_count = n;
    chart->hair_confidence = confidence;
    return status;
}

static fol_status read_rings(reader *in, const json_t *value, const fol_ring **rings, size_t *count,
                             const fol__place *at) {
    fol_status status = check_array(in, value, 0, "an array of outlines [[[x, y], ...], ...]", at);
    if (status != FOL_OK)
        return status;
    const size_t n = json_array_size(value);
    fol_ring *read = fol__io_arena_take(in->arena, n, sizeof *read);
    if (!read)
        return fail_nomem(in);
    for (size_t i = 0; i < n && status == FOL_OK; i++) {
        const fol__place element = {at, NULL, i};
        status = read_ring(in, json_array_get(value, i), &read[i].points, &read[i].count, &element);
    }
    *rings = read;
    *count = n;
    return status;
}

static fol_status read_numbers(const reader *in, const json_t *value, const double **numbers, size_t *count,
                               const fol__place *at) {
    fol_status status = check_array(in, value, 1, "an array of numbers", at);
    if (status != FOL_OK)
        return status;
    const size_t n = json_array_size(value);
    double *read = fol__io_arena_take(in->arena, n, sizeof *read);
    if (!read)
        return fail_nomem(in);
    for (size_t i = 0; i < n && status == FOL_OK; i++) {
        const fol__place element = {at, NULL, i};
        status = read_number(in, json_array_get(value, i), &read[i], &element);
    }
    *numbers = read;
    *count = n;
    return status;
}

static fol_status read_mix(const reader *in, const json_t *value, double *mix, const fol__place *at) {
    static const char wanted[] = "the shares of units of 1, 2, 3 and 4 dots";
    if (!json_is_array(value))
        return fail_type(in, value, at, wanted);
    if (json_array_size(value) != FOL_MOST_IN_UNIT)
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "has %zu values, must be %s", json_array_size(value), wanted);
    fol_status status = FOL_OK;
    for (size_t i = 0; i < FOL_MOST_IN_UNIT && status == FOL_OK; i++) {
        const fol__place element = {at, NULL, i};
        status = read_number(in, json_array_get(value, i), &mix[i], &element);
    }
    return status;
}

static fol_status read_texts(const reader *in, const json_t *value, const char *const **texts, size_t *count,
                             const fol__place *at) {
    fol_status status = check_array(in, value, 1, "an array of names", at);
    if (status != FOL_OK)
        return status;
    const size_t n = json_array_size(value);
    const char **read = fol__io_arena_take(in->arena, n, sizeof *read);
    if (!read)
        return fail_nomem(in);
    for (size_t i = 0; i < n && status == FOL_OK; i++) {
        const fol__place element = {at, NULL, i};
        status = read_text(in, json_array_get(value, i), &read[i], &element);
    }
    *texts = read;
    *count = n;
    return status;
}

static fol_status read_extras(const reader *in, json_t *object, fol_remarks *remarks);

static fol_status read_landmark(const reader *in, const char *name, const json_t *value, fol_landmark *out, const fol__place *at) {
    out->name = fol__io_arena_text(in->arena, name);
    return out->name ? read_point(in, value, &out->at, at) : fail_nomem(in);
}

/* An object whose keys are names; its remarks go where its shape says. */
static fol_status read_landmarks(const reader *in, json_t *object, const fol__key *key, char *base, const fol__place *at) {
    fol_remarks *remarks = (void *)(base + key->shape->remarks);
    size_t n = 0;
    if (!json_is_object(object))
        return fail_type(in, object, at, "an object of points {\"glabella\": [x, y], ...}");
    if (json_object_size(object) > (size_t)(in->limits.max_zones < 0 ? 0 : in->limits.max_zones))
        return fol__fail_at(in->err, FOL_ERR_LIMIT, at, "has %zu points; at most %d are read", json_object_size(object), (int)in->limits.max_zones);
    fol_landmark *read = fol__io_arena_take(in->arena, json_object_size(object), sizeof *read);
    fol_status status = read ? FOL_OK : fail_nomem(in);
    for (void *member = json_object_iter(object); member && status == FOL_OK; member = json_object_iter_next(object, member)) {
        const char *name = json_object_iter_key(member);
        const fol__place place = {at, name, 0};
        if (strcmp(name, "note") == 0)
            status = read_text(in, json_object_iter_value(member), &remarks->note, &place);
        else if (!fol__is_extra(name))
            status = read_landmark(in, name, json_object_iter_value(member), &read[n++], &place);
    }
    memcpy(base + key->at, &read, sizeof read);
    memcpy(base + key->second, &n, sizeof n);
    return status == FOL_OK ? read_extras(in, object, remarks) : status;
}

/* ------------------------------------------------------------------ objects */

static fol_status read_object(reader *in, json_t *object, const fol__shape *shape, char *base, const fol__place *at);

/* Names of the presets, for messages. */
static const char *unit_presets(char *text, size_t size) {
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; fol_units_preset_at(i) && used < size; i++)
        used += (size_t)snprintf(text + used, size - used, "%s\"%s\"", i ? ", " : "", fol_units_preset_at(i)->name);
    return text;
}

/* What an object leaves out is as in the first preset. */
static fol_status read_units(reader *in, json_t *value, const fol__key *key, char *base, const fol__place *at) {
    fol_units_spec *units = (void *)(base + key->at);
    char names[80];
    if (json_is_string(value)) {
        const fol_units_preset *preset = fol_units_preset_named(json_string_value(value));
        if (!preset)
            return fol__fail_at(in->err, FOL_ERR_NAME, at, "\"%.60s\" is no kind of unit; known: %s", json_string_value(value),
                                unit_presets(names, sizeof names));
        *units = preset->units;
        return FOL_OK;
    }
    if (!json_is_object(value))
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "is %s, must be one of %s, or an object", type_name(value),
                            unit_presets(names, sizeof names));
    *units = fol_units_preset_at(0)->units;
    return read_object(in, value, key->shape, base, at);
}

static fol_status read_elements(reader *in, json_t *value, size_t n, const fol__key *key, char *base,
                                const fol__place *at) {
    char *specs = fol__io_arena_take(in->arena, n, key->shape->size);
    if (!specs)
        return fail_nomem(in);
    fol_status status = FOL_OK;
    for (size_t i = 0; i < n && status == FOL_OK; i++) {
        char *spec = specs + i * key->shape->size;
        const fol__place element = {at, NULL, i};
        key->shape->init(spec, i);
        status = json_is_array(value) ? read_object(in, json_array_get(value, i), key->shape, spec, &element)
                                      : read_object(in, value, key->shape, spec, at);
    }
    memcpy(base + key->at, &specs, sizeof specs);
    memcpy(base + key->second, &n, sizeof n);
    return status;
}

static fol_status read_objects(reader *in, json_t *value, const fol__key *key, char *base, const fol__place *at) {
    const size_t most =
        key->shape->most ? key->shape->most : (size_t)(in->limits.max_zones < 0 ? 0 : in->limits.max_zones);
    const fol_status status = check_array(in, value, key->shape->least, "an array of objects", at);
    if (status != FOL_OK)
        return status;
    if (json_array_size(value) > most)
        return fol__fail_at(in->err, FOL_ERR_LIMIT, at, "has %zu elements; at most %zu are allowed",
                            json_array_size(value), most);
    return read_elements(in, value, json_array_size(value), key, base, at);
}

static fol_status read_key(reader *in, json_t *value, const fol__key *key, char *base, const fol__place *at) {
    void *field = base + key->at, *second = base + key->second;
    switch (key->kind) {
    case FOL__KEY_FORMAT:
        return read_version(in, value, FOL__DESIGN_FORMAT, "format version", "use a library that knows it", at);
    case FOL__KEY_LAYOUT_VERSION:
        return read_version(in, value, FOL_LAYOUT_VERSION, "layout version",
                            "use a library that has it, or take the key out to lay the design out anew", at);
    case FOL__KEY_TEXT:
        return read_text(in, value, field, at);
    case FOL__KEY_NUMBER:
        return read_number(in, value, field, at);
    case FOL__KEY_NUMBER_OR_SAME:
        return read_number_from_zero(in, value, field, at);
    case FOL__KEY_SEED:
        return read_seed(in, value, field, at);
    case FOL__KEY_COUNT:
        return read_count(in, value, field, at);
    case FOL__KEY_FLAG:
        return read_flag(in, value, field, at);
    case FOL__KEY_COLOR:
        return read_color(in, value, field, at);
    case FOL__KEY_SKIN:
        return read_skin(in, value, field, second, at);
    case FOL__KEY_POINT:
        if (key->second)
            *(bool *)second = true;
        return read_point(in, value, field, at);
    case FOL__KEY_SPAN:
        return read_pair(in, value, field, second, "two numbers [from, to]", at);
    case FOL__KEY_NUMBERS:
        return read_numbers(in, value, field, second, at);
    case FOL__KEY_TEXTS:
        return read_texts(in, value, field, second, at);
    case FOL__KEY_RING:
        return read_ring(in, value, field, second, at);
    case FOL__KEY_HAIRS:
        return read_hairs(in, value, &((fol__draft *)(void *)base)->chart, at);
    case FOL__KEY_RINGS:
        return read_rings(in, value, field, second, at);
    case FOL__KEY_MIX:
        return read_mix(in, value, field, at);
    case FOL__KEY_UNITS:
        return read_units(in, value, key, base, at);
    case FOL__KEY_LANDMARKS:
        return read_landmarks(in, value, key, base, at);
    case FOL__KEY_OBJECT:
        return read_object(in, value, key->shape, field, at);
    case FOL__KEY_LONE_OBJECT:
        return json_is_object(value) ? read_elements(in, value, 1, key, base, at)
                                     : fail_type(in, value, at, "an object");
    case FOL__KEY_OBJECTS:
        return read_objects(in, value, key, base, at);
    }
    return fol__fail_at(in->err, FOL_ERR_INTERNAL, at, "a key of unknown kind");
}

static fol_status fail_unknown(const reader *in, const fol__shape *shape, const char *name, const fol__place *at) {
    const char *like = fol__key_like(shape, name);
    if (like)
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "unknown key; did you mean \"%s\"?", like);
    return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "%s has no such key; keys of your own begin with x-", shape->noun);
}

static fol_status read_member(reader *in, const char *name, json_t *value, const fol__shape *shape, char *base,
                              const fol__place *at) {
    const fol__place member = {at, name, 0};
    const fol__key *key = fol__key_named(shape, name);
    if (key)
        return read_key(in, value, key, base, &member);
    if (strcmp(name, "note") == 0)
        return read_text(in, value, &((fol_remarks *)(void *)(base + shape->remarks))->note, &member);
    return fol__is_extra(name) ? FOL_OK : fail_unknown(in, shape, name, &member);
}

static fol_status read_extras(const reader *in, json_t *object, fol_remarks *remarks) {
    bool ok = true;
    char *extras = fol__extras_of(object, &ok);
    if (extras)
        remarks->extras = fol__io_arena_text(in->arena, extras);
    ok = ok && (!extras || remarks->extras);
    free(extras);
    return ok ? FOL_OK : fail_nomem(in);
}

static fol_status check_required(const reader *in, const json_t *object, const fol__shape *shape,
                                 const fol__place *at) {
    for (size_t i = 0; i < shape->key_count; i++) {
        const fol__place missing = {at, shape->keys[i].name, 0};
        if (shape->keys[i].required && !json_object_get(object, missing.key))
            return fol__fail_at(in->err, FOL_ERR_SCHEMA, &missing, "the key is missing; %s cannot do without it",
                                shape->noun);
    }
    return FOL_OK;
}

static fol_status read_object(reader *in, json_t *object, const fol__shape *shape, char *base, const fol__place *at) {
    if (!json_is_object(object))
        return fail_type(in, object, at, "an object");
    for (void *member = json_object_iter(object); member; member = json_object_iter_next(object, member)) {
        const fol_status status =
            read_member(in, json_object_iter_key(member), json_object_iter_value(member), shape, base, at);
        if (status != FOL_OK)
            return status;
    }
    const fol_status status = check_required(in, object, shape, at);
    return status != FOL_OK ? status : read_extras(in, object, (fol_remarks *)(void *)(base + shape->remarks));
}

/* ------------------------------------------------------------------ what no table says */

/* Before all else: in a file of another version unknown keys are no mistake. */
static fol_status check_versions(reader *in, json_t *root, const fol__place *top) {
    static const char *const names[] = {"follicle", "layout_version"};
    char nothing = 0; /* these two fill no field */
    for (size_t i = 0; i < 2; i++) {
        const fol__place at = {top, names[i], 0};
        const fol__key *key = fol__key_named(&fol__design_shape, names[i]);
        json_t *value = json_object_get(root, names[i]);
        const fol_status status = value ? read_key(in, value, key, &nothing, &at) : FOL_OK;
        if (status != FOL_OK)
            return status;
    }
    return FOL_OK;
}

/* In the spec 0 stands for "by the other way"; in a file nothing but the missing key does. */
static fol_status check_photo(const reader *in, const json_t *photo, const fol_photo_spec *spec,
                              const fol__place *top) {
    const bool by_number = json_object_get(photo, "mm_per_px"), by_points = json_object_get(photo, "scale");
    const fol__place at = {top, "photo", 0}, scale = {&at, "scale", 0};
    const fol__place zero = {by_points ? &scale : &at, by_points ? "mm" : "mm_per_px", 0};
    if (by_number == by_points)
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, &at, "needs one of \"mm_per_px\" and \"scale\"%s",
                            by_points ? ", but has both" : "");
    if (spec->mm_per_px == 0 && spec->scale_mm == 0)
        return fol__fail_at(in->err, FOL_ERR_VALUE, &zero, "is 0, must be above 0");
    return FOL_OK;
}

static fol_status check_alternatives(const reader *in, const json_t *root, const fol__draft *draft,
                                     const fol__place *top) {
    const fol__place hairline = {top, "hairline", 0};
    const json_t *photo = json_object_get(root, "photo");
    if (json_object_get(root, "hairline") && json_object_get(root, "hairlines"))
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, &hairline,
                            "\"hairline\" and \"hairlines\" are both given; keep one of them");
    const fol__place hairs_file = {top, "hairs_file", 0};
    if (json_object_get(root, "hairs") && json_object_get(root, "hairs_file"))
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, &hairs_file, "\"hairs\" and \"hairs_file\" are both given; keep one of them");
    return photo ? check_photo(in, photo, &draft->chart.photo, top) : FOL_OK;
}

/* A pigment that is known by its name needs no colour. */
static void take_named_pigment(const json_t *root, fol_treatment_spec *treatment) {
    fol_color color;
    if (!json_object_get(json_object_get(root, "pigment"), "color") &&
        fol_pigment_color(treatment->pigment_name, treatment->pigment_undertone, &color))
        treatment->pigment = color;
}

static fol_status read_design(reader *in, json_t *root, fol__draft *draft) {
    const fol__place top = {NULL, NULL, 0};
    fol__design_shape.init(draft, 0);
    fol_status status = check_versions(in, root, &top);
    if (status == FOL_OK)
        status = read_object(in, root, &fol__design_shape, (char *)draft, &top);
    take_named_pigment(root, &draft->treatment);
    return status == FOL_OK ? check_alternatives(in, root, draft, &top) : status;
}

fol_status fol__design_fill(fol_design_file *file, json_t *root, const fol_limits *limits, fol_error *err) {
    reader in = {.arena = &file->arena, .limits = *limits, .err = err};
    return read_design(&in, root, &file->draft);
}

fol_status fol_design_file_parse(const char *bytes, size_t size, const fol_limits *limits, fol_design_file **out,
                                 fol_error *err) {
    fol_limits own;
    json_t *root = NULL;
    if (!out)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "there is no place for the result");
    *out = NULL;
    if (!bytes)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "there are no bytes to read");
    fol_status status = fol__io_limits(limits, &own, err);
    if (status == FOL_OK)
        status = fol__design_load(bytes, size, &own, &root, err);
    if (status != FOL_OK)
        return status;
    fol_design_file *file = calloc(1, sizeof *file);
    status = file ? fol__design_fill(file, root, &own, err) : fol__io_fail_nomem(err);
    json_decref(root);
    if (status != FOL_OK) {
        fol_design_file_free(file);
        return status;
    }
    *out = file;
    return FOL_OK;
}

void fol_design_file_free(fol_design_file *file) {
    if (file)
        fol__io_arena_free(&file->arena);
    free(file);
}

const fol_treatment_spec *fol_design_file_treatment(const fol_design_file *file) {
    return file ? &file->draft.treatment : NULL;
}

const fol_chart_spec *fol_design_file_chart(const fol_design_file *file) {
    return file ? &file->draft.chart : NULL;
}
