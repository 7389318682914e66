/* SPDX-License-Identifier: MIT */
/* What a design answers: the density at a place, counts, its own specs back, its fingerprint. */
#include "density_oracle.h"
#include "failing_alloc.h"
#include "random_design.h"
#include "ring_oracle.h"
#include "runner.h"

#include <follicle/pattern.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Designs that the oracle understands: no undulation, no hole over another. */
static random_design *plain_random(uint64_t number) {
    random_design *random = random_design_make(number);
    for (size_t i = 0; i < random->chart.zone_count; i++)
        random->zones[i].hole_count = random->zones[i].hole_count ? 1 : 0;
    for (size_t i = 0; i < random->chart.hairline_count; i++)
        random->hairlines[i].large_mm = random->hairlines[i].small_mm = random->hairlines[i].edge_scatter_mm = 0;
    return random;
}

static fol_design *built(const fol_treatment_spec *treatment, const fol_chart_spec *chart) {
    fol_design *design;
    fol_error err = {0};
    ck_assert_msg(fol_design_create(treatment, chart, NULL, NULL, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return design;
}

/* One zone on a canvas. */
typedef struct simple {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_zone_spec zones[2];
    fol_hairline_spec hairline;
    fol_point outline[2][8], curve[3];
} simple;

static void fill_simple(simple *s) {
    memset(s, 0, sizeof *s);
    s->treatment = fol_treatment_spec_default();
    s->chart = fol_chart_spec_default();
    s->chart.canvas_width_mm = 60;
    s->chart.canvas_height_mm = 50;
    for (int i = 0; i < 2; i++) {
        s->zones[i] = fol_zone_spec_default();
        s->zones[i].name = i ? "b" : "a";
        s->zones[i].density_per_cm2 = 100;
        s->zones[i].outline.points = s->outline[i];
        s->zones[i].outline.count = 4;
    }
    ring_rectangle(5, 5, 25, 40, s->outline[0]);
    ring_rectangle(30, 5, 25, 40, s->outline[1]);
    s->hairline = fol_hairline_spec_default();
    s->curve[0] = (fol_point){5, 15};
    s->curve[1] = (fol_point){30, 12};
    s->curve[2] = (fol_point){55, 15};
    s->hairline.points.points = s->curve;
    s->hairline.points.count = 3;
    s->chart.zones = s->zones;
    s->chart.zone_count = 1;
    s->chart.hairlines = &s->hairline;
}

/* ------------------------------------------------------------------ the density */

START_TEST(the_density_is_what_the_formula_says) {
    random_design *random = plain_random((uint64_t)_i);
    fol_design *design = random_design_build(random);
    density_oracle *oracle = density_oracle_make(design);
    test_random r = random_from((uint64_t)_i + 1000);
    const int32_t width = (int32_t)(random->chart.canvas_width_mm * 1000), height = (int32_t)(random->chart.canvas_height_mm * 1000);
    int compared = 0;
    for (int i = 0; i < 600; i++) {
        const int32_t x = random_int(&r, -200, width + 200), y = random_int(&r, -200, height + 200);
        fol_density found, want;
        if (!density_oracle_at(oracle, x, y, &want))
            continue;
        fol_design_density_at(design, x, y, &found);
        compared++;
        ck_assert_msg(found.zone == want.zone, "(%d, %d): zone %d, not %d", x, y, (int)found.zone, (int)want.zone);
        for (int j = 0; j < FOL_MAX_SESSIONS; j++)
            ck_assert_msg(fabs(found.running_per_cm2[j] - want.running_per_cm2[j]) < 1e-6 * want.running_per_cm2[j] + 1e-4,
                          "(%d, %d): %g after session %d, not %g", x, y, found.running_per_cm2[j], j + 1, want.running_per_cm2[j]);
    }
    ck_assert(compared > 500 || (compared == 0 && random->chart.hairline_count > 0));
    density_oracle_free(oracle);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(the_running_total_never_falls_and_the_callback_says_the_same) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    test_random r = random_from((uint64_t)_i);
    for (int i = 0; i < 3000; i++) {
        const int32_t x = random_int(&r, 0, 90000), y = random_int(&r, 0, 90000);
        fol_density a, b;
        fol_design_density_at(design, x, y, &a);
        fol_design_density_fn(x, y, &b, design);
        ck_assert_mem_eq(a.running_per_cm2, b.running_per_cm2, sizeof a.running_per_cm2);
        ck_assert_int_eq(a.zone, b.zone);
        for (int j = 1; j < FOL_MAX_SESSIONS; j++)
            ck_assert_double_ge(a.running_per_cm2[j], a.running_per_cm2[j - 1]);
        ck_assert((a.zone == FOL_NO_ZONE) == (a.running_per_cm2[FOL_MAX_SESSIONS - 1] == 0));
    }
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(raising_a_density_or_a_share_lowers_the_density_nowhere) {
    random_design *random = random_design_make((uint64_t)_i);
    random->chart.hair_count = 0; /* more dots per area come nearer to openings: there the density rises from 0 */
    fol_design *before = random_design_build(random);
    const fol_treatment_spec *t = fol_design_treatment(before);
    if (_i % 2 || t->session_count < 2) {
        random->zones[0].density_per_cm2 = fmin(random->zones[0].density_per_cm2 * 1.1, 400 / random->chart.area_scale.max_scale);
    } else {
        memcpy(random->sessions, t->sessions, t->session_count * sizeof *t->sessions);
        random->treatment.sessions = random->sessions;
        random->treatment.session_count = t->session_count;
        random->sessions[0].cumulative = (random->sessions[0].cumulative + random->sessions[1].cumulative) / 2;
    }
    fol_design *after = random_design_build(random);
    test_random r = random_from((uint64_t)_i);
    for (int i = 0; i < 3000; i++) {
        const int32_t x = random_int(&r, 0, 90000), y = random_int(&r, 0, 90000);
        fol_density a, b;
        fol_design_density_at(before, x, y, &a);
        fol_design_density_at(after, x, y, &b);
        for (int j = 0; j < FOL_MAX_SESSIONS; j++)
            ck_assert_double_ge(b.running_per_cm2[j], a.running_per_cm2[j]);
    }
    fol_design_free(before);
    fol_design_free(after);
    random_design_free(random);
}
END_TEST

START_TEST(the_seam_of_two_soft_zones_keeps_the_density_within_three_percent) {
    test_random r = random_from((uint64_t)_i);
    simple s;
    fill_simple(&s);
    s.chart.zone_count = 2;
    s.zones[0].feather_mm = s.zones[1].feather_mm = random_between(&r, 0.5, 10);
    const double reach = s.zones[0].feather_mm / 2;
    /* one seam, slanted, shared point for point */
    const fol_point top = {random_between(&r, 22, 38), 5}, bottom = {random_between(&r, 22, 38), 45};
    s.outline[0][1] = s.outline[1][0] = top;
    s.outline[0][2] = s.outline[1][3] = bottom;
    fol_design *design = built(&s.treatment, &s.chart);
    for (int i = 0; i < 2000; i++) {
        const double t = random_between(&r, 0.3, 0.7), off = random_between(&r, -1.2, 1.2) * reach;
        const int32_t x = (int32_t)((top.x + (bottom.x - top.x) * t + off) * 1000), y = (int32_t)((5 + 40 * t) * 1000);
        fol_density density;
        fol_design_density_at(design, x, y, &density);
        ck_assert_msg(fabs(density.running_per_cm2[2] / 100 - 1) < 0.03, "(%d, %d): %g", x, y, density.running_per_cm2[2]);
        ck_assert_int_eq(density.zone, off < -0.1 ? 0 : off > 0.1 ? 1 : density.zone);
    }
    fol_design_free(design);
}
END_TEST

static double constant_scale(double x_mm, double y_mm, void *user) {
    (void)x_mm;
    (void)y_mm;
    return *(const double *)user;
}

START_TEST(a_callback_of_no_sense_counts_as_its_bounds) {
    static const double tried[] = {NAN, -1, -INFINITY, INFINITY, 7, 1.5};
    static const double wanted[] = {0, 0, 0, 150, 150, 150};
    simple s;
    for (size_t i = 0; i < sizeof tried / sizeof tried[0]; i++) {
        double value = tried[i];
        fol_density density;
        fill_simple(&s);
        s.chart.area_scale.max_scale = 1.5;
        s.chart.area_scale.at = constant_scale;
        s.chart.area_scale.user = &value;
        fol_design *design = built(&s.treatment, &s.chart);
        fol_design_density_at(design, 15000, 25000, &density);
        ck_assert_double_eq_tol(density.running_per_cm2[7], wanted[i], 1e-9);
        fol_design_free(design);
    }
}
END_TEST

/* ------------------------------------------------------------------ counts, areas, distances */

/* Sums the density over the canvas at a pitch that no cell shares. */
static void integrate(const fol_design *design, double *counts) {
    const fol_chart_spec *chart = fol_design_chart(design);
    const size_t sessions = fol_design_session_count(design);
    const int32_t pitch = 61;
    for (int32_t y = pitch / 2; y < chart->canvas_height_mm * 1000; y += pitch) {
        for (int32_t x = pitch / 2; x < chart->canvas_width_mm * 1000; x += pitch) {
            fol_density density;
            fol_design_density_at(design, x, y, &density);
            for (size_t j = 0; density.zone != FOL_NO_ZONE && j < sessions; j++)
                counts[(size_t)density.zone * sessions + j] += density.running_per_cm2[j] * (pitch / 1e4) * (pitch / 1e4);
        }
    }
}

START_TEST(expected_counts_are_the_integral_of_the_density) {
    random_design *random = random_design_make((uint64_t)_i + 300);
    random->chart.canvas_width_mm = fmin(random->chart.canvas_width_mm, 60);
    random->chart.canvas_height_mm = fmin(random->chart.canvas_height_mm, 60);
    fol_design *design = random_design_build(random);
    double expected[RANDOM_ZONES * FOL_MAX_SESSIONS], sums[RANDOM_ZONES * FOL_MAX_SESSIONS] = {0};
    const size_t count = fol_design_zone_count(design) * fol_design_session_count(design);
    ck_assert_int_eq(fol_design_expected(design, expected, count - 1), FOL_ERR_ARG);
    ck_assert_int_eq(fol_design_expected(design, NULL, count), FOL_ERR_ARG);
    ck_assert_int_eq(fol_design_expected(design, expected, count), FOL_OK);
    integrate(design, sums);
    for (size_t i = 0; i < count; i++)
        ck_assert_msg(fabs(expected[i] - sums[i]) < 0.005 * sums[i] + 2, "%zu: %g, by summing up %g", i, expected[i], sums[i]);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(a_zone_without_edges_expects_area_times_density) {
    simple s;
    fill_simple(&s);
    fol_design *design = built(&s.treatment, &s.chart);
    double counts[3];
    ck_assert_double_eq_tol(fol_design_zone_area_cm2(design, 0), 10, 1e-12);
    ck_assert(fol_design_zone_area_cm2(design, 1) == 0);
    ck_assert_int_eq(fol_design_expected(design, counts, 3), FOL_OK);
    ck_assert_double_eq_tol(counts[0], 300, 1e-6);
    ck_assert_double_eq_tol(counts[1], 700, 1e-6);
    ck_assert_double_eq_tol(counts[2], 1000, 1e-6);
    fol_design_free(design);
}
END_TEST

START_TEST(the_promised_distance_is_the_patterns_less_twice_the_irregularity) {
    const fol_spacing *spacing = fol_pattern_spacing(fol_pattern_builtin());
    fol_design_options options = fol_design_options_default();
    options.spacing = spacing;
    simple s;
    for (int i = 0; i < 20; i++) {
        fol_design *design, *unchecked;
        fill_simple(&s);
        s.zones[0].density_per_cm2 = 20 * i + 20;
        ck_assert_int_eq(fol_design_create(&s.treatment, &s.chart, &options, NULL, &design, NULL), FOL_OK);
        for (size_t j = 1; j <= 3; j++) {
            const double per_cm2 = s.zones[0].density_per_cm2 * (j == 1 ? 0.3 : j == 2 ? 0.7 : 1);
            ck_assert_double_eq_tol(fol_design_least_distance_mm(design, j), fol_spacing_least_mm(spacing, per_cm2), 1e-12);
        }
        ck_assert(fol_design_least_distance_mm(design, 0) == 0 && fol_design_least_distance_mm(design, 4) == 0);
        const double plain = fol_design_least_distance_mm(design, 3);
        fol_design_free(design);
        s.treatment.irregularity_mm = 0.05;
        ck_assert_int_eq(fol_design_create(&s.treatment, &s.chart, &options, NULL, &design, NULL), FOL_OK);
        const double less = plain - fol_design_least_distance_mm(design, 3);
        ck_assert(less >= 0.1 && less < 0.103);
        fol_design_free(design);
        unchecked = built(&s.treatment, &s.chart);
        ck_assert(fol_design_least_distance_mm(unchecked, 3) == 0);
        fol_design_free(unchecked);
    }
}
END_TEST

/* ------------------------------------------------------------------ hairlines */

START_TEST(styles_are_found_by_number_and_by_name) {
    static const char *const names[] = {"soft", "broken", "natural", "widows-peak", "receded", "defined", "edge-up"};
    for (size_t i = 0; i < 7; i++) {
        const fol_hairline_style *style = fol_hairline_style_at(i);
        ck_assert_str_eq(style->name, names[i]);
        ck_assert_ptr_eq(fol_hairline_style_named(names[i]), style);
        ck_assert(style->transition_mm >= 0 && style->transition_mm <= 15);
        ck_assert(style->edge_density >= 0.15 && style->edge_density <= 1);
    }
    ck_assert_ptr_null(fol_hairline_style_at(7));
    ck_assert_ptr_null(fol_hairline_style_named("mullet"));
    ck_assert_ptr_null(fol_hairline_style_named(NULL));
}
END_TEST

START_TEST(styles_lie_within_what_practitioners_ask_for) {
    static const double bounds[][4] = {/* transition from, to; density at the edge from, to */
                                       {10, 15, 0.15, 0.25}, {6, 10, 0.25, 0.40}, {6, 8, 0.30, 0.40}, {6, 8, 0.30, 0.40}, {10, 15, 0.20, 0.30}, {2, 3, 0.65, 0.75}, {0, 1, 0.9, 1}};
    for (size_t i = 0; i < 7; i++) {
        const fol_hairline_style *style = fol_hairline_style_at(i);
        ck_assert(style->transition_mm >= bounds[i][0] && style->transition_mm <= bounds[i][1]);
        ck_assert(style->edge_density >= bounds[i][2] && style->edge_density <= bounds[i][3]);
    }
}
END_TEST

START_TEST(every_number_of_a_style_can_be_overridden) {
    simple s;
    fill_simple(&s);
    s.chart.hairline_count = 1;
    const fol_hairline_style *broken = fol_hairline_style_named("broken");
    fol_design *styled, *spelled;
    s.hairline.style = "broken";
    styled = built(&s.treatment, &s.chart);
    s.hairline.style = "edge-up";
    s.hairline.transition_mm = broken->transition_mm;
    s.hairline.edge_density = broken->edge_density;
    s.hairline.large_mm = broken->large_mm;
    s.hairline.large_wave_mm = broken->large_wave_mm;
    s.hairline.small_mm = broken->small_mm;
    s.hairline.small_wave_mm = broken->small_wave_mm;
    s.hairline.sentinels_per_cm = broken->sentinels_per_cm;
    s.hairline.edge_size = broken->edge_size;
    s.hairline.size_transition_mm = broken->size_transition_mm;
    s.hairline.edge_shade = broken->edge_shade;
    s.hairline.shade_transition_mm = broken->shade_transition_mm;
    s.hairline.edge_scatter_mm = broken->edge_scatter_mm;
    spelled = built(&s.treatment, &s.chart);
    ck_assert(fol_design_fingerprint(styled) == fol_design_fingerprint(spelled));
    for (int32_t y = 0; y < 50000; y += 517) {
        for (int32_t x = 0; x < 60000; x += 733) {
            fol_density a, b;
            fol_design_density_at(styled, x, y, &a);
            fol_design_density_at(spelled, x, y, &b);
            ck_assert(a.running_per_cm2[2] == b.running_per_cm2[2]);
        }
    }
    fol_design_free(styled);
    fol_design_free(spelled);
}
END_TEST

static double density_at(const fol_design *design, double x_mm, double y_mm) {
    fol_density density;
    fol_design_density_at(design, (int32_t)(x_mm * 1000), (int32_t)(y_mm * 1000), &density);
    return density.running_per_cm2[FOL_MAX_SESSIONS - 1];
}

START_TEST(behind_is_the_side_with_more_zone_unless_a_point_says_otherwise) {
    simple s;
    fill_simple(&s);
    s.chart.hairline_count = 1;
    s.hairline.sentinels_per_cm = 0;
    for (int turned = 0; turned < 2; turned++) {
        for (int i = 0; i < 3; i++)
            s.curve[i].y = turned ? 38 : 12;
        s.hairline.has_behind = false;
        fol_design *design = built(&s.treatment, &s.chart);
        ck_assert(density_at(design, 15, 25) == 100);
        ck_assert(density_at(design, 15, turned ? 43 : 7) == 0);
        fol_design_free(design);
        s.hairline.has_behind = true;
        s.hairline.behind.x = 30;
        s.hairline.behind.y = turned ? 300 : -300;
        design = built(&s.treatment, &s.chart);
        ck_assert(density_at(design, 15, 25) == 0);
        fol_design_free(design);
    }
}
END_TEST

START_TEST(undulation_moves_the_edge_by_no_more_than_its_size) {
    simple s;
    fill_simple(&s);
    s.chart.hairline_count = 1;
    s.hairline.style = "edge-up";
    s.hairline.transition_mm = 0;
    s.hairline.large_mm = 2;
    s.hairline.small_mm = 1;
    s.hairline.edge_scatter_mm = 0;
    for (int i = 0; i < 3; i++)
        s.curve[i].y = 20;
    double least = 50, most = 0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        s.treatment.seed = seed;
        fol_design *design = built(&s.treatment, &s.chart);
        for (double x = 6; x < 29; x += 0.5) {
            double y = 10;
            while (density_at(design, x, y) == 0)
                y += 0.05;
            least = fmin(least, y);
            most = fmax(most, y);
        }
        fol_design_free(design);
    }
    ck_assert(least >= 17 && most <= 23.05);
    ck_assert(least < 18.5 && most > 21.5);
}
END_TEST

START_TEST(the_curve_is_copied_as_far_as_there_is_room) {
    simple s;
    fill_simple(&s);
    s.chart.hairline_count = 1;
    fol_design *design = built(&s.treatment, &s.chart);
    fol_point points[500] = {{0, 0}};
    const size_t count = fol_design_hairline_curve(design, 0, NULL, 0);
    ck_assert(count >= 3 && count < 500);
    ck_assert_uint_eq(fol_design_hairline_curve(design, 0, points, 2), count);
    ck_assert(points[2].x == 0 && points[2].y == 0);
    ck_assert_uint_eq(fol_design_hairline_curve(design, 0, points, 500), count);
    ck_assert(points[0].x == 5 && points[0].y == 15 && points[count - 1].x == 55 && points[count - 1].y == 15);
    ck_assert_uint_eq(fol_design_hairline_curve(design, 1, points, 500), 0);
    fol_design_free(design);
}
END_TEST

/* ------------------------------------------------------------------ specs back */

START_TEST(specs_are_read_back_with_every_default_filled_in) {
    simple s;
    fill_simple(&s);
    s.chart.hairline_count = 1;
    s.treatment.name = "plan";
    s.chart.photo.file = "head.png";
    s.chart.photo.mm_per_px = 0.2;
    s.zones[0].remarks.note = "thin here";
    fol_design *design = built(&s.treatment, &s.chart);
    memset(s.outline, 0, sizeof s.outline); /* nothing is kept of the caller's */
    const fol_treatment_spec *t = fol_design_treatment(design);
    const fol_chart_spec *c = fol_design_chart(design);
    ck_assert_str_eq(t->name, "plan");
    ck_assert_uint_eq(t->session_count, 3);
    ck_assert(t->sessions[0].day == 0 && t->sessions[1].day == 10 && t->sessions[2].day == 20);
    ck_assert(t->sessions[0].cumulative == 0.3 && t->sessions[1].cumulative == 0.7 && t->sessions[2].cumulative == 1);
    ck_assert(t->sessions[0].shade == 24 && t->sessions[1].shade == 18 && t->sessions[2].shade == 14);
    ck_assert(t->seed == 0 && t->diameter_from_mm == 0.10 && t->diameter_to_mm == 0.15 && t->depth_to_mm == 0);
    ck_assert(t->skin.r == 0xd7 && t->skin.g == 0xbd && t->skin.b == 0x96 && t->pigment.r == 0x3a && t->pigment_opacity == 0.6);
    ck_assert_str_eq(c->photo.file, "head.png");
    ck_assert(c->canvas_width_mm == 60 && c->area_scale.max_scale == 1);
    ck_assert_str_eq(c->zones[0].remarks.note, "thin here");
    ck_assert(c->zones[0].outline.count == 4 && c->zones[0].outline.points[2].x == 30 && c->zones[0].feather_mm == 0);
    ck_assert_str_eq(c->hairlines[0].style, "natural");
    ck_assert_uint_eq(c->hairlines[0].points.count, 3);
    ck_assert_int_eq(fol_design_zone_named(design, "a"), 0);
    ck_assert_int_eq(fol_design_zone_named(design, "b"), FOL_NO_ZONE);
    fol_design_free(design);
}
END_TEST

START_TEST(a_design_of_the_specs_read_back_is_the_same_design) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_design *again = built(fol_design_treatment(design), fol_design_chart(design));
    ck_assert(fol_design_fingerprint(design) == fol_design_fingerprint(again));
    fol_design_free(design);
    fol_design_free(again);
    random_design_free(random);
}
END_TEST

/* ------------------------------------------------------------------ the fingerprint */

typedef struct change {
    const char *name;
    void (*make)(random_design *d);
    bool decides; /* some dot, with some pattern */
} change;

#define CHANGE(name, ...) \
    static void name(random_design *d) { __VA_ARGS__; }

CHANGE(change_seed, d->treatment.seed ^= 1)
CHANGE(change_diameter_from, d->treatment.diameter_from_mm -= 0.001)
CHANGE(change_diameter_to, d->treatment.diameter_to_mm += 0.001)
CHANGE(change_depth, d->treatment.depth_to_mm += 0.1)
CHANGE(change_irregularity, d->treatment.irregularity_mm = 0.01)
CHANGE(change_share, d->sessions[0].cumulative *= 0.99)
CHANGE(change_front, d->sessions[0].hairline_cumulative = 0.01)
CHANGE(change_shade, d->sessions[0].shade += 1)
CHANGE(change_width, d->chart.canvas_width_mm += 1)
CHANGE(change_height, d->chart.canvas_height_mm += 1)
CHANGE(change_outline, d->outlines[0][1].x += 0.1)
CHANGE(change_hole, d->hole_points[0][0][1].y += 0.1)
CHANGE(change_density, d->zones[0].density_per_cm2 += 1)
CHANGE(change_feather, d->zones[0].feather_mm += 0.1)
CHANGE(change_retention, d->zones[0].retention = 0.9)
CHANGE(change_overlap, d->zones[0].overlap_mm = 3)
CHANGE(change_first_share, d->zones[0].first_share = 0.6)
CHANGE(change_blend, d->zones[0].blend = true)
CHANGE(change_native, d->zones[0].blend = true; d->zones[0].native_per_cm2 = 20)
CHANGE(change_zone_share, d->shares[0][0] = 0.2; d->shares[0][1] = 0.8; d->zones[0].cumulative = d->shares[0]; d->zones[0].cumulative_count = 2)
CHANGE(change_zone_order, const fol_zone_spec swap = d->zones[0]; d->zones[0] = d->zones[1]; d->zones[1] = swap)
CHANGE(change_curve, d->curves[0][0].y += 0.1)
CHANGE(change_style, d->hairlines[0].style = "edge-up")
CHANGE(change_transition, d->hairlines[0].transition_mm = 9)
CHANGE(change_edge, d->hairlines[0].edge_density = 0.5)
CHANGE(change_large, d->hairlines[0].large_mm = 3.5)
CHANGE(change_large_wave, d->hairlines[0].large_wave_mm = 22)
CHANGE(change_small, d->hairlines[0].small_mm = 2.5)
CHANGE(change_small_wave, d->hairlines[0].small_wave_mm = 3)
CHANGE(change_sentinels, d->hairlines[0].sentinels_per_cm = 4)
CHANGE(change_edge_size, d->hairlines[0].edge_size = 0.6)
CHANGE(change_size_transition, d->hairlines[0].size_transition_mm = 4)
CHANGE(change_edge_shade, d->hairlines[0].edge_shade = 3)
CHANGE(change_shade_transition, d->hairlines[0].shade_transition_mm = 4)
CHANGE(change_scatter, d->hairlines[0].edge_scatter_mm = 0.3)
CHANGE(change_acting, d->acts_on[0][0] = d->names[1]; d->hairlines[0].zones = d->acts_on[0]; d->hairlines[0].zone_count = 1)
CHANGE(change_behind, d->hairlines[0].has_behind = true; d->hairlines[0].behind.x = 30; d->hairlines[0].behind.y = -500)
CHANGE(change_mole, d->keep_out_points[0][0].x += 0.1)
CHANGE(change_margin, d->keep_outs[0].margin_mm += 0.1)
CHANGE(change_hair, d->hairs[0].x += 0.1)
CHANGE(change_hair_count, d->chart.hair_count--)
static const float doubtful[2] = {1, 0.5f};
CHANGE(change_hair_confidence, d->chart.hair_confidence = doubtful)
CHANGE(change_hairs_file, d->chart.hairs_file = "hairs.csv")
CHANGE(change_max_scale, d->chart.area_scale.max_scale = 1.2)
CHANGE(change_scale, d->chart.area_scale.values = d->scale; d->chart.area_scale.width = d->chart.area_scale.height = 2; d->chart.area_scale.mm_per_value = 5; d->scale[0] = d->scale[1] = d->scale[2] = d->scale[3] = 1)
CHANGE(change_name, d->treatment.name = "another")
CHANGE(change_zone_name, strcpy(d->names[0], "another"))
CHANGE(change_note, d->treatment.remarks.note = "a note"; d->zones[0].remarks.note = "one more"; d->zones[0].remarks.extras = "{}")
CHANGE(change_skin, d->treatment.skin.r ^= 1)
CHANGE(change_pigment, d->treatment.pigment.g ^= 1; d->treatment.pigment_opacity = 0.1)
CHANGE(change_photo, d->chart.photo.file = "x.png"; d->chart.photo.mm_per_px = 0.1)
CHANGE(change_keep_out_name, d->keep_outs[0].name = "mole")
CHANGE(change_behind_same, d->hairlines[0].has_behind = true; d->hairlines[0].behind.x = 30; d->hairlines[0].behind.y = 500)
CHANGE(change_minus_zero, d->zones[1].feather_mm = -0.0)
CHANGE(change_closing_point, d->outlines[0][4] = d->outlines[0][0]; d->zones[0].outline.count = 5)

static const change changes[] = {
#define DECIDES(what) {#what, what, true}
#define LEAVES(what) {#what, what, false}
    DECIDES(change_seed), DECIDES(change_diameter_from), DECIDES(change_diameter_to), DECIDES(change_depth),
    DECIDES(change_irregularity), DECIDES(change_share), DECIDES(change_front), DECIDES(change_shade), DECIDES(change_width),
    DECIDES(change_height), DECIDES(change_outline), DECIDES(change_hole), DECIDES(change_density), DECIDES(change_feather),
    DECIDES(change_retention), DECIDES(change_overlap), DECIDES(change_first_share), DECIDES(change_blend), DECIDES(change_native),
    DECIDES(change_zone_share), DECIDES(change_zone_order), DECIDES(change_curve), DECIDES(change_style),
    DECIDES(change_transition), DECIDES(change_edge), DECIDES(change_large), DECIDES(change_large_wave), DECIDES(change_small),
    DECIDES(change_small_wave), DECIDES(change_sentinels), DECIDES(change_edge_size), DECIDES(change_size_transition), DECIDES(change_edge_shade),
    DECIDES(change_shade_transition), DECIDES(change_scatter), DECIDES(change_acting), DECIDES(change_behind), DECIDES(change_mole),
    DECIDES(change_margin), DECIDES(change_hair), DECIDES(change_hair_count), DECIDES(change_hair_confidence), DECIDES(change_max_scale), DECIDES(change_scale),
    LEAVES(change_name), LEAVES(change_zone_name), LEAVES(change_note), LEAVES(change_skin), LEAVES(change_pigment),
    LEAVES(change_hairs_file), LEAVES(change_photo), LEAVES(change_keep_out_name), LEAVES(change_behind_same), LEAVES(change_minus_zero),
    LEAVES(change_closing_point),
};

/* Two zones, one of them with a hole, a hairline, a mole, openings, two sessions. */
static random_design *rich_design(void) {
    random_design *d = random_design_make(1);
    d->treatment = fol_treatment_spec_default();
    d->chart = fol_chart_spec_default();
    d->chart.canvas_width_mm = 60;
    d->chart.canvas_height_mm = 50;
    for (int i = 0; i < 2; i++) {
        d->sessions[i] = fol_session_spec_default();
        d->sessions[i].day = 10 * i;
        d->sessions[i].cumulative = 0.5 + 0.5 * i;
        d->zones[i] = fol_zone_spec_default();
        d->zones[i].name = d->names[i];
        strcpy(d->names[i], i ? "back" : "front");
        d->zones[i].density_per_cm2 = 100;
        ring_rectangle(5, 5 + 20 * i, 50, 20, d->outlines[i]);
        d->zones[i].outline.points = d->outlines[i];
        d->zones[i].outline.count = 4;
    }
    ring_rectangle(20, 12, 5, 5, d->hole_points[0][0]);
    d->holes[0][0].points = d->hole_points[0][0];
    d->holes[0][0].count = 4;
    d->zones[0].holes = d->holes[0];
    d->zones[0].hole_count = 1;
    d->treatment.sessions = d->sessions;
    d->treatment.session_count = 2;
    d->hairlines[0] = fol_hairline_spec_default();
    for (int i = 0; i < 3; i++)
        d->curves[0][i] = (fol_point){5 + 25 * i, i == 1 ? 9 : 11};
    d->hairlines[0].points.points = d->curves[0];
    d->hairlines[0].points.count = 3;
    d->keep_outs[0] = fol_keep_out_spec_default();
    ring_rectangle(40, 30, 4, 4, d->keep_out_points[0]);
    d->keep_outs[0].outline.points = d->keep_out_points[0];
    d->keep_outs[0].outline.count = 4;
    d->hairs[0] = (fol_point){30, 30};
    d->hairs[1] = (fol_point){32, 30};
    d->chart.zones = d->zones;
    d->chart.zone_count = 2;
    d->chart.hairlines = d->hairlines;
    d->chart.hairline_count = 1;
    d->chart.keep_outs = d->keep_outs;
    d->chart.keep_out_count = 1;
    d->chart.hairs = d->hairs;
    d->chart.hair_count = 2;
    return d;
}

START_TEST(the_fingerprint_changes_with_what_decides_dots_and_with_nothing_else) {
    random_design *d = rich_design();
    fol_design *before = random_design_build(d);
    changes[_i].make(d);
    fol_design *after = random_design_build(d);
    const bool differs = fol_design_fingerprint(before) != fol_design_fingerprint(after);
    ck_assert_msg(differs == changes[_i].decides, "%s", changes[_i].name);
    fol_design_free(before);
    fol_design_free(after);
    random_design_free(d);
}
END_TEST

START_TEST(fingerprints_of_different_designs_differ) {
    uint64_t seen[200];
    for (uint64_t i = 0; i < 200; i++) {
        random_design *random = random_design_make(i);
        fol_design *design = random_design_build(random);
        seen[i] = fol_design_fingerprint(design);
        ck_assert(seen[i] != 0);
        for (uint64_t k = 0; k < i; k++)
            ck_assert(seen[k] != seen[i]);
        fol_design_free(design);
        random_design_free(random);
    }
}
END_TEST

/* ------------------------------------------------------------------ derived designs */

/* The base's specs with the edit made by hand. */
static void apply_edit(random_design *d, const fol_design_edit *edit) {
    if (edit->kind == FOL_EDIT_HAIRLINE)
        d->hairlines[edit->index].points = edit->points;
    else if (edit->kind == FOL_EDIT_KEEP_OUT)
        d->keep_outs[edit->index].outline = edit->points;
    else if (edit->ring == 0)
        d->zones[edit->index].outline = edit->points;
    else
        d->holes[edit->index][edit->ring - 1] = edit->points;
}

static void ck_same_answers(const fol_design *a, const fol_design *b, test_random *r) {
    ck_assert(fol_design_fingerprint(a) == fol_design_fingerprint(b));
    ck_assert_uint_eq(fol_design_warning_count(a), fol_design_warning_count(b));
    for (size_t i = 0; i < fol_design_warning_count(a); i++)
        ck_assert_str_eq(fol_design_warning(a, i).text, fol_design_warning(b, i).text);
    for (int i = 0; i < 1500; i++) {
        const int32_t x = random_int(r, -100, 100000), y = random_int(r, -100, 100000);
        fol_density p, q;
        fol_design_density_at(a, x, y, &p);
        fol_design_density_at(b, x, y, &q);
        ck_assert_int_eq(p.zone, q.zone);
        ck_assert_mem_eq(p.running_per_cm2, q.running_per_cm2, sizeof p.running_per_cm2);
    }
}

START_TEST(a_derived_design_is_the_one_made_anew) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *base = random_design_build(random), *derived, *anew;
    test_random r = random_from((uint64_t)_i);
    fol_design_edit edit;
    fol_point room[RANDOM_POINTS];
    fol_error err = {0}, err_anew = {0};
    fol_design_options options = fol_design_options_default();
    options.spacing = fol_pattern_spacing(fol_pattern_builtin());
    if (random_design_edit(random, &r, &edit, room)) {
        const fol_status status = fol_design_derive(base, &edit, NULL, &derived, &err);
        apply_edit(random, &edit);
        ck_assert_int_eq(fol_design_create(&random->treatment, &random->chart, &options, NULL, &anew, &err_anew), status);
        ck_assert_str_eq(err.path, err_anew.path);
        ck_assert_str_eq(err.message, err_anew.message);
        fol_design_free(base);
        base = NULL;
        if (status == FOL_OK)
            ck_same_answers(derived, anew, &r);
        fol_design_free(status == FOL_OK ? derived : NULL);
        fol_design_free(status == FOL_OK ? anew : NULL);
    }
    fol_design_free(base);
    random_design_free(random);
}
END_TEST

/* ------------------------------------------------------------------ memory */

static fol_status create_and_free(const fol_allocator *alloc, void *user) {
    const random_design *random = user;
    fol_design *design;
    fol_design_options options = fol_design_options_default();
    options.spacing = fol_pattern_spacing(fol_pattern_builtin());
    const fol_status status = fol_design_create(&random->treatment, &random->chart, &options, alloc, &design, NULL);
    ck_assert((status == FOL_OK) == (design != NULL));
    fol_design_free(design);
    return status;
}

START_TEST(a_design_without_memory_leaks_nothing) {
    random_design *rich = rich_design(), *random = random_design_make((uint64_t)_i);
    strcpy(rich->names[1], "front and middle and further back"); /* warnings too */
    check_every_allocation(create_and_free, _i == 0 ? rich : random);
    random_design_free(rich);
    random_design_free(random);
}
END_TEST

typedef struct derive_case {
    const fol_design *base;
    fol_design_edit edit;
} derive_case;

static fol_status derive_and_free(const fol_allocator *alloc, void *user) {
    const derive_case *c = user;
    fol_design *design;
    const fol_status status = fol_design_derive(c->base, &c->edit, alloc, &design, NULL);
    ck_assert((status == FOL_OK) == (design != NULL));
    fol_design_free(design);
    return status;
}

START_TEST(a_derived_design_without_memory_leaks_nothing_and_leaves_its_base_whole) {
    random_design *rich = rich_design();
    failing_alloc state = {0, 0, 0};
    const fol_allocator alloc = failing_allocator(&state);
    fol_design *base;
    ck_assert_int_eq(fol_design_create(&rich->treatment, &rich->chart, NULL, &alloc, &base, NULL), FOL_OK);
    const fol_edit_kind kinds[] = {FOL_EDIT_ZONE_RING, FOL_EDIT_ZONE_RING, FOL_EDIT_HAIRLINE, FOL_EDIT_KEEP_OUT};
    for (int i = 0; i < 4; i++) {
        fol_point room[4];
        derive_case c = {base, {kinds[i], 0, i == 1, {room, i == 2 ? 3 : 4}}};
        memcpy(room, i == 0 ? rich->outlines[0] : i == 1 ? rich->hole_points[0][0] : i == 2 ? rich->curves[0] : rich->keep_out_points[0],
               sizeof room);
        room[1].x += 0.5;
        check_every_allocation(derive_and_free, &c);
    }
    ck_assert(density_at(base, 15, 35) == 100);
    fol_design_free(base);
    ck_assert_uint_eq(state.live_bytes, 0);
    random_design_free(rich);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("design");
    TCase *tests = tcase_create("design");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, the_density_is_what_the_formula_says, 0, rounds(100));
    tcase_add_loop_test(tests, the_running_total_never_falls_and_the_callback_says_the_same, 0, rounds(60));
    tcase_add_loop_test(tests, raising_a_density_or_a_share_lowers_the_density_nowhere, 0, rounds(60));
    tcase_add_loop_test(tests, the_seam_of_two_soft_zones_keeps_the_density_within_three_percent, 0, rounds(30));
    tcase_add_test(tests, a_callback_of_no_sense_counts_as_its_bounds);
    tcase_add_loop_test(tests, expected_counts_are_the_integral_of_the_density, 0, rounds(40));
    tcase_add_test(tests, a_zone_without_edges_expects_area_times_density);
    tcase_add_test(tests, the_promised_distance_is_the_patterns_less_twice_the_irregularity);
    tcase_add_test(tests, styles_are_found_by_number_and_by_name);
    tcase_add_test(tests, styles_lie_within_what_practitioners_ask_for);
    tcase_add_test(tests, every_number_of_a_style_can_be_overridden);
    tcase_add_test(tests, behind_is_the_side_with_more_zone_unless_a_point_says_otherwise);
    tcase_add_test(tests, undulation_moves_the_edge_by_no_more_than_its_size);
    tcase_add_test(tests, the_curve_is_copied_as_far_as_there_is_room);
    tcase_add_test(tests, specs_are_read_back_with_every_default_filled_in);
    tcase_add_loop_test(tests, a_design_of_the_specs_read_back_is_the_same_design, 0, rounds(60));
    tcase_add_loop_test(tests, the_fingerprint_changes_with_what_decides_dots_and_with_nothing_else, 0,
                        (int)(sizeof changes / sizeof changes[0]));
    tcase_add_test(tests, fingerprints_of_different_designs_differ);
    tcase_add_loop_test(tests, a_derived_design_is_the_one_made_anew, 0, rounds(100));
    tcase_add_loop_test(tests, a_design_without_memory_leaks_nothing, 0, 4);
    tcase_add_test(tests, a_derived_design_without_memory_leaks_nothing_and_leaves_its_base_whole);
    suite_add_tcase(suite, tests);
    return suite;
}
