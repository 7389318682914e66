/* SPDX-License-Identifier: MIT */
#include "members.h"

#include "hash.h"

#include <stdio.h>

/* "units of 28/53/17/2 %, 0.2 to 0.4 mm apart" */
static void describe(const fol_units_spec *units, char *text, size_t size) {
    if (!fol__has_units(units))
        snprintf(text, size, "no units");
    else
        snprintf(text, size, "units of %g/%g/%g/%g %%, %g to %g mm apart", 100 * units->mix[0], 100 * units->mix[1], 100 * units->mix[2],
                 100 * units->mix[3], units->apart_from_mm, units->apart_to_mm);
}

fol_status fol__units_agree(const fol_design *design, const fol_pattern *pattern, fol_error *err) {
    const fol_units_spec *asked = &design->specs.treatment.units;
    char of_design[128], of_pattern[128];
    if (fol__units_same(asked, &pattern->units))
        return FOL_OK;
    describe(asked, of_design, sizeof of_design);
    describe(&pattern->units, of_pattern, sizeof of_pattern);
    return fol__fail(err, FOL_ERR_CONFLICT, (fol__where){NULL, -1, -1, -1, "dots.units"},
                     "the design has %s, the pattern %s; fol_pattern_create_units() makes the pattern of a design's units", of_design,
                     of_pattern);
}

static const uint16_t *members_of(const fol_pattern *pattern, const fol__tile_cell *tile) {
    return &pattern->members[tile->ranks - pattern->ranks];
}

void fol__leave_singles(const fol__maker *m, const fol__tile_cell *tile, uint32_t first, int64_t first_id, const fol__places *places,
                        fol__densities *densities) {
    const uint16_t *members = members_of(m->pattern, tile) + first;
    const double mean = m->design->unit_mean;
    for (int32_t i = 0; i < places->count; i++) {
        const double single = densities->single[i];
        if (!(single > 0))
            continue;
        const int64_t id = first_id + ((int64_t)i << FOL__ID_UNIT_BITS);
        const bool first_of_unit = (members[i] & 7) == 0;
        const bool goes = !first_of_unit && (single >= 1 || fol__unit(fol__stream_at(m->unit_stream, (uint64_t)id)) < single);
        const double factor = first_of_unit ? fol__sites_with_singles(mean, single) : goes ? 0 : 1;
        for (size_t j = 0; j < m->sessions; j++)
            densities->running[j][i] *= factor;
    }
}

void fol__name_all_members(const fol__maker *m, const fol__tile_cell *tile, int64_t first_id, fol_dot *dots, size_t count) {
    const uint16_t *members = members_of(m->pattern, tile);
    for (size_t i = 0; i < count; i++)
        dots[i].id = first_id + members[i];
}

void fol__name_members(const fol__maker *m, const fol__tile_cell *tile, int64_t first_id, fol_dot *dots, size_t count) {
    const uint16_t *members = members_of(m->pattern, tile);
    for (size_t i = 0; i < count; i++)
        dots[i].id = first_id + members[(dots[i].id - first_id) >> FOL__ID_UNIT_BITS];
}
