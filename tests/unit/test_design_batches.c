/* SPDX-License-Identifier: MIT */
/* A place's density, to the last bit, is the same whatever places it is asked for with and by whatever way: a batch of a
 * cell, a run of cells as a layout walks it, the public callbacks. GCC 12 has made vector code of such loops (-O3 -mavx2)
 * that gave some lanes other numbers. */
#include "inside.h"
#include "random_design.h"
#include "runner.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS = 8, MOST_HAIRLINES = 5, LONG_BATCH = 150 };

/* ------------------------------------------------------------------ designs */

/* Hairlines that lie so close to each other that many cells are near several, which a random design rarely has. */
typedef struct crowd {
    fol_hairline_spec hairlines[MOST_HAIRLINES];
    fol_point points[MOST_HAIRLINES][3];
    const char *acts_on[1];
} crowd;

static void fill_crowd(crowd *c, random_design *random, test_random *r) {
    const double width = random->chart.canvas_width_mm, height = random->chart.canvas_height_mm;
    random->chart.hairlines = c->hairlines;
    random->chart.hairline_count = (size_t)random_int(r, 2, MOST_HAIRLINES);
    c->acts_on[0] = random->zones[0].name;
    for (size_t i = 0; i < random->chart.hairline_count; i++) {
        fol_hairline_spec *h = &c->hairlines[i];
        *h = fol_hairline_spec_default();
        for (int k = 0; k < 3; k++) {
            c->points[i][k].x = width * (0.05 + 0.45 * k);
            c->points[i][k].y = height * random_between(r, 0.35, 0.5);
        }
        h->points = (fol_ring){c->points[i], 3};
        h->style = fol_hairline_style_at((size_t)random_below(r, 5))->name;
        h->has_behind = true;
        h->behind = (fol_point){width * 0.5, height * (i % 2 ? -2 : 3)};
        h->sentinels_per_cm = random_between(r, 0, 5);
        h->zones = i == 1 ? c->acts_on : NULL;
        h->zone_count = i == 1;
    }
}

static fol_design *design_of(int number, crowd *c, test_random *r) {
    random_design *random = number % 3 ? random_design_make((uint64_t)number + 9000) : random_design_make_special((uint64_t)number + 9000);
    fol_design *design;
    fol_error err = {0};
    if (number % 2)
        fill_crowd(c, random, r);
    const fol_status status = fol_design_create(&random->treatment, &random->chart, NULL, NULL, &design, &err);
    ck_assert_msg(status == FOL_OK, "%s: %s", err.path, err.message);
    random_design_free(random);
    return design;
}

/* ------------------------------------------------------------------ comparisons */

static bool same_lane(const fol_design *d, const fol__densities *a, int32_t i, const fol__densities *b, int32_t k) {
    for (size_t j = 0; j < d->session_count; j++) {
        if (memcmp(&a->running[j][i], &b->running[j][k], sizeof(double)) != 0)
            return false;
    }
    return a->zone[i] == b->zone[k];
}

static bool same_answer(const fol_design *d, const fol__densities *a, int32_t i, const fol_density *answer) {
    return memcmp(&answer->running_per_cm2[FOL_MAX_SESSIONS - 1], &a->running[d->session_count - 1][i], sizeof(double)) == 0 &&
           answer->zone == a->zone[i];
}

static bool same_answers(const fol_density *a, const fol_density *b) {
    return memcmp(a->running_per_cm2, b->running_per_cm2, sizeof a->running_per_cm2) == 0 && a->zone == b->zone;
}

static fol__places only_place(const fol__places *places, int32_t i) {
    fol__places one = {.count = 1, .column = places->column, .row = places->row};
    one.x[0] = places->x[i];
    one.y[0] = places->y[i];
    fol__places_fill_up(&one);
    return one;
}

#define SAME(holds, what) \
    ck_assert_msg(holds, "%s: place %d of %d, (%d, %d) um", what, (int)i, (int)places->count, (int)fol__place_x(places, i), \
                  (int)fol__place_y(places, i))

/* A batch, and each of its places by itself; by the cell, and as a part of the run. */
static void ck_batch(const fol_design *design, const fol__run *run, const fol__places *places) {
    fol__densities cell, found, alone;
    fol__cell_densities(design, places, &cell);
    fol__run_densities(design, run, places, &found);
    for (int32_t i = 0; i < places->count; i++) {
        const fol__places one = only_place(places, i);
        SAME(same_lane(design, &cell, i, &found, i), "run and cell");
        fol__run_densities(design, run, &one, &alone);
        SAME(same_lane(design, &found, i, &alone, 0), "one of a run");
        fol__cell_densities(design, &one, &alone);
        SAME(same_lane(design, &cell, i, &alone, 0), "one of a cell");
    }
}

/* What a layout takes instead where it does not ask for places. */
static void ck_even(const fol_design *design, const fol__run *run, const fol__places *places) {
    fol__densities found, even;
    double running[FOL_MAX_SESSIONS];
    fol__run_densities(design, run, places, &found);
    fol__run_even(design, run, running, &even.zone[0]);
    for (size_t j = 0; j < design->session_count; j++)
        even.running[j][0] = running[j];
    for (int32_t i = 0; i < places->count; i++)
        SAME(same_lane(design, &found, i, &even, 0), "even run");
}

/* The public callbacks, which take places as whole micrometres. */
static void ck_public(const fol_design *design, const fol__places *places) {
    int32_t xy_um[2 * FOL__MOST_PLACES];
    fol_density answers[FOL__MOST_PLACES], one;
    fol__densities cell;
    fol__cell_densities(design, places, &cell);
    for (int32_t i = 0; i < places->count; i++) {
        xy_um[2 * i] = fol__place_x(places, i);
        xy_um[2 * i + 1] = fol__place_y(places, i);
    }
    fol_design_density_batch_fn(xy_um, (size_t)places->count, answers, (void *)(uintptr_t)design);
    for (int32_t i = 0; i < places->count; i++) {
        fol_design_density_at(design, xy_um[2 * i], xy_um[2 * i + 1], &one);
        SAME(same_answers(&one, &answers[i]), "public batch");
        SAME(same_answer(design, &cell, i, &one), "public and internal");
    }
}

/* ------------------------------------------------------------------ tests */

/* 1 to 32 places of a cell, and as far about it as `pad` allows; often on its very border. */
static fol__places draw_places(test_random *r, int32_t column, int32_t row, int32_t pad) {
    fol__places places = {.count = random_int(r, 1, FOL__MOST_PLACES), .column = column, .row = row};
    for (int32_t i = 0; i < places.count; i++) {
        const int32_t x = random_int(r, -pad, FOL__CELL_UM - 1 + pad), y = random_int(r, -pad, FOL__CELL_UM - 1 + pad);
        const int border = random_below(r, 16);
        fol__places_set(&places, i, column * FOL__CELL_UM + (border == 0 ? 0 : border == 1 ? FOL__CELL_UM - 1 : x),
                        row * FOL__CELL_UM + (border == 2 ? 0 : border == 3 ? FOL__CELL_UM - 1 : y));
    }
    fol__places_fill_up(&places);
    return places;
}

static void ck_run(const fol_design *design, const fol__run *run, test_random *r) {
    const int32_t column = random_int(r, run->column0, run->column1 - 1);
    const fol__places inside = draw_places(r, column, run->row, 0), about = draw_places(r, column, run->row, design->pad_um);
    ck_batch(design, run, &inside);
    ck_batch(design, run, &about);
    ck_public(design, &inside);
    if (run->even && !design->has_raster && !design->hairs)
        ck_even(design, run, &about);
}

START_TEST(places_of_a_batch_have_the_density_that_each_has_alone) {
    test_random r = random_from((uint64_t)_i);
    crowd c;
    fol_design *design = design_of(_i, &c, &r);
    const fol_allocator alloc = design->alloc;
    fol__walk walk;
    fol__run run;
    ck_assert(fol__walk_make(design, &alloc, &walk));
    for (int i = 0; i < ROWS; i++) {
        fol__walk_row(&walk, random_below(&r, design->row_count), 0, design->column_count);
        while (fol__walk_next(&walk, &run))
            ck_run(design, &run, &r);
    }
    fol__walk_free(&walk);
    fol_design_free(design);
}
END_TEST

/* Anywhere on the canvas and a little off it, some next to each other and some not. */
static void draw_long_batch(const fol_design *design, test_random *r, int32_t *xy_um) {
    int32_t x = 0, y = 0;
    for (int i = 0; i < LONG_BATCH; i++) {
        const bool jump = i == 0 || random_below(r, 12) == 0;
        x = jump ? random_int(r, -500, design->width_um + 500) : x + random_int(r, -150, 150);
        y = jump ? random_int(r, -500, design->height_um + 500) : y + random_int(r, -150, 150);
        xy_um[2 * i] = x;
        xy_um[2 * i + 1] = y;
    }
}

START_TEST(long_batches_cross_cells_and_the_canvas_edge) {
    test_random r = random_from((uint64_t)_i);
    crowd c;
    fol_design *design = design_of(_i, &c, &r);
    int32_t xy_um[2 * LONG_BATCH];
    fol_density answers[LONG_BATCH], one;
    draw_long_batch(design, &r, xy_um);
    fol_design_density_batch_fn(xy_um, LONG_BATCH, answers, design);
    for (int i = 0; i < LONG_BATCH; i++) {
        fol_design_density_fn(xy_um[2 * i], xy_um[2 * i + 1], &one, design);
        ck_assert_msg(same_answers(&one, &answers[i]), "place %d, (%d, %d) um", i, (int)xy_um[2 * i], (int)xy_um[2 * i + 1]);
    }
    fol_design_free(design);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("design: batches of places");
    TCase *tests = tcase_create("batches");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, places_of_a_batch_have_the_density_that_each_has_alone, 0, rounds(80));
    tcase_add_loop_test(tests, long_batches_cross_cells_and_the_canvas_edge, 0, rounds(80));
    suite_add_tcase(suite, tests);
    return suite;
}
