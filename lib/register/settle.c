/* SPDX-License-Identifier: MIT */
/* Iterated closest points (Besl and McKay 1992): each dot takes the peak nearest to it that no other dot is nearer to, a homography is fitted
 * to all of them, and the field takes what is left, in ever smaller circles. */
#include "align.h"

#include "seats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A peak counts from so many times the noise on. */
static const double LEAST_PEAK = 2.5;
/* How far peaks are looked for, round by round. */
static const double REACHES_MM[] = {0.55, 0.5, 0.45, 0.4, 0.35, 0.3, 0.3};
enum { ROUNDS = 7, LEAST_FOUND = 30 };

/* ------------------------------------------------------------------ peaks */

/* The highest pixel around a place that is higher than its eight neighbours, finer than a pixel; its value, 0 where there is none. */
static double peak_near(const fol__response *r, fol_point at, double reach, fol_point *peak) {
    const int32_t x0 = (int32_t)ceil(at.x - reach - 0.5), x1 = (int32_t)floor(at.x + reach - 0.5);
    const int32_t y0 = (int32_t)ceil(at.y - reach - 0.5), y1 = (int32_t)floor(at.y + reach - 0.5);
    const ptrdiff_t width = r->width;
    double best = 0;
    if (x0 < 1 || y0 < 1 || x1 >= r->width - 1 || y1 >= r->height - 1)
        return 0;
    for (int32_t y = y0; y <= y1; y++) {
        for (int32_t x = x0; x <= x1; x++) {
            const float *v = r->values + y * width + x;
            const double dx = x + 0.5 - at.x, dy = y + 0.5 - at.y;
            if (dx * dx + dy * dy > reach * reach || (double)v[0] <= best)
                continue;
            if (v[0] < v[-1] || v[0] < v[1] || v[0] < v[-width] || v[0] < v[width] || v[0] < v[-width - 1] || v[0] < v[1 - width] ||
                v[0] < v[width - 1] || v[0] < v[width + 1])
                continue;
            best = (double)v[0];
            *peak = (fol_point){x + 0.5 + fol__top_of((double)v[-1], best, (double)v[1]),
                                y + 0.5 + fol__top_of((double)v[-width], best, (double)v[width])};
        }
    }
    return best;
}

/* What each dot is off from its transform, by the peaks about where the mapping has it. */
static size_t find_offsets(const fol__groups *p, const fol__response *r, const fol__seats *seats, const fol__mapping *mapping, double reach_px,
                           fol__offset *offsets) {
    size_t found = 0;
    for (size_t i = 0; i < p->count; i++) {
        fol_point peak = seats->at[i];
        const double height = peak_near(r, seats->at[i], reach_px, &peak);
        const fol_point mm = fol__dot_mm(&p->dots[i]), base = fol_transform_apply(&mapping->transform, mm);
        const bool ok = height >= LEAST_PEAK * r->noise && fol__seats_owner(seats, i, peak);
        offsets[i] = (fol__offset){mm, {peak.x - base.x, peak.y - base.y}, ok ? 1 : 0};
        found += ok;
    }
    return found;
}

/* ------------------------------------------------------------------ the fit */

/* Fits all that was found, that far off counting little; the field is fitted to what is left later. */
static void refit(const fol__offset *offsets, size_t count, double half_px, fol__pair *room, fol_transform *t) {
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        const fol__offset *o = &offsets[i];
        const fol_point base = fol_transform_apply(t, o->plan_mm);
        const double far2 = (o->off_px.x * o->off_px.x + o->off_px.y * o->off_px.y) / (half_px * half_px);
        if (o->weight > 0)
            room[taken++] = (fol__pair){o->plan_mm, {base.x + o->off_px.x, base.y + o->off_px.y}, 1 / (1 + far2)};
    }
    fol_transform fitted;
    if (taken >= LEAST_FOUND && fol__transform_fit(room, taken, FOL_TRANSFORM_HOMOGRAPHY, &fitted))
        *t = fitted;
}

/* What offsets are off after a new transform. */
static void rebase(fol__offset *offsets, size_t count, const fol_transform *before, const fol_transform *after) {
    for (size_t i = 0; i < count; i++) {
        const fol_point a = fol_transform_apply(before, offsets[i].plan_mm), b = fol_transform_apply(after, offsets[i].plan_mm);
        offsets[i].off_px.x += a.x - b.x;
        offsets[i].off_px.y += a.y - b.y;
    }
}

/* Root mean square by the middling one: a share of false peaks does not count. */
static double middling(const fol__offset *offsets, size_t count, const fol__field *field, float *room) {
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        const fol_point shift = fol__field_at(field, offsets[i].plan_mm);
        const double x = offsets[i].off_px.x - shift.x, y = offsets[i].off_px.y - shift.y;
        if (offsets[i].weight > 0)
            room[taken++] = (float)sqrt(x * x + y * y);
    }
    return fol__spread_of(room, taken) / 1.4826 * 1.2011; /* Rayleigh: rms over median */
}

static bool settle(const fol__groups *p, const fol__response *r, fol__mapping *mapping, fol__seats *seats, fol__offset *offsets,
                   fol__pair *room, double *after_mm) {
    for (int round = 0; round < ROUNDS; round++) {
        fol__seats_fill(seats, p->dots, mapping);
        const size_t found = find_offsets(p, r, seats, mapping, REACHES_MM[round] * r->px_per_mm, offsets);
        const fol_transform before = mapping->transform;
        if (found >= LEAST_FOUND)
            refit(offsets, p->count, 0.2 * r->px_per_mm, room, &mapping->transform);
        rebase(offsets, p->count, &before, &mapping->transform);
        if (!fol__field_fit(&mapping->field, offsets, p->count, r->px_per_mm, FOL__MOST_BEND_MM * r->px_per_mm))
            return false;
    }
    *after_mm = middling(offsets, p->count, &mapping->field, (float *)(void *)room) / r->px_per_mm;
    return true;
}

bool fol__settle(const fol__groups *patches, const fol__response *response, fol__mapping *mapping, double *after_mm) {
    const fol_allocator *alloc = &patches->alloc;
    fol__seats seats;
    fol__offset *offsets = fol__alloc(alloc, patches->count, sizeof *offsets);
    fol__pair *room = fol__alloc(alloc, patches->count, sizeof *room);
    const bool ok = fol__seats_make(alloc, patches->count, response->width, response->height, REACHES_MM[0] * response->px_per_mm, &seats) && offsets && room &&
                    settle(patches, response, mapping, &seats, offsets, room, after_mm);
    fol__seats_free(&seats);
    fol__release(alloc, room, patches->count, sizeof *room);
    fol__release(alloc, offsets, patches->count, sizeof *offsets);
    return ok;
}
