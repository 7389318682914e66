/* SPDX-License-Identifier: MIT */
/* Previews: what is drawn in which order, and that its pixels are true. */
#include "failing_alloc.h"
#include "runner.h"
#include "scene_plans.h"

#include <follicle/raster.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

/* ------------------------------------------------------------------ previews */

/* Canvas and hairs as in plan_of(), whose photograph is passed over. */
START_TEST(hairs_are_stubble_under_the_dots_on_plain_skin) {
    const plan made = plan_of(40, 30, 60, true);
    fol_preview_spec spec = fol_preview_spec_default();
    spec.plain = true;
    fol_scene *scene = preview(made, &spec);
    const fol_op *stubble = fol_scene_op(scene, 1), *dots = fol_scene_op(scene, 2);
    ck_assert(stubble->kind == FOL_OP_DOTS && dots->kind == FOL_OP_DOTS);
    ck_assert_uint_eq(stubble->dot_count, 2);
    for (size_t i = 0; i < 2; i++) {
        ck_assert(stubble->dots[i].x_um == (int32_t)(1000 * hairs[i].x) && stubble->dots[i].y_um == (int32_t)(1000 * hairs[i].y));
        ck_assert(stubble->dots[i].diameter_um >= 94 && stubble->dots[i].diameter_um <= 231);
    }
    ck_assert_uint_lt(stubble->color.r, dots->color.r);
    fol_scene_free(scene);
    spec.no_hairs = true;
    scene = preview(made, &spec);
    ck_assert_uint_eq(fol_scene_op(scene, 1)->dot_count, fol_layout_count(made.layout));
    fol_scene_free(scene);
    spec.no_hairs = spec.plain = false; /* the photograph shows them */
    scene = preview(made, &spec);
    ck_assert_int_eq(fol_scene_op(scene, 1)->kind, FOL_OP_PHOTO);
    ck_assert_uint_eq(fol_scene_op(scene, 2)->dot_count, fol_layout_count(made.layout));
    fol_scene_free(scene);
    plan_free(made);
}
END_TEST

/* A caller of before there was no_hairs. */
START_TEST(a_shorter_spec_is_read) {
    const plan made = plan_of(40, 30, 60, true);
    fol_preview_spec spec = fol_preview_spec_default();
    spec.struct_size = offsetof(fol_preview_spec, no_hairs);
    fol_scene_free(preview(made, &spec));
    plan_free(made);
}
END_TEST

START_TEST(a_preview_is_skin_then_the_running_total_of_dots) {
    const plan made = plan_of(40, 30, 60, false);
    fol_preview_spec spec = fol_preview_spec_default();
    spec.session = _i;
    fol_scene *scene = preview(made, &spec);
    const fol_treatment_spec *treatment = fol_design_treatment(made.design);
    size_t total = 0;
    for (size_t session = 1; session <= (size_t)_i; session++)
        total += fol_layout_session_dots(made.layout, session);
    ck_assert_uint_eq(fol_scene_op_count(scene), _i > 0 ? 2 : 1);
    ck_assert_ptr_null(fol_scene_op(scene, 2));
    check_rect(fol_scene_extent(scene), 0, 0, 40, 30);
    const fol_op *skin = fol_scene_op(scene, 0);
    ck_assert(skin->kind == FOL_OP_FILL && same_color(skin->color, treatment->skin));
    check_rect(skin->rect, 0, 0, 40, 30);
    if (_i > 0) {
        const fol_op *dots = fol_scene_op(scene, 1);
        ck_assert(dots->kind == FOL_OP_DOTS && same_color(dots->color, treatment->pigment));
        ck_assert(dots->opacity == treatment->pigment_opacity);
        check_rect(dots->rect, 0, 0, 40, 30);
        ck_assert_uint_eq(dots->dot_count, total);
    }
    fol_scene_free(scene);
    plan_free(made);
}
END_TEST

START_TEST(each_dot_is_drawn_once_with_ids_rising) {
    const plan made = plan_of(40, 30, 60, true);
    const fol_preview_spec spec = fol_preview_spec_default();
    fol_scene *scene = preview(made, &spec);
    size_t count;
    fol_dot *dots = all_dots(made.layout, &count);
    ck_assert_uint_gt(count, 100);
    for (size_t i = 0; i < count; i++)
        ck_assert_uint_eq(times_drawn(scene, dots[i].id), 1);
    const fol_op *op = nth(scene, FOL_OP_DOTS, 0);
    for (size_t i = 1; i < op->dot_count; i++)
        ck_assert(op->dots[i].id > op->dots[i - 1].id);
    free(dots);
    fol_scene_free(scene);
    plan_free(made);
}
END_TEST

START_TEST(the_photograph_lies_between_skin_and_dots) {
    const plan made = plan_of(40, 30, 60, true);
    fol_preview_spec spec = fol_preview_spec_default();
    fol_scene *scene = preview(made, &spec);
    ck_assert_int_eq(fol_scene_op(scene, 0)->kind, FOL_OP_FILL);
    ck_assert_int_eq(fol_scene_op(scene, 1)->kind, FOL_OP_PHOTO);
    ck_assert_int_eq(fol_scene_op(scene, 2)->kind, FOL_OP_DOTS);
    ck_assert(fol_scene_op(scene, 1)->mm_per_px == 0.2);
    check_rect(fol_scene_op(scene, 1)->rect, 0, 0, 40, 30);
    fol_scene_free(scene);
    spec.plain = true;
    scene = preview(made, &spec);
    ck_assert_uint_eq(count_kind(scene, FOL_OP_PHOTO), 0);
    fol_scene_free(scene);
    plan_free(made);
}
END_TEST

START_TEST(guides_show_all_that_was_drawn) {
    const plan made = plan_of(40, 30, 60, true);
    fol_preview_spec spec = fol_preview_spec_default();
    fol_scene *scene = preview(made, &spec);
    ck_assert_uint_eq(count_kind(scene, FOL_OP_LINE), 0);
    fol_scene_free(scene);
    spec.guides = true;
    scene = preview(made, &spec);
    /* Outline, hole, mole, hairline with its casing, two hairs. */
    ck_assert_uint_eq(count_kind(scene, FOL_OP_LINE), 7);
    const fol_op *outline = nth(scene, FOL_OP_LINE, 0);
    ck_assert(outline->closed && outline->dash_mm == 0);
    ck_assert_uint_eq(outline->point_count, 4);
    ck_assert_mem_eq(outline->points, square, sizeof square);
    ck_assert_mem_eq(nth(scene, FOL_OP_LINE, 1)->points, hole_points, sizeof hole_points);
    const fol_op *mole = nth(scene, FOL_OP_LINE, 2);
    ck_assert(mole->closed && mole->dash_mm > 0 && !same_color(mole->color, outline->color));
    const fol_op *hairline = nth(scene, FOL_OP_LINE, 4);
    ck_assert(!hairline->closed);
    ck_assert_uint_eq(hairline->point_count, fol_design_hairline_curve(made.design, 0, NULL, 0));
    ck_assert(nth(scene, FOL_OP_LINE, 5)->closed);
    fol_scene_free(scene);
    spec.crop = (fol_rect){18, 20, 4, 4};
    scene = preview(made, &spec); /* holds one of the two hairs */
    ck_assert_uint_eq(count_kind(scene, FOL_OP_LINE), 6);
    fol_scene_free(scene);
    plan_free(made);
}
END_TEST

START_TEST(a_crop_keeps_the_dots_that_can_matter) {
    const plan made = plan_of(80, 60, 60, false);
    fol_preview_spec spec = fol_preview_spec_default();
    spec.crop = (fol_rect){1, 2.5, 3, 4};
    fol_scene *scene = preview(made, &spec);
    check_rect(fol_scene_extent(scene), 1, 2.5, 3, 4);
    size_t count, drawn = 0;
    fol_dot *dots = all_dots(made.layout, &count);
    for (size_t i = 0; i < count; i++) {
        const double x = dots[i].x_um / 1000.0, y = dots[i].y_um / 1000.0;
        const bool near = x > 0 && x < 5 && y > 1.5 && y<7.5, far = x> 21 || y > 23.5;
        const size_t times = times_drawn(scene, dots[i].id);
        ck_assert(times <= 1 && !(near && times == 0) && !(far && times));
        drawn += times;
    }
    ck_assert_uint_lt(drawn, count);
    free(dots);
    fol_scene_free(scene);
    plan_free(made);
}
END_TEST

/* A preview drawn at px_per_mm on plain skin; free the bytes. */
static uint8_t *drawn(plan of, fol_rect crop, double px_per_mm, int32_t width, int32_t height) {
    fol_preview_spec spec = fol_preview_spec_default();
    spec.crop = crop;
    spec.plain = true;
    fol_scene *scene = preview(of, &spec);
    uint8_t *bytes = calloc((size_t)(width * height), 3);
    ck_assert_ptr_nonnull(bytes);
    const fol_pixels pixels = {FOL_PIXELS_RGB24, width, height, (size_t)width * 3, bytes};
    const fol_rect extent = fol_scene_extent(scene);
    const fol_view view = {extent.x, extent.y, px_per_mm, 0.03};
    ck_assert_int_eq(fol_raster_scene(scene, &view, &pixels, NULL, NULL), FOL_OK);
    fol_scene_free(scene);
    return bytes;
}

static const double crop_scales[] = {1, 4, 10, 24};

START_TEST(a_picture_of_a_crop_is_a_part_of_the_whole_picture) {
    const plan made = plan_of(40, 30, 120, false);
    const double scale = crop_scales[_i];
    const int32_t width = (int32_t)(40 * scale), height = (int32_t)(30 * scale);
    const int32_t x = (int32_t)(7 * scale), y = (int32_t)(9 * scale);
    const int32_t part_width = (int32_t)(12 * scale), part_height = (int32_t)(11 * scale);
    uint8_t *whole = drawn(made, (fol_rect){0}, scale, width, height);
    uint8_t *part = drawn(made, (fol_rect){7, 9, 12, 11}, scale, part_width, part_height);
    for (int32_t row = 0; row < part_height; row++)
        ck_assert_mem_eq(part + row * part_width * 3, whole + ((y + row) * width + x) * 3, (size_t)part_width * 3);
    free(whole);
    free(part);
    plan_free(made);
}
END_TEST

static double light_of(fol_color color, size_t which) {
    return fol_linear_from_srgb(which == 0 ? color.r : which == 1 ? color.g : color.b);
}

/* Sum over pixels of (skin - pixel) x pixel area, in linear light. */
static double missing_light(const uint8_t *bytes, int32_t pixels, fol_color skin, size_t which, double px_per_mm) {
    double light[256], sum = 0;
    for (int code = 0; code < 256; code++)
        light[code] = light_of(skin, which) - fol_linear_from_srgb((uint8_t)code);
    for (int32_t i = 0; i < pixels; i++)
        sum += light[bytes[3 * i + (int32_t)which]];
    return sum / (px_per_mm * px_per_mm);
}

/* 8,000 dots at the greatest density, three sessions; the contract allows 2 %. */
START_TEST(tone_of_a_preview_is_that_of_its_dots) {
    static const fol_point wide[4] = {{2, 2}, {47, 2}, {47, 47}, {2, 47}};
    fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "all";
    zone.outline = (fol_ring){wide, 4};
    zone.density_per_cm2 = 399;
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = chart.canvas_height_mm = 49;
    chart.zones = &zone;
    chart.zone_count = 1;
    const plan made = lay_out(&treatment, &chart);
    size_t count;
    fol_dot *dots = all_dots(made.layout, &count);
    double area = 0;
    for (size_t i = 0; i < count; i++)
        area += 3.14159265358979323846 / 4 * dots[i].diameter_um * dots[i].diameter_um * 1e-6;
    const int32_t size = (int32_t)(49 * crop_scales[_i]);
    uint8_t *bytes = drawn(made, (fol_rect){0}, crop_scales[_i], size, size);
    for (size_t which = 0; which < 3; which++) {
        const double deep = light_of(treatment.skin, which) - light_of(treatment.pigment, which);
        const double found = missing_light(bytes, size * size, treatment.skin, which, crop_scales[_i]);
        ck_assert_double_eq_tol(found / (area * treatment.pigment_opacity * deep), 1, 0.005);
    }
    free(bytes);
    free(dots);
    plan_free(made);
}
END_TEST

START_TEST(a_scene_outlives_design_and_layout) {
    const plan made = plan_of(40, 30, 60, true);
    fol_preview_spec spec = fol_preview_spec_default();
    spec.guides = true;
    fol_scene *scene = preview(made, &spec);
    const fol_map_spec map_spec = fol_map_spec_default();
    fol_scene *page = map_page(made, &map_spec, 2);
    plan_free(made);
    ck_assert_mem_eq(nth(scene, FOL_OP_LINE, 0)->points, square, sizeof square);
    ck_assert_uint_gt(nth(scene, FOL_OP_DOTS, 0)->dots[0].diameter_um, 0);
    ck_assert_str_eq(nth(page, FOL_OP_TEXT, 0)->text, "Golden");
    fol_scene_free(scene);
    fol_scene_free(page);
}
END_TEST

START_TEST(bad_previews_are_refused) {
    const plan made = plan_of(40, 30, 60, false);
    const fol_preview_spec good = fol_preview_spec_default();
    fol_scene *scene = (fol_scene *)&scene;
    ck_assert_int_eq(fol_scene_preview(NULL, made.layout, &good, NULL, &scene, NULL), FOL_ERR_ARG);
    ck_assert_ptr_null(scene);
    ck_assert_int_eq(fol_scene_preview(made.design, NULL, &good, NULL, &scene, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_scene_preview(made.design, made.layout, NULL, NULL, &scene, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_scene_preview(made.design, made.layout, &good, NULL, NULL, NULL), FOL_ERR_ARG);
    const fol_preview_spec unfilled = {0};
    ck_assert_int_eq(fol_scene_preview(made.design, made.layout, &unfilled, NULL, &scene, NULL), FOL_ERR_ARG);
    const int32_t sessions[] = {-2, 4};
    for (size_t i = 0; i < 2; i++) {
        fol_preview_spec spec = good;
        spec.session = sessions[i];
        ck_assert_int_eq(fol_scene_preview(made.design, made.layout, &spec, NULL, &scene, NULL), FOL_ERR_ARG);
    }
    const fol_rect crops[] = {{(double)NAN, 0, 1, 1},
                              {0, (double)INFINITY, 1, 1},
                              {0, 0, -1, 1},
                              {0, 0, 1, 0},
                              {0, 0, 1, (double)NAN},
                              {0, 0, 1e7, 1},
                              {0, 0, 0, 1}};
    for (size_t i = 0; i < sizeof crops / sizeof *crops; i++) {
        fol_preview_spec spec = good;
        spec.crop = crops[i];
        fol_error err = {0};
        ck_assert_int_eq(fol_scene_preview(made.design, made.layout, &spec, NULL, &scene, &err), FOL_ERR_VALUE);
        ck_assert(err.message[0]);
    }
    plan_free(made);
}
END_TEST

START_TEST(a_photograph_gives_its_scale_either_way) {
    const fol_photo_spec direct = {.file = "a.png", .mm_per_px = 0.25};
    const fol_photo_spec measured = {.file = "a.png", .scale_a = {10, 20}, .scale_b = {40, 60}, .scale_mm = 25};
    const fol_photo_spec same_pixel = {.file = "a.png", .scale_a = {10, 20}, .scale_b = {10, 20}, .scale_mm = 25};
    const fol_photo_spec none = {.mm_per_px = 0.25};
    ck_assert(fol_photo_mm_per_px(&direct) == 0.25);
    ck_assert(fol_photo_mm_per_px(&measured) == 0.5);
    ck_assert(fol_photo_mm_per_px(&same_pixel) == 0);
    ck_assert(fol_photo_mm_per_px(&none) == 0);
    ck_assert(fol_photo_mm_per_px(NULL) == 0);
}
END_TEST

/* ------------------------------------------------------------------ memory */

static fol_status make_preview(const fol_allocator *alloc, void *user) {
    const plan *made = user;
    fol_preview_spec spec = fol_preview_spec_default();
    spec.guides = true;
    fol_scene *scene = NULL;
    const fol_status status = fol_scene_preview(made->design, made->layout, &spec, alloc, &scene, NULL);
    ck_assert(!status == (scene != NULL));
    fol_scene_free(scene);
    return status;
}

START_TEST(running_out_of_memory_leaks_nothing) {
    plan made = plan_of(300, 200, 60, true);
    check_every_allocation(make_preview, &made);
    plan_free(made);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("scene");
    TCase *previews = tcase_create("previews");
    tcase_add_loop_test(previews, a_preview_is_skin_then_the_running_total_of_dots, 0, 4);
    tcase_add_test(previews, hairs_are_stubble_under_the_dots_on_plain_skin);
    tcase_add_test(previews, a_shorter_spec_is_read);
    tcase_add_test(previews, each_dot_is_drawn_once_with_ids_rising);
    tcase_add_test(previews, the_photograph_lies_between_skin_and_dots);
    tcase_add_test(previews, guides_show_all_that_was_drawn);
    tcase_add_test(previews, a_crop_keeps_the_dots_that_can_matter);
    tcase_add_loop_test(previews, a_picture_of_a_crop_is_a_part_of_the_whole_picture, 0,
                        sizeof crop_scales / sizeof *crop_scales);
    tcase_add_loop_test(previews, tone_of_a_preview_is_that_of_its_dots, 0, sizeof crop_scales / sizeof *crop_scales);
    tcase_add_test(previews, a_scene_outlives_design_and_layout);
    tcase_add_test(previews, bad_previews_are_refused);
    tcase_add_test(previews, a_photograph_gives_its_scale_either_way);
    suite_add_tcase(suite, previews);
    TCase *memory = tcase_create("memory");
    tcase_add_test(memory, running_out_of_memory_leaks_nothing);
    suite_add_tcase(suite, memory);
    return suite;
}
