/* SPDX-License-Identifier: MIT */
#include "openings_oracle.h"

#include <math.h>
#include <stdlib.h>

enum { RAYS = 16, PARTS = 4 };
static const double pi = 3.14159265358979323846;

typedef struct opening {
    double x, y, wider, spread2, bound2[PARTS];
} opening;

struct openings_oracle {
    opening *list;
    size_t count;
};

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* How far the skin goes, along 16 rays, that is nearer to opening i than to any other; at most 1.5 mm. */
static void measure_ground(openings_oracle *o, size_t i) {
    double rays2[RAYS], all = 0;
    for (int k = 0; k < RAYS; k++) {
        double far = 1500;
        for (size_t n = 0; n < o->count; n++) {
            const double dx = o->list[n].x - o->list[i].x, dy = o->list[n].y - o->list[i].y;
            const double along = dx * cos(2 * pi * k / RAYS) + dy * sin(2 * pi * k / RAYS);
            if (n != i && along > 1e-6 * hypot(dx, dy))
                far = fmin(far, (dx * dx + dy * dy) / 2 / along);
        }
        rays2[k] = far * far;
        all += far * far / RAYS;
    }
    qsort(rays2, RAYS, sizeof *rays2, ascending);
    for (int part = 0; part < PARTS; part++) {
        const double *own = &rays2[part * RAYS / PARTS];
        o->list[i].bound2[part] = own[0] < 1500.0 * 1500.0 ? (own[0] + own[1] + own[2] + own[3]) / 4 : HUGE_VAL;
    }
    const double spread = 1.7 * sqrt(pi * all);
    o->list[i].spread2 = pow(fmax(800, fmin(2500, spread)), 2);
}

/* Cells of 4 mm of the canvas and one around it are looked at. */
static bool is_near_canvas(double at, double size_mm) {
    const double cell = floor(at / 4000), last = floor((round(size_mm * 1000) - 1) / 4000);
    return cell >= -1 && cell <= last + 1;
}

openings_oracle *openings_oracle_make(const fol_chart_spec *chart) {
    openings_oracle *o = calloc(1, sizeof *o);
    if (o)
        o->list = calloc(chart->hair_count + 1, sizeof *o->list);
    if (!o || !o->list)
        abort();
    for (size_t i = 0; i < chart->hair_count; i++) {
        const double x = round(chart->hairs[i].x * 1000), y = round(chart->hairs[i].y * 1000);
        bool counts = is_near_canvas(x, chart->canvas_width_mm) && is_near_canvas(y, chart->canvas_height_mm);
        for (size_t n = 0; counts && n < o->count; n++)
            counts = hypot(x - o->list[n].x, y - o->list[n].y) >= 450;
        if (counts) {
            o->list[o->count].wider = chart->hair_confidence ? 1.5 - 0.5 * (double)chart->hair_confidence[i] : 1;
            o->list[o->count].x = x;
            o->list[o->count++].y = y;
        }
    }
    for (size_t i = 0; i < o->count; i++)
        measure_ground(o, i);
    return o;
}

void openings_oracle_free(openings_oracle *oracle) {
    free(oracle->list);
    free(oracle);
}

size_t openings_oracle_count(const openings_oracle *oracle) {
    return oracle->count;
}

fol_point openings_oracle_place(const openings_oracle *oracle, size_t i) {
    return (fol_point){oracle->list[i].x, oracle->list[i].y};
}

bool openings_oracle_factor(const openings_oracle *oracle, double x_um, double y_um, double per_cm2, double *factor) {
    return openings_oracle_factor_at_least(oracle, x_um, y_um, per_cm2, 0, factor);
}

bool openings_oracle_factor_at_least(const openings_oracle *oracle, double x_um, double y_um, double per_cm2, double native_per_cm2,
                                     double *factor) {
    const double clearance = fmin(3000, 580 / sqrt(per_cm2 / 100)), per_um2 = per_cm2 / 1e8;
    double hair = 0, covered = 0;
    *factor = 0;
    for (size_t i = 0; i < oracle->count; i++) {
        const opening *o = &oracle->list[i];
        const double distance = hypot(x_um - o->x, y_um - o->y), v = fmax(0, 1 - distance * distance / o->spread2);
        const double weight = v * v * 3 / (pi * o->spread2);
        double part = 0;
        const double own = fmin(3000, clearance * o->wider);
        if (fabs(distance - own) < 0.02)
            return false;
        if (distance < own)
            return true;
        for (int k = 0; k < PARTS; k++)
            part += pi / PARTS * fmin(o->bound2[k], clearance * clearance);
        hair += weight;
        covered += weight * part;
    }
    hair = fmax(hair, native_per_cm2 / 1e8);
    const double left = fmax(0, 1 - hair / per_um2), bare = 1 - covered;
    *factor = left < 1.15 * bare ? left / bare : left > 0 ? 1.15 : 0;
    return left == 0 || left > 1e-4;
}
