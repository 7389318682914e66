/* SPDX-License-Identifier: MIT */
/* Which cells differ between a design and the one that it was derived from: those that a piece of outline or curve which only one of
 * them has can reach, and those that lie on another side. */
#include "inside.h"

#include <string.h>

/* What is found, by rows as it comes. */
typedef struct finder {
    fol__vector spans; /* of fol__cell_span */
    fol__cell_window window;
    double reach_um;
    bool ok;
} finder;

static void add_span(finder *f, int32_t row, int32_t column0, int32_t column1) {
    fol__cell_span *span = f->ok ? fol__vector_extend(&f->spans, 1) : NULL;
    f->ok = span != NULL;
    if (span)
        *span = (fol__cell_span){row, column0, column1};
}

static void add_segment(finder *f, const fol__segment *s) {
    const double top = s->y0 < s->y1 ? s->y0 : s->y1, bottom = s->y0 < s->y1 ? s->y1 : s->y0;
    const fol__cell_window w = f->window;
    int32_t row = w.row0;
    const double first = (top - f->reach_um) / FOL__CELL_UM - 1, last = (bottom + f->reach_um) / FOL__CELL_UM + 1;
    if (first > row)
        row = first < w.row1 ? (int32_t)first : w.row1;
    for (; row < w.row1 && row <= last; row++) {
        int32_t from, to;
        if (fol__cells_reached(s, f->reach_um, row, w, &from, &to))
            add_span(f, row, from, to + 1);
    }
}

/* What two lists of segments do not share: place by place when they are of one length, as when a point moved; else between
 * their common beginnings and ends. */
static void add_segments(finder *f, const fol__segment *a, size_t a_count, const fol__segment *b, size_t b_count) {
    size_t head = 0, tail = 0;
    while (head < a_count && head < b_count && memcmp(&a[head], &b[head], sizeof *a) == 0)
        head++;
    while (tail + head < a_count && tail + head < b_count &&
           memcmp(&a[a_count - 1 - tail], &b[b_count - 1 - tail], sizeof *a) == 0)
        tail++;
    for (size_t i = head; i + tail < a_count; i++) {
        if (a_count != b_count || memcmp(&a[i], &b[i], sizeof *a) != 0)
            add_segment(f, &a[i]);
    }
    for (size_t i = head; i + tail < b_count; i++) {
        if (a_count != b_count || memcmp(&a[i], &b[i], sizeof *a) != 0)
            add_segment(f, &b[i]);
    }
}

/* A row's runs, walked along; columns without a run have the side `other`. */
typedef struct side_walk {
    const fol__cell_run *next, *past;
    int32_t other;
} side_walk;

static side_walk walk_row(const fol__cell_rows *cells, int32_t row, int32_t other) {
    const fol__cell_window w = cells->window;
    side_walk walk = {NULL, NULL, other};
    if (row >= w.row0 && row < w.row1) {
        walk.next = &cells->runs[cells->starts[row - w.row0]];
        walk.past = &cells->runs[cells->starts[row - w.row0 + 1]];
    }
    return walk;
}

static int32_t side_at(side_walk *walk, int32_t column, int32_t *until) {
    while (walk->next < walk->past && walk->next->column1 <= column)
        walk->next++;
    if (walk->next == walk->past)
        return walk->other;
    const bool inside = walk->next->column0 <= column;
    const int32_t change = inside ? walk->next->column1 : walk->next->column0;
    *until = change < *until ? change : *until;
    return inside ? walk->next->side : walk->other;
}

/* Cells that have a side in both, and not the same. A cell that is cut in either is reached by a piece of it, which the other has
 * too or not at all. */
static void add_sides(finder *f, const fol__cell_rows *a, const fol__cell_rows *b, int32_t other) {
    for (int32_t row = f->window.row0; row < f->window.row1; row++) {
        side_walk p = walk_row(a, row, other), q = walk_row(b, row, other);
        for (int32_t column = f->window.column0; column < f->window.column1;) {
            int32_t until = f->window.column1;
            const int32_t x = side_at(&p, column, &until), y = side_at(&q, column, &until);
            if (x != y && x != FOL__SIDE_CUT && y != FOL__SIDE_CUT)
                add_span(f, row, column, until);
            column = until;
        }
    }
}

/* A stable counting sort by row or by column; `next` has room for the longer side of the window and one more. */
static void file_spans(const finder *f, const fol__cell_span *spans, bool by_row, uint32_t *next, fol__cell_span *filed) {
    const int32_t first = by_row ? f->window.row0 : f->window.column0, past = by_row ? f->window.row1 : f->window.column1;
    memset(next, 0, ((size_t)(past - first) + 1) * sizeof *next);
    for (size_t i = 0; i < f->spans.count; i++)
        next[(by_row ? spans[i].row : spans[i].column0) - first + 1]++;
    for (int32_t i = 0; i < past - first; i++)
        next[i + 1] += next[i];
    for (size_t i = 0; i < f->spans.count; i++)
        filed[next[(by_row ? spans[i].row : spans[i].column0) - first]++] = spans[i];
}

static bool sort_spans(finder *f, fol__cell_span *sorted) {
    const fol_allocator *alloc = f->spans.alloc;
    const int32_t columns = f->window.column1 - f->window.column0, rows = f->window.row1 - f->window.row0;
    const size_t room = (size_t)(columns > rows ? columns : rows) + 1;
    uint32_t *next = fol__alloc(alloc, room, sizeof *next);
    if (!next)
        return false;
    if (f->spans.count) {
        file_spans(f, f->spans.items, false, next, sorted);
        memcpy(f->spans.items, sorted, f->spans.count * sizeof *sorted);
        file_spans(f, f->spans.items, true, next, sorted);
    }
    fol__release(alloc, next, room, sizeof *next);
    return true;
}

/* Overlaps joined: how many are left. */
static size_t join(fol__cell_span *s, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept && s[kept - 1].row == s[i].row && s[i].column0 <= s[kept - 1].column1)
            s[kept - 1].column1 = s[i].column1 > s[kept - 1].column1 ? s[i].column1 : s[kept - 1].column1;
        else
            s[kept++] = s[i];
    }
    return kept;
}

static void find_shape(finder *f, const fol__shape *a, const fol__shape *b) {
    f->reach_um += a->reach_um;
    add_segments(f, a->region.bounds, a->region.bound_count, b->region.bounds, b->region.bound_count);
    add_sides(f, &a->cells, &b->cells, FOL__SIDE_OUTSIDE);
}

/* A hooked curve does not part the plane: the sides of its places can change anywhere. */
static void find_line(finder *f, const fol__hairline *a, const fol__hairline *b) {
    const fol__line *p = a->line, *q = b->line;
    const fol__cell_window w = f->window;
    for (int32_t row = w.row0; row < w.row1 && (p->curve.hooked || q->curve.hooked); row++)
        add_span(f, row, w.column0, w.column1);
    f->reach_um += p->reach_um > 1.5 * FOL__CELL_UM ? p->reach_um : 1.5 * FOL__CELL_UM;
    add_segments(f, p->curve.segments, p->curve.segment_count, q->curve.segments, q->curve.segment_count);
    add_sides(f, &p->cells, &q->cells, 0);
}

/* Any hairline that turned round changes everything. */
static bool find_turned(finder *f, const fol_design *a, const fol_design *b) {
    bool turned = false;
    for (size_t i = 0; i < b->hairline_count; i++)
        turned = turned || a->hairlines[i].sign != b->hairlines[i].sign;
    for (int32_t row = f->window.row0; row < f->window.row1 && turned; row++)
        add_span(f, row, f->window.column0, f->window.column1);
    return turned;
}

bool fol__design_note_changes(const fol_design *base, fol_design *design, fol_edit_kind kind, size_t index) {
    finder f = {{&design->alloc, sizeof(fol__cell_span), NULL, 0, 0}, {0, 0, design->column_count, design->row_count},
                design->pad_um + 2.0, true};
    if (find_turned(&f, base, design))
        kind = (fol_edit_kind)0;
    if (kind == FOL_EDIT_ZONE_RING)
        find_shape(&f, base->zones[index].shape, design->zones[index].shape);
    else if (kind == FOL_EDIT_KEEP_OUT)
        find_shape(&f, base->keep_outs[index].shape, design->keep_outs[index].shape);
    else if (kind == FOL_EDIT_HAIRLINE)
        find_line(&f, &base->hairlines[index], &design->hairlines[index]);
    design->changed = f.ok ? fol__arena_take_zeroed(&design->arena, f.spans.count, sizeof(fol__cell_span)) : NULL;
    const bool ok = design->changed && sort_spans(&f, design->changed);
    design->changed_count = ok ? join(design->changed, f.spans.count) : 0;
    fol__vector_free(&f.spans);
    return ok;
}
