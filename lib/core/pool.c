/* SPDX-License-Identifier: MIT */
/* Threads that sleep until there is work, take pieces of it one by one, and sleep again. The caller takes pieces too. */
#define _POSIX_C_SOURCE 200809L
#include "alloc.h"
#include "fail.h"

#include <follicle/tasks.h>

#include <stdlib.h>
#include <string.h>

enum { MOST_THREADS = 256 };

static fol_status check_threads(int32_t threads, fol_pool **out, fol_error *err) {
    if (out)
        *out = NULL;
    if (!out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "out is NULL");
    if (threads < 1 || threads > MOST_THREADS)
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "a pool has 1 to %d threads, not %ld", MOST_THREADS, (long)threads);
    return FOL_OK;
}

#if defined(FOL_HAVE_THREADS)

#include <pthread.h>

struct fol_pool {
    fol_allocator alloc;
    pthread_mutex_t lock, callers; /* callers: one call at a time */
    pthread_cond_t work, done;
    fol_task_fn task;
    void *context;
    size_t next, count; /* pieces not yet taken: next ... count - 1 */
    size_t unfinished;
    bool ends;
    int32_t started;
    int32_t thread_count; /* beside the caller's own */
    pthread_t threads[];
};

/* Takes pieces until there are none; the lock is held on entry and return. */
static void work_off(fol_pool *pool) {
    while (pool->next < pool->count) {
        const size_t piece = pool->next++;
        pthread_mutex_unlock(&pool->lock);
        pool->task(piece, pool->context);
        pthread_mutex_lock(&pool->lock);
        if (--pool->unfinished == 0)
            pthread_cond_signal(&pool->done);
    }
}

static void *wait_for_work(void *user) {
    fol_pool *pool = user;
    pthread_mutex_lock(&pool->lock);
    while (!pool->ends) {
        if (pool->next < pool->count)
            work_off(pool);
        else
            pthread_cond_wait(&pool->work, &pool->lock);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static void run(fol_task_fn task, size_t count, void *context, void *user) {
    fol_pool *pool = user;
    pthread_mutex_lock(&pool->callers);
    pthread_mutex_lock(&pool->lock);
    pool->task = task;
    pool->context = context;
    pool->next = 0;
    pool->count = pool->unfinished = count;
    pthread_cond_broadcast(&pool->work);
    work_off(pool);
    while (pool->unfinished)
        pthread_cond_wait(&pool->done, &pool->lock);
    pool->count = pool->next = 0;
    pthread_mutex_unlock(&pool->lock);
    pthread_mutex_unlock(&pool->callers);
}

static bool start(fol_pool *pool) {
    while (pool->started < pool->thread_count && pthread_create(&pool->threads[pool->started], NULL, wait_for_work, pool) == 0)
        pool->started++;
    return pool->started == pool->thread_count;
}

fol_status fol_pool_create(int32_t threads, const fol_allocator *alloc, fol_pool **out, fol_error *err) {
    const fol_status status = check_threads(threads, out, err);
    if (status != FOL_OK)
        return status;
    const fol_allocator own = fol__allocator_or_libc(alloc);
    fol_pool *pool = fol__alloc_zeroed(&own, 1, sizeof *pool + (size_t)threads * sizeof(pthread_t));
    if (!pool)
        return fol__fail_nomem(err);
    pool->alloc = own;
    pool->thread_count = threads - 1;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_mutex_init(&pool->callers, NULL);
    pthread_cond_init(&pool->work, NULL);
    pthread_cond_init(&pool->done, NULL);
    if (start(pool)) {
        *out = pool;
        return FOL_OK;
    }
    fol_pool_free(pool);
    return fol__fail(err, FOL_ERR_INTERNAL, FOL__NOWHERE, "the system starts no more threads");
}

void fol_pool_free(fol_pool *pool) {
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->ends = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (int32_t i = 0; i < pool->started; i++)
        pthread_join(pool->threads[i], NULL);
    pthread_cond_destroy(&pool->done);
    pthread_cond_destroy(&pool->work);
    pthread_mutex_destroy(&pool->callers);
    pthread_mutex_destroy(&pool->lock);
    const fol_allocator alloc = pool->alloc;
    fol__release(&alloc, pool, 1, sizeof *pool + ((size_t)pool->thread_count + 1) * sizeof(pthread_t));
}

#else

struct fol_pool {
    int unused;
};

static void run(fol_task_fn task, size_t count, void *context, void *user) {
    (void)user;
    for (size_t i = 0; i < count; i++)
        task(i, context);
}

fol_status fol_pool_create(int32_t threads, const fol_allocator *alloc, fol_pool **out, fol_error *err) {
    const fol_status status = check_threads(threads, out, err);
    (void)alloc;
    return status != FOL_OK ? status
                            : fol__fail(err, FOL_ERR_INTERNAL, FOL__NOWHERE, "this library was built without threads; hand "
                                                                             "fol_tasks of your own to its calls");
}

void fol_pool_free(fol_pool *pool) {
    (void)pool;
}

#endif

fol_tasks fol_pool_tasks(fol_pool *pool) {
    const fol_tasks tasks = {pool ? run : NULL, pool};
    return tasks;
}
