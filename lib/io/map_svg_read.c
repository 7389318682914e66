/* SPDX-License-Identifier: MIT */
/* A map that was opened in an editor, changed and saved, back to dots. Editors keep ids of what they do not touch, give copies
 * ids of their own, write numbers and transforms in ways of their own, and put what is drawn anew into the layer that is
 * open: so the layer says session and zone, and a dot without one of our ids is an added one. */
#include "map_dots.h"
#include "map_names.h"
#include "problem.h"
#include "specs.h"
#include "svg_number.h"
#include "svg_walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Larger ones outside of any session are drawings, not dots. */
static const double LARGEST_LOOSE_MM = 2;
enum { USUAL_DIAMETER_UM = 125, MOST_POINTS = 100000 };

typedef struct svg_map {
    fol__svg svg;
    const fol_design *design;
    fol__zone_index zones;
    double scale; /* to the canvas, of a drawing whose units nobody knows */
    fol_map *map;
    fol_error *err;
} svg_map;

/* ------------------------------------------------------------------ layers */

static const fol__svg_frame *session_frame(const fol__svg_frame *frame) {
    for (frame = frame->parent; frame; frame = frame->parent) {
        if (frame->meaning.role == FOL__ROLE_SESSION && frame->meaning.number > 0)
            return frame;
    }
    return NULL;
}

/* The number in "session-1-zone-2-left", from 0; -1 when there is none. */
static int zone_number(const char *id) {
    char words[FOL__NAME_ROOM];
    fol__name_words(id, words);
    const char *zone = strstr(words, " zone ");
    const long number = zone ? strtol(zone + 6, NULL, 10) : 0;
    return number > 0 && number < FOL__UNKNOWN_ZONE ? (int)number - 1 : -1;
}

static uint16_t zone_of_group(const svg_map *in, const fol__xml_element *group) {
    char name[FOL__NAME_ROOM];
    const char *label = fol__xml_get(group, "inkscape:label"), *id = fol__xml_get(group, "id");
    uint16_t zone = label ? fol__zone_find(&in->zones, label, strlen(label)) : FOL__UNKNOWN_ZONE;
    if (zone != FOL__UNKNOWN_ZONE)
        return zone;
    fol__name_of(group, name);
    for (size_t i = 0; i < in->zones.count; i++) {
        if (*name && fol__names_alike(name, fol__zone_name(in->design, i)))
            return (uint16_t)i;
    }
    const int number = id ? zone_number(id) : -1;
    return number >= 0 && (size_t)number < in->zones.count ? (uint16_t)number : FOL__UNKNOWN_ZONE;
}

/* By the nearest group that is called like a zone; a dot that lies in none belongs to the zone that wins at its place. */
static uint16_t zone_of(const svg_map *in, const fol__svg_frame *frame, int32_t x_um, int32_t y_um) {
    uint16_t zone = FOL__UNKNOWN_ZONE;
    for (frame = frame->parent; frame && frame->parent && zone == FOL__UNKNOWN_ZONE; frame = frame->parent)
        zone = zone_of_group(in, frame->element);
    if (zone != FOL__UNKNOWN_ZONE)
        return zone;
    fol_density here;
    fol_design_density_at(in->design, x_um, y_um, &here);
    return here.zone == FOL_NO_ZONE ? FOL__UNKNOWN_ZONE : (uint16_t)here.zone;
}

/* Objects of a design's drawing, and notes, are no dots. */
static bool has_other_meaning(const fol__svg_frame *frame) {
    for (; frame; frame = frame->parent) {
        const fol__role role = frame->meaning.role;
        if (role == FOL__ROLE_SESSION)
            return false;
        if (role != FOL__ROLE_NONE)
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------ dots */

/* d1048584: the number; what editors make of it for a copy, or any other name: none. */
static int64_t id_of(const fol__svg_frame *frame) {
    const char *id = fol__xml_get(frame->element, "id");
    int64_t number = 0;
    if (!id || *id++ != 'd' || !*id || frame->cloned)
        return FOL__NO_ID;
    for (; *id >= '0' && *id <= '9'; id++) {
        number = number * 10 + (*id - '0');
        if (number > FOL__LARGEST_ID)
            return FOL__NO_ID;
    }
    return *id ? FOL__NO_ID : number;
}

/* Width of the stroke, inherited, in mm; 0 when nobody gave one. */
static double stroke_mm(const svg_map *in, const fol__svg_frame *frame) {
    char text[40];
    double width;
    fol__svg_unit unit;
    const fol__matrix to_mm = frame->to_mm;
    for (; frame; frame = frame->parent) {
        const fol__value value = fol__style_get(&in->svg.sheet, frame->element, "stroke-width");
        if (!value.text || value.size >= sizeof text)
            continue;
        memcpy(text, value.text, value.size);
        text[value.size] = '\0';
        if (!fol__svg_length(text, &width, &unit) || width < 0)
            return 0;
        if (unit == FOL__UNIT_MM)
            width /= frame->room.mm_per_unit;
        return width * sqrt(fol__matrix_area(to_mm)) * in->scale;
    }
    return 0;
}

static double whole_um(double mm) {
    return floor(mm * 1000 + 0.5);
}

static fol_status add_dot(svg_map *in, const fol__svg_frame *frame, const fol__svg_frame *session, fol_point at, double size_mm,
                          int64_t id) {
    const double x = whole_um(at.x), y = whole_um(at.y), size = whole_um(size_mm);
    const double far = (double)FOL__FARTHEST_UM;
    if (!(x >= -far && x <= far && y >= -far && y <= far))
        return fol__svg_fail(in->err, FOL_ERR_VALUE, frame->element, "lies further away than a kilometre");
    if (!(size <= UINT16_MAX))
        return fol__svg_fail(in->err, FOL_ERR_VALUE, frame->element, "is %.1f mm wide, which is no dot; take it out of the layer",
                             size_mm);
    fol_dot dot = {.id = id, .x_um = (int32_t)x, .y_um = (int32_t)y};
    dot.diameter_um = size > 0 ? (uint16_t)size : USUAL_DIAMETER_UM;
    dot.session = session && session->meaning.number <= UINT8_MAX ? (uint8_t)session->meaning.number : 0;
    dot.zone = zone_of(in, frame, dot.x_um, dot.y_um);
    return fol__map_add(in->map, &in->svg.limits, &dot, frame->element->line, in->err);
}

/* One dot for each part of a path: editors join and break paths. */
static fol_status add_parts(svg_map *in, const fol__svg_frame *frame, const fol__outline *outline) {
    const fol__svg_frame *session = session_frame(frame);
    const int64_t id = id_of(frame);
    fol_status status = FOL_OK;
    for (size_t i = 0; i < outline->subpath_count && status == FOL_OK; i++) {
        const fol__subpath *sub = &outline->subpaths[i];
        double x0 = HUGE_VAL, y0 = HUGE_VAL, x1 = -HUGE_VAL, y1 = -HUGE_VAL;
        for (size_t k = sub->first; k < sub->first + sub->count; k++) {
            const fol_point p = outline->points[k];
            x0 = fmin(x0, p.x);
            y0 = fmin(y0, p.y);
            x1 = fmax(x1, p.x);
            y1 = fmax(y1, p.y);
        }
        const double across = (x1 - x0) * in->scale, down = (y1 - y0) * in->scale;
        const bool point = across < 0.001 && down < 0.001;
        const double size = point ? stroke_mm(in, frame) : (across + down) / 2;
        const fol_point middle = {(x0 + x1) / 2 * in->scale, (y0 + y1) / 2 * in->scale};
        if (session || id != FOL__NO_ID || size <= LARGEST_LOOSE_MM)
            status = add_dot(in, frame, session, middle, size, i == 0 ? id : FOL__NO_ID);
    }
    return status;
}

static fol_status visit(const fol__svg_frame *frame, void *user) {
    svg_map *in = user;
    fol__outline outline = {.most = MOST_POINTS};
    const char *bad;
    if (!fol__svg_has_geometry(frame->element) || has_other_meaning(frame->parent))
        return FOL_OK;
    const fol__svg_result result = fol__svg_geometry(frame->element, frame->to_mm, &frame->room, &outline, &bad);
    fol_status status = FOL_OK;
    if (result == FOL__SVG_NOMEM)
        status = fol__io_fail_nomem(in->err);
    else if (result != FOL__SVG_OK && (session_frame(frame) || id_of(frame) != FOL__NO_ID))
        status = fol__svg_fail(in->err, FOL_ERR_SYNTAX, frame->element, "its place cannot be read");
    else if (result == FOL__SVG_OK)
        status = add_parts(in, frame, &outline);
    fol__outline_free(&outline);
    return status;
}

/* ------------------------------------------------------------------ all of it */

/* Without physical units the page is as wide as the canvas it was made for, if it has its form. */
static double scale_to(const fol__svg_page *page, const fol_chart_spec *chart) {
    const double across = chart->canvas_width_mm / page->width_mm, down = chart->canvas_height_mm / page->height_mm;
    return page->assumed && across < 1.01 * down && down < 1.01 * across ? across : 1;
}

static fol_status read_map(svg_map *in) {
    const fol__svg_visitor visitor = {NULL, visit, true, in};
    in->scale = scale_to(&in->svg.page, fol_design_chart(in->design));
    fol_status status = fol__zone_index_make(&in->zones, in->design, in->err);
    if (status == FOL_OK)
        status = fol__svg_walk(&in->svg, &visitor);
    if (status == FOL_OK && in->map->count == 0)
        return fol__io_fail(in->err, FOL_ERR_NAME, NULL, 0, 0,
                            "there is no dot: looked for layers or groups named \"session-1\", \"Session 2\" ... as maps have them");
    return status == FOL_OK ? fol__map_number_added(in->map, in->err) : status;
}

fol_status fol_map_parse_svg(const char *bytes, size_t size, const fol_design *design, const fol_limits *limits,
                             fol_map **out, fol_error *err) {
    svg_map in = {.design = design, .err = err};
    fol__io_arena arena = {NULL, 0};
    fol_limits own;
    if (!out)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "there is no place for the result");
    *out = NULL;
    if (!bytes || !design)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "bytes and design must not be NULL");
    fol_status status = fol__io_limits(limits, &own, err);
    if (status != FOL_OK)
        return status;
    status = fol__svg_open(&in.svg, bytes, size, &own, &arena, err);
    in.map = calloc(1, sizeof *in.map);
    if (status == FOL_OK && !in.map)
        status = fol__io_fail_nomem(err);
    if (status == FOL_OK)
        status = read_map(&in);
    fol__zone_index_free(&in.zones);
    fol__svg_close(&in.svg);
    fol__io_arena_free(&arena);
    if (status != FOL_OK) {
        fol_map_free(in.map);
        return status;
    }
    in.map->rounded = true;
    *out = in.map;
    return FOL_OK;
}

/* Two decimals of a point, which is what Illustrator writes, are within 2.5 micrometres of the place. */
enum { SAME_PLACE_UM = 5, SAME_SIZE_UM = 3 };

static bool is_rounded(const fol_dot *dot, const fol_dot *planned) {
    const int64_t x = (int64_t)dot->x_um - planned->x_um, y = (int64_t)dot->y_um - planned->y_um;
    return abs(dot->diameter_um - planned->diameter_um) <= SAME_SIZE_UM && x * x + y * y <= SAME_PLACE_UM * SAME_PLACE_UM;
}

static bool put_back(fol_dot *dot, const fol_dot *planned) {
    const bool changed = dot->x_um != planned->x_um || dot->y_um != planned->y_um || dot->diameter_um != planned->diameter_um;
    dot->x_um = planned->x_um;
    dot->y_um = planned->y_um;
    dot->diameter_um = planned->diameter_um;
    return changed;
}

/* Of the layout's dot, of the dot's session, of the middle of the design's range. */
static void complete(fol_dot *dot, const fol_dot *planned, const fol_design *design) {
    const fol_treatment_spec *treatment = fol_design_treatment(design);
    const fol_session_spec *session = dot->session >= 1 ? fol_design_session(design, dot->session - 1u) : NULL;
    if (dot->depth_um == 0)
        dot->depth_um = planned ? planned->depth_um : (uint16_t)(500.0 * (treatment->depth_from_mm + treatment->depth_to_mm) + 0.5);
    if (dot->shade == 0 && planned && planned->session == dot->session)
        dot->shade = planned->shade;
    else if (dot->shade == 0 && session)
        dot->shade = (uint8_t)(session->shade + 0.5);
}

size_t fol_map_settle(fol_map *map, const fol_design *design, const fol_layout *layout) {
    size_t settled = 0;
    for (size_t i = 0; map && design && layout && i < map->count; i++) {
        fol_dot *dot = &map->dots[i], planned;
        const bool known = fol_layout_find(layout, dot->id, &planned);
        if (known && map->rounded && is_rounded(dot, &planned))
            settled += put_back(dot, &planned);
        complete(dot, known ? &planned : NULL, design);
    }
    return settled;
}
