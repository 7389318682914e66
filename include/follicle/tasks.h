/* SPDX-License-Identifier: MIT */
/* Work handed to a host's own threads. The library starts none by itself: a call that takes fol_tasks (fol_layout_create()) cuts its
 * work into pieces and gives them to `run`. What comes out is the same, byte for byte, for any number of threads and any order.
 * docs/decisions/013-bands-for-the-hosts-threads.md tells why. */
#ifndef FOLLICLE_TASKS_H
#define FOLLICLE_TASKS_H

#include <follicle/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void (*fol_task_fn)(size_t task, void *context);

typedef struct fol_tasks {
    /* Calls task(i, context) once for each i below count, in any order, on any threads, and returns when all calls have: what they wrote is
     * then seen by the calling thread. A host that gives up may leave pieces out: the call then ends with FOL_ERR_CANCELLED. Called a few times by one call at the most. */
    void (*run)(fol_task_fn task, size_t count, void *context, void *user);
    void *user;
} fol_tasks;

/* A plain pool of threads for hosts that have none of their own. */
typedef struct fol_pool fol_pool;

/* Starts threads that wait for work; the thread that calls with their tasks works too, so `threads` counts it: 1 to 256.
 * Gives:   *out, free with fol_pool_free(); NULL on failure.
 * Errors:  FOL_ERR_ARG, _VALUE, _NOMEM; _INTERNAL when the system does not start as many, or the library was built without threads
 *          (Meson option `threads`).
 * Threads: one call at a time uses a pool; others wait. A call from within one of its own tasks would wait for ever. */
FOL_API fol_status fol_pool_create(int32_t threads, const fol_allocator *alloc, fol_pool **out, fol_error *err);
/* Ends its threads; no call may be using it. */
FOL_API void fol_pool_free(fol_pool *pool);
/* Valid while the pool lives. Of NULL: tasks without a run, which count as none. */
FOL_API fol_tasks fol_pool_tasks(fol_pool *pool);

#ifdef __cplusplus
}
#endif
#endif
