/* SPDX-License-Identifier: MIT */
/* `held`: lays a plan onto a photograph of the healed scalp and writes what of it is in the skin as a record. */
#include "args.h"
#include "commands.h"
#include "held_report.h"
#include "maps.h"
#include "output.h"
#include "talk.h"

#include <stdlib.h>
#include <string.h>

typedef struct held_words {
    const char *output, *overlay, *map, *session, *settings;
    const char *marks[MOST_LANDMARKS];
    size_t mark_count;
    bool slant;
} held_words;

typedef struct held_job {
    loaded_design loaded;
    landmark_list landmarks;
    fol_image photo;
    const char *shown; /* as messages call the photograph */
    fol_dot *dots;
    size_t count;
    fol_held *held;
} held_job;

/* ------------------------------------------------------------------ input */

static int read_photo(held_job *job, const char *path) {
    char *bytes = NULL;
    size_t size = 0;
    fol_error err = {0};
    const fol_color white = {255, 255, 255};
    job->shown = strcmp(path, "-") == 0 ? "stdin" : path;
    if (fol_read_file(path, &job->loaded.limits, &bytes, &size, &err) != FOL_OK)
        return say_error(NULL, &err, NULL);
    const fol_status status = fol_image_parse(bytes, size, white, &job->loaded.limits, &job->photo, &err);
    free(bytes);
    return status == FOL_OK ? CLI_DONE : say_error(job->shown, &err, NULL);
}

/* By session, then id, as maps and records are ordered. */
static int map_order(const void *a, const void *b) {
    const fol_dot *p = a, *q = b;
    if (p->session != q->session)
        return p->session < q->session ? -1 : 1;
    return (p->id > q->id) - (p->id < q->id);
}

static int read_map(held_job *job, const char *path) {
    fol_map *map = NULL;
    const int code = load_map(&job->loaded, path, &map);
    if (code != CLI_DONE)
        return code;
    const fol_dot *dots = fol_map_dots(map, &job->count);
    job->dots = malloc((job->count + 1) * sizeof *dots);
    if (job->dots && job->count) {
        memcpy(job->dots, dots, job->count * sizeof *dots);
        qsort(job->dots, job->count, sizeof *job->dots, map_order);
    }
    fol_map_free(map);
    return job->dots ? CLI_DONE : say_no_memory();
}

/* Only dots of the sessions done so far are in the skin. */
static void keep_sessions(held_job *job, int session) {
    size_t kept = 0;
    for (size_t i = 0; i < job->count; i++)
        if (job->dots[i].session <= session)
            job->dots[kept++] = job->dots[i];
    job->count = kept;
}

static int read_dots(held_job *job, const held_words *words, const cli_syntax *syntax) {
    const int sessions = (int)fol_design_session_count(job->loaded.design);
    int session = sessions;
    if (words->session && !read_whole(syntax, "session", words->session, 1, sessions, &session))
        return CLI_BAD_USAGE;
    int code = words->map ? read_map(job, words->map) : load_layout(&job->loaded);
    if (code == CLI_DONE && !words->map)
        code = copy_dots(&job->loaded, 0, &job->dots, &job->count);
    if (code == CLI_DONE)
        keep_sessions(job, session);
    return code;
}

/* ------------------------------------------------------------------ the command */

static int measure(held_job *job, const held_words *words) {
    fol_error err = {0};
    fol_held_spec spec = fol_held_spec_default();
    spec.landmarks = job->landmarks.pairs;
    spec.landmark_count = job->landmarks.count;
    spec.kind = words->slant ? FOL_TRANSFORM_HOMOGRAPHY : FOL_TRANSFORM_SIMILARITY;
    if (fol_held_measure(&job->photo.pixels, job->dots, job->count, &spec, NULL, &job->held, &err) != FOL_OK)
        return say_error(job->shown, &err, NULL);
    return CLI_DONE;
}

static int write_all(const held_job *job, const held_words *words) {
    const held_result result = {&job->loaded, &job->landmarks, job->held, &job->photo.pixels};
    fol_error err = {0};
    fol_outputs *outputs = NULL;
    fol_status status = fol_outputs_create(&outputs, &err);
    if (status == FOL_OK)
        status = add_output(outputs, words->output, write_record, &result, &err);
    if (status == FOL_OK && words->overlay)
        status = add_output(outputs, words->overlay, write_overlay, &result, &err);
    if (status == FOL_OK)
        status = commit_outputs(outputs, &err);
    fol_outputs_free(outputs);
    if (status != FOL_OK)
        return say_error(job->shown, &err, NULL);
    const bool to_stdout = strcmp(words->output, "-") == 0 || (words->overlay && strcmp(words->overlay, "-") == 0);
    tell_held(to_stdout ? stderr : stdout, &result);
    warn_held(&result);
    return CLI_DONE;
}

static int refuse_output(const held_job *job, const char *photo, const char *output) {
    const int code = output ? refuse_input(&job->loaded, output) : CLI_DONE;
    if (code == CLI_DONE && output && strcmp(output, "-") != 0 && is_same_file(photo, output))
        return bad_usage("held", "%s is read, too: write somewhere else", output);
    return code;
}

static int run_words(held_job *job, const held_words *words, const cli_syntax *syntax, const char *design, const char *photo) {
    job->loaded.map = words->map;
    int code = load_design(&job->loaded, design, words->settings, false);
    if (code == CLI_DONE)
        code = refuse_output(job, photo, words->output);
    if (code == CLI_DONE)
        code = refuse_output(job, photo, words->overlay);
    if (code == CLI_DONE)
        code = take_landmark_words(&job->landmarks, fol_design_chart(job->loaded.design), words->marks, words->mark_count);
    if (code == CLI_DONE)
        code = read_photo(job, photo);
    if (code == CLI_DONE)
        code = read_dots(job, words, syntax);
    if (code == CLI_DONE)
        code = measure(job, words);
    if (code == CLI_DONE)
        code = write_all(job, words);
    fol_held_free(job->held);
    free(job->dots);
    fol_image_free(&job->photo);
    unload_design(&job->loaded);
    return code;
}

static int check_words(const held_words *words) {
    if (!words->output)
        return bad_usage("held", "held needs -o RECORD.csv");
    if (!words->mark_count)
        return bad_usage("held", "held needs landmarks: three or more of --landmark");
    if (words->overlay && strcmp(words->overlay, words->output) == 0)
        return bad_usage("held", "--overlay and --output are the same file");
    return CLI_DONE;
}

int run_held(int argc, char **argv) {
    held_words words = {0};
    const cli_option options[] = {
        {"output", 'o', "RECORD.csv", "where the record goes: each dot's state and confidence", &words.output, NULL},
        {"landmark", 'l', "WHERE=X,Y", "pixels of the photograph for a landmark: its name in the\ndesign, or its x,y in mm of the "
         "plan; given thrice or more", NULL, NULL},
        {"session", 's', "K", "the sessions done so far; without it all", &words.session, NULL},
        {"map", 0, "MAP", "the dots of a coordinate map instead of the design's own", &words.map, NULL},
        {"homography", 0, NULL, "the photograph is taken at a slant: four landmarks or more", NULL, &words.slant},
        {"overlay", 'p', "FILE.png", "also write the photograph with a ring around each dot: green\nkept, orange faint, red lost, blue blown out",
         &words.overlay, NULL},
        SETTINGS_OPTION(&words.settings),
    };
    const cli_syntax syntax = {
        .command = "held",
        .usage = "DESIGN PHOTO --landmark WHERE=X,Y ... -o RECORD.csv",
        .about = "Measures on a photograph of the healed scalp (PNG or JPEG) what of a plan is in the skin: each dot kept, faint,\n"
                 "lost or blown out, with a confidence. Landmarks may be 2 mm off: the dots themselves fit the plan. 10 pixels a mm\n"
                 "are good.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .least_operands = 2,
        .most_operands = 2,
        .repeated = {"landmark", words.marks, &words.mark_count, MOST_LANDMARKS},
    };
    const char *operands[2];
    int code = args_parse(&syntax, argc, argv, operands);
    if (code != ARGS_GO_ON)
        return code;
    code = check_words(&words);
    if (code != CLI_DONE)
        return code;
    held_job job = {.loaded = {.limits = fol_limits_default()}};
    return run_words(&job, &words, &syntax, operands[0], operands[1]);
}
