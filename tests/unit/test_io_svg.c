/* SPDX-License-Identifier: MIT */
/* The pieces of reading drawings: numbers, transforms, curves against closed forms, names, fill rules, data URIs, and whole
 * drawings through the public call. */
#include "runner.h"
#include "svg_matrix.h"
#include "svg_names.h"
#include "svg_number.h"
#include "svg_outline.h"
#include "svg_path.h"
#include "svg_rings.h"
#include "svg_style.h"

#include <follicle/io.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ numbers */

START_TEST(numbers_follow_each_other_as_svg_allows) {
    double v[6];
    ck_assert_int_eq(fol__svg_numbers(" 1.5-2+3e1.5.25,-.5 ", v, 6), 6);
    ck_assert(v[0] == 1.5 && v[1] == -2 && v[2] == 30 && v[3] == 0.5 && v[4] == 0.25 && v[5] == -0.5);
    ck_assert_int_eq(fol__svg_numbers("1 2 3", v, 2), -1);
    ck_assert_int_eq(fol__svg_numbers("1,,2", v, 6), -1);
    ck_assert_int_eq(fol__svg_numbers("nan", v, 6), -1);
    ck_assert_int_eq(fol__svg_numbers("1e400 1e-400", v, 6), 2);
    ck_assert(v[0] > 1e308 && v[1] == 0);
}
END_TEST

START_TEST(numbers_are_those_of_strtod_for_what_people_write) {
    for (int i = 0; i < 20000; i++) {
        char text[40];
        double value;
        snprintf(text, sizeof text, "%d.%06d", i * 37 % 2001 - 1000, i * 7919 % 1000000);
        const char *at = text;
        ck_assert(fol__svg_number(&at, &value) && *at == '\0');
        ck_assert(value == strtod(text, NULL));
    }
}
END_TEST

START_TEST(lengths_know_their_units) {
    static const struct {
        const char *text;
        double value;
        fol__svg_unit unit;
    } cases[] = {{"12", 12, FOL__UNIT_NONE},      {"12px", 12, FOL__UNIT_NONE},  {" 12mm ", 12, FOL__UNIT_MM},
                 {"1in", 25.4, FOL__UNIT_MM},     {"72pt", 25.4, FOL__UNIT_MM},  {"6pc", 25.4, FOL__UNIT_MM},
                 {"2.5cm", 25, FOL__UNIT_MM},     {"40Q", 10, FOL__UNIT_MM},     {"50%", 50, FOL__UNIT_PERCENT},
                 {"2em", 2, FOL__UNIT_OTHER},     {"1e1mm", 10, FOL__UNIT_MM},   {"3 furlongs", 3, FOL__UNIT_OTHER}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double value;
        fol__svg_unit unit;
        ck_assert(fol__svg_length(cases[i].text, &value, &unit));
        ck_assert_double_eq_tol(value, cases[i].value, 1e-12);
        ck_assert_int_eq(unit, cases[i].unit);
    }
    double value;
    fol__svg_unit unit;
    ck_assert(!fol__svg_length("auto", &value, &unit));
}
END_TEST

START_TEST(turns_are_exact_at_quarters_and_right_everywhere) {
    for (int degrees = -1080; degrees <= 1080; degrees++) {
        double s, c;
        ck_assert(fol__svg_turn(degrees * 0.7, &s, &c));
        ck_assert_double_eq_tol(s, sin(degrees * 0.7 * 3.14159265358979323846 / 180), 4e-15);
        ck_assert_double_eq_tol(c, cos(degrees * 0.7 * 3.14159265358979323846 / 180), 4e-15);
    }
    double s, c;
    ck_assert(fol__svg_turn(-270, &s, &c) && s == 1 && c == 0);
    ck_assert(!fol__svg_turn(INFINITY, &s, &c) && !fol__svg_turn(NAN, &s, &c));
}
END_TEST

/* ------------------------------------------------------------------ transforms */

static void goes_to(const char *transform, double x, double y, double to_x, double to_y) {
    fol__matrix m = fol__matrix_one;
    ck_assert_msg(fol__matrix_transform(&m, transform), "%s", transform);
    const fol_point p = fol__matrix_apply(m, x, y);
    ck_assert_double_eq_tol(p.x, to_x, 1e-12);
    ck_assert_double_eq_tol(p.y, to_y, 1e-12);
}

START_TEST(transforms_are_read_as_svg_has_them) {
    goes_to("", 1, 2, 1, 2);
    goes_to("translate(3)", 1, 2, 4, 2);
    goes_to("translate(3,4) scale(2)", 1, 2, 5, 8);
    goes_to("scale(2 3)", 1, 2, 2, 6);
    goes_to("rotate(90)", 1, 2, -2, 1);
    goes_to("rotate( 90 , 10 , 10 )", 11, 10, 10, 11);
    goes_to("skewX(45)", 1, 2, 3, 2);
    goes_to("skewY(45)", 1, 2, 1, 3);
    goes_to("matrix(1 2 3 4 5 6)", 1, 1, 9, 12);
    goes_to("translate(3px, 4px) rotate(90deg); fill: red", 1, 2, 1, 5);
    goes_to("none", 1, 2, 1, 2);
    goes_to("matrix(1-2.5.5 4 5 6),\n translate (1)", 0, 0, 6, 3.5);
    static const char *const broken[] = {"rotate(1,2)", "scale()", "move(1)", "scale(1", "matrix(1,2,3,4,5)", "scale(2) 3", "scale(1 2 3)"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        fol__matrix m = fol__matrix_one;
        ck_assert_msg(!fol__matrix_transform(&m, broken[i]), "%s", broken[i]);
    }
}
END_TEST

START_TEST(a_viewbox_fits_as_its_aspect_says) {
    const double box[4] = {10, 20, 100, 50};
    fol_point p = fol__matrix_apply(fol__matrix_viewbox(box, 200, 200, NULL), 10, 20);
    ck_assert(p.x == 0 && p.y == 50);
    p = fol__matrix_apply(fol__matrix_viewbox(box, 200, 200, "xMinYMax meet"), 110, 70);
    ck_assert(p.x == 200 && p.y == 200);
    p = fol__matrix_apply(fol__matrix_viewbox(box, 200, 200, "xMaxYMin slice"), 110, 20);
    ck_assert(p.x == 200 && p.y == 0);
    p = fol__matrix_apply(fol__matrix_viewbox(box, 200, 200, "none"), 110, 70);
    ck_assert(p.x == 200 && p.y == 200);
}
END_TEST

/* ------------------------------------------------------------------ curves */

static fol__outline drawn(const char *d, double scale) {
    const fol__xml_attribute attribute = {"d", d};
    const fol__xml_element path = {.name = "path", .attributes = &attribute, .attribute_count = 1};
    const fol__svg_room room = {100, 100, 25.4 / 96};
    const fol__matrix m = {scale, 0, 0, scale, 0, 0};
    fol__outline outline = {.most = 100000};
    const char *bad;
    ck_assert_msg(fol__svg_geometry(&path, m, &room, &outline, &bad) == FOL__SVG_OK, "%s stops at %s", d, bad);
    return outline;
}

static double to_segment(fol_point p, fol_point a, fol_point b) {
    const double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    double t = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
    t = fmin(fmax(t, 0), 1);
    return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/* Every place of the true curve is within 0.02 mm of the flattened one. */
static void is_near(const fol__outline *outline, fol_point p) {
    double least = HUGE_VAL;
    for (size_t i = 0; i + 1 < outline->count; i++)
        least = fmin(least, to_segment(p, outline->points[i], outline->points[i + 1]));
    ck_assert_double_le(least, 0.02);
}

START_TEST(curves_are_flattened_within_a_fiftieth_of_a_millimetre) {
    static const double scales[] = {0.01, 1, 3.7, 100};
    const double scale = scales[_i];
    fol__outline cubic = drawn("M0 0C0 40 60-30 50 20", scale), quadratic = drawn("M0 0q30 50 60-5", scale);
    for (int i = 0; i <= 400; i++) {
        const double t = i / 400.0, s = 1 - t;
        const fol_point c = {(3 * s * t * t * 60 + t * t * t * 50) * scale,
                             (3 * s * s * t * 40 - 3 * s * t * t * 30 + t * t * t * 20) * scale};
        const fol_point q = {(2 * s * t * 30 + t * t * 60) * scale, (2 * s * t * 50 - t * t * 5) * scale};
        is_near(&cubic, c);
        is_near(&quadratic, q);
    }
    ck_assert_uint_lt(cubic.count, 2000);
    fol__outline_free(&cubic);
    fol__outline_free(&quadratic);
}
END_TEST

/* All four arcs from (10, 0) to (0, 10) of radius 10 have their centre at one of two places. */
/* Whatever the transform: tolerance is a length on skin. */
START_TEST(arcs_are_flattened_as_closely_under_any_transform) {
    fol__outline outline = {.most = 100000};
    const fol__matrix m = {0.2 + _i, 3, -2.5 * _i, 0.7, 10, 20};
    const double c = cos(0.5), s = sin(0.5), degrees = 0.5 * 180 / 3.14159265358979323846;
    fol__pen_in pen = fol__pen_of(&outline, m);
    const double from = 1, by = _i % 2 ? 4.5 : -2.5;
    fol_point at[401];
    for (int i = 0; i <= 400; i++) {
        const double a = from + by * i / 400, x = 30 * cos(a), y = 12 * sin(a);
        at[i] = (fol_point){c * x - s * y, s * x + c * y};
    }
    fol__pen_move(&pen, at[0].x, at[0].y);
    fol__pen_arc(&pen, 30, 12, degrees, fabs(by) > 3.2, by > 0, at[400].x, at[400].y);
    ck_assert_int_eq(pen.result, FOL__SVG_OK);
    for (int i = 0; i <= 400; i++)
        is_near(&outline, fol__matrix_apply(m, at[i].x, at[i].y));
    fol__outline_free(&outline);
}
END_TEST

START_TEST(arcs_go_the_way_their_flags_say) {
    static const struct {
        const char *d;
        fol_point centre;
        double length; /* in quarters of 2 pi 10 */
    } cases[] = {{"M10 0A10 10 0 0 1 0 10", {0, 0}, 1},  {"M10 0A10 10 0 1 0 0 10", {0, 0}, 3},
                 {"M10 0A10 10 0 0 0 0 10", {10, 10}, 1}, {"M10 0A10 10 0 1 1 0 10", {10, 10}, 3},
                 {"M10 0a10 10 33 00-10 10", {10, 10}, 1}, {"M10 0A1 1 0 1 1-10 0", {0, 0}, 2},
                 {"M10 0A10 10 0 1 0-10 0", {0, 0}, 2},   {"M10 0A10 10 0 0 1-10 0", {0, 0}, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fol__outline arc = drawn(cases[i].d, 1);
        double length = 0;
        for (size_t k = 0; k < arc.count; k++) {
            const fol_point p = arc.points[k];
            ck_assert_double_eq_tol(hypot(p.x - cases[i].centre.x, p.y - cases[i].centre.y), 10, 1e-9);
            if (k > 0)
                length += hypot(p.x - arc.points[k - 1].x, p.y - arc.points[k - 1].y);
        }
        ck_assert_double_eq_tol(length, cases[i].length * 5 * 3.14159265358979323846, 0.02 * length);
        fol__outline_free(&arc);
    }
}
END_TEST

START_TEST(turned_ellipses_are_ellipses) {
    const double c = cos(30 * 3.14159265358979323846 / 180), s = sin(30 * 3.14159265358979323846 / 180);
    char d[160];
    snprintf(d, sizeof d, "M%.15f %.15fA40 15 30 %d 1 %.15f %.15f", 40 * c, 40 * s, _i, -40 * c, -40 * s);
    fol__outline arc = drawn(d, 1);
    ck_assert_uint_gt(arc.count, 30);
    for (size_t i = 0; i < arc.count; i++) {
        const double u = (c * arc.points[i].x + s * arc.points[i].y) / 40, v = (c * arc.points[i].y - s * arc.points[i].x) / 15;
        ck_assert_double_eq_tol(u * u + v * v, 1, 1e-9);
        ck_assert_double_ge(v, -1e-9);
    }
    fol__outline_free(&arc);
}
END_TEST

START_TEST(every_command_draws_as_its_twin) {
    static const struct {
        const char *a, *b;
    } twins[] = {{"M1 2L3 4 5 6", "m1 2 2 2l2 2"},
                 {"M1 2H5V7H1Z", "M1 2h4v5h-4z"},
                 {"M0 0C1 1 2 1 3 0S5-1 6 0", "M0 0C1 1 2 1 3 0C4-1 5-1 6 0"},
                 {"M0 0S1 1 2 0", "M0 0C0 0 1 1 2 0"},
                 {"M0 0Q1 1 2 0T4 0T6 0", "M0 0Q1 1 2 0Q3-1 4 0Q5 1 6 0"},
                 {"M0 0q1 1 2 0t2 0", "M0 0Q1 1 2 0Q3-1 4 0"},
                 {"M0 0T4 0", "M0 0Q0 0 4 0"},
                 {"M0 0L1 0L1 1zL2 2", "M0 0L1 0L1 1zM0 0L2 2"},
                 {"M0 0A0 5 0 0 1 3 3", "M0 0L3 3"},
                 {"M.5.5-1-1", "M 0.5 0.5 L -1 -1"}};
    for (size_t i = 0; i < sizeof twins / sizeof twins[0]; i++) {
        fol__outline a = drawn(twins[i].a, 1), b = drawn(twins[i].b, 1);
        ck_assert_uint_eq(a.count, b.count);
        ck_assert_uint_eq(a.subpath_count, b.subpath_count);
        for (size_t k = 0; k < a.count; k++)
            ck_assert_msg(hypot(a.points[k].x - b.points[k].x, a.points[k].y - b.points[k].y) < 1e-12, "%s", twins[i].a);
        fol__outline_free(&a);
        fol__outline_free(&b);
    }
}
END_TEST

/* ------------------------------------------------------------------ fill rules */

static size_t parts_of(const char *d, bool even_odd, size_t *holes) {
    fol__outline outline = drawn(d, 1);
    fol__part parts[16];
    const size_t count = fol__svg_rings(&outline, even_odd, parts);
    size_t outlines = 0;
    *holes = 0;
    for (size_t i = 0; i < count; i++) {
        outlines += parts[i].outline == -1;
        *holes += parts[i].outline >= 0;
        if (parts[i].outline >= 0)
            ck_assert_int_eq(parts[parts[i].outline].outline, -1);
    }
    fol__outline_free(&outline);
    return outlines;
}

#define OUTER "M0 0h90v90h-90z"
#define SAME "M10 10h30v30h-30z"     /* inside, the same way round */
#define AGAINST "M10 10v30h30v-30z"  /* inside, the other way round */
#define ISLAND "M20 20h5v5h-5z"      /* inside both */
#define BESIDE "M100 0h5v5h-5z"

START_TEST(holes_are_told_by_the_fill_rule) {
    size_t holes;
    ck_assert_uint_eq(parts_of(OUTER SAME, true, &holes), 1);
    ck_assert_uint_eq(holes, 1);
    ck_assert_uint_eq(parts_of(OUTER SAME, false, &holes), 1);
    ck_assert_uint_eq(holes, 0);
    ck_assert_uint_eq(parts_of(AGAINST OUTER, false, &holes), 1);
    ck_assert_uint_eq(holes, 1);
    ck_assert_uint_eq(parts_of(OUTER AGAINST ISLAND, false, &holes), 2);
    ck_assert_uint_eq(holes, 1);
    ck_assert_uint_eq(parts_of(OUTER SAME ISLAND, true, &holes), 2);
    ck_assert_uint_eq(holes, 1);
    ck_assert_uint_eq(parts_of(OUTER BESIDE, false, &holes), 2);
    ck_assert_uint_eq(holes, 0);
    ck_assert_uint_eq(parts_of(OUTER "M5 5h9z", true, &holes), 1);
    ck_assert_uint_eq(holes, 0);
}
END_TEST

/* ------------------------------------------------------------------ names */

static fol__meaning meaning(const char *attribute, const char *name) {
    const fol__xml_attribute own = {attribute, name};
    const fol__xml_element element = {.name = "g", .attributes = &own, .attribute_count = 1};
    return fol__meaning_of(&element);
}

START_TEST(names_mean_what_people_meant) {
    static const struct {
        const char *attribute, *name;
        fol__role role;
        const char *rest;
    } cases[] = {
        {"inkscape:label", "Zone: left temple", FOL__ROLE_ZONE, "left temple"},
        {"inkscape:label", "ZONES", FOL__ROLE_ZONE, ""},
        {"id", "zone-left-temple", FOL__ROLE_ZONE, "left temple"},
        {"id", "zone_crown", FOL__ROLE_ZONE, "crown"},
        {"id", "ZoneCrown", FOL__ROLE_ZONE, "Crown"},
        {"id", "zone1", FOL__ROLE_ZONE, ""},
        {"id", "Zone_x0020_left_x0020_temple_1_", FOL__ROLE_ZONE, "left temple"},
        {"id", "Keep_x5F_outs", FOL__ROLE_KEEP_OUT, ""},
        {"serif:id", "Keep-outs 2", FOL__ROLE_KEEP_OUT, ""},
        {"id", "KeepOut_mole", FOL__ROLE_KEEP_OUT, "mole"},
        {"id", "no-go", FOL__ROLE_KEEP_OUT, ""},
        {"data-name", "Hair line", FOL__ROLE_HAIRLINE, ""},
        {"id", "hairline-3", FOL__ROLE_HAIRLINE, ""},
        {"id", "Hairs", FOL__ROLE_HAIR, ""},
        {"id", "hair", FOL__ROLE_HAIR, ""},
        {"inkscape:label", "Landmark glabella", FOL__ROLE_LANDMARK, "glabella"},
        {"id", "Photograph", FOL__ROLE_PHOTO, ""},
        {"id", "note-to-self", FOL__ROLE_NOTE, "to self"},
        {"id", "session-2", FOL__ROLE_SESSION, ""},
        {"inkscape:label", "Session 2", FOL__ROLE_SESSION, ""},
        {"id", "zoned", FOL__ROLE_NONE, "zoned"},
        {"id", "hairy", FOL__ROLE_NONE, "hairy"},
        {"id", "path1234", FOL__ROLE_NONE, ""},
        {"id", "path10-3", FOL__ROLE_NONE, ""},
        {"id", "Vector 12", FOL__ROLE_NONE, ""},
        {"inkscape:label", "frontal", FOL__ROLE_NONE, "frontal"},
        {"inkscape:label", "temple 2", FOL__ROLE_NONE, "temple 2"},
        {"inkscape:label", "Zone temple 2", FOL__ROLE_ZONE, "temple 2"},
        {"inkscape:label", "Zone \xC3\xA9toile", FOL__ROLE_ZONE, "\xC3\xA9toile"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const fol__meaning m = meaning(cases[i].attribute, cases[i].name);
        ck_assert_msg(m.role == cases[i].role && strcmp(m.name, cases[i].rest) == 0, "%s: role %d, \"%s\"", cases[i].name,
                      (int)m.role, m.name);
    }
    ck_assert_int_eq(meaning("id", "session-2-zone-1-top").number, 2);
}
END_TEST

START_TEST(styles_are_found_where_editors_put_them) {
    fol__style_sheet sheet = {NULL, 0, 0};
    ck_assert(fol__style_add(&sheet, "/* x */ .cls-1,.cls-2{fill:url(#q)}\n.cls-2 { display : none !important; } #a{fill:red}rect{fill:blue"));
    const fol__xml_attribute both[] = {{"class", "big cls-2"}, {"fill", "green"}};
    const fol__xml_element g = {.name = "g", .attributes = both, .attribute_count = 2};
    ck_assert(fol__value_is(fol__style_get(&sheet, &g, "display"), "none"));
    ck_assert(fol__value_is(fol__style_get(&sheet, &g, "fill"), "url(#q)"));
    ck_assert_uint_eq(sheet.count, 3); /* rules of colours are not kept */
    const fol__xml_attribute own[] = {{"style", "fill:url(#p); stroke-width : 0.2"}, {"id", "a"}};
    const fol__xml_element rect = {.name = "rect", .attributes = own, .attribute_count = 2};
    ck_assert(fol__value_is(fol__style_get(&sheet, &rect, "fill"), "url(#p)"));
    ck_assert(fol__value_is(fol__style_get(&sheet, &rect, "stroke-width"), "0.2"));
    ck_assert_ptr_null(fol__style_get(&sheet, &rect, "display").text);
    fol__style_free(&sheet);
}
END_TEST

/* ------------------------------------------------------------------ embedded pictures */

START_TEST(data_uris_are_decoded_as_editors_write_them) {
    char *bytes;
    size_t size;
    ck_assert_int_eq(fol_data_uri_parse("data:image/png;base64,aGVs\n bG8=", NULL, &bytes, &size, NULL), FOL_OK);
    ck_assert_uint_eq(size, 5);
    ck_assert_str_eq(bytes, "hello");
    free(bytes);
    ck_assert_int_eq(fol_data_uri_parse("DATA:;base64,", NULL, &bytes, &size, NULL), FOL_OK);
    ck_assert_uint_eq(size, 0);
    free(bytes);
    static const char *const broken[] = {"data:image/png,abc", "data:image/png;base64", "photo.png", "data:x;base64,a*b"};
    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(fol_data_uri_parse(broken[i], NULL, &bytes, &size, NULL), FOL_ERR_SYNTAX);
        ck_assert_ptr_null(bytes);
    }
    fol_limits limits = fol_limits_default();
    limits.max_bytes = 4;
    ck_assert_int_eq(fol_data_uri_parse("data:;base64,aGVsbG8=", &limits, &bytes, &size, NULL), FOL_ERR_LIMIT);
    ck_assert(fol_is_data_uri("data:x") && !fol_is_data_uri("date.png") && !fol_is_data_uri(NULL));
}
END_TEST

/* ------------------------------------------------------------------ whole drawings */

#define HEAD "<svg xmlns='http://www.w3.org/2000/svg' width='100mm' height='80mm' viewBox='0 0 200 160'>"

static fol_design_file *read(const char *svg) {
    fol_design_file *file = NULL;
    fol_error err = {0};
    const fol_status status = fol_drawing_parse(svg, strlen(svg), NULL, &file, &err);
    ck_assert_msg(status == FOL_OK, "%d: %s: %s", (int)status, err.path, err.message);
    return file;
}

START_TEST(a_drawing_becomes_specs) {
    fol_design_file *file = read(
        HEAD "<title>Ann</title><g id='zones' data-feather='4' data-density='80'><rect id='top' x='20' y='40' width='60' height='80'/>"
             "<g data-density='30'><rect x='100' y='40' width='10' height='80' data-cumulative='0.5 1 1' data-hold-total='900'/></g></g>"
             "<polyline id='hairline' points='0,100 100,110 200,100' data-style='soft' data-undulation-large='2' data-behind='50, 20' "
             "data-zones='top'/><circle id='mole_nose' cx='60' cy='60' r='4' data-margin='2'/>"
             "<g id='hairs'><path d='M20 20h0M30 20h0'/><line x1='40' y1='20' x2='44' y2='60'/></g></svg>");
    const fol_chart_spec *chart = fol_design_file_chart(file);
    ck_assert_str_eq(fol_design_file_treatment(file)->name, "Ann");
    ck_assert(chart->canvas_width_mm == 100 && chart->canvas_height_mm == 80);
    ck_assert_uint_eq(chart->zone_count, 2);
    ck_assert_str_eq(chart->zones[0].name, "top");
    ck_assert(chart->zones[0].density_per_cm2 == 80 && chart->zones[0].feather_mm == 4);
    ck_assert(chart->zones[0].outline.count == 4 && chart->zones[0].outline.points[0].x == 10);
    ck_assert_str_eq(chart->zones[1].name, "zone 2");
    ck_assert(chart->zones[1].density_per_cm2 == 30 && chart->zones[1].cumulative_count == 3 && chart->zones[1].hold_total == 900);
    ck_assert_uint_eq(chart->hairline_count, 1);
    const fol_hairline_spec *line = &chart->hairlines[0];
    ck_assert(line->points.count == 3 && line->large_mm == 2 && line->has_behind && line->behind.x == 50 && line->zone_count == 1);
    ck_assert_str_eq(line->style, "soft");
    ck_assert_uint_eq(chart->keep_out_count, 1);
    ck_assert_str_eq(chart->keep_outs[0].name, "nose");
    ck_assert(chart->keep_outs[0].margin_mm == 2);
    ck_assert_uint_eq(chart->hair_count, 3);
    ck_assert(chart->hairs[1].x == 15 && chart->hairs[2].x == 20 && chart->hairs[2].y == 10);
    ck_assert_uint_eq(fol_design_file_warning_count(file), 0);
    ck_assert_ptr_null(fol_design_file_warning(file, 0).text);
    fol_design_file_free(file);
}
END_TEST

START_TEST(landmarks_are_kept) {
    fol_design_file *file = read(HEAD "<rect id='zone' data-density='9' width='40' height='40'/><g id='landmarks'>"
                                      "<circle id='glabella' cx='100' cy='120' r='2'/><circle id='Pupil_Left' cx='60' cy='150' r='2'/>"
                                      "<circle id='landmark-note' r='2'/></g></svg>");
    const fol_chart_spec *chart = fol_design_file_chart(file);
    ck_assert_uint_eq(chart->landmark_count, 3);
    ck_assert_str_eq(chart->landmarks[2].name, "glabella");
    ck_assert_str_eq(chart->landmarks[1].name, "pupil-left");
    ck_assert_str_eq(chart->landmarks[0].name, "landmark"); /* a note would be no landmark */
    ck_assert(chart->landmarks[2].at.x == 50 && chart->landmarks[2].at.y == 60);
    fol_design_file_free(file);
}
END_TEST

START_TEST(errors_of_the_design_are_located) {
    fol_design_file *file = read(HEAD "\n  <rect id='zone-a' data-density='50' width='40' height='40'/>\n"
                                      "  <rect id='zone-b' data-density='50' data-feather='90' width='40' height='40'/></svg>");
    fol_design *design = NULL;
    fol_error err = {0};
    ck_assert_int_ne(fol_design_create(fol_design_file_treatment(file), fol_design_file_chart(file), NULL, NULL, &design, &err), FOL_OK);
    ck_assert(fol_design_file_locate(file, &err));
    ck_assert_int_eq(err.line, 3);
    ck_assert_int_eq(err.column, 3);
    ck_assert_ptr_nonnull(strstr(err.message, "(zone-b)"));
    ck_assert(!fol_design_file_locate(file, NULL) && !fol_design_file_locate(NULL, &err));
    fol_design_file_free(file);
}
END_TEST

START_TEST(calls_without_what_they_need_are_refused) {
    fol_design_file *file;
    fol_map *map;
    char *bytes;
    size_t size;
    fol_drawing_options options = fol_drawing_options_default();
    ck_assert_int_eq(fol_drawing_parse(NULL, 0, NULL, &file, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_drawing_parse("<svg/>", 6, NULL, NULL, NULL), FOL_ERR_ARG);
    options.struct_size = 4;
    ck_assert_int_eq(fol_drawing_parse("<svg/>", 6, &options, &file, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_map_parse_svg("<svg/>", 6, NULL, NULL, &map, NULL), FOL_ERR_ARG);
    ck_assert_uint_eq(fol_map_settle(NULL, NULL, NULL), 0);
    ck_assert_int_eq(fol_data_uri_parse("data:", NULL, NULL, &size, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_data_uri_parse(NULL, NULL, &bytes, &size, NULL), FOL_ERR_SYNTAX);
    ck_assert_uint_eq(fol_design_file_warning_count(NULL), 0);
    ck_assert(fol_is_drawing(" \n<svg", 6) && !fol_is_drawing("{}", 2) && !fol_is_drawing(NULL, 0) && !fol_is_drawing("", 0));
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("io svg");
    TCase *parts = tcase_create("parts");
    tcase_add_test(parts, numbers_follow_each_other_as_svg_allows);
    tcase_add_test(parts, numbers_are_those_of_strtod_for_what_people_write);
    tcase_add_test(parts, lengths_know_their_units);
    tcase_add_test(parts, turns_are_exact_at_quarters_and_right_everywhere);
    tcase_add_test(parts, transforms_are_read_as_svg_has_them);
    tcase_add_test(parts, a_viewbox_fits_as_its_aspect_says);
    tcase_add_loop_test(parts, curves_are_flattened_within_a_fiftieth_of_a_millimetre, 0, 4);
    tcase_add_loop_test(parts, arcs_are_flattened_as_closely_under_any_transform, 0, 6);
    tcase_add_test(parts, arcs_go_the_way_their_flags_say);
    tcase_add_loop_test(parts, turned_ellipses_are_ellipses, 0, 2);
    tcase_add_test(parts, every_command_draws_as_its_twin);
    tcase_add_test(parts, holes_are_told_by_the_fill_rule);
    tcase_add_test(parts, names_mean_what_people_meant);
    tcase_add_test(parts, styles_are_found_where_editors_put_them);
    suite_add_tcase(suite, parts);
    TCase *whole = tcase_create("whole");
    tcase_add_test(whole, data_uris_are_decoded_as_editors_write_them);
    tcase_add_test(whole, a_drawing_becomes_specs);
    tcase_add_test(whole, landmarks_are_kept);
    tcase_add_test(whole, errors_of_the_design_are_located);
    tcase_add_test(whole, calls_without_what_they_need_are_refused);
    suite_add_tcase(suite, whole);
    return suite;
}
