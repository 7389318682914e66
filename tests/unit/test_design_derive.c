/* SPDX-License-Identifier: MIT */
/* Long chains of edits: each design the one made anew, each layout too, and nothing of what came before kept alive. */
#include "failing_alloc.h"
#include "inside.h"
#include "laid_out.h"
#include "random_design.h"
#include "ring_oracle.h"
#include "runner.h"

#include <follicle/layout.h>
#include <follicle/pattern.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_POINTS = RANDOM_POINTS + 400 };

/* ------------------------------------------------------------------ edits of a design as it is now */

static const fol_ring *pick_object(const fol_design *design, test_random *r, fol_design_edit *edit) {
    const fol_chart_spec *c = fol_design_chart(design);
    const int kind = random_below(r, 5);
    memset(edit, 0, sizeof *edit);
    if (kind < 2 && c->hairline_count) {
        edit->kind = FOL_EDIT_HAIRLINE;
        edit->index = (size_t)random_below(r, (int)c->hairline_count);
        return &c->hairlines[edit->index].points;
    }
    if (kind == 2 && c->keep_out_count) {
        edit->kind = FOL_EDIT_KEEP_OUT;
        edit->index = (size_t)random_below(r, (int)c->keep_out_count);
        return &c->keep_outs[edit->index].outline;
    }
    edit->kind = FOL_EDIT_ZONE_RING;
    edit->index = (size_t)random_below(r, (int)c->zone_count);
    edit->ring = (size_t)random_below(r, (int)c->zones[edit->index].hole_count + 1);
    return edit->ring ? &c->zones[edit->index].holes[edit->ring - 1] : &c->zones[edit->index].outline;
}

static void reverse(fol_point *points, size_t count) {
    for (size_t i = 0; i < count / 2; i++) {
        const fol_point swap = points[i];
        points[i] = points[count - 1 - i];
        points[count - 1 - i] = swap;
    }
}

/* A curve whose first point lies beside its middle, so that its ray may end at the curve itself. */
static size_t hook(test_random *r, double width, fol_point *points) {
    const double y = random_between(r, 5, 40), back = random_between(r, 1, 15);
    const double xs[] = {0.45, 0.1, 0.15, 0.4, 0.7, 0.9}, ys[] = {-1, -1, 0.6, 1, 0.8, 0};
    for (int i = 0; i < 6; i++)
        points[i] = (fol_point){xs[i] * width, y + ys[i] * back};
    return 6;
}

/* Moves, turns, tangles, takes or adds points; the library may refuse what comes of it. */
static void random_edit(const fol_design *design, test_random *r, fol_design_edit *edit, fol_point *room) {
    const fol_ring *ring = pick_object(design, r, edit);
    const fol_chart_spec *c = fol_design_chart(design);
    size_t count = ring->count;
    memcpy(room, ring->points, count * sizeof *room);
    fol_point *some = &room[random_below(r, (int)count)], *other = &room[random_below(r, (int)count)];
    const int kind = random_below(r, 12);
    const double far = kind < 5 ? 2 : kind == 5 ? 50 : 0;
    some->x += random_between(r, -far, far);
    some->y += random_between(r, -far, far);
    if (kind == 6)
        reverse(room, count);
    if (kind == 7) {
        const fol_point swap = *some;
        *some = *other;
        *other = swap;
    }
    if (kind == 8 && count > 3)
        count--;
    if (kind == 9 && count < MOST_POINTS) {
        room[count] = (fol_point){room[count - 1].x + random_between(r, -4, 4), room[count - 1].y + random_between(r, -4, 4)};
        count++;
    }
    if (kind == 10)
        ring_tangle(r, random_between(r, 0, 30), random_between(r, 0, 30), 20, count, room);
    if (kind == 11 && edit->kind == FOL_EDIT_HAIRLINE)
        count = hook(r, c->canvas_width_mm, room);
    edit->points = (fol_ring){room, count};
}

/* ------------------------------------------------------------------ the same as made anew */

static fol_design *anew(const fol_design *like) {
    fol_design_options options = fol_design_options_default();
    fol_design *design;
    fol_error err = {0};
    options.spacing = fol_pattern_spacing(fol_pattern_builtin());
    ck_assert_msg(fol_design_create(fol_design_treatment(like), fol_design_chart(like), &options, NULL, &design, &err) == FOL_OK, "%s: %s",
                  err.path, err.message);
    return design;
}

static bool has_changed(const fol_design *design, int32_t column, int32_t row) {
    for (size_t i = 0; i < design->changed_count; i++) {
        const fol__cell_span *s = &design->changed[i];
        if (s->row == row && column >= s->column0 && column < s->column1)
            return true;
    }
    return false;
}

static void ck_spans(const fol_design *d) {
    for (size_t i = 0; i < d->changed_count; i++) {
        const fol__cell_span *s = &d->changed[i];
        ck_assert(s->row >= 0 && s->row < d->row_count && s->column0 >= 0 && s->column0 < s->column1 && s->column1 <= d->column_count);
        ck_assert(i == 0 || s->row > s[-1].row || (s->row == s[-1].row && s->column0 > s[-1].column1));
    }
}

/* The same density to the last bit in every cell that is not said to have changed, irregularity's pad about it included. */
static void ck_unchanged(const fol_design *before, const fol_design *after, test_random *r) {
    for (int i = 0; i < 400; i++) {
        const int32_t column = random_below(r, after->column_count), row = random_below(r, after->row_count), pad = after->pad_um;
        fol__places places = {.count = 4, .column = column, .row = row};
        fol__densities a, b;
        if (has_changed(after, column, row))
            continue;
        for (int32_t k = 0; k < places.count; k++)
            fol__places_set(&places, k, random_int(r, column * FOL__CELL_UM - pad, column * FOL__CELL_UM + FOL__CELL_UM - 1 + pad),
                            random_int(r, row * FOL__CELL_UM - pad, row * FOL__CELL_UM + FOL__CELL_UM - 1 + pad));
        fol__cell_densities(before, &places, &a);
        fol__cell_densities(after, &places, &b);
        for (int32_t k = 0; k < places.count; k++) {
            ck_assert_int_eq(a.zone[k], b.zone[k]);
            for (size_t j = 0; j < after->session_count; j++)
                ck_assert_msg(a.running[j][k] == b.running[j][k], "cell (%d, %d)", (int)column, (int)row);
        }
    }
}

static fol_layout *ck_step(const fol_design *before, const fol_layout *layout, const fol_design *after, test_random *r) {
    fol_design *fresh = anew(after);
    fol_layout *whole = laid(fresh), *updated;
    ck_assert_int_eq(fol_layout_update(layout, after, NULL, &updated, NULL, NULL), FOL_OK);
    ck_same_layout(updated, whole);
    ck_assert(fol_design_fingerprint(after) == fol_design_fingerprint(fresh));
    ck_assert_uint_eq(fol_design_warning_count(after), fol_design_warning_count(fresh));
    ck_spans(after);
    ck_unchanged(before, after, r);
    fol_layout_free(whole);
    fol_design_free(fresh);
    return updated;
}

START_TEST(every_design_of_a_chain_is_the_one_made_anew) {
    random_design *random = random_design_make((uint64_t)_i);
    test_random r = random_from((uint64_t)_i + 77);
    random->chart.canvas_width_mm = fmin(random->chart.canvas_width_mm, 60);
    random->chart.canvas_height_mm = fmin(random->chart.canvas_height_mm, 50);
    fol_design *design = random_design_build(random), *next;
    fol_layout *layout = laid(design);
    int steps = 0;
    for (int tries = 0; tries < 60; tries++) {
        fol_design_edit edit;
        fol_point room[MOST_POINTS];
        random_edit(design, &r, &edit, room);
        if (fol_design_derive(design, &edit, NULL, &next, NULL) != FOL_OK)
            continue;
        fol_layout *updated = ck_step(design, layout, next, &r);
        fol_layout_free(layout);
        fol_design_free(design);
        layout = updated;
        design = next;
        steps++;
    }
    ck_assert_int_gt(steps, 15);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

/* ------------------------------------------------------------------ memory */

/* 50 edits, one after the other. Some of the designs before the last are kept for a while and freed in an order that is not theirs. */
static fol_design *edited_often(fol_design *design, const random_design *random, const fol_allocator *alloc, test_random *r) {
    enum { KEPT = 7 };
    fol_design *kept[KEPT] = {NULL};
    for (int step = 0; step < 50;) {
        fol_design *next;
        fol_design_edit edit;
        fol_point room[RANDOM_POINTS];
        if (!random_design_edit(random, r, &edit, room) || fol_design_derive(design, &edit, alloc, &next, NULL) != FOL_OK)
            continue; /* always one point off the first design: they all weigh about the same */
        fol_design **place = &kept[random_below(r, KEPT)];
        fol_design_free(*place);
        *place = design;
        design = next;
        step++;
    }
    for (int i = 0; i < KEPT; i++)
        fol_design_free(kept[i * 3 % KEPT]);
    return design;
}

START_TEST(memory_does_not_grow_with_the_length_of_a_chain) {
    random_design *random = random_design_make((uint64_t)_i);
    test_random r = random_from((uint64_t)_i);
    failing_alloc state = {0, 0, 0};
    const fol_allocator alloc = failing_allocator(&state);
    fol_design *design, *fresh;
    ck_assert_int_eq(fol_design_create(&random->treatment, &random->chart, NULL, &alloc, &design, NULL), FOL_OK);
    for (int round = 0; round < 6; round++) {
        design = edited_often(design, random, &alloc, &r);
        const size_t chain = state.live_bytes;
        ck_assert_int_eq(fol_design_create(fol_design_treatment(design), fol_design_chart(design), NULL, &alloc, &fresh, NULL), FOL_OK);
        const size_t alone = state.live_bytes - chain; /* a derived one keeps the points of the first, and what the last edit changed */
        ck_assert_msg(chain < 2 * alone, "%zu bytes after %d edits, %zu anew", chain, 50 * (round + 1), alone);
        fol_design_free(fresh);
    }
    fol_design_free(design);
    ck_assert_uint_eq(state.live_bytes, 0);
    random_design_free(random);
}
END_TEST

/* Layouts, too: what an update shares goes when the last that uses it goes. */
START_TEST(memory_of_updates_does_not_grow_with_the_length_of_a_chain) {
    random_design *random = random_design_make((uint64_t)_i);
    test_random r = random_from((uint64_t)_i);
    failing_alloc state = {0, 0, 0};
    const fol_allocator alloc = failing_allocator(&state);
    fol_design *design = random_design_build(random);
    fol_layout *layout;
    ck_assert_int_eq(fol_layout_create(design, NULL, &alloc, &layout, NULL), FOL_OK);
    for (int step = 0; step < 100;) {
        fol_design *next;
        fol_layout *updated;
        fol_design_edit edit;
        fol_point room[RANDOM_POINTS];
        if (!random_design_edit(random, &r, &edit, room) || fol_design_derive(design, &edit, NULL, &next, NULL) != FOL_OK)
            continue;
        ck_assert_int_eq(fol_layout_update(layout, next, &alloc, &updated, NULL, NULL), FOL_OK);
        fol_layout_free(layout);
        fol_design_free(design);
        layout = updated;
        design = next;
        step++;
    }
    fol_layout *alone;
    const size_t after = state.live_bytes;
    fol_layout_free(layout);
    ck_assert_uint_eq(state.live_bytes, 0);
    ck_assert_int_eq(fol_layout_create(design, NULL, &alloc, &alone, NULL), FOL_OK);
    ck_assert_uint_le(after, state.live_bytes + 1024);
    fol_layout_free(alone);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("design: derived");
    TCase *tests = tcase_create("derived");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, every_design_of_a_chain_is_the_one_made_anew, 0, rounds(30));
    tcase_add_loop_test(tests, memory_does_not_grow_with_the_length_of_a_chain, 0, 6);
    tcase_add_loop_test(tests, memory_of_updates_does_not_grow_with_the_length_of_a_chain, 0, 4);
    suite_add_tcase(suite, tests);
    return suite;
}
