/* SPDX-License-Identifier: MIT */
/* `map`: one coordinate map, of all sessions or of one. */
#include "args.h"
#include "commands.h"
#include "maps.h"
#include "talk.h"

#include <stdlib.h>

static int map_design(map_job *job, const map_format *format, const char *design, const char *settings,
                      const char *path) {
    loaded_design loaded;
    fol_dot *dots = NULL;
    job->loaded = &loaded;
    int code = load_design(&loaded, design, settings, true);
    if (code == CLI_DONE && (size_t)job->session > fol_design_session_count(loaded.design))
        code = bad_usage("map", "--session is %d; %s has %zu", (int)job->session, loaded.shown,
                         fol_design_session_count(loaded.design));
    if (code == CLI_DONE)
        code = refuse_input(&loaded, path);
    if (code == CLI_DONE)
        code = load_layout(&loaded);
    if (code == CLI_DONE)
        code = copy_dots(&loaded, job->session, &dots, &job->dot_count);
    job->dots = dots;
    if (code == CLI_DONE)
        code = write_output(path, loaded.shown, format->write, job);
    free(dots);
    unload_design(&loaded);
    return code;
}

/* The one format that was asked for, and where it goes; NULL when there is none or more than one. */
static const map_format *chosen_format(const char *const *paths, const char **path) {
    const map_format *chosen = NULL;
    for (size_t i = 0; i < MAP_FORMAT_COUNT; i++) {
        if (paths[i] && chosen)
            return NULL;
        if (paths[i]) {
            chosen = &map_formats[i];
            *path = paths[i];
        }
    }
    return chosen;
}

int run_map(int argc, char **argv) {
    const char *paths[MAP_FORMAT_COUNT] = {NULL}, *session = NULL, *paper = NULL, *settings = NULL;
    bool circles = false;
    const cli_option options[] = {
        {"csv", 0, "FILE", "a table: id, place, diameter, depth, session, zone, shade", &paths[0], NULL},
        {"json", 0, "FILE", "the same with what the plan was made from", &paths[1], NULL},
        {"svg", 0, "FILE", "a drawing in mm, a layer for each session and zone", &paths[2], NULL},
        {"pdf", 0, "FILE", "pages at true size, one a session", &paths[3], NULL},
        {"session", 's', "K", "only the dots of session K", &session, NULL},
        {"paper", 0, "a4|letter",
         "tiles the PDF over sheets, with overlap and marks;\n"
         "without it a page is as large as the canvas",
         &paper, NULL},
        {"circles", 0, NULL, "the SVG's dots are circles, not round strokes", NULL, &circles},
        SETTINGS_OPTION(&settings),
    };
    const cli_syntax syntax = {
        .command = "map",
        .usage = "DESIGN --csv|--json|--svg|--pdf FILE [--session K]",
        .about = "Writes one coordinate map of a design. FILE may be '-' for standard output.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .least_operands = 1,
        .most_operands = 1,
    };
    const char *design = NULL, *path = NULL;
    const int code = args_parse(&syntax, argc, argv, &design);
    if (code != ARGS_GO_ON)
        return code;
    map_job job = {.session = 0};
    const map_format *format = chosen_format(paths, &path);
    if (!format)
        return bad_usage("map", "map writes one of --csv, --json, --svg and --pdf");
    if (session && !read_whole(&syntax, "session", session, 1, FOL_MAX_SESSIONS, &job.session))
        return CLI_BAD_USAGE;
    if (!paper_named(paper, &job.paper))
        return bad_usage("map", "--paper is '%s'; it is a4 or letter", paper);
    if (paper && !paths[3])
        return bad_usage("map", "--paper goes with --pdf");
    if (circles && !paths[2])
        return bad_usage("map", "--circles goes with --svg");
    job.svg_dots = circles ? FOL_SVG_CIRCLES : FOL_SVG_STROKES;
    return map_design(&job, format, design, settings, path);
}
