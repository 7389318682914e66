/* SPDX-License-Identifier: MIT */
/* A region keeps all its edges for inclusion, and separately the pieces of them that bound the filled part. For a plain outline the
 * two are the same; where edges meet, each is cut there, and a piece stays if exactly one of its sides is filled. */
#include "region.h"

#include "crossings.h"

#include <stdlib.h>
#include <string.h>

/* How far beside a piece its sides are looked at, in micrometres: less than the grid, more than rounding. */
#define BESIDE_UM 0.25

/* Looking at a piece's sides costs a test of each edge; an outline that is drawn needs far fewer than this. */
#define MOST_SIDE_TESTS ((size_t)400 * 1000 * 1000)

static fol__winding winding_at(const fol__region *region, double x, double y) {
    fol__winding winding = {0, 0, false, false};
    for (size_t i = 0; i < region->edge_count; i++) {
        const fol__edge *e = &region->edges[i];
        if ((e->y0 <= y) == (e->y1 <= y))
            continue;
        const double side = ((double)e->x1 - e->x0) * (y - e->y0) - ((double)e->y1 - e->y0) * (x - e->x0);
        const int step = e->y1 > e->y0 ? side > 0 : -(side < 0);
        if (step)
            fol__winding_add_step(&winding, e->ring, step);
    }
    fol__winding_end_ring(&winding);
    return winding;
}

static fol__segment piece_of(const fol__edge *e, double from, double to) {
    const double dx = (double)e->x1 - e->x0, dy = (double)e->y1 - e->y0;
    const fol__segment s = {e->x0 + from * dx, e->y0 + from * dy, to == 1 ? e->x1 : e->x0 + to * dx,
                            to == 1 ? e->y1 : e->y0 + to * dy};
    return s;
}

/* Windings beside the middle of a piece that has a length: where fol__segment_side() is above 0, and below. */
static void look_beside(const fol__region *region, const fol__segment *s, fol__winding *above, fol__winding *below) {
    const double dx = s->x1 - s->x0, dy = s->y1 - s->y0;
    const double largest = (dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy);
    const double mx = s->x0 + dx * 0.5, my = s->y0 + dy * 0.5;
    const double ox = dy / largest * BESIDE_UM, oy = -dx / largest * BESIDE_UM;
    *above = winding_at(region, mx + ox, my + oy);
    *below = winding_at(region, mx - ox, my - oy);
}

static bool has_length(const fol__segment *s) {
    return s->x0 != s->x1 || s->y0 != s->y1;
}

/* -1, 1: filled on the side where fol__segment_side() is below or above 0; 0: on both or neither. */
static int filled_side(const fol__region *region, const fol__segment *s) {
    fol__winding a, b;
    look_beside(region, s, &a, &b);
    const bool above = a.in_outline && !a.in_hole, below = b.in_outline && !b.in_hole;
    return above == below ? 0 : above ? 1 : -1;
}

/* A piece of a hole that has no part of the outline on either side. */
static bool is_outside(const fol__region *region, const fol__segment *s) {
    fol__winding a, b;
    look_beside(region, s, &a, &b);
    return !a.in_outline && !b.in_outline;
}

static bool append_bound(fol__region *region, fol__vector *bounds, fol__segment s, int side) {
    region->area_mm2 += (double)side * (s.x1 * s.y0 - s.x0 * s.y1) * 0.5e-6;
    const fol__segment turned = {s.x1, s.y1, s.x0, s.y0};
    fol__segment *kept = fol__vector_extend(bounds, 1);
    if (kept)
        *kept = side > 0 ? s : turned; /* so that a reversed outline measures the same */
    return kept != NULL;
}

static int by_edge_and_share(const void *a, const void *b) {
    const fol__meeting *p = a, *q = b;
    if (p->edge != q->edge)
        return p->edge < q->edge ? -1 : 1;
    if (p->t != q->t)
        return p->t < q->t ? -1 : 1;
    return p->other < q->other ? -1 : p->other > q->other;
}

/* Of edges that lie on one line and overlap, the first is kept: whether an earlier one covers the middle of a piece of edge i.
 * `own` are the meetings of edge i. */
static bool is_repeated(const fol__region *region, const fol__meeting *own, size_t own_count, size_t i,
                        const fol__segment *s) {
    const fol__edge *e = &region->edges[i];
    const double x = s->x0 + (s->x1 - s->x0) * 0.5, y = s->y0 + (s->y1 - s->y0) * 0.5;
    for (size_t m = 0; m < own_count; m++) {
        const fol__edge *o = &region->edges[own[m].other];
        if (own[m].other >= i || fol__orient(e->x0, e->y0, e->x1, e->y1, o->x0, o->y0) != 0 ||
            fol__orient(e->x0, e->y0, e->x1, e->y1, o->x1, o->y1) != 0)
            continue;
        const double from = (x - o->x0) * ((double)o->x1 - o->x0) + (y - o->y0) * ((double)o->y1 - o->y0);
        const double to = (x - o->x1) * ((double)o->x0 - o->x1) + (y - o->y1) * ((double)o->y0 - o->y1);
        if (from > 0 && to > 0)
            return true;
    }
    return false;
}

/* Walks all edges; which side is filled can only change where edges meet or a new ring begins. A piece that seems to be no
 * bound may belong to a sliver too thin to look into: the next one is looked at anew, as long as that costs no ages. */
static bool append_bounds(fol__region *region, const fol__meeting *meetings, size_t meeting_count,
                          fol__vector *bounds) {
    const size_t most_looks = MOST_SIDE_TESTS / region->edge_count;
    size_t m = 0, looks = 0;
    int side = 0;
    bool known = false;
    for (size_t i = 0; i < region->edge_count; i++) {
        const fol__edge *e = &region->edges[i];
        const size_t first = m;
        size_t past = m;
        double from = 0;
        while (past < meeting_count && meetings[past].edge == i)
            past++;
        known = known && e->ring == region->edges[i - 1].ring;
        for (;;) {
            const bool meets = m < past;
            const double to = meets ? meetings[m].t : 1;
            const fol__segment s = piece_of(e, from, to);
            if (to > from && has_length(&s)) {
                if (!known)
                    side = filled_side(region, &s);
                known = side != 0 || ++looks > most_looks;
                if (side && !(past > first && is_repeated(region, &meetings[first], past - first, i, &s)) &&
                    !append_bound(region, bounds, s, side))
                    return false;
            }
            if (!meets)
                break;
            known = false;
            from = to;
            m++;
        }
    }
    return true;
}

static void grow_box(fol__region *region) {
    fol__box box = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
    for (size_t i = 0; i < region->edge_count; i++) {
        const fol__edge *e = &region->edges[i];
        box.x0 = e->x0 < box.x0 ? e->x0 : box.x0;
        box.y0 = e->y0 < box.y0 ? e->y0 : box.y0;
        box.x1 = e->x0 > box.x1 ? e->x0 : box.x1;
        box.y1 = e->y0 > box.y1 ? e->y0 : box.y1;
    }
    region->box = box;
}

bool fol__region_holds(const fol__region *region, int32_t x, int32_t y) {
    fol__winding winding = {0, 0, false, false};
    for (size_t i = 0; i < region->edge_count; i++)
        fol__winding_add(&winding, &region->edges[i], x, y);
    return fol__winding_filled(winding);
}

static fol_status check_rings(const fol_ring *outline, const fol_ring *holes, size_t hole_count, fol__where where,
                              fol_error *err) {
    for (size_t i = 0; i <= hole_count; i++) {
        where.ring = (int32_t)i;
        const fol_status status = fol__ring_check(i == 0 ? outline : &holes[i - 1], 3, where, err);
        if (status != FOL_OK)
            return status;
    }
    return FOL_OK;
}

static fol_status append_rings(const fol_ring *outline, const fol_ring *holes, size_t hole_count,
                               fol__vector *edges, fol_error *err) {
    for (size_t i = 0; i <= hole_count; i++) {
        if (!fol__ring_append_edges(i == 0 ? outline : &holes[i - 1], (int32_t)i, edges))
            return fol__fail_nomem(err);
    }
    return FOL_OK;
}

/* Says where a hole leaves its outline: at a crossing, or with the corner that the outside piece begins at. */
static fol_status refuse_hole(const fol__region *region, const fol__meeting *met, const fol__edge *e, fol__where where,
                              fol_error *err) {
    const char *const right = "a hole must lie inside its outline";
    where.ring = e->ring;
    where.vertex = e->vertex;
    if (met) {
        const int32_t at = region->edges[met->other].vertex;
        return fol__fail(err, FOL_ERR_GEOMETRY, where, "the hole crosses the outline between its points %d and %d; %s", at,
                         at + 1, right);
    }
    return fol__fail(err, FOL_ERR_GEOMETRY, where, "(%g, %g) of the hole is outside the outline; %s",
                     fol__mm_from_um(e->x0), fol__mm_from_um(e->y0), right);
}

/* A hole must not leave its outline: of its pieces, the first and those that begin where it meets the outline are looked at.
 * Along the outline or touching it is fine. */
static fol_status check_holes(const fol__region *region, const fol__meeting *meetings, size_t meeting_count,
                              fol__where where, fol_error *err) {
    size_t m = 0;
    const fol__meeting *met = NULL; /* with the outline, where the piece begins */
    bool known = false;
    for (size_t i = 0; i < region->edge_count; i++) {
        const fol__edge *e = &region->edges[i];
        double from = 0;
        if (e->ring == 0 || e->ring != region->edges[i - 1].ring) {
            met = NULL;
            known = e->ring == 0;
        }
        for (;;) {
            const bool meets = m < meeting_count && meetings[m].edge == i;
            const double to = meets ? meetings[m].t : 1;
            const fol__segment s = piece_of(e, from, to);
            if (to > from && has_length(&s)) {
                if (!known && is_outside(region, &s))
                    return refuse_hole(region, met, e, where, err);
                known = true;
            }
            if (!meets)
                break;
            if (e->ring != 0 && region->edges[meetings[m].other].ring == 0) {
                met = &meetings[m];
                known = false;
            }
            from = to;
            m++;
        }
    }
    return FOL_OK;
}

static void note_crossing(fol__region *region, const fol__meeting *meetings, size_t meeting_count) {
    for (size_t m = 0; m < meeting_count && !region->crosses_itself; m++) {
        const fol__edge *e = &region->edges[meetings[m].edge], *other = &region->edges[meetings[m].other];
        if (!meetings[m].crossing || e->ring != 0 || other->ring != 0)
            continue;
        region->crosses_itself = true;
        region->crossing[0] = e->vertex;
        region->crossing[1] = other->vertex;
    }
}

static fol_status find_bounds(fol__region *region, fol__where where, fol__vector *meetings, fol__vector *bounds,
                              fol_error *err) {
    where.ring = 0;
    const fol__crossings_result result = fol__find_crossings(region->edges, region->edge_count, meetings);
    if (result == FOL__CROSSINGS_NOMEM)
        return fol__fail_nomem(err);
    if (result == FOL__CROSSINGS_TANGLED)
        return fol__fail(err, FOL_ERR_LIMIT, where,
                         "the outline is too tangled: too many of its edges meet or run beside each other; simplify it");
    if (meetings->count > MOST_SIDE_TESTS / region->edge_count)
        return fol__fail(err, FOL_ERR_LIMIT, where, "the outline is too tangled: its edges meet %zu times; simplify it",
                         meetings->count / 2);
    if (meetings->count)
        qsort(meetings->items, meetings->count, sizeof(fol__meeting), by_edge_and_share);
    const fol_status status = check_holes(region, meetings->items, meetings->count, where, err);
    if (status != FOL_OK)
        return status;
    note_crossing(region, meetings->items, meetings->count);
    if (!append_bounds(region, meetings->items, meetings->count, bounds))
        return fol__fail_nomem(err);
    if (bounds->count == 0 || !(region->area_mm2 > 0))
        return fol__fail(err, FOL_ERR_GEOMETRY, where, "%s",
                         region->edges[region->edge_count - 1].ring == 0
                             ? "has no area: its points lie on one line"
                             : "has no area: its points lie on one line, or holes take all of it");
    return FOL_OK;
}

/* Moves a vector's items into a block of exactly their size, for life. */
static void *settled(fol__vector *vector) {
    void *items = fol__alloc(vector->alloc, vector->count, vector->element_size);
    if (items && vector->count)
        memcpy(items, vector->items, vector->count * vector->element_size);
    return items;
}

static fol_status build(fol__region *region, const fol_ring *outline, const fol_ring *holes, size_t hole_count,
                        fol__where where, fol__vector *edges, fol_error *err) {
    fol_status status = append_rings(outline, holes, hole_count, edges, err);
    if (status != FOL_OK)
        return status;
    region->edges = settled(edges);
    if (!region->edges)
        return fol__fail_nomem(err);
    region->edge_count = edges->count;
    grow_box(region);
    fol__vector meetings = {&region->alloc, sizeof(fol__meeting), NULL, 0, 0};
    fol__vector bounds = {&region->alloc, sizeof(fol__segment), NULL, 0, 0};
    status = find_bounds(region, where, &meetings, &bounds, err);
    if (status == FOL_OK) {
        region->bounds = settled(&bounds);
        region->bound_count = region->bounds ? bounds.count : 0;
        status = region->bounds ? FOL_OK : fol__fail_nomem(err);
    }
    fol__vector_free(&meetings);
    fol__vector_free(&bounds);
    return status;
}

fol_status fol__region_make(const fol_ring *outline, const fol_ring *holes, size_t hole_count, fol__where where,
                            const fol_allocator *alloc, fol__region *out, fol_error *err) {
    memset(out, 0, sizeof *out);
    out->alloc = *alloc;
    fol_status status = check_rings(outline, holes, hole_count, where, err);
    if (status != FOL_OK)
        return status;
    fol__vector edges = {&out->alloc, sizeof(fol__edge), NULL, 0, 0};
    status = build(out, outline, holes, hole_count, where, &edges, err);
    fol__vector_free(&edges);
    if (status != FOL_OK)
        fol__region_free(out);
    return status;
}

void fol__region_free(fol__region *region) {
    fol__release(&region->alloc, region->edges, region->edge_count, sizeof(fol__edge));
    fol__release(&region->alloc, region->bounds, region->bound_count, sizeof(fol__segment));
    region->edges = NULL;
    region->bounds = NULL;
    region->edge_count = region->bound_count = 0;
}
