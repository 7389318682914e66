/* SPDX-License-Identifier: MIT */
/* What is in the skin from sessions that are past. */
#include "inside.h"

#include <stdlib.h>

bool fol__placed_any(const fol_chart_spec *chart) {
    return chart->in_skin_count > 0 || chart->sessions_done > 0;
}

static int by_id(const void *a, const void *b) {
    const fol_placed_dot *p = a, *q = b;
    return p->dot.id < q->dot.id ? -1 : p->dot.id > q->dot.id;
}

void fol__placed_sort(fol_placed_dot *placed, size_t count) {
    bool sorted = true;
    for (size_t i = 1; i < count; i++)
        sorted = sorted && placed[i - 1].dot.id <= placed[i].dot.id;
    if (!sorted)
        qsort(placed, count, sizeof *placed, by_id);
}

static fol_status fail_dot(const fol_placed_dot *p, const char *key, double value, double from, double to, fol_error *err) {
    return fol__fail(err, FOL_ERR_VALUE, (fol__where){NULL, -1, -1, -1, "in_skin"}, "dot %lld: %s is %g; it must be from %g to %g",
                     (long long)p->dot.id, key, value, from, to);
}

static fol_status check_dot(const fol__specs *specs, const fol_placed_dot *p, fol_error *err) {
    const double farthest = 2e7;
    const struct {
        const char *key;
        double value, from, to;
    } rows[] = {
        {"id", (double)p->dot.id, 0, 9007199254740991.0},
        {"x_um", p->dot.x_um, -farthest, farthest},
        {"y_um", p->dot.y_um, -farthest, farthest},
        {"zone", p->dot.zone, 0, (double)specs->chart.zone_count - 1},
        {"session", p->dot.session, 1, (double)specs->chart.sessions_done},
        {"weight", (double)p->weight, 0, 16},
        {"confidence", (double)p->confidence, 0, 1},
        {"clear_um", p->clear_um, 0, FOL__FARTHEST_CLEARANCE_UM},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!(rows[i].value >= rows[i].from && rows[i].value <= rows[i].to))
            return fail_dot(p, rows[i].key, rows[i].value, rows[i].from, rows[i].to, err);
    }
    if (p->state < FOL_DOT_DONE || p->state > FOL_DOT_BLOWN_OUT || p->state == FOL_DOT_SKIPPED || p->state == FOL_DOT_LOST)
        return fol__fail(err, FOL_ERR_VALUE, (fol__where){NULL, -1, -1, -1, "in_skin"},
                         "dot %lld: state %d is not that of a dot in the skin", (long long)p->dot.id, p->state);
    return FOL_OK;
}

static fol_status check_counts(const fol__specs *specs, fol_error *err) {
    const int64_t done = specs->chart.sessions_done, sessions = (int64_t)specs->treatment.session_count;
    const fol__where where = {NULL, -1, -1, -1, "in_skin"};
    if (done < 0 || done > sessions)
        return fol__fail(err, FOL_ERR_VALUE, where, "%lld sessions are done; it must be from 0 to the %lld that there are",
                         (long long)done, (long long)sessions);
    if (specs->chart.in_skin_count && done == 0)
        return fol__fail(err, FOL_ERR_CONFLICT, where, "there are dots in the skin, but no session is done; say how many");
    if (done > 0 && fol__has_units(&specs->treatment.units))
        return fol__fail(err, FOL_ERR_CONFLICT, (fol__where){NULL, -1, -1, -1, "dots.units"},
                         "follicular units do not go with sessions that are done: new dots are laid out one by one around what is in the "
                         "skin");
    for (size_t i = 0; i < specs->chart.zone_count && done > 0; i++) {
        if (fol__is_exact(specs, i))
            return fol__fail(err, FOL_ERR_CONFLICT, where,
                             "exact counts do not go with sessions that are done: what healed decides how many dots are needed; leave "
                             "exact_counts and hold_total out");
    }
    return FOL_OK;
}

fol_status fol__placed_check(const fol__specs *specs, fol_error *err) {
    const fol_placed_dot *placed = specs->chart.in_skin;
    fol_status status = check_counts(specs, err);
    for (size_t i = 0; status == FOL_OK && i < specs->chart.in_skin_count; i++) {
        status = check_dot(specs, &placed[i], err);
        if (status == FOL_OK && i && placed[i].dot.id == placed[i - 1].dot.id)
            status = fol__fail(err, FOL_ERR_CONFLICT, (fol__where){NULL, -1, -1, -1, "in_skin"}, "dot %lld is there twice",
                               (long long)placed[i].dot.id);
    }
    return status;
}
