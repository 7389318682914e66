/* SPDX-License-Identifier: MIT */
/* Sources are filed by cells; those of a cell and the eight around it are all that can matter to its points. */
#include "skin.h"

#include "cells.h"
#include "wide.h"

#include <string.h>

/* R of the kernel: less than a cell by what irregularity moves. As a Gaussian it would have a sigma of 1.4 mm, far below what an eye, or
 * the yardstick of 5 mm, sees. */
#define REACH_UM 3900.0

#define PI 3.14159265358979323846

/* ---------------------------------------------------------------- filing */

static bool is_filed(const fol__skin *s, int32_t column, int32_t row) {
    return column >= s->column0 && column < s->column0 + s->columns && row >= s->row0 && row < s->row0 + s->rows;
}

static size_t cell_number(const fol__skin *s, int32_t column, int32_t row) {
    return (size_t)(row - s->row0) * (size_t)s->columns + (size_t)(column - s->column0);
}

/* Sources of a row's cells from column - 1 to column + 1. */
static const fol__source *beside(const fol__skin *s, int32_t column, int32_t row, size_t *count) {
    const int32_t first = column - 1 < s->column0 ? s->column0 : column - 1;
    const int32_t last = column + 1 < s->column0 + s->columns ? column + 1 : s->column0 + s->columns - 1;
    *count = 0;
    if (row < s->row0 || row >= s->row0 + s->rows || first > last)
        return NULL;
    const uint32_t from = s->starts[cell_number(s, first, row)];
    *count = s->starts[cell_number(s, last, row) + 1] - from;
    return &s->sources[from];
}

bool fol__skin_reaches(const fol__skin *skin, int32_t column, int32_t row) {
    size_t count = 0, any = 0;
    for (int32_t r = row - 1; r <= row + 1; r++) {
        (void)beside(skin, column, r, &count);
        any += count;
    }
    return any > 0;
}

/* Brings sources, listed in any order, into the order of their cells: those of one stay in the order of the list. */
static bool file_sources(fol__skin *s, const fol__source *listed, size_t count) {
    const size_t cells = (size_t)s->columns * (size_t)s->rows;
    fol__release(&s->alloc, s->sources, s->count, sizeof *s->sources);
    s->count = count;
    s->sources = fol__alloc(&s->alloc, count, sizeof *s->sources);
    if (!s->sources)
        return false;
    memset(s->starts, 0, (cells + 1) * sizeof *s->starts);
    for (size_t i = 0; i < count; i++)
        s->starts[cell_number(s, fol__cell_of(listed[i].x_um), fol__cell_of(listed[i].y_um))]++;
    uint32_t next = 0;
    for (size_t i = 0; i <= cells; i++) {
        const uint32_t own = s->starts[i];
        s->starts[i] = next;
        next += own;
    }
    for (size_t i = 0; i < count; i++)
        s->sources[s->starts[cell_number(s, fol__cell_of(listed[i].x_um), fol__cell_of(listed[i].y_um))]++] = listed[i];
    memmove(&s->starts[1], s->starts, cells * sizeof *s->starts);
    s->starts[0] = 0;
    return true;
}

/* ---------------------------------------------------------------- dots, and points that they take */

static bool list_dots(const fol_design *design, const fol__skin *s, fol__vector *list) {
    const fol_chart_spec *chart = &design->specs.chart;
    for (size_t i = 0; i < chart->in_skin_count; i++) {
        const fol_dot *dot = &chart->in_skin[i].dot;
        if (!is_filed(s, fol__cell_of(dot->x_um), fol__cell_of(dot->y_um)))
            continue;
        fol__source *source = fol__vector_extend(list, 1);
        if (!source)
            return false;
        /* `number` holds the clearance until points are listed */
        *source = (fol__source){dot->x_um, dot->y_um, -1, chart->in_skin[i].clear_um, chart->in_skin[i].weight};
    }
    return true;
}

/* The first dot in the skin whose id is not below another. */
static size_t first_from(const fol_chart_spec *chart, int64_t id) {
    size_t low = 0, high = chart->in_skin_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (chart->in_skin[middle].dot.id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool in_clearance(const fol__skin *s, int32_t column, int32_t row, const fol_dot *point) {
    for (int32_t r = row - 1; r <= row + 1; r++) {
        size_t count;
        const fol__source *dots = beside(s, column, r, &count);
        for (size_t i = 0; i < count; i++) {
            const int64_t dx = dots[i].x_um - point->x_um, dy = dots[i].y_um - point->y_um;
            if (dx * dx + dy * dy < (int64_t)dots[i].number * dots[i].number)
                return true;
        }
    }
    return false;
}

/* Points of a cell that are taken; `s` files dots alone. */
static bool list_taken(const fol_chart_spec *chart, const fol__skin *s, fol__maker *maker, int32_t column, int32_t row, fol__vector *list) {
    if (!fol__maker_points(maker, column, row))
        return false;
    const fol_dot *points = maker->dots.items;
    size_t own = maker->dots.count ? first_from(chart, points[0].id) : 0;
    for (size_t i = 0; i < maker->dots.count; i++) {
        while (own < chart->in_skin_count && chart->in_skin[own].dot.id < points[i].id)
            own++;
        const bool occupied = own < chart->in_skin_count && chart->in_skin[own].dot.id == points[i].id;
        if (!occupied && !in_clearance(s, column, row, &points[i]))
            continue;
        fol__source *source = fol__vector_extend(list, 1);
        if (!source)
            return false;
        /* a displaced point is filed with its own cell */
        const int32_t left = column * FOL__CELL_UM, top = row * FOL__CELL_UM, far = FOL__CELL_UM - 1;
        const int32_t x = points[i].x_um < left ? left : points[i].x_um > left + far ? left + far : points[i].x_um;
        const int32_t y = points[i].y_um < top ? top : points[i].y_um > top + far ? top + far : points[i].y_um;
        *source = (fol__source){x, y, maker->ranks[i], (int32_t)i, -1};
    }
    return true;
}

static bool list_all_taken(const fol_design *design, const fol__skin *s, fol__maker *maker, fol__vector *list) {
    bool ok = true;
    for (int32_t row = 0; ok && row < design->row_count; row++) {
        for (int32_t column = 0; ok && column < design->column_count; column++) {
            if (fol__skin_reaches(s, column, row) || first_from(&design->specs.chart, fol__dot_id(row, column, 0)) <
                                                         first_from(&design->specs.chart, fol__dot_id(row, column + 1, 0)))
                ok = list_taken(&design->specs.chart, s, maker, column, row, list);
        }
    }
    return ok;
}

static bool fill(const fol_design *design, const fol_pattern *pattern, fol__skin *s) {
    fol__vector list = {&s->alloc, sizeof(fol__source), NULL, 0, 0};
    fol__maker maker;
    bool ok = fol__maker_make(design, pattern, &s->alloc, &maker);
    if (!ok)
        return false;
    ok = list_dots(design, s, &list) && file_sources(s, list.items, list.count) && list_all_taken(design, s, &maker, &list);
    for (size_t i = 0; i < list.count; i++)
        ((fol__source *)list.items)[i].number = ((fol__source *)list.items)[i].rank < 0 ? -1 : ((fol__source *)list.items)[i].number;
    ok = ok && file_sources(s, list.items, list.count);
    fol__vector_free(&list);
    fol__maker_free(&maker);
    return ok;
}

bool fol__skin_make(const fol_design *design, const fol_pattern *pattern, const fol_allocator *alloc, fol__skin **out) {
    const double tile_cm = pattern->spacing.tile_mm / 10;
    *out = NULL;
    if (design->specs.chart.in_skin_count == 0)
        return true;
    fol__skin *s = fol__alloc_zeroed(alloc, 1, sizeof *s);
    if (!s)
        return false;
    atomic_init(&s->users, 1);
    s->alloc = *alloc;
    s->column0 = s->row0 = -1;
    s->columns = design->column_count + 2;
    s->rows = design->row_count + 2;
    s->past_rank = fol__past_rank(design, pattern, tile_cm * tile_cm);
    s->starts = fol__alloc_zeroed(alloc, (size_t)s->columns * (size_t)s->rows + 1, sizeof *s->starts);
    if (s->starts && fill(design, pattern, s)) {
        *out = s;
        return true;
    }
    fol__skin_leave(s);
    return false;
}

fol__skin *fol__skin_share(fol__skin *skin) {
    if (skin)
        atomic_fetch_add_explicit(&skin->users, 1, memory_order_relaxed);
    return skin;
}

void fol__skin_leave(fol__skin *skin) {
    if (!skin || atomic_fetch_sub_explicit(&skin->users, 1, memory_order_acq_rel) != 1)
        return;
    const fol_allocator alloc = skin->alloc;
    fol__release(&alloc, skin->starts, (size_t)skin->columns * (size_t)skin->rows + 1, sizeof *skin->starts);
    fol__release(&alloc, skin->sources, skin->count, sizeof *skin->sources);
    fol__release(&alloc, skin, 1, sizeof *skin);
}

/* ---------------------------------------------------------------- ranks */

/* Adds what a source counts for about each place whose point has a higher rank. */
FOL__WIDE static void add_source(const fol__source *s, float x, float y, const fol__places *restrict places, int32_t lanes,
                                 const int32_t *restrict own, float *restrict sum) {
    const float per_reach2 = (float)(1 / (REACH_UM * REACH_UM)), weight = s->weight;
    const int32_t rank = s->rank;
    for (int32_t i = 0; i < lanes; i++) {
        const float dx = x - places->x[i], dy = y - places->y[i], v = 1 - (dx * dx + dy * dy) * per_reach2;
        const float rest = v > 0 && rank < own[i] ? v : 0;
        sum[i] += rest * rest * weight;
    }
}

static int32_t moved_rank(int32_t own, double more) {
    const double least = own / FOL__MOST_RAISED, rank = own + more;
    const double kept = rank > least ? rank : least;
    return kept < FOL__NO_RANK - 1 ? (int32_t)kept : FOL__NO_RANK - 1;
}

void fol__skin_ranks(const fol__skin *skin, const fol__places *places, double tile_cm2, uint32_t first, const int32_t *own, int32_t *ranks) {
    const int32_t lanes = fol__places_lanes(places);
    const int32_t left = places->column * FOL__CELL_UM + FOL__CELL_UM / 2, top = places->row * FOL__CELL_UM + FOL__CELL_UM / 2;
    const double per_weight = tile_cm2 * 3e8 / (PI * REACH_UM * REACH_UM);
    float sum[FOL__MOST_PLACES] = {0};
    bool taken[FOL__MOST_PLACES] = {false};
    for (int32_t row = places->row - 1; row <= places->row + 1; row++) {
        size_t count;
        const fol__source *sources = beside(skin, places->column, row, &count);
        for (size_t i = 0; i < count; i++) {
            const fol__source *s = &sources[i];
            const uint32_t number = (uint32_t)s->number - first;
            add_source(s, (float)(s->x_um - left), (float)(s->y_um - top), places, lanes, own, sum);
            if (s->number >= 0 && number < FOL__MOST_PLACES && row == places->row && fol__cell_of(s->x_um) == places->column)
                taken[number] = true;
        }
    }
    for (int32_t i = 0; i < lanes; i++) {
        const bool out = i >= places->count || taken[i] || own[i] >= skin->past_rank;
        ranks[i] = out ? FOL__NO_RANK : moved_rank(own[i], per_weight * (double)sum[i]);
    }
}
