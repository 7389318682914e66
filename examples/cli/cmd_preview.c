/* SPDX-License-Identifier: MIT */
/* `preview`: one picture of the result, healed or at any moment, or of several moments in one file. */
#include "args.h"
#include "commands.h"
#include "moments.h"
#include "pictures.h"
#include "talk.h"

/* All that can be wrong with the input, before the output is opened. */
static int load_for_preview(loaded_design *loaded, const char *path, const char *settings, const picture_job *job, bool side_by_side) {
    int code = load_design(loaded, path, settings, true);
    if (code != CLI_DONE)
        return code;
    const size_t sessions = fol_design_session_count(loaded->design);
    if (job->spec.session > (int32_t)sessions)
        return bad_usage("preview", "--session is %d; %s has %zu", (int)job->spec.session, loaded->shown, sessions);
    fol_error err = {0};
    const strip moments = moments_of(job);
    if ((side_by_side ? check_strip(&moments, &err) : check_picture(job, &err)) != FOL_OK)
        return say_error(loaded->shown, &err, NULL);
    code = load_photo(loaded);
    return code == CLI_DONE ? load_layout(loaded) : code;
}

int run_preview(int argc, char **argv) {
    const char *output = NULL, *scale = NULL, *session = NULL, *crop = NULL, *settings = NULL, *bold = NULL;
    moment_options moment = {NULL, NULL, false, false};
    loaded_design loaded;
    picture_job job = {.loaded = &loaded, .spec = fol_preview_spec_default(), .px_per_mm = DEFAULT_PX_PER_MM};
    const cli_option options[] = {
        {"output", 'o', "FILE.png", "where the picture goes", &output, NULL},
        {"px-per-mm", 'r', "N", "pixels a millimetre, 0.5 to 60; without it 10", &scale, NULL},
        {"session", 's', "K", "the running total after session K; 0: before any;\nwithout it after the last", &session,
         NULL},
        {"crop", 'c', "X,Y,W,H", "only this part of the canvas, in mm", &crop, NULL},
        {"bold", 'b', "N", "dots and hairs N times as wide, 1 to 8, for small pictures", &bold, NULL},
        {"guides", 'g', NULL, "also draw outlines, keep-outs and hairlines", NULL, &job.spec.guides},
        {"no-hairs", 0, NULL, "leave out existing hairs", NULL, &job.spec.no_hairs},
        {"day", 'd', "N", "as on day N of the sessions' calendar: dots are as old as their session;\nwithout it all are healed", &moment.day, NULL},
        {"at", 0, "MOMENT", "fresh (after the last session), healed, 6-months or 3-years", &moment.at, NULL},
        {"scab", 0, NULL, "also draw the scab of the first days, wider than the dot", NULL, &job.spec.scab},
        {"merging", 0, NULL, "mark dots that come too close as they grow, on that day or\nwithout one by the touch-up", NULL, &job.spec.merging},
        {"strip", 0, NULL, "these moments side by side, with their names", NULL, &moment.strip},
        {"animate", 0, NULL, "the course from the first day to three years, as an animated PNG", NULL, &moment.animate},
        SETTINGS_OPTION(&settings),
    };
    const cli_syntax syntax = {
        .command = "preview",
        .usage = "DESIGN -o FILE.png",
        .about = "Draws the scalp as it looks healed, or on any day, on the design's photograph or on plain skin:\n"
                 "exactly the canvas or the crop, with the resolution noted in the file. How dots heal, fade and\n"
                 "spread is illustrative.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .least_operands = 1,
        .most_operands = 1,
    };
    const char *path = NULL;
    int code = args_parse(&syntax, argc, argv, &path);
    if (code != ARGS_GO_ON)
        return code;
    int number = job.spec.session;
    if (!output)
        return bad_usage("preview", "preview needs -o FILE.png");
    if (scale && !read_number(&syntax, "px-per-mm", scale, LEAST_PX_PER_MM, MOST_PX_PER_MM, &job.px_per_mm))
        return CLI_BAD_USAGE;
    if (session && !read_whole(&syntax, "session", session, 0, FOL_MAX_SESSIONS, &number))
        return CLI_BAD_USAGE;
    if (crop && !read_rect(&syntax, "crop", crop, &job.spec.crop))
        return CLI_BAD_USAGE;
    if (bold && !read_number(&syntax, "bold", bold, 1, 8, &job.spec.bold))
        return CLI_BAD_USAGE;
    if (!moments_ok(&syntax, &moment))
        return CLI_BAD_USAGE;
    job.spec.session = number;
    code = load_for_preview(&loaded, path, settings, &job, moment.strip);
    if (code == CLI_DONE)
        code = refuse_input(&loaded, output);
    if (code == CLI_DONE)
        set_moment(&moment, &job);
    if (code == CLI_DONE && moment.strip) {
        const strip moments = moments_of(&job);
        code = write_output(output, loaded.shown, write_strip, &moments);
    } else if (code == CLI_DONE) {
        code = write_output(output, loaded.shown, moment.animate ? write_course : write_picture, &job);
    }
    unload_design(&loaded);
    return code;
}
