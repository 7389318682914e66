/* SPDX-License-Identifier: MIT */
#include "zones.h"

#include "text.h"

static void begin_line(FILE *out, const fol_zone_spec *zone, const char **before) {
    fputs(*before, out);
    *before = "";
    put_clean(out, zone->name);
    fputs(": ", out);
}

/* Openings per cm2 that the soft edge runs into, as the design says or as they are listed. */
static double native_of(const fol_design *design, const fol_zone_spec *zone, size_t index, size_t *openings) {
    const double listed = fol_design_native_per_cm2(design, index, openings);
    return listed > zone->native_per_cm2 ? listed : zone->native_per_cm2;
}

static void put_blend(FILE *out, const fol_design *design, const fol_zone_spec *zone, size_t index) {
    size_t openings = 0;
    const double native = native_of(design, zone, index, &openings);
    if (native == 0)
        fprintf(out, "would blend into hair, but none is listed outside the outline: it fades to nothing\n");
    else if (native == zone->native_per_cm2)
        fprintf(out, "blends into hair of %.0f openings per cm2, as the design says\n", native);
    else
        fprintf(out, "blends into hair of %.0f openings per cm2, as measured outside the outline (%zu openings)\n", native, openings);
}

static void put_timing(FILE *out, const fol_zone_spec *zone) {
    if (zone->extra_sessions > 0)
        fprintf(out, "takes %d %s more than the list climbs", (int)zone->extra_sessions, zone->extra_sessions == 1 ? "session" : "sessions");
    if (zone->first_share != FOL_SAME)
        fprintf(out, "%sstarts with %g %% of a usual first session", zone->extra_sessions > 0 ? ", and " : "", 100 * zone->first_share);
    fputc('\n', out);
}

void put_zone_lines(FILE *out, const fol_design *design, const char *before) {
    const fol_chart_spec *chart = fol_design_chart(design);
    for (size_t i = 0; i < chart->zone_count; i++) {
        const fol_zone_spec *zone = &chart->zones[i];
        if (zone->retention < 1) {
            begin_line(out, zone, &before);
            fprintf(out, "%.4g dots per cm2 are placed inside the outline, so that %.4g stay (retention %g)\n",
                    zone->density_per_cm2 / zone->retention, zone->density_per_cm2, zone->retention);
        }
        if (zone->overlap_mm != FOL_SAME) {
            begin_line(out, zone, &before);
            fprintf(out, "runs %g mm past its outline\n", zone->overlap_mm);
        }
        if (zone->blend) {
            begin_line(out, zone, &before);
            put_blend(out, design, zone, i);
        }
        if (zone->extra_sessions > 0 || zone->first_share != FOL_SAME) {
            begin_line(out, zone, &before);
            put_timing(out, zone);
        }
    }
}

void put_zone_members(FILE *out, const fol_design *design, size_t index) {
    const fol_zone_spec *zone = &fol_design_chart(design)->zones[index];
    size_t openings = 0;
    if (zone->retention < 1)
        fprintf(out, ", \"retention\": %.10g, \"placed_per_cm2\": %.10g, \"staying_per_cm2\": %.10g", zone->retention,
                zone->density_per_cm2 / zone->retention, zone->density_per_cm2);
    if (zone->overlap_mm != FOL_SAME)
        fprintf(out, ", \"overlap_mm\": %.10g", zone->overlap_mm);
    if (zone->blend) {
        const double native = native_of(design, zone, index, &openings);
        fprintf(out, ", \"blend\": true, \"native_per_cm2\": %.2f, \"native_openings\": %zu", native, openings);
    }
    if (zone->first_share != FOL_SAME)
        fprintf(out, ", \"first_share\": %.10g", zone->first_share);
    if (zone->extra_sessions > 0)
        fprintf(out, ", \"extra_sessions\": %d", (int)zone->extra_sessions);
}
