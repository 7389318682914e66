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
/* A pair farther than this times its least squared distance stays over it when a point moves: that distance is at least
 * 0.575 spacings, and (0.575 + 0.02)^2 / 0.575^2 = 1.071. */
static const float close_by = 1.08f;
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

/* Points by cells, cells by rows; an octave of ranks at a time, since distances that matter shrink with the rank. */
typedef struct finder {
    const fol__place *places;
    int32_t cells;   /* a side */
    int32_t *starts; /* cells * cells + 1: points of cell c are at starts[c] ... */
    uint32_t *x, *y; /* places, cell by cell */
    int32_t *ranks;  /* rise inside a cell */
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

/* Counting sort of the ranks below count. Cells are over two spacings wide, hence fewer than points. */
static void sort_by_cells(finder *f, int32_t count, float width) {
    f->cells = cells_for(width);
    const int32_t cells = f->cells * f->cells;
    memset(f->starts, 0, ((size_t)cells + 1) * sizeof *f->starts);
    for (int32_t rank = 0; rank < count; rank++)
        f->starts[cell_of(f, f->places[rank])]++;
    for (int32_t cell = 1; cell <= cells; cell++)
        f->starts[cell] += f->starts[cell - 1];
    for (int32_t rank = count - 1; rank >= 0; rank--) {
        const int32_t at = --f->starts[cell_of(f, f->places[rank])];
        f->x[at] = f->places[rank].x;
        f->y[at] = f->places[rank].y;
        f->ranks[at] = rank;
    }
}

/* Older points near a newer one, not sifted yet by their own wants. */
enum { MOST_LISTED = 64 };
typedef struct list {
    int32_t newer, count;
    int32_t ranks[MOST_LISTED];
    float squares[MOST_LISTED];
} list;

static bool note_listed(finder *f, list *l) {
    float limits[MOST_LISTED];
    pair *pairs = fol__vector_reserve(&f->pairs, (size_t)l->count);
    if (!pairs)
        return false;
    for (int32_t i = 0; i < l->count; i++)
        limits[i] = watched * by_rule(prefix_wanted, interval_wanted, l->ranks[i], l->newer);
    size_t noted = 0;
    for (int32_t i = 0; i < l->count; i++) {
        pairs[noted] = (pair){l->ranks[i], l->newer};
        noted += l->squares[i] <= limits[i];
    }
    f->pairs.count += noted;
    l->count = 0;
    return true;
}

/* Lists what is near the point `at` among the points from ... end - 1, at most half a list of them; without branches,
 * since no processor could guess which are. */
static void list_near(const finder *f, int32_t at, float limit, int32_t from, int32_t end, list *l) {
    float squares[MOST_LISTED / 2];
    const fol__place own = {f->x[at], f->y[at]};
    for (int32_t i = 0; i < end - from; i++) {
        const float x = fol__apart(f->x[from + i], own.x), y = fol__apart(f->y[from + i], own.y);
        squares[i] = x * x + y * y;
    }
    int32_t count = l->count;
    for (int32_t i = 0; i < end - from; i++) {
        l->ranks[count] = f->ranks[from + i];
        l->squares[count] = squares[i];
        count += (squares[i] <= limit) & (f->ranks[from + i] < l->newer);
    }
    l->count = count;
}

/* Points that lie one after the other in memory. */
typedef struct run {
    int32_t from, end;
} run;

/* The cells around a cell, row by row, around the torus: up to 6 runs. */
static int32_t runs_around(const finder *f, int32_t cell, run runs[6]) {
    const int32_t row = cell / f->cells, column = cell % f->cells, last = f->cells - 1;
    int32_t count = 0;
    if (last == 0) {
        runs[0] = (run){f->starts[0], f->starts[1]};
        return 1;
    }
    for (int32_t j = -1; j <= 1; j++) {
        const int32_t *line = f->starts + (row + j + f->cells) % f->cells * f->cells;
        if (column == 0)
            runs[count++] = (run){line[last], line[last + 1]};
        runs[count++] = (run){line[column ? column - 1 : 0], line[(column < last ? column + 1 : last) + 1]};
        if (column == last)
            runs[count++] = (run){line[0], line[1]};
    }
    return count;
}

static bool note_pairs(finder *f, int32_t at, const run *runs, int32_t run_count) {
    list l;
    l.newer = f->ranks[at];
    l.count = 0;
    const float limit = farthest_watched(l.newer);
    for (int32_t i = 0; i < run_count; i++) {
        for (int32_t from = runs[i].from; from < runs[i].end; from += MOST_LISTED / 2) {
            const int32_t left = runs[i].end - from;
            if (l.count > MOST_LISTED / 2 && !note_listed(f, &l))
                return false;
            list_near(f, at, limit, from, from + (left < MOST_LISTED / 2 ? left : MOST_LISTED / 2), &l);
        }
    }
    return note_listed(f, &l);
}

/* Pairs whose newer rank is in [low, high). */
static bool note_octave(finder *f, int32_t low, int32_t high) {
    sort_by_cells(f, high, sqrtf(farthest_watched(low)));
    for (int32_t cell = 0; cell < f->cells * f->cells; cell++) {
        run runs[6];
        const int32_t run_count = runs_around(f, cell, runs);
        for (int32_t i = f->starts[cell]; i < f->starts[cell + 1]; i++) {
            if (f->ranks[i] >= low && !note_pairs(f, i, runs, run_count))
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

/* Points in an order in which neighbours are near in memory too. */
typedef struct crowd {
    int32_t count;
    fol__place *places;
    int32_t *index_of;    /* by rank */
    int32_t *starts;      /* count + 1: what point i sees is at starts[i] ... of the following */
    int32_t *others;      /* another point */
    float *wanted, *kept; /* squared distances from it */
} crowd;

static void number_points(crowd *c, const finder *f) {
    for (int32_t i = 0; i < c->count; i++) {
        c->places[i] = (fol__place){f->x[i], f->y[i]};
        c->index_of[f->ranks[i]] = i;
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
        const int32_t of_newer = --c->starts[newer], of_older = --c->starts[older];
        c->others[of_newer] = older;
        c->others[of_older] = newer;
        c->wanted[of_newer] = c->wanted[of_older] =
            by_rule(prefix_wanted, interval_wanted, pairs[i].older, pairs[i].newer);
        c->kept[of_newer] = c->kept[of_older] = by_rule(prefix_kept, interval_kept, pairs[i].older, pairs[i].newer);
    }
}

/* ---- Moving ---- */

typedef struct push {
    float x, y;
    bool free; /* no move that settle() makes can bring a pair under its least distance */
} push;

/* What a point feels of some of its neighbours, each by itself: in loops that compilers turn into vector code. The sums
 * are taken one by one, since their order decides the last bits. */
enum { MOST_FELT = 32 };
typedef struct felt {
    int32_t count;
    float x[MOST_FELT], y[MOST_FELT]; /* the way from the neighbour, then the push */
    float wanted[MOST_FELT], kept[MOST_FELT], stiffness[MOST_FELT];
    int32_t close; /* not 0: one is so close that a move might bring it under its least distance */
} felt;

static void look(const crowd *c, fol__place own, int32_t first, int32_t end, felt *f) {
    f->count = end - first < MOST_FELT ? end - first : MOST_FELT;
    for (int32_t i = 0; i < f->count; i++) {
        const fol__place other = c->places[c->others[first + i]];
        f->x[i] = fol__apart(own.x, other.x);
        f->y[i] = fol__apart(own.y, other.y);
        f->wanted[i] = c->wanted[first + i];
        f->kept[i] = c->kept[first + i];
    }
}

/* A pair at squared distance d that wants w has the energy (1 - d/w)^2 w/d, which rises steeply when it comes near. */
static void feel(felt *f) {
    int32_t close = 0;
    for (int32_t i = 0; i < f->count; i++) {
        const float x = f->x[i], y = f->y[i], wanted = f->wanted[i], d = x * x + y * y;
        const float nearness = wanted / greater(d, nearest * wanted), squared = nearness * nearness;
        const float is_felt = (float)(d < wanted), force = (squared - 1.0f) / wanted * is_felt;
        f->x[i] = force * x;
        f->y[i] = force * y;
        f->stiffness[i] = 4.0f * squared / wanted * is_felt;
        close |= d < close_by * f->kept[i];
    }
    f->close |= close;
}

/* The way to the balance of forces: the gradient of the energy over a measure of the stiffness. */
static push push_on(const crowd *c, int32_t point) {
    const fol__place own = c->places[point];
    push p = {0, 0, false};
    float stiffness = anchor * (float)c->count;
    felt f;
    f.close = 0;
    for (int32_t first = c->starts[point]; first < c->starts[point + 1]; first += MOST_FELT) {
        look(c, own, first, c->starts[point + 1], &f);
        feel(&f);
        for (int32_t i = 0; i < f.count; i++) {
            p.x += f.x[i];
            p.y += f.y[i];
            stiffness += f.stiffness[i];
        }
    }
    p.x *= 2.0f * eagerness / stiffness;
    p.y *= 2.0f * eagerness / stiffness;
    p.free = !f.close;
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
        const fol__place other = c->places[c->others[i]];
        const float d = fol__distance_squared(to, other);
        if (d < c->kept[i] && d < fol__distance_squared(c->places[point], other))
            return false;
    }
    return true;
}

static void move(crowd *c, int32_t point, push p) {
    for (int32_t attempt = 0; attempt < 3; attempt++) {
        const fol__place from = c->places[point];
        const int32_t x = (int32_t)(p.x * 0x1p32f), y = (int32_t)(p.y * 0x1p32f);
        const fol__place to = {from.x + (uint32_t)x, from.y + (uint32_t)y};
        if (p.free || may_move(c, point, to)) {
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
    const size_t points = (size_t)c->count, neighbours = 2 * f->pairs.count;
    c->places = fol__alloc(alloc, points, sizeof *c->places);
    c->index_of = fol__alloc(alloc, points, sizeof *c->index_of);
    c->starts = fol__alloc(alloc, points + 1, sizeof *c->starts);
    c->others = fol__alloc(alloc, neighbours, sizeof *c->others);
    c->wanted = fol__alloc(alloc, neighbours, sizeof *c->wanted);
    c->kept = fol__alloc(alloc, neighbours, sizeof *c->kept);
    if (!c->places || !c->index_of || !c->starts || !c->others || !c->wanted || !c->kept)
        return false;
    number_points(c, f);
    list_neighbours(c, f->pairs.items, f->pairs.count);
    return true;
}

static void crowd_free(crowd *c, const finder *f, const fol_allocator *alloc) {
    const size_t points = (size_t)c->count, neighbours = 2 * f->pairs.count;
    fol__release(alloc, c->places, points, sizeof *c->places);
    fol__release(alloc, c->index_of, points, sizeof *c->index_of);
    fol__release(alloc, c->starts, points + 1, sizeof *c->starts);
    fol__release(alloc, c->others, neighbours, sizeof *c->others);
    fol__release(alloc, c->wanted, neighbours, sizeof *c->wanted);
    fol__release(alloc, c->kept, neighbours, sizeof *c->kept);
}

static bool finder_make(finder *f, size_t points, const fol_allocator *alloc) {
    f->starts = fol__alloc(alloc, points + 2, sizeof *f->starts);
    f->x = fol__alloc(alloc, points, sizeof *f->x);
    f->y = fol__alloc(alloc, points, sizeof *f->y);
    f->ranks = fol__alloc(alloc, points, sizeof *f->ranks);
    return f->starts && f->x && f->y && f->ranks;
}

static void finder_free(finder *f, size_t points, const fol_allocator *alloc) {
    fol__vector_free(&f->pairs);
    fol__release(alloc, f->starts, points + 2, sizeof *f->starts);
    fol__release(alloc, f->x, points, sizeof *f->x);
    fol__release(alloc, f->y, points, sizeof *f->y);
    fol__release(alloc, f->ranks, points, sizeof *f->ranks);
}

fol_status fol__nudge(fol__place *places, int32_t count, const fol_progress *progress, double done,
                      const fol_allocator *alloc) {
    crowd c = {count, NULL, NULL, NULL, NULL, NULL, NULL};
    finder f = {places, 1, NULL, NULL, NULL, NULL, {alloc, sizeof(pair), NULL, 0, 0}};
    fol_status status = FOL_ERR_NOMEM;
    if (finder_make(&f, (size_t)count, alloc) && find_pairs(&f, count) && crowd_make(&c, &f, alloc)) {
        status = settle_all(&c, progress, done) ? FOL_OK : FOL_ERR_CANCELLED;
        for (int32_t rank = 0; rank < count; rank++)
            places[rank] = c.places[c.index_of[rank]];
    }
    crowd_free(&c, &f, alloc);
    finder_free(&f, (size_t)count, alloc);
    return status;
}
