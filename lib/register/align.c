/* SPDX-License-Identifier: MIT */
/* Landmarks are a millimetre or two off, more than the distance of dots. So patches are asked far around first, then nearer about what most
 * of them agreed on; where landmarks lie close together they may turn the plan too, and a few turns and scales are tried. */
#include "align.h"

#include "hash.h"

#include <math.h>

enum { NOISE_SAMPLES = 4096 };
/* Votes of a round head may differ by so much from one similarity; then from a homography. */
static const double ROUGH_MM = 0.7, CLOSE_MM = 0.5;
static const double SECOND_SEARCH_MM = 1.2;
/* Then patches are bent with the field, asked again, and bent anew: stretched ones show themselves only so. */
static const double BEND_SEARCH_MM = 0.9;
enum { BENDS = 3 };
/* What share of the patches that are seen must agree for a turn to be believed at once. */
static const double SURE_SHARE = 0.4;
/* Turns are about the plan's middle, in radians; scales beside 1. */
static const double TURNS[] = {0, 0.025, -0.025, 0.05, -0.05}, SCALES[] = {1, 1.025, 0.975};
enum { TURN_COUNT = 5, SCALE_COUNT = 3 };

/* Of values at places that have nothing to do with dots, up to 2 mm from them. */
static double noise_around(const fol__groups *p, const fol__response *r, const fol_transform *t, float *room) {
    size_t taken = 0;
    for (size_t k = 0; k < NOISE_SAMPLES; k++) {
        const uint64_t random = fol__mix((k + 1) * UINT64_C(0x9e3779b97f4a7c15));
        fol_point mm = fol__dot_mm(&p->dots[random % p->count]);
        mm.x += ((double)(random >> 44) / 0x1p20 - 0.5) * 4;
        mm.y += ((double)(random >> 24 & 0xfffff) / 0x1p20 - 0.5) * 4;
        taken += fol__response_at(r, fol_transform_apply(t, mm), &room[taken]);
    }
    const double spread = fol__spread_of(room, taken);
    return spread > 0.0005 ? spread : 0.0005; /* pictures without any noise */
}

static size_t count_seen(const fol__vote *votes, size_t count) {
    size_t seen = 0;
    for (size_t i = 0; i < count; i++)
        seen += votes[i].plan_mm.x != 0 || votes[i].plan_mm.y != 0;
    return seen;
}

static fol_transform turned(const fol_transform *t, fol_rect extent, double turn, double scale) {
    const double x = extent.x + extent.width / 2, y = extent.y + extent.height / 2;
    const double c = scale * (1 - turn * turn / 2), s = scale * turn; /* turns are small */
    const double m[6] = {c, -s, x - c * x + s * y, s, c, y - s * x - c * y};
    fol_transform out;
    for (int row = 0; row < 3; row++) {
        const double *r = t->m + 3 * row;
        out.m[3 * row] = r[0] * m[0] + r[1] * m[3];
        out.m[3 * row + 1] = r[0] * m[1] + r[1] * m[4];
        out.m[3 * row + 2] = r[0] * m[2] + r[1] * m[5] + r[2];
    }
    return out;
}

typedef struct attempt {
    fol_transform transform;
    size_t agreeing, seen;
} attempt;

/* Asks all patches about one guess. False: out of memory. */
static bool attempt_from(const fol__groups *p, const fol__response *r, const fol_transform *guess, double search_mm, double within_mm,
                         fol__vote *votes, attempt *out) {
    const fol__mapping plain = {.transform = *guess};
    if (!fol__votes_take(p, r, &plain, search_mm * r->px_per_mm, votes))
        return false;
    *out = (attempt){*guess, 0, count_seen(votes, p->patch_count)};
    out->agreeing = fol__votes_agree(votes, p->patch_count, within_mm * r->px_per_mm, within_mm <= CLOSE_MM, &out->transform);
    return true;
}

static bool is_sure(const attempt *a) {
    return a->agreeing >= 4 && (double)a->agreeing >= SURE_SHARE * (double)a->seen;
}

/* The guess of landmarks first, then turned and scaled, until one is sure; else the best. */
static bool find_rough(const fol__groups *p, const fol__response *r, double search_mm, fol__vote *votes, attempt *best) {
    const fol_transform guess = best->transform;
    for (int k = 0; k < TURN_COUNT * SCALE_COUNT && !is_sure(best); k++) {
        const fol_transform turn = turned(&guess, p->extent, TURNS[k % TURN_COUNT], SCALES[k / TURN_COUNT]);
        attempt tried;
        if (!attempt_from(p, r, &turn, search_mm, ROUGH_MM, votes, &tried))
            return false;
        if (tried.agreeing > best->agreeing)
            *best = tried;
    }
    return true;
}

/* What patches are off from the transform, smoothed. False: out of memory. */
static bool bend(const fol__groups *p, const fol__response *r, const fol__vote *votes, fol__offset *offsets, fol__mapping *mapping) {
    for (size_t i = 0; i < p->patch_count; i++) {
        const fol_point at = fol_transform_apply(&mapping->transform, votes[i].plan_mm);
        offsets[i] = (fol__offset){votes[i].plan_mm, {votes[i].photo_px.x - at.x, votes[i].photo_px.y - at.y}, votes[i].strength > 0 ? 20 : 0};
    }
    return fol__field_fit(&mapping->field, offsets, p->patch_count, r->px_per_mm, FOL__MOST_BEND_MM * r->px_per_mm);
}

static fol__aligned align(const fol__groups *p, const fol__response *r, double search_mm, fol__vote *votes, fol__offset *offsets,
                          fol__mapping *mapping) {
    attempt best = {mapping->transform, 0, 0}, close;
    if (!find_rough(p, r, search_mm, votes, &best))
        return FOL__ALIGN_NO_MEMORY;
    if (best.agreeing < 3)
        return FOL__ALIGN_UNCONFIRMED;
    if (!attempt_from(p, r, &best.transform, SECOND_SEARCH_MM, CLOSE_MM, votes, &close))
        return FOL__ALIGN_NO_MEMORY;
    mapping->transform = close.agreeing >= 3 ? close.transform : best.transform;
    for (int round = 0; round < BENDS; round++) {
        if (!bend(p, r, votes, offsets, mapping) || !fol__votes_take(p, r, mapping, BEND_SEARCH_MM * r->px_per_mm, votes))
            return FOL__ALIGN_NO_MEMORY;
    }
    return bend(p, r, votes, offsets, mapping) ? FOL__ALIGNED : FOL__ALIGN_NO_MEMORY;
}

fol__aligned fol__align(const fol__groups *patches, fol__response *response, double search_mm, fol__mapping *mapping) {
    const fol_allocator *alloc = &patches->alloc;
    float *room = fol__alloc(alloc, NOISE_SAMPLES, sizeof *room);
    fol__vote *votes = fol__alloc(alloc, patches->patch_count, sizeof *votes);
    fol__offset *offsets = fol__alloc(alloc, patches->patch_count, sizeof *offsets);
    fol__aligned result = FOL__ALIGN_NO_MEMORY;
    if (room && votes && offsets) {
        response->noise = noise_around(patches, response, &mapping->transform, room);
        result = align(patches, response, search_mm, votes, offsets, mapping);
    }
    fol__release(alloc, offsets, patches->patch_count, sizeof *offsets);
    fol__release(alloc, votes, patches->patch_count, sizeof *votes);
    fol__release(alloc, room, NOISE_SAMPLES, sizeof *room);
    return result;
}

/* ------------------------------------------------------------------ whether it is so */

/* The mean over all dots, all shifted by so much. */
static double score_at(const fol__groups *p, const fol__response *r, const fol__mapping *mapping, fol_point shift_px) {
    const float most = (float)(3 * r->noise);
    double sum = 0;
    for (size_t i = 0; i < p->count; i++) {
        const fol_point at = fol__mapping_at(mapping, fol__dot_mm(&p->dots[i]));
        float value = 0;
        fol__response_at(r, (fol_point){at.x + shift_px.x, at.y + shift_px.y}, &value);
        sum += (double)(value < -most ? -most : value > most ? most : value);
    }
    return sum / (double)p->count;
}

double fol__confirmation(const fol__groups *patches, const fol__response *response, const fol__mapping *mapping) {
    enum { TRIES = 48 };
    const double right = score_at(patches, response, mapping, (fol_point){0, 0});
    double sum = 0, squares = 0;
    for (uint64_t k = 0; k < TRIES; k++) { /* on a spiral, 0.9 to 3 mm away */
        const uint64_t random = fol__mix((k + 7) * UINT64_C(0x9e3779b97f4a7c15));
        const double away = (0.9 + 2.1 * (double)k / TRIES) * response->px_per_mm;
        const double x = (double)(random >> 44) / 0x1p19 - 1, y = (double)(random >> 24 & 0xfffff) / 0x1p19 - 1;
        const double length = sqrt(x * x + y * y) + 1e-9;
        const double wrong = score_at(patches, response, mapping, (fol_point){away * x / length, away * y / length});
        sum += wrong;
        squares += wrong * wrong;
    }
    const double mean = sum / TRIES, spread = sqrt(squares / TRIES - mean * mean);
    return spread > 0 ? (right - mean) / spread : 0;
}
