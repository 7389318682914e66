/* SPDX-License-Identifier: MIT */
/* The spot finder on pictures whose hairs are known. Limits are what docs/existing-hair.md promises; with FOLLICLE_FIND_FIGURES=1 in the
 * environment its tables are printed. */
#include "failing_alloc.h"
#include "laid_out.h"
#include "ring_oracle.h"
#include "runner.h"
#include "skin_picture.h"
#include "test_random.h"

#include <follicle/follicle.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SPOT_COUNT = 577 };
#define SPOT_SUM UINT64_C(0x269c822d2758fd2f)

static fol_spots *found(const fol_pixels *pixels, double px_per_mm, double least_confidence) {
    fol_find_spec spec = fol_find_spec_default();
    spec.mm_per_px = 1 / px_per_mm;
    spec.least_confidence = least_confidence;
    fol_spots *spots;
    fol_error err = {0};
    ck_assert_msg(fol_spots_find(pixels, &spec, NULL, &spots, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return spots;
}

/* What came of one picture. */
typedef struct figures {
    double recall, precision; /* of spots with a confidence of 0.5 or more */
    double any;               /* recall of all spots */
    double covered;           /* openings that a spot with its length and 0.15 mm reaches */
    size_t sure;              /* spots with a confidence of 0.5 or more */
} figures;

typedef struct calibration {
    double spots[10], openings[10];
} calibration;

static double share(size_t part, size_t whole) {
    return whole ? (double)part / (double)whole : 0;
}

static bool reaches(const fol_spot *spots, size_t count, fol_point opening) {
    for (size_t i = 0; i < count; i++) {
        const double away = hypot(spots[i].x_um / 1000.0 - opening.x, spots[i].y_um / 1000.0 - opening.y);
        if (away <= 0.15 + spots[i].length_um / 2000.0)
            return true;
    }
    return false;
}

static figures judge(const fol_pixels *pixels, double px_per_mm, const fol_point *openings, size_t opening_count, calibration *sums) {
    fol_spots *spots = found(pixels, px_per_mm, 0);
    size_t count, sure = 0, covered = 0;
    const fol_spot *spot = fol_spots_all(spots, &count);
    fol_point *all = calloc(count + 1, sizeof *all), *surest = calloc(count + 1, sizeof *surest);
    bool *matched = calloc(count + 1, sizeof *matched);
    for (size_t i = 0; i < count; i++) {
        all[i] = (fol_point){spot[i].x_um / 1000.0, spot[i].y_um / 1000.0};
        if (spot[i].confidence >= 0.5)
            surest[sure++] = all[i];
    }
    const match_count any = match_spots(all, count, openings, opening_count, 0.15, matched);
    const match_count best = match_spots(surest, sure, openings, opening_count, 0.15, NULL);
    for (size_t i = 0; i < opening_count; i++)
        covered += reaches(spot, count, openings[i]);
    for (size_t i = 0; sums && i < count; i++) {
        const int bin = spot[i].confidence < 1 ? (int)(10 * spot[i].confidence) : 9;
        sums->spots[bin]++;
        sums->openings[bin] += matched[i];
    }
    fol_spots_free(spots);
    free(all);
    free(surest);
    free(matched);
    return (figures){share(best.matched, opening_count), share(best.matched, sure), share(any.matched, opening_count),
                     share(covered, opening_count), sure};
}

static figures judge_form(const skin_form *form, calibration *sums) {
    skin_picture picture = skin_picture_make(form);
    const figures result = judge(&picture.pixels, form->px_per_mm, picture.openings, picture.opening_count, sums);
    skin_picture_free(&picture);
    return result;
}

/* ------------------------------------------------------------------ conditions */

static void good(skin_form *f) {
    (void)f;
}
static void thick_hair(skin_form *f) {
    f->diameter_from_mm = 0.08;
}
static void dark_skin(skin_form *f) {
    f->skin[0] = 0.09;
    f->skin[1] = 0.05;
    f->skin[2] = 0.03;
    f->hair_light = 0.4;
    f->noise = 2.5;
}
static void rough_skin(skin_form *f) {
    f->texture = 0.04;
    f->pores_per_cm2 = 200;
    f->moles = 5;
    f->shines = 5;
    f->jpeg = 2;
}
static void poor_camera(skin_form *f) {
    f->blur_px = 1.2;
    f->noise = 3;
    f->jpeg = 1;
}
static void dense(skin_form *f) {
    f->hairs_per_cm2 = 180;
}
static void fair_hair(skin_form *f) {
    f->hair_light = 0.6;
}
static void units(skin_form *f) {
    f->units = true;
}
static void lying(skin_form *f) {
    f->lying = 1;
}
static void some_lying(skin_form *f) {
    f->units = true;
    f->lying = 0.3;
}
static void sparse(skin_form *f) {
    f->hairs_per_cm2 = 10;
    f->moles = 2;
    f->pores_per_cm2 = 50;
}
static void bald(skin_form *f) {
    f->hairs_per_cm2 = 0;
    f->pores_per_cm2 = 100;
    f->moles = 3;
    f->jpeg = 1.5;
    f->texture = 0.03;
}

enum { SCALES = 5 };
static const double PX_PER_MM[SCALES] = {8, 10, 15, 20, 30};

typedef struct condition {
    const char *name;
    void (*set)(skin_form *f);
    double recall[SCALES], precision[SCALES]; /* at least; 0: not asked for */
} condition;

static const condition CONDITIONS[] = {
    {"good light and skin", good, {0.40, 0.65, 0.85, 0.92, 0.92}, {0.92, 0.95, 0.98, 0.98, 0.98}},
    {"hairs of 0.08 to 0.10 mm", thick_hair, {0.55, 0.75, 0.90, 0.93, 0.93}, {0.93, 0.96, 0.98, 0.98, 0.98}},
    {"180 openings a cm2", dense, {0.20, 0.50, 0.75, 0.90, 0.92}, {0.95, 0.95, 0.97, 0.98, 0.98}},
    {"units of one to three hairs", units, {0.45, 0.60, 0.75, 0.82, 0.88}, {0.95, 0.95, 0.97, 0.97, 0.97}},
    {"poor camera", poor_camera, {0, 0, 0.30, 0.60, 0.82}, {0, 0, 0.88, 0.95, 0.97}},
    {"rough skin, moles, JPEG", rough_skin, {0, 0, 0.20, 0.40, 0.70}, {0, 0, 0.88, 0.93, 0.96}},
    {"dark skin", dark_skin, {0, 0, 0.25, 0.70, 0.88}, {0, 0, 0.93, 0.97, 0.98}},
    {"fair hair", fair_hair, {0, 0.20, 0.55, 0.75, 0.85}, {0, 0.85, 0.95, 0.97, 0.97}},
    {"10 openings a cm2", sparse, {0, 0.45, 0.85, 0.88, 0.90}, {0, 0.85, 0.75, 0.65, 0.65}},
    {"three of ten lie flat", some_lying, {0}, {0}},
    {"all lie flat", lying, {0}, {0}},
};
enum { CONDITION_COUNT = sizeof CONDITIONS / sizeof *CONDITIONS };

static skin_form form_of(const condition *c, int scale) {
    skin_form form = skin_form_default(PX_PER_MM[scale]);
    form.width_mm = 36;
    form.height_mm = 24;
    form.seed = 1000 + (uint64_t)scale;
    c->set(&form);
    return form;
}

START_TEST(hairs_are_found_as_well_as_the_document_says) {
    const condition *c = &CONDITIONS[_i];
    const bool print = getenv("FOLLICLE_FIND_FIGURES");
    for (int scale = 0; scale < SCALES; scale++) {
        const skin_form form = form_of(c, scale);
        const figures f = judge_form(&form, NULL);
        if (print)
            printf("%-28s %4g px/mm: recall %3.0f %%, precision %3.0f %%, with all spots %3.0f %%, reached %3.0f %%\n", c->name,
                   PX_PER_MM[scale], 100 * f.recall, 100 * f.precision, 100 * f.any, 100 * f.covered);
        ck_assert_msg(f.recall >= c->recall[scale], "%s at %g: recall %.3f", c->name, PX_PER_MM[scale], f.recall);
        ck_assert_msg(f.precision >= c->precision[scale], "%s at %g: precision %.3f", c->name, PX_PER_MM[scale], f.precision);
    }
}
END_TEST

START_TEST(hairs_that_lie_flat_are_reached) {
    const condition c = {"", lying, {0}, {0}};
    for (int scale = 2; scale < SCALES; scale++) {
        const skin_form form = form_of(&c, scale);
        const figures f = judge_form(&form, NULL);
        ck_assert_msg(f.covered >= 0.95, "%g: %.3f", PX_PER_MM[scale], f.covered);
    }
}
END_TEST

START_TEST(bald_skin_has_hardly_any_hairs) {
    const condition c = {"", bald, {0}, {0}};
    for (int scale = 0; scale < SCALES; scale++) {
        const skin_form form = form_of(&c, scale);
        /* on 8.6 cm2; of 860 pores, which are dark spots, too, some are taken for hairs */
        const size_t sure = judge_form(&form, NULL).sure;
        ck_assert_msg(sure <= 70, "%g: %zu", PX_PER_MM[scale], sure);
    }
}
END_TEST

/* Over all conditions, and scales from 10 to 20 pixels a mm, together. */
START_TEST(confidence_is_about_the_share_of_true_spots) {
    calibration sums = {{0}, {0}};
    for (int i = 0; i < CONDITION_COUNT; i++) {
        for (int scale = 1; scale < 4; scale++) {
            const skin_form form = form_of(&CONDITIONS[i], scale);
            judge_form(&form, &sums);
        }
    }
    for (int bin = 0; bin < 10; bin++) {
        const double share_true = sums.openings[bin] / fmax(1, sums.spots[bin]);
        if (getenv("FOLLICLE_FIND_FIGURES"))
            printf("confidence %.1f to %.1f: %6.0f spots, %.2f of them openings\n", 0.1 * bin, 0.1 * bin + 0.1, sums.spots[bin], share_true);
        if (sums.spots[bin] < 100)
            continue;
        ck_assert_msg(share_true >= 0.1 * bin - 0.12 && share_true <= 0.1 * bin + 0.6, "%d: %.3f", bin, share_true);
    }
    ck_assert_double_ge(sums.openings[9] / sums.spots[9], 0.96);
}
END_TEST

/* ------------------------------------------------------------------ the library's own previews */

static fol_design *small_design(void) {
    static fol_point corners[4];
    ring_rectangle(1, 1, 28, 18, corners);
    fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "zone";
    zone.outline = (fol_ring){corners, 4};
    zone.density_per_cm2 = 70;
    chart.canvas_width_mm = 30;
    chart.canvas_height_mm = 20;
    chart.zones = &zone;
    chart.zone_count = 1;
    fol_design *design;
    ck_assert_int_eq(fol_design_create(&treatment, &chart, NULL, NULL, &design, NULL), FOL_OK);
    return design;
}

START_TEST(dots_of_a_preview_are_found) {
    fol_design *design = small_design();
    fol_layout *layout = laid(design);
    const fol_preview_spec spec = fol_preview_spec_default();
    fol_scene *scene;
    ck_assert_int_eq(fol_scene_preview(design, layout, &spec, NULL, &scene, NULL), FOL_OK);
    const size_t count = fol_layout_count(layout);
    fol_dot *dots = dots_by_id(layout);
    fol_point *places = calloc(count, sizeof *places);
    for (size_t i = 0; i < count; i++)
        places[i] = (fol_point){dots[i].x_um / 1000.0, dots[i].y_um / 1000.0};
    for (int scale = 0; scale < SCALES; scale++) {
        const fol_view view = {0, 0, PX_PER_MM[scale], 0};
        fol_pixels pixels = {FOL_PIXELS_XRGB32, (int32_t)(30 * PX_PER_MM[scale]), (int32_t)(20 * PX_PER_MM[scale]), 0, NULL};
        pixels.stride = 4 * (size_t)pixels.width;
        pixels.data = calloc(pixels.stride, (size_t)pixels.height);
        ck_assert_int_eq(fol_raster_scene(scene, &view, &pixels, NULL, NULL), FOL_OK);
        const figures f = judge(&pixels, PX_PER_MM[scale], places, count, NULL);
        if (getenv("FOLLICLE_FIND_FIGURES"))
            printf("preview %g px/mm: recall %.3f, precision %.3f\n", PX_PER_MM[scale], f.recall, f.precision);
        ck_assert_double_ge(f.recall, 0.97);
        ck_assert_double_ge(f.precision, 0.97);
        free(pixels.data);
    }
    free(places);
    free(dots);
    fol_scene_free(scene);
    fol_layout_free(layout);
    fol_design_free(design);
}
END_TEST

/* ------------------------------------------------------------------ masks, places, bits */

enum { SIDE = 400 };
typedef struct grey_picture {
    uint8_t rgb[SIDE * SIDE * 3];
    fol_pixels pixels;
} grey_picture;

static void clear(grey_picture *p, uint8_t code) {
    memset(p->rgb, code, sizeof p->rgb);
    p->pixels = (fol_pixels){FOL_PIXELS_RGB24, SIDE, SIDE, SIDE * 3, p->rgb};
}

static void square(grey_picture *p, int x, int y, int side, uint8_t code) {
    for (int row = y; row < y + side; row++)
        memset(p->rgb + 3 * (row * SIDE + x), code, 3 * (size_t)side);
}

/* 6 x 6 marks of 2 pixels at 20 px/mm, 3 mm apart: the middle of mark (i, k) is at 1.1 + 3 i, 1.1 + 3 k mm. */
static void draw_marks(grey_picture *p, uint8_t under, uint8_t code) {
    clear(p, under);
    for (int k = 0; k < 36; k++)
        square(p, 21 + 60 * (k % 6), 21 + 60 * (k / 6), 2, code);
}

START_TEST(a_mask_gives_the_places_of_its_marks) {
    static grey_picture picture;
    draw_marks(&picture, 255, 0);
    fol_spots *spots = found(&picture.pixels, 20, 0.5);
    size_t count;
    const fol_spot *spot = fol_spots_all(spots, &count);
    ck_assert_uint_eq(count, 36);
    for (size_t i = 0; i < count; i++) {
        ck_assert_int_le(abs(spot[i].x_um - (1100 + 3000 * (int)(i % 6))), 5);
        ck_assert_int_le(abs(spot[i].y_um - (1100 + 3000 * (int)(i / 6))), 5);
        ck_assert_double_gt(spot[i].contrast, 0.4);
        ck_assert_double_gt(spot[i].confidence, 0.9);
    }
    fol_spots_free(spots);
}
END_TEST

START_TEST(light_marks_are_found_when_asked_for) {
    static grey_picture picture;
    draw_marks(&picture, 60, 140);
    fol_find_spec spec = fol_find_spec_default();
    spec.mm_per_px = 0.05;
    spec.least_confidence = 0.5;
    spec.light = true;
    spec.origin = (fol_point){100, -50};
    spec.region = (fol_rect){100, -50, 10, 10};
    fol_spots *spots;
    ck_assert_int_eq(fol_spots_find(&picture.pixels, &spec, NULL, &spots, NULL), FOL_OK);
    size_t count;
    const fol_spot *spot = fol_spots_all(spots, &count);
    ck_assert_uint_eq(count, 9);
    ck_assert_int_le(abs(spot[0].x_um - 101100), 5);
    ck_assert_int_le(abs(spot[0].y_um + 48900), 5);
    fol_spots_free(spots);
    spec.light = false;
    ck_assert_int_eq(fol_spots_find(&picture.pixels, &spec, NULL, &spots, NULL), FOL_OK);
    fol_spots_all(spots, &count);
    ck_assert_uint_eq(count, 0);
    fol_spots_free(spots);
}
END_TEST

START_TEST(a_plane_of_light_is_the_same_as_its_picture) {
    static grey_picture picture;
    static float light[SIDE * SIDE];
    draw_marks(&picture, 200, 90);
    for (int i = 0; i < SIDE * SIDE; i++)
        light[i] = (float)fol_linear_from_srgb(picture.rgb[3 * i]);
    const fol_light_plane plane = {light, SIDE, SIDE, SIDE};
    fol_find_spec spec = fol_find_spec_default();
    spec.mm_per_px = 0.05;
    fol_spots *a = found(&picture.pixels, 20, spec.least_confidence), *b;
    ck_assert_int_eq(fol_spots_find_light(&plane, &spec, NULL, &b, NULL), FOL_OK);
    size_t a_count, b_count;
    const fol_spot *p = fol_spots_all(a, &a_count), *q = fol_spots_all(b, &b_count);
    ck_assert_uint_eq(a_count, b_count);
    for (size_t i = 0; i < a_count; i++)
        ck_assert(p[i].x_um == q[i].x_um && p[i].y_um == q[i].y_um);
    fol_spots_free(a);
    fol_spots_free(b);
}
END_TEST

/* A picture of whole numbers alone, so that it is the same everywhere, and a sum of all that is found on it. */
START_TEST(spots_have_the_same_bits_everywhere) {
    static grey_picture picture;
    clear(&picture, 190);
    test_random random = random_from(7);
    for (int i = 0; i < SIDE * SIDE * 3; i++)
        picture.rgb[i] = (uint8_t)(picture.rgb[i] + random_below(&random, 9) - i / 3 % SIDE / 8);
    for (int k = 0; k < 300; k++) {
        const int x = random_below(&random, SIDE - 4), y = random_below(&random, SIDE - 4);
        square(&picture, x, y, 1 + k % 3, (uint8_t)(60 + k % 80));
    }
    fol_spots *spots = found(&picture.pixels, 15, 0);
    size_t count;
    const fol_spot *spot = fol_spots_all(spots, &count);
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < count; i++) {
        uint64_t words[4] = {(uint32_t)spot[i].x_um, (uint32_t)spot[i].y_um, 0, 0};
        memcpy(&words[2], &spot[i].contrast, sizeof(double));
        memcpy(&words[3], &spot[i].confidence, sizeof(double));
        for (int w = 0; w < 4; w++)
            sum = (sum ^ words[w]) * UINT64_C(0x100000001b3);
    }
    fol_spots_free(spots);
    ck_assert_msg(count == SPOT_COUNT && sum == SPOT_SUM, "%zu spots, sum 0x%llx", count, (unsigned long long)sum);
}
END_TEST

/* ------------------------------------------------------------------ what is refused */

START_TEST(a_coarse_picture_is_refused_with_the_resolution_that_is_needed) {
    static grey_picture picture;
    clear(&picture, 200);
    fol_find_spec spec = fol_find_spec_default();
    fol_error err = {0};
    fol_spots *spots;
    spec.mm_per_px = 0.2;
    ck_assert_int_eq(fol_spots_find(&picture.pixels, &spec, NULL, &spots, &err), FOL_ERR_VALUE);
    ck_assert_ptr_null(spots);
    ck_assert_str_eq(err.path, "mm_per_px");
    ck_assert_msg(strstr(err.message, "5 pixels a mm") && strstr(err.message, "8 pixels a mm are needed"), "%s", err.message);
    spec.mm_per_px = 0.125;
    ck_assert_int_eq(fol_spots_find(&picture.pixels, &spec, NULL, &spots, &err), FOL_OK);
    fol_spots_free(spots);
}
END_TEST

START_TEST(bad_numbers_are_refused_by_name) {
    static grey_picture picture;
    clear(&picture, 200);
    const fol_find_spec right = {.struct_size = sizeof right, .mm_per_px = 0.05, .diameter_from_mm = 0.04, .diameter_to_mm = 0.25,
                                 .least_distance_mm = 0.3};
    fol_find_spec wrong[8] = {right, right, right, right, right, right, right, right};
    static const char *const paths[8] = {"mm_per_px", "mm_per_px", "diameter_from_mm", "diameter_to_mm", "least_contrast",
                                         "least_confidence", "least_distance_mm", "region.width"};
    wrong[0].mm_per_px = 0;
    wrong[1].mm_per_px = NAN;
    wrong[2].diameter_from_mm = 2;
    wrong[3].diameter_to_mm = 0.03;
    wrong[4].least_contrast = -1;
    wrong[5].least_confidence = 2;
    wrong[6].least_distance_mm = 0;
    wrong[7].region.width = -1;
    for (int i = 0; i < 8; i++) {
        fol_error err = {0};
        fol_spots *spots;
        ck_assert_int_eq(fol_spots_find(&picture.pixels, &wrong[i], NULL, &spots, &err), FOL_ERR_VALUE);
        ck_assert_str_eq(err.path, paths[i]);
    }
    fol_spots *spots;
    ck_assert_int_eq(fol_spots_find(NULL, &right, NULL, &spots, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_spots_find(&picture.pixels, NULL, NULL, &spots, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_spots_find(&picture.pixels, &right, NULL, NULL, NULL), FOL_ERR_ARG);
    picture.pixels.width = 0;
    ck_assert_int_eq(fol_spots_find(&picture.pixels, &right, NULL, &spots, NULL), FOL_ERR_ARG);
}
END_TEST

START_TEST(pictures_of_any_size_are_looked_at) {
    static grey_picture picture;
    draw_marks(&picture, 255, 0);
    for (int side = 1; side < 70; side += side < 6 ? 1 : 9) {
        picture.pixels.width = side;
        picture.pixels.height = SIDE - 5 * side;
        for (int px_per_mm = 8; px_per_mm < 2000; px_per_mm *= 3)
            fol_spots_free(found(&picture.pixels, px_per_mm, 0));
    }
}
END_TEST

static fol_status find_marks(const fol_allocator *alloc, void *user) {
    fol_find_spec spec = fol_find_spec_default();
    fol_spots *spots;
    spec.mm_per_px = 0.05;
    const fol_status status = fol_spots_find(user, &spec, alloc, &spots, NULL);
    fol_spots_free(spots);
    return status;
}

START_TEST(no_failing_allocation_leaks) {
    static grey_picture picture;
    draw_marks(&picture, 255, 0);
    check_every_allocation(find_marks, &picture.pixels);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("find");
    TCase *pictures = tcase_create("pictures");
    tcase_set_timeout(pictures, 200);
    tcase_add_loop_test(pictures, hairs_are_found_as_well_as_the_document_says, 0, CONDITION_COUNT);
    tcase_add_test(pictures, hairs_that_lie_flat_are_reached);
    tcase_add_test(pictures, bald_skin_has_hardly_any_hairs);
    tcase_add_test(pictures, confidence_is_about_the_share_of_true_spots);
    tcase_add_test(pictures, dots_of_a_preview_are_found);
    suite_add_tcase(suite, pictures);
    TCase *marks = tcase_create("marks");
    tcase_add_test(marks, a_mask_gives_the_places_of_its_marks);
    tcase_add_test(marks, light_marks_are_found_when_asked_for);
    tcase_add_test(marks, a_plane_of_light_is_the_same_as_its_picture);
    tcase_add_test(marks, spots_have_the_same_bits_everywhere);
    suite_add_tcase(suite, marks);
    TCase *refused = tcase_create("refused");
    tcase_add_test(refused, a_coarse_picture_is_refused_with_the_resolution_that_is_needed);
    tcase_add_test(refused, bad_numbers_are_refused_by_name);
    tcase_add_test(refused, pictures_of_any_size_are_looked_at);
    tcase_add_test(refused, no_failing_allocation_leaks);
    suite_add_tcase(suite, refused);
    return suite;
}
