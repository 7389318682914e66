/* SPDX-License-Identifier: MIT */
/* What is done for a step of points at once: places, sizes, and dots put where they belong. */
#ifndef FOLLICLE_LAYOUT_STEPS_H
#define FOLLICLE_LAYOUT_STEPS_H

#include "cells.h"

#include <string.h>

/* What the dots of a cell have in common. */
typedef struct fol__placed {
    int64_t first_id;
    uint32_t x, y;      /* of its corner, um */
    uint32_t low, high; /* what brings halves of places to the canvas' */
    uint32_t draws;     /* what tells its sizes from other cells' */
} fol__placed;

/* `draws` of a row is 32 bits of a stream; a cell's are those and the column, multiplied and folded. */
static inline fol__placed fol__placed_cell(const fol__turn *t, uint32_t row_draws, int32_t column, int32_t row) {
    const uint32_t x = (uint32_t)column * FOL__CELL_UM, y = (uint32_t)row * FOL__CELL_UM;
    const uint32_t to_x = x + t->x_add, to_y = y + t->y_add;
    uint32_t draws = row_draws ^ (uint32_t)column * UINT32_C(0x93d765dd);
    draws = (draws ^ draws >> 15) * UINT32_C(0x915f77f5);
    const fol__placed c = {fol__dot_id(row, column, 0), x, y, t->swap ? to_y : to_x, t->swap ? to_x : to_y, draws ^ draws >> 16};
    return c;
}

/* Bytes of a dot after its place: two 16-bit sizes in one lane; zone, session and shade in another. */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
enum { FOL__DIAMETER_SHIFT = 16, FOL__DEPTH_SHIFT = 0, FOL__ZONE_SHIFT = 16, FOL__SESSION_SHIFT = 8, FOL__SHADE_SHIFT = 0 };
#else
enum { FOL__DIAMETER_SHIFT = 0, FOL__DEPTH_SHIFT = 16, FOL__ZONE_SHIFT = 0, FOL__SESSION_SHIFT = 16, FOL__SHADE_SHIFT = 24 };
#endif

/* Places of a step of points, um: by the pattern's x and y, of which `swap` says which is the canvas'. */
static inline void fol__place_step(const fol__turn *t, const fol__placed *c, const uint32_t *places, uint32_t *low, uint32_t *high) {
    for (int i = 0; i < FOL__STEP; i += FOL__LANES) {
        fol__us halves, flip, half;
        memcpy(&halves, places + i, sizeof halves);
        memcpy(&flip, t->flips + i, sizeof flip);
        halves ^= flip;
        half = (halves & 0xffff) + c->low;
        memcpy(low + i, &half, sizeof half);
        half = (halves >> 16) + c->high;
        memcpy(high + i, &half, sizeof half);
    }
}

/* 32 random bits for a point of a cell give its diameter and depth: multiply, fold and spread in halves of 16 bits, three times; the
 * steps were chosen by chi-square tests of each half, of both and of neighbouring ranks. */
static inline void fol__size_step(const fol__maker *m, uint32_t draws, const int32_t *ranks, uint32_t *sizes) {
    for (int i = 0; i < FOL__STEP; i += FOL__LANES) {
        fol__us h, by[3];
        fol__fs from[2], span[2];
        memcpy(&h, ranks + i, sizeof h);
        for (int k = 0; k < 3; k++)
            memcpy(&by[k], m->factors[k] + i, sizeof by[k]);
        memcpy(&from[0], m->diameter.from + i, sizeof from[0]);
        memcpy(&span[0], m->diameter.span + i, sizeof span[0]);
        memcpy(&from[1], m->depth.from + i, sizeof from[1]);
        memcpy(&span[1], m->depth.span + i, sizeof span[1]);
        h ^= draws;
        h = FOL__TIMES_HALVES(h + (h << 16), by[0]);
        h = FOL__TIMES_HALVES(h ^ h >> 11, by[1]);
        h += h << 16;
        h = FOL__TIMES_HALVES(h ^ h >> 7, by[2]);
        h ^= h >> 13;
        const fol__fs across = from[0] + span[0] * FOL__FLOATS_OF(h >> 16), down = from[1] + span[1] * FOL__FLOATS_OF(h & 0xffff);
        h = FOL__WHOLE_OF(across) << FOL__DIAMETER_SHIFT | FOL__WHOLE_OF(down) << FOL__DEPTH_SHIFT;
        memcpy(sizes + i, &h, sizeof h);
    }
}

static inline uint32_t fol__mark_of(int32_t zone, size_t session, uint8_t shade) {
    return (uint32_t)(uint16_t)zone << FOL__ZONE_SHIFT | (uint32_t)(session + 1) << FOL__SESSION_SHIFT | (uint32_t)shade << FOL__SHADE_SHIFT;
}

/* Ids of four dots that follow each other. */
typedef struct fol__ids {
    fol__pair2 first, last;
} fol__ids;

static inline fol__ids fol__ids_from(int64_t id) {
    const int64_t unit = 1 << FOL__ID_UNIT_BITS;
    const fol__ids four = {fol__pair2_from(id, 0, unit), fol__pair2_from(id, 2 * unit, 3 * unit)};
    return four;
}

/* What goes into four dots beside their ids, in pairs: places, and all the rest. */
typedef struct fol__fields {
    fol__pair2 places, rests, more_places, more_rests;
} fol__fields;

static inline fol__fields fol__fields_of(const uint32_t *x, const uint32_t *y, const uint32_t *sizes, const uint32_t *marks) {
    const fol__u4 fx = fol__u4_load(x), fy = fol__u4_load(y), size = fol__u4_load(sizes), mark = fol__u4_load(marks);
    const fol__fields f = {fol__u4_first_pairs(fx, fy), fol__u4_first_pairs(size, mark), fol__u4_last_pairs(fx, fy),
                           fol__u4_last_pairs(size, mark)};
    return f;
}

/* Three stores for two dots, whose 48 bytes are three vectors; test_layout checks the offsets that this stands on. */
static inline void fol__put_two(fol__pair2 id, fol__pair2 places, fol__pair2 rests, fol_dot *dot) {
    unsigned char *to = (unsigned char *)dot;
    fol__pair2_store(fol__firsts(id, places), to);
    fol__pair2_store(fol__first_second(rests, id), to + 16);
    fol__pair2_store(fol__seconds(places, rests), to + 32);
}

static inline void fol__put_four(const fol__ids *four, const fol__fields *f, fol_dot *dot) {
    fol__put_two(four->first, f->places, f->rests, dot);
    fol__put_two(four->last, f->more_places, f->more_rests, dot + 2);
}

static inline int64_t fol__point_id(const fol__placed *c, uint32_t number) {
    return c->first_id + ((int64_t)number << FOL__ID_UNIT_BITS);
}

/* How many of a step's ranks, which rise, are below a bound. */
static inline uint32_t fol__below_in_step(const int32_t *ranks, int32_t bound) {
    uint32_t below = ranks[3] < bound ? 4 : 0;
    below += ranks[below + 1] < bound ? 2 : 0;
    below += ranks[below] < bound;
    return below + (below < FOL__STEP && ranks[below] < bound);
}

#endif
