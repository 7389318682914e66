/* SPDX-License-Identifier: MIT */
/* Rows of a record, one after the other, against the dots that they are about. */
#include "course.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- which session */

static fol_status fail_row(fol_error *err, const fol_record_row *row, fol_status status) {
    if (err)
        err->line = row->line;
    return status;
}

static fol_status check_order(const fol__course *c, size_t i, fol_error *err) {
    const fol_record_row *row = &c->spec.rows[i], *before = &c->spec.rows[i ? i - 1 : 0];
    if (row->session > c->done + 1)
        return fail_row(err, row, fol__fail(err, FOL_ERR_CONFLICT, FOL__NOWHERE,
                                            "the row is of session %d; sessions follow each other, and the next to be done is %d",
                                            (int)row->session, (int)c->done + 1));
    if (row->session && before->session > row->session)
        return fail_row(err, row, fol__fail(err, FOL_ERR_CONFLICT, FOL__NOWHERE,
                                            "the row is of session %d, but rows of session %d stand before it; days run forwards: what is "
                                            "new comes last",
                                            (int)row->session, (int)before->session));
    if (row->session < 0 || !(row->confidence >= 0 && row->confidence <= 1) || !(row->held >= 0 && row->held <= 1))
        return fail_row(err, row, fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE,
                                            "session, confidence or share is out of range; confidence and share are from 0 to 1"));
    return FOL_OK;
}

/* Rows about the session that was done are of this design; those of sessions before may be of those before. */
static fol_status check_design(const fol__course *c, const fol_record_row *row, fol_error *err) {
    const uint64_t own = fol_design_fingerprint(c->spec.design);
    if (!row->fingerprint || row->fingerprint == own || (row->session && row->session <= c->done))
        return FOL_OK;
    return fail_row(err, row, fol__fail(err, FOL_ERR_CONFLICT, FOL__NOWHERE,
                                        "the row is of another design: its fingerprint is %016llx, this design's is %016llx",
                                        (unsigned long long)row->fingerprint, (unsigned long long)own));
}

/* All rows may be about what was done before: then no session is carried on by. */
static fol_status find_session(fol__course *c, fol_error *err) {
    bool later = c->spec.row_count == 0 && (size_t)c->done < fol_design_session_count(c->spec.design), of_this = false;
    const fol_record_row *other = NULL;
    for (size_t i = 0; i < c->spec.row_count; i++) {
        const fol_record_row *row = &c->spec.rows[i];
        fol_status status = check_order(c, i, err);
        if (status == FOL_OK)
            status = check_design(c, row, err);
        if (status != FOL_OK)
            return status;
        later = later || row->session == 0 || row->session > c->done;
        of_this = of_this || !row->fingerprint || row->fingerprint == fol_design_fingerprint(c->spec.design);
        other = of_this ? NULL : row;
    }
    if (other)
        return fail_row(err, other, fol__fail(err, FOL_ERR_CONFLICT, FOL__NOWHERE,
                                              "no row is of this design: the last one's fingerprint is %016llx, this design's is %016llx",
                                              (unsigned long long)other->fingerprint,
                                              (unsigned long long)fol_design_fingerprint(c->spec.design)));
    c->session = c->done + later;
    if ((size_t)c->session > fol_design_session_count(c->spec.design))
        return fol__fail(err, FOL_ERR_CONFLICT, (fol__where){NULL, -1, -1, -1, "sessions"},
                         "all %d are done; add one to the design before it is recorded", (int)c->done);
    return FOL_OK;
}

/* ---------------------------------------------------------------- its dots */

static int by_id(const void *a, const void *b) {
    const fol__entry *p = a, *q = b;
    return p->placed.dot.id < q->placed.dot.id ? -1 : p->placed.dot.id > q->placed.dot.id;
}

static bool list_dots(fol__course *c) {
    const fol_chart_spec *chart = fol_design_chart(c->spec.design);
    const size_t planned = c->session > c->done ? fol_layout_session_dots(c->spec.layout, (size_t)c->session) : 0;
    const size_t before = chart->in_skin_count, count = before + planned;
    fol__entry *entries = count ? fol__vector_extend(&c->entries, count) : NULL;
    fol_dot *dots = fol__alloc(&c->alloc, planned, sizeof *dots);
    const bool ok = (entries || count == 0) && dots;
    if (ok)
        fol_layout_copy(c->spec.layout, (size_t)c->session, dots, planned);
    for (size_t i = 0; ok && i < before; i++)
        entries[i] = (fol__entry){chart->in_skin[i], (int8_t)chart->in_skin[i].state, false, true, false, false, chart->in_skin[i]};
    for (size_t i = 0; ok && i < planned; i++) {
        const fol_placed_dot plan = {dots[i], 1, 1, 0, FOL_DOT_DONE};
        entries[before + i] = (fol__entry){plan, FOL_DOT_DONE, true, false, false, false, plan};
    }
    fol__release(&c->alloc, dots, planned, sizeof *dots);
    if (ok && count)
        qsort(entries, count, sizeof *entries, by_id);
    c->known = count;
    return ok;
}

/* NULL: none has that id. */
static fol__entry *entry_of(const fol__course *c, int64_t id) {
    fol__entry *entries = c->entries.items;
    size_t low = 0, high = c->known;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (entries[middle].placed.dot.id < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < c->known && entries[low].placed.dot.id == id)
        return &entries[low];
    for (low = c->known; low < c->entries.count; low++) {
        if (entries[low].placed.dot.id == id)
            return &entries[low];
    }
    return NULL;
}

/* ---------------------------------------------------------------- rows */

/* Files hold so much of a weight. */
static float thousandths(double weight) {
    return (float)((double)(int64_t)(weight * 1000 + 0.5) / 1000);
}

static float weight_of(const fol__course *c, int fate) {
    switch (fate) {
    case FOL_DOT_FAINT:
        return thousandths(c->spec.faint_weight);
    case FOL_DOT_BLOWN_OUT:
        return thousandths(c->spec.blown_out_weight);
    case FOL_DOT_SKIPPED:
    case FOL_DOT_LOST:
        return 0;
    default:
        return 1;
    }
}

static fol_status no_such_dot(const fol__course *c, const fol_record_row *row, fol_error *err) {
    fol_dot planned;
    const bool later = fol_layout_find(c->spec.layout, row->id, &planned);
    const fol_status status =
        later ? fol__fail(err, FOL_ERR_NAME, FOL__NOWHERE, "dot %lld is planned for session %d, and the row is about session %d",
                          (long long)row->id, planned.session, (int)c->session)
              : fol__fail(err, FOL_ERR_NAME, FOL__NOWHERE, "there is no dot %lld in this plan", (long long)row->id);
    return fail_row(err, row, status);
}

static fol_status bad_row(const fol_record_row *row, const char *what, fol_error *err) {
    return fail_row(err, row, fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "%s", what));
}

/* A row that is sure of itself stands over all before it, and over those that are not. */
static void judge_dot(const fol__course *c, const fol_record_row *row, fol__entry *e) {
    e->judged = true;
    if (row->confidence < FOL__SURE) {
        e->unsure = !e->sure;
        e->placed.confidence = e->sure ? e->placed.confidence : row->confidence;
        return;
    }
    e->sure = true;
    e->unsure = false;
    e->placed = e->first;
    e->placed.confidence = row->confidence;
    e->fate = (int8_t)row->state;
    if (row->has_place) {
        e->placed.dot.x_um = row->x_um;
        e->placed.dot.y_um = row->y_um;
    }
    const double grown = row->state == FOL_DOT_BLOWN_OUT && e->first.state != FOL_DOT_BLOWN_OUT ? sqrt(c->spec.blown_out_weight) : 1;
    e->placed.dot.diameter_um = (uint16_t)(e->placed.dot.diameter_um * grown + 0.5);
    e->placed.weight = weight_of(c, (int)row->state);
    e->placed.state = (uint8_t)row->state;
}

/* A dot that was not planned belongs to the zone at its place; out of all zones, to that of the nearest planned one. */
static uint16_t zone_at(const fol__course *c, int32_t x, int32_t y) {
    fol_density density;
    fol_dot near;
    fol_design_density_at(c->spec.design, x, y, &density);
    if (density.zone != FOL_NO_ZONE)
        return (uint16_t)density.zone;
    return fol_layout_nearest(c->spec.layout, x, y, 20000000, &near) ? near.zone : 0;
}

/* Ids of added dots say when they were: none ever stands for another dot. */
static int64_t added_id(const fol__course *c, int32_t session) {
    int64_t id = FOL_HAND_PLACED_ID + ((int64_t)session << 32) + (int64_t)(c->entries.count + 1 - c->known);
    while (c->own_ids && entry_of(c, id))
        id++;
    return id;
}

static fol_status add_dot(fol__course *c, const fol_record_row *row, fol_error *err) {
    const fol_treatment_spec *t = fol_design_treatment(c->spec.design);
    const int32_t session = row->session ? row->session : c->session;
    if (row->id >= FOL_HAND_PLACED_ID * 2)
        return fail_row(err, row, fol__fail(err, FOL_ERR_NAME, FOL__NOWHERE, "id %lld is too large; ids are below 2^53", (long long)row->id));
    if (row->id != FOL_NO_ID && row->id < FOL_HAND_PLACED_ID)
        return fail_row(err, row, fol__fail(err, FOL_ERR_NAME, FOL__NOWHERE,
                                            "an added dot has no id, or one from %lld on; %lld is a planned dot's: it may have moved",
                                            (long long)FOL_HAND_PLACED_ID, (long long)row->id));
    if (!row->has_place)
        return bad_row(row, "an added dot needs a place: x_mm and y_mm", err);
    if (session != c->session) /* added in a session before: it is in the skin already, or has gone */
        return FOL_OK;
    const fol_status status = fol__course_place(c, row, NULL, err);
    if (status != FOL_OK)
        return fail_row(err, row, status);
    const int64_t id = row->id != FOL_NO_ID ? row->id : added_id(c, session);
    fol__entry *e = fol__vector_extend(&c->entries, 1);
    if (!e)
        return fol__fail_nomem(err);
    c->own_ids = c->own_ids || row->id != FOL_NO_ID;
    const double mm = (t->diameter_from_mm + t->diameter_to_mm) / 2, depth = (t->depth_from_mm + t->depth_to_mm) / 2;
    memset(e, 0, sizeof *e);
    e->fate = FOL_DOT_ADDED;
    e->judged = e->sure = true;
    e->placed = (fol_placed_dot){{id, row->x_um, row->y_um,
                                  (uint16_t)(mm * 1000 + 0.5), (uint16_t)(depth * 1000 + 0.5), zone_at(c, row->x_um, row->y_um),
                                  (uint8_t)session, (uint8_t)(t->sessions[session - 1].shade + 0.5)},
                                 1, row->confidence, 0, FOL_DOT_ADDED};
    e->first = e->placed;
    return FOL_OK;
}

static fol_status judge_row(fol__course *c, const fol_record_row *row, fol_error *err) {
    const bool old = row->session && row->session <= c->done;
    if (row->zone != FOL_NO_ZONE) {
        if (row->zone < 0 || (size_t)row->zone >= c->zones)
            return fail_row(err, row, fol__fail(err, FOL_ERR_NAME, FOL__NOWHERE, "there is no zone %d", (int)row->zone));
        if (!old)
            c->zone_held[row->zone] = thousandths((double)row->held);
        return FOL_OK;
    }
    if (row->state < FOL_DOT_DONE || row->state > FOL_DOT_BLOWN_OUT)
        return bad_row(row, "state is none of fol_dot_state", err);
    fol__entry *e = row->id == FOL_NO_ID ? NULL : entry_of(c, row->id);
    if (!e && row->state == FOL_DOT_ADDED)
        return add_dot(c, row, err);
    if (old && (!e || e->placed.dot.session != row->session)) /* history: it is not in the skin any more, or again */
        return FOL_OK;
    if (!e)
        return no_such_dot(c, row, err);
    if (row->state == FOL_DOT_MOVED && !row->has_place)
        return bad_row(row, "a moved dot needs a place: x_mm and y_mm", err);
    if (row->has_place && (row->state == FOL_DOT_SKIPPED || row->state == FOL_DOT_LOST))
        return bad_row(row, "a dot that is not there has no place; leave x_mm and y_mm empty", err);
    const fol_status status = row->has_place ? fol__course_place(c, row, &e->placed.dot, err) : FOL_OK;
    if (status != FOL_OK)
        return fail_row(err, row, status);
    judge_dot(c, row, e);
    return FOL_OK;
}

/* ---------------------------------------------------------------- what is not known */

/* What a zone's sure dots of the session count for on average; 1 where there are none. */
static float mean_of(const fol__course *c, size_t zone) {
    const fol__entry *e = c->entries.items;
    double sum = 0, count = 0;
    for (size_t i = 0; i < c->known; i++) {
        if (e[i].planned && e[i].judged && !e[i].unsure && e[i].placed.dot.zone == zone && e[i].fate != FOL_DOT_SKIPPED) {
            sum += (double)e[i].placed.weight;
            count++;
        }
    }
    return count > 0 ? thousandths(sum / count) : 1;
}

static void settle(fol__course *c) {
    fol__entry *e = c->entries.items;
    for (size_t zone = 0; zone < c->zones; zone++) {
        const float mean = mean_of(c, zone), held = c->zone_held[zone];
        for (size_t i = 0; i < c->known; i++) {
            if (e[i].placed.dot.zone != zone || !e[i].planned)
                continue;
            if (e[i].unsure && held < 0)
                e[i].placed.weight = mean;
            else if (held >= 0 && (e[i].unsure || !e[i].judged))
                e[i].placed.weight = held;
            if (e[i].placed.weight <= 0 && e[i].fate != FOL_DOT_SKIPPED)
                e[i].fate = FOL_DOT_LOST;
        }
    }
}

fol_status fol__course_judge(fol__course *c, fol_error *err) {
    fol_status status = find_session(c, err);
    if (status == FOL_OK && !list_dots(c))
        status = fol__fail_nomem(err);
    for (size_t i = 0; status == FOL_OK && i < c->spec.row_count; i++)
        status = judge_row(c, &c->spec.rows[i], err);
    if (status == FOL_OK)
        settle(c);
    return status;
}
