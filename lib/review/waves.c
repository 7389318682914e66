/* SPDX-License-Identifier: MIT */
/* Power spectrum by its definition, |sum of exp(-2 pi i k x)|^2 / n, for a sample of wave vectors in each ring of frequencies.
 *
 * On a torus, wave vectors are those that fit it. Under a density that varies, squares of even density are cut out, and dots in
 * them weigh less toward the square's sides, so that the square itself makes no power (a taper, Blackman and Tukey 1958); what
 * the mean density would make is taken off. Phases are turns in 32 bits, which wrap by themselves; sine and cosine are a
 * polynomial, so that the same set has the same power on every machine. */
#include "dotset.h"
#include "hash.h"
#include "sines.h"
#include "spread.h"

#include <string.h>

#define RINGS_PER_FREQUENCY 20.0

/* A square in which power is measured, under a density that varies: its side in spacings, how many are taken of a set at most,
 * and how many waves a ring each is asked for. */
#define SQUARE_SIDE 24.0
enum { MOST_SQUARES = 64, WAVES_A_SQUARE = 16, SQUARE_STEPS = 64 };

/* Anisotropy is read in these rings: from 0.5 to 2. */
enum { FIRST_RING = 10, PAST_RING = 40 };

enum { LANES = 8 };

/* Points in turns of 2^32 a wave of frequency 1; weights are NULL when all are 1. count is a multiple of LANES. */
typedef struct points {
    const uint32_t *x, *y;
    const float *weights;
    size_t count;
} points;

/* Adds weight x (cos, sin) of LANES phases. By half angles: a turn from -1/2 to 1/2 needs no case for its quarter. */
static inline void add_lanes(const uint32_t *x, const uint32_t *y, const float *weights, uint32_t kx, uint32_t ky, float *re,
                             float *im) {
    for (int l = 0; l < LANES; l++) {
        const float turns = (float)(int32_t)(kx * x[l] + ky * y[l]) * 0x1p-32f;
        const float s = fol__half_sine(turns), c = fol__half_cosine(turns), weight = weights ? weights[l] : 1.0f;
        re[l] += weight * (1.0f - 2.0f * s * s);
        im[l] += weight * (2.0f * s * c);
    }
}

typedef struct amplitude {
    double re, im;
} amplitude;

/* Floats are summed up in short runs, those in doubles. */
enum { RUN = 64 * LANES };

static amplitude amplitude_of(const points *p, uint32_t kx, uint32_t ky) {
    amplitude sum = {0, 0};
    for (size_t from = 0; from < p->count; from += RUN) {
        const size_t to = from + RUN < p->count ? from + RUN : p->count;
        float re[LANES] = {0}, im[LANES] = {0};
        if (p->weights) {
            for (size_t i = from; i < to; i += LANES)
                add_lanes(p->x + i, p->y + i, p->weights + i, kx, ky, re, im);
        } else {
            for (size_t i = from; i < to; i += LANES)
                add_lanes(p->x + i, p->y + i, NULL, kx, ky, re, im);
        }
        for (int l = 0; l < LANES; l++) {
            sum.re += (double)re[l];
            sum.im += (double)im[l];
        }
    }
    return sum;
}

/* Powers of the waves in each ring. */
typedef struct rings {
    fol__spread power[FOL_RINGS];
} rings;

/* A wave of ring `ring` by its number, in the principal frequency: radius and direction are hashed. */
static void choose_wave(size_t ring, uint64_t number, double wave[2]) {
    const uint64_t bits = fol__mix((number << 8 | ring) + UINT64_C(0x8f1bbcdcbfa53e0b));
    const double radius = ((double)ring + (double)(uint32_t)bits * 0x1p-32) / RINGS_PER_FREQUENCY;
    const float turns = (float)(bits >> 40) * 0x1p-24f - 0.5f; /* half of all directions: the other half has the same power */
    wave[0] = radius * (double)fol__half_cosine(turns);
    wave[1] = radius * (double)fol__half_sine(turns);
}

static size_t ring_of(double x, double y) {
    const double ring = sqrt(x * x + y * y) * RINGS_PER_FREQUENCY;
    return ring < FOL_RINGS ? (size_t)ring : FOL_RINGS;
}

/* ---------------------------------------------------------------- on a torus */

/* The wave that fits the torus next to the one chosen is taken, if it is of the same ring. */
static void add_torus_wave(const points *p, size_t own_count, size_t ring, uint64_t number, rings *all) {
    const double principal = sqrt((double)own_count);
    double wave[2];
    choose_wave(ring, number, wave);
    const double kx = floor(wave[0] * principal + 0.5), ky = floor(wave[1] * principal + 0.5);
    if ((kx == 0 && ky == 0) || ring_of(kx / principal, ky / principal) != ring)
        return;
    amplitude a = amplitude_of(p, (uint32_t)(int32_t)kx, (uint32_t)(int32_t)ky);
    a.re -= (double)(p->count - own_count); /* what fills the last lanes lies at the corner, where each wave is 1 */
    fol__spread_add(&all->power[ring], (a.re * a.re + a.im * a.im) / (double)own_count);
}

static fol_status measure_torus(const fol__dotset *set, uint32_t *x, uint32_t *y, fol__stage stage, rings *all) {
    size_t count = 0;
    for (size_t i = 0; i < set->neighbours->count; i++) {
        const fol__neighbour *entry = &set->neighbours->entries[i];
        if (entry->x_um < 0 || entry->x_um >= set->tile_um || entry->y_um < 0 || entry->y_um >= set->tile_um)
            continue; /* a copy */
        x[count] = (uint32_t)(((uint64_t)entry->x_um << 32) / (uint64_t)set->tile_um);
        y[count++] = (uint32_t)(((uint64_t)entry->y_um << 32) / (uint64_t)set->tile_um);
    }
    points p = {x, y, NULL, count};
    while (p.count % LANES != 0) {
        x[p.count] = 0;
        y[p.count++] = 0;
    }
    for (size_t ring = 0; ring < FOL_RINGS; ring++) {
        if (fol__stage_stops(stage, ring, FOL_RINGS))
            return FOL_ERR_CANCELLED;
        for (int32_t i = 0; i < set->waves; i++)
            add_torus_wave(&p, count, ring, (uint64_t)i, all);
    }
    return FOL_OK;
}

/* ---------------------------------------------------------------- in squares */

/* Weight at u from -1/2 to 1/2 of a square's side: (1 - 4 u^2)^2. */
static double taper(double u) {
    const double v = 1 - 4 * u * u;
    return v > 0 ? v * v : 0;
}

typedef struct square {
    double x, y, side; /* centre and side, um */
    const fol__dotset *set;
    uint32_t *xs, *ys;
    float *weights;
    size_t count, room;
    double sum, squares; /* of weights */
    double whole;        /* taper_wave(0) */
} square;

static bool take_dot(const fol__neighbour *entry, int64_t squared_um, void *user) {
    square *q = user;
    const double u = (entry->x_um - q->x) / q->side, v = (entry->y_um - q->y) / q->side;
    const double weight = taper(u) * taper(v);
    (void)squared_um;
    if (!(u > -0.5 && u < 0.5 && v > -0.5 && v < 0.5))
        return true;
    if (q->count == q->room)
        return false;
    q->xs[q->count] = (uint32_t)(int32_t)floor(u * 0x1p24);
    q->ys[q->count] = (uint32_t)(int32_t)floor(v * 0x1p24);
    q->weights[q->count++] = (float)weight;
    q->sum += weight;
    q->squares += weight * weight;
    return true;
}

/* The taper's own transform at so many 256ths of a wave a side. */
static double taper_wave(uint32_t k) {
    uint32_t at[SQUARE_STEPS], none[SQUARE_STEPS] = {0};
    float weights[SQUARE_STEPS];
    const points p = {at, none, weights, SQUARE_STEPS};
    for (int i = 0; i < SQUARE_STEPS; i++) {
        const double u = (i + 0.5) / SQUARE_STEPS - 0.5;
        at[i] = (uint32_t)(int32_t)floor(u * 0x1p24);
        weights[i] = (float)taper(u);
    }
    return amplitude_of(&p, k, 0).re / SQUARE_STEPS;
}

static void add_square_wave(const square *q, size_t ring, uint64_t number, rings *all) {
    const points p = {q->xs, q->ys, q->weights, q->count};
    double wave[2];
    choose_wave(ring, number, wave);
    const uint32_t kx = (uint32_t)(int32_t)floor(wave[0] * SQUARE_SIDE * 256);
    const uint32_t ky = (uint32_t)(int32_t)floor(wave[1] * SQUARE_SIDE * 256);
    amplitude a = amplitude_of(&p, kx, ky);
    a.re -= q->sum * taper_wave(kx) / q->whole * taper_wave(ky) / q->whole;
    fol__spread_add(&all->power[ring], (a.re * a.re + a.im * a.im) / q->squares);
}

static void measure_square(square *q, uint64_t number, rings *all) {
    q->count = 0;
    q->sum = q->squares = 0;
    const double reach = q->side * 0.70710678118654752 + 1;
    if (!fol__neighbours_within(q->set->neighbours, (int32_t)q->x, (int32_t)q->y, (int32_t)reach, take_dot, q) ||
        q->count == 0)
        return;
    for (; q->count % LANES != 0; q->count++) {
        q->xs[q->count] = q->ys[q->count] = 0;
        q->weights[q->count] = 0;
    }
    for (size_t ring = 0; ring < FOL_RINGS; ring++) {
        for (uint64_t i = 0; i < WAVES_A_SQUARE; i++)
            add_square_wave(q, ring, number * WAVES_A_SQUARE + i, all);
    }
}

/* Places squares half a side apart; returns how many are even. Each `every`-th of those is measured; 0: none. */
static size_t walk_squares(const fol__dotset *set, square *q, size_t every, rings *all) {
    const double pitch = set->usual_um * SQUARE_SIDE / 2;
    size_t found = 0;
    for (double y = set->y0 + pitch; y < set->y1; y += pitch) {
        for (double x = set->x0 + pitch; x < set->x1; x += pitch) {
            const double spacing_um = set->spacing_um(set, x, y, SQUARE_SIDE / 2, FOL__WAVE_EVENNESS);
            if (!(spacing_um > 0))
                continue;
            if (every > 0 && found % every == 0) {
                q->x = floor(x);
                q->y = floor(y);
                q->side = spacing_um * SQUARE_SIDE;
                measure_square(q, found / every, all);
            }
            found++;
        }
    }
    return found;
}

/* ---------------------------------------------------------------- both */

/* In each ring powers have the exponential distribution, variance 1 in units of the squared mean, unless they depend on
 * direction. */
static double anisotropy(const rings *all) {
    double spread = 0, count = 0;
    for (size_t i = FIRST_RING; i < PAST_RING; i++) {
        const double cv = fol__spread_cv(&all->power[i]);
        spread += cv * cv * ((double)all->power[i].count + 1); /* of n such powers it is n / (n + 1) on average */
        count += (double)all->power[i].count;
    }
    return count > 0 ? spread / count : 0;
}

static void sum_up(const rings *all, fol_texture *out) {
    for (size_t i = 0; i < FOL_RINGS; i++) {
        out->power[i] = fol__spread_mean(&all->power[i]);
        out->waves[i] = all->power[i].count;
    }
    out->anisotropy = anisotropy(all);
}

static fol_status measure(const fol__dotset *set, uint32_t *room, size_t count, fol__stage stage, fol_texture *out) {
    rings all;
    memset(&all, 0, sizeof all);
    fol_status status = FOL_OK;
    if (set->tile_um > 0) {
        status = measure_torus(set, room, room + count, stage, &all);
    } else {
        square q = {0, 0, 0, set, room, room + count, NULL, 0, count - LANES, 0, 0, taper_wave(0)};
        q.weights = fol__alloc(set->alloc, count, sizeof *q.weights);
        if (!q.weights)
            return FOL_ERR_NOMEM;
        const size_t found = walk_squares(set, &q, 0, &all);
        (void)walk_squares(set, &q, found / MOST_SQUARES + 1, &all);
        fol__release(set->alloc, q.weights, count, sizeof *q.weights);
    }
    if (status == FOL_OK)
        sum_up(&all, out);
    return status;
}

fol_status fol__dotset_waves(fol__dotset *set, fol__stage stage, fol_texture *out) {
    const size_t count = set->neighbours->count + LANES;
    uint32_t *room = fol__alloc(set->alloc, count, 2 * sizeof *room);
    if (!room)
        return FOL_ERR_NOMEM;
    const fol_status status = measure(set, room, count, stage, out);
    fol__release(set->alloc, room, count, 2 * sizeof *room);
    return status;
}
