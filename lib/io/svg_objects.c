/* SPDX-License-Identifier: MIT */
/* Each visible shape gets the meaning of its own name or else of the nearest group that has one. Colour and stroke mean
 * nothing; a note is not looked at. */
#include "svg_objects.h"

#include "problem.h"
#include "svg_number.h"
#include "svg_params.h"
#include "svg_rings.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Files do not come near; they bound the time that hostile ones take. */
enum { MOST_ATTRIBUTES = 1000000, MOST_CLIP_POINTS = 2000000 };

bool fol__svg_notice(fol__svg_objects *objects, const char *path, const char *format, ...) {
    fol__notices *to = &objects->notices;
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (to->count == to->capacity) {
        const size_t capacity = to->capacity ? 2 * to->capacity : 8;
        fol_warning *grown = realloc(to->items, capacity * sizeof *grown);
        if (!grown)
            return false;
        to->items = grown;
        to->capacity = capacity;
    }
    const fol_warning notice = {fol__io_arena_text(objects->svg->arena, path), fol__io_arena_text(objects->svg->arena, text)};
    to->items[to->count++] = notice;
    return notice.path && notice.text;
}

void fol__svg_objects_free(fol__svg_objects *objects) {
    for (int list = 0; list < 3; list++) {
        for (fol__svg_object *at = objects->objects[list]; at; at = at->next) {
            fol__outline_free(&at->outline);
            json_decref(at->params);
        }
    }
    free(objects->hairs);
    free(objects->notices.items);
    memset(objects, 0, sizeof *objects);
}

/* ------------------------------------------------------------------ meaning */

static fol__role own_or(fol__role role, fol__role other) {
    return role != FOL__ROLE_NONE ? role : other;
}

/* The role of an object, and the name that it has under that role: its own or that of a group inside the one that gives the
 * role. */
static fol__role role_of(const fol__svg_frame *frame, const fol__meaning *own, char name[FOL__NAME_ROOM]) {
    fol__role role = own->role;
    snprintf(name, FOL__NAME_ROOM, "%s", own->name);
    for (const fol__svg_frame *at = frame->parent; at && role == FOL__ROLE_NONE; at = at->parent) {
        role = own_or(role, at->meaning.role);
        if (!name[0])
            snprintf(name, FOL__NAME_ROOM, "%s", at->meaning.name);
    }
    return role;
}

static bool skip_group(const fol__svg_frame *frame, void *user) {
    (void)user;
    return frame->meaning.role != FOL__ROLE_NOTE && frame->meaning.role != FOL__ROLE_SESSION;
}

/* Names without a meaning, as long as there is room: for whoever wonders why nothing was found. */
static void remember_name(fol__svg_objects *to, const char *name) {
    const size_t used = strlen(to->names);
    char listed[FOL__NAME_ROOM + 4];
    snprintf(listed, sizeof listed, "\"%.60s\"", name);
    if (!*name || used + strlen(listed) + 8 > sizeof to->names || strstr(to->names, listed))
        return;
    snprintf(to->names + used, sizeof to->names - used, "%s%s", used ? ", " : "", listed);
}

static void remember_names(fol__svg_objects *to, const fol__svg_frame *frame, const fol__meaning *own) {
    for (const fol__svg_frame *at = frame->parent; at && at->parent; at = at->parent) {
        char name[FOL__NAME_ROOM];
        fol__name_of(at->element, name);
        remember_name(to, name);
    }
    remember_name(to, own->name);
}

/* ------------------------------------------------------------------ geometry */

static fol_status fail_geometry(const fol__svg_objects *to, const fol__svg_frame *frame, fol__svg_result result,
                                const char *bad) {
    const fol__xml_element *element = frame->element;
    fol_error *err = to->svg->err;
    switch (result) {
    case FOL__SVG_NOMEM:
        return fol__io_fail_nomem(err);
    case FOL__SVG_MANY:
        return fol__svg_fail(err, FOL_ERR_LIMIT, element, "brings the design to more than %d vertices",
                             (int)to->svg->limits.max_vertices);
    case FOL__SVG_FAR:
        return fol__svg_fail(err, FOL_ERR_VALUE, element, "lies further away than any canvas; look at its transforms");
    default:
        break;
    }
    if (bad)
        return fol__svg_fail(err, FOL_ERR_SYNTAX, element, "its path cannot be read from \"%.40s\" on", bad);
    return fol__svg_fail(err, FOL_ERR_SYNTAX, element, "the numbers of this <%s> cannot be read", element->name);
}

static fol_status draw(fol__svg_objects *to, const fol__svg_frame *frame, fol__outline *outline) {
    const char *bad;
    const size_t most = (size_t)(to->svg->limits.max_vertices < 0 ? 0 : to->svg->limits.max_vertices);
    *outline = (fol__outline){.most = to->vertices < most ? most - to->vertices : 0};
    if (!fol__matrix_usable(frame->to_mm))
        return fol__svg_fail(to->svg->err, FOL_ERR_VALUE, frame->element,
                             "a transform of it or around it flattens it to a line or goes beyond all numbers");
    const fol__svg_result result = fol__svg_geometry(frame->element, frame->to_mm, &frame->room, outline, &bad);
    if (result == FOL__SVG_OK)
        return FOL_OK;
    fol__outline_free(outline);
    return fail_geometry(to, frame, result, bad);
}

typedef struct extent {
    double x0, y0, x1, y1;
} extent;

static extent extent_of(const fol_point *points, size_t count) {
    extent e = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < count; i++) {
        e.x0 = fmin(e.x0, points[i].x);
        e.y0 = fmin(e.y0, points[i].y);
        e.x1 = fmax(e.x1, points[i].x);
        e.y1 = fmax(e.y1, points[i].y);
    }
    return e;
}

/* The place that a small object stands for: the middle of what is closed or a mere point, the start of a line. */
static fol_point place_of(const fol__outline *outline, const fol__subpath *sub) {
    const fol_point *points = outline->points + sub->first;
    const extent e = extent_of(points, sub->count);
    const bool line = !sub->closed && sub->count > 1 && (e.x1 - e.x0 > 0.001 || e.y1 - e.y0 > 0.001) &&
                      (points[0].x != points[sub->count - 1].x || points[0].y != points[sub->count - 1].y);
    return line ? points[0] : (fol_point){(e.x0 + e.x1) / 2, (e.y0 + e.y1) / 2};
}

/* ------------------------------------------------------------------ clips */

/* The box of what a clipPath lets through, in mm; false when it is of a kind that is not looked into. */
static bool clip_extent(fol__svg_objects *to, const fol__svg_frame *frame, const fol__xml_element *clip, extent *all) {
    const char *units = fol__xml_get(clip, "clipPathUnits");
    *all = extent_of(NULL, 0);
    if (units && strcmp(units, "objectBoundingBox") == 0)
        return false;
    for (const fol__xml_element *at = clip->first; at; at = at->next) {
        fol__outline outline = {.most = 100000};
        fol__matrix m = frame->to_mm;
        const char *transform = fol__xml_get(at, "transform"), *bad;
        const fol__xml_element *shape = at;
        if (strcmp(at->name, "use") == 0) {
            const char *href = fol__xml_get(at, "href");
            shape = fol__svg_target(to->svg, (fol__value){href, href ? strlen(href) : 0});
        }
        if (!shape || !fol__svg_has_geometry(shape) || (transform && !fol__matrix_transform(&m, transform)))
            continue;
        if (fol__svg_geometry(shape, m, &frame->room, &outline, &bad) == FOL__SVG_OK) {
            to->clip_points += (double)outline.count;
            const extent own = extent_of(outline.points, outline.count);
            *all = (extent){fmin(all->x0, own.x0), fmin(all->y0, own.y0), fmax(all->x1, own.x1), fmax(all->y1, own.y1)};
        }
        fol__outline_free(&outline);
    }
    return all->x0 <= all->x1;
}

/* Outlines are taken whole. Where a clip hides a part of one, that is said; what a file could hold to make this last is not looked at. */
static void look_at_clips(fol__svg_objects *to, const fol__svg_frame *frame, const fol__outline *outline) {
    const extent own = extent_of(outline->points, outline->count);
    for (const fol__svg_frame *at = frame; at && at->parent; at = at->parent) {
        const fol__xml_element *clip = fol__svg_target(to->svg, fol__style_get(&to->svg->sheet, at->element, "clip-path"));
        extent through;
        to->clip_points += 10;
        if (!clip || to->clip_points > MOST_CLIP_POINTS || !clip_extent(to, at, clip, &through))
            continue;
        const bool whole = own.x0 >= through.x0 - 0.1 && own.y0 >= through.y0 - 0.1 && own.x1 <= through.x1 + 0.1 &&
                           own.y1 <= through.y1 + 0.1;
        if (whole)
            continue;
        to->clipped = to->clipped ? to->clipped : frame->element;
        to->clipped_count++;
        return;
    }
}

static bool warn_of_clips(fol__svg_objects *to) {
    char place[128], others[40] = "";
    if (!to->clipped)
        return true;
    fol__svg_place(to->clipped, place, sizeof place);
    if (to->clipped_count > 1)
        snprintf(others, sizeof others, " and of %zu more", to->clipped_count - 1);
    return fol__svg_notice(to, place, "a clip hides a part of it%s; %s taken whole (to cut: Path > Intersection)", others,
                           to->clipped_count > 1 ? "they are" : "it is");
}

/* ------------------------------------------------------------------ kinds of objects */

static const fol__shape *shape_of(fol__role role) {
    const char *key = role == FOL__ROLE_ZONE ? "zones" : role == FOL__ROLE_HAIRLINE ? "hairlines" : "keep_outs";
    return fol__key_named(&fol__design_shape, key)->shape;
}

/* Groups inside each other give their attributes to all that is in them. */
static fol_status count_attributes(fol__svg_objects *to, const fol__svg_frame *frame) {
    for (const fol__svg_frame *at = frame; at; at = at->parent)
        to->attributes += at->element->attribute_count;
    if (to->attributes > MOST_ATTRIBUTES)
        return fol__svg_fail(to->svg->err, FOL_ERR_LIMIT, frame->element,
                             "the attributes of the groups around it and the objects before it are too many");
    return FOL_OK;
}

static fol_status add_object(fol__svg_objects *to, const fol__svg_frame *frame, fol__role role, const char *name) {
    const int list = role == FOL__ROLE_ZONE       ? FOL__LIST_ZONES
                     : role == FOL__ROLE_HAIRLINE ? FOL__LIST_HAIRLINES
                                                  : FOL__LIST_KEEP_OUTS;
    fol__outline outline;
    fol_status status = count_attributes(to, frame);
    if (status == FOL_OK)
        status = draw(to, frame, &outline);
    if (status != FOL_OK)
        return status;
    if (outline.count == 0) { /* path without data: nothing is seen */
        fol__outline_free(&outline);
        return FOL_OK;
    }
    fol__svg_object *object = fol__io_arena_take(to->svg->arena, 1, sizeof *object);
    json_t *params = json_object();
    if (!object || !params || !fol__svg_params(frame, shape_of(role), params)) {
        fol__outline_free(&outline);
        json_decref(params);
        return fol__io_fail_nomem(to->svg->err);
    }
    look_at_clips(to, frame, &outline);
    *object = (fol__svg_object){.role = role, .element = frame->element, .outline = outline, .params = params};
    object->even_odd = fol__value_is(frame->fill_rule, "evenodd");
    snprintf(object->name, sizeof object->name, "%s", name);
    to->vertices += outline.count;
    if (to->last[list])
        to->last[list]->next = object;
    else
        to->objects[list] = object;
    to->last[list] = object;
    to->counts[list]++;
    return FOL_OK;
}

static fol_status add_hair(fol__svg_objects *to, const fol__svg_frame *frame, fol_point at) {
    const size_t most = (size_t)(to->svg->limits.max_hairs < 0 ? 0 : to->svg->limits.max_hairs);
    if (to->hair_count >= most)
        return fol__svg_fail(to->svg->err, FOL_ERR_LIMIT, frame->element, "brings the design to more than %zu hairs", most);
    if (to->hair_count == to->hair_capacity) {
        const size_t capacity = to->hair_capacity ? 2 * to->hair_capacity : 256;
        fol_point *grown = realloc(to->hairs, capacity * sizeof *grown);
        if (!grown)
            return fol__io_fail_nomem(to->svg->err);
        to->hairs = grown;
        to->hair_capacity = capacity;
    }
    to->hairs[to->hair_count++] = at;
    return FOL_OK;
}

static fol_status add_hairs(fol__svg_objects *to, const fol__svg_frame *frame) {
    fol__outline outline;
    fol_status status = draw(to, frame, &outline);
    for (size_t i = 0; status == FOL_OK && i < outline.subpath_count; i++)
        status = add_hair(to, frame, place_of(&outline, &outline.subpaths[i]));
    if (outline.points)
        fol__outline_free(&outline);
    return status;
}

static fol_status add_place(fol__svg_objects *to, const fol__svg_frame *frame, fol__role role, const char *name) {
    fol__outline outline;
    const fol_status status = draw(to, frame, &outline);
    if (status != FOL_OK || outline.count == 0)
        return status;
    const extent e = extent_of(outline.points, outline.count);
    const fol_point at = {(e.x0 + e.x1) / 2, (e.y0 + e.y1) / 2};
    fol__outline_free(&outline);
    if (role == FOL__ROLE_BEHIND) {
        to->has_behind = true;
        to->behind = at;
        return FOL_OK;
    }
    fol__svg_mark *mark = fol__io_arena_take(to->svg->arena, 1, sizeof *mark);
    if (!mark)
        return fol__io_fail_nomem(to->svg->err);
    *mark = (fol__svg_mark){.next = to->marks, .element = frame->element, .at = at};
    snprintf(mark->name, sizeof mark->name, "%s", name);
    to->marks = mark;
    return FOL_OK;
}

/* ------------------------------------------------------------------ photographs */

/* The first one in the drawing, but one that is named as a photograph before all others. */
static fol_status add_image(fol__svg_objects *to, const fol__svg_frame *frame, const fol__xml_element *image, fol__matrix to_mm,
                            bool named) {
    fol__svg_image own = {.element = image, .href = fol__xml_get(image, "href"), .to_mm = to_mm, .named = named};
    const bool read = fol__svg_user_length(image, "x", &frame->room, frame->room.width, 0, &own.box.x) &&
                      fol__svg_user_length(image, "y", &frame->room, frame->room.height, 0, &own.box.y) &&
                      fol__svg_user_length(image, "width", &frame->room, frame->room.width, 0, &own.box.width) &&
                      fol__svg_user_length(image, "height", &frame->room, frame->room.height, 0, &own.box.height);
    if (!own.href || !*own.href)
        return FOL_OK;
    if (!read)
        return fol__svg_fail(to->svg->err, FOL_ERR_VALUE, image, "its x, y, width and height cannot be read");
    own.aspect = fol__xml_get(image, "preserveAspectRatio");
    to->images++;
    if (!to->image.element || (named && !to->image.named))
        to->image = own;
    return FOL_OK;
}

/* Figma lays a photograph into a rectangle as a pattern: the image lies in the pattern, or is cloned there. */
static fol_status add_pattern_image(fol__svg_objects *to, const fol__svg_frame *frame, const fol__xml_element *pattern,
                                    bool named) {
    const char *units = fol__xml_get(pattern, "patternContentUnits");
    const fol__xml_element *inside = pattern->first, *image = inside;
    fol__outline outline;
    if (!inside || !units || strcmp(units, "objectBoundingBox") != 0)
        return FOL_OK;
    if (strcmp(inside->name, "use") == 0) {
        const char *href = fol__xml_get(inside, "href");
        image = fol__svg_target(to->svg, (fol__value){href, href ? strlen(href) : 0});
    }
    if (!image || strcmp(image->name, "image") != 0)
        return FOL_OK;
    fol__svg_frame flat = *frame;
    flat.to_mm = fol__matrix_one;
    const fol_status status = draw(to, &flat, &outline);
    if (status != FOL_OK || outline.count == 0)
        return status;
    const extent e = extent_of(outline.points, outline.count);
    fol__outline_free(&outline);
    fol__matrix m = fol__matrix_times(frame->to_mm, (fol__matrix){e.x1 - e.x0, 0, 0, e.y1 - e.y0, e.x0, e.y0});
    const char *transform = fol__xml_get(inside, "transform");
    if (transform && !fol__matrix_transform(&m, transform))
        return FOL_OK;
    return add_image(to, frame, image, m, named);
}

/* ------------------------------------------------------------------ visiting */

static bool named_photo(const fol__svg_frame *frame, const fol__meaning *own) {
    bool named = own->role == FOL__ROLE_PHOTO;
    for (const fol__svg_frame *at = frame->parent; at && !named; at = at->parent)
        named = at->meaning.role == FOL__ROLE_PHOTO;
    return named;
}

static fol_status visit(const fol__svg_frame *frame, void *user) {
    fol__svg_objects *to = user;
    const fol__xml_element *element = frame->element;
    const fol__meaning own = fol__meaning_of(element);
    char name[FOL__NAME_ROOM];
    if (own.role == FOL__ROLE_NOTE)
        return FOL_OK;
    if (strcmp(element->name, "image") == 0)
        return add_image(to, frame, element, frame->to_mm, named_photo(frame, &own));
    if (!fol__svg_has_geometry(element))
        return FOL_OK;
    const fol__xml_element *fill = fol__svg_target(to->svg, fol__style_get(&to->svg->sheet, element, "fill"));
    if (fill && strcmp(fill->name, "pattern") == 0) {
        const fol_status status = add_pattern_image(to, frame, fill, named_photo(frame, &own));
        if (status != FOL_OK)
            return status;
    }
    const fol__role role = role_of(frame, &own, name);
    switch (role) {
    case FOL__ROLE_ZONE:
    case FOL__ROLE_HAIRLINE:
    case FOL__ROLE_KEEP_OUT:
        return add_object(to, frame, role, name);
    case FOL__ROLE_HAIR:
        return add_hairs(to, frame);
    case FOL__ROLE_LANDMARK:
    case FOL__ROLE_BEHIND:
        return add_place(to, frame, role, name);
    default:
        remember_names(to, frame, &own);
        to->left_out += role == FOL__ROLE_NONE && !fill;
        return FOL_OK;
    }
}

/* A misspelt layer must not be missed. */
static bool warn_of_left_out(fol__svg_objects *to) {
    if (to->left_out == 0)
        return true;
    const bool one = to->left_out == 1;
    return fol__svg_notice(to, "",
                           "%zu shape%s left out: %s name%s, and those of the layers around, begin with no word that has a meaning%s%s%s. "
                           "In a layer named \"note\" that is not said",
                           to->left_out, one ? " is" : "s are", one ? "its" : "their", one ? "" : "s", *to->names ? " (" : "",
                           to->names, *to->names ? ")" : "");
}

fol_status fol__svg_collect(fol__svg *svg, fol__svg_objects *out) {
    memset(out, 0, sizeof *out);
    out->svg = svg;
    const fol__svg_visitor visitor = {skip_group, visit, false, out};
    const fol_status status = fol__svg_walk(svg, &visitor);
    if (status != FOL_OK)
        return status;
    return warn_of_clips(out) && warn_of_left_out(out) ? FOL_OK : fol__io_fail_nomem(svg->err);
}
