/* SPDX-License-Identifier: MIT */
/* The numbers that every layout keeps: evenness, least distances, counts. Dots nearer to an edge than three spacings are left out
 * of means, since their neighbours may lie beyond it. */
#include "ring_oracle.h"
#include "runner.h"

#include <follicle/layout.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A square of one density with a hard edge, 5 mm inside the canvas. */
typedef struct square {
    double side_mm, per_cm2;
    fol_layout *layout;
    fol_dot *dots;
    size_t count;
} square;

static void lay_square(square *s, double per_cm2, double dots, uint64_t seed) {
    fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    fol_zone_spec zone = fol_zone_spec_default();
    fol_point corners[4];
    fol_design *design;
    s->side_mm = sqrt(dots / per_cm2 * 100);
    s->per_cm2 = per_cm2;
    ring_rectangle(5, 5, s->side_mm, s->side_mm, corners);
    zone.name = "square";
    zone.density_per_cm2 = per_cm2;
    zone.outline.points = corners;
    zone.outline.count = 4;
    treatment.seed = seed;
    chart.canvas_width_mm = chart.canvas_height_mm = s->side_mm + 10;
    chart.zones = &zone;
    chart.zone_count = 1;
    ck_assert_int_eq(fol_design_create(&treatment, &chart, NULL, NULL, &design, NULL), FOL_OK);
    ck_assert_int_eq(fol_layout_create(design, NULL, NULL, &s->layout, NULL), FOL_OK);
    fol_design_free(design);
    s->count = fol_layout_count(s->layout);
    s->dots = calloc(s->count + 1, sizeof *s->dots);
    ck_assert_ptr_nonnull(s->dots);
    fol_layout_copy(s->layout, 0, s->dots, s->count);
}

static void drop_square(square *s) {
    free(s->dots);
    fol_layout_free(s->layout);
}

/* ------------------------------------------------------------------ nearest neighbours */

typedef struct figures {
    double clark_evans, cv, least_mm;
} figures;

/* Chains of dots by cells about as wide as dots are apart. */
typedef struct grid {
    int32_t side, cell_um;
    int32_t *first, *next;
} grid;

static grid grid_make(const fol_dot *dots, size_t count, double side_mm) {
    const double spacing_um = (side_mm + 10) * 1000 / sqrt((double)count);
    grid g = {(int32_t)((side_mm + 10) * 1000 / spacing_um) + 2, (int32_t)spacing_um + 1, NULL, NULL};
    g.first = malloc((size_t)g.side * (size_t)g.side * sizeof *g.first);
    g.next = malloc((count + 1) * sizeof *g.next);
    ck_assert(g.first && g.next);
    for (int32_t i = 0; i < g.side * g.side; i++)
        g.first[i] = -1;
    for (size_t i = 0; i < count; i++) {
        int32_t *head = &g.first[dots[i].y_um / g.cell_um * g.side + dots[i].x_um / g.cell_um];
        g.next[i] = *head;
        *head = (int32_t)i;
    }
    return g;
}

static double nearest_mm(const grid *g, const fol_dot *dots, size_t i) {
    const int32_t column = dots[i].x_um / g->cell_um, row = dots[i].y_um / g->cell_um;
    double least2 = HUGE_VAL;
    for (int32_t y = row > 3 ? row - 3 : 0; y <= row + 3 && y < g->side; y++) {
        for (int32_t x = column > 3 ? column - 3 : 0; x <= column + 3 && x < g->side; x++) {
            for (int32_t k = g->first[y * g->side + x]; k >= 0; k = g->next[k]) {
                const double dx = dots[k].x_um - dots[i].x_um, dy = dots[k].y_um - dots[i].y_um;
                if ((size_t)k != i && dx * dx + dy * dy < least2)
                    least2 = dx * dx + dy * dy;
            }
        }
    }
    return sqrt(least2) / 1000;
}

static figures measure(const fol_dot *dots, size_t count, double side_mm, double per_cm2) {
    const double guard = 3 * 10 / sqrt(per_cm2), from = (5 + guard) * 1000, to = (5 + side_mm - guard) * 1000;
    grid g = grid_make(dots, count, side_mm);
    figures f = {0, 0, HUGE_VAL};
    double sum = 0, squares = 0, judged = 0;
    for (size_t i = 0; i < count; i++) {
        const double d = nearest_mm(&g, dots, i);
        f.least_mm = fmin(f.least_mm, d);
        if (dots[i].x_um < from || dots[i].y_um < from || dots[i].x_um > to || dots[i].y_um > to)
            continue;
        sum += d;
        squares += d * d;
        judged++;
    }
    const double mean = sum / judged;
    f.clark_evans = 2 * sqrt(per_cm2 / 100) * mean;
    f.cv = sqrt(squares / judged - mean * mean) / mean;
    free(g.first);
    free(g.next);
    return f;
}

/* Dots of sessions from ... to, in front of the others. */
static size_t gather(const square *s, int from, int to, fol_dot *out) {
    size_t n = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (s->dots[i].session >= from && s->dots[i].session <= to)
            out[n++] = s->dots[i];
    }
    return n;
}

static const double densities[] = {40, 60, 85, 120, 170, 240, 310, 400};
static const double shares[] = {0.3, 0.7, 1};

START_TEST(running_totals_and_sessions_are_as_even_as_promised) {
    square s;
    lay_square(&s, densities[_i % 8], 8600, (uint64_t)_i * 77);
    fol_dot *some = calloc(s.count, sizeof *some);
    ck_assert_uint_ge(s.count, 8000);
    for (int j = 1; j <= 3; j++) {
        const double total = s.per_cm2 * shares[j - 1];
        size_t n = gather(&s, 1, j, some);
        const figures all = measure(some, n, s.side_mm, total);
        ck_assert_msg(all.clark_evans >= 1.58 && all.clark_evans <= 1.68, "total %d at %g: Clark-Evans %.3f", j, s.per_cm2,
                      all.clark_evans);
        ck_assert_msg(all.least_mm >= 5.6 / sqrt(total), "total %d at %g: %.4f mm", j, s.per_cm2, all.least_mm);
        ck_assert_msg(j < 3 || (all.cv >= 0.10 && all.cv <= 0.20), "at %g: CV %.3f", s.per_cm2, all.cv);
        n = gather(&s, j, j, some);
        const double own = s.per_cm2 * (shares[j - 1] - (j > 1 ? shares[j - 2] : 0));
        const figures one = measure(some, n, s.side_mm, own);
        ck_assert_msg(one.clark_evans >= 1.45, "session %d at %g: Clark-Evans %.3f", j, s.per_cm2, one.clark_evans);
    }
    free(some);
    drop_square(&s);
}
END_TEST

/* ------------------------------------------------------------------ counts */

typedef struct count_case {
    double dots, total_within, session_within, most_sd;
} count_case;

static const count_case count_cases[] = {{2000, 0.015, 0.04, 0.005}, {10000, 0.007, 0.02, 0.005}};

START_TEST(counts_are_the_integral_of_the_density) {
    const count_case *c = &count_cases[_i % 2];
    const double per_cm2 = densities[_i / 2 % 8];
    double sum = 0, squares = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        square s;
        lay_square(&s, per_cm2, c->dots, seed);
        const double off = (double)s.count / c->dots - 1;
        ck_assert_msg(fabs(off) <= c->total_within, "%g dots at %g, seed %d: %.2f %%", c->dots, per_cm2, (int)seed, off * 100);
        sum += off;
        squares += off * off;
        drop_square(&s);
    }
    const double sd = sqrt(squares / 100 - sum * sum / 10000);
    ck_assert_msg(sd <= c->most_sd, "%g dots at %g: a standard deviation of %.2f %%", c->dots, per_cm2, sd * 100);
    ck_assert_msg(fabs(sum / 100) <= 0.001, "%g dots at %g: %.2f %% off on average", c->dots, per_cm2, sum);
}
END_TEST

START_TEST(counts_of_single_sessions_are_the_integral_of_their_density) {
    const count_case *c = &count_cases[_i % 2];
    const double per_cm2 = densities[_i / 2 % 8];
    for (uint64_t seed = 0; seed < 40; seed++) {
        for (int j = 1; j <= 3; j++) {
            const double share = shares[j - 1] - (j > 1 ? shares[j - 2] : 0);
            square s;
            lay_square(&s, per_cm2, c->dots / share, seed); /* so many in this session */
            const double off = (double)fol_layout_session_dots(s.layout, (size_t)j) / c->dots - 1;
            ck_assert_msg(fabs(off) <= c->session_within, "session %d of %g dots at %g, seed %d: %.2f %%", j, c->dots, per_cm2,
                          (int)seed, off * 100);
            drop_square(&s);
        }
    }
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("layout: figures");
    TCase *tests = tcase_create("figures");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, running_totals_and_sessions_are_as_even_as_promised, 0, rounds(32));
    tcase_add_loop_test(tests, counts_are_the_integral_of_the_density, 0, rounds(16));
    tcase_add_loop_test(tests, counts_of_single_sessions_are_the_integral_of_their_density, 0, rounds(16));
    suite_add_tcase(suite, tests);
    return suite;
}
