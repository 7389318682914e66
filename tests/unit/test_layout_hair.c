/* SPDX-License-Identifier: MIT */
/* Existing hair and dots together keep the density that is asked for, evenly spaced. */
#include "laid_out.h"
#include "ring_oracle.h"
#include "runner.h"
#include "test_random.h"

#include <follicle/design.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Places on a square, filed by cells so that the nearest is found. */
enum { SIDE_MM = 120, CELLS = 160, MOST = 40000, BORDER_MM = 6 };

typedef struct points {
    size_t count;
    fol_point at[MOST];
    int head[CELLS * CELLS], next[MOST];
} points;

static points *points_make(void) {
    points *p = malloc(sizeof *p);
    ck_assert_ptr_nonnull(p);
    p->count = 0;
    memset(p->head, -1, sizeof p->head);
    return p;
}

static int cell_of(double mm) {
    const int cell = (int)(mm * CELLS / SIDE_MM);
    return cell < 0 ? 0 : cell >= CELLS ? CELLS - 1 : cell;
}

static void points_add(points *p, double x, double y) {
    int *head = &p->head[cell_of(y) * CELLS + cell_of(x)];
    ck_assert_uint_lt(p->count, MOST);
    p->at[p->count] = (fol_point){x, y};
    p->next[p->count] = *head;
    *head = (int)p->count++;
}

static double least_in_ring(const points *p, size_t self, double x, double y, int reach) {
    double least = HUGE_VAL;
    for (int row = cell_of(y) - reach; row <= cell_of(y) + reach; row++) {
        for (int column = cell_of(x) - reach; column <= cell_of(x) + reach; column++) {
            const bool inside = row >= 0 && column >= 0 && row < CELLS && column < CELLS;
            for (int i = inside ? p->head[row * CELLS + column] : -1; i >= 0; i = p->next[i])
                least = (size_t)i == self ? least : fmin(least, hypot(p->at[i].x - x, p->at[i].y - y));
        }
    }
    return least;
}

/* Distance to the nearest but number `self`. */
static double nearest(const points *p, size_t self, double x, double y) {
    for (int reach = 1;; reach *= 2) {
        const double least = least_in_ring(p, self, x, y, reach);
        if (least <= (double)reach * SIDE_MM / CELLS || reach > CELLS)
            return least;
    }
}

typedef struct figures {
    double per_cm2, clark_evans;
} figures;

/* Of what lies away from the border. */
static figures figures_of(const points *p) {
    double sum = 0, count = 0;
    const double side = SIDE_MM - 2 * BORDER_MM;
    for (size_t i = 0; i < p->count; i++) {
        const fol_point at = p->at[i];
        if (fmin(at.x, at.y) < BORDER_MM || fmax(at.x, at.y) > SIDE_MM - BORDER_MM)
            continue;
        sum += nearest(p, i, at.x, at.y);
        count++;
    }
    const double per_mm2 = count / (side * side);
    return (figures){per_mm2 * 100, sum / count * 2 * sqrt(per_mm2)};
}

/* Openings thrown at random, none closer than `least` mm to another. */
static points *thrown(test_random *r, double per_cm2, double least) {
    points *p = points_make();
    const size_t count = (size_t)(per_cm2 * SIDE_MM * SIDE_MM / 100);
    for (size_t tries = 0; p->count < count && tries < 200 * count; tries++) {
        const double x = random_between(r, 0, SIDE_MM), y = random_between(r, 0, SIDE_MM);
        if (nearest(p, SIZE_MAX, x, y) >= least)
            points_add(p, x, y);
    }
    return p;
}

static fol_design *design_with(const points *hairs, size_t hair_count, double per_cm2) {
    static const fol_point corners[] = {{0, 0}, {SIDE_MM, 0}, {SIDE_MM, SIDE_MM}, {0, SIDE_MM}};
    const fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    fol_zone_spec zone = fol_zone_spec_default();
    fol_design *design;
    fol_error err = {0};
    zone.name = "field";
    zone.outline = (fol_ring){corners, 4};
    zone.density_per_cm2 = per_cm2;
    chart.canvas_width_mm = chart.canvas_height_mm = SIDE_MM;
    chart.zones = &zone;
    chart.zone_count = 1;
    chart.hairs = hairs->at;
    chart.hair_count = hair_count;
    ck_assert_msg(fol_design_create(&treatment, &chart, NULL, NULL, &design, &err) == FOL_OK, "%s", err.message);
    return design;
}

/* A layout's dots by id. */
typedef struct dots {
    fol_dot *list;
    size_t count;
} dots;

static dots dots_with(const points *hairs, size_t hair_count, double per_cm2) {
    fol_design *design = design_with(hairs, hair_count, per_cm2);
    fol_layout *layout = laid(design);
    const dots d = {dots_by_id(layout), fol_layout_count(layout)};
    fol_layout_free(layout);
    fol_design_free(design);
    return d;
}

static figures together(const points *hairs, double per_cm2) {
    points *all = points_make();
    dots d = dots_with(hairs, hairs->count, per_cm2);
    for (size_t i = 0; i < hairs->count; i++)
        points_add(all, hairs->at[i].x, hairs->at[i].y);
    for (size_t i = 0; i < d.count; i++)
        points_add(all, d.list[i].x_um / 1000.0, d.list[i].y_um / 1000.0);
    const figures f = figures_of(all);
    free(d.list);
    free(all);
    return f;
}

/* Share of the density that is hair, and the least distance of hairs in mean spacings: Clark-Evans 1.37 to 1.66. */
static const struct {
    double per_cm2, share, least;
} even_cases[] = {{60, 0.2, 0.75}, {60, 0.6, 0.52}, {120, 0.2, 0.52}, {120, 0.4, 0.75}, {120, 0.6, 0.52},
                  {120, 0.6, 0.75}, {220, 0.4, 0.52}, {220, 0.6, 0.6}};
enum { EVEN_CASES = sizeof even_cases / sizeof even_cases[0] };

START_TEST(even_hair_and_dots_keep_density_and_evenness) {
    test_random r = random_from((uint64_t)_i);
    const double asked = even_cases[_i].per_cm2, per_cm2 = asked * even_cases[_i].share;
    points *hairs = thrown(&r, per_cm2, even_cases[_i].least * 10 / sqrt(per_cm2));
    ck_assert_double_ge(figures_of(hairs).clark_evans, 1.3);
    const figures f = together(hairs, asked);
    ck_assert_msg(fabs(f.per_cm2 / asked - 1) < 0.02, "%g for %g", f.per_cm2, asked);
    ck_assert_double_ge(f.clark_evans, 1.45);
    free(hairs);
}
END_TEST

START_TEST(clumped_hair_is_kept_within_what_is_documented) {
    test_random r = random_from(50 + (uint64_t)_i);
    points *pairs = thrown(&r, 24, 0.9 * 10 / sqrt(24));
    for (size_t i = 0, count = pairs->count; i < count; i++) { /* a second one beside each */
        const double turn = random_between(&r, 0, 6.28), by = random_between(&r, 0.5, 0.8);
        const fol_point at = {pairs->at[i].x + by * cos(turn), pairs->at[i].y + by * sin(turn)};
        if (fmin(at.x, at.y) > 0 && fmax(at.x, at.y) < SIDE_MM)
            points_add(pairs, at.x, at.y);
    }
    const figures f = together(pairs, 120);
    ck_assert_double_lt(figures_of(pairs).clark_evans, 1);
    ck_assert_double_lt(fabs(f.per_cm2 / 120 - 1), 0.03);
    ck_assert_double_gt(f.clark_evans, 1.4);
    free(pairs);
}
END_TEST

/* All of a's are among b's, in every field. */
static void ck_among(const dots *a, const dots *b) {
    size_t at = 0;
    for (size_t i = 0; i < a->count; i++) {
        while (at < b->count && b->list[at].id < a->list[i].id)
            at++;
        ck_assert_msg(at < b->count && memcmp(&a->list[i], &b->list[at], sizeof(fol_dot)) == 0, "dot %lld is lost",
                      (long long)a->list[i].id);
    }
}

START_TEST(raising_the_density_among_hairs_only_adds_dots) {
    test_random r = random_from(80 + (uint64_t)_i);
    points *hairs = thrown(&r, random_between(&r, 5, 90), random_between(&r, 0.1, 0.7));
    const double asked = random_between(&r, 30, 250);
    dots few = dots_with(hairs, hairs->count, asked), many = dots_with(hairs, hairs->count, asked * random_between(&r, 1.0001, 1.4));
    for (size_t i = 0; i < few.count; i++) /* shares of sessions end at other ranks */
        few.list[i].session = few.list[i].shade = 0;
    for (size_t i = 0; i < many.count; i++)
        many.list[i].session = many.list[i].shade = 0;
    ck_among(&few, &many);
    free(few.list);
    free(many.list);
    free(hairs);
}
END_TEST

/* A hair that is taken away changes what is within three spacings of it, and little. */
START_TEST(a_hair_matters_within_three_spacings) {
    test_random r = random_from(120 + (uint64_t)_i);
    const double per_cm2 = random_between(&r, 15, 80), spacing = 10 / sqrt(per_cm2);
    points *hairs = thrown(&r, per_cm2, 0.6 * spacing);
    const fol_point last = hairs->at[hairs->count - 1];
    dots with = dots_with(hairs, hairs->count, 120), without = dots_with(hairs, hairs->count - 1, 120);
    size_t i = 0, k = 0;
    while (i < with.count || k < without.count) {
        const bool first = k == without.count || (i < with.count && with.list[i].id < without.list[k].id);
        const fol_dot *dot = first ? &with.list[i] : &without.list[k];
        const bool same = i < with.count && k < without.count && memcmp(&with.list[i], &without.list[k], sizeof *dot) == 0;
        if (!same)
            ck_assert_double_lt(hypot(dot->x_um / 1000.0 - last.x, dot->y_um / 1000.0 - last.y), 3 * spacing);
        const bool both = i < with.count && k < without.count && with.list[i].id == without.list[k].id;
        i += first || both;
        k += !first;
    }
    free(with.list);
    free(without.list);
    free(hairs);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("layout: existing hair");
    TCase *tests = tcase_create("hair");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, even_hair_and_dots_keep_density_and_evenness, 0, EVEN_CASES);
    tcase_add_loop_test(tests, clumped_hair_is_kept_within_what_is_documented, 0, 3);
    tcase_add_loop_test(tests, raising_the_density_among_hairs_only_adds_dots, 0, rounds(20));
    tcase_add_loop_test(tests, a_hair_matters_within_three_spacings, 0, rounds(20));
    suite_add_tcase(suite, tests);
    return suite;
}
