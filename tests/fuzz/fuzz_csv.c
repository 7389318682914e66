/* SPDX-License-Identifier: MIT */
/* Any bytes as a CSV map. What is read must be written and read again to the same dots. */
#include "fuzz.h"
#include "text_out.h"

#include <follicle/io.h>
#include <stdlib.h>
#include <string.h>

static fol_design *make_design(void) {
    static const char *const names[] = {"Front", "left, \"temple\"", "S\xC3\xA9"};
    static const fol_point corners[4] = {{0, 0}, {40, 0}, {40, 30}, {0, 30}};
    fol_zone_spec zones[3];
    for (int i = 0; i < 3; i++) {
        zones[i] = fol_zone_spec_default();
        zones[i].name = names[i];
        zones[i].outline = (fol_ring){corners, 4};
        zones[i].density_per_cm2 = 50;
    }
    const fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = 40;
    chart.canvas_height_mm = 30;
    chart.zones = zones;
    chart.zone_count = 3;
    fol_design *design = NULL;
    if (fol_design_create(&treatment, &chart, NULL, NULL, &design, NULL) != FOL_OK)
        abort();
    return design;
}

/* Dots of unknown zones cannot be written; they get the first zone. */
static void check_round_trip(const fol_design *design, const fol_map *map) {
    size_t count = 0, count_again = 0;
    const fol_dot *dots = fol_map_dots(map, &count);
    fol_dot *known = malloc(count ? count * sizeof *known : 1);
    fol__memory_out to = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&to);
    fol_map *again = NULL;
    if (!known)
        abort();
    for (size_t i = 0; i < count; i++) {
        known[i] = dots[i];
        known[i].zone = dots[i].zone < 3 ? dots[i].zone : 0;
    }
    if (fol_map_write_csv(design, known, count, &sink, NULL) != FOL_OK ||
        fol_map_parse_csv(to.bytes, to.size, design, NULL, &again, NULL) != FOL_OK)
        abort();
    const fol_dot *read = fol_map_dots(again, &count_again);
    if (count_again != count || (count && memcmp(read, known, count * sizeof *known) != 0))
        abort();
    fol_map_free(again);
    free(to.bytes);
    free(known);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fol_design *design = make_design();
    fol_limits limits = fol_limits_default();
    limits.max_dots = 10000;
    limits.max_bytes = 1 << 20;
    fol_map *map = NULL;
    fol_error err;
    memset(&err, 0, sizeof err);
    if (fol_map_parse_csv((const char *)data, size, design, &limits, &map, &err) == FOL_OK)
        check_round_trip(design, map);
    else if (map || err.status == FOL_OK || err.message[0] == '\0')
        abort();
    fol_map_free(map);
    fol_design_free(design);
    return 0;
}
