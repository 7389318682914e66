/* SPDX-License-Identifier: MIT */
/* What every Check program of the suite shares: one main, and small helpers. */
#ifndef FOLLICLE_TESTS_RUNNER_H
#define FOLLICLE_TESTS_RUNNER_H

#include <check.h>

/* Each test program defines this one function; runner.c has main(). */
Suite *make_suite(void);

/* How many of `count` rounds of a test are run: all of them, or the FOLLICLE_TEST_ROUNDS percent that slow builds are
 * given, at least one; above 100 more. For loops over random input and over what measures quality; never for tables of
 * cases, errors or failing allocations. */
int rounds(int count);

#endif
