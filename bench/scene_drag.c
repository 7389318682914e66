/* SPDX-License-Identifier: MIT */
/* One vertex of the first hairline (of the first zone, when there is none) moved by 2 mm and back: the design derived, the layout
 * updated, what was removed and added listed, as a host does while a finger drags. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scene_parts.h"

typedef struct drag {
    const fol_allocator *memory;
    fol_design *design;
    fol_layout *layout;
    fol_change *change;
    fol_design *design_before; /* freed when the clock has stopped, as is the change */
    fol_layout *layout_before;
    fol_design_edit edits[2]; /* there and back */
    fol_point *points[2];
    int next;
} drag;

static int64_t run_drag(void *state) {
    drag *d = state;
    fol_error err;
    d->design_before = d->design;
    d->layout_before = d->layout;
    d->design = NULL;
    d->layout = NULL;
    fol_status status = fol_design_derive(d->design_before, &d->edits[d->next], d->memory, &d->design, &err);
    if (status == FOL_OK)
        status = fol_layout_update(d->layout_before, d->design, d->memory, &d->layout, &d->change, &err);
    return subject_done(status, &err, "drag") ? (int64_t)fol_layout_count(d->layout) : -1;
}

static void tidy_drag(void *state) {
    drag *d = state;
    fol_change_free(d->change);
    fol_layout_free(d->layout_before);
    fol_design_free(d->design_before);
    d->change = NULL;
    d->layout_before = NULL;
    d->design_before = NULL;
    d->next = 1 - d->next;
}

void close_drag(measured *what) {
    drag *d = what->state;
    fol_layout_free(d->layout);
    fol_design_free(d->design);
    free(d->points[0]);
    free(d->points[1]);
    free(d);
}

/* ------------------------------------------------------------------ is it right? */

static fol_dot *all_dots(const fol_layout *layout) {
    const size_t count = fol_layout_count(layout);
    fol_dot *dots = malloc((count ? count : 1) * sizeof *dots);
    if (dots)
        fol_layout_copy(layout, 0, dots, count);
    return dots;
}

static bool are_same(const fol_layout *a, const fol_layout *b) {
    const size_t count = fol_layout_count(a);
    fol_dot *of_a = all_dots(a), *of_b = all_dots(b);
    const bool same = of_a && of_b && count == fol_layout_count(b) && memcmp(of_a, of_b, count * sizeof *of_a) == 0;
    free(of_a);
    free(of_b);
    return same;
}

/* One move: the same bytes as a fresh layout, and as many dots more or less as the change says. */
static bool is_right(drag *d) {
    fol_layout *fresh = NULL;
    fol_error err;
    size_t removed = 0, added = 0;
    if (run_drag(d) < 0 || !subject_done(fol_layout_create(d->design, NULL, NULL, &fresh, &err), &err, "drag"))
        return false;
    fol_change_removed(d->change, &removed);
    fol_change_added(d->change, &added);
    const bool counted = fol_layout_count(d->layout_before) + added == fol_layout_count(d->layout) + removed;
    const bool right = counted && removed + added > 0 && are_same(d->layout, fresh);
    if (!right)
        fprintf(stderr, "follicle-bench: drag: the updated layout is not what a fresh one would be\n");
    fol_layout_free(fresh);
    tidy_drag(d);
    return right;
}

/* ------------------------------------------------------------------ what is dragged */

/* The middle vertex, 2 mm to the given side. */
static bool plan_move(drag *d, const fol_chart_spec *chart, fol_point by) {
    const bool hairline = chart->hairline_count > 0;
    const fol_ring ring = hairline ? chart->hairlines[0].points : chart->zones[0].outline;
    for (int i = 0; i < 2; i++) {
        free(d->points[i]);
        d->points[i] = malloc(ring.count * sizeof(fol_point));
        if (!d->points[i])
            return false;
        memcpy(d->points[i], ring.points, ring.count * sizeof(fol_point));
        memset(&d->edits[i], 0, sizeof d->edits[i]);
        d->edits[i].kind = hairline ? FOL_EDIT_HAIRLINE : FOL_EDIT_ZONE_RING;
        d->edits[i].points.points = d->points[i];
        d->edits[i].points.count = ring.count;
    }
    fol_point *moved = &d->points[0][hairline ? ring.count / 2 : 0];
    moved->x += by.x;
    moved->y += by.y;
    return true;
}

/* The first of four sides to which this design allows it. */
static bool plan(drag *d, const fol_chart_spec *chart) {
    const fol_point sides[4] = {{0, 2}, {0, -2}, {2, 0}, {-2, 0}};
    for (int side = 0; side < 4; side++) {
        fol_design *moved = NULL;
        if (!plan_move(d, chart, sides[side]))
            return false;
        const fol_status status = fol_design_derive(d->design, &d->edits[0], NULL, &moved, NULL);
        fol_design_free(moved);
        if (status == FOL_OK)
            return true;
    }
    fprintf(stderr, "follicle-bench: drag: the vertex cannot be moved\n");
    return false;
}

bool open_drag(const bench_file *file, measured *what) {
    measured whole = {.state = NULL};
    drag *d = calloc(1, sizeof *d);
    if (!d || !open_subject(file, &whole, SUBJECT_LAID_OUT)) {
        free(d);
        return false;
    }
    subject *s = whole.state;
    d->design = s->design;
    d->layout = s->layout;
    s->design = NULL;
    s->layout = NULL;
    what->run = run_drag;
    what->tidy = tidy_drag;
    what->state = d;
    what->memory = &d->memory;
    const bool good = plan(d, &s->chart) && is_right(d) && is_right(d);
    subject_free(s);
    if (!good)
        close_drag(what);
    return good;
}
