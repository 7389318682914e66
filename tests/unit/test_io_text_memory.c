/* SPDX-License-Identifier: MIT */
/* Memory that runs out anywhere in reading or writing designs and maps: an error, no object, and nothing leaks. */
#include "failing_malloc.h"
#include "runner.h"

#include <follicle/io.h>
#include <stdlib.h>
#include <string.h>

#define DESIGN                                                                                                         \
    "{\"follicle\": 1, \"name\": \"Ann\", \"note\": \"n\", \"x-a\": [1, 2], \"canvas\": {\"width_mm\": 90, "           \
    "\"height_mm\": 70}, \"zones\": [{\"name\": \"say \\\"hi\\\"\", \"outline\": [[10, 10], [80, 10], [80, 60]], "     \
    "\"holes\": [[[60, 30], [65, 30], [65, 32]]], \"density_per_cm2\": 80, \"cumulative\": [0.2, 0.6, 1]}], "          \
    "\"hairline\": {\"points\": [[5, 20], [30, 14]], \"zones\": [\"say \\\"hi\\\"\"]}, \"hairs\": [[20, 20]]}"

static fol_design_file *file;
static fol_design *design;
static char *long_csv;
static fol_error err;

static bool discard(const void *bytes, size_t size, void *user) {
    (void)bytes;
    (void)size;
    (void)user;
    return true;
}

static const fol_sink nowhere = {discard, NULL};
static const fol_dot dots[2] = {{8, 1, 2, 125, 0, 0, 1, 24}, {16, 3, 4, 125, 0, 0, 1, 24}};

/* jansson does not notice every failure of its own allocations, and blames the text instead. */
static fol_status out_of_memory(fol_status status) {
    const bool blamed = status == FOL_ERR_SYNTAX || status == FOL_ERR_SCHEMA || status == FOL_ERR_ARG;
    return blamed ? FOL_ERR_NOMEM : status;
}

static fol_status parse_design(void *user) {
    (void)user;
    fol_design_file *out = NULL;
    const fol_status status = fol_design_file_parse(DESIGN, strlen(DESIGN), NULL, &out, &err);
    const bool right = (status == FOL_OK) == (out != NULL);
    fol_design_file_free(out);
    return right ? out_of_memory(status) : FOL_ERR_INTERNAL;
}

/* Enough vertices for the reader's memory to grow more than once. */
static fol_status parse_large_design(void *user) {
    (void)user;
    enum { POINTS = 300 };
    static char text[POINTS * 8 + sizeof DESIGN + 64];
    fol_design_file *out = NULL;
    strcpy(text, DESIGN);
    strcpy(strrchr(text, '}'), ", \"keep_outs\": [{\"outline\": [[0, 0]");
    char *at = text + strlen(text);
    for (int i = 1; i < POINTS; i++, at += 7)
        memcpy(at, ",[1, 2]", 7);
    strcpy(at, "]}]}");
    const fol_status status = fol_design_file_parse(text, strlen(text), NULL, &out, &err);
    const bool right = (status == FOL_OK) == (out != NULL);
    fol_design_file_free(out);
    return right ? out_of_memory(status) : FOL_ERR_INTERNAL;
}

static fol_status write_design(void *user) {
    (void)user;
    return out_of_memory(
        fol_design_file_write(fol_design_file_treatment(file), fol_design_file_chart(file), &nowhere, &err));
}

static fol_status parse_csv(void *user) {
    (void)user;
    fol_map *out = NULL;
    const fol_status status = fol_map_parse_csv(long_csv, strlen(long_csv), design, NULL, &out, &err);
    const bool right = (status == FOL_OK) == (out != NULL);
    fol_map_free(out);
    return right ? status : FOL_ERR_INTERNAL;
}

static fol_status write_csv(void *user) {
    (void)user;
    return fol_map_write_csv(design, dots, 2, &nowhere, &err);
}

static fol_status write_json(void *user) {
    (void)user;
    return fol_map_write_json(design, dots, 2, &nowhere, &err);
}

static fol_status write_svg(void *user) {
    (void)user;
    return fol_map_write_svg(design, dots, 2, FOL_SVG_STROKES, &nowhere, &err);
}

/* ------------------------------------------------------------------ the tests */

static void make_inputs(void) {
    enum { ROWS = 1500 };
    static const char head[] = "id,x_um,y_um,session,zone\n", row[] = "8,1,2,1,\"say \"\"hi\"\"\"\n";
    ck_assert_int_eq(fol_design_file_parse(DESIGN, strlen(DESIGN), NULL, &file, &err), FOL_OK);
    ck_assert_msg(fol_design_create(fol_design_file_treatment(file), fol_design_file_chart(file), NULL, NULL, &design,
                                    &err) == FOL_OK,
                  "%s: %s", err.path, err.message);
    long_csv = malloc(sizeof head + ROWS * (sizeof row - 1));
    ck_assert_ptr_nonnull(long_csv);
    strcpy(long_csv, head);
    for (int i = 0; i < ROWS; i++)
        memcpy(long_csv + sizeof head - 1 + (size_t)i * (sizeof row - 1), row, sizeof row);
}

static void free_inputs(void) {
    free(long_csv);
    fol_design_free(design);
    fol_design_file_free(file);
}

static fol_status (*const acts[])(void *user) = {parse_design, parse_large_design, write_design, parse_csv,
                                                 write_csv,    write_json,         write_svg};

START_TEST(each_allocation_may_fail) {
    if (can_fail_malloc())
        check_every_malloc(acts[_i], NULL);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("io text memory");
    TCase *tcase = tcase_create("memory");
    tcase_add_checked_fixture(tcase, make_inputs, free_inputs);
    tcase_add_loop_test(tcase, each_allocation_may_fail, 0, (int)(sizeof acts / sizeof acts[0]));
    suite_add_tcase(suite, tcase);
    return suite;
}
