/* SPDX-License-Identifier: MIT */
/* Everything is relative to what lies around: how dark and wide the dots there are that were kept, and what bare skin there gives by chance. So
 * uneven light, skin and sharpness do not matter. Among the four states that one is taken which makes what was measured likeliest; how much
 * likelier it is than the others together is the confidence. */
#include "judge.h"

#include "scales.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Around: this cell and its neighbours. */
static const double CELL_MM = 6;
enum { LEAST_AROUND = 40, MOST_AROUND = 4000 };
/* What counts as a dot that is there, in noise; what is taken for one like most, of the usual darkness. */
static const double THERE = 3.5, LIKE_FROM = 0.7, LIKE_TO = 1.6;
/* Around, kept dots are so much lighter or darker than over the whole photograph at most: a place that has faded as a whole must not count as
 * usual. */
static const double NORM_FROM = 0.75, NORM_TO = 1.33;
/* Darkness of each state over that of kept dots, and its own scatter. */
static const double LOST_SCATTER = 0.08, FAINT = 0.4, FAINT_SCATTER = 0.13, KEPT_LEAST_SCATTER = 0.12;
/* A blown-out dot is twice as wide as planned, or as dark as this. */
static const double BLOWN_WIDTH = 2, BLOWN_DARKNESS = 2.1, BLOWN_SCATTER = 0.3;
/* So many times its scatter the squared width of a usual mark must grow when its diameter doubles. */
static const double WIDTH_SHOWS = 2.5;
/* Before anything is seen most dots held. */
static const double PRIOR[FOL_HELD_STATES] = {0, 0.7, 0.12, 0.12, 0.06, 0};

/* ------------------------------------------------------------------ what is usual around a place */

typedef struct local {
    double bare;          /* peak that bare skin gives by chance where the darkest place is looked for */
    double noise;         /* its scatter */
    double peak;          /* of a kept dot of the mean size */
    double broad;         /* the same of its broad peak */
    double scatter;       /* of peaks, over the peak, noise taken off */
    double spread;        /* squared width of a kept dot, of the usual mark's */
    double spread_noise;  /* its standard deviation */
} local;

typedef struct cells {
    double side;
    int32_t columns, rows;
    local *of;
    uint32_t *dot_starts, *dots, *bare_starts, *bare; /* marks by cell */
} cells;

static size_t cell_at(const cells *c, fol_point px) {
    const double x = px.x / c->side, y = px.y / c->side;
    const int32_t column = x > 0 ? x < c->columns ? (int32_t)x : c->columns - 1 : 0;
    const int32_t row = y > 0 ? y < c->rows ? (int32_t)y : c->rows - 1 : 0;
    return (size_t)row * (size_t)c->columns + (size_t)column;
}

static void sort_marks(const cells *c, const fol__mark *marks, size_t count, uint32_t *starts, uint32_t *list) {
    const size_t all = (size_t)c->columns * (size_t)c->rows;
    memset(starts, 0, (all + 1) * sizeof *starts);
    for (size_t i = 0; i < count; i++)
        starts[cell_at(c, marks[i].seat)]++;
    for (size_t k = 1; k <= all; k++)
        starts[k] += starts[k - 1];
    for (size_t i = count; i-- > 0;)
        list[--starts[cell_at(c, marks[i].seat)]] = (uint32_t)i;
}

/* Calls for the seen marks of the cells around one, `reach` cells far, at most MOST_AROUND; returns how many were put into `found`. */
static size_t gather(const cells *c, size_t cell, int32_t reach, const fol__mark *marks, const uint32_t *starts, const uint32_t *list,
                     const fol__mark **found) {
    const int32_t column = (int32_t)(cell % (size_t)c->columns), row = (int32_t)(cell / (size_t)c->columns);
    size_t count = 0;
    for (int32_t r = row > reach ? row - reach : 0; r <= row + reach && r < c->rows; r++) {
        for (int32_t k = column > reach ? column - reach : 0; k <= column + reach && k < c->columns; k++) {
            const size_t at = (size_t)r * (size_t)c->columns + (size_t)k;
            for (uint32_t i = starts[at]; i < starts[at + 1] && count < MOST_AROUND; i++)
                if (marks[list[i]].seen)
                    found[count++] = &marks[list[i]];
        }
    }
    return count;
}

static int by_value(const void *a, const void *b) {
    const double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

static double sorted_part(double *values, size_t count, double part) {
    if (!count)
        return 0;
    qsort(values, count, sizeof *values, by_value);
    return values[(size_t)(part * (double)(count - 1))];
}

/* Half the width of the middle two thirds: a standard deviation that outliers do not move. */
static double sorted_scatter(const double *sorted, size_t count) {
    return count < 3 ? 0 : (sorted[(size_t)(0.8413 * (double)(count - 1))] - sorted[(size_t)(0.1587 * (double)(count - 1))]) / 2;
}

/* ------------------------------------------------------------------ norms */

/* A dot's area over the mean one, so that larger dots may be darker. */
typedef struct sizes {
    const fol__mark *first;
    const fol_dot *dots;
    double mean_square;
} sizes;

static double size_of(const sizes *s, const fol__mark *mark) {
    const double d = s->dots[mark - s->first].diameter_um;
    return s->mean_square > 0 ? d * d / s->mean_square : 1;
}

static double mean_square(const fol_dot *dots, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)dots[i].diameter_um * dots[i].diameter_um;
    return sum / (double)count;
}

/* The darkness that most dots have that are there: the middle of those like it, begun above the middle as what is faint is there, too. */
static double usual_peak(const sizes *s, const fol__mark *const *marks, size_t count, const local *l, double *room) {
    size_t taken = 0;
    for (size_t i = 0; i < count; i++)
        if ((double)marks[i]->peak > l->bare + THERE * l->noise)
            room[taken++] = (double)marks[i]->peak / size_of(s, marks[i]);
    double usual = sorted_part(room, taken, 0.65);
    for (int round = 0; round < 8; round++) {
        size_t from = 0, to = taken;
        while (from < to && room[from] < LIKE_FROM * usual)
            from++;
        while (to > from && room[to - 1] > LIKE_TO * usual)
            to--;
        usual = to > from ? room[from + (to - from) / 2] : usual;
    }
    return usual;
}

/* What is to be known of marks that are like most. */
typedef enum trait { DARKNESS, BROAD_PEAK, SPREAD } trait;

static size_t list_kept(const sizes *s, const fol__mark *const *marks, size_t count, double peak, trait wanted, double *room) {
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        const double size = size_of(s, marks[i]), darkness = (double)marks[i]->peak / size / peak, width = (double)marks[i]->width;
        if (darkness > LIKE_FROM && darkness < LIKE_TO)
            room[taken++] = wanted == DARKNESS ? darkness : wanted == SPREAD ? width * width : (double)marks[i]->broad_peak / size;
    }
    return taken;
}

/* Scatter of darkness and of width among those that are like most. */
static void note_kept(const sizes *s, const fol__mark *const *marks, size_t count, double *room, local *out) {
    size_t taken = list_kept(s, marks, count, out->peak, BROAD_PEAK, room);
    out->broad = sorted_part(room, taken, 0.5);
    taken = list_kept(s, marks, count, out->peak, DARKNESS, room);
    sorted_part(room, taken, 0.5);
    const double all = sorted_scatter(room, taken), noise = out->noise / out->peak, own = all * all - noise * noise;
    out->scatter = own > KEPT_LEAST_SCATTER * KEPT_LEAST_SCATTER ? sqrt(own) : KEPT_LEAST_SCATTER;
    taken = list_kept(s, marks, count, out->peak, SPREAD, room);
    out->spread = taken ? sorted_part(room, taken, 0.5) : 1;
    out->spread_noise = taken > 2 ? sorted_scatter(room, taken) : 1;
    const double tail = taken ? (room[(size_t)(0.9 * (double)(taken - 1))] - out->spread) / 1.2816 : 1; /* what neighbours widen */
    out->spread_noise = tail > out->spread_noise ? tail : out->spread_noise;
}

static void note_bare(const fol__mark *const *bare, size_t count, double *room, local *out) {
    for (size_t i = 0; i < count; i++)
        room[i] = (double)bare[i]->peak;
    const double middle = sorted_part(room, count, 0.5), scatter = sorted_scatter(room, count);
    out->bare = middle > 0 ? middle : 0;
    out->noise = scatter > 0.0005 ? scatter : 0.0005;
}

static bool note_whole(const fol__marks *m, const sizes *s, double *room, const fol__mark **found, local *out) {
    size_t seen = 0;
    for (size_t i = 0; i < m->bare_count; i++)
        if (m->bare[i].seen)
            found[seen++] = &m->bare[i];
    note_bare(found, seen, room, out);
    seen = 0;
    for (size_t i = 0; i < m->count; i++)
        if (m->dots[i].seen)
            found[seen++] = &m->dots[i];
    out->peak = usual_peak(s, found, seen, out, room);
    if (!(out->peak > 0))
        out->peak = out->noise;
    note_kept(s, found, seen, room, out);
    return seen > 0;
}

static void note_cell(const fol__marks *m, const sizes *s, const cells *c, size_t cell, const local *whole, double *room,
                      const fol__mark **found, local *out) {
    *out = *whole;
    size_t count = gather(c, cell, 1, m->bare, c->bare_starts, c->bare, found);
    if (count >= LEAST_AROUND)
        note_bare(found, count, room, out);
    count = gather(c, cell, 2, m->dots, c->dot_starts, c->dots, found);
    if (count < LEAST_AROUND)
        return;
    const double peak = usual_peak(s, found, count, out, room) / whole->peak;
    out->peak = whole->peak * (peak < NORM_FROM ? NORM_FROM : peak > NORM_TO ? NORM_TO : peak);
    note_kept(s, found, count, room, out);
}

/* ------------------------------------------------------------------ one dot */

static double likelihood(double off, double scatter) {
    const double far2 = off * off / (2 * scatter * scatter);
    return fol__falling_power(far2 < 15 ? far2 : 15) / scatter;
}

/* How likely a width is, that of a mark of that state or beyond it. Neighbours widen some marks that are usual, so none is ruled out. */
static double width_likelihood(double off, double scatter) {
    const double least = 0.01, found = off > 0 ? likelihood(off, scatter) * scatter : 1;
    return found > least ? found : least;
}

/* How well a broad peak that is so much darker goes with a state. */
static double not_broader(double more, double scatter) {
    return more > 0 ? likelihood(more, 1.4 * scatter) * 1.4 * scatter : 1;
}

/* What was measured of one dot, in terms of a kept one around it. */
typedef struct seen {
    double darkness, noise; /* of its peak */
    double bare;            /* darkness that bare skin gives */
    double amount;          /* darkness by area, at its own width */
    double broad;           /* darkness of the broad peak */
    double spread;          /* squared width, of the usual mark's */
    double blown_spread;    /* what twice its diameter would give */
} seen;

/* How likely what was measured is in each state. A width tells something only where twice the diameter shows. */
static void weigh(const local *l, const seen *s, double *likely) {
    const double n2 = s->noise * s->noise, own = l->spread_noise / (s->darkness > 0.2 ? s->darkness < 1 ? s->darkness : 1 : 0.2);
    const double grows = s->blown_spread - l->spread;
    const bool shows = s->darkness > 2.5 * s->noise && grows > WIDTH_SHOWS * l->spread_noise;
    const double usual = shows ? width_likelihood(s->spread - l->spread, own) : 1;
    const double wide = shows ? width_likelihood(s->blown_spread - s->spread, sqrt(own * own + 0.1 * grows * grows)) : 0;
    const double dark_scatter = sqrt(n2 + BLOWN_SCATTER * BLOWN_SCATTER), as_kept = sqrt(n2 + l->scatter * l->scatter);
    const double as_faint = sqrt(n2 + FAINT_SCATTER * FAINT_SCATTER);
    likely[FOL_HELD_KEPT] = usual * not_broader(s->broad - 1, as_kept) * likelihood(s->darkness - 1, as_kept);
    likely[FOL_HELD_FAINT] = usual * not_broader(s->broad - FAINT, as_faint) * likelihood(s->darkness - FAINT, as_faint);
    likely[FOL_HELD_LOST] = likelihood(s->darkness > s->bare ? s->darkness - s->bare : 0, sqrt(n2 + LOST_SCATTER * LOST_SCATTER));
    const double by_width = wide * likelihood(s->amount < 1 ? 1 - s->amount : 0, dark_scatter);
    const double by_darkness = likelihood(s->broad < BLOWN_DARKNESS ? BLOWN_DARKNESS - s->broad : 0, dark_scatter);
    likely[FOL_HELD_BLOWN_OUT] = by_width > by_darkness ? by_width : by_darkness;
}

static void judge_dot(const fol__mark *mark, const local *l, double size, double dot_spread, fol_held_dot *out) {
    const double peak = l->peak * size, spread = (double)mark->width * (double)mark->width;
    const seen s = {(double)mark->peak / peak, l->noise / peak, l->bare / peak, (double)mark->wide_peak * spread / (peak * l->spread),
                    l->broad > 0 ? (double)mark->broad_peak / (l->broad * size) : 0, spread,
                    l->spread + (BLOWN_WIDTH * BLOWN_WIDTH - 1) * dot_spread};
    double likely[FOL_HELD_STATES] = {0}, sum = 0;
    weigh(l, &s, likely);
    int best = FOL_HELD_KEPT;
    for (int state = FOL_HELD_KEPT; state <= FOL_HELD_BLOWN_OUT; state++) {
        likely[state] *= PRIOR[state];
        sum += likely[state];
        best = likely[state] > likely[best] ? state : best;
    }
    const double grown = 1 + (spread - l->spread) / dot_spread;
    out->state = (fol_held_state)best;
    out->confidence = sum > 0 ? likely[best] / sum : 0.25;
    out->darkness = s.darkness > 0 ? s.darkness : 0;
    out->width = s.darkness > 3 * s.noise ? sqrt(grown > 0.25 ? grown < 36 ? grown : 36 : 0.25) : 1;
}

/* ------------------------------------------------------------------ all of them */

static bool cells_make(const fol__marks *m, double px_per_mm, cells *c) {
    double width = 1, height = 1;
    for (size_t i = 0; i < m->count; i++) {
        width = m->dots[i].seen && m->dots[i].seat.x > width ? m->dots[i].seat.x : width;
        height = m->dots[i].seen && m->dots[i].seat.y > height ? m->dots[i].seat.y : height;
    }
    *c = (cells){.side = CELL_MM * px_per_mm};
    c->columns = (int32_t)(width / c->side) + 1;
    c->rows = (int32_t)(height / c->side) + 1;
    const size_t count = (size_t)c->columns * (size_t)c->rows;
    c->of = fol__alloc(&m->alloc, count, sizeof *c->of);
    c->dot_starts = fol__alloc(&m->alloc, count + 1, sizeof *c->dot_starts);
    c->bare_starts = fol__alloc(&m->alloc, count + 1, sizeof *c->bare_starts);
    c->dots = fol__alloc(&m->alloc, m->count, sizeof *c->dots);
    c->bare = fol__alloc(&m->alloc, m->bare_count, sizeof *c->bare);
    return c->of && c->dot_starts && c->bare_starts && c->dots && c->bare;
}

static void cells_free(const fol__marks *m, cells *c) {
    const size_t count = (size_t)c->columns * (size_t)c->rows;
    fol__release(&m->alloc, c->of, count, sizeof *c->of);
    fol__release(&m->alloc, c->dot_starts, count + 1, sizeof *c->dot_starts);
    fol__release(&m->alloc, c->bare_starts, count + 1, sizeof *c->bare_starts);
    fol__release(&m->alloc, c->dots, m->count, sizeof *c->dots);
    fol__release(&m->alloc, c->bare, m->bare_count, sizeof *c->bare);
}

static void note_cells(const fol__marks *m, const sizes *s, const local *whole, double *room, const fol__mark **found, cells *c) {
    const size_t count = (size_t)c->columns * (size_t)c->rows;
    sort_marks(c, m->dots, m->count, c->dot_starts, c->dots);
    sort_marks(c, m->bare, m->bare_count, c->bare_starts, c->bare);
    for (size_t k = 0; k < count; k++)
        note_cell(m, s, c, k, whole, room, found, &c->of[k]);
}

static double middling_ratio(const fol__marks *m, const cells *c, double *room) {
    size_t taken = 0;
    for (size_t i = 0; i < m->count; i++) {
        const local *l = &c->of[cell_at(c, m->dots[i].seat)];
        if (m->dots[i].seen)
            room[taken++] = (l->peak - l->bare) / l->noise;
    }
    return sorted_part(room, taken, 0.5);
}

static void judge_all(const fol__marks *m, const sizes *s, const cells *c, double px_per_mm, fol_held_dot *out) {
    const double usual = m->sigma_px * m->sigma_px;
    for (size_t i = 0; i < m->count; i++) {
        const fol__mark *mark = &m->dots[i];
        const double radius = s->dots[i].diameter_um / 4000.0 * px_per_mm; /* sigma of the dot alone */
        if (mark->seen)
            judge_dot(mark, &c->of[cell_at(c, mark->seat)], size_of(s, mark), (radius > 0 ? radius * radius : 0.01) / usual, &out[i]);
        else
            out[i].state = FOL_HELD_UNSEEN;
    }
}

bool fol__judge(const fol__marks *marks, const fol_dot *dots, double px_per_mm, fol_held_dot *out, fol__quality *quality) {
    const size_t most = marks->count > marks->bare_count ? marks->count : marks->bare_count;
    const sizes s = {marks->dots, dots, mean_square(dots, marks->count)};
    cells c = {.side = 1};
    double *room = fol__alloc(&marks->alloc, most, sizeof *room);
    const fol__mark **found = fol__alloc(&marks->alloc, most, sizeof *found);
    const bool ok = cells_make(marks, px_per_mm, &c) && room && found;
    if (ok) {
        local whole = {0};
        note_whole(marks, &s, room, found, &whole);
        note_cells(marks, &s, &whole, room, found, &c);
        *quality = (fol__quality){middling_ratio(marks, &c, room), whole.peak};
        judge_all(marks, &s, &c, px_per_mm, out);
    }
    fol__release(&marks->alloc, found, most, sizeof *found);
    fol__release(&marks->alloc, room, most, sizeof *room);
    cells_free(marks, &c);
    return ok;
}
