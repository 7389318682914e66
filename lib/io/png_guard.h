/* SPDX-License-Identifier: MIT */
/* How reading and writing share libpng: its errors come back by longjmp() to on_error, its memory is libc's, its warnings are
 * dropped. All that outlives a jump sits in one struct of the caller's frame, with the guard in it. */
#ifndef FOLLICLE_IO_PNG_GUARD_H
#define FOLLICLE_IO_PNG_GUARD_H

#include <png.h>
#include <setjmp.h>
#include <stdbool.h>

typedef struct fol__png_guard {
    bool out_of_memory;
    char message[128]; /* of the error that jumped */
    jmp_buf on_error;
} fol__png_guard;

/* A reader (or writer) whose error and memory pointers are the guard; NULL, and out_of_memory set, when there is no memory. */
png_structp fol__png_reader(fol__png_guard *guard);
png_structp fol__png_writer(fol__png_guard *guard);

#endif
