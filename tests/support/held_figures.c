/* SPDX-License-Identifier: MIT */
#include "held_figures.h"

#include "test_random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_value(const void *a, const void *b) {
    const double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

/* Where its seat lies is not given for dots that were found; hand errors are then part of both. */
static void compare(const healed_form *form, const healed_picture *picture, const fol_held *held, held_figures *out) {
    size_t count, seen = 0, states[FOL_HELD_STATES] = {0}, right[FOL_HELD_STATES] = {0}, all = 0;
    const fol_held_dot *dots = fol_held_dots(held, &count);
    double *off = calloc(count + 1, sizeof *off), sum = 0, landmark = 0;
    for (size_t i = 0; i < count; i++) {
        const double px = out->own.px_per_mm;
        if (dots[i].state == FOL_HELD_UNSEEN)
            continue;
        off[seen] = hypot(dots[i].x_px - picture->truth[i].x, dots[i].y_px - picture->truth[i].y) / px;
        sum += off[seen++];
        const fol_point led = fol_transform_apply(&out->own.landmarks.transform,
                                                  (fol_point){form->dots[i].x_um / 1000.0, form->dots[i].y_um / 1000.0});
        landmark += pow(hypot(led.x - picture->truth[i].x, led.y - picture->truth[i].y) / px, 2);
        const bool is_right = dots[i].state == form->states[i];
        const int bin = dots[i].confidence < 1 ? (int)(10 * dots[i].confidence) : 9;
        out->calibration[bin]++;
        out->calibrated[bin] += is_right;
        states[form->states[i]]++;
        out->confused[form->states[i]][dots[i].state]++;
        right[form->states[i]] += is_right;
        all += is_right;
    }
    qsort(off, seen, sizeof *off, by_value);
    if (seen) {
        out->mean_mm = sum / (double)seen;
        out->p95_mm = off[(size_t)(0.95 * (double)(seen - 1))];
        out->worst_mm = off[seen - 1];
        out->right = (double)all / (double)seen;
        out->landmark_mm = sqrt(landmark / (double)seen);
    }
    for (int k = 0; k < FOL_HELD_STATES; k++)
        out->by_state[k] = states[k] ? (double)right[k] / (double)states[k] : 1;
    free(off);
}

held_figures judge_healed(const healed_form *form, const healed_picture *picture, const fol_point *landmarks_mm, size_t landmark_count,
                          double off_mm, fol_transform_kind kind) {
    fol_landmark_pair pairs[16];
    test_random r = random_from(form->seed + 99);
    for (size_t i = 0; i < landmark_count && i < 16; i++) {
        const fol_point at = fol_transform_apply(&picture->camera, landmarks_mm[i]);
        const double angle = 6.283185307 * random_unit(&r), off = off_mm * form->px_per_mm * form->scale;
        pairs[i] = (fol_landmark_pair){NULL, landmarks_mm[i], {at.x + off * cos(angle), at.y + off * sin(angle)}};
    }
    fol_held_spec spec = fol_held_spec_default();
    spec.landmarks = pairs;
    spec.landmark_count = landmark_count;
    spec.kind = kind;
    fol_held *held;
    held_figures out;
    memset(&out, 0, sizeof out);
    out.status = fol_held_measure(&picture->pixels, form->dots, form->count, &spec, NULL, &held, &out.err);
    if (out.status != FOL_OK)
        return out;
    out.own = fol_held_figures_of(held);
    compare(form, picture, held, &out);
    fol_held_free(held);
    return out;
}
