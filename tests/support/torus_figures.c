/* SPDX-License-Identifier: MIT */
/* Written without the library's own searches, so that a fault there does not hide itself here. */
#include "torus_figures.h"

#include "test_random.h"

#include <math.h>
#include <stdlib.h>

/* Points by square cells, about two a cell. */
typedef struct cells {
    int32_t side, tile_um;
    int32_t *starts, *members;
    const int32_t *xy;
} cells;

static int32_t cell_index(const cells *c, int32_t x, int32_t y) {
    return (int32_t)((int64_t)y * c->side / c->tile_um) * c->side + (int32_t)((int64_t)x * c->side / c->tile_um);
}

static cells cells_make(const int32_t *xy, int32_t count, int32_t tile_um) {
    cells c = {(int32_t)sqrt(count / 2.0) + 1, tile_um, NULL, NULL, xy};
    const int32_t cell_count = c.side * c.side;
    c.starts = calloc((size_t)cell_count + 1, sizeof *c.starts);
    c.members = malloc(((size_t)count + 1) * sizeof *c.members);
    if (!c.starts || !c.members)
        abort();
    for (int32_t i = 0; i < count; i++)
        c.starts[cell_index(&c, xy[2 * i], xy[2 * i + 1])]++;
    for (int32_t i = 1; i <= cell_count; i++)
        c.starts[i] += c.starts[i - 1];
    for (int32_t i = 0; i < count; i++)
        c.members[--c.starts[cell_index(&c, xy[2 * i], xy[2 * i + 1])]] = i;
    return c;
}

static void cells_free(cells *c) {
    free(c->starts);
    free(c->members);
}

/* Difference of two coordinates by the shorter way round. */
static double apart(double a, double b, double tile) {
    const double d = fabs(a - b);
    return d < tile / 2 ? d : tile - d;
}

static double distance(const cells *c, int32_t i, double x, double y) {
    const double dx = apart(c->xy[2 * i], x, c->tile_um), dy = apart(c->xy[2 * i + 1], y, c->tile_um);
    return sqrt(dx * dx + dy * dy);
}

/* Visits the ring of cells `ring` steps away from point i's cell: the nearest other point so far. */
static double nearest_in_ring(const cells *c, int32_t i, int32_t ring, double nearest) {
    const int32_t column = (int32_t)((int64_t)c->xy[2 * i] * c->side / c->tile_um);
    const int32_t row = (int32_t)((int64_t)c->xy[2 * i + 1] * c->side / c->tile_um);
    for (int32_t dy = -ring; dy <= ring; dy++) {
        const int32_t stride = abs(dy) == ring || ring == 0 ? 1 : 2 * ring;
        for (int32_t dx = -ring; dx <= ring; dx += stride) {
            const int32_t at = (row + dy + c->side) % c->side * c->side + (column + dx + c->side) % c->side;
            for (int32_t k = c->starts[at]; k < c->starts[at + 1]; k++) {
                if (c->members[k] == i)
                    continue;
                const double d = distance(c, c->members[k], c->xy[2 * i], c->xy[2 * i + 1]);
                nearest = d < nearest ? d : nearest;
            }
        }
    }
    return nearest;
}

nearest_figures nearest_on_torus(const int32_t *xy, int32_t count, int32_t tile_um) {
    cells c = cells_make(xy, count, tile_um);
    const double width = (double)tile_um / c.side;
    const double root_density = sqrt(count) / tile_um;
    double sum = 0, squares = 0, least = tile_um;
    for (int32_t i = 0; i < count; i++) {
        double nearest = tile_um;
        for (int32_t ring = 0; 2 * ring < c.side && nearest > (ring - 1) * width; ring++)
            nearest = nearest_in_ring(&c, i, ring, nearest);
        sum += nearest;
        squares += nearest * nearest;
        least = nearest < least ? nearest : least;
    }
    cells_free(&c);
    const double mean = sum / count;
    const nearest_figures figures = {2 * root_density * mean, sqrt(fmax(squares / count - mean * mean, 0)) / mean,
                                     least * root_density};
    return figures;
}

static int32_t count_in_disc(const cells *c, double x, double y, double radius) {
    const double width = (double)c->tile_um / c->side;
    const int32_t reach = (int32_t)(radius / width) + 1;
    const int32_t column = (int32_t)(x / width), row = (int32_t)(y / width);
    int32_t count = 0;
    for (int32_t dy = -reach; dy <= reach; dy++) {
        for (int32_t dx = -reach; dx <= reach; dx++) {
            const int32_t at = (row + dy + 2 * c->side) % c->side * c->side + (column + dx + 2 * c->side) % c->side;
            for (int32_t k = c->starts[at]; k < c->starts[at + 1]; k++)
                count += distance(c, c->members[k], x, y) < radius;
        }
    }
    return count;
}

double disc_dispersion(const int32_t *xy, int32_t count, int32_t tile_um, double spacings, int32_t discs,
                       uint64_t seed) {
    cells c = cells_make(xy, count, tile_um);
    const double radius = spacings * tile_um / sqrt(count);
    test_random random = random_from(seed);
    double sum = 0, squares = 0;
    for (int32_t i = 0; i < discs; i++) {
        const double x = random_unit(&random) * tile_um, y = random_unit(&random) * tile_um;
        const double found = count_in_disc(&c, x, y, radius);
        sum += found;
        squares += found * found;
    }
    cells_free(&c);
    const double mean = sum / discs;
    return (squares / discs - mean * mean) / mean;
}

/* How many of at, at + tile, at + 2 tile ... lie in [from, from + length); at and from in [0, tile). */
static int32_t repeats_in(double at, double from, double length, double tile) {
    const double first = at < from ? at + tile : at;
    return first < from + length ? 1 + (int32_t)((from + length - first) / tile) : 0;
}

/* A rectangle; it may pass the tile's edge, and be larger than the tile. */
typedef struct rectangle {
    double x, y, length, width;
} rectangle;

static int64_t count_among(const cells *c, const rectangle *r, int32_t first, int32_t end) {
    int64_t found = 0;
    for (int32_t k = first; k < end; k++) {
        const int32_t *at = c->xy + 2 * c->members[k];
        found += repeats_in(at[0], r->x, r->length, c->tile_um) * repeats_in(at[1], r->y, r->width, c->tile_um);
    }
    return found;
}

/* Looks into the cells that the rectangle can reach, or into all when it could reach one twice. */
static int64_t count_in_rectangle(const cells *c, const rectangle *r) {
    const double cell = (double)c->tile_um / c->side;
    const int32_t columns = (int32_t)(r->length / cell) + 3, rows = (int32_t)(r->width / cell) + 3;
    if (columns > c->side || rows > c->side)
        return count_among(c, r, 0, c->starts[c->side * c->side]);
    const int32_t column = (int32_t)(r->x / cell) - 1, row = (int32_t)(r->y / cell) - 1;
    int64_t found = 0;
    for (int32_t j = 0; j < rows; j++) {
        for (int32_t i = 0; i < columns; i++) {
            const int32_t at = (row + j + c->side) % c->side * c->side + (column + i + c->side) % c->side;
            found += count_among(c, r, c->starts[at], c->starts[at + 1]);
        }
    }
    return found;
}

zone_figures zone_counts(const int32_t *xy, int32_t count, int32_t tile_um, double expected, double ratio,
                         int32_t draws, uint64_t seed) {
    cells c = cells_make(xy, count, tile_um);
    rectangle r = {0, 0, 0, tile_um * sqrt(expected / count / ratio)};
    r.length = r.width * ratio;
    test_random random = random_from(seed);
    double squares = 0, worst = 0;
    for (int32_t i = 0; i < draws; i++) {
        r.x = random_unit(&random) * tile_um;
        r.y = random_unit(&random) * tile_um;
        const double off = (double)count_in_rectangle(&c, &r) / expected - 1;
        squares += off * off;
        worst = fmax(worst, fabs(off));
    }
    cells_free(&c);
    const zone_figures figures = {sqrt(squares / draws), worst};
    return figures;
}
