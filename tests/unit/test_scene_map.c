/* SPDX-License-Identifier: MIT */
/* Map pages: how many, what is on them, and that tiles fit together. */
#include "failing_alloc.h"
#include "runner.h"
#include "scene_plans.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ map pages */

static const struct {
    fol_paper paper;
    double width, height;
    int32_t session;
    double overlap;
    size_t pages;
} page_counts[] = {
    {FOL_PAPER_TRUE_SIZE, 190, 190, 0, 10, 3},
    {FOL_PAPER_TRUE_SIZE, 190, 190, 2, 10, 1},
    {FOL_PAPER_TRUE_SIZE, 10000, 10000, 0, 10, 3},
    /* An A4 window is 190 x 194 mm, a letter window 195.9 x 176.4 mm. */
    {FOL_PAPER_A4, 190, 194, 0, 10, 3},
    {FOL_PAPER_A4, 190.001, 194, 0, 10, 6},
    {FOL_PAPER_A4, 190, 194.001, 3, 10, 2},
    {FOL_PAPER_A4, 370, 194, 1, 10, 2},
    {FOL_PAPER_A4, 370.001, 378.001, 1, 10, 9},
    {FOL_PAPER_A4, 380, 388, 1, 0, 4},
    {FOL_PAPER_A4, 380, 388, 1, 30, 9},
    {FOL_PAPER_LETTER, 195.9, 176.4, 0, 10, 3},
    {FOL_PAPER_LETTER, 196, 177, 0, 10, 12},
    {FOL_PAPER_A4, 10000, 10000, 0, 10, 0} /* over the limit */
};

START_TEST(pages_are_counted_by_session_and_tile) {
    const plan made = plan_of(page_counts[_i].width, page_counts[_i].height, 40, false);
    fol_map_spec spec = fol_map_spec_default();
    spec.paper = page_counts[_i].paper;
    spec.session = page_counts[_i].session;
    spec.overlap_mm = page_counts[_i].overlap;
    ck_assert_uint_eq(fol_map_page_count(made.design, &spec), page_counts[_i].pages);
    fol_scene *scene = NULL;
    ck_assert_int_eq(fol_scene_map_page(made.design, made.layout, &spec, page_counts[_i].pages, NULL, &scene, NULL),
                     page_counts[_i].pages ? FOL_ERR_ARG : FOL_ERR_LIMIT);
    ck_assert_ptr_null(scene);
    plan_free(made);
}
END_TEST

START_TEST(a_true_size_page_holds_the_whole_canvas) {
    const plan made = plan_of(190, 150, 40, true);
    fol_map_spec spec = fol_map_spec_default();
    spec.margin_mm = 20;
    fol_scene *scene = map_page(made, &spec, 2);
    const fol_rect extent = fol_scene_extent(scene);
    ck_assert(extent.x == 0 && extent.y == 0 && extent.width == 230 && extent.height >= 190);
    ck_assert_uint_eq(count_kind(scene, FOL_OP_DOTS), 2);
    const fol_op *earlier = nth(scene, FOL_OP_DOTS, 0), *own = nth(scene, FOL_OP_DOTS, 1);
    ck_assert_uint_eq(own->dot_count, fol_layout_session_dots(made.layout, 3));
    ck_assert_uint_eq(earlier->dot_count, fol_layout_count(made.layout) - own->dot_count);
    ck_assert(same_color(own->color, (fol_color){0, 0, 0}) && own->opacity == 1 && earlier->color.g > 0x80);
    ck_assert(own->origin.x == 20 && own->origin.y + 150 < extent.height);
    fol_scene_free(scene);
    plan_free(made);
}
END_TEST

static bool has_text(const fol_scene *scene, const char *part) {
    for (size_t i = 0; i < fol_scene_op_count(scene); i++) {
        const fol_op *op = fol_scene_op(scene, i);
        if (op->kind == FOL_OP_TEXT && strstr(op->text, part))
            return true;
    }
    return false;
}

START_TEST(a_page_tells_what_a_practitioner_needs) {
    const plan made = plan_of(190, 150, 40, true);
    const fol_map_spec spec = fol_map_spec_default();
    fol_scene *scene = map_page(made, &spec, 1);
    char dots[64], fingerprint[32];
    snprintf(dots, sizeof dots, "%zu dots of %zu", fol_layout_session_dots(made.layout, 2),
             fol_layout_count(made.layout));
    snprintf(fingerprint, sizeof fingerprint, "%016llx", (unsigned long long)fol_layout_fingerprint(made.layout));
    const char *const wanted[] = {
        "Golden",      "Session 2 of 3, day 10", "18 parts water to 1", "Print at 100 %", "must measure 50 mm", dots,
        fol_version(), "layout version 2",       fingerprint,           "seed 5"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        ck_assert_msg(has_text(scene, wanted[i]), "no text with '%s'", wanted[i]);
    ck_assert(!has_text(scene, "Tile"));
    fol_scene_free(scene);
    plan_free(made);
}
END_TEST

static bool is_check_square(const fol_op *op) {
    return op->kind == FOL_OP_LINE && op->closed && op->point_count == 4 &&
           fabs(op->points[1].x - op->points[0].x - 50) < 1e-9 && fabs(op->points[2].y - op->points[1].y - 50) < 1e-9;
}

START_TEST(each_page_has_a_square_of_50_mm_on_the_paper) {
    const plan made = plan_of(300, 200, 40, true);
    for (int paper = 0; paper < 3; paper++) {
        fol_map_spec spec = fol_map_spec_default();
        spec.paper = (fol_paper)paper;
        for (size_t page = 0; page < fol_map_page_count(made.design, &spec); page++) {
            fol_scene *scene = map_page(made, &spec, page);
            const fol_rect extent = fol_scene_extent(scene);
            size_t squares = 0;
            for (size_t i = 0; i < fol_scene_op_count(scene); i++) {
                const fol_op *op = fol_scene_op(scene, i);
                if (!is_check_square(op))
                    continue;
                squares++;
                ck_assert(op->points[0].x >= 10 && op->points[1].x <= extent.width - 10);
                ck_assert(op->points[0].y >= 10 && op->points[2].y <= extent.height - 10);
            }
            ck_assert_uint_eq(squares, 1);
            fol_scene_free(scene);
        }
    }
    plan_free(made);
}
END_TEST

START_TEST(texts_stay_on_the_paper) {
    const plan made = plan_of(30, 30, 40, false);
    const fol_map_spec spec = fol_map_spec_default();
    fol_scene *scene = map_page(made, &spec, 0);
    const fol_rect extent = fol_scene_extent(scene);
    for (size_t i = 0; i < count_kind(scene, FOL_OP_TEXT); i++) {
        const fol_op *text = nth(scene, FOL_OP_TEXT, i);
        const double width = 0.9 * text->height_mm * (double)strlen(text->text);
        ck_assert(text->origin.x - (text->align == 0 ? width / 2 : 0) >= 0);
        ck_assert(text->origin.x + (text->align == 0 ? width / 2 : width) <= extent.width);
        ck_assert(text->origin.y >= text->height_mm && text->origin.y <= extent.height);
    }
    fol_scene_free(scene);
    plan_free(made);
}
END_TEST

START_TEST(tiles_show_every_dot_at_its_place) {
    const plan made = plan_of(300, 200, 10, false);
    fol_map_spec spec = fol_map_spec_default();
    spec.paper = FOL_PAPER_A4;
    spec.session = 3;
    const size_t pages = fol_map_page_count(made.design, &spec);
    ck_assert_uint_eq(pages, 4);
    size_t count;
    fol_dot *dots = all_dots(made.layout, &count);
    size_t *times = calloc(count, sizeof *times);
    for (size_t page = 0; page < pages; page++) {
        fol_scene *scene = map_page(made, &spec, page);
        char name[16];
        snprintf(name, sizeof name, "Tile %c%d", page % 2 ? 'B' : 'A', page / 2 ? 2 : 1);
        ck_assert_msg(has_text(scene, name), "page %zu is not %s", page, name);
        const fol_op *op = nth(scene, FOL_OP_DOTS, 0);
        /* A4: windows of 190 x 194 mm at (10, 29) of the paper, 180 and 184 mm apart. */
        ck_assert_double_eq_tol(op->origin.x, 10 - (page % 2 ? 180 : 0), 1e-9);
        ck_assert_double_eq_tol(op->origin.y, 29 - (page / 2 ? 184 : 0), 1e-9);
        for (size_t i = 0; i < count; i++)
            times[i] += times_drawn(scene, dots[i].id);
        fol_scene_free(scene);
    }
    for (size_t i = 0; i < count; i++) {
        const bool shared = dots[i].x_um >= 180000 && dots[i].x_um <= 190000;
        ck_assert_uint_eq(times[i], shared ? 2 : 1);
    }
    free(times);
    free(dots);
    plan_free(made);
}
END_TEST

/* Centres, on the canvas, of a page's registration crosses: the middles of its lines of 8 mm. */
static size_t crosses(const fol_scene *scene, fol_point *centers) {
    const fol_point origin = nth(scene, FOL_OP_DOTS, 0)->origin;
    size_t count = 0;
    for (size_t i = 0; i < fol_scene_op_count(scene); i++) {
        const fol_op *op = fol_scene_op(scene, i);
        if (op->kind != FOL_OP_LINE || op->point_count != 2 || fabs(op->points[1].x - op->points[0].x - 8) > 1e-9)
            continue;
        ck_assert_uint_lt(count, 4);
        centers[count].x = (op->points[0].x + op->points[1].x) / 2 - origin.x;
        centers[count++].y = op->points[0].y - origin.y;
    }
    return count;
}

START_TEST(registration_marks_of_neighbours_lie_on_each_other) {
    const plan made = plan_of(300, 200, 40, false);
    fol_map_spec spec = fol_map_spec_default();
    spec.paper = FOL_PAPER_LETTER;
    spec.session = 1;
    spec.overlap_mm = _i;
    fol_scene *left = map_page(made, &spec, 0), *right = map_page(made, &spec, 1);
    fol_point of_left[4], of_right[4];
    ck_assert_uint_eq(crosses(left, of_left), 4);
    ck_assert_uint_eq(crosses(right, of_right), 4);
    for (int row = 0; row < 4; row += 2) {
        ck_assert_double_eq_tol(of_left[row + 1].x, of_right[row].x, 1e-9);
        ck_assert_double_eq_tol(of_left[row + 1].y, of_right[row].y, 1e-9);
    }
    fol_scene_free(left);
    fol_scene_free(right);
    plan_free(made);
}
END_TEST

START_TEST(bad_maps_are_refused) {
    const plan made = plan_of(40, 30, 40, false);
    const fol_map_spec good = fol_map_spec_default();
    fol_scene *scene = (fol_scene *)&scene;
    ck_assert_int_eq(fol_scene_map_page(NULL, made.layout, &good, 0, NULL, &scene, NULL), FOL_ERR_ARG);
    ck_assert_ptr_null(scene);
    ck_assert_int_eq(fol_scene_map_page(made.design, NULL, &good, 0, NULL, &scene, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_scene_map_page(made.design, made.layout, NULL, 0, NULL, &scene, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_scene_map_page(made.design, made.layout, &good, 0, NULL, NULL, NULL), FOL_ERR_ARG);
    ck_assert_uint_eq(fol_map_page_count(NULL, &good), 0);
    ck_assert_uint_eq(fol_map_page_count(made.design, NULL), 0);
    const struct {
        fol_paper paper;
        int32_t session;
        double margin, overlap;
        fol_status status;
    } bad[] = {{(fol_paper)3, 0, 15, 10, FOL_ERR_ARG},           {FOL_PAPER_A4, 4, 15, 10, FOL_ERR_ARG},
               {FOL_PAPER_A4, -1, 15, 10, FOL_ERR_ARG},          {FOL_PAPER_A4, 0, 9, 10, FOL_ERR_VALUE},
               {FOL_PAPER_TRUE_SIZE, 0, 51, 10, FOL_ERR_VALUE},  {FOL_PAPER_A4, 0, (double)NAN, 10, FOL_ERR_VALUE},
               {FOL_PAPER_A4, 0, 15, -1, FOL_ERR_VALUE},         {FOL_PAPER_A4, 0, 15, 31, FOL_ERR_VALUE},
               {FOL_PAPER_A4, 0, 15, (double)NAN, FOL_ERR_VALUE}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        fol_map_spec spec = good;
        spec.paper = bad[i].paper;
        spec.session = bad[i].session;
        spec.margin_mm = bad[i].margin;
        spec.overlap_mm = bad[i].overlap;
        ck_assert_uint_eq(fol_map_page_count(made.design, &spec), 0);
        ck_assert_int_eq(fol_scene_map_page(made.design, made.layout, &spec, 0, NULL, &scene, NULL), bad[i].status);
    }
    plan_free(made);
}
END_TEST

static fol_status make_page(const fol_allocator *alloc, void *user) {
    const plan *made = user;
    fol_map_spec spec = fol_map_spec_default();
    spec.paper = FOL_PAPER_A4;
    fol_scene *scene = NULL;
    const fol_status status = fol_scene_map_page(made->design, made->layout, &spec, 1, alloc, &scene, NULL);
    ck_assert(!status == (scene != NULL));
    fol_scene_free(scene);
    return status;
}

START_TEST(running_out_of_memory_leaks_nothing) {
    plan made = plan_of(300, 200, 60, true);
    check_every_allocation(make_page, &made);
    plan_free(made);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("scene-map");
    TCase *maps = tcase_create("maps");
    tcase_add_loop_test(maps, pages_are_counted_by_session_and_tile, 0, sizeof page_counts / sizeof *page_counts);
    tcase_add_test(maps, a_true_size_page_holds_the_whole_canvas);
    tcase_add_test(maps, a_page_tells_what_a_practitioner_needs);
    tcase_add_test(maps, each_page_has_a_square_of_50_mm_on_the_paper);
    tcase_add_test(maps, texts_stay_on_the_paper);
    tcase_add_test(maps, tiles_show_every_dot_at_its_place);
    tcase_add_loop_test(maps, registration_marks_of_neighbours_lie_on_each_other, 0, 31);
    tcase_add_test(maps, bad_maps_are_refused);
    tcase_add_test(maps, running_out_of_memory_leaks_nothing);
    suite_add_tcase(suite, maps);
    return suite;
}
