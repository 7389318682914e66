/* SPDX-License-Identifier: MIT */
/* A design file's JSON tree to specs, strictly: every key known, every value of its type. The tables of design_keys.h
 * say which; ranges and geometry are left to fol_design_create(), which checks them for every host. Counts are held
 * against the limits before memory is taken for them. */
#include "design_file.h"

#include "design_extras.h"
#include "design_load.h"
#include "design_place.h"
#include "design_values.h"
#include "problem.h"
#include "specs.h"

#include <follicle/colors.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ landmarks */

static fol_status read_extras(const fol__reader *in, json_t *object, fol_remarks *remarks);

static fol_status read_landmark(const fol__reader *in, const char *name, const json_t *value, fol_landmark *out, const fol__place *at) {
    out->name = fol__io_arena_text(in->arena, name);
    return out->name ? fol__read_point(in, value, &out->at, at) : fol__io_fail_nomem(in->err);
}

/* An object whose keys are names; its remarks go where its shape says. */
static fol_status read_landmarks(const fol__reader *in, json_t *object, const fol__key *key, char *base, const fol__place *at) {
    fol_remarks *remarks = (void *)(base + key->shape->remarks);
    size_t n = 0;
    if (!json_is_object(object))
        return fol__fail_type(in, object, at, "an object of points {\"glabella\": [x, y], ...}");
    if (json_object_size(object) > (size_t)(in->limits.max_zones < 0 ? 0 : in->limits.max_zones))
        return fol__fail_at(in->err, FOL_ERR_LIMIT, at, "has %zu points; at most %d are read", json_object_size(object), (int)in->limits.max_zones);
    fol_landmark *read = fol__io_arena_take(in->arena, json_object_size(object), sizeof *read);
    fol_status status = read ? FOL_OK : fol__io_fail_nomem(in->err);
    for (void *member = json_object_iter(object); member && status == FOL_OK; member = json_object_iter_next(object, member)) {
        const char *name = json_object_iter_key(member);
        const fol__place place = {at, name, 0};
        if (strcmp(name, "note") == 0)
            status = fol__read_text(in, json_object_iter_value(member), &remarks->note, &place);
        else if (!fol__is_extra(name))
            status = read_landmark(in, name, json_object_iter_value(member), &read[n++], &place);
    }
    memcpy(base + key->at, &read, sizeof read);
    memcpy(base + key->second, &n, sizeof n);
    return status == FOL_OK ? read_extras(in, object, remarks) : status;
}

/* ------------------------------------------------------------------ objects */

static fol_status read_object(fol__reader *in, json_t *object, const fol__shape *shape, char *base, const fol__place *at);

/* Names of the presets, for messages. */
static const char *unit_presets(char *text, size_t size) {
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; fol_units_preset_at(i) && used < size; i++)
        used += (size_t)snprintf(text + used, size - used, "%s\"%s\"", i ? ", " : "", fol_units_preset_at(i)->name);
    return text;
}

/* What an object leaves out is as in the first preset. */
static fol_status read_units(fol__reader *in, json_t *value, const fol__key *key, char *base, const fol__place *at) {
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
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "is %s, must be one of %s, or an object", fol__type_name(value),
                            unit_presets(names, sizeof names));
    *units = fol_units_preset_at(0)->units;
    return read_object(in, value, key->shape, base, at);
}

static fol_status read_elements(fol__reader *in, json_t *value, size_t n, const fol__key *key, char *base,
                                const fol__place *at) {
    char *specs = fol__io_arena_take(in->arena, n, key->shape->size);
    if (!specs)
        return fol__io_fail_nomem(in->err);
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

static fol_status read_objects(fol__reader *in, json_t *value, const fol__key *key, char *base, const fol__place *at) {
    const size_t most =
        key->shape->most ? key->shape->most : (size_t)(in->limits.max_zones < 0 ? 0 : in->limits.max_zones);
    const fol_status status = fol__check_array(in, value, key->shape->least, "an array of objects", at);
    if (status != FOL_OK)
        return status;
    if (json_array_size(value) > most)
        return fol__fail_at(in->err, FOL_ERR_LIMIT, at, "has %zu elements; at most %zu are allowed",
                            json_array_size(value), most);
    return read_elements(in, value, json_array_size(value), key, base, at);
}

static fol_status read_key(fol__reader *in, json_t *value, const fol__key *key, char *base, const fol__place *at) {
    switch (key->kind) {
    case FOL__KEY_UNITS:
        return read_units(in, value, key, base, at);
    case FOL__KEY_LANDMARKS:
        return read_landmarks(in, value, key, base, at);
    case FOL__KEY_OBJECT:
        return read_object(in, value, key->shape, base + key->at, at);
    case FOL__KEY_LONE_OBJECT:
        return json_is_object(value) ? read_elements(in, value, 1, key, base, at)
                                     : fol__fail_type(in, value, at, "an object");
    case FOL__KEY_OBJECTS:
        return read_objects(in, value, key, base, at);
    default:
        return fol__read_value(in, value, key, base, at);
    }
}

static fol_status fail_unknown(const fol__reader *in, const fol__shape *shape, const char *name, const fol__place *at) {
    const char *like = fol__key_like(shape, name);
    if (like)
        return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "unknown key; did you mean \"%s\"?", like);
    return fol__fail_at(in->err, FOL_ERR_SCHEMA, at, "%s has no such key; keys of your own begin with x-", shape->noun);
}

static fol_status read_member(fol__reader *in, const char *name, json_t *value, const fol__shape *shape, char *base,
                              const fol__place *at) {
    const fol__place member = {at, name, 0};
    const fol__key *key = fol__key_named(shape, name);
    if (key)
        return read_key(in, value, key, base, &member);
    if (strcmp(name, "note") == 0)
        return fol__read_text(in, value, &((fol_remarks *)(void *)(base + shape->remarks))->note, &member);
    return fol__is_extra(name) ? FOL_OK : fail_unknown(in, shape, name, &member);
}

static fol_status read_extras(const fol__reader *in, json_t *object, fol_remarks *remarks) {
    bool ok = true;
    char *extras = fol__extras_of(object, &ok);
    if (extras)
        remarks->extras = fol__io_arena_text(in->arena, extras);
    ok = ok && (!extras || remarks->extras);
    free(extras);
    return ok ? FOL_OK : fol__io_fail_nomem(in->err);
}

static fol_status check_required(const fol__reader *in, const json_t *object, const fol__shape *shape,
                                 const fol__place *at) {
    for (size_t i = 0; i < shape->key_count; i++) {
        const fol__place missing = {at, shape->keys[i].name, 0};
        if (shape->keys[i].required && !json_object_get(object, missing.key))
            return fol__fail_at(in->err, FOL_ERR_SCHEMA, &missing, "the key is missing; %s cannot do without it",
                                shape->noun);
    }
    return FOL_OK;
}

static fol_status read_object(fol__reader *in, json_t *object, const fol__shape *shape, char *base, const fol__place *at) {
    if (!json_is_object(object))
        return fol__fail_type(in, object, at, "an object");
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
static fol_status check_versions(fol__reader *in, json_t *root, const fol__place *top) {
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
static fol_status check_photo(const fol__reader *in, const json_t *photo, const fol_photo_spec *spec,
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

static fol_status check_alternatives(const fol__reader *in, const json_t *root, const fol__draft *draft,
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

static fol_status read_design(fol__reader *in, json_t *root, fol__draft *draft) {
    const fol__place top = {NULL, NULL, 0};
    fol__design_shape.init(draft, 0);
    fol_status status = check_versions(in, root, &top);
    if (status == FOL_OK)
        status = read_object(in, root, &fol__design_shape, (char *)draft, &top);
    take_named_pigment(root, &draft->treatment);
    return status == FOL_OK ? check_alternatives(in, root, draft, &top) : status;
}

fol_status fol__design_fill(fol_design_file *file, json_t *root, const fol_limits *limits, fol_error *err) {
    fol__reader in = {.arena = &file->arena, .limits = *limits, .err = err};
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
