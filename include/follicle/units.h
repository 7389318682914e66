/* SPDX-License-Identifier: MIT */
/* Follicular units: hairs leave the skin alone, in twos, threes and fours. docs/units.md tells how dots are laid out so. */
#ifndef FOLLICLE_UNITS_H
#define FOLLICLE_UNITS_H

#include <follicle/values.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A unit has at most so many dots. */
#define FOL_MOST_IN_UNIT 4

typedef struct fol_units_spec {
    double mix[FOL_MOST_IN_UNIT]; /* shares of units of 1, 2, 3 and 4 dots, 0 to 1 each, 1 together (to 0.001); all 0: no units, each
                                     dot for itself */
    double apart_from_mm;         /* dots of a unit are not closer than this; 0.1 to 0.4 */
    double apart_to_mm;           /* nor further from the nearest of their unit; at least 1.5 times as much, up to 0.6 */
} fol_units_spec;

/* What practitioners name, in numbers. Sources: docs/units.md. */
typedef struct fol_units_preset {
    const char *name;
    fol_units_spec units;
} fol_units_preset;

/* Preset number i from 0, or NULL past the last: natural, afro-textured. Static. */
FOL_API const fol_units_preset *fol_units_preset_at(size_t i);
/* The preset of that name, or NULL. Static. */
FOL_API const fol_units_preset *fol_units_preset_named(const char *name);
/* Dots of a mean unit; 1 where there are none, and for NULL. */
FOL_API double fol_units_mean(const fol_units_spec *units);

/* Which dot of its unit a dot is, from 0: the first lies on the unit's site. 0 for dots placed by hand and where there are no units. */
static inline int64_t fol_dot_ordinal(int64_t id) {
    return id < FOL_HAND_PLACED_ID ? id & 3 : 0;
}
/* A number that the dots of a unit share, and no others of the layout. */
static inline int64_t fol_dot_unit(int64_t id) {
    return id < FOL_HAND_PLACED_ID ? id >> 2 : id;
}

#ifdef __cplusplus
}
#endif
#endif
