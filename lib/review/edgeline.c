/* SPDX-License-Identifier: MIT */
/* The nearest of all segments, bundle by bundle. */
#include "edgeline.h"

#include "alloc.h"

#include <math.h>
#include <string.h>

enum { BUNDLE = 16 };

static void put_segments(const fol_ring *points, fol__edgeline *line) {
    for (size_t i = 1; i < points->count; i++) {
        const fol_point a = points->points[i - 1], b = points->points[i];
        const double dx = b.x - a.x, dy = b.y - a.y, length = sqrt(dx * dx + dy * dy);
        if (!(length > 0))
            continue;
        line->segments[line->segment_count] = (fol__segment){a.x, a.y, b.x, b.y};
        line->along[line->segment_count++] = line->length;
        line->length += length;
    }
}

static double lesser(double a, double b) {
    return a < b ? a : b;
}

static double greater(double a, double b) {
    return a > b ? a : b;
}

static size_t lesser_of(size_t a, size_t b) {
    return a < b ? a : b;
}

static void put_bundles(fol__edgeline *line) {
    for (size_t first = 0; first < line->segment_count; first += BUNDLE) {
        const fol__segment *s = &line->segments[first];
        fol__bundle b = {s->x0, s->y0, s->x0, s->y0, first, first};
        for (; b.past < line->segment_count && b.past < first + BUNDLE; b.past++, s++) {
            b.x0 = lesser(b.x0, s->x1);
            b.y0 = lesser(b.y0, s->y1);
            b.x1 = greater(b.x1, s->x1);
            b.y1 = greater(b.y1, s->y1);
        }
        line->bundles[line->bundle_count++] = b;
    }
}

/* Room is for as many as there are points, bundles for one at least. */
static size_t bundle_room(size_t points) {
    return points / BUNDLE + 1;
}

bool fol__edgeline_make(const fol_ring *points, const fol_allocator *alloc, fol__edgeline *out) {
    memset(out, 0, sizeof *out);
    out->alloc = alloc;
    out->segments = fol__alloc(alloc, points->count, sizeof *out->segments);
    out->along = fol__alloc(alloc, points->count, sizeof *out->along);
    out->bundles = fol__alloc(alloc, bundle_room(points->count), sizeof *out->bundles);
    out->room = points->count;
    if (!out->segments || !out->along || !out->bundles)
        return false;
    put_segments(points, out);
    put_bundles(out);
    return true;
}

void fol__edgeline_free(fol__edgeline *line) {
    if (!line->alloc)
        return;
    fol__release(line->alloc, line->segments, line->room, sizeof *line->segments);
    fol__release(line->alloc, line->along, line->room, sizeof *line->along);
    fol__release(line->alloc, line->bundles, bundle_room(line->room), sizeof *line->bundles);
}

static double squared_to_box(const fol__bundle *b, double x, double y) {
    const double dx = x < b->x0 ? b->x0 - x : x > b->x1 ? x - b->x1 : 0;
    const double dy = y < b->y0 ? b->y0 - y : y > b->y1 ? y - b->y1 : 0;
    return dx * dx + dy * dy;
}

static bool bundle_near(const fol__edgeline *line, size_t bundle, double x, double y, double within) {
    const fol__bundle *b = &line->bundles[bundle];
    if (squared_to_box(b, x, y) > within * within)
        return false;
    for (size_t i = b->first; i < b->past; i++) {
        if (fol__segment_distance2(&line->segments[i], x, y) <= within * within)
            return true;
    }
    return false;
}

size_t fol__edgeline_first_near(const fol__edgeline *line, double x, double y, double within) {
    size_t bundle = 0;
    while (bundle < line->bundle_count && !bundle_near(line, bundle, x, y, within))
        bundle++;
    return bundle;
}

/* The nearest segment so far. Where a corner is nearest, both its segments are: the one that the place lies more across tells the side. */
typedef struct nearest {
    double squared, steep, side;
    size_t segment;
} nearest;

static void look_at(const fol__edgeline *line, size_t i, double x, double y, nearest *found) {
    const fol__segment *s = &line->segments[i];
    const double squared = fol__segment_distance2(s, x, y);
    if (squared > found->squared)
        return;
    const double across = fol__segment_side(s, x, y), dx = s->x1 - s->x0, dy = s->y1 - s->y0;
    const double steep = across * across / (dx * dx + dy * dy);
    if (squared < found->squared || steep > found->steep)
        *found = (nearest){squared, steep, across, i};
}

/* How far along its segment, in parts of it, not cut off at its ends. */
static double part_along(const fol__segment *s, double x, double y) {
    const double dx = s->x1 - s->x0, dy = s->y1 - s->y0;
    return ((x - s->x0) * dx + (y - s->y0) * dy) / (dx * dx + dy * dy);
}

bool fol__edgeline_see(const fol__edgeline *line, double x, double y, double within, fol__beside *out) {
    nearest found = {within * within, -1, 0, line->segment_count};
    for (size_t b = 0; b < line->bundle_count; b++) {
        if (squared_to_box(&line->bundles[b], x, y) > found.squared)
            continue;
        for (size_t i = line->bundles[b].first; i < line->bundles[b].past; i++)
            look_at(line, i, x, y, &found);
    }
    if (found.segment == line->segment_count)
        return false;
    const fol__segment *s = &line->segments[found.segment];
    const double t = part_along(s, x, y), dx = s->x1 - s->x0, dy = s->y1 - s->y0;
    if ((t < 0 && found.segment == 0) || (t > 1 && found.segment + 1 == line->segment_count))
        return false;
    out->along = line->along[found.segment] + (t < 0 ? 0 : t > 1 ? 1 : t) * sqrt(dx * dx + dy * dy);
    out->side = found.side < 0 ? -sqrt(found.squared) : sqrt(found.squared);
    return true;
}

/* ---------------------------------------------------------------- without teeth */

/* Two means over so much to either side of a place make one that counts the near ones more. */
#define MEAN_MM 10.0
enum { MOST_SOOTHED = 4096 };

size_t fol__edgeline_soothed_count(const fol__edgeline *line) {
    return line->length < 2 ? 2 : line->length < MOST_SOOTHED ? (size_t)line->length : MOST_SOOTHED;
}

/* At even distances from the line's beginning to its end. */
static void put_places(const fol__edgeline *line, size_t count, fol_point *out) {
    size_t segment = 0;
    for (size_t i = 0; i < count; i++) {
        const double along = (double)i * line->length / (double)(count - 1);
        while (segment + 1 < line->segment_count && line->along[segment + 1] <= along)
            segment++;
        const fol__segment *s = &line->segments[segment];
        const double dx = s->x1 - s->x0, dy = s->y1 - s->y0, t = (along - line->along[segment]) / sqrt(dx * dx + dy * dy);
        out[i] = (fol_point){s->x0 + t * dx, s->y0 + t * dy};
    }
}

static void put_means(const fol_point *places, size_t count, size_t reach, fol_point *out) {
    for (size_t i = 0; i < count; i++) {
        const size_t to_end = lesser_of(i, count - 1 - i), r = lesser_of(to_end, reach);
        double x = 0, y = 0;
        for (size_t k = i - r; k <= i + r; k++) {
            x += places[k].x;
            y += places[k].y;
        }
        out[i] = (fol_point){x / (double)(2 * r + 1), y / (double)(2 * r + 1)};
    }
}

double fol__edgeline_soothe(const fol__edgeline *line, size_t count, fol_point *out) {
    fol_point *places = fol__alloc(line->alloc, 2 * count, sizeof *places), *once = places + count;
    const size_t reach = (size_t)(MEAN_MM * (double)(count - 1) / line->length);
    double most = 0;
    if (!places)
        return -1;
    put_places(line, count, places);
    put_means(places, count, reach, once);
    put_means(once, count, reach, out);
    for (size_t i = 0; i < count; i++) {
        const double dx = out[i].x - places[i].x, dy = out[i].y - places[i].y;
        most = greater(most, dx * dx + dy * dy);
    }
    fol__release(line->alloc, places, 2 * count, sizeof *places);
    return sqrt(most);
}
