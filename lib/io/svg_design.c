/* SPDX-License-Identifier: MIT */
/* The tree has the keys of a design file, so that the one reader of those judges all values, and new keys of designs are keys
 * of drawings at once. */
#include "svg_design.h"

#include "problem.h"
#include "svg_params.h"
#include "svg_rings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A name that is given, as words. */
typedef struct taken_name {
    struct taken_name *next;
    uint64_t hash;
    const char *words;
} taken_name;

typedef struct making {
    fol__svg_objects *objects;
    json_t *design;
    fol__origins *origins;
    taken_name **zones, **keep_outs;
    fol_error *err;
} making;

static fol_status fail_nomem(const making *m) {
    return fol__io_fail_nomem(m->err);
}

/* ------------------------------------------------------------------ pieces */

static json_t *point_array(fol_point p) {
    json_t *pair = json_array();
    if (pair && (json_array_append_new(pair, json_real(p.x)) != 0 || json_array_append_new(pair, json_real(p.y)) != 0)) {
        json_decref(pair);
        return NULL;
    }
    return pair;
}

static json_t *points_array(const fol_point *points, size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < count; i++) {
        if (json_array_append_new(list, point_array(points[i])) != 0) {
            json_decref(list);
            list = NULL;
        }
    }
    return list;
}

static json_t *list_of(const making *m, const char *key) {
    json_t *list = json_object_get(m->design, key);
    if (list)
        return list;
    list = json_array();
    return list && json_object_set_new(m->design, key, list) == 0 ? list : NULL;
}

static bool note_origin(const making *m, const char *key, size_t index, const fol__xml_element *element) {
    fol__origins *to = m->origins;
    char place[128];
    if (to->count == to->capacity) {
        const size_t capacity = to->capacity ? 2 * to->capacity : 16;
        fol__origin *grown = realloc(to->items, capacity * sizeof *grown);
        if (!grown)
            return false;
        to->items = grown;
        to->capacity = capacity;
    }
    fol__svg_place(element, place, sizeof place);
    const fol__origin own = {key, index, fol__io_arena_text(m->objects->svg->arena, place), element->line, element->column};
    to->items[to->count++] = own;
    return own.place != NULL;
}

/* Before names are looked for, which takes longer the more there are. */
static fol_status check_room(const making *m, const char *list_name, const char *called, const fol__svg_object *object) {
    const int32_t most = m->objects->svg->limits.max_zones;
    if ((int64_t)json_array_size(json_object_get(m->design, list_name)) < most)
        return FOL_OK;
    return fol__svg_fail(m->err, FOL_ERR_LIMIT, object->element, "brings the %s of the design to more than %d", called, (int)most);
}

/* Adds an object with its parameters, geometry under `key`, to a list of the design. */
static fol_status add(const making *m, const char *list_name, const fol__svg_object *object, const char *name, const char *key,
                      json_t *geometry, json_t *holes) {
    json_t *list = list_of(m, list_name), *own = json_deep_copy(object->params);
    bool good = list && own && geometry;
    if (good && name)
        good = json_object_set_new(own, "name", json_string(name)) == 0;
    if (good && holes && json_array_size(holes))
        good = json_object_set(own, "holes", holes) == 0;
    good = good && json_object_set(own, key, geometry) == 0 && note_origin(m, list_name, json_array_size(list), object->element) &&
           json_array_append(list, own) == 0;
    json_decref(own);
    json_decref(geometry);
    json_decref(holes);
    return good ? FOL_OK : fail_nomem(m);
}

/* ------------------------------------------------------------------ names */

static taken_name **names_in(const making *m, const char *list_name) {
    return strcmp(list_name, "zones") == 0 ? m->zones : m->keep_outs;
}

static uint64_t hash_of(const char *words) {
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (; *words; words++)
        hash = (hash ^ (unsigned char)*words) * UINT64_C(1099511628211);
    return hash;
}

static bool name_taken(const making *m, const char *list_name, const char *name) {
    char words[FOL__NAME_ROOM];
    fol__name_words(name, words);
    const uint64_t hash = hash_of(words);
    const taken_name *at = *names_in(m, list_name);
    while (at && (at->hash != hash || strcmp(at->words, words) != 0))
        at = at->next;
    return at != NULL;
}

static bool take_name(const making *m, const char *list_name, const char *name) {
    char words[FOL__NAME_ROOM];
    taken_name **list = names_in(m, list_name), *own = fol__io_arena_take(m->objects->svg->arena, 1, sizeof *own);
    if (!own)
        return false;
    fol__name_words(name, words);
    *own = (taken_name){*list, hash_of(words), fol__io_arena_text(m->objects->svg->arena, words)};
    if (own->words)
        *list = own;
    return own->words != NULL;
}

/* The name as drawn, "zone" where there is none, with a number where it is taken. False when memory is out. */
static bool free_name(const making *m, const char *list_name, const char *drawn, char name[FOL__NAME_ROOM]) {
    const size_t others = json_array_size(json_object_get(m->design, list_name));
    size_t number = *drawn ? 1 : others;
    snprintf(name, FOL__NAME_ROOM, *drawn ? "%s" : "%s %zu", *drawn ? drawn : "zone", number + 1);
    while (name_taken(m, list_name, name)) {
        number = number < 20 ? number + 1 : number + others;
        snprintf(name, FOL__NAME_ROOM, "%.200s %zu", *drawn ? drawn : "zone", number);
    }
    return take_name(m, list_name, name);
}

/* ------------------------------------------------------------------ zones and keep-outs */

static json_t *holes_of(const fol__part *parts, size_t count, size_t outline) {
    json_t *holes = json_array();
    for (size_t i = 0; holes && i < count; i++) {
        if (parts[i].outline != (int)outline)
            continue;
        if (json_array_append_new(holes, points_array(parts[i].ring.points, parts[i].ring.count)) != 0) {
            json_decref(holes);
            holes = NULL;
        }
    }
    return holes;
}

static fol_status add_parts(const making *m, const fol__svg_object *object, const fol__part *parts, size_t count) {
    const bool zone = object->role == FOL__ROLE_ZONE;
    const char *list = zone ? "zones" : "keep_outs";
    fol_status status = FOL_OK;
    for (size_t i = 0; i < count && status == FOL_OK; i++) {
        char name[FOL__NAME_ROOM];
        if (parts[i].outline != -1)
            continue;
        status = check_room(m, list, zone ? "zones" : "keep-outs", object);
        if (status != FOL_OK)
            break;
        json_t *holes = zone ? holes_of(parts, count, i) : NULL; /* a ring to keep out of keeps out of its middle */
        if (zone && !holes)
            return fail_nomem(m);
        if ((zone || object->name[0]) && !free_name(m, list, object->name, name)) {
            json_decref(holes);
            return fail_nomem(m);
        }
        status = add(m, list, object, zone || object->name[0] ? name : NULL, "outline",
                     points_array(parts[i].ring.points, parts[i].ring.count), holes);
    }
    return status;
}

static fol_status add_area(const making *m, fol__svg_object *object) {
    fol__outline *outline = &object->outline;
    if (outline->subpath_count > FOL__MOST_PARTS)
        return fol__svg_fail(m->err, FOL_ERR_LIMIT, object->element, "has %zu separate parts; at most %d are read",
                             outline->subpath_count, (int)FOL__MOST_PARTS);
    fol__part *parts = malloc(outline->subpath_count * sizeof *parts);
    if (!parts)
        return fail_nomem(m);
    const size_t count = fol__svg_rings(outline, object->even_odd, parts);
    fol_status status = add_parts(m, object, parts, count);
    free(parts);
    if (count == 0)
        status = fol__svg_fail(m->err, FOL_ERR_GEOMETRY, object->element, "encloses nothing: its area is 0, as of a line or of an 8; a %s is an area",
                               object->role == FOL__ROLE_ZONE ? "zone" : "keep-out");
    return status;
}

/* ------------------------------------------------------------------ hairlines */

static fol_status add_hairline(const making *m, fol__svg_object *object) {
    const fol__outline *outline = &object->outline;
    fol_status status = FOL_OK;
    for (size_t i = 0; i < outline->subpath_count && status == FOL_OK; i++) {
        const fol__subpath *sub = &outline->subpaths[i];
        const size_t count = fol__svg_distinct(outline->points + sub->first, sub->count);
        if (sub->closed)
            return fol__svg_fail(m->err, FOL_ERR_GEOMETRY, object->element,
                                 "is closed; a hairline is an open line (delete one of its segments)");
        if (count < 2 && outline->subpath_count == 1)
            return fol__svg_fail(m->err, FOL_ERR_GEOMETRY, object->element, "is a single point; a hairline is a line");
        if (count >= 2)
            status = add(m, "hairlines", object, NULL, "points", points_array(outline->points + sub->first, count), NULL);
    }
    return status;
}

/* The hair side, for every hairline that has none of its own. */
static fol_status add_behind(const making *m) {
    size_t i;
    json_t *hairline;
    json_array_foreach(json_object_get(m->design, "hairlines"), i, hairline) {
        if (m->objects->has_behind && !json_object_get(hairline, "behind") &&
            json_object_set_new(hairline, "behind", point_array(m->objects->behind)) != 0)
            return fail_nomem(m);
    }
    return FOL_OK;
}

/* ------------------------------------------------------------------ landmarks */

/* "Pupil left" is pupil-left. A name that would be a remark's is none. */
static void landmark_name(const char *name, char out[FOL__NAME_ROOM]) {
    fol__name_words(name, out);
    if (!*out || strcmp(out, "note") == 0 || (out[0] == 'x' && out[1] == ' '))
        snprintf(out, FOL__NAME_ROOM, "landmark");
    for (char *at = out; *at; at++) {
        if (*at == ' ')
            *at = '-';
    }
}

static fol_status add_landmarks(const making *m) {
    for (const fol__svg_mark *mark = m->objects->marks; mark; mark = mark->next) {
        char name[FOL__NAME_ROOM];
        landmark_name(mark->name, name);
        json_t *home = json_object_get(m->design, "landmarks");
        if (!home && json_object_set_new(m->design, "landmarks", home = json_object()) != 0)
            return fail_nomem(m);
        if (json_object_set_new(home, name, point_array(mark->at)) != 0)
            return fail_nomem(m);
    }
    return FOL_OK;
}

/* ------------------------------------------------------------------ all of it */

static fol_status add_canvas(const making *m) {
    const fol__svg_page *page = &m->objects->svg->page;
    const bool good =
        json_object_set_new(m->design, "follicle", json_integer(FOL__DESIGN_FORMAT)) == 0 &&
        json_object_set_new(m->design, "canvas",
                            json_pack("{s:f, s:f}", "width_mm", page->width_mm, "height_mm", page->height_mm)) == 0;
    if (!good)
        return fail_nomem(m);
    const fol__xml_element *root = m->objects->svg->xml.root, *title = root->first;
    while (title && strcmp(title->name, "title") != 0)
        title = title->next;
    if (title && title->text && json_object_set_new(m->design, "name", json_string(title->text)) != 0)
        return fail_nomem(m);
    return fol__svg_element_params(root, &fol__design_shape, m->design) ? FOL_OK : fail_nomem(m);
}

static fol_status add_hairs(const making *m) {
    if (m->objects->hair_count == 0)
        return FOL_OK;
    json_t *hairs = points_array(m->objects->hairs, m->objects->hair_count);
    return hairs && json_object_set_new(m->design, "hairs", hairs) == 0 ? FOL_OK : fail_nomem(m);
}

static fol_status warn_of_units(const making *m) {
    const fol__svg_page *page = &m->objects->svg->page;
    if (!page->assumed)
        return FOL_OK;
    const bool good = fol__svg_notice(m->objects, "",
                                      "the drawing has no physical size; %g units to the inch are assumed, as %s %s, which makes "
                                      "it %.1f x %.1f mm. Give its width and height in mm, or data-units-per-inch",
                                      page->per_inch, page->habit, strcmp(page->habit, "web browsers") == 0 ? "have" : "has",
                                      page->width_mm, page->height_mm);
    return good ? FOL_OK : fail_nomem(m);
}

/* Attributes that look like parameters with a letter too many. */
static fol_status warn_of_strays(const making *m) {
    const fol__shape *const shapes[] = {
        fol__key_named(&fol__design_shape, "zones")->shape, fol__key_named(&fol__design_shape, "hairlines")->shape,
        fol__key_named(&fol__design_shape, "keep_outs")->shape, &fol__design_shape, NULL};
    for (int list = 0; list < 3; list++) {
        for (const fol__svg_object *at = m->objects->objects[list]; at; at = at->next) {
            const char *like, *name = fol__svg_stray_param(at->element, shapes, &like);
            char place[128];
            fol__svg_place(at->element, place, sizeof place);
            if (name && !fol__svg_notice(m->objects, place, "%.60s is not read; did you mean the key \"%s\"?", name, like))
                return fail_nomem(m);
        }
    }
    return FOL_OK;
}

static fol_status note_zone(const fol__svg_frame *frame, void *user) {
    bool *found = user;
    fol__role role = fol__meaning_of(frame->element).role;
    for (const fol__svg_frame *at = frame->parent; at && role == FOL__ROLE_NONE; at = at->parent)
        role = at->meaning.role;
    *found = *found || (role == FOL__ROLE_ZONE && fol__svg_has_geometry(frame->element));
    return FOL_OK;
}

static fol_status fail_no_zone(const making *m) {
    const fol__svg_objects *objects = m->objects;
    bool hidden = false;
    const fol__svg_visitor visitor = {NULL, note_zone, true, &hidden};
    const fol_status status = fol__svg_walk(objects->svg, &visitor);
    if (status != FOL_OK)
        return status;
    if (hidden)
        return fol__io_fail(m->err, FOL_ERR_NAME, NULL, 0, 0,
                            "there is no zone that can be seen: those of the drawing are hidden; show their layer");
    return fol__io_fail(m->err, FOL_ERR_NAME, NULL, 0, 0,
                        "there is no zone: looked for visible shapes whose own name, or that of a layer or group around "
                        "them, begins with \"zone\" or \"area\"; %s%s",
                        *objects->names ? "names there are " : "no shape there has a name", objects->names);
}

fol_status fol__svg_design(fol__svg_objects *objects, json_t *design, fol__origins *origins) {
    taken_name *zones = NULL, *keep_outs = NULL;
    const making m = {objects, design, origins, &zones, &keep_outs, objects->svg->err};
    fol_status status = objects->counts[FOL__LIST_ZONES] ? add_canvas(&m) : fail_no_zone(&m);
    for (int list = 0; list < 3; list++) {
        for (fol__svg_object *at = objects->objects[list]; at && status == FOL_OK; at = at->next)
            status = list == FOL__LIST_HAIRLINES ? add_hairline(&m, at) : add_area(&m, at);
    }
    if (status == FOL_OK)
        status = add_behind(&m);
    if (status == FOL_OK)
        status = add_hairs(&m);
    if (status == FOL_OK)
        status = add_landmarks(&m);
    if (status == FOL_OK)
        status = warn_of_units(&m);
    return status == FOL_OK ? warn_of_strays(&m) : status;
}
