/* SPDX-License-Identifier: MIT */
/* The calendar, day by day. */
#include "runner.h"

#include <follicle/dates.h>

#include <string.h>

static int length_of(int32_t year, int32_t month) {
    if (month == 2)
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static bool is_same(fol_date a, fol_date b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

START_TEST(every_day_follows_the_one_before) {
    const fol_date first = {1, 1, 1};
    fol_date expected = first;
    for (int32_t days = 0; expected.year < 10000; days++) {
        const fol_date date = fol_date_after(first, days);
        if (!is_same(date, expected) || !fol_date_exists(date)) /* an assertion a day would take half a minute */
            ck_abort_msg("%d days: %d-%d-%d, expected %d-%d-%d", days, date.year, date.month, date.day, expected.year, expected.month,
                         expected.day);
        if (days % 997 == 0)
            ck_assert(is_same(fol_date_after(date, -days), first));
        if (++expected.day > length_of(expected.year, expected.month)) {
            expected.day = 1;
            expected.year += expected.month == 12;
            expected.month = expected.month % 12 + 1;
        }
    }
    ck_assert(is_same(fol_date_after((fol_date){9999, 12, 31}, 1), (fol_date){0, 0, 0}));
    ck_assert(is_same(fol_date_after(first, -1), (fol_date){0, 0, 0}));
    ck_assert(is_same(fol_date_after(first, INT32_MIN), (fol_date){0, 0, 0}));
    ck_assert(is_same(fol_date_after((fol_date){0, 0, 0}, 1), (fol_date){0, 0, 0}));
}
END_TEST

START_TEST(days_that_the_calendar_lacks) {
    static const fol_date lacking[] = {{2026, 2, 29}, {1900, 2, 29}, {2026, 4, 31}, {2026, 13, 1}, {2026, 0, 1},
                                       {2026, 1, 0},  {0, 1, 1},     {10000, 1, 1}, {2026, 1, -1}, {0, 0, 0}};
    static const fol_date there[] = {{2024, 2, 29}, {2000, 2, 29}, {2026, 12, 31}, {1, 1, 1}};
    for (size_t i = 0; i < sizeof lacking / sizeof lacking[0]; i++)
        ck_assert(!fol_date_exists(lacking[i]));
    for (size_t i = 0; i < sizeof there / sizeof there[0]; i++)
        ck_assert(fol_date_exists(there[i]));
}
END_TEST

START_TEST(dates_as_text) {
    char text[FOL_DATE_SIZE];
    fol_date date = {7, 7, 7};
    ck_assert(fol_date_parse("2026-12-01", &date));
    ck_assert(is_same(date, (fol_date){2026, 12, 1}));
    ck_assert_str_eq(fol_date_format(date, text), "2026-12-01");
    ck_assert_str_eq(fol_date_format((fol_date){987, 1, 9}, text), "0987-01-09");
    ck_assert_str_eq(fol_date_format((fol_date){0, 0, 0}, text), "");
    static const char *const bad[] = {"",           "2026",        "2026-1-1",    "2026-12-1",  "2026-02-29", "2026-12-011",
                                      "2026/12/01", " 2026-12-01", "2026-12-01 ", "01.12.2026", "-026-12-01", "2026-12"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ck_assert_msg(!fol_date_parse(bad[i], &date), "%s", bad[i]);
    ck_assert(is_same(date, (fol_date){2026, 12, 1}));
    ck_assert(!fol_date_parse(NULL, &date));
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("core_dates");
    TCase *tests = tcase_create("dates");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, every_day_follows_the_one_before);
    tcase_add_test(tests, days_that_the_calendar_lacks);
    tcase_add_test(tests, dates_as_text);
    suite_add_tcase(suite, tests);
    return suite;
}
