/* SPDX-License-Identifier: MIT */
/* Blocks are small, so that an edit of a scalp remakes little, but never more than MOST_BLOCKS, so that a large canvas pays no more for
 * them than a small one: what a block takes beside its dots is about as much as four dots do, and asking for it costs as fifty. */
#include "blocks.h"

#include <string.h>

enum { LEAST_COLUMNS = 8, MOST_BLOCKS = 4096 };

static int32_t columns_of_block(int32_t rows, int32_t columns) {
    int32_t width = LEAST_COLUMNS;
    while (width < columns && (int64_t)((columns + width - 1) / width) * rows > MOST_BLOCKS)
        width *= 2;
    return width;
}

static bool keep_fixed(const fol_design *design, fol_layout *layout) {
    const fol_chart_spec *chart = &design->specs.chart;
    if (chart->in_skin_count == 0)
        return true;
    layout->fixed_count = chart->in_skin_count;
    layout->fixed = fol__alloc(&layout->alloc, layout->fixed_count, sizeof *layout->fixed);
    for (size_t i = 0; layout->fixed && i < layout->fixed_count; i++) {
        layout->fixed[i] = chart->in_skin[i].dot;
        layout->counts[layout->fixed[i].session - 1]++;
    }
    layout->count = layout->fixed_count;
    return layout->fixed != NULL;
}

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
    layout->column_count = design->column_count;
    layout->block_columns = columns_of_block(design->row_count, design->column_count);
    layout->row_blocks = (design->column_count + layout->block_columns - 1) / layout->block_columns;
    layout->row_count = design->row_count;
    layout->blocks = fol__alloc_zeroed(&own, fol__layout_block_total(layout), sizeof(fol__block *));
    if (layout->blocks && keep_fixed(design, layout))
        return layout;
    layout->row_count = layout->blocks ? layout->row_count : 0;
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
    const size_t total = fol__layout_block_total(layout);
    for (size_t i = 0; i < total; i++)
        leave(layout->blocks[i]);
    const fol_allocator alloc = layout->alloc;
    fol__cuts_free(&layout->cuts);
    fol__skin_leave(layout->skin);
    fol__release(&alloc, layout->fixed, layout->fixed_count, sizeof *layout->fixed);
    fol__release(&alloc, layout->blocks, total, sizeof(fol__block *));
    fol__release(&alloc, layout, 1, sizeof *layout);
}

bool fol__layout_set_block(fol_layout *layout, size_t number, const fol_dot *dots, size_t count,
                           const uint32_t *counts) {
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
    memcpy(block->counts, counts, sizeof block->counts);
    layout->blocks[number] = block;
    return true;
}

void fol__layout_share_block(fol_layout *layout, size_t number, fol__block *shared) {
    if (shared)
        atomic_fetch_add_explicit(&shared->users, 1, memory_order_relaxed);
    layout->blocks[number] = shared;
}

void fol__layout_count(fol_layout *layout, const fol__block *block, bool add) {
    if (!block)
        return;
    layout->count += add ? block->count : -block->count; /* unsigned: wraps back */
    for (size_t j = 0; j < layout->session_count; j++)
        layout->counts[j] += add ? (size_t)block->counts[j] : -(size_t)block->counts[j];
}

const fol_dot *fol__layout_dots(const fol_layout *layout, size_t number, size_t *count) {
    const fol__block *block = number < fol__layout_block_total(layout) ? layout->blocks[number] : NULL;
    *count = block ? block->count : 0;
    return block ? block->dots : NULL;
}
