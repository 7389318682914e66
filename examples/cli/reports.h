/* SPDX-License-Identifier: MIT */
/* The plan on paper and its dates, for `report` and `plan`. */
#ifndef FOLLICLE_CLI_REPORTS_H
#define FOLLICLE_CLI_REPORTS_H

#include "args.h"
#include "load.h"
#include "output.h"

#include <follicle/report.h>

/* What the options of both commands give, as text. */
typedef struct report_options {
    const char *date, *client, *practitioner, *rate, *needle, *pigment, *lot, *colour_index, *words, *paper;
} report_options;

typedef struct report_job {
    const loaded_design *loaded;
    fol_report_spec spec;
    fol_word_list *words; /* of a translation; NULL: English */
} report_job;

/* Fills the job from options and reads the translation. Returns an exit code; free_report() in any case. */
int make_report(const cli_syntax *syntax, const loaded_design *loaded, const report_options *given, report_job *job);
void free_report(report_job *job);

/* Output_writers of a report_job. */
fol_status write_report(const void *job, const fol_sink *sink, fol_error *err);
fol_status write_calendar(const void *job, const fol_sink *sink, fol_error *err);

#endif
