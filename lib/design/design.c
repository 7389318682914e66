/* SPDX-License-Identifier: MIT */
/* A design from its specs: copied, checked, its shapes built, its field indexed. A derived design shares every shape that the edit
 * leaves alone. */
#include "inside.h"
#include "spec.h"

#include <string.h>

void fol_limits_init_sized(fol_limits *limits, size_t struct_size) {
    fol_limits d;
    memset(&d, 0, sizeof d);
    d.max_dots = 2000000;
    d.max_zones = 1000;
    d.max_vertices = 100000;
    d.max_hairs = 200000;
    d.max_pixels = 200000000;
    d.max_bytes = INT64_C(1) << 30;
    fol__spec_fill(limits, struct_size, &d, sizeof d);
}

void fol_design_free(fol_design *design) {
    if (!design)
        return;
    for (size_t i = 0; design->zones && i < design->zone_count; i++)
        fol__shape_leave(design->zones[i].shape);
    for (size_t i = 0; design->hairlines && i < design->hairline_count; i++)
        fol__line_leave(design->hairlines[i].line);
    for (size_t i = 0; design->keep_outs && i < design->keep_out_count; i++)
        fol__shape_leave(design->keep_outs[i]);
    fol__hairs_leave(design->hairs);
    fol__field_free(&design->field);
    fol__arena_free(&design->arena);
    const fol_allocator alloc = design->alloc;
    fol__release(&alloc, design, 1, sizeof *design);
}

static bool copy_spacing(fol_design *d, const fol_spacing *spacing) {
    if (!spacing)
        return true;
    const size_t steps = (size_t)spacing->step_count;
    d->spacing = *spacing;
    d->spacing.points = fol__arena_copy(&d->arena, spacing->points, steps, sizeof *spacing->points);
    d->spacing.least_um = fol__arena_copy(&d->arena, spacing->least_um, steps, sizeof *spacing->least_um);
    return d->spacing.points && d->spacing.least_um;
}

static bool take_room(fol_design *d) {
    const fol_chart_spec *chart = &d->specs.chart;
    d->session_count = d->specs.treatment.session_count;
    d->zone_count = chart->zone_count;
    d->hairline_count = chart->hairline_count;
    d->keep_out_count = chart->keep_out_count;
    d->width_um = fol__um_from_mm(chart->canvas_width_mm);
    d->height_um = fol__um_from_mm(chart->canvas_height_mm);
    /* a displaced dot is rounded again */
    d->pad_um = d->specs.treatment.irregularity_mm > 0 ? fol__um_from_mm(d->specs.treatment.irregularity_mm) + 1 : 0;
    d->zones = fol__arena_take_zeroed(&d->arena, d->zone_count, sizeof *d->zones);
    d->hairlines = fol__arena_take_zeroed(&d->arena, d->hairline_count, sizeof *d->hairlines);
    d->keep_outs = fol__arena_take_zeroed(&d->arena, d->keep_out_count, sizeof(fol__shape *));
    return d->zones && d->hairlines && d->keep_outs;
}

static uint32_t hairlines_of(const fol_design *d, const char *zone) {
    uint32_t acting = 0;
    for (size_t i = 0; i < d->hairline_count; i++) {
        const fol_hairline_spec *h = &d->specs.hairlines[i];
        bool acts = h->zone_count == 0;
        for (size_t k = 0; k < h->zone_count; k++)
            acts = acts || strcmp(h->zones[k], zone) == 0;
        acting |= acts ? UINT32_C(1) << i : 0;
    }
    return acting;
}

/* The zone's own shares, or the sessions'; and at the front of a hairline, in proportion where it ends lower. */
static void fill_shares(const fol_design *d, const fol_zone_spec *spec, fol__zone *zone) {
    const size_t last = d->session_count - 1;
    const double end = d->specs.sessions[last].cumulative;
    const double own_end = spec->cumulative_count ? spec->cumulative[last] : end;
    for (size_t j = 0; j <= last; j++) {
        const fol_session_spec *s = &d->specs.sessions[j];
        zone->share[j] = spec->cumulative_count ? spec->cumulative[j] : s->cumulative;
        zone->front_share[j] =
            s->hairline_cumulative == FOL_SAME ? zone->share[j] : s->hairline_cumulative * (own_end / end);
        if (j && zone->front_share[j] < zone->front_share[j - 1])
            zone->front_share[j] = zone->front_share[j - 1];
    }
    zone->front_share[last] = zone->share[last];
}

/* What a derived design takes from its base: everything but one object. */
typedef struct source {
    const fol_design *base; /* NULL: a design made anew */
    fol_edit_kind kind;
    size_t index;
} source;

static bool is_shared(const source *from, fol_edit_kind kind, size_t index) {
    return from->base && !(from->kind == kind && from->index == index);
}

static fol_status make_zone(fol_design *d, const source *from, size_t i, fol_error *err) {
    const fol_zone_spec *spec = &d->specs.zones[i];
    fol__zone *zone = &d->zones[i];
    zone->per_cm2 = spec->density_per_cm2;
    zone->feather_um = spec->feather_mm * 1000;
    zone->hairlines = hairlines_of(d, spec->name);
    fill_shares(d, spec, zone);
    if (is_shared(from, FOL_EDIT_ZONE_RING, i)) {
        zone->shape = fol__shape_share(from->base->zones[i].shape);
        return FOL_OK;
    }
    return fol__shape_make(&spec->outline, spec->holes, spec->hole_count, zone->feather_um / 2, d,
                           (fol__where){"zones", (int32_t)i, -1, -1, NULL}, &zone->shape, err);
}

static fol_status make_hairline(fol_design *d, const source *from, size_t i, fol_error *err) {
    if (is_shared(from, FOL_EDIT_HAIRLINE, i)) {
        d->hairlines[i] = from->base->hairlines[i];
        fol__line_share(d->hairlines[i].line);
        return FOL_OK;
    }
    return fol__hairline_make(d, i, &d->hairlines[i], err);
}

static fol_status make_keep_out(fol_design *d, const source *from, size_t i, fol_error *err) {
    const fol_keep_out_spec *spec = &d->specs.keep_outs[i];
    if (is_shared(from, FOL_EDIT_KEEP_OUT, i)) {
        d->keep_outs[i] = fol__shape_share(from->base->keep_outs[i]);
        return FOL_OK;
    }
    return fol__shape_make(&spec->outline, NULL, 0, spec->margin_mm * 1000, d,
                           (fol__where){"keep_outs", (int32_t)i, -1, -1, NULL}, &d->keep_outs[i], err);
}

static fol_status make_parts(fol_design *d, const source *from, fol_error *err) {
    fol_status status = FOL_OK;
    for (size_t i = 0; status == FOL_OK && i < d->zone_count; i++)
        status = make_zone(d, from, i, err);
    for (size_t i = 0; status == FOL_OK && i < d->hairline_count; i++)
        status = make_hairline(d, from, i, err);
    for (size_t i = 0; status == FOL_OK && i < d->hairline_count; i++)
        status = fol__hairline_turn(d, i, &d->hairlines[i], err);
    for (size_t i = 0; status == FOL_OK && i < d->keep_out_count; i++)
        status = make_keep_out(d, from, i, err);
    if (status == FOL_OK && from->base)
        d->hairs = fol__hairs_share(from->base->hairs);
    else if (status == FOL_OK)
        status = fol__hairs_make(d, &d->hairs, err);
    return status;
}

/* No more dots than this can come of the zones, wherever they overlap. */
static fol_status check_dot_count(const fol_design *d, fol_error *err) {
    const double canvas_mm2 = d->specs.chart.canvas_width_mm * d->specs.chart.canvas_height_mm;
    double dots = 0, densest = 0;
    size_t largest = 0;
    for (size_t i = 0; i < d->zone_count; i++) {
        const double area = d->zones[i].shape->region.area_mm2;
        const double own = (area < canvas_mm2 ? area : canvas_mm2) / 100 * d->zones[i].per_cm2;
        dots += own * d->specs.chart.area_scale.max_scale;
        largest = own > densest ? i : largest;
        densest = own > densest ? own : densest;
    }
    if (dots <= (double)d->limits.max_dots)
        return FOL_OK;
    return fol__fail(err, FOL_ERR_LIMIT, (fol__where){"zones", (int32_t)largest, -1, -1, "density_per_cm2"},
                     "the zones ask for about %.3g dots, most of them in \"%.60s\"; the limit is %lld", dots,
                     d->specs.zones[largest].name, (long long)d->limits.max_dots);
}

static fol_status build(fol_design *d, const source *from, fol_error *err) {
    if (!take_room(d))
        return fol__fail_nomem(err);
    fol_status status = make_parts(d, from, err);
    if (status == FOL_OK)
        status = check_dot_count(d, err);
    if (status == FOL_OK && (!fol__field_make(d) || !fol__design_warn(d)))
        status = fol__fail_nomem(err);
    if (status == FOL_OK)
        d->fingerprint = fol__design_fingerprint(d);
    return status;
}

static fol_status create(const fol_treatment_spec *treatment, const fol_chart_spec *chart,
                         const fol_spacing *spacing, const fol_limits *limits, const fol_allocator *alloc,
                         const source *from, fol_design **out, fol_error *err) {
    const fol_allocator own = fol__allocator_or_libc(alloc);
    fol_design *d = fol__alloc_zeroed(&own, 1, sizeof *d);
    if (!d)
        return fol__fail_nomem(err);
    d->alloc = own;
    d->arena = fol__arena_make(&own);
    d->limits = *limits;
    fol_status status = fol__specs_copy(treatment, chart, limits, &d->arena, &d->specs, err);
    if (status == FOL_OK)
        status = fol__specs_check(&d->specs, spacing, err);
    if (status == FOL_OK && !copy_spacing(d, spacing))
        status = fol__fail_nomem(err);
    if (status == FOL_OK)
        status = build(d, from, err);
    if (status == FOL_OK)
        *out = d;
    else
        fol_design_free(d);
    return status;
}

/* A negative limit allows nothing. */
static void bound_limits(fol_limits *limits) {
    limits->max_zones = limits->max_zones < 0 ? 0 : limits->max_zones > 65535 ? 65535 : limits->max_zones;
    limits->max_vertices = limits->max_vertices < 0 ? 0 : limits->max_vertices;
    limits->max_hairs = limits->max_hairs < 0 ? 0 : limits->max_hairs;
}

fol_status fol_design_create(const fol_treatment_spec *treatment, const fol_chart_spec *chart,
                             const fol_design_options *options, const fol_allocator *alloc, fol_design **out,
                             fol_error *err) {
    if (out)
        *out = NULL;
    if (!treatment || !chart || !out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "treatment, chart and out must not be NULL");
    fol_design_options own = fol_design_options_default();
    fol_limits limits = fol_limits_default();
    if (options && !fol__spec_read(&own, sizeof own, options, sizeof own))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the options' struct_size is wrong");
    if (own.limits && !fol__spec_read(&limits, sizeof limits, own.limits, sizeof limits))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the limits' struct_size is wrong");
    bound_limits(&limits);
    if (own.spacing && (own.spacing->step_count < 1 || !own.spacing->points || !own.spacing->least_um))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the options' spacing has no table");
    const source anew = {NULL, FOL_EDIT_ZONE_RING, 0};
    return create(treatment, chart, own.spacing, &limits, alloc, &anew, out, err);
}

/* ---------------------------------------------------------------- derived designs */

static void cover(fol__box *box, int32_t x, int32_t y) {
    box->x0 = x < box->x0 ? x : box->x0;
    box->y0 = y < box->y0 ? y : box->y0;
    box->x1 = x > box->x1 ? x : box->x1;
    box->y1 = y > box->y1 ? y : box->y1;
}

static void cover_segment(fol__box *box, const fol__segment *s) {
    cover(box, (int32_t)s->x0, (int32_t)s->y0);
    cover(box, (int32_t)s->x1, (int32_t)s->y1);
}

/* What two lists of segments do not share: place by place when they are of one length, as when a point moved; else between
 * their common beginnings and ends. */
static fol__box changed_box(const fol__segment *a, size_t a_count, const fol__segment *b, size_t b_count) {
    fol__box box = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
    size_t head = 0, tail = 0;
    while (head < a_count && head < b_count && memcmp(&a[head], &b[head], sizeof *a) == 0)
        head++;
    while (tail + head < a_count && tail + head < b_count &&
           memcmp(&a[a_count - 1 - tail], &b[b_count - 1 - tail], sizeof *a) == 0)
        tail++;
    for (size_t i = head; i + tail < a_count; i++) {
        if (a_count != b_count || memcmp(&a[i], &b[i], sizeof *a) != 0)
            cover_segment(&box, &a[i]);
    }
    for (size_t i = head; i + tail < b_count; i++) {
        if (a_count != b_count || memcmp(&a[i], &b[i], sizeof *a) != 0)
            cover_segment(&box, &b[i]);
    }
    return box;
}

static fol__box changed_shape(const fol__shape *a, const fol__shape *b) {
    const fol__box box = changed_box(a->region.bounds, a->region.bound_count, b->region.bounds, b->region.bound_count);
    return fol__box_grown(box, (int32_t)a->reach_um + 2);
}

/* Whether what lies behind a hairline is the same away from the box that holds all that its curve changed. Each part that the
 * box leaves of the canvas has a corner of it, and one corner speaks for its part. */
static bool same_behind(const fol_design *a, const fol_design *b, size_t index, fol__box box) {
    const fol__hairline *p = &a->hairlines[index], *q = &b->hairlines[index];
    const fol__curve *old = &p->line->curve, *now = &q->line->curve;
    if (old->hooked || now->hooked)
        return false;
    for (int i = 0; i < 4; i++) {
        const int32_t x = i & 1 ? b->width_um : 0, y = i & 2 ? b->height_um : 0;
        if (x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1)
            continue;
        const double d = fol__curve_distance(old, NULL, old->segment_count, x, y) * p->sign;
        const double e = fol__curve_distance(now, NULL, now->segment_count, x, y) * q->sign;
        if ((d < 0) != (e < 0))
            return false;
    }
    return true;
}

/* Everything, when a hairline turned round; else what the edited ring or curve swept. */
static fol__box dirty_box(const fol_design *a, const fol_design *b, const source *from) {
    const fol__box all = {0, 0, b->width_um, b->height_um};
    for (size_t i = 0; i < b->hairline_count; i++) {
        if (a->hairlines[i].sign != b->hairlines[i].sign)
            return all;
    }
    fol__box box;
    if (from->kind == FOL_EDIT_ZONE_RING) {
        box = changed_shape(a->zones[from->index].shape, b->zones[from->index].shape);
    } else if (from->kind == FOL_EDIT_KEEP_OUT) {
        box = changed_shape(a->keep_outs[from->index], b->keep_outs[from->index]);
    } else {
        const fol__line *p = a->hairlines[from->index].line, *q = b->hairlines[from->index].line;
        box = changed_box(p->curve.segments, p->curve.segment_count, q->curve.segments, q->curve.segment_count);
        box = fol__box_grown(box, (int32_t)p->reach_um + 2);
        if (box.x0 <= box.x1 && !same_behind(a, b, from->index, box))
            return all;
    }
    if (box.x0 > box.x1) /* nothing changed */
        return (fol__box){0, 0, -1, -1};
    return fol__box_grown(box, b->pad_um);
}

/* The chart of base with one ring replaced; `zones` and the others hold the replaced object's list. */
static fol_status edited_chart(const fol_design *base, const fol_design_edit *edit, fol__arena *arena,
                               fol_chart_spec *chart, fol_error *err) {
    *chart = base->specs.chart;
    if (edit->kind == FOL_EDIT_ZONE_RING && edit->index < base->zone_count &&
        edit->ring <= base->specs.zones[edit->index].hole_count) {
        fol_zone_spec *zones = fol__arena_copy(arena, chart->zones, chart->zone_count, sizeof *zones);
        fol_zone_spec *zone = zones ? &zones[edit->index] : NULL;
        fol_ring *holes = zone ? fol__arena_copy(arena, zone->holes, zone->hole_count, sizeof *holes) : NULL;
        if (!holes)
            return fol__fail_nomem(err);
        *(edit->ring == 0 ? &zone->outline : &holes[edit->ring - 1]) = edit->points;
        zone->holes = holes;
        chart->zones = zones;
        return FOL_OK;
    }
    if (edit->kind == FOL_EDIT_HAIRLINE && edit->index < base->hairline_count) {
        fol_hairline_spec *hairlines = fol__arena_copy(arena, chart->hairlines, chart->hairline_count, sizeof *hairlines);
        if (!hairlines)
            return fol__fail_nomem(err);
        hairlines[edit->index].points = edit->points;
        chart->hairlines = hairlines;
        return FOL_OK;
    }
    if (edit->kind == FOL_EDIT_KEEP_OUT && edit->index < base->keep_out_count) {
        fol_keep_out_spec *keep_outs = fol__arena_copy(arena, chart->keep_outs, chart->keep_out_count, sizeof *keep_outs);
        if (!keep_outs)
            return fol__fail_nomem(err);
        keep_outs[edit->index].outline = edit->points;
        chart->keep_outs = keep_outs;
        return FOL_OK;
    }
    return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the edit names no ring or curve of this design");
}

fol_status fol_design_derive(const fol_design *base, const fol_design_edit *edit, const fol_allocator *alloc,
                             fol_design **out, fol_error *err) {
    if (out)
        *out = NULL;
    if (!base || !edit || !out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "base, edit and out must not be NULL");
    fol__arena arena = fol__arena_make(alloc);
    fol_chart_spec chart;
    fol_status status = edited_chart(base, edit, &arena, &chart, err);
    const source from = {base, edit->kind, edit->index};
    if (status == FOL_OK)
        status = create(&base->specs.treatment, &chart, base->spacing.step_count ? &base->spacing : NULL, &base->limits,
                        alloc, &from, out, err);
    fol__arena_free(&arena);
    if (status != FOL_OK)
        return status;
    /* a callback can answer otherwise for the same fingerprint: nothing is then known to be unchanged */
    (*out)->base_fingerprint = base->specs.chart.area_scale.at ? 0 : base->fingerprint;
    (*out)->dirty = dirty_box(base, *out, &from);
    return FOL_OK;
}
