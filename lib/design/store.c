/* SPDX-License-Identifier: MIT */
#include "inside.h"

fol__store *fol__store_make(const fol_allocator *alloc) {
    fol__store *store = fol__alloc_zeroed(alloc, 1, sizeof *store);
    if (!store)
        return NULL;
    atomic_init(&store->users, 1);
    store->arena = fol__arena_make(alloc);
    return store;
}

fol__store *fol__store_share(fol__store *store) {
    if (store)
        atomic_fetch_add_explicit(&store->users, 1, memory_order_relaxed);
    return store;
}

void fol__store_leave(fol__store *store) {
    if (!store || atomic_fetch_sub_explicit(&store->users, 1, memory_order_acq_rel) != 1)
        return;
    const fol_allocator alloc = store->arena.alloc;
    fol__arena_free(&store->arena);
    fol__release(&alloc, store, 1, sizeof *store);
}
