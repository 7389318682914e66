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

/* Every kind of object, a class, a clone, a clip, an embedded picture and settings. */
#define DRAWING                                                                                                        \
    "<!-- Adobe Illustrator --><svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "    \
    "width='90' height='70' data-seed='3'><title>Ann</title><style>.a{fill-rule:evenodd}</style><defs><clipPath "       \
    "id='c'><rect width='9' height='9'/></clipPath></defs><g id='zones' data-feather='2'><path id='p1' class='a' "      \
    "clip-path='url(#c)' data-density='50' data-cumulative='[0.5, 0.6, 1]' data-densty='3' d='M10 10h60v40h-60zM20 "   \
    "20h9v9z'/></g><path id='hairline' d='M9 20C20 9 40 9 60 20' data-zones='p1' data-undulation-large='1'/><circle "  \
    "id='mole' cx='30' cy='30' r='5'/><g id='hairs'><circle id='h' cx='9' cy='9' r='1'/><use href='#h' x='30'/></g>"   \
    "<circle id='landmark-chin' r='1'/><circle id='behind' cx='40' cy='60' r='1'/><image x='3' width='9' height='9' "  \
    "xlink:href='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC'/></svg>"
#define SETTINGS "{\"zones\": {\"feather_mm\": 3}, \"hairline\": {\"style\": \"soft\"}, \"dots\": {\"diameter_mm\": [0.1, 0.12]}}"

static fol_status parse_drawing(void *user) {
    (void)user;
    fol_design_file *out = NULL;
    fol_drawing_options options = fol_drawing_options_default();
    options.settings = SETTINGS;
    options.settings_size = strlen(SETTINGS);
    const fol_status status = fol_drawing_parse(DRAWING, strlen(DRAWING), &options, &out, &err);
    const bool right = (status == FOL_OK) == (out != NULL);
    fol_design_file_free(out);
    return right ? out_of_memory(status) : FOL_ERR_INTERNAL;
}

#define SVG_MAP                                                                                                        \
    "<svg width='90mm' height='70mm' viewBox='0 0 90 70'><style>.a{stroke-width:0.2}</style><g id='session-1'>"        \
    "<g id='session-1-zone-1-a' class='a'><path id='d8' d='M30 30h0'/><circle cx='40' cy='40' r='0.1'/></g></g></svg>"

static fol_status parse_svg_map(void *user) {
    (void)user;
    fol_map *out = NULL;
    const fol_status status = fol_map_parse_svg(SVG_MAP, strlen(SVG_MAP), design, NULL, &out, &err);
    const bool right = (status == FOL_OK) == (out != NULL);
    fol_map_free(out);
    return right ? status : FOL_ERR_INTERNAL;
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

/* The same text is a record, */
static fol_status parse_record(void *user) {
    (void)user;
    fol_record *out = NULL;
    const fol_status status = fol_record_parse_csv(long_csv, strlen(long_csv), design, NULL, &out, &err);
    const bool right = (status == FOL_OK) == (out != NULL);
    fol_record_free(out);
    return right ? status : FOL_ERR_INTERNAL;
}

/* and what is in the skin. */
static fol_status parse_skin(void *user) {
    (void)user;
    fol_skin *out = NULL;
    const fol_status status = fol_skin_parse_csv(long_csv, strlen(long_csv), fol_design_file_chart(file), NULL, &out, &err);
    const bool right = (status == FOL_OK) == (out != NULL);
    fol_skin_free(out);
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
    static const char head[] = "id,x_um,y_um,session,zone,state\n", row[] = "8,1,2,1,\"say \"\"hi\"\"\",done\n";
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
                                                 write_csv,    write_json,         write_svg,    parse_drawing,
                                                 parse_svg_map, parse_record,     parse_skin};

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
