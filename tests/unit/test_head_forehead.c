/* SPDX-License-Identifier: MIT */
/* Hairlines from landmarks: the tape method's distances, every shape, heads that are turned, and landmarks that no head has. */
#include "runner.h"

#include <follicle/head.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

/* Of a usual head, seen from in front: outer corners of the eyes 92 mm apart, glabella 15 mm above them. */
static fol_forehead_spec usual(void) {
    fol_forehead_spec spec = fol_forehead_spec_default();
    spec.glabella = (fol_point){100, 120};
    spec.has_canthi = true;
    spec.canthi[0] = (fol_point){54, 135};
    spec.canthi[1] = (fol_point){146, 135};
    return spec;
}

static fol_forehead made(const fol_forehead_spec *spec) {
    fol_forehead out;
    fol_error err = {0};
    ck_assert_msg(fol_forehead_make(spec, &out, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return out;
}

static double distance(fol_point a, fol_point b) {
    return hypot(a.x - b.x, a.y - b.y);
}

/* What a distance up the skin looks like from in front, on a head 195 mm long. */
static double seen_mm(double up) {
    return 97.5 * sin(up / 97.5);
}

START_TEST(points_are_where_the_tape_has_them) {
    fol_forehead_spec spec = usual();
    const fol_forehead out = made(&spec);
    ck_assert_uint_eq(out.point_count, FOL_FOREHEAD_POINTS);
    ck_assert_double_eq_tol(out.midfrontal.x, 100, 0.011);
    ck_assert_double_eq_tol(120 - out.midfrontal.y, seen_mm(80), 0.7);
    for (int side = 0; side < 2; side++) {
        const double turn = side ? 1 : -1, around = 80 / 87.5, up = 85 / 97.5;
        ck_assert_double_eq_tol(out.frontotemporal[side].x, 100 + turn * 77.5 * sin(around) * cos(up), 0.7);
        ck_assert_double_eq_tol(120 - out.frontotemporal[side].y, seen_mm(85), 0.7);
        ck_assert_double_eq_tol(120 - out.temporal_peak[side].y, seen_mm(35), 0.7); /* 50 mm down */
    }
    ck_assert_uint_eq(out.warning_count, 0);
    ck_assert(out.behind.y < out.midfrontal.y);
}
END_TEST

/* Never below the midfrontal height; a widow's peak hangs below it; an edge-up has a sharp corner; temples move back by class. */
START_TEST(every_shape_is_what_its_name_says) {
    const fol_hairline_shape *shape;
    size_t count = 0;
    for (; (shape = fol_hairline_shape_at(count)) != NULL; count++) {
        fol_forehead_spec spec = usual();
        spec.shape = shape->name;
        const fol_forehead out = made(&spec);
        const fol_point middle = out.points[FOL_FOREHEAD_POINTS / 2];
        ck_assert_ptr_nonnull(fol_hairline_style_named(out.style));
        for (int side = 0; side < 2; side++)
            ck_assert_double_le(out.frontotemporal[side].y, out.midfrontal.y + 0.02);
        for (size_t i = 0; i < FOL_FOREHEAD_POINTS; i++) { /* the plan is symmetric; noise makes left and right differ */
            const fol_point mirrored = out.points[FOL_FOREHEAD_POINTS - 1 - i];
            ck_assert_double_eq_tol(out.points[i].x + mirrored.x, 200, 0.021);
            ck_assert_double_eq_tol(out.points[i].y, mirrored.y, 0.011);
        }
        if (strcmp(shape->name, "widows-peak") == 0)
            ck_assert_double_gt(middle.y, out.midfrontal.y + 4);
        else
            ck_assert_double_eq_tol(middle.y, out.midfrontal.y, 0.011);
    }
    ck_assert_uint_eq(count, 6);
    ck_assert_ptr_null(fol_hairline_shape_named("square"));
    ck_assert_ptr_null(fol_hairline_shape_named(NULL));
}
END_TEST

static double corner_height(const char *shape) {
    fol_forehead_spec spec = usual();
    spec.shape = shape;
    const fol_forehead out = made(&spec);
    return out.midfrontal.y - out.frontotemporal[0].y;
}

START_TEST(corners_rise_with_recession) {
    ck_assert_double_eq_tol(corner_height("edge-up"), 0, 0.02);
    ck_assert_double_lt(corner_height("edge-up"), corner_height("straight"));
    ck_assert_double_lt(corner_height("straight"), corner_height("rounded"));
    ck_assert_double_lt(corner_height("rounded"), corner_height("m-shape"));
    ck_assert_double_lt(corner_height("m-shape"), corner_height("receded"));
}
END_TEST

START_TEST(temples_stand_back_by_class) {
    double last = 0;
    for (int class = FOL_TEMPLES_N; class <= FOL_TEMPLES_R; class++) {
        fol_forehead_spec spec = usual();
        spec.temples = (fol_temples)class;
        const fol_forehead out = made(&spec);
        ck_assert_double_gt(out.temporal_peak[1].x, last); /* from in front: nearer to the side's edge */
        last = out.temporal_peak[1].x;
    }
}
END_TEST

/* Any direction, any order, pupils in place of corners, and a head of another size. */
START_TEST(a_turned_head_has_the_same_hairline_turned) {
    const fol_forehead_spec straight = usual();
    const fol_forehead a = made(&straight);
    fol_forehead_spec spec = usual();
    spec.canthi[0] = (fol_point){115, 146}; /* a quarter turn to the left about the glabella */
    spec.canthi[1] = (fol_point){115, 54};
    spec.glabella = (fol_point){100, 100};
    const fol_forehead b = made(&spec);
    for (size_t i = 0; i < FOL_FOREHEAD_POINTS; i++) {
        ck_assert_double_eq_tol(b.points[i].x - 100, a.points[i].y - 120, 0.011);
        ck_assert_double_eq_tol(b.points[i].y - 100, -(a.points[i].x - 100), 0.011);
    }
}
END_TEST

START_TEST(pupils_serve_and_scale) {
    fol_forehead_spec spec = usual();
    spec.has_canthi = false;
    spec.has_pupils = true;
    spec.pupils[0] = (fol_point){131.5, 135};
    spec.pupils[1] = (fol_point){68.5, 135};
    const fol_forehead a = made(&spec);
    const fol_forehead_spec eyes = usual();
    const fol_forehead b = made(&eyes);
    for (size_t i = 0; i < FOL_FOREHEAD_POINTS; i++)
        ck_assert_double_lt(distance(a.points[i], b.points[i]), 1.5);
    spec.size.width_mm = 170;
    const fol_forehead wide = made(&spec);
    ck_assert_double_gt(wide.frontotemporal[1].x, a.frontotemporal[1].x + 2);
    spec.lateral_mm = 60;
    ck_assert_double_lt(made(&spec).frontotemporal[1].x, wide.frontotemporal[1].x - 8);
}
END_TEST

START_TEST(unusual_heights_are_warned_of) {
    fol_forehead_spec spec = usual();
    spec.height_mm = 60;
    fol_forehead out = made(&spec);
    ck_assert_uint_eq(out.warning_count, 1);
    ck_assert_str_eq(out.warnings[0], "the hairline's middle is 60 mm above the glabella; 65 to 110 mm is usual, and a low hairline cannot be "
                                      "taken back");
    spec.height_mm = 115;
    out = made(&spec);
    ck_assert_ptr_nonnull(strstr(out.warnings[0], "115 mm"));
    spec.height_mm = 65;
    ck_assert_uint_eq(made(&spec).warning_count, 0);
    spec.height_mm = 110;
    ck_assert_uint_eq(made(&spec).warning_count, 0);
}
END_TEST

static void check_refused(const fol_forehead_spec *spec, fol_status status, const char *path, const char *part) {
    fol_forehead out;
    fol_error err = {0};
    const fol_status got = fol_forehead_make(spec, &out, &err);
    ck_assert_msg(got == status && strcmp(err.path, path) == 0 && strstr(err.message, part), "got %d, %s: %s", (int)got, err.path, err.message);
}

START_TEST(landmarks_of_no_head_are_refused) {
    fol_forehead_spec spec = usual();
    spec.canthi[1].x = 66;
    check_refused(&spec, FOL_ERR_GEOMETRY, "landmarks.canthus", "12.0 mm apart");
    spec = usual();
    spec.canthi[1] = spec.canthi[0];
    check_refused(&spec, FOL_ERR_GEOMETRY, "landmarks.canthus", "0.0 mm apart");
    spec = usual();
    spec.has_canthi = false;
    check_refused(&spec, FOL_ERR_GEOMETRY, "landmarks", "neither");
    spec.has_pupils = true;
    spec.pupils[1] = (fol_point){630, 0};
    check_refused(&spec, FOL_ERR_GEOMETRY, "landmarks.pupil", "630.0 mm apart");
    spec = usual();
    spec.glabella.x = 130;
    check_refused(&spec, FOL_ERR_GEOMETRY, "landmarks.glabella", "30.0 mm beside");
    spec = usual();
    spec.glabella.y = 60;
    check_refused(&spec, FOL_ERR_GEOMETRY, "landmarks.glabella", "75.0 mm above");
    spec = usual();
    spec.glabella.y = 134.5;
    check_refused(&spec, FOL_ERR_GEOMETRY, "landmarks.glabella", "0.5 mm above");
    spec = usual();
    spec.glabella.x = NAN;
    check_refused(&spec, FOL_ERR_VALUE, "landmarks.glabella", "20,000");
    spec = usual();
    spec.canthi[0].y = INFINITY;
    check_refused(&spec, FOL_ERR_VALUE, "landmarks.canthus", "20,000");
}
END_TEST

START_TEST(choices_out_of_range_are_refused) {
    fol_forehead_spec spec = usual();
    spec.shape = "square";
    check_refused(&spec, FOL_ERR_NAME, "shape", "edge-up");
    spec.shape = NULL;
    check_refused(&spec, FOL_ERR_NAME, "shape", "edge-up");
    spec = usual();
    spec.temples = (fol_temples)9;
    check_refused(&spec, FOL_ERR_VALUE, "temples", "N, T, P, R");
    spec = usual();
    spec.height_mm = NAN;
    check_refused(&spec, FOL_ERR_VALUE, "height_mm", "40 to 140");
    spec.height_mm = 141;
    check_refused(&spec, FOL_ERR_VALUE, "height_mm", "40 to 140");
    spec.height_mm = 140;
    check_refused(&spec, FOL_ERR_GEOMETRY, "height_mm", "at most 133 mm");
    spec = usual();
    spec.lateral_mm = 20;
    check_refused(&spec, FOL_ERR_VALUE, "lateral_mm", "50 to 110");
    spec = usual();
    spec.size.width_mm = 300;
    check_refused(&spec, FOL_ERR_VALUE, "head_width", "120 to 190");
    spec.size.width_mm = 190;
    spec.size.length_mm = 150;
    check_refused(&spec, FOL_ERR_GEOMETRY, "head_width", "93 to 158");
    spec = usual();
    spec.view = (fol_head_view)3;
    check_refused(&spec, FOL_ERR_ARG, "", "view 3");
    check_refused(NULL, FOL_ERR_ARG, "", "default function");
    spec = usual();
    ck_assert_int_eq(fol_forehead_make(&spec, NULL, NULL), FOL_ERR_ARG);
    spec.struct_size = 3;
    check_refused(&spec, FOL_ERR_ARG, "", "default function");
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("head_forehead");
    TCase *curves = tcase_create("curves"), *refused = tcase_create("refused");
    tcase_add_test(curves, points_are_where_the_tape_has_them);
    tcase_add_test(curves, every_shape_is_what_its_name_says);
    tcase_add_test(curves, corners_rise_with_recession);
    tcase_add_test(curves, temples_stand_back_by_class);
    tcase_add_test(curves, a_turned_head_has_the_same_hairline_turned);
    tcase_add_test(curves, pupils_serve_and_scale);
    tcase_add_test(curves, unusual_heights_are_warned_of);
    tcase_add_test(refused, landmarks_of_no_head_are_refused);
    tcase_add_test(refused, choices_out_of_range_are_refused);
    suite_add_tcase(suite, curves);
    suite_add_tcase(suite, refused);
    return suite;
}
