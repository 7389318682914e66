/* SPDX-License-Identifier: MIT */
/* An opening of shaved scalp: one to four hairs (28, 53, 17, 2 %; Guo 2017, Plast Aesthet Res 4:150), each 0.08 mm thick and seen a little from the
 * side, as a disc of their area together. Darker than pigment that is seen through skin. */
#include "stubble.h"

#include "grid.h"
#include "hash.h"

#include <follicle/colors.h>

static const struct opening {
    uint32_t percent, diameter_um;
} openings[] = {{28, 105}, {53, 148}, {17, 182}, {2, 210}};
/* Hairs differ in thickness: so much more than the least. */
enum { LEAST_PERCENT = 90, MORE_PERCENT = 20 };
static const double OPACITY = 0.85;

/* The pigment is chosen to look like the hair through skin; the hair itself is darker. */
static fol_color hair_color(const fol_treatment_spec *treatment) {
    const fol_color pigment = treatment->pigment;
    fol_color own;
    if (fol_hair_color_named(treatment->hair, &own))
        return own;
    return (fol_color){(uint8_t)(pigment.r * 6 / 10), (uint8_t)(pigment.g * 6 / 10), (uint8_t)(pigment.b * 6 / 10)};
}

static uint16_t diameter_um(uint64_t random) {
    uint32_t chance = (uint32_t)(random % 100);
    const struct opening *opening = openings;
    for (; chance >= opening->percent; opening++)
        chance -= opening->percent;
    return (uint16_t)(opening->diameter_um * (LEAST_PERCENT + (uint32_t)(random / 100 % (MORE_PERCENT + 1))) / 100);
}

static fol_dot hair_at(fol_point place, size_t i, uint64_t seed) {
    return (fol_dot){.id = 8 * (int64_t)i,
                     .x_um = fol__um_from_mm(place.x),
                     .y_um = fol__um_from_mm(place.y),
                     .diameter_um = diameter_um(fol__hash(seed, FOL__FOR_SIZE, i)),
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
        fol__draw_dots(draft, hairs, count, hair_color(treatment), OPACITY);
}
