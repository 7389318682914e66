/* SPDX-License-Identifier: MIT */
/* Reading design files: what a good one gives, and how each bad one is refused. */
#include "runner.h"

#include "utf8.h"

#include <follicle/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The least that a design is, up to the closing brace. */
#define LEAST                                                                                                          \
    "{\"follicle\": 1, \"canvas\": {\"width_mm\": 100, \"height_mm\": 80.5}, \"zones\": [{\"name\": \"top\", "         \
    "\"outline\": [[0, 0], [10, 0], [10, 10.25]], \"density_per_cm2\": 60}]"

static fol_error err;
static fol_design_file *file;

static void clear(void) {
    memset(&err, 0, sizeof err);
    file = NULL;
}

static void drop(void) {
    fol_design_file_free(file);
}

static fol_status parse_bytes(const char *bytes, size_t size, const fol_limits *limits) {
    fol_design_file_free(file);
    file = NULL;
    /* A copy of the exact size, so that a sanitizer sees any byte read past the end. */
    char *exact = malloc(size ? size : 1);
    ck_assert_ptr_nonnull(exact);
    memcpy(exact, bytes, size);
    const fol_status status = fol_design_file_parse(exact, size, limits, &file, &err);
    free(exact);
    ck_assert_msg((status == FOL_OK) == (file != NULL), "an object without success, or the other way round");
    return status;
}

static fol_status parse(const char *text) {
    return parse_bytes(text, strlen(text), NULL);
}

static void parse_well(const char *text) {
    ck_assert_msg(parse(text) == FOL_OK, "%s: %s", err.path, err.message);
}

/* ------------------------------------------------------------------ good designs */

START_TEST(the_least_design_gets_every_default) {
    parse_well(LEAST "}");
    const fol_treatment_spec *t = fol_design_file_treatment(file), usual = fol_treatment_spec_default();
    const fol_chart_spec *c = fol_design_file_chart(file);
    ck_assert_uint_eq(t->struct_size, sizeof *t);
    ck_assert_int_eq(memcmp(t, &usual, sizeof usual), 0);
    ck_assert_uint_eq(c->struct_size, sizeof *c);
    ck_assert(c->canvas_width_mm == 100 && c->canvas_height_mm == 80.5);
    ck_assert_uint_eq(c->zone_count, 1);
    ck_assert_uint_eq(c->hairline_count + c->keep_out_count + c->hair_count, 0);
    ck_assert_ptr_null(c->photo.file);
    ck_assert_str_eq(c->zones[0].name, "top");
    ck_assert_uint_eq(c->zones[0].outline.count, 3);
    ck_assert(c->zones[0].outline.points[2].x == 10 && c->zones[0].outline.points[2].y == 10.25);
    ck_assert(c->zones[0].density_per_cm2 == 60 && c->zones[0].feather_mm == 0);
    ck_assert_ptr_null(c->zones[0].cumulative);
}
END_TEST

START_TEST(every_key_of_the_treatment_reaches_its_field) {
    parse_well(LEAST
               ", \"layout_version\": 2, \"name\": \"Ann\", \"note\": \"n0\", \"seed\": 9007199254740991, "
               "\"skin\": \"#0102fF\", \"pigment\": {\"color\": \"#a0B0c0\", \"opacity\": 0.25, \"note\": \"n1\"}, "
               "\"sessions\": [{\"day\": 1, \"cumulative\": 0.4, \"hairline_cumulative\": 0.2, \"shade\": 20, "
               "\"note\": \"n2\"}, {\"day\": 8, \"cumulative\": 1}], \"dots\": {\"diameter_mm\": [0.09, 0.14], "
               "\"depth_mm\": [0.5, 1.5], \"irregularity_mm\": 0.03, \"min_distance_mm\": 0.4, \"note\": \"n3\"}}");
    const fol_treatment_spec *t = fol_design_file_treatment(file);
    ck_assert_str_eq(t->name, "Ann");
    ck_assert_uint_eq(t->seed, (UINT64_C(1) << 53) - 1);
    ck_assert(t->skin.r == 1 && t->skin.g == 2 && t->skin.b == 255);
    ck_assert(t->pigment.r == 0xa0 && t->pigment.g == 0xb0 && t->pigment.b == 0xc0 && t->pigment_opacity == 0.25);
    ck_assert(t->diameter_from_mm == 0.09 && t->diameter_to_mm == 0.14);
    ck_assert(t->depth_from_mm == 0.5 && t->depth_to_mm == 1.5);
    ck_assert(t->irregularity_mm == 0.03 && t->min_distance_mm == 0.4);
    ck_assert_uint_eq(t->session_count, 2);
    const fol_session_spec *s = t->sessions;
    ck_assert(s[0].day == 1 && s[0].cumulative == 0.4 && s[0].hairline_cumulative == 0.2 && s[0].shade == 20);
    ck_assert(s[1].day == 8 && s[1].cumulative == 1 && s[1].hairline_cumulative == FOL_SAME);
    ck_assert_str_eq(t->remarks.note, "n0");
    ck_assert_str_eq(t->pigment_remarks.note, "n1");
    ck_assert_str_eq(s[0].remarks.note, "n2");
    ck_assert_str_eq(t->dots_remarks.note, "n3");
}
END_TEST

START_TEST(every_key_of_the_chart_reaches_its_field) {
    parse_well(
        "{\"follicle\": 1, \"canvas\": {\"width_mm\": 5, \"height_mm\": 6, \"note\": \"n0\"}, \"photo\": {\"file\": "
        "\"a/b.png\", \"scale\": {\"a\": [1, 2], \"b\": [3, 4], \"mm\": 5.5, \"note\": \"n1\"}, \"note\": \"n2\"}, "
        "\"zones\": [{\"name\": \"z\", \"outline\": [[1, 2]], \"holes\": [[[3, 4], [5, 6]], []], "
        "\"density_per_cm2\": 7, \"feather_mm\": 8, \"cumulative\": [0.1, 0.9], \"note\": \"n3\"}], \"hairlines\": "
        "[{\"points\": [[9, 10]], \"style\": \"soft\", \"behind\": [11, 12], \"zones\": [\"z\", \"y\"], "
        "\"transition_mm\": 13, \"edge_density\": 0.14, \"undulation\": {\"large_mm\": 1, \"large_wave_mm\": 2, "
        "\"small_mm\": 3, \"small_wave_mm\": 4, \"note\": \"n4\"}, \"sentinels_per_cm\": 15, \"edge_size\": 0.5, "
        "\"size_transition_mm\": 23, \"edge_shade\": 24, \"shade_transition_mm\": 25, \"edge_scatter_mm\": 26, \"note\": \"n5\"}, "
        "{\"points\": []}], \"keep_outs\": [{\"name\": \"k\", \"outline\": [[16, 17]], \"margin_mm\": 18, "
        "\"note\": \"n6\"}, {\"outline\": []}], \"hairs\": [[19, 20], [21, 22]]}");
    const fol_chart_spec *c = fol_design_file_chart(file);
    ck_assert(c->canvas_width_mm == 5 && c->canvas_height_mm == 6);
    ck_assert_str_eq(c->canvas_remarks.note, "n0");
    ck_assert_str_eq(c->photo.file, "a/b.png");
    ck_assert(c->photo.mm_per_px == 0 && c->photo.scale_a.x == 1 && c->photo.scale_a.y == 2 &&
              c->photo.scale_b.x == 3 && c->photo.scale_b.y == 4 && c->photo.scale_mm == 5.5);
    ck_assert_str_eq(c->photo.scale_remarks.note, "n1");
    ck_assert_str_eq(c->photo.remarks.note, "n2");
    const fol_zone_spec *z = c->zones;
    ck_assert(z->hole_count == 2 && z->holes[0].count == 2 && z->holes[0].points[1].y == 6 && z->holes[1].count == 0);
    ck_assert(z->density_per_cm2 == 7 && z->feather_mm == 8);
    ck_assert(z->cumulative_count == 2 && z->cumulative[1] == 0.9);
    ck_assert_str_eq(z->remarks.note, "n3");
    const fol_hairline_spec *h = c->hairlines;
    ck_assert_uint_eq(c->hairline_count, 2);
    ck_assert(h->points.count == 1 && h->points.points[0].y == 10);
    ck_assert_str_eq(h->style, "soft");
    ck_assert(h->has_behind && h->behind.x == 11 && h->behind.y == 12);
    ck_assert_uint_eq(h->zone_count, 2);
    ck_assert_str_eq(h->zones[1], "y");
    ck_assert(h->transition_mm == 13 && h->edge_density == 0.14 && h->sentinels_per_cm == 15);
    ck_assert(h->large_mm == 1 && h->large_wave_mm == 2 && h->small_mm == 3 && h->small_wave_mm == 4);
    ck_assert(h->edge_size == 0.5 && h->size_transition_mm == 23 && h->edge_shade == 24 && h->shade_transition_mm == 25 && h->edge_scatter_mm == 26);
    ck_assert_str_eq(h->undulation_remarks.note, "n4");
    ck_assert_str_eq(h->remarks.note, "n5");
    ck_assert(!h[1].has_behind && h[1].transition_mm == FOL_SAME && !h[1].zones);
    ck_assert_str_eq(h[1].style, "natural");
    const fol_keep_out_spec *k = c->keep_outs;
    ck_assert_uint_eq(c->keep_out_count, 2);
    ck_assert_str_eq(k->name, "k");
    ck_assert(k->outline.points[0].y == 17 && k->margin_mm == 18 && !k[1].name);
    ck_assert_str_eq(k->remarks.note, "n6");
    ck_assert(c->hair_count == 2 && c->hairs[1].x == 21 && c->hairs[1].y == 22);
}
END_TEST

START_TEST(a_single_hairline_is_a_list_of_one) {
    parse_well(LEAST ", \"hairline\": {\"points\": [[1, 2], [3, 4]]}}");
    ck_assert_uint_eq(fol_design_file_chart(file)->hairline_count, 1);
    ck_assert(fol_design_file_chart(file)->hairlines[0].points.points[1].x == 3);
    parse_well(LEAST ", \"hairlines\": []}");
    ck_assert_uint_eq(fol_design_file_chart(file)->hairline_count, 0);
}
END_TEST

START_TEST(shades_that_are_left_out_go_from_light_to_dark) {
    static const double shades[] = {24, 18, 14, 14};
    parse_well(LEAST ", \"sessions\": [{\"day\": 0, \"cumulative\": 0.1}, {\"day\": 1, \"cumulative\": 0.2}, "
                     "{\"day\": 2, \"cumulative\": 0.3}, {\"day\": 3, \"cumulative\": 1}]}");
    for (int i = 0; i < 4; i++)
        ck_assert(fol_design_file_treatment(file)->sessions[i].shade == shades[i]);
}
END_TEST

START_TEST(keys_of_the_host_are_kept_as_they_were) {
    parse_well(LEAST ", \"x-b\": {\"deep\": [1, 2.0, 0.1, -0.0, 1e300, true, null, \"\\u00e9\\n\"]}, \"x-a\": 3}");
    ck_assert_str_eq(fol_design_file_treatment(file)->remarks.extras,
                     "{\"x-b\": {\"deep\": [1, 2.0, 0.1, -0.0, 1e+300, true, null, \"\xC3\xA9\\n\"]}, \"x-a\": 3}");
    ck_assert_ptr_null(fol_design_file_chart(file)->canvas_remarks.extras);
}
END_TEST

START_TEST(whole_numbers_may_be_written_as_reals_and_a_byte_order_mark_is_skipped) {
    parse_well("\xEF\xBB\xBF" LEAST ", \"seed\": 12.0, \"layout_version\": 2.0}");
    ck_assert_uint_eq(fol_design_file_treatment(file)->seed, 12);
}
END_TEST

/* ------------------------------------------------------------------ bad designs */

typedef struct bad_design {
    const char *text;
    fol_status status;
    int line;         /* 0 where errors give a path */
    const char *path; /* "" where they give a line */
    const char *says; /* part of the message */
} bad_design;

#define ZONE(more)                                                                                                     \
    "{\"follicle\": 1, \"canvas\": {\"width_mm\": 1, \"height_mm\": 1}, \"zones\": [{\"name\": \"a\", \"outline\": "   \
    "[[0, 0]], \"density_per_cm2\": 1}, {\"name\": \"b\", \"density_per_cm2\": 1, \"outline\": " more "}]}"

static const bad_design bad_designs[] = {
    /* not JSON */
    {"", FOL_ERR_SYNTAX, 1, "", "empty"},
    {"\xEF\xBB\xBF", FOL_ERR_SYNTAX, 1, "", "empty"},
    {"{\n\"follicle\": 1,\n", FOL_ERR_SYNTAX, 3, "", "ends too early"},
    {"follicle", FOL_ERR_SYNTAX, 1, "", "not JSON"},
    {"{\"follicle\": 1,}", FOL_ERR_SYNTAX, 1, "", "comma too many"},
    {"{\"follicle\": 1} x", FOL_ERR_SYNTAX, 1, "", "end of file expected"},
    {LEAST ",\n\"seed\": NaN}", FOL_ERR_SYNTAX, 2, "", "finite"},
    {LEAST ",\n\"seed\": Infinity}", FOL_ERR_SYNTAX, 2, "", "finite"},
    {LEAST ",\n\"seed\": 1e999}", FOL_ERR_SYNTAX, 2, "", "large"},
    {LEAST ",\n\"seed\": 99999999999999999999}", FOL_ERR_SYNTAX, 2, "", "large"},
    {LEAST ",\n\"name\": \"\\u0000\"}", FOL_ERR_SYNTAX, 2, "", "NUL"},
    {LEAST ",\n\"name\": \"\xFF\"}", FOL_ERR_SYNTAX, 2, "", "0xff"},
    {LEAST ",\n\"seed\": 1, \"seed\": 1}", FOL_ERR_SCHEMA, 2, "", "duplicate"},
    {LEAST ",\n\"x-a\": {\"b\": 1, \"b\": 1}}", FOL_ERR_SCHEMA, 2, "", "duplicate"},
    {"[1]", FOL_ERR_SCHEMA, 1, "", "must be an object"},
    /* versions */
    {"{\"follicle\": 2, \"novelty\": 1}", FOL_ERR_VERSION, 0, "follicle",
     "is 2, but this library has format version 1"},
    {"{\"follicle\": 1, \"layout_version\": 7, \"z\": 1}", FOL_ERR_VERSION, 0, "layout_version",
     "is 7, but this library"},
    {"{\"follicle\": \"1\"}", FOL_ERR_SCHEMA, 0, "follicle", "is text"},
    {LEAST ", \"layout_version\": 2.5}", FOL_ERR_SCHEMA, 0, "layout_version", "whole number"},
    {"{\"zones\": []}", FOL_ERR_SCHEMA, 0, "zones", "at least one"},
    /* missing keys */
    {"{}", FOL_ERR_SCHEMA, 0, "follicle", "missing"},
    {"{\"follicle\": 1}", FOL_ERR_SCHEMA, 0, "canvas", "missing"},
    {"{\"follicle\": 1, \"canvas\": {\"height_mm\": 1}}", FOL_ERR_SCHEMA, 0, "canvas.width_mm", "missing"},
    {"{\"follicle\": 1, \"canvas\": {\"height_mm\": 1, \"width_mm\": 1}}", FOL_ERR_SCHEMA, 0, "zones", "missing"},
    {"{\"follicle\": 1, \"zones\": [{\"name\": \"a\", \"outline\": []}]}", FOL_ERR_SCHEMA, 0,
     "zones[0].density_per_cm2", "missing"},
    {LEAST ", \"hairline\": {\"style\": \"soft\"}}", FOL_ERR_SCHEMA, 0, "hairline.points", "missing"},
    {LEAST ", \"sessions\": [{\"day\": 0, \"cumulative\": 0.5}, {\"day\": 1}]}", FOL_ERR_SCHEMA, 0,
     "sessions[1].cumulative", "missing"},
    {LEAST ", \"photo\": {\"file\": \"a\", \"scale\": {\"a\": [0, 0], \"mm\": 1}}}", FOL_ERR_SCHEMA, 0, "photo.scale.b",
     "missing"},
    /* unknown keys */
    {ZONE("[], \"fether_mm\": 1"), FOL_ERR_SCHEMA, 0, "zones[1].fether_mm", "did you mean \"feather_mm\"?"},
    {ZONE("[], \"feather\": 1"), FOL_ERR_SCHEMA, 0, "zones[1].feather", "did you mean \"feather_mm\"?"},
    {LEAST ", \"keepOuts\": []}", FOL_ERR_SCHEMA, 0, "keepOuts", "did you mean \"keep_outs\"?"},
    {LEAST ", \"sesions\": []}", FOL_ERR_SCHEMA, 0, "sesions", "did you mean \"sessions\"?"},
    {LEAST ", \"hairlnie\": {}}", FOL_ERR_SCHEMA, 0, "hairlnie", "did you mean \"hairline\"?"},
    {LEAST ", \"colour\": 1}", FOL_ERR_SCHEMA, 0, "colour", "begin with x-"},
    {LEAST ", \"a_key_that_nobody_could_have_meant_by_any_mistake\": 1}", FOL_ERR_SCHEMA, 0,
     "a_key_that_nobody_could_have_meant_by_any_mistake", "begin with x-"},
    {LEAST ", \"x_mine\": 1}", FOL_ERR_SCHEMA, 0, "x_mine", "begin with x-"},
    {LEAST ", \"a\\u001b[31m\\u009b\": 1}", FOL_ERR_SCHEMA, 0, "a?[31m??", "no such key"},
    /* wrong types */
    {LEAST ", \"note\": 3}", FOL_ERR_SCHEMA, 0, "note", "is a number, must be text"},
    {LEAST ", \"name\": null}", FOL_ERR_SCHEMA, 0, "name", "is null, must be text"},
    {LEAST ", \"dots\": []}", FOL_ERR_SCHEMA, 0, "dots", "is an array, must be an object"},
    {LEAST ", \"dots\": {\"irregularity_mm\": \"0.01\"}}", FOL_ERR_SCHEMA, 0, "dots.irregularity_mm",
     "is text, must be a number"},
    {LEAST ", \"dots\": {\"diameter_mm\": 0.1}}", FOL_ERR_SCHEMA, 0, "dots.diameter_mm", "two numbers [from, to]"},
    {LEAST ", \"dots\": {\"diameter_mm\": [0.1, true]}}", FOL_ERR_SCHEMA, 0, "dots.diameter_mm[1]", "is true"},
    {LEAST ", \"hairs\": {}}", FOL_ERR_SCHEMA, 0, "hairs", "array of openings"},
    {LEAST ", \"hairs\": [[1, 2], [3]]}", FOL_ERR_SCHEMA, 0, "hairs[1]", "an opening [x, y] or [x, y, confidence]"},
    {LEAST ", \"hairs\": [[1, 2], [3, 4, 5, 6]]}", FOL_ERR_SCHEMA, 0, "hairs[1]", "has 4 values"},
    {LEAST ", \"hairs\": [[1, 2, true]]}", FOL_ERR_SCHEMA, 0, "hairs[0][2]", "must be a number"},
    {LEAST ", \"hairs\": [[1, 2, 0.5], [1, 2, 1e300]]}", FOL_ERR_VALUE, 0, "hairs[1][2]", "a confidence from 0 to 1"},
    {LEAST ", \"hairs\": [], \"hairs_file\": \"h.csv\"}", FOL_ERR_SCHEMA, 0, "hairs_file", "both given"},
    {LEAST ", \"mask\": {\"file\": \"m.png\"}}", FOL_ERR_SCHEMA, 0, "mask.mm_per_px", "is missing"},
    {LEAST ", \"mask\": {\"file\": 1, \"mm_per_px\": 1}}", FOL_ERR_SCHEMA, 0, "mask.file", "must be text"},
    {LEAST ", \"mask\": {\"file\": \"m.png\", \"mm_per_px\": 1, \"inverted\": true}}", FOL_ERR_SCHEMA, 0, "mask.inverted",
     "did you mean \"invert\"?"},
    {LEAST ", \"hairline\": []}", FOL_ERR_SCHEMA, 0, "hairline", "must be an object"},
    {LEAST ", \"hairlines\": {}}", FOL_ERR_SCHEMA, 0, "hairlines", "array of objects"},
    {LEAST ", \"hairlines\": [1]}", FOL_ERR_SCHEMA, 0, "hairlines[0]", "must be an object"},
    {LEAST ", \"keep_outs\": [{\"outline\": 1}]}", FOL_ERR_SCHEMA, 0, "keep_outs[0].outline", "array of points"},
    {ZONE("[[0, 0], {\"x\": 1, \"y\": 2}]"), FOL_ERR_SCHEMA, 0, "zones[1].outline[1]", "must be a point [x, y]"},
    {ZONE("[[0, 0], [1]]"), FOL_ERR_SCHEMA, 0, "zones[1].outline[1]", "must be a point [x, y]"},
    {ZONE("[[0, 0], [1, 2, 3]]"), FOL_ERR_SCHEMA, 0, "zones[1].outline[1]", "has 3 values"},
    {ZONE("[[0, \"0\"]]"), FOL_ERR_SCHEMA, 0, "zones[1].outline[0][1]", "is text, must be a number"},
    {ZONE("[], \"holes\": [[], [[1, 2], 3]]"), FOL_ERR_SCHEMA, 0, "zones[1].holes[1][1]", "must be a point"},
    {ZONE("[], \"holes\": [[[1, 2], [null, 3]]]"), FOL_ERR_SCHEMA, 0, "zones[1].holes[0][1][0]", "is null"},
    {ZONE("[], \"cumulative\": []"), FOL_ERR_SCHEMA, 0, "zones[1].cumulative", "is empty"},
    {ZONE("[], \"cumulative\": [1, []]"), FOL_ERR_SCHEMA, 0, "zones[1].cumulative[1]", "must be a number"},
    {LEAST ", \"hairline\": {\"points\": [], \"zones\": []}}", FOL_ERR_SCHEMA, 0, "hairline.zones", "is empty"},
    {LEAST ", \"hairline\": {\"points\": [], \"zones\": [1]}}", FOL_ERR_SCHEMA, 0, "hairline.zones[0]", "must be text"},
    {LEAST ", \"sessions\": []}", FOL_ERR_SCHEMA, 0, "sessions", "is empty"},
    {LEAST ", \"skin\": \"beige\"}", FOL_ERR_SCHEMA, 0, "skin", "\"beige\", must be a colour \"#rrggbb\""},
    {LEAST ", \"skin\": \"#12345\"}", FOL_ERR_SCHEMA, 0, "skin", "#rrggbb"},
    {LEAST ", \"skin\": \"#1234567\"}", FOL_ERR_SCHEMA, 0, "skin", "#rrggbb"},
    {LEAST ", \"skin\": \"#12g456\"}", FOL_ERR_SCHEMA, 0, "skin", "#rrggbb"},
    {LEAST ", \"pigment\": {\"color\": 0}}", FOL_ERR_SCHEMA, 0, "pigment.color", "#rrggbb"},
    /* values that the spec could not tell from "not given" */
    {LEAST ", \"hairline\": {\"points\": [], \"edge_density\": -1}}", FOL_ERR_VALUE, 0, "hairline.edge_density",
     "0 or more"},
    {LEAST ", \"sessions\": [{\"day\": 0, \"cumulative\": 1, \"hairline_cumulative\": -1}]}", FOL_ERR_VALUE, 0,
     "sessions[0].hairline_cumulative", "0 or more"},
    {LEAST ", \"exact_counts\": 1}", FOL_ERR_SCHEMA, 0, "exact_counts", "true or false"},
    {LEAST ", \"seed\": -1}", FOL_ERR_VALUE, 0, "seed", "from 0 to 9007199254740991"},
    {LEAST ", \"seed\": 0.5}", FOL_ERR_VALUE, 0, "seed", "whole number"},
    {LEAST ", \"seed\": 9007199254740992}", FOL_ERR_VALUE, 0, "seed", "from 0 to 9007199254740991"},
    {LEAST ", \"photo\": {\"file\": \"a\", \"mm_per_px\": 0}}", FOL_ERR_VALUE, 0, "photo.mm_per_px", "above 0"},
    {LEAST ", \"photo\": {\"file\": \"a\", \"scale\": {\"a\": [0, 0], \"b\": [1, 1], \"mm\": 0}}}", FOL_ERR_VALUE, 0,
     "photo.scale.mm", "above 0"},
    /* one or the other */
    {LEAST ", \"photo\": {\"file\": \"a\"}}", FOL_ERR_SCHEMA, 0, "photo", "needs one of"},
    {LEAST ", \"photo\": {\"file\": \"a\", \"mm_per_px\": 1, \"scale\": {\"a\": [0, 0], \"b\": [1, 1], \"mm\": 1}}}",
     FOL_ERR_SCHEMA, 0, "photo", "has both"},
    {LEAST ", \"hairline\": {\"points\": []}, \"hairlines\": []}", FOL_ERR_SCHEMA, 0, "hairline", "both given"},
    {LEAST ", \"sessions\": [{}, {}, {}, {}, {}, {}, {}, {}, {}]}", FOL_ERR_LIMIT, 0, "sessions", "at most 8"},
};

START_TEST(bad_designs_are_refused_with_their_place_and_what_would_be_right) {
    const bad_design *bad = &bad_designs[_i];
    ck_assert_msg(parse(bad->text) == bad->status, "%s gives %s: %s", bad->text, fol_status_name(err.status),
                  err.message);
    ck_assert_int_eq(err.status, bad->status);
    ck_assert_int_eq(err.line, bad->line);
    ck_assert_str_eq(err.path, bad->path);
    ck_assert_msg(strstr(err.message, bad->says), "%s: \"%s\" does not say \"%s\"", bad->text, err.message, bad->says);
    ck_assert_ptr_null(strchr(err.message, '\n'));
    ck_assert(err.index == -1 && err.ring == -1 && err.vertex == -1);
}
END_TEST

START_TEST(syntax_errors_name_the_column) {
    ck_assert_int_eq(parse("{\n  \"follicle\": 1,\n  \"\xC3\xA9\": x\n}"), FOL_ERR_SYNTAX);
    ck_assert(err.line == 3 && err.column == 8);
}
END_TEST

START_TEST(a_nul_byte_is_refused_where_it_stands) {
    static const char text[] = "{\"follicle\": 1,\n \"no\0te\": 1}";
    ck_assert_int_eq(parse_bytes(text, sizeof text - 1, NULL), FOL_ERR_SYNTAX);
    ck_assert(err.line == 2 && err.column == 5);
    ck_assert_ptr_nonnull(strstr(err.message, "NUL"));
}
END_TEST

START_TEST(no_part_of_a_design_is_a_design) {
    static const char text[] =
        LEAST ", \"name\": \"\xC3\xA9\\u00e9\", \"hairs\": [[1.5e1, -2]], \"x-a\": [true, null]}";
    for (size_t size = 0; size + 1 < sizeof text; size++)
        ck_assert_int_eq(parse_bytes(text, size, NULL), FOL_ERR_SYNTAX);
    ck_assert_int_eq(parse_bytes(text, sizeof text - 1, NULL), FOL_OK);
}
END_TEST

START_TEST(any_byte_may_be_changed_without_harm) {
    char text[] = LEAST ", \"name\": \"\xC3\xA9\\u00e9\", \"hairline\": {\"points\": [[1.5e1, -2]]}, \"x-a\": [true]}";
    static const char bytes[] = "\"{}[]:,\\0-e\x80\xFF";
    for (size_t i = 0; i + 1 < sizeof text; i++) {
        const char was = text[i];
        for (size_t k = 0; k < sizeof bytes; k++) {
            text[i] = bytes[k];
            parse_bytes(text, sizeof text - 1, NULL);
        }
        text[i] = was;
    }
}
END_TEST

START_TEST(long_names_are_cut_at_a_whole_character) {
    for (size_t shift = 0; shift < 4; shift++) {
        char text[2000] = LEAST ", \"skin\": \"abc";
        text[strlen(text) - 3 + shift] = '\0';
        for (int i = 0; i < 120; i++)
            strcat(text, "\xF0\x9F\x92\x87");
        strcat(text, "\"}");
        ck_assert_int_eq(parse(text), FOL_ERR_SCHEMA);
        ck_assert_uint_ge(strlen(err.message), sizeof err.message - 4);
        ck_assert(fol__utf8_valid(err.message));
        sprintf(text, "%s, \"%.*s", LEAST, (int)shift, "abc");
        for (int i = 0; i < 40; i++)
            strcat(text, "\xF0\x9F\x92\x87");
        strcat(text, "\": 1}");
        ck_assert_int_eq(parse(text), FOL_ERR_SCHEMA);
        ck_assert_uint_ge(strlen(err.path), sizeof err.path - 4);
        ck_assert(fol__utf8_valid(err.path));
    }
}
END_TEST

/* ------------------------------------------------------------------ limits */

/* LEAST, then a key with `count` times `element` between commas, then the closing brackets. */
static char *repeated(const char *key, const char *element, int count, const char *end) {
    char *text = malloc(strlen(LEAST) + strlen(key) + ((size_t)count + 1) * (strlen(element) + 2) + strlen(end) + 8);
    ck_assert_ptr_nonnull(text);
    char *at = text + sprintf(text, LEAST ", %s", key);
    for (int i = 0; i < count; i++)
        at += sprintf(at, "%s%s", i ? "," : "", element);
    sprintf(at, "%s", end);
    return text;
}

typedef struct limit_case {
    const char *key, *element, *end;
    int most; /* elements that are accepted */
    const char *path;
} limit_case;

static const limit_case limit_cases[] = {
    {"\"hairlines\": [", "{\"points\": []}", "]}", 7, "hairlines"},
    {"\"keep_outs\": [", "{\"outline\": []}", "]}", 7, "keep_outs"},
    {"\"hairs\": [", "[1, 2]", "]}", 9, "hairs"},
    {"\"hairline\": {\"points\": [", "[1, 2]", "]}}", 8, "hairline.points"}, /* the zone has three of the 11 */
    {"\"keep_outs\": [{\"outline\": [", "[1, 2]", "]}]}", 8, "keep_outs[0].outline"},
};

START_TEST(limits_hold_to_the_last_element) {
    const limit_case *c = &limit_cases[_i];
    fol_limits limits = fol_limits_default();
    limits.max_zones = 7;
    limits.max_hairs = 9;
    limits.max_vertices = 11;
    for (int more = 0; more < 2; more++) {
        char *text = repeated(c->key, c->element, c->most + more, c->end);
        ck_assert_int_eq(parse_bytes(text, strlen(text), &limits), more ? FOL_ERR_LIMIT : FOL_OK);
        ck_assert_str_eq(err.path, more ? c->path : "");
        free(text);
    }
}
END_TEST

START_TEST(zones_are_limited) {
    static const char text[] = ZONE("[]");
    fol_limits limits = fol_limits_default();
    limits.max_zones = 2;
    ck_assert_int_eq(parse_bytes(text, sizeof text - 1, &limits), FOL_OK);
    limits.max_zones = 1;
    ck_assert_int_eq(parse_bytes(text, sizeof text - 1, &limits), FOL_ERR_LIMIT);
    ck_assert_str_eq(err.path, "zones");
}
END_TEST

START_TEST(bytes_are_limited) {
    fol_limits limits = fol_limits_default();
    limits.max_bytes = (int64_t)strlen(LEAST "}");
    ck_assert_int_eq(parse_bytes(LEAST "}", strlen(LEAST "}"), &limits), FOL_OK);
    limits.max_bytes--;
    ck_assert_int_eq(parse_bytes(LEAST "}", strlen(LEAST "}"), &limits), FOL_ERR_LIMIT);
}
END_TEST

START_TEST(deep_nesting_is_refused_before_it_costs_anything) {
    enum { DEPTH = 1000000 };
    char *text = malloc(DEPTH + 8);
    ck_assert_ptr_nonnull(text);
    memset(text, '[', DEPTH);
    ck_assert_int_eq(parse_bytes(text, DEPTH, NULL), FOL_ERR_LIMIT);
    ck_assert(err.line == 1 && err.column == 65);
    memset(text, '"', 1); /* inside quotes brackets are no nesting */
    ck_assert_int_eq(parse_bytes(text, DEPTH, NULL), FOL_ERR_SYNTAX);
    free(text);
}
END_TEST

START_TEST(a_flood_of_values_is_refused_before_it_costs_anything) {
    char *text = repeated("\"x-flood\": [", "0", 3000000, "]}");
    ck_assert_int_eq(parse(text), FOL_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "values"));
    free(text);
}
END_TEST

/* ------------------------------------------------------------------ the call itself */

START_TEST(wrong_calls_are_refused) {
    fol_design_file *none = (fol_design_file *)&err;
    fol_limits unfilled;
    memset(&unfilled, 0, sizeof unfilled);
    ck_assert_int_eq(fol_design_file_parse(NULL, 0, NULL, &none, &err), FOL_ERR_ARG);
    ck_assert_ptr_null(none);
    ck_assert_int_eq(fol_design_file_parse("{}", 2, NULL, NULL, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_design_file_parse("{}", 2, &unfilled, &none, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_design_file_parse("{}", 2, NULL, &none, NULL), FOL_ERR_SCHEMA);
    ck_assert_int_eq(fol_design_file_parse("{", 1, NULL, &none, NULL), FOL_ERR_SYNTAX);
    ck_assert_ptr_null(fol_design_file_treatment(NULL));
    ck_assert_ptr_null(fol_design_file_chart(NULL));
    fol_design_file_free(NULL);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("io design reader");
    TCase *tcase = tcase_create("reader");
    tcase_add_checked_fixture(tcase, clear, drop);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, the_least_design_gets_every_default);
    tcase_add_test(tcase, every_key_of_the_treatment_reaches_its_field);
    tcase_add_test(tcase, every_key_of_the_chart_reaches_its_field);
    tcase_add_test(tcase, a_single_hairline_is_a_list_of_one);
    tcase_add_test(tcase, shades_that_are_left_out_go_from_light_to_dark);
    tcase_add_test(tcase, keys_of_the_host_are_kept_as_they_were);
    tcase_add_test(tcase, whole_numbers_may_be_written_as_reals_and_a_byte_order_mark_is_skipped);
    tcase_add_loop_test(tcase, bad_designs_are_refused_with_their_place_and_what_would_be_right, 0,
                        (int)(sizeof bad_designs / sizeof bad_designs[0]));
    tcase_add_test(tcase, syntax_errors_name_the_column);
    tcase_add_test(tcase, long_names_are_cut_at_a_whole_character);
    tcase_add_test(tcase, a_nul_byte_is_refused_where_it_stands);
    tcase_add_test(tcase, no_part_of_a_design_is_a_design);
    tcase_add_test(tcase, any_byte_may_be_changed_without_harm);
    tcase_add_loop_test(tcase, limits_hold_to_the_last_element, 0, (int)(sizeof limit_cases / sizeof limit_cases[0]));
    tcase_add_test(tcase, zones_are_limited);
    tcase_add_test(tcase, bytes_are_limited);
    tcase_add_test(tcase, deep_nesting_is_refused_before_it_costs_anything);
    tcase_add_test(tcase, a_flood_of_values_is_refused_before_it_costs_anything);
    tcase_add_test(tcase, wrong_calls_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
