/* SPDX-License-Identifier: MIT */
/* The report: its texts and numbers one by one, and the PDF as a reader finds it. What only a PDF reader can tell (selectable
 * text, true size) is in tests/cli/report.sh. */
#include "facts.h"
#include "runner.h"

#include <follicle/follicle-cairo.h>
#include <follicle/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static fol_design *design;
static fol_layout *layout;
static fol_error err;

/* So many zones side by side, the k-th as wide as k + 1 strips. */
static void make_plan(size_t zones, size_t sessions) {
    enum { MOST = 40 };
    static fol_point corners[MOST][4];
    static char names[MOST][24];
    fol_zone_spec list[MOST];
    fol_session_spec visits[FOL_MAX_SESSIONS];
    double x = 5;
    for (size_t i = 0; i < zones; i++) {
        const double width = (double)(i % 20 + 1);
        const fol_point box[] = {{x, 5}, {x + width, 5}, {x + width, 65}, {x, 65}};
        memcpy(corners[i], box, sizeof box);
        x += width;
        snprintf(names[i], sizeof names[i], "zone %zu", i + 1);
        list[i] = fol_zone_spec_default();
        list[i].name = names[i];
        list[i].outline = (fol_ring){corners[i], 4};
        list[i].density_per_cm2 = 100;
    }
    for (size_t k = 0; k < sessions; k++) {
        visits[k] = fol_session_spec_default();
        visits[k].day = 10.0 * (double)k;
        visits[k].cumulative = (double)(k + 1) / (double)sessions;
    }
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = x + 5;
    chart.canvas_height_mm = 70;
    chart.zones = list;
    chart.zone_count = zones;
    fol_treatment_spec treatment = fol_treatment_spec_default();
    treatment.name = "Nr. 17";
    treatment.sessions = visits;
    treatment.session_count = sessions;
    ck_assert_msg(fol_design_create(&treatment, &chart, NULL, NULL, &design, &err) == FOL_OK, "%s", err.message);
    ck_assert_msg(fol_layout_create(design, NULL, NULL, &layout, &err) == FOL_OK, "%s", err.message);
}

static void free_plan(void) {
    fol_layout_free(layout);
    fol_design_free(design);
    layout = NULL;
    design = NULL;
}

/* ------------------------------------------------------------------ texts */

START_TEST(every_text_has_a_key_of_its_own) {
    const size_t count = fol_report_word_count();
    ck_assert_uint_gt(count, 70);
    for (size_t i = 0; i < count; i++) {
        const fol_word word = fol_report_word_at(i);
        ck_assert(word.key[0] && word.text[0]);
        ck_assert_uint_eq(strspn(word.key, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(word.key));
        for (size_t j = 0; j < i; j++)
            ck_assert_str_ne(word.key, fol_report_word_at(j).key);
    }
    ck_assert_ptr_null(fol_report_word_at(count).key);
}
END_TEST

START_TEST(slots_are_filled_wherever_a_translation_puts_them) {
    const fol_word own[] = {{"picture-session", "{session}. Sitzung, frisch {session}"}, {"all", "Summe {"}};
    const fol__slot slot = {"session", "2"};
    fol__words words;
    char text[64];
    ck_assert_int_eq(fol__words_make(own, 2, &words, &err), FOL_OK);
    ck_assert_str_eq(fol__words_fill(&words, FOL__WORD_PICTURE_SESSION, &slot, 1, text, sizeof text), "2. Sitzung, frisch 2");
    ck_assert_str_eq(fol__words_fill(&words, FOL__WORD_ALL, &slot, 1, text, sizeof text), "Summe {");
    ck_assert_str_eq(fol__words_fill(&words, FOL__WORD_TITLE, NULL, 0, text, sizeof text), "Treatment plan");
}
END_TEST

START_TEST(a_text_is_cut_at_a_whole_character) {
    const fol_word own[] = {{"all", "zus\u00e4tzlich"}, {"picture-session", "ab{session}cd"}};
    const fol__slot slot = {"session", "\u20ac\u20ac"};
    fol__words words;
    char text[16];
    ck_assert_int_eq(fol__words_make(own, 2, &words, &err), FOL_OK);
    ck_assert_str_eq(fol__words_fill(&words, FOL__WORD_ALL, NULL, 0, text, 5), "zus");
    ck_assert_str_eq(fol__words_fill(&words, FOL__WORD_ALL, NULL, 0, text, 6), "zus\u00e4");
    ck_assert_str_eq(fol__words_fill(&words, FOL__WORD_PICTURE_SESSION, &slot, 1, text, 8), "ab\u20ac");
    ck_assert_str_eq(fol__words_fill(&words, FOL__WORD_PICTURE_SESSION, &slot, 1, text, 9), "ab\u20ac\u20ac");
    ck_assert_str_eq(fol__words_fill(&words, FOL__WORD_PICTURE_SESSION, &slot, 1, text, 1), "");
}
END_TEST

START_TEST(translations_that_cannot_be_used_are_named) {
    fol__words words;
    const fol_word unknown = {"titel", "Plan"}, slot = {"title", "Plan {name}"}, none = {"title", NULL};
    ck_assert_int_eq(fol__words_make(&unknown, 1, &words, &err), FOL_ERR_NAME);
    ck_assert_str_eq(err.message, "the report has no text \"titel\"");
    ck_assert_int_eq(fol__words_make(&slot, 1, &words, &err), FOL_ERR_VALUE);
    ck_assert_str_eq(err.message, "\"title\" has {name}, which that text does not fill in; it is: Treatment plan");
    ck_assert_int_eq(fol__words_make(&none, 1, &words, &err), FOL_ERR_ARG);
}
END_TEST

START_TEST(numbers_dates_and_minutes) {
    fol__words words;
    char text[FOL__TEXT_SIZE];
    ck_assert_int_eq(fol__words_make(NULL, 0, &words, &err), FOL_OK);
    ck_assert_str_eq(fol__number(&words, 9999, 0, text), "9999");
    ck_assert_str_eq(fol__number(&words, 12430, 0, text), "12\u202f430");
    ck_assert_str_eq(fol__number(&words, 1234567.25, 1, text), "1\u202f234\u202f567.3");
    ck_assert_str_eq(fol__number(&words, 0.999, 2, text), "1.00");
    ck_assert_str_eq(fol__number(&words, 0.05, 2, text), "0.05");
    ck_assert_str_eq(fol__number(&words, -0.5, 1, text), "\u22120.5");
    ck_assert_str_eq(fol__number(&words, -0.01, 1, text), "0.0");
    ck_assert_str_eq(fol__when(&words, (fol_date){2026, 12, 25}, 10, text), "2027-01-04");
    ck_assert_str_eq(fol__when(&words, (fol_date){0, 0, 0}, 10, text), "day 10");
    ck_assert_str_eq(fol__minutes(&words, 801, 80, text), "15 min");
    ck_assert_str_eq(fol__minutes(&words, 800, 80, text), "10 min");
    ck_assert_str_eq(fol__minutes(&words, 0, 80, text), "0 min");
    const fol_word own[] = {{"decimal-mark", ","}, {"thousands-mark", "."}};
    ck_assert_int_eq(fol__words_make(own, 2, &words, &err), FOL_OK);
    ck_assert_str_eq(fol__number(&words, 12430.5, 1, text), "12.430,5");
}
END_TEST

/* ------------------------------------------------------------------ facts */

START_TEST(facts_are_the_layouts_own_counts) {
    fol__facts facts;
    make_plan(3, 3);
    ck_assert_int_eq(fol__facts_collect(design, layout, NULL, 0, &facts, &err), FOL_OK);
    ck_assert_uint_eq(facts.zones, 3);
    ck_assert_int_eq(facts.sum.all, (int64_t)fol_layout_count(layout));
    for (size_t k = 0; k < 3; k++)
        ck_assert_int_eq(facts.sum.dots[k], (int64_t)fol_layout_session_dots(layout, k + 1));
    for (size_t i = 0; i < 3; i++) {
        ck_assert_double_eq_tol(facts.zone[i].area_cm2, 0.6 * (double)(i + 1), 1e-6);
        ck_assert_int_eq(facts.zone[i].all, facts.zone[i].dots[0] + facts.zone[i].dots[1] + facts.zone[i].dots[2]);
    }
    ck_assert_str_eq(facts.zone[2].name, "zone 3");
    free_plan();
}
END_TEST

START_TEST(the_largest_zones_are_named_the_rest_counted) {
    const struct {
        size_t zones, rows, others;
    } cases[] = {{10, 10, 0}, {11, 11, 0}, {12, 11, 2}, {30, 11, 20}};
    fol__facts facts;
    make_plan(cases[_i].zones, 2);
    ck_assert_int_eq(fol__facts_collect(design, layout, NULL, 0, &facts, &err), FOL_OK);
    ck_assert_uint_eq(facts.zones, cases[_i].rows);
    int64_t sum = 0;
    for (size_t i = 0; i < facts.zones; i++)
        sum += facts.zone[i].all;
    ck_assert_int_eq(sum, (int64_t)fol_layout_count(layout));
    const fol__zone_facts *const last = &facts.zone[facts.zones - 1];
    ck_assert_uint_eq(last->others, cases[_i].others);
    ck_assert(cases[_i].others ? !last->name : last->name != NULL);
    free_plan();
}
END_TEST

/* ------------------------------------------------------------------ the PDF */

typedef struct bytes {
    char *data;
    size_t size, room;
} bytes;

static bool take(const void *from, size_t size, void *user) {
    bytes *const to = user;
    if (size > to->room - to->size)
        return false;
    to->data = realloc(to->data, to->size + size + 1);
    memcpy(to->data + to->size, from, size);
    to->size += size;
    return true;
}

static fol_status write_report(const fol_report_spec *spec, bytes *file) {
    const fol_sink sink = {take, file};
    return fol_cairo_write_report_pdf(design, layout, spec, &sink, &err);
}

static size_t count_of(const bytes *file, const char *text) {
    size_t found = 0;
    for (size_t i = 0; i + strlen(text) <= file->size; i++)
        found += memcmp(file->data + i, text, strlen(text)) == 0;
    return found;
}

START_TEST(a_report_has_four_pages_whatever_the_plan) {
    static const size_t sizes[][2] = {{1, 1}, {3, 3}, {10, 8}, {40, 8}};
    fol_report_spec spec = fol_report_spec_default();
    bytes file = {NULL, 0, (size_t)1 << 26}, again = {NULL, 0, (size_t)1 << 26};
    make_plan(sizes[_i][0], sizes[_i][1]);
    ck_assert_msg(write_report(&spec, &file) == FOL_OK, "%s", err.message);
    ck_assert_uint_eq(count_of(&file, "/MediaBox [ 0 0 595.27"), 4);
    ck_assert_int_eq(write_report(NULL, &again), FOL_OK);
    ck_assert_uint_eq(file.size, again.size);
    ck_assert_mem_eq(file.data, again.data, file.size);
    spec.paper = FOL_PAPER_LETTER;
    again.size = 0;
    ck_assert_int_eq(write_report(&spec, &again), FOL_OK);
    ck_assert_uint_eq(count_of(&again, "/MediaBox [ 0 0 612 792 ]"), 4);
    free(file.data);
    free(again.data);
    free_plan();
}
END_TEST

START_TEST(a_sink_that_refuses_ends_the_report) {
    make_plan(2, 2);
    for (size_t room = 0; room < 20000; room += 4999) {
        bytes file = {NULL, 0, room};
        ck_assert_int_eq(write_report(NULL, &file), FOL_ERR_WRITE);
        free(file.data);
    }
    free_plan();
}
END_TEST

START_TEST(bad_specs_are_named) {
    bytes file = {NULL, 0, 0};
    make_plan(1, 1);
    fol_report_spec spec = fol_report_spec_default();
    spec.paper = FOL_PAPER_TRUE_SIZE;
    ck_assert_int_eq(write_report(&spec, &file), FOL_ERR_ARG);
    spec = fol_report_spec_default();
    spec.dots_per_minute = 0.5;
    ck_assert_int_eq(write_report(&spec, &file), FOL_ERR_VALUE);
    ck_assert_str_eq(err.message, "dots_per_minute is 0.5, must be from 1 to 1000");
    spec = fol_report_spec_default();
    spec.first_session = (fol_date){2026, 2, 30};
    ck_assert_int_eq(write_report(&spec, &file), FOL_ERR_VALUE);
    ck_assert_str_eq(err.message, "first_session is 2026-2-30, which is no day of the calendar");
    spec = fol_report_spec_default();
    spec.word_count = 1;
    ck_assert_int_eq(write_report(&spec, &file), FOL_ERR_ARG);
    spec = fol_report_spec_default();
    spec.struct_size = 3;
    ck_assert_int_eq(write_report(&spec, &file), FOL_ERR_ARG);
    ck_assert_int_eq(fol_cairo_write_report_pdf(NULL, layout, NULL, &(fol_sink){take, &file}, &err), FOL_ERR_ARG);
    fol_layout *const other = layout;
    fol_design_free(design);
    make_plan(2, 1);
    fol_layout_free(layout);
    layout = other;
    ck_assert_int_eq(write_report(NULL, &file), FOL_ERR_CONFLICT);
    ck_assert_uint_eq(file.size, 0);
    free_plan();
}
END_TEST

/* ------------------------------------------------------------------ translations and calendars */

START_TEST(a_translation_is_read_from_json) {
    static const char text[] = "\xEF\xBB\xBF{\"title\": \"Behandlungsplan\", \"all\": \"Summe\"}";
    fol_word_list *list;
    size_t count;
    ck_assert_int_eq(fol_word_list_parse_json(text, sizeof text - 1, &list, &err), FOL_OK);
    const fol_word *const words = fol_word_list_words(list, &count);
    ck_assert_uint_eq(count, 2);
    fol__words made;
    ck_assert_int_eq(fol__words_make(words, count, &made, &err), FOL_OK);
    ck_assert_str_eq(made.texts[FOL__WORD_TITLE], "Behandlungsplan");
    fol_word_list_free(list);
    const struct {
        const char *text;
        fol_status status;
    } bad[] = {{"", FOL_ERR_SYNTAX},        {"[]", FOL_ERR_SCHEMA},          {"{\"title\": 1}", FOL_ERR_SCHEMA}, {"{\"title\": \"a\"", FOL_ERR_SYNTAX},
               {"{\"a\":\"\",\"a\":\"\"}", FOL_ERR_SYNTAX}, {"{\"a\":\"\xff\"}", FOL_ERR_SYNTAX}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ck_assert_int_eq(fol_word_list_parse_json(bad[i].text, strlen(bad[i].text), &list, &err), bad[i].status);
        ck_assert_ptr_null(list);
    }
    fol_word_list_free(NULL);
}
END_TEST

/* Lines of at most 75 bytes that end in CRLF, unfolded to what they say. */
static char *unfold(const bytes *file) {
    char *const text = calloc(1, file->size + 1);
    size_t used = 0, line = 0;
    for (size_t i = 0; i < file->size; i++) {
        if (file->data[i] != '\r') {
            text[used++] = file->data[i];
            ck_assert_uint_le(++line, 75);
            continue;
        }
        ck_assert_int_eq(file->data[++i], '\n');
        line = 0;
        if (i + 1 < file->size && file->data[i + 1] == ' ') {
            i++;
            line = 1;
        } else {
            text[used++] = '\n';
        }
    }
    return text;
}

START_TEST(sessions_as_a_calendar) {
    bytes file = {NULL, 0, 1 << 20};
    const fol_sink sink = {take, &file};
    make_plan(1, 3);
    fol_calendar_spec spec = fol_calendar_spec_default();
    ck_assert_int_eq(fol_calendar_write_ics(design, &spec, &sink, &err), FOL_ERR_VALUE);
    ck_assert_str_eq(err.path, "first_session");
    spec.first_session = (fol_date){2026, 12, 25};
    spec.client = "Nr. 17";
    spec.uid = "course; 17";
    spec.sequence = 2;
    ck_assert_int_eq(fol_calendar_write_ics(design, &spec, &sink, &err), FOL_OK);
    char *const text = unfold(&file);
    ck_assert_ptr_nonnull(strstr(text, "\nDTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261226\n"));
    ck_assert_ptr_nonnull(strstr(text, "\nDTSTART;VALUE=DATE:20270104\n"));
    ck_assert_ptr_nonnull(strstr(text, "\nDTSTART;VALUE=DATE:20270114\n"));
    ck_assert_ptr_nonnull(strstr(text, "\nSUMMARY:Nr. 17: Scalp micropigmentation\\, session 3 of 3\n"));
    ck_assert(strncmp(text, "BEGIN:VCALENDAR\nVERSION:2.0\n", 28) == 0);
    ck_assert_ptr_nonnull(strstr(text, "\nUID:course\\; 17-3@follicle\nSEQUENCE:2\n"));
    free(text);
    free(file.data);
    file = (bytes){NULL, 0, 1 << 20};
    spec.client = spec.uid = NULL;
    spec.title = "Sitzung {session}/{sessions}";
    ck_assert_int_eq(fol_calendar_write_ics(design, &spec, &sink, &err), FOL_OK);
    char *const other = unfold(&file);
    ck_assert_ptr_nonnull(strstr(other, "\nSUMMARY:Sitzung 2/3\n"));
    ck_assert_ptr_nonnull(strstr(other, "-Nr. 17-2@follicle\nSEQUENCE:2\n"));
    free(other);
    free(file.data);
    spec.first_session = (fol_date){9999, 12, 20};
    ck_assert_int_eq(fol_calendar_write_ics(design, &spec, &sink, &err), FOL_ERR_VALUE);
    spec.first_session = (fol_date){2026, 12, 25};
    spec.sequence = -1;
    ck_assert_int_eq(fol_calendar_write_ics(design, &spec, &sink, &err), FOL_ERR_VALUE);
    ck_assert_int_eq(fol_calendar_write_ics(NULL, &spec, &sink, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_calendar_write_ics(design, NULL, &sink, &err), FOL_ERR_ARG);
    free_plan();
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("report");
    TCase *tests = tcase_create("report");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, every_text_has_a_key_of_its_own);
    tcase_add_test(tests, slots_are_filled_wherever_a_translation_puts_them);
    tcase_add_test(tests, a_text_is_cut_at_a_whole_character);
    tcase_add_test(tests, translations_that_cannot_be_used_are_named);
    tcase_add_test(tests, numbers_dates_and_minutes);
    tcase_add_test(tests, facts_are_the_layouts_own_counts);
    tcase_add_loop_test(tests, the_largest_zones_are_named_the_rest_counted, 0, 4);
    tcase_add_loop_test(tests, a_report_has_four_pages_whatever_the_plan, 0, 4);
    tcase_add_test(tests, a_sink_that_refuses_ends_the_report);
    tcase_add_test(tests, bad_specs_are_named);
    tcase_add_test(tests, a_translation_is_read_from_json);
    tcase_add_test(tests, sessions_as_a_calendar);
    suite_add_tcase(suite, tests);
    return suite;
}
