/* SPDX-License-Identifier: MIT */
/* Spreads the area of a dot over the pixels that it touches. Each pixel row is cut into a few scan lines; along a line
 * the profile is a polynomial, so what falls into each pixel is exact. The sum over all lines is then scaled to the
 * dot's true area: whatever the scale, and however few lines, no tone is gained or lost.
 *
 * A dot is about a pixel wide, and where it lies in its pixels is chance: a branch on that would be foretold wrongly
 * every other time, which costs more than the arithmetic. So lines are cut and added without branches. */
#include "cover.h"

#include <math.h>
#include <stdbool.h>

/* A soft edge narrower than this share of edge is drawn crisp; its polynomial would only lose digits. */
static const double CRISP_BELOW = 1.0 / 64;

static double step_integral(const fol__chords *lines, int i, double x) {
    const double x2 = x * x;
    return x * (lines->c0[i] + x2 * (lines->c1[i] + x2 * (lines->c2[i] + x2 * lines->c3)));
}

static double at_least_0(double value) {
    return value > 0 ? value : 0;
}

/* The lines at heights v from the centre. Integrates 3 u^2 - 2 u^3 with u = (edge - v^2 - x^2) / (edge - flat); of a
 * crisp dot, whose per_step is 0, all that is left of it is `flat`. */
static void cut_pair(const fol__disc *disc, const double v[2], fol__chords *lines) {
    const double w = disc->per_step;
    lines->c3 = 2 * w * w * w / 7;
    for (int i = 0; i < 2; i++) {
        const double below_edge = at_least_0(disc->edge - v[i] * v[i]);
        const double b = below_edge * w;
        lines->flat[i] = sqrt(at_least_0(disc->flat - v[i] * v[i]));
        lines->reach[i] = sqrt(below_edge);
        lines->c0[i] = b * b * (3 - 2 * b);
        lines->c1[i] = 2 * b * (b - 1) * w;
        lines->c2[i] = (3 - 6 * b) * w * w / 5;
        lines->at_flat[i] = step_integral(lines, i, lines->flat[i]);
        lines->half[i] = lines->flat[i] + step_integral(lines, i, lines->reach[i]) - lines->at_flat[i];
    }
}

/* Integral of a line from 0 to x; odd in x. */
static double chord_integral(const fol__chords *lines, int i, double x) {
    const double far = x < 0 ? -x : x;
    const double inside = far < lines->reach[i] ? far : lines->reach[i];
    const double stepped = lines->flat[i] + step_integral(lines, i, inside) - lines->at_flat[i];
    const double sum = inside > lines->flat[i] ? stepped : inside;
    return x < 0 ? -sum : sum;
}

/* Pairs of scan lines a row. A sharp edge needs more, above all where it runs along the row over several pixels; with
 * these, no pixel of a dot of usual size is wrong by more than 0.02. */
static int pairs_a_row(const fol__disc *disc) {
    const bool soft = disc->edge - disc->flat > 0.5 * disc->edge;
    const double pairs = soft ? 1.4 + disc->reach : 2.5 + disc->reach;
    return pairs < 12 ? (int)pairs : 12;
}

/* Height of the strips, all equal, that the dot's part of one row is cut into, a line in each; *from is where the first
 * begins, from the centre. */
static double strips_of(const fol__disc *disc, int64_t row, double *from) {
    const double top = (double)row - disc->y, bottom = top + 1;
    const double to = bottom < disc->reach ? bottom : disc->reach;
    *from = top > -disc->reach ? top : -disc->reach;
    return at_least_0(to - *from) / (2 * disc->pairs);
}

/* Cuts the dot's part of one row; returns what its lines add up to. Lines lie where two by two they integrate a cubic
 * exactly (Gauss and Legendre). */
static double cut_row(const fol__disc *disc, int64_t row, fol__chords *chords) {
    static const double off_middle = 0.57735026918962576451; /* of a pair, in strips: square root of 1/3 */
    double from, sum = 0;
    const double height = strips_of(disc, row, &from);
    for (int pair = 0; pair < disc->pairs; pair++) {
        const double middle = 2 * pair + 1;
        const double v[2] = {from + (middle - off_middle) * height, from + (middle + off_middle) * height};
        cut_pair(disc, v, &chords[pair]);
        sum += 2 * height * chords[pair].half[0];
        sum += 2 * height * chords[pair].half[1];
    }
    return sum;
}

/* Adds two lines to the pixels of their row; left is the column of pixels[0]. */
static void add_pair(double center, const fol__chords *lines, double height, int64_t left, int64_t columns,
                     double *pixels) {
    double before[2] = {-lines->half[0], -lines->half[1]};
    for (int64_t i = 0; i < columns - 1; i++) {
        const double x = (double)(left + i + 1) - center;
        for (int line = 0; line < 2; line++) {
            const double until = chord_integral(lines, line, x);
            pixels[i] += height * (until - before[line]);
            before[line] = until;
        }
    }
    pixels[columns - 1] += height * (lines->half[0] - before[0]);
    pixels[columns - 1] += height * (lines->half[1] - before[1]);
}

static void add_units(uint32_t *units, double coverage) {
    const uint32_t more = coverage < 1 ? (uint32_t)(coverage * FOL__COVER_FULL + 0.5) : FOL__COVER_FULL;
    const uint32_t sum = *units + more;
    *units = sum < FOL__COVER_FULL ? sum : FOL__COVER_FULL;
}

/* Adds one row of a dot, scaled, whose lines are cut already. */
static void add_row(const fol__cover *cover, const fol__disc *disc, int64_t row, const fol__chords *chords,
                    double scale) {
    const int64_t left = fol__floor(disc->x - disc->reach), right = fol__floor(disc->x + disc->reach);
    double from;
    const double height = strips_of(disc, row, &from);
    for (int64_t i = 0; i <= right - left; i++)
        cover->row[i] = 0;
    for (int pair = 0; pair < disc->pairs; pair++)
        add_pair(disc->x, &chords[pair], height, left, right - left + 1, cover->row);
    uint32_t *units = cover->units + (row - cover->y) * cover->width;
    const int64_t first = left > cover->x ? left : cover->x;
    const int64_t end = cover->x + cover->width;
    for (int64_t column = first; column <= right && column < end; column++)
        add_units(&units[column - cover->x], scale * cover->row[column - left]);
}

fol__disc fol__disc_make(double x, double y, double radius, double softness) {
    const double square = radius * radius, reach = radius + softness;
    fol__disc disc = {x, y, reach, .edge = reach * reach, .area = 3.14159265358979323846 * square};
    /* The smooth step is symmetric in q^2, so area = pi (flat + edge) / 2: flat keeps it. Where it would be
     * negative the dot has no full middle left, and scaling to the area lowers the profile. */
    disc.flat = at_least_0(2 * square - disc.edge);
    if (disc.edge - square <= CRISP_BELOW * disc.edge) {
        disc.flat = disc.edge = square;
        disc.reach = radius;
    } else {
        disc.per_step = 1 / (disc.edge - disc.flat);
    }
    disc.pairs = pairs_a_row(&disc);
    return disc;
}

size_t fol__disc_rows(const fol__disc *disc) {
    return (size_t)(2 * disc->reach) + 3;
}

size_t fol__disc_chords(const fol__disc *disc) {
    return fol__disc_rows(disc) * (size_t)disc->pairs;
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
    double sum = 0;
    for (int64_t row = top; row <= bottom; row++)
        sum += cut_row(disc, row, cover->chords + (row - top) * disc->pairs);
    if (sum <= 0)
        return;
    const int64_t first = top > cover->y ? top : cover->y;
    const int64_t end = cover->y + cover->height;
    for (int64_t row = first; row <= bottom && row < end; row++)
        add_row(cover, disc, row, cover->chords + (row - top) * disc->pairs, disc->area / sum);
}
