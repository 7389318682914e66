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
static const fol_point curve[] = {{5, 35}, {40, 47}, {85, 55}, {130, 47}, {165, 35}};

static void fill_plan(plan *p, const char *style, uint64_t seed) {
    p->treatment = fol_treatment_spec_default();
    p->treatment.seed = seed;
    p->zone = fol_zone_spec_default();
    p->zone.name = "front";
    p->zone.density_per_cm2 = 120;
    p->zone.outline = (fol_ring){outline, 4};
    p->hairline = fol_hairline_spec_default();
    p->hairline.points = (fol_ring){curve, 5};
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

static fol_edge edge_of(plan *p) {
    fol_design *design = designed(p, 1), *bare = designed(p, 0);
    fol_layout *layout = laid(design);
    fol_dot *dots = dots_by_id(layout);
    fol_point points[MOST_CURVE];
    fol_edge_spec spec = fol_edge_spec_default();
    fol_edge edge;
    spec.dots = dots;
    spec.dot_count = fol_layout_count(layout);
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

static void ck_style(const fol_hairline_style *style, uint64_t seed) {
    const bool ruled = style->large_mm + style->small_mm == 0;
    fol_edge_limits limits = fol_edge_limits_default();
    plan p;
    limits.wander_from_mm = 0.05 * (style->large_mm + style->small_mm);
    if (style->transition_mm < 1)
        limits.scatter_from = limits.step_to = 0;
    fill_plan(&p, style->name, seed);
    const fol_edge edge = edge_of(&p);
    ck_assert(edge.judged_mm > 140);
    ck_assert_msg(fol_edge_faults(&edge, &limits) == 0, "%s, seed %d: faults %x: wander %g, period %g, mirror %g, scatter %g, step %g", style->name,
                  (int)seed, fol_edge_faults(&edge, &limits), edge.wander_mm, edge.period, edge.mirror, edge.scatter, edge.step);
    if (ruled) /* what was asked for is seen */
        ck_assert_uint_eq(fol_edge_faults(&edge, NULL), FOL_EDGE_RULED | FOL_EDGE_STOPPED);
}

START_TEST(no_style_has_a_false_edge_at_any_seed) {
    for (uint64_t seed = (uint64_t)_i * SEEDS_A_TEST; seed < (uint64_t)(_i + 1) * SEEDS_A_TEST; seed++) {
        for (size_t s = 0; fol_hairline_style_at(s); s++)
            ck_style(fol_hairline_style_at(s), seed);
    }
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("property: edges");
    TCase *tests = tcase_create("edges");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, no_style_has_a_false_edge_at_any_seed, 0, SEEDS / SEEDS_A_TEST);
    suite_add_tcase(suite, tests);
    return suite;
}
