/* SPDX-License-Identifier: MIT */
/* Records, the next design, differences and simulated healing. */
#include "failing_alloc.h"
#include "laid_out.h"
#include "runner.h"
#include "visits.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static visits v;

static void begin(void) {
    visits_begin(&v, 2);
}

/* A hairline with smaller, lighter and scattered dots at its edge. */
static void begin_levers(void) {
    visits_begin(&v, 7);
}

static void end(void) {
    visits_end(&v);
}

static fol_dot first_dot(size_t session) {
    fol_dot dot;
    ck_assert_uint_gt(fol_layout_copy(v.layout, session, &dot, 1), 0);
    return dot;
}

static fol_record_row row_of(int64_t id, fol_dot_state state) {
    return (fol_record_row){.id = id, .zone = FOL_NO_ZONE, .state = state, .confidence = 1, .line = 7};
}

static const fol_placed_dot *placed(int64_t id) {
    size_t count;
    const fol_placed_dot *dots = fol_next_in_skin(v.next, &count);
    for (size_t i = 0; i < count; i++) {
        if (dots[i].dot.id == id)
            return &dots[i];
    }
    return NULL;
}

START_TEST(without_rows_all_was_done_as_planned) {
    fol_layout *before = laid(v.design);
    ck_assert_int_eq(visits_carry_on(&v, NULL, 0, NULL), FOL_OK);
    ck_assert_int_eq(fol_next_sessions_done(v.next), 1);
    ck_assert_uint_eq(fol_layout_session_dots(v.layout, 1), fol_layout_session_dots(before, 1));
    const double planned = (double)fol_layout_session_dots(before, 2), now = (double)fol_layout_session_dots(v.layout, 2);
    ck_assert_double_eq_tol(now, planned, 0.01 * planned);
    ck_assert_double_eq_tol(fol_next_zone(v.next, 0).held, 1, 1e-9);
    fol_layout_free(before);
}
END_TEST

START_TEST(states_have_weights_and_places) {
    fol_dot dots[6];
    fol_layout_copy(v.layout, 1, dots, 6);
    fol_record_row rows[] = {row_of(dots[0].id, FOL_DOT_LOST),      row_of(dots[1].id, FOL_DOT_SKIPPED), row_of(dots[2].id, FOL_DOT_FAINT),
                             row_of(dots[3].id, FOL_DOT_BLOWN_OUT), row_of(dots[4].id, FOL_DOT_MOVED),   row_of(FOL_NO_ID, FOL_DOT_ADDED)};
    rows[4].has_place = rows[5].has_place = true;
    rows[4].x_um = dots[4].x_um + 500;
    rows[4].y_um = dots[4].y_um;
    rows[5].x_um = 60000;
    rows[5].y_um = 60000;
    ck_assert_int_eq(visits_carry_on(&v, rows, 6, NULL), FOL_OK);
    ck_assert_ptr_null(placed(dots[0].id));
    ck_assert_ptr_null(placed(dots[1].id));
    ck_assert_double_eq((double)placed(dots[2].id)->weight, 0.5);
    ck_assert_double_eq((double)placed(dots[3].id)->weight, 2);
    ck_assert_uint_eq(placed(dots[3].id)->dot.diameter_um, (unsigned)(dots[3].diameter_um * sqrt(2) + 0.5));
    ck_assert_uint_gt(placed(dots[3].id)->clear_um, placed(dots[2].id)->clear_um);
    ck_assert_int_eq(placed(dots[4].id)->dot.x_um, dots[4].x_um + 500);
    const fol_placed_dot *added = placed(FOL_HAND_PLACED_ID + ((int64_t)1 << 32) + 1);
    ck_assert_ptr_nonnull(added);
    ck_assert_int_eq(added->dot.x_um, 60000);
    ck_assert_int_eq(fol_next_zone(v.next, 0).states[FOL_DOT_LOST], 1);
    ck_assert_int_eq(fol_next_zone(v.next, 0).states[FOL_DOT_ADDED], 1);
    /* the places of those that are not there are free: they are done again */
    fol_dot again;
    ck_assert(fol_layout_find(v.layout, dots[0].id, &again) && fol_layout_find(v.layout, dots[1].id, &again));
    ck_assert_int_eq(again.x_um, dots[1].x_um);
    ck_assert_int_eq(again.session, 2);
}
END_TEST

START_TEST(a_zone_that_held_a_share_gets_the_rest_again) {
    const fol_record_row row = {.id = FOL_NO_ID, .zone = 0, .held = 0.6f, .state = FOL_DOT_DONE, .confidence = 1};
    const double first = (double)fol_layout_session_dots(v.layout, 1), second = (double)fol_layout_session_dots(v.layout, 2);
    ck_assert_int_eq(visits_carry_on(&v, &row, 1, NULL), FOL_OK);
    ck_assert_double_eq_tol(fol_next_zone(v.next, 0).held, 0.6, 1e-6);
    ck_assert_double_eq_tol((double)fol_layout_session_dots(v.layout, 2), second + 0.4 * first, 0.02 * second);
}
END_TEST

START_TEST(a_zone_that_held_nothing_is_done_again) {
    const fol_record_row row = {.id = FOL_NO_ID, .zone = 0, .held = 0, .state = FOL_DOT_DONE, .confidence = 1};
    const double both = (double)(fol_layout_session_dots(v.layout, 1) + fol_layout_session_dots(v.layout, 2));
    ck_assert_int_eq(visits_carry_on(&v, &row, 1, NULL), FOL_OK);
    ck_assert_uint_eq(v.chart.in_skin_count, 0);
    ck_assert_int_eq(fol_next_sessions_done(v.next), 1);
    ck_assert_double_eq((double)fol_layout_session_dots(v.layout, 2), both);
}
END_TEST

START_TEST(what_is_not_sure_counts_as_its_zone_does) {
    const size_t count = fol_layout_session_dots(v.layout, 1);
    fol_dot *dots = calloc(count, sizeof *dots);
    fol_record_row *rows = calloc(count, sizeof *rows);
    fol_layout_copy(v.layout, 1, dots, count);
    for (size_t i = 0; i < count; i++)
        rows[i] = row_of(dots[i].id, i % 2 ? FOL_DOT_LOST : FOL_DOT_DONE);
    rows[0].confidence = 0.3f;
    ck_assert_int_eq(visits_carry_on(&v, rows, count, NULL), FOL_OK);
    ck_assert_double_eq_tol((double)placed(dots[0].id)->weight, 0.5, 0.01);
    free(rows);
    free(dots);
}
END_TEST

static void refused(const fol_record_row *rows, size_t count, fol_status status, const char *text) {
    fol_error err = {0};
    ck_assert_int_eq(visits_carry_on(&v, rows, count, &err), status);
    ck_assert_ptr_nonnull(strstr(err.message, text));
    ck_assert_int_eq(err.line, 7);
    ck_assert_int_eq(v.chart.sessions_done, 0);
}

START_TEST(rows_that_cannot_be_are_named) {
    fol_record_row row = row_of(12345, FOL_DOT_LOST);
    refused(&row, 1, FOL_ERR_NAME, "no dot 12345");
    row.id = first_dot(2).id;
    refused(&row, 1, FOL_ERR_NAME, "planned for session 2");
    row = row_of(first_dot(1).id, FOL_DOT_MOVED);
    refused(&row, 1, FOL_ERR_VALUE, "needs a place");
    row.state = FOL_DOT_LOST;
    row.has_place = true;
    refused(&row, 1, FOL_ERR_VALUE, "has no place");
    row = row_of(first_dot(1).id, FOL_DOT_LOST);
    row.fingerprint = 5;
    refused(&row, 1, FOL_ERR_CONFLICT, "another design");
    row.fingerprint = 0;
    row.session = 3;
    refused(&row, 1, FOL_ERR_CONFLICT, "next to be done is 1");
    row = row_of(FOL_NO_ID, FOL_DOT_ADDED);
    refused(&row, 1, FOL_ERR_VALUE, "needs a place");
    row = row_of(5, FOL_DOT_ADDED);
    refused(&row, 1, FOL_ERR_NAME, "planned dot's");
    row = row_of(first_dot(1).id, FOL_DOT_LOST);
    row.confidence = 2;
    refused(&row, 1, FOL_ERR_VALUE, "from 0 to 1");
    static const int none[] = {-100, 0, 8, 100};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        row = row_of(first_dot(1).id, (fol_dot_state)none[i]);
        refused(&row, 1, FOL_ERR_VALUE, "none of fol_dot_state");
    }
    row = row_of(INT64_MAX, FOL_DOT_ADDED);
    row.has_place = true;
    refused(&row, 1, FOL_ERR_NAME, "below 2^53");
}
END_TEST

START_TEST(later_rows_stand_over_earlier_ones) {
    const fol_dot dot = first_dot(1);
    fol_record_row rows[9];
    for (int i = 0; i < 8; i++)
        rows[i] = row_of(dot.id, FOL_DOT_BLOWN_OUT);
    rows[8] = row_of(dot.id, FOL_DOT_DONE);
    ck_assert_int_eq(visits_carry_on(&v, rows, 9, NULL), FOL_OK);
    ck_assert_int_eq(placed(dot.id)->dot.diameter_um, dot.diameter_um);
    ck_assert_int_eq(placed(dot.id)->dot.x_um, dot.x_um);
    ck_assert_double_eq((double)placed(dot.id)->weight, 1);
}
END_TEST

START_TEST(a_sure_row_stands_over_one_that_is_not) {
    const fol_dot dot = first_dot(1);
    fol_record_row rows[2] = {row_of(dot.id, FOL_DOT_LOST), row_of(dot.id, FOL_DOT_DONE)};
    rows[1 - _i].confidence = 0.3f; /* before it, or behind it */
    ck_assert_int_eq(visits_carry_on(&v, rows, 2, NULL), FOL_OK);
    const fol_next_figures figures = fol_next_zone(v.next, dot.zone);
    if (_i == 0) {
        ck_assert_int_eq(figures.states[FOL_DOT_LOST], 1);
        ck_assert_ptr_null(placed(dot.id));
    } else {
        ck_assert_int_eq(figures.states[FOL_DOT_LOST], 0);
        ck_assert_double_eq((double)placed(dot.id)->weight, 1);
    }
}
END_TEST

START_TEST(a_record_that_grew_says_the_same) {
    const fol_dot first = first_dot(1);
    fol_record_row rows[2] = {row_of(first.id, FOL_DOT_LOST), row_of(0, FOL_DOT_FAINT)};
    rows[0].session = 1;
    ck_assert_int_eq(visits_carry_on(&v, rows, 1, NULL), FOL_OK);
    rows[1].id = first_dot(2).id;
    rows[1].session = 2;
    ck_assert_int_eq(visits_carry_on(&v, rows, 2, NULL), FOL_OK);
    ck_assert_int_eq(v.chart.sessions_done, 2);
    ck_assert_int_eq(placed(first.id)->dot.session, 2); /* done again, and held */
    ck_assert_double_eq((double)placed(rows[1].id)->weight, 0.5);
    /* rows of a session that is done change what is in the skin and do no other */
    rows[1].state = FOL_DOT_DONE;
    ck_assert_int_eq(visits_carry_on(&v, rows, 2, NULL), FOL_OK);
    ck_assert_int_eq(v.chart.sessions_done, 2);
    ck_assert_double_eq((double)placed(rows[1].id)->weight, 1);
    rows[0].session = 2;
    rows[1].session = 1;
    fol_error err = {0};
    ck_assert_int_eq(visits_carry_on(&v, rows, 2, &err), FOL_ERR_CONFLICT);
    ck_assert_ptr_nonnull(strstr(err.message, "days run forwards"));
}
END_TEST

START_TEST(pigment_is_not_taken_away) {
    const size_t count = fol_layout_session_dots(v.layout, 1);
    fol_dot *dots = calloc(count, sizeof *dots);
    fol_record_row *rows = calloc(count, sizeof *rows);
    fol_next_spec spec = fol_next_spec_default();
    fol_next *next;
    fol_error err = {0};
    fol_layout_copy(v.layout, 1, dots, count);
    for (size_t i = 0; i < count; i++)
        rows[i] = row_of(dots[i].id, FOL_DOT_BLOWN_OUT);
    spec.design = v.design;
    spec.layout = v.layout;
    spec.rows = rows;
    spec.row_count = count;
    spec.blown_out_weight = 4;
    ck_assert_int_eq(fol_next_create(&spec, NULL, &next, &err), FOL_ERR_CONFLICT);
    ck_assert_ptr_nonnull(strstr(err.message, "need pigment to be removed"));
    ck_assert_str_eq(err.path, "sessions[1].cumulative");
    free(rows);
    free(dots);
}
END_TEST

START_TEST(a_density_below_what_is_in_the_skin_is_named) {
    fol_zone_spec zone = v.chart.zones[0];
    fol_design *design;
    fol_error err = {0};
    ck_assert_int_eq(visits_carry_on(&v, NULL, 0, NULL), FOL_OK);
    ck_assert_int_eq(fol_skin_fits(v.design, NULL, &err), FOL_OK);
    ck_assert_int_eq(fol_skin_fits(NULL, NULL, &err), FOL_ERR_ARG);
    fol_chart_spec chart = v.chart;
    chart.zones = &zone;
    zone.density_per_cm2 *= 0.25;
    ck_assert_int_eq(fol_design_create(&v.treatment, &chart, NULL, NULL, &design, NULL), FOL_OK);
    ck_assert_int_eq(fol_skin_fits(design, NULL, &err), FOL_ERR_CONFLICT);
    ck_assert_ptr_nonnull(strstr(err.message, "brings zone \"top\" to "));
    ck_assert_str_eq(err.path, "sessions[1].cumulative");
    fol_design_free(design);
    /* nothing is to come, and so nothing is asked for */
    chart.sessions_done = (int32_t)fol_design_session_count(v.design);
    ck_assert_int_eq(fol_design_create(&v.treatment, &chart, NULL, NULL, &design, NULL), FOL_OK);
    ck_assert_int_eq(fol_skin_fits(design, NULL, &err), FOL_OK);
    fol_design_free(design);
}
END_TEST

START_TEST(an_edited_map_is_a_record) {
    const size_t count = fol_layout_session_dots(v.layout, 1);
    fol_dot *dots = calloc(count + 1, sizeof *dots);
    fol_record_row rows[4];
    size_t found = 0;
    fol_layout_copy(v.layout, 1, dots, count);
    const int64_t skipped = dots[3].id, moved = dots[5].id;
    dots[3] = (fol_dot){.id = FOL_HAND_PLACED_ID, .x_um = 50000, .y_um = 50000, .session = 1};
    dots[5].x_um += 300;
    ck_assert_int_eq(fol_record_of_map(v.layout, dots, count, 1, NULL, rows, 4, &found, NULL), FOL_OK);
    ck_assert_uint_eq(found, 3);
    ck_assert(rows[0].id == skipped && rows[0].state == FOL_DOT_SKIPPED);
    ck_assert(rows[1].id == moved && rows[1].state == FOL_DOT_MOVED && rows[1].x_um == dots[5].x_um);
    ck_assert(rows[2].id == FOL_NO_ID && rows[2].state == FOL_DOT_ADDED && rows[2].x_um == 50000);
    free(dots);
}
END_TEST

START_TEST(differences_are_told_by_id) {
    const fol_dot a[] = {{.id = 8, .session = 1}, {.id = 16, .session = 1}, {.id = 24, .session = 1}, {.id = 32, .session = 1}};
    const fol_dot b[] = {{.id = 40, .session = 1}, {.id = 32, .session = 2}, {.id = 24, .x_um = 5, .session = 1}, {.id = 8, .session = 1}};
    fol_diff_row rows[4];
    size_t count = 0;
    ck_assert_int_eq(fol_diff(a, 4, b, 4, NULL, rows, 4, &count, NULL), FOL_OK);
    ck_assert_uint_eq(count, 4);
    ck_assert(rows[0].kind == FOL_DIFF_REMOVED && rows[0].before.id == 16);
    ck_assert(rows[1].kind == FOL_DIFF_MOVED && rows[1].after.id == 24);
    ck_assert(rows[2].kind == FOL_DIFF_CHANGED && rows[2].after.id == 32);
    ck_assert(rows[3].kind == FOL_DIFF_ADDED && rows[3].after.id == 40);
    ck_assert_str_eq(fol_diff_kind_name(FOL_DIFF_MOVED), "moved");
}
END_TEST

START_TEST(a_hand_is_off_by_what_was_said) {
    enum { COUNT = 20000 };
    fol_dot *dots = calloc(COUNT, sizeof *dots);
    double squares = 0;
    for (int i = 0; i < COUNT; i++)
        dots[i].id = 8 * i;
    ck_assert_int_eq(fol_hand_error(dots, COUNT, 0.2, 3, NULL), FOL_OK);
    for (int i = 0; i < COUNT; i++)
        squares += (double)dots[i].x_um * dots[i].x_um + (double)dots[i].y_um * dots[i].y_um;
    ck_assert_double_eq_tol(sqrt(squares / COUNT), 200, 3);
    ck_assert_int_eq(fol_hand_error(dots, COUNT, -1, 3, NULL), FOL_ERR_VALUE);
    free(dots);
}
END_TEST

START_TEST(names_of_states) {
    for (int i = FOL_DOT_DONE; i <= FOL_DOT_BLOWN_OUT; i++)
        ck_assert_int_eq(fol_dot_state_named(fol_dot_state_name((fol_dot_state)i)), i);
    ck_assert_int_eq(fol_dot_state_named("kept"), FOL_DOT_DONE);
    ck_assert_int_eq(fol_dot_state_named("gone"), 0);
    ck_assert_str_eq(fol_dot_state_name((fol_dot_state)0), "unknown");
}
END_TEST

/* ---------------------------------------------------------------- layouts */

static bool take(const fol_dot *dots, size_t count, void *user) {
    fol_dot **to = user;
    memcpy(*to, dots, count * sizeof *dots);
    *to += count;
    return true;
}

static int by_id(const void *a, const void *b) {
    const fol_dot *p = a, *q = b;
    return p->id < q->id ? -1 : p->id > q->id;
}

static void run_backwards(fol_task_fn task, size_t count, void *context, void *user) {
    (void)user;
    while (count-- > 0)
        task(count, context);
}

START_TEST(streams_bands_updates_and_questions_agree) {
    const fol_simulation_spec healing = fol_simulation_spec_default();
    visits_heal(&v, &healing);
    const size_t count = fol_layout_count(v.layout);
    fol_dot *dots = dots_by_id(v.layout), *streamed = calloc(count, sizeof *streamed), *to = streamed, found;
    const fol_dot_sink sink = {take, &to};
    ck_assert_int_eq(fol_layout_stream(v.design, NULL, &sink, NULL, NULL), FOL_OK);
    ck_assert_uint_eq((size_t)(to - streamed), count);
    qsort(streamed, count, sizeof *streamed, by_id);
    ck_assert_mem_eq(streamed, dots, count * sizeof *dots);
    ck_assert_uint_eq(fol_layout_in_rect(v.layout, 0, 0, INT32_MAX, INT32_MAX, streamed, count), count);
    ck_assert_mem_eq(streamed, dots, count * sizeof *dots);
    for (size_t i = 0; i < count; i += 97) {
        ck_assert(fol_layout_find(v.layout, dots[i].id, &found) && memcmp(&found, &dots[i], sizeof found) == 0);
        ck_assert(fol_layout_nearest(v.layout, dots[i].x_um, dots[i].y_um, 10, &found));
        ck_assert_int_eq(found.x_um, dots[i].x_um);
    }
    const fol_tasks tasks = {run_backwards, NULL};
    fol_layout_options options = fol_layout_options_default();
    options.tasks = &tasks;
    fol_layout *banded;
    ck_assert_int_eq(fol_layout_create(v.design, &options, NULL, &banded, NULL), FOL_OK);
    ck_same_layout(banded, v.layout);
    fol_layout_free(banded);
    free(streamed);
    free(dots);
}
END_TEST

START_TEST(an_edit_is_updated_as_it_is_laid_out_anew) {
    static const fol_point wider[] = {{9, 10}, {140, 10}, {143, 133}, {10, 130}};
    const fol_simulation_spec healing = fol_simulation_spec_default();
    const fol_design_edit edit = {FOL_EDIT_ZONE_RING, 0, 0, {wider, 4}};
    fol_design *derived;
    fol_layout *updated;
    fol_change *change;
    size_t added, removed;
    visits_heal(&v, &healing);
    ck_assert_int_eq(fol_design_derive(v.design, &edit, NULL, &derived, NULL), FOL_OK);
    ck_assert_int_eq(fol_layout_update(v.layout, derived, NULL, &updated, &change, NULL), FOL_OK);
    fol_layout *anew = laid(derived);
    ck_same_layout(updated, anew);
    (void)fol_change_added(change, &added);
    (void)fol_change_removed(change, &removed);
    ck_assert_uint_eq(fol_layout_count(v.layout) + added - removed, fol_layout_count(updated));
    ck_assert_uint_gt(added, 0);
    fol_change_free(change);
    fol_layout_free(anew);
    fol_layout_free(updated);
    fol_design_free(derived);
}
END_TEST

START_TEST(new_dots_keep_their_clearance) {
    const fol_simulation_spec healing = fol_simulation_spec_default();
    size_t count;
    fol_dot near[64];
    visits_heal(&v, &healing);
    const fol_placed_dot *dots = fol_next_in_skin(v.next, &count);
    for (size_t i = 0; i < count; i++) {
        const int32_t reach = dots[i].clear_um, x = dots[i].dot.x_um, y = dots[i].dot.y_um;
        const size_t found = fol_layout_in_rect(v.layout, x - reach, y - reach, 2 * reach, 2 * reach, near, 64);
        for (size_t k = 0; k < found; k++) {
            const double dx = near[k].x_um - x, dy = near[k].y_um - y;
            ck_assert(near[k].session == 1 || dx * dx + dy * dy >= (double)reach * reach);
        }
    }
}
END_TEST

static fol_status lay_out(const fol_allocator *alloc, void *user) {
    fol_layout *layout;
    const fol_status status = fol_layout_create(user, NULL, alloc, &layout, NULL);
    if (status == FOL_OK)
        fol_layout_free(layout);
    return status;
}

static fol_status carry_on(const fol_allocator *alloc, void *user) {
    fol_next *next;
    const fol_status status = fol_next_create(user, alloc, &next, NULL);
    if (status == FOL_OK)
        fol_next_free(next);
    return status;
}

static fol_status fit(const fol_allocator *alloc, void *user) {
    return fol_skin_fits(user, alloc, NULL);
}

START_TEST(no_failing_allocation_leaks) {
    static const fol_point small[] = {{2, 2}, {18, 2}, {18, 18}, {2, 18}}, front[] = {{3, 8}, {10, 6}, {17, 8}};
    fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    const fol_placed_dot dot = {{8, 4000, 4000, 120, 0, 0, 1, 24}, 1, 1, 500, FOL_DOT_DONE};
    fol_zone_spec zone = v.chart.zones[0];
    fol_hairline_spec hairline = v.chart.hairline_count ? v.chart.hairlines[0] : fol_hairline_spec_default();
    fol_design *design;
    zone.outline = (fol_ring){small, 4};
    hairline.points = (fol_ring){front, 3};
    chart.hairlines = &hairline;
    chart.hairline_count = v.chart.hairline_count;
    chart.canvas_width_mm = chart.canvas_height_mm = 20;
    chart.zones = &zone;
    chart.zone_count = 1;
    chart.in_skin = &dot;
    chart.in_skin_count = 1;
    chart.sessions_done = 1;
    ck_assert_int_eq(fol_design_create(&treatment, &chart, NULL, NULL, &design, NULL), FOL_OK);
    check_every_allocation(lay_out, design);
    check_every_allocation(fit, design);
    fol_next_spec spec = fol_next_spec_default();
    spec.design = design;
    spec.layout = laid(design);
    check_every_allocation(carry_on, &spec);
    fol_layout_free((fol_layout *)spec.layout);
    fol_design_free(design);
}
END_TEST

START_TEST(new_dots_at_a_hairline_are_as_its_levers_say) {
    const fol_simulation_spec healing = fol_simulation_spec_default();
    size_t lighter = 0, count;
    visits_heal(&v, &healing);
    const fol_placed_dot *done = fol_next_in_skin(v.next, &count);
    fol_dot found;
    for (size_t i = 0; i < count; i++)
        ck_assert(fol_layout_find(v.layout, done[i].dot.id, &found) && memcmp(&found, &done[i].dot, sizeof found) == 0);
    count = fol_layout_session_dots(v.layout, 2);
    fol_dot *dots = calloc(count + 1, sizeof *dots);
    fol_layout_copy(v.layout, 2, dots, count);
    for (size_t i = 0; i < count; i++)
        lighter += dots[i].shade > fol_design_treatment(v.design)->sessions[1].shade;
    ck_assert_uint_gt(lighter, 10);
    ck_assert_uint_lt(lighter, count / 2);
    free(dots);
}
END_TEST

START_TEST(dots_in_the_skin_are_checked) {
    const fol_placed_dot good = {{8, 4000, 4000, 120, 0, 0, 1, 24}, 1, 1, 500, FOL_DOT_DONE};
    fol_placed_dot dots[2] = {good, good};
    fol_chart_spec chart = v.chart;
    fol_design *design;
    fol_error err = {0};
    chart.in_skin = dots;
    chart.in_skin_count = 2;
    ck_assert_int_eq(fol_design_create(&v.treatment, &chart, NULL, NULL, &design, &err), FOL_ERR_CONFLICT); /* none is done */
    chart.sessions_done = 1;
    ck_assert_int_eq(fol_design_create(&v.treatment, &chart, NULL, NULL, &design, &err), FOL_ERR_CONFLICT);
    ck_assert_ptr_nonnull(strstr(err.message, "dot 8 is there twice"));
    dots[1].dot.id = 16;
    dots[1].dot.session = 2;
    ck_assert_int_eq(fol_design_create(&v.treatment, &chart, NULL, NULL, &design, &err), FOL_ERR_VALUE);
    ck_assert_str_eq(err.message, "dot 16: session is 2; it must be from 1 to 1");
    dots[1].dot.session = 1;
    dots[1].weight = NAN;
    ck_assert_int_eq(fol_design_create(&v.treatment, &chart, NULL, NULL, &design, &err), FOL_ERR_VALUE);
    dots[1] = good;
    dots[1].dot.id = 16;
    dots[1].state = FOL_DOT_LOST;
    ck_assert_int_eq(fol_design_create(&v.treatment, &chart, NULL, NULL, &design, &err), FOL_ERR_VALUE);
    chart.in_skin_count = 1;
    chart.sessions_done = 4;
    ck_assert_int_eq(fol_design_create(&v.treatment, &chart, NULL, NULL, &design, &err), FOL_ERR_VALUE);
    chart.sessions_done = 1;
    fol_treatment_spec units = v.treatment;
    units.units = fol_units_preset_at(0)->units;
    units.min_distance_mm = 0;
    ck_assert_int_eq(fol_design_create(&units, &chart, NULL, NULL, &design, &err), FOL_ERR_CONFLICT);
    ck_assert_str_eq(err.path, "dots.units");
    fol_treatment_spec exact = v.treatment;
    exact.exact_counts = true;
    ck_assert_int_eq(fol_design_create(&exact, &chart, NULL, NULL, &design, &err), FOL_ERR_CONFLICT);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("course");
    TCase *tests = tcase_create("course");
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, without_rows_all_was_done_as_planned);
    tcase_add_test(tests, states_have_weights_and_places);
    tcase_add_test(tests, a_zone_that_held_a_share_gets_the_rest_again);
    tcase_add_test(tests, a_zone_that_held_nothing_is_done_again);
    tcase_add_test(tests, what_is_not_sure_counts_as_its_zone_does);
    tcase_add_test(tests, rows_that_cannot_be_are_named);
    tcase_add_test(tests, later_rows_stand_over_earlier_ones);
    tcase_add_loop_test(tests, a_sure_row_stands_over_one_that_is_not, 0, 2);
    tcase_add_test(tests, a_record_that_grew_says_the_same);
    tcase_add_test(tests, pigment_is_not_taken_away);
    tcase_add_test(tests, a_density_below_what_is_in_the_skin_is_named);
    tcase_add_test(tests, an_edited_map_is_a_record);
    tcase_add_test(tests, differences_are_told_by_id);
    tcase_add_test(tests, a_hand_is_off_by_what_was_said);
    tcase_add_test(tests, names_of_states);
    tcase_add_test(tests, streams_bands_updates_and_questions_agree);
    tcase_add_test(tests, an_edit_is_updated_as_it_is_laid_out_anew);
    tcase_add_test(tests, new_dots_keep_their_clearance);
    tcase_add_test(tests, no_failing_allocation_leaks);
    tcase_add_test(tests, dots_in_the_skin_are_checked);
    suite_add_tcase(suite, tests);
    TCase *levers = tcase_create("hairlines with levers");
    tcase_add_checked_fixture(levers, begin_levers, end);
    tcase_add_test(levers, new_dots_at_a_hairline_are_as_its_levers_say);
    tcase_add_test(levers, streams_bands_updates_and_questions_agree);
    tcase_add_test(levers, an_edit_is_updated_as_it_is_laid_out_anew);
    tcase_add_test(levers, new_dots_keep_their_clearance);
    tcase_add_test(levers, no_failing_allocation_leaks);
    suite_add_tcase(suite, levers);
    return suite;
}
