/* SPDX-License-Identifier: MIT */
/* A design file is many small pieces that are never freed one by one: blocks, each twice the one before, hold them. */
#include "design_arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 4096 };

struct fol__io_block {
    struct fol__io_block *older;
    size_t capacity;
    max_align_t bytes[];
};

static int grow(fol__io_arena *arena, size_t need) {
    size_t capacity = arena->blocks ? arena->blocks->capacity * 2 : FIRST_BLOCK;
    if (capacity < need)
        capacity = need;
    struct fol__io_block *block = malloc(sizeof *block + capacity);
    if (!block)
        return 0;
    block->older = arena->blocks;
    block->capacity = capacity;
    arena->blocks = block;
    arena->used = 0;
    return 1;
}

void *fol__io_arena_take(fol__io_arena *arena, size_t count, size_t size) {
    const size_t unit = sizeof(max_align_t);
    if (size && count > SIZE_MAX / 8 / size)
        return NULL;
    const size_t bytes = (count * size + unit) / unit * unit; /* at least one unit, so that NULL always means failure */
    if ((!arena->blocks || bytes > arena->blocks->capacity - arena->used) && !grow(arena, bytes))
        return NULL;
    char *piece = (char *)arena->blocks->bytes + arena->used;
    arena->used += bytes;
    memset(piece, 0, bytes);
    return piece;
}

char *fol__io_arena_text(fol__io_arena *arena, const char *text) {
    const size_t size = strlen(text) + 1;
    char *copy = fol__io_arena_take(arena, size, 1);
    if (copy)
        memcpy(copy, text, size);
    return copy;
}

void fol__io_arena_free(fol__io_arena *arena) {
    while (arena->blocks) {
        struct fol__io_block *block = arena->blocks;
        arena->blocks = block->older;
        free(block);
    }
    arena->used = 0;
}
