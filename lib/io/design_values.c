/* SPDX-License-Identifier: MIT */
/* Values of a design file's keys, one function a type: numbers, texts, colours, points, and arrays of them. */
#include "design_values.h"

#include "problem.h"

#include <follicle/colors.h>
#include <string.h>

/* ------------------------------------------------------------------ errors */

static fol_status fail_nomem(const fol__reader *in) {
    return fol__io_fail_nomem(in->err);
}

const char *fol__type_name(const json_t *value) {
    static const char *const names[] = {"an object", "an array", "text",  "a number",
                                        "a number",  "true",     "false", "null"};
    return names[json_typeof(value)];
}

fol_status fol__fail_type(const fol__reader *in, const json_t *value, const fol__place *at, const char *wanted) {
    return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "is %s, must be %s", fol__type_name(value), wanted);
}

/* ------------------------------------------------------------------ single values */

static fol_status read_number(const fol__reader *in, const json_t *value, double *number, const fol__place *at) {
    if (!json_is_number(value))
        return fol__fail_type(in, value, at, "a number");
    *number = json_number_value(value);
    return FOL_OK;
}

/* In the spec a negative number stands for "same"; in a file nothing but the missing key does. */
static fol_status read_number_from_zero(const fol__reader *in, const json_t *value, double *number, const fol__place *at) {
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

static fol_status read_seed(const fol__reader *in, const json_t *value, uint64_t *seed, const fol__place *at) {
    int64_t whole;
    if (!json_is_number(value))
        return fol__fail_type(in, value, at, "a whole number from 0 to 9007199254740991");
    if (!whole_number(value, &whole))
        return fol__fail_at(in->err, FOL_ERR_VALUE, at, "is %.17g, must be a whole number from 0 to 9007199254740991",
                            json_number_value(value));
    *seed = (uint64_t)whole;
    return FOL_OK;
}

static fol_status read_count(const fol__reader *in, const json_t *value, int64_t *count, const fol__place *at) {
    uint64_t whole = 0;
    const fol_status status = read_seed(in, value, &whole, at);
    if (status == FOL_OK)
        *count = (int64_t)whole;
    return status;
}

static fol_status read_flag(const fol__reader *in, const json_t *value, bool *flag, const fol__place *at) {
    if (!json_is_boolean(value))
        return fol__fail_type(in, value, at, "true or false");
    *flag = json_is_true(value);
    return FOL_OK;
}

static fol_status read_version(const fol__reader *in, const json_t *value, int known, const char *what, const char *remedy,
                               const fol__place *at) {
    int64_t whole;
    if (!json_is_number(value) || !whole_number(value, &whole))
        return fol__fail_type(in, value, at, "a whole number");
    if (whole != known)
        return fol__fail_at(in->err, FOL_ERR_VERSION, at, "is %lld, but this library has %s %d; %s", (long long)whole,
                            what, known, remedy);
    return FOL_OK;
}

fol_status fol__read_text(const fol__reader *in, const json_t *value, const char **text, const fol__place *at) {
    if (!json_is_string(value))
        return fol__fail_type(in, value, at, "text in quotes");
    *text = fol__io_arena_text(in->arena, json_string_value(value));
    return *text ? FOL_OK : fail_nomem(in);
}

static int hex_digit(char c) {
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *found = c ? strchr(digits, c) : NULL;
    return found ? (int)(found - digits) % 16 : -1;
}

static fol_status read_color(const fol__reader *in, const json_t *value, fol_color *color, const fol__place *at) {
    if (!json_is_string(value))
        return fol__fail_type(in, value, at, "a colour \"#rrggbb\"");
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
static fol_status read_skin(const fol__reader *in, const json_t *value, fol_color *skin, const char **tone, const fol__place *at) {
    const char *text = json_string_value(value);
    const fol_named_color *named = fol_skin_tone_named(text);
    if (text && text[0] != '#' && !named)
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "is \"%s\", must be a colour \"#rrggbb\" or a skin tone: monk 1 to monk 10, "
                            "fitzpatrick I to fitzpatrick VI", text);
    if (!named)
        return read_color(in, value, skin, at);
    *skin = named->color;
    return fol__read_text(in, value, tone, at);
}

static fol_status read_pair(const fol__reader *in, const json_t *value, double *first, double *second, const char *wanted,
                            const fol__place *at) {
    if (!json_is_array(value))
        return fol__fail_type(in, value, at, wanted);
    if (json_array_size(value) != 2)
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "has %zu values, must be %s", json_array_size(value), wanted);
    const fol__place x = {at, NULL, 0}, y = {at, NULL, 1};
    const fol_status status = read_number(in, json_array_get(value, 0), first, &x);
    return status != FOL_OK ? status : read_number(in, json_array_get(value, 1), second, &y);
}

fol_status fol__read_point(const fol__reader *in, const json_t *value, fol_point *point, const fol__place *at) {
    return read_pair(in, value, &point->x, &point->y, "a point [x, y]", at);
}

/* ------------------------------------------------------------------ arrays of values */

fol_status fol__check_array(const fol__reader *in, const json_t *value, size_t least, const char *wanted,
                              const fol__place *at) {
    if (!json_is_array(value))
        return fol__fail_type(in, value, at, wanted);
    if (json_array_size(value) < least)
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "is empty, must be %s with at least one element", wanted);
    return FOL_OK;
}

static fol_status read_points(const fol__reader *in, const json_t *value, const fol_point **points, size_t *count,
                              const fol__place *at) {
    fol_status status = fol__check_array(in, value, 0, "an array of points [[x, y], ...]", at);
    if (status != FOL_OK)
        return status;
    const size_t n = json_array_size(value);
    fol_point *read = fol__io_arena_take(in->arena, n, sizeof *read);
    if (!read)
        return fail_nomem(in);
    for (size_t i = 0; i < n && status == FOL_OK; i++) {
        const fol__place element = {at, NULL, i};
        status = fol__read_point(in, json_array_get(value, i), &read[i], &element);
    }
    *points = read;
    *count = n;
    return status;
}

static fol_status read_ring(fol__reader *in, const json_t *value, const fol_point **points, size_t *count,
                            const fol__place *at) {
    in->vertices += (int64_t)json_array_size(value);
    if (in->vertices > in->limits.max_vertices)
        return fol__fail_at(in->err, FOL_ERR_LIMIT, at, "brings the design to %lld vertices; at most %d are read",
                            (long long)in->vertices, (int)in->limits.max_vertices);
    return read_points(in, value, points, count, at);
}

static fol_status read_confidence(const fol__reader *in, const json_t *value, float *confidence, const fol__place *at) {
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
static fol_status read_hair(const fol__reader *in, const json_t *value, size_t i, size_t count, fol_point *point, float **confidence,
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

static fol_status read_hairs(const fol__reader *in, const json_t *value, fol_chart_spec *chart, const fol__place *at) {
    const size_t n = json_array_size(value);
    fol_status status = fol__check_array(in, value, 0, "an array of openings [[x, y], ...]", at);
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

static fol_status read_rings(fol__reader *in, const json_t *value, const fol_ring **rings, size_t *count,
                             const fol__place *at) {
    fol_status status = fol__check_array(in, value, 0, "an array of outlines [[[x, y], ...], ...]", at);
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

static fol_status read_numbers(const fol__reader *in, const json_t *value, const double **numbers, size_t *count,
                               const fol__place *at) {
    fol_status status = fol__check_array(in, value, 1, "an array of numbers", at);
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

static fol_status read_mix(const fol__reader *in, const json_t *value, double *mix, const fol__place *at) {
    static const char wanted[] = "the shares of units of 1, 2, 3 and 4 dots";
    if (!json_is_array(value))
        return fol__fail_type(in, value, at, wanted);
    if (json_array_size(value) != FOL_MOST_IN_UNIT)
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "has %zu values, must be %s", json_array_size(value), wanted);
    fol_status status = FOL_OK;
    for (size_t i = 0; i < FOL_MOST_IN_UNIT && status == FOL_OK; i++) {
        const fol__place element = {at, NULL, i};
        status = read_number(in, json_array_get(value, i), &mix[i], &element);
    }
    return status;
}

static fol_status read_texts(const fol__reader *in, const json_t *value, const char *const **texts, size_t *count,
                             const fol__place *at) {
    fol_status status = fol__check_array(in, value, 1, "an array of names", at);
    if (status != FOL_OK)
        return status;
    const size_t n = json_array_size(value);
    const char **read = fol__io_arena_take(in->arena, n, sizeof *read);
    if (!read)
        return fail_nomem(in);
    for (size_t i = 0; i < n && status == FOL_OK; i++) {
        const fol__place element = {at, NULL, i};
        status = fol__read_text(in, json_array_get(value, i), &read[i], &element);
    }
    *texts = read;
    *count = n;
    return status;
}

fol_status fol__read_value(fol__reader *in, const json_t *value, const fol__key *key, char *base, const fol__place *at) {
    void *field = base + key->at, *second = base + key->second;
    switch (key->kind) {
    case FOL__KEY_FORMAT:
        return read_version(in, value, FOL__DESIGN_FORMAT, "format version", "use a library that knows it", at);
    case FOL__KEY_LAYOUT_VERSION:
        return read_version(in, value, FOL_LAYOUT_VERSION, "layout version",
                            "use a library that has it, or take the key out to lay the design out anew", at);
    case FOL__KEY_TEXT:
        return fol__read_text(in, value, field, at);
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
        return fol__read_point(in, value, field, at);
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
    default:
        return fol__fail_at(in->err, FOL_ERR_INTERNAL, at, "a key of unknown kind");
    }
}
