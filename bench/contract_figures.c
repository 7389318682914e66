/* SPDX-License-Identifier: MIT */
/* Measures what every layout keeps (docs/measurements.md) by the public API alone, and prints the worst case of each.
 * The same numbers on every machine; nothing here is a time. */
#include <follicle/follicle.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The least and greatest value seen. */
typedef struct extent {
    double low, high;
} extent;

static extent empty_extent(void) {
    const extent e = {HUGE_VAL, -HUGE_VAL};
    return e;
}

static void widen(extent *e, double value) {
    e->low = value < e->low ? value : e->low;
    e->high = value > e->high ? value : e->high;
}

static void stop(const char *what, const fol_error *err) {
    fprintf(stderr, "%s: %s: %s\n", what, err->path, err->message);
    exit(1);
}

/* A zone of one density in the middle of its canvas, and its layout. */
typedef struct sample {
    fol_design *design;
    fol_layout *layout;
} sample;

static sample lay_zone(fol_ring outline, double canvas_mm, double per_cm2, uint64_t seed) {
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "zone";
    zone.outline = outline;
    zone.density_per_cm2 = per_cm2;
    fol_treatment_spec treatment = fol_treatment_spec_default();
    treatment.seed = seed;
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = chart.canvas_height_mm = canvas_mm;
    chart.zones = &zone;
    chart.zone_count = 1;
    sample s = {NULL, NULL};
    fol_error err;
    if (fol_design_create(&treatment, &chart, NULL, NULL, &s.design, &err) != FOL_OK ||
        fol_layout_create(s.design, NULL, NULL, &s.layout, &err) != FOL_OK)
        stop("zone", &err);
    return s;
}

static sample lay_square(double per_cm2, double side_mm, uint64_t seed) {
    const double from = 10, to = 10 + side_mm;
    const fol_point corners[] = {{from, from}, {to, from}, {to, to}, {from, to}};
    return lay_zone((fol_ring){corners, 4}, side_mm + 20, per_cm2, seed);
}

static void free_sample(sample s) {
    fol_layout_free(s.layout);
    fol_design_free(s.design);
}

static double side_for(double dots, double per_cm2) {
    return 10 * sqrt(dots / per_cm2);
}

/* ---------------------------------------------------------------- evenness and spacing */

static fol_review *review_of(const sample *s) {
    const size_t count = fol_layout_count(s->layout);
    fol_dot *dots = malloc((count ? count : 1) * sizeof *dots);
    fol_review_spec spec = fol_review_spec_default();
    fol_review *review = NULL;
    fol_error err;
    if (!dots)
        exit(1);
    fol_layout_copy(s->layout, 0, dots, count);
    spec.dots = dots;
    spec.dot_count = count;
    spec.session_count = fol_design_session_count(s->design);
    spec.zone_count = 1;
    spec.density = fol_design_density_fn;
    spec.density_user = s->design;
    spec.bounds = (fol_rect){0, 0, fol_design_chart(s->design)->canvas_width_mm,
                             fol_design_chart(s->design)->canvas_height_mm};
    if (fol_review_create(&spec, NULL, &review, &err) != FOL_OK)
        stop("review", &err);
    free(dots);
    return review;
}

static void print_evenness(void) {
    extent totals = empty_extent(), final_cv = empty_extent(), least = empty_extent(), sessions = empty_extent();
    for (double per_cm2 = 40; per_cm2 <= 400; per_cm2 += 40) {
        for (uint64_t seed = 0; seed < 3; seed++) {
            /* the least total, 30 %, has 8,000 dots */
            const sample s = lay_square(per_cm2, side_for(8000 / 0.3, per_cm2), seed);
            fol_review *review = review_of(&s);
            for (size_t k = 1; k <= 3; k++) {
                static const double shares[] = {0.3, 0.7, 1};
                const fol_set_figures total = fol_review_total(review, k);
                widen(&totals, total.clark_evans);
                widen(&least, total.least_mm * sqrt(per_cm2 * shares[k - 1]));
                widen(&sessions, fol_review_session(review, k).clark_evans);
            }
            widen(&final_cv, fol_review_total(review, 3).nn_cv);
            fol_review_free(review);
            free_sample(s);
        }
    }
    printf("Clark-Evans of running totals                     %.3f to %.3f\n", totals.low, totals.high);
    printf("nearest-neighbour CV of the final set             %.3f to %.3f\n", final_cv.low, final_cv.high);
    printf("least distance x sqrt(dots per cm2), mm           %.3f\n", least.low);
    printf("Clark-Evans of sessions of 30, 40, 30 %%           %.3f to %.3f\n", sessions.low, sessions.high);
}

/* ---------------------------------------------------------------- counts */

enum { SEEDS = 100 };

static void print_counts(double dots) {
    static const double densities[] = {40, 120, 200, 400};
    double total_off = 0, session_off = 0, deviation = 0;
    for (size_t d = 0; d < sizeof densities / sizeof densities[0]; d++) {
        double sum = 0, squares = 0;
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            const sample s = lay_square(densities[d], side_for(dots, densities[d]), seed);
            double expected[3], found = 0;
            fol_design_expected(s.design, expected, 3);
            for (size_t k = 0; k < 3; k++) {
                const double own = (double)fol_layout_session_dots(s.layout, k + 1);
                const double asked = expected[k] - (k ? expected[k - 1] : 0);
                found += own;
                session_off = fmax(session_off, fabs(own / asked - 1));
            }
            total_off = fmax(total_off, fabs(found / expected[2] - 1));
            sum += found / expected[2];
            squares += (found / expected[2]) * (found / expected[2]);
            free_sample(s);
        }
        const double mean = sum / SEEDS;
        deviation = fmax(deviation, sqrt((squares / SEEDS - mean * mean) * SEEDS / (SEEDS - 1)));
    }
    printf("counts, %6.0f dots: finished work off by           %.2f %%\n", dots, 100 * total_off);
    printf("counts, %6.0f dots: a session of it off by         %.2f %%\n", dots, 100 * session_off);
    printf("counts, %6.0f dots: standard deviation, 100 seeds  %.2f %%\n", dots, 100 * deviation);
}

/* Of the count of the finished work, over the seeds. */
static double deviation_of(fol_ring outline, double canvas_mm, double per_cm2) {
    double sum = 0, squares = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        const sample s = lay_zone(outline, canvas_mm, per_cm2, seed);
        double expected[3];
        fol_design_expected(s.design, expected, 3);
        const double found = (double)fol_layout_count(s.layout) / expected[2];
        sum += found;
        squares += found * found;
        free_sample(s);
    }
    const double mean = sum / SEEDS;
    return sqrt((squares / SEEDS - mean * mean) * SEEDS / (SEEDS - 1));
}

enum { MOST_CORNERS = 64 };
typedef struct shape {
    const char *name;
    size_t corners;
    fol_point outline[MOST_CORNERS]; /* area 1 */
} shape;

static shape disc(void) {
    shape s = {"disc", MOST_CORNERS, {{0, 0}}};
    const double step = 8 * atan(1) / MOST_CORNERS, radius = sqrt(2 / (MOST_CORNERS * sin(step)));
    for (int i = 0; i < MOST_CORNERS; i++)
        s.outline[i] = (fol_point){radius * (1 + cos(i * step)), radius * (1 + sin(i * step))};
    return s;
}

/* The worst density of each shape, and where. */
static void print_deviations(double dots) {
    const double strip = sqrt(5), leg = sqrt(2);
    const shape shapes[] = {{"square", 4, {{0, 0}, {1, 0}, {1, 1}, {0, 1}}},
                            {"strip, 5:1", 4, {{0, 0}, {strip, 0}, {strip, 1 / strip}, {0, 1 / strip}}},
                            {"triangle", 3, {{0, 0}, {leg, 0}, {0, leg}}},
                            disc()};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        double worst = 0, worst_per_cm2 = 0;
        for (double per_cm2 = 40; per_cm2 <= 400; per_cm2 += 20) {
            const double scale = side_for(dots, per_cm2);
            fol_point outline[MOST_CORNERS];
            for (size_t k = 0; k < shapes[i].corners; k++)
                outline[k] = (fol_point){10 + scale * shapes[i].outline[k].x, 10 + scale * shapes[i].outline[k].y};
            const double deviation = deviation_of((fol_ring){outline, shapes[i].corners}, strip * scale + 20, per_cm2);
            worst_per_cm2 = deviation > worst ? per_cm2 : worst_per_cm2;
            worst = fmax(worst, deviation);
        }
        printf("the same, 40, 60 ... 400 per cm2, %-16s %.2f %% (at %.0f)\n", shapes[i].name, 100 * worst,
               worst_per_cm2);
    }
}

/* ---------------------------------------------------------------- a seam */

static void print_seam(void) {
    const fol_point left[] = {{5, 5}, {50, 5}, {50, 95}, {5, 95}}, right[] = {{50, 5}, {95, 5}, {95, 95}, {50, 95}};
    fol_zone_spec zones[2] = {fol_zone_spec_default(), fol_zone_spec_default()};
    zones[0].name = "left";
    zones[0].outline = (fol_ring){left, 4};
    zones[1].name = "right";
    zones[1].outline = (fol_ring){right, 4};
    zones[0].density_per_cm2 = zones[1].density_per_cm2 = 120;
    zones[0].feather_mm = zones[1].feather_mm = 6;
    const fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = chart.canvas_height_mm = 100;
    chart.zones = zones;
    chart.zone_count = 2;
    fol_design *design = NULL;
    fol_error err;
    if (fol_design_create(&treatment, &chart, NULL, NULL, &design, &err) != FOL_OK)
        stop("seam", &err);
    extent across = empty_extent();
    for (int32_t x = 40000; x <= 60000; x += 10) {
        fol_density density;
        fol_design_density_at(design, x, 50000, &density);
        widen(&across, density.running_per_cm2[2] / 120);
    }
    printf("density across a soft seam of equal zones         %.4f to %.4f of it\n", across.low, across.high);
    fol_design_free(design);
}

/* ---------------------------------------------------------------- tone */

static double channel(const uint8_t *pixel, size_t i) {
    return fol_linear_from_srgb(pixel[i]);
}

/* How far the picture's tone is off the dots' own, the worst channel. */
static double tone_off(const sample *s, double px_per_mm) {
    const fol_treatment_spec *t = fol_design_treatment(s->design);
    const double side_mm = fol_design_chart(s->design)->canvas_width_mm;
    const int32_t side = (int32_t)(side_mm * px_per_mm);
    uint8_t *bytes = malloc((size_t)side * (size_t)side * 3);
    const fol_pixels pixels = {FOL_PIXELS_RGB24, side, side, (size_t)side * 3, bytes};
    const fol_view view = {0, 0, px_per_mm, 0.03};
    fol_preview_spec spec = fol_preview_spec_default();
    fol_scene *scene = NULL;
    fol_error err;
    if (!bytes || fol_scene_preview(s->design, s->layout, &spec, NULL, &scene, &err) != FOL_OK ||
        fol_raster_scene(scene, &view, &pixels, NULL, &err) != FOL_OK)
        stop("tone", &err);
    double area_mm2 = 0, off = 0;
    for (size_t block = 0; block < fol_layout_block_count(s->layout); block++) {
        size_t count;
        const fol_dot *dots = fol_layout_block(s->layout, block, &count);
        for (size_t i = 0; i < count; i++)
            area_mm2 += 3.14159265358979323846 / 4 * dots[i].diameter_um * dots[i].diameter_um * 1e-6;
    }
    const uint8_t skin[] = {t->skin.r, t->skin.g, t->skin.b}, pigment[] = {t->pigment.r, t->pigment.g, t->pigment.b};
    for (size_t c = 0; c < 3; c++) {
        double sum = 0;
        for (size_t i = 0; i < (size_t)side * (size_t)side; i++)
            sum += channel(skin, c) - channel(&bytes[3 * i], c);
        const double asked = area_mm2 * t->pigment_opacity * (channel(skin, c) - channel(pigment, c));
        off = fmax(off, fabs(sum / (px_per_mm * px_per_mm) / asked - 1));
    }
    fol_scene_free(scene);
    free(bytes);
    return off;
}

static void print_tone(void) {
    static const double scales[] = {1, 4, 10, 24};
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
        double off = 0;
        for (double per_cm2 = 40; per_cm2 <= 400; per_cm2 += 120) {
            const sample s = lay_square(per_cm2, 80, 1);
            off = fmax(off, tone_off(&s, scales[i]));
            free_sample(s);
        }
        printf("tone at %2.0f px/mm, worst channel off by            %.2f %%\n", scales[i], 100 * off);
    }
}

int main(void) {
    print_evenness();
    print_counts(2000);
    print_deviations(2000);
    print_counts(10000);
    print_seam();
    print_tone();
    return 0;
}
