/* SPDX-License-Identifier: MIT */
#include "edgerows.h"

#include <string.h>

/* Rows of the kept range that an edge stands beside; false when there is none. A level edge never counts. */
static bool rows_of(const fol__edge *e, const fol__edge_rows *rows, int32_t pad, int32_t *from, int32_t *to) {
    if (e->y0 == e->y1)
        return false;
    const int32_t top = e->y0 < e->y1 ? e->y0 : e->y1, bottom = e->y0 < e->y1 ? e->y1 : e->y0;
    *from = fol__cell_of(top - pad);
    *to = fol__cell_of(bottom + pad);
    if (*to < rows->row0 || *from >= rows->row1)
        return false;
    *from = *from < rows->row0 ? rows->row0 : *from;
    *to = *to >= rows->row1 ? rows->row1 - 1 : *to;
    return true;
}

static void count_edges(const fol__region *region, int32_t pad, fol__edge_rows *rows) {
    const int32_t span = rows->row1 - rows->row0;
    memset(rows->starts, 0, ((size_t)span + 1) * sizeof *rows->starts);
    for (size_t i = 0; i < region->edge_count; i++) {
        int32_t from, to;
        if (!rows_of(&region->edges[i], rows, pad, &from, &to))
            continue;
        for (int32_t row = from; row <= to; row++)
            rows->starts[row - rows->row0 + 1]++;
    }
    for (int32_t i = 0; i < span; i++)
        rows->starts[i + 1] += rows->starts[i];
}

/* Fills from each row's end backward, which leaves starts as they should be. */
static void place_edges(const fol__region *region, int32_t pad, fol__edge_rows *rows) {
    const int32_t span = rows->row1 - rows->row0;
    for (size_t i = region->edge_count; i-- > 0;) {
        int32_t from, to;
        if (!rows_of(&region->edges[i], rows, pad, &from, &to))
            continue;
        for (int32_t row = from; row <= to; row++)
            rows->edges[--rows->starts[row - rows->row0 + 1]] = region->edges[i];
    }
    for (int32_t i = 0; i < span; i++)
        rows->starts[i] = rows->starts[i + 1];
    rows->starts[span] = (uint32_t)rows->edge_count;
}

bool fol__edge_rows_make(const fol__region *region, int32_t row0, int32_t row1, int32_t pad_um,
                         const fol_allocator *alloc, fol__edge_rows *out) {
    memset(out, 0, sizeof *out);
    out->alloc = *alloc;
    out->row0 = row0;
    out->row1 = row1 > row0 ? row1 : row0;
    out->starts = fol__alloc(&out->alloc, (size_t)(out->row1 - out->row0) + 1, sizeof *out->starts);
    if (!out->starts)
        return false;
    count_edges(region, pad_um, out);
    const size_t count = out->starts[out->row1 - out->row0];
    out->edges = fol__alloc(&out->alloc, count, sizeof *out->edges);
    if (!out->edges) {
        fol__edge_rows_free(out);
        return false;
    }
    out->edge_count = count;
    place_edges(region, pad_um, out);
    return true;
}

void fol__edge_rows_free(fol__edge_rows *rows) {
    fol__release(&rows->alloc, rows->starts, (size_t)(rows->row1 - rows->row0) + 1, sizeof *rows->starts);
    fol__release(&rows->alloc, rows->edges, rows->edge_count, sizeof *rows->edges);
    rows->starts = NULL;
    rows->edges = NULL;
    rows->edge_count = 0;
}

bool fol__edge_rows_hold(const fol__edge_rows *rows, int32_t row, int32_t x, int32_t y) {
    if (row < rows->row0 || row >= rows->row1)
        return false;
    fol__winding winding = {0, 0, false, false};
    const uint32_t past = rows->starts[row - rows->row0 + 1];
    for (uint32_t i = rows->starts[row - rows->row0]; i < past; i++)
        fol__winding_add(&winding, &rows->edges[i], x, y);
    return fol__winding_filled(winding);
}
