/* SPDX-License-Identifier: MIT */
/* An allocator that counts. */
#ifndef FOLLICLE_BENCH_MEMORY_H
#define FOLLICLE_BENCH_MEMORY_H

#include "measure.h"

typedef struct memory_count {
    int64_t allocations;
    int64_t bytes, most_bytes; /* now, and at its height */
} memory_count;

/* Counts into *count, which must outlive whatever is made with it. */
fol_allocator counting_allocator(memory_count *count);

/* One run that is not timed, with that allocator: how many dots it handled, -1 on failure. *count stays all zero, and nothing is run, when
 * the run takes no allocator. What it leaves to the next run (a drag's design) still belongs to the allocator. */
int64_t count_memory(const measured *what, const fol_allocator *allocator, memory_count *count);

#endif
