/* SPDX-License-Identifier: MIT */
/* glibc lets a program define malloc and reach the original under another name. */
#include "failing_malloc.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_SANITIZER
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HAS_SANITIZER
#endif

static struct {
    bool counting;
    int64_t calls, fail_at; /* fail_at 0: none fails */
    int64_t live;           /* blocks */
} state;

#if defined(__GLIBC__) && !defined(HAS_SANITIZER)

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void __libc_free(void *memory);

bool can_fail_malloc(void) {
    return true;
}

static bool must_fail(void) {
    if (!state.counting)
        return false;
    state.calls++;
    return state.fail_at && state.calls >= state.fail_at;
}

static void *counted(void *memory) {
    if (memory && state.counting)
        state.live++;
    if (!memory)
        errno = ENOMEM;
    return memory;
}

void *malloc(size_t size) {
    return counted(must_fail() ? NULL : __libc_malloc(size));
}

void *calloc(size_t count, size_t size) {
    return counted(must_fail() ? NULL : __libc_calloc(count, size));
}

void *realloc(void *memory, size_t size) {
    if (!memory)
        return malloc(size);
    void *const moved = must_fail() ? NULL : __libc_realloc(memory, size);
    if (!moved)
        errno = ENOMEM;
    return moved;
}

void free(void *memory) {
    if (memory && state.counting)
        state.live--;
    __libc_free(memory);
}

#else

bool can_fail_malloc(void) {
    return false;
}

#endif

static fol_status run(fol_status (*act)(void *user), void *user, int64_t fail_at) {
    state.calls = state.live = 0;
    state.fail_at = fail_at;
    state.counting = true;
    const fol_status status = act(user);
    state.counting = false;
    return status;
}

void check_every_malloc(fol_status (*act)(void *user), void *user) {
    ck_assert_int_eq(run(act, user, 0), FOL_OK); /* libraries keep some memory from their first use on */
    ck_assert_int_eq(run(act, user, 0), FOL_OK);
    ck_assert_int_eq(state.live, 0);
    const int64_t calls = state.calls;
    ck_assert_int_gt(calls, 0);
    for (int64_t n = 1; n <= calls; n++) {
        const fol_status status = run(act, user, n);
        ck_assert_msg(status == FOL_ERR_NOMEM || status == FOL_OK, "allocation %lld of %lld gives %s", (long long)n,
                      (long long)calls, fol_status_name(status));
        ck_assert_msg(state.live <= 0, "allocation %lld of %lld leaks %lld blocks", (long long)n, (long long)calls,
                      (long long)state.live);
    }
    ck_assert_int_eq(run(act, user, 1), FOL_ERR_NOMEM);
}
