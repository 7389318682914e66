/* SPDX-License-Identifier: MIT */
/* Errors, warnings and progress on stderr, in one form for all commands: "follicle: FILE: place: what is wrong". Data
 * goes to stdout and never through here. */
#include "talk.h"
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A path or finding with a zone's name in it; longer ones are cut. */
#define LONGEST_PLACE 512

int exit_for(fol_status status) {
    switch (status) {
    case FOL_OK:
        return CLI_DONE;
    case FOL_ERR_LIMIT:
    case FOL_ERR_VALUE:
    case FOL_ERR_GEOMETRY:
    case FOL_ERR_CONFLICT:
    case FOL_ERR_NAME:
    case FOL_ERR_SYNTAX:
    case FOL_ERR_SCHEMA:
    case FOL_ERR_VERSION:
    case FOL_ERR_READ:
        return CLI_BAD_INPUT;
    case FOL_ERR_ARG:
    case FOL_ERR_NOMEM:
    case FOL_ERR_CANCELLED:
    case FOL_ERR_INTERNAL:
    case FOL_ERR_WRITE:
        break;
    }
    return CLI_NO_OUTPUT;
}

void say(const char *format, ...) {
    char text[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    fputs("follicle: ", stderr);
    put_clean(stderr, text);
    fputc('\n', stderr);
}

/* The name of the zone or keep-out that a path begins with, or NULL; *after is the path behind its index. */
static const char *named_object(const char *path, const fol_chart_spec *chart, const char **after) {
    static const char zones[] = "zones[", keep_outs[] = "keep_outs[";
    const bool is_zone = strncmp(path, zones, sizeof zones - 1) == 0;
    if (!chart || (!is_zone && strncmp(path, keep_outs, sizeof keep_outs - 1) != 0))
        return NULL;
    const char *digits = path + (is_zone ? sizeof zones : sizeof keep_outs) - 1;
    char *end = NULL;
    const unsigned long long index = strtoull(digits, &end, 10);
    if (end == digits || *end != ']' || index >= (is_zone ? chart->zone_count : chart->keep_out_count))
        return NULL;
    *after = end + 1;
    return is_zone ? chart->zones[index].name : chart->keep_outs[index].name;
}

/* zones[1] "temple left".outline[4]; and the only hairline as a design file calls it. */
static void named_path(char *text, size_t size, const char *path, const fol_chart_spec *chart) {
    static const char only[] = "hairlines[0]";
    const char *after = NULL;
    if (chart && chart->hairline_count == 1 && strncmp(path, only, sizeof only - 1) == 0) {
        snprintf(text, size, "hairline%s", path + sizeof only - 1);
        return;
    }
    const char *name = named_object(path, chart, &after);
    if (name && *name)
        snprintf(text, size, "%.*s \"%s\"%s", (int)(after - path), path, name, after);
    else
        snprintf(text, size, "%s", path);
}

int say_error(const char *file, const fol_error *err, const fol_chart_spec *chart) {
    char place[LONGEST_PLACE + 48] = "", path[LONGEST_PLACE];
    named_path(path, sizeof path, err->path, chart);
    if (err->line > 0 && err->column > 0)
        snprintf(place, sizeof place, "line %d, column %d: ", (int)err->line, (int)err->column);
    else if (err->line > 0)
        snprintf(place, sizeof place, "line %d: ", (int)err->line);
    if (path[0]) {
        const size_t used = strlen(place);
        snprintf(place + used, sizeof place - used, "%s: ", path);
    }
    if (err->status == FOL_ERR_READ || err->status == FOL_ERR_WRITE)
        file = NULL; /* the message names the one that could not be read or written */
    say("%s%s%s%s", file ? file : "", file ? ": " : "", place,
        err->message[0] ? err->message : fol_status_text(err->status));
    return exit_for(err->status);
}

int say_no_memory(void) {
    const fol_error err = {.status = FOL_ERR_NOMEM};
    return say_error(NULL, &err, NULL);
}

void put_named(FILE *out, const char *text, const fol_design *design) {
    char named[LONGEST_PLACE];
    named_path(named, sizeof named, text, fol_design_chart(design));
    put_clean(out, named);
}

void put_warning(FILE *out, const fol_design *design, fol_warning warning) {
    put_named(out, warning.path, design);
    fputs(warning.path[0] ? ": " : "", out);
    put_clean(out, warning.text);
}

static bool draw_bar(double done, void *user) {
    progress_bar *bar = user;
    const int percent = (int)(done * 100.0);
    if (percent == bar->percent)
        return false;
    bar->percent = percent;
    char cells[] = "                    ";
    memset(cells, '#', (size_t)(percent < 0 ? 0 : percent > 100 ? 20 : percent / 5));
    fprintf(stderr, "\r%s [%s] %3d %%", bar->doing, cells, percent);
    fflush(stderr);
    return false;
}

const fol_progress *progress_begin(progress_bar *bar, const char *doing) {
    bar->doing = doing;
    bar->percent = -1;
    bar->progress.report = draw_bar;
    bar->progress.user = bar;
    return isatty(STDERR_FILENO) ? &bar->progress : NULL;
}

void progress_step(const fol_progress *progress, double done) {
    if (progress)
        progress->report(done, progress->user);
}

void progress_end(progress_bar *bar) {
    if (bar->percent >= 0)
        fprintf(stderr, "\r%*s\r", (int)strlen(bar->doing) + 30, "");
    bar->percent = -1;
}
