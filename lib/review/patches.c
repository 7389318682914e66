/* SPDX-License-Identifier: MIT */
/* A pyramid of least and greatest values. A square of radius r lies in the patch of its centre and the eight around it as
 * soon as patches are r wide, so one look at the right level answers. */
#include "patches.h"

#include <float.h>
#include <string.h>

static int32_t patches_for(int32_t pixels) {
    return (pixels - 1) / FOL__PATCH_SIDE + 1;
}

static size_t range_count(const fol__patches *patches, const fol__level *level) {
    return (size_t)level->columns * (size_t)level->rows * patches->session_count;
}

static size_t patch_count(const fol__patches *patches) {
    return (size_t)patches->levels[0].columns * (size_t)patches->levels[0].rows;
}

bool fol__patches_take(fol__patches *patches, const fol_allocator *alloc, int32_t columns, int32_t rows,
                      size_t session_count) {
    memset(patches, 0, sizeof *patches);
    patches->alloc = alloc;
    patches->session_count = session_count;
    int32_t across = patches_for(columns), down = patches_for(rows);
    bool done = true;
    do {
        fol__level *level = &patches->levels[patches->level_count++];
        level->columns = across;
        level->rows = down;
        level->own = fol__alloc(alloc, range_count(patches, level), sizeof *level->own);
        level->around = fol__alloc(alloc, range_count(patches, level), sizeof *level->around);
        done = done && level->own && level->around;
        across = (across + 1) / 2;
        down = (down + 1) / 2;
    } while (done && patches->level_count < FOL__PATCH_LEVELS && (across > 2 || down > 2));
    patches->patches = fol__alloc(alloc, patch_count(patches), sizeof *patches->patches);
    return done && patches->patches;
}

void fol__patches_free(fol__patches *patches) {
    for (size_t i = 0; i < patches->level_count; i++) {
        const fol__level *level = &patches->levels[i];
        fol__release(patches->alloc, level->own, range_count(patches, level), sizeof *level->own);
        fol__release(patches->alloc, level->around, range_count(patches, level), sizeof *level->around);
    }
    if (patches->level_count > 0)
        fol__release(patches->alloc, patches->patches, patch_count(patches), sizeof *patches->patches);
    memset(patches, 0, sizeof *patches);
}

static void widen(fol__range *into, const fol__range *by) {
    into->least = by->least < into->least ? by->least : into->least;
    into->most = by->most > into->most ? by->most : into->most;
}

static size_t range_at(const fol__patches *patches, const fol__level *level, int32_t column, int32_t row) {
    return ((size_t)row * (size_t)level->columns + (size_t)column) * patches->session_count;
}

/* out gets what the patches of [column0, column1] x [row0, row1] have together; what lies off the raster counts as bare. */
static void gather(const fol__patches *patches, const fol__level *level, const int32_t column[2], const int32_t row[2],
                   fol__range *out) {
    const fol__range none = {0, 0}, unknown = {FLT_MAX, 0};
    for (size_t k = 0; k < patches->session_count; k++)
        out[k] = unknown;
    for (int32_t j = row[0]; j <= row[1]; j++) {
        for (int32_t i = column[0]; i <= column[1]; i++) {
            const bool on = i >= 0 && i < level->columns && j >= 0 && j < level->rows;
            for (size_t k = 0; k < patches->session_count; k++)
                widen(&out[k], on ? &level->own[range_at(patches, level, i, j) + k] : &none);
        }
    }
}

static void look_around(const fol__patches *patches, const fol__level *level) {
    for (int32_t row = 0; row < level->rows; row++) {
        for (int32_t column = 0; column < level->columns; column++) {
            const int32_t columns[2] = {column - 1, column + 1}, rows[2] = {row - 1, row + 1};
            gather(patches, level, columns, rows, level->around + range_at(patches, level, column, row));
        }
    }
}

static void make_coarser(const fol__patches *patches, const fol__level *fine, const fol__level *coarse) {
    for (int32_t row = 0; row < coarse->rows; row++) {
        for (int32_t column = 0; column < coarse->columns; column++) {
            const int32_t columns[2] = {2 * column, 2 * column + 1}, rows[2] = {2 * row, 2 * row + 1};
            gather(patches, fine, columns, rows, coarse->own + range_at(patches, coarse, column, row));
        }
    }
}

/* How many steps away a patch of another zone is, at most as far as neighbour (column, row) says. */
static int32_t nearer(const fol__patches *patches, const fol__patch *own, int32_t steps, int32_t column, int32_t row) {
    const fol__level *level = &patches->levels[0];
    if (column < 0 || row < 0 || column >= level->columns || row >= level->rows)
        return 1;
    const fol__patch *other = &patches->patches[(size_t)row * (size_t)level->columns + (size_t)column];
    const int32_t by_it = other->zone == own->zone ? other->rings + 1 : 1;
    return by_it < steps ? by_it : steps;
}

/* Steps to the nearest patch of another zone, from the four neighbours on one side (Rosenfeld and Pfaltz 1968). */
static void sweep(fol__patches *patches, int32_t column, int32_t row, int32_t side) {
    fol__patch *own = &patches->patches[(size_t)row * (size_t)patches->levels[0].columns + (size_t)column];
    for (int32_t i = -1; i <= 1; i++)
        own->rings = nearer(patches, own, own->rings, column + i, row + side);
    own->rings = nearer(patches, own, own->rings, column + side, row);
}

static void count_rings(fol__patches *patches) {
    const int32_t columns = patches->levels[0].columns, rows = patches->levels[0].rows;
    for (size_t i = 0; i < patch_count(patches); i++)
        patches->patches[i].rings = patches->patches[i].zone == FOL__PATCH_MIXED ? 0 : columns + rows;
    for (int32_t row = 0; row < rows; row++) {
        for (int32_t column = 0; column < columns; column++)
            sweep(patches, column, row, -1);
    }
    for (int32_t row = rows - 1; row >= 0; row--) {
        for (int32_t column = columns - 1; column >= 0; column--)
            sweep(patches, column, row, 1);
    }
    for (size_t i = 0; i < patch_count(patches); i++)
        patches->patches[i].rings -= patches->patches[i].rings > 0;
}

void fol__patches_finish(fol__patches *patches) {
    for (size_t i = 0; i < patches->level_count; i++) {
        if (i > 0)
            make_coarser(patches, &patches->levels[i - 1], &patches->levels[i]);
        look_around(patches, &patches->levels[i]);
    }
    count_rings(patches);
}

/* Whether the density of sessions first to last together lies so wherever the ranges were taken of. */
static bool is_between(const fol__range *ranges, size_t first, size_t last, double lowest, double highest) {
    const double taken_least = first > 0 ? (double)ranges[first - 1].least : 0;
    const double taken_most = first > 0 ? (double)ranges[first - 1].most : 0;
    return (double)ranges[last].least - taken_most >= lowest && (double)ranges[last].most - taken_least <= highest;
}

bool fol__patches_even(const fol__patches *patches, double column, double row, double radius, size_t first, size_t last,
                      double lowest, double highest) {
    if (!(column >= 0 && row >= 0))
        return false;
    size_t i = 0;
    int32_t side = FOL__PATCH_SIDE;
    for (; radius > side; i++, side *= 2) {
        if (i + 1 == patches->level_count)
            return false;
    }
    const fol__level *level = &patches->levels[i];
    if (!(column < (double)level->columns * side && row < (double)level->rows * side))
        return false;
    const fol__range *around =
        level->around + range_at(patches, level, (int32_t)column / side, (int32_t)row / side);
    return is_between(around, first, last, lowest, highest);
}

bool fol__patches_even_all(const fol__patches *patches, double column, double row, double radius, size_t first, size_t last,
                           double lowest, double highest) {
    const fol__level *level = &patches->levels[0];
    const double left = column - radius, top = row - radius, right = column + radius, bottom = row + radius;
    if (fol__patches_even(patches, column, row, radius, first, last, lowest, highest))
        return true;
    if (!(left >= 0 && top >= 0 && right < (double)level->columns * FOL__PATCH_SIDE &&
          bottom < (double)level->rows * FOL__PATCH_SIDE))
        return false;
    for (int32_t j = (int32_t)top / FOL__PATCH_SIDE; j <= (int32_t)bottom / FOL__PATCH_SIDE; j++) {
        for (int32_t i = (int32_t)left / FOL__PATCH_SIDE; i <= (int32_t)right / FOL__PATCH_SIDE; i++) {
            if (!is_between(level->own + range_at(patches, level, i, j), first, last, lowest, highest))
                return false;
        }
    }
    return true;
}
