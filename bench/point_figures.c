/* SPDX-License-Identifier: MIT */
/* Where a further point fits is what no disc of radius `distance` around a point covers. Such a place has corners: where two circles
 * meet, where one meets the square's edge, or a corner of the square. So it is enough to look at those. */
#include "point_figures.h"

#include <math.h>
#include <stdlib.h>

/* Points by cell of `distance`: those of cell c are order[starts[c]] to order[starts[c + 1] - 1]. */
typedef struct index {
    const sample_point *points;
    int64_t count;
    double side, distance;
    int32_t across;
    int64_t *starts, *order;
} index;

static int32_t cell_along(const index *at, double place) {
    const double cell = floor(place / at->distance);
    return cell < 0 ? 0 : cell >= at->across ? at->across - 1 : (int32_t)cell;
}

static int64_t cell_of(const index *at, sample_point p) {
    return (int64_t)cell_along(at, p.y) * at->across + cell_along(at, p.x);
}

static bool create_index(index *at) {
    const int64_t cells = (int64_t)at->across * at->across;
    at->starts = calloc((size_t)cells + 1, sizeof *at->starts);
    at->order = malloc((size_t)(at->count + 1) * sizeof *at->order);
    if (!at->starts || !at->order)
        return false;
    for (int64_t i = 0; i < at->count; i++)
        at->starts[cell_of(at, at->points[i]) + 1]++;
    for (int64_t c = 0; c < cells; c++)
        at->starts[c + 1] += at->starts[c];
    for (int64_t i = at->count; i-- > 0;) /* from the back: each cell's start moves to where the next one's was */
        at->order[--at->starts[cell_of(at, at->points[i]) + 1]] = i;
    for (int64_t c = 0; c < cells; c++)
        at->starts[c] = at->starts[c + 1];
    at->starts[cells] = at->count;
    return true;
}

typedef void (*visit_point)(const index *at, int64_t other, void *user);

/* Every point within `cells` cells of a place. */
static void visit_near(const index *at, sample_point place, int32_t cells, visit_point visit, void *user) {
    const int32_t column = cell_along(at, place.x), row = cell_along(at, place.y);
    for (int32_t y = row - cells; y <= row + cells; y++) {
        for (int32_t x = column - cells; x <= column + cells; x++) {
            if (x < 0 || y < 0 || x >= at->across || y >= at->across)
                continue;
            const int64_t cell = (int64_t)y * at->across + x;
            for (int64_t i = at->starts[cell]; i < at->starts[cell + 1]; i++)
                visit(at, at->order[i], user);
        }
    }
}

static double distance_of(sample_point a, sample_point b) {
    const double dx = a.x - b.x, dy = a.y - b.y;
    return sqrt(dx * dx + dy * dy);
}

/* ------------------------------------------------------------------ is a place free? */

typedef struct look {
    sample_point place;
    int64_t a, b; /* whose circles meet here: they do not count */
    bool covered;
} look;

static void look_at(const index *at, int64_t other, void *user) {
    look *l = user;
    if (other != l->a && other != l->b && distance_of(at->points[other], l->place) < at->distance * (1 + 1e-6))
        l->covered = true;
}

static bool is_free(const index *at, sample_point place, int64_t a, int64_t b) {
    look l = {place, a, b, false};
    if (!(place.x >= 0 && place.y >= 0 && place.x <= at->side && place.y <= at->side))
        return false;
    visit_near(at, place, 1, look_at, &l);
    return !l.covered;
}

/* ------------------------------------------------------------------ one point and those around it */

typedef struct around {
    int64_t self;
    double nearest; /* 2 x distance when there is none so close */
    point_figures *found;
} around;

static void meet(const index *at, int64_t other, void *user) {
    around *a = user;
    const sample_point p = at->points[a->self], q = at->points[other];
    const double apart = distance_of(p, q);
    if (other != a->self && apart < a->nearest)
        a->nearest = apart;
    if (other <= a->self || apart >= 2 * at->distance || apart <= 0)
        return;
    const double along = apart / 2, aside = sqrt(at->distance * at->distance - along * along) / apart;
    for (int sign = -1; sign <= 1; sign += 2) {
        const sample_point corner = {(p.x + q.x) / 2 - sign * aside * (q.y - p.y), (p.y + q.y) / 2 + sign * aside * (q.x - p.x)};
        a->found->holes += is_free(at, corner, a->self, other);
    }
}

/* Where the circle of a point meets an edge of the square. */
static int64_t free_on_edges(const index *at, int64_t self) {
    const sample_point p = at->points[self];
    int64_t found = 0;
    for (int edge = 0; edge < 4; edge++) {
        const double line = edge & 1 ? at->side : 0;
        const double away = fabs((edge & 2 ? p.y : p.x) - line);
        const double reach = away < at->distance ? sqrt(at->distance * at->distance - away * away) : -1;
        for (int sign = -1; reach >= 0 && sign <= 1; sign += 2) {
            const sample_point upright = {line, p.y + sign * reach}, level = {p.x + sign * reach, line};
            found += is_free(at, edge & 2 ? level : upright, self, self);
        }
    }
    return found;
}

static void measure_all(const index *at, point_figures *out) {
    double sum = 0;
    for (int64_t i = 0; i < at->count; i++) {
        around a = {i, 2 * at->distance, out};
        visit_near(at, at->points[i], 2, meet, &a);
        out->holes += free_on_edges(at, i);
        out->least = fmin(out->least, a.nearest);
        sum += a.nearest;
    }
    out->clark_evans = at->count > 0 ? 2 / at->side / sqrt((double)at->count) * sum : 0;
    for (int corner = 0; corner < 4; corner++) {
        const sample_point place = {corner & 1 ? at->side : 0, corner & 2 ? at->side : 0};
        out->holes += is_free(at, place, -1, -1);
    }
}

bool measure_points(const sample_point *points, int64_t count, double side, double distance, point_figures *out) {
    index at = {points, count, side, distance, (int32_t)(side / distance) + 1, NULL, NULL};
    out->least = 2 * distance;
    out->holes = 0;
    const bool ready = create_index(&at);
    if (ready)
        measure_all(&at, out);
    free(at.starts);
    free(at.order);
    return ready;
}
