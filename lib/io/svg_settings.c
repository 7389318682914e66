/* SPDX-License-Identifier: MIT */
/* Drawings say where, settings say how much: {"seed": 3, "zones": [{"name": "frontal", "density_per_cm2": 160}]}. What is said
 * of one object by name is stronger than its attributes in the drawing; what is said of all is weaker. */
#include "svg_settings.h"

#include "design_load.h"
#include "problem.h"
#include "svg_names.h"

#include <stdio.h>
#include <string.h>

/* Puts `more` into `object`, objects inside each other likewise. */
static bool merge(json_t *object, json_t *more, bool stronger) {
    const char *key;
    json_t *value;
    json_object_foreach(more, key, value) {
        json_t *own = json_object_get(object, key);
        if (json_is_object(own) && json_is_object(value)) {
            if (!merge(own, value, stronger))
                return false;
        } else if ((!own || stronger) && json_object_set(object, key, value) != 0) {
            return false;
        }
    }
    return true;
}

/* ------------------------------------------------------------------ lists */

static fol_status fail_in(const fol_drawing_options *options, fol_error *err, fol_status status, const char *key, size_t i,
                          const char *message) {
    char path[64];
    snprintf(path, sizeof path, "%s[%zu]", key, i);
    return fol__io_fail(err, status, path, 0, 0, "%s: %s", options->settings_name, message);
}

static json_t *drawn_named(json_t *list, const char *name) {
    size_t i;
    json_t *object;
    json_array_foreach(list, i, object) {
        const char *own = json_string_value(json_object_get(object, "name"));
        if (own && fol__names_alike(own, name))
            return object;
    }
    return NULL;
}

static fol_status fail_not_drawn(const fol_drawing_options *options, fol_error *err, const char *key, size_t i,
                                 const char *name, json_t *list) {
    char drawn[200] = "", message[320];
    size_t k;
    json_t *object;
    json_array_foreach(list, k, object) {
        const char *own = json_string_value(json_object_get(object, "name"));
        const size_t used = strlen(drawn);
        if (own && used + strlen(own) + 6 < sizeof drawn)
            snprintf(drawn + used, sizeof drawn - used, "%s\"%s\"", used ? ", " : "", own);
    }
    snprintf(message, sizeof message, "\"%.60s\" is not in the drawing; drawn are %s", name, *drawn ? drawn : "none");
    return fail_in(options, err, FOL_ERR_NAME, key, i, message);
}

/* One element of a list: a drawn object by name or place in the list, or an object of its own with its geometry. */
static fol_status merge_element(const fol_drawing_options *options, const char *key, json_t *list, size_t i, json_t *element,
                                fol_error *err) {
    const bool by_place = strcmp(key, "hairlines") == 0;
    const char *name = json_string_value(json_object_get(element, "name"));
    if (!json_is_object(element))
        return fail_in(options, err, FOL_ERR_SCHEMA, key, i, "must be an object");
    json_t *drawn = by_place ? json_array_get(list, i) : name ? drawn_named(list, name) : NULL;
    if (!drawn && json_object_get(element, by_place ? "points" : "outline"))
        return json_array_append(list, element) == 0 ? FOL_OK : fol__io_fail_nomem(err);
    if (!drawn && by_place)
        return fail_in(options, err, FOL_ERR_NAME, key, i, "the drawing has fewer hairlines than that");
    if (!drawn && !name)
        return fail_in(options, err, FOL_ERR_SCHEMA, key, i, "needs a name, to say which of the drawn ones it is");
    if (!drawn)
        return fail_not_drawn(options, err, key, i, name, list);
    json_t *own_name = json_incref(json_object_get(drawn, "name"));
    const bool done = merge(drawn, element, true) && (!own_name || json_object_set(drawn, "name", own_name) == 0);
    json_decref(own_name);
    return done ? FOL_OK : fol__io_fail_nomem(err);
}

static fol_status merge_list(const fol_drawing_options *options, json_t *design, const char *key, json_t *given,
                             fol_error *err) {
    json_t *list = json_object_get(design, key), *object;
    fol_status status = FOL_OK;
    size_t i;
    if (!list) {
        list = json_array();
        if (json_object_set_new(design, key, list) != 0)
            return fol__io_fail_nomem(err);
    }
    if (json_is_object(given)) {
        json_array_foreach(list, i, object) {
            if (!merge(object, given, false))
                return fol__io_fail_nomem(err);
        }
        return FOL_OK;
    }
    if (!json_is_array(given))
        return fol__io_fail(err, FOL_ERR_SCHEMA, key, 0, 0, "%s: must be a list, or one object for all", options->settings_name);
    for (i = 0; status == FOL_OK && i < json_array_size(given); i++)
        status = merge_element(options, key, list, i, json_array_get(given, i), err);
    return status;
}

/* ------------------------------------------------------------------ all of it */

static fol_status merge_settings(const fol_drawing_options *options, json_t *design, json_t *settings, fol_error *err) {
    static const char *const lists[] = {"zones", "hairlines", "keep_outs"};
    json_t *rest = json_copy(settings), *lone = json_object_get(settings, "hairline");
    fol_status status = rest ? FOL_OK : fol__io_fail_nomem(err);
    for (size_t i = 0; status == FOL_OK && i < 3; i++) {
        json_t *given = json_object_get(settings, lists[i]);
        if (!given && lone && i == 1)
            given = lone;
        if (given)
            status = merge_list(options, design, lists[i], given, err);
        json_object_del(rest, lists[i]);
    }
    if (status == FOL_OK) {
        json_object_del(rest, "hairline");
        status = merge(design, rest, true) ? FOL_OK : fol__io_fail_nomem(err);
    }
    json_decref(rest);
    return status;
}

fol_status fol__svg_settings(const fol_drawing_options *options, const fol_limits *limits, json_t *design, json_t **settings,
                             fol_error *err) {
    fol_error own = {0};
    *settings = NULL;
    if (!options->settings)
        return FOL_OK;
    const fol_status status = fol__design_load(options->settings, options->settings_size, limits, settings, &own);
    if (status != FOL_OK && own.line > 0) /* err->line would be taken for one of the drawing */
        return fol__io_fail(err, status, NULL, 0, 0, "%s, line %d, column %d: %s", options->settings_name, (int)own.line,
                            (int)own.column, own.message);
    if (status != FOL_OK)
        return fol__io_fail(err, status, NULL, 0, 0, "%s: %s", options->settings_name, own.message);
    return merge_settings(options, design, *settings, err);
}

bool fol__svg_blame_settings(const json_t *settings, const char *name, fol_error *err) {
    static const char *const drawn[] = {"zones", "hairlines", "keep_outs", "hairs"};
    char key[64], message[sizeof err->message];
    const size_t size = err ? strcspn(err->path, ".[") : 0;
    if (size == 0 || size >= sizeof key)
        return false;
    memcpy(key, err->path, size);
    key[size] = '\0';
    for (size_t i = 0; i < sizeof drawn / sizeof drawn[0]; i++) {
        if (strcmp(key, drawn[i]) == 0) /* both the drawing and the settings may have said it */
            return false;
    }
    if (!json_object_get(settings, key))
        return false;
    snprintf(message, sizeof message, "%s", err->message);
    snprintf(err->message, sizeof err->message, "%.60s: %.300s", name, message);
    return true;
}
