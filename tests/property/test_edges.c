/* SPDX-License-Identifier: MIT */
/* Edges as they are realised: none of any style, at any seed, is ruled, periodic, mirrored, or a line at which dots stop, unless the style asks
 * for that. */
#include "laid_out.h"
#include "runner.h"

#include <follicle/edge.h>

#include <stdlib.h>

enum { SEEDS = 100, SEEDS_A_TEST = 10, MOST_CURVE = 2000 };

/* A hairline of 160 mm over one zone, its middle 20 mm further down than its ends. */
typedef struct plan {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_zone_spec zone;
    fol_hairline_spec hairline;
} plan;

static const fol_point outline[] = {{2, 2}, {168, 2}, {168, 78}, {2, 78}};
/* Shapes that hairlines are drawn in: rounded, peaked, receded, boxed. Symmetric, as shapes are. */
static const fol_point rounded[] = {{5, 35}, {40, 47}, {85, 55}, {130, 47}, {165, 35}};
static const fol_point peaked[] = {{5, 40}, {35, 52}, {60, 53}, {76, 57}, {85, 61}, {94, 57}, {110, 53}, {135, 52}, {165, 40}};
static const fol_point receded[] = {{5, 55}, {20, 47}, {36, 35}, {52, 43}, {68, 53}, {85, 56}, {102, 53}, {118, 43}, {134, 35}, {150, 47}, {165, 55}};
static const fol_point boxed[] = {{10, 76}, {18, 53}, {22, 50}, {50, 50}, {85, 50.5}, {120, 50}, {148, 50}, {152, 53}, {160, 76}};
static const fol_ring shapes[] = {{rounded, 5}, {peaked, 9}, {receded, 11}, {boxed, 9}};
enum { SHAPES = sizeof shapes / sizeof shapes[0] };

static void fill_plan(plan *p, const char *style, fol_ring shape, uint64_t seed) {
    p->treatment = fol_treatment_spec_default();
    p->treatment.seed = seed;
    p->zone = fol_zone_spec_default();
    p->zone.name = "front";
    p->zone.density_per_cm2 = 120;
    p->zone.outline = (fol_ring){outline, 4};
    p->hairline = fol_hairline_spec_default();
    p->hairline.points = shape;
    p->hairline.has_behind = true;
    p->hairline.behind = (fol_point){85, 5};
    p->hairline.style = style;
    p->chart = fol_chart_spec_default();
    p->chart.canvas_width_mm = 170;
    p->chart.canvas_height_mm = 80;
    p->chart.zones = &p->zone;
    p->chart.zone_count = 1;
    p->chart.hairlines = &p->hairline;
}

static fol_design *designed(plan *p, size_t hairlines) {
    fol_design *design;
    p->chart.hairline_count = hairlines;
    ck_assert_int_eq(fol_design_create(&p->treatment, &p->chart, NULL, NULL, &design, NULL), FOL_OK);
    return design;
}

/* About what is laid out along the middle of the canvas. */
static void mirror(fol_dot *dots, size_t *count, double middle_mm) {
    const int32_t middle_um = (int32_t)(middle_mm * 1000);
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        if (dots[i].x_um < middle_um)
            dots[kept++] = dots[i];
    }
    for (size_t i = 0; i < kept; i++) {
        dots[kept + i] = dots[i];
        dots[kept + i].x_um = 2 * middle_um - dots[i].x_um;
    }
    *count = 2 * kept;
}

static fol_edge edge_of(plan *p, bool mirrored) {
    fol_design *design = designed(p, 1), *bare = designed(p, 0);
    fol_layout *layout = laid(design);
    fol_dot *dots = calloc(2 * fol_layout_count(layout), sizeof *dots);
    fol_point points[MOST_CURVE];
    fol_edge_spec spec = fol_edge_spec_default();
    fol_edge edge;
    spec.dot_count = fol_layout_copy(layout, 0, dots, fol_layout_count(layout));
    if (mirrored)
        mirror(dots, &spec.dot_count, p->chart.canvas_width_mm / 2);
    spec.dots = dots;
    spec.line = (fol_ring){points, fol_design_hairline_curve(design, 0, points, MOST_CURVE)};
    spec.behind = fol_design_hairline_behind(design, 0);
    spec.density = fol_design_density_batch_fn;
    spec.density_user = bare;
    ck_assert_int_eq(fol_edge_measure(&spec, NULL, &edge, NULL), FOL_OK);
    free(dots);
    fol_layout_free(layout);
    fol_design_free(bare);
    fol_design_free(design);
    return edge;
}

static bool is_hard(const fol_hairline_style *style) {
    return style->transition_mm < 1;
}

/* As `follicle review` judges them: by what the style asks for. */
static fol_edge_limits limits_of(const fol_hairline_style *style) {
    fol_edge_limits limits = fol_edge_limits_default();
    limits.wander_from_mm = 0.04 * (style->large_mm + style->small_mm);
    if (is_hard(style))
        limits.scatter_from = limits.step_to = 0;
    return limits;
}

static void ck_style(const fol_hairline_style *style, uint64_t seed) {
    const fol_edge_limits limits = limits_of(style);
    plan p;
    fill_plan(&p, style->name, shapes[seed % SHAPES], seed);
    const fol_edge edge = edge_of(&p, false);
    const uint32_t faults = fol_edge_faults(&edge, &limits);
    ck_assert_msg(edge.judged_mm > 110, "%s, seed %d: %g mm", style->name, (int)seed, edge.judged_mm);
    ck_assert_msg(faults == 0, "%s, seed %d: faults %x: wander %g, period %g of %g mm, mirror %g, scatter %g, step %g", style->name, (int)seed,
                  faults, edge.wander_mm, edge.period, edge.period_mm, edge.mirror, edge.scatter, edge.step);
    if (is_hard(style)) /* what was asked for is seen */
        ck_assert_uint_eq(fol_edge_faults(&edge, NULL), FOL_EDGE_RULED | FOL_EDGE_STOPPED);
}

START_TEST(no_style_has_a_false_edge_at_any_seed) {
    for (uint64_t seed = (uint64_t)_i * SEEDS_A_TEST; seed < (uint64_t)(_i + 1) * SEEDS_A_TEST; seed++) {
        for (size_t s = 0; fol_hairline_style_at(s); s++)
            ck_style(fol_hairline_style_at(s), seed);
    }
}
END_TEST

/* ---- what must not pass ---- */

/* How many of so many seeds have the fault. */
static int caught(plan *p, int seeds, bool mirrored, const fol_edge_limits *limits, uint32_t fault) {
    int count = 0;
    for (int seed = 0; seed < seeds; seed++) {
        p->treatment.seed = (uint64_t)seed;
        const fol_edge edge = edge_of(p, mirrored);
        count += (fol_edge_faults(&edge, limits) & fault) != 0;
    }
    return count;
}

static fol_hairline_style soft_style(int i) {
    return *fol_hairline_style_at((size_t)i);
}

/* Each soft style with its ramps and without what makes its edge wander. */
START_TEST(a_ruled_edge_does_not_pass) {
    const fol_hairline_style style = soft_style(_i);
    const fol_edge_limits limits = limits_of(&style);
    const int seeds = rounds(20);
    plan p;
    fill_plan(&p, style.name, shapes[0], 0);
    p.hairline.large_mm = p.hairline.small_mm = p.hairline.edge_scatter_mm = p.hairline.sentinels_per_cm = 0;
    const int found = caught(&p, seeds, false, &limits, FOL_EDGE_RULED);
    ck_assert_msg(10 * found >= 8 * seeds, "%s: %d of %d", style.name, found, seeds);
}
END_TEST

/* Teeth that are drawn, from tip to valley and half as high, with all the noise of the style: those that its ramp does not hide. */
static const struct {
    const char *style;
    double wide_mm, high_mm;
} drawn[] = {{"defined", 5, 3}, {"edge-up", 4, 1.5}, {"edge-up", 5, 2}, {"defined", 6, 4}};
enum { DRAWN = sizeof drawn / sizeof drawn[0], MOST_TEETH = 64 };

START_TEST(drawn_teeth_do_not_pass) {
    const fol_hairline_style *style = fol_hairline_style_named(drawn[_i].style);
    const fol_edge_limits limits = limits_of(style);
    const int seeds = rounds(20);
    fol_point teeth[MOST_TEETH];
    size_t count = 0;
    plan p;
    for (double x = 5; x <= 165; x += drawn[_i].wide_mm, count++)
        teeth[count] = (fol_point){x, 45 + (count % 2 ? drawn[_i].high_mm : -drawn[_i].high_mm)};
    fill_plan(&p, style->name, (fol_ring){teeth, count}, 0);
    const int found = caught(&p, seeds, false, &limits, FOL_EDGE_PERIODIC);
    ck_assert_msg(10 * found >= 8 * seeds, "%s: %d of %d", style->name, found, seeds);
}
END_TEST

START_TEST(a_mirrored_edge_does_not_pass) {
    const fol_hairline_style style = soft_style(_i);
    const fol_edge_limits limits = limits_of(&style);
    const int seeds = rounds(20);
    plan p;
    fill_plan(&p, style.name, shapes[(size_t)_i % SHAPES], 0);
    const int found = caught(&p, seeds, true, &limits, FOL_EDGE_MIRRORED);
    ck_assert_msg(found == seeds, "%s: %d of %d", style.name, found, seeds);
}
END_TEST

/* The undulations of natural, at which all dots stop. */
START_TEST(a_stop_line_does_not_pass) {
    const fol_edge_limits limits = fol_edge_limits_default();
    const int seeds = rounds(20);
    plan p;
    fill_plan(&p, "natural", shapes[0], 0);
    p.hairline.transition_mm = p.hairline.edge_scatter_mm = p.hairline.sentinels_per_cm = p.hairline.small_mm = 0;
    p.hairline.edge_density = 1;
    ck_assert_int_eq(caught(&p, seeds, false, &limits, FOL_EDGE_STOPPED), seeds);
}
END_TEST

Suite *make_suite(void) {
    enum { SOFT_STYLES = 6 };
    Suite *suite = suite_create("property: edges");
    TCase *styles = tcase_create("styles"), *false_edges = tcase_create("false edges");
    tcase_set_timeout(styles, 120);
    tcase_set_timeout(false_edges, 120);
    tcase_add_loop_test(styles, no_style_has_a_false_edge_at_any_seed, 0, rounds(SEEDS / SEEDS_A_TEST));
    tcase_add_loop_test(false_edges, a_ruled_edge_does_not_pass, 0, SOFT_STYLES);
    tcase_add_loop_test(false_edges, drawn_teeth_do_not_pass, 0, DRAWN);
    tcase_add_loop_test(false_edges, a_mirrored_edge_does_not_pass, 0, SOFT_STYLES);
    tcase_add_test(false_edges, a_stop_line_does_not_pass);
    suite_add_tcase(suite, styles);
    suite_add_tcase(suite, false_edges);
    return suite;
}
