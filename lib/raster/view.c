/* SPDX-License-Identifier: MIT */
/* Checks what a caller gives, and finds which pixels of the scene's grid a picture shows. */
#include "view.h"

#include "fail.h"

static const double FURTHEST_MM = 1e6;
/* A view that begins this close to a whole pixel, in pixels, begins there: 0.7 mm x 10 px/mm is pixel 7. */
static const double WHOLE_WITHIN_PX = 1e-6;

/* Finite, and within the range for which pixels can be counted. */
static bool in_range(double value, double from, double to) {
    return value >= from && value <= to;
}

static bool rect_ok(fol_rect rect) {
    return in_range(rect.x, -FURTHEST_MM, FURTHEST_MM) && in_range(rect.y, -FURTHEST_MM, FURTHEST_MM) &&
           in_range(rect.width, 0, 2 * FURTHEST_MM) && in_range(rect.height, 0, 2 * FURTHEST_MM);
}

fol_status fol__check_view(const fol_view *view, fol_error *err) {
    if (!view)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "no view is given");
    if (!in_range(view->x_mm, -FURTHEST_MM, FURTHEST_MM) || !in_range(view->y_mm, -FURTHEST_MM, FURTHEST_MM))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "view at %g, %g mm is not within %g mm", view->x_mm,
                         view->y_mm, FURTHEST_MM);
    if (!in_range(view->px_per_mm, 0.05, 200))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "px_per_mm %g is not 0.05 to 200", view->px_per_mm);
    if (!in_range(view->softness_mm, 0, 1))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "softness_mm %g is not 0 to 1", view->softness_mm);
    return FOL_OK;
}

fol_status fol__check_op(const fol_op *op, fol_error *err) {
    if (!op)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "no operation to draw");
    if (op->kind != FOL_OP_DOTS && op->kind != FOL_OP_FILL)
        return FOL_OK;
    if (!rect_ok(op->rect))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "rect %g, %g, %g x %g mm of an operation is out of range",
                         op->rect.x, op->rect.y, op->rect.width, op->rect.height);
    if (op->kind == FOL_OP_FILL)
        return FOL_OK;
    if (!in_range(op->opacity, 0, 1))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "opacity %g is not 0 to 1", op->opacity);
    if (!in_range(op->origin.x, -FURTHEST_MM, FURTHEST_MM) || !in_range(op->origin.y, -FURTHEST_MM, FURTHEST_MM))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "origin %g, %g mm is not within %g mm", op->origin.x,
                         op->origin.y, FURTHEST_MM);
    if (op->dot_count > UINT32_MAX || (op->dot_count && !op->dots))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "%zu dots at NULL, or too many", op->dot_count);
    return FOL_OK;
}

/* First whole pixel of a view, and what is left over. */
static int64_t first_pixel(double mm, double px_per_mm, double *shift) {
    const double exact = mm * px_per_mm;
    const int64_t nearest = fol__floor(exact + 0.5);
    const double off = exact - (double)nearest;
    *shift = 0;
    if (off < WHOLE_WITHIN_PX && off > -WHOLE_WITHIN_PX)
        return nearest;
    const int64_t below = fol__floor(exact);
    *shift = exact - (double)below;
    return below;
}

fol__grid fol__grid_of(const fol_view *view) {
    fol__grid made = {.px_per_mm = view->px_per_mm, .softness_px = view->softness_mm * view->px_per_mm};
    made.x = first_pixel(view->x_mm, view->px_per_mm, &made.shift_x);
    made.y = first_pixel(view->y_mm, view->px_per_mm, &made.shift_y);
    return made;
}

/* The pixels whose centre lies in [mm, mm + size). */
static void span_of(double mm, double size, double px_per_mm, double shift, int64_t *from, int64_t *end) {
    *from = -fol__floor(-(mm * px_per_mm - shift - 0.5));
    *end = -fol__floor(-((mm + size) * px_per_mm - shift - 0.5));
}

fol__target fol__target_of(const fol_pixels *pixels, const fol__grid *grid, fol_rect rect) {
    fol__target target = {.pixels = pixels, .x = grid->x, .y = grid->y};
    span_of(rect.x, rect.width, grid->px_per_mm, grid->shift_x, &target.from_x, &target.end_x);
    span_of(rect.y, rect.height, grid->px_per_mm, grid->shift_y, &target.from_y, &target.end_y);
    if (target.from_x < grid->x)
        target.from_x = grid->x;
    if (target.from_y < grid->y)
        target.from_y = grid->y;
    if (target.end_x > grid->x + pixels->width)
        target.end_x = grid->x + pixels->width;
    if (target.end_y > grid->y + pixels->height)
        target.end_y = grid->y + pixels->height;
    return target;
}
