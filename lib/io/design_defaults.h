/* SPDX-License-Identifier: MIT */
/* Which keys of a design file can be left out. Structs begin at `base`; `defaults` are such structs as they are when nothing is said. */
#ifndef FOLLICLE_IO_DESIGN_DEFAULTS_H
#define FOLLICLE_IO_DESIGN_DEFAULTS_H

#include "design_keys.h"

/* Whether a key can be left out; an object when all its keys can and it has no remarks. */
bool fol__left_out(const fol__key *key, const char *base, const char *defaults);
bool fol__object_left_out(const fol__shape *shape, const char *base, const char *defaults);
bool fol__has_remarks(const char *base, const fol__shape *shape);
/* Whether two fol_units_spec are alike to the bit. */
bool fol__same_units(const void *a, const void *b);
/* Elements of a key that is a list. */
size_t fol__count_of(const char *base, const fol__key *key);

#endif
