/* SPDX-License-Identifier: MIT */
/* Both lists are sorted by id and walked together; what is found is marked at its dot and reported by place. */
#include "compare.h"

#include "order.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

fol_status fol__repeated_ids_judge(const fol__subject *subject, const uint32_t *by_id, fol__findings *findings) {
    bool *repeated = fol__alloc_zeroed(subject->alloc, subject->count, sizeof *repeated);
    if (!repeated)
        return FOL_ERR_NOMEM;
    for (size_t i = 1; i < subject->count; i++)
        repeated[by_id[i]] = subject->dots[by_id[i]].id == subject->dots[by_id[i - 1]].id;
    fol_status status = FOL_OK;
    for (size_t i = 0; i < subject->count && status == FOL_OK; i++) {
        const fol_dot *dot = &subject->dots[i];
        if (repeated[i] && !fol__findings_add(findings, fol__finding_at(FOL_FINDING_REPEATED_ID, dot),
                                              "id %" PRId64 " is given to more than one dot", dot->id))
            status = FOL_ERR_NOMEM;
    }
    fol__release(subject->alloc, repeated, subject->count, sizeof *repeated);
    return status;
}

static bool same_deposit(const fol_dot *a, const fol_dot *b) {
    return a->x_um == b->x_um && a->y_um == b->y_um && a->session == b->session && a->zone == b->zone &&
           a->diameter_um == b->diameter_um;
}

/* A plan and what was found of it. */
typedef struct comparison {
    const fol__subject *subject;
    const uint32_t *by_id;
    fol_dot *planned; /* by place */
    uint32_t *planned_by_id;
    size_t planned_count;
    bool *missing;          /* [planned] */
    uint32_t *differs_from; /* [found] number, from 1, of the planned dot that it should equal; 0: none */
} comparison;

/* Compares one planned dot with the found dots from to `to` - 1 by id, which have its id. */
static void compare_group(comparison *c, uint32_t planned, size_t from, size_t to) {
    c->missing[planned] = from == to;
    for (size_t i = from; i < to; i++) {
        if (same_deposit(&c->subject->dots[c->by_id[i]], &c->planned[planned]))
            return;
    }
    if (from < to)
        c->differs_from[c->by_id[from]] = planned + 1;
}

/* The id of found dot number i by id. */
static int64_t found_id(const comparison *c, size_t i) {
    return c->subject->dots[c->by_id[i]].id;
}

static void compare_lists(comparison *c) {
    size_t from = 0;
    for (size_t p = 0; p < c->planned_count; p++) {
        const int64_t id = c->planned[c->planned_by_id[p]].id;
        if (p > 0 && c->planned[c->planned_by_id[p - 1]].id == id)
            continue; /* a plan that repeats an id is compared by its first */
        while (from < c->subject->count && found_id(c, from) < id)
            from++;
        size_t to = from;
        while (to < c->subject->count && found_id(c, to) == id)
            to++;
        compare_group(c, c->planned_by_id[p], from, to);
    }
}

static bool report_missing(const comparison *c, fol__findings *findings) {
    for (size_t i = 0; i < c->planned_count; i++) {
        const fol_dot *dot = &c->planned[i];
        if (c->missing[i] && !fol__findings_add(findings, fol__finding_at(FOL_FINDING_MISSING, dot),
                                                "planned dot %" PRId64 " at %s, %s mm is not there", dot->id,
                                                fol__mm_of(dot->x_um).text, fol__mm_of(dot->y_um).text))
            return false;
    }
    return true;
}

/* Names the first field that differs. */
static bool report_moved(const fol_dot *found, const fol_dot *planned, fol__findings *findings) {
    const fol_finding finding = fol__finding_at(FOL_FINDING_MOVED, found);
    if (found->x_um != planned->x_um || found->y_um != planned->y_um) {
        const double dx = (double)found->x_um - planned->x_um, dy = (double)found->y_um - planned->y_um;
        return fol__findings_add(findings, finding, "planned at %s, %s mm, lies %s mm from there",
                                 fol__mm_of(planned->x_um).text, fol__mm_of(planned->y_um).text,
                                 fol__decimal_of(sqrt(dx * dx + dy * dy) / 1000, 3).text);
    }
    if (found->session != planned->session)
        return fol__findings_add(findings, finding, "planned for session %d, given to session %d", planned->session,
                                 found->session);
    if (found->zone != planned->zone)
        return fol__findings_add(findings, finding, "planned in zones[%d], given to zones[%d]", planned->zone,
                                 found->zone);
    return fol__findings_add(findings, finding, "planned with a diameter of %s mm, has %s",
                             fol__mm_of(planned->diameter_um).text, fol__mm_of(found->diameter_um).text);
}

static fol_status compare(comparison *c, fol__findings *findings) {
    compare_lists(c);
    if (!report_missing(c, findings))
        return FOL_ERR_NOMEM;
    for (size_t i = 0; i < c->subject->count; i++) {
        if (c->differs_from[i] > 0 &&
            !report_moved(&c->subject->dots[i], &c->planned[c->differs_from[i] - 1], findings))
            return FOL_ERR_NOMEM;
    }
    return FOL_OK;
}

static fol_status sort_plan(comparison *c, const fol_dot *planned) {
    const fol_allocator *alloc = c->subject->alloc;
    if (c->planned_count > 0)
        memcpy(c->planned, planned, c->planned_count * sizeof *planned);
    if (!fol__sort_by_place(alloc, c->planned, c->planned_count))
        return FOL_ERR_NOMEM;
    c->planned_by_id = fol__order_by_id(alloc, c->planned, c->planned_count);
    return c->planned_by_id ? FOL_OK : FOL_ERR_NOMEM;
}

fol_status fol__plan_compare(const fol__subject *subject, const uint32_t *by_id, const fol_dot *planned, size_t count,
                             fol__findings *findings) {
    const fol_allocator *alloc = subject->alloc;
    comparison c = {subject, by_id, NULL, NULL, count, NULL, NULL};
    c.planned = fol__alloc(alloc, count, sizeof *c.planned);
    c.missing = fol__alloc_zeroed(alloc, count, sizeof *c.missing);
    c.differs_from = fol__alloc_zeroed(alloc, subject->count, sizeof *c.differs_from);
    fol_status status = c.planned && c.missing && c.differs_from ? sort_plan(&c, planned) : FOL_ERR_NOMEM;
    if (status == FOL_OK)
        status = compare(&c, findings);
    fol__release(alloc, c.planned, count, sizeof *c.planned);
    fol__release(alloc, c.planned_by_id, count, sizeof *c.planned_by_id);
    fol__release(alloc, c.missing, count, sizeof *c.missing);
    fol__release(alloc, c.differs_from, subject->count, sizeof *c.differs_from);
    return status;
}
