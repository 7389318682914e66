/* SPDX-License-Identifier: MIT */
#include "visits.h"

#include "test_random.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const fol_point blob[] = {{20, 30}, {60, 12}, {118, 18}, {150, 50}, {146, 104}, {110, 128}, {52, 120}, {16, 80}};
static const fol_point square[] = {{10, 10}, {140, 10}, {140, 130}, {10, 130}};
static const fol_point front[] = {{14, 70}, {40, 40}, {80, 30}, {120, 42}, {150, 72}};

static void make_design(visits *v) {
    fol_design_options options = fol_design_options_default();
    fol_error err = {0};
    options.spacing = fol_pattern_spacing(fol_pattern_builtin());
    ck_assert_msg(fol_design_create(&v->treatment, &v->chart, &options, NULL, &v->design, &err) == FOL_OK, "%s", err.message);
    ck_assert_msg(fol_layout_create(v->design, NULL, NULL, &v->layout, &err) == FOL_OK, "%s", err.message);
}

void visits_begin(visits *v, uint64_t number) {
    static fol_zone_spec zones[2];
    static fol_hairline_spec hairline;
    test_random random = random_from(number);
    memset(v, 0, sizeof *v);
    v->treatment = fol_treatment_spec_default();
    v->chart = fol_chart_spec_default();
    v->treatment.seed = number;
    v->chart.canvas_width_mm = 160;
    v->chart.canvas_height_mm = 140;
    zones[0] = fol_zone_spec_default();
    zones[0].name = "top";
    zones[0].outline = number % 2 ? (fol_ring){blob, sizeof blob / sizeof *blob} : (fol_ring){square, 4};
    zones[0].density_per_cm2 = random_between(&random, 100, 180);
    zones[0].feather_mm = number % 3 ? 6 : 0;
    v->chart.zones = zones;
    v->chart.zone_count = 1;
    if (number % 4 == 3) {
        hairline = fol_hairline_spec_default();
        hairline.points = (fol_ring){front, sizeof front / sizeof *front};
        if (number % 8 == 7) {
            hairline.edge_size = 0.7;
            hairline.edge_shade = 12;
            hairline.edge_scatter_mm = 1.5;
        }
        v->chart.hairlines = &hairline;
        v->chart.hairline_count = 1;
    }
    make_design(v);
}

fol_status visits_carry_on(visits *v, const fol_record_row *rows, size_t count, fol_error *err) {
    fol_next_spec spec = fol_next_spec_default();
    fol_next *next;
    spec.design = v->design;
    spec.layout = v->layout;
    spec.rows = rows;
    spec.row_count = count;
    const fol_status status = fol_next_create(&spec, NULL, &next, err);
    if (status != FOL_OK)
        return status;
    fol_layout_free(v->layout);
    fol_design_free(v->design);
    fol_next_free(v->next);
    v->next = next;
    v->chart.in_skin = fol_next_in_skin(next, &v->chart.in_skin_count);
    v->chart.sessions_done = fol_next_sessions_done(next);
    make_design(v);
    return FOL_OK;
}

void visits_heal(visits *v, const fol_simulation_spec *healing) {
    const size_t session = (size_t)v->chart.sessions_done + 1, count = fol_layout_session_dots(v->layout, session);
    fol_dot *dots = calloc(count + 1, sizeof *dots);
    fol_record_row *rows = calloc(count + 1, sizeof *rows);
    fol_error err = {0};
    fol_layout_copy(v->layout, session, dots, count);
    ck_assert_int_eq(fol_simulate_healing(healing, dots, count, rows, NULL), FOL_OK);
    ck_assert_msg(visits_carry_on(v, rows, count, &err) == FOL_OK, "%s", err.message);
    free(rows);
    free(dots);
}

fol_review *visits_review(const visits *v, double hand_mm) {
    const fol_chart_spec *chart = fol_design_chart(v->design);
    const size_t count = fol_layout_count(v->layout), session = (size_t)chart->sessions_done + 1;
    fol_dot *dots = calloc(count + 1, sizeof *dots);
    float *weights = calloc(count + 1, sizeof *weights);
    size_t next = 0, known = 0;
    fol_layout_copy(v->layout, 0, dots, count);
    for (size_t i = 0; i < count; i++) {
        if (dots[i].session > chart->sessions_done && dots[i].session > session)
            continue;
        dots[next] = dots[i];
        weights[next] = 1;
        for (known = 0; dots[i].session <= chart->sessions_done && known < chart->in_skin_count && chart->in_skin[known].dot.id != dots[i].id;)
            known++;
        if (dots[i].session <= chart->sessions_done)
            weights[next] = chart->in_skin[known].weight;
        else
            fol_hand_error(&dots[next], 1, hand_mm, v->treatment.seed + 1, NULL);
        next++;
    }
    fol_review_spec spec = fol_review_spec_default();
    fol_review *review;
    spec.dots = dots;
    spec.weights = weights;
    spec.dot_count = next;
    spec.session_count = fol_design_session_count(v->design);
    spec.zone_count = 1;
    spec.density = fol_design_density_fn;
    spec.density_batch = fol_design_density_batch_fn;
    spec.density_user = v->design;
    spec.bounds = (fol_rect){0, 0, v->chart.canvas_width_mm, v->chart.canvas_height_mm};
    spec.sessions_done = (int32_t)chart->sessions_done;
    spec.smooth_mm = 5;
    fol_error err = {0};
    ck_assert_msg(fol_review_create(&spec, NULL, &review, &err) == FOL_OK, "%s", err.message);
    free(dots);
    free(weights);
    return review;
}

void visits_end(visits *v) {
    fol_layout_free(v->layout);
    fol_design_free(v->design);
    fol_next_free(v->next);
    memset(v, 0, sizeof *v);
}
