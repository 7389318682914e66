/* SPDX-License-Identifier: MIT */
/* Lists by cell; what lies outside of the picture is kept in the cells of its edge. */
#include "seats.h"

#include <math.h>

static int32_t cell(double at, double side, int32_t count) {
    const double c = at / side;
    return c > 0 ? c < count ? (int32_t)c : count - 1 : 0;
}

bool fol__seats_make(const fol_allocator *alloc, size_t count, int32_t width, int32_t height, double side, fol__seats *out) {
    *out = (fol__seats){*alloc, NULL, NULL, NULL, count, (int32_t)(width / side) + 1, (int32_t)(height / side) + 1, side};
    out->at = fol__alloc(alloc, count, sizeof *out->at);
    out->next = fol__alloc(alloc, count, sizeof *out->next);
    out->heads = fol__alloc(alloc, (size_t)out->columns * (size_t)out->rows, sizeof *out->heads);
    return out->at && out->next && out->heads;
}

void fol__seats_free(fol__seats *seats) {
    fol__release(&seats->alloc, seats->at, seats->count, sizeof *seats->at);
    fol__release(&seats->alloc, seats->next, seats->count, sizeof *seats->next);
    fol__release(&seats->alloc, seats->heads, (size_t)seats->columns * (size_t)seats->rows, sizeof *seats->heads);
    seats->at = NULL;
    seats->next = seats->heads = NULL;
}

void fol__seats_fill(fol__seats *s, const fol_dot *dots, const fol__mapping *mapping) {
    const size_t cells = (size_t)s->columns * (size_t)s->rows;
    for (size_t i = 0; i < cells; i++)
        s->heads[i] = -1;
    for (size_t i = 0; i < s->count; i++) {
        s->at[i] = fol__mapping_at(mapping, fol__dot_mm(&dots[i]));
        int32_t *head = &s->heads[cell(s->at[i].y, s->side, s->rows) * s->columns + cell(s->at[i].x, s->side, s->columns)];
        s->next[i] = *head;
        *head = (int32_t)i;
    }
}

/* The least squared distance from a place to a dot other than `but`, or `most`. */
static double least_square(const fol__seats *s, fol_point at, int64_t but, double most) {
    const int32_t column = cell(at.x, s->side, s->columns), row = cell(at.y, s->side, s->rows);
    for (int32_t r = row > 0 ? row - 1 : 0; r <= row + 1 && r < s->rows; r++) {
        for (int32_t c = column > 0 ? column - 1 : 0; c <= column + 1 && c < s->columns; c++) {
            for (int32_t k = s->heads[r * s->columns + c]; k >= 0; k = s->next[k]) {
                const double dx = s->at[k].x - at.x, dy = s->at[k].y - at.y, away = dx * dx + dy * dy;
                most = k != but && away < most ? away : most;
            }
        }
    }
    return most;
}

bool fol__seats_owner(const fol__seats *seats, size_t i, fol_point at) {
    const double dx = seats->at[i].x - at.x, dy = seats->at[i].y - at.y, mine = dx * dx + dy * dy;
    return least_square(seats, at, (int64_t)i, mine) >= mine;
}

double fol__seats_distance(const fol__seats *seats, fol_point at) {
    return sqrt(least_square(seats, at, -1, seats->side * seats->side));
}
