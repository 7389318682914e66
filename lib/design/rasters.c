/* SPDX-License-Identifier: MIT */
/* Area scale and mask at places of a cell. */
#include "inside.h"
#include "wide.h"

typedef double lanes_of[FOL__MOST_PLACES];

/* Values in rows, and how to come to them: x mm lies at (x - x_mm) / mm_per_value - 0.5 of them. */
typedef struct raster {
    const float *values;
    int32_t width, height;
    double mm_per_value, x_mm, y_mm;
} raster;

/* Numbers of values and how far a place is past them, clamped to their centres. */
static inline void find_values(const fol__places *restrict p, int32_t lanes, double x0_mm, double y0_mm, const raster *restrict r,
                               int32_t *restrict columns, int32_t *restrict rows, double *restrict fu, double *restrict fv) {
    const int32_t left = p->column * FOL__CELL_UM + FOL__CELL_UM / 2, top = p->row * FOL__CELL_UM + FOL__CELL_UM / 2;
    const double last_column = r->width - 1, last_row = r->height - 1, mm_per_value = r->mm_per_value;
    for (int32_t i = 0; i < lanes; i++) {
        const double x = (double)(left + (int32_t)p->x[i]) / 1000.0, y = (double)(top + (int32_t)p->y[i]) / 1000.0;
        double u = (x - x0_mm) / mm_per_value - 0.5, v = (y - y0_mm) / mm_per_value - 0.5;
        u = u < 0 ? 0 : u;
        v = v < 0 ? 0 : v;
        u = u > last_column ? last_column : u;
        v = v > last_row ? last_row : v;
        columns[i] = (int32_t)u;
        rows[i] = (int32_t)v;
        fu[i] = u - columns[i];
        fv[i] = v - rows[i];
    }
}

/* Bilinear between the centres of values; the edge value goes on outside. */
static inline void multiply_by(const raster *r, const fol__places *places, int32_t lanes, double *restrict factor) {
    int32_t columns[FOL__MOST_PLACES], rows[FOL__MOST_PLACES];
    lanes_of fu, fv, a, b, c, d;
    find_values(places, lanes, r->x_mm, r->y_mm, r, columns, rows, fu, fv);
    for (int32_t i = 0; i < lanes; i++) {
        const float *upper = r->values + (size_t)rows[i] * (size_t)r->width + columns[i];
        const float *lower = rows[i] + 1 < r->height ? upper + r->width : upper;
        const int32_t next = columns[i] + 1 < r->width;
        a[i] = (double)upper[0];
        b[i] = (double)upper[next];
        c[i] = (double)lower[0];
        d[i] = (double)lower[next];
    }
    for (int32_t i = 0; i < lanes; i++) {
        const double above = a[i] + (b[i] - a[i]) * fu[i], below = c[i] + (d[i] - c[i]) * fu[i];
        factor[i] *= above + (below - above) * fv[i];
    }
}

static void scale_by_callback(const fol_area_scale_spec *scale, const fol__places *places, double *factor) {
    for (int32_t i = 0; i < places->count; i++) {
        const double s = scale->at(fol__mm_from_um(fol__place_x(places, i)), fol__mm_from_um(fol__place_y(places, i)), scale->user);
        factor[i] = s >= 0 ? (s <= scale->max_scale ? s : scale->max_scale) : 0; /* a NaN counts as no skin */
    }
}

FOL__WIDE FOL__FLAT static void fill_factor(const fol_design *design, const fol__places *places, double *factor) {
    const fol_area_scale_spec *scale = &design->specs.chart.area_scale;
    const fol_mask_spec *mask = &design->specs.chart.mask;
    const raster area = {scale->values, scale->width, scale->height, scale->mm_per_value, 0, 0};
    const raster thinning = {mask->values, mask->width, mask->height, mask->mm_per_value, mask->x_mm, mask->y_mm};
    const int32_t lanes = fol__places_lanes(places);
    for (int32_t i = 0; i < lanes; i++)
        factor[i] = 1;
    if (scale->at)
        scale_by_callback(scale, places, factor);
    else if (scale->values)
        multiply_by(&area, places, lanes, factor);
    if (mask->values)
        multiply_by(&thinning, places, lanes, factor);
}

void fol__rasters_at(const fol_design *design, const fol__places *places, double *factor) {
    fill_factor(design, places, factor);
}
