/* SPDX-License-Identifier: MIT */
/* Each dot's distance to its nearest neighbour is multiplied by the square root of the density asked for at its own
 * place, which makes dots of all densities comparable. Every dot may be a neighbour; only dots with an even surrounding
 * enter the means (minus sampling, Ripley 1981), and that is decided by the density alone, never by the dots, so it
 * biases nothing. */
#include "figures.h"

#include "alloc.h"
#include "neighbours.h"

#include <math.h>

#define UM_PER_CM 1e4

/* Mean and spread in one pass (Welford 1962). */
typedef struct spread {
    int64_t count;
    double mean, squares;
} spread;

static void spread_add(spread *s, double value) {
    const double from_old = value - s->mean;
    s->count++;
    s->mean += from_old / (double)s->count;
    s->squares += from_old * (value - s->mean);
}

/* The numbers of the set's dots, rising. */
static size_t list_members(const fol__subject *subject, size_t first, size_t last, uint32_t *members) {
    size_t count = 0;
    for (size_t i = 0; i < subject->count; i++) {
        const size_t session = subject->dots[i].session;
        if (session >= first + 1 && session <= last + 1)
            members[count++] = (uint32_t)i;
    }
    return count;
}

typedef struct measurement {
    const fol__subject *subject;
    const fol__asked *asked;
    size_t first, last;
    const fol__neighbours *neighbours;
    int64_t least; /* squared */
    spread scaled;
} measurement;

static void note_least(measurement *m, int64_t squared, uint32_t a, uint32_t b, fol_set_figures *figures) {
    if (squared >= m->least)
        return;
    m->least = squared;
    const int64_t id_a = m->subject->dots[a].id, id_b = m->subject->dots[b].id;
    figures->least_ids[0] = id_a < id_b ? id_a : id_b;
    figures->least_ids[1] = id_a < id_b ? id_b : id_a;
}

static void measure_entry(measurement *m, size_t strip, size_t entry, fol_set_figures *figures) {
    size_t nearest;
    const int64_t squared = fol__neighbours_nearest(m->neighbours, strip, entry, &nearest);
    const uint32_t dot = m->neighbours->entries[entry].dot;
    note_least(m, squared, dot, m->neighbours->entries[nearest].dot, figures);
    const double before = m->first > 0 ? fol__running_at(m->subject, dot, m->first - 1) : 0;
    const double density = fol__running_at(m->subject, dot, m->last) - before;
    const fol_dot *place = &m->subject->dots[dot];
    if (fol__asked_even_around(m->asked, place->x_um, place->y_um, m->first, m->last, density))
        spread_add(&m->scaled, sqrt((double)squared) / UM_PER_CM * sqrt(density));
}

static fol_status measure_all(measurement *m, fol__stage stage, fol_set_figures *figures) {
    for (size_t strip = 0; strip < m->neighbours->strip_count; strip++) {
        if (fol__stage_stops(stage, strip, m->neighbours->strip_count))
            return FOL_ERR_CANCELLED;
        for (size_t i = m->neighbours->strips[strip].start; i < m->neighbours->strips[strip].end; i++)
            measure_entry(m, strip, i, figures);
    }
    figures->least_mm = sqrt((double)m->least) / 1000;
    figures->judged = m->scaled.count;
    if (m->scaled.count >= 2 && m->scaled.mean > 0) {
        figures->clark_evans = 2 * m->scaled.mean;
        figures->nn_cv = sqrt(m->scaled.squares / (double)(m->scaled.count - 1)) / m->scaled.mean;
    }
    return FOL_OK;
}

fol_status fol__figures_measure(const fol__subject *subject, const fol__asked *asked, size_t first, size_t last,
                                fol__stage stage, fol_set_figures *figures) {
    const fol_set_figures none = {
        0, asked->totals[last] - (first > 0 ? asked->totals[first - 1] : 0), 0, {-1, -1}, 0, 0, 0};
    *figures = none;
    uint32_t *members = fol__alloc(subject->alloc, subject->count, sizeof *members);
    if (!members)
        return FOL_ERR_NOMEM;
    const size_t count = list_members(subject, first, last, members);
    figures->dots = (int64_t)count;
    fol_status status = FOL_OK;
    fol__neighbours neighbours;
    if (!fol__neighbours_build(&neighbours, subject->alloc, subject->dots, subject->by_x, subject->count, members,
                               count)) {
        status = FOL_ERR_NOMEM;
    } else if (count >= 2) {
        measurement m = {subject, asked, first, last, &neighbours, INT64_MAX, {0, 0, 0}};
        status = measure_all(&m, stage, figures);
    }
    fol__neighbours_free(&neighbours);
    fol__release(subject->alloc, members, subject->count, sizeof *members);
    return status;
}
