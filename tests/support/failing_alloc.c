/* SPDX-License-Identifier: MIT */
#include "failing_alloc.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static void *alloc_or_fail(size_t size, void *user) {
    failing_alloc *state = user;
    state->calls++;
    if (state->fail_at && state->calls >= state->fail_at)
        return NULL;
    void *memory = malloc(size);
    if (!memory)
        return NULL;
    memset(memory, 0xAB, size); /* what is used before it is filled in shows */
    state->live_bytes += size;
    return memory;
}

static void release_counted(void *memory, size_t size, void *user) {
    failing_alloc *state = user;
    if (memory)
        state->live_bytes -= size;
    free(memory);
}

fol_allocator failing_allocator(failing_alloc *state) {
    const fol_allocator alloc = {alloc_or_fail, release_counted, state};
    return alloc;
}

void check_every_allocation(fol_status (*create)(const fol_allocator *alloc, void *user), void *user) {
    failing_alloc good = {0, 0, 0};
    const fol_allocator alloc = failing_allocator(&good);
    ck_assert_int_eq(create(&alloc, user), FOL_OK);
    ck_assert_uint_eq(good.live_bytes, 0);
    ck_assert_int_gt(good.calls, 0);
    for (int64_t n = 1; n <= good.calls; n++) {
        failing_alloc state = {0, n, 0};
        const fol_allocator failing = failing_allocator(&state);
        ck_assert_msg(create(&failing, user) == FOL_ERR_NOMEM, "allocation %lld of %lld", (long long)n,
                      (long long)good.calls);
        ck_assert_msg(state.live_bytes == 0, "allocation %lld leaks %zu bytes", (long long)n, state.live_bytes);
    }
}
