/* SPDX-License-Identifier: MIT */
/* Two sets of dots by their ids. */
#include "alloc.h"
#include "fail.h"

#include <follicle/record.h>
#include <stdlib.h>
#include <string.h>

const char *fol_diff_kind_name(fol_diff_kind kind) {
    static const char *const names[] = {"unknown", "added", "removed", "moved", "changed"};
    return (int)kind >= FOL_DIFF_ADDED && (int)kind <= FOL_DIFF_CHANGED ? names[kind] : names[0];
}

/* A dot and where it stood, so that the first of several with one id stays the first. */
typedef struct numbered {
    fol_dot dot;
    size_t number;
} numbered;

static int by_id(const void *a, const void *b) {
    const numbered *p = a, *q = b;
    if (p->dot.id != q->dot.id)
        return p->dot.id < q->dot.id ? -1 : 1;
    return p->number < q->number ? -1 : p->number > q->number;
}

/* Sorted, each id once; NULL when memory is out. */
static numbered *sorted(const fol_allocator *alloc, const fol_dot *dots, size_t count, size_t *kept) {
    numbered *out = fol__alloc(alloc, count, sizeof *out);
    if (!out)
        return NULL;
    for (size_t i = 0; i < count; i++)
        out[i] = (numbered){dots[i], i};
    if (count)
        qsort(out, count, sizeof *out, by_id);
    *kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || out[i].dot.id != out[i - 1].dot.id)
            out[(*kept)++] = out[i];
    }
    return out;
}

/* 0: nothing is different. */
static int kind_of(const fol_dot *a, const fol_dot *b) {
    if (a->x_um != b->x_um || a->y_um != b->y_um)
        return FOL_DIFF_MOVED;
    return a->session != b->session || a->zone != b->zone ? FOL_DIFF_CHANGED : 0;
}

static size_t compare(const numbered *a, size_t a_count, const numbered *b, size_t b_count, fol_diff_row *rows, size_t capacity) {
    size_t i = 0, k = 0, found = 0;
    while (i < a_count || k < b_count) {
        const bool from_a = i < a_count && (k == b_count || a[i].dot.id <= b[k].dot.id);
        const bool from_b = k < b_count && (i == a_count || b[k].dot.id <= a[i].dot.id);
        fol_diff_row row;
        memset(&row, 0, sizeof row);
        const int kind = !from_a ? FOL_DIFF_ADDED : !from_b ? FOL_DIFF_REMOVED : kind_of(&a[i].dot, &b[k].dot);
        if (from_a)
            row.before = a[i++].dot;
        if (from_b)
            row.after = b[k++].dot;
        row.kind = (fol_diff_kind)kind;
        if (kind && found < capacity)
            rows[found] = row;
        found += kind != 0;
    }
    return found;
}

fol_status fol_diff(const fol_dot *a, size_t a_count, const fol_dot *b, size_t b_count, const fol_allocator *alloc, fol_diff_row *rows,
                    size_t capacity, size_t *count, fol_error *err) {
    if ((a_count && !a) || (b_count && !b) || (capacity && !rows) || !count)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "dots, rows and count must not be NULL");
    const fol_allocator own = fol__allocator_or_libc(alloc);
    size_t a_kept = 0, b_kept = 0;
    *count = 0;
    numbered *before = sorted(&own, a, a_count, &a_kept);
    numbered *after = before ? sorted(&own, b, b_count, &b_kept) : NULL;
    if (after)
        *count = compare(before, a_kept, after, b_kept, rows, capacity);
    const bool ok = after != NULL;
    fol__release(&own, before, a_count, sizeof *before);
    fol__release(&own, after, b_count, sizeof *after);
    return ok ? FOL_OK : fol__fail_nomem(err);
}
