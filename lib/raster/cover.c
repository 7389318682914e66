/* SPDX-License-Identifier: MIT */
/* Spreads the area of a dot over the pixels that it touches. Each pixel row is cut into a few scan lines; along a line
 * the profile is a polynomial, so what falls into each pixel is exact. The sum over all lines is then scaled to the
 * dot's true area: whatever the scale, and however few lines, no tone is gained or lost.
 *
 * A dot is about a pixel wide, and where it lies in its pixels is chance: a branch on that would be foretold wrongly
 * every other time, which costs more than the arithmetic. So lines are worked out without branches, two at a time. */
#include "cover.h"

#include "two.h"

#include <math.h>
#include <stdbool.h>

/* A soft edge narrower than this share of edge is drawn crisp; its polynomial would only lose digits. */
static const double CRISP_BELOW = 1.0 / 64;

enum { MOST_PAIRS_A_ROW = 12, MOST_PAIRS = 96 };

/* Two scan lines, lengths scaled as the disc says. Each is symmetric about its middle: full up to flat, a smooth step
 * from there to reach. */
typedef struct pair {
    fol__two flat, reach;
    fol__two c0, c1, c2; /* integral of the step: x (c0 + c1 x^2 + c2 x^4 + 2/7 x^6) */
    fol__two at_flat;    /* that integral at flat */
    fol__two half;       /* integral of the line from its middle to reach */
} pair;

/* Some rows of a dot. */
typedef struct cut {
    int64_t row; /* the first */
    int rows;
    double height[MOST_PAIRS]; /* of the strips that each row is cut into, in pixels */
    double half[MOST_PAIRS];   /* what half of each row's lines adds up to */
    pair pairs[MOST_PAIRS];
} cut;

/* Pairs of scan lines a row. A sharp edge needs more, above all where it runs along the row over several pixels; with
 * these, no pixel of a dot of usual size is wrong by more than 0.02. */
static int pairs_a_row(const fol__disc *disc) {
    const bool soft = disc->edge - disc->flat > 0.5 * disc->edge;
    const double pairs = soft ? 1.4 + disc->reach : 2.5 + disc->reach;
    return pairs < MOST_PAIRS_A_ROW ? (int)pairs : MOST_PAIRS_A_ROW;
}

/* The integral of the step, from the middle to x. */
static fol__two step_integral(const pair *lines, fol__two x) {
    const fol__two c3 = fol__two_same(2.0 / 7);
    return fol__two_mul(x, fol__two_cubic(lines->c0, lines->c1, lines->c2, c3, fol__two_mul(x, x)));
}

/* Integrates 3 u^2 - 2 u^3 with u = b - x^2, b = edge - above^2, which is 1 at flat and 0 at reach. */
static void shape_pair(const fol__disc *disc, fol__two above, pair *lines) {
    const fol__two zero = fol__two_same(0), one = fol__two_same(1), two = fol__two_same(2),
                   step = fol__two_same(disc->step);
    const fol__two rest = fol__two_sub(fol__two_same(disc->scaled_edge), fol__two_mul(above, above));
    const fol__two b = fol__two_most(rest, zero), twice = fol__two_mul(two, b);
    lines->flat = fol__two_sqrt(fol__two_most(fol__two_sub(b, step), zero));
    lines->reach = fol__two_sqrt(b);
    lines->c0 = fol__two_mul(fol__two_mul(b, b), fol__two_sub(fol__two_same(3), twice));
    lines->c1 = fol__two_mul(twice, fol__two_sub(b, one));
    lines->c2 = fol__two_sub(fol__two_same(0.6), fol__two_mul(fol__two_same(1.2), b));
    lines->at_flat = step_integral(lines, lines->flat);
    const fol__two stepped = fol__two_sub(step_integral(lines, lines->reach), lines->at_flat);
    lines->half = fol__two_add(lines->flat, fol__two_mul(step, stepped));
}

/* Both lines from their middle to x, which is not negative. */
static double integrate_pair(const pair *lines, double step, double x) {
    const fol__two inside = fol__two_least(fol__two_same(x), lines->reach);
    const fol__two full = fol__two_least(inside, lines->flat), far = fol__two_most(inside, lines->flat);
    const fol__two stepped = fol__two_sub(step_integral(lines, far), lines->at_flat);
    return fol__two_sum(fol__two_add(full, fol__two_mul(fol__two_same(step), stepped)));
}

/* Cuts the dot's part of one row into strips of equal height with a line in each, where two by two they integrate a
 * cubic exactly (Gauss and Legendre). Returns what half of each line adds up to. */
static double cut_row(const fol__disc *disc, int64_t row, double *height, pair *pairs) {
    static const double off_middle = 0.57735026918962576451; /* of a pair, in strips: square root of 1/3 */
    const double top = (double)row - disc->y, bottom = top + 1;
    const double from = top > -disc->reach ? top : -disc->reach;
    const double to = bottom < disc->reach ? bottom : disc->reach;
    const double strip = to > from ? (to - from) * disc->strips : 0;
    double sum = 0;
    for (int i = 0; i < disc->pairs; i++) {
        const double middle = from + (2 * i + 1) * strip;
        const double first = middle - off_middle * strip, second = middle + off_middle * strip;
        shape_pair(disc, fol__two_of(disc->scale * first, disc->scale * second), &pairs[i]);
        sum += fol__two_sum(pairs[i].half);
    }
    *height = strip;
    return sum * strip;
}

/* Cuts rows and returns what half of all their lines adds up to. */
static double cut_rows(const fol__disc *disc, int64_t row, int64_t rows, cut *lines) {
    double sum = 0;
    lines->row = row;
    lines->rows = (int)rows;
    for (int i = 0; i < lines->rows; i++) {
        lines->half[i] = cut_row(disc, row + i, &lines->height[i], lines->pairs + i * disc->pairs);
        sum += lines->half[i];
    }
    return sum;
}

/* What of a row lies left of x, counted from the middle. */
static double look_left(const fol__disc *disc, const cut *lines, int row, double x) {
    double sum = 0;
    for (int i = 0; i < disc->pairs; i++)
        sum += integrate_pair(&lines->pairs[row * disc->pairs + i], disc->step, fabs(x));
    return x < 0 ? -sum * lines->height[row] : sum * lines->height[row];
}

static void add_units(uint32_t *units, double coverage) {
    const double part = coverage < 1 ? coverage : 1;
    const uint32_t sum = *units + (part > 0 ? (uint32_t)(part * FOL__COVER_FULL + 0.5) : 0);
    *units = sum < FOL__COVER_FULL ? sum : FOL__COVER_FULL;
}

/* Adds one of the rows that have been cut, scaled, to the pixels that the cover has. */
static void add_row(const fol__cover *cover, const fol__disc *disc, const cut *lines, int row, double scale) {
    const int64_t left = fol__floor(disc->x - disc->reach), right = fol__floor(disc->x + disc->reach);
    const int64_t from = left > cover->x ? left : cover->x, stop = cover->x + cover->width;
    const int64_t end = right < stop ? right : stop - 1;
    uint32_t *units = cover->units + (lines->row + row - cover->y) * cover->width;
    double before =
        from > left ? look_left(disc, lines, row, disc->scale * ((double)from - disc->x)) : -lines->half[row];
    for (int64_t column = from; column < end; column++) {
        const double until = look_left(disc, lines, row, disc->scale * ((double)(column + 1) - disc->x));
        add_units(&units[column - cover->x], scale * (until - before));
        before = until;
    }
    const double last =
        end == right ? lines->half[row] : look_left(disc, lines, row, disc->scale * ((double)(end + 1) - disc->x));
    add_units(&units[end - cover->x], scale * (last - before));
}

/* Adds what has been cut. */
static void add_rows(const fol__cover *cover, const fol__disc *disc, const cut *lines, double scale) {
    const int64_t above = cover->y - lines->row, below = cover->y + cover->height - lines->row;
    const int first = above > 0 ? (int)above : 0, end = below < lines->rows ? (int)below : lines->rows;
    for (int row = first; row < end; row++)
        add_row(cover, disc, lines, row, scale);
}

fol__disc fol__disc_make(double x, double y, double radius, double softness) {
    const double square = radius * radius, reach = radius + softness;
    fol__disc disc = {x, y, reach, 0, reach * reach, .area = 3.14159265358979323846 * square};
    /* The smooth step is symmetric in q^2, so area = pi (flat + edge) / 2: flat keeps it. Where it would be
     * negative the dot has no full middle left, and scaling to the area lowers the profile. */
    disc.flat = 2 * square > disc.edge ? 2 * square - disc.edge : 0;
    if (disc.edge - square <= CRISP_BELOW * disc.edge) {
        disc.flat = disc.edge = square;
        disc.reach = radius;
    } else {
        disc.step = 1;
    }
    const double unit = disc.step > 0 ? disc.edge - disc.flat : disc.edge;
    disc.scale = unit > 0 ? 1 / sqrt(unit) : 0;
    disc.scaled_edge = unit > 0 ? disc.edge / unit : 0;
    disc.pairs = pairs_a_row(&disc);
    disc.strips = 1.0 / (2 * disc.pairs);
    return disc;
}

void fol__cover_add(const fol__cover *cover, const fol__disc *disc) {
    const int64_t left = fol__floor(disc->x - disc->reach), right = fol__floor(disc->x + disc->reach);
    const int64_t top = fol__floor(disc->y - disc->reach), bottom = fol__floor(disc->y + disc->reach);
    if (right < cover->x || left >= cover->x + cover->width || bottom < cover->y || top >= cover->y + cover->height)
        return;
    if (left == right && top == bottom) {
        add_units(&cover->units[(top - cover->y) * cover->width + (left - cover->x)], disc->area);
        return;
    }
    const int64_t most = MOST_PAIRS / disc->pairs;
    cut lines;
    double sum = 0;
    for (int64_t row = top; row <= bottom; row += most)
        sum += cut_rows(disc, row, bottom - row < most ? bottom - row + 1 : most, &lines);
    if (sum <= 0)
        return;
    const bool all_at_once = bottom - top < most;
    for (int64_t row = top; row <= bottom; row += most) {
        if (!all_at_once)
            cut_rows(disc, row, bottom - row < most ? bottom - row + 1 : most, &lines);
        add_rows(cover, disc, &lines, disc->area / (2 * sum));
    }
}
