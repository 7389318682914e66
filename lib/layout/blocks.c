/* SPDX-License-Identifier: MIT */
#include "blocks.h"

#include <string.h>

fol_layout *fol__layout_make(const fol_design *design, const fol_pattern *pattern, const fol_limits *limits,
                             const fol_allocator *alloc) {
    const fol_allocator own = fol__allocator_or_libc(alloc);
    fol_layout *layout = fol__alloc_zeroed(&own, 1, sizeof *layout);
    if (!layout)
        return NULL;
    layout->alloc = own;
    layout->pattern = pattern;
    layout->limits = *limits;
    layout->placement = fol__placement_of(design->specs.treatment.seed, pattern);
    layout->fingerprint = design->fingerprint;
    layout->pad_um = design->pad_um;
    layout->session_count = design->session_count;
    layout->blocks = fol__alloc_zeroed(&own, (size_t)design->field.row_count, sizeof(fol__block *));
    layout->row_count = layout->blocks ? design->field.row_count : 0;
    if (layout->blocks)
        return layout;
    fol_layout_free(layout);
    return NULL;
}

static void leave(fol__block *block) {
    if (!block || atomic_fetch_sub_explicit(&block->users, 1, memory_order_acq_rel) != 1)
        return;
    const fol_allocator alloc = block->alloc;
    fol__release(&alloc, block, 1, sizeof *block + block->count * sizeof(fol_dot));
}

void fol_layout_free(fol_layout *layout) {
    if (!layout)
        return;
    for (int32_t row = 0; row < layout->row_count; row++)
        leave(layout->blocks[row]);
    const fol_allocator alloc = layout->alloc;
    fol__release(&alloc, layout->blocks, (size_t)layout->row_count, sizeof(fol__block *));
    fol__release(&alloc, layout, 1, sizeof *layout);
}

bool fol__layout_set_row(fol_layout *layout, int32_t row, const fol_dot *dots, size_t count) {
    if (count == 0)
        return true;
    if (count > (SIZE_MAX - sizeof(fol__block)) / sizeof(fol_dot))
        return false;
    fol__block *block = fol__alloc(&layout->alloc, 1, sizeof *block + count * sizeof(fol_dot));
    if (!block)
        return false;
    atomic_init(&block->users, 1);
    block->alloc = layout->alloc;
    block->count = count;
    memcpy(block->dots, dots, count * sizeof(fol_dot));
    layout->blocks[row] = block;
    return true;
}

void fol__layout_share_row(fol_layout *layout, int32_t row, fol__block *block) {
    if (block)
        atomic_fetch_add_explicit(&block->users, 1, memory_order_relaxed);
    layout->blocks[row] = block;
}

void fol__layout_count_up(fol_layout *layout) {
    for (int32_t row = 0; row < layout->row_count; row++) {
        size_t count;
        const fol_dot *dots = fol__layout_row(layout, row, &count);
        layout->count += count;
        for (size_t i = 0; i < count; i++)
            layout->counts[dots[i].session - 1]++;
    }
}

const fol_dot *fol__layout_row(const fol_layout *layout, int32_t row, size_t *count) {
    const fol__block *block = row >= 0 && row < layout->row_count ? layout->blocks[row] : NULL;
    *count = block ? block->count : 0;
    return block ? block->dots : NULL;
}
