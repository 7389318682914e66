/* SPDX-License-Identifier: MIT */
/* `report`: the plan on paper, and its days as a calendar. */
#include "args.h"
#include "commands.h"
#include "judge.h"
#include "load.h"
#include "maps.h"
#include "reports.h"
#include "talk.h"
#include "text.h"

#include <stdlib.h>

/* Every text with its key, as the JSON that --words reads. */
static int list_words(void) {
    const size_t count = fol_report_word_count();
    for (size_t i = 0; i < count; i++) {
        const fol_word word = fol_report_word_at(i);
        printf("%s  ", i ? ",\n" : "{\n");
        put_json_string(stdout, word.key);
        printf(": ");
        put_json_string(stdout, word.text);
    }
    printf("\n}\n");
    return CLI_DONE;
}

static int write_files(const report_job *job, const char *output, const char *calendar) {
    int code = refuse_input(job->loaded, output);
    if (code == CLI_DONE && calendar)
        code = refuse_input(job->loaded, calendar);
    if (code == CLI_DONE)
        code = write_output(output, job->loaded->shown, write_report, job);
    if (code == CLI_DONE && calendar)
        code = write_output(calendar, job->loaded->shown, write_calendar, job);
    return code;
}

static int report_design(const cli_syntax *syntax, const report_options *given, const char *design, const char *settings, const char *output,
                         const char *calendar) {
    loaded_design loaded;
    report_job job = {0};
    fol_dot *dots = NULL;
    fol_review *review = NULL;
    fol_error err = {0};
    size_t count = 0;
    int code = load_design(&loaded, design, settings, true);
    if (code == CLI_DONE)
        code = load_photo(&loaded);
    if (code == CLI_DONE)
        code = make_report(syntax, &loaded, given, &job);
    if (code == CLI_DONE)
        code = load_layout(&loaded);
    if (code == CLI_DONE)
        code = copy_dots(&loaded, 0, &dots, &count);
    if (code == CLI_DONE && judge_dots(&loaded, dots, count, NULL, 0, false, &review, &err) != FOL_OK)
        code = say_error(loaded.shown, &err, NULL);
    job.spec.review = review;
    if (code == CLI_DONE)
        code = write_files(&job, output, calendar);
    fol_review_free(review);
    free(dots);
    free_report(&job);
    unload_design(&loaded);
    return code;
}

int run_report(int argc, char **argv) {
    report_options given = {0};
    const char *output = NULL, *calendar = NULL, *settings = NULL;
    bool list = false;
    const cli_option options[] = {
        {"output", 'o', "FILE.pdf", "where the report goes", &output, NULL},
        {"calendar", 0, "FILE.ics", "also the sessions as a calendar; needs --date", &calendar, NULL},
        {"date", 0, "YYYY-MM-DD", "day of the first session; without it days are counted", &given.date, NULL},
        {"client", 0, "TEXT", "name or number; without it a line to write on", &given.client, NULL},
        {"practitioner", 0, "TEXT", "without it a line to write on", &given.practitioner, NULL},
        {"rate", 0, "N", "dots a minute, 1 to 1000; without it 80", &given.rate, NULL},
        {"needle", 0, "TEXT", "for the table of sessions", &given.needle, NULL},
        {"pigment", 0, "TEXT", "for the pigment record; without it a line to write on", &given.pigment, NULL},
        {"lot", 0, "TEXT", "of the pigment", &given.lot, NULL},
        {"colour-index", 0, "TEXT", "of the pigment, as CI 77266", &given.colour_index, NULL},
        {"paper", 0, "a4|letter", "without it a4", &given.paper, NULL},
        {"words", 0, "FILE.json", "texts in place of the English ones", &given.words, NULL},
        SETTINGS_OPTION(&settings),
        {"list-words", 0, NULL, "print all texts as JSON, to be translated", NULL, &list},
    };
    const cli_syntax syntax = {
        .command = "report",
        .usage = "DESIGN -o FILE.pdf",
        .about = "Writes the plan on paper: four pages with pictures of the course, zones, sessions, evenness,\n"
                 "a density map, schedule, aftercare, questions to ask and the pigment record.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .least_operands = 0,
        .most_operands = 1,
    };
    const char *design = NULL;
    const int code = args_parse(&syntax, argc, argv, &design);
    if (code != ARGS_GO_ON)
        return code;
    if (list)
        return list_words();
    if (!design)
        return bad_usage("report", "report needs a design");
    if (!output)
        return bad_usage("report", "report needs -o FILE.pdf");
    if (calendar && !given.date)
        return bad_usage("report", "--calendar needs --date, the day of the first session");
    return report_design(&syntax, &given, design, settings, output, calendar);
}
