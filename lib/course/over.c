/* SPDX-License-Identifier: MIT */
/* Whether more is in the skin than a plan still to be done asks for. */
#include "course.h"

#include <math.h>

/* A zone may be this much over, and as much as dots fall by chance, before pigment would have to be taken away. */
#define OVER 1.02
#define BY_CHANCE 4

fol_status fol__over_check(const fol_design *design, size_t done, size_t zone, double in_skin, double asked, fol_error *err) {
    if (done >= fol_design_session_count(design) || in_skin <= asked * OVER + BY_CHANCE * sqrt(asked))
        return FOL_OK;
    return fol__fail(err, FOL_ERR_CONFLICT, (fol__where){"sessions", (int32_t)done, -1, -1, "cumulative"},
                     "brings zone \"%.60s\" to %.0f dots, but there are as many as %.0f in the skin: that would need pigment to be "
                     "removed; raise the share or the density",
                     fol_design_zone(design, zone)->name, asked, in_skin);
}

static fol_status check_zones(const fol_design *design, double *in_skin, double *expected, size_t zones, fol_error *err) {
    const fol_chart_spec *chart = fol_design_chart(design);
    const size_t sessions = fol_design_session_count(design), done = (size_t)chart->sessions_done;
    fol_status status = fol_design_expected(design, expected, zones * sessions);
    if (status != FOL_OK)
        return status == FOL_ERR_NOMEM ? fol__fail_nomem(err) : status;
    for (size_t i = 0; i < chart->in_skin_count; i++)
        in_skin[chart->in_skin[i].dot.zone] += (double)chart->in_skin[i].weight;
    for (size_t zone = 0; status == FOL_OK && zone < zones; zone++)
        status = fol__over_check(design, done, zone, in_skin[zone], expected[zone * sessions + done], err);
    return status;
}

fol_status fol_skin_fits(const fol_design *design, const fol_allocator *alloc, fol_error *err) {
    if (!design)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "design must not be NULL");
    const fol_allocator own = fol__allocator_or_libc(alloc);
    const fol_chart_spec *chart = fol_design_chart(design);
    const size_t zones = fol_design_zone_count(design), count = zones * fol_design_session_count(design);
    if (chart->in_skin_count == 0 || (size_t)chart->sessions_done >= fol_design_session_count(design))
        return FOL_OK;
    double *in_skin = fol__alloc_zeroed(&own, zones, sizeof *in_skin), *expected = fol__alloc(&own, count, sizeof *expected);
    const fol_status status = in_skin && expected ? check_zones(design, in_skin, expected, zones, err) : fol__fail_nomem(err);
    fol__release(&own, in_skin, zones, sizeof *in_skin);
    fol__release(&own, expected, count, sizeof *expected);
    return status;
}
