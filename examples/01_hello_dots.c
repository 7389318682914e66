/* SPDX-License-Identifier: MIT */
/* The shortest whole program: one zone, three sessions, a count and the distance that any two dots are promised. */
#include <follicle/follicle.h>
#include <stdio.h>

int main(void) {
    const fol_point outline[] = {{10, 10}, {90, 10}, {90, 60}, {10, 60}}; /* mm */
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "frontal";
    zone.outline = (fol_ring){outline, 4};
    zone.density_per_cm2 = 120;
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = 100, chart.canvas_height_mm = 70;
    chart.zones = &zone, chart.zone_count = 1;
    const fol_treatment_spec treatment = fol_treatment_spec_default(); /* three sessions: 30, 70, 100 % */
    const fol_spacing *spacing = fol_pattern_spacing(fol_pattern_builtin());
    fol_design *design = NULL;
    fol_layout *layout = NULL;
    fol_error err;
    if (fol_design_create(&treatment, &chart, NULL, NULL, &design, &err) != FOL_OK ||
        fol_layout_create(design, NULL, NULL, &layout, &err) != FOL_OK)
        return fprintf(stderr, "%s: %s\n", err.path, err.message), 1;
    printf("%zu dots, no two closer than %.3f mm\n", fol_layout_count(layout), fol_spacing_least_mm(spacing, 120));
    fol_layout_free(layout);
    fol_design_free(design);
    return 0;
}
