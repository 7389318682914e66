/* SPDX-License-Identifier: MIT */
/* The density as a function of the place, indexed so that each row of cells is a list of runs with what has a say in them.
 *
 *   running total after session j at x =
 *       min( sum over zones of w d c_j e,  greatest d c_j e with w > 0 ) * area scale, 0 in keep-outs and near openings
 *   w the zone's weight, d its density, c_j its cumulative share (blended to the share at the front of a hairline), and e what
 *   the hairlines on it leave: in front of some, at most the sentinels of each; times the ramps of those that it is behind.
 *
 * Each term rises with d and with c_j, so that raising either only adds dots. */
#include "inside.h"

#include "noise.h"

#include <string.h>

/* ---------------------------------------------------------------- one place */

/* What a zone asks for at one place. */
typedef struct zone_say {
    double weight;
    double asked; /* weight x density after the hairlines, all shares taken as 1: decides who wins */
} zone_say;

static double zone_weight(const fol__zone *zone, const fol__cell_run *run, int32_t row, int32_t x, int32_t y) {
    bool inside;
    if (run->near_count == 0)
        return 1;
    const double distance = fol__shape_distance(zone->shape, run, row, x, y, &inside);
    if (!(zone->feather_um > 0))
        return inside ? 1 : 0;
    return fol__smooth(0.5 + (inside ? distance : -distance) / zone->feather_um);
}

static double scale_at(const fol_area_scale_spec *scale, double x_mm, double y_mm) {
    if (scale->at) {
        const double s = scale->at(x_mm, y_mm, scale->user);
        return s >= 0 ? (s <= scale->max_scale ? s : scale->max_scale) : 0; /* a NaN counts as no skin */
    }
    if (!scale->values)
        return 1;
    double u = x_mm / scale->mm_per_value - 0.5, v = y_mm / scale->mm_per_value - 0.5;
    u = u < 0 ? 0 : u > scale->width - 1 ? scale->width - 1 : u;
    v = v < 0 ? 0 : v > scale->height - 1 ? scale->height - 1 : v;
    const int32_t i = (int32_t)u, k = (int32_t)v;
    const int32_t i1 = i + 1 < scale->width ? i + 1 : i, k1 = k + 1 < scale->height ? k + 1 : k;
    const float *upper = scale->values + (size_t)k * (size_t)scale->width;
    const float *lower = scale->values + (size_t)k1 * (size_t)scale->width;
    const double fu = u - i, fv = v - k;
    const double a = (double)upper[i] + ((double)upper[i1] - (double)upper[i]) * fu;
    const double b = (double)lower[i] + ((double)lower[i1] - (double)lower[i]) * fu;
    return a + (b - a) * fv;
}

static bool has_area_scale(const fol_area_scale_spec *scale) {
    return scale->at || scale->values;
}

/* The hairlines near one place. */
typedef struct edges_here {
    fol__edge_effect effect[FOL__MAX_HAIRLINES];
    uint16_t index[FOL__MAX_HAIRLINES];
    size_t count;
} edges_here;

/* One zone's say after the hairlines, for a share c of its density. In front of a hairline its ramp is 0, behind it its
 * sentinels are: the order of hairlines does not matter. */
static double after_hairlines(const edges_here *edges, uint32_t acting, double asked, double share) {
    double ramps = 1;
    for (size_t i = 0; i < edges->count; i++) {
        if (!(acting >> edges->index[i] & 1))
            continue;
        const fol__edge_effect *e = &edges->effect[i];
        const double lone = e->sentinel_per_cm2 * share;
        if (e->ramp > 0)
            ramps *= e->ramp;
        else
            asked = lone < asked ? lone : asked;
    }
    return asked * ramps;
}

/* How far the share at the front of a hairline applies. */
static double front_of(const edges_here *edges, uint32_t acting) {
    double front = 0;
    for (size_t i = 0; i < edges->count; i++) {
        if (acting >> edges->index[i] & 1 && edges->effect[i].front > front)
            front = edges->effect[i].front;
    }
    return front;
}

/* Sums up to one place's density, zone by zone. */
typedef struct total {
    double sum[FOL_MAX_SESSIONS], most[FOL_MAX_SESSIONS];
    double best_asked, best_weighted;
    int32_t zone;
} total;

static void add_zone(total *t, const fol_design *design, int32_t index, double weight, const edges_here *edges) {
    const fol__zone *zone = &design->zones[index];
    const double front = front_of(edges, zone->hairlines), weighted = weight * zone->per_cm2;
    for (size_t j = 0; j < design->session_count; j++) {
        const double share = zone->share[j] + (zone->front_share[j] - zone->share[j]) * front;
        const double whole = after_hairlines(edges, zone->hairlines, zone->per_cm2 * share, share);
        t->sum[j] += weight < 1 ? after_hairlines(edges, zone->hairlines, weighted * share, share) : whole;
        t->most[j] = whole > t->most[j] ? whole : t->most[j];
    }
    const double asked = after_hairlines(edges, zone->hairlines, weighted, 1);
    if (t->zone == FOL_NO_ZONE || asked > t->best_asked ||
        (asked == t->best_asked && weighted > t->best_weighted)) {
        t->zone = index;
        t->best_asked = asked;
        t->best_weighted = weighted;
    }
}

static void nothing(fol_density *out) {
    memset(out, 0, sizeof *out);
    out->zone = FOL_NO_ZONE;
}

static void sum_up(const fol_design *design, const total *t, double scale, fol_density *out) {
    nothing(out);
    for (size_t k = 0; k < FOL_MAX_SESSIONS; k++) {
        const size_t j = k < design->session_count ? k : design->session_count - 1;
        out->running_per_cm2[k] = (t->sum[j] < t->most[j] ? t->sum[j] : t->most[j]) * scale;
    }
    if (out->running_per_cm2[FOL_MAX_SESSIONS - 1] > 0)
        out->zone = t->zone;
}

static const fol__cell_run *run_of(const fol_design *design, const fol__entry *entry) {
    switch (entry->kind) {
    case FOL__ENTRY_ZONE:
        return &design->zones[entry->index].shape->cells.runs[entry->run];
    case FOL__ENTRY_HAIRLINE:
        return &design->hairlines[entry->index].line->cells.runs[entry->run];
    default:
        return &design->keep_outs[entry->index]->cells.runs[entry->run];
    }
}

static bool kept_out(const fol_design *design, const fol__entry *entry, int32_t row, int32_t x, int32_t y) {
    const fol__shape *shape = design->keep_outs[entry->index];
    bool inside;
    const double distance = fol__shape_distance(shape, run_of(design, entry), row, x, y, &inside);
    return inside || distance < shape->reach_um;
}

/* Hairlines and keep-outs come after the zones in a run's entries. False: nothing may be here. */
static bool gather_edges(const fol_design *design, const fol__field_run *run, int32_t row, int32_t x, int32_t y,
                         edges_here *edges) {
    edges->count = 0;
    for (uint32_t i = run->entry_count; i-- > 0;) {
        const fol__entry *entry = &design->field.entries[run->entry + i];
        if (entry->kind == FOL__ENTRY_ZONE)
            break;
        if (entry->kind == FOL__ENTRY_KEEP_OUT) {
            if (kept_out(design, entry, row, x, y))
                return false;
            continue;
        }
        edges->index[edges->count] = entry->index;
        edges->effect[edges->count++] =
            fol__hairline_effect(&design->hairlines[entry->index], run_of(design, entry), x, y);
    }
    return true;
}

void fol__field_at(const fol_design *design, const fol__field_run *run, int32_t row, int32_t x, int32_t y,
                   fol_density *out) {
    edges_here edges;
    nothing(out);
    if (x < 0 || y < 0 || x >= design->width_um || y >= design->height_um)
        return;
    if (!gather_edges(design, run, row, x, y, &edges))
        return;
    total t = {{0}, {0}, 0, 0, FOL_NO_ZONE};
    for (uint32_t i = 0; i < run->entry_count; i++) {
        const fol__entry *entry = &design->field.entries[run->entry + i];
        if (entry->kind != FOL__ENTRY_ZONE)
            break;
        const double weight = zone_weight(&design->zones[entry->index], run_of(design, entry), row, x, y);
        if (weight > 0)
            add_zone(&t, design, entry->index, weight, &edges);
    }
    if (t.zone == FOL_NO_ZONE)
        return;
    const fol_area_scale_spec *scale = &design->specs.chart.area_scale;
    sum_up(design, &t, has_area_scale(scale) ? scale_at(scale, fol__mm_from_um(x), fol__mm_from_um(y)) : 1, out);
    if (run->hairs && !fol__hairs_clear(design->hairs, out->running_per_cm2[FOL_MAX_SESSIONS - 1], x, y))
        nothing(out);
}

void fol__field_even(const fol_design *design, const fol__field_run *run, fol_density *out) {
    const edges_here none = {.count = 0};
    total t = {{0}, {0}, 0, 0, FOL_NO_ZONE};
    for (uint32_t i = 0; i < run->entry_count; i++)
        add_zone(&t, design, design->field.entries[run->entry + i].index, 1, &none);
    sum_up(design, &t, 1, out);
}

bool fol__field_is_plain(const fol_design *design, const fol__field_run *run) {
    bool plain = !run->hairs;
    for (uint32_t i = 0; plain && i < run->entry_count; i++) {
        const fol__entry *entry = &design->field.entries[run->entry + i];
        plain = entry->kind == FOL__ENTRY_ZONE && run_of(design, entry)->near_count == 0;
    }
    return plain;
}

double fol__field_most(const fol_design *design, const fol__field_run *run) {
    double most = 0;
    for (uint32_t i = 0; i < run->entry_count; i++) {
        const fol__entry *entry = &design->field.entries[run->entry + i];
        if (entry->kind == FOL__ENTRY_ZONE && design->zones[entry->index].per_cm2 > most)
            most = design->zones[entry->index].per_cm2;
    }
    return most * design->specs.chart.area_scale.max_scale;
}

/* ---------------------------------------------------------------- the index */

/* One thing with cells, walked along a row. */
typedef struct cursor {
    const fol__cell_rows *cells;
    uint16_t kind, index;
    uint32_t next, past; /* runs of this row */
} cursor;

enum { KIND_HAIRS = FOL__ENTRY_KEEP_OUT + 1 };

typedef struct indexer {
    const fol_design *design;
    cursor *cursors; /* zones, hairlines, keep-outs, hairs */
    size_t cursor_count;
    fol__vector runs, entries;
} indexer;

static void make_cursors(indexer *ix) {
    const fol_design *d = ix->design;
    size_t n = 0;
    for (size_t i = 0; i < d->zone_count; i++)
        ix->cursors[n++] = (cursor){&d->zones[i].shape->cells, FOL__ENTRY_ZONE, (uint16_t)i, 0, 0};
    for (size_t i = 0; i < d->hairline_count; i++)
        ix->cursors[n++] = (cursor){&d->hairlines[i].line->cells, FOL__ENTRY_HAIRLINE, (uint16_t)i, 0, 0};
    for (size_t i = 0; i < d->keep_out_count; i++)
        ix->cursors[n++] = (cursor){&d->keep_outs[i]->cells, FOL__ENTRY_KEEP_OUT, (uint16_t)i, 0, 0};
    if (d->hairs)
        ix->cursors[n++] = (cursor){&d->hairs->cells, KIND_HAIRS, 0, 0, 0};
    ix->cursor_count = n;
}

static void enter_row(indexer *ix, int32_t row) {
    for (size_t i = 0; i < ix->cursor_count; i++) {
        cursor *c = &ix->cursors[i];
        const fol__cell_window w = c->cells->window;
        const bool has = c->cells->starts && row >= w.row0 && row < w.row1;
        c->next = has ? c->cells->starts[row - w.row0] : 0;
        c->past = has ? c->cells->starts[row - w.row0 + 1] : 0;
    }
}

/* The cursor's run at `column`, or NULL; lowers *until to where that changes. */
static const fol__cell_run *run_at(cursor *c, int32_t column, int32_t *until) {
    while (c->next < c->past && c->cells->runs[c->next].column1 <= column)
        c->next++;
    if (c->next == c->past)
        return NULL;
    const fol__cell_run *run = &c->cells->runs[c->next];
    const bool inside = run->column0 <= column;
    const int32_t change = inside ? run->column1 : run->column0;
    *until = change < *until ? change : *until;
    return inside ? run : NULL;
}

static bool append_entry(indexer *ix, const cursor *c) {
    fol__entry *entry = fol__vector_extend(&ix->entries, 1);
    if (!entry)
        return false;
    entry->kind = c->kind;
    entry->index = c->index;
    entry->run = c->next;
    return true;
}

/* What is so for a run of cells before the zones are looked at. */
typedef struct here {
    uint32_t in_front; /* hairlines that the run is wholly in front of */
    bool blocked;      /* wholly in a keep-out */
    bool even, hairs;
} here;

static here look_around(indexer *ix, int32_t column, int32_t *until) {
    here h = {0, false, true, false};
    for (size_t i = 0; i < ix->cursor_count; i++) {
        cursor *c = &ix->cursors[i];
        const fol__cell_run *run = run_at(c, column, until);
        if (!run)
            continue;
        if (c->kind == FOL__ENTRY_HAIRLINE) {
            const int side = fol__hairline_side(&ix->design->hairlines[c->index], run);
            h.in_front |= side < 0 ? UINT32_C(1) << c->index : 0;
        } else if (c->kind == KIND_HAIRS) {
            h.hairs = true;
        } else if (c->kind == FOL__ENTRY_KEEP_OUT && run->near_count == 0) {
            h.blocked = true;
        }
        if (run->near_count)
            h.even = false;
    }
    return h;
}

/* Whether the canvas' edge cuts through a cell, or is so near that irregularity can take a dot across it. Runs of cells are
 * made to end where that changes. */
static bool cut_by_canvas(const fol_design *d, int32_t row, int32_t column, int32_t *until) {
    const int32_t first = d->pad_um > 0 ? 1 : 0;
    const int32_t past_column = (d->width_um - d->pad_um) / FOL__CELL_UM;
    const int32_t past_row = (d->height_um - d->pad_um) / FOL__CELL_UM;
    if (row < first || row >= past_row || column >= past_column)
        return true;
    const int32_t change = column < first ? first : past_column;
    *until = change < *until ? change : *until;
    return column < first;
}

static bool append_entries(indexer *ix, const here *h, int32_t column, uint32_t *zones) {
    *zones = 0;
    for (size_t i = 0; i < ix->cursor_count; i++) {
        cursor *c = &ix->cursors[i];
        int32_t unused = INT32_MAX;
        const fol__cell_run *run = run_at(c, column, &unused);
        if (!run || c->kind == KIND_HAIRS)
            continue;
        if (c->kind == FOL__ENTRY_ZONE) {
            if (ix->design->zones[c->index].hairlines & h->in_front)
                continue;
            ++*zones;
        } else if (run->near_count == 0) {
            continue;
        }
        if (!append_entry(ix, c))
            return false;
    }
    return true;
}

static bool append_run(indexer *ix, int32_t row, int32_t column, int32_t *until) {
    here h = look_around(ix, column, until);
    if (h.blocked)
        return true;
    if (cut_by_canvas(ix->design, row, column, until) || h.hairs || has_area_scale(&ix->design->specs.chart.area_scale))
        h.even = false;
    const size_t first = ix->entries.count;
    uint32_t zones;
    if (!append_entries(ix, &h, column, &zones))
        return false;
    if (zones == 0) {
        ix->entries.count = first;
        return true;
    }
    fol__field_run *run = fol__vector_extend(&ix->runs, 1);
    if (!run)
        return false;
    const fol__field_run made = {column, *until, (uint32_t)first, (uint32_t)(ix->entries.count - first), h.even,
                                 h.hairs};
    *run = made;
    return true;
}

static bool index_rows(indexer *ix, fol__field *out) {
    for (int32_t row = 0; row < out->row_count; row++) {
        out->starts[row] = (uint32_t)ix->runs.count;
        enter_row(ix, row);
        for (int32_t column = 0; column < out->column_count;) {
            int32_t until = out->column_count;
            if (!append_run(ix, row, column, &until))
                return false;
            column = until;
        }
    }
    out->starts[out->row_count] = (uint32_t)ix->runs.count;
    return true;
}

static bool settle(const indexer *ix, fol__field *out) {
    out->runs = fol__alloc(&out->alloc, ix->runs.count, sizeof *out->runs);
    out->run_count = out->runs ? ix->runs.count : 0;
    out->entries = fol__alloc(&out->alloc, ix->entries.count, sizeof *out->entries);
    out->entry_count = out->entries ? ix->entries.count : 0;
    if (!out->runs || !out->entries)
        return false;
    if (out->run_count)
        memcpy(out->runs, ix->runs.items, out->run_count * sizeof *out->runs);
    if (out->entry_count)
        memcpy(out->entries, ix->entries.items, out->entry_count * sizeof *out->entries);
    return true;
}

bool fol__field_make(fol_design *design) {
    fol__field *out = &design->field;
    memset(out, 0, sizeof *out);
    out->alloc = design->alloc;
    out->column_count = fol__cell_of(design->width_um - 1) + 1;
    out->row_count = fol__cell_of(design->height_um - 1) + 1;
    const size_t cursors = design->zone_count + design->hairline_count + design->keep_out_count + 1;
    indexer ix = {design, NULL, 0, {&design->alloc, sizeof(fol__field_run), NULL, 0, 0},
                  {&design->alloc, sizeof(fol__entry), NULL, 0, 0}};
    ix.cursors = fol__alloc(&design->alloc, cursors, sizeof *ix.cursors);
    out->starts = fol__alloc(&out->alloc, (size_t)out->row_count + 1, sizeof *out->starts);
    bool ok = ix.cursors && out->starts;
    if (ok) {
        make_cursors(&ix);
        ok = index_rows(&ix, out) && settle(&ix, out);
    }
    fol__release(&design->alloc, ix.cursors, cursors, sizeof *ix.cursors);
    fol__vector_free(&ix.runs);
    fol__vector_free(&ix.entries);
    return ok; /* what was made of it goes with the design */
}

void fol__field_free(fol__field *field) {
    if (!field->starts)
        return;
    fol__release(&field->alloc, field->starts, (size_t)field->row_count + 1, sizeof *field->starts);
    fol__release(&field->alloc, field->runs, field->run_count, sizeof *field->runs);
    fol__release(&field->alloc, field->entries, field->entry_count, sizeof *field->entries);
    field->starts = NULL;
}
