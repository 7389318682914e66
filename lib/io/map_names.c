/* SPDX-License-Identifier: MIT */
/* A map calls zones by name, and a dot holds their number: a dot whose zone has no name cannot be written. */
#include "map_names.h"

#include "problem.h"
#include "specs.h"

const char *const fol__column_names[FOL__COLUMN_COUNT] = {
    "id", "x_um", "y_um", "diameter_um", "depth_um", "session", "zone", "shade",
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
