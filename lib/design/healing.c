/* SPDX-License-Identifier: MIT */
/* The course of one dot. Pigment goes in two ways: quickly while the skin heals (histology of scars: deep pigment is gone by 3 weeks, little
 * changes from 4 weeks to a year; Kim et al. 2008, Korean J Dermatol 46:305), then slowly over years. Polynomials and quotients stand in for
 * the exponentials of such decay, so that every machine gets the same bits. */
#include <follicle/healing.h>

static const double DAYS_A_YEAR = 365.25;
static const double MOST_YEARS = 1000;
static const double MOST_SETTLING = 0.9;
enum { MIDDLE_TYPE = 3, TYPES = 6 };

fol_healing_spec fol_healing_default(void) {
    const fol_healing_spec spec = {.fade = 0.35,
                                   .healed_days = 28,
                                   .settling = 0.05,
                                   .settled_days = 135,
                                   .touch_up_share = 0.65,
                                   .touch_up_years = 4,
                                   .spread_per_year = 0.04,
                                   .most_width = 3,
                                   .sun = 1,
                                   .skin_step = 0.05,
                                   .scar = 1.8,
                                   .shallow_mm = 0.5,
                                   .shallow = 3,
                                   .deep_mm = 2,
                                   .deep = 3,
                                   .scab_width = 2,
                                   .scab_days = 7};
    return spec;
}

static double kept(double value, double from, double to) {
    return value < from ? from : value > to ? to : value;
}

/* How many times as fast as usual skin this one fades. */
static double fading_pace(const fol_healing_spec *spec, const fol_tissue *tissue) {
    const int64_t type = tissue->skin_type ? tissue->skin_type : spec->skin_type;
    double pace = spec->sun;
    if (type >= 1 && type <= TYPES)
        pace *= 1 + spec->skin_step * (double)(MIDDLE_TYPE - type);
    if (tissue->scar)
        pace *= spec->scar;
    if (tissue->depth_mm > 0 && tissue->depth_mm < spec->shallow_mm)
        pace *= 1 + (spec->shallow - 1) * (1 - tissue->depth_mm / spec->shallow_mm);
    return pace;
}

static double spreading_pace(const fol_healing_spec *spec, const fol_tissue *tissue) {
    return 1 + (spec->deep - 1) * kept(tissue->depth_mm - spec->deep_mm, 0, 1);
}

/* What usual skin loses a year, at first. */
static double yearly_loss(const fol_healing_spec *spec) {
    const double years = spec->touch_up_years - spec->healed_days / DAYS_A_YEAR;
    const double loss = ((1 - spec->settling) / spec->touch_up_share - 1) / years;
    return loss > 0 ? loss : 0;
}

static double settled_share(const fol_healing_spec *spec, double pace) {
    const double lost = spec->settling * pace;
    return 1 - (lost < MOST_SETTLING ? lost : MOST_SETTLING);
}

fol_healed fol_heal(const fol_healing_spec *spec, const fol_tissue *tissue, double days) {
    if (!spec) {
        const fol_healing_spec defaults = fol_healing_default();
        return fol_heal(&defaults, tissue, days);
    }
    const fol_tissue usual = {0, 0, false}, *at = tissue ? tissue : &usual;
    const double age = days > 0 ? days : 0, since = age > spec->healed_days ? age - spec->healed_days : 0;
    const double pace = fading_pace(spec, at), years = since / DAYS_A_YEAR;
    const double left = 1 - kept(age / spec->healed_days, 0, 1);
    const double v = kept(since / (spec->settled_days - spec->healed_days), 0, 1);
    fol_healed healed;
    healed.pigment = (1 - spec->fade * (1 - left * left * left)) / (1 - spec->fade);
    healed.pigment *= 1 - (1 - settled_share(spec, pace)) * v * v * (3 - 2 * v);
    healed.pigment /= 1 + yearly_loss(spec) * pace * years;
    healed.width = kept(1 + spec->spread_per_year * spreading_pace(spec, at) * years, 1, spec->most_width);
    const double crust = 1 - kept(age / spec->scab_days, 0, 1);
    healed.scab = 1 + (spec->scab_width - 1) * crust * crust;
    return healed;
}

/* Pigment only falls, so halving finds the day. */
double fol_heal_touch_up_years(const fol_healing_spec *given, const fol_tissue *tissue) {
    const fol_healing_spec defaults = fol_healing_default(), *spec = given ? given : &defaults;
    double from = 0, to = MOST_YEARS;
    for (int i = 0; i < 60; i++) {
        const double middle = (from + to) / 2;
        if (fol_heal(spec, tissue, middle * DAYS_A_YEAR).pigment > spec->touch_up_share)
            from = middle;
        else
            to = middle;
    }
    return (from + to) / 2;
}
