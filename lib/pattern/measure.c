/* SPDX-License-Identifier: MIT */
/* The spacing table: how far apart the first n ranks are, for every n, exactly and over all pairs. Distances are
 * integer squared micrometres. A rank only matters to the table when it is nearer to an earlier one than any pair so
 * far, so a grid of cells as wide as that least distance answers from nine cells; it is rebuilt as points double. */
#include "measure.h"

#include "alloc.h"

#include <math.h>
#include <string.h>

typedef struct point_grid {
    int32_t tile_um, cells; /* cells a side */
    int32_t *first;         /* newest rank of each cell, -1 for none */
    int32_t *next;          /* by rank: the next older rank of its cell */
    const int32_t *xy;
} point_grid;

typedef struct step {
    int32_t points;
    int64_t least_squared;
} step;

static int32_t wrapped(int32_t difference, int32_t tile_um) {
    const int32_t d = difference < 0 ? -difference : difference;
    return d <= tile_um / 2 ? d : tile_um - d;
}

static int64_t distance_squared(const point_grid *grid, int32_t a, int32_t b) {
    const int64_t dx = wrapped(grid->xy[2 * a] - grid->xy[2 * b], grid->tile_um);
    const int64_t dy = wrapped(grid->xy[2 * a + 1] - grid->xy[2 * b + 1], grid->tile_um);
    return dx * dx + dy * dy;
}

static int32_t cell_of(const point_grid *grid, int32_t um) {
    return (int32_t)((int64_t)um * grid->cells / grid->tile_um);
}

static void grid_add(point_grid *grid, int32_t rank) {
    const int32_t column = cell_of(grid, grid->xy[2 * rank]), row = cell_of(grid, grid->xy[2 * rank + 1]);
    int32_t *first = &grid->first[(size_t)row * (size_t)grid->cells + (size_t)column];
    grid->next[rank] = *first;
    *first = rank;
}

/* The most cells a side, a power of two, that are at least the least distance wide and at most 4 a point;
 * below 4 they would meet themselves, so then there is one. */
static void grid_rebuild(point_grid *grid, int64_t least_squared, int32_t count) {
    int32_t cells = 1;
    while (cells * cells <= count && 4 * least_squared * cells * cells <= (int64_t)grid->tile_um * grid->tile_um)
        cells *= 2;
    grid->cells = cells < 4 ? 1 : cells;
    memset(grid->first, 0xff, (size_t)grid->cells * (size_t)grid->cells * sizeof *grid->first);
    for (int32_t rank = 0; rank < count; rank++)
        grid_add(grid, rank);
}

static int64_t nearest_in_cell(const point_grid *grid, int32_t rank, int32_t cell, int64_t nearest) {
    for (int32_t other = grid->first[cell]; other >= 0; other = grid->next[other]) {
        const int64_t d = distance_squared(grid, rank, other);
        nearest = d < nearest ? d : nearest;
    }
    return nearest;
}

/* Squared distance to the nearest rank in the grid; right whenever it is below the cells' width. */
static int64_t nearest_squared(const point_grid *grid, int32_t rank, int64_t nearest) {
    const int32_t column = cell_of(grid, grid->xy[2 * rank]), row = cell_of(grid, grid->xy[2 * rank + 1]);
    const int32_t reach = grid->cells > 1 ? 1 : 0;
    for (int32_t j = -reach; j <= reach; j++) {
        const int32_t line = (row + j + grid->cells) % grid->cells * grid->cells;
        for (int32_t i = -reach; i <= reach; i++)
            nearest = nearest_in_cell(grid, rank, line + (column + i + grid->cells) % grid->cells, nearest);
    }
    return nearest;
}

/* Appends what the prefixes up to and with `rank` keep; false when memory is out. */
static bool note(fol__vector *steps, int32_t rank, int64_t least_squared) {
    step *last = steps->count ? (step *)steps->items + steps->count - 1 : NULL;
    if (!last || last->least_squared != least_squared)
        last = fol__vector_extend(steps, 1);
    if (!last)
        return false;
    last->points = rank + 1;
    last->least_squared = least_squared;
    return true;
}

static bool measure_steps(point_grid *grid, int32_t point_count, fol__vector *steps) {
    int64_t least = 2 * (int64_t)grid->tile_um * grid->tile_um;
    grid_rebuild(grid, least, 0);
    for (int32_t rank = 0; rank < point_count; rank++) {
        least = nearest_squared(grid, rank, least);
        if (rank > 0 && !note(steps, rank, least))
            return false;
        if ((rank & (rank + 1)) == 0)
            grid_rebuild(grid, least, rank + 1);
        else
            grid_add(grid, rank);
    }
    return true;
}

static fol_status hand_over(const fol__vector *steps, const fol_allocator *alloc, fol_spacing *spacing) {
    int32_t *points = fol__alloc(alloc, steps->count, sizeof *points);
    double *least_um = fol__alloc(alloc, steps->count, sizeof *least_um);
    if (!points || !least_um) {
        fol__release(alloc, points, steps->count, sizeof *points);
        fol__release(alloc, least_um, steps->count, sizeof *least_um);
        return FOL_ERR_NOMEM;
    }
    const step *step_items = steps->items;
    for (size_t i = 0; i < steps->count; i++) {
        points[i] = step_items[i].points;
        least_um[i] = sqrt((double)step_items[i].least_squared);
    }
    spacing->step_count = (int32_t)steps->count;
    spacing->points = points;
    spacing->least_um = least_um;
    return FOL_OK;
}

fol_status fol__spacing_measure(const int32_t *xy, int32_t point_count, int32_t tile_um, const fol_allocator *alloc,
                                fol_spacing *spacing) {
    const size_t count = (size_t)point_count;
    point_grid grid = {tile_um, 1, NULL, NULL, xy};
    fol__vector steps = {alloc, sizeof(step), NULL, 0, 0};
    fol_status status = FOL_ERR_NOMEM;
    grid.first = fol__alloc(alloc, 4 * count, sizeof *grid.first);
    grid.next = fol__alloc(alloc, count, sizeof *grid.next);
    if (grid.first && grid.next && measure_steps(&grid, point_count, &steps))
        status = hand_over(&steps, alloc, spacing);
    fol__vector_free(&steps);
    fol__release(alloc, grid.first, 4 * count, sizeof *grid.first);
    fol__release(alloc, grid.next, count, sizeof *grid.next);
    if (status == FOL_OK) {
        spacing->tile_mm = (double)tile_um / 1000.0;
        spacing->point_count = point_count;
    }
    return status;
}
