/* SPDX-License-Identifier: MIT */
/* The Voronoi cell of one dot: the places that are nearer to it than to any other. */
#ifndef FOLLICLE_REVIEW_VORONOI_H
#define FOLLICLE_REVIEW_VORONOI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Another dot as seen from the dot, micrometres. */
typedef struct fol__near {
    double dx, dy, squared;
} fol__near;

enum { FOL__MOST_SIDES = 64 };

typedef struct fol__cell {
    int sides;
    double x[FOL__MOST_SIDES], y[FOL__MOST_SIDES]; /* corners around the dot */
    int32_t beyond[FOL__MOST_SIDES];               /* which dot lies behind the side from corner i to the next; -1: none */
} fol__cell;

/* A square that surely holds the cell of a dot of which all others are known as far as known_um. */
void fol__cell_start(fol__cell *cell, double known_um);
/* Cuts off what is nearer to another dot. */
void fol__cell_cut(fol__cell *cell, const fol__near *other, int32_t number);
/* The squared distance of the farthest corner: a dot over twice as far away cuts nothing off. */
double fol__cell_reach(const fol__cell *cell);
/* Whether other dots made every side. */
bool fol__cell_closed(const fol__cell *cell);
double fol__cell_area(const fol__cell *cell);

#endif
