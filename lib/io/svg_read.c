/* SPDX-License-Identifier: MIT */
/* From bytes to a design: XML, then objects with a meaning, then the tree of a design file, which the one reader of design
 * files judges. */
#include "design_file.h"
#include "problem.h"
#include "specs.h"
#include "svg_design.h"
#include "svg_photo.h"
#include "svg_settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Without a word on density a zone is drawn to be tried out: a middling one shows how it would look. */
#define TRIAL_DENSITY 120

void fol_drawing_options_init_sized(fol_drawing_options *options, size_t struct_size) {
    const fol_drawing_options defaults = {.struct_size = sizeof defaults, .settings_name = "settings"};
    fol__io_spec_init(options, struct_size, &defaults, sizeof defaults);
}

bool fol_is_drawing(const char *bytes, size_t size) {
    size_t at = 0;
    if (!bytes)
        return false;
    if (size >= 4 && (memcmp(bytes, "\xFF\xFE<\0", 4) == 0 || memcmp(bytes, "\xFE\xFF\0<", 4) == 0))
        return true;
    if (size >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0)
        return true;
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        at = 3;
    while (at < size && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r'))
        at++;
    return at < size && bytes[at] == '<';
}

/* ------------------------------------------------------------------ what a file knows of its drawing */

size_t fol_design_file_warning_count(const fol_design_file *file) {
    return file ? file->warning_count : 0;
}

fol_warning fol_design_file_warning(const fol_design_file *file, size_t i) {
    const fol_warning none = {NULL, NULL};
    return file && i < file->warning_count ? file->warnings[i] : none;
}

static const fol__origin *origin_of(const fol__origin *origins, size_t count, const char *path) {
    for (size_t i = 0; i < count; i++) {
        const size_t size = strlen(origins[i].key);
        char *end = NULL;
        if (strncmp(path, origins[i].key, size) != 0 || path[size] != '[')
            continue;
        if (strtoul(path + size + 1, &end, 10) == origins[i].index && *end == ']')
            return &origins[i];
    }
    return NULL;
}

static bool locate(const fol__origin *origins, size_t count, fol_error *err) {
    const fol__origin *origin = err && !err->line ? origin_of(origins, count, err->path) : NULL;
    if (!origin)
        return false;
    const size_t used = strlen(err->message);
    err->line = origin->line;
    err->column = origin->column;
    snprintf(err->message + used, sizeof err->message - used, " (%s)", origin->place);
    return true;
}

bool fol_design_file_locate(const fol_design_file *file, fol_error *err) {
    return file && locate(file->origins, file->origin_count, err);
}

/* Warnings and origins into the file's own memory; their texts are there already. */
static fol_status keep(fol_design_file *file, const fol__svg_objects *objects, const fol__origins *origins, fol_error *err) {
    fol_warning *warnings = fol__io_arena_take(&file->arena, objects->notices.count, sizeof *warnings);
    fol__origin *own = fol__io_arena_take(&file->arena, origins->count, sizeof *own);
    if (!warnings || !own)
        return fol__io_fail_nomem(err);
    if (objects->notices.count)
        memcpy(warnings, objects->notices.items, objects->notices.count * sizeof *warnings);
    if (origins->count)
        memcpy(own, origins->items, origins->count * sizeof *own);
    file->warnings = warnings;
    file->warning_count = objects->notices.count;
    file->origins = own;
    file->origin_count = origins->count;
    return FOL_OK;
}

/* ------------------------------------------------------------------ reading */

static fol_status read_options(const fol_drawing_options *given, fol_drawing_options *own, fol_limits *limits,
                               fol_error *err) {
    *own = fol_drawing_options_default();
    if (given && !fol__io_spec_read(own, sizeof *own, given))
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0,
                            "drawing options have a bad struct_size; fill them with fol_drawing_options_default()");
    if (!own->settings_name)
        own->settings_name = "settings";
    return fol__io_limits(own->limits, limits, err);
}

/* Zones that nobody gave a density. */
static fol_status complete_zones(fol__svg_objects *objects, json_t *design, fol_error *err) {
    size_t i, missing = 0;
    json_t *zone;
    const char *first = "";
    json_array_foreach(json_object_get(design, "zones"), i, zone) {
        if (json_object_get(zone, "density_per_cm2"))
            continue;
        const char *name = json_string_value(json_object_get(zone, "name"));
        first = missing++ == 0 && name ? name : first;
        if (json_object_set_new(zone, "density_per_cm2", json_integer(TRIAL_DENSITY)) != 0)
            return fol__io_fail_nomem(err);
    }
    if (missing == 0)
        return FOL_OK;
    char others[40] = "";
    if (missing > 1)
        snprintf(others, sizeof others, " and %zu more", missing - 1);
    const bool good = fol__svg_notice(objects, "",
                                      "no density is given for zone \"%.60s\"%s: %d dots a cm2 are assumed. Give it as data-density "
                                      "of the object or its layer, or in the settings: \"zones\": {\"density_per_cm2\": %d}",
                                      first, others, TRIAL_DENSITY, TRIAL_DENSITY);
    return good ? FOL_OK : fol__io_fail_nomem(err);
}

typedef struct reading {
    fol_design_file *file;
    fol_drawing_options options;
    fol_limits limits;
    fol__svg svg;
    fol__svg_objects objects;
    fol__origins origins;
    json_t *design, *settings;
    fol_error *err;
} reading;

static fol_status make_tree(reading *in) {
    fol_status status = fol__svg_collect(&in->svg, &in->objects);
    if (status == FOL_OK)
        status = fol__svg_design(&in->objects, in->design, &in->origins);
    if (status == FOL_OK)
        status = fol__svg_settings(&in->options, &in->limits, in->design, &in->settings, in->err);
    if (status == FOL_OK)
        status = complete_zones(&in->objects, in->design, in->err);
    return status == FOL_OK ? fol__svg_photo(&in->objects, &in->options, in->design) : status;
}

static fol_status fill_file(reading *in) {
    fol_status status = fol__design_fill(in->file, in->design, &in->limits, in->err);
    if (status != FOL_OK && in->err && !fol__svg_blame_settings(in->settings, in->options.settings_name, in->err))
        locate(in->origins.items, in->origins.count, in->err);
    return status == FOL_OK ? keep(in->file, &in->objects, &in->origins, in->err) : status;
}

static fol_status read_drawing(reading *in, const char *bytes, size_t size) {
    fol_status status = fol__svg_open(&in->svg, bytes, size, &in->limits, &in->file->arena, in->err);
    in->design = json_object();
    if (status == FOL_OK && !in->design)
        status = fol__io_fail_nomem(in->err);
    if (status == FOL_OK)
        status = make_tree(in);
    if (status == FOL_OK)
        status = fill_file(in);
    json_decref(in->design);
    json_decref(in->settings);
    free(in->origins.items);
    fol__svg_objects_free(&in->objects);
    fol__svg_close(&in->svg);
    return status;
}

fol_status fol_drawing_parse(const char *bytes, size_t size, const fol_drawing_options *options, fol_design_file **out,
                             fol_error *err) {
    reading in = {.err = err};
    if (!out)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "there is no place for the result");
    *out = NULL;
    if (!bytes)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "there are no bytes to read");
    fol_status status = read_options(options, &in.options, &in.limits, err);
    if (status != FOL_OK)
        return status;
    in.file = calloc(1, sizeof *in.file);
    status = in.file ? read_drawing(&in, bytes, size) : fol__io_fail_nomem(err);
    if (status != FOL_OK) {
        fol_design_file_free(in.file);
        return status;
    }
    *out = in.file;
    return FOL_OK;
}
