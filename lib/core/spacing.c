/* SPDX-License-Identifier: MIT */
/* Answers from a spacing table: what a density is promised, and what density a distance allows. Kept apart from the pattern, so
 * that a design can be checked against a table without knowing where it comes from. */
#include <follicle/spacing.h>

/* Rounded as layouts round it, so that both have the same ranks below a threshold. */
static double tile_cm2(const fol_spacing *spacing) {
    const double tile_cm = spacing->tile_mm / 10;
    return tile_cm * tile_cm;
}

/* Whole numbers but for the one division: 400 is 400. */
double fol_spacing_cap_per_cm2(const fol_spacing *spacing) {
    return spacing ? (double)spacing->point_count * 100.0 / (spacing->tile_mm * spacing->tile_mm) : 0;
}

double fol_spacing_least_mm(const fol_spacing *spacing, double per_cm2) {
    if (!spacing || !(per_cm2 <= fol_spacing_cap_per_cm2(spacing)))
        return 0;
    const double threshold = per_cm2 * tile_cm2(spacing); /* layouts keep the ranks below it */
    int32_t low = 0, high = spacing->step_count - 1;
    while (low < high) { /* the first step that holds all of them */
        const int32_t middle = low + (high - low) / 2;
        if ((double)spacing->points[middle] < threshold)
            low = middle + 1;
        else
            high = middle;
    }
    return spacing->least_um[low] / 1000.0;
}

/* The highest density whose threshold is not above `points`. */
static double densest_of(const fol_spacing *spacing, int32_t points) {
    double per_cm2 = (double)points / tile_cm2(spacing);
    while (per_cm2 * tile_cm2(spacing) > (double)points) /* rounded up: go down to the number before */
        per_cm2 *= 1.0 - 0x1p-52;
    return per_cm2;
}

double fol_spacing_densest_per_cm2(const fol_spacing *spacing, double least_mm) {
    int32_t low = 0, high = spacing ? spacing->step_count : 0;
    while (low < high) { /* the first step that is too close; a NaN finds all too close */
        const int32_t middle = low + (high - low) / 2;
        if (spacing->least_um[middle] / 1000.0 >= least_mm)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return 0;
    if (low == spacing->step_count)
        return fol_spacing_cap_per_cm2(spacing);
    return densest_of(spacing, spacing->points[low - 1]);
}
