/* SPDX-License-Identifier: MIT */
/* What an editor does while a vertex is dragged: derive a design, update the layout, and draw only what changed. */
#include <follicle/follicle.h>
#include <stdio.h>

static fol_design *first_design(fol_error *err) {
    static const fol_point outline[] = {{20, 20}, {120, 15}, {140, 60}, {110, 95}, {40, 90}, {15, 55}};
    fol_zone_spec zone = fol_zone_spec_default();
    zone.name = "top";
    zone.outline = (fol_ring){outline, 6};
    zone.density_per_cm2 = 120;
    zone.feather_mm = 8;
    const fol_treatment_spec treatment = fol_treatment_spec_default();
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = 160;
    chart.canvas_height_mm = 110;
    chart.zones = &zone;
    chart.zone_count = 1;
    fol_design *design = NULL;
    fol_design_create(&treatment, &chart, NULL, NULL, &design, err);
    return design;
}

/* The same outline with vertex 3 moved by 4 mm. */
static fol_design *edited_design(const fol_design *base, fol_error *err) {
    static const fol_point moved[] = {{20, 20}, {120, 15}, {140, 60}, {113, 98}, {40, 90}, {15, 55}};
    const fol_design_edit edit = {FOL_EDIT_ZONE_RING, 0, 0, {moved, 6}};
    fol_design *design = NULL;
    fol_design_derive(base, &edit, NULL, &design, err);
    return design;
}

static int report(const fol_layout *before, const fol_layout *after, const fol_change *change) {
    size_t removed = 0, added = 0;
    const fol_dot *dots = fol_change_added(change, &added);
    fol_change_removed(change, &removed);
    printf("%zu dots before, %zu after: %zu removed, %zu added\n", fol_layout_count(before), fol_layout_count(after),
           removed, added);
    if (added > 0)
        printf("the first one added: id %lld at %.3f, %.3f mm\n", (long long)dots[0].id, dots[0].x_um / 1000.0,
               dots[0].y_um / 1000.0);
    return fol_layout_count(before) - removed + added == fol_layout_count(after) ? 0 : 1;
}

int main(void) {
    fol_error err = {0};
    fol_design *base = first_design(&err);
    fol_design *edited = base ? edited_design(base, &err) : NULL;
    fol_layout *before = NULL, *after = NULL;
    fol_change *change = NULL;
    int code = 1;
    if (edited && fol_layout_create(base, NULL, NULL, &before, &err) == FOL_OK &&
        fol_layout_update(before, edited, NULL, &after, &change, &err) == FOL_OK)
        code = report(before, after, change);
    else
        fprintf(stderr, "%s: %s\n", err.path, err.message);
    fol_change_free(change);
    fol_layout_free(after);
    fol_layout_free(before);
    fol_design_free(edited);
    fol_design_free(base);
    return code;
}
