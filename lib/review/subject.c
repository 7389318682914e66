/* SPDX-License-Identifier: MIT */
/* Copies and sorts the dots, and asks once for the density at each one's exact place: the raster is too coarse to tell
 * whether a dot stands outside. */
#include "subject.h"

#include "alloc.h"
#include "order.h"

#include <string.h>

fol_status fol__subject_take(fol__subject *subject, const fol_allocator *alloc, const fol_dot *dots, size_t count,
                             const fol__question *question, fol__stage stage) {
    memset(subject, 0, sizeof *subject);
    subject->alloc = alloc;
    subject->count = count;
    subject->session_count = question->session_count;
    subject->zone_count = question->zone_count;
    subject->dots = fol__alloc(alloc, count, sizeof *subject->dots);
    subject->running = fol__alloc(alloc, count, question->session_count * sizeof *subject->running);
    if (!subject->dots || !subject->running)
        return FOL_ERR_NOMEM;
    if (count > 0)
        memcpy(subject->dots, dots, count * sizeof *dots);
    if (!fol__sort_by_place(alloc, subject->dots, count))
        return FOL_ERR_NOMEM;
    subject->by_x = fol__order_by_x(alloc, subject->dots, count);
    if (!subject->by_x)
        return FOL_ERR_NOMEM;
    for (size_t i = 0; i < count; i++) {
        if (i % 4096 == 0 && fol__stage_stops(stage, i, count))
            return FOL_ERR_CANCELLED;
        (void)fol__question_ask(question, subject->dots[i].x_um, subject->dots[i].y_um,
                                subject->running + i * question->session_count);
    }
    return FOL_OK;
}

void fol__subject_free(fol__subject *subject) {
    fol__release(subject->alloc, subject->dots, subject->count, sizeof *subject->dots);
    fol__release(subject->alloc, subject->running, subject->count, subject->session_count * sizeof *subject->running);
    fol__release(subject->alloc, subject->by_x, subject->count, sizeof *subject->by_x);
    memset(subject, 0, sizeof *subject);
}
