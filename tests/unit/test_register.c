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

#define HELD_SUM UINT64_C(0x3110361cd2ad402a)
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
    {"hand off by 0.2 mm", 120, 12, 1, 0, 0.14, 3, 0, 0, 0.5, 2, 0.6, 0.7, 10, 10, 4, 0.3, 0.93},
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

/* ------------------------------------------------------------------ landmarks */

static const fol_landmark_pair marks[] = {{"ear", {0, 0}, {100, 50}}, {"eye", {40, 0}, {500, 50}}, {"crown", {10, 30}, {200, 350}},
                                          {"other ear", {50, 35}, {600, 400}}};

static fol_landmark_fit fit_of(const fol_landmark_pair *pairs, size_t count, fol_transform_kind kind, double *off) {
    fol_landmark_fit fit;
    fol_error err = {0};
    ck_assert_msg(fol_landmarks_fit(pairs, count, kind, off, &fit, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return fit;
}

START_TEST(landmarks_are_fitted) {
    const fol_landmark_fit fit = fit_of(marks, 4, FOL_TRANSFORM_SIMILARITY, NULL);
    ck_assert_double_eq_tol(fit.px_per_mm, 10, 1e-6);
    ck_assert_double_le(fit.rms_mm, 1e-9);
    const fol_point at = fol_transform_apply(&fit.transform, (fol_point){20, 20});
    ck_assert_double_eq_tol(at.x, 300, 1e-6);
    ck_assert_double_eq_tol(at.y, 250, 1e-6);
}
END_TEST

START_TEST(a_landmark_that_is_off_is_named) {
    fol_landmark_pair pairs[4];
    double off[4];
    memcpy(pairs, marks, sizeof pairs);
    pairs[2].photo_px.x += 30;
    const fol_landmark_fit fit = fit_of(pairs, 4, FOL_TRANSFORM_SIMILARITY, off);
    ck_assert_uint_eq(fit.worst, 2);
    ck_assert_double_eq_tol(fit.worst_mm, off[2], 1e-12);
    ck_assert(fit.worst_mm > 1 && fit.worst_mm < 3);
    ck_assert(fit.rms_mm > 0.5 && fit.rms_mm < fit.worst_mm);
}
END_TEST

START_TEST(homographies_are_fitted) {
    const fol_transform truth = {{9, 1, 30, -1, 11, 60, 0.002, -0.001, 1}};
    fol_landmark_pair pairs[5] = {{NULL, {0, 0}, {0, 0}}, {NULL, {60, 0}, {0, 0}}, {NULL, {60, 45}, {0, 0}}, {NULL, {0, 45}, {0, 0}},
                                  {NULL, {20, 30}, {0, 0}}};
    for (int i = 0; i < 5; i++)
        pairs[i].photo_px = fol_transform_apply(&truth, pairs[i].plan_mm);
    const fol_landmark_fit fit = fit_of(pairs, 5, FOL_TRANSFORM_HOMOGRAPHY, NULL);
    ck_assert_double_le(fit.rms_mm, 1e-6);
    const fol_point a = fol_transform_apply(&fit.transform, (fol_point){33, 12}), b = fol_transform_apply(&truth, (fol_point){33, 12});
    ck_assert_double_eq_tol(a.x, b.x, 1e-5);
    ck_assert_double_eq_tol(a.y, b.y, 1e-5);
    ck_assert(fit_of(pairs, 5, FOL_TRANSFORM_SIMILARITY, NULL).rms_mm > 0.5);
}
END_TEST

static void ck_refused(const fol_landmark_pair *pairs, size_t count, fol_transform_kind kind, fol_status status, const char *path,
                       const char *part) {
    fol_landmark_fit fit;
    fol_error err = {0};
    ck_assert_int_eq(fol_landmarks_fit(pairs, count, kind, NULL, &fit, &err), status);
    ck_assert_str_eq(err.path, path);
    ck_assert_msg(strstr(err.message, part), "\"%s\" is not in \"%s\"", part, err.message);
    ck_assert_int_eq(fol_landmarks_fit(pairs, count, kind, NULL, &fit, NULL), status);
}

START_TEST(bad_landmarks_are_refused) {
    const fol_transform_kind similarity = FOL_TRANSFORM_SIMILARITY, homography = FOL_TRANSFORM_HOMOGRAPHY;
    fol_landmark_pair pairs[4];
    ck_refused(marks, 2, similarity, FOL_ERR_VALUE, "landmarks", "there are 2; a similarity needs three or more");
    ck_refused(marks, 1, similarity, FOL_ERR_VALUE, "landmarks", "there is 1;");
    ck_refused(NULL, 0, similarity, FOL_ERR_VALUE, "landmarks", "there are 0;");
    ck_refused(marks, 3, homography, FOL_ERR_VALUE, "landmarks", "a homography needs four or more");
    memcpy(pairs, marks, sizeof pairs);
    pairs[1].photo_px.y = NAN;
    ck_refused(pairs, 4, similarity, FOL_ERR_VALUE, "landmarks[1].photo_px", "must be finite");
    memcpy(pairs, marks, sizeof pairs);
    for (int i = 0; i < 3; i++)
        pairs[i].plan_mm = (fol_point){10 * i, 5 * i};
    ck_refused(pairs, 3, similarity, FOL_ERR_GEOMETRY, "landmarks", "all 3 landmarks lie on one line of the plan");
    memcpy(pairs, marks, sizeof pairs);
    for (int i = 0; i < 3; i++)
        pairs[i].photo_px = (fol_point){100 * i, 50 * i};
    ck_refused(pairs, 3, similarity, FOL_ERR_GEOMETRY, "landmarks", "on one line of the photograph");
    memcpy(pairs, marks, sizeof pairs);
    pairs[3].plan_mm = pairs[1].plan_mm;
    ck_refused(pairs, 4, similarity, FOL_ERR_GEOMETRY, "landmarks[3]", "landmarks 'eye' and 'other ear' lie at one place of the plan");
    memcpy(pairs, marks, sizeof pairs);
    for (int i = 0; i < 4; i++)
        pairs[i].photo_px.x = 1000 - pairs[i].photo_px.x;
    ck_refused(pairs, 4, similarity, FOL_ERR_GEOMETRY, "landmarks", "mirrored");
    ck_assert_int_eq(fol_landmarks_fit(marks, 4, similarity, NULL, NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_landmarks_fit(NULL, 4, similarity, NULL, &(fol_landmark_fit){.worst = 0}, NULL), FOL_ERR_ARG);
}
END_TEST

/* ------------------------------------------------------------------ bad photographs */

/* A small plan and its photograph, for what is refused and for memory. */
typedef struct small {
    fol_dot *dots;
    size_t count;
    uint8_t *states;
    skin_picture skin;
    healed_form form;
    healed_picture picture;
    fol_landmark_pair pairs[4];
    fol_held_spec spec;
} small;

static void open_small(small *s, double px_per_mm, double blur_px, double noise) {
    s->dots = plan_dots(60, &s->count);
    s->states = healed_states(s->dots, s->count, 10, 10, 4, 1);
    s->skin = skin_at(px_per_mm);
    s->form = healed_form_default(s->dots, s->count, s->states, &s->skin.pixels, px_per_mm);
    s->form.blur_px = blur_px;
    s->form.noise = noise;
    s->picture = healed_picture_make(&s->form);
    for (int i = 0; i < 4; i++)
        s->pairs[i] = (fol_landmark_pair){NULL, corners_mm[i], fol_transform_apply(&s->picture.camera, corners_mm[i])};
    s->spec = fol_held_spec_default();
    s->spec.landmarks = s->pairs;
    s->spec.landmark_count = 4;
}

static void close_small(small *s) {
    healed_picture_free(&s->picture);
    skin_picture_free(&s->skin);
    free(s->states);
    free(s->dots);
}

static void ck_photo_refused(const small *s, fol_status status, const char *part) {
    fol_error err = {0};
    fol_held *held = (fol_held *)1;
    ck_assert_int_eq(fol_held_measure(&s->picture.pixels, s->dots, s->count, &s->spec, NULL, &held, &err), status);
    ck_assert_ptr_null(held);
    ck_assert_msg(strstr(err.message, part), "\"%s\" is not in \"%s\"", part, err.message);
}

START_TEST(coarse_and_blurred_photographs_are_refused) {
    small s;
    open_small(&s, 5, 0, 1);
    ck_photo_refused(&s, FOL_ERR_VALUE, "the photograph has 4.7 pixels a mm on the scalp");
    close_small(&s);
    open_small(&s, 8, 0, 8);
    ck_photo_refused(&s, FOL_ERR_VALUE, "at 7.4 pixels a mm dots stand out");
    close_small(&s);
    open_small(&s, 15, 3, 2);
    ck_photo_refused(&s, FOL_ERR_VALUE, "out of focus");
    close_small(&s);
    open_small(&s, 12, 0, 1);
    s.picture.pixels.stride = 8;
    ck_photo_refused(&s, FOL_ERR_ARG, "stride 8 is less than");
    close_small(&s);
    open_small(&s, 12, 2.5, 0); /* no noise tells */
    ck_photo_refused(&s, FOL_ERR_VALUE, "their states can be told");
    close_small(&s);
}
END_TEST

START_TEST(what_dots_do_not_confirm_is_refused) {
    small s;
    open_small(&s, 10, 0, 2);
    for (int i = 0; i < 4; i++)
        s.pairs[i].photo_px.x += 60; /* 6.5 mm */
    ck_photo_refused(&s, FOL_ERR_VALUE, "the dots of the plan are not found within 4 mm of where the landmarks say");
    for (int i = 0; i < 4; i++)
        s.pairs[i].photo_px.x += 1000;
    ck_photo_refused(&s, FOL_ERR_VALUE, "by its landmarks the photograph, ");
    for (int i = 0; i < 4; i++)
        s.pairs[i].photo_px.x -= 1060;
    s.pairs[2].photo_px.y += 150;
    ck_photo_refused(&s, FOL_ERR_VALUE, "landmark number 3 is ");
    close_small(&s);
    open_small(&s, 10, 0, 2);
    for (size_t i = 0; i < s.count; i++) /* another plan's */
        s.dots[i].x_um = WIDTH_MM * 1000 - s.dots[i].x_um;
    ck_photo_refused(&s, FOL_ERR_VALUE, "the plan is another one");
    close_small(&s);
}
END_TEST

START_TEST(bad_calls_are_refused) {
    small s;
    fol_held *held;
    open_small(&s, 8, 0, 1);
    const fol_pixels *pixels = &s.picture.pixels;
    ck_assert_int_eq(fol_held_measure(NULL, s.dots, s.count, &s.spec, NULL, &held, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_held_measure(pixels, NULL, s.count, &s.spec, NULL, &held, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_held_measure(pixels, s.dots, s.count, NULL, NULL, &held, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_held_measure(pixels, s.dots, s.count, &(fol_held_spec){.struct_size = 0}, NULL, &held, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_held_measure(pixels, s.dots, s.count, &s.spec, NULL, NULL, NULL), FOL_ERR_ARG);
    s.spec.search_mm = NAN;
    ck_photo_refused(&s, FOL_ERR_VALUE, "it must be from 0.5 to 10");
    s.spec.search_mm = 4;
    s.spec.most_off_mm = 0;
    ck_photo_refused(&s, FOL_ERR_VALUE, "it must be from 0.5 to 50");
    s.spec.most_off_mm = 6;
    s.count = 20;
    ck_photo_refused(&s, FOL_ERR_VALUE, "the plan has 20 dots; 50 are needed");
    size_t none = 1;
    ck_assert_ptr_null(fol_held_dots(NULL, &none));
    ck_assert_uint_eq(none, 0);
    ck_assert_uint_eq(fol_held_figures_of(NULL).dots, 0);
    ck_assert_str_eq(fol_held_state_name(FOL_HELD_BLOWN_OUT), "blown-out");
    ck_assert_str_eq(fol_held_state_name((fol_held_state)17), "unknown");
    fol_held_free(NULL);
    close_small(&s);
}
END_TEST

/* ------------------------------------------------------------------ the same everywhere, and memory */

static fol_status measure_small(const fol_allocator *alloc, void *user) {
    const small *s = user;
    fol_held *held;
    const fol_status status = fol_held_measure(&s->picture.pixels, s->dots, s->count, &s->spec, alloc, &held, NULL);
    fol_held_free(held);
    return status;
}

START_TEST(every_allocation_may_fail) {
    small s;
    open_small(&s, 8, 0, 1);
    check_every_allocation(measure_small, &s);
    close_small(&s);
}
END_TEST

/* FNV-1a over what was measured, to the last bit. */
static uint64_t sum_of(const fol_held_dot *dots, size_t count) {
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < count; i++) {
        unsigned char bytes[4 * sizeof(double) + 1];
        memcpy(bytes, &dots[i].x_px, sizeof(double));
        memcpy(bytes + sizeof(double), &dots[i].y_px, sizeof(double));
        memcpy(bytes + 2 * sizeof(double), &dots[i].confidence, sizeof(double));
        memcpy(bytes + 3 * sizeof(double), &dots[i].darkness, sizeof(double));
        bytes[4 * sizeof(double)] = (unsigned char)dots[i].state;
        for (size_t k = 0; k < sizeof bytes; k++)
            sum = (sum ^ bytes[k]) * UINT64_C(0x100000001b3);
    }
    return sum;
}

/* On a picture that the library draws, as skin of the tests is drawn with libm. */
START_TEST(bits_are_the_same_everywhere) {
    enum { PX = 12 };
    size_t count;
    fol_dot *dots = plan_dots(80, &count);
    fol_pixels pixels = {FOL_PIXELS_XRGB32, WIDTH_MM * PX, HEIGHT_MM * PX, 4 * WIDTH_MM * PX, NULL};
    pixels.data = malloc(pixels.stride * (size_t)pixels.height);
    for (int32_t i = 0; i < pixels.width * pixels.height; i++)
        ((uint32_t *)pixels.data)[i] = 0xffd7bd96 + (uint32_t)i * 7919u % 5 * 0x10101; /* some noise */
    const fol_view view = {0, 0, PX, 0.06};
    fol_op op = {.kind = FOL_OP_DOTS, .color = {26, 22, 20}, .opacity = 0.6, .dots = dots, .dot_count = count * 3 / 4, .rect = {0, 0, 100, 100}};
    ck_assert_int_eq(fol_raster_dots(&op, &view, &pixels, NULL, NULL), FOL_OK);
    fol_landmark_pair pairs[4];
    for (int i = 0; i < 4; i++)
        pairs[i] = (fol_landmark_pair){NULL, corners_mm[i], {PX * corners_mm[i].x + 5, PX * corners_mm[i].y - 4}};
    fol_held_spec spec = fol_held_spec_default();
    spec.landmarks = pairs;
    spec.landmark_count = 4;
    fol_held *held;
    fol_error err = {0};
    ck_assert_msg(fol_held_measure(&pixels, dots, count, &spec, NULL, &held, &err) == FOL_OK, "%s", err.message);
    size_t all;
    const fol_held_dot *found = fol_held_dots(held, &all);
    const uint64_t sum = sum_of(found, all);
    ck_assert_msg(sum == HELD_SUM, "the sum is 0x%llx", (unsigned long long)sum);
    fol_held_free(held);
    free(pixels.data);
    free(dots);
}
END_TEST

START_TEST(part_of_a_plan_is_unseen) {
    small s;
    fol_held *held;
    fol_error err = {0};
    open_small(&s, 10, 0, 1.5);
    s.picture.pixels.width /= 2; /* the stride stays */
    ck_assert_msg(fol_held_measure(&s.picture.pixels, s.dots, s.count, &s.spec, NULL, &held, &err) == FOL_OK, "%s", err.message);
    size_t count, wrong = 0, seen = 0;
    const fol_held_dot *dots = fol_held_dots(held, &count);
    ck_assert_uint_eq(count, s.count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_int_eq(dots[i].id, s.dots[i].id);
        const bool beyond = s.picture.truth[i].x >= s.picture.pixels.width;
        ck_assert(!beyond || dots[i].state == FOL_HELD_UNSEEN || dots[i].x_px < s.picture.pixels.width);
        seen += dots[i].state != FOL_HELD_UNSEEN;
        wrong += dots[i].state != FOL_HELD_UNSEEN && dots[i].state != s.states[i];
    }
    ck_assert(seen > s.count / 3 && seen < s.count * 2 / 3);
    ck_assert_uint_le(wrong, seen / 15);
    ck_assert_uint_eq(fol_held_figures_of(held).states[FOL_HELD_UNSEEN], s.count - seen);
    fol_held_free(held);
    close_small(&s);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("register");
    TCase *c = tcase_create("scenes");
    tcase_add_loop_test(c, scenes_are_measured, 0, SCENE_COUNT);
    suite_add_tcase(suite, c);
    c = tcase_create("landmarks");
    tcase_add_test(c, landmarks_are_fitted);
    tcase_add_test(c, a_landmark_that_is_off_is_named);
    tcase_add_test(c, homographies_are_fitted);
    tcase_add_test(c, bad_landmarks_are_refused);
    suite_add_tcase(suite, c);
    c = tcase_create("photographs");
    tcase_add_test(c, coarse_and_blurred_photographs_are_refused);
    tcase_add_test(c, what_dots_do_not_confirm_is_refused);
    tcase_add_test(c, bad_calls_are_refused);
    tcase_add_test(c, every_allocation_may_fail);
    tcase_add_test(c, bits_are_the_same_everywhere);
    tcase_add_test(c, part_of_a_plan_is_unseen);
    suite_add_tcase(suite, c);
    return suite;
}
