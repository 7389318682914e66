/* SPDX-License-Identifier: MIT */
/* What the review refuses, what it finds, and in which order it says so. */
#include "failing_alloc.h"
#include "review_scenes.h"
#include "runner.h"

#include <float.h>

/* Dots on a square lattice of 1 mm in 20 x 20 mm, 100 per cm2, at half millimetres: nothing to find but evenness. */
static dot_list good_dots(void) {
    dot_list list = {0};
    for (int32_t i = 0; i < 400; i++)
        list_add(&list, i % 20 * 1000 + 500, i / 20 * 1000 + 500);
    return list;
}

static square twenty = {20, 100, 1};

static void assert_finding(const fol_review *review, size_t i, fol_finding_kind kind, int64_t id, int64_t other) {
    const fol_finding *finding = fol_review_finding(review, i);
    ck_assert_ptr_nonnull(finding);
    ck_assert_msg(finding->kind == kind, "finding %zu is %s", i, fol_finding_kind_name(finding->kind));
    ck_assert_msg(finding->ids[0] == id && finding->ids[1] == other, "%s", finding->text);
    ck_assert_int_gt((int)strlen(finding->text), 10);
}

static void assert_only(const fol_review *review, fol_finding_kind kind, int64_t count) {
    for (int k = FOL_FINDING_REPEATED_ID; k <= FOL_FINDING_EDGE; k++) {
        const int64_t found = fol_review_finding_total(review, (fol_finding_kind)k);
        ck_assert_msg(found == (k == (int)kind ? count : 0), "%d of %s", (int)found,
                      fol_finding_kind_name((fol_finding_kind)k));
    }
    ck_assert(fol_review_ok(review) == (count == 0));
}

START_TEST(a_good_set_has_no_findings) {
    dot_list list = good_dots();
    const fol_review_spec spec = spec_of_square(&list, &twenty);
    fol_review *review = review_of(&spec);
    assert_only(review, FOL_FINDING_COUNT, 0);
    ck_assert_uint_eq(fol_review_finding_count(review), 0);
    ck_assert_ptr_null(fol_review_finding(review, 0));
    ck_assert_uint_eq(fol_review_session_count(review), 1);
    ck_assert_uint_eq(fol_review_zone_count(review), 1);
    ck_assert_int_eq(fol_review_zone(review, 0).found, 400);
    ck_assert_int_eq(fol_review_total(review, 1).dots, 400);
    ck_assert_double_eq_tol(fol_review_total(review, 1).clark_evans, 2, 1e-9);
    ck_assert_double_eq_tol(fol_review_total(review, 1).least_mm, 1, 1e-12);
    ck_assert_int_eq(fol_review_total(review, 2).dots, 0);
    ck_assert_int_eq(fol_review_session(review, 0).dots, 0);
    ck_assert_int_eq(fol_review_zone(review, 1).found, 0);
    fol_review_free(review);
    list_free(&list);
}
END_TEST

static void check_refused(fol_review_spec spec, fol_status status, const char *what) {
    fol_review *review = (fol_review *)&spec;
    fol_error err;
    memset(&err, 0, sizeof err);
    const fol_status got = fol_review_create(&spec, NULL, &review, &err);
    ck_assert_msg(got == status, "%s: %s %s", what, fol_status_name(got), err.message);
    ck_assert_ptr_null(review);
    ck_assert_int_eq(err.status, status);
    ck_assert_msg(strstr(err.path, what) || strstr(err.message, what), "%s: %s, %s", what, err.path, err.message);
}

static void bad_struct_size(fol_review_spec *spec) {
    spec->struct_size = 8;
}
static void newer_struct_size(fol_review_spec *spec) {
    spec->struct_size = 0;
}
static void null_dots(fol_review_spec *spec) {
    spec->dots = NULL;
}
static void null_planned(fol_review_spec *spec) {
    spec->planned_count = 1;
}
static void null_density(fol_review_spec *spec) {
    spec->density = NULL;
}
static void no_session(fol_review_spec *spec) {
    spec->session_count = 0;
}
static void nine_sessions(fol_review_spec *spec) {
    spec->session_count = FOL_MAX_SESSIONS + 1;
}
static void too_many_zones(fol_review_spec *spec) {
    spec->zone_count = 65536;
}
static void too_many_dots(fol_review_spec *spec) {
    spec->dot_count = SIZE_MAX;
}
static void too_many_planned(fol_review_spec *spec) {
    spec->planned = spec->dots;
    spec->planned_count = SIZE_MAX;
}
static void fine_detail(fol_review_spec *spec) {
    spec->detail_mm = 0.049;
}
static void coarse_detail(fol_review_spec *spec) {
    spec->detail_mm = 2.01;
}
static void nan_detail(fol_review_spec *spec) {
    spec->detail_mm = (double)NAN;
}
static void nan_x(fol_review_spec *spec) {
    spec->bounds.x = (double)NAN;
}
static void nan_height(fol_review_spec *spec) {
    spec->bounds.height = (double)NAN;
}
static void infinite_width(fol_review_spec *spec) {
    spec->bounds.width = (double)INFINITY;
}
static void no_width(fol_review_spec *spec) {
    spec->bounds.width = 0;
}
static void negative_height(fol_review_spec *spec) {
    spec->bounds.height = -1;
}
static void far_away(fol_review_spec *spec) {
    spec->bounds.x = 1e9;
}

typedef struct refused_row {
    void (*spoil)(fol_review_spec *spec);
    fol_status status;
    const char *names;
} refused_row;

START_TEST(a_wrong_spec_is_refused_by_name) {
    const refused_row rows[] = {{bad_struct_size, FOL_ERR_ARG, "struct_size"},
                                {newer_struct_size, FOL_ERR_ARG, "struct_size"},
                                {null_dots, FOL_ERR_ARG, "dots"},
                                {null_planned, FOL_ERR_ARG, "planned"},
                                {null_density, FOL_ERR_ARG, "density"},
                                {no_session, FOL_ERR_VALUE, "session_count"},
                                {nine_sessions, FOL_ERR_VALUE, "session_count"},
                                {too_many_zones, FOL_ERR_VALUE, "zone_count"},
                                {too_many_dots, FOL_ERR_LIMIT, "dot_count"},
                                {too_many_planned, FOL_ERR_LIMIT, "planned"},
                                {fine_detail, FOL_ERR_VALUE, "detail_mm"},
                                {coarse_detail, FOL_ERR_VALUE, "detail_mm"},
                                {nan_detail, FOL_ERR_VALUE, "detail_mm"},
                                {nan_x, FOL_ERR_VALUE, "bounds"},
                                {nan_height, FOL_ERR_VALUE, "bounds"},
                                {infinite_width, FOL_ERR_VALUE, "bounds"},
                                {no_width, FOL_ERR_VALUE, "bounds"},
                                {negative_height, FOL_ERR_VALUE, "bounds"},
                                {far_away, FOL_ERR_VALUE, "bounds"}};
    dot_list list = good_dots();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fol_review_spec spec = spec_of_square(&list, &twenty);
        rows[i].spoil(&spec);
        check_refused(spec, rows[i].status, rows[i].names);
        ck_assert_int_eq(fol_review_create(&spec, NULL, &(fol_review *){NULL}, NULL), rows[i].status);
    }
    const fol_review_spec spec = spec_of_square(&list, &twenty);
    fol_review *review = (fol_review *)&list;
    ck_assert_int_eq(fol_review_create(NULL, NULL, &review, NULL), FOL_ERR_ARG);
    ck_assert_ptr_null(review);
    ck_assert_int_eq(fol_review_create(&spec, NULL, NULL, NULL), FOL_ERR_ARG);
    list_free(&list);
}
END_TEST

START_TEST(wrong_limits_are_refused_by_name) {
    const fol_review_spec plain = spec_of_square(&(dot_list){0}, &twenty);
    const double bad[] = {(double)NAN, -1, (double)INFINITY};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        fol_review_limits limits[6];
        for (int k = 0; k < 6; k++)
            limits[k] = fol_review_limits_default();
        limits[0].least_factor = bad[i];
        limits[1].least_mm = bad[i];
        limits[2].slack_mm = bad[i];
        limits[3].clark_evans_from = bad[i];
        limits[4].session_clark_evans_from = bad[i];
        limits[5].count_deviations = bad[i];
        const char *const names[] = {
            "least_factor", "least_mm", "slack_mm", "clark_evans_from", "session_clark_evans_from", "count_deviations"};
        for (int k = 0; k < 6; k++) {
            fol_review_spec spec = plain;
            spec.limits = &limits[k];
            check_refused(spec, FOL_ERR_VALUE, names[k]);
        }
    }
    fol_review_limits limits = fol_review_limits_default();
    fol_review_spec spec = plain;
    spec.limits = &limits;
    limits.clark_evans_to = 1.3;
    check_refused(spec, FOL_ERR_VALUE, "clark_evans_to");
    limits = fol_review_limits_default();
    limits.judged_from = -1;
    check_refused(spec, FOL_ERR_VALUE, "judged_from");
    limits = fol_review_limits_default();
    limits.max_findings = -1;
    check_refused(spec, FOL_ERR_VALUE, "max_findings");
    limits.struct_size = 0;
    check_refused(spec, FOL_ERR_ARG, "limits");
}
END_TEST

START_TEST(defaults_are_those_of_the_header) {
    const fol_review_limits limits = fol_review_limits_default();
    ck_assert_uint_eq(limits.struct_size, sizeof limits);
    ck_assert(limits.least_factor == 4 && limits.least_mm == 0 && limits.slack_mm == 0);
    ck_assert(limits.clark_evans_from == 1.35 && limits.clark_evans_to == 1.90);
    ck_assert(limits.session_clark_evans_from == 1.20 && limits.judged_from == 1000);
    ck_assert(limits.count_deviations == 4 && limits.max_findings == 100);
    const fol_review_spec spec = fol_review_spec_default();
    ck_assert_uint_eq(spec.struct_size, sizeof spec);
    ck_assert(spec.detail_mm == 0.25 && !spec.limits && !spec.planned && !spec.progress && !spec.density);
}
END_TEST

START_TEST(kinds_have_names) {
    const char *const names[] = {"repeated-id", "outside", "too-close", "unknown-zone", "unknown-session",
                                 "missing",     "moved",   "count",     "evenness"};
    for (int k = 0; k < 9; k++)
        ck_assert_str_eq(fol_finding_kind_name((fol_finding_kind)(k + 1)), names[k]);
    ck_assert_str_eq(fol_finding_kind_name((fol_finding_kind)0), "unknown");
    ck_assert_str_eq(fol_finding_kind_name((fol_finding_kind)99), "unknown");
}
END_TEST

START_TEST(none_one_and_two_dots_are_measured) {
    square s = {20, 1, 1};
    dot_list list = {0};
    for (int dots = 0; dots <= 2; dots++) {
        const fol_review_spec spec = spec_of_square(&list, &s);
        fol_review *review = review_of(&spec);
        assert_only(review, FOL_FINDING_COUNT, 0);
        const fol_set_figures figures = fol_review_total(review, 1);
        ck_assert_int_eq(figures.dots, dots);
        ck_assert_double_eq_tol(figures.asked, 4, 1e-9);
        ck_assert_double_eq_tol(figures.least_mm, dots == 2 ? 5 : 0, 1e-12);
        ck_assert_int_eq(figures.least_ids[0], dots == 2 ? 0 : -1);
        ck_assert_int_eq(figures.least_ids[1], dots == 2 ? 8 : -1);
        ck_assert(figures.clark_evans == 0 && figures.nn_cv == 0 && figures.judged == 0);
        fol_review_free(review);
        list_add(&list, 8000 + 3000 * dots, 8000 + 4000 * dots);
    }
    list_free(&list);
}
END_TEST

START_TEST(repeated_ids_are_found_at_the_later_place) {
    dot_list list = good_dots();
    list.items[7].id = list.items[300].id;
    list.items[5].id = list.items[300].id;
    const fol_review_spec spec = spec_of_square(&list, &twenty);
    fol_review *review = review_of(&spec);
    assert_only(review, FOL_FINDING_REPEATED_ID, 2);
    assert_finding(review, 0, FOL_FINDING_REPEATED_ID, 2400, -1);
    ck_assert_int_eq(fol_review_finding(review, 0)->x_um, 7500);
    assert_finding(review, 1, FOL_FINDING_REPEATED_ID, 2400, -1);
    ck_assert_int_eq(fol_review_finding(review, 1)->y_um, 15500);
    fol_review_free(review);
    list_free(&list);
}
END_TEST

START_TEST(dots_where_none_may_be_are_found) {
    dot_list list = good_dots();
    list.items[0].x_um = -1;
    list.items[399].y_um = 20000; /* the far edge is outside */
    list.items[390].y_um = 19999;
    const fol_review_spec spec = spec_of_square(&list, &twenty);
    fol_review *review = review_of(&spec);
    assert_only(review, FOL_FINDING_OUTSIDE, 2);
    assert_finding(review, 0, FOL_FINDING_OUTSIDE, 0, -1);
    assert_finding(review, 1, FOL_FINDING_OUTSIDE, 399 * 8, -1);
    fol_review_free(review);
    list_free(&list);
}
END_TEST

START_TEST(dots_out_of_bounds_are_found_whatever_the_density_says) {
    dot_list list = good_dots();
    fol_review_spec spec = spec_of_square(&list, &twenty);
    spec.bounds.width = 19; /* the density goes on to 20 */
    fol_review_limits limits = fol_review_limits_default();
    limits.count_deviations = 0;
    spec.limits = &limits;
    fol_review *review = review_of(&spec);
    assert_only(review, FOL_FINDING_OUTSIDE, 20);
    fol_review_free(review);
    list_free(&list);
}
END_TEST

START_TEST(unknown_zones_and_sessions_are_found) {
    dot_list list = good_dots();
    list.items[30].zone = 1;
    list.items[10].zone = 65535;
    list.items[40].session = 0;
    list.items[50].session = 2;
    const fol_review_spec spec = spec_of_square(&list, &twenty);
    fol_review *review = review_of(&spec);
    ck_assert_uint_eq(fol_review_finding_count(review), 4);
    assert_finding(review, 0, FOL_FINDING_UNKNOWN_ZONE, 80, -1);
    assert_finding(review, 1, FOL_FINDING_UNKNOWN_ZONE, 240, -1);
    ck_assert_int_eq(fol_review_finding(review, 0)->zone, 65535);
    assert_finding(review, 2, FOL_FINDING_UNKNOWN_SESSION, 320, -1);
    assert_finding(review, 3, FOL_FINDING_UNKNOWN_SESSION, 400, -1);
    ck_assert_int_eq(fol_review_finding(review, 3)->session, 2);
    ck_assert_int_eq(fol_review_total(review, 1).dots, 398);
    ck_assert_int_eq(fol_review_zone(review, 0).found, 398);
    fol_review_free(review);
    list_free(&list);
}
END_TEST

START_TEST(pairs_of_unknown_sessions_are_judged_by_the_final_density) {
    dot_list list = {0};
    list_add(&list, 10000, 10000)->session = 0;
    list_add(&list, 10399, 10000)->session = 9;
    fol_review_spec spec = spec_of_square(&list, &twenty);
    fol_review_limits limits = fol_review_limits_default();
    limits.count_deviations = 0;
    spec.limits = &limits;
    fol_review *review = review_of(&spec);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_TOO_CLOSE), 1);
    assert_finding(review, 0, FOL_FINDING_TOO_CLOSE, 0, 8);
    fol_review_free(review);
    list.items[1].x_um++; /* 0.4 mm is 4 / sqrt(100): allowed */
    review = review_of(&spec);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_TOO_CLOSE), 0);
    fol_review_free(review);
    list_free(&list);
}
END_TEST

START_TEST(slack_and_least_distance_are_taken_into_account) {
    dot_list list = good_dots();
    list.items[200].x_um += 640; /* leaves 0.36 mm to the next */
    fol_review_limits limits = fol_review_limits_default();
    fol_review_spec spec = spec_of_square(&list, &twenty);
    spec.limits = &limits;
    fol_review *review = review_of(&spec);
    assert_only(review, FOL_FINDING_TOO_CLOSE, 1);
    assert_finding(review, 0, FOL_FINDING_TOO_CLOSE, 1600, 1608);
    ck_assert_str_eq(fol_review_finding(review, 0)->text,
                     "two dots are 0.3600 mm apart, at least 0.4000 is asked for after session 1");
    fol_review_free(review);
    limits.slack_mm = 0.05;
    review = review_of(&spec);
    assert_only(review, FOL_FINDING_TOO_CLOSE, 0);
    fol_review_free(review);
    limits.least_mm = 0.37;
    review = review_of(&spec);
    assert_only(review, FOL_FINDING_TOO_CLOSE, 1);
    fol_review_free(review);
    limits.least_mm = limits.least_factor = 0;
    review = review_of(&spec);
    assert_only(review, FOL_FINDING_TOO_CLOSE, 0);
    fol_review_free(review);
    list_free(&list);
}
END_TEST

/* The session, from 0, whose total a dot first stands in. */
static size_t first_total(const fol_dot *dot, size_t sessions) {
    return dot->session >= 1 && dot->session <= sessions ? (size_t)dot->session - 1 : sessions - 1;
}

static double asked_at(const fol_dot *dot, scene *s, size_t total) {
    fol_density asked = {{0}, 0};
    if (dot->x_um < s->bounds.width * 1000 && dot->y_um < s->bounds.height * 1000)
        scene_density(dot->x_um, dot->y_um, &asked, s);
    return asked.running_per_cm2[total];
}

static bool too_close(const fol_dot *a, const fol_dot *b, scene *s, const fol_review_limits *limits) {
    const size_t sessions = (size_t)s->session_count;
    const size_t total_a = first_total(a, sessions), total_b = first_total(b, sessions);
    const size_t total = total_a > total_b ? total_a : total_b;
    const double per_cm2 = fmax(asked_at(a, s, total), asked_at(b, s, total));
    double bound_um = limits->least_mm * 1000;
    if (per_cm2 > 0)
        bound_um = fmax(bound_um, fmin(limits->least_factor * 1000 / sqrt(per_cm2), 10000) - limits->slack_mm * 1000);
    const double dx = (double)a->x_um - b->x_um, dy = (double)a->y_um - b->y_um;
    return dx * dx + dy * dy < bound_um * bound_um;
}

START_TEST(pairs_too_close_are_those_of_brute_force) {
    scene s = random_scene((uint64_t)_i);
    uint64_t state = (uint64_t)_i;
    dot_list list = {0};
    const double width = s.bounds.width < 60 ? s.bounds.width : 60;
    add_white_noise(&list, 500, (int32_t)(width * 1000), (uint64_t)_i); /* some lie outside */
    for (size_t i = 0; i < list.count; i++)
        list.items[i].session = (uint8_t)fol__next_below(&state, (uint32_t)s.session_count + 2);
    fol_review_limits limits = fol_review_limits_default();
    limits.least_mm = _i % 3 == 0 ? 0.4 : 0;
    limits.slack_mm = _i % 2 == 0 ? 0.1 : 0;
    limits.max_findings = INT32_MAX;
    fol_review_spec spec = spec_of_scene(&list, &s);
    spec.limits = &limits;
    spec.detail_mm = 2;
    fol_review *review = review_of(&spec);
    int64_t pairs = 0;
    for (size_t i = 0; i < list.count; i++) {
        for (size_t k = i + 1; k < list.count; k++)
            pairs += too_close(&list.items[i], &list.items[k], &s, &limits);
    }
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_TOO_CLOSE), pairs);
    for (size_t i = 0; i < fol_review_finding_count(review); i++) {
        const fol_finding *f = fol_review_finding(review, i);
        if (f->kind != FOL_FINDING_TOO_CLOSE)
            continue;
        const fol_dot *a = &list.items[f->ids[0] / 8], *b = &list.items[f->ids[1] / 8];
        ck_assert(f->ids[0] < f->ids[1] && too_close(a, b, &s, &limits));
        ck_assert(f->x_um == a->x_um && f->y_um == a->y_um);
    }
    fol_review_free(review);
    list_free(&list);
}
END_TEST

START_TEST(a_plan_is_compared_dot_by_dot) {
    dot_list plan = good_dots(), list = good_dots();
    list.items[10].x_um += 3;
    list.items[20].y_um -= 4;
    list.items[30].session = 2;
    list.items[40].zone = 1;
    list.items[50].diameter_um = 130;
    list.items[60].shade = 1; /* not compared */
    list.items[61].depth_um = 200;
    list.items[70] = list.items[--list.count];              /* 70 is gone, 399 stands in its row of the file */
    list_add(&list, 19500, 19500)->id = FOL_HAND_PLACED_ID; /* an added dot is no finding */
    square s = {20, 100, 2};
    fol_review_spec spec = spec_of_square(&list, &s);
    spec.zone_count = 2;
    spec.planned = plan.items;
    spec.planned_count = plan.count;
    fol_review_limits limits = fol_review_limits_default();
    limits.count_deviations = limits.least_factor = 0;
    spec.limits = &limits;
    list.items[list.count - 1].y_um -= 100; /* clear of 399, whose place it had */
    fol_review *review = review_of(&spec);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_MISSING), 1);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_MOVED), 5);
    ck_assert_uint_eq(fol_review_finding_count(review), 6);
    assert_finding(review, 0, FOL_FINDING_MISSING, 560, -1);
    ck_assert_int_eq(fol_review_finding(review, 0)->x_um, 10500);
    const int64_t moved[] = {80, 160, 240, 320, 400};
    const char *const texts[] = {"planned at 10.500, 0.500 mm, lies 0.003 mm from there",
                                 "planned at 0.500, 1.500 mm, lies 0.004 mm from there",
                                 "planned for session 1, given to session 2", "planned in zones[0], given to zones[1]",
                                 "planned with a diameter of 0.120 mm, has 0.130"};
    for (size_t i = 0; i < 5; i++) {
        const fol_finding *found = NULL; /* in order of place, which the moves do not change much */
        for (size_t k = 1; k < 6 && !found; k++)
            found = fol_review_finding(review, k)->ids[0] == moved[i] ? fol_review_finding(review, k) : NULL;
        ck_assert_ptr_nonnull(found);
        ck_assert_str_eq(found->text, texts[i]);
    }
    fol_review_free(review);
    list_free(&plan);
    list_free(&list);
}
END_TEST

START_TEST(a_repeated_dot_counts_as_there_when_one_of_them_is_right) {
    dot_list plan = good_dots(), list = good_dots();
    list.items[399].id = list.items[5].id;
    fol_review_spec spec = spec_of_square(&list, &twenty);
    spec.planned = plan.items;
    spec.planned_count = plan.count;
    fol_review *review = review_of(&spec);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_REPEATED_ID), 1);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_MISSING), 1);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_MOVED), 0);
    fol_review_free(review);
    spec.dot_count = 0;
    review = review_of(&spec);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_MISSING), 400);
    fol_review_free(review);
    list_free(&plan);
    list_free(&list);
}
END_TEST

START_TEST(a_plan_that_repeats_an_id_is_compared_by_its_first) {
    dot_list plan = good_dots(), list = good_dots();
    plan.items[399].id = plan.items[5].id;
    fol_review_spec spec = spec_of_square(&list, &twenty);
    spec.dot_count = 399;
    spec.planned = plan.items;
    spec.planned_count = plan.count;
    fol_review *review = review_of(&spec);
    assert_only(review, FOL_FINDING_MISSING, 0);
    fol_review_free(review);
    list_free(&plan);
    list_free(&list);
}
END_TEST

START_TEST(wrong_counts_are_found_in_words) {
    dot_list list = good_dots();
    fol_review_spec spec = spec_of_square(&list, &twenty);
    spec.dot_count = 200;
    fol_review *review = review_of(&spec);
    assert_only(review, FOL_FINDING_COUNT, 1);
    assert_finding(review, 0, FOL_FINDING_COUNT, -1, -1);
    const fol_finding *finding = fol_review_finding(review, 0);
    ck_assert(finding->zone == 0 && finding->session == 0 && finding->x_um == 0 && finding->y_um == 0);
    ck_assert_ptr_nonnull(strstr(finding->text, "zones[0] has 200 dots, 400.0 are asked for"));
    fol_review_free(review);
    list_free(&list);
}
END_TEST

START_TEST(uneven_sets_are_found) {
    square s = {100, 100, 2};
    dot_list list = {0};
    add_white_noise(&list, 10000, 100000, 1);
    for (size_t i = 0; i < list.count; i++)
        list.items[i].session = (uint8_t)(1 + i % 2);
    fol_review_limits limits = fol_review_limits_default();
    limits.least_factor = limits.count_deviations = 0;
    fol_review_spec spec = spec_of_square(&list, &s);
    spec.limits = &limits;
    fol_review *review = review_of(&spec);
    assert_only(review, FOL_FINDING_EVENNESS, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_finding(review, i, FOL_FINDING_EVENNESS, -1, -1);
        ck_assert_int_eq(fol_review_finding(review, i)->session, i < 2 ? 1 : 2);
        ck_assert_int_eq(fol_review_finding(review, i)->zone, FOL_NO_ZONE);
    }
    fol_review_free(review);
    limits.judged_from = 20000;
    review = review_of(&spec);
    assert_only(review, FOL_FINDING_EVENNESS, 0);
    fol_review_free(review);
    list.count = 0;
    add_hexagons(&list, 1074.57, 100000);
    square one = {100, 100, 1};
    limits.judged_from = 1000;
    spec = spec_of_square(&list, &one);
    spec.limits = &limits;
    review = review_of(&spec);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_EVENNESS),
                     2); /* a grid: the total, and the session */
    fol_review_free(review);
    list_free(&list);
}
END_TEST

/* A set with findings of most kinds. */
static dot_list faulty_dots(uint64_t seed) {
    dot_list list = {0};
    uint64_t state = fol__mix(seed);
    add_white_noise(&list, 600, 21000, seed);
    for (size_t i = 0; i < list.count; i++) {
        list.items[i].id = 8 * (int64_t)fol__next_below(&state, 700);
        list.items[i].session = (uint8_t)fol__next_below(&state, 4);
        list.items[i].zone = (uint16_t)fol__next_below(&state, 3);
        if (i % 5 == 4) { /* two at one place, some of them with one id */
            list.items[i].x_um = list.items[i - 1].x_um;
            list.items[i].y_um = list.items[i - 1].y_um;
            list.items[i].id = i % 10 == 4 ? list.items[i - 1].id : list.items[i].id;
        }
    }
    return list;
}

static void assert_same_finding(const fol_finding *a, const fol_finding *b) {
    ck_assert_ptr_nonnull(a);
    ck_assert_ptr_nonnull(b);
    ck_assert(a->kind == b->kind && a->ids[0] == b->ids[0] && a->ids[1] == b->ids[1]);
    ck_assert(a->x_um == b->x_um && a->y_um == b->y_um && a->zone == b->zone && a->session == b->session);
    ck_assert_str_eq(a->text, b->text);
}

static bool in_order(const fol_finding *a, const fol_finding *b) {
    if (a->kind != b->kind)
        return a->kind < b->kind;
    if (a->kind >= FOL_FINDING_COUNT)
        return a->zone <= b->zone && a->session <= b->session;
    if (a->y_um != b->y_um)
        return a->y_um < b->y_um;
    return a->x_um != b->x_um ? a->x_um < b->x_um : a->ids[0] <= b->ids[0];
}

START_TEST(findings_come_by_kind_and_place_and_only_the_first_are_kept) {
    dot_list list = faulty_dots((uint64_t)_i), plan = good_dots();
    square s = {20, 100, 2};
    fol_review_limits limits = fol_review_limits_default();
    limits.max_findings = INT32_MAX;
    fol_review_spec spec = spec_of_square(&list, &s);
    spec.zone_count = 2;
    spec.planned = plan.items;
    spec.planned_count = plan.count;
    spec.limits = &limits;
    fol_review *all = review_of(&spec);
    for (size_t i = 1; i < fol_review_finding_count(all); i++)
        ck_assert_msg(in_order(fol_review_finding(all, i - 1), fol_review_finding(all, i)), "finding %zu", i);
    limits.max_findings = _i;
    fol_review *few = review_of(&spec);
    size_t next = 0;
    for (int kind = 1; kind <= FOL_FINDING_EDGE; kind++) {
        const int64_t total = fol_review_finding_total(all, (fol_finding_kind)kind);
        ck_assert_int_eq(fol_review_finding_total(few, (fol_finding_kind)kind), total);
        size_t of_all = 0;
        while (of_all < fol_review_finding_count(all) && (int)fol_review_finding(all, of_all)->kind != kind)
            of_all++;
        for (int64_t i = 0; i < total && i < _i; i++)
            assert_same_finding(fol_review_finding(few, next++), fol_review_finding(all, of_all++));
    }
    ck_assert_uint_eq(fol_review_finding_count(few), next);
    ck_assert(!fol_review_ok(few));
    fol_review_free(all);
    fol_review_free(few);
    list_free(&list);
    list_free(&plan);
}
END_TEST

START_TEST(the_order_of_input_leaves_no_trace) {
    dot_list list = faulty_dots((uint64_t)_i);
    square s = {20, 100, 3};
    fol_review_spec spec = spec_of_square(&list, &s);
    fol_review *before = review_of(&spec);
    uint64_t state = (uint64_t)_i;
    for (size_t i = list.count - 1; i > 0; i--) {
        const size_t k = fol__next_below(&state, (uint32_t)i + 1);
        const fol_dot dot = list.items[i];
        list.items[i] = list.items[k];
        list.items[k] = dot;
    }
    fol_review *after = review_of(&spec);
    for (size_t k = 1; k <= 3; k++) {
        const fol_set_figures a[] = {fol_review_total(before, k), fol_review_session(before, k)};
        const fol_set_figures b[] = {fol_review_total(after, k), fol_review_session(after, k)};
        ck_assert_mem_eq(a, b, sizeof a);
    }
    ck_assert_uint_eq(fol_review_finding_count(before), fol_review_finding_count(after));
    for (size_t i = 0; i < fol_review_finding_count(before); i++)
        assert_same_finding(fol_review_finding(before, i), fol_review_finding(after, i));
    fol_review_free(before);
    fol_review_free(after);
    list_free(&list);
}
END_TEST

START_TEST(hostile_dots_end_soon) {
    dot_list list = {0};
    for (int i = 0; i < 200000; i++) /* all at one place, then a line, then the corners of all space */
        list_add(&list, i < 100000 ? 5000 : i - 100000, 5000);
    list_add(&list, INT32_MAX, INT32_MAX)->id = INT64_MAX;
    list_add(&list, INT32_MIN, INT32_MIN)->id = INT64_MIN;
    list_add(&list, INT32_MIN, INT32_MAX)->session = 255;
    const fol_review_spec spec = spec_of_square(&list, &twenty);
    fol_review *review = review_of(&spec);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_TOO_CLOSE), 1000000); /* counting ends there */
    ck_assert_int_eq(fol_review_total(review, 1).dots, 200002);
    ck_assert(fol_review_total(review, 1).least_mm == 0 && fol_review_total(review, 1).clark_evans < 0.1);
    fol_review_free(review);
    list_free(&list);
}
END_TEST

/* Answers no sound function would give. */
static void mad_density(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    (void)user;
    const double values[] = {(double)NAN, (double)INFINITY, -(double)INFINITY, -5, DBL_MAX, 0, 100, 1e-300};
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        out->running_per_cm2[k] = values[(x_um / 100 + y_um / 300 + k) & 7];
    out->zone = (x_um / 1000) % 5 == 0 ? INT32_MAX : (x_um / 1000) % 5 == 1 ? INT32_MIN : (x_um / 1000) % 5 - 2;
}

START_TEST(mad_densities_give_finite_figures) {
    dot_list list = good_dots();
    square s = {20, 100, 5};
    fol_review_spec spec = spec_of_square(&list, &s);
    spec.density = mad_density;
    fol_review *review = review_of(&spec);
    for (size_t k = 1; k <= 5; k++) {
        const fol_set_figures sets[] = {fol_review_total(review, k), fol_review_session(review, k)};
        for (int i = 0; i < 2; i++) {
            ck_assert(sets[i].asked >= 0 && sets[i].asked <= 401);
            ck_assert(sets[i].clark_evans >= 0 && sets[i].clark_evans < 100 && sets[i].nn_cv >= 0);
        }
    }
    ck_assert(fol_review_zone(review, 0).asked >= 0 && fol_review_zone(review, 0).deviation < 1000);
    fol_review_free(review);
    list_free(&list);
}
END_TEST

typedef struct faulty_input {
    dot_list list, plan;
    square s;
} faulty_input;

static fol_review_spec spec_of_faulty(faulty_input *input) {
    fol_review_spec spec = spec_of_square(&input->list, &input->s);
    spec.planned = input->plan.items;
    spec.planned_count = input->plan.count;
    return spec;
}

static fol_status create_and_free(const fol_allocator *alloc, void *user) {
    const fol_review_spec spec = spec_of_faulty(user);
    fol_review *review = NULL;
    const fol_status status = fol_review_create(&spec, alloc, &review, NULL);
    ck_assert((review != NULL) == (status == FOL_OK));
    fol_review_free(review);
    return status;
}

START_TEST(running_out_of_memory_leaks_nothing) {
    faulty_input input = {faulty_dots(1), good_dots(), {20, 100, 3}};
    check_every_allocation(create_and_free, &input);
    list_free(&input.list);
    list_free(&input.plan);
    fol_review_free(NULL);
}
END_TEST

typedef struct patience {
    int reports, stop_at; /* 0: never */
    double last;
} patience;

static bool report_patiently(double done, void *user) {
    patience *p = user;
    ck_assert(done >= p->last && done <= 1);
    p->last = done;
    return ++p->reports == p->stop_at;
}

START_TEST(it_can_be_stopped_at_every_report) {
    faulty_input input = {faulty_dots(1), good_dots(), {20, 100, 3}};
    patience p = {0, 0, 0};
    const fol_progress progress = {report_patiently, &p};
    fol_review_spec spec = spec_of_faulty(&input);
    spec.progress = &progress;
    fol_review_free(review_of(&spec));
    ck_assert(p.last == 1);
    const int reports = p.reports;
    ck_assert_int_gt(reports, 50);
    for (int stop_at = 1; stop_at <= reports; stop_at++) {
        const patience fresh = {0, stop_at, 0};
        p = fresh;
        failing_alloc state = {0, 0, 0};
        const fol_allocator alloc = failing_allocator(&state);
        fol_review *review = NULL;
        ck_assert_int_eq(fol_review_create(&spec, &alloc, &review, NULL), FOL_ERR_CANCELLED);
        ck_assert_ptr_null(review);
        ck_assert_uint_eq(state.live_bytes, 0);
        ck_assert_int_eq(p.reports, stop_at);
    }
    list_free(&input.list);
    list_free(&input.plan);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("review");
    TCase *input = tcase_create("input");
    tcase_set_timeout(input, 60);
    tcase_add_test(input, a_wrong_spec_is_refused_by_name);
    tcase_add_test(input, wrong_limits_are_refused_by_name);
    tcase_add_test(input, defaults_are_those_of_the_header);
    tcase_add_test(input, hostile_dots_end_soon);
    tcase_add_test(input, mad_densities_give_finite_figures);
    tcase_add_test(input, running_out_of_memory_leaks_nothing);
    tcase_add_test(input, it_can_be_stopped_at_every_report);
    suite_add_tcase(suite, input);
    TCase *findings = tcase_create("findings");
    tcase_add_test(findings, a_good_set_has_no_findings);
    tcase_add_test(findings, kinds_have_names);
    tcase_add_test(findings, none_one_and_two_dots_are_measured);
    tcase_add_test(findings, repeated_ids_are_found_at_the_later_place);
    tcase_add_test(findings, dots_where_none_may_be_are_found);
    tcase_add_test(findings, dots_out_of_bounds_are_found_whatever_the_density_says);
    tcase_add_test(findings, unknown_zones_and_sessions_are_found);
    tcase_add_test(findings, pairs_of_unknown_sessions_are_judged_by_the_final_density);
    tcase_add_test(findings, slack_and_least_distance_are_taken_into_account);
    tcase_add_loop_test(findings, pairs_too_close_are_those_of_brute_force, 0, rounds(100));
    tcase_add_test(findings, a_plan_is_compared_dot_by_dot);
    tcase_add_test(findings, a_repeated_dot_counts_as_there_when_one_of_them_is_right);
    tcase_add_test(findings, a_plan_that_repeats_an_id_is_compared_by_its_first);
    tcase_add_test(findings, wrong_counts_are_found_in_words);
    tcase_add_test(findings, uneven_sets_are_found);
    tcase_add_loop_test(findings, findings_come_by_kind_and_place_and_only_the_first_are_kept, 0, 10);
    tcase_add_loop_test(findings, the_order_of_input_leaves_no_trace, 0, 10);
    suite_add_tcase(suite, findings);
    return suite;
}
