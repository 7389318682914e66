/* SPDX-License-Identifier: MIT */
/* Where dots should be on the photograph, to be asked for by place. */
#ifndef FOLLICLE_REGISTER_SEATS_H
#define FOLLICLE_REGISTER_SEATS_H

#include "field.h"

typedef struct fol__seats {
    fol_allocator alloc;
    fol_point *at; /* one a dot, pixels of darkness */
    int32_t *heads, *next;
    size_t count;
    int32_t columns, rows;
    double side;
} fol__seats;

/* `side`: of its cells, pixels; no question reaches further. False: out of memory. */
bool fol__seats_make(const fol_allocator *alloc, size_t count, int32_t width, int32_t height, double side, fol__seats *out);
void fol__seats_free(fol__seats *seats);
void fol__seats_fill(fol__seats *seats, const fol_dot *dots, const fol__mapping *mapping);
/* Whether no other dot is nearer to a place than dot i. */
bool fol__seats_owner(const fol__seats *seats, size_t i, fol_point at);
/* How far the nearest dot is, at most a cell's side. */
double fol__seats_distance(const fol__seats *seats, fol_point at);

#endif
