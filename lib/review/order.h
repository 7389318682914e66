/* SPDX-License-Identifier: MIT */
/* Sorting large sets of dots in linear time. */
#ifndef FOLLICLE_REVIEW_ORDER_H
#define FOLLICLE_REVIEW_ORDER_H

#include <follicle/values.h>

/* Sorts dots by y, then x, then id, then every other field: the order of input leaves no trace. False when
 * memory is out. */
bool fol__sort_by_place(const fol_allocator *alloc, fol_dot *dots, size_t count);

/* The numbers of dots by rising x or by rising id, equal ones by number. NULL when memory is out; free with
 * fol__release(count, sizeof(uint32_t)). */
uint32_t *fol__order_by_x(const fol_allocator *alloc, const fol_dot *dots, size_t count);
uint32_t *fol__order_by_id(const fol_allocator *alloc, const fol_dot *dots, size_t count);

#endif
