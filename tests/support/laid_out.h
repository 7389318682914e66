/* SPDX-License-Identifier: MIT */
/* Layouts as the tests of layouts look at them. */
#ifndef FOLLICLE_TESTS_LAID_OUT_H
#define FOLLICLE_TESTS_LAID_OUT_H

#include <follicle/layout.h>

/* The layout of a design; a failure fails the test. */
fol_layout *laid(const fol_design *design);
/* All dots by id, on the heap. */
fol_dot *dots_by_id(const fol_layout *layout);
/* Every dot, count and the fingerprint alike. */
void ck_same_layout(const fol_layout *a, const fol_layout *b);

#endif
