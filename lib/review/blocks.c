/* SPDX-License-Identifier: MIT */
/* A pyramid of least and greatest values. A square of radius r lies in the block of its centre and the eight around it as
 * soon as blocks are r wide, so one look at the right level answers. */
#include "blocks.h"

#include <string.h>

static int32_t blocks_for(int32_t pixels) {
    return (pixels - 1) / FOL__BLOCK_SIDE + 1;
}

static size_t range_count(const fol__blocks *blocks, const fol__level *level) {
    return (size_t)level->columns * (size_t)level->rows * blocks->session_count;
}

static size_t block_count(const fol__blocks *blocks) {
    return (size_t)blocks->levels[0].columns * (size_t)blocks->levels[0].rows;
}

bool fol__blocks_take(fol__blocks *blocks, const fol_allocator *alloc, int32_t columns, int32_t rows,
                      size_t session_count) {
    memset(blocks, 0, sizeof *blocks);
    blocks->alloc = alloc;
    blocks->session_count = session_count;
    int32_t across = blocks_for(columns), down = blocks_for(rows);
    bool done = true;
    do {
        fol__level *level = &blocks->levels[blocks->level_count++];
        level->columns = across;
        level->rows = down;
        level->own = fol__alloc(alloc, range_count(blocks, level), sizeof *level->own);
        level->around = fol__alloc(alloc, range_count(blocks, level), sizeof *level->around);
        done = done && level->own && level->around;
        across = (across + 1) / 2;
        down = (down + 1) / 2;
    } while (done && blocks->level_count < FOL__BLOCK_LEVELS && (across > 2 || down > 2));
    blocks->blocks = fol__alloc(alloc, block_count(blocks), sizeof *blocks->blocks);
    return done && blocks->blocks;
}

void fol__blocks_free(fol__blocks *blocks) {
    for (size_t i = 0; i < blocks->level_count; i++) {
        const fol__level *level = &blocks->levels[i];
        fol__release(blocks->alloc, level->own, range_count(blocks, level), sizeof *level->own);
        fol__release(blocks->alloc, level->around, range_count(blocks, level), sizeof *level->around);
    }
    if (blocks->level_count > 0)
        fol__release(blocks->alloc, blocks->blocks, block_count(blocks), sizeof *blocks->blocks);
    memset(blocks, 0, sizeof *blocks);
}

/* Widens the ranges of one block by those of another. */
static void widen(fol__range *into, const fol__range *by, size_t session_count) {
    for (size_t k = 0; k < session_count; k++) {
        into[k].least = by[k].least < into[k].least ? by[k].least : into[k].least;
        into[k].most = by[k].most > into[k].most ? by[k].most : into[k].most;
    }
}

static size_t range_at(const fol__blocks *blocks, const fol__level *level, int32_t column, int32_t row) {
    return ((size_t)row * (size_t)level->columns + (size_t)column) * blocks->session_count;
}

/* out gets what the blocks of [column0, column1] x [row0, row1] have together; what lies off the raster counts as bare. */
static void gather(const fol__blocks *blocks, const fol__level *level, const int32_t column[2], const int32_t row[2],
                   bool off_is_bare, fol__range *out) {
    const fol__range none = {0, 0};
    bool any = false;
    for (int32_t j = row[0]; j <= row[1]; j++) {
        for (int32_t i = column[0]; i <= column[1]; i++) {
            const bool on = i >= 0 && i < level->columns && j >= 0 && j < level->rows;
            if (!on && !off_is_bare)
                continue;
            for (size_t k = 0; k < blocks->session_count; k++) {
                const fol__range *from = on ? &level->own[range_at(blocks, level, i, j) + k] : &none;
                if (any)
                    widen(&out[k], from, 1);
                else
                    out[k] = *from;
            }
            any = true;
        }
    }
}

static void look_around(const fol__blocks *blocks, const fol__level *level) {
    for (int32_t row = 0; row < level->rows; row++) {
        for (int32_t column = 0; column < level->columns; column++) {
            const int32_t columns[2] = {column - 1, column + 1}, rows[2] = {row - 1, row + 1};
            gather(blocks, level, columns, rows, true, level->around + range_at(blocks, level, column, row));
        }
    }
}

static void make_coarser(const fol__blocks *blocks, const fol__level *fine, const fol__level *coarse) {
    for (int32_t row = 0; row < coarse->rows; row++) {
        for (int32_t column = 0; column < coarse->columns; column++) {
            const int32_t columns[2] = {2 * column, 2 * column + 1}, rows[2] = {2 * row, 2 * row + 1};
            gather(blocks, fine, columns, rows, false, coarse->own + range_at(blocks, coarse, column, row));
        }
    }
}

/* How many steps away a block of another zone is, at most as far as neighbour (column, row) says. */
static int32_t nearer(const fol__blocks *blocks, const fol__block *own, int32_t steps, int32_t column, int32_t row) {
    const fol__level *level = &blocks->levels[0];
    if (column < 0 || row < 0 || column >= level->columns || row >= level->rows)
        return 1;
    const fol__block *other = &blocks->blocks[(size_t)row * (size_t)level->columns + (size_t)column];
    const int32_t by_it = other->zone == own->zone ? other->rings + 1 : 1;
    return by_it < steps ? by_it : steps;
}

/* Steps to the nearest block of another zone, from the four neighbours on one side (Rosenfeld and Pfaltz 1968). */
static void sweep(fol__blocks *blocks, int32_t column, int32_t row, int32_t side) {
    fol__block *own = &blocks->blocks[(size_t)row * (size_t)blocks->levels[0].columns + (size_t)column];
    for (int32_t i = -1; i <= 1; i++)
        own->rings = nearer(blocks, own, own->rings, column + i, row + side);
    own->rings = nearer(blocks, own, own->rings, column + side, row);
}

static void count_rings(fol__blocks *blocks) {
    const int32_t columns = blocks->levels[0].columns, rows = blocks->levels[0].rows;
    for (size_t i = 0; i < block_count(blocks); i++)
        blocks->blocks[i].rings = blocks->blocks[i].zone == FOL__BLOCK_MIXED ? 0 : columns + rows;
    for (int32_t row = 0; row < rows; row++) {
        for (int32_t column = 0; column < columns; column++)
            sweep(blocks, column, row, -1);
    }
    for (int32_t row = rows - 1; row >= 0; row--) {
        for (int32_t column = columns - 1; column >= 0; column--)
            sweep(blocks, column, row, 1);
    }
    for (size_t i = 0; i < block_count(blocks); i++)
        blocks->blocks[i].rings -= blocks->blocks[i].rings > 0;
}

void fol__blocks_finish(fol__blocks *blocks) {
    for (size_t i = 0; i < blocks->level_count; i++) {
        if (i > 0)
            make_coarser(blocks, &blocks->levels[i - 1], &blocks->levels[i]);
        look_around(blocks, &blocks->levels[i]);
    }
    count_rings(blocks);
}

bool fol__blocks_even(const fol__blocks *blocks, double column, double row, double radius, size_t first, size_t last,
                      double lowest, double highest) {
    if (!(column >= 0 && row >= 0))
        return false;
    size_t i = 0;
    int32_t side = FOL__BLOCK_SIDE;
    for (; radius > side; i++, side *= 2) {
        if (i + 1 == blocks->level_count)
            return false;
    }
    const fol__level *level = &blocks->levels[i];
    if (!(column < (double)level->columns * side && row < (double)level->rows * side))
        return false;
    const fol__range *around =
        level->around + range_at(blocks, level, (int32_t)column / side, (int32_t)row / side);
    const double taken_least = first > 0 ? (double)around[first - 1].least : 0;
    const double taken_most = first > 0 ? (double)around[first - 1].most : 0;
    return (double)around[last].least - taken_most >= lowest && (double)around[last].most - taken_least <= highest;
}
