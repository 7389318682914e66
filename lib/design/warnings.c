/* SPDX-License-Identifier: MIT */
/* What can be laid out but is odd, in plain words. Bounds are those of docs/design-file.md. */
#include "inside.h"
#include "text.h"

#include <follicle/colors.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool warn(fol_design *d, fol__where where, const char *format, ...) FOL_PRINTF(3, 4);

static bool warn(fol_design *d, fol__where where, const char *format, ...) {
    char path[128], text[320];
    va_list args;
    fol__path_write(where, path, sizeof path);
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    fol__mend_utf8(text);
    if (d->warning_count == d->warning_capacity) {
        const size_t capacity = d->warning_capacity ? d->warning_capacity * 2 : 16;
        fol_warning *grown = fol__arena_take(&d->arena, capacity, sizeof *grown);
        if (!grown)
            return false;
        if (d->warning_count)
            memcpy(grown, d->warnings, d->warning_count * sizeof *grown);
        d->warnings = grown;
        d->warning_capacity = capacity;
    }
    bool ok = true;
    fol_warning *w = &d->warnings[d->warning_count++];
    w->path = fol__arena_text(&d->arena, path, &ok);
    w->text = fol__arena_text(&d->arena, text, &ok);
    return ok;
}

static fol__where at_top(const char *key) {
    return (fol__where){NULL, -1, -1, -1, key};
}

static fol__where at(const char *list, size_t index, const char *key) {
    return (fol__where){list, (int32_t)index, -1, -1, key};
}

static bool warn_dots(fol_design *d) {
    const fol_treatment_spec *t = &d->specs.treatment;
    bool ok = true;
    if (t->diameter_from_mm < 0.08 || t->diameter_to_mm > 0.17)
        ok = ok && warn(d, at_top("dots.diameter_mm"), "healed dots of %g to %g mm; 0.08 to 0.17 mm looks like hair",
                        t->diameter_from_mm, t->diameter_to_mm);
    if (t->depth_to_mm > 2)
        ok = ok && warn(d, at_top("dots.depth_mm"), "%g mm is deep; pigment below 2 mm spreads and turns blue",
                        t->depth_to_mm);
    return ok;
}

/* A name that was mistyped would be drawn in the default colour. */
static bool warn_pigment(fol_design *d) {
    const fol_treatment_spec *t = &d->specs.treatment, usual = fol_treatment_spec_default();
    if (!t->pigment_name || fol_pigment_named(t->pigment_name) || memcmp(&t->pigment, &usual.pigment, sizeof usual.pigment) != 0)
        return true;
    return warn(d, at_top("pigment.name"), "\"%.60s\" is not known here: give its color, or one of carbon black, charcoal, dark brown, brown, "
                "light brown, grey", t->pigment_name);
}

static bool warn_session(fol_design *d, size_t i) {
    const fol_session_spec *s = &d->specs.sessions[i];
    bool ok = true;
    if (s->shade < 4 || s->shade > 40)
        ok = ok && warn(d, at("sessions", i, "shade"), "%g parts of water to one; 4 to 40 is usual", s->shade);
    if (i == 0)
        return ok;
    const double gap = s->day - s[-1].day;
    if (gap < 7 || gap > 42)
        ok = ok && warn(d, at("sessions", i, "day"), "%g days after the session before; 7 to 42 is usual", gap);
    return ok;
}

static bool warn_sessions(fol_design *d) {
    bool ok = true;
    for (size_t i = 0; ok && i < d->session_count; i++)
        ok = warn_session(d, i);
    const double last = d->specs.sessions[d->session_count - 1].cumulative;
    if (ok && last < 1)
        ok = warn(d, at("sessions", d->session_count - 1, "cumulative"),
                  "ends at %g of the density: the plan is left unfinished", last);
    return ok;
}

static bool warn_outline(fol_design *d, const char *list, size_t i, const fol__shape *shape) {
    const fol__region *r = &shape->region;
    if (!r->crosses_itself)
        return true;
    fol__where where = {list, (int32_t)i, 0, r->crossing[0], NULL};
    return warn(d, where, "the outline crosses itself: the lines after points %d and %d meet; it is filled by the "
                          "non-zero winding rule",
                r->crossing[0], r->crossing[1]);
}

/* So few openings are no hair to blend into. */
enum { LEAST_OPENINGS = 12 };

static bool warn_blend(fol_design *d, size_t i) {
    const fol_zone_spec *spec = &d->specs.zones[i];
    if (!spec->blend)
        return true;
    if (!(d->zones[i].out_um > 0))
        return warn(d, at("zones", i, "blend"), "the zone has no soft edge outside its outline to blend with: give it an overlap_mm or a feather_mm");
    if (spec->native_per_cm2 >= spec->density_per_cm2)
        return warn(d, at("zones", i, "native_per_cm2"), "%g openings per cm2 is as dense as the zone, %g: nothing is placed between them",
                    spec->native_per_cm2, spec->density_per_cm2);
    const size_t openings = spec->native_per_cm2 > 0 ? LEAST_OPENINGS : fol__zone_band(d, i, NULL);
    return openings >= LEAST_OPENINGS ||
           warn(d, at("zones", i, "blend"), "%zu %s in the %g mm outside the outline are no hair to blend into: the edge fades to nothing "
                "there; list the hairs, or give native_per_cm2", openings, openings == 1 ? "opening" : "openings", d->zones[i].out_um / 1000);
}

static bool warn_zone(fol_design *d, size_t i) {
    const fol_zone_spec *spec = &d->specs.zones[i];
    const fol__shape *shape = d->zones[i].shape;
    const fol__box box = shape->region.box;
    bool ok = warn_outline(d, "zones", i, shape);
    if (ok && shape->cells.run_count == 0)
        ok = warn(d, at("zones", i, NULL), "zone \"%.60s\" lies outside the canvas: it gets no dots", spec->name);
    else if (ok && (box.x0 < 0 || box.y0 < 0 || box.x1 > d->width_um || box.y1 > d->height_um))
        ok = warn(d, at("zones", i, NULL), "zone \"%.60s\" passes the canvas: dots outside it are not made", spec->name);
    if (ok && d->zones[i].per_cm2 > 250)
        ok = warn(d, at("zones", i, "density_per_cm2"),
                  "%.9g dots per cm2%s is very dense; shaved hair reads as 60 to 200, and above 250 dots soon merge",
                  d->zones[i].per_cm2, spec->retention < 1 ? ", as they are placed for this retention," : "");
    ok = ok && warn_blend(d, i);
    if (ok && spec->cumulative_count && spec->cumulative[spec->cumulative_count - 1] < 1)
        ok = warn(d, at("zones", i, "cumulative"), "ends at %g of the density: the zone is left unfinished",
                  spec->cumulative[spec->cumulative_count - 1]);
    return ok;
}

/* Dots that may touch where the pattern's promise is shorter than the largest of them. */
static bool warn_touching(fol_design *d) {
    if (d->spacing.step_count == 0)
        return true;
    const double least = fol_design_least_distance_mm(d, d->session_count);
    const double largest = d->specs.treatment.diameter_to_mm;
    return least >= largest || warn(d, at_top("dots"), "dots of %g mm may touch: the promised distance is %.3f mm",
                                    largest, least);
}

/* Dots that will grow into each other by the time of the touch-up. */
static bool warn_merging(fol_design *d, size_t i) {
    const double years = d->specs.treatment.healing.touch_up_years;
    const bool units = d->specs.treatment.units.apart_to_mm > 0;
    const double gap = fol_design_least_gap_mm(d, i, years), least = units ? 0 : FOL_MERGING_MM;
    if (d->spacing.step_count == 0 || gap >= least)
        return true;
    return warn(d, at("zones", i, "density_per_cm2"),
                gap > 0 ? "after %g years dots may come within %.2f mm of each other, where they begin to read as one: fewer or smaller dots merge less"
                        : "after %g years dots may grow into each other, by %.2f mm: fewer or smaller dots merge less",
                years, gap > 0 ? gap : -gap);
}

static bool warn_hairline(fol_design *d, size_t i) {
    const fol__line *line = d->hairlines[i].line;
    if (line->curve.hooked &&
        !warn(d, at("hairlines", i, NULL), "an end runs back at the hairline itself, so that skin beyond it may stay empty: "
                                           "let both ends point away"))
        return false;
    for (size_t z = 0; z < d->zone_count; z++) {
        const fol__box zone = d->zones[z].shape->region.box;
        const double grow = line->reach_um;
        for (size_t k = line->curve.first; d->zones[z].hairlines >> i & 1 && k < line->curve.past; k++) {
            const fol__segment *s = &line->curve.segments[k];
            if (s->x0 >= zone.x0 - grow && s->x0 <= zone.x1 + grow && s->y0 >= zone.y0 - grow && s->y0 <= zone.y1 + grow)
                return true;
        }
    }
    return warn(d, at("hairlines", i, NULL), "comes near no zone that it acts on");
}

/* Only of a picture that a file names: a host that gives values means them to go on. */
static bool warn_mask(fol_design *d) {
    const fol_mask_spec *m = &d->specs.chart.mask;
    const fol_chart_spec *chart = &d->specs.chart;
    const double right = m->x_mm + m->width * m->mm_per_value, bottom = m->y_mm + m->height * m->mm_per_value;
    const double slack = 1;
    if (!chart->mask_file.file || (m->x_mm <= slack && m->y_mm <= slack && right >= chart->canvas_width_mm - slack &&
                                   bottom >= chart->canvas_height_mm - slack))
        return true;
    return warn(d, at_top("mask"), "%d x %d pixels of %g mm are %g x %g mm from %g, %g and do not cover the canvas of %g x %g mm: outside, "
                "the nearest pixel goes on", (int)m->width, (int)m->height, m->mm_per_value, right - m->x_mm, bottom - m->y_mm, m->x_mm,
                m->y_mm, chart->canvas_width_mm, chart->canvas_height_mm);
}

/* Whether any run has dots; false also when memory is out. */
static bool asks_for_dots(const fol_design *d, bool *any) {
    fol__walk walk;
    fol__run run;
    *any = false;
    if (!fol__walk_make(d, &d->alloc, &walk))
        return false;
    for (int32_t row = 0; row < d->row_count && !*any; row++) {
        fol__walk_row(&walk, row, 0, d->column_count);
        *any = fol__walk_next(&walk, &run);
    }
    fol__walk_free(&walk);
    return true;
}

bool fol__design_warn(fol_design *d) {
    bool any = false;
    bool ok = warn_dots(d) && warn_pigment(d) && warn_sessions(d);
    for (size_t i = 0; ok && i < d->zone_count; i++)
        ok = warn_zone(d, i);
    for (size_t i = 0; ok && i < d->hairline_count; i++)
        ok = warn_hairline(d, i);
    for (size_t i = 0; ok && i < d->keep_out_count; i++)
        ok = warn_outline(d, "keep_outs", i, d->keep_outs[i].shape);
    if (ok && d->hairs && d->hairs->merged)
        ok = warn(d, (fol__where){"hairs", -1, -1, -1, NULL}, "%zu of %zu openings lie within 0.45 mm of an "
                  "earlier one and count as that one", d->hairs->merged, d->specs.chart.hair_count);
    ok = ok && warn_mask(d) && asks_for_dots(d, &any);
    if (ok && (!any || d->blank))
        ok = warn(d, at_top("zones"), "nothing is left to be treated: no place asks for dots");
    for (size_t i = 0; ok && i < d->zone_count; i++)
        ok = warn_merging(d, i);
    return ok && warn_touching(d);
}
