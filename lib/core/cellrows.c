/* SPDX-License-Identifier: MIT */
/* Each segment is walked through the rows that it reaches, which gives (row, column, segment) records; two counting sorts bring
 * them into order; gaps between near cells become runs. A cell can be called near without need, never far without right. */
#include "cellrows.h"

#include <string.h>

typedef struct record {
    int32_t row, column;
    uint32_t segment;
} record;

static int32_t clamp_cell(double um, int32_t low, int32_t high) {
    const double lowest = (double)low * FOL__CELL_UM, highest = (double)high * FOL__CELL_UM;
    if (um < lowest)
        return low;
    if (um >= highest)
        return high;
    const int32_t cell = (int32_t)(um / FOL__CELL_UM);
    return (double)cell * FOL__CELL_UM > um ? cell - 1 : cell;
}

/* Columns that a segment reaches while it is inside a band of y. */
static void columns_in_band(const fol__segment *s, double top, double bottom, double *from, double *to) {
    const double dy = s->y1 - s->y0;
    double t0 = 0, t1 = 1;
    if (dy != 0) {
        const double a = (top - s->y0) / dy, b = (bottom - s->y0) / dy;
        t0 = a < b ? a : b;
        t1 = a < b ? b : a;
        t0 = t0 < 0 ? 0 : t0;
        t1 = t1 > 1 ? 1 : t1;
    }
    const double xa = s->x0 + (s->x1 - s->x0) * t0, xb = s->x0 + (s->x1 - s->x0) * t1;
    *from = xa < xb ? xa : xb;
    *to = xa < xb ? xb : xa;
}

static bool record_segment(const fol__segment *s, uint32_t number, double reach, fol__cell_window window,
                           fol__vector *records) {
    const double top = s->y0 < s->y1 ? s->y0 : s->y1, bottom = s->y0 < s->y1 ? s->y1 : s->y0;
    const double window_top = (double)window.row0 * FOL__CELL_UM, window_bottom = (double)window.row1 * FOL__CELL_UM;
    if (bottom + reach < window_top || top - reach >= window_bottom)
        return true;
    const int32_t row0 = clamp_cell(top - reach, window.row0, window.row1 - 1);
    const int32_t row1 = clamp_cell(bottom + reach, window.row0, window.row1 - 1);
    for (int32_t row = row0; row <= row1; row++) {
        double from, to;
        columns_in_band(s, (double)row * FOL__CELL_UM - reach, ((double)row + 1) * FOL__CELL_UM + reach, &from, &to);
        from -= reach + 1; /* a micrometre for rounding */
        to += reach + 1;
        if (to < (double)window.column0 * FOL__CELL_UM || from >= (double)window.column1 * FOL__CELL_UM)
            continue;
        const int32_t column0 = clamp_cell(from, window.column0, window.column1 - 1);
        const int32_t column1 = clamp_cell(to, window.column0, window.column1 - 1);
        record *r = fol__vector_extend(records, (size_t)(column1 - column0 + 1));
        if (!r)
            return false;
        for (int32_t column = column0; column <= column1; column++, r++) {
            r->row = row;
            r->column = column;
            r->segment = number;
        }
    }
    return true;
}

static int32_t key_of(const record *r, bool by_row) {
    return by_row ? r->row : r->column;
}

/* A stable counting sort by row or column; `counts` has room for span + 1. */
static void sort_records(const record *from, size_t count, bool by_row, int32_t lowest, int32_t span,
                         uint32_t *counts, record *to) {
    memset(counts, 0, ((size_t)span + 1) * sizeof *counts);
    for (size_t i = 0; i < count; i++)
        counts[key_of(&from[i], by_row) - lowest + 1]++;
    for (int32_t i = 0; i < span; i++)
        counts[i + 1] += counts[i];
    for (size_t i = 0; i < count; i++)
        to[counts[key_of(&from[i], by_row) - lowest]++] = from[i];
}

static bool sort_by_cell(fol__vector *records, fol__cell_window window, const fol_allocator *alloc) {
    if (records->count == 0)
        return true;
    const int32_t columns = window.column1 - window.column0, rows = window.row1 - window.row0;
    const size_t span = (size_t)(columns > rows ? columns : rows) + 1;
    uint32_t *counts = fol__alloc(alloc, span, sizeof *counts);
    record *other = fol__alloc(alloc, records->count, sizeof *other);
    if (counts && other) {
        sort_records(records->items, records->count, false, window.column0, columns, counts, other);
        sort_records(other, records->count, true, window.row0, rows, counts, records->items);
    }
    const bool ok = counts && other;
    fol__release(alloc, counts, span, sizeof *counts);
    fol__release(alloc, other, records->count, sizeof *other);
    return ok;
}

/* What the builder walks along: sorted records in, runs out. */
typedef struct builder {
    const record *records;
    size_t record_count, next;
    fol__cell_window window;
    fol__side_fn side;
    void *user;
    fol__vector runs;
    size_t above_first, above_past; /* the runs of the row above */
} builder;

static int32_t side_above(const builder *b, int32_t column) {
    const fol__cell_run *runs = b->runs.items;
    for (size_t i = b->above_first; i < b->above_past; i++) {
        if (column < runs[i].column1)
            return column >= runs[i].column0 && runs[i].near_count == 0 ? runs[i].side : -1;
    }
    return -1;
}

static bool append_far(builder *b, int32_t row, int32_t column0, int32_t column1) {
    if (column0 >= column1)
        return true;
    const int32_t above = side_above(b, column0);
    const int32_t half = FOL__CELL_UM / 2;
    const int32_t side = b->side(column0 * FOL__CELL_UM + half, row * FOL__CELL_UM + half, above, b->user);
    if (side == 0)
        return true;
    fol__cell_run *run = fol__vector_extend(&b->runs, 1);
    if (!run)
        return false;
    const fol__cell_run far = {column0, column1, 0, 0, side};
    *run = far;
    return true;
}

static bool append_row(builder *b, int32_t row) {
    int32_t column = b->window.column0;
    while (b->next < b->record_count && b->records[b->next].row == row) {
        const int32_t at = b->records[b->next].column;
        const size_t first = b->next;
        while (b->next < b->record_count && b->records[b->next].row == row && b->records[b->next].column == at)
            b->next++;
        if (!append_far(b, row, column, at))
            return false;
        fol__cell_run *run = fol__vector_extend(&b->runs, 1);
        if (!run)
            return false;
        const fol__cell_run near = {at, at + 1, (uint32_t)first, (uint32_t)(b->next - first), 0};
        *run = near;
        column = at + 1;
    }
    return append_far(b, row, column, b->window.column1);
}

static bool append_rows(builder *b, uint32_t *starts) {
    for (int32_t row = b->window.row0; row < b->window.row1; row++) {
        const size_t first = b->runs.count;
        starts[row - b->window.row0] = (uint32_t)first;
        if (!append_row(b, row))
            return false;
        b->above_first = first;
        b->above_past = b->runs.count;
    }
    starts[b->window.row1 - b->window.row0] = (uint32_t)b->runs.count;
    return true;
}

static bool settle(const builder *b, fol__cell_rows *out) {
    out->runs = fol__alloc(&out->alloc, b->runs.count, sizeof *out->runs);
    out->near = fol__alloc(&out->alloc, b->record_count, sizeof *out->near);
    out->run_count = out->runs ? b->runs.count : 0;
    out->near_count = out->near ? b->record_count : 0;
    if (!out->runs || !out->near)
        return false;
    if (b->runs.count)
        memcpy(out->runs, b->runs.items, b->runs.count * sizeof *out->runs);
    for (size_t i = 0; i < b->record_count; i++)
        out->near[i] = b->records[i].segment;
    return true;
}

static bool build(fol__vector *records, fol__side_fn side, void *user, fol__cell_rows *out) {
    const fol__cell_window window = out->window;
    if (!sort_by_cell(records, window, &out->alloc))
        return false;
    out->starts = fol__alloc(&out->alloc, (size_t)(window.row1 - window.row0) + 1, sizeof *out->starts);
    if (!out->starts)
        return false;
    builder b = {records->items, records->count, 0,    window, side,
                 user,           {&out->alloc, sizeof(fol__cell_run), NULL, 0, 0}, 0, 0};
    const bool ok = append_rows(&b, out->starts) && settle(&b, out);
    fol__vector_free(&b.runs);
    return ok;
}

double fol__cell_rows_work(const fol__segment *segments, size_t count, double reach_um, fol__cell_window window) {
    const double all = ((double)window.column1 - window.column0) * ((double)window.row1 - window.row0);
    const double around = 2 * reach_um / FOL__CELL_UM + 2;
    double work = 0;
    for (size_t i = 0; i < count; i++) {
        const double dx = segments[i].x1 - segments[i].x0, dy = segments[i].y1 - segments[i].y0;
        const double cells = (around + ((dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy)) / FOL__CELL_UM) * around;
        work += cells < all ? cells : all;
    }
    return work;
}

bool fol__cell_rows_make(const fol__segment *segments, size_t count, double reach_um, fol__cell_window window,
                         fol__side_fn side, void *user, const fol_allocator *alloc, fol__cell_rows *out) {
    memset(out, 0, sizeof *out);
    out->alloc = *alloc;
    if (window.column0 >= window.column1 || window.row0 >= window.row1)
        window.column0 = window.column1 = window.row0 = window.row1 = 0;
    out->window = window;
    fol__vector records = {&out->alloc, sizeof(record), NULL, 0, 0};
    bool ok = true;
    for (size_t i = 0; ok && i < count && window.row1 > window.row0; i++)
        ok = record_segment(&segments[i], (uint32_t)i, reach_um, window, &records);
    ok = ok && build(&records, side, user, out);
    fol__vector_free(&records);
    if (!ok)
        fol__cell_rows_free(out);
    return ok;
}

void fol__cell_rows_free(fol__cell_rows *rows) {
    fol__release(&rows->alloc, rows->starts, (size_t)(rows->window.row1 - rows->window.row0) + 1,
                 sizeof *rows->starts);
    fol__release(&rows->alloc, rows->runs, rows->run_count, sizeof *rows->runs);
    fol__release(&rows->alloc, rows->near, rows->near_count, sizeof *rows->near);
    rows->starts = NULL;
    rows->runs = NULL;
    rows->near = NULL;
    rows->run_count = rows->near_count = 0;
}

const fol__cell_run *fol__cell_rows_find(const fol__cell_rows *rows, int32_t column, int32_t row) {
    const fol__cell_window w = rows->window;
    if (row < w.row0 || row >= w.row1 || column < w.column0 || column >= w.column1)
        return NULL;
    uint32_t low = rows->starts[row - w.row0], high = rows->starts[row - w.row0 + 1];
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (rows->runs[middle].column1 <= column)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == rows->starts[row - w.row0 + 1] || rows->runs[low].column0 > column)
        return NULL;
    return &rows->runs[low];
}
