/* SPDX-License-Identifier: MIT */
/* The edges of a review: measured one by one, and what is found wrong with each in words. */
#include "edges.h"

#include "spec.h"

#include <stdio.h>

/* Once checked it cannot fail. */
static void read_edge(const fol_review_spec *spec, size_t i, fol_edge_spec *own, fol_edge_limits *limits) {
    (void)fol__edge_spec_read(fol__spec_at(spec->edges, i), FOL__NOWHERE, own, limits, NULL);
    own->dots = spec->dots;
    own->dot_count = spec->dot_count;
}

fol_status fol__edges_check(const fol_review_spec *spec, fol_error *err) {
    fol_edge_spec own;
    fol_edge_limits limits;
    fol_status status = FOL_OK;
    if (!spec->edges && spec->edge_count > 0)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "edges is NULL, edge_count is %zu", spec->edge_count);
    for (size_t i = 0; i < spec->edge_count && status == FOL_OK; i++) {
        const fol__where where = {"edges", (int32_t)i, -1, -1, NULL};
        status = fol__edge_spec_read(fol__spec_at(spec->edges, i), where, &own, &limits, err);
    }
    return status;
}

bool fol__edges_measure(const fol_review_spec *spec, const fol_allocator *alloc, fol__judged_edge *out) {
    for (size_t i = 0; i < spec->edge_count; i++) {
        fol_edge_spec own;
        fol_edge_limits limits;
        read_edge(spec, i, &own, &limits);
        if (!fol__edge_take(&own, alloc, &out[i].edge))
            return false;
        out[i].faults = fol_edge_faults(&out[i].edge, &limits);
    }
    return true;
}

/* What is wrong, and what would be right. */
typedef struct verdict {
    char text[256];
} verdict;

static verdict ruled(const fol_edge *edge, const fol_edge_limits *limits) {
    verdict v;
    snprintf(v.text, sizeof v.text, "is ruled: over 10 mm it wanders by %s mm, must be %s", fol__decimal_of(edge->wander_mm, 2).text,
             fol__decimal_of(limits->wander_from_mm, 2).text);
    return v;
}

static verdict periodic(const fol_edge *edge, const fol_edge_limits *limits) {
    verdict v;
    snprintf(v.text, sizeof v.text, "has waves of %s mm, %s mm high, that stand out by %s, must be at most %s",
             fol__decimal_of(edge->period_mm, 1).text, fol__decimal_of(edge->period_height_mm, 1).text,
             fol__decimal_of(edge->period, 2).text, fol__decimal_of(limits->period_to, 2).text);
    return v;
}

static verdict mirrored(const fol_edge *edge, const fol_edge_limits *limits) {
    verdict v;
    snprintf(v.text, sizeof v.text, "is its own mirror image: its sides correlate by %s, must be at most %s",
             fol__decimal_of(edge->mirror, 2).text, fol__decimal_of(limits->mirror_to, 2).text);
    return v;
}

static verdict stopped(const fol_edge *edge, const fol_edge_limits *limits) {
    verdict v;
    if (edge->step > limits->step_to && limits->step_to > 0)
        snprintf(v.text, sizeof v.text, "stops on one line: %s of the density comes within 1 mm, must be at most %s",
                 fol__decimal_of(edge->step, 2).text, fol__decimal_of(limits->step_to, 2).text);
    else
        snprintf(v.text, sizeof v.text, "stops on one line: its first dots scatter by %s spacings, must be %s",
                 fol__decimal_of(edge->scatter, 2).text, fol__decimal_of(limits->scatter_from, 2).text);
    return v;
}

bool fol__edges_judge(const fol_review_spec *spec, const fol__judged_edge *edges, fol__findings *findings) {
    static const struct {
        uint32_t fault;
        verdict (*words)(const fol_edge *edge, const fol_edge_limits *limits);
    } rows[] = {{FOL_EDGE_RULED, ruled}, {FOL_EDGE_PERIODIC, periodic}, {FOL_EDGE_MIRRORED, mirrored}, {FOL_EDGE_STOPPED, stopped}};
    for (size_t i = 0; i < spec->edge_count; i++) {
        fol_edge_spec own;
        fol_edge_limits limits;
        read_edge(spec, i, &own, &limits);
        for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
            if ((edges[i].faults & rows[k].fault) &&
                !fol__findings_add(findings, fol__finding_about(FOL_FINDING_EDGE, FOL_NO_ZONE, 0), "edges[%zu] %s", i,
                                   rows[k].words(&edges[i].edge, &limits).text))
                return false;
        }
    }
    return true;
}
