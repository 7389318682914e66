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

static bool filled_at(const fol__region *region, double x, double y) {
    int outline = 0, holes = 0;
    for (size_t i = 0; i < region->edge_count; i++) {
        const fol__edge *e = &region->edges[i];
        if ((e->y0 <= y) == (e->y1 <= y))
            continue;
        const double side = ((double)e->x1 - e->x0) * (y - e->y0) - ((double)e->y1 - e->y0) * (x - e->x0);
        const int w = e->y1 > e->y0 ? side > 0 : -(side < 0);
        if (e->ring == 0)
            outline += w;
        else
            holes += w;
    }
    return outline != 0 && holes == 0;
}

static fol__segment piece_of(const fol__edge *e, double from, double to) {
    const double dx = (double)e->x1 - e->x0, dy = (double)e->y1 - e->y0;
    const fol__segment s = {e->x0 + from * dx, e->y0 + from * dy, to == 1 ? e->x1 : e->x0 + to * dx,
                            to == 1 ? e->y1 : e->y0 + to * dy};
    return s;
}

/* -1, 1: filled on the side where fol__segment_side() is below or above 0; 0: on both or neither. */
static int filled_side(const fol__region *region, const fol__segment *s) {
    const double dx = s->x1 - s->x0, dy = s->y1 - s->y0;
    const double largest = (dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy);
    if (!(largest > 0))
        return 0;
    const double mx = s->x0 + dx * 0.5, my = s->y0 + dy * 0.5;
    const double ox = dy / largest * BESIDE_UM, oy = -dx / largest * BESIDE_UM;
    const bool above = filled_at(region, mx + ox, my + oy), below = filled_at(region, mx - ox, my - oy);
    return above == below ? 0 : above ? 1 : -1;
}

static bool append_bound(fol__region *region, fol__vector *bounds, fol__segment s, int side) {
    if (s.x0 == s.x1 && s.y0 == s.y1)
        return true;
    region->area_mm2 += (double)side * (s.x1 * s.y0 - s.x0 * s.y1) * 0.5e-6;
    const bool swap = s.x1 < s.x0 || (s.x1 == s.x0 && s.y1 < s.y0); /* a reversed outline measures the same */
    const fol__segment fixed = {swap ? s.x1 : s.x0, swap ? s.y1 : s.y0, swap ? s.x0 : s.x1, swap ? s.y0 : s.y1};
    fol__segment *kept = fol__vector_extend(bounds, 1);
    if (kept)
        *kept = fixed;
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

/* Walks all edges; which side is filled can only change where edges meet or a new ring begins. */
static bool append_bounds(fol__region *region, const fol__meeting *meetings, size_t meeting_count,
                          fol__vector *bounds) {
    size_t m = 0;
    int side = 0;
    bool known = false;
    for (size_t i = 0; i < region->edge_count; i++) {
        const fol__edge *e = &region->edges[i];
        double from = 0;
        known = known && e->ring == region->edges[i - 1].ring;
        for (;;) {
            const bool meets = m < meeting_count && meetings[m].edge == i;
            const double to = meets ? meetings[m].t : 1;
            const fol__segment s = piece_of(e, from, to);
            if (to > from && (s.x0 != s.x1 || s.y0 != s.y1)) {
                if (!known)
                    side = filled_side(region, &s);
                known = true;
                if (side && !append_bound(region, bounds, s, side))
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
    fol__winding winding = {0, 0};
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
        const fol_ring *ring = i == 0 ? outline : &holes[i - 1];
        /* holes all run one way, so that two that overlap add up */
        const int orientation = i > 0 && fol__ring_area2(ring) < 0 ? -1 : 1;
        if (!fol__ring_append_edges(ring, (int32_t)i, orientation, edges))
            return fol__fail_nomem(err);
    }
    return FOL_OK;
}

/* A hole must not leave its outline: no edge of it crosses the outline, and its first corner is inside or on it. */
static fol_status check_holes(const fol__region *region, const fol__meeting *meetings, size_t meeting_count,
                              fol__where where, fol_error *err) {
    const char *const right = "a hole must lie inside its outline";
    for (size_t m = 0; m < meeting_count; m++) {
        const fol__edge *e = &region->edges[meetings[m].edge], *other = &region->edges[meetings[m].other];
        if (!meetings[m].crossing || e->ring == 0 || other->ring != 0)
            continue;
        where.ring = e->ring;
        where.vertex = e->vertex;
        return fol__fail(err, FOL_ERR_GEOMETRY, where, "the hole crosses the outline between its points %d and %d; %s",
                         other->vertex, other->vertex + 1, right);
    }
    for (size_t i = 0; i < region->edge_count; i++) {
        const fol__edge *e = &region->edges[i];
        int outline = 0;
        bool on = e->ring == 0 || e->ring == region->edges[i - 1].ring;
        for (size_t k = 0; !on && k < region->edge_count && region->edges[k].ring == 0; k++) {
            const fol__edge *o = &region->edges[k];
            const fol__segment s = {o->x0, o->y0, o->x1, o->y1};
            outline += fol__edge_winding(o, e->x0, e->y0);
            on = fol__segment_distance2(&s, e->x0, e->y0) < 1;
        }
        if (on || outline != 0)
            continue;
        where.ring = e->ring;
        where.vertex = e->vertex;
        return fol__fail(err, FOL_ERR_GEOMETRY, where, "(%g, %g) of the hole is outside the outline; %s",
                         fol__mm_from_um(e->x0), fol__mm_from_um(e->y0), right);
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
    if (result == FOL__CROSSINGS_TANGLED || meetings->count > MOST_SIDE_TESTS / region->edge_count)
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
        return fol__fail(err, FOL_ERR_GEOMETRY, where, "has no area: its points lie on one line");
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
