/* SPDX-License-Identifier: MIT */
/* Samples the density asked for, one place in every pixel. The place inside the pixel is hashed, not the centre:
 * centres all err the same way along an edge that runs with the raster, hashed places err each for itself, so the
 * integral is right on average for any outline and its error can be told from neighbouring pixels (stratified
 * sampling). */
#include "asked.h"

#include "alloc.h"
#include "grid.h"
#include "hash.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* The pitch is raised until the raster has at most this many values, of 4 bytes. */
#define MOST_VALUES 32000000.0

/* Densities above this are a defect of the caller's function, and are taken as nothing. Real ones are below 1,000. */
#define GREATEST_PER_CM2 1e9

/* Below one dot a square decimetre a neighbour says nothing about evenness. */
#define LEAST_PER_CM2 0.01

#define UM2_PER_CM2 1e8
#define CM2_PER_UM2 1e-8
#define UM_PER_CM 1e4

/* Variance over mean of a count well inside a zone, and of dots that stand alone (Poisson). See docs/review.md. */
#define INNER_VARIANCE 0.12
#define LONE_VARIANCE 1.0
/* No count is known better than this, in dots squared: a zone may expect a tenth of a dot and rightly hold one. */
#define LEAST_VARIANCE 2.0
#define SIXTH (1.0 / 6)
/* How far out, in local spacings, a dot's surroundings belong to it. */
#define EDGE_REACH 1.0

/* A density is even where it is, around the dot, within this factor of the dot's own. It is looked at on two rings, in
 * local spacings. Nearest neighbours are at most 1.5 spacings away: always in a maximal Poisson-disc set, in 99.9 % of
 * the cases in white noise. The inner ring finds the hole around a hair (0.56 spacings) that the outer one misses. */
#define EVEN_FACTOR 1.5
#define OUTER_RING 1.5
#define INNER_RING 0.75

typedef struct direction {
    double x, y;
} direction;

#define HALF_ROOT_2 0.70710678118654752
#define HALF_ROOT_3 0.86602540378443865

/* The unit circle in eighths and in twelfths. */
static const direction eighths[8] = {{1, 0},  {HALF_ROOT_2, HALF_ROOT_2},   {0, 1},  {-HALF_ROOT_2, HALF_ROOT_2},
                                     {-1, 0}, {-HALF_ROOT_2, -HALF_ROOT_2}, {0, -1}, {HALF_ROOT_2, -HALF_ROOT_2}};
static const direction twelfths[12] = {
    {1, 0},  {HALF_ROOT_3, 0.5},   {0.5, HALF_ROOT_3},   {0, 1},  {-0.5, HALF_ROOT_3}, {-HALF_ROOT_3, 0.5},
    {-1, 0}, {-HALF_ROOT_3, -0.5}, {-0.5, -HALF_ROOT_3}, {0, -1}, {0.5, -HALF_ROOT_3}, {HALF_ROOT_3, -0.5}};

static bool is_inside(const fol__question *question, const int32_t *xy_um) {
    return xy_um[0] >= question->x0 && xy_um[0] < question->x1 && xy_um[1] >= question->y0 && xy_um[1] < question->y1;
}

void fol__question_ask(const fol__question *question, const int32_t *xy_um, size_t count, fol_density *answers) {
    const fol_density nothing = {{0}, FOL_NO_ZONE};
    if (question->batch)
        question->batch(xy_um, count, answers, question->user);
    for (size_t i = 0; i < count; i++) {
        const bool inside = is_inside(question, xy_um + 2 * i);
        if (!question->batch || !inside)
            answers[i] = nothing;
        if (!question->batch && inside)
            question->density(xy_um[2 * i], xy_um[2 * i + 1], &answers[i], question->user);
    }
}

int32_t fol__question_sound(const fol__question *question, const fol_density *answer, double *running) {
    double total = 0;
    for (size_t k = 0; k < question->session_count; k++) {
        const double value = answer->running_per_cm2[k];
        if (value > total && value < GREATEST_PER_CM2)
            total = value;
        running[k] = total;
    }
    const bool known = total > 0 && answer->zone >= 0 && (size_t)answer->zone < question->zone_count;
    return known ? answer->zone : FOL_NO_ZONE;
}

static int32_t parts_for(int32_t from, int32_t to, int32_t pitch_um) {
    return (to - from - 1) / pitch_um + 1;
}

static void choose_raster(fol__asked *asked, int32_t detail_um) {
    const fol__question *q = &asked->question;
    int32_t pitch_um = detail_um;
    do {
        asked->columns = parts_for(q->x0, q->x1, pitch_um);
        asked->rows = parts_for(q->y0, q->y1, pitch_um);
        pitch_um += pitch_um / 8 + 1;
    } while ((double)asked->columns * asked->rows * (double)q->session_count > MOST_VALUES);
    asked->columns_per_um = (double)asked->columns / (double)(q->x1 - q->x0);
    asked->rows_per_um = (double)asked->rows / (double)(q->y1 - q->y0);
}

static size_t pixel_count(const fol__asked *asked) {
    return (size_t)asked->columns * (size_t)asked->rows;
}

static size_t pixel_at(const fol__asked *asked, int32_t column, int32_t row) {
    return (size_t)row * (size_t)asked->columns + (size_t)column;
}

static bool take_memory(fol__asked *asked) {
    const size_t pixels = pixel_count(asked);
    const size_t zones = asked->question.zone_count;
    asked->running = fol__alloc(asked->alloc, pixels * asked->question.session_count, sizeof *asked->running);
    asked->zones = fol__alloc(asked->alloc, pixels, sizeof *asked->zones);
    asked->zone_expected = fol__alloc_zeroed(asked->alloc, zones, sizeof *asked->zone_expected);
    asked->zone_variance = fol__alloc_zeroed(asked->alloc, zones, sizeof *asked->zone_variance);
    asked->column_starts = fol__alloc(asked->alloc, (size_t)asked->columns + 1, sizeof *asked->column_starts);
    asked->row_starts = fol__alloc(asked->alloc, (size_t)asked->rows + 1, sizeof *asked->row_starts);
    const bool has_patches = fol__patches_take(&asked->patches, asked->alloc, asked->columns, asked->rows,
                                             asked->question.session_count);
    return has_patches && asked->running && asked->zones && asked->zone_expected && asked->zone_variance &&
           asked->column_starts && asked->row_starts;
}

void fol__asked_free(fol__asked *asked) {
    const size_t pixels = pixel_count(asked);
    const size_t zones = asked->question.zone_count;
    fol__release(asked->alloc, asked->running, pixels * asked->question.session_count, sizeof *asked->running);
    fol__release(asked->alloc, asked->zones, pixels, sizeof *asked->zones);
    fol__release(asked->alloc, asked->zone_expected, zones, sizeof *asked->zone_expected);
    fol__release(asked->alloc, asked->zone_variance, zones, sizeof *asked->zone_variance);
    fol__release(asked->alloc, asked->column_starts, (size_t)asked->columns + 1, sizeof *asked->column_starts);
    fol__release(asked->alloc, asked->row_starts, (size_t)asked->rows + 1, sizeof *asked->row_starts);
    fol__patches_free(&asked->patches);
    memset(asked, 0, sizeof *asked);
}

/* Where each of so many parts of [from, to) begins, and where the last ends. */
static void cut_evenly(int32_t *starts, int32_t parts, int32_t from, int32_t to) {
    for (int32_t i = 0; i <= parts; i++)
        starts[i] = from + (int32_t)((int64_t)(to - from) * i / parts);
}

static double pixel_cm2(const fol__asked *asked, int32_t column, int32_t row) {
    const double width = asked->column_starts[column + 1] - asked->column_starts[column];
    const double height = asked->row_starts[row + 1] - asked->row_starts[row];
    return width * height * CM2_PER_UM2;
}

/* A place between two starts, which 32 random bits choose. */
static int32_t place_in(const int32_t starts[2], uint32_t bits) {
    return starts[0] + (int32_t)(((uint64_t)bits * (uint64_t)(starts[1] - starts[0])) >> 32);
}

/* The pixels of one patch; the far ends are outside. */
typedef struct tile {
    int32_t column0, row0, column1, row1;
    size_t number;
} tile;

static tile tile_of(const fol__asked *asked, int32_t patch_column, int32_t patch_row) {
    const fol__level *level = &asked->patches.levels[0];
    tile t = {patch_column * FOL__PATCH_SIDE, patch_row * FOL__PATCH_SIDE, 0, 0,
              (size_t)patch_row * (size_t)level->columns + (size_t)patch_column};
    t.column1 = t.column0 + FOL__PATCH_SIDE < asked->columns ? t.column0 + FOL__PATCH_SIDE : asked->columns;
    t.row1 = t.row0 + FOL__PATCH_SIDE < asked->rows ? t.row0 + FOL__PATCH_SIDE : asked->rows;
    return t;
}

/* One hashed place in each pixel, row by row; returns how many. */
static size_t choose_places(const fol__asked *asked, tile t, int32_t *xy_um) {
    size_t count = 0;
    for (int32_t row = t.row0; row < t.row1; row++) {
        for (int32_t column = t.column0; column < t.column1; column++) {
            const uint64_t bits = fol__mix(((uint64_t)row << 32 | (uint64_t)column) + UINT64_C(0x9e3779b97f4a7c15));
            xy_um[count++] = place_in(&asked->column_starts[column], (uint32_t)(bits >> 32));
            xy_um[count++] = place_in(&asked->row_starts[row], (uint32_t)bits);
        }
    }
    return count / 2;
}

/* What a patch has summed up so far. */
typedef struct patch_sum {
    fol__range *ranges;
    double totals[FOL_MAX_SESSIONS];
    double of_zone; /* dots of the present zone that are not yet added to it */
    int32_t zone;
} patch_sum;

static void hand_over(fol__asked *asked, patch_sum *sum, int32_t zone) {
    if (sum->zone >= 0)
        asked->zone_expected[sum->zone] += sum->of_zone;
    sum->zone = zone;
    sum->of_zone = 0;
}

static void store_pixel(fol__asked *asked, size_t pixel, double area, const fol_density *answer, patch_sum *sum) {
    const size_t sessions = asked->question.session_count;
    double running[FOL_MAX_SESSIONS];
    const int32_t zone = fol__question_sound(&asked->question, answer, running);
    for (size_t k = 0; k < sessions; k++) {
        const float value = (float)running[k];
        asked->running[pixel * sessions + k] = value;
        sum->ranges[k].least = value < sum->ranges[k].least ? value : sum->ranges[k].least;
        sum->ranges[k].most = value > sum->ranges[k].most ? value : sum->ranges[k].most;
        sum->totals[k] += running[k] * area;
    }
    asked->zones[pixel] = zone < 0 ? FOL__ASKED_NO_ZONE : (uint16_t)zone;
    if (zone != sum->zone)
        hand_over(asked, sum, zone);
    sum->of_zone += running[sessions - 1] * area;
}

static int32_t zone_of_patch(const fol__asked *asked, tile t) {
    const uint16_t first = asked->zones[pixel_at(asked, t.column0, t.row0)];
    for (int32_t row = t.row0; row < t.row1; row++) {
        for (int32_t column = t.column0; column < t.column1; column++) {
            if (asked->zones[pixel_at(asked, column, row)] != first)
                return FOL__PATCH_MIXED;
        }
    }
    return first == FOL__ASKED_NO_ZONE ? FOL__PATCH_BARE : first;
}

static bool is_same(const fol__question *question, const fol_density *a, const fol_density *b) {
    bool same = a->zone == b->zone;
    for (size_t k = 0; k < question->session_count; k++)
        same = same && a->running_per_cm2[k] == b->running_per_cm2[k];
    return same;
}

static bool all_same(const fol__question *question, const fol_density *answers, size_t count) {
    size_t i = 1;
    while (i < count && is_same(question, &answers[0], &answers[i]))
        i++;
    return i == count;
}

/* The same density everywhere in the patch: stored without looking at each pixel's answer. */
static void store_even(fol__asked *asked, tile t, const fol_density *answer, patch_sum *sum) {
    const double width = asked->column_starts[t.column1] - asked->column_starts[t.column0];
    const double height = asked->row_starts[t.row1] - asked->row_starts[t.row0];
    const size_t first = pixel_at(asked, t.column0, t.row0), sessions = asked->question.session_count;
    const size_t across = (size_t)(t.column1 - t.column0);
    store_pixel(asked, first, width * height * CM2_PER_UM2, answer, sum);
    for (size_t i = 1; i < across; i++) {
        asked->zones[first + i] = asked->zones[first];
        for (size_t k = 0; k < sessions; k++)
            asked->running[(first + i) * sessions + k] = asked->running[first * sessions + k];
    }
    for (int32_t row = t.row0 + 1; row < t.row1; row++) {
        const size_t pixel = pixel_at(asked, t.column0, row);
        memcpy(asked->zones + pixel, asked->zones + first, across * sizeof *asked->zones);
        memcpy(asked->running + pixel * sessions, asked->running + first * sessions,
               across * sessions * sizeof *asked->running);
    }
}

static void store_uneven(fol__asked *asked, tile t, const fol_density *answers, patch_sum *sum) {
    for (int32_t row = t.row0; row < t.row1; row++) {
        for (int32_t column = t.column0; column < t.column1; column++)
            store_pixel(asked, pixel_at(asked, column, row), pixel_cm2(asked, column, row), answers++, sum);
    }
}

static void sample_patch(fol__asked *asked, tile t) {
    const size_t sessions = asked->question.session_count;
    /* Past the raster's end there is nothing. */
    const bool is_whole = t.column1 - t.column0 == FOL__PATCH_SIDE && t.row1 - t.row0 == FOL__PATCH_SIDE;
    const fol__range unknown = {is_whole ? FLT_MAX : 0, 0};
    int32_t xy_um[2 * FOL__PLACES];
    fol_density answers[FOL__PLACES];
    fol__patch *patch = &asked->patches.patches[t.number];
    patch_sum sum = {asked->patches.levels[0].own + t.number * sessions, {0}, 0, FOL_NO_ZONE};
    for (size_t k = 0; k < sessions; k++)
        sum.ranges[k] = unknown;
    const size_t count = choose_places(asked, t, xy_um);
    fol__question_ask(&asked->question, xy_um, count, answers);
    if (all_same(&asked->question, answers, count))
        store_even(asked, t, answers, &sum);
    else
        store_uneven(asked, t, answers, &sum);
    patch->zone = zone_of_patch(asked, t);
    patch->expected = sum.totals[sessions - 1];
    hand_over(asked, &sum, FOL_NO_ZONE);
    for (size_t k = 0; k < sessions; k++)
        asked->totals[k] += sum.totals[k];
}

static double final_density(const fol__asked *asked, size_t pixel) {
    return (double)asked->running[pixel * asked->question.session_count + asked->question.session_count - 1];
}

/* The pixel at a place given in pixels; false when it is off the raster. */
static bool find_pixel(const fol__asked *asked, double column, double row, size_t *pixel) {
    if (!(column >= 0 && column < asked->columns && row >= 0 && row < asked->rows))
        return false;
    *pixel = pixel_at(asked, (int32_t)column, (int32_t)row);
    return true;
}

/* Which share of a dot's close surroundings is of its own zone: 1 inside, a half at a straight edge, 0 in a thread. */
static double share_in_zone(const fol__asked *asked, int32_t column, int32_t row, size_t own, double per_cm2) {
    const double reach_um = EDGE_REACH * UM_PER_CM / sqrt(per_cm2);
    int inside = 0;
    for (int i = 0; i < 8; i++) {
        size_t pixel;
        if (find_pixel(asked, column + 0.5 + eighths[i].x * reach_um * asked->columns_per_um,
                       row + 0.5 + eighths[i].y * reach_um * asked->rows_per_um, &pixel))
            inside += asked->zones[pixel] == asked->zones[own];
    }
    return inside / 8.0;
}

/* Adds the error of the integral over two neighbouring pixels. For one hashed sample a pixel its variance is a sixth of
 * the squared difference, both on an edge along the raster (the mean over the edge's place in the pixel) and on a
 * slope; on a slanting edge it is less. */
static void add_sampling_variance(fol__asked *asked, size_t pixel, double expected, int32_t column, int32_t row) {
    const uint16_t zone = asked->zones[pixel];
    const size_t neighbour = pixel_at(asked, column, row);
    const uint16_t other_zone = asked->zones[neighbour];
    const double other = final_density(asked, neighbour) * pixel_cm2(asked, column, row);
    if (zone == other_zone) {
        if (zone != FOL__ASKED_NO_ZONE && expected != other)
            asked->zone_variance[zone] += (expected - other) * (expected - other) * SIXTH;
        return;
    }
    if (zone != FOL__ASKED_NO_ZONE)
        asked->zone_variance[zone] += expected * expected * SIXTH;
    if (other_zone != FOL__ASKED_NO_ZONE)
        asked->zone_variance[other_zone] += other * other * SIXTH;
}

/* Surroundings of a pixel up to this far, in um, are of its own zone, as the patch says. */
static double sure_reach_um(const fol__asked *asked, const fol__patch *patch) {
    const double per_um = asked->columns_per_um > asked->rows_per_um ? asked->columns_per_um : asked->rows_per_um;
    return patch->rings * FOL__PATCH_SIDE / per_um;
}

static void add_variance_of_pixel(fol__asked *asked, int32_t column, int32_t row, double sure_um) {
    const size_t pixel = pixel_at(asked, column, row);
    const double per_cm2 = final_density(asked, pixel);
    const double expected = per_cm2 * pixel_cm2(asked, column, row);
    if (asked->zones[pixel] != FOL__ASKED_NO_ZONE && per_cm2 > 0) {
        const bool sure = per_cm2 * sure_um * sure_um >= EDGE_REACH * EDGE_REACH * UM2_PER_CM2;
        const double share = sure ? 1 : share_in_zone(asked, column, row, pixel, per_cm2);
        asked->zone_variance[asked->zones[pixel]] += expected * (share * INNER_VARIANCE + (1 - share) * LONE_VARIANCE);
    }
    if (column + 1 < asked->columns)
        add_sampling_variance(asked, pixel, expected, column + 1, row);
    if (row + 1 < asked->rows)
        add_sampling_variance(asked, pixel, expected, column, row + 1);
}

/* The variance of a patch that lies, with its neighbours, well inside one zone. */
static double variance_inside(const fol__asked *asked, tile t) {
    double inner = asked->patches.patches[t.number].expected * INNER_VARIANCE, squares = 0;
    for (int32_t row = t.row0; row < t.row1; row++) {
        size_t pixel = pixel_at(asked, t.column0, row);
        double expected = final_density(asked, pixel) * pixel_cm2(asked, t.column0, row);
        for (int32_t column = t.column0; column < t.column1; column++, pixel++) {
            const double right = final_density(asked, pixel + 1) * pixel_cm2(asked, column + 1, row);
            const double below =
                final_density(asked, pixel + (size_t)asked->columns) * pixel_cm2(asked, column, row + 1);
            squares += (expected - right) * (expected - right) + (expected - below) * (expected - below);
            expected = right;
        }
    }
    return inner + squares * SIXTH;
}

static void add_variance_of_patch(fol__asked *asked, tile t) {
    const fol__patch *patch = &asked->patches.patches[t.number];
    const size_t sessions = asked->question.session_count;
    const double least = (double)asked->patches.levels[0].own[t.number * sessions + sessions - 1].least;
    const double sure_um = sure_reach_um(asked, patch);
    if (patch->rings >= 1 && patch->zone < 0)
        return;
    if (patch->rings >= 1 && least * sure_um * sure_um >= EDGE_REACH * EDGE_REACH * UM2_PER_CM2) {
        asked->zone_variance[patch->zone] += variance_inside(asked, t);
        return;
    }
    for (int32_t row = t.row0; row < t.row1; row++) {
        for (int32_t column = t.column0; column < t.column1; column++)
            add_variance_of_pixel(asked, column, row, sure_um);
    }
}

static void add_variances(fol__asked *asked) {
    const fol__level *level = &asked->patches.levels[0];
    for (size_t zone = 0; zone < asked->question.zone_count; zone++)
        asked->zone_variance[zone] = LEAST_VARIANCE;
    for (int32_t row = 0; row < level->rows; row++) {
        for (int32_t column = 0; column < level->columns; column++)
            add_variance_of_patch(asked, tile_of(asked, column, row));
    }
}

fol_status fol__asked_sample(fol__asked *asked, const fol_allocator *alloc, const fol__question *question,
                             int32_t detail_um, fol__stage stage) {
    memset(asked, 0, sizeof *asked);
    asked->alloc = alloc;
    asked->question = *question;
    choose_raster(asked, detail_um);
    if (!take_memory(asked))
        return FOL_ERR_NOMEM;
    cut_evenly(asked->column_starts, asked->columns, question->x0, question->x1);
    cut_evenly(asked->row_starts, asked->rows, question->y0, question->y1);
    const fol__level *level = &asked->patches.levels[0];
    for (int32_t row = 0; row < level->rows; row++) {
        if (fol__stage_stops(stage, (size_t)row, (size_t)level->rows))
            return FOL_ERR_CANCELLED;
        for (int32_t column = 0; column < level->columns; column++)
            sample_patch(asked, tile_of(asked, column, row));
    }
    fol__patches_finish(&asked->patches);
    add_variances(asked);
    return FOL_OK;
}

double fol__asked_at(const fol__asked *asked, double column, double row, size_t first, size_t last) {
    size_t pixel;
    if (!find_pixel(asked, column, row, &pixel))
        return 0;
    const float *running = asked->running + pixel * asked->question.session_count;
    return (double)running[last] - (first > 0 ? (double)running[first - 1] : 0);
}

/* A set of sessions, a place in pixels, and what a density around it must be. */
typedef struct neighbourhood {
    size_t first, last;
    double column, row;
    double columns_per_spacing, rows_per_spacing;
    double lowest, highest;
} neighbourhood;

static bool even_on_ring(const fol__asked *asked, const neighbourhood *n, const direction *ring, int count,
                         double radius) {
    for (int i = 0; i < count; i++) {
        const double around = fol__asked_at(asked, n->column + ring[i].x * radius * n->columns_per_spacing,
                                            n->row + ring[i].y * radius * n->rows_per_spacing, n->first, n->last);
        if (around < n->lowest || around > n->highest)
            return false;
    }
    return true;
}

bool fol__asked_even_around(const fol__asked *asked, int32_t x_um, int32_t y_um, size_t first, size_t last,
                            double own_per_cm2) {
    if (!(own_per_cm2 >= LEAST_PER_CM2))
        return false;
    const double spacing_um = UM_PER_CM / sqrt(own_per_cm2);
    const neighbourhood n = {first,
                             last,
                             ((double)x_um - asked->question.x0) * asked->columns_per_um,
                             ((double)y_um - asked->question.y0) * asked->rows_per_um,
                             spacing_um * asked->columns_per_um,
                             spacing_um * asked->rows_per_um,
                             own_per_cm2 / EVEN_FACTOR,
                             own_per_cm2 * EVEN_FACTOR};
    const double columns_out = OUTER_RING * n.columns_per_spacing, rows_out = OUTER_RING * n.rows_per_spacing;
    if (fol__patches_even(&asked->patches, n.column, n.row, columns_out > rows_out ? columns_out : rows_out, first, last,
                         n.lowest, n.highest))
        return true;
    return even_on_ring(asked, &n, twelfths, 12, OUTER_RING) && even_on_ring(asked, &n, eighths, 8, INNER_RING);
}
