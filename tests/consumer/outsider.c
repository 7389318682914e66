/* SPDX-License-Identifier: MIT */
/* An outsider's program: sees only what is installed. Compiles as C11 and as C++11. Lays out one zone, and, when built
 * with -DWITH_IO or -DWITH_CAIRO, writes its map or draws it. Prints the number of dots. */
#include <follicle/follicle.h>
#ifdef WITH_IO
#include <follicle/io.h>
#endif
#ifdef WITH_CAIRO
#include <follicle/follicle-cairo.h>
#endif
#include <stdio.h>
#include <string.h>

static const fol_point square[] = {{10, 10}, {60, 10}, {60, 60}, {10, 60}};

static bool succeeded(fol_status status, const fol_error *err) {
    if (status != FOL_OK)
        fprintf(stderr, "%s: %s %s\n", fol_status_name(status), err->path, err->message);
    return status == FOL_OK;
}

static bool lay_out(fol_design **design, fol_layout **layout) {
    fol_error err;
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "crown";
    zone.outline.points = square;
    zone.outline.count = sizeof square / sizeof square[0];
    zone.density_per_cm2 = 180;
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = chart.canvas_height_mm = 70;
    chart.zones = &zone;
    chart.zone_count = 1;
    const fol_treatment_spec treatment = fol_treatment_spec_default();
    return succeeded(fol_design_create(&treatment, &chart, NULL, NULL, design, &err), &err) &&
           succeeded(fol_layout_create(*design, NULL, NULL, layout, &err), &err);
}

#ifdef WITH_IO
static bool count_bytes(const void *bytes, size_t size, void *user) {
    (void)bytes;
    *(size_t *)user += size;
    return true;
}

/* Three dots as a map. */
static bool use_io(const fol_design *design, const fol_layout *layout) {
    fol_error err;
    fol_dot dots[3];
    size_t size = 0;
    fol_sink sink;
    sink.write = count_bytes;
    sink.user = &size;
    fol_layout_copy(layout, 0, dots, 3);
    return succeeded(fol_map_write_csv(design, dots, 3, &sink, &err), &err) && size > 60;
}
#endif

#ifdef WITH_CAIRO
/* The middle of the square must be darker than bare skin after drawing. */
static bool use_cairo(const fol_design *design, const fol_layout *layout) {
    static unsigned char bytes[70 * 70 * 4];
    fol_error err;
    fol_scene *scene = NULL;
    fol_pixels pixels;
    pixels.format = FOL_PIXELS_XRGB32;
    pixels.width = pixels.height = 70;
    pixels.stride = sizeof bytes / 70;
    pixels.data = bytes;
    const fol_preview_spec preview = fol_preview_spec_default();
    const fol_cairo_options options = fol_cairo_options_default();
    if (!succeeded(fol_scene_preview(design, layout, &preview, NULL, &scene, &err), &err))
        return false;
    const bool drawn = succeeded(fol_cairo_draw_pixels(scene, &options, 1.0, &pixels, &err), &err);
    fol_scene_free(scene);
    unsigned bare = 0, treated = 0;
    for (size_t x = 20; x < 50; x++) {
        bare += bytes[(5 * 70 + x) * 4 + 1];
        treated += bytes[(35 * 70 + x) * 4 + 1];
    }
    return drawn && treated < bare;
}
#endif

int main(void) {
    fol_design *design = NULL;
    fol_layout *layout = NULL;
    bool good = strcmp(fol_version(), FOL_VERSION_STRING) == 0 && lay_out(&design, &layout);
#ifdef WITH_IO
    good = good && use_io(design, layout);
#endif
#ifdef WITH_CAIRO
    good = good && use_cairo(design, layout);
#endif
    if (good)
        printf("%d\n", (int)fol_layout_count(layout));
    fol_layout_free(layout);
    fol_design_free(design);
    return good ? 0 : 1;
}
