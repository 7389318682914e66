/* SPDX-License-Identifier: MIT */
/* Bridson, Fast Poisson Disk Sampling in Arbitrary Dimensions (SIGGRAPH 2007), as a careful engineer writes it: doubles,
 * k = 30 candidates in the ring from r to 2 r, points kept in the cells, no bounds checks, the newest active point first. */
#include <math.h>
#include <stdbool.h>

#include "sampler_grid.h"

enum { CANDIDATES = 30 };

typedef struct sampler {
    double distance, cells_per_unit;
    int32_t stride; /* cells a row, border included */
    sample_point *cells;
    int32_t *active; /* cells whose surroundings may have room: a stack */
    int64_t active_count, count;
    uint64_t random;
} sampler;

/* [0, 1) */
static double next_unit(sampler *s) {
    return (double)(random_next(&s->random) >> 11) * 0x1p-53;
}

static int32_t cell_of(const sampler *s, double x, double y) {
    return ((int32_t)(y * s->cells_per_unit) + GRID_BORDER) * s->stride + (int32_t)(x * s->cells_per_unit) + GRID_BORDER;
}

static bool has_room(const sampler *s, double x, double y) {
    const double least = s->distance * s->distance;
    const sample_point *middle = &s->cells[cell_of(s, x, y)];
    for (int row = -2; row <= 2; row++) {
        const sample_point *at = middle + row * s->stride;
        for (int column = -grid_reach[row + 2]; column <= grid_reach[row + 2]; column++) {
            const double dx = at[column].x - x, dy = at[column].y - y;
            if (dx * dx + dy * dy < least)
                return false;
        }
    }
    return true;
}

static void add(sampler *s, double x, double y) {
    const int32_t at = cell_of(s, x, y);
    s->cells[at].x = x;
    s->cells[at].y = y;
    s->active[s->active_count++] = at;
    s->count++;
}

/* A place evenly in the ring from r to 2 r: tried in the square around it, which is faster than an angle's sine. */
static sample_point in_ring(sampler *s, sample_point from) {
    for (;;) {
        const double u = 4 * next_unit(s) - 2, v = 4 * next_unit(s) - 2;
        const double square = u * u + v * v;
        if (square >= 1 && square < 4) {
            const sample_point to = {from.x + s->distance * u, from.y + s->distance * v};
            return to;
        }
    }
}

/* Adds one point near `from`, if one of the candidates fits. */
static bool add_near(sampler *s, sample_point from) {
    for (int k = 0; k < CANDIDATES; k++) {
        const sample_point to = in_ring(s, from);
        const double x = to.x, y = to.y;
        if (x >= 0 && x < 1 && y >= 0 && y < 1 && has_room(s, x, y)) {
            add(s, x, y);
            return true;
        }
    }
    return false;
}

double bridson_distance(int64_t points) {
    return sqrt(0.6174 / (double)points);
}

int64_t bridson_fill(double distance, uint64_t seed, sample_point *points, int64_t room) {
    const int32_t side = (int32_t)(sqrt(2) / distance) + 1;
    sampler s = {distance, sqrt(2) / distance, side + 2 * GRID_BORDER, NULL, NULL, 0, 0, seed};
    const size_t cells = (size_t)s.stride * (size_t)s.stride;
    s.cells = grid_create(cells);
    s.active = malloc(cells * sizeof *s.active);
    const bool ready = s.cells && s.active;
    if (ready) {
        add(&s, next_unit(&s), next_unit(&s));
        while (s.active_count > 0) {
            if (!add_near(&s, s.cells[s.active[s.active_count - 1]]))
                s.active_count--;
        }
        grid_copy(s.cells, cells, points, room);
    }
    free(s.cells);
    free(s.active);
    return ready ? s.count : -1;
}
