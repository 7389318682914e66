/* SPDX-License-Identifier: MIT */
/* The curve is flattened once and everything else works on its straight segments, in double micrometres. */
#include "curve.h"

#include "crossings.h"

#include <math.h>
#include <string.h>

#define FLATNESS_UM 10.0
enum { MOST_PIECES = 256 }; /* of a span: a metre-long span stays within the flatness */

typedef struct place {
    double x, y;
} place;

static place mixed(place a, place b, double ta, double tb, double t) {
    const double u = tb > ta ? (t - ta) / (tb - ta) : 0;
    const place p = {a.x + (b.x - a.x) * u, a.y + (b.y - a.y) * u};
    return p;
}

/* Root of the distance: the centripetal knot interval. */
static double knot_step(place a, place b) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    return sqrt(sqrt(dx * dx + dy * dy));
}

/* A span between p[1] and p[2], evaluated by repeated interpolation (Barry and Goldman 1988). */
typedef struct span {
    place p[4];
    double t[4];
} span;

static span span_make(const place p[4]) {
    span s;
    memcpy(s.p, p, sizeof s.p);
    s.t[0] = 0;
    for (int i = 1; i < 4; i++)
        s.t[i] = s.t[i - 1] + knot_step(p[i - 1], p[i]);
    return s;
}

static place span_at(const span *s, double share) {
    const double *k = s->t;
    const double t = k[1] + (k[2] - k[1]) * share;
    const place a = mixed(s->p[0], s->p[1], k[0], k[1], t), b = mixed(s->p[1], s->p[2], k[1], k[2], t);
    const place c = mixed(s->p[2], s->p[3], k[2], k[3], t);
    return mixed(mixed(a, b, k[0], k[2], t), mixed(b, c, k[1], k[3], t), k[1], k[2], t);
}

/* A straight piece strays from a curve by an eighth of the curve's second derivative, which is found from second differences;
 * half as much again covers what they miss between their places. */
static int pieces_of(const span *s) {
    enum { STEPS = 16 };
    place before = s->p[1], at = span_at(s, 1.0 / STEPS);
    double most2 = 0;
    for (int i = 2; i <= STEPS; i++) {
        const place next = span_at(s, (double)i / STEPS);
        const double dx = before.x - 2 * at.x + next.x, dy = before.y - 2 * at.y + next.y;
        most2 = dx * dx + dy * dy > most2 ? dx * dx + dy * dy : most2;
        before = at;
        at = next;
    }
    const double second = sqrt(most2) * STEPS * STEPS;
    const int pieces = 1 + (int)sqrt(1.5 * second / (8 * FLATNESS_UM));
    return pieces < MOST_PIECES ? pieces : MOST_PIECES;
}

/* Points before the first and past the last lie as far beyond the end as the neighbour lies behind it. */
static place point_at(const fol_ring *points, ptrdiff_t i) {
    const ptrdiff_t last = (ptrdiff_t)points->count - 1;
    const ptrdiff_t inner = i < 0 ? 0 : i > last ? last : i;
    place p = {fol__um_from_mm(points->points[inner].x), fol__um_from_mm(points->points[inner].y)};
    if (inner == i)
        return p;
    const place back = point_at(points, i < 0 ? 1 : last - 1);
    p.x += p.x - back.x;
    p.y += p.y - back.y;
    return p;
}

static bool append(fol__vector *segments, place a, place b) {
    fol__segment *s = fol__vector_extend(segments, 1);
    if (!s)
        return false;
    s->x0 = a.x;
    s->y0 = a.y;
    s->x1 = b.x;
    s->y1 = b.y;
    return true;
}

static bool append_spans(const fol_ring *points, fol__vector *segments) {
    for (ptrdiff_t i = 0; i + 1 < (ptrdiff_t)points->count; i++) {
        const place p[4] = {point_at(points, i - 1), point_at(points, i), point_at(points, i + 1),
                            point_at(points, i + 2)};
        const span s = span_make(p);
        const int pieces = pieces_of(&s);
        place from = p[1];
        for (int k = 1; k <= pieces; k++) {
            const place to = k == pieces ? p[2] : span_at(&s, (double)k / pieces);
            if (!append(segments, from, to))
                return false;
            from = to;
        }
    }
    return true;
}

/* From `end`, away from `inner`, until well past the bounds. */
static place ray_end(place end, place inner, fol__box bounds) {
    const double dx = end.x - inner.x, dy = end.y - inner.y;
    const double far_x = (end.x > bounds.x0 ? end.x - bounds.x0 : bounds.x0 - end.x) + (double)bounds.x1 - bounds.x0;
    const double far_y = (end.y > bounds.y0 ? end.y - bounds.y0 : bounds.y0 - end.y) + (double)bounds.y1 - bounds.y0;
    const double length = sqrt(dx * dx + dy * dy);
    const double reach = (far_x + far_y) / length;
    const place p = {end.x + dx * reach, end.y + dy * reach};
    return p;
}

/* Share of a at which b crosses it; 1 when it does not. */
static double crossing_share(const fol__segment *a, const fol__segment *b) {
    const double a0 = fol__segment_side(b, a->x0, a->y0), a1 = fol__segment_side(b, a->x1, a->y1);
    const double b0 = fol__segment_side(a, b->x0, b->y0), b1 = fol__segment_side(a, b->x1, b->y1);
    if ((a0 > 0) == (a1 > 0) || (b0 > 0) == (b1 > 0))
        return 1;
    return a0 / (a0 - a1);
}

/* Cuts a ray to a share of its length; false when nothing is cut off. */
static bool shorten(fol__segment *ray, double share, bool keep_end) {
    if (!(share < 1))
        return false;
    share = keep_end ? 1 - share : share;
    const double x = ray->x0 + (ray->x1 - ray->x0) * share, y = ray->y0 + (ray->y1 - ray->y0) * share;
    if (keep_end) {
        ray->x0 = x;
        ray->y0 = y;
    } else {
        ray->x1 = x;
        ray->y1 = y;
    }
    return true;
}

/* A ray that ran on across the curve would turn its far side inside out. True when one was stopped by the curve. */
static bool stop_rays(fol__segment *segments, size_t count) {
    bool stopped = false;
    fol__segment *in = &segments[0], *out = &segments[count - 1];
    for (size_t i = 2; i + 1 < count; i++) {
        const fol__segment back = {in->x1, in->y1, in->x0, in->y0};
        stopped = shorten(in, crossing_share(&back, &segments[i]), true) || stopped;
    }
    for (size_t i = 1; i + 2 < count; i++)
        stopped = shorten(out, crossing_share(out, &segments[i]), false) || stopped;
    const fol__segment back = {in->x1, in->y1, in->x0, in->y0};
    const double in_share = crossing_share(&back, out), out_share = crossing_share(out, &back);
    if (in_share < 1 && out_share < 1) {
        shorten(in, in_share, true);
        shorten(out, out_share, false);
        in->x0 = out->x1; /* one corner, to the bit: else rounding would tell the side near it */
        in->y0 = out->y1;
    }
    return stopped;
}

static fol_status check_alike(const fol_ring *points, fol__where where, fol_error *err) {
    for (size_t i = 0; i + 1 < points->count; i++) {
        const place a = point_at(points, (ptrdiff_t)i), b = point_at(points, (ptrdiff_t)i + 1);
        if (a.x != b.x || a.y != b.y)
            continue;
        where.vertex = (int32_t)i + 1;
        return fol__fail(err, FOL_ERR_GEOMETRY, where, "is the same as the point before it; leave one of them out");
    }
    return FOL_OK;
}

static fol_status check_crossing(const fol__segment *segments, size_t count, fol__where where,
                                 const fol_allocator *alloc, fol_error *err) {
    fol__edge *edges = fol__alloc(alloc, count, sizeof *edges);
    if (!edges)
        return fol__fail_nomem(err);
    for (size_t i = 0; i < count; i++) {
        const fol__segment *s = &segments[i];
        const fol__edge e = {(int32_t)s->x0, (int32_t)s->y0, (int32_t)s->x1, (int32_t)s->y1, 0, (int32_t)i};
        edges[i] = e;
    }
    fol__vector meetings = {alloc, sizeof(fol__meeting), NULL, 0, 0};
    const fol__crossings_result result = fol__find_crossings(edges, count, &meetings);
    fol_status status = result == FOL__CROSSINGS_NOMEM ? fol__fail_nomem(err) : FOL_OK;
    const fol__meeting *list = meetings.items;
    for (size_t m = 0; status == FOL_OK && m < meetings.count; m++) {
        if (!list[m].crossing)
            continue;
        const fol__edge *e = &edges[list[m].edge];
        status = fol__fail(err, FOL_ERR_GEOMETRY, where, "the curve crosses itself near (%g, %g); draw it without a loop",
                           fol__mm_from_um(e->x0), fol__mm_from_um(e->y0));
    }
    if (status == FOL_OK && result == FOL__CROSSINGS_TANGLED)
        status = fol__fail(err, FOL_ERR_LIMIT, where, "the curve is too tangled; simplify it");
    fol__vector_free(&meetings);
    fol__release(alloc, edges, count, sizeof *edges);
    return status;
}

static bool flatten(const fol_ring *points, fol__box bounds, fol__vector *segments, bool *hooked) {
    fol__segment *ray = fol__vector_extend(segments, 1);
    if (!ray || !append_spans(points, segments) || !fol__vector_extend(segments, 1))
        return false;
    fol__segment *all = segments->items;
    const size_t last = segments->count - 1;
    const place start = {all[1].x0, all[1].y0}, second = {all[1].x1, all[1].y1};
    const place end = {all[last - 1].x1, all[last - 1].y1}, before = {all[last - 1].x0, all[last - 1].y0};
    const place from = ray_end(start, second, bounds), to = ray_end(end, before, bounds);
    all[0].x0 = from.x;
    all[0].y0 = from.y;
    all[0].x1 = start.x;
    all[0].y1 = start.y;
    all[last].x0 = end.x;
    all[last].y0 = end.y;
    all[last].x1 = to.x;
    all[last].y1 = to.y;
    *hooked = stop_rays(all, segments->count);
    return true;
}

fol_status fol__curve_make(const fol_ring *points, fol__box bounds, fol__where where, const fol_allocator *alloc,
                           fol__curve *out, fol_error *err) {
    memset(out, 0, sizeof *out);
    out->alloc = *alloc;
    where.ring = 0;
    if (points->count < 2 || !points->points)
        return fol__fail(err, FOL_ERR_GEOMETRY, where, "has %zu %s; a curve needs at least 2", points->count,
                         points->count == 1 ? "point" : "points");
    fol_status status = fol__ring_check(points, 1, where, err);
    if (status == FOL_OK)
        status = check_alike(points, where, err);
    if (status != FOL_OK)
        return status;
    fol__vector segments = {&out->alloc, sizeof(fol__segment), NULL, 0, 0};
    status = flatten(points, bounds, &segments, &out->hooked) ? FOL_OK : fol__fail_nomem(err);
    if (status == FOL_OK)
        status = check_crossing((const fol__segment *)segments.items + 1, segments.count - 2, where, alloc, err);
    if (status == FOL_OK) {
        out->segments = fol__alloc(&out->alloc, segments.count, sizeof(fol__segment));
        status = out->segments ? FOL_OK : fol__fail_nomem(err);
    }
    if (status == FOL_OK) {
        memcpy(out->segments, segments.items, segments.count * sizeof(fol__segment));
        out->segment_count = segments.count;
        out->first = 1;
        out->past = segments.count - 1;
    }
    fol__vector_free(&segments);
    return status;
}

void fol__curve_free(fol__curve *curve) {
    fol__release(&curve->alloc, curve->segments, curve->segment_count, sizeof(fol__segment));
    curve->segments = NULL;
    curve->segment_count = 0;
}

double fol__curve_distance(const fol__curve *curve, const uint32_t *which, size_t count, double x, double y) {
    double least2 = HUGE_VAL, steepest = -1, side = 0;
    for (size_t i = 0; i < count; i++) {
        const fol__segment *s = &curve->segments[which ? which[i] : i];
        const double d2 = fol__segment_distance2(s, x, y);
        if (d2 > least2)
            continue;
        /* where a corner is nearest, both its segments are: the one that the place lies more across tells the side */
        const double across = fol__segment_side(s, x, y);
        const double dx = s->x1 - s->x0, dy = s->y1 - s->y0;
        const double length2 = dx * dx + dy * dy;
        const double steep = length2 > 0 ? across * across / length2 : -1;
        if (d2 < least2 || steep > steepest) {
            least2 = d2;
            steepest = steep;
            side = across;
        }
    }
    const double distance = sqrt(least2);
    return side < 0 ? -distance : distance;
}
