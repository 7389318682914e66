/* SPDX-License-Identifier: MIT */
/* Along a row of cells, everything that has cells in it walked at once: where any of them changes, a new run begins. Hairlines and
 * keep-outs come before zones, so that a zone is known to be wholly in front of a hairline when it is looked at. */
#include "inside.h"

#include <string.h>

enum { KIND_HAIRLINE, KIND_KEEP_OUT, KIND_ZONE };

bool fol__walk_make(const fol_design *design, const fol_allocator *alloc, fol__walk *out) {
    memset(out, 0, sizeof *out);
    out->design = design;
    out->alloc = *alloc;
    out->most = design->zone_count + design->hairline_count + design->keep_out_count;
    out->cursors = fol__alloc(&out->alloc, out->most, sizeof *out->cursors);
    out->says = fol__alloc(&out->alloc, out->most, sizeof *out->says);
    if (out->cursors && out->says)
        return true;
    fol__walk_free(out);
    return false;
}

void fol__walk_free(fol__walk *walk) {
    fol__release(&walk->alloc, walk->cursors, walk->most, sizeof *walk->cursors);
    fol__release(&walk->alloc, walk->says, walk->most, sizeof *walk->says);
    walk->cursors = NULL;
    walk->says = NULL;
}

static void enter(fol__walk *walk, const fol__cell_rows *cells, uint16_t kind, size_t index) {
    const fol__cell_window w = cells->window;
    if (walk->row < w.row0 || walk->row >= w.row1 || walk->past <= w.column0 || walk->column >= w.column1)
        return;
    const fol__cell_run *next = &cells->runs[cells->starts[walk->row - w.row0]];
    const fol__cell_run *past = &cells->runs[cells->starts[walk->row - w.row0 + 1]];
    if (next == past)
        return;
    walk->cursors[walk->cursor_count++] = (fol__cursor){next, past, kind, (uint16_t)index};
}

void fol__walk_row(fol__walk *walk, int32_t row, int32_t column0, int32_t column1) {
    const fol_design *d = walk->design;
    walk->row = row;
    walk->column = column0;
    walk->past = column1;
    walk->cursor_count = 0;
    for (size_t i = 0; i < d->hairline_count; i++)
        enter(walk, &d->hairlines[i].line->cells, KIND_HAIRLINE, i);
    for (size_t i = 0; i < d->keep_out_count; i++)
        enter(walk, &d->keep_outs[i].shape->cells, KIND_KEEP_OUT, i);
    for (size_t i = 0; i < d->zone_count; i++)
        enter(walk, &d->zones[i].shape->cells, KIND_ZONE, i);
}

/* The cursor's run at `column`, or NULL; lowers *until to where that changes. */
static inline const fol__cell_run *run_at(fol__cursor *c, int32_t column, int32_t *until) {
    while (c->next < c->past && c->next->column1 <= column)
        c->next++;
    if (c->next == c->past)
        return NULL;
    const bool inside = c->next->column0 <= column;
    const int32_t change = inside ? c->next->column1 : c->next->column0;
    *until = change < *until ? change : *until;
    return inside ? c->next : NULL;
}

/* Whether the canvas' edge cuts through a cell, or is so near that irregularity can take a dot across it. Runs of cells are
 * made to end where that changes. */
static bool cut_by_canvas(const fol_design *d, int32_t row, int32_t column, int32_t *until) {
    const int32_t first = d->pad_um > 0 ? 1 : 0;
    const int32_t past_column = (d->width_um - d->pad_um) / FOL__CELL_UM;
    const int32_t past_row = (d->height_um - d->pad_um) / FOL__CELL_UM;
    if (row < first || row >= past_row || column >= past_column)
        return true;
    const int32_t change = column < first ? first : past_column;
    *until = change < *until ? change : *until;
    return column < first;
}

/* What a walk gathers for one run. */
typedef struct gathering {
    uint32_t in_front; /* hairlines that the run is wholly in front of */
    bool blocked;      /* wholly in a keep-out */
    fol__say *says;
    fol__run run;
} gathering;

static void gather(const fol_design *d, const fol__cursor *c, const fol__cell_run *run, gathering *g) {
    const fol__say say = {run, c->index};
    switch (c->kind) {
    case KIND_HAIRLINE: {
        const int side = fol__hairline_side(&d->hairlines[c->index], run);
        if (side == 0)
            g->says[g->run.hairline_count++] = say;
        g->in_front |= side < 0 ? UINT32_C(1) << c->index : 0;
        break;
    }
    case KIND_KEEP_OUT:
        if (run->side == FOL__SIDE_INSIDE)
            g->blocked = true;
        else
            g->says[g->run.hairline_count + g->run.keep_out_count++] = say;
        break;
    default:
        if (d->zones[c->index].hairlines & g->in_front)
            break;
        g->says[g->run.hairline_count + g->run.keep_out_count + g->run.zone_count++] = say;
        g->run.even = g->run.even && !run->near;
    }
}

void fol__walk_stop_at(fol__walk *walk, int32_t column) {
    walk->past = column;
}

bool fol__walk_next(fol__walk *walk, fol__run *out) {
    const fol_design *d = walk->design;
    while (walk->column < walk->past) {
        const int32_t column = walk->column;
        int32_t until = walk->past;
        gathering g = {0, false, walk->says, {.row = walk->row, .column0 = column, .even = true}};
        for (size_t i = 0; i < walk->cursor_count; i++) {
            const fol__cell_run *run = run_at(&walk->cursors[i], column, &until);
            if (run)
                gather(d, &walk->cursors[i], run, &g);
        }
        const bool cut = !g.blocked && g.run.zone_count && cut_by_canvas(d, walk->row, column, &until);
        walk->column = until;
        if (g.blocked || g.run.zone_count == 0)
            continue;
        g.run.even = g.run.even && !cut && g.run.hairline_count == 0 && g.run.keep_out_count == 0;
        g.run.hairlines = walk->says;
        g.run.keep_outs = g.run.hairlines + g.run.hairline_count;
        g.run.zones = g.run.keep_outs + g.run.keep_out_count;
        g.run.column1 = until;
        *out = g.run;
        return true;
    }
    return false;
}
