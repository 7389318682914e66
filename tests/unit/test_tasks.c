/* SPDX-License-Identifier: MIT */
/* Work in pieces: pools of threads, and layouts that any threads make in any order. */
#include "failing_alloc.h"
#include "laid_out.h"
#include "random_design.h"
#include "ring_oracle.h"
#include "runner.h"

#include <follicle/layout.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TASKS = 1000 };

static fol_pool *pool_of(int32_t threads) {
    fol_pool *pool;
    fol_error err = {0};
    ck_assert_msg(fol_pool_create(threads, NULL, &pool, &err) == FOL_OK, "%s", err.message);
    return pool;
}

/* ------------------------------------------------------------------ pools */

typedef struct tally {
    atomic_int runs[MOST_TASKS];
    atomic_int all;
} tally;

static void count_run(size_t task, void *context) {
    tally *t = context;
    atomic_fetch_add(&t->runs[task], 1);
    atomic_fetch_add(&t->all, 1);
}

static void ck_each_once(const fol_tasks *tasks, size_t count) {
    tally *t = calloc(1, sizeof *t);
    ck_assert_ptr_nonnull(t);
    tasks->run(count_run, count, t, tasks->user);
    ck_assert_int_eq(atomic_load(&t->all), (int)count);
    for (size_t i = 0; i < count; i++)
        ck_assert_int_eq(atomic_load(&t->runs[i]), 1);
    free(t);
}

static const int32_t thread_counts[] = {1, 2, 7, 64};

START_TEST(a_pool_runs_each_task_once_however_many_threads_and_calls) {
    fol_pool *pool = pool_of(thread_counts[_i]);
    const fol_tasks tasks = fol_pool_tasks(pool);
    for (int call = 0; call < 100; call++) {
        ck_each_once(&tasks, 0);
        ck_each_once(&tasks, 1);
        ck_each_once(&tasks, (size_t)call % 70);
    }
    ck_each_once(&tasks, MOST_TASKS);
    fol_pool_free(pool);
}
END_TEST

START_TEST(pools_come_and_go_with_and_without_work) {
    for (int32_t round = 0; round < 60; round++) {
        fol_pool *pools[] = {pool_of(1 + round % 9), pool_of(2), pool_of(5)};
        for (int i = 0; i < 3; i++) {
            const fol_tasks tasks = fol_pool_tasks(pools[i]);
            if (round % 3)
                ck_each_once(&tasks, 40);
        }
        for (int i = 0; i < 3; i++)
            fol_pool_free(pools[(i + round) % 3]);
    }
    fol_pool_free(NULL);
}
END_TEST

static void *call_often(void *user) {
    const fol_tasks *tasks = user;
    for (int call = 0; call < 50; call++)
        ck_each_once(tasks, 30);
    return NULL;
}

START_TEST(calls_from_many_threads_wait_for_each_other) {
    fol_pool *pool = pool_of(thread_counts[_i]);
    fol_tasks tasks = fol_pool_tasks(pool);
    pthread_t callers[6];
    for (int i = 0; i < 6; i++)
        ck_assert_int_eq(pthread_create(&callers[i], NULL, call_often, &tasks), 0);
    for (int i = 0; i < 6; i++)
        pthread_join(callers[i], NULL);
    fol_pool_free(pool);
}
END_TEST

static fol_status pool_and_free(const fol_allocator *alloc, void *user) {
    fol_pool *pool;
    (void)user;
    const fol_status status = fol_pool_create(3, alloc, &pool, NULL);
    ck_assert((status == FOL_OK) == (pool != NULL));
    fol_pool_free(pool);
    return status;
}

START_TEST(a_pool_of_no_threads_or_without_memory_is_refused) {
    fol_pool *pool = pool_of(1), *first = pool;
    fol_error err;
    ck_assert_int_eq(fol_pool_create(0, NULL, &pool, &err), FOL_ERR_VALUE);
    ck_assert_ptr_null(pool);
    ck_assert_int_eq(fol_pool_create(-1, NULL, &pool, NULL), FOL_ERR_VALUE);
    ck_assert_int_eq(fol_pool_create(257, NULL, &pool, NULL), FOL_ERR_VALUE);
    ck_assert_int_eq(fol_pool_create(2, NULL, NULL, &err), FOL_ERR_ARG);
    fol_pool_free(first);
    check_every_allocation(pool_and_free, NULL);
}
END_TEST

/* ------------------------------------------------------------------ layouts in bands */

static void run_backwards(fol_task_fn task, size_t count, void *context, void *user) {
    size_t *calls = user;
    for (size_t i = count; i-- > 0;)
        task(i, context);
    *calls += count;
}

static fol_layout *laid_by(const fol_design *design, const fol_tasks *tasks) {
    fol_layout_options options = fol_layout_options_default();
    fol_layout *layout;
    fol_error err = {0};
    options.tasks = tasks;
    ck_assert_msg(fol_layout_create(design, &options, NULL, &layout, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return layout;
}

START_TEST(a_layout_is_the_same_by_any_threads_in_any_order) {
    random_design *random = random_design_make((uint64_t)_i);
    size_t calls = 0;
    if (_i % 5 == 0)
        random->chart.canvas_height_mm = 1 + _i % 3 * 15.5; /* too few rows for two bands, or just enough */
    fol_design *design = random_design_build(random);
    fol_layout *alone = laid(design);
    fol_pool *pool = pool_of(thread_counts[_i % 4]);
    const fol_tasks host = {run_backwards, &calls}, own = fol_pool_tasks(pool), none = {NULL, NULL}, no_pool = fol_pool_tasks(NULL);
    const fol_tasks *all[] = {&host, &own, &none, &no_pool};
    for (int i = 0; i < 4; i++) {
        fol_layout *layout = laid_by(design, all[i]);
        ck_same_layout(alone, layout);
        fol_layout_free(layout);
    }
    ck_assert(calls > 1 || random->chart.canvas_height_mm < 32);
    fol_pool_free(pool);
    fol_layout_free(alone);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

static void run_all_but_one(fol_task_fn task, size_t count, void *context, void *user) {
    (void)user;
    for (size_t i = 1; i < count; i++)
        task(i, context);
}

START_TEST(a_piece_that_is_left_out_is_told) {
    random_design *random = random_design_make(1);
    random->treatment.exact_counts = _i == 1;
    fol_design *design = random_design_build(random);
    const fol_tasks tasks = {run_all_but_one, NULL};
    fol_layout_options options = fol_layout_options_default();
    fol_layout *layout;
    fol_error err = {0};
    options.tasks = &tasks;
    ck_assert_int_eq(fol_layout_create(design, &options, NULL, &layout, &err), FOL_ERR_CANCELLED);
    ck_assert_ptr_null(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(too_many_dots_are_refused_in_bands_as_in_one) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design);
    const int64_t dots = (int64_t)fol_layout_count(layout);
    fol_pool *pool = pool_of(3);
    const fol_tasks tasks = fol_pool_tasks(pool);
    for (int64_t limit = dots - 1; limit <= dots && dots > 0; limit++) {
        for (int banded = 0; banded < 2; banded++) {
            fol_layout_options options = fol_layout_options_default();
            fol_limits limits = fol_limits_default();
            fol_layout *found;
            limits.max_dots = limit;
            options.limits = &limits;
            options.tasks = banded ? &tasks : NULL;
            ck_assert_int_eq(fol_layout_create(design, &options, NULL, &found, NULL), limit < dots ? FOL_ERR_LIMIT : FOL_OK);
            ck_assert((limit == dots) == (found != NULL));
            fol_layout_free(found);
        }
    }
    fol_pool_free(pool);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

/* An allocator for several threads that fails from one call on. */
typedef struct shared_alloc {
    atomic_llong calls, live, most; /* most: live at any time */
    long long fail_at;
} shared_alloc;

static void *shared_take(size_t size, void *user) {
    shared_alloc *s = user;
    if (atomic_fetch_add(&s->calls, 1) + 1 >= s->fail_at && s->fail_at)
        return NULL;
    void *memory = malloc(size);
    if (memory)
        memset(memory, 0xAB, size);
    const long long live = atomic_fetch_add(&s->live, (long long)size) + (long long)size;
    long long most = atomic_load(&s->most);
    while (live > most && !atomic_compare_exchange_weak(&s->most, &most, live))
        ;
    return memory;
}

static void shared_release(void *memory, size_t size, void *user) {
    shared_alloc *s = user;
    if (memory)
        atomic_fetch_sub(&s->live, (long long)size);
    free(memory);
}

START_TEST(bands_without_memory_leak_nothing) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_pool *pool = pool_of(4);
    const fol_tasks tasks = fol_pool_tasks(pool);
    fol_layout_options options = fol_layout_options_default();
    options.tasks = &tasks;
    shared_alloc state = {0, 0, 0, 0};
    const fol_allocator alloc = {shared_take, shared_release, &state};
    long long calls = 0;
    for (long long n = 0; n <= calls; n += n < 40 ? 1 : 17) {
        fol_layout *layout;
        atomic_store(&state.calls, 0);
        state.fail_at = n;
        const fol_status status = fol_layout_create(design, &options, &alloc, &layout, NULL);
        ck_assert_int_eq(status, n == 0 ? FOL_OK : FOL_ERR_NOMEM);
        ck_assert((n == 0) == (layout != NULL));
        calls = n == 0 ? (long long)atomic_load(&state.calls) : calls;
        fol_layout_free(layout);
        ck_assert_int_eq((int)atomic_load(&state.live), 0);
    }
    fol_pool_free(pool);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

/* 64,000 dots in 64 rows, 16 bands of them. */
static fol_design *large_box(void) {
    static const fol_point corners[] = {{0, 0}, {253, 0}, {253, 253}, {0, 253}};
    fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    fol_zone_spec zone = fol_zone_spec_default();
    fol_design *design;
    zone.name = "box";
    zone.outline = (fol_ring){corners, 4};
    zone.density_per_cm2 = 100;
    chart.canvas_width_mm = chart.canvas_height_mm = 253;
    chart.zones = &zone;
    chart.zone_count = 1;
    ck_assert_int_eq(fol_design_create(&treatment, &chart, NULL, NULL, &design, NULL), FOL_OK);
    return design;
}

/* Bytes that are taken at the most until the layout is refused for its dots. */
static long long most_until_refused(const fol_design *design, int64_t most_dots, const fol_tasks *tasks) {
    shared_alloc state = {0, 0, 0, 0};
    const fol_allocator alloc = {shared_take, shared_release, &state};
    fol_layout_options options = fol_layout_options_default();
    fol_limits limits = fol_limits_default();
    fol_layout *layout;
    fol_error err;
    limits.max_dots = most_dots;
    options.limits = &limits;
    options.tasks = tasks;
    ck_assert_int_eq(fol_layout_create(design, &options, &alloc, &layout, &err), FOL_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "the layout has more than "));
    ck_assert_int_eq((int)atomic_load(&state.live), 0);
    return atomic_load(&state.most);
}

START_TEST(a_limit_of_dots_bounds_the_memory_of_all_bands_together) {
    fol_design *design = large_box();
    size_t calls = 0;
    fol_pool *pool = pool_of(3);
    const fol_tasks host = {run_backwards, &calls}, own = fol_pool_tasks(pool);
    const fol_tasks *all[] = {NULL, &host, &own};
    for (int i = 0; i < 3; i++) {
        const long long none = most_until_refused(design, 0, all[i]); /* what there is beside dots */
        const long long most = most_until_refused(design, 8000, all[i]) - none;
        ck_assert_msg(most <= 10000 * (long long)sizeof(fol_dot), "%d: %lld bytes", i, most);
    }
    ck_assert_uint_gt(calls, 2);
    fol_pool_free(pool);
    fol_design_free(design);
}
END_TEST

/* ------------------------------------------------------------------ objects between threads */

typedef struct shared_job {
    const fol_design *design;
    const fol_layout *before;
    fol_layout *layouts[16];
    fol_design *derived[16];
    fol_point rings[16][4];
} shared_job;

/* Derives, lays out, and asks: all from objects that every task shares. */
static void derive_one(size_t task, void *context) {
    shared_job *job = context;
    ring_rectangle(5, 5, 20 + (double)task, 22, job->rings[task]);
    const fol_design_edit edit = {FOL_EDIT_ZONE_RING, 0, 0, {job->rings[task], 4}};
    fol_density density;
    if (fol_design_derive(job->design, &edit, NULL, &job->derived[task], NULL) != FOL_OK ||
        fol_layout_update(job->before, job->derived[task], NULL, &job->layouts[task], NULL, NULL) != FOL_OK)
        return;
    fol_design_density_at(job->derived[task], 10000, 10000, &density);
    if (task % 2) { /* frees what others share */
        fol_layout_free(job->layouts[task]);
        fol_design_free(job->derived[task]);
        job->layouts[task] = NULL;
        job->derived[task] = NULL;
    }
}

START_TEST(designs_and_layouts_are_derived_and_freed_by_many_threads) {
    random_design *random = random_design_make(7);
    random->zones[0].hole_count = 0;
    random->chart.hairline_count = 0;
    shared_job job = {.design = random_design_build(random)};
    fol_layout *before = laid(job.design);
    job.before = before;
    fol_pool *pool = pool_of(5);
    const fol_tasks tasks = fol_pool_tasks(pool);
    tasks.run(derive_one, 16, &job, tasks.user);
    fol_pool_free(pool);
    fol_layout_free(before);
    fol_design_free((fol_design *)(uintptr_t)job.design);
    for (int i = 0; i < 16; i += 2) {
        ck_assert_ptr_nonnull(job.layouts[i]);
        fol_layout *anew = laid(job.derived[i]);
        ck_same_layout(job.layouts[i], anew);
        fol_layout_free(anew);
        fol_layout_free(job.layouts[i]);
        fol_design_free(job.derived[i]);
    }
    random_design_free(random);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("tasks");
    TCase *pools = tcase_create("pools");
    tcase_set_timeout(pools, 60);
    tcase_add_loop_test(pools, a_pool_runs_each_task_once_however_many_threads_and_calls, 0, 4);
    tcase_add_test(pools, pools_come_and_go_with_and_without_work);
    tcase_add_loop_test(pools, calls_from_many_threads_wait_for_each_other, 0, 4);
    tcase_add_test(pools, a_pool_of_no_threads_or_without_memory_is_refused);
    suite_add_tcase(suite, pools);
    TCase *layouts = tcase_create("layouts");
    tcase_set_timeout(layouts, 60);
    tcase_add_loop_test(layouts, a_layout_is_the_same_by_any_threads_in_any_order, 0, rounds(40));
    tcase_add_loop_test(layouts, a_piece_that_is_left_out_is_told, 0, 2);
    tcase_add_loop_test(layouts, too_many_dots_are_refused_in_bands_as_in_one, 0, 10);
    tcase_add_loop_test(layouts, bands_without_memory_leak_nothing, 0, 3);
    tcase_add_test(layouts, a_limit_of_dots_bounds_the_memory_of_all_bands_together);
    tcase_add_test(layouts, designs_and_layouts_are_derived_and_freed_by_many_threads);
    suite_add_tcase(suite, layouts);
    return suite;
}
