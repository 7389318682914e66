/* SPDX-License-Identifier: MIT */
/* The next layout out of the last one: blocks with a changed cell are made anew, cells that did not change copied into them; all
 * others are shared. */
#include "cells.h"

#include <stdlib.h>
#include <string.h>

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

/* ---------------------------------------------------------------- what changed */

static bool append_dot(fol__vector *dots, const fol_dot *dot) {
    fol_dot *kept = fol__vector_extend(dots, 1);
    if (kept)
        *kept = *dot;
    return kept != NULL;
}

/* Walks two blocks by rising id. */
static bool compare_block(const fol_layout *a, const fol_layout *b, size_t block, fol_change *change) {
    size_t a_count, b_count, i = 0, k = 0;
    const fol_dot *p = fol__layout_dots(a, block, &a_count), *q = fol__layout_dots(b, block, &b_count);
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

static int by_id(const void *a, const void *b) {
    const fol_dot *p = a, *q = b;
    return p->id < q->id ? -1 : p->id > q->id;
}

static bool append_all(const fol_layout *layout, fol__vector *dots) {
    for (size_t block = 0; block < fol__layout_block_total(layout); block++) {
        size_t count;
        const fol_dot *from = fol__layout_dots(layout, block, &count);
        fol_dot *kept = count ? fol__vector_extend(dots, count) : NULL;
        if (count && !kept)
            return false;
        if (count)
            memcpy(kept, from, count * sizeof *from);
    }
    if (layout->fixed_count == 0)
        return true;
    fol_dot *kept = fol__vector_extend(dots, layout->fixed_count);
    if (!kept)
        return false;
    memcpy(kept, layout->fixed, layout->fixed_count * sizeof *kept);
    qsort(dots->items, dots->count, sizeof *kept, by_id);
    return true;
}

static bool is_same_skin(const fol_layout *a, const fol_layout *b) {
    return a->fixed_count == b->fixed_count && (a->fixed_count == 0 || memcmp(a->fixed, b->fixed, a->fixed_count * sizeof *a->fixed) == 0);
}

/* Layouts of canvases of other sizes have no blocks in common, and a dot in the skin may have come from a block: dots are compared one by one. */
static bool compare_dots(fol_change *change) {
    fol_dot *removed = change->removed.items, *added = change->added.items;
    size_t i = 0, k = 0, kept_removed = 0, kept_added = 0;
    while (i < change->removed.count || k < change->added.count) {
        const bool from_a = i < change->removed.count && (k == change->added.count || removed[i].id <= added[k].id);
        const bool from_b = k < change->added.count && (i == change->removed.count || added[k].id <= removed[i].id);
        const bool same = from_a && from_b && memcmp(&removed[i], &added[k], sizeof *added) == 0;
        if (from_a && !same)
            removed[kept_removed++] = removed[i];
        if (from_b && !same)
            added[kept_added++] = added[k];
        i += from_a;
        k += from_b;
    }
    change->removed.count = kept_removed;
    change->added.count = kept_added;
    return true;
}

static bool compare(const fol_layout *a, const fol_layout *b, fol_change *change) {
    bool ok = true;
    if (a->row_count != b->row_count || a->column_count != b->column_count || !is_same_skin(a, b))
        return append_all(a, &change->removed) && append_all(b, &change->added) && compare_dots(change);
    for (size_t block = 0; ok && block < fol__layout_block_total(a); block++)
        ok = compare_block(a, b, block, change);
    return ok;
}

/* ---------------------------------------------------------------- making it */

typedef struct updating {
    const fol_design *design;
    const fol_layout *before;
    fol_layout *layout;
    fol__maker maker;
    size_t next; /* of the design's changed spans */
} updating;

/* Appends the old block's dots of columns below `column`, from dot *next on. */
static bool keep_until(updating *u, const fol_dot *old, size_t count, int32_t column, size_t *next) {
    size_t past = *next;
    while (past < count && fol__id_column(old[past].id) < column)
        past++;
    fol_dot *kept = past > *next ? fol__vector_extend(&u->maker.dots, past - *next) : NULL;
    if (past > *next && !kept)
        return false;
    if (kept)
        memcpy(kept, old + *next, (past - *next) * sizeof *old);
    for (size_t i = *next; i < past; i++)
        u->maker.counts[old[i].session - 1]++;
    *next = past;
    return true;
}

/* A block of columns [column0, column1) that a changed span touches: the spans before it are done with. */
static bool remake_block(updating *u, size_t block, int32_t row, int32_t column0, int32_t column1) {
    size_t count, next = 0;
    const fol_dot *old = fol__layout_dots(u->before, block, &count);
    fol__maker_clear(&u->maker);
    for (size_t i = u->next; i < u->design->changed_count; i++) {
        const fol__cell_span *span = &u->design->changed[i];
        if (span->row != row || span->column0 >= column1)
            break;
        const int32_t from = span->column0 > column0 ? span->column0 : column0;
        const int32_t to = span->column1 < column1 ? span->column1 : column1;
        fol__maker_go_to(&u->maker, row, from);
        if (!keep_until(u, old, count, from, &next) || !fol__make_cells(&u->maker, to))
            return false;
        while (next < count && fol__id_column(old[next].id) < to)
            next++;
    }
    return keep_until(u, old, count, INT32_MAX, &next) &&
           fol__layout_set_block(u->layout, block, u->maker.dots.items, u->maker.dots.count, u->maker.counts);
}

static bool update_block(updating *u, int32_t row, int32_t column0) {
    const fol__cell_span *spans = u->design->changed;
    const size_t block = fol__layout_block_number(u->layout, row, column0);
    const int32_t past = column0 + u->layout->block_columns, last = u->layout->column_count;
    const int32_t column1 = past < last ? past : last;
    while (u->next < u->design->changed_count &&
           (spans[u->next].row < row || (spans[u->next].row == row && spans[u->next].column1 <= column0)))
        u->next++;
    if (u->next == u->design->changed_count || spans[u->next].row != row || spans[u->next].column0 >= column1) {
        fol__layout_share_block(u->layout, block, u->before->blocks[block]);
        return true;
    }
    if (!remake_block(u, block, row, column0, column1))
        return false;
    fol__layout_count(u->layout, u->before->blocks[block], false);
    fol__layout_count(u->layout, u->layout->blocks[block], true);
    return true;
}

static bool update_blocks(updating *u) {
    bool ok = true;
    u->layout->count = u->before->count; /* with what is in the skin, the same in both */
    memcpy(u->layout->counts, u->before->counts, sizeof u->layout->counts);
    for (int32_t row = 0; row < u->layout->row_count; row++) {
        for (int32_t column = 0; ok && column < u->layout->column_count; column += u->layout->block_columns)
            ok = update_block(u, row, column);
    }
    return ok;
}

static fol_status update_changed(const fol_layout *before, const fol_design *design, const fol_allocator *alloc,
                                 fol_layout **out, fol_error *err) {
    updating u = {.design = design, .before = before};
    u.layout = fol__layout_make(design, before->pattern, &before->limits, alloc);
    if (!u.layout)
        return fol__fail_nomem(err);
    bool ok = fol__maker_make(design, before->pattern, &u.layout->alloc, &u.maker);
    if (ok) {
        u.layout->skin = fol__skin_share(before->skin);
        u.maker.skin = u.layout->skin;
        ok = update_blocks(&u);
        fol__maker_free(&u.maker);
    }
    fol_status status = ok ? FOL_OK : fol__fail_nomem(err);
    if (ok && (int64_t)u.layout->count > before->limits.max_dots)
        status = fol__layout_over_limit(&before->limits, err);
    if (status == FOL_OK)
        *out = u.layout;
    else
        fol_layout_free(u.layout);
    return status;
}

static fol_status update(const fol_layout *before, const fol_design *design, const fol_allocator *alloc,
                         fol_layout **out, fol_error *err) {
    /* an exact count depends on the whole zone */
    const bool derived = !design->exact && design->base_fingerprint && design->base_fingerprint == before->fingerprint &&
                         design->row_count == before->row_count && design->column_count == before->column_count;
    return derived ? update_changed(before, design, alloc, out, err)
                   : fol__layout_create(design, before->pattern, &before->limits, NULL, alloc, out, err);
}

fol_status fol_layout_update(const fol_layout *before, const fol_design *design, const fol_allocator *alloc,
                             fol_layout **out, fol_change **change, fol_error *err) {
    if (out)
        *out = NULL;
    if (change)
        *change = NULL;
    if (!before || !design || !out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "before, design and out must not be NULL");
    const fol_status status = update(before, design, alloc, out, err);
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
