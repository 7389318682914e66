/* SPDX-License-Identifier: MIT */
/* What units are made of: presets, the check of a spec, its mean. */
#include "units.h"

#include <string.h>

#define LEAST_APART_MM 0.1
#define MOST_APART_MM 0.6
#define LEAST_RATIO 1.5 /* between the two: directions are sixteenths of a turn, and one in reach must always fit */
#define MIX_SLACK 0.001

static const fol_units_preset presets[] = {
    {"natural", {{0.28, 0.53, 0.17, 0.02}, 0.2, 0.4}},
    {"afro-textured", {{0.05, 0.20, 0.60, 0.15}, 0.2, 0.4}},
};

const fol_units_preset *fol_units_preset_at(size_t i) {
    return i < sizeof presets / sizeof presets[0] ? &presets[i] : NULL;
}

const fol_units_preset *fol_units_preset_named(const char *name) {
    for (size_t i = 0; name && i < sizeof presets / sizeof presets[0]; i++) {
        if (strcmp(presets[i].name, name) == 0)
            return &presets[i];
    }
    return NULL;
}

double fol_units_mean(const fol_units_spec *units) {
    double units_all = 0, dots = 0;
    for (int k = 0; units && k < FOL_MOST_IN_UNIT; k++) {
        units_all += units->mix[k];
        dots += (k + 1) * units->mix[k];
    }
    return units_all > 0 ? dots / units_all : 1;
}

bool fol__units_same(const fol_units_spec *a, const fol_units_spec *b) {
    bool same = a->apart_from_mm == b->apart_from_mm && a->apart_to_mm == b->apart_to_mm;
    for (int k = 0; k < FOL_MOST_IN_UNIT; k++)
        same = same && a->mix[k] == b->mix[k];
    return same;
}

fol_status fol__units_check(const fol_units_spec *units, fol__units_keys keys, fol_error *err) {
    const fol_units_spec none = {{0}, 0, 0};
    const fol__where mix = {NULL, -1, -1, -1, keys.mix}, apart = {NULL, -1, -1, -1, keys.apart};
    double sum = 0;
    if (fol__units_same(units, &none))
        return FOL_OK;
    for (int k = 0; k < FOL_MOST_IN_UNIT; k++) {
        if (!(units->mix[k] >= 0 && units->mix[k] <= 1))
            return fol__fail(err, FOL_ERR_VALUE, mix, "the share of units of %d is %g; it must be from 0 to 1", k + 1, units->mix[k]);
        sum += units->mix[k];
    }
    if (!(sum >= 1 - MIX_SLACK && sum <= 1 + MIX_SLACK))
        return fol__fail(err, FOL_ERR_CONFLICT, mix, "the four shares sum to %g; they must sum to 1", sum);
    if (!(units->apart_from_mm >= LEAST_APART_MM && units->apart_to_mm <= MOST_APART_MM))
        return fol__fail(err, FOL_ERR_VALUE, apart, "[%g, %g] mm must lie from %g to %g mm", units->apart_from_mm,
                         units->apart_to_mm, LEAST_APART_MM, MOST_APART_MM);
    if (!(units->apart_to_mm >= (LEAST_RATIO - 1e-9) * units->apart_from_mm))
        return fol__fail(err, FOL_ERR_CONFLICT, apart,
                         "[%g, %g] mm leaves no room to place dots; the second must be at least %g times the first",
                         units->apart_from_mm, units->apart_to_mm, LEAST_RATIO);
    return FOL_OK;
}
