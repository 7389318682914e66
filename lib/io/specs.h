/* SPDX-License-Identifier: MIT */
/* Reading callers' structs, whose struct_size may be an older or newer library's. */
#ifndef FOLLICLE_IO_SPECS_H
#define FOLLICLE_IO_SPECS_H

#include <follicle/base.h>

/* Fills a caller's struct of `struct_size` bytes with as much of the defaults as it has room for, the rest with zeros. */
void fol__io_spec_init(void *spec, size_t struct_size, const void *defaults, size_t own_size);

/* Reads a caller's struct over `into`, which holds defaults of `own_size` bytes; both begin with their struct_size.
 * False when it was never filled in, or when it sets a field that this library does not know. */
bool fol__io_spec_read(void *into, size_t own_size, const void *spec);

/* Element i of a caller's array of specs, which is walked by the struct_size of its first element. */
const void *fol__io_spec_at(const void *specs, size_t i);

/* The caller's limits, or the default ones for NULL. Errors: FOL_ERR_ARG. */
fol_status fol__io_limits(const fol_limits *limits, fol_limits *own, fol_error *err);

#endif
