/* SPDX-License-Identifier: MIT */
/* Making a layout row by row. Rows know nothing of each other, so bands of them can be made by any threads in any order. */
#include "members.h"
#include "spec.h"

#include <stdatomic.h>
#include <string.h>

void fol_layout_options_init_sized(fol_layout_options *options, size_t struct_size) {
    fol_layout_options d;
    memset(&d, 0, sizeof d);
    fol__spec_fill(options, struct_size, &d, sizeof d);
}

fol_status fol__layout_over_limit(const fol_limits *limits, fol_error *err) {
    return fol__fail(err, FOL_ERR_LIMIT, FOL__NOWHERE, "the layout has more than %lld dots, the limit",
                     (long long)limits->max_dots);
}

/* What finding the cuts is of all the work where counts are exact. */
static const double EXACT_SHARE = 0.9;

static fol__stage stage_of_cuts(const fol_progress *progress) {
    return (fol__stage){progress, 0, EXACT_SHARE};
}

static fol__stage stage_of_dots(const fol_design *design, const fol_progress *progress) {
    return (fol__stage){progress, design->exact ? EXACT_SHARE : 0, 1};
}

/* ---------------------------------------------------------------- bands of rows */

enum { LEAST_BAND_ROWS = 4 };

int32_t fol__bands_for(int32_t row_count, const fol_tasks *tasks) {
    const int32_t bands = row_count / LEAST_BAND_ROWS;
    return !tasks || bands < 1 ? 1 : bands < FOL__MOST_BANDS ? bands : FOL__MOST_BANDS;
}

int32_t fol__band_row(int32_t row_count, int32_t band, int32_t band_count) {
    return (int32_t)((int64_t)row_count * band / band_count);
}

/* Not run: a host's tasks left the piece out. */
typedef enum outcome { NOT_RUN, MADE, NO_MEMORY, TOO_MANY, STOPPED, REFUSED } outcome;

/* A layout that is being made, in bands. */
typedef struct making {
    const fol_design *design;
    fol_layout *layout;
    fol__stage stage; /* reported to when there is one band */
    int32_t band_count;
    atomic_size_t dots; /* of all bands so far */
    outcome outcomes[FOL__MOST_BANDS];
    size_t counts[FOL__MOST_BANDS][FOL_MAX_SESSIONS]; /* of dots, by session */
    size_t threshold_dots[FOL__MOST_BANDS];
} making;

/* Of all bands together, so that a limit bounds what they take together. The sum only grows: whether it ever passes the limit does not
 * depend on who adds first. */
static bool pass_limit(making *m, size_t dots) {
    return (int64_t)(atomic_fetch_add_explicit(&m->dots, dots, memory_order_relaxed) + dots) > m->layout->limits.max_dots;
}

/* Counts are added up while the dots are at hand: at the end no cache would hold them. */
static outcome make_row(making *m, fol__maker *maker, int32_t row, size_t *counts) {
    fol_layout *layout = m->layout;
    fol__maker_go_to(maker, row, 0);
    for (int32_t column = 0; column < layout->column_count; column += layout->block_columns) {
        const int32_t past = column + layout->block_columns;
        fol__maker_clear(maker);
        if (!fol__make_cells(maker, past < layout->column_count ? past : layout->column_count))
            return NO_MEMORY;
        if (pass_limit(m, maker->dots.count))
            return TOO_MANY;
        if (!fol__layout_set_block(layout, fol__layout_block_number(layout, row, column), maker->dots.items, maker->dots.count,
                                   maker->counts))
            return NO_MEMORY;
        for (size_t j = 0; j < layout->session_count; j++)
            counts[j] += maker->counts[j];
    }
    return MADE;
}

static outcome make_rows(making *m, fol__maker *maker, int32_t row0, int32_t row1, size_t *counts) {
    const int32_t step = (row1 - row0) / 64 + 1;
    outcome how = MADE;
    for (int32_t row = row0; how == MADE && row < row1; row++) {
        if (m->band_count == 1 && row % step == 0 && fol__stage_stops(m->stage, (size_t)(row - row0), (size_t)(row1 - row0)))
            return STOPPED;
        how = make_row(m, maker, row, counts);
    }
    return how;
}

static void make_band(size_t band, void *context) {
    making *m = context;
    const int32_t row0 = fol__band_row(m->layout->row_count, (int32_t)band, m->band_count);
    const int32_t row1 = fol__band_row(m->layout->row_count, (int32_t)band + 1, m->band_count);
    fol__maker maker;
    if (!fol__maker_make(m->design, m->layout->pattern, &m->layout->alloc, &maker)) {
        m->outcomes[band] = NO_MEMORY;
        return;
    }
    fol__maker_cut(&maker, &m->layout->cuts);
    maker.skin = m->layout->skin;
    m->outcomes[band] = make_rows(m, &maker, row0, row1, m->counts[band]);
    m->threshold_dots[band] = maker.threshold_dots;
    fol__maker_free(&maker);
}

static fol_status status_of(outcome how, const fol_limits *limits, fol_error *err) {
    switch (how) {
    case MADE:
        return FOL_OK;
    case TOO_MANY:
        return fol__layout_over_limit(limits, err);
    case STOPPED:
    case NOT_RUN:
        return fol__fail_cancelled(err);
    case REFUSED:
        return fol__fail(err, FOL_ERR_WRITE, FOL__NOWHERE, "the sink takes no more dots");
    default:
        return fol__fail_nomem(err);
    }
}

static fol_status make_all(making *m, const fol_tasks *tasks, fol_error *err) {
    fol_layout *layout = m->layout;
    fol_status status = FOL_OK;
    if (m->band_count > 1)
        tasks->run(make_band, (size_t)m->band_count, m, tasks->user);
    else
        make_band(0, m);
    for (int32_t i = 0; status == FOL_OK && i < m->band_count; i++)
        status = status_of(m->outcomes[i], &layout->limits, err);
    for (int32_t i = 0; i < m->band_count; i++)
        layout->threshold_dots += m->threshold_dots[i];
    if (status != FOL_OK)
        return status;
    for (int32_t i = 0; i < m->band_count; i++) {
        for (size_t j = 0; j < layout->session_count; j++)
            layout->counts[j] += m->counts[i][j];
    }
    layout->count = atomic_load_explicit(&m->dots, memory_order_relaxed);
    return FOL_OK;
}

static fol_status check_pattern(const fol_design *design, const fol_pattern *pattern, fol_error *err) {
    const fol_status status = fol__units_agree(design, pattern, err);
    return status == FOL_OK ? fol__specs_carried(&design->specs, &pattern->spacing, err) : status;
}

fol_status fol__layout_create(const fol_design *design, const fol_pattern *pattern, const fol_limits *limits,
                              const fol_layout_options *options, const fol_allocator *alloc, fol_layout **out, fol_error *err) {
    fol_status status = check_pattern(design, pattern, err);
    if (status != FOL_OK)
        return status;
    const fol_tasks *tasks = options && options->tasks && options->tasks->run ? options->tasks : NULL;
    fol_layout *layout = fol__layout_make(design, pattern, limits, alloc);
    if (!layout)
        return fol__fail_nomem(err);
    const fol_progress *progress = options ? options->progress : NULL;
    making m = {.design = design, .layout = layout, .stage = stage_of_dots(design, progress),
                .band_count = fol__bands_for(layout->row_count, tasks)};
    if (design->exact)
        status = fol__exact_cuts(design, pattern, tasks, stage_of_cuts(progress), &layout->alloc, &layout->cuts, err);
    if (status == FOL_OK && !fol__skin_make(design, pattern, &layout->alloc, &layout->skin))
        status = fol__fail_nomem(err);
    atomic_init(&m.dots, layout->fixed_count);
    if (status == FOL_OK)
        status = make_all(&m, tasks, err);
    if (status == FOL_OK)
        *out = layout;
    else
        fol_layout_free(layout);
    return status;
}

static fol_status read_options(const fol_layout_options *options, fol_layout_options *own, fol_limits *limits,
                               fol_error *err) {
    *own = fol_layout_options_default();
    *limits = fol_limits_default();
    if (options && !fol__spec_read(own, sizeof *own, options, offsetof(fol_layout_options, tasks)))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the options' struct_size is wrong");
    if (own->limits && !fol__spec_read(limits, sizeof *limits, own->limits, sizeof *limits))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the limits' struct_size is wrong");
    if (!own->pattern)
        own->pattern = fol_pattern_builtin();
    return FOL_OK;
}

fol_status fol_layout_create(const fol_design *design, const fol_layout_options *options,
                             const fol_allocator *alloc, fol_layout **out, fol_error *err) {
    if (out)
        *out = NULL;
    if (!design || !out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "design and out must not be NULL");
    fol_layout_options own;
    fol_limits limits;
    const fol_status status = read_options(options, &own, &limits, err);
    return status == FOL_OK ? fol__layout_create(design, own.pattern, &limits, &own, alloc, out, err) : status;
}

/* ---------------------------------------------------------------- streams */

/* Cells of a row whose dots are handed over together: what they take does not grow with the canvas. */
enum { STREAM_COLUMNS = 128 };

static outcome stream_row(const fol_design *design, const fol_limits *limits, const fol_dot_sink *sink, fol__maker *maker,
                          int64_t *dots) {
    for (int32_t column = 0; column < design->column_count; column += STREAM_COLUMNS) {
        const int32_t past = column + STREAM_COLUMNS;
        fol__maker_clear(maker);
        if (!fol__make_cells(maker, past < design->column_count ? past : design->column_count))
            return NO_MEMORY;
        *dots += (int64_t)maker->dots.count;
        if (*dots > limits->max_dots)
            return TOO_MANY;
        if (maker->dots.count && !sink->take(maker->dots.items, maker->dots.count, sink->user))
            return REFUSED;
    }
    return MADE;
}

/* What is in the skin, first. */
static outcome stream_fixed(const fol_design *design, const fol_dot_sink *sink, fol__maker *maker) {
    const fol_chart_spec *chart = &design->specs.chart;
    fol_dot *dots = chart->in_skin_count ? fol__vector_extend(&maker->dots, chart->in_skin_count) : NULL;
    if (chart->in_skin_count && !dots)
        return NO_MEMORY;
    for (size_t i = 0; i < chart->in_skin_count; i++)
        dots[i] = chart->in_skin[i].dot;
    return !chart->in_skin_count || sink->take(dots, chart->in_skin_count, sink->user) ? MADE : REFUSED;
}

static outcome stream_rows(const fol_design *design, fol__stage stage, const fol_limits *limits, const fol_dot_sink *sink,
                           fol__maker *maker) {
    const int32_t step = design->row_count / 64 + 1;
    outcome how = MADE;
    int64_t dots = (int64_t)design->specs.chart.in_skin_count;
    for (int32_t row = 0; how == MADE && row < design->row_count; row++) {
        if (row % step == 0 && fol__stage_stops(stage, (size_t)row, (size_t)design->row_count))
            return STOPPED;
        fol__maker_go_to(maker, row, 0);
        how = stream_row(design, limits, sink, maker, &dots);
    }
    return how;
}

fol_status fol_layout_stream(const fol_design *design, const fol_layout_options *options, const fol_dot_sink *sink,
                             const fol_allocator *alloc, fol_error *err) {
    if (!design || !sink || !sink->take)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "design and sink must not be NULL");
    fol_layout_options own;
    fol_limits limits;
    fol_status status = read_options(options, &own, &limits, err);
    if (status == FOL_OK)
        status = check_pattern(design, own.pattern, err);
    if (status != FOL_OK)
        return status;
    const fol_allocator used = fol__allocator_or_libc(alloc);
    fol__cuts cuts = {.cuts = NULL};
    if (design->exact)
        status = fol__exact_cuts(design, own.pattern, NULL, stage_of_cuts(own.progress), &used, &cuts, err);
    if (status != FOL_OK)
        return status;
    fol__maker maker;
    fol__skin *skin = NULL;
    if (!fol__skin_make(design, own.pattern, &used, &skin)) {
        status = fol__fail_nomem(err);
    } else if (fol__maker_make(design, own.pattern, &used, &maker)) {
        fol__maker_cut(&maker, &cuts);
        maker.skin = skin;
        status = status_of(stream_fixed(design, sink, &maker), &limits, err);
        if (status == FOL_OK)
            status = status_of(stream_rows(design, stage_of_dots(design, own.progress), &limits, sink, &maker), &limits, err);
        fol__maker_free(&maker);
    } else {
        status = fol__fail_nomem(err);
    }
    fol__skin_leave(skin);
    fol__cuts_free(&cuts);
    return status;
}
