/* SPDX-License-Identifier: MIT */
/* The `follicle` program: a table of commands. No locale is ever set, so that numbers read and print the same
 * everywhere. */
#include "args.h"
#include "commands.h"
#include "exits.h"
#include "talk.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

typedef struct command {
    const char *name, *summary;
    int (*run)(int argc, char **argv);
} command;

static const command commands[] = {
    {"new", "print a design to start from", run_new},
    {"hairline", "make a hairline from the landmarks of a design", run_hairline},
    {"check", "say whether a design can be laid out, and what it gives", run_check},
    {"plan", "write every picture and map of a design into a folder", run_plan},
    {"map", "write one coordinate map: CSV, JSON, SVG or PDF", run_map},
    {"preview", "write one picture of the healed result", run_preview},
    {"course", "tell how a plan heals and ages, and how much water it takes", run_course},
    {"report", "write the plan on paper: a PDF to hand over", run_report},
    {"hairs", "find existing hairs on a photograph of shaved skin", run_hairs},
    {"held", "measure on a photograph of the healed scalp what held", run_held},
    {"review", "measure a coordinate map against a design", run_review},
    {"next", "the next session's design, from what was done and what healed", run_next},
    {"diff", "tell two designs' dots apart", run_diff},
};
enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static void print_help(void) {
    printf("Usage: follicle COMMAND [arguments]\n\n"
           "Plans scalp micropigmentation: where every pigment dot of a treatment goes, and in which session.\n\n"
           "Commands:\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-9s %s\n", commands[i].name, commands[i].summary);
    printf("\n'follicle COMMAND --help' tells more of each; --version prints the version.\n"
           "'-' in place of a file is standard input or output.\n\n"
           "Exit codes: 0 done, 1 the dots fail their check, 2 bad usage, 3 bad input, 4 could not write.\n\n"
           "To start:\n"
           "  follicle new > client.json\n"
           "  follicle plan client.json -o plan\n");
}

static int unknown_command(const char *word) {
    const char *names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i].name;
    const bool option = word[0] == '-';
    const char *nearest = option ? NULL : nearest_name(word, names, COMMAND_COUNT);
    if (nearest)
        return bad_usage("", "there is no command '%s'; did you mean '%s'?", word, nearest);
    return bad_usage("", "there is no %s '%s'", option ? "option" : "command", word);
}

static int run(int argc, char **argv) {
    if (argc < 2)
        return bad_usage("", "a command is missing");
    const char *word = argv[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        print_help();
        return CLI_DONE;
    }
    if (strcmp(word, "--version") == 0) {
        printf("follicle %s (layout version %d)\n", fol_version(), fol_layout_version());
        return CLI_DONE;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(word, commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    }
    return unknown_command(word);
}

int main(int argc, char **argv) {
    const int code = run(argc, argv);
    if (fflush(stdout) || ferror(stdout)) {
        say("cannot write to standard output: %s", strerror(errno));
        return CLI_NO_OUTPUT;
    }
    return code;
}
