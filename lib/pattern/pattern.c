/* SPDX-License-Identifier: MIT */
/* The object: checks a spec, has the points placed and their spacing measured, and files them by cells as layouts read
 * them. A pattern never changes after that. */
#include "alloc.h"
#include "build.h"
#include "fail.h"
#include "grid.h"
#include "measure.h"
#include "spec.h"
#include "tile.h"

#include <string.h>

enum { LEAST_COUNT = 1024, MOST_COUNT = 1048576, LEAST_TILE_MM = 8, MOST_TILE_MM = 1024, MOST_PER_CM2 = 10000 };

static const fol_pattern_spec default_spec = {sizeof(fol_pattern_spec), 0, 65536, 128.0};

static fol__where at_key(const char *key) {
    const fol__where where = {NULL, -1, -1, -1, key};
    return where;
}

static fol_status check_spec(const fol_pattern_spec *spec, fol_error *err) {
    const double tile = spec->tile_mm;
    if (spec->point_count < LEAST_COUNT || spec->point_count > MOST_COUNT)
        return fol__fail(err, FOL_ERR_VALUE, at_key("point_count"), "a pattern has 1,024 to 1,048,576 points, not %ld",
                         (long)spec->point_count);
    if (!(tile >= LEAST_TILE_MM && tile <= MOST_TILE_MM) || (double)((int32_t)tile / 4 * 4) != tile)
        return fol__fail(err, FOL_ERR_VALUE, at_key("tile_mm"),
                         "a tile is 8 to 1,024 mm wide, in whole multiples of 4 mm, not %g", tile);
    const double per_cm2 = spec->point_count * 100.0 / (tile * tile);
    if (per_cm2 > MOST_PER_CM2)
        return fol__fail(err, FOL_ERR_VALUE, at_key("point_count"),
                         "a pattern carries at most 10,000 dots per cm2, not %g", per_cm2);
    return FOL_OK;
}

static size_t cell_count(const fol_pattern *pattern) {
    return (size_t)pattern->cells * (size_t)pattern->cells;
}

static size_t cell_at(const fol_pattern *pattern, const int32_t *place) {
    return (size_t)(place[1] / FOL__CELL_UM) * (size_t)pattern->cells + (size_t)(place[0] / FOL__CELL_UM);
}

/* How many points lie in each cell, then where each cell begins: in whole steps. */
static void count_cells(const fol_pattern *pattern, const int32_t *homes, uint32_t *starts) {
    const size_t cells = cell_count(pattern);
    uint32_t next = 0;
    memset(starts, 0, (cells + 1) * sizeof *starts);
    for (int32_t rank = 0; rank < pattern->spacing.point_count; rank++)
        starts[cell_at(pattern, homes + 2 * rank)]++;
    for (size_t cell = 0; cell <= cells; cell++) {
        const uint32_t count = (starts[cell] + FOL__TILE_STEP - 1) / FOL__TILE_STEP * FOL__TILE_STEP;
        starts[cell] = next;
        next += count;
    }
}

/* The shorter way from a home to its point, which lies on the same torus. */
static int32_t way(int32_t home, int32_t point, int32_t tile_um) {
    const int32_t d = point - home;
    return d > tile_um / 2 ? d - tile_um : d < -tile_um / 2 ? d + tile_um : d;
}

static uint32_t place_of(const fol_pattern *pattern, const int32_t *xy, const int32_t *home) {
    const int32_t tile_um = pattern->cells * FOL__CELL_UM;
    const int32_t x = home[0] % FOL__CELL_UM + way(home[0], xy[0], tile_um) + pattern->bias_um;
    const int32_t y = home[1] % FOL__CELL_UM + way(home[1], xy[1], tile_um) + pattern->bias_um;
    return (uint32_t)x | (uint32_t)y << 16;
}

/* Counting sort by cell: by rising rank, so that ranks rise inside a cell. `next` is where each cell goes on. */
static void file_points(const fol_pattern *pattern, const int32_t *xy, const int32_t *homes, uint32_t *next, uint32_t *places,
                        int32_t *ranks) {
    const size_t cells = cell_count(pattern);
    memcpy(next, pattern->starts, cells * sizeof *next);
    for (int32_t rank = 0; rank < pattern->spacing.point_count; rank++) {
        const uint32_t at = next[cell_at(pattern, homes + 2 * rank)]++;
        places[at] = place_of(pattern, xy + 2 * rank, homes + 2 * rank);
        ranks[at] = rank;
    }
    for (size_t cell = 0; cell < cells; cell++) {
        for (uint32_t i = next[cell]; i < pattern->starts[cell + 1]; i++) {
            places[i] = 0;
            ranks[i] = FOL__NO_RANK;
        }
    }
}

static size_t room_for_points(const fol_pattern *pattern) {
    return pattern->starts ? pattern->starts[cell_count(pattern)] : 0;
}

bool fol__tile_file(fol_pattern *pattern, const int32_t *xy, const int32_t *homes) {
    const fol_allocator *alloc = &pattern->alloc;
    const size_t cells = cell_count(pattern);
    uint32_t *starts = fol__alloc(alloc, cells + 1, sizeof *starts), *next = fol__alloc(alloc, cells, sizeof *next);
    pattern->starts = starts;
    if (starts)
        count_cells(pattern, homes, starts);
    uint32_t *places = starts ? fol__alloc(alloc, room_for_points(pattern), sizeof *places) : NULL;
    int32_t *ranks = places ? fol__alloc(alloc, room_for_points(pattern), sizeof *ranks) : NULL;
    pattern->places = places;
    pattern->ranks = ranks;
    const bool ok = next && ranks;
    if (ok)
        file_points(pattern, xy, homes, next, places, ranks);
    fol__release(alloc, next, cells, sizeof *next);
    return ok;
}

static fol_status build(fol_pattern *pattern, const fol_pattern_spec *spec, const fol_progress *progress, int32_t *xy) {
    const fol_allocator *alloc = &pattern->alloc;
    const int32_t tile_um = fol__um_from_mm(spec->tile_mm);
    pattern->seed = spec->seed;
    pattern->cells = tile_um / FOL__CELL_UM;
    fol_status status = fol__build_points(spec->seed, spec->point_count, tile_um, progress, alloc, xy);
    if (status == FOL_OK)
        status = fol__spacing_measure(xy, spec->point_count, tile_um, alloc, &pattern->spacing);
    if (status != FOL_OK)
        return status;
    return fol__tile_file(pattern, xy, xy) ? FOL_OK : FOL_ERR_NOMEM;
}

void fol_pattern_spec_init_sized(fol_pattern_spec *spec, size_t struct_size) {
    if (spec)
        fol__spec_fill(spec, struct_size, &default_spec, sizeof default_spec);
}

fol_status fol_pattern_create(const fol_pattern_spec *spec, const fol_progress *progress, const fol_allocator *alloc,
                              fol_pattern **out, fol_error *err) {
    fol_pattern_spec own = default_spec;
    if (!out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "out is NULL");
    *out = NULL;
    if (!spec || !fol__spec_read(&own, sizeof own, spec, sizeof own))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the spec is NULL or not made by fol_pattern_spec_default()");
    fol_status status = check_spec(&own, err);
    if (status != FOL_OK)
        return status;
    const fol_allocator used = fol__allocator_or_libc(alloc);
    const size_t coordinates = 2 * (size_t)own.point_count;
    fol_pattern *pattern = fol__alloc_zeroed(&used, 1, sizeof *pattern);
    int32_t *xy = fol__alloc(&used, coordinates, sizeof *xy);
    status = FOL_ERR_NOMEM;
    if (pattern) {
        pattern->alloc = used;
        if (xy)
            status = build(pattern, &own, progress, xy);
    }
    fol__release(&used, xy, coordinates, sizeof *xy);
    if (status == FOL_OK) {
        *out = pattern;
        return FOL_OK;
    }
    fol_pattern_free(pattern);
    return status == FOL_ERR_CANCELLED ? fol__fail_cancelled(err) : fol__fail_nomem(err);
}

static void release_spacing(const fol_allocator *alloc, const fol_spacing *spacing) {
    const size_t steps = (size_t)spacing->step_count;
    fol__release(alloc, (void *)(uintptr_t)spacing->points, steps, sizeof *spacing->points);
    fol__release(alloc, (void *)(uintptr_t)spacing->least_um, steps, sizeof *spacing->least_um);
}

void fol_pattern_free(fol_pattern *pattern) {
    if (!pattern || !pattern->alloc.alloc)
        return;
    const fol_allocator alloc = pattern->alloc;
    release_spacing(&alloc, &pattern->spacing);
    release_spacing(&alloc, &pattern->sites);
    fol__release(&alloc, (void *)(uintptr_t)pattern->members, room_for_points(pattern), sizeof *pattern->members);
    fol__release(&alloc, (void *)(uintptr_t)pattern->places, room_for_points(pattern), sizeof *pattern->places);
    fol__release(&alloc, (void *)(uintptr_t)pattern->ranks, room_for_points(pattern), sizeof *pattern->ranks);
    fol__release(&alloc, (void *)(uintptr_t)pattern->starts, cell_count(pattern) + 1, sizeof *pattern->starts);
    fol__release(&alloc, pattern, 1, sizeof *pattern);
}

const fol_spacing *fol_pattern_spacing(const fol_pattern *pattern) {
    return pattern ? &pattern->spacing : NULL;
}

const fol_spacing *fol_pattern_site_spacing(const fol_pattern *pattern) {
    return !pattern ? NULL : pattern->members ? &pattern->sites : &pattern->spacing;
}

uint64_t fol_pattern_seed(const fol_pattern *pattern) {
    return pattern ? pattern->seed : 0;
}

static int32_t on_tile(const fol_pattern *pattern, size_t cell, uint32_t half) {
    const int32_t tile_um = pattern->cells * FOL__CELL_UM, um = (int32_t)cell * FOL__CELL_UM + (int32_t)half - pattern->bias_um;
    return um < 0 ? um + tile_um : um < tile_um ? um : um - tile_um;
}

int32_t fol_pattern_points(const fol_pattern *pattern, int32_t first, int32_t count, int32_t *xy) {
    if (!pattern || !xy || first < 0 || count <= 0 || first >= pattern->spacing.point_count)
        return 0;
    const int32_t left = pattern->spacing.point_count - first;
    const uint32_t taken = (uint32_t)(count < left ? count : left);
    const size_t cells = cell_count(pattern);
    for (size_t cell = 0; cell < cells; cell++) {
        for (uint32_t i = pattern->starts[cell]; i < pattern->starts[cell + 1]; i++) {
            const uint32_t at = (uint32_t)pattern->ranks[i] - (uint32_t)first; /* wraps to a large number below first */
            if (at >= taken)
                continue;
            xy[2 * at] = on_tile(pattern, cell % (size_t)pattern->cells, pattern->places[i] & 0xffff);
            xy[2 * at + 1] = on_tile(pattern, cell / (size_t)pattern->cells, pattern->places[i] >> 16);
        }
    }
    return (int32_t)taken;
}
