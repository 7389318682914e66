/* SPDX-License-Identifier: MIT */
/* Specs that can grow: copying between structs of different struct_size. */
#ifndef FOLLICLE_CORE_SPEC_H
#define FOLLICLE_CORE_SPEC_H

#include <follicle/base.h>

/* Fills a caller's struct of `size` bytes from the library's own defaults of `own_size` bytes; both begin with their
 * struct_size. Writes nothing past `size`. */
void fol__spec_fill(void *spec, size_t size, const void *defaults, size_t own_size);

/* Reads a caller's struct over `into`, which holds defaults of `own_size` bytes: fields that an older caller does not
 * have keep their defaults. False when its struct_size is below `least_size` (never filled in), or when it is of a newer
 * library and sets a field that this one does not know. */
bool fol__spec_read(void *into, size_t own_size, const void *spec, size_t least_size);

/* Element i of a caller's array of specs, which is walked by the struct_size of its first element. */
const void *fol__spec_at(const void *specs, size_t i);

#endif
