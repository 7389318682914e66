/* SPDX-License-Identifier: MIT */
/* The published JSON Schema against the reader: the same keys, types, requirements and defaults in every object. */
#include "runner.h"

#include "design_keys.h"

#include <follicle/io.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *schema;
static fol_error err;

static void load_schema(void) {
    const char *path = getenv("FOLLICLE_SCHEMA");
    ck_assert_msg(path != NULL, "FOLLICLE_SCHEMA must name follicle-design.schema.json");
    json_error_t error;
    schema = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    ck_assert_msg(schema != NULL, "%s:%d: %s", path, error.line, error.text);
}

static void drop_schema(void) {
    json_decref(schema);
}

/* The node itself, or what its $ref names; of several the last, which is the object. */
static json_t *resolved(json_t *node) {
    json_t *several = json_object_get(node, "oneOf");
    if (several && !json_object_get(node, "type"))
        return resolved(json_array_get(several, json_array_size(several) - 1));
    const char *ref = json_string_value(json_object_get(node, "$ref"));
    if (!ref)
        return node;
    ck_assert_msg(strncmp(ref, "#/$defs/", 8) == 0, "%s", ref);
    json_t *target = json_object_get(json_object_get(schema, "$defs"), ref + 8);
    ck_assert_msg(target != NULL, "%s leads nowhere", ref);
    return target;
}

static json_t *property(json_t *object, const char *key) {
    return json_object_get(json_object_get(object, "properties"), key);
}

static const char *type_of(json_t *node) {
    const char *type = json_string_value(json_object_get(resolved(node), "type"));
    return type ? type : "";
}

/* ------------------------------------------------------------------ walking schema and tables together */

typedef void visit(const fol__shape *shape, json_t *object, const char *path);

static void walk(const fol__shape *shape, json_t *object, const char *path, visit *at) {
    at(shape, object, path);
    for (size_t i = 0; i < shape->key_count; i++) {
        const fol__key *key = &shape->keys[i];
        char below[200];
        if (!key->shape || key->kind == FOL__KEY_LANDMARKS) /* its keys are anyone's */
            continue;
        json_t *node = resolved(property(object, key->name));
        const bool list = key->kind == FOL__KEY_OBJECTS;
        snprintf(below, sizeof below, "%s%s%s%s", path, path[0] ? "." : "", key->name, list ? "[]" : "");
        walk(key->shape, list ? resolved(json_object_get(node, "items")) : node, below, at);
    }
}

static bool lists_name(json_t *array, const char *name) {
    for (size_t i = 0; i < json_array_size(array); i++) {
        if (strcmp(json_string_value(json_array_get(array, i)), name) == 0)
            return true;
    }
    return false;
}

static void check_keys(const fol__shape *shape, json_t *object, const char *path) {
    json_t *properties = json_object_get(object, "properties");
    const char *name;
    json_t *node;
    json_object_foreach(properties, name, node) {
        const bool known = fol__key_named(shape, name) || strcmp(name, "note") == 0;
        ck_assert_msg(known, "%s: the schema has %s, the reader has not", path, name);
        const bool described = json_object_get(node, "description");
        ck_assert_msg(described, "%s.%s has no description", path, name);
    }
    for (size_t i = 0; i < shape->key_count; i++) {
        const fol__key *key = &shape->keys[i];
        ck_assert_msg(json_object_get(properties, key->name), "%s: the reader has %s, the schema has not", path,
                      key->name);
        ck_assert_msg(lists_name(json_object_get(object, "required"), key->name) == key->required, "%s.%s: required?",
                      path, key->name);
    }
    ck_assert_msg(json_object_get(properties, "note") != NULL, "%s has no note", path);
    ck_assert_msg(json_is_false(json_object_get(object, "additionalProperties")), "%s lets in any key", path);
    ck_assert_msg(json_is_true(json_object_get(json_object_get(object, "patternProperties"), "^x-")), "%s: x- keys",
                  path);
}

START_TEST(schema_and_reader_know_the_same_keys) {
    walk(&fol__design_shape, schema, "", check_keys);
}
END_TEST

static const char *wanted_type(fol__key_kind kind) {
    switch (kind) {
    case FOL__KEY_FORMAT:
        return "";
    case FOL__KEY_LAYOUT_VERSION:
    case FOL__KEY_SEED:
    case FOL__KEY_COUNT:
        return "integer";
    case FOL__KEY_FLAG:
        return "boolean";
    case FOL__KEY_TEXT:
    case FOL__KEY_COLOR:
    case FOL__KEY_SKIN:
        return "string";
    case FOL__KEY_NUMBER:
    case FOL__KEY_NUMBER_OR_SAME:
        return "number";
    case FOL__KEY_OBJECT:
    case FOL__KEY_LONE_OBJECT:
    case FOL__KEY_LANDMARKS:
        return "object";
    case FOL__KEY_UNITS: /* or a name */
        return "object";
    default:
        return "array";
    }
}

static void check_types(const fol__shape *shape, json_t *object, const char *path) {
    for (size_t i = 0; i < shape->key_count; i++) {
        const fol__key *key = &shape->keys[i];
        json_t *node = resolved(property(object, key->name));
        ck_assert_msg(strcmp(type_of(node), wanted_type(key->kind)) == 0, "%s.%s is %s", path, key->name,
                      type_of(node));
        const bool number = key->kind == FOL__KEY_NUMBER || key->kind == FOL__KEY_NUMBER_OR_SAME;
        const bool bounded = json_object_get(node, "minimum") || json_object_get(node, "exclusiveMinimum");
        ck_assert_msg(!number || bounded, "%s.%s has no least value", path, key->name);
        const size_t most = key->shape ? key->shape->most : 0;
        if (key->kind == FOL__KEY_OBJECTS && most)
            ck_assert_uint_eq((size_t)json_integer_value(json_object_get(node, "maxItems")), most);
        if (key->kind == FOL__KEY_OBJECTS)
            ck_assert_uint_eq((size_t)json_integer_value(json_object_get(node, "minItems")), key->shape->least);
    }
}

START_TEST(schema_and_reader_want_the_same_types) {
    walk(&fol__design_shape, schema, "", check_types);
}
END_TEST

START_TEST(the_schema_names_every_style_and_the_format) {
    json_t *styles = json_object_get(property(resolved(property(schema, "hairline")), "style"), "enum");
    size_t count = 0;
    while (fol_hairline_style_at(count)) {
        ck_assert_str_eq(json_string_value(json_array_get(styles, count)), fol_hairline_style_at(count)->name);
        count++;
    }
    ck_assert_uint_eq(json_array_size(styles), count);
    json_t *kinds = json_object_get(json_array_get(json_object_get(property(property(schema, "dots"), "units"), "oneOf"), 0), "enum");
    for (count = 0; fol_units_preset_at(count); count++)
        ck_assert_str_eq(json_string_value(json_array_get(kinds, count)), fol_units_preset_at(count)->name);
    ck_assert_uint_eq(json_array_size(kinds), count);
    ck_assert_int_eq(json_integer_value(json_object_get(property(schema, "follicle"), "const")), FOL__DESIGN_FORMAT);
    ck_assert_int_eq(json_integer_value(json_object_get(property(schema, "seed"), "maximum")), FOL__MAX_SEED);
}
END_TEST

/* ------------------------------------------------------------------ designs made from the tables */

/* A value that the reader takes for a key of that kind. */
static json_t *sample(const fol__key *key);

static json_t *least_object(const fol__shape *shape) {
    json_t *object = json_object();
    for (size_t i = 0; i < shape->key_count; i++) {
        const fol__key *key = &shape->keys[i];
        /* A photo needs one of two keys, which no table can say. */
        if (key->required || strcmp(key->name, "mm_per_px") == 0)
            json_object_set_new(object, key->name, sample(key));
    }
    return object;
}

static json_t *sample(const fol__key *key) {
    switch (key->kind) {
    case FOL__KEY_FORMAT:
    case FOL__KEY_SEED:
    case FOL__KEY_COUNT:
        return json_integer(1);
    case FOL__KEY_LAYOUT_VERSION:
        return json_integer(FOL_LAYOUT_VERSION);
    case FOL__KEY_FLAG:
        return json_true();
    case FOL__KEY_TEXT:
        return json_string("natural");
    case FOL__KEY_NUMBER:
    case FOL__KEY_NUMBER_OR_SAME:
        return json_real(0.5);
    case FOL__KEY_COLOR:
    case FOL__KEY_SKIN:
        return json_string("#a1B2c3");
    case FOL__KEY_POINT:
    case FOL__KEY_SPAN:
    case FOL__KEY_NUMBERS:
        return json_pack("[f, f]", 0.1, 0.2);
    case FOL__KEY_TEXTS:
        return json_pack("[s]", "natural");
    case FOL__KEY_RING:
    case FOL__KEY_HAIRS:
        return json_pack("[[i, i], [i, i], [i, i]]", 0, 0, 1, 0, 1, 1);
    case FOL__KEY_MIX:
        return json_pack("[f, f, f, f]", 0.1, 0.2, 0.3, 0.4);
    case FOL__KEY_RINGS:
        return json_pack("[[[i, i], [i, i], [i, i]]]", 0, 0, 1, 0, 1, 1);
    case FOL__KEY_OBJECTS:
        return json_pack("[o]", least_object(key->shape));
    default:
        return least_object(key->shape);
    }
}

static fol_status parse(const json_t *design) {
    char *text = json_dumps(design, 0);
    fol_design_file *file = NULL;
    ck_assert_ptr_nonnull(text);
    const fol_status status = fol_design_file_parse(text, strlen(text), NULL, &file, &err);
    fol_design_file_free(file);
    free(text);
    return status;
}

/* Tries each key of the object that `design` holds at `path`: known keys are taken, an unknown one is not. */
static void try_keys(json_t *design, json_t *object, const fol__shape *shape, const char *path) {
    char unknown[200];
    ck_assert_msg(parse(design) == FOL_OK, "%s: %s %s", path, err.path, err.message);
    json_object_set_new(object, "nonsense", json_integer(1));
    snprintf(unknown, sizeof unknown, "%s%snonsense", path, path[0] ? "." : "");
    ck_assert_int_eq(parse(design), FOL_ERR_SCHEMA);
    ck_assert_str_eq(err.path, unknown);
    json_object_del(object, "nonsense");
    json_object_set_new(object, "x-nonsense", json_integer(1));
    json_object_set_new(object, "note", json_string("n"));
    for (size_t i = 0; i < shape->key_count; i++) {
        const fol__key *key = &shape->keys[i];
        json_t *with = json_deep_copy(object), *before = json_deep_copy(object);
        json_object_set_new(with, key->name, sample(key));
        if (strcmp(key->name, "scale") == 0)
            json_object_del(with, "mm_per_px");
        json_object_clear(object);
        json_object_update(object, with);
        ck_assert_msg(parse(design) == FOL_OK, "%s.%s: %s %s", path, key->name, err.path, err.message);
        json_object_set_new(object, key->name, key->kind == FOL__KEY_FLAG ? json_integer(1) : json_true());
        ck_assert_msg(parse(design) == FOL_ERR_SCHEMA, "%s.%s may be of another type", path, key->name);
        json_object_clear(object);
        json_object_update(object, before);
        json_decref(with);
        json_decref(before);
    }
}

/* Goes down to every object, each time in a design that has nothing else but what is needed. */
static void try_below(json_t *design, json_t *object, const fol__shape *shape, const char *path) {
    try_keys(design, object, shape, path);
    for (size_t i = 0; i < shape->key_count; i++) {
        const fol__key *key = &shape->keys[i];
        if (!key->shape)
            continue;
        char below[200];
        json_t *value = sample(key);
        json_t *before = json_deep_copy(object);
        json_object_set_new(object, key->name, value);
        if (strcmp(key->name, "scale") == 0)
            json_object_del(object, "mm_per_px");
        const bool list = json_is_array(value);
        snprintf(below, sizeof below, "%s%s%s%s", path, path[0] ? "." : "", key->name, list ? "[0]" : "");
        try_below(design, list ? json_array_get(value, 0) : value, key->shape, below);
        json_object_clear(object);
        json_object_update(object, before);
        json_decref(before);
    }
}

START_TEST(the_reader_takes_every_key_and_no_other_in_every_object) {
    json_t *design = least_object(&fol__design_shape);
    try_below(design, design, &fol__design_shape, "");
    json_decref(design);
}
END_TEST

/* ------------------------------------------------------------------ defaults */

static int defaults_seen;

/* Whether the schema's default is what the field holds that the reader has prepared. */
static bool is_default(const fol__key *key, const json_t *value, const char *base) {
    const void *field = base + key->at, *second = base + key->second;
    char color[8];
    switch (key->kind) {
    case FOL__KEY_NUMBER:
        return json_number_value(value) == *(const double *)field;
    case FOL__KEY_SEED:
        return (uint64_t)json_integer_value(value) == *(const uint64_t *)field;
    case FOL__KEY_COUNT:
        return json_integer_value(value) == *(const int64_t *)field;
    case FOL__KEY_FLAG:
        return json_is_true(value) == *(const bool *)field;
    case FOL__KEY_TEXT:
        return strcmp(json_string_value(value), *(const char *const *)field) == 0;
    case FOL__KEY_COLOR:
    case FOL__KEY_SKIN:
        snprintf(color, sizeof color, "#%02x%02x%02x", ((const fol_color *)field)->r, ((const fol_color *)field)->g,
                 ((const fol_color *)field)->b);
        return strcmp(json_string_value(value), color) == 0;
    case FOL__KEY_POINT:
        return json_number_value(json_array_get(value, 0)) == ((const fol_point *)field)->x &&
               json_number_value(json_array_get(value, 1)) == ((const fol_point *)field)->y;
    case FOL__KEY_SPAN:
        return json_number_value(json_array_get(value, 0)) == *(const double *)field &&
               json_number_value(json_array_get(value, 1)) == *(const double *)second;
    default:
        return false;
    }
}

static void check_defaults(const fol__shape *shape, json_t *object, const char *path) {
    union {
        fol__draft draft;
        fol_zone_spec zone;
        fol_hairline_spec hairline;
        fol_keep_out_spec keep_out;
        fol_session_spec session;
    } spec;
    memset(&spec, 0, sizeof spec);
    const fol__shape *owner = shape->init ? shape : strncmp(path, "hairline", 8) == 0 ? NULL : &fol__design_shape;
    if (!owner)
        return; /* an undulation has no defaults of its own */
    owner->init(&spec, 0);
    for (size_t i = 0; i < shape->key_count; i++) {
        const json_t *value = json_object_get(property(object, shape->keys[i].name), "default");
        if (!value)
            continue;
        ck_assert_msg(is_default(&shape->keys[i], value, (const char *)&spec), "%s.%s", path, shape->keys[i].name);
        defaults_seen++;
    }
}

START_TEST(defaults_in_the_schema_are_those_of_the_reader) {
    walk(&fol__design_shape, schema, "", check_defaults);
    ck_assert_int_ge(defaults_seen, 12);
}
END_TEST

/* ------------------------------------------------------------------ least shares */

/* What becomes of a design whose first session, first share of a zone, and first share at the hairline are these. */
static fol_status create_with(double session, double zone, double front) {
    char text[600];
    fol_design_file *file = NULL;
    fol_design *design = NULL;
    snprintf(text, sizeof text,
             "{\"follicle\": 1, \"canvas\": {\"width_mm\": 20, \"height_mm\": 20}, \"zones\": [{\"name\": \"z\", \"outline\": "
             "[[1, 1], [9, 1], [9, 9]], \"density_per_cm2\": 50, \"cumulative\": [%.9g, 1]}], \"sessions\": [{\"day\": 0, "
             "\"cumulative\": %.9g, \"hairline_cumulative\": %.9g}, {\"day\": 9, \"cumulative\": 1}]}",
             zone, session, front);
    fol_status status = fol_design_file_parse(text, strlen(text), NULL, &file, &err);
    if (status == FOL_OK)
        status = fol_design_create(fol_design_file_treatment(file), fol_design_file_chart(file), NULL, NULL, &design, &err);
    fol_design_free(design);
    fol_design_file_free(file);
    return status;
}

static double least_of(const char *type, const char *key) {
    json_t *node = property(json_object_get(json_object_get(schema, "$defs"), type), key);
    json_t *number = json_object_get(node, "items") ? json_object_get(node, "items") : node;
    ck_assert_msg(json_is_number(json_object_get(number, "minimum")), "%s.%s has no minimum", type, key);
    ck_assert_ptr_null(json_object_get(number, "exclusiveMinimum"));
    return json_number_value(json_object_get(number, "minimum"));
}

START_TEST(shares_begin_where_the_engine_lets_them) {
    const double session = least_of("session", "cumulative"), zone = least_of("zone", "cumulative");
    const double front = least_of("session", "hairline_cumulative"), below = 1e-7;
    ck_assert_msg(create_with(session, zone, front) == FOL_OK, "%s %s", err.path, err.message);
    ck_assert_int_eq(create_with(session - below, zone, front), FOL_ERR_VALUE);
    ck_assert_int_eq(create_with(session, zone - below, front), FOL_ERR_VALUE);
    ck_assert_int_eq(create_with(session, zone, front - below), FOL_ERR_VALUE);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("io schema");
    TCase *tcase = tcase_create("schema");
    tcase_add_checked_fixture(tcase, load_schema, drop_schema);
    tcase_add_test(tcase, schema_and_reader_know_the_same_keys);
    tcase_add_test(tcase, schema_and_reader_want_the_same_types);
    tcase_add_test(tcase, the_schema_names_every_style_and_the_format);
    tcase_add_test(tcase, the_reader_takes_every_key_and_no_other_in_every_object);
    tcase_add_test(tcase, defaults_in_the_schema_are_those_of_the_reader);
    tcase_add_test(tcase, shares_begin_where_the_engine_lets_them);
    suite_add_tcase(suite, tcase);
    return suite;
}
