/* SPDX-License-Identifier: MIT */
/* Sets of dots that the review's tests make for themselves: white noise, lattices, and a ranked Poisson-disc tile cut
 * by a density. They share no code with the library's own pattern. */
#ifndef FOLLICLE_TESTS_REVIEW_DOTS_H
#define FOLLICLE_TESTS_REVIEW_DOTS_H

#include "hash.h"

#include <check.h>
#include <follicle/review.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct dot_list {
    fol_dot *items;
    size_t count, capacity;
} dot_list;

static inline fol_dot *list_add(dot_list *list, int32_t x_um, int32_t y_um) {
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 256;
        list->items = realloc(list->items, list->capacity * sizeof *list->items);
        ck_assert_ptr_nonnull(list->items);
    }
    fol_dot *dot = &list->items[list->count];
    const fol_dot fresh = {(int64_t)list->count * 8, x_um, y_um, 120, 0, 0, 1, 24};
    *dot = fresh;
    list->count++;
    return dot;
}

static inline void list_free(dot_list *list) {
    free(list->items);
    memset(list, 0, sizeof *list);
}

static inline void add_white_noise(dot_list *list, size_t count, int32_t side_um, uint64_t seed) {
    uint64_t state = fol__mix(seed + 1);
    for (size_t i = 0; i < count; i++) {
        const int32_t x = (int32_t)fol__next_below(&state, (uint32_t)side_um);
        list_add(list, x, (int32_t)fol__next_below(&state, (uint32_t)side_um));
    }
}

static inline void add_jittered_grid(dot_list *list, int32_t spacing_um, int32_t side_um, uint64_t seed) {
    uint64_t state = fol__mix(seed + 2);
    for (int32_t y = 0; y + spacing_um <= side_um; y += spacing_um) {
        for (int32_t x = 0; x + spacing_um <= side_um; x += spacing_um) {
            const int32_t dx = (int32_t)fol__next_below(&state, (uint32_t)spacing_um);
            list_add(list, x + dx, y + (int32_t)fol__next_below(&state, (uint32_t)spacing_um));
        }
    }
}

static inline void add_hexagons(dot_list *list, double spacing_um, int32_t side_um) {
    const double row_um = spacing_um * 0.86602540378443865;
    for (int32_t row = 0; row * row_um < side_um; row++) {
        for (double x = row % 2 ? spacing_um / 2 : 0; x < side_um; x += spacing_um)
            list_add(list, (int32_t)(x + 0.5), (int32_t)(row * row_um + 0.5));
    }
}

/* A torus of side 1 in 2^32 parts. Point k is at least sqrt(0.446 / (k + 1)) from all before it (dart throwing with a
 * radius that shrinks, McCool and Fiume 1992), so each prefix is a Poisson-disc set. */
enum { TILE_POINTS = 16384, TILE_GRID = 192, TILE_IN_CELL = 8 };

typedef struct ranked_tile {
    double x[TILE_POINTS], y[TILE_POINTS];
    int cell_count[TILE_GRID * TILE_GRID];
    int cell[TILE_GRID * TILE_GRID][TILE_IN_CELL];
} ranked_tile;

static inline double torus_squared(double ax, double ay, double bx, double by) {
    double dx = fabs(ax - bx), dy = fabs(ay - by);
    dx = dx > 0.5 ? 1 - dx : dx;
    dy = dy > 0.5 ? 1 - dy : dy;
    return dx * dx + dy * dy;
}

static inline bool tile_free(const ranked_tile *tile, int grid, double x, double y, double squared) {
    for (int j = -1; j <= 1; j++) {
        for (int i = -1; i <= 1; i++) {
            const int column = ((int)(x * grid) + i + grid) % grid, row = ((int)(y * grid) + j + grid) % grid;
            for (int n = 0; n < tile->cell_count[row * grid + column]; n++) {
                const int k = tile->cell[row * grid + column][n];
                if (torus_squared(x, y, tile->x[k], tile->y[k]) < squared)
                    return false;
            }
        }
    }
    return true;
}

static inline void tile_put(ranked_tile *tile, int grid, int k) {
    const int cell = (int)(tile->y[k] * grid) * grid + (int)(tile->x[k] * grid);
    ck_assert_int_lt(tile->cell_count[cell], TILE_IN_CELL);
    tile->cell[cell][tile->cell_count[cell]++] = k;
}

/* Cells as wide as the present radius, made anew each time the number of points has doubled. */
static inline ranked_tile *tile_make(uint64_t seed) {
    ranked_tile *tile = calloc(1, sizeof *tile);
    ck_assert_ptr_nonnull(tile);
    uint64_t state = fol__mix(seed);
    int grid = 0;
    for (int k = 0; k < TILE_POINTS; k++) {
        const double squared = k == 0 ? 0 : 0.446 / (k + 1);
        if ((k & (k - 1)) == 0) {
            grid = k < 16 ? 3 : (int)sqrt(k / 0.446) < TILE_GRID ? (int)sqrt(k / 0.446) : TILE_GRID;
            memset(tile->cell_count, 0, sizeof tile->cell_count);
            for (int i = 0; i < k; i++)
                tile_put(tile, grid, i);
        }
        do {
            tile->x[k] = fol__unit(fol__next(&state));
            tile->y[k] = fol__unit(fol__next(&state));
        } while (!tile_free(tile, grid, tile->x[k], tile->y[k], squared));
        tile_put(tile, grid, k);
    }
    return tile;
}

/* Cuts a layout from the tile, which carries at most cap_per_cm2: a dot stands where its rank is below the density at
 * its place, in the first session whose total reaches it. */
static inline void add_from_tile(dot_list *list, const ranked_tile *tile, double cap_per_cm2, fol_rect bounds,
                                 uint64_t seed, fol_density_fn density, void *user, size_t sessions) {
    const double side_um = sqrt(TILE_POINTS / cap_per_cm2) * 1e4;
    const double offset_x = fol__unit(fol__mix(seed + 11)) * side_um,
                 offset_y = fol__unit(fol__mix(seed + 12)) * side_um;
    const int columns = (int)((bounds.x + bounds.width) * 1000 / side_um) + 1;
    const int rows = (int)((bounds.y + bounds.height) * 1000 / side_um) + 1;
    for (int k = 0; k < TILE_POINTS; k++) {
        for (int i = -1; i <= columns * rows + rows + columns; i++) {
            const int column = (i + 1) % (columns + 1) - 1, row = (i + 1) / (columns + 1) - 1;
            const double x = tile->x[k] * side_um + offset_x + column * side_um;
            const double y = tile->y[k] * side_um + offset_y + row * side_um;
            if (x < bounds.x * 1000 || y < bounds.y * 1000 || x >= (bounds.x + bounds.width) * 1000 ||
                y >= (bounds.y + bounds.height) * 1000)
                continue;
            fol_density asked = {{0}, FOL_NO_ZONE};
            density((int32_t)x, (int32_t)y, &asked, user);
            const double rank_per_cm2 = k * cap_per_cm2 / TILE_POINTS;
            if (rank_per_cm2 >= asked.running_per_cm2[sessions - 1])
                continue;
            fol_dot *dot = list_add(list, (int32_t)x, (int32_t)y);
            dot->zone = (uint16_t)asked.zone;
            while (rank_per_cm2 >= asked.running_per_cm2[dot->session - 1])
                dot->session++;
        }
    }
}

/* A square of one density from 0, 0, in sessions of equal share; no density outside it. */
typedef struct square {
    double side_mm, per_cm2;
    int sessions;
} square;

static inline void square_density(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    const square *s = user;
    const bool inside = x_um >= 0 && y_um >= 0 && x_um < s->side_mm * 1000 && y_um < s->side_mm * 1000;
    out->zone = inside ? 0 : FOL_NO_ZONE;
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        out->running_per_cm2[k] = !inside ? 0 : k + 1 < s->sessions ? s->per_cm2 * (k + 1) / s->sessions : s->per_cm2;
}

static inline fol_review_spec spec_of_square(const dot_list *list, square *s) {
    fol_review_spec spec = fol_review_spec_default();
    spec.dots = list->items;
    spec.dot_count = list->count;
    spec.session_count = (size_t)s->sessions;
    spec.zone_count = 1;
    spec.density = square_density;
    spec.density_user = s;
    const fol_rect bounds = {0, 0, s->side_mm, s->side_mm};
    spec.bounds = bounds;
    return spec;
}

static inline fol_review *review_of(const fol_review_spec *spec) {
    fol_review *review = NULL;
    fol_error err;
    ck_assert_msg(fol_review_create(spec, NULL, &review, &err) == FOL_OK, "%s", err.message);
    return review;
}

#endif
