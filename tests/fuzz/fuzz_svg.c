/* SPDX-License-Identifier: MIT */
/* Any bytes as a drawing, as the settings beside it (behind a NUL), and as a map from an editor. What is read as a design must
 * be one that can be written and read; what is read as a map holds numbers in their ranges. */
#include "fuzz.h"
#include "text_out.h"

#include <follicle/io.h>
#include <stdlib.h>
#include <string.h>

static fol_limits limits_of(void) {
    fol_limits limits = fol_limits_default();
    limits.max_zones = 20;
    limits.max_vertices = 5000;
    limits.max_hairs = 1000;
    limits.max_dots = 10000;
    limits.max_bytes = 1 << 20;
    return limits;
}

static void demand(bool holds) {
    if (!holds)
        abort();
}

/* The least design, for maps. */
static fol_design *make_design(void) {
    static const fol_point corners[4] = {{0, 0}, {40, 0}, {40, 30}, {0, 30}};
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "Front";
    zone.outline = (fol_ring){corners, 4};
    zone.density_per_cm2 = 50;
    const fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = 40;
    chart.canvas_height_mm = 30;
    chart.zones = &zone;
    chart.zone_count = 1;
    fol_design *design = NULL;
    demand(fol_design_create(&treatment, &chart, NULL, NULL, &design, NULL) == FOL_OK);
    return design;
}

static void check_design(const fol_design_file *file, const fol_limits *limits) {
    fol__memory_out to = {NULL, 0, 0};
    const fol_sink sink = fol__memory_sink(&to);
    fol_design_file *again = NULL;
    fol_limits wide = *limits;
    wide.max_bytes <<= 8;
    for (size_t i = 0; i < fol_design_file_warning_count(file); i++)
        demand(fol_design_file_warning(file, i).text != NULL);
    demand(fol_design_file_write(fol_design_file_treatment(file), fol_design_file_chart(file), &sink, NULL) == FOL_OK);
    demand(fol_design_file_parse(to.bytes, to.size, &wide, &again, NULL) == FOL_OK);
    fol_design_file_free(again);
    free(to.bytes);
    fol_design *design = NULL;
    fol_design_options options = fol_design_options_default();
    options.limits = limits;
    fol_error err;
    memset(&err, 0, sizeof err);
    if (fol_design_create(fol_design_file_treatment(file), fol_design_file_chart(file), &options, NULL, &design, &err) != FOL_OK)
        fol_design_file_locate(file, &err);
    demand(memchr(err.message, '\0', sizeof err.message) != NULL);
    fol_design_free(design);
}

static bool some_size(const char *file, int32_t *width, int32_t *height, void *user) {
    (void)file;
    (void)user;
    *width = 640;
    *height = 480;
    return true;
}

static void read_drawing(const char *bytes, size_t size, const fol_limits *limits) {
    const char *settings = size ? memchr(bytes, '\0', size) : NULL;
    fol_drawing_options options = fol_drawing_options_default();
    fol_design_file *file = NULL;
    fol_error err;
    memset(&err, 0, sizeof err);
    options.limits = limits;
    options.picture_size = some_size;
    if (settings) {
        options.settings = settings + 1;
        options.settings_size = size - (size_t)(settings + 1 - bytes);
        size = (size_t)(settings - bytes);
    }
    if (fol_drawing_parse(bytes, size, &options, &file, &err) == FOL_OK)
        check_design(file, limits);
    else
        demand(!file && err.status != FOL_OK && err.message[0]);
    fol_design_file_free(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const fol_limits limits = limits_of();
    fol_design *design = make_design();
    fol_map *map = NULL;
    fol_error err;
    memset(&err, 0, sizeof err);
    read_drawing((const char *)data, size, &limits);
    if (fol_map_parse_svg((const char *)data, size, design, &limits, &map, &err) == FOL_OK) {
        size_t count = 0;
        const fol_dot *dots = fol_map_dots(map, &count);
        for (size_t i = 0; i < count; i++)
            demand(dots[i].id >= 0 && (dots[i].zone == 0 || dots[i].zone == 65535));
    } else {
        demand(!map && err.status != FOL_OK && err.message[0]);
    }
    fol_map_free(map);
    fol_design_free(design);
    return 0;
}
