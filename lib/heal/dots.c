/* SPDX-License-Identifier: MIT */
#include <follicle/heal.h>

fol_healed fol_heal_dot(const fol_design *design, const fol_dot *dot, double day) {
    const fol_healed healed = {1, 1, 1};
    if (!design || !dot)
        return healed;
    const fol_treatment_spec *treatment = fol_design_treatment(design);
    const fol_chart_spec *chart = fol_design_chart(design);
    if (dot->session < 1 || dot->session > treatment->session_count)
        return healed;
    const fol_tissue tissue = {dot->depth_um / 1000.0, treatment->healing.skin_type ? 0 : fol_skin_type_of(treatment->skin_tone),
                               dot->zone < chart->zone_count && chart->zones[dot->zone].scar};
    return fol_heal(&treatment->healing, &tissue, day - treatment->sessions[dot->session - 1].day);
}
