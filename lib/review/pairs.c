/* SPDX-License-Identifier: MIT */
/* A pair is judged in the running total in which both dots first stand, that of the later session, by the greater of
 * the two densities asked for there: the least distance of a Poisson-disc prefix is that of its densest place. Later
 * totals are denser and so ask for less. */
#include "pairs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define UM_PER_MM 1000.0

/* The bound by density ends here, where 4 / sqrt(density) is at 0.16 dots per cm2: sparser dots are single marks. */
#define GREATEST_BOUND_UM 10000.0

/* A set of dots that has more such pairs is no plan at all; counting stops. */
#define MOST_PAIRS 1000000

typedef struct close_pair {
    uint32_t first, second; /* dots; the first has the lesser id, or is the first by place */
} close_pair;

typedef struct judge {
    const fol__subject *subject;
    const fol_review_limits *limits;
    const char *what; /* a pair of */
    uint32_t dot; /* whose partners are sought */
    fol__vector pairs;
    bool out_of_memory;
    int32_t sessions_done;
} judge;

/* The session, from 0, whose total a dot first stands in; the last for a dot of an unknown session. */
static size_t first_total(const fol__subject *subject, const fol_dot *dot) {
    return fol__session_known(subject, dot) ? (size_t)dot->session - 1 : subject->session_count - 1;
}

/* A bound that was written in mm has been rounded; distances of dots lie much further apart than this. */
static const double ROUNDING_UM = 1e-6;

/* What density asks for. Where it is 0 no dot may be, which is another finding. */
static double bound_by_density_um(const fol_review_limits *limits, double per_cm2) {
    if (!(per_cm2 > 0) || limits->least_factor <= 0)
        return 0;
    const double bound = limits->least_factor * UM_PER_MM / sqrt(per_cm2);
    return (bound < GREATEST_BOUND_UM ? bound : GREATEST_BOUND_UM) - limits->slack_mm * UM_PER_MM;
}

static double greater(double a, double b) {
    return a > b ? a : b;
}

static double pair_bound_um(const judge *j, uint32_t a, uint32_t b, size_t total) {
    const double per_cm2 = greater(fol__running_at(j->subject, a, total), fol__running_at(j->subject, b, total));
    return greater(bound_by_density_um(j->limits, per_cm2), j->limits->least_mm * UM_PER_MM);
}

static size_t later_total(const judge *j, uint32_t a, uint32_t b) {
    const size_t total_a = first_total(j->subject, &j->subject->dots[a]);
    const size_t total_b = first_total(j->subject, &j->subject->dots[b]);
    return total_a > total_b ? total_a : total_b;
}

static bool note_partner(const fol__neighbour *entry, int64_t squared_um, void *user) {
    judge *j = user;
    const uint32_t other = entry->dot;
    const fol_dot *dots = j->subject->dots;
    if (other <= j->dot || (fol__session_done(&dots[j->dot], j->sessions_done) && fol__session_done(&dots[other], j->sessions_done)))
        return true;
    const double bound = pair_bound_um(j, j->dot, other, later_total(j, j->dot, other)) - ROUNDING_UM;
    if ((double)squared_um >= bound * bound)
        return true;
    close_pair *pair = fol__vector_extend(&j->pairs, 1);
    if (!pair) {
        j->out_of_memory = true;
        return false;
    }
    const bool rising = j->subject->dots[j->dot].id <= j->subject->dots[other].id;
    pair->first = rising ? j->dot : other;
    pair->second = rising ? other : j->dot;
    return j->pairs.count < MOST_PAIRS;
}

/* No pair of this dot has a greater bound: in later totals, and beside a denser place, bounds only get less. Only where
 * nothing is asked for at its own place can the other's density ask for more. */
static int32_t reach_um(const judge *j, uint32_t dot) {
    const double own = fol__running_at(j->subject, dot, first_total(j->subject, &j->subject->dots[dot]));
    const double by_density = own > 0                       ? bound_by_density_um(j->limits, own)
                              : j->limits->least_factor > 0 ? GREATEST_BOUND_UM
                                                            : 0;
    return (int32_t)greater(by_density, j->limits->least_mm * UM_PER_MM) + 1;
}

/* Entry by entry, so that neighbours in memory are neighbours on the skin; most have no dot so near. */
static fol_status find_pairs(judge *j, fol__stage stage) {
    const fol__neighbours *neighbours = &j->subject->neighbours;
    for (size_t i = 0; i < neighbours->count; i++) {
        if (i % 4096 == 0 && fol__stage_stops(stage, i, neighbours->count))
            return FOL_ERR_CANCELLED;
        const fol__neighbour *entry = &neighbours->entries[i];
        const int64_t reach = reach_um(j, entry->dot);
        j->dot = entry->dot;
        if (j->subject->squared[i] <= reach * reach &&
            !fol__neighbours_within(neighbours, entry->x_um, entry->y_um, (int32_t)reach, note_partner, j))
            return j->out_of_memory ? FOL_ERR_NOMEM : FOL_OK;
    }
    return FOL_OK;
}

static int by_first_place(const void *left, const void *right) {
    const close_pair *a = left, *b = right;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->second > b->second) - (a->second < b->second);
}

static bool report_pair(const judge *j, close_pair pair, fol__findings *findings) {
    const fol_dot *a = &j->subject->dots[pair.first], *b = &j->subject->dots[pair.second];
    const size_t total = later_total(j, pair.first, pair.second);
    const double dx = (double)a->x_um - b->x_um, dy = (double)a->y_um - b->y_um;
    const double bound = pair_bound_um(j, pair.first, pair.second, total);
    fol_finding finding = fol__finding_at(FOL_FINDING_TOO_CLOSE, a);
    finding.ids[1] = b->id;
    finding.session = (int32_t)total + 1;
    return fol__findings_add(findings, finding, "%s are %s mm apart, at least %s is asked for after session %d", j->what,
                             fol__decimal_of(sqrt(dx * dx + dy * dy) / UM_PER_MM, 4).text,
                             fol__decimal_of(bound / UM_PER_MM, 4).text, (int)finding.session);
}

static fol_status judge_pairs(judge *j, fol__stage stage, fol__findings *findings) {
    const fol_status status = find_pairs(j, stage);
    if (status != FOL_OK)
        return status;
    close_pair *pairs = j->pairs.items;
    if (j->pairs.count > 1)
        qsort(pairs, j->pairs.count, sizeof *pairs, by_first_place);
    for (size_t i = 0; i < j->pairs.count; i++) {
        if (!report_pair(j, pairs[i], findings))
            return FOL_ERR_NOMEM;
    }
    return FOL_OK;
}

fol_status fol__pairs_judge(const fol__subject *subject, const fol_review_limits *limits, const char *what, int32_t sessions_done,
                            fol__stage stage, fol__findings *findings) {
    if (limits->least_factor <= 0 && limits->least_mm <= 0)
        return FOL_OK;
    judge j = {subject, limits, what, 0, {subject->alloc, sizeof(close_pair), NULL, 0, 0}, false, sessions_done};
    const fol_status status = judge_pairs(&j, stage, findings);
    fol__vector_free(&j.pairs);
    return status;
}
