/* SPDX-License-Identifier: MIT */
/* Every number that a design gives, against its range and against the others. Tables hold the ranges, so that each is stated once;
 * a comparison is written so that NaN fails it. */
#include "inside.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

typedef struct range {
    const char *key;
    double value, from, to;
    const char *unit;
    bool same_allowed; /* FOL_SAME is fine too */
} range;

static fol_status check_ranges(const range *ranges, size_t count, fol__where where, fol_error *err) {
    for (size_t i = 0; i < count; i++) {
        const range *r = &ranges[i];
        if ((r->value >= r->from && r->value <= r->to) || (r->same_allowed && r->value == FOL_SAME))
            continue;
        where.key = r->key;
        return fol__fail(err, FOL_ERR_VALUE, where, "is %g%s; it must be from %g to %g%s", r->value, r->unit, r->from,
                         r->to, r->unit);
    }
    return FOL_OK;
}

#define CHECK(ranges, where) check_ranges((ranges), sizeof(ranges) / sizeof(ranges)[0], (where), err)

static fol_status check_name(const char *name, fol__where where, fol_error *err) {
    if (!name || fol__is_utf8(name))
        return FOL_OK;
    where.key = "name";
    return fol__fail(err, FOL_ERR_NAME, where, "is not UTF-8");
}

static fol_status check_dots(const fol_treatment_spec *t, fol_error *err) {
    const range ranges[] = {
        {"pigment.opacity", t->pigment_opacity, 0, 1, "", false},
        {"dots.diameter_mm[0]", t->diameter_from_mm, 0.05, 0.5, " mm", false},
        {"dots.diameter_mm[1]", t->diameter_to_mm, 0.05, 0.5, " mm", false},
        {"dots.depth_mm[0]", t->depth_from_mm, 0, 3, " mm", false},
        {"dots.depth_mm[1]", t->depth_to_mm, 0, 3, " mm", false},
        {"dots.irregularity_mm", t->irregularity_mm, 0, 0.06, " mm", false},
        {"dots.min_distance_mm", t->min_distance_mm, 0, 100, " mm", false},
    };
    fol_status status = CHECK(ranges, FOL__NOWHERE);
    if (status != FOL_OK)
        return status;
    const fol__where diameter = {NULL, -1, -1, -1, "dots.diameter_mm"}, depth = {NULL, -1, -1, -1, "dots.depth_mm"};
    if (t->diameter_from_mm > t->diameter_to_mm)
        return fol__fail(err, FOL_ERR_CONFLICT, diameter, "[%g, %g] falls; write the smaller one first",
                         t->diameter_from_mm, t->diameter_to_mm);
    if (t->depth_from_mm > t->depth_to_mm)
        return fol__fail(err, FOL_ERR_CONFLICT, depth, "[%g, %g] falls; write the smaller one first", t->depth_from_mm,
                         t->depth_to_mm);
    static const fol__units_keys units_keys = {"dots.units.mix", "dots.units.apart_mm"};
    status = fol__units_check(&t->units, units_keys, err);
    if (status != FOL_OK)
        return status;
    if (fol__has_units(&t->units) && t->min_distance_mm > 0 &&
        t->min_distance_mm + fol__taken_by_irregularity_mm(t) > t->units.apart_from_mm)
        return fol__fail(err, FOL_ERR_CONFLICT, (fol__where){NULL, -1, -1, -1, "dots.min_distance_mm"},
                         "dots of a unit stand %g mm apart%s; a least distance of %g mm cannot be kept", t->units.apart_from_mm,
                         t->irregularity_mm > 0 ? ", less the irregularity" : "", t->min_distance_mm);
    if (t->seed >= UINT64_C(1) << 53)
        return fol__fail(err, FOL_ERR_VALUE, (fol__where){NULL, -1, -1, -1, "seed"},
                         "%llu is too large; it must be from 0 to 9007199254740991", (unsigned long long)t->seed);
    return FOL_OK;
}

static fol_status check_session_order(const fol_session_spec *sessions, size_t i, size_t count, fol_error *err) {
    fol__where where = {"sessions", (int32_t)i, -1, -1, "day"};
    const fol_session_spec *s = &sessions[i], *before = &sessions[i ? i - 1 : 0];
    if (i && !(s->day > before->day))
        return fol__fail(err, FOL_ERR_CONFLICT, where, "day %g does not come after day %g of the session before", s->day,
                         before->day);
    where.key = "cumulative";
    if (i && !(s->cumulative >= before->cumulative))
        return fol__fail(err, FOL_ERR_CONFLICT, where, "%g falls below %g of the session before; shares are running totals",
                         s->cumulative, before->cumulative);
    where.key = "hairline_cumulative";
    const double front = s->hairline_cumulative == FOL_SAME ? s->cumulative : s->hairline_cumulative;
    const double front_before =
        before->hairline_cumulative == FOL_SAME ? before->cumulative : before->hairline_cumulative;
    if (i && !(front >= front_before))
        return fol__fail(err, FOL_ERR_CONFLICT, where, "%g falls below %g of the session before", front, front_before);
    if (i + 1 == count && front != s->cumulative)
        return fol__fail(err, FOL_ERR_CONFLICT, where, "ends at %g; it must end equal to cumulative, %g", front,
                         s->cumulative);
    return FOL_OK;
}

static fol_status check_sessions(const fol__specs *specs, fol_error *err) {
    const size_t count = specs->treatment.session_count;
    for (size_t i = 0; i < count; i++) {
        const fol_session_spec *s = &specs->sessions[i];
        const range ranges[] = {
            {"day", s->day, 0, 36500, "", false},
            {"cumulative", s->cumulative, 1e-6, 1, "", false},
            {"hairline_cumulative", s->hairline_cumulative, 0, 1, "", true},
            {"shade", s->shade, 1, 255, "", false},
        };
        fol_status status = CHECK(ranges, ((fol__where){"sessions", (int32_t)i, -1, -1, NULL}));
        if (status == FOL_OK)
            status = check_session_order(specs->sessions, i, count, err);
        if (status != FOL_OK)
            return status;
    }
    return FOL_OK;
}

static fol_status check_zone_name(const fol__specs *specs, size_t i, fol_error *err) {
    const fol__where where = {"zones", (int32_t)i, -1, -1, "name"};
    const char *name = specs->zones[i].name;
    if (!name || !*name)
        return fol__fail(err, FOL_ERR_NAME, where, "is missing; each zone needs a name");
    const fol_status status = check_name(name, where, err);
    if (status != FOL_OK)
        return status;
    for (size_t k = 0; k < i; k++) {
        if (strcmp(specs->zones[k].name, name) == 0)
            return fol__fail(err, FOL_ERR_NAME, where, "\"%.60s\" is the name of zones[%zu] already; names must differ",
                             name, k);
    }
    return FOL_OK;
}

/* What a retention adds to the density that is said to be too much; with its blank in front. */
static const char *write_placed(const fol_zone_spec *z, char *out, size_t room) {
    out[0] = '\0';
    if (z->retention < 1)
        snprintf(out, room, " (%.9g to be placed, with a retention of %g)", z->density_per_cm2 / z->retention, z->retention);
    return out;
}

static bool is_in_hairline(const fol__specs *specs, const char *zone) {
    bool in = false;
    for (size_t i = 0; i < specs->chart.hairline_count; i++)
        in = in || fol__hairline_acts(&specs->hairlines[i], zone);
    return in;
}

static const char *why_less(double scale, double crowd) {
    return scale > 1 ? crowd > 1 ? ", times the largest area scale and near a hairline, where units are single," : ", times the largest area scale,"
           : crowd > 1 ? ", near a hairline, where units are single,"
                       : "";
}

/* What one density asks of the pattern. */
static fol_status check_carried(const fol__specs *specs, size_t i, const fol_spacing *spacing, fol_error *err) {
    const fol_zone_spec *z = &specs->zones[i];
    const fol_treatment_spec *t = &specs->treatment;
    const fol__where where = {"zones", (int32_t)i, -1, -1, "density_per_cm2"};
    const double scale = specs->chart.area_scale.max_scale, placed = z->density_per_cm2 / z->retention;
    const double crowd = fol__crowd_of(specs, is_in_hairline(specs, z->name));
    const double asked = placed * scale * crowd, cap = fol_spacing_cap_per_cm2(spacing);
    char more[96];
    if (asked > cap)
        return fol__fail(err, FOL_ERR_CONFLICT, where,
                         "%.9g dots per cm2%s%s is over the %.9g that the pattern carries", z->density_per_cm2,
                         write_placed(z, more, sizeof more), why_less(scale, crowd),
                         crowd > 1 ? (double)(int64_t)(cap / (scale * crowd) * 10) / 10 : cap / scale);
    if (!(t->min_distance_mm > 0))
        return FOL_OK;
    const double keep = t->min_distance_mm + fol__taken_by_irregularity_mm(t);
    const double fill = specs->chart.hair_count ? FOL__MOST_FILL : 1; /* where dots stand in for those that openings keep away */
    const double most = fol_spacing_densest_per_cm2(spacing, keep) / (scale * fill * crowd) * z->retention;
    if (z->density_per_cm2 > most)
        return fol__fail(err, FOL_ERR_CONFLICT, where,
                         "%.9g dots per cm2%s cannot stay %g mm apart%s; the highest density that works is %.1f",
                         z->density_per_cm2, write_placed(z, more, sizeof more), t->min_distance_mm,
                         t->irregularity_mm > 0 ? " with this irregularity" : "", (double)(int64_t)(most * 10) / 10);
    return FOL_OK;
}

static fol_status check_zone_total(const fol__specs *specs, size_t i, const fol_limits *limits, fol_error *err) {
    const int64_t held = specs->zones[i].hold_total;
    const fol__where where = {"zones", (int32_t)i, -1, -1, "hold_total"};
    if (held >= 0 && held <= limits->max_dots)
        return FOL_OK;
    return fol__fail(err, FOL_ERR_VALUE, where, "is %lld; it must be from 1 to %lld, the limit, or 0 for none", (long long)held,
                     (long long)limits->max_dots);
}

static fol_status check_zone_blend(const fol_zone_spec *z, size_t i, fol_error *err) {
    const fol__where where = {"zones", (int32_t)i, -1, -1, "native_per_cm2"};
    if (z->blend || z->native_per_cm2 == 0)
        return FOL_OK;
    return fol__fail(err, FOL_ERR_CONFLICT, where, "is given, but blend is not: native hair counts where a zone blends into it");
}

static fol_status check_zones(const fol__specs *specs, const fol_limits *limits, fol_error *err) {
    if (specs->chart.zone_count == 0)
        return fol__fail(err, FOL_ERR_GEOMETRY, (fol__where){"zones", -1, -1, -1, NULL},
                         "is empty; a design needs at least one zone");
    for (size_t i = 0; i < specs->chart.zone_count; i++) {
        const fol_zone_spec *z = &specs->zones[i];
        const range ranges[] = {
            {"density_per_cm2", z->density_per_cm2, 1e-6, 10000, " dots per cm2", false},
            {"feather_mm", z->feather_mm, 0, 50, " mm", false},
            {"overlap_mm", z->overlap_mm, 0, 50, " mm", true},
            {"retention", z->retention, 0.1, 1, "", false},
            {"first_share", z->first_share, 0, 1, "", true},
            {"native_per_cm2", z->native_per_cm2, 0, 1000, " openings per cm2", false},
        };
        fol_status status = check_zone_name(specs, i, err);
        if (status == FOL_OK)
            status = CHECK(ranges, ((fol__where){"zones", (int32_t)i, -1, -1, NULL}));
        if (status == FOL_OK)
            status = fol__zone_shares_check(specs, i, err);
        if (status == FOL_OK)
            status = check_zone_blend(z, i, err);
        if (status == FOL_OK)
            status = check_zone_total(specs, i, limits, err);
        if (status != FOL_OK)
            return status;
    }
    return fol__sessions_used(specs, err);
}

static fol_status check_style(const fol_hairline_spec *h, fol__where where, fol_error *err) {
    where.key = "style";
    if (!h->style)
        return fol__fail(err, FOL_ERR_NAME, where, "is missing; known styles: soft, broken, natural, widows-peak, receded, defined, edge-up");
    if (!fol_hairline_style_named(h->style))
        return fol__fail(err, FOL_ERR_NAME, where, "\"%.60s\" is no style; known: soft, broken, natural, widows-peak, receded, defined, edge-up",
                         h->style);
    return FOL_OK;
}

static fol_status check_hairline_zones(const fol__specs *specs, const fol_hairline_spec *h, fol__where where,
                                       fol_error *err) {
    where.key = "zones";
    for (size_t k = 0; k < h->zone_count; k++) {
        bool known = false;
        for (size_t i = 0; h->zones[k] && i < specs->chart.zone_count; i++)
            known = known || strcmp(h->zones[k], specs->zones[i].name) == 0;
        if (!known)
            return fol__fail(err, FOL_ERR_NAME, where, "\"%.60s\" is not the name of a zone", h->zones[k] ? h->zones[k] : "");
    }
    return FOL_OK;
}

static fol_status check_hairlines(const fol__specs *specs, fol_error *err) {
    for (size_t i = 0; i < specs->chart.hairline_count; i++) {
        const fol_hairline_spec *h = &specs->hairlines[i];
        const fol__where where = {"hairlines", (int32_t)i, -1, -1, NULL};
        const range ranges[] = {
            {"transition_mm", h->transition_mm, 0, 50, " mm", true},
            {"edge_density", h->edge_density, 0, 1, "", true},
            {"undulation.large_mm", h->large_mm, 0, 10, " mm", true},
            {"undulation.large_wave_mm", h->large_wave_mm, 5, 200, " mm", true},
            {"undulation.small_mm", h->small_mm, 0, 5, " mm", true},
            {"undulation.small_wave_mm", h->small_wave_mm, 0.5, 50, " mm", true},
            {"sentinels_per_cm", h->sentinels_per_cm, 0, 5, "", true},
            {"edge_size", h->edge_size, 0.5, 1, "", true},
            {"size_transition_mm", h->size_transition_mm, 0, 50, " mm", true},
            {"edge_shade", h->edge_shade, 0, 40, "", true},
            {"shade_transition_mm", h->shade_transition_mm, 0, 50, " mm", true},
            {"edge_scatter_mm", h->edge_scatter_mm, 0, 5, " mm", true},
            {"behind[0]", h->has_behind ? h->behind.x : 0, -FOL__FARTHEST_MM, FOL__FARTHEST_MM, " mm", false},
            {"behind[1]", h->has_behind ? h->behind.y : 0, -FOL__FARTHEST_MM, FOL__FARTHEST_MM, " mm", false},
        };
        fol_status status = check_style(h, where, err);
        if (status == FOL_OK)
            status = CHECK(ranges, where);
        if (status == FOL_OK)
            status = check_hairline_zones(specs, h, where, err);
        if (status != FOL_OK)
            return status;
    }
    return FOL_OK;
}

static fol_status check_photo(const fol_photo_spec *photo, fol_point at, fol_error *err) {
    const fol__where scale = {NULL, -1, -1, -1, "photo.scale"};
    const range place[] = {{"photo.at[0]", at.x, -20000, 20000, " mm", false}, {"photo.at[1]", at.y, -20000, 20000, " mm", false}};
    if (!photo->file)
        return FOL_OK;
    const fol_status placed = CHECK(place, FOL__NOWHERE);
    if (placed != FOL_OK)
        return placed;
    if (photo->mm_per_px != 0 && photo->scale_mm != 0)
        return fol__fail(err, FOL_ERR_CONFLICT, scale, "mm_per_px is given too; give one of the two");
    if (photo->mm_per_px != 0 || photo->scale_mm == 0) {
        const range one[] = {{"photo.mm_per_px", photo->mm_per_px, 0.0001, 100, " mm", false}};
        return CHECK(one, FOL__NOWHERE);
    }
    const range ranges[] = {
        {"photo.scale.mm", photo->scale_mm, 0.001, 10000, " mm", false},
        {"photo.scale.a[0]", photo->scale_a.x, -1e6, 1e6, " px", false},
        {"photo.scale.a[1]", photo->scale_a.y, -1e6, 1e6, " px", false},
        {"photo.scale.b[0]", photo->scale_b.x, -1e6, 1e6, " px", false},
        {"photo.scale.b[1]", photo->scale_b.y, -1e6, 1e6, " px", false},
    };
    const fol_status status = CHECK(ranges, FOL__NOWHERE);
    if (status == FOL_OK && photo->scale_a.x == photo->scale_b.x && photo->scale_a.y == photo->scale_b.y)
        return fol__fail(err, FOL_ERR_GEOMETRY, scale, "a and b are the same pixel; their distance gives the scale");
    return status;
}

static fol_status check_values(const char *key, const float *values, size_t count, double most, fol_error *err) {
    fol_status status = FOL_OK;
    for (size_t i = 0; status == FOL_OK && i < count; i++) {
        const double value = (double)values[i];
        if (!(value >= 0 && value <= most))
            status = fol__fail(err, FOL_ERR_VALUE, (fol__where){NULL, -1, -1, -1, key},
                               "value %zu is %g; it must be from 0 to %g", i, value, most);
    }
    return status;
}

static fol_status check_area_scale(const fol_area_scale_spec *scale, fol_error *err) {
    const range most[] = {{"area_scale.max_scale", scale->max_scale, 1, 16, "", false}};
    fol_status status = CHECK(most, FOL__NOWHERE);
    if (status != FOL_OK || !scale->values)
        return status;
    const range pitch[] = {{"area_scale.mm_per_value", scale->mm_per_value, 0.01, 1000, " mm", false}};
    status = CHECK(pitch, FOL__NOWHERE);
    const size_t count = (size_t)scale->width * (size_t)scale->height;
    return status == FOL_OK ? check_values("area_scale", scale->values, count, scale->max_scale, err) : status;
}

static fol_status check_mask(const fol_mask_spec *mask, fol_error *err) {
    if (!mask->values)
        return FOL_OK;
    const range numbers[] = {{"mask.mm_per_value", mask->mm_per_value, 0.01, 1000, " mm", false},
                             {"mask.x_mm", mask->x_mm, -FOL__FARTHEST_MM, FOL__FARTHEST_MM, " mm", false},
                             {"mask.y_mm", mask->y_mm, -FOL__FARTHEST_MM, FOL__FARTHEST_MM, " mm", false}};
    const fol_status status = CHECK(numbers, FOL__NOWHERE);
    const size_t count = (size_t)mask->width * (size_t)mask->height;
    return status == FOL_OK ? check_values("mask", mask->values, count, 1, err) : status;
}

static fol_status check_landmark(const fol_chart_spec *chart, size_t i, fol_error *err) {
    const fol_landmark *landmark = &chart->landmarks[i];
    fol__where where = {"landmarks", -1, -1, -1, NULL};
    if (!landmark->name || !*landmark->name || !fol__is_utf8(landmark->name))
        return fol__fail(err, FOL_ERR_NAME, where, "landmark %zu has no name of UTF-8 letters", i + 1);
    where.key = landmark->name;
    for (size_t k = 0; k < i; k++) {
        if (strcmp(chart->landmarks[k].name, landmark->name) == 0)
            return fol__fail(err, FOL_ERR_NAME, where, "is there twice; names of landmarks must differ");
    }
    return fol__place_check(landmark->at, where, err);
}

/* Files that a host should have read. */
static fol_status check_read(const fol_chart_spec *chart, fol_error *err) {
    if (chart->hairs_file && chart->hair_count == 0)
        return fol__fail(err, FOL_ERR_CONFLICT, (fol__where){NULL, -1, -1, -1, "hairs_file"},
                         "\"%.80s\" is named, but there are no hairs; read it with fol_hairs_parse_csv() first", chart->hairs_file);
    if (chart->mask_file.file && !chart->mask.values)
        return fol__fail(err, FOL_ERR_CONFLICT, (fol__where){NULL, -1, -1, -1, "mask.file"},
                         "\"%.80s\" is named, but the mask has no values; read it with fol_mask_parse() first", chart->mask_file.file);
    if (chart->in_skin_file && chart->in_skin_count == 0)
        return fol__fail(err, FOL_ERR_CONFLICT, (fol__where){NULL, -1, -1, -1, "in_skin.file"},
                         "\"%.80s\" is named, but there are no dots in the skin; read it with fol_skin_parse_csv() first", chart->in_skin_file);
    return FOL_OK;
}

static fol_status check_hairs(const fol_chart_spec *chart, fol_error *err) {
    fol_status status = FOL_OK;
    for (size_t i = 0; status == FOL_OK && i < chart->hair_count; i++) {
        status = fol__place_check(chart->hairs[i], (fol__where){"hairs", (int32_t)i, -1, -1, NULL}, err);
        const range sure[] = {{"confidence", chart->hair_confidence ? (double)chart->hair_confidence[i] : 1, 0, 1, "", false}};
        if (status == FOL_OK)
            status = CHECK(sure, ((fol__where){"hairs", (int32_t)i, -1, -1, NULL}));
    }
    return status;
}

static fol_status check_chart(const fol__specs *specs, fol_error *err) {
    const fol_chart_spec *chart = &specs->chart;
    const range canvas[] = {
        {"canvas.width_mm", chart->canvas_width_mm, 1, 10000, " mm", false},
        {"canvas.height_mm", chart->canvas_height_mm, 1, 10000, " mm", false},
    };
    fol_status status = CHECK(canvas, FOL__NOWHERE);
    if (status == FOL_OK)
        status = check_photo(&chart->photo, chart->photo_at, err);
    if (status == FOL_OK)
        status = check_area_scale(&chart->area_scale, err);
    if (status == FOL_OK)
        status = check_mask(&chart->mask, err);
    if (status == FOL_OK)
        status = check_read(chart, err);
    for (size_t i = 0; status == FOL_OK && i < chart->keep_out_count; i++) {
        const fol__where where = {"keep_outs", (int32_t)i, -1, -1, NULL};
        const range margin[] = {{"margin_mm", specs->keep_outs[i].margin_mm, 0, 50, " mm", false}};
        status = check_name(specs->keep_outs[i].name, where, err);
        if (status == FOL_OK)
            status = CHECK(margin, where);
    }
    if (status == FOL_OK)
        status = check_hairs(chart, err);
    for (size_t i = 0; status == FOL_OK && i < chart->landmark_count; i++)
        status = check_landmark(chart, i, err);
    return status;
}

fol_status fol__specs_carried(const fol__specs *specs, const fol_spacing *spacing, fol_error *err) {
    fol_status status = FOL_OK;
    for (size_t i = 0; status == FOL_OK && i < specs->chart.zone_count; i++)
        status = check_carried(specs, i, spacing, err);
    return status;
}

fol_status fol__specs_check(const fol__specs *specs, const fol_limits *limits, const fol_spacing *spacing, fol_error *err) {
    fol_status status = check_name(specs->treatment.name, FOL__NOWHERE, err);
    if (status == FOL_OK)
        status = check_dots(&specs->treatment, err);
    if (status == FOL_OK)
        status = fol__healing_check(&specs->treatment, err);
    if (status == FOL_OK)
        status = check_sessions(specs, err);
    if (status == FOL_OK)
        status = check_chart(specs, err);
    if (status == FOL_OK)
        status = check_zones(specs, limits, err);
    if (status == FOL_OK)
        status = fol__placed_check(specs, err);
    if (status == FOL_OK && spacing)
        status = fol__specs_carried(specs, spacing, err);
    if (status == FOL_OK)
        status = check_hairlines(specs, err);
    return status;
}
