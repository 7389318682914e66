/* SPDX-License-Identifier: MIT */
/* Measures sets and zones, and judges them by the limits. Findings are added kind by kind in the order of
 * the enumeration and inside a kind in order of place, so the list needs no sorting. */
#include <follicle/review.h>

#include "compare.h"
#include "edges.h"
#include "figures.h"
#include "order.h"
#include "pairs.h"
#include "request.h"
#include "smooth.h"
#include "textures.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* A session that adds less than this share of its running total is a touch-up; its own evenness is not seen. */
#define LEAST_JUDGED_SHARE 0.125

/* Times the dots of a mean unit: how much more a count of dots in units can vary. Of units that stand alone it is E k^2 / (E k)^2, 1.14 for
 * natural ones; well inside a zone it is less. */
#define UNIT_VARIANCE 1.2

struct fol_review {
    fol_allocator alloc;
    size_t session_count, zone_count, edge_count;
    fol_set_figures sessions[FOL_MAX_SESSIONS], totals[FOL_MAX_SESSIONS];
    bool has_sites;
    fol_set_figures site_sessions[FOL_MAX_SESSIONS], site_totals[FOL_MAX_SESSIONS];
    fol_texture *textures; /* of sessions, then of totals; NULL when nobody asked */
    fol_smoothed smoothed[FOL_MAX_SESSIONS];
    fol_zone_figures *zones;
    fol__judged_edge *edges;
    fol__findings findings;
};

/* Everything that is alive during one review. */
typedef struct work {
    fol__request request;
    fol__asked asked;
    fol__subject subject;
    bool has_sites;
    fol__asked sites_asked;
    fol__subject sites;
    uint32_t *by_id;
} work;

/* Sites where dots are in units, else all dots: what evenness is measured on. */
static const fol__asked *even_asked(const work *w) {
    return w->has_sites ? &w->sites_asked : &w->asked;
}

static const fol__subject *even_subject(const work *w) {
    return w->has_sites ? &w->sites : &w->subject;
}

static fol__stage stage_of(const work *w, double from, double to) {
    const fol__stage stage = {w->request.spec.progress, from, to};
    return stage;
}

/* The first dots of units, and what is asked of them. */
static fol_status prepare_sites(work *w, const fol_allocator *alloc) {
    const fol_review_spec *spec = &w->request.spec;
    fol_dot *firsts = fol__alloc(alloc, spec->dot_count, sizeof *firsts);
    size_t count = 0;
    for (size_t i = 0; firsts && i < spec->dot_count; i++) {
        if (fol_dot_ordinal(spec->dots[i].id) == 0)
            firsts[count++] = spec->dots[i];
    }
    fol_status status = firsts ? FOL_OK : FOL_ERR_NOMEM;
    if (status == FOL_OK)
        status = fol__asked_sample(&w->sites_asked, alloc, &w->request.sites, w->request.detail_um, stage_of(w, 0.36, 0.55));
    if (status == FOL_OK)
        status = fol__subject_take(&w->sites, alloc, firsts, count, &w->request.sites, stage_of(w, 0.55, 0.6));
    fol__release(alloc, firsts, spec->dot_count, sizeof *firsts);
    return status;
}

static fol_status prepare(work *w, const fol_allocator *alloc) {
    w->has_sites = w->request.spec.site_density != NULL;
    const double dots_sampled = w->has_sites ? 0.3 : 0.5;
    fol_status status =
        fol__asked_sample(&w->asked, alloc, &w->request.question, w->request.detail_um, stage_of(w, 0, dots_sampled));
    if (status != FOL_OK)
        return status;
    status = fol__subject_take(&w->subject, alloc, w->request.spec.dots, w->request.spec.dot_count,
                               &w->request.question, stage_of(w, dots_sampled, w->has_sites ? 0.36 : 0.6));
    if (status == FOL_OK && w->has_sites)
        status = prepare_sites(w, alloc);
    if (status != FOL_OK)
        return status;
    w->by_id = fol__order_by_id(alloc, w->subject.dots, w->subject.count);
    return w->by_id ? FOL_OK : FOL_ERR_NOMEM;
}

/* The running totals, then the single sessions; the first session's own dots are the first total. */
static fol_status measure_sets(const fol__subject *subject, const fol__asked *asked, fol__stage all, fol_set_figures *total_figures,
                               fol_set_figures *session_figures) {
    const size_t totals = subject->session_count, sets = 2 * totals - 1;
    fol_status status = FOL_OK;
    for (size_t i = 0; i < sets && status == FOL_OK; i++) {
        const bool total = i < totals;
        const size_t last = total ? i : i - totals + 1;
        const fol__stage stage = fol__stage_part(all, (double)i / (double)sets, (double)(i + 1) / (double)sets);
        status = fol__figures_measure(subject, asked, total ? 0 : last, last, stage,
                                      total ? &total_figures[last] : &session_figures[last]);
    }
    session_figures[0] = total_figures[0];
    return status;
}

static fol_status measure_dots_and_sites(work *w, fol_review *review) {
    const fol_status status = measure_sets(&w->subject, &w->asked, stage_of(w, 0.6, w->has_sites ? 0.75 : 0.9), review->totals, review->sessions);
    review->has_sites = w->has_sites;
    if (status != FOL_OK || !w->has_sites)
        return status;
    return measure_sets(&w->sites, &w->sites_asked, stage_of(w, 0.75, 0.9), review->site_totals, review->site_sessions);
}

/* Those of sessions, then those of totals. */
static fol_status measure_textures(work *w, fol_review *review) {
    const size_t sessions = review->session_count;
    fol_status status = FOL_OK;
    for (size_t i = 0; i < 2 * sessions && status == FOL_OK && review->textures; i++) {
        const size_t last = i % sessions;
        const double from = (double)i / (double)sessions / 2, to = (double)(i + 1) / (double)sessions / 2;
        if (i == sessions)
            review->textures[i] = review->textures[0];
        else
            status = fol__texture_of(even_subject(w), even_asked(w), i < sessions ? last : 0, last,
                                     stage_of(w, 0.9 + 0.08 * from, 0.9 + 0.08 * to), &review->textures[i]);
    }
    return status;
}

/* Dots that come in units vary in number as their units do, and as the sizes of units. docs/review.md */
static double variance_of_units(const work *w) {
    const size_t last = w->subject.session_count - 1;
    return w->has_sites && w->sites_asked.totals[last] > 0 ? UNIT_VARIANCE * w->asked.totals[last] / w->sites_asked.totals[last] : 1;
}

/* What is more or less than whole dots, by weights, is added up first. */
static fol_status measure_zones(const work *w, fol_review *review) {
    const fol_review_spec *spec = &w->request.spec;
    double *more = fol__alloc_zeroed(&review->alloc, review->zone_count, sizeof *more);
    if (!more)
        return FOL_ERR_NOMEM;
    for (size_t i = 0; spec->weights && i < spec->dot_count; i++) {
        if (spec->dots[i].zone < review->zone_count)
            more[spec->dots[i].zone] += (double)spec->weights[i] - 1;
    }
    const double varied = variance_of_units(w);
    for (size_t z = 0; z < review->zone_count; z++) {
        const fol_zone_figures zone = {w->asked.zone_expected[z], (int64_t)floor(more[z] + 0.5), sqrt(varied * w->asked.zone_variance[z])};
        review->zones[z] = zone;
    }
    for (size_t i = 0; i < w->subject.count; i++) {
        if (w->subject.dots[i].zone < review->zone_count)
            review->zones[w->subject.dots[i].zone].found++;
    }
    fol__release(&review->alloc, more, review->zone_count, sizeof *more);
    return FOL_OK;
}

static bool judge_places(const work *w, fol__findings *findings) {
    const size_t last = w->subject.session_count - 1;
    for (size_t i = 0; i < w->subject.count; i++) {
        const fol_dot *dot = &w->subject.dots[i];
        if (!(fol__running_at(&w->subject, i, last) > 0) && !fol__session_done(dot, w->request.spec.sessions_done) &&
            !fol__findings_add(findings, fol__finding_at(FOL_FINDING_OUTSIDE, dot),
                               "a dot at %s, %s mm, where none may be", fol__mm_of(dot->x_um).text,
                               fol__mm_of(dot->y_um).text))
            return false;
    }
    return true;
}

static bool judge_names(const work *w, fol__findings *findings) {
    for (size_t i = 0; i < w->subject.count; i++) {
        const fol_dot *dot = &w->subject.dots[i];
        if (dot->zone >= w->subject.zone_count &&
            !fol__findings_add(findings, fol__finding_at(FOL_FINDING_UNKNOWN_ZONE, dot),
                               "dot %" PRId64 " is of zones[%d], there are %zu", dot->id, dot->zone,
                               w->subject.zone_count))
            return false;
    }
    for (size_t i = 0; i < w->subject.count; i++) {
        const fol_dot *dot = &w->subject.dots[i];
        if (!fol__session_known(&w->subject, dot) &&
            !fol__findings_add(findings, fol__finding_at(FOL_FINDING_UNKNOWN_SESSION, dot),
                               "dot %" PRId64 " is of session %d, there are %zu", dot->id, dot->session,
                               w->subject.session_count))
            return false;
    }
    return true;
}

static bool judge_counts(const work *w, fol_review *review) {
    for (size_t z = 0; z < review->zone_count && w->request.limits.count_deviations > 0; z++) {
        const fol_zone_figures *zone = &review->zones[z];
        if (fabs((double)zone->found - zone->asked) > w->request.limits.count_deviations * zone->deviation &&
            !fol__findings_add(&review->findings, fol__finding_about(FOL_FINDING_COUNT, (int32_t)z, 0),
                               "zones[%zu] has %" PRId64 " dots, %s are asked for, give or take %s", z, zone->found,
                               fol__decimal_of(zone->asked, 1).text,
                               fol__decimal_of(w->request.limits.count_deviations * zone->deviation, 1).text))
            return false;
    }
    return true;
}

static bool judge_evenness(const fol_set_figures *set, const fol_review_limits *limits, double from, const char *what,
                           size_t session, fol_review *review) {
    fol__findings *findings = &review->findings;
    if (set->judged < 2 || set->judged < limits->judged_from)
        return true;
    if (set->clark_evans >= from && set->clark_evans <= limits->clark_evans_to)
        return true;
    return fol__findings_add(findings, fol__finding_about(FOL_FINDING_EVENNESS, FOL_NO_ZONE, (int32_t)session),
                             "%s%s session %zu has a Clark-Evans index of %s, must be from %s to %s",
                             review->has_sites ? "of sites, " : "", what, session,
                             fol__decimal_of(set->clark_evans, 3).text, fol__decimal_of(from, 2).text,
                             fol__decimal_of(limits->clark_evans_to, 2).text);
}

/* Of sessions that are done nothing is judged, and later ones fill up what they left: only the totals are even then. */
static bool judge_sets(const work *w, fol_review *review) {
    const size_t done = (size_t)w->request.spec.sessions_done;
    for (size_t k = done; k < review->session_count; k++) {
        const fol_set_figures *total = w->has_sites ? &review->site_totals[k] : &review->totals[k];
        const fol_set_figures *session = w->has_sites ? &review->site_sessions[k] : &review->sessions[k];
        if (!judge_evenness(total, &w->request.limits, w->request.limits.clark_evans_from, "the total after", k + 1, review))
            return false;
        if (done == 0 && session->asked >= LEAST_JUDGED_SHARE * total->asked &&
            !judge_evenness(session, &w->request.limits, w->request.limits.session_clark_evans_from, "alone,", k + 1, review))
            return false;
    }
    return true;
}

/* Of units: all dots by the least distance in mm, and sites by that of their density. */
static fol_status judge_distances(const work *w, fol__findings *findings) {
    fol_review_limits dots = w->request.limits, sites = w->request.limits;
    if (!w->has_sites)
        return fol__pairs_judge(&w->subject, &dots, "two dots", w->request.spec.sessions_done, stage_of(w, 0.98, 0.99), findings);
    dots.least_factor = 0;
    sites.least_mm = 0;
    const fol_status status = fol__pairs_judge(&w->subject, &dots, "two dots", w->request.spec.sessions_done, stage_of(w, 0.98, 0.985), findings);
    return status == FOL_OK ? fol__pairs_judge(&w->sites, &sites, "two sites of units", w->request.spec.sessions_done, stage_of(w, 0.985, 0.99), findings) : status;
}

static fol_status judge_all(work *w, fol_review *review) {
    fol__findings *findings = &review->findings;
    fol_status status = fol__repeated_ids_judge(&w->subject, w->by_id, findings);
    if (status == FOL_OK && !judge_places(w, findings))
        status = FOL_ERR_NOMEM;
    if (status == FOL_OK)
        status = judge_distances(w, findings);
    if (status == FOL_OK && !judge_names(w, findings))
        status = FOL_ERR_NOMEM;
    if (status == FOL_OK && w->request.spec.planned)
        status =
            fol__plan_compare(&w->subject, w->by_id, w->request.spec.planned, w->request.spec.planned_count, findings);
    if (status == FOL_OK && (!judge_counts(w, review) || !judge_sets(w, review) ||
                             !fol__edges_judge(&w->request.spec, review->edges, findings)))
        status = FOL_ERR_NOMEM;
    if (status == FOL_OK && fol__stop_wanted(w->request.spec.progress, 1))
        status = FOL_ERR_CANCELLED;
    return status;
}

static fol_status run(work *w, fol_review *review) {
    fol_status status = prepare(w, &review->alloc);
    if (status == FOL_OK)
        status = measure_dots_and_sites(w, review);
    if (status == FOL_OK)
        status = measure_textures(w, review);
    if (status == FOL_OK)
        status = fol__smoothed_measure(&w->request, &review->alloc, stage_of(w, 0.98, 0.98), review->smoothed);
    if (status == FOL_OK && !fol__edges_measure(&w->request.spec, &review->alloc, review->edges))
        status = FOL_ERR_NOMEM;
    if (status == FOL_OK)
        status = measure_zones(w, review);
    return status == FOL_OK ? judge_all(w, review) : status;
}

static void work_free(work *w, const fol_allocator *alloc) {
    fol__release(alloc, w->by_id, w->subject.count, sizeof *w->by_id);
    if (w->subject.alloc)
        fol__subject_free(&w->subject);
    if (w->asked.alloc)
        fol__asked_free(&w->asked);
    if (w->sites.alloc)
        fol__subject_free(&w->sites);
    if (w->sites_asked.alloc)
        fol__asked_free(&w->sites_asked);
}

static fol_review *review_take(const fol_allocator *alloc, const fol__request *request) {
    const fol_allocator own = fol__allocator_or_libc(alloc);
    fol_review *review = fol__alloc_zeroed(&own, 1, sizeof *review);
    if (!review)
        return NULL;
    review->alloc = own;
    review->session_count = request->spec.session_count;
    review->zone_count = request->spec.zone_count;
    fol__findings_init(&review->findings, &review->alloc, request->limits.max_findings);
    review->zones = fol__alloc(&review->alloc, review->zone_count, sizeof *review->zones);
    if (request->spec.textures)
        review->textures = fol__alloc_zeroed(&review->alloc, 2 * review->session_count, sizeof *review->textures);
    review->edge_count = request->spec.edge_count;
    review->edges = fol__alloc_zeroed(&review->alloc, review->edge_count, sizeof *review->edges);
    if (!review->zones || !review->edges || (request->spec.textures && !review->textures)) {
        fol_review_free(review);
        return NULL;
    }
    return review;
}

fol_status fol_review_create(const fol_review_spec *spec, const fol_allocator *alloc, fol_review **out,
                             fol_error *err) {
    if (!out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "out is NULL");
    *out = NULL;
    if (!spec)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "spec is NULL");
    work w;
    memset(&w, 0, sizeof w);
    fol_status status = fol__request_read(spec, &w.request, err);
    if (status != FOL_OK)
        return status;
    fol_review *review = review_take(alloc, &w.request);
    if (!review)
        return fol__fail_nomem(err);
    status = run(&w, review);
    work_free(&w, &review->alloc);
    if (status != FOL_OK) {
        fol_review_free(review);
        return status == FOL_ERR_NOMEM ? fol__fail_nomem(err) : fol__fail_cancelled(err);
    }
    *out = review;
    return FOL_OK;
}

void fol_review_free(fol_review *review) {
    if (!review)
        return;
    const fol_allocator alloc = review->alloc;
    fol__findings_free(&review->findings);
    fol__release(&alloc, review->textures, 2 * review->session_count, sizeof *review->textures);
    fol__release(&alloc, review->edges, review->edge_count, sizeof *review->edges);
    fol__release(&alloc, review->zones, review->zone_count, sizeof *review->zones);
    fol__release(&alloc, review, 1, sizeof *review);
}

const char *fol_finding_kind_name(fol_finding_kind kind) {
    static const char *const names[] = {"unknown",         "repeated-id", "outside", "too-close", "unknown-zone",
                                        "unknown-session", "missing",     "moved",   "count",     "evenness",
                                        "edge"};
    return (int)kind >= 1 && (int)kind < FOL__FINDING_KINDS ? names[kind] : names[0];
}

bool fol_review_ok(const fol_review *review) {
    if (!review)
        return false;
    for (int kind = 1; kind < FOL__FINDING_KINDS; kind++) {
        if (review->findings.totals[kind] > 0)
            return false;
    }
    return true;
}

size_t fol_review_session_count(const fol_review *review) {
    return review ? review->session_count : 0;
}

fol_set_figures fol_review_session(const fol_review *review, size_t session) {
    static const fol_set_figures none;
    return review && session >= 1 && session <= review->session_count ? review->sessions[session - 1] : none;
}

fol_set_figures fol_review_total(const fol_review *review, size_t session) {
    static const fol_set_figures none;
    return review && session >= 1 && session <= review->session_count ? review->totals[session - 1] : none;
}

bool fol_review_has_sites(const fol_review *review) {
    return review && review->has_sites;
}

fol_set_figures fol_review_session_sites(const fol_review *review, size_t session) {
    static const fol_set_figures none;
    return review && session >= 1 && session <= review->session_count ? review->site_sessions[session - 1] : none;
}

fol_set_figures fol_review_total_sites(const fol_review *review, size_t session) {
    static const fol_set_figures none;
    return review && session >= 1 && session <= review->session_count ? review->site_totals[session - 1] : none;
}

fol_smoothed fol_review_smoothed(const fol_review *review, size_t session) {
    static const fol_smoothed none;
    return review && session >= 1 && session <= review->session_count ? review->smoothed[session - 1] : none;
}

const fol_texture *fol_review_session_texture(const fol_review *review, size_t session) {
    const bool has = review && review->textures && session >= 1 && session <= review->session_count;
    return has ? &review->textures[session - 1] : NULL;
}

const fol_texture *fol_review_total_texture(const fol_review *review, size_t session) {
    const bool has = review && review->textures && session >= 1 && session <= review->session_count;
    return has ? &review->textures[review->session_count + session - 1] : NULL;
}

size_t fol_review_zone_count(const fol_review *review) {
    return review ? review->zone_count : 0;
}

fol_zone_figures fol_review_zone(const fol_review *review, size_t zone) {
    static const fol_zone_figures none;
    return review && zone < review->zone_count ? review->zones[zone] : none;
}

size_t fol_review_edge_count(const fol_review *review) {
    return review ? review->edge_count : 0;
}

const fol_edge *fol_review_edge(const fol_review *review, size_t i) {
    return review && i < review->edge_count ? &review->edges[i].edge : NULL;
}

uint32_t fol_review_edge_faults(const fol_review *review, size_t i) {
    return review && i < review->edge_count ? review->edges[i].faults : 0;
}

size_t fol_review_finding_count(const fol_review *review) {
    return review ? review->findings.kept.count : 0;
}

int64_t fol_review_finding_total(const fol_review *review, fol_finding_kind kind) {
    return review && (int)kind >= 1 && (int)kind < FOL__FINDING_KINDS ? review->findings.totals[kind] : 0;
}

const fol_finding *fol_review_finding(const fol_review *review, size_t i) {
    const bool has = review && i < review->findings.kept.count;
    return has ? (const fol_finding *)review->findings.kept.items + i : NULL;
}
