/* SPDX-License-Identifier: MIT */
/* `check`: everything that can be said of a design without laying it out. An invalid design ends in load.c, with its
 * place and reason on stderr; what reaches this file can be laid out. */
#include "args.h"
#include "commands.h"
#include "load.h"
#include "talk.h"
#include "text.h"
#include "zones.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#define NAME_WIDTH 20

static void print_numbers(const double *counts, size_t count) {
    for (size_t k = 0; k < count; k++)
        put_count(stdout, llround(counts[k]), 11);
    putchar('\n');
}

static void print_header(size_t sessions, size_t done) {
    printf("Dots expected in the skin after each session%s:\n\n", done ? "; * done: what is there" : "");
    printf("%-*s %9s", NAME_WIDTH, "zone", "area cm2");
    for (size_t k = 1; k <= sessions; k++)
        printf(" %ssession %zu%s", k > done ? " " : "", k, k > done ? "" : "*");
    putchar('\n');
}

/* Sessions that are done have what is in the skin of them, whatever was expected. */
static void put_in_skin(const fol_design *design, double *expected) {
    const fol_chart_spec *chart = fol_design_chart(design);
    const size_t sessions = fol_design_session_count(design), done = (size_t)chart->sessions_done;
    for (size_t zone = 0; zone < chart->zone_count; zone++) {
        for (size_t k = 0; k < done; k++)
            expected[zone * sessions + k] = 0;
    }
    for (size_t i = 0; i < chart->in_skin_count; i++) {
        const fol_dot *dot = &chart->in_skin[i].dot;
        for (size_t k = dot->session - 1u; k < done; k++)
            expected[dot->zone * sessions + k]++;
    }
}

static void print_zones(const fol_design *design, const double *expected) {
    const fol_chart_spec *chart = fol_design_chart(design);
    const size_t sessions = fol_design_session_count(design);
    double all[FOL_MAX_SESSIONS] = {0.0};
    print_header(sessions, (size_t)chart->sessions_done);
    for (size_t zone = 0; zone < chart->zone_count; zone++) {
        put_padded(stdout, chart->zones[zone].name, NAME_WIDTH);
        printf(" %9.2f", fol_design_zone_area_cm2(design, zone));
        print_numbers(expected + zone * sessions, sessions);
        for (size_t k = 0; k < sessions; k++)
            all[k] += expected[zone * sessions + k];
    }
    printf("%-*s %9s", NAME_WIDTH, "all", "");
    print_numbers(all, sessions);
    printf("%-*s %9s", NAME_WIDTH, "least distance, mm", "");
    for (size_t k = 1; k <= sessions; k++)
        printf("%11.3f", fol_design_least_distance_mm(design, k));
    putchar('\n');
}

static bool has_exact_counts(const fol_design *design) {
    bool exact = fol_design_treatment(design)->exact_counts;
    for (size_t zone = 0; zone < fol_design_zone_count(design); zone++)
        exact = exact || fol_design_chart(design)->zones[zone].hold_total > 0;
    return exact;
}

/* Which of the numbers above are those that a plan will have. */
static void print_exact(const fol_design *design) {
    const fol_chart_spec *chart = fol_design_chart(design);
    const char *before = "\nCounts are exact in ";
    if (fol_design_treatment(design)->exact_counts)
        printf("\nCounts are exact: a plan has these dots, or is refused.\n");
    for (size_t zone = 0; zone < chart->zone_count && !fol_design_treatment(design)->exact_counts; zone++) {
        if (chart->zones[zone].hold_total == 0)
            continue;
        printf("%s", before);
        put_clean(stdout, chart->zones[zone].name);
        before = ", ";
    }
    if (!fol_design_treatment(design)->exact_counts)
        printf(": a plan has these dots there, or is refused.\n");
}

static void print_text(const loaded_design *loaded, const double *expected) {
    const fol_design *design = loaded->design;
    const size_t warnings = warning_count(loaded);
    put_clean(stdout, loaded->shown);
    printf(": can be laid out, ");
    printf(warnings == 0 ? "no warnings\n\n" : warnings == 1 ? "1 warning\n\n" : "%zu warnings\n\n", warnings);
    print_zones(design, expected);
    if (has_exact_counts(design))
        print_exact(design);
    put_zone_lines(stdout, design, "\n");
    for (size_t i = 0; i < warnings; i++) {
        printf(i == 0 ? "\nwarning: " : "warning: ");
        put_warning(stdout, design, warning_at(loaded, i));
        putchar('\n');
    }
}

static void print_json_zones(const fol_design *design, const double *expected) {
    const fol_chart_spec *chart = fol_design_chart(design);
    const size_t sessions = fol_design_session_count(design);
    for (size_t zone = 0; zone < chart->zone_count; zone++) {
        printf("%s\n    {\"name\": ", zone == 0 ? "" : ",");
        put_json_string(stdout, chart->zones[zone].name);
        printf(", \"area_cm2\": %.4f, \"expected\": [", fol_design_zone_area_cm2(design, zone));
        for (size_t k = 0; k < sessions; k++)
            printf("%s%.2f", k == 0 ? "" : ", ", expected[zone * sessions + k]);
        const bool exact = fol_design_treatment(design)->exact_counts || chart->zones[zone].hold_total > 0;
        printf(exact ? "], \"exact\": true" : "]");
        put_zone_members(stdout, design, zone);
        putchar('}');
    }
}

static void print_json(const loaded_design *loaded, const double *expected) {
    printf("{\n  \"ok\": true,\n  \"sessions_done\": %" PRId64 ",\n  \"zones\": [", fol_design_chart(loaded->design)->sessions_done);
    print_json_zones(loaded->design, expected);
    printf("\n  ],\n  \"warnings\": [");
    const size_t warnings = warning_count(loaded);
    for (size_t i = 0; i < warnings; i++) {
        const fol_warning warning = warning_at(loaded, i);
        printf("%s\n    {\"path\": ", i == 0 ? "" : ",");
        put_json_string(stdout, warning.path);
        printf(", \"text\": ");
        put_json_string(stdout, warning.text);
        putchar('}');
    }
    printf("%s]\n}\n", warnings == 0 ? "" : "\n  ");
}

/* A plan of that many dots would be refused: so is the design, before anything is laid out. */
static int check_dot_count(const loaded_design *loaded, const double *expected) {
    const size_t sessions = fol_design_session_count(loaded->design);
    double all = 0.0;
    for (size_t zone = 0; zone < fol_design_zone_count(loaded->design); zone++)
        all += expected[zone * sessions + sessions - 1];
    if (all <= (double)loaded->limits.max_dots)
        return CLI_DONE;
    say("%s: the design asks for %.0f dots, over the limit of %" PRId64, loaded->shown, all, loaded->limits.max_dots);
    return CLI_BAD_INPUT;
}

static int check_design(const loaded_design *loaded, bool json) {
    const size_t count = fol_design_zone_count(loaded->design) * fol_design_session_count(loaded->design);
    double *expected = calloc(count, sizeof *expected);
    if (!expected)
        return say_no_memory();
    const fol_error err = {.status = fol_design_expected(loaded->design, expected, count)};
    const int code = err.status == FOL_OK ? check_dot_count(loaded, expected) : say_error(loaded->shown, &err, NULL);
    if (code == CLI_DONE)
        put_in_skin(loaded->design, expected);
    if (code == CLI_DONE && json)
        print_json(loaded, expected);
    else if (code == CLI_DONE)
        print_text(loaded, expected);
    free(expected);
    return code;
}

int run_check(int argc, char **argv) {
    bool json = false;
    const char *settings = NULL;
    const cli_option options[] = {{"json", 'j', NULL, "the same for programs", NULL, &json}, SETTINGS_OPTION(&settings)};
    const cli_syntax syntax = {
        .command = "check",
        .usage = "DESIGN [--json]",
        .about = "Checks a design file and says how many dots each zone gets in each session, and how far\n"
                 "apart any two of them are promised to be. Warnings do not change the exit code.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .least_operands = 1,
        .most_operands = 1,
    };
    const char *path = NULL;
    int code = args_parse(&syntax, argc, argv, &path);
    if (code != ARGS_GO_ON)
        return code;
    loaded_design loaded;
    code = load_design(&loaded, path, settings, false);
    if (code == CLI_DONE)
        code = load_photo(&loaded);
    if (code == CLI_DONE)
        code = check_design(&loaded, json);
    unload_design(&loaded);
    return code;
}
