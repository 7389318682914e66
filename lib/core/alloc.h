/* SPDX-License-Identifier: MIT */
/* Memory by the caller's allocator, sizes checked for overflow, and an arena for what lives and dies together. */
#ifndef FOLLICLE_CORE_ALLOC_H
#define FOLLICLE_CORE_ALLOC_H

#include <follicle/base.h>

/* The caller's allocator, or libc's for NULL. */
fol_allocator fol__allocator_or_libc(const fol_allocator *alloc);

/* Room for count elements of size bytes; NULL when there is none or the product overflows. count 0 gives one byte. */
void *fol__alloc(const fol_allocator *alloc, size_t count, size_t size);
void *fol__alloc_zeroed(const fol_allocator *alloc, size_t count, size_t size);
/* Frees what fol__alloc() gave for the same count and size; NULL is fine. */
void fol__release(const fol_allocator *alloc, void *memory, size_t count, size_t size);

/* A growing array of elements of one size. Zero it but for alloc and element_size before first use. */
typedef struct fol__vector {
    const fol_allocator *alloc;
    size_t element_size;
    void *items;
    size_t count, capacity;
} fol__vector;

/* Room for `more` further elements: a pointer to the first of them, counted in already; NULL when there is none. */
void *fol__vector_extend(fol__vector *vector, size_t more);
/* The same without counting them in: the caller raises count by as many as it fills. */
void *fol__vector_reserve(fol__vector *vector, size_t more);
/* Whether there is room for as many without asking. */
static inline bool fol__vector_has_room(const fol__vector *vector, size_t more) {
    return vector->items && more <= vector->capacity - vector->count;
}
void fol__vector_free(fol__vector *vector);

/* Pieces that are freed all at once. */
typedef struct fol__arena_block fol__arena_block;
typedef struct fol__arena {
    fol_allocator alloc;
    fol__arena_block *blocks;
    size_t used; /* of the newest block */
} fol__arena;

fol__arena fol__arena_make(const fol_allocator *alloc);
/* NULL when memory is out or the product overflows; aligned for any type; not zeroed. */
void *fol__arena_take(fol__arena *arena, size_t count, size_t size);
void *fol__arena_take_zeroed(fol__arena *arena, size_t count, size_t size);
void *fol__arena_copy(fol__arena *arena, const void *from, size_t count, size_t size);
/* A copy of text; NULL for NULL. *ok turns false when memory is out. */
char *fol__arena_text(fol__arena *arena, const char *text, bool *ok);
void fol__arena_free(fol__arena *arena);

#endif
