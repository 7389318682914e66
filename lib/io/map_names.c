/* SPDX-License-Identifier: MIT */
/* A map calls zones by name, and a dot holds their number: a dot whose zone has no name cannot be written. */
#include "map_names.h"

#include "map_dots.h"
#include "problem.h"
#include "specs.h"

#define UM " of micrometres"

const fol__table_column fol__map_columns[FOL__COLUMN_COUNT] = {
    [FOL__COLUMN_ID] = {"id", 0, FOL__LARGEST_ID, FOL__NO_ID, NULL, true, false},
    [FOL__COLUMN_X] = {"x_um", -FOL__FARTHEST_UM, FOL__FARTHEST_UM, 0, UM, true, true},
    [FOL__COLUMN_Y] = {"y_um", -FOL__FARTHEST_UM, FOL__FARTHEST_UM, 0, UM, true, true},
    [FOL__COLUMN_DIAMETER] = {"diameter_um", 0, UINT16_MAX, 125, UM, false, false},
    [FOL__COLUMN_DEPTH] = {"depth_um", 0, UINT16_MAX, 0, UM, false, false},
    [FOL__COLUMN_SESSION] = {"session", 0, UINT8_MAX, 0, NULL, true, true},
    [FOL__COLUMN_ZONE] = {"zone", 0, 0, 0, NULL, true, false},
    [FOL__COLUMN_SHADE] = {"shade", 0, UINT8_MAX, 0, " of parts of water", false, false},
};

const char *fol__zone_name(const fol_design *design, size_t i) {
    const fol_chart_spec *chart = fol_design_chart(design);
    if (i >= chart->zone_count)
        return "";
    const fol_zone_spec *zone = fol__io_spec_at(chart->zones, i);
    return zone->name ? zone->name : "";
}

fol_status fol__check_map(const fol_design *design, const fol_dot *dots, size_t count, fol_error *err) {
    if (!design || (!dots && count))
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "design and dots must not be NULL");
    const size_t zones = fol_design_zone_count(design);
    for (size_t i = 0; i < count; i++) {
        if (dots[i].zone >= zones)
            return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "dot %lld is of zone number %d; the design has %zu zones",
                                (long long)dots[i].id, (int)dots[i].zone, zones);
    }
    return FOL_OK;
}
