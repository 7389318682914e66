/* SPDX-License-Identifier: MIT */
/* Outlines are corner points first, then smooth curves through them, so that a table of a few points makes a natural border. */
#include "outlines.h"
#include "hash.h"

#include <math.h>
#include <string.h>

enum { MOST_CORNERS = 160, SPAN_POINTS = 4 };

/* How far zones pass the hairline: sentinels stand up to 4 mm in front of it, and it undulates. */
static const double AHEAD_MM = 7;
/* The height of the hairline that tables are written for; its shape is the first, its temples are normal. */
static const double USUAL_HEIGHT_MM = 80;
/* The lower edge of the hair of the reference head, from above the ear to the middle of the nape. */
static const fol__tape rim[] = {{119, 2}, {128, 12}, {140, 15}, {151, 6}, {158, -14}, {172, -34}, {196, -47}, {230, -54}, {275, -55}};
enum { RIM_POINTS = sizeof rim / sizeof rim[0] };
/* An ear of the reference head, below the hair. */
static const fol__tape ear[] = {{124, 2}, {128, 8}, {136, 10}, {145, 6}, {150, -4}, {149, -16}, {144, -27}, {136, -32}, {129, -30}, {125, -20}, {123, -8}};
/* Where patches lie on the reference head. */
static const fol_point patch_places[] = {{-36, -22}, {34, -62}, {30, 12}, {-12, -104}, {68, -22}, {-66, -66}, {-30, 26}, {4, -24}, {72, -84}};

typedef struct corners {
    fol_point at[MOST_CORNERS];
    size_t count;
} corners;

static void add(corners *c, fol_point p) {
    if (c->count < MOST_CORNERS)
        c->at[c->count++] = p;
}

fol_point fol__ground_at(const fol__ground *g, fol__tape place) {
    if (!g->at_back)
        return fol__head_top(&g->head, place);
    return (fol_point){g->head.top.x + place.along - fol__head_half_rim(&g->head), g->head.top.y - place.up};
}

static double scale_of(const fol__ground *g) {
    return (g->head.width + g->head.length) / (FOL__REFERENCE_WIDTH_MM + FOL__REFERENCE_LENGTH_MM);
}

/* ------------------------------------------------------------------ corners to outlines */

static double tenth(double value) {
    return floor(value * 10 + 0.5) / 10;
}

static double spline(double a, double b, double c, double d, double t) {
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

static bool close_curve(const corners *c, fol__arena *arena, fol_ring *out) {
    const size_t n = c->count;
    fol_point *points = fol__arena_take(arena, n * SPAN_POINTS, sizeof *points);
    if (!points)
        return false;
    for (size_t i = 0; i < n * SPAN_POINTS; i++) {
        const size_t k = i / SPAN_POINTS;
        const double t = (double)(i % SPAN_POINTS) / SPAN_POINTS;
        const fol_point a = c->at[(k + n - 1) % n], b = c->at[k], d = c->at[(k + 1) % n], e = c->at[(k + 2) % n];
        points[i] = (fol_point){tenth(spline(a.x, b.x, d.x, e.x, t)), tenth(spline(a.y, b.y, d.y, e.y, t))};
    }
    *out = (fol_ring){points, n * SPAN_POINTS};
    return true;
}

/* ------------------------------------------------------------------ pieces of outlines */

static fol_point mirrored(const fol__ground *g, fol_point p, bool left) {
    return left ? (fol_point){2 * g->head.top.x - p.x, p.y} : p;
}

/* How a side's points move to lie in front of the line, in shares of the distance, along and up: down from the front edge, forward from the
 * temple's, both in the corners. */
static const fol__tape ahead_shares[FOL__SIDE_POINTS + 1] = {{0, -1},  {0, -1}, {0, -1},      {0, -1},    {0, -1},
                                                             {-1, -1}, {-1, 0}, {-1, -0.5}, {-0.5, -1}, {-0.3, -1}};

/* Points of one side of the hairline, so far in front of it. Rising `from` runs away from the midline. */
static void add_front(corners *c, const fol__ground *g, int from, int to, bool left, double ahead) {
    const int step = to > from ? 1 : -1;
    for (int i = from; i != to + step; i += step) {
        const fol__tape place = g->front.side[i], share = ahead_shares[i];
        if (i == FOL__CORNER + 1 && g->front.side[FOL__CORNER].up - place.up < 2 * ahead)
            continue; /* too near the corner to be passed behind it */
        const fol_point at = fol__head_top(&g->head, (fol__tape){place.along + share.along * ahead, place.up + share.up * ahead});
        add(c, mirrored(g, at, left));
    }
}

/* How far a point of the hairline lies from where tables expect it, in their measure. */
static fol_point displaced(const fol__ground *g, int i) {
    const fol__head reference = {FOL__REFERENCE_WIDTH_MM, FOL__REFERENCE_LENGTH_MM, FOL__REFERENCE_PUPILS_MM, {0, 0}};
    const fol__forehead usual = fol__forehead_make(&reference, fol_hairline_shape_at(0), FOL_TEMPLES_N, USUAL_HEIGHT_MM, 0);
    const fol_point want = fol__head_top(&reference, usual.side[i]), is = fol__head_top(&g->head, g->front.side[i]);
    return (fol_point){(is.x - g->head.top.x) * FOL__REFERENCE_WIDTH_MM / g->head.width - want.x,
                       (is.y - g->head.top.y) * FOL__REFERENCE_LENGTH_MM / g->head.length - want.y};
}

static double between(double a, double b, double t) {
    return a + (b - a) * (t < 0 ? 0 : t > 1 ? 1 : t);
}

/* A table's point, moved with the hairline before it: all of it in front, nothing at the back of the head. */
static fol_point moved(const fol__ground *g, fol_point p) {
    static const struct {
        int point;
        double x; /* where the hairline's point is on the reference head */
    } anchors[] = {{1, 6}, {2, 12}, {3, 23}, {4, 32}, {FOL__CORNER, 42}, {FOL__CORNER + 1, 57}};
    enum { ANCHORS = sizeof anchors / sizeof anchors[0] };
    const double weight = between(0, 1, (p.y + 100) / 120);
    fol_point by = displaced(g, anchors[0].point);
    for (int i = 1; i < ANCHORS; i++) {
        const double t = (p.x - anchors[i - 1].x) / (anchors[i].x - anchors[i - 1].x);
        const fol_point next = displaced(g, anchors[i].point);
        by = (fol_point){between(by.x, next.x, t), between(by.y, next.y, t)};
    }
    /* never forward: what is bald does not move with a low hairline */
    return (fol_point){p.x + (by.x > 0 ? by.x : 0) * weight * between(0, 1, p.x / 23), p.y + (by.y < 0 ? by.y : 0) * weight};
}

static size_t table_count(const fol__plan_zone *zone) {
    size_t n = 0;
    while (n < FOL__TABLE_POINTS && (zone->table[n].x != 0 || zone->table[n].y != 0 || n == 0))
        n++;
    return n;
}

static void add_table(corners *c, const fol__ground *g, const fol__plan_zone *zone, bool left, bool backwards) {
    const size_t n = table_count(zone);
    for (size_t i = 0; i < n; i++) {
        const fol_point p = zone->table[backwards ? n - 1 - i : i], at = g->has_hairline ? moved(g, p) : p;
        if (!(left && p.x == 0)) /* the midline has been there */
            add(c, mirrored(g, fol__head_from_reference(&g->head, at), left));
    }
}

static fol__tape rim_at(const fol__ground *g, size_t i, double up) {
    const double along = rim[i].along * fol__head_half_rim(&g->head) / rim[RIM_POINTS - 1].along;
    return (fol__tape){along, (rim[i].up + up) * scale_of(g)};
}

/* The lower edge behind the ears, `up` higher: from ear to ear, or back. */
static void add_rim(corners *c, const fol__ground *g, size_t first, double up, bool back) {
    const size_t n = RIM_POINTS - first, all = 2 * n - 1;
    for (size_t k = 0; k < all; k++) {
        const size_t i = back ? all - 1 - k : k;
        const bool left = i >= n;
        fol__tape place = rim_at(g, first + (left ? all - 1 - i : i), up);
        if (left && g->at_back)
            place.along = 2 * fol__head_half_rim(&g->head) - place.along;
        add(c, left && !g->at_back ? mirrored(g, fol__ground_at(g, place), true) : fol__ground_at(g, place));
    }
}

/* ------------------------------------------------------------------ kinds */

static void behind(corners *c, const fol__ground *g, const fol__plan_zone *zone, double ahead) {
    add_front(c, g, zone->from, 1, true, ahead);
    add_front(c, g, 0, zone->from, false, ahead);
    add_table(c, g, zone, false, false);
    add_table(c, g, zone, true, true);
}

static void temple(corners *c, const fol__ground *g, const fol__plan_zone *zone, bool left, double ahead) {
    add_front(c, g, zone->from, FOL__CORNER + 1, left, ahead);
    add_table(c, g, zone, left, false);
}

static void closed(corners *c, const fol__ground *g, const fol__plan_zone *zone) {
    add_table(c, g, zone, false, false);
    add_table(c, g, zone, true, true);
}

static void scalp(corners *c, const fol__ground *g, double ahead) {
    if (!g->at_back) {
        add_front(c, g, FOL__SIDE_POINTS, 1, true, ahead);
        add_front(c, g, 0, FOL__SIDE_POINTS, false, ahead);
        add_rim(c, g, 0, 0, false);
        return;
    }
    const double high = 80;
    const size_t first = 1; /* above the ear */
    add_rim(c, g, first, 0, false);
    for (size_t i = first; i < RIM_POINTS; i++)
        add(c, fol__ground_at(g, (fol__tape){2 * fol__head_half_rim(&g->head) - rim_at(g, i, 0).along, high * scale_of(g)}));
    for (size_t i = RIM_POINTS - 1; i-- > first;)
        add(c, fol__ground_at(g, (fol__tape){rim_at(g, i, 0).along, high * scale_of(g)}));
}

static double uneven(const fol__ground *g, uint64_t which, double size) {
    return size * (2 * fol__unit(fol__stream_at(g->stream, which)) - 1);
}

static void patch(corners *c, const fol__ground *g, size_t which, double margin) {
    enum { AROUND = 12 };
    const fol_point middle = fol__head_from_reference(&g->head, patch_places[which]);
    const double radius = g->options.patch_mm / 2;
    const double longer = 1 + uneven(g, which * 32 + 31, 0.12), lean = uneven(g, which * 32 + 30, 0.2);
    for (int i = 0; i < AROUND; i++) {
        double sine, cosine;
        fol__sin_cos(2 * FOL__HALF_TURN * i / AROUND, &sine, &cosine);
        const double r = radius * (1 + uneven(g, which * 32 + (uint64_t)i, 0.06)) + margin;
        add(c, (fol_point){middle.x + r * (cosine * longer + sine * lean), middle.y + r * sine / longer});
    }
}

/* Along the back of the head, a little higher at the ends, never ruled. */
static void strip(corners *c, const fol__ground *g, const fol__plan_zone *zone) {
    const double half = g->options.length_mm / 2, rise = 16 * scale_of(g) / (125 * 125 * scale_of(g) * scale_of(g));
    const int steps = (int)(half / 6) < 6 ? 6 : (int)(half / 6) > 30 ? 30 : (int)(half / 6);
    for (int side = 0; side < 2; side++) {
        for (int k = -steps; k <= steps; k++) {
            const int i = side ? -k : k;
            const double share = (double)i / steps, x = share * (half + zone->table[0].y), inner = share * half;
            const double drift = uneven(g, (uint64_t)(i + 100), 1.2), taper = 1 - share * share * share * share;
            const double wide = g->options.width_mm * (0.25 + 0.75 * taper) * (1 + uneven(g, (uint64_t)(i + 300), 0.18)) / 2;
            const double off = (side ? -1 : 1) * (wide + zone->table[0].x);
            add(c, (fol_point){g->head.top.x + x, g->head.top.y - inner * inner * rise + drift + off});
        }
    }
}

static void field(corners *c, const fol__ground *g) {
    const double half = g->options.length_mm / 2, deep = g->options.width_mm / 2, rise = 10 / (100.0 * 100.0);
    static const double xs[] = {-1, -0.75, -0.4, 0, 0.4, 0.75, 1}, wide[] = {0.55, 0.92, 1, 1, 1, 0.92, 0.55};
    for (int side = 0; side < 2; side++) {
        for (int k = 0; k < 7; k++) {
            const int i = side ? 6 - k : k;
            const double x = xs[i] * half;
            add(c, (fol_point){g->head.top.x + x, g->head.top.y - 12 - x * x * rise + (side ? -1 : 1) * deep * wide[i]});
        }
    }
}

size_t fol__outline_count(const fol__ground *g, const fol__plan_zone *zone) {
    return zone->kind == FOL__OUTLINE_TEMPLE ? 2 : zone->kind == FOL__OUTLINE_PATCHES ? (size_t)g->options.patches : 1;
}

bool fol__outline_make(const fol__ground *g, const fol__plan_zone *zone, size_t which, double ahead_mm, fol__arena *arena,
                       fol_ring *out) {
    corners c = {.count = 0};
    switch (zone->kind) {
    case FOL__OUTLINE_BEHIND:
        behind(&c, g, zone, AHEAD_MM + ahead_mm);
        break;
    case FOL__OUTLINE_TEMPLE:
        temple(&c, g, zone, which == 0, AHEAD_MM + ahead_mm);
        break;
    case FOL__OUTLINE_CLOSED:
        closed(&c, g, zone);
        break;
    case FOL__OUTLINE_SCALP:
        scalp(&c, g, AHEAD_MM + ahead_mm);
        break;
    case FOL__OUTLINE_MARGIN:
        add_rim(&c, g, 2, -2 * ahead_mm, false);
        add_rim(&c, g, 2, zone->table[0].y, true);
        break;
    case FOL__OUTLINE_PATCHES:
        patch(&c, g, which, zone->from ? g->options.margin_mm : 0);
        break;
    case FOL__OUTLINE_STRIP:
        strip(&c, g, zone);
        break;
    case FOL__OUTLINE_FIELD:
        field(&c, g);
        break;
    }
    return close_curve(&c, arena, out);
}

bool fol__outline_ear(const fol__ground *g, bool left, fol__arena *arena, fol_ring *out) {
    const double along = fol__head_half_rim(&g->head) / rim[RIM_POINTS - 1].along;
    corners c = {.count = 0};
    for (size_t i = 0; i < sizeof ear / sizeof ear[0]; i++) {
        const fol__tape place = {ear[i].along * along, ear[i].up * scale_of(g)};
        add(&c, mirrored(g, fol__ground_at(g, place), left != g->at_back));
    }
    return close_curve(&c, arena, out);
}

bool fol__outline_scalp(const fol__ground *g, double ahead, fol__arena *arena, fol_ring *out) {
    corners c = {.count = 0};
    scalp(&c, g, ahead);
    return close_curve(&c, arena, out);
}

static double squared_distance(fol_point a, fol_point b, double x, double y) {
    const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    double t = length > 0 ? ((x - a.x) * dx + (y - a.y) * dy) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    const double ex = x - a.x - t * dx, ey = y - a.y - t * dy;
    return ex * ex + ey * ey;
}

double fol__inside_by(const fol_ring *ring, double x, double y) {
    double least = 1e18;
    bool inside = false;
    for (size_t i = 0; i < ring->count; i++) {
        const fol_point a = ring->points[i], b = ring->points[i + 1 < ring->count ? i + 1 : 0];
        const double d = squared_distance(a, b, x, y);
        least = d < least ? d : least;
        if ((a.y <= y) != (b.y <= y) && x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x))
            inside = !inside;
    }
    return inside ? sqrt(least) : -sqrt(least);
}
