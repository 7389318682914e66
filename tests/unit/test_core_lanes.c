/* SPDX-License-Identifier: MIT */
/* Each operation on four lanes against plain arithmetic on each. Built twice: with vectors, and with the loops that stand in for them. */
#include "lanes.h"
#include "runner.h"
#include "test_random.h"

#include <math.h>
#include <stdbool.h>

/* Lanes near the ends of their range, and any. */
static uint32_t random_lane(test_random *r) {
    static const uint32_t odd[] = {0, 1, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffff0000, 0xffffffff};
    return random_below(r, 3) ? (uint32_t)random_bits(r) : odd[random_below(r, 10)];
}

static void ck_lanes(fol__u4 found, const uint32_t *expected) {
    uint32_t lanes[FOL__LANES];
    fol__u4_store(found, lanes);
    for (int i = 0; i < FOL__LANES; i++)
        ck_assert_uint_eq(lanes[i], expected[i]);
}

typedef struct operands {
    uint32_t a[FOL__LANES], b[FOL__LANES];
} operands;

static operands random_operands(test_random *r) {
    operands o;
    for (int i = 0; i < FOL__LANES; i++) {
        o.a[i] = random_lane(r);
        o.b[i] = random_below(r, 4) ? random_lane(r) : o.a[i];
    }
    return o;
}

START_TEST(sums_and_bits_are_those_of_each_lane) {
    test_random r = random_from((uint64_t)_i);
    for (int round = 0; round < 2000; round++) {
        const operands o = random_operands(&r);
        const uint32_t by = (uint32_t)random_below(&r, 32), one = random_lane(&r);
        uint32_t sum[4], either[4], both[4], one_of[4], left[4], right[4];
        for (int i = 0; i < FOL__LANES; i++) {
            sum[i] = o.a[i] + o.b[i];
            either[i] = o.a[i] | o.b[i];
            both[i] = o.a[i] & o.b[i];
            one_of[i] = o.a[i] ^ o.b[i];
            left[i] = o.a[i] << by;
            right[i] = o.a[i] >> by;
        }
        const fol__u4 a = fol__u4_load(o.a), b = fol__u4_load(o.b);
        const uint32_t all[] = {one, one, one, one};
        ck_lanes(fol__u4_add(a, b), sum);
        ck_lanes(fol__u4_or(a, b), either);
        ck_lanes(fol__u4_and(a, b), both);
        ck_lanes(fol__u4_xor(a, b), one_of);
        ck_lanes(fol__u4_left(a, by), left);
        ck_lanes(fol__u4_right(a, by), right);
        ck_lanes(fol__u4_all(one), all);
    }
}
END_TEST

START_TEST(halves_are_multiplied_each_by_itself) {
    test_random r = random_from((uint64_t)_i);
    for (int round = 0; round < 2000; round++) {
        const operands o = random_operands(&r);
        const uint16_t by = (uint16_t)random_lane(&r);
        uint32_t expected[4];
        for (int i = 0; i < FOL__LANES; i++)
            expected[i] = (o.a[i] % 65536 * by) % 65536 + (o.a[i] / 65536 * by) % 65536 * 65536;
        ck_lanes(fol__u4_mul_halves(fol__u4_load(o.a), by), expected);
    }
}
END_TEST

START_TEST(comparisons_are_signed_and_counted) {
    test_random r = random_from((uint64_t)_i);
    fol__u4 sums = fol__u4_all(0);
    uint32_t count = 0;
    for (int round = 0; round < 2000; round++) {
        const operands o = random_operands(&r);
        int32_t a[4], b[4];
        uint32_t expected[4];
        memcpy(a, o.a, sizeof a);
        memcpy(b, o.b, sizeof b);
        for (int i = 0; i < FOL__LANES; i++) {
            expected[i] = a[i] >= b[i] ? 0xffffffff : 0;
            count += a[i] >= b[i];
        }
        const fol__u4 masks = fol__i4_not_below(fol__i4_load(a), fol__i4_load(b));
        ck_lanes(masks, expected);
        ck_lanes(fol__u4_of(fol__i4_load(a)), o.a);
        sums = fol__u4_add(sums, masks);
        const uint32_t least[] = {a[0] >= b[0] ? 0xffffffff : 0, a[1] >= b[0] ? 0xffffffff : 0, a[2] >= b[0] ? 0xffffffff : 0,
                                  a[3] >= b[0] ? 0xffffffff : 0};
        ck_lanes(fol__i4_not_below(fol__i4_load(a), fol__i4_all(b[0])), least);
    }
    ck_assert_uint_eq(fol__u4_count(sums), count);
    ck_assert_uint_eq(fol__u4_count(fol__u4_all(0)), 0);
    ck_assert_uint_eq(fol__u4_count(fol__u4_all(0xffffffff)), 4);
}
END_TEST

START_TEST(pairs_take_lanes_of_both_in_turn) {
    test_random r = random_from((uint64_t)_i);
    for (int round = 0; round < 500; round++) {
        const operands o = random_operands(&r);
        const fol__u4 a = fol__u4_load(o.a), b = fol__u4_load(o.b);
        const fol__pair2 pairs[] = {fol__u4_first_pairs(a, b), fol__u4_last_pairs(a, b)};
        for (int i = 0; i < FOL__LANES; i++) {
            unsigned char room[9]; /* stored where no number would stand */
            uint32_t pair[2];
            room[0] = 7;
            fol__pair2_store(pairs[i / 2], i % 2, room + 1);
            memcpy(pair, room + 1, sizeof pair);
            ck_assert_uint_eq(pair[0], o.a[i]);
            ck_assert_uint_eq(pair[1], o.b[i]);
            ck_assert_uint_eq(room[0], 7);
        }
    }
}
END_TEST

START_TEST(places_become_floats_from_an_origin_and_sizes_whole_numbers) {
    test_random r = random_from((uint64_t)_i);
    for (int round = 0; round < 2000; round++) {
        const uint32_t origin = (uint32_t)random_int(&r, -20000000, 20000000);
        const float from = (float)random_between(&r, 0, 3000), span = (float)random_between(&r, 0, 0.05);
        uint32_t a[4], draws[4], scaled[4];
        float past[4];
        for (int i = 0; i < FOL__LANES; i++) {
            a[i] = origin + (uint32_t)random_int(&r, -3000, 3000);
            draws[i] = (uint32_t)random_below(&r, 65536);
            const float product = span * (float)draws[i], sum = from + product;
            scaled[i] = (uint32_t)sum;
        }
        fol__u4_store_from(fol__u4_load(a), origin, past);
        for (int i = 0; i < FOL__LANES; i++)
            ck_assert(past[i] == (float)(int32_t)(a[i] - origin));
        ck_lanes(fol__u4_scaled(fol__f4_all(from), fol__f4_all(span), fol__u4_load(draws)), scaled);
    }
}
END_TEST

START_TEST(whole_numbers_become_doubles) {
    test_random r = random_from((uint64_t)_i);
    for (int round = 0; round < 2000; round++) {
        const operands o = random_operands(&r);
        int32_t a[4];
        double room[FOL__LANES + 1];
        memcpy(a, o.a, sizeof a);
        room[0] = 7.5;
        fol__i4_store_doubles(fol__i4_load(a), room + 1); /* where no vector would stand */
        for (int i = 0; i < FOL__LANES; i++)
            ck_assert(room[i + 1] == (double)a[i]);
        ck_assert(room[0] == 7.5);
    }
}
END_TEST

/* Products that hit the value, and those next to it, are as frequent as others: the last bit decides. */
START_TEST(scaled_bounds_are_compared_to_the_last_bit) {
    test_random r = random_from((uint64_t)_i);
    uint32_t not_below = 0, equal = 0;
    for (int round = 0; round < 2000; round++) {
        const double factor = random_between(&r, 0, 500);
        double values[5], bounds[5];
        uint32_t expected[4];
        for (int i = 0; i < FOL__LANES; i++) {
            bounds[i + 1] = random_below(&r, 4) ? random_between(&r, 0, 400) : 0;
            const double product = bounds[i + 1] * factor;
            const double near[] = {product, nextafter(product, 0), nextafter(product, 1e300), random_between(&r, 0, 200000)};
            values[i + 1] = near[random_below(&r, 4)];
            expected[i] = values[i + 1] >= product ? 0xffffffff : 0;
            not_below += expected[i] & 1;
            equal += values[i + 1] == product;
        }
        ck_lanes(fol__not_below_scaled(values + 1, bounds + 1, factor), expected);
    }
    ck_assert(not_below > 2000 && not_below < 7500 && equal > 1000);
}
END_TEST

START_TEST(no_number_is_not_below_another) {
    const double values[] = {(double)NAN, 1, (double)INFINITY, (double)INFINITY};
    const double bounds[] = {1, (double)NAN, 1, (double)INFINITY};
    const uint32_t expected[] = {0, 0, 0xffffffff, 0xffffffff};
    ck_lanes(fol__not_below_scaled(values, bounds, 2), expected);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("core: lanes");
    TCase *tests = tcase_create("lanes");
    tcase_add_loop_test(tests, sums_and_bits_are_those_of_each_lane, 0, 4);
    tcase_add_loop_test(tests, halves_are_multiplied_each_by_itself, 0, 4);
    tcase_add_loop_test(tests, comparisons_are_signed_and_counted, 0, 4);
    tcase_add_loop_test(tests, pairs_take_lanes_of_both_in_turn, 0, 4);
    tcase_add_loop_test(tests, places_become_floats_from_an_origin_and_sizes_whole_numbers, 0, 4);
    tcase_add_loop_test(tests, whole_numbers_become_doubles, 0, 4);
    tcase_add_loop_test(tests, scaled_bounds_are_compared_to_the_last_bit, 0, 4);
    tcase_add_test(tests, no_number_is_not_below_another);
    suite_add_tcase(suite, tests);
    return suite;
}
