/* SPDX-License-Identifier: MIT */
/* Zones and keep-outs: a region with the index that makes its inside and its soft edge quick to ask for. */
#include "inside.h"

#include "wide.h"

#include <math.h>
#include <string.h>

static int32_t clamped(int32_t value, int32_t low, int32_t high) {
    return value < low ? low : value > high ? high : value;
}

/* Cells of the canvas that the shape's box, grown by all that moves its edge, can touch. */
static fol__cell_window window_of(const fol_design *design, fol__box box, double reach_um) {
    const fol__box grown = fol__box_grown(box, (int32_t)reach_um + design->pad_um + 2);
    const int32_t columns = fol__cell_of(design->width_um - 1) + 1, rows = fol__cell_of(design->height_um - 1) + 1;
    const fol__cell_window window = {
        clamped(fol__cell_of(grown.x0), 0, columns), clamped(fol__cell_of(grown.y0), 0, rows),
        clamped(fol__cell_of(grown.x1) + 1, 0, columns), clamped(fol__cell_of(grown.y1) + 1, 0, rows)};
    return window;
}

static int32_t side_of(int32_t x, int32_t y, void *user) {
    const fol__shape *shape = user;
    return fol__edge_rows_hold(&shape->edges, fol__cell_of(y), x, y) ? FOL__SIDE_INSIDE : FOL__SIDE_OUTSIDE;
}

/* More than this is refused: an outline of 100,000 points traced in steps has a tenth, a comb of as many long teeth ten times as much. */
static const double MOST_SIDE_WORK = 2e7;

/* Where a hard edge cuts a cell, each place in it asks all edges beside its row: pairs of such a cell and an edge. Soft edges ask the nearest
 * of those that are listed. */
static double side_work(const fol__shape *shape) {
    const fol__cell_rows *cells = &shape->cells;
    double work = 0;
    if (shape->reach_um > 0)
        return 0;
    for (int32_t row = cells->window.row0; row < cells->window.row1; row++) {
        const uint32_t *starts = &cells->starts[row - cells->window.row0], *edges = &shape->edges.starts[row - shape->edges.row0];
        double cut = 0;
        for (uint32_t i = starts[0]; i < starts[1]; i++)
            cut += cells->runs[i].side == FOL__SIDE_CUT ? cells->runs[i].column1 - cells->runs[i].column0 : 0;
        work += cut * (edges[1] - edges[0]);
    }
    return work;
}

static fol_status index_shape(fol__shape *shape, const fol_design *design, fol__where where, fol_error *err) {
    const fol__region *region = &shape->region;
    const fol__cell_window window = window_of(design, region->box, shape->reach_um);
    const fol__cell_question question = {.segments = region->bounds, .count = region->bound_count,
                                         .reach_um = shape->reach_um, .pad_um = design->pad_um, .window = window,
                                         .side = side_of, .user = shape, .omitted = FOL__SIDE_OUTSIDE};
    if (fol__cell_rows_work(region->bounds, region->bound_count, shape->reach_um + design->pad_um, window) > FOL__MOST_CELL_WORK)
        return fol__fail(err, FOL_ERR_LIMIT, where, "%zu points with an edge of %g mm are too much to index; use fewer points or a narrower edge",
                         region->edge_count, shape->reach_um / 1000);
    shape->directions = fol__alloc(&shape->alloc, region->bound_count, sizeof *shape->directions);
    if (shape->directions)
        fol__directions_fill(region->bounds, region->bound_count, shape->directions);
    const bool ok =
        shape->directions && fol__edge_rows_make(region, window.row0, window.row1, design->pad_um, &shape->alloc, &shape->edges) &&
        fol__cell_rows_make(&question, &shape->alloc, &shape->cells);
    if (!ok)
        return fol__fail_nomem(err);
    if (side_work(shape) > MOST_SIDE_WORK)
        return fol__fail(err, FOL_ERR_LIMIT, where, "%zu points run to and fro across the same rows of cells, too many to be told apart; use fewer",
                         region->edge_count);
    return FOL_OK;
}

fol_status fol__shape_make(const fol_ring *outline, const fol_ring *holes, size_t hole_count, double reach_um,
                           const fol_design *design, fol__where where, fol__shape **out, fol_error *err) {
    *out = NULL;
    fol__shape *shape = fol__alloc_zeroed(&design->alloc, 1, sizeof *shape);
    if (!shape)
        return fol__fail_nomem(err);
    atomic_init(&shape->users, 1);
    shape->alloc = design->alloc;
    shape->reach_um = reach_um;
    fol_status status = fol__region_make(outline, holes, hole_count, where, &shape->alloc, &shape->region, err);
    if (status == FOL_OK)
        status = index_shape(shape, design, where, err);
    if (status == FOL_OK)
        *out = shape;
    else
        fol__shape_leave(shape);
    return status;
}

fol__shape *fol__shape_share(fol__shape *shape) {
    atomic_fetch_add_explicit(&shape->users, 1, memory_order_relaxed);
    return shape;
}

void fol__shape_leave(fol__shape *shape) {
    if (!shape || atomic_fetch_sub_explicit(&shape->users, 1, memory_order_acq_rel) != 1)
        return;
    const fol_allocator alloc = shape->alloc;
    fol__cell_rows_free(&shape->cells);
    fol__edge_rows_free(&shape->edges);
    fol__release(&alloc, shape->directions, shape->region.bound_count, sizeof *shape->directions);
    fol__region_free(&shape->region);
    fol__release(&alloc, shape, 1, sizeof *shape);
}

static bool holds(const fol__shape *shape, const fol__places *places, int32_t i) {
    return fol__edge_rows_hold(&shape->edges, places->row, fol__place_x(places, i), fol__place_y(places, i));
}

void fol__shape_insides(const fol__shape *shape, const fol__cell_run *run, const fol__places *places, float *inside) {
    for (int32_t i = 0; i < fol__places_lanes(places); i++)
        inside[i] = run->side != FOL__SIDE_CUT ? run->side == FOL__SIDE_INSIDE : holds(shape, places, i);
}

/* Where the boundary cuts the cell, the nearest piece of it tells the side if no nearer one can be missing: all within the reach of the
 * cell are listed, so all within the reach and the place's way out of the cell. Beyond, and in doubt, the winding number does. Brings
 * depths down to the reach; `doubts` are then the places that must ask. False: none must. */
FOL__WIDE static bool settle_near(const fol__places *restrict places, int32_t lanes, float reach, float *restrict depth,
                                  int32_t *restrict doubts) {
    int32_t doubted = 0;
    for (int32_t i = 0; i < lanes; i++) {
        const float d = fabsf(depth[i]), x = fabsf(places->x[i]), y = fabsf(places->y[i]);
        const float out = FOL__CELL_UM / 2 - (x > y ? x : y), all = reach + (out > 0 ? out : 0), far = d < reach ? d : reach;
        doubts[i] |= d >= all;
        doubted |= doubts[i];
        depth[i] = depth[i] < 0 ? -far : far;
    }
    return doubted;
}

static bool is_within(const fol__places *places, int32_t from, int32_t to, float distance) {
    const float dx = places->x[to] - places->x[from], dy = places->y[to] - places->y[from];
    return distance > 0 && dx * dx + dy * dy < distance * distance;
}

/* No edge comes nearer to a place than its depth, give or take rounding: what lies about one that has asked is on the same side. */
static void take_sides(const fol__shape *shape, const fol__places *places, const int32_t *doubts, float *depth) {
    bool inside = false;
    for (int32_t i = 0, asked = -1; i < places->count; i++) {
        if (!doubts[i])
            continue;
        if (asked < 0 || !is_within(places, asked, i, fabsf(depth[asked]) - 1)) {
            inside = holds(shape, places, i);
            asked = i;
        }
        depth[i] = inside ? fabsf(depth[i]) : -fabsf(depth[i]);
    }
}

FOL__WIDE static void sign_depths(int32_t lanes, float reach, float sign, float *restrict depth) {
    for (int32_t i = 0; i < lanes; i++)
        depth[i] = sign * (depth[i] < reach ? depth[i] : reach);
}

void fol__shape_depths(const fol__shape *shape, const fol__cell_run *run, const fol__places *places, float *depth) {
    const float reach = (float)shape->reach_um, sign = run->side == FOL__SIDE_INSIDE ? 1 : -1;
    fol__near near = {shape->region.bounds, shape->directions, NULL, 0};
    near.list = fol__cell_list(&shape->cells, run, places->column, &near.count);
    if (run->side == FOL__SIDE_CUT) {
        int32_t doubts[FOL__MOST_PLACES];
        fol__nearest_signed(&near, places, depth, doubts);
        if (settle_near(places, fol__places_lanes(places), reach, depth, doubts))
            take_sides(shape, places, doubts, depth);
        return;
    }
    fol__nearest(&near, places, depth);
    sign_depths(fol__places_lanes(places), reach, sign, depth);
}
