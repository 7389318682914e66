/* SPDX-License-Identifier: MIT */
/* read(write(d)) = d: random specs with every field in use, written, read and compared field by field. */
#include "runner.h"

#include "hash.h"
#include "text_out.h"

#include <float.h>
#include <follicle/colors.h>
#include <follicle/io.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ random specs */

/* Everything that a random design points to. */
enum { MOST = 5, MOST_POINTS = 40 };

typedef struct random_design {
    uint64_t state;
    fol_treatment_spec treatment;
    fol_chart_spec chart;
    fol_session_spec sessions[FOL_MAX_SESSIONS];
    fol_zone_spec zones[MOST];
    fol_hairline_spec hairlines[MOST];
    fol_keep_out_spec keep_outs[MOST];
    fol_ring holes[MOST][MOST];
    double shares[MOST][FOL_MAX_SESSIONS];
    const char *names[MOST][MOST];
    fol_point points[64][MOST_POINTS];
    size_t rings; /* of points, used so far */
    float confidence[MOST_POINTS];
    char texts[64][48];
    size_t text_count;
} random_design;

static uint32_t below(random_design *r, uint32_t n) {
    return fol__next_below(&r->state, n);
}

static bool coin(random_design *r) {
    return below(r, 2) == 1;
}

/* From the lengths that people write to whatever a double can hold. */
static double any_number(random_design *r) {
    static const double odd[] = {0,
                                 -0.0,
                                 0.1,
                                 1.0 / 3,
                                 1e300,
                                 DBL_MAX,
                                 -DBL_MAX,
                                 DBL_MIN,
                                 5e-324,
                                 1e15,
                                 1e16,
                                 123456789.0,
                                 0.3,
                                 -2.5,
                                 9007199254740993.0,
                                 1e-5,
                                 100000,
                                 1e21,
                                 4503599627370497.5};
    union {
        uint64_t bits;
        double value;
    } any;
    switch (below(r, 5)) {
    case 0:
        return (double)below(r, 2000) / 10 - 50;
    case 1:
        return (double)below(r, 200000000) / 1000 - 50000;
    case 2:
        return fol__unit(fol__next(&r->state)) * 300;
    case 3:
        return odd[below(r, sizeof odd / sizeof odd[0])];
    default:
        do {
            any.bits = fol__next(&r->state);
        } while (!isfinite(any.value));
        return any.value;
    }
}

static double number_or_same(random_design *r) {
    return coin(r) ? FOL_SAME : fabs(any_number(r));
}

static const char *any_text(random_design *r) {
    static const char *const pieces[] = {"a",    "Front ", "\"",   "\\", "\n",           "\xC3\xA9", "\xF0\x9F\x92\x87",
                                         "/",    "\t",     "\x01", "x-", "\xE6\xA3\xAE", "</g>",     ",",
                                         "\x7F", "\b"};
    char *text = r->texts[r->text_count++ % 64];
    text[0] = '\0';
    for (uint32_t n = below(r, 8); n > 0; n--)
        strcat(text, pieces[below(r, sizeof pieces / sizeof pieces[0])]);
    return text;
}

static fol_remarks any_remarks(random_design *r) {
    static const char *const extras[] = {
        "{\"x-a\": 1}",
        "{\"x-a\": null, \"x-b\": {\"c\": [1, 2.5, -0.0, 7.0, \"\\u0001\"]}}",
        "{\"x-\": \"\xC3\xA9\"}",
        "{\"x-z\": [[[]], {}, true, false, 1e-07]}",
    };
    const fol_remarks remarks = {coin(r) ? any_text(r) : NULL, coin(r) ? extras[below(r, 4)] : NULL};
    return remarks;
}

static fol_ring any_ring(random_design *r) {
    fol_point *points = r->points[r->rings++ % 64];
    const fol_ring ring = {points, below(r, MOST_POINTS)};
    for (size_t i = 0; i < ring.count; i++)
        points[i] = (fol_point){any_number(r), any_number(r)};
    return ring;
}

static fol_color any_color(random_design *r) {
    const uint32_t bits = (uint32_t)fol__next(&r->state);
    const fol_color color = {(uint8_t)bits, (uint8_t)(bits >> 8), (uint8_t)(bits >> 16)};
    return color;
}

static void fill_sessions(random_design *r) {
    r->treatment.sessions = r->sessions;
    r->treatment.session_count = 1 + below(r, FOL_MAX_SESSIONS);
    for (size_t i = 0; i < r->treatment.session_count; i++) {
        fol_session_spec *s = &r->sessions[i];
        *s = fol_session_spec_default();
        s->day = any_number(r);
        s->cumulative = any_number(r);
        s->hairline_cumulative = number_or_same(r);
        s->shade = coin(r) ? 18 : any_number(r);
        s->remarks = any_remarks(r);
    }
}

static void fill_healing(random_design *r) {
    fol_treatment_spec *t = &r->treatment;
    double *const numbers[] = {&t->healing.fade, &t->healing.healed_days, &t->healing.settling, &t->healing.settled_days,
                               &t->healing.touch_up_share, &t->healing.touch_up_years, &t->healing.spread_per_year, &t->healing.most_width,
                               &t->healing.sun, &t->healing.skin_step, &t->healing.scar, &t->healing.shallow_mm, &t->healing.shallow,
                               &t->healing.deep_mm, &t->healing.deep, &t->healing.scab_width, &t->healing.scab_days, &t->pigment_strength};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (coin(r))
            *numbers[i] = any_number(r);
    t->healing.skin_type = below(r, 9);
    t->healing_remarks = any_remarks(r);
    t->hair = coin(r) ? any_text(r) : NULL;
    t->pigment_name = coin(r) ? any_text(r) : coin(r) ? "carbon black" : NULL;
    t->pigment_undertone = coin(r) ? "warm" : NULL;
    if (coin(r)) {
        const fol_named_color *tone = fol_skin_tone_at(below(r, 16));
        t->skin_tone = tone->name;
        t->skin = tone->color;
    }
}

static void fill_treatment(random_design *r) {
    fol_treatment_spec *t = &r->treatment;
    *t = fol_treatment_spec_default();
    if (coin(r))
        fill_sessions(r);
    t->name = coin(r) ? any_text(r) : NULL;
    t->seed = coin(r) ? fol__next(&r->state) >> 11 : below(r, 3);
    t->remarks = any_remarks(r);
    t->exact_counts = coin(r);
    if (coin(r))
        t->skin = any_color(r);
    if (coin(r)) {
        t->pigment = any_color(r);
        t->pigment_opacity = any_number(r);
        t->pigment_remarks = any_remarks(r);
    }
    fill_healing(r);
    if (coin(r)) {
        t->diameter_to_mm = any_number(r);
        t->depth_from_mm = any_number(r);
        t->irregularity_mm = any_number(r);
        t->dots_remarks = any_remarks(r);
    }
    if (coin(r)) {
        t->diameter_from_mm = any_number(r);
        t->depth_to_mm = any_number(r);
        t->min_distance_mm = any_number(r);
    }
    if (coin(r)) {
        t->units = fol_units_preset_at(coin(r) ? 1 : 0)->units;
        t->units_remarks = any_remarks(r);
        if (coin(r))
            t->units.mix[2] = any_number(r);
        if (coin(r))
            t->units.apart_to_mm = any_number(r);
    }
}

static void fill_photo(random_design *r) {
    fol_photo_spec *p = &r->chart.photo;
    const double size = 0.001 + fabs(any_number(r));
    p->file = any_text(r);
    if (coin(r))
        r->chart.photo_at = (fol_point){any_number(r), any_number(r)};
    p->remarks = any_remarks(r);
    if (coin(r)) {
        p->mm_per_px = size;
        return;
    }
    p->scale_mm = size;
    p->scale_a = (fol_point){any_number(r), any_number(r)};
    p->scale_b = (fol_point){any_number(r), any_number(r)};
    p->scale_remarks = any_remarks(r);
}

static void fill_zone(random_design *r, size_t i) {
    fol_zone_spec *z = &r->zones[i];
    *z = fol_zone_spec_default();
    z->name = any_text(r);
    z->outline = any_ring(r);
    z->holes = r->holes[i];
    z->hole_count = below(r, MOST);
    for (size_t k = 0; k < z->hole_count; k++)
        r->holes[i][k] = any_ring(r);
    z->density_per_cm2 = any_number(r);
    z->feather_mm = coin(r) ? 0 : any_number(r);
    z->scar = coin(r);
    z->hold_total = coin(r) ? 0 : (int64_t)(fol__next(&r->state) >> 11);
    z->retention = coin(r) ? 1 : any_number(r);
    z->overlap_mm = number_or_same(r);
    z->first_share = number_or_same(r);
    z->native_per_cm2 = coin(r) ? 0 : any_number(r);
    z->extra_sessions = coin(r) ? 0 : (int64_t)(fol__next(&r->state) >> 11);
    z->blend = coin(r);
    if (coin(r)) {
        z->cumulative = r->shares[i];
        z->cumulative_count = 1 + below(r, FOL_MAX_SESSIONS);
        for (size_t k = 0; k < z->cumulative_count; k++)
            r->shares[i][k] = any_number(r);
    }
    z->remarks = any_remarks(r);
}

static void fill_hairline(random_design *r, size_t i) {
    fol_hairline_spec *h = &r->hairlines[i];
    *h = fol_hairline_spec_default();
    h->points = any_ring(r);
    h->style = coin(r) ? "natural" : any_text(r);
    h->has_behind = coin(r);
    if (h->has_behind)
        h->behind = (fol_point){any_number(r), any_number(r)};
    if (coin(r)) {
        h->zones = r->names[i];
        h->zone_count = 1 + below(r, MOST);
        for (size_t k = 0; k < h->zone_count; k++)
            r->names[i][k] = any_text(r);
    }
    h->transition_mm = number_or_same(r);
    h->edge_density = number_or_same(r);
    h->large_mm = number_or_same(r);
    h->large_wave_mm = number_or_same(r);
    h->small_mm = number_or_same(r);
    h->small_wave_mm = number_or_same(r);
    h->sentinels_per_cm = number_or_same(r);
    h->edge_size = number_or_same(r);
    h->size_transition_mm = number_or_same(r);
    h->edge_shade = number_or_same(r);
    h->shade_transition_mm = number_or_same(r);
    h->edge_scatter_mm = number_or_same(r);
    h->remarks = any_remarks(r);
    h->undulation_remarks = any_remarks(r);
}

static void fill_chart(random_design *r) {
    fol_chart_spec *c = &r->chart;
    *c = fol_chart_spec_default();
    c->canvas_width_mm = any_number(r);
    c->canvas_height_mm = any_number(r);
    c->canvas_remarks = any_remarks(r);
    c->zones = r->zones;
    c->zone_count = 1 + below(r, MOST);
    c->hairlines = r->hairlines;
    c->hairline_count = below(r, MOST);
    c->keep_outs = r->keep_outs;
    c->keep_out_count = below(r, MOST);
    if (coin(r))
        fill_photo(r);
    for (size_t i = 0; i < c->zone_count; i++)
        fill_zone(r, i);
    for (size_t i = 0; i < c->hairline_count; i++)
        fill_hairline(r, i);
    for (size_t i = 0; i < c->keep_out_count; i++) {
        r->keep_outs[i] = fol_keep_out_spec_default();
        r->keep_outs[i].name = coin(r) ? any_text(r) : NULL;
        r->keep_outs[i].outline = any_ring(r);
        r->keep_outs[i].margin_mm = coin(r) ? 0 : any_number(r);
        r->keep_outs[i].remarks = any_remarks(r);
    }
    const fol_ring hairs = any_ring(r);
    if (coin(r)) {
        c->hairs_file = any_text(r);
    } else {
        c->hairs = hairs.points;
        c->hair_count = hairs.count;
    }
    for (size_t i = 0; i < c->hair_count; i++)
        r->confidence[i] = (float)below(r, 1000) / 999;
    if (c->hair_count && coin(r)) {
        r->confidence[below(r, (uint32_t)c->hair_count)] = 0.1f;
        c->hair_confidence = r->confidence;
    }
    if (coin(r))
        c->mask_file = (fol_mask_file_spec){any_text(r), any_number(r), any_number(r), any_number(r), coin(r), any_remarks(r)};
}

static random_design *design_of(uint64_t seed) {
    random_design *r = calloc(1, sizeof *r);
    ck_assert_ptr_nonnull(r);
    r->state = seed;
    fill_treatment(r);
    fill_chart(r);
    return r;
}

/* ------------------------------------------------------------------ comparing field by field */

/* Bit for bit: 0 is not -0. */
static void same_number(double a, double b) {
    ck_assert_msg(memcmp(&a, &b, sizeof a) == 0, "%.17g is not %.17g", a, b);
}

static void same_text(const char *a, const char *b) {
    ck_assert_pstr_eq(a, b);
}

static void same_remarks(fol_remarks a, fol_remarks b) {
    same_text(a.note, b.note);
    same_text(a.extras, b.extras);
}

static void same_point(fol_point a, fol_point b) {
    same_number(a.x, b.x);
    same_number(a.y, b.y);
}

static void same_ring(fol_ring a, fol_ring b) {
    ck_assert_uint_eq(a.count, b.count);
    for (size_t i = 0; i < a.count; i++)
        same_point(a.points[i], b.points[i]);
}

static void same_color(fol_color a, fol_color b) {
    ck_assert(a.r == b.r && a.g == b.g && a.b == b.b);
}

static void same_sessions(const fol_treatment_spec *a, const fol_treatment_spec *b) {
    ck_assert_uint_eq(a->session_count, b->session_count);
    ck_assert(!a->sessions == !b->sessions);
    for (size_t i = 0; i < a->session_count; i++) {
        same_number(a->sessions[i].day, b->sessions[i].day);
        same_number(a->sessions[i].cumulative, b->sessions[i].cumulative);
        same_number(a->sessions[i].hairline_cumulative, b->sessions[i].hairline_cumulative);
        same_number(a->sessions[i].shade, b->sessions[i].shade);
        same_remarks(a->sessions[i].remarks, b->sessions[i].remarks);
    }
}

static void same_treatment(const fol_treatment_spec *a, const fol_treatment_spec *b) {
    same_text(a->name, b->name);
    ck_assert_uint_eq(a->seed, b->seed);
    ck_assert(a->exact_counts == b->exact_counts);
    same_text(a->skin_tone, b->skin_tone);
    same_text(a->hair, b->hair);
    same_text(a->pigment_name, b->pigment_name);
    same_text(a->pigment_undertone, b->pigment_undertone);
    same_number(a->pigment_strength, b->pigment_strength);
    ck_assert_mem_eq(&a->healing, &b->healing, sizeof a->healing); /* 18 fields of 8 bytes, without a gap */
    same_remarks(a->healing_remarks, b->healing_remarks);
    same_color(a->skin, b->skin);
    same_color(a->pigment, b->pigment);
    same_number(a->pigment_opacity, b->pigment_opacity);
    same_sessions(a, b);
    same_number(a->diameter_from_mm, b->diameter_from_mm);
    same_number(a->diameter_to_mm, b->diameter_to_mm);
    same_number(a->depth_from_mm, b->depth_from_mm);
    same_number(a->depth_to_mm, b->depth_to_mm);
    same_number(a->irregularity_mm, b->irregularity_mm);
    same_number(a->min_distance_mm, b->min_distance_mm);
    same_remarks(a->remarks, b->remarks);
    same_remarks(a->pigment_remarks, b->pigment_remarks);
    same_remarks(a->dots_remarks, b->dots_remarks);
    for (int k = 0; k < FOL_MOST_IN_UNIT; k++)
        same_number(a->units.mix[k], b->units.mix[k]);
    same_number(a->units.apart_from_mm, b->units.apart_from_mm);
    same_number(a->units.apart_to_mm, b->units.apart_to_mm);
    same_remarks(a->units_remarks, b->units_remarks);
}

static void same_photo(const fol_photo_spec *a, const fol_photo_spec *b) {
    same_text(a->file, b->file);
    same_number(a->mm_per_px, b->mm_per_px);
    same_point(a->scale_a, b->scale_a);
    same_point(a->scale_b, b->scale_b);
    same_number(a->scale_mm, b->scale_mm);
    same_remarks(a->remarks, b->remarks);
    same_remarks(a->scale_remarks, b->scale_remarks);
}

static void same_zone(const fol_zone_spec *a, const fol_zone_spec *b) {
    same_text(a->name, b->name);
    same_ring(a->outline, b->outline);
    ck_assert_uint_eq(a->hole_count, b->hole_count);
    for (size_t i = 0; i < a->hole_count; i++)
        same_ring(a->holes[i], b->holes[i]);
    same_number(a->density_per_cm2, b->density_per_cm2);
    same_number(a->feather_mm, b->feather_mm);
    ck_assert(a->hold_total == b->hold_total && a->extra_sessions == b->extra_sessions && a->blend == b->blend && a->scar == b->scar);
    same_number(a->retention, b->retention);
    same_number(a->overlap_mm, b->overlap_mm);
    same_number(a->first_share, b->first_share);
    same_number(a->native_per_cm2, b->native_per_cm2);
    ck_assert(!a->cumulative == !b->cumulative && a->cumulative_count == b->cumulative_count);
    for (size_t i = 0; i < a->cumulative_count; i++)
        same_number(a->cumulative[i], b->cumulative[i]);
    same_remarks(a->remarks, b->remarks);
}

static void same_hairline(const fol_hairline_spec *a, const fol_hairline_spec *b) {
    same_ring(a->points, b->points);
    same_text(a->style, b->style);
    ck_assert(a->has_behind == b->has_behind);
    same_point(a->behind, b->behind);
    ck_assert(!a->zones == !b->zones && a->zone_count == b->zone_count);
    for (size_t i = 0; i < a->zone_count; i++)
        same_text(a->zones[i], b->zones[i]);
    same_number(a->transition_mm, b->transition_mm);
    same_number(a->edge_density, b->edge_density);
    same_number(a->large_mm, b->large_mm);
    same_number(a->large_wave_mm, b->large_wave_mm);
    same_number(a->small_mm, b->small_mm);
    same_number(a->small_wave_mm, b->small_wave_mm);
    same_number(a->sentinels_per_cm, b->sentinels_per_cm);
    same_number(a->edge_size, b->edge_size);
    same_number(a->size_transition_mm, b->size_transition_mm);
    same_number(a->edge_shade, b->edge_shade);
    same_number(a->shade_transition_mm, b->shade_transition_mm);
    same_number(a->edge_scatter_mm, b->edge_scatter_mm);
    same_remarks(a->remarks, b->remarks);
    same_remarks(a->undulation_remarks, b->undulation_remarks);
}

static void same_chart(const fol_chart_spec *a, const fol_chart_spec *b) {
    same_number(a->canvas_width_mm, b->canvas_width_mm);
    same_number(a->canvas_height_mm, b->canvas_height_mm);
    same_remarks(a->canvas_remarks, b->canvas_remarks);
    same_photo(&a->photo, &b->photo);
    same_point(a->photo_at, b->photo_at);
    ck_assert_uint_eq(a->zone_count, b->zone_count);
    for (size_t i = 0; i < a->zone_count; i++)
        same_zone(&a->zones[i], &b->zones[i]);
    ck_assert_uint_eq(a->hairline_count, b->hairline_count);
    for (size_t i = 0; i < a->hairline_count; i++)
        same_hairline(&a->hairlines[i], &b->hairlines[i]);
    ck_assert_uint_eq(a->keep_out_count, b->keep_out_count);
    for (size_t i = 0; i < a->keep_out_count; i++) {
        same_text(a->keep_outs[i].name, b->keep_outs[i].name);
        same_ring(a->keep_outs[i].outline, b->keep_outs[i].outline);
        same_number(a->keep_outs[i].margin_mm, b->keep_outs[i].margin_mm);
        same_remarks(a->keep_outs[i].remarks, b->keep_outs[i].remarks);
    }
    same_ring((fol_ring){a->hairs, a->hair_count}, (fol_ring){b->hairs, b->hair_count});
    ck_assert(!a->hair_confidence == !b->hair_confidence);
    for (size_t i = 0; a->hair_confidence && i < a->hair_count; i++)
        same_number((double)a->hair_confidence[i], (double)b->hair_confidence[i]);
    same_text(a->hairs_file, b->hairs_file);
    same_text(a->mask_file.file, b->mask_file.file);
    same_number(a->mask_file.mm_per_px, b->mask_file.mm_per_px);
    same_number(a->mask_file.x_mm, b->mask_file.x_mm);
    same_number(a->mask_file.y_mm, b->mask_file.y_mm);
    ck_assert(a->mask_file.invert == b->mask_file.invert);
    same_remarks(a->mask_file.remarks, b->mask_file.remarks);
}

/* ------------------------------------------------------------------ round trips */

static fol_error err;

/* The design as text; free() it. */
static char *written(const fol_treatment_spec *treatment, const fol_chart_spec *chart) {
    fol__memory_out memory = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&memory);
    ck_assert_msg(fol_design_file_write(treatment, chart, &sink, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return memory.bytes;
}

static fol_design_file *read_back(const char *text) {
    fol_design_file *file = NULL;
    ck_assert_msg(fol_design_file_parse(text, strlen(text), NULL, &file, &err) == FOL_OK, "%s %s:\n%s", err.path,
                  err.message, text);
    return file;
}

static void check_round_trip(uint64_t seed) {
    random_design *r = design_of(seed);
    char *text = written(&r->treatment, &r->chart);
    fol_design_file *file = read_back(text);
    same_treatment(&r->treatment, fol_design_file_treatment(file));
    same_chart(&r->chart, fol_design_file_chart(file));
    char *again = written(fol_design_file_treatment(file), fol_design_file_chart(file));
    ck_assert_str_eq(text, again);
    free(again);
    free(text);
    fol_design_file_free(file);
    free(r);
}

START_TEST(reading_gives_what_was_written) {
    check_round_trip((uint64_t)_i);
}
END_TEST

START_TEST(lines_stay_readable) {
    random_design *r = design_of((uint64_t)_i);
    r->treatment.remarks = r->chart.canvas_remarks = (fol_remarks){NULL, NULL};
    char *text = written(&r->treatment, &r->chart);
    for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
        const char *rest = line + strspn(line, " [");
        const size_t length = (size_t)(strchr(line, '\n') - line);
        ck_assert_msg(!strchr("-0123456789", *rest) || length <= 160, "%.*s", (int)length, line);
    }
    free(text);
    free(r);
}
END_TEST

/* What a host does: design to file, file to design. Every default is filled in by then. */
START_TEST(a_design_comes_back_from_its_file_with_the_same_fingerprint) {
    static const char text[] =
        "{\"follicle\": 1, \"canvas\": {\"width_mm\": 90, \"height_mm\": 70}, \"seed\": 5, \"photo\": {\"file\": "
        "\"a.png\", \"scale\": {\"a\": [0, 0], \"b\": [300, 400], \"mm\": 100}}, \"zones\": [{\"name\": \"top\", "
        "\"outline\": [[10, 10], [80, 10], [80, 60], [10, 60], [10, 10]], \"holes\": [[[30, 30], [40, 30], [40, 40]]], "
        "\"density_per_cm2\": 80, \"feather_mm\": 2.5}], \"hairline\": {\"points\": [[5, 20], [30, 14], [60, 15], "
        "[85, 22]], \"behind\": [45, 50], \"undulation\": {\"small_mm\": 0.3}}, \"keep_outs\": [{\"outline\": "
        "[[50, 50], [55, 50], [55, 55]]}], \"hairs\": [[20, 40], [20.1, 40.1], [60, 30]]}";
    fol_design_file *file = read_back(text);
    fol_design *first = NULL, *second = NULL;
    ck_assert_msg(fol_design_create(fol_design_file_treatment(file), fol_design_file_chart(file), NULL, NULL, &first,
                                    &err) == FOL_OK,
                  "%s: %s", err.path, err.message);
    fol_design_file_free(file);
    char *again = written(fol_design_treatment(first), fol_design_chart(first));
    file = read_back(again);
    ck_assert_msg(fol_design_create(fol_design_file_treatment(file), fol_design_file_chart(file), NULL, NULL, &second,
                                    &err) == FOL_OK,
                  "%s: %s", err.path, err.message);
    ck_assert_uint_eq(fol_design_fingerprint(first), fol_design_fingerprint(second));
    fol_design_file_free(file);
    fol_design_free(first);
    fol_design_free(second);
    free(again);
}
END_TEST

/* Locales with a decimal comma; which of them a machine has is its own affair. */
static bool use_decimal_comma(void) {
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8",  "fr_FR.UTF-8", "fr_FR.utf8",
                                        "de_AT.UTF-8", "es_ES.UTF-8", "ps_AF.UTF-8", "de_DE"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (setlocale(LC_ALL, names[i]) && strcmp(localeconv()->decimal_point, ".") != 0)
            return true;
    }
    return false;
}

START_TEST(a_decimal_comma_changes_nothing) {
    if (!use_decimal_comma()) {
        printf("no locale with a decimal comma is installed: nothing to test\n");
        return;
    }
    for (int i = 0; i < 20; i++)
        check_round_trip((uint64_t)i);
    setlocale(LC_ALL, "C");
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("io round trip");
    TCase *tcase = tcase_create("round trip");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, reading_gives_what_was_written, 0, rounds(300));
    tcase_add_loop_test(tcase, lines_stay_readable, 0, 20);
    tcase_add_test(tcase, a_design_comes_back_from_its_file_with_the_same_fingerprint);
    tcase_add_test(tcase, a_decimal_comma_changes_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}
