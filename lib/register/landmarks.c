/* SPDX-License-Identifier: MIT */
/* Landmarks as somebody set them by hand: checked, fitted, and each told how far it is off. */
#include "fail.h"
#include "transform.h"

#include <math.h>
#include <stdio.h>

enum { MOST_LANDMARKS = 64 };
static const double FARTHEST = 1e6;
/* Landmarks whose scatter across is less than this share of that along lie on one line: what they say across it is their error. */
static const double LEAST_BREADTH = 0.05;

static fol__where landmark(size_t i, const char *key) {
    return (fol__where){"landmarks", (int32_t)i, -1, -1, key};
}

static const char *name_of(const fol_landmark_pair *pair, size_t i, char *room, size_t size) {
    snprintf(room, size, pair->name ? "'%.60s'" : "%s%zu", pair->name ? pair->name : "number ", i + 1);
    return room;
}

static bool is_place(fol_point at) {
    return at.x >= -FARTHEST && at.x <= FARTHEST && at.y >= -FARTHEST && at.y <= FARTHEST;
}

static fol_status check_places(const fol_landmark_pair *pairs, size_t count, fol_error *err) {
    for (size_t i = 0; i < count; i++) {
        const bool plan = is_place(pairs[i].plan_mm);
        const fol_point bad = plan ? pairs[i].photo_px : pairs[i].plan_mm;
        if (!plan || !is_place(pairs[i].photo_px))
            return fol__fail(err, FOL_ERR_VALUE, landmark(i, plan ? "photo_px" : "plan_mm"),
                             "is %g, %g; both numbers must be finite, to 1,000,000", bad.x, bad.y);
    }
    return FOL_OK;
}

static bool are_close(fol_point a, fol_point b, double least) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) < least * least;
}

/* Two at one place count as one, and then they are too few without the user seeing why. */
static fol_status check_doubles(const fol_landmark_pair *pairs, size_t count, fol_error *err) {
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            const bool plan = are_close(pairs[i].plan_mm, pairs[k].plan_mm, 0.1);
            if (!plan && !are_close(pairs[i].photo_px, pairs[k].photo_px, 0.5))
                continue;
            char a[80], b[80];
            return fol__fail(err, FOL_ERR_GEOMETRY, landmark(i, NULL), "landmarks %s and %s lie at one place of the %s; move one of them",
                             name_of(&pairs[k], k, a, sizeof a), name_of(&pairs[i], i, b, sizeof b), plan ? "plan" : "photograph");
        }
    }
    return FOL_OK;
}

/* Scatter across their longest direction over that along it. */
static double breadth(const fol_landmark_pair *pairs, size_t count, bool photo) {
    double x = 0, y = 0, xx = 0, xy = 0, yy = 0;
    for (size_t i = 0; i < count; i++) {
        x += (photo ? pairs[i].photo_px.x : pairs[i].plan_mm.x) / (double)count;
        y += (photo ? pairs[i].photo_px.y : pairs[i].plan_mm.y) / (double)count;
    }
    for (size_t i = 0; i < count; i++) {
        const double u = (photo ? pairs[i].photo_px.x : pairs[i].plan_mm.x) - x;
        const double v = (photo ? pairs[i].photo_px.y : pairs[i].plan_mm.y) - y;
        xx += u * u;
        xy += u * v;
        yy += v * v;
    }
    const double half = (xx + yy) / 2, root = sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
    return half - root > 0 ? sqrt((half - root) / (half + root)) : 0;
}

static fol_status check_breadth(const fol_landmark_pair *pairs, size_t count, fol_error *err) {
    const bool plan = breadth(pairs, count, false) < LEAST_BREADTH;
    if (!plan && breadth(pairs, count, true) >= LEAST_BREADTH)
        return FOL_OK;
    return fol__fail(err, FOL_ERR_GEOMETRY, (fol__where){NULL, -1, -1, -1, "landmarks"},
                     "all %zu landmarks lie on one line of the %s: add one well beside it, as one of the ears or the crown", count,
                     plan ? "plan" : "photograph");
}

static fol_status check_pairs(const fol_landmark_pair *pairs, size_t count, fol_transform_kind kind, fol_error *err) {
    const bool slant = kind == FOL_TRANSFORM_HOMOGRAPHY;
    const size_t least = slant ? 4 : 3;
    const fol__where all = {NULL, -1, -1, -1, "landmarks"};
    if (count < least)
        return fol__fail(err, FOL_ERR_VALUE, all, "there %s %zu; a %s needs %s or more", count == 1 ? "is" : "are", count,
                         slant ? "homography" : "similarity", slant ? "four" : "three");
    if (count > MOST_LANDMARKS)
        return fol__fail(err, FOL_ERR_VALUE, all, "there are %zu; at most %d are taken", count, (int)MOST_LANDMARKS);
    fol_status status = check_places(pairs, count, err);
    if (status == FOL_OK)
        status = check_doubles(pairs, count, err);
    return status == FOL_OK ? check_breadth(pairs, count, err) : status;
}

/* What each is off, in millimetres where it lies. */
static void tell_errors(const fol_landmark_pair *pairs, size_t count, double *off_mm, fol_landmark_fit *fit) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const fol_point at = fol_transform_apply(&fit->transform, pairs[i].plan_mm);
        const double x = at.x - pairs[i].photo_px.x, y = at.y - pairs[i].photo_px.y;
        const double off = sqrt(x * x + y * y) / fol__transform_scale(&fit->transform, pairs[i].plan_mm);
        sum += off * off;
        if (off_mm)
            off_mm[i] = off;
        if (i == 0 || off > fit->worst_mm) {
            fit->worst_mm = off;
            fit->worst = i;
        }
    }
    fit->rms_mm = sqrt(sum / (double)count);
}

/* Every three landmarks turn one way round in the plan; most of their area turns the same way on the photograph. */
static bool is_mirrored(const fol_landmark_pair *pairs, size_t count) {
    double vote = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            for (size_t k = 0; k < j; k++) {
                const fol_point a = pairs[i].plan_mm, b = pairs[j].plan_mm, c = pairs[k].plan_mm;
                const fol_point p = pairs[i].photo_px, q = pairs[j].photo_px, r = pairs[k].photo_px;
                const double plan = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
                const double photo = (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
                vote += plan * photo;
            }
    return vote < 0;
}

fol_status fol_landmarks_fit(const fol_landmark_pair *pairs, size_t count, fol_transform_kind kind, double *off_mm, fol_landmark_fit *fit,
                             fol_error *err) {
    const fol__where all = {NULL, -1, -1, -1, "landmarks"};
    if (!fit || (!pairs && count) || (kind != FOL_TRANSFORM_SIMILARITY && kind != FOL_TRANSFORM_HOMOGRAPHY))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "no landmarks, nowhere to put their fit, or an unknown kind of transform");
    fol__pair taken[MOST_LANDMARKS];
    fol_point middle = {0, 0};
    fol_landmark_fit found = {.worst = 0};
    const fol_status status = check_pairs(pairs, count, kind, err);
    if (status != FOL_OK)
        return status;
    for (size_t i = 0; i < count; i++) {
        taken[i] = (fol__pair){pairs[i].plan_mm, pairs[i].photo_px, 1};
        middle.x += pairs[i].plan_mm.x / (double)count;
        middle.y += pairs[i].plan_mm.y / (double)count;
    }
    if (is_mirrored(pairs, count))
        return fol__fail(err, FOL_ERR_GEOMETRY, all, "the photograph shows the landmarks mirrored: left and right are exchanged, or the picture is");
    if (!fol__transform_fit(taken, count, kind, &found.transform))
        return fol__fail(err, FOL_ERR_GEOMETRY, all, "no %s leads from the plan to the photograph; look for two that are exchanged",
                         kind == FOL_TRANSFORM_HOMOGRAPHY ? "homography" : "similarity");
    found.px_per_mm = fol__transform_scale(&found.transform, middle);
    tell_errors(pairs, count, off_mm, &found);
    *fit = found;
    return FOL_OK;
}
