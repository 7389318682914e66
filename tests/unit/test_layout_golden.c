/* SPDX-License-Identifier: MIT */
/* Small layouts, dot for dot. They change only when FOL_LAYOUT_VERSION rises; then FOLLICLE_REGENERATE=1 writes them anew. */
#include "ring_oracle.h"
#include "runner.h"

#include <follicle/layout.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A chart of 20 x 20 mm that each golden layout changes. */
typedef struct scene {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_session_spec sessions[5];
    fol_zone_spec zones[2];
    fol_hairline_spec hairline;
    fol_keep_out_spec keep_out;
    fol_ring hole;
    fol_point outline[2][24], hole_points[8], curve[3], mole[4], hairs[3];
    double shares[3];
} scene;

static void fill_scene(scene *s) {
    memset(s, 0, sizeof *s);
    s->treatment = fol_treatment_spec_default();
    s->chart = fol_chart_spec_default();
    s->chart.canvas_width_mm = s->chart.canvas_height_mm = 20;
    for (int i = 0; i < 2; i++) {
        s->zones[i] = fol_zone_spec_default();
        s->zones[i].name = i ? "second" : "first";
        s->zones[i].density_per_cm2 = 60;
        s->zones[i].outline.points = s->outline[i];
        s->zones[i].outline.count = 4;
    }
    ring_rectangle(2, 2, 16, 16, s->outline[0]);
    ring_rectangle(10, 2, 8, 16, s->outline[1]);
    s->chart.zones = s->zones;
    s->chart.zone_count = 1;
    s->hairline = fol_hairline_spec_default();
    s->curve[0] = (fol_point){1, 8};
    s->curve[1] = (fol_point){10, 6};
    s->curve[2] = (fol_point){19, 8};
    s->hairline.points.points = s->curve;
    s->hairline.points.count = 3;
    s->chart.hairlines = &s->hairline;
    s->keep_out = fol_keep_out_spec_default();
    ring_rectangle(8, 8, 4, 3, s->mole);
    s->keep_out.outline.points = s->mole;
    s->keep_out.outline.count = 4;
    s->chart.keep_outs = &s->keep_out;
}

static void square(scene *s) {
    (void)s;
}

static void another_seed(scene *s) {
    s->treatment.seed = 9007199254740991;
}

static void ring_with_a_hole(scene *s) {
    s->zones[0].outline.count = 24;
    ring_ellipse(10, 10, 9, 8, 0.4, 24, s->outline[0]);
    ring_ellipse(10, 10, 3, 4, 0, 8, s->hole_points);
    s->hole = (fol_ring){s->hole_points, 8};
    s->zones[0].holes = &s->hole;
    s->zones[0].hole_count = 1;
}

static void pentagram(scene *s) {
    fol_point corners[5];
    ring_ellipse(10, 10, 9, 9, 0.3, 5, corners);
    for (int i = 0; i < 5; i++)
        s->outline[0][i] = corners[2 * i % 5];
    s->zones[0].outline.count = 5;
}

static void soft_edge(scene *s) {
    s->zones[0].feather_mm = 5;
}

static void two_zones_abutting(scene *s) {
    ring_rectangle(2, 2, 8, 16, s->outline[0]);
    s->chart.zone_count = 2;
    s->zones[1].density_per_cm2 = 120;
    s->zones[0].feather_mm = s->zones[1].feather_mm = 4;
}

static void natural_hairline(scene *s) {
    s->chart.hairline_count = 1;
}

static void broken_hairline_held_back(scene *s) {
    for (int i = 0; i < 3; i++) {
        s->sessions[i] = fol_session_spec_default();
        s->sessions[i].day = 10 * i;
        s->sessions[i].cumulative = i == 2 ? 1 : 0.4 + 0.3 * i;
        s->sessions[i].hairline_cumulative = i == 2 ? 1 : 0.1 + 0.5 * i;
    }
    s->treatment.sessions = s->sessions;
    s->treatment.session_count = 3;
    s->chart.hairline_count = 1;
    s->hairline.style = "broken";
    s->hairline.sentinels_per_cm = 5;
}

static void mole_with_a_margin(scene *s) {
    s->chart.keep_out_count = 1;
    s->keep_out.margin_mm = 1.5;
}

static void openings(scene *s) {
    s->hairs[0] = (fol_point){6, 6};
    s->hairs[1] = (fol_point){6.3, 6.2};
    s->hairs[2] = (fol_point){14, 12};
    s->chart.hairs = s->hairs;
    s->chart.hair_count = 3;
}

static void five_sessions(scene *s) {
    for (int i = 0; i < 5; i++) {
        s->sessions[i] = fol_session_spec_default();
        s->sessions[i].day = 7 * i;
        s->sessions[i].cumulative = 0.2 * (i + 1);
        s->sessions[i].shade = 30 - 4 * i;
    }
    s->sessions[4].cumulative = 1;
    s->treatment.sessions = s->sessions;
    s->treatment.session_count = 5;
}

static void shares_of_a_zones_own(scene *s) {
    two_zones_abutting(s);
    s->shares[0] = 0.1;
    s->shares[1] = 0.4;
    s->shares[2] = 0.9;
    s->zones[1].cumulative = s->shares;
    s->zones[1].cumulative_count = 3;
}

static void irregular(scene *s) {
    s->treatment.irregularity_mm = 0.06;
    s->treatment.depth_from_mm = 0.4;
    s->treatment.depth_to_mm = 0.6;
}

static void area_scale(scene *s) {
    static const float values[] = {0.5f, 1, 1, 2};
    s->chart.area_scale.max_scale = 2;
    s->chart.area_scale.values = values;
    s->chart.area_scale.width = s->chart.area_scale.height = 2;
    s->chart.area_scale.mm_per_value = 10;
}

typedef struct golden {
    const char *name;
    void (*change)(scene *s);
} golden;

static const golden goldens[] = {
    {"square", square},
    {"another-seed", another_seed},
    {"ring-with-a-hole", ring_with_a_hole},
    {"pentagram", pentagram},
    {"soft-edge", soft_edge},
    {"two-zones-abutting", two_zones_abutting},
    {"natural-hairline", natural_hairline},
    {"broken-hairline-held-back", broken_hairline_held_back},
    {"mole-with-a-margin", mole_with_a_margin},
    {"openings", openings},
    {"five-sessions", five_sessions},
    {"shares-of-a-zones-own", shares_of_a_zones_own},
    {"irregular", irregular},
    {"area-scale", area_scale},
};

/* A line a dot, in map order. */
static char *text_of(const fol_layout *layout) {
    const size_t count = fol_layout_count(layout), size = 64 + count * 96;
    fol_dot *dots = calloc(count + 1, sizeof *dots);
    char *text = malloc(size);
    ck_assert(dots && text);
    fol_layout_copy(layout, 0, dots, count);
    size_t used = (size_t)snprintf(text, size, "layout version %d: id x y diameter depth session zone shade\n", fol_layout_version());
    for (size_t i = 0; i < count; i++) {
        const fol_dot *d = &dots[i];
        used += (size_t)snprintf(text + used, size - used, "%lld %d %d %d %d %d %d %d\n", (long long)d->id, (int)d->x_um,
                                 (int)d->y_um, d->diameter_um, d->depth_um, d->session, d->zone, d->shade);
    }
    free(dots);
    return text;
}

static char *read_text(const char *path) {
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s cannot be read; FOLLICLE_REGENERATE=1 writes it", path);
    char *text = calloc(1, 1 << 20);
    ck_assert_ptr_nonnull(text);
    const size_t size = fread(text, 1, (1 << 20) - 1, file);
    fclose(file);
    text[size] = '\0';
    return text;
}

static void write_text(const char *path, const char *text) {
    FILE *file = fopen(path, "wb");
    ck_assert_msg(file != NULL, "%s cannot be written", path);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static void ck_lines(const char *path, const char *found, const char *want) {
    int line = 1;
    while (*found && *found == *want) {
        line += *found++ == '\n';
        want++;
    }
    ck_assert_msg(*found == *want, "%s differs from line %d on", path, line);
}

START_TEST(layouts_are_those_of_this_layout_version_dot_for_dot) {
    const char *folder = getenv("FOLLICLE_GOLDEN"), *anew = getenv("FOLLICLE_REGENERATE");
    char path[1024];
    scene s;
    fol_design *design;
    fol_layout *layout;
    fol_error err = {0};
    ck_assert_msg(folder != NULL, "FOLLICLE_GOLDEN is unset");
    snprintf(path, sizeof path, "%s/layouts/%s.txt", folder, goldens[_i].name);
    fill_scene(&s);
    goldens[_i].change(&s);
    ck_assert_msg(fol_design_create(&s.treatment, &s.chart, NULL, NULL, &design, &err) == FOL_OK, "%s: %s", err.path, err.message);
    ck_assert_int_eq(fol_layout_create(design, NULL, NULL, &layout, NULL), FOL_OK);
    ck_assert_uint_gt(fol_layout_count(layout), 20);
    char *text = text_of(layout);
    if (anew && strcmp(anew, "1") == 0)
        write_text(path, text);
    char *want = read_text(path);
    ck_lines(path, text, want);
    free(want);
    free(text);
    fol_layout_free(layout);
    fol_design_free(design);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("layout: golden");
    TCase *tests = tcase_create("golden");
    tcase_add_loop_test(tests, layouts_are_those_of_this_layout_version_dot_for_dot, 0, (int)(sizeof goldens / sizeof goldens[0]));
    suite_add_tcase(suite, tests);
    return suite;
}
