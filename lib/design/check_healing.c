/* SPDX-License-Identifier: MIT */
/* What a design says of skin, pigment and healing: names that must be known, and constants within the limits of healing.h. None of it decides a dot. */
#include "inside.h"
#include "text.h"

#include <follicle/colors.h>
#include <string.h>

static fol__where at(const char *key) {
    return (fol__where){NULL, -1, -1, -1, key};
}

static fol_status check_numbers(const fol_treatment_spec *t, fol_error *err) {
    const fol_healing_spec *h = &t->healing;
    const struct {
        const char *key;
        double value, from, to;
    } rows[] = {
        {"healing.fade", h->fade, 0, 0.6},
        {"healing.healed_days", h->healed_days, 7, 60},
        {"healing.settling", h->settling, 0, 0.3},
        {"healing.settled_days", h->settled_days, 8, 365},
        {"healing.touch_up_share", h->touch_up_share, 0.3, 0.95},
        {"healing.touch_up_years", h->touch_up_years, 1, 15},
        {"healing.spread_per_year", h->spread_per_year, 0, 0.1},
        {"healing.most_width", h->most_width, 1, 5},
        {"healing.sun", h->sun, 0.25, 4},
        {"healing.skin_type", (double)h->skin_type, 0, 6},
        {"healing.skin_step", h->skin_step, 0, 0.15},
        {"healing.scar", h->scar, 0.5, 4},
        {"healing.shallow_mm", h->shallow_mm, 0, 1.5},
        {"healing.shallow", h->shallow, 1, 10},
        {"healing.deep_mm", h->deep_mm, 0.5, 3},
        {"healing.deep", h->deep, 1, 10},
        {"healing.scab_width", h->scab_width, 1, 3},
        {"healing.scab_days", h->scab_days, 1, 21},
        {"pigment.strength", t->pigment_strength, 0, 10000},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (!(rows[i].value >= rows[i].from && rows[i].value <= rows[i].to))
            return fol__fail(err, FOL_ERR_VALUE, at(rows[i].key), "is %g; it must be from %g to %g", rows[i].value, rows[i].from,
                             rows[i].to);
    return FOL_OK;
}

static fol_status check_course(const fol_healing_spec *h, fol_error *err) {
    if (!(h->settled_days > h->healed_days))
        return fol__fail(err, FOL_ERR_CONFLICT, at("healing.settled_days"), "%g does not come after healed_days, %g", h->settled_days,
                         h->healed_days);
    if (!(h->touch_up_share < 1 - h->settling))
        return fol__fail(err, FOL_ERR_CONFLICT, at("healing.touch_up_share"),
                         "%g is reached before the years begin: settling alone takes %g, so it must be below %g", h->touch_up_share,
                         h->settling, 1 - h->settling);
    return FOL_OK;
}

static fol_status check_tone(const fol_treatment_spec *t, fol_error *err) {
    const fol_named_color *tone = fol_skin_tone_named(t->skin_tone);
    if (t->skin_tone && !tone)
        return fol__fail(err, FOL_ERR_NAME, at("skin"), "\"%.60s\" is no skin tone; known: monk 1 to monk 10, fitzpatrick I to VI, or a "
                         "colour #rrggbb", t->skin_tone);
    if (tone && (tone->color.r != t->skin.r || tone->color.g != t->skin.g || tone->color.b != t->skin.b))
        return fol__fail(err, FOL_ERR_CONFLICT, at("skin"), "is #%02x%02x%02x, but %s is #%02x%02x%02x", t->skin.r, t->skin.g, t->skin.b,
                         tone->name, tone->color.r, tone->color.g, tone->color.b);
    return FOL_OK;
}

fol_status fol__healing_check(const fol_treatment_spec *t, fol_error *err) {
    fol_color color;
    if (t->hair && !fol_hair_color_named(t->hair, &color))
        return fol__fail(err, FOL_ERR_NAME, at("hair"), "\"%.60s\" is no hair colour; known: black, dark brown, brown, light brown, blond, "
                         "red, grey, white, or a colour #rrggbb", t->hair);
    if (t->pigment_name && !fol__is_utf8(t->pigment_name))
        return fol__fail(err, FOL_ERR_NAME, at("pigment.name"), "is not UTF-8");
    if (t->pigment_undertone && !fol_pigment_color(fol_pigment_at(0)->name, t->pigment_undertone, &color))
        return fol__fail(err, FOL_ERR_NAME, at("pigment.undertone"), "\"%.60s\" is no undertone; known: cool, neutral, warm",
                         t->pigment_undertone);
    fol_status status = check_tone(t, err);
    if (status == FOL_OK)
        status = check_numbers(t, err);
    return status == FOL_OK ? check_course(&t->healing, err) : status;
}
