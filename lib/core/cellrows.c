/* SPDX-License-Identifier: MIT */
/* Each segment is walked through the rows that it reaches, which gives a span of columns a row; spans are filed by row; then each
 * row is made of two bit sets, cells that are near and cells that are cut. A cell can be called near or cut without need, never
 * far or whole without right. */
#include "cellrows.h"

#include <math.h>
#include <string.h>

/* ---------------------------------------------------------------- from segments to spans */

/* Columns of a row that a segment reaches, and those that it passes through (from > to: none). */
typedef struct span {
    int32_t row;
    uint32_t segment;
    int32_t from, to, cut_from, cut_to;
} span;

static int32_t clamp_cell(double um, int32_t low, int32_t high) {
    const double lowest = (double)low * FOL__CELL_UM, highest = (double)high * FOL__CELL_UM;
    if (um < lowest)
        return low;
    if (um >= highest)
        return high;
    const int32_t cell = (int32_t)(um * (1.0 / FOL__CELL_UM));
    if ((double)cell * FOL__CELL_UM > um)
        return cell - 1;
    return ((double)cell + 1) * FOL__CELL_UM <= um ? cell + 1 : cell;
}

/* Share of the segment at which it reaches y, as far as it does. */
static double share_at(const fol__segment *s, double per_dy, double y) {
    const double t = (y - s->y0) * per_dy;
    return t < 0 ? 0 : t > 1 ? 1 : t;
}

/* Left and right ends of what a segment reaches in a band of y: of the part that is within reach above and below, grown by the
 * reach (less where the segment only comes near the band from above or below), and no further than the strip along its line. */
static void reached_in_band(const fol__segment *s, double reach, double top, double bottom, double *from, double *to) {
    const double dx = s->x1 - s->x0, dy = s->y1 - s->y0;
    const double low = dy < 0 ? s->y1 : s->y0, high = dy < 0 ? s->y0 : s->y1;
    const double gap = low > bottom ? low - bottom : top > high ? top - high : 0;
    const double across = gap > 0 ? sqrt(reach > gap ? reach * reach - gap * gap : 0) : reach;
    if (dy == 0) {
        *from = (dx < 0 ? s->x1 : s->x0) - across - 1;
        *to = (dx < 0 ? s->x0 : s->x1) + across + 1;
        return;
    }
    const double per_dy = 1 / dy;
    const double xa = s->x0 + dx * share_at(s, per_dy, top - reach), xb = s->x0 + dx * share_at(s, per_dy, bottom + reach);
    *from = (xa < xb ? xa : xb) - across;
    *to = (xa < xb ? xb : xa) + across;
    const double slope = dx * per_dy, strip = reach * sqrt(1 + slope * slope);
    const double la = s->x0 + (top - s->y0) * slope, lb = s->x0 + (bottom - s->y0) * slope;
    const double left = (la < lb ? la : lb) - strip, right = (la < lb ? lb : la) + strip;
    *from = (left > *from ? left : *from) - 1;
    *to = (right < *to ? right : *to) + 1;
}

bool fol__cells_reached(const fol__segment *s, double reach, int32_t row, fol__cell_window window, int32_t *from,
                        int32_t *to) {
    const double top = (double)row * FOL__CELL_UM, bottom = ((double)row + 1) * FOL__CELL_UM;
    const double low = s->y0 < s->y1 ? s->y0 : s->y1, high = s->y0 < s->y1 ? s->y1 : s->y0;
    if (low - reach - 1 > bottom || high + reach + 1 < top) /* a micrometre for rounding */
        return false;
    double left, right;
    reached_in_band(s, reach, top, bottom, &left, &right);
    if (!(left <= right) || right < (double)window.column0 * FOL__CELL_UM || left >= (double)window.column1 * FOL__CELL_UM)
        return false;
    *from = clamp_cell(left, window.column0, window.column1 - 1);
    *to = clamp_cell(right, window.column0, window.column1 - 1);
    return true;
}

/* Rows from *from up to *to that a segment reaches. */
static bool rows_reached(const fol__segment *s, double reach, fol__cell_window window, int32_t *from, int32_t *to) {
    const double top = (s->y0 < s->y1 ? s->y0 : s->y1) - reach - 1, bottom = (s->y0 < s->y1 ? s->y1 : s->y0) + reach + 1;
    if (bottom < (double)window.row0 * FOL__CELL_UM || top >= (double)window.row1 * FOL__CELL_UM)
        return false;
    *from = clamp_cell(top, window.row0, window.row1 - 1);
    *to = clamp_cell(bottom, window.row0, window.row1 - 1) + 1;
    return true;
}

static bool append_spans(const fol__cell_question *q, uint32_t number, fol__vector *spans) {
    const fol__segment *s = &q->segments[number];
    const double reach = q->reach_um + q->pad_um;
    int32_t row0, row1;
    if (!rows_reached(s, reach, q->window, &row0, &row1))
        return true;
    span *made = fol__vector_reserve(spans, (size_t)(row1 - row0));
    if (!made)
        return false;
    int32_t cut0, cut1;
    if (!rows_reached(s, q->pad_um, q->window, &cut0, &cut1))
        cut0 = cut1 = 0;
    for (int32_t row = row0; row < row1; row++) {
        if (!fol__cells_reached(s, reach, row, q->window, &made->from, &made->to))
            continue;
        made->row = row;
        made->segment = number;
        if (q->unparted) {
            made->cut_from = made->from;
            made->cut_to = made->to;
        } else if (row < cut0 || row >= cut1 ||
                   !fol__cells_reached(s, q->pad_um, row, q->window, &made->cut_from, &made->cut_to)) {
            made->cut_from = 1;
            made->cut_to = 0;
        }
        made++;
        spans->count++;
    }
    return true;
}

/* ---------------------------------------------------------------- from spans to runs */

/* Two bits a column, and how many spans cover it. */
typedef struct row_bits {
    uint64_t *near, *cut;
    uint32_t *counts; /* then: where a column's list goes on */
    size_t words;
} row_bits;

typedef struct builder {
    const fol__cell_question *question;
    row_bits bits;
    fol__vector runs, lists, near;
    size_t above_next, above_past; /* runs of the row above, from the one that is looked at */
    bool has_above;
} builder;

static void set_bits(uint64_t *words, int32_t from, int32_t to) {
    const int32_t first = from >> 6, last = to >> 6;
    const uint64_t head = ~UINT64_C(0) << (from & 63), tail = ~UINT64_C(0) >> (63 - (to & 63));
    if (first == last) {
        words[first] |= head & tail;
        return;
    }
    words[first] |= head;
    for (int32_t i = first + 1; i < last; i++)
        words[i] = ~UINT64_C(0);
    words[last] |= tail;
}

static bool bit_at(const uint64_t *words, int32_t i) {
    return words[i >> 6] >> (i & 63) & 1;
}

static void fill_bits(const builder *b, const span *spans, size_t count) {
    const row_bits *bits = &b->bits;
    const int32_t first = b->question->window.column0;
    memset(bits->near, 0, bits->words * sizeof *bits->near);
    memset(bits->cut, 0, bits->words * sizeof *bits->cut);
    for (size_t i = 0; i < count; i++) {
        const span *s = &spans[i];
        set_bits(bits->near, s->from - first, s->to - first);
        if (s->cut_from <= s->cut_to)
            set_bits(bits->cut, s->cut_from - first, s->cut_to - first);
        for (int32_t c = s->from - first; c <= s->to - first; c++)
            bits->counts[c]++;
    }
}

/* Side of the cell over `column` in the row above: 0 when that is not known. */
static int32_t side_above(builder *b, int32_t column) {
    const fol__cell_run *runs = b->runs.items;
    if (!b->has_above)
        return 0;
    while (b->above_next < b->above_past && runs[b->above_next].column1 <= column)
        b->above_next++;
    if (b->above_next == b->above_past || runs[b->above_next].column0 > column)
        return b->question->omitted;
    return runs[b->above_next].side;
}

static int32_t side_of(builder *b, int32_t row, int32_t column, int32_t left) {
    const int32_t half = FOL__CELL_UM / 2;
    const int32_t known = left ? left : side_above(b, column);
    return known ? known : b->question->side(column * FOL__CELL_UM + half, row * FOL__CELL_UM + half, b->question->user);
}

static bool append_run(builder *b, int32_t column0, int32_t column1, int32_t side, bool near) {
    if (!near && side == b->question->omitted)
        return true;
    fol__cell_run *run = fol__vector_extend(&b->runs, 1);
    if (!run)
        return false;
    const fol__cell_run made = {column0, column1, (uint32_t)b->lists.count, (int16_t)side, near};
    *run = made;
    return true;
}

/* Begins a list for each cell of a near run; counts[] turns into where each list goes on. */
static bool append_lists(builder *b, int32_t from, int32_t to) {
    const size_t cells = (size_t)(to - from);
    uint32_t *counts = &b->bits.counts[from];
    uint32_t *list = fol__vector_extend(&b->lists, cells), first = (uint32_t)b->near.count;
    if (!list)
        return false;
    for (size_t i = 0; i < cells; i++) {
        const uint32_t count = counts[i];
        list[i] = counts[i] = first;
        first += count;
    }
    const size_t entries = first - b->near.count;
    return entries == 0 || fol__vector_extend(&b->near, entries);
}

/* Number of the lowest bit of a word that is not 0. */
static int32_t lowest_bit(uint64_t word) {
#if defined(__GNUC__) || defined(__clang__)
    return __builtin_ctzll(word);
#else
    int32_t i = 0;
    while (!(word >> i & 1))
        i++;
    return i;
#endif
}

/* Columns from `from` on that are alike; columns here count from the window's first. */
static int32_t alike_until(const row_bits *bits, int32_t from, int32_t past, bool near, bool cut) {
    const uint64_t near_word = near ? ~UINT64_C(0) : 0, cut_word = cut ? ~UINT64_C(0) : 0;
    uint64_t mask = ~UINT64_C(0) << (from & 63);
    for (int32_t word = from >> 6; word << 6 < past; word++) {
        const uint64_t other = ((bits->near[word] ^ near_word) | (bits->cut[word] ^ cut_word)) & mask;
        if (other) {
            const int32_t to = (word << 6) + lowest_bit(other);
            return to < past ? to : past;
        }
        mask = ~UINT64_C(0);
    }
    return past;
}

static bool append_row(builder *b, int32_t row, const span *spans, size_t count) {
    const fol__cell_window w = b->question->window;
    const size_t first_run = b->runs.count;
    int32_t left = 0;
    fill_bits(b, spans, count);
    for (int32_t from = 0; from < w.column1 - w.column0;) {
        const bool near = bit_at(b->bits.near, from), cut = bit_at(b->bits.cut, from);
        const int32_t to = alike_until(&b->bits, from, w.column1 - w.column0, near, cut);
        const int32_t side = cut ? FOL__SIDE_CUT : side_of(b, row, w.column0 + from, left);
        if (!append_run(b, w.column0 + from, w.column0 + to, side, near) || (near && !append_lists(b, from, to)))
            return false;
        left = side;
        from = to;
    }
    uint32_t *near = b->near.items;
    for (size_t i = 0; i < count; i++) {
        for (int32_t c = spans[i].from - w.column0; c <= spans[i].to - w.column0; c++)
            near[b->bits.counts[c]++] = spans[i].segment;
    }
    for (size_t i = 0; i < count; i++)
        memset(&b->bits.counts[spans[i].from - w.column0], 0, (size_t)(spans[i].to - spans[i].from + 1) * sizeof(uint32_t));
    b->above_next = first_run;
    b->above_past = b->runs.count;
    b->has_above = true;
    return true;
}

/* Spans by row, in the order of their segments; `starts` has a place a row and one more. */
static void file_spans(const fol__vector *spans, fol__cell_window w, uint32_t *starts, span *filed) {
    const span *all = spans->items;
    const size_t rows = (size_t)(w.row1 - w.row0);
    memset(starts, 0, (rows + 1) * sizeof *starts);
    for (size_t i = 0; i < spans->count; i++)
        starts[all[i].row - w.row0]++;
    for (size_t row = 1; row <= rows; row++)
        starts[row] += starts[row - 1];
    for (size_t i = spans->count; i-- > 0;)
        filed[--starts[all[i].row - w.row0]] = all[i];
}

static bool settle(fol__vector *from, size_t size, void *to, size_t *count, const fol_allocator *alloc) {
    void *items = fol__alloc(alloc, from->count, size);
    *(void **)to = items;
    *count = items ? from->count : 0;
    if (items && from->count)
        memcpy(items, from->items, from->count * size);
    return items != NULL;
}

static bool append_rows(builder *b, const span *filed, const uint32_t *filed_starts, fol__cell_rows *out) {
    const fol__cell_window w = out->window;
    for (int32_t row = w.row0; row < w.row1; row++) {
        const uint32_t from = filed_starts[row - w.row0], to = filed_starts[row - w.row0 + 1];
        out->starts[row - w.row0] = (uint32_t)b->runs.count;
        if (!append_row(b, row, &filed[from], to - from))
            return false;
    }
    out->starts[w.row1 - w.row0] = (uint32_t)b->runs.count;
    uint32_t *end = fol__vector_extend(&b->lists, 1);
    if (!end)
        return false;
    *end = (uint32_t)b->near.count;
    return settle(&b->runs, sizeof *out->runs, &out->runs, &out->run_count, &out->alloc) &&
           settle(&b->lists, sizeof *out->lists, &out->lists, &out->list_count, &out->alloc) &&
           settle(&b->near, sizeof *out->near, &out->near, &out->near_count, &out->alloc);
}

static bool build(builder *b, fol__vector *spans, fol__cell_rows *out) {
    const fol__cell_window w = out->window;
    const fol_allocator *alloc = &out->alloc;
    const size_t rows = (size_t)(w.row1 - w.row0), columns = (size_t)(w.column1 - w.column0);
    span *filed = fol__alloc(alloc, spans->count, sizeof *filed);
    uint32_t *filed_starts = fol__alloc(alloc, rows + 1, sizeof *filed_starts);
    b->bits.words = columns / 64 + 1;
    b->bits.near = fol__alloc(alloc, 2 * b->bits.words, sizeof *b->bits.near);
    b->bits.cut = b->bits.near ? b->bits.near + b->bits.words : NULL;
    b->bits.counts = fol__alloc_zeroed(alloc, columns + 1, sizeof *b->bits.counts);
    out->starts = fol__alloc(alloc, rows + 1, sizeof *out->starts);
    bool ok = filed && filed_starts && b->bits.near && b->bits.counts && out->starts;
    if (ok) {
        file_spans(spans, w, filed_starts, filed);
        ok = append_rows(b, filed, filed_starts, out);
    }
    fol__release(alloc, filed, spans->count, sizeof *filed);
    fol__release(alloc, filed_starts, rows + 1, sizeof *filed_starts);
    fol__release(alloc, b->bits.near, 2 * b->bits.words, sizeof *b->bits.near);
    fol__release(alloc, b->bits.counts, columns + 1, sizeof *b->bits.counts);
    return ok;
}

bool fol__cell_rows_make(const fol__cell_question *question, const fol_allocator *alloc, fol__cell_rows *out) {
    memset(out, 0, sizeof *out);
    out->alloc = *alloc;
    fol__cell_question q = *question;
    if (q.window.column0 >= q.window.column1 || q.window.row0 >= q.window.row1)
        q.window.column0 = q.window.column1 = q.window.row0 = q.window.row1 = 0;
    out->window = q.window;
    fol__vector spans = {&out->alloc, sizeof(span), NULL, 0, 0};
    bool ok = true;
    for (size_t i = 0; ok && i < q.count && q.window.row1 > q.window.row0; i++)
        ok = append_spans(&q, (uint32_t)i, &spans);
    builder b = {.question = &q,
                 .runs = {&out->alloc, sizeof(fol__cell_run), NULL, 0, 0},
                 .lists = {&out->alloc, sizeof(uint32_t), NULL, 0, 0},
                 .near = {&out->alloc, sizeof(uint32_t), NULL, 0, 0}};
    ok = ok && build(&b, &spans, out);
    fol__vector_free(&spans);
    fol__vector_free(&b.runs);
    fol__vector_free(&b.lists);
    fol__vector_free(&b.near);
    if (!ok)
        fol__cell_rows_free(out);
    return ok;
}

/* ---------------------------------------------------------------- the rest */

double fol__cell_rows_work(const fol__segment *segments, size_t count, double reach_um, fol__cell_window window) {
    const double all = ((double)window.column1 - window.column0) * ((double)window.row1 - window.row0);
    const double around = 2 * reach_um / FOL__CELL_UM + 2;
    double work = 0;
    for (size_t i = 0; i < count; i++) {
        const double dx = segments[i].x1 - segments[i].x0, dy = segments[i].y1 - segments[i].y0;
        const double cells = (around + ((dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy)) / FOL__CELL_UM) * around;
        work += cells < all ? cells : all;
    }
    return work;
}

void fol__cell_rows_free(fol__cell_rows *rows) {
    fol__release(&rows->alloc, rows->starts, (size_t)(rows->window.row1 - rows->window.row0) + 1,
                 sizeof *rows->starts);
    fol__release(&rows->alloc, rows->runs, rows->run_count, sizeof *rows->runs);
    fol__release(&rows->alloc, rows->lists, rows->list_count, sizeof *rows->lists);
    fol__release(&rows->alloc, rows->near, rows->near_count, sizeof *rows->near);
    rows->starts = NULL;
    rows->runs = NULL;
    rows->lists = NULL;
    rows->near = NULL;
    rows->run_count = rows->list_count = rows->near_count = 0;
}

const fol__cell_run *fol__cell_rows_find(const fol__cell_rows *rows, int32_t column, int32_t row) {
    const fol__cell_window w = rows->window;
    if (row < w.row0 || row >= w.row1 || column < w.column0 || column >= w.column1)
        return NULL;
    uint32_t low = rows->starts[row - w.row0], high = rows->starts[row - w.row0 + 1];
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (rows->runs[middle].column1 <= column)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == rows->starts[row - w.row0 + 1] || rows->runs[low].column0 > column)
        return NULL;
    return &rows->runs[low];
}
