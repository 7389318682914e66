/* SPDX-License-Identifier: MIT */
/* Exact counts of one zone: held totals when it is repainted, what is left of locality and monotony, what is refused. */
#include "laid_out.h"
#include "ring_oracle.h"
#include "runner.h"
#include "test_random.h"

#include <follicle/layout.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ one zone, repainted */

enum { MASK = 16 };

/* A star with a soft edge and a hairline, of about 3,000 dots. */
typedef struct plan {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_zone_spec zone;
    fol_hairline_spec hairline;
    fol_keep_out_spec keep_out;
    fol_point outline[24], curve[3], mole[4];
    float mask[MASK * MASK];
} plan;

static void fill_plan(plan *p) {
    test_random r = random_from(5);
    memset(p, 0, sizeof *p);
    p->treatment = fol_treatment_spec_default();
    p->chart = fol_chart_spec_default();
    p->zone = fol_zone_spec_default();
    p->hairline = fol_hairline_spec_default();
    p->keep_out = fol_keep_out_spec_default();
    p->treatment.exact_counts = true;
    p->chart.canvas_width_mm = p->chart.canvas_height_mm = 100;
    ring_star(&r, 50, 50, 45, 0.8, 24, p->outline);
    p->zone.name = "crown";
    p->zone.outline = (fol_ring){p->outline, 24};
    p->zone.density_per_cm2 = 80;
    p->zone.feather_mm = 4;
    p->chart.zones = &p->zone;
    p->chart.zone_count = 1;
    p->curve[0] = (fol_point){5, 25};
    p->curve[1] = (fol_point){50, 15};
    p->curve[2] = (fol_point){95, 25};
    p->hairline.points = (fol_ring){p->curve, 3};
    p->chart.hairlines = &p->hairline;
    p->chart.hairline_count = 1;
    ring_rectangle(30, 70, 4, 4, p->mole);
    p->keep_out.outline = (fol_ring){p->mole, 4};
    p->chart.keep_outs = &p->keep_out;
    p->chart.keep_out_count = 1;
}

static fol_layout *lay_plan(const plan *p) {
    fol_design *design;
    fol_error err = {0};
    ck_assert_msg(fol_design_create(&p->treatment, &p->chart, NULL, NULL, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    fol_layout *layout = laid(design);
    fol_design_free(design);
    return layout;
}

/* Those with the same id in the running totals of both after a session. */
static size_t shared_dots(const fol_layout *a, const fol_layout *b, size_t session) {
    fol_dot *dots = dots_by_id(a), other;
    size_t shared = 0;
    for (size_t i = 0; i < fol_layout_count(a); i++)
        shared += dots[i].session <= session && fol_layout_find(b, dots[i].id, &other) && other.session <= session;
    free(dots);
    return shared;
}

static size_t total_after(const fol_layout *layout, size_t session) {
    size_t total = 0;
    for (size_t j = 1; j <= session; j++)
        total += fol_layout_session_dots(layout, j);
    return total;
}

static void paint(plan *p, double across, double down) {
    for (int i = 0; i < MASK * MASK; i++)
        p->mask[i] = (float)(1 - across * (i % MASK) / MASK - down * ((double)i / MASK) / MASK);
    p->chart.mask = (fol_mask_spec){p->mask, MASK, MASK, 100.0 / MASK, 0, 0};
}

START_TEST(a_held_total_stays_when_the_zone_is_repainted) {
    plan p;
    fill_plan(&p);
    p.treatment.exact_counts = _i == 1;
    p.zone.hold_total = 2500;
    fol_layout *before = lay_plan(&p), *after[3];
    paint(&p, 0.3, 0.1);
    after[0] = lay_plan(&p);
    p.zone.density_per_cm2 = 140;
    after[1] = lay_plan(&p);
    p.zone.feather_mm = 10;
    after[2] = lay_plan(&p);
    ck_assert_uint_eq(fol_layout_count(before), 2500);
    for (int i = 0; i < 3; i++) {
        ck_assert_uint_eq(fol_layout_count(after[i]), 2500);
        ck_assert_uint_eq(fol_layout_session_dots(after[i], 1), 750);
        ck_assert_uint_eq(total_after(after[i], 2), 1750);
        ck_assert_uint_gt(shared_dots(before, after[i], 3), 2500 * 85 / 100);
        fol_layout_free(after[i]);
    }
    fol_layout_free(before);
}
END_TEST

START_TEST(only_the_form_of_a_density_counts_where_its_total_is_held) {
    plan p;
    fill_plan(&p);
    p.chart.hairline_count = 0; /* sentinels are so many a cm, whatever the density */
    p.zone.hold_total = 1800;
    fol_layout *thin = lay_plan(&p);
    p.zone.density_per_cm2 = 160; /* twice: the same u, halved */
    fol_layout *dense = lay_plan(&p);
    fol_dot *a = dots_by_id(thin), *b = dots_by_id(dense);
    ck_assert_mem_eq(a, b, 1800 * sizeof *a);
    ck_assert_double_eq_tol(fol_layout_scale(thin, 0, 3), 2 * fol_layout_scale(dense, 0, 3), 1e-12);
    ck_assert_uint_gt(fol_layout_threshold_dots(dense), fol_layout_threshold_dots(thin));
    free(a);
    free(b);
    fol_layout_free(thin);
    fol_layout_free(dense);
}
END_TEST

/* ------------------------------------------------------------------ what is left of locality and monotony */

START_TEST(raising_a_density_takes_threshold_dots_away_at_most) {
    plan p;
    fill_plan(&p);
    p.treatment.seed = (uint64_t)_i;
    fol_layout *low = lay_plan(&p);
    p.zone.density_per_cm2 *= 1 + 0.002 * _i;
    fol_layout *high = lay_plan(&p);
    size_t most = fol_layout_threshold_dots(low) + fol_layout_threshold_dots(high);
    for (size_t j = 1; j <= 3; j++)
        ck_assert_uint_le(total_after(low, j) - shared_dots(low, high, j), most);
    fol_layout_free(low);
    fol_layout_free(high);
}
END_TEST

/* Dots further than 8 mm from the mole that are in one of two layouts only, or of another session there. */
static size_t toggled_far(const fol_layout *a, const fol_layout *b) {
    fol_dot *dots = dots_by_id(a), other;
    size_t toggled = 0;
    for (size_t i = 0; i < fol_layout_count(a); i++) {
        const bool near = abs(dots[i].x_um - 32000) < 10000 && abs(dots[i].y_um - 72000) < 10000;
        toggled += !near && (!fol_layout_find(b, dots[i].id, &other) || memcmp(&other, &dots[i], sizeof other) != 0);
    }
    free(dots);
    return toggled;
}

/* The zone has some 14,000 dots, of which the mole's corner takes a few. Measured: 3 in 10,000 toggle elsewhere. */
START_TEST(an_edit_toggles_few_dots_far_away) {
    plan p;
    size_t toggled = 0, dots = 0;
    fill_plan(&p);
    p.zone.density_per_cm2 = 300;
    for (uint64_t seed = 0; seed < 12; seed++) {
        p.treatment.seed = seed;
        p.mole[2] = (fol_point){34, 74};
        fol_layout *before = lay_plan(&p);
        p.mole[2] = (fol_point){34.5, 74.5};
        fol_layout *after = lay_plan(&p);
        toggled += toggled_far(before, after) + toggled_far(after, before);
        dots += fol_layout_count(before);
        fol_layout_free(before);
        fol_layout_free(after);
    }
    ck_assert_msg(toggled * 10000 < 10 * dots, "%zu toggled of %zu", toggled, dots);
}
END_TEST

START_TEST(without_exact_counts_nothing_is_scaled) {
    plan p;
    fill_plan(&p);
    p.treatment.exact_counts = false;
    fol_layout *layout = lay_plan(&p);
    ck_assert_uint_eq(fol_layout_threshold_dots(layout), 0);
    ck_assert(fol_layout_scale(layout, 0, 1) == 1 && fol_layout_scale(layout, 9, 9) == 1 && fol_layout_scale(NULL, 0, 1) == 1);
    ck_assert_uint_eq(fol_layout_threshold_dots(NULL), 0);
    fol_layout_free(layout);
}
END_TEST

/* ------------------------------------------------------------------ what is refused */

static fol_status try_plan(const plan *p, fol_error *err) {
    fol_design *design;
    fol_layout *layout = NULL;
    memset(err, 0, sizeof *err);
    fol_status status = fol_design_create(&p->treatment, &p->chart, NULL, NULL, &design, err);
    if (status == FOL_OK)
        status = fol_layout_create(design, NULL, NULL, &layout, err);
    ck_assert((status == FOL_OK) == (layout != NULL));
    fol_layout_free(layout);
    fol_design_free(design);
    return status;
}

static void ck_refused(const plan *p, fol_status status, const char *path, const char *names) {
    fol_error err;
    ck_assert_int_eq(try_plan(p, &err), status);
    ck_assert_str_eq(err.path, path);
    ck_assert_msg(strstr(err.message, names) != NULL, "%s", err.message);
}

START_TEST(totals_that_cannot_be_are_refused) {
    plan p;
    fill_plan(&p);
    p.zone.hold_total = -1;
    ck_refused(&p, FOL_ERR_VALUE, "zones[0].hold_total", "from 1 to 2000000");
    p.zone.hold_total = 2000001;
    ck_refused(&p, FOL_ERR_VALUE, "zones[0].hold_total", "from 1 to 2000000");
    p.zone.hold_total = 100000;
    ck_refused(&p, FOL_ERR_CONFLICT, "zones[0].hold_total", "asks for exactly 100000 dots after session 3, but the pattern has only ");
}
END_TEST

/* The number in the message is the most that works. */
START_TEST(the_reachable_number_can_be_reached) {
    plan p;
    fol_error err;
    fill_plan(&p);
    p.treatment.min_distance_mm = _i ? 0.5 : 0;
    p.zone.hold_total = 100000;
    /* one session, so that earlier ones ask for no share of it */
    fol_session_spec session = fol_session_spec_default();
    p.treatment.sessions = &session;
    p.treatment.session_count = 1;
    ck_assert_int_eq(try_plan(&p, &err), FOL_ERR_CONFLICT);
    const char *only = strstr(err.message, "only ");
    ck_assert_msg(only && (!_i || strstr(err.message, "can stay 0.5 mm apart")), "%s", err.message);
    p.zone.hold_total = strtol(only + 5, NULL, 10);
    ck_assert_int_gt(p.zone.hold_total, 3000);
    fol_layout *layout = lay_plan(&p);
    ck_assert_uint_eq(fol_layout_count(layout), (size_t)p.zone.hold_total);
    double least = 1e9;
    fol_dot *dots = dots_by_id(layout);
    for (size_t i = 0; i < fol_layout_count(layout); i++) {
        for (size_t k = i + 1; k < fol_layout_count(layout) && dots[k].y_um - dots[i].y_um < 4000; k++) {
            const double dx = dots[i].x_um - dots[k].x_um, dy = dots[i].y_um - dots[k].y_um;
            least = dx * dx + dy * dy < least ? dx * dx + dy * dy : least;
        }
    }
    ck_assert(sqrt(least) >= 1000 * p.treatment.min_distance_mm);
    free(dots);
    fol_layout_free(layout);
    p.zone.hold_total++;
    ck_assert_int_eq(try_plan(&p, &err), FOL_ERR_CONFLICT);
}
END_TEST

START_TEST(a_zone_without_room_is_refused) {
    plan p;
    fill_plan(&p);
    p.zone.hold_total = 10;
    ring_rectangle(0, 0, 100, 100, p.mole);
    ck_refused(&p, FOL_ERR_CONFLICT, "zones[0].hold_total", "only 0");
    p.zone.hold_total = 0;
    fol_layout *layout = lay_plan(&p); /* exactly none */
    ck_assert_uint_eq(fol_layout_count(layout), 0);
    fol_layout_free(layout);
}
END_TEST

START_TEST(callers_of_the_first_version_are_served) {
    plan p;
    fol_design *design;
    fill_plan(&p);
    p.treatment.exact_counts = false;
    fol_layout *layout = lay_plan(&p), *older;
    p.treatment.exact_counts = true; /* past the end of what the caller knows */
    p.zone.hold_total = 7;
    p.treatment.struct_size = offsetof(fol_treatment_spec, exact_counts);
    p.zone.struct_size = offsetof(fol_zone_spec, hold_total);
    ck_assert_int_eq(fol_design_create(&p.treatment, &p.chart, NULL, NULL, &design, NULL), FOL_OK);
    older = laid(design);
    ck_same_layout(layout, older);
    fol_design_free(design);
    fol_layout_free(older);
    fol_layout_free(layout);
}
END_TEST

START_TEST(what_decides_counts_is_in_the_fingerprint) {
    plan p;
    uint64_t seen[5];
    fill_plan(&p);
    for (int i = 0; i < 5; i++) {
        p.treatment.exact_counts = i == 1 || i == 3 || i == 4;
        p.zone.hold_total = i >= 2 ? 1000 : 0;
        p.treatment.min_distance_mm = i == 4 ? 0.1 : 0;
        fol_layout *layout = lay_plan(&p);
        seen[i] = fol_layout_fingerprint(layout);
        for (int k = 0; k < i; k++)
            ck_assert(seen[k] != seen[i]);
        fol_layout_free(layout);
    }
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("layout: held totals");
    TCase *tests = tcase_create("held totals");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, a_held_total_stays_when_the_zone_is_repainted, 0, 2);
    tcase_add_test(tests, only_the_form_of_a_density_counts_where_its_total_is_held);
    tcase_add_loop_test(tests, raising_a_density_takes_threshold_dots_away_at_most, 0, 8);
    tcase_add_test(tests, an_edit_toggles_few_dots_far_away);
    tcase_add_test(tests, without_exact_counts_nothing_is_scaled);
    tcase_add_test(tests, totals_that_cannot_be_are_refused);
    tcase_add_loop_test(tests, the_reachable_number_can_be_reached, 0, 2);
    tcase_add_test(tests, a_zone_without_room_is_refused);
    tcase_add_test(tests, callers_of_the_first_version_are_served);
    tcase_add_test(tests, what_decides_counts_is_in_the_fingerprint);
    suite_add_tcase(suite, tests);
    return suite;
}
