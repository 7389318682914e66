/* SPDX-License-Identifier: MIT */
/* Scenes as text, against golden files. */
#include "runner.h"
#include "scene_plans.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ as text */

typedef struct text {
    char *bytes;
    size_t size;
    size_t refuse_after; /* 0: never */
} text;

static bool collect(const void *bytes, size_t size, void *user) {
    text *out = user;
    if (out->refuse_after && out->size + size > out->refuse_after)
        return false;
    out->bytes = realloc(out->bytes, out->size + size + 1);
    ck_assert_ptr_nonnull(out->bytes);
    memcpy(out->bytes + out->size, bytes, size);
    out->size += size;
    out->bytes[out->size] = '\0';
    return true;
}

static text text_of(const fol_scene *scene) {
    text out = {NULL, 0, 0};
    const fol_sink sink = {collect, &out};
    ck_assert_int_eq(fol_scene_write_text(scene, &sink, NULL), FOL_OK);
    return out;
}

/* Line number of the first difference, for people. */
static int line_of_difference(const char *a, const char *b) {
    int line = 1;
    for (; *a && *a == *b; a++, b++)
        line += *a == '\n';
    return line;
}

/* Compares with tests/golden/scenes/NAME.txt, or writes it when FOLLICLE_REGENERATE is set. */
static void check_golden(const fol_scene *scene, const char *name) {
    const char *folder = getenv("FOLLICLE_GOLDEN");
    ck_assert_msg(folder, "FOLLICLE_GOLDEN names the folder tests/golden");
    char path[1024];
    snprintf(path, sizeof path, "%s/scenes/%s.txt", folder, name);
    const text found = text_of(scene);
    const bool regenerate = getenv("FOLLICLE_REGENERATE") != NULL;
    FILE *file = fopen(path, regenerate ? "wb" : "rb");
    ck_assert_msg(file, "cannot open %s; FOLLICLE_REGENERATE=1 writes it", path);
    if (regenerate) {
        ck_assert_uint_eq(fwrite(found.bytes, 1, found.size, file), found.size);
    } else {
        char *wanted = calloc(found.size + 2, 1);
        ck_assert_ptr_nonnull(wanted);
        const size_t size = fread(wanted, 1, found.size + 1, file);
        ck_assert_msg(size == found.size && memcmp(wanted, found.bytes, size) == 0, "%s differs from line %d on", path,
                      line_of_difference(wanted, found.bytes));
        free(wanted);
    }
    ck_assert_int_eq(fclose(file), 0);
    free(found.bytes);
}

START_TEST(previews_are_those_of_the_golden_files) {
    const plan made = plan_of(40, 30, 20, true);
    fol_preview_spec spec = fol_preview_spec_default();
    spec.session = 0;
    fol_scene *scene = preview(made, &spec);
    check_golden(scene, "preview-before");
    fol_scene_free(scene);
    spec.session = 2;
    scene = preview(made, &spec);
    check_golden(scene, "preview-session-2");
    fol_scene_free(scene);
    spec = fol_preview_spec_default();
    spec.guides = spec.plain = true;
    spec.crop = (fol_rect){-2, 20.5, 10.25, 12};
    scene = preview(made, &spec);
    check_golden(scene, "preview-crop-guides");
    fol_scene_free(scene);
    plan_free(made);
}
END_TEST

START_TEST(map_pages_are_those_of_the_golden_files) {
    const plan made = plan_of(40, 30, 20, true);
    fol_map_spec spec = fol_map_spec_default();
    fol_scene *scene = map_page(made, &spec, 0);
    check_golden(scene, "map-true-size-1");
    fol_scene_free(scene);
    scene = map_page(made, &spec, 2);
    check_golden(scene, "map-true-size-3");
    fol_scene_free(scene);
    plan_free(made);
    const plan wide = plan_of(200, 30, 20, true);
    spec.paper = FOL_PAPER_A4;
    spec.session = 2;
    scene = map_page(wide, &spec, 1);
    check_golden(scene, "map-a4-b1");
    fol_scene_free(scene);
    plan_free(wide);
}
END_TEST

START_TEST(text_has_a_line_for_each_operation_and_dot) {
    const plan made = plan_of(40, 30, 60, true);
    fol_preview_spec spec = fol_preview_spec_default();
    spec.guides = true;
    fol_scene *scene = preview(made, &spec);
    size_t lines = 1, newlines = 0;
    for (size_t i = 0; i < fol_scene_op_count(scene); i++) {
        const fol_op *op = fol_scene_op(scene, i);
        lines += 1 + op->dot_count + op->point_count;
    }
    const text out = text_of(scene);
    for (size_t i = 0; i < out.size; i++)
        newlines += out.bytes[i] == '\n';
    ck_assert_uint_eq(newlines, lines);
    free(out.bytes);
    fol_scene_free(scene);
    plan_free(made);
}
END_TEST

START_TEST(names_cannot_break_the_text) {
    fol_treatment_spec treatment = fol_treatment_spec_default();
    treatment.name = "a \"b\\\nc";
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "top";
    zone.outline = (fol_ring){square, 4};
    zone.density_per_cm2 = 40;
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = chart.canvas_height_mm = 40;
    chart.zones = &zone;
    chart.zone_count = 1;
    const plan made = lay_out(&treatment, &chart);
    const fol_map_spec spec = fol_map_spec_default();
    fol_scene *scene = map_page(made, &spec, 0);
    const text out = text_of(scene);
    ck_assert_ptr_nonnull(strstr(out.bytes, "\"a \\x22b\\x5c\\x0ac\"\n"));
    free(out.bytes);
    fol_scene_free(scene);
    plan_free(made);
}
END_TEST

START_TEST(a_sink_that_refuses_ends_the_writing) {
    const plan made = plan_of(40, 30, 100, false);
    const fol_preview_spec spec = fol_preview_spec_default();
    fol_scene *scene = preview(made, &spec);
    text out = {NULL, 0, 1};
    const fol_sink sink = {collect, &out}, empty = {NULL, NULL};
    fol_error err = {0};
    ck_assert_int_eq(fol_scene_write_text(scene, &sink, &err), FOL_ERR_WRITE);
    ck_assert_int_eq(err.status, FOL_ERR_WRITE);
    ck_assert_int_eq(fol_scene_write_text(scene, &empty, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_scene_write_text(NULL, &sink, NULL), FOL_ERR_ARG);
    fol_scene_free(scene);
    plan_free(made);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("scene-text");
    TCase *as_text = tcase_create("text");
    tcase_add_test(as_text, previews_are_those_of_the_golden_files);
    tcase_add_test(as_text, map_pages_are_those_of_the_golden_files);
    tcase_add_test(as_text, text_has_a_line_for_each_operation_and_dot);
    tcase_add_test(as_text, names_cannot_break_the_text);
    tcase_add_test(as_text, a_sink_that_refuses_ends_the_writing);
    suite_add_tcase(suite, as_text);
    return suite;
}
