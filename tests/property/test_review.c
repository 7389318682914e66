/* SPDX-License-Identifier: MIT */
/* The law that the whole engine answers for: what it lays out passes a review that knows nothing of how it was made, for any
 * valid design. */
#include "random_design.h"
#include "runner.h"

#include <follicle/layout.h>
#include <follicle/review.h>

#include <stdlib.h>

/* Designs a test; 1,000 in all. */
enum { BATCH = 50, BATCHES = 20 };

static fol_review *reviewed(const random_design *random, fol_design *design, const fol_dot *dots, size_t count) {
    fol_review_limits limits = fol_review_limits_default();
    fol_review_spec spec = fol_review_spec_default();
    fol_review *review;
    fol_error err = {0};
    limits.slack_mm = 2 * random->treatment.irregularity_mm;
    /* a pair at the promised distance itself is fine, to the last bit of a double */
    limits.least_mm = fol_design_least_distance_mm(design, fol_design_session_count(design)) * (1 - 1e-12);
    spec.dots = dots;
    spec.dot_count = count;
    spec.session_count = fol_design_session_count(design);
    spec.zone_count = fol_design_zone_count(design);
    spec.density = fol_design_density_fn;
    spec.density_user = design;
    spec.bounds = (fol_rect){0, 0, random->chart.canvas_width_mm, random->chart.canvas_height_mm};
    spec.planned = dots;
    spec.planned_count = count;
    spec.limits = &limits;
    ck_assert_msg(fol_review_create(&spec, NULL, &review, &err) == FOL_OK, "design %d: %s", (int)random->number, err.message);
    return review;
}

static void ck_passes(uint64_t number) {
    random_design *random = random_design_make(number);
    fol_design *design = random_design_build(random);
    fol_layout *layout;
    ck_assert_int_eq(fol_layout_create(design, NULL, NULL, &layout, NULL), FOL_OK);
    const size_t count = fol_layout_count(layout);
    fol_dot *dots = calloc(count + 1, sizeof *dots);
    ck_assert_ptr_nonnull(dots);
    fol_layout_copy(layout, 0, dots, count);
    fol_review *review = reviewed(random, design, dots, count);
    const fol_finding *first = fol_review_finding(review, 0);
    ck_assert_msg(fol_review_ok(review), "design %d, %zu dots: %zu findings, the first: %s: %s", (int)number, count,
                  fol_review_finding_count(review), first ? fol_finding_kind_name(first->kind) : "", first ? first->text : "");
    fol_review_free(review);
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}

START_TEST(the_layout_of_any_valid_design_passes_review) {
    for (int i = 0; i < BATCH; i++)
        ck_passes((uint64_t)(_i * BATCH + i));
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("property: review");
    TCase *tests = tcase_create("review");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, the_layout_of_any_valid_design_passes_review, 0, rounds(BATCHES));
    suite_add_tcase(suite, tests);
    return suite;
}
