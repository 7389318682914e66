/* SPDX-License-Identifier: MIT */
/* What a host program relies on, by the public API alone: refusals that come from two objects together, and calls that a hurried
 * host makes wrong. */
#include "runner.h"

#include <follicle/follicle.h>
#include <stddef.h>
#include <string.h>

static const fol_point corners[] = {{10, 10}, {60, 10}, {60, 50}, {10, 50}};

/* Specs of one plain zone, to be spoilt. */
typedef struct plan {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_zone_spec zone;
    fol_hairline_spec hairline;
} plan;

static void fill(plan *p) {
    p->treatment = fol_treatment_spec_default();
    p->chart = fol_chart_spec_default();
    p->zone = fol_zone_spec_default();
    p->hairline = fol_hairline_spec_default();
    p->zone.name = "zone";
    p->zone.outline = (fol_ring){corners, 4};
    p->zone.density_per_cm2 = 120;
    p->chart.canvas_width_mm = 70;
    p->chart.canvas_height_mm = 60;
    p->chart.zones = &p->zone;
    p->chart.zone_count = 1;
    p->chart.hairlines = &p->hairline;
}

static fol_status create(const plan *p, fol_design **design, fol_error *err) {
    return fol_design_create(&p->treatment, &p->chart, NULL, NULL, design, err);
}

static fol_design *created(const plan *p) {
    fol_design *design = NULL;
    fol_error err;
    ck_assert_msg(create(p, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return design;
}

static fol_layout *laid_out(const fol_design *design) {
    fol_layout *layout = NULL;
    fol_error err;
    ck_assert_msg(fol_layout_create(design, NULL, NULL, &layout, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return layout;
}

START_TEST(a_distance_that_the_pattern_cannot_keep_is_refused_at_the_latest_when_laid_out) {
    plan p;
    fol_error err;
    fill(&p);
    p.treatment.min_distance_mm = 0.8;
    fol_design *design = created(&p); /* no spacing was given to check against */
    fol_layout *layout = NULL;
    ck_assert_int_eq(fol_layout_create(design, NULL, NULL, &layout, &err), FOL_ERR_CONFLICT);
    ck_assert_ptr_null(layout);
    ck_assert_str_eq(err.path, "zones[0].density_per_cm2");
    ck_assert_msg(strstr(err.message, "the highest density that works is "), "%s", err.message);
    fol_design_free(design);
}
END_TEST

START_TEST(a_layout_of_another_design_is_not_drawn) {
    plan p;
    fol_error err;
    fill(&p);
    fol_design *a = created(&p);
    p.zone.density_per_cm2 = 100;
    fol_design *b = created(&p);
    fol_layout *layout = laid_out(a);
    const fol_preview_spec preview = fol_preview_spec_default();
    const fol_map_spec map = fol_map_spec_default();
    fol_scene *scene = NULL;
    ck_assert_int_eq(fol_scene_preview(b, layout, &preview, NULL, &scene, &err), FOL_ERR_CONFLICT);
    ck_assert_int_eq(fol_scene_map_page(b, layout, &map, 0, NULL, &scene, &err), FOL_ERR_CONFLICT);
    ck_assert_ptr_null(scene);
    ck_assert_int_eq(fol_scene_preview(a, layout, &preview, NULL, &scene, &err), FOL_OK);
    fol_scene_free(scene);
    fol_layout_free(layout);
    fol_design_free(a);
    fol_design_free(b);
}
END_TEST

static double constant(double x_mm, double y_mm, void *user) {
    (void)x_mm;
    (void)y_mm;
    return *(const double *)user;
}

/* A callback may have changed its mind since the layout was made, and no fingerprint shows it. */
START_TEST(an_update_looks_at_every_place_where_a_callback_has_a_say) {
    double one = 1, two = 2;
    plan p;
    fol_error err;
    fill(&p);
    p.chart.area_scale.max_scale = 2;
    p.chart.area_scale.at = constant;
    p.chart.area_scale.user = &one;
    fol_design *a = created(&p);
    p.chart.area_scale.user = &two;
    fol_design *b = created(&p), *derived = NULL;
    fol_layout *before = laid_out(a), *after = NULL;
    const fol_point moved[] = {{10, 10}, {60, 10}, {61, 50}, {10, 50}};
    const fol_design_edit edit = {FOL_EDIT_ZONE_RING, 0, 0, {moved, 4}};
    ck_assert_int_eq(fol_design_derive(b, &edit, NULL, &derived, &err), FOL_OK);
    ck_assert_int_eq(fol_layout_update(before, derived, NULL, &after, NULL, &err), FOL_OK);
    fol_layout *fresh = laid_out(derived);
    ck_assert_uint_eq(fol_layout_count(after), fol_layout_count(fresh));
    ck_assert_uint_gt(fol_layout_count(after), fol_layout_count(before) * 3 / 2);
    fol_layout_free(before);
    fol_layout_free(after);
    fol_layout_free(fresh);
    fol_design_free(a);
    fol_design_free(b);
    fol_design_free(derived);
}
END_TEST

/* ------------------------------------------------------------------ callers that were built against an older header */

/* Fills a spec as such a caller does; what lies past its end is not the library's to read. */
#define OLDER(type, init, spec, last)                       \
    do {                                                    \
        memset(&(spec), 0xCC, sizeof(spec));                \
        init(&(spec), offsetof(type, last));                \
        ck_assert_uint_eq((spec).struct_size, offsetof(type, last)); \
        ck_assert_int_eq(*(const unsigned char *)&(spec).last, 0xCC); \
    } while (0)

START_TEST(a_chart_without_a_mask_is_one_of_an_older_caller) {
    plan p;
    fol_design *design, *newer;
    fill(&p);
    const fol_chart_spec chart = p.chart;
    ck_assert_int_eq(create(&p, &newer, NULL), FOL_OK);
    OLDER(fol_chart_spec, fol_chart_spec_init_sized, p.chart, mask);
    p.chart.canvas_width_mm = chart.canvas_width_mm;
    p.chart.canvas_height_mm = chart.canvas_height_mm;
    p.chart.zones = chart.zones;
    p.chart.zone_count = 1;
    ck_assert_int_eq(create(&p, &design, NULL), FOL_OK);
    ck_assert_ptr_null(fol_design_chart(design)->mask.values);
    ck_assert(fol_design_fingerprint(design) == fol_design_fingerprint(newer));
    p.chart.struct_size -= sizeof(void *);
    fol_design_free(design);
    ck_assert_int_eq(create(&p, &design, NULL), FOL_ERR_ARG);
    fol_design_free(newer);
}
END_TEST

static bool count_dots(const fol_dot *dots, size_t count, void *user) {
    *(size_t *)user += count;
    return dots != NULL;
}

START_TEST(options_without_tasks_are_those_of_an_older_caller) {
    plan p;
    fol_layout_options options;
    fol_layout *layout;
    size_t dots = 0;
    const fol_dot_sink sink = {count_dots, &dots};
    fill(&p);
    fol_design *design = created(&p);
    OLDER(fol_layout_options, fol_layout_options_init_sized, options, tasks);
    ck_assert_int_eq(fol_layout_create(design, &options, NULL, &layout, NULL), FOL_OK);
    ck_assert_int_eq(fol_layout_stream(design, &options, &sink, NULL, NULL), FOL_OK);
    ck_assert_uint_eq(dots, fol_layout_count(layout));
    fol_layout_free(layout);
    options.struct_size -= sizeof(void *);
    ck_assert_int_eq(fol_layout_create(design, &options, NULL, &layout, NULL), FOL_ERR_ARG);
    fol_design_free(design);
}
END_TEST

START_TEST(a_review_spec_without_batches_and_textures_is_one_of_an_older_caller) {
    plan p;
    fol_review_spec spec;
    fol_review *review;
    fill(&p);
    fol_design *design = created(&p);
    OLDER(fol_review_spec, fol_review_spec_init_sized, spec, density_batch);
    spec.session_count = fol_design_session_count(design);
    spec.zone_count = 1;
    spec.density = fol_design_density_fn;
    spec.density_user = design;
    spec.bounds = (fol_rect){0, 0, 70, 60};
    ck_assert_int_eq(fol_review_create(&spec, NULL, &review, NULL), FOL_OK);
    ck_assert_int_eq(fol_review_total(review, 1).dots, 0);
    fol_review_free(review);
    spec.struct_size = offsetof(fol_review_spec, textures);
    spec.density_batch = NULL;
    ck_assert_int_eq(fol_review_create(&spec, NULL, &review, NULL), FOL_OK);
    fol_review_free(review);
    spec.struct_size = offsetof(fol_review_spec, progress);
    ck_assert_int_eq(fol_review_create(&spec, NULL, &review, NULL), FOL_ERR_ARG);
    fol_design_free(design);
}
END_TEST

static void holes_without_a_list(plan *p) {
    p->zone.hole_count = 3;
}
static void shares_without_a_list(plan *p) {
    p->zone.cumulative_count = 3;
}
static void names_without_a_list(plan *p) {
    p->hairline.points = (fol_ring){corners, 2};
    p->hairline.zone_count = 2;
    p->chart.hairline_count = 1;
}
static void a_size_never_filled_in(plan *p) {
    memset(&p->zone.struct_size, 0xCC, sizeof p->zone.struct_size);
}
static void countless_holes(plan *p) {
    static const fol_ring hole = {NULL, 0};
    p->zone.holes = &hole;
    p->zone.hole_count = (size_t)1 << 40;
}
static void countless_shares(plan *p) {
    static const double share = 1;
    p->zone.cumulative = &share;
    p->zone.cumulative_count = 1000000000;
}
static void countless_names(plan *p) {
    static const char *const name = "zone";
    names_without_a_list(p);
    p->hairline.zones = &name;
    p->hairline.zone_count = 1000000000;
}

static const struct {
    void (*spoil)(plan *p);
    fol_status status;
    const char *path;
} hurried[] = {
    {holes_without_a_list, FOL_ERR_ARG, "zones[0].holes"},
    {shares_without_a_list, FOL_ERR_ARG, "zones[0].cumulative"},
    {names_without_a_list, FOL_ERR_ARG, "hairlines[0].zones"},
    {a_size_never_filled_in, FOL_ERR_ARG, "zones[0]"},
    {countless_holes, FOL_ERR_LIMIT, "zones[0].holes"},
    {countless_shares, FOL_ERR_LIMIT, "zones[0].cumulative"},
    {countless_names, FOL_ERR_LIMIT, "hairlines[0].zones"},
};

START_TEST(lists_and_sizes_that_cannot_be_are_refused_before_they_are_walked) {
    plan p;
    fol_design *design = NULL;
    fol_error err;
    fill(&p);
    hurried[_i].spoil(&p);
    ck_assert_int_eq(create(&p, &design, &err), hurried[_i].status);
    ck_assert_str_eq(err.path, hurried[_i].path);
    ck_assert_ptr_null(design);
}
END_TEST

START_TEST(a_hairline_that_runs_back_at_itself_is_a_warning) {
    const fol_point hook[] = {{20, 48}, {18, 48.001}, {35, 50}, {45, 51}, {52, 50}, {58, 46}};
    plan p;
    fill(&p);
    p.hairline.points = (fol_ring){hook, 6};
    p.chart.hairline_count = 1;
    fol_design *design = created(&p);
    bool warned = false;
    for (size_t i = 0; i < fol_design_warning_count(design); i++)
        warned = warned || strstr(fol_design_warning(design, i).text, "runs back at the hairline itself");
    ck_assert(warned);
    fol_design_free(design);
}
END_TEST

START_TEST(a_name_that_is_cut_in_a_message_stays_utf8) {
    char name[200];
    plan p;
    fol_design *design = NULL;
    fol_error err;
    fill(&p);
    name[0] = 'a';
    for (size_t i = 0; i < 90; i++)
        memcpy(name + 1 + 2 * i, "\xc3\xa9", 3);
    fol_zone_spec zones[2] = {p.zone, p.zone};
    zones[0].name = zones[1].name = name;
    p.chart.zones = zones;
    p.chart.zone_count = 2;
    ck_assert_int_eq(create(&p, &design, &err), FOL_ERR_NAME);
    ck_assert_msg(strstr(err.message, "\xc3\xa9?\""), "%s", err.message);
}
END_TEST

START_TEST(questions_about_nothing_have_an_answer) {
    fol_limits_init_sized(NULL, sizeof(fol_limits));
    ck_assert(!fol_review_ok(NULL));
    ck_assert_uint_eq(fol_review_session_count(NULL), 0);
    ck_assert_int_eq(fol_review_total(NULL, 1).dots, 0);
    ck_assert_int_eq(fol_review_zone(NULL, 0).found, 0);
    ck_assert_ptr_null(fol_review_finding(NULL, 0));
    ck_assert_uint_eq(fol_scene_op_count(NULL), 0);
    ck_assert(fol_scene_extent(NULL).width == 0);
    ck_assert_ptr_null(fol_scene_op(NULL, 0));
    ck_assert_uint_eq(fol_layout_count(NULL), 0);
    ck_assert_uint_eq(fol_design_zone_count(NULL), 0);
}
END_TEST

START_TEST(an_allocator_without_functions_is_libcs) {
    const fol_allocator empty = {NULL, NULL, NULL};
    plan p;
    fol_design *design = NULL;
    fill(&p);
    ck_assert_int_eq(fol_design_create(&p.treatment, &p.chart, NULL, &empty, &design, NULL), FOL_OK);
    fol_design_free(design);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("embedding");
    TCase *tests = tcase_create("a host");
    tcase_add_test(tests, a_distance_that_the_pattern_cannot_keep_is_refused_at_the_latest_when_laid_out);
    tcase_add_test(tests, a_layout_of_another_design_is_not_drawn);
    tcase_add_test(tests, a_chart_without_a_mask_is_one_of_an_older_caller);
    tcase_add_test(tests, options_without_tasks_are_those_of_an_older_caller);
    tcase_add_test(tests, a_review_spec_without_batches_and_textures_is_one_of_an_older_caller);
    tcase_add_test(tests, an_update_looks_at_every_place_where_a_callback_has_a_say);
    tcase_add_loop_test(tests, lists_and_sizes_that_cannot_be_are_refused_before_they_are_walked, 0,
                        (int)(sizeof hurried / sizeof hurried[0]));
    tcase_add_test(tests, a_hairline_that_runs_back_at_itself_is_a_warning);
    tcase_add_test(tests, a_name_that_is_cut_in_a_message_stays_utf8);
    tcase_add_test(tests, questions_about_nothing_have_an_answer);
    tcase_add_test(tests, an_allocator_without_functions_is_libcs);
    suite_add_tcase(suite, tests);
    return suite;
}
