/* SPDX-License-Identifier: MIT */
/* Each node takes the weighted mean of what lies near it, thrice, so that what is far off counts little in the end (weights of
 * Cauchy's distribution; Holland and Welsch 1977); a few offsets of zero are added, for which nothing must speak. */
#include "field.h"

#include <math.h>
#include <string.h>

static const double STEP_MM = 2.5, REACH_MM = 6;
/* Offsets of zero at each node; one further off than this, mm, counts half. */
static const double AT_REST = 3, HALF_MM = 0.12;
enum { ROUNDS = 3, MOST_NODES = 1 << 20 };

typedef struct node_sum {
    double x, y, weight;
} node_sum;

bool fol__field_make(const fol_allocator *alloc, fol_rect plan, fol__field *out) {
    const double least = sqrt(plan.width * plan.height / (MOST_NODES / 2));
    const double step = least > STEP_MM ? least : STEP_MM;
    *out = (fol__field){*alloc, NULL, (int32_t)(plan.width / step) + 2, (int32_t)(plan.height / step) + 2, plan.x, plan.y, step};
    const size_t count = (size_t)out->columns * (size_t)out->rows;
    out->shifts = fol__alloc_zeroed(alloc, count, sizeof *out->shifts);
    return out->shifts;
}

void fol__field_free(fol__field *field) {
    fol__release(&field->alloc, field->shifts, (size_t)field->columns * (size_t)field->rows, sizeof *field->shifts);
    field->shifts = NULL;
}

fol_point fol__field_at(const fol__field *f, fol_point mm) {
    if (!f->shifts)
        return (fol_point){0, 0};
    const double x = (mm.x - f->x_mm) / f->step_mm, y = (mm.y - f->y_mm) / f->step_mm;
    const double most_x = f->columns - 1.000001, most_y = f->rows - 1.000001;
    const double u = x > 0 ? x < most_x ? x : most_x : 0, v = y > 0 ? y < most_y ? y : most_y : 0;
    const int32_t column = (int32_t)u, row = (int32_t)v;
    const double p = u - column, q = v - row;
    const fol_point *a = f->shifts + (size_t)row * (size_t)f->columns + (size_t)column, *b = a + f->columns;
    return (fol_point){(1 - q) * ((1 - p) * a[0].x + p * a[1].x) + q * ((1 - p) * b[0].x + p * b[1].x),
                       (1 - q) * ((1 - p) * a[0].y + p * a[1].y) + q * ((1 - p) * b[0].y + p * b[1].y)};
}

static int32_t within(double at, int32_t count) {
    return at < 0 ? 0 : at < count - 1 ? (int32_t)at : count - 1;
}

/* Adds an offset to the nodes around it, by how near it is to each and how much it agrees with it. */
static void add_offset(const fol__field *f, const fol__offset *o, double half_px, node_sum *sums) {
    const double x = (o->plan_mm.x - f->x_mm) / f->step_mm, y = (o->plan_mm.y - f->y_mm) / f->step_mm, reach = REACH_MM / f->step_mm;
    for (int32_t row = within(y - reach + 1, f->rows); row <= within(y + reach, f->rows); row++) {
        for (int32_t column = within(x - reach + 1, f->columns); column <= within(x + reach, f->columns); column++) {
            const double away = ((x - column) * (x - column) + (y - row) * (y - row)) / (reach * reach);
            const size_t node = (size_t)row * (size_t)f->columns + (size_t)column;
            const double dx = (o->off_px.x - f->shifts[node].x) / half_px, dy = (o->off_px.y - f->shifts[node].y) / half_px;
            if (away >= 1)
                continue;
            const double weight = o->weight * (1 - away) * (1 - away) / (1 + dx * dx + dy * dy);
            sums[node].x += weight * o->off_px.x;
            sums[node].y += weight * o->off_px.y;
            sums[node].weight += weight;
        }
    }
}

static void take_means(fol__field *f, const node_sum *sums, double most_px) {
    const size_t count = (size_t)f->columns * (size_t)f->rows;
    for (size_t i = 0; i < count; i++) {
        const double all = sums[i].weight + AT_REST;
        fol_point shift = {sums[i].x / all, sums[i].y / all};
        const double length = sqrt(shift.x * shift.x + shift.y * shift.y);
        if (length > most_px)
            shift = (fol_point){shift.x * most_px / length, shift.y * most_px / length};
        f->shifts[i] = shift;
    }
}

bool fol__field_fit(fol__field *field, const fol__offset *offsets, size_t count, double px_per_mm, double most_px) {
    const size_t nodes = (size_t)field->columns * (size_t)field->rows;
    node_sum *sums = fol__alloc(&field->alloc, nodes, sizeof *sums);
    for (int round = 0; round < ROUNDS && sums; round++) {
        const double half_px = HALF_MM * px_per_mm * (round == 0 ? 4 : 1); /* the first one is far from all */
        memset(sums, 0, nodes * sizeof *sums);
        for (size_t i = 0; i < count; i++)
            if (offsets[i].weight > 0)
                add_offset(field, &offsets[i], half_px, sums);
        take_means(field, sums, most_px);
    }
    fol__release(&field->alloc, sums, nodes, sizeof *sums);
    return sums;
}
