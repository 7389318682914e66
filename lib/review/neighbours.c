/* SPDX-License-Identifier: MIT */
/* Dots in horizontal strips of equally many dots, each strip sorted by x. A query scans outward from its place in a few
 * strips. Strips adapt to where dots are: one stray dot a metre away, which would spoil a grid of even cells, costs
 * nothing here. */
#include "neighbours.h"

#include "alloc.h"

#include <math.h>
#include <string.h>

/* The height of a strip in mean spacings: fastest of 0.5 to 2. */
#define STRIP_HEIGHT 1.5

#define IN_NO_STRIP UINT32_MAX /* memset() with 0xff */

/* Beyond 2 km a difference is cut off, so that a sum of two squares always fits 63 bits. */
static int64_t squared_difference(int32_t a, int32_t b) {
    int64_t difference = (int64_t)a - b;
    if (difference < 0)
        difference = -difference;
    if (difference > INT32_MAX)
        difference = INT32_MAX;
    return difference * difference;
}

static int64_t squared_distance(const fol__neighbour *entry, int32_t x_um, int32_t y_um) {
    return squared_difference(entry->x_um, x_um) + squared_difference(entry->y_um, y_um);
}

/* How many of `count` dots make a strip of that height, were they spread over the middle three quarters of all dots in
 * x and in y; stray dots beyond those do not matter. */
static size_t strip_length(const fol_dot *dots, const uint32_t *by_x, size_t dot_count, size_t count) {
    const size_t low = dot_count / 8, high = dot_count - 1 - low;
    const double width = (double)dots[by_x[high]].x_um - dots[by_x[low]].x_um + 1;
    const double height = (double)dots[high].y_um - dots[low].y_um + 1;
    const double length = STRIP_HEIGHT * sqrt((double)count * width / height) + 1;
    return length < (double)count ? (size_t)length : count;
}

/* Cuts the members, which rise in y, into strips; strip_of[dot] gets each one's strip. */
static void cut_strips(fol__neighbours *neighbours, const fol_dot *dots, const uint32_t *members, size_t length,
                       uint32_t *strip_of) {
    for (size_t i = 0; i < neighbours->strip_count; i++) {
        const size_t start = i * length;
        const size_t end = start + length < neighbours->count ? start + length : neighbours->count;
        const fol__strip strip = {start, end, dots[members[start]].y_um, dots[members[end - 1]].y_um};
        neighbours->strips[i] = strip;
        for (size_t m = start; m < end; m++)
            strip_of[members[m]] = (uint32_t)i;
    }
}

/* Deals the dots out to their strips in order of x. Until it is full, a strip's end says how far it is filled. */
static void fill_strips(fol__neighbours *neighbours, const fol_dot *dots, const uint32_t *by_x, size_t dot_count,
                        const uint32_t *strip_of) {
    for (size_t i = 0; i < neighbours->strip_count; i++)
        neighbours->strips[i].end = neighbours->strips[i].start;
    for (size_t i = 0; i < dot_count; i++) {
        const uint32_t dot = by_x[i];
        if (strip_of[dot] == IN_NO_STRIP)
            continue;
        const fol__neighbour entry = {dots[dot].x_um, dots[dot].y_um, dot};
        neighbours->entries[neighbours->strips[strip_of[dot]].end++] = entry;
    }
}

bool fol__neighbours_build(fol__neighbours *neighbours, const fol_allocator *alloc, const fol_dot *dots,
                           const uint32_t *by_x, size_t dot_count, const uint32_t *members, size_t count) {
    memset(neighbours, 0, sizeof *neighbours);
    neighbours->alloc = alloc;
    neighbours->count = count;
    if (count == 0)
        return true;
    const size_t length = strip_length(dots, by_x, dot_count, count);
    neighbours->strip_count = (count - 1) / length + 1;
    neighbours->entries = fol__alloc(alloc, count, sizeof *neighbours->entries);
    neighbours->strips = fol__alloc(alloc, neighbours->strip_count, sizeof *neighbours->strips);
    uint32_t *strip_of = fol__alloc(alloc, dot_count, sizeof *strip_of);
    const bool done = neighbours->entries && neighbours->strips && strip_of;
    if (done) {
        memset(strip_of, 0xff, dot_count * sizeof *strip_of);
        cut_strips(neighbours, dots, members, length, strip_of);
        fill_strips(neighbours, dots, by_x, dot_count, strip_of);
    }
    fol__release(alloc, strip_of, dot_count, sizeof *strip_of);
    return done;
}

void fol__neighbours_free(fol__neighbours *neighbours) {
    fol__release(neighbours->alloc, neighbours->entries, neighbours->count, sizeof *neighbours->entries);
    fol__release(neighbours->alloc, neighbours->strips, neighbours->strip_count, sizeof *neighbours->strips);
    memset(neighbours, 0, sizeof *neighbours);
}

/* The first entry of a strip that is at x or right of it. */
static size_t first_from(const fol__neighbours *neighbours, const fol__strip *strip, int64_t x_um) {
    size_t low = strip->start, high = strip->end;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (neighbours->entries[middle].x_um < x_um)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

typedef struct search {
    const fol__neighbours *neighbours;
    int32_t x_um, y_um;
    int64_t best; /* squared */
    size_t nearest;
} search;

/* Scans right from `right` and left from before `left` as long as x alone does not rule an entry out. */
static void search_strip(search *s, const fol__strip *strip, size_t left, size_t right) {
    const fol__neighbour *entries = s->neighbours->entries;
    for (size_t i = right; i < strip->end && squared_difference(entries[i].x_um, s->x_um) < s->best; i++) {
        const int64_t squared = squared_distance(&entries[i], s->x_um, s->y_um);
        if (squared < s->best) {
            s->best = squared;
            s->nearest = i;
        }
    }
    for (size_t i = left; i > strip->start && squared_difference(entries[i - 1].x_um, s->x_um) < s->best; i--) {
        const int64_t squared = squared_distance(&entries[i - 1], s->x_um, s->y_um);
        if (squared < s->best) {
            s->best = squared;
            s->nearest = i - 1;
        }
    }
}

int64_t fol__neighbours_nearest(const fol__neighbours *neighbours, size_t strip, size_t entry, size_t *nearest) {
    const fol__neighbour *own = &neighbours->entries[entry];
    search s = {neighbours, own->x_um, own->y_um, INT64_MAX, entry};
    search_strip(&s, &neighbours->strips[strip], entry, entry + 1);
    for (size_t i = strip + 1; i < neighbours->strip_count; i++) {
        const fol__strip *below = &neighbours->strips[i];
        if (squared_difference(below->top_um, s.y_um) >= s.best)
            break;
        const size_t from = first_from(neighbours, below, s.x_um);
        search_strip(&s, below, from, from);
    }
    for (size_t i = strip; i > 0; i--) {
        const fol__strip *above = &neighbours->strips[i - 1];
        if (squared_difference(above->bottom_um, s.y_um) >= s.best)
            break;
        const size_t from = first_from(neighbours, above, s.x_um);
        search_strip(&s, above, from, from);
    }
    *nearest = s.nearest;
    return s.best;
}

/* The first strip that reaches down to y or below it. */
static size_t first_strip_from(const fol__neighbours *neighbours, int64_t y_um) {
    size_t low = 0, high = neighbours->strip_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (neighbours->strips[middle].bottom_um < y_um)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool fol__neighbours_within(const fol__neighbours *neighbours, int32_t x_um, int32_t y_um, int32_t radius_um,
                            bool (*visit)(uint32_t dot, int64_t squared_um, void *user), void *user) {
    const int64_t reach = (int64_t)radius_um * radius_um;
    const int64_t lowest = (int64_t)y_um + radius_um, rightmost = (int64_t)x_um + radius_um;
    for (size_t i = first_strip_from(neighbours, (int64_t)y_um - radius_um); i < neighbours->strip_count; i++) {
        const fol__strip *strip = &neighbours->strips[i];
        if (strip->top_um > lowest)
            break;
        for (size_t e = first_from(neighbours, strip, (int64_t)x_um - radius_um);
             e < strip->end && neighbours->entries[e].x_um <= rightmost; e++) {
            const int64_t squared = squared_distance(&neighbours->entries[e], x_um, y_um);
            if (squared <= reach && !visit(neighbours->entries[e].dot, squared, user))
                return false;
        }
    }
    return true;
}
