/* SPDX-License-Identifier: MIT */
/* The three levers of a hairline: how dense, how large and how dark dots are by their distance behind it, and each place's own threshold. */
#include "laid_out.h"
#include "ring_oracle.h"
#include "runner.h"

#include <follicle/layout.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A straight hairline at y = 20 over a zone, or two that share it; hair below. */
typedef struct edged {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_session_spec sessions[2];
    fol_zone_spec zones[2];
    fol_hairline_spec hairlines[2];
    fol_point outlines[2][4], curves[2][3];
    const char *names[1];
} edged;

static const double line_mm = 20;

static void fill_edged(edged *e) {
    memset(e, 0, sizeof *e);
    e->treatment = fol_treatment_spec_default();
    e->chart = fol_chart_spec_default();
    e->chart.canvas_width_mm = 120;
    e->chart.canvas_height_mm = 70;
    for (int i = 0; i < 2; i++) {
        e->sessions[i] = fol_session_spec_default();
        e->sessions[i].day = 10 * i;
        e->sessions[i].cumulative = 0.5 * (i + 1);
        e->sessions[i].shade = 20 - 6 * i;
        e->zones[i] = fol_zone_spec_default();
        e->zones[i].name = i ? "right" : "left";
        e->zones[i].density_per_cm2 = 150;
        e->zones[i].outline = (fol_ring){e->outlines[i], 4};
        e->hairlines[i] = fol_hairline_spec_default();
        e->hairlines[i].points = (fol_ring){e->curves[i], 3};
        e->hairlines[i].has_behind = true;
        e->hairlines[i].behind = (fol_point){60, 60};
        e->hairlines[i].large_mm = e->hairlines[i].small_mm = e->hairlines[i].edge_scatter_mm = 0;
        for (int k = 0; k < 3; k++)
            e->curves[i][k] = (fol_point){-5 + 65 * k, line_mm};
    }
    ring_rectangle(5, 5, 110, 60, e->outlines[0]);
    ring_rectangle(60, 5, 55, 60, e->outlines[1]);
    e->treatment.sessions = e->sessions;
    e->treatment.session_count = 2;
    e->chart.zones = e->zones;
    e->chart.zone_count = e->chart.hairline_count = 1;
    e->chart.hairlines = e->hairlines;
}

static fol_layout *layout_of(const edged *e) {
    fol_design *design;
    fol_error err = {0};
    ck_assert_msg(fol_design_create(&e->treatment, &e->chart, NULL, NULL, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    fol_layout *layout = laid(design);
    fol_design_free(design);
    return layout;
}

static double smooth(double t) {
    return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}

static double rise(double behind_mm, double width_mm) {
    return behind_mm < 0 ? 0 : behind_mm >= width_mm ? 1 : smooth(behind_mm / width_mm);
}

/* Same dots, to the last field but diameter and shade, which are those of the plain dots by the formula. */
static void ck_softened(const fol_layout *plain, const fol_layout *soft, const fol_hairline_spec *h) {
    const size_t count = fol_layout_count(plain);
    fol_dot *a = dots_by_id(plain), *b = dots_by_id(soft);
    size_t softened = 0;
    ck_assert_uint_eq(fol_layout_count(soft), count);
    for (size_t i = 0; i < count; i++) {
        const double behind = a[i].y_um / 1000.0 - line_mm;
        const double size = h->edge_size + (1 - h->edge_size) * rise(behind, h->size_transition_mm);
        const double lighter = h->edge_shade * (1 - rise(behind, h->shade_transition_mm));
        ck_assert(a[i].id == b[i].id && a[i].x_um == b[i].x_um && a[i].y_um == b[i].y_um && a[i].depth_um == b[i].depth_um);
        ck_assert(a[i].session == b[i].session && a[i].zone == b[i].zone);
        ck_assert_msg(fabs(b[i].diameter_um - a[i].diameter_um * size) < 0.51, "%g mm behind: %d um of %d", behind, b[i].diameter_um, a[i].diameter_um);
        ck_assert_msg(fabs(b[i].shade - fmin(a[i].shade + lighter, 255)) < 0.51, "%g mm behind: %d of %d", behind, b[i].shade, a[i].shade);
        softened += b[i].diameter_um != a[i].diameter_um || b[i].shade != a[i].shade;
    }
    ck_assert(softened > 0 && softened < count);
    free(a);
    free(b);
}

/* Widths below, above and far above that of the density; the last softens sentinels alone. */
static const struct {
    double size, size_mm, shade, shade_mm;
} levers[] = {{0.8, 6, 6, 9}, {0.5, 3, 0, 0}, {1, 0, 12, 30}, {0.7, 40, 40, 2}, {0.6, 0, 5, 0}};

START_TEST(dots_grow_and_darken_behind_a_hairline_by_the_formula) {
    edged e;
    fill_edged(&e);
    fol_hairline_spec *h = &e.hairlines[0];
    h->edge_size = 1;
    h->edge_shade = 0;
    fol_layout *plain = layout_of(&e);
    h->edge_size = levers[_i].size;
    h->size_transition_mm = levers[_i].size_mm;
    h->edge_shade = levers[_i].shade;
    h->shade_transition_mm = levers[_i].shade_mm;
    fol_layout *soft = layout_of(&e);
    ck_softened(plain, soft, h);
    fol_layout_free(plain);
    fol_layout_free(soft);
}
END_TEST

START_TEST(no_dot_has_more_than_255_parts_of_water) {
    edged e;
    fill_edged(&e);
    e.sessions[0].shade = e.sessions[1].shade = 250;
    e.hairlines[0].edge_shade = 40;
    fol_layout *layout = layout_of(&e);
    fol_dot *dots = dots_by_id(layout);
    bool any = false;
    for (size_t i = 0; i < fol_layout_count(layout); i++) {
        ck_assert(dots[i].shade >= 250);
        any = any || dots[i].shade == 255;
    }
    ck_assert(any);
    free(dots);
    fol_layout_free(layout);
}
END_TEST

/* Each dot is as the softest of the hairlines makes it. */
START_TEST(of_two_hairlines_the_softest_decides) {
    edged e;
    fill_edged(&e);
    for (int i = 0; i < 2; i++) {
        e.hairlines[i].edge_size = 0.6;
        e.hairlines[i].size_transition_mm = 10 + 10 * i;
        e.hairlines[i].edge_shade = 10 - 6 * i;
        e.hairlines[i].shade_transition_mm = 12;
        e.hairlines[i].edge_density = 1; /* the second takes nothing away */
        e.hairlines[i].sentinels_per_cm = 0;
    }
    fol_layout *one = layout_of(&e);
    e.chart.hairline_count = 2;
    fol_layout *both = layout_of(&e);
    fol_dot *a = dots_by_id(one), *b = dots_by_id(both);
    ck_assert_uint_eq(fol_layout_count(one), fol_layout_count(both));
    for (size_t i = 0; i < fol_layout_count(one); i++)
        ck_assert(b[i].diameter_um <= a[i].diameter_um && b[i].shade == a[i].shade);
    free(a);
    free(b);
    fol_layout_free(one);
    fol_layout_free(both);
}
END_TEST

START_TEST(zones_that_a_hairline_does_not_act_on_keep_their_dots) {
    edged e;
    fill_edged(&e);
    e.chart.zone_count = 2;
    ring_rectangle(5, 5, 55, 60, e.outlines[0]);
    e.names[0] = "left";
    e.hairlines[0].zones = e.names;
    e.hairlines[0].zone_count = 1;
    fol_layout *soft = layout_of(&e);
    e.chart.hairline_count = 0;
    fol_layout *bare = layout_of(&e);
    fol_dot *dots = dots_by_id(bare);
    size_t same = 0;
    for (size_t i = 0; i < fol_layout_count(bare); i++) {
        fol_dot now;
        if (dots[i].zone == 0)
            continue;
        ck_assert(fol_layout_find(soft, dots[i].id, &now));
        ck_assert_mem_eq(&now, &dots[i], sizeof now);
        same++;
    }
    ck_assert_uint_gt(same, 1000);
    free(dots);
    fol_layout_free(soft);
    fol_layout_free(bare);
}
END_TEST

/* Where zones overlap, which of them a dot is of depends on densities; how large it is does not. */
START_TEST(a_density_changes_no_diameter) {
    edged e;
    fill_edged(&e);
    e.chart.zone_count = 2;
    e.names[0] = "left";
    e.hairlines[0].zones = e.names;
    e.hairlines[0].zone_count = 1;
    e.hairlines[0].size_transition_mm = 20;
    e.zones[1].feather_mm = 6;
    fol_layout *before = layout_of(&e);
    e.zones[1].density_per_cm2 = 260;
    fol_layout *after = layout_of(&e);
    fol_dot *dots = dots_by_id(before);
    size_t moved = 0;
    for (size_t i = 0; i < fol_layout_count(before); i++) {
        fol_dot now;
        ck_assert(fol_layout_find(after, dots[i].id, &now));
        ck_assert(now.diameter_um == dots[i].diameter_um);
        moved += now.zone != dots[i].zone;
    }
    ck_assert_uint_gt(moved, 100);
    free(dots);
    fol_layout_free(before);
    fol_layout_free(after);
}
END_TEST

/* ---- scatter ---- */

static void hard_edge(edged *e, double scatter_mm) {
    fill_edged(e);
    e->hairlines[0].transition_mm = 0;
    e->hairlines[0].edge_density = 1;
    e->hairlines[0].sentinels_per_cm = 0;
    e->hairlines[0].edge_scatter_mm = scatter_mm;
}

/* Of a hard edge and a threshold that is even from -2 to 2 mm, a share of (behind + 2) / 4 is left. */
START_TEST(each_place_has_a_threshold_of_its_own) {
    edged e;
    hard_edge(&e, 2);
    fol_design *design;
    ck_assert_int_eq(fol_design_create(&e.treatment, &e.chart, NULL, NULL, &design, NULL), FOL_OK);
    for (int32_t behind = -3000; behind <= 3000; behind += 250) {
        const double share = fmin(fmax((behind + 2000) / 4000.0, 0), 1);
        int32_t inside = 0, places = 0;
        for (int32_t x = 6000; x < 114000; x += 37) {
            fol_density density;
            fol_design_density_at(design, x, 20000 + behind, &density);
            ck_assert(density.running_per_cm2[1] == 0 || density.running_per_cm2[1] == 150);
            inside += density.zone == 0;
            places++;
        }
        ck_assert_double_eq_tol((double)inside / places, share, 4 * 0.5 / sqrt(places));
    }
    fol_design_free(design);
}
END_TEST

START_TEST(scatter_touches_nothing_beyond_its_length) {
    edged e;
    hard_edge(&e, 0);
    fol_layout *straight = layout_of(&e);
    hard_edge(&e, 1.5);
    fol_layout *scattered = layout_of(&e);
    fol_dot *dots = dots_by_id(straight), *others = dots_by_id(scattered);
    size_t lost = 0, in_front = 0;
    for (size_t i = 0; i < fol_layout_count(straight); i++) {
        fol_dot now;
        const bool found = fol_layout_find(scattered, dots[i].id, &now);
        ck_assert(found || dots[i].y_um < (line_mm + 1.5) * 1000);
        lost += !found;
    }
    for (size_t i = 0; i < fol_layout_count(scattered); i++) {
        ck_assert(others[i].y_um > (line_mm - 1.5) * 1000);
        in_front += others[i].y_um < line_mm * 1000;
    }
    /* 150 dots per cm2 over 110 mm of line and, on average, 0.375 mm to either side */
    ck_assert(lost > 30 && lost < 100 && in_front > 30 && in_front < 100);
    free(dots);
    free(others);
    fol_layout_free(straight);
    fol_layout_free(scattered);
}
END_TEST

/* However far dots scatter, those that stand alone do so 1 to 4 mm in front of the edge's course. */
START_TEST(sentinels_stand_before_the_course) {
    edged e;
    hard_edge(&e, 3);
    e.hairlines[0].sentinels_per_cm = 3;
    fol_design *design;
    ck_assert_int_eq(fol_design_create(&e.treatment, &e.chart, NULL, NULL, &design, NULL), FOL_OK);
    for (int32_t behind = -5000; behind < -3000; behind += 125) {
        for (int32_t x = 6000; x < 114000; x += 371) {
            fol_density density;
            fol_design_density_at(design, x, 20000 + behind, &density);
            ck_assert_double_eq_tol(density.running_per_cm2[1], behind < -4000 ? 0 : 10, 1e-9);
        }
    }
    fol_layout *layout = laid(design);
    fol_dot *dots = dots_by_id(layout);
    int32_t alone = 0;
    for (size_t i = 0; i < fol_layout_count(layout); i++) {
        ck_assert(dots[i].y_um >= 16000);
        alone += dots[i].y_um < 17000;
    }
    ck_assert(alone > 3 && alone < 25); /* 10 per cm2 over 110 x 1 mm */
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
}
END_TEST

START_TEST(another_seed_scatters_otherwise) {
    edged e;
    hard_edge(&e, 2);
    fol_design *a, *b;
    int32_t differ = 0;
    ck_assert_int_eq(fol_design_create(&e.treatment, &e.chart, NULL, NULL, &a, NULL), FOL_OK);
    e.treatment.seed = 1;
    ck_assert_int_eq(fol_design_create(&e.treatment, &e.chart, NULL, NULL, &b, NULL), FOL_OK);
    for (int32_t x = 6000; x < 106000; x += 100) {
        fol_density one, other;
        fol_design_density_at(a, x, 20000, &one);
        fol_design_density_at(b, x, 20000, &other);
        differ += one.zone != other.zone;
    }
    ck_assert(differ > 400 && differ < 600);
    fol_design_free(a);
    fol_design_free(b);
}
END_TEST

/* The integral is that of the mean ramp: scatter moves dots and takes none. */
START_TEST(scatter_keeps_the_count) {
    edged e;
    double counts[2][2];
    for (int i = 0; i < 2; i++) {
        fol_design *design;
        hard_edge(&e, 3.0 * i);
        ck_assert_int_eq(fol_design_create(&e.treatment, &e.chart, NULL, NULL, &design, NULL), FOL_OK);
        ck_assert_int_eq(fol_design_expected(design, counts[i], 2), FOL_OK);
        fol_layout *layout = laid(design);
        ck_assert(fabs((double)fol_layout_count(layout) - counts[i][1]) < 60);
        fol_layout_free(layout);
        fol_design_free(design);
    }
    ck_assert_double_eq_tol(counts[1][1], counts[0][1], 25);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("layout: edges");
    TCase *softness = tcase_create("size and shade"), *scatter = tcase_create("scatter");
    tcase_add_loop_test(softness, dots_grow_and_darken_behind_a_hairline_by_the_formula, 0, sizeof levers / sizeof levers[0]);
    tcase_add_test(softness, no_dot_has_more_than_255_parts_of_water);
    tcase_add_test(softness, of_two_hairlines_the_softest_decides);
    tcase_add_test(softness, zones_that_a_hairline_does_not_act_on_keep_their_dots);
    tcase_add_test(softness, a_density_changes_no_diameter);
    tcase_add_test(scatter, each_place_has_a_threshold_of_its_own);
    tcase_add_test(scatter, scatter_touches_nothing_beyond_its_length);
    tcase_add_test(scatter, sentinels_stand_before_the_course);
    tcase_add_test(scatter, another_seed_scatters_otherwise);
    tcase_add_test(scatter, scatter_keeps_the_count);
    suite_add_tcase(suite, softness);
    suite_add_tcase(suite, scatter);
    return suite;
}
