/* SPDX-License-Identifier: MIT */
/* Reviews dots that come from elsewhere (here: a square grid, a little shaken) against a density that the host
 * computes. No design, no layout and no pattern: the review needs none of them. It finds that the dots still read as a
 * grid. */
#include <follicle/review.h>
#include <stdio.h>

enum { SIDE = 60 };

/* 100 dots per cm2 in one session, everywhere in a square of 60 mm. */
static void density(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    (void)user;
    const bool inside = x_um >= 0 && x_um < SIDE * 1000 && y_um >= 0 && y_um < SIDE * 1000;
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        out->running_per_cm2[k] = inside ? 100.0 : 0.0;
    out->zone = inside ? 0 : FOL_NO_ZONE;
}

/* -40 to 39 micrometres from a linear congruential generator (Numerical Recipes, third edition, section 7.1). */
static int32_t shake(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return (int32_t)(*state >> 16) % 80 - 40;
}

static void fill(fol_dot *dots) {
    uint32_t state = 1;
    for (int i = 0; i < SIDE * SIDE; i++) {
        const int32_t x = i % SIDE * 1000 + 500, y = i / SIDE * 1000 + 500;
        dots[i] = (fol_dot){
            .id = i * 8, .x_um = x + shake(&state), .y_um = y + shake(&state), .diameter_um = 125, .session = 1};
    }
}

static void print_review(const fol_review *review) {
    const fol_set_figures figures = fol_review_total(review, 1);
    printf("%lld dots, %.0f asked for\n", (long long)figures.dots, figures.asked);
    printf("Clark-Evans %.3f, nearest-neighbour CV %.3f, least distance %.3f mm\n", figures.clark_evans, figures.nn_cv,
           figures.least_mm);
    const fol_finding *finding = NULL;
    for (size_t i = 0; i < 3 && (finding = fol_review_finding(review, i)) != NULL; i++)
        printf("%s: %s\n", fol_finding_kind_name(finding->kind), finding->text);
    printf("%s\n", fol_review_ok(review) ? "passed" : "failed");
}

int main(void) {
    static fol_dot dots[SIDE * SIDE];
    fill(dots);
    fol_review_limits limits = fol_review_limits_default();
    limits.least_mm = 0.3;
    limits.least_factor = 0; /* nothing was promised of the grid but 0.3 mm */
    fol_review_spec spec = fol_review_spec_default();
    spec.dots = dots;
    spec.dot_count = SIDE * SIDE;
    spec.session_count = 1;
    spec.zone_count = 1;
    spec.density = density;
    spec.bounds = (fol_rect){0, 0, SIDE, SIDE};
    spec.limits = &limits;
    fol_review *review = NULL;
    fol_error err = {0};
    if (fol_review_create(&spec, NULL, &review, &err) != FOL_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    print_review(review);
    const bool found = fol_review_finding_total(review, FOL_FINDING_EVENNESS) > 0;
    fol_review_free(review);
    return found ? 0 : 1;
}
