/* SPDX-License-Identifier: MIT */
/* The dome is half a sphere stretched to the head's width and length. Seen flattened from above, areas stay true (Lambert 1772): a place at
 * height Y of the unit sphere lies at X / sqrt(1 + Y), Z / sqrt(1 + Y), so that the rim is a circle of radius 1. */
#include "chart.h"
#include "fail.h"

#include <math.h>

/* Taylor's series of an eighth of the angle, doubled three times. */
void fol__sin_cos(double angle, double *sine, double *cosine) {
    const double x = angle / 8, x2 = x * x;
    double s = x * (1 - x2 / 6 * (1 - x2 / 20 * (1 - x2 / 42 * (1 - x2 / 72 * (1 - x2 / 110 * (1 - x2 / 156))))));
    double c = 1 - x2 / 2 * (1 - x2 / 12 * (1 - x2 / 30 * (1 - x2 / 56 * (1 - x2 / 90 * (1 - x2 / 132)))));
    for (int i = 0; i < 3; i++) {
        const double twice = 2 * s * c;
        c = c * c - s * s;
        s = twice;
    }
    *sine = s;
    *cosine = c;
}

static fol_status check_size(const char *key, double value, double from, double to, fol_error *err) {
    if (value == 0 || (value >= from && value <= to))
        return FOL_OK;
    return fol__fail(err, FOL_ERR_VALUE, (fol__where){NULL, -1, -1, -1, key}, "is %g mm; heads have %g to %g mm", value, from, to);
}

fol_status fol__head_make(const fol_head_size *size, fol__head *out, fol_error *err) {
    fol_status status = check_size("head_width", size->width_mm, 120, 190, err);
    if (status == FOL_OK)
        status = check_size("head_length", size->length_mm, 150, 240, err);
    if (status == FOL_OK)
        status = check_size("pupils", size->pupils_mm, 45, 80, err);
    if (status != FOL_OK)
        return status;
    double scale = size->pupils_mm / FOL__REFERENCE_PUPILS_MM; /* pupils vary more than heads: half of it counts */
    scale = scale > 0 ? (1 + scale) / 2 : 1;
    if (size->width_mm > 0 || size->length_mm > 0)
        scale = size->width_mm > 0 ? size->width_mm / FOL__REFERENCE_WIDTH_MM : size->length_mm / FOL__REFERENCE_LENGTH_MM;
    out->width = size->width_mm > 0 ? size->width_mm : scale * FOL__REFERENCE_WIDTH_MM;
    out->length = size->length_mm > 0 ? size->length_mm : scale * FOL__REFERENCE_LENGTH_MM;
    out->pupils = size->pupils_mm > 0 ? size->pupils_mm : scale * FOL__REFERENCE_PUPILS_MM;
    out->top = (fol_point){0, 0};
    const double ratio = out->width / out->length;
    if (ratio >= 0.62 && ratio <= 1.05)
        return FOL_OK;
    return fol__fail(err, FOL_ERR_GEOMETRY, (fol__where){NULL, -1, -1, -1, "head_width"},
                     "is %.2f of the head's length, %g mm; heads have 0.62 to 1.05, so %.0f to %.0f mm", ratio, out->length,
                     0.62 * out->length, 1.05 * out->length);
}

/* The rim is nearly a circle of the mean radius. */
static double rim_radius(const fol__head *head) {
    return (head->width + head->length) / 4;
}

double fol__head_half_rim(const fol__head *head) {
    return FOL__HALF_TURN * rim_radius(head);
}

/* Right, up, forward on the unit sphere. */
static void on_sphere(const fol__head *head, fol__tape place, double *x, double *y, double *z) {
    double side, ahead, height, level;
    fol__sin_cos(place.along / rim_radius(head), &side, &ahead);
    fol__sin_cos(place.up / (head->length / 2), &height, &level);
    *x = level * side;
    *y = height;
    *z = level * ahead;
}

fol_point fol__head_top(const fol__head *head, fol__tape place) {
    double x, y, z;
    on_sphere(head, place, &x, &y, &z);
    const double flat = FOL__FLAT_SHARE / sqrt(1 + y);
    return (fol_point){head->top.x + x * flat * head->width, head->top.y + z * flat * head->length};
}

fol_point fol__head_front(const fol__head *head, fol__tape place) {
    double x, y, z;
    on_sphere(head, place, &x, &y, &z);
    return (fol_point){x * head->width / 2, y * head->length / 2};
}

fol_point fol__head_from_reference(const fol__head *head, fol_point reference) {
    return (fol_point){head->top.x + reference.x * head->width / FOL__REFERENCE_WIDTH_MM,
                       head->top.y + reference.y * head->length / FOL__REFERENCE_LENGTH_MM};
}

fol_point fol__hundredths(fol_point point) {
    return (fol_point){floor(point.x * 100 + 0.5) / 100, floor(point.y * 100 + 0.5) / 100};
}
