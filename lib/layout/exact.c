/* SPDX-License-Identifier: MIT */
/* Exact counts. Of a zone's points those with the smallest u = rank / threshold are in, as many as its count says, session by session:
 *
 *   S_j = S_j-1 and, of the zone's other points, those with the smallest u_j, lower ids first on a tie, until there are N_j
 *
 * A first walk over the cells counts the points that are in whichever way the cut falls, and gathers those near it: the count of
 * points with u < v is about v times the integral of the density, so that a window about N over that integral holds the cut. Where it
 * does not, the zone is walked again with a wider one. What is found does not depend on the windows. */
#include "exact.h"

#include "cells.h"

#include <stdlib.h>
#include <string.h>

/* Windows reach so many times the root of a count to either side, and WIDER times as far at each further try; the last has no ends. */
enum { ROOTS = 2, LEAST_REACH = 8, WIDER = 8, LAST_TRY = 3 };

/* What the integral is of all the work, and each walk of what is then left: how many there will be is not known. */
static const double INTEGRAL_SHARE = 0.75, WALK_SHARE = 0.8;

/* The u between which the points of a zone in a running total are gathered: below `from` they are in, from `past` on they are not. */
typedef struct window {
    double from, past;
} window;

/* A point in a window of any session before that in which it is in for certain. */
typedef struct candidate {
    int64_t id;
    int32_t zone;
    uint32_t certain; /* session from which on it is in, whichever way the cuts fall; the number of sessions: none */
    bool taken;
    double u[FOL_MAX_SESSIONS];
} candidate;

typedef struct finder finder;

struct fol__gather {
    const finder *finder;
    int64_t *certain; /* [zone][session] points that no window holds, by the session in which they are in */
    fol__vector candidates;
    bool run;    /* not left out by a host's tasks */
    bool failed; /* memory is out */
};

struct finder {
    const fol_design *design;
    const fol_pattern *pattern;
    fol__stage stage; /* what is left of it */
    fol__cuts *cuts;
    size_t zones, sessions;
    fol__arena arena;
    double *integral;  /* [zone][session] of the density */
    int64_t *wanted;   /* [zone][session] */
    window *windows;   /* [zone][session] */
    double *reach;     /* [zone] the greatest end of its windows; 0: the zone is done */
    uint8_t *tries;    /* [zone] */
    fol__gather *bands;
    int32_t band_count;
    bool stopped;      /* by the caller */
    candidate *candidates; /* of all bands, by zone */
    fol__cut *room;        /* as many */
    size_t count;
};

/* ---------------------------------------------------------------- the walk */

static void gather_point(fol__gather *g, const fol__densities *densities, uint32_t i, int32_t rank, int64_t id) {
    const finder *f = g->finder;
    const size_t zone = (size_t)densities->zone[i];
    const window *windows = &f->windows[zone * f->sessions];
    candidate point = {.id = id, .zone = (int32_t)zone};
    bool open = false;
    uint32_t j = 0;
    for (; j < f->sessions; j++) {
        point.u[j] = fol__u_of(f->cuts, rank, densities->running[j][i]);
        if (point.u[j] < windows[j].from)
            break;
        open = open || point.u[j] < windows[j].past;
    }
    point.certain = j;
    if (!open && j < f->sessions)
        g->certain[zone * f->sessions + j]++;
    candidate *kept = open ? fol__vector_extend(&g->candidates, 1) : NULL;
    if (kept)
        *kept = point;
    g->failed = g->failed || (open && !kept);
}

void fol__gather_points(fol__gather *gather, const fol__densities *densities, const int32_t *ranks, uint32_t count, int64_t first_id) {
    for (uint32_t i = 0; i < count; i++) {
        if (densities->zone[i] != FOL_NO_ZONE && gather->finder->reach[densities->zone[i]] > 0)
            gather_point(gather, densities, i, ranks[i], first_id + ((int64_t)i << FOL__ID_UNIT_BITS));
    }
}

static void gather_rows(finder *f, fol__gather *g, fol__maker *maker, int32_t row0, int32_t row1) {
    for (int32_t row = row0; row < row1 && !g->failed; row++) {
        fol__maker_go_to(maker, row, 0);
        (void)fol__make_cells(maker, f->design->column_count);
        if (f->band_count == 1 && fol__stage_stops(fol__stage_part(f->stage, 0, WALK_SHARE), (size_t)row + 1, (size_t)row1)) {
            f->stopped = true;
            return;
        }
    }
}

static void gather_band(size_t band, void *context) {
    finder *f = context;
    fol__gather *g = &f->bands[band];
    g->run = true;
    const int32_t row0 = fol__band_row(f->design->row_count, (int32_t)band, f->band_count);
    const int32_t row1 = fol__band_row(f->design->row_count, (int32_t)band + 1, f->band_count);
    fol__maker maker;
    if (!fol__maker_make(f->design, f->pattern, &f->cuts->alloc, &maker)) {
        g->failed = true;
        return;
    }
    maker.gather = g;
    maker.reach = f->reach;
    gather_rows(f, g, &maker, row0, row1);
    fol__maker_free(&maker);
}

static bool prepare_bands(finder *f) {
    const size_t counts = f->zones * f->sessions;
    f->bands = fol__arena_take_zeroed(&f->arena, (size_t)f->band_count, sizeof *f->bands);
    bool ok = f->bands != NULL;
    for (int32_t i = 0; ok && i < f->band_count; i++) {
        fol__gather *g = &f->bands[i];
        g->finder = f;
        g->candidates = (fol__vector){&f->cuts->alloc, sizeof(candidate), NULL, 0, 0};
        g->certain = fol__arena_take(&f->arena, counts, sizeof *g->certain);
        ok = g->certain != NULL;
    }
    return ok;
}

static int by_zone(const void *a, const void *b) {
    const candidate *p = a, *q = b;
    return p->zone < q->zone ? -1 : p->zone > q->zone;
}

static void drop_candidates(finder *f) {
    fol__release(&f->cuts->alloc, f->candidates, f->count, sizeof *f->candidates);
    fol__release(&f->cuts->alloc, f->room, f->count, sizeof *f->room);
    f->candidates = NULL;
    f->room = NULL;
}

/* What the bands have found, together; in the first band's counts. */
static bool join_bands(finder *f) {
    size_t next = 0;
    f->count = 0;
    for (int32_t i = 0; i < f->band_count; i++)
        f->count += f->bands[i].candidates.count;
    f->candidates = fol__alloc(&f->cuts->alloc, f->count, sizeof *f->candidates);
    f->room = fol__alloc(&f->cuts->alloc, f->count, sizeof *f->room);
    for (int32_t i = 0; f->candidates && f->room && i < f->band_count; i++) {
        fol__gather *g = &f->bands[i];
        if (g->candidates.count)
            memcpy(&f->candidates[next], g->candidates.items, g->candidates.count * sizeof *f->candidates);
        next += g->candidates.count;
        for (size_t k = 0; i && k < f->zones * f->sessions; k++)
            f->bands[0].certain[k] += g->certain[k];
    }
    if (next)
        qsort(f->candidates, f->count, sizeof *f->candidates, by_zone);
    return f->candidates && f->room;
}

/* False: out of memory, or stopped. */
static bool gather(finder *f, const fol_tasks *tasks) {
    bool ok = true;
    for (int32_t i = 0; i < f->band_count; i++) {
        memset(f->bands[i].certain, 0, f->zones * f->sessions * sizeof(int64_t));
        f->bands[i].run = false;
    }
    if (f->band_count > 1)
        tasks->run(gather_band, (size_t)f->band_count, f, tasks->user);
    else
        gather_band(0, f);
    for (int32_t i = 0; i < f->band_count; i++) {
        ok = ok && !f->bands[i].failed;
        f->stopped = f->stopped || !f->bands[i].run; /* a host's tasks left it out */
    }
    ok = ok && !f->stopped && join_bands(f);
    for (int32_t i = 0; i < f->band_count; i++)
        fol__vector_free(&f->bands[i].candidates);
    return ok;
}

/* ---------------------------------------------------------------- the cuts */

static int by_u_and_id(const void *a, const void *b) {
    const fol__cut *p = a, *q = b;
    if (p->u != q->u)
        return p->u < q->u ? -1 : 1;
    return p->id < q->id ? -1 : p->id > q->id;
}

/* What became of a zone's cuts. */
typedef struct finding {
    bool found;
    size_t session;    /* if not: the session whose cut is not in its window */
    int64_t reachable; /* how many points its running total can have up to the window's end */
} finding;

/* Those that are in for certain from session j on. */
static int64_t take_certain(candidate *points, size_t count, uint32_t j) {
    int64_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        taken += !points[i].taken && points[i].certain == j;
        points[i].taken = points[i].taken || points[i].certain == j;
    }
    return taken;
}

/* The `need` points with the smallest u of session j, out of those not taken: the last of them is the cut. Returns how many there are
 * to choose from; fewer than `need` are not taken. */
static int64_t take_smallest(candidate *points, size_t count, size_t j, double past, int64_t need, fol__cut *room, fol__cut *cut) {
    size_t open = 0;
    for (size_t i = 0; i < count; i++) {
        if (!points[i].taken && points[i].u[j] < past)
            room[open++] = (fol__cut){points[i].u[j], points[i].id};
    }
    if (need <= 0 || (int64_t)open < need)
        return (int64_t)open;
    qsort(room, open, sizeof *room, by_u_and_id);
    *cut = room[need - 1];
    for (size_t i = 0; i < count; i++)
        points[i].taken = points[i].taken || fol__is_within(cut, points[i].u[j], points[i].id);
    return (int64_t)open;
}

static finding cut_zone(finder *f, size_t zone, candidate *points, size_t count) {
    const size_t first = zone * f->sessions;
    fol__cut *cuts = fol__cuts_of(f->cuts, zone);
    int64_t in = 0;
    for (size_t j = 0; j < f->sessions; j++) {
        in += f->bands[0].certain[first + j] + take_certain(points, count, (uint32_t)j);
        const int64_t need = f->wanted[first + j] - in;
        cuts[j] = (fol__cut){f->windows[first + j].from, -1};
        const int64_t open = take_smallest(points, count, j, f->windows[first + j].past, need, f->room, &cuts[j]);
        if (need < 0 || open < need)
            return (finding){false, j, in + open};
        in += need;
    }
    return (finding){true, 0, in};
}

static void set_reach(finder *f, size_t zone) {
    double most = 1;
    for (size_t j = 0; j < f->sessions; j++)
        most = fol__cuts_of(f->cuts, zone)[j].u > most ? fol__cuts_of(f->cuts, zone)[j].u : most;
    f->cuts->reach[zone] = most;
    f->reach[zone] = 0;
}

/* Said of the last session if it asks for more than all points of the zone, else of the first that cannot be. */
static fol_status unreachable(const finder *f, size_t zone, finding found, int64_t points, fol_error *err) {
    if (f->wanted[(zone + 1) * f->sessions - 1] > points)
        found = (finding){false, f->sessions - 1, points};
    const char *key = f->design->specs.zones[zone].hold_total ? "hold_total" : "density_per_cm2";
    const double apart = f->design->specs.treatment.min_distance_mm;
    const fol__where where = {"zones", (int32_t)zone, -1, -1, key};
    const long long wanted = (long long)f->wanted[zone * f->sessions + found.session], most = (long long)found.reachable;
    if (apart > 0)
        return fol__fail(err, FOL_ERR_CONFLICT, where, "asks for exactly %lld dots after session %zu, but only %lld can stay %g mm apart",
                         wanted, found.session + 1, most, apart);
    return fol__fail(err, FOL_ERR_CONFLICT, where, "asks for exactly %lld dots after session %zu, but the pattern has only %lld there",
                     wanted, found.session + 1, most);
}

/* Those of all zones that are not done yet; *left counts those that need a wider window. */
static fol_status cut_zones(finder *f, size_t *left, fol_error *err) {
    size_t next = 0;
    *left = 0;
    for (size_t z = 0; z < f->zones; z++) {
        const size_t from = next;
        while (next < f->count && f->candidates[next].zone == (int32_t)z)
            next++;
        if (!(f->reach[z] > 0))
            continue;
        const finding found = cut_zone(f, z, &f->candidates[from], next - from);
        if (found.found)
            set_reach(f, z);
        else if (f->tries[z]++ == LAST_TRY)
            return unreachable(f, z, found, (int64_t)(next - from), err);
        else
            (*left)++;
    }
    return FOL_OK;
}

/* ---------------------------------------------------------------- windows */

/* About the u that takes as many points as are wanted. */
static window window_of(double integral, int64_t wanted, int tries) {
    double reach = ROOTS * sqrt((double)wanted) + LEAST_REACH;
    for (int i = 0; i < tries; i++)
        reach *= WIDER;
    if (tries == LAST_TRY || !(integral > 0))
        return (window){0, wanted > 0 || tries == LAST_TRY ? (double)INFINITY : 0};
    const double from = ((double)wanted - reach) / integral;
    return (window){from > 0 ? from : 0, ((double)wanted + reach) / integral};
}

static void set_windows(finder *f) {
    for (size_t z = 0; z < f->zones; z++) {
        if (!(f->reach[z] > 0))
            continue;
        for (size_t j = 0; j < f->sessions; j++) {
            const size_t at = z * f->sessions + j;
            f->windows[at] = window_of(f->integral[at], f->wanted[at], f->tries[z]);
            f->reach[z] = f->windows[at].past > f->reach[z] ? f->windows[at].past : f->reach[z];
        }
    }
}

/* Halves up. */
static int64_t nearest_whole(double x) {
    const int64_t floor = (int64_t)x;
    return floor + (x - (double)floor >= 0.5);
}

static void set_wanted(finder *f, const double *expected) {
    for (size_t i = 0; i < f->zones * f->sessions; i++) {
        f->wanted[i] = nearest_whole(expected[i]);
        if (i % f->sessions && f->wanted[i] < f->wanted[i - 1])
            f->wanted[i] = f->wanted[i - 1];
    }
    for (size_t z = 0; z < f->zones; z++) {
        if (f->design->specs.zones[z].hold_total)
            f->wanted[(z + 1) * f->sessions - 1] = f->design->specs.zones[z].hold_total;
        f->reach[z] = fol__is_exact(&f->design->specs, z) ? 1 : 0;
    }
}

/* ---------------------------------------------------------------- all of it */

static fol_status prepare(finder *f) {
    const size_t counts = f->zones * f->sessions;
    f->integral = fol__arena_take(&f->arena, counts, sizeof *f->integral);
    double *expected = fol__arena_take(&f->arena, counts, sizeof *expected);
    f->wanted = fol__arena_take(&f->arena, counts, sizeof *f->wanted);
    f->windows = fol__arena_take_zeroed(&f->arena, counts, sizeof *f->windows);
    f->reach = fol__arena_take(&f->arena, f->zones, sizeof *f->reach);
    f->tries = fol__arena_take_zeroed(&f->arena, f->zones, sizeof *f->tries);
    if (!f->integral || !expected || !f->wanted || !f->windows || !f->reach || !f->tries || !prepare_bands(f))
        return FOL_ERR_NOMEM;
    const fol_status status =
        fol__design_integral(f->design, fol__stage_part(f->stage, 0, INTEGRAL_SHARE), &f->cuts->alloc, f->integral);
    if (status != FOL_OK)
        return status;
    f->stage = fol__stage_part(f->stage, INTEGRAL_SHARE, 1);
    memcpy(expected, f->integral, counts * sizeof *expected);
    fol__design_hold_totals(f->design, expected);
    set_wanted(f, expected);
    return FOL_OK;
}

static fol_status find_cuts(finder *f, const fol_tasks *tasks, fol_error *err) {
    fol_status status = prepare(f);
    for (size_t left = 1; status == FOL_OK && left > 0;) {
        set_windows(f);
        if (gather(f, tasks))
            status = cut_zones(f, &left, err);
        else
            status = f->stopped ? FOL_ERR_CANCELLED : FOL_ERR_NOMEM;
        drop_candidates(f);
        f->stage = fol__stage_part(f->stage, WALK_SHARE, 1);
    }
    return status == FOL_ERR_CANCELLED ? fol__fail_cancelled(err) : status == FOL_ERR_NOMEM ? fol__fail_nomem(err) : status;
}

fol_status fol__exact_cuts(const fol_design *design, const fol_pattern *pattern, const fol_tasks *tasks, fol__stage stage,
                           const fol_allocator *alloc, fol__cuts *out, fol_error *err) {
    if (!fol__cuts_make(design, pattern, alloc, out))
        return fol__fail_nomem(err);
    finder f = {.design = design, .pattern = pattern, .stage = stage, .cuts = out, .zones = design->zone_count,
                .sessions = design->session_count, .arena = fol__arena_make(alloc),
                .band_count = fol__bands_for(design->row_count, tasks)};
    const fol_status status = find_cuts(&f, tasks, err);
    fol__arena_free(&f.arena);
    if (status != FOL_OK)
        fol__cuts_free(out);
    return status;
}
