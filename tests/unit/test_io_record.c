/* SPDX-License-Identifier: MIT */
/* Records and what is in the skin as CSV. */
#include "runner.h"
#include "text_out.h"
#include "visits.h"

#include <follicle/io.h>
#include <stdlib.h>
#include <string.h>

static visits v;

static void begin(void) {
    visits_begin(&v, 2);
}

static void end(void) {
    visits_end(&v);
}

static fol_status parse(const char *text, fol_record **record, fol_error *err) {
    return fol_record_parse_csv(text, strlen(text), v.design, NULL, record, err);
}

START_TEST(a_record_is_read) {
    fol_record *record;
    size_t count;
    ck_assert_int_eq(parse("# made by hand\n# fingerprint: 00000000000000ff\r\nid,note,state,x_mm,y_mm,confidence,session\r\n"
                           "8,,lost,,,0.7,1\n\n,new,added,1.5,-2,,\n# fingerprint 0000000000000100\nzone=top,\"a, b\",held=0.6,,,,2\n"
                           "id,note,state,x_mm,y_mm,confidence,session\n16,,kept\n",
                           &record, NULL),
                     FOL_OK);
    const fol_record_row *rows = fol_record_rows(record, &count);
    ck_assert_uint_eq(count, 4);
    ck_assert(rows[0].id == 8 && rows[0].state == FOL_DOT_LOST && !rows[0].has_place && rows[0].session == 1 && rows[0].line == 4);
    ck_assert(rows[0].fingerprint == 255 && rows[2].fingerprint == 256);
    ck_assert_double_eq_tol((double)rows[0].confidence, 0.7, 1e-6);
    ck_assert(rows[1].id == FOL_NO_ID && rows[1].has_place && rows[1].x_um == 1500 && rows[1].y_um == -2000 && rows[1].session == 0);
    ck_assert(rows[2].zone == 0 && rows[2].session == 2);
    ck_assert_double_eq_tol((double)rows[2].held, 0.6, 1e-6);
    ck_assert(rows[3].id == 16 && rows[3].state == FOL_DOT_DONE);
    fol_record_free(record);
}
END_TEST

START_TEST(what_is_wrong_is_named) {
    static const struct {
        const char *text, *message;
        int line;
        fol_status status;
    } cases[] = {
        {"id;state\n1;done\n", "columns are separated by semicolons; save the table as CSV with commas", 1, FOL_ERR_SYNTAX},
        {"id,stat\n1,done\n", "there is no column \"state\"; the first line names the columns: id,state,x_mm,y_mm,confidence,session,note", 1,
         FOL_ERR_SYNTAX},
        {"id,state\n1,gone\n", "state is \"gone\", must be done, skipped, added, moved, lost, faint or blown-out", 2, FOL_ERR_VALUE},
        {"id,state\n-1,done\n", "id is \"-1\", must be a whole number from 0 to 9007199254740991", 2, FOL_ERR_VALUE},
        {"id,state\n,done\n", "id is \"\", must be a whole number from 0 to 9007199254740991", 2, FOL_ERR_VALUE},
        {"id,state,confidence\n8,done,2\n", "confidence is \"2\", must be a number from 0 to 1", 2, FOL_ERR_VALUE},
        {"id,state,x_mm,y_mm\n8,moved,2,\n", "x_mm and y_mm go together; one of them is empty", 2, FOL_ERR_VALUE},
        {"id,state\nzone=nape,held=1\n", "the design has no zone \"nape\"", 2, FOL_ERR_NAME},
        {"id,state\nzone=top,held=60\n", "state of a zone is \"held=60\", must be held= and a share from 0 to 1", 2, FOL_ERR_VALUE},
        {"# fingerprint: xy\nid,state\n", "fingerprint is \"xy\", must be 16 hexadecimal digits as maps have them", 1, FOL_ERR_VALUE},
        {"# day: 9\nid,state\n# day: 8\n", "day 8 comes after day 9 above it; days run forwards: what is new comes last", 3, FOL_ERR_CONFLICT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fol_record *record;
        fol_error err = {0};
        ck_assert_int_eq(parse(cases[i].text, &record, &err), cases[i].status);
        ck_assert_str_eq(err.message, cases[i].message);
        ck_assert_int_eq(err.line, cases[i].line);
        ck_assert_ptr_null(record);
    }
}
END_TEST

START_TEST(a_record_comes_back_as_it_was_written) {
    const fol_record_row rows[] = {
        {.id = 8, .zone = FOL_NO_ZONE, .state = FOL_DOT_FAINT, .confidence = 0.25f, .session = 1},
        {.id = FOL_NO_ID, .zone = FOL_NO_ZONE, .state = FOL_DOT_ADDED, .has_place = true, .x_um = -1234, .y_um = 5, .confidence = 1},
        {.id = FOL_NO_ID, .zone = 0, .held = 0.5f, .state = FOL_DOT_DONE, .confidence = 1, .session = 1},
    };
    fol__memory_out memory = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&memory);
    fol_record *record;
    size_t count;
    ck_assert_int_eq(fol_record_write_csv(v.design, rows, 3, &sink, NULL), FOL_OK);
    ck_assert_int_eq(parse(memory.bytes, &record, NULL), FOL_OK);
    const fol_record_row *read = fol_record_rows(record, &count);
    ck_assert_uint_eq(count, 3);
    for (size_t i = 0; i < 3; i++) {
        ck_assert(read[i].id == rows[i].id && read[i].zone == rows[i].zone && read[i].state == rows[i].state);
        ck_assert(read[i].x_um == rows[i].x_um && read[i].y_um == rows[i].y_um && read[i].session == rows[i].session);
        ck_assert_double_eq((double)read[i].held, (double)rows[i].held);
        ck_assert_double_eq((double)read[i].confidence, (double)rows[i].confidence);
        ck_assert(read[i].fingerprint == fol_design_fingerprint(v.design));
    }
    fol_record_free(record);
    free(memory.bytes);
}
END_TEST

START_TEST(what_is_in_the_skin_comes_back_as_it_was_written) {
    const fol_simulation_spec healing = fol_simulation_spec_default();
    fol__memory_out memory = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&memory);
    fol_skin *skin;
    fol_map *map;
    size_t count, read_count, map_count;
    visits_heal(&v, &healing);
    const fol_placed_dot *dots = fol_next_in_skin(v.next, &count);
    ck_assert_int_eq(fol_skin_write_csv(v.design, dots, count, &sink, NULL), FOL_OK);
    ck_assert_int_eq(fol_skin_parse_csv(memory.bytes, memory.size, &v.chart, NULL, &skin, NULL), FOL_OK);
    const fol_placed_dot *read = fol_skin_dots(skin, &read_count);
    ck_assert_uint_eq(read_count, count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_mem_eq(&read[i].dot, &dots[i].dot, sizeof(fol_dot));
        ck_assert(read[i].clear_um == dots[i].clear_um && read[i].state == dots[i].state);
        ck_assert_double_eq((double)read[i].weight, (double)dots[i].weight);
    }
    /* and it is a coordinate map */
    ck_assert_int_eq(fol_map_parse_csv(memory.bytes, memory.size, v.design, NULL, &map, NULL), FOL_OK);
    (void)fol_map_dots(map, &map_count);
    ck_assert_uint_eq(map_count, count);
    fol_map_free(map);
    fol_skin_free(skin);
    free(memory.bytes);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("io: records");
    TCase *tests = tcase_create("records");
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, a_record_is_read);
    tcase_add_test(tests, what_is_wrong_is_named);
    tcase_add_test(tests, a_record_comes_back_as_it_was_written);
    tcase_add_test(tests, what_is_in_the_skin_comes_back_as_it_was_written);
    suite_add_tcase(suite, tests);
    return suite;
}
