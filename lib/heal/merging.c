/* SPDX-License-Identifier: MIT */
/* Which dots grow into each other: each is compared with those in the cells around its own. Widths of a day are found once. */
#include "alloc.h"
#include "fail.h"
#include "spec.h"

#include <follicle/heal.h>
#include <math.h>
#include <string.h>

static const double DAYS_A_YEAR = 365.25;
static const double MOST_DAY = 100000, MOST_GAP_MM = 10;
static const double FAR_MM = 2;       /* a neighbour further away is none */
static const double NO_NEIGHBOUR_MM = 1000;
enum { MOST_CELLS_A_SIDE = 4096 };

void fol_merge_spec_init_sized(fol_merge_spec *spec, size_t struct_size) {
    const fol_merge_spec defaults = {sizeof defaults, -1, FOL_MERGING_MM};
    fol__spec_fill(spec, struct_size, &defaults, sizeof defaults);
}

typedef struct merging {
    const fol_dot *dots;
    size_t count;
    double gap_um, cell_um;
    int32_t left, top, columns, rows;
    double *widths;    /* um; 0: not there yet */
    uint32_t *starts;  /* cells + 1 */
    uint32_t *sorted;  /* dots by cell */
    double *least;     /* um, from each dot's edge to the nearest other's */
    uint8_t *close;    /* merges */
} merging;

static size_t cell_count(const merging *work) {
    return (size_t)work->columns * (size_t)work->rows;
}

static int32_t index_of(const merging *work, int32_t um, int32_t from, int32_t cells) {
    const int32_t i = (int32_t)(((double)um - from) / work->cell_um);
    return i < cells ? i : cells - 1;
}

static size_t cell_of(const merging *work, const fol_dot *dot) {
    return (size_t)index_of(work, dot->y_um, work->top, work->rows) * (size_t)work->columns +
           (size_t)index_of(work, dot->x_um, work->left, work->columns);
}

/* Cells as wide as the reach of any pair, or wider where that would be too many. */
static void cut_cells(merging *work, double reach_um) {
    int32_t right = INT32_MIN, bottom = INT32_MIN;
    work->left = work->top = INT32_MAX;
    for (size_t i = 0; i < work->count; i++) {
        const fol_dot *dot = &work->dots[i];
        work->left = dot->x_um < work->left ? dot->x_um : work->left;
        work->top = dot->y_um < work->top ? dot->y_um : work->top;
        right = dot->x_um > right ? dot->x_um : right;
        bottom = dot->y_um > bottom ? dot->y_um : bottom;
    }
    if (work->count == 0)
        work->left = work->top = right = bottom = 0;
    const double width = (double)right - work->left + 1, height = (double)bottom - work->top + 1;
    const double longer = width > height ? width : height;
    work->cell_um = longer / MOST_CELLS_A_SIDE > reach_um ? longer / MOST_CELLS_A_SIDE : reach_um;
    work->columns = (int32_t)(width / work->cell_um) + 1;
    work->rows = (int32_t)(height / work->cell_um) + 1;
}

static void sort_dots(merging *work) {
    const size_t cells = cell_count(work);
    memset(work->starts, 0, (cells + 1) * sizeof *work->starts);
    for (size_t i = 0; i < work->count; i++)
        work->starts[cell_of(work, &work->dots[i]) + 1] += work->widths[i] > 0;
    for (size_t c = 0; c < cells; c++)
        work->starts[c + 1] += work->starts[c];
    for (size_t i = work->count; i-- > 0;) /* backwards, from each cell's end: the ends become the starts */
        if (work->widths[i] > 0)
            work->sorted[--work->starts[cell_of(work, &work->dots[i]) + 1]] = (uint32_t)i;
    memmove(work->starts, work->starts + 1, cells * sizeof *work->starts);
    work->starts[cells] = 0;
    for (size_t i = 0; i < work->count; i++)
        work->starts[cells] += work->widths[i] > 0;
}

static void compare(merging *work, size_t i, size_t j) {
    const fol_dot *a = &work->dots[i], *b = &work->dots[j];
    const double dx = (double)a->x_um - b->x_um, dy = (double)a->y_um - b->y_um, square = dx * dx + dy * dy;
    if (square > 1e6 * FAR_MM * FAR_MM)
        return;
    const double gap = sqrt(square) - (work->widths[i] + work->widths[j]) / 2;
    const bool one_unit = a->id < FOL_HAND_PLACED_ID && fol_dot_unit(a->id) == fol_dot_unit(b->id);
    work->least[i] = gap < work->least[i] ? gap : work->least[i];
    if (gap < (one_unit ? 0 : work->gap_um))
        work->close[i] = 1;
}

static void look_around(merging *work, size_t i) {
    const fol_dot *dot = &work->dots[i];
    const int32_t x = index_of(work, dot->x_um, work->left, work->columns), y = index_of(work, dot->y_um, work->top, work->rows);
    for (int32_t row = y > 0 ? y - 1 : 0; row <= y + 1 && row < work->rows; row++) {
        const size_t first = (size_t)row * (size_t)work->columns + (size_t)(x > 0 ? x - 1 : 0);
        const size_t last = (size_t)row * (size_t)work->columns + (size_t)(x + 1 < work->columns ? x + 1 : x);
        for (uint32_t k = work->starts[first]; k < work->starts[last + 1]; k++)
            if (work->sorted[k] != i)
                compare(work, i, work->sorted[k]);
    }
}

static void free_work(merging *work, const fol_allocator *alloc) {
    fol__release(alloc, work->widths, work->count, sizeof *work->widths);
    fol__release(alloc, work->sorted, work->count, sizeof *work->sorted);
    fol__release(alloc, work->least, work->count, sizeof *work->least);
    fol__release(alloc, work->close, work->count, sizeof *work->close);
    if (work->columns)
        fol__release(alloc, work->starts, cell_count(work) + 1, sizeof *work->starts);
}

/* False when memory is out. */
static bool prepare(merging *work, const fol_design *design, double day, const fol_allocator *alloc) {
    const fol_treatment_spec *t = fol_design_treatment(design);
    work->widths = fol__alloc(alloc, work->count, sizeof *work->widths);
    work->sorted = fol__alloc(alloc, work->count, sizeof *work->sorted);
    work->least = fol__alloc(alloc, work->count, sizeof *work->least);
    work->close = fol__alloc_zeroed(alloc, work->count, sizeof *work->close);
    if (!work->widths || !work->sorted || !work->least || !work->close)
        return false;
    double widest = 0;
    for (size_t i = 0; i < work->count; i++) {
        const fol_dot *dot = &work->dots[i];
        const bool there = dot->session < 1 || dot->session > t->session_count || t->sessions[dot->session - 1].day <= day;
        work->widths[i] = there ? dot->diameter_um * fol_heal_dot(design, dot, day).width : 0;
        widest = work->widths[i] > widest ? work->widths[i] : widest;
        work->least[i] = 1000 * NO_NEIGHBOUR_MM;
    }
    /* As far as a pair can reach; the least gap is wanted from further away where dots are sparse. */
    const double reach = widest + work->gap_um;
    cut_cells(work, reach > 1000 * FAR_MM ? reach : 1000 * FAR_MM);
    work->starts = fol__alloc(alloc, cell_count(work) + 1, sizeof *work->starts);
    return work->starts != NULL;
}

static void tally(const merging *work, fol_merge_count *zones, size_t zone_count) {
    for (size_t z = 0; z < zone_count; z++)
        zones[z] = (fol_merge_count){0, 0, NO_NEIGHBOUR_MM};
    for (size_t i = 0; i < work->count; i++) {
        if (work->widths[i] <= 0 || work->dots[i].zone >= zone_count)
            continue;
        fol_merge_count *zone = &zones[work->dots[i].zone];
        const double gap = work->least[i] / 1000;
        zone->dots++;
        zone->merging += work->close[i];
        zone->least_gap_mm = gap < zone->least_gap_mm ? gap : zone->least_gap_mm;
    }
}

static fol_status read_spec(const fol_design *design, const fol_merge_spec *spec, fol_merge_spec *read, fol_error *err) {
    *read = fol_merge_spec_default();
    if (spec && !fol__spec_read(read, sizeof *read, spec, sizeof *read))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the spec was not filled in");
    if (!(read->day <= MOST_DAY && (read->day >= 0 || read->day == -1)))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "day is %g, must be from 0 to %g, or -1 for the touch-up", read->day, MOST_DAY);
    if (!(read->gap_mm >= 0 && read->gap_mm <= MOST_GAP_MM))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "gap_mm is %g, must be from 0 to %g", read->gap_mm, MOST_GAP_MM);
    if (read->day < 0)
        read->day = fol_moment_day(design, FOL_MOMENT_FRESH, 0) + fol_design_treatment(design)->healing.touch_up_years * DAYS_A_YEAR;
    return FOL_OK;
}

fol_status fol_merge_risk(const fol_design *design, const fol_dot *dots, size_t count, const fol_merge_spec *spec, fol_merge_count *zones,
                          size_t zone_count, uint8_t *flags, const fol_allocator *alloc, fol_error *err) {
    if (!design || (!dots && count) || count > UINT32_MAX)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "no design, %zu dots at NULL, or too many", count);
    if (zones && zone_count != fol_design_zone_count(design))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "room for %zu zones; the design has %zu", zone_count, fol_design_zone_count(design));
    fol_merge_spec read;
    const fol_status status = read_spec(design, spec, &read, err);
    if (status != FOL_OK)
        return status;
    const fol_allocator own = fol__allocator_or_libc(alloc);
    merging work = {.dots = dots, .count = count, .gap_um = 1000 * read.gap_mm};
    const bool ready = prepare(&work, design, read.day, &own);
    if (ready) {
        sort_dots(&work);
        for (size_t i = 0; i < count; i++)
            if (work.widths[i] > 0)
                look_around(&work, i);
        tally(&work, zones, zones ? zone_count : 0);
        if (flags)
            memcpy(flags, work.close, count);
    }
    free_work(&work, &own);
    return ready ? FOL_OK : fol__fail_nomem(err);
}
