/* SPDX-License-Identifier: MIT */
/* A shaved hair is cut across: a disc of 0.07 to 0.11 mm (terminal scalp hair is 0.06 to 0.10 mm thick, a bit more where it is cut at a slant), darker
 * than pigment that is seen through skin. */
#include "stubble.h"

#include "grid.h"
#include "hash.h"

enum { THIN_UM = 70, THICK_UM = 110 };
static const double OPACITY = 0.85;

/* The pigment is chosen to look like the hair through skin; the hair itself is darker. */
static fol_color hair_color(fol_color pigment) {
    return (fol_color){(uint8_t)(pigment.r * 6 / 10), (uint8_t)(pigment.g * 6 / 10), (uint8_t)(pigment.b * 6 / 10)};
}

static fol_dot hair_at(fol_point place, size_t i, uint64_t seed) {
    const uint64_t random = fol__hash(seed, FOL__FOR_SIZE, i);
    return (fol_dot){.id = 8 * (int64_t)i,
                     .x_um = fol__um_from_mm(place.x),
                     .y_um = fol__um_from_mm(place.y),
                     .diameter_um = (uint16_t)(THIN_UM + random % (THICK_UM - THIN_UM + 1)),
                     .session = 1};
}

void fol__draw_stubble(fol__draft *draft, const fol_design *design, double reach_mm) {
    const fol_chart_spec *chart = fol_design_chart(design);
    const fol_treatment_spec *treatment = fol_design_treatment(design);
    fol_dot *hairs = chart->hair_count ? fol__draft_dots(draft, chart->hair_count) : NULL;
    size_t count = 0;
    for (size_t i = 0; hairs && i < chart->hair_count; i++)
        if (fol__draft_sees(draft, chart->hairs[i], reach_mm))
            hairs[count++] = hair_at(chart->hairs[i], i, treatment->seed);
    if (count)
        fol__draw_dots(draft, hairs, count, hair_color(treatment->pigment), OPACITY);
}
