/* SPDX-License-Identifier: MIT */
/* Flattening with sums, products and square roots alone, so that every machine gets the same points. Control points are
 * taken to millimetres first: tolerance is then a length on skin, whatever the transform.
 *
 * A polynomial piece bends at most by a constant; cut into n equal steps of its parameter the chord is within
 * max|B''| / (8 n^2) (de Boor 2001, chapter II). An arc is halved until its sagitta is small. */
#include "svg_outline.h"

#include "svg_number.h"

#include <math.h>
#include <stdlib.h>

/* Half of what is promised: points are rounded to micrometres later, and hairlines are smoothed. */
static const double TOLERANCE_MM = 0.01;
/* Far outside of any canvas; the design's own check names what lies beyond 20,000 mm. */
static const double FARTHEST_MM = 1e9;

void fol__outline_free(fol__outline *outline) {
    free(outline->points);
    free(outline->subpaths);
    *outline = (fol__outline){.most = outline->most};
}

fol__pen_in fol__pen_of(fol__outline *outline, fol__matrix to_mm) {
    return (fol__pen_in){outline, to_mm, {0, 0}, {0, 0}, false, FOL__SVG_OK};
}

/* ------------------------------------------------------------------ points */

static void fail(fol__pen_in *pen, fol__svg_result result) {
    if (pen->result == FOL__SVG_OK)
        pen->result = result;
}

static bool grow(void **items, size_t *capacity, size_t size) {
    const size_t more = *capacity ? *capacity * 2 : 16;
    void *grown = more > SIZE_MAX / size ? NULL : realloc(*items, more * size);
    if (!grown)
        return false;
    *items = grown;
    *capacity = more;
    return true;
}

static void add_mm(fol__pen_in *pen, fol_point at) {
    fol__outline *to = pen->outline;
    if (pen->result != FOL__SVG_OK)
        return;
    if (!(at.x >= -FARTHEST_MM && at.x <= FARTHEST_MM && at.y >= -FARTHEST_MM && at.y <= FARTHEST_MM)) {
        fail(pen, FOL__SVG_FAR);
        return;
    }
    if (to->count == to->most) {
        fail(pen, FOL__SVG_MANY);
        return;
    }
    if (to->count == to->capacity && !grow((void **)&to->points, &to->capacity, sizeof *to->points)) {
        fail(pen, FOL__SVG_NOMEM);
        return;
    }
    to->points[to->count++] = at;
    to->subpaths[to->subpath_count - 1].count++;
}

static fol_point mm(const fol__pen_in *pen, double x, double y) {
    return fol__matrix_apply(pen->to_mm, x, y);
}

static void begin(fol__pen_in *pen) {
    fol__outline *to = pen->outline;
    if (pen->down || pen->result != FOL__SVG_OK)
        return;
    if (to->subpath_count == to->subpath_capacity &&
        !grow((void **)&to->subpaths, &to->subpath_capacity, sizeof *to->subpaths)) {
        fail(pen, FOL__SVG_NOMEM);
        return;
    }
    to->subpaths[to->subpath_count++] = (fol__subpath){to->count, 0, false};
    pen->down = true;
    pen->start = pen->at;
    add_mm(pen, mm(pen, pen->at.x, pen->at.y));
}

static void arrive(fol__pen_in *pen, double x, double y) {
    pen->at = (fol_point){x, y};
}

/* ------------------------------------------------------------------ lines and curves */

void fol__pen_move(fol__pen_in *pen, double x, double y) {
    pen->down = false;
    pen->at = pen->start = (fol_point){x, y};
}

void fol__pen_line(fol__pen_in *pen, double x, double y) {
    begin(pen);
    arrive(pen, x, y);
    add_mm(pen, mm(pen, x, y));
}

void fol__pen_close(fol__pen_in *pen) {
    begin(pen);
    if (pen->result == FOL__SVG_OK)
        pen->outline->subpaths[pen->outline->subpath_count - 1].closed = true;
    pen->down = false;
    pen->at = pen->start;
}

/* |p - 2 q + r|: half of the bend at q. */
static double bend(fol_point p, fol_point q, fol_point r) {
    const double x = p.x - 2 * q.x + r.x, y = p.y - 2 * q.y + r.y;
    return sqrt(x * x + y * y);
}

/* Steps for a second derivative of at most `most`; 0 when there would be too many. */
static size_t steps_for(const fol__pen_in *pen, double most) {
    const double steps = ceil(sqrt(most / (8 * TOLERANCE_MM)));
    if (!(steps <= (double)pen->outline->most))
        return 0;
    return steps < 1 ? 1 : (size_t)steps;
}

static void draw_cubic(fol__pen_in *pen, const fol_point p[4], double most_bend) {
    const size_t steps = steps_for(pen, most_bend);
    if (!steps && pen->result == FOL__SVG_OK)
        fail(pen, isfinite(most_bend) ? FOL__SVG_MANY : FOL__SVG_FAR);
    for (size_t i = 1; i < steps && pen->result == FOL__SVG_OK; i++) {
        const double t = (double)i / (double)steps, s = 1 - t;
        const double w0 = s * s * s, w1 = 3 * s * s * t, w2 = 3 * s * t * t, w3 = t * t * t;
        add_mm(pen, (fol_point){w0 * p[0].x + w1 * p[1].x + w2 * p[2].x + w3 * p[3].x,
                                w0 * p[0].y + w1 * p[1].y + w2 * p[2].y + w3 * p[3].y});
    }
    add_mm(pen, p[3]);
}

void fol__pen_cubic(fol__pen_in *pen, double x1, double y1, double x2, double y2, double x, double y) {
    begin(pen);
    const fol_point p[4] = {mm(pen, pen->at.x, pen->at.y), mm(pen, x1, y1), mm(pen, x2, y2), mm(pen, x, y)};
    const double first = bend(p[0], p[1], p[2]), second = bend(p[1], p[2], p[3]);
    arrive(pen, x, y);
    draw_cubic(pen, p, 6 * (first > second ? first : second));
}

void fol__pen_quadratic(fol__pen_in *pen, double x1, double y1, double x, double y) {
    begin(pen);
    const fol_point from = mm(pen, pen->at.x, pen->at.y), over = mm(pen, x1, y1), to = mm(pen, x, y);
    const fol_point p[4] = {from,
                            {from.x + (over.x - from.x) * 2 / 3, from.y + (over.y - from.y) * 2 / 3},
                            {to.x + (over.x - to.x) * 2 / 3, to.y + (over.y - to.y) * 2 / 3},
                            to};
    arrive(pen, x, y);
    draw_cubic(pen, p, 2 * bend(from, over, to));
}

/* ------------------------------------------------------------------ arcs */

/* The unit circle to millimetres, and its larger radius there. */
typedef struct circle {
    fol__matrix to_mm;
    double radius_mm;
} circle;

/* Points strictly between two directions less than half a turn apart. */
static void halve(fol__pen_in *pen, const circle *round, fol_point u, fol_point v, int depth) {
    const double x = u.x + v.x, y = u.y + v.y, size = sqrt(x * x + y * y);
    if (pen->result != FOL__SVG_OK || depth == 0 || round->radius_mm * (1 - size / 2) <= TOLERANCE_MM)
        return;
    const fol_point middle = {x / size, y / size};
    halve(pen, round, u, middle, depth - 1);
    add_mm(pen, fol__matrix_apply(round->to_mm, middle.x, middle.y));
    halve(pen, round, middle, v, depth - 1);
}

/* From u to v, which lie on the unit circle, by whole quarters first; sign 1: towards growing y. */
static void draw_round(fol__pen_in *pen, const circle *round, fol_point u, fol_point v, int sign, bool large) {
    for (int quarters = 0; quarters < 4; quarters++) {
        const fol_point next = {-sign * u.y, sign * u.x};
        const double ahead = u.x * v.x + u.y * v.y, aside = next.x * v.x + next.y * v.y;
        const bool here = ahead >= -1e-9 && aside >= -1e-9; /* v lies in the quarter that begins at u */
        if (here && !(large && quarters < 2))
            break;
        halve(pen, round, u, next, 24);
        add_mm(pen, fol__matrix_apply(round->to_mm, next.x, next.y));
        u = next;
    }
    halve(pen, round, u, v, 24);
}

/* Centre of the arc between (x1, y1) and (x2, y2) on a unit circle, by the side that is asked for (SVG 1.1, F.6.5). */
static fol_point centre_of(fol_point p, fol_point q, bool left) {
    const double dx = q.x - p.x, dy = q.y - p.y, square = dx * dx + dy * dy;
    const double rest = 1 / square - 0.25, height = rest > 0 ? sqrt(rest) : 0;
    const double side = left ? height : -height;
    return (fol_point){(p.x + q.x) / 2 - side * dy, (p.y + q.y) / 2 + side * dx};
}

static fol_point unit(double x, double y) {
    const double size = sqrt(x * x + y * y);
    return (fol_point){x / size, y / size};
}

static void draw_ellipse_part(fol__pen_in *pen, fol__matrix turned, double rx, double ry, bool large, bool sweep,
                              double x, double y) {
    const double det = turned.a * turned.d - turned.b * turned.c;
    /* both ends in the ellipse's own axes, where it is a circle of radius 1 */
    fol_point p = {(turned.d * pen->at.x - turned.c * pen->at.y) / det / rx,
                   (turned.a * pen->at.y - turned.b * pen->at.x) / det / ry};
    fol_point q = {(turned.d * x - turned.c * y) / det / rx, (turned.a * y - turned.b * x) / det / ry};
    const double half = sqrt((q.x - p.x) * (q.x - p.x) + (q.y - p.y) * (q.y - p.y)) / 2;
    if (half > 1) { /* radii that do not reach are scaled up */
        rx *= half;
        ry *= half;
        p = (fol_point){p.x / half, p.y / half};
        q = (fol_point){q.x / half, q.y / half};
    }
    const fol_point centre = centre_of(p, q, large != sweep);
    const fol__matrix scaled = {turned.a * rx, turned.b * rx, turned.c * ry, turned.d * ry, 0, 0};
    circle round = {fol__matrix_times(pen->to_mm, scaled), 0};
    const fol_point middle = fol__matrix_apply(round.to_mm, centre.x, centre.y);
    round.to_mm.e = middle.x;
    round.to_mm.f = middle.y;
    const fol__matrix m = round.to_mm;
    round.radius_mm = sqrt(m.a * m.a + m.b * m.b + m.c * m.c + m.d * m.d);
    if (!isfinite(round.radius_mm + middle.x + middle.y))
        fail(pen, FOL__SVG_FAR);
    draw_round(pen, &round, unit(p.x - centre.x, p.y - centre.y), unit(q.x - centre.x, q.y - centre.y), sweep ? 1 : -1,
               large);
    arrive(pen, x, y);
    add_mm(pen, mm(pen, x, y));
}

void fol__pen_arc(fol__pen_in *pen, double rx, double ry, double degrees, bool large, bool sweep, double x, double y) {
    double s, c;
    rx = fabs(rx);
    ry = fabs(ry);
    const bool still = x == pen->at.x && y == pen->at.y;
    if (still || !(rx > 0) || !(ry > 0)) { /* as SVG has it: nothing, or a straight line */
        fol__pen_line(pen, x, y);
        return;
    }
    begin(pen);
    if (!fol__svg_turn(degrees, &s, &c))
        fail(pen, FOL__SVG_FAR);
    else
        draw_ellipse_part(pen, (fol__matrix){c, s, -s, c, 0, 0}, rx, ry, large, sweep, x, y);
}
