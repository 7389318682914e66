/* SPDX-License-Identifier: MIT */
/* The density that a design asks for, worked out from its specs by the plainest means: every edge is measured for every place.
 * For hairlines without undulation that run from left to right, and rings that neither cross themselves nor each other. */
#ifndef FOLLICLE_TESTS_DENSITY_ORACLE_H
#define FOLLICLE_TESTS_DENSITY_ORACLE_H

#include <follicle/design.h>

typedef struct density_oracle density_oracle;

/* Reads the design's own specs, defaults filled in, and the flattened curves. Aborts when memory is out. */
density_oracle *density_oracle_make(const fol_design *design);
void density_oracle_free(density_oracle *oracle);

/* False for a place so near to a threshold that rounding decides, and for every place of a design with a hairline whose two
 * sides hold about the same area of zones and that does not say which is behind. */
bool density_oracle_at(const density_oracle *oracle, int32_t x_um, int32_t y_um, fol_density *out);

#endif
