/* SPDX-License-Identifier: MIT */
/* Where a dot of a record can be: a decimal point that slipped puts it where no hand has been. */
#include "course.h"
#include "inside.h"

/* As far from its plan a moved dot is another one, and an added one belongs to none of the plan's zones. */
enum { FAR_UM = 10000 };

/* A hand that is off by so much at the most may have strayed into a keep-out. */
enum { STRAYED_UM = 2000 };

static fol_status off(fol_error *err, const fol_record_row *row, const char *what, const char *name) {
    return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "%.3f, %.3f mm lies %s%.60s", row->x_um / 1000.0, row->y_um / 1000.0, what, name);
}

static bool is_within(const fol__course *c, const fol_record_row *row, const fol_dot *planned, int32_t reach_um) {
    fol_dot near;
    if (!planned)
        return fol_layout_nearest(c->spec.layout, row->x_um, row->y_um, reach_um, &near);
    const double dx = (double)row->x_um - planned->x_um, dy = (double)row->y_um - planned->y_um;
    return dx * dx + dy * dy <= (double)reach_um * reach_um;
}

fol_status fol__course_place(const fol__course *c, const fol_record_row *row, const fol_dot *planned, fol_error *err) {
    const fol_design *design = c->spec.design;
    const fol_chart_spec *chart = &design->specs.chart;
    if (!(row->x_um >= 0 && row->y_um >= 0 && row->x_um <= chart->canvas_width_mm * 1000 && row->y_um <= chart->canvas_height_mm * 1000))
        return off(err, row, "off the canvas", "");
    if (is_within(c, row, planned, STRAYED_UM))
        return FOL_OK;
    for (size_t i = 0; i < design->keep_out_count; i++) {
        if (fol__region_holds(&design->keep_outs[i].shape->region, row->x_um, row->y_um))
            return off(err, row, "in the keep-out ", design->specs.keep_outs[i].name ? design->specs.keep_outs[i].name : "");
    }
    if (is_within(c, row, planned, FAR_UM))
        return FOL_OK;
    return planned ? off(err, row, "more than 10 mm from the dot's plan: it is another one; this one was skipped, and one added", "")
                   : off(err, row, "more than 10 mm from every dot of the plan", "");
}
