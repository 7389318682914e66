/* SPDX-License-Identifier: MIT */
/* Every form of map behind one table: `map` offers each as an option, `plan` writes them all. */
#include "maps.h"
#include "talk.h"

#include <follicle/follicle-cairo.h>

#include <stdlib.h>
#include <string.h>

static fol_status write_csv(const void *what, const fol_sink *sink, fol_error *err) {
    const map_job *job = what;
    return fol_map_write_csv(job->loaded->design, job->dots, job->dot_count, sink, err);
}

static fol_status write_json(const void *what, const fol_sink *sink, fol_error *err) {
    const map_job *job = what;
    return fol_map_write_json(job->loaded->design, job->dots, job->dot_count, sink, err);
}

static fol_status write_svg(const void *what, const fol_sink *sink, fol_error *err) {
    const map_job *job = what;
    return fol_map_write_svg(job->loaded->design, job->dots, job->dot_count, job->svg_dots, sink, err);
}

static fol_status write_pdf(const void *what, const fol_sink *sink, fol_error *err) {
    const map_job *job = what;
    fol_map_spec spec = fol_map_spec_default();
    spec.paper = job->paper;
    spec.session = job->session;
    spec.dots = job->placed ? job->dots : NULL;
    spec.dot_count = job->placed ? job->dot_count : 0;
    return fol_cairo_write_map_pdf(job->loaded->design, job->loaded->layout, &spec, sink, err);
}

const map_format map_formats[MAP_FORMAT_COUNT] = {
    {"csv", "every dot, as a table", write_csv},
    {"json", "every dot, with what the plan was made from", write_json},
    {"svg", "every dot, as a drawing in mm", write_svg},
    {"pdf", "pages at true size, one a session", write_pdf},
};

int copy_dots(const loaded_design *loaded, int32_t session, fol_dot **dots, size_t *count) {
    *count = fol_layout_copy(loaded->layout, (size_t)session, NULL, 0);
    *dots = malloc(*count ? *count * sizeof **dots : 1);
    if (!*dots)
        return say_no_memory();
    fol_layout_copy(loaded->layout, (size_t)session, *dots, *count);
    return CLI_DONE;
}

bool is_svg_map(const char *path, const char *bytes, size_t size) {
    return fol_is_drawing(bytes, size) || is_drawing_name(path);
}

int parse_map(const loaded_design *loaded, const char *path, const char *bytes, size_t size, fol_map **map) {
    fol_error err = {0};
    const fol_status status = is_svg_map(path, bytes, size)
                                  ? fol_map_parse_svg(bytes, size, loaded->design, &loaded->limits, map, &err)
                                  : fol_map_parse_csv(bytes, size, loaded->design, &loaded->limits, map, &err);
    fol_map_settle(*map, loaded->design, loaded->layout);
    return status == FOL_OK ? CLI_DONE : say_error(strcmp(path, "-") == 0 ? "stdin" : path, &err, NULL);
}

int load_map(const loaded_design *loaded, const char *path, fol_map **map) {
    char *bytes = NULL;
    size_t size = 0;
    fol_error err = {0};
    if (fol_read_file(path, &loaded->limits, &bytes, &size, &err) != FOL_OK)
        return say_error(NULL, &err, NULL);
    const int code = parse_map(loaded, path, bytes, size, map);
    free(bytes);
    return code;
}

bool paper_named(const char *name, fol_paper *paper) {
    *paper = !name ? FOL_PAPER_TRUE_SIZE : strcmp(name, "a4") == 0 ? FOL_PAPER_A4 : FOL_PAPER_LETTER;
    return !name || strcmp(name, "a4") == 0 || strcmp(name, "letter") == 0;
}
