/* SPDX-License-Identifier: MIT */
/* Writing design files: how they look, what is refused, whose specs are taken. */
#include "runner.h"

#include "text_out.h"

#include <follicle/io.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static fol_error err;

/* The design as text; free() it. */
static char *written(const fol_treatment_spec *treatment, const fol_chart_spec *chart) {
    fol__memory_out memory = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&memory);
    ck_assert_msg(fol_design_file_write(treatment, chart, &sink, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return memory.bytes;
}

static fol_design_file *read_back(const char *text) {
    fol_design_file *file = NULL;
    ck_assert_msg(fol_design_file_parse(text, strlen(text), NULL, &file, &err) == FOL_OK, "%s %s:\n%s", err.path,
                  err.message, text);
    return file;
}

static const char good_example[] = "{\n"
                                   "  \"follicle\": 1,\n"
                                   "  \"layout_version\": 2,\n"
                                   "  \"name\": \"Ann\",\n"
                                   "  \"note\": \"first\\nvisit\",\n"
                                   "  \"seed\": 7,\n"
                                   "  \"canvas\": {\"width_mm\": 150, \"height_mm\": 120.5},\n"
                                   "  \"photo\": {\"file\": \"a.png\", \"mm_per_px\": 0.2, \"x-camera\": \"left\"},\n"
                                   "  \"skin\": \"#0a0b0c\",\n"
                                   "  \"pigment\": {\"opacity\": 0.5},\n"
                                   "  \"zones\": [\n"
                                   "    {\n"
                                   "      \"name\": \"top\",\n"
                                   "      \"note\": \"thin\",\n"
                                   "      \"outline\": [\n"
                                   "        [0, 0], [10, 0], [10, 10], [5, 12.125], [0, 10]\n"
                                   "      ],\n"
                                   "      \"holes\": [\n"
                                   "        [[1, 1], [2, 1], [2, 2]]\n"
                                   "      ],\n"
                                   "      \"density_per_cm2\": 60,\n"
                                   "      \"cumulative\": [0.2, 0.6, 1]\n"
                                   "    }\n"
                                   "  ],\n"
                                   "  \"hairline\": {\n"
                                   "    \"points\": [[0, 0], [1, 1]],\n"
                                   "    \"behind\": [3, 4],\n"
                                   "    \"zones\": [\"top\"],\n"
                                   "    \"undulation\": {\"small_mm\": 0}\n"
                                   "  },\n"
                                   "  \"keep_outs\": [\n"
                                   "    {\n"
                                   "      \"outline\": [[0, 0], [1, 1], [2, 0]]\n"
                                   "    }\n"
                                   "  ],\n"
                                   "  \"hairs\": [[1, 2]],\n"
                                   "  \"sessions\": [\n"
                                   "    {\"day\": 0, \"cumulative\": 0.5},\n"
                                   "    {\"day\": 9, \"cumulative\": 1, \"shade\": 12}\n"
                                   "  ],\n"
                                   "  \"dots\": {\"diameter_mm\": [0.1, 0.14]}\n"
                                   "}\n";

START_TEST(keys_come_in_the_order_of_the_documentation_without_defaults) {
    fol_design_file *file = read_back(good_example);
    char *text = written(fol_design_file_treatment(file), fol_design_file_chart(file));
    ck_assert_str_eq(text, good_example);
    free(text);
    fol_design_file_free(file);
}
END_TEST

/* ------------------------------------------------------------------ callers of other versions */

/* A small design that can be spoilt. */
typedef struct small_design {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_zone_spec zones[2];
    fol_point points[3];
} small_design;

static void make_small(small_design *d) {
    static const fol_point corners[3] = {{0, 0}, {10, 0}, {10, 10}};
    d->treatment = fol_treatment_spec_default();
    d->treatment.name = "Ann";
    d->chart = fol_chart_spec_default();
    d->chart.canvas_width_mm = d->chart.canvas_height_mm = 20;
    memcpy(d->points, corners, sizeof corners);
    for (int i = 0; i < 2; i++) {
        d->zones[i] = fol_zone_spec_default();
        d->zones[i].name = i ? "second" : "first";
        d->zones[i].density_per_cm2 = 60;
        d->zones[i].outline = (fol_ring){d->points, 3};
    }
    d->chart.zones = d->zones;
    d->chart.zone_count = 2;
}

typedef struct later_zone {
    fol_zone_spec zone;
    double novelty[3];
} later_zone;

START_TEST(specs_of_a_later_version_are_walked_by_their_own_size) {
    small_design d;
    make_small(&d);
    later_zone zones[2];
    memset(zones, 0, sizeof zones);
    zones[0].zone = zones[1].zone = d.zones[0];
    zones[1].zone.name = "second";
    zones[0].zone.struct_size = zones[1].zone.struct_size = sizeof zones[0];
    d.chart.zones = &zones[0].zone;
    d.chart.zone_count = 2;
    char *text = written(&d.treatment, &d.chart);
    fol_design_file *file = read_back(text);
    ck_assert_uint_eq(fol_design_file_chart(file)->zone_count, 2);
    ck_assert_str_eq(fol_design_file_chart(file)->zones[1].name, "second");
    fol_design_file_free(file);
    free(text);
    const fol_sink sink = fol__memory_sink(&(fol__memory_out){NULL, 0, 0});
    zones[1].novelty[2] = 1;
    ck_assert_int_eq(fol_design_file_write(&d.treatment, &d.chart, &sink, &err), FOL_ERR_ARG);
    ck_assert_str_eq(err.path, "zones[1]");
}
END_TEST

/* No caller has specs as large: the bytes past them, here all 0, are someone else's. */
START_TEST(a_size_that_no_spec_has_is_refused_unread) {
    static union {
        fol_zone_spec zone;
        fol_treatment_spec treatment;
        fol_limits limits;
        unsigned char bytes[70000];
    } room;
    static const size_t sizes[] = {65537, sizeof room, SIZE_MAX};
    small_design d;
    make_small(&d);
    const fol_sink sink = fol__memory_sink(&(fol__memory_out){NULL, 0, 0});
    fol_design_file *file = NULL;
    room.zone = d.zones[0];
    d.chart.zones = &room.zone;
    d.chart.zone_count = 1;
    for (int i = 0; i < 3; i++) {
        room.zone.struct_size = sizes[i];
        ck_assert_int_eq(fol_design_file_write(&d.treatment, &d.chart, &sink, &err), FOL_ERR_ARG);
        ck_assert_str_eq(err.path, "zones[0]");
        ck_assert_ptr_nonnull(strstr(err.message, "struct_size is wrong"));
    }
    memset(&room, 0, sizeof room);
    room.treatment = d.treatment;
    room.treatment.struct_size = 65537;
    ck_assert_int_eq(fol_design_file_write(&room.treatment, &d.chart, &sink, &err), FOL_ERR_ARG);
    memset(&room, 0, sizeof room);
    room.limits = fol_limits_default();
    room.limits.struct_size = 65537;
    ck_assert_int_eq(fol_design_file_parse("{}", 2, &room.limits, &file, &err), FOL_ERR_ARG);
    ck_assert_ptr_nonnull(strstr(err.message, "the limits' struct_size is wrong"));
}
END_TEST

/* ------------------------------------------------------------------ what no file can hold */

typedef struct unwritable {
    void (*spoil)(small_design *d);
    fol_status status;
    const char *path;
} unwritable;

static const float one_scale[1] = {1};

static void spoil_width(small_design *d) {
    d->chart.canvas_width_mm = (double)NAN;
}
static void spoil_point(small_design *d) {
    static const fol_point points[2] = {{0, 1}, {2, (double)INFINITY}};
    d->zones[0].outline = (fol_ring){points, 2};
}
static void spoil_seed(small_design *d) {
    d->treatment.seed = UINT64_C(1) << 53;
}
static void spoil_name(small_design *d) {
    d->treatment.name = "\xC3(";
}
static void spoil_zone_name(small_design *d) {
    d->zones[0].name = NULL;
}
static void spoil_zones(small_design *d) {
    d->chart.zones = NULL;
}
static void spoil_struct_size(small_design *d) {
    d->zones[0].struct_size = 0;
}
static void spoil_treatment(small_design *d) {
    d->treatment.struct_size = 0;
}
static void spoil_scale(small_design *d) {
    d->chart.area_scale.values = one_scale;
}
static void spoil_mask(small_design *d) {
    d->chart.mask.values = one_scale;
}
static void spoil_photo(small_design *d) {
    d->chart.photo = (fol_photo_spec){.file = "a", .mm_per_px = 1, .scale_mm = 1};
}
static void spoil_extras_text(small_design *d) {
    d->treatment.remarks.extras = "{";
}
static void spoil_extras_array(small_design *d) {
    d->treatment.remarks.extras = "[]";
}
static void spoil_extras_key(small_design *d) {
    d->treatment.remarks.extras = "{\"name\": 1}";
}
static void spoil_note(small_design *d) {
    d->chart.canvas_remarks.note = "\xFF";
}

static const unwritable unwritables[] = {
    {spoil_width, FOL_ERR_VALUE, "canvas.width_mm"},
    {spoil_point, FOL_ERR_VALUE, "zones[0].outline[1][1]"},
    {spoil_seed, FOL_ERR_VALUE, "seed"},
    {spoil_name, FOL_ERR_VALUE, "name"},
    {spoil_zone_name, FOL_ERR_ARG, "zones[0].name"},
    {spoil_zones, FOL_ERR_ARG, "zones"},
    {spoil_struct_size, FOL_ERR_ARG, "zones[0]"},
    {spoil_treatment, FOL_ERR_ARG, ""},
    {spoil_scale, FOL_ERR_ARG, "area_scale"},
    {spoil_mask, FOL_ERR_ARG, "mask"},
    {spoil_photo, FOL_ERR_CONFLICT, "photo"},
    {spoil_extras_text, FOL_ERR_ARG, ""},
    {spoil_extras_array, FOL_ERR_ARG, ""},
    {spoil_extras_key, FOL_ERR_ARG, ""},
    {spoil_note, FOL_ERR_VALUE, "canvas.note"},
};

START_TEST(what_no_file_can_hold_is_refused) {
    small_design d;
    make_small(&d);
    fol__memory_out memory = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&memory);
    unwritables[_i].spoil(&d);
    ck_assert_int_eq(fol_design_file_write(&d.treatment, &d.chart, &sink, &err), unwritables[_i].status);
    ck_assert_str_eq(err.path, unwritables[_i].path);
    free(memory.bytes);
}
END_TEST

static bool take_until(const void *bytes, size_t size, void *user) {
    int64_t *left = user;
    (void)bytes;
    *left -= (int64_t)size;
    return *left >= 0;
}

START_TEST(a_sink_that_refuses_is_an_error_of_writing) {
    small_design d;
    make_small(&d);
    char *text = written(&d.treatment, &d.chart);
    const int64_t size = (int64_t)strlen(text);
    int64_t left = size;
    const fol_sink sink = {take_until, &left}, none = {NULL, NULL};
    ck_assert_int_eq(fol_design_file_write(&d.treatment, &d.chart, &sink, &err), FOL_OK);
    for (int64_t room = 0; room < size; room += size / 7 + 1) {
        left = room;
        ck_assert_int_eq(fol_design_file_write(&d.treatment, &d.chart, &sink, &err), FOL_ERR_WRITE);
    }
    ck_assert_int_eq(fol_design_file_write(&d.treatment, &d.chart, &none, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_design_file_write(&d.treatment, &d.chart, NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_design_file_write(NULL, &d.chart, &sink, &err), FOL_ERR_ARG);
    free(text);
}
END_TEST

/* ------------------------------------------------------------------ numbers */

START_TEST(numbers_are_as_short_as_they_can_be) {
    static const struct {
        double value;
        const char *text;
    } rows[] = {
        {0, "0"},
        {-0.0, "-0.0"},
        {1, "1"},
        {-1, "-1"},
        {0.1, "0.1"},
        {0.3, "0.3"},
        {12.5, "12.5"},
        {100000, "100000"},
        {123456.789, "123456.789"},
        {1e15, "1e+15"},
        {0.001, "0.001"},
        {-273.15, "-273.15"},
        {1.0 / 3, "0.3333333333333333"},
        {0.1 + 0.2, "0.30000000000000004"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fol__memory_out memory = {NULL, 0, 0};
        const fol_sink sink = fol__memory_sink(&memory);
        fol__text_out out;
        fol__out_start(&out, &sink, NULL);
        fol__out_number(&out, rows[i].value);
        ck_assert_int_eq(fol__out_finish(&out, NULL), FOL_OK);
        ck_assert_str_eq(memory.bytes, rows[i].text);
        free(memory.bytes);
    }
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("io design writer");
    TCase *tcase = tcase_create("writer");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, keys_come_in_the_order_of_the_documentation_without_defaults);
    tcase_add_test(tcase, specs_of_a_later_version_are_walked_by_their_own_size);
    tcase_add_test(tcase, a_size_that_no_spec_has_is_refused_unread);
    tcase_add_loop_test(tcase, what_no_file_can_hold_is_refused, 0, (int)(sizeof unwritables / sizeof unwritables[0]));
    tcase_add_test(tcase, a_sink_that_refuses_is_an_error_of_writing);
    tcase_add_test(tcase, numbers_are_as_short_as_they_can_be);
    suite_add_tcase(suite, tcase);
    return suite;
}
