/* SPDX-License-Identifier: MIT */
/* Each pattern point of a cell against the density at its own place. Points come by rising rank, so a cell ends at the first that is
 * over all it could be asked for; what is done for the points
 * of a cell are loops without branches, four points at a time. */
#include "cells.h"

#include "hash.h"
#include "wide.h"

#include <math.h>
#include <string.h>

static fol__drawn_size size_between(double from_mm, double to_mm) {
    const fol__drawn_size size = {fol__f4_all((float)(from_mm * 1000 + 0.5)), fol__f4_all((float)((to_mm - from_mm) * 1000 / 65536))};
    return size;
}

static fol__turn turn_of(const fol__placement *at) {
    const fol__turn turn = {at->swap ? 16 : 0, at->swap ? 0 : 16, at->flip_x ? FOL__CELL_UM : 0, at->flip_y ? FOL__CELL_UM : 0,
                            fol__u4_all(at->flip_x ? UINT32_MAX : 0), fol__u4_all(at->flip_y ? UINT32_MAX : 0)};
    return turn;
}

bool fol__maker_make(const fol_design *design, const fol_pattern *pattern, const fol_allocator *alloc, fol__maker *out) {
    const fol_treatment_spec *t = &design->specs.treatment;
    const double tile_cm = pattern->spacing.tile_mm / 10;
    memset(out, 0, sizeof *out);
    out->design = design;
    out->pattern = pattern;
    out->placement = fol__placement_of(t->seed, pattern);
    out->turn = turn_of(&out->placement);
    out->tile_cm2 = tile_cm * tile_cm;
    out->diameter = size_between(t->diameter_from_mm, t->diameter_to_mm);
    out->depth = size_between(t->depth_from_mm, t->depth_to_mm);
    out->size_stream = fol__stream(t->seed, FOL__FOR_SIZE);
    out->sessions = design->session_count;
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

/* ---------------------------------------------------------------- four points at a time */

/* What the dots of a cell have in common. */
typedef struct cell {
    int64_t first_id;
    uint32_t x, y;  /* of its corner, um */
    uint32_t draws; /* what tells its sizes from other cells' */
} cell;

/* `draws` of a row is 32 bits of a stream; a cell's are those and the column, multiplied and folded. */
static inline cell cell_at(uint32_t row_draws, int32_t column, int32_t row) {
    uint32_t draws = row_draws ^ (uint32_t)column * UINT32_C(0x93d765dd);
    draws = (draws ^ draws >> 15) * UINT32_C(0x915f77f5);
    const cell c = {fol__dot_id(row, column, 0), (uint32_t)column * FOL__CELL_UM, (uint32_t)row * FOL__CELL_UM,
                    draws ^ draws >> 16};
    return c;
}

/* Bytes of a dot after its place: two 16-bit sizes in one lane; zone, session and shade in another. */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
enum { DIAMETER_SHIFT = 16, DEPTH_SHIFT = 0, ZONE_SHIFT = 16, SESSION_SHIFT = 8, SHADE_SHIFT = 0 };
#else
enum { DIAMETER_SHIFT = 0, DEPTH_SHIFT = 16, ZONE_SHIFT = 0, SESSION_SHIFT = 16, SHADE_SHIFT = 24 };
#endif

/* Fields of four dots, ready to be put. */
typedef struct four {
    fol__u4 x, y, sizes, marks;
} four;

static inline fol__u4 turned(fol__u4 places, uint32_t shift, fol__u4 flip, uint32_t add) {
    const fol__u4 u = fol__u4_and(fol__u4_right(places, shift), fol__u4_all(0xffff));
    return fol__u4_add(fol__u4_xor(u, flip), fol__u4_all(add));
}

static inline void place_four(const fol__turn *t, const cell *c, const uint32_t *places, four *out) {
    const fol__u4 p = fol__u4_load(places);
    out->x = turned(p, t->x_shift, t->x_flip, t->x_add + c->x);
    out->y = turned(p, t->y_shift, t->y_flip, t->y_add + c->y);
}

/* What the dots of a row have in common, apart from what writing dots could seem to change. */
typedef struct stamp {
    fol__turn turn;
    fol__drawn_size diameter, depth;
    uint32_t draws;
    bool displaced;
} stamp;

static stamp stamp_of(const fol__maker *m, int32_t row) {
    const stamp s = {m->turn, m->diameter, m->depth, (uint32_t)fol__stream_at(m->size_stream, (uint64_t)row), m->design->pad_um > 0};
    return s;
}

/* 32 random bits for a point of a cell give its diameter and depth: multiply, fold and spread in halves of 16 bits, three times; the
 * steps were chosen by chi-square tests of each half, of both and of neighbouring ranks. */
static inline fol__u4 size_four(const stamp *st, uint32_t draws, const int32_t *ranks) {
    fol__u4 h = fol__u4_xor(fol__u4_of(fol__i4_load(ranks)), fol__u4_all(draws));
    h = fol__u4_mul_halves(fol__u4_add(h, fol__u4_left(h, 16)), 0x6b2d);
    h = fol__u4_mul_halves(fol__u4_xor(h, fol__u4_right(h, 11)), 0x9e35);
    h = fol__u4_add(h, fol__u4_left(h, 16));
    h = fol__u4_mul_halves(fol__u4_xor(h, fol__u4_right(h, 7)), 0xc2b3);
    h = fol__u4_xor(h, fol__u4_right(h, 13));
    const fol__u4 across = fol__u4_scaled(st->diameter.from, st->diameter.span, fol__u4_right(h, 16));
    const fol__u4 down = fol__u4_scaled(st->depth.from, st->depth.span, fol__u4_and(h, fol__u4_all(0xffff)));
    return fol__u4_or(fol__u4_left(across, DIAMETER_SHIFT), fol__u4_left(down, DEPTH_SHIFT));
}

static inline uint32_t mark_of(int32_t zone, size_t session, uint8_t shade) {
    return (uint32_t)(uint16_t)zone << ZONE_SHIFT | (uint32_t)(session + 1) << SESSION_SHIFT | (uint32_t)shade << SHADE_SHIFT;
}

/* Three stores a dot instead of eight; test_layout checks the offsets that this stands on. */
static inline void put_dot(int64_t id, fol__pair2 places, fol__pair2 rests, int which, fol_dot *dot) {
    memcpy(&dot->id, &id, sizeof id);
    fol__pair2_store(places, which, &dot->x_um);
    fol__pair2_store(rests, which, &dot->diameter_um);
}

static inline void put_four(const four *f, int64_t id, fol_dot *dot) {
    const fol__pair2 places = fol__u4_first_pairs(f->x, f->y), rests = fol__u4_first_pairs(f->sizes, f->marks);
    const fol__pair2 more_places = fol__u4_last_pairs(f->x, f->y), more_rests = fol__u4_last_pairs(f->sizes, f->marks);
    put_dot(id, places, rests, 0, dot);
    put_dot(id + (1 << FOL__ID_UNIT_BITS), places, rests, 1, dot + 1);
    put_dot(id + (2 << FOL__ID_UNIT_BITS), more_places, more_rests, 0, dot + 2);
    put_dot(id + (3 << FOL__ID_UNIT_BITS), more_places, more_rests, 1, dot + 3);
}

static inline int64_t id_of(const cell *c, uint32_t number) {
    return c->first_id + ((int64_t)number << FOL__ID_UNIT_BITS);
}

/* A vector of the length of irregularity in a random direction: a point of the disc by rejection, brought to length. */
static void displace(const fol__maker *m, int64_t id, uint32_t *x, uint32_t *y) {
    const double length = m->design->specs.treatment.irregularity_mm * 1000;
    const uint64_t seed = m->design->specs.treatment.seed;
    for (uint64_t draw = 0;; draw++) {
        const uint64_t bits = fol__hash(seed + draw, FOL__FOR_IRREGULARITY, (uint64_t)id);
        const double u = (double)(bits & 0xffffffff) * 0x1p-31 - 1, v = (double)(bits >> 32) * 0x1p-31 - 1;
        const double r2 = u * u + v * v;
        if (r2 > 1 || r2 < 0.01)
            continue;
        const double dx = u / sqrt(r2) * length, dy = v / sqrt(r2) * length;
        *x += (uint32_t)(int32_t)(dx < 0 ? dx - 0.5 : dx + 0.5);
        *y += (uint32_t)(int32_t)(dy < 0 ? dy - 0.5 : dy + 0.5);
        return;
    }
}

/* The ids of the four follow each other. */
static void displace_four(const fol__maker *m, int64_t id, four *f) {
    uint32_t x[FOL__LANES], y[FOL__LANES];
    fol__u4_store(f->x, x);
    fol__u4_store(f->y, y);
    for (uint32_t lane = 0; lane < FOL__LANES; lane++)
        displace(m, id + ((int64_t)lane << FOL__ID_UNIT_BITS), &x[lane], &y[lane]);
    f->x = fol__u4_load(x);
    f->y = fol__u4_load(y);
}

/* The least whole rank that is not below a threshold. */
static int32_t bound_of(double threshold) {
    if (!(threshold < FOL__NO_RANK))
        return FOL__NO_RANK;
    const int32_t floor = (int32_t)threshold;
    return floor < threshold ? floor + 1 : floor;
}

/* ---------------------------------------------------------------- cells of one density */

/* Ranks below which the running totals end, what goes into the dots of the first session, and what each next one adds. */
typedef struct even {
    int32_t bound; /* of the last */
    fol__i4 bounds[FOL_MAX_SESSIONS];
    fol__u4 marks, steps[FOL_MAX_SESSIONS];
} even;

static even even_of(const fol__maker *m, const int32_t *bounds, int32_t zone) {
    even e = {.bound = bounds[m->sessions - 1], .marks = fol__u4_all(mark_of(zone, 0, m->shades[0]))};
    for (size_t j = 0; j < m->sessions; j++) {
        const size_t next = j + 1 < m->sessions ? j + 1 : j;
        e.bounds[j] = fol__i4_all(bounds[j]);
        e.steps[j] = fol__u4_all(mark_of(zone, next, m->shades[next]) - mark_of(zone, j, m->shades[j]));
    }
    return e;
}

/* Adds to `past` where ranks are past a session: where none is, the first session's dots end. */
static inline fol__u4 mark_four(const even *e, size_t sessions, fol__i4 ranks, fol__u4 *past) {
    fol__u4 marks = e->marks;
    for (size_t j = 0; j + 1 < sessions; j++) {
        const fol__u4 after = fol__i4_not_below(ranks, e->bounds[j]);
        marks = fol__u4_add(marks, fol__u4_and(after, e->steps[j]));
        past[j] = fol__u4_add(past[j], after);
    }
    return marks;
}

/* The dots of a cell, and how many they are: those of the last four that are over the threshold are written and not counted, as there
 * is room for them. */
static inline uint32_t put_even_cell(const fol__maker *m, const stamp *st, const even *e, size_t sessions, const cell *c,
                                     const fol__tile_cell *tile, fol__u4 *past, fol_dot *dot) {
    const int32_t bound = e->bound, *ranks = tile->ranks, *end = ranks + tile->room;
    const uint32_t *places = tile->places;
    for (int64_t id = c->first_id; ranks < end && *ranks < bound; id += FOL__LANES << FOL__ID_UNIT_BITS) {
        four f;
        place_four(&st->turn, c, places, &f);
        if (st->displaced)
            displace_four(m, id, &f);
        f.sizes = size_four(st, c->draws, ranks);
        f.marks = mark_four(e, sessions, fol__i4_load(ranks), past);
        put_four(&f, id, dot);
        ranks += FOL__LANES;
        places += FOL__LANES;
        dot += FOL__LANES;
    }
    if (ranks == tile->ranks)
        return 0;
    return (uint32_t)(ranks - tile->ranks) - (uint32_t)(ranks[-3] >= bound) - (uint32_t)(ranks[-2] >= bound) - (uint32_t)(ranks[-1] >= bound);
}

/* Columns of a row. */
typedef struct columns {
    int32_t row, from, past;
} columns;

/* `past` counts lanes, those over the threshold too. */
static inline bool put_even_cells(fol__maker *m, const even *e, size_t sessions, fol__tile_walk *walk, columns at) {
    const stamp st = stamp_of(m, at.row);
    const even own = *e;
    fol__u4 past[FOL_MAX_SESSIONS];
    uint32_t lanes = 0, dots = 0, before = 0;
    for (size_t j = 0; j < sessions; j++)
        past[j] = fol__u4_all(0);
    for (int32_t column = at.from; column < at.past; column++) {
        const fol__tile_cell tile = fol__tile_walk_cell(walk);
        if (!fol__vector_has_room(&m->dots, tile.room) && !fol__vector_reserve(&m->dots, tile.room))
            return false;
        fol_dot *dot = (fol_dot *)m->dots.items + m->dots.count;
        const cell c = cell_at(st.draws, column, at.row);
        const uint32_t count = put_even_cell(m, &st, &own, sessions, &c, &tile, past, dot);
        m->dots.count += count;
        dots += count;
        lanes += (count + FOL__LANES - 1) / FOL__LANES * FOL__LANES;
    }
    for (size_t j = 0; j < sessions; j++) {
        const uint32_t below = j + 1 < sessions ? lanes - fol__u4_count(past[j]) : dots;
        m->counts[j] += below - before;
        before = below;
    }
    return true;
}

/* With the number of sessions known, its loops are laid out flat. */
FOL__WIDE FOL__FLAT static bool append_even_cells(fol__maker *m, const even *e, fol__tile_walk *walk, columns at) {
    switch (m->sessions) {
    case 1:
        return put_even_cells(m, e, 1, walk, at);
    case 2:
        return put_even_cells(m, e, 2, walk, at);
    case 3:
        return put_even_cells(m, e, 3, walk, at);
    default:
        return put_even_cells(m, e, m->sessions, walk, at);
    }
}

/* ---------------------------------------------------------------- cells of many densities */

/* Points of a cell that are looked at together. */
typedef struct batch {
    uint32_t first, count; /* number of the first in its cell; how many */
    uint32_t x[FOL__MOST_PLACES], y[FOL__MOST_PLACES], sizes[FOL__MOST_PLACES];
    fol__places places;
    fol__densities densities;
} batch;

static void place_batch(const fol__maker *m, const stamp *st, const cell *c, const fol__tile_cell *tile, batch *b) {
    const uint32_t room = (b->count + FOL__LANES - 1) / FOL__LANES * FOL__LANES;
    b->places.count = (int32_t)b->count;
    for (uint32_t i = 0; i < room; i += FOL__LANES) {
        four f;
        place_four(&st->turn, c, tile->places + b->first + i, &f);
        if (st->displaced)
            displace_four(m, id_of(c, b->first + i), &f);
        fol__u4_store(f.x, &b->x[i]);
        fol__u4_store(f.y, &b->y[i]);
        fol__u4_store(size_four(st, c->draws, tile->ranks + b->first + i), &b->sizes[i]);
        fol__u4_store_from(f.x, c->x + FOL__CELL_UM / 2, &b->places.x[i]);
        fol__u4_store_from(f.y, c->y + FOL__CELL_UM / 2, &b->places.y[i]);
    }
    fol__places_fill_up(&b->places);
}

/* Zone, session and shade of each point, as mark_of(); all bits of `unwanted` where it is past the last running total, as lanes past
 * the count are. */
static void mark_batch(fol__maker *m, const int32_t *ranks, uint32_t room, const fol__densities *found, uint32_t *marks,
                       uint32_t *unwanted) {
    fol__u4 past[FOL_MAX_SESSIONS];
    uint32_t steps[FOL_MAX_SESSIONS], before = 0;
    for (size_t j = 0; j < m->sessions; j++) {
        const size_t next = j + 1 < m->sessions ? j + 1 : j;
        past[j] = fol__u4_all(0);
        steps[j] = mark_of(0, next, m->shades[next]) - mark_of(0, j, m->shades[j]);
    }
    for (uint32_t i = 0; i < room; i += FOL__LANES) {
        double own[FOL__LANES];
        const fol__u4 zone = fol__u4_and(fol__u4_of(fol__i4_load(found->zone + i)), fol__u4_all(0xffff));
        fol__u4 mark = fol__u4_add(fol__u4_left(zone, ZONE_SHIFT), fol__u4_all(mark_of(0, 0, m->shades[0]))), after = past[0];
        fol__i4_store_doubles(fol__i4_load(ranks + i), own);
        for (size_t j = 0; j < m->sessions; j++) {
            after = fol__not_below_scaled(own, found->running[j] + i, m->tile_cm2);
            mark = fol__u4_add(mark, fol__u4_and(after, fol__u4_all(steps[j])));
            past[j] = fol__u4_add(past[j], after);
        }
        fol__u4_store(mark, marks + i);
        fol__u4_store(after, unwanted + i);
    }
    for (size_t j = 0; j < m->sessions; j++) {
        const uint32_t below = room - fol__u4_count(past[j]);
        m->counts[j] += below - before;
        before = below;
    }
}

/* The same where cuts decide. */
static void mark_cut_batch(fol__maker *m, const cell *c, const int32_t *ranks, const batch *b, uint32_t *marks, uint32_t *unwanted) {
    uint32_t session[FOL__MOST_PLACES] = {0}; /* how many running totals end before the rank */
    for (size_t j = 0; j < m->sessions; j++) {
        for (uint32_t i = 0; i < b->count; i++)
            session[i] += ranks[i] >= b->densities.running[j][i] * m->tile_cm2;
    }
    m->threshold_dots += fol__cuts_decide(m->cuts, &b->densities, ranks, b->count, id_of(c, b->first), session);
    for (uint32_t i = 0; i < b->count; i++) {
        const bool wanted = session[i] < m->sessions;
        const uint32_t at = wanted ? session[i] : 0;
        marks[i] = mark_of(b->densities.zone[i], at, m->shades[at]);
        m->counts[at] += wanted;
        unwanted[i] = !wanted;
    }
    for (uint32_t i = b->count; i % FOL__LANES != 0; i++) {
        marks[i] = 0;
        unwanted[i] = 1;
    }
}

/* Every point is put; one that is not wanted gives its room to the next. */
static inline fol_dot *put_wanted(const batch *b, uint32_t i, int64_t id, const uint32_t *marks, const uint32_t *unwanted, fol_dot *dot) {
    const fol__u4 x = fol__u4_load(&b->x[i]), y = fol__u4_load(&b->y[i]), sizes = fol__u4_load(&b->sizes[i]), mark = fol__u4_load(&marks[i]);
    const fol__pair2 places = fol__u4_first_pairs(x, y), rests = fol__u4_first_pairs(sizes, mark);
    const fol__pair2 more_places = fol__u4_last_pairs(x, y), more_rests = fol__u4_last_pairs(sizes, mark);
    put_dot(id, places, rests, 0, dot);
    dot += unwanted[i] == 0;
    put_dot(id + (1 << FOL__ID_UNIT_BITS), places, rests, 1, dot);
    dot += unwanted[i + 1] == 0;
    put_dot(id + (2 << FOL__ID_UNIT_BITS), more_places, more_rests, 0, dot);
    dot += unwanted[i + 2] == 0;
    put_dot(id + (3 << FOL__ID_UNIT_BITS), more_places, more_rests, 1, dot);
    return dot + (unwanted[i + 3] == 0);
}

static void append_batch(fol__maker *m, const cell *c, const fol__tile_cell *tile, const batch *b) {
    fol_dot *dot = (fol_dot *)m->dots.items + m->dots.count;
    const fol_dot *first = dot;
    const uint32_t room = (b->count + FOL__LANES - 1) / FOL__LANES * FOL__LANES;
    uint32_t marks[FOL__MOST_PLACES], unwanted[FOL__MOST_PLACES];
    if (m->cuts)
        mark_cut_batch(m, c, tile->ranks + b->first, b, marks, unwanted);
    else
        mark_batch(m, tile->ranks + b->first, room, &b->densities, marks, unwanted);
    for (uint32_t i = 0; i < room; i += FOL__LANES)
        dot = put_wanted(b, i, id_of(c, b->first + i), marks, unwanted, dot);
    m->dots.count += (size_t)(dot - first);
}

static uint32_t ranks_below(const fol__tile_cell *tile, int32_t bound) {
    uint32_t below = 0;
    while (below < tile->room && tile->ranks[below + FOL__LANES - 1] < bound)
        below += FOL__LANES;
    while (below < tile->room && tile->ranks[below] < bound)
        below++;
    return below;
}

static void append_varied_cell(fol__maker *m, const stamp *st, const fol__run *run, int32_t bound, int32_t column,
                               const fol__tile_cell *tile) {
    const uint32_t below = ranks_below(tile, bound);
    const cell c = cell_at(st->draws, column, run->row);
    batch b;
    b.places.column = column;
    b.places.row = run->row;
    for (b.first = 0; b.first < below; b.first += FOL__MOST_PLACES) {
        b.count = below - b.first < FOL__MOST_PLACES ? below - b.first : FOL__MOST_PLACES;
        place_batch(m, st, &c, tile, &b);
        fol__run_densities(m->design, run, &b.places, &b.densities);
        if (m->gather)
            fol__gather_points(m->gather, &b.densities, tile->ranks + b.first, b.count, id_of(&c, b.first));
        else
            append_batch(m, &c, tile, &b);
    }
}

FOL__WIDE FOL__FLAT static bool append_varied_cells(fol__maker *m, const fol__run *run, fol__tile_walk *walk, int32_t column0, int32_t column1) {
    const double most = fol__run_most(m->design, run) * m->tile_cm2;
    const int32_t bound = bound_of(m->reach ? most * fol__run_reach(m->reach, run) + 1 : most); /* 1: what rounding can take off */
    const stamp st = stamp_of(m, run->row);
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
        const even e = even_of(m, bounds, zone);
        m->threshold_dots += count_between(m, *walk, until - column, plain, bounds);
        ok = append_even_cells(m, &e, walk, (columns){run->row, column, until});
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
        bounds[j] = bound_of(running[j] * m->tile_cm2);
    const even e = even_of(m, bounds, zone);
    return append_even_cells(m, &e, walk, (columns){run->row, column0, column1});
}

/* Cells from `column` on that openings reach, or do not, as the first. */
static int32_t alike_until(const fol_design *design, const fol__run *run, double per_cm2, int32_t column, bool *reached) {
    if (!design->hairs) {
        *reached = false;
        return run->column1;
    }
    int32_t past = column + 1;
    *reached = fol__hairs_reach(design->hairs, per_cm2, column, run->row, design->pad_um);
    while (past < run->column1 && fol__hairs_reach(design->hairs, per_cm2, past, run->row, design->pad_um) == *reached)
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
        const int32_t past = alike_until(design, run, running[m->sessions - 1], column, &reached);
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
