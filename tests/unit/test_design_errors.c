/* SPDX-License-Identifier: MIT */
/* What a design refuses, and what it only warns of: each row spoils one thing of a design that is fine. */
#include "ring_oracle.h"
#include "runner.h"

#include <follicle/design.h>
#include <follicle/pattern.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A design that is fine, and room to spoil it. */
typedef struct plan {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_design_options options;
    fol_limits limits;
    fol_session_spec sessions[9];
    fol_zone_spec zones[2];
    fol_hairline_spec hairlines[40];
    fol_keep_out_spec keep_outs[1];
    fol_point outline[2][8], hole[8], curve[8], mole[8], hairs[8];
    fol_ring holes[1];
    double shares[9];
    const char *names[2];
    float scale[4];
} plan;

static void fill_plan(plan *p) {
    memset(p, 0, sizeof *p);
    p->treatment = fol_treatment_spec_default();
    p->chart = fol_chart_spec_default();
    p->options = fol_design_options_default();
    p->limits = fol_limits_default();
    p->options.spacing = fol_pattern_spacing(fol_pattern_builtin());
    p->options.limits = &p->limits;
    for (int i = 0; i < 9; i++) {
        p->sessions[i] = fol_session_spec_default();
        p->sessions[i].day = 10 * i;
        p->sessions[i].cumulative = i < 2 ? 0.3 + 0.4 * i : i == 2 ? 1 : 1 + i;
    }
    p->treatment.sessions = p->sessions;
    p->treatment.session_count = 3;
    for (int i = 0; i < 2; i++) {
        p->zones[i] = fol_zone_spec_default();
        p->zones[i].name = i ? "crown" : "front";
        p->zones[i].density_per_cm2 = 100;
        ring_rectangle(10 + 40 * i, 10, 30, 30, p->outline[i]);
        p->zones[i].outline.points = p->outline[i];
        p->zones[i].outline.count = 4;
    }
    ring_rectangle(20, 20, 5, 5, p->hole);
    p->holes[0].points = p->hole;
    p->holes[0].count = 4;
    p->zones[0].holes = p->holes;
    p->zones[0].hole_count = 1;
    for (int i = 0; i < 40; i++) {
        p->hairlines[i] = fol_hairline_spec_default();
        p->hairlines[i].points.points = p->curve;
        p->hairlines[i].points.count = 3;
    }
    p->curve[0] = (fol_point){10, 15};
    p->curve[1] = (fol_point){45, 12};
    p->curve[2] = (fol_point){80, 15};
    p->keep_outs[0] = fol_keep_out_spec_default();
    ring_rectangle(60, 20, 5, 5, p->mole);
    p->keep_outs[0].outline.points = p->mole;
    p->keep_outs[0].outline.count = 4;
    p->hairs[0] = (fol_point){15, 25};
    p->hairs[1] = (fol_point){16, 25};
    p->chart.canvas_width_mm = 100;
    p->chart.canvas_height_mm = 50;
    p->chart.zones = p->zones;
    p->chart.zone_count = 2;
    p->chart.hairlines = p->hairlines;
    p->chart.hairline_count = 1;
    p->chart.keep_outs = p->keep_outs;
    p->chart.keep_out_count = 1;
    p->chart.hairs = p->hairs;
    p->chart.hair_count = 2;
    p->names[0] = "front";
    p->names[1] = "crown";
}

static fol_status create(const plan *p, fol_design **out, fol_error *err) {
    memset(err, 0, sizeof *err);
    return fol_design_create(&p->treatment, &p->chart, &p->options, NULL, out, err);
}

START_TEST(the_design_that_is_spoilt_below_is_fine_and_without_warnings) {
    plan p;
    fol_design *design;
    fol_error err;
    fill_plan(&p);
    ck_assert_msg(create(&p, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    ck_assert_uint_eq(fol_design_warning_count(design), 0);
    ck_assert_int_eq(err.status, 0);
    fol_design_free(design);
}
END_TEST

/* ------------------------------------------------------------------ errors */

typedef struct fault {
    void (*spoil)(plan *p);
    fol_status status;
    const char *path;
    int index, ring, vertex;
    const char *names; /* what the message must name */
} fault;

#define SPOIL(name, ...)             \
    static void name(plan *p) {      \
        __VA_ARGS__;                 \
    }

SPOIL(canvas_zero, p->chart.canvas_width_mm = 0)
SPOIL(canvas_small, p->chart.canvas_height_mm = 0.5)
SPOIL(canvas_absurd, p->chart.canvas_height_mm = 10001)
SPOIL(canvas_nan, p->chart.canvas_width_mm = NAN)
SPOIL(canvas_unset, p->chart.canvas_width_mm = fol_chart_spec_default().canvas_width_mm)
SPOIL(no_zones, p->chart.zone_count = 0)
SPOIL(no_name, p->zones[1].name = NULL)
SPOIL(empty_name, p->zones[1].name = "")
SPOIL(same_name, p->zones[1].name = "front")
SPOIL(density_zero, p->zones[1].density_per_cm2 = 0)
SPOIL(density_negative, p->zones[1].density_per_cm2 = -60)
SPOIL(density_nan, p->zones[1].density_per_cm2 = NAN)
SPOIL(density_infinite, p->zones[1].density_per_cm2 = INFINITY)
SPOIL(density_over_cap, p->zones[1].density_per_cm2 = 401)
SPOIL(feather_negative, p->zones[0].feather_mm = -0.1)
SPOIL(feather_wide, p->zones[0].feather_mm = 50.1)
SPOIL(two_points, p->zones[1].outline.count = 2)
SPOIL(no_outline, p->zones[1].outline.points = NULL)
SPOIL(zero_area, p->outline[1][2] = p->outline[1][0]; p->outline[1][3] = p->outline[1][1])
SPOIL(vertex_nan, p->outline[1][3].y = NAN)
SPOIL(vertex_far, p->outline[0][2].x = 20001)
SPOIL(hole_outside, ring_rectangle(60, 20, 5, 5, p->hole))
SPOIL(hole_across, ring_rectangle(35, 20, 10, 5, p->hole))
SPOIL(hole_vertex_infinite, p->hole[2].x = -INFINITY)
SPOIL(hole_of_two, p->holes[0].count = 2)
SPOIL(shares_too_few, p->shares[0] = 1; p->zones[1].cumulative = p->shares; p->zones[1].cumulative_count = 1)
SPOIL(zone_share_over, p->shares[1] = 0.5; p->shares[2] = 1.5; p->zones[1].cumulative = p->shares; p->zones[1].cumulative_count = 3)
SPOIL(zone_share_nan, p->shares[1] = NAN; p->zones[1].cumulative = p->shares; p->zones[1].cumulative_count = 3)
SPOIL(zone_shares_fall, p->shares[0] = 0.6; p->shares[1] = 0.5; p->shares[2] = 1; p->zones[1].cumulative = p->shares; p->zones[1].cumulative_count = 3)
SPOIL(spacing_too_wide, p->treatment.min_distance_mm = 0.9)
SPOIL(spacing_nan, p->treatment.min_distance_mm = NAN)
SPOIL(style_unknown, p->hairlines[0].style = "mullet")
SPOIL(style_missing, p->hairlines[0].style = NULL)
SPOIL(transition_wide, p->hairlines[0].transition_mm = 51)
SPOIL(transition_negative, p->hairlines[0].transition_mm = -2)
SPOIL(edge_density_over, p->hairlines[0].edge_density = 1.1)
SPOIL(large_over, p->hairlines[0].large_mm = 11)
SPOIL(large_wave_short, p->hairlines[0].large_wave_mm = 4)
SPOIL(small_over, p->hairlines[0].small_mm = 6)
SPOIL(small_wave_zero, p->hairlines[0].small_wave_mm = 0)
SPOIL(sentinels_over, p->hairlines[0].sentinels_per_cm = 6)
SPOIL(edge_size_under, p->hairlines[0].edge_size = 0.4)
SPOIL(size_transition_wide, p->hairlines[0].size_transition_mm = 51)
SPOIL(edge_shade_over, p->hairlines[0].edge_shade = 41)
SPOIL(shade_transition_nan, p->hairlines[0].shade_transition_mm = NAN)
SPOIL(scatter_over, p->hairlines[0].edge_scatter_mm = 5.5)
SPOIL(behind_nan, p->hairlines[0].has_behind = true; p->hairlines[0].behind.x = NAN)
SPOIL(behind_on_line, p->hairlines[0].has_behind = true; p->hairlines[0].behind = p->curve[1])
SPOIL(hairline_zone_unknown, p->names[0] = "side"; p->hairlines[0].zones = p->names; p->hairlines[0].zone_count = 1)
SPOIL(hairline_zone_null, p->names[1] = NULL; p->hairlines[0].zones = p->names; p->hairlines[0].zone_count = 2)
SPOIL(hairline_one_point, p->hairlines[0].points.count = 1)
SPOIL(hairline_nan, p->curve[1].x = NAN)
SPOIL(hairline_twice, p->curve[2] = p->curve[1])
SPOIL(hairline_loop, p->curve[0] = (fol_point){10, 30}; p->curve[1] = (fol_point){60, 30}; p->curve[2] = (fol_point){60, 10}; p->curve[3] = (fol_point){40, 10}; p->curve[4] = (fol_point){40, 45}; p->hairlines[0].points.count = 5)
SPOIL(hairlines_too_many, p->chart.hairline_count = 33)
SPOIL(margin_negative, p->keep_outs[0].margin_mm = -1)
SPOIL(margin_wide, p->keep_outs[0].margin_mm = 51)
SPOIL(mole_two_points, p->keep_outs[0].outline.count = 2)
SPOIL(mole_nan, p->mole[1].y = NAN)
SPOIL(hair_nan, p->hairs[1].x = NAN)
SPOIL(hair_far, p->hairs[0].y = -30000)
static const float too_sure[2] = {1, 1.5f};
SPOIL(hair_too_sure, p->chart.hair_confidence = too_sure)
SPOIL(hairs_unread, p->chart.hairs_file = "hairs.csv"; p->chart.hair_count = 0)
SPOIL(mask_unread, p->chart.mask_file.file = "mask.png")
SPOIL(sessions_too_many, p->treatment.session_count = 9)
SPOIL(day_negative, p->sessions[0].day = -1)
SPOIL(days_fall, p->sessions[2].day = 5)
SPOIL(days_repeat, p->sessions[1].day = 0)
SPOIL(share_zero, p->sessions[0].cumulative = 0)
SPOIL(share_over, p->sessions[2].cumulative = 1.01)
SPOIL(share_nan, p->sessions[1].cumulative = NAN)
SPOIL(shares_fall, p->sessions[1].cumulative = 0.2)
SPOIL(shares_repeat, p->sessions[1].cumulative = 0.3)
SPOIL(front_over, p->sessions[1].hairline_cumulative = 1.2)
SPOIL(front_falls, p->sessions[0].hairline_cumulative = 0.6; p->sessions[1].hairline_cumulative = 0.5)
SPOIL(front_ends_lower, p->sessions[2].hairline_cumulative = 0.9)
SPOIL(shade_zero, p->sessions[1].shade = 0)
SPOIL(shade_over, p->sessions[1].shade = 256)
SPOIL(seed_large, p->treatment.seed = UINT64_C(1) << 53)
SPOIL(opacity_over, p->treatment.pigment_opacity = 1.5)
SPOIL(diameter_small, p->treatment.diameter_from_mm = 0.04)
SPOIL(diameter_large, p->treatment.diameter_to_mm = 0.51)
SPOIL(diameter_falls, p->treatment.diameter_from_mm = 0.2)
SPOIL(depth_over, p->treatment.depth_to_mm = 3.1)
SPOIL(depth_falls, p->treatment.depth_from_mm = 1; p->treatment.depth_to_mm = 0.5)
SPOIL(irregularity_over, p->treatment.irregularity_mm = 0.07)
SPOIL(irregularity_nan, p->treatment.irregularity_mm = NAN)
SPOIL(photo_no_scale, p->chart.photo.file = "head.jpg")
SPOIL(photo_two_scales, p->chart.photo.file = "head.jpg"; p->chart.photo.mm_per_px = 0.2; p->chart.photo.scale_mm = 10)
SPOIL(photo_far, p->chart.photo.file = "head.jpg"; p->chart.photo.mm_per_px = 0.2; p->chart.photo_at.y = 30000)
SPOIL(photo_scale_absurd, p->chart.photo.file = "head.jpg"; p->chart.photo.mm_per_px = 1000)
SPOIL(photo_same_pixel, p->chart.photo.file = "head.jpg"; p->chart.photo.scale_mm = 10)
SPOIL(scale_max_low, p->chart.area_scale.max_scale = 0.5)
SPOIL(scale_max_high, p->chart.area_scale.max_scale = 17)
SPOIL(scale_no_size, p->chart.area_scale.values = p->scale; p->chart.area_scale.mm_per_value = 1)
SPOIL(scale_no_pitch, p->chart.area_scale.values = p->scale; p->chart.area_scale.width = p->chart.area_scale.height = 2)
SPOIL(scale_value_over, p->chart.area_scale.values = p->scale; p->chart.area_scale.width = p->chart.area_scale.height = 2; p->chart.area_scale.mm_per_value = 1; p->scale[2] = 1.5f)
SPOIL(scale_lifts_over_cap, p->chart.area_scale.max_scale = 4; p->zones[0].density_per_cm2 = 101)
SPOIL(too_many_dots, p->limits.max_dots = 1500)
SPOIL(too_many_zones, p->limits.max_zones = 1)
SPOIL(too_many_vertices, p->limits.max_vertices = 18)
SPOIL(too_many_hairs, p->limits.max_hairs = 1)
SPOIL(too_many_scale_values, p->limits.max_pixels = 3; p->chart.area_scale.values = p->scale; p->chart.area_scale.width = p->chart.area_scale.height = 2; p->chart.area_scale.mm_per_value = 1)
static void put_mask(plan *p) {
    for (int i = 0; i < 4; i++)
        p->scale[i] = 1;
    p->chart.mask = (fol_mask_spec){p->scale, 2, 2, 50, 0, 0};
}
SPOIL(mask_no_size, put_mask(p); p->chart.mask.width = 0)
SPOIL(mask_height_negative, put_mask(p); p->chart.mask.height = -2)
SPOIL(mask_no_pitch, put_mask(p); p->chart.mask.mm_per_value = 0)
SPOIL(mask_pitch_nan, put_mask(p); p->chart.mask.mm_per_value = NAN)
SPOIL(mask_pitch_absurd, put_mask(p); p->chart.mask.mm_per_value = 1001)
SPOIL(mask_far, put_mask(p); p->chart.mask.x_mm = 20001)
SPOIL(mask_y_nan, put_mask(p); p->chart.mask.y_mm = NAN)
SPOIL(mask_x_infinite, put_mask(p); p->chart.mask.x_mm = -INFINITY)
SPOIL(mask_value_over, put_mask(p); p->scale[2] = 1.25f)
SPOIL(mask_value_negative, put_mask(p); p->scale[3] = -0.5f)
SPOIL(mask_value_nan, put_mask(p); p->scale[1] = NAN)
SPOIL(mask_too_large, put_mask(p); p->limits.max_pixels = 3)
SPOIL(mask_absurd, put_mask(p); p->chart.mask.width = p->chart.mask.height = INT32_MAX)
SPOIL(chart_not_filled_in, p->chart.struct_size = 0)
SPOIL(treatment_not_filled_in, p->treatment.struct_size = 0)
SPOIL(session_not_filled_in, p->sessions[0].struct_size = 0)
SPOIL(zone_not_filled_in, p->zones[0].struct_size = 0)
SPOIL(second_zone_not_filled_in, p->zones[1].struct_size = 8)
SPOIL(hairline_not_filled_in, p->hairlines[0].struct_size = 0)
SPOIL(keep_out_not_filled_in, p->keep_outs[0].struct_size = 0)
SPOIL(options_not_filled_in, p->options.struct_size = 0)
SPOIL(limits_not_filled_in, p->limits.struct_size = 0)
SPOIL(zones_missing, p->chart.zones = NULL)
SPOIL(hairs_missing, p->chart.hairs = NULL)
SPOIL(sessions_missing, p->treatment.sessions = NULL)
SPOIL(sessions_empty, p->treatment.session_count = 0)

static const fault faults[] = {
    {canvas_zero, FOL_ERR_VALUE, "canvas.width_mm", -1, -1, -1, "0 mm"},
    {canvas_small, FOL_ERR_VALUE, "canvas.height_mm", -1, -1, -1, "0.5"},
    {canvas_absurd, FOL_ERR_VALUE, "canvas.height_mm", -1, -1, -1, "10001"},
    {canvas_nan, FOL_ERR_VALUE, "canvas.width_mm", -1, -1, -1, "nan"},
    {canvas_unset, FOL_ERR_VALUE, "canvas.width_mm", -1, -1, -1, "0"},
    {no_zones, FOL_ERR_GEOMETRY, "zones", -1, -1, -1, "at least one"},
    {no_name, FOL_ERR_NAME, "zones[1].name", 1, -1, -1, "name"},
    {empty_name, FOL_ERR_NAME, "zones[1].name", 1, -1, -1, "name"},
    {same_name, FOL_ERR_NAME, "zones[1].name", 1, -1, -1, "\"front\""},
    {density_zero, FOL_ERR_VALUE, "zones[1].density_per_cm2", 1, -1, -1, "0"},
    {density_negative, FOL_ERR_VALUE, "zones[1].density_per_cm2", 1, -1, -1, "-60"},
    {density_nan, FOL_ERR_VALUE, "zones[1].density_per_cm2", 1, -1, -1, "nan"},
    {density_infinite, FOL_ERR_VALUE, "zones[1].density_per_cm2", 1, -1, -1, "inf"},
    {density_over_cap, FOL_ERR_CONFLICT, "zones[1].density_per_cm2", 1, -1, -1, "400"},
    {feather_negative, FOL_ERR_VALUE, "zones[0].feather_mm", 0, -1, -1, "-0.1"},
    {feather_wide, FOL_ERR_VALUE, "zones[0].feather_mm", 0, -1, -1, "50.1"},
    {two_points, FOL_ERR_GEOMETRY, "zones[1].outline", 1, 0, -1, "2 points"},
    {no_outline, FOL_ERR_GEOMETRY, "zones[1].outline", 1, 0, -1, "0 points"},
    {zero_area, FOL_ERR_GEOMETRY, "zones[1].outline", 1, 0, -1, "no area"},
    {vertex_nan, FOL_ERR_VALUE, "zones[1].outline[3]", 1, 0, 3, "nan"},
    {vertex_far, FOL_ERR_VALUE, "zones[0].outline[2]", 0, 0, 2, "20001"},
    {hole_outside, FOL_ERR_GEOMETRY, "zones[0].holes[0][0]", 0, 1, 0, "(60, 20)"},
    {hole_across, FOL_ERR_GEOMETRY, "zones[0].holes[0][0]", 0, 1, 0, "between its points 1 and 2"},
    {hole_vertex_infinite, FOL_ERR_VALUE, "zones[0].holes[0][2]", 0, 1, 2, "-inf"},
    {hole_of_two, FOL_ERR_GEOMETRY, "zones[0].holes[0]", 0, 1, -1, "2 points"},
    {shares_too_few, FOL_ERR_CONFLICT, "zones[1].cumulative", 1, -1, -1, "1 shares for 3 sessions"},
    {zone_share_over, FOL_ERR_VALUE, "zones[1].cumulative", 1, -1, -1, "1.5"},
    {zone_share_nan, FOL_ERR_VALUE, "zones[1].cumulative", 1, -1, -1, "nan"},
    {zone_shares_fall, FOL_ERR_CONFLICT, "zones[1].cumulative", 1, -1, -1, "0.5"},
    {spacing_too_wide, FOL_ERR_CONFLICT, "zones[0].density_per_cm2", 0, -1, -1, "highest density that works is"},
    {spacing_nan, FOL_ERR_VALUE, "dots.min_distance_mm", -1, -1, -1, "nan"},
    {style_unknown, FOL_ERR_NAME, "hairlines[0].style", 0, -1, -1, "\"mullet\""},
    {style_missing, FOL_ERR_NAME, "hairlines[0].style", 0, -1, -1, "natural"},
    {transition_wide, FOL_ERR_VALUE, "hairlines[0].transition_mm", 0, -1, -1, "51"},
    {transition_negative, FOL_ERR_VALUE, "hairlines[0].transition_mm", 0, -1, -1, "-2"},
    {edge_density_over, FOL_ERR_VALUE, "hairlines[0].edge_density", 0, -1, -1, "1.1"},
    {large_over, FOL_ERR_VALUE, "hairlines[0].undulation.large_mm", 0, -1, -1, "11"},
    {large_wave_short, FOL_ERR_VALUE, "hairlines[0].undulation.large_wave_mm", 0, -1, -1, "4"},
    {small_over, FOL_ERR_VALUE, "hairlines[0].undulation.small_mm", 0, -1, -1, "6"},
    {small_wave_zero, FOL_ERR_VALUE, "hairlines[0].undulation.small_wave_mm", 0, -1, -1, "0"},
    {sentinels_over, FOL_ERR_VALUE, "hairlines[0].sentinels_per_cm", 0, -1, -1, "6"},
    {edge_size_under, FOL_ERR_VALUE, "hairlines[0].edge_size", 0, -1, -1, "0.4"},
    {size_transition_wide, FOL_ERR_VALUE, "hairlines[0].size_transition_mm", 0, -1, -1, "51"},
    {edge_shade_over, FOL_ERR_VALUE, "hairlines[0].edge_shade", 0, -1, -1, "41"},
    {shade_transition_nan, FOL_ERR_VALUE, "hairlines[0].shade_transition_mm", 0, -1, -1, "nan"},
    {scatter_over, FOL_ERR_VALUE, "hairlines[0].edge_scatter_mm", 0, -1, -1, "5.5"},
    {behind_nan, FOL_ERR_VALUE, "hairlines[0].behind[0]", 0, -1, -1, "nan"},
    {behind_on_line, FOL_ERR_GEOMETRY, "hairlines[0].behind", 0, -1, -1, "(45, 12)"},
    {hairline_zone_unknown, FOL_ERR_NAME, "hairlines[0].zones", 0, -1, -1, "\"side\""},
    {hairline_zone_null, FOL_ERR_NAME, "hairlines[0].zones", 0, -1, -1, "\"\""},
    {hairline_one_point, FOL_ERR_GEOMETRY, "hairlines[0].points", 0, 0, -1, "1 point"},
    {hairline_nan, FOL_ERR_VALUE, "hairlines[0].points[1]", 0, 0, 1, "nan"},
    {hairline_twice, FOL_ERR_GEOMETRY, "hairlines[0].points[2]", 0, 0, 2, "same"},
    {hairline_loop, FOL_ERR_GEOMETRY, "hairlines[0].points", 0, 0, -1, "crosses itself near"},
    {hairlines_too_many, FOL_ERR_LIMIT, "hairlines", -1, -1, -1, "33"},
    {margin_negative, FOL_ERR_VALUE, "keep_outs[0].margin_mm", 0, -1, -1, "-1"},
    {margin_wide, FOL_ERR_VALUE, "keep_outs[0].margin_mm", 0, -1, -1, "51"},
    {mole_two_points, FOL_ERR_GEOMETRY, "keep_outs[0].outline", 0, 0, -1, "2 points"},
    {mole_nan, FOL_ERR_VALUE, "keep_outs[0].outline[1]", 0, 0, 1, "nan"},
    {hair_nan, FOL_ERR_VALUE, "hairs[1]", 1, -1, -1, "nan"},
    {hair_far, FOL_ERR_VALUE, "hairs[0]", 0, -1, -1, "-30000"},
    {hair_too_sure, FOL_ERR_VALUE, "hairs[1].confidence", 1, -1, -1, "from 0 to 1"},
    {hairs_unread, FOL_ERR_CONFLICT, "hairs_file", -1, -1, -1, "read it with fol_hairs_parse_csv() first"},
    {mask_unread, FOL_ERR_CONFLICT, "mask.file", -1, -1, -1, "read it with fol_mask_parse() first"},
    {sessions_too_many, FOL_ERR_LIMIT, "sessions", -1, -1, -1, "9"},
    {day_negative, FOL_ERR_VALUE, "sessions[0].day", 0, -1, -1, "-1"},
    {days_fall, FOL_ERR_CONFLICT, "sessions[2].day", 2, -1, -1, "day 5"},
    {days_repeat, FOL_ERR_CONFLICT, "sessions[1].day", 1, -1, -1, "day 0"},
    {share_zero, FOL_ERR_VALUE, "sessions[0].cumulative", 0, -1, -1, "0"},
    {share_over, FOL_ERR_VALUE, "sessions[2].cumulative", 2, -1, -1, "1.01"},
    {share_nan, FOL_ERR_VALUE, "sessions[1].cumulative", 1, -1, -1, "nan"},
    {shares_fall, FOL_ERR_CONFLICT, "sessions[1].cumulative", 1, -1, -1, "0.2"},
    {shares_repeat, FOL_ERR_CONFLICT, "sessions[1].cumulative", 1, -1, -1, "0.3"},
    {front_over, FOL_ERR_VALUE, "sessions[1].hairline_cumulative", 1, -1, -1, "1.2"},
    {front_falls, FOL_ERR_CONFLICT, "sessions[1].hairline_cumulative", 1, -1, -1, "0.5"},
    {front_ends_lower, FOL_ERR_CONFLICT, "sessions[2].hairline_cumulative", 2, -1, -1, "0.9"},
    {shade_zero, FOL_ERR_VALUE, "sessions[1].shade", 1, -1, -1, "0"},
    {shade_over, FOL_ERR_VALUE, "sessions[1].shade", 1, -1, -1, "256"},
    {seed_large, FOL_ERR_VALUE, "seed", -1, -1, -1, "9007199254740992"},
    {opacity_over, FOL_ERR_VALUE, "pigment.opacity", -1, -1, -1, "1.5"},
    {diameter_small, FOL_ERR_VALUE, "dots.diameter_mm[0]", -1, -1, -1, "0.04"},
    {diameter_large, FOL_ERR_VALUE, "dots.diameter_mm[1]", -1, -1, -1, "0.51"},
    {diameter_falls, FOL_ERR_CONFLICT, "dots.diameter_mm", -1, -1, -1, "0.2"},
    {depth_over, FOL_ERR_VALUE, "dots.depth_mm[1]", -1, -1, -1, "3.1"},
    {depth_falls, FOL_ERR_CONFLICT, "dots.depth_mm", -1, -1, -1, "0.5"},
    {irregularity_over, FOL_ERR_VALUE, "dots.irregularity_mm", -1, -1, -1, "0.07"},
    {irregularity_nan, FOL_ERR_VALUE, "dots.irregularity_mm", -1, -1, -1, "nan"},
    {photo_no_scale, FOL_ERR_VALUE, "photo.mm_per_px", -1, -1, -1, "0"},
    {photo_two_scales, FOL_ERR_CONFLICT, "photo.scale", -1, -1, -1, "mm_per_px"},
    {photo_far, FOL_ERR_VALUE, "photo.at[1]", -1, -1, -1, "30000"},
    {photo_scale_absurd, FOL_ERR_VALUE, "photo.mm_per_px", -1, -1, -1, "1000"},
    {photo_same_pixel, FOL_ERR_GEOMETRY, "photo.scale", -1, -1, -1, "same pixel"},
    {scale_max_low, FOL_ERR_VALUE, "area_scale.max_scale", -1, -1, -1, "0.5"},
    {scale_max_high, FOL_ERR_VALUE, "area_scale.max_scale", -1, -1, -1, "17"},
    {scale_no_size, FOL_ERR_LIMIT, "area_scale", -1, -1, -1, "0 x 0"},
    {scale_no_pitch, FOL_ERR_VALUE, "area_scale.mm_per_value", -1, -1, -1, "0"},
    {scale_value_over, FOL_ERR_VALUE, "area_scale", -1, -1, -1, "1.5"},
    {scale_lifts_over_cap, FOL_ERR_CONFLICT, "zones[0].density_per_cm2", 0, -1, -1, "100"},
    {too_many_dots, FOL_ERR_LIMIT, "zones[1].density_per_cm2", 1, -1, -1, "1500"},
    {too_many_zones, FOL_ERR_LIMIT, "zones", -1, -1, -1, "2"},
    {too_many_vertices, FOL_ERR_LIMIT, "", -1, -1, -1, "18"},
    {too_many_hairs, FOL_ERR_LIMIT, "hairs", -1, -1, -1, "2"},
    {too_many_scale_values, FOL_ERR_LIMIT, "area_scale", -1, -1, -1, "2 x 2"},
    {mask_no_size, FOL_ERR_LIMIT, "mask", -1, -1, -1, "0 x 2"},
    {mask_height_negative, FOL_ERR_LIMIT, "mask", -1, -1, -1, "2 x -2"},
    {mask_no_pitch, FOL_ERR_VALUE, "mask.mm_per_value", -1, -1, -1, "0"},
    {mask_pitch_nan, FOL_ERR_VALUE, "mask.mm_per_value", -1, -1, -1, "nan"},
    {mask_pitch_absurd, FOL_ERR_VALUE, "mask.mm_per_value", -1, -1, -1, "1001"},
    {mask_far, FOL_ERR_VALUE, "mask.x_mm", -1, -1, -1, "20001"},
    {mask_y_nan, FOL_ERR_VALUE, "mask.y_mm", -1, -1, -1, "nan"},
    {mask_x_infinite, FOL_ERR_VALUE, "mask.x_mm", -1, -1, -1, "-inf"},
    {mask_value_over, FOL_ERR_VALUE, "mask", -1, -1, -1, "value 2 is 1.25"},
    {mask_value_negative, FOL_ERR_VALUE, "mask", -1, -1, -1, "value 3 is -0.5"},
    {mask_value_nan, FOL_ERR_VALUE, "mask", -1, -1, -1, "value 1 is nan"},
    {mask_too_large, FOL_ERR_LIMIT, "mask", -1, -1, -1, "2 x 2"},
    {mask_absurd, FOL_ERR_LIMIT, "mask", -1, -1, -1, "2147483647 x 2147483647"},
    {chart_not_filled_in, FOL_ERR_ARG, "", -1, -1, -1, "struct_size"},
    {treatment_not_filled_in, FOL_ERR_ARG, "", -1, -1, -1, "struct_size"},
    {session_not_filled_in, FOL_ERR_ARG, "sessions[0]", 0, -1, -1, "struct_size"},
    {zone_not_filled_in, FOL_ERR_ARG, "zones[0]", 0, -1, -1, "struct_size"},
    {second_zone_not_filled_in, FOL_ERR_ARG, "zones[1]", 1, -1, -1, "struct_size"},
    {hairline_not_filled_in, FOL_ERR_ARG, "hairlines[0]", 0, -1, -1, "struct_size"},
    {keep_out_not_filled_in, FOL_ERR_ARG, "keep_outs[0]", 0, -1, -1, "struct_size"},
    {options_not_filled_in, FOL_ERR_ARG, "", -1, -1, -1, "struct_size"},
    {limits_not_filled_in, FOL_ERR_ARG, "", -1, -1, -1, "struct_size"},
    {zones_missing, FOL_ERR_ARG, "", -1, -1, -1, "NULL"},
    {hairs_missing, FOL_ERR_ARG, "", -1, -1, -1, "NULL"},
    {sessions_missing, FOL_ERR_ARG, "", -1, -1, -1, "NULL"},
    {sessions_empty, FOL_ERR_VALUE, "sessions", -1, -1, -1, "at least one"},
};

START_TEST(what_cannot_be_done_is_refused_where_it_stands) {
    const fault *f = &faults[_i];
    plan p;
    fol_design *design = (fol_design *)&p;
    fol_error err;
    fill_plan(&p);
    f->spoil(&p);
    const fol_status status = create(&p, &design, &err);
    ck_assert_msg(status == f->status, "%s: %s instead of %s: %s", f->path, fol_status_name(status), fol_status_name(f->status),
                  err.message);
    ck_assert_ptr_null(design);
    ck_assert_int_eq(err.status, status);
    ck_assert_str_eq(err.path, f->path);
    ck_assert_msg(strstr(err.message, f->names) != NULL, "\"%s\" does not name %s", err.message, f->names);
    ck_assert_msg(err.index == f->index && err.ring == f->ring && err.vertex == f->vertex, "%s: index %d, ring %d, vertex %d",
                  f->path, (int)err.index, (int)err.ring, (int)err.vertex);
    ck_assert_msg(err.message[strlen(err.message) - 1] != '.' && !strchr(err.message, '\n'), "\"%s\"", err.message);
    ck_assert_int_eq(fol_design_create(&p.treatment, &p.chart, &p.options, NULL, &design, NULL), f->status);
}
END_TEST

START_TEST(calls_without_arguments_are_refused) {
    plan p;
    fol_design *design = (fol_design *)&p;
    fol_error err;
    fill_plan(&p);
    ck_assert_int_eq(fol_design_create(NULL, &p.chart, NULL, NULL, &design, &err), FOL_ERR_ARG);
    ck_assert_ptr_null(design);
    ck_assert_int_eq(fol_design_create(&p.treatment, NULL, NULL, NULL, &design, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_design_create(&p.treatment, &p.chart, NULL, NULL, NULL, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_design_derive(NULL, NULL, NULL, &design, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_design_expected(NULL, NULL, 0), FOL_ERR_ARG);
    ck_assert_ptr_null(fol_design_chart(NULL));
    ck_assert_ptr_null(fol_design_treatment(NULL));
    ck_assert_uint_eq(fol_design_zone_count(NULL), 0);
    ck_assert_int_eq(fol_design_zone_named(NULL, "front"), FOL_NO_ZONE);
    ck_assert_ptr_null(fol_design_warning(NULL, 0).path);
    fol_design_free(NULL);
}
END_TEST

/* NULL points with a count, as a host can hand over by mistake. */
START_TEST(edits_without_points_are_refused) {
    static const fol_edit_kind kinds[] = {FOL_EDIT_ZONE_RING, FOL_EDIT_ZONE_RING, FOL_EDIT_HAIRLINE, FOL_EDIT_KEEP_OUT};
    static const size_t rings[] = {0, 1, 0, 0};
    plan p;
    fol_design *design, *derived;
    fol_error err;
    fill_plan(&p);
    ck_assert_int_eq(create(&p, &design, &err), FOL_OK);
    for (size_t i = 0; i < 4; i++) {
        const fol_design_edit edit = {kinds[i], 0, rings[i], {NULL, 4}}, none = {kinds[i], 0, rings[i], {p.hole, 0}};
        ck_assert_int_eq(fol_design_derive(design, &edit, NULL, &derived, &err), FOL_ERR_GEOMETRY);
        ck_assert_ptr_null(derived);
        ck_assert_int_eq(fol_design_derive(design, &none, NULL, &derived, &err), FOL_ERR_GEOMETRY);
    }
    fol_design_free(design);
}
END_TEST

START_TEST(the_density_that_is_named_as_the_highest_works) {
    plan p;
    fol_design *design;
    fol_error err;
    for (int i = 0; i < 40; i++) {
        fill_plan(&p);
        p.treatment.min_distance_mm = 0.35 + 0.02 * i;
        p.treatment.irregularity_mm = i % 2 ? 0.03 : 0;
        p.zones[0].density_per_cm2 = 399;
        ck_assert_int_eq(create(&p, &design, &err), FOL_ERR_CONFLICT);
        double most;
        ck_assert_int_eq(sscanf(strstr(err.message, "works is ") + 9, "%lf", &most), 1);
        p.zones[0].density_per_cm2 = p.zones[1].density_per_cm2 = most;
        ck_assert_msg(create(&p, &design, &err) == FOL_OK, "%s", err.message);
        ck_assert_double_ge(fol_design_least_distance_mm(design, 3), p.treatment.min_distance_mm);
        fol_design_free(design);
        p.zones[0].density_per_cm2 = most + 1;
        ck_assert_int_eq(create(&p, &design, &err), FOL_ERR_CONFLICT);
    }
}
END_TEST

START_TEST(edits_that_name_nothing_are_refused) {
    plan p;
    fol_design *design, *derived = (fol_design *)&p;
    fol_error err;
    fill_plan(&p);
    ck_assert_int_eq(create(&p, &design, &err), FOL_OK);
    const fol_ring ring = {p.outline[0], 4};
    const fol_design_edit edits[] = {{FOL_EDIT_ZONE_RING, 2, 0, ring}, {FOL_EDIT_ZONE_RING, 0, 2, ring},
                                     {FOL_EDIT_ZONE_RING, 1, 1, ring}, {FOL_EDIT_HAIRLINE, 1, 0, ring},
                                     {FOL_EDIT_KEEP_OUT, 1, 0, ring},  {(fol_edit_kind)0, 0, 0, ring},
                                     {(fol_edit_kind)9, 0, 0, ring}};
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        ck_assert_int_eq(fol_design_derive(design, &edits[i], NULL, &derived, &err), FOL_ERR_ARG);
        ck_assert_ptr_null(derived);
    }
    const fol_design_edit bad = {FOL_EDIT_ZONE_RING, 1, 0, {p.outline[1], 2}};
    ck_assert_int_eq(fol_design_derive(design, &bad, NULL, &derived, &err), FOL_ERR_GEOMETRY);
    ck_assert_str_eq(err.path, "zones[1].outline");
    fol_design_free(design);
}
END_TEST

/* ------------------------------------------------------------------ hostile sizes */

static double seconds(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

START_TEST(a_billion_dots_are_refused_at_once) {
    plan p;
    fol_design *design;
    fol_error err;
    const double start = seconds();
    fill_plan(&p);
    p.chart.canvas_width_mm = p.chart.canvas_height_mm = 10000;
    p.chart.zone_count = 1;
    p.zones[0].hole_count = 0;
    p.zones[0].density_per_cm2 = 400;
    ring_rectangle(0, 0, 10000, 10000, p.outline[0]);
    ck_assert_int_eq(create(&p, &design, &err), FOL_ERR_LIMIT);
    ck_assert_str_eq(err.path, "zones[0].density_per_cm2");
    ck_assert(strstr(err.message, "4e+08") && strstr(err.message, "2000000"));
    p.options.spacing = NULL;
    p.zones[0].density_per_cm2 = 10000;
    ck_assert_int_eq(create(&p, &design, &err), FOL_ERR_LIMIT);
    ck_assert_double_lt(seconds() - start, 1);
}
END_TEST

/* A comb whose teeth are so high: `count` points. */
static fol_point *comb(size_t count, double height) {
    fol_point *points = malloc(count * sizeof *points);
    ck_assert_ptr_nonnull(points);
    for (size_t i = 0; i + 2 < count; i++)
        points[i] = (fol_point){10 + 1480.0 * (double)i / (double)count, i % 2 ? 10 : 10 + height};
    points[count - 2] = (fol_point){1490, 60};
    points[count - 1] = (fol_point){10, 60};
    return points;
}

START_TEST(a_feather_too_wide_for_so_many_points_is_refused_before_memory_is_taken) {
    plan p;
    fol_design *design;
    fol_error err;
    fill_plan(&p);
    fol_point *high = comb(90000, 40), *low = comb(90000, 0.01);
    p.chart.zone_count = 1;
    p.chart.canvas_width_mm = 1500;
    p.chart.canvas_height_mm = 150;
    p.zones[0].hole_count = 0;
    p.zones[0].outline = (fol_ring){high, 90000};
    p.zones[0].feather_mm = 50;
    ck_assert_int_eq(create(&p, &design, &err), FOL_ERR_LIMIT);
    ck_assert_int_eq(err.index, 0);
    ck_assert_msg(strstr(err.message, "90000 points") && strstr(err.message, "25 mm"), "%s", err.message);
    p.zones[0].outline = (fol_ring){low, 90000};
    p.zones[0].feather_mm = 6;
    ck_assert_msg(create(&p, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    fol_design_free(design);
    free(high);
    free(low);
}
END_TEST

START_TEST(long_teeth_without_end_are_refused) {
    plan p;
    fol_design *design;
    fol_error err;
    fill_plan(&p);
    fol_point *teeth = comb(90000, 40);
    p.chart.zone_count = 1;
    p.chart.canvas_width_mm = 1500;
    p.chart.canvas_height_mm = 150;
    p.zones[0].hole_count = 0;
    p.zones[0].outline = (fol_ring){teeth, 90000};
    ck_assert_int_eq(create(&p, &design, &err), FOL_ERR_LIMIT);
    ck_assert_int_eq(err.index, 0);
    ck_assert_msg(strstr(err.message, "90000 points run to and fro"), "%s", err.message);
    free(teeth);
}
END_TEST

START_TEST(a_small_zone_on_a_canvas_of_ten_metres_is_fine_and_fast) {
    plan p;
    fol_design *design;
    fol_error err;
    double counts[6];
    fill_plan(&p);
    const double start = seconds();
    p.chart.canvas_width_mm = p.chart.canvas_height_mm = 10000;
    ck_assert_msg(create(&p, &design, &err) == FOL_OK, "%s", err.message);
    ck_assert_int_eq(fol_design_expected(design, counts, 6), FOL_OK);
    fol_design_free(design);
    ck_assert_double_lt(seconds() - start, 1);
}
END_TEST

static void *counting_alloc(size_t size, void *user) {
    size_t *most = user;
    *most = size > *most ? size : *most;
    return malloc(size);
}

static void plain_release(void *memory, size_t size, void *user) {
    (void)size;
    (void)user;
    free(memory);
}

START_TEST(one_opening_on_a_canvas_of_ten_metres_takes_no_memory_for_the_rest) {
    plan p;
    fol_design *design;
    fol_error err;
    size_t most = 0;
    const fol_allocator alloc = {counting_alloc, plain_release, &most};
    fill_plan(&p);
    p.chart.canvas_width_mm = p.chart.canvas_height_mm = 10000;
    p.chart.hair_count = 1;
    ck_assert_int_eq(fol_design_create(&p.treatment, &p.chart, &p.options, &alloc, &design, &err), FOL_OK);
    ck_assert_uint_lt(most, 4000000);
    fol_design_free(design);
}
END_TEST

/* ------------------------------------------------------------------ warnings */

typedef struct oddity {
    void (*spoil)(plan *p);
    const char *path;
    const char *says;
} oddity;

SPOIL(odd_diameter_small, p->treatment.diameter_from_mm = 0.07)
SPOIL(odd_diameter_large, p->treatment.diameter_to_mm = 0.18)
SPOIL(odd_depth, p->treatment.depth_to_mm = 2.5)
SPOIL(odd_shade_thin, p->sessions[1].shade = 41)
SPOIL(odd_shade_dark, p->sessions[0].shade = 3)
SPOIL(odd_days_close, p->sessions[1].day = 6)
SPOIL(odd_days_apart, p->sessions[2].day = 53)
SPOIL(odd_unfinished, p->sessions[2].cumulative = 0.9)
SPOIL(odd_outside, ring_rectangle(110, 10, 30, 30, p->outline[1]))
SPOIL(odd_passes_canvas, ring_rectangle(80, 10, 30, 30, p->outline[1]))
SPOIL(odd_density, p->zones[1].density_per_cm2 = 260)
SPOIL(odd_zone_unfinished, p->shares[0] = 0.2; p->shares[1] = 0.5; p->shares[2] = 0.8; p->zones[1].cumulative = p->shares; p->zones[1].cumulative_count = 3)
SPOIL(odd_crossing, p->outline[1][0] = (fol_point){50, 10}; p->outline[1][1] = (fol_point){80, 40}; p->outline[1][2] = (fol_point){80, 10}; p->outline[1][3] = (fol_point){50, 40})
SPOIL(odd_mole_crossing, const fol_point swap = p->mole[1]; p->mole[1] = p->mole[2]; p->mole[2] = swap)
SPOIL(odd_hairline, for (int i = 0; i < 3; i++) p->curve[i].y += 300)
SPOIL(odd_hairs, p->hairs[1] = (fol_point){15.3, 25.3})
SPOIL(odd_mask, put_mask(p); memset(p->scale, 0, sizeof p->scale))
SPOIL(odd_scale, p->chart.area_scale = (fol_area_scale_spec){.max_scale = 1, .values = p->scale, .width = 2, .height = 2, .mm_per_value = 50})
SPOIL(odd_touching, p->zones[1].density_per_cm2 = 250; p->treatment.diameter_to_mm = 0.5)

static const oddity oddities[] = {
    {odd_diameter_small, "dots.diameter_mm", "0.07"},
    {odd_diameter_large, "dots.diameter_mm", "0.18"},
    {odd_depth, "dots.depth_mm", "2.5"},
    {odd_shade_thin, "sessions[1].shade", "41"},
    {odd_shade_dark, "sessions[0].shade", "3"},
    {odd_days_close, "sessions[1].day", "6 days"},
    {odd_days_apart, "sessions[2].day", "43 days"},
    {odd_unfinished, "sessions[2].cumulative", "0.9"},
    {odd_outside, "zones[1]", "\"crown\" lies outside"},
    {odd_passes_canvas, "zones[1]", "\"crown\" passes"},
    {odd_density, "zones[1].density_per_cm2", "260"},
    {odd_zone_unfinished, "zones[1].cumulative", "0.8"},
    {odd_crossing, "zones[1].outline[0]", "points 0 and 2"},
    {odd_mole_crossing, "keep_outs[0].outline[0]", "crosses itself"},
    {odd_hairline, "hairlines[0]", "no zone"},
    {odd_hairs, "hairs", "1 of 2"},
    {odd_mask, "zones", "nothing is left"},
    {odd_scale, "zones", "nothing is left"},
    {odd_touching, "dots", "0.5"},
};

START_TEST(what_is_odd_is_done_with_a_warning) {
    const oddity *odd = &oddities[_i];
    plan p;
    fol_design *design;
    fol_error err;
    fill_plan(&p);
    odd->spoil(&p);
    ck_assert_msg(create(&p, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    const size_t count = fol_design_warning_count(design);
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        const fol_warning w = fol_design_warning(design, i);
        found = found || (strcmp(w.path, odd->path) == 0 && strstr(w.text, odd->says));
    }
    ck_assert_msg(found, "%s: %zu warnings, the first: %s %s", odd->path, count, count ? fol_design_warning(design, 0).path : "",
                  count ? fol_design_warning(design, 0).text : "");
    ck_assert_ptr_null(fol_design_warning(design, count).text);
    fol_design_free(design);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("design: errors");
    TCase *tests = tcase_create("errors");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, the_design_that_is_spoilt_below_is_fine_and_without_warnings);
    tcase_add_loop_test(tests, what_cannot_be_done_is_refused_where_it_stands, 0, (int)(sizeof faults / sizeof faults[0]));
    tcase_add_test(tests, calls_without_arguments_are_refused);
    tcase_add_test(tests, the_density_that_is_named_as_the_highest_works);
    tcase_add_test(tests, edits_that_name_nothing_are_refused);
    tcase_add_test(tests, edits_without_points_are_refused);
    tcase_add_test(tests, a_billion_dots_are_refused_at_once);
    tcase_add_test(tests, a_feather_too_wide_for_so_many_points_is_refused_before_memory_is_taken);
    tcase_add_test(tests, long_teeth_without_end_are_refused);
    tcase_add_test(tests, a_small_zone_on_a_canvas_of_ten_metres_is_fine_and_fast);
    tcase_add_test(tests, one_opening_on_a_canvas_of_ten_metres_takes_no_memory_for_the_rest);
    tcase_add_loop_test(tests, what_is_odd_is_done_with_a_warning, 0, (int)(sizeof oddities / sizeof oddities[0]));
    suite_add_tcase(suite, tests);
    return suite;
}
