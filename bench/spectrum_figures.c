/* SPDX-License-Identifier: MIT */
/* Draws docs/images/power-spectrum.png, pair-correlation.png and tile-repeat.png, and prints what they show: of the built-in
 * pattern, or of one built from a number of points, a tile and a seed.
 * Usage: spectrum-figures FOLDER [POINTS TILE_MM [SEED]] */
#include "plot.h"
#include "spectrum_sets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 800, HEIGHT = 470 };

enum { PREFIX, WHOLE, INTERVAL, SHORT, LAYOUT, DARTS, SETS };

static const plot_style styles[SETS] = {
    {"ranks 0-10 %", 0.34, 0.71, 0.91, 2.5, 0, false},
    {"ranks 0-100 %", 0.00, 0.45, 0.70, 2.5, 0, false},
    {"ranks 30-70 %", 0.90, 0.62, 0.00, 2.5, 0, false},
    {"ranks 85-100 %", 0.84, 0.37, 0.00, 2.5, 0, false},
    {"a layout, 25 cm square, 100 per cm2", 0.00, 0.62, 0.45, 2.5, 7, false},
    {"discs dropped until full (maximal Poisson-disc)", 0.10, 0.10, 0.10, 1.5, 0, false},
};

static const plot_style noise = {"white noise", 0.55, 0.55, 0.55, 1.5, 3, false};
static const plot_style follicles = {"real follicular units", 0.80, 0.47, 0.65, 2.5, 0, true};

static void measure_all(const fol_pattern *pattern, const laid_square *layout, fol_texture *textures) {
    textures[PREFIX] = texture_of_ranks(pattern, 0, 10);
    textures[WHOLE] = texture_of_ranks(pattern, 0, 100);
    textures[INTERVAL] = texture_of_ranks(pattern, 30, 70);
    textures[SHORT] = texture_of_ranks(pattern, 85, 100);
    textures[LAYOUT] = layout->total;
    textures[DARTS] = texture_of_darts();
    printf("%-48s %7s %6s %6s %6s %6s %6s %6s %6s %6s %6s %6s %6s %6s\n", "set", "dots", "CE", "CV", "least", "cellCV", "sixes",
           "psi6", "hole", "mean", "F4", "P.25", "peak", "aniso");
    for (int i = 0; i < SETS; i++) {
        const fol_texture *t = &textures[i];
        double peak = 0;
        for (int k = 0; k < FOL_RINGS; k++)
            peak = fmax(peak, t->power[k]);
        printf("%-48s %7d %6.3f %6.3f %6.3f %6.3f %6.3f %6.3f %6.3f %6.3f %6.3f %6.3f %6.2f %6.2f\n", styles[i].name,
               (int)t->dots, t->clark_evans, t->nn_cv, t->least, t->cell_cv, t->hexagons, t->bond_order, t->hole, t->hole_mean,
               t->dispersion[1], fol_texture_power(t, 0.2, 0.3), peak, t->anisotropy);
    }
}

static void draw_noise(plot *c) {
    const double x[2] = {c->x0, c->x1}, y[2] = {1, 1};
    plot_curve(c, &noise, x, y, 2);
}

static bool draw_power(const fol_texture *textures, const char *folder) {
    plot c = {plot_picture(WIDTH, HEIGHT), 62, 62, 715, 345, 0, 2.5, 0, 2.5, 0.5, 0.5, 432, 80};
    double x[FOL_RINGS], y[FOL_RINGS];
    plot_axes(&c, "Radial power spectrum", "frequency / principal frequency (square root of the density)", "power");
    draw_noise(&c);
    for (int i = 0; i < SETS; i++) {
        for (int k = 0; k < FOL_RINGS; k++) {
            x[k] = (k + 0.5) * 0.05;
            y[k] = textures[i].power[k];
        }
        plot_curve(&c, &styles[i], x, y, FOL_RINGS);
    }
    return plot_write(c.cr, folder, "power-spectrum.png");
}

static bool draw_pairs(const fol_texture *textures, const char *folder) {
    /* Where the pair correlation is a half, its peaks, and where it has come back to 1, with three ways of marking. */
    static const double real_x[] = {0.54, 0.54, 0.56, 0.95, 1.03, 1.01, 1.6};
    static const double real_y[] = {0.5, 0.5, 0.5, 1.56, 1.58, 1.62, 1.0};
    plot c = {plot_picture(WIDTH, HEIGHT), 62, 62, 715, 345, 0, 3, 0, 3, 0.5, 0.5, 395, 90};
    double x[FOL_SHELLS], y[FOL_SHELLS];
    plot_axes(&c, "Pair correlation", "distance / spacing (1 / square root of the density)", "pairs / pairs of white noise");
    draw_noise(&c);
    for (int i = 0; i < SETS; i++) {
        for (int k = 0; k < FOL_SHELLS; k++) {
            x[k] = (k + 0.5) * 0.05;
            y[k] = textures[i].pair[k];
        }
        plot_curve(&c, &styles[i], x, y, FOL_SHELLS);
    }
    plot_curve(&c, &follicles, real_x, real_y, 7);
    return plot_write(c.cr, folder, "pair-correlation.png");
}

/* ------------------------------------------------------------------ the tile's repeat */

enum { LAGS = 140 };

/* Dots in squares of 1 mm, less their mean. */
typedef struct counts {
    int side;
    float *cells;
} counts;

static counts count_dots(const laid_square *s) {
    counts c = {(int)s->side_mm, NULL};
    const size_t all = (size_t)c.side * (size_t)c.side;
    c.cells = calloc(all, sizeof *c.cells);
    if (!c.cells)
        exit(1);
    for (size_t i = 0; i < s->count; i++)
        c.cells[(size_t)(s->dots[i].y_um / 1000) * (size_t)c.side + (size_t)(s->dots[i].x_um / 1000)] += 1;
    for (size_t i = 0; i < all; i++)
        c.cells[i] -= (float)s->count / (float)all;
    return c;
}

/* Mean product of counts that lie (dx, dy) apart. */
static double product(const counts *c, int dx, int dy) {
    double sum = 0;
    const int from = dx < 0 ? -dx : 0, to = dx < 0 ? c->side : c->side - dx;
    for (int y = 0; y + dy < c->side; y++) {
        const float *a = c->cells + y * c->side, *b = c->cells + (y + dy) * c->side + dx;
        float row = 0;
        for (int x = from; x < to; x++)
            row += a[x] * b[x];
        sum += (double)row;
    }
    return sum / ((double)(to - from) * (c->side - dy));
}

/* map[dy][dx + LAGS], 1 at no lag; greatest[r]: the greatest at lags from r to r + 1 mm. */
static void correlate(const laid_square *s, double *map, double *greatest) {
    const counts c = count_dots(s);
    const double variance = product(&c, 0, 0);
    for (int r = 0; r <= LAGS; r++)
        greatest[r] = 0;
    for (int dy = 0; dy <= LAGS; dy++) {
        for (int dx = -LAGS; dx <= LAGS; dx++) {
            const double value = product(&c, dx, dy) / variance;
            const int r = (int)sqrt(dx * dx + dy * dy);
            map[dy * (2 * LAGS + 1) + dx + LAGS] = value;
            if (r <= LAGS)
                greatest[r] = fmax(greatest[r], value);
        }
    }
    free(c.cells);
}

/* A spot that can be seen, for what stands out. */
static void mark_peak(cairo_t *cr, double x, double y, double value) {
    if (value < 0.3)
        return;
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_arc(cr, x, y, 3.5, 0, 6.2831853);
    cairo_fill(cr);
}

/* Lags in both halves, from white at 0 to black at 1. */
static void draw_map(cairo_t *cr, const double *map, double left, double top, double scale) {
    for (int dy = -LAGS; dy <= LAGS; dy++) {
        for (int dx = -LAGS; dx <= LAGS; dx++) {
            const double value = map[abs(dy) * (2 * LAGS + 1) + (dy < 0 ? -dx : dx) + LAGS];
            const double grey = 1 - fmin(fmax(value, 0), 1);
            cairo_set_source_rgb(cr, grey, grey, grey);
            cairo_rectangle(cr, left + (dx + LAGS) * scale - 0.3, top + (dy + LAGS) * scale - 0.3, scale + 0.6, scale + 0.6);
            cairo_fill(cr);
        }
    }
    for (int dy = -LAGS; dy <= LAGS; dy++) {
        for (int dx = -LAGS; dx <= LAGS; dx++)
            mark_peak(cr, left + (dx + LAGS + 0.5) * scale, top + (dy + LAGS + 0.5) * scale,
                      map[abs(dy) * (2 * LAGS + 1) + (dy < 0 ? -dx : dx) + LAGS]);
    }
    cairo_set_source_rgb(cr, 0.5, 0.5, 0.5);
    cairo_set_line_width(cr, 1);
    cairo_rectangle(cr, left - 0.5, top - 0.5, (2 * LAGS + 1) * scale + 1, (2 * LAGS + 1) * scale + 1);
    cairo_stroke(cr);
}

static bool draw_repeat(const laid_square *s, double tile_mm, const char *folder) {
    static double map[(LAGS + 1) * (2 * LAGS + 1)], greatest[LAGS + 1], lag[LAGS + 1];
    char title[160];
    correlate(s, map, greatest);
    int at = 5;
    for (int r = 5; r <= LAGS; r++)
        at = greatest[r] > greatest[at] ? r : at;
    printf("autocorrelation of a %g mm square, tile %g mm: greatest from 5 to %d mm is %.3f at %d mm\n", s->side_mm, tile_mm,
           LAGS, greatest[at], at);
    cairo_t *cr = plot_picture(WIDTH, 400);
    plot c = {cr, 410, 62, 370, 281, 0, LAGS, 0, 1, 20, 0.25, 430, 90};
    snprintf(title, sizeof title, "Does the tile of %g mm repeat in a layout of 25 cm?", tile_mm);
    plot_axes(&c, "", "distance, mm", "greatest autocorrelation in any direction");
    for (int r = 0; r <= LAGS; r++)
        lag[r] = r;
    const plot_style line = {NULL, 0.00, 0.45, 0.70, 2, 0, false};
    plot_curve(&c, &line, lag, greatest, LAGS + 1);
    cairo_select_font_face(cr, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
    plot_text(cr, 18, 28, 16, title);
    cairo_select_font_face(cr, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    plot_text(cr, 40, 50, 14, "autocorrelation at x, y, black: 1");
    draw_map(cr, map, 40, 62, 1);
    plot_text(cr, 30, 361, 14, "-140");
    plot_text(cr, 176, 361, 14, "0");
    plot_text(cr, 302, 361, 14, "140");
    plot_text(cr, 145, 383, 14, "distance, mm");
    return plot_write(cr, folder, "tile-repeat.png");
}

/* ------------------------------------------------------------------ */

static const fol_pattern *pattern_for(int argc, char **argv, fol_pattern **own) {
    fol_pattern_spec spec = fol_pattern_spec_default();
    fol_error err;
    if (argc < 4)
        return fol_pattern_builtin();
    spec.point_count = atoi(argv[2]);
    spec.tile_mm = atof(argv[3]);
    spec.seed = argc > 4 ? strtoull(argv[4], NULL, 10) : 0;
    if (fol_pattern_create(&spec, NULL, NULL, own, &err) == FOL_OK)
        return *own;
    fprintf(stderr, "spectrum-figures: %s\n", err.message);
    return NULL;
}

int main(int argc, char **argv) {
    static fol_texture textures[SETS];
    fol_pattern *own = NULL;
    if (argc < 2 || argc == 3) {
        fprintf(stderr, "Usage: spectrum-figures FOLDER [POINTS TILE_MM [SEED]]\n");
        return 2;
    }
    const fol_pattern *pattern = pattern_for(argc, argv, &own);
    if (!pattern)
        return 1;
    const laid_square layout = lay_square(pattern, 250, 100);
    measure_all(pattern, &layout, textures);
    const bool good = draw_power(textures, argv[1]) && draw_pairs(textures, argv[1]) &&
                      draw_repeat(&layout, fol_pattern_spacing(pattern)->tile_mm, argv[1]);
    free(layout.dots);
    fol_pattern_free(own);
    return good ? 0 : 1;
}
