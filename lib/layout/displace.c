/* SPDX-License-Identifier: MIT */
#include "displace.h"

#include <math.h>

/* A vector of the length of irregularity in a random direction: a point of the disc by rejection, brought to length. */
void fol__displace(const fol__maker *m, int64_t id, uint32_t *x, uint32_t *y) {
    const double length = m->design->specs.treatment.irregularity_mm * 1000;
    const uint64_t seed = m->design->specs.treatment.seed;
    for (uint64_t draw = 0;; draw++) {
        const uint64_t bits = fol__hash(seed + draw, FOL__FOR_IRREGULARITY, (uint64_t)id);
        const double u = (double)(bits & 0xffffffff) * 0x1p-31 - 1, v = (double)(bits >> 32) * 0x1p-31 - 1;
        const double r2 = u * u + v * v;
        if (r2 > 1 || r2 < 0.01)
            continue;
        const double dx = u / sqrt(r2) * length, dy = v / sqrt(r2) * length;
        *x += (uint32_t)(int32_t)(dx < 0 ? dx - 0.5 : dx + 0.5);
        *y += (uint32_t)(int32_t)(dy < 0 ? dy - 0.5 : dy + 0.5);
        return;
    }
}

void fol__displace_dots(const fol__maker *m, fol_dot *dots, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t x = (uint32_t)dots[i].x_um, y = (uint32_t)dots[i].y_um;
        fol__displace(m, dots[i].id, &x, &y);
        dots[i].x_um = (int32_t)x;
        dots[i].y_um = (int32_t)y;
    }
}
