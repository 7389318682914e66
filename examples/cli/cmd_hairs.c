/* SPDX-License-Identifier: MIT */
/* `hairs`: finds existing hairs on a photograph, writes them as CSV, and shows them in circles on the photograph. */
#include "args.h"
#include "circles.h"
#include "commands.h"
#include "load.h"
#include "output.h"
#include "talk.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct hairs_job {
    fol_limits limits;
    const char *source; /* as messages call the photograph */
    fol_image photo;
    fol_point photo_at; /* mm: where its corner lies */
    fol_find_spec spec;
    fol_spots *spots;
} hairs_job;

/* ------------------------------------------------------------------ input */

static int read_photo(hairs_job *job, const char *path) {
    char *bytes = NULL;
    size_t size = 0;
    fol_error err = {0};
    const fol_color white = {255, 255, 255};
    if (fol_read_file(path, &job->limits, &bytes, &size, &err) != FOL_OK)
        return say_error(NULL, &err, NULL);
    const fol_status status = fol_image_parse(bytes, size, white, &job->limits, &job->photo, &err);
    free(bytes);
    return status == FOL_OK ? CLI_DONE : say_error(job->source, &err, NULL);
}

/* The photograph of a design, with its scale; only spots on the canvas are wanted. */
static int take_design_photo(hairs_job *job, loaded_design *loaded, const char *design, const char *settings) {
    int code = load_specs(loaded, design, settings); /* its hairs may be what is looked for */
    if (code != CLI_DONE)
        return code;
    const fol_chart_spec *chart = fol_design_file_chart(loaded->file);
    if (!chart->photo.file && loaded->photo_error.status == FOL_OK) {
        say("%s: photo: the design has no photograph to find hairs on", loaded->shown);
        return CLI_BAD_INPUT;
    }
    code = load_photo(loaded);
    job->photo = loaded->photo;
    loaded->photo = (fol_image){{0}};
    job->source = loaded->shown;
    job->spec.mm_per_px = fol_photo_mm_per_px(&chart->photo);
    job->photo_at = chart->photo_at;
    job->spec.region = (fol_rect){-chart->photo_at.x, -chart->photo_at.y, chart->canvas_width_mm, chart->canvas_height_mm};
    return code;
}

static int find(hairs_job *job) {
    fol_error err = {0};
    if (fol_spots_find(&job->photo.pixels, &job->spec, NULL, &job->spots, &err) != FOL_OK)
        return say_error(job->source, &err, NULL);
    return CLI_DONE;
}

/* ------------------------------------------------------------------ output */

/* In the canvas, not in the photograph. */
static fol_status write_csv(const void *user, const fol_sink *sink, fol_error *err) {
    const hairs_job *job = user;
    size_t count;
    const fol_spot *spots = fol_spots_all(job->spots, &count);
    fol_spot *moved = malloc((count ? count : 1) * sizeof *moved);
    if (!moved) {
        *err = (fol_error){.status = FOL_ERR_NOMEM};
        return FOL_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        moved[i] = spots[i];
        moved[i].x_um += (int32_t)lround(1000 * job->photo_at.x);
        moved[i].y_um += (int32_t)lround(1000 * job->photo_at.y);
    }
    const fol_status status = fol_spots_write_csv(moved, count, sink, err);
    free(moved);
    return status;
}

static fol_status write_circles(const void *user, const fol_sink *sink, fol_error *err) {
    const hairs_job *job = user;
    size_t count;
    const fol_spot *spots = fol_spots_all(job->spots, &count);
    draw_circles(&job->photo.pixels, spots, count, job->spec.mm_per_px);
    return fol_png_write(&job->photo.pixels, 1 / job->spec.mm_per_px, NULL, sink, err);
}

/* How many are how sure, and how many lie flat. */
static void tell(const hairs_job *job, FILE *out) {
    size_t count, sure = 0, likely = 0, flat = 0;
    const fol_spot *spots = fol_spots_all(job->spots, &count);
    for (size_t i = 0; i < count; i++) {
        sure += spots[i].confidence >= SURE_CONFIDENCE;
        likely += spots[i].confidence >= LIKELY_CONFIDENCE && spots[i].confidence < SURE_CONFIDENCE;
        flat += spots[i].length_um > spots[i].diameter_um;
    }
    fprintf(out, "%zu hairs found: %zu sure (confidence 0.9 or more), %zu likely (0.5 or more), %zu doubtful; %zu lie flat\n", count, sure,
            likely, count - sure - likely, flat);
}

static int write_all(const hairs_job *job, const char *csv, const char *preview) {
    fol_error err = {0};
    fol_outputs *outputs = NULL;
    fol_status status = fol_outputs_create(&outputs, &err);
    if (status == FOL_OK)
        status = add_output(outputs, csv, write_csv, job, &err);
    if (status == FOL_OK && preview)
        status = add_output(outputs, preview, write_circles, job, &err);
    if (status == FOL_OK)
        status = fol_outputs_commit(outputs, &err);
    fol_outputs_free(outputs);
    if (status != FOL_OK)
        return say_error(job->source, &err, NULL);
    const bool to_stdout = strcmp(csv, "-") == 0 || (preview && strcmp(preview, "-") == 0);
    tell(job, to_stdout ? stderr : stdout);
    return CLI_DONE;
}

/* ------------------------------------------------------------------ the command */

typedef struct hairs_words {
    const char *output, *preview, *scale, *design, *settings, *least;
    bool light;
} hairs_words;

static int check_words(const cli_syntax *syntax, const hairs_words *words, const char *photo, fol_find_spec *spec) {
    if (!words->output)
        return bad_usage("hairs", "hairs needs -o FILE.csv");
    if (!photo == !words->design)
        return bad_usage("hairs", "hairs looks at a photograph, or with --design at that of a design: name one of the two");
    if (words->design && words->scale)
        return bad_usage("hairs", "--mm-per-px goes with a photograph; a design has its scale");
    if (photo && words->settings)
        return bad_usage("hairs", "--settings goes with a drawing, which --design names");
    if (photo && !words->scale)
        return bad_usage("hairs", "hairs needs --mm-per-px: the scale of the photograph, as 0.05");
    if (words->scale && !read_number(syntax, "mm-per-px", words->scale, 0.0005, 100, &spec->mm_per_px))
        return CLI_BAD_USAGE;
    if (words->least && !read_number(syntax, "least-confidence", words->least, 0, 1, &spec->least_confidence))
        return CLI_BAD_USAGE;
    if (words->preview && strcmp(words->preview, words->output) == 0)
        return bad_usage("hairs", "--preview and --output are the same file");
    return ARGS_GO_ON;
}

static int run_words(const hairs_words *words, const char *photo, hairs_job *job) {
    loaded_design loaded = {0};
    const char *const outputs[] = {words->output, words->preview};
    int code = photo ? read_photo(job, photo) : take_design_photo(job, &loaded, words->design, words->settings);
    for (int i = 0; i < 2 && code == CLI_DONE; i++) {
        if (outputs[i] && loaded.file)
            code = i == 0 ? refuse_input_but_hairs(&loaded, outputs[i]) : refuse_input(&loaded, outputs[i]);
        else if (outputs[i] && is_same_file(photo, outputs[i]))
            code = bad_usage("hairs", "%s is the photograph itself: write somewhere else", outputs[i]);
    }
    if (code == CLI_DONE)
        code = find(job);
    if (code == CLI_DONE)
        code = write_all(job, words->output, words->preview);
    fol_spots_free(job->spots);
    fol_image_free(&job->photo);
    unload_design(&loaded);
    return code;
}

int run_hairs(int argc, char **argv) {
    hairs_words words = {0};
    const cli_option options[] = {
        {"output", 'o', "FILE.csv", "where the hairs go: place, confidence, size", &words.output, NULL},
        {"mm-per-px", 'm', "N", "millimetres a pixel of the photograph; 0.125 at most", &words.scale, NULL},
        {"design", 'd', "DESIGN", "look at the photograph of a design, in its scale", &words.design, NULL},
        {"preview", 'p', "FILE.png", "also write the photograph with a circle around each:\ngreen sure, orange likely, red doubtful",
         &words.preview, NULL},
        {"least-confidence", 'c', "C", "leave out what is less sure, 0 to 1; without it 0.1", &words.least, NULL},
        {"light", 0, NULL, "hairs are lighter than the skin", NULL, &words.light},
        SETTINGS_OPTION(&words.settings),
    };
    const cli_syntax syntax = {
        .command = "hairs",
        .usage = "PHOTO --mm-per-px N -o FILE.csv | --design DESIGN -o FILE.csv",
        .about = "Finds existing hairs on a close-up of shaved skin (PNG or JPEG), or the marks of a mask, and writes them\n"
                 "as a CSV that a design names as \"hairs_file\". 8 pixels a mm are needed, 20 are good.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .least_operands = 0,
        .most_operands = 1,
    };
    const char *photo = NULL;
    int code = args_parse(&syntax, argc, argv, &photo);
    if (code != ARGS_GO_ON)
        return code;
    hairs_job job = {.limits = fol_limits_default(), .source = photo && strcmp(photo, "-") == 0 ? "stdin" : photo};
    job.spec = fol_find_spec_default();
    code = check_words(&syntax, &words, photo, &job.spec);
    if (code != ARGS_GO_ON)
        return code;
    job.spec.light = words.light;
    return run_words(&words, photo, &job);
}
