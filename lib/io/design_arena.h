/* SPDX-License-Identifier: MIT */
/* Pieces of libc memory that live and die with one design file. */
#ifndef FOLLICLE_IO_DESIGN_ARENA_H
#define FOLLICLE_IO_DESIGN_ARENA_H

#include <stddef.h>

/* Zero it before first use. */
typedef struct fol__io_arena {
    struct fol__io_block *blocks;
    size_t used; /* of the newest block */
} fol__io_arena;

/* count elements of size bytes, zeroed and aligned for any type; NULL when memory is out or the product overflows. */
void *fol__io_arena_take(fol__io_arena *arena, size_t count, size_t size);
/* A copy of text; NULL when memory is out. */
char *fol__io_arena_text(fol__io_arena *arena, const char *text);
void fol__io_arena_free(fol__io_arena *arena);

#endif
