/* SPDX-License-Identifier: MIT */
#include "alloc.h"

#include <stdlib.h>
#include <string.h>

static void *libc_alloc(size_t size, void *user) {
    (void)user;
    return malloc(size);
}

static void libc_release(void *memory, size_t size, void *user) {
    (void)size;
    (void)user;
    free(memory);
}

fol_allocator fol__allocator_or_libc(const fol_allocator *alloc) {
    const fol_allocator libc = {libc_alloc, libc_release, NULL};
    return alloc && alloc->alloc && alloc->release ? *alloc : libc;
}

static bool product(size_t count, size_t size, size_t *bytes) {
    if (count == 0 || size == 0) {
        *bytes = 1; /* so that NULL always means failure */
        return true;
    }
    if (count > SIZE_MAX / size)
        return false;
    *bytes = count * size;
    return true;
}

void *fol__alloc(const fol_allocator *alloc, size_t count, size_t size) {
    size_t bytes;
    if (!product(count, size, &bytes))
        return NULL;
    return alloc->alloc(bytes, alloc->user);
}

void *fol__alloc_zeroed(const fol_allocator *alloc, size_t count, size_t size) {
    void *memory = fol__alloc(alloc, count, size);
    if (memory)
        memset(memory, 0, count * size);
    return memory;
}

void fol__release(const fol_allocator *alloc, void *memory, size_t count, size_t size) {
    size_t bytes;
    if (memory && product(count, size, &bytes))
        alloc->release(memory, bytes, alloc->user);
}

static bool vector_grow(fol__vector *vector, size_t least) {
    size_t capacity = vector->capacity < 8 ? 8 : vector->capacity;
    while (capacity < least) {
        if (capacity > SIZE_MAX / 2)
            return false;
        capacity *= 2;
    }
    void *items = fol__alloc(vector->alloc, capacity, vector->element_size);
    if (!items)
        return false;
    if (vector->count)
        memcpy(items, vector->items, vector->count * vector->element_size);
    fol__release(vector->alloc, vector->items, vector->capacity, vector->element_size);
    vector->items = items;
    vector->capacity = capacity;
    return true;
}

void *fol__vector_reserve(fol__vector *vector, size_t more) {
    if (more > SIZE_MAX - vector->count)
        return NULL;
    if ((vector->count + more > vector->capacity || !vector->items) && !vector_grow(vector, vector->count + more))
        return NULL;
    return (char *)vector->items + vector->count * vector->element_size;
}

void *fol__vector_extend(fol__vector *vector, size_t more) {
    void *first = fol__vector_reserve(vector, more);
    if (first)
        vector->count += more;
    return first;
}

void fol__vector_free(fol__vector *vector) {
    fol__release(vector->alloc, vector->items, vector->capacity, vector->element_size);
    vector->items = NULL;
    vector->count = vector->capacity = 0;
}

/* Arena blocks grow so that a design of any size needs few of them. */
enum { FIRST_BLOCK = 4096 };

struct fol__arena_block {
    fol__arena_block *older;
    size_t capacity;
    max_align_t bytes[];
};

fol__arena fol__arena_make(const fol_allocator *alloc) {
    fol__arena arena = {fol__allocator_or_libc(alloc), NULL, 0};
    return arena;
}

static bool arena_grow(fol__arena *arena, size_t need) {
    size_t capacity = arena->blocks ? arena->blocks->capacity : FIRST_BLOCK / 2;
    capacity = capacity > SIZE_MAX / 4 ? capacity : capacity * 2;
    if (capacity < need)
        capacity = need;
    if (capacity > SIZE_MAX - sizeof(fol__arena_block))
        return false;
    fol__arena_block *block = fol__alloc(&arena->alloc, 1, sizeof(fol__arena_block) + capacity);
    if (!block)
        return false;
    block->older = arena->blocks;
    block->capacity = capacity;
    arena->blocks = block;
    arena->used = 0;
    return true;
}

void *fol__arena_take(fol__arena *arena, size_t count, size_t size) {
    size_t bytes;
    const size_t unit = sizeof(max_align_t);
    if (!product(count, size, &bytes) || bytes > SIZE_MAX - unit)
        return NULL;
    bytes = (bytes + unit - 1) / unit * unit;
    if (!arena->blocks || bytes > arena->blocks->capacity - arena->used) {
        if (!arena_grow(arena, bytes))
            return NULL;
    }
    void *piece = (char *)arena->blocks->bytes + arena->used;
    arena->used += bytes;
    return piece;
}

void *fol__arena_take_zeroed(fol__arena *arena, size_t count, size_t size) {
    void *piece = fol__arena_take(arena, count, size);
    if (piece)
        memset(piece, 0, count * size);
    return piece;
}

void *fol__arena_copy(fol__arena *arena, const void *from, size_t count, size_t size) {
    void *piece = fol__arena_take(arena, count, size);
    if (piece && count && size)
        memcpy(piece, from, count * size);
    return piece;
}

char *fol__arena_text(fol__arena *arena, const char *text, bool *ok) {
    if (!text)
        return NULL;
    char *copy = fol__arena_copy(arena, text, strlen(text) + 1, 1);
    if (!copy)
        *ok = false;
    return copy;
}

void fol__arena_free(fol__arena *arena) {
    while (arena->blocks) {
        fol__arena_block *block = arena->blocks;
        arena->blocks = block->older;
        fol__release(&arena->alloc, block, 1, sizeof(fol__arena_block) + block->capacity);
    }
    arena->used = 0;
}
