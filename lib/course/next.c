/* SPDX-License-Identifier: MIT */
/* From a plan and what was done of it to what is in the skin, which the next plan works around. */
#include "course.h"
#include "spec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* New dots keep so many spacings (1 / sqrt(density)) of the next running total away from one in the skin: as close as the review allows
 * is 0.4. Wider discs space dots more evenly, but push more of them away (docs/records.md has figures). */
#define CLEARANCE 0.5
#define FARTHEST_UM 3000

struct fol_next {
    fol_allocator alloc;
    fol_placed_dot *placed;
    size_t count;
    int32_t done;
    fol_next_figures *figures;
    size_t zones;
    fol_mask_spec retention;
};

void fol_next_spec_init_sized(fol_next_spec *spec, size_t struct_size) {
    fol_next_spec d;
    memset(&d, 0, sizeof d);
    d.faint_weight = 0.5;
    d.blown_out_weight = 2;
    fol__spec_fill(spec, struct_size, &d, sizeof d);
}

void fol_next_free(fol_next *next) {
    if (!next)
        return;
    const fol_allocator alloc = next->alloc;
    fol__release(&alloc, next->placed, next->count, sizeof *next->placed);
    fol__release(&alloc, next->figures, next->zones, sizeof *next->figures);
    fol__retention_free(&alloc, &next->retention);
    fol__release(&alloc, next, 1, sizeof *next);
}

const fol_placed_dot *fol_next_in_skin(const fol_next *next, size_t *count) {
    if (count)
        *count = next ? next->count : 0;
    return next ? next->placed : NULL;
}

int32_t fol_next_sessions_done(const fol_next *next) {
    return next ? next->done : 0;
}

fol_next_figures fol_next_zone(const fol_next *next, size_t zone) {
    static const fol_next_figures none;
    return next && zone < next->zones ? next->figures[zone] : none;
}

const fol_mask_spec *fol_next_retention(const fol_next *next) {
    return next ? &next->retention : NULL;
}

/* ---------------------------------------------------------------- what stays */

/* The session that comes next; the last one where none is left. */
static size_t coming(const fol__course *c) {
    const size_t sessions = fol_design_session_count(c->spec.design), next = (size_t)c->session + 1;
    return next < sessions ? next : sessions;
}

static uint16_t clearance(const fol__course *c, const fol_placed_dot *p) {
    const fol_treatment_spec *t = fol_design_treatment(c->spec.design);
    fol_density density;
    fol_design_density_at(c->spec.design, p->dot.x_um, p->dot.y_um, &density);
    const double per_cm2 = density.running_per_cm2[coming(c) - 1];
    const double wide = p->weight > 1 ? sqrt((double)p->weight) : 1;
    const double own = per_cm2 > 0 ? CLEARANCE * 10000 / sqrt(per_cm2) * wide : 0, least = t->min_distance_mm * 1000;
    const double um = own > least ? own : least;
    return um < FARTHEST_UM ? (uint16_t)(um + 0.5) : FARTHEST_UM;
}

static bool stays(const fol__entry *e) {
    return e->fate != FOL_DOT_SKIPPED && e->fate != FOL_DOT_LOST;
}

static int by_id(const void *a, const void *b) {
    const fol_placed_dot *p = a, *q = b;
    return p->dot.id < q->dot.id ? -1 : p->dot.id > q->dot.id;
}

static bool keep_dots(const fol__course *c, fol_next *next) {
    const fol__entry *e = c->entries.items;
    size_t count = 0;
    for (size_t i = 0; i < c->entries.count; i++)
        count += stays(&e[i]);
    next->placed = fol__alloc(&next->alloc, count, sizeof *next->placed);
    if (!next->placed)
        return false;
    for (size_t i = 0; i < c->entries.count; i++) {
        if (!stays(&e[i]))
            continue;
        fol_placed_dot *p = &next->placed[next->count++];
        *p = e[i].placed;
        p->clear_um = clearance(c, p);
    }
    if (next->count)
        qsort(next->placed, next->count, sizeof *next->placed, by_id);
    return true;
}

static void count_states(const fol__course *c, fol_next *next) {
    const fol__entry *e = c->entries.items;
    for (size_t i = 0; i < c->entries.count; i++) {
        fol_next_figures *f = &next->figures[e[i].placed.dot.zone];
        f->in_skin += stays(&e[i]) ? (double)e[i].placed.weight : 0;
        if (i < c->known && !e[i].planned)
            continue;
        const bool by_zone = e[i].planned && c->zone_held[e[i].placed.dot.zone] >= 0 && (e[i].unsure || !e[i].judged);
        f->states[by_zone ? 0 : e[i].fate]++;
        f->planned += e[i].planned;
        if (e[i].planned)
            f->held += e[i].placed.weight < 1 ? (double)e[i].placed.weight : 1;
    }
    for (size_t zone = 0; zone < next->zones; zone++)
        next->figures[zone].held = next->figures[zone].planned ? next->figures[zone].held / (double)next->figures[zone].planned : 1;
}

/* ---------------------------------------------------------------- what is still to come */

static fol_status check_over(const fol__course *c, const fol_next *next, fol_error *err) {
    fol_status status = FOL_OK;
    for (size_t zone = 0; status == FOL_OK && zone < next->zones; zone++)
        status = fol__over_check(c->spec.design, (size_t)c->session, zone, next->figures[zone].in_skin, next->figures[zone].asked_next, err);
    return status;
}

static fol_status ask_for_next(const fol__course *c, fol_next *next, fol_error *err) {
    const size_t sessions = fol_design_session_count(c->spec.design), count = next->zones * sessions;
    double *expected = fol__alloc(&next->alloc, count, sizeof *expected);
    if (!expected)
        return fol__fail_nomem(err);
    const fol_status status = fol_design_expected(c->spec.design, expected, count);
    for (size_t zone = 0; status == FOL_OK && zone < next->zones; zone++)
        next->figures[zone].asked_next = expected[zone * sessions + coming(c) - 1];
    fol__release(&next->alloc, expected, count, sizeof *expected);
    if (status != FOL_OK)
        return status == FOL_ERR_NOMEM ? fol__fail_nomem(err) : status;
    return check_over(c, next, err);
}

static fol_status carry_on(fol__course *c, fol_next *next, fol_error *err) {
    c->zone_held = fol__alloc(&c->alloc, c->zones, sizeof *c->zone_held);
    next->figures = fol__alloc_zeroed(&next->alloc, c->zones, sizeof *next->figures);
    if (!c->zone_held || !next->figures)
        return fol__fail_nomem(err);
    for (size_t zone = 0; zone < c->zones; zone++)
        c->zone_held[zone] = -1;
    const fol_status status = fol__course_judge(c, err);
    if (status != FOL_OK)
        return status;
    next->done = c->session;
    if (!keep_dots(c, next) || !fol__retention_make(c, &next->retention))
        return fol__fail_nomem(err);
    count_states(c, next);
    return ask_for_next(c, next, err);
}

static fol_status check_spec(const fol_next_spec *s, fol_error *err) {
    if (!s->design || !s->layout || (s->row_count && !s->rows))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "design, layout and rows must not be NULL");
    if (fol_layout_fingerprint(s->layout) != fol_design_fingerprint(s->design))
        return fol__fail(err, FOL_ERR_CONFLICT, FOL__NOWHERE, "the layout is of another design");
    if (!(s->faint_weight >= 0 && s->faint_weight <= 1) || !(s->blown_out_weight >= 1 && s->blown_out_weight <= 16))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE,
                         "a faint dot counts for %g, a blown-out one for %g; the first is from 0 to 1, the second from 1 to 16",
                         s->faint_weight, s->blown_out_weight);
    return FOL_OK;
}

fol_status fol_next_create(const fol_next_spec *spec, const fol_allocator *alloc, fol_next **out, fol_error *err) {
    if (out)
        *out = NULL;
    fol__course c = {.alloc = fol__allocator_or_libc(alloc)};
    c.spec = fol_next_spec_default();
    if (!spec || !out || !fol__spec_read(&c.spec, sizeof c.spec, spec, sizeof c.spec))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "spec and out must not be NULL, and the spec's struct_size right");
    fol_status status = check_spec(&c.spec, err);
    if (status != FOL_OK)
        return status;
    c.entries = (fol__vector){&c.alloc, sizeof(fol__entry), NULL, 0, 0};
    c.done = (int32_t)fol_design_chart(c.spec.design)->sessions_done;
    c.zones = fol_design_zone_count(c.spec.design);
    fol_next *next = fol__alloc_zeroed(&c.alloc, 1, sizeof *next);
    if (!next)
        return fol__fail_nomem(err);
    next->alloc = c.alloc;
    next->zones = c.zones;
    status = carry_on(&c, next, err);
    fol__release(&c.alloc, c.zone_held, c.zones, sizeof *c.zone_held);
    fol__vector_free(&c.entries);
    if (status == FOL_OK)
        *out = next;
    else
        fol_next_free(next);
    return status;
}
