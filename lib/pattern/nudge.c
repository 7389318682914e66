/* SPDX-License-Identifier: MIT */
/* Evens out what choosing one place after the other leaves uneven. Every pair of ranks i < j wants a distance: that of
 * the prefix in which j arrives, and that of the intervals that hold both. Pairs that are nearer push each other away,
 * a few times over, one point after the other, never so that a pair comes under the least distance. */
#include "nudge.h"

#include "alloc.h"
#include "fail.h"

#include <math.h>
#include <string.h>

enum { TURNS = 6 };

/* Squared distances x rank (or difference of ranks): what pairs want, and what none may fall under. build.c tells what
 * 0.697 is. */
static const float prefix_wanted = 0.697f * 0.85f * 0.85f, interval_wanted = 0.697f * 0.78f * 0.78f;
static const float prefix_kept = 0.575f * 0.575f, interval_kept = 0.45f * 0.45f;
/* Intervals shorter than this share of the prefix are not cared for. */
static const float shortest_share = 1.0f / 14.0f;
/* Pairs up to this times the wanted squared distance are watched, since they may come nearer. */
static const float watched = 1.3f;
/* Share of the way to the balance of forces that a point goes in a turn, and the most, in spacings. */
static const float eagerness = 0.5f, farthest = 0.02f;
/* Nearer than this share of the wanted squared distance is not felt, so that no number overflows. */
static const float nearest = 1e-4f;
/* Ties a point to where it is, so that pairs much wider than today's spacing move it little. */
static const float anchor = 4.0f;

typedef struct pair {
    int32_t older, newer;
} pair;

static float greater(float a, float b) {
    return a > b ? a : b;
}

static float by_rule(float prefix, float interval, int32_t older, int32_t newer) {
    const float age = (float)(newer - older), shortest = shortest_share * (float)(newer + 1);
    return greater(prefix / (float)(newer + 1), interval / greater(age, shortest));
}

/* ---- Finding pairs ---- */

typedef struct ranked {
    fol__place place;
    int32_t rank;
} ranked;

/* Points by cells, cells by rows; an octave of ranks at a time, since distances that matter shrink with the rank. */
typedef struct finder {
    const fol__place *places;
    int32_t cells;   /* a side */
    int32_t *starts; /* cells * cells + 1: points of cell c are points[starts[c]] ... */
    ranked *points;
    fol__vector pairs;
} finder;

static float farthest_watched(int32_t newer) {
    return watched * by_rule(prefix_wanted, interval_wanted, newer, newer);
}

/* The most cells a side that are at least `width` wide; below 3 they would meet themselves. */
static int32_t cells_for(float width) {
    const int32_t cells = (int32_t)(1.0f / width);
    return cells < 3 ? 1 : cells;
}

static int32_t cell_of(const finder *f, fol__place place) {
    return fol__part_of(place.y, f->cells) * f->cells + fol__part_of(place.x, f->cells);
}

/* Counting sort of the ranks below count; ranks rise inside a cell. Cells are over two spacings wide, hence fewer than
 * points. */
static void sort_by_cells(finder *f, int32_t count, float width) {
    f->cells = cells_for(width);
    const int32_t cells = f->cells * f->cells;
    memset(f->starts, 0, ((size_t)cells + 1) * sizeof *f->starts);
    for (int32_t rank = 0; rank < count; rank++)
        f->starts[cell_of(f, f->places[rank])]++;
    for (int32_t cell = 1; cell <= cells; cell++)
        f->starts[cell] += f->starts[cell - 1];
    for (int32_t rank = count - 1; rank >= 0; rank--) {
        const ranked point = {f->places[rank], rank};
        f->points[--f->starts[cell_of(f, point.place)]] = point;
    }
}

static bool note_pairs_in_cell(finder *f, const ranked *newer, int32_t cell) {
    const float limit = farthest_watched(newer->rank);
    for (int32_t i = f->starts[cell]; i < f->starts[cell + 1] && f->points[i].rank < newer->rank; i++) {
        const float d = fol__distance_squared(f->points[i].place, newer->place);
        if (d > limit || d > watched * by_rule(prefix_wanted, interval_wanted, f->points[i].rank, newer->rank))
            continue;
        pair *noted = fol__vector_extend(&f->pairs, 1);
        if (!noted)
            return false;
        noted->older = f->points[i].rank;
        noted->newer = newer->rank;
    }
    return true;
}

/* A cell's number along one axis after a step of at most one, around the torus. */
static int32_t wrapped(int32_t cell, int32_t cells) {
    return cell < 0 ? cell + cells : cell >= cells ? cell - cells : cell;
}

static bool note_pairs(finder *f, const ranked *newer, int32_t cell) {
    const int32_t reach = f->cells > 1 ? 1 : 0, row = cell / f->cells, column = cell % f->cells;
    for (int32_t j = -reach; j <= reach; j++) {
        for (int32_t i = -reach; i <= reach; i++) {
            if (!note_pairs_in_cell(f, newer, wrapped(row + j, f->cells) * f->cells + wrapped(column + i, f->cells)))
                return false;
        }
    }
    return true;
}

/* Pairs whose newer rank is in [low, high). */
static bool note_octave(finder *f, int32_t low, int32_t high) {
    sort_by_cells(f, high, sqrtf(farthest_watched(low)));
    for (int32_t cell = 0; cell < f->cells * f->cells; cell++) {
        for (int32_t i = f->starts[cell]; i < f->starts[cell + 1]; i++) {
            if (f->points[i].rank >= low && !note_pairs(f, &f->points[i], cell))
                return false;
        }
    }
    return true;
}

/* The last octave leaves all points sorted by its cells. */
static bool find_pairs(finder *f, int32_t count) {
    for (int32_t low = 1; low < count; low *= 2) {
        if (!note_octave(f, low, count - low < low ? count : 2 * low))
            return false;
    }
    return true;
}

/* ---- Who sees whom ---- */

/* What one point sees of another. */
typedef struct neighbour {
    int32_t index;
    float wanted, kept; /* squared distances */
} neighbour;

/* Points in an order in which neighbours are near in memory too. */
typedef struct crowd {
    int32_t count;
    fol__place *places;
    int32_t *index_of; /* by rank */
    int32_t *starts;   /* count + 1: neighbours of point i are neighbours[starts[i]] ... */
    neighbour *neighbours;
} crowd;

static void number_points(crowd *c, const ranked *points) {
    for (int32_t i = 0; i < c->count; i++) {
        c->places[i] = points[i].place;
        c->index_of[points[i].rank] = i;
    }
}

static void list_neighbours(crowd *c, const pair *pairs, size_t pair_count) {
    memset(c->starts, 0, ((size_t)c->count + 1) * sizeof *c->starts);
    for (size_t i = 0; i < pair_count; i++) {
        c->starts[c->index_of[pairs[i].older]]++;
        c->starts[c->index_of[pairs[i].newer]]++;
    }
    for (int32_t i = 1; i <= c->count; i++)
        c->starts[i] += c->starts[i - 1];
    for (size_t i = 0; i < pair_count; i++) {
        const int32_t older = c->index_of[pairs[i].older], newer = c->index_of[pairs[i].newer];
        neighbour seen = {older, by_rule(prefix_wanted, interval_wanted, pairs[i].older, pairs[i].newer),
                          by_rule(prefix_kept, interval_kept, pairs[i].older, pairs[i].newer)};
        c->neighbours[--c->starts[newer]] = seen;
        seen.index = newer;
        c->neighbours[--c->starts[older]] = seen;
    }
}

/* ---- Moving ---- */

typedef struct push {
    float x, y;
} push;

/* The way to the balance of forces. A pair at squared distance d that wants w has the energy (1 - d/w)^2 w/d, which
 * rises steeply when it comes near; the step is the gradient over a measure of the stiffness. */
static push push_on(const crowd *c, int32_t point) {
    const fol__place own = c->places[point];
    push p = {0, 0};
    float stiffness = anchor * (float)c->count;
    for (int32_t i = c->starts[point]; i < c->starts[point + 1]; i++) {
        const neighbour *n = &c->neighbours[i];
        const fol__place other = c->places[n->index];
        const float x = fol__apart(own.x, other.x), y = fol__apart(own.y, other.y), d = x * x + y * y;
        if (d >= n->wanted)
            continue;
        const float nearness = n->wanted / greater(d, nearest * n->wanted), squared = nearness * nearness;
        const float force = (squared - 1.0f) / n->wanted;
        p.x += force * x;
        p.y += force * y;
        stiffness += 4.0f * squared / n->wanted;
    }
    p.x *= 2.0f * eagerness / stiffness;
    p.y *= 2.0f * eagerness / stiffness;
    return p;
}

static push shortened(push p, float most) {
    const float length = sqrtf(p.x * p.x + p.y * p.y);
    if (length > most) {
        p.x *= most / length;
        p.y *= most / length;
    }
    return p;
}

/* False when a pair would come under its least distance and nearer than it is. */
static bool may_move(const crowd *c, int32_t point, fol__place to) {
    for (int32_t i = c->starts[point]; i < c->starts[point + 1]; i++) {
        const neighbour *n = &c->neighbours[i];
        const float d = fol__distance_squared(to, c->places[n->index]);
        if (d < n->kept && d < fol__distance_squared(c->places[point], c->places[n->index]))
            return false;
    }
    return true;
}

static void move(crowd *c, int32_t point, push p) {
    for (int32_t attempt = 0; attempt < 3; attempt++) {
        const fol__place from = c->places[point];
        const int32_t x = (int32_t)(p.x * 0x1p32f), y = (int32_t)(p.y * 0x1p32f);
        const fol__place to = {from.x + (uint32_t)x, from.y + (uint32_t)y};
        if (may_move(c, point, to)) {
            c->places[point] = to;
            return;
        }
        p.x *= 0.5f;
        p.y *= 0.5f;
    }
}

static void settle(crowd *c, int32_t point) {
    const push p = push_on(c, point);
    if (p.x != 0 || p.y != 0)
        move(c, point, shortened(p, farthest / sqrtf((float)c->count)));
}

/* Forwards and backwards by turns, so that no direction is favoured. False when the caller asks to stop. */
static bool settle_all(crowd *c, const fol_progress *progress, double done) {
    for (int32_t turn = 0; turn < TURNS; turn++) {
        if (fol__stop_wanted(progress, done))
            return false;
        for (int32_t i = 0; i < c->count; i++)
            settle(c, turn % 2 ? c->count - 1 - i : i);
    }
    return true;
}

static bool crowd_make(crowd *c, const finder *f, const fol_allocator *alloc) {
    const size_t points = (size_t)c->count;
    c->places = fol__alloc(alloc, points, sizeof *c->places);
    c->index_of = fol__alloc(alloc, points, sizeof *c->index_of);
    c->starts = fol__alloc(alloc, points + 1, sizeof *c->starts);
    c->neighbours = fol__alloc(alloc, 2 * f->pairs.count, sizeof *c->neighbours);
    if (!c->places || !c->index_of || !c->starts || !c->neighbours)
        return false;
    number_points(c, f->points);
    list_neighbours(c, f->pairs.items, f->pairs.count);
    return true;
}

static void crowd_free(crowd *c, const finder *f, const fol_allocator *alloc) {
    const size_t points = (size_t)c->count;
    fol__release(alloc, c->places, points, sizeof *c->places);
    fol__release(alloc, c->index_of, points, sizeof *c->index_of);
    fol__release(alloc, c->starts, points + 1, sizeof *c->starts);
    fol__release(alloc, c->neighbours, 2 * f->pairs.count, sizeof *c->neighbours);
}

fol_status fol__nudge(fol__place *places, int32_t count, const fol_progress *progress, double done,
                      const fol_allocator *alloc) {
    const size_t points = (size_t)count;
    crowd c = {count, NULL, NULL, NULL, NULL};
    finder f = {places, 1, NULL, NULL, {alloc, sizeof(pair), NULL, 0, 0}};
    fol_status status = FOL_ERR_NOMEM;
    f.starts = fol__alloc(alloc, points + 2, sizeof *f.starts);
    f.points = fol__alloc(alloc, points, sizeof *f.points);
    if (f.starts && f.points && find_pairs(&f, count) && crowd_make(&c, &f, alloc)) {
        status = settle_all(&c, progress, done) ? FOL_OK : FOL_ERR_CANCELLED;
        for (int32_t rank = 0; rank < count; rank++)
            places[rank] = c.places[c.index_of[rank]];
    }
    crowd_free(&c, &f, alloc);
    fol__vector_free(&f.pairs);
    fol__release(alloc, f.points, points, sizeof *f.points);
    fol__release(alloc, f.starts, points + 2, sizeof *f.starts);
    return status;
}
