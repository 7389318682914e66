/* SPDX-License-Identifier: MIT */
/* Each operation on lanes against plain arithmetic on each. Built twice: with vectors, and with the numbers that stand in for them. */
#include "lanes.h"
#include "runner.h"
#include "test_random.h"

#include <stdbool.h>

/* Lanes near the ends of their range, and any. */
static uint32_t random_lane(test_random *r) {
    static const uint32_t odd[] = {0, 1, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffff0000, 0xffffffff};
    return random_below(r, 3) ? (uint32_t)random_bits(r) : odd[random_below(r, 10)];
}

typedef struct operands {
    uint32_t a[FOL__STEP], b[FOL__STEP];
} operands;

static operands random_operands(test_random *r) {
    operands o;
    for (int i = 0; i < FOL__STEP; i++) {
        o.a[i] = random_lane(r);
        o.b[i] = random_below(r, 4) ? random_lane(r) : o.a[i];
    }
    return o;
}

START_TEST(halves_are_multiplied_each_by_its_own) {
    test_random r = random_from((uint64_t)_i);
    for (int round = 0; round < 2000; round++) {
        const operands o = random_operands(&r);
        uint32_t found[FOL__STEP];
        for (int i = 0; i < FOL__STEP; i += FOL__LANES) {
            fol__us a, b;
            memcpy(&a, o.a + i, sizeof a);
            memcpy(&b, o.b + i, sizeof b);
            a = FOL__TIMES_HALVES(a, b);
            memcpy(found + i, &a, sizeof a);
        }
        for (int i = 0; i < FOL__STEP; i++) {
            const uint32_t low = o.a[i] % 65536 * (o.b[i] % 65536), high = o.a[i] / 65536 * (o.b[i] / 65536);
            ck_assert_uint_eq(found[i], low % 65536 + high % 65536 * 65536);
        }
    }
}
END_TEST

START_TEST(comparisons_give_all_bits_or_none) {
    test_random r = random_from((uint64_t)_i);
    for (int round = 0; round < 2000; round++) {
        const operands o = random_operands(&r);
        uint32_t found[FOL__STEP];
        for (int i = 0; i < FOL__STEP; i += FOL__LANES) {
            fol__is a, b;
            memcpy(&a, o.a + i, sizeof a);
            memcpy(&b, o.b + i, sizeof b);
            const fol__us where = FOL__WHERE(a > b);
            memcpy(found + i, &where, sizeof where);
        }
        for (int i = 0; i < FOL__STEP; i++)
            ck_assert_uint_eq(found[i], (int32_t)o.a[i] > (int32_t)o.b[i] ? UINT32_MAX : 0);
    }
}
END_TEST

START_TEST(whole_numbers_are_compared_with_doubles) {
    test_random r = random_from((uint64_t)_i);
    for (int round = 0; round < 2000; round++) {
        int32_t numbers[FOL__STEP];
        double bounds[FOL__STEP];
        uint64_t found[FOL__STEP];
        for (int i = 0; i < FOL__STEP; i++) {
            numbers[i] = (int32_t)random_lane(&r);
            bounds[i] = random_below(&r, 2) ? numbers[i] : random_between(&r, -3e9, 3e9);
        }
        for (int i = 0; i < FOL__STEP; i += FOL__LONG_LANES) {
            fol__ds number, bound;
            FOL__LOAD_DOUBLES(number, numbers + i);
            memcpy(&bound, bounds + i, sizeof bound);
            const fol__longs where = FOL__LONG_WHERE(number >= bound);
            memcpy(found + i, &where, sizeof where);
        }
        for (int i = 0; i < FOL__STEP; i++)
            ck_assert_uint_eq(found[i], numbers[i] >= bounds[i] ? UINT64_MAX : 0);
    }
}
END_TEST

START_TEST(whole_numbers_become_floats_and_floats_are_cut) {
    test_random r = random_from((uint64_t)_i);
    for (int round = 0; round < 2000; round++) {
        const float from = (float)random_between(&r, 0, 3000), span = (float)random_between(&r, 0, 0.05);
        uint32_t draws[FOL__STEP], found[FOL__STEP], bits[FOL__STEP];
        float floats[FOL__STEP], froms[FOL__STEP], spans[FOL__STEP];
        for (int i = 0; i < FOL__STEP; i++)
            draws[i] = (uint32_t)random_below(&r, 65536) - (random_below(&r, 4) ? 0 : 32768);
        fol__spread_float(from, froms);
        fol__spread_float(span, spans);
        fol__spread(draws[0], bits);
        for (int i = 0; i < FOL__STEP; i += FOL__LANES) {
            fol__us draw;
            fol__fs a, b;
            memcpy(&draw, draws + i, sizeof draw);
            memcpy(&a, froms + i, sizeof a);
            memcpy(&b, spans + i, sizeof b);
            const fol__fs number = FOL__FLOATS_OF(draw);
            draw = FOL__WHOLE_OF(a + b * number);
            memcpy(floats + i, &number, sizeof number);
            memcpy(found + i, &draw, sizeof draw);
        }
        for (int i = 0; i < FOL__STEP; i++) {
            const float product = span * (float)(int32_t)draws[i], sum = from + product;
            ck_assert(floats[i] == (float)(int32_t)draws[i]);
            ck_assert_int_eq((int32_t)found[i], (int32_t)sum);
            ck_assert_uint_eq(bits[i], draws[0]);
        }
    }
}
END_TEST

static void ck_pairs(fol__pair2 found, const uint32_t *expected) {
    unsigned char room[17]; /* stored where no number would stand */
    room[0] = 7;
    fol__pair2_store(found, room + 1);
    ck_assert_mem_eq(room + 1, expected, 16);
    ck_assert_uint_eq(room[0], 7);
}

START_TEST(pairs_take_lanes_of_both_in_turn) {
    test_random r = random_from((uint64_t)_i);
    for (int round = 0; round < 500; round++) {
        const operands o = random_operands(&r);
        const uint32_t *a = o.a, *b = o.b;
        const fol__u4 u = fol__u4_load(a), v = fol__u4_load(b);
        const fol__pair2 first = fol__u4_first_pairs(u, v), last = fol__u4_last_pairs(u, v);
        const uint32_t pairs[] = {a[0], b[0], a[1], b[1], a[2], b[2], a[3], b[3]};
        ck_pairs(first, pairs);
        ck_pairs(last, pairs + 4);
        const uint32_t firsts[] = {a[0], b[0], a[2], b[2]}, seconds[] = {a[1], b[1], a[3], b[3]}, both[] = {a[0], b[0], a[3], b[3]};
        ck_pairs(fol__firsts(first, last), firsts);
        ck_pairs(fol__seconds(first, last), seconds);
        ck_pairs(fol__first_second(first, last), both);
        const int64_t origin = (int64_t)(random_bits(&r) >> 12), numbers[] = {origin + 24, origin - 8};
        uint32_t halves[4];
        memcpy(halves, numbers, sizeof halves);
        ck_pairs(fol__pair2_from(origin, 24, -8), halves);
    }
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("core: lanes");
    TCase *tests = tcase_create("lanes");
    tcase_add_loop_test(tests, halves_are_multiplied_each_by_its_own, 0, 4);
    tcase_add_loop_test(tests, comparisons_give_all_bits_or_none, 0, 4);
    tcase_add_loop_test(tests, whole_numbers_are_compared_with_doubles, 0, 4);
    tcase_add_loop_test(tests, whole_numbers_become_floats_and_floats_are_cut, 0, 4);
    tcase_add_loop_test(tests, pairs_take_lanes_of_both_in_turn, 0, 4);
    suite_add_tcase(suite, tests);
    return suite;
}
