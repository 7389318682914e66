/* SPDX-License-Identifier: MIT */
/* Each node takes the plane through what lies near it, by weighted least squares, thrice, so that what is far off counts little in the end
 * (weights of Cauchy's distribution; Holland and Welsch 1977). A plane, as a mean would lag behind at the plan's edges (Cleveland 1979). A few
 * offsets of zero and slopes of zero are added, against which something must speak. */
#include "field.h"

#include <math.h>
#include <string.h>

static const double STEP_MM = 2.5, REACH_MM = 6;
/* Offsets of zero at each node; one further off than this, mm, counts half. */
static const double AT_REST = 1, LEVEL = 1, HALF_MM = 0.12;
enum { ROUNDS = 3, MOST_NODES = 1 << 20 };

/* Sums of weights by powers of place (in reaches from the node), and of weighted offsets. */
typedef struct node_sum {
    double one, u, v, uu, uv, vv;
    double x[3], y[3]; /* times one, u, v */
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

static void add_to(node_sum *s, double u, double v, double weight, fol_point off) {
    const double by[3] = {weight, weight * u, weight * v};
    s->one += weight;
    s->u += by[1];
    s->v += by[2];
    s->uu += by[1] * u;
    s->uv += by[1] * v;
    s->vv += by[2] * v;
    for (int i = 0; i < 3; i++) {
        s->x[i] += by[i] * off.x;
        s->y[i] += by[i] * off.y;
    }
}

/* Adds an offset to the nodes around it, by how near it is to each and how much it agrees with it. */
static void add_offset(const fol__field *f, const fol__offset *o, double half_px, node_sum *sums) {
    const double x = (o->plan_mm.x - f->x_mm) / f->step_mm, y = (o->plan_mm.y - f->y_mm) / f->step_mm, reach = REACH_MM / f->step_mm;
    const fol_point here = fol__field_at(f, o->plan_mm); /* as the last round left it */
    const double dx = (o->off_px.x - here.x) / half_px, dy = (o->off_px.y - here.y) / half_px;
    const double weight = o->weight / (1 + dx * dx + dy * dy);
    for (int32_t row = within(y - reach + 1, f->rows); row <= within(y + reach, f->rows); row++) {
        for (int32_t column = within(x - reach + 1, f->columns); column <= within(x + reach, f->columns); column++) {
            const double u = (x - column) / reach, v = (y - row) / reach, away = u * u + v * v;
            const size_t node = (size_t)row * (size_t)f->columns + (size_t)column;
            if (away < 1)
                add_to(&sums[node], u, v, weight * (1 - away) * (1 - away), o->off_px);
        }
    }
}

/* The plane's height at the node: Cramer's rule for three unknowns. */
static double height(const node_sum *s, const double *right) {
    const double a = s->one + AT_REST, d = s->uu + LEVEL, e = s->vv + LEVEL;
    const double minor_u = s->u * e - s->v * s->uv, minor_v = s->u * s->uv - s->v * d, own = d * e - s->uv * s->uv;
    return (right[0] * own - right[1] * minor_u + right[2] * minor_v) / (a * own - s->u * minor_u + s->v * minor_v);
}

static void take_planes(fol__field *f, const node_sum *sums, double most_px) {
    const size_t count = (size_t)f->columns * (size_t)f->rows;
    for (size_t i = 0; i < count; i++) {
        fol_point shift = {height(&sums[i], sums[i].x), height(&sums[i], sums[i].y)};
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
        take_planes(field, sums, most_px);
    }
    fol__release(&field->alloc, sums, nodes, sizeof *sums);
    return sums;
}
