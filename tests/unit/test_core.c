/* SPDX-License-Identifier: MIT */
/* Memory, errors, specs that grow, the grid, hashes and noise. */
#include "alloc.h"
#include "fail.h"
#include "failing_alloc.h"
#include "grid.h"
#include "noise.h"
#include "runner.h"
#include "spec.h"
#include "test_random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ memory */

START_TEST(sizes_that_overflow_are_refused_before_the_allocator_is_asked) {
    failing_alloc state = {0, 0, 0};
    const fol_allocator alloc = failing_allocator(&state);
    fol__vector vector = {&alloc, 24, NULL, 0, 0};
    fol__arena arena = fol__arena_make(&alloc);
    ck_assert_ptr_null(fol__alloc(&alloc, SIZE_MAX / 2, 3));
    ck_assert_ptr_null(fol__alloc(&alloc, SIZE_MAX, SIZE_MAX));
    ck_assert_ptr_null(fol__vector_extend(&vector, SIZE_MAX / 8));
    ck_assert_ptr_null(fol__vector_extend(&vector, SIZE_MAX));
    ck_assert_ptr_null(fol__arena_take(&arena, SIZE_MAX, 1));
    ck_assert_ptr_null(fol__arena_take(&arena, SIZE_MAX - 8, 1));
    ck_assert_ptr_null(fol__arena_take(&arena, SIZE_MAX / 4, 16));
    ck_assert_int_eq(state.calls, 0);
    fol__arena_free(&arena);
}
END_TEST

START_TEST(room_for_nothing_is_still_room) {
    failing_alloc state = {0, 0, 0};
    const fol_allocator alloc = failing_allocator(&state);
    void *memory = fol__alloc(&alloc, 0, 8);
    ck_assert_ptr_nonnull(memory);
    fol__release(&alloc, memory, 0, 8);
    fol__release(&alloc, NULL, 5, 8);
    ck_assert_uint_eq(state.live_bytes, 0);
}
END_TEST

START_TEST(zeroed_memory_is_zero) {
    const fol_allocator alloc = fol__allocator_or_libc(NULL);
    unsigned char *memory = fol__alloc_zeroed(&alloc, 100, 7);
    ck_assert_ptr_nonnull(memory);
    for (int i = 0; i < 700; i++)
        ck_assert_int_eq(memory[i], 0);
    fol__release(&alloc, memory, 100, 7);
}
END_TEST

START_TEST(a_vector_keeps_its_elements_as_it_grows) {
    failing_alloc state = {0, 0, 0};
    const fol_allocator alloc = failing_allocator(&state);
    fol__vector vector = {&alloc, sizeof(int), NULL, 0, 0};
    test_random r = random_from((uint64_t)_i);
    int written = 0;
    while (written < 5000) {
        const int more = random_below(&r, 40);
        int *room = fol__vector_extend(&vector, (size_t)more);
        for (int i = 0; i < more; i++)
            room[i] = written++;
    }
    ck_assert_uint_eq(vector.count, (size_t)written);
    for (int i = 0; i < written; i++)
        ck_assert_int_eq(((int *)vector.items)[i], i);
    fol__vector_free(&vector);
    ck_assert_uint_eq(vector.count, 0);
    ck_assert_uint_eq(state.live_bytes, 0);
}
END_TEST

START_TEST(a_vector_that_cannot_grow_keeps_what_it_has) {
    failing_alloc state = {0, 2, 0};
    const fol_allocator alloc = failing_allocator(&state);
    fol__vector vector = {&alloc, sizeof(int), NULL, 0, 0};
    int *first = fol__vector_extend(&vector, 1);
    ck_assert_ptr_nonnull(first);
    *first = 42;
    ck_assert_ptr_null(fol__vector_extend(&vector, 1000));
    ck_assert_uint_eq(vector.count, 1);
    ck_assert_int_eq(*(int *)vector.items, 42);
    fol__vector_free(&vector);
    ck_assert_uint_eq(state.live_bytes, 0);
}
END_TEST

START_TEST(pieces_of_an_arena_are_aligned_and_apart) {
    failing_alloc state = {0, 0, 0};
    const fol_allocator alloc = failing_allocator(&state);
    fol__arena arena = fol__arena_make(&alloc);
    test_random r = random_from((uint64_t)_i);
    unsigned char *pieces[200];
    size_t sizes[200];
    for (int i = 0; i < 200; i++) {
        sizes[i] = (size_t)random_below(&r, i % 20 == 0 ? 20000 : 100);
        pieces[i] = fol__arena_take(&arena, sizes[i], 1);
        ck_assert_ptr_nonnull(pieces[i]);
        ck_assert_uint_eq((uintptr_t)pieces[i] % sizeof(double), 0);
        memset(pieces[i], i, sizes[i]);
    }
    for (int i = 0; i < 200; i++) {
        for (size_t k = 0; k < sizes[i]; k++)
            ck_assert_int_eq(pieces[i][k], i);
    }
    fol__arena_free(&arena);
    ck_assert_uint_eq(state.live_bytes, 0);
}
END_TEST

START_TEST(an_arena_copies_text_and_tells_when_it_could_not) {
    failing_alloc state = {0, 1, 0};
    const fol_allocator failing = failing_allocator(&state);
    fol__arena full = fol__arena_make(&failing), arena = fol__arena_make(NULL);
    bool ok = true;
    ck_assert_ptr_null(fol__arena_text(&arena, NULL, &ok));
    ck_assert(ok);
    ck_assert_str_eq(fol__arena_text(&arena, "zone", &ok), "zone");
    ck_assert_str_eq(fol__arena_text(&arena, "", &ok), "");
    ck_assert(ok);
    ck_assert_ptr_null(fol__arena_text(&full, "zone", &ok));
    ck_assert(!ok);
    fol__arena_free(&arena);
    fol__arena_free(&full);
}
END_TEST

static fol_status use_arena(const fol_allocator *alloc, void *user) {
    (void)user;
    fol__arena arena = fol__arena_make(alloc);
    bool ok = true;
    for (int i = 0; i < 40; i++)
        ok = fol__arena_take(&arena, (size_t)(500 * i + 1), 2) && ok;
    fol__arena_free(&arena);
    return ok ? FOL_OK : FOL_ERR_NOMEM;
}

START_TEST(an_arena_without_memory_leaks_nothing) {
    check_every_allocation(use_arena, NULL);
}
END_TEST

/* ------------------------------------------------------------------ specs that grow */

typedef struct spec_v1 {
    size_t struct_size;
    int32_t a, b;
} spec_v1;

typedef struct spec_v2 {
    size_t struct_size;
    int32_t a, b;
    int64_t c;
} spec_v2;

START_TEST(filling_writes_no_further_than_the_caller_has_room) {
    const spec_v2 defaults = {sizeof defaults, 1, 2, 3};
    struct {
        spec_v1 spec;
        unsigned char guard[16];
    } old;
    memset(&old, 0x5a, sizeof old);
    fol__spec_fill(&old.spec, sizeof old.spec, &defaults, sizeof defaults);
    ck_assert_uint_eq(old.spec.struct_size, sizeof old.spec);
    ck_assert_int_eq(old.spec.b, 2);
    for (size_t i = 0; i < sizeof old.guard; i++)
        ck_assert_int_eq(old.guard[i], 0x5a);
    fol__spec_fill(&old.spec, 4, &defaults, sizeof defaults); /* too small for its own size: left alone */
    ck_assert_uint_eq(old.spec.struct_size, sizeof old.spec);
}
END_TEST

START_TEST(filling_a_newer_spec_zeroes_what_is_not_known) {
    const spec_v1 defaults = {sizeof defaults, 1, 2};
    spec_v2 spec;
    memset(&spec, 0x5a, sizeof spec);
    fol__spec_fill(&spec, sizeof spec, &defaults, sizeof defaults);
    ck_assert_uint_eq(spec.struct_size, sizeof spec);
    ck_assert_int_eq(spec.a, 1);
    ck_assert_int_eq(spec.c, 0);
}
END_TEST

START_TEST(reading_an_older_spec_keeps_defaults_of_newer_fields) {
    spec_v2 into = {sizeof into, 1, 2, 3};
    const spec_v1 from = {sizeof from, 10, 20};
    ck_assert(fol__spec_read(&into, sizeof into, &from, sizeof from));
    ck_assert_uint_eq(into.struct_size, sizeof into);
    ck_assert_int_eq(into.a, 10);
    ck_assert_int_eq(into.c, 3);
}
END_TEST

START_TEST(reading_a_newer_spec_works_until_it_sets_what_is_not_known) {
    spec_v1 into = {sizeof into, 1, 2};
    spec_v2 from = {sizeof from, 10, 20, 0};
    ck_assert(fol__spec_read(&into, sizeof into, &from, sizeof into));
    ck_assert_int_eq(into.b, 20);
    ck_assert_uint_eq(into.struct_size, sizeof into);
    from.c = 1;
    ck_assert(!fol__spec_read(&into, sizeof into, &from, sizeof into));
    from.struct_size = 0;
    ck_assert(!fol__spec_read(&into, sizeof into, &from, sizeof into));
    from.struct_size = sizeof into - 1;
    ck_assert(!fol__spec_read(&into, sizeof into, &from, sizeof into));
}
END_TEST

START_TEST(an_array_of_specs_is_walked_by_the_size_of_its_first) {
    const spec_v2 specs[3] = {{sizeof(spec_v2), 1, 0, 0}, {sizeof(spec_v2), 2, 0, 0}, {sizeof(spec_v2), 3, 0, 0}};
    ck_assert_int_eq(((const spec_v1 *)fol__spec_at(specs, 2))->a, 3);
}
END_TEST

/* ------------------------------------------------------------------ errors */

typedef struct named_place {
    fol__where where;
    const char *path;
} named_place;

static const named_place places[] = {
    {{NULL, -1, -1, -1, NULL}, ""},
    {{NULL, -1, -1, -1, "dots.diameter_mm[0]"}, "dots.diameter_mm[0]"},
    {{"zones", -1, -1, -1, NULL}, "zones"},
    {{"zones", 2, -1, -1, NULL}, "zones[2]"},
    {{"zones", 2, -1, -1, "name"}, "zones[2].name"},
    {{"zones", 2, 0, -1, NULL}, "zones[2].outline"},
    {{"zones", 2, 0, 14, NULL}, "zones[2].outline[14]"},
    {{"zones", 2, 1, 14, NULL}, "zones[2].holes[0][14]"},
    {{"zones", 2, 3, -1, NULL}, "zones[2].holes[2]"},
    {{"keep_outs", 0, 0, 5, NULL}, "keep_outs[0].outline[5]"},
    {{"hairlines", 1, 0, 3, NULL}, "hairlines[1].points[3]"},
    {{"hairs", -1, -1, 9, NULL}, "hairs[9]"},
    {{"sessions", 7, -1, -1, "cumulative"}, "sessions[7].cumulative"},
};

START_TEST(paths_are_written_as_in_design_files) {
    char path[128];
    fol__path_write(places[_i].where, path, sizeof path);
    ck_assert_str_eq(path, places[_i].path);
    for (size_t size = 1; size < 20; size++) { /* cut short, never past the end */
        char cut[32];
        memset(cut, '#', sizeof cut);
        fol__path_write(places[_i].where, cut, size);
        ck_assert_uint_lt(strlen(cut), size);
        ck_assert_int_eq(cut[size], '#');
        ck_assert_int_eq(strncmp(cut, places[_i].path, strlen(cut)), 0);
    }
}
END_TEST

START_TEST(a_failure_fills_the_whole_error_and_may_go_without_one) {
    fol_error err;
    memset(&err, 0x5a, sizeof err);
    const fol__where where = {"zones", 3, 1, 4, NULL};
    ck_assert_int_eq(fol__fail(&err, FOL_ERR_VALUE, where, "is %d", 7), FOL_ERR_VALUE);
    ck_assert_int_eq(err.status, FOL_ERR_VALUE);
    ck_assert(err.line == 0 && err.column == 0 && err.index == 3 && err.ring == 1 && err.vertex == 4);
    ck_assert_str_eq(err.path, "zones[3].holes[0][4]");
    ck_assert_str_eq(err.message, "is 7");
    ck_assert_int_eq(fol__fail(NULL, FOL_ERR_LIMIT, FOL__NOWHERE, "no place for it"), FOL_ERR_LIMIT);
    ck_assert_int_eq(fol__fail_nomem(NULL), FOL_ERR_NOMEM);
    ck_assert_int_eq(fol__fail_cancelled(&err), FOL_ERR_CANCELLED);
    ck_assert_int_eq(err.index, -1);
}
END_TEST

START_TEST(a_message_too_long_is_cut) {
    fol_error err;
    char text[1000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    fol__fail(&err, FOL_ERR_NAME, FOL__NOWHERE, "%s", text);
    ck_assert_uint_eq(strlen(err.message), sizeof err.message - 1);
}
END_TEST

START_TEST(every_status_has_a_name_and_a_text) {
    static const fol_status all[] = {
        FOL_OK, FOL_ERR_ARG, FOL_ERR_NOMEM, FOL_ERR_CANCELLED, FOL_ERR_LIMIT, FOL_ERR_INTERNAL, FOL_ERR_VALUE, FOL_ERR_GEOMETRY,
        FOL_ERR_CONFLICT, FOL_ERR_NAME, FOL_ERR_SYNTAX, FOL_ERR_SCHEMA, FOL_ERR_VERSION, FOL_ERR_READ, FOL_ERR_WRITE};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        ck_assert_str_ne(fol_status_name(all[i]), "FOL_ERR_UNKNOWN");
        ck_assert_int_eq(strncmp(fol_status_name(all[i]), "FOL_", 4), 0);
        ck_assert_uint_gt(strlen(fol_status_text(all[i])), 3);
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(fol_status_name(all[i]), fol_status_name(all[k]));
    }
    ck_assert_str_eq(fol_status_name((fol_status)999), "FOL_ERR_UNKNOWN");
    ck_assert_ptr_nonnull(fol_status_text((fol_status)-1));
    ck_assert_str_eq(fol_version(), FOL_VERSION_STRING);
    ck_assert_int_eq(fol_layout_version(), FOL_LAYOUT_VERSION);
}
END_TEST

static bool stop_at_half(double done, void *user) {
    ++*(int *)user;
    return done >= 0.5;
}

START_TEST(progress_is_optional) {
    int calls = 0;
    const fol_progress progress = {stop_at_half, &calls}, silent = {NULL, NULL};
    ck_assert(!fol__stop_wanted(NULL, 1));
    ck_assert(!fol__stop_wanted(&silent, 1));
    ck_assert(!fol__stop_wanted(&progress, 0.4));
    ck_assert(fol__stop_wanted(&progress, 0.6));
    ck_assert_int_eq(calls, 2);
}
END_TEST

/* ------------------------------------------------------------------ grid, hashes, noise */

START_TEST(millimetres_round_to_the_nearest_micrometre_halves_away_from_zero) {
    static const struct {
        double mm;
        int32_t um;
    } rows[] = {{0, 0}, {0.0004, 0}, {0.0005, 1}, {-0.0005, -1}, {-0.0004, 0}, {1.0015, 1002}, {-1.0015, -1002},
                {20000, 20000000}, {-20000, -20000000}, {12.3456, 12346}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_int_eq(fol__um_from_mm(rows[i].mm), rows[i].um);
    for (int32_t um = -3000; um < 3000; um++)
        ck_assert_int_eq(fol__um_from_mm(fol__mm_from_um(um)), um);
}
END_TEST

START_TEST(cells_count_on_below_zero) {
    for (int32_t um = -9000; um < 9000; um++)
        ck_assert_int_eq(fol__cell_of(um), (int32_t)floor(um / 4000.0));
}
END_TEST

START_TEST(hashes_differ_by_seed_purpose_and_id) {
    const uint64_t one = fol__hash(1, FOL__FOR_SIZE, 1);
    ck_assert(one == fol__hash(1, FOL__FOR_SIZE, 1));
    ck_assert(one != fol__hash(2, FOL__FOR_SIZE, 1));
    ck_assert(one != fol__hash(1, FOL__FOR_IRREGULARITY, 1));
    ck_assert(one != fol__hash(1, FOL__FOR_SIZE, 2));
    double sum = 0, least = 1, most = 0;
    for (uint64_t i = 0; i < 100000; i++) {
        const double u = fol__unit(fol__hash(7, FOL__FOR_SIZE, i << 3));
        sum += u;
        least = fmin(least, u);
        most = fmax(most, u);
    }
    ck_assert_double_eq_tol(sum / 100000, 0.5, 0.005);
    ck_assert(least >= 0 && least < 0.001 && most < 1 && most > 0.999);
}
END_TEST

START_TEST(draws_below_a_bound_are_even) {
    uint64_t state = 5;
    int counts[7] = {0};
    for (int i = 0; i < 70000; i++)
        counts[fol__next_below(&state, 7)]++;
    for (int i = 0; i < 7; i++)
        ck_assert_int_lt(abs(counts[i] - 10000), 500);
}
END_TEST

START_TEST(the_ramp_rises_from_nought_to_one_and_mirrors_itself) {
    ck_assert(fol__smooth(-1) == 0 && fol__smooth(0) == 0 && fol__smooth(1) == 1 && fol__smooth(7) == 1);
    for (int i = 1; i <= 1000; i++) {
        ck_assert_double_ge(fol__smooth(i / 1000.0), fol__smooth((i - 1) / 1000.0));
        ck_assert_double_eq_tol(fol__smooth(i / 1000.0) + fol__smooth(1 - i / 1000.0), 1, 1e-15);
    }
}
END_TEST

/* Through a patch of one place, which holds four knots, and of a square that holds none, as it is too wide for the wave. */
static double noise_of(uint64_t seed, fol__purpose purpose, double wave, double x, double y) {
    const fol__noise noise = {fol__stream(seed, purpose), wave};
    fol__noise_patch small, large;
    fol__noise_patch_make(noise, x, y, 0, 0, &small);
    fol__noise_patch_make(noise, x + wave, y - 3 * wave, 20 * wave, 20 * wave, &large);
    ck_assert_int_eq(small.columns, 2);
    ck_assert_int_eq(large.columns, 0);
    const float none = 0, left = (float)-wave, down = (float)(3 * wave);
    float n = 0, again = 0;
    fol__noise_add(&small, 1, &none, &none, 1, &n);
    fol__noise_add(&large, 1, &left, &down, 1, &again);
    ck_assert_double_eq_tol((double)n, (double)again, 4e-5);
    return (double)n;
}

START_TEST(noise_stays_in_its_range_and_has_no_steps) {
    test_random r = random_from((uint64_t)_i);
    const double wave = random_between(&r, 500, 40000);
    double least = 1, most = -1, sum = 0;
    for (int i = 0; i < 20000; i++) {
        const double x = random_between(&r, -3e5, 3e5), y = random_between(&r, -3e5, 3e5);
        const double n = noise_of((uint64_t)_i, FOL__FOR_LARGE_UNDULATION, wave, x, y);
        const double step = noise_of((uint64_t)_i, FOL__FOR_LARGE_UNDULATION, wave, x + wave * 1e-4, y) - n;
        ck_assert(n >= -1.000001 && n <= 1.000001);
        ck_assert_double_le(fabs(step), 2 * 1.875 * 2e-4 + 2e-6); /* the steepest of the fifth-order ramp, over both knots */
        least = fmin(least, n);
        most = fmax(most, n);
        sum += n;
    }
    ck_assert(least < -0.8 && most > 0.8);
    ck_assert_double_lt(fabs(sum / 20000), 0.1);
}
END_TEST

START_TEST(noise_has_no_seam_where_coordinates_change_sign) {
    for (int i = -100; i < 100; i++) {
        const double before = noise_of(3, FOL__FOR_SMALL_UNDULATION, 4000, -0.001, i * 37.0);
        const double after = noise_of(3, FOL__FOR_SMALL_UNDULATION, 4000, 0.001, i * 37.0);
        ck_assert_double_eq_tol(before, after, 1e-5);
    }
}
END_TEST

START_TEST(noise_belongs_to_its_seed_and_purpose) {
    int same = 0;
    for (int i = 0; i < 100; i++) {
        const double n = noise_of(1, FOL__FOR_LARGE_UNDULATION, 5000, i * 611.0, i * 331.0);
        same += n == noise_of(2, FOL__FOR_LARGE_UNDULATION, 5000, i * 611.0, i * 331.0);
        same += n == noise_of(1, FOL__FOR_SMALL_UNDULATION, 5000, i * 611.0, i * 331.0);
    }
    ck_assert_int_eq(same, 0);
}
END_TEST

static void add_memory(TCase *tests) {
    tcase_add_test(tests, sizes_that_overflow_are_refused_before_the_allocator_is_asked);
    tcase_add_test(tests, room_for_nothing_is_still_room);
    tcase_add_test(tests, zeroed_memory_is_zero);
    tcase_add_loop_test(tests, a_vector_keeps_its_elements_as_it_grows, 0, 5);
    tcase_add_test(tests, a_vector_that_cannot_grow_keeps_what_it_has);
    tcase_add_loop_test(tests, pieces_of_an_arena_are_aligned_and_apart, 0, 5);
    tcase_add_test(tests, an_arena_copies_text_and_tells_when_it_could_not);
    tcase_add_test(tests, an_arena_without_memory_leaks_nothing);
}

static void add_specs_and_errors(TCase *tests) {
    tcase_add_test(tests, filling_writes_no_further_than_the_caller_has_room);
    tcase_add_test(tests, filling_a_newer_spec_zeroes_what_is_not_known);
    tcase_add_test(tests, reading_an_older_spec_keeps_defaults_of_newer_fields);
    tcase_add_test(tests, reading_a_newer_spec_works_until_it_sets_what_is_not_known);
    tcase_add_test(tests, an_array_of_specs_is_walked_by_the_size_of_its_first);
    tcase_add_loop_test(tests, paths_are_written_as_in_design_files, 0, (int)(sizeof places / sizeof places[0]));
    tcase_add_test(tests, a_failure_fills_the_whole_error_and_may_go_without_one);
    tcase_add_test(tests, a_message_too_long_is_cut);
    tcase_add_test(tests, every_status_has_a_name_and_a_text);
    tcase_add_test(tests, progress_is_optional);
}

Suite *make_suite(void) {
    Suite *suite = suite_create("core");
    TCase *tests = tcase_create("core");
    tcase_set_timeout(tests, 60);
    add_memory(tests);
    add_specs_and_errors(tests);
    tcase_add_test(tests, millimetres_round_to_the_nearest_micrometre_halves_away_from_zero);
    tcase_add_test(tests, cells_count_on_below_zero);
    tcase_add_test(tests, hashes_differ_by_seed_purpose_and_id);
    tcase_add_test(tests, draws_below_a_bound_are_even);
    tcase_add_test(tests, the_ramp_rises_from_nought_to_one_and_mirrors_itself);
    tcase_add_loop_test(tests, noise_stays_in_its_range_and_has_no_steps, 0, 5);
    tcase_add_test(tests, noise_has_no_seam_where_coordinates_change_sign);
    tcase_add_test(tests, noise_belongs_to_its_seed_and_purpose);
    suite_add_tcase(suite, tests);
    return suite;
}
