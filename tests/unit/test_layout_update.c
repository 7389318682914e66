/* SPDX-License-Identifier: MIT */
/* Updates, held against layouts made anew; and what a host asks of a layout, against a look at every dot. */
#include "failing_alloc.h"
#include "laid_out.h"
#include "random_design.h"
#include "ring_oracle.h"
#include "runner.h"

#include <follicle/layout.h>

#include <stdlib.h>
#include <string.h>

/* Taking removed dots from the old and adding the others must give the new; dots in both differ. */
static void ck_change(const fol_layout *before, const fol_layout *after, const fol_change *change) {
    size_t removed, added, unchanged = 0;
    const fol_dot *gone = fol_change_removed(change, &removed), *come = fol_change_added(change, &added);
    fol_dot *old = dots_by_id(before), other;
    for (size_t i = 0; i < removed; i++) {
        ck_assert(i == 0 || gone[i].id > gone[i - 1].id);
        ck_assert(fol_layout_find(before, gone[i].id, &other));
        ck_assert_mem_eq(&gone[i], &other, sizeof other);
        ck_assert(!fol_layout_find(after, gone[i].id, &other) || memcmp(&gone[i], &other, sizeof other) != 0);
    }
    for (size_t i = 0; i < added; i++) {
        ck_assert(i == 0 || come[i].id > come[i - 1].id);
        ck_assert(fol_layout_find(after, come[i].id, &other));
        ck_assert_mem_eq(&come[i], &other, sizeof other);
    }
    for (size_t i = 0; i < fol_layout_count(before); i++)
        unchanged += fol_layout_find(after, old[i].id, &other) && memcmp(&old[i], &other, sizeof other) == 0;
    ck_assert_uint_eq(unchanged, fol_layout_count(before) - removed);
    ck_assert_uint_eq(unchanged, fol_layout_count(after) - added);
    free(old);
}

/* ------------------------------------------------------------------ updates */

/* The layout of `design` by an update of `before`, checked against one made anew. */
static fol_layout *ck_update(const fol_layout *before, const fol_design *design) {
    fol_layout *updated, *anew = laid(design);
    fol_change *change;
    ck_assert_int_eq(fol_layout_update(before, design, NULL, &updated, &change, NULL), FOL_OK);
    ck_same_layout(updated, anew);
    ck_change(before, updated, change);
    fol_change_free(change);
    fol_layout_free(anew);
    return updated;
}

START_TEST(an_update_is_the_layout_made_anew_and_tells_what_changed) {
    random_design *random = random_design_make((uint64_t)_i);
    test_random r = random_from((uint64_t)_i);
    fol_design *design = random_design_build(random), *next;
    fol_layout *layout = laid(design);
    for (int step = 0; step < 4; step++) {
        fol_design_edit edit;
        fol_point room[RANDOM_POINTS];
        if (!random_design_edit(random, &r, &edit, room) || fol_design_derive(design, &edit, NULL, &next, NULL) != FOL_OK)
            continue; /* an edit that the library refuses */
        fol_layout *updated = ck_update(layout, next);
        fol_layout_free(layout); /* shared rows must outlive it */
        fol_design_free(design);
        layout = updated;
        design = next;
    }
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

/* A hairline that goes wild: any points, as long as the library takes them. */
START_TEST(an_update_follows_a_hairline_wherever_it_goes) {
    random_design *random = random_design_make((uint64_t)_i);
    test_random r = random_from((uint64_t)_i);
    random->chart.hairline_count = 1;
    random->hairlines[0] = fol_hairline_spec_default();
    random->hairlines[0].points.points = random->curves[0];
    random->hairlines[0].points.count = 2;
    random->curves[0][0] = (fol_point){3, 10};
    random->curves[0][1] = (fol_point){35, 12};
    fol_design *design = random_design_build(random), *next;
    fol_layout *layout = laid(design);
    for (int step = 0; step < 30; step++) {
        fol_point room[RANDOM_POINTS];
        const size_t count = (size_t)random_int(&r, 2, 5);
        for (size_t i = 0; i < count; i++)
            room[i] = (fol_point){random_between(&r, -20, 70), random_between(&r, -20, 70)};
        const fol_design_edit edit = {FOL_EDIT_HAIRLINE, 0, 0, {room, count}};
        if (fol_design_derive(design, &edit, NULL, &next, NULL) != FOL_OK)
            continue;
        fol_layout *updated = ck_update(layout, next);
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

START_TEST(an_edit_that_changes_nothing_changes_no_dot) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random), *same;
    const fol_design_edit edit = {FOL_EDIT_ZONE_RING, 0, 0, random->zones[0].outline};
    fol_layout *layout = laid(design), *updated;
    fol_change *change;
    size_t removed, added;
    ck_assert_int_eq(fol_design_derive(design, &edit, NULL, &same, NULL), FOL_OK);
    ck_assert_int_eq(fol_layout_update(layout, same, NULL, &updated, &change, NULL), FOL_OK);
    fol_change_removed(change, &removed);
    fol_change_added(change, &added);
    ck_assert(removed == 0 && added == 0);
    ck_same_layout(layout, updated);
    fol_change_free(change);
    fol_layout_free(layout);
    fol_layout_free(updated);
    fol_design_free(design);
    fol_design_free(same);
    random_design_free(random);
}
END_TEST

START_TEST(an_update_to_any_other_design_lays_it_out_in_full) {
    for (uint64_t i = 0; i < 20; i++) {
        random_design *a = random_design_make(i), *b = random_design_make(i + 1);
        fol_design *first = random_design_build(a), *second = random_design_build(b);
        fol_layout *layout = laid(first);
        fol_layout_free(ck_update(layout, second));
        fol_layout_free(layout);
        fol_design_free(first);
        fol_design_free(second);
        random_design_free(a);
        random_design_free(b);
    }
}
END_TEST

START_TEST(untouched_blocks_are_shared) {
    random_design *random = random_design_make(4);
    random->chart.hairline_count = random->chart.keep_out_count = random->chart.hair_count = 0;
    random->chart.zone_count = 1;
    random->zones[0].hole_count = 0;
    random->zones[0].feather_mm = 0;
    random->zones[0].outline.count = 5;
    ring_rectangle(2, 2, 36, 36, random->outlines[0]);
    random->outlines[0][4] = (fol_point){2, 20}; /* on the left side: below it nothing changes */
    fol_design *design = random_design_build(random), *next;
    fol_layout *layout = laid(design), *updated;
    fol_point room[] = {{2.5, 2}, {38, 2}, {38, 38}, {2, 38}, {2, 20}};
    const fol_design_edit edit = {FOL_EDIT_ZONE_RING, 0, 0, {room, 5}};
    ck_assert_int_eq(fol_design_derive(design, &edit, NULL, &next, NULL), FOL_OK);
    ck_assert_int_eq(fol_layout_update(layout, next, NULL, &updated, NULL, NULL), FOL_OK);
    for (size_t b = 0; b < fol_layout_block_count(layout); b++) {
        size_t count;
        const fol_dot *old = fol_layout_block(layout, b, &count), *now = fol_layout_block(updated, b, &count);
        /* along the two edges that moved: the upper one, and the left one down to the point that stays */
        const bool swept = count > 0 && (old[0].y_um < 4000 || (old[0].y_um < 24000 && old[0].x_um < 4000));
        if (count > 0)
            ck_assert_msg((old == now) == !swept, "block %zu", b);
    }
    fol_layout_free(updated);
    fol_layout_free(layout);
    fol_design_free(design);
    fol_design_free(next);
    random_design_free(random);
}
END_TEST

typedef struct update_case {
    const fol_layout *before;
    const fol_design *design;
} update_case;

static fol_status update_and_free(const fol_allocator *alloc, void *user) {
    const update_case *c = user;
    fol_layout *layout;
    fol_change *change;
    const fol_status status = fol_layout_update(c->before, c->design, alloc, &layout, &change, NULL);
    ck_assert((status == FOL_OK) == (layout != NULL) && (status == FOL_OK) == (change != NULL));
    fol_change_free(change);
    fol_layout_free(layout);
    return status;
}

START_TEST(an_update_without_memory_leaks_nothing_and_leaves_the_old_layout_whole) {
    random_design *random = random_design_make((uint64_t)_i), *other = random_design_make((uint64_t)_i + 50);
    test_random r = random_from((uint64_t)_i);
    fol_design *design = random_design_build(random), *derived = NULL, *unrelated = random_design_build(other);
    fol_design_edit edit;
    fol_point room[RANDOM_POINTS];
    while (!derived) {
        if (random_design_edit(random, &r, &edit, room))
            fol_design_derive(design, &edit, NULL, &derived, NULL);
    }
    fol_layout *layout = laid(design), *again;
    update_case cases[] = {{layout, derived}, {layout, unrelated}};
    check_every_allocation(update_and_free, &cases[0]);
    check_every_allocation(update_and_free, &cases[1]);
    again = laid(design);
    ck_same_layout(layout, again);
    fol_layout_free(again);
    fol_layout_free(layout);
    fol_design_free(design);
    fol_design_free(derived);
    fol_design_free(unrelated);
    random_design_free(random);
    random_design_free(other);
}
END_TEST

START_TEST(updates_without_arguments_are_refused) {
    random_design *random = random_design_make(1);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design), *out = layout;
    fol_change *change;
    ck_assert_int_eq(fol_layout_update(NULL, design, NULL, &out, &change, NULL), FOL_ERR_ARG);
    ck_assert_ptr_null(out);
    ck_assert_ptr_null(change);
    ck_assert_int_eq(fol_layout_update(layout, NULL, NULL, &out, NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_layout_update(layout, design, NULL, NULL, NULL, NULL), FOL_ERR_ARG);
    size_t count = 5;
    ck_assert_ptr_null(fol_change_removed(NULL, &count));
    ck_assert_uint_eq(count, 0);
    ck_assert_ptr_null(fol_change_added(NULL, NULL));
    fol_change_free(NULL);
    fol_layout_free(NULL);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

/* ------------------------------------------------------------------ questions */

START_TEST(a_rectangle_holds_the_dots_that_lie_in_it) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design);
    test_random r = random_from((uint64_t)_i);
    fol_dot *all = dots_by_id(layout), *found = calloc(fol_layout_count(layout) + 4, sizeof *found);
    for (int i = 0; i < 60; i++) {
        const int32_t x = random_int(&r, -5000, 90000), y = random_int(&r, -5000, 90000);
        const int32_t width = random_int(&r, -1, 20000), height = i % 10 ? random_int(&r, -1, 20000) : 2000000000;
        const size_t count = fol_layout_in_rect(layout, x, y, width, height, found, fol_layout_count(layout));
        size_t n = 0;
        for (size_t k = 0; k < fol_layout_count(layout); k++) {
            const int64_t dx = (int64_t)all[k].x_um - x, dy = (int64_t)all[k].y_um - y;
            if (dx < 0 || dy < 0 || dx >= width || dy >= height)
                continue;
            ck_assert(n < count && memcmp(&found[n], &all[k], sizeof *all) == 0);
            n++;
        }
        ck_assert_uint_eq(n, count);
        memset(found, 0, 3 * sizeof *found);
        ck_assert_uint_eq(fol_layout_in_rect(layout, x, y, width, height, found, 1), count);
        ck_assert(found[1].diameter_um == 0);
        ck_assert_uint_eq(fol_layout_in_rect(layout, x, y, width, height, NULL, 0), count);
    }
    const size_t every = fol_layout_in_rect(layout, INT32_MIN, INT32_MIN, INT32_MAX, INT32_MAX, NULL, 0);
    ck_assert_uint_eq(every, 0); /* up to -1 */
    ck_assert_uint_eq(fol_layout_in_rect(layout, 0, 0, INT32_MAX, INT32_MAX, NULL, 0), fol_layout_count(layout));
    ck_assert_uint_eq(fol_layout_in_rect(layout, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, NULL, 0), 0);
    free(all);
    free(found);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(the_nearest_dot_is_the_nearest_of_all) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design);
    test_random r = random_from((uint64_t)_i);
    fol_dot *all = dots_by_id(layout);
    for (int i = 0; i < 60; i++) {
        const bool on_dot = i % 5 == 0 && fol_layout_count(layout) > 0;
        const fol_dot *some = &all[on_dot ? (size_t)random_below(&r, (int)fol_layout_count(layout)) : 0];
        const int32_t x = on_dot ? some->x_um : random_int(&r, -40000, 120000), y = on_dot ? some->y_um : random_int(&r, -40000, 120000);
        const int32_t within = i % 3 == 0 ? random_int(&r, 0, 3000) : i % 3 == 1 ? random_int(&r, 0, 60000) : INT32_MAX;
        const fol_dot *best = NULL;
        int64_t best2 = (int64_t)within * within;
        for (size_t k = 0; k < fol_layout_count(layout); k++) {
            const int64_t dx = (int64_t)all[k].x_um - x, dy = (int64_t)all[k].y_um - y, d2 = dx * dx + dy * dy;
            if (best ? d2 < best2 : d2 <= best2) {
                best = &all[k];
                best2 = d2;
            }
        }
        fol_dot dot;
        ck_assert(fol_layout_nearest(layout, x, y, within, &dot) == (best != NULL));
        if (best)
            ck_assert_mem_eq(&dot, best, sizeof dot);
        ck_assert(fol_layout_nearest(layout, x, y, within, NULL) == (best != NULL));
    }
    fol_dot dot;
    ck_assert(!fol_layout_nearest(layout, 0, 0, -1, &dot));
    ck_assert(!fol_layout_nearest(layout, INT32_MIN, INT32_MIN, INT32_MAX, &dot));
    ck_assert(!fol_layout_nearest(layout, INT32_MAX, INT32_MAX, 1000, &dot));
    ck_assert(!fol_layout_nearest(NULL, 0, 0, 1000, &dot));
    free(all);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(a_dot_is_found_by_its_id_and_no_other_number_finds_one) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design);
    fol_dot *all = dots_by_id(layout), dot;
    test_random r = random_from((uint64_t)_i);
    for (size_t k = 0; k < fol_layout_count(layout); k++) {
        ck_assert(fol_layout_find(layout, all[k].id, &dot));
        ck_assert_mem_eq(&dot, &all[k], sizeof dot);
        ck_assert(!fol_layout_find(layout, all[k].id + 1, &dot));
    }
    ck_assert(fol_layout_count(layout) == 0 || fol_layout_find(layout, all[0].id, NULL));
    static const int64_t none[] = {-1, INT64_MIN, INT64_MAX, FOL_HAND_PLACED_ID, FOL_HAND_PLACED_ID + 8};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        ck_assert(!fol_layout_find(layout, none[i], &dot));
    for (int i = 0; i < 300; i++) {
        const int64_t id = (int64_t)(random_bits(&r) >> 24);
        ck_assert(!fol_layout_find(layout, id, &dot) || dot.id == id);
    }
    free(all);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(dots_are_copied_by_session_then_id_as_far_as_there_is_room) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design);
    const size_t count = fol_layout_count(layout), sessions = fol_design_session_count(design);
    fol_dot *all = calloc(count + 4, sizeof *all), *one = calloc(count + 4, sizeof *one);
    ck_assert_uint_eq(fol_layout_copy(layout, 0, all, count), count);
    size_t n = 0;
    for (size_t i = 1; i < count; i++)
        ck_assert(all[i].session > all[i - 1].session || (all[i].session == all[i - 1].session && all[i].id > all[i - 1].id));
    for (size_t s = 1; s <= sessions; s++) {
        const size_t own = fol_layout_copy(layout, s, one, count);
        ck_assert_uint_eq(own, fol_layout_session_dots(layout, s));
        ck_assert_mem_eq(one, all + n, own * sizeof *one);
        n += own;
    }
    ck_assert_uint_eq(n, count);
    memset(one, 0, 4 * sizeof *one);
    ck_assert_uint_eq(fol_layout_copy(layout, 0, one, 2), count);
    ck_assert(one[2].diameter_um == 0);
    ck_assert_uint_eq(fol_layout_copy(layout, 0, NULL, 0), count);
    ck_assert_uint_eq(fol_layout_copy(layout, sessions + 1, one, 2), 0);
    ck_assert_uint_eq(fol_layout_copy(NULL, 0, one, 2), 0);
    size_t none = 7;
    ck_assert_ptr_null(fol_layout_block(layout, fol_layout_block_count(layout), &none));
    ck_assert_uint_eq(none, 0);
    free(all);
    free(one);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("layout: updates and questions");
    TCase *tests = tcase_create("updates");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, an_update_is_the_layout_made_anew_and_tells_what_changed, 0, rounds(200));
    tcase_add_loop_test(tests, an_update_follows_a_hairline_wherever_it_goes, 0, rounds(40));
    tcase_add_loop_test(tests, an_edit_that_changes_nothing_changes_no_dot, 0, rounds(20));
    tcase_add_test(tests, an_update_to_any_other_design_lays_it_out_in_full);
    tcase_add_test(tests, untouched_blocks_are_shared);
    tcase_add_loop_test(tests, an_update_without_memory_leaks_nothing_and_leaves_the_old_layout_whole, 0, 4);
    tcase_add_test(tests, updates_without_arguments_are_refused);
    suite_add_tcase(suite, tests);
    TCase *questions = tcase_create("questions");
    tcase_set_timeout(questions, 60);
    tcase_add_loop_test(questions, a_rectangle_holds_the_dots_that_lie_in_it, 0, rounds(30));
    tcase_add_loop_test(questions, the_nearest_dot_is_the_nearest_of_all, 0, rounds(30));
    tcase_add_loop_test(questions, a_dot_is_found_by_its_id_and_no_other_number_finds_one, 0, rounds(30));
    tcase_add_loop_test(questions, dots_are_copied_by_session_then_id_as_far_as_there_is_room, 0, rounds(30));
    suite_add_tcase(suite, questions);
    return suite;
}
