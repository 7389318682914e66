/* SPDX-License-Identifier: MIT */
/* A design that differs from another by one ring or curve. It shares all else: shapes, openings, and the memory of specs, so that
 * its cost is that of the one object and a copy of the lists. */
#include "inside.h"

#include <string.h>

static fol_status no_such_object(fol_error *err) {
    return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the edit names no ring or curve of this design");
}

static fol_status check_edit(const fol_design *base, const fol_design_edit *edit, fol_error *err) {
    if (edit->points.count > (size_t)base->limits.max_vertices)
        return fol__too_many_points(&base->limits, err);
    switch (edit->kind) {
    case FOL_EDIT_ZONE_RING:
        return edit->index < base->zone_count && edit->ring <= base->specs.zones[edit->index].hole_count ? FOL_OK
                                                                                                        : no_such_object(err);
    case FOL_EDIT_HAIRLINE:
        return edit->index < base->hairline_count ? FOL_OK : no_such_object(err);
    case FOL_EDIT_KEEP_OUT:
        return edit->index < base->keep_out_count ? FOL_OK : no_such_object(err);
    default:
        return no_such_object(err);
    }
}

/* ---------------------------------------------------------------- what is shared */

static bool copy_lists(fol_design *d) {
    fol_chart_spec *chart = &d->specs.chart;
    fol__arena *a = &d->arena;
    d->specs.zones = fol__arena_copy(a, d->specs.zones, d->zone_count, sizeof *d->specs.zones);
    d->specs.hairlines = fol__arena_copy(a, d->specs.hairlines, d->hairline_count, sizeof *d->specs.hairlines);
    d->specs.keep_outs = fol__arena_copy(a, d->specs.keep_outs, d->keep_out_count, sizeof *d->specs.keep_outs);
    chart->zones = d->specs.zones;
    chart->hairlines = d->specs.hairlines;
    chart->keep_outs = d->specs.keep_outs;
    d->zones = fol__arena_copy(a, d->zones, d->zone_count, sizeof *d->zones);
    d->hairlines = fol__arena_copy(a, d->hairlines, d->hairline_count, sizeof *d->hairlines);
    d->keep_outs = fol__arena_copy(a, d->keep_outs, d->keep_out_count, sizeof *d->keep_outs);
    return chart->zones && chart->hairlines && chart->keep_outs && d->zones && d->hairlines && d->keep_outs;
}

static void share_parts(fol_design *d) {
    for (size_t i = 0; i < d->zone_count; i++) {
        fol__shape_share(d->zones[i].shape);
        fol__store_share(d->zones[i].store);
    }
    for (size_t i = 0; i < d->hairline_count; i++) {
        fol__line_share(d->hairlines[i].line);
        fol__store_share(d->hairlines[i].store);
    }
    for (size_t i = 0; i < d->keep_out_count; i++) {
        fol__shape_share(d->keep_outs[i].shape);
        fol__store_share(d->keep_outs[i].store);
    }
    fol__hairs_share(d->hairs);
}

/* NULL when memory is out. */
static fol_design *copy_design(const fol_design *base, const fol_allocator *alloc) {
    fol_design *d = fol__design_empty(&base->limits, alloc);
    if (!d)
        return NULL;
    fol_design filled = *base;
    filled.alloc = d->alloc;
    filled.arena = d->arena;
    filled.warnings = NULL;
    filled.warning_count = filled.warning_capacity = 0;
    filled.changed = NULL;
    filled.changed_count = 0;
    filled.store = fol__store_share(base->store);
    const bool ok = copy_lists(&filled);
    if (!ok) {
        filled.zones = NULL;
        filled.hairlines = NULL;
        filled.keep_outs = NULL;
        filled.hairs = NULL;
    }
    *d = filled;
    if (ok) {
        share_parts(d);
        return d;
    }
    fol_design_free(d);
    return NULL;
}

/* ---------------------------------------------------------------- what is replaced */

/* A count without points is none. */
static bool copy_ring(fol__store *store, const fol_ring *from, fol_ring *to) {
    const size_t count = from->points ? from->count : 0;
    to->points = count ? fol__arena_copy(&store->arena, from->points, count, sizeof(fol_point)) : NULL;
    to->count = count;
    return to->points || count == 0;
}

/* All rings of the zone, so that nothing of an earlier edit is kept alive. */
static bool replace_zone_ring(fol_zone_spec *zone, const fol_design_edit *edit, fol__store *store) {
    fol_ring *holes = fol__arena_copy(&store->arena, zone->holes, zone->hole_count, sizeof *holes);
    if (!holes)
        return false;
    bool ok = copy_ring(store, edit->ring == 0 ? &edit->points : &zone->outline, &zone->outline);
    for (size_t i = 0; ok && i < zone->hole_count; i++)
        ok = copy_ring(store, edit->ring == i + 1 ? &edit->points : &zone->holes[i], &holes[i]);
    zone->holes = zone->hole_count ? holes : NULL;
    return ok;
}

static fol_status edit_zone(fol_design *d, const fol_design_edit *edit, fol__store *store, fol_error *err) {
    fol__zone *zone = &d->zones[edit->index];
    if (!replace_zone_ring(&d->specs.zones[edit->index], edit, store))
        return fol__fail_nomem(err);
    fol__shape_leave(zone->shape);
    fol__store_leave(zone->store);
    zone->shape = NULL;
    zone->store = fol__store_share(store);
    return fol__zone_make(d, edit->index, err);
}

static fol_status edit_hairline(fol_design *d, const fol_design_edit *edit, fol__store *store, fol_error *err) {
    fol__hairline *hairline = &d->hairlines[edit->index];
    if (!copy_ring(store, &edit->points, &d->specs.hairlines[edit->index].points))
        return fol__fail_nomem(err);
    fol__line_leave(hairline->line);
    fol__store_leave(hairline->store);
    hairline->line = NULL;
    hairline->store = NULL;
    const fol_status status = fol__hairline_make(d, edit->index, hairline, err);
    hairline->store = fol__store_share(store);
    return status;
}

static fol_status edit_keep_out(fol_design *d, const fol_design_edit *edit, fol__store *store, fol_error *err) {
    fol__keep_out *keep_out = &d->keep_outs[edit->index];
    if (!copy_ring(store, &edit->points, &d->specs.keep_outs[edit->index].outline))
        return fol__fail_nomem(err);
    fol__shape_leave(keep_out->shape);
    fol__store_leave(keep_out->store);
    keep_out->shape = NULL;
    keep_out->store = fol__store_share(store);
    return fol__keep_out_make(d, edit->index, err);
}

static fol_status apply(fol_design *d, const fol_design_edit *edit, fol_error *err) {
    fol__store *store = fol__store_make(&d->alloc);
    if (!store)
        return fol__fail_nomem(err);
    fol_status status = edit->kind == FOL_EDIT_ZONE_RING  ? edit_zone(d, edit, store, err)
                        : edit->kind == FOL_EDIT_HAIRLINE ? edit_hairline(d, edit, store, err)
                                                          : edit_keep_out(d, edit, store, err);
    fol__store_leave(store);
    if (status == FOL_OK)
        status = fol__vertices_check(&d->specs, &d->limits, err);
    return status;
}

static fol_status derive(const fol_design *base, const fol_design_edit *edit, fol_design *d, fol_error *err) {
    fol_status status = apply(d, edit, err);
    if (status == FOL_OK)
        status = fol__design_finish(d, err);
    if (status == FOL_OK && !fol__design_note_changes(base, d, edit->kind, edit->index))
        status = fol__fail_nomem(err);
    /* a callback can answer otherwise for the same fingerprint: nothing is then known to be unchanged */
    d->base_fingerprint = base->specs.chart.area_scale.at ? 0 : base->fingerprint;
    return status;
}

fol_status fol_design_derive(const fol_design *base, const fol_design_edit *edit, const fol_allocator *alloc,
                             fol_design **out, fol_error *err) {
    if (out)
        *out = NULL;
    if (!base || !edit || !out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "base, edit and out must not be NULL");
    fol_status status = check_edit(base, edit, err);
    if (status != FOL_OK)
        return status;
    fol_design *d = copy_design(base, alloc);
    if (!d)
        return fol__fail_nomem(err);
    status = derive(base, edit, d, err);
    if (status == FOL_OK)
        *out = d;
    else
        fol_design_free(d);
    return status;
}
