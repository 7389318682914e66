/* SPDX-License-Identifier: MIT */
/* What a host asks of a finished layout. Dots of a row lie within pad_um of the row's own cells. */
#include "blocks.h"

#include <stdlib.h>

size_t fol_layout_count(const fol_layout *layout) {
    return layout ? layout->count : 0;
}

size_t fol_layout_session_dots(const fol_layout *layout, size_t session) {
    return layout && session >= 1 && session <= layout->session_count ? layout->counts[session - 1] : 0;
}

size_t fol_layout_threshold_dots(const fol_layout *layout) {
    return layout ? layout->threshold_dots : 0;
}

double fol_layout_scale(const fol_layout *layout, size_t zone, size_t session) {
    if (!layout || !layout->cuts.cuts || zone >= layout->cuts.zone_count || session < 1 || session > layout->session_count)
        return 1;
    return fol__cuts_of(&layout->cuts, zone)[session - 1].u;
}

uint64_t fol_layout_fingerprint(const fol_layout *layout) {
    return layout ? layout->fingerprint : 0;
}

size_t fol_layout_block_count(const fol_layout *layout) {
    return layout ? fol__layout_block_total(layout) + (layout->fixed_count > 0) : 0;
}

const fol_dot *fol_layout_block(const fol_layout *layout, size_t block, size_t *count) {
    size_t unused;
    if (!count)
        count = &unused;
    *count = 0;
    if (!layout)
        return NULL;
    if (block != fol__layout_block_total(layout))
        return fol__layout_dots(layout, block, count);
    *count = layout->fixed_count;
    return layout->fixed;
}

/* Puts those of a session, or of all for 0, where each session's dots go on. */
static void copy_some(const fol_dot *from, size_t count, size_t session, fol_dot *dots, size_t capacity, size_t *next) {
    for (size_t i = 0; i < count; i++) {
        size_t *at = &next[from[i].session - 1];
        if ((session && from[i].session != session) || *at >= capacity)
            continue;
        dots[(*at)++] = from[i];
    }
}

size_t fol_layout_copy(const fol_layout *layout, size_t session, fol_dot *dots, size_t capacity) {
    size_t next[FOL_MAX_SESSIONS] = {0}; /* where each session's dots go on */
    if (!layout || session > layout->session_count)
        return 0;
    for (size_t j = 1; !session && j < layout->session_count; j++)
        next[j] = next[j - 1] + layout->counts[j - 1];
    if (dots && capacity)
        copy_some(layout->fixed, layout->fixed_count, session, dots, capacity, next);
    for (size_t block = 0; dots && capacity && block < fol__layout_block_total(layout); block++) {
        size_t count;
        const fol_dot *from = fol__layout_dots(layout, block, &count);
        copy_some(from, count, session, dots, capacity, next);
    }
    return session ? layout->counts[session - 1] : layout->count;
}

static int32_t saturated(int64_t um) {
    return um > INT32_MAX ? INT32_MAX : um < INT32_MIN ? INT32_MIN : (int32_t)um;
}

/* Rows that can hold a dot with y in [top, bottom]. */
static void rows_between(const fol_layout *layout, int64_t top, int64_t bottom, int32_t *from, int32_t *to) {
    *from = fol__cell_of(saturated(top - layout->pad_um));
    *to = fol__cell_of(saturated(bottom + layout->pad_um));
    *from = *from < 0 ? 0 : *from;
    *to = *to >= layout->row_count ? layout->row_count - 1 : *to;
}

/* Columns that can hold a dot with x in [left, right]. */
static void columns_between(const fol_layout *layout, int64_t left, int64_t right, int32_t *from, int32_t *to) {
    *from = fol__cell_of(saturated(left - layout->pad_um));
    *to = fol__cell_of(saturated(right + layout->pad_um));
    *from = *from < 0 ? 0 : *from;
    *to = *to >= layout->column_count ? layout->column_count - 1 : *to;
}

static int by_id(const void *a, const void *b) {
    const fol_dot *p = a, *q = b;
    return p->id < q->id ? -1 : p->id > q->id;
}

size_t fol_layout_in_rect(const fol_layout *layout, int32_t x_um, int32_t y_um, int32_t width_um, int32_t height_um,
                          fol_dot *dots, size_t capacity) {
    if (!layout || width_um <= 0 || height_um <= 0)
        return 0;
    const int64_t right = (int64_t)x_um + width_um, bottom = (int64_t)y_um + height_um;
    int32_t from, to, left, last;
    size_t found = 0;
    for (size_t i = 0; i < layout->fixed_count; i++) {
        const fol_dot *d = &layout->fixed[i];
        if (d->x_um < x_um || d->x_um >= right || d->y_um < y_um || d->y_um >= bottom)
            continue;
        if (dots && found < capacity)
            dots[found] = *d;
        found++;
    }
    const size_t fixed = found;
    rows_between(layout, y_um, bottom - 1, &from, &to);
    columns_between(layout, x_um, right - 1, &left, &last);
    for (int32_t row = from; row <= to; row++) {
        for (int32_t column = left / layout->block_columns * layout->block_columns; column <= last; column += layout->block_columns) {
            size_t count;
            const fol_dot *in_block = fol__layout_dots(layout, fol__layout_block_number(layout, row, column), &count);
            for (size_t i = 0; i < count; i++) {
                const fol_dot *d = &in_block[i];
                if (d->x_um < x_um || d->x_um >= right || d->y_um < y_um || d->y_um >= bottom)
                    continue;
                if (dots && found < capacity)
                    dots[found] = *d;
                found++;
            }
        }
    }
    if (fixed && dots)
        qsort(dots, found < capacity ? found : capacity, sizeof *dots, by_id);
    return found;
}

/* The first dot whose id is not below another. */
static size_t first_from(const fol_dot *dots, size_t count, int64_t id) {
    size_t low = 0, high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (dots[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The best so far of a search; ties go to the lower id. */
typedef struct best {
    int64_t distance2;
    fol_dot dot;
    bool found;
} best;

static void consider(const fol_dot *d, int32_t x, int32_t y, best *b) {
    const int64_t dx = (int64_t)d->x_um - x, dy = (int64_t)d->y_um - y;
    const int64_t distance2 = dx * dx + dy * dy;
    if (distance2 > b->distance2 || (b->found && distance2 == b->distance2 && d->id > b->dot.id))
        return;
    b->distance2 = distance2;
    b->dot = *d;
    b->found = true;
}

static void search_row(const fol_layout *layout, int32_t row, int32_t x, int32_t y, int64_t reach, best *b) {
    int32_t from, to;
    columns_between(layout, (int64_t)x - reach, (int64_t)x + reach, &from, &to);
    for (int32_t column = from / layout->block_columns * layout->block_columns; column <= to; column += layout->block_columns) {
        size_t count;
        const fol_dot *dots = fol__layout_dots(layout, fol__layout_block_number(layout, row, column), &count);
        for (size_t i = first_from(dots, count, fol__dot_id(row, from, 0)); i < count && fol__id_column(dots[i].id) <= to; i++)
            consider(&dots[i], x, y, b);
    }
}

bool fol_layout_nearest(const fol_layout *layout, int32_t x_um, int32_t y_um, int32_t within_um, fol_dot *dot) {
    if (!layout || within_um < 0)
        return false;
    best b = {0, {0}, false}, in_skin = {(int64_t)within_um * within_um, {0}, false};
    for (size_t i = 0; i < layout->fixed_count; i++)
        consider(&layout->fixed[i], x_um, y_um, &in_skin);
    /* rings of growing reach, so that a near dot is found without looking far */
    for (int64_t reach = FOL__CELL_UM / 2;; reach *= 4) {
        reach = reach < within_um ? reach : within_um;
        int32_t from, to;
        b.distance2 = reach * reach;
        b.found = false;
        rows_between(layout, y_um - reach, y_um + reach, &from, &to);
        for (int32_t row = from; row <= to; row++)
            search_row(layout, row, x_um, y_um, reach, &b);
        if (b.found || reach == within_um)
            break;
    }
    if (in_skin.found && (!b.found || in_skin.distance2 <= b.distance2)) {
        if (b.found)
            consider(&b.dot, x_um, y_um, &in_skin);
        b = in_skin;
    }
    if (b.found && dot)
        *dot = b.dot;
    return b.found;
}

bool fol_layout_find(const fol_layout *layout, int64_t id, fol_dot *dot) {
    if (!layout)
        return false;
    const size_t in_skin = first_from(layout->fixed, layout->fixed_count, id);
    if (in_skin < layout->fixed_count && layout->fixed[in_skin].id == id) {
        if (dot)
            *dot = layout->fixed[in_skin];
        return true;
    }
    if (id < 0 || fol__id_row(id) >= layout->row_count || fol__id_column(id) >= layout->column_count)
        return false;
    size_t count;
    const size_t block = fol__layout_block_number(layout, (int32_t)fol__id_row(id), fol__id_column(id));
    const fol_dot *dots = fol__layout_dots(layout, block, &count);
    const size_t at = first_from(dots, count, id);
    if (at == count || dots[at].id != id)
        return false;
    if (dot)
        *dot = dots[at];
    return true;
}
