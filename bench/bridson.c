/* SPDX-License-Identifier: MIT */
/* Bridson, Fast Poisson Disk Sampling in Arbitrary Dimensions (SIGGRAPH 2007), as a careful engineer writes it: doubles,
 * k = 30 candidates in the ring from r to 2 r, cells of r / sqrt 2 that hold their point themselves, a border of two empty
 * cells so that no neighbour needs a bounds check, the newest active point first. The four corners of the 5 x 5
 * neighbourhood are left out: they are r away or more. */
#include "bridson.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { CANDIDATES = 30, BORDER = 2 };

typedef struct cell {
    double x, y; /* far outside the square: empty */
} cell;

typedef struct sampler {
    double distance, cells_per_unit;
    int32_t stride; /* cells a row, border included */
    cell *cells;
    int32_t *active; /* cells whose surroundings may have room: a stack */
    int64_t active_count, count;
    uint64_t random;
} sampler;

/* [0, 1): splitmix64 (Steele, Lea, Flood 2014). */
static double next_unit(sampler *s) {
    s->random += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t x = s->random;
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (double)((x ^ (x >> 31)) >> 11) * 0x1p-53;
}

static int32_t cell_of(const sampler *s, double x, double y) {
    return ((int32_t)(y * s->cells_per_unit) + BORDER) * s->stride + (int32_t)(x * s->cells_per_unit) + BORDER;
}

static bool has_room(const sampler *s, double x, double y) {
    static const int reach[5] = {1, 2, 2, 2, 1};
    const double least = s->distance * s->distance;
    const cell *middle = &s->cells[cell_of(s, x, y)];
    for (int row = -2; row <= 2; row++) {
        const cell *at = middle + row * s->stride;
        for (int column = -reach[row + 2]; column <= reach[row + 2]; column++) {
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
static cell in_ring(sampler *s, cell from) {
    for (;;) {
        const double u = 4 * next_unit(s) - 2, v = 4 * next_unit(s) - 2;
        const double square = u * u + v * v;
        if (square >= 1 && square < 4) {
            const cell to = {from.x + s->distance * u, from.y + s->distance * v};
            return to;
        }
    }
}

/* Adds one point near `from`, if one of the candidates fits. */
static bool add_near(sampler *s, cell from) {
    for (int k = 0; k < CANDIDATES; k++) {
        const cell to = in_ring(s, from);
        const double x = to.x, y = to.y;
        if (x >= 0 && x < 1 && y >= 0 && y < 1 && has_room(s, x, y)) {
            add(s, x, y);
            return true;
        }
    }
    return false;
}

int64_t bridson_fill(double distance, uint64_t seed) {
    const cell empty = {-10, -10};
    const int32_t side = (int32_t)(sqrt(2) / distance) + 1;
    sampler s = {distance, sqrt(2) / distance, side + 2 * BORDER, NULL, NULL, 0, 0, seed};
    const size_t cells = (size_t)s.stride * (size_t)s.stride;
    s.cells = malloc(cells * sizeof *s.cells);
    s.active = malloc(cells * sizeof *s.active);
    if (s.cells && s.active) {
        for (size_t i = 0; i < cells; i++)
            s.cells[i] = empty;
        add(&s, next_unit(&s), next_unit(&s));
        while (s.active_count > 0) {
            if (!add_near(&s, s.cells[s.active[s.active_count - 1]]))
                s.active_count--;
        }
    }
    const int64_t count = s.cells && s.active ? s.count : -1;
    free(s.cells);
    free(s.active);
    return count;
}
