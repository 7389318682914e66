/* SPDX-License-Identifier: MIT */
/* The figures of an edge: dots and skin are seen from the line, cut into slices, and measured. */
#include <follicle/edge.h>

#include "edgefront.h"
#include "edgeline.h"
#include "edges.h"
#include "fail.h"
#include "ring.h"
#include "spec.h"

#include <math.h>
#include <string.h>

/* Edges that are judged over less have few bumps, and need to be so much alike to be each other's image. */
#define SHORT_MM 150.0
#define ALIKE 0.95

/* Figures of fewer slices are too rough to judge by. */
#define LEAST_SLICES 40

/* Skin is looked at in squares of this side, tile by tile; the tile's half diagonal, rounded up. */
#define SKIN_MM 0.5
#define TILE_MM 8.0
#define TILE_REACH_MM 5.7
enum { TILE_SIDE = 16, BATCH = 64 };

/* Lines that bend less have no teeth. */
#define LEAST_DRAWN_MM 0.4
/* So much less of a line's share is judged than without its teeth where they are too narrow. */
#define LEAST_JUDGED 0.75

static const fol_edge_limits default_limits = {sizeof(fol_edge_limits), 100, 0.1, 0.6, 1.5, 0.75, 0.45, 0.85};
static const fol_edge_spec default_spec = {sizeof(fol_edge_spec), NULL, 0, {NULL, 0}, 0, NULL, 0, NULL, NULL, NULL};

void fol_edge_limits_init_sized(fol_edge_limits *limits, size_t struct_size) {
    fol__spec_fill(limits, struct_size, &default_limits, sizeof default_limits);
}

void fol_edge_spec_init_sized(fol_edge_spec *spec, size_t struct_size) {
    fol__spec_fill(spec, struct_size, &default_spec, sizeof default_spec);
}

/* Everything that is alive during one measurement. */
typedef struct work {
    fol_edge_spec spec;
    fol__edgeline line;
    fol__vector dots, skin; /* of fol__ashore */
    double sign;            /* of a side that is behind */
    fol__front front;
} work;

/* ---------------------------------------------------------------- dots */

static bool is_counted(const fol_edge_spec *spec, uint16_t zone) {
    for (size_t i = 0; i < spec->zone_count; i++) {
        if (spec->zones[i] == zone)
            return true;
    }
    return !spec->zones;
}

/* Those within the band's greater half on either side, as the line has them. */
static bool see_dots(work *w) {
    for (size_t i = 0; i < w->spec.dot_count; i++) {
        const fol_dot *dot = &w->spec.dots[i];
        fol__beside at;
        if (!is_counted(&w->spec, dot->zone) ||
            !fol__edgeline_see(&w->line, dot->x_um / 1000.0, dot->y_um / 1000.0, FOL__EDGE_BEHIND_MM, &at))
            continue;
        fol__ashore *seen = fol__vector_extend(&w->dots, 1);
        if (!seen)
            return false;
        *seen = (fol__ashore){at.along, at.side, 1};
    }
    return true;
}

static double side_with_more(const work *w) {
    const fol__ashore *dots = w->dots.items;
    size_t left = 0;
    for (size_t i = 0; i < w->dots.count; i++)
        left += dots[i].behind > 0;
    return 2 * left >= w->dots.count ? 1 : -1;
}

/* Keeps what is in the band. */
static void turn_dots(work *w) {
    fol__ashore *dots = w->dots.items;
    size_t kept = 0;
    w->sign = w->spec.behind != 0 ? w->spec.behind : side_with_more(w);
    for (size_t i = 0; i < w->dots.count; i++) {
        const double behind = dots[i].behind * w->sign;
        if (behind >= -FOL__EDGE_FRONT_MM)
            dots[kept++] = (fol__ashore){dots[i].along, behind, 1};
    }
    w->dots.count = kept;
}

/* ---------------------------------------------------------------- skin */

/* Places of a tile whose density is asked for together. */
typedef struct batch {
    size_t count;
    int32_t xy_um[2 * BATCH];
} batch;

/* Fills in the density of the places put last. */
static void ask(const work *w, batch *b) {
    fol_density found[BATCH];
    fol__ashore *skin = (fol__ashore *)w->skin.items + (w->skin.count - b->count);
    if (w->spec.density && b->count > 0)
        w->spec.density(b->xy_um, b->count, found, w->spec.density_user);
    for (size_t i = 0; i < b->count; i++) {
        const double asked = w->spec.density ? found[i].running_per_cm2[FOL_MAX_SESSIONS - 1] : 1;
        skin[i].asked = asked > 0 ? asked : 0; /* a NaN asks for nothing */
    }
    b->count = 0;
}

static bool see_skin(work *w, double x, double y, batch *b) {
    fol__beside at;
    if (!fol__edgeline_see(&w->line, x, y, FOL__EDGE_BEHIND_MM, &at) || at.side * w->sign < -FOL__EDGE_FRONT_MM)
        return true;
    fol__ashore *seen = fol__vector_extend(&w->skin, 1);
    if (!seen)
        return false;
    *seen = (fol__ashore){at.along, at.side * w->sign, 0};
    b->xy_um[2 * b->count] = fol__um_from_mm(x);
    b->xy_um[2 * b->count + 1] = fol__um_from_mm(y);
    if (++b->count == BATCH)
        ask(w, b);
    return true;
}

static bool see_tile(work *w, double x0, double y0) {
    batch b = {0, {0}};
    for (int i = 0; i < TILE_SIDE * TILE_SIDE; i++) {
        if (!see_skin(w, x0 + (i % TILE_SIDE + 0.5) * SKIN_MM, y0 + (i / TILE_SIDE + 0.5) * SKIN_MM, &b))
            return false;
    }
    ask(w, &b);
    return true;
}

/* Tiles near several bundles are the first one's. */
static bool see_bundle(work *w, size_t bundle) {
    const fol__bundle *b = &w->line.bundles[bundle];
    const double x0 = floor((b->x0 - FOL__EDGE_BEHIND_MM) / TILE_MM) * TILE_MM, x1 = b->x1 + FOL__EDGE_BEHIND_MM;
    const double y0 = floor((b->y0 - FOL__EDGE_BEHIND_MM) / TILE_MM) * TILE_MM, y1 = b->y1 + FOL__EDGE_BEHIND_MM;
    for (double y = y0; y < y1; y += TILE_MM) {
        for (double x = x0; x < x1; x += TILE_MM) {
            const double half = TILE_MM / 2, reach = FOL__EDGE_BEHIND_MM + TILE_REACH_MM;
            if (fol__edgeline_first_near(&w->line, x + half, y + half, reach) == bundle && !see_tile(w, x, y))
                return false;
        }
    }
    return true;
}

static bool see_all_skin(work *w) {
    for (size_t i = 0; i < w->line.bundle_count; i++) {
        if (!see_bundle(w, i))
            return false;
    }
    return true;
}

/* ---------------------------------------------------------------- all of it */

static bool measure_front(work *w, const fol_allocator *alloc, const fol__shore *shore, fol_edge *out) {
    if (!fol__front_make(shore, alloc, &w->front, out))
        return false;
    if (!(out->judged_mm > 0))
        return true;
    fol__front_roughness(&w->front, out);
    fol__front_symmetry(&w->front, out);
    return fol__front_stop(&w->front, shore, out) && fol__front_period(&w->front, out);
}

static bool measure(work *w, const fol_allocator *alloc, fol_edge *out) {
    w->dots = w->skin = (fol__vector){alloc, sizeof(fol__ashore), NULL, 0, 0};
    if (!fol__edgeline_make(&w->spec.line, alloc, &w->line))
        return false;
    out->length_mm = w->line.length;
    if (!(w->line.length > 0))
        return true;
    if (!see_dots(w))
        return false;
    turn_dots(w);
    out->dots = (int64_t)w->dots.count;
    if (!see_all_skin(w))
        return false;
    const fol__shore shore = {w->dots.items, w->skin.items, w->dots.count, w->skin.count, w->line.length, SKIN_MM * SKIN_MM};
    return measure_front(w, alloc, &shore, out);
}

static void work_free(work *w) {
    fol__front_free(&w->front);
    fol__vector_free(&w->dots);
    fol__vector_free(&w->skin);
    fol__edgeline_free(&w->line);
}

/* Waves of the edge about the line without its own, so that teeth are found that were drawn; all figures where the line's own teeth are
 * so narrow that little can be said about it. */
static bool measure_about(const work *w, fol_ring line, const fol_allocator *alloc, fol_edge *out) {
    work about;
    fol_edge edge;
    memset(&about, 0, sizeof about);
    memset(&edge, 0, sizeof edge);
    about.spec = w->spec;
    about.spec.line = line;
    about.spec.behind = w->sign < 0 ? -1 : 1;
    const bool ok = measure(&about, alloc, &edge);
    work_free(&about);
    if (!ok)
        return false;
    const double length = out->length_mm;
    if (out->judged_mm * edge.length_mm < LEAST_JUDGED * edge.judged_mm * length) {
        *out = edge;
        out->length_mm = length;
    } else if (edge.period > out->period) {
        out->period = edge.period;
        out->period_mm = edge.period_mm;
        out->period_height_mm = edge.period_height_mm;
    }
    return true;
}

static bool measure_drawn(const work *w, const fol_allocator *alloc, fol_edge *out) {
    if (out->dots == 0)
        return true;
    const size_t count = fol__edgeline_soothed_count(&w->line);
    fol_point *points = fol__alloc(alloc, count, sizeof *points);
    const double moved = points ? fol__edgeline_soothe(&w->line, count, points) : -1;
    const bool ok = moved >= 0 && (moved < LEAST_DRAWN_MM || measure_about(w, (fol_ring){points, count}, alloc, out));
    fol__release(alloc, points, count, sizeof *points);
    return ok;
}

static fol_status check_limits(const fol_edge_limits *limits, fol__where where, fol_error *err) {
    const struct {
        const char *key;
        double value, most;
    } rows[] = {{"judged_from_mm", limits->judged_from_mm, 10000}, {"wander_from_mm", limits->wander_from_mm, 100},
                {"rough_from", limits->rough_from, 10}, {"period_to", limits->period_to, 1000}, {"mirror_to", limits->mirror_to, 1},
                {"scatter_from", limits->scatter_from, 10}, {"step_to", limits->step_to, 10}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        where.key = rows[i].key;
        if (!(rows[i].value >= 0 && rows[i].value <= rows[i].most))
            return fol__fail(err, FOL_ERR_VALUE, where, "an edge's limit %s is %g, must be from 0 to %g", rows[i].key, rows[i].value,
                             rows[i].most);
    }
    return FOL_OK;
}

fol_status fol__edge_spec_read(const fol_edge_spec *spec, fol__where where, fol_edge_spec *own, fol_edge_limits *limits,
                               fol_error *err) {
    *own = default_spec;
    *limits = default_limits;
    if (!spec || !fol__spec_read(own, sizeof *own, spec, sizeof *own))
        return fol__fail(err, FOL_ERR_ARG, where, "spec is NULL or its struct_size wrong: use fol_edge_spec_default()");
    if ((!own->dots && own->dot_count > 0) || (!own->zones && own->zone_count > 0))
        return fol__fail(err, FOL_ERR_ARG, where, "dots or zones is NULL, their count is not 0");
    if (own->behind < -1 || own->behind > 1)
        return fol__fail(err, FOL_ERR_VALUE, where, "behind is %d, must be -1, 0 or 1", (int)own->behind);
    if (own->limits && !fol__spec_read(limits, sizeof *limits, own->limits, sizeof *limits))
        return fol__fail(err, FOL_ERR_ARG, where, "limits->struct_size is wrong: use fol_edge_limits_default()");
    const fol_status status = check_limits(limits, where, err);
    return status == FOL_OK ? fol__ring_check(&own->line, 2, where, err) : status;
}

bool fol__edge_take(const fol_edge_spec *spec, const fol_allocator *alloc, fol_edge *out) {
    work w;
    memset(&w, 0, sizeof w);
    memset(out, 0, sizeof *out);
    w.spec = *spec;
    const bool ok = measure(&w, alloc, out) && measure_drawn(&w, alloc, out);
    work_free(&w);
    if (!ok)
        memset(out, 0, sizeof *out);
    return ok;
}

fol_status fol_edge_measure(const fol_edge_spec *spec, const fol_allocator *alloc, fol_edge *out, fol_error *err) {
    if (!out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "out is NULL");
    memset(out, 0, sizeof *out);
    fol_edge_spec own;
    fol_edge_limits limits;
    const fol_allocator memory = fol__allocator_or_libc(alloc);
    const fol_status status = fol__edge_spec_read(spec, FOL__NOWHERE, &own, &limits, err);
    if (status != FOL_OK)
        return status;
    return fol__edge_take(&own, &memory, out) ? FOL_OK : fol__fail_nomem(err);
}

/* The undulations of a short edge are few, and two sides of few bumps look alike by chance: only copies are found there. */
static double mirror_limit(const fol_edge_limits *limits, double judged_mm) {
    return judged_mm >= SHORT_MM || limits->mirror_to > ALIKE ? limits->mirror_to : ALIKE;
}

uint32_t fol_edge_faults(const fol_edge *edge, const fol_edge_limits *limits) {
    fol_edge_limits own = default_limits;
    if (!edge || (limits && !fol__spec_read(&own, sizeof own, limits, sizeof own)))
        return 0;
    if (!(edge->judged_mm > 0) || edge->judged_mm < own.judged_from_mm || edge->judged_mm < LEAST_SLICES * edge->slice_mm)
        return 0;
    uint32_t faults = 0;
    if (edge->wander_mm < own.wander_from_mm && edge->rough_mm[0] < own.rough_from * edge->spacing_mm)
        faults |= FOL_EDGE_RULED;
    faults |= own.period_to > 0 && edge->period > own.period_to ? FOL_EDGE_PERIODIC : 0;
    faults |= own.mirror_to > 0 && edge->mirror > mirror_limit(&own, edge->judged_mm) ? FOL_EDGE_MIRRORED : 0;
    faults |= own.scatter_from > 0 && edge->scatter < own.scatter_from ? FOL_EDGE_STOPPED : 0;
    faults |= own.step_to > 0 && edge->step > own.step_to ? FOL_EDGE_STOPPED : 0;
    return faults;
}
