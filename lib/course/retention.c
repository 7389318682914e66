/* SPDX-License-Identifier: MIT */
/* The smooth map of what held: about each place, the weights of dots that were planned over their number. */
#include "course.h"

#include <string.h>

/* Pitch of the map, and the reach of its kernel (1 - s^2 / R^2)^2, as a Gaussian of sigma 5 mm. */
#define PITCH_MM 2.0
#define REACH_MM 14.14

/* So many dots of the average stand at each place, so that a few at an edge do not speak for it alone. */
#define FEW 2.0f

typedef struct sums {
    float *held, *planned;
    int32_t width, height;
} sums;

static void add_dot(const sums *s, const fol__entry *e) {
    const double x = fol__mm_from_um(e->placed.dot.x_um) / PITCH_MM - 0.5, y = fol__mm_from_um(e->placed.dot.y_um) / PITCH_MM - 0.5;
    const double reach = REACH_MM / PITCH_MM;
    const float held = e->placed.weight < 1 ? e->placed.weight : 1;
    const double left = x - reach, top = y - reach, right = x + reach, bottom = y + reach;
    for (int32_t row = top > 0 ? (int32_t)top : 0; row < s->height && row <= bottom; row++) {
        for (int32_t column = left > 0 ? (int32_t)left : 0; column < s->width && column <= right; column++) {
            const double dx = column - x, dy = row - y, v = 1 - (dx * dx + dy * dy) / (reach * reach);
            const float weight = v > 0 ? (float)(v * v) : 0;
            s->held[(size_t)row * (size_t)s->width + (size_t)column] += weight * held;
            s->planned[(size_t)row * (size_t)s->width + (size_t)column] += weight;
        }
    }
}

static float mean_of(const fol__course *c) {
    const fol__entry *e = c->entries.items;
    double held = 0, planned = 0;
    for (size_t i = 0; i < c->known; i++) {
        planned += e[i].planned;
        held += !e[i].planned ? 0 : e[i].placed.weight < 1 ? (double)e[i].placed.weight : 1;
    }
    return planned > 0 ? (float)(held / planned) : 1;
}

bool fol__retention_make(const fol__course *c, fol_mask_spec *map) {
    const fol_chart_spec *chart = fol_design_chart(c->spec.design);
    const fol__entry *e = c->entries.items;
    sums s = {NULL, NULL, (int32_t)(chart->canvas_width_mm / PITCH_MM) + 1, (int32_t)(chart->canvas_height_mm / PITCH_MM) + 1};
    const size_t count = (size_t)s.width * (size_t)s.height;
    s.held = fol__alloc_zeroed(&c->alloc, count, sizeof *s.held);
    s.planned = fol__alloc_zeroed(&c->alloc, count, sizeof *s.planned);
    if (!s.held || !s.planned) {
        fol__release(&c->alloc, s.held, count, sizeof *s.held);
        fol__release(&c->alloc, s.planned, count, sizeof *s.planned);
        return false;
    }
    for (size_t i = 0; i < c->known; i++) {
        if (e[i].planned)
            add_dot(&s, &e[i]);
    }
    const float mean = mean_of(c);
    for (size_t i = 0; i < count; i++)
        s.held[i] = s.planned[i] > 0 ? (s.held[i] + FEW * mean) / (s.planned[i] + FEW) : 1;
    fol__release(&c->alloc, s.planned, count, sizeof *s.planned);
    *map = (fol_mask_spec){s.held, s.width, s.height, PITCH_MM, 0, 0};
    return true;
}

void fol__retention_free(const fol_allocator *alloc, fol_mask_spec *map) {
    fol__release(alloc, (float *)map->values, (size_t)map->width * (size_t)map->height, sizeof *map->values);
    memset(map, 0, sizeof *map);
}
