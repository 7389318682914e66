/* SPDX-License-Identifier: MIT */
/* Existing openings, filed by cells, so that those near a cell are found. What they do to density is ground.c's. */
#include "inside.h"

#include <math.h>
#include <string.h>

/* Columns that a row can have without being put together, whatever its openings, and for each of them. */
enum { STARTS_A_ROW = 16, STARTS_AN_OPENING = 8 };

/* The canvas' rows, grown by what openings outside it can reach. */
static int32_t rows_around(void) {
    return fol__cell_of(FOL__FARTHEST_CLEARANCE_UM) + 1;
}

static const fol__hair_row *row_at(const fol__hairs *hairs, int32_t row) {
    return row >= hairs->row0 && row < hairs->row1 ? &hairs->rows[row - hairs->row0] : NULL;
}

/* Which of a row's starts a column has. */
static uint32_t start_of(const fol__hair_row *r, int32_t column) {
    return r->first + ((uint32_t)(column - r->column0) >> r->shift);
}

/* Number of a cell among the starts; false when no opening of the list lies in it or beyond it on both sides. */
static bool cell_number(const fol__hairs *hairs, int32_t column, int32_t row, uint32_t *cell) {
    const fol__hair_row *r = row_at(hairs, row);
    if (!r || column < r->column0 || column >= r->column1)
        return false;
    *cell = start_of(r, column);
    return true;
}

/* Columns of a row from its first opening to its last; `first` counts them for now. */
static void span_rows(const fol_design *design, fol__hairs *hairs) {
    const fol_chart_spec *chart = &design->specs.chart;
    const int32_t around = rows_around();
    for (int32_t row = hairs->row0; row < hairs->row1; row++)
        hairs->rows[row - hairs->row0] = (fol__hair_row){INT32_MAX, INT32_MIN, 0, 0};
    for (size_t i = 0; i < chart->hair_count; i++) {
        const int32_t column = fol__cell_of(fol__um_from_mm(chart->hairs[i].x)), row = fol__cell_of(fol__um_from_mm(chart->hairs[i].y));
        if (row < hairs->row0 || row >= hairs->row1 || column < -around || column >= design->column_count + around)
            continue;
        fol__hair_row *r = &hairs->rows[row - hairs->row0];
        r->column0 = column < r->column0 ? column : r->column0;
        r->column1 = column >= r->column1 ? column + 1 : r->column1;
        r->first++;
    }
}

/* A start a column, but not many more than there are openings: so that two far apart take no memory for what lies between. */
static void number_starts(fol__hairs *hairs) {
    for (int32_t row = hairs->row0; row < hairs->row1; row++) {
        fol__hair_row *r = &hairs->rows[row - hairs->row0];
        const uint32_t count = r->first;
        if (count == 0)
            r->column0 = r->column1 = 0;
        const uint32_t columns = (uint32_t)(r->column1 - r->column0);
        while (columns >> r->shift > STARTS_A_ROW + STARTS_AN_OPENING * count)
            r->shift++;
        r->first = (uint32_t)hairs->start_count;
        hairs->start_count += (size_t)(columns ? (columns - 1) >> r->shift : 0) + 2;
    }
}

static bool opening_within(const fol__hairs *hairs, const uint32_t *counts, int32_t x, int32_t y, int32_t reach) {
    const double limit2 = (double)reach * reach;
    for (int32_t row = fol__cell_of(y - reach); row <= fol__cell_of(y + reach); row++) {
        for (int32_t column = fol__cell_of(x - reach); column <= fol__cell_of(x + reach); column++) {
            uint32_t cell;
            if (!cell_number(hairs, column, row, &cell))
                continue;
            for (uint32_t i = hairs->starts[cell]; i < hairs->starts[cell] + counts[cell]; i++) {
                const double dx = (double)hairs->xy[2 * i] - x, dy = (double)hairs->xy[2 * i + 1] - y;
                if (dx * dx + dy * dy < limit2)
                    return true;
            }
        }
    }
    return false;
}

static void count_cells(const fol_design *design, fol__hairs *hairs) {
    const fol_chart_spec *chart = &design->specs.chart;
    memset(hairs->starts, 0, hairs->start_count * sizeof *hairs->starts);
    for (size_t i = 0; i < chart->hair_count; i++) {
        uint32_t cell;
        if (cell_number(hairs, fol__cell_of(fol__um_from_mm(chart->hairs[i].x)), fol__cell_of(fol__um_from_mm(chart->hairs[i].y)), &cell))
            hairs->starts[cell + 1]++;
    }
    for (size_t i = 1; i < hairs->start_count; i++)
        hairs->starts[i] += hairs->starts[i - 1];
}

/* In the order of the list: an entry near one that was kept counts as that one. */
static void place_openings(const fol_design *design, uint32_t *counts, fol__hairs *hairs) {
    const fol_chart_spec *chart = &design->specs.chart;
    for (size_t i = 0; i < chart->hair_count; i++) {
        const int32_t x = fol__um_from_mm(chart->hairs[i].x), y = fol__um_from_mm(chart->hairs[i].y);
        uint32_t cell;
        if (!cell_number(hairs, fol__cell_of(x), fol__cell_of(y), &cell))
            continue;
        if (opening_within(hairs, counts, x, y, FOL__ONE_OPENING_UM)) {
            hairs->merged++;
            continue;
        }
        const uint32_t at = hairs->starts[cell] + counts[cell]++;
        const double wider = 1 + FOL__MOST_WIDER * (1 - (chart->hair_confidence ? (double)chart->hair_confidence[i] : 1));
        hairs->grounds[at].narrow2 = (float)(1 / (wider * wider));
        hairs->xy[2 * at] = x;
        hairs->xy[2 * at + 1] = y;
        hairs->count++;
    }
}

/* Closes the gaps that merged entries left. */
static void close_gaps(const uint32_t *counts, fol__hairs *hairs) {
    uint32_t next = 0;
    for (size_t cell = 0; cell < hairs->start_count; cell++) {
        const uint32_t from = hairs->starts[cell];
        hairs->starts[cell] = next;
        memmove(&hairs->xy[2 * (size_t)next], &hairs->xy[2 * (size_t)from], 2 * (size_t)counts[cell] * sizeof(int32_t));
        memmove(&hairs->grounds[next], &hairs->grounds[from], (size_t)counts[cell] * sizeof(fol__ground));
        next += counts[cell];
    }
}

static bool index_openings(const fol_design *design, fol__hairs *hairs) {
    const fol_allocator *alloc = &hairs->alloc;
    hairs->rows = fol__alloc(alloc, (size_t)(hairs->row1 - hairs->row0), sizeof *hairs->rows);
    if (!hairs->rows)
        return false;
    span_rows(design, hairs);
    number_starts(hairs);
    uint32_t *counts = fol__alloc_zeroed(alloc, hairs->start_count, sizeof *counts);
    hairs->starts = fol__alloc(alloc, hairs->start_count, sizeof *hairs->starts);
    hairs->xy = fol__alloc(alloc, 2 * hairs->listed, sizeof *hairs->xy);
    hairs->grounds = fol__alloc(alloc, hairs->listed, sizeof *hairs->grounds);
    const bool ok = counts && hairs->starts && hairs->xy && hairs->grounds;
    if (ok) {
        count_cells(design, hairs);
        place_openings(design, counts, hairs);
        close_gaps(counts, hairs);
        fol__hairs_measure(hairs);
    }
    fol__release(alloc, counts, hairs->start_count, sizeof *counts);
    return ok;
}

fol_status fol__hairs_make(const fol_design *design, fol__hairs **out, fol_error *err) {
    *out = NULL;
    if (design->specs.chart.hair_count == 0)
        return FOL_OK;
    fol__hairs *hairs = fol__alloc_zeroed(&design->alloc, 1, sizeof *hairs);
    if (!hairs)
        return fol__fail_nomem(err);
    atomic_init(&hairs->users, 1);
    hairs->alloc = design->alloc;
    hairs->out_um = (float)fol__out_of_cell_um(design->pad_um);
    hairs->row0 = -rows_around();
    hairs->row1 = design->row_count + rows_around();
    hairs->listed = design->specs.chart.hair_count;
    if (!index_openings(design, hairs)) {
        fol__hairs_leave(hairs);
        return fol__fail_nomem(err);
    }
    *out = hairs;
    return FOL_OK;
}

fol__hairs *fol__hairs_share(fol__hairs *hairs) {
    if (hairs)
        atomic_fetch_add_explicit(&hairs->users, 1, memory_order_relaxed);
    return hairs;
}

void fol__hairs_leave(fol__hairs *hairs) {
    if (!hairs || atomic_fetch_sub_explicit(&hairs->users, 1, memory_order_acq_rel) != 1)
        return;
    const fol_allocator alloc = hairs->alloc;
    fol__release(&alloc, hairs->rows, (size_t)(hairs->row1 - hairs->row0), sizeof *hairs->rows);
    fol__release(&alloc, hairs->starts, hairs->start_count, sizeof *hairs->starts);
    fol__release(&alloc, hairs->xy, 2 * hairs->listed, sizeof *hairs->xy);
    fol__release(&alloc, hairs->grounds, hairs->listed, sizeof *hairs->grounds);
    fol__release(&alloc, hairs, 1, sizeof *hairs);
}

/* ---------------------------------------------------------------- openings near a cell */

void fol__hairs_beside(const fol__hairs *hairs, int32_t column, int32_t row, uint32_t *from, uint32_t *past) {
    const fol__hair_row *r = row_at(hairs, row);
    *from = *past = 0;
    if (!r)
        return;
    const int32_t column0 = column - 1 < r->column0 ? r->column0 : column - 1;
    const int32_t column1 = column + 2 > r->column1 ? r->column1 : column + 2;
    if (column0 >= column1)
        return;
    *from = hairs->starts[start_of(r, column0)];
    *past = hairs->starts[start_of(r, column1 - 1) + 1];
}

bool fol__hairs_reach(const fol__hairs *hairs, int32_t column, int32_t row) {
    bool any = false;
    for (int32_t r = row - 1; r <= row + 1 && !any; r++) {
        uint32_t from, past;
        fol__hairs_beside(hairs, column, r, &from, &past);
        any = from < past;
    }
    return any;
}
