/* SPDX-License-Identifier: MIT */
#include "nearest.h"

#include "floatbits.h"
#include "wide.h"

#include <math.h>
#include <stdbool.h>

/* Ends further off than this are drawn in along their segment: single precision is for what is near. */
#define FARTHEST_UM 65536.0
/* Squared distance to nothing. */
#define NOTHING2 1e30f
/* More than what two distances can be wrong by together. */
#define DOUBT_UM 0.125f

/* A segment about a cell's centre. */
typedef struct local_segment {
    float ax, ay, bx, by, dx, dy, per_length2;
} local_segment;

/* A double that the far end is drawn in to, at FARTHEST_UM or so from the cell; ends that are shared near the cell stay exact. */
static double drawn_in(double from, double to, double share) {
    return from + (to - from) * share;
}

static bool is_far(double x, double y) {
    return x > FARTHEST_UM || x < -FARTHEST_UM || y > FARTHEST_UM || y < -FARTHEST_UM;
}

/* Share of the way from (x, y) along (dx, dy) at which the centre is passed, less FARTHEST_UM's worth of the way. */
static double share_near(double x, double y, double dx, double dy) {
    const double length2 = dx * dx + dy * dy;
    const double share = -(x * dx + y * dy) / length2 - FARTHEST_UM / sqrt(length2);
    return share < 0 ? 0 : share > 1 ? 1 : share;
}

static local_segment local_of_ends(const fol__segment *s, double cx, double cy) {
    double ax = s->x0 - cx, ay = s->y0 - cy, bx = s->x1 - cx, by = s->y1 - cy;
    if (is_far(ax, ay)) {
        const double share = share_near(ax, ay, bx - ax, by - ay);
        const double x = drawn_in(ax, bx, share), y = drawn_in(ay, by, share);
        ax = x;
        ay = y;
    }
    if (is_far(bx, by)) {
        const double share = share_near(bx, by, ax - bx, ay - by);
        const double x = drawn_in(bx, ax, share), y = drawn_in(by, ay, share);
        bx = x;
        by = y;
    }
    local_segment l = {(float)ax, (float)ay, (float)bx, (float)by, 0, 0, 0};
    l.dx = l.bx - l.ax;
    l.dy = l.by - l.ay;
    const float length2 = l.dx * l.dx + l.dy * l.dy;
    l.per_length2 = length2 > 0 ? 1.0f / length2 : 0; /* of no length: the first end is as good as any place */
    return l;
}

void fol__directions_fill(const fol__segment *segments, size_t count, fol__direction *out) {
    for (size_t i = 0; i < count; i++) {
        const fol__segment *s = &segments[i];
        const double dx = s->x1 - s->x0, dy = s->y1 - s->y0, length2 = dx * dx + dy * dy;
        const bool fits = length2 > 0 && length2 < FARTHEST_UM * FARTHEST_UM;
        const fol__direction d = {(float)dx, (float)dy, fits ? (float)(1 / length2) : 0};
        out[i] = d;
    }
}

static inline local_segment make_local(const fol__near *near, uint32_t k, double cx, double cy) {
    const fol__segment *s = &near->segments[near->list[k]];
    const fol__direction *d = &near->directions[near->list[k]];
    if (!(d->per_length2 > 0))
        return local_of_ends(s, cx, cy);
    const local_segment l = {(float)(s->x0 - cx), (float)(s->y0 - cy), (float)(s->x1 - cx), (float)(s->y1 - cy), d->dx, d->dy,
                             d->per_length2};
    return l;
}

static double centre_of(int32_t cell) {
    return (double)cell * FOL__CELL_UM + FOL__CELL_UM / 2;
}

/* All lanes do the same: no branches, so that they can be done together. */
static inline void consider(local_segment l, int32_t lanes, const float *restrict x, const float *restrict y, float *restrict least2) {
    for (int32_t i = 0; i < lanes; i++) {
        const float px = x[i] - l.ax, py = y[i] - l.ay, share = fol__to_share((px * l.dx + py * l.dy) * l.per_length2);
        const float ex = px - share * l.dx, ey = py - share * l.dy;
        least2[i] = fol__lesser(ex * ex + ey * ey, least2[i]);
    }
}

FOL__WIDE static void find_nearest(const fol__near *near, const fol__places *places, float *distance) {
    const double cx = centre_of(places->column), cy = centre_of(places->row);
    const int32_t lanes = fol__places_lanes(places);
    float least2[FOL__MOST_PLACES];
    for (int32_t i = 0; i < lanes; i++)
        least2[i] = NOTHING2;
    for (uint32_t k = 0; k < near->count; k++)
        consider(make_local(near, k, cx, cy), lanes, places->x, places->y, least2);
    for (int32_t i = 0; i < lanes; i++)
        distance[i] = sqrtf(least2[i]);
}

/* Squared distances to the nearest piece that a place lies left of, and right of. */
typedef struct sides {
    float left2[FOL__MOST_PLACES], right2[FOL__MOST_PLACES];
} sides;

/* As consider(). Segments that share an end are as near to within a rounding: what is beyond it is in doubt. */
static inline void consider_sides(local_segment l, int32_t lanes, const float *restrict x, const float *restrict y,
                                  float *restrict left2, float *restrict right2) {
    for (int32_t i = 0; i < lanes; i++) {
        const float px = x[i] - l.ax, py = y[i] - l.ay, share = fol__to_share((px * l.dx + py * l.dy) * l.per_length2);
        const float ex = px - share * l.dx, ey = py - share * l.dy;
        const float distance2 = ex * ex + ey * ey, across = px * l.dy - py * l.dx;
        left2[i] = fol__lesser(across >= 0 ? distance2 : NOTHING2, left2[i]);
        right2[i] = fol__lesser(across <= 0 ? distance2 : NOTHING2, right2[i]);
    }
}

FOL__WIDE static void find_nearest_signed(const fol__near *near, const fol__places *places, float *restrict distance,
                                          int32_t *restrict doubts) {
    const double cx = centre_of(places->column), cy = centre_of(places->row);
    const int32_t lanes = fol__places_lanes(places);
    sides s;
    for (int32_t i = 0; i < lanes; i++)
        s.left2[i] = s.right2[i] = NOTHING2;
    for (uint32_t k = 0; k < near->count; k++)
        consider_sides(make_local(near, k, cx, cy), lanes, places->x, places->y, s.left2, s.right2);
    for (int32_t i = 0; i < lanes; i++) {
        const float left = sqrtf(s.left2[i]), right = sqrtf(s.right2[i]);
        distance[i] = left <= right ? left : -right;
        doubts[i] = (left - right < DOUBT_UM) & (right - left < DOUBT_UM);
    }
}

void fol__nearest(const fol__near *near, const fol__places *places, float *distance) {
    find_nearest(near, places, distance);
}

void fol__nearest_signed(const fol__near *near, const fol__places *places, float *distance, int32_t *doubts) {
    find_nearest_signed(near, places, distance, doubts);
}
