/* SPDX-License-Identifier: MIT */
/* One design taken through the library, and what of it a scene times. */
#ifndef FOLLICLE_BENCH_SUBJECT_H
#define FOLLICLE_BENCH_SUBJECT_H

#include <follicle/follicle.h>
#include <follicle/io.h>

#include "scenes.h"

typedef struct subject {
    const bench_file *file;
    fol_design_file *specs;
    fol_design *design;
    fol_layout *layout;
    fol_dot *dots; /* all, in map order */
    size_t dot_count;
    fol_review *review;
    fol_pixels pixels;
    char *csv; /* what a sink has taken; kept from run to run, so that its memory is warm */
    size_t csv_size, csv_room;
} subject;

/* The parts of a subject, each from the part before; false with a line on stderr. */
bool subject_read(subject *s);
bool subject_check(subject *s);
bool subject_lay_out(subject *s);
bool subject_copy(subject *s);
void subject_free(subject *s);

/* Prints what failed, when it did. */
bool subject_done(fol_status status, const fol_error *err, const char *what);

#endif
