/* SPDX-License-Identifier: MIT */
/* Layouts in follicular units, and the review of them. What layouts promise without units is held against random designs with them;
 * the rest is what units alone have: a mix, single ones in hairlines, sites. */
#include "laid_out.h"
#include "random_design.h"
#include "runner.h"

#include <follicle/review.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static fol_pattern *natural, *textured;

static void make_patterns(void) {
    fol_pattern_spec spec = fol_pattern_spec_default();
    fol_pattern *base;
    spec.point_count = 16384;
    spec.tile_mm = 64;
    ck_assert_int_eq(fol_pattern_create(&spec, NULL, NULL, &base, NULL), FOL_OK);
    ck_assert_int_eq(fol_pattern_create_units(base, &fol_units_preset_at(0)->units, NULL, NULL, &natural, NULL), FOL_OK);
    ck_assert_int_eq(fol_pattern_create_units(base, &fol_units_preset_at(1)->units, NULL, NULL, &textured, NULL), FOL_OK);
    fol_pattern_free(base);
}

static void drop_patterns(void) {
    fol_pattern_free(natural);
    fol_pattern_free(textured);
}

static fol_design *designed(const fol_treatment_spec *treatment, const fol_chart_spec *chart, const fol_pattern *pattern) {
    fol_design_options options = fol_design_options_default();
    fol_design *design;
    fol_error err = {0};
    options.spacing = fol_pattern_spacing(pattern);
    options.site_spacing = fol_pattern_site_spacing(pattern);
    ck_assert_msg(fol_design_create(treatment, chart, &options, NULL, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return design;
}

static fol_layout *laid_with(const fol_design *design, const fol_pattern *pattern, const fol_tasks *tasks) {
    fol_layout_options options = fol_layout_options_default();
    fol_layout *layout;
    fol_error err = {0};
    options.pattern = pattern;
    options.tasks = tasks;
    ck_assert_msg(fol_layout_create(design, &options, NULL, &layout, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return layout;
}

static const fol_pattern *units_on(fol_treatment_spec *treatment, int i) {
    treatment->units = fol_units_preset_at((size_t)i % 2)->units;
    return i % 2 ? textured : natural;
}

/* ------------------------------------------------------------------ random designs */

typedef struct follower {
    const fol_dot *expected;
    size_t next;
} follower;

static bool follow(const fol_dot *dots, size_t count, void *user) {
    follower *f = user;
    ck_assert_mem_eq(&f->expected[f->next], dots, count * sizeof *dots);
    f->next += count;
    return true;
}

static void run_backwards(fol_task_fn task, size_t count, void *context, void *user) {
    (void)user;
    for (size_t i = count; i-- > 0;)
        task(i, context);
}

START_TEST(threads_and_streams_give_the_same_dots_with_ids_that_rise) {
    random_design *random = random_design_make((uint64_t)_i);
    const fol_pattern *pattern = units_on(&random->treatment, _i);
    random->treatment.exact_counts = _i % 5 == 0 && !random->chart.area_scale.at;
    fol_design *design = designed(&random->treatment, &random->chart, pattern);
    const fol_tasks tasks = {run_backwards, NULL};
    fol_layout_options options = fol_layout_options_default();
    fol_layout *layout, *other;
    options.pattern = pattern;
    const fol_status status = fol_layout_create(design, &options, NULL, &layout, NULL);
    ck_assert(status == FOL_OK || (random->treatment.exact_counts && status == FOL_ERR_CONFLICT)); /* out of points */
    if (status == FOL_OK) {
        other = laid_with(design, pattern, &tasks);
        fol_dot *dots = dots_by_id(layout), found;
        follower f = {dots, 0};
        const fol_dot_sink sink = {follow, &f};
        ck_same_layout(layout, other);
        ck_assert_int_eq(fol_layout_stream(design, &options, &sink, NULL, NULL), FOL_OK);
        ck_assert_uint_eq(f.next, fol_layout_count(layout));
        for (size_t i = 1; i < fol_layout_count(layout); i++)
            ck_assert_int_gt(dots[i].id, dots[i - 1].id);
        for (size_t i = 0; i < fol_layout_count(layout); i += 17) {
            fol_density d;
            ck_assert(fol_layout_find(layout, dots[i].id, &found) && memcmp(&found, &dots[i], sizeof found) == 0);
            ck_assert(fol_layout_nearest(layout, dots[i].x_um, dots[i].y_um, 0, &found));
            ck_assert_int_eq(found.x_um, dots[i].x_um);
            fol_design_density_at(design, dots[i].x_um, dots[i].y_um, &d);
            ck_assert(d.running_per_cm2[dots[i].session - 1] > 0);
        }
        free(dots);
        fol_layout_free(other);
        fol_layout_free(layout);
    }
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(an_update_is_the_layout_made_anew) {
    random_design *random = random_design_make((uint64_t)_i);
    const fol_pattern *pattern = units_on(&random->treatment, _i);
    test_random r = random_from((uint64_t)_i);
    fol_design *design = designed(&random->treatment, &random->chart, pattern), *next;
    fol_layout *layout = laid_with(design, pattern, NULL);
    for (int step = 0; step < 4; step++) {
        fol_design_edit edit;
        fol_point room[RANDOM_POINTS];
        fol_layout *updated;
        if (!random_design_edit(random, &r, &edit, room) || fol_design_derive(design, &edit, NULL, &next, NULL) != FOL_OK)
            continue; /* an edit that the library refuses */
        ck_assert_int_eq(fol_layout_update(layout, next, NULL, &updated, NULL, NULL), FOL_OK);
        fol_layout *anew = laid_with(next, pattern, NULL);
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

/* ------------------------------------------------------------------ one zone, perhaps with a hairline and hairs */

enum { MOST_HAIRS = 400 };

typedef struct scene {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_zone_spec zone;
    fol_hairline_spec hairline;
    fol_point outline[4], line[3], hairs[MOST_HAIRS];
} scene;

/* 100 x 60 mm of 96 x 48, its hairline 6 mm below the upper edge. */
static scene *scene_make(int preset, double per_cm2, bool hairline) {
    scene *s = calloc(1, sizeof *s);
    ck_assert_ptr_nonnull(s);
    s->treatment = fol_treatment_spec_default();
    s->chart = fol_chart_spec_default();
    s->zone = fol_zone_spec_default();
    s->hairline = fol_hairline_spec_default();
    const fol_point outline[4] = {{2, 8}, {98, 8}, {98, 56}, {2, 56}}, line[3] = {{-5, 15}, {50, 14}, {105, 15}};
    memcpy(s->outline, outline, sizeof outline);
    memcpy(s->line, line, sizeof line);
    s->treatment.units = fol_units_preset_at((size_t)preset % 2)->units;
    s->zone.name = "top";
    s->zone.outline = (fol_ring){s->outline, 4};
    s->zone.density_per_cm2 = per_cm2;
    s->hairline.points = (fol_ring){s->line, 3};
    s->chart.canvas_width_mm = 100;
    s->chart.canvas_height_mm = 60;
    s->chart.zones = &s->zone;
    s->chart.zone_count = 1;
    s->chart.hairlines = hairline ? &s->hairline : NULL;
    s->chart.hairline_count = hairline;
    return s;
}

static void expected_of(const fol_design *design, double *counts) {
    ck_assert_int_eq(fol_design_expected(design, counts, FOL_MAX_SESSIONS), FOL_OK);
}

/* Units of the dots of one session, or of all for 0, by how many dots of them are there. */
static void sizes_of(const fol_layout *layout, size_t session, size_t sizes[5]) {
    fol_dot *dots = dots_by_id(layout);
    size_t size = 0;
    int64_t unit = -1;
    memset(sizes, 0, 5 * sizeof *sizes);
    for (size_t i = 0; i < fol_layout_count(layout); i++) {
        if (session && dots[i].session != session)
            continue;
        if (fol_dot_unit(dots[i].id) != unit) {
            sizes[size]++;
            size = 0;
        }
        unit = fol_dot_unit(dots[i].id);
        size++;
        ck_assert_uint_le(size, 4);
    }
    sizes[size]++;
    sizes[0] = 0;
    free(dots);
}

/* On 46 cm2: one standard deviation is 0.3 % of 5,500 dots and 0.7 % of the first session's 1,650. */
START_TEST(counts_are_what_is_expected_and_the_mix_is_that_of_the_units) {
    double squares[2] = {0, 0};
    const int seeds = rounds(20) > 4 ? rounds(20) : 5;
    scene *s = scene_make(_i, 120, false);
    const fol_pattern *pattern = units_on(&s->treatment, _i);
    for (int seed = 0; seed < seeds; seed++) {
        double counts[FOL_MAX_SESSIONS];
        s->treatment.seed = (uint64_t)seed;
        fol_design *design = designed(&s->treatment, &s->chart, pattern);
        fol_layout *layout = laid_with(design, pattern, NULL);
        expected_of(design, counts);
        const double all = (double)fol_layout_count(layout) / counts[2] - 1, first = (double)fol_layout_session_dots(layout, 1) / counts[0] - 1;
        squares[0] += all * all / seeds;
        squares[1] += first * first / seeds;
        for (size_t session = 0; session <= 3; session++) {
            size_t sizes[5];
            sizes_of(layout, session, sizes);
            const double units = (double)(sizes[1] + sizes[2] + sizes[3] + sizes[4]);
            for (int k = 0; k < 4; k++) /* cut units at the edge, and by sessions, add to the small ones */
                ck_assert_double_eq_tol((double)sizes[k + 1] / units, s->treatment.units.mix[k], session ? 0.06 : 0.02);
        }
        fol_layout_free(layout);
        fol_design_free(design);
    }
    ck_assert_msg(sqrt(squares[0]) < 0.006 && sqrt(squares[1]) < 0.015, "%.4f %.4f", sqrt(squares[0]), sqrt(squares[1]));
    free(s);
}
END_TEST

START_TEST(raising_a_density_only_adds_dots) {
    scene *s = scene_make(_i, 40, true);
    const fol_pattern *pattern = units_on(&s->treatment, _i);
    fol_layout *before = NULL;
    for (; s->zone.density_per_cm2 <= 360; s->zone.density_per_cm2 *= 1.7) {
        fol_design *design = designed(&s->treatment, &s->chart, pattern);
        fol_layout *layout = laid_with(design, pattern, NULL);
        fol_dot *old = before ? dots_by_id(before) : NULL, found;
        for (size_t i = 0; before && i < fol_layout_count(before); i++) {
            ck_assert(fol_layout_find(layout, old[i].id, &found));
            ck_assert_int_le(found.session, old[i].session);
        }
        free(old);
        fol_layout_free(before);
        fol_design_free(design);
        before = layout;
    }
    fol_layout_free(before);
    free(s);
}
END_TEST

/* The design's own hairline, looked at where undulation cannot matter. */
START_TEST(units_are_single_in_the_hairline_and_nowhere_else) {
    scene *s = scene_make(_i, 150, true);
    const fol_pattern *pattern = units_on(&s->treatment, _i);
    double counts[FOL_MAX_SESSIONS];
    s->hairline.transition_mm = 8;
    s->hairline.large_mm = s->hairline.small_mm = 0;
    fol_design *design = designed(&s->treatment, &s->chart, pattern);
    fol_layout *layout = laid_with(design, pattern, NULL);
    fol_dot *dots = dots_by_id(layout);
    size_t in_hairline = 0, behind = 0, others_behind = 0;
    for (size_t i = 0; i < fol_layout_count(layout); i++) {
        if (dots[i].y_um < 21500) { /* the line is at 14 to 15 mm */
            ck_assert_int_eq(fol_dot_ordinal(dots[i].id), 0);
            in_hairline++;
        }
        if (dots[i].y_um > 28000) {
            behind++;
            others_behind += fol_dot_ordinal(dots[i].id) != 0;
        }
    }
    const double mean = fol_units_mean(&s->treatment.units);
    ck_assert_uint_gt(in_hairline, 300);
    ck_assert_double_eq_tol((double)others_behind / (double)behind, (mean - 1) / mean, 0.02);
    expected_of(design, counts);
    ck_assert_double_eq_tol((double)fol_layout_count(layout) / counts[2], 1, 0.02);
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    free(s);
}
END_TEST

START_TEST(no_dot_lies_on_a_hair_and_hair_counts) {
    scene *s = scene_make(_i, 120, false);
    const fol_pattern *pattern = units_on(&s->treatment, _i);
    test_random r = random_from(5);
    for (int i = 0; i < MOST_HAIRS; i++) /* none so near another that both count as one */
        s->hairs[i] = (fol_point){4 + i % 20 * 4.6 + random_unit(&r) * 4, 10 + i / 20 * 2.2 + random_unit(&r) * 1.6};
    fol_design *bare = designed(&s->treatment, &s->chart, pattern);
    s->chart.hairs = s->hairs;
    s->chart.hair_count = MOST_HAIRS;
    fol_design *design = designed(&s->treatment, &s->chart, pattern);
    fol_layout *layout = laid_with(design, pattern, NULL), *without = laid_with(bare, pattern, NULL);
    fol_dot *dots = dots_by_id(layout);
    const double clear_um = 0.58e4 / sqrt(120) - 1;
    for (size_t i = 0; i < fol_layout_count(layout); i++) {
        for (int k = 0; k < MOST_HAIRS; k++)
            ck_assert_double_ge(hypot(dots[i].x_um - 1000 * s->hairs[k].x, dots[i].y_um - 1000 * s->hairs[k].y), clear_um);
    }
    const double taken = (double)fol_layout_count(without) - (double)fol_layout_count(layout);
    ck_assert_double_eq_tol(taken / MOST_HAIRS, 1, 0.25);
    free(dots);
    fol_layout_free(layout);
    fol_layout_free(without);
    fol_design_free(design);
    fol_design_free(bare);
    free(s);
}
END_TEST

START_TEST(exact_counts_are_exact_in_units_too) {
    scene *s = scene_make(_i, 90, true);
    const fol_pattern *pattern = units_on(&s->treatment, _i);
    double counts[FOL_MAX_SESSIONS];
    s->treatment.exact_counts = true;
    s->treatment.irregularity_mm = 0.03;
    s->zone.hold_total = 4000;
    fol_design *design = designed(&s->treatment, &s->chart, pattern);
    fol_layout *layout = laid_with(design, pattern, NULL);
    expected_of(design, counts);
    size_t total = 0;
    for (size_t session = 1; session <= 3; session++) {
        total += fol_layout_session_dots(layout, session);
        ck_assert_double_eq_tol((double)total, counts[session - 1], 0.5 + 1e-6);
    }
    ck_assert_uint_eq(total, 4000);
    fol_layout_free(layout);
    fol_design_free(design);
    free(s);
}
END_TEST

/* ------------------------------------------------------------------ promises and refusals */

static double least_apart_mm(const fol_dot *dots, size_t count, bool sites) {
    double least = 1000;
    for (size_t a = 0; a < count; a++) {
        for (size_t b = 0; b < a; b++) {
            if (sites && (fol_dot_ordinal(dots[a].id) || fol_dot_ordinal(dots[b].id)))
                continue;
            const double d = hypot(dots[a].x_um - dots[b].x_um, dots[a].y_um - dots[b].y_um) / 1000;
            least = d < least ? d : least;
        }
    }
    return least;
}

START_TEST(distances_are_kept_by_dots_and_by_sites) {
    scene *s = scene_make(_i, 110, true);
    const fol_pattern *pattern = units_on(&s->treatment, _i);
    s->treatment.irregularity_mm = _i / 2 * 0.04;
    fol_design *design = designed(&s->treatment, &s->chart, pattern);
    fol_layout *layout = laid_with(design, pattern, NULL);
    fol_dot *dots = dots_by_id(layout);
    const size_t count = fol_layout_count(layout);
    const double dot = fol_design_least_distance_mm(design, 3), site = fol_design_least_site_distance_mm(design, 3);
    ck_assert_double_ge(least_apart_mm(dots, count, false), dot);
    ck_assert_double_ge(least_apart_mm(dots, count, true), site);
    ck_assert_double_gt(dot, 0.1);
    ck_assert_double_gt(site, 0.4);
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    free(s);
}
END_TEST

START_TEST(units_that_are_not_the_patterns_are_refused) {
    scene *s = scene_make(0, 100, false);
    fol_design *design = designed(&s->treatment, &s->chart, natural), *plain;
    fol_layout_options options = fol_layout_options_default();
    fol_layout *layout;
    fol_error err = {0};
    ck_assert_int_eq(fol_layout_create(design, NULL, NULL, &layout, &err), FOL_ERR_CONFLICT);
    ck_assert_str_eq(err.path, "dots.units");
    ck_assert_ptr_nonnull(strstr(err.message, "28/53/17/2 %, 0.2 to 0.4 mm apart, the pattern no units"));
    options.pattern = textured;
    ck_assert_int_eq(fol_layout_create(design, &options, NULL, &layout, &err), FOL_ERR_CONFLICT);
    memset(&s->treatment.units, 0, sizeof s->treatment.units);
    ck_assert_int_eq(fol_design_create(&s->treatment, &s->chart, NULL, NULL, &plain, NULL), FOL_OK);
    ck_assert_int_eq(fol_layout_create(plain, &options, NULL, &layout, &err), FOL_ERR_CONFLICT);
    ck_assert(fol_design_fingerprint(plain) != fol_design_fingerprint(design));
    fol_design_free(plain);
    fol_design_free(design);
    free(s);
}
END_TEST

START_TEST(densities_are_refused_where_the_base_cannot_carry_them) {
    scene *s = scene_make(0, 401, true);
    fol_design_options options = fol_design_options_default();
    fol_design *design;
    fol_error err = {0};
    options.spacing = fol_pattern_spacing(natural);
    ck_assert_int_eq(fol_design_create(&s->treatment, &s->chart, &options, NULL, &design, &err), FOL_ERR_CONFLICT);
    ck_assert_ptr_nonnull(strstr(err.message, "near a hairline, where units are single"));
    s->chart.hairline_count = 0;
    s->zone.density_per_cm2 = 760;
    ck_assert_int_eq(fol_design_create(&s->treatment, &s->chart, &options, NULL, &design, &err), FOL_OK);
    fol_design_free(design);
    s->zone.density_per_cm2 = 780;
    ck_assert_int_eq(fol_design_create(&s->treatment, &s->chart, &options, NULL, &design, &err), FOL_ERR_CONFLICT);
    s->zone.density_per_cm2 = 100;
    s->treatment.min_distance_mm = 0.21;
    ck_assert_int_eq(fol_design_create(&s->treatment, &s->chart, &options, NULL, &design, &err), FOL_ERR_CONFLICT);
    ck_assert_str_eq(err.path, "dots.min_distance_mm");
    s->treatment.min_distance_mm = 0.19;
    ck_assert_int_eq(fol_design_create(&s->treatment, &s->chart, &options, NULL, &design, &err), FOL_OK);
    fol_design_free(design);
    s->treatment.units.apart_from_mm = 0.3;
    ck_assert_int_eq(fol_design_create(&s->treatment, &s->chart, &options, NULL, &design, &err), FOL_ERR_CONFLICT);
    ck_assert_str_eq(err.path, "dots.units.apart_mm");
    s->treatment.units.mix[0] = 0.5;
    ck_assert_int_eq(fol_design_create(&s->treatment, &s->chart, &options, NULL, &design, &err), FOL_ERR_CONFLICT);
    ck_assert_str_eq(err.path, "dots.units.mix");
    free(s);
}
END_TEST

/* ------------------------------------------------------------------ review */

static fol_review *reviewed(fol_design *design, const fol_dot *dots, size_t count) {
    fol_review_spec spec = fol_review_spec_default();
    fol_review_limits limits = fol_review_limits_default();
    const fol_chart_spec *chart = fol_design_chart(design);
    fol_review *review;
    fol_error err = {0};
    limits.least_mm = fol_design_least_distance_mm(design, 3);
    limits.slack_mm = 2 * fol_design_treatment(design)->irregularity_mm;
    spec.dots = dots;
    spec.dot_count = count;
    spec.session_count = 3;
    spec.zone_count = 1;
    spec.density = fol_design_density_fn;
    spec.density_batch = fol_design_density_batch_fn;
    spec.site_density = fol_design_site_density_batch_fn;
    spec.density_user = design;
    spec.bounds = (fol_rect){0, 0, chart->canvas_width_mm, chart->canvas_height_mm};
    spec.limits = &limits;
    spec.textures = true;
    ck_assert_msg(fol_review_create(&spec, NULL, &review, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return review;
}

/* Every fourth with hairs, every third irregular. */
START_TEST(layouts_in_units_pass_review_by_site_and_by_dot) {
    scene *s = scene_make(_i, 60 + 20 * (_i % 7), _i % 2 == 0);
    const fol_pattern *pattern = units_on(&s->treatment, _i);
    s->treatment.seed = (uint64_t)_i;
    s->treatment.irregularity_mm = _i % 3 == 0 ? 0.05 : 0;
    fol_design *design = designed(&s->treatment, &s->chart, pattern);
    fol_layout *layout = laid_with(design, pattern, NULL);
    fol_dot *dots = dots_by_id(layout);
    fol_review *review = reviewed(design, dots, fol_layout_count(layout));
    const fol_finding *finding = fol_review_finding(review, 0);
    ck_assert_msg(fol_review_ok(review), "%s", finding ? finding->text : "");
    ck_assert(fol_review_has_sites(review));
    for (size_t k = 1; k <= 3; k++) {
        const fol_set_figures sites = fol_review_total_sites(review, k), all = fol_review_total(review, k);
        const fol_set_figures own = fol_review_session_sites(review, k);
        ck_assert_double_gt(sites.clark_evans, 1.45);
        ck_assert_double_lt(sites.clark_evans, 1.75);
        ck_assert_double_gt(own.clark_evans, 1.4);
        ck_assert_double_lt(all.clark_evans, 1.1); /* clusters */
        ck_assert_double_ge(sites.least_mm, fol_design_least_site_distance_mm(design, k));
        ck_assert_double_ge(all.least_mm, fol_design_least_distance_mm(design, k));
        ck_assert_double_eq_tol((double)sites.dots / sites.asked, 1, 0.05);
        ck_assert_double_gt(fol_review_total_texture(review, k)->clark_evans, 1.4);
    }
    fol_review_free(review);
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    free(s);
}
END_TEST

START_TEST(a_review_finds_units_and_dots_that_come_too_near) {
    scene *s = scene_make(0, 100, false);
    fol_design *design = designed(&s->treatment, &s->chart, natural);
    fol_layout *layout = laid_with(design, natural, NULL);
    fol_dot *dots = dots_by_id(layout);
    const size_t count = fol_layout_count(layout);
    size_t site = count / 2, other;
    while (fol_dot_ordinal(dots[site].id) != 0)
        site++;
    for (other = site + 1; fol_dot_ordinal(dots[other].id) == 0; other++)
        continue;
    dots[other].x_um = dots[site].x_um + 150; /* a dot, not a site, too near another unit's */
    dots[other].y_um = dots[site].y_um;
    fol_review *review = reviewed(design, dots, count);
    ck_assert_int_ge(fol_review_finding_total(review, FOL_FINDING_TOO_CLOSE), 1);
    ck_assert_int_eq(strncmp(fol_review_finding(review, 0)->text, "two dots are ", 13), 0);
    fol_review_free(review);
    fol_layout_copy(layout, 0, dots, 0);
    free(dots);
    dots = dots_by_id(layout);
    for (other = site + 1; fol_dot_ordinal(dots[other].id) != 0; other++)
        continue;
    dots[other].x_um = dots[site].x_um + 250; /* as near as dots of one unit, but of two */
    dots[other].y_um = dots[site].y_um;
    review = reviewed(design, dots, count);
    bool sites_named = false;
    for (size_t i = 0; fol_review_finding(review, i); i++)
        sites_named = sites_named || strncmp(fol_review_finding(review, i)->text, "two sites of units are ", 23) == 0;
    ck_assert(sites_named);
    fol_review_free(review);
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    free(s);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("units layout");
    TCase *tcase = tcase_create("layouts");
    tcase_add_unchecked_fixture(tcase, make_patterns, drop_patterns);
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, threads_and_streams_give_the_same_dots_with_ids_that_rise, 0, rounds(60));
    tcase_add_loop_test(tcase, an_update_is_the_layout_made_anew, 0, rounds(60));
    tcase_add_loop_test(tcase, counts_are_what_is_expected_and_the_mix_is_that_of_the_units, 0, 2);
    tcase_add_loop_test(tcase, raising_a_density_only_adds_dots, 0, 2);
    tcase_add_loop_test(tcase, units_are_single_in_the_hairline_and_nowhere_else, 0, 2);
    tcase_add_loop_test(tcase, no_dot_lies_on_a_hair_and_hair_counts, 0, 2);
    tcase_add_loop_test(tcase, exact_counts_are_exact_in_units_too, 0, 2);
    tcase_add_loop_test(tcase, distances_are_kept_by_dots_and_by_sites, 0, 4);
    tcase_add_test(tcase, units_that_are_not_the_patterns_are_refused);
    tcase_add_test(tcase, densities_are_refused_where_the_base_cannot_carry_them);
    tcase_add_loop_test(tcase, layouts_in_units_pass_review_by_site_and_by_dot, 0, rounds(28));
    tcase_add_test(tcase, a_review_finds_units_and_dots_that_come_too_near);
    suite_add_tcase(suite, tcase);
    return suite;
}
