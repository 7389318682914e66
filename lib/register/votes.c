/* SPDX-License-Identifier: MIT */
/* A plan's dots have no period, so that a patch of a few dozen fits a photograph in one place only, though each of its dots would fit
 * dozens of spots. Patches are small enough that a wrong turn or scale hardly shows within one. */
#include "align.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DOTS_A_PATCH = 60, LEAST_DOTS = 12 };
static const double LEAST_PATCH_MM = 4, MOST_PATCH_MM = 20;
/* Shifts are tried so far apart; a second best so near to the best is the same. */
static const double STEP_MM = 0.08, SAME_MM = 0.35;
/* What a patch must stand out by, and how much more than its second best. */
static const double LEAST_STRENGTH = 4.5, LEAST_LEAD = 1.25;
/* One dot says no more than this many times the noise: a nostril is no thousand dots. */
static const double MOST_SAY = 6;

/* ------------------------------------------------------------------ patches */

static fol_rect extent_of(const fol_dot *dots, size_t count) {
    int32_t x0 = dots[0].x_um, x1 = x0, y0 = dots[0].y_um, y1 = y0;
    for (size_t i = 1; i < count; i++) {
        x0 = dots[i].x_um < x0 ? dots[i].x_um : x0;
        x1 = dots[i].x_um > x1 ? dots[i].x_um : x1;
        y0 = dots[i].y_um < y0 ? dots[i].y_um : y0;
        y1 = dots[i].y_um > y1 ? dots[i].y_um : y1;
    }
    return (fol_rect){x0 / 1000.0, y0 / 1000.0, ((double)x1 - x0) / 1000, ((double)y1 - y0) / 1000};
}

typedef struct cell_grid {
    double side;
    int32_t columns, rows;
} cell_grid;

static cell_grid grid_of(fol_rect extent, double side) {
    return (cell_grid){side, (int32_t)(extent.width / side) + 1, (int32_t)(extent.height / side) + 1};
}

static size_t cell_of(const fol__groups *p, cell_grid grid, size_t dot) {
    const int32_t column = (int32_t)((p->dots[dot].x_um / 1000.0 - p->extent.x) / grid.side);
    const int32_t row = (int32_t)((p->dots[dot].y_um / 1000.0 - p->extent.y) / grid.side);
    return (size_t)(row < grid.rows ? row : grid.rows - 1) * (size_t)grid.columns +
           (size_t)(column < grid.columns ? column : grid.columns - 1);
}

/* Counting sort by cell. */
static void sort_in(fol__groups *p, cell_grid grid) {
    memset(p->starts, 0, (p->patch_count + 1) * sizeof *p->starts);
    for (size_t i = 0; i < p->count; i++)
        p->starts[cell_of(p, grid, i) + 1]++;
    for (size_t c = 0; c < p->patch_count; c++)
        p->starts[c + 1] += p->starts[c];
    for (size_t i = p->count; i-- > 0;) {
        const size_t cell = cell_of(p, grid, i);
        p->order[--p->starts[cell + 1]] = (uint32_t)i;
    }
    for (size_t c = 0; c < p->patch_count; c++) /* each start stands one too far on now */
        p->starts[c] = p->starts[c + 1];
    p->starts[p->patch_count] = (uint32_t)p->count;
}

bool fol__groups_make(const fol_allocator *alloc, const fol_dot *dots, size_t count, fol__groups *out) {
    *out = (fol__groups){*alloc, dots, NULL, count, NULL, 0, extent_of(dots, count)};
    const double area = out->extent.width * out->extent.height; /* of the box: zones fill a part, so patches hold more than they would */
    const double side = sqrt(area * DOTS_A_PATCH / (double)count / 2);
    const cell_grid grid = grid_of(out->extent, side < LEAST_PATCH_MM ? LEAST_PATCH_MM : side < MOST_PATCH_MM ? side : MOST_PATCH_MM);
    out->patch_count = (size_t)grid.columns * (size_t)grid.rows;
    out->order = fol__alloc(alloc, count, sizeof *out->order);
    out->starts = fol__alloc(alloc, out->patch_count + 1, sizeof *out->starts);
    if (!out->order || !out->starts) {
        fol__groups_free(out);
        return false;
    }
    sort_in(out, grid);
    return true;
}

void fol__groups_free(fol__groups *p) {
    fol__release(&p->alloc, p->order, p->count, sizeof *p->order);
    fol__release(&p->alloc, p->starts, p->patch_count + 1, sizeof *p->starts);
    p->order = NULL;
    p->starts = NULL;
}

/* ------------------------------------------------------------------ shifting about */

/* Sums over a patch's dots for every shift, `steps` to each side. */
typedef struct search {
    const fol__response *response;
    float *scores;
    int32_t step_px, steps;
} search;

static int32_t side_of(const search *s) {
    return 2 * s->steps + 1;
}

/* Adds what one dot says; false when a shift would lead it out of the picture. */
static bool add_dot(const search *s, fol_point px) {
    const fol__response *r = s->response;
    const int32_t reach = s->steps * s->step_px, x = (int32_t)floor(px.x), y = (int32_t)floor(px.y), side = side_of(s);
    const float most = (float)(MOST_SAY * r->noise);
    if (!(px.x >= reach && px.y >= reach && px.x < r->width - reach && px.y < r->height - reach))
        return false;
    for (int32_t row = 0; row < side; row++) {
        const float *from = r->values + (size_t)(y - reach + row * s->step_px) * (size_t)r->width + (size_t)(x - reach);
        float *to = s->scores + (size_t)row * (size_t)side;
        for (int32_t column = 0; column < side; column++) {
            const float value = from[column * s->step_px];
            to[column] += value < -most ? -most : value > most ? most : value;
        }
    }
    return true;
}

/* The best shift, finer than the steps that were tried. */
static fol_point shift_of(const search *s, int32_t best) {
    const int32_t side = side_of(s), row = best / side, column = best % side;
    const float *at = s->scores + best;
    const bool inside = row > 0 && column > 0 && row < side - 1 && column < side - 1;
    const double x = inside ? fol__top_of((double)at[-1], (double)at[0], (double)at[1]) : 0;
    const double y = inside ? fol__top_of((double)at[-side], (double)at[0], (double)at[side]) : 0;
    return (fol_point){(column - s->steps + x) * s->step_px, (row - s->steps + y) * s->step_px};
}

/* The best score in numbers of standard deviations, and its place; 0 when another place is nearly as good. */
static double judge(const search *s, int32_t *best) {
    const int32_t side = side_of(s), count = side * side;
    const double same = SAME_MM * s->response->px_per_mm / s->step_px;
    double sum = 0, squares = 0, second = -1e30;
    *best = 0;
    for (int32_t i = 0; i < count; i++) {
        sum += (double)s->scores[i];
        squares += (double)s->scores[i] * (double)s->scores[i];
        *best = s->scores[i] > s->scores[*best] ? i : *best;
    }
    const double top = (double)s->scores[*best], mean = sum / count, spread = sqrt(squares / count - mean * mean);
    for (int32_t i = 0; i < count; i++) {
        const int32_t dx = i % side - *best % side, dy = i / side - *best / side;
        if (dx * dx + dy * dy > same * same && (double)s->scores[i] > second)
            second = (double)s->scores[i];
    }
    const bool leads = top - mean >= LEAST_LEAD * (second - mean);
    return leads && spread > 0 && (top - mean) / spread >= LEAST_STRENGTH ? (top - mean) / spread : 0;
}

static fol__vote ask(const fol__groups *p, size_t patch, const fol__mapping *guess, const search *s) {
    fol_point middle = {0, 0};
    size_t seen = 0;
    memset(s->scores, 0, (size_t)side_of(s) * (size_t)side_of(s) * sizeof *s->scores);
    for (uint32_t i = p->starts[patch]; i < p->starts[patch + 1]; i++) {
        const fol_point mm = fol__dot_mm(&p->dots[p->order[i]]);
        if (!add_dot(s, fol__mapping_at(guess, mm)))
            continue;
        middle.x += mm.x;
        middle.y += mm.y;
        seen++;
    }
    if (seen < LEAST_DOTS)
        return (fol__vote){{0, 0}, {0, 0}, 0};
    int32_t best;
    const double strength = judge(s, &best);
    const fol_point mm = {middle.x / (double)seen, middle.y / (double)seen};
    const fol_point at = fol__mapping_at(guess, mm), shift = shift_of(s, best);
    return (fol__vote){mm, {at.x + shift.x, at.y + shift.y}, strength};
}

bool fol__votes_take(const fol__groups *patches, const fol__response *response, const fol__mapping *guess, double search_px,
                     fol__vote *votes) {
    const int32_t step = (int32_t)(STEP_MM * response->px_per_mm + 0.5);
    search s = {response, NULL, step > 1 ? step : 1, 0};
    s.steps = (int32_t)(search_px / s.step_px) + 1;
    const size_t count = (size_t)side_of(&s) * (size_t)side_of(&s);
    s.scores = fol__alloc(&patches->alloc, count, sizeof *s.scores);
    for (size_t i = 0; i < patches->patch_count && s.scores; i++)
        votes[i] = ask(patches, i, guess, &s);
    fol__release(&patches->alloc, s.scores, count, sizeof *s.scores);
    return s.scores;
}

/* ------------------------------------------------------------------ what most agree on */

enum { MOST_PAIRED = 64, ROUNDS = 6 };

static bool agrees(const fol__vote *vote, const fol_transform *t, double within_px) {
    const fol_point at = fol_transform_apply(t, vote->plan_mm);
    const double x = at.x - vote->photo_px.x, y = at.y - vote->photo_px.y;
    return vote->strength > 0 && x * x + y * y <= within_px * within_px;
}

static size_t count_agreeing(const fol__vote *votes, size_t count, const fol_transform *t, double within_px) {
    size_t agreeing = 0;
    for (size_t i = 0; i < count; i++)
        agreeing += agrees(&votes[i], t, within_px);
    return agreeing;
}

/* The strongest votes, at most MOST_PAIRED. */
static size_t strongest(const fol__vote *votes, size_t count, size_t *out) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(votes[i].strength > 0))
            continue;
        size_t at = kept < MOST_PAIRED ? kept++ : MOST_PAIRED;
        for (; at > 0 && votes[out[at - 1]].strength < votes[i].strength; at--)
            if (at < MOST_PAIRED)
                out[at] = out[at - 1];
        if (at < MOST_PAIRED)
            out[at] = i;
    }
    return kept;
}

/* Of the similarities that two strong votes fix, the one that most others agree with (after Fischler and Bolles 1981, but all of them). */
static size_t try_pairs(const fol__vote *votes, size_t count, double within_px, fol_transform *out) {
    size_t strong[MOST_PAIRED], most = 0;
    const size_t kept = strongest(votes, count, strong);
    for (size_t i = 0; i < kept; i++) {
        for (size_t k = 0; k < i; k++) {
            const fol__vote *a = &votes[strong[i]], *b = &votes[strong[k]];
            const fol__pair pairs[2] = {{a->plan_mm, a->photo_px, 1}, {b->plan_mm, b->photo_px, 1}};
            fol_transform tried;
            if (!fol__transform_fit(pairs, 2, FOL_TRANSFORM_SIMILARITY, &tried))
                continue;
            const size_t agreeing = count_agreeing(votes, count, &tried, within_px);
            if (agreeing > most) {
                most = agreeing;
                *out = tried;
            }
        }
    }
    return most;
}

/* Fits those that agree, and again with those that agree then. */
static void fit_agreeing(const fol__vote *votes, size_t count, double within_px, fol_transform_kind kind, fol__pair *room,
                         fol_transform *t) {
    for (int round = 0; round < ROUNDS; round++) {
        size_t taken = 0;
        for (size_t i = 0; i < count && taken < 4 * MOST_PAIRED; i++)
            if (agrees(&votes[i], t, within_px))
                room[taken++] = (fol__pair){votes[i].plan_mm, votes[i].photo_px, votes[i].strength};
        fol_transform fitted;
        if (!fol__transform_fit(room, taken, kind, &fitted))
            return;
        *t = fitted;
    }
}

size_t fol__votes_agree(const fol__vote *votes, size_t count, double within_px, bool slant, fol_transform *out) {
    fol__pair room[4 * MOST_PAIRED];
    fol_transform found, bent;
    if (try_pairs(votes, count, within_px, &found) < 2)
        return 0;
    fit_agreeing(votes, count, within_px, FOL_TRANSFORM_SIMILARITY, room, &found);
    size_t agreeing = count_agreeing(votes, count, &found, within_px);
    bent = found;
    if (slant && agreeing >= 10) {
        fit_agreeing(votes, count, within_px, FOL_TRANSFORM_HOMOGRAPHY, room, &bent);
        const size_t more = count_agreeing(votes, count, &bent, within_px);
        found = more >= agreeing ? bent : found;
        agreeing = more >= agreeing ? more : agreeing;
    }
    *out = found;
    return agreeing;
}
