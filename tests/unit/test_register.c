/* SPDX-License-Identifier: MIT */
/* Transforms from landmarks, and what held on drawn skin. Limits are what docs/registration.md promises; with FOLLICLE_REGISTER_FIGURES=1 in the
 * environment its figures are printed. */
#include "failing_alloc.h"
#include "held_figures.h"
#include "laid_out.h"
#include "runner.h"
#include "skin_picture.h"

#include <follicle/follicle.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH_MM 60
#define HEIGHT_MM 45

/* ------------------------------------------------------------------ a plan and its skin */

/* A zone that leaves 4 mm around it. */
static fol_dot *plan_dots(double density, size_t *count) {
    const fol_point corners[] = {{4, 4}, {WIDTH_MM - 4, 4}, {WIDTH_MM - 8, HEIGHT_MM - 4}, {30, HEIGHT_MM - 9}, {6, HEIGHT_MM - 4}};
    fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "front";
    zone.outline = (fol_ring){corners, 5};
    zone.density_per_cm2 = density;
    chart.canvas_width_mm = WIDTH_MM;
    chart.canvas_height_mm = HEIGHT_MM;
    chart.zones = &zone;
    chart.zone_count = 1;
    fol_design *design;
    fol_error err = {0};
    ck_assert_msg(fol_design_create(&treatment, &chart, NULL, NULL, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    fol_layout *layout = laid(design);
    *count = fol_layout_count(layout);
    fol_dot *dots = dots_by_id(layout);
    fol_layout_free(layout);
    fol_design_free(design);
    return dots;
}

static skin_picture skin_at(double px_per_mm) {
    skin_form form = skin_form_default(px_per_mm);
    form.width_mm = WIDTH_MM;
    form.height_mm = HEIGHT_MM;
    form.hairs_per_cm2 = 0;
    form.pores_per_cm2 = 10;
    form.noise = 0.5;
    return skin_picture_make(&form);
}

static const fol_point corners_mm[] = {{5, 6}, {54, 8}, {50, 40}, {9, 38}};

static void print(const char *what, const held_figures *f) {
    if (!getenv("FOLLICLE_REGISTER_FIGURES"))
        return;
    if (f->status != FOL_OK) {
        printf("%s: refused: %s: %s\n", what, f->err.path, f->err.message);
        return;
    }
    printf("%s: %.1f px/mm, landmarks %.2f, fit mean %.3f p95 %.3f worst %.3f mm; right %.1f %% (kept %.1f faint %.1f lost %.1f blown %.1f); "
           "ratio %.1f, spot %.3f, after %.3f, bend %.2f\n",
           what, f->own.px_per_mm, f->landmark_mm, f->mean_mm, f->p95_mm, f->worst_mm, 100 * f->right, 100 * f->by_state[1],
           100 * f->by_state[2], 100 * f->by_state[3], 100 * f->by_state[4], f->own.noise_ratio, f->own.spot_mm, f->own.after_mm,
           f->own.bend_mm);
    for (int a = 1; a < 5; a++)
        printf("    %s: %zu %zu %zu %zu\n", fol_held_state_name((fol_held_state)a), f->confused[a][1], f->confused[a][2], f->confused[a][3],
               f->confused[a][4]);
}

/* ------------------------------------------------------------------ what held, whatever the camera does */

typedef struct scene {
    const char *name;
    double density, px_per_mm, off_mm, stretch_mm, hand_mm, turn_deg, slant, gradient, blur_px, noise, opacity, blown;
    int faint, lost, blown_percent;
    double fit_mm, right; /* at most p95 off, at least right */
} scene;

static const scene scenes[] = {
    {"as in the contract", 120, 12, 1, 0, 0, 3, 0, 0, 0.5, 2, 0.6, 0.7, 10, 10, 4, 0.1, 0.95},
    {"landmarks 2 mm off", 120, 12, 2, 0, 0, 3, 0, 0, 0.5, 2, 0.6, 0.7, 10, 10, 4, 0.1, 0.95},
    {"upside down", 120, 12, 1, 0, 0, 180, 0, 0, 0.5, 2, 0.6, 0.7, 10, 10, 4, 0.1, 0.95},
    {"skin stretched by 0.5 mm", 120, 12, 1, 0.5, 0, 3, 0, 0, 0.5, 2, 0.6, 0.7, 10, 10, 4, 0.15, 0.95},
    {"hand off by 0.2 mm", 120, 12, 1, 0, 0.14, 3, 0, 0, 0.5, 2, 0.6, 0.7, 10, 10, 4, 0.3, 0.88},
    {"slanted by 8 %", 120, 12, 1, 0, 0, 3, 0.08, 0, 0.5, 2, 0.6, 0.7, 10, 10, 4, 0.1, 0.95},
    {"light falls by half", 120, 12, 1, 0, 0, 3, 0, 0.5, 0.5, 2, 0.6, 0.7, 10, 10, 4, 0.1, 0.95},
    {"half lost", 120, 12, 1, 0, 0, 3, 0, 0, 0.5, 2, 0.6, 0.7, 10, 45, 4, 0.1, 0.93},
    {"sparse first session", 35, 12, 1, 0, 0, 3, 0, 0, 0.5, 2, 0.6, 0.7, 10, 10, 4, 0.15, 0.95},
    {"dense", 300, 12, 1, 0, 0, 3, 0, 0, 0.5, 2, 0.6, 0.7, 10, 10, 4, 0.1, 0.95},
    {"pale pigment", 120, 16, 1, 0, 0, 3, 0, 0, 0.5, 1.5, 0.35, 0.7, 10, 10, 4, 0.1, 0.95},
    {"pigment spread thin", 120, 20, 1, 0, 0, 3, 0, 0, 0.5, 1.5, 0.6, 0.3, 10, 10, 6, 0.1, 0.94},
    {"24 px/mm", 120, 24, 1, 0, 0, 3, 0, 0, 0.5, 2, 0.6, 0.7, 10, 10, 4, 0.1, 0.95},
    {"40 px/mm", 120, 40, 1, 0, 0, 3, 0, 0, 0.5, 2, 0.6, 0.7, 10, 10, 4, 0.1, 0.95},
    {"soft", 120, 16, 1, 0, 0, 3, 0, 0, 1.5, 1, 0.6, 0.7, 10, 10, 4, 0.1, 0.93},
};
enum { SCENE_COUNT = sizeof scenes / sizeof *scenes };

static healed_form form_of(const scene *s, const fol_dot *dots, size_t count, const uint8_t *states, const fol_pixels *under) {
    healed_form form = healed_form_default(dots, count, states, under, s->px_per_mm);
    form.opacity = s->opacity;
    form.blown_opacity = s->blown;
    form.stretch_mm = s->stretch_mm;
    form.hand_mm = s->hand_mm;
    form.turn_deg = s->turn_deg;
    form.slant = s->slant;
    form.gradient = s->gradient;
    form.blur_px = s->blur_px;
    form.noise = s->noise;
    return form;
}

static held_figures figures_of(const scene *s) {
    size_t count;
    fol_dot *dots = plan_dots(s->density, &count);
    uint8_t *states = healed_states(dots, count, s->faint, s->lost, s->blown_percent, 1);
    skin_picture skin = skin_at(s->px_per_mm);
    const healed_form form = form_of(s, dots, count, states, &skin.pixels);
    healed_picture picture = healed_picture_make(&form);
    const held_figures f = judge_healed(&form, &picture, corners_mm, 4, s->off_mm, FOL_TRANSFORM_SIMILARITY);
    print(s->name, &f);
    healed_picture_free(&picture);
    skin_picture_free(&skin);
    free(states);
    free(dots);
    return f;
}

START_TEST(scenes_are_measured) {
    const scene *s = &scenes[_i];
    const held_figures f = figures_of(s);
    ck_assert_msg(f.status == FOL_OK, "%s: %s", s->name, f.err.message);
    ck_assert_msg(f.p95_mm <= s->fit_mm, "%s: 95 %% of dots lie within %.3f mm, not %.3f", s->name, f.p95_mm, s->fit_mm);
    ck_assert_msg(f.right >= s->right, "%s: %.1f %% of states are right, not %.1f", s->name, 100 * f.right, 100 * s->right);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("register");
    TCase *c = tcase_create("scenes");
    tcase_add_loop_test(c, scenes_are_measured, 0, SCENE_COUNT);
    suite_add_tcase(suite, c);
    return suite;
}
