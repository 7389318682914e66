/* SPDX-License-Identifier: MIT */
/* The texture of a session or running total under the density that was asked for. Whether surroundings are even is read on the
 * patches of the raster that they touch. */
#include "textures.h"

#include "dotset.h"

#include <math.h>
#include <string.h>

#define UM_PER_CM 1e4

/* Of which sessions, under which density. */
typedef struct ground {
    const fol__asked *asked;
    size_t first, last;
} ground;

static double spacing_on_ground(const fol__dotset *set, double x_um, double y_um, double reach, double evenness) {
    const ground *g = set->user;
    const fol__asked *asked = g->asked;
    const double column = (x_um - asked->question.x0) * asked->columns_per_um;
    const double row = (y_um - asked->question.y0) * asked->rows_per_um;
    const double per_cm2 = fol__asked_at(asked, column, row, g->first, g->last);
    if (!(per_cm2 > 0))
        return 0;
    const double spacing_um = UM_PER_CM / sqrt(per_cm2);
    const double per_um = asked->columns_per_um > asked->rows_per_um ? asked->columns_per_um : asked->rows_per_um;
    const bool even = fol__patches_even_all(&asked->patches, column, row, reach * spacing_um * per_um, g->first, g->last,
                                            per_cm2 / evenness, per_cm2 * evenness);
    return even ? spacing_um : 0;
}

/* Of the mean of the densities that are asked for at the dots. */
static double usual_spacing_um(const fol__subject *subject, const fol__neighbours *members, size_t first, size_t last) {
    double sum = 0;
    for (size_t i = 0; i < members->count; i++) {
        const double *running = subject->running + members->entries[i].entry * subject->session_count;
        sum += running[last] - (first > 0 ? running[first - 1] : 0);
    }
    return sum > 0 ? UM_PER_CM / sqrt(sum / (double)members->count) : 0;
}

fol_status fol__texture_of(const fol__subject *subject, const fol__asked *asked, size_t first, size_t last,
                           fol__stage stage, fol_texture *out) {
    const ground g = {asked, first, last};
    memset(out, 0, sizeof *out);
    fol__neighbours members;
    fol_status status = FOL_ERR_NOMEM;
    if (fol__neighbours_select(&members, &subject->neighbours, (uint32_t)first + 1, (uint32_t)last + 1)) {
        const fol__question *q = &asked->question;
        fol__dotset set = {subject->alloc, &members, spacing_on_ground, &g, q->x0, q->y0, q->x1, q->y1,
                           usual_spacing_um(subject, &members, first, last), 0, 0, 0};
        out->dots = (int64_t)members.count;
        status = set.usual_um > 0 ? fol__dotset_measure(&set, stage, out) : FOL_OK;
    }
    fol__neighbours_free(&members);
    return status;
}
