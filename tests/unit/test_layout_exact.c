/* SPDX-License-Identifier: MIT */
/* Exact counts, held against a plain reading of the rule: all points of the pattern on the canvas, sorted by zone and u. */
#include "failing_alloc.h"
#include "laid_out.h"
#include "random_design.h"
#include "ring_oracle.h"
#include "runner.h"

#include "cuts.h"
#include "placement.h"

#include <follicle/layout.h>
#include <follicle/review.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the rule, read plainly */

/* One point of the pattern on the canvas. */
typedef struct point {
    int64_t id;
    double u[FOL_MAX_SESSIONS];
    int32_t zone;
    size_t session; /* that it is of; 0: none */
} point;

typedef struct oracle {
    point *points;
    size_t count, zones, sessions;
    double *expected;
    int64_t *wanted; /* [zone][session] */
    bool *exact;     /* [zone] */
    bool reachable;
} oracle;

static int32_t rank_of(const fol_pattern *pattern, uint64_t seed, int64_t id) {
    const fol__placement at = fol__placement_of(seed, pattern);
    fol__tile_walk walk = fol__tile_walk_from(pattern, &at, (int32_t)(id >> 15 & 4095), (int32_t)(id >> 27));
    return fol__tile_walk_cell(&walk).ranks[id >> 3 & 1023];
}

/* Every point that the pattern has on the canvas, where irregularity puts it. */
static fol_layout *all_points(const fol_treatment_spec *treatment, const fol_chart_spec *chart, const fol_pattern *pattern) {
    fol_treatment_spec t = *treatment;
    fol_chart_spec c = fol_chart_spec_default();
    fol_zone_spec zone = fol_zone_spec_default();
    fol_session_spec session = fol_session_spec_default();
    fol_layout_options options = fol_layout_options_default();
    fol_point corners[4];
    fol_design *design;
    fol_layout *layout;
    t.exact_counts = false;
    t.min_distance_mm = 0;
    t.sessions = &session;
    t.session_count = 1;
    c.canvas_width_mm = chart->canvas_width_mm;
    c.canvas_height_mm = chart->canvas_height_mm;
    ring_rectangle(-5, -5, c.canvas_width_mm + 10, c.canvas_height_mm + 10, corners);
    zone.name = "all";
    zone.outline = (fol_ring){corners, 4};
    zone.density_per_cm2 = fol_spacing_cap_per_cm2(fol_pattern_spacing(pattern));
    c.zones = &zone;
    c.zone_count = 1;
    options.pattern = pattern;
    ck_assert_int_eq(fol_design_create(&t, &c, NULL, NULL, &design, NULL), FOL_OK);
    ck_assert_int_eq(fol_layout_create(design, &options, NULL, &layout, NULL), FOL_OK);
    fol_design_free(design);
    return layout;
}

static void read_points(oracle *o, const fol_design *design, const fol_pattern *pattern) {
    const fol_treatment_spec *t = fol_design_treatment(design);
    fol_layout *all = all_points(t, fol_design_chart(design), pattern);
    fol_dot *dots = dots_by_id(all);
    const double tile_cm = fol_pattern_spacing(pattern)->tile_mm / 10;
    o->count = fol_layout_count(all);
    o->points = calloc(o->count + 1, sizeof *o->points);
    ck_assert_ptr_nonnull(o->points);
    for (size_t i = 0; i < o->count; i++) {
        fol_density density;
        const int32_t rank = rank_of(pattern, t->seed, dots[i].id);
        fol_design_density_at(design, dots[i].x_um, dots[i].y_um, &density);
        o->points[i].id = dots[i].id;
        o->points[i].zone = density.zone;
        for (size_t j = 0; j < o->sessions; j++) {
            const double threshold = density.running_per_cm2[j] * (tile_cm * tile_cm);
            o->points[i].u[j] = threshold > 0 ? rank / threshold : (double)INFINITY;
        }
    }
    free(dots);
    fol_layout_free(all);
}

static size_t sorted_by;

static int by_u(const void *a, const void *b) {
    const point *p = *(point *const *)a, *q = *(point *const *)b;
    if (p->u[sorted_by] != q->u[sorted_by])
        return p->u[sorted_by] < q->u[sorted_by] ? -1 : 1;
    return p->id < q->id ? -1 : 1;
}

static void take(oracle *o, size_t zone, point **room) {
    int64_t in = 0;
    for (size_t j = 0; j < o->sessions; j++) {
        size_t open = 0;
        for (size_t i = 0; i < o->count; i++) {
            if (o->points[i].zone == (int32_t)zone && !o->points[i].session && isfinite(o->points[i].u[j]))
                room[open++] = &o->points[i];
        }
        sorted_by = j;
        qsort(room, open, sizeof *room, by_u);
        for (size_t i = 0; i < open && (o->exact[zone] ? in < o->wanted[zone * o->sessions + j] : room[i]->u[j] < 1); i++) {
            room[i]->session = j + 1;
            in++;
        }
        o->reachable = o->reachable && (!o->exact[zone] || in == o->wanted[zone * o->sessions + j]);
    }
}

static void read_wanted(oracle *o, const fol_design *design) {
    const size_t counts = o->zones * o->sessions;
    o->expected = calloc(counts, sizeof *o->expected);
    o->wanted = calloc(counts, sizeof *o->wanted);
    o->exact = calloc(o->zones, sizeof *o->exact);
    ck_assert(o->expected && o->wanted && o->exact);
    ck_assert_int_eq(fol_design_expected(design, o->expected, counts), FOL_OK);
    for (size_t i = 0; i < counts; i++) {
        const int64_t before = i % o->sessions ? o->wanted[i - 1] : 0, nearest = llround(o->expected[i]);
        o->wanted[i] = nearest > before ? nearest : before;
    }
    for (size_t z = 0; z < o->zones; z++) {
        const int64_t held = fol_design_chart(design)->zones[z].hold_total;
        o->exact[z] = fol_design_treatment(design)->exact_counts || held;
        if (held)
            o->wanted[(z + 1) * o->sessions - 1] = held;
    }
}

static oracle oracle_of(const fol_design *design, const fol_pattern *pattern) {
    oracle o = {.zones = fol_design_zone_count(design), .sessions = fol_design_session_count(design), .reachable = true};
    read_wanted(&o, design);
    read_points(&o, design, pattern);
    point **room = calloc(o.count + 1, sizeof *room);
    ck_assert_ptr_nonnull(room);
    for (size_t z = 0; z < o.zones; z++)
        take(&o, z, room);
    free(room);
    return o;
}

static void oracle_free(oracle *o) {
    free(o->points);
    free(o->expected);
    free(o->wanted);
    free(o->exact);
}

/* Dots, sessions, zones and the number of threshold dots. */
static void ck_oracle(const oracle *o, const fol_layout *layout, uint64_t number) {
    fol_dot *dots = dots_by_id(layout);
    size_t next = 0, threshold = 0;
    for (size_t i = 0; i < o->count; i++) {
        const point *p = &o->points[i];
        size_t plain = 1;
        while (p->zone != FOL_NO_ZONE && plain <= o->sessions && !(p->u[plain - 1] < 1))
            plain++;
        plain = p->zone == FOL_NO_ZONE || plain > o->sessions ? 0 : plain;
        threshold += plain != p->session;
        if (p->session == 0)
            continue;
        ck_assert_msg(next < fol_layout_count(layout) && dots[next].id == p->id && dots[next].session == p->session &&
                          dots[next].zone == p->zone,
                      "design %d: point %lld of session %zu", (int)number, (long long)p->id, p->session);
        next++;
    }
    ck_assert_uint_eq(next, fol_layout_count(layout));
    ck_assert_uint_eq(threshold, fol_layout_threshold_dots(layout));
    free(dots);
}

static void ck_counts(const oracle *o, const fol_layout *layout) {
    fol_dot *dots = dots_by_id(layout);
    for (size_t z = 0; z < o->zones; z++) {
        for (size_t j = 0; o->exact[z] && j < o->sessions; j++) {
            int64_t found = 0;
            for (size_t i = 0; i < fol_layout_count(layout); i++)
                found += dots[i].zone == z && dots[i].session <= j + 1;
            ck_assert_int_eq(found, o->wanted[z * o->sessions + j]);
        }
    }
    free(dots);
}

/* A tile of 32 mm, which every canvas here repeats. */
static fol_pattern *small_tile(void) {
    fol_pattern_spec spec = fol_pattern_spec_default();
    fol_pattern *pattern;
    spec.point_count = 4096;
    spec.tile_mm = 32;
    ck_assert_int_eq(fol_pattern_create(&spec, NULL, NULL, &pattern, NULL), FOL_OK);
    return pattern;
}

/* Every zone exact, or some of them by a total of their own. */
static void ask_for_counts(random_design *random, test_random *r) {
    random->treatment.exact_counts = random_below(r, 3) > 0;
    for (size_t i = 0; i < random->chart.zone_count; i++) {
        if (!random->treatment.exact_counts || random_below(r, 3) == 0)
            random->zones[i].hold_total = random_below(r, 4) ? random_int(r, 1, 3000) : 0;
    }
}

/* Whether the counts could be reached. */
static bool ck_rule(uint64_t number, const fol_pattern *pattern) {
    random_design *random = number % 4 == 3 ? random_design_make_special(number) : random_design_make(number);
    test_random r = random_from(number);
    fol_layout_options options = fol_layout_options_default();
    fol_layout *layout;
    fol_error err = {0};
    ask_for_counts(random, &r);
    fol_design *design = random_design_build(random);
    oracle o = oracle_of(design, pattern);
    options.pattern = pattern;
    const fol_status status = fol_layout_create(design, &options, NULL, &layout, &err);
    ck_assert_msg((status == FOL_OK) == o.reachable && (status == FOL_OK || status == FOL_ERR_CONFLICT), "design %d: %s: %s",
                  (int)number, err.path, err.message);
    if (status == FOL_OK) {
        ck_oracle(&o, layout, number);
        ck_counts(&o, layout);
    }
    fol_layout_free(layout);
    oracle_free(&o);
    fol_design_free(design);
    random_design_free(random);
    return status == FOL_OK;
}

enum { DESIGNS = 40, BATCHES = 4 };

START_TEST(dots_are_those_that_the_rule_says_and_counts_are_exact) {
    fol_pattern *small = small_tile();
    int reached = 0;
    for (int i = 0; i < DESIGNS; i++)
        reached += ck_rule((uint64_t)(_i * DESIGNS + i), i % 2 ? small : fol_pattern_builtin());
    ck_assert_int_gt(reached, DESIGNS * 2 / 5); /* many a held total is more than its zone has room for */
    fol_pattern_free(small);
}
END_TEST

/* ------------------------------------------------------------------ the same dots by every way */

/* The canvas no wider and no higher than so much. */
static fol_design *exact_design_within(double most_mm, uint64_t number, random_design **random) {
    *random = number % 4 == 3 ? random_design_make_special(number) : random_design_make(number);
    (*random)->treatment.exact_counts = true;
    (*random)->chart.canvas_width_mm = fmin((*random)->chart.canvas_width_mm, most_mm);
    (*random)->chart.canvas_height_mm = fmin((*random)->chart.canvas_height_mm, most_mm);
    for (size_t i = 0; i < (*random)->chart.zone_count; i++)
        (*random)->zones[i].density_per_cm2 *= 0.8; /* room above it, so that every count can be reached */
    return random_design_build(*random);
}

static fol_design *exact_design(uint64_t number, random_design **random) {
    return exact_design_within(1000, number, random);
}

typedef struct taken {
    fol_dot *dots;
    size_t count;
} taken;

static bool take_dots(const fol_dot *dots, size_t count, void *user) {
    taken *t = user;
    memcpy(t->dots + t->count, dots, count * sizeof *dots);
    t->count += count;
    return true;
}

START_TEST(any_number_of_threads_and_a_stream_give_the_same_dots) {
    random_design *random;
    fol_design *design = exact_design((uint64_t)_i, &random);
    fol_layout *layout = laid(design), *other;
    for (int32_t threads = 1; threads <= 7; threads += threads == 1 ? 1 : 5) {
        fol_pool *pool;
        ck_assert_int_eq(fol_pool_create(threads, NULL, &pool, NULL), FOL_OK);
        fol_layout_options options = fol_layout_options_default();
        const fol_tasks tasks = fol_pool_tasks(pool);
        options.tasks = &tasks;
        ck_assert_int_eq(fol_layout_create(design, &options, NULL, &other, NULL), FOL_OK);
        ck_same_layout(layout, other);
        ck_assert_uint_eq(fol_layout_threshold_dots(layout), fol_layout_threshold_dots(other));
        fol_layout_free(other);
        fol_pool_free(pool);
    }
    taken t = {calloc(fol_layout_count(layout) + 1, sizeof *t.dots), 0};
    fol_dot *dots = dots_by_id(layout);
    const fol_dot_sink sink = {take_dots, &t};
    ck_assert_int_eq(fol_layout_stream(design, NULL, &sink, NULL, NULL), FOL_OK);
    ck_assert_uint_eq(t.count, fol_layout_count(layout));
    ck_assert_mem_eq(t.dots, dots, t.count * sizeof *dots + 1);
    free(t.dots);
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

/* A host that counts reports, and stops at one. */
typedef struct patience {
    int reports, most;
    double last;
} patience;

static bool lose_patience(double share, void *user) {
    patience *p = user;
    ck_assert(share >= p->last && share <= 1);
    p->reports += share > p->last; /* those that say something new */
    p->last = share;
    return p->most && p->reports >= p->most;
}

static fol_status laid_with_patience(const fol_design *design, const fol_tasks *tasks, patience *p) {
    failing_alloc memory = {0, 0, 0};
    const fol_allocator alloc = failing_allocator(&memory);
    const fol_progress progress = {lose_patience, p};
    fol_layout_options options = fol_layout_options_default();
    fol_layout *layout;
    options.progress = &progress;
    options.tasks = tasks;
    const fol_status status = fol_layout_create(design, &options, &alloc, &layout, NULL);
    fol_layout_free(layout);
    ck_assert_uint_eq(memory.live_bytes, 0);
    return status;
}

static void run_in_turn(fol_task_fn task, size_t count, void *context, void *user) {
    (void)user;
    for (size_t i = 0; i < count; i++)
        task(i, context);
}

/* Each row of the canvas is walked three times: for the integral, for the cuts and for the dots. */
START_TEST(progress_rises_through_the_counting_and_each_report_can_stop_it) {
    random_design *random;
    fol_design *design = exact_design((uint64_t)_i, &random);
    const int rows = (int)(random->chart.canvas_height_mm / 4);
    const fol_tasks tasks = {run_in_turn, NULL};
    patience all = {0, 0, 0}, before_tasks = {0, 0, 0};
    ck_assert_int_eq(laid_with_patience(design, NULL, &all), FOL_OK);
    ck_assert_int_ge(all.reports, 3 * rows - 2);
    ck_assert_int_eq(laid_with_patience(design, &tasks, &before_tasks), FOL_OK);
    ck_assert_int_ge(before_tasks.reports, rows);
    for (int most = 1; most <= all.reports; most++) {
        patience p = {0, most, 0};
        ck_assert_int_eq(laid_with_patience(design, NULL, &p), FOL_ERR_CANCELLED);
        ck_assert_int_eq(p.reports, most);
    }
    patience p = {0, (rows + 1) / 2, 0};
    ck_assert_int_eq(laid_with_patience(design, &tasks, &p), FOL_ERR_CANCELLED);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(an_update_is_the_layout_made_anew) {
    random_design *random;
    test_random r = random_from((uint64_t)_i);
    fol_design *design = exact_design((uint64_t)_i, &random), *next;
    fol_layout *layout = laid(design), *updated;
    fol_design_edit edit;
    fol_point room[RANDOM_POINTS];
    fol_change *change;
    if (random_design_edit(random, &r, &edit, room) && fol_design_derive(design, &edit, NULL, &next, NULL) == FOL_OK) {
        fol_layout *anew = laid(next);
        size_t removed, added;
        ck_assert_int_eq(fol_layout_update(layout, next, NULL, &updated, &change, NULL), FOL_OK);
        ck_same_layout(updated, anew);
        fol_change_removed(change, &removed);
        fol_change_added(change, &added);
        ck_assert_uint_eq(fol_layout_count(layout) - removed + added, fol_layout_count(anew));
        fol_change_free(change);
        fol_layout_free(updated);
        fol_layout_free(anew);
        fol_design_free(next);
    }
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

/* ------------------------------------------------------------------ a review passes them */

typedef struct scaled {
    fol_design *design;
    const fol_layout *layout;
} scaled;

static void scaled_density(const int32_t *xy_um, size_t count, fol_density *out, void *user) {
    const scaled *s = user;
    fol_design_density_batch_fn(xy_um, count, out, s->design);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; out[i].zone != FOL_NO_ZONE && j < FOL_MAX_SESSIONS; j++)
            out[i].running_per_cm2[j] *= fol_layout_scale(s->layout, (size_t)out[i].zone, j + 1);
    }
}

static void scaled_density_at(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    const int32_t xy_um[2] = {x_um, y_um};
    scaled_density(xy_um, 1, out, user);
}

static void ck_review(const random_design *random, fol_design *design, const fol_layout *layout, bool by_scale) {
    fol_review_limits limits = fol_review_limits_default();
    fol_review_spec spec = fol_review_spec_default();
    fol_review *review;
    fol_dot *dots = dots_by_id(layout);
    scaled s = {design, layout};
    limits.slack_mm = 2 * random->treatment.irregularity_mm;
    limits.least_mm = random->treatment.min_distance_mm;
    spec.dots = spec.planned = dots;
    spec.dot_count = spec.planned_count = fol_layout_count(layout);
    spec.session_count = fol_design_session_count(design);
    spec.zone_count = fol_design_zone_count(design);
    spec.density = by_scale ? scaled_density_at : fol_design_density_fn;
    spec.density_batch = by_scale ? scaled_density : fol_design_density_batch_fn;
    spec.density_user = by_scale ? (void *)&s : (void *)design;
    spec.bounds = (fol_rect){0, 0, random->chart.canvas_width_mm, random->chart.canvas_height_mm};
    spec.limits = &limits;
    ck_assert_int_eq(fol_review_create(&spec, NULL, &review, NULL), FOL_OK);
    const fol_finding *first = fol_review_finding(review, 0);
    ck_assert_msg(fol_review_ok(review), "design %d: %s: %s", (int)random->number, first ? fol_finding_kind_name(first->kind) : "",
                  first ? first->text : "");
    fol_review_free(review);
    free(dots);
}

START_TEST(exact_layouts_pass_review) {
    for (uint64_t i = 0; i < 15; i++) {
        random_design *random;
        fol_design *design = exact_design((uint64_t)_i * 15 + i, &random);
        fol_layout *layout = laid(design);
        ck_review(random, design, layout, false);
        ck_review(random, design, layout, true);
        fol_layout_free(layout);
        fol_design_free(design);
        random_design_free(random);
    }
}
END_TEST

/* ------------------------------------------------------------------ memory */

static fol_status lay_and_free(const fol_allocator *alloc, void *user) {
    fol_layout *layout;
    const fol_status status = fol_layout_create(user, NULL, alloc, &layout, NULL);
    ck_assert((status == FOL_OK) == (layout != NULL));
    fol_layout_free(layout);
    return status;
}

static bool take_none(const fol_dot *dots, size_t count, void *user) {
    (void)dots, (void)count, (void)user;
    return true;
}

static fol_status stream_away(const fol_allocator *alloc, void *user) {
    const fol_dot_sink sink = {take_none, NULL};
    return fol_layout_stream(user, NULL, &sink, alloc, NULL);
}

START_TEST(without_memory_nothing_leaks) {
    random_design *random;
    fol_design *design = exact_design_within(45, (uint64_t)_i, &random); /* small: it is laid out once for each allocation */
    check_every_allocation(lay_and_free, design);
    check_every_allocation(stream_away, design);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("layout: exact counts");
    TCase *tests = tcase_create("exact counts");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, dots_are_those_that_the_rule_says_and_counts_are_exact, 0, rounds(BATCHES));
    tcase_add_loop_test(tests, any_number_of_threads_and_a_stream_give_the_same_dots, 0, rounds(12));
    tcase_add_loop_test(tests, progress_rises_through_the_counting_and_each_report_can_stop_it, 0, 3);
    tcase_add_loop_test(tests, an_update_is_the_layout_made_anew, 0, rounds(12));
    tcase_add_loop_test(tests, exact_layouts_pass_review, 0, 4);
    tcase_add_loop_test(tests, without_memory_nothing_leaks, 0, 6);
    suite_add_tcase(suite, tests);
    return suite;
}
