/* SPDX-License-Identifier: MIT */
/* How existing hair counts: openings and dots together keep the density that is asked for.
 *
 *   A dot keeps clear of an opening by r = 0.58 / sqrt(d), d the density of the finished work at its own place: a little more than the
 *   disc that holds one dot on average, so that dots and openings are evenly spaced. Elsewhere the density is
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

static fol__ground ground_of(float *ground2) {
    const float farthest2 = (float)FOL__GROUND_UM * FOL__GROUND_UM;
    fol__ground g;
    float all = 0;
    sort_rays(ground2);
    for (int part = 0; part < FOL__GROUND_PARTS; part++) {
        const float *own = &ground2[part * (RAYS / FOL__GROUND_PARTS)];
        const float mean = (own[0] + own[1] + own[2] + own[3]) / 4;
        all += mean;
        g.bound2[part] = own[0] < farthest2 ? mean : FREE2;
    }
    const double spread2 = SPREAD2 * PI * (double)(all / FOL__GROUND_PARTS);
    g.spread2 = (float)(spread2 < LEAST_SPREAD_UM * LEAST_SPREAD_UM ? LEAST_SPREAD_UM * LEAST_SPREAD_UM
                        : spread2 > MOST_SPREAD_UM * MOST_SPREAD_UM ? MOST_SPREAD_UM * MOST_SPREAD_UM : spread2);
    return g;
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
    hairs->grounds[opening] = ground_of(ground2);
}

/* More openings than can bound those of a cell: they are FOL__ONE_OPENING_UM apart. */
enum { MOST_NEAR = 1024 };

/* Openings of the same cell have the same ones near. */
void fol__hairs_measure(fol__hairs *hairs) {
    uint32_t near[MOST_NEAR];
    size_t count = 0;
    int32_t column = INT32_MIN, row = INT32_MIN;
    for (size_t i = 0; i < hairs->count; i++) {
        const int32_t own_column = fol__cell_of(hairs->xy[2 * i]), own_row = fol__cell_of(hairs->xy[2 * i + 1]);
        if (own_column != column || own_row != row) {
            fol__hair_search s = fol__hairs_around(hairs, own_column, own_row, 0, 4.0 * FOL__GROUND_UM * FOL__GROUND_UM);
            column = own_column;
            row = own_row;
            count = 0;
            for (size_t opening; count < MOST_NEAR && fol__hairs_next(&s, &opening);)
                near[count++] = (uint32_t)opening;
        }
        measure_one(hairs, i, near, count);
    }
}

/* ---------------------------------------------------------------- what is left of the density */

/* Squared clearance in um2 where the finished work has so many dots per cm2; any density above 0. */
static double clearance2(double per_cm2) {
    const double farthest2 = (double)FOL__FARTHEST_CLEARANCE_UM * FOL__FARTHEST_CLEARANCE_UM;
    const double limit2 = CLEARANCE2_UM2 / per_cm2;
    return limit2 < farthest2 ? limit2 : farthest2;
}

bool fol__hairs_reach(const fol__hairs *hairs, double per_cm2, int32_t column, int32_t row, int32_t pad_um) {
    const double spread2 = MOST_SPREAD_UM * MOST_SPREAD_UM;
    size_t opening;
    if (!hairs || !(per_cm2 > 0))
        return false;
    const double limit2 = clearance2(per_cm2);
    fol__hair_search s = fol__hairs_around(hairs, column, row, pad_um, limit2 > spread2 ? limit2 : spread2);
    return fol__hairs_next(&s, &opening);
}

/* Sums over openings, place by place. */
typedef struct counted {
    float limit2[FOL__MOST_PLACES], nearest2[FOL__MOST_PLACES];
    float hair[FOL__MOST_PLACES];    /* openings per um2 */
    float covered[FOL__MOST_PLACES]; /* share of the skin */
} counted;

/* x and y: of the opening, seen from the cell's centre. */
static inline void count_opening(const fol__places *restrict places, int32_t lanes, float x, float y, const fol__ground *restrict g,
                                 counted *restrict c) {
    const float per_spread2 = 1 / g->spread2, weight = (float)(3 / PI) * per_spread2, quarter = (float)(PI / FOL__GROUND_PARTS);
    for (int32_t i = 0; i < lanes; i++) {
        const float dx = x - places->x[i], dy = y - places->y[i], distance2 = dx * dx + dy * dy, limit2 = c->limit2[i];
        const float v = 1 - distance2 * per_spread2, w = v > 0 ? v * v * weight : 0;
        float part = 0;
        for (int k = 0; k < FOL__GROUND_PARTS; k++)
            part += g->bound2[k] < limit2 ? g->bound2[k] : limit2;
        c->nearest2[i] = distance2 < c->nearest2[i] ? distance2 : c->nearest2[i];
        c->hair[i] += w;
        c->covered[i] += w * (part * quarter);
    }
}

static inline void settle(const counted *restrict c, int32_t lanes, const double *restrict per_cm2, double *restrict factor) {
    for (int32_t i = 0; i < lanes; i++) {
        const double per_um2 = per_cm2[i] > 0 ? per_cm2[i] * 1e-8 : 1;
        const double left = 1 - (double)c->hair[i] / per_um2, bare = 1 - (double)c->covered[i];
        const double share = left < FOL__MOST_FILL * bare ? left / bare : FOL__MOST_FILL;
        const double kept = left > 0 ? share : 0;
        factor[i] = c->nearest2[i] < c->limit2[i] ? 0 : kept;
    }
}

FOL__WIDE static float begin_counting(const double *restrict per_cm2, int32_t lanes, counted *restrict c) {
    const double farthest2 = (double)FOL__FARTHEST_CLEARANCE_UM * FOL__FARTHEST_CLEARANCE_UM;
    float most2 = 0;
    for (int32_t i = 0; i < lanes; i++) {
        const double limit2 = CLEARANCE2_UM2 / (per_cm2[i] > 0 ? per_cm2[i] : 1e300);
        c->limit2[i] = (float)(per_cm2[i] > 0 ? (limit2 < farthest2 ? limit2 : farthest2) : 0);
        c->nearest2[i] = FREE2;
        c->hair[i] = c->covered[i] = 0;
    }
    for (int32_t i = 0; i < lanes; i++)
        most2 = c->limit2[i] > most2 ? c->limit2[i] : most2;
    return most2;
}

FOL__WIDE static void leave_of(const fol__hairs *hairs, fol__hair_search s, const fol__places *places, const double *per_cm2, counted *c,
                               double *factor) {
    const int32_t lanes = fol__places_lanes(places);
    const int32_t left = places->column * FOL__CELL_UM + FOL__CELL_UM / 2, top = places->row * FOL__CELL_UM + FOL__CELL_UM / 2;
    for (size_t opening; fol__hairs_next(&s, &opening);)
        count_opening(places, lanes, (float)(hairs->xy[2 * opening] - left), (float)(hairs->xy[2 * opening + 1] - top),
                      &hairs->grounds[opening], c);
    settle(c, lanes, per_cm2, factor);
}

void fol__hairs_leave_of(const fol__hairs *hairs, const fol__places *places, const double *per_cm2, double *factor) {
    const int32_t pad_um = 64; /* irregularity takes a place out of its cell by less */
    const double spread2 = MOST_SPREAD_UM * MOST_SPREAD_UM;
    counted c;
    const double most2 = (double)begin_counting(per_cm2, fol__places_lanes(places), &c), reach2 = most2 > spread2 ? most2 : spread2;
    leave_of(hairs, fol__hairs_around(hairs, places->column, places->row, pad_um, reach2), places, per_cm2, &c, factor);
}
