/* SPDX-License-Identifier: MIT */
/* Specs to a design file that people can read and that the reader turns back into the same specs: keys in the order of
 * the tables, defaults left out, several points a line, numbers as short as they can be. What no design file can hold
 * (infinite numbers, an area scale, text that is not UTF-8) is refused, not dropped. */
#include <follicle/io.h>

#include "design_defaults.h"
#include "design_extras.h"
#include "design_keys.h"
#include "design_place.h"
#include "problem.h"
#include "specs.h"
#include "text_out.h"
#include "utf8.h"

#include <follicle/colors.h>
#include <math.h>
#include <string.h>

enum { LAST_COLUMN = 110, INLINE_POINTS = 4 };

typedef struct writer {
    fol__text_out out;
    int depth;          /* of indentation */
    int64_t line_start; /* bytes before the line that is being written */
    fol_status status;  /* of the first value that cannot be written */
    fol_error *err;
} writer;

/* Whatever an array of objects may hold. */
typedef union any_spec {
    fol_zone_spec zone;
    fol_hairline_spec hairline;
    fol_keep_out_spec keep_out;
    fol_session_spec session;
} any_spec;

static void refuse(writer *w, fol_status status, const fol__place *at, const char *why) {
    if (w->status == FOL_OK)
        w->status = fol__fail_at(w->err, status, at, "%s", why);
}

static void new_line(writer *w) {
    fol__out_char(&w->out, '\n');
    w->line_start = fol__out_size(&w->out);
    for (int i = 0; i < w->depth; i++)
        fol__out_text(&w->out, "  ");
}

/* ------------------------------------------------------------------ values */

static void write_number(writer *w, double value, const fol__place *at) {
    if (!isfinite(value))
        refuse(w, FOL_ERR_VALUE, at, "is not finite; a design file holds only finite numbers");
    else
        fol__out_number(&w->out, value);
}

static void write_text(writer *w, const char *text, const fol__place *at) {
    if (!text)
        refuse(w, FOL_ERR_ARG, at, "is NULL, must be text");
    else if (!fol__utf8_valid(text))
        refuse(w, FOL_ERR_VALUE, at, "is not UTF-8");
    else
        fol__out_json_text(&w->out, text);
}

static void write_color(writer *w, fol_color color) {
    fol__out_char(&w->out, '"');
    fol__out_color(&w->out, color);
    fol__out_char(&w->out, '"');
}

/* A tone whose colour is another would be read back as that. */
static void write_skin(writer *w, fol_color skin, const char *tone, const fol__place *at) {
    const fol_named_color *named = fol_skin_tone_named(tone);
    if (!tone)
        write_color(w, skin);
    else if (!named || memcmp(&named->color, &skin, sizeof skin) != 0)
        refuse(w, FOL_ERR_CONFLICT, at, "has a skin_tone that is unknown or of another colour");
    else
        write_text(w, tone, at);
}

static void write_pair(writer *w, double first, double second, const fol__place *at) {
    const fol__place x = {at, NULL, 0}, y = {at, NULL, 1};
    fol__out_char(&w->out, '[');
    write_number(w, first, &x);
    fol__out_text(&w->out, ", ");
    write_number(w, second, &y);
    fol__out_char(&w->out, ']');
}

/* Behind the comma in an array that fills its lines. */
static void fill_line(writer *w) {
    if (fol__out_size(&w->out) - w->line_start > LAST_COLUMN - 20)
        new_line(w);
    else
        fol__out_char(&w->out, ' ');
}

/* The shortest decimal that reads back as the same float. */
static double shortest(float value) {
    double scale = 1, rounded = (double)value;
    for (int digits = 0; digits < 17; digits++, scale *= 10) {
        rounded = round((double)value * scale) / scale;
        if ((float)rounded == value)
            break;
    }
    return rounded;
}

static void write_place(writer *w, fol_point point, float confidence, const fol__place *at) {
    const fol__place x = {at, NULL, 0}, y = {at, NULL, 1}, sure = {at, NULL, 2};
    fol__out_char(&w->out, '[');
    write_number(w, point.x, &x);
    fol__out_text(&w->out, ", ");
    write_number(w, point.y, &y);
    if (!(confidence == 1)) {
        fol__out_text(&w->out, ", ");
        write_number(w, shortest(confidence), &sure);
    }
    fol__out_char(&w->out, ']');
}

/* `confidence` may be NULL. */
static void write_points(writer *w, const fol_point *points, const float *confidence, size_t count, const fol__place *at) {
    const bool lines = count > INLINE_POINTS;
    if (!points && count) {
        refuse(w, FOL_ERR_ARG, at, "is NULL, but has a count");
        return;
    }
    fol__out_char(&w->out, '[');
    w->depth++;
    if (lines)
        new_line(w);
    for (size_t i = 0; i < count && w->status == FOL_OK; i++) {
        const fol__place element = {at, NULL, i};
        write_place(w, points[i], confidence ? confidence[i] : 1, &element);
        if (i + 1 < count)
            fol__out_char(&w->out, ',');
        if (i + 1 < count)
            fill_line(w);
    }
    w->depth--;
    if (lines)
        new_line(w);
    fol__out_char(&w->out, ']');
}

static void write_rings(writer *w, const fol_ring *rings, size_t count, const fol__place *at) {
    fol__out_char(&w->out, '[');
    w->depth++;
    for (size_t i = 0; i < count && w->status == FOL_OK; i++) {
        const fol__place element = {at, NULL, i};
        new_line(w);
        write_points(w, rings[i].points, NULL, rings[i].count, &element);
        fol__out_text(&w->out, i + 1 < count ? "," : "");
    }
    w->depth--;
    new_line(w);
    fol__out_char(&w->out, ']');
}

static void write_numbers(writer *w, const double *numbers, size_t count, const fol__place *at) {
    fol__out_char(&w->out, '[');
    for (size_t i = 0; i < count; i++) {
        const fol__place element = {at, NULL, i};
        fol__out_text(&w->out, i ? ", " : "");
        write_number(w, numbers[i], &element);
    }
    fol__out_char(&w->out, ']');
}

static void write_texts(writer *w, const char *const *texts, size_t count, const fol__place *at) {
    fol__out_char(&w->out, '[');
    for (size_t i = 0; i < count; i++) {
        const fol__place element = {at, NULL, i};
        if (i) {
            fol__out_char(&w->out, ',');
            fill_line(w);
        }
        write_text(w, texts[i], &element);
    }
    fol__out_char(&w->out, ']');
}

/* ------------------------------------------------------------------ objects */

static void write_object(writer *w, const fol__shape *shape, const char *base, const char *defaults,
                         const fol__place *at);

static void write_element(writer *w, const fol__key *key, const void *specs, size_t i, const fol__place *at) {
    any_spec spec, defaults;
    memset(&spec, 0, sizeof spec);
    memset(&defaults, 0, sizeof defaults);
    key->shape->init(&spec, i);
    key->shape->init(&defaults, i);
    if (!fol__io_spec_read(&spec, key->shape->size, fol__io_spec_at(specs, i)))
        refuse(w, FOL_ERR_ARG, at, "struct_size is wrong: fill the spec with its default function first");
    else
        write_object(w, key->shape, (const char *)&spec, (const char *)&defaults, at);
}

static void write_elements(writer *w, const fol__key *key, const char *base, const fol__place *at) {
    const size_t count = fol__count_of(base, key);
    const void *specs;
    memcpy(&specs, base + key->at, sizeof specs);
    if (!specs && count) {
        refuse(w, FOL_ERR_ARG, at, "is NULL, but has a count");
        return;
    }
    if (key->kind == FOL__KEY_LONE_OBJECT) {
        write_element(w, key, specs, 0, at);
        return;
    }
    fol__out_char(&w->out, '[');
    w->depth++;
    for (size_t i = 0; i < count && w->status == FOL_OK; i++) {
        const fol__place element = {at, NULL, i};
        new_line(w);
        write_element(w, key, specs, i, &element);
        fol__out_text(&w->out, i + 1 < count ? "," : "");
    }
    w->depth--;
    new_line(w);
    fol__out_char(&w->out, ']');
}

/* By its name where it is a preset, and nobody has noted anything. */
static void write_units(writer *w, const fol__key *key, const char *base, const fol__place *at) {
    fol__draft defaults;
    const fol_units_preset *preset = NULL;
    for (size_t i = 0; (preset = fol_units_preset_at(i)) != NULL && !fol__same_units(base + key->at, &preset->units);)
        i++;
    if (preset && !fol__has_remarks(base, key->shape)) {
        write_text(w, preset->name, at);
        return;
    }
    memset(&defaults, 0, sizeof defaults);
    defaults.treatment.units = fol_units_preset_at(0)->units;
    write_object(w, key->shape, base, (const char *)&defaults, at);
}

static void write_landmarks(writer *w, const fol__key *key, const char *base, const fol__place *at);

static void write_value(writer *w, const fol__key *key, const char *base, const char *defaults, const fol__place *at) {
    const void *field = base + key->at, *second = base + key->second;
    const void *pointer = NULL;
    if (key->kind >= FOL__KEY_NUMBERS &&
        key->kind <= FOL__KEY_RINGS) /* of which fol__left_out() has seen that it is there */
        memcpy(&pointer, field, sizeof pointer);
    switch (key->kind) {
    case FOL__KEY_FORMAT:
        fol__out_int(&w->out, FOL__DESIGN_FORMAT);
        break;
    case FOL__KEY_LAYOUT_VERSION:
        fol__out_int(&w->out, FOL_LAYOUT_VERSION);
        break;
    case FOL__KEY_TEXT:
        write_text(w, *(const char *const *)field, at);
        break;
    case FOL__KEY_NUMBER:
    case FOL__KEY_NUMBER_OR_SAME:
        write_number(w, *(const double *)field, at);
        break;
    case FOL__KEY_SEED:
        if (*(const uint64_t *)field > (uint64_t)FOL__MAX_SEED)
            refuse(w, FOL_ERR_VALUE, at, "is over 9007199254740991, the largest seed");
        fol__out_int(&w->out, (int64_t) * (const uint64_t *)field);
        break;
    case FOL__KEY_COUNT:
        if (*(const int64_t *)field < 0 || *(const int64_t *)field > FOL__MAX_SEED)
            refuse(w, FOL_ERR_VALUE, at, "is not from 0 to 9007199254740991");
        fol__out_int(&w->out, *(const int64_t *)field);
        break;
    case FOL__KEY_FLAG:
        fol__out_text(&w->out, *(const bool *)field ? "true" : "false");
        break;
    case FOL__KEY_COLOR:
        write_color(w, *(const fol_color *)field);
        break;
    case FOL__KEY_SKIN:
        write_skin(w, *(const fol_color *)field, *(const char *const *)second, at);
        break;
    case FOL__KEY_POINT:
        write_pair(w, ((const fol_point *)field)->x, ((const fol_point *)field)->y, at);
        break;
    case FOL__KEY_SPAN:
        write_pair(w, *(const double *)field, *(const double *)second, at);
        break;
    case FOL__KEY_NUMBERS:
        write_numbers(w, pointer, fol__count_of(base, key), at);
        break;
    case FOL__KEY_TEXTS:
        write_texts(w, pointer, fol__count_of(base, key), at);
        break;
    case FOL__KEY_RING:
        write_points(w, pointer, NULL, fol__count_of(base, key), at);
        break;
    case FOL__KEY_HAIRS:
        write_points(w, pointer, ((const fol__draft *)(const void *)base)->chart.hair_confidence, fol__count_of(base, key), at);
        break;
    case FOL__KEY_RINGS:
        write_rings(w, pointer, fol__count_of(base, key), at);
        break;
    case FOL__KEY_MIX:
        write_numbers(w, field, FOL_MOST_IN_UNIT, at);
        break;
    case FOL__KEY_UNITS:
        write_units(w, key, base, at);
        break;
    case FOL__KEY_LANDMARKS:
        write_landmarks(w, key, base, at);
        break;
    case FOL__KEY_OBJECT:
        write_object(w, key->shape, field, defaults + key->at, at);
        break;
    case FOL__KEY_LONE_OBJECT:
    case FOL__KEY_OBJECTS:
        write_elements(w, key, base, at);
        break;
    }
}

/* `"key": `, on a line of its own or behind the one before. */
static void begin_member(writer *w, const fol__shape *shape, const char *name, bool *first) {
    fol__out_text(&w->out, *first ? "" : ",");
    if (!shape->one_line)
        new_line(w);
    else if (!*first)
        fol__out_char(&w->out, ' ');
    *first = false;
    fol__out_json_text(&w->out, name);
    fol__out_text(&w->out, ": ");
}

/* Arrays and objects inside each other, the value itself counted. */
static int depth_of(json_t *value) {
    int deepest = 0;
    for (size_t i = 0; i < json_array_size(value); i++) {
        const int depth = depth_of(json_array_get(value, i));
        deepest = depth > deepest ? depth : deepest;
    }
    for (void *member = json_object_iter(value); member; member = json_object_iter_next(value, member)) {
        const int depth = depth_of(json_object_iter_value(member));
        deepest = depth > deepest ? depth : deepest;
    }
    return json_is_array(value) || json_is_object(value) ? deepest + 1 : 0;
}

static void write_extras(writer *w, const fol__shape *shape, const char *extras, bool *first, const fol__place *at) {
    json_error_t error;
    json_t *object = json_loads(extras, JSON_REJECT_DUPLICATES, &error);
    if (!object && (json_error_code(&error) == json_error_out_of_memory || !error.text[0]))
        refuse(w, FOL_ERR_NOMEM, at, "out of memory");
    else if (!json_is_object(object) || depth_of(object) > FOL__MAX_DEPTH / 2)
        refuse(w, FOL_ERR_ARG, at, "has extras that are not the text of one JSON object, or too deep a one");
    for (void *member = json_object_iter(object); member; member = json_object_iter_next(object, member)) {
        const char *key = json_object_iter_key(member);
        if (!fol__is_extra(key))
            refuse(w, FOL_ERR_ARG, at, "has extras with a key that does not begin with x-");
        begin_member(w, shape, key, first);
        fol__out_json(&w->out, json_object_iter_value(member));
    }
    json_decref(object);
}

static void write_note(writer *w, const fol__shape *shape, const fol_remarks *remarks, bool *first,
                       const fol__place *at) {
    const fol__place note = {at, "note", 0};
    if (!remarks->note)
        return;
    begin_member(w, shape, "note", first);
    write_text(w, remarks->note, &note);
}

static void write_object(writer *w, const fol__shape *shape, const char *base, const char *defaults,
                         const fol__place *at) {
    const fol_remarks *remarks = (const void *)(base + shape->remarks);
    bool first = true, noted = false;
    fol__out_char(&w->out, '{');
    w->depth++;
    for (size_t i = 0; i < shape->key_count && w->status == FOL_OK; i++) {
        const fol__key *key = &shape->keys[i];
        const fol__place member = {at, key->name, 0};
        if (key->required || !fol__left_out(key, base, defaults)) {
            begin_member(w, shape, key->name, &first);
            write_value(w, key, base, defaults, &member);
        }
        if (strcmp(key->name, "name") == 0) { /* a note stands behind the name */
            write_note(w, shape, remarks, &first, at);
            noted = true;
        }
    }
    if (!noted)
        write_note(w, shape, remarks, &first, at);
    if (remarks->extras && w->status == FOL_OK)
        write_extras(w, shape, remarks->extras, &first, at);
    w->depth--;
    if (!shape->one_line)
        new_line(w);
    fol__out_char(&w->out, '}');
}

static void write_landmarks(writer *w, const fol__key *key, const char *base, const fol__place *at) {
    const fol_remarks *remarks = (const void *)(base + key->shape->remarks);
    const size_t count = fol__count_of(base, key);
    const fol_landmark *landmarks;
    bool first = true;
    memcpy(&landmarks, base + key->at, sizeof landmarks);
    fol__out_char(&w->out, '{');
    w->depth++;
    write_note(w, key->shape, remarks, &first, at);
    for (size_t i = 0; i < count && w->status == FOL_OK; i++) {
        const char *name = landmarks[i].name;
        const fol__place place = {at, name, 0};
        if (!name || !*name || !fol__utf8_valid(name) || fol__is_extra(name) || strcmp(name, "note") == 0)
            refuse(w, FOL_ERR_VALUE, at, "has a landmark whose name a file cannot hold");
        else {
            begin_member(w, key->shape, name, &first);
            write_pair(w, landmarks[i].at.x, landmarks[i].at.y, &place);
        }
    }
    if (remarks->extras && w->status == FOL_OK)
        write_extras(w, key->shape, remarks->extras, &first, at);
    w->depth--;
    new_line(w);
    fol__out_char(&w->out, '}');
}

/* ------------------------------------------------------------------ the whole file */

static fol_status check_photo(fol_photo_spec *photo, fol_error *err) {
    static const fol__place top = {NULL, NULL, 0}, at = {&top, "photo", 0};
    const fol_photo_spec none = {0};
    if (!photo->file)
        *photo = none;
    else if ((photo->mm_per_px != 0) == (photo->scale_mm != 0))
        return fol__fail_at(err, FOL_ERR_CONFLICT, &at, "needs one of mm_per_px and scale_mm, and not both");
    if (photo->scale_mm == 0) {
        photo->scale_a = photo->scale_b = none.scale_a;
        photo->scale_remarks = none.scale_remarks;
    }
    return FOL_OK;
}

static fol_status read_draft(fol__draft *draft, const fol_treatment_spec *treatment, const fol_chart_spec *chart,
                             fol_error *err) {
    static const fol__place top = {NULL, NULL, 0}, scale = {&top, "area_scale", 0}, mask = {&top, "mask", 0},
                             in_skin = {&top, "in_skin", 0};
    if (!treatment || !chart)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "treatment and chart must not be NULL");
    fol__design_shape.init(draft, 0);
    if (!fol__io_spec_read(&draft->treatment, sizeof draft->treatment, treatment) ||
        !fol__io_spec_read(&draft->chart, sizeof draft->chart, chart))
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "struct_size is wrong: fill the specs with their default functions first");
    if (draft->chart.area_scale.values || draft->chart.area_scale.at)
        return fol__fail_at(err, FOL_ERR_ARG, &scale, "a design file cannot hold an area scale");
    if (draft->chart.mask.values && !draft->chart.mask_file.file)
        return fol__fail_at(err, FOL_ERR_ARG, &mask, "a design file cannot hold a mask, only name the picture that it comes from");
    if (!draft->chart.mask_file.file)
        draft->chart.mask_file = (fol_mask_file_spec){0};
    if (draft->chart.in_skin_count && !draft->chart.in_skin_file)
        return fol__fail_at(err, FOL_ERR_ARG, &in_skin, "a design file cannot hold dots in the skin, only name the CSV that they come from");
    if (draft->chart.hairs_file) {
        draft->chart.hairs = NULL;
        draft->chart.hair_count = 0;
    }
    if (!draft->treatment.sessions)
        draft->treatment.session_count = 0;
    return check_photo(&draft->chart.photo, err);
}

fol_status fol_design_file_write(const fol_treatment_spec *treatment, const fol_chart_spec *chart, const fol_sink *sink,
                                 fol_error *err) {
    const fol__place top = {NULL, NULL, 0};
    fol__draft draft, defaults;
    writer w = {.err = err};
    fol_status status = read_draft(&draft, treatment, chart, err);
    if (status == FOL_OK)
        status = fol__out_start(&w.out, sink, err);
    if (status != FOL_OK)
        return status;
    fol__design_shape.init(&defaults, 0);
    fol_pigment_color(draft.treatment.pigment_name, draft.treatment.pigment_undertone, &defaults.treatment.pigment);
    write_object(&w, &fol__design_shape, (const char *)&draft, (const char *)&defaults, &top);
    fol__out_char(&w.out, '\n');
    return w.status != FOL_OK ? w.status : fol__out_finish(&w.out, err);
}
