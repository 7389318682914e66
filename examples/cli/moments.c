/* SPDX-License-Identifier: MIT */
/* A course is an animated PNG of whole pictures: the days of the treatment one by one, then longer and longer steps. */
#include "moments.h"
#include "talk.h"

#include <stdlib.h>
#include <string.h>

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

strip moments_of(const picture_job *job) {
    static const char *const names[FOL_MOMENT_COUNT] = {"fresh", "healed", "6 months", "3 years"};
    strip all = {.loaded = job->loaded, .px_per_mm = job->px_per_mm, .count = FOL_MOMENT_COUNT};
    for (size_t i = 0; i < FOL_MOMENT_COUNT; i++) {
        const double day = fol_moment_day(job->loaded->design, (fol_moment)i, last_session(job));
        all.panels[i].spec = job->spec;
        all.panels[i].spec.day = day;
        snprintf(all.panels[i].caption, sizeof all.panels[i].caption, "%s, day %.0f, illustrative", names[i], day);
    }
    return all;
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
