/* SPDX-License-Identifier: MIT */
/* Each step frees what it made before, so that a run can be repeated on the same subject. */
#include "subject.h"

#include <stdio.h>
#include <stdlib.h>

bool subject_done(fol_status status, const fol_error *err, const char *what) {
    if (status != FOL_OK)
        fprintf(stderr, "follicle-bench: %s: %s: %s %s\n", what, fol_status_name(status), err->path, err->message);
    return status == FOL_OK;
}

bool subject_read(subject *s) {
    fol_error err;
    fol_design_file_free(s->specs);
    return subject_done(fol_design_file_parse(s->file->bytes, s->file->size, NULL, &s->specs, &err), &err, s->file->name);
}

bool subject_check(subject *s) {
    fol_error err;
    fol_design_options options = fol_design_options_default();
    options.spacing = fol_pattern_spacing(fol_pattern_builtin());
    fol_design_free(s->design);
    return subject_done(fol_design_create(fol_design_file_treatment(s->specs), fol_design_file_chart(s->specs), &options,
                                          NULL, &s->design, &err),
                        &err, s->file->name);
}

bool subject_lay_out(subject *s) {
    fol_error err;
    fol_layout_free(s->layout);
    return subject_done(fol_layout_create(s->design, NULL, NULL, &s->layout, &err), &err, s->file ? s->file->name : "box");
}

bool subject_copy(subject *s) {
    const size_t count = fol_layout_count(s->layout);
    if (count != s->dot_count || !s->dots) {
        free(s->dots);
        s->dots = malloc((count ? count : 1) * sizeof *s->dots);
        s->dot_count = s->dots ? count : 0;
    }
    return s->dots && fol_layout_copy(s->layout, 0, s->dots, s->dot_count) == s->dot_count;
}

void subject_free(subject *s) {
    fol_review_free(s->review);
    fol_layout_free(s->layout);
    fol_design_free(s->design);
    fol_design_file_free(s->specs);
    free(s->dots);
    free(s->pixels.data);
    free(s->csv);
    free(s);
}
