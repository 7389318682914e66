/* SPDX-License-Identifier: MIT */
/* Dots that a picture is drawn from: those of a layout or, where people have placed them, a list that no layout ever made. */
#include "draft.h"
#include "fail.h"

#include <stdlib.h>
#include <string.h>

/* Dots with one id keep some order of their own, whatever the sort. */
static int compare_dots(const void *a, const void *b) {
    const fol_dot *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    if (x->session != y->session)
        return x->session < y->session ? -1 : 1;
    if (x->y_um != y->y_um)
        return x->y_um < y->y_um ? -1 : 1;
    return (x->x_um > y->x_um) - (x->x_um < y->x_um);
}

static fol_status check_pair(const fol_design *design, const fol_layout *layout, fol_error *err) {
    if (!design || !layout)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "no design or no layout");
    if (fol_layout_fingerprint(layout) != fol_design_fingerprint(design))
        return fol__fail(err, FOL_ERR_CONFLICT, FOL__NOWHERE,
                         "the layout was made from another design; lay out this one first");
    return FOL_OK;
}

fol_status fol__dots_from(const fol_design *design, const fol_layout *layout, const fol_dot *dots, size_t count,
                          const fol_allocator *alloc, fol__dot_source *out, fol_error *err) {
    *out = (fol__dot_source){.layout = layout, .count = count, .alloc = fol__allocator_or_libc(alloc)};
    if (!dots && count)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "dots is NULL, but has a count");
    if (!dots)
        return check_pair(design, layout, err);
    if (!design)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "no design");
    out->own = fol__alloc(&out->alloc, count ? count : 1, sizeof *out->own);
    if (!out->own)
        return fol__fail_nomem(err);
    memcpy(out->own, dots, count * sizeof *dots);
    qsort(out->own, count, sizeof *out->own, compare_dots);
    out->dots = out->own;
    return FOL_OK;
}

void fol__dots_free(fol__dot_source *source) {
    fol__release(&source->alloc, source->own, source->count ? source->count : 1, sizeof *source->own);
    source->own = NULL;
}

size_t fol__dots_block_count(const fol__dot_source *source) {
    return source->dots ? 1 : fol_layout_block_count(source->layout);
}

const fol_dot *fol__dots_block(const fol__dot_source *source, size_t block, size_t *count) {
    if (!source->dots)
        return fol_layout_block(source->layout, block, count);
    *count = source->count;
    return source->dots;
}

size_t fol__dots_of(const fol__dot_source *source, size_t session) {
    if (!source->dots)
        return session ? fol_layout_session_dots(source->layout, session) : fol_layout_count(source->layout);
    size_t count = 0;
    for (size_t i = 0; i < source->count; i++)
        count += session == 0 || source->dots[i].session == session;
    return count;
}
