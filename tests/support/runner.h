/* SPDX-License-Identifier: MIT */
/* What every Check program of the suite shares: one main, and small helpers. */
#ifndef FOLLICLE_TESTS_RUNNER_H
#define FOLLICLE_TESTS_RUNNER_H

#include <check.h>

/* Each test program defines this one function; runner.c has main(). */
Suite *make_suite(void);

#endif
