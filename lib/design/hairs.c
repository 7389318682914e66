/* SPDX-License-Identifier: MIT */
/* Existing openings. Each takes the place of one dot: dots nearer than 0.564 / sqrt(density) = 1 / sqrt(pi density), the radius of
 * the disc that holds one dot on average, give way to it, so that openings and dots together keep the density. */
#include "inside.h"

#include <math.h>
#include <string.h>

/* 0.564 mm squared at one dot per mm2, in um2 at one dot per cm2. */
#define CLEARANCE2_UM2 (0.564 * 0.564 * 1e8)

static int32_t span_of(const fol__hairs *hairs) {
    return hairs->window.column1 - hairs->window.column0;
}

static size_t cell_count(const fol__hairs *hairs) {
    return (size_t)span_of(hairs) * (size_t)(hairs->window.row1 - hairs->window.row0);
}

/* The cells that openings lie in, as far as those can reach into the canvas. */
static fol__cell_window window_of(const fol_design *design) {
    const fol_chart_spec *chart = &design->specs.chart;
    const int32_t around = fol__cell_of(FOL__FARTHEST_CLEARANCE_UM) + 1;
    const fol__cell_window canvas = {-around, -around, fol__cell_of(design->width_um - 1) + 1 + around,
                                     fol__cell_of(design->height_um - 1) + 1 + around};
    fol__cell_window w = {canvas.column1, canvas.row1, canvas.column0, canvas.row0};
    for (size_t i = 0; i < chart->hair_count; i++) {
        const int32_t column = fol__cell_of(fol__um_from_mm(chart->hairs[i].x));
        const int32_t row = fol__cell_of(fol__um_from_mm(chart->hairs[i].y));
        if (column < canvas.column0 || column >= canvas.column1 || row < canvas.row0 || row >= canvas.row1)
            continue;
        w.column0 = column < w.column0 ? column : w.column0;
        w.row0 = row < w.row0 ? row : w.row0;
        w.column1 = column >= w.column1 ? column + 1 : w.column1;
        w.row1 = row >= w.row1 ? row + 1 : w.row1;
    }
    const fol__cell_window none = {0, 0, 0, 0};
    return w.column0 < w.column1 ? w : none;
}

/* Number of the cell that holds a place; cell_count() when it is out of the window. */
static size_t cell_number(const fol__hairs *hairs, int32_t x, int32_t y) {
    const int32_t column = fol__cell_of(x), row = fol__cell_of(y);
    const fol__cell_window w = hairs->window;
    if (column < w.column0 || column >= w.column1 || row < w.row0 || row >= w.row1)
        return cell_count(hairs);
    return (size_t)(row - w.row0) * (size_t)span_of(hairs) + (size_t)(column - w.column0);
}

/* The square of places within `reach` of (x, y), as cells inside the window. */
static fol__cell_window cells_around(const fol__hairs *hairs, int32_t x, int32_t y, int32_t reach) {
    fol__cell_window w = {fol__cell_of(x - reach), fol__cell_of(y - reach), fol__cell_of(x + reach) + 1,
                          fol__cell_of(y + reach) + 1};
    w.column0 = w.column0 < hairs->window.column0 ? hairs->window.column0 : w.column0;
    w.row0 = w.row0 < hairs->window.row0 ? hairs->window.row0 : w.row0;
    w.column1 = w.column1 > hairs->window.column1 ? hairs->window.column1 : w.column1;
    w.row1 = w.row1 > hairs->window.row1 ? hairs->window.row1 : w.row1;
    return w;
}

/* Whether an opening that is kept lies nearer to (x, y) than the square root of limit2. `counts` are the openings in each cell
 * so far, or NULL when all of them count. */
static bool opening_within(const fol__hairs *hairs, const uint32_t *counts, int32_t x, int32_t y, int32_t reach,
                           double limit2) {
    const fol__cell_window w = cells_around(hairs, x, y, reach);
    for (int32_t row = w.row0; row < w.row1; row++) {
        const size_t first = (size_t)(row - hairs->window.row0) * (size_t)span_of(hairs);
        for (int32_t column = w.column0; column < w.column1; column++) {
            const size_t cell = first + (size_t)(column - hairs->window.column0);
            const uint32_t from = hairs->starts[cell];
            const uint32_t past = counts ? from + counts[cell] : hairs->starts[cell + 1];
            for (uint32_t i = from; i < past; i++) {
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
    memset(hairs->starts, 0, (cell_count(hairs) + 1) * sizeof *hairs->starts);
    for (size_t i = 0; i < chart->hair_count; i++) {
        const size_t cell = cell_number(hairs, fol__um_from_mm(chart->hairs[i].x), fol__um_from_mm(chart->hairs[i].y));
        if (cell < cell_count(hairs))
            hairs->starts[cell + 1]++;
    }
    for (size_t i = 0; i < cell_count(hairs); i++)
        hairs->starts[i + 1] += hairs->starts[i];
}

/* In the order of the list: an entry near one that was kept counts as that one. */
static void place_openings(const fol_design *design, uint32_t *counts, fol__hairs *hairs) {
    const fol_chart_spec *chart = &design->specs.chart;
    const double one2 = (double)FOL__ONE_OPENING_UM * FOL__ONE_OPENING_UM;
    for (size_t i = 0; i < chart->hair_count; i++) {
        const int32_t x = fol__um_from_mm(chart->hairs[i].x), y = fol__um_from_mm(chart->hairs[i].y);
        const size_t cell = cell_number(hairs, x, y);
        if (cell >= cell_count(hairs))
            continue;
        if (opening_within(hairs, counts, x, y, FOL__ONE_OPENING_UM, one2)) {
            hairs->merged++;
            continue;
        }
        const uint32_t at = hairs->starts[cell] + counts[cell]++;
        hairs->xy[2 * at] = x;
        hairs->xy[2 * at + 1] = y;
        hairs->count++;
    }
}

/* Closes the gaps that merged entries left. */
static void close_gaps(const uint32_t *counts, fol__hairs *hairs) {
    uint32_t next = 0;
    for (size_t cell = 0; cell < cell_count(hairs); cell++) {
        const uint32_t from = hairs->starts[cell];
        hairs->starts[cell] = next;
        memmove(&hairs->xy[2 * (size_t)next], &hairs->xy[2 * (size_t)from], 2 * (size_t)counts[cell] * sizeof(int32_t));
        next += counts[cell];
    }
    hairs->starts[cell_count(hairs)] = next;
}

static int32_t nothing_here(int32_t x, int32_t y, int32_t above, void *user) {
    (void)x;
    (void)y;
    (void)above;
    (void)user;
    return 0;
}

/* Marks the cells within reach by treating each opening as a segment of no length. */
static bool mark_cells(const fol_design *design, fol__hairs *hairs) {
    fol__segment *points = fol__alloc(&hairs->alloc, hairs->count, sizeof *points);
    if (!points)
        return false;
    for (size_t i = 0; i < hairs->count; i++) {
        const double x = hairs->xy[2 * i], y = hairs->xy[2 * i + 1];
        const fol__segment s = {x, y, x, y};
        points[i] = s;
    }
    const fol__cell_window window = {0, 0, fol__cell_of(design->width_um - 1) + 1,
                                     fol__cell_of(design->height_um - 1) + 1};
    const bool ok = fol__cell_rows_make(points, hairs->count, FOL__FARTHEST_CLEARANCE_UM + design->pad_um, window,
                                        nothing_here, NULL, &hairs->alloc, &hairs->cells);
    fol__release(&hairs->alloc, points, hairs->count, sizeof *points);
    return ok;
}

static bool index_openings(const fol_design *design, fol__hairs *hairs) {
    const size_t cells = cell_count(hairs);
    uint32_t *counts = fol__alloc_zeroed(&hairs->alloc, cells, sizeof *counts);
    hairs->starts = fol__alloc(&hairs->alloc, cells + 1, sizeof *hairs->starts);
    hairs->xy = fol__alloc(&hairs->alloc, 2 * hairs->listed, sizeof *hairs->xy);
    bool ok = counts && hairs->starts && hairs->xy;
    if (ok) {
        count_cells(design, hairs);
        place_openings(design, counts, hairs);
        close_gaps(counts, hairs);
        ok = mark_cells(design, hairs);
    }
    fol__release(&hairs->alloc, counts, cells, sizeof *counts);
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
    hairs->window = window_of(design);
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
    fol__release(&alloc, hairs->starts, cell_count(hairs) + 1, sizeof *hairs->starts);
    fol__release(&alloc, hairs->xy, 2 * hairs->listed, sizeof *hairs->xy);
    fol__cell_rows_free(&hairs->cells);
    fol__release(&alloc, hairs, 1, sizeof *hairs);
}

bool fol__hairs_clear(const fol__hairs *hairs, double per_cm2, int32_t x, int32_t y) {
    const double farthest2 = (double)FOL__FARTHEST_CLEARANCE_UM * FOL__FARTHEST_CLEARANCE_UM;
    if (!hairs || hairs->count == 0 || !(per_cm2 > 0))
        return true;
    const double clearance2 = CLEARANCE2_UM2 / per_cm2;
    const double limit2 = clearance2 < farthest2 ? clearance2 : farthest2;
    return !opening_within(hairs, NULL, x, y, (int32_t)sqrt(limit2) + 1, limit2);
}
