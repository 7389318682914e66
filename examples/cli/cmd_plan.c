/* SPDX-License-Identifier: MIT */
/* `plan`: every map and picture of a design into one folder, all of them or none. The order is: find all that is wrong
 * with the input, lay out, review, and only then touch the folder. */
#include "args.h"
#include "commands.h"
#include "folders.h"
#include "judge.h"
#include "maps.h"
#include "placed.h"
#include "pictures.h"
#include "reports.h"
#include "stops.h"
#include "strips.h"
#include "talk.h"
#include "text.h"
#include "zones.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

/* How many findings of a failed verdict are said on stderr; review.json has them all. */
#define SAID_FINDINGS 5
#define MAX_FILES (MAP_FORMAT_COUNT + FOL_MAX_SESSIONS + FOL_MOST_COURSE_DAYS + 4)

typedef struct plan_file {
    char path[LONGEST_PATH + 32];
    char about[64];
} plan_file;

typedef struct plan_job {
    loaded_design loaded;
    picture_job picture; /* of the whole canvas */
    map_job maps;
    report_job report;
    bool calendar;
    const char *placed_path; /* NULL: the layout's dots are taken */
    placed_dots placed;
    fol_dot *dots;
    fol_review *review;
    made_folder folder;
    fol_outputs *outputs;
    const fol_progress *progress;
    int32_t days[FOL_MOST_COURSE_DAYS]; /* that have a picture */
    size_t day_count;
    plan_file files[MAX_FILES];
    size_t file_count;
} plan_job;

/* What the command line asks for. */
typedef struct plan_request {
    const cli_syntax *syntax;
    const char *design, *folder;
    const char *settings; /* of a drawing; NULL: none */
    const char *dots;     /* a map whose dots are taken; NULL: the layout's */
    double px_per_mm;
    fol_paper paper;      /* of the map's PDF */
    report_options report;
    bool calendar;
} plan_request;

static fol_status add_file(plan_job *job, const char *name, const char *about, output_writer write, const void *what,
                           fol_error *err) {
    plan_file *file = &job->files[job->file_count++];
    const char *folder = job->folder.path;
    const size_t length = strlen(folder);
    snprintf(file->path, sizeof file->path, "%s%s%s", folder, folder[length - 1] == '/' ? "" : "/", name);
    snprintf(file->about, sizeof file->about, "%s", about);
    const size_t all = MAP_FORMAT_COUNT + fol_design_session_count(job->loaded.design) + job->day_count + 3 + job->calendar;
    progress_step(job->progress, (double)(job->file_count - 1) / (double)all);
    return add_output(job->outputs, file->path, write, what, err);
}

static fol_status write_maps(plan_job *job, fol_error *err) {
    fol_status status = FOL_OK;
    for (size_t i = 0; i < MAP_FORMAT_COUNT && status == FOL_OK; i++) {
        char name[16];
        snprintf(name, sizeof name, "map.%s", map_formats[i].name);
        status = add_file(job, name, map_formats[i].about, map_formats[i].write, &job->maps, err);
    }
    return status;
}

static fol_status write_pictures(plan_job *job, fol_error *err) {
    const int sessions = (int)fol_design_session_count(job->loaded.design);
    picture_job picture = job->picture;
    fol_status status = FOL_OK;
    for (int k = 1; k <= sessions && status == FOL_OK; k++) {
        char name[24], about[64];
        snprintf(name, sizeof name, "session-%d.png", k);
        snprintf(about, sizeof about, "the scalp healed after session %d", k);
        picture.spec.session = k;
        status = add_file(job, name, about, write_picture, &picture, err);
    }
    return status;
}

static fol_status write_days(plan_job *job, fol_error *err) {
    picture_job picture = job->picture;
    fol_status status = FOL_OK;
    for (size_t i = 0; i < job->day_count && status == FOL_OK; i++) {
        char name[32], about[64];
        snprintf(name, sizeof name, "day-%04d.png", (int)job->days[i]);
        snprintf(about, sizeof about, "the scalp on day %d, illustrative", (int)job->days[i]);
        picture.spec.day = job->days[i];
        status = add_file(job, name, about, write_picture, &picture, err);
    }
    return status;
}

static fol_status write_overview(plan_job *job, fol_error *err) {
    const strip overview = overview_of(&job->picture);
    return add_file(job, "overview.png", "before and after, in bold dots", write_strip, &overview, err);
}

static fol_status write_files(plan_job *job, fol_error *err) {
    fol_status status = fol_outputs_create(&job->outputs, err);
    job->day_count = fol_course_days(job->loaded.design, job->days, FOL_MOST_COURSE_DAYS);
    if (status == FOL_OK)
        status = write_maps(job, err);
    if (status == FOL_OK)
        status = write_overview(job, err);
    if (status == FOL_OK)
        status = write_pictures(job, err);
    if (status == FOL_OK)
        status = write_days(job, err);
    if (status == FOL_OK)
        status = add_file(job, "report.pdf", "the plan on paper, to hand over", write_report, &job->report, err);
    if (status == FOL_OK && job->calendar)
        status = add_file(job, "calendar.ics", "the sessions, for a calendar", write_calendar, &job->report, err);
    if (status == FOL_OK)
        status = add_file(job, "review.json", "spacing, evenness and counts, as measured", write_review,
                          &(review_job){job->review, job->loaded.design}, err);
    if (status == FOL_OK)
        status = remove_stale(job->outputs, job->folder.path,
                              &(kept_pictures){fol_design_session_count(job->loaded.design), job->days, job->day_count, job->calendar}, err);
    return status == FOL_OK ? commit_outputs(job->outputs, err) : status;
}

static void print_files(const plan_job *job) {
    int width = 0;
    for (size_t i = 0; i < job->file_count; i++) {
        const int own = text_width(job->files[i].path);
        width = own > width ? own : width;
    }
    for (size_t i = 0; i < job->file_count; i++) {
        put_padded(stdout, job->files[i].path, width);
        printf("  %s\n", job->files[i].about);
    }
}

static void say_verdict(const plan_job *job) {
    const fol_finding *finding = NULL;
    for (size_t i = 0; i < SAID_FINDINGS && (finding = fol_review_finding(job->review, i)) != NULL; i++)
        say("%s: %s: %s", job->loaded.shown, fol_finding_kind_name(finding->kind), finding->text);
    say("%s: the dots fail their review; review.json in %s has all findings", job->loaded.shown, job->folder.path);
}

/* What exact counts have changed. */
static void say_threshold_dots(const loaded_design *loaded) {
    const size_t threshold = fol_layout_threshold_dots(loaded->layout);
    if (threshold > 0)
        say("%s: counts are exact; %zu dots are there, missing or of another session for that alone, of %zu in all", loaded->shown,
            threshold, fol_layout_count(loaded->layout));
}

/* The dots of a map in place of the layout's, in every picture and map. */
static int take_placed(plan_job *job) {
    const int code = load_placed(&job->loaded, job->placed_path, &job->placed);
    job->maps.placed = true;
    job->maps.dots = job->placed.dots;
    job->maps.dot_count = job->placed.count;
    job->picture.spec.dots = job->placed.dots;
    job->picture.spec.dot_count = job->placed.count;
    job->report.spec.dots = job->placed.dots;
    job->report.spec.dot_count = job->placed.count;
    return code;
}

/* All that is decided before the folder is touched. */
static int prepare(plan_job *job, const plan_request *asked) {
    loaded_design *loaded = &job->loaded;
    fol_error err = {0};
    int code = load_design(loaded, asked->design, asked->settings, true);
    loaded->map = job->placed_path;
    if (code == CLI_DONE && check_picture(&job->picture, &err) != FOL_OK)
        code = say_error(loaded->shown, &err, NULL);
    if (code == CLI_DONE)
        code = load_photo(loaded);
    if (code == CLI_DONE)
        code = make_report(asked->syntax, loaded, &asked->report, &job->report);
    if (code == CLI_DONE)
        code = load_layout(loaded);
    if (code == CLI_DONE)
        code = job->placed_path ? take_placed(job) : copy_dots(loaded, 0, &job->dots, &job->maps.dot_count);
    if (!job->placed_path)
        job->maps.dots = job->dots;
    size_t count = job->maps.dot_count;
    const fol_dot *judged = job->placed_path ? fol_map_dots(job->placed.map, &count) : job->dots;
    if (code == CLI_DONE && judge_dots(loaded, judged, count, NULL, 0, false, &job->review, &err) != FOL_OK)
        code = say_error(loaded->shown, &err, NULL);
    job->report.spec.review = job->review;
    return code;
}

/* A plan into the folder of the client's own files must not write over them, nor take a photograph for an old picture. */
static int refuse_inputs_in(const loaded_design *loaded, const char *folder) {
    DIR *entries = opendir(folder);
    if (!entries)
        return CLI_DONE; /* it is not there yet */
    int code = CLI_DONE;
    const struct dirent *entry;
    while (code == CLI_DONE && (entry = readdir(entries)) != NULL) {
        char path[4096];
        const int length = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (length > 0 && (size_t)length < sizeof path && is_plan_name(entry->d_name))
            code = refuse_input(loaded, path);
    }
    closedir(entries);
    return code;
}

/* All of it or, failing that, nothing, not even a folder. */
static int fill_folder(plan_job *job, const char *folder) {
    fol_error err = {0};
    stops_hold();
    if (!make_folder(&job->folder, folder)) {
        stops_release();
        return CLI_NO_OUTPUT;
    }
    progress_bar bar;
    job->progress = progress_begin(&bar, "writing");
    const fol_status status = write_files(job, &err);
    progress_end(&bar);
    fol_outputs_free(job->outputs);
    if (status != FOL_OK)
        unmake_folder(&job->folder);
    stops_release();
    return status == FOL_OK ? CLI_DONE : say_error(job->loaded.shown, &err, NULL);
}

static int write_plan(plan_job *job, const char *folder) {
    int code = refuse_inputs_in(&job->loaded, folder);
    if (code == CLI_DONE)
        code = fill_folder(job, folder);
    if (code != CLI_DONE)
        return code;
    print_files(job);
    put_zone_lines(stdout, job->loaded.design, "\n");
    if (!job->placed_path)
        say_threshold_dots(&job->loaded);
    if (fol_review_ok(job->review))
        return CLI_DONE;
    say_verdict(job);
    return CLI_FAILED_CHECK;
}

static int plan_design(const plan_request *asked) {
    plan_job *job = calloc(1, sizeof *job);
    if (!job)
        return say_no_memory();
    job->picture = (picture_job){&job->loaded, fol_preview_spec_default(), asked->px_per_mm};
    job->maps.loaded = &job->loaded;
    job->calendar = asked->calendar;
    job->placed_path = asked->dots;
    job->maps.paper = asked->paper;
    job->maps.svg_dots = FOL_SVG_STROKES;
    int code = prepare(job, asked);
    if (code == CLI_DONE)
        code = write_plan(job, asked->folder);
    fol_review_free(job->review);
    free(job->dots);
    free_report(&job->report);
    free_placed(&job->placed);
    unload_design(&job->loaded);
    free(job);
    return code;
}

int run_plan(int argc, char **argv) {
    const char *scale = NULL, *paper = NULL;
    plan_request asked = {.px_per_mm = DEFAULT_PX_PER_MM, .paper = FOL_PAPER_TRUE_SIZE};
    const cli_option options[] = {
        {"output", 'o', "DIR", "the folder; it is made when it is not there", &asked.folder, NULL},
        {"px-per-mm", 'r', "N", "pixels a millimetre of the pictures, 0.5 to 60;\nwithout it 10", &scale, NULL},
        {"paper", 0, "a4|letter",
         "tiles the PDF over sheets, with overlap and marks;\n"
         "without it a page is as large as the canvas",
         &paper, NULL},
        {"date", 0, "YYYY-MM-DD", "day of the first session, for report.pdf;\nwithout it days are counted", &asked.report.date, NULL},
        {"calendar", 0, NULL, "also write calendar.ics; needs --date", NULL, &asked.calendar},
        {"dots", 'd', "MAP", "takes the dots of a map, CSV or SVG, as they were placed", &asked.dots, NULL},
        SETTINGS_OPTION(&asked.settings),
    };
    const cli_syntax syntax = {
        .command = "plan",
        .usage = "DESIGN -o DIR",
        .about = "Lays out every session of a design and writes map.csv, map.json, map.svg, map.pdf, overview.png,\n"
                 "session-1.png ... session-N.png (healed), day-0000.png and so on (as on that day: at each session,\n"
                 "before the second, healed, after three years), report.pdf and review.json. The files appear\n"
                 "together at the end; what no longer applies of an earlier plan is removed. Exit code 1 when the\n"
                 "dots fail their own review; the files are written all the same.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .least_operands = 1,
        .most_operands = 1,
    };
    asked.syntax = &syntax;
    const int code = args_parse(&syntax, argc, argv, &asked.design);
    if (code != ARGS_GO_ON)
        return code;
    if (!asked.folder)
        return bad_usage("plan", "plan needs -o DIR");
    if (asked.dots && strcmp(asked.dots, "-") == 0 && strcmp(asked.design, "-") == 0)
        return bad_usage("plan", "only one of design and dots can come from standard input");
    if (strcmp(asked.folder, "-") == 0)
        return bad_usage("plan", "plan writes a folder of files; -o cannot be standard output");
    if (scale && !read_number(&syntax, "px-per-mm", scale, LEAST_PX_PER_MM, MOST_PX_PER_MM, &asked.px_per_mm))
        return CLI_BAD_USAGE;
    if (!paper_named(paper, &asked.paper))
        return bad_usage("plan", "--paper is '%s'; it is a4 or letter", paper);
    if (asked.calendar && !asked.report.date)
        return bad_usage("plan", "--calendar needs --date, the day of the first session");
    asked.report.paper = paper;
    return plan_design(&asked);
}
