/* SPDX-License-Identifier: MIT */
/* From options and a loaded design to the report. */
#include "reports.h"

#include "exits.h"
#include "maps.h"
#include "talk.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int read_words(report_job *job, const char *path) {
    fol_error err = {0};
    char *bytes = NULL;
    size_t size = 0;
    fol_status status = fol_read_file(path, &job->loaded->limits, &bytes, &size, &err);
    if (status == FOL_OK)
        status = fol_word_list_parse_json(bytes, size, &job->words, &err);
    free(bytes);
    if (status != FOL_OK)
        return say_error(path, &err, NULL);
    job->spec.words = fol_word_list_words(job->words, &job->spec.word_count);
    return CLI_DONE;
}

int make_report(const cli_syntax *syntax, const loaded_design *loaded, const report_options *given, report_job *job) {
    fol_report_spec *const spec = &job->spec;
    *job = (report_job){loaded, fol_report_spec_default(), NULL};
    spec->client = given->client;
    spec->practitioner = given->practitioner;
    spec->needle = given->needle;
    spec->pigment = given->pigment;
    spec->lot = given->lot;
    spec->colour_index = given->colour_index;
    spec->photo = loaded->photo.pixels.data ? &loaded->photo.pixels : NULL;
    if (given->date && !fol_date_parse(given->date, &spec->first_session))
        return bad_usage(syntax->command, "--date is '%s'; it is a day like 2026-12-01", given->date);
    if (given->rate && !read_number(syntax, "rate", given->rate, 1, 1000, &spec->dots_per_minute))
        return CLI_BAD_USAGE;
    if (!paper_named(given->paper, &spec->paper))
        return bad_usage(syntax->command, "--paper is '%s'; it is a4 or letter", given->paper);
    if (spec->paper == FOL_PAPER_TRUE_SIZE)
        spec->paper = FOL_PAPER_A4;
    return given->words ? read_words(job, given->words) : CLI_DONE;
}

void free_report(report_job *job) {
    fol_word_list_free(job->words);
}

fol_status write_report(const void *job, const fol_sink *sink, fol_error *err) {
    const report_job *what = job;
    return fol_cairo_write_report_pdf(what->loaded->design, what->loaded->layout, &what->spec, sink, err);
}

/* "client" of "designs/client.json". */
static int stem_of(const char *path, const char **stem) {
    const char *slash = strrchr(path, '/');
    *stem = slash ? slash + 1 : path;
    const char *dot = strrchr(*stem, '.');
    return (int)(dot ? dot - *stem : (ptrdiff_t)strlen(*stem));
}

/* What a plan is called stays when the plan changes, so that a calendar written anew moves appointments rather than doubling them. */
fol_status write_calendar(const void *job, const fol_sink *sink, fol_error *err) {
    const report_job *what = job;
    const char *stem;
    char uid[256];
    const int length = stem_of(what->loaded->shown, &stem);
    fol_calendar_spec spec = fol_calendar_spec_default();
    snprintf(uid, sizeof uid, "%.*s-%s%s%" PRIu64, length, stem, what->spec.client ? what->spec.client : "", what->spec.client ? "-" : "",
             fol_design_treatment(what->loaded->design)->seed);
    spec.first_session = what->spec.first_session;
    spec.client = what->spec.client;
    spec.uid = uid;
    return fol_calendar_write_ics(what->loaded->design, &spec, sink, err);
}
