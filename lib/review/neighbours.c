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

/* How many dots make a strip of that height, were they spread over the middle three quarters of all in x and in y; stray
 * dots beyond those do not matter. */
static size_t strip_length(const fol_dot *dots, const uint32_t *by_x, size_t count) {
    const size_t low = count / 8, high = count - 1 - low;
    const double width = (double)dots[by_x[high]].x_um - dots[by_x[low]].x_um + 1;
    const double height = (double)dots[high].y_um - dots[low].y_um + 1;
    const double length = STRIP_HEIGHT * sqrt((double)count * width / height) + 1;
    return length < (double)count ? (size_t)length : count;
}

static bool take_memory(fol__neighbours *neighbours, const fol_allocator *alloc, size_t count, size_t strip_count) {
    memset(neighbours, 0, sizeof *neighbours);
    neighbours->alloc = alloc;
    neighbours->count = neighbours->room = count;
    neighbours->strip_count = neighbours->strip_room = strip_count;
    neighbours->entries = fol__alloc(alloc, count, sizeof *neighbours->entries);
    neighbours->strips = fol__alloc(alloc, strip_count, sizeof *neighbours->strips);
    return neighbours->entries && neighbours->strips;
}

/* Cuts the dots, which rise in y, into strips of `length`, and deals them out in order of x. Until it is full, a strip's end
 * says how far it is filled. */
static void fill_strips(fol__neighbours *neighbours, const fol_dot *dots, const uint32_t *by_x, size_t length) {
    const size_t count = neighbours->count;
    for (size_t i = 0; i < neighbours->strip_count; i++) {
        const size_t start = i * length, end = start + length < count ? start + length : count;
        const fol__strip strip = {start, start, dots[start].y_um, dots[end - 1].y_um};
        neighbours->strips[i] = strip;
    }
    for (size_t i = 0; i < count; i++) {
        const fol_dot *dot = &dots[by_x[i]];
        const size_t at = neighbours->strips[by_x[i] / length].end++;
        const fol__neighbour entry = {dot->x_um, dot->y_um, by_x[i], (uint32_t)at, dot->session};
        neighbours->entries[at] = entry;
    }
}

bool fol__neighbours_build(fol__neighbours *neighbours, const fol_allocator *alloc, const fol_dot *dots,
                           const uint32_t *by_x, size_t count) {
    const size_t length = count > 0 ? strip_length(dots, by_x, count) : 1;
    if (!take_memory(neighbours, alloc, count, count > 0 ? (count - 1) / length + 1 : 0))
        return false;
    fill_strips(neighbours, dots, by_x, length);
    neighbours->is_wide = count > 0 && ((int64_t)dots[by_x[count - 1]].x_um - dots[by_x[0]].x_um > INT32_MAX ||
                                        (int64_t)dots[count - 1].y_um - dots[0].y_um > INT32_MAX);
    return true;
}

bool fol__neighbours_select(fol__neighbours *neighbours, const fol__neighbours *from, uint32_t first, uint32_t last) {
    if (!take_memory(neighbours, from->alloc, from->count, from->strip_count))
        return false;
    neighbours->count = neighbours->strip_count = 0;
    neighbours->is_wide = from->is_wide;
    for (size_t s = 0; s < from->strip_count; s++) {
        fol__strip strip = from->strips[s];
        const size_t start = neighbours->count;
        for (size_t i = strip.start; i < strip.end; i++) {
            neighbours->entries[neighbours->count] = from->entries[i];
            neighbours->count += from->entries[i].session >= first && from->entries[i].session <= last;
        }
        strip.start = start;
        strip.end = neighbours->count;
        if (strip.end > strip.start)
            neighbours->strips[neighbours->strip_count++] = strip;
    }
    return true;
}

void fol__neighbours_free(fol__neighbours *neighbours) {
    fol__release(neighbours->alloc, neighbours->entries, neighbours->room, sizeof *neighbours->entries);
    fol__release(neighbours->alloc, neighbours->strips, neighbours->strip_room, sizeof *neighbours->strips);
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

/* Looks at one entry, without a branch. */
static void look_at(search *s, const fol__neighbour *entries, size_t i) {
    const int64_t dx = (int64_t)entries[i].x_um - s->x_um, dy = (int64_t)entries[i].y_um - s->y_um;
    const int64_t squared = dx * dx + dy * dy;
    const bool nearer = squared < s->best;
    s->best = nearer ? squared : s->best;
    s->nearest = nearer ? i : s->nearest;
}

/* The same as search_strip(), but the two entries on either side are looked at in any case: for evenly spaced dots nothing is
 * left to do then, so that the processor guesses no branch wrongly. */
static void search_strip_around(search *s, const fol__strip *strip, size_t left, size_t right) {
    if (s->neighbours->is_wide || left < strip->start + 2 || right + 2 > strip->end) {
        search_strip(s, strip, left, right);
        return;
    }
    const fol__neighbour *entries = s->neighbours->entries;
    look_at(s, entries, left - 1);
    look_at(s, entries, right);
    look_at(s, entries, left - 2);
    look_at(s, entries, right + 1);
    search_strip(s, strip, left - 2, right + 2);
}

/* Strips beside a place's own, from `strip` in steps of `step`, as long as one can hold something nearer. */
static void search_beyond(search *s, size_t strip, int step) {
    for (size_t i = strip; i < s->neighbours->strip_count; i = i + (size_t)step) { /* past 0 it wraps round */
        const fol__strip *other = &s->neighbours->strips[i];
        if (squared_difference(step > 0 ? other->top_um : other->bottom_um, s->y_um) >= s->best)
            break;
        const size_t from = first_from(s->neighbours, other, s->x_um);
        search_strip(s, other, from, from);
    }
}

/* The strip next to a place's own; *cursor is where x was reached by the entry before, which lies to the left. */
static void search_beside(search *s, size_t strip, int step, size_t *cursor) {
    if (strip >= s->neighbours->strip_count)
        return;
    const fol__strip *other = &s->neighbours->strips[strip];
    while (*cursor < other->end && s->neighbours->entries[*cursor].x_um < s->x_um)
        ++*cursor;
    if (squared_difference(step > 0 ? other->top_um : other->bottom_um, s->y_um) >= s->best)
        return;
    search_strip_around(s, other, *cursor, *cursor);
    search_beyond(s, strip + (size_t)step, step);
}

fol__walk fol__walk_along(const fol__neighbours *neighbours, size_t strip) {
    const fol__walk walk = {strip, strip > 0 ? neighbours->strips[strip - 1].start : 0, neighbours->strips[strip].end};
    return walk;
}

int64_t fol__walk_nearest(const fol__neighbours *neighbours, fol__walk *walk, size_t entry, size_t *nearest) {
    const fol__neighbour *own = &neighbours->entries[entry];
    search s = {neighbours, own->x_um, own->y_um, INT64_MAX, entry};
    search_strip_around(&s, &neighbours->strips[walk->strip], entry, entry + 1);
    search_beside(&s, walk->strip + 1, 1, &walk->below);
    search_beside(&s, walk->strip - 1, -1, &walk->above);
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
                            bool (*visit)(const fol__neighbour *entry, int64_t squared_um, void *user), void *user) {
    const int64_t reach = (int64_t)radius_um * radius_um;
    const int64_t lowest = (int64_t)y_um + radius_um, rightmost = (int64_t)x_um + radius_um;
    for (size_t i = first_strip_from(neighbours, (int64_t)y_um - radius_um); i < neighbours->strip_count; i++) {
        const fol__strip *strip = &neighbours->strips[i];
        if (strip->top_um > lowest)
            break;
        for (size_t e = first_from(neighbours, strip, (int64_t)x_um - radius_um);
             e < strip->end && neighbours->entries[e].x_um <= rightmost; e++) {
            const int64_t squared = squared_distance(&neighbours->entries[e], x_um, y_um);
            if (squared <= reach && !visit(&neighbours->entries[e], squared, user))
                return false;
        }
    }
    return true;
}
