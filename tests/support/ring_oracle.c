/* SPDX-License-Identifier: MIT */
/* Slow on purpose, and shares no code with the library. */
#include "ring_oracle.h"

#include <math.h>
#include <stdlib.h>

static const double two_pi = 6.283185307179586;

void ring_star(test_random *r, double cx, double cy, double radius, double rough, size_t count, fol_point *out) {
    const double turn = random_between(r, 0, two_pi);
    for (size_t i = 0; i < count; i++) {
        const double angle = turn + two_pi * ((double)i + random_between(r, -0.3, 0.3)) / (double)count;
        const double length = radius * random_between(r, rough, 1);
        out[i].x = cx + length * cos(angle);
        out[i].y = cy + length * sin(angle);
    }
}

void ring_ellipse(double cx, double cy, double rx, double ry, double turn, size_t count, fol_point *out) {
    for (size_t i = 0; i < count; i++) {
        const double angle = two_pi * (double)i / (double)count;
        const double u = rx * cos(angle), v = ry * sin(angle);
        out[i].x = cx + u * cos(turn) - v * sin(turn);
        out[i].y = cy + u * sin(turn) + v * cos(turn);
    }
}

void ring_rectangle(double x, double y, double width, double height, fol_point out[4]) {
    const fol_point corners[] = {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}};
    for (int i = 0; i < 4; i++)
        out[i] = corners[i];
}

void ring_tangle(test_random *r, double x, double y, double side, size_t count, fol_point *out) {
    for (size_t i = 0; i < count; i++) {
        out[i].x = x + random_unit(r) * side;
        out[i].y = y + random_unit(r) * side;
    }
}

/* Point i of a ring on the grid of whole micrometres. */
static fol_point corner(const fol_ring *ring, size_t i) {
    const fol_point p = ring->points[i % ring->count];
    const fol_point um = {round(p.x * 1000), round(p.y * 1000)};
    return um;
}

int winding_by_angles(const fol_ring *ring, double x_um, double y_um) {
    double sum = 0;
    for (size_t i = 0; i < ring->count; i++) {
        const fol_point a = corner(ring, i), b = corner(ring, i + 1);
        const double ux = a.x - x_um, uy = a.y - y_um, vx = b.x - x_um, vy = b.y - y_um;
        sum += atan2(ux * vy - uy * vx, ux * vx + uy * vy);
    }
    return (int)lround(sum / two_pi);
}

bool on_ring(const fol_ring *ring, int32_t x_um, int32_t y_um) {
    for (size_t i = 0; i < ring->count; i++) {
        const fol_point a = corner(ring, i), b = corner(ring, i + 1);
        const double cross = (b.x - a.x) * (y_um - a.y) - (b.y - a.y) * (x_um - a.x); /* exact: below 2^53 */
        if (cross == 0 && x_um >= fmin(a.x, b.x) && x_um <= fmax(a.x, b.x) && y_um >= fmin(a.y, b.y) &&
            y_um <= fmax(a.y, b.y))
            return true;
    }
    return false;
}

double distance_to_ring_um(const fol_ring *ring, double x_um, double y_um) {
    double least = HUGE_VAL;
    for (size_t i = 0; i < ring->count; i++) {
        const fol_point a = corner(ring, i), b = corner(ring, i + 1);
        const double length = hypot(b.x - a.x, b.y - a.y);
        double along = 0;
        if (length > 0)
            along = ((x_um - a.x) * (b.x - a.x) + (y_um - a.y) * (b.y - a.y)) / (length * length);
        along = fmax(0, fmin(1, along));
        least = fmin(least, hypot(x_um - (a.x + along * (b.x - a.x)), y_um - (a.y + along * (b.y - a.y))));
    }
    return least;
}

bool inside_rings(const fol_ring *rings, size_t count, double x_um, double y_um) {
    if (winding_by_angles(&rings[0], x_um, y_um) == 0)
        return false;
    for (size_t i = 1; i < count; i++) {
        if (winding_by_angles(&rings[i], x_um, y_um) != 0)
            return false;
    }
    return true;
}

typedef struct crossed {
    double x;
    size_t ring;
    int step;
} crossed;

static int by_x(const void *a, const void *b) {
    const crossed *p = a, *q = b;
    return p->x < q->x ? -1 : p->x > q->x;
}

static size_t cross_line(const fol_ring *rings, size_t count, double y, crossed *out) {
    size_t found = 0;
    for (size_t k = 0; k < count; k++) {
        for (size_t i = 0; i < rings[k].count; i++) {
            const fol_point a = corner(&rings[k], i), b = corner(&rings[k], i + 1);
            if ((a.y < y) == (b.y < y))
                continue;
            out[found].x = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
            out[found].ring = k;
            out[found++].step = a.y < y ? 1 : -1;
        }
    }
    qsort(out, found, sizeof *out, by_x);
    return found;
}

static double filled_length(const fol_ring *rings, size_t count, double y, crossed *room, int *winding) {
    const size_t found = cross_line(rings, count, y, room);
    double length = 0;
    for (size_t k = 0; k < count; k++)
        winding[k] = 0;
    for (size_t i = 0; i + 1 < found; i++) {
        winding[room[i].ring] += room[i].step;
        bool filled = winding[0] != 0;
        for (size_t k = 1; k < count; k++)
            filled = filled && winding[k] == 0;
        length += filled ? room[i + 1].x - room[i].x : 0;
    }
    return length;
}

double area_by_scan_lines_mm2(const fol_ring *rings, size_t count, int lines) {
    size_t edges = 0;
    double top = HUGE_VAL, bottom = -HUGE_VAL, sum = 0;
    for (size_t k = 0; k < count; k++)
        edges += rings[k].count;
    for (size_t i = 0; i < rings[0].count; i++) {
        top = fmin(top, corner(&rings[0], i).y);
        bottom = fmax(bottom, corner(&rings[0], i).y);
    }
    crossed *room = calloc(edges, sizeof *room);
    int *winding = calloc(count, sizeof *winding);
    if (!room || !winding)
        abort();
    const double step = (bottom - top) / lines;
    for (int i = 0; i < lines; i++)
        sum += filled_length(rings, count, top + step * (i + 0.5), room, winding) * step;
    free(room);
    free(winding);
    return sum * 1e-6;
}
