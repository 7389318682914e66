/* SPDX-License-Identifier: MIT */
/* `diff`: what is different between the dots of two designs, such as a plan and the one that came after it. */
#include "args.h"
#include "commands.h"
#include "differences.h"
#include "maps.h"
#include "output.h"
#include "talk.h"

#include <stdlib.h>
#include <string.h>

static int compare(differences *d, bool json, const char *picture) {
    fol_dot *before = NULL, *after = NULL;
    size_t before_count = 0;
    int code = copy_dots(d->a, 0, &before, &before_count);
    if (code == CLI_DONE)
        code = copy_dots(d->b, 0, &after, &d->dot_count);
    const size_t most = before_count + d->dot_count;
    fol_diff_row *rows = code == CLI_DONE ? malloc((most + 1) * sizeof *rows) : NULL;
    fol_error err = {0};
    if (code == CLI_DONE && !rows)
        code = say_no_memory();
    if (code == CLI_DONE && fol_diff(before, before_count, after, d->dot_count, NULL, rows, most, &d->count, &err) != FOL_OK)
        code = say_error(NULL, &err, NULL);
    d->dots = after;
    d->rows = rows;
    if (code == CLI_DONE && picture)
        code = write_output(picture, d->b->shown, write_differences_png, d);
    if (code == CLI_DONE && json)
        code = write_output("-", d->b->shown, write_differences_json, d);
    else if (code == CLI_DONE)
        print_differences(d);
    free(rows);
    free(after);
    free(before);
    return code;
}

static int load(loaded_design *loaded, const char *path) {
    const int code = load_design(loaded, path, NULL, false);
    return code == CLI_DONE ? load_layout(loaded) : code;
}

int run_diff(int argc, char **argv) {
    bool json = false;
    const char *picture = NULL, *paths[2] = {NULL, NULL};
    const cli_option options[] = {
        {"json", 'j', NULL, "the same for programs, with every dot", NULL, &json},
        {"output", 'o', "FILE.png", "also a picture: added green, removed red, moved orange,\nof another session blue", &picture, NULL},
    };
    const cli_syntax syntax = {
        .command = "diff",
        .usage = "DESIGN DESIGN2 [--json] [-o FILE.png]",
        .about = "Tells which dots the second design has added, removed, moved or given to another session, by zone\n"
                 "and session.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .least_operands = 2,
        .most_operands = 2,
    };
    int code = args_parse(&syntax, argc, argv, paths);
    if (code != ARGS_GO_ON)
        return code;
    if (strcmp(paths[0], "-") == 0 && strcmp(paths[1], "-") == 0)
        return bad_usage("diff", "only one of the two can come from standard input");
    if (json && picture && strcmp(picture, "-") == 0)
        return bad_usage("diff", "JSON and the picture cannot both go to standard output");
    loaded_design a = {0}, b = {0};
    code = load(&a, paths[0]);
    if (code == CLI_DONE)
        code = load(&b, paths[1]);
    if (code == CLI_DONE && picture)
        code = refuse_input(&a, picture);
    if (code == CLI_DONE && picture)
        code = refuse_input(&b, picture);
    differences d = {.a = &a, .b = &b};
    if (code == CLI_DONE)
        code = compare(&d, json, picture);
    unload_design(&b);
    unload_design(&a);
    return code;
}
