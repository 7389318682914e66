/* SPDX-License-Identifier: MIT */
/* Down the tree with transforms, viewports, <use> and visibility. Definitions are met only through what uses them; what is
 * hidden is not there. */
#include "svg_walk.h"

#include "problem.h"
#include "svg_number.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 400, MOST_USED = 200000 };
/* About a second: a hundred million bytes of clones, or rules times elements. */
static const double MOST_WORK = 1e9;

/* ------------------------------------------------------------------ opening */

static int compare_ids(const void *a, const void *b) {
    const fol__xml_element *const *x = a, *const *y = b;
    const int order = strcmp(fol__xml_get(*x, "id"), fol__xml_get(*y, "id"));
    const bool before = (*x)->line < (*y)->line || ((*x)->line == (*y)->line && (*x)->column < (*y)->column);
    return order ? order : before ? -1 : 1;
}

static const fol__xml_element *next_element(const fol__xml_element *at) {
    if (at->first)
        return at->first;
    while (at && !at->next)
        at = at->parent;
    return at ? at->next : NULL;
}

static bool index_ids(fol__svg *svg) {
    svg->ids = malloc((svg->xml.elements + 1) * sizeof *svg->ids);
    if (!svg->ids)
        return false;
    for (const fol__xml_element *at = svg->xml.root; at; at = next_element(at)) {
        if (fol__xml_get(at, "id"))
            svg->ids[svg->id_count++] = at;
    }
    qsort(svg->ids, svg->id_count, sizeof *svg->ids, compare_ids);
    return true;
}

static bool collect_styles(fol__svg *svg) {
    for (const fol__xml_element *at = svg->xml.root; at; at = next_element(at)) {
        if (strcmp(at->name, "style") == 0 && at->text && !fol__style_add(&svg->sheet, at->text))
            return false;
    }
    return true;
}

fol_status fol__svg_open(fol__svg *svg, const char *bytes, size_t size, const fol_limits *limits, fol__io_arena *arena,
                         fol_error *err) {
    memset(svg, 0, sizeof *svg);
    svg->arena = arena;
    svg->limits = *limits;
    svg->err = err;
    fol_status status = fol__xml_parse(bytes, size, limits, arena, &svg->xml, err);
    if (status == FOL_OK)
        status = fol__svg_page_of(&svg->xml, &svg->page, err);
    if (status == FOL_OK && (!index_ids(svg) || !collect_styles(svg)))
        status = fol__io_fail_nomem(err);
    return status;
}

void fol__svg_close(fol__svg *svg) {
    fol__style_free(&svg->sheet);
    free(svg->ids);
    svg->ids = NULL;
    svg->id_count = 0;
}

const fol__xml_element *fol__svg_target(const fol__svg *svg, fol__value reference) {
    const char *hash = reference.text ? memchr(reference.text, '#', reference.size) : NULL;
    if (!hash)
        return NULL;
    const char *id = hash + 1, *end = reference.text + reference.size;
    while (end > id && (end[-1] == ')' || end[-1] == '"' || end[-1] == '\'' || end[-1] == ' '))
        end--;
    const size_t length = (size_t)(end - id);
    size_t from = 0, to = svg->id_count;
    while (from < to) {
        const size_t middle = (from + to) / 2;
        const char *own = fol__xml_get(svg->ids[middle], "id");
        const int order = strncmp(own, id, length);
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    const bool found = from < svg->id_count && fol__value_is((fol__value){id, length}, fol__xml_get(svg->ids[from], "id"));
    return found ? svg->ids[from] : NULL;
}

/* ------------------------------------------------------------------ walking */

typedef struct walk {
    const fol__svg *svg;
    const fol__svg_visitor *visitor;
    int used;    /* elements met through <use> */
    double work; /* that clones and style rules make, beyond what the file is long */
} walk;

static fol_status walk_element(walk *w, const fol__svg_frame *parent, const fol__xml_element *element, bool by_use);

static bool is_one_of(const char *name, const char *const *names) {
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

static bool is_group(const char *name) {
    static const char *const names[] = {"g", "a", "svg", "switch", "symbol", NULL};
    return is_one_of(name, names);
}

/* Never drawn where they stand; nor is what has nothing to do with geometry. */
static bool is_definition(const char *name) {
    static const char *const names[] = {"",      "defs",   "symbol",   "clipPath", "mask",          "marker", "pattern",
                                        "style", "title",  "desc",     "metadata", "foreignObject", "script", "filter",
                                        "linearGradient", "radialGradient", NULL};
    return is_one_of(name, names);
}

/* A small file must not keep a machine busy: what is read again for each clone, and each rule that is held against each element. */
static fol_status count_work(walk *w, const fol__xml_element *element, bool cloned) {
    const size_t rules = w->svg->sheet.count;
    const char *classes = rules ? fol__xml_get(element, "class") : NULL;
    w->used += cloned;
    w->work += cloned ? 10.0 * (double)element->attribute_bytes : 0;
    w->work += (double)rules * (20 + (classes ? (double)strlen(classes) : 0));
    if (w->used > MOST_USED)
        return fol__svg_fail(w->svg->err, FOL_ERR_LIMIT, element,
                             "is cloned too often: clones come to more than %d objects", MOST_USED);
    if (w->work > MOST_WORK)
        return fol__svg_fail(w->svg->err, FOL_ERR_LIMIT, element, "%s",
                             cloned ? "is cloned too often for its size" : "there are too many style rules for so many objects");
    return FOL_OK;
}

/* Of style="transform: ..." as of the attribute. */
static fol_status apply_transform(const walk *w, const fol__xml_element *element, fol__matrix *to_mm) {
    const fol__value transform = fol__style_get(&w->svg->sheet, element, "transform");
    const int shown = transform.size < 60 ? (int)transform.size : 60;
    if (!transform.text || fol__matrix_transform(to_mm, transform.text))
        return FOL_OK;
    return fol__svg_fail(w->svg->err, FOL_ERR_SYNTAX, element, "transform is \"%.*s\", which cannot be read", shown,
                         transform.text);
}

/* A nested <svg>, or a <symbol> or <svg> that a <use> shows, is a viewport of its own. */
static fol_status enter_viewport(const walk *w, fol__svg_frame *frame, const fol__xml_element *use) {
    const fol__xml_element *element = frame->element;
    double x, y, width, height, box[4];
    bool good = fol__svg_user_length(element, "x", &frame->room, frame->room.width, 0, &x) &&
                fol__svg_user_length(element, "y", &frame->room, frame->room.height, 0, &y) &&
                fol__svg_user_length(element, "width", &frame->room, frame->room.width, frame->room.width, &width) &&
                fol__svg_user_length(element, "height", &frame->room, frame->room.height, frame->room.height, &height);
    if (good && use)
        good = fol__svg_user_length(use, "width", &frame->room, frame->room.width, width, &width) &&
               fol__svg_user_length(use, "height", &frame->room, frame->room.height, height, &height);
    if (!good || !(width > 0) || !(height > 0))
        return fol__svg_fail(w->svg->err, FOL_ERR_VALUE, element, "its x, y, width and height make no room for a drawing");
    frame->to_mm = fol__matrix_times(frame->to_mm, (fol__matrix){1, 0, 0, 1, x, y});
    const char *text = fol__xml_get(element, "viewBox");
    if (text && fol__svg_numbers(text, box, 4) == 4 && box[2] > 0 && box[3] > 0) {
        const char *aspect = fol__xml_get(element, "preserveAspectRatio");
        frame->to_mm = fol__matrix_times(frame->to_mm, fol__matrix_viewbox(box, width, height, aspect));
        width = box[2];
        height = box[3];
    }
    frame->room.width = width;
    frame->room.height = height;
    return FOL_OK;
}

static fol_status walk_children(walk *w, const fol__svg_frame *frame) {
    fol_status status = FOL_OK;
    for (const fol__xml_element *at = frame->element->first; at && status == FOL_OK; at = at->next)
        status = walk_element(w, frame, at, false);
    return status;
}

static bool shown_above(const fol__svg_frame *frame, const fol__xml_element *element) {
    for (; frame; frame = frame->parent) {
        if (frame->element == element)
            return true;
    }
    return false;
}

static fol_status walk_use(walk *w, fol__svg_frame *frame) {
    const char *href = fol__xml_get(frame->element, "href");
    const fol__value reference = {href, href ? strlen(href) : 0};
    const fol__xml_element *target = fol__svg_target(w->svg, reference);
    double x, y;
    if (!target)
        return FOL_OK; /* browsers show nothing either */
    if (shown_above(frame, target))
        return fol__svg_fail(w->svg->err, FOL_ERR_LIMIT, frame->element, "is a clone of itself");
    if (!fol__svg_user_length(frame->element, "x", &frame->room, frame->room.width, 0, &x) ||
        !fol__svg_user_length(frame->element, "y", &frame->room, frame->room.height, 0, &y))
        return fol__svg_fail(w->svg->err, FOL_ERR_VALUE, frame->element, "its x and y cannot be read");
    frame->to_mm = fol__matrix_times(frame->to_mm, (fol__matrix){1, 0, 0, 1, x, y});
    return walk_element(w, frame, target, true);
}

/* Transform, visibility and meaning of an element inside its parent; *hidden when it and all in it are not drawn. */
static fol_status make_frame(const walk *w, const fol__svg_frame *parent, const fol__xml_element *element,
                             fol__svg_frame *frame, bool *hidden) {
    const fol__style_sheet *sheet = &w->svg->sheet;
    *frame = *parent;
    frame->parent = parent;
    frame->element = element;
    frame->depth = parent->depth + 1;
    frame->meaning.role = FOL__ROLE_NONE;
    frame->meaning.name[0] = '\0';
    *hidden = fol__value_is(fol__style_get(sheet, element, "display"), "none");
    const fol__value visibility = fol__style_get(sheet, element, "visibility");
    if (visibility.text && !fol__value_is(visibility, "inherit"))
        frame->visibility = visibility;
    const fol__value rule = fol__style_get(sheet, element, "fill-rule");
    if (rule.text && !fol__value_is(rule, "inherit"))
        frame->fill_rule = rule;
    return apply_transform(w, element, &frame->to_mm);
}

static fol_status walk_group(walk *w, fol__svg_frame *frame, bool by_use) {
    const fol__xml_element *element = frame->element, *above = frame->parent->element;
    const bool viewport = strcmp(element->name, "svg") == 0 || strcmp(element->name, "symbol") == 0;
    fol_status status = FOL_OK;
    frame->meaning = fol__meaning_of(element);
    if (w->visitor->enter && !w->visitor->enter(frame, w->visitor->user))
        return FOL_OK;
    if (viewport)
        status = enter_viewport(w, frame, by_use ? above : NULL);
    return status == FOL_OK ? walk_children(w, frame) : status;
}

static fol_status walk_element(walk *w, const fol__svg_frame *parent, const fol__xml_element *element, bool by_use) {
    fol__svg_frame frame;
    bool hidden;
    const bool symbol = by_use && strcmp(element->name, "symbol") == 0;
    if (is_definition(element->name) && !symbol)
        return FOL_OK;
    if (parent->depth >= DEEPEST)
        return fol__svg_fail(w->svg->err, FOL_ERR_LIMIT, element, "more than %d groups and clones inside each other", DEEPEST);
    const bool cloned = by_use || parent->cloned;
    fol_status status = count_work(w, element, cloned);
    if (status != FOL_OK)
        return status;
    status = make_frame(w, parent, element, &frame, &hidden);
    frame.cloned = cloned;
    if (status != FOL_OK || (hidden && !w->visitor->hidden_too))
        return status;
    if (is_group(element->name))
        return walk_group(w, &frame, by_use);
    if (strcmp(element->name, "use") == 0) {
        frame.meaning = fol__meaning_of(element);
        return w->visitor->enter && !w->visitor->enter(&frame, w->visitor->user) ? FOL_OK : walk_use(w, &frame);
    }
    const bool seen = !frame.visibility.text || fol__value_is(frame.visibility, "visible");
    return seen || w->visitor->hidden_too ? w->visitor->visit(&frame, w->visitor->user) : FOL_OK;
}

fol_status fol__svg_walk(const fol__svg *svg, const fol__svg_visitor *visitor) {
    walk w = {svg, visitor, 0, 0};
    fol__svg_frame root;
    memset(&root, 0, sizeof root);
    root.element = svg->xml.root;
    root.to_mm = svg->page.to_mm;
    root.room = svg->page.room;
    root.fill_rule = fol__style_get(&svg->sheet, root.element, "fill-rule");
    root.visibility = fol__style_get(&svg->sheet, root.element, "visibility");
    return walk_children(&w, &root);
}
