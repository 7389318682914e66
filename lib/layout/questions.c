/* SPDX-License-Identifier: MIT */
/* What a host asks of a finished layout. Dots of a row lie within pad_um of the row's own cells. */
#include "blocks.h"

#include <string.h>

size_t fol_layout_count(const fol_layout *layout) {
    return layout ? layout->count : 0;
}

size_t fol_layout_session_dots(const fol_layout *layout, size_t session) {
    return layout && session >= 1 && session <= layout->session_count ? layout->counts[session - 1] : 0;
}

uint64_t fol_layout_fingerprint(const fol_layout *layout) {
    return layout ? layout->fingerprint : 0;
}

size_t fol_layout_block_count(const fol_layout *layout) {
    return layout ? (size_t)layout->row_count : 0;
}

const fol_dot *fol_layout_block(const fol_layout *layout, size_t block, size_t *count) {
    size_t unused;
    if (!count)
        count = &unused;
    *count = 0;
    return layout && block < (size_t)layout->row_count ? fol__layout_row(layout, (int32_t)block, count) : NULL;
}

size_t fol_layout_copy(const fol_layout *layout, size_t session, fol_dot *dots, size_t capacity) {
    if (!layout || session > layout->session_count)
        return 0;
    const size_t first = session ? session : 1, last = session ? session : layout->session_count;
    size_t copied = 0;
    for (size_t s = first; s <= last; s++) {
        for (int32_t row = 0; dots && copied < capacity && row < layout->row_count; row++) {
            size_t count;
            const fol_dot *from = fol__layout_row(layout, row, &count);
            for (size_t i = 0; i < count && copied < capacity; i++) {
                if (from[i].session == s)
                    dots[copied++] = from[i];
            }
        }
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

size_t fol_layout_in_rect(const fol_layout *layout, int32_t x_um, int32_t y_um, int32_t width_um, int32_t height_um,
                          fol_dot *dots, size_t capacity) {
    if (!layout || width_um <= 0 || height_um <= 0)
        return 0;
    const int64_t right = (int64_t)x_um + width_um, bottom = (int64_t)y_um + height_um;
    int32_t from, to;
    size_t found = 0;
    rows_between(layout, y_um, bottom - 1, &from, &to);
    for (int32_t row = from; row <= to; row++) {
        size_t count;
        const fol_dot *row_dots = fol__layout_row(layout, row, &count);
        for (size_t i = 0; i < count; i++) {
            const fol_dot *d = &row_dots[i];
            if (d->x_um < x_um || d->x_um >= right || d->y_um < y_um || d->y_um >= bottom)
                continue;
            if (dots && found < capacity)
                dots[found] = *d;
            found++;
        }
    }
    return found;
}

/* First dot of a row whose id is not below the first of a column. */
static size_t first_from(const fol_dot *dots, size_t count, int32_t row, int32_t column) {
    size_t low = 0, high = count;
    const int64_t id = fol__dot_id(row, column < 0 ? 0 : column, 0);
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
    size_t count;
    const fol_dot *dots = fol__layout_row(layout, row, &count);
    const int64_t right = (int64_t)x + reach;
    const int32_t from = fol__cell_of(saturated((int64_t)x - reach)), to = fol__cell_of(saturated(right));
    for (size_t i = first_from(dots, count, row, from); i < count && fol__id_column(dots[i].id) <= to; i++)
        consider(&dots[i], x, y, b);
}

bool fol_layout_nearest(const fol_layout *layout, int32_t x_um, int32_t y_um, int32_t within_um, fol_dot *dot) {
    if (!layout || within_um < 0)
        return false;
    best b = {0, {0}, false};
    /* rings of growing reach, so that a near dot is found without looking far */
    for (int64_t reach = FOL__CELL_UM / 2;; reach *= 4) {
        reach = reach < within_um ? reach : within_um;
        int32_t from, to;
        b.distance2 = reach * reach;
        b.found = false;
        rows_between(layout, y_um - reach, y_um + reach, &from, &to);
        for (int32_t row = from; row <= to; row++)
            search_row(layout, row, x_um, y_um, reach + layout->pad_um, &b);
        if (b.found || reach == within_um)
            break;
    }
    if (b.found && dot)
        *dot = b.dot;
    return b.found;
}

bool fol_layout_find(const fol_layout *layout, int64_t id, fol_dot *dot) {
    if (!layout || id < 0 || fol__id_row(id) >= layout->row_count)
        return false;
    size_t count, low = 0;
    const fol_dot *dots = fol__layout_row(layout, (int32_t)fol__id_row(id), &count);
    size_t high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (dots[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == count || dots[low].id != id)
        return false;
    if (dot)
        *dot = dots[low];
    return true;
}
