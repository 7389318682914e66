/* SPDX-License-Identifier: MIT */
/* Spreads the area of a dot over the pixels that it touches. Each pixel row is cut into a few scan lines; along a line
 * the profile is a polynomial, so what falls into each pixel is exact. The sum over all lines is then scaled to the
 * dot's true area: whatever the scale, and however few lines, no tone is gained or lost. */
#include "cover.h"

#include <math.h>
#include <stdbool.h>

/* A soft edge narrower than this share of edge is drawn crisp; its polynomial would only lose digits. */
static const double CRISP_BELOW = 1.0 / 64;

static double step_integral(const fol__chord *line, double x) {
    const double x2 = x * x;
    return x * (line->c0 + x2 * (line->c1 + x2 * (line->c2 + x2 * line->c3)));
}

/* Integrates 3 u^2 - 2 u^3 with u = (edge - v^2 - x^2) / (edge - flat). */
static fol__chord soft_chord(const fol__disc *disc, double below_edge, double below_flat) {
    fol__chord line;
    const double w = 1.0 / (disc->edge - disc->flat);
    const double b = below_edge * w;
    line.flat = below_flat > 0 ? sqrt(below_flat) : 0;
    line.reach = sqrt(below_edge);
    line.c0 = b * b * (3 - 2 * b);
    line.c1 = 2 * b * (b - 1) * w;
    line.c2 = (3 - 6 * b) * w * w / 5;
    line.c3 = 2 * w * w * w / 7;
    line.at_flat = step_integral(&line, line.flat);
    line.half = line.flat + step_integral(&line, line.reach) - line.at_flat;
    return line;
}

/* The line at height v from the centre. */
static fol__chord chord_at(const fol__disc *disc, double v) {
    const double below_edge = disc->edge - v * v;
    if (below_edge <= 0)
        return (fol__chord){0};
    if (disc->flat == disc->edge) {
        const double reach = sqrt(below_edge);
        return (fol__chord){.flat = reach, .reach = reach, .half = reach};
    }
    return soft_chord(disc, below_edge, disc->flat - v * v);
}

/* Integral of the line from 0 to x; odd in x. */
static double chord_integral(const fol__chord *line, double x) {
    const double far = x < 0 ? -x : x;
    double sum = far;
    if (far >= line->reach)
        sum = line->half;
    else if (far > line->flat)
        sum = line->flat + step_integral(line, far) - line->at_flat;
    return x < 0 ? -sum : sum;
}

/* Scan lines a row, an even number. A sharp edge needs more, above all where it runs along the row over several pixels;
 * with these, no pixel of a dot of usual size is wrong by more than 0.02. */
static int lines_a_row(const fol__disc *disc) {
    const bool soft = disc->edge - disc->flat > 0.5 * disc->edge;
    const double pairs = soft ? 1.4 + disc->reach : 2.5 + disc->reach;
    return pairs < 12 ? 2 * (int)pairs : 24;
}

/* Cuts the dot's part of one row into strips of equal height with a line in each; returns their sum. Lines lie where
 * two by two they integrate a cubic exactly (Gauss and Legendre). */
static double cut_row(const fol__disc *disc, int64_t row, int count, fol__chord *chords) {
    static const double off_middle = 0.57735026918962576451; /* of a pair, in strips: square root of 1/3 */
    const double top = (double)row - disc->y, bottom = top + 1;
    const double from = top > -disc->reach ? top : -disc->reach;
    const double to = bottom < disc->reach ? bottom : disc->reach;
    const double height = to > from ? (to - from) / count : 0;
    double sum = 0;
    for (int i = 0; i < count; i++) {
        const double pair = i / 2 * 2 + 1;
        chords[i] = chord_at(disc, from + (i % 2 ? pair + off_middle : pair - off_middle) * height);
        chords[i].height = height;
        sum += 2 * height * chords[i].half;
    }
    return sum;
}

/* Adds one line to the pixels of its row; left is the column of pixels[0]. */
static void add_line(double center, const fol__chord *line, int64_t left, double *pixels) {
    const int64_t first = fol__floor(center - line->reach), last = fol__floor(center + line->reach);
    double before = -line->half;
    for (int64_t column = first; column < last; column++) {
        const double until = chord_integral(line, (double)(column + 1) - center);
        pixels[column - left] += line->height * (until - before);
        before = until;
    }
    pixels[last - left] += line->height * (line->half - before);
}

static void add_units(uint32_t *units, double coverage) {
    const uint32_t more = coverage < 1 ? (uint32_t)(coverage * FOL__COVER_FULL + 0.5) : FOL__COVER_FULL;
    const uint32_t sum = *units + more;
    *units = sum < FOL__COVER_FULL ? sum : FOL__COVER_FULL;
}

/* Adds one row of a dot, scaled, whose lines are cut already. */
static void add_row(const fol__cover *cover, const fol__disc *disc, int64_t row, const fol__chord *chords, int count,
                    double scale) {
    const int64_t left = fol__floor(disc->x - disc->reach), right = fol__floor(disc->x + disc->reach);
    for (int64_t i = 0; i <= right - left; i++)
        cover->row[i] = 0;
    for (int i = 0; i < count; i++)
        add_line(disc->x, &chords[i], left, cover->row);
    uint32_t *units = cover->units + (row - cover->y) * cover->width;
    const int64_t from = left > cover->x ? left : cover->x;
    const int64_t end = cover->x + cover->width;
    for (int64_t column = from; column <= right && column < end; column++)
        add_units(&units[column - cover->x], scale * cover->row[column - left]);
}

fol__disc fol__disc_make(double x, double y, double radius, double softness) {
    const double square = radius * radius, reach = radius + softness;
    fol__disc disc = {x, y, reach, 0, reach * reach, 3.14159265358979323846 * square};
    /* The smooth step is symmetric in q^2, so area = pi (flat + edge) / 2: flat keeps it. Where it would be
     * negative the dot has no full middle left, and scaling to the area lowers the profile. */
    disc.flat = 2 * square - disc.edge;
    if (disc.edge - square < CRISP_BELOW * disc.edge) {
        disc.flat = disc.edge = square;
        disc.reach = radius;
    } else if (disc.flat < 0) {
        disc.flat = 0;
    }
    return disc;
}

size_t fol__disc_rows(const fol__disc *disc) {
    return (size_t)(2 * disc->reach) + 3;
}

size_t fol__disc_chords(const fol__disc *disc) {
    return fol__disc_rows(disc) * (size_t)lines_a_row(disc);
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
    const int count = lines_a_row(disc);
    double sum = 0;
    for (int64_t row = top; row <= bottom; row++)
        sum += cut_row(disc, row, count, cover->chords + (row - top) * count);
    if (sum <= 0)
        return;
    const int64_t first = top > cover->y ? top : cover->y;
    const int64_t end = cover->y + cover->height;
    for (int64_t row = first; row <= bottom && row < end; row++)
        add_row(cover, disc, row, cover->chords + (row - top) * count, count, disc->area / sum);
}
