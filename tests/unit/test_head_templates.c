/* SPDX-License-Identifier: MIT */
/* Templates: every one is a design that can be laid out, with the areas that its condition has, and grows with the head. */
#include "failing_alloc.h"
#include "runner.h"

#include <follicle/head.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

/* cm2 of all zones together. Stages: Norwood's table as practitioners size it (temples 10 to 25, 30 to 50 at III, 180 to 220 at VI, 220 to 300 at
 * VII; a crown adds 10 to 40). Whole scalps: about 500. Scars: what their size makes of them, with the band beside it. */
static const struct {
    const char *name;
    double least, most;
} areas[] = {
    {"hairline", 20, 60},          {"norwood-2", 10, 25},   {"norwood-2a", 10, 25},  {"norwood-3", 30, 50},  {"norwood-3a", 30, 50},
    {"norwood-3-vertex", 40, 90},  {"norwood-4", 70, 120},  {"norwood-4a", 70, 120}, {"norwood-5", 120, 170}, {"norwood-5a", 120, 170},
    {"norwood-6", 180, 220},       {"norwood-7", 220, 300}, {"ludwig-1", 40, 75},    {"ludwig-2", 70, 110},  {"ludwig-3", 110, 160},
    {"christmas-tree", 15, 45},    {"areata", 40, 70},      {"ophiasis", 100, 180},  {"totalis", 420, 600},  {"fut-scar", 3, 6},
    {"fue-scars", 95, 125},        {"density", 100, 160},   {"chemotherapy", 420, 600},
};
enum { TEMPLATES = sizeof areas / sizeof areas[0] };

static fol_template *made(const fol_template_spec *spec) {
    fol_template *out = NULL;
    fol_error err = {0};
    ck_assert_msg(fol_template_create(spec, NULL, &out, &err) == FOL_OK, "%s: %s: %s", spec->name, err.path, err.message);
    return out;
}

static fol_template *named(const char *name) {
    fol_template_spec spec = fol_template_spec_default();
    spec.name = name;
    return made(&spec);
}

static fol_design *design_of(const fol_template *t) {
    fol_design *design = NULL;
    fol_error err = {0};
    ck_assert_msg(fol_design_create(fol_template_treatment(t), fol_template_chart(t), NULL, NULL, &design, &err) == FOL_OK, "%s: %s", err.path,
                  err.message);
    return design;
}

static double area_of(const fol_design *design) {
    double area = 0;
    for (size_t i = 0; i < fol_design_zone_count(design); i++)
        area += fol_design_zone_area_cm2(design, i);
    return area;
}

START_TEST(every_template_is_a_design_of_the_area_that_its_condition_has) {
    size_t count = 0;
    for (const fol_template_info *info; (info = fol_template_at(count)) != NULL; count++) {
        ck_assert_uint_lt(count, TEMPLATES);
        ck_assert_str_eq(info->name, areas[count].name);
        fol_template *t = named(info->name);
        fol_design *design = design_of(t);
        const double area = area_of(design);
        ck_assert_msg(area >= areas[count].least && area <= areas[count].most, "%s has %.1f cm2, not %g to %g", info->name, area,
                      areas[count].least, areas[count].most);
        if (info->area_cm2[1] > 0)
            ck_assert_msg(area >= info->area_cm2[0] && area <= info->area_cm2[1], "%s has %.1f cm2", info->name, area);
        ck_assert_msg(fol_design_warning_count(design) == 0, "%s warns: %s", info->name, fol_design_warning(design, 0).text);
        ck_assert_ptr_nonnull(fol_template_treatment(t)->remarks.note);
        ck_assert_ptr_nonnull(fol_template_chart(t)->zones[0].remarks.note);
        fol_design_free(design);
        fol_template_free(t);
    }
    ck_assert_uint_eq(count, TEMPLATES);
}
END_TEST

/* Areas grow as width times length. */
START_TEST(templates_are_scaled_to_the_head) {
    static const char *const names[] = {"hairline", "norwood-3", "norwood-5", "norwood-7", "ludwig-2", "ophiasis", "totalis"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *name = names[i];
        fol_template_spec spec = fol_template_spec_default();
        spec.name = name;
        spec.head.width_mm = 170;
        spec.head.length_mm = 195 * 170.0 / 155;
        fol_template *large = made(&spec), *usual = named(name);
        fol_design *a = design_of(large), *b = design_of(usual);
        const double ratio = area_of(a) / area_of(b), expected = 170.0 * 170 / (155 * 155);
        ck_assert_msg(ratio > 0.88 * expected && ratio < 1.12 * expected, "%s grows %.3f times, not %.3f", name, ratio, expected);
        fol_design_free(a);
        fol_design_free(b);
        fol_template_free(large);
        fol_template_free(usual);
    }
}
END_TEST

START_TEST(the_distance_of_the_pupils_scales_too) {
    fol_template_spec spec = fol_template_spec_default();
    spec.name = "norwood-6";
    spec.head.pupils_mm = 70;
    fol_template *large = made(&spec);
    spec.head.pupils_mm = 56;
    fol_template *small = made(&spec);
    ck_assert_double_gt(fol_template_chart(large)->canvas_width_mm, fol_template_chart(small)->canvas_width_mm + 20);
    fol_template_free(large);
    fol_template_free(small);
}
END_TEST

/* Norwood stages: hair is where none is lost, and nearly none where it is. */
static size_t hairs_within(const fol_template *t, double x, double y, double radius) {
    const fol_chart_spec *chart = fol_template_chart(t);
    size_t count = 0;
    for (size_t i = 0; i < chart->hair_count; i++)
        count += hypot(chart->hairs[i].x - x, chart->hairs[i].y - y) < radius;
    return count;
}

START_TEST(hair_grows_where_the_stage_leaves_it) {
    const double disc = 3.14159265 * 100 / 100; /* cm2 of 10 mm */
    fol_template *vi = named("norwood-6"), *iv = named("norwood-4"), *ii = named("norwood-2");
    const fol_landmark *vertex = &fol_template_chart(vi)->landmarks[3];
    ck_assert_str_eq(vertex->name, "vertex");
    const double x = vertex->at.x, y = vertex->at.y;
    ck_assert_uint_lt(hairs_within(vi, x, y, 10), (size_t)(12 * disc));
    ck_assert_uint_gt(hairs_within(iv, x, y - 12, 10), (size_t)(50 * disc)); /* the band between front and crown */
    ck_assert_uint_lt(hairs_within(iv, x, y - 61, 10), (size_t)(15 * disc)); /* the crown */
    ck_assert_uint_gt(hairs_within(ii, x, y, 10), (size_t)(60 * disc));
    ck_assert_uint_gt(hairs_within(vi, x, y - 140, 10), (size_t)(60 * disc));
    fol_template_free(vi);
    fol_template_free(iv);
    fol_template_free(ii);
}
END_TEST

START_TEST(options_do_what_they_say) {
    fol_template_spec spec = fol_template_spec_default();
    spec.name = "areata";
    spec.patches = 9;
    spec.patch_mm = 40;
    spec.margin_mm = 5;
    fol_template *t = made(&spec);
    ck_assert_uint_eq(fol_template_chart(t)->zone_count, 18);
    fol_design *design = design_of(t);
    ck_assert_double_eq_tol(fol_design_zone_area_cm2(design, 0), 3.14159265 * 4, 1.3);
    ck_assert_double_eq_tol(fol_design_zone_area_cm2(design, 9), 3.14159265 * 6.25, 2);
    fol_design_free(design);
    fol_template_free(t);

    spec = fol_template_spec_default();
    spec.name = "fut-scar";
    spec.length_mm = 120;
    spec.width_mm = 6;
    t = made(&spec);
    design = design_of(t);
    ck_assert_double_eq_tol(fol_design_zone_area_cm2(design, 0), 6.5, 1.2);
    fol_design_free(design);
    fol_template_free(t);

    spec = fol_template_spec_default();
    spec.name = "fue-scars";
    spec.count = 500;
    t = made(&spec);
    spec.count = 1500;
    fol_template *more = made(&spec);
    ck_assert_uint_eq(fol_template_chart(t)->hair_count, fol_template_chart(more)->hair_count + 1000);
    fol_template_free(t);
    fol_template_free(more);

    spec = fol_template_spec_default();
    spec.name = "hairline";
    spec.shape = "edge-up";
    t = made(&spec);
    ck_assert_str_eq(fol_template_chart(t)->hairlines[0].style, "edge-up");
    fol_template_free(t);
    spec.style = "soft";
    t = made(&spec);
    ck_assert_str_eq(fol_template_chart(t)->hairlines[0].style, "soft");
    fol_template_free(t);
}
END_TEST

/* Any shape, any temples, heights and sizes at the ends of their ranges: always a design. */
START_TEST(every_choice_makes_a_design) {
    static const double heights[] = {40, 60, 90, 115};
    static const fol_head_size heads[] = {{120, 150, 0}, {190, 240, 0}, {150, 240, 0}, {0, 0, 80}};
    const fol_hairline_shape *shape;
    for (size_t s = 0; (shape = fol_hairline_shape_at(s)) != NULL; s++) {
        for (int k = 0; k < 4; k++) {
            fol_template_spec spec = fol_template_spec_default();
            spec.name = k % 2 ? "norwood-3" : "norwood-6";
            spec.shape = shape->name;
            spec.temples = (fol_temples)(FOL_TEMPLES_N + k);
            spec.height_mm = heights[k];
            spec.head = heads[k];
            spec.seed = (uint64_t)k;
            fol_template *t = made(&spec);
            fol_design_free(design_of(t));
            fol_template_free(t);
        }
    }
}
END_TEST

START_TEST(a_template_is_the_same_every_time_and_differs_by_seed) {
    fol_template_spec spec = fol_template_spec_default();
    spec.name = "norwood-4";
    fol_template *a = made(&spec), *b = made(&spec);
    spec.seed = 2;
    fol_template *c = made(&spec);
    const fol_chart_spec *one = fol_template_chart(a), *two = fol_template_chart(b), *three = fol_template_chart(c);
    ck_assert_uint_eq(one->hair_count, two->hair_count);
    ck_assert_int_eq(memcmp(one->hairs, two->hairs, one->hair_count * sizeof *one->hairs), 0);
    ck_assert_int_ne(memcmp(one->hairs, three->hairs, 100 * sizeof *one->hairs), 0);
    fol_template_free(a);
    fol_template_free(b);
    fol_template_free(c);
}
END_TEST

/* The chart's own landmarks give the chart's own hairline, on a head of any size. */
START_TEST(landmarks_of_the_chart_lead_to_its_hairline) {
    fol_template_spec spec = fol_template_spec_default();
    spec.name = "norwood-6";
    spec.head = (fol_head_size){165, 190, 0};
    spec.shape = "m-shape";
    spec.height_mm = 78;
    fol_template *t = made(&spec);
    const fol_chart_spec *chart = fol_template_chart(t);
    fol_forehead_spec landmarks = fol_forehead_spec_default();
    landmarks.view = FOL_VIEW_TOP;
    landmarks.size = spec.head;
    landmarks.shape = spec.shape;
    landmarks.height_mm = spec.height_mm;
    landmarks.glabella = chart->landmarks[0].at;
    landmarks.has_canthi = true;
    landmarks.canthi[0] = chart->landmarks[1].at;
    landmarks.canthi[1] = chart->landmarks[2].at;
    fol_forehead out;
    ck_assert_int_eq(fol_forehead_make(&landmarks, &out, NULL), FOL_OK);
    ck_assert_uint_eq(chart->hairlines[0].points.count, out.point_count);
    for (size_t i = 0; i < out.point_count; i++) {
        ck_assert_double_eq_tol(out.points[i].x, chart->hairlines[0].points.points[i].x, 0.021);
        ck_assert_double_eq_tol(out.points[i].y, chart->hairlines[0].points.points[i].y, 0.021);
    }
    fol_template_free(t);
}
END_TEST

static void check_refused(const fol_template_spec *spec, fol_status status, const char *path, const char *part) {
    fol_template *out = (fol_template *)1;
    fol_error err = {0};
    const fol_status got = fol_template_create(spec, NULL, &out, &err);
    ck_assert_ptr_null(out);
    ck_assert_msg(got == status && strcmp(err.path, path) == 0 && strstr(err.message, part), "got %d, %s: %s", (int)got, err.path, err.message);
}

START_TEST(options_out_of_range_are_refused) {
    static const struct {
        const char *name, *path, *part;
        fol_status status;
        size_t at; /* of a double in the spec */
        double value;
    } cases[] = {
        {"hairline", "height", "40 to 140", FOL_ERR_VALUE, offsetof(fol_template_spec, height_mm), 150},
        {"hairline", "height", "40 to 140", FOL_ERR_VALUE, offsetof(fol_template_spec, height_mm), -1},
        {"ludwig-1", "height", "nothing that template \"ludwig-1\" has", FOL_ERR_CONFLICT, offsetof(fol_template_spec, height_mm), 80},
        {"areata", "patch_mm", "5 to 80", FOL_ERR_VALUE, offsetof(fol_template_spec, patch_mm), 200},
        {"areata", "margin", "0 to 30", FOL_ERR_VALUE, offsetof(fol_template_spec, margin_mm), 31},
        {"fut-scar", "length", "20 to 320", FOL_ERR_VALUE, offsetof(fol_template_spec, length_mm), 400},
        {"fut-scar", "width", "0.5 to 15", FOL_ERR_VALUE, offsetof(fol_template_spec, width_mm), 30},
        {"fue-scars", "width", "10 to 80", FOL_ERR_VALUE, offsetof(fol_template_spec, width_mm), 3},
        {"hairline", "width", "nothing", FOL_ERR_CONFLICT, offsetof(fol_template_spec, width_mm), 3},
        {"hairline", "head_width", "120 to 190", FOL_ERR_VALUE, offsetof(fol_template_spec, head.width_mm), 80},
        {"hairline", "head_length", "150 to 240", FOL_ERR_VALUE, offsetof(fol_template_spec, head.length_mm), 300},
        {"hairline", "pupils", "45 to 80", FOL_ERR_VALUE, offsetof(fol_template_spec, head.pupils_mm), NAN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fol_template_spec spec = fol_template_spec_default();
        spec.name = cases[i].name;
        memcpy((char *)&spec + cases[i].at, &cases[i].value, sizeof cases[i].value);
        check_refused(&spec, cases[i].status, cases[i].path, cases[i].part);
    }
}
END_TEST

START_TEST(names_that_are_none_are_refused) {
    fol_template_spec spec = fol_template_spec_default();
    check_refused(&spec, FOL_ERR_NAME, "name", "there is no template");
    spec.name = "norwood-9";
    check_refused(&spec, FOL_ERR_NAME, "name", "norwood-9");
    spec.name = "hairline";
    spec.shape = "square";
    check_refused(&spec, FOL_ERR_NAME, "shape", "no shape");
    spec.shape = NULL;
    spec.style = "sharp";
    check_refused(&spec, FOL_ERR_NAME, "style", "no style");
    spec.style = NULL;
    spec.temples = (fol_temples)7;
    check_refused(&spec, FOL_ERR_VALUE, "temples", "class 7");
    spec.temples = FOL_TEMPLES_P;
    spec.name = "density";
    check_refused(&spec, FOL_ERR_CONFLICT, "temples", "leaves the hairline alone");
    spec.temples = (fol_temples)0;
    spec.seed = UINT64_C(1) << 53;
    check_refused(&spec, FOL_ERR_VALUE, "seed", "9007199254740991");
    spec = fol_template_spec_default();
    spec.name = "hairline";
    spec.shape = "receded";
    spec.height_mm = 140;
    check_refused(&spec, FOL_ERR_GEOMETRY, "height_mm", "at most 107 mm");
    spec = fol_template_spec_default();
    spec.name = "areata";
    spec.patches = 10;
    check_refused(&spec, FOL_ERR_VALUE, "patches", "1 to 9");
    check_refused(NULL, FOL_ERR_ARG, "", "default function");
    ck_assert_int_eq(fol_template_create(&spec, NULL, NULL, NULL), FOL_ERR_ARG);
    ck_assert_ptr_null(fol_template_treatment(NULL));
    ck_assert_ptr_null(fol_template_chart(NULL));
    fol_template_free(NULL);
}
END_TEST

static fol_status create_one(const fol_allocator *alloc, void *user) {
    const fol_template_spec *spec = user;
    fol_template *out = NULL;
    const fol_status status = fol_template_create(spec, alloc, &out, NULL);
    ck_assert((out != NULL) == (status == FOL_OK));
    fol_template_free(out);
    return status;
}

START_TEST(failing_allocations_leak_nothing) {
    static const char *const names[] = {"norwood-3-vertex", "fue-scars", "totalis"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        fol_template_spec spec = fol_template_spec_default();
        spec.name = names[i];
        check_every_allocation(create_one, &spec);
    }
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("head_templates");
    TCase *designs = tcase_create("designs"), *refused = tcase_create("refused");
    tcase_add_test(designs, every_template_is_a_design_of_the_area_that_its_condition_has);
    tcase_add_test(designs, templates_are_scaled_to_the_head);
    tcase_add_test(designs, the_distance_of_the_pupils_scales_too);
    tcase_add_test(designs, hair_grows_where_the_stage_leaves_it);
    tcase_add_test(designs, options_do_what_they_say);
    tcase_add_test(designs, every_choice_makes_a_design);
    tcase_add_test(designs, a_template_is_the_same_every_time_and_differs_by_seed);
    tcase_add_test(designs, landmarks_of_the_chart_lead_to_its_hairline);
    tcase_add_test(refused, options_out_of_range_are_refused);
    tcase_add_test(refused, names_that_are_none_are_refused);
    tcase_add_test(refused, failing_allocations_leak_nothing);
    tcase_set_timeout(designs, 120);
    suite_add_tcase(suite, designs);
    suite_add_tcase(suite, refused);
    return suite;
}
