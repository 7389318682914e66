/* SPDX-License-Identifier: MIT */
/* Small plans to draw, and ways to look at a scene, for the tests of scenes. */
#ifndef FOLLICLE_TESTS_SCENE_PLANS_H
#define FOLLICLE_TESTS_SCENE_PLANS_H

#include <check.h>
#include <follicle/scene.h>
#include <stdlib.h>

static const fol_point square[4] = {{4, 8}, {34, 8}, {34, 26}, {4, 26}};
static const fol_point hole_points[4] = {{10, 14}, {15, 14}, {15, 19}, {10, 19}};
static const fol_point mole_points[3] = {{24, 20}, {28, 20}, {26, 24}};
static const fol_point front[3] = {{2, 12}, {19, 9}, {36, 12}};
static const fol_point hairs[2] = {{20, 22}, {30, 12}};
static const fol_ring hole = {hole_points, 4};

typedef struct plan {
    fol_design *design;
    fol_layout *layout;
} plan;

static inline plan lay_out(const fol_treatment_spec *treatment, const fol_chart_spec *chart) {
    plan made = {NULL, NULL};
    fol_error err = {0};
    ck_assert_msg(!fol_design_create(treatment, chart, NULL, NULL, &made.design, &err), "%s", err.message);
    ck_assert_msg(!fol_layout_create(made.design, NULL, NULL, &made.layout, &err), "%s", err.message);
    return made;
}

/* A zone of 30 x 18 mm with a hole, on a canvas of width x height; `full` adds hairline, mole, hairs and photograph. */
static inline plan plan_of(double width, double height, double density, bool full) {
    fol_treatment_spec treatment = fol_treatment_spec_default();
    treatment.name = "Golden";
    treatment.seed = 5;
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "top";
    zone.outline = (fol_ring){square, 4};
    zone.holes = &hole;
    zone.hole_count = 1;
    zone.density_per_cm2 = density;
    fol_hairline_spec hairline = fol_hairline_spec_default();
    hairline.points = (fol_ring){front, 3};
    fol_keep_out_spec mole = fol_keep_out_spec_default();
    mole.name = "mole";
    mole.outline = (fol_ring){mole_points, 3};
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = width;
    chart.canvas_height_mm = height;
    chart.zones = &zone;
    chart.zone_count = 1;
    if (full) {
        chart.hairlines = &hairline;
        chart.hairline_count = 1;
        chart.keep_outs = &mole;
        chart.keep_out_count = 1;
        chart.hairs = hairs;
        chart.hair_count = 2;
        chart.photo.file = "client.png";
        chart.photo.mm_per_px = 0.2;
    }
    return lay_out(&treatment, &chart);
}

static inline void plan_free(plan plan_to_free) {
    fol_layout_free(plan_to_free.layout);
    fol_design_free(plan_to_free.design);
}

static inline fol_scene *preview(plan of, const fol_preview_spec *spec) {
    fol_scene *scene = NULL;
    fol_error err = {0};
    ck_assert_msg(!fol_scene_preview(of.design, of.layout, spec, NULL, &scene, &err), "%s", err.message);
    return scene;
}

static inline fol_scene *map_page(plan of, const fol_map_spec *spec, size_t page) {
    fol_scene *scene = NULL;
    fol_error err = {0};
    ck_assert_msg(!fol_scene_map_page(of.design, of.layout, spec, page, NULL, &scene, &err), "%s", err.message);
    return scene;
}

static inline size_t count_kind(const fol_scene *scene, fol_op_kind kind) {
    size_t count = 0;
    for (size_t i = 0; i < fol_scene_op_count(scene); i++)
        count += fol_scene_op(scene, i)->kind == kind;
    return count;
}

/* Operation number `which` of a kind, from 0. */
static inline const fol_op *nth(const fol_scene *scene, fol_op_kind kind, size_t which) {
    for (size_t i = 0; i < fol_scene_op_count(scene); i++) {
        if (fol_scene_op(scene, i)->kind == kind && which-- == 0)
            return fol_scene_op(scene, i);
    }
    ck_abort_msg("the scene has too few operations of kind %d", (int)kind);
    return NULL;
}

static inline bool same_color(fol_color a, fol_color b) {
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static inline void check_rect(fol_rect found, double x, double y, double width, double height) {
    ck_assert_double_eq_tol(found.x, x, 1e-9);
    ck_assert_double_eq_tol(found.y, y, 1e-9);
    ck_assert_double_eq_tol(found.width, width, 1e-9);
    ck_assert_double_eq_tol(found.height, height, 1e-9);
}

/* How many of a scene's dots have that id. */
static inline size_t times_drawn(const fol_scene *scene, int64_t id) {
    size_t times = 0;
    for (size_t i = 0; i < fol_scene_op_count(scene); i++) {
        const fol_op *op = fol_scene_op(scene, i);
        for (size_t k = 0; k < op->dot_count; k++)
            times += op->dots[k].id == id;
    }
    return times;
}

static inline fol_dot *all_dots(const fol_layout *layout, size_t *count) {
    *count = fol_layout_count(layout);
    fol_dot *dots = malloc((*count + 1) * sizeof *dots);
    ck_assert_ptr_nonnull(dots);
    ck_assert_uint_eq(fol_layout_copy(layout, 0, dots, *count), *count);
    return dots;
}

#endif
