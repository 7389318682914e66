/* SPDX-License-Identifier: MIT */
/* How a zone's running totals climb from session to session: as the list of sessions says, slower over extra sessions, from a start of
 * its own, or by shares of its own. None ever falls. */
#include "inside.h"

static double front_of(const fol_session_spec *s) {
    return s->hairline_cumulative == FOL_SAME ? s->cumulative : s->hairline_cumulative;
}

size_t fol__sessions_climb(const fol__specs *specs) {
    size_t count = specs->treatment.session_count;
    const double end = specs->sessions[count - 1].cumulative;
    while (count > 1 && specs->sessions[count - 2].cumulative == end && front_of(&specs->sessions[count - 2]) == end)
        count--;
    return count;
}

/* The list's running total, spread over `spread` sessions instead of the `climb` in which it climbs, straight between its steps. */
static double spread_total(const double *totals, size_t climb, size_t spread, size_t session) {
    const size_t at = (session < spread ? session : spread) * climb, whole = at / spread, rest = at % spread;
    const double before = whole ? totals[whole - 1] : 0;
    return rest ? before + (totals[whole] - before) * ((double)rest / (double)spread) : before;
}

static void follow_list(const fol__specs *specs, const fol_zone_spec *zone, double *share, double *front) {
    const size_t count = specs->treatment.session_count, climb = fol__sessions_climb(specs), spread = climb + (size_t)zone->extra_sessions;
    double totals[FOL_MAX_SESSIONS], fronts[FOL_MAX_SESSIONS];
    for (size_t j = 0; j < count; j++) {
        totals[j] = specs->sessions[j].cumulative;
        fronts[j] = front_of(&specs->sessions[j]);
    }
    for (size_t j = 0; j < count; j++) {
        share[j] = spread_total(totals, climb, spread, j + 1);
        front[j] = spread_total(fronts, climb, spread, j + 1);
    }
    if (zone->first_share != FOL_SAME) {
        share[0] = totals[0] * zone->first_share;
        front[0] = fronts[0] * zone->first_share;
    }
}

/* At the front of a hairline in proportion, where the zone ends lower. */
static void follow_own(const fol__specs *specs, const fol_zone_spec *zone, double *share, double *front) {
    const size_t last = specs->treatment.session_count - 1;
    const double end = specs->sessions[last].cumulative, own_end = zone->cumulative[last];
    for (size_t j = 0; j <= last; j++) {
        const fol_session_spec *s = &specs->sessions[j];
        share[j] = zone->cumulative[j];
        front[j] = s->hairline_cumulative == FOL_SAME ? share[j] : s->hairline_cumulative * (own_end / end);
    }
}

void fol__zone_shares(const fol__specs *specs, const fol_zone_spec *zone, double *share, double *front) {
    const size_t last = specs->treatment.session_count - 1;
    if (zone->cumulative_count)
        follow_own(specs, zone, share, front);
    else
        follow_list(specs, zone, share, front);
    for (size_t j = 1; j <= last; j++) {
        share[j] = share[j] > share[j - 1] ? share[j] : share[j - 1];
        front[j] = front[j] > front[j - 1] ? front[j] : front[j - 1];
    }
    front[last] = share[last];
}

/* ---------------------------------------------------------------- checks */

static fol_status check_own(const fol__specs *specs, const fol_zone_spec *z, fol__where where, fol_error *err) {
    where.key = "cumulative";
    if (z->cumulative_count != specs->treatment.session_count)
        return fol__fail(err, FOL_ERR_CONFLICT, where, "has %zu shares for %zu sessions; one each is needed",
                         z->cumulative_count, specs->treatment.session_count);
    for (size_t k = 0; k < z->cumulative_count; k++) {
        if (!(z->cumulative[k] >= 0 && z->cumulative[k] <= 1))
            return fol__fail(err, FOL_ERR_VALUE, where, "share %zu is %g; it must be from 0 to 1", k + 1, z->cumulative[k]);
        if (k && !(z->cumulative[k] >= z->cumulative[k - 1]))
            return fol__fail(err, FOL_ERR_CONFLICT, where,
                             "share %zu is %g and falls below %g before it; shares are running totals", k + 1,
                             z->cumulative[k], z->cumulative[k - 1]);
    }
    if (z->cumulative_count > 1 && !(z->cumulative[z->cumulative_count - 1] > 0))
        return fol__fail(err, FOL_ERR_CONFLICT, where, "ends at 0: the zone would get no dots");
    if (z->extra_sessions > 0 || z->first_share != FOL_SAME) {
        where.key = z->extra_sessions > 0 ? "extra_sessions" : "first_share";
        return fol__fail(err, FOL_ERR_CONFLICT, where, "is given, and so is cumulative, which says it all; give one of the two");
    }
    return FOL_OK;
}

fol_status fol__zone_shares_check(const fol__specs *specs, size_t i, fol_error *err) {
    const fol_zone_spec *z = &specs->zones[i];
    const size_t room = specs->treatment.session_count - fol__sessions_climb(specs);
    fol__where where = {"zones", (int32_t)i, -1, -1, "extra_sessions"};
    if (!(z->extra_sessions >= 0 && z->extra_sessions < FOL_MAX_SESSIONS))
        return fol__fail(err, FOL_ERR_VALUE, where, "is %lld; it must be from 0 to %d", (long long)z->extra_sessions,
                         FOL_MAX_SESSIONS - 1);
    if (z->cumulative_count)
        return check_own(specs, z, where, err);
    if ((size_t)z->extra_sessions > room)
        return fol__fail(err, FOL_ERR_CONFLICT, where,
                         "is %lld, but the list goes on for %zu %s after the other zones have ended; add sessions that repeat "
                         "the last cumulative, %g", (long long)z->extra_sessions, room, room == 1 ? "session" : "sessions",
                         specs->sessions[specs->treatment.session_count - 1].cumulative);
    return FOL_OK;
}

fol_status fol__sessions_used(const fol__specs *specs, fol_error *err) {
    const size_t count = specs->treatment.session_count, done = (size_t)specs->chart.sessions_done;
    bool used[FOL_MAX_SESSIONS] = {true};
    for (size_t j = 1; done > 0 && j <= done && j < count; j++)
        used[j] = true; /* what is done is done, and the next session brings back what did not hold */
    for (size_t i = 0; i < specs->chart.zone_count; i++) {
        double share[FOL_MAX_SESSIONS], front[FOL_MAX_SESSIONS];
        fol__zone_shares(specs, &specs->zones[i], share, front);
        for (size_t j = 1; j < count; j++)
            used[j] = used[j] || share[j] > share[j - 1] || (specs->chart.hairline_count && front[j] > front[j - 1]);
    }
    for (size_t j = 1; j < count; j++) {
        const fol__where where = {"sessions", (int32_t)j, -1, -1, "cumulative"};
        if (!used[j])
            return fol__fail(err, FOL_ERR_CONFLICT, where,
                             "%g does not rise above the session before, nor does any zone in it: nothing would be placed; raise "
                             "it, or give a zone extra_sessions", specs->sessions[j].cumulative);
    }
    return FOL_OK;
}
