/* SPDX-License-Identifier: MIT */
/* Defaults of every spec. */
#include "inside.h"
#include "spec.h"

#include <string.h>

void fol_session_spec_init_sized(fol_session_spec *spec, size_t struct_size) {
    fol_session_spec d;
    memset(&d, 0, sizeof d);
    d.cumulative = 1;
    d.hairline_cumulative = FOL_SAME;
    d.shade = 18;
    fol__spec_fill(spec, struct_size, &d, sizeof d);
}

void fol_treatment_spec_init_sized(fol_treatment_spec *spec, size_t struct_size) {
    fol_treatment_spec d;
    memset(&d, 0, sizeof d);
    const fol_color skin = {0xd7, 0xbd, 0x96}, pigment = {0x3a, 0x31, 0x2a}; /* Monk 5 and 9 */
    d.skin = skin;
    d.pigment = pigment;
    d.pigment_opacity = 0.6;
    d.diameter_from_mm = 0.10;
    d.diameter_to_mm = 0.15;
    d.healing = fol_healing_default();
    fol__spec_fill(spec, struct_size, &d, sizeof d);
}

void fol_zone_spec_init_sized(fol_zone_spec *spec, size_t struct_size) {
    fol_zone_spec d;
    memset(&d, 0, sizeof d);
    d.retention = 1;
    d.first_share = d.overlap_mm = FOL_SAME;
    fol__spec_fill(spec, struct_size, &d, sizeof d);
}

void fol_hairline_spec_init_sized(fol_hairline_spec *spec, size_t struct_size) {
    fol_hairline_spec d;
    memset(&d, 0, sizeof d);
    d.style = "natural";
    d.transition_mm = d.edge_density = d.large_mm = d.large_wave_mm = FOL_SAME;
    d.small_mm = d.small_wave_mm = d.sentinels_per_cm = FOL_SAME;
    d.edge_size = d.size_transition_mm = d.edge_shade = d.shade_transition_mm = d.edge_scatter_mm = FOL_SAME;
    fol__spec_fill(spec, struct_size, &d, sizeof d);
}

void fol_keep_out_spec_init_sized(fol_keep_out_spec *spec, size_t struct_size) {
    fol_keep_out_spec d;
    memset(&d, 0, sizeof d);
    fol__spec_fill(spec, struct_size, &d, sizeof d);
}

void fol_chart_spec_init_sized(fol_chart_spec *spec, size_t struct_size) {
    fol_chart_spec d;
    memset(&d, 0, sizeof d);
    d.area_scale.max_scale = 1;
    fol__spec_fill(spec, struct_size, &d, sizeof d);
}

void fol_design_options_init_sized(fol_design_options *options, size_t struct_size) {
    fol_design_options d;
    memset(&d, 0, sizeof d);
    fol__spec_fill(options, struct_size, &d, sizeof d);
}
