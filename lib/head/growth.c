/* SPDX-License-Identifier: MIT */
/* Darts thrown by hash: each cell of a grid is tried a few times, and a dart stays if none lies too near. What stays is as evenly spaced as
 * hair, and a place's own random number decides whether its hair is lost. */
#include "growth.h"
#include "hash.h"
#include "noise.h"
#include "outlines.h"

#include <math.h>
#include <string.h>

/* Saturated darts of this distance give 69.7 / distance^2 a cm2 with mm; eight rounds reach nine tenths of it. */
static const double FULL_SHARE = 0.9 * 69.7;
enum { ROUNDS = 8 };

typedef struct thrower {
    const fol__growth *growth;
    double apart, cell; /* mm */
    int32_t columns, rows;
    fol_point *taken;   /* one a cell; x below 0: none */
} thrower;

static bool is_free(const thrower *t, int32_t column, int32_t row, fol_point p) {
    for (int32_t y = row - 2; y <= row + 2; y++) {
        for (int32_t x = column - 2; x <= column + 2; x++) {
            if (x < 0 || y < 0 || x >= t->columns || y >= t->rows)
                continue;
            const fol_point other = t->taken[(size_t)y * (size_t)t->columns + (size_t)x];
            const double dx = other.x - p.x, dy = other.y - p.y;
            if (other.x >= 0 && dx * dx + dy * dy < t->apart * t->apart)
                return false;
        }
    }
    return true;
}

static uint64_t id_of(int32_t column, int32_t row, int round) {
    return ((uint64_t)(uint32_t)row << 32 | (uint64_t)(uint32_t)column << 6) + (uint64_t)round;
}

static double share_at(const fol__growth *g, fol_point p) {
    double share = fol__smooth(fol__inside_by(&g->scalp, p.x, p.y) / g->edge_mm + 0.5);
    for (size_t i = 0; i < g->loss_count && share > 0; i++) {
        const fol__loss *loss = &g->losses[i];
        if (loss->left < 1)
            share *= 1 - (1 - loss->left) * fol__smooth((fol__inside_by(&loss->ring, p.x, p.y) - loss->from_mm) / loss->soft_mm);
    }
    return share;
}

static void throw_darts(const thrower *t, int round) {
    const fol__growth *g = t->growth;
    for (int32_t row = 0; row < t->rows; row++) {
        for (int32_t column = 0; column < t->columns; column++) {
            fol_point *place = &t->taken[(size_t)row * (size_t)t->columns + (size_t)column];
            if (place->x >= 0)
                continue;
            const uint64_t id = id_of(column, row, round);
            const fol_point p = {(column + fol__unit(fol__stream_at(g->stream, id))) * t->cell,
                                 (row + fol__unit(fol__stream_at(g->stream, id ^ UINT64_C(1) << 63))) * t->cell};
            if (is_free(t, column, row, p))
                *place = p;
        }
    }
}

static double tenth(double value) {
    return floor(value * 10 + 0.5) / 10;
}

static bool keep_grown(const thrower *t, fol__vector *out) {
    const fol__growth *g = t->growth;
    for (size_t i = 0; i < (size_t)t->columns * (size_t)t->rows; i++) {
        const fol_point p = {tenth(t->taken[i].x), tenth(t->taken[i].y)};
        if (t->taken[i].x < 0 || p.x > g->width || p.y > g->height)
            continue;
        if (fol__unit(fol__stream_at(g->stream, (uint64_t)i | UINT64_C(1) << 62)) >= share_at(g, p))
            continue;
        fol_point *hair = fol__vector_extend(out, 1);
        if (!hair)
            return false;
        *hair = p;
    }
    return true;
}

bool fol__growth_fill(const fol__growth *growth, fol__vector *out) {
    thrower t = {.growth = growth};
    t.apart = sqrt(FULL_SHARE / growth->per_cm2);
    t.cell = t.apart * FOL__FLAT_SHARE;
    t.columns = (int32_t)(growth->width / t.cell) + 1;
    t.rows = (int32_t)(growth->height / t.cell) + 1;
    const size_t cells = (size_t)t.columns * (size_t)t.rows;
    t.taken = fol__alloc(out->alloc, cells, sizeof *t.taken);
    if (!t.taken)
        return false;
    for (size_t i = 0; i < cells; i++)
        t.taken[i] = (fol_point){-1, -1};
    for (int round = 0; round < ROUNDS; round++)
        throw_darts(&t, round);
    const bool ok = keep_grown(&t, out);
    fol__release(out->alloc, t.taken, cells, sizeof *t.taken);
    return ok;
}

void fol__growth_harvest(fol__vector *hairs, const fol_ring *field, size_t count, uint64_t stream) {
    fol_point *points = hairs->items;
    size_t inside = 0, kept = 0, taken = 0;
    for (size_t i = 0; i < hairs->count; i++)
        inside += fol__inside_by(field, points[i].x, points[i].y) > 0;
    for (size_t i = 0; i < hairs->count; i++) {
        const bool in = fol__inside_by(field, points[i].x, points[i].y) > 0;
        /* of those that are left, each with the chance that takes exactly as many as are wanted */
        const bool take = in && taken < count && fol__unit(fol__stream_at(stream, i)) * (double)inside < (double)(count - taken);
        inside -= in;
        taken += take;
        if (!take)
            points[kept++] = points[i];
    }
    hairs->count = kept;
}
