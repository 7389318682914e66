/* SPDX-License-Identifier: MIT */
/* Adds operations to a scene, and copies into it all that they point to: design and layout may go before it. */
#include "draft.h"

#include "fail.h"
#include "grid.h"

#include <stdlib.h>
#include <string.h>

void fol__draft_give_up(fol__draft *draft) {
    fol_scene_free(draft->scene);
    draft->scene = NULL;
}

/* The next operation, with origin and clip set; NULL when memory is out. */
static fol_op *next_op(fol__draft *draft, fol_op_kind kind, fol_color color, double opacity) {
    if (!draft->scene)
        return NULL;
    fol_op *op = fol__vector_extend(&draft->scene->ops, 1);
    if (!op) {
        fol__draft_give_up(draft);
        return NULL;
    }
    memset(op, 0, sizeof *op);
    op->kind = kind;
    op->color = color;
    op->opacity = opacity;
    op->origin = draft->origin;
    op->rect = draft->clip;
    return op;
}

static void *take(fol__draft *draft, size_t count, size_t size) {
    void *memory = draft->scene ? fol__arena_take(&draft->scene->arena, count, size) : NULL;
    if (!memory && draft->scene)
        fol__draft_give_up(draft);
    return memory;
}

fol__draft fol__draft_make(fol_rect extent, const fol_allocator *alloc) {
    fol__draft draft = {NULL, {0, 0}, extent};
    const fol_allocator own = fol__allocator_or_libc(alloc);
    fol_scene *scene = fol__alloc_zeroed(&own, 1, sizeof *scene);
    if (!scene)
        return draft;
    scene->alloc = own;
    scene->arena = fol__arena_make(&own);
    scene->ops.alloc = &scene->alloc;
    scene->ops.element_size = sizeof(fol_op);
    scene->extent = extent;
    draft.scene = scene;
    return draft;
}

fol_status fol__draft_finish(fol__draft *draft, fol_scene **out, fol_error *err) {
    *out = draft->scene;
    return draft->scene ? FOL_OK : fol__fail_nomem(err);
}

fol_point *fol__draft_points(fol__draft *draft, size_t count) {
    return take(draft, count, sizeof(fol_point));
}

void fol__draw_fill(fol__draft *draft, fol_rect rect, fol_color color) {
    fol_op *op = next_op(draft, FOL_OP_FILL, color, 1);
    if (!op)
        return;
    op->rect = rect;
    op->origin = (fol_point){0, 0};
}

void fol__draw_photo(fol__draft *draft, double mm_per_px) {
    fol_op *op = next_op(draft, FOL_OP_PHOTO, (fol_color){0, 0, 0}, 1);
    if (op)
        op->mm_per_px = mm_per_px;
}

void fol__draw_line(fol__draft *draft, const fol_point *points, size_t count, bool closed, fol__pen pen) {
    fol_point *copy = fol__draft_points(draft, count);
    if (!copy)
        return;
    memcpy(copy, points, count * sizeof *copy);
    fol_op *op = next_op(draft, FOL_OP_LINE, pen.color, pen.opacity);
    if (!op)
        return;
    op->points = copy;
    op->point_count = count;
    op->closed = closed;
    op->width_mm = pen.width_mm;
    op->dash_mm = pen.dash_mm;
}

void fol__draw_segment(fol__draft *draft, fol_point a, fol_point b, fol__pen pen) {
    const fol_point ends[2] = {a, b};
    fol__draw_line(draft, ends, 2, false, pen);
}

void fol__draw_rect(fol__draft *draft, fol_rect rect, fol__pen pen) {
    const double right = rect.x + rect.width, bottom = rect.y + rect.height;
    const fol_point corners[4] = {{rect.x, rect.y}, {right, rect.y}, {right, bottom}, {rect.x, bottom}};
    fol__draw_line(draft, corners, 4, true, pen);
}

void fol__draw_text(fol__draft *draft, fol_point at, double height_mm, int align, fol_color color, const char *text) {
    const size_t size = strlen(text) + 1;
    char *copy = take(draft, size, 1);
    if (!copy)
        return;
    memcpy(copy, text, size);
    fol_op *op = next_op(draft, FOL_OP_TEXT, color, 1);
    if (!op)
        return;
    op->origin = (fol_point){draft->origin.x + at.x, draft->origin.y + at.y};
    op->text = copy;
    op->height_mm = height_mm;
    op->align = align;
}

/* Bytes of UTF-8 that begin a character. */
static size_t characters(const char *text) {
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

/* Text as high as wanted, or as low as it takes to fit the width: a character of a usual sans face is at most about 0.9
 * times as wide on average as its capitals are high. */
void fol__draw_fitted(fol__draft *draft, fol_point at, double width, double height, const char *text) {
    const size_t count = characters(text);
    const double fits = count ? width / (0.9 * (double)count) : height;
    fol__draw_text(draft, at, fits < height ? fits : height, -1, (fol_color){0, 0, 0}, text);
}

/* ------------------------------------------------------------------ dots */

fol_dot *fol__draft_dots(fol__draft *draft, size_t count) {
    return take(draft, count, sizeof(fol_dot));
}

float *fol__draft_strengths(fol__draft *draft, size_t count) {
    return take(draft, count, sizeof(float));
}

fol_op *fol__draw_dots(fol__draft *draft, const fol_dot *dots, size_t count, fol_color color, double opacity) {
    fol_op *op = next_op(draft, FOL_OP_DOTS, color, opacity);
    if (!op)
        return NULL;
    op->dots = dots;
    op->dot_count = count;
    return op;
}

bool fol__draft_sees(const fol__draft *draft, fol_point point, double reach_mm) {
    const double x = point.x + draft->origin.x - draft->clip.x, y = point.y + draft->origin.y - draft->clip.y;
    return x > -reach_mm && x < draft->clip.width + reach_mm && y > -reach_mm && y < draft->clip.height + reach_mm;
}

/* Which of a layout's dots are drawn: sessions, and a box for their centres in the layout's micrometres. */
typedef struct choice {
    size_t first, last;
    fol__box box;
} choice;

static fol__box box_around(const fol__draft *draft, double reach_mm) {
    const double left = draft->clip.x - draft->origin.x, top = draft->clip.y - draft->origin.y;
    const fol__box clip = {fol__um_from_mm(left), fol__um_from_mm(top), fol__um_from_mm(left + draft->clip.width),
                           fol__um_from_mm(top + draft->clip.height)};
    return fol__box_grown(clip, fol__um_from_mm(reach_mm));
}

static bool chosen(const choice *which, const fol_dot *dot) {
    const fol__box box = which->box;
    return dot->session >= which->first && dot->session <= which->last && dot->x_um >= box.x0 && dot->x_um <= box.x1 &&
           dot->y_um >= box.y0 && dot->y_um <= box.y1;
}

static int by_id(const void *a, const void *b) {
    const fol_dot *p = a, *q = b;
    return p->id < q->id ? -1 : p->id > q->id;
}

/* Copies the chosen dots to `dots` unless that is NULL; returns how many there are. Ids rise, but for the last block: it is what is in the
 * skin, where there is anything. */
static size_t gather(const fol__dot_source *source, const choice *which, fol_dot *dots) {
    size_t found = 0;
    for (size_t b = 0; b < fol__dots_block_count(source); b++) {
        size_t count;
        const fol_dot *block = fol__dots_block(source, b, &count);
        for (size_t i = 0; i < count; i++) {
            if (!chosen(which, &block[i]))
                continue;
            if (dots)
                dots[found] = block[i];
            found++;
        }
    }
    return found;
}

fol_op *fol__draw_sessions(fol__draft *draft, const fol__dot_source *source, size_t first, size_t last, double reach_mm,
                           fol_color color, double opacity) {
    const choice wanted = {first, last, box_around(draft, reach_mm)};
    const size_t count = gather(source, &wanted, NULL);
    fol_dot *dots = take(draft, count, sizeof *dots);
    if (!dots)
        return NULL;
    gather(source, &wanted, dots);
    for (size_t i = 1; i < count; i++) {
        if (dots[i - 1].id > dots[i].id) {
            qsort(dots, count, sizeof *dots, by_id);
            break;
        }
    }
    return fol__draw_dots(draft, dots, count, color, opacity);
}

void fol__draft_embolden(fol__draft *draft, double times) {
    if (!draft->scene || draft->scene->ops.count == 0)
        return;
    const fol_op *op = (const fol_op *)draft->scene->ops.items + draft->scene->ops.count - 1;
    fol_dot *dots = (fol_dot *)op->dots; /* the scene's own copies */
    for (size_t i = 0; op->kind == FOL_OP_DOTS && i < op->dot_count; i++)
        dots[i].diameter_um = (uint16_t)(dots[i].diameter_um * times + 0.5);
}
