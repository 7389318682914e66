/* SPDX-License-Identifier: MIT */
/* Edges sorted by their left ends, each compared with those that start before it ends. Decisions are exact integers; only the
 * place along an edge is a double. */
#include "crossings.h"

#include <stdlib.h>

/* A drawn outline of 100,000 vertices needs about a million comparisons. */
enum { MOST_COMPARISONS = 60 * 1000 * 1000 };
/* More than anybody draws, before they take much memory. */
enum { MOST_MEETINGS = 1000 * 1000 };

typedef struct span {
    int32_t left, right, top, bottom;
    uint32_t edge;
} span;

static int32_t least(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b) {
    return a > b ? a : b;
}

static int by_left(const void *a, const void *b) {
    const span *p = a, *q = b;
    if (p->left != q->left)
        return p->left < q->left ? -1 : 1;
    return p->edge < q->edge ? -1 : p->edge > q->edge;
}

static int sign(int64_t x) {
    return x > 0 ? 1 : x < 0 ? -1 : 0;
}

/* Share of e's length at which (x, y), a place on it, lies. */
static double share_at(const fol__edge *e, double x, double y) {
    const double dx = (double)e->x1 - e->x0, dy = (double)e->y1 - e->y0;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? ((x - e->x0) * dx + (y - e->y0) * dy) / length2 : 0;
    return t < 0 ? 0 : t > 1 ? 1 : t;
}

static bool append(fol__vector *meetings, uint32_t edge, uint32_t other, double t, bool crossing) {
    fol__meeting *meeting = fol__vector_extend(meetings, 1);
    if (!meeting)
        return false;
    meeting->edge = edge;
    meeting->other = other;
    meeting->t = t;
    meeting->crossing = crossing;
    return true;
}

static bool append_at(fol__vector *meetings, const fol__edge *edges, uint32_t a, uint32_t b, double x, double y,
                      bool crossing) {
    return append(meetings, a, b, share_at(&edges[a], x, y), crossing) &&
           append(meetings, b, a, share_at(&edges[b], x, y), crossing);
}

static bool on_box(const fol__edge *e, int32_t x, int32_t y) {
    return x >= least(e->x0, e->x1) && x <= most(e->x0, e->x1) && y >= least(e->y0, e->y1) && y <= most(e->y0, e->y1);
}

static bool is_end(const fol__edge *e, int32_t x, int32_t y) {
    return (e->x0 == x && e->y0 == y) || (e->x1 == x && e->y1 == y);
}

/* Edges on one line: each end of one that lies on the other, common ends aside unless the edges fold back there. */
static bool append_overlap(fol__vector *meetings, const fol__edge *edges, uint32_t a, uint32_t b) {
    const fol__edge *pair[2] = {&edges[a], &edges[b]};
    for (int i = 0; i < 2; i++) {
        const fol__edge *e = pair[i], *f = pair[1 - i];
        const int32_t xs[2] = {f->x0, f->x1}, ys[2] = {f->y0, f->y1};
        for (int k = 0; k < 2; k++) {
            if (!on_box(e, xs[k], ys[k]) || is_end(e, xs[k], ys[k]))
                continue;
            if (!append_at(meetings, edges, a, b, xs[k], ys[k], true))
                return false;
        }
    }
    const bool same = is_end(&edges[a], edges[b].x0, edges[b].y0) && is_end(&edges[a], edges[b].x1, edges[b].y1);
    return !same || append_at(meetings, edges, a, b, edges[a].x0, edges[a].y0, true);
}

static bool compare(fol__vector *meetings, const fol__edge *edges, uint32_t a, uint32_t b) {
    const fol__edge *e = &edges[a], *f = &edges[b];
    if ((e->x0 == e->x1 && e->y0 == e->y1) || (f->x0 == f->x1 && f->y0 == f->y1))
        return true; /* no length: its neighbours meet in its place */
    const int64_t f0 = fol__orient(e->x0, e->y0, e->x1, e->y1, f->x0, f->y0);
    const int64_t f1 = fol__orient(e->x0, e->y0, e->x1, e->y1, f->x1, f->y1);
    const int64_t e0 = fol__orient(f->x0, f->y0, f->x1, f->y1, e->x0, e->y0);
    const int64_t e1 = fol__orient(f->x0, f->y0, f->x1, f->y1, e->x1, e->y1);
    if (f0 == 0 && f1 == 0)
        return append_overlap(meetings, edges, a, b);
    if (sign(f0) * sign(f1) > 0 || sign(e0) * sign(e1) > 0)
        return true;
    if (f0 && f1 && e0 && e1) {
        const double t = (double)e0 / ((double)e0 - (double)e1);
        const double x = e->x0 + t * ((double)e->x1 - e->x0), y = e->y0 + t * ((double)e->y1 - e->y0);
        return append_at(meetings, edges, a, b, x, y, true);
    }
    const int32_t x = f0 == 0 ? f->x0 : f1 == 0 ? f->x1 : e0 == 0 ? e->x0 : e->x1;
    const int32_t y = f0 == 0 ? f->y0 : f1 == 0 ? f->y1 : e0 == 0 ? e->y0 : e->y1;
    if (is_end(e, x, y) && is_end(f, x, y)) /* neighbours, or two corners that touch */
        return (abs((int)(a - b)) == 1 && e->ring == f->ring) || append_at(meetings, edges, a, b, x, y, false);
    return append_at(meetings, edges, a, b, x, y, false);
}

static void make_spans(const fol__edge *edges, size_t count, span *spans) {
    for (size_t i = 0; i < count; i++) {
        const fol__edge *e = &edges[i];
        spans[i].left = least(e->x0, e->x1);
        spans[i].right = most(e->x0, e->x1);
        spans[i].top = least(e->y0, e->y1);
        spans[i].bottom = most(e->y0, e->y1);
        spans[i].edge = (uint32_t)i;
    }
}

static fol__crossings_result sweep(const fol__edge *edges, size_t count, const span *spans, fol__vector *meetings) {
    int64_t comparisons = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count && spans[k].left <= spans[i].right; k++) {
            if (++comparisons > MOST_COMPARISONS || meetings->count > MOST_MEETINGS)
                return FOL__CROSSINGS_TANGLED;
            if (spans[k].top > spans[i].bottom || spans[k].bottom < spans[i].top)
                continue;
            if (!compare(meetings, edges, spans[i].edge, spans[k].edge))
                return FOL__CROSSINGS_NOMEM;
        }
    }
    return FOL__CROSSINGS_FOUND;
}

fol__crossings_result fol__find_crossings(const fol__edge *edges, size_t count, fol__vector *meetings) {
    span *spans = fol__alloc(meetings->alloc, count, sizeof *spans);
    if (!spans)
        return FOL__CROSSINGS_NOMEM;
    make_spans(edges, count, spans);
    qsort(spans, count, sizeof *spans, by_left);
    const fol__crossings_result result = sweep(edges, count, spans, meetings);
    fol__release(meetings->alloc, spans, count, sizeof *spans);
    return result;
}
