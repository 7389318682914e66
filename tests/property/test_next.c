/* SPDX-License-Identifier: MIT */
/* The laws of the next session: whatever healed, dots in the skin stay as they are, and with the new ones the density is what was asked for. */
#include "laid_out.h"
#include "runner.h"
#include "visits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Treatments. */
enum { TREATMENTS = 40 };

static fol_healing_spec uneven(uint64_t seed) {
    fol_healing_spec healing = fol_healing_spec_default();
    healing.seed = seed;
    return healing;
}

/* The figures: within 3 % at 95 % of places, within 8 % everywhere, Clark-Evans 1.35 and more. */
static void ck_corrected(const visits *v, double hand_mm) {
    const size_t session = (size_t)v->chart.sessions_done + 1;
    fol_review *review = visits_review(v, hand_mm);
    const fol_smoothed smoothed = fol_review_smoothed(review, session);
    const fol_set_figures total = fol_review_total(review, session);
    if (getenv("FOLLICLE_TEST_PRINT"))
        printf("treatment %2d visit %zu: %.0f per cm2, %6lld dots, 95 %% within %.4f, all within %.4f, CE %.3f, least %.3f mm\n",
               (int)v->treatment.seed, session, v->chart.zones[0].density_per_cm2, (long long)total.dots, smoothed.usual, smoothed.most, total.clark_evans, total.least_mm);
    ck_assert_int_gt(smoothed.places, 1000);
    ck_assert_msg(smoothed.usual <= 0.03 && smoothed.most <= 0.08 && total.clark_evans >= 1.35,
                  "treatment %d visit %zu: 95 %% within %g, all within %g (at %g, %g mm), CE %g", (int)v->treatment.seed, session,
                  smoothed.usual, smoothed.most, smoothed.x_um / 1000.0, smoothed.y_um / 1000.0, total.clark_evans);
    fol_review_free(review);
}

START_TEST(uneven_healing_is_corrected_visit_after_visit) {
    visits v;
    visits_begin(&v, (uint64_t)_i);
    for (uint64_t visit = 1; visit <= 2; visit++) {
        const fol_healing_spec healing = uneven(100 * visit + (uint64_t)_i);
        visits_heal(&v, &healing);
        ck_corrected(&v, 0);
        ck_corrected(&v, 0.2);
    }
    visits_end(&v);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("property: next");
    TCase *tests = tcase_create("next");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, uneven_healing_is_corrected_visit_after_visit, 0, rounds(TREATMENTS));
    suite_add_tcase(suite, tests);
    return suite;
}
