/* SPDX-License-Identifier: MIT */
/* How much water to one part of pigment. Practitioners match stubble, which looks dark even where hair is fair, use more water for fair
 * skin and light hair, and keep the contrast low, as a thick mix on fair skin looks artificial; hairlines and first sessions are lighter
 * still (docs/healing.md#how-much-water). */
#include "fail.h"

#include <follicle/heal.h>
#include <stdio.h>

static const double HAIR_OPACITY = 0.85; /* of stubble, as previews draw it */
static const double OF_HAIR = 0.75;
static const double HAIRLINE_MORE = 6;
static const double LEAST = 4, MOST = 40; /* what is in use */

static double linear(uint8_t code) {
    const double c = code / 255.0;
    return c * c * (0.2 + 0.8 * c); /* sRGB to within 0.01, which is enough to choose whole parts of water */
}

static double luminance(fol_color color) {
    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

/* How much darker than skin something is that covers it; 0 where it is not. */
static double contrast(fol_color skin, fol_color over) {
    const double light = luminance(skin), dark = luminance(over);
    return light > dark ? (light - dark) / light : 0;
}

static fol_color hair_of(const fol_treatment_spec *t) {
    fol_color hair = {(uint8_t)(t->pigment.r * 6 / 10), (uint8_t)(t->pigment.g * 6 / 10), (uint8_t)(t->pigment.b * 6 / 10)};
    fol_hair_color_named(t->hair, &hair);
    return hair;
}

static double whole_in_use(double shade) {
    const double whole = (double)(int64_t)(shade + 0.5);
    return whole < LEAST ? LEAST : whole > MOST ? MOST : whole;
}

static void write_reason(const fol_shade_advice *a, double most, bool bounded, bool weak, char *reason, size_t size) {
    if (weak)
        snprintf(reason, size, "This pigment is hardly darker than the skin: even undiluted it cannot match shaved hair, whose contrast is %.2f. "
                 "Consider a darker one.", a->hair_contrast);
    else if (bounded)
        snprintf(reason, size, "Shaved hair on this skin has a contrast of %.2f; three quarters of it would be over the %.2f that was set as the most, "
                 "so the last session stays there. Earlier sessions and the hairline are lighter: nothing can be taken back.",
                 a->hair_contrast, most);
    else
        snprintf(reason, size, "Shaved hair on this skin has a contrast of %.2f; healed dots of the last session come to %.2f, three quarters of it or a "
                 "little less. Earlier sessions and the hairline are lighter: nothing can be taken back.", a->hair_contrast, a->contrast);
}

static void fill_sessions(const fol_design *design, double last, fol_shade_advice *out) {
    double shade = last;
    out->session_count = fol_design_session_count(design);
    for (size_t k = out->session_count; k-- > 0;) {
        out->shade[k] = whole_in_use(shade);
        out->hairline[k] = whole_in_use(shade + HAIRLINE_MORE);
        shade += k + 2 == out->session_count ? 6 : 4;
    }
}

fol_status fol_advise_shades(const fol_design *design, double most_contrast, fol_shade_advice *out, fol_error *err) {
    if (!design || !out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "no design, or nowhere to put the advice");
    if (!(most_contrast >= 0 && most_contrast <= 1))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "the most contrast is %g; it must be from 0 to 1", most_contrast);
    const fol_treatment_spec *t = fol_design_treatment(design);
    const double strength = t->pigment_strength > 0 ? t->pigment_strength : FOL_USUAL_STRENGTH, full = contrast(t->skin, t->pigment);
    *out = (fol_shade_advice){.hair_contrast = HAIR_OPACITY * contrast(t->skin, hair_of(t))};
    const double matched = OF_HAIR * out->hair_contrast, wanted = matched < most_contrast ? matched : most_contrast;
    const bool weak = full * fol_opacity_from_shade(strength, LEAST) < wanted;
    /* A whole number of parts, up: never darker than that. */
    const double exact = weak || full <= 0 ? LEAST : fol_shade_from_opacity(strength, wanted / full);
    fill_sessions(design, weak ? LEAST : exact + 0.499, out);
    out->contrast = full * fol_opacity_from_shade(strength, out->shade[out->session_count - 1]);
    write_reason(out, most_contrast, most_contrast < matched, weak, out->reason, sizeof out->reason);
    return FOL_OK;
}
