/* SPDX-License-Identifier: MIT */
/* A hairline as a function of the place: the distance behind its curve, roughened by noise that belongs to the place, and the ramps
 * over it. Nothing is a function of length along the curve, so an edit at one end leaves the other end's dots alone. */
#include "inside.h"

#include "floatbits.h"
#include "noise.h"
#include "wide.h"

#include <math.h>
#include <string.h>

/* Sentinels stand this far in front (surgeons' "sentinel hairs": isolated, 1 to 4 mm ahead of the edge). */
#define SENTINEL_FROM_UM 1000.0
#define SENTINEL_TO_UM 4000.0

/* Segments are listed for a cell from this far at least: a place is nearer than that to what cuts through its cell. */
#define LEAST_LISTED_UM (1.5 * FOL__CELL_UM)

static double or_style(double value, double style) {
    return value == FOL_SAME ? style : value;
}

static void fill_numbers(const fol_design *design, size_t index, fol__hairline *out) {
    const fol_hairline_spec *spec = &design->specs.hairlines[index];
    const fol_hairline_style *style = fol_hairline_style_named(spec->style);
    out->pad_um = design->pad_um;
    out->transition_um = 1000 * or_style(spec->transition_mm, style->transition_mm);
    out->singles = design->has_units;
    out->past_um = out->transition_um + (out->singles ? FOL__SINGLES_FADE_UM : 0);
    out->edge_density = or_style(spec->edge_density, style->edge_density);
    out->large_um = 1000 * or_style(spec->large_mm, style->large_mm);
    out->small_um = 1000 * or_style(spec->small_mm, style->small_mm);
    const uint64_t seed = design->specs.treatment.seed + (uint64_t)index * UINT64_C(0x9e3779b97f4a7c15);
    out->large = (fol__noise){fol__stream(seed, FOL__FOR_LARGE_UNDULATION), 1000 * or_style(spec->large_wave_mm, style->large_wave_mm)};
    out->small = (fol__noise){fol__stream(seed, FOL__FOR_SMALL_UNDULATION), 1000 * or_style(spec->small_wave_mm, style->small_wave_mm)};
    out->edge_size = or_style(spec->edge_size, style->edge_size);
    out->size_um = 1000 * or_style(spec->size_transition_mm, style->size_transition_mm);
    out->edge_shade = or_style(spec->edge_shade, style->edge_shade);
    out->shade_um = 1000 * or_style(spec->shade_transition_mm, style->shade_transition_mm);
    out->scatter_um = 1000 * or_style(spec->edge_scatter_mm, style->edge_scatter_mm);
    out->scatter_draws = (uint32_t)fol__stream(seed, FOL__FOR_EDGE_SCATTER);
    out->rough_um = out->large_um + out->small_um + out->scatter_um;
    /* so many a centimetre of line, over the band's width in centimetres */
    out->sentinel_per_cm2 =
        or_style(spec->sentinels_per_cm, style->sentinels_per_cm) / ((SENTINEL_TO_UM - SENTINEL_FROM_UM) / 10000);
}

/* Before roughening: where the last of the transitions ends, and sentinels begin. */
static double behind_um(const fol__hairline *h) {
    const double size = h->edge_size < 1 ? h->size_um : 0, shade = h->edge_shade > 0 ? h->shade_um : 0;
    const double softened = size > shade ? size : shade;
    return h->past_um > softened ? h->past_um : softened;
}

static double front_um(const fol__hairline *h) {
    return h->sentinel_per_cm2 > 0 ? SENTINEL_TO_UM : 0;
}

static double reach_of(const fol__hairline *h) {
    const double front = front_um(h), behind = behind_um(h);
    return (behind > front ? behind : front) + h->rough_um;
}

static int32_t side_of(int32_t x, int32_t y, void *user) {
    const fol__curve *curve = user;
    return fol__curve_distance(curve, NULL, curve->segment_count, x, y) < 0 ? FOL__SIDE_BELOW : FOL__SIDE_ABOVE;
}

static fol_status index_line(const fol_design *design, size_t index, fol__line *line, fol_error *err) {
    const double listed_um = line->reach_um > LEAST_LISTED_UM ? line->reach_um : LEAST_LISTED_UM;
    const fol__cell_question question = {.segments = line->curve.segments, .count = line->curve.segment_count,
                                         .reach_um = listed_um, .pad_um = design->pad_um,
                                         .window = {0, 0, design->column_count, design->row_count},
                                         .side = side_of, .user = &line->curve, .unparted = line->curve.hooked};
    if (fol__cell_rows_work(line->curve.segments, line->curve.segment_count, listed_um, question.window) > FOL__MOST_CELL_WORK)
        return fol__fail(err, FOL_ERR_LIMIT, (fol__where){"hairlines", (int32_t)index, -1, -1, NULL},
                         "%zu points with a transition and undulation of %g mm are too much to index; use fewer points",
                         design->specs.hairlines[index].points.count, line->reach_um / 1000);
    line->directions = fol__alloc(&line->alloc, line->curve.segment_count, sizeof *line->directions);
    if (!line->directions)
        return fol__fail_nomem(err);
    fol__directions_fill(line->curve.segments, line->curve.segment_count, line->directions);
    return fol__cell_rows_make(&question, &line->alloc, &line->cells) ? FOL_OK : fol__fail_nomem(err);
}

static fol_status make_line(const fol_design *design, size_t index, double reach_um, fol__line *line, fol_error *err) {
    const fol__where where = {"hairlines", (int32_t)index, -1, -1, NULL};
    const fol__box canvas = {0, 0, design->width_um, design->height_um};
    line->reach_um = reach_um;
    const fol_status status =
        fol__curve_make(&design->specs.hairlines[index].points, fol__box_grown(canvas, (int32_t)reach_um + 13000), where,
                        &line->alloc, &line->curve, err);
    return status == FOL_OK ? index_line(design, index, line, err) : status;
}

fol_status fol__hairline_make(const fol_design *design, size_t index, fol__hairline *out, fol_error *err) {
    memset(out, 0, sizeof *out);
    fill_numbers(design, index, out);
    out->fingerprint = fol__hairline_fingerprint(&design->specs.hairlines[index], out);
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
    fol__release(&alloc, line->directions, line->curve.segment_count, sizeof *line->directions);
    fol__curve_free(&line->curve);
    fol__release(&alloc, line, 1, sizeof *line);
}

/* Places a cell's side at which a zone's area is looked at, where the zone's edge or the line cuts the cell. */
enum { LOOKS = 8 };

/* Places of a zone on either side of the line, by FOL__SIDE_ABOVE and _BELOW; those of cut cells when they must be looked at. */
typedef struct side_count {
    const fol__shape *shape;
    const fol__line *line;
    bool look;
    int64_t places[3]; /* [0]: not looked at */
} side_count;

static void look_at_cell(side_count *c, int32_t column, int32_t row) {
    const fol__cell_run *side = fol__cell_rows_find(&c->line->cells, column, row); /* every cell has one */
    const fol__cell_run *run = fol__cell_rows_find(&c->shape->cells, column, row);
    for (int32_t i = 0; run && i < LOOKS * LOOKS; i++) {
        const int32_t x = column * FOL__CELL_UM + (2 * (i % LOOKS) + 1) * FOL__CELL_UM / (2 * LOOKS);
        const int32_t y = row * FOL__CELL_UM + (2 * (i / LOOKS) + 1) * FOL__CELL_UM / (2 * LOOKS);
        if (run->side == FOL__SIDE_INSIDE || (run->side == FOL__SIDE_CUT && fol__edge_rows_hold(&c->shape->edges, row, x, y)))
            c->places[side->side != FOL__SIDE_CUT ? side->side : side_of(x, y, (void *)(uintptr_t)&c->line->curve)]++;
    }
}

/* Cells [column0, column1) that both runs hold. */
static void count_cells(side_count *c, const fol__cell_run *run, const fol__cell_run *side, int32_t row, int32_t column0,
                        int32_t column1) {
    const bool cut = run->side == FOL__SIDE_CUT || side->side == FOL__SIDE_CUT;
    if (run->side == FOL__SIDE_OUTSIDE)
        return;
    if (cut && c->look) {
        for (int32_t column = column0; column < column1; column++)
            look_at_cell(c, column, row);
        return;
    }
    c->places[cut ? 0 : side->side] += (int64_t)(column1 - column0) * LOOKS * LOOKS;
}

static void count_row(side_count *c, int32_t row) {
    const fol__cell_rows *cells = &c->shape->cells, *sides = &c->line->cells;
    const fol__cell_run *side = &sides->runs[sides->starts[row]];
    for (uint32_t i = cells->starts[row - cells->window.row0]; i < cells->starts[row - cells->window.row0 + 1]; i++) {
        const fol__cell_run *run = &cells->runs[i];
        for (int32_t column = run->column0; column < run->column1;) {
            while (side->column1 <= column)
                side++;
            const int32_t past = side->column1 < run->column1 ? side->column1 : run->column1;
            count_cells(c, run, side, row, column, past);
            column = past;
        }
    }
}

/* Area of the zones that hairline `index` acts on, on either side of it. */
static side_count count_sides(const fol_design *design, size_t index, const fol__line *line, bool look) {
    side_count c = {NULL, line, look, {0, 0, 0}};
    for (size_t z = 0; z < design->zone_count; z++) {
        c.shape = design->zones[z].shape;
        for (int32_t row = c.shape->cells.window.row0; row < c.shape->cells.window.row1 && design->zones[z].hairlines >> index & 1; row++)
            count_row(&c, row);
    }
    return c;
}

/* Cut cells are looked into only when they could decide. */
static double side_with_more(const fol_design *design, size_t index, const fol__line *line) {
    side_count c = count_sides(design, index, line, false);
    const int64_t lead = c.places[FOL__SIDE_ABOVE] - c.places[FOL__SIDE_BELOW];
    if ((lead < 0 ? -lead : lead) <= c.places[0])
        c = count_sides(design, index, line, true);
    return c.places[FOL__SIDE_ABOVE] >= c.places[FOL__SIDE_BELOW] ? 1 : -1;
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
    hairline->sign = side_with_more(design, index, hairline->line);
    return FOL_OK;
}

/* In doubt double precision tells the side. Where the curve does not part the plane, a place of a cut cell that is beyond all that
 * is listed asks the whole curve. */
static void take_sides(const fol__line *line, const fol__near *near, const fol__places *places, const int32_t *doubts, float *distance) {
    const fol__curve *curve = &line->curve;
    for (int32_t i = 0; i < places->count; i++) {
        const float d = distance[i] < 0 ? -distance[i] : distance[i];
        const bool beyond = curve->hooked && (double)d > line->reach_um;
        if (!beyond && !doubts[i])
            continue;
        const double side = fol__curve_distance(curve, beyond ? NULL : near->list, beyond ? curve->segment_count : near->count,
                                                fol__place_x(places, i), fol__place_y(places, i));
        distance[i] = side < 0 ? -d : d;
    }
}

/* How far each place lies behind the curve, not roughened yet. Cells that the curve does not cut know their side. */
static void distances_behind(const fol__hairline *h, const fol__cell_run *run, const fol__places *places, float *behind) {
    const fol__line *line = h->line;
    float sign = (float)h->sign;
    fol__near near = {line->curve.segments, line->directions, NULL, 0};
    near.list = fol__cell_list(&line->cells, run, places->column, &near.count);
    if (run->side != FOL__SIDE_CUT) {
        fol__nearest(&near, places, behind);
        sign = run->side == FOL__SIDE_BELOW ? -sign : sign;
    } else {
        int32_t doubts[FOL__MOST_PLACES];
        fol__nearest_signed(&near, places, behind, doubts);
        take_sides(line, &near, places, doubts, behind);
    }
    const int32_t lanes = fol__places_lanes(places);
    for (int32_t i = 0; i < lanes; i++)
        behind[i] *= sign;
}

static void add_noise(const fol__places *places, double pad_um, double size, fol__noise noise, float *behind) {
    const double half = FOL__CELL_UM * 0.5, x = places->column * (double)FOL__CELL_UM + half, y = places->row * (double)FOL__CELL_UM + half;
    fol__noise_patch patch;
    if (!(size > 0))
        return;
    /* a cell ends before the first micrometre of the next */
    fol__noise_patch_make(noise, x, y, half + fol__out_of_cell_um(pad_um), half + pad_um - 0.5, &patch);
    fol__noise_add(&patch, size, places->x, places->y, fol__places_lanes(places), behind);
}

/* Each place's own threshold: even from -1 to 1, from its micrometre alone, so that neither a neighbour nor a density has a say. */
FOL__WIDE static void add_scatter(const fol__hairline *h, const fol__places *places, const float *restrict course, float *restrict behind) {
    const uint32_t x0 = (uint32_t)(places->column * FOL__CELL_UM), y0 = (uint32_t)(places->row * FOL__CELL_UM);
    const float length = (float)h->scatter_um * 0x1p-31f;
    const int32_t lanes = fol__places_lanes(places);
    for (int32_t i = 0; i < lanes; i++) {
        uint32_t draw = (x0 + (uint32_t)(int32_t)places->x[i]) * UINT32_C(0x9e3779b1) ^ h->scatter_draws;
        draw = (draw ^ draw >> 15) * UINT32_C(0x2c1b3c6d) + (y0 + (uint32_t)(int32_t)places->y[i]) * UINT32_C(0x85ebca77);
        draw = (draw ^ draw >> 12) * UINT32_C(0x297a2d39);
        behind[i] = course[i] + (float)(int32_t)(draw ^ draw >> 15) * length;
    }
}

/* Without branches: a place is in front, in the transition, or past it. */
FOL__WIDE static void fill_ramp(const fol__hairline *h, const float *restrict behind, int32_t lanes, fol__edge_effects *restrict out) {
    const double edge = h->edge_density;
    const double width = h->transition_um > 0 ? h->transition_um : 1; /* without a transition no place lies in it */
    for (int32_t i = 0; i < lanes; i++) {
        const double d = (double)behind[i], t = d / width;
        const double s = t < 0 ? 0 : t > 1 ? 1 : t, smooth = s * s * (3 - 2 * s);
        const double rise = d < h->transition_um ? smooth : 1;
        out->ramp[i] = d < 0 ? 0 : edge + (1 - edge) * rise;
        out->front[i] = d < 0 ? 1 : 1 - rise;
    }
}

FOL__WIDE static void fill_sentinels(const fol__hairline *h, const float *restrict course, int32_t lanes, fol__edge_effects *restrict out) {
    const double lone = h->sentinel_per_cm2;
    for (int32_t i = 0; i < lanes; i++) {
        const double d = (double)course[i];
        out->sentinel_per_cm2[i] = d <= -SENTINEL_FROM_UM ? lone : 0;
        out->sentinel_per_cm2[i] = d >= -SENTINEL_TO_UM ? out->sentinel_per_cm2[i] : 0;
    }
}

/* All units are single as far as the transition goes, and fewer and fewer past it. */
FOL__WIDE static void fill_singles(const fol__hairline *h, const float *restrict behind, int32_t lanes, double *restrict single) {
    const double front = front_um(h) + h->scatter_um, from = h->transition_um;
    for (int32_t i = 0; i < lanes; i++) {
        const double d = (double)behind[i], t = (d - from) * (1 / FOL__SINGLES_FADE_UM);
        const double s = t < 0 ? 0 : t > 1 ? 1 : t, left = 1 - s * s * (3 - 2 * s);
        single[i] = d < -front ? 0 : left;
    }
}

FOL__WIDE static void range_of(const float *restrict values, int32_t lanes, float *least, float *most) {
    int32_t low = INT32_MAX, high = INT32_MIN;
    for (int32_t i = 0; i < lanes; i++) {
        const int32_t order = fol__order_of(values[i]);
        low = order < low ? order : low;
        high = order > high ? order : high;
    }
    *least = fol__of_order(low);
    *most = fol__of_order(high);
}

/* -1 or 1 when all places are so far in front or behind that roughness brings none of them into the sentinels or a transition. */
static int side_of_all(const fol__hairline *h, const float *behind, int32_t lanes) {
    float least, most;
    range_of(behind, lanes, &least, &most);
    return (double)most < -(front_um(h) + h->rough_um) ? -1 : (double)least > behind_um(h) + h->rough_um ? 1 : 0;
}

/* How far behind the edge's course each place is: the curve, undulating. Where side_of_all() is not 0, only that. */
static int take_course(const fol__hairline *h, const fol__cell_run *run, const fol__places *places, float *course) {
    distances_behind(h, run, places, course);
    const int side = side_of_all(h, course, fol__places_lanes(places));
    if (side != 0)
        return side;
    add_noise(places, h->pad_um, h->large_um, h->large, course);
    add_noise(places, h->pad_um, h->small_um, h->small, course);
    return 0;
}

int fol__hairline_effects(const fol__hairline *hairline, const fol__cell_run *run, const fol__places *places, float *behind,
                          fol__edge_effects *out) {
    const int32_t lanes = fol__places_lanes(places);
    float course[FOL__MOST_PLACES];
    float *const on = hairline->scatter_um > 0 ? course : behind;
    const int side = take_course(hairline, run, places, on);
    if (side != 0)
        return side;
    if (on != behind)
        add_scatter(hairline, places, on, behind);
    fill_ramp(hairline, behind, lanes, out);
    fill_sentinels(hairline, on, lanes, out);
    if (hairline->singles)
        fill_singles(hairline, behind, lanes, out->single);
    return 0;
}

/* 0 in front, 1 past the width. */
static inline double rise_over(double width_um, double behind_um) {
    const double t = behind_um / (width_um > 0 ? width_um : 1), s = t < 0 ? 0 : t > 1 ? 1 : t, smooth = s * s * (3 - 2 * s);
    return behind_um < 0 ? 0 : behind_um < width_um ? smooth : 1;
}

FOL__WIDE static void soften(const fol__hairline *h, const float *restrict behind, const double *restrict acted, int32_t lanes,
                             fol__softness *restrict out) {
    const double edge = h->edge_size, size_um = h->size_um, shade = h->edge_shade, shade_um = h->shade_um;
    for (int32_t i = 0; i < lanes; i++) {
        const double d = (double)behind[i], size = edge + (1 - edge) * rise_over(size_um, d), lighter = shade * (1 - rise_over(shade_um, d));
        out->size[i] = acted[i] > 0 && size < out->size[i] ? size : out->size[i];
        out->lighter[i] = acted[i] > 0 && lighter > out->lighter[i] ? lighter : out->lighter[i];
    }
}

void fol__hairline_soften(const fol__hairline *hairline, const float *behind, const double *acted, int32_t lanes, fol__softness *out) {
    soften(hairline, behind, acted, lanes, out);
}
