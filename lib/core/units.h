/* SPDX-License-Identifier: MIT */
#ifndef FOLLICLE_CORE_UNITS_H
#define FOLLICLE_CORE_UNITS_H

#include "fail.h"

#include <follicle/units.h>

static inline bool fol__has_units(const fol_units_spec *units) {
    return units->apart_to_mm > 0;
}

/* How far from its site a dot stands, in um: so that two at a right angle are no further apart than they may be; a micrometre is kept
 * for rounding. Directions come by sixteenths of a turn: one from 60 to 90 degrees beside another dot always fits. */
static inline double fol__units_nearest_um(const fol_units_spec *units) {
    return units->apart_from_mm * 1000 + 1;
}
static inline double fol__units_farthest_um(const fol_units_spec *units) {
    const double far = units->apart_to_mm * 1000 * 0.70710678118654752440 - 1, near = fol__units_nearest_um(units);
    return far > near ? far : near;
}

/* All numbers the same: a layout's design and pattern must agree. */
bool fol__units_same(const fol_units_spec *a, const fol_units_spec *b);

/* Keys by which errors name them. */
typedef struct fol__units_keys {
    const char *mix, *apart;
} fol__units_keys;

/* FOL_OK, FOL_ERR_VALUE or FOL_ERR_CONFLICT. A spec that is all 0 is fine. */
fol_status fol__units_check(const fol_units_spec *units, fol__units_keys keys, fol_error *err);

/* So many times as many sites as elsewhere where a share of `single` of those dots is left out that are not their unit's first, and
 * dots are as many as ever. */
static inline double fol__sites_with_singles(double mean, double single) {
    return 1 + single * (mean - 1);
}

#endif
