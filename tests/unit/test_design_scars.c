/* SPDX-License-Identifier: MIT */
/* Scars and blends: dots that run past an outline, fade into hair that is there, do not all stay, and come in sessions of their own. */
#include "density_oracle.h"
#include "laid_out.h"
#include "random_design.h"
#include "ring_oracle.h"
#include "runner.h"

#include <follicle/pattern.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ random designs */

START_TEST(the_density_is_what_the_formula_says) {
    random_design *random = random_design_make_special((uint64_t)_i);
    for (size_t i = 0; i < random->chart.zone_count; i++)
        random->zones[i].hole_count = random->zones[i].hole_count ? 1 : 0;
    for (size_t i = 0; i < random->chart.hairline_count; i++)
        random->hairlines[i].large_mm = random->hairlines[i].small_mm = random->hairlines[i].edge_scatter_mm = 0;
    fol_design *design = random_design_build(random);
    density_oracle *oracle = density_oracle_make(design);
    test_random r = random_from((uint64_t)_i + 1000);
    const int32_t width = (int32_t)(random->chart.canvas_width_mm * 1000), height = (int32_t)(random->chart.canvas_height_mm * 1000);
    int compared = 0;
    for (int i = 0; i < 600; i++) {
        const int32_t x = random_int(&r, -200, width + 200), y = random_int(&r, -200, height + 200);
        fol_density found, want;
        if (!density_oracle_at(oracle, x, y, &want))
            continue;
        fol_design_density_at(design, x, y, &found);
        compared++;
        ck_assert_msg(found.zone == want.zone, "(%d, %d): zone %d, not %d", x, y, (int)found.zone, (int)want.zone);
        for (int j = 0; j < FOL_MAX_SESSIONS; j++)
            ck_assert_msg(fabs(found.running_per_cm2[j] - want.running_per_cm2[j]) < 1e-6 * want.running_per_cm2[j] + 1e-4,
                          "(%d, %d): %g after session %d, not %g", x, y, found.running_per_cm2[j], j + 1, want.running_per_cm2[j]);
    }
    ck_assert(compared > 450 || (compared == 0 && random->chart.hairline_count > 0));
    density_oracle_free(oracle);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(running_totals_never_fall_and_a_higher_density_lowers_none) {
    random_design *random = random_design_make_special((uint64_t)_i);
    fol_design *before = random_design_build(random);
    test_random r = random_from((uint64_t)_i);
    fol_zone_spec *zone = &random->zones[random_below(&r, (int)random->chart.zone_count)];
    zone->density_per_cm2 = fmin(zone->density_per_cm2 * random_between(&r, 1, 1.5), 399 * zone->retention / random->chart.area_scale.max_scale);
    fol_design *after = random_design_build(random);
    for (int i = 0; i < 3000; i++) {
        const int32_t x = random_int(&r, 0, 90000), y = random_int(&r, 0, 90000);
        fol_density a, b;
        fol_design_density_at(before, x, y, &a);
        fol_design_density_at(after, x, y, &b);
        for (int j = 0; j < FOL_MAX_SESSIONS; j++) {
            ck_assert(j == 0 || a.running_per_cm2[j] >= a.running_per_cm2[j - 1]);
            ck_assert_double_ge(b.running_per_cm2[j] * (1 + 1e-9) + 1e-9, a.running_per_cm2[j]);
        }
    }
    fol_design_free(before);
    fol_design_free(after);
    random_design_free(random);
}
END_TEST

START_TEST(an_update_is_the_layout_made_anew) {
    random_design *random = random_design_make_special((uint64_t)_i);
    test_random r = random_from((uint64_t)_i);
    random->treatment.exact_counts = false;
    fol_design *design = random_design_build(random), *next;
    fol_layout *layout = laid(design);
    for (int step = 0; step < 4; step++) {
        fol_design_edit edit;
        fol_point room[RANDOM_POINTS];
        if (!random_design_edit(random, &r, &edit, room) || fol_design_derive(design, &edit, NULL, &next, NULL) != FOL_OK)
            continue;
        fol_layout *updated, *anew = laid(next);
        ck_assert_int_eq(fol_layout_update(layout, next, NULL, &updated, NULL, NULL), FOL_OK);
        ck_same_layout(updated, anew);
        fol_layout_free(anew);
        fol_layout_free(layout);
        fol_design_free(design);
        layout = updated;
        design = next;
    }
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(expected_counts_are_those_of_the_dots) {
    random_design *random = random_design_make_special((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design);
    const size_t zones = fol_design_zone_count(design), sessions = fol_design_session_count(design);
    double counts[RANDOM_ZONES * FOL_MAX_SESSIONS];
    ck_assert_int_eq(fol_design_expected(design, counts, zones * sessions), FOL_OK);
    for (size_t j = 1; j <= sessions; j++) {
        double all = 0, found = 0;
        for (size_t z = 0; z < zones; z++)
            all += counts[z * sessions + j - 1];
        for (size_t k = 1; k <= j; k++)
            found += (double)fol_layout_session_dots(layout, k);
        ck_assert_msg(fabs(found - all) < 0.02 * all + 4 * sqrt(all) + 6, "after session %d: %g dots, %g expected", (int)j, found, all);
    }
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

/* ------------------------------------------------------------------ one scar */

enum { MOST_HAIRS = 20000 };

typedef struct scar {
    fol_treatment_spec treatment;
    fol_session_spec sessions[5];
    fol_chart_spec chart;
    fol_zone_spec zones[2];
    fol_point outline[4], other[4];
    fol_point hairs[MOST_HAIRS];
} scar;

/* 220 x 4 mm, and a field below that follows the sessions; 30, 70, 100 %, and two sessions that repeat it. */
static scar *scar_make(void) {
    static const double shares[] = {0.3, 0.7, 1, 1, 1};
    scar *s = calloc(1, sizeof *s);
    ck_assert_ptr_nonnull(s);
    s->treatment = fol_treatment_spec_default();
    for (int i = 0; i < 5; i++) {
        s->sessions[i] = fol_session_spec_default();
        s->sessions[i].day = 14 * i;
        s->sessions[i].cumulative = shares[i];
    }
    s->treatment.sessions = s->sessions;
    s->treatment.session_count = 5;
    s->chart = fol_chart_spec_default();
    s->chart.canvas_width_mm = 240;
    s->chart.canvas_height_mm = 100;
    for (int i = 0; i < 2; i++) {
        s->zones[i] = fol_zone_spec_default();
        s->zones[i].name = i ? "field" : "scar";
        s->zones[i].outline = (fol_ring){i ? s->other : s->outline, 4};
        s->zones[i].density_per_cm2 = i ? 100 : 80;
    }
    s->zones[0].extra_sessions = 2;
    ring_rectangle(10, 28, 220, 4, s->outline);
    ring_rectangle(10, 60, 220, 30, s->other);
    s->chart.zones = s->zones;
    s->chart.zone_count = 2;
    s->chart.hairs = s->hairs;
    return s;
}

static fol_status try_scar(const scar *s, fol_design **design, fol_error *err) {
    fol_design_options options = fol_design_options_default();
    options.spacing = fol_pattern_spacing(fol_pattern_builtin());
    return fol_design_create(&s->treatment, &s->chart, &options, NULL, design, err);
}

static fol_design *scar_design(const scar *s) {
    fol_design *design;
    fol_error err = {0};
    ck_assert_msg(try_scar(s, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return design;
}

static void ck_totals(const scar *s, const double *of_scar, double mm2) {
    fol_design *design = scar_design(s);
    double counts[10];
    ck_assert_int_eq(fol_design_expected(design, counts, 10), FOL_OK);
    for (int j = 0; j < 5; j++) {
        ck_assert_double_eq_tol(counts[j], of_scar[j] * 0.8 * mm2, 0.01 * 0.8 * mm2);
        ck_assert_double_eq_tol(counts[5 + j], s->sessions[j].cumulative * 6600, 1);
    }
    fol_design_free(design);
}

START_TEST(extra_sessions_spread_a_zone_over_more_of_them) {
    static const double spread[] = {0.18, 0.38, 0.62, 0.82, 1}, slow[] = {0.06, 0.38, 0.62, 0.82, 1}, quick[] = {0.3, 0.38, 0.62, 0.82, 1};
    static const double one_more[] = {0.225, 0.5, 0.775, 1, 1};
    scar *s = scar_make();
    ck_totals(s, spread, 880);
    s->zones[0].first_share = 0.2;
    ck_totals(s, slow, 880);
    s->zones[0].first_share = 1;
    ck_totals(s, quick, 880);
    s->zones[0].first_share = FOL_SAME;
    s->zones[0].extra_sessions = 1;
    s->sessions[4].cumulative = 1;
    s->treatment.session_count = 4;
    fol_design *design = scar_design(s);
    double counts[8];
    ck_assert_int_eq(fol_design_expected(design, counts, 8), FOL_OK);
    for (int j = 0; j < 4; j++)
        ck_assert_double_eq_tol(counts[j], one_more[j] * 704, 7);
    fol_design_free(design);
    free(s);
}
END_TEST

START_TEST(exact_counts_hold_in_sessions_of_one_zone) {
    scar *s = scar_make();
    s->treatment.exact_counts = true;
    s->zones[0].first_share = 0.6;
    s->zones[0].retention = 0.8;
    fol_design *design = scar_design(s);
    fol_layout *layout = laid(design);
    const size_t count = fol_layout_count(layout);
    fol_dot *dots = dots_by_id(layout);
    int found[2][6] = {{0}};
    for (size_t i = 0; i < count; i++)
        found[dots[i].zone][dots[i].session]++;
    const int wanted[2][6] = {{0, 158, 176, 211, 176, 159}, {0, 1980, 2640, 1980, 0, 0}};
    for (int z = 0; z < 2; z++) {
        for (int j = 1; j <= 5; j++)
            ck_assert_msg(abs(found[z][j] - wanted[z][j]) <= 1, "zone %d, session %d: %d, not %d", z, j, found[z][j], wanted[z][j]);
    }
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    free(s);
}
END_TEST

START_TEST(what_does_not_stay_is_placed_besides_inside_the_outline_alone) {
    scar *s = scar_make();
    fol_density inside, outside;
    s->zones[0].retention = 0.8;
    s->zones[0].overlap_mm = 4;
    fol_design *design = scar_design(s);
    fol_design_density_at(design, 120000, 31999, &inside);
    fol_design_density_at(design, 120000, 32001, &outside);
    ck_assert_double_eq_tol(inside.running_per_cm2[4], 100, 0.001);
    ck_assert_double_eq_tol(outside.running_per_cm2[4], 80, 0.001);
    fol_design_density_at(design, 120000, 34000, &outside);
    ck_assert_double_eq_tol(outside.running_per_cm2[4], 40, 0.001);
    fol_design_density_at(design, 120000, 36001, &outside);
    ck_assert_int_eq(outside.zone, FOL_NO_ZONE);
    s->zones[0].blend = true;
    s->zones[0].native_per_cm2 = 60;
    fol_design *native = scar_design(s);
    fol_design_density_at(native, 120000, 34000, &outside);
    ck_assert_double_eq_tol(outside.running_per_cm2[4], 10, 0.001); /* half of 80 - 60 */
    fol_design_density_at(native, 120000, 31999, &inside);
    ck_assert_double_eq_tol(inside.running_per_cm2[4], 100, 0.001);
    fol_design_free(native);
    fol_design_free(design);
    free(s);
}
END_TEST

/* ------------------------------------------------------------------ a blend into hair */

/* Openings thrown so that none is closer than three quarters of their mean spacing, but in `bare`. */
static void throw_hairs(scar *s, uint64_t number, double per_cm2, double bare_top, double bare_bottom) {
    test_random r = random_from(number);
    const double least = 7.4 / sqrt(per_cm2), width = s->chart.canvas_width_mm, height = s->chart.canvas_height_mm;
    const size_t all = (size_t)(per_cm2 * width * height / 100);
    static fol_point thrown[MOST_HAIRS];
    static int cells[100][240];
    size_t count = 0;
    memset(cells, -1, sizeof cells);
    s->chart.hair_count = 0;
    for (size_t tries = 0; count < all && tries < 100 * all; tries++) { /* at most a few lie in a square millimetre: one is filed */
        const fol_point p = {random_between(&r, 0, width), random_between(&r, 0, height)};
        bool free_of = cells[(int)p.y][(int)p.x] < 0;
        for (int y = (int)p.y - 2; free_of && y <= (int)p.y + 2; y++) {
            for (int x = (int)p.x - 2; free_of && x <= (int)p.x + 2; x++) {
                const int i = x >= 0 && y >= 0 && x < 240 && y < 100 ? cells[y][x] : -1;
                free_of = i < 0 || hypot(thrown[i].x - p.x, thrown[i].y - p.y) >= least;
            }
        }
        if (!free_of)
            continue;
        cells[(int)p.y][(int)p.x] = (int)count;
        thrown[count++] = p;
        if (p.y < bare_top || p.y > bare_bottom)
            s->hairs[s->chart.hair_count++] = p;
    }
}

/* Hair and dots in rings of 2 mm about the outline, together and by the formula h + w (d - h). */
START_TEST(hair_and_dots_run_from_the_zone_into_the_hair) {
    static const double natives[] = {40, 60, 80};
    enum { RINGS = 9, SEEDS = 6 };
    const double native = natives[_i % 3], density = 110;
    double found[RINGS] = {0}, hair[RINGS] = {0}, wanted[RINGS] = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        scar *s = scar_make();
        s->treatment.seed = seed;
        s->chart.zone_count = 1;
        s->zones[0].density_per_cm2 = density;
        s->zones[0].blend = true;
        s->zones[0].overlap_mm = 12;
        ring_rectangle(-40, 35, 320, 30, s->outline);
        throw_hairs(s, seed, native, 35, 65);
        fol_design *design = scar_design(s);
        fol_layout *layout = laid(design);
        fol_dot *dots = dots_by_id(layout);
        for (size_t i = 0; i < fol_layout_count(layout) + s->chart.hair_count; i++) {
            const bool is_dot = i < fol_layout_count(layout);
            const double y = is_dot ? dots[i].y_um / 1000.0 : s->hairs[i - fol_layout_count(layout)].y;
            const double out = fmax(35 - y, y - 65) + 2;
            if (out < 0 || out >= 2 * RINGS)
                continue;
            found[(int)(out / 2)]++;
            hair[(int)(out / 2)] += !is_dot;
        }
        free(dots);
        fol_layout_free(layout);
        fol_design_free(design);
        free(s);
    }
    for (int k = 0; k < RINGS; k++) {
        const double cm2 = SEEDS * 2 * 240 * 2 / 100.0, t = 1 - fmin(1, fmax(0, (2 * k - 1) / 12.0)), w = 3 * t * t - 2 * t * t * t;
        const double h = hair[k] / cm2;
        wanted[k] = k == 0 ? density : h + w * (density - h);
        if (getenv("FOLLICLE_BLEND_FIGURES"))
            printf("native %2.0f, %2d to %2d mm: hair %5.1f, hair and dots %5.1f, wanted %5.1f: %.3f\n", native, 2 * k - 2, 2 * k, h,
                   found[k] / cm2, wanted[k], found[k] / cm2 / wanted[k]);
        else
            ck_assert_msg(fabs(found[k] / cm2 / wanted[k] - 1) < 0.05, "native %g, ring %d: %g, not %g", native, k, found[k] / cm2, wanted[k]);
    }
}
END_TEST

/* How much lower any running total is at the same place, as a share of what is asked for, at worst. */
static double worst_loss(const fol_design *before, const fol_design *after, test_random *r) {
    double worst = 0;
    for (int i = 0; i < 20000; i++) {
        const int32_t x = random_int(r, 5000, 235000), y = random_int(r, 20000, 95000);
        fol_density a, b;
        fol_design_density_at(before, x, y, &a);
        fol_design_density_at(after, x, y, &b);
        for (int j = 0; j < 5; j++)
            worst = fmax(worst, (a.running_per_cm2[j] - b.running_per_cm2[j]) / 100);
    }
    return worst;
}

/* In a blend, in a scar that keeps half, and where they lie over a zone that does neither. */
START_TEST(among_much_hair_a_higher_density_adds_dots_alone) {
    scar *s = scar_make();
    test_random r = random_from((uint64_t)_i);
    throw_hairs(s, (uint64_t)_i + 1, 50, 28, 30);
    s->zones[0].overlap_mm = 12;
    s->zones[0].blend = _i % 3 != 1;
    s->zones[0].retention = _i % 3 ? 0.5 : 1;
    s->zones[0].density_per_cm2 = 90;
    ring_rectangle(40, 20, 100, 30, s->other);
    s->zones[1].feather_mm = 6;
    fol_design *before = scar_design(s);
    for (int z = 0; z < 2; z++) {
        s->zones[z].density_per_cm2 += 15;
        fol_design *after = scar_design(s);
        ck_assert_double_le(worst_loss(before, after, &r), 1e-6);
        fol_design_free(before);
        before = after;
    }
    fol_design_free(before);
    free(s);
}
END_TEST

/* One opening is taken away. Those whose ground it bounded lie within 3 mm, and matter within 2.5 mm of themselves. The others keep their order, and so the last bit of
 * every sum. */
START_TEST(a_hair_of_a_blend_matters_near_itself_alone) {
    scar *s = scar_make();
    test_random r = random_from((uint64_t)_i);
    s->zones[0].overlap_mm = 10;
    s->zones[0].blend = true;
    s->zones[0].retention = 0.8;
    throw_hairs(s, (uint64_t)_i + 1, 60, 28, 32);
    size_t one = (size_t)random_below(&r, (int)s->chart.hair_count);
    while (s->hairs[one].y < 20 || s->hairs[one].y > 40)
        one = (one + 1) % s->chart.hair_count;
    const fol_point gone = s->hairs[one];
    fol_design *before = scar_design(s);
    memmove(&s->hairs[one], &s->hairs[one + 1], (--s->chart.hair_count - one) * sizeof *s->hairs);
    fol_design *after = scar_design(s);
    int near = 0;
    for (int i = 0; i < 20000; i++) {
        const double x = gone.x + random_between(&r, -12, 12), y = gone.y + random_between(&r, -12, 12);
        fol_density a, b;
        fol_design_density_at(before, (int32_t)(1000 * x), (int32_t)(1000 * y), &a);
        fol_design_density_at(after, (int32_t)(1000 * x), (int32_t)(1000 * y), &b);
        const bool same = a.zone == b.zone && memcmp(a.running_per_cm2, b.running_per_cm2, sizeof a.running_per_cm2) == 0;
        near += !same;
        ck_assert_msg(same || hypot(x - gone.x, y - gone.y) < 5.5, "%g, %g mm away", x - gone.x, y - gone.y);
    }
    ck_assert_int_gt(near, 20);
    fol_design_free(before);
    fol_design_free(after);
    free(s);
}
END_TEST

/* ------------------------------------------------------------------ moles */

START_TEST(whole_dots_keep_clear_of_a_mole_by_half_their_diameter) {
    scar *s = scar_make();
    fol_point mole[24];
    fol_keep_out_spec keep_out = fol_keep_out_spec_default();
    ring_ellipse(60, 75, 6, 4, 0.3, 24, mole);
    keep_out.outline = (fol_ring){mole, 24};
    keep_out.margin_mm = s->treatment.diameter_to_mm / 2;
    s->chart.keep_outs = &keep_out;
    s->chart.keep_out_count = 1;
    s->zones[1].density_per_cm2 = 300;
    fol_design *design = scar_design(s);
    fol_layout *layout = laid(design);
    fol_dot *dots = dots_by_id(layout);
    int near = 0;
    for (size_t i = 0; i < fol_layout_count(layout); i++) {
        const double distance = distance_to_ring_um(&keep_out.outline, dots[i].x_um, dots[i].y_um);
        ck_assert(winding_by_angles(&keep_out.outline, dots[i].x_um, dots[i].y_um) == 0);
        ck_assert_double_ge(distance + 0.01, dots[i].diameter_um / 2.0);
        near += distance < 300;
    }
    ck_assert_int_gt(near, 5);
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    free(s);
}
END_TEST

START_TEST(native_hair_is_counted_outside_the_outline) {
    scar *s = scar_make();
    size_t openings = 0;
    s->zones[0].overlap_mm = 5;
    s->zones[0].blend = true;
    s->zones[0].retention = 0.75;
    throw_hairs(s, 3, 60, 28, 32);
    fol_design *design = scar_design(s);
    ck_assert_double_eq_tol(fol_design_native_per_cm2(design, 0, &openings), 60, 2);
    ck_assert_double_eq_tol((double)openings, 60 * (2 * 5 * 224 + 3.14159 * 25) / 100, 60);
    ck_assert(fol_design_native_per_cm2(design, 1, &openings) == 0 && openings == 0); /* a hard edge */
    ck_assert(fol_design_native_per_cm2(design, 2, NULL) == 0 && fol_design_native_per_cm2(NULL, 0, NULL) == 0);
    ck_assert(fol_design_retention_at(design, 0, 120000, 30000) == 0.75 && fol_design_retention_at(design, 0, 120000, 33000) == 1);
    ck_assert(fol_design_retention_at(design, 1, 120000, 75000) == 1 && fol_design_retention_at(design, 2, 120000, 30000) == 1);
    ck_assert(fol_design_retention_at(design, 0, -5000000, 30000) == 1 && fol_design_retention_at(NULL, 0, 0, 0) == 1);
    fol_design_free(design);
    free(s);
}
END_TEST

/* ------------------------------------------------------------------ refusals */

static void ck_refused(const scar *s, fol_status status, const char *path, const char *says) {
    fol_design *design;
    fol_error err = {0};
    ck_assert_int_eq(try_scar(s, &design, &err), status);
    ck_assert_str_eq(err.path, path);
    ck_assert_msg(strstr(err.message, says) != NULL, "%s: %s", err.path, err.message);
}

START_TEST(bad_values_are_refused_by_name) {
    static const double own[] = {0.1, 0.3, 0.5, 0.8, 1};
    scar *s = scar_make();
    const fol_zone_spec good = s->zones[0];
    fol_zone_spec *z = &s->zones[0];
    z->retention = 0.05;
    ck_refused(s, FOL_ERR_VALUE, "zones[0].retention", "from 0.1 to 1");
    *z = good, z->retention = 0.15;
    ck_refused(s, FOL_ERR_CONFLICT, "zones[0].density_per_cm2", "533.333333 to be placed, with a retention of 0.15");
    *z = good, z->first_share = 1.5;
    ck_refused(s, FOL_ERR_VALUE, "zones[0].first_share", "from 0 to 1");
    *z = good, z->overlap_mm = 51;
    ck_refused(s, FOL_ERR_VALUE, "zones[0].overlap_mm", "from 0 to 50");
    *z = good, z->native_per_cm2 = 60;
    ck_refused(s, FOL_ERR_CONFLICT, "zones[0].native_per_cm2", "blend is not");
    *z = good, z->extra_sessions = 3;
    ck_refused(s, FOL_ERR_CONFLICT, "zones[0].extra_sessions", "for 2 sessions after");
    *z = good, z->extra_sessions = 8;
    ck_refused(s, FOL_ERR_VALUE, "zones[0].extra_sessions", "from 0 to 7");
    *z = good, z->extra_sessions = 1;
    ck_refused(s, FOL_ERR_CONFLICT, "sessions[4].cumulative", "nothing would be placed");
    *z = good, z->cumulative = own, z->cumulative_count = 5;
    ck_refused(s, FOL_ERR_CONFLICT, "zones[0].extra_sessions", "so is cumulative");
    z->extra_sessions = 0, z->first_share = 0.6;
    ck_refused(s, FOL_ERR_CONFLICT, "zones[0].first_share", "so is cumulative");
    *z = good, s->sessions[2].cumulative = 0.6;
    ck_refused(s, FOL_ERR_CONFLICT, "sessions[2].cumulative", "falls below 0.7");
    free(s);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("design: scars and blends");
    TCase *tests = tcase_create("random designs");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, the_density_is_what_the_formula_says, 0, rounds(100));
    tcase_add_loop_test(tests, running_totals_never_fall_and_a_higher_density_lowers_none, 0, rounds(60));
    tcase_add_loop_test(tests, an_update_is_the_layout_made_anew, 0, rounds(100));
    tcase_add_loop_test(tests, expected_counts_are_those_of_the_dots, 0, rounds(60));
    suite_add_tcase(suite, tests);
    TCase *scars = tcase_create("scars");
    tcase_set_timeout(scars, 120);
    tcase_add_test(scars, extra_sessions_spread_a_zone_over_more_of_them);
    tcase_add_test(scars, exact_counts_hold_in_sessions_of_one_zone);
    tcase_add_test(scars, what_does_not_stay_is_placed_besides_inside_the_outline_alone);
    tcase_add_loop_test(scars, hair_and_dots_run_from_the_zone_into_the_hair, 0, 3);
    tcase_add_loop_test(scars, among_much_hair_a_higher_density_adds_dots_alone, 0, rounds(9));
    tcase_add_loop_test(scars, a_hair_of_a_blend_matters_near_itself_alone, 0, rounds(10));
    tcase_add_test(scars, whole_dots_keep_clear_of_a_mole_by_half_their_diameter);
    tcase_add_test(scars, native_hair_is_counted_outside_the_outline);
    tcase_add_test(scars, bad_values_are_refused_by_name);
    suite_add_tcase(suite, scars);
    return suite;
}
