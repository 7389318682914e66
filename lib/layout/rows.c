/* SPDX-License-Identifier: MIT */
/* Where dots are decided: each pattern point of a cell against the density at its own place. Points come by rising rank, so a cell
 * ends at the first that is over all it could be asked for. */
#include "blocks.h"

#include "hash.h"

#include <math.h>

/* A size that is even between two bounds, by a stream of numbers. */
typedef struct drawn_size {
    uint64_t stream;
    double from_um, span_um;
} drawn_size;

/* What the dots of a layout have in common. */
typedef struct maker {
    const fol_design *design;
    const fol_layout *layout;
    double tile_cm2; /* dots per cm2 to rank */
    drawn_size diameter, depth;
    uint8_t shades[FOL_MAX_SESSIONS];
    int32_t row;
    fol__vector *dots;
} maker;

static drawn_size size_between(uint64_t seed, fol__purpose purpose, double from_mm, double to_mm) {
    const drawn_size size = {fol__stream(seed, purpose), from_mm * 1000, (to_mm - from_mm) * 1000};
    return size;
}

static maker maker_for(const fol_design *design, const fol_layout *layout, int32_t row, fol__vector *dots) {
    const fol_treatment_spec *t = &design->specs.treatment;
    const double tile_cm = layout->pattern->spacing.tile_mm / 10;
    maker m = {design, layout, tile_cm * tile_cm,
               size_between(t->seed, FOL__FOR_DIAMETER, t->diameter_from_mm, t->diameter_to_mm),
               size_between(t->seed, FOL__FOR_DEPTH, t->depth_from_mm, t->depth_to_mm), {0}, row, dots};
    for (size_t j = 0; j < design->session_count; j++)
        m.shades[j] = (uint8_t)(design->specs.sessions[j].shade + 0.5);
    return m;
}

/* A vector of the length of irregularity in a random direction: a point of the disc by rejection, brought to length. */
static void displace(const maker *m, fol_dot *dot) {
    const double length = m->design->specs.treatment.irregularity_mm * 1000;
    const uint64_t seed = m->design->specs.treatment.seed;
    for (uint64_t draw = 0;; draw++) {
        const uint64_t bits = fol__hash(seed + draw, FOL__FOR_IRREGULARITY, (uint64_t)dot->id);
        const double u = (double)(bits & 0xffffffff) * 0x1p-31 - 1, v = (double)(bits >> 32) * 0x1p-31 - 1;
        const double r2 = u * u + v * v;
        if (r2 > 1 || r2 < 0.01)
            continue;
        const double dx = u / sqrt(r2) * length, dy = v / sqrt(r2) * length;
        dot->x_um += (int32_t)(dx < 0 ? dx - 0.5 : dx + 0.5);
        dot->y_um += (int32_t)(dy < 0 ? dy - 0.5 : dy + 0.5);
        return;
    }
}

/* A place in the canvas for a point of the cell (column, row). */
static void place_dot(const maker *m, const fol__tile_point *p, int32_t column, uint32_t number, fol_dot *dot) {
    int32_t x, y;
    fol__place_in_cell(&m->layout->placement, p, &x, &y);
    dot->id = fol__dot_id(m->row, column, number);
    dot->x_um = column * FOL__CELL_UM + x;
    dot->y_um = m->row * FOL__CELL_UM + y;
    if (m->design->pad_um > 0)
        displace(m, dot);
}

static uint16_t drawn(const drawn_size *size, int64_t id) {
    const double share = size->span_um > 0 ? fol__unit(fol__stream_at(size->stream, (uint64_t)id)) : 0;
    return (uint16_t)(size->from_um + size->span_um * share + 0.5);
}

/* Fills in what does not depend on the place. */
static void finish_dot(const maker *m, fol_dot *dot, size_t session, int32_t zone) {
    dot->diameter_um = drawn(&m->diameter, dot->id);
    dot->depth_um = drawn(&m->depth, dot->id);
    dot->zone = (uint16_t)zone;
    dot->session = (uint8_t)(session + 1);
    dot->shade = m->shades[session];
}

/* The session in which a rank falls: the first whose running total reaches past it; the session count when none does. */
static size_t session_of(const maker *m, const double *thresholds, double rank) {
    size_t j = 0;
    while (j < m->design->session_count && !(rank < thresholds[j]))
        j++;
    return j;
}

static void thresholds_of(const maker *m, const fol_density *density, double *thresholds) {
    for (size_t j = 0; j < m->design->session_count; j++)
        thresholds[j] = density->running_per_cm2[j] * m->tile_cm2;
}

static const fol__tile_point *points_under(const maker *m, int32_t column, uint32_t *count) {
    return fol__points_under(m->layout->pattern, &m->layout->placement, column, m->row, count);
}

static bool append_even_cell(const maker *m, const double *thresholds, int32_t zone, int32_t column) {
    uint32_t count;
    const fol__tile_point *points = points_under(m, column, &count);
    fol_dot *dot = fol__vector_reserve(m->dots, count);
    if (!dot)
        return false;
    for (uint32_t i = 0; i < count; i++, dot++) {
        const size_t session = session_of(m, thresholds, points[i].rank);
        if (session == m->design->session_count)
            break;
        place_dot(m, &points[i], column, i, dot);
        finish_dot(m, dot, session, zone);
        m->dots->count++;
    }
    return true;
}

static bool append_varied_cell(const maker *m, const fol__field_run *run, double most, int32_t column) {
    uint32_t count;
    const fol__tile_point *points = points_under(m, column, &count);
    fol_dot *dot = fol__vector_reserve(m->dots, count);
    if (!dot)
        return false;
    for (uint32_t i = 0; i < count && points[i].rank < most; i++) {
        fol_density density;
        double thresholds[FOL_MAX_SESSIONS];
        place_dot(m, &points[i], column, i, dot);
        fol__field_at(m->design, run, m->row, dot->x_um, dot->y_um, &density);
        thresholds_of(m, &density, thresholds);
        const size_t session = session_of(m, thresholds, points[i].rank);
        if (session == m->design->session_count)
            continue;
        finish_dot(m, dot++, session, density.zone);
        m->dots->count++;
    }
    return true;
}

static bool append_even_run(const maker *m, const fol__field_run *run, int32_t column0, int32_t column1) {
    fol_density density;
    double thresholds[FOL_MAX_SESSIONS];
    bool ok = true;
    fol__field_even(m->design, run, &density);
    thresholds_of(m, &density, thresholds);
    for (int32_t column = column0; ok && column < column1; column++)
        ok = append_even_cell(m, thresholds, density.zone, column);
    return ok;
}

static bool append_varied_run(const maker *m, const fol__field_run *run, int32_t column0, int32_t column1) {
    const double most = fol__field_most(m->design, run) * m->tile_cm2;
    bool ok = true;
    for (int32_t column = column0; ok && column < column1; column++)
        ok = append_varied_cell(m, run, most, column);
    return ok;
}

bool fol__row_append(const fol_design *design, const fol_layout *layout, int32_t row, int32_t column0, int32_t column1,
                     fol__vector *dots) {
    const fol__field *field = &design->field;
    const maker m = maker_for(design, layout, row, dots);
    for (uint32_t i = field->starts[row]; i < field->starts[row + 1]; i++) {
        const fol__field_run *run = &field->runs[i];
        const int32_t from = run->column0 > column0 ? run->column0 : column0;
        const int32_t to = run->column1 < column1 ? run->column1 : column1;
        if (from < to && !(run->even ? append_even_run : append_varied_run)(&m, run, from, to))
            return false;
    }
    return true;
}
