/* SPDX-License-Identifier: MIT */
/* Spreads the area of a dot over the pixels that it touches. Each pixel row is cut into a few scan lines; along a line
 * the profile is a polynomial, so what falls into each pixel is exact. The sum over all lines is then scaled to the
 * dot's true area: whatever the scale, and however few lines, no tone is gained or lost.
 *
 * A dot is about a pixel wide, and where it lies in its pixels is chance: a branch on that would be foretold wrongly
 * every other time, which costs more than the arithmetic. So the lines of all rows lie side by side in arrays, and loops
 * without branches, which compilers turn into vector code, work them out. */
#include "cover.h"

#include <math.h>
#include <stdbool.h>

/* A soft edge narrower than this share of edge is drawn crisp; its polynomial would only lose digits. */
static const double CRISP_BELOW = 1.0 / 64;

enum { MOST_PAIRS = 12, MOST_LINES = 192, MOST_ROWS = MOST_LINES / 2 };

/* The scan lines of some rows of a dot, lengths scaled as the disc says. Each is symmetric about its middle: full up to
 * flat, a smooth step from there to reach. */
typedef struct cut {
    int64_t row; /* the first */
    int rows, lines_a_row;
    double height[MOST_ROWS]; /* of the strips that each row is cut into, in pixels */
    double above[MOST_LINES]; /* how high a line lies above the centre */
    double flat[MOST_LINES], reach[MOST_LINES];
    double c0[MOST_LINES], c1[MOST_LINES], c2[MOST_LINES]; /* integral of the step: x (c0 + c1 x^2 + c2 x^4 + 2/7 x^6) */
    double at_flat[MOST_LINES];                            /* that integral at flat */
    double half[MOST_LINES];                               /* integral of the line from its middle to reach */
    double some[MOST_LINES];                               /* from its middle to where one looks */
} cut;

/* Pairs of scan lines a row. A sharp edge needs more, above all where it runs along the row over several pixels; with
 * these, no pixel of a dot of usual size is wrong by more than 0.02. */
static int pairs_a_row(const fol__disc *disc) {
    const bool soft = disc->edge - disc->flat > 0.5 * disc->edge;
    const double pairs = soft ? 1.4 + disc->reach : 2.5 + disc->reach;
    return pairs < MOST_PAIRS ? (int)pairs : MOST_PAIRS;
}

/* Cuts the dot's part of one row into strips of equal height with a line in each, where two by two they integrate a
 * cubic exactly (Gauss and Legendre). */
static void place_lines(const fol__disc *disc, int64_t row, double *height, double *above) {
    static const double off_middle = 0.57735026918962576451; /* of a pair, in strips: square root of 1/3 */
    const double top = (double)row - disc->y, bottom = top + 1;
    const double from = top > -disc->reach ? top : -disc->reach;
    const double to = bottom < disc->reach ? bottom : disc->reach;
    *height = to > from ? (to - from) / (2 * disc->pairs) : 0;
    for (int pair = 0; pair < disc->pairs; pair++) {
        const double middle = 2 * pair + 1;
        above[2 * pair] = disc->scale * (from + (middle - off_middle) * *height);
        above[2 * pair + 1] = disc->scale * (from + (middle + off_middle) * *height);
    }
}

/* Integrates 3 u^2 - 2 u^3 with u = b - x^2, b = edge - above^2, which is 1 at flat and 0 at reach. Both ends of the
 * step are polynomials in b. */
static void shape_lines(const fol__disc *disc, cut *lines) {
    const int count = lines->rows * lines->lines_a_row;
    const double edge = disc->scaled_edge, step = disc->step;
    for (int i = 0; i < count; i++) {
        const double rest = edge - lines->above[i] * lines->above[i];
        const double b = rest > 0 ? rest : 0, f = b > step ? b - step : 0;
        lines->flat[i] = sqrt(f);
        lines->reach[i] = sqrt(b);
        lines->c0[i] = b * b * (3 - 2 * b);
        lines->c1[i] = 2 * b * (b - 1);
        lines->c2[i] = 0.6 - 1.2 * b;
        lines->at_flat[i] = lines->flat[i] * (1 - f * f * (1.6 + 32.0 / 35 * f));
        const double at_reach = lines->reach[i] * (b * b * (1.6 - 32.0 / 35 * b));
        lines->half[i] = lines->flat[i] + step * (at_reach - lines->at_flat[i]);
    }
}

/* Integrates each line from its middle to x, which is not negative. */
static void integrate_to(const fol__disc *disc, cut *lines, double x) {
    const int count = lines->rows * lines->lines_a_row;
    const double step = disc->step;
    for (int i = 0; i < count; i++) {
        const double flat = lines->flat[i], inside = x < lines->reach[i] ? x : lines->reach[i];
        const double full = inside < flat ? inside : flat, far = inside < flat ? flat : inside;
        const double square = far * far;
        const double stepped =
            far * (lines->c0[i] + square * (lines->c1[i] + square * (lines->c2[i] + square * (2.0 / 7))));
        lines->some[i] = full + step * (stepped - lines->at_flat[i]);
    }
}

/* What the lines of a row, counted from the first of the cut, add up to. */
static double row_sum(const cut *lines, int row, const double *integrals) {
    const double *of_row = integrals + row * lines->lines_a_row;
    double sum = 0;
    for (int i = 0; i < lines->lines_a_row; i++)
        sum += of_row[i];
    return sum * lines->height[row];
}

/* Cuts rows and returns what half of all their lines adds up to. */
static double cut_rows(const fol__disc *disc, int64_t row, int64_t rows, cut *lines) {
    double sum = 0;
    lines->row = row;
    lines->rows = (int)rows;
    lines->lines_a_row = 2 * disc->pairs;
    for (int i = 0; i < lines->rows; i++)
        place_lines(disc, row + i, &lines->height[i], lines->above + i * lines->lines_a_row);
    shape_lines(disc, lines);
    for (int i = 0; i < lines->rows; i++)
        sum += row_sum(lines, i, lines->half);
    return sum;
}

static void add_units(uint32_t *units, double coverage) {
    const uint32_t sum = *units + (uint32_t)((coverage < 1 ? coverage : 1) * FOL__COVER_FULL + 0.5);
    *units = sum < FOL__COVER_FULL ? sum : FOL__COVER_FULL;
}

/* What of each row lies left of a border between columns, counted from the middle. The dot's columns are left to right.
 */
static void look_left(const fol__disc *disc, cut *lines, int64_t border, int64_t left, int64_t right, double *rows) {
    const double x = disc->scale * ((double)border - disc->x);
    const double *integrals = lines->half;
    if (border > left && border <= right) {
        integrate_to(disc, lines, x < 0 ? -x : x);
        integrals = lines->some;
    }
    for (int i = 0; i < lines->rows; i++)
        rows[i] = x < 0 ? -row_sum(lines, i, integrals) : row_sum(lines, i, integrals);
}

/* Adds what has been cut, scaled, to the pixels that the cover has. */
static void add_rows(const fol__cover *cover, const fol__disc *disc, cut *lines, double scale) {
    const int64_t left = fol__floor(disc->x - disc->reach), right = fol__floor(disc->x + disc->reach);
    const int64_t from = left > cover->x ? left : cover->x, stop = cover->x + cover->width;
    const int64_t above = cover->y - lines->row, below = cover->y + cover->height - lines->row;
    const int first = above > 0 ? (int)above : 0, end = below < lines->rows ? (int)below : lines->rows;
    double before[MOST_ROWS], until[MOST_ROWS];
    look_left(disc, lines, from, left, right, before);
    for (int64_t column = from; column <= right && column < stop; column++) {
        look_left(disc, lines, column + 1, left, right, until);
        uint32_t *units = cover->units + (lines->row - cover->y) * cover->width + (column - cover->x);
        for (int row = first; row < end; row++) {
            add_units(units + row * cover->width, scale * (until[row] - before[row]));
            before[row] = until[row];
        }
    }
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
    const int64_t most = MOST_LINES / (2 * disc->pairs);
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
