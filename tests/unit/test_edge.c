/* SPDX-License-Identifier: MIT */
/* Edges that are known: ruled, saw-toothed, waved, mirrored, wavy with all dots stopping at it, and a natural one. Dots are those of the
 * tests' own ranked tile, so that nothing here is the engine's. */
#include "failing_alloc.h"
#include "noise.h"
#include "review_dots.h"
#include "runner.h"

#include <follicle/edge.h>

enum { SEEDS = 100 };

static const double line_from_mm = 10, line_mm = 150, line_y_mm = 20;

typedef enum edge_shape { STRAIGHT, TEETH, SAW, SINE } edge_shape;

/* What an edge is made of: its ramp, a wave, and noise that can be mirrored. Sizes in mm. */
typedef struct edge_kind {
    double transition, edge_density;
    edge_shape shape;
    double height, wave; /* half the height */
    double large, small;
    bool mirrored;
    uint64_t seed;
} edge_kind;

static double value_noise(uint64_t seed, double wave_mm, double x_mm, double y_mm) {
    fol__noise_patch patch;
    const fol__noise noise = {fol__mix(seed), wave_mm * 1000};
    float none[8] = {0}, value[8] = {0};
    fol__noise_patch_make(noise, x_mm * 1000, y_mm * 1000, 64, 64, &patch);
    fol__noise_add(&patch, 1, none, none, 8, value);
    return (double)value[0];
}

static double wave_of(const edge_kind *e, double along_mm) {
    const double turns = along_mm / e->wave + (double)(e->seed % 97) / 97, t = turns - floor(turns);
    switch (e->shape) {
    case TEETH:
        return e->height * (t < 0.5 ? 4 * t - 1 : 3 - 4 * t);
    case SAW:
        return e->height * (2 * t - 1);
    case SINE:
        return e->height * sin(6.283185307179586 * t);
    default:
        return 0;
    }
}

static void edge_density(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    const edge_kind *e = user;
    const double x = x_um / 1000.0, y = y_um / 1000.0, along = x - line_from_mm;
    const double at = e->mirrored && along > line_mm / 2 ? line_from_mm + line_mm - along : x;
    double behind = y - line_y_mm + wave_of(e, along);
    behind += e->large > 0 ? e->large * value_noise(3 * e->seed + 1, 30, at, y) : 0;
    behind += e->small > 0 ? e->small * value_noise(3 * e->seed + 2, 4.5, at, y) : 0;
    const double ramp = e->transition > 0 ? e->edge_density + (1 - e->edge_density) * fol__smooth(behind / e->transition) : 1;
    out->zone = 0;
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        out->running_per_cm2[k] = behind < 0 ? 0 : 120 * ramp;
}

static ranked_tile *tile;

static void make_tile(void) {
    tile = tile_make(3);
}

static void free_tile(void) {
    free(tile);
}

static dot_list dots_of(edge_kind *e) {
    dot_list list = {0};
    const fol_rect bounds = {line_from_mm - 5, line_y_mm - 10, line_mm + 10, 40};
    add_from_tile(&list, tile, 300, bounds, e->seed * 7 + 3, edge_density, e, 1);
    return list;
}

static const fol_point straight_line[2] = {{10, 20}, {160, 20}};

static fol_edge_spec spec_of(const dot_list *list) {
    fol_edge_spec spec = fol_edge_spec_default();
    spec.dots = list->items;
    spec.dot_count = list->count;
    spec.line = (fol_ring){straight_line, 2};
    return spec;
}

static fol_edge measured(const fol_edge_spec *spec) {
    fol_edge edge;
    fol_error err = {0};
    ck_assert_msg(fol_edge_measure(spec, NULL, &edge, &err) == FOL_OK, "%s", err.message);
    return edge;
}

/* Of SEEDS edges of a kind, how many have a fault, and how many any. */
typedef struct tally {
    int ruled, periodic, mirrored, stopped, any;
} tally;

static tally tally_of(edge_kind e) {
    tally t = {0, 0, 0, 0, 0};
    for (e.seed = 1; e.seed <= SEEDS; e.seed++) {
        dot_list list = dots_of(&e);
        const fol_edge_spec spec = spec_of(&list);
        const fol_edge edge = measured(&spec);
        const uint32_t faults = fol_edge_faults(&edge, NULL);
        ck_assert(edge.judged_mm > 140);
        t.ruled += (faults & FOL_EDGE_RULED) != 0;
        t.periodic += (faults & FOL_EDGE_PERIODIC) != 0;
        t.mirrored += (faults & FOL_EDGE_MIRRORED) != 0;
        t.stopped += (faults & FOL_EDGE_STOPPED) != 0;
        t.any += faults != 0;
        list_free(&list);
    }
    return t;
}

static const edge_kind natural = {7, 0.35, STRAIGHT, 0, 0, 2.5, 1.3, false, 0};

START_TEST(a_natural_edge_has_no_fault) {
    ck_assert_int_eq(tally_of(natural).any, 0);
}
END_TEST

START_TEST(a_ruled_edge_is_caught) {
    const tally t = tally_of((edge_kind){0, 1, STRAIGHT, 0, 0, 0, 0, false, 0});
    ck_assert_int_eq(t.ruled, SEEDS);
    ck_assert_int_eq(t.stopped, SEEDS);
    ck_assert_int_eq(t.periodic + t.mirrored, 0);
}
END_TEST

/* With a soft ramp, dots themselves stray about a ruled line: a few pass for wandering. */
START_TEST(a_ruled_edge_is_caught_behind_a_ramp_too) {
    ck_assert_int_ge(tally_of((edge_kind){7, 0.35, STRAIGHT, 0, 0, 0, 0, false, 0}).ruled, 90);
    ck_assert_int_ge(tally_of((edge_kind){2.5, 0.7, STRAIGHT, 0, 0, 0, 0, false, 0}).ruled, 95);
}
END_TEST

static const edge_kind waves[] = {{2.5, 0.7, TEETH, 2, 5, 0, 0, false, 0},   {0, 1, TEETH, 1.5, 5, 0, 0, false, 0},
                                  {2.5, 0.7, SAW, 2, 6, 0, 0, false, 0},     {0, 1, SAW, 1.5, 12, 0, 0, false, 0},
                                  {7, 0.35, SAW, 2.5, 10, 0, 0, false, 0},   {7, 0.35, SINE, 2, 12, 0, 0, false, 0},
                                  {7, 0.35, SINE, 2.5, 30, 1, 0.5, false, 0}, {0, 1, SAW, 2, 6, 2, 0, false, 0}};

START_TEST(teeth_and_waves_are_caught) {
    const tally t = tally_of(waves[_i]);
    ck_assert_msg(t.periodic >= 95, "wave %d is caught %d times of %d", _i, t.periodic, SEEDS);
}
END_TEST

/* The wave that is named is the one that was made. */
START_TEST(a_wave_is_measured_as_it_is) {
    edge_kind e = {0, 1, SINE, 2, 12, 0, 0, false, 5};
    dot_list list = dots_of(&e);
    const fol_edge_spec spec = spec_of(&list);
    const fol_edge edge = measured(&spec);
    ck_assert_double_eq_tol(edge.period_mm, 12, 0.3);
    ck_assert_double_eq_tol(edge.period_height_mm, 4, 0.6);
    ck_assert_double_eq_tol(edge.rough_mm[0], 2 / sqrt(2), 0.35);
    list_free(&list);
}
END_TEST

static void mirror_dots(dot_list *list) {
    const int32_t middle_um = (int32_t)((line_from_mm + line_mm / 2) * 1000);
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].x_um <= middle_um)
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
    for (size_t i = 0; i < kept; i++)
        list_add(list, 2 * middle_um - list->items[i].x_um, list->items[i].y_um);
}

START_TEST(an_edge_with_mirrored_dots_is_caught) {
    edge_kind e = natural;
    for (e.seed = 1; e.seed <= SEEDS; e.seed++) {
        dot_list list = dots_of(&e);
        mirror_dots(&list);
        const fol_edge_spec spec = spec_of(&list);
        const fol_edge edge = measured(&spec);
        ck_assert(fol_edge_faults(&edge, NULL) & FOL_EDGE_MIRRORED);
        ck_assert(edge.mirror > 0.95);
        list_free(&list);
    }
}
END_TEST

/* Dots that are not mirrored themselves, within noise that is. */
START_TEST(mirrored_noise_is_caught) {
    ck_assert_int_ge(tally_of((edge_kind){0, 1, STRAIGHT, 0, 0, 2.5, 1.3, true, 0}).mirrored, 90);
}
END_TEST

START_TEST(a_wavy_edge_at_which_all_dots_stop_is_caught) {
    ck_assert_int_eq(tally_of((edge_kind){0, 1, STRAIGHT, 0, 0, 2.5, 0, false, 0}).stopped, SEEDS);
}
END_TEST

/* ---- what it is given ---- */

START_TEST(the_order_of_dots_and_the_sense_of_the_line_leave_no_trace) {
    edge_kind e = natural;
    e.seed = 9;
    dot_list list = dots_of(&e);
    fol_edge_spec spec = spec_of(&list);
    const fol_edge edge = measured(&spec);
    for (size_t i = 0; i < list.count / 2; i++) {
        const fol_dot dot = list.items[i];
        list.items[i] = list.items[list.count - 1 - i];
        list.items[list.count - 1 - i] = dot;
    }
    const fol_edge again = measured(&spec);
    ck_assert_mem_eq(&edge, &again, sizeof edge);
    spec.behind = -1; /* to the right of a line that goes right, with y down */
    const fol_edge told = measured(&spec);
    ck_assert_mem_eq(&edge, &told, sizeof edge);
    const fol_point backward[2] = {straight_line[1], straight_line[0]};
    spec.line.points = backward;
    spec.behind = 1;
    const fol_edge turned = measured(&spec);
    ck_assert_double_eq_tol(turned.offset_mm, edge.offset_mm, 0.05);
    ck_assert_double_eq_tol(turned.mirror, edge.mirror, 0.05);
    list_free(&list);
}
END_TEST

/* Half a ring of 40 mm, edge outward and inward: the same edge as along a line. */
START_TEST(a_bent_line_has_the_edge_of_a_straight_one) {
    fol_point ring[181];
    dot_list list = {0};
    for (int i = 0; i <= 180; i++) {
        ring[i].x = 65 + 40 * cos(i * 0.0174532925199432958);
        ring[i].y = 65 + 40 * sin(i * 0.0174532925199432958);
    }
    square s = {130, 120, 1};
    const fol_rect bounds = {0, 0, 130, 130};
    add_from_tile(&list, tile, 300, bounds, 3, square_density, &s, 1);
    for (int side = -1; side <= 1; side += 2) {
        dot_list half = {0};
        for (size_t i = 0; i < list.count; i++) {
            const double x = list.items[i].x_um / 1000.0 - 65, y = list.items[i].y_um / 1000.0 - 65;
            if ((x * x + y * y - 1600) * side > 0)
                list_add(&half, list.items[i].x_um, list.items[i].y_um);
        }
        fol_edge_spec spec = spec_of(&half);
        spec.line = (fol_ring){ring, 181};
        const fol_edge edge = measured(&spec);
        ck_assert_double_eq_tol(edge.length_mm, 125.66, 0.1);
        ck_assert_double_eq_tol(edge.offset_mm, 0.95, 0.15);
        ck_assert(edge.judged_mm > 115 && edge.rough_mm[0] < 0.25 && edge.step > 0.9);
        ck_assert_uint_eq(fol_edge_faults(&edge, NULL), FOL_EDGE_RULED | FOL_EDGE_STOPPED);
        list_free(&half);
    }
    list_free(&list);
}
END_TEST

/* No skin between 60 and 90 mm. */
static void with_a_gap(const int32_t *xy_um, size_t count, fol_density *out, void *user) {
    (void)user;
    for (size_t i = 0; i < count; i++) {
        const bool gap = xy_um[2 * i] >= 60000 && xy_um[2 * i] < 90000;
        for (int k = 0; k < FOL_MAX_SESSIONS; k++)
            out[i].running_per_cm2[k] = gap ? 0 : 120;
        out[i].zone = gap ? FOL_NO_ZONE : 0;
    }
}

START_TEST(an_edge_is_judged_only_where_there_is_skin) {
    edge_kind e = natural;
    e.seed = 2;
    dot_list list = dots_of(&e);
    size_t kept = 0;
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].x_um < 60000 || list.items[i].x_um >= 90000)
            list.items[kept++] = list.items[i];
    }
    list.count = kept;
    fol_edge_spec spec = spec_of(&list);
    spec.density = with_a_gap;
    const fol_edge edge = measured(&spec);
    ck_assert_double_eq_tol(edge.judged_mm, 120, 4);
    ck_assert_uint_eq(fol_edge_faults(&edge, NULL), 0);
    list_free(&list);
}
END_TEST

START_TEST(only_dots_of_the_zones_named_count) {
    edge_kind e = natural;
    e.seed = 4;
    dot_list list = dots_of(&e);
    const uint16_t zone = 7;
    fol_edge_spec spec = spec_of(&list);
    const fol_edge edge = measured(&spec);
    for (size_t i = 0; i < list.count; i++)
        list.items[i].zone = zone;
    for (int32_t x = 0; x < 170; x++) /* a row of another zone's, well in front */
        list_add(&list, x * 1000, 15000);
    spec = spec_of(&list);
    spec.zones = &zone;
    spec.zone_count = 1;
    const fol_edge again = measured(&spec);
    ck_assert_mem_eq(&edge, &again, sizeof edge);
    list_free(&list);
}
END_TEST

START_TEST(nothing_is_measured_where_there_is_nothing) {
    static const fol_edge none;
    dot_list list = {0};
    fol_edge_spec spec = spec_of(&list);
    fol_edge edge = measured(&spec);
    ck_assert_double_eq_tol(edge.length_mm, 150, 1e-9);
    edge.length_mm = 0;
    ck_assert_mem_eq(&edge, &none, sizeof edge);
    const fol_point twice[3] = {{5, 5}, {5, 5}, {5, 6}};
    spec.line = (fol_ring){twice, 3};
    edge = measured(&spec);
    ck_assert_double_eq_tol(edge.length_mm, 1, 1e-9);
    ck_assert(!(edge.judged_mm > 0));
    ck_assert_uint_eq(fol_edge_faults(&edge, NULL), 0);
    ck_assert_uint_eq(fol_edge_faults(NULL, NULL), 0);
}
END_TEST

START_TEST(wrong_specs_are_refused) {
    const fol_point far_off[2] = {{0, 0}, {1e9, 0}};
    fol_edge_limits limits = fol_edge_limits_default();
    fol_edge_spec spec = fol_edge_spec_default();
    fol_edge edge;
    fol_error err;
    spec.line = (fol_ring){straight_line, 2};
    ck_assert_int_eq(fol_edge_measure(NULL, NULL, &edge, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_edge_measure(&spec, NULL, NULL, NULL), FOL_ERR_ARG);
    spec.dot_count = 1;
    ck_assert_int_eq(fol_edge_measure(&spec, NULL, &edge, NULL), FOL_ERR_ARG);
    spec.dot_count = 0;
    spec.behind = 2;
    ck_assert_int_eq(fol_edge_measure(&spec, NULL, &edge, &err), FOL_ERR_VALUE);
    spec.behind = 0;
    spec.line.count = 1;
    ck_assert_int_eq(fol_edge_measure(&spec, NULL, &edge, &err), FOL_ERR_GEOMETRY);
    spec.line = (fol_ring){far_off, 2};
    ck_assert_int_eq(fol_edge_measure(&spec, NULL, &edge, &err), FOL_ERR_VALUE);
    spec.line = (fol_ring){straight_line, 2};
    limits.mirror_to = NAN;
    spec.limits = &limits;
    ck_assert_int_eq(fol_edge_measure(&spec, NULL, &edge, &err), FOL_ERR_VALUE);
    ck_assert_str_eq(err.path, "mirror_to");
}
END_TEST

static fol_status measure_with(const fol_allocator *alloc, void *user) {
    fol_edge edge;
    return fol_edge_measure(user, alloc, &edge, NULL);
}

START_TEST(a_failed_allocation_leaks_nothing) {
    edge_kind e = natural;
    dot_list list = dots_of(&e);
    const fol_point bent[3] = {{10, 20}, {85, 24}, {160, 20}}; /* looked at without its bend too */
    fol_edge_spec spec = spec_of(&list);
    check_every_allocation(measure_with, &spec);
    spec.line = (fol_ring){bent, 3};
    check_every_allocation(measure_with, &spec);
    list_free(&list);
}
END_TEST

/* ---- in a review ---- */

static void edge_without(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    const edge_kind bare = {0, 1, STRAIGHT, 0, 0, 0, 0, false, 0};
    (void)user;
    edge_density(x_um, y_um, out, (void *)(uintptr_t)&bare);
}

START_TEST(a_review_judges_edges_by_their_own_limits) {
    edge_kind e = {0, 1, STRAIGHT, 0, 0, 0, 0, false, 3};
    dot_list list = dots_of(&e);
    fol_edge_limits none = fol_edge_limits_default();
    none.judged_from_mm = 10000;
    fol_edge_spec edges[2] = {fol_edge_spec_default(), fol_edge_spec_default()};
    edges[0].line = edges[1].line = (fol_ring){straight_line, 2};
    edges[1].limits = &none;
    fol_review_spec spec = fol_review_spec_default();
    spec.dots = list.items;
    spec.dot_count = list.count;
    spec.session_count = spec.zone_count = 1;
    spec.density = edge_without;
    spec.bounds = (fol_rect){line_from_mm - 5, line_y_mm - 10, line_mm + 10, 40};
    spec.edges = edges;
    spec.edge_count = 2;
    fol_review *review = review_of(&spec);
    const fol_edge_spec alone = spec_of(&list);
    const fol_edge edge = measured(&alone);
    ck_assert_uint_eq(fol_review_edge_count(review), 2);
    ck_assert_mem_eq(fol_review_edge(review, 0), &edge, sizeof edge);
    ck_assert_mem_eq(fol_review_edge(review, 1), &edge, sizeof edge);
    ck_assert_ptr_null(fol_review_edge(review, 2));
    ck_assert_uint_eq(fol_review_edge_faults(review, 0), FOL_EDGE_RULED | FOL_EDGE_STOPPED);
    ck_assert_uint_eq(fol_review_edge_faults(review, 1), 0);
    ck_assert_int_eq(fol_review_finding_total(review, FOL_FINDING_EDGE), 2);
    const fol_finding *finding = fol_review_finding(review, fol_review_finding_count(review) - 2);
    ck_assert_msg(strncmp(finding->text, "edges[0] is ruled: over 10 mm it wanders by 0.0", 47) == 0, "%s", finding->text);
    fol_review_free(review);
    edges[1].behind = 5;
    fol_error err;
    ck_assert_int_eq(fol_review_create(&spec, NULL, &review, &err), FOL_ERR_VALUE);
    ck_assert_str_eq(err.path, "edges[1]");
    spec.edges = NULL;
    ck_assert_int_eq(fol_review_create(&spec, NULL, &review, &err), FOL_ERR_ARG);
    list_free(&list);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("edge");
    TCase *known = tcase_create("known edges"), *given = tcase_create("what it is given");
    tcase_set_timeout(known, 120);
    tcase_add_unchecked_fixture(known, make_tile, free_tile);
    tcase_add_unchecked_fixture(given, make_tile, free_tile);
    tcase_add_test(known, a_natural_edge_has_no_fault);
    tcase_add_test(known, a_ruled_edge_is_caught);
    tcase_add_test(known, a_ruled_edge_is_caught_behind_a_ramp_too);
    tcase_add_loop_test(known, teeth_and_waves_are_caught, 0, sizeof waves / sizeof waves[0]);
    tcase_add_test(known, a_wave_is_measured_as_it_is);
    tcase_add_test(known, an_edge_with_mirrored_dots_is_caught);
    tcase_add_test(known, mirrored_noise_is_caught);
    tcase_add_test(known, a_wavy_edge_at_which_all_dots_stop_is_caught);
    tcase_add_test(known, a_bent_line_has_the_edge_of_a_straight_one);
    tcase_add_test(given, the_order_of_dots_and_the_sense_of_the_line_leave_no_trace);
    tcase_add_test(given, an_edge_is_judged_only_where_there_is_skin);
    tcase_add_test(given, only_dots_of_the_zones_named_count);
    tcase_add_test(given, nothing_is_measured_where_there_is_nothing);
    tcase_add_test(given, wrong_specs_are_refused);
    tcase_add_test(given, a_failed_allocation_leaks_nothing);
    tcase_add_test(given, a_review_judges_edges_by_their_own_limits);
    suite_add_tcase(suite, known);
    suite_add_tcase(suite, given);
    return suite;
}
