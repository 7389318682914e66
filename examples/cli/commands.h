/* SPDX-License-Identifier: MIT */
/* The commands; main.c has the table. Each takes its own name as argv[0] and returns an exit code. */
#ifndef FOLLICLE_CLI_COMMANDS_H
#define FOLLICLE_CLI_COMMANDS_H

int run_new(int argc, char **argv);
int run_hairline(int argc, char **argv);
int run_check(int argc, char **argv);
int run_plan(int argc, char **argv);
int run_map(int argc, char **argv);
int run_preview(int argc, char **argv);
int run_hairs(int argc, char **argv);
int run_course(int argc, char **argv);
int run_report(int argc, char **argv);
int run_next(int argc, char **argv);
int run_diff(int argc, char **argv);
int run_held(int argc, char **argv);
int run_review(int argc, char **argv);

#endif
