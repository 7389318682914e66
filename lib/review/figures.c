/* SPDX-License-Identifier: MIT */
/* Each dot's distance to its nearest neighbour is multiplied by the square root of the density asked for at its own
 * place, which makes dots of all densities comparable. Every dot may be a neighbour; only dots with an even surrounding
 * enter the means (minus sampling, Ripley 1981), and that is decided by the density alone, never by the dots, so it
 * biases nothing. */
#include "figures.h"

#include "alloc.h"
#include "spread.h"

#include <math.h>

#define UM_PER_CM 1e4

typedef struct measurement {
    const fol__subject *subject;
    const fol__asked *asked;
    size_t first, last;
    const fol__neighbours *neighbours; /* of the set */
    int64_t least;                     /* squared */
    uint32_t pair[2];
    fol__spread scaled;
} measurement;

static double density_at(const measurement *m, size_t entry) {
    const double *running = m->subject->running + entry * m->subject->session_count;
    return running[m->last] - (m->first > 0 ? running[m->first - 1] : 0);
}

/* The nearest of all dots is the nearest of the set, too, if it is of the set. */
static int64_t nearest_in_set(const measurement *m, fol__walk *walk, size_t i, uint32_t *dot) {
    const uint32_t entry = m->neighbours->entries[i].entry;
    const fol__neighbour *of_all = &m->subject->neighbours.entries[m->subject->nearest[entry]];
    if (of_all->session >= m->first + 1 && of_all->session <= m->last + 1) {
        *dot = of_all->dot;
        return m->subject->squared[entry];
    }
    size_t nearest;
    const int64_t squared = fol__walk_nearest(m->neighbours, walk, i, &nearest);
    *dot = m->neighbours->entries[nearest].dot;
    return squared;
}

static void measure_entry(measurement *m, const fol__neighbour *entry, int64_t squared, uint32_t nearest) {
    if (squared < m->least) {
        m->least = squared;
        m->pair[0] = entry->dot;
        m->pair[1] = nearest;
    }
    const double density = density_at(m, entry->entry);
    if (fol__asked_even_around(m->asked, entry->x_um, entry->y_um, m->first, m->last, density))
        fol__spread_add(&m->scaled, sqrt((double)squared * density) / UM_PER_CM);
}

static fol_status measure_strips(measurement *m, fol__stage stage) {
    for (size_t s = 0; s < m->neighbours->strip_count; s++) {
        if (fol__stage_stops(stage, s, m->neighbours->strip_count))
            return FOL_ERR_CANCELLED;
        fol__walk walk = fol__walk_along(m->neighbours, s);
        for (size_t i = m->neighbours->strips[s].start; i < m->neighbours->strips[s].end; i++) {
            uint32_t nearest;
            const int64_t squared = nearest_in_set(m, &walk, i, &nearest);
            measure_entry(m, &m->neighbours->entries[i], squared, nearest);
        }
    }
    return FOL_OK;
}

static void sum_up(const measurement *m, fol_set_figures *figures) {
    const int64_t id_a = m->subject->dots[m->pair[0]].id, id_b = m->subject->dots[m->pair[1]].id;
    figures->least_mm = sqrt((double)m->least) / 1000;
    figures->least_ids[0] = id_a < id_b ? id_a : id_b;
    figures->least_ids[1] = id_a < id_b ? id_b : id_a;
    figures->judged = m->scaled.count;
    if (m->scaled.count >= 2) {
        figures->clark_evans = 2 * fol__spread_mean(&m->scaled);
        figures->nn_cv = fol__spread_cv(&m->scaled);
    }
}

fol_status fol__figures_measure(const fol__subject *subject, const fol__asked *asked, size_t first, size_t last,
                                fol__stage stage, fol_set_figures *figures) {
    const fol_set_figures none = {
        0, asked->totals[last] - (first > 0 ? asked->totals[first - 1] : 0), 0, {-1, -1}, 0, 0, 0};
    *figures = none;
    fol__neighbours members;
    fol_status status = FOL_ERR_NOMEM;
    if (fol__neighbours_select(&members, &subject->neighbours, (uint32_t)first + 1, (uint32_t)last + 1)) {
        measurement m = {subject, asked, first, last, &members, INT64_MAX, {0, 0}, {0, 0, 0, 0}};
        figures->dots = (int64_t)members.count;
        status = members.count >= 2 ? measure_strips(&m, stage) : FOL_OK;
        if (status == FOL_OK && members.count >= 2)
            sum_up(&m, figures);
    }
    fol__neighbours_free(&members);
    return status;
}
