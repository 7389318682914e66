/* SPDX-License-Identifier: MIT */
/* Each step frees what it made before, so that a run can be repeated on the same subject. */
#include "subject.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool subject_done(fol_status status, const fol_error *err, const char *what) {
    if (status != FOL_OK)
        fprintf(stderr, "follicle-bench: %s: %s: %s %s\n", what, fol_status_name(status), err->path, err->message);
    return status == FOL_OK;
}

bool subject_read(subject *s) {
    fol_error err;
    fol_design_file_free(s->specs);
    s->specs = NULL;
    if (!subject_done(fol_design_file_parse(s->file->bytes, s->file->size, NULL, &s->specs, &err), &err, s->file->path))
        return false;
    s->chart = *fol_design_file_chart(s->specs);
    return true;
}

bool subject_check(subject *s) {
    fol_error err;
    fol_design_options options = fol_design_options_default();
    options.spacing = fol_pattern_spacing(fol_pattern_builtin());
    fol_design_free(s->design);
    s->design = NULL;
    const fol_status status = fol_design_create(fol_design_file_treatment(s->specs), &s->chart, &options, s->memory, &s->design, &err);
    return subject_done(status, &err, s->file->path);
}

bool subject_lay_out(subject *s) {
    fol_error err;
    fol_layout_options options = fol_layout_options_default();
    options.tasks = s->tasks;
    fol_layout_free(s->layout);
    s->layout = NULL;
    return subject_done(fol_layout_create(s->design, &options, s->memory, &s->layout, &err), &err, s->file ? s->file->path : "box");
}

bool subject_copy(subject *s) {
    const size_t count = fol_layout_count(s->layout);
    if (count != s->dot_count || !s->dots) {
        free(s->dots);
        s->dots = malloc((count ? count : 1) * sizeof *s->dots);
        s->dot_count = s->dots ? count : 0;
    }
    return s->dots && fol_layout_copy(s->layout, 0, s->dots, s->dot_count) == s->dot_count;
}

void subject_free(subject *s) {
    fol_review_free(s->review);
    fol_layout_free(s->layout);
    fol_design_free(s->design);
    fol_design_file_free(s->specs);
    free(s->hairs);
    free(s->mask);
    free(s->dots);
    free(s->pixels.data);
    free(s->output.data);
    free(s);
}

/* ------------------------------------------------------------------ a square */

static fol_limits many_dots(void) {
    fol_limits limits = fol_limits_default();
    limits.max_dots = INT64_MAX;
    return limits;
}

bool create_square(double side_mm, double per_cm2, const fol_allocator *memory, fol_design **out) {
    const fol_point corners[] = {{0, 0}, {side_mm, 0}, {side_mm, side_mm}, {0, side_mm}};
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "square";
    zone.outline.points = corners;
    zone.outline.count = 4;
    zone.density_per_cm2 = per_cm2;
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = chart.canvas_height_mm = side_mm + 3;
    chart.zones = &zone;
    chart.zone_count = 1;
    const fol_treatment_spec treatment = fol_treatment_spec_default();
    const fol_limits limits = many_dots();
    fol_design_options options = fol_design_options_default();
    options.limits = &limits;
    fol_error err;
    return subject_done(fol_design_create(&treatment, &chart, &options, memory, out, &err), &err, "square");
}

bool lay_out_square(const fol_design *square, const fol_tasks *tasks, const fol_allocator *memory, fol_layout **out) {
    const fol_limits limits = many_dots();
    fol_layout_options options = fol_layout_options_default();
    options.limits = &limits;
    options.tasks = tasks;
    fol_error err;
    return subject_done(fol_layout_create(square, &options, memory, out, &err), &err, "square");
}

/* What a host would do the least: look at every dot. */
typedef struct seen_dots {
    int64_t count;
    int64_t x_um, y_um; /* added up */
} seen_dots;

static bool see_dots(const fol_dot *dots, size_t count, void *user) {
    seen_dots *seen = user;
    for (size_t i = 0; i < count; i++) {
        seen->x_um += dots[i].x_um;
        seen->y_um += dots[i].y_um;
    }
    seen->count += (int64_t)count;
    return true;
}

/* The middle of the dots is that of the square: so they were all there. */
static bool are_even(const seen_dots *seen, const fol_design *square) {
    const fol_point corner = fol_design_chart(square)->zones[0].outline.points[2];
    const double x = (double)seen->x_um / (double)seen->count / 1000, y = (double)seen->y_um / (double)seen->count / 1000;
    return fabs(x - corner.x / 2) < 0.02 * corner.x && fabs(y - corner.y / 2) < 0.02 * corner.y;
}

int64_t stream_square(const fol_design *square, const fol_allocator *memory) {
    const fol_limits limits = many_dots();
    fol_layout_options options = fol_layout_options_default();
    options.limits = &limits;
    seen_dots seen = {0, 0, 0};
    const fol_dot_sink sink = {see_dots, &seen};
    fol_error err;
    if (!subject_done(fol_layout_stream(square, &options, &sink, memory, &err), &err, "stream"))
        return -1;
    return are_even(&seen, square) ? seen.count : -1;
}

/* ------------------------------------------------------------------ bytes that are written */

static bool take_bytes(const void *bytes, size_t size, void *user) {
    taken_bytes *taken = user;
    if (size > taken->room - taken->size) {
        const size_t room = 2 * (taken->size + size) + 65536;
        char *grown = realloc(taken->data, room);
        if (!grown)
            return false;
        taken->data = grown;
        taken->room = room;
    }
    memcpy(taken->data + taken->size, bytes, size);
    taken->size += size;
    return true;
}

fol_sink sink_of(taken_bytes *bytes) {
    const fol_sink sink = {take_bytes, bytes};
    return sink;
}
