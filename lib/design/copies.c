/* SPDX-License-Identifier: MIT */
/* Deep copies of specs into a design's own memory. Every count is bounded before anything is copied or walked by it. */
#include "inside.h"
#include "spec.h"

#include <stddef.h>
#include <string.h>

/* Sizes of the first version of each spec: a smaller struct_size was never filled in. */
enum {
    LEAST_SESSION = sizeof(fol_session_spec),
    LEAST_TREATMENT = offsetof(fol_treatment_spec, exact_counts),
    LEAST_ZONE = offsetof(fol_zone_spec, hold_total),
    LEAST_HAIRLINE = sizeof(fol_hairline_spec),
    LEAST_KEEP_OUT = sizeof(fol_keep_out_spec),
    LEAST_CHART = offsetof(fol_chart_spec, mask)
};

/* Copies with one flag for all failures, so that no call needs a check of its own. */
typedef struct copier {
    fol__arena *arena;
    bool ok;
} copier;

static void copy_text(copier *c, const char **text) {
    *text = fol__arena_text(c->arena, *text, &c->ok);
}

static void copy_remarks(copier *c, fol_remarks *remarks) {
    copy_text(c, &remarks->note);
    copy_text(c, &remarks->extras);
}

static const void *copy_array(copier *c, const void *items, size_t count, size_t size) {
    if (!items || count == 0)
        return NULL;
    const void *copy = fol__arena_copy(c->arena, items, count, size);
    c->ok = c->ok && copy;
    return copy;
}

static void copy_ring(copier *c, fol_ring *ring) {
    ring->points = copy_array(c, ring->points, ring->count, sizeof(fol_point));
    ring->count = ring->points ? ring->count : 0;
}

static void copy_zone(copier *c, fol_zone_spec *zone) {
    copy_text(c, &zone->name);
    copy_ring(c, &zone->outline);
    fol_ring *holes = (fol_ring *)copy_array(c, zone->holes, zone->hole_count, sizeof(fol_ring));
    zone->hole_count = holes ? zone->hole_count : 0;
    for (size_t i = 0; i < zone->hole_count; i++)
        copy_ring(c, &holes[i]);
    zone->holes = holes;
    zone->cumulative = copy_array(c, zone->cumulative, zone->cumulative_count, sizeof(double));
    zone->cumulative_count = zone->cumulative ? zone->cumulative_count : 0;
    copy_remarks(c, &zone->remarks);
}

static void copy_hairline(copier *c, fol_hairline_spec *hairline) {
    copy_ring(c, &hairline->points);
    copy_text(c, &hairline->style);
    const char **names = (const char **)copy_array(c, hairline->zones, hairline->zone_count, sizeof(char *));
    hairline->zone_count = names ? hairline->zone_count : 0;
    for (size_t i = 0; i < hairline->zone_count; i++)
        copy_text(c, &names[i]);
    hairline->zones = (const char *const *)names;
    copy_remarks(c, &hairline->remarks);
    copy_remarks(c, &hairline->undulation_remarks);
}

static void copy_keep_out(copier *c, fol_keep_out_spec *keep_out) {
    copy_text(c, &keep_out->name);
    copy_ring(c, &keep_out->outline);
    copy_remarks(c, &keep_out->remarks);
}

static fol_status bad_size(const char *list, size_t i, fol_error *err) {
    const fol__where where = {list, (int32_t)i, -1, -1, NULL};
    return fol__fail(err, FOL_ERR_ARG, where, "struct_size is wrong: fill the spec with its default function first");
}

/* A run of specs: room for the copies, defaults filled in by `init`, then what the caller's version has. */
static fol_status take_specs(copier *c, const char *list, const void *from, size_t count, size_t own_size,
                             size_t least_size, void (*fill)(void *spec), void **out, fol_error *err) {
    *out = NULL;
    if (count && !from)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "%s is NULL, but there are %zu of them", list, count);
    char *specs = fol__arena_take(c->arena, count, own_size);
    if (!specs)
        return fol__fail_nomem(err);
    for (size_t i = 0; i < count; i++) {
        fill(specs + i * own_size);
        if (!fol__spec_read(specs + i * own_size, own_size, fol__spec_at(from, i), least_size))
            return bad_size(list, i, err);
    }
    *out = specs;
    return FOL_OK;
}

static void fill_session(void *spec) {
    fol_session_spec_init_sized(spec, sizeof(fol_session_spec));
}
static void fill_zone(void *spec) {
    fol_zone_spec_init_sized(spec, sizeof(fol_zone_spec));
}
static void fill_hairline(void *spec) {
    fol_hairline_spec_init_sized(spec, sizeof(fol_hairline_spec));
}
static void fill_keep_out(void *spec) {
    fol_keep_out_spec_init_sized(spec, sizeof(fol_keep_out_spec));
}

/* Three visits ten days apart at 30, 70 and 100 % (Liu et al. 2025), each darker than the last. */
static fol_status take_sessions(copier *c, fol__specs *out, fol_error *err) {
    static const double shares[] = {0.3, 0.7, 1}, shades[] = {24, 18, 14};
    fol_treatment_spec *t = &out->treatment;
    if (t->sessions && t->session_count == 0)
        return fol__fail(err, FOL_ERR_VALUE, (fol__where){"sessions", -1, -1, -1, NULL},
                         "is empty; at least one is needed, or no list at all for three of the usual ones");
    if (t->sessions || t->session_count) {
        fol_status status = take_specs(c, "sessions", t->sessions, t->session_count, sizeof(fol_session_spec),
                                       LEAST_SESSION, fill_session, (void **)&out->sessions, err);
        for (size_t i = 0; status == FOL_OK && i < t->session_count; i++)
            copy_remarks(c, &out->sessions[i].remarks);
        t->sessions = out->sessions;
        return status;
    }
    out->sessions = fol__arena_take(c->arena, 3, sizeof *out->sessions);
    if (!out->sessions)
        return fol__fail_nomem(err);
    for (int i = 0; i < 3; i++) {
        fill_session(&out->sessions[i]);
        out->sessions[i].day = 10 * i;
        out->sessions[i].cumulative = shares[i];
        out->sessions[i].shade = shades[i];
    }
    t->sessions = out->sessions;
    t->session_count = 3;
    return FOL_OK;
}

static fol_status take_treatment(copier *c, const fol_treatment_spec *from, fol__specs *out, fol_error *err) {
    fol_treatment_spec *t = &out->treatment;
    fol_treatment_spec_init_sized(t, sizeof *t);
    if (!fol__spec_read(t, sizeof *t, from, LEAST_TREATMENT))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE,
                         "the treatment's struct_size is wrong: fill it with fol_treatment_spec_default() first");
    copy_text(c, &t->name);
    copy_remarks(c, &t->remarks);
    copy_remarks(c, &t->pigment_remarks);
    copy_remarks(c, &t->dots_remarks);
    copy_remarks(c, &t->units_remarks);
    copy_remarks(c, &t->healing_remarks);
    copy_text(c, &t->skin_tone);
    copy_text(c, &t->hair);
    copy_text(c, &t->pigment_name);
    copy_text(c, &t->pigment_undertone);
    if (t->session_count > FOL_MAX_SESSIONS)
        return fol__fail(err, FOL_ERR_LIMIT, (fol__where){"sessions", -1, -1, -1, NULL},
                         "%zu sessions; at most %d are planned", t->session_count, FOL_MAX_SESSIONS);
    return take_sessions(c, out, err);
}

static void copy_photo(copier *c, fol_photo_spec *photo) {
    copy_text(c, &photo->file);
    copy_remarks(c, &photo->remarks);
    copy_remarks(c, &photo->scale_remarks);
}

static void copy_landmarks(copier *c, fol_chart_spec *chart) {
    fol_landmark *landmarks = (fol_landmark *)copy_array(c, chart->landmarks, chart->landmark_count, sizeof *landmarks);
    chart->landmark_count = landmarks ? chart->landmark_count : 0;
    for (size_t i = 0; i < chart->landmark_count; i++)
        copy_text(c, &landmarks[i].name);
    chart->landmarks = landmarks;
    copy_remarks(c, &chart->landmark_remarks);
}

static fol_status take_objects(copier *c, fol__specs *out, fol_error *err) {
    const fol_chart_spec *chart = &out->chart;
    fol_status status = take_specs(c, "zones", chart->zones, chart->zone_count, sizeof(fol_zone_spec), LEAST_ZONE,
                                   fill_zone, (void **)&out->zones, err);
    if (status == FOL_OK)
        status = take_specs(c, "hairlines", chart->hairlines, chart->hairline_count, sizeof(fol_hairline_spec),
                            LEAST_HAIRLINE, fill_hairline, (void **)&out->hairlines, err);
    if (status == FOL_OK)
        status = take_specs(c, "keep_outs", chart->keep_outs, chart->keep_out_count, sizeof(fol_keep_out_spec),
                            LEAST_KEEP_OUT, fill_keep_out, (void **)&out->keep_outs, err);
    return status;
}

static void copy_objects(copier *c, fol__specs *out) {
    fol_chart_spec *chart = &out->chart;
    for (size_t i = 0; i < chart->zone_count; i++)
        copy_zone(c, &out->zones[i]);
    for (size_t i = 0; i < chart->hairline_count; i++)
        copy_hairline(c, &out->hairlines[i]);
    for (size_t i = 0; i < chart->keep_out_count; i++)
        copy_keep_out(c, &out->keep_outs[i]);
    copy_photo(c, &chart->photo);
    copy_text(c, &chart->hairs_file);
    copy_text(c, &chart->mask_file.file);
    copy_remarks(c, &chart->mask_file.remarks);
    copy_remarks(c, &chart->canvas_remarks);
    copy_landmarks(c, chart);
    chart->hairs = copy_array(c, chart->hairs, chart->hair_count, sizeof(fol_point));
    chart->hair_confidence = copy_array(c, chart->hair_confidence, chart->hair_count, sizeof(float));
    copy_text(c, &chart->in_skin_file);
    copy_remarks(c, &chart->in_skin_remarks);
    fol_placed_dot *placed = (fol_placed_dot *)copy_array(c, chart->in_skin, chart->in_skin_count, sizeof *placed);
    if (placed)
        fol__placed_sort(placed, chart->in_skin_count);
    chart->in_skin = placed;
    chart->zones = out->zones;
    chart->hairlines = out->hairlines;
    chart->keep_outs = out->keep_outs;
}

/* Counts are bounded before any of them is copied. */
static fol_status check_counts(const fol_chart_spec *chart, const fol_limits *limits, fol_error *err) {
    const struct {
        const char *list;
        size_t count;
        int32_t most;
    } rows[] = {
        {"zones", chart->zone_count, limits->max_zones},
        {"hairlines", chart->hairline_count,
         limits->max_zones < FOL__MAX_HAIRLINES ? limits->max_zones : FOL__MAX_HAIRLINES},
        {"keep_outs", chart->keep_out_count, limits->max_zones},
        {"hairs", chart->hair_count, limits->max_hairs},
        {"landmarks", chart->landmark_count, limits->max_zones},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].count > (size_t)rows[i].most)
            return fol__fail(err, FOL_ERR_LIMIT, (fol__where){rows[i].list, -1, -1, -1, NULL},
                             "%zu %s; the limit is %d", rows[i].count, rows[i].list, (int)rows[i].most);
    }
    if (chart->in_skin_count && !chart->in_skin)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "in_skin is NULL, but there are %zu of them", chart->in_skin_count);
    if ((int64_t)chart->in_skin_count > limits->max_dots)
        return fol__fail(err, FOL_ERR_LIMIT, (fol__where){NULL, -1, -1, -1, "in_skin"}, "has %zu dots; the limit is %lld",
                         chart->in_skin_count, (long long)limits->max_dots);
    if (chart->hair_count && !chart->hairs)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "hairs is NULL, but there are %zu of them", chart->hair_count);
    if (chart->landmark_count && !chart->landmarks)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "landmarks is NULL, but there are %zu of them", chart->landmark_count);
    return FOL_OK;
}

/* Counts inside the objects, once their own specs are copied. */
static fol_status check_zone_lists(const fol_zone_spec *zone, size_t i, const fol_limits *limits, fol_error *err) {
    fol__where where = {"zones", (int32_t)i, -1, -1, "holes"};
    if (zone->hole_count && !zone->holes)
        return fol__fail(err, FOL_ERR_ARG, where, "is NULL, but there are %zu of them", zone->hole_count);
    if (zone->hole_count > (size_t)limits->max_vertices)
        return fol__fail(err, FOL_ERR_LIMIT, where, "are %zu; the limit is %d", zone->hole_count,
                         (int)limits->max_vertices);
    where.key = "cumulative";
    if (zone->cumulative_count && !zone->cumulative)
        return fol__fail(err, FOL_ERR_ARG, where, "is NULL, but there are %zu of them", zone->cumulative_count);
    if (zone->cumulative_count > FOL_MAX_SESSIONS)
        return fol__fail(err, FOL_ERR_LIMIT, where, "has %zu shares; at most %d sessions are planned",
                         zone->cumulative_count, FOL_MAX_SESSIONS);
    return FOL_OK;
}

static fol_status check_hairline_lists(const fol_hairline_spec *hairline, size_t i, const fol_limits *limits,
                                       fol_error *err) {
    const fol__where where = {"hairlines", (int32_t)i, -1, -1, "zones"};
    if (hairline->zone_count && !hairline->zones)
        return fol__fail(err, FOL_ERR_ARG, where, "is NULL, but there are %zu of them", hairline->zone_count);
    if (hairline->zone_count > (size_t)limits->max_zones)
        return fol__fail(err, FOL_ERR_LIMIT, where, "are %zu; the limit is %d", hairline->zone_count,
                         (int)limits->max_zones);
    return FOL_OK;
}

/* Adds up to just over the limit, so that no sum overflows. */
static void add_points(size_t *sum, const fol_ring *ring, size_t limit) {
    const size_t room = limit + 1 - *sum;
    *sum += ring->count < room ? ring->count : room;
}

fol_status fol__too_many_points(const fol_limits *limits, fol_error *err) {
    return fol__fail(err, FOL_ERR_LIMIT, FOL__NOWHERE, "more than %d points in outlines and curves, the limit",
                     (int)limits->max_vertices);
}

fol_status fol__vertices_check(const fol__specs *specs, const fol_limits *limits, fol_error *err) {
    const size_t limit = (size_t)limits->max_vertices;
    size_t sum = 0;
    for (size_t i = 0; i < specs->chart.zone_count; i++) {
        add_points(&sum, &specs->zones[i].outline, limit);
        for (size_t k = 0; k < specs->zones[i].hole_count; k++)
            add_points(&sum, &specs->zones[i].holes[k], limit);
    }
    for (size_t i = 0; i < specs->chart.hairline_count; i++)
        add_points(&sum, &specs->hairlines[i].points, limit);
    for (size_t i = 0; i < specs->chart.keep_out_count; i++)
        add_points(&sum, &specs->keep_outs[i].outline, limit);
    return sum <= limit ? FOL_OK : fol__too_many_points(limits, err);
}

static fol_status check_lists(const fol__specs *specs, const fol_limits *limits, fol_error *err) {
    fol_status status = FOL_OK;
    for (size_t i = 0; status == FOL_OK && i < specs->chart.zone_count; i++)
        status = check_zone_lists(&specs->zones[i], i, limits, err);
    for (size_t i = 0; status == FOL_OK && i < specs->chart.hairline_count; i++)
        status = check_hairline_lists(&specs->hairlines[i], i, limits, err);
    return status == FOL_OK ? fol__vertices_check(specs, limits, err) : status;
}

static fol_status copy_values(copier *c, const char *key, const float **values, int32_t width, int32_t height,
                              const fol_limits *limits, fol_error *err) {
    if (!*values)
        return FOL_OK;
    if (width < 1 || height < 1 || (int64_t)width * height > limits->max_pixels)
        return fol__fail(err, FOL_ERR_LIMIT, (fol__where){NULL, -1, -1, -1, key},
                         "%d x %d values; from 1 x 1 up to %lld values are allowed", (int)width, (int)height,
                         (long long)limits->max_pixels);
    *values = copy_array(c, *values, (size_t)width * (size_t)height, sizeof(float));
    return FOL_OK;
}

static fol_status copy_rasters(copier *c, fol_chart_spec *chart, const fol_limits *limits, fol_error *err) {
    fol_area_scale_spec *scale = &chart->area_scale;
    fol_mask_spec *mask = &chart->mask;
    const fol_status status = copy_values(c, "area_scale", &scale->values, scale->width, scale->height, limits, err);
    return status == FOL_OK ? copy_values(c, "mask", &mask->values, mask->width, mask->height, limits, err) : status;
}

fol_status fol__specs_copy(const fol_treatment_spec *treatment, const fol_chart_spec *chart, const fol_limits *limits,
                           fol__arena *arena, fol__specs *out, fol_error *err) {
    copier c = {arena, true};
    fol_status status = take_treatment(&c, treatment, out, err);
    if (status != FOL_OK)
        return status;
    fol_chart_spec_init_sized(&out->chart, sizeof out->chart);
    if (!fol__spec_read(&out->chart, sizeof out->chart, chart, LEAST_CHART))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE,
                         "the chart's struct_size is wrong: fill it with fol_chart_spec_default() first");
    status = check_counts(&out->chart, limits, err);
    if (status != FOL_OK)
        return status;
    status = take_objects(&c, out, err);
    if (status == FOL_OK)
        status = check_lists(out, limits, err);
    if (status != FOL_OK)
        return status;
    copy_objects(&c, out);
    status = copy_rasters(&c, &out->chart, limits, err);
    return status != FOL_OK ? status : c.ok ? FOL_OK : fol__fail_nomem(err);
}
