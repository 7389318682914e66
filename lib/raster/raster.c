/* SPDX-License-Identifier: MIT */
/* Draws operations into a picture, a band of tiles at a time: dots are sorted by the first band that they touch, their
 * coverage is gathered in a buffer one tile high, and the buffer is blended into the picture. Memory is the buffer and
 * a number a dot, whatever the picture's height. */
#include "alloc.h"
#include "blend.h"
#include "cover.h"
#include "fail.h"
#include "pixels.h"
#include "srgb.h"
#include "view.h"

#include <string.h>

enum { SIZE_SLOTS = 128 };

/* The disc of a diameter; 0: of none. Dots have some dozens of diameters. */
typedef struct sized_disc {
    uint32_t diameter_um;
    fol__disc disc;
} sized_disc;

/* What one call works with and frees. */
typedef struct dot_work {
    const fol_op *op;
    fol__grid grid;
    fol__cover cover;
    fol_allocator alloc;
    uint64_t *sums;   /* of tiles; cover.width / FOL__TILE_PX */
    uint32_t *sorted; /* numbers of dots, by first band */
    size_t *starts;   /* bands + 1: where each band's dots begin in sorted */
    int64_t first_band, bands;
    int64_t most_bands;           /* that any dot goes on into after its first */
    sized_disc sizes[SIZE_SLOTS]; /* diameter d is in d % SIZE_SLOTS, if anywhere */
} dot_work;

/* A dot's disc, but for its place. */
static const fol__disc *size_of(dot_work *work, const fol_dot *dot) {
    sized_disc *sized = &work->sizes[dot->diameter_um % SIZE_SLOTS];
    if (sized->diameter_um != dot->diameter_um) {
        const double radius = dot->diameter_um / 2000.0 * work->grid.px_per_mm;
        sized->diameter_um = dot->diameter_um;
        sized->disc = fol__disc_make(0, 0, radius, work->grid.softness_px);
    }
    return &sized->disc;
}

static double x_of(const dot_work *work, const fol_dot *dot) {
    return (work->op->origin.x + dot->x_um / 1000.0) * work->grid.px_per_mm - work->grid.shift_x;
}

static double y_of(const dot_work *work, const fol_dot *dot) {
    return (work->op->origin.y + dot->y_um / 1000.0) * work->grid.px_per_mm - work->grid.shift_y;
}

/* The first of the work's bands that a dot touches, and how many more it goes on into; false when it touches none. */
static bool bands_of(dot_work *work, const fol_dot *dot, int64_t *first, int64_t *more) {
    const fol__cover *cover = &work->cover;
    const fol__disc *disc = size_of(work, dot);
    const double x = x_of(work, dot), y = y_of(work, dot), reach = disc->reach;
    if (disc->area <= 0 || x + reach < (double)cover->x || x - reach >= (double)(cover->x + cover->width))
        return false;
    int64_t from = fol__tile_of(fol__floor(y - reach)) - work->first_band;
    int64_t to = fol__tile_of(fol__floor(y + reach)) - work->first_band;
    from = from > 0 ? from : 0;
    to = to < work->bands ? to : work->bands - 1;
    *first = from;
    *more = to - from;
    return from <= to;
}

/* Counts each band's dots into starts[band + 1], and finds the dot over the most bands. */
static void count_dots(dot_work *work) {
    memset(work->starts, 0, ((size_t)work->bands + 1) * sizeof *work->starts);
    for (size_t i = 0; i < work->op->dot_count; i++) {
        int64_t first, more;
        if (!bands_of(work, &work->op->dots[i], &first, &more))
            continue;
        work->starts[first + 1]++;
        if (more > work->most_bands)
            work->most_bands = more;
    }
    for (int64_t band = 0; band < work->bands; band++)
        work->starts[band + 1] += work->starts[band];
}

/* Fills sorted; while it does, starts[band] is where the band's next dot goes, in the end where the next band's begin.
 */
static void sort_dots(dot_work *work) {
    for (size_t i = 0; i < work->op->dot_count; i++) {
        int64_t first, more;
        if (bands_of(work, &work->op->dots[i], &first, &more))
            work->sorted[work->starts[first]++] = (uint32_t)i;
    }
    for (int64_t band = work->bands; band > 0; band--)
        work->starts[band] = work->starts[band - 1];
    work->starts[0] = 0;
}

static void free_work(dot_work *work) {
    const fol_allocator *alloc = &work->alloc;
    fol__release(alloc, work->cover.units, (size_t)work->cover.width * FOL__TILE_PX, sizeof *work->cover.units);
    fol__release(alloc, work->sums, (size_t)work->cover.width / FOL__TILE_PX, sizeof *work->sums);
    fol__release(alloc, work->starts, (size_t)work->bands + 1, sizeof *work->starts);
    fol__release(alloc, work->sorted, work->op->dot_count, sizeof *work->sorted);
}

/* False when memory is out; free_work() in any case. */
static bool prepare(dot_work *work, const fol__target *target) {
    const int64_t left = fol__tile_of(target->from_x) * FOL__TILE_PX;
    work->first_band = fol__tile_of(target->from_y);
    work->bands = fol__tile_of(target->end_y - 1) - work->first_band + 1;
    work->cover.x = left;
    work->cover.width = (fol__tile_of(target->end_x - 1) + 1) * FOL__TILE_PX - left;
    work->cover.height = FOL__TILE_PX;
    const fol_allocator *alloc = &work->alloc;
    work->starts = fol__alloc(alloc, (size_t)work->bands + 1, sizeof *work->starts);
    work->sorted = fol__alloc(alloc, work->op->dot_count, sizeof *work->sorted);
    work->sums = fol__alloc(alloc, (size_t)work->cover.width / FOL__TILE_PX, sizeof *work->sums);
    work->cover.units = fol__alloc(alloc, (size_t)work->cover.width * FOL__TILE_PX, sizeof *work->cover.units);
    if (!work->starts || !work->sorted || !work->sums || !work->cover.units)
        return false;
    count_dots(work);
    sort_dots(work);
    return true;
}

/* As much of a dot's area as it has pigment, beside its session's own shade and the operation's opacity. */
static double strength_of(const fol_op *op, size_t i) {
    const fol_dot *dot = &op->dots[i];
    const uint8_t own = dot->session >= 1 && dot->session <= FOL_MAX_SESSIONS ? op->shades[dot->session - 1] : 0;
    const double strength = op->strengths ? (double)op->strengths[i] : 1;
    return own > 0 && dot->shade > own ? strength * ((1.0 + own) / (1.0 + dot->shade)) : strength;
}

static void draw_band(dot_work *work, const fol__ink *ink, const fol__target *target, int64_t band) {
    const int64_t first = band > work->most_bands ? band - work->most_bands : 0;
    if (work->starts[first] == work->starts[band + 1])
        return;
    work->cover.y = (work->first_band + band) * FOL__TILE_PX;
    memset(work->cover.units, 0, (size_t)work->cover.width * FOL__TILE_PX * sizeof *work->cover.units);
    for (size_t i = work->starts[first]; i < work->starts[band + 1]; i++) {
        const fol_dot *dot = &work->op->dots[work->sorted[i]];
        fol__disc disc = *size_of(work, dot);
        disc.x = x_of(work, dot);
        disc.y = y_of(work, dot);
        disc.area *= strength_of(work->op, work->sorted[i]);
        fol__cover_add(&work->cover, &disc);
    }
    fol__blend_band(ink, target, &work->cover, work->sums);
}

static fol_status draw_dots(const fol_op *op, const fol__light *light, const fol__grid *grid, const fol_pixels *pixels,
                            const fol_allocator *alloc, fol_error *err) {
    const fol__target target = fol__target_of(pixels, grid, op->rect);
    if (!op->dot_count || op->opacity == 0 || target.from_x >= target.end_x || target.from_y >= target.end_y)
        return FOL_OK;
    dot_work work = {.op = op, .grid = *grid, .alloc = fol__allocator_or_libc(alloc)};
    const bool ready = prepare(&work, &target);
    if (ready) {
        fol__ink ink;
        fol__ink_make(&ink, light, op->color, op->opacity);
        for (int64_t band = 0; band < work.bands; band++)
            draw_band(&work, &ink, &target, band);
    }
    free_work(&work);
    return ready ? FOL_OK : fol__fail_nomem(err);
}

static void draw_fill(const fol_op *op, const fol__grid *grid, const fol_pixels *pixels) {
    const fol__target target = fol__target_of(pixels, grid, op->rect);
    if (target.from_x >= target.end_x || target.from_y >= target.end_y)
        return;
    const int64_t column = target.from_x - target.x, row = target.from_y - target.y,
                  width = target.end_x - target.from_x;
    for (int64_t i = 0; i < width; i++)
        fol__pixel_write(pixels, column + i, row, op->color);
    const uint8_t *first = fol__pixel_at(pixels, column, row);
    for (int64_t y = target.from_y + 1; y < target.end_y; y++)
        memcpy(fol__pixel_at(pixels, column, y - target.y), first, (size_t)width * fol__pixel_size(pixels));
}

fol_status fol_raster_dots(const fol_op *op, const fol_view *view, const fol_pixels *pixels, const fol_allocator *alloc,
                           fol_error *err) {
    fol_status status = fol__check_op(op, err);
    if (!status)
        status = fol__check_view(view, err);
    if (!status)
        status = fol__check_pixels(pixels, err);
    if (status || op->kind != FOL_OP_DOTS)
        return status;
    fol__light light;
    fol__light_make(&light);
    const fol__grid grid = fol__grid_of(view);
    return draw_dots(op, &light, &grid, pixels, alloc, err);
}

fol_status fol_raster_scene(const fol_scene *scene, const fol_view *view, const fol_pixels *pixels,
                            const fol_allocator *alloc, fol_error *err) {
    if (!scene)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "no scene to draw");
    fol_status status = fol__check_view(view, err);
    if (!status)
        status = fol__check_pixels(pixels, err);
    if (status)
        return status;
    fol__light light;
    fol__light_make(&light);
    const fol__grid grid = fol__grid_of(view);
    for (size_t i = 0; i < fol_scene_op_count(scene) && !status; i++) {
        const fol_op *op = fol_scene_op(scene, i);
        status = fol__check_op(op, err);
        if (!status && op->kind == FOL_OP_FILL)
            draw_fill(op, &grid, pixels);
        else if (!status && op->kind == FOL_OP_DOTS)
            status = draw_dots(op, &light, &grid, pixels, alloc, err);
    }
    return status;
}
