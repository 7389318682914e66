/* SPDX-License-Identifier: MIT */
/* Dots come in map order, session by session, as records want them. */
#include "held_report.h"
#include "circles.h"
#include "talk.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the record */

static const fol_dot_state STATES[FOL_HELD_STATES] = {[FOL_HELD_KEPT] = FOL_DOT_DONE, [FOL_HELD_FAINT] = FOL_DOT_FAINT,
                                                      [FOL_HELD_LOST] = FOL_DOT_LOST, [FOL_HELD_BLOWN_OUT] = FOL_DOT_BLOWN_OUT};

fol_status write_record(const void *user, const fol_sink *sink, fol_error *err) {
    const held_result *result = user;
    size_t count, rows_count = 0;
    const fol_held_dot *dots = fol_held_dots(result->held, &count);
    fol_record_row *rows = malloc((count + 1) * sizeof *rows);
    if (!rows) {
        *err = (fol_error){.status = FOL_ERR_NOMEM};
        return FOL_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        if (dots[i].state != FOL_HELD_UNSEEN)
            rows[rows_count++] = (fol_record_row){.id = dots[i].id, .zone = FOL_NO_ZONE, .state = STATES[dots[i].state],
                                                  .confidence = (float)dots[i].confidence, .session = dots[i].session};
    }
    const fol_status status = fol_record_write_csv(result->loaded->design, rows, rows_count, sink, err);
    free(rows);
    return status;
}

/* ------------------------------------------------------------------ the picture */

/* Apart for colour-blind people, too (Okabe and Ito 2008). */
static const fol_color COLORS[FOL_HELD_STATES] = {
    [FOL_HELD_KEPT] = {0x00, 0xb0, 0x73}, [FOL_HELD_FAINT] = {0xff, 0xb0, 0x00}, [FOL_HELD_LOST] = {0xe0, 0x20, 0x20},
    [FOL_HELD_BLOWN_OUT] = {0x20, 0x60, 0xff}};
static const double RING_MM = 0.19, WIDE_RING_MM = 0.26, LANDMARK_MM = 1.2;

fol_status write_overlay(const void *user, const fol_sink *sink, fol_error *err) {
    const held_result *result = user;
    const fol_held_figures f = fol_held_figures_of(result->held);
    const double px = f.px_per_mm, width = fmax(1, 0.05 * px);
    size_t count;
    const fol_held_dot *dots = fol_held_dots(result->held, &count);
    for (size_t i = 0; i < count; i++) {
        const double radius = (dots[i].state == FOL_HELD_BLOWN_OUT ? WIDE_RING_MM : RING_MM) * px;
        if (dots[i].state != FOL_HELD_UNSEEN)
            draw_ring(result->photo, dots[i].x_px, dots[i].y_px, radius, width, COLORS[dots[i].state]);
    }
    for (size_t i = 0; i < result->landmarks->count; i++) {
        const fol_point at = result->landmarks->pairs[i].photo_px;
        draw_ring(result->photo, at.x, at.y, LANDMARK_MM * px, 2 * width, (fol_color){0, 0, 0});
        draw_ring(result->photo, at.x, at.y, (LANDMARK_MM - 0.15) * px, 2 * width, (fol_color){255, 255, 255});
    }
    return fol_png_write(result->photo, px, NULL, sink, err);
}

/* ------------------------------------------------------------------ the table */

static void tell_landmarks(FILE *out, const held_result *result, const fol_held_figures *f) {
    const landmark_list *list = result->landmarks;
    fprintf(out, "landmarks, off by mm:");
    for (size_t i = 0; i < list->count; i++) {
        const fol_point at = fol_transform_apply(&f->landmarks.transform, list->pairs[i].plan_mm), set = list->pairs[i].photo_px;
        fputs(i ? ", " : " ", out);
        put_clean(out, list->names[i]);
        fprintf(out, " %.2f", hypot(at.x - set.x, at.y - set.y) / f->landmarks.px_per_mm);
    }
    fprintf(out, "\n");
    fprintf(out, "fit: landmarks %.2f mm rms; dots lie %.2f mm rms from where landmarks say, and %.2f mm rms from the fit by dots\n",
            f->landmarks.rms_mm, f->before_mm, f->after_mm);
    fprintf(out, "photograph: %.1f pixels a mm, dots seen %.2f mm wide with the blur, standing out %.1f times the noise of bare skin (%g needed)\n",
            f->px_per_mm, f->spot_mm, f->noise_ratio, FOL_HELD_LEAST_RATIO);
}

static void tell_row(FILE *out, const char *name, const size_t *states) {
    const size_t seen = states[FOL_HELD_KEPT] + states[FOL_HELD_FAINT] + states[FOL_HELD_LOST] + states[FOL_HELD_BLOWN_OUT];
    put_padded(out, name, 20);
    put_count(out, (int64_t)seen, 9);
    for (int k = FOL_HELD_KEPT; k <= FOL_HELD_BLOWN_OUT; k++)
        fprintf(out, "%9.1f %%", seen ? 100.0 * (double)states[k] / (double)seen : 0.0);
    fprintf(out, "\n");
}

static void count_zone(const held_result *result, size_t zone, size_t *states) {
    size_t count;
    const fol_held_dot *dots = fol_held_dots(result->held, &count);
    for (size_t i = 0; i < count; i++)
        states[dots[i].state] += dots[i].zone == zone;
}

/* Dots of a session, and those of them that are lost. */
static void count_session(const held_result *result, int32_t session, size_t *dots, size_t *lost) {
    size_t count;
    const fol_held_dot *held = fol_held_dots(result->held, &count);
    *dots = *lost = 0;
    for (size_t i = 0; i < count; i++) {
        const bool seen = held[i].session == session && held[i].state != FOL_HELD_UNSEEN;
        *dots += seen;
        *lost += seen && held[i].state == FOL_HELD_LOST;
    }
}

void warn_held(const held_result *result) {
    enum { FEW = 20 };
    static const double nearly_all = 0.95;
    for (size_t k = fol_design_session_count(result->loaded->design); k > 1; k--) {
        size_t dots, lost;
        count_session(result, (int32_t)k, &dots, &lost);
        if (dots >= FEW && (double)lost > nearly_all * (double)dots)
            say("warning: of session %zu hardly anything was found: is it done? If not, leave it out with --session %zu", k, k - 1);
    }
}

void tell_held(FILE *out, const held_result *result) {
    const fol_held_figures f = fol_held_figures_of(result->held);
    const fol_chart_spec *chart = fol_design_chart(result->loaded->design);
    tell_landmarks(out, result, &f);
    fprintf(out, "\n%-20s%9s%11s%11s%11s%11s\n", "zone", "dots", "kept", "faint", "lost", "blown out");
    for (size_t zone = 0; zone < chart->zone_count; zone++) {
        size_t states[FOL_HELD_STATES] = {0};
        count_zone(result, zone, states);
        tell_row(out, chart->zones[zone].name, states);
    }
    if (chart->zone_count > 1)
        tell_row(out, "all", f.states);
    if (f.states[FOL_HELD_UNSEEN])
        fprintf(out, "%zu dots are not on the photograph and not in the record\n", f.states[FOL_HELD_UNSEEN]);
}
