/* SPDX-License-Identifier: MIT */
/* The texture of a set on a torus: copies of its dots around the tile make every neighbourhood whole. */
#include <follicle/texture.h>

#include "dotset.h"
#include "order.h"
#include "spec.h"

#include <math.h>
#include <string.h>

/* Copies reach as far as the widest disc. */
#define MARGIN 8.5
/* Neighbours looked at for each dot: ten times what even sets need. */
#define BUDGET_A_DOT 2000

enum { LEAST_DOTS = 100, MOST_DOTS = 4000000, LEAST_TILE_UM = 1000, MOST_TILE_UM = 1000000000, MOST_WAVES = 10000 };

static const fol_texture_spec default_spec = {sizeof(fol_texture_spec), NULL, 0, 0, 64, NULL};

void fol_texture_spec_init_sized(fol_texture_spec *spec, size_t struct_size) {
    fol__spec_fill(spec, struct_size, &default_spec, sizeof default_spec);
}

double fol_texture_power(const fol_texture *texture, double from, double to) {
    double sum = 0, waves = 0;
    for (int i = 0; texture && i < FOL_RINGS; i++) {
        if (i * 0.05 > from - 1e-9 && (i + 1) * 0.05 < to + 1e-9) {
            sum += texture->power[i] * (double)texture->waves[i];
            waves += (double)texture->waves[i];
        }
    }
    return waves > 0 ? sum / waves : 0;
}

fol_status fol__dotset_measure(fol__dotset *set, fol__stage stage, fol_texture *out) {
    const int64_t dots = out->dots;
    set->budget = BUDGET_A_DOT * (int64_t)set->neighbours->count;
    fol_status status = fol__dotset_dots(set, fol__stage_part(stage, 0, 0.3), out);
    if (status == FOL_OK && set->budget >= 0)
        status = fol__dotset_discs(set, fol__stage_part(stage, 0.3, 0.4), out);
    if (status == FOL_OK && set->budget >= 0)
        status = fol__dotset_waves(set, fol__stage_part(stage, 0.4, 1), out);
    if (status != FOL_OK || set->budget < 0)
        memset(out, 0, sizeof *out);
    out->dots = dots;
    return status;
}

/* ---------------------------------------------------------------- a torus */

static double spacing_on_torus(const fol__dotset *set, double x_um, double y_um, double reach, double evenness) {
    (void)reach;
    (void)evenness;
    const bool inside = x_um >= 0 && x_um < set->tile_um && y_um >= 0 && y_um < set->tile_um;
    return inside ? set->usual_um : 0;
}

static int copies_of(int32_t at, int32_t tile_um, int32_t margin_um, int32_t places[3]) {
    int count = 0;
    places[count++] = at;
    if (at < margin_um)
        places[count++] = at + tile_um;
    if (at >= tile_um - margin_um)
        places[count++] = at - tile_um;
    return count;
}

/* Every dot with its copies within the margin; dots NULL: only counts them. */
static size_t put_copies(const fol_texture_spec *spec, int32_t margin_um, fol_dot *dots) {
    size_t count = 0;
    for (size_t i = 0; i < spec->count; i++) {
        int32_t xs[3], ys[3];
        const int across = copies_of(spec->xy_um[2 * i], spec->tile_um, margin_um, xs);
        const int down = copies_of(spec->xy_um[2 * i + 1], spec->tile_um, margin_um, ys);
        for (int k = 0; k < across * down; k++) {
            const fol_dot dot = {(int64_t)i, xs[k % across], ys[k / across], 0, 0, 0, 1, 0};
            if (dots)
                dots[count] = dot;
            count++;
        }
    }
    return count;
}

static fol_status measure_indexed(const fol_texture_spec *spec, const fol_allocator *alloc, const fol__neighbours *neighbours,
                                  double spacing_um, fol_texture *out) {
    fol__dotset set = {alloc, neighbours, spacing_on_torus, NULL, 0, 0, spec->tile_um, spec->tile_um, spacing_um,
                       spec->tile_um, spec->waves, 0};
    const fol__stage stage = {spec->progress, 0, 1};
    return fol__dotset_measure(&set, stage, out);
}

static fol_status measure_copies(const fol_texture_spec *spec, const fol_allocator *alloc, fol_dot *dots, size_t count,
                                 double spacing_um, fol_texture *out) {
    fol_status status = FOL_ERR_NOMEM;
    fol__neighbours neighbours;
    memset(&neighbours, 0, sizeof neighbours);
    if (!fol__sort_by_place(alloc, dots, count))
        return status;
    uint32_t *by_x = fol__order_by_x(alloc, dots, count);
    if (by_x && fol__neighbours_build(&neighbours, alloc, dots, by_x, count))
        status = measure_indexed(spec, alloc, &neighbours, spacing_um, out);
    if (neighbours.alloc)
        fol__neighbours_free(&neighbours);
    fol__release(alloc, by_x, count, sizeof *by_x);
    return status;
}

static fol_status measure_torus(const fol_texture_spec *spec, const fol_allocator *alloc, fol_texture *out) {
    out->dots = (int64_t)spec->count;
    if (spec->count < LEAST_DOTS)
        return FOL_OK;
    const double spacing_um = spec->tile_um / sqrt((double)spec->count);
    const int32_t margin_um = (int32_t)(MARGIN * spacing_um);
    const size_t count = put_copies(spec, margin_um, NULL);
    fol_dot *dots = fol__alloc(alloc, count, sizeof *dots);
    if (!dots)
        return FOL_ERR_NOMEM;
    (void)put_copies(spec, margin_um, dots);
    const fol_status status = measure_copies(spec, alloc, dots, count, spacing_um, out);
    fol__release(alloc, dots, count, sizeof *dots);
    return status;
}

static fol_status check_spec(const fol_texture_spec *spec, fol_error *err) {
    if (!spec->xy_um && spec->count > 0)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "xy_um is NULL, count is %zu", spec->count);
    if (spec->count > MOST_DOTS)
        return fol__fail(err, FOL_ERR_LIMIT, FOL__NOWHERE, "%zu dots, at most %d", spec->count, MOST_DOTS);
    if (spec->tile_um < LEAST_TILE_UM || spec->tile_um > MOST_TILE_UM)
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "tile_um is %d, must be from %d to %d", (int)spec->tile_um,
                         LEAST_TILE_UM, MOST_TILE_UM);
    if (spec->waves < 1 || spec->waves > MOST_WAVES)
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "waves is %d, must be from 1 to %d", (int)spec->waves, MOST_WAVES);
    for (size_t i = 0; i < 2 * spec->count; i++) {
        if (spec->xy_um[i] < 0 || spec->xy_um[i] >= spec->tile_um)
            return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "point %zu is off the tile", i / 2);
    }
    return FOL_OK;
}

fol_status fol_texture_measure(const fol_texture_spec *spec, const fol_allocator *alloc, fol_texture *out,
                               fol_error *err) {
    if (!out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "out is NULL");
    memset(out, 0, sizeof *out);
    fol_texture_spec own = default_spec;
    if (!spec || !fol__spec_read(&own, sizeof own, spec, sizeof own))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "spec is NULL or its struct_size wrong: use fol_texture_spec_default()");
    fol_status status = check_spec(&own, err);
    if (status != FOL_OK)
        return status;
    const fol_allocator memory = fol__allocator_or_libc(alloc);
    status = measure_torus(&own, &memory, out);
    if (status == FOL_ERR_NOMEM || status == FOL_ERR_CANCELLED) {
        memset(out, 0, sizeof *out);
        return status == FOL_ERR_NOMEM ? fol__fail_nomem(err) : fol__fail_cancelled(err);
    }
    return status;
}
