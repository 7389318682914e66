/* SPDX-License-Identifier: MIT */
/* A strip is the pictures of all moments, each exactly as it would be alone, with a line of text below. A course is an animated PNG of whole
 * pictures: the days of the treatment one by one, then longer and longer steps. */
#include "moments.h"
#include "talk.h"

#include <follicle/follicle-cairo.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double GAP_SHARE = 0.02;   /* of a picture's width, between two */
static const double LINE_SHARE = 0.05;  /* of a picture's width: height of the line below */
static const double LEAST_LINE_PX = 14, MOST_LINE_PX = 60;

static bool moment_named(const char *name, fol_moment *moment) {
    for (int i = 0; i < FOL_MOMENT_COUNT; i++) {
        if (strcmp(name, fol_moment_name((fol_moment)i)) != 0)
            continue;
        *moment = (fol_moment)i;
        return true;
    }
    return false;
}

bool moments_ok(const cli_syntax *syntax, const moment_options *options) {
    double day;
    fol_moment moment;
    if ((options->day != NULL) + (options->at != NULL) + options->strip + options->animate > 1) {
        bad_usage(syntax->command, "only one of --day, --at, --strip and --animate can be given");
        return false;
    }
    if (options->at && !moment_named(options->at, &moment)) {
        bad_usage(syntax->command, "--at is '%s'; it is fresh, healed, 6-months or 3-years", options->at);
        return false;
    }
    return !options->day || read_number(syntax, "day", options->day, 0, LAST_DAY, &day);
}

static size_t last_session(const picture_job *job) {
    return job->spec.session < 0 ? 0 : (size_t)job->spec.session;
}

void set_moment(const moment_options *options, picture_job *job) {
    fol_moment moment = FOL_MOMENT_HEALED;
    if (options->day)
        job->spec.day = strtod(options->day, NULL);
    else if (options->at && moment_named(options->at, &moment))
        job->spec.day = fol_moment_day(job->loaded->design, moment, last_session(job));
}

/* ------------------------------------------------------------------ strip */

typedef struct strip_size {
    picture_size one;
    double gap, line, width, height; /* pixels, whole */
} strip_size;

static strip_size size_of_strip(const picture_job *job) {
    strip_size size = {.one = size_of_picture(job)};
    size.gap = fmax(2.0, round(GAP_SHARE * size.one.width));
    size.line = round(fmin(MOST_LINE_PX, fmax(LEAST_LINE_PX, LINE_SHARE * size.one.width)));
    size.width = FOL_MOMENT_COUNT * size.one.width + (FOL_MOMENT_COUNT - 1) * size.gap;
    size.height = size.one.height + 2 * size.line;
    return size;
}

fol_status check_strip(const picture_job *job, fol_error *err) {
    const strip_size size = size_of_strip(job);
    const double limit = (double)job->loaded->limits.max_pixels;
    if (size.width * size.height <= limit)
        return FOL_OK;
    *err = (fol_error){.status = FOL_ERR_LIMIT, .index = -1, .ring = -1, .vertex = -1};
    snprintf(err->message, sizeof err->message, "a strip of %d pictures is %.0f x %.0f pixels, over the limit of %.0f; --px-per-mm %.2f fits",
             FOL_MOMENT_COUNT, size.width, size.height, limit,
             floor(99.0 * job->px_per_mm * sqrt(limit / (size.width * size.height))) / 100.0);
    return FOL_ERR_LIMIT;
}

static void write_line(cairo_t *cr, double x, double y, double width, double height, const char *text) {
    cairo_text_extents_t extents;
    double size = height;
    for (int attempt = 0; attempt < 2; attempt++) {
        cairo_set_font_size(cr, size);
        cairo_text_extents(cr, text, &extents);
        if (extents.width > width)
            size *= width / extents.width;
    }
    cairo_move_to(cr, x, y);
    cairo_show_text(cr, text);
}

static void name_pictures(const picture_job *job, const strip_size *size, const fol_pixels *pixels) {
    static const char *const names[FOL_MOMENT_COUNT] = {"fresh", "healed", "6 months", "3 years"};
    cairo_surface_t *surface = cairo_image_surface_create_for_data(pixels->data, CAIRO_FORMAT_RGB24, pixels->width, pixels->height,
                                                                   (int)pixels->stride);
    cairo_t *cr = cairo_create(surface);
    cairo_select_font_face(cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_source_rgb(cr, 0.15, 0.15, 0.15);
    for (int i = 0; i < FOL_MOMENT_COUNT; i++) {
        char text[80];
        const double x = i * (size->one.width + size->gap);
        snprintf(text, sizeof text, "%s, day %.0f, illustrative", names[i],
                 fol_moment_day(job->loaded->design, (fol_moment)i, last_session(job)));
        write_line(cr, x, size->one.height + 1.4 * size->line, size->one.width, 0.9 * size->line, text);
    }
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
}

static fol_status draw_strip(const picture_job *job, const strip_size *size, const fol_pixels *pixels, fol_error *err) {
    picture_job one = *job;
    fol_status status = FOL_OK;
    memset(pixels->data, 0xff, (size_t)pixels->height * pixels->stride);
    for (int i = 0; i < FOL_MOMENT_COUNT && status == FOL_OK; i++) {
        const size_t left = (size_t)(i * (size->one.width + size->gap));
        const fol_pixels part = {pixels->format, (int32_t)size->one.width, (int32_t)size->one.height, pixels->stride,
                                 (unsigned char *)pixels->data + 4 * left};
        one.spec.day = fol_moment_day(job->loaded->design, (fol_moment)i, last_session(job));
        status = draw_picture(&one, &part, err);
    }
    if (status == FOL_OK)
        name_pictures(job, size, pixels);
    return status;
}

fol_status write_strip(const void *picture, const fol_sink *sink, fol_error *err) {
    const picture_job *job = picture;
    const strip_size size = size_of_strip(job);
    fol_pixels pixels = {.data = NULL};
    fol_status status = make_pixels(size.width, size.height, &pixels, err);
    if (status == FOL_OK)
        status = draw_strip(job, &size, &pixels, err);
    if (status == FOL_OK)
        status = fol_png_write(&pixels, job->px_per_mm, job->loaded->design, sink, err);
    free(pixels.data);
    return status;
}

/* ------------------------------------------------------------------ course */

enum { MOST_FRAMES = 160 };

typedef struct course {
    double days[MOST_FRAMES];
    int32_t count;
} course;

/* Every second day until all is healed, and each session's own; then months; then steps of four. */
static course course_of(const picture_job *job) {
    const fol_design *design = job->loaded->design;
    const double healed = fol_moment_day(design, FOL_MOMENT_HEALED, last_session(job));
    const double end = fol_moment_day(design, FOL_MOMENT_THREE_YEARS, last_session(job));
    const double step = healed / 2 > MOST_FRAMES / 2 ? healed / (MOST_FRAMES / 2) : 2;
    const fol_treatment_spec *treatment = fol_design_treatment(design);
    course made = {.count = 0};
    double day = treatment->sessions[0].day;
    size_t next = 1;
    while (day < end && made.count < MOST_FRAMES - 1) {
        made.days[made.count++] = day;
        double then = day + (day < healed ? step : day < healed + 182 ? 30 : 122);
        while (next < treatment->session_count && treatment->sessions[next].day <= day)
            next++;
        if (next < treatment->session_count && treatment->sessions[next].day < then)
            then = treatment->sessions[next].day;
        day = then;
    }
    made.days[made.count++] = end;
    return made;
}

static fol_status add_frames(const picture_job *job, const course *made, const fol_pixels *pixels, fol_animation *animation, fol_error *err) {
    picture_job one = *job;
    fol_status status = FOL_OK;
    progress_bar bar;
    const fol_progress *progress = progress_begin(&bar, "drawing");
    for (int32_t i = 0; i < made->count && status == FOL_OK; i++) {
        const bool hold = i == 0 || i + 1 == made->count;
        progress_step(progress, (double)i / made->count);
        one.spec.day = made->days[i];
        status = draw_picture(&one, pixels, err);
        if (status == FOL_OK)
            status = fol_animation_add(animation, pixels, hold ? 1.5 : 0.15, err);
    }
    progress_end(&bar);
    return status;
}

fol_status write_course(const void *picture, const fol_sink *sink, fol_error *err) {
    const picture_job *job = picture;
    const course made = course_of(job);
    const picture_size size = size_of_picture(job);
    fol_pixels pixels = {.data = NULL};
    fol_animation *animation = NULL;
    fol_status status = make_pixels(size.width, size.height, &pixels, err);
    if (status == FOL_OK)
        status = fol_animation_create(made.count, job->px_per_mm, job->loaded->design, sink, &animation, err);
    if (status == FOL_OK)
        status = add_frames(job, &made, &pixels, animation, err);
    if (status == FOL_OK)
        status = fol_animation_finish(animation, err);
    fol_animation_free(animation);
    free(pixels.data);
    return status;
}
