/* SPDX-License-Identifier: MIT */
/* One design taken through the library, and what of it a scene times. */
#ifndef FOLLICLE_BENCH_SUBJECT_H
#define FOLLICLE_BENCH_SUBJECT_H

#include <follicle/follicle.h>
#include <follicle/io.h>

#include "scenes.h"

/* What a sink has taken; kept from run to run, so that its memory is warm. */
typedef struct taken_bytes {
    char *data;
    size_t size, room;
} taken_bytes;

typedef struct subject {
    const bench_file *file;
    const fol_allocator *memory; /* the library's objects are made with it; NULL: libc's */
    fol_design_file *specs;
    fol_chart_spec chart; /* that of specs, unless a scene changes it */
    fol_point *hairs;     /* of such a chart */
    float *mask;          /* of such a chart */
    fol_design *design;
    const fol_tasks *tasks; /* for layouts; NULL: one thread */
    fol_layout *layout;
    fol_dot *dots; /* all, in map order */
    size_t dot_count;
    fol_review *review;
    fol_pixels pixels;
    taken_bytes output;
} subject;

/* The parts of a subject, each from the part before; false with a line on stderr. What was there is freed. */
bool subject_read(subject *s);
bool subject_check(subject *s);
bool subject_lay_out(subject *s);
bool subject_copy(subject *s);
void subject_free(subject *s);

/* A square of one density that fills its canvas; may be laid out with more dots than libraries allow unless asked. */
bool create_square(double side_mm, double per_cm2, const fol_allocator *memory, fol_design **out);
bool lay_out_square(const fol_design *square, const fol_tasks *tasks, const fol_allocator *memory, fol_layout **out);
/* Its dots to a sink that reads every one of them: how many, -1 on failure. */
int64_t stream_square(const fol_design *square, const fol_allocator *memory);

/* Where `output` of a subject is the user. */
fol_sink sink_of(taken_bytes *bytes);

/* Prints what failed, when it did. */
bool subject_done(fol_status status, const fol_error *err, const char *what);

#endif
