/* SPDX-License-Identifier: MIT */
/* Every point below one rank is a dot: its session follows from the ranks alone, lane by lane. */
#include "evencells.h"

#include "displace.h"
#include "members.h"
#include "steps.h"
#include "wide.h"

#include <string.h>

/* Ranks with which the running totals end, what goes into the dots of the first session, and what each next one adds. */
typedef struct even {
    int32_t bound; /* above the last rank of all */
    uint32_t lasts[FOL_MAX_SESSIONS][FOL__STEP], marks[FOL__STEP], steps[FOL_MAX_SESSIONS][FOL__STEP];
} even;

FOL__APART static void even_make(const fol__maker *m, const int32_t *bounds, int32_t zone, even *out) {
    out->bound = bounds[m->sessions - 1];
    fol__spread(fol__mark_of(zone, 0, m->shades[0]), out->marks);
    for (size_t j = 0; j + 1 < m->sessions; j++) {
        fol__spread((uint32_t)(bounds[j] - 1), out->lasts[j]);
        fol__spread(fol__mark_of(zone, j + 1, m->shades[j + 1]) - fol__mark_of(zone, j, m->shades[j]), out->steps[j]);
    }
}

/* Points past each session, lane by lane. */
typedef struct tally {
    uint32_t past[FOL_MAX_SESSIONS][FOL__STEP];
} tally;

/* Adds to `past` where ranks are past a session: where none is, the first session's dots end. */
static inline void mark_step(const even *e, size_t sessions, const int32_t *ranks, uint32_t *marks, tally *t) {
    for (int i = 0; i < FOL__STEP; i += FOL__LANES) {
        fol__is rank, last;
        fol__us mark, step, past;
        memcpy(&rank, ranks + i, sizeof rank);
        memcpy(&mark, e->marks + i, sizeof mark);
        for (size_t j = 0; j + 1 < sessions; j++) {
            memcpy(&last, e->lasts[j] + i, sizeof last);
            memcpy(&step, e->steps[j] + i, sizeof step);
            memcpy(&past, t->past[j] + i, sizeof past);
            const fol__us after = FOL__WHERE(rank > last);
            past += after;
            mark += after & step;
            memcpy(t->past[j] + i, &past, sizeof past);
        }
        memcpy(marks + i, &mark, sizeof mark);
    }
}

static inline uint32_t tally_of(const tally *t, size_t session) {
    uint32_t masks = 0;
    for (int i = 0; i < FOL__STEP; i++)
        masks += t->past[session][i];
    return 0 - masks;
}

/* The dots of a cell, and how many they are: those of the last step that are over the threshold are written and not counted, as there
 * is room for them. */
static inline uint32_t put_even_cell(const fol__maker *m, const fol__stamp *st, const even *e, size_t sessions, const fol__placed *c,
                                     const fol__tile_cell *tile, tally *t, fol_dot *dot) {
    const int32_t bound = e->bound, *ranks = tile->ranks, *end = ranks + tile->room;
    const uint32_t *places = tile->places;
    const bool swap = m->turn.swap;
    fol_dot *const first = dot;
    for (int64_t id = c->first_id; ranks < end && *ranks < bound; id += FOL__STEP << FOL__ID_UNIT_BITS) {
        uint32_t halves[2][FOL__STEP], sizes[FOL__STEP], marks[FOL__STEP];
        const uint32_t *x = halves[swap], *y = halves[!swap];
        fol__place_step(&m->turn, c, places, halves[0], halves[1]);
        fol__size_step(m, c->draws, ranks, sizes);
        mark_step(e, sessions, ranks, marks, t);
        for (int i = 0; i < FOL__STEP; i += FOL__FOUR) {
            const fol__ids four = fol__ids_from(id + ((int64_t)i << FOL__ID_UNIT_BITS));
            const fol__fields f = fol__fields_of(x + i, y + i, sizes + i, marks + i);
            fol__put_four(&four, &f, dot + i);
        }
        ranks += FOL__STEP;
        places += FOL__STEP;
        dot += FOL__STEP;
    }
    const uint32_t put = (uint32_t)(ranks - tile->ranks);
    const uint32_t count = put == 0 ? 0 : put - FOL__STEP + fol__below_in_step(ranks - FOL__STEP, bound);
    if (st->displaced)
        fol__displace_dots(m, first, count);
    if (m->pattern->members)
        fol__name_all_members(m, tile, c->first_id, first, count);
    return count;
}

/* `past` counts lanes, those over the threshold too. */
static inline bool put_even_cells(fol__maker *m, const even *e, size_t sessions, fol__tile_walk *walk, fol__columns at) {
    const fol__stamp st = fol__stamp_of(m, at.row);
    tally t;
    uint32_t lanes = 0, dots = 0, before = 0;
    memset(t.past, 0, sessions * sizeof t.past[0]);
    for (int32_t column = at.from; column < at.past; column++) {
        const fol__tile_cell tile = fol__tile_walk_cell(walk);
        if (!fol__vector_has_room(&m->dots, tile.room) && !fol__vector_reserve(&m->dots, tile.room))
            return false;
        fol_dot *dot = (fol_dot *)m->dots.items + m->dots.count;
        const fol__placed c = fol__placed_cell(&m->turn, st.draws, column, at.row);
        const uint32_t count = put_even_cell(m, &st, e, sessions, &c, &tile, &t, dot);
        m->dots.count += count;
        dots += count;
        lanes += (count + FOL__STEP - 1) / FOL__STEP * FOL__STEP;
    }
    for (size_t j = 0; j < sessions; j++) {
        const uint32_t below = j + 1 < sessions ? lanes - tally_of(&t, j) : dots;
        m->counts[j] += below - before;
        before = below;
    }
    return true;
}

/* With the number of sessions known, its loops are laid out flat. */
FOL__WIDE FOL__FLAT static bool append_even_cells(fol__maker *m, const even *e, fol__tile_walk *walk, fol__columns at) {
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

bool fol__append_even_cells(fol__maker *m, const int32_t *bounds, int32_t zone, fol__tile_walk *walk, fol__columns at) {
    even e;
    even_make(m, bounds, zone, &e);
    return append_even_cells(m, &e, walk, at);
}
