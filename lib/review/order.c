/* SPDX-License-Identifier: MIT */
/* Radix sort by digits of 11 bits, least first: stable, so that several keys are sorted by from the last to the first. A review
 * sorts its dots by place, by x and by id, which with qsort() would take longer than all measuring. */
#include "order.h"

#include "alloc.h"

#include <stdlib.h>
#include <string.h>

typedef struct keyed {
    uint32_t key, number;
} keyed;

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

static uint32_t digit_of(const keyed *item, int shift) {
    return item->key >> shift & (DIGITS - 1);
}

/* False when all have the same digit, and nothing was moved. */
static bool sort_by_digit(const keyed *from, keyed *to, size_t count, int shift) {
    size_t starts[DIGITS + 1] = {0};
    for (size_t i = 0; i < count; i++)
        starts[digit_of(&from[i], shift) + 1]++;
    if (count == 0 || starts[digit_of(&from[0], shift) + 1] == count)
        return false;
    for (int d = 0; d < DIGITS; d++)
        starts[d + 1] += starts[d];
    for (size_t i = 0; i < count; i++)
        to[starts[digit_of(&from[i], shift)]++] = from[i];
    return true;
}

/* Stable, by key. */
static void sort_keyed(keyed *items, keyed *scratch, size_t count) {
    keyed *from = items, *to = scratch;
    for (int shift = 0; shift < 32; shift += DIGIT_BITS) {
        if (sort_by_digit(from, to, count, shift)) {
            keyed *other = from;
            from = to;
            to = other;
        }
    }
    if (from != items && count > 0)
        memcpy(items, from, count * sizeof *items);
}

static uint32_t low_bits_of_id(const fol_dot *dot) {
    return (uint32_t)((uint64_t)dot->id & UINT32_MAX);
}

/* Signed numbers in the order of unsigned ones. */
static uint32_t high_bits_of_id(const fol_dot *dot) {
    return (uint32_t)((uint64_t)dot->id >> 32) ^ UINT32_C(0x80000000);
}

static uint32_t x_of(const fol_dot *dot) {
    return (uint32_t)dot->x_um ^ UINT32_C(0x80000000);
}

static uint32_t y_of(const fol_dot *dot) {
    return (uint32_t)dot->y_um ^ UINT32_C(0x80000000);
}

/* The numbers of dots by key_b, then key_a (NULL: none), then number. */
static uint32_t *order_by(const fol_allocator *alloc, const fol_dot *dots, size_t count,
                          uint32_t (*key_a)(const fol_dot *dot), uint32_t (*key_b)(const fol_dot *dot)) {
    uint32_t *order = fol__alloc(alloc, count, sizeof *order);
    keyed *items = fol__alloc(alloc, count, 2 * sizeof *items);
    if (order && items) {
        for (size_t i = 0; i < count; i++) {
            items[i].key = key_a ? key_a(&dots[i]) : 0;
            items[i].number = (uint32_t)i;
        }
        if (key_a)
            sort_keyed(items, items + count, count);
        for (size_t i = 0; i < count; i++)
            items[i].key = key_b(&dots[items[i].number]);
        sort_keyed(items, items + count, count);
        for (size_t i = 0; i < count; i++)
            order[i] = items[i].number;
    }
    if (!items) {
        fol__release(alloc, order, count, sizeof *order);
        order = NULL;
    }
    fol__release(alloc, items, count, 2 * sizeof *items);
    return order;
}

uint32_t *fol__order_by_x(const fol_allocator *alloc, const fol_dot *dots, size_t count) {
    return order_by(alloc, dots, count, NULL, x_of);
}

uint32_t *fol__order_by_id(const fol_allocator *alloc, const fol_dot *dots, size_t count) {
    return order_by(alloc, dots, count, low_bits_of_id, high_bits_of_id);
}

static int order_of(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

/* For dots at one place. */
static int by_other_fields(const void *left, const void *right) {
    const fol_dot *a = left, *b = right;
    const int orders[] = {order_of(a->id, b->id),
                          order_of(a->session, b->session),
                          order_of(a->zone, b->zone),
                          order_of(a->diameter_um, b->diameter_um),
                          order_of(a->depth_um, b->depth_um),
                          order_of(a->shade, b->shade)};
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        if (orders[i] != 0)
            return orders[i];
    }
    return 0;
}

static void sort_same_places(fol_dot *dots, size_t count) {
    size_t start = 0;
    for (size_t i = 1; i <= count; i++) {
        if (i < count && dots[i].x_um == dots[start].x_um && dots[i].y_um == dots[start].y_um)
            continue;
        if (i - start > 1)
            qsort(dots + start, i - start, sizeof *dots, by_other_fields);
        start = i;
    }
}

bool fol__sort_by_place(const fol_allocator *alloc, fol_dot *dots, size_t count) {
    uint32_t *order = order_by(alloc, dots, count, x_of, y_of);
    fol_dot *sorted = fol__alloc(alloc, count, sizeof *sorted);
    const bool done = order && sorted;
    if (done) {
        for (size_t i = 0; i < count; i++)
            sorted[i] = dots[order[i]];
        sort_same_places(sorted, count);
        if (count > 0)
            memcpy(dots, sorted, count * sizeof *dots);
    }
    fol__release(alloc, order, count, sizeof *order);
    fol__release(alloc, sorted, count, sizeof *sorted);
    return done;
}
