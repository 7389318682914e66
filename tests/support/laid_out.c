/* SPDX-License-Identifier: MIT */
#include "laid_out.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

fol_layout *laid(const fol_design *design) {
    fol_layout *layout;
    fol_error err = {0};
    ck_assert_msg(fol_layout_create(design, NULL, NULL, &layout, &err) == FOL_OK, "%s: %s", err.path, err.message);
    return layout;
}

static int by_id(const void *a, const void *b) {
    const fol_dot *p = a, *q = b;
    return p->id < q->id ? -1 : p->id > q->id;
}

fol_dot *dots_by_id(const fol_layout *layout) {
    fol_dot *dots = calloc(fol_layout_count(layout) + 1, sizeof *dots);
    ck_assert_ptr_nonnull(dots);
    size_t n = 0;
    for (size_t b = 0; b < fol_layout_block_count(layout); b++) {
        size_t count;
        const fol_dot *block = fol_layout_block(layout, b, &count);
        if (count)
            memcpy(dots + n, block, count * sizeof *dots);
        n += count;
    }
    ck_assert_uint_eq(n, fol_layout_count(layout));
    if (n && fol_layout_block_count(layout) > 1) /* what is in the skin is a block of its own */
        qsort(dots, n, sizeof *dots, by_id);
    return dots;
}

void ck_same_layout(const fol_layout *a, const fol_layout *b) {
    fol_dot *p = dots_by_id(a), *q = dots_by_id(b);
    ck_assert_uint_eq(fol_layout_count(a), fol_layout_count(b));
    ck_assert_mem_eq(p, q, fol_layout_count(a) * sizeof *p + 1);
    for (size_t s = 1; s <= FOL_MAX_SESSIONS; s++)
        ck_assert_uint_eq(fol_layout_session_dots(a, s), fol_layout_session_dots(b, s));
    ck_assert(fol_layout_fingerprint(a) == fol_layout_fingerprint(b));
    free(p);
    free(q);
}
