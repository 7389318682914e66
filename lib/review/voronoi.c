/* SPDX-License-Identifier: MIT */
/* A convex polygon cut by one bisector after the other. Coordinates are relative to the dot and whole micrometres, so a bisector
 * that only touches a corner, as in a square lattice, is told exactly and makes no side. */
#include "voronoi.h"

void fol__cell_start(fol__cell *cell, double known_um) {
    const double half = known_um / 2;
    const double x[4] = {-half, half, half, -half}, y[4] = {-half, -half, half, half};
    cell->sides = 4;
    for (int i = 0; i < 4; i++) {
        cell->x[i] = x[i];
        cell->y[i] = y[i];
        cell->beyond[i] = -1;
    }
}

static void add_corner(fol__cell *cell, double x, double y, int32_t beyond) {
    if (cell->sides == FOL__MOST_SIDES)
        return; /* no dot has so many neighbours: all distances would be within a thousandth */
    cell->x[cell->sides] = x;
    cell->y[cell->sides] = y;
    cell->beyond[cell->sides++] = beyond;
}

/* Where the side from corner i to corner j, one kept and one not, meets the bisector; `over` is how far they are past it. */
static void add_crossing(fol__cell *cut, const fol__cell *cell, const int corner[2], const double over[2], int32_t beyond) {
    const double t = over[0] / (over[0] - over[1]);
    const double x0 = cell->x[corner[0]], y0 = cell->y[corner[0]];
    add_corner(cut, x0 + (cell->x[corner[1]] - x0) * t, y0 + (cell->y[corner[1]] - y0) * t, beyond);
}

void fol__cell_cut(fol__cell *cell, const fol__near *other, int32_t number) {
    double over[FOL__MOST_SIDES];
    bool any = false;
    for (int i = 0; i < cell->sides; i++) {
        over[i] = cell->x[i] * other->dx + cell->y[i] * other->dy - other->squared / 2;
        if (over[i] <= other->squared * 1e-12) /* of rounding: corners are quotients */
            over[i] = over[i] < 0 ? over[i] : 0;
        any = any || over[i] > 0;
    }
    if (!any)
        return;
    fol__cell cut;
    cut.sides = 0;
    for (int i = 0; i < cell->sides; i++) {
        const int j = i + 1 < cell->sides ? i + 1 : 0, corner[2] = {i, j};
        const double ends[2] = {over[i], over[j]};
        if (over[i] <= 0)
            add_corner(&cut, cell->x[i], cell->y[i], over[i] == 0 && over[j] > 0 ? number : cell->beyond[i]);
        if (over[i] < 0 && over[j] > 0)
            add_crossing(&cut, cell, corner, ends, number);
        else if (over[i] > 0 && over[j] < 0)
            add_crossing(&cut, cell, corner, ends, cell->beyond[i]);
    }
    *cell = cut;
}

double fol__cell_reach(const fol__cell *cell) {
    double most = 0;
    for (int i = 0; i < cell->sides; i++) {
        const double squared = cell->x[i] * cell->x[i] + cell->y[i] * cell->y[i];
        most = squared > most ? squared : most;
    }
    return most;
}

bool fol__cell_closed(const fol__cell *cell) {
    for (int i = 0; i < cell->sides; i++) {
        if (cell->beyond[i] < 0)
            return false;
    }
    return cell->sides >= 3;
}

double fol__cell_area(const fol__cell *cell) {
    double twice = 0;
    for (int i = 0; i < cell->sides; i++) {
        const int j = i + 1 < cell->sides ? i + 1 : 0;
        twice += cell->x[i] * cell->y[j] - cell->x[j] * cell->y[i];
    }
    return twice / 2;
}
