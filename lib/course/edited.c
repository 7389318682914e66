/* SPDX-License-Identifier: MIT */
/* A record from a map that somebody edited. Whatever a map was read from, CSV or a drawing, ends up here. */
#include "course.h"

#include <string.h>

static fol_record_row row_of(int64_t id, fol_dot_state state, int32_t session) {
    return (fol_record_row){.id = id, .zone = FOL_NO_ZONE, .state = state, .confidence = 1, .session = session};
}

static fol_record_row placed_row(const fol_diff_row *d, fol_dot_state state, int32_t session) {
    fol_record_row row = row_of(state == FOL_DOT_ADDED ? FOL_NO_ID : d->after.id, state, session); /* new numbers of a map are its own */
    row.has_place = true;
    row.x_um = d->after.x_um;
    row.y_um = d->after.y_um;
    return row;
}

/* False: the row says nothing about what was done. */
static bool row_from(const fol_diff_row *d, int32_t session, fol_record_row *row) {
    switch (d->kind) {
    case FOL_DIFF_REMOVED:
        *row = row_of(d->before.id, FOL_DOT_SKIPPED, session);
        return true;
    case FOL_DIFF_ADDED:
        *row = placed_row(d, FOL_DOT_ADDED, session);
        return true;
    case FOL_DIFF_MOVED:
        *row = placed_row(d, FOL_DOT_MOVED, session);
        return true;
    default:
        return false;
    }
}

/* Dots of a session; the copies are the caller's to release, *count of them. */
static fol_dot *of_session(const fol_allocator *alloc, const fol_dot *map, size_t map_count, int32_t session, size_t *count) {
    fol_dot *dots = fol__alloc(alloc, map_count, sizeof *dots);
    *count = 0;
    for (size_t i = 0; dots && i < map_count; i++) {
        if (map[i].session == session)
            dots[(*count)++] = map[i];
    }
    return dots;
}

fol_status fol_record_of_map(const fol_layout *planned, const fol_dot *map, size_t map_count, int32_t session, const fol_allocator *alloc,
                             fol_record_row *rows, size_t capacity, size_t *count, fol_error *err) {
    if (!planned || (map_count && !map) || (capacity && !rows) || !count || session < 1)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "planned, map, rows and count must not be NULL, and sessions are from 1");
    const fol_allocator own = fol__allocator_or_libc(alloc);
    const size_t dots = fol_layout_session_dots(planned, (size_t)session), most = dots + map_count;
    size_t done = 0, changes = 0;
    fol_dot *before = fol__alloc(&own, dots, sizeof *before), *after = of_session(&own, map, map_count, session, &done);
    fol_diff_row *changed = fol__alloc(&own, most, sizeof *changed);
    fol_status status = before && after && changed ? FOL_OK : FOL_ERR_NOMEM;
    *count = 0;
    if (status == FOL_OK) {
        fol_layout_copy(planned, (size_t)session, before, dots);
        status = fol_diff(before, dots, after, done, alloc, changed, most, &changes, NULL);
    }
    for (int added = 0; status == FOL_OK && added < 2; added++) {
        fol_record_row row;
        for (size_t i = 0; i < changes; i++) {
            if ((changed[i].kind == FOL_DIFF_ADDED) != (added == 1) || !row_from(&changed[i], session, &row))
                continue;
            row.fingerprint = fol_layout_fingerprint(planned);
            if (*count < capacity)
                rows[*count] = row;
            (*count)++;
        }
    }
    fol__release(&own, before, dots, sizeof *before);
    fol__release(&own, after, map_count, sizeof *after);
    fol__release(&own, changed, most, sizeof *changed);
    return status == FOL_OK ? FOL_OK : fol__fail_nomem(err);
}
