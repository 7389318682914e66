/* SPDX-License-Identifier: MIT */
/* `hairline`: a hairline from a design's landmarks, by the tape method, written into the design as points to be edited. */
#include "args.h"
#include "commands.h"
#include "load.h"
#include "output.h"
#include "talk.h"
#include "temples.h"

#include <follicle/head.h>
#include <follicle/io.h>

#include <stdlib.h>
#include <string.h>

typedef struct hairline_job {
    const fol_treatment_spec *treatment;
    fol_chart_spec chart;
} hairline_job;

static fol_status write_design(const void *job, const fol_sink *sink, fol_error *err) {
    const hairline_job *j = job;
    return fol_design_file_write(j->treatment, &j->chart, sink, err);
}

static const fol_point *landmark(const fol_chart_spec *chart, const char *name) {
    for (size_t i = 0; i < chart->landmark_count; i++) {
        if (strcmp(chart->landmarks[i].name, name) == 0)
            return &chart->landmarks[i].at;
    }
    return NULL;
}

static bool take_pair(const fol_chart_spec *chart, const char *left, const char *right, fol_point out[2]) {
    const fol_point *a = landmark(chart, left), *b = landmark(chart, right);
    if (!a || !b)
        return false;
    out[0] = *a;
    out[1] = *b;
    return true;
}

/* Only a chart laid flat shows both the face and the top of the head. */
static bool take_view(const fol_chart_spec *chart, const char *text, fol_head_view *view) {
    *view = landmark(chart, "vertex") ? FOL_VIEW_TOP : FOL_VIEW_FRONT;
    if (text)
        *view = strcmp(text, "top") == 0 ? FOL_VIEW_TOP : FOL_VIEW_FRONT;
    return !text || strcmp(text, "top") == 0 || strcmp(text, "front") == 0;
}

static int take_landmarks(const loaded_design *loaded, fol_forehead_spec *spec) {
    const fol_chart_spec *chart = fol_design_file_chart(loaded->file);
    const fol_point *glabella = landmark(chart, "glabella");
    if (!glabella) {
        say("%s: landmarks: there is no \"glabella\"; a hairline is made from it and from canthus-left and canthus-right, or pupil-left and "
            "pupil-right", loaded->shown);
        return CLI_BAD_INPUT;
    }
    spec->glabella = *glabella;
    spec->has_canthi = take_pair(chart, "canthus-left", "canthus-right", spec->canthi);
    spec->has_pupils = take_pair(chart, "pupil-left", "pupil-right", spec->pupils);
    return CLI_DONE;
}

/* The first hairline becomes the new one, with its own zones and remarks; others stay. */
static int put_hairline(const loaded_design *loaded, const fol_forehead *made, const char *style, const char *output) {
    hairline_job job = {fol_design_file_treatment(loaded->file), *fol_design_file_chart(loaded->file)};
    const size_t count = job.chart.hairline_count ? job.chart.hairline_count : 1;
    fol_hairline_spec *lines = calloc(count, sizeof *lines);
    if (!lines)
        return say_no_memory();
    if (job.chart.hairline_count)
        memcpy(lines, job.chart.hairlines, count * sizeof *lines);
    else
        lines[0] = fol_hairline_spec_default();
    lines[0].points = (fol_ring){made->points, made->point_count};
    lines[0].has_behind = true;
    lines[0].behind = made->behind;
    lines[0].style = style ? style : made->style;
    job.chart.hairlines = lines;
    job.chart.hairline_count = count;
    const int code = write_output(output, loaded->shown, write_design, &job);
    free(lines);
    return code;
}

static int make(const loaded_design *loaded, fol_forehead_spec *spec, const char *style, const char *output) {
    fol_forehead made;
    fol_error err = {0};
    int code = take_landmarks(loaded, spec);
    if (code != CLI_DONE)
        return code;
    if (fol_forehead_make(spec, &made, &err) != FOL_OK)
        return say_error(loaded->shown, &err, NULL);
    for (size_t i = 0; i < made.warning_count; i++)
        say("%s: warning: %s", loaded->shown, made.warnings[i]);
    return put_hairline(loaded, &made, style, output);
}

int run_hairline(int argc, char **argv) {
    const char *output = "-", *height = NULL, *lateral = NULL, *temples = NULL, *view = NULL, *style = NULL, *path = NULL;
    const char *width = NULL, *length = NULL, *settings = NULL;
    fol_forehead_spec spec = fol_forehead_spec_default();
    const cli_option options[] = {
        {"output", 'o', "FILE.json", "where the design goes; without it standard output", &output, NULL},
        {"shape", 0, "NAME", "rounded, straight, widows-peak, m-shape, receded,\nedge-up; without it rounded", &spec.shape, NULL},
        {"style", 0, "NAME", "of its edge; without it the one usual for the shape", &style, NULL},
        {"temples", 0, "CLASS", "N normal, T thinning, P parallel, R reversed", &temples, NULL},
        {"height", 0, "MM", "of its middle above the glabella; without it 80", &height, NULL},
        {"lateral", 0, "MM", "midline to the frontotemporal point, along the rim at the\nheight of the glabella", &lateral, NULL},
        {"view", 0, "NAME", "front or top; without it top where there is a\nlandmark vertex", &view, NULL},
        {"head-width", 'W', "MM", "greatest width above the ears, by caliper", &width, NULL},
        {"head-length", 'L', "MM", "between the brows to the back of the head", &length, NULL},
        SETTINGS_OPTION(&settings),
    };
    const cli_syntax syntax = {
        .command = "hairline",
        .usage = "DESIGN [-o FILE.json] [options]",
        .about = "Makes a hairline from the design's landmarks by the tape method: glabella and\n"
                 "canthus-left, canthus-right, or pupil-left, pupil-right. Prints the design with it as the\n"
                 "first hairline: points that can be moved.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .least_operands = 1,
        .most_operands = 1,
    };
    int code = args_parse(&syntax, argc, argv, &path);
    if (code != ARGS_GO_ON)
        return code;
    if ((height && !read_number(&syntax, "height", height, 40, 140, &spec.height_mm)) ||
        (lateral && !read_number(&syntax, "lateral", lateral, 50, 110, &spec.lateral_mm)) ||
        (width && !read_number(&syntax, "head-width", width, 120, 190, &spec.size.width_mm)) ||
        (length && !read_number(&syntax, "head-length", length, 150, 240, &spec.size.length_mm)))
        return CLI_BAD_USAGE;
    if (temples && !read_temples(&syntax, temples, &spec.temples))
        return CLI_BAD_USAGE;
    if (!fol_hairline_shape_named(spec.shape))
        return bad_usage("hairline", "--shape is '%s'; known: rounded, straight, widows-peak, m-shape, receded, edge-up", spec.shape);
    if (style && !fol_hairline_style_named(style))
        return bad_usage("hairline", "--style is '%s'; known: soft, broken, natural, widows-peak, receded, defined, edge-up", style);
    loaded_design loaded;
    code = load_specs(&loaded, path, settings);
    if (code == CLI_DONE && !take_view(fol_design_file_chart(loaded.file), view, &spec.view))
        code = bad_usage("hairline", "--view is '%s'; it is front or top", view);
    if (code == CLI_DONE)
        code = make(&loaded, &spec, style, output);
    unload_design(&loaded);
    return code;
}
