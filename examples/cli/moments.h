/* SPDX-License-Identifier: MIT */
/* Days of a treatment on the command line, and pictures of several of them in one file. */
#ifndef FOLLICLE_CLI_MOMENTS_H
#define FOLLICLE_CLI_MOMENTS_H

#include "args.h"
#include "strips.h"

#define LAST_DAY 100000.0

/* What a preview is asked to show of time. */
typedef struct moment_options {
    const char *day, *at; /* at most one of them; NULL */
    bool strip, animate;  /* or one of these */
} moment_options;

/* False when they contradict each other, or are no moments: said why. */
bool moments_ok(const cli_syntax *syntax, const moment_options *options);
/* Sets the day of a picture, whose design is loaded. */
void set_moment(const moment_options *options, picture_job *job);

/* The picture at all moments, with their names. */
strip moments_of(const picture_job *job);
/* An output_writer of a picture_job: the whole course, one frame after the other. */
fol_status write_course(const void *picture, const fol_sink *sink, fol_error *err);

#endif
