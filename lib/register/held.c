/* SPDX-License-Identifier: MIT */
/* The whole way from a photograph to states, and every reason to refuse it. */
#include "align.h"
#include "fail.h"
#include "judge.h"
#include "pixels.h"
#include "spec.h"

#include <math.h>
#include <stdio.h>

struct fol_held {
    fol_allocator alloc;
    fol_held_dot *dots;
    size_t count;
    fol_held_figures figures;
};

enum { MOST_PIXELS = 500000000, LEAST_DOTS = 50, MOST_DOTS = 20000000 };
/* How many times the scatter of wrong fits a right one stands out. */
static const double LEAST_CONFIRMATION = 8;
/* Scales beyond this are slips of the unit. */
static const double MOST_PX_PER_MM = 2000;
/* A camera that blurs by more than so much, as sigma, is out of focus and not only coarse. */
static const double FOCUS_PX = 1.6, FOCUS_MM = 0.09;
static const double FIELD_SEAT_MM = 1.0;

const char *fol_held_state_name(fol_held_state state) {
    static const char *const names[FOL_HELD_STATES] = {"unknown", "kept", "faint", "lost", "blown-out", "unseen"};
    return (int)state > 0 && (int)state < FOL_HELD_STATES ? names[state] : names[0];
}

void fol_held_spec_init_sized(fol_held_spec *spec, size_t struct_size) {
    const fol_held_spec defaults = {
        .struct_size = sizeof defaults, .kind = FOL_TRANSFORM_SIMILARITY, .most_off_mm = 6, .search_mm = 4};
    fol__spec_fill(spec, struct_size, &defaults, sizeof defaults);
}

/* ------------------------------------------------------------------ what is asked for */

static fol_status check_spec(const fol_held_spec *spec, fol_error *err) {
    if (!(spec->most_off_mm >= 0.5 && spec->most_off_mm <= 50))
        return fol__fail(err, FOL_ERR_VALUE, (fol__where){NULL, -1, -1, -1, "most_off_mm"}, "is %g; it must be from 0.5 to 50",
                         spec->most_off_mm);
    if (!(spec->search_mm >= 0.5 && spec->search_mm <= 10))
        return fol__fail(err, FOL_ERR_VALUE, (fol__where){NULL, -1, -1, -1, "search_mm"}, "is %g; it must be from 0.5 to 10",
                         spec->search_mm);
    return FOL_OK;
}

static fol_status check_input(const fol_pixels *pixels, const fol_dot *dots, size_t count, fol_error *err) {
    const fol_status status = fol__check_pixels(pixels, err);
    if (status != FOL_OK)
        return status;
    if ((int64_t)pixels->width * pixels->height > MOST_PIXELS)
        return fol__fail(err, FOL_ERR_LIMIT, FOL__NOWHERE, "the picture has %d x %d pixels, over %d", (int)pixels->width,
                         (int)pixels->height, (int)MOST_PIXELS);
    if (count > MOST_DOTS)
        return fol__fail(err, FOL_ERR_LIMIT, FOL__NOWHERE, "there are %zu dots, over %d", count, (int)MOST_DOTS);
    if (count < LEAST_DOTS)
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "the plan has %zu dots; %d are needed at least to find their places", count,
                         (int)LEAST_DOTS);
    for (size_t i = 0; i < count; i++)
        if (dots[i].x_um < -1000000000 || dots[i].x_um > 1000000000 || dots[i].y_um < -1000000000 || dots[i].y_um > 1000000000)
            return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "dot %lld lies more than a kilometre away", (long long)dots[i].id);
    return FOL_OK;
}

static fol_status check_landmarks(const fol_held_spec *spec, const fol_landmark_fit *fit, fol_error *err) {
    if (!(fit->worst_mm > spec->most_off_mm))
        return FOL_OK;
    const char *name = spec->landmarks[fit->worst].name;
    char text[80];
    snprintf(text, sizeof text, name ? "'%.60s'" : "%s%zu", name ? name : "number ", fit->worst + 1);
    return fol__fail(err, FOL_ERR_VALUE, (fol__where){"landmarks", (int32_t)fit->worst, -1, -1, NULL},
                     "landmark %s is %.1f mm off where the others say it is, over %g (all: %.1f mm rms); set it again, or look for two that are "
                     "exchanged%s",
                     text, fit->worst_mm, spec->most_off_mm, fit->rms_mm,
                     spec->kind == FOL_TRANSFORM_SIMILARITY ? "; a photograph taken at a slant needs a homography" : "");
}

static size_t count_on_photo(const fol_pixels *pixels, const fol_dot *dots, size_t count, const fol_transform *t) {
    size_t on = 0;
    for (size_t i = 0; i < count; i++) {
        const fol_point at = fol_transform_apply(t, fol__dot_mm(&dots[i]));
        on += at.x >= 0 && at.y >= 0 && at.x < pixels->width && at.y < pixels->height;
    }
    return on;
}

static fol_status refuse_coarse(double px_per_mm, fol_error *err) {
    return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE,
                     "the photograph has %.1f pixels a mm on the scalp, too few to tell what held; %g are needed at least, 10 or more are "
                     "good: go nearer, take several, or give the picture at its full size",
                     px_per_mm, FOL_HELD_LEAST_PX_PER_MM);
}

static fol_status check_view(const fol_pixels *pixels, const fol_dot *dots, size_t count, const fol_landmark_fit *fit, double px_per_mm,
                             fol_error *err) {
    const size_t on = count_on_photo(pixels, dots, count, &fit->transform);
    if (!(px_per_mm >= FOL_HELD_LEAST_PX_PER_MM))
        return refuse_coarse(px_per_mm, err);
    if (!(px_per_mm <= MOST_PX_PER_MM))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "the landmarks give the photograph %g pixels a mm, over %g", px_per_mm,
                         MOST_PX_PER_MM);
    if (on < LEAST_DOTS)
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE,
                         "by its landmarks the photograph, %d x %d pixels, shows %zu of the %zu dots; %d are needed at least", (int)pixels->width,
                         (int)pixels->height, on, count, (int)LEAST_DOTS);
    return FOL_OK;
}

/* ------------------------------------------------------------------ the way */

typedef struct work {
    const fol_pixels *pixels;
    const fol_dot *dots;
    size_t count;
    const fol_held_spec *spec;
    fol__darkness dark;
    fol__response response;
    fol__groups patches;
    fol__mapping mapping;
    fol__seats seats;
    fol__marks marks;
    double after_mm;
} work;

static void work_free(work *w) {
    fol__marks_free(&w->marks);
    fol__seats_free(&w->seats);
    fol__field_free(&w->mapping.field);
    fol__groups_free(&w->patches);
    fol__response_free(&w->response);
    fol__darkness_free(&w->dark);
}

static fol_status refuse_unconfirmed(const fol_landmark_fit *fit, double search_mm, fol_error *err) {
    return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE,
                     "the dots of the plan are not found within %g mm of where the landmarks say (they agree to %.1f mm): the landmarks are set "
                     "wrong, the plan is another one or of other sessions, hardly any dot held, or the photograph is out of focus",
                     search_mm, fit->rms_mm);
}

/* Darkness, response and patches, then the fit. */
static fol_status lay_on(work *w, const fol_landmark_fit *landmarks, double px_per_mm, const fol_allocator *alloc, fol_error *err) {
    fol_find_spec find = fol_find_spec_default();
    find.mm_per_px = 1 / px_per_mm;
    if (!fol__darkness_make(w->pixels, NULL, &find, alloc, &w->dark) || !fol__response_make(&w->dark, &w->response) ||
        !fol__groups_make(alloc, w->dots, w->count, &w->patches) ||
        !fol__field_make(alloc, w->patches.extent, &w->mapping.field))
        return fol__fail_nomem(err);
    w->mapping.transform = fol__transform_scaled(&landmarks->transform, 1.0 / w->dark.bin);
    const fol__aligned aligned = fol__align(&w->patches, &w->response, w->spec->search_mm, &w->mapping);
    if (aligned == FOL__ALIGN_NO_MEMORY)
        return fol__fail_nomem(err);
    if (aligned == FOL__ALIGN_UNCONFIRMED)
        return refuse_unconfirmed(landmarks, w->spec->search_mm, err);
    if (!fol__settle(&w->patches, &w->response, &w->mapping, &w->after_mm))
        return fol__fail_nomem(err);
    if (!(fol__confirmation(&w->patches, &w->response, &w->mapping) >= LEAST_CONFIRMATION))
        return refuse_unconfirmed(landmarks, w->spec->search_mm, err);
    fol__response_free(&w->response);
    return FOL_OK;
}

static double root_mean_square_bend(const work *w, const fol_transform *landmarks, double *bend_px) {
    double sum = 0;
    for (size_t i = 0; i < w->count; i++) {
        const fol_point mm = fol__dot_mm(&w->dots[i]), shift = fol__field_at(&w->mapping.field, mm);
        const fol_point before = fol_transform_apply(landmarks, mm), after = fol__mapping_at(&w->mapping, mm);
        const double x = after.x - before.x, y = after.y - before.y, bend = sqrt(shift.x * shift.x + shift.y * shift.y);
        sum += x * x + y * y;
        *bend_px = bend > *bend_px ? bend : *bend_px;
    }
    return sqrt(sum / (double)w->count);
}

static void note_fit(const work *w, const fol_landmark_fit *landmarks, fol_held_figures *f) {
    const fol__darkness *dark = &w->dark;
    const fol_transform landed = fol__transform_scaled(&landmarks->transform, 1.0 / dark->bin);
    double bend = 0;
    f->landmarks = *landmarks;
    f->before_mm = root_mean_square_bend(w, &landed, &bend) / dark->px_per_mm;
    f->bend_mm = bend / dark->px_per_mm;
    f->after_mm = w->after_mm;
    f->px_per_mm = dark->px_per_mm * dark->bin;
    f->transform = fol__transform_scaled(&w->mapping.transform, dark->bin);
    f->dots = w->count;
}

static bool measure(work *w, fol_held *held) {
    const fol__darkness *dark = &w->dark;
    fol__quality quality;
    if (!fol__seats_make(&dark->alloc, w->count, dark->width, dark->height, FIELD_SEAT_MM * dark->px_per_mm, &w->seats))
        return false;
    fol__seats_fill(&w->seats, w->dots, &w->mapping);
    const double scatter = w->after_mm * dark->px_per_mm / 1.4142135623730951;
    if (!fol__marks_take(&w->dark, &w->seats, scatter, &w->marks) ||
        !fol__judge(&w->marks, w->dots, dark->px_per_mm, held->dots, &quality))
        return false;
    held->figures.spot_mm = 4 * w->marks.whole_px / dark->px_per_mm;
    held->figures.noise_ratio = quality.noise_ratio;
    held->figures.contrast = quality.contrast < 1 ? quality.contrast : 1;
    return true;
}

static void fill_in(const work *w, fol_held *held) {
    for (size_t i = 0; i < w->count; i++) {
        fol_held_dot *dot = &held->dots[i];
        const fol__mark *mark = &w->marks.dots[i];
        const fol_point at = dot->state == FOL_HELD_LOST || dot->state == FOL_HELD_UNSEEN ? mark->seat : mark->at;
        dot->id = w->dots[i].id;
        dot->zone = w->dots[i].zone;
        dot->session = w->dots[i].session;
        dot->x_px = at.x * w->dark.bin;
        dot->y_px = at.y * w->dark.bin;
        held->figures.states[dot->state]++;
    }
}

/* The mean dot's own sigma, mm. */
static double dot_sigma(const work *w) {
    double sum = 0;
    for (size_t i = 0; i < w->count; i++)
        sum += w->dots[i].diameter_um / 4000.0;
    return sum / (double)w->count;
}

/* Noise a mark falls as resolution rises; a sharper picture helps as much. */
static fol_status check_quality(const work *w, const fol_held_figures *f, fol_error *err) {
    const double own = dot_sigma(w), sigma = f->spot_mm / 4, blur = sqrt(sigma * sigma > own * own ? sigma * sigma - own * own : 0);
    if (f->spot_mm > FOL_HELD_MOST_SPOT_MM)
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE,
                         "the photograph is out of focus: it shows dots %.2f mm wide that are %.2f mm; up to %.1f mm, and their states can be told. "
                         "Take it again, sharp",
                         f->spot_mm, 4 * own, FOL_HELD_MOST_SPOT_MM);
    if (f->noise_ratio >= FOL_HELD_LEAST_RATIO)
        return FOL_OK;
    if (blur > FOCUS_MM && blur * f->px_per_mm > FOCUS_PX)
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE,
                         "the photograph is out of focus: it shows dots %.2f mm wide that are %.2f mm, and they stand out %.1f times the noise of "
                         "bare skin where %g times is needed; take it again, sharp",
                         f->spot_mm, 4 * own, f->noise_ratio, FOL_HELD_LEAST_RATIO);
    return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE,
                     "at %.1f pixels a mm dots stand out %.1f times the noise of bare skin, and %g times is needed to tell what held: about %.0f "
                     "pixels a mm of such a photograph, or more light",
                     f->px_per_mm, f->noise_ratio, FOL_HELD_LEAST_RATIO,
                     ceil(f->px_per_mm * FOL_HELD_LEAST_RATIO / f->noise_ratio));
}

static fol_status hold(work *w, const fol_landmark_fit *landmarks, fol_held *held, fol_error *err) {
    fol_point middle = {0, 0};
    for (size_t i = 0; i < w->count; i++) {
        middle.x += w->dots[i].x_um / 1000.0 / (double)w->count;
        middle.y += w->dots[i].y_um / 1000.0 / (double)w->count;
    }
    const double px_per_mm = fol__transform_scale(&landmarks->transform, middle);
    fol_status status = check_view(w->pixels, w->dots, w->count, landmarks, px_per_mm, err);
    if (status == FOL_OK)
        status = lay_on(w, landmarks, px_per_mm, &held->alloc, err);
    if (status != FOL_OK)
        return status;
    note_fit(w, landmarks, &held->figures);
    if (!measure(w, held))
        return fol__fail_nomem(err);
    fill_in(w, held);
    return check_quality(w, &held->figures, err);
}

static fol_status create(work *w, const fol_landmark_fit *landmarks, const fol_allocator *alloc, fol_held **out, fol_error *err) {
    const fol_allocator own = fol__allocator_or_libc(alloc);
    fol_held *held = fol__alloc_zeroed(&own, 1, sizeof *held);
    if (!held)
        return fol__fail_nomem(err);
    held->alloc = own;
    held->count = w->count;
    held->dots = fol__alloc_zeroed(&own, w->count, sizeof *held->dots);
    const fol_status status = held->dots ? hold(w, landmarks, held, err) : fol__fail_nomem(err);
    work_free(w);
    if (status == FOL_OK)
        *out = held;
    else
        fol_held_free(held);
    return status;
}

fol_status fol_held_measure(const fol_pixels *pixels, const fol_dot *dots, size_t count, const fol_held_spec *spec,
                            const fol_allocator *alloc, fol_held **out, fol_error *err) {
    if (out)
        *out = NULL;
    if (!out || !pixels || !pixels->data || (!dots && count) ||
        (pixels->format != FOL_PIXELS_RGB24 && pixels->format != FOL_PIXELS_XRGB32))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "no photograph, no dots, or nowhere to put what held");
    fol_held_spec read = fol_held_spec_default();
    if (!spec || !fol__spec_read(&read, sizeof read, spec, sizeof *spec))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "held spec is NULL or was not filled in");
    fol_landmark_fit landmarks;
    fol_status status = check_spec(&read, err);
    if (status == FOL_OK)
        status = check_input(pixels, dots, count, err);
    if (status == FOL_OK)
        status = fol_landmarks_fit(read.landmarks, read.landmark_count, read.kind, NULL, &landmarks, err);
    if (status == FOL_OK)
        status = check_landmarks(&read, &landmarks, err);
    work w = {.pixels = pixels, .dots = dots, .count = count, .spec = &read};
    return status == FOL_OK ? create(&w, &landmarks, alloc, out, err) : status;
}

const fol_held_dot *fol_held_dots(const fol_held *held, size_t *count) {
    if (count)
        *count = held ? held->count : 0;
    return held ? held->dots : NULL;
}

fol_held_figures fol_held_figures_of(const fol_held *held) {
    const fol_held_figures none = {.dots = 0};
    return held ? held->figures : none;
}

void fol_held_free(fol_held *held) {
    if (!held)
        return;
    const fol_allocator alloc = held->alloc;
    fol__release(&alloc, held->dots, held->count, sizeof *held->dots);
    fol__release(&alloc, held, 1, sizeof *held);
}
