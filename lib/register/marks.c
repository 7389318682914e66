/* SPDX-License-Identifier: MIT */
/* A mark is a Gaussian on plain ground, fitted by least squares in a small square. The darkest are taken out of the picture before those that
 * they might be mistaken for are looked at, and each is fitted again with all others gone (after Stetson 1987, DAOPHOT). Bare places are
 * measured the very same way, so that what chance gives is known. */
#include "marks.h"

#include "hash.h"
#include "scales.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_REACH = 40, SWEEPS = 3, WIDTHS = 7, SIGMAS = 24, TRIMS = 9, SAMPLE = 4000 };
/* Squares end where a Gaussian is 4 % of its middle. */
static const double WINDOW_SIGMAS = 2.5;
static const double LEAST_SIGMA_PX = 0.5, MOST_SIGMA_MM = 0.35, SIGMA_STEP = 1.12;
/* Of a mark before anything is known. */
static const double FIRST_SIGMA_MM = 0.07, FIRST_SIGMA_PX = 0.75;
/* Widths that are tried, of the usual one. */
static const double WIDTH[WIDTHS] = {0.8, 1, 1.25, 1.56, 1.95, 2.44, 3.05};
/* Bare places keep this far from dots: of a usual mark's sigma, and mm. */
static const double BARE_SIGMAS = 3, BARE_LEAST_MM = 0.25;

/* ------------------------------------------------------------------ one Gaussian */

typedef struct window {
    int32_t x, y, side; /* pixels */
    double across[2 * MOST_REACH + 2], down[2 * MOST_REACH + 2];
} window;

static bool open_window(const fol__darkness *dark, fol_point at, double sigma, window *w) {
    const int32_t wanted = (int32_t)ceil(WINDOW_SIGMAS * sigma), reach = wanted < MOST_REACH ? wanted : MOST_REACH;
    if (!(at.x >= reach && at.y >= reach && at.x < dark->width - reach && at.y < dark->height - reach))
        return false;
    w->x = (int32_t)at.x - reach;
    w->y = (int32_t)at.y - reach;
    w->side = 2 * reach + 1;
    if (w->x < 0 || w->y < 0 || w->x + w->side > dark->width || w->y + w->side > dark->height)
        return false;
    for (int32_t i = 0; i < w->side; i++) {
        const double dx = (w->x + i + 0.5 - at.x) / sigma, dy = (w->y + i + 0.5 - at.y) / sigma;
        w->across[i] = fol__falling_power(dx * dx / 2);
        w->down[i] = fol__falling_power(dy * dy / 2);
    }
    return true;
}

typedef struct fit {
    double peak;
    double gain; /* how much squared darkness it explains */
    bool seen;
} fit;

static fit fit_at(const fol__darkness *dark, fol_point at, double sigma) {
    window w;
    double values = 0, products = 0, sum_x = 0, sum_y = 0, square_x = 0, square_y = 0;
    if (!open_window(dark, at, sigma, &w))
        return (fit){0, 0, false};
    for (int32_t i = 0; i < w.side; i++) {
        sum_x += w.across[i];
        sum_y += w.down[i];
        square_x += w.across[i] * w.across[i];
        square_y += w.down[i] * w.down[i];
    }
    for (int32_t row = 0; row < w.side; row++) {
        const float *value = dark->values + (size_t)(w.y + row) * (size_t)dark->width + (size_t)w.x;
        double plain = 0, weighted = 0;
        for (int32_t i = 0; i < w.side; i++) {
            plain += (double)value[i];
            weighted += w.across[i] * (double)value[i];
        }
        values += plain;
        products += w.down[row] * weighted;
    }
    const double count = (double)w.side * w.side, sum = sum_x * sum_y;
    const double own = square_x * square_y - sum * sum / count, both = products - sum * values / count;
    return (fit){both / own, both > 0 ? both * both / own : 0, true};
}

/* Adds so much of a Gaussian to the picture. */
static void put(fol__darkness *dark, fol_point at, double sigma, double peak) {
    window w;
    if (!open_window(dark, at, sigma, &w))
        return;
    for (int32_t row = 0; row < w.side; row++) {
        float *value = dark->values + (size_t)(w.y + row) * (size_t)dark->width + (size_t)w.x;
        for (int32_t i = 0; i < w.side; i++)
            value[i] += (float)(peak * w.down[row] * w.across[i]);
    }
}

/* ------------------------------------------------------------------ one mark */

/* What measuring needs to know of the whole picture. */
typedef struct measure {
    fol__darkness *dark;
    double sigma, scatter; /* pixels */
    double broad;          /* sigma */
    double noise;          /* of peaks on bare skin */
} measure;

/* The likeliest place: the darker the better, the further off the worse (both in their own standard deviations). */
static fol_point place_of(const measure *m, fol_point seat, fit *found) {
    const double step = 0.5 * m->scatter > 0.4 ? 0.5 * m->scatter : 0.4;
    const int32_t steps = (int32_t)(2.5 * m->scatter / step);
    fol_point best = seat;
    double best_score = -1e30;
    *found = (fit){0, 0, false};
    for (int32_t row = -steps; row <= steps; row++) {
        for (int32_t column = -steps; column <= steps; column++) {
            const fol_point at = {seat.x + column * step, seat.y + row * step};
            const fit tried = fit_at(m->dark, at, m->sigma);
            const double sure = tried.peak > 0 ? tried.peak / m->noise : 0;
            const double away = step * step * (row * row + column * column) / (m->scatter * m->scatter + 0.01);
            const double score = sure * sure - away;
            if (!tried.seen || away > 6.25 || score <= best_score)
                continue;
            best_score = score;
            best = at;
            *found = tried;
        }
    }
    return best;
}

/* The width that explains most, between those that are tried by a parabola. */
static void widen(const measure *m, fol__mark *mark) {
    fit fits[WIDTHS];
    int best = 0;
    for (int k = 0; k < WIDTHS; k++) {
        fits[k] = fit_at(m->dark, mark->at, WIDTH[k] * m->sigma);
        best = fits[k].gain > fits[best].gain ? k : best;
    }
    mark->width = (float)WIDTH[best];
    mark->wide_peak = (float)fits[best].peak;
    if (best == 0 || best == WIDTHS - 1 || !(fits[best].gain > 0))
        return;
    const double top = fol__top_of(fits[best - 1].gain, fits[best].gain, fits[best + 1].gain);
    mark->width = (float)(WIDTH[best] + (top < 0 ? WIDTH[best] - WIDTH[best - 1] : WIDTH[best + 1] - WIDTH[best]) * top);
    mark->wide_peak = (float)fit_at(m->dark, mark->at, (double)mark->width * m->sigma).peak;
}

/* A mark's own darkness must be in the picture, all others' not. `widths`: its own is looked for; before all others are out of the way it
 * would be theirs. */
static void measure_mark(const measure *m, bool widths, fol__mark *mark) {
    fit found;
    mark->at = place_of(m, mark->seat, &found);
    mark->seen = found.seen;
    mark->peak = (float)found.peak;
    mark->wide_peak = mark->peak;
    mark->width = 1;
    if (widths && mark->seen && found.peak > 3 * m->noise)
        widen(m, mark);
    mark->broad_peak = widths ? (float)fit_at(m->dark, mark->at, m->broad).peak : 0;
}

static void put_mark(const measure *m, const fol__mark *mark, double sign) {
    if (mark->seen)
        put(m->dark, mark->at, (double)mark->width * m->sigma, sign * (double)mark->wide_peak);
}

/* ------------------------------------------------------------------ bare skin */

/* The emptiest of some places around a dot; false when none is empty enough. */
static bool bare_near(const fol__darkness *dark, const fol__seats *seats, size_t i, double least_px, fol_point *out) {
    enum { TRIES = 10 };
    double best = least_px;
    bool found = false;
    for (uint64_t k = 0; k < TRIES; k++) {
        const uint64_t random = fol__mix((i * TRIES + k + 1) * UINT64_C(0x9e3779b97f4a7c15));
        const double reach = 0.9 * dark->px_per_mm;
        const fol_point at = {seats->at[i].x + ((double)(random >> 44) / 0x1p19 - 1) * reach,
                              seats->at[i].y + ((double)(random >> 24 & 0xfffff) / 0x1p19 - 1) * reach};
        const double away = fol__seats_distance(seats, at);
        if (away > best) {
            best = away;
            *out = at;
            found = true;
        }
    }
    return found;
}

static void list_bare(const fol__darkness *dark, const fol__seats *seats, double sigma, fol__marks *marks) {
    const double far = BARE_SIGMAS * sigma, least = BARE_LEAST_MM * dark->px_per_mm;
    marks->bare_count = 0;
    for (size_t i = 0; i < seats->count; i++) {
        fol_point at;
        if (marks->bare_count < marks->bare_room && bare_near(dark, seats, i, far > least ? far : least, &at))
            marks->bare[marks->bare_count++] = (fol__mark){.seat = at, .at = at};
    }
}

/* Of peaks at bare places as the picture is now. */
static double bare_noise(const fol__darkness *dark, const fol__marks *marks, double sigma, float *room) {
    size_t taken = 0;
    for (size_t i = 0; i < marks->bare_count; i++) {
        const fit found = fit_at(dark, marks->bare[i].seat, sigma);
        if (found.seen)
            room[taken++] = (float)found.peak;
    }
    const double spread = fol__spread_of(room, taken);
    return spread > 0.0005 ? spread : 0.0005; /* pictures without any noise */
}

static double sigma_step(double sigma, double step, int k) {
    for (; k > 0; k--)
        sigma *= step;
    return sigma;
}

/* The width at which marks stand out most from bare skin, now that others are out of the way; each mark is put back for itself. Skin is uneven
 * on a large scale rather than a small one, so that a narrow look at marks may tell more than their own width. */
static void trim_sigma(measure *m, float *room, fol__marks *marks) {
    static const double from = 0.5, step = 1.1;
    const size_t every = marks->count / SAMPLE + 1;
    double peaks[TRIMS] = {0}, ratios[TRIMS], sigma = from * m->sigma;
    for (size_t i = 0; i < marks->count; i += every) {
        const fol__mark *mark = &marks->dots[i];
        put_mark(m, mark, 1);
        for (int k = 0; k < TRIMS && mark->seen; k++)
            peaks[k] += fit_at(m->dark, mark->at, sigma_step(sigma, step, k)).peak;
        put_mark(m, mark, -1);
    }
    int best = 0;
    for (int k = 0; k < TRIMS; k++) {
        ratios[k] = peaks[k] / bare_noise(m->dark, marks, sigma_step(sigma, step, k), room);
        best = ratios[k] > ratios[best] ? k : best;
    }
    sigma = sigma_step(sigma, step, best);
    sigma = sigma > LEAST_SIGMA_PX ? sigma : LEAST_SIGMA_PX;
    for (size_t i = 0; i < marks->count; i++)
        marks->dots[i].width *= (float)(m->sigma / sigma);
    m->sigma = sigma;
}

/* ------------------------------------------------------------------ all of them */

typedef struct rank {
    float peak;
    uint32_t dot;
} rank;

static int darkest_first(const void *a, const void *b) {
    const rank *p = a, *q = b;
    if (p->peak != q->peak)
        return p->peak > q->peak ? -1 : 1;
    return (p->dot > q->dot) - (p->dot < q->dot);
}

/* The width that explains most, all dots together, each where it is likeliest; of a sample of them. */
static double usual_sigma(const measure *m, const fol__seats *seats) {
    double gains[SIGMAS] = {0}, best_sigma = LEAST_SIGMA_PX, sigma = LEAST_SIGMA_PX;
    const double most = MOST_SIGMA_MM * m->dark->px_per_mm;
    const size_t every = seats->count / SAMPLE + 1;
    for (size_t i = 0; i < seats->count; i += every) {
        fit found;
        const fol_point at = place_of(m, seats->at[i], &found);
        sigma = LEAST_SIGMA_PX;
        for (int k = 0; k < SIGMAS && sigma <= most && found.peak > 2 * m->noise; k++, sigma *= SIGMA_STEP)
            gains[k] += fit_at(m->dark, at, sigma).gain;
    }
    int best = 0;
    sigma = LEAST_SIGMA_PX;
    for (int k = 1; k < SIGMAS; k++) {
        sigma *= SIGMA_STEP;
        best_sigma = gains[k] > gains[best] ? sigma : best_sigma;
        best = gains[k] > gains[best] ? k : best;
    }
    return best_sigma;
}

/* What of the scatter is the hand's: a place is read no better than the mark's sigma by how many times it stands out. */
static double scatter_beyond(const measure *m, double peak) {
    const double read = peak > 3 * m->noise ? m->sigma * m->noise / peak : m->sigma / 3, own = m->scatter * m->scatter - read * read;
    return own > 0 ? sqrt(own) : 0;
}

static void measure_all(measure *m, const fol__seats *seats, rank *ranks, float *room, fol__marks *out) {
    for (size_t i = 0; i < seats->count; i++) {
        const fit here = fit_at(m->dark, seats->at[i], m->sigma);
        out->dots[i] = (fol__mark){.seat = seats->at[i], .at = seats->at[i]};
        ranks[i] = (rank){(float)here.peak, (uint32_t)i};
    }
    qsort(ranks, seats->count, sizeof *ranks, darkest_first);
    m->scatter = scatter_beyond(m, (double)ranks[seats->count / 3].peak);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (size_t k = 0; k < seats->count; k++) {
            fol__mark *mark = &out->dots[ranks[k].dot];
            put_mark(m, mark, 1);
            measure_mark(m, sweep == SWEEPS - 1, mark);
            put_mark(m, mark, -1);
        }
        if (sweep == 0)
            trim_sigma(m, room, out);
        m->noise = bare_noise(m->dark, out, m->sigma, room);
    }
    out->sigma_px = m->sigma;
    for (size_t i = 0; i < out->bare_count; i++)
        measure_mark(m, false, &out->bare[i]);
}

/* How wide marks are and how much bare skin varies, as a first look tells. */
static void look_first(measure *m, const fol__seats *seats, float *room, fol__marks *out) {
    const double first = FIRST_SIGMA_MM * m->dark->px_per_mm;
    m->sigma = first > FIRST_SIGMA_PX ? first : FIRST_SIGMA_PX;
    list_bare(m->dark, seats, m->sigma, out);
    m->noise = bare_noise(m->dark, out, m->sigma, room);
    m->sigma = out->whole_px = usual_sigma(m, seats);
    m->broad = FOL__BROAD * m->sigma;
    list_bare(m->dark, seats, m->sigma, out);
    m->noise = bare_noise(m->dark, out, m->sigma, room);
}

bool fol__marks_take(fol__darkness *dark, const fol__seats *seats, double scatter_px, fol__marks *out) {
    const fol_allocator *alloc = &dark->alloc;
    *out = (fol__marks){.alloc = *alloc, .count = seats->count, .bare_room = seats->count, .scatter_px = scatter_px};
    out->dots = fol__alloc(alloc, out->count, sizeof *out->dots);
    out->bare = fol__alloc(alloc, out->bare_room, sizeof *out->bare);
    rank *ranks = fol__alloc(alloc, out->count, sizeof *ranks);
    float *room = fol__alloc(alloc, out->count, sizeof *room);
    const bool ok = out->dots && out->bare && ranks && room;
    if (ok) {
        measure m = {.dark = dark, .scatter = scatter_px};
        look_first(&m, seats, room, out);
        measure_all(&m, seats, ranks, room, out);
    }
    fol__release(alloc, room, out->count, sizeof *room);
    fol__release(alloc, ranks, out->count, sizeof *ranks);
    return ok;
}

void fol__marks_free(fol__marks *marks) {
    fol__release(&marks->alloc, marks->dots, marks->count, sizeof *marks->dots);
    fol__release(&marks->alloc, marks->bare, marks->bare_room, sizeof *marks->bare);
    marks->dots = marks->bare = NULL;
}
