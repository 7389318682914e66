/* SPDX-License-Identifier: MIT */
/* Each pattern point of a cell against the density at its own place. Points come by rising rank, so a cell ends at the first that is
 * over all it could be asked for; what is done for the points
 * of a cell are loops without branches, several points at a time. */
#include "cells.h"

#include "displace.h"
#include "evencells.h"
#include "hash.h"
#include "members.h"
#include "steps.h"
#include "wide.h"

#include <math.h>
#include <string.h>

static void size_between(double from_mm, double to_mm, fol__drawn_size *out) {
    fol__spread_float((float)(from_mm * 1000 + 0.5), out->from);
    fol__spread_float((float)((to_mm - from_mm) * 1000 / 65536), out->span);
}

static void turn_to(const fol__placement *at, uint32_t bias, fol__turn *out) {
    const uint32_t low = at->swap ? at->flip_y : at->flip_x, high = at->swap ? at->flip_x : at->flip_y;
    const uint32_t mirrored = (uint32_t)(FOL__CELL_UM - 0x10000);
    out->swap = at->swap;
    out->x_add = at->flip_x ? mirrored + bias : 0 - bias;
    out->y_add = at->flip_y ? mirrored + bias : 0 - bias;
    fol__spread(low * 0xffff | high * 0xffff0000, out->flips);
}

/* What fol__size_step() multiplies by. */
static const uint32_t factors[3] = {0x6b2d, 0x9e35, 0xc2b3};

bool fol__maker_make(const fol_design *design, const fol_pattern *pattern, const fol_allocator *alloc, fol__maker *out) {
    const fol_treatment_spec *t = &design->specs.treatment;
    const double tile_cm = pattern->spacing.tile_mm / 10;
    memset(out, 0, sizeof *out);
    out->design = design;
    out->pattern = pattern;
    out->placement = fol__placement_of(t->seed, pattern);
    turn_to(&out->placement, (uint32_t)pattern->bias_um, &out->turn);
    out->tile_cm2 = tile_cm * tile_cm;
    size_between(t->diameter_from_mm, t->diameter_to_mm, &out->diameter);
    size_between(t->depth_from_mm, t->depth_to_mm, &out->depth);
    for (size_t i = 0; i < 3; i++)
        fol__spread(factors[i] << 16 | factors[i], out->factors[i]);
    out->size_stream = fol__stream(t->seed, FOL__FOR_SIZE);
    out->unit_stream = fol__stream(t->seed, FOL__FOR_UNITS);
    out->crowd = design->unit_mean;
    out->sessions = design->session_count;
    out->done = (size_t)design->specs.chart.sessions_done;
    for (size_t j = 0; j < out->sessions; j++)
        out->shades[j] = (uint8_t)(design->specs.sessions[j].shade + 0.5);
    out->dots = (fol__vector){alloc, sizeof(fol_dot), NULL, 0, 0};
    return fol__walk_make(design, alloc, &out->walk);
}

void fol__maker_free(fol__maker *maker) {
    fol__vector_free(&maker->dots);
    fol__walk_free(&maker->walk);
}

void fol__maker_cut(fol__maker *maker, const fol__cuts *cuts) {
    maker->cuts = cuts->cuts ? cuts : NULL;
    maker->reach = cuts->reach;
}

void fol__maker_clear(fol__maker *maker) {
    maker->dots.count = 0;
    memset(maker->counts, 0, sizeof maker->counts);
}

/* The least whole rank that is not below a threshold. */
static int32_t bound_of(double threshold) {
    if (!(threshold < FOL__NO_RANK))
        return FOL__NO_RANK;
    const int32_t floor = (int32_t)threshold;
    return floor < threshold ? floor + 1 : floor;
}

/* ---------------------------------------------------------------- cells of many densities */

/* Eight bytes of a dot: sizes, then marks. */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
enum { SIZES_SHIFT = 32, MARKS_SHIFT = 0 };
#else
enum { SIZES_SHIFT = 0, MARKS_SHIFT = 32 };
#endif

/* Points of a cell that are looked at together. */
typedef struct batch {
    uint32_t first, count; /* number of the first in its cell; how many */
    uint32_t room;         /* `count` in whole steps */
    uint32_t *x, *y, halves[2][FOL__MOST_PLACES], sizes[FOL__MOST_PLACES];
    fol__places places;
    fol__densities densities;
} batch;

/* How far each number is past an origin. */
static inline void floats_from(const uint32_t *numbers, uint32_t origin, float *out) {
    for (int i = 0; i < FOL__STEP; i += FOL__LANES) {
        fol__us u;
        memcpy(&u, numbers + i, sizeof u);
        const fol__fs from = FOL__FLOATS_OF(u - origin);
        memcpy(out + i, &from, sizeof from);
    }
}

static inline uint32_t whole_steps(uint32_t count) {
    return (count + FOL__STEP - 1) / FOL__STEP * FOL__STEP;
}

static void place_batch(const fol__maker *m, const fol__stamp *st, const fol__placed *c, const fol__tile_cell *tile, batch *b) {
    b->places.count = (int32_t)b->count;
    b->room = whole_steps(b->count);
    b->x = b->halves[m->turn.swap];
    b->y = b->halves[!m->turn.swap];
    for (uint32_t i = 0; i < b->room; i += FOL__STEP) {
        fol__place_step(&m->turn, c, tile->places + b->first + i, &b->halves[0][i], &b->halves[1][i]);
        fol__size_step(m, c->draws, tile->ranks + b->first + i, &b->sizes[i]);
    }
    for (uint32_t i = 0; i < b->count && st->displaced; i++)
        fol__displace(m, fol__point_id(c, b->first + i), &b->x[i], &b->y[i]);
    for (uint32_t i = 0; i < b->room; i += FOL__STEP) {
        floats_from(&b->x[i], c->x + FOL__CELL_UM / 2, &b->places.x[i]);
        floats_from(&b->y[i], c->y + FOL__CELL_UM / 2, &b->places.y[i]);
    }
    fol__places_fill_up(&b->places);
}

/* What is decided of points: the last eight bytes of each dot, and how many bytes it takes, none when it is past the last running total,
 * as lanes past the count are. */
typedef struct decided {
    uint64_t rests[FOL__MOST_PLACES], taken[FOL__MOST_PLACES];
} decided;

static inline void mark_sessions(fol__maker *m, size_t sessions, const int32_t *ranks, const batch *b, decided *out) {
    const fol__densities *found = &b->densities;
    const uint32_t room = b->room;
    uint64_t past[FOL_MAX_SESSIONS][FOL__FOUR], steps[FOL_MAX_SESSIONS];
    const uint32_t first = fol__mark_of(0, 0, m->shades[0]);
    uint32_t before = 0;
    for (size_t j = 0; j < sessions; j++) {
        const size_t next = j + 1 < sessions ? j + 1 : j;
        memset(past[j], 0, sizeof past[j]);
        steps[j] = (uint64_t)(fol__mark_of(0, next, m->shades[next]) - fol__mark_of(0, j, m->shades[j])) << MARKS_SHIFT;
    }
    for (uint32_t i = 0; i < room; i++)
        out->rests[i] = (uint64_t)b->sizes[i] << SIZES_SHIFT | (uint64_t)(((uint32_t)found->zone[i] << FOL__ZONE_SHIFT) + first) << MARKS_SHIFT;
    for (uint32_t i = 0; i < room; i += FOL__STEP) {
        for (uint32_t k = 0; k < FOL__STEP; k += FOL__LONG_LANES) {
            fol__ds rank, bound;
            fol__longs rest, sum, after = (fol__longs){0};
            FOL__LOAD_DOUBLES(rank, ranks + i + k);
            memcpy(&rest, out->rests + i + k, sizeof rest);
            for (size_t j = 0; j < sessions; j++) {
                memcpy(&bound, found->running[j] + i + k, sizeof bound);
                memcpy(&sum, past[j] + k % FOL__FOUR, sizeof sum);
                after = FOL__LONG_WHERE(rank >= bound * m->tile_cm2);
                rest += after & steps[j];
                sum += after;
                memcpy(past[j] + k % FOL__FOUR, &sum, sizeof sum);
            }
            after = ~after & sizeof(fol_dot);
            memcpy(out->rests + i + k, &rest, sizeof rest);
            memcpy(out->taken + i + k, &after, sizeof after);
        }
    }
    for (size_t j = 0; j < sessions; j++) {
        const uint32_t below = room + (uint32_t)(past[j][0] + past[j][1] + past[j][2] + past[j][3]);
        m->counts[j] += below - before;
        before = below;
    }
}

/* As append_even_cells(). */
static inline void mark_batch(fol__maker *m, const int32_t *ranks, const batch *b, decided *out) {
    switch (m->sessions) {
    case 1:
        mark_sessions(m, 1, ranks, b, out);
        break;
    case 2:
        mark_sessions(m, 2, ranks, b, out);
        break;
    case 3:
        mark_sessions(m, 3, ranks, b, out);
        break;
    default:
        mark_sessions(m, m->sessions, ranks, b, out);
    }
}

/* The same where cuts decide. */
static void mark_cut_batch(fol__maker *m, const fol__placed *c, const int32_t *ranks, const batch *b, decided *out) {
    uint32_t session[FOL__MOST_PLACES] = {0}; /* how many running totals end before the rank */
    for (size_t j = 0; j < m->sessions; j++) {
        for (uint32_t i = 0; i < b->count; i++)
            session[i] += ranks[i] >= b->densities.running[j][i] * m->tile_cm2;
    }
    m->threshold_dots += fol__cuts_decide(m->cuts, &b->densities, ranks, b->count, fol__point_id(c, b->first), session);
    for (uint32_t i = 0; i < b->count; i++) {
        const bool wanted = session[i] < m->sessions;
        const uint32_t at = wanted ? session[i] : 0;
        out->rests[i] = (uint64_t)b->sizes[i] << SIZES_SHIFT | (uint64_t)fol__mark_of(b->densities.zone[i], at, m->shades[at]) << MARKS_SHIFT;
        m->counts[at] += wanted;
        out->taken[i] = wanted ? sizeof(fol_dot) : 0;
    }
    for (uint32_t i = b->count; i % FOL__STEP != 0; i++)
        out->rests[i] = out->taken[i] = 0;
}

static inline unsigned char *put_one(fol__pair2 place, const decided *d, uint32_t i, unsigned char *to) {
    fol__pair2_store(place, to);
    memcpy(to + sizeof place, &d->rests[i], sizeof d->rests[i]);
    return to + d->taken[i];
}

/* Every point is put; one that is not wanted gives its room to the next. */
static inline unsigned char *put_wanted(const batch *b, const decided *d, uint32_t i, int64_t id, unsigned char *to) {
    const fol__ids four = fol__ids_from(id);
    const fol__u4 x = fol__u4_load(&b->x[i]), y = fol__u4_load(&b->y[i]);
    const fol__pair2 places = fol__u4_first_pairs(x, y), more = fol__u4_last_pairs(x, y);
    to = put_one(fol__firsts(four.first, places), d, i, to);
    to = put_one(fol__seconds(four.first, places), d, i + 1, to);
    to = put_one(fol__firsts(four.last, more), d, i + 2, to);
    return put_one(fol__seconds(four.last, more), d, i + 3, to);
}

static void append_batch(fol__maker *m, const fol__placed *c, const int32_t *ranks, const batch *b) {
    unsigned char *first = (unsigned char *)((fol_dot *)m->dots.items + m->dots.count), *to = first;
    int64_t id = fol__point_id(c, b->first);
    decided d;
    if (m->cuts)
        mark_cut_batch(m, c, ranks, b, &d);
    else
        mark_batch(m, ranks, b, &d);
    for (uint32_t i = 0; i < b->room; i += FOL__STEP, id += FOL__STEP << FOL__ID_UNIT_BITS) {
        to = put_wanted(b, &d, i, id, to);
        to = put_wanted(b, &d, i + FOL__FOUR, id + (FOL__FOUR << FOL__ID_UNIT_BITS), to);
    }
    m->dots.count += (size_t)(to - first) / sizeof(fol_dot);
}

/* Dots of the batch, from number `before` on. */
static void soften_dots(fol__maker *m, const fol__run *run, const batch *b, int64_t first_id, size_t before) {
    fol__softness soft;
    if (m->dots.count == before || !fol__soften(m->design, run, &b->places, &b->densities, &soft))
        return;
    for (size_t k = before; k < m->dots.count; k++) {
        fol_dot *dot = (fol_dot *)m->dots.items + k;
        const size_t i = (size_t)(dot->id - first_id) >> FOL__ID_UNIT_BITS;
        const double shade = dot->shade + soft.lighter[i] + 0.5;
        dot->diameter_um = (uint16_t)(dot->diameter_um * soft.size[i] + 0.5);
        dot->shade = shade < 255 ? (uint8_t)shade : 255;
    }
}

static uint32_t ranks_below(const fol__tile_cell *tile, int32_t bound) {
    uint32_t below = 0;
    while (below < tile->room && tile->ranks[below + FOL__STEP - 1] < bound)
        below += FOL__STEP;
    return below < tile->room ? below + fol__below_in_step(tile->ranks + below, bound) : below;
}

/* Sessions that are done get nothing; ranks are those that what is in the skin leaves. */
static void heed_skin(const fol__maker *m, const int32_t *own, batch *b, int32_t *ranks) {
    for (size_t j = 0; j < m->done; j++)
        memset(b->densities.running[j], 0, sizeof b->densities.running[j]);
    if (m->skin)
        fol__skin_ranks(m->skin, &b->places, m->tile_cm2, b->first, own, ranks);
    else
        memcpy(ranks, own, b->room * sizeof *ranks);
}

static void append_varied_cell(fol__maker *m, const fol__stamp *st, const fol__run *run, int32_t bound, int32_t column,
                               const fol__tile_cell *tile) {
    const uint32_t below = ranks_below(tile, bound);
    const fol__placed c = fol__placed_cell(&m->turn, st->draws, column, run->row);
    const size_t had = m->dots.count;
    batch b;
    b.places.column = column;
    b.places.row = run->row;
    for (b.first = 0; b.first < below; b.first += FOL__MOST_PLACES) {
        b.count = below - b.first < FOL__MOST_PLACES ? below - b.first : FOL__MOST_PLACES;
        place_batch(m, st, &c, tile, &b);
        const size_t before = m->dots.count;
        fol__run_densities(m->design, run, &b.places, &b.densities);
        if (m->pattern->members && run->hairline_count)
            fol__leave_singles(m, tile, b.first, fol__point_id(&c, b.first), &b.places, &b.densities);
        if (m->gather) {
            fol__gather_points(m->gather, &b.densities, tile->ranks + b.first, b.count, fol__point_id(&c, b.first));
        } else if (m->done) {
            int32_t ranks[FOL__MOST_PLACES];
            heed_skin(m, tile->ranks + b.first, &b, ranks);
            append_batch(m, &c, ranks, &b);
        } else {
            append_batch(m, &c, tile->ranks + b.first, &b);
        }
        if (b.densities.softener_count > 0)
            soften_dots(m, run, &b, fol__point_id(&c, b.first), before);
    }
    if (m->pattern->members && !m->gather)
        fol__name_members(m, tile, c.first_id, (fol_dot *)m->dots.items + had, m->dots.count - had);
}

FOL__WIDE FOL__FLAT static bool append_varied_cells(fol__maker *m, const fol__run *run, fol__tile_walk *walk, int32_t column0, int32_t column1) {
    const double most = fol__run_most(m->design, run) * m->tile_cm2 * (run->hairline_count ? m->crowd : 1) * (m->skin ? FOL__MOST_RAISED : 1);
    const int32_t bound = bound_of(m->reach ? most * fol__run_reach(m->reach, run) + 1 : most); /* 1: what rounding can take off */
    const fol__stamp st = fol__stamp_of(m, run->row);
    for (int32_t column = column0; column < column1; column++) {
        const fol__tile_cell tile = fol__tile_walk_cell(walk);
        if (!fol__vector_has_room(&m->dots, tile.room) && !fol__vector_reserve(&m->dots, tile.room))
            return false;
        append_varied_cell(m, &st, run, bound, column, &tile);
    }
    return true;
}

/* ---------------------------------------------------------------- exact counts */

/* Points that are in with one of two rules and not with the other, in any running total. */
static size_t count_between(const fol__maker *m, fol__tile_walk walk, int32_t count, const int32_t *a, const int32_t *b) {
    size_t between = 0;
    for (; count > 0; count--) {
        const fol__tile_cell tile = fol__tile_walk_cell(&walk);
        for (uint32_t i = 0; i < tile.room && (tile.ranks[i] < a[m->sessions - 1] || tile.ranks[i] < b[m->sessions - 1]); i++) {
            size_t j = 0;
            while (j < m->sessions && (tile.ranks[i] < a[j]) == (tile.ranks[i] < b[j]))
                j++;
            between += j < m->sessions;
        }
    }
    return between;
}

/* Cells of an even run, those with a cut's own point by themselves. */
static bool append_cut_cells(fol__maker *m, const fol__run *run, const double *running, int32_t zone, fol__tile_walk *walk,
                             int32_t column0, int32_t column1) {
    int32_t plain[FOL_MAX_SESSIONS], bounds[FOL_MAX_SESSIONS];
    bool ok = true;
    for (size_t j = 0; j < m->sessions; j++)
        plain[j] = bound_of(running[j] * m->tile_cm2);
    for (int32_t column = column0; ok && column < column1;) {
        int32_t until = column1;
        if (fol__cuts_at(m->cuts, zone, run->row, column, &until)) {
            ok = append_varied_cells(m, run, walk, column, column + 1);
            column++;
            continue;
        }
        fol__cuts_bounds(m->cuts, zone, running, fol__dot_id(run->row, column, 0), bounds);
        m->threshold_dots += count_between(m, *walk, until - column, plain, bounds);
        ok = fol__append_even_cells(m, bounds, zone, walk, (fol__columns){run->row, column, until});
        column = until;
    }
    return ok;
}

/* The points of cells of one density, for whoever counts them. */
static void gather_even_cells(const fol__maker *m, const fol__run *run, const double *running, int32_t zone, fol__tile_walk *walk,
                              int32_t column0, int32_t column1) {
    const int32_t bound = bound_of(running[m->sessions - 1] * m->tile_cm2 * m->reach[zone] + 1);
    fol__densities d;
    for (size_t i = 0; i < FOL__MOST_PLACES; i++) {
        for (size_t j = 0; j < m->sessions; j++)
            d.running[j][i] = running[j];
        d.zone[i] = zone;
    }
    for (int32_t column = column0; column < column1; column++) {
        const fol__tile_cell tile = fol__tile_walk_cell(walk);
        const uint32_t below = ranks_below(&tile, bound);
        for (uint32_t first = 0; first < below; first += FOL__MOST_PLACES) {
            const uint32_t count = below - first < FOL__MOST_PLACES ? below - first : FOL__MOST_PLACES;
            fol__gather_points(m->gather, &d, tile.ranks + first, count, fol__dot_id(run->row, column, first));
        }
    }
}

/* ---------------------------------------------------------------- runs */

/* Cells of one density that no opening reaches. */
static bool append_plain_cells(fol__maker *m, const fol__run *run, const double *running, int32_t zone, fol__tile_walk *walk,
                               int32_t column0, int32_t column1) {
    int32_t bounds[FOL_MAX_SESSIONS];
    if (m->gather) {
        gather_even_cells(m, run, running, zone, walk, column0, column1);
        return true;
    }
    if (m->cuts)
        return append_cut_cells(m, run, running, zone, walk, column0, column1);
    for (size_t j = 0; j < m->sessions; j++)
        bounds[j] = j < m->done ? 0 : bound_of(running[j] * m->tile_cm2);
    return fol__append_even_cells(m, bounds, zone, walk, (fol__columns){run->row, column0, column1});
}

/* Whether openings, or what is in the skin, matter to a cell. */
static bool is_reached(const fol__maker *m, int32_t column, int32_t row) {
    return (m->design->hairs && fol__hairs_reach(m->design->hairs, column, row)) || (m->skin && fol__skin_reaches(m->skin, column, row));
}

/* Cells from `column` on that are reached, or are not, as the first. */
static int32_t alike_until(const fol__maker *m, const fol__run *run, int32_t column, bool *reached) {
    if (!m->design->hairs && !m->skin) {
        *reached = false;
        return run->column1;
    }
    int32_t past = column + 1;
    *reached = is_reached(m, column, run->row);
    while (past < run->column1 && is_reached(m, past, run->row) == *reached)
        past++;
    return past;
}

static bool append_run(fol__maker *m, const fol__run *run) {
    const fol_design *design = m->design;
    fol__tile_walk walk = fol__tile_walk_from(m->pattern, &m->placement, run->column0, run->row);
    if (!run->even || design->has_raster)
        return append_varied_cells(m, run, &walk, run->column0, run->column1);
    double running[FOL_MAX_SESSIONS];
    int32_t zone;
    bool ok = true;
    fol__run_even(design, run, running, &zone);
    for (int32_t column = run->column0; ok && column < run->column1;) {
        bool reached;
        const int32_t past = alike_until(m, run, column, &reached);
        ok = reached ? append_varied_cells(m, run, &walk, column, past)
                     : append_plain_cells(m, run, running, zone, &walk, column, past);
        column = past;
    }
    return ok;
}

void fol__maker_go_to(fol__maker *maker, int32_t row, int32_t column) {
    fol__walk_row(&maker->walk, row, column, maker->design->column_count);
}

bool fol__make_cells(fol__maker *maker, int32_t past_column) {
    fol__run run;
    bool ok = true;
    fol__walk_stop_at(&maker->walk, past_column);
    while (ok && fol__walk_next(&maker->walk, &run))
        ok = append_run(maker, &run);
    return ok;
}

bool fol__maker_points(fol__maker *m, int32_t column, int32_t row) {
    fol__tile_walk walk = fol__tile_walk_from(m->pattern, &m->placement, column, row);
    const fol__tile_cell tile = fol__tile_walk_cell(&walk);
    const fol__stamp st = fol__stamp_of(m, row);
    const fol__placed c = fol__placed_cell(&m->turn, st.draws, column, row);
    batch b;
    m->dots.count = 0;
    m->ranks = tile.ranks;
    if (!fol__vector_reserve(&m->dots, tile.room))
        return false;
    for (b.first = 0; b.first < tile.room; b.first += FOL__MOST_PLACES) {
        b.count = tile.room - b.first < FOL__MOST_PLACES ? tile.room - b.first : FOL__MOST_PLACES;
        b.places.column = column;
        b.places.row = row;
        place_batch(m, &st, &c, &tile, &b);
        for (uint32_t i = 0; i < b.count && tile.ranks[b.first + i] != FOL__NO_RANK; i++)
            ((fol_dot *)m->dots.items)[m->dots.count++] =
                (fol_dot){.id = fol__point_id(&c, b.first + i), .x_um = (int32_t)b.x[i], .y_um = (int32_t)b.y[i]};
    }
    return true;
}
