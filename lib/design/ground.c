/* SPDX-License-Identifier: MIT */
/* How existing hair counts: openings and dots together keep the density that is asked for.
 *
 *   A dot keeps clear of an opening by r = 0.58 / sqrt(d), d the density of the finished work at its own place: a little more than the
 *   disc that holds one dot on average, so that dots and openings are evenly spaced; by up to half as much more where an opening is not
 *   sure, but by no more than 3 mm. Elsewhere the density is
 *
 *       d (1 - h / d) / (1 - c),   at most FOL__MOST_FILL d, at least 0
 *
 *   h the density of openings about the place, c the share of the skin about it that is nearer to one than r. Where discs do not
 *   overlap, c is a little over h / d and dots come up in the gaps; where they do, c is less, and the missing share is taken from the dots of
 *   highest rank. h and c are sums over openings of a kernel of weight 1, (1 - s^2 / R^2)^2, c with the part of its disc that is its
 *   own ground, the skin nearer to it than to any other. R goes with the ground alone, so both are the same for any density but for r.
 *
 * Raising d only adds dots: d times the factor rises with d as 1 - 2 c + c h / d >= 0, since a disc's own part shrinks no faster than its
 * square radius; r falls. An opening matters to those whose ground it bounds and to what is within R of them. */
#include "inside.h"

#include "floatbits.h"
#include "wide.h"

#include <math.h>
#include <string.h>

/* Clearance squared in um2 at one dot per cm2: 0.58 mm at one per mm2. */
#define CLEARANCE2_UM2 (0.58 * 0.58 * 1e8)

/* R is so many times the root of the ground's area, between bounds. */
#define SPREAD2 (1.7 * 1.7)
#define LEAST_SPREAD_UM 800.0
#define MOST_SPREAD_UM 2500.0

#define PI 3.14159265358979323846
#define FREE2 1e30f /* of a part that no other opening bounds */

/* ---------------------------------------------------------------- grounds */

enum { RAYS = 16 };

/* Cosines and sines of whole sixteenths of a turn. */
#define COS_1 0.92387953251128675613f
#define COS_2 0.70710678118654752440f
#define COS_3 0.38268343236508977173f
static const float ray_x[RAYS] = {1, COS_1, COS_2, COS_3, 0, -COS_3, -COS_2, -COS_1, -1, -COS_1, -COS_2, -COS_3, 0, COS_3, COS_2, COS_1};
static const float ray_y[RAYS] = {0, COS_3, COS_2, COS_1, 1, COS_1, COS_2, COS_3, 0, -COS_3, -COS_2, -COS_1, -1, -COS_1, -COS_2, -COS_3};

/* Cuts rays at the line half way to an opening at (dx, dy). */
static inline void bound_rays(float dx, float dy, float *ground2) {
    const float half = (dx * dx + dy * dy) * 0.5f;
    for (int i = 0; i < RAYS; i++) {
        const float along = dx * ray_x[i] + dy * ray_y[i], t = half / along, t2 = t * t;
        ground2[i] = along > 0 && t2 < ground2[i] ? t2 : ground2[i];
    }
}

static void sort_rays(float *ground2) {
    for (int i = 1; i < RAYS; i++) {
        const float own = ground2[i];
        int at = i;
        for (; at > 0 && ground2[at - 1] > own; at--)
            ground2[at] = ground2[at - 1];
        ground2[at] = own;
    }
}

static void measure(float *ground2, fol__ground *g) {
    const float farthest2 = (float)FOL__GROUND_UM * FOL__GROUND_UM;
    float all = 0;
    sort_rays(ground2);
    for (int part = 0; part < FOL__GROUND_PARTS; part++) {
        const float *own = &ground2[part * (RAYS / FOL__GROUND_PARTS)];
        const float mean = (own[0] + own[1] + own[2] + own[3]) / 4;
        all += mean;
        g->bound2[part] = own[0] < farthest2 ? mean : FREE2;
    }
    const double spread2 = SPREAD2 * PI * (double)(all / FOL__GROUND_PARTS);
    g->spread2 = (float)(spread2 < LEAST_SPREAD_UM * LEAST_SPREAD_UM ? LEAST_SPREAD_UM * LEAST_SPREAD_UM
                        : spread2 > MOST_SPREAD_UM * MOST_SPREAD_UM ? MOST_SPREAD_UM * MOST_SPREAD_UM : spread2);
}

FOL__WIDE static void measure_one(fol__hairs *hairs, size_t opening, const uint32_t *near, size_t count) {
    const int32_t x = hairs->xy[2 * opening], y = hairs->xy[2 * opening + 1];
    const float reach2 = 4.0f * FOL__GROUND_UM * FOL__GROUND_UM;
    float ground2[RAYS];
    for (int i = 0; i < RAYS; i++)
        ground2[i] = (float)FOL__GROUND_UM * FOL__GROUND_UM;
    for (size_t i = 0; i < count; i++) {
        const float dx = (float)(hairs->xy[2 * (size_t)near[i]] - x), dy = (float)(hairs->xy[2 * (size_t)near[i] + 1] - y);
        const float distance2 = dx * dx + dy * dy;
        if (distance2 > 0 && distance2 < reach2)
            bound_rays(dx, dy, ground2);
    }
    measure(ground2, &hairs->grounds[opening]);
}

/* More openings than can bound those of a cell: they are FOL__ONE_OPENING_UM apart. */
enum { MOST_NEAR = 1024 };

/* Numbers of the openings that lie less than a cell from a cell, as far as there is room. */
static size_t gather_near(const fol__hairs *hairs, int32_t column, int32_t row, uint32_t *near) {
    size_t count = 0;
    for (int32_t r = row - 1; r <= row + 1; r++) {
        uint32_t from, past;
        fol__hairs_beside(hairs, column, r, &from, &past);
        for (; from < past && count < MOST_NEAR; from++) {
            const int32_t off = fol__cell_of(hairs->xy[2 * (size_t)from]) - column;
            near[count] = from;
            count += off >= -1 && off <= 1;
        }
    }
    return count;
}

/* Openings of the same cell have the same ones near. */
void fol__hairs_measure(fol__hairs *hairs) {
    uint32_t near[MOST_NEAR];
    size_t count = 0;
    int32_t column = INT32_MIN, row = INT32_MIN;
    for (size_t i = 0; i < hairs->count; i++) {
        const int32_t own_column = fol__cell_of(hairs->xy[2 * i]), own_row = fol__cell_of(hairs->xy[2 * i + 1]);
        if (own_column != column || own_row != row) {
            column = own_column;
            row = own_row;
            count = gather_near(hairs, column, row, near);
        }
        measure_one(hairs, i, near, count);
    }
}

/* ---------------------------------------------------------------- what is left of the density */

/* Squared clearance in um2 where the finished work has so many dots per cm2; any density above 0. */
static inline float clearance2(float per_cm2) {
    const float farthest2 = (float)FOL__FARTHEST_CLEARANCE_UM * FOL__FARTHEST_CLEARANCE_UM;
    return fol__lesser((float)CLEARANCE2_UM2 / per_cm2, farthest2);
}

/* Sums over openings, place by place. */
typedef struct counted {
    float limit2[FOL__MOST_PLACES], disc[FOL__MOST_PLACES], nearest2[FOL__MOST_PLACES]; /* squared clearance, and its disc's area */
    float hair[FOL__MOST_PLACES];    /* openings per um2 */
    float covered[FOL__MOST_PLACES]; /* share of the skin */
} counted;

#define QUARTER ((float)(PI / FOL__GROUND_PARTS))

/* A squared distance as an opening counts it: nothing reaches further than the farthest clearance. */
static inline float counted2(float distance2, float narrow2) {
    const float farthest2 = (float)FOL__FARTHEST_CLEARANCE_UM * FOL__FARTHEST_CLEARANCE_UM;
    const int32_t near = distance2 < farthest2 ? -1 : 0;
    return fol__of_bits((fol__bits_of(distance2 * narrow2) & near) | (fol__bits_of(distance2) & ~near));
}

/* x and y: of the opening, seen from the cell's centre. One that others bound: a part of its disc is theirs. */
static inline void count_bounded(const fol__places *restrict places, int32_t lanes, float x, float y, const fol__ground *restrict g,
                                 counted *restrict c) {
    const float per_spread2 = 1 / g->spread2, weight = (float)(3 / PI) * per_spread2, narrow2 = g->narrow2;
    for (int32_t i = 0; i < lanes; i++) {
        const float dx = x - places->x[i], dy = y - places->y[i], distance2 = dx * dx + dy * dy, limit2 = c->limit2[i];
        const float v = 1 - distance2 * per_spread2, rest = fol__of_bits(fol__bits_of(v) > 0 ? fol__bits_of(v) : 0), w = rest * rest * weight;
        const float part = (fol__lesser(g->bound2[0], limit2) + fol__lesser(g->bound2[1], limit2)) +
                           (fol__lesser(g->bound2[2], limit2) + fol__lesser(g->bound2[3], limit2));
        c->nearest2[i] = fol__lesser(counted2(distance2, narrow2), c->nearest2[i]);
        c->hair[i] += w;
        c->covered[i] += w * (part * QUARTER);
    }
}

/* The same for one whose disc is all its own wherever it matters here. */
static inline void count_free(const fol__places *restrict places, int32_t lanes, float x, float y, const fol__ground *restrict g,
                              counted *restrict c) {
    const float per_spread2 = 1 / g->spread2, weight = (float)(3 / PI) * per_spread2, narrow2 = g->narrow2;
    for (int32_t i = 0; i < lanes; i++) {
        const float dx = x - places->x[i], dy = y - places->y[i], distance2 = dx * dx + dy * dy;
        const float v = 1 - distance2 * per_spread2, rest = fol__of_bits(fol__bits_of(v) > 0 ? fol__bits_of(v) : 0), w = rest * rest * weight;
        c->nearest2[i] = fol__lesser(counted2(distance2, narrow2), c->nearest2[i]);
        c->hair[i] += w;
        c->covered[i] += w * c->disc[i];
    }
}

FOL__WIDE static float begin_counting(const double *restrict per_cm2, int32_t lanes, counted *restrict c) {
    float own[FOL__MOST_PLACES];
    int32_t most2 = 0;
    for (int32_t i = 0; i < lanes; i++)
        own[i] = (float)per_cm2[i];
    for (int32_t i = 0; i < lanes; i++) {
        const int32_t asked = own[i] > 0 ? -1 : 0;
        c->limit2[i] = fol__of_bits(fol__bits_of(clearance2(own[i])) & asked);
        c->disc[i] = 4 * c->limit2[i] * QUARTER;
    }
    for (int32_t i = 0; i < lanes; i++) {
        c->nearest2[i] = FREE2;
        c->hair[i] = c->covered[i] = 0;
    }
    for (int32_t i = 0; i < lanes; i++)
        most2 = fol__bits_of(c->limit2[i]) > most2 ? fol__bits_of(c->limit2[i]) : most2;
    return fol__of_bits(most2);
}

/* How far out of the cell an opening lies along one axis, at least, seen from any place of it. */
static inline float outside(float at, float out_um) {
    const float out = fabsf(at) - (FOL__CELL_UM / 2 + out_um);
    return out > 0 ? out : 0;
}

static inline void count_row(const fol__hairs *hairs, int32_t row, const fol__places *places, float reach2, float most2, counted *c) {
    const int32_t lanes = fol__places_lanes(places);
    const int32_t left = places->column * FOL__CELL_UM + FOL__CELL_UM / 2, top = places->row * FOL__CELL_UM + FOL__CELL_UM / 2;
    uint32_t from, past;
    fol__hairs_beside(hairs, places->column, row, &from, &past);
    for (; from < past; from++) {
        const float x = (float)(hairs->xy[2 * (size_t)from] - left), y = (float)(hairs->xy[2 * (size_t)from + 1] - top);
        const float dx = outside(x, hairs->out_um), dy = outside(y, hairs->out_um);
        const fol__ground *ground = &hairs->grounds[from];
        if (dx * dx + dy * dy >= reach2)
            continue;
        if (ground->bound2[0] < most2)
            count_bounded(places, lanes, x, y, ground, c);
        else
            count_free(places, lanes, x, y, ground, c);
    }
}

FOL__WIDE static void count_around(const fol__hairs *hairs, const fol__places *places, float most2, counted *c) {
    const float spread2 = (float)(MOST_SPREAD_UM * MOST_SPREAD_UM), farthest2 = (float)FOL__FARTHEST_CLEARANCE_UM * FOL__FARTHEST_CLEARANCE_UM;
    const float widest2 = fol__lesser(most2 * (float)((1 + FOL__MOST_WIDER) * (1 + FOL__MOST_WIDER)), farthest2);
    const float reach2 = widest2 > spread2 ? widest2 : spread2;
    for (int32_t row = places->row - 1; row <= places->row + 1; row++)
        count_row(hairs, row, places, reach2, most2, c);
}

FOL__WIDE static void settle(const counted *restrict c, int32_t lanes, const double *restrict per_cm2, double *restrict factor) {
    for (int32_t i = 0; i < lanes; i++) {
        const double per_um2 = per_cm2[i] > 0 ? per_cm2[i] * 1e-8 : 1;
        const double left = 1 - (double)c->hair[i] / per_um2, bare = 1 - (double)c->covered[i];
        const double share = left < FOL__MOST_FILL * bare ? left / bare : FOL__MOST_FILL;
        const double kept = left > 0 ? share : 0;
        factor[i] = c->nearest2[i] < c->limit2[i] ? 0 : kept;
    }
}

void fol__hairs_leave_of(const fol__hairs *hairs, const fol__places *places, const double *per_cm2, double *factor) {
    const int32_t lanes = fol__places_lanes(places);
    counted c;
    const float most2 = begin_counting(per_cm2, lanes, &c);
    count_around(hairs, places, most2, &c);
    settle(&c, lanes, per_cm2, factor);
}

void fol__hairs_leave_at_least(const fol__hairs *hairs, const fol__places *places, const double *per_cm2, const float *per_um2, double *factor) {
    const int32_t lanes = fol__places_lanes(places);
    counted c;
    const float most2 = begin_counting(per_cm2, lanes, &c);
    if (hairs)
        count_around(hairs, places, most2, &c);
    for (int32_t i = 0; i < lanes; i++)
        c.hair[i] = per_um2[i] > c.hair[i] ? per_um2[i] : c.hair[i];
    settle(&c, lanes, per_cm2, factor);
}
