/* SPDX-License-Identifier: MIT */
/* An allocator that fails at a chosen call and counts what is alive, for the tests that a failure leaks nothing. */
#ifndef FOLLICLE_TESTS_FAILING_ALLOC_H
#define FOLLICLE_TESTS_FAILING_ALLOC_H

#include <follicle/base.h>

typedef struct failing_alloc {
    int64_t calls;     /* so far */
    int64_t fail_at;   /* the call, from 1, that returns NULL, and all after it; 0: none does */
    size_t live_bytes;
} failing_alloc;

fol_allocator failing_allocator(failing_alloc *state);

/* Runs create once undisturbed, then with the 1st, 2nd, 3rd ... allocation failing; each must give FOL_ERR_NOMEM, no
 * object and no live byte. `create` makes and frees its object with the allocator and returns the creating call's status. */
void check_every_allocation(fol_status (*create)(const fol_allocator *alloc, void *user), void *user);

#endif
