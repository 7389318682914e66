/* SPDX-License-Identifier: MIT */
/* Just enough of Check's interface (https://libcheck.github.io/check/) to run the tests of libfollicle on targets for which
 * there is no Check. No processes, no timeouts: the first test that fails ends the program. */
#ifndef FOLLICLE_TESTS_CROSS_CHECK_H
#define FOLLICLE_TESTS_CROSS_CHECK_H

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void check_function(int i);
typedef void check_fixture(void);

typedef struct check_test {
    const char *name;
    check_function *run;
    int from, to; /* of the loop */
    struct check_test *next;
} check_test;

typedef struct TCase {
    check_test *tests;
    check_fixture *set_up, *tear_down;           /* around each test */
    check_fixture *set_up_once, *tear_down_once; /* around all of the case */
    struct TCase *next;
} TCase;

typedef struct Suite {
    TCase *cases;
} Suite;

typedef struct SRunner {
    Suite *suite;
} SRunner;

enum { CK_ENV };

static inline void *check_room(size_t size) {
    void *room = calloc(1, size);
    if (!room)
        abort();
    return room;
}

static inline void check_fail(const char *file, int line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(EXIT_FAILURE);
}

/* ------------------------------------------------------------------ suites */

#define START_TEST(name) static void name(__attribute__((unused)) int _i)
#define END_TEST

static inline Suite *suite_create(const char *name) {
    (void)name;
    return check_room(sizeof(Suite));
}

static inline TCase *tcase_create(const char *name) {
    (void)name;
    return check_room(sizeof(TCase));
}

static inline void suite_add_tcase(Suite *suite, TCase *tests) {
    TCase **end = &suite->cases;
    while (*end)
        end = &(*end)->next;
    *end = tests;
}

static inline void check_add(TCase *tests, const char *name, check_function *run, int from, int to) {
    check_test **end = &tests->tests;
    while (*end)
        end = &(*end)->next;
    *end = check_room(sizeof **end);
    (*end)->name = name;
    (*end)->run = run;
    (*end)->from = from;
    (*end)->to = to;
}

#define tcase_add_test(tests, test) check_add(tests, #test, test, 0, 1)
#define tcase_add_loop_test(tests, test, from, to) check_add(tests, #test, test, from, to)

static inline void tcase_set_timeout(TCase *tests, double seconds) {
    (void)tests;
    (void)seconds;
}

static inline void tcase_add_checked_fixture(TCase *tests, check_fixture *set_up, check_fixture *tear_down) {
    tests->set_up = set_up;
    tests->tear_down = tear_down;
}

static inline void tcase_add_unchecked_fixture(TCase *tests, check_fixture *set_up, check_fixture *tear_down) {
    tests->set_up_once = set_up;
    tests->tear_down_once = tear_down;
}

/* ------------------------------------------------------------------ runs */

static inline SRunner *srunner_create(Suite *suite) {
    SRunner *runner = check_room(sizeof *runner);
    runner->suite = suite;
    return runner;
}

static inline void check_call(check_fixture *fixture) {
    if (fixture)
        fixture();
}

static inline int check_run_case(const TCase *tests) {
    int count = 0;
    check_call(tests->set_up_once);
    for (const check_test *test = tests->tests; test; test = test->next) {
        printf("%s\n", test->name);
        fflush(stdout);
        for (int i = test->from; i < test->to; i++, count++) {
            check_call(tests->set_up);
            test->run(i);
            check_call(tests->tear_down);
        }
    }
    check_call(tests->tear_down_once);
    return count;
}

static inline void srunner_run_all(SRunner *runner, int how) {
    int count = 0;
    (void)how;
    for (const TCase *tests = runner->suite->cases; tests; tests = tests->next)
        count += check_run_case(tests);
    printf("100%%: Checks: %d, Failures: 0, Errors: 0\n", count);
}

static inline int srunner_ntests_failed(const SRunner *runner) {
    (void)runner;
    return 0;
}

/* What the suite holds is left to the end of the program. */
static inline void srunner_free(SRunner *runner) {
    free(runner);
}

/* ------------------------------------------------------------------ assertions */

#define ck_abort_msg(...) check_fail(__FILE__, __LINE__, __VA_ARGS__)
#define ck_assert_msg(holds, ...) ((holds) ? (void)0 : check_fail(__FILE__, __LINE__, __VA_ARGS__))
#define ck_assert(holds) ck_assert_msg(holds, "%s", #holds)

#define CHECK_COMPARE(type, format, a, op, b) \
    do { \
        const type check_a = (a); \
        const type check_b = (b); \
        ck_assert_msg(check_a op check_b, "%s " #op " %s, but " format " and " format, #a, #b, check_a, check_b); \
    } while (0)

#define ck_assert_int_eq(a, b) CHECK_COMPARE(intmax_t, "%jd", a, ==, b)
#define ck_assert_int_ne(a, b) CHECK_COMPARE(intmax_t, "%jd", a, !=, b)
#define ck_assert_int_lt(a, b) CHECK_COMPARE(intmax_t, "%jd", a, <, b)
#define ck_assert_int_le(a, b) CHECK_COMPARE(intmax_t, "%jd", a, <=, b)
#define ck_assert_int_gt(a, b) CHECK_COMPARE(intmax_t, "%jd", a, >, b)
#define ck_assert_int_ge(a, b) CHECK_COMPARE(intmax_t, "%jd", a, >=, b)
#define ck_assert_uint_eq(a, b) CHECK_COMPARE(uintmax_t, "%ju", a, ==, b)
#define ck_assert_uint_ne(a, b) CHECK_COMPARE(uintmax_t, "%ju", a, !=, b)
#define ck_assert_uint_lt(a, b) CHECK_COMPARE(uintmax_t, "%ju", a, <, b)
#define ck_assert_uint_le(a, b) CHECK_COMPARE(uintmax_t, "%ju", a, <=, b)
#define ck_assert_uint_gt(a, b) CHECK_COMPARE(uintmax_t, "%ju", a, >, b)
#define ck_assert_uint_ge(a, b) CHECK_COMPARE(uintmax_t, "%ju", a, >=, b)
#define ck_assert_double_eq(a, b) CHECK_COMPARE(double, "%.17g", a, ==, b)
#define ck_assert_double_lt(a, b) CHECK_COMPARE(double, "%.17g", a, <, b)
#define ck_assert_double_le(a, b) CHECK_COMPARE(double, "%.17g", a, <=, b)
#define ck_assert_double_gt(a, b) CHECK_COMPARE(double, "%.17g", a, >, b)
#define ck_assert_double_ge(a, b) CHECK_COMPARE(double, "%.17g", a, >=, b)
#define ck_assert_double_eq_tol(a, b, tolerance) \
    do { \
        const double check_x = (a), check_y = (b); \
        ck_assert_msg(fabs(check_x - check_y) < (tolerance), "%s == %s, but %.17g and %.17g", #a, #b, check_x, check_y); \
    } while (0)
#define ck_assert_ptr_eq(a, b) ck_assert_msg((a) == (b), "%s == %s, but they are not", #a, #b)
#define ck_assert_ptr_null(a) ck_assert_msg((a) == NULL, "%s is not NULL", #a)
#define ck_assert_ptr_nonnull(a) ck_assert_msg((a) != NULL, "%s is NULL", #a)
#define ck_assert_mem_eq(a, b, size) ck_assert_msg(memcmp(a, b, size) == 0, "%s and %s differ", #a, #b)
#define CHECK_TEXTS(a, b, equal) \
    do { \
        const char *check_s = (a), *check_t = (b); \
        ck_assert_msg((strcmp(check_s, check_t) == 0) == (equal), "%s is \"%s\", %s is \"%s\"", #a, check_s, #b, check_t); \
    } while (0)
#define ck_assert_str_eq(a, b) CHECK_TEXTS(a, b, true)
#define ck_assert_str_ne(a, b) CHECK_TEXTS(a, b, false)

#endif
