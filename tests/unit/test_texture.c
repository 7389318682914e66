/* SPDX-License-Identifier: MIT */
/* Figures of sets that are known: lattices and white noise by theory, the built-in pattern by what docs/pattern.md promises. */
#include "failing_alloc.h"
#include "review_dots.h"
#include "runner.h"
#include "torus_figures.h"

#include <follicle/pattern.h>
#include <follicle/texture.h>

typedef struct points {
    int32_t *xy;
    size_t count;
    int32_t tile_um;
} points;

static points points_make(size_t count, int32_t tile_um) {
    const points p = {malloc(2 * count * sizeof *p.xy), count, tile_um};
    ck_assert_ptr_nonnull(p.xy);
    return p;
}

static fol_texture texture_of(const int32_t *xy, size_t count, int32_t tile_um, int32_t waves) {
    fol_texture_spec spec = fol_texture_spec_default();
    fol_texture texture;
    fol_error err;
    spec.xy_um = xy;
    spec.count = count;
    spec.tile_um = tile_um;
    spec.waves = waves;
    ck_assert_msg(fol_texture_measure(&spec, NULL, &texture, &err) == FOL_OK, "%s", err.message);
    ck_assert_int_eq(texture.dots, (int64_t)count);
    return texture;
}

static points white_noise(size_t count, int32_t tile_um) {
    points p = points_make(count, tile_um);
    uint64_t state = 5;
    for (size_t i = 0; i < 2 * count; i++)
        p.xy[i] = (int32_t)fol__next_below(&state, (uint32_t)tile_um);
    return p;
}

/* Within four standard errors, or what theory of endless sets leaves to a finite one. */
#define CK_NEAR(value, wanted, by) \
    ck_assert_msg(fabs((value) - (wanted)) <= (by), #value " is %g, must be %g", (double)(value), (double)(wanted))

START_TEST(white_noise_measures_what_theory_says) {
    points p = white_noise(40000, 1000000);
    const fol_texture t = texture_of(p.xy, p.count, p.tile_um, 64);
    ck_assert_int_eq(t.judged, 40000);
    CK_NEAR(t.clark_evans, 1, 0.012);
    CK_NEAR(t.nn_cv, 0.5227, 0.01);       /* sqrt(4 / pi - 1) */
    CK_NEAR(t.cell_cv, 0.5294, 0.015);    /* Gilbert 1962: variance 0.280 */
    CK_NEAR(t.sides_mean, 6, 0.001);      /* Euler */
    CK_NEAR(t.sides_cv, 1.3345 / 6, 0.004); /* Calka 2003: variance 1.7808 */
    CK_NEAR(t.hexagons, 0.2947, 0.012);   /* Calka 2003 */
    CK_NEAR(t.hole_mean, 0.75, 0.005);    /* Miles 1970: radius of the Delaunay circle, 3 / (4 sqrt(density)) */
    for (int i = 0; i < FOL_DISCS; i++)
        CK_NEAR(t.dispersion[i], 1, i < 2 ? 0.08 : 0.2);
    for (int i = 8; i < FOL_SHELLS; i++)
        CK_NEAR(t.pair[i], 1, 0.06);
    CK_NEAR(fol_texture_power(&t, 0, 2.5), 1, 4 / sqrt(3200));
    CK_NEAR(t.anisotropy, 1, 0.26);
    free(p.xy);
}
END_TEST

/* Every distance, count and corner of a square lattice of 1 mm is known. */
START_TEST(a_square_lattice_measures_what_it_is) {
    points p = points_make(1024, 32000);
    for (int32_t i = 0; i < 1024; i++) {
        p.xy[2 * i] = i % 32 * 1000 + 17;
        p.xy[2 * i + 1] = i / 32 * 1000;
    }
    const fol_texture t = texture_of(p.xy, p.count, p.tile_um, 2000);
    CK_NEAR(t.clark_evans, 2, 1e-12);
    CK_NEAR(t.least, 0.9306048591020996, 1e-12); /* 1 / sqrt(2 / sqrt(3)) */
    ck_assert(t.nn_cv < 1e-9 && t.cell_cv < 1e-9 && t.sides_cv < 1e-9);
    ck_assert(t.sides_mean == 4 && t.hexagons == 0);
    CK_NEAR(t.bond_order, 0, 1e-12);
    CK_NEAR(t.hole, sqrt(0.5), 1e-12);
    CK_NEAR(t.hole_mean, sqrt(0.5), 1e-12);
    CK_NEAR(t.pair[20] * 3.14159265358979 * (1.05 * 1.05 - 1), 4, 1e-9); /* four at one spacing, four at its diagonal */
    CK_NEAR(t.pair[28] * 3.14159265358979 * (1.45 * 1.45 - 1.4 * 1.4), 4, 1e-9);
    ck_assert(t.pair[19] == 0 && t.pair[21] == 0);
    ck_assert(fol_texture_power(&t, 0, 1) < 1e-6); /* no power between the peaks of the lattice */
    ck_assert(t.power[20] > 2 && t.anisotropy > 5);
    free(p.xy);
}
END_TEST

/* 97 x 112 dots make a hexagonal lattice on a square within 0.005 %. */
START_TEST(a_hexagonal_lattice_measures_what_it_is) {
    points p = points_make(97 * 112, 970000);
    for (int32_t i = 0; i < 97 * 112; i++) {
        p.xy[2 * i] = i % 97 * 10000 + i / 97 % 2 * 5000;
        p.xy[2 * i + 1] = (int32_t)((int64_t)(i / 97) * 970000 / 112);
    }
    const fol_texture t = texture_of(p.xy, p.count, p.tile_um, 8);
    CK_NEAR(t.clark_evans, 2.149, 0.001);
    CK_NEAR(t.least, 1, 0.0005);
    CK_NEAR(t.hexagons, 1, 1e-12);
    CK_NEAR(t.bond_order, 1, 0.0005);
    CK_NEAR(t.hole, 0.6204, 0.0005); /* sqrt(2 / sqrt(3) / 3) */
    ck_assert(t.cell_cv < 1e-3 && t.sides_cv == 0);
    ck_assert(fol_texture_power(&t, 0, 1) < 1e-6);
    free(p.xy);
}
END_TEST

/* The sum of all definitions, without an index: nearest distance by all pairs, power by libm. */
START_TEST(figures_are_those_of_brute_force) {
    points p = white_noise(300, 20000);
    const fol_texture t = texture_of(p.xy, p.count, p.tile_um, 50);
    const nearest_figures nearest = nearest_on_torus(p.xy, 300, p.tile_um);
    CK_NEAR(t.clark_evans, nearest.clark_evans, 1e-9);
    CK_NEAR(t.nn_cv, nearest.cv, 0.002); /* n, not n - 1 */
    CK_NEAR(t.least * 1.0745699318235418, nearest.least, 1e-9);
    int64_t pairs[FOL_SHELLS] = {0};
    const double spacing = p.tile_um / sqrt(300);
    for (int i = 0; i < 300; i++) {
        for (int j = 0; j < 300; j++) {
            double dx = fabs((double)p.xy[2 * i] - p.xy[2 * j]), dy = fabs((double)p.xy[2 * i + 1] - p.xy[2 * j + 1]);
            dx = fmin(dx, p.tile_um - dx);
            dy = fmin(dy, p.tile_um - dy);
            const int shell = (int)(sqrt(dx * dx + dy * dy) / spacing * 20);
            if (i != j && shell < FOL_SHELLS)
                pairs[shell]++;
        }
    }
    for (int i = 0; i < FOL_SHELLS; i++)
        CK_NEAR(t.pair[i] * 300 * 3.14159265358979 * (2 * i + 1) / 400, (double)pairs[i], 1e-6);
    free(p.xy);
}
END_TEST

/* The only waves of ring 0 with 900 points are (1, 0), (0, 1), (1, 1) and (1, -1): their powers bracket the ring's. */
START_TEST(power_is_the_periodogram) {
    points p = white_noise(900, 30000);
    const fol_texture t = texture_of(p.xy, p.count, p.tile_um, 2000);
    double least = 1e9, most = 0;
    for (int k = 0; k < 4; k++) {
        const int kx = k == 1 ? 0 : 1, ky = k == 0 ? 0 : k == 3 ? -1 : 1;
        double re = 0, im = 0;
        for (int i = 0; i < 900; i++) {
            const double turn = 6.283185307179586 * (kx * (double)p.xy[2 * i] + ky * (double)p.xy[2 * i + 1]) / p.tile_um;
            re += cos(turn);
            im += sin(turn);
        }
        least = fmin(least, (re * re + im * im) / 900);
        most = fmax(most, (re * re + im * im) / 900);
    }
    ck_assert_msg(t.power[0] > least && t.power[0] < most, "%g, must be from %g to %g", t.power[0], least, most);
    ck_assert_int_gt(t.waves[0], 500);
    free(p.xy);
}
END_TEST

/* ---- the built-in pattern ---- */

static const int thresholds[] = {4, 6, 8, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 80, 90, 95, 100};

static fol_texture of_ranks(int from, int to) {
    const fol_pattern *pattern = fol_pattern_builtin();
    const fol_spacing *spacing = fol_pattern_spacing(pattern);
    const int32_t first = (int32_t)((int64_t)spacing->point_count * from / 100);
    const int32_t count = (int32_t)((int64_t)spacing->point_count * to / 100) - first;
    points p = points_make((size_t)count, (int32_t)(spacing->tile_mm * 1000));
    ck_assert_int_eq(fol_pattern_points(pattern, first, count, p.xy), count);
    const fol_texture t = texture_of(p.xy, p.count, p.tile_um, 20);
    free(p.xy);
    return t;
}

#define CK_AT_MOST(value, most) ck_assert_msg((value) <= (most), #value " is %g, must be at most %g", (double)(value), most)
#define CK_AT_LEAST(value, least) ck_assert_msg((value) >= (least), #value " is %g, must be at least %g", (double)(value), least)

/* No ring stands out, and none depends on direction. */
static void ck_has_no_lattice(const fol_texture *t) {
    for (int i = 0; i < FOL_RINGS; i++)
        CK_AT_MOST(t->power[i], 3.0);
    CK_NEAR(t->anisotropy, 1, 0.45); /* four standard errors of 600 waves */
}

START_TEST(prefixes_of_the_pattern_pass) {
    const fol_texture t = of_ranks(0, thresholds[_i]);
    CK_AT_LEAST(t.least, 0.52);
    CK_AT_LEAST(t.clark_evans, 1.58);
    CK_AT_MOST(t.nn_cv, 0.16);
    CK_AT_MOST(t.cell_cv, 0.20);
    CK_AT_MOST(t.hole, 1.15);
    CK_AT_MOST(t.dispersion[1], 0.07);
    CK_AT_MOST(fol_texture_power(&t, 0, 0.2), 0.04);
    CK_AT_MOST(fol_texture_power(&t, 0.2, 0.3), 0.10);
    ck_has_no_lattice(&t);
}
END_TEST

static const struct {
    int from, to;
} intervals[] = {{0, 30}, {30, 70}, {70, 100}, {50, 100}, {20, 40}, {40, 60}, {80, 100}, {10, 25}, {85, 100}, {45, 60}};

START_TEST(intervals_of_the_pattern_pass) {
    const fol_texture t = of_ranks(intervals[_i].from, intervals[_i].to);
    CK_AT_LEAST(t.least, 0.42);
    CK_AT_LEAST(t.clark_evans, 1.50);
    CK_AT_MOST(t.nn_cv, 0.20);
    CK_AT_MOST(t.cell_cv, 0.26);
    CK_AT_MOST(t.hole, 1.40);
    CK_AT_MOST(t.dispersion[1], 0.15);
    CK_AT_MOST(fol_texture_power(&t, 0.2, 0.3), 0.23);
    ck_has_no_lattice(&t);
}
END_TEST

/* ---- in a review ---- */

enum { GROUND_UM = 100000 };

/* 100 per cm2, 60 % of them in the first session; nothing to the right of 90 mm. */
static void ground(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    (void)y_um;
    (void)user;
    memset(out, 0, sizeof *out);
    out->zone = FOL_NO_ZONE;
    if (x_um >= 90000)
        return;
    out->zone = 0;
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        out->running_per_cm2[k] = k == 0 ? 60 : 100;
}

typedef struct batches {
    int64_t calls;
    size_t most;
} batches;

static void ground_batch(const int32_t *xy_um, size_t count, fol_density *out, void *user) {
    batches *b = user;
    b->calls++;
    b->most = count > b->most ? count : b->most;
    for (size_t i = 0; i < count; i++)
        ground(xy_um[2 * i], xy_um[2 * i + 1], &out[i], NULL);
}

static fol_review_spec spec_of_ground(const dot_list *list) {
    fol_review_spec spec = fol_review_spec_default();
    spec.dots = list->items;
    spec.dot_count = list->count;
    spec.session_count = 2;
    spec.zone_count = 1;
    spec.density = ground;
    spec.bounds = (fol_rect){0, 0, GROUND_UM / 1000.0, GROUND_UM / 1000.0};
    spec.textures = true;
    return spec;
}

START_TEST(a_review_measures_textures_when_asked) {
    dot_list list = {0};
    add_white_noise(&list, 10000, GROUND_UM, 3); /* also where the ground ends */
    for (size_t i = 0; i < list.count; i++)
        list.items[i].session = i % 5 < 3 ? 1 : 2;
    fol_review_spec spec = spec_of_ground(&list);
    fol_review *review = review_of(&spec);
    const fol_texture *total = fol_review_total_texture(review, 2), *second = fol_review_session_texture(review, 2);
    ck_assert(total && second && !fol_review_total_texture(review, 3) && !fol_review_session_texture(review, 0));
    ck_assert(total->judged > 6000 && total->judged < 9000 && second->judged > 2000);
    CK_NEAR(total->clark_evans, 1, 0.05);
    CK_NEAR(total->cell_cv, 0.53, 0.04);
    CK_NEAR(second->hexagons, 0.295, 0.05);
    CK_NEAR(fol_texture_power(total, 0.1, 2.5), 1, 0.1);
    CK_NEAR(fol_texture_power(second, 0.1, 2.5), 1, 0.1);
    CK_NEAR(total->dispersion[0], 1.05, 0.25);
    fol_review_free(review);
    spec.textures = false;
    review = review_of(&spec);
    ck_assert(!fol_review_total_texture(review, 1) && !fol_review_session_texture(review, 1));
    fol_review_free(review);
    list_free(&list);
}
END_TEST

START_TEST(asking_in_batches_changes_nothing) {
    dot_list list = {0};
    add_white_noise(&list, 3000, GROUND_UM, 3);
    batches b = {0, 0};
    fol_review_spec spec = spec_of_ground(&list);
    fol_review *one = review_of(&spec);
    spec.density_batch = ground_batch;
    spec.density_user = &b;
    fol_review *many = review_of(&spec);
    for (size_t k = 1; k <= 2; k++) {
        const fol_set_figures x = fol_review_total(one, k), y = fol_review_total(many, k);
        ck_assert(x.asked == y.asked && x.clark_evans == y.clark_evans && x.least_mm == y.least_mm && x.judged == y.judged);
        ck_assert(memcmp(fol_review_total_texture(one, k), fol_review_total_texture(many, k), sizeof(fol_texture)) == 0);
    }
    ck_assert(fol_review_zone(one, 0).deviation == fol_review_zone(many, 0).deviation);
    ck_assert(b.calls > 0 && b.most == 64);
    fol_review_free(one);
    fol_review_free(many);
    list_free(&list);
}
END_TEST

static fol_status create_and_free(const fol_allocator *alloc, void *user) {
    fol_review *review;
    const fol_status status = fol_review_create(user, alloc, &review, NULL);
    fol_review_free(review);
    return status;
}

static fol_status measure(const fol_allocator *alloc, void *user) {
    fol_texture texture;
    return fol_texture_measure(user, alloc, &texture, NULL);
}

START_TEST(running_out_of_memory_leaks_nothing) {
    dot_list list = {0};
    add_white_noise(&list, 2000, 50000, 3);
    fol_review_spec spec = spec_of_ground(&list);
    spec.bounds.width = spec.bounds.height = 50;
    check_every_allocation(create_and_free, &spec);
    list_free(&list);
    points p = white_noise(500, 10000);
    fol_texture_spec torus = fol_texture_spec_default();
    torus.xy_um = p.xy;
    torus.count = p.count;
    torus.tile_um = p.tile_um;
    torus.waves = 1;
    check_every_allocation(measure, &torus);
    free(p.xy);
}
END_TEST

/* ---- the object ---- */

START_TEST(too_few_points_and_heaps_are_not_measured) {
    points p = white_noise(1000, 10000);
    fol_texture t = texture_of(p.xy, 99, p.tile_um, 1);
    ck_assert(t.judged == 0 && t.clark_evans == 0 && t.waves[5] == 0);
    for (int i = 0; i < 2000; i++)
        p.xy[i] = 5000;
    t = texture_of(p.xy, 1000, p.tile_um, 1);
    ck_assert(t.judged == 0 && t.discs[0] == 0 && fol_texture_power(&t, 0, 2) == 0);
    free(p.xy);
}
END_TEST

static void check_refused(fol_texture_spec spec, fol_status status) {
    fol_texture t;
    fol_error err;
    memset(&t, 1, sizeof t);
    ck_assert_int_eq(fol_texture_measure(&spec, NULL, &t, &err), status);
    ck_assert_int_eq(err.status, status);
    ck_assert(t.dots == 0 && t.judged == 0);
}

START_TEST(bad_specs_are_refused) {
    int32_t xy[4] = {0, 0, 999, 999};
    fol_texture_spec good = fol_texture_spec_default(), spec;
    fol_texture t;
    good.xy_um = xy;
    good.count = 2;
    good.tile_um = 1000;
    ck_assert_int_eq(fol_texture_measure(&good, NULL, &t, NULL), FOL_OK);
    ck_assert_int_eq(fol_texture_measure(&good, NULL, NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_texture_measure(NULL, NULL, &t, NULL), FOL_ERR_ARG);
    spec = good, spec.struct_size = 0, check_refused(spec, FOL_ERR_ARG);
    spec = good, spec.xy_um = NULL, check_refused(spec, FOL_ERR_ARG);
    spec = good, spec.tile_um = 999, check_refused(spec, FOL_ERR_VALUE);
    spec = good, spec.waves = 0, check_refused(spec, FOL_ERR_VALUE);
    spec = good, spec.count = 5000000, check_refused(spec, FOL_ERR_LIMIT);
    xy[3] = 1000;
    check_refused(good, FOL_ERR_VALUE);
}
END_TEST

static bool stop_late(double done, void *user) {
    return done >= *(const double *)user;
}

START_TEST(measuring_can_be_stopped) {
    points p = white_noise(3000, 10000);
    double until[] = {0, 0.35, 0.7};
    for (int i = 0; i < 3; i++) {
        const fol_progress progress = {stop_late, &until[i]};
        fol_texture_spec spec = fol_texture_spec_default();
        spec.xy_um = p.xy;
        spec.count = p.count;
        spec.tile_um = p.tile_um;
        spec.progress = &progress;
        check_refused(spec, FOL_ERR_CANCELLED);
    }
    free(p.xy);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("texture");
    TCase *known = tcase_create("known");
    tcase_add_test(known, white_noise_measures_what_theory_says);
    tcase_add_test(known, a_square_lattice_measures_what_it_is);
    tcase_add_test(known, a_hexagonal_lattice_measures_what_it_is);
    tcase_add_test(known, figures_are_those_of_brute_force);
    tcase_add_test(known, power_is_the_periodogram);
    suite_add_tcase(suite, known);
    TCase *pattern = tcase_create("pattern");
    tcase_add_loop_test(pattern, prefixes_of_the_pattern_pass, 0, rounds((int)(sizeof thresholds / sizeof thresholds[0])));
    tcase_add_loop_test(pattern, intervals_of_the_pattern_pass, 0, rounds((int)(sizeof intervals / sizeof intervals[0])));
    suite_add_tcase(suite, pattern);
    TCase *object = tcase_create("object");
    tcase_add_test(object, too_few_points_and_heaps_are_not_measured);
    tcase_add_test(object, bad_specs_are_refused);
    tcase_add_test(object, measuring_can_be_stopped);
    tcase_add_test(object, a_review_measures_textures_when_asked);
    tcase_add_test(object, asking_in_batches_changes_nothing);
    tcase_add_test(object, running_out_of_memory_leaks_nothing);
    suite_add_tcase(suite, object);
    return suite;
}
