/* SPDX-License-Identifier: MIT */
/* Copies, sorts and indexes the dots, and asks once for the density at each one's exact place: the raster is too coarse to
 * tell whether a dot stands outside. */
#include "subject.h"

#include "alloc.h"
#include "order.h"

#include <string.h>

static bool take_memory(fol__subject *subject, const fol_dot *dots) {
    const fol_allocator *alloc = subject->alloc;
    const size_t count = subject->count;
    subject->dots = fol__alloc(alloc, count, sizeof *subject->dots);
    subject->running = fol__alloc(alloc, count, subject->session_count * sizeof *subject->running);
    subject->entry_of = fol__alloc(alloc, count, sizeof *subject->entry_of);
    subject->squared = fol__alloc(alloc, count, sizeof *subject->squared);
    subject->nearest = fol__alloc(alloc, count, sizeof *subject->nearest);
    if (subject->dots && count > 0)
        memcpy(subject->dots, dots, count * sizeof *dots);
    return subject->dots && subject->running && subject->entry_of && subject->squared && subject->nearest;
}

static bool index_dots(fol__subject *subject) {
    if (!fol__sort_by_place(subject->alloc, subject->dots, subject->count))
        return false;
    uint32_t *by_x = fol__order_by_x(subject->alloc, subject->dots, subject->count);
    const bool done = by_x && fol__neighbours_build(&subject->neighbours, subject->alloc, subject->dots, by_x,
                                                    subject->count);
    fol__release(subject->alloc, by_x, subject->count, sizeof *by_x);
    return done;
}

/* Asks at `count` entries from `first`, which lie side by side in a strip. */
static void ask_at(fol__subject *subject, const fol__question *question, size_t first, size_t count) {
    const fol__neighbour *entries = subject->neighbours.entries + first;
    int32_t xy_um[2 * FOL__PLACES] = {0};
    fol_density answers[FOL__PLACES];
    for (size_t i = 0; i < count; i++) {
        xy_um[2 * i] = entries[i].x_um;
        xy_um[2 * i + 1] = entries[i].y_um;
    }
    fol__question_ask(question, xy_um, count, answers);
    for (size_t i = 0; i < count; i++)
        (void)fol__question_sound(question, &answers[i], subject->running + (first + i) * question->session_count);
}

static fol_status ask_at_all(fol__subject *subject, const fol__question *question, fol__stage stage) {
    for (size_t i = 0; i < subject->count; i += FOL__PLACES) {
        if (i % 4096 == 0 && fol__stage_stops(stage, i, subject->count))
            return FOL_ERR_CANCELLED;
        const size_t left = subject->count - i;
        ask_at(subject, question, i, left < FOL__PLACES ? left : FOL__PLACES);
    }
    return FOL_OK;
}

static void find_nearest(fol__subject *subject) {
    const fol__neighbours *neighbours = &subject->neighbours;
    for (size_t strip = 0; strip < neighbours->strip_count; strip++) {
        fol__walk walk = fol__walk_along(neighbours, strip);
        for (size_t i = neighbours->strips[strip].start; i < neighbours->strips[strip].end; i++) {
            size_t nearest;
            subject->squared[i] = fol__walk_nearest(neighbours, &walk, i, &nearest);
            subject->nearest[i] = (uint32_t)nearest;
            subject->entry_of[neighbours->entries[i].dot] = (uint32_t)i;
        }
    }
}

fol_status fol__subject_take(fol__subject *subject, const fol_allocator *alloc, const fol_dot *dots, size_t count,
                             const fol__question *question, fol__stage stage) {
    memset(subject, 0, sizeof *subject);
    subject->alloc = alloc;
    subject->count = count;
    subject->session_count = question->session_count;
    subject->zone_count = question->zone_count;
    if (!take_memory(subject, dots) || !index_dots(subject))
        return FOL_ERR_NOMEM;
    find_nearest(subject);
    return ask_at_all(subject, question, stage);
}

void fol__subject_free(fol__subject *subject) {
    fol__release(subject->alloc, subject->dots, subject->count, sizeof *subject->dots);
    fol__release(subject->alloc, subject->running, subject->count, subject->session_count * sizeof *subject->running);
    fol__release(subject->alloc, subject->entry_of, subject->count, sizeof *subject->entry_of);
    fol__release(subject->alloc, subject->squared, subject->count, sizeof *subject->squared);
    fol__release(subject->alloc, subject->nearest, subject->count, sizeof *subject->nearest);
    if (subject->neighbours.alloc)
        fol__neighbours_free(&subject->neighbours);
    memset(subject, 0, sizeof *subject);
}
