/* SPDX-License-Identifier: MIT */
/* Making a layout row by row, and making the next one out of it. Rows know nothing of each other. */
#include "blocks.h"
#include "spec.h"

#include <string.h>

void fol_layout_options_init_sized(fol_layout_options *options, size_t struct_size) {
    fol_layout_options d;
    memset(&d, 0, sizeof d);
    fol__spec_fill(options, struct_size, &d, sizeof d);
}

static fol_status over_limit(const fol_layout *layout, fol_error *err) {
    return fol__fail(err, FOL_ERR_LIMIT, FOL__NOWHERE, "the layout has more than %lld dots, the limit",
                     (long long)layout->limits.max_dots);
}

/* A row of its own: cells outside [column0, column1) as they were in `before`, the others laid out. */
static fol_status make_row(const fol_design *design, fol_layout *layout, const fol_layout *before, int32_t row,
                           int32_t column0, int32_t column1, fol__vector *dots, fol_error *err) {
    size_t count = 0, head = 0, tail;
    const fol_dot *old = before ? fol__layout_row(before, row, &count) : NULL;
    while (head < count && fol__id_column(old[head].id) < column0)
        head++;
    tail = head;
    while (tail < count && fol__id_column(old[tail].id) < column1)
        tail++;
    dots->count = 0;
    fol_dot *kept = fol__vector_extend(dots, head);
    if (head && kept)
        memcpy(kept, old, head * sizeof *old);
    bool ok = (head == 0 || kept) && fol__row_append(design, layout, row, column0, column1, dots);
    kept = ok && tail < count ? fol__vector_extend(dots, count - tail) : NULL;
    if (kept)
        memcpy(kept, old + tail, (count - tail) * sizeof *old);
    ok = ok && (tail == count || kept) && fol__layout_set_row(layout, row, dots->items, dots->count);
    return ok ? FOL_OK : fol__fail_nomem(err);
}

static fol_status make_rows(const fol_design *design, fol_layout *layout, const fol_progress *progress,
                            fol_error *err) {
    fol__vector dots = {&layout->alloc, sizeof(fol_dot), NULL, 0, 0};
    const int32_t columns = design->field.column_count, step = layout->row_count / 64 + 1;
    int64_t total = 0;
    fol_status status = FOL_OK;
    for (int32_t row = 0; status == FOL_OK && row < layout->row_count; row++) {
        if (row % step == 0 && fol__stop_wanted(progress, (double)row / layout->row_count))
            status = fol__fail_cancelled(err);
        else
            status = make_row(design, layout, NULL, row, 0, columns, &dots, err);
        total += (int64_t)dots.count;
        if (status == FOL_OK && total > layout->limits.max_dots)
            status = over_limit(layout, err);
    }
    fol__vector_free(&dots);
    return status;
}

static fol_status create(const fol_design *design, const fol_pattern *pattern, const fol_limits *limits,
                         const fol_progress *progress, const fol_allocator *alloc, fol_layout **out, fol_error *err) {
    fol_status status = fol__specs_carried(&design->specs, &pattern->spacing, err);
    if (status != FOL_OK)
        return status;
    fol_layout *layout = fol__layout_make(design, pattern, limits, alloc);
    if (!layout)
        return fol__fail_nomem(err);
    status = make_rows(design, layout, progress, err);
    if (status == FOL_OK) {
        fol__layout_count_up(layout);
        *out = layout;
    } else {
        fol_layout_free(layout);
    }
    return status;
}

fol_status fol_layout_create(const fol_design *design, const fol_layout_options *options,
                             const fol_allocator *alloc, fol_layout **out, fol_error *err) {
    if (out)
        *out = NULL;
    if (!design || !out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "design and out must not be NULL");
    fol_layout_options own = fol_layout_options_default();
    fol_limits limits = fol_limits_default();
    if (options && !fol__spec_read(&own, sizeof own, options, sizeof own))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the options' struct_size is wrong");
    if (own.limits && !fol__spec_read(&limits, sizeof limits, own.limits, sizeof limits))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the limits' struct_size is wrong");
    return create(design, own.pattern ? own.pattern : fol_pattern_builtin(), &limits, own.progress, alloc, out, err);
}

/* ---------------------------------------------------------------- updates */

struct fol_change {
    fol_allocator alloc;
    fol__vector removed, added; /* of fol_dot */
};

const fol_dot *fol_change_removed(const fol_change *change, size_t *count) {
    if (count)
        *count = change ? change->removed.count : 0;
    return change ? change->removed.items : NULL;
}

const fol_dot *fol_change_added(const fol_change *change, size_t *count) {
    if (count)
        *count = change ? change->added.count : 0;
    return change ? change->added.items : NULL;
}

void fol_change_free(fol_change *change) {
    if (!change)
        return;
    fol__vector_free(&change->removed);
    fol__vector_free(&change->added);
    const fol_allocator alloc = change->alloc;
    fol__release(&alloc, change, 1, sizeof *change);
}

static fol_change *make_change(const fol_allocator *alloc) {
    const fol_allocator own = fol__allocator_or_libc(alloc);
    fol_change *change = fol__alloc_zeroed(&own, 1, sizeof *change);
    if (!change)
        return NULL;
    change->alloc = own;
    change->removed.alloc = change->added.alloc = &change->alloc;
    change->removed.element_size = change->added.element_size = sizeof(fol_dot);
    return change;
}

static bool append_dot(fol__vector *dots, const fol_dot *dot) {
    fol_dot *kept = fol__vector_extend(dots, 1);
    if (kept)
        *kept = *dot;
    return kept != NULL;
}

/* Walks two rows by rising id. */
static bool compare_rows(const fol_layout *a, const fol_layout *b, int32_t row, fol_change *change) {
    size_t a_count, b_count, i = 0, k = 0;
    const fol_dot *p = fol__layout_row(a, row, &a_count), *q = fol__layout_row(b, row, &b_count);
    if (p == q)
        return true;
    while (i < a_count || k < b_count) {
        const bool from_a = i < a_count && (k == b_count || p[i].id <= q[k].id);
        const bool from_b = k < b_count && (i == a_count || q[k].id <= p[i].id);
        const bool same = from_a && from_b && memcmp(&p[i], &q[k], sizeof *p) == 0;
        if (!same && from_a && !append_dot(&change->removed, &p[i]))
            return false;
        if (!same && from_b && !append_dot(&change->added, &q[k]))
            return false;
        i += from_a;
        k += from_b;
    }
    return true;
}

static bool compare(const fol_layout *a, const fol_layout *b, fol_change *change) {
    const int32_t rows = a->row_count > b->row_count ? a->row_count : b->row_count;
    bool ok = true;
    for (int32_t row = 0; ok && row < rows; row++)
        ok = compare_rows(a, b, row, change);
    return ok;
}

/* Only the dirty cells anew; all other rows are the old layout's own. */
static fol_status update_rows(const fol_layout *before, const fol_design *design, fol_layout *layout, fol_error *err) {
    const fol__box dirty = design->dirty;
    fol__vector dots = {&layout->alloc, sizeof(fol_dot), NULL, 0, 0};
    fol_status status = FOL_OK;
    const int32_t row0 = fol__cell_of(dirty.y0), row1 = fol__cell_of(dirty.y1);
    for (int32_t row = 0; status == FOL_OK && row < layout->row_count; row++) {
        if (row < row0 || row > row1 || dirty.x1 < dirty.x0)
            fol__layout_share_row(layout, row, before->blocks[row]);
        else
            status = make_row(design, layout, before, row, fol__cell_of(dirty.x0), fol__cell_of(dirty.x1) + 1, &dots, err);
    }
    fol__vector_free(&dots);
    if (status == FOL_OK)
        fol__layout_count_up(layout);
    if (status == FOL_OK && (int64_t)layout->count > layout->limits.max_dots)
        status = over_limit(layout, err);
    return status;
}

static fol_status update(const fol_layout *before, const fol_design *design, const fol_allocator *alloc,
                         fol_layout **out, fol_error *err) {
    const bool derived = design->base_fingerprint && design->base_fingerprint == before->fingerprint &&
                         design->field.row_count == before->row_count;
    if (!derived)
        return create(design, before->pattern, &before->limits, NULL, alloc, out, err);
    fol_layout *layout = fol__layout_make(design, before->pattern, &before->limits, alloc);
    if (!layout)
        return fol__fail_nomem(err);
    const fol_status status = update_rows(before, design, layout, err);
    if (status == FOL_OK)
        *out = layout;
    else
        fol_layout_free(layout);
    return status;
}

fol_status fol_layout_update(const fol_layout *before, const fol_design *design, const fol_allocator *alloc,
                             fol_layout **out, fol_change **change, fol_error *err) {
    if (out)
        *out = NULL;
    if (change)
        *change = NULL;
    if (!before || !design || !out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "before, design and out must not be NULL");
    fol_status status = update(before, design, alloc, out, err);
    if (status != FOL_OK || !change)
        return status;
    *change = make_change(alloc);
    if (*change && compare(before, *out, *change))
        return FOL_OK;
    fol_change_free(*change);
    fol_layout_free(*out);
    *change = NULL;
    *out = NULL;
    return fol__fail_nomem(err);
}
