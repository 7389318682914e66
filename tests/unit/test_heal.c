/* SPDX-License-Identifier: MIT */
/* The course of a dot, days worth a picture, merging against brute force, colours by name, and advice on water. */
#include "failing_alloc.h"
#include "hash.h"
#include "runner.h"
#include "scene_plans.h"

#include <follicle/heal.h>
#include <math.h>
#include <string.h>

static fol_error err;

/* ------------------------------------------------------------------ the course of a dot */

static double pigment_at(const fol_healing_spec *spec, const fol_tissue *tissue, double days) {
    return fol_heal(spec, tissue, days).pigment;
}

START_TEST(fresh_healed_and_later_are_as_stated) {
    const fol_healing_spec spec = fol_healing_default();
    ck_assert_double_eq_tol(pigment_at(&spec, NULL, 28) / pigment_at(&spec, NULL, 0), 0.65, 1e-12);
    ck_assert_double_eq_tol(pigment_at(&spec, NULL, 28), 1, 1e-12);
    ck_assert_double_eq_tol(fol_heal(&spec, NULL, 28).width, 1, 1e-12);
    /* Six months later a visual score had fallen by a tenth (Liu et al. 2025). */
    ck_assert_double_eq_tol(pigment_at(&spec, NULL, 28 + 182), 0.9, 0.01);
    ck_assert_double_eq_tol(pigment_at(&spec, NULL, 4 * 365.25), spec.touch_up_share, 1e-12);
    ck_assert_double_eq_tol(fol_heal_touch_up_years(&spec, NULL), 4, 1e-6);
    ck_assert_double_eq_tol(fol_heal(&spec, NULL, 28 + 365.25).width, 1.04, 1e-12);
    ck_assert_double_eq(fol_heal(&spec, NULL, 40000).width, spec.most_width);
    ck_assert_double_eq(pigment_at(&spec, NULL, -5), pigment_at(&spec, NULL, 0));
}
END_TEST

START_TEST(pigment_never_rises_and_width_never_falls) {
    const fol_tissue tissues[] = {{0, 0, false}, {0.2, 6, true}, {2.6, 1, false}, {3, 1, true}};
    for (size_t t = 0; t < sizeof tissues / sizeof tissues[0]; t++) {
        fol_healing_spec spec = fol_healing_default();
        spec.sun = t == 3 ? 4 : 1;
        fol_healed before = fol_heal(&spec, &tissues[t], 0);
        ck_assert_double_eq(before.scab, spec.scab_width);
        for (double day = 0.25; day < 36500; day += day < 200 ? 0.25 : 30) {
            const fol_healed now = fol_heal(&spec, &tissues[t], day);
            ck_assert_msg(now.pigment <= before.pigment && now.pigment > 0, "day %g", day);
            ck_assert_msg(now.width >= before.width && now.scab <= before.scab && now.scab >= 1, "day %g", day);
            before = now;
        }
    }
}
END_TEST

START_TEST(sun_scars_skin_and_depth_change_the_pace) {
    fol_healing_spec spec = fol_healing_default();
    const fol_tissue scar = {0, 0, true}, shallow = {0.1, 0, false}, deep = {2.5, 0, false}, usual = {1, 0, false}, fair = {0, 1, false},
                     dark = {0, 6, false};
    const double year = 365.25, plain = pigment_at(&spec, NULL, year);
    ck_assert_double_eq(pigment_at(&spec, &usual, year), plain);
    ck_assert(pigment_at(&spec, &scar, year) < plain);
    ck_assert(pigment_at(&spec, &shallow, year) < pigment_at(&spec, &scar, year));
    ck_assert(pigment_at(&spec, &fair, year) < plain && plain < pigment_at(&spec, &dark, year));
    ck_assert_double_eq_tol(fol_heal(&spec, &deep, 28 + year).width, 1 + 2 * 0.04, 1e-12);
    /* A scar loses 1.8 times as much by half a year, to within what years add. */
    const double lost = 1 - pigment_at(&spec, NULL, 210), lost_in_scar = 1 - pigment_at(&spec, &scar, 210);
    ck_assert_double_eq_tol(lost_in_scar / lost, 1.8, 0.1);
    spec.sun = 1.5;
    ck_assert_double_lt(fol_heal_touch_up_years(&spec, NULL), 3);
    spec.skin_type = 1;
    const fol_tissue by_spec = {0, 0, false};
    ck_assert_double_eq(pigment_at(&spec, &by_spec, year), pigment_at(&spec, &fair, year));
}
END_TEST

/* ------------------------------------------------------------------ days */

static const fol_point corners[4] = {{2, 2}, {28, 2}, {28, 18}, {2, 18}};

static fol_design *design_of(const double *days, size_t sessions, const fol_treatment_spec *treatment, double density) {
    fol_treatment_spec t = treatment ? *treatment : fol_treatment_spec_default();
    fol_session_spec list[FOL_MAX_SESSIONS];
    for (size_t k = 0; k < sessions; k++) {
        list[k] = fol_session_spec_default();
        list[k].day = days[k];
        list[k].cumulative = (double)(k + 1) / (double)sessions;
    }
    t.sessions = sessions ? list : NULL;
    t.session_count = sessions;
    fol_zone_spec zones[2] = {fol_zone_spec_default(), fol_zone_spec_default()};
    zones[0].name = "skin";
    zones[1].name = "scar";
    zones[1].scar = true;
    zones[0].density_per_cm2 = zones[1].density_per_cm2 = density;
    zones[0].outline = zones[1].outline = (fol_ring){corners, 4};
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = 30;
    chart.canvas_height_mm = 20;
    chart.zones = zones;
    chart.zone_count = 2;
    fol_design *design = NULL;
    fol_design_options options = fol_design_options_default();
    options.spacing = fol_pattern_spacing(fol_pattern_builtin());
    ck_assert_msg(fol_design_create(&t, &chart, &options, NULL, &design, &err) == FOL_OK, "%s %s", err.path, err.message);
    return design;
}

static void check_days(const double *sessions, size_t count, const int32_t *wanted, size_t wanted_count) {
    int32_t days[FOL_MOST_COURSE_DAYS];
    fol_design *design = design_of(sessions, count, NULL, 60);
    ck_assert_uint_eq(fol_course_days(design, days, FOL_MOST_COURSE_DAYS), wanted_count);
    for (size_t i = 0; i < wanted_count; i++)
        ck_assert_int_eq(days[i], wanted[i]);
    ck_assert_uint_eq(fol_course_days(design, NULL, 0), wanted_count);
    fol_design_free(design);
}

START_TEST(a_plan_draws_each_session_the_day_before_the_second_healed_and_three_years) {
    check_days(NULL, 0, (const int32_t[]){0, 9, 10, 20, 48, 1095}, 6);
    check_days((const double[]){0}, 1, (const int32_t[]){0, 28, 1095}, 3);
    check_days((const double[]){5, 6}, 2, (const int32_t[]){5, 6, 34, 1100}, 4);
    check_days((const double[]){0, 0.5, 11.25}, 3, (const int32_t[]){0, 1, 12, 40, 1095}, 5);
    check_days((const double[]){0, 1090}, 2, (const int32_t[]){0, 1089, 1090, 1118, 2185}, 5);
    ck_assert_uint_eq(fol_course_days(NULL, NULL, 0), 0);
}
END_TEST

START_TEST(moments_are_days_of_the_calendar) {
    fol_design *design = design_of(NULL, 0, NULL, 60);
    ck_assert_double_eq(fol_moment_day(design, FOL_MOMENT_FRESH, 0), 20);
    ck_assert_double_eq(fol_moment_day(design, FOL_MOMENT_FRESH, 1), 0);
    ck_assert_double_eq(fol_moment_day(design, FOL_MOMENT_HEALED, 9), 48);
    ck_assert_double_eq(fol_moment_day(design, FOL_MOMENT_HEALED, 2), 38);
    ck_assert_double_eq(fol_moment_day(design, FOL_MOMENT_SIX_MONTHS, 0), 182);
    ck_assert_double_eq(fol_moment_day(design, FOL_MOMENT_THREE_YEARS, 0), 1095);
    ck_assert_str_eq(fol_moment_name(FOL_MOMENT_SIX_MONTHS), "6-months");
    ck_assert_ptr_null(fol_moment_name((fol_moment)4));
    fol_design_free(design);
    const double late[] = {0, 170};
    design = design_of(late, 2, NULL, 60);
    ck_assert_double_eq(fol_moment_day(design, FOL_MOMENT_SIX_MONTHS, 0), 352);
    fol_design_free(design);
}
END_TEST

START_TEST(a_dot_is_as_old_as_its_session_in_its_own_tissue) {
    fol_treatment_spec treatment = fol_treatment_spec_default();
    treatment.skin_tone = "fitzpatrick V";
    treatment.skin = fol_skin_tone_named("fitzpatrick V")->color;
    fol_design *design = design_of(NULL, 0, &treatment, 60);
    fol_dot dot = {.session = 2, .zone = 1, .depth_um = 300, .diameter_um = 120};
    const fol_tissue tissue = {0.3, 5, true};
    const fol_healed found = fol_heal_dot(design, &dot, 400), wanted = fol_heal(&treatment.healing, &tissue, 390);
    ck_assert_double_eq(found.pigment, wanted.pigment);
    ck_assert_double_eq(found.width, wanted.width);
    dot.session = 9;
    ck_assert_double_eq(fol_heal_dot(design, &dot, 400).pigment, 1);
    fol_design_free(design);
}
END_TEST

/* ------------------------------------------------------------------ merging */

enum { DOTS = 1500 };

static void scatter(fol_dot *dots, uint64_t seed) {
    uint64_t state = seed;
    memset(dots, 0, DOTS * sizeof *dots);
    for (int i = 0; i < DOTS; i++)
        dots[i] = (fol_dot){.id = 4 * (int64_t)(i / 2) + i % 2,
                            .x_um = (int32_t)fol__next_below(&state, 30000),
                            .y_um = (int32_t)fol__next_below(&state, 20000),
                            .diameter_um = (uint16_t)(90 + fol__next_below(&state, 80)),
                            .zone = (uint16_t)(i % 5 == 0),
                            .session = (uint8_t)(1 + i % 3)};
}

/* Whether dot i merges, and its least gap in mm, by looking at all others. */
static bool merges(const fol_design *design, const fol_dot *dots, int i, double day, double gap_mm, double *least) {
    bool found = false;
    *least = 1000;
    for (int j = 0; j < DOTS; j++) {
        if (j == i || 10 * (dots[j].session - 1) > day)
            continue;
        const double dx = (dots[i].x_um - dots[j].x_um) / 1000.0, dy = (dots[i].y_um - dots[j].y_um) / 1000.0;
        const double apart = sqrt(dx * dx + dy * dy);
        const double gap = apart - (dots[i].diameter_um * fol_heal_dot(design, &dots[i], day).width +
                                    dots[j].diameter_um * fol_heal_dot(design, &dots[j], day).width) / 2000;
        if (apart <= 2 && gap < *least)
            *least = gap;
        found = found || (gap < (dots[i].id / 4 == dots[j].id / 4 ? 0 : gap_mm) && apart <= 2);
    }
    return found;
}

START_TEST(merging_is_what_looking_at_all_pairs_finds) {
    static fol_dot dots[DOTS];
    static uint8_t flags[DOTS];
    static const double days[] = {-1, 0, 12, 3000};
    fol_design *design = design_of(NULL, 0, NULL, 60);
    for (size_t round = 0; round < 4; round++) {
        fol_merge_spec spec = fol_merge_spec_default();
        spec.day = days[round];
        spec.gap_mm = 0.05 + 0.1 * (double)round;
        const double day = spec.day < 0 ? 20 + 4 * 365.25 : spec.day;
        fol_merge_count zones[2], wanted[2] = {{0, 0, 1000}, {0, 0, 1000}};
        scatter(dots, round);
        ck_assert_int_eq(fol_merge_risk(design, dots, DOTS, &spec, zones, 2, flags, NULL, &err), FOL_OK);
        for (int i = 0; i < DOTS; i++) {
            double least = 1000;
            const bool there = 10 * (dots[i].session - 1) <= day, merging = there && merges(design, dots, i, day, spec.gap_mm, &least);
            fol_merge_count *zone = &wanted[dots[i].zone];
            ck_assert_msg(flags[i] == merging, "round %zu, dot %d", round, i);
            zone->dots += there;
            zone->merging += merging;
            zone->least_gap_mm = there && least < zone->least_gap_mm ? least : zone->least_gap_mm;
        }
        for (int z = 0; z < 2; z++) {
            ck_assert_uint_eq(zones[z].dots, wanted[z].dots);
            ck_assert_uint_eq(zones[z].merging, wanted[z].merging);
            ck_assert_double_eq_tol(zones[z].least_gap_mm, wanted[z].least_gap_mm, 1e-9);
        }
    }
    fol_design_free(design);
}
END_TEST

START_TEST(a_layout_keeps_the_gap_that_its_design_tells) {
    fol_layout *layout = NULL;
    fol_design *design = design_of(NULL, 0, NULL, 200);
    ck_assert_int_eq(fol_layout_create(design, NULL, NULL, &layout, &err), FOL_OK);
    size_t count;
    fol_dot *dots = all_dots(layout, &count);
    fol_merge_count zones[2];
    ck_assert_int_eq(fol_merge_risk(design, dots, count, NULL, zones, 2, NULL, NULL, &err), FOL_OK);
    const double told = fol_design_least_gap_mm(design, 0, 4);
    ck_assert_msg(zones[0].least_gap_mm >= told - 1e-3 && told > 0, "%g, told %g", zones[0].least_gap_mm, told);
    ck_assert_uint_eq(zones[0].merging, 0);
    ck_assert_double_eq(fol_design_least_gap_mm(design, 7, 4), -1);
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
}
END_TEST

static bool warns_of_merging(const fol_design *design) {
    for (size_t i = 0; i < fol_design_warning_count(design); i++)
        if (strstr(fol_design_warning(design, i).text, "merge less"))
            return true;
    return false;
}

START_TEST(a_design_whose_dots_will_merge_is_warned_of) {
    fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_design *design = design_of(NULL, 0, &treatment, 200);
    ck_assert(!warns_of_merging(design));
    fol_design_free(design);
    treatment.diameter_to_mm = 0.3;
    design = design_of(NULL, 0, &treatment, 200);
    ck_assert(warns_of_merging(design));
    fol_design_free(design);
    treatment = fol_treatment_spec_default();
    treatment.healing.spread_per_year = 0.1;
    treatment.healing.touch_up_years = 15;
    design = design_of(NULL, 0, &treatment, 200);
    ck_assert(warns_of_merging(design));
    fol_design_free(design);
}
END_TEST

START_TEST(bad_merge_calls_are_refused) {
    fol_design *design = design_of(NULL, 0, NULL, 60);
    fol_dot dots[DOTS];
    fol_merge_count zones[3];
    scatter(dots, 1);
    fol_merge_spec spec = fol_merge_spec_default();
    ck_assert_int_eq(fol_merge_risk(NULL, dots, DOTS, NULL, NULL, 0, NULL, NULL, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_merge_risk(design, NULL, 2, NULL, NULL, 0, NULL, NULL, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_merge_risk(design, dots, DOTS, NULL, zones, 3, NULL, NULL, &err), FOL_ERR_ARG);
    ck_assert_str_eq(err.message, "room for 3 zones; the design has 2");
    for (int i = 0; i < 3; i++) {
        const double days[] = {-2, (double)NAN, 100001};
        spec.day = days[i];
        ck_assert_int_eq(fol_merge_risk(design, dots, DOTS, &spec, NULL, 0, NULL, NULL, &err), FOL_ERR_VALUE);
    }
    spec = fol_merge_spec_default();
    spec.gap_mm = -0.1;
    ck_assert_int_eq(fol_merge_risk(design, dots, DOTS, &spec, NULL, 0, NULL, NULL, &err), FOL_ERR_VALUE);
    spec.struct_size = 3;
    ck_assert_int_eq(fol_merge_risk(design, dots, DOTS, &spec, NULL, 0, NULL, NULL, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_merge_risk(design, NULL, 0, NULL, zones, 2, NULL, NULL, &err), FOL_OK);
    ck_assert_uint_eq(zones[0].dots, 0);
    fol_design_free(design);
}
END_TEST

static fol_status merge_with(const fol_allocator *alloc, void *design) {
    static fol_dot dots[DOTS];
    scatter(dots, 2);
    return fol_merge_risk(design, dots, DOTS, NULL, NULL, 0, NULL, alloc, NULL);
}

START_TEST(merging_without_memory_leaks_nothing) {
    fol_design *design = design_of(NULL, 0, NULL, 60);
    check_every_allocation(merge_with, design);
    fol_design_free(design);
}
END_TEST

/* ------------------------------------------------------------------ colours and water */

START_TEST(colours_have_names) {
    fol_color color;
    size_t tones = 0;
    while (fol_skin_tone_at(tones))
        tones++;
    ck_assert_uint_eq(tones, 16);
    ck_assert_uint_eq(fol_skin_tone_named("Monk 3")->color.b, 0xd0);
    ck_assert_ptr_null(fol_skin_tone_named("monk 11"));
    ck_assert_ptr_null(fol_skin_tone_named(NULL));
    ck_assert_int_eq(fol_skin_type_of("fitzpatrick iv"), 4);
    ck_assert_int_eq(fol_skin_type_of("monk 4"), 0);
    ck_assert(fol_hair_color_named("Light Brown", &color) && color.r == 0x6b);
    ck_assert(fol_hair_color_named("#0a0B0c", &color) && color.b == 0x0c);
    ck_assert(!fol_hair_color_named("#0a0b0", &color) && !fol_hair_color_named("#0a0b0g", &color) && !fol_hair_color_named(NULL, &color));
    ck_assert(fol_pigment_color("carbon black", NULL, &color));
    const int red = color.r, blue = color.b;
    ck_assert(fol_pigment_color("Carbon Black", "cool", &color) && color.r < red && color.b > blue);
    ck_assert(fol_pigment_color("carbon black", "warm", &color) && color.r > red && color.b < blue);
    ck_assert(!fol_pigment_color("carbon black", "hot", &color) && !fol_pigment_color("ash", "cool", &color));
    for (size_t i = 0; fol_pigment_at(i); i++)
        ck_assert_ptr_eq(fol_pigment_named(fol_pigment_at(i)->name), fol_pigment_at(i));
}
END_TEST

START_TEST(opacity_falls_with_water_as_the_exponential_says) {
    for (double shade = 0; shade <= 255; shade += 0.5) {
        const double wanted = 1 - exp(-FOL_USUAL_STRENGTH * 0.15 / (1 + shade));
        ck_assert_double_eq_tol(fol_opacity_from_shade(FOL_USUAL_STRENGTH, shade), wanted, 1e-9);
    }
    ck_assert_double_eq_tol(fol_opacity_from_shade(FOL_USUAL_STRENGTH, 18), 0.6, 0.001);
    ck_assert_double_eq_tol(fol_shade_from_opacity(FOL_USUAL_STRENGTH, 0.5), 24.1, 0.1);
    ck_assert_double_eq(fol_opacity_from_shade(10000, 0), 1);
    ck_assert_double_eq(fol_opacity_from_shade(0, 18), 0);
    ck_assert_double_eq(fol_opacity_from_shade(116, -1), 0);
}
END_TEST

static fol_shade_advice advice_for(fol_color skin, const char *hair, double most) {
    fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_shade_advice advice;
    treatment.skin = skin;
    treatment.hair = hair;
    fol_design *design = design_of(NULL, 0, &treatment, 60);
    ck_assert_int_eq(fol_advise_shades(design, most, &advice, &err), FOL_OK);
    fol_design_free(design);
    return advice;
}

START_TEST(advice_goes_with_hair_and_never_over_the_most) {
    const fol_color medium = {0xd7, 0xbd, 0x96}, dark = {0x3a, 0x31, 0x2a};
    const fol_shade_advice black = advice_for(medium, "black", 0.65), blond = advice_for(medium, "blond", 0.65);
    ck_assert_uint_eq(black.session_count, 3);
    ck_assert(black.shade[0] > black.shade[1] && black.shade[1] > black.shade[2]);
    ck_assert(blond.shade[2] > black.shade[2] + 5);
    for (int k = 0; k < 3; k++)
        ck_assert(black.hairline[k] == black.shade[k] + 6 && black.shade[k] == floor(black.shade[k]));
    for (double most = 0.2; most < 0.7; most += 0.1) {
        const fol_shade_advice bounded = advice_for(medium, "black", most);
        ck_assert_msg(bounded.contrast <= most + 1e-9 || bounded.shade[2] == 40, "%g over %g", bounded.contrast, most);
    }
    ck_assert_ptr_nonnull(strstr(advice_for(medium, "black", 0.4).reason, "0.40 that was set as the most"));
    ck_assert_ptr_nonnull(strstr(advice_for(dark, "black", 0.65).reason, "hardly darker than the skin"));
    fol_design *design = design_of(NULL, 0, NULL, 60);
    fol_shade_advice advice;
    ck_assert_int_eq(fol_advise_shades(design, 1.5, &advice, &err), FOL_ERR_VALUE);
    ck_assert_int_eq(fol_advise_shades(design, (double)NAN, &advice, &err), FOL_ERR_VALUE);
    ck_assert_int_eq(fol_advise_shades(NULL, 0.5, &advice, &err), FOL_ERR_ARG);
    fol_design_free(design);
}
END_TEST

/* ------------------------------------------------------------------ bad specs */

static void refuse(const fol_treatment_spec *treatment, fol_status wanted, const char *path) {
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "z";
    zone.density_per_cm2 = 60;
    zone.outline = (fol_ring){corners, 4};
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = chart.canvas_height_mm = 30;
    chart.zones = &zone;
    chart.zone_count = 1;
    fol_design *design = NULL;
    ck_assert_int_eq(fol_design_create(treatment, &chart, NULL, NULL, &design, &err), wanted);
    ck_assert_str_eq(err.path, path);
    ck_assert_ptr_null(design);
}

START_TEST(constants_out_of_their_limits_are_named) {
    const struct {
        size_t at;
        double value;
        const char *path;
    } rows[] = {
        {offsetof(fol_healing_spec, fade), 0.7, "healing.fade"},
        {offsetof(fol_healing_spec, healed_days), 0, "healing.healed_days"},
        {offsetof(fol_healing_spec, settling), -0.1, "healing.settling"},
        {offsetof(fol_healing_spec, settled_days), 400, "healing.settled_days"},
        {offsetof(fol_healing_spec, touch_up_share), 1, "healing.touch_up_share"},
        {offsetof(fol_healing_spec, touch_up_years), 0.5, "healing.touch_up_years"},
        {offsetof(fol_healing_spec, spread_per_year), 0.2, "healing.spread_per_year"},
        {offsetof(fol_healing_spec, most_width), 0.5, "healing.most_width"},
        {offsetof(fol_healing_spec, sun), 0, "healing.sun"},
        {offsetof(fol_healing_spec, skin_step), 0.2, "healing.skin_step"},
        {offsetof(fol_healing_spec, scar), 0, "healing.scar"},
        {offsetof(fol_healing_spec, shallow_mm), 2, "healing.shallow_mm"},
        {offsetof(fol_healing_spec, shallow), 0.5, "healing.shallow"},
        {offsetof(fol_healing_spec, deep_mm), 0, "healing.deep_mm"},
        {offsetof(fol_healing_spec, deep), 11, "healing.deep"},
        {offsetof(fol_healing_spec, scab_width), 4, "healing.scab_width"},
        {offsetof(fol_healing_spec, scab_days), 0, "healing.scab_days"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int nan = 0; nan < 2; nan++) {
            fol_treatment_spec treatment = fol_treatment_spec_default();
            const double value = nan ? (double)NAN : rows[i].value;
            memcpy((char *)&treatment.healing + rows[i].at, &value, sizeof value);
            refuse(&treatment, FOL_ERR_VALUE, rows[i].path);
        }
    }
}
END_TEST

START_TEST(what_contradicts_itself_or_has_no_such_name_is_refused) {
    fol_treatment_spec treatment = fol_treatment_spec_default();
    treatment.healing.settled_days = 20;
    refuse(&treatment, FOL_ERR_CONFLICT, "healing.settled_days");
    treatment = fol_treatment_spec_default();
    treatment.healing.settling = 0.3;
    treatment.healing.touch_up_share = 0.7;
    refuse(&treatment, FOL_ERR_CONFLICT, "healing.touch_up_share");
    treatment = fol_treatment_spec_default();
    treatment.healing.skin_type = 7;
    refuse(&treatment, FOL_ERR_VALUE, "healing.skin_type");
    treatment = fol_treatment_spec_default();
    treatment.skin_tone = "monk 5";
    treatment.skin.r++;
    refuse(&treatment, FOL_ERR_CONFLICT, "skin");
    treatment.skin_tone = "monk 12";
    refuse(&treatment, FOL_ERR_NAME, "skin");
    treatment = fol_treatment_spec_default();
    treatment.hair = "green";
    refuse(&treatment, FOL_ERR_NAME, "hair");
    treatment = fol_treatment_spec_default();
    treatment.pigment_undertone = "hot";
    refuse(&treatment, FOL_ERR_NAME, "pigment.undertone");
    treatment = fol_treatment_spec_default();
    treatment.pigment_name = "\xff";
    refuse(&treatment, FOL_ERR_NAME, "pigment.name");
    treatment = fol_treatment_spec_default();
    treatment.pigment_strength = -1;
    refuse(&treatment, FOL_ERR_VALUE, "pigment.strength");
}
END_TEST

/* ------------------------------------------------------------------ pictures on a day */

static fol_scene *scene_on(plan of, double day, bool scab) {
    fol_preview_spec spec = fol_preview_spec_default();
    spec.day = day;
    spec.scab = scab;
    return preview(of, &spec);
}

/* Area times opacity of all dots that are drawn, mm2. */
static double amount_of(const fol_scene *scene) {
    double sum = 0;
    for (size_t i = 0; i < fol_scene_op_count(scene); i++) {
        const fol_op *op = fol_scene_op(scene, i);
        for (size_t k = 0; k < op->dot_count; k++)
            sum += op->opacity * (op->strengths ? (double)op->strengths[k] : 1) * op->dots[k].diameter_um * op->dots[k].diameter_um * 1e-6;
    }
    return sum;
}

START_TEST(a_picture_on_a_day_has_the_dots_of_its_sessions_at_their_age) {
    plan of = plan_of(40, 30, 100, false);
    const fol_healing_spec spec = fol_healing_default();
    static const double days[] = {0, 9, 10, 15.5, 48, 1095, 20000};
    for (size_t d = 0; d < sizeof days / sizeof days[0]; d++) {
        fol_scene *scene = scene_on(of, days[d], false);
        const fol_op *op = nth(scene, FOL_OP_DOTS, 0);
        double wanted = 0;
        size_t there = 0;
        for (size_t k = 1; k <= 3 && 10.0 * (double)(k - 1) <= days[d]; k++)
            there += fol_layout_session_dots(of.layout, k);
        ck_assert_uint_eq(op->dot_count, there);
        for (size_t i = 0; i < op->dot_count; i++) {
            fol_dot dot;
            ck_assert(fol_layout_find(of.layout, op->dots[i].id, &dot));
            wanted += 0.6 * fol_heal(&spec, NULL, days[d] - 10 * (dot.session - 1)).pigment * dot.diameter_um * dot.diameter_um * 1e-6;
        }
        ck_assert_double_eq_tol(amount_of(scene) / wanted, 1, 1e-6);
        fol_scene_free(scene);
    }
    plan_free(of);
}
END_TEST

START_TEST(pigment_that_is_opaque_already_widens_when_fresh) {
    fol_treatment_spec treatment = fol_treatment_spec_default();
    treatment.pigment_opacity = 1;
    plan of = {design_of(NULL, 0, &treatment, 60), NULL};
    ck_assert_int_eq(fol_layout_create(of.design, NULL, NULL, &of.layout, &err), FOL_OK);
    fol_preview_spec spec = fol_preview_spec_default();
    spec.session = 1;
    fol_scene *healed = preview(of, &spec);
    spec.day = 0;
    fol_scene *fresh = preview(of, &spec);
    ck_assert_double_eq_tol(amount_of(healed) / amount_of(fresh), 0.65, 0.003);
    ck_assert_double_le(nth(fresh, FOL_OP_DOTS, 0)->opacity, 1);
    fol_scene_free(healed);
    fol_scene_free(fresh);
    plan_free(of);
}
END_TEST

START_TEST(a_scab_is_wider_and_goes) {
    plan of = plan_of(40, 30, 100, false);
    fol_scene *plain = scene_on(of, 0, false), *scab = scene_on(of, 0, true);
    ck_assert_int_eq(nth(scab, FOL_OP_DOTS, 0)->dots[0].diameter_um, 2 * nth(plain, FOL_OP_DOTS, 0)->dots[0].diameter_um);
    ck_assert_double_eq_tol(amount_of(scab) / amount_of(plain), 4, 1e-6);
    fol_scene_free(plain);
    fol_scene_free(scab);
    plain = scene_on(of, 30, false);
    scab = scene_on(of, 30, true);
    ck_assert_double_eq(amount_of(scab), amount_of(plain));
    fol_scene_free(plain);
    fol_scene_free(scab);
    plan_free(of);
}
END_TEST

START_TEST(with_a_strength_each_dot_has_the_opacity_of_its_shade) {
    fol_treatment_spec treatment = fol_treatment_spec_default();
    treatment.pigment_strength = FOL_USUAL_STRENGTH;
    plan of = {design_of(NULL, 0, &treatment, 60), NULL};
    ck_assert_int_eq(fol_layout_create(of.design, NULL, NULL, &of.layout, &err), FOL_OK);
    fol_preview_spec spec = fol_preview_spec_default();
    fol_scene *scene = preview(of, &spec);
    const fol_op *op = nth(scene, FOL_OP_DOTS, 0);
    for (size_t i = 0; i < op->dot_count; i++)
        ck_assert_double_eq_tol(op->opacity * (double)op->strengths[i], fol_opacity_from_shade(FOL_USUAL_STRENGTH, op->dots[i].shade), 1e-6);
    fol_scene_free(scene);
    plan_free(of);
}
END_TEST

START_TEST(days_that_are_none_are_refused) {
    plan of = plan_of(40, 30, 100, false);
    const double days[] = {-2, -0.5, 100001, (double)NAN};
    for (size_t i = 0; i < 4; i++) {
        fol_preview_spec spec = fol_preview_spec_default();
        fol_scene *scene = NULL;
        spec.day = days[i];
        ck_assert_int_eq(fol_scene_preview(of.design, of.layout, &spec, NULL, &scene, &err), FOL_ERR_VALUE);
        ck_assert_ptr_null(scene);
    }
    plan_free(of);
}
END_TEST

static fol_status draw_with(const fol_allocator *alloc, void *user) {
    const plan *of = user;
    fol_preview_spec spec = fol_preview_spec_default();
    fol_scene *scene = NULL;
    spec.day = 12;
    spec.merging = true;
    const fol_status status = fol_scene_preview(of->design, of->layout, &spec, alloc, &scene, NULL);
    fol_scene_free(scene);
    return status;
}

START_TEST(a_picture_on_a_day_without_memory_leaks_nothing) {
    plan of = plan_of(40, 30, 400, true);
    check_every_allocation(draw_with, &of);
    plan_free(of);
}
END_TEST

START_TEST(dots_that_merge_are_marked) {
    plan of = plan_of(40, 30, 390, false);
    fol_preview_spec spec = fol_preview_spec_default();
    spec.day = 20000;
    fol_scene *plain = preview(of, &spec);
    spec.merging = true;
    fol_scene *marked = preview(of, &spec);
    ck_assert_uint_eq(fol_scene_op_count(marked), fol_scene_op_count(plain) + 1);
    size_t count;
    fol_dot *dots = all_dots(of.layout, &count);
    fol_merge_count zone;
    fol_merge_spec merge = fol_merge_spec_default();
    merge.day = 20000;
    ck_assert_int_eq(fol_merge_risk(of.design, dots, count, &merge, &zone, 1, NULL, NULL, &err), FOL_OK);
    ck_assert_uint_gt(zone.merging, 0);
    ck_assert_uint_eq(nth(marked, FOL_OP_DOTS, 1)->dot_count, zone.merging);
    free(dots);
    fol_scene_free(plain);
    fol_scene_free(marked);
    plan_free(of);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("heal");
    TCase *tests = tcase_create("heal");
    tcase_add_test(tests, fresh_healed_and_later_are_as_stated);
    tcase_add_test(tests, pigment_never_rises_and_width_never_falls);
    tcase_add_test(tests, sun_scars_skin_and_depth_change_the_pace);
    tcase_add_test(tests, a_plan_draws_each_session_the_day_before_the_second_healed_and_three_years);
    tcase_add_test(tests, moments_are_days_of_the_calendar);
    tcase_add_test(tests, a_dot_is_as_old_as_its_session_in_its_own_tissue);
    tcase_add_test(tests, merging_is_what_looking_at_all_pairs_finds);
    tcase_add_test(tests, a_layout_keeps_the_gap_that_its_design_tells);
    tcase_add_test(tests, a_design_whose_dots_will_merge_is_warned_of);
    tcase_add_test(tests, bad_merge_calls_are_refused);
    tcase_add_test(tests, merging_without_memory_leaks_nothing);
    tcase_add_test(tests, colours_have_names);
    tcase_add_test(tests, opacity_falls_with_water_as_the_exponential_says);
    tcase_add_test(tests, advice_goes_with_hair_and_never_over_the_most);
    tcase_add_test(tests, constants_out_of_their_limits_are_named);
    tcase_add_test(tests, what_contradicts_itself_or_has_no_such_name_is_refused);
    tcase_add_test(tests, a_picture_on_a_day_has_the_dots_of_its_sessions_at_their_age);
    tcase_add_test(tests, pigment_that_is_opaque_already_widens_when_fresh);
    tcase_add_test(tests, a_scab_is_wider_and_goes);
    tcase_add_test(tests, with_a_strength_each_dot_has_the_opacity_of_its_shade);
    tcase_add_test(tests, days_that_are_none_are_refused);
    tcase_add_test(tests, a_picture_on_a_day_without_memory_leaks_nothing);
    tcase_add_test(tests, dots_that_merge_are_marked);
    suite_add_tcase(suite, tests);
    return suite;
}
