/* SPDX-License-Identifier: MIT */
/* Draws a preview in a cairo_t that the host owns, here an image of 8 pixels a millimetre, and writes it with Cairo.
 * Usage: 05_cairo_preview [FILE.png] */
#include <follicle/follicle-cairo.h>
#include <stdio.h>

static fol_design *make_design(fol_error *err) {
    static const fol_point outline[] = {{8, 8}, {92, 8}, {92, 52}, {50, 58}, {8, 52}};
    static const fol_point line[] = {{8, 44}, {30, 48}, {50, 50}, {70, 48}, {92, 44}};
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "frontal";
    zone.outline = (fol_ring){outline, 5};
    zone.density_per_cm2 = 130;
    zone.feather_mm = 6;
    fol_hairline_spec hairline = fol_hairline_spec_default();
    hairline.points = (fol_ring){line, 5};
    const fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = 100;
    chart.canvas_height_mm = 60;
    chart.zones = &zone;
    chart.zone_count = 1;
    chart.hairlines = &hairline;
    chart.hairline_count = 1;
    fol_design *design = NULL;
    fol_design_create(&treatment, &chart, NULL, NULL, &design, err);
    return design;
}

/* The host's surface and scale; the scene is drawn in millimetres. */
static bool draw(const fol_scene *scene, const char *path, fol_error *err) {
    const double px_per_mm = 8;
    const fol_rect extent = fol_scene_extent(scene);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(extent.width * px_per_mm + 0.5),
                                                          (int)(extent.height * px_per_mm + 0.5));
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, px_per_mm, px_per_mm);
    cairo_translate(cr, -extent.x, -extent.y);
    const fol_cairo_options options = fol_cairo_options_default();
    bool good = fol_cairo_draw(cr, scene, &options, err) == FOL_OK;
    if (good && path)
        good = cairo_surface_write_to_png(surface, path) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return good;
}

int main(int argc, char **argv) {
    fol_error err = {0};
    fol_layout *layout = NULL;
    fol_scene *scene = NULL;
    const fol_preview_spec spec = fol_preview_spec_default();
    fol_design *design = make_design(&err);
    const bool good = design && fol_layout_create(design, NULL, NULL, &layout, &err) == FOL_OK &&
                      fol_scene_preview(design, layout, &spec, NULL, &scene, &err) == FOL_OK &&
                      draw(scene, argc > 1 ? argv[1] : NULL, &err);
    if (good)
        printf("%zu dots drawn\n", fol_layout_count(layout));
    else
        fprintf(stderr, "cannot draw: %s\n", err.message);
    fol_scene_free(scene);
    fol_layout_free(layout);
    fol_design_free(design);
    return good ? 0 : 1;
}
