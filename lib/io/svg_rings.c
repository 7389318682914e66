/* SPDX-License-Identifier: MIT */
/* A path with several subpaths fills by a rule; a zone has one outline and holes. Each subpath is looked at from outside: what
 * the others wind around it, with itself and without, says whether it is an edge of the filled area, and of which side.
 * Subpaths that cross each other have no such side: their first point speaks for them. */
#include "svg_rings.h"

#include <math.h>

static bool same_um(fol_point a, fol_point b) {
    return floor(a.x * 1000 + 0.5) == floor(b.x * 1000 + 0.5) && floor(a.y * 1000 + 0.5) == floor(b.y * 1000 + 0.5);
}

size_t fol__svg_distinct(fol_point *points, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || !same_um(points[kept - 1], points[i]))
            points[kept++] = points[i];
    }
    return kept;
}

static double area_of(fol_ring ring) {
    double twice = 0;
    for (size_t i = 0; i < ring.count; i++) {
        const fol_point a = ring.points[i], b = ring.points[i + 1 < ring.count ? i + 1 : 0];
        const fol_point o = ring.points[0];
        twice += (a.x - o.x) * (b.y - o.y) - (b.x - o.x) * (a.y - o.y);
    }
    return twice / 2;
}

typedef struct box {
    double x0, y0, x1, y1;
} box;

static box box_of(fol_ring ring) {
    box b = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < ring.count; i++) {
        b.x0 = fmin(b.x0, ring.points[i].x);
        b.y0 = fmin(b.y0, ring.points[i].y);
        b.x1 = fmax(b.x1, ring.points[i].x);
        b.y1 = fmax(b.y1, ring.points[i].y);
    }
    return b;
}

/* How often a ring winds around a point. */
static int winding(fol_ring ring, fol_point p) {
    int turns = 0;
    for (size_t i = 0; i < ring.count; i++) {
        const fol_point a = ring.points[i], b = ring.points[i + 1 < ring.count ? i + 1 : 0];
        if ((a.y <= p.y) == (b.y <= p.y))
            continue;
        const double side = (b.x - a.x) * (p.y - a.y) - (p.x - a.x) * (b.y - a.y);
        if ((b.y > a.y) == (side > 0))
            turns += b.y > a.y ? 1 : -1;
    }
    return turns;
}

static bool filled(int turns, bool even_odd) {
    return even_odd ? turns % 2 != 0 : turns != 0;
}

/* What the others wind around part i, and the smallest outline around it. */
static int around(const fol__part *parts, const box *boxes, size_t count, size_t i, int *home) {
    const fol_point p = parts[i].ring.points[0];
    int turns = 0;
    double least = HUGE_VAL;
    *home = -1;
    for (size_t j = 0; j < count; j++) {
        if (j == i || p.x < boxes[j].x0 || p.x > boxes[j].x1 || p.y < boxes[j].y0 || p.y > boxes[j].y1)
            continue;
        const int own = winding(parts[j].ring, p);
        const double size = fabs(area_of(parts[j].ring));
        turns += own;
        if (own != 0 && parts[j].outline == -1 && size < least) {
            least = size;
            *home = (int)j;
        }
    }
    return turns;
}

static size_t take_parts(fol__outline *outline, fol__part *parts) {
    size_t count = 0;
    for (size_t i = 0; i < outline->subpath_count; i++) {
        const fol__subpath *sub = &outline->subpaths[i];
        fol_point *points = outline->points + sub->first;
        size_t n = fol__svg_distinct(points, sub->count);
        while (n > 1 && same_um(points[0], points[n - 1]))
            n--;
        const fol_ring ring = {points, n};
        if (n >= 3 && fabs(area_of(ring)) > 1e-6)
            parts[count++] = (fol__part){ring, -1};
    }
    return count;
}

size_t fol__svg_rings(fol__outline *outline, bool even_odd, fol__part *parts) {
    const size_t count = take_parts(outline, parts);
    if (count < 2)
        return count;
    box boxes[FOL__MOST_PARTS];
    for (size_t i = 0; i < count; i++)
        boxes[i] = box_of(parts[i].ring);
    int kinds[FOL__MOST_PARTS], home;
    for (size_t i = 0; i < count; i++) {
        const int outside = around(parts, boxes, count, i, &home), own = area_of(parts[i].ring) > 0 ? 1 : -1;
        const bool out = filled(outside, even_odd), in = filled(outside + own, even_odd);
        kinds[i] = out == in ? -2 : in ? -1 : 0;
    }
    for (size_t i = 0; i < count; i++)
        parts[i].outline = kinds[i] < 0 ? kinds[i] : -2; /* holes are no homes */
    for (size_t i = 0; i < count; i++) {
        if (kinds[i] == 0 && around(parts, boxes, count, i, &home) != 0 && home >= 0)
            kinds[i] = home + 1;
    }
    for (size_t i = 0; i < count; i++) {
        if (kinds[i] >= 0)
            parts[i].outline = kinds[i] > 0 ? kinds[i] - 1 : -2;
    }
    return count;
}
