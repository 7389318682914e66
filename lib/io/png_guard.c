/* SPDX-License-Identifier: MIT */
#include "png_guard.h"

#include <stdio.h>
#include <stdlib.h>

static PNG_NORETURN void stop(png_structp png, png_const_charp message) {
    fol__png_guard *const guard = png_get_error_ptr(png);
    snprintf(guard->message, sizeof guard->message, "%s", message ? message : "unknown fault");
    longjmp(guard->on_error, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static png_voidp take_memory(png_structp png, png_alloc_size_t size) {
    fol__png_guard *const guard = png_get_mem_ptr(png);
    void *const memory = malloc(size);
    if (!memory)
        guard->out_of_memory = true;
    return memory;
}

static void give_memory(png_structp png, png_voidp memory) {
    (void)png;
    free(memory);
}

png_structp fol__png_reader(fol__png_guard *guard) {
    const png_structp png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, guard, stop, ignore_warning, guard,
                                                     take_memory, give_memory);
    guard->out_of_memory = guard->out_of_memory || !png;
    return png;
}

png_structp fol__png_writer(fol__png_guard *guard) {
    const png_structp png = png_create_write_struct_2(PNG_LIBPNG_VER_STRING, guard, stop, ignore_warning, guard,
                                                      take_memory, give_memory);
    guard->out_of_memory = guard->out_of_memory || !png;
    return png;
}
