/* SPDX-License-Identifier: MIT */
#include "memory.h"

#include <stdlib.h>

static void *take(size_t size, void *user) {
    memory_count *count = user;
    void *memory = malloc(size);
    if (memory) {
        count->allocations++;
        count->bytes += (int64_t)size;
        if (count->bytes > count->most_bytes)
            count->most_bytes = count->bytes;
    }
    return memory;
}

static void give_back(void *memory, size_t size, void *user) {
    memory_count *count = user;
    if (memory)
        count->bytes -= (int64_t)size;
    free(memory);
}

fol_allocator counting_allocator(memory_count *count) {
    const fol_allocator allocator = {take, give_back, count};
    return allocator;
}

int64_t count_memory(const measured *what, const fol_allocator *allocator, memory_count *count) {
    const memory_count nothing = {0, 0, 0};
    memory_count *live = allocator->user;
    *count = nothing;
    if (!what->memory)
        return 0;
    *live = nothing;
    *what->memory = allocator;
    const int64_t dots = what->run(what->state);
    *count = *live;
    *what->memory = NULL;
    if (what->tidy)
        what->tidy(what->state);
    return dots;
}
