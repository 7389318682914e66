/* SPDX-License-Identifier: MIT */
/* A hairline as a function of the place: the distance behind its curve, roughened by noise that belongs to the place, and the ramp
 * over it. Nothing is a function of length along the curve, so an edit at one end leaves the other end's dots alone. */
#include "inside.h"

#include "noise.h"

#include <math.h>
#include <string.h>

/* Sentinels stand this far in front (surgeons' "sentinel hairs": isolated, 1 to 4 mm ahead of the edge). */
#define SENTINEL_FROM_UM 1000.0
#define SENTINEL_TO_UM 4000.0

/* Segments are listed for a cell when they come this much closer than anything depends on: more than a cell's diagonal, so that
 * places of one cell that are further away than that from the whole curve lie on one side of it. */
#define SIDE_SLACK_UM 3000.0

static double or_style(double value, double style) {
    return value == FOL_SAME ? style : value;
}

static void fill_numbers(const fol_design *design, size_t index, fol__hairline *out) {
    const fol_hairline_spec *spec = &design->specs.hairlines[index];
    const fol_hairline_style *style = fol_hairline_style_named(spec->style);
    out->transition_um = 1000 * or_style(spec->transition_mm, style->transition_mm);
    out->edge_density = or_style(spec->edge_density, style->edge_density);
    out->large_um = 1000 * or_style(spec->large_mm, style->large_mm);
    out->large_wave_um = 1000 * or_style(spec->large_wave_mm, style->large_wave_mm);
    out->small_um = 1000 * or_style(spec->small_mm, style->small_mm);
    out->small_wave_um = 1000 * or_style(spec->small_wave_mm, style->small_wave_mm);
    /* so many a centimetre of line, over the band's width in centimetres */
    out->sentinel_per_cm2 =
        or_style(spec->sentinels_per_cm, style->sentinels_per_cm) / ((SENTINEL_TO_UM - SENTINEL_FROM_UM) / 10000);
    out->seed = design->specs.treatment.seed + (uint64_t)index * UINT64_C(0x9e3779b97f4a7c15);
}

static double reach_of(const fol__hairline *h) {
    const double front = h->sentinel_per_cm2 > 0 ? SENTINEL_TO_UM : 0;
    return (h->transition_um > front ? h->transition_um : front) + h->large_um + h->small_um;
}

/* The side of a run of far cells: that of the run above, or of the nearest segment. */
static int32_t side_of(int32_t x, int32_t y, int32_t above, void *user) {
    const fol__curve *curve = user;
    if (above > 0)
        return above;
    return fol__curve_distance(curve, NULL, curve->segment_count, x, y) < 0 ? FOL__SIDE_BELOW : FOL__SIDE_ABOVE;
}

/* Near cells learn the side of their centre, for those of their places that are far from all that is listed. */
static void fill_near_sides(fol__line *line, double listed_um) {
    const fol__cell_window w = line->cells.window;
    for (int32_t row = w.row0; row < w.row1; row++) {
        for (uint32_t i = line->cells.starts[row - w.row0]; i < line->cells.starts[row - w.row0 + 1]; i++) {
            fol__cell_run *run = &line->cells.runs[i];
            if (run->near_count == 0)
                continue;
            const double x = run->column0 * (double)FOL__CELL_UM + FOL__CELL_UM / 2;
            const double y = row * (double)FOL__CELL_UM + FOL__CELL_UM / 2;
            double d = fol__curve_distance(&line->curve, &line->cells.near[run->near_first], run->near_count, x, y);
            if (fabs(d) > listed_um)
                d = fol__curve_distance(&line->curve, NULL, line->curve.segment_count, x, y);
            run->side = d < 0 ? FOL__SIDE_BELOW : FOL__SIDE_ABOVE;
        }
    }
}

static fol_status make_line(const fol_design *design, size_t index, double reach_um, fol__line *line, fol_error *err) {
    const fol__where where = {"hairlines", (int32_t)index, -1, -1, NULL};
    const fol__box canvas = {0, 0, design->width_um, design->height_um};
    const double listed_um = reach_um + SIDE_SLACK_UM;
    const fol_status status =
        fol__curve_make(&design->specs.hairlines[index].points, fol__box_grown(canvas, (int32_t)listed_um + 10000),
                        where, &line->alloc, &line->curve, err);
    if (status != FOL_OK)
        return status;
    const fol__cell_window window = {0, 0, fol__cell_of(design->width_um - 1) + 1,
                                     fol__cell_of(design->height_um - 1) + 1};
    if (fol__cell_rows_work(line->curve.segments, line->curve.segment_count, listed_um, window) > FOL__MOST_CELL_WORK)
        return fol__fail(err, FOL_ERR_LIMIT, where,
                         "%zu points with a transition and undulation of %g mm are too much to index; use fewer points",
                         design->specs.hairlines[index].points.count, reach_um / 1000);
    if (!fol__cell_rows_make(line->curve.segments, line->curve.segment_count, listed_um + design->pad_um, window,
                             side_of, &line->curve, &line->alloc, &line->cells))
        return fol__fail_nomem(err);
    line->reach_um = reach_um;
    fill_near_sides(line, listed_um);
    return FOL_OK;
}

fol_status fol__hairline_make(const fol_design *design, size_t index, fol__hairline *out, fol_error *err) {
    memset(out, 0, sizeof *out);
    fill_numbers(design, index, out);
    fol__line *line = fol__alloc_zeroed(&design->alloc, 1, sizeof *line);
    if (!line)
        return fol__fail_nomem(err);
    atomic_init(&line->users, 1);
    line->alloc = design->alloc;
    const fol_status status = make_line(design, index, reach_of(out), line, err);
    if (status == FOL_OK)
        out->line = line;
    else
        fol__line_leave(line);
    return status;
}

fol__line *fol__line_share(fol__line *line) {
    atomic_fetch_add_explicit(&line->users, 1, memory_order_relaxed);
    return line;
}

void fol__line_leave(fol__line *line) {
    if (!line || atomic_fetch_sub_explicit(&line->users, 1, memory_order_acq_rel) != 1)
        return;
    const fol_allocator alloc = line->alloc;
    fol__cell_rows_free(&line->cells);
    fol__curve_free(&line->curve);
    fol__release(&alloc, line, 1, sizeof *line);
}

/* Places a cell's side at which a zone's area is looked at, where the zone's edge or the line cuts the cell. */
enum { LOOKS = 4 };

/* Side of a place in a cell that the line is near to. */
static int32_t side_at(const fol__line *line, const fol__cell_run *run, double x, double y) {
    const double d = fol__curve_distance(&line->curve, &line->cells.near[run->near_first], run->near_count, x, y);
    if (fabs(d) > line->reach_um + SIDE_SLACK_UM)
        return run->side;
    return d < 0 ? FOL__SIDE_BELOW : FOL__SIDE_ABOVE;
}

/* Whether the line may pass through a cell: half a diagonal from its centre. */
static bool passes_through(const fol__line *line, const fol__cell_run *run, int32_t column, int32_t row) {
    const double x = column * (double)FOL__CELL_UM + FOL__CELL_UM / 2, y = row * (double)FOL__CELL_UM + FOL__CELL_UM / 2;
    return run->near_count && fabs(fol__curve_distance(&line->curve, &line->cells.near[run->near_first], run->near_count,
                                                       x, y)) < 0.75 * FOL__CELL_UM;
}

/* Places of one cell that are in the zone, on either side of the line. */
static void count_cell(const fol__shape *shape, bool whole, const fol__line *line, const fol__cell_run *side, int32_t column,
                       int32_t row, int64_t places[3]) {
    const bool cut = passes_through(line, side, column, row);
    if (whole && !cut) {
        places[side->side] += LOOKS * LOOKS;
        return;
    }
    for (int32_t i = 0; i < LOOKS * LOOKS; i++) {
        const int32_t x = column * FOL__CELL_UM + (2 * (i % LOOKS) + 1) * FOL__CELL_UM / (2 * LOOKS);
        const int32_t y = row * FOL__CELL_UM + (2 * (i / LOOKS) + 1) * FOL__CELL_UM / (2 * LOOKS);
        if (whole || fol__edge_rows_hold(&shape->edges, row, x, y))
            places[cut ? side_at(line, side, x, y) : side->side]++;
    }
}

/* Area of a zone on either side of the line. */
static void count_sides(const fol__shape *shape, const fol__line *line, int64_t places[3]) {
    const fol__cell_window w = shape->cells.window;
    for (int32_t row = w.row0; row < w.row1; row++) {
        for (uint32_t i = shape->cells.starts[row - w.row0]; i < shape->cells.starts[row - w.row0 + 1]; i++) {
            const fol__cell_run *run = &shape->cells.runs[i];
            for (int32_t column = run->column0; column < run->column1;) {
                const fol__cell_run *side = fol__cell_rows_find(&line->cells, column, row); /* every cell has one */
                const bool whole = run->near_count == 0;
                const int32_t past = side->column1 < run->column1 ? side->column1 : run->column1;
                if (whole && side->near_count == 0)
                    places[side->side] += (int64_t)(past - column) * LOOKS * LOOKS;
                else
                    count_cell(shape, whole, line, side, column, row, places);
                column = whole && side->near_count == 0 ? past : column + 1;
            }
        }
    }
}

fol_status fol__hairline_turn(const fol_design *design, size_t index, fol__hairline *hairline, fol_error *err) {
    const fol_hairline_spec *spec = &design->specs.hairlines[index];
    const fol__where where = {"hairlines", (int32_t)index, -1, -1, "behind"};
    if (spec->has_behind) {
        const fol__curve *curve = &hairline->line->curve;
        const double d = fol__curve_distance(curve, NULL, curve->segment_count, spec->behind.x * 1000,
                                             spec->behind.y * 1000);
        if (d == 0)
            return fol__fail(err, FOL_ERR_GEOMETRY, where, "(%g, %g) lies on the hairline; choose a point on the hair side",
                             spec->behind.x, spec->behind.y);
        hairline->sign = d < 0 ? -1 : 1;
        return FOL_OK;
    }
    int64_t places[3] = {0, 0, 0};
    for (size_t z = 0; z < design->zone_count; z++) {
        if (design->zones[z].hairlines >> index & 1)
            count_sides(design->zones[z].shape, hairline->line, places);
    }
    hairline->sign = places[FOL__SIDE_ABOVE] >= places[FOL__SIDE_BELOW] ? 1 : -1;
    return FOL_OK;
}

int fol__hairline_side(const fol__hairline *hairline, const fol__cell_run *run) {
    if (run->near_count)
        return 0;
    return (run->side == FOL__SIDE_ABOVE) == (hairline->sign > 0) ? 1 : -1;
}

/* Distance behind the hairline in um, roughened. Far away it is just past the reach. */
static double distance_behind(const fol__hairline *h, const fol__cell_run *run, int32_t x, int32_t y) {
    const fol__line *line = h->line;
    double d = fol__curve_distance(&line->curve, &line->cells.near[run->near_first], run->near_count, x, y);
    if (fabs(d) > line->reach_um + SIDE_SLACK_UM)
        d = run->side == FOL__SIDE_BELOW ? -1e9 : 1e9;
    d *= h->sign;
    if (fabs(d) > line->reach_um)
        return d;
    if (h->large_um > 0)
        d += h->large_um * fol__noise(h->seed, FOL__FOR_LARGE_UNDULATION, h->large_wave_um, x, y);
    if (h->small_um > 0)
        d += h->small_um * fol__noise(h->seed, FOL__FOR_SMALL_UNDULATION, h->small_wave_um, x, y);
    return d;
}

fol__edge_effect fol__hairline_effect(const fol__hairline *hairline, const fol__cell_run *run, int32_t x, int32_t y) {
    const double d = distance_behind(hairline, run, x, y);
    fol__edge_effect effect = {1, 0, 0};
    if (d < 0) {
        const bool band = d <= -SENTINEL_FROM_UM && d >= -SENTINEL_TO_UM;
        effect.ramp = 0;
        effect.sentinel_per_cm2 = band ? hairline->sentinel_per_cm2 : 0;
        effect.front = 1;
    } else if (d < hairline->transition_um) {
        const double rise = fol__smooth(d / hairline->transition_um);
        effect.ramp = hairline->edge_density + (1 - hairline->edge_density) * rise;
        effect.front = 1 - rise;
    }
    return effect;
}
