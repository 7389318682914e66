/* SPDX-License-Identifier: MIT */
/* Digits of maps against printf. */
#include "put.h"

#include "hash.h"
#include "runner.h"

#include <inttypes.h>
#include <stdio.h>

enum { TOUCHED = 20 }; /* bytes that may be written at most */

static void check_int(int64_t value) {
    char found[TOUCHED + 2], wanted[TOUCHED + 2];
    memset(found, '#', sizeof found);
    *fol__put_int(found, value) = '\0';
    snprintf(wanted, sizeof wanted, "%" PRId64, value);
    ck_assert_str_eq(found, wanted);
    ck_assert_int_eq(found[TOUCHED + 1], '#');
}

START_TEST(integers_are_those_of_printf) {
    uint64_t state = 5;
    for (int bits = 0; bits < 64; bits++) {
        for (int i = 0; i < 2000; i++) {
            const int64_t value = (int64_t)(fol__next(&state) >> bits);
            check_int(value);
            check_int(value == INT64_MIN ? value : -value);
        }
    }
}
END_TEST

START_TEST(integers_are_right_where_digits_are_gained) {
    check_int(INT64_MIN);
    check_int(INT64_MAX);
    for (int64_t power = 1; power <= INT64_MAX / 10; power *= 10) {
        for (int64_t off = -2; off <= 2; off++) {
            check_int(power + off);
            check_int(-power + off);
            check_int(9 * power + off);
        }
    }
}
END_TEST

START_TEST(every_group_of_four_digits_is_right) {
    for (uint32_t four = 0; four < 10000; four++) {
        check_int(four);
        check_int((int64_t)four * 10000);
        check_int((int64_t)four * 10001);
        check_int(INT64_C(1234) * 1000000000000 + (int64_t)four * 100010001);
    }
}
END_TEST

static void check_mm(int32_t um) {
    char found[TOUCHED], wanted[TOUCHED];
    const int64_t size = um < 0 ? -(int64_t)um : um;
    *fol__put_um_as_mm(found, um) = '\0';
    snprintf(wanted, sizeof wanted, "%s%" PRId64 ".%03d", um < 0 ? "-" : "", size / 1000, (int)(size % 1000));
    ck_assert_str_eq(found, wanted);
}

START_TEST(micrometres_are_millimetres_with_three_decimals) {
    uint64_t state = 7;
    check_mm(INT32_MIN);
    check_mm(INT32_MAX);
    for (int32_t um = -12000; um <= 12000; um++)
        check_mm(um);
    for (int i = 0; i < 10000; i++)
        check_mm((int32_t)(fol__next(&state) >> 33));
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("io-put");
    TCase *tests = tcase_create("digits");
    tcase_add_test(tests, integers_are_those_of_printf);
    tcase_add_test(tests, integers_are_right_where_digits_are_gained);
    tcase_add_test(tests, every_group_of_four_digits_is_right);
    tcase_add_test(tests, micrometres_are_millimetres_with_three_decimals);
    suite_add_tcase(suite, tests);
    return suite;
}
