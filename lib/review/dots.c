/* SPDX-License-Identifier: MIT */
/* What each dot sees around it: its nearest neighbour, all pairs up to four spacings, and its Voronoi cell. Dots whose
 * surroundings are not known and even that far are neighbours of others and nothing more (minus sampling, Ripley 1981). */
#include "dotset.h"
#include "spread.h"
#include "voronoi.h"

#include <string.h>

#define SHELLS_PER_SPACING 20.0
/* Nearest distance over spacing of the hexagonal lattice: sqrt(2 / sqrt(3)). */
#define HEXAGONAL 1.0745699318235418
#define PI 3.14159265358979324

/* Even sets have 50 dots within four spacings, white noise 50 +- 7; a heap of dots is not measured. */
enum { MOST_NEAR = 384 };

typedef struct view {
    fol__dotset *set;
    const fol__neighbour *own;
    double spacing_um;
    int64_t nearest; /* squared */
    fol__near near[MOST_NEAR];
    uint8_t shell[MOST_NEAR];
    int count, in_shell[FOL_SHELLS];
} view;

typedef struct sums {
    fol__spread nearest, area, sides, bonds;
    double least, hole;
    fol__spread corners;
    int64_t hexagons;
    int64_t pairs[FOL_SHELLS];
} sums;

static bool see(const fol__neighbour *entry, int64_t squared_um, void *user) {
    view *v = user;
    if (entry == v->own)
        return true;
    if (v->count == MOST_NEAR || --v->set->budget < 0) {
        v->set->budget = -1;
        return false;
    }
    const int shell = (int)(sqrt((double)squared_um) / v->spacing_um * SHELLS_PER_SPACING);
    if (shell >= FOL_SHELLS)
        return true;
    const fol__near near = {(double)entry->x_um - v->own->x_um, (double)entry->y_um - v->own->y_um, (double)squared_um};
    v->nearest = squared_um < v->nearest ? squared_um : v->nearest;
    v->near[v->count] = near;
    v->shell[v->count++] = (uint8_t)shell;
    v->in_shell[shell]++;
    return true;
}

/* The numbers of what is seen, shell by shell: near enough to an order by distance for cutting cells. */
static void order_by_shell(const view *v, int *order) {
    int starts[FOL_SHELLS] = {0};
    for (int i = 1; i < FOL_SHELLS; i++)
        starts[i] = starts[i - 1] + v->in_shell[i - 1];
    for (int i = 0; i < v->count; i++)
        order[starts[v->shell[i]]++] = i;
}

static void cut_cell(const view *v, fol__cell *cell) {
    int order[MOST_NEAR];
    order_by_shell(v, order);
    fol__cell_start(cell, FOL__DOT_REACH * v->spacing_um);
    for (int i = 0; i < v->count; i++) {
        const double shell_um = v->shell[order[i]] / SHELLS_PER_SPACING * v->spacing_um;
        if (shell_um * shell_um > 4 * fol__cell_reach(cell))
            break;
        if (v->near[order[i]].squared > 0)
            fol__cell_cut(cell, &v->near[order[i]], order[i]);
    }
}

/* |mean of exp(6 i angle)| over the neighbours: the sixth power of a unit vector needs no angle. */
static double bond_order(const view *v, const fol__cell *cell) {
    double re = 0, im = 0;
    for (int i = 0; i < cell->sides; i++) {
        const fol__near *n = &v->near[cell->beyond[i]];
        const double length = sqrt(n->squared), c = n->dx / length, s = n->dy / length;
        const double c3 = c * (c * c - 3 * s * s), s3 = s * (3 * c * c - s * s);
        re += c3 * c3 - s3 * s3;
        im += 2 * c3 * s3;
    }
    return sqrt(re * re + im * im) / cell->sides;
}

static void add_cell(const view *v, sums *all) {
    fol__cell cell;
    cut_cell(v, &cell);
    if (!fol__cell_closed(&cell))
        return;
    for (int i = 0; i < cell.sides; i++) {
        const double radius = sqrt(cell.x[i] * cell.x[i] + cell.y[i] * cell.y[i]) / v->spacing_um;
        all->hole = radius > all->hole ? radius : all->hole;
        fol__spread_add(&all->corners, radius);
    }
    fol__spread_add(&all->area, fol__cell_area(&cell) / (v->spacing_um * v->spacing_um));
    fol__spread_add(&all->sides, cell.sides);
    fol__spread_add(&all->bonds, bond_order(v, &cell));
    all->hexagons += cell.sides == 6;
}

static void add_dot(fol__dotset *set, view *v, sums *all) {
    v->spacing_um =
        set->spacing_um(set, v->own->x_um, v->own->y_um, FOL__DOT_REACH, FOL__DOT_EVENNESS);
    if (!(v->spacing_um > 0))
        return;
    v->count = 0;
    v->nearest = INT64_MAX;
    memset(v->in_shell, 0, sizeof v->in_shell);
    if (!fol__neighbours_within(set->neighbours, v->own->x_um, v->own->y_um,
                                (int32_t)(FOL__DOT_REACH * v->spacing_um) + 1, see, v) ||
        v->count == 0)
        return;
    const double nearest = sqrt((double)v->nearest) / v->spacing_um;
    all->least = all->nearest.count == 0 || nearest < all->least ? nearest : all->least;
    fol__spread_add(&all->nearest, nearest);
    for (int i = 0; i < FOL_SHELLS; i++)
        all->pairs[i] += v->in_shell[i];
    add_cell(v, all);
}

static void sum_up(const sums *all, fol_texture *out) {
    out->judged = all->nearest.count;
    out->clark_evans = 2 * fol__spread_mean(&all->nearest);
    out->nn_cv = fol__spread_cv(&all->nearest);
    out->least = all->least / HEXAGONAL;
    out->cell_cv = fol__spread_cv(&all->area);
    out->sides_mean = fol__spread_mean(&all->sides);
    out->sides_cv = fol__spread_cv(&all->sides);
    out->hexagons = all->sides.count > 0 ? (double)all->hexagons / (double)all->sides.count : 0;
    out->bond_order = fol__spread_mean(&all->bonds);
    out->hole = all->hole;
    out->hole_mean = fol__spread_mean(&all->corners);
    for (int i = 0; i < FOL_SHELLS; i++) {
        const double from = i / SHELLS_PER_SPACING, to = (i + 1) / SHELLS_PER_SPACING;
        if (out->judged > 0)
            out->pair[i] = (double)all->pairs[i] / ((double)out->judged * PI * (to * to - from * from));
    }
}

fol_status fol__dotset_dots(fol__dotset *set, fol__stage stage, fol_texture *out) {
    view *v = fol__alloc(set->alloc, 1, sizeof *v);
    sums all;
    memset(&all, 0, sizeof all);
    if (!v)
        return FOL_ERR_NOMEM;
    v->set = set;
    fol_status status = FOL_OK;
    for (size_t i = 0; i < set->neighbours->count && status == FOL_OK && set->budget >= 0; i++) {
        if (i % 1024 == 0 && fol__stage_stops(stage, i, set->neighbours->count))
            status = FOL_ERR_CANCELLED;
        v->own = &set->neighbours->entries[i];
        if (status == FOL_OK)
            add_dot(set, v, &all);
    }
    fol__release(set->alloc, v, 1, sizeof *v);
    if (status == FOL_OK && set->budget >= 0)
        sum_up(&all, out);
    return status;
}
