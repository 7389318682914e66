/* SPDX-License-Identifier: MIT */
/* The map as PDF: page sizes, identifiers, the same bytes each time, and a sink that refuses. */
#if !defined(_POSIX_C_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif
#include "runner.h"

#include <follicle/follicle-cairo.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static fol_design *design;
static fol_layout *layout;
static fol_error err;

static void make_plan_named(const char *name) {
    static const fol_point outline[] = {{-20, 5}, {260, 5}, {260, 60}, {-20, 60}};
    static const fol_point front[] = {{20, 50}, {60, 40}, {120, 45}};
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "top";
    zone.outline = (fol_ring){outline, 4};
    zone.density_per_cm2 = 30;
    fol_hairline_spec hairline = fol_hairline_spec_default();
    hairline.points = (fol_ring){front, 3};
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = 240;
    chart.canvas_height_mm = 90;
    chart.zones = &zone;
    chart.zone_count = 1;
    chart.hairlines = &hairline;
    chart.hairline_count = 1;
    fol_treatment_spec treatment = fol_treatment_spec_default();
    treatment.seed = 9007199254740991;
    treatment.name = name;
    ck_assert_msg(fol_design_create(&treatment, &chart, NULL, NULL, &design, &err) == FOL_OK, "%s", err.message);
    ck_assert_msg(fol_layout_create(design, NULL, NULL, &layout, &err) == FOL_OK, "%s", err.message);
}

static void make_plan(void) {
    make_plan_named("A. Client");
}

static void free_plan(void) {
    fol_layout_free(layout);
    fol_design_free(design);
}

/* ------------------------------------------------------------------ a PDF in memory */

typedef struct pdf_file {
    char *bytes; /* a NUL follows */
    size_t size, room;
} pdf_file;

static bool take(const void *bytes, size_t size, void *user) {
    pdf_file *const to = user;
    if (size > to->room - to->size)
        return false;
    to->bytes = realloc(to->bytes, to->size + size + 1);
    memcpy(to->bytes + to->size, bytes, size);
    to->size += size;
    to->bytes[to->size] = '\0';
    return true;
}

static pdf_file write_map(const fol_map_spec *spec) {
    pdf_file file = {NULL, 0, (size_t)1 << 26};
    const fol_sink sink = {take, &file};
    ck_assert_msg(fol_cairo_write_map_pdf(design, layout, spec, &sink, &err) == FOL_OK, "%s", err.message);
    return file;
}

/* As strstr(), in bytes that may hold NULs. */
static const char *find(const pdf_file *file, const char *from, const char *text) {
    const size_t length = strlen(text);
    for (const char *at = from ? from : file->bytes; at + length <= file->bytes + file->size; at++)
        if (memcmp(at, text, length) == 0)
            return at;
    return NULL;
}

/* ------------------------------------------------------------------ tests */

START_TEST(each_page_of_the_scene_is_a_page_at_true_size) {
    fol_map_spec spec = fol_map_spec_default();
    spec.paper = (fol_paper)(_i % 3);
    spec.session = _i / 3;
    const pdf_file file = write_map(&spec);
    const size_t pages = fol_map_page_count(design, &spec);
    ck_assert_uint_gt(pages, 0);
    const char *at = NULL;
    for (size_t page = 0; page < pages; page++) {
        fol_scene *scene;
        ck_assert_int_eq(fol_scene_map_page(design, layout, &spec, page, NULL, &scene, &err), FOL_OK);
        const fol_rect extent = fol_scene_extent(scene);
        double width, height;
        at = find(&file, at, "/MediaBox [ 0 0 ");
        ck_assert_ptr_nonnull(at);
        ck_assert_int_eq(sscanf(at, "/MediaBox [ 0 0 %lf %lf ]", &width, &height), 2);
        ck_assert_double_eq_tol(width, extent.width / 25.4 * 72, 0.002);
        ck_assert_double_eq_tol(height, extent.height / 25.4 * 72, 0.002);
        fol_scene_free(scene);
        at++;
    }
    ck_assert_ptr_null(find(&file, at, "/MediaBox [ 0 0 "));
    free(file.bytes);
}
END_TEST

START_TEST(paper_has_its_standard_size) {
    fol_map_spec spec = fol_map_spec_default();
    spec.paper = FOL_PAPER_A4;
    pdf_file file = write_map(&spec);
    ck_assert(find(&file, NULL, "[ 0 0 595.27") || find(&file, NULL, "[ 0 0 841.88"));
    free(file.bytes);
    spec.paper = FOL_PAPER_LETTER;
    file = write_map(&spec);
    ck_assert(find(&file, NULL, "[ 0 0 612 792 ]") || find(&file, NULL, "[ 0 0 792 612 ]"));
    free(file.bytes);
}
END_TEST

START_TEST(the_plans_identifiers_are_metadata) {
    const pdf_file file = write_map(NULL);
    char keywords[200];
    snprintf(keywords, sizeof keywords,
             "(follicle:layout_version=%d follicle:library=%s follicle:fingerprint=%016" PRIx64
             " follicle:seed=9007199254740991)",
             fol_layout_version(), fol_version(), fol_design_fingerprint(design));
    ck_assert_ptr_nonnull(find(&file, NULL, keywords));
    ck_assert_ptr_nonnull(find(&file, NULL, "/Title (A. Client)"));
    ck_assert_int_eq(memcmp(file.bytes, "%PDF-1.4", 8), 0);
    free(file.bytes);
}
END_TEST

START_TEST(no_clock_time_is_written) {
    const pdf_file file = write_map(NULL);
    ck_assert_ptr_null(find(&file, NULL, "CreationDate"));
    ck_assert_ptr_null(find(&file, NULL, "ModDate"));
    ck_assert_ptr_null(find(&file, NULL, "(D:"));
    free(file.bytes);
}
END_TEST

START_TEST(the_same_map_is_the_same_file_a_second_later) {
    const pdf_file first = write_map(NULL);
    const time_t then = time(NULL);
    while (time(NULL) < then + 2)
        nanosleep(&(struct timespec){0, 100000000}, NULL);
    const pdf_file second = write_map(NULL);
    ck_assert_uint_eq(first.size, second.size);
    ck_assert_mem_eq(first.bytes, second.bytes, first.size);
    free(first.bytes);
    free(second.bytes);
}
END_TEST

START_TEST(any_name_is_taken_as_title) {
    static const char *const names[] = {NULL, "",
                                        "Gr\xc3\xbc\xc3\x9f"
                                        "e (1) \\"};
    for (int i = 0; i < 3; i++) {
        free_plan();
        make_plan_named(names[i]);
        const pdf_file file = write_map(NULL);
        ck_assert_ptr_nonnull(find(&file, NULL, "/Keywords"));
        ck_assert_int_eq(find(&file, NULL, "/Title (Map)") != NULL, i < 2);
        free(file.bytes);
    }
}
END_TEST

START_TEST(a_sink_that_refuses_is_reported) {
    pdf_file whole = write_map(NULL);
    for (int part = 0; part < 20; part++) {
        pdf_file file = {NULL, 0, whole.size / 20 * (size_t)part};
        const fol_sink sink = {take, &file};
        ck_assert_int_eq(fol_cairo_write_map_pdf(design, layout, NULL, &sink, &err), FOL_ERR_WRITE);
        ck_assert_int_eq(err.status, FOL_ERR_WRITE);
        free(file.bytes);
    }
    pdf_file file = {NULL, 0, whole.size - 1}; /* only the last bytes fail */
    const fol_sink sink = {take, &file};
    ck_assert_int_eq(fol_cairo_write_map_pdf(design, layout, NULL, &sink, &err), FOL_ERR_WRITE);
    free(file.bytes);
    free(whole.bytes);
}
END_TEST

START_TEST(a_bad_spec_fails_as_its_scene_does) {
    pdf_file file = {NULL, 0, (size_t)1 << 26};
    const fol_sink sink = {take, &file};
    fol_map_spec specs[4];
    for (int i = 0; i < 4; i++)
        specs[i] = fol_map_spec_default();
    specs[0].session = 9;
    specs[1].margin_mm = (double)NAN;
    specs[2].paper = (fol_paper)77;
    specs[3].struct_size = 0;
    for (int i = 0; i < 4; i++) {
        fol_scene *scene;
        const fol_status expected = fol_scene_map_page(design, layout, &specs[i], 0, NULL, &scene, NULL);
        ck_assert_int_ne(expected, FOL_OK);
        ck_assert_int_eq(fol_cairo_write_map_pdf(design, layout, &specs[i], &sink, &err), expected);
        ck_assert_int_eq(err.status, expected);
    }
    free(file.bytes);
}
END_TEST

START_TEST(missing_arguments_are_refused) {
    pdf_file file = {NULL, 0, (size_t)1 << 26};
    const fol_sink sink = {take, &file}, none = {NULL, NULL};
    ck_assert_int_eq(fol_cairo_write_map_pdf(NULL, layout, NULL, &sink, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_cairo_write_map_pdf(design, NULL, NULL, &sink, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_cairo_write_map_pdf(design, layout, NULL, NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_cairo_write_map_pdf(design, layout, NULL, &none, NULL), FOL_ERR_ARG);
    ck_assert_ptr_null(file.bytes);
}
END_TEST

Suite *make_suite(void) {
    Suite *const suite = suite_create("render: map");
    TCase *const pages = tcase_create("pages");
    tcase_add_checked_fixture(pages, make_plan, free_plan);
    tcase_add_loop_test(pages, each_page_of_the_scene_is_a_page_at_true_size, 0, 9);
    tcase_add_test(pages, paper_has_its_standard_size);
    suite_add_tcase(suite, pages);
    TCase *const bytes = tcase_create("bytes");
    tcase_add_checked_fixture(bytes, make_plan, free_plan);
    tcase_set_timeout(bytes, 30);
    tcase_add_test(bytes, the_plans_identifiers_are_metadata);
    tcase_add_test(bytes, no_clock_time_is_written);
    tcase_add_test(bytes, the_same_map_is_the_same_file_a_second_later);
    tcase_add_test(bytes, any_name_is_taken_as_title);
    suite_add_tcase(suite, bytes);
    TCase *const failing = tcase_create("failing");
    tcase_add_checked_fixture(failing, make_plan, free_plan);
    tcase_set_timeout(failing, 30);
    tcase_add_test(failing, a_sink_that_refuses_is_reported);
    tcase_add_test(failing, a_bad_spec_fails_as_its_scene_does);
    tcase_add_test(failing, missing_arguments_are_refused);
    suite_add_tcase(suite, failing);
    return suite;
}
