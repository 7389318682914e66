/* SPDX-License-Identifier: MIT */
/* As failing_alloc.h, for libraries whose memory is libc's: malloc itself fails at a chosen call. */
#ifndef FOLLICLE_TESTS_FAILING_MALLOC_H
#define FOLLICLE_TESTS_FAILING_MALLOC_H

#include <follicle/base.h>

/* False where malloc cannot be replaced: with other C libraries than glibc, and under sanitizers. */
bool can_fail_malloc(void);

/* Runs `act` once undisturbed, then with the 1st, 2nd, 3rd ... allocation and all after it failing; each must give
 * FOL_ERR_NOMEM, or FOL_OK where some library could do without, and leave no more blocks alive than the first run did.
 * `act` frees what it makes and returns the status. */
void check_every_malloc(fol_status (*act)(void *user), void *user);

#endif
