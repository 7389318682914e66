/* SPDX-License-Identifier: MIT */
/* Defaults, and the checks that every number of a spec passes before memory is taken or the density is asked. */
#include "request.h"

#include "edges.h"
#include "grid.h"
#include "spec.h"

#include <stddef.h>

/* Bounds, as far as they are sane: 100 m. */
#define GREATEST_COORDINATE_MM 100000.0

/* Of the spec in 0.1. */
#define FIRST_SIZE offsetof(fol_review_spec, density_batch)

static const fol_review_limits default_limits = {sizeof(fol_review_limits), 4, 0, 0, 1.35, 1.90, 1.20, 1000, 4, 100};

static const fol_review_spec default_spec = {
    sizeof(fol_review_spec), NULL, 0, 0, 0, NULL, NULL, {0, 0, 0, 0}, 0.25, NULL, 0, NULL, NULL, NULL, false, NULL, 0, NULL, NULL, 0, 0};

void fol_review_limits_init_sized(fol_review_limits *limits, size_t struct_size) {
    fol__spec_fill(limits, struct_size, &default_limits, sizeof default_limits);
}

void fol_review_spec_init_sized(fol_review_spec *spec, size_t struct_size) {
    fol__spec_fill(spec, struct_size, &default_spec, sizeof default_spec);
}

static fol__where at_key(const char *key) {
    const fol__where where = {NULL, -1, -1, -1, key};
    return where;
}

typedef struct limit_row {
    const char *key;
    double value, least, most;
} limit_row;

static fol_status check_limits(const fol_review_limits *limits, fol_error *err) {
    const limit_row rows[] = {
        {"least_factor", limits->least_factor, 0, 10.746}, /* the hexagonal lattice: nothing is evener */
        {"least_mm", limits->least_mm, 0, 100},
        {"slack_mm", limits->slack_mm, 0, 100},
        {"clark_evans_from", limits->clark_evans_from, 0, 2.2},
        {"clark_evans_to", limits->clark_evans_to, limits->clark_evans_from, 1000},
        {"session_clark_evans_from", limits->session_clark_evans_from, 0, limits->clark_evans_to},
        {"judged_from", (double)limits->judged_from, 0, 1e18},
        {"count_deviations", limits->count_deviations, 0, 1000},
        {"max_findings", limits->max_findings, 0, INT32_MAX}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!(rows[i].value >= rows[i].least && rows[i].value <= rows[i].most))
            return fol__fail(err, FOL_ERR_VALUE, at_key(rows[i].key), "limit %s is %g, must be from %g to %g",
                             rows[i].key, rows[i].value, rows[i].least, rows[i].most);
    }
    return FOL_OK;
}

static fol_status read_limits(const fol_review_spec *spec, fol_review_limits *limits, fol_error *err) {
    *limits = default_limits;
    if (spec->limits && !fol__spec_read(limits, sizeof *limits, spec->limits, sizeof *limits))
        return fol__fail(err, FOL_ERR_ARG, at_key("limits"),
                         "limits->struct_size is wrong: use fol_review_limits_default()");
    return check_limits(limits, err);
}

static fol_status check_pointers(const fol_review_spec *spec, fol_error *err) {
    if (!spec->dots && spec->dot_count > 0)
        return fol__fail(err, FOL_ERR_ARG, at_key("dots"), "dots is NULL, dot_count is %zu", spec->dot_count);
    if (!spec->planned && spec->planned_count > 0)
        return fol__fail(err, FOL_ERR_ARG, at_key("planned"), "planned is NULL, planned_count is %zu",
                         spec->planned_count);
    if (!spec->density)
        return fol__fail(err, FOL_ERR_ARG, at_key("density"), "density is NULL");
    return FOL_OK;
}

static fol_status check_numbers(const fol_review_spec *spec, fol_error *err) {
    if (spec->dot_count > INT32_MAX || spec->planned_count > INT32_MAX)
        return fol__fail(err, FOL_ERR_LIMIT, at_key("dot_count"), "%zu dots and %zu planned, at most %d of each",
                         spec->dot_count, spec->planned_count, INT32_MAX);
    if (spec->session_count < 1 || spec->session_count > FOL_MAX_SESSIONS)
        return fol__fail(err, FOL_ERR_VALUE, at_key("session_count"), "session_count is %zu, must be from 1 to %d",
                         spec->session_count, FOL_MAX_SESSIONS);
    if (spec->zone_count > FOL__ASKED_NO_ZONE)
        return fol__fail(err, FOL_ERR_VALUE, at_key("zone_count"), "zone_count is %zu, must be at most %d",
                         spec->zone_count, FOL__ASKED_NO_ZONE);
    if (!(spec->detail_mm >= 0.05 && spec->detail_mm <= 2))
        return fol__fail(err, FOL_ERR_VALUE, at_key("detail_mm"), "detail_mm is %g, must be from 0.05 to 2",
                         spec->detail_mm);
    if (spec->sessions_done < 0 || (size_t)spec->sessions_done > spec->session_count)
        return fol__fail(err, FOL_ERR_VALUE, at_key("sessions_done"), "sessions_done is %d, must be from 0 to session_count, %zu",
                         (int)spec->sessions_done, spec->session_count);
    if (spec->smooth_mm != 0 && !(spec->smooth_mm >= 0.5 && spec->smooth_mm <= 50))
        return fol__fail(err, FOL_ERR_VALUE, at_key("smooth_mm"), "smooth_mm is %g, must be from 0.5 to 50, or 0", spec->smooth_mm);
    for (size_t i = 0; spec->weights && i < spec->dot_count; i++) {
        if (!(spec->weights[i] >= 0 && spec->weights[i] <= 16))
            return fol__fail(err, FOL_ERR_VALUE, at_key("weights"), "weight %zu is %g, must be from 0 to 16", i, (double)spec->weights[i]);
    }
    return FOL_OK;
}

static bool coordinate_ok(double mm) {
    return mm >= -GREATEST_COORDINATE_MM && mm <= GREATEST_COORDINATE_MM;
}

/* Outward to whole micrometres: a dot just inside the bounds must not fall out of them by rounding. */
static int32_t um_below(double mm) {
    const int32_t um = fol__um_from_mm(mm);
    return um > mm * 1000 ? um - 1 : um;
}

static int32_t um_above(double mm) {
    const int32_t um = fol__um_from_mm(mm);
    return um < mm * 1000 ? um + 1 : um;
}

static fol_status read_question(const fol_review_spec *spec, fol__question *question, fol_error *err) {
    const fol_rect b = spec->bounds;
    if (!coordinate_ok(b.x) || !coordinate_ok(b.y) || !coordinate_ok(b.x + b.width) || !coordinate_ok(b.y + b.height) ||
        !(b.width >= 0.01) || !(b.height >= 0.01))
        return fol__fail(
            err, FOL_ERR_VALUE, at_key("bounds"),
            "bounds are %g, %g with size %g x %g mm; sizes must be at least 0.01 mm, coordinates within %g", b.x, b.y,
            b.width, b.height, GREATEST_COORDINATE_MM);
    const fol__question q = {spec->density,    spec->density_batch, spec->density_user,
                             spec->session_count, spec->zone_count, um_below(b.x),
                             um_below(b.y),       um_above(b.x + b.width), um_above(b.y + b.height)};
    *question = q;
    return FOL_OK;
}

fol_status fol__request_read(const fol_review_spec *spec, fol__request *request, fol_error *err) {
    request->spec = default_spec;
    if (!fol__spec_read(&request->spec, sizeof request->spec, spec, FIRST_SIZE))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "spec->struct_size is wrong: use fol_review_spec_default()");
    fol_status status = check_pointers(&request->spec, err);
    if (status == FOL_OK)
        status = check_numbers(&request->spec, err);
    if (status == FOL_OK)
        status = read_limits(&request->spec, &request->limits, err);
    if (status == FOL_OK)
        status = fol__edges_check(&request->spec, err);
    if (status == FOL_OK)
        status = read_question(&request->spec, &request->question, err);
    if (status == FOL_OK)
        request->detail_um = fol__um_from_mm(request->spec.detail_mm);
    request->sites = request->question;
    request->sites.batch = request->spec.site_density;
    return status;
}
