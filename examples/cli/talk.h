/* SPDX-License-Identifier: MIT */
/* What the program says on stderr: errors, warnings, progress. */
#ifndef FOLLICLE_CLI_TALK_H
#define FOLLICLE_CLI_TALK_H

#include <follicle/design.h>

#include <stdio.h>

#include "exits.h"

/* "follicle: ..." and a line feed. */
void say(const char *format, ...) FOL_PRINTF(1, 2);

/* Says where and what is wrong and returns the exit code. `file`: what the user calls the input; NULL when the message
 * names it (unreadable and unwritable files always are). `chart`: to name the zone beside its number; NULL when it is
 * not known yet. */
int say_error(const char *file, const fol_error *err, const fol_chart_spec *chart);

/* The same for memory that ran out. */
int say_no_memory(void);

/* A text that may begin with a path, with the zone's name beside its number. No line feed. */
void put_named(FILE *out, const char *text, const fol_design *design);
/* One warning of a design: where and what. No line feed. */
void put_warning(FILE *out, const fol_design *design, fol_warning warning);

/* A bar on stderr while something long runs; nothing when stderr is no terminal. */
typedef struct progress_bar {
    const char *doing;
    int percent; /* shown last; -1: nothing yet */
    fol_progress progress;
} progress_bar;

/* What to hand to the library: NULL when there is nobody to see it. */
const fol_progress *progress_begin(progress_bar *bar, const char *doing);
/* For work that the program itself divides; nothing when nobody can see it. */
void progress_step(const fol_progress *progress, double done);
void progress_end(progress_bar *bar);

#endif
