/* SPDX-License-Identifier: MIT */
/* Walks a scene and draws its operations; fills and lines are drawn here, the others in files of their own. Everything
 * that Cairo would take from its defaults (anti-aliasing, caps, joins, operator) is set, so that the caller's settings
 * change nothing. */
#include "render.h"

static void set_color(cairo_t *cr, fol_color color, double opacity) {
    cairo_set_source_rgba(cr, color.r / 255.0, color.g / 255.0, color.b / 255.0, opacity);
}

static void draw_fill(cairo_t *cr, const fol_op *op) {
    fol__set_area_edges(cr);
    set_color(cr, op->color, 1);
    fol__add_rect(cr, op->rect);
    cairo_fill(cr);
}

static void draw_line(cairo_t *cr, const fol_op *op) {
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_DEFAULT);
    fol__add_rect(cr, op->rect);
    cairo_clip(cr);
    for (size_t i = 0; i < op->point_count; i++)
        cairo_line_to(cr, op->origin.x + op->points[i].x, op->origin.y + op->points[i].y);
    if (op->closed)
        cairo_close_path(cr);
    set_color(cr, op->color, op->opacity);
    cairo_set_line_width(cr, op->width_mm);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, op->dash_mm > 0 ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
    cairo_set_dash(cr, &op->dash_mm, op->dash_mm > 0 ? 1 : 0, 0);
    cairo_stroke(cr);
}

static void prepare(cairo_t *cr) {
    cairo_new_path(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_OVER);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
    cairo_set_tolerance(cr, 0.1);
    cairo_set_dash(cr, NULL, 0, 0);
}

fol_status fol__render_op(const fol__drawing *drawing, const fol_op *op, fol_error *err) {
    cairo_t *const cr = drawing->cr;
    fol_status status = FOL_OK;
    cairo_save(cr);
    prepare(cr);
    switch (op->kind) {
    case FOL_OP_FILL:
        draw_fill(cr, op);
        break;
    case FOL_OP_PHOTO:
        fol__render_photo(drawing, op);
        break;
    case FOL_OP_DOTS:
        status = fol__render_dots(drawing, op, err);
        break;
    case FOL_OP_LINE:
        draw_line(cr, op);
        break;
    case FOL_OP_TEXT:
        fol__render_text(cr, op);
        break;
    }
    cairo_restore(cr);
    return status;
}

fol_status fol__render_scene(const fol__drawing *drawing, const fol_scene *scene, fol_error *err) {
    fol_status status = FOL_OK;
    cairo_path_t *const path = cairo_copy_path(drawing->cr); /* not among what cairo_save() keeps */
    for (size_t i = 0; i < fol_scene_op_count(scene) && status == FOL_OK; i++)
        status = fol__render_op(drawing, fol_scene_op(scene, i), err);
    cairo_new_path(drawing->cr);
    cairo_append_path(drawing->cr, path);
    cairo_path_destroy(path);
    return status == FOL_OK ? fol__render_cairo(cairo_status(drawing->cr), err) : status;
}

static const fol_op *find_photo(const fol_scene *scene) {
    for (size_t i = 0; i < fol_scene_op_count(scene); i++)
        if (fol_scene_op(scene, i)->kind == FOL_OP_PHOTO)
            return fol_scene_op(scene, i);
    return NULL;
}

/* Dots sharper than the photograph under them look stuck onto it: they get its own blur, most of a pixel. */
static double softness_on(const fol_op *photo, double asked_mm) {
    const double blur_mm = 0.8 * photo->mm_per_px;
    const double least_mm = blur_mm < 1 ? blur_mm : 1;
    return least_mm > asked_mm ? least_mm : asked_mm; /* what is no number stays none, and is refused later */
}

fol_status fol__drawing_open(fol__drawing *drawing, const fol_scene *scene, double scale, fol_error *err) {
    const fol_op *const op = find_photo(scene);
    if (op && drawing->options.photo)
        drawing->options.softness_mm = softness_on(op, drawing->options.softness_mm);
    const int32_t reduction = op && scale > 0 ? fol__photo_reduction(scale * op->mm_per_px) : 1;
    return fol__photo_make(op ? drawing->options.photo : NULL, reduction, &drawing->photo, err);
}

fol_status fol_cairo_draw(cairo_t *cr, const fol_scene *scene, const fol_cairo_options *options, fol_error *err) {
    if (!cr || !scene)
        return fol__render_fail(err, FOL_ERR_ARG, "cr and scene must not be NULL");
    if (cairo_status(cr) != CAIRO_STATUS_SUCCESS)
        return fol__render_fail(err, FOL_ERR_ARG, "the cairo_t is already in error: %s",
                                cairo_status_to_string(cairo_status(cr)));
    fol__drawing drawing = {.cr = cr};
    fol_status status = fol__render_options(options, &drawing.options, err);
    if (status != FOL_OK)
        return status;
    const fol__placing placing = fol__placing_of(cr);
    status = fol__drawing_open(&drawing, scene, placing.upright && placing.has_pixels ? placing.scale : 0, err);
    if (status != FOL_OK)
        return status;
    status = fol__render_scene(&drawing, scene, err);
    fol__photo_free(&drawing.photo);
    return status;
}
